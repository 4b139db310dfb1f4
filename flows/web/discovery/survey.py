"""What the sources of one site share: the client, the home page, what was found so far, and what went wrong."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Final, NamedTuple, TypeVar
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from extractors.encoding import decode
from extractors.parse.url import page_key, page_url
from flows.errors import FetchError, HostError
from flows.web.addresses import without_credentials
from flows.web.client import Client, Keep
from flows.web.coding import CodingError
from flows.web.discovery.dates import read_date
from flows.web.discovery.likely import is_file, likelihood
from flows.web.discovery.xml import XmlError
from schemas.page import FoundUrl, KnownListing, Likelihood, NotModified, Page, Source
from schemas.reject import Reason
from schemas.site import Site, host_of

MAX_ENTRIES: Final = 50_000
"""Entries of one document that are read, by sitemaps.org's limit."""

MAX_LINES: Final = 100
"""Problems that are written down, and misses."""

MAX_URLS: Final = 1_000_000
"""The most URLs that one discovery gives."""

_MONTH: Final = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])/")
_MAX_URL: Final = 2_048  # sitemaps.org's limit
_LINK_VALUE: Final = re.compile(r"<([^<>]{1,2048})>([^<>]{0,500})")
_SLACK: Final = timedelta(days=1)
_DAY: Final = timedelta(days=1)
_Entry = TypeVar("_Entry")


def _knows_none(_urls: Sequence[str]) -> Collection[str]:
    return ()


@dataclass
class Memory:
    """What is known of a site from the last discovery; afterwards, what is to be kept for the next.

    Keep `listings` only once what was found is noted: their validators say that it need not be listed again.
    """

    listings: tuple[KnownListing, ...] = ()
    knows: Callable[[Sequence[str]], Collection[str]] = _knows_none
    """Which of these URLs were found before."""


class HomeLink(NamedTuple):
    """A link of the home page, of its head or of its Link header."""

    rel: frozenset[str]
    href: str
    type: str


class Answer(NamedTuple):
    """A document that lists pages, as it was answered."""

    url: str
    base: str
    """Where it came from after redirects."""
    body: bytes
    headers: Mapping[str, str]
    unchanged: bool
    """It is what it was on the last visit, and so is what it lists; the body may be missing."""
    kept: KnownListing
    """What to keep of it once it is read."""

    @property
    def text(self) -> str:
        """The body, decoded as a browser would."""
        return decode(self.body, self.headers.get("content-type")).text


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
    memory: Memory = field(default_factory=Memory)
    until: datetime | None = None
    thorough: bool = False
    """Read all sources to their ends, to compare them."""
    keep: Keep | None = None
    """Is given every response."""
    misses: list[str] = field(default_factory=list)
    down: set[str] = field(default_factory=set)
    sources: int = 0
    base: str = ""
    """The home page's URL, after redirects that stay on the site."""
    merged: dict[str, FoundUrl] = field(default_factory=dict)
    """What was found so far, by page key."""
    found_by: dict[Source, dict[str, FoundUrl]] = field(default_factory=dict)
    """What each source gave, by page key."""
    whole: set[Source] = field(default_factory=set)
    """Sources that were read to their end without trouble."""
    documents: Counter[Source] = field(default_factory=Counter)
    """Documents that were asked for, by source."""
    odd_dates: Counter[Source] = field(default_factory=Counter)
    """Dates that cannot be read or lie in the future, by source."""
    kept: dict[str, KnownListing] = field(default_factory=dict)
    lost: bool = False
    """A document that the last visit began with could not be read: what there is has to be found anew."""
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    _home: Page | None = None
    _old: set[str] = field(default_factory=set)

    @cached_property
    def known(self) -> dict[str, KnownListing]:
        """The documents of the last visit, by URL. With `since`, and to compare sources, all are read anew."""
        if self.since is not None or self.until is not None or self.thorough:
            return {}
        return {listing.url: listing for listing in self.memory.listings}

    @property
    def cutoff(self) -> datetime | None:
        """What changed before is not asked for. A day before `since`: many sources give only the date."""
        return self.since - _SLACK if self.since else None

    @property
    def latest(self) -> datetime | None:
        """What was published after it is not asked for: a day after `until`."""
        return self.until + _SLACK if self.until else None

    async def look_at_home(self) -> None:
        """Get the home page where its links are needed; it also tells where the site really is."""
        self.base = self.site.home
        told = self.site.discover
        if told.feeds is not None and told.wordpress not in {None, True}:
            return
        try:
            self._home = await self.client.get(self.site.home, keep=self.keep)
        except FetchError as error:
            self.refused(self.site.home, error)
        if self._home and self._home.final_url and self.site.owns(self._home.final_url):
            self.base = self._home.final_url

    @cached_property
    def home(self) -> LexborHTMLParser | None:
        """The home page's tree."""
        if self._home is None:
            return None
        return LexborHTMLParser(decode(self._home.body, self._home.headers.get("content-type")).text)

    def home_links(self) -> Iterator[HomeLink]:
        """Links of the home page: those of its Link header (RFC 8288) first, then its `<link>` elements."""
        if self._home is None or self.home is None:
            return
        for href, parameters in _LINK_VALUE.findall(self._home.headers.get("link", "")):
            yield HomeLink(_rel(parameters), href, "")
        for node in self.home.css("link[rel][href]"):
            attributes = node.attributes
            rel = (attributes.get("rel") or "").lower()
            yield HomeLink(frozenset(rel.split()), attributes.get("href") or "", (attributes.get("type") or "").lower())

    def home_has(self, *marks: bytes) -> bool:
        """Whether the home page's source has any of these."""
        return self._home is not None and any(mark in self._home.body for mark in marks)

    async def read(
        self,
        url: str,
        source: Source,
        *,
        named: bool = False,
        max_body: int | None = None,
        told: datetime | None = None,
        parent: str | None = None,
        again: bool = True,
    ) -> Answer | None:
        """Get a document; a failure is written down, as a problem where the site or its file names the document.

        A document of the last visit is asked for with its validators, unless `again` is false. One that is named by
        another and cannot be had is kept without any, so that it is asked for the next time whatever that one says.
        """
        known = self.known.get(url) if again else None
        self.documents[source] += 1
        fresh = KnownListing(url, source, told=told, parent=parent)
        try:
            if known is None:
                page: Page | NotModified = await self.client.get(url, max_body=max_body, keep=self.keep)
            else:
                page = await self.client.get_again(known, max_body=max_body, keep=self.keep)
        except FetchError as error:
            self.refused(url, error, named=named)
            if parent is not None:
                self.kept[url] = replace(fresh, told=None)
            self.lost = self.lost or (known is not None and parent is None)
            return None
        if isinstance(page, NotModified):
            kept = replace(known or fresh, told=told, parent=parent, read_at=self.now)
            return Answer(url, url, b"", {}, unchanged=True, kept=kept)
        kept = replace(
            fresh,
            etag=page.headers.get("etag"),
            last_modified=page.headers.get("last-modified"),
            sha256=page.sha256,
            read_at=self.now,
        )
        same = known is not None and known.sha256 == page.sha256
        return Answer(url, page.final_url or url, page.body, page.headers, unchanged=same, kept=kept)

    def refused(self, url: str, error: FetchError, *, named: bool = False) -> None:
        """Write down that a document could not be had; a host that is down is one problem."""
        if isinstance(error, HostError):
            host = host_of(url)
            if host not in self.down:
                self.down.add(host)
                self.failed(url, error.detail, named=True)
        else:
            self.failed(url, error.detail, named=named and error.reason is not Reason.ROBOTS_DISALLOWED)

    @property
    def is_down(self) -> bool:
        """Whether nothing comes from the site's own host."""
        return host_of(self.site.home) in self.down

    async def listed_sitemaps(self) -> tuple[str, ...]:
        """The Sitemap lines of robots.txt."""
        try:
            return (await self.client.robots(self.base or self.site.home, keep=self.keep)).sitemaps
        except FetchError:  # no URL that may be asked for, as was written down with the home page
            return ()

    def failed(self, url: str, detail: str, *, named: bool) -> None:
        """Write down what was wrong with a document; a site can fill no more than a hundred lines."""
        lines = self.problems if named else self.misses
        if len(lines) < MAX_LINES:
            lines.append(f"{without_credentials(url)}: {detail}")

    def entries(self, answer: Answer, entries: Iterable[_Entry], *, named: bool) -> Iterator[_Entry]:
        """Entries of a document, at most 50,000; where it breaks, those before the break.

        A document that has any was no guess that led nowhere: its break is a problem. A whole one is kept.
        """
        number = 0
        try:
            for entry in entries:
                number += 1
                if number > MAX_ENTRIES:
                    self.failed(answer.url, f"more than {MAX_ENTRIES:,} entries; the rest is left out", named=True)
                    break
                yield entry
        except (XmlError, CodingError) as error:
            self.failed(answer.url, str(error), named=named or number > 0)
            self.whole.discard(answer.kept.source)
            self.lost = self.lost or (answer.url in self.known and answer.kept.parent is None)
            if not number:
                return
        else:
            self.remember(answer)
        self.sources += 1

    def remember(self, answer: Answer) -> None:
        """Keep a document that was read as it should be for the next visit."""
        self.kept[answer.url] = answer.kept

    def carry(self, url: str) -> None:
        """Keep what the last visit knew of a document that is as it was, with those that it names."""
        self.kept[url] = self.known[url]
        for child in self.children(url):
            if child.url not in self.kept:
                self.carry(child.url)

    def children(self, url: str) -> list[KnownListing]:
        """The documents that one named on the last visit."""
        return [listing for listing in self.known.values() if listing.parent == url]

    def is_settled(self, url: str, told: datetime | None) -> bool:
        """Whether a document need not be asked for: the one that names it dates it as on the last visit.

        A date alone says nothing of changes later on that day, so the last visit must have been after it.
        """
        known = self.known.get(url)
        if known is None or told is None or known.told != told or known.read_at is None or known.sha256 is None:
            return False
        whole_day = told.replace(hour=0, minute=0, second=0, microsecond=0) == told
        return known.read_at >= (told + _DAY if whole_day else told)

    def found(
        self,
        url: str,
        source: Source,
        date: str = "",
        *,
        base: str,
        title: str = "",
        sections: Iterable[str] = (),
    ) -> FoundUrl | None:
        """A URL that a source gives, if it is one of the site's reviews and not from before the cutoff.

        It is given in its canonical spelling, a variant (AMP, print, comments) as its page; the site file may
        describe that one or the spelling that the source uses. It counts as found.
        """
        absolute = web_url(url, base)
        if absolute is None:
            return None
        canonical = page_url(absolute)
        if not self.site.owns(canonical) or not any(map(self.site.is_review_url, (absolute, canonical))):
            return None
        if is_file(canonical):
            return None
        lastmod = read_date(date)
        if lastmod and lastmod > self.now + _SLACK:
            lastmod = None  # a date from the future would make the page due for ever
        self.odd_dates[source] += lastmod is None and bool(date.strip())
        if self.cutoff and self._is_old(page_key(canonical), lastmod):
            return None
        if self.latest and _published(canonical, source, lastmod, self.latest) > self.latest:
            return None
        found = FoundUrl(canonical, source, lastmod, likelihood(canonical, self.site, title, sections))
        return found if self._note(found) else None

    def _is_old(self, key: str, lastmod: datetime | None) -> bool:
        """Whether a page is from before the cutoff; one that a source dates so stays out where others have no date."""
        if lastmod is None:
            return key in self._old
        if self.cutoff is None or lastmod >= self.cutoff:
            return False
        self._old.add(key)
        known = self.merged.get(key)
        if known is not None and known.lastmod is None:
            del self.merged[key]
        return True

    def new_among(self, found: Sequence[FoundUrl]) -> int:
        """How many of the URLs no other source gave, and no earlier visit."""
        new = []
        for one in found:
            key = page_key(one.url)
            others = (urls for source, urls in self.found_by.items() if source != one.source)
            if not any(key in urls for urls in others):
                new.append(one.url)
        return len(new) - len(self.memory.knows(new)) if new else 0

    def _note(self, found: FoundUrl) -> bool:
        """Merge a find: the first source's spelling, the newest date, and the best that any says of it."""
        key = page_key(found.url)
        known = self.merged.get(key)
        if known is None:
            if len(self.merged) >= MAX_URLS:
                line = f"{self.site.key}: more than {MAX_URLS:,} URLs; the rest is left out"
                if line not in self.problems:
                    self.problems.append(line)
                return False
            self.merged[key] = found
        else:
            self.merged[key] = _merge(known, found)
        self.found_by.setdefault(found.source, {})[key] = found
        return True


def _merge(known: FoundUrl, found: FoundUrl) -> FoundUrl:
    """The first source's find, unless a later one knows of a newer change or more of what it is."""
    newer = found.lastmod is not None and (known.lastmod is None or found.lastmod > known.lastmod)
    open_before = known.likelihood is Likelihood.OPEN
    if not newer and not (open_before and found.likelihood is not Likelihood.OPEN):
        return known
    return FoundUrl(
        known.url,
        found.source if newer else known.source,
        found.lastmod if newer else known.lastmod,
        found.likelihood if open_before else known.likelihood,
    )


def _published(url: str, source: Source, date: datetime | None, otherwise: datetime) -> datetime:
    """When a page was published, at the earliest: the month in its address, or the date of its feed."""
    dated = _MONTH.search(url)
    if dated:
        return datetime(int(dated[1]), int(dated[2]), 1, tzinfo=UTC)
    return date if source == "feed" and date is not None else otherwise


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
