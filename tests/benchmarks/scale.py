"""What Prefect costs a long backfill, and what the loss of a process costs one by several workers.

    python -m tests.benchmarks.scale [PAGES] [--median BYTES]
    python -m tests.benchmarks.scale [PAGES] --kills [--batch 100]

A real Prefect server on a real PostgreSQL, on loopback. The long backfill runs in one process: of its time from the
listing to the end of the flow, what is not spent in listing, handing out, reading and committing is Prefect's. Pages
are the fixtures as they are, of 2 kB: with real ones, which take longer, the share is smaller. Before and after it the
same runs without Prefect over a twentieth of the pages. With `--kills`, backfills by two workers are run with and
without a SIGKILL in their middle; what was lost or doubled is counted against what one process writes.
"""

import asyncio
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

from tests.benchmarks.backfill import backfill, loaded
from tests.benchmarks.tables import Cell, Table, publish
from tests.chaos import workers
from tests.services import Postgres, dask_cluster, postgres_here, prefect_server
from tests.warcs import write_warc

_SMALL: Final = 500
"""Below the size of every fixture: none is grown."""


class Took(NamedTuple):
    """What a backfill in a process of its own took."""

    pages: int
    clock: float
    """Seconds from the listing to the end."""
    inside: float
    """Of those in our pipeline."""
    cpu: float
    peak: float
    """MB."""


class _Inside:
    """Adds up the time in our own functions, none of which calls another one of them."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.begun: float | None = None

    @contextmanager
    def _counted(self) -> Iterator[None]:
        begun = time.perf_counter()
        self.begun = self.begun or begun
        try:
            yield
        finally:
            self.seconds += time.perf_counter() - begun

    def call(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, counted."""

        def counted(*args: Any, **named: Any) -> Any:
            with self._counted():
                return function(*args, **named)

        return counted

    def wait(self, function: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        """The same coroutine function, counted."""

        async def counted(*args: Any, **named: Any) -> Any:
            with self._counted():
                return await function(*args, **named)

        return counted


def with_prefect(file: Path, data: Path) -> Took:
    """The flow as the command runs it, in this process, with the server of PREFECT_API_URL."""
    from flows.prefect_home import use_prefect

    use_prefect(str(data))
    from flows import fill
    from flows.backfill import backfill_reviews
    from flows.captures import Asked
    from flows.settings import Settings

    inside = _Inside()
    for name in ("next_job", "commit", "finish"):
        setattr(fill.Fill, name, inside.call(getattr(fill.Fill, name)))
    fill.Fill.list_sources = inside.wait(fill.Fill.list_sources)  # type: ignore[method-assign, assignment]
    fill.read_batch = inside.wait(fill.read_batch)  # type: ignore[assignment]
    report = asyncio.run(backfill_reviews(Settings(data=str(data)), Asked(warcs=(str(file),))))
    clock = time.perf_counter() - (inside.begun or 0.0)
    return _took(sum(site.visited for site in report.sites), clock, inside.seconds)


def without_prefect(file: Path, data: Path) -> Took:
    """The same pipeline alone."""
    begun = time.perf_counter()
    pages = backfill(file, data)
    clock = time.perf_counter() - begun
    return _took(pages, clock, clock)


def _took(pages: int, clock: float, inside: float) -> Took:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return Took(pages, clock, inside, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


WAYS: Final = {"with": with_prefect, "without": without_prefect}


def measured(way: str, file: Path, environment: dict[str, str]) -> Took:
    """In a fresh process, over a dataset of its own."""
    with tempfile.TemporaryDirectory() as data:
        command = [sys.executable, "-m", "tests.benchmarks.scale", "--run", way, "--file", str(file), "--data", data]
        told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=os.environ | environment)
    return Took(*json.loads(told.stdout.splitlines()[-1]))


def overhead(pages: int, median: int, postgres: Postgres) -> Table:
    """A long backfill with a running server, between two short ones without."""
    with tempfile.TemporaryDirectory() as folder, prefect_server(postgres.database()) as server:
        file, part, single = (Path(folder) / f"{name}.warc.gz" for name in ("all", "part", "one"))
        for to, number in ((file, pages), (part, max(1, pages // 20)), (single, 1)):
            write_warc(to, number, median=median)
        environment = {"PREFECT_API_URL": server}
        starts = {way: measured(way, single, environment).cpu for way in WAYS}
        tasks = workers.count_tasks(server)
        before = measured("without", part, {})
        long = measured("with", file, environment)
        tasks = workers.count_tasks(server) - tasks
        after = measured("without", part, {})
    rows: list[Sequence[Cell]] = [
        _row("without Prefect, before", before, None, starts["without"]),
        _row("on a running server", long, tasks, starts["with"]),
        _row("without Prefect, after", after, None, starts["without"]),
    ]
    columns = ("", "pages", "task runs", "seconds", "outside the pipeline, %", "CPU ms/page", "peak MB")
    stopped = [f"Stopped (SIGINT) before the end: {long.pages:,} of {pages:,} pages."] if long.pages < pages else []
    notes = ["CPU of the backfill's own process, less that of a backfill of one page.", *stopped, loaded()]
    return Table(f"A backfill of {pages:,} pages as a Prefect flow", columns, rows, notes)


def _row(name: str, took: Took, tasks: int | None, start: float) -> Sequence[Cell]:
    outside = None if tasks is None else 100 * (took.clock - took.inside) / took.clock
    each = 1000 * (took.cpu - start) / took.pages
    return name, took.pages, tasks, took.clock, outside, each, took.peak


class Ended(NamedTuple):
    """What a backfill by several workers took, and left."""

    seconds: float
    written: Counter[tuple[str, int]]
    commits: int
    tasks: int | None = None


def kills(pages: int, median: int, batch: int, postgres: Postgres) -> Table:
    """Backfills by two workers: undisturbed, and with a process killed when a third of the pages is committed."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pages.warc.gz"
        write_warc(file, pages, median=median)
        third = max(1, pages // batch // 3)

        def pool(name: str, kill: Callable[["subprocess.Popen[bytes]"], None] | None, *, again: bool = False) -> Ended:
            data, begun = Path(folder) / name, time.monotonic()
            process = workers.start(file, data, workers.POOL, batch=batch)
            if kill is not None:
                workers.wait_for_commits(data, third, process)
                kill(process)
            if again:
                process.communicate()
                process = workers.start(file, data, workers.POOL, batch=batch)
            return _ended(begun, process, data)

        def dask(name: str, *, kill: bool) -> Ended:
            data, state = Path(folder) / name, postgres.state()
            with prefect_server(postgres.database()) as server:
                environment = {"PREFECT_API_URL": server, "DO_NOT_TRACK": "1"}
                with dask_cluster(workers.WORKERS, environment) as cluster:
                    begun = time.monotonic()
                    process = workers.start(file, data, workers.on_dask(cluster.address, server, state), batch=batch)
                    if kill:
                        workers.wait_for_commits(data, third, process)
                        workers.kill_one_of_dask(cluster)
                    ended = _ended(begun, process, data, state)
                return ended._replace(tasks=workers.count_tasks(server))

        data, begun = Path(folder) / "truth", time.monotonic()
        alone = _ended(begun, workers.start(file, data, {}, batch=batch), data)
        undisturbed = pool("pool", None)
        on_dask = dask("dask", kill=False)
        found = [
            ("one process", alone, None),
            ("process pool", undisturbed, None),
            ("process pool, a worker killed", pool("worker", workers.kill_one_of_pool), undisturbed),
            (
                "process pool, the one that commits killed, and started again",
                pool("committer", lambda process: process.kill(), again=True),
                undisturbed,
            ),
            ("Dask", on_dask, None),
            ("Dask, a worker killed", dask("dask-worker", kill=True), on_dask),
        ]
    rows: list[Sequence[Cell]] = [
        (
            name,
            ended.seconds,
            None if beside is None else ended.seconds - beside.seconds,
            ended.commits,
            ended.tasks,
            (alone.written - ended.written).total(),
            (ended.written - alone.written).total(),
        )
        for name, ended, beside in found
    ]
    columns = ("", "seconds", "cost of the kill, s", "commits", "task runs", "records lost", "doubled")
    notes = [f"{alone.written.total():,} records; seconds from the command's start to its end.", loaded()]
    return Table(f"Two workers, one killed: {pages:,} pages in batches of {batch}", columns, rows, notes)


def _ended(begun: float, process: "subprocess.Popen[bytes]", data: Path, state: str | None = None) -> Ended:
    workers.report_of(process)
    seconds = time.monotonic() - begun
    workers.check(data, state)
    return Ended(seconds, workers.written(data), len(workers.pages_committed(data)))


def main() -> None:
    """Measure."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=int, nargs="?")
    parser.add_argument("--median", type=int, default=_SMALL)
    parser.add_argument("--kills", action="store_true")
    parser.add_argument("--batch", type=int, default=100)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--run", choices=WAYS)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--data", type=Path)
    given = parser.parse_args()
    if given.run:
        print(json.dumps(WAYS[given.run](given.file, given.data)))
        return
    with postgres_here() as postgres:
        assert postgres is not None, "no PostgreSQL here: install it, or the development dependencies"
        if given.kills:
            found = kills(given.pages or 2_000, given.median, given.batch, postgres)
        else:
            found = overhead(given.pages or 100_000, given.median, postgres)
        publish([found], as_json=given.json)


if __name__ == "__main__":
    main()
