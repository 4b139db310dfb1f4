"""WARC files made of the fixture pages: any number of responses, with the sizes that real review pages have."""

import gzip
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from math import log
from pathlib import Path
from typing import Final

from backports import zstd

FIXTURES: Final = Path(__file__).parents[1] / "fixtures" / "pages"
START: Final = datetime(2019, 1, 1, tzinfo=UTC)

MEDIAN: Final = 115_000
"""Bytes: of 181 real pages the median, with a mean of 174,000 and a 99th percentile of a million."""
_SPREAD: Final = 0.91  # sigma of the lognormal distribution with that median and mean

COMPRESS: Final[dict[str, Callable[[bytes], bytes]]] = {
    ".warc": bytes,
    ".warc.gz": lambda record: gzip.compress(record, 1, mtime=0),
    ".warc.zst": lambda record: zstd.compress(record, 1),
}
"""One member or frame for each record, by the file's ending."""


def response(
    url: str,
    body: bytes,
    at: datetime,
    *,
    status: str = "200 OK",
    fields: str = "Content-Type: text/html; charset=utf-8\r\n",
    about: str = "",
) -> bytes:
    """A WARC record of a response, not compressed."""
    http = f"HTTP/1.1 {status}\r\n{fields}\r\n".encode() + body
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{random.getrandbits(128):032x}>\r\n"
        f"WARC-Target-URI: {url}\r\nWARC-Date: {at:%Y-%m-%dT%H:%M:%SZ}\r\n{about}"
        f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def warcinfo() -> bytes:
    """The record that files begin with."""
    body = b"software: tests\r\nformat: WARC File Format 1.1\r\n"
    head = (
        "WARC/1.1\r\nWARC-Type: warcinfo\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
        "WARC-Date: 2019-01-01T00:00:00Z\r\nContent-Type: application/warc-fields\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


@cache
def fixture_pages() -> tuple[bytes, ...]:
    """The fixture pages, sorted by name."""
    return tuple(path.read_bytes() for path in sorted(FIXTURES.rglob("*.html")))


def page(number: int, size: int) -> bytes:
    """A fixture page, grown to about so many bytes by what real ones are made of: styles, scripts, menus, comments."""
    body = fixture_pages()[number % len(fixture_pages())]
    missing = size - len(body)
    if missing <= 0:
        return body
    head, _, rest = body.partition(b"</head>")
    text, end, tail = rest.rpartition(b"</body>")
    return b"".join((head, _style(missing * 3 // 5), b"</head>", text, _menu(missing * 2 // 5), end, tail))


def pages(count: int, *, hosts: int = 50, median: int = MEDIAN, seed: int = 1) -> Iterator[tuple[str, bytes, datetime]]:
    """URL, body and time of capture of so many pages; sizes are lognormal, half a kilobyte to two megabytes."""
    chance = random.Random(seed)  # noqa: S311
    for number in range(count):
        size = min(2_000_000, max(500, int(chance.lognormvariate(log(median), _SPREAD))))
        url = f"https://blog{number % hosts}.test/2019/page-{number}/"
        yield url, page(number, size), START + timedelta(hours=number % 8_000)


def write_warc(file: Path, count: int, *, hosts: int = 50, median: int = MEDIAN, seed: int = 1) -> None:
    """Write a file of responses, compressed as its name says."""
    ending = "".join(file.suffixes[-2:]) if file.suffixes[-1] != ".warc" else ".warc"
    compress = COMPRESS[ending]
    with file.open("wb") as out:
        out.write(compress(warcinfo()))
        for url, body, at in pages(count, hosts=hosts, median=median, seed=seed):
            out.write(compress(response(url, body, at)))


def _style(size: int) -> bytes:
    rules = b"".join(
        b".block-%d .item{margin:%dpx 0;color:#%06x}\n" % (n, n % 40, n * 7919 % 0xFFFFFF) for n in range(80)
    )
    script = b"window.dataLayer=window.dataLayer||[];function track(a,b){dataLayer.push({event:a,value:b});}\n" * 20
    half = size // 2
    return (
        b"<style>"
        + (rules * (half // len(rules) + 1))[:half]
        + b"</style><script>"
        + (script * (half // len(script) + 1))[:half]
        + b"</script>"
    )


def _menu(size: int) -> bytes:
    item = b'<li class="menu-item"><a href="/category/part-%d/" title="More of this">Section %d</a></li>\n'
    items = [item % (n, n) for n in range(max(1, size // len(item)))]
    return b'<footer><nav class="site-menu"><ul>' + b"".join(items) + b"</ul></nav></footer>"
