"""What enrichment adds to a record, kept apart from what the page says: ids, people, facts with their source.

Lines of `enriched/` are keyed by the record's id and revision. `works` and `outlets` look across reviews.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from schemas.base import Model, Name, Number, Text
from schemas.review import Role, WorkKind

Probability = Annotated[float, Field(ge=0, le=1)]


class MatchOutcome(StrEnum):
    """What became of the search for the reviewed work."""

    JOINED = "joined"
    """The work is found, surely enough."""
    UNSURE = "unsure"
    """There are candidates, none of them sure enough."""
    ABSENT = "absent"
    """Nothing in the catalogue is called so, or what is so called is another work."""
    OTHER_KIND = "other_kind"
    """The review is of a book, a game, music or a product: nothing is looked for."""
    UNTITLED = "untitled"
    """The record names no work."""


class Feature(Model):
    """One thing that speaks for or against a candidate."""

    name: str
    """Which: a name of the matcher's table of weights."""
    points: float
    """What it adds to the log-odds; negative where it speaks against."""


class MatchCandidate(Model):
    """A work that may be the reviewed one."""

    work: str
    """Its id in the catalogue: "tt0133093", "movie/603", "Q83495" or the source's own."""
    title: Name
    """As the catalogue writes it."""
    year: int | None
    """Of the work's first release."""
    kind: WorkKind | None
    """What kind of work it is."""
    probability: Probability
    """How likely this is the reviewed work, over all candidates and none of them."""
    features: tuple[Feature, ...]
    """What speaks for and against it, the strongest first."""


class WorkMatch(Model):
    """The reviewed work in the catalogue, or why it is not joined."""

    outcome: MatchOutcome
    """What became of the search."""
    work: str | None = None
    """The joined work's id: of a season or an episode, the series'."""
    part: str | None = None
    """The id of the very season or episode, where the catalogue has one."""
    probability: Probability
    """Of the best candidate; of an absent work 1 less that."""
    candidates: tuple[MatchCandidate, ...] = ()
    """The likeliest first, at most five."""


class PersonMatch(Model):
    """A credited person found among the people of the joined work, never by the name alone."""

    name: Name
    """As the page prints it."""
    role: Role
    """As the page has it."""
    person: str
    """"nm0000206", "person/6384", "Q43416" or the source's own id."""
    catalogue_name: Name
    """As the catalogue writes it."""


class FilledCredit(Model):
    """A credit that the page lacks."""

    name: Name
    """As the catalogue writes it."""
    role: Literal[Role.DIRECTOR, Role.CREATOR, Role.CAST]
    """What the person did."""
    character: Name | None = None
    """Whom a cast member plays."""
    person: str | None = None
    """The person's id, where the source has one."""


class Filled(Model):
    """Facts of the joined work that the page lacks; null or empty where the page has them or the catalogue has not."""

    title: Name | None = None
    """The catalogue's title, where the page writes another one."""
    original_title: Name | None = None
    """Title in the work's own language."""
    kind: WorkKind | None = None
    """What kind of work it is."""
    year: int | None = None
    """Year of the first release."""
    runtime: int | None = None
    """Minutes."""
    genres: tuple[Name, ...] = ()
    """Genres, in the catalogue's words."""
    countries: tuple[Name, ...] = ()
    """Countries, in the catalogue's words."""
    credits: tuple[FilledCredit, ...] = ()
    """Directors and creators where the page names none; cast where it names none, at most ten."""


class Enrichment(Model):
    """One line of `enriched/`: what the catalogue adds to one revision of one record."""

    id: str
    """The record's id."""
    revision: int = Field(ge=1)
    """The record's revision."""
    catalogue: str
    """Version of the catalogue that was asked."""
    matcher: str
    """Version of the matcher's weights."""
    match: WorkMatch
    """The reviewed work."""
    ids: tuple[str, ...] = ()
    """All ids of the joined work, in every scheme that the catalogue has."""
    people: tuple[PersonMatch, ...] = ()
    """Ids of the credited people."""
    filled: Filled | None = None
    """What the page lacks; null where nothing is joined."""
    source: Literal["imdb", "tmdb", "wikidata", "own"] | None = None
    """Whose row of the joined work the catalogue has, and so the filled facts mostly; null where nothing is joined."""


class RatingSummary(Model):
    """Ratings of several reviews, each as its `normalized`, 0 to 1."""

    count: int = Field(ge=0)
    """Reviews with a rating."""
    mean: Number | None = None
    """Arithmetic mean."""
    median: Number | None = None
    """Median."""
    spread: Number | None = None
    """Standard deviation of the sample; null below two ratings."""


class OutletRatings(Model):
    """One outlet's ratings of one work."""

    outlet: str
    """The outlet's domain, or its site key where it has none."""
    ratings: RatingSummary
    """Its ratings of the work."""


class WorkSummary(Model):
    """One line of `works`: a joined work over all reviews."""

    work: str
    """Its id in the catalogue."""
    ids: tuple[str, ...]
    """All its ids."""
    title: Name
    """As the catalogue writes it."""
    year: int | None
    """Of the first release."""
    kind: WorkKind | None
    """What kind of work it is."""
    reviews: int = Field(ge=1)
    """Reviews of it, with or without a rating; of each the latest revision."""
    ratings: RatingSummary
    """All ratings; each review counts once."""
    by_outlet: tuple[OutletRatings, ...]
    """By outlet, in alphabetical order."""


class Scale(Model):
    """The scale that an outlet uses: what a site file's `scale` would say."""

    kind: str
    """How verdicts are written: stars, points …"""
    best: Number
    """The top, as the pages state it."""
    step: Number | None
    """The grid's step; null below eight ratings, or where they lie on no grid."""
    ratings: int = Field(ge=1)
    """Ratings on this scale."""
    values: dict[str, int]
    """How often each value is given."""


class Severity(Model):
    """How an outlet rates compared with the other outlets that rate the same works."""

    works: int = Field(ge=1)
    """Works that others rate too."""
    difference: Number
    """Mean of its rating less the others' mean, 0 to 1: negative is severe."""
    interval: Number | None
    """Half the 95 % confidence interval of the difference; null below two works."""


class OutletSummary(Model):
    """One line of `outlets`: an outlet over all its reviews."""

    outlet: str
    """Its domain, or its site key where it has none."""
    name: Text | None
    """The name that its pages print most often."""
    reviews: int = Field(ge=1)
    """Reviews; of each the latest revision."""
    ratings: RatingSummary
    """Its ratings."""
    scales: tuple[Scale, ...]
    """Scales in use, the most frequent first."""
    severity: Severity | None
    """Against the others; null where it shares no rated work with another outlet."""


class EnrichReport(Model):
    """What an enrichment run found, as `enriched/current.json` keeps it: it names the folder that is valid."""

    catalogue: str
    """Version of the catalogue."""
    matcher: str
    """Version of the matcher's weights."""
    folder: str
    """The valid folder, relative to the dataset."""
    commit: int = Field(ge=0)
    """The last commit that is enriched."""
    new: int = Field(ge=0)
    """Lines that this run wrote."""
    lines: int = Field(ge=0)
    """Lines in the folder."""
    outcomes: dict[MatchOutcome, int]
    """How many lines, by outcome."""
    works: int = Field(ge=0)
    """Joined works, over all reviews."""
    outlets: int = Field(ge=0)
    """Outlets."""
