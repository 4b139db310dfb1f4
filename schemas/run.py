"""Runs, batches and commits: what workers hand to the committer, what readers go through, what is told at the end."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field

from schemas.base import Model, Sha256
from schemas.quality import GateFailure, SiteProfile
from schemas.reject import Reason
from schemas.review import CaptureKind


def _inside(path: str) -> str:
    """A path that leads out of the dataset would have readers open whatever file it names."""
    if not {"", ".", ".."}.isdisjoint(path.split("/")):
        raise ValueError("a file of the dataset is named relative to it, without . and ..")
    return path


PathInDataset = Annotated[str, AfterValidator(_inside)]


class StagedFile(Model):
    """One file of a batch, complete and flushed to disk."""

    kind: Literal["reviews", "evidence", "rejects", "outcomes", "documents", "archive", "index"]
    """What is in it."""
    path: PathInDataset
    """Relative to the dataset, with "/"."""
    rows: int = Field(ge=0)
    """Lines, or WARC records."""
    bytes: int = Field(ge=0)
    """Size on disk."""
    sha256: Sha256
    """Digest of the file as it is on disk."""


class BatchDescriptor(Model):
    """What a worker returns for one batch: names and digests, never pages."""

    batch: Annotated[str, Field(pattern=r"^[0-9a-z-]{8,64}$")]
    """The batch's name; its files are staged under `.staging/<batch>/`."""
    run: str
    """The run it belongs to."""
    files: tuple[StagedFile, ...]
    """Staged files; a kind with no rows has none."""


class OutcomeKind(StrEnum):
    """What became of one request."""

    RECORDS = "records"
    """A page that gave records, at least one of them new or changed."""
    UNCHANGED = "unchanged"
    """304, the same body, or records that say what they said before."""
    REJECTED = "rejected"
    """A page that gave none, or no page."""
    ALIAS = "alias"
    """Another address of a page: a redirect, or a rel=canonical elsewhere. That page gives the record."""
    WITHHELD = "withheld"
    """A page whose records a quality gate keeps back: it counts as read, and what it gave before stays as it was."""
    READ_AGAIN = "read_again"
    """A stored page that was read once more: nobody asked for the URL, and nothing but its records changes."""


class RecordOutcome(Model):
    """One record that a page gives."""

    id: str
    """The record's id."""
    revision: int = Field(ge=1)
    """Its revision now."""
    sha256: Sha256
    """Its content digest now."""


class Outcome(Model):
    """What became of one request: a line of a batch's outcomes, written to the state with the commit."""

    url: str
    """The URL that was asked for."""
    claim: str
    """The claim that the request carried."""
    kind: OutcomeKind
    """What became of it."""
    reason: Reason | None = None
    """Why there is no record."""
    fetched_at: datetime
    """When it was asked for."""
    status: int | None = None
    """HTTP status, where there was an answer."""
    alias_of: str | None = None
    """The page that this is another address of; due like any other that was found."""
    etag: str | None = None
    """Validator of a 200 response (RFC 9110 8.8.3)."""
    last_modified: str | None = None
    """Validator of a 200 response (RFC 9110 8.8.2)."""
    body_sha256: Sha256 | None = None
    """Digest of the body as it came: `Page.payload_sha256`."""
    records: tuple[RecordOutcome, ...] = ()
    """All records that the page gives now, changed or not."""


class ArchivedDocument(Model):
    """A new body of what discovery asked for: a line of a batch's documents, written to the state with the commit.

    The same body is not archived twice.
    """

    url: str
    """Where it came from."""
    status: int
    """HTTP status."""
    sha256: Sha256
    """Digest of the body as it came: `Page.payload_sha256`."""
    fetched_at: datetime
    """When."""


class BatchResult(Model):
    """What a worker tells of a batch beside its files."""

    descriptor: BatchDescriptor
    """What it staged."""
    left: tuple[str, ...] = ()
    """Claims of requests that it did not come to; they are due as before."""
    sites: "tuple[SiteReport, ...]"
    """What became of the requests, by site."""
    coverage: "tuple[FieldCoverage, ...]"
    """How full the fields of the lines are."""
    read: tuple[int, ...] = ()
    """Numbers of what it came to, of a backfill's backlog."""
    given_up: tuple[int, ...] = ()
    """The same of what is left for the next run, as its host is down or asks for a longer pause."""
    hosts: "tuple[HostLedger, ...]" = ()
    """What was asked of each host, where the worker had a client of its own."""
    profiles: tuple[SiteProfile, ...] = ()
    """What the lines of each site look like, for its quality gates."""


class PublishedFile(Model):
    """One file of the dataset."""

    kind: Literal["reviews", "evidence", "rejects", "archive", "index"]
    """What is in it."""
    path: PathInDataset
    """Relative to the dataset, with "/"."""
    rows: int = Field(ge=0)
    """Lines, or WARC records."""
    bytes: int = Field(ge=0)
    """Size on disk."""
    sha256: Sha256
    """Digest of the file as it is on disk."""


class CommitManifest(Model):
    """One commit of the dataset: readers that want a consistent state go through these, in order."""

    schema_version: str
    """Version of the record's model."""
    extractor_version: str
    """Version of the software that read the pages."""
    dataset_id: str
    """The dataset; the same in the state database."""
    commit: int = Field(ge=1)
    """1, 2, 3 … without gaps."""
    batch: str
    """The batch that was committed."""
    run: str
    """The run that committed it."""
    committed_at: datetime
    """When, in UTC."""
    amended_at: datetime | None = None
    """When something was last taken out of it (`data forget`, the archive's retention), in UTC."""
    files: tuple[PublishedFile, ...]
    """What this commit added."""


class SnapshotManifest(Model):
    """The last revision of every record as of a commit, by site."""

    schema_version: str
    """Version of the record's model."""
    dataset_id: str
    """The dataset."""
    commit: int = Field(ge=1)
    """The last commit that is in it."""
    records: int = Field(ge=0)
    """Lines in all files."""
    files: tuple[PublishedFile, ...]
    """By site."""


class VerifyReport(Model):
    """What a dataset was found to hold, and what is wrong with it."""

    commits: int = Field(ge=0)
    """Commits read."""
    files: int = Field(ge=0)
    """Files read, from the first byte to the last."""
    bytes: int = Field(ge=0)
    """Bytes of them."""
    records: int = Field(ge=0)
    """Records; of each the last revision counts."""
    lines: int = Field(ge=0)
    """Lines of reviews: all revisions."""
    pages: int = Field(ge=0)
    """Responses in the archive."""
    problems: tuple[str, ...]
    """One line each; the first thousand."""


class ForgetReport(Model):
    """What was erased."""

    urls: int = Field(ge=0)
    """URLs in the state."""
    lines: int = Field(ge=0)
    """Lines of reviews, evidence and rejects."""
    responses: int = Field(ge=0)
    """Records in the archive: responses, requests, revisits."""
    commits: tuple[int, ...]
    """Commits whose files were written anew."""
    reports: int = Field(default=0, ge=0)
    """Reports of runs, ledgers and logs that were written anew."""
    derived: int = Field(default=0, ge=0)
    """Files of `enrich` and `report` that were removed: their next runs make them anew."""


class RepairReport(Model):
    """What a repair found and did."""

    commits: int = Field(ge=0)
    """Commits of the dataset."""
    is_rebuilt: bool
    """The state was lost, or behind, and was made anew from manifests and parts."""
    manifests: tuple[int, ...]
    """Manifests that were lost or damaged, and were written anew from the state."""
    records: int = Field(ge=0)
    """Records that the state knows now."""
    urls: int = Field(ge=0)
    """URLs that the state knows now."""


class FieldCoverage(Model):
    """How many records have a field."""

    field: str
    """Dotted path of the field."""
    filled: int = Field(ge=0)
    """Records that have it."""
    records: int = Field(ge=0)
    """Records looked at."""


class SiteStats(Model):
    """What a dataset has of one site; of each record the last revision counts."""

    site: str | None
    """Key of the site; null for records without one."""
    present: int = Field(ge=0)
    """Records that are there."""
    gone: int = Field(ge=0)
    """Records whose page is gone."""
    withdrawn: int = Field(ge=0)
    """Records that a later extractor took back."""
    coverage: tuple[FieldCoverage, ...]
    """By field, of those that are present."""


class Stats(Model):
    """What a dataset has."""

    records: int = Field(ge=0)
    """Records; of each the last revision counts."""
    revisions: int = Field(ge=0)
    """Lines: all revisions."""
    sites: tuple[SiteStats, ...]
    """By site."""


class HostLedger(Model):
    """What was asked of one host in one run."""

    host: str
    """Host name."""
    robots: Literal["found", "none", "unreachable"] | None = None
    """What robots.txt answered; null where it was not asked."""
    robots_sha256: Sha256 | None = None
    """Digest of robots.txt as it was read; null where there is none."""
    delay_asked: float | None = Field(default=None, ge=0)
    """Seconds between two requests that robots.txt asks for; null where it does not."""
    delay: float = Field(default=0, ge=0)
    """Seconds kept between two requests."""
    slowed_to: float | None = Field(default=None, ge=0)
    """The same at the end of the run, where it is more: the host was slow, or answered 429 or 503."""
    shortest_gap: float | None = Field(default=None, ge=0)
    """The fewest seconds there were between the begins of two requests; null where there were not two."""
    requests: int = Field(default=0, ge=0)
    """Requests sent, robots.txt, sitemaps, retries and redirects included."""
    bytes: int = Field(default=0, ge=0)
    """Bytes of the bodies received, with their content coding."""
    not_modified: int = Field(default=0, ge=0)
    """Answers 304."""
    too_many: int = Field(default=0, ge=0)
    """Answers 429 and 503."""
    errors: int = Field(default=0, ge=0)
    """Answers 500 and above, 503 included."""
    retries: int = Field(default=0, ge=0)
    """Requests that were sent again."""
    refused: int = Field(default=0, ge=0)
    """URLs that robots.txt forbids and that were not asked for."""
    stopped: str | None = None
    """Why nothing more was sent to the host in this run; null where that is not so."""

    def plus(self, later: "HostLedger") -> "HostLedger":
        """Both together: what is counted is added up, what was kept is the later one's."""
        counted = ("requests", "bytes", "not_modified", "too_many", "errors", "retries", "refused")
        gaps = [gap for gap in (self.shortest_gap, later.shortest_gap) if gap is not None]
        return later.model_copy(
            update={
                **{name: getattr(self, name) + getattr(later, name) for name in counted},
                "robots": later.robots or self.robots,
                "robots_sha256": later.robots_sha256 or self.robots_sha256,
                "shortest_gap": min(gaps, default=None),
            }
        )


_ALL_FAIL: Final = 5
"""So many pages that answer with errors, and none that does not, are a site that refuses us."""


class SiteReport(Model):
    """One site's part of a run."""

    site: str
    """Key of the site."""
    found: int = Field(default=0, ge=0)
    """URLs that discovery gave; on a later visit those of the lists that changed."""
    new: int = Field(default=0, ge=0)
    """URLs among them that were not known."""
    sources: dict[str, int] = Field(default_factory=dict)
    """URLs by source."""
    visited: int = Field(default=0, ge=0)
    """Pages that were due and have an outcome now; those that robots.txt forbids are among them."""
    left: int = Field(default=0, ge=0)
    """Pages that were due and are left for the next run: their host is down, or asks for a longer pause."""
    unchanged: int = Field(default=0, ge=0)
    """Pages that say what they said before."""
    aliases: int = Field(default=0, ge=0)
    """Addresses that turned out to be another one of a page: redirects, canonical URLs elsewhere."""
    records: int = Field(default=0, ge=0)
    """Lines written: new reviews and new revisions."""
    withheld: int = Field(default=0, ge=0)
    """Records that a quality gate keeps back."""
    rejects: dict[Reason, int] = Field(default_factory=dict)
    """Pages without a record, by reason."""
    problems: tuple[str, ...] = ()
    """What went wrong with the site as a whole."""

    @property
    def failed(self) -> bool:
        """Whether nothing of the site could be read, or a fault of ours hit one of its pages.

        Dead links are none of that, nor are a few errors where nothing else is due.
        """
        dead = Reason.NOT_FOUND
        failures = sum(count for reason, count in self.rejects.items() if reason.is_failure and reason is not dead)
        answered = self.rejects.get(Reason.HTTP_ERROR, 0)
        return (
            (self.found == 0 and bool(self.problems))
            or (self.left > 0 and self.records + self.unchanged == 0)
            or (self.visited - self.rejects.get(dead, 0) == failures and (failures >= _ALL_FAIL or failures > answered))
            or any(self.rejects.get(reason) for reason in (Reason.INTERNAL_ERROR, Reason.INVALID))
        )


class BackfillPlan(Model):
    """What a backfill has to do, before it does it."""

    run: str
    """The run's key: the same command has the same, and goes on where it was."""
    pages: int = Field(ge=0)
    """Pages to read: of each URL and month the best capture, or each URL once."""
    known: int = Field(ge=0)
    """Pages among them that the dataset has read already, or has newer ones of."""
    bytes: int = Field(ge=0)
    """Size of their records as the archives store them; 0 of a page that is to be asked for."""
    hosts: int = Field(ge=0)
    """Hosts that they are of."""
    requests: int = Field(ge=0)
    """Requests that reading them takes, robots.txt of live hosts included, retries and redirects not."""
    hours: float = Field(ge=0)
    """At the rates that are kept: the longest that one called host takes. Reading what is on disk counts nothing."""
    batches: int = Field(ge=0)
    """Batches: Prefect tasks, commits."""
    sources: dict[CaptureKind, int]
    """Pages by where they come from."""
    months: dict[str, int]
    """Pages by month of capture, "YYYY-MM"; none of pages that are to be asked for."""
    problems: tuple[str, ...] = ()
    """What could not be listed."""


class RunReport(Model):
    """One run, as `runs/<run>.json` keeps it."""

    run: str
    """The run's name."""
    kind: Literal["crawl", "backfill"]
    """What kind of run."""
    dataset_id: str
    """The dataset that it wrote to."""
    extractor_version: str
    """Version of the software."""
    started_at: datetime
    """In UTC."""
    finished_at: datetime
    """In UTC."""
    complete: bool
    """False where the run was stopped before its end."""
    commits: tuple[int, ...]
    """Commits of this run."""
    records: int = Field(ge=0)
    """Lines written; a page that two addresses lead to is counted by both in `sites` and written once."""
    sites: tuple[SiteReport, ...]
    """By site."""
    coverage: tuple[FieldCoverage, ...]
    """How full the fields of the lines written are."""
    hosts: tuple[HostLedger, ...]
    """What was asked of each host."""
    files: tuple[str, ...]
    """Files written, relative to the dataset."""
    problems: tuple[str, ...] = ()
    """Sources of a backfill that could not be listed, or not to their end."""
    gates: tuple[GateFailure, ...] = ()
    """Sites whose records look otherwise than before."""

    @property
    def failed(self) -> bool:
        """Whether the run is to be looked at (exit status 1): cut off, a gate, our fault, a site that gave nothing.

        Single pages that cannot be had are no failure: every larger site has some.
        """
        is_odd = bool(self.problems) or not all(gate.is_warning for gate in self.gates)
        return not self.complete or is_odd or any(site.failed for site in self.sites)
