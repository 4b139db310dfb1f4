"""What keeping costs: a URL in the state, planning a batch among many, committing and writing records.

    python -m tests.benchmarks.storage [--urls 1000000] [--rounds 3] [--postgres URL] [--folder DIR] [--json]

measures the state in SQLite and in PostgreSQL by turns, each round in a fresh process with a state of its own, and
gives the medians. CPU is this process's, which another load on the machine does not change much, with the time of the
clock beside it; memory is the peak of the process so far. PostgreSQL is the one of `--postgres` (a server's database),
else one of our own, where there are binaries; DIR, where the datasets are made and deleted, is a folder of the disk to
measure.
"""

import argparse
import hashlib
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple, get_args

from flows.storage.dataset import Batch, Dataset
from flows.storage.lines import Compression
from schemas.evidence import ReviewEvidence
from schemas.page import FetchRequest, FoundUrl
from schemas.review import Capture, CaptureKind, Outlet, ReviewRecord, Work
from schemas.run import BatchDescriptor, Outcome, OutcomeKind, RecordOutcome
from tests.benchmarks.tables import Cell, Table, publish
from tests.services import postgres_here

SITES: Final = 100
BATCH: Final = 500
BATCHES: Final = 10
NOW: Final = datetime(2026, 3, 1, tzinfo=UTC)
TEXT: Final = (
    "A film that keeps its distance until, in its last scene, it stops; and nothing in it is louder than it must be. "
)


class Step(NamedTuple):
    """What one of `each` cost, in microseconds."""

    name: str
    each: str
    cpu: float
    wall: float | None
    peak: float
    """MB of the process until then."""


class Steps(list[Step]):
    """Those of one run."""

    @contextmanager
    def measured(self, name: str, number: int, each: str) -> Iterator[None]:
        """Enter what is done meanwhile to so many."""
        cpu, wall = time.process_time(), time.perf_counter()
        yield
        self.enter(name, number, each, time.process_time() - cpu, time.perf_counter() - wall)

    def enter(self, name: str, number: int, each: str, cpu: float, wall: float | None = None) -> None:
        """Of seconds for so many."""
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        self.append(Step(name, each, cpu / number * 1e6, wall and wall / number * 1e6, peak))


def found(site: int, number: int) -> list[FoundUrl]:
    """URLs as reviews have them; half of the sites tell when a page changed."""
    return [
        FoundUrl(
            f"https://gazette{site:03}.test/reviews/{2010 + position % 16}/a-film-that-keeps-distance-{position:010}/",
            "sitemap",
            NOW - timedelta(minutes=position) if site % 2 else None,
        )
        for position in range(number)
    ]


def stage(dataset: Dataset, requests: list[FetchRequest], compression: Compression) -> tuple[BatchDescriptor, float]:
    """A batch of records, and the CPU seconds of writing them."""
    visits = [_visit(request) for request in requests]
    started = time.process_time()
    batch = Batch.create(dataset.location, "run-1", archive=False, compression=compression)
    for outcome, record, evidence in visits:
        batch.add(outcome, [(record, evidence)], None)
    descriptor = batch.close()
    return descriptor, time.process_time() - started


def _visit(request: FetchRequest) -> tuple[Outcome, ReviewRecord, ReviewEvidence]:
    digest = hashlib.sha256(request.url.encode()).hexdigest()
    record = ReviewRecord(
        extractor_version="0.1",
        id=digest[:32],
        url=request.url,
        canonical_url=None,
        site=request.site,
        outlet=Outlet(name="The Gazette"),
        headline=request.url[-40:],
        work=Work(title=request.url[-40:]),
        summary=TEXT * 2,
        page=Capture(fetched_at=NOW, status=200, sha256=digest, capture=CaptureKind.LIVE),
    )
    outcome = Outcome(
        url=request.url,
        claim=request.claim,
        kind=OutcomeKind.RECORDS,
        fetched_at=NOW,
        status=200,
        etag=f'"{digest[:20]}"',
        last_modified="Sun, 01 Mar 2026 00:00:00 GMT",
        body_sha256=digest,
        records=(RecordOutcome(id=record.id, revision=1, sha256=record.content_sha256()),),
    )
    return outcome, record, ReviewEvidence(id=record.id, revision=1, fields={})


def measure(dataset: Dataset, urls: int) -> Steps:
    """Find, plan, write and commit as a crawl does."""
    steps = Steps()
    keys = [f"gazette{site:03}" for site in range(SITES)]
    with steps.measured("note URLs", urls, "URL"):
        for site, key in enumerate(keys):
            dataset.state.found(key, found(site, urls // SITES), now=NOW)
    with steps.measured("note a tenth of them once more", urls // 10, "URL"):
        for site, key in enumerate(keys[: SITES // 10]):
            dataset.state.found(key, found(site, urls // SITES), now=NOW)
    visited = 0
    for number in range(BATCHES):
        compression: Compression = get_args(Compression)[number % 3]
        with steps.measured(f"plan a batch of {BATCH}", 1, "batch") if number == 1 else _silent():
            requests = dataset.state.plan(keys, now=NOW, limit=BATCH, revisit_after=86_400, since=NOW)
        descriptor, cpu = stage(dataset, requests, compression)
        if 1 <= number <= len(get_args(Compression)):
            steps.enter(f"write with evidence and outcome, {compression}", len(requests), "record", cpu)
        with steps.measured("commit", len(requests), "record") if number == BATCHES - 1 else _silent():
            dataset.commit(descriptor, now=NOW)
        visited += len(requests)
    later = NOW + timedelta(days=2)
    with steps.measured(f"plan a batch after {visited:,} visits", 1, "batch"):
        dataset.state.plan(keys, now=later, limit=BATCH, revisit_after=86_400, since=later)
    return steps


@contextmanager
def _silent() -> Iterator[None]:
    yield


class Run(NamedTuple):
    """Of one state, in a process of its own."""

    steps: list[Step]
    size: float | None
    """Bytes of the state for each URL, where it is a file."""


def measure_state(urls: int, folder: Path | None, state: str | None) -> Run:
    """In a dataset of its own; in SQLite where no database is named."""
    with tempfile.TemporaryDirectory(dir=folder) as made:
        data = Path(made) / "data"
        with Dataset.open(data, now=NOW, extractor_version="0.1", state=state) as dataset:
            steps = measure(dataset, urls)
        return Run(steps, None if state else (data / "state.db").stat().st_size / urls)


def run_alone(urls: int, folder: Path | None, state: str | None) -> Run:
    """The same in a fresh process."""
    command = [sys.executable, "-m", "tests.benchmarks.storage", "--one", "--urls", str(urls)]
    command += [*(["--folder", str(folder)] if folder else []), *(["--postgres", state] if state else [])]
    steps, size = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    return Run([Step(*step) for step in steps], size)


def table(name: str, urls: int, runs: list[Run]) -> Table:
    """The medians of all rounds."""
    rows: list[list[Cell]] = []
    for taken in zip(*(run.steps for run in runs), strict=True):
        cpu, peak = (
            statistics.median(figures) for figures in ([one.cpu for one in taken], [one.peak for one in taken])
        )
        clock = [one.wall for one in taken if one.wall is not None]
        rows.append([taken[0].name, taken[0].each, cpu, statistics.median(clock) if clock else None, peak])
    sizes = [run.size for run in runs if run.size is not None]
    notes = (
        [f"The state has {statistics.median(sizes):,.0f} bytes a URL after {BATCH * BATCHES:,} visits."]
        if sizes
        else []
    )
    title = f"The state in {name}: {urls:,} URLs of {SITES} sites"
    return Table(title, ("", "of a", "CPU µs", "µs", "peak MB"), rows, notes)


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--urls", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--postgres")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure_state(options.urls, options.folder, options.postgres)))
        return
    with postgres_here(options.postgres) as server:
        sqlite, postgres = [], []
        for _ in range(options.rounds):
            sqlite.append(run_alone(options.urls, options.folder, None))
            if server is not None:
                postgres.append(run_alone(options.urls, options.folder, server.state()))
        tables = [
            table(name, options.urls, runs) for name, runs in (("SQLite", sqlite), ("PostgreSQL", postgres)) if runs
        ]
        publish(tables, as_json=options.json)


if __name__ == "__main__":
    main()
