from typing import Any

import pytest

from schemas.run import SiteReport


@pytest.mark.parametrize(
    ("counts", "failed"),
    [
        ({"found": 20, "fetched": 20, "records": 20}, False),
        ({"found": 20, "fetched": 20, "records": 19, "rejects": {"http_error": 1}}, False),
        ({"found": 20, "fetched": 1, "rejects": {"http_error": 1}}, False),
        ({"found": 20, "fetched": 0}, False),
        ({"found": 20, "fetched": 20, "rejects": {"http_error": 20}}, True),
        ({"found": 20, "fetched": 1, "rejects": {"unreachable": 1}}, True),
        ({"found": 20, "fetched": 20, "records": 19, "rejects": {"internal_error": 1}}, True),
        ({"found": 20, "fetched": 20, "records": 19, "rejects": {"invalid": 1}}, True),
        ({"found": 20, "fetched": 9, "rejects": {"not_a_review": 9}}, False),
        ({"found": 0, "problems": ("no source could be read",)}, True),
        ({"found": 3, "fetched": 3, "records": 3, "problems": ("one of two sitemaps answered 500",)}, False),
    ],
)
def test_a_site_has_failed_where_nothing_of_it_could_be_read_or_a_fault_is_ours(
    counts: dict[str, Any], failed: bool
) -> None:
    assert SiteReport(site="x", **counts).failed is failed
