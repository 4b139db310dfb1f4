"""What becomes of a review that changes, moves, goes and comes back; how parts are compressed and rotated."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import flows.pipeline
import flows.web.client
from flows.storage.read import read_latest, read_reviews
from tests.e2e.server import Reply, Route, Server
from tests.e2e.test_crawl_faults import crawl, review, reviews_of, site_of

PAGE = "a.test/roma/"


def told(data: Path) -> list[tuple[int, str, str]]:
    return [(record["revision"], record["status"], record["url"]) for record in read_reviews(data)]


def one_page() -> dict[str, Route]:
    return {**site_of("a.test", ["/roma/"]), PAGE: review("Roma")}


@pytest.fixture
def crawl_on(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A crawl of all pages so many days later."""
    clock = flows.pipeline.now

    def start(day: float, data: Path, server: Server) -> None:
        def later(_: object = None) -> datetime:
            return clock() + timedelta(days=day)

        monkeypatch.setattr(flows.pipeline, "now", later)
        monkeypatch.setattr(flows.web.client, "datetime", type("Later", (datetime,), {"now": later}))
        crawl(data, server, "a.test", on_start=lambda run: setattr(run, "started_at", later()), revisit_after=0)

    return start


def test_a_page_that_is_gone_gets_one_line_more(tmp_path: Path, crawl_on: Any) -> None:
    with Server(one_page()) as server:
        crawl(tmp_path, server, "a.test")
        server.routes[PAGE] = Reply(status=410)
        for day in (2, 4, 8):
            crawl_on(day, tmp_path, server)
    assert [(revision, status) for revision, status, _ in told(tmp_path)] == [(1, "present"), (2, "gone")]
    before, after = read_reviews(tmp_path)
    assert after == {**before, "revision": 2, "status": "gone"}


def test_404_means_gone_after_three_visits_over_seven_days(tmp_path: Path, crawl_on: Any) -> None:
    with Server(one_page()) as server:
        crawl(tmp_path, server, "a.test")
        server.routes[PAGE] = Reply(status=404)
        for day, lines in ((1, 1), (4, 1), (7, 1), (8.1, 2), (20, 2)):
            crawl_on(day, tmp_path, server)
            assert len(told(tmp_path)) == lines, day
    assert [(record["revision"], record["status"]) for record in read_latest(tmp_path)] == [(2, "gone")]


def test_a_page_that_comes_back_as_it_was_is_present_again(tmp_path: Path, crawl_on: Any) -> None:
    page = replace(review("Roma"), headers={"ETag": '"1"'})
    with Server(one_page() | {PAGE: page}) as server:
        crawl(tmp_path, server, "a.test")
        server.routes[PAGE] = Reply(status=404)
        for day in (1, 4, 9):
            crawl_on(day, tmp_path, server)
        server.routes[PAGE] = page
        crawl_on(90, tmp_path, server)
    assert [(revision, status) for revision, status, _ in told(tmp_path)] == [
        (1, "present"),
        (2, "gone"),
        (3, "present"),
    ]


@pytest.mark.parametrize("is_found", [True, False])
def test_a_page_that_moved_keeps_its_history(tmp_path: Path, is_found: bool) -> None:
    with Server(one_page()) as server:
        crawl(tmp_path, server, "a.test")
        server.routes[PAGE] = Reply(status=301, headers={"Location": "/new/"})
        server.routes["a.test/new/"] = review("Roma")
        crawl(tmp_path, server, "a.test", revisit_after=0)
        server.routes["a.test/new/"] = review("Roma") if not is_found else review("Ida")
        crawl(tmp_path, server, "a.test", revisit_after=0)
    urls = ["http://a.test/roma/", "http://a.test/new/", *(["http://a.test/new/"] if is_found else [])]
    assert told(tmp_path) == [(number, "present", url) for number, url in enumerate(urls, start=1)]
    assert len({record["id"] for record in read_reviews(tmp_path)}) == 1


@pytest.mark.parametrize(("compression", "suffix"), [("none", ".jsonl"), ("gzip", ".jsonl.gz"), ("zstd", ".jsonl.zst")])
def test_parts_are_compressed_and_hold_the_same_lines(tmp_path: Path, compression: str, suffix: str) -> None:
    with Server(reviews_of("a.test") | {"a.test/ida/": Reply(b"<p>nothing", type="text/html")}) as server:
        crawl(tmp_path, server, "a.test", compression=compression)
        server.routes["a.test/roma/"] = review("Roma, again")
        crawl(tmp_path, server, "a.test", compression=compression, revisit_after=0)
    parts = [path for kind in ("reviews", "evidence", "rejects") for path in (tmp_path / kind).rglob("part-*")]
    assert len(parts) == 5
    assert all(path.name.endswith(suffix) for path in parts)
    assert [record["revision"] for record in read_reviews(tmp_path)] == [1, 1, 1, 1, 2]


@pytest.mark.parametrize(("settings", "parts"), [({"part_rows": 2}, [2, 2, 1]), ({"part_bytes": 1}, [1, 1, 1, 1, 1])])
def test_a_part_that_is_large_enough_ends_its_batch(tmp_path: Path, settings: Any, parts: list[int]) -> None:
    with Server(reviews_of("a.test")) as server:
        report = crawl(tmp_path, server, "a.test", archive=False, **settings)
    manifests = [json.loads(path.read_bytes()) for path in sorted((tmp_path / "manifest").iterdir())]
    rows = [file["rows"] for manifest in manifests for file in manifest["files"] if file["kind"] == "reviews"]
    assert rows == parts
    assert report.complete
    assert not report.failed
