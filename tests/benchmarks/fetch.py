"""What a request costs: CPU and requests per second of our client beside others, at several numbers of connections.

    python -m tests.benchmarks.fetch [--connections 1 8 32 128] [--requests 1500] [--rounds 3] [--small]
                                     [--peers OTHER/bin/python] [--json]

A server in a process of its own answers on 127.0.0.0/8, one address per connection, with a page of 174 KB in 34 KB of
gzip (`--small`: 840 bytes as they are). Each client runs in a fresh process, all of them by turns, and the medians of
the rounds are printed. aiohttp and Scrapy run in the interpreter of `--peers` (or in this one) where they are
installed, and are left out where not. Ours is `flows.web.client.Client` as a crawl uses it, with
the address guard, robots.txt, the throttle (at no delay) and the ledger; `transport` is the engine below it alone.
"""

import argparse
import asyncio
import gzip
import json
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Any

from tests.benchmarks.answers import NOT_FOUND, ok, serve
from tests.benchmarks.tables import Cell, Table, publish

Get = Callable[[str], Awaitable[Any]]

CLIENTS = {
    "reviewlines": None,
    "transport": None,
    "httpx": None,
    "aiohttp": "aiohttp",
    "scrapy": "scrapy",
    "streams": None,
}
"""Clients by name, with the module that they need."""


def page(size: int = 174_000) -> bytes:
    """Text that gzip makes about five times smaller, as it does with real pages."""
    dice = random.Random(6)  # noqa: S311 - no secret
    words = ["".join(dice.choices("etaoinshrdlu", k=dice.randint(2, 9))) for _ in range(3_000)]
    text = " ".join(dice.choices(words, k=size // 6))
    return f"<!doctype html><title>A page</title><p>{text}"[:size].encode()


async def serve_page(*, small: bool) -> None:
    """The same page to each request; no robots.txt."""
    answer = ok(page(840)) if small else ok(gzip.compress(page(), 6), b"Content-Encoding: gzip")
    await serve(lambda path: NOT_FOUND if path == b"/robots.txt" else answer)


async def ask(get: Get, urls: Sequence[str], requests: int) -> None:
    """Ask for all URLs at once, each again and again, until there were enough."""
    left = iter(range(requests))

    async def one(url: str) -> None:
        for _ in left:
            await get(url)

    await asyncio.gather(*(one(url) for url in urls))


async def with_reviewlines(urls: Sequence[str], requests: int) -> None:
    from flows.settings import Settings
    from flows.web.client import Client

    hosts = frozenset(url.split("/")[2].partition(":")[0] for url in urls)
    async with Client(Settings(delay=0, allow_hosts=hosts, concurrency=len(urls))) as client:
        await ask(client.get, urls, requests)


async def with_transport(urls: Sequence[str], requests: int) -> None:
    import httpx

    from flows.web.addresses import Guard
    from flows.web.transport import GuardedTransport

    guard = Guard([url.split("/")[2].partition(":")[0] for url in urls])
    transport = GuardedTransport(guard, connections=len(urls))
    async with httpx.AsyncClient(transport=transport, trust_env=False) as client:
        await ask(client.get, urls, requests)


async def with_httpx(urls: Sequence[str], requests: int) -> None:
    import httpx

    async with httpx.AsyncClient(limits=httpx.Limits(max_connections=len(urls)), trust_env=False) as client:
        await ask(client.get, urls, requests)


async def with_aiohttp(urls: Sequence[str], requests: int) -> None:
    import aiohttp

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=len(urls))) as session:

        async def get(url: str) -> None:
            async with session.get(url) as response:
                await response.read()

        await ask(get, urls, requests)


async def with_streams(urls: Sequence[str], requests: int) -> None:
    """The floor: asyncio's streams, no HTTP to speak of, and zlib."""
    import zlib

    streams = {url: await asyncio.open_connection(*_address(url), limit=1_000_000) for url in urls}

    async def get(url: str) -> None:
        reader, writer = streams[url]
        writer.write(b"GET /page HTTP/1.1\r\nHost: a\r\n\r\n")
        head = await reader.readuntil(b"\r\n\r\n")
        body = await reader.readexactly(int(head.rpartition(b":")[2]))
        if b"gzip" in head:
            zlib.decompress(body, 31)

    await ask(get, urls, requests)
    for _, writer in streams.values():
        writer.close()


def with_scrapy(urls: Sequence[str], requests: int) -> None:
    import scrapy
    from scrapy.crawler import CrawlerProcess

    class Spider(scrapy.Spider):  # type: ignore[misc]
        name = "fetch"

        async def start(self) -> Any:
            for number in range(requests):
                yield scrapy.Request(urls[number % len(urls)], dont_filter=True)

        def parse(self, response: Any) -> None:
            len(response.body)

    settings = {
        "LOG_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "ROBOTSTXT_OBEY": False,
        "COOKIES_ENABLED": False,
        "RETRY_ENABLED": False,
        "DOWNLOAD_DELAY": 0,
        "CONCURRENT_REQUESTS": len(urls),
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    }
    process = CrawlerProcess(settings)
    process.crawl(Spider)
    process.start()


def _address(url: str) -> tuple[str, int]:
    host, _, port = url.split("/")[2].partition(":")
    return host, int(port)


def run_client(name: str, connections: int, requests: int, port: int) -> None:
    """In a process of its own: ask, and print what it took. Imports and the first connections are not counted."""
    urls = [f"http://127.0.{number // 250}.{number % 250 + 1}:{port}/page" for number in range(connections)]
    client = globals()[f"with_{name}"]

    def go(number: int) -> None:
        outcome = client(urls, number)
        if asyncio.iscoroutine(outcome):
            asyncio.run(outcome)

    if name != "scrapy":  # its reactor starts once in a process: there, the start is counted
        go(connections)
    began, cpu = time.perf_counter(), _cpu()
    go(requests)
    seconds, spent = time.perf_counter() - began, _cpu() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"cpu_ms": 1000 * spent / requests, "per_second": requests / seconds, "mb": peak}))


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def measure(
    clients: Mapping[str, str], connections: Sequence[int], requests: int, rounds: int, *, small: bool
) -> Iterator[Table]:
    """Measure clients, by name the interpreter that each runs in, and give the medians."""
    here = ["-m", "tests.benchmarks.fetch"]
    missing = ", ".join(sorted(set(CLIENTS) - set(clients)))
    with subprocess.Popen(
        [sys.executable, *here, "--serve", *(["--small"] if small else [])], stdout=subprocess.PIPE
    ) as server:
        try:
            assert server.stdout is not None
            port = int(server.stdout.readline())
            for count in connections:
                results: dict[str, list[dict[str, float]]] = {name: [] for name in clients}
                for _ in range(rounds):
                    for name, found in results.items():
                        job = [clients[name], *here, "--client", name, str(count), str(requests), str(port)]
                        done = subprocess.run(job, check=True, capture_output=True)
                        found.append(json.loads(done.stdout))
                notes = [f"Not measured: {missing}."] if missing else []
                rows: list[Sequence[Cell]] = [(name, *_medians(found)) for name, found in results.items()]
                title = f"Fetching over {count} connection{'s' if count > 1 else ''}, {requests:,} requests"
                yield Table(title, ("client", "CPU ms/request", "requests/s", "peak MB"), rows, notes)
        finally:
            server.kill()


def _medians(runs: list[dict[str, float]]) -> Iterator[float]:
    return (statistics.median(run[key] for run in runs) for key in ("cpu_ms", "per_second", "mb"))


def _interpreter(client: str, peers: str) -> str | None:
    """Where a client runs: ours and what we are built on here, the others where they are installed."""
    need = CLIENTS[client]
    if need is None:
        return sys.executable
    found = subprocess.run([peers, "-c", f"import {need}"], check=False, capture_output=True)
    return peers if found.returncode == 0 else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 8, 32, 128])
    parser.add_argument("--requests", type=int, default=1_500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--small", action="store_true", help="840 bytes instead of 174 KB in gzip")
    parser.add_argument("--clients", nargs="+", default=list(CLIENTS), choices=list(CLIENTS))
    parser.add_argument("--peers", default=sys.executable, help="interpreter that has the other clients")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--client", nargs=4, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        asyncio.run(serve_page(small=given.small))
    elif given.client:
        name, *numbers = given.client
        run_client(name, *map(int, numbers))
    else:
        there = {name: python for name in given.clients if (python := _interpreter(name, given.peers))}
        found = measure(there, given.connections, given.requests, given.rounds, small=given.small)
        publish(found, as_json=given.json)


if __name__ == "__main__":
    main()
