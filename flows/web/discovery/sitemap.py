"""Sitemaps (https://www.sitemaps.org/protocol.html): indexes, gzip, and the protocol's limits."""

from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Final, NamedTuple

from flows.web.coding import GZIP_MAGIC, gunzip
from flows.web.discovery.dates import read_date
from flows.web.discovery.survey import Survey, same_host, web_url
from flows.web.discovery.xml import Record, XmlError, read_records
from schemas.page import FoundUrl

WELL_KNOWN: Final = ("/sitemap.xml", "/sitemap_index.xml", "/wp-sitemap.xml")
"""Where sitemaps are that nobody names."""

MAX_BYTES: Final = 50 * 1024 * 1024
MAX_DEPTH: Final = 3
MAX_FILES: Final = 1_000


class _Sitemap(NamedTuple):
    url: str
    depth: int
    named: bool


async def from_sitemaps(survey: Survey) -> AsyncIterator[FoundUrl]:
    """URLs of the site's sitemaps: of its site file, else of robots.txt, else at the first well-known path with one.

    Sitemaps of an index are read where they are on the index's host or the site's, which is the protocol's own rule,
    and where the index does not say that they are older than what is looked for.
    """
    named = await _named(survey)
    if named is not None:
        waiting = [_Sitemap(url, 1, named=True) for url in named]
        async for found in _walk(survey, waiting):
            yield found
        return
    for path in WELL_KNOWN:
        url = web_url(path, survey.base)
        before = survey.sources
        async for found in _walk(survey, [_Sitemap(url, 1, named=False)] if url else []):
            yield found
        if survey.sources > before:
            return


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
    while waiting:
        sitemap = waiting.pop(0)
        files += 1
        if files > MAX_FILES:
            survey.problems.append(
                f"{sitemap.url}: more than {MAX_FILES:,} sitemaps; this one and the rest are left out"
            )
            return
        page = await survey.read(sitemap.url, named=sitemap.named, max_body=MAX_BYTES)
        if page is None:
            continue
        base = page.final_url or sitemap.url
        children: list[_Sitemap] = []
        for record in survey.entries(sitemap.url, read_sitemap(page.body), named=sitemap.named):
            date = record.text("lastmod")
            if record.name == "url":
                if found := survey.found(record.text("loc"), "sitemap", date, base=base):
                    yield found
            elif (url := _child(survey, record, date, base)) and url not in seen:
                seen.add(url)
                children.append(_Sitemap(url, sitemap.depth + 1, named=True))
        if children and sitemap.depth >= MAX_DEPTH:
            survey.failed(sitemap.url, f"sitemap indexes in {MAX_DEPTH} others are not read", named=True)
        else:
            waiting[:0] = children


def _child(survey: Survey, record: Record, date: str, base: str) -> str | None:
    url = web_url(record.text("loc"), base)
    if url is None:
        return None
    if not same_host(url, base) and not survey.site.owns(url):
        survey.failed(url, f"a sitemap of another host, named by {base}, is not read", named=True)
        return None
    changed = read_date(date)
    return None if changed and survey.cutoff and changed < survey.cutoff else url


def read_sitemap(body: bytes) -> Iterator[Record]:
    """Records `url` and `sitemap` with their `loc` and `lastmod`; gzip is told by its first bytes, not by names.

    Raises:
        XmlError: it is no well-formed sitemap, or larger than the protocol allows.
        CodingError: its gzip data are damaged.
    """
    chunks = _limited(gunzip(body)) if body.startswith(GZIP_MAGIC) else _sliced(body)
    yield from read_records(
        chunks, roots={"urlset", "sitemapindex"}, records={"url", "sitemap"}, fields={"loc", "lastmod"}
    )


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
