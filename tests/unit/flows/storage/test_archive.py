import json
import random
import tracemalloc
import zlib
from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType
from warcio.archiveiterator import ArchiveIterator as Warcio

from flows.storage.archive import ArchiveWriter, surt
from flows.storage.replay import read_index, read_responses
from flows.storage.store import LocalStore, open_store
from schemas.page import Exchange, Page
from schemas.review import ArchivePointer
from tests.unit.flows.storage.samples import NOW

URL = "https://gazette.test/reviews/rivers?page=1"
BODY = "<h1>Ríos ★★★</h1>".encode()


def store(folder: Path, *pages: Page) -> list[ArchivePointer]:
    writer = ArchiveWriter(
        LocalStore(folder),
        "a.warc.gz",
        "a.cdxj",
        published="archive/date=2026-03-01/a.warc.gz",
        run="run-1",
        now=NOW,
    )
    pointers = [writer.write(page, url=page.url or "", status=page.status or 0, fetched_at=NOW) for page in pages]
    writer.close()
    return pointers


def page(url: str = URL, body: bytes = BODY, *, final_url: str | None = None, **headers: str) -> Page:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Page(url=url, body=body, final_url=final_url, status=200, headers=named, fetched_at=NOW, robots="allowed")


def read(path: Path) -> list[tuple[dict[str, str], dict[str, str], bytes]]:
    """WARC headers, HTTP headers and payload of each response, as another reader sees them."""
    responses = []
    with path.open("rb") as file:
        for record in ArchiveIterator(file, record_types=WarcRecordType.response):
            assert record.verify_payload_digest()
            responses.append((record.headers.to_dict(), record.http_headers.to_dict(), record.reader.read()))
    return responses


def test_another_reader_finds_the_response_with_a_valid_digest(tmp_path: Path) -> None:
    store(tmp_path, page(content_type="text/html; charset=utf-8", etag='"1"'))
    ((warc, http, payload),) = read(tmp_path / "a.warc.gz")
    assert payload == BODY
    assert warc["WARC-Target-URI"] == URL
    assert warc["WARC-Date"] == "2026-03-01T12:00:00Z"
    assert http == {"content-type": "text/html; charset=utf-8", "etag": '"1"', "Content-Length": str(len(BODY))}


def test_the_file_begins_with_its_warcinfo(tmp_path: Path) -> None:
    store(tmp_path, page())
    with (tmp_path / "a.warc.gz").open("rb") as file:
        first = next(iter(ArchiveIterator(file)))
        assert first.record_type == WarcRecordType.warcinfo
        assert first.headers.to_dict()["WARC-Filename"] == "a.warc.gz"
        assert b"isPartOf: run-1\r\n" in first.reader.read()


def test_a_pointer_names_a_gzip_member_that_stands_alone(tmp_path: Path) -> None:
    pages = [page(f"{URL}&n={number}", BODY * number) for number in range(1, 4)]
    pointers = store(tmp_path, *pages)
    data = (tmp_path / "a.warc.gz").read_bytes()
    for stored, pointer in zip(pages, pointers, strict=True):
        member = zlib.decompress(data[pointer.offset : pointer.offset + pointer.length], 31)
        assert member.startswith(b"WARC/1.1\r\n")
        assert member.endswith(b"\r\n\r\n" + stored.body + b"\r\n\r\n")
    assert {pointer.file for pointer in pointers} == {"archive/date=2026-03-01/a.warc.gz"}


def test_headers_of_the_wire_are_kept_under_another_name(tmp_path: Path) -> None:
    store(tmp_path, page(content_encoding="br", transfer_encoding="chunked", content_length="7"))
    ((_, http, payload),) = read(tmp_path / "a.warc.gz")
    assert http == {
        "X-Archive-Orig-content-encoding": "br",
        "X-Archive-Orig-transfer-encoding": "chunked",
        "X-Archive-Orig-content-length": "7",
        "Content-Length": str(len(BODY)),
    }
    assert payload == BODY


def test_no_header_can_break_out_of_its_line(tmp_path: Path) -> None:
    hostile = Page(
        url=URL + "\r\nWARC-Type: warcinfo",
        body=BODY,
        status=200,
        headers={"x-one": "a\r\n\r\n<h1>", "x two\r\nx-three": "b", "x-four": "★\ud800"},
        fetched_at=NOW,
    )
    store(tmp_path, hostile)
    ((warc, http, payload),) = read(tmp_path / "a.warc.gz")
    assert warc["WARC-Target-URI"] == URL + "%0D%0AWARC-Type:%20warcinfo"
    assert set(http) == {"x-one", "x-four", "Content-Length"}
    assert http["x-one"] == "a <h1>"
    assert payload == BODY


def test_after_a_redirect_the_target_is_where_the_body_came_from(tmp_path: Path) -> None:
    store(tmp_path, page(final_url="https://gazette.test/new"))
    ((warc, _, _),) = read(tmp_path / "a.warc.gz")
    assert warc["WARC-Target-URI"] == "https://gazette.test/new"
    assert warc["Reviewlines-Requested-URI"] == URL
    assert warc["Reviewlines-Robots"] == "allowed"


def test_an_unknown_status_has_no_phrase(tmp_path: Path) -> None:
    store(tmp_path, Page(url=URL, body=b"", status=599, fetched_at=NOW))
    with (tmp_path / "a.warc.gz").open("rb") as file:
        (record,) = ArchiveIterator(file, record_types=WarcRecordType.response)
        assert record.http_headers.status_code == 599


def test_the_index_is_sorted_and_finds_each_response(tmp_path: Path) -> None:
    pages = [page(f"https://gazette.test/{name}", content_type="Text/HTML; x") for name in ("c", "a", "b")]
    pointers = store(tmp_path, *pages)
    lines = (tmp_path / "a.cdxj").read_text().splitlines()
    assert lines == sorted(lines)
    key, timestamp, described = lines[0].split(" ", 2)
    assert (key, timestamp) == ("test,gazette)/a", "20260301120000")
    assert json.loads(described) == {
        "url": "https://gazette.test/a",
        "mime": "text/html",
        "status": "200",
        "digest": f"sha256:{pages[1].sha256}",
        "length": str(pointers[1].length),
        "offset": str(pointers[1].offset),
        "filename": "a.warc.gz",
    }


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://gazette.test", "test,gazette)/"),
        ("http://WWW.Gazette.test/Reviews/", "test,gazette)/reviews/"),
        ("https://films.gazette.test/?b=2&a=1", "test,gazette,films)/?a=1&b=2"),
        ("http://gazette.test:8080/x#top", "test,gazette:8080)/x"),
        ("http://user@127.0.0.1:8080/", "127.0.0.1:8080)/"),
        ("http://[::1]:8080/x", "[::1]:8080)/x"),
    ],
)
def test_surt(url: str, key: str) -> None:
    assert surt(url) == key


def test_dates_are_in_utc(tmp_path: Path) -> None:
    writer = ArchiveWriter(LocalStore(tmp_path), "a.warc.gz", "a.cdxj", published="a.warc.gz", run="run-1", now=NOW)
    writer.write(page(), url=URL, status=200, fetched_at=NOW.astimezone(timezone(timedelta(hours=9))))
    writer.close()
    assert read(tmp_path / "a.warc.gz")[0][0]["WARC-Date"] == "2026-03-01T12:00:00Z"


# What went over the wire

EXCHANGE = Exchange(
    request=((b"Host", b"gazette.test"), (b"User-Agent", b"Reviewlines/0.1"), (b"Accept-Encoding", b"gzip")),
    status_line=b"HTTP/1.1 200 Fine",
    response=((b"Content-Type", b"text/html"), (b"Content-Encoding", b"gzip"), (b"Transfer-Encoding", b"chunked")),
    body=zlib.compress(BODY, 6, 31),
)
FETCHED = replace(page(content_type="text/html", content_encoding="gzip"), final_url=URL, exchange=EXCHANGE)


def by_warcio(path: Path) -> list[tuple[str, dict[str, str], bytes]]:
    """Type, WARC fields and content of each record, as warcio sees them, with every digest checked."""
    with path.open("rb") as file:
        told = []
        for record in Warcio(file, check_digests="raise"):
            about = dict(record.rec_headers.headers)
            told.append((record.rec_type, about, record.content_stream().read()))
    return told


def test_a_body_is_kept_as_it_came_and_every_reader_decodes_it(tmp_path: Path) -> None:
    store(tmp_path, FETCHED)
    assert EXCHANGE.body in (tmp_path / "a.warc.gz").read_bytes(), "it is stored, not deflated once more"
    ((_, http, payload),) = read(tmp_path / "a.warc.gz")
    assert payload == EXCHANGE.body
    assert http["Content-Encoding"] == "gzip"
    assert http["X-Archive-Orig-Transfer-Encoding"] == "chunked"
    assert http["Content-Length"] == str(len(EXCHANGE.body))
    told = by_warcio(tmp_path / "a.warc.gz")
    assert [(kind, content) for kind, _, content in told][1] == ("response", BODY)


def test_a_response_has_its_request_beside_it(tmp_path: Path) -> None:
    store(tmp_path, FETCHED)
    _, (_, response, _), (kind, request, _) = by_warcio(tmp_path / "a.warc.gz")
    assert kind == "request"
    assert request["WARC-Concurrent-To"] == response["WARC-Record-ID"]
    with (tmp_path / "a.warc.gz").open("rb") as file:
        record = next(iter(ArchiveIterator(file, record_types=WarcRecordType.request, parse_http=False)))
        head = record.reader.read()
    assert head == (
        b"GET /reviews/rivers?page=1 HTTP/1.1\r\nHost: gazette.test\r\nUser-Agent: Reviewlines/0.1\r\n"
        b"Accept-Encoding: gzip\r\n\r\n"
    )


@pytest.mark.parametrize(("status", "profile"), [(200, "identical-payload-digest"), (304, "server-not-modified")])
def test_a_body_that_is_there_already_is_not_kept_twice(tmp_path: Path, status: int, profile: str) -> None:
    writer = ArchiveWriter(
        open_store(tmp_path), "a.warc.gz", "a.cdxj", published="archive/a.warc.gz", run="run-1", now=NOW
    )
    again = replace(FETCHED, status=status)
    writer.write(again, url=URL, status=status, fetched_at=NOW + timedelta(days=1), same_since=NOW)
    writer.close()
    _, (kind, about, content), _ = by_warcio(tmp_path / "a.warc.gz")
    assert (kind, content) == ("revisit", b"")
    assert about["WARC-Profile"] == f"http://netpreserve.org/warc/1.1/revisit/{profile}"
    assert about["WARC-Refers-To-Date"] == "2026-03-01T12:00:00Z"
    assert about["WARC-Refers-To-Target-URI"] == URL
    assert ("WARC-Payload-Digest" in about) is (status == 200)
    (line,) = (tmp_path / "a.cdxj").read_bytes().splitlines()
    assert json.loads(line.split(b" ", 2)[2])["mime"] == "warc/revisit"


def test_a_body_that_was_cut_off_says_so(tmp_path: Path) -> None:
    store(tmp_path, replace(FETCHED, exchange=replace(EXCHANGE, is_cut=True)))
    ((about, _, _),) = read(tmp_path / "a.warc.gz")
    assert about["WARC-Truncated"] == "length"


def test_what_is_stored_is_read_back(tmp_path: Path) -> None:
    moved = replace(FETCHED, final_url="https://gazette.test/new")
    pointers = store(tmp_path, FETCHED, page(), moved)
    with (tmp_path / "a.cdxj").open("rb") as lines:
        index = list(read_index(lines))
    assert sorted(one.url for one in index) == [URL, URL, URL]
    with (tmp_path / "a.warc.gz").open("rb") as warc:
        pages = list(read_responses(warc, "archive/date=2026-03-01/a.warc.gz", index))
    assert [one.archive for one in pages] == pointers
    assert [(one.body, one.final_url) for one in pages] == [
        (EXCHANGE.body, URL),
        (BODY, URL),
        (EXCHANGE.body, "https://gazette.test/new"),
    ]
    for one in pages:
        assert (one.url, one.status, one.fetched_at, one.robots) == (URL, 200, NOW, "allowed")
        assert one.headers["content-type" if one.body != BODY else "content-length"]


@pytest.mark.parametrize("is_coded", [True, False])
@pytest.mark.parametrize("size", [0, 1, 0xFFFF, 0xFFFF + 1, 200_000, 16 * 0xFFFF, 2_500_000])
def test_bodies_of_any_size_are_stored(tmp_path: Path, size: int, is_coded: bool) -> None:
    body = random.Random(size).randbytes(size)  # noqa: S311
    large = replace(FETCHED, exchange=replace(EXCHANGE, body=body, response=EXCHANGE.response[:1]))
    (pointer,) = store(tmp_path, large if is_coded else replace(large, body=body))
    ((_, _, payload),) = read(tmp_path / "a.warc.gz")
    assert payload == body
    data = (tmp_path / "a.warc.gz").read_bytes()
    assert zlib.decompress(data[pointer.offset : pointer.offset + pointer.length], 31).endswith(body + b"\r\n\r\n")
    assert [kind for kind, _, _ in by_warcio(tmp_path / "a.warc.gz")] == ["warcinfo", "response", "request"]


def test_a_large_body_is_not_copied(tmp_path: Path) -> None:
    large = replace(FETCHED, exchange=replace(EXCHANGE, body=bytes(20_000_000)))
    for one in (large, replace(large, body=large.exchange.body if large.exchange else b"")):
        assert one.payload_sha256
        tracemalloc.start()
        store(tmp_path, one)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert most < 5_000_000


# What discovery asked for


def test_what_it_was_asked_for_is_told_by_record_request_and_index(tmp_path: Path) -> None:
    store(tmp_path, replace(FETCHED, purpose="discovery"), FETCHED)
    told = [about.get("Reviewlines-Purpose") for _, about, _ in by_warcio(tmp_path / "a.warc.gz")]
    assert told == [None, "discovery", "discovery", None, None]
    with (tmp_path / "a.cdxj").open("rb") as lines:
        index = list(read_index(lines))
    assert sorted(one.purpose for one in index) == ["discovery", "page"]
    with (tmp_path / "a.warc.gz").open("rb") as warc:
        assert [one.purpose for one in read_responses(warc, "a", index)] == ["discovery", "page"]


def test_a_body_that_another_address_gave_is_not_kept_twice(tmp_path: Path) -> None:
    writer = ArchiveWriter(open_store(tmp_path), "a.warc.gz", "a.cdxj", published="a.warc.gz", run="run-1", now=NOW)
    other = "https://gazette.test/ríos"
    writer.write(FETCHED, url=URL, status=200, fetched_at=NOW + timedelta(days=1), same_since=NOW, same_as=other)
    writer.close()
    _, (kind, about, _), _ = by_warcio(tmp_path / "a.warc.gz")
    assert (kind, about["WARC-Refers-To-Target-URI"]) == ("revisit", "https://gazette.test/r%C3%ADos")


def test_a_gzip_file_is_not_deflated_once_more(tmp_path: Path) -> None:
    body = zlib.compress(BODY * 99, 6, 31)
    store(tmp_path, page(body=body, content_type="application/gzip"))
    assert body in (tmp_path / "a.warc.gz").read_bytes()
