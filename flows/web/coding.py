"""Content codings (RFC 9110 8.4.1), decoded in small pieces so that a bomb stops at the reader's limit."""

import zlib
from collections.abc import Iterator
from typing import Final

ACCEPT_ENCODING: Final = "gzip, deflate"
"""The codings that `Inflater` reads."""

GZIP_MAGIC: Final = b"\x1f\x8b"

_PIECE: Final = 65_536
_HEAD: Final = 2  # bytes of zlib's header (RFC 1950 2.2)
_GZIP: Final = 16 + zlib.MAX_WBITS
_ZLIB: Final = zlib.MAX_WBITS
_RAW: Final = -zlib.MAX_WBITS


class CodingError(ValueError):
    """The bytes are damaged or cut off, or the coding is none that we asked for."""


class Inflater:
    """Decoder of one coding: `gzip` (several members too), `deflate` (with and without zlib's header) or none.

    Memory is bounded: each piece has at most 64 KiB, however much the input would expand to.
    """

    def __init__(self, coding: str) -> None:
        """Take the value of a Content-Encoding header.

        Raises:
            CodingError: it names another coding, or several.
        """
        self._coding = coding.strip().lower().removeprefix("x-")
        if self._coding not in {"", "identity", "gzip", "deflate"}:
            raise CodingError(f"content coding {coding[:40]!r} was not asked for")
        self._zlib = zlib.decompressobj(_GZIP)
        self._head = b""
        self._begun = False

    @property
    def decodes(self) -> bool:
        """Whether there is a coding to take off."""
        return self._coding not in {"", "identity"}

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Decode the next bytes.

        Raises:
            CodingError: they are damaged.
        """
        if not self.decodes:
            yield data
            return
        if not self._begun:
            data = self._head = self._head + data
            if len(data) < _HEAD:
                return
            self._begin(data)
        piece = b""
        while data or len(piece) == _PIECE:
            if self._zlib.eof:
                if self._coding != "gzip" or not data.startswith(GZIP_MAGIC[:1]):
                    return  # padding behind the end, which browsers do not mind either
                self._zlib = zlib.decompressobj(_GZIP)
            try:
                piece = self._zlib.decompress(data, _PIECE)
            except zlib.error as error:
                raise CodingError(f"the {self._coding} data are damaged") from error
            data = self._zlib.unused_data if self._zlib.eof else self._zlib.unconsumed_tail
            if piece:
                yield piece

    def close(self) -> None:
        """Tell that the input has ended.

        Raises:
            CodingError: the input was cut off.
        """
        if self._head and not self._zlib.eof:
            raise CodingError(f"the {self._coding} data are cut off")

    def _begin(self, head: bytes) -> None:
        """Choose the format by the first two bytes: some servers send raw deflate (RFC 1951) without zlib's header."""
        self._begun = True
        if self._coding == "deflate":
            has_header = head[0] & 0x0F == zlib.DEFLATED and int.from_bytes(head[:_HEAD], "big") % 31 == 0
            self._zlib = zlib.decompressobj(_ZLIB if has_header else _RAW)


def gunzip(body: bytes) -> Iterator[bytes]:
    """Decode a gzip file piece by piece; what is whole before a damage is given first.

    Raises:
        CodingError: it is damaged or cut off.
    """
    inflater = Inflater("gzip")
    for start in range(0, len(body), _PIECE):
        yield from inflater.feed(body[start : start + _PIECE])
    inflater.close()
