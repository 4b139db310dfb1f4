"""What a dataset has, as `reviewlines report` shows it: counts, never pages; lists are bounded.

Shares, ratings and confidences are 0 to 1. Of each record the last revision counts, unless a field says otherwise.
"""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from schemas.base import Model
from schemas.evidence import ReviewEvidence
from schemas.quality import GateFailure
from schemas.run import FieldCoverage

RATING_BINS = 10
"""Bins of a histogram of ratings: the first is 0 up to, not with, 0.1; the last has 1."""

Figure = Annotated[float, AfterValidator(lambda number: round(number, 6))]
"""A number that is counted together, rounded: the order of adding changes its last digits."""


class DayCount(Model):
    """What one day's commits added."""

    day: date
    """In UTC."""
    records: int = Field(ge=0)
    """Reviews seen for the first time."""
    revisions: int = Field(ge=0)
    """Reviews that changed, are gone or were withdrawn."""
    rejects: int = Field(ge=0)
    """Pages that gave no record."""


class SiteOverview(Model):
    """One site's part of the dataset."""

    site: str
    """Its key; "" for records without one."""
    present: int = Field(ge=0)
    """Records that are there."""
    gone: int = Field(ge=0)
    """Records whose page is gone."""
    withdrawn: int = Field(ge=0)
    """Records that a later extractor took back."""
    rejects: int = Field(ge=0)
    """Pages whose last visit gave no record."""
    fetched_at: datetime | None
    """When the youngest of its records was fetched."""
    confidence: Figure | None
    """Mean over all values of its records."""
    coverage: tuple[FieldCoverage, ...]
    """By field, of the records that are there."""


class OutletOverview(Model):
    """One outlet's ratings."""

    outlet: str
    """Its domain, or its site's key where it has none."""
    name: str | None
    """The name that its pages print most often."""
    reviews: int = Field(ge=0)
    """Records that are there."""
    rated: int = Field(ge=0)
    """Those with a rating on a known scale."""
    mean: Figure | None
    """Mean rating."""
    median: Figure | None
    """Median rating."""
    spread: Figure | None
    """Standard deviation of the sample; null below two ratings."""
    bins: tuple[int, ...]
    """Ratings by bin (`RATING_BINS`)."""


class MonthCount(Model):
    """Reviews by the month, or the year, of their publication."""

    month: date
    """Its first day."""
    reviews: int = Field(ge=0)
    """Records that are there."""


class OutletPair(Model):
    """Two outlets on the works that both have rated."""

    one: str
    """An outlet."""
    other: str
    """Another one, later in the alphabet."""
    works: int = Field(ge=1)
    """Works that both have rated; of several ratings of one the mean counts."""
    difference: Figure
    """Mean of the one's rating less the other's: above 0 the one is milder."""
    distance: Figure
    """Mean of the absolute differences: 0 is full agreement."""
    correlation: Figure | None
    """Pearson's correlation; null below three works, or where one side never varies."""


class WorkOverview(Model):
    """A work by its reviews."""

    title: str
    """As most reviews print it, or as the catalogue does."""
    year: int | None
    """Where a review or the catalogue gives it."""
    work: str | None
    """Its id in the catalogue, where it is joined."""
    reviews: int = Field(ge=1)
    """Records that are there."""
    outlets: int = Field(ge=1)
    """Outlets among them."""
    rated: int = Field(ge=0)
    """Reviews with a rating on a known scale."""
    mean: Figure | None
    """Mean rating."""
    spread: Figure | None
    """Standard deviation of the sample; null below two ratings."""


class RejectCount(Model):
    """Pages whose last visit gave no record, of one site and reason."""

    site: str
    """Its key; "" where none matches."""
    reason: str
    """Why."""
    pages: int = Field(ge=1)
    """How many."""
    example: str
    """The URL of one of them; "" where none is known."""


class Doubt(Model):
    """A value that the record has and that is not sure."""

    site: str
    """The site's key; ""."""
    id: str
    """The record's id."""
    url: str
    """The page; "" where it is not known."""
    title: str
    """The reviewed work, or the headline."""
    field: str
    """Dotted path of the record's field."""
    value: Any
    """What the record says, as in JSON."""
    confidence: Figure
    """How likely it is right."""


class FieldDoubts(Model):
    """How sure the values of one field are."""

    field: str
    """Dotted path of the record's field."""
    values: int = Field(ge=1)
    """Records that have it."""
    confidence: Figure
    """Mean."""
    unsure: int = Field(ge=0)
    """Values below the limit for a look."""


class HostOverview(Model):
    """What was asked of one host in the runs that are looked at."""

    host: str
    """Host name."""
    runs: int = Field(ge=1)
    """Runs that asked it for something."""
    robots: str | None
    """What robots.txt answered in the last of them."""
    delay_asked: float | None
    """Seconds between two requests that robots.txt asked for, in the last of them."""
    delay: float
    """Seconds kept between two requests, in the last of them."""
    shortest_gap: float | None
    """The fewest seconds between the begins of two requests, in any of them."""
    too_fast: int = Field(ge=0)
    """Runs in which that gap was shorter than the delay of the run: there should be none."""
    requests: int = Field(ge=0)
    """Requests sent."""
    bytes: int = Field(ge=0)
    """Bytes of the bodies received."""
    not_modified: int = Field(ge=0)
    """Answers 304."""
    too_many: int = Field(ge=0)
    """Answers 429 and 503."""
    errors: int = Field(ge=0)
    """Answers 500 and above."""
    retries: int = Field(ge=0)
    """Requests that were sent again."""
    refused: int = Field(ge=0)
    """URLs that robots.txt forbids and that were not asked for."""
    stopped: str | None
    """Why nothing more was sent to it in the last run."""


class RunOverview(Model):
    """One run."""

    run: str
    """Its name."""
    kind: str
    """What kind of run."""
    started_at: datetime
    """In UTC."""
    seconds: float = Field(ge=0)
    """How long it took."""
    complete: bool
    """False where it was stopped before its end."""
    failed: bool
    """Whether it is to be looked at."""
    visited: int = Field(ge=0)
    """Pages that have an outcome."""
    unchanged: int = Field(ge=0)
    """Pages that say what they said before."""
    records: int = Field(ge=0)
    """Lines written."""
    rejects: int = Field(ge=0)
    """Pages without a record."""
    problems: tuple[str, ...]
    """What went wrong with sites as a whole, each beginning with the site."""
    gates: tuple[GateFailure, ...]
    """What its quality gates said."""


class Drift(Model):
    """A field of a site that the newest run fills less, or more, than the runs before it."""

    site: str
    """The site's key; ""."""
    field: str
    """Dotted path of the record's field, or "rejects": pages without a record, of all pages."""
    before: Figure
    """Share of the lines of earlier runs that have it."""
    now: Figure
    """Share of the newest run's."""
    lines_before: int = Field(ge=1)
    """Lines, or pages, of earlier runs."""
    lines_now: int = Field(ge=1)
    """Lines, or pages, of the newest run."""

    @property
    def is_worse(self) -> bool:
        """Whether the change is for the worse."""
        return (self.now < self.before) != (self.field == "rejects")


class Sample(Model):
    """One record with its evidence."""

    record: dict[str, Any]
    """The line of the dataset."""
    evidence: ReviewEvidence
    """What its values were read from."""


class Overview(Model):
    """A dataset at a glance."""

    dataset_id: str | None
    """The dataset; null where it has no commit yet."""
    commits: int = Field(ge=0)
    """Commits that are looked at."""
    first_commit_at: datetime | None
    """The first of them, in UTC."""
    last_commit_at: datetime | None
    """The last of them, in UTC."""
    bytes: int = Field(ge=0)
    """Bytes of all published files."""
    revisions: int = Field(ge=0)
    """Lines of reviews: all revisions."""
    present: int = Field(ge=0)
    """Records that are there."""
    gone: int = Field(ge=0)
    """Records whose page is gone."""
    withdrawn: int = Field(ge=0)
    """Records that a later extractor took back."""
    rejected: int = Field(ge=0)
    """Pages whose last visit gave no record."""
    rated: int = Field(ge=0)
    """Records that are there, with a rating on a known scale."""
    works_from: str
    """How reviews of one work were brought together: "catalogue" or "titles"."""
    days: tuple[DayCount, ...]
    """By the day of the commit."""
    sites: tuple[SiteOverview, ...]
    """The largest first, at most 500."""
    sites_left_out: int = Field(ge=0)
    """Sites beyond them."""
    outlets: tuple[OutletOverview, ...]
    """The largest first, at most 500."""
    months: tuple[MonthCount, ...]
    """By month of publication, or by year where they span more than twenty."""
    undated: int = Field(ge=0)
    """Records that are there without such a date."""
    pairs: tuple[OutletPair, ...]
    """Among the thirty outlets with the most ratings, those with the most works in common first, at most 300."""
    works: tuple[WorkOverview, ...]
    """The most reviewed first, at most 200."""
    rejects: tuple[RejectCount, ...]
    """The most frequent first, at most 500."""
    doubts: tuple[Doubt, ...]
    """The least sure first, at most 100 and 5 of a site's field."""
    fields: tuple[FieldDoubts, ...]
    """The least sure field first."""
    runs: tuple[RunOverview, ...]
    """The newest first, at most 50."""
    unread_runs: int = Field(ge=0)
    """Reports of runs that this version cannot read."""
    hosts: tuple[HostOverview, ...]
    """Those with the most requests in these runs first, at most 500."""
    drift: tuple[Drift, ...]
    """The largest change for the worse first, at most 100."""
    samples: tuple[Sample, ...]
    """Records of the last commits, picked by their id."""
