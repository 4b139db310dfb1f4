"""Many hosts that misbehave: what can be had is had, what was asked is kept, and the ledger tells what the hosts saw.

    python -m tests.benchmarks.politeness [--hosts 200] [--pages 50] [--faults 0.3] [--again]

crawls them on loopback and prints the figures; exit status 1 where one of the three does not hold. tests/e2e does the
same with few hosts.
"""

import argparse
import asyncio
import itertools
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from flows.pipeline import open_crawl
from flows.settings import Settings
from flows.storage.dataset import read_reviews
from schemas.run import HostLedger, RunReport
from schemas.site import Discover, Site
from tests.e2e.hostile import ManyHosts, Saw


class Outcome(NamedTuple):
    """One run, and what the hosts saw of it."""

    report: RunReport
    log: dict[str, Saw]
    records: int
    pages: set[str]
    seconds: float


def sites(web: ManyHosts) -> list[Site]:
    return [
        Site(
            key=f"host{number}",
            hosts=(f"{host}:{web.port}",),
            start=f"http://{host}:{web.port}/",
            discover=Discover(sitemaps=("/sitemap.xml",), feeds=(), wordpress=False),
        )
        for number, host in enumerate(web.hosts)
    ]


def crawl(web: ManyHosts, data: Path, *, read_timeout: float) -> Outcome:
    given = Settings(
        data=data,
        delay=0,
        max_delay=2 * web.web.delay,
        retries=web.web.lasting + 1,
        read_timeout=read_timeout,
        concurrency=64,
        batch_size=2_000,
        revisit_after=0,
        archive=False,
        allow_hosts=frozenset(web.hosts),
    )

    async def run() -> RunReport:
        async with open_crawl(given, sites(web)) as started:
            await started.discover()
            for job in started.batches():
                started.commit(await started.work(job))
            return started.finish()

    began = time.monotonic()
    report = asyncio.run(run())
    seconds = time.monotonic() - began
    records = list(read_reviews(data))
    return Outcome(report, web.log(), len(records), {record["url"] for record in records}, seconds)


def shorter_gaps(web: ManyHosts, log: dict[str, Saw]) -> list[tuple[str, float, float]]:
    """Hosts that saw a shorter pause than they asked for: host, what it asked, what it saw."""
    found = []
    for number, host in enumerate(web.hosts):
        asked = web.web.asks(number)
        times = log[host].times
        seen = min((later - earlier for earlier, later in itertools.pairwise(times)), default=asked)
        if seen < asked:
            found.append((host, asked, seen))
    return found


def differences(ledger: tuple[HostLedger, ...], log: dict[str, Saw]) -> list[str]:
    """Where the ledger says something else than the host's own log."""
    names = ("requests", "bytes", "not_modified", "too_many", "errors")
    kept = {entry.host: entry for entry in ledger}
    return [
        f"{host} {name}: ledger {getattr(kept.get(host), name, None)}, log {getattr(saw, name)}"
        for host, saw in log.items()
        for name in names
        if getattr(kept.get(host), name, None) != getattr(saw, name)
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hosts", type=int, default=200)
    parser.add_argument("--pages", type=int, default=50)
    parser.add_argument("--faults", type=float, default=0.3)
    parser.add_argument("--delay", type=float, default=0.1, help="Crawl-delay of every third host")
    parser.add_argument("--again", action="store_true", help="a second run over the same, unchanged hosts")
    given = parser.parse_args()
    size = given.hosts * given.pages
    with (
        tempfile.TemporaryDirectory() as folder,
        ManyHosts(hosts=given.hosts, pages=given.pages, faults=given.faults, delay=given.delay) as web,
    ):
        ok = show(web, crawl(web, Path(folder), read_timeout=10), size)
        if given.again:
            web.forget()
            ok = show(web, crawl(web, Path(folder), read_timeout=10), size) and ok
    return 0 if ok else 1


def show(web: ManyHosts, outcome: Outcome, size: int) -> bool:
    log, hosts = outcome.log, outcome.report.hosts
    short, wrong = shorter_gaps(web, log), differences(hosts, log)
    print(f"pages had                 {len(outcome.pages):>9,} of {size:,} in {outcome.seconds:.0f} s")
    print(f"shorter pauses than asked {len(short):>9} {short[:3]}")
    print(f"ledger unlike the log     {len(wrong):>9} {wrong[:3]}")
    for name in ("requests", "bytes", "not_modified", "too_many", "errors"):
        ours, theirs = sum(getattr(e, name) for e in hosts), sum(getattr(saw, name) for saw in log.values())
        print(f"  {name:<24}{ours:>9,} ledger {theirs:>12,} log")
    print(f"  {'with a body':<24}{sum(saw.full for saw in log.values()):>9,}")
    print(f"  {'retries':<24}{sum(entry.retries for entry in hosts):>9,}", flush=True)
    return len(outcome.pages) == size and not short and not wrong


if __name__ == "__main__":
    sys.exit(main())
