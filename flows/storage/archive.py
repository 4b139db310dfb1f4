"""Fetched responses as WARC 1.1 (ISO 28500:2017), one gzip member for each record, with a CDXJ index.

Bodies are kept as the client hands them over, content-decoded (RFC 9110 8.4). The headers that no longer hold then
are kept as `X-Archive-Orig-…`, as other archivers do, and Content-Length is that of the body kept.
"""

import re
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Final
from urllib.parse import quote, urlsplit
from uuid import uuid4

from flows.storage.files import HashedFile
from flows.storage.store import Store
from schemas.base import to_line
from schemas.page import Page
from schemas.review import ArchivePointer

_LEVEL: Final = 1
"""Of gzip: level 9 takes several times as long for a few percent."""

_GZIP: Final = 31
"""zlib's window bits for a gzip member."""

_OF_THE_WIRE: Final = frozenset({"content-encoding", "content-length", "transfer-encoding"})

_TOKEN: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
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
                ("WARC-Date", _warc_date(now)),
                ("WARC-Filename", published.rpartition("/")[2]),
                ("Content-Type", "application/warc-fields"),
            ),
            _fields(about.items()),
        )

    def write(self, page: Page, *, url: str, status: int, fetched_at: datetime) -> ArchivePointer:
        """Append one response, and say where it is.

        The WARC fields `Reviewlines-…` carry what a re-extraction needs and the standard has no field for; other
        readers ignore them (ISO 28500:2017, 4).
        """
        target = quote(page.final_url or url, safe=_URL_CHARACTERS)
        fields = [
            ("WARC-Type", "response"),
            ("WARC-Target-URI", target),
            ("WARC-Date", _warc_date(fetched_at)),
            ("WARC-Payload-Digest", f"sha256:{page.sha256}"),
            ("Content-Type", "application/http;msgtype=response"),
        ]
        if page.final_url not in (None, url):
            fields.append(("Reviewlines-Requested-URI", quote(url, safe=_URL_CHARACTERS)))
        if page.robots is not None:
            fields.append(("Reviewlines-Robots", page.robots))
        pointer = self._write(fields, _http_head(page, status) + page.body)
        self._lines.append(_index_line(page, pointer, target=target, status=status, fetched_at=fetched_at))
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

    def _write(self, fields: Iterable[tuple[str, str]], block: bytes) -> ArchivePointer:
        common = (("WARC-Record-ID", f"<urn:uuid:{uuid4()}>"), ("Content-Length", str(len(block))))
        head = b"WARC/1.1\r\n" + _fields((*fields, *common)) + b"\r\n"
        member = zlib.compress(head + block + b"\r\n\r\n", _LEVEL, _GZIP)
        pointer = ArchivePointer(file=self._published, offset=self.warc.bytes, length=len(member))
        self.warc.write(member)
        return pointer


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


def _http_head(page: Page, status: int) -> bytes:
    phrase = HTTPStatus(status).phrase if status in set(HTTPStatus) else ""
    headers = (*_kept_headers(page), ("content-length", str(len(page.body))))
    return f"HTTP/1.1 {status} {phrase}\r\n".encode() + _fields(headers) + b"\r\n"


def _kept_headers(page: Page) -> Iterator[tuple[str, str]]:
    for name, value in page.headers.items():
        if _TOKEN.fullmatch(name):
            yield (f"X-Archive-Orig-{name}" if name.lower() in _OF_THE_WIRE else name), value


def _fields(fields: Iterable[tuple[str, str]]) -> bytes:
    """Named fields, one to a line; a value cannot start a line of its own."""
    return b"".join(f"{name}: {' '.join(value.split())}\r\n".encode(errors="replace") for name, value in fields)


def _warc_date(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _index_line(page: Page, pointer: ArchivePointer, *, target: str, status: int, fetched_at: datetime) -> bytes:
    described = {
        "url": target,
        "mime": page.headers.get("content-type", "unk").partition(";")[0].strip().lower(),
        "status": str(status),
        "digest": f"sha256:{page.sha256}",
        "length": str(pointer.length),
        "offset": str(pointer.offset),
        "filename": pointer.file.rpartition("/")[2],
    }
    return f"{surt(target)} {fetched_at.astimezone(UTC):%Y%m%d%H%M%S} ".encode() + to_line(described)
