"""What each locator said, what was chosen and how sure that is."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from pydantic import Field

from schemas.base import JsonValue, Model, Text

T = TypeVar("T", covariant=True)


class Method(StrEnum):
    """How a locator read a value: one of the things that confidence is calibrated over."""

    SITE = "site"
    """A selector or a fact of the site file."""
    JSON_LD = "json-ld"
    MICRODATA = "microdata"
    HREVIEW = "hreview"
    OPENGRAPH = "opengraph"
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
    """CSS path of the node or JSON pointer into the page's structured data ("/0/@graph/2/name")."""
    weight: float = 1.0
    """How far the locator trusts this answer, against what its method is usually worth, 0 to 1."""
    notes: tuple[str, ...] = ()
    """Warnings to pass on with the record if this candidate is chosen."""


class CandidateEvidence(Model):
    """One candidate as written to the evidence file."""

    value: JsonValue
    """What the locator read, in the record's own form."""
    raw: Text = Field(max_length=200)
    """The text that it was read from, shortened to 200 characters."""
    method: Method
    """How it was read."""
    where: str
    """Where on the page: CSS path or JSON pointer."""
    group: int = Field(ge=0)
    """Candidates of one number mean the same; the most trusted group is 0."""
    agreement: Agreement
    """How far the methods agree on the group's value."""
    confidence: float = Field(ge=0, le=1)
    """How likely the group's value is right: calibrated over field family, method and agreement."""
    chosen: bool
    """Whether the record has it."""


class FieldEvidence(Model):
    """All that was said about one field."""

    candidates: tuple[CandidateEvidence, ...]
    """Every answer, the best first."""
    confidence: float | None = Field(default=None, ge=0, le=1)
    """How likely the record's value is right; null where the record has none."""
    conflict: bool = False
    """Whether two trustworthy answers disagree."""


class ReviewEvidence(Model):
    """The evidence of one record: one line of the evidence file."""

    id: str
    """The record's id."""
    revision: int = Field(default=1, ge=1)
    """The record's revision."""
    fields: dict[str, FieldEvidence]
    """By field of the record."""
