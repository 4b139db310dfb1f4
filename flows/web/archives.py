"""Web archives: which captures Common Crawl and the Wayback Machine have of a host or URL, and the captures themselves.

Common Crawl: the index of each crawl answers queries as JSON Lines (pywb's CDX server), a page of some thousand lines
at a time; a record is a range of bytes of a WARC file. The Wayback Machine: its CDX server answers in rows with a key
to resume at, and `/web/<time>id_/<URL>` is a capture as it was, nothing rewritten.
"""

import re
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final, TypeGuard
from urllib.parse import quote, urlencode

import orjson

from flows.errors import FetchError, PermanentError
from flows.settings import Settings
from flows.web.client import Client
from schemas.page import CaptureRef, Exchange, Page
from schemas.reject import Reason
from schemas.review import CaptureKind

DELAYS: Final[Mapping[str, float]] = {
    "index.commoncrawl.org": 2.0,
    "data.commoncrawl.org": 0.2,
    "web.archive.org": 2.5,
}
"""Seconds between two requests to each archive, in place of `settings.delay`: what they bear from one client."""

MAX_INDEX: Final = 100_000_000
"""Bytes of one page of an index."""

_ROWS: Final = 10_000
_MAX_PAGES: Final = 100_000
_HTML: Final = ("text/html", "application/xhtml+xml", "unk", "")
_FIELDS: Final = "original,timestamp,mimetype,statuscode,length"
_MOST_DIGITS: Final = 16
_STAMP: Final = re.compile(r"/web/(\d{14})")
_ORIGINAL: Final = "x-archive-orig-"
_URL_CHARACTERS: Final = ":/?#[]@!$&'()*+,;=%~"


@dataclass(frozen=True, slots=True)
class Query:
    """What an index is asked for."""

    url: str
    """A URL, or with a final * all that begin so: "blog.test/*", "https://blog.test/reviews/*"."""
    since: datetime | None = None
    """No captures from before, with zone."""
    until: datetime | None = None
    """None from after, with zone."""


class CommonCrawl:
    """One crawl of Common Crawl, as "CC-MAIN-2025-05"."""

    def __init__(self, client: Client, settings: Settings, crawl: str) -> None:
        self._client = client
        self._index = f"{settings.common_crawl_index.rstrip('/')}/{crawl}-index"

    async def captures(self, query: Query) -> AsyncIterator[CaptureRef]:
        """HTML captures (status 200).

        Raises:
            FetchError: the index cannot be read; what came before has been given.
        """
        asked = {"url": query.url, "output": "json", "filter": "=status:200", **_window(query)}
        for number in range(await self._pages(asked)):
            url = f"{self._index}?{urlencode({**asked, 'page': number})}"
            for line in (await self._client.get_data(url, max_body=MAX_INDEX)).body.splitlines():
                if capture := read_index_line(line):
                    yield capture

    async def _pages(self, asked: Mapping[str, str]) -> int:
        url = f"{self._index}?{urlencode({**asked, 'showNumPages': 'true'})}"
        try:
            told = orjson.loads((await self._client.get_data(url)).body)
            return min(int(told["pages"] if isinstance(told, dict) else told), _MAX_PAGES)
        except FetchError as error:
            if error.status == 404:  # "No Captures found"
                return 0
            raise
        except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as error:
            raise PermanentError(Reason.UNREADABLE, f"{self._index} does not answer as an index does") from error


async def read_span(client: Client, settings: Settings, capture: CaptureRef) -> bytes:
    """The bytes of one record of Common Crawl. Raises what `Client.get_data` raises."""
    url = f"{settings.common_crawl_data.rstrip('/')}/{capture.place}"
    return (await client.get_data(url, span=(capture.offset, capture.length))).body


class Wayback:
    """The Wayback Machine, or what answers like it."""

    def __init__(self, client: Client, settings: Settings) -> None:
        self._client = client
        self._base = settings.wayback.rstrip("/")

    async def captures(self, query: Query) -> AsyncIterator[CaptureRef]:
        """HTML captures (status 200); of those in a row that are the same only the first.

        Raises:
            FetchError: the index cannot be read; what came before has been given.
        """
        asked = [
            ("url", query.url),
            ("output", "json"),
            ("fl", _FIELDS),
            ("filter", "statuscode:200"),
            ("filter", "mimetype:text/html|application/xhtml\\+xml"),
            ("collapse", "digest"),
            ("limit", str(_ROWS)),
            ("showResumeKey", "true"),
            *_window(query).items(),
        ]
        key: str | None = None
        for _ in range(_MAX_PAGES):
            resumed = [*asked, ("resumeKey", key)] if key else asked
            page = await self._client.get_data(f"{self._base}/cdx/search/cdx?{urlencode(resumed)}", max_body=MAX_INDEX)
            captures, key = read_captures(page.body)
            for capture in captures:
                yield capture
            if not key:
                return

    async def page(self, capture: CaptureRef) -> Page:
        """A capture as the archive got it, with the header fields of then.

        Raises:
            PermanentError: it is not there, or only under another URL.
            HostError: as `Client.fetch`.
        """
        stamp = f"{capture.at:%Y%m%d%H%M%S}"
        answer = await self._client.get_data(f"{self._base}/web/{stamp}id_/{quote(capture.url, safe=_URL_CHARACTERS)}")
        came = _STAMP.search(answer.final_url or "")
        at = _moment(came[1]) if came else capture.at
        return replace(
            answer,
            url=capture.url,
            final_url=capture.url,
            headers=_as_then(answer.headers),
            fetched_at=at,
            capture=CaptureKind.WAYBACK,
            robots=None,
            exchange=_exchange_of_then(answer),
        )


def _window(query: Query) -> dict[str, str]:
    told = {"from": query.since, "to": query.until}
    return {name: f"{at.astimezone(UTC):%Y%m%d%H%M%S}" for name, at in told.items() if at is not None}


def read_index_line(line: bytes) -> CaptureRef | None:
    """A line of Common Crawl's index (CDXJ's JSON alone); None for what is no HTML page, or no such line."""
    try:
        told = orjson.loads(line)
        if told.get("mime-detected", told.get("mime", "")).lower() not in _HTML or str(told.get("status")) != "200":
            return None
        offset, length = int(told["offset"]), int(told["length"])
        texts = told["url"], told["filename"]
        if min(offset, length) < 0 or not all(isinstance(text, str) for text in texts):
            return None
        return CaptureRef(
            url=told["url"],
            kind=CaptureKind.COMMON_CRAWL,
            at=_moment(told["timestamp"]),
            place=told["filename"],
            offset=offset,
            length=length,
            is_cut="truncated" in told,
        )
    except (orjson.JSONDecodeError, AttributeError, KeyError, OverflowError, TypeError, ValueError):
        return None


def read_captures(body: bytes) -> tuple[list[CaptureRef], str | None]:
    """An answer of a CDX server in JSON: rows of texts, whose names stand in the first.

    Returns:
        Its captures, without rows that are none, and the key to go on with, which stands alone behind an empty row.

    Raises:
        PermanentError: it is no JSON.
    """
    try:
        listed = orjson.loads(body) if body.strip() else []
    except orjson.JSONDecodeError as error:
        raise PermanentError(Reason.UNREADABLE, "the index does not answer in JSON") from error
    rows = [row for row in listed if _is_row(row)] if isinstance(listed, list) else []
    if not rows:
        return [], None
    names, *rows = rows
    key = rows[-1][0] if len(rows) > 1 and not rows[-2] and rows[-1] else None
    told = (_archived(dict(zip(names, row, strict=True))) for row in rows if len(row) == len(names))
    return [capture for capture in told if capture is not None], key


def _is_row(row: object) -> TypeGuard[list[str]]:
    return isinstance(row, list) and all(isinstance(cell, str) for cell in row)


def _archived(row: Mapping[str, str]) -> CaptureRef | None:
    try:
        length = row.get("length", "")
        return CaptureRef(
            url=row["original"],
            kind=CaptureKind.WAYBACK,
            at=_moment(row["timestamp"]),
            length=int(length) if length.isdecimal() and len(length) < _MOST_DIGITS else 0,
        )
    except (KeyError, ValueError):
        return None


def _moment(stamp: str) -> datetime:
    return datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)


def _as_then(headers: Mapping[str, str]) -> dict[str, str]:
    """The header fields that the page had when it was captured; of the archive's own, what says how to read it."""
    then = {name.removeprefix(_ORIGINAL): value for name, value in headers.items() if name.startswith(_ORIGINAL)}
    own = {name: value for name, value in headers.items() if name in ("content-type", "content-encoding")}
    return {**then, **own}


def _exchange_of_then(answer: Page) -> Exchange | None:
    if answer.exchange is None:
        return None
    fields: Iterable[tuple[bytes, bytes]] = (
        (name.encode("latin-1"), value.encode("latin-1", "replace")) for name, value in _as_then(answer.headers).items()
    )
    return Exchange((), answer.exchange.status_line, tuple(fields), answer.exchange.body)
