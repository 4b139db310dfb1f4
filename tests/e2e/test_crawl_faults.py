"""Crawls that meet trouble: bad pages, dead hosts, signals, full disks. Nothing is lost or doubled, all is said."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import flows.pipeline
from flows.errors import DatasetError
from flows.pipeline import open_crawl
from flows.settings import Settings
from flows.storage.dataset import Batch, read_reviews
from schemas.reject import Reason
from schemas.run import RunReport, SiteReport
from schemas.site import Discover, Politeness, Site
from tests.e2e.server import Reply, Route, Server

ROOT = Path(__file__).parents[2]
TITLES = ("Parasite", "Moonlight", "Roma", "Ida", "Tampopo")


def review(title: str, canonical: str | None = None) -> Reply:
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    page = f"""<!DOCTYPE html><html lang="en"><head><title>{title} Review</title>{link}</head><body><article>
        <h1>{title} Review</h1><p>{title} is a film that keeps its distance and then, in its last scene, does not.</p>
        <p>Nothing in the picture is louder than it must be, and the light of the kitchen does the rest.</p>
        <p><strong>Rating:</strong> 4/5</p></article></body></html>"""
    return Reply(page.encode())


def site_of(host: str, paths: list[str]) -> dict[str, Route]:
    """Routes of a site: a sitemap of its pages."""
    locations = "".join(f"<url><loc>http://{host}{path}</loc></url>" for path in paths)
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{locations}</urlset>'
    return {
        f"{host}/sitemap.xml": Reply(sitemap.encode(), type="application/xml"),
        f"{host}/robots.txt": Reply(b"User-agent: *\nAllow: /\n", type="text/plain"),
    }


def reviews_of(host: str) -> dict[str, Route]:
    paths = [f"/{title.lower()}/" for title in TITLES]
    pages = {f"{host}{path}": review(title) for path, title in zip(paths, TITLES, strict=True)}
    return {**site_of(host, paths), **pages}


def crawl(
    data: Path, server: Server, *hosts: str, on_start: Callable[[Any], None] | None = None, **settings: Any
) -> RunReport:
    plain = {"retries": 0, "delay": 0, "read_timeout": 2, "connect_timeout": 2, "max_delay": 1}
    chosen = Settings(data=data, **plain | settings)
    sites = [
        Site(
            key=host.partition(".")[0],
            hosts=(host,),
            start=f"http://{host}/",
            discover=Discover(sitemaps=("/sitemap.xml",), feeds=(), wordpress=False),
            politeness=Politeness(delay=0),
        )
        for host in hosts
    ]

    async def run() -> RunReport:
        async with open_crawl(chosen, sites, host_map=dict.fromkeys(hosts, server.port)) as started:
            if on_start is not None:
                on_start(started)
            await started.discover()
            for job in started.batches():
                started.commit(await started.work(job))
            return started.finish()

    return asyncio.run(run())


def titles(data: Path) -> list[str]:
    return sorted(record["work"]["title"] for record in read_reviews(data))


def only(report: RunReport) -> SiteReport:
    (site,) = report.sites
    return site


def test_a_fault_of_ours_on_one_page_costs_that_page_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stamped = flows.pipeline._stamped

    def faulty(request: Any, *rest: Any) -> Any:
        if "roma" in request.url:
            raise ZeroDivisionError("a bug")
        return stamped(request, *rest)

    with Server(reviews_of("a.test")) as server:
        monkeypatch.setattr(flows.pipeline, "_stamped", faulty)
        report = crawl(tmp_path, server, "a.test")
        assert only(report).rejects == {Reason.INTERNAL_ERROR: 1}
        assert report.failed, "it is never passed over in silence"
        assert len(titles(tmp_path)) == 4
        (line,) = [part.read_text("utf-8") for part in (tmp_path / "rejects").rglob("*.jsonl")]
        assert "ZeroDivisionError at test_crawl_faults.py" in line
        monkeypatch.undo()
        crawl(tmp_path, server, "a.test")
    assert titles(tmp_path) == sorted(TITLES), "the next run reads it"


def test_what_a_server_writes_into_an_error_does_not_end_the_run(tmp_path: Path) -> None:
    routes = reviews_of("a.test")
    routes["a.test/roma/"] = Reply(status=302, headers={"Location": f"http://{'x' * 600}.test/"})
    routes["a.test/ida/"] = Reply(head=[b"HTTP/1.1 200 OK\r\nBad" + b"\x00" * 900 + b": x\r\n\r\n"])
    with Server(routes) as server:
        report = crawl(tmp_path, server, "a.test")
    assert titles(tmp_path) == ["Moonlight", "Parasite", "Tampopo"]
    assert sum(only(report).rejects.values()) == 2


def test_a_site_that_confuses_discovery_leaves_the_others_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    discover = vars(flows.pipeline)["discover"]

    def faulty(site: Site, *rest: Any, **options: Any) -> Any:
        if site.key == "b":
            raise OverflowError("a date of the year 99999")
        return discover(site, *rest, **options)

    monkeypatch.setattr(flows.pipeline, "discover", faulty)
    with Server({**reviews_of("a.test"), **reviews_of("b.test")}) as server:
        report = crawl(tmp_path, server, "a.test", "b.test")
    assert titles(tmp_path) == sorted(TITLES)
    (b,) = [site for site in report.sites if site.site == "b"]
    assert b.problems[0].startswith("discovery broke off: OverflowError at ")
    assert report.failed


def test_a_host_that_asks_for_a_long_pause_is_left_for_the_next_run(tmp_path: Path) -> None:
    routes = reviews_of("a.test")
    routes["a.test/roma/"] = [Reply(status=429, headers={"Retry-After": "3600"}), review("Roma")]
    with Server(routes) as server:
        report = crawl(tmp_path, server, "a.test")
        site = only(report)
        assert site.visited + site.left == len(TITLES)
        assert site.left >= 1
        assert site.rejects == {}, "no page is judged for its host's pause"
        assert any(problem.startswith("a.test: ") for problem in site.problems)
        crawl(tmp_path, server, "a.test")
    assert titles(tmp_path) == sorted(TITLES)


def test_robots_txt_that_cannot_be_read_puts_no_page_away(tmp_path: Path) -> None:
    routes = reviews_of("a.test")
    good = routes["a.test/robots.txt"]
    with Server(routes) as server:
        crawl(tmp_path, server, "a.test", max_pages=2)
        server.routes["a.test/robots.txt"] = Reply(status=500)
        assert crawl(tmp_path, server, "a.test").records == 0
        server.routes["a.test/robots.txt"] = good
        crawl(tmp_path, server, "a.test")
    assert titles(tmp_path) == sorted(TITLES)


def test_variants_of_a_page_are_one_record(tmp_path: Path) -> None:
    paths = ["/roma/", "/roma/amp/", "/roma/large-print/"]
    with Server(
        {
            **site_of("a.test", paths),
            **{f"a.test{path}": review("Roma", canonical="http://a.test/roma/") for path in paths},
        }
    ) as server:
        report = crawl(tmp_path, server, "a.test")
        assert titles(tmp_path) == ["Roma"]
        assert only(report).aliases == 2
        crawl(tmp_path, server, "a.test", revisit_after=0)
    assert titles(tmp_path) == ["Roma"]


def test_a_moved_page_is_read_under_its_new_address(tmp_path: Path) -> None:
    routes: dict[str, Route] = {**site_of("a.test", ["/old/"]), "a.test/old/": review("Roma")}
    with Server(routes) as server:
        crawl(tmp_path, server, "a.test")
        server.routes["a.test/old/"] = Reply(status=301, headers={"Location": "/new/"})
        server.routes["a.test/new/"] = review("Roma")
        crawl(tmp_path, server, "a.test", revisit_after=0)
    assert [record["url"] for record in read_reviews(tmp_path)] == ["http://a.test/old/", "http://a.test/new/"]


def test_a_redirect_that_never_ends_ends(tmp_path: Path) -> None:
    def next_one(seen: Any) -> Reply:
        return Reply(status=302, headers={"Location": f"{seen.path.partition('?')[0]}?t={time.monotonic_ns()}"})

    with Server({**site_of("a.test", ["/r/"]), "a.test/r/": next_one}) as server:
        server._reply = lambda seen: (  # type: ignore[method-assign]
            next_one(seen) if seen.path.startswith("/r/") else Server._reply(server, seen)
        )
        report = crawl(tmp_path, server, "a.test")
    assert report.complete
    assert len(server.seen) < 40


def test_a_full_disk_is_one_error_and_nothing_false_is_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise DatasetError("cannot write to data: No space left on device")

    with Server(reviews_of("a.test")) as server:
        monkeypatch.setattr(Batch, "store", full)
        with pytest.raises(DatasetError, match="No space left"):
            crawl(tmp_path, server, "a.test")
        monkeypatch.undo()
        assert titles(tmp_path) == []
        crawl(tmp_path, server, "a.test")
    assert titles(tmp_path) == sorted(TITLES)


def test_a_batch_ends_after_its_time_and_the_rest_comes_with_the_next(tmp_path: Path) -> None:
    routes = {path: _slow(route) if "sitemap" not in path else route for path, route in reviews_of("a.test").items()}
    with Server(routes) as server:
        report = crawl(tmp_path, server, "a.test", batch_seconds=1)
    assert len(report.commits) > 1
    assert titles(tmp_path) == sorted(TITLES)


def _slow(route: Route) -> Route:
    assert isinstance(route, Reply)
    return Reply(route.body, type=route.type, pause=0.45)


def test_a_stopped_run_keeps_what_it_read_and_the_next_goes_on(tmp_path: Path) -> None:
    routes = reviews_of("a.test")
    routes["a.test/roma/"] = [Reply(pause=30), review("Roma")]

    def stop_soon(started: Any) -> None:
        asyncio.get_running_loop().call_later(1.5, os.kill, os.getpid(), signal.SIGTERM)

    with Server(routes) as server:
        start = time.monotonic()
        report = crawl(tmp_path, server, "a.test", on_start=stop_soon, read_timeout=60)
        assert time.monotonic() - start < 20
        assert not report.complete
        assert report.failed
        kept = titles(tmp_path)
        assert "Roma" not in kept
        assert report.records == len(kept)
        assert (tmp_path / "runs" / f"{report.run}.json").exists()
        assert list((tmp_path / ".staging").iterdir()) == []
        crawl(tmp_path, server, "a.test")
    assert titles(tmp_path) == sorted(TITLES)


@pytest.mark.prefect
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_whole_command_stops_with_one_line(tmp_path: Path, number: signal.Signals) -> None:
    data = tmp_path / "data"
    command = subprocess.Popen(
        [sys.executable, "-m", "flows.cli", "crawl", "--demo", "--data", str(data)],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while command.poll() is None and not list(data.glob(".staging/*/*")):
        time.sleep(0.01)
    os.killpg(command.pid, number)  # as a terminal does: all processes of the group
    _, told = command.communicate(timeout=120)
    assert command.returncode == 130, told
    assert "Traceback" not in told
    assert told.endswith("stopped; what was committed stays, run the command again to go on\n")
    assert list((data / ".staging").iterdir()) == []
    assert len(list((data / "runs").glob("*.json"))) == 1
