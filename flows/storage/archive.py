"""Fetched responses as WARC 1.1 (ISO 28500:2017), one gzip member for each record, with a CDXJ index.

Bodies are kept as they came, with their content coding (RFC 9110 8.4); of the transfer coding, which is taken off, the
header is kept as `X-Archive-Orig-…`, as other archivers do. What is compressed already is stored and not deflated once
more, which would cost four times as much and save nothing. Digests are those of the payload: the file has its own, and
each member its CRC.
"""

import re
import struct
import zlib
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Final
from urllib.parse import quote, urlsplit
from uuid import uuid4

from flows.storage.files import HashedFile
from flows.storage.store import Store
from schemas.base import to_line
from schemas.page import Exchange, HeaderFields, Page
from schemas.review import ArchivePointer

_LEVEL: Final = 1
"""Of gzip: level 9 takes several times as long for a few percent."""

_GZIP_HEAD: Final = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x04\xff"
"""Of a member without a name and a time (RFC 1952 2.3): the same record gives the same bytes."""

_RAW_DEFLATE: Final = -zlib.MAX_WBITS
_LARGEST_STORED: Final = 0xFFFF
"""Bytes of one stored block (RFC 1951 3.2.4)."""

_PIECE: Final = 16 * _LARGEST_STORED
_END: Final = b"\r\n\r\n"
"""Of every record."""

_BLOCK_HEAD: Final = 5
_TRAILER: Final = 8
"""Bytes of a stored block's head, and of a member's trailer (RFC 1952 2.3.1)."""

_OF_TRANSFER: Final = frozenset({b"transfer-encoding", b"content-length"})
"""Fields that speak of the message as it was sent, and not of the body as it is kept."""

REVISIT: Final = "warc/revisit"
"""What the index has in place of a content type for a record without a body of its own."""

PURPOSE: Final = "Reviewlines-Purpose"
"""WARC field of what was not asked for as a page, and of its request: "discovery"."""

_SAME_PAYLOAD: Final = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_NOT_MODIFIED: Final = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"

_TOKEN: Final = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_URL_CHARACTERS: Final = ":/?#[]@!$&'()*+,;=%~"


class ArchiveWriter:
    """One WARC file and its index, both being written."""

    def __init__(self, store: Store, warc: str, index: str, *, published: str, run: str, now: datetime) -> None:
        """Start the file with its warcinfo record.

        Args:
            store: The dataset's.
            warc: Path of the file to write.
            index: Path of the CDXJ file to write.
            published: Where the WARC will be, relative to the dataset; pointers name that.
            run: The run's name, for the warcinfo record.
            now: With zone.
        """
        self.warc = HashedFile(store, warc)
        self.index: HashedFile | None = None
        self._store = store
        self._index_path = index
        self._published = published
        self._lines: list[bytes] = []
        about = {"software": "reviewlines", "format": "WARC File Format 1.1", "isPartOf": run, "robots": "obey"}
        self._write(
            (
                ("WARC-Type", "warcinfo"),
                ("WARC-Record-ID", _new_id()),
                ("WARC-Date", _warc_date(now)),
                ("WARC-Filename", published.rpartition("/")[2]),
                ("Content-Type", "application/warc-fields"),
            ),
            _fields(about.items()),
        )

    def write(
        self,
        page: Page,
        *,
        url: str,
        status: int,
        fetched_at: datetime,
        same_since: datetime | None = None,
        same_as: str | None = None,
    ) -> ArchivePointer:
        """Append one response with its request, and say where it is.

        A response whose body is in the archive already becomes a revisit record, which has its head alone
        (ISO 28500:2017, 6.7). The WARC fields `Reviewlines-…` carry what a re-extraction needs and the standard has
        no field for; other readers ignore them (4).

        Args:
            page: The response.
            url: Of the request.
            status: Of the response.
            fetched_at: When, with zone.
            same_since: When the body that this one is equal to was fetched.
            same_as: From where, if not from the same URL.
        """
        target = quote(page.final_url or url, safe=_URL_CHARACTERS)
        exchange = page.exchange
        body = page.body if exchange is None else exchange.body
        about: list[tuple[str, str]] = [
            ("WARC-Type", "response" if same_since is None else "revisit"),
            ("WARC-Record-ID", _new_id()),
            ("WARC-Target-URI", target),
            ("WARC-Date", _warc_date(fetched_at)),
            ("Content-Type", "application/http;msgtype=response"),
        ]
        if same_since is None or status != HTTPStatus.NOT_MODIFIED:
            about.append(("WARC-Payload-Digest", f"sha256:{page.payload_sha256}"))
        if same_since is not None:
            profile = _NOT_MODIFIED if status == HTTPStatus.NOT_MODIFIED else _SAME_PAYLOAD
            about += (
                ("WARC-Profile", profile),
                ("WARC-Refers-To-Target-URI", target if same_as is None else quote(same_as, safe=_URL_CHARACTERS)),
                ("WARC-Refers-To-Date", _warc_date(same_since)),
            )
            body = b""
        if exchange is not None and exchange.is_cut:
            about.append(("WARC-Truncated", "length"))
        if page.final_url not in (None, url):
            about.append(("Reviewlines-Requested-URI", quote(url, safe=_URL_CHARACTERS)))
        if page.robots is not None:
            about.append(("Reviewlines-Robots", page.robots))
        if page.purpose != "page":
            about.append((PURPOSE, page.purpose))
        is_coded = (exchange is not None and exchange.body is not page.body) or body.startswith(_GZIP_HEAD[:2])
        pointer = self._write(
            about, _response_head(page, status, with_body=same_since is None), body, is_coded=is_coded
        )
        self._lines.append(
            _index_line(page, pointer, target=target, status=status, fetched_at=fetched_at, is_new=same_since is None)
        )
        if exchange is not None and exchange.request:
            self._write_request(exchange, target, about)
        return pointer

    def close(self) -> None:
        """Write the index, sorted, and flush both files to the disk."""
        self.index = HashedFile(self._store, self._index_path)
        for line in sorted(self._lines):
            self.index.write(line)
        self.index.close()
        self.warc.close()

    def discard(self) -> None:
        """Close the files, which are about to be deleted."""
        self.warc.discard()
        if self.index is not None:
            self.index.discard()

    def _write_request(self, exchange: Exchange, target: str, response: Iterable[tuple[str, str]]) -> None:
        of_response = dict(response)
        path = "/" + target.partition("://")[2].partition("#")[0].partition("/")[2]
        head = b"GET %b HTTP/1.1\r\n%b\r\n" % (path.encode(), _raw_fields(exchange.request))
        about = (
            ("WARC-Type", "request"),
            ("WARC-Record-ID", _new_id()),
            ("WARC-Target-URI", target),
            ("WARC-Date", of_response["WARC-Date"]),
            ("WARC-Concurrent-To", of_response["WARC-Record-ID"]),
            ("Content-Type", "application/http;msgtype=request"),
            *([(PURPOSE, of_response[PURPOSE])] if PURPOSE in of_response else []),
        )
        self._write(about, head)

    def _write(
        self, about: Iterable[tuple[str, str]], head: bytes, body: bytes = b"", *, is_coded: bool = False
    ) -> ArchivePointer:
        fields = _fields((*about, ("Content-Length", str(len(head) + len(body)))))
        start = b"WARC/1.1\r\n%b\r\n%b" % (fields, head)
        offset = self.warc.bytes
        for number, piece in enumerate(_member(start, body, is_coded=is_coded)):
            self.warc.write(piece, rows=number == 0)
        return ArchivePointer(file=self._published, offset=offset, length=self.warc.bytes - offset)


def blank(length: int) -> bytes:
    """A gzip member of this length, 300 bytes or more, that says nothing: what stands in place of an erased record.

    Raises:
        ValueError: it cannot be so short.
    """
    blocks = -(-(length - len(_GZIP_HEAD) - _TRAILER) // (_LARGEST_STORED + _BLOCK_HEAD))
    content = length - len(_GZIP_HEAD) - _TRAILER - blocks * _BLOCK_HEAD
    head = (
        f"WARC/1.1\r\nWARC-Type: metadata\r\nWARC-Record-ID: {_new_id()}\r\nWARC-Date: 1970-01-01T00:00:00Z\r\n"
        "Content-Type: text/plain\r\nContent-Length: "
    )
    filling = content - len(head) - len(f"{0:012d}\r\n\r\n") - len("\r\n\r\n")
    if filling < 0:
        raise ValueError(f"no record fits into {length} bytes")
    record = f"{head}{filling:012d}\r\n\r\n{' ' * filling}\r\n\r\n".encode()
    return b"".join((_GZIP_HEAD, *_stored(record, -(-content // blocks)), _trailer(zlib.crc32(record), len(record))))


def surt(url: str) -> str:
    """Sort key of a URL in CDXJ: host labels from the right, "www." dropped, lower case, query sorted.

    >>> surt("https://www.Example.test/Reviews/?b=2&a=1")
    'test,example)/reviews/?a=1&b=2'
    """
    parts = urlsplit(url.lower())
    host, _, port = parts.netloc.rpartition("@")[2].removeprefix("www.").partition(":")
    is_address = host.replace(".", "").isdigit() or host.startswith("[")
    key = host if is_address else ",".join(reversed(host.split(".")))
    query = "&".join(sorted(parts.query.split("&")))
    return f"{key}{':' if port else ''}{port}){parts.path or '/'}{'?' if query else ''}{query}"


def _member(start: bytes, body: bytes, *, is_coded: bool) -> Iterator[bytes]:
    """One gzip member (RFC 1952) with `start` deflated, and `body` too unless it is compressed already.

    It comes in pieces: of a large body there is never a second one.
    """
    deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW_DEFLATE)
    head = _GZIP_HEAD + deflate.compress(start)
    if is_coded:
        yield head + deflate.flush(zlib.Z_FULL_FLUSH)
        for piece in _sliced(body, _PIECE):
            yield b"".join(_stored(piece, ends=False))
        yield b"".join(_stored(_END))
    else:
        for piece in _sliced(body, _PIECE):
            yield head + deflate.compress(piece)
            head = b""
        yield head + deflate.compress(_END) + deflate.flush()
    crc = zlib.crc32(_END, zlib.crc32(body, zlib.crc32(start)))
    yield _trailer(crc, len(start) + len(body) + len(_END))


def _trailer(crc: int, length: int) -> bytes:
    return struct.pack("<II", crc, length & 0xFFFFFFFF)


def _stored(
    data: bytes | memoryview, size: int = _LARGEST_STORED, *, ends: bool = True
) -> Iterator[bytes | memoryview]:
    """Stored blocks of deflate, of `size` bytes each; the last one ends the stream, unless more is to come."""
    for begin in range(0, len(data), size):
        block = data[begin : begin + size]
        is_last = ends and begin + len(block) == len(data)
        yield struct.pack("<BHH", is_last, len(block), len(block) ^ 0xFFFF)
        yield block


def _sliced(data: bytes, size: int) -> Iterator[memoryview]:
    view = memoryview(data)
    for begin in range(0, len(view), size):
        yield view[begin : begin + size]


def _new_id() -> str:
    return f"<urn:uuid:{uuid4()}>"


def _response_head(page: Page, status: int, *, with_body: bool) -> bytes:
    """Status line and fields as they came; of a page that tells no exchange, as its headers have them."""
    if page.exchange is not None:
        status_line, fields = page.exchange.status_line, page.exchange.response
        length, untrue = len(page.exchange.body), _OF_TRANSFER
    else:
        phrase = HTTPStatus(status).phrase if status in set(HTTPStatus) else ""
        status_line, length = f"HTTP/1.1 {status} {phrase}".encode(), len(page.body)
        fields = tuple((name.encode(), value.encode("utf-8", "replace")) for name, value in page.headers.items())
        untrue = _OF_TRANSFER | {b"content-encoding"}
    if with_body:
        fields = tuple(_about_body(fields, length, untrue))
    return b"%b\r\n%b\r\n" % (status_line, _raw_fields(fields))


def _about_body(fields: HeaderFields, length: int, untrue: Collection[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """The fields, those that do not hold of the body as it is kept under another name."""
    kept_length = b"%d" % length
    is_told = False
    for name, value in fields:
        lower = name.lower()
        is_length = lower == b"content-length" and value == kept_length
        is_told |= is_length
        holds = is_length or lower not in untrue
        yield (name if holds else b"X-Archive-Orig-" + name), value
    if not is_told:
        yield b"Content-Length", kept_length


def _raw_fields(fields: HeaderFields) -> bytes:
    """Header fields, one to a line; what is no name, or would start a line of its own, does not get in."""
    return b"".join(
        b"%b: %b\r\n" % (name, b" ".join(value.split())) for name, value in fields if _TOKEN.fullmatch(name)
    )


def _fields(fields: Iterable[tuple[str, str]]) -> bytes:
    """Named fields, one to a line; a value cannot start a line of its own."""
    return b"".join(f"{name}: {' '.join(value.split())}\r\n".encode(errors="replace") for name, value in fields)


def _warc_date(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _index_line(
    page: Page, pointer: ArchivePointer, *, target: str, status: int, fetched_at: datetime, is_new: bool
) -> bytes:
    mime = page.headers.get("content-type", "unk").partition(";")[0].strip().lower()
    described = {
        "url": target,
        "mime": mime if is_new else REVISIT,
        "status": str(status),
        "digest": f"sha256:{page.payload_sha256}",
        "length": str(pointer.length),
        "offset": str(pointer.offset),
        "filename": pointer.file.rpartition("/")[2],
    }
    if page.final_url not in (None, page.url):
        described["requested"] = page.url or ""
    if page.purpose != "page":
        described["purpose"] = page.purpose
    return f"{surt(target)} {fetched_at.astimezone(UTC):%Y%m%d%H%M%S} ".encode() + to_line(described)
