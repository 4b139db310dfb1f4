"""The sources of a backfill: what they have to read, and the reading of it.

    live         URLs that are given, or that sites list as published in some time
    WARC         files of this machine or behind fsspec
    Common Crawl its indexes, and byte ranges of its files
    Wayback      its index, and raw captures

All give `CaptureRef`s to list and pages to read: from there on a backfill is a crawl.
"""

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from extractors.parse.url import page_key, page_url
from flows.errors import FetchError, HostError, PermanentError, UsageError
from flows.settings import Settings
from flows.sites import SiteBook, site_of_url
from flows.storage.backlog import Listed
from flows.storage.warcs import WarcError, WarcReader, list_captures, page_of, warc_files
from flows.web.archives import CommonCrawl, Query, Wayback, read_span
from flows.web.client import Client, Keep
from flows.web.coding import CodingError, Inflater
from flows.web.discovery import discover
from schemas.base import Model
from schemas.page import CaptureRef, FetchRequest, NotModified, Page
from schemas.reject import Reason
from schemas.review import CaptureKind
from schemas.site import Site, host_of

_ARCHIVES: Final = "archives"
_TURN: Final = 200
_CRAWL: Final = re.compile(r"[A-Z0-9][A-Za-z0-9-]{3,60}")


class Asked(Model):
    """What a backfill is asked to read."""

    targets: tuple[str, ...] = ()
    """Sites: keys of site files, hosts, URLs, or URLs that end in * for all that begin so."""
    urls: tuple[str, ...] = ()
    """Single URLs."""
    url_list: Path | None = None
    """A file of more of them, one a line: Prefect bears half a megabyte of parameters."""
    warcs: tuple[str, ...] = ()
    """WARC files: patterns of paths, or URLs of fsspec."""
    common_crawl: tuple[str, ...] = ()
    """Crawls of Common Crawl: "CC-MAIN-2025-05"."""
    wayback: bool = False
    """The Wayback Machine."""
    since: datetime | None = None
    """Archives: captures from then on, with zone; live: what was published from then on."""
    until: datetime | None = None
    """The same until then."""

    @property
    def is_live(self) -> bool:
        """Whether pages are asked of their sites, and not read from archives."""
        return not (self.warcs or self.common_crawl or self.wayback)

    @property
    def is_remote(self) -> bool:
        """Whether an archive on the web is asked: by one worker, as any host."""
        return bool(self.common_crawl or self.wayback)

    def check(self) -> None:
        """Tell what cannot be.

        Raises:
            UsageError: there is nothing to read, or nothing to ask an archive for, an id is none, or there is no file.
        """
        if not (self.targets or self.urls or self.url_list or self.warcs):
            what = "an archive of the web is asked for hosts or URLs" if not self.is_live else "nothing to read"
            raise UsageError(f"{what}: name sites, --urls FILE, --warc GLOB or --from-archive")
        if self.since and self.until and self.since > self.until:
            raise UsageError("--since is after --until")
        for crawl in self.common_crawl:
            if _CRAWL.fullmatch(crawl) is None:
                raise UsageError(f"{crawl!r} is no crawl of Common Crawl: they are called CC-MAIN-2025-05")
        for pattern in self.warcs:
            warc_files(pattern)
        if self.url_list is not None:
            read_url_list(self.url_list)

    def hosts(self, settings: Settings, book: SiteBook) -> frozenset[str]:
        """The hosts that are asked, as far as they are known before.

        Raises:
            UsageError: a target is neither a site nor a URL.
        """
        sites = book.resolve(map(_as_typed, self.targets))
        called = {host_of(settings.common_crawl_index) for _ in self.common_crawl}
        if self.wayback:
            called.add(host_of(settings.wayback))
        if self.is_live:
            listed = read_url_list(self.url_list) if self.url_list else ()
            called.update(host for site in sites for host in site.hosts)
            called.update(map(host_of, (*self.urls, *listed)))
        return frozenset(called)


def read_url_list(file: Path) -> tuple[str, ...]:
    """The URLs of a file, one a line; empty lines and those that begin with # are passed over.

    Raises:
        UsageError: it cannot be read, has none, or a line is none; the message has the line's number.
    """
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} cannot be read: {getattr(error, 'strerror', None) or error}") from error
    urls = []
    for number, line in enumerate(map(str.strip, lines), start=1):
        if line and not line.startswith("#"):
            if not line.lower().startswith(("http://", "https://")) or not host_of(line):
                raise UsageError(f"{file}, line {number}: {line[:80]!r} is no URL (https://…)")
            urls.append(line)
    if not urls:
        raise UsageError(f"{file} has no URLs")
    return tuple(dict.fromkeys(urls))


class Lister:
    """Lists what a backfill has to read. What goes wrong with a source is one of `problems`, and does not end it."""

    def __init__(
        self, asked: Asked, settings: Settings, book: SiteBook, client: Client, *, keep: Keep | None = None
    ) -> None:
        """`keep` is given what sites answer; the indexes of archives are no part of the past that is read."""
        self.problems: list[str] = []
        self._keep = keep
        self._asked = asked
        self._settings = settings
        self._book = book
        self._client = client
        self._turns: Counter[str] = Counter()
        self._urls = asked.urls + (read_url_list(asked.url_list) if asked.url_list else ())
        self._pages = frozenset(map(page_key, self._urls))
        self._targets = [self._target(text) for text in asked.targets]

    async def listed(self) -> AsyncIterator[Listed]:
        """All that the sources have, in any order, some of it several times.

        Raises:
            UsageError: there is no such file or site, or no contact.
        """
        if self._asked.is_live:
            async for url in self._live():
                yield self._to_ask(url)
            return
        async for capture in self._archived():
            if self._fits(capture):
                page = page_key(capture.url)
                yield Listed(capture, page, _ARCHIVES if self._asked.is_remote else page)

    async def _live(self) -> AsyncIterator[str]:
        for url in self._urls:
            yield page_url(url)
        sites = self._book.resolve(map(_as_typed, self._asked.targets))
        for site in sites:
            found = discover(
                site,
                self._client,
                self._asked.since,
                until=self._asked.until or _end(),
                problems=self.problems,
                keep=self._keep,
            )
            async for one in found:
                yield one.url

    async def _archived(self) -> AsyncIterator[CaptureRef]:
        for pattern in self._asked.warcs:
            for file in await asyncio.to_thread(warc_files, pattern):
                async for capture in self._in_file(file):
                    yield capture
        indexes: list[CommonCrawl | Wayback] = [
            CommonCrawl(self._client, self._settings, crawl) for crawl in self._asked.common_crawl
        ]
        if self._asked.wayback:
            indexes.append(Wayback(self._client, self._settings))
        for index in indexes:
            for pattern in self._patterns():
                async for capture in self._in_index(index, pattern):
                    yield capture

    async def _in_file(self, file: str) -> AsyncIterator[CaptureRef]:
        number = 0
        try:
            for capture in list_captures(file):
                number += 1
                if number % _TURN == 0:
                    await asyncio.sleep(0)
                yield capture
        except (WarcError, OSError) as error:
            self.problems.append(str(error))

    async def _in_index(self, index: CommonCrawl | Wayback, pattern: str) -> AsyncIterator[CaptureRef]:
        try:
            async for capture in index.captures(Query(pattern, self._asked.since, self._asked.until)):
                yield capture
        except FetchError as error:
            self.problems.append(f"{pattern}: {error.detail}")

    def _patterns(self) -> Iterator[str]:
        """What the indexes are asked for."""
        for target in self._targets:
            yield from target
        yield from self._urls

    def _target(self, text: str) -> tuple[str, ...]:
        """The patterns of a target: of a site all its hosts, of a URL all below its path."""
        site = self._book.get(text)
        if site is not None:
            return tuple(f"{host}/*" for host in site.hosts)
        if "://" not in text and "/" not in text and "." not in text:
            self._book.resolve([text])  # raises, with what there is
        bare = re.sub(r"^https?://(www\.)?", "", text, flags=re.IGNORECASE).removesuffix("*")
        host, slash, path = bare.partition("/")
        if not host or site_of_url(f"https://{host}/") is None:
            raise UsageError(f"{text!r} is neither a site nor a URL")
        return (f"{host.lower()}{slash or '/'}{path}*",)

    def _fits(self, capture: CaptureRef) -> bool:
        """Whether a capture is of the time and the pages that are wanted: indexes answer so, files hold all."""
        asked = self._asked
        at = capture.at
        if at is None or (asked.since and at < asked.since) or (asked.until and at > asked.until):
            return False
        site = self._book.for_url(capture.url)
        if site is not None and not site.is_review_url(capture.url):
            return False
        if capture.kind is not CaptureKind.WARC or not (self._targets or self._urls):
            return host_of(capture.url) != ""
        return self._is_wanted(capture.url)

    def _is_wanted(self, url: str) -> bool:
        bare = re.sub(r"^https?://(www\.)?", "", url, flags=re.IGNORECASE)
        host, slash, rest = bare.partition("/")
        spelled = f"{host.lower()}{slash or '/'}{rest}"
        if any(spelled.startswith(pattern[:-1]) for target in self._targets for pattern in target):
            return True
        return page_key(url) in self._pages

    def _to_ask(self, url: str) -> Listed:
        host = host_of(url)
        self._turns[host] += 1
        return Listed(CaptureRef(url, CaptureKind.LIVE), page_key(url), host, turn=self._turns[host])


def site_of(book: SiteBook, url: str) -> Site:
    """The site of a URL: of a site file, else its host with nothing known.

    Raises:
        UsageError: the URL is none.
    """
    return book.for_url(url) or site_of_url(f"{url.partition('://')[0]}://{host_of(url)}/")


class Sources:
    """Reads what was listed: a page source for `flows.pipeline.work_batch`."""

    def __init__(self, client: Client, settings: Settings) -> None:
        self._client = client
        self._settings = settings
        self._warcs = WarcReader()
        self._wayback = Wayback(client, settings)

    async def fetch(self, request: FetchRequest, *, keep: Keep | None = None) -> Page | NotModified:
        """The page of a request.

        Raises:
            FetchError: there is none; what an archive answers is never taken for what the site answered.
        """
        capture = request.capture
        if capture is None or capture.kind is CaptureKind.LIVE:
            return await self._client.fetch(request, keep=keep)
        try:
            page = await self._captured(capture)
        except HostError:
            raise
        except FetchError as error:
            raise PermanentError(_of_archive(error.reason), f"{capture.kind}: {error.detail}") from error
        except (WarcError, CodingError, OSError) as error:
            raise PermanentError(Reason.UNREADABLE, f"{capture.kind}: {error}") from error
        # As the state spells it: a capture of another spelling is one of the same page.
        return replace(page, url=request.url, final_url=request.url)

    def close(self) -> None:
        """Close the files."""
        self._warcs.close()

    async def _captured(self, capture: CaptureRef) -> Page:
        most = self._settings.max_body
        if capture.kind is CaptureKind.WAYBACK:
            return await self._wayback.page(capture)
        if capture.kind is CaptureKind.COMMON_CRAWL:
            return _decoded(page_of(await read_span(self._client, self._settings, capture), capture), most)
        if "://" in capture.place:
            return _decoded(await asyncio.to_thread(self._warcs.read, capture), most)
        return _decoded(self._warcs.read(capture), most)


def _decoded(page: Page, most: int) -> Page:
    """A page with its content coding taken off; some archives did that and left the header as it was.

    Raises:
        CodingError: the body is damaged.
        PermanentError: it is larger than `most` bytes.
    """
    try:
        body = _inflated(page, most)
    except CodingError:
        if b"<" not in page.body[:1_000] or page.exchange is None:
            raise
        fields = tuple((name, value) for name, value in page.exchange.response if name.lower() != b"content-encoding")
        return replace(page, exchange=replace(page.exchange, response=fields))
    return page if body is page.body else replace(page, body=body)


def _inflated(page: Page, most: int) -> bytes:
    inflater = Inflater(page.headers.get("content-encoding", ""))
    pieces, size = [], 0
    for piece in inflater.feed(page.body):
        pieces.append(piece)
        size += len(piece)
        if size > most:
            raise PermanentError(Reason.TOO_LARGE, f"the body is larger than {most:,} bytes")
    inflater.close()
    return b"".join(pieces) if inflater.decodes else page.body


def _of_archive(reason: Reason) -> Reason:
    """What an archive's refusal says of the capture: that it cannot be read, and nothing of the site."""
    return reason if reason in (Reason.TOO_LARGE, Reason.UNREACHABLE, Reason.REFUSED_ADDRESS) else Reason.UNREADABLE


def _as_typed(target: str) -> str:
    """A target as a crawl takes it: a bare host is its home page."""
    bare = target.removesuffix("*")
    return f"https://{bare}" if "://" not in bare and "." in bare else bare


def _end() -> datetime:
    return datetime.now(UTC) + timedelta(days=1)
