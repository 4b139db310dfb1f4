"""What discovery is answered is in the archive too, as warcio reads it; a run that learns nothing leaves nothing."""

import asyncio
import errno
import gzip
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from warcio.archiveiterator import ArchiveIterator

from extractors.extract import EXTRACTOR_VERSION
from flows.captures import Asked
from flows.errors import DatasetError
from flows.fill import open_fill, plan_backfill, read_batch
from flows.pipeline import now, open_crawl
from flows.reread import reread_archive, site_finder
from flows.settings import Settings
from flows.sites import load_sites, site_of_url
from flows.storage.database import open_database
from flows.storage.dataset import Batch, Dataset
from flows.storage.read import read_manifests, read_reviews
from flows.storage.store import LocalStore, open_store
from flows.storage.verify import verify
from schemas.run import CommitManifest, RunReport
from tests.benchmarks.revisit import review, routes_of
from tests.e2e.server import Reply, Seen, Server
from tests.e2e.validating import ValidatingServer
from tests.unit.flows.storage.samples import NOW, find, open_dataset, plan, visit, web

HOST, PAGES = "blog.test", 3
HOME = f"http://{HOST}"
GZIPPED = gzip.compress(b"<urlset><url><loc>/the-river-keeps-0-review/</loc></url></urlset>")


class Archived(NamedTuple):
    """A record of the archive, as warcio reads it."""

    type: str
    url: str
    about: dict[str, str]
    status: str
    payload: bytes


def settings(data: Path, **more: Any) -> Settings:
    plain = {"data": str(data), "delay": 0, "revisit_after": 86_400, "retries": 1}
    return Settings.model_validate(plain | more)


def crawl(server: Server, data: Path, *hosts: str, **more: Any) -> RunReport:
    sites = [site_of_url(f"http://{host}/") for host in hosts or (HOST,)]
    ports = {host.partition(":")[0]: server.port for host in hosts or (HOST,)}

    async def run() -> RunReport:
        async with open_crawl(settings(data, **more), sites, host_map=ports) as started:
            await started.discover()
            for job in started.batches():
                started.commit(await started.work(job))
            return started.finish()

    return asyncio.run(run())


def manifests(data: Path) -> list[CommitManifest]:
    return list(read_manifests(open_store(data)))


def archived(data: Path, *, since: int = 1) -> list[Archived]:
    """What the archive has, of commits from this one on."""
    files = [file for one in manifests(data) if one.commit >= since for file in one.files if file.kind == "archive"]
    return [record for file in files for record in records_of(data / file.path)]


def records_of(warc: Path) -> Iterator[Archived]:
    with warc.open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests="raise"):
            about = dict(record.rec_headers.headers)
            status = record.http_headers.get_statuscode() if record.rec_type in ("response", "revisit") else ""
            yield Archived(record.rec_type, about.get("WARC-Target-URI", ""), about, status, record.raw_stream.read())


def answers(data: Path, *, since: int = 1) -> list[Archived]:
    return [one for one in archived(data, since=since) if one.type in ("response", "revisit")]


def asked(server: Server) -> Counter[str]:
    return Counter(f"http://{seen.host}{seen.path}" for seen in server.seen)


def check(data: Path) -> None:
    store = open_store(data)
    database = open_database(store, None)
    report = verify(store, database)
    database.close()
    assert report.problems == ()
    assert store.names(".staging") == []


def blog(**routes: Reply) -> ValidatingServer:
    return ValidatingServer(routes_of(HOST, PAGES) | {f"{HOST}{path}": reply for path, reply in routes.items()})


@pytest.fixture
def server() -> Iterator[ValidatingServer]:
    with blog() as server:
        yield server


def test_every_answer_is_there_with_its_request_as_it_came(tmp_path: Path) -> None:
    coded = Reply(GZIPPED, type="application/xml", headers={"Content-Encoding": "gzip"})
    routes = routes_of(HOST, PAGES) | {
        f"{HOST}/robots.txt": Reply(status=301, headers={"Location": "/rules.txt"}),
        f"{HOST}/rules.txt": Reply(b"User-agent: *\nDisallow: /secret/\nSitemap: /map.xml\n", type="text/plain"),
        f"{HOST}/map.xml": coded,
        f"{HOST}/feed/": [Reply(b"busy", 503), Reply(status=410)],
        f"{HOST}/the-river-keeps-0-review/": Reply(b"%PDF", type="application/pdf"),
    }
    with Server(routes) as server:
        crawl(server, tmp_path)
        wanted = asked(server)
    assert wanted[f"{HOME}/feed/"] == 2
    found = archived(tmp_path)
    assert Counter(one.url for one in found if one.type == "request") == wanted
    assert Counter(one.url for one in found if one.type in ("response", "revisit")) == wanted
    came = {(one.url.removeprefix(HOME), one.status): one for one in answers(tmp_path)}
    assert came["/map.xml", "200"].payload == GZIPPED
    assert came["/rules.txt", "200"].payload.startswith(b"User-agent")
    assert ("/robots.txt", "301") in came
    assert (came["/feed/", "503"].payload, came["/feed/", "410"].payload) == (b"busy", b"")
    assert came["/the-river-keeps-0-review/", "200"].about["WARC-Truncated"] == "length"
    pages = {one.url for one in answers(tmp_path) if "Reviewlines-Purpose" not in one.about}
    assert pages == {f"{HOME}/the-river-keeps-{number}-review/" for number in range(len(pages))}
    check(tmp_path)


@pytest.mark.parametrize(
    ("reply", "kept"),
    [
        (Reply(b"<p>" * 100_000), 65_536),
        (Reply(gzip.compress(bytes(9_000_000)), headers={"Content-Encoding": "gzip"}), 9_000),
        (Reply(b"<p>Hello", headers={"Content-Encoding": "gzip"}), 8),
        (Reply(b"<p>Hello", headers={"Content-Encoding": "br, rot13"}), 0),
        (Reply(status=206, body=b"<p>Hello"), 8),
    ],
    ids=["too large", "too large unpacked", "damaged", "a coding that was not asked for", "a part"],
)
def test_what_is_refused_is_there_as_far_as_it_was_read(tmp_path: Path, reply: Reply, kept: int) -> None:
    path = "/the-river-keeps-0-review/"
    with Server(routes_of(HOST, PAGES) | {f"{HOST}{path}": reply}) as server:
        assert crawl(server, tmp_path, max_body=100_000, retries=0).records == PAGES - 1
    (found,) = [one for one in answers(tmp_path) if one.url.endswith(path)]
    assert reply.body.startswith(found.payload)
    assert len(found.payload) == min(kept, len(reply.body))
    assert ("WARC-Truncated" in found.about) is (reply.status == 200)
    check(tmp_path)


def test_it_comes_with_the_first_pages_and_makes_no_commit_of_its_own(tmp_path: Path, server: Server) -> None:
    report = crawl(server, tmp_path, batch_size=2)
    assert (report.commits, report.records) == ((1, 2), PAGES)
    found = {one.url: one.about["WARC-Type"] for one in answers(tmp_path) if "Reviewlines-Purpose" in one.about}
    assert found.keys() >= {f"{HOME}/robots.txt", f"{HOME}/sitemap.xml", f"{HOME}/"}
    assert not [one for one in answers(tmp_path, since=2) if "Reviewlines-Purpose" in one.about]


@pytest.mark.parametrize("kind", [ValidatingServer, Server])
def test_an_unchanged_site_leaves_nothing(tmp_path: Path, kind: type[Server]) -> None:
    with kind(routes_of(HOST, PAGES)) as server:
        crawl(server, tmp_path)
        before = sorted(path for path in tmp_path.rglob("*") if "runs" not in path.parts)
        for _ in range(2):
            server.seen.clear()
            assert crawl(server, tmp_path).commits == ()
            assert asked(server).total() == 2, "robots.txt and the sitemap"
    after = sorted(path for path in tmp_path.rglob("*") if "runs" not in path.parts)
    assert after == before
    check(tmp_path)


@pytest.mark.parametrize("kind", [ValidatingServer, Server])
def test_what_is_as_it_was_refers_to_what_the_archive_has(tmp_path: Path, kind: type[Server]) -> None:
    with kind(routes_of(HOST, PAGES)) as server:
        crawl(server, tmp_path)
        server.seen.clear()
        assert crawl(server, tmp_path, revisit_after=0).commits == (2,)
        wanted = asked(server)
    whole = {(one.url, one.about["WARC-Date"]) for one in answers(tmp_path) if one.type == "response"}
    again = answers(tmp_path, since=2)
    assert Counter(one.url for one in again) == wanted
    assert wanted.total() == PAGES + 2
    assert {one.type for one in again} == {"revisit"}
    for one in again:
        assert (one.about["WARC-Refers-To-Target-URI"], one.about["WARC-Refers-To-Date"]) in whole
    check(tmp_path)


def test_one_body_from_two_addresses_is_kept_once(tmp_path: Path) -> None:
    missing = Reply(b"<h1>There is no such page on this blog</h1>", 404)
    with blog(**{"/sitemap.xml": missing, "/robots.txt": missing}) as server:
        crawl(server, tmp_path)
    first, second, *_ = [one for one in answers(tmp_path) if one.status == "404"]
    assert (first.type, second.type) == ("response", "revisit")
    assert second.about["WARC-Refers-To-Target-URI"] == first.url != second.url


def test_304_refers_to_the_last_body_of_its_own_address(tmp_path: Path, server: ValidatingServer) -> None:
    first = server.routes[f"{HOST}/robots.txt"]
    other = Reply(b"User-agent: *\nDisallow: /x/\n", type="text/plain")
    for rules in (first, other, first, Reply(b"busy", 503), first):
        server.routes[f"{HOST}/robots.txt"] = rules
        crawl(server, tmp_path, revisit_after=0, retries=0)
    told = [one for one in answers(tmp_path) if one.url.endswith("/robots.txt")]
    assert [(one.type, one.status) for one in told] == [
        ("response", "200"),
        ("response", "200"),
        ("response", "200"),
        ("response", "503"),
        ("revisit", "304"),
    ]
    assert told[-1].about["WARC-Refers-To-Date"] == told[2].about["WARC-Date"]


def test_what_is_new_is_kept_although_no_page_is_due(tmp_path: Path, server: Server) -> None:
    crawl(server, tmp_path)
    server.routes[f"{HOST}/robots.txt"] = rules = Reply(b"User-agent: *\nDisallow: /x/\n", type="text/plain")
    report = crawl(server, tmp_path)
    assert (report.commits, report.records, report.failed) == ((2,), 0, False)
    assert {file.kind for file in manifests(tmp_path)[-1].files} == {"archive", "index"}
    assert next((one.type, one.payload) for one in answers(tmp_path, since=2)) == ("response", rules.body)
    check(tmp_path)
    server.seen.clear()
    assert crawl(server, tmp_path).commits == (), "its validators are kept with it"


def test_a_great_deal_is_committed_as_it_comes(tmp_path: Path, server: Server) -> None:
    report = crawl(server, tmp_path, part_bytes=1)
    assert Counter(one.url for one in answers(tmp_path)) == asked(server)
    assert len(report.commits) == asked(server).total()
    check(tmp_path)
    assert crawl(server, tmp_path).commits == ()


def test_without_an_archive_nothing_is_kept(tmp_path: Path, server: ValidatingServer) -> None:
    crawl(server, tmp_path, archive=False)
    assert not (tmp_path / "archive").exists()
    server.sent()
    crawl(server, tmp_path, archive=False)
    assert server.sent().bodies == 0


def test_an_archive_that_begins_later_gets_what_is_sent_then(tmp_path: Path, server: ValidatingServer) -> None:
    crawl(server, tmp_path, archive=False)
    assert crawl(server, tmp_path).commits == (), "304 alone is no news"
    crawl(server, tmp_path, revisit_after=0)
    assert {one.status for one in answers(tmp_path)} == {"304"}
    check(tmp_path)


def test_a_stopped_run_keeps_what_came_until_then(tmp_path: Path) -> None:
    stop: list[asyncio.Event] = []

    def last(_: Seen) -> Reply:
        stop[0].set()
        return Reply(b"busy", 503)

    async def run(server: Server) -> None:
        sites = [site_of_url(f"{HOME}/")]
        async with open_crawl(settings(tmp_path), sites, host_map={HOST: server.port}) as started:
            stop.append(started.stop)
            await started.discover()
            assert list(started.batches()) == []
            started.finish()

    with Server(routes_of(HOST, PAGES) | {f"{HOST}/sitemap.xml": last}) as server:
        asyncio.run(run(server))
    assert {f"{HOME}/robots.txt", f"{HOME}/"} <= {one.url for one in answers(tmp_path)}
    check(tmp_path)


def test_a_disk_that_is_full_ends_the_run(tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    create = LocalStore.create

    def full(store: LocalStore, path: str) -> Any:
        if path.endswith(".warc.gz"):
            raise OSError(errno.ENOSPC, "No space left on device")
        return create(store, path)

    with monkeypatch.context() as patched:
        patched.setattr(LocalStore, "create", full)
        with pytest.raises(DatasetError, match="No space left on device"):
            crawl(server, tmp_path)
    assert crawl(server, tmp_path).records == PAGES
    check(tmp_path)


def test_it_is_never_read_for_reviews(tmp_path: Path) -> None:
    """The home page is a review itself, and what robots.txt and sitemap answer is HTML with reviews."""
    page = review(0)
    sitemap = f"<urlset><url><loc>{HOME}/</loc></url></urlset>".encode()
    routes = {f"{HOST}/": page, f"{HOST}/robots.txt": page, f"{HOST}/sitemap.xml": Reply(sitemap, type="text/html")}
    with Server(routes) as server:
        assert crawl(server, tmp_path).records == 1
    assert [one.status for one in answers(tmp_path) if one.url == f"{HOME}/"] == ["200", "200"]
    with Dataset.open(tmp_path, now=now(), extractor_version=EXTRACTOR_VERSION) as dataset:
        reading = reread_archive(dataset, settings(tmp_path), site_finder(load_sites(None)), clock=now)
    assert reading is not None
    assert [(site.pages, site.records) for site in reading.sites] == [(1, 1)]


def test_nor_where_it_came_in_the_second_in_which_the_page_came(tmp_path: Path) -> None:
    site = web(f"{HOME}/")
    with open_dataset(tmp_path) as dataset:
        find(dataset, *site.texts)
        (request,) = plan(dataset)
        batch = Batch.create(dataset.location, "run-1")
        batch.store(replace(site.page(request.url, NOW), purpose="discovery"))
        visit(batch, request, site)
        dataset.commit(batch.close(), now=NOW)
        reading = reread_archive(dataset, settings(tmp_path), site_finder(load_sites(None)), clock=lambda: NOW)
    assert [one.status for one in answers(tmp_path)] == ["200", "200"]
    assert reading is not None
    assert [site.pages for site in reading.sites] == [1]


# Backfill


def test_a_live_backfill_keeps_it_and_a_dry_run_does_not(tmp_path: Path, server: Server) -> None:
    wanted = Asked(targets=(f"{HOME}/",))
    ports = {HOST: server.port}

    async def run() -> RunReport:
        async with open_fill(settings(tmp_path / "data"), wanted, load_sites(None), host_map=ports) as fill:
            await fill.list_sources()
            while (job := fill.next_job()) is not None:
                fill.commit(job, await read_batch(job))
            return fill.finish()

    asyncio.run(plan_backfill(settings(tmp_path / "data"), wanted, load_sites(None), host_map=ports))
    assert not (tmp_path / "data").exists()
    server.seen.clear()
    report = asyncio.run(run())
    assert (report.commits, report.records) == ((1, 2), PAGES)
    assert Counter(one.url for one in answers(tmp_path / "data")) == asked(server)
    assert len(list(read_reviews(tmp_path / "data"))) == PAGES
    check(tmp_path / "data")
