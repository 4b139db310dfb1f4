"""Crawl misbehaving hosts over and over in one process, and watch what may grow: memory, open files, tasks, threads.

    python -m tests.benchmarks.soak [--minutes 20] [--hosts 40] [--pages 10] [--csv FILE]

The hosts of tests/e2e/hostile.py answer with 429, 503, cut bodies, wrong lengths, slow drips and good pages; each round
is a whole run on a dataset of its own. Printed is a row a minute; exit status 1 where, between the end of the first
quarter and the end of the run, memory has grown by more than a tenth, or files, tasks or threads at all.
"""

import argparse
import asyncio
import csv
import gc
import os
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.politeness import crawl
from tests.benchmarks.tables import Table, publish
from tests.e2e.hostile import ManyHosts

_GROWTH = 1.1


class Sample(NamedTuple):
    """What the process holds after a round."""

    minute: float
    round: int
    pages: int
    """Of all rounds so far."""
    memory: float
    """Resident, in MB."""
    files: int
    tasks: int
    """asyncio's that are not done, in any loop."""
    threads: int


def sample(began: float, number: int, pages: int) -> Sample:
    """Look, once what is no longer needed is gone."""
    gc.collect()
    resident = int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    files = len(list(Path("/proc/self/fd").iterdir()))
    tasks = sum(isinstance(one, asyncio.Task) and not one.done() for one in gc.get_objects())
    return Sample((time.monotonic() - began) / 60, number, pages, resident, files, tasks, threading.active_count())


def soak(minutes: float, hosts: int, pages: int) -> list[Sample]:
    """Rounds until the time is over; the hosts are the same, the dataset is another each time."""
    samples: list[Sample] = []
    began, done = time.monotonic(), 0
    with ManyHosts(hosts=hosts, pages=pages, faults=0.5, delay=0.0) as web:
        while time.monotonic() - began < 60 * minutes:
            with tempfile.TemporaryDirectory() as folder:
                done += len(crawl(web, Path(folder), read_timeout=2).pages)
            web.forget()
            samples.append(sample(began, len(samples) + 1, done))
    return samples


def grown(samples: list[Sample]) -> list[str]:
    """What the last quarter of the rounds holds more of than the second one."""
    quarter = max(len(samples) // 4, 1)
    early, late = samples[quarter : 2 * quarter] or samples, samples[-quarter:]
    limits = {"memory": _GROWTH, "files": 1.0, "tasks": 1.0, "threads": 1.0}
    return [
        f"{what}: {before:,.0f} -> {after:,.0f}"
        for what, limit in limits.items()
        if (after := min(getattr(one, what) for one in late))
        > limit * (before := max(getattr(one, what) for one in early))
    ]


def main() -> int:
    """Print the curve."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--hosts", type=int, default=40)
    parser.add_argument("--pages", type=int, default=10)
    parser.add_argument("--csv", type=Path, help="every round, for a curve")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    samples = soak(asked.minutes, asked.hosts, asked.pages)
    if asked.csv is not None:
        with asked.csv.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([Sample._fields, *samples])
    by_minute = {int(one.minute): one for one in samples}
    more = grown(samples)
    notes = [f"Grown: {'; '.join(more)}." if more else "Nothing has grown."]
    title = f"Soak: {len(samples)} crawls of {asked.hosts} hosts in {samples[-1].minute:.0f} minutes"
    columns = ("minute", "round", "pages", "MB", "open files", "tasks", "threads")
    publish(
        [Table(title, columns, [(f"{one.minute:.0f}", *one[1:]) for one in by_minute.values()], notes)],
        as_json=asked.json,
    )
    return 1 if more else 0


if __name__ == "__main__":
    sys.exit(main())
