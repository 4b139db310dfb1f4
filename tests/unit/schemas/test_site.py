from typing import Any

import pytest
from pydantic import ValidationError

from schemas.site import Layout, Site

FACTS = {"key": "reels", "hosts": ["reels.test"]}


def test_all_but_the_key_and_the_hosts_is_optional() -> None:
    site = Site.model_validate(FACTS)
    assert (site.scale, site.date_order, site.timezone, site.reviewer, site.fields, site.layouts) == (
        None,
        None,
        None,
        None,
        {},
        (),
    )


@pytest.mark.parametrize(
    "facts",
    [
        {"date_order": "ydm"},
        {"scale": {"best": 0}},
        {"fields": {"rating.value": {"css": ".stars"}}},
        {"fields": {"rating": {"css": ""}}},
        {"layouts": [{"when": "", "fields": {"rating": {"css": ".stars"}}}]},
        {"layouts": [{"when": "body.v2", "fields": {}}]},
        {"layouts": [{"fields": {"rating": {"css": ".stars"}}}]},
        {"time_zone": "Europe/Berlin"},
    ],
)
def test_what_a_site_file_cannot_say(facts: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Site.model_validate({**FACTS, **facts})


def test_a_layouts_selectors_stand_before_the_sites() -> None:
    facts = {"fields": {"rating": {"css": ".stars"}, "published": {"css": ".day"}}}
    layout = Layout.model_validate({"when": "body.old", "fields": {"rating": {"css": ".grade"}}})
    site = Site.model_validate({**FACTS, **facts}).in_layout(layout)
    assert {name: selector.css for name, selector in site.fields.items()} == {"rating": ".grade", "published": ".day"}
