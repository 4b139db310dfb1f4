"""Candidates -> value, evidence and confidence. Locators say what they saw; this is where it is decided.

Answers that mean the same form a group. A group's trust is 1 - product(1 - trust) over the methods that gave it: two
ways of reading that agree are worth more than one. Trust ranks the groups; how likely one is right is then read from
the calibrated table, by how far its methods agree and by what contradicts them (`schemas.evidence.Agreement`). Lists
(credits, platforms, reviewers) keep every group that is likely enough; single values keep the best group, and nothing
at all where a second one is as good and the family says that a wrong value is worse than none.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Generic, TypeVar

from pydantic import BaseModel

from extractors.confidence import confidence_of, family_of, trust_of
from schemas.evidence import Agreement, Candidate, CandidateEvidence, FieldEvidence, Method

T = TypeVar("T")

ABSTAIN: Final = 0.5
"""Below this confidence a value is left out: it is more likely wrong than right."""

_DOUBTED: Final = 0.4
"""A group that is trusted less does not stand up against others: its agreement is DOUBTED."""
_SUREST: Final = 0.99
"""Ways of reading one page are never quite independent: no agreement is worth more than this."""
_RAW_LENGTH: Final = 200
_MOST_CANDIDATES: Final = 50
_MARGIN: Final = 0.1
"""Two groups whose trust is closer than this contradict each other with equal right."""


@dataclass(frozen=True, slots=True)
class Group(Generic[T]):
    """Candidates that mean the same, the most trusted first."""

    candidates: tuple[Candidate[T], ...]
    trust: float
    """How far it is trusted against the other groups of its page."""
    agreement: Agreement
    confidence: float
    """How likely its value is right."""

    @property
    def best(self) -> Candidate[T]:
        """The candidate whose value stands for the group."""
        return self.candidates[0]

    @property
    def methods(self) -> int:
        """How many ways of reading gave its value."""
        return len({candidate.method for candidate in self.candidates})


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """The decision on one field."""

    groups: tuple[Group[T], ...] = ()
    """All that was said, the most trusted first."""
    chosen: tuple[Group[T], ...] = ()
    """What the record takes of it."""
    warnings: tuple[str, ...] = ()
    conflict: bool = False
    """Whether two trustworthy answers disagree."""

    @property
    def value(self) -> T | None:
        """The single value, or None."""
        return self.chosen[0].best.value if self.chosen else None

    @property
    def values(self) -> tuple[T, ...]:
        """The values of a list."""
        return tuple(group.best.value for group in self.chosen)

    @property
    def trust(self) -> float:
        """How far the single value is trusted; 0 where there is none."""
        return self.chosen[0].trust if self.chosen else 0.0

    @property
    def confidence(self) -> float | None:
        """How likely the value is right; of a list, the mean over its members."""
        if not self.chosen:
            return None
        return round(sum(group.confidence for group in self.chosen) / len(self.chosen), 2)

    @property
    def evidence(self) -> FieldEvidence:
        """What was said and what was chosen, as the evidence file has it."""
        return _evidence(self)


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
    if not groups or groups[0].trust < _DOUBTED:
        return Choice(groups)
    first, *others = groups
    beside = [agree is not None and agree(first.best.value, other.best.value) for other in others]
    against = [
        other
        for other, agrees in zip(others, beside, strict=True)
        if other.trust >= _DOUBTED and first.trust - other.trust < _MARGIN and not agrees
    ]
    is_null = bool(against) and ambiguous_is_null
    if not is_null:
        agreement = _agreement(first, contested=bool(against))
        first = _at(first, agreement)
        groups = (
            first,
            *(_at(other, agreement) if agrees else other for other, agrees in zip(others, beside, strict=True)),
        )
    notes = first.best.notes
    if against:
        field = first.best.field
        readings = " against ".join(f"{_shown(group.best)} ({group.best.method})" for group in (first, against[0]))
        notes = (*notes, f"{field}: {readings}")
    chosen = () if is_null or first.confidence < ABSTAIN else (first,)
    return Choice(groups, chosen, notes, conflict=bool(against))


def choose_all(candidates: Sequence[Candidate[T]], same: Callable[[T], Hashable]) -> Choice[T]:
    """Decide on a list: every group that is likely enough, in the order in which the candidates come."""
    first_seen: dict[Hashable, int] = {}
    for position, candidate in enumerate(candidates):
        first_seen.setdefault(same(candidate.value), position)
    groups = tuple(
        _at(group, _agreement(group)) if group.trust >= _DOUBTED else group for group in _group(candidates, same)
    )
    chosen = [group for group in groups if group.trust >= _DOUBTED and group.confidence >= ABSTAIN]
    chosen.sort(key=lambda group: first_seen[same(group.best.value)])
    return Choice(groups, tuple(chosen), tuple(note for group in chosen for note in group.best.notes))


def narrowed(choice: Choice[T], kept: Sequence[Group[T]]) -> Choice[T]:
    """The choice with some of its groups alone; the others are doubted from then on."""
    if len(kept) == len(choice.chosen):
        return choice
    dropped = {id(group) for group in choice.chosen}.difference(map(id, kept))
    groups = tuple(_at(group, Agreement.DOUBTED) if id(group) in dropped else group for group in choice.groups)
    return replace(choice, groups=groups, chosen=tuple(kept))


def _group(candidates: Iterable[Candidate[T]], same: Callable[[T], Hashable]) -> tuple[Group[T], ...]:
    """Groups of candidates, the most trusted first; nothing is said of their agreement yet."""
    by_key: dict[Hashable, list[Candidate[T]]] = {}
    for candidate in candidates:
        by_key.setdefault(same(candidate.value), []).append(candidate)
    groups = []
    for members in by_key.values():
        members.sort(key=trust_of, reverse=True)  # stable: equal ones stay in the page's order
        by_method: dict[Method, float] = {}
        for member in members:
            by_method.setdefault(member.method, trust_of(member))
        wrong = 1.0
        for trust in by_method.values():
            wrong *= 1.0 - trust
        groups.append(_made(tuple(members), min(_SUREST, round(1.0 - wrong, 4)), Agreement.DOUBTED))
    groups.sort(key=lambda group: group.trust, reverse=True)
    return tuple(groups)


def _made(candidates: tuple[Candidate[T], ...], trust: float, agreement: Agreement) -> Group[T]:
    best = candidates[0]
    return Group(candidates, trust, agreement, confidence_of(family_of(best.field), best.method, agreement))


def _at(group: Group[T], agreement: Agreement) -> Group[T]:
    return _made(group.candidates, group.trust, agreement)


def _agreement(group: Group[Any], *, contested: bool = False) -> Agreement:
    """How far a group's methods agree, where it stands up for itself."""
    if group.methods > 2:
        return Agreement.SEVERAL
    if contested:
        return Agreement.CONTESTED
    return Agreement.TWO if group.methods == 2 else Agreement.ALONE


def _evidence(choice: Choice[Any]) -> FieldEvidence:
    taken = {id(candidate) for group in choice.chosen for candidate in group.candidates}
    ranked = [
        (number, group, candidate) for number, group in enumerate(choice.groups) for candidate in group.candidates
    ]
    ranked.sort(key=lambda entry: id(entry[2]) in taken, reverse=True)
    return FieldEvidence(
        candidates=tuple(
            CandidateEvidence(
                value=as_json(candidate.value),
                raw=candidate.raw[:_RAW_LENGTH],
                method=candidate.method,
                where=candidate.where,
                group=number,
                agreement=group.agreement,
                confidence=round(group.confidence, 2),
                chosen=id(candidate) in taken,
            )
            for number, group, candidate in ranked[: max(_MOST_CANDIDATES, len(taken))]
        ),
        confidence=choice.confidence,
        conflict=choice.conflict,
    )


def as_json(value: Any) -> Any:
    """A candidate's value in the record's own form."""
    return value.model_dump(mode="json", exclude_none=True) if isinstance(value, BaseModel) else value


def _shown(candidate: Candidate[Any]) -> str:
    raw = " ".join(candidate.raw.split())
    return repr(raw if len(raw) <= 60 else raw[:57] + "…")
