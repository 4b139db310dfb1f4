"""Feeds: RSS 2.0 (https://www.rssboard.org/rss-specification), RSS 1.0 and Atom (RFC 4287)."""

from collections.abc import AsyncIterator, Iterator
from typing import Final, NamedTuple

from flows.web.discovery.survey import Survey, web_url
from flows.web.discovery.xml import Record, read_records
from schemas.page import FoundUrl

WELL_KNOWN: Final = "/feed"
"""Where a feed is that nobody names."""

MAX_FEEDS: Final = 10
_TYPES: Final = {"application/rss+xml", "application/atom+xml", "application/rdf+xml"}
_FIELDS: Final = {"link", "guid", "pubDate", "updated", "published", "dc:date"}


class Entry(NamedTuple):
    """One entry of a feed."""

    url: str
    date: str
    """As written."""


async def from_feeds(survey: Survey) -> AsyncIterator[FoundUrl]:
    """URLs of the site's feeds: of its site file, else those that the home page names, else of the usual path."""
    configured = survey.site.discover.feeds
    named = configured if configured is not None else tuple(_of_home(survey))[:MAX_FEEDS]
    guessed = configured is None and not named
    for href in (WELL_KNOWN,) if guessed else named:
        url = web_url(href, survey.base)
        page = await survey.read(url, named=not guessed) if url else None
        if page is None:
            continue
        base = page.final_url or page.url or ""
        for entry in survey.entries(base, read_feed(page.body), named=not guessed):
            if found := survey.found(entry.url, "feed", entry.date, base=base):
                yield found


def read_feed(body: bytes) -> Iterator[Entry]:
    """Entries in order; those without a link are left out.

    Raises:
        XmlError: it is no well-formed feed; the entries before the break have been given.
    """
    records = read_records((body,), roots={"rss", "RDF", "feed"}, records={"item", "entry"}, fields=_FIELDS)
    for record in records:
        url = _atom_link(record) if record.name == "entry" else _rss_link(record)
        if url:
            yield Entry(url, record.text("updated", "published", "pubDate", "dc:date"))


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
