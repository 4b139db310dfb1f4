import gzip
import zlib

import brotli
import pytest
from backports import zstd

from flows.web.coding import CodingError, Inflater, gunzip

TEXT = b"Nine lives and one review. " * 9_000


def compress(text: bytes) -> bytes:
    return gzip.compress(text, mtime=0)  # the same bytes in each of pytest's processes


def decode(coding: str, body: bytes, *, step: int) -> bytes:
    inflater = Inflater(coding)
    pieces = [piece for start in range(0, len(body), step) for piece in inflater.feed(body[start : start + step])]
    inflater.close()
    return b"".join(pieces)


@pytest.mark.parametrize("step", [1, 7, 1_000_000])
@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("", TEXT[:999]),
        ("identity", TEXT[:999]),
        ("gzip", compress(TEXT[:999])),
        (" GZIP ", compress(TEXT[:999])),
        ("x-gzip", compress(TEXT[:999])),
        ("gzip", compress(TEXT[:99]) + compress(b"") + compress(TEXT[99:999])),
        ("gzip", compress(TEXT[:999]) + bytes(100)),  # padded, as tapes are
        ("br", brotli.compress(TEXT[:999])),
        ("zstd", zstd.compress(TEXT[:999])),
        ("zstd", zstd.compress(TEXT[:99]) + zstd.compress(b"") + zstd.compress(TEXT[99:999])),
        ("deflate", zlib.compress(TEXT[:999])),
        ("deflate", zlib.compress(TEXT[:999])[2:-4]),  # without zlib's header and checksum
    ],
)
def test_codings(coding: str, body: bytes, step: int) -> None:
    assert decode(coding, body, step=step) == TEXT[:999]


COMPRESS = {"gzip": compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstd.compress}


@pytest.mark.parametrize("coding", COMPRESS)
def test_pieces_are_small_however_much_comes_of_them(coding: str) -> None:
    bomb = COMPRESS[coding](bytes(5_000_000))
    sizes = [len(piece) for piece in Inflater(coding).feed(bomb)]
    assert max(sizes) <= 2 * 65_536
    assert sum(sizes) == 5_000_000


@pytest.mark.parametrize("coding", COMPRESS)
@pytest.mark.parametrize("size", [65_535, 65_536, 65_537, 131_072])
def test_nothing_is_lost_where_pieces_end(coding: str, size: int) -> None:
    assert decode(coding, COMPRESS[coding](TEXT[:size]), step=100) == TEXT[:size]


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_a_great_many_parts_are_no_page(coding: str) -> None:
    with pytest.raises(CodingError, match="too many parts"):
        decode(coding, COMPRESS[coding](b"") * 10_001, step=65_536)


def test_zstd_may_not_want_more_memory_than_a_browser_gives() -> None:
    options = {int(zstd.CompressionParameter.window_log): 27}
    large = zstd.ZstdCompressor(options=options)
    body = large.compress(bytes(100)) + large.flush()
    with pytest.raises(CodingError, match="damaged"):
        decode("zstd", body, step=1_000)


@pytest.mark.parametrize("size", range(65_530, 65_536 + 260, 10))
def test_nothing_is_lost_where_the_last_repetition_crosses_a_piece(size: int) -> None:
    raw = zlib.compress(bytes(size))[2:-4]
    assert decode("deflate", raw, step=1_000_000) == bytes(size)


def test_no_body_is_no_damage() -> None:
    assert decode("gzip", b"", step=1) == b""


@pytest.mark.parametrize("coding", ["compress", "dcb", "gzip, gzip", "nonsense"])
def test_other_codings_are_refused(coding: str) -> None:
    with pytest.raises(CodingError, match="not asked for"):
        Inflater(coding)


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", b"<html>"),
        ("gzip", compress(TEXT)[:-1]),
        ("gzip", compress(TEXT)[:100]),
        ("gzip", compress(TEXT)[:-8] + bytes(8)),
        ("br", b"\xff\xff\xff"),
        ("br", brotli.compress(TEXT)[:-3]),
        ("zstd", b"<html>"),
        ("zstd", zstd.compress(TEXT)[:-3]),
        ("zstd", zstd.compress(TEXT) + b"<html>"),
        ("deflate", b"\xff\xff\xff"),
        ("deflate", zlib.compress(TEXT)[:50]),
    ],
)
def test_damage_is_told(coding: str, body: bytes) -> None:
    with pytest.raises(CodingError):
        decode(coding, body, step=64)


def test_file_gives_what_is_whole_before_the_damage() -> None:
    pieces = gunzip(compress(TEXT)[:-20])
    assert TEXT.startswith(next(pieces))
    with pytest.raises(CodingError, match="cut off"):
        list(pieces)
