"""Quality gates: counts of a site's records against its own history."""

import pytest

from flows.quality import judge, merged
from schemas.quality import FieldProfile, GateFailure, Repair, Share, SiteProfile
from schemas.site import Scale, Selector, Site

SITE = Site(key="reel", hosts=("reel.test",))
HALVES = SITE.model_copy(update={"scale": Scale.model_validate({"best": 5, "step": "0.5"})})
JSON_LD, LABEL = "json-ld /*/reviewRating", "label div.info > p"


def profile(records: int, rated: int | None = None, **facts: object) -> SiteProfile:
    """So many records, so many of them with a rating."""
    rated = records if rated is None else rated
    rating: dict[str, object] = {"field": "rating", "filled": rated}
    rating |= {name: facts.pop(name) for name in ("confidence", "locators", "values") if name in facts}
    counts = {"records": records, **facts}
    return SiteProfile.model_validate({"site": "reel", **counts, "fields": [rating]}, strict=False)


def kinds(now: SiteProfile, *history: SiteProfile, site: Site = SITE, tolerance: float = 0.2) -> list[str]:
    return [failure.kind for failure in judge(now, history, site, tolerance=tolerance)]


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (profile(18, 0), profile(200, 196), ["missing"]),
        (profile(3, 0), profile(200, 200), ["missing"]),
        (profile(2, 0), profile(200, 200), []),  # two may be chance
        (profile(1, 0), profile(200, 200), []),
        (profile(18, 17), profile(200, 200), []),
        (profile(100, 85), profile(200, 200), []),  # within the tolerance
        (profile(100, 70), profile(200, 200), ["missing"]),
        (profile(18, 0), profile(200, 10), []),  # it never had many
        (profile(18, 0), profile(9, 9), []),  # too little is known
        (profile(18, 18), profile(200, 100), []),  # better is no failure
        (profile(10, 4), profile(20, 15), []),
        (profile(0, 0), profile(200, 200), []),
    ],
)
def test_a_field_that_is_filled_more_rarely(now: SiteProfile, before: SiteProfile, expected: list[str]) -> None:
    assert kinds(now, before) == expected


def test_the_tolerance_is_a_setting() -> None:
    assert kinds(profile(100, 70), profile(200, 200), tolerance=0.5) == []


def test_a_site_that_gives_a_record_a_day_is_looked_at_over_days() -> None:
    days = [profile(1, 0)] * 4 + [profile(1, 1)] * 60
    assert kinds(profile(1, 0), *days) == ["missing"]
    assert kinds(profile(1, 0), *days[4:]) == []


@pytest.mark.parametrize(
    ("now", "before", "site", "expected"),
    [
        (profile(9, values={"3.7/5": 9}), profile(40, values={"3/5": 20, "3.5/5": 20}), HALVES, ["off_grid"]),
        (profile(9, values={"3.7/5": 9}), profile(40, values={"3/5": 20, "3.5/5": 20}), SITE, ["off_grid"]),
        (profile(9, values={"8/10": 9}), profile(40, values={"3/5": 20, "3.5/5": 20}), HALVES, ["off_grid"]),
        (profile(9, values={"4/5": 3, "B+/": 6}), profile(40, values={"3/5": 20, "3.5/5": 20}), HALVES, []),
        (profile(9, values={"4/5": 9}), profile(40, values={str(n): 4 for n in range(10)}), SITE, ["one_value"]),
        (profile(9, values={"4/5": 4, "3/5": 5}), profile(40, values={"4/5": 22, "3/5": 18}), SITE, []),
        (profile(9, future=9), profile(40), SITE, ["future"]),
        (profile(9, unknown_layout=9), profile(40), SITE, ["unknown_layout"]),
        (profile(0, reread=9, rejected=9), profile(40, reread=40, rejected=1), SITE, ["rejected"]),
        (profile(0, reread=2, rejected=1), profile(40, reread=40, rejected=1), SITE, []),
        (
            profile(9, confidence=(0, 0, 0, 0, 0, 9, 0, 0, 0, 0)),
            profile(40, confidence=(0, 0, 0, 0, 0, 0, 0, 0, 2, 38)),
            SITE,
            ["unsure"],
        ),
        (
            profile(9, confidence=(0, 0, 0, 0, 0, 0, 0, 0, 9, 0)),
            profile(40, confidence=(0, 0, 0, 0, 0, 0, 0, 0, 20, 20)),
            SITE,
            [],
        ),
    ],
)
def test_values_that_are_distributed_otherwise(
    now: SiteProfile, before: SiteProfile, site: Site, expected: list[str]
) -> None:
    found = kinds(now, before, site=site)
    assert [kind for kind in found if kind != "one_value" or kind in expected] == expected


def test_a_failure_names_the_locator_that_stopped_answering() -> None:
    before = profile(40, 38, locators={JSON_LD: 36, LABEL: 2})
    (failure,) = judge(profile(18, 1, locators={LABEL: 1}), [before], SITE)
    assert (failure.now, failure.before) == (Share(count=1, of=18), Share(count=38, of=40))
    assert (failure.locator, failure.locator_now, failure.locator_before) == (
        JSON_LD,
        Share(count=0, of=18),
        Share(count=36, of=40),
    )


def test_profiles_are_added_up() -> None:
    whole = merged([profile(3, 2, values={"4/5": 2}), profile(4, 4, values={"4/5": 1, "3/5": 3})])
    assert whole is not None
    assert whole.records == 7
    assert whole.fields == (FieldProfile(field="rating", filled=6, values={"4/5": 3, "3/5": 3}),)
    assert merged([]) is None


@pytest.mark.parametrize(
    ("failure", "text"),
    [
        (
            {"kind": "one_value", "field": "credits.director", "value": "Ann Lee"},
            "reel: credits.director is 'Ann Lee' in 9 of 9 reviews; before, no value stood in more than 1 of 40.",
        ),
        ({"kind": "rejected"}, "reel: 9 of 9 pages that gave a review give none now, before 1 of 40."),
        (
            {"kind": "off_grid", "field": "rating", "value": "steps of 0.5"},
            "reel: rating: 9 of 9 values are off the site's scale (steps of 0.5), before 1 of 40.",
        ),
        (
            {
                "kind": "missing",
                "field": "credits.director",
                "repair": Repair(
                    field="credits.director",
                    selector=Selector(css='a[rel="x"]', attribute="title"),
                    support=Share(count=3, of=3),
                ),
            },
            (
                "reel: credits.director is missing: 9 of 9 reviews have it, before 1 of 40 had it. It would be "
                "repaired by "
                'fields."credits.director" = { css = \'a[rel="x"]\', attribute = "title" }, which says what was known '
                "of 3 of 3 pages."
            ),
        ),
    ],
)
def test_the_message(failure: dict[str, object], text: str) -> None:
    shares = {"now": Share(count=9, of=9), "before": Share(count=1, of=40)}
    assert GateFailure.model_validate({"site": "reel", **shares, **failure}).message == text
