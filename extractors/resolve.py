"""Candidates -> value, evidence and confidence. Locators say what they saw; this is where it is decided.

Answers that mean the same form a group. A group's confidence is 1 - product(1 - p) over the methods that gave it: two
ways of reading that agree are worth more than one. Lists (credits, platforms, reviewers) keep every group above the
threshold; single values keep the best group, and nothing at all where a second one is as good and the family says that
a wrong value is worse than none.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Final, Generic, TypeVar

import rtoml
from pydantic import BaseModel

from schemas.evidence import Candidate, CandidateEvidence, FieldEvidence, Method

T = TypeVar("T")

ABSTAIN: Final = 0.4
"""Below this confidence a value is left out: the only threshold of the resolution."""

_SUREST: Final = 0.99
"""Ways of reading one page are never quite independent: no agreement is worth more than this."""
_RAW_LENGTH: Final = 200
_MOST_CANDIDATES: Final = 50
_MARGIN: Final = 0.1
"""Two groups that are closer than this contradict each other with equal right."""

_FAMILIES: Final = {
    "work.title": "title",
    "work": "work",
    "credits": "credits",
    "rating": "rating",
    "other_ratings": "rating",
    "reviewers": "reviewers",
    "published": "dates",
    "modified": "dates",
}


@dataclass(frozen=True, slots=True)
class Group(Generic[T]):
    """Candidates that mean the same, the most trusted first."""

    candidates: tuple[Candidate[T], ...]
    confidence: float

    @property
    def best(self) -> Candidate[T]:
        """The candidate whose value stands for the group."""
        return self.candidates[0]


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """The decision on one field: the groups that the record takes, what is told of them, and the evidence."""

    chosen: tuple[Group[T], ...]
    evidence: FieldEvidence
    warnings: tuple[str, ...] = ()

    @property
    def value(self) -> T | None:
        """The single value, or None."""
        return self.chosen[0].best.value if self.chosen else None

    @property
    def values(self) -> tuple[T, ...]:
        """The values of a list."""
        return tuple(group.best.value for group in self.chosen)

    @property
    def confidence(self) -> float | None:
        """How likely the value is right; of a list, the mean over its members."""
        if not self.chosen:
            return None
        return round(sum(group.confidence for group in self.chosen) / len(self.chosen), 2)


@lru_cache(maxsize=1)
def confidence_table() -> dict[str, dict[str, float]]:
    """P(right) by field family and method."""
    text = resources.files("extractors").joinpath("confidence.toml").read_text(encoding="utf-8")
    return {family: methods for family, methods in rtoml.loads(text).items() if isinstance(methods, dict)}


def confidence_of(candidate: Candidate[Any]) -> float:
    """How likely a candidate is right, by itself."""
    field = candidate.field
    family = _FAMILIES.get(field) or _FAMILIES.get(field.partition(".")[0]) or "page"
    prior = confidence_table()[family].get(candidate.method.value, 0.5)
    return prior * candidate.weight


def choose_one(
    candidates: Sequence[Candidate[T]],
    same: Callable[[T], Hashable],
    *,
    ambiguous_is_null: bool = False,
    agree: Callable[[T, T], bool] | None = None,
) -> Choice[T]:
    """Decide on a single value.

    Args:
        candidates: Answers for one field, in any order.
        same: Key under which two values mean the same.
        ambiguous_is_null: Give nothing where two groups contradict each other with equal right.
        agree: Whether values of two groups do not contradict each other although their keys differ.
    """
    groups = [group for group in _group(candidates, same) if group.confidence >= ABSTAIN]
    if not groups:
        return Choice((), _evidence(candidates, ()))
    first, *others = groups
    against = [
        other
        for other in others
        if first.confidence - other.confidence < _MARGIN
        and not (agree is not None and agree(first.best.value, other.best.value))
    ]
    notes = first.best.notes
    if against:
        field = first.best.field
        readings = " against ".join(f"{_shown(group.best)} ({group.best.method})" for group in (first, against[0]))
        notes = (*notes, f"{field}: {readings}")
        if ambiguous_is_null:
            return Choice((), _evidence(candidates, (), conflict=True), notes)
    return Choice((first,), _evidence(candidates, (first,), conflict=bool(against)), notes)


def choose_all(candidates: Sequence[Candidate[T]], same: Callable[[T], Hashable]) -> Choice[T]:
    """Decide on a list: every group that is likely enough, in the order in which the candidates come."""
    first_seen: dict[Hashable, int] = {}
    for position, candidate in enumerate(candidates):
        first_seen.setdefault(same(candidate.value), position)
    groups = [group for group in _group(candidates, same) if group.confidence >= ABSTAIN]
    groups.sort(key=lambda group: first_seen[same(group.best.value)])
    notes = tuple(note for group in groups for note in group.best.notes)
    return Choice(tuple(groups), _evidence(candidates, groups), notes)


def narrowed(choice: Choice[T], chosen: Sequence[Group[T]], candidates: Sequence[Candidate[T]]) -> Choice[T]:
    """The choice with some of its groups alone, and evidence that says so."""
    return Choice(tuple(chosen), _evidence(candidates, chosen, conflict=choice.evidence.conflict), choice.warnings)


def _group(candidates: Iterable[Candidate[T]], same: Callable[[T], Hashable]) -> list[Group[T]]:
    by_key: dict[Hashable, list[Candidate[T]]] = {}
    for candidate in candidates:
        by_key.setdefault(same(candidate.value), []).append(candidate)
    groups = []
    for members in by_key.values():
        members.sort(key=confidence_of, reverse=True)  # stable: equal ones stay in the page's order
        by_method: dict[Method, float] = {}
        for member in members:
            by_method.setdefault(member.method, confidence_of(member))
        wrong = 1.0
        for right in by_method.values():
            wrong *= 1.0 - right
        groups.append(Group(tuple(members), min(_SUREST, round(1.0 - wrong, 4))))
    groups.sort(key=lambda group: group.confidence, reverse=True)
    return groups


def _evidence(
    candidates: Sequence[Candidate[T]], chosen: Sequence[Group[T]], *, conflict: bool = False
) -> FieldEvidence:
    taken = {id(candidate) for group in chosen for candidate in group.candidates}
    ranked = sorted(candidates, key=lambda c: (id(c) in taken, confidence_of(c)), reverse=True)
    ranked = ranked[: max(_MOST_CANDIDATES, len(taken))]
    confidence = round(sum(g.confidence for g in chosen) / len(chosen), 2) if chosen else None
    return FieldEvidence(
        candidates=tuple(
            CandidateEvidence(
                value=as_json(candidate.value),
                raw=candidate.raw[:_RAW_LENGTH],
                method=candidate.method,
                where=candidate.where,
                confidence=round(confidence_of(candidate), 2),
                chosen=id(candidate) in taken,
            )
            for candidate in ranked
        ),
        confidence=confidence,
        conflict=conflict,
    )


def as_json(value: Any) -> Any:
    """A candidate's value in the record's own form."""
    return value.model_dump(mode="json", exclude_none=True) if isinstance(value, BaseModel) else value


def _shown(candidate: Candidate[Any]) -> str:
    raw = " ".join(candidate.raw.split())
    return repr(raw if len(raw) <= 60 else raw[:57] + "…")
