"""Candidates -> value, evidence and confidence. Locators say what they saw; this is where it is decided.

Answers that mean the same form a group. A group's trust is 1 - product(1 - trust) over the methods that gave it: two
ways of reading that agree are worth more than one. Trust ranks the groups; how likely one is right is then read from
the calibrated table, by how far its methods agree and by what contradicts them (`schemas.evidence.Agreement`). Lists
(credits, platforms, reviewers) keep every group that is likely enough; single values keep the best group, and nothing
at all where a second one is as good and the family says that a wrong value is worse than none.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Generic, TypeVar, get_args

from pydantic import BaseModel

from extractors.confidence import confidence_of, family_of, trust_of
from schemas.evidence import RAW_LENGTH, Agreement, Candidate, CandidateEvidence, FieldEvidence, Method, Outcome
from schemas.site import FieldName

T = TypeVar("T")

ABSTAIN: Final = 0.5
"""Below this confidence a value is left out: it is more likely wrong than right."""

_DOUBTED: Final = 0.4
"""A group that is trusted less does not stand up against others: its agreement is DOUBTED."""
_SUREST: Final = 0.99
"""Ways of reading one page are never quite independent: no agreement is worth more than this."""
_VALUE_LENGTH: Final = 300
_MOST_CANDIDATES: Final = 50
_MARGIN: Final = 0.1
"""Two groups whose trust is closer than this contradict each other with equal right."""

_SELECTABLE: Final = frozenset(get_args(FieldName))
"""Fields of which a site file holds selectors; what else it says of a site is for pages that do not say it."""


@dataclass(frozen=True, slots=True)
class Group(Generic[T]):
    """Candidates that mean the same, the most trusted first."""

    candidates: tuple[Candidate[T], ...]
    trust: float
    """How far it is trusted against the other groups of its page."""
    agreement: Agreement
    """How far its methods agree; DOUBTED until it has stood up against the others, and where it is ruled out."""
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

    def at(self, agreement: Agreement) -> "Group[T]":
        """The group with another agreement, and as likely right as that makes its best candidate."""
        return _group_of(self.candidates, self.trust, agreement)

    def led_by(self, rank: Callable[[Candidate[T]], float]) -> "Group[T]":
        """The group with the candidate of the lowest rank for its best; equal ones keep their order."""
        return _group_of(tuple(sorted(self.candidates, key=rank)), self.trust, self.agreement)


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """The decision on one field: the groups that the record takes, those that it does not with why, what is told."""

    chosen: tuple[Group[T], ...]
    lost: tuple[tuple[Group[T], Outcome], ...] = ()
    conflict: bool = False
    """Whether two trustworthy answers disagree."""
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
    def trust(self) -> float:
        """How far the single value is trusted, to two digits; 0 where there is none."""
        return round(self.chosen[0].trust, 2) if self.chosen else 0.0

    @property
    def confidence(self) -> float | None:
        """How likely the value is right; of a list, the mean over its members."""
        if not self.chosen:
            return None
        return round(sum(group.confidence for group in self.chosen) / len(self.chosen), 2)

    @property
    def evidence(self) -> FieldEvidence:
        """What the evidence file says of the field: what was chosen, each with what agrees, then the most trusted."""
        lost = sorted(self.lost, key=lambda each: each[0].trust, reverse=True)
        told = [(group, Outcome.CHOSEN) for group in self.chosen] + lost
        candidates = [
            CandidateEvidence(
                value=_as_json(candidate.value),
                raw=candidate.raw[:RAW_LENGTH],
                method=candidate.method,
                where=candidate.where,
                group=number,
                agreement=group.agreement,
                confidence=round(group.confidence, 2),
                chosen=outcome.is_chosen,
                outcome=Outcome.AGREES if place and outcome.is_chosen else outcome,
            )
            for number, (group, outcome) in enumerate(told)
            for place, candidate in enumerate(group.candidates)
        ]
        taken = sum(len(group.candidates) for group in self.chosen)
        return FieldEvidence(
            candidates=tuple(candidates[: max(_MOST_CANDIDATES, taken)]),
            confidence=self.confidence,
            conflict=self.conflict,
        )

    def keeping(self, kept: Sequence[Group[T]], outcome: Outcome) -> "Choice[T]":
        """The choice with some of its groups alone; the others lost for the reason given, and are doubted."""
        stay = {id(group) for group in kept}
        lost = tuple((group.at(Agreement.DOUBTED), outcome) for group in self.chosen if id(group) not in stay)
        return replace(self, chosen=tuple(kept), lost=self.lost + lost) if lost else self

    def with_lost(self, ruled_out: Iterable[tuple[Candidate[T], Outcome]]) -> "Choice[T]":
        """The choice with the evidence of candidates that it was not asked about."""
        lost = tuple((_group_of((candidate,), trust_of(candidate)), outcome) for candidate, outcome in ruled_out)
        return replace(self, lost=self.lost + lost)


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
    standing, doubted = _group(candidates, same)
    if not standing:
        return Choice((), doubted)
    first, by_site = _first(standing)
    others = [(group, _beside(first, group, agree, by_site)) for group in standing if group is not first]
    against = [group for group, outcome in others if outcome is Outcome.CONTRADICTED]
    notes = first.best.notes
    if against:
        field = first.best.field
        readings = " against ".join(f"{_shown(group.best)} ({group.best.method})" for group in (first, against[0]))
        notes = (*notes, f"{field}: {readings}")
    is_null = bool(against) and ambiguous_is_null and not by_site
    contested = any(first.trust - other.trust < _MARGIN for other in against)
    agreement = Agreement.DOUBTED if is_null else _agreement(first, contested=contested)
    first = first.at(agreement)
    lost = [(g.at(agreement) if outcome is Outcome.AGREES_OTHERWISE else g, outcome) for g, outcome in others]
    if is_null or first.confidence < ABSTAIN:
        lost.insert(0, (first, Outcome.CONTRADICTED if is_null else Outcome.UNLIKELY))
        return Choice((), (*lost, *doubted), conflict=bool(against), warnings=notes)
    return Choice((first,), (*lost, *doubted), conflict=bool(against), warnings=notes)


def choose_all(candidates: Sequence[Candidate[T]], same: Callable[[T], Hashable]) -> Choice[T]:
    """Decide on a list: every group that is likely enough, in the order in which the candidates come."""
    first_seen: dict[Hashable, int] = {}
    for position, candidate in enumerate(candidates):
        first_seen.setdefault(same(candidate.value), position)
    standing, doubted = _group(candidates, same)
    members = [group.at(_agreement(group)) for group in standing]
    chosen = [group for group in members if group.confidence >= ABSTAIN]
    unlikely = tuple((group, Outcome.UNLIKELY) for group in members if group.confidence < ABSTAIN)
    chosen.sort(key=lambda group: first_seen[same(group.best.value)])
    notes = tuple(note for group in chosen for note in group.best.notes)
    return Choice(tuple(chosen), unlikely + doubted, warnings=notes)


def _first(standing: Sequence[Group[T]]) -> tuple[Group[T], bool]:
    """The group that wins, and whether a site's selector says so: of equals, and against all that contradict it."""
    best = standing[0]
    for group in standing:
        if best.trust - group.trust >= _MARGIN:
            break
        if any(c.method is Method.SITE and c.field in _SELECTABLE for c in group.candidates):
            return group, True
    return best, False


def _beside(first: Group[T], other: Group[T], agree: Callable[[T, T], bool] | None, by_site: bool) -> Outcome:
    """What becomes of a group that stands beside the one that wins."""
    if agree is not None and agree(first.best.value, other.best.value):
        return Outcome.AGREES_OTHERWISE
    if by_site or first.trust - other.trust < _MARGIN:
        return Outcome.CONTRADICTED
    return Outcome.LESS_TRUSTED


def _agreement(group: Group[Any], *, contested: bool = False) -> Agreement:
    """How far a group's methods agree, where it stands up for itself."""
    if group.methods > 2:
        return Agreement.SEVERAL
    if contested:
        return Agreement.CONTESTED
    return Agreement.TWO if group.methods == 2 else Agreement.ALONE


def _group(
    candidates: Iterable[Candidate[T]], same: Callable[[T], Hashable]
) -> tuple[list[Group[T]], tuple[tuple[Group[T], Outcome], ...]]:
    """Groups of candidates, the most trusted first: those that stand up for themselves, and those that are doubted."""
    by_key: dict[Hashable, list[Candidate[T]]] = {}
    for candidate in candidates:
        by_key.setdefault(same(candidate.value), []).append(candidate)
    groups = []
    for members in by_key.values():
        if len(members) > 1:
            members.sort(key=trust_of, reverse=True)  # stable: equal ones stay in the page's order
        by_method: dict[Method, float] = {}
        for member in members:
            by_method.setdefault(member.method, trust_of(member))
        wrong = 1.0
        for trust in by_method.values():
            wrong *= 1.0 - trust
        groups.append(_group_of(tuple(members), min(_SUREST, round(1.0 - wrong, 4))))
    groups.sort(key=lambda group: group.trust, reverse=True)
    standing = [group for group in groups if group.trust >= _DOUBTED]
    return standing, tuple((group, Outcome.UNLIKELY) for group in groups[len(standing) :])


def _group_of(candidates: tuple[Candidate[T], ...], trust: float, agreement: Agreement = Agreement.DOUBTED) -> Group[T]:
    best = candidates[0]
    return Group(candidates, trust, agreement, confidence_of(family_of(best.field), best.method, agreement))


def _as_json(value: Any) -> Any:
    """A candidate's value in the record's own form; a text that is no value of the record is cut short."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", exclude_none=True)
    return value[:_VALUE_LENGTH] if isinstance(value, str) else value


def _shown(candidate: Candidate[Any]) -> str:
    raw = " ".join(candidate.raw.split())
    return repr(raw if len(raw) <= 60 else raw[:57] + "…")
