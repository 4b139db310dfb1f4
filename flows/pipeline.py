"""The run loop: discover, plan, fetch, archive, extract, validate, stage, commit, publish. No Prefect here.

`Crawl` is one run over a dataset; it discovers, hands out batches and commits what comes back. `work_batch` is the
worker's side: it needs no database, only the requests and a folder to stage in, so that it can run in another process
or on another machine.
"""

import asyncio
import logging
import signal
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, asynccontextmanager, contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar, Final, Literal, Protocol
from uuid import uuid4

from extractors.assemble import record_id
from extractors.extract import EXTRACTOR_VERSION, Extraction, extract_reviews
from extractors.parse.url import page_key, url_key
from flows.documents import Documents
from flows.errors import DatasetError, FetchError, HostError, ReviewlinesError, UsageError
from flows.gates import Gates
from flows.logs import Event, page_log, prune_logs, run_id
from flows.quality import COVERED_FIELDS, Profiler, value_of
from flows.settings import Settings
from flows.storage.amend import prune_archive
from flows.storage.database import STATE
from flows.storage.dataset import Batch, Dataset, no_one
from flows.storage.lease import LeaseLost
from flows.storage.read import PublishedLines
from flows.storage.store import open_store
from flows.web.client import Client, Keep
from flows.web.discovery import Memory, discover
from flows.web.discovery.audit import Audit, audit
from schemas.evidence import ReviewEvidence
from schemas.page import FetchRequest, FoundUrl, KnownListing, KnownRecord, NotModified, Page
from schemas.reject import MAX_DETAIL, Reason, Reject
from schemas.review import CaptureKind, ReviewRecord, Status
from schemas.run import (
    BatchResult,
    CommitManifest,
    FieldCoverage,
    HostLedger,
    Outcome,
    OutcomeKind,
    RecordOutcome,
    RunReport,
    SiteReport,
)
from schemas.site import Site, host_of

_log = logging.getLogger(__name__)

_HEARTBEAT: Final = 60.0
"""Seconds between two signs of life of the dataset's holder."""

_GONE_MISSES: Final = 3
_GONE_AFTER: Final = timedelta(days=7)
"""A page that so many visits in a row, over so long a time, did not find is gone."""

LONGEST_RUN: Final = 30 * 86_400.0
"""Seconds that a claim lasts; it ends with the run all the same, as the next one takes the lease."""

_MOST_PREVIEWED: Final = 100_000

_JUDGED: Final = frozenset(
    {
        *(Reason.NOT_A_REVIEW, Reason.LISTING, Reason.PAYWALLED, Reason.NEEDS_JAVASCRIPT, Reason.ERROR_PAGE),
        *(Reason.EMPTY, Reason.NOT_HTML, Reason.TOO_LARGE, Reason.INVALID, Reason.INTERNAL_ERROR),
    }
)
"""Reasons that speak of a page that was had: a site where they befall reviews has changed."""


@dataclass(frozen=True)
class BatchJob:
    """What a worker needs for one batch: plain data that can travel to another process."""

    run: str
    dataset: str
    """Where the dataset is."""
    settings: Settings
    sites: tuple[Site, ...]
    requests: tuple[FetchRequest, ...]
    """Several of one URL, each of another capture, follow one another and share their claim."""
    name: str = ""
    """Of the batch, for whoever hands out several."""
    paces: Mapping[str, float] = field(default_factory=dict)
    """Seconds that hosts are left alone before the first request, and at least between two: as the last worker did."""
    host_map: Mapping[str, int] = field(default_factory=dict)
    """Hosts that are served on these ports of this machine."""


class PageSource(Protocol):
    """Where pages come from: the web (`flows.web.client.Client`), or archives as well (`flows.captures`)."""

    async def fetch(self, request: FetchRequest, *, keep: Keep | None = None) -> Page | NotModified:
        """The page of a request; raises FetchError where there is none. `keep` is given all other answers."""


Progress = Callable[[str, int, int], None]
"""Told of each step: what is being done, how many are done, how many there are."""


def no_progress(_step: str, _done: int, _total: int) -> None:
    """Nobody looks."""


progress: ContextVar[Progress] = ContextVar("progress", default=no_progress)
"""Who is told of progress in this context; a display, so no parameter of a run."""


def now() -> datetime:
    """The clock, in UTC: read in flows alone."""
    return datetime.now(UTC)


def new_run(at: datetime) -> str:
    """A name for a run that begins now: names follow one another as their runs do."""
    return f"{at:%Y%m%dt%H%M%S}-{uuid4().hex[:6]}"


@dataclass(frozen=True)
class Preview:
    """What a run would do."""

    requests: tuple[FetchRequest, ...]
    problems: tuple[str, ...]


@dataclass
class _Finds:
    """What discovery found on one site."""

    urls: list[FoundUrl] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    listings: tuple[KnownListing, ...] | None = None
    """What to keep for the next visit; null where that is to stay as it is."""


@dataclass(kw_only=True)
class Run:
    """One run over a dataset, in the process that holds it: what it has committed, and its report."""

    kind: ClassVar[Literal["crawl", "backfill"]]
    dataset: Dataset
    settings: Settings
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    """Set to end the run early: what was read until then is committed."""
    run: str = field(default_factory=lambda: new_run(now()))
    started_at: datetime = field(default_factory=now)
    tally: "Tally" = field(default_factory=lambda: Tally())
    _commits: list[int] = field(default_factory=list)
    _files: list[str] = field(default_factory=list)
    _lines: int = 0
    _gates: Gates = field(init=False)

    def __post_init__(self) -> None:
        self._gates = Gates(self.dataset, self.settings)
        self.documents = Documents(self.dataset, self.settings, self.run, self._commit_documents)

    def _commit_documents(self, batch: Batch) -> CommitManifest | None:
        manifest = self.dataset.commit(batch.close(), now=now())
        if manifest is not None:
            self._count_files(manifest)
        return manifest

    def _count(self, manifest: CommitManifest, result: BatchResult) -> None:
        self.tally.add(result)
        self._count_files(manifest)

    def _count_files(self, manifest: CommitManifest) -> None:
        self._commits.append(manifest.commit)
        self._files.extend(file.path for file in manifest.files)
        self._lines += sum(file.rows for file in manifest.files if file.kind == "reviews")

    def _report(self, hosts: tuple[HostLedger, ...], *, problems: Sequence[str] = ()) -> RunReport:
        """Write the run's report and return it; logs and archive files that are kept long enough go."""
        report = RunReport(
            run=self.run,
            kind=self.kind,
            dataset_id=self.dataset.dataset_id,
            extractor_version=EXTRACTOR_VERSION,
            started_at=self.started_at,
            finished_at=now(),
            complete=not self.stop.is_set(),
            commits=tuple(self._commits),
            records=self._lines,
            sites=self.tally.site_reports(),
            coverage=self.tally.coverage(),
            hosts=hosts,
            files=tuple(self._files),
            problems=tuple(problems),
            gates=self._gates.failures,
        )
        self.dataset.write_report(report)
        prune_logs(self.dataset.store, self.settings.log_days)
        prune_archive(
            self.dataset, days=self.settings.archive_days, size=self.settings.archive_bytes, now=report.finished_at
        )
        return report


@dataclass(kw_only=True)
class Crawl(Run):
    """One run over some sites."""

    kind = "crawl"
    client: Client
    sites: tuple[Site, ...]
    since: datetime | None = None
    """New pages that their site dates before it are left out, with zone."""

    async def discover(self) -> None:
        """Ask each site what there is, several sites at a time, and note it in the state."""

        def note(site: Site, finds: _Finds) -> None:
            report = self.tally.site(site.key)
            report.found = len(finds.urls)
            report.new = self.dataset.state.found(site.key, finds.urls, now=now())
            # Only now: a validator that is kept before what it stands for would hide it for good.
            if (listings := finds.listings) is not None:
                self.documents.then(lambda: self.dataset.state.remember(site.key, listings))
            report.sources = dict(Counter(url.source for url in finds.urls))
            report.problems.extend(finds.problems)

        await self._ask_all(note, self.documents.keep)
        robots = self.client.robots_files()
        self.documents.then(lambda: self.dataset.state.keep_robots(robots))

    async def preview(self) -> Preview:
        """What a run would ask for and why. The sites are asked what there is; nothing is noted and no page fetched."""
        found: dict[str, list[FoundUrl]] = {}
        problems: list[str] = []

        def note(site: Site, finds: _Finds) -> None:
            found[site.key] = finds.urls
            problems.extend(finds.problems)

        await self._ask_all(note)
        requests = self.dataset.state.preview(
            {site.key: found.get(site.key, []) for site in self.sites},
            now=now(),
            limit=self.settings.max_pages or _MOST_PREVIEWED,
            revisit_after=self.settings.revisit_after,
            not_before=self.since,
        )
        return Preview(tuple(requests), tuple(problems))

    async def _ask_all(self, note: Callable[[Site, _Finds], None], keep: Keep | None = None) -> None:
        limit = asyncio.Semaphore(self.settings.concurrency)
        done = 0

        async def one(site: Site) -> None:
            nonlocal done
            async with limit:
                finds = await self._found(site, keep)
            note(site, finds)
            done += 1
            progress.get()("discover", done, len(self.sites))

        await _together([one(site) for site in self.sites], self.stop)

    async def _found(self, site: Site, keep: Keep | None) -> _Finds:
        """What discovery finds on a site. A site that confuses it is a problem of that site, not of the run."""
        finds = _Finds()
        state = self.dataset.state
        memory = Memory(state.listings(site.key), state.known)
        before = memory.listings
        try:
            async for url in discover(site, self.client, self.since, problems=finds.problems, memory=memory, keep=keep):
                finds.urls.append(url)
        except (UsageError, DatasetError):
            raise
        except Exception as error:  # noqa: BLE001 - told as a problem, and the run ends failed
            finds.problems.append(f"discovery broke off: {_place(error)}")
            return finds
        finds.listings = None if memory.listings is before else memory.listings
        return finds

    def batches(self) -> Iterator[BatchJob]:
        """Plan what is due, a batch at a time, until nothing is, the page limit is reached or the run is stopped."""
        while not self.stop.is_set():
            limit = self.settings.batch_size
            if self.settings.max_pages is not None:
                limit = min(limit, self.settings.max_pages - self.tally.visited)
            requests = [] if limit <= 0 else self._plan(limit)
            if not requests:
                break
            yield BatchJob(self.run, self.dataset.location, self.settings, self.sites, tuple(requests))
        self.documents.finish()

    async def work(self, job: BatchJob) -> BatchResult:
        """Read a batch in this process; the first one takes what discovery was answered with it into the archive."""
        return await work_batch(job, self.client, self.stop, self.documents.take())

    def _plan(self, limit: int) -> list[FetchRequest]:
        return self.dataset.state.plan(
            [site.key for site in self.sites],
            now=now(),
            limit=limit,
            revisit_after=self.settings.revisit_after,
            since=self.started_at,
            claim_for=LONGEST_RUN,
            not_before=self.since,
        )

    def commit(self, result: BatchResult) -> BatchResult:
        """Commit and publish what a worker staged. A batch whose claims were lost leaves no trace.

        Records of sites that fail a quality gate are withheld first.

        Returns:
            What is left of the batch.
        """
        result = self._gates.passed(result, self.sites, now=now())
        manifest = self.dataset.commit(result.descriptor, now=now(), profiles=result.profiles)
        self.dataset.state.release(result.left)
        self.documents.settled(result.descriptor.batch, committed=manifest is not None)
        if manifest is not None:
            self._count(manifest, result)
        return result

    @property
    def progress(self) -> float:
        """Percent of the pages that are visited, of those that discovery found new; no more than a guess."""
        new = sum(site.new for site in self.tally.site_reports())
        return min(99.0, 100.0 * self.tally.visited / max(new, self.tally.visited, 1))

    def finish(self) -> RunReport:
        """Write the run's report and return it."""
        return self._report(self.client.ledger())


async def preview_crawl(
    settings: Settings,
    sites: Sequence[Site],
    *,
    host_map: Mapping[str, int] | None = None,
    since: datetime | None = None,
) -> Preview:
    """What a crawl of the sites would ask for. Where there is no dataset yet, none is made.

    Raises:
        DatasetError: the dataset cannot be used.
        UsageError: a site is beyond loopback and there is no contact.
    """
    with ExitStack() as stack:
        if settings.state_url() is None and not has_state(settings.data):
            scratch = stack.enter_context(TemporaryDirectory(prefix="reviewlines-"))
            settings = settings.model_copy(update={"data": scratch})
        async with open_crawl(settings, sites, host_map=host_map, since=since) as crawl:
            return await crawl.preview()


def has_state(data: str) -> bool:
    """Whether there is a dataset with its state beside it."""
    return (Path(data) / STATE).exists()


async def audit_site(settings: Settings, site: Site, *, host_map: Mapping[str, int] | None = None) -> Audit:
    """What there is to crawl on a site, source by source.

    Raises:
        UsageError: the site is beyond loopback and there is no contact.
    """
    async with Client(settings, host_map=host_map, delays=delays_of([site])) as client:
        return await audit(site, client)


def _origins(sites: Iterable[Site]) -> list[str]:
    """Where a site's robots.txt may be."""
    names = [f"{www}{host}" for site in sites for host in site.hosts for www in ("", "www.")]
    return [f"{scheme}://{name}" for name in names for scheme in ("https", "http")]


def delays_of(sites: Iterable[Site]) -> dict[str, float]:
    """Seconds between two requests, by host, where site files say so."""
    return {host: site.politeness.delay for site in sites for host in site.hosts if site.politeness.delay is not None}


def open_dataset(settings: Settings, *, on_step: Callable[[str], None] = no_one) -> Dataset:
    """The dataset of the settings, held by this process; close it, or use it as a context manager.

    `on_step` is told of each step of a commit (`flows.storage.dataset.STEPS`). Raises what `Dataset.open` raises.
    """
    return Dataset.open(
        settings.data, now=now(), extractor_version=EXTRACTOR_VERSION, state=settings.state_url(), on_step=on_step
    )


@asynccontextmanager
async def open_crawl(
    settings: Settings,
    sites: Sequence[Site],
    *,
    host_map: Mapping[str, int] | None = None,
    since: datetime | None = None,
    on_step: Callable[[str], None] = no_one,
) -> AsyncIterator[Crawl]:
    """Open the dataset (this run holds it alone) and a client for a crawl; SIGINT and SIGTERM stop it cleanly.

    With `since`, new pages that their site dates before it are left out. `on_step` is told of each step of a commit
    (`flows.storage.dataset.STEPS`).

    Raises:
        DatasetError: the dataset cannot be used.
    """
    with open_dataset(settings, on_step=on_step) as dataset:
        hosts = {site.key: site.hosts for site in sites}
        robots = dataset.state.robots(_origins(sites))
        async with Client(
            settings, host_map=host_map, delays=delays_of(sites), hosts=hosts, robots_files=robots
        ) as client:
            crawl = Crawl(dataset=dataset, settings=settings, client=client, sites=tuple(sites), since=since)
            async with under_way(crawl):
                yield crawl


@asynccontextmanager
async def under_way(run: Run) -> AsyncIterator[None]:
    """Hold the dataset for a run; its messages carry its name, SIGINT and SIGTERM stop it cleanly."""
    run_id.set(run.run)
    pulse = asyncio.create_task(_keep_lease(run.dataset, run.stop))
    try:
        with stopped_by_signals(run.stop):
            yield
    finally:
        run.documents.abandon()
        pulse.cancel()


async def _keep_lease(dataset: Dataset, stop: asyncio.Event) -> None:
    """Give signs of life while a batch takes its time at slow hosts; a lease that is lost stops the run."""
    while True:
        await asyncio.sleep(_HEARTBEAT)
        try:
            await asyncio.to_thread(dataset.heartbeat, now())  # a locked database is waited for
        except LeaseLost:
            stop.set()  # the next commit tells why
            return
        except DatasetError as error:
            _log.warning("no sign of life could be given: %s", error)


@contextmanager
def stopped_by_signals(stop: asyncio.Event) -> Iterator[None]:
    """Ctrl-C, `kill` and a closed terminal set `stop`. In a thread, which has no such handlers, they do as ever."""
    loop = asyncio.get_running_loop()
    installed = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        with suppress(RuntimeError):  # asyncio's answer outside the main thread; the signal then acts as it did
            loop.add_signal_handler(number, stop.set)
            installed.append(number)
    try:
        yield
    finally:
        for number in installed:
            loop.remove_signal_handler(number)


async def _together(work: Sequence[Coroutine[Any, Any, None]], stop: asyncio.Event) -> None:
    """Run all at once until all are done; `stop` cancels those that are not. The first error is raised as itself."""

    async def stopped() -> None:
        await stop.wait()
        for task in tasks:
            task.cancel()

    async def one(coroutine: Coroutine[Any, Any, None]) -> None:
        try:
            await coroutine
        except asyncio.CancelledError:
            if not stop.is_set():
                raise

    watcher: asyncio.Task[None] | None = None
    tasks: list[asyncio.Task[None]] = []
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one(coroutine)) for coroutine in work]
            watcher = asyncio.create_task(stopped())
    except ExceptionGroup as failures:
        raise failures.exceptions[0] from failures
    finally:
        if watcher is not None:
            watcher.cancel()


async def work_batch(
    job: BatchJob, source: PageSource, stop: asyncio.Event | None = None, batch: Batch | None = None
) -> BatchResult:
    """Fetch, archive, extract and stage one batch: many hosts at once, each host's pages one after another.

    It goes on with `batch`, where one is given.

    It ends early where `stop` is set, where its files are large enough (`settings.part_rows`, `part_bytes`), and with
    each host after `settings.batch_seconds`: what it did not come to is left, and comes with another batch.
    """
    if batch is None:
        batch = Batch.create(job.dataset, job.run, archive=job.settings.archive, compression=job.settings.compression)
    worker = _Worker(job, source, batch, deadline=batch.begun + job.settings.batch_seconds)
    try:
        with page_log(open_store(job.dataset), job.run) as worker.log:
            await _together([worker.host(requests) for requests in _by_host(job.requests)], stop or asyncio.Event())
        return BatchResult(
            descriptor=batch.close(),
            left=worker.left(),
            sites=worker.tally.site_reports(),
            coverage=worker.tally.coverage(),
            read=tuple(worker.read),
            given_up=tuple(worker.given_up),
            profiles=worker.profiler.profiles(),
        )
    except BaseException:
        batch.abandon()
        raise


def _by_host(requests: Iterable[FetchRequest]) -> list[list[FetchRequest]]:
    """By the host that is asked; what is read from an archive is one group, in the order of the pages."""
    by_host: dict[str, list[FetchRequest]] = defaultdict(list)
    for request in requests:
        is_live = request.capture is None or request.capture.kind is CaptureKind.LIVE
        by_host[host_of(request.url) if is_live else ""].append(request)
    return list(by_host.values())


@dataclass
class _Visit:
    """What became of one request, complete before anything of it is staged."""

    outcome: Outcome
    lines: list[tuple[ReviewRecord, ReviewEvidence]] = field(default_factory=list)
    reject: Reject | None = None


class _Worker:
    """One batch being worked on: takes each request to exactly one outcome, or leaves it."""

    def __init__(self, job: BatchJob, source: PageSource, batch: Batch, deadline: float) -> None:
        self.tally = Tally()
        self.read: list[int] = []
        """Numbers of a backlog's captures that were come to."""
        self.given_up: list[int] = []
        """The same of those that are left for the next run."""
        self.profiler = Profiler()
        self.log: Event | None = None
        self._job = job
        self._source = source
        self._batch = batch
        self._deadline = deadline
        self._extracting = asyncio.Lock()
        self._sites = {site.key: site for site in job.sites}
        self._open = {request.claim for request in job.requests}
        self._published = PublishedLines(open_store(job.dataset))

    def left(self) -> tuple[str, ...]:
        """Claims of the requests that were not come to, but for those of hosts that are given up for this run."""
        return tuple(sorted(self._open))

    async def host(self, requests: Sequence[FetchRequest]) -> None:
        """The pages of one host, one after another. The client sees to it that not too many hosts answer at once."""
        last: tuple[FetchRequest, Outcome] | None = None
        for position, request in enumerate(requests):
            if time.monotonic() > self._deadline and position:
                return
            if self._batch.is_full(rows=self._job.settings.part_rows, size=self._job.settings.part_bytes):
                return
            asked = request if last is None or last[0].claim != request.claim else _after(request, *last)
            begun = asyncio.get_running_loop().time()
            try:
                visit = await self._visit(asked)
            except HostError as error:
                self._give_up(requests[position:], error)
                return
            last = asked, visit.outcome
            self._batch.add(visit.outcome, visit.lines, visit.reject)
            self._open.discard(request.claim)
            self.read += [] if request.capture is None else [request.capture.number]
            self._note(request, visit, asyncio.get_running_loop().time() - begun)
            self.tally.count(request.site, visit.outcome, [record for record, _ in visit.lines])
            self.profiler.add(
                request.site,
                visit.lines,
                had_records=bool(request.records),
                is_rejected=visit.outcome.reason in _JUDGED,
            )
            progress.get()("fetch", len(self._job.requests) - len(self._open), len(self._job.requests))

    def _give_up(self, requests: Sequence[FetchRequest], error: HostError) -> None:
        """Leave a host's pages for the next run: their claims end with this one."""
        self._open.difference_update(request.claim for request in requests)
        self.given_up += [request.capture.number for request in requests if request.capture is not None]
        report = self.tally.site(requests[0].site)
        report.left += len(requests)
        report.problems.append(f"{host_of(requests[0].url)}: {error.detail}; {len(requests):,} pages are left")

    def _note(self, request: FetchRequest, visit: _Visit, seconds: float) -> None:
        if self.log is not None:
            self.log(
                site=request.site,
                url=request.url,
                outcome=visit.outcome.kind.value,
                reason=visit.outcome.reason,
                status=visit.outcome.status,
                records=len(visit.lines),
                seconds=round(seconds, 3),
            )

    async def _visit(self, request: FetchRequest) -> _Visit:
        """One request. What no page should do, a fault of ours among it, is the page's reject and not the run's end."""
        captured_at = None if request.capture is None else request.capture.at
        asked_at = captured_at or now()
        try:
            return await self._read(request, asked_at)
        except HostError:
            raise
        except FetchError as error:
            visit = self._rejected(request, asked_at, error.reason, error.detail, error.status)
            return self._gone(request, visit) if _is_gone(request, visit.outcome) else visit
        except ReviewlinesError:
            raise
        except Exception as error:  # noqa: BLE001 - see above; the run ends failed
            _log.debug("%s", request.url, exc_info=True)
            return self._rejected(request, asked_at, Reason.INTERNAL_ERROR, _place(error), None)

    def _rejected(
        self, request: FetchRequest, asked_at: datetime, reason: Reason, detail: str, status: int | None
    ) -> _Visit:
        reject = Reject(url=request.url, site=request.site, reason=reason, detail=detail)
        outcome = Outcome(
            url=request.url,
            claim=request.claim,
            kind=OutcomeKind.REJECTED,
            reason=reason,
            fetched_at=asked_at,
            status=status,
        )
        return _Visit(outcome, reject=reject)

    def _gone(self, request: FetchRequest, visit: _Visit) -> _Visit:
        """The visit with a last line for each record that the page gave: as it was, but for its status."""
        lines = []
        for known in request.records:
            last = self._published.of(known)
            if last is not None and last["status"] == Status.PRESENT:
                last |= {"status": Status.GONE, "revision": known.revision + 1}
                lines.append(ReviewRecord.model_validate(last))
        outcomes = tuple(RecordOutcome(id=r.id, revision=r.revision, sha256=r.content_sha256()) for r in lines)
        return _Visit(
            visit.outcome.model_copy(update={"records": outcomes}),
            [(record, ReviewEvidence(id=record.id, revision=record.revision, fields={})) for record in lines],
            visit.reject,
        )

    async def _extract(self, page: Page, site: Site) -> Extraction:
        """Extract one page at a time, with a look at the network between two.

        Many at once would keep the loop so long that hosts seemed slow and what they sent late.
        """
        async with self._extracting:
            await asyncio.sleep(0)
            return extract_reviews(page, site, with_body=self._job.settings.body)

    async def _read(self, request: FetchRequest, asked_at: datetime) -> _Visit:
        response = await self._source.fetch(request, keep=lambda answer: self._batch.store(answer, request))
        if isinstance(response, NotModified):
            return _Visit(_unchanged(request, response.fetched_at, 304, request.etag, request.last_modified))
        page = self._batch.store(response, request)
        if page.final_url is not None and page_key(page.final_url) != page_key(request.url):
            return _Visit(_outcome(request, page, asked_at, OutcomeKind.ALIAS, alias_of=url_key(page.final_url)))
        if page.payload_sha256 == request.body_sha256:
            etag, last_modified = page.headers.get("etag"), page.headers.get("last-modified")
            return _Visit(_unchanged(request, page.fetched_at or asked_at, 200, etag, last_modified))
        extraction = await self._extract(page, self._sites[request.site])
        if extraction.reject is not None:
            reason = extraction.reject.reason
            outcome = _outcome(request, page, asked_at, OutcomeKind.REJECTED, reason=reason)
            return _Visit(outcome, reject=extraction.reject)
        if canonical := canonical_elsewhere(request, extraction):
            return _Visit(_outcome(request, page, asked_at, OutcomeKind.ALIAS, alias_of=canonical))
        return _stamped(request, page, asked_at, with_history(request, extraction))


def _after(request: FetchRequest, before: FetchRequest, outcome: Outcome) -> FetchRequest:
    """A request for the next capture of a URL, with what the one before it gave."""
    records = {known.id: known for known in before.records}
    records |= {one.id: KnownRecord(one.id, one.revision, one.sha256) for one in outcome.records}
    same = outcome.body_sha256 is None or outcome.body_sha256 == before.body_sha256
    return replace(
        request,
        body_sha256=before.body_sha256 if same else outcome.body_sha256,
        body_at=before.body_at if same else outcome.fetched_at,
        records=tuple(records.values()),
    )


def _place(error: Exception) -> str:
    """An exception and where it was raised, in one line."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {Path(frame.filename).name}:{frame.lineno}: {error}"[:MAX_DETAIL]


def _outcome(
    request: FetchRequest,
    page: Page,
    asked_at: datetime,
    kind: OutcomeKind,
    *,
    reason: Reason | None = None,
    alias_of: str | None = None,
    records: Sequence[RecordOutcome] = (),
) -> Outcome:
    return Outcome(
        url=request.url,
        claim=request.claim,
        kind=kind,
        reason=reason,
        fetched_at=page.fetched_at or asked_at,
        status=page.status,
        alias_of=alias_of,
        etag=page.headers.get("etag"),
        last_modified=page.headers.get("last-modified"),
        body_sha256=page.payload_sha256,
        records=tuple(records),
    )


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


def canonical_elsewhere(request: FetchRequest, extraction: Extraction) -> str | None:
    """The canonical URL of the page's record, where it is another page: that one gives the record.

    AMP and print variants differ a little from their page; they would be false revisions of it.
    """
    for found in extraction.records:
        canonical = found.record.canonical_url
        if canonical is not None and page_key(canonical) != page_key(request.url):
            return url_key(canonical)
    return None


def _is_gone(request: FetchRequest, outcome: Outcome) -> bool:
    """Whether the page is gone for good: 410, or 404 on three visits over seven days."""
    if outcome.status == HTTPStatus.NOT_FOUND and request.missed_since is not None:
        return request.misses + 1 >= _GONE_MISSES and outcome.fetched_at - request.missed_since >= _GONE_AFTER
    return outcome.status == HTTPStatus.GONE


def with_history(request: FetchRequest, extraction: Extraction) -> Extraction:
    """The records of a page that has moved, under the ids that they had at its first address."""
    if request.history is None:
        return extraction
    key = page_key(request.history)
    return Extraction(
        records=tuple(
            replace(
                found,
                record=found.record.model_copy(update={"id": (name := record_id(key, found.slot))}),
                evidence=found.evidence.model_copy(update={"id": name}),
            )
            for found in extraction.records
        )
    )


def _stamped(request: FetchRequest, page: Page, asked_at: datetime, extraction: Extraction) -> _Visit:
    """The records of a page with their revisions; lines are those that say something new."""
    known = {record.id: record for record in request.records}
    lines: list[tuple[ReviewRecord, ReviewEvidence]] = []
    outcomes: list[RecordOutcome] = []
    for found in extraction.records:
        sha256 = found.record.content_sha256()
        before = known.get(found.record.id)
        revision = 1 if before is None else before.revision + (before.sha256 != sha256)
        outcomes.append(RecordOutcome(id=found.record.id, revision=revision, sha256=sha256))
        if before is None or before.sha256 != sha256:
            stamp = {"revision": revision}
            lines.append((found.record.model_copy(update=stamp), found.evidence.model_copy(update=stamp)))
    kind = OutcomeKind.RECORDS if lines else OutcomeKind.UNCHANGED
    return _Visit(_outcome(request, page, asked_at, kind, records=outcomes), lines)


@dataclass
class SiteTally:
    """Counts of one site while a run goes on; becomes a `SiteReport`."""

    site: str
    found: int = 0
    new: int = 0
    visited: int = 0
    left: int = 0
    unchanged: int = 0
    aliases: int = 0
    records: int = 0
    withheld: int = 0
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

    @property
    def visited(self) -> int:
        """Pages that have an outcome."""
        return sum(site.visited for site in self._sites.values())

    @property
    def rejects(self) -> Counter[Reason]:
        """Pages that gave no record, by reason."""
        return sum((site.rejects for site in self._sites.values()), Counter())

    def count(self, key: str, outcome: Outcome, lines: Sequence[ReviewRecord]) -> None:
        """Count one visit and its new lines."""
        site = self.site(key)
        site.visited += 1
        site.unchanged += outcome.kind is OutcomeKind.UNCHANGED
        site.aliases += outcome.kind is OutcomeKind.ALIAS
        site.records += len(lines)
        if outcome.kind is OutcomeKind.REJECTED and outcome.reason is not None:
            site.rejects[outcome.reason] += 1
        for record in lines:
            self._records += 1
            self._filled.update(name for name in COVERED_FIELDS if value_of(record, name))

    def add(self, result: BatchResult) -> None:
        """Add what a worker counted."""
        for part in result.sites:
            site = self.site(part.site)
            site.visited += part.visited
            site.left += part.left
            site.unchanged += part.unchanged
            site.aliases += part.aliases
            site.records += part.records
            site.withheld += part.withheld
            site.rejects.update(part.rejects)
            site.problems.extend(part.problems)
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
                visited=site.visited,
                left=site.left,
                unchanged=site.unchanged,
                aliases=site.aliases,
                records=site.records,
                withheld=site.withheld,
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
