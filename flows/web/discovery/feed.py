"""Feeds: RSS 2.0 (https://www.rssboard.org/rss-specification), RSS 1.0 and Atom (RFC 4287), page after page.

How a feed goes on: by a link to its next page (RFC 5005 section 3), else as WordPress and Blogger page theirs.
"""

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Final, NamedTuple
from urllib.parse import urlsplit

import httpx

from flows.web.discovery.survey import Survey, web_url
from flows.web.discovery.xml import Record, read_records
from schemas.page import FoundUrl, KnownListing

WELL_KNOWN: Final = "/feed"
"""Where a feed is that nobody names."""

MAX_FEEDS: Final = 10
MAX_PAGES: Final = 2_000
FEED_ROOTS: Final = frozenset({"rss", "RDF", "feed"})
FEED_RECORDS: Final = frozenset({"item", "entry"})
FEED_FIELDS: Final = frozenset(
    {"link", "guid", "pubDate", "updated", "published", "dc:date", "title", "category", "generator"}
)

_TYPES: Final = {"application/rss+xml", "application/atom+xml", "application/rdf+xml"}
_BLOGGER: Final = "/feeds/posts/"
_BLOGGER_PAGE: Final = 150  # what Blogger gives at most


class Entry(NamedTuple):
    """One entry of a feed."""

    url: str
    date: str
    """As written."""
    title: str = ""
    sections: tuple[str, ...] = ()


async def from_feeds(survey: Survey) -> AsyncIterator[FoundUrl]:
    """URLs of the site's feeds: of its site file, else those that the home page names, else of the usual path.

    A feed is followed from page to page for as long as a page has what no other source gave.
    """
    configured = survey.site.discover.feeds
    named = configured if configured is not None else tuple(_of_home(survey))[:MAX_FEEDS]
    guessed = configured is None and not named
    for href in (WELL_KNOWN,) if guessed else named:
        if url := web_url(href, survey.base):
            async for found in _pages(survey, url, named=not guessed):
                yield found


async def again_from_feeds(survey: Survey, roots: Iterable[KnownListing]) -> AsyncIterator[FoundUrl]:
    """What is new in the feeds of the last visit."""
    for root in roots:
        async for found in _pages(survey, root.url, named=True):
            yield found


async def _pages(survey: Survey, first: str, *, named: bool) -> AsyncIterator[FoundUrl]:
    url: str | None = first
    seen: set[str] = set()
    entries = number = 0
    ended = False
    while url is not None and url not in seen and len(seen) < MAX_PAGES:
        seen.add(url)
        # Only the first page is asked for with validators: the others move on with every post.
        begun = len(seen) > 1
        answer = await survey.read(url, "feed", named=named and not begun, again=not begun)
        if answer is None:
            ended = begun and not survey.is_down
            break
        if answer.unchanged:
            survey.remember(answer)
            return
        feed = Feed(answer.body)
        finds = []
        for entry in survey.entries(answer, feed, named=named):
            entries += 1
            if found := survey.found(
                entry.url, "feed", entry.date, base=answer.base, title=entry.title, sections=entry.sections
            ):
                finds.append(found)
                yield found
        if begun:
            survey.kept.pop(url, None)
        before, number = number, len(survey.found_by.get("feed", ()))
        if number == before or not (survey.thorough or survey.new_among(finds)):
            ended = begun and not finds
            break
        url = feed.next_page(answer.base, len(seen), entries)
        ended = begun and url is None
    if ended:
        survey.whole.add("feed")


class Feed:
    """A feed that is being read: its entries, and afterwards how it goes on."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self._generator = ""
        self._next = ""

    def __iter__(self) -> Iterator[Entry]:
        """Entries in order; those without a link are left out.

        Raises:
            XmlError: it is no well-formed feed; the entries before the break have been given.
        """
        records = read_records(
            (self._body,), roots=FEED_ROOTS, records={*FEED_RECORDS, "link", "generator"}, fields=FEED_FIELDS
        )
        for record in records:
            if record.name == "link":
                rel = record.attributes.get("rel")
                if rel == "next" or (rel == "prev-archive" and not self._next):
                    self._next = record.attributes.get("href", "")
            elif record.name == "generator":
                self._generator = f"{record.own} {record.attributes.get('uri', '')}".lower()
            elif (entry := read_entry(record)).url:
                yield entry

    def next_page(self, base: str, number: int, entries: int) -> str | None:
        """URL of the page after this one, the `number`th, with so many entries up to its end; None for no more."""
        if self._next:
            return web_url(self._next, base)
        try:
            path = urlsplit(base).path
            if "blogger" in self._generator or _BLOGGER in path:
                size = min(_BLOGGER_PAGE, max(1, entries // number))
                return _with(base, {"start-index": str(entries + 1), "max-results": str(size)})
            if "wordpress" in self._generator or path.rstrip("/").endswith("/feed"):
                return _with(base, {"paged": str(number + 1)})
        except (httpx.InvalidURL, ValueError):
            return None
        return None


def read_entry(record: Record) -> Entry:
    """One `item` or `entry`; its URL is "" where it has none."""
    url = _atom_link(record) if record.name == "entry" else _rss_link(record)
    categories = (field.text or field.attributes.get("term", "") for field in record.fields if field.name == "category")
    return Entry(
        url,
        record.text("updated", "published", "pubDate", "dc:date"),
        record.text("title"),
        tuple(filter(None, categories)),
    )


def _with(url: str, parameters: dict[str, str]) -> str:
    return str(httpx.URL(url).copy_merge_params(parameters))


def _atom_link(record: Record) -> str:
    """The alternate link; a link without rel is one (RFC 4287 4.2.7.2)."""
    links = (field for field in record.fields if field.name == "link")
    return next(
        (link.attributes.get("href", "") for link in links if link.attributes.get("rel") in {None, "alternate"}), ""
    )


def _rss_link(record: Record) -> str:
    """The link, else a guid that is one: isPermaLink is true by default."""
    if link := record.text("link"):
        return link
    guids = (field for field in record.fields if field.name == "guid")
    return next((guid.text for guid in guids if guid.attributes.get("isPermaLink", "true") == "true"), "")


def _of_home(survey: Survey) -> Iterator[str]:
    """Feeds that the home page names, without those of comments."""
    for link in survey.home_links():
        if "alternate" in link.rel and link.type in _TYPES and "comments" not in link.href.lower():
            yield link.href
