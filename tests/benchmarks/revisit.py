"""What a second visit to sites that did not change costs: requests, bodies and bytes against the first.

    python -m tests.benchmarks.revisit [--hosts 200] [--pages 50]

crawls them on loopback without a site file, as `reviewlines crawl URL` does; exit status 1 where more than 5 % of the
requests of a later visit get a body (robots.txt counts). tests/e2e does the same with few hosts.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from flows.pipeline import open_crawl
from flows.settings import Settings
from flows.sites import site_of_url
from schemas.run import RunReport
from tests.e2e.server import Reply, Route
from tests.e2e.validating import Sent, ValidatingServer

MOST_BODIES = 0.05


class Visit(NamedTuple):
    """One run."""

    report: RunReport
    sent: Sent
    seconds: float


def review(number: int) -> Reply:
    title = f"The River Keeps {number}"
    page = f"""<!DOCTYPE html><html lang="en"><head><title>{title} Review</title></head><body><article>
        <h1>{title} Review</h1><p>{title} is a film that keeps its distance and then, in its last scene, does not.</p>
        <p>Nothing in the picture is louder than it must be, and the light of the kitchen does the rest.</p>
        <p><strong>Rating:</strong> 4/5</p></article></body></html>"""
    return Reply(page.encode())


def routes_of(host: str, pages: int) -> dict[str, Route]:
    """A blog: a home page, a dated sitemap, a feed of the newest ten, its reviews."""
    paths = [f"/the-river-keeps-{number}-review/" for number in range(pages)]
    rows = "".join(f"<url><loc>http://{host}{path}</loc><lastmod>2025-01-01</lastmod></url>" for path in paths)
    items = "".join(f"<item><link>http://{host}{path}</link></item>" for path in paths[:10])
    feed = "<link rel='alternate' type='application/rss+xml' href='/feed/'>"
    return {
        f"{host}/": Reply(f"<!doctype html><title>Blog</title>{feed}".encode()),
        f"{host}/robots.txt": Reply(b"User-agent: *\nAllow: /\n", type="text/plain"),
        f"{host}/sitemap.xml": Reply(f"<urlset>{rows}</urlset>".encode(), type="application/xml"),
        f"{host}/feed/": Reply(f"<rss><channel>{items}</channel></rss>".encode(), type="application/rss+xml"),
        **{f"{host}{path}": review(number) for number, path in enumerate(paths)},
    }


def visit(
    server: ValidatingServer, hosts: list[str], data: Path, revisit_after: float, *, archive: bool = False
) -> Visit:
    """One run over all hosts."""
    settings = Settings(
        data=str(data), delay=0, revisit_after=revisit_after, concurrency=64, batch_size=2_000, archive=archive
    )
    sites = [site_of_url(f"http://{host}/") for host in hosts]
    begun = time.monotonic()

    async def run() -> RunReport:
        async with open_crawl(settings, sites, host_map=dict.fromkeys(hosts, server.port)) as crawl:
            await crawl.discover()
            for job in crawl.batches():
                crawl.commit(await crawl.work(job))
            return crawl.finish()

    return Visit(asyncio.run(run()), server.sent(), time.monotonic() - begun)


def three_visits(hosts: int, pages: int, data: Path, *, archive: bool = False) -> dict[str, Visit]:
    """The first, one soon after it, and one when every page is due again."""
    names = [f"blog{number}.test" for number in range(hosts)]
    routes: dict[str, Route] = {}
    for name in names:
        routes |= routes_of(name, pages)
    with ValidatingServer(routes) as server:
        return {
            "first": visit(server, names, data, 86_400, archive=archive),
            "soon after": visit(server, names, data, 86_400, archive=archive),
            "all due again": visit(server, names, data, 0, archive=archive),
        }


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--hosts", type=int, default=200)
    parser.add_argument("--pages", type=int, default=50)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        visits = three_visits(given.hosts, given.pages, Path(folder) / "data")
    first = visits["first"]
    held = True
    print(f"{'visit':<14} {'requests':>9} {'bodies':>8} {'share':>7} {'bytes':>12} {'records':>8} {'seconds':>8}")
    for name, (report, sent, seconds) in visits.items():
        share = sent.bodies / max(1, sent.requests)
        print(
            f"{name:<14} {sent.requests:>9,} {sent.bodies:>8,} {share:>7.1%} {sent.bytes:>12,} "
            f"{report.records:>8,} {seconds:>8.1f}"
        )
        if report is not first.report:
            held &= report.records == 0 and share <= MOST_BODIES
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
