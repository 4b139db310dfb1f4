"""What the sources of one site share: the client, the home page, and what went wrong."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final, TypeVar
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from extractors.parse.url import url_key
from flows.errors import FetchError, HostError
from flows.web.addresses import without_credentials
from flows.web.client import Client
from flows.web.coding import CodingError
from flows.web.discovery.dates import read_date
from flows.web.discovery.xml import XmlError
from schemas.page import FoundUrl, Page, Source
from schemas.reject import Reason
from schemas.site import Site, host_of

MAX_ENTRIES: Final = 50_000
"""Entries of one document that are read, by sitemaps.org's limit."""

MAX_LINES: Final = 100
"""Problems that are written down, and misses."""

_MAX_URL: Final = 2_048  # sitemaps.org's limit
_LINK_VALUE: Final = re.compile(r"<([^<>]{1,2048})>([^<>]{0,500})")
_SLACK: Final = timedelta(days=1)
_Entry = TypeVar("_Entry")


@dataclass(frozen=True, slots=True)
class HomeLink:
    """A link of the home page, of its head or of its Link header."""

    rel: frozenset[str]
    href: str
    type: str


@dataclass
class Survey:
    """One discovery of one site.

    `problems` are failures of what the site, or its site file, names; `misses` are guesses that led nowhere, and what
    robots.txt forbids; `sources` counts the documents that could be read; `down` are hosts without "www." from which
    nothing comes: each is one problem, whatever else is looked for there.
    """

    site: Site
    client: Client
    since: datetime | None = None
    problems: list[str] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)
    down: set[str] = field(default_factory=set)
    sources: int = 0
    base: str = ""
    """The home page's URL, after redirects that stay on the site."""
    _home: Page | None = None

    @property
    def cutoff(self) -> datetime | None:
        """What changed before is not asked for. A day before `since`: many sources give only the date."""
        return self.since - _SLACK if self.since else None

    async def look_at_home(self) -> None:
        """Get the home page where its links are needed; it also tells where the site really is."""
        self.base = self.site.home
        told = self.site.discover
        if told.feeds is not None and told.wordpress not in {None, True}:
            return
        self._home = await self.read(self.site.home)
        if self._home and self._home.final_url and self.site.owns(self._home.final_url):
            self.base = self._home.final_url

    def home_links(self) -> Iterator[HomeLink]:
        """Links of the home page: those of its Link header (RFC 8288) first, then its `<link>` elements."""
        if self._home is None:
            return
        for href, parameters in _LINK_VALUE.findall(self._home.headers.get("link", "")):
            yield HomeLink(_rel(parameters), href, "")
        tree = LexborHTMLParser(self._home.body.decode("utf-8", "replace"))
        for node in tree.css("link[rel][href]"):
            attributes = node.attributes
            rel = (attributes.get("rel") or "").lower()
            yield HomeLink(frozenset(rel.split()), attributes.get("href") or "", (attributes.get("type") or "").lower())

    async def read(self, url: str, *, named: bool = False, max_body: int | None = None) -> Page | None:
        """Get a document; a failure is written down, as a problem where the site or its file names the document."""
        try:
            return await self.client.get(url, max_body=max_body)
        except HostError as error:
            host = host_of(url)
            if host not in self.down:
                self.down.add(host)
                self.failed(url, error.detail, named=True)
            return None
        except FetchError as error:
            self.failed(url, error.detail, named=named and error.reason is not Reason.ROBOTS_DISALLOWED)
            return None

    async def listed_sitemaps(self) -> tuple[str, ...]:
        """The Sitemap lines of robots.txt."""
        try:
            return (await self.client.robots(self.base)).sitemaps
        except FetchError:  # no URL that may be asked for, as was written down with the home page
            return ()

    def failed(self, url: str, detail: str, *, named: bool) -> None:
        """Write down what was wrong with a document; a site can fill no more than a hundred lines."""
        lines = self.problems if named else self.misses
        if len(lines) < MAX_LINES:
            lines.append(f"{without_credentials(url)}: {detail}")

    def entries(self, url: str, entries: Iterable[_Entry], *, named: bool) -> Iterator[_Entry]:
        """Entries of a document, at most 50,000; where it breaks, those before the break.

        A document that has any was no guess that led nowhere: its break is a problem.
        """
        number = 0
        try:
            for entry in entries:
                number += 1
                if number > MAX_ENTRIES:
                    self.failed(url, f"more than {MAX_ENTRIES:,} entries; the rest is left out", named=True)
                    break
                yield entry
        except (XmlError, CodingError) as error:
            self.failed(url, str(error), named=named or number > 0)
            if not number:
                return
        self.sources += 1

    def found(self, url: str, source: Source, date: str, *, base: str) -> FoundUrl | None:
        """A URL that a source gives, if it is one of the site's reviews and not from before the cutoff.

        It is given in its canonical spelling; the site file may describe that one or the one that the source uses.
        """
        absolute = web_url(url, base)
        if absolute is None:
            return None
        canonical = url_key(absolute)
        if not self.site.owns(canonical) or not any(map(self.site.is_review_url, (absolute, canonical))):
            return None
        lastmod = read_date(date)
        if lastmod and lastmod > datetime.now(UTC) + _SLACK:
            lastmod = None  # a date from the future would make the page due for ever
        if lastmod and self.cutoff and lastmod < self.cutoff:
            return None
        return FoundUrl(canonical, source, lastmod)


def web_url(href: str, base: str) -> str | None:
    """Make an http(s) URL absolute, without its fragment; None where it is none, or carries credentials."""
    href = href.strip()
    try:
        joined = urljoin(base, href)
        parts = urlsplit(joined)
        acceptable = parts.scheme in {"http", "https"} and parts.hostname and parts.username is None
    except ValueError:
        return None
    if not href or not acceptable or len(joined) > _MAX_URL:
        return None
    return parts._replace(netloc=parts.netloc.lower(), fragment="").geturl().replace(" ", "%20")


def same_host(url: str, other: str) -> bool:
    """Whether two URLs are on one host, "www." or not."""
    return host_of(url) == host_of(other)


def _rel(parameters: str) -> frozenset[str]:
    match = re.search(r"""\brel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))""", parameters)
    return frozenset((match[1] or match[2] or "").lower().split()) if match else frozenset()
