"""What a backfill costs: beside fastwarc with the bare parse, beside other tools, with two processes, and in memory.

    python -m tests.benchmarks.backfill [PAGES] [--median BYTES] [--rounds 3] [--peers PYTHON] [--peer-pages 200]
    python -m tests.benchmarks.backfill [PAGES] --memory

A WARC file of so many responses is made of the fixtures, with the sizes of real pages (lognormal, median 115 kB), and
read by each in turn, round by round, each in a fresh process: CPU time with the start-up subtracted (reading one
page), the median over the rounds. PYTHON is an interpreter with warcio, extruct and trafilatura, as `make bench-peers`
makes one; without it they are left out. Quote the ratios: machines differ. With `--memory` one backfill is watched
instead, from its first batch to its last: what its process holds may not grow with the pages.
"""

import asyncio
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from tests.benchmarks.tables import Cell, Table, publish
from tests.warcs import MEDIAN, write_warc

PEER: Final = """
import sys
from itertools import islice
import extruct, trafilatura
from warcio.archiveiterator import ArchiveIterator
with open(sys.argv[1], "rb") as file:
    responses = (one for one in ArchiveIterator(file) if one.rec_type == "response")
    for record in islice(responses, int(sys.argv[2])):
        text = record.content_stream().read().decode("utf-8", "replace")
        if not text.strip():
            continue
        try:
            extruct.extract(text, syntaxes=["json-ld", "microdata", "opengraph"], errors="ignore")
        except Exception:
            pass
        trafilatura.extract(text, with_metadata=True, output_format="json")
import resource
used = resource.getrusage(resource.RUSAGE_SELF)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


def floor(file: Path, _data: Path) -> int:
    """Iterate and parse, and nothing else."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType
    from selectolax.lexbor import LexborHTMLParser

    pages = 0
    for record in ArchiveIterator(str(file), record_types=WarcRecordType.response):
        LexborHTMLParser(record.reader.read().decode("utf-8", "replace"))
        pages += 1
    return pages


def extraction(file: Path, _data: Path) -> int:
    """Iterate and extract, and write nothing."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    from extractors import extract_reviews
    from schemas.page import Page

    pages = 0
    for record in ArchiveIterator(str(file), record_types=WarcRecordType.response):
        extract_reviews(Page(url=record.headers["WARC-Target-URI"], body=record.reader.read()))
        pages += 1
    return pages


def backfill(
    file: Path,
    data: Path,
    *,
    archive: bool = True,
    workers: int = 1,
    committed: Callable[[int], None] = lambda _: None,
) -> int:
    """The whole: list, read, extract, stage, commit, publish; without Prefect. `committed` is told of each batch."""
    from flows.captures import Asked
    from flows.fill import open_fill, read_batch
    from flows.pipeline import BatchJob
    from flows.settings import Settings
    from flows.sites import load_sites
    from schemas.run import BatchResult

    async def run() -> int:
        runner = "in-process" if workers == 1 else "processes"
        settings = Settings(data=str(data), archive=archive, runner=runner, workers=workers)
        async with open_fill(settings, Asked(warcs=(str(file),)), load_sites(None)) as fill:
            await fill.list_sources()
            if workers == 1:
                while (job := fill.next_job()) is not None:
                    fill.commit(job, await read_batch(job))
                    committed(fill.done)
            else:
                loop = asyncio.get_running_loop()
                with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
                    running: dict[asyncio.Future[BatchResult], BatchJob] = {}
                    while True:
                        while len(running) <= workers and (job := fill.next_job()) is not None:
                            running[loop.run_in_executor(pool, work, job)] = job
                        if not running:
                            break
                        ready, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                        for one in ready:
                            fill.commit(running.pop(one), one.result())
            fill.finish()
            return fill.done

    return asyncio.run(run())


def watched(file: Path, data: Path) -> int:
    """The same in one process, which prints after each batch: pages, MB it holds, MB at most, CPU seconds, seconds."""
    begun = time.perf_counter()

    def sample(done: int) -> None:
        resident = int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
        used = resource.getrusage(resource.RUSAGE_SELF)
        clock = time.perf_counter() - begun
        print(json.dumps([done, resident, used.ru_maxrss / 1024, used.ru_utime + used.ru_stime, clock]), flush=True)

    return backfill(file, data, committed=sample)


def work(job: "BatchJob") -> "BatchResult":  # type: ignore[name-defined]  # noqa: F821 - imported where it runs
    """One batch in a process of the pool."""
    from flows.fill import read_batch

    return asyncio.run(read_batch(job))


WAYS: Final[dict[str, Callable[[Path, Path], int]]] = {
    "fastwarc + selectolax": floor,
    "extract_reviews alone": extraction,
    "backfill, no archive": lambda file, data: backfill(file, data, archive=False),
    "backfill": backfill,
    "backfill, 2 processes": lambda file, data: backfill(file, data, workers=2),
}


def measured(name: str, file: Path) -> tuple[float, int, float]:
    """CPU seconds with children, peak kilobytes of one process, and seconds of the clock, in a fresh process."""
    with tempfile.TemporaryDirectory() as data:
        command = [sys.executable, "-m", "tests.benchmarks.backfill", "--measure", name, "--file", str(file)]
        told = subprocess.run([*command, "--data", data], check=True, capture_output=True, text=True).stdout
    cpu, peak, clock = json.loads(told)
    return cpu, peak, clock


def measure(name: str, file: Path, data: Path) -> None:
    """Do it, and print what it took."""
    begun = time.perf_counter()
    WAYS[name](file, data)
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    cpu = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
    print(json.dumps([cpu, max(own.ru_maxrss, children.ru_maxrss), time.perf_counter() - begun]))


def memory(pages: int, median: int) -> Table:
    """What one process holds from the first tenth of a long backfill to its end."""
    with tempfile.TemporaryDirectory() as folder:
        file, data = Path(folder) / "pages.warc.gz", Path(folder) / "data"
        write_warc(file, pages, median=median)
        size = file.stat().st_size
        command = [sys.executable, "-m", "tests.benchmarks.backfill", "--watch", "--file", str(file)]
        samples = []
        with subprocess.Popen([*command, "--data", str(data)], stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            for line in process.stdout:
                sys.stderr.write(line)  # it takes as long as it takes: whoever waits sees how far it is
                samples.append(json.loads(line))
        assert process.returncode == 0
    tenths = [next(at for at, one in enumerate(samples) if one[0] >= pages * tenth // 10) for tenth in range(1, 11)]
    rows: list[Sequence[Cell]] = []
    for done, resident, peak, cpu, clock in (samples[at] for at in dict.fromkeys(tenths)):
        rows.append((f"{done:,}", resident, peak, 1000 * cpu / done, done / clock))
    title = f"Memory of a backfill: {pages:,} responses of a WARC file, {size:,} bytes compressed"
    columns = ("pages", "MB held", "peak MB", "CPU ms/page", "pages/s")
    return Table(title, columns, rows, [loaded()])


def loaded() -> str:
    """What else the machine had to do."""
    one, _, fifteen = os.getloadavg()
    return f"At the end {one:.1f} processes wanted one of {os.cpu_count()} processors, {fifteen:.1f} over 15 minutes."


def peer(python: str, file: Path, pages: int) -> tuple[float, int]:
    """CPU seconds and peak kilobytes of warcio, extruct and trafilatura over so many pages."""
    told = subprocess.run(
        [python, "-c", PEER, str(file), str(pages)], check=True, capture_output=True, text=True
    ).stdout
    cpu, peak = told.split()
    return float(cpu), int(peak)


def table(pages: int, median: int, rounds: int, python: str | None, peer_pages: int) -> Table:
    """A row for each way, with the medians of all rounds."""
    with tempfile.TemporaryDirectory() as folder:
        file, single = Path(folder) / "pages.warc.gz", Path(folder) / "one.warc.gz"
        write_warc(file, pages, median=median)
        write_warc(single, 1, median=median)
        taken: dict[str, list[tuple[float, int, float]]] = {name: [] for name in WAYS}
        peers: list[float] = []
        starts = {name: measured(name, single)[0] for name in WAYS}
        for _ in range(rounds):
            for name in WAYS:
                taken[name].append(measured(name, file))
            if python:
                peers.append(peer(python, file, peer_pages)[0] - peer(python, file, 1)[0])
        size = file.stat().st_size
    cost = {
        name: 1000 * (statistics.median(cpu for cpu, _, _ in all_) - starts[name]) / pages
        for name, all_ in taken.items()
    }
    bare = cost["fastwarc + selectolax"]
    rows: list[Sequence[Cell]] = []
    for name, all_ in taken.items():
        clock = statistics.median(one for _, _, one in all_)
        peak = max(one for _, one, _ in all_) / 1024
        rows.append((name, cost[name], cost[name] / bare, pages / clock, peak))
    if peers:
        each = 1000 * statistics.median(peers) / max(1, peer_pages - 1)
        rows.append(("warcio + extruct + trafilatura", each, each / bare, None, None))
    title = f"Reading a WARC file: {pages:,} responses, {size:,} bytes compressed"
    return Table(title, ("", "CPU ms/page", "x bare", "pages/s", "peak MB"), rows, [loaded()])


def main() -> None:
    """Measure."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=int, nargs="?", default=2_000)
    parser.add_argument("--median", type=int, default=MEDIAN)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers")
    parser.add_argument("--peer-pages", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--measure", choices=WAYS)
    parser.add_argument("--watch", action="store_true")
    parser.add_argument("--file", type=Path)
    parser.add_argument("--data", type=Path)
    given = parser.parse_args()
    if given.measure:
        measure(given.measure, given.file, given.data)
        return
    if given.watch:
        watched(given.file, given.data)
        return
    if given.memory:
        publish([memory(given.pages, given.median)], as_json=given.json)
        return
    peers = given.peers or (sys.executable if all(map(find_spec, ("warcio", "extruct", "trafilatura"))) else None)
    found = table(given.pages, given.median, given.rounds, peers, min(given.peer_pages, given.pages))
    publish([found], as_json=given.json)


if __name__ == "__main__":
    main()
