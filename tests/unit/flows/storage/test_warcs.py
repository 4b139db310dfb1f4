"""WARC files of others: what is listed of them, and how it is read."""

import gzip
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.errors import UsageError
from flows.storage.warcs import WarcError, WarcReader, list_captures, page_of, warc_files
from schemas.page import CaptureRef
from schemas.review import CaptureKind
from tests.warcs import COMPRESS, response, warcinfo

DAY = datetime(2019, 5, 4, 3, 2, 1, tzinfo=UTC)
RECORDS = (
    warcinfo(),
    response("https://a.test/1/", b"<p>one", DAY),
    response("https://a.test/logo.png", b"\x89PNG", DAY, fields="Content-Type: image/png\r\n"),
    response("https://a.test/gone/", b"<p>gone", DAY, status="404 Not Found"),
    response("<https://a.test/2/>", b"<p>two", DAY, about="WARC-Truncated: length\r\n"),
    response("https://a.test/3/", b"5\r\n<p>th\r\n3\r\nree\r\n0\r\n\r\n", DAY, fields="Transfer-Encoding: chunked\r\n"),
)


def write(file: Path, records: tuple[bytes, ...], compress: Callable[[bytes], bytes] = bytes) -> str:
    file.write_bytes(b"".join(map(compress, records)))
    return str(file)


@pytest.mark.parametrize("ending", COMPRESS)
def test_pages_are_listed_and_read_whatever_the_compression(tmp_path: Path, ending: str) -> None:
    file = write(tmp_path / f"a{ending}", RECORDS, COMPRESS[ending])
    found = list(list_captures(file))
    assert [(one.url, one.at, one.is_cut) for one in found] == [
        ("https://a.test/1/", DAY, False),
        ("https://a.test/2/", DAY, True),
        ("https://a.test/3/", DAY, False),
    ]
    reader = WarcReader()
    pages = [reader.read(one) for one in reversed(found)]
    reader.close()
    assert [page.body for page in pages] == [b"<p>three", b"<p>two", b"<p>one"]
    assert {(page.status, page.capture, page.fetched_at) for page in pages} == {(200, CaptureKind.WARC, DAY)}
    assert sum(one.length for one in found) < (tmp_path / f"a{ending}").stat().st_size


def test_a_file_of_one_member_is_told_with_what_to_do(tmp_path: Path) -> None:
    file = write(tmp_path / "a.warc.gz", (gzip.compress(b"".join(RECORDS)),))
    with pytest.raises(WarcError, match="warcio recompress"):
        list(list_captures(file))


def test_a_response_of_no_address_is_no_page(tmp_path: Path) -> None:
    nameless = response("https://a.test/1/", b"<p>one", DAY).replace(b"WARC-Target-URI: https://a.test/1/\r\n", b"")
    assert b"WARC-Target-URI" not in nameless
    file = write(tmp_path / "a.warc", (nameless, *RECORDS[1:2]))
    assert [one.url for one in list_captures(file)] == ["https://a.test/1/"]


def test_what_is_before_a_damage_is_listed(tmp_path: Path) -> None:
    members = [gzip.compress(record) for record in RECORDS]
    file = write(tmp_path / "a.warc.gz", (*members[:4], members[4][: len(members[4]) // 2]))
    captures = list_captures(file)
    assert next(captures).url == "https://a.test/1/"
    with pytest.raises(WarcError, match="cut off"):
        next(captures)


@pytest.mark.parametrize("content", [b"<html>no archive</html>" * 50, b"\x00" * 500])
def test_what_is_no_warc_file_is_told(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(WarcError):
        list(list_captures(write(tmp_path / "a.warc", (content,))))


@pytest.mark.parametrize(
    "member",
    [b"", b"nothing", gzip.compress(warcinfo()), gzip.compress(RECORDS[1])[:40]],
    ids=["empty", "text", "warcinfo", "cut"],  # gzip writes the time
)
def test_a_record_that_is_not_there_is_told(member: bytes) -> None:
    capture = CaptureRef("https://a.test/1/", CaptureKind.WARC, DAY, "a.warc.gz", 7, 10)
    with pytest.raises(WarcError, match=r"at 7 of a\.warc\.gz"):
        page_of(member, capture)


def test_patterns_name_files_here_and_behind_fsspec(tmp_path: Path) -> None:
    for name in ("b.warc.gz", "a.warc.gz", "c.txt", "d/e.warc.gz"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert [Path(one).name for one in warc_files(f"{tmp_path}/*.warc.gz")] == ["a.warc.gz", "b.warc.gz"]
    assert len(warc_files(f"{tmp_path}/**/*.warc.gz")) == 3
    assert [one.rpartition("/")[2] for one in warc_files(f"file://{tmp_path}/*.warc.gz")] == ["a.warc.gz", "b.warc.gz"]
    for pattern in (f"{tmp_path}/none-*.gz", f"file://{tmp_path}/none", "nothing://there/*"):
        with pytest.raises(UsageError):
            warc_files(pattern)
