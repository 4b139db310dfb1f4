"""The run of a backfill: list, plan, hand out batches, commit what comes back. No Prefect here, and no page.

`Fill` is one run over a backlog, in the process that holds the dataset; `read_batch` is the worker's side, in this
process or any other that reaches the dataset's store. A shard is with one worker at a time, so that no host is asked by
two. What is committed is marked; what was committed and could not be marked any more is known by its URL's last visit.
"""

import asyncio
import hashlib
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from tempfile import TemporaryDirectory
from typing import Final
from uuid import uuid4

from extractors.parse.url import page_url
from flows.captures import Asked, Lister, Sources, site_of
from flows.errors import UsageError
from flows.pipeline import (
    LONGEST_RUN,
    BatchJob,
    Run,
    delays_of,
    has_state,
    no_progress,
    now,
    open_dataset,
    progress,
    under_way,
    work_batch,
)
from flows.settings import Settings
from flows.sites import SiteBook
from flows.storage.backlog import Backlog, Listed
from flows.storage.dataset import no_one
from flows.storage.store import STAGING, open_store
from flows.web.archives import DELAYS
from flows.web.client import Client
from schemas.page import CaptureRef, FetchRequest, FoundUrl
from schemas.review import CaptureKind
from schemas.run import BackfillPlan, BatchResult, HostLedger, RunReport
from schemas.site import Site, host_of

_CHUNK: Final = 500
_LOOK: Final = 1.0
"""Seconds between two looks of a worker at whether it is to stop."""


def run_key(asked: Asked) -> str:
    """The key of a backfill that was given none: the same sources have the same."""
    return hashlib.sha256(asked.model_dump_json().encode()).hexdigest()[:12]


@dataclass(kw_only=True)
class Fill(Run):
    """One run of a backfill."""

    kind = "backfill"
    asked: Asked
    book: SiteBook
    backlog: Backlog
    problems: list[str] = field(default_factory=list)
    known: int = 0
    """Pages that were passed over, as the dataset has them or newer ones."""
    host_map: Mapping[str, int] | None = None
    _down: set[str] = field(default_factory=set)
    _free: set[int] = field(default_factory=set)
    _busy: dict[str, tuple[int, ...]] = field(default_factory=dict)
    _given: Counter[str] = field(default_factory=Counter)
    _paces: dict[str, float] = field(default_factory=dict)
    _hosts: dict[str, HostLedger] = field(default_factory=dict)
    _begun: float = 0.0
    _total: int = 0

    async def list_sources(self) -> None:
        """List what there is to read, unless an earlier run with this key did, and has not read all of it."""
        totals = self.backlog.totals()
        if not self.backlog.is_listed or not totals.open:
            async with self._client() as client:
                lister = Lister(self.asked, self.settings, self.book, client, keep=self.documents.keep)
                self.problems = lister.problems
                number = 0
                async for chunk in _chunks(lister.listed()):
                    self.backlog.add(chunk, now=now())
                    number += len(chunk)
                    progress.get()("list", number, 0)
                    if self.stop.is_set():
                        break
                self._count_asked(client.ledger())
            self.documents.finish()
            if not self.stop.is_set() and not self.problems:
                self.backlog.finish_listing(now=now())
        shards = self.backlog.shards()
        self._free = set(shards)
        self._total = shards.total()
        self._begun = time.monotonic()

    @property
    def left(self) -> int:
        """Pages that are not read yet."""
        return max(0, self._total - self.done)

    @property
    def done(self) -> int:
        """Pages of this run that are committed, or passed over."""
        return self.tally.visited + self.known

    def told(self) -> str:
        """How far it is, in a line: pages a second, what is left of the time, rejects by reason."""
        seconds = time.monotonic() - self._begun
        rate = self.done / seconds if seconds > 0 else 0.0
        parts = [f"{self.done:,} of {self._total:,} pages", f"{rate:,.1f} a second"]
        if rate and self.left:
            parts.append(f"{_clock(self.left / rate)} left")
        parts += [f"{reason} {count:,}" for reason, count in self.tally.rejects.most_common(3)]
        return ", ".join(parts)

    @property
    def share(self) -> float:
        """How much is done, 0 to 1."""
        return min(1.0, self.done / self._total) if self._total else 1.0

    def next_job(self) -> BatchJob | None:
        """The next batch; None where nothing is free now: all is read, or what is left waits for a batch under way."""
        while not self.stop.is_set():
            limit = self._limit()
            if limit <= 0:
                return None
            shards, taken = self._take(limit)
            if not shards:
                return None
            requests = self._claim(taken)
            if requests:
                sites = {site.key: site for site in self._sites_of(requests)}
                settings = self.settings.model_copy(update={"state": None})
                name = uuid4().hex
                self._busy[name] = shards
                self._given[name] = len(requests)
                asked = {host_of(one.url) for one in requests}
                return BatchJob(
                    run=self.run,
                    dataset=self.dataset.location,
                    settings=settings,
                    sites=tuple(sites.values()),
                    requests=tuple(requests),
                    name=name,
                    paces={host: pace for host, pace in self._paces.items() if host.removeprefix("www.") in asked},
                    host_map=dict(self.host_map or {}),
                )
        return None

    def commit(self, job: BatchJob, result: BatchResult) -> None:
        """Commit and publish what a worker staged, and mark what it read.

        Live pages pass the gates of their site as in a crawl; its history stays that of crawls, as a backfill may read
        what is ten years old.
        """
        captured = {request.site for request in job.requests if not _is_live(request)}
        result = self._unmarked(job, self._gates.passed(result, job.sites, now=now(), past=captured))
        manifest = self.dataset.commit(result.descriptor, now=now())
        self.dataset.state.release(result.left)
        whole = manifest is not None and len(result.read) + len(result.given_up) == len(job.requests)
        if manifest is not None:
            self.backlog.mark(result.read, result.given_up, now=now())
            self._count(manifest, result)
            for request in job.requests:
                self.tally.site(request.site).found += 1
        self._count_asked(result.hosts)
        self._note_down(job, result)
        self._end(job, whole=whole)

    def _unmarked(self, job: BatchJob, result: BatchResult) -> BatchResult:
        """Without an archive, what a gate withholds is left for the next run: nothing keeps the pages."""
        withheld = {site.site for site in result.sites if site.withheld}
        if self.settings.archive or not withheld:
            return result
        back = {one.capture.number for one in job.requests if one.capture is not None and one.site in withheld}
        return result.model_copy(
            update={
                "read": tuple(number for number in result.read if number not in back),
                "given_up": (*result.given_up, *sorted(back.intersection(result.read))),
            }
        )

    def give_back(self, job: BatchJob) -> None:
        """Take back a batch whose worker was lost: its pages are handed out once more, with new claims."""
        self.dataset.state.release({request.claim for request in job.requests})
        self._end(job, whole=False)

    def ask_to_stop(self) -> None:
        """Tell the workers, wherever they are, to end their batches early."""
        with self.dataset.store.clear_errors():
            self.dataset.store.write_whole(_stop_path(self.run), b"")

    def finish(self) -> RunReport:
        """Write the run's report and return it. What lost workers staged is dropped."""
        report = self._report(tuple(self._hosts[host] for host in sorted(self._hosts)), problems=self.problems)
        self.dataset.drop_abandoned()
        return report

    def _limit(self) -> int:
        limit = self.settings.batch_size
        if self.settings.max_pages is not None:
            limit = min(limit, self.settings.max_pages - self.tally.visited - self._given.total())
        return limit

    def _take(self, limit: int) -> tuple[tuple[int, ...], list[tuple[str, CaptureRef]]]:
        """Captures for a batch, of all free shards; where there are other workers, of a part of them.

        Half a batch at least while there is so much, or half of what each gets of a small backfill: the end would
        come in ever smaller batches, each with a task and a commit of its own.
        """
        sharers = 1 if self.settings.runner == "in-process" else self.settings.workers + 1
        least = max(1, min(limit, self._total // sharers) // 2)
        busy = {shard for held in self._busy.values() for shard in held}
        shards: set[int] = set()
        taken: list[tuple[str, CaptureRef]] = []
        while len(taken) < least and (free := sorted(self._free - busy)):
            part, more = self._take_of(free[: max(1, len(free) // sharers)], limit - len(taken))
            shards |= part
            taken += more
        return tuple(sorted(shards)), taken

    def _take_of(self, free: list[int], limit: int) -> tuple[set[int], list[tuple[str, CaptureRef]]]:
        """Captures of these shards, evenly: many hosts at once are faster than one. What is read out is not free."""
        taken: list[tuple[str, CaptureRef]] = []
        shards: set[int] = set()
        while free and len(taken) < limit:
            share = -(-(limit - len(taken)) // len(free))
            for shard in tuple(free):
                if len(taken) == limit:
                    break
                new = self.backlog.take(shard, min(share, limit - len(taken)))
                taken += new
                if new:
                    shards.add(shard)
                else:
                    free.remove(shard)
                    self._free.discard(shard)
        return shards, taken

    def _claim(self, taken: Sequence[tuple[str, CaptureRef]]) -> list[FetchRequest]:
        """Requests for what is taken, without what the dataset has already: that is marked as read."""
        pages: dict[str, list[CaptureRef]] = defaultdict(list)
        left: list[int] = []
        for page, capture in taken:
            if self._down and _called(capture, self.settings) in self._down:
                left.append(capture.number)
            else:
                pages[page].append(capture)
        captures: dict[str, list[CaptureRef]] = {}
        found: dict[str, list[FoundUrl]] = defaultdict(list)
        passed: list[int] = []
        for one in pages.values():
            # One address for all captures of a page, so that its revisions follow one another.
            url = page_url(one[-1].url)
            try:
                found[site_of(self.book, url).key].append(FoundUrl(url, "given"))
                captures[url] = one
            except UsageError:  # what an archive calls a URL may be none
                passed += [capture.number for capture in one]
        requests: list[FetchRequest] = []
        needless: list[str] = []
        for request in self.dataset.state.claim_given(found, now=now(), claim_for=LONGEST_RUN):
            wanted = [one for one in captures[request.url] if not is_known(request, one, self.backlog.begun_at)]
            passed += [one.number for one in captures[request.url] if one not in wanted]
            requests += [replace(request, capture=one) for one in wanted]
            needless += [] if wanted else [request.claim]
        if passed or left:
            self.dataset.state.release(needless)
            self.backlog.mark(passed, left, now=now())
            self.known += len(passed)
        return requests

    def _sites_of(self, requests: Iterable[FetchRequest]) -> Iterator[Site]:
        for request in requests:
            yield site_of(self.book, request.url)

    def _note_down(self, job: BatchJob, result: BatchResult) -> None:
        """A host, or an archive, that was given up is not asked any more in this run."""
        given_up = set(result.given_up)
        for request in job.requests:
            if request.capture is not None and request.capture.number in given_up:
                self._down.add(_called(request.capture, self.settings))

    def _end(self, job: BatchJob, *, whole: bool) -> None:
        """A batch is over; where some of it was not read, its shards are gone through once more."""
        shards = self._busy.pop(job.name)
        del self._given[job.name]
        if not whole:
            for shard in shards:
                self.backlog.rewind(shard)
        self._free.update(shards)

    def _count_asked(self, hosts: Iterable[HostLedger]) -> None:
        """Add up what was asked of hosts, and keep their pauses for the next batch."""
        for one in hosts:
            before = self._hosts.get(one.host)
            self._hosts[one.host] = one if before is None else before.plus(one)
            self._paces[one.host] = max(one.delay, one.slowed_to or 0.0)

    def _client(self) -> Client:
        return client_for(self.settings, tuple(self.book), self.host_map)


def _is_live(request: FetchRequest) -> bool:
    return request.capture is None or request.capture.kind is CaptureKind.LIVE


def is_known(request: FetchRequest, capture: CaptureRef, begun_at: datetime | None) -> bool:
    """Whether the dataset has read a page as it was then, or later: nothing is ever put before a revision.

    Live pages count as read where they were asked for since the backfill was first listed. Visits that found no page
    say nothing of captures from before them, unless they ended a record.
    """
    if request.visited_at is None:
        return False
    if capture.at is None:
        return begun_at is not None and request.visited_at >= begun_at
    if request.body_sha256 is None and not request.records:
        return False
    last = request.body_at if request.misses and request.body_at is not None else request.visited_at
    return last >= capture.at


def client_for(settings: Settings, sites: Sequence[Site], host_map: Mapping[str, int] | None = None) -> Client:
    """A client with the pauses of the sites and of the web's archives."""
    return Client(
        settings,
        host_map=host_map,
        delays={**delays_of(sites), **DELAYS},
        hosts={site.key: site.hosts for site in sites},
    )


async def read_batch(job: BatchJob, stop: asyncio.Event | None = None) -> BatchResult:
    """Read, extract and stage one batch with a client of its own; for any process that reaches the dataset's store.

    It ends early where the run is asked to stop.
    """
    stop = stop or asyncio.Event()
    progress.set(no_progress)  # the run tells how far it is, not each batch
    async with client_for(job.settings, job.sites, job.host_map) as client:
        for host, pause in job.paces.items():
            client.rest(host, pause)
        sources = Sources(client, job.settings)
        watch = asyncio.create_task(_watch(job, stop))
        try:
            result = await work_batch(job, sources, stop)
        finally:
            watch.cancel()
            sources.close()
        return result.model_copy(update={"hosts": client.ledger()})


@asynccontextmanager
async def open_fill(
    settings: Settings,
    asked: Asked,
    book: SiteBook,
    *,
    key: str | None = None,
    host_map: Mapping[str, int] | None = None,
    on_step: Callable[[str], None] = no_one,
) -> AsyncIterator[Fill]:
    """Open the dataset (this run holds it alone) for a backfill; SIGINT and SIGTERM stop it cleanly.

    Args:
        settings: Of the run.
        asked: What to read.
        book: Known sites.
        key: The run's key; none for that of `run_key`.
        host_map: Hosts that are served on these ports of this machine.
        on_step: Told of each step of a commit (`flows.storage.dataset.STEPS`).

    Raises:
        UsageError: nothing is asked for.
        DatasetError: the dataset cannot be used.
    """
    asked.check()
    with open_dataset(settings, on_step=on_step) as dataset:
        backlog = Backlog.open(dataset.state, key or run_key(asked), now=now())
        fill = Fill(dataset=dataset, settings=settings, asked=asked, book=book, backlog=backlog, host_map=host_map)
        async with under_way(fill):
            yield fill


async def plan_backfill(
    settings: Settings,
    asked: Asked,
    book: SiteBook,
    *,
    key: str | None = None,
    host_map: Mapping[str, int] | None = None,
) -> BackfillPlan:
    """What a backfill would have to do. The sources are listed; no page is read, and nothing is written.

    Raises:
        UsageError: nothing is asked for.
        DatasetError: the dataset cannot be used.
    """
    asked.check()
    with TemporaryDirectory(prefix="reviewlines-") as scratch:
        apart = settings.model_copy(update={"data": scratch, "state": None, "archive": False})
        async with open_fill(apart, asked, book, key=key, host_map=host_map) as fill:
            await fill.list_sources()
            known = _already_known(settings, fill)
            return _plan(fill, known, settings)


def _already_known(settings: Settings, fill: Fill) -> int:
    """How many of the listed pages the dataset has, where there is one."""
    if settings.state_url() is None and not has_state(settings.data):
        return 0
    known = 0
    with open_dataset(settings) as dataset:
        for taken in fill.backlog.walk():
            there = {one.url: one for one in dataset.state.look_up(page_url(capture.url) for _, capture in taken)}
            for _, capture in taken:
                request = there.get(page_url(capture.url))
                known += request is not None and is_known(request, capture, None)
    return known


def _plan(fill: Fill, known: int, settings: Settings) -> BackfillPlan:
    sources: Counter[CaptureKind] = Counter()
    months: Counter[str] = Counter()
    hosts: set[str] = set()
    asked: Counter[str] = Counter()
    size = pages = 0
    for taken in fill.backlog.walk():
        for _, capture in taken:
            pages += 1
            size += capture.length
            host = host_of(capture.url)
            hosts.add(host)
            sources[capture.kind] += 1
            if capture.at is not None:
                months[f"{capture.at:%Y-%m}"] += 1
            called = _called(capture, settings)
            if called:
                asked[called] += 1
    robots = len(hosts) if fill.asked.is_live else 0
    delays = {**delays_of(fill.book), **DELAYS}
    seconds = max((count * delays.get(host, settings.delay) for host, count in asked.items()), default=0.0)
    return BackfillPlan(
        run=fill.backlog.key,
        pages=pages,
        known=known,
        bytes=size,
        hosts=len(hosts),
        requests=asked.total() + robots,
        hours=round(seconds / 3600, 2),
        batches=-(-pages // settings.batch_size),
        sources=dict(sources),
        months=dict(sorted(months.items())),
        problems=tuple(fill.problems),
    )


def _called(capture: CaptureRef, settings: Settings) -> str:
    """The host that is asked for a capture; "" for a file."""
    if capture.kind is CaptureKind.LIVE:
        return host_of(capture.url)
    if capture.kind is CaptureKind.COMMON_CRAWL:
        return host_of(settings.common_crawl_data)
    return host_of(settings.wayback) if capture.kind is CaptureKind.WAYBACK else ""


async def _watch(job: BatchJob, stop: asyncio.Event) -> None:
    store = open_store(job.dataset)
    while not stop.is_set():
        await asyncio.sleep(_LOOK)
        if await asyncio.to_thread(store.size, _stop_path(job.run)) is not None:
            stop.set()


def _stop_path(run: str) -> str:
    return f"{STAGING}/{run}.stop"


async def _chunks(listed: AsyncIterator[Listed]) -> AsyncIterator[list[Listed]]:
    chunk: list[Listed] = []
    async for one in listed:
        chunk.append(one)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes}:{rest:02} min"
