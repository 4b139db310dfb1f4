"""Fetch, extract, validate and write pages, in one interleaved run beside Scrapy with extruct.

    python -m tests.benchmarks.composite FOLDER [--pages 2000] [--rounds 3] [--peers OTHER/bin/python] [--json]

The HTML files below FOLDER are served in gzip, in turn, on 32 addresses of 127.0.0.0/8. Ours is the worker of a crawl
(`flows.pipeline.work_batch`): robots.txt, the address guard, records and evidence written, the archive off and, in a
row of its own, on. Scrapy asks the same URLs with robots.txt, cookies and retries off; extruct reads JSON-LD, microdata
and OpenGraph, and a feed export writes them. Each runs in a fresh process, by turns; the medians are printed. Scrapy
and extruct are taken from the interpreter of `--peers`, and left out where they are not installed.
"""

import argparse
import asyncio
import gzip
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from tests.benchmarks.answers import NOT_FOUND, ok, serve
from tests.benchmarks.tables import Cell, Table, publish

_HOSTS: Final = 32
_JOBS: Final = {"reviewlines": "ours", "reviewlines, archive": "archived", "scrapy + extruct": "scrapy"}


async def serve_pages(bodies: Iterable[bytes]) -> None:
    """The page of the number in the path."""
    answers = [ok(gzip.compress(body, 6), b"Content-Encoding: gzip") for body in bodies]

    def answer(path: bytes) -> bytes:
        kind, _, number = path.removeprefix(b"/").partition(b"/")
        return answers[int(number) % len(answers)] if kind == b"page" else NOT_FOUND

    await serve(answer)


def urls(port: int, pages: int) -> list[str]:
    return [f"http://127.0.0.{number % _HOSTS + 1}:{port}/page/{number}" for number in range(pages)]


def run_ours(port: int, pages: int, folder: Path, *, archive: bool = False) -> int:
    """The worker of a crawl; gives how many pages have an outcome."""
    from flows.pipeline import BatchJob, work_batch
    from flows.settings import Settings
    from flows.web.client import Client
    from schemas.page import FetchRequest
    from schemas.site import Site, host_of

    asked = urls(port, pages)
    hosts = sorted({host_of(url) for url in asked})
    given = Settings(
        data=str(folder),
        delay=0,
        max_delay=0,
        archive=archive,
        batch_seconds=3_600,
        allow_hosts=frozenset(host.partition(":")[0] for host in hosts),
    )
    sites = tuple(Site(key=f"s{number}", hosts=(host,)) for number, host in enumerate(hosts))
    key_of = {site.hosts[0]: site.key for site in sites}
    requests = tuple(FetchRequest(url, key_of[host_of(url)], f"claim-{url}") for url in asked)

    async def work() -> int:
        async with Client(given) as client:
            result = await work_batch(BatchJob("bench", str(folder), given, sites, requests), client)
        return sum(site.visited for site in result.sites)

    return asyncio.run(work())


def run_archived(port: int, pages: int, folder: Path) -> int:
    return run_ours(port, pages, folder, archive=True)


def run_scrapy(port: int, pages: int, folder: Path) -> int:
    """Scrapy's crawler with extruct in its callback; gives how many items there were."""
    import extruct
    import scrapy
    from scrapy.crawler import CrawlerProcess

    done = 0

    class Spider(scrapy.Spider):  # type: ignore[misc]
        name = "composite"

        async def start(self) -> Any:
            for url in urls(port, pages):
                yield scrapy.Request(url, dont_filter=True)

        def parse(self, response: Any) -> Any:
            nonlocal done
            done += 1
            syntaxes = ["json-ld", "microdata", "opengraph"]
            found = extruct.extract(response.text, base_url=response.url, syntaxes=syntaxes, errors="ignore")
            yield {"url": response.url, **found}

    settings = {
        "LOG_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "ROBOTSTXT_OBEY": False,
        "COOKIES_ENABLED": False,
        "RETRY_ENABLED": False,
        "DOWNLOAD_DELAY": 0,
        "CONCURRENT_REQUESTS": _HOSTS,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "FEEDS": {str(folder / "items.jsonl"): {"format": "jsonlines"}},
    }
    process = CrawlerProcess(settings)
    process.crawl(Spider)
    process.start()
    return done


def run(job: str, port: int, pages: int) -> None:
    """In a process of its own: do it, and print what it took; imports and start-up are counted."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        done = globals()[f"run_{job}"](port, pages, Path(folder))
        written = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
    used = resource.getrusage(resource.RUSAGE_SELF)
    figures = {
        "done": done,
        "per_second": done / (time.perf_counter() - began),
        "cpu_ms": 1000 * (used.ru_utime + used.ru_stime) / done,
        "mb": used.ru_maxrss / 1024,
        "kb": written / 1024 / done,
    }
    print(json.dumps(figures))


def measure(folder: Path, pages: int, rounds: int, peers: str) -> Table:
    """The medians of all rounds."""
    here = ["-m", "tests.benchmarks.composite"]
    has_peers = (
        subprocess.run([peers, "-c", "import scrapy, extruct"], check=False, capture_output=True).returncode == 0
    )
    jobs = {name: job for name, job in _JOBS.items() if job != "scrapy" or has_peers}
    results: dict[str, list[dict[str, float]]] = {name: [] for name in jobs}
    with subprocess.Popen([sys.executable, *here, str(folder), "--serve"], stdout=subprocess.PIPE) as server:
        try:
            assert server.stdout is not None
            port = server.stdout.readline().decode().strip()
            for _ in range(rounds):
                for name, job in jobs.items():
                    python = peers if job == "scrapy" else sys.executable
                    command = [python, *here, str(folder), "--job", job, port, str(pages)]
                    done = subprocess.run(command, check=True, capture_output=True)
                    results[name].append(json.loads(done.stdout))
        finally:
            server.kill()
    figures = ("done", "per_second", "cpu_ms", "mb", "kb")
    rows: list[Sequence[Cell]] = [
        (name, *(statistics.median(one[key] for one in runs) for key in figures)) for name, runs in results.items()
    ]
    notes = [] if has_peers else ["Not measured, as not installed: Scrapy and extruct."]
    columns = ("", "pages", "pages/s", "CPU ms/page", "peak MB", "KB written/page")
    return Table(f"Fetch, extract, validate and write {pages:,} pages of {folder.name}", columns, rows, notes)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", default=sys.executable, help="interpreter that has Scrapy and extruct")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--job", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        files = sorted(file for kind in ("*.html", "*.htm") for file in given.folder.rglob(kind))
        asyncio.run(serve_pages(file.read_bytes() for file in files))
    elif given.job:
        job, port, pages = given.job
        run(job, int(port), int(pages))
    else:
        publish([measure(given.folder, given.pages, given.rounds, given.peers)], as_json=given.json)


if __name__ == "__main__":
    main()
