"""Across reviews: what all reviewers say of a work, and how each outlet rates."""

import math
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, NamedTuple

from schemas.enriched import (
    Enrichment,
    MatchOutcome,
    OutletRatings,
    OutletSummary,
    RatingSummary,
    Scale,
    Severity,
    WorkSummary,
)
from schemas.review import Status, WorkKind

_ENOUGH_FOR_A_GRID: Final = 8
_FINEST: Final = 0.005
"""A step finer than this share of the scale is no grid: percentages of an average."""
_Z: Final = 1.96
_UNITS: Final = 10_000
"""Ratings have at most four decimal places."""


class _Review(NamedTuple):
    """What counts of a review."""

    revision: int
    status: str
    outlet: str | None
    name: str | None
    work: str | None
    normalized: float | None
    scale: tuple[str, float] | None
    value: float | None


class _Work(NamedTuple):
    ids: tuple[str, ...]
    title: str
    year: int | None
    kind: WorkKind | None


@dataclass(slots=True)
class Across:
    """Collects reviews with their enrichment, in the order of publishing; of each review the latest revision counts."""

    _reviews: dict[str, _Review] = field(default_factory=dict)
    _works: dict[str, _Work] = field(default_factory=dict)

    def add(self, record: Mapping[str, Any], enriched: Enrichment) -> None:
        """Take note of one line of the reviews and its line of `enriched`."""
        before = self._reviews.get(enriched.id)
        if before is not None and before.revision > enriched.revision:
            return
        outlet, rating = record.get("outlet") or {}, record.get("rating") or {}
        matched = enriched.match
        work = matched.work if matched.outcome is MatchOutcome.JOINED else None
        if work is not None and work not in self._works:
            best = matched.candidates[0]
            self._works[work] = _Work(enriched.ids, best.title, best.year, best.kind)
        value, best_value = rating.get("value"), rating.get("best")
        self._reviews[enriched.id] = _Review(
            enriched.revision,
            record.get("status", Status.PRESENT),
            outlet.get("domain") or record.get("site"),
            outlet.get("name"),
            work,
            rating.get("normalized"),
            (rating["kind"], best_value) if value is not None and best_value is not None else None,
            value,
        )

    def works(self) -> Iterator[WorkSummary]:
        """Every joined work, by its id."""
        by_work: dict[str, list[_Review]] = defaultdict(list)
        for review in self._counted():
            if review.work is not None:
                by_work[review.work].append(review)
        for ident, reviews in sorted(by_work.items()):
            work = self._works[ident]
            outlets = sorted({review.outlet for review in reviews if review.outlet})
            yield WorkSummary(
                work=ident,
                ids=work.ids,
                title=work.title,
                year=work.year,
                kind=work.kind,
                reviews=len(reviews),
                ratings=summarize(review.normalized for review in reviews),
                by_outlet=tuple(
                    OutletRatings(
                        outlet=outlet,
                        ratings=summarize(review.normalized for review in reviews if review.outlet == outlet),
                    )
                    for outlet in outlets
                ),
            )

    def outlets(self) -> Iterator[OutletSummary]:
        """Every outlet, by its domain."""
        by_outlet: dict[str, list[_Review]] = defaultdict(list)
        for review in self._counted():
            if review.outlet is not None:
                by_outlet[review.outlet].append(review)
        means = self._means()
        for outlet, reviews in sorted(by_outlet.items()):
            names = Counter(review.name for review in reviews if review.name)
            yield OutletSummary(
                outlet=outlet,
                name=names.most_common(1)[0][0] if names else None,
                reviews=len(reviews),
                ratings=summarize(review.normalized for review in reviews),
                scales=tuple(_scales(reviews)),
                severity=severity(outlet, means),
            )

    def _counted(self) -> Iterator[_Review]:
        return (review for review in self._reviews.values() if review.status != Status.WITHDRAWN)

    def _means(self) -> dict[str, dict[str, float]]:
        """By work and outlet: the mean of its ratings."""
        ratings: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
        for review in self._counted():
            if review.work is not None and review.outlet is not None and review.normalized is not None:
                ratings[review.work][review.outlet].append(review.normalized)
        return {
            work: {outlet: statistics.fmean(values) for outlet, values in outlets.items()}
            for work, outlets in ratings.items()
        }


def summarize(ratings: Iterable[float | None]) -> RatingSummary:
    """Count, mean, median and spread of the ratings that there are."""
    given = [rating for rating in ratings if rating is not None]
    if not given:
        return RatingSummary(count=0)
    return RatingSummary(
        count=len(given),
        mean=_number(statistics.fmean(given)),
        median=_number(statistics.median(given)),
        spread=_number(statistics.stdev(given)) if len(given) > 1 else None,
    )


def severity(outlet: str, means: Mapping[str, Mapping[str, float]]) -> Severity | None:
    """How an outlet rates against the mean of the other outlets, over the works that they share.

    Args:
        outlet: Whose severity.
        means: By work and outlet: the mean rating, 0 to 1.
    """
    differences = [
        of_work[outlet] - statistics.fmean(mean for other, mean in of_work.items() if other != outlet)
        for of_work in means.values()
        if outlet in of_work and len(of_work) > 1
    ]
    if not differences:
        return None
    count = len(differences)
    interval = _Z * statistics.stdev(differences) / math.sqrt(count) if count > 1 else None
    return Severity(
        works=count,
        difference=_number(statistics.fmean(differences)),
        interval=None if interval is None else _number(interval),
    )


def _scales(reviews: Iterable[_Review]) -> Iterator[Scale]:
    by_scale: dict[tuple[str, float], list[float]] = defaultdict(list)
    for review in reviews:
        if review.scale is not None and review.value is not None:
            by_scale[review.scale].append(review.value)
    for (kind, best), values in sorted(by_scale.items(), key=lambda item: (-len(item[1]), item[0])):
        step = grid_step(values, best)
        yield Scale(
            kind=kind,
            best=_number(best),
            step=None if step is None else _number(step),
            ratings=len(values),
            values={f"{value:g}": count for value, count in sorted(Counter(values).items())},
        )


def grid_step(values: Iterable[float], best: float) -> float | None:
    """The largest step on whose multiples all ratings and the top of the scale lie.

    >>> grid_step([3, 3.5, 4, 2.5, 5, 1, 4.5, 4], 5)
    0.5
    """
    units = [round(value * _UNITS) for value in values]
    if len(units) < _ENOUGH_FOR_A_GRID:
        return None
    step = math.gcd(round(best * _UNITS), *units) / _UNITS
    return step if step >= _FINEST * best and step > 0 else None


def _number(value: float) -> Decimal:
    return Decimal(repr(round(value, 4)))
