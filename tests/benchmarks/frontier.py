"""A state with very many URLs: what finding, planning and marking them costs, in time, on disk and in memory.

    python -m tests.benchmarks.frontier [URLS] [--hosts N] [--state postgresql://…] [--batches 40]

URLs on hosts (a hundred each, by default) are entered as discovery finds them; some batches of 500 are planned for
a hundred hosts at a time and marked as visited, without pages, once at the start and once at the end; then the same
URLs are listed as a backlog of a backfill, taken and marked. Rows a second, by what was in there already.
"""

import resource
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Final

from flows.storage import ledger
from flows.storage.backlog import SHARDS, Backlog, Listed
from flows.storage.dataset import Dataset
from schemas.page import CaptureRef, FoundUrl
from schemas.reject import Reason
from schemas.review import CaptureKind
from schemas.run import Outcome, OutcomeKind

BATCH: Final = 500
GROUP: Final = 100
"""Hosts that one plan is for."""

START: Final = datetime(2026, 1, 1, tzinfo=UTC)


def url(host: int, number: int) -> str:
    """An address as long as real ones are."""
    return f"https://review-blog-{host}.example.com/2024/05/a-film-with-a-title-{number}-review/"


def timed(rows: int, work: Callable[[], object]) -> str:
    """Do it, and say how many rows a second that were."""
    return _rows(lambda: (work(), rows)[1])


def enter(dataset: Dataset, hosts: range, each: int) -> None:
    """Find the URLs of these hosts."""
    for host in hosts:
        found = [FoundUrl(url(host, number), "sitemap", START - timedelta(hours=number)) for number in range(each)]
        dataset.state.found(f"blog{host}", found, now=START)


def plan_and_mark(dataset: Dataset, hosts: int, batches: int, now: datetime) -> int:
    """Plan batches, each for another group of hosts, and mark what was planned as visited."""
    rows = 0
    for number in range(batches):
        first = (number * GROUP) % hosts
        sites = [f"blog{host}" for host in range(first, min(first + GROUP, hosts))]
        requests = dataset.state.plan(sites, now=now, limit=BATCH, revisit_after=86_400, since=now)
        outcomes = [
            Outcome(url=one.url, claim=one.claim, kind=OutcomeKind.REJECTED, reason=Reason.NOT_A_REVIEW, status=200,
                    fetched_at=now)
            for one in requests
        ]  # fmt: skip
        with dataset.state.transaction(now, durable=True) as connection:
            assert ledger.holds_claims(connection, outcomes)
            ledger.add_outcomes(connection, outcomes, {}, number + 1)
        rows += len(outcomes)
    return rows


def listed(hosts: int, each: int) -> Iterator[Listed]:
    """The same URLs as captures of one month."""
    for number in range(each):
        for host in range(hosts):
            address = url(host, number)
            capture = CaptureRef(address, CaptureKind.WARC, START, f"file-{host % 90}.warc.gz", number * 30_000, 30_000)
            yield Listed(capture, address[8:], address[8:])


def take_and_mark(backlog: Backlog, batches: int) -> int:
    """Take batches of shards in turn, and mark them as read."""
    rows = 0
    for number in range(batches):
        taken = backlog.take(number % SHARDS, BATCH)
        backlog.mark([capture.number for _, capture in taken], (), now=START)
        rows += len(taken)
    return rows


def run(urls: int, hosts: int, state: str | None, batches: int) -> Iterator[str]:
    """Lines as they come."""
    each = max(1, urls // hosts)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        with Dataset.open(data, now=START, extractor_version="0", state=state) as dataset:
            first = max(GROUP, hosts // 20)
            yield "found      " + timed(first * each, lambda: enter(dataset, range(first), each))
            yield "planned and marked, of few" + _rows(lambda: plan_and_mark(dataset, first, batches, START))
            rest = range(first, hosts)
            yield "found      " + timed(len(rest) * each, lambda: enter(dataset, rest, each))
            later = START + timedelta(days=1)
            yield "planned and marked, of all" + _rows(lambda: plan_and_mark(dataset, hosts, batches, later))
            if state is None:
                yield f"on disk    {_size(data):>12,} bytes, {_size(data) / (hosts * each):.0f} a URL"
            before = _size(data)
            backlog = Backlog.open(dataset.state, "benchmark", now=START)
            count = hosts * each
            yield "listed     " + timed(count, lambda: backlog.add(islice(listed(hosts, each), count), now=START))
            yield "taken and marked" + _rows(lambda: take_and_mark(backlog, batches))
            if state is None:
                yield f"on disk    {_size(data) - before:>12,} bytes more, {(_size(data) - before) / count:.0f} a page"


def _rows(work: Callable[[], int]) -> str:
    begun, used = time.perf_counter(), time.process_time()
    rows = work()
    taken, used = time.perf_counter() - begun, time.process_time() - used
    speed = f"{rows / taken:>9,.0f} rows/s  {rows / used:>9,.0f} rows/CPU s"
    return f"{rows:>11,} rows {speed}  {taken:>8.1f} s  {_memory():>5.0f} MB"


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("state.db*"))


def _memory() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Measure."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("urls", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--hosts", type=int)
    parser.add_argument("--state")
    parser.add_argument("--batches", type=int, default=40)
    given = parser.parse_args()
    hosts = given.hosts or max(GROUP, given.urls // 100)
    print(f"{given.urls:,} URLs on {hosts:,} hosts, {(given.state and 'PostgreSQL') or 'SQLite'}", flush=True)
    for line in run(given.urls, hosts, given.state, given.batches):
        print(line, flush=True)


if __name__ == "__main__":
    main()
