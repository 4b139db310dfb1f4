"""Candidates -> value, evidence and confidence. Locators say what they saw; this is where it is decided.

Answers that mean the same form a group. A group's confidence is 1 - product(1 - p) over the methods that gave it: two
ways of reading that agree are worth more than one. Lists (credits, platforms, reviewers) keep every group above the
threshold; single values keep the best group, and nothing at all where a second one is as good and the family says that
a wrong value is worse than none.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import Any, Final, Generic, TypeVar, get_args

import rtoml
from pydantic import BaseModel

from schemas.evidence import RAW_LENGTH, Candidate, CandidateEvidence, FieldEvidence, Method, Outcome
from schemas.site import FieldName

T = TypeVar("T")

ABSTAIN: Final = 0.4
"""Below this confidence a value is left out: the only threshold of the resolution."""

_SUREST: Final = 0.99
"""Ways of reading one page are never quite independent: no agreement is worth more than this."""
_VALUE_LENGTH: Final = 300
_MOST_CANDIDATES: Final = 50
_MARGIN: Final = 0.1
"""Two groups that are closer than this contradict each other with equal right."""

_SELECTABLE: Final = frozenset(get_args(FieldName))
"""Fields of which a site file holds selectors; what else it says of a site is for pages that do not say it."""

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
    """The decision on one field: the groups that the record takes, those that it does not with why, what is told."""

    chosen: tuple[Group[T], ...]
    lost: tuple[tuple[Group[T], Outcome], ...] = ()
    conflict: bool = False
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

    @property
    def evidence(self) -> FieldEvidence:
        """What the evidence file says of the field: what was chosen, each with what agrees, then the likeliest."""
        told = [
            (confidence_of(candidate), candidate, Outcome.AGREES if place else Outcome.CHOSEN)
            for group in self.chosen
            for place, candidate in enumerate(group.candidates)
        ]
        lost = [(confidence_of(c), c, outcome) for group, outcome in self.lost for c in group.candidates]
        lost.sort(key=lambda each: each[0], reverse=True)
        told += lost[: max(_MOST_CANDIDATES - len(told), 0)]
        return FieldEvidence(
            candidates=tuple(
                CandidateEvidence(
                    value=as_json(candidate.value),
                    raw=candidate.raw[:RAW_LENGTH],
                    method=candidate.method,
                    where=candidate.where,
                    confidence=round(confidence, 2),
                    chosen=outcome.is_chosen,
                    outcome=outcome,
                )
                for confidence, candidate, outcome in told
            ),
            confidence=self.confidence,
            conflict=self.conflict,
        )

    def keeping(self, kept: Sequence[Group[T]], outcome: Outcome) -> "Choice[T]":
        """The choice with some of its groups alone; the others lost for the reason given."""
        stay = {id(group) for group in kept}
        lost = tuple((group, outcome) for group in self.chosen if id(group) not in stay)
        return replace(self, chosen=tuple(kept), lost=self.lost + lost) if lost else self

    def with_lost(self, ruled_out: Iterable[tuple[Candidate[T], Outcome]]) -> "Choice[T]":
        """The choice with the evidence of candidates that it was not asked about."""
        lost = tuple((Group((candidate,), 0.0), outcome) for candidate, outcome in ruled_out)
        return replace(self, lost=self.lost + lost)


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
    groups = _group(candidates, same)
    likely = [group for group in groups if group.confidence >= ABSTAIN]
    unlikely = _all_lost(groups[len(likely) :], Outcome.UNLIKELY)
    if not likely:
        return Choice((), unlikely)
    first, by_site = _first(likely)
    others = [group for group in likely if group is not first]
    agreeing = [g for g in others if agree is not None and agree(first.best.value, g.best.value)]
    against = [
        other
        for other in others
        if (by_site or first.confidence - other.confidence < _MARGIN) and not any(other is one for one in agreeing)
    ]
    notes = first.best.notes
    if against:
        field = first.best.field
        readings = " against ".join(f"{_shown(group.best)} ({group.best.method})" for group in (first, against[0]))
        notes = (*notes, f"{field}: {readings}")
    outcomes = dict.fromkeys(map(id, agreeing), Outcome.AGREES_OTHERWISE)
    outcomes |= dict.fromkeys(map(id, against), Outcome.CONTRADICTED)
    lost = tuple((group, outcomes.get(id(group), Outcome.LESS_LIKELY)) for group in others)
    if against and ambiguous_is_null and not by_site:
        return Choice((), ((first, Outcome.CONTRADICTED), *lost, *unlikely), conflict=True, warnings=notes)
    return Choice((first,), lost + unlikely, conflict=bool(against), warnings=notes)


def choose_all(candidates: Sequence[Candidate[T]], same: Callable[[T], Hashable]) -> Choice[T]:
    """Decide on a list: every group that is likely enough, in the order in which the candidates come."""
    first_seen: dict[Hashable, int] = {}
    for position, candidate in enumerate(candidates):
        first_seen.setdefault(same(candidate.value), position)
    groups = _group(candidates, same)
    likely = [group for group in groups if group.confidence >= ABSTAIN]
    unlikely = _all_lost(groups[len(likely) :], Outcome.UNLIKELY)
    likely.sort(key=lambda group: first_seen[same(group.best.value)])
    notes = tuple(note for group in likely for note in group.best.notes)
    return Choice(tuple(likely), unlikely, warnings=notes)


def _first(likely: Sequence[Group[T]]) -> tuple[Group[T], bool]:
    """The group that wins, and whether a site's selector says so: of equals, and against all that contradict it."""
    best = likely[0]
    for group in likely:
        if best.confidence - group.confidence >= _MARGIN:
            break
        if any(c.method is Method.SITE and c.field in _SELECTABLE for c in group.candidates):
            return group, True
    return best, False


def _all_lost(groups: Iterable[Group[T]], outcome: Outcome) -> tuple[tuple[Group[T], Outcome], ...]:
    return tuple((group, outcome) for group in groups)


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


def as_json(value: Any) -> Any:
    """A candidate's value in the record's own form; a text that is no value of the record is cut short."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", exclude_none=True)
    return value[:_VALUE_LENGTH] if isinstance(value, str) else value


def _shown(candidate: Candidate[Any]) -> str:
    raw = " ".join(candidate.raw.split())
    return repr(raw if len(raw) <= 60 else raw[:57] + "…")
