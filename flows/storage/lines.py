"""JSON Lines in a dataset: plain, gzip (RFC 1952) or zstd (RFC 8878), as the file's name says.

The same lines give the same bytes: no name and no time goes into a gzip header.
"""

import gzip
import sys
import zlib
from collections.abc import Iterator
from typing import IO, Any, Final, Literal, Protocol, cast

from flows.storage.store import Store

Compression = Literal["none", "gzip", "zstd"]

SUFFIXES: Final[dict[Compression, str]] = {"none": "", "gzip": ".gz", "zstd": ".zst"}

_GZIP_LEVEL: Final = 1
_ZSTD_LEVEL: Final = 3
_GZIP: Final = 16 + zlib.MAX_WBITS
_STEM: Final = ".jsonl"


class Compressor(Protocol):
    """Makes smaller bytes of bytes."""

    def compress(self, data: bytes, /) -> bytes:
        """The next bytes; may keep some back."""

    def flush(self) -> bytes:
        """What is left at the end."""


def coding_suffix(path: str) -> str:
    """How the name of a file of lines ends: "", ".gz" or ".zst"; "" for files of another kind."""
    _, stem, suffix = path.rpartition(_STEM)
    return suffix if stem else ""


def compressor(path: str) -> Compressor | None:
    """A compressor for a new file of lines; None where its name asks for none."""
    suffix = coding_suffix(path)
    if suffix == ".gz":
        return zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, _GZIP)
    if suffix == ".zst":
        return cast("Compressor", _zstd().ZstdCompressor(_ZSTD_LEVEL))
    return None


def open_lines(file: IO[bytes], path: str) -> IO[bytes]:
    """A file of lines, decompressed."""
    suffix = coding_suffix(path)
    if suffix == ".gz":
        return cast("IO[bytes]", gzip.open(file))
    if suffix == ".zst":
        return cast("IO[bytes]", _zstd().open(file))
    return file


def read_lines(store: Store, path: str) -> Iterator[bytes]:
    """The lines of a file.

    Raises:
        OSError: it cannot be read.
        ValueError: it is damaged.
    """
    with store.open(path) as file, open_lines(file, path) as lines:
        try:
            yield from lines
        except _damage(path) as error:
            raise ValueError(f"{path} is damaged: {error}") from error


def _damage(path: str) -> tuple[type[Exception], ...]:
    zstd = (_zstd().ZstdError,) if coding_suffix(path) == ".zst" else ()
    return (EOFError, zlib.error, gzip.BadGzipFile, *zstd)


def _zstd() -> Any:
    """Loaded for those alone who use it."""
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd
