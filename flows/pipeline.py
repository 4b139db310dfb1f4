"""The run loop: discover, plan, fetch, archive, extract, validate, stage, commit, publish. No Prefect here.

`Crawl` is one run over a dataset; it discovers, hands out batches and commits what comes back. `work_batch` is the
worker's side: it needs no database, only the requests and a folder to stage in, so that it can run in another process
or on another machine.
"""

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

from extractors.extract import EXTRACTOR_VERSION, Extraction, extract_reviews
from extractors.parse.url import page_key
from flows.errors import FetchError
from flows.settings import Settings
from flows.storage.dataset import Batch, Dataset
from flows.web.client import Client
from flows.web.discovery import discover
from schemas.evidence import ReviewEvidence
from schemas.page import FetchRequest, NotModified, Page
from schemas.reject import Reason, Reject
from schemas.review import ReviewRecord
from schemas.run import (
    BatchResult,
    FieldCoverage,
    Outcome,
    OutcomeKind,
    RecordOutcome,
    RunReport,
    SiteReport,
)
from schemas.site import Site, host_of

_HEARTBEAT: Final = 60.0
"""Seconds between two signs of life of the dataset's holder."""

COVERED_FIELDS: Final = (
    "work.title",
    "work.kind",
    "credits.director",
    "credits.writer",
    "credits.cast",
    "rating",
    "reviewers",
    "published",
    "language",
    "summary",
)
"""The fields whose coverage a run tells."""


@dataclass(frozen=True)
class BatchJob:
    """What a worker needs for one batch: plain data that can travel to another process."""

    run: str
    dataset: Path
    settings: Settings
    sites: tuple[Site, ...]
    requests: tuple[FetchRequest, ...]


Progress = Callable[[str, int, int], None]
"""Told of each step: what is being done, how many are done, how many there are."""


def _no_progress(_step: str, _done: int, _total: int) -> None:
    """Nobody looks."""


progress: ContextVar[Progress] = ContextVar("progress", default=_no_progress)
"""Who is told of progress in this context; a display, so no parameter of a run."""


def now() -> datetime:
    """The clock, in UTC: read in flows alone."""
    return datetime.now(UTC)


@dataclass
class Crawl:
    """One run over some sites."""

    dataset: Dataset
    client: Client
    settings: Settings
    sites: tuple[Site, ...]
    run: str = field(default_factory=lambda: f"{now():%Y%m%dt%H%M%S}-{uuid4().hex[:6]}")
    started_at: datetime = field(default_factory=now)
    _tally: "Tally" = field(default_factory=lambda: Tally())
    _commits: list[int] = field(default_factory=list)
    _files: list[str] = field(default_factory=list)
    _lines: int = 0

    async def discover(self) -> None:
        """Ask each site what there is, several sites at a time, and note it in the state."""
        limit = asyncio.Semaphore(self.settings.concurrency)
        done = 0

        async def one(site: Site) -> None:
            nonlocal done
            async with limit:
                problems: list[str] = []
                found = [url async for url in discover(site, self.client, problems=problems)]
            report = self._tally.site(site.key)
            report.found = len(found)
            report.new = self.dataset.state.found(site.key, found, now=now())
            report.sources = dict(Counter(url.source for url in found))
            report.problems.extend(problems)
            done += 1
            progress.get()("discover", done, len(self.sites))

        await asyncio.gather(*(one(site) for site in self.sites))

    def batches(self) -> Iterator[BatchJob]:
        """Plan what is due, a batch at a time, until nothing is (or the run's page limit is reached)."""
        left = self.settings.max_pages
        while left is None or left > 0:
            limit = self.settings.batch_size if left is None else min(left, self.settings.batch_size)
            requests = self.dataset.state.plan(
                [site.key for site in self.sites],
                now=now(),
                limit=limit,
                revisit_after=self.settings.revisit_after,
                since=self.started_at,
            )
            if not requests:
                return
            left = None if left is None else left - len(requests)
            yield BatchJob(self.run, self.dataset.folder, self.settings, self.sites, tuple(requests))

    def commit(self, result: BatchResult) -> None:
        """Commit and publish what a worker staged. A batch whose claims were lost leaves no trace."""
        manifest = self.dataset.commit(result.descriptor, now=now())
        if manifest is not None:
            self._tally.add(result)
            self._commits.append(manifest.commit)
            self._files.extend(file.path for file in manifest.files)
            self._lines += sum(file.rows for file in manifest.files if file.kind == "reviews")

    def finish(self, *, complete: bool = True) -> RunReport:
        """Write the run's report and return it."""
        report = RunReport(
            run=self.run,
            kind="crawl",
            dataset_id=self.dataset.dataset_id,
            extractor_version=EXTRACTOR_VERSION,
            started_at=self.started_at,
            finished_at=now(),
            complete=complete,
            commits=tuple(self._commits),
            records=self._lines,
            sites=self._tally.site_reports(),
            coverage=self._tally.coverage(),
            hosts=self.client.ledger(),
            files=tuple(self._files),
        )
        self.dataset.write_report(report)
        return report


@asynccontextmanager
async def open_crawl(
    settings: Settings,
    sites: Sequence[Site],
    *,
    host_map: Mapping[str, int] | None = None,
) -> AsyncIterator[Crawl]:
    """Open the dataset (this run holds it alone) and a client for a crawl.

    Raises:
        DatasetError: the dataset cannot be used.
    """
    delays = {host: site.politeness.delay for site in sites for host in site.hosts if site.politeness.delay is not None}
    with Dataset.open(settings.data, now=now(), extractor_version=EXTRACTOR_VERSION) as dataset:
        hosts = {site.key: site.hosts for site in sites}
        async with Client(settings, host_map=host_map, delays=delays, hosts=hosts) as client:
            pulse = asyncio.create_task(_keep_lease(dataset))
            try:
                yield Crawl(dataset, client, settings, tuple(sites))
            finally:
                pulse.cancel()


async def _keep_lease(dataset: Dataset) -> None:
    """Give signs of life while a batch takes its time at slow hosts."""
    while True:
        await asyncio.sleep(_HEARTBEAT)
        dataset.heartbeat(now())


async def work_batch(job: BatchJob, client: Client) -> BatchResult:
    """Fetch, archive, extract and stage one batch: many hosts at once, each host's pages one after another."""
    batch = Batch.create(job.dataset, job.run, archive=job.settings.archive)
    try:
        tally = Tally()
        by_key = {site.key: site for site in job.sites}
        limit = asyncio.Semaphore(job.settings.concurrency)
        done = 0

        async def one_host(requests: Sequence[FetchRequest]) -> None:
            nonlocal done
            async with limit:
                for request in requests:
                    await _one_page(request, by_key[request.site], job.settings, client, batch, tally)
                    done += 1
                    progress.get()("fetch", done, len(job.requests))

        by_host: dict[str, list[FetchRequest]] = defaultdict(list)
        for request in job.requests:
            by_host[host_of(request.url)].append(request)
        async with asyncio.TaskGroup() as hosts:
            for requests in by_host.values():
                hosts.create_task(one_host(requests))
        return BatchResult(descriptor=batch.close(), sites=tally.site_reports(), coverage=tally.coverage())
    except BaseException:
        batch.abandon()
        raise


async def _one_page(
    request: FetchRequest, site: Site, settings: Settings, client: Client, batch: Batch, tally: "Tally"
) -> None:
    """Take one request to its outcome. Whatever happens, it ends with exactly one outcome."""
    report = tally.site(site.key)
    report.fetched += 1
    fetched_at = now()
    try:
        response = await client.fetch(request)
    except FetchError as error:
        reject = Reject(url=request.url, site=site.key, reason=error.reason, detail=error.detail)
        outcome = Outcome(
            url=request.url,
            claim=request.claim,
            kind=OutcomeKind.REJECTED,
            reason=error.reason,
            fetched_at=fetched_at,
            status=error.status,
        )
        report.rejects[error.reason] += 1
        batch.add(outcome, (), reject)
        return
    if isinstance(response, NotModified):
        report.unchanged += 1
        batch.add(_unchanged(request, response.fetched_at, 304, request.etag, request.last_modified), (), None)
        return
    page = batch.store(response)
    if page.sha256 == request.body_sha256:
        report.unchanged += 1
        etag, last_modified = page.headers.get("etag"), page.headers.get("last-modified")
        batch.add(_unchanged(request, page.fetched_at or fetched_at, 200, etag, last_modified), (), None)
        return
    _stage(request, page, extract_reviews(page, site, with_body=settings.body), batch, tally)


def _unchanged(
    request: FetchRequest, fetched_at: datetime, status: int, etag: str | None, last_modified: str | None
) -> Outcome:
    return Outcome(
        url=request.url,
        claim=request.claim,
        kind=OutcomeKind.UNCHANGED,
        fetched_at=fetched_at,
        status=status,
        etag=etag,
        last_modified=last_modified,
        body_sha256=request.body_sha256,
        records=tuple(RecordOutcome(id=r.id, revision=r.revision, sha256=r.sha256) for r in request.records),
    )


def _stage(request: FetchRequest, page: Page, extraction: Extraction, batch: Batch, tally: "Tally") -> None:
    """Stamp revisions, leave out what was published before, and stage the rest."""
    report = tally.site(request.site)
    alias_of = _other_address(request, page)
    lines: list[tuple[ReviewRecord, ReviewEvidence]] = []
    outcomes: list[RecordOutcome] = []
    reject = extraction.reject
    if alias_of is None:
        known = {record.id: record for record in request.records}
        for found in extraction.records:
            sha256 = found.record.content_sha256()
            before = known.get(found.record.id)
            revision = 1 if before is None else before.revision + (before.sha256 != sha256)
            outcomes.append(RecordOutcome(id=found.record.id, revision=revision, sha256=sha256))
            if before is None or before.sha256 != sha256:
                stamp = {"revision": revision}
                lines.append((found.record.model_copy(update=stamp), found.evidence.model_copy(update=stamp)))
    kind = _kind_of(alias_of, lines, reject)
    if kind is OutcomeKind.REJECTED and reject is not None:
        report.rejects[reject.reason] += 1
    elif kind is OutcomeKind.ALIAS:
        report.aliases += 1
    elif kind is OutcomeKind.UNCHANGED:
        report.unchanged += 1
    report.records += len(lines)
    tally.cover(record for record, _ in lines)
    outcome = Outcome(
        url=request.url,
        claim=request.claim,
        kind=kind,
        reason=reject.reason if reject is not None and kind is OutcomeKind.REJECTED else None,
        fetched_at=page.fetched_at or now(),
        status=page.status,
        alias_of=alias_of,
        etag=page.headers.get("etag"),
        last_modified=page.headers.get("last-modified"),
        body_sha256=page.sha256,
        records=tuple(outcomes),
    )
    batch.add(outcome, lines, reject if kind is OutcomeKind.REJECTED else None)


def _kind_of(alias_of: str | None, lines: Sequence[object], reject: Reject | None) -> OutcomeKind:
    if alias_of is not None:
        return OutcomeKind.ALIAS
    if reject is not None:
        return OutcomeKind.REJECTED
    return OutcomeKind.RECORDS if lines else OutcomeKind.UNCHANGED


def _other_address(request: FetchRequest, page: Page) -> str | None:
    """Where the request was redirected to, if that is another page; its record is written under its own address.

    Two addresses whose pages name one canonical URL give records with one id: the commit writes those once.
    """
    if page.final_url is None or page_key(page.final_url) == page_key(request.url):
        return None
    return page.final_url


@dataclass
class SiteTally:
    """Counts of one site while a run goes on; becomes a `SiteReport`."""

    site: str
    found: int = 0
    new: int = 0
    fetched: int = 0
    unchanged: int = 0
    aliases: int = 0
    records: int = 0
    sources: dict[str, int] = field(default_factory=dict)
    rejects: Counter[Reason] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


class Tally:
    """What a batch or a run counts."""

    def __init__(self) -> None:
        self._sites: dict[str, SiteTally] = {}
        self._filled: Counter[str] = Counter()
        self._records = 0

    def site(self, key: str) -> SiteTally:
        """The counts of one site."""
        return self._sites.setdefault(key, SiteTally(key))

    def cover(self, records: Iterable[ReviewRecord]) -> None:
        """Count which fields the records have."""
        for record in records:
            self._records += 1
            self._filled.update(name for name in COVERED_FIELDS if _has(record, name))

    def add(self, result: BatchResult) -> None:
        """Add what a worker counted."""
        for part in result.sites:
            site = self.site(part.site)
            site.fetched += part.fetched
            site.unchanged += part.unchanged
            site.aliases += part.aliases
            site.records += part.records
            site.rejects.update(part.rejects)
        for covered in result.coverage:
            self._filled[covered.field] += covered.filled
        self._records += max((covered.records for covered in result.coverage), default=0)

    def site_reports(self) -> tuple[SiteReport, ...]:
        """The counts by site."""
        return tuple(
            SiteReport(
                site=site.site,
                found=site.found,
                new=site.new,
                sources=site.sources,
                fetched=site.fetched,
                unchanged=site.unchanged,
                aliases=site.aliases,
                records=site.records,
                rejects=dict(site.rejects),
                problems=tuple(site.problems),
            )
            for site in self._sites.values()
        )

    def coverage(self) -> tuple[FieldCoverage, ...]:
        """How full each field is."""
        return tuple(
            FieldCoverage(field=name, filled=self._filled[name], records=self._records) for name in COVERED_FIELDS
        )


def _has(record: ReviewRecord, name: str) -> bool:
    family, _, part = name.partition(".")
    if family == "credits":
        return any(credit.role == part for credit in record.credits)
    value = getattr(record, family)
    return bool(getattr(value, part) if part else value)
