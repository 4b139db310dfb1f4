"""What each locator said, what was chosen and how sure that is."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final, Generic, TypeVar

from pydantic import BeforeValidator, Field

from schemas.base import JsonValue, Model, Text, clean

T = TypeVar("T", covariant=True)

RAW_LENGTH: Final = 200
"""Characters of a raw text that evidence keeps."""


COMPUTED: Final = frozenset(
    {
        *("schema_version", "extractor_version", "id", "revision", "status", "site", "body", "body_sha256"),
        *("rights.robots", "page.id", "page.fetched_at", "page.status", "page.sha256", "page.capture", "page.archive"),
        *("confidence", "warnings"),
    }
)
"""Fields of the record that no page says: they are computed, or the caller knows them."""


class Method(StrEnum):
    """How a locator read a value: one of the things that confidence is calibrated over."""

    SITE = "site"
    """A selector or a fact of the site file."""
    JSON_LD = "json-ld"
    """schema.org data in a script element."""
    MICRODATA = "microdata"
    """schema.org data in the attributes of elements."""
    HREVIEW = "hreview"
    """The class names of the hReview microformat."""
    OPENGRAPH = "opengraph"
    """Meta elements of the Open Graph protocol."""
    META = "meta"
    """Other <meta>, <title> and <link> elements."""
    PLUGIN = "plugin"
    """The box of a review plugin, read by its markup."""
    LABEL = "label"
    """A line "Label: value", a table row or a definition list."""
    HEADLINE = "headline"
    """The words of a headline."""
    PROSE = "prose"
    """A sentence of the text."""
    TEXT = "text"
    """A piece of text that stands by itself: a byline, a date, a row of stars."""
    URL = "url"
    """The page's own address."""


class Agreement(StrEnum):
    """How the ways of reading a page agree on a value, from the worst to the best: confidence rises with it."""

    DOUBTED = "doubted"
    """Its locators doubt it themselves, or another value stands in its way, or another decision rules it out."""
    CONTESTED = "contested"
    """One or two methods say it, and as much speaks for another value."""
    ALONE = "alone"
    """One method says it, and nothing as strong contradicts it."""
    TWO = "two"
    """Two methods say it, and nothing as strong contradicts them."""
    SEVERAL = "several"
    """Three methods or more say it: against so many no single contradiction counts."""


class Outcome(StrEnum):
    """What became of a candidate, and why."""

    CHOSEN = "chosen"
    """The most trusted answer, or one of a list: the record has it."""
    AGREES = "agrees"
    """Means the same as one that was chosen: the record is surer for it."""
    AGREES_OTHERWISE = "agrees_otherwise"
    """Is no contradiction of what was chosen: the same verdict on another scale, the series of a season."""
    LESS_TRUSTED = "less_trusted"
    """Another answer is trusted more."""
    CONTRADICTED = "contradicted"
    """Another answer says otherwise and is trusted about as much, or is a site file's selector."""
    UNLIKELY = "unlikely"
    """Its locators doubt it, or it is more likely wrong than right."""
    UNFIT = "unfit"
    """No value that the record can hold."""
    REFINED = "refined"
    """Other fields say it more exactly: a series of which the page reviews a season."""
    REPEATS = "repeats"
    """Says what another field says: a second title that is the first one."""
    SHORTER_FORM = "shorter_form"
    """A part of another name."""
    OUTRANKED = "outranked"
    """Read in a sentence, while markup or a label says who did this."""
    OTHER_SENTENCE = "other_sentence"
    """Another sentence names who did this; this one may speak of another work."""
    MADE_THE_WORK = "made_the_work"
    """A reviewer's name that is the name of somebody who made the work or plays in it."""
    OTHER_ROLE = "other_role"
    """Did something else: who is called the author of a page on a film wrote the review."""
    OTHER_KIND = "other_kind"
    """Does not go with the kind of work: a service for films that the review of a book names."""
    OVER_LIMIT = "over_limit"
    """One more than a list may have."""
    ELSEWHERE = "elsewhere"
    """An address on another host, or of a home page."""

    @property
    def is_chosen(self) -> bool:
        """Whether the record has it."""
        return self in _TAKEN


_TAKEN = {Outcome.CHOSEN, Outcome.AGREES}


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """One locator's answer for one field.

    `value` is typed as the field's family wants it: `Work`'s parts as str or int, `Credit`, `Rating`, `Stamp`,
    `Reviewer`. Locators say what they saw; only `resolve` decides.
    """

    field: str
    """Dotted path of the record's field: "work.title", "credits", "published"."""
    value: T
    raw: str
    """The text that the value was read from."""
    method: Method
    where: str
    """Where on the page.

    CSS path of the node, JSON pointer into the page's structured data ("/0/@graph/2/name"), "meta[<name>]",
    "link[<rel>]", "header[<name>]", "title" for the page's title, "heading" for the review's, "text" for its whole
    text, "url" for the page's address.
    """
    weight: float = 1.0
    """How far the locator trusts this answer, against what its method is usually worth, 0 to 1."""
    notes: tuple[str, ...] = ()
    """Warnings to pass on with the record if this candidate is chosen."""


class CandidateEvidence(Model):
    """One candidate as written to the evidence file."""

    value: Annotated[JsonValue, BeforeValidator(clean)]
    """What the locator read, in the record's own form."""
    raw: Text = Field(max_length=RAW_LENGTH)
    """The text that it was read from, shortened to 200 characters."""
    method: Method
    """How it was read."""
    where: Text
    """Where on the page: as `Candidate.where` says."""
    group: int = Field(ge=0)
    """Candidates of one number mean the same; numbered as they come."""
    agreement: Agreement
    """How far the methods agree on the group's value."""
    confidence: float = Field(ge=0, le=1)
    """How likely the group's value is right: calibrated over field family, method and agreement."""
    chosen: bool
    """Whether the record has it."""
    outcome: Outcome
    """Why the record has it, or has it not."""


class FieldEvidence(Model):
    """All that was said about one field."""

    candidates: tuple[CandidateEvidence, ...]
    """Every answer: those that were chosen, each followed by what agrees with it, then the others, by their trust."""
    confidence: float | None = Field(default=None, ge=0, le=1)
    """How likely the record's value is right; null where the record has none."""
    conflict: bool = False
    """Whether two trustworthy answers disagree; a warning of the record names them."""


class ReviewEvidence(Model):
    """The evidence of one record: one line of the evidence file."""

    id: str
    """The record's id."""
    revision: int = Field(default=1, ge=1)
    """The record's revision."""
    fields: dict[str, FieldEvidence]
    """By dotted path of the record's field, in the record's order; no entry where nothing was said.

    What no page says (`COMPUTED`) has none.
    """
