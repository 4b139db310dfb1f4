"""Works and outlets across reviews: each review counts once, as it is now."""

from decimal import Decimal
from typing import Any

import pytest

from flows.enrichment.across import Across, grid_step, severity, summarize
from schemas.enriched import Enrichment, MatchCandidate, MatchOutcome, WorkMatch


def enriched(number: int, work: str | None, revision: int = 1) -> Enrichment:
    candidate = MatchCandidate(work=work or "", title="A Film", year=2001, kind=None, probability=1, features=())
    found = (
        WorkMatch(outcome=MatchOutcome.JOINED, work=work, probability=1, candidates=(candidate,))
        if work
        else WorkMatch(outcome=MatchOutcome.ABSENT, probability=1)
    )
    return Enrichment(id=str(number), revision=revision, catalogue="c", matcher="m", match=found, ids=(work or "",))


def review(domain: str, stars: float | None, **more: Any) -> dict[str, Any]:
    rating = {"kind": "stars", "value": stars, "best": 5, "normalized": stars / 5} if stars is not None else None
    return {"status": "present", "site": None, "outlet": {"domain": domain, "name": domain}, "rating": rating} | more


def test_a_work_over_its_reviews() -> None:
    across = Across()
    across.add(review("a.test", 5), enriched(1, "w1"))
    across.add(review("a.test", 4), enriched(2, "w1"))
    across.add(review("b.test", 1), enriched(3, "w1"))
    across.add(review("b.test", None), enriched(4, "w1"))
    across.add(review("b.test", 3), enriched(5, None))
    (work,) = across.works()
    assert (work.reviews, work.ratings.count, work.ratings.median) == (4, 3, Decimal("0.8"))
    assert [(part.outlet, part.ratings.count, part.ratings.mean) for part in work.by_outlet] == [
        ("a.test", 2, Decimal("0.9")),
        ("b.test", 1, Decimal("0.2")),
    ]


def test_the_latest_revision_counts_and_what_was_withdrawn_does_not() -> None:
    across = Across()
    across.add(review("a.test", 5), enriched(1, "w1"))
    across.add(review("a.test", 2), enriched(1, "w1", revision=2))
    across.add(review("b.test", 1), enriched(2, "w1"))
    across.add(review("b.test", 1, status="withdrawn"), enriched(2, "w1", revision=2))
    (work,) = across.works()
    assert (work.reviews, work.ratings.mean) == (1, Decimal("0.4"))


def test_an_outlets_scale_is_offered_as_a_site_file_would_say_it() -> None:
    across = Across()
    for number, stars in enumerate((3, 3.5, 4, 4.5, 2, 1, 5, 2.5)):
        across.add(review("a.test", stars), enriched(number, None))
    (outlet,) = across.outlets()
    (scale,) = outlet.scales
    assert (scale.best, scale.step, scale.ratings) == (Decimal(5), Decimal("0.5"), 8)
    assert scale.values["3.5"] == 1
    assert outlet.severity is None


def test_severity_is_the_difference_on_shared_works() -> None:
    means = {"w1": {"a": 0.4, "b": 0.6, "c": 0.8}, "w2": {"a": 0.5, "b": 0.9}, "w3": {"a": 0.1}}
    found = severity("a", means)
    assert found is not None
    assert (found.works, found.difference) == (2, Decimal("-0.35"))
    assert severity("d", means) is None


@pytest.mark.parametrize(
    ("values", "best", "step"),
    [
        ([1, 2, 3, 4, 5, 3, 2, 4], 5, 1),
        ([1, 2.5, 3, 4, 5, 3, 2, 4], 5, 0.5),
        ([61, 72, 83, 94, 55, 67, 78, 90], 100, 1),
        ([7.1, 7.2, 8.4, 5.3, 9.9, 6.6, 4.7, 8.8], 10, 0.1),
        ([3.1234, 4.5512, 2.2, 4, 4.1, 3.3, 1.2, 2.1], 5, None),
        ([1, 2, 3], 5, None),
    ],
)
def test_the_grid_of_ratings(values: list[float], best: float, step: float | None) -> None:
    assert grid_step(values, best) == step


def test_no_ratings_are_no_mean() -> None:
    summary = summarize([None, None])
    assert (summary.count, summary.mean, summary.median, summary.spread) == (0, None, None, None)
