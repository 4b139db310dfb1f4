"""Runs to kill: a small web on loopback, crawls of it through `flows.pipeline`, each in a process, and the truth."""

import asyncio
import hashlib
import os
import signal
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from multiprocessing import get_context
from typing import Any, Final, Literal

from extractors.extract import EXTRACTOR_VERSION
from flows.pipeline import now, open_crawl
from flows.reread import accept, reread_archive
from flows.settings import Settings
from flows.storage.database import open_database
from flows.storage.dataset import Dataset, no_one
from flows.storage.read import read_manifests, read_reviews
from flows.storage.replay import read_index
from flows.storage.store import open_store
from flows.storage.verify import verify
from schemas.site import Discover, Politeness, Site
from tests.e2e.server import HTML, Reply, Route, Seen

FORK: Final = get_context("fork")  # a real process to kill, without importing everything anew

HOSTS: Final = ("gazette.test", "notebook.test")
TITLES: Final = ("Parasite", "Moonlight", "Roma", "Ida", "Tampopo", "Ran", "Persona", "Close-Up")
CHANGED: Final = frozenset({"Moonlight", "Ida", "Ran", "Persona"})
"""Reviews that every edition of the web rates otherwise: 1/100 in the first, 2/100 in the second."""

SITES: Final = tuple(
    Site(
        key=host.partition(".")[0],
        hosts=(host,),
        start=f"http://{host}/",
        discover=Discover(sitemaps=("/sitemap.xml",), feeds=(), wordpress=False),
        politeness=Politeness(delay=0),
    )
    for host in HOSTS
)

kills: Final = Counter[str]()
"""By what was killed: how often."""

NAMED: Final = {site.key: site.model_copy(update={"name": f"The {site.key.title()}"}) for site in SITES}


@dataclass(frozen=True)
class Run:
    """One crawl, started as often as it takes."""

    data: str
    state: str | None
    port: int
    part_bytes: int = 256_000_000

    def crawl(self, on_step: Callable[[str], None] = no_one) -> None:
        """Visit everything, in batches of a few pages."""
        asyncio.run(self._crawl(on_step))

    def backfill(self, on_step: Callable[[str], None] = no_one) -> None:
        """Read the stored pages again with site files that name the outlets, and accept what that changes."""
        settings = self._settings()
        with Dataset.open(
            self.data, now=now(), extractor_version=EXTRACTOR_VERSION, state=self.state, on_step=on_step
        ) as dataset:
            reread_archive(dataset, settings, lambda key, _: NAMED[key], clock=now)
            accept(dataset, settings, clock=now)

    def killed(
        self,
        *,
        work: Literal["crawl", "backfill"] = "crawl",
        after: float | None = None,
        prepare: Callable[[], Callable[[str], None] | None] = lambda: None,
    ) -> bool:
        """Work in another process that is killed after so many seconds, or kills itself. True where it was in time.

        `prepare` is called in that process; it may give who is told of the steps of commits.
        """
        worker = FORK.Process(target=lambda: getattr(self, work)(prepare() or no_one))
        worker.start()
        worker.join(after)
        if after is not None:
            worker.kill()
        worker.join()
        assert worker.exitcode in (0, -signal.SIGKILL), "it ended by an error of its own"
        kills[f"{work} in {'SQLite' if '://' not in (self.state or '') else 'PostgreSQL'}"] += worker.exitcode != 0
        return worker.exitcode != 0

    def _settings(self) -> Settings:
        return Settings(
            data=self.data,
            state=self.state,
            delay=0,
            retries=0,
            revisit_after=0,
            batch_size=5,
            part_bytes=self.part_bytes,
        )

    async def _crawl(self, on_step: Callable[[str], None]) -> None:
        settings = self._settings()
        ports = dict.fromkeys(HOSTS, self.port)
        async with open_crawl(settings, SITES, host_map=ports, on_step=on_step) as crawl:
            await crawl.discover()
            for job in crawl.batches():
                crawl.commit(await crawl.work(job))
            crawl.finish()


def kill_after(step: str, occurrence: int) -> Callable[[str], None]:
    """To be told of steps; kills this process when one is done for the n-th time."""
    seen = Counter[str]()

    def count(done: str) -> None:
        seen[done] += 1
        if done == step and seen[step] == occurrence:
            os.kill(os.getpid(), signal.SIGKILL)

    return count


def kill_at_call(owner: type, name: str, occurrence: int, when: Literal["before", "after"]) -> None:
    """Make this process kill itself around the n-th call of a method."""
    method = getattr(owner, name)
    called = method.__func__ if hasattr(method, "__func__") else method
    calls = 0

    @wraps(called)
    def counted(*args: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == occurrence and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = called(*args, **options)
        if calls == occurrence:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, name, classmethod(counted) if hasattr(method, "__func__") else counted)


# The web


def routes(edition: int) -> Mapping[str, Route]:
    """All pages, with validators, as of an edition: reviews, news, and an address that leads to a review."""
    return {key: route for host in HOSTS for key, route in _host(host, edition).items()}


def _host(host: str, edition: int) -> dict[str, Route]:
    kinds = {"/robots.txt": "text/plain", "/sitemap.xml": "application/xml"}
    return {
        f"{host}/old/": Reply(status=301, headers={"Location": f"http://{host}/roma/"}),
        **{f"{host}{path}": _with_validator(page) for path, page in _pages(edition).items()},
        **{f"{host}{path}": _with_validator(body, kinds[path]) for path, body in _documents(host, edition).items()},
    }


def _pages(edition: int) -> dict[str, bytes]:
    pages = {f"/{title.lower()}/": _review(title, edition) for title in TITLES}
    news = f"<h1>Festival opens on Friday</h1><p>{edition} tickets are sold from nine o.clock.</p>"
    return pages | {"/news/": _page(news)}


def _documents(host: str, edition: int) -> dict[str, bytes]:
    """What discovery asks for: other bytes in every edition."""
    locations = "".join(f"<url><loc>http://{host}{path}</loc></url>" for path in (*_pages(edition), "/old/"))
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{locations}</urlset><!-- {edition} -->'
    return {"/robots.txt": f"User-agent: *\nAllow: /\n# {edition}\n".encode(), "/sitemap.xml": sitemap.encode()}


def _review(title: str, edition: int) -> bytes:
    return _page(
        f"<h1>{title} Review</h1><p>{title} is a film that keeps its distance until, in its last scene, it stops.</p>"
        "<p>Nothing in the picture is louder than it must be, and the light of the kitchen does the rest.</p>"
        f"<p><strong>Rating:</strong> {edition if title in CHANGED else 1}/100</p>"
    )


def _page(article: str) -> bytes:
    head = '<!DOCTYPE html><html lang="en"><head><title>Review</title></head>'
    return f"{head}<body><article>{article}</article></body></html>".encode()


def _with_validator(page: bytes, kind: str = HTML) -> Callable[[Seen], Reply]:
    etag = f'"{hashlib.sha256(page).hexdigest()[:12]}"'

    def answer(seen: Seen) -> Reply:
        if seen.headers.get("if-none-match") == etag:
            return Reply(status=304, headers={"ETag": etag})
        return Reply(page, headers={"ETag": etag}, type=kind)

    return answer


# The truth


def expected(edition: int) -> set[tuple[str, int, int]]:
    """URL, revision and rating of every line there must be, if each edition up to this one was crawled to its end."""
    return {
        (f"http://{host}/{title.lower()}/", revision, revision)
        for host in HOSTS
        for title in TITLES
        for revision in range(1, (edition if title in CHANGED else 1) + 1)
    }


def documents(edition: int, *, first: int = 1) -> set[tuple[str, str]]:
    """URL and digest of what discovery is answered in the editions from the first to this one."""
    return {
        (f"http://{host}{path}", hashlib.sha256(body).hexdigest())
        for number in range(first, edition + 1)
        for host in HOSTS
        for path, body in _documents(host, number).items()
    }


def archived_documents(run: Run) -> Counter[tuple[str, str]]:
    """The same of what the archive has in full."""
    store = open_store(run.data)
    found = Counter[tuple[str, str]]()
    for manifest in read_manifests(store):
        for file in manifest.files:
            if file.kind == "index":
                with store.open(file.path) as lines:
                    listed = [one for one in read_index(lines) if one.purpose == "discovery" and not one.is_revisit]
                found.update((one.url, one.payload_sha256) for one in listed)
    return found


def check(run: Run, edition: int, *, archived: int = 1) -> None:
    """Every record exactly once, in the right revision, and a dataset in which verification finds nothing.

    In the archive is each robots.txt and sitemap that there was, once, from the edition `archived` on.
    """
    written = Counter((row["url"], row["revision"], row["rating"]["value"]) for row in read_reviews(run.data))
    assert set(written) == expected(edition), "records lost, or some that nobody wrote"
    assert set(written.values()) == {1}, "records doubled"
    assert archived_documents(run) == Counter(documents(edition, first=archived))
    check_whole(run)


def check_whole(run: Run) -> None:
    """Checksums, schema, revisions, evidence, archive, orphans, state; and nothing is left that was staged."""
    store = open_store(run.data)
    database = open_database(store, run.state)
    report = verify(store, database)
    database.close()
    assert report.problems == ()
    assert store.names(".staging") == []
