"""WARC files of others (ISO 28500:2017, and the 1.0 before it): what is in them, and single responses out of them.

Plain, gzip or zstd, on disk or wherever fsspec reaches. A compressed file must have one member or frame for each
record, as the standard recommends (Annex D): only then is a record found again without all that is before it.
"""

import io
import sys
import zlib
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final, cast

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from flows.errors import UsageError
from flows.storage.replay import read_member
from schemas.page import CaptureRef, Page
from schemas.review import CaptureKind

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

HTML_TYPES: Final = frozenset({"", "text/html", "application/xhtml+xml"})
"""Content types of captures that are worth reading."""

_OK: Final = 200
_KEPT_OPEN: Final = 4
_LARGEST_CHECKED: Final = 64_000_000
_BLOCK: Final = 1 << 20


class WarcError(ValueError):
    """A WARC file is damaged, or its records cannot be found one by one."""


def warc_files(pattern: str) -> list[str]:
    """The files that a pattern names: paths with * ? [ ] **, or the same behind a protocol of fsspec, sorted.

    Raises:
        UsageError: there is none, or the protocol is not known or its package not installed.
    """
    if "://" not in pattern:
        found = sorted(str(path) for path in _glob(Path(pattern)) if path.is_file())
    else:
        import fsspec

        try:
            system, path = fsspec.core.url_to_fs(pattern)
            found = sorted(system.unstrip_protocol(one) for one in system.glob(path))
        except (ImportError, ValueError) as error:
            raise UsageError(f"{pattern}: {error}") from error
        except OSError as error:
            raise UsageError(f"{pattern} cannot be listed: {error.strerror or error}") from error
    if not found:
        raise UsageError(f"there is no WARC file {pattern}")
    return found


def list_captures(file: str) -> Iterator[CaptureRef]:
    """The HTML pages (status 200) in a WARC file, in its order; nothing of their bodies is looked at.

    Raises:
        WarcError: it is damaged, or compressed as a whole; what comes before has been given.
        OSError: it cannot be read.
    """
    with _open(file) as stream:
        size = stream.seek(0, io.SEEK_END)
        stream.seek(0)
        waiting: CaptureRef | None = None
        last = -1
        number = 0
        try:
            for record in ArchiveIterator(stream, record_types=WarcRecordType.any_type, parse_http=False):
                start = record.stream_pos
                _check_place(file, start, last)
                if waiting is not None:
                    yield replace(waiting, length=start - waiting.offset)
                waiting, last = _capture(record, file, start), start
                number += 1
        except WarcError:
            raise
        except (OSError, ValueError, RuntimeError) as error:
            what = f"is damaged behind record {number:,}: {error}" if number else "is no WARC file"
            raise WarcError(f"{file} {what}") from error
        if waiting is not None:
            yield replace(waiting, length=size - waiting.offset)
        if number and not _is_whole(stream, last, size):
            raise WarcError(f"{file} is cut off behind record {number:,}")
        if number == 0 and size:
            raise WarcError(f"{file} is no WARC file")


class WarcReader:
    """Reads single responses; the last few files stay open."""

    def __init__(self) -> None:
        self._files: OrderedDict[str, BinaryIO] = OrderedDict()

    def read(self, capture: CaptureRef) -> Page:
        """The page of a capture. Its body still has its content coding.

        Raises:
            WarcError: the record is damaged or not there.
            OSError: the file cannot be read.
        """
        stream = self._file(capture.place)
        stream.seek(capture.offset)
        return page_of(stream.read(capture.length), capture)

    def close(self) -> None:
        """Close all files."""
        while self._files:
            self._files.popitem()[1].close()

    def _file(self, name: str) -> BinaryIO:
        if name not in self._files:
            self._files[name] = _open(name)
            if len(self._files) > _KEPT_OPEN:
                self._files.popitem(last=False)[1].close()
        self._files.move_to_end(name)
        return self._files[name]


def page_of(member: bytes, capture: CaptureRef) -> Page:
    """The page in the bytes of one record, as an archive stores it.

    Raises:
        WarcError: they are damaged, or no response of this URL.
    """
    try:
        page = read_member(member)
    except (OSError, ValueError, RuntimeError, TypeError) as error:
        raise WarcError(f"the record at {capture.offset:,} of {capture.place} is damaged: {error}") from error
    if page is None:
        raise WarcError(f"there is no response at {capture.offset:,} of {capture.place}")
    return replace(page, url=capture.url, final_url=capture.url, capture=capture.kind, fetched_at=capture.at)


def _check_place(file: str, start: int, last: int) -> None:
    if start <= last:
        raise WarcError(
            f"{file} is compressed as a whole, so that no record can be found in it: compress it record by record "
            "(`warcio recompress` does)"
        )


def _is_whole(stream: BinaryIO, start: int, size: int) -> bool:
    """Whether what follows the begin of the last record that was found is whole: the iterator ends where it must."""
    if size - start > _LARGEST_CHECKED:
        return True
    stream.seek(start)
    rest = stream.read(size - start)
    while rest:
        if rest.startswith(b"\x1f\x8b"):
            member = zlib.decompressobj(16 + zlib.MAX_WBITS)
            with suppress(zlib.error):
                member.decompress(rest)
            if not member.eof:
                return False
            rest = member.unused_data
        elif rest.startswith(b"\x28\xb5\x2f\xfd"):
            frame = zstd.ZstdDecompressor()
            with suppress(zstd.ZstdError):
                frame.decompress(rest)
            if not frame.eof:
                return False
            rest = frame.unused_data
        else:
            return rest.endswith(b"\r\n\r\n")
    return True


def _capture(record: WarcRecord, file: str, start: int) -> CaptureRef | None:
    """A response that is a page; None for all else."""
    if record.record_type != WarcRecordType.response or not record.is_http:
        return None
    about = record.headers
    try:
        record.parse_http()
        at = datetime.fromisoformat(about["WARC-Date"])
        url = about["WARC-Target-URI"].strip("<> ")
        status = record.http_headers.status_code
        kind = (record.http_content_type or "").lower()
    except (KeyError, ValueError, TypeError, AttributeError):
        return None  # a record that lacks what all have
    if status != _OK or kind not in HTML_TYPES:
        return None
    return CaptureRef(
        url=url,
        kind=CaptureKind.WARC,
        at=at if at.tzinfo else at.replace(tzinfo=UTC),
        place=file,
        offset=start,
        is_cut=about.get("WARC-Truncated") is not None,
    )


def _open(file: str) -> BinaryIO:
    if "://" not in file:
        return Path(file).open("rb")
    import fsspec

    system, path = fsspec.core.url_to_fs(file)
    return cast("BinaryIO", system.open(path, "rb", block_size=_BLOCK))


def _glob(pattern: Path) -> Iterator[Path]:
    anchor = Path(pattern.anchor)
    parts = pattern.parts[1:] if pattern.anchor else pattern.parts
    with suppress(IndexError):
        yield from anchor.glob(str(Path(*parts)))
