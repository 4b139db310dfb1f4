"""Backfills from archives on loopback, from files and from lists: the same records as a crawl gives."""

import asyncio
import gzip
import os
import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from flows.captures import Asked, read_url_list
from flows.errors import UsageError
from flows.fill import open_fill, plan_backfill, read_batch
from flows.pipeline import BatchJob, now
from flows.reread import reread_archive
from flows.settings import Settings
from flows.sites import load_sites, site_of_url
from flows.storage.database import open_database
from flows.storage.dataset import Dataset
from flows.storage.read import read_manifests, read_reviews
from flows.storage.store import open_store
from flows.storage.verify import verify
from schemas.run import BackfillPlan, RunReport
from tests.e2e.archives import CRAWL, HOSTS, SETTINGS, Captured, CommonCrawl, Wayback, day, review
from tests.e2e.server import Reply, Server
from tests.warcs import response


@pytest.fixture
def web() -> Iterator[Server]:
    with Server() as server:
        yield server


def ports(web: Server) -> dict[str, int]:
    return dict.fromkeys((*HOSTS, "a.test", "b.test"), web.port)


def settings(data: Path, **more: Any) -> Settings:
    return Settings.model_validate({"data": str(data), "delay": 0, "retries": 1, **SETTINGS, **more})


def run(given: Settings, asked: Asked, web: Server, *, batches: int | None = None, key: str | None = None) -> RunReport:
    """A backfill to its end, or stopped after so many batches."""

    async def work() -> RunReport:
        async with open_fill(given, asked, load_sites(None), key=key, host_map=ports(web)) as fill:
            await fill.list_sources()
            done = 0
            while done != batches and (job := fill.next_job()) is not None:
                fill.commit(job, await read_batch(job))
                done += 1
            return fill.finish()

    return asyncio.run(work())


def planned(given: Settings, asked: Asked, web: Server) -> BackfillPlan:
    return asyncio.run(plan_backfill(given, asked, load_sites(None), host_map=ports(web)))


def rows(data: Path) -> list[tuple[str, int, int, str, str]]:
    """URL, revision, rating, source and day of capture of each line, sorted."""
    return sorted(
        (row["url"], row["revision"], row["rating"]["value"], row["page"]["capture"], row["page"]["fetched_at"][:10])
        for row in read_reviews(str(data))
    )


def check(data: Path) -> None:
    store = open_store(str(data))
    database = open_database(store, None)
    report = verify(store, database)
    database.close()
    assert report.problems == ()
    assert store.names(".staging") == []


FILMS = ("Ran", "Ida", "Roma", "Moonlight", "Parasite")


def captures(host: str = "a.test") -> list[Captured]:
    return [Captured(f"http://{host}/{film.lower()}/", day(2019, 5, 20), review(film, 60)) for film in FILMS]


# Common Crawl


def test_pages_of_common_crawl_become_records(tmp_path: Path, web: Server) -> None:
    crawl = CommonCrawl(
        [*captures(), Captured("http://a.test/a.pdf", day(2019, 5, 2), b"%PDF", mime="application/pdf")]
    )
    web.routes.update(crawl.routes())
    report = run(settings(tmp_path), Asked(targets=("a.test",), common_crawl=(CRAWL,)), web)
    assert rows(tmp_path) == sorted((one.url, 1, 60, "common_crawl", "2019-05-20") for one in captures())
    assert not report.failed
    assert {host.host: host.requests for host in report.hosts} == {"index.cc.test": 4, "data.cc.test": 5}
    assert sorted(crawl.asked) == sorted(
        (offset, offset + length - 1) for url, (offset, length) in crawl.places.items() if "pdf" not in url
    )
    assert "/robots.txt" not in [seen.path for seen in web.seen]
    check(tmp_path)


def test_logs_that_were_kept_long_enough_are_deleted(tmp_path: Path, web: Server) -> None:
    web.routes.update(CommonCrawl(captures()).routes())
    old = tmp_path / "logs" / "old.jsonl"
    old.parent.mkdir()
    old.touch()
    os.utime(old, (0, 0))
    report = run(settings(tmp_path), Asked(targets=("a.test",), common_crawl=(CRAWL,)), web)
    assert [path.name for path in old.parent.iterdir()] == [f"{report.run}.jsonl"]


def test_a_host_that_common_crawl_has_not_gives_nothing(tmp_path: Path, web: Server) -> None:
    web.routes.update(CommonCrawl(captures()).routes())
    report = run(settings(tmp_path), Asked(targets=("b.test",), common_crawl=(CRAWL,)), web)
    assert (report.records, report.problems) == (0, ())


@pytest.mark.parametrize(
    ("answers", "detail"),
    [
        ([Reply(status=416)] * 2, "the file has no byte"),
        ([Reply(b"x" * 50_000, 200)], "does not give parts"),
        ([Reply(b"x" * 10, 206, {"Content-Range": "bytes 0-9/10"})], "another part"),
        ([Reply(b"x", length=400, status=206, headers={"Content-Range": "bytes 0-399/10"})] * 2, "cut off"),
        ([Reply(status=503)] * 2, "HTTP 503"),
    ],
)
def test_a_range_that_cannot_be_had_is_a_reject_of_its_page_alone(
    tmp_path: Path, web: Server, answers: list[Reply | None], detail: str
) -> None:
    crawl = CommonCrawl(captures())
    crawl.instead[0] = answers
    web.routes.update(crawl.routes())
    report = run(settings(tmp_path, max_delay=1), Asked(targets=("a.test",), common_crawl=(CRAWL,)), web)
    assert [row[0] for row in rows(tmp_path)] == sorted(one.url for one in captures()[1:])
    assert sum(sum(site.rejects.values()) for site in report.sites) == 1
    (rejects,) = (tmp_path / "rejects").rglob("*.jsonl")
    assert detail in rejects.read_text()
    check(tmp_path)


@pytest.mark.parametrize(
    "answer",
    [Reply(hang_up=True), Reply(status=503), Reply(b"x", length=400, status=206), Reply(status=500)],
    ids=["hangs up", "503", "cut", "500"],
)
def test_a_range_is_asked_for_again_where_that_may_help(tmp_path: Path, web: Server, answer: Reply) -> None:
    crawl = CommonCrawl(captures())
    crawl.instead[0] = [answer]
    web.routes.update(crawl.routes())
    run(settings(tmp_path), Asked(targets=("a.test",), common_crawl=(CRAWL,)), web)
    assert len(rows(tmp_path)) == 5
    assert len(crawl.asked) == 6


def test_an_index_that_fails_is_a_problem_and_the_run_fails(tmp_path: Path, web: Server) -> None:
    web.routes[f"/{CRAWL}-index?*"] = Reply(status=500)
    report = run(settings(tmp_path, retries=0), Asked(targets=("a.test",), common_crawl=(CRAWL,)), web)
    assert report.failed
    assert report.problems == ("a.test/*: HTTP 500",)


# The Wayback Machine


def test_captures_of_the_wayback_machine_follow_one_another(tmp_path: Path, web: Server) -> None:
    url = "http://a.test/ran/"
    past = [
        Captured(url, day(2017, 3, 2), review("Ran", 40)),
        Captured(url, day(2017, 3, 30), review("Ran", 50)),
        Captured(url, day(2017, 8, 1), review("Ran", 50)),
        Captured(url, day(2018, 1, 1), review("Ran", 70)),
        Captured(url, day(2020, 1, 1), review("Ran", 80)),
    ]
    web.routes.update(Wayback(past).routes())
    asked = Asked(targets=("http://a.test/",), wayback=True, until=day(2019, 1, 1))
    report = run(settings(tmp_path), asked, web)
    assert rows(tmp_path) == [(url, 1, 50, "wayback", "2017-03-30"), (url, 2, 70, "wayback", "2018-01-01")]
    assert [seen.path for seen in web.seen if "/web/" in seen.path] == [
        f"/web/{stamp}000000id_/{url}" for stamp in (20170330, 20170801, 20180101)
    ]
    assert report.sites[0].unchanged == 1
    check(tmp_path)

    # What the next run finds is newer, and follows; what is older than what is there is passed over.
    report = run(settings(tmp_path), Asked(targets=("http://a.test/",), wayback=True), web)
    assert rows(tmp_path)[2:] == [(url, 3, 80, "wayback", "2020-01-01")]
    assert report.sites[0].visited == 1
    check(tmp_path)


def test_an_archive_that_asks_for_patience_is_given_it_and_else_left(tmp_path: Path, web: Server) -> None:
    past = [Captured(f"http://a.test/{film.lower()}/", day(2017, 3, 2), review(film, 40)) for film in FILMS]
    wayback = Wayback(past)
    wayback.instead["20170302000000"] = [
        None,
        Reply(status=429, headers={"Retry-After": "1"}),
        None,
        Reply(status=429, headers={"Retry-After": "3600"}),
    ]
    web.routes.update(wayback.routes())
    asked = Asked(targets=("a.test",), wayback=True)
    report = run(settings(tmp_path), asked, web)
    assert report.failed is False
    assert sum(site.left for site in report.sites) == 3
    assert len(rows(tmp_path)) == 2
    run(settings(tmp_path), asked, web)
    assert len(rows(tmp_path)) == 5
    check(tmp_path)


def test_a_capture_that_is_gone_from_the_archive_says_nothing_of_its_site(tmp_path: Path, web: Server) -> None:
    past = [Captured("http://a.test/ran/", day(2017, month, 2), review("Ran", 40 + month)) for month in (3, 4)]
    wayback = Wayback(past, instead={"20170402000000": [Reply(status=410)]})
    web.routes.update(wayback.routes())
    report = run(settings(tmp_path), Asked(targets=("a.test",), wayback=True), web)
    assert rows(tmp_path) == [("http://a.test/ran/", 1, 43, "wayback", "2017-03-02")]
    assert report.sites[0].rejects == {"unreadable": 1}


# Files


def write(file: Path, *records: bytes) -> str:
    file.write_bytes(b"".join(map(gzip.compress, records)))
    return str(file)


def test_files_are_read_in_batches_that_a_stopped_run_goes_on_with(tmp_path: Path, web: Server) -> None:
    films = [f"{film} {number}" for film in FILMS for number in range(4)]
    at = day(2019, 5)
    pages = [(f"http://a.test/{film.replace(' ', '-').lower()}/", review(film, 60)) for film in films]
    file = write(tmp_path / "a.warc.gz", *(response(url, body, at) for url, body in pages))
    asked = Asked(warcs=(file,))
    given = settings(tmp_path / "data", batch_size=6)
    first = run(given, asked, web, batches=2)
    assert len(rows(tmp_path / "data")) == 12
    assert len(first.commits) == 2
    second = run(given, asked, web)
    assert len(rows(tmp_path / "data")) == 20
    assert sum(site.visited for site in second.sites) == 8
    third = run(given, asked, web)
    assert third.commits == ()
    assert len(list(read_manifests(open_store(str(tmp_path / "data"))))) == 4
    check(tmp_path / "data")


def test_of_all_sources_together_the_best_capture_of_a_month_is_read(tmp_path: Path, web: Server) -> None:
    url = "http://a.test/ran/"
    file = write(tmp_path / "a.warc.gz", response(url, review("Ran", 10), day(2019, 5, 9)))
    web.routes.update(CommonCrawl([Captured(url, day(2019, 5, 20), review("Ran", 20))]).routes())
    web.routes.update(Wayback([Captured(url, day(2019, 5, 3), review("Ran", 30))]).routes())
    asked = Asked(targets=("a.test",), warcs=(file,), common_crawl=(CRAWL,), wayback=True)
    plan = planned(settings(tmp_path / "data"), asked, web)
    assert (plan.pages, plan.requests, plan.sources) == (1, 1, {"common_crawl": 1})
    assert not (tmp_path / "data").exists()
    run(settings(tmp_path / "data"), asked, web)
    assert rows(tmp_path / "data") == [(url, 1, 20, "common_crawl", "2019-05-20")]


def test_a_file_that_is_damaged_gives_what_it_has_and_fails_the_run(tmp_path: Path, web: Server) -> None:
    whole = response("http://a.test/ran/", review("Ran", 10), day(2019, 5, 9))
    file = write(tmp_path / "a.warc.gz", whole)
    (tmp_path / "a.warc.gz").write_bytes(Path(file).read_bytes() + gzip.compress(whole)[:60])
    report = run(settings(tmp_path / "data"), Asked(warcs=(file,)), web)
    assert report.failed
    assert len(rows(tmp_path / "data")) == 1


def test_coded_bodies_are_decoded_and_a_bomb_is_not(tmp_path: Path, web: Server) -> None:
    at, coded = day(2019, 5), "Content-Type: text/html\r\nContent-Encoding: gzip\r\n"
    file = write(
        tmp_path / "a.warc.gz",
        response("http://a.test/1/", gzip.compress(review("Ran", 10)), at, fields=coded),
        response("http://a.test/2/", review("Ida", 20), at, fields=coded),
        response("http://a.test/3/", gzip.compress(b" " * 20_000_000), at, fields=coded),
        response("http://a.test/4/", b"\x1f\x8bdamaged", at, fields=coded),
    )
    report = run(settings(tmp_path / "data"), Asked(warcs=(file,)), web)
    assert [row[:3] for row in rows(tmp_path / "data")] == [("http://a.test/1/", 1, 10), ("http://a.test/2/", 1, 20)]
    assert report.sites[0].rejects == {"too_large": 1, "unreadable": 1}
    check(tmp_path / "data")


def test_what_a_crawl_has_read_since_is_not_read_again(tmp_path: Path, web: Server) -> None:
    url = "http://a.test/ran/"
    web.routes["a.test/ran/"] = Reply(review("Ran", 90))
    run(settings(tmp_path / "data"), Asked(urls=(url,)), web)
    file = write(tmp_path / "a.warc.gz", response(url, review("Ran", 10), day(2019, 5)))
    assert planned(settings(tmp_path / "data"), Asked(warcs=(file,)), web).known == 1
    report = run(settings(tmp_path / "data"), Asked(warcs=(file,)), web)
    assert report.commits == ()
    assert [row[2] for row in rows(tmp_path / "data")] == [90]


def test_captures_of_a_page_that_is_as_it_was_are_kept_once_and_can_be_read_again(tmp_path: Path, web: Server) -> None:
    url, body = "http://a.test/ran/", review("Ran", 10)
    file = write(tmp_path / "a.warc.gz", *(response(url, body, day(2019, month)) for month in (5, 6, 7)))
    run(settings(tmp_path / "data"), Asked(warcs=(file,)), web)
    assert [row[1] for row in rows(tmp_path / "data")] == [1]
    given = settings(tmp_path / "data")
    with Dataset.open(given.data, now=now(), extractor_version="0") as dataset:
        reading = reread_archive(dataset, given, lambda _, found: site_of_url(found), clock=now)
    assert reading is not None
    assert [site.pages for site in reading.sites] == [1]
    check(tmp_path / "data")


def test_a_capture_of_a_page_that_is_not_there_any_more_is_read(tmp_path: Path, web: Server) -> None:
    url = "http://a.test/ran/"
    web.routes["a.test/ran/"] = Reply(status=404)
    run(settings(tmp_path / "data"), Asked(urls=(url,)), web)
    file = write(tmp_path / "a.warc.gz", response(url, review("Ran", 10), day(2019, 5)))
    run(settings(tmp_path / "data"), Asked(warcs=(file,)), web)
    assert [row[:3] for row in rows(tmp_path / "data")] == [(url, 1, 10)]
    check(tmp_path / "data")


def test_a_record_whose_page_is_gone_does_not_come_back_from_an_archive(tmp_path: Path, web: Server) -> None:
    url = "http://a.test/ran/"
    web.routes["a.test/ran/"] = [Reply(review("Ran", 10)), Reply(status=410)]
    for key in ("first", "second"):
        run(settings(tmp_path / "data"), Asked(urls=(url,)), web, key=key)
    file = write(tmp_path / "a.warc.gz", response(url, review("Ran", 10), day(2019, 5)))
    run(settings(tmp_path / "data"), Asked(warcs=(file,)), web)
    statuses = [row["status"] for row in read_reviews(str(tmp_path / "data"))]
    assert statuses == ["present", "gone"]


# Lists and sites


def test_a_list_is_read_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / "urls.txt"
    file.write_text("\ufeffhttps://a.test/1\n\n# a comment\n  https://a.test/2  \nhttps://a.test/1\n")
    assert read_url_list(file) == ("https://a.test/1", "https://a.test/2")
    file.write_text("https://a.test/1\nftp://a.test/2\n")
    with pytest.raises(UsageError, match=r"urls\.txt, line 2: 'ftp://a\.test/2' is no URL"):
        read_url_list(file)
    file.write_text("\n")
    with pytest.raises(UsageError, match="has no URLs"):
        read_url_list(file)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Asked(), "nothing to read"),
        (Asked(wayback=True), "an archive of the web is asked for"),
        (Asked(targets=("a.test",), common_crawl=("../x",)), "is no crawl of Common Crawl"),
        (Asked(targets=("a.test",), since=day(2020, 1), until=day(2019, 1)), "--since is after --until"),
    ],
)
def test_what_cannot_be_is_told(asked: Asked, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        asked.check()


def test_urls_of_a_list_are_asked_for_once_and_politely(tmp_path: Path, web: Server) -> None:
    urls = [f"http://{host}/{film.lower()}/" for host in ("a.test", "b.test") for film in FILMS]
    web.routes.update({one.removeprefix("http://"): Reply(review("Ran", 60)) for one in urls})
    web.routes["b.test/robots.txt"] = Reply(b"User-agent: *\nDisallow: /ran/\n", type="text/plain")
    report = run(settings(tmp_path, batch_size=3, delay=0.2), Asked(urls=tuple(urls)), web)
    assert len(report.commits) == 4
    assert len(rows(tmp_path)) == 9
    assert sorted(web.paths()) == sorted([*(one[13:] for one in urls if one != "http://b.test/ran/")])
    for host in ("a.test", "b.test"):
        times = [seen.at for seen in web.seen if seen.host == host]
        assert min(later - earlier for earlier, later in pairwise(times)) > 0.1
    assert not report.failed
    check(tmp_path)


def test_hosts_take_turns_in_a_batch(tmp_path: Path, web: Server) -> None:
    urls = [f"http://{host}/{film.lower()}/" for host in ("a.test", "b.test") for film in FILMS]
    web.routes.update({one.removeprefix("http://"): Reply(review("Ran", 60)) for one in urls})
    run(settings(tmp_path, batch_size=4), Asked(urls=tuple(urls)), web, batches=1)
    assert [len(web.paths(host)) for host in ("a.test", "b.test")] == [2, 2]


def test_a_site_is_asked_for_what_it_published_in_a_time(tmp_path: Path, web: Server) -> None:
    inside, after, before = "http://a.test/2016/05/ran/", "http://a.test/2018/05/ida/", "http://a.test/2014/05/roma/"
    dates = {inside: "2016-05-09", after: "2018-05-09", before: "2014-05-09"}
    entries = "".join(f"<url><loc>{url}</loc><lastmod>{dates[url]}</lastmod></url>" for url in dates)
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'
    web.routes["a.test/sitemap.xml"] = Reply(sitemap.encode(), type="application/xml")
    web.routes["a.test/"] = Reply(b"<html><body>home</body></html>")
    web.routes.update({url.removeprefix("http://"): Reply(review("Ran", 60)) for url in dates})
    asked = Asked(targets=("http://a.test/",), since=day(2016, 1), until=day(2016, 12))
    assert planned(settings(tmp_path / "no"), asked, web).pages == 1
    run(settings(tmp_path / "data"), asked, web)
    assert [row[0] for row in rows(tmp_path / "data")] == [inside]


@pytest.mark.parametrize("seed", range(3))
def test_batches_whose_worker_was_lost_are_handed_out_once_more(tmp_path: Path, web: Server, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    at = day(2019, 5)
    urls = [f"http://a.test/{number}/" for number in range(60)]
    file = write(tmp_path / "a.warc.gz", *(response(url, b"<p>nothing", at) for url in urls))
    given = settings(tmp_path / "data", batch_size=5, runner="processes", workers=2)

    async def work() -> int:
        async with open_fill(given, Asked(warcs=(file,)), load_sites(None)) as fill:
            await fill.list_sources()
            running: list[BatchJob] = []
            while True:
                while len(running) < 3 and (job := fill.next_job()) is not None:
                    running.append(job)
                if not running:
                    break
                job = running.pop(chance.randrange(len(running)))
                if chance.random() < 0.4:
                    fill.give_back(job)
                else:
                    fill.commit(job, await read_batch(job))
            fill.finish()
            return fill.left

    assert asyncio.run(work()) == 0
    check(tmp_path / "data")


def test_the_end_of_a_backfill_comes_in_few_batches(tmp_path: Path) -> None:
    """A batch is half full at least, or it has all that was free, which happens once for each that is under way."""
    chance = random.Random(1)  # noqa: S311
    urls = [f"http://a.test/{number}/" for number in range(400)]
    file = write(tmp_path / "a.warc.gz", *(response(url, b"<p>nothing", day(2019, 5)) for url in urls))
    given = settings(tmp_path / "data", batch_size=50, runner="processes", workers=2)

    async def sizes() -> list[int]:
        async with open_fill(given, Asked(warcs=(file,)), load_sites(None)) as fill:
            await fill.list_sources()
            running: list[BatchJob] = []
            found: list[int] = []
            while True:
                while len(running) < 3 and (job := fill.next_job()) is not None:
                    running.append(job)
                    found.append(len(job.requests))
                if not running:
                    return found
                job = running.pop(chance.randrange(len(running)))
                fill.commit(job, await read_batch(job))

    found = asyncio.run(sizes())
    assert sum(found) == len(urls)
    assert sum(size < 25 for size in found) <= 3


def test_from_an_object_store_into_one(tmp_path: Path, web: Server, s3: str) -> None:
    import fsspec

    url = "http://a.test/ran/"
    member = gzip.compress(response(url, review("Ran", 60), day(2019, 5)))
    fsspec.filesystem("s3").pipe_file("reviews/warcs/a.warc.gz", member)
    given = settings(tmp_path, state=str(tmp_path / "state.db")).model_copy(update={"data": f"{s3}/backfill"})
    run(given, Asked(warcs=(f"{s3}/warcs/*.warc.gz",)), web)
    assert [(row["url"], row["page"]["capture"]) for row in read_reviews(given.data)] == [(url, "warc")]
