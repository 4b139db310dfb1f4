"""Evidence in words: for each field of a review what was chosen, what was not, and why."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from extractors.extract import ExtractedReview
from schemas.evidence import COMPUTED, Agreement, CandidateEvidence, FieldEvidence, Outcome
from schemas.reject import Reason, Reject
from schemas.review import Credit, OtherRating, Rating, Reviewer, Role, Stamp, record_fields

_WHY: Final = {
    Outcome.AGREES: "says the same",
    Outcome.AGREES_OTHERWISE: "no contradiction: says the same in another way",
    Outcome.LESS_TRUSTED: "another answer is trusted more",
    Outcome.UNLIKELY: "too unsure to be taken",
    Outcome.UNFIT: "no value that the record can hold",
    Outcome.REFINED: "season or episode say it more exactly",
    Outcome.REPEATS: "the title itself, not a second one",
    Outcome.SHORTER_FORM: "part of another name",
    Outcome.OUTRANKED: "only a sentence says so, while markup or a label names others",
    Outcome.OTHER_SENTENCE: "another sentence names who did this; this one may speak of another work",
    Outcome.MADE_THE_WORK: "made the work or plays in it",
    Outcome.OTHER_ROLE: "did something else",
    Outcome.OTHER_KIND: "does not go with this kind of work",
    Outcome.OVER_LIMIT: "one more than the list may have",
    Outcome.ELSEWHERE: "on another host, or a home page",
}
_HOW_FAR: Final = {
    Agreement.CONTESTED: "as much speaks for another",
    Agreement.TWO: "two ways of reading agree",
    Agreement.SEVERAL: "three or more ways of reading agree",
}
"""How far an answer is borne out, where there is something to say of it."""
_PARTS: Final = {
    "credits": {*Credit.model_fields, *Role},
    "rating": Rating.model_fields.keys(),
    "other_ratings": OtherRating.model_fields.keys(),
    "reviewers": Reviewer.model_fields.keys(),
    "published": Stamp.model_fields.keys(),
    "modified": Stamp.model_fields.keys(),
}
"""Parts that are decided together: who asks for one of them is told of the whole field."""
_OF_THE_PAGE: Final = ("url", "canonical_url", "outlet.", "language", "word_count", "rights.")
_ROLES: Final = tuple(Role)
_PLACES: Final = {
    "title": "the page's title",
    "heading": "the review's heading",
    "text": "the text as a whole",
    "url": "the page's address",
}
"""Places that are no node of the page."""
_CONTRADICTED: Final = "contradicts what was chosen"
_STALEMATE: Final = "another answer contradicts it and is trusted about as much, so none is taken"
_POINT: Final = re.compile(r"(.+) ([+-]\d+\.\d)")
# What a page says must not steer a terminal or turn the words around it: controls and bidirectional overrides.
_CONTROLS: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True, slots=True)
class Answer:
    """One candidate, as a person reads it."""

    key: str
    """The field and the answer's number among its answers."""
    value: str
    raw: str
    """What it was read from; "" where that is the value itself."""
    method: str
    where: str
    """Its place, in words where it is no node."""
    confidence: float
    """How likely its value is right."""
    outcome: Outcome
    why: str
    evidence: CandidateEvidence

    @property
    def status(self) -> str:
        """What became of it in a word: "chosen", "agrees" or "lost"."""
        return self.outcome.value if self.outcome.is_chosen else "lost"


@dataclass(frozen=True, slots=True)
class FieldStory:
    """One field: what the record says and all answers, the chosen ones first."""

    field: str
    values: tuple[tuple[str, str], ...]
    """What the record says, each with the key of the answer that was chosen for it; () where it says nothing."""
    confidence: float | None
    conflict: bool
    answers: tuple[Answer, ...]

    @property
    def lost(self) -> int:
        """How many answers were not taken."""
        return sum(not answer.outcome.is_chosen for answer in self.answers)


def is_field(name: str) -> bool:
    """Whether a name is that of a field or of a group of fields: "rating", "work", "work.title"."""
    return any(_covers(name, field) for field in record_fields())


def stories(review: ExtractedReview, wanted: str | None = None) -> tuple[FieldStory, ...]:
    """The fields of which something was said: all, or those that a name stands for.

    In the record's order, but what tells of the page rather than of the review comes last.
    """
    said = sorted(review.evidence.fields.items(), key=lambda each: each[0].startswith(_OF_THE_PAGE))
    record = review.record.model_dump(mode="json", exclude_none=True)
    return tuple(
        _story(field, evidence, _at(record, field))
        for field, evidence in said
        if wanted is None or _covers(wanted, field)
    )


def silent_fields(review: ExtractedReview, wanted: str | None = None) -> tuple[str, ...]:
    """The fields of which nothing on the page speaks, in the record's order."""
    return tuple(
        field
        for field in record_fields()
        if field not in COMPUTED and field not in review.evidence.fields and (wanted is None or _covers(wanted, field))
    )


def computed_fields(review: ExtractedReview, wanted: str) -> tuple[tuple[str, str], ...]:
    """The fields that a name stands for and that no page says: computed, or known to the caller; with their values."""
    record = review.record.model_dump(mode="json")
    fields = [field for field in record_fields() if field in COMPUTED and _covers(wanted, field)]
    return tuple((field, printable(json.dumps(_at(record, field), ensure_ascii=False))) for field in fields)


def printable(text: str) -> str:
    """A page's text without control characters and white space that is not a space."""
    return " ".join(_CONTROLS.sub(" ", text).split())


def shown(value: Any) -> str:
    """A candidate's value in words: "director Bong Joon-ho", "4.5 of 5 stars"."""
    match value:
        case {"role": role, "name": name}:
            character = value.get("character")
            return printable(f"{role} {name}" + (f" as {character}" if character else ""))
        case {"kind": kind, "raw": raw}:
            return printable(_rating(value, str(kind), str(raw)))
        case {"name": only} | {"value": only, "precision": _}:
            return printable(str(only))
        case list():
            return ", ".join(map(shown, value))
        case _:
            return printable(str(value))


def points_of(reject: Reject) -> tuple[tuple[str, float], ...]:
    """What spoke for and against a review, where a reject's detail lists it ("rating +2.6, no running text -1.6").

    What speaks for it comes first. Details are cut to a length: a last point that is not whole is left out.
    """
    if reject.reason is not Reason.NOT_A_REVIEW:
        return ()
    points = [_POINT.fullmatch(part) for part in reject.detail.split(", ")]
    if not all(points[:-1] or points):
        return ()
    return tuple(sorted(((found[1], float(found[2])) for found in points if found), key=lambda point: -point[1]))


def _rating(rating: Mapping[str, Any], kind: str, raw: str) -> str:
    number = rating.get("value")
    if number is None:
        words = rating.get("label") or raw
    elif kind == "percent":
        words = f"{number} %"
    else:
        scale = f" of {rating['best']}" if "best" in rating else ""
        words = f"{number}{scale} {kind}"
    whose = " ".join(str(rating[key]) for key in ("role", "aspect") if key in rating)
    return f"{whose}: {words}" if whose else str(words)


def _story(field: str, evidence: FieldEvidence, value: Any) -> FieldStory:
    answers = _answers(field, evidence)
    chosen = [answer for answer in answers if answer.outcome is Outcome.CHOSEN]
    if field == "credits":  # the record has them by role; stable, so that each role stays in the page's order
        chosen.sort(key=lambda answer: _ROLES.index(answer.evidence.value["role"]))
    values = value if isinstance(value, list) and len(value) == len(chosen) else [value][: len(chosen)]
    return FieldStory(
        field=field,
        values=tuple((shown(each), answer.key) for each, answer in zip(values, chosen, strict=True)),
        confidence=evidence.confidence,
        conflict=evidence.conflict,
        answers=answers,
    )


def _answers(field: str, evidence: FieldEvidence) -> tuple[Answer, ...]:
    won = _why_won(evidence)
    stalemate = evidence.confidence is None
    return tuple(
        Answer(
            key=f"{field}-{number}",
            value=(value := shown(candidate.value)),
            raw="" if value.startswith(raw := printable(candidate.raw)) else raw,
            method=candidate.method.value,
            where=_PLACES.get(candidate.where) or printable(candidate.where),
            confidence=candidate.confidence,
            outcome=candidate.outcome,
            why=_why(candidate, won, stalemate=stalemate),
            evidence=candidate,
        )
        for number, candidate in enumerate(evidence.candidates)
    )


def _why_won(evidence: FieldEvidence) -> str:
    if len(evidence.candidates) == 1:
        return "the only answer"
    several = sum(candidate.outcome is Outcome.CHOSEN for candidate in evidence.candidates) > 1
    return "sure enough" if several else "the most trusted answer"


def _why(candidate: CandidateEvidence, won: str, *, stalemate: bool) -> str:
    if candidate.outcome is Outcome.CHOSEN:
        return f"{won}; {_HOW_FAR[candidate.agreement]}" if candidate.agreement in _HOW_FAR else won
    if candidate.outcome is Outcome.CONTRADICTED:
        return _STALEMATE if stalemate else _CONTRADICTED
    return _WHY[candidate.outcome]


def _covers(name: str, field: str) -> bool:
    """Whether a name stands for a field: the field itself, a group that it is in, or a part of it."""
    whole, _, part = name.partition(".")
    return field == name or field.startswith(f"{name}.") or (field == whole and part in _PARTS.get(field, ()))


def _at(record: Mapping[str, Any], field: str) -> Any:
    value: Any = record
    for part in field.split("."):
        value = value.get(part)
    return value
