"""What keeping costs: a URL in the state, planning a batch among many, committing and writing records.

    python -m tests.benchmarks.storage [--urls 1000000] [--state postgresql://…] [--folder DIR]

prints a table. Times are this process's CPU time, which another load on the machine does not change much, and the
wall time beside it; memory is the peak of the process so far.
"""

import argparse
import hashlib
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, get_args

from flows.storage.dataset import Batch, Dataset
from flows.storage.lines import Compression
from schemas.evidence import ReviewEvidence
from schemas.page import FetchRequest, FoundUrl
from schemas.review import Capture, CaptureKind, Outlet, ReviewRecord, Work
from schemas.run import BatchDescriptor, Outcome, OutcomeKind, RecordOutcome

SITES: Final = 100
BATCH: Final = 500
BATCHES: Final = 10
NOW: Final = datetime(2026, 3, 1, tzinfo=UTC)
TEXT: Final = (
    "A film that keeps its distance until, in its last scene, it stops; and nothing in it is louder than it must be. "
)


@contextmanager
def told(what: str, per: int, unit: str) -> Iterator[None]:
    cpu, wall = time.process_time(), time.perf_counter()
    yield
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{what:58} {cpu / per * 1e6:10,.1f} µs CPU {wall / per * 1e6:10,.1f} µs wall a {unit:8} {peak:6,.0f} MB peak"
    )


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


def measure(dataset: Dataset, urls: int, state: Path | None) -> None:
    keys = [f"gazette{site:03}" for site in range(SITES)]
    with told(f"note {urls:,} URLs of {SITES} sites", urls, "URL"):
        for site, key in enumerate(keys):
            dataset.state.found(key, found(site, urls // SITES), now=NOW)
    if state is not None:
        print(f"{'the state':58} {state.stat().st_size / urls:10,.0f} bytes a URL")
    with told("note them once more (nothing is new), a tenth", urls // 10, "URL"):
        for site, key in enumerate(keys[: SITES // 10]):
            dataset.state.found(key, found(site, urls // SITES), now=NOW)
    visited = 0
    for number in range(BATCHES):
        compression: Compression = get_args(Compression)[number % 3]
        with told(f"plan a batch of {BATCH}", 1, "batch") if number < 2 else _silent():
            requests = dataset.state.plan(keys, now=NOW, limit=BATCH, revisit_after=86_400, since=NOW)
        descriptor, cpu = stage(dataset, requests, compression)
        size = sum(file.bytes for file in descriptor.files if file.kind == "reviews")
        if number < 3:
            print(
                f"{f'write records, {compression}':58} {cpu / len(requests) * 1e6:10,.1f} µs CPU a record, "
                f"with its evidence and outcome; {size / len(requests):,.0f} bytes"
            )
        with told(f"commit a batch of {BATCH}", len(requests), "record") if number in (0, 9) else _silent():
            dataset.commit(descriptor, now=NOW)
        visited += len(requests)
    later = NOW + timedelta(days=2)
    with told(f"plan a batch after {visited:,} visits, a day later", 1, "batch"):
        dataset.state.plan(keys, now=later, limit=BATCH, revisit_after=86_400, since=later)


@contextmanager
def _silent() -> Iterator[None]:
    yield


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--urls", type=int, default=1_000_000)
    parser.add_argument("--state", help="URL of an empty PostgreSQL database; without it, SQLite")
    parser.add_argument(
        "--folder", type=Path, help="where the dataset is made, and deleted: a folder of the disk to measure"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        data = Path(folder) / "data"
        with Dataset.open(data, now=NOW, extractor_version="0.1", state=options.state) as dataset:
            measure(dataset, options.urls, None if options.state else data / "state.db")


if __name__ == "__main__":
    main()
