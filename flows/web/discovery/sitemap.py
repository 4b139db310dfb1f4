"""Sitemaps (https://www.sitemaps.org/protocol.html): indexes, gzip, and the protocol's limits."""

import html
import re
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import datetime
from itertools import chain, islice, zip_longest
from typing import Final, NamedTuple

from flows.web.coding import GZIP_MAGIC, gunzip
from flows.web.discovery.dates import read_date
from flows.web.discovery.feed import FEED_FIELDS, FEED_RECORDS, FEED_ROOTS, read_entry
from flows.web.discovery.survey import MAX_ENTRIES, Survey, same_host, web_url
from flows.web.discovery.xml import Field, MalformedError, Record, XmlError, read_records
from schemas.page import FoundUrl, KnownListing

WELL_KNOWN: Final = ("/sitemap.xml", "/sitemap_index.xml", "/wp-sitemap.xml")
"""Where sitemaps are that nobody names."""

MAX_BYTES: Final = 50 * 1024 * 1024
MAX_DEPTH: Final = 3
MAX_FILES: Final = 1_000
_LONGEST_LINE: Final = 4_096
_HEAD: Final = 2_048
_NEAR: Final = 500
_INDEX: Final = re.compile(rb"<(?:\w{1,20}:)?sitemapindex\b")
_LOCATION: Final = re.compile(rb"<(?:\w{1,20}:)?loc>\s{0,99}(?:<!\[CDATA\[)?([^<\]]{1,4096})")
_DATE: Final = re.compile(rb"<(?:\w{1,20}:)?lastmod>([^<]{1,64})")
_TEXT: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*https?://", re.IGNORECASE)


class _Sitemap(NamedTuple):
    url: str
    depth: int
    named: bool
    told: datetime | None = None
    """When the index says that it changed."""
    parent: str | None = None


async def from_sitemaps(survey: Survey) -> AsyncIterator[FoundUrl]:
    """URLs of the site's sitemaps: of its site file, else of robots.txt, else at the first well-known path with one.

    Sitemaps of an index are read where they are on the index's host or the site's, which is the protocol's own rule,
    and where the index does not say that they are older than what is looked for, or as they were on the last visit.
    """
    named = await _named(survey)
    if named is not None:
        async for found in _walk(survey, [_Sitemap(url, 1, named=True) for url in named]):
            yield found
        return
    for path in WELL_KNOWN:
        url = web_url(path, survey.base)
        before = survey.sources
        async for found in _walk(survey, [_Sitemap(url, 1, named=False)] if url else []):
            yield found
        if survey.sources > before:
            return


async def again_from_sitemaps(survey: Survey, roots: Iterable[KnownListing]) -> AsyncIterator[FoundUrl]:
    """What is new in the sitemaps of the last visit."""
    async for found in _walk(survey, [_Sitemap(root.url, 1, named=True) for root in roots]):
        yield found


async def _named(survey: Survey) -> list[str] | None:
    """The sitemaps that someone names; null where nobody does."""
    configured = survey.site.discover.sitemaps
    listed = configured if configured is not None else await survey.listed_sitemaps()
    urls = [url for line in listed if (url := web_url(line, survey.base))]
    return urls if urls or configured is not None else None


async def _walk(survey: Survey, waiting: list[_Sitemap]) -> AsyncIterator[FoundUrl]:
    """Read sitemaps in order; those of an index come next, before the rest."""
    seen = {sitemap.url for sitemap in waiting}
    files = 0
    survey.whole.add("sitemap")
    while waiting:
        sitemap = waiting.pop(0)
        if sitemap.parent is not None and survey.is_settled(sitemap.url, sitemap.told):
            survey.carry(sitemap.url)
            continue
        files += 1
        if files > MAX_FILES:
            survey.problems.append(
                f"{sitemap.url}: more than {MAX_FILES:,} sitemaps; this one and the rest are left out"
            )
            survey.whole.discard("sitemap")
            return
        answer = await survey.read(
            sitemap.url,
            "sitemap",
            named=sitemap.named,
            max_body=MAX_BYTES,
            told=sitemap.told,
            parent=sitemap.parent,
        )
        if answer is None:
            survey.whole.discard("sitemap")
            continue
        if answer.unchanged:
            survey.remember(answer)
            children = [
                _Sitemap(child.url, sitemap.depth + 1, named=True, told=child.told, parent=sitemap.url)
                for child in survey.children(sitemap.url)
                if child.url not in seen
            ]
        else:
            children = []
            for record in survey.entries(answer, read_sitemap(answer.body), named=sitemap.named):
                if record.name == "sitemap":
                    child = _child(survey, record, sitemap, answer.base)
                    if child and child.url not in seen:
                        children.append(child)
                        seen.add(child.url)
                elif found := _found(survey, record, answer.base):
                    yield found
        seen.update(child.url for child in children)
        if children and sitemap.depth >= MAX_DEPTH:
            survey.failed(sitemap.url, f"sitemap indexes in {MAX_DEPTH} others are not read", named=True)
        else:
            waiting[:0] = children


def _found(survey: Survey, record: Record, base: str) -> FoundUrl | None:
    """The page of a sitemap's entry; a feed in a sitemap's place has entries of its own kind."""
    if record.name != "url":
        entry = read_entry(record)
        return survey.found(entry.url, "sitemap", entry.date, base=base, title=entry.title, sections=entry.sections)
    date = record.text("lastmod", "news:publication_date")
    return survey.found(record.text("loc"), "sitemap", date, base=base, title=record.text("news:title"))


def _child(survey: Survey, record: Record, index: _Sitemap, base: str) -> _Sitemap | None:
    url = web_url(record.text("loc"), base)
    if url is None:
        return None
    if not same_host(url, base) and not survey.site.owns(url):
        survey.failed(url, f"a sitemap of another host, named by {base}, is not read", named=True)
        return None
    changed = read_date(record.text("lastmod"))
    if changed and survey.cutoff and changed < survey.cutoff:
        return None
    return _Sitemap(url, index.depth + 1, named=True, told=changed, parent=index.url)


def read_sitemap(body: bytes) -> Iterator[Record]:
    """Records `url` and `sitemap` with their `loc` and `lastmod`; gzip is told by its first bytes, not by names.

    Of XML that is not well-formed (a bare "&" in an address, an end that is missing) all addresses are given that stand
    where they should, those before the break twice.

    A text file of one URL a line is a sitemap too, and so is a feed (sitemaps.org, "Other Sitemap formats"): its
    records are `item` and `entry`.

    Raises:
        XmlError: it is no well-formed sitemap, or larger than the protocol allows.
        CodingError: its gzip data are damaged.
    """
    chunks = _pieces(body)
    first = next(chunks, b"")
    chunks = chain((first,), chunks)
    if _TEXT.match(first):
        yield from _of_text(chunks)
        return
    try:
        yield from read_records(
            chunks,
            roots={"urlset", "sitemapindex", *FEED_ROOTS},
            records={"url", "sitemap", *FEED_RECORDS},
            fields={"loc", "lastmod", "news:title", "news:publication_date", *FEED_FIELDS},
        )
    except MalformedError:
        yield from _of_broken(b"".join(_pieces(body)))
        raise


def _of_broken(data: bytes) -> Iterator[Record]:
    """Addresses of a sitemap that is no XML, by their tags; each with the date that follows before the next one."""
    kind = "sitemap" if _INDEX.search(data[:_HEAD]) else "url"
    locations = list(islice(_LOCATION.finditer(data), MAX_ENTRIES))
    for found, following in zip_longest(locations, locations[1:]):
        rest = data[found.end() : following.start() if following else found.end() + _NEAR][:_NEAR]
        date = _DATE.search(rest)
        yield Record(kind, tuple(_field(name, match) for name, match in (("loc", found), ("lastmod", date)) if match))


def _field(name: str, found: re.Match[bytes]) -> Field:
    return Field(name, html.unescape(found[1].decode("utf-8", "replace")).strip(), {})


def _of_text(chunks: Iterable[bytes]) -> Iterator[Record]:
    """One URL a line, in UTF-8 (sitemaps.org, "Text file")."""
    rest = b""
    for chunk in chunks:
        *lines, rest = (rest + chunk).splitlines(keepends=True) or [b""]
        if rest.endswith((b"\n", b"\r")) or len(rest) > _LONGEST_LINE:
            lines, rest = [*lines, rest], b""
        yield from map(_of_line, lines)
    if rest:
        yield _of_line(rest)


def _of_line(line: bytes) -> Record:
    return Record("url", (Field("loc", line.decode("utf-8-sig", "replace").strip()[:_LONGEST_LINE], {}),))


def _pieces(body: bytes) -> Iterator[bytes]:
    """The body in pieces, unpacked where it is packed."""
    return _limited(gunzip(body)) if body.startswith(GZIP_MAGIC) else _sliced(body)


def _sliced(body: bytes) -> Iterator[bytes]:
    for start in range(0, len(body), 65_536):
        yield body[start : start + 65_536]


def _limited(chunks: Iterable[bytes]) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > MAX_BYTES:
            raise XmlError(f"it is larger than {MAX_BYTES:,} bytes")
        yield chunk
