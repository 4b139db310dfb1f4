"""Archived responses read back: pages as they were fetched, with where they are."""

import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO, Final, Literal, cast

import orjson
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from flows.storage.archive import PURPOSE, REVISIT
from schemas.page import Exchange, HeaderFields, Page, Purpose
from schemas.review import ArchivePointer, CaptureKind

_JOINED: Final = ", "


@dataclass(frozen=True, slots=True)
class Stored:
    """One line of a CDXJ index."""

    url: str
    """That was asked for."""
    fetched_at: datetime
    """To the second."""
    status: int
    is_revisit: bool
    payload_sha256: str
    offset: int
    length: int
    purpose: Purpose
    """What it was asked for: nothing but pages is read for reviews."""


def read_index(lines: BinaryIO) -> Iterator[Stored]:
    """The lines of one of our indexes.

    Raises:
        ValueError: it is damaged.
    """
    for line in lines:
        _, stamp, described = line.split(b" ", 2)
        entry = orjson.loads(described)
        yield Stored(
            url=entry.get("requested", entry["url"]),
            fetched_at=datetime.strptime(stamp.decode(), "%Y%m%d%H%M%S").replace(tzinfo=UTC),
            status=int(entry["status"]),
            is_revisit=entry["mime"] == REVISIT,
            payload_sha256=entry["digest"].rpartition(":")[2],
            offset=int(entry["offset"]),
            length=int(entry["length"]),
            purpose=entry.get("purpose", "page"),
        )


def read_responses(warc: BinaryIO, path: str, wanted: Collection[Stored]) -> Iterator[Page]:
    """The responses of one WARC file that are wanted, in the file's order. Bodies still have their content coding.

    Args:
        warc: The file.
        path: Where it is, relative to the dataset.
        wanted: Lines of its index.

    Raises:
        ValueError: the file is damaged.
    """
    for stored in sorted(wanted, key=lambda one: one.offset):
        warc.seek(stored.offset)
        yield read_response(
            warc.read(stored.length), ArchivePointer(file=path, offset=stored.offset, length=stored.length)
        )


def read_response(member: bytes, pointer: ArchivePointer) -> Page:
    """The response in one member of a WARC file.

    Raises:
        ValueError: it is damaged, or no response.
    """
    record = next(iter(ArchiveIterator(io.BytesIO(member), record_types=WarcRecordType.response)), None)
    if record is None:
        raise ValueError(f"no response at {pointer.offset} in {pointer.file}")
    return _page(record, pointer)


def read_member(member: bytes) -> Page | None:
    """The response in the bytes of one WARC record, whoever wrote it; None where they hold none.

    A body that was sent in chunks (RFC 9112 7.1) comes without them.
    """
    records = ArchiveIterator(io.BytesIO(member), record_types=WarcRecordType.response, auto_decode="transfer")
    record = next(iter(records), None)
    return None if record is None or record.http_headers is None else _page(record, None)


def _page(record: WarcRecord, pointer: ArchivePointer | None) -> Page:
    about = record.headers
    target, date = about.get("WARC-Target-URI"), about.get("WARC-Date")
    if target is None or date is None:
        raise ValueError("a WARC record without WARC-Target-URI or WARC-Date")
    fields: HeaderFields = tuple(record.http_headers.items_bytes())
    headers: dict[str, str] = {}
    for raw_name, raw_value in fields:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        headers[name] = f"{headers[name]}{_JOINED}{value}" if name in headers else value
    body = record.reader.read()
    return Page(
        url=about.get("Reviewlines-Requested-URI") or target,
        body=body,
        final_url=target,
        status=record.http_headers.status_code,
        headers=headers,
        fetched_at=datetime.fromisoformat(date),
        capture=CaptureKind.ARCHIVE,
        archive=pointer,
        robots=cast('Literal["allowed", "disallowed"] | None', about.get("Reviewlines-Robots")),
        exchange=Exchange((), record.http_headers.status_line_bytes or b"", fields, body),
        purpose=cast("Purpose", about.get(PURPOSE) or "page"),
    )
