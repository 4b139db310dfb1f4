"""Content codings (RFC 9110 8.4.1), decoded in small pieces so that a bomb stops at the reader's limit."""

import sys
import zlib
from collections.abc import Iterator
from typing import Final, Protocol

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ACCEPT_ENCODING: Final = "gzip, deflate, br, zstd"
"""The codings that `Inflater` reads."""

GZIP_MAGIC: Final = b"\x1f\x8b"

_PIECE: Final = 65_536
_HEAD: Final = 2  # bytes of zlib's header (RFC 1950 2.2)
_GZIP: Final = 16 + zlib.MAX_WBITS
_ZLIB: Final = zlib.MAX_WBITS
_RAW: Final = -zlib.MAX_WBITS
_ZSTD_WINDOW: Final = 23  # 8 MiB, the most that a server may want of us (RFC 9659 3)

_MOST_MEMBERS: Final = 10_000


class CodingError(ValueError):
    """The bytes are damaged or cut off, or the coding is none that we asked for."""


class CodingLimitError(CodingError):
    """The data would keep us busy: another try gives the same."""


class _Decoder(Protocol):
    """One coding. Both raise the coding's own error where the bytes are damaged."""

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """Decode the next bytes, in pieces of some 64 KiB."""

    def ended(self) -> bool:
        """Whether the end of the data was seen."""


class Inflater:
    """Decoder of one coding: `gzip` (several members too), `deflate` (with and without zlib's header), `br`, `zstd`.

    Memory is bounded: each piece has some 64 KiB, however much the input would expand to.
    """

    def __init__(self, coding: str) -> None:
        """Take the value of a Content-Encoding header; an empty one and `identity` decode nothing.

        Raises:
            CodingError: it names another coding, or several.
        """
        self._coding = coding.strip().lower().removeprefix("x-")
        if self._coding not in {"", "identity", *_DECODERS}:
            raise CodingError(f"content coding {coding[:40]!r} was not asked for")
        make = _DECODERS.get(self._coding)
        self._decoder = make() if make else None
        self._begun = False

    @property
    def decodes(self) -> bool:
        """Whether there is a coding to take off."""
        return self._decoder is not None

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Decode the next bytes.

        Raises:
            CodingError: they are damaged.
        """
        if self._decoder is None:
            yield data
            return
        self._begun = self._begun or bool(data)
        try:
            yield from self._decoder.pieces(data)
        except (zlib.error, brotli.error, zstd.ZstdError) as error:
            raise CodingError(f"the {self._coding} data are damaged") from error

    def close(self) -> None:
        """Tell that the input has ended.

        Raises:
            CodingError: the input was cut off.
        """
        if self._decoder is not None and self._begun and not self._decoder.ended():
            raise CodingError(f"the {self._coding} data are cut off")


class _Gzip:
    """RFC 1952: one member or several; padding behind the end is ignored, as browsers do."""

    def __init__(self) -> None:
        self._zlib = zlib.decompressobj(_GZIP)
        self._members = 1

    def pieces(self, data: bytes) -> Iterator[bytes]:
        piece = b""
        while data or len(piece) == _PIECE:
            if self._zlib.eof:
                if not data.startswith(GZIP_MAGIC[:1]):
                    return
                self._members = _one_more(self._members)
                self._zlib = zlib.decompressobj(_GZIP)
            piece = self._zlib.decompress(data, _PIECE)
            data = self._zlib.unused_data if self._zlib.eof else self._zlib.unconsumed_tail
            if piece:
                yield piece

    def ended(self) -> bool:
        return self._zlib.eof


class _Deflate:
    """zlib (RFC 1950), or raw deflate (RFC 1951) as some servers send it: its first two bytes tell."""

    def __init__(self) -> None:
        self._head = b""
        self._zlib: zlib._Decompress | None = None

    def pieces(self, data: bytes) -> Iterator[bytes]:
        if self._zlib is None:
            data = self._head = self._head + data
            if len(data) < _HEAD:
                return
            has_header = data[0] & 0x0F == zlib.DEFLATED and int.from_bytes(data[:_HEAD], "big") % 31 == 0
            self._zlib = zlib.decompressobj(_ZLIB if has_header else _RAW)
        piece = b""
        while not self._zlib.eof and (data or len(piece) == _PIECE):
            piece = self._zlib.decompress(data, _PIECE)
            data = self._zlib.unconsumed_tail
            if piece:
                yield piece

    def ended(self) -> bool:
        return self._zlib is not None and self._zlib.eof


class _Brotli:
    """RFC 7932."""

    def __init__(self) -> None:
        self._brotli = brotli.Decompressor()

    def pieces(self, data: bytes) -> Iterator[bytes]:
        while not self.ended():
            piece = self._brotli.process(data, output_buffer_limit=_PIECE)
            data = b""  # the decoder keeps what it did not come to
            if not piece:
                return
            yield piece

    def ended(self) -> bool:
        return bool(self._brotli.is_finished())


class _Zstd:
    """RFC 8878: one frame or several, with a window of at most 8 MiB."""

    def __init__(self) -> None:
        self._zstd = _frame()
        self._frames = 1

    def pieces(self, data: bytes) -> Iterator[bytes]:
        while data or not (self._zstd.eof or self._zstd.needs_input):
            if self._zstd.eof:
                self._frames = _one_more(self._frames)
                self._zstd = _frame()
            piece = self._zstd.decompress(data, _PIECE)
            data = self._zstd.unused_data if self._zstd.eof else b""
            if piece:
                yield piece

    def ended(self) -> bool:
        return self._zstd.eof


def _frame() -> zstd.ZstdDecompressor:
    return zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: _ZSTD_WINDOW})


def _one_more(members: int) -> int:
    """Count a file in the file: a great many empty ones would keep us busy for nothing."""
    if members >= _MOST_MEMBERS:
        raise CodingLimitError("the data are in too many parts")
    return members + 1


_DECODERS: Final[dict[str, type[_Decoder]]] = {"gzip": _Gzip, "deflate": _Deflate, "br": _Brotli, "zstd": _Zstd}


def gunzip(body: bytes) -> Iterator[bytes]:
    """Decode a gzip file piece by piece; what is whole before a damage is given first.

    Raises:
        CodingError: it is damaged or cut off.
    """
    inflater = Inflater("gzip")
    for start in range(0, len(body), _PIECE):
        yield from inflater.feed(body[start : start + _PIECE])
    inflater.close()
