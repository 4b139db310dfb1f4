"""The record: one review of one work, as one line of the dataset.

Null means "the page does not say". Nothing is guessed: a value that two readings of the page would disagree about is
null, with a warning. Where a field has a schema.org property, its description names it.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any, Final, Literal, Self

from pydantic import Field, field_validator, model_validator

from schemas.base import SCHEMA_VERSION, Model, Name, Number, Sha256, Text


class WorkKind(StrEnum):
    """What is reviewed. Reviews of books, games, music and products are records too, never mislabelled."""

    FILM = "film"
    SERIES = "series"
    SEASON = "season"
    EPISODE = "episode"
    BOOK = "book"
    GAME = "game"
    MUSIC = "music"
    PRODUCT = "product"
    OTHER = "other"


class Role(StrEnum):
    """What a credited person did for the work."""

    DIRECTOR = "director"
    WRITER = "writer"
    CREATOR = "creator"
    CAST = "cast"
    PRODUCER = "producer"
    COMPOSER = "composer"
    CINEMATOGRAPHER = "cinematographer"
    EDITOR = "editor"
    AUTHOR = "author"
    OTHER = "other"


class RatingKind(StrEnum):
    """How the verdict is written on the page."""

    STARS = "stars"
    POINTS = "points"
    PERCENT = "percent"
    LETTER = "letter"
    THUMB = "thumb"
    VERDICT = "verdict"


class Status(StrEnum):
    """Whether the review is still there."""

    PRESENT = "present"
    GONE = "gone"
    WITHDRAWN = "withdrawn"


class Precision(StrEnum):
    """The smallest unit of time that the page gives."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    MINUTE = "minute"
    SECOND = "second"


class CaptureKind(StrEnum):
    """Where the page's bytes come from."""

    LIVE = "live"
    FILE = "file"
    WARC = "warc"
    COMMON_CRAWL = "common_crawl"
    WAYBACK = "wayback"
    ARCHIVE = "archive"


class Outlet(Model):
    """The publication that carries the review (schema.org: publisher)."""

    name: Name | None = None
    """The publication's name as the page prints it (schema.org: publisher.name)."""
    domain: str | None = None
    """The host of the page's URL, without a leading "www."."""


class WorkIds(Model):
    """Ids that the page itself links (schema.org: itemReviewed.sameAs); joined ids are enrichment, not this."""

    imdb: str | None = Field(default=None, pattern=r"^tt\d{7,10}$")
    """IMDb title id, "tt0133093"."""
    tmdb: str | None = Field(default=None, pattern=r"^(movie|tv)/\d+$")
    """TMDB id with its kind, "movie/603" or "tv/1399"."""
    wikidata: str | None = Field(default=None, pattern=r"^Q[1-9]\d*$")
    """Wikidata item, "Q83495"."""
    letterboxd: str | None = Field(default=None, pattern=r"^[a-z0-9-]{1,120}$")
    """Letterboxd film, the last part of its address: "the-matrix"."""
    allocine: str | None = Field(default=None, pattern=r"^(film|series)/\d+$")
    """AlloCiné number with its kind, "film/19776" or "series/7157"."""
    mydramalist: str | None = Field(default=None, pattern=r"^\d+$")
    """MyDramaList number, "36269"."""


class Work(Model):
    """The work that is reviewed (schema.org: itemReviewed)."""

    title: Name | None
    """The work's own title as the page prints it, without "Review", year or season (schema.org: itemReviewed.name)."""
    native_title: Name | None = None
    """A second title in another language or script (schema.org: itemReviewed.alternateName)."""
    kind: WorkKind | None = None
    """What kind of work it is (schema.org: the type of itemReviewed)."""
    year: int | None = Field(default=None, ge=1870, le=2200)
    """Year of the work, only where the page states it (schema.org: itemReviewed.dateCreated, datePublished)."""
    season: int | None = Field(default=None, ge=0, le=999)
    """Season number (schema.org: partOfSeason.seasonNumber)."""
    episode: int | None = Field(default=None, ge=0, le=9999)
    """Episode number in its season (schema.org: episodeNumber)."""
    platforms: tuple[Name, ...] = ()
    """Where the page says that the work is shown, in the page's order."""
    ids: WorkIds = WorkIds()
    """Ids that the page itself links."""


class Credit(Model):
    """One person's part in the work (schema.org: director, author, actor, creator … of itemReviewed)."""

    name: Name
    """The person's name as the page prints it."""
    role: Role
    """What the person did."""
    character: Name | None = None
    """Whom a cast member plays (schema.org: PerformanceRole.characterName)."""
    order: int = Field(ge=1)
    """Position among the credits of that role, in the page's order, from 1."""


class Rating(Model):
    """The reviewer's own verdict (schema.org: reviewRating). Unrated is no rating at all, never 0."""

    raw: Annotated[Text, Field(min_length=1, max_length=200)]
    """The verdict exactly as found."""
    kind: RatingKind
    """How the verdict is written."""
    value: Number | None = None
    """The number (schema.org: ratingValue)."""
    best: Number | None = None
    """The top of the scale, where the page, its markup or its site file states it (schema.org: bestRating)."""
    worst: Number | None = None
    """The bottom of the scale, where stated (schema.org: worstRating)."""
    normalized: Number | None = Field(default=None, ge=0, le=1)
    """0 to 1: value / best, or (value - worst) / (best - worst) where a worst is stated."""
    label: Name | None = None
    """Letter grade or verdict words: "B+", "Stream It" (schema.org: ratingExplanation)."""
    scale_source: Literal["markup", "text", "site"] | None = None
    """Where `best` comes from: the page's markup, its words, or the site file."""
    normalizer: str | None = Field(default=None, pattern=r"^[a-z0-9-]+/\d+$")
    """Name and version of the rule that made `normalized`: "linear/1"."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.value is None and self.label is None:
            raise ValueError("a rating needs a value or a label")
        # A scale may run downwards: of six grades, 1 is the best and 6 the worst.
        down = self.best is not None and self.worst is not None and self.worst > self.best
        value, best, worst = (self.value, self.worst, self.best) if down else (self.value, self.best, self.worst)
        if value is not None and best is not None and value > best:
            raise ValueError(f"value {value} is above the scale's {'worst' if down else 'best'} {best}")
        if value is not None and worst is not None and value < worst:
            raise ValueError(f"value {value} is below the scale's {'best' if down else 'worst'} {worst}")
        return self


class OtherRating(Rating):
    """A rating that is not the reviewer's verdict on the work, kept apart so that it is never mistaken for it."""

    role: Literal["aggregate", "audience", "aspect", "certificate"]
    """Whose or of what: an average, the readers', one aspect such as the picture, or an age certificate."""
    aspect: Name | None = None
    """The aspect's name as printed (schema.org: reviewAspect)."""
    count: int | None = Field(default=None, ge=0)
    """How many votes an aggregate counts (schema.org: ratingCount, reviewCount)."""


class Reviewer(Model):
    """Who wrote the review (schema.org: author)."""

    name: Name
    """The name as printed."""
    kind: Literal["person", "organization"] | None = None
    """Person or organization, where the page tells."""
    url: str | None = None
    """The reviewer's own page (schema.org: author.url)."""


_STAMP = re.compile(
    r"^(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2})"
    r"(?:T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?(?:Z|[+-]\d{2}:\d{2})?)?)?)?$"
)


class Stamp(Model):
    """A moment as the page gives it, with the precision and the zone that it gives and no others."""

    value: str
    """ISO 8601, cut to the precision: "2025", "2025-01", "2025-01-25", "2025-01-25T00:36:00[+09:00]"."""
    precision: Precision
    """The smallest unit that the page gives."""
    timezone_source: Literal["markup", "site"] | None = None
    """Where the zone comes from; null where there is none, and then none is invented."""
    raw: Annotated[Text, Field(max_length=200)]
    """As printed."""

    @field_validator("value")
    @classmethod
    def _is_a_date(cls, value: str) -> str:
        matched = _STAMP.match(value)
        if matched is None:
            raise ValueError("must be an ISO 8601 date or date-time")
        if "T" in value:
            datetime.fromisoformat(value)
        else:
            date(int(matched["year"]), int(matched["month"] or 1), int(matched["day"] or 1))
        return value

    @model_validator(mode="after")
    def _precision_fits(self) -> Self:
        longest = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}.get(self.precision)
        if (longest is None) != ("T" in self.value) or (longest is not None and len(self.value) != longest):
            raise ValueError(f"{self.value} does not have the precision {self.precision}")
        return self


class Rights(Model):
    """What the site allows, as found when the page was fetched."""

    robots: Literal["allowed", "disallowed"] | None = None
    """robots.txt (RFC 9309) for this URL; null where it was not asked (files, archives)."""
    tdm_reserved: bool | None = None
    """TDM Reservation Protocol: true where text and data mining is reserved, null where nothing is said."""
    directives: tuple[str, ...] = ()
    """What robots meta tags and the X-Robots-Tag header forbid or ask: "noarchive", "nosnippet", "noai"."""


class ArchivePointer(Model):
    """Where the fetched bytes are kept."""

    file: str
    """WARC file, relative to the dataset."""
    offset: int = Field(ge=0)
    """Byte offset of the record in that file."""
    length: int = Field(ge=0)
    """Length of the (compressed) record in bytes."""


class Capture(Model):
    """The page that the record was read from."""

    id: str | None = None
    """The caller's own id, where the input gave one."""
    fetched_at: datetime | None = None
    """When the bytes were fetched, with zone; null for a bare file."""
    status: int | None = Field(default=None, ge=100, le=999)
    """HTTP status."""
    sha256: Sha256
    """Digest of the body after content decoding (RFC 9110 8.4), before charset decoding."""
    capture: CaptureKind
    """Where the bytes come from."""
    archive: ArchivePointer | None = None
    """Where the bytes are kept."""


NOT_CONTENT: Final = {"revision", "page", "confidence", "warnings", "schema_version", "extractor_version"}
"""Fields that can change while the review does not."""


class ReviewRecord(Model):
    """One review of one work (schema.org: Review)."""

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    """Version of this model."""
    extractor_version: str
    """Version of the software that read the page."""
    id: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    """Hash of the page's URL key and a slot: stable over runs, titles and better extractors."""
    revision: int = Field(default=1, ge=1)
    """1, then one more whenever the content of the record changes."""
    status: Status = Status.PRESENT
    """Present, gone, or withdrawn by a later extractor."""
    url: str | None
    """The page's URL after redirects; null for a bare file that names none (schema.org: url)."""
    canonical_url: str | None
    """rel=canonical, where it is on the same host and no home page."""
    site: str | None
    """Key of the site file; null where none matches."""
    outlet: Outlet
    """The publication (schema.org: publisher)."""
    headline: Name | None
    """The review's own headline (schema.org: headline)."""
    work: Work
    """What is reviewed (schema.org: itemReviewed)."""
    credits: tuple[Credit, ...] = ()
    """Who made the work and who plays in it."""
    rating: Rating | None = None
    """The reviewer's own verdict (schema.org: reviewRating)."""
    other_ratings: tuple[OtherRating, ...] = ()
    """Aggregates, audience scores and ratings of aspects, each with its role."""
    reviewers: tuple[Reviewer, ...] = ()
    """Who wrote the review (schema.org: author)."""
    published: Stamp | None = None
    """When the review was published (schema.org: datePublished)."""
    modified: Stamp | None = None
    """When it was last changed (schema.org: dateModified)."""
    language: str | None = Field(default=None, pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
    """Language of the text, BCP 47 (schema.org: inLanguage)."""
    summary: Annotated[Text, Field(max_length=300)] | None = None
    """The page's own short description (schema.org: description)."""
    verdict: Annotated[Text, Field(max_length=300)] | None = None
    """The page's concluding sentence or section, shortened (schema.org: reviewBody, its conclusion)."""
    pros: tuple[Name, ...] = ()
    """What the review lists as good (schema.org: positiveNotes)."""
    cons: tuple[Name, ...] = ()
    """What the review lists as bad (schema.org: negativeNotes)."""
    body: Text | None = None
    """The review's text; off by default (schema.org: reviewBody)."""
    body_sha256: Sha256 | None = None
    """Digest of the review's text in UTF-8."""
    word_count: int | None = Field(default=None, ge=0)
    """Words of the review's text (schema.org: wordCount)."""
    rights: Rights = Rights()
    """What the site allows."""
    page: Capture
    """The capture that this record was read from."""
    confidence: dict[str, Annotated[float, Field(ge=0, le=1)]] = Field(default_factory=dict)
    """By field: how likely the value is right."""
    warnings: tuple[Text, ...] = ()
    """What a careful reader should know: conflicts, ambiguities, values left out."""

    def content_sha256(self) -> str:
        """Digest of what the record says. Two captures of an unchanged review have the same one.

        A new revision is due if and only if it differs. Left out: revision, page, confidence, warnings and the
        versions, which can change while the review does not.
        """
        return hashlib.sha256(self.model_dump_json(exclude=NOT_CONTENT).encode()).hexdigest()


def field_values(line: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The fields of what a line says, which `content_sha256` covers, in the record's order: dotted path and value.

    A field that the line does not have (of an older version), or that is empty, is None.
    """
    for name in record_fields():
        if name.partition(".")[0] in NOT_CONTENT:
            continue
        value: Any = line
        for part in name.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        yield name, None if value in (None, "", [], {}) else value


@lru_cache(maxsize=1)
def record_fields() -> tuple[str, ...]:
    """Dotted paths of the record's fields, in its order: "work.title". Lists, ratings and stamps are one field each."""
    return tuple(_paths(ReviewRecord, ""))


def _paths(shape: type[Model], prefix: str) -> Iterator[str]:
    for name, field in shape.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, Model):
            yield from _paths(inner, f"{prefix}{name}.")
        else:
            yield prefix + name
