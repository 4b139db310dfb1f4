"""Any bytes give records or a reject, and no page keeps the extractor busy.

Nothing here looks at a clock: pages are made so that work that grows with their square, or has no bound, would keep
the tests from ending. tests/benchmarks/hostile.py measures the same pages.
"""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from itertools import chain, islice
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from extractors.bounds import tame
from extractors.document import Document
from extractors.encoding import decode
from extractors.extract import extract_reviews
from extractors.markup import events
from extractors.segment import segment
from extractors.structured import read_jsonld, read_microdata
from schemas.page import Page
from schemas.reject import Reason
from tests.benchmarks.hostile import PLACES, RUNS, encoded_pages, other_pages, run_pages, shape_pages, structured_pages
from tests.fuzz.targets import TARGETS
from tests.unit.extractors.pages import TEXT, article, html, page

Pages: TypeAlias = Callable[[int], Iterator[tuple[str, bytes]]]

SMALL = 6_000
LARGE = 100_000
EXTRACT = TARGETS["extract"]

QUICK = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


# --- hostile pages


@pytest.mark.parametrize(
    ("pages", "step"), [(other_pages, 1), (structured_pages, 1), (shape_pages, 3), (run_pages, 29), (encoded_pages, 3)]
)
def test_every_hostile_page_gives_records_or_a_reject(pages: Pages, step: int) -> None:
    seen = 0
    for name, body in islice(pages(SMALL), None, None, step):
        extraction = extract_reviews(Page("https://reels.test/reviews/a/", body))
        fault = extraction.reject is not None and extraction.reject.reason is Reason.INTERNAL_ERROR
        assert not fault, (name, extraction.reject)
        seen += 1
    assert seen >= 25


@pytest.mark.parametrize("name", [name for name, _ in chain(other_pages(500), islice(shape_pages(500), 0, None, 12))])
def test_large_hostile_pages_end(name: str) -> None:
    EXTRACT(next(body for other, body in chain(other_pages(LARGE), shape_pages(LARGE)) if other == name))


@pytest.mark.parametrize("name", list(RUNS)[::6])
def test_long_runs_end(name: str) -> None:
    times, page_of = PLACES["a line"]
    EXTRACT(page_of(RUNS[name] * (LARGE // times)).encode("utf-8", "replace"))


# --- bounds on what is read


def read(body: str) -> tuple[list[str], Document]:
    document = Document(page(html(body)))
    return [line.text for unit in segment(document) for line in unit.lines], document


def test_a_page_within_all_bounds_is_read_whole() -> None:
    paragraphs = "".join(f"<p>Word number {number} of the text.</p>" for number in range(1_500))
    lines, document = read(f"<article>{TEXT}{paragraphs}</article>")
    assert lines[-1] == "Word number 1499 of the text."
    assert document.warnings == ()


TOO_LONG = "page has more than 2000 lines, 200000 characters in them, or 20000 in one; the rest was not read"


def test_lines_are_bounded() -> None:
    lines, document = read("<article>" + "<p>a</p>" * 20_000 + "</article>")
    assert len(lines) == 2_000
    assert document.warnings == (TOO_LONG,)


def test_text_is_bounded() -> None:
    lines, document = read("<article>" + f"<p>{'words ' * 1_000}</p>" * 500 + "</article>")
    assert sum(map(len, lines)) < 220_000
    assert document.warnings == (TOO_LONG,)
    lines, document = read(f"<article><p>{'words ' * 800_000}</p></article>")
    assert [len(line) for line in lines] == [20_000]
    assert document.warnings == (TOO_LONG,)


def test_bytes_are_bounded() -> None:
    decoded = decode(b"<p>" + "é".encode() * 4_000_000, None)
    assert len(decoded.text) == 2_500_001
    assert decoded.warnings[-1] == "page is longer than 5000000 bytes; the rest was not read"
    assert decode(b"<p>caf\xc3\xa9</p>" * 400_000, None).text.endswith("</p>")


def test_end_tags_that_make_elements_are_bounded() -> None:
    _, document = read("</p>" * 100_000)
    assert len(document.tree.css("p")) < 30_001
    assert document.warnings == ("page has more than 30000 end tags; the rest was not read",)


def depth_of(document: Document) -> int:
    deepest = depth = 0
    assert document.tree.root is not None
    for _, tag, entering in events(document.tree.root):
        depth += 0 if tag == "-text" else 1 if entering else -1
        deepest = max(deepest, depth)
    return deepest


@pytest.mark.parametrize(
    "piece",
    [
        "<div>",
        "<div></x>",
        "<span></b>",
        "<span><div></span>",
        "<b id={}><i id={}></u>",
        "<ul><li>",
        "<dd><li>",
        "<div><h2>a</h3><h3>a",
        "<form></form><form><x-a>",
        "<table><tr><td>",
        "<x-a><b></x-a>",
        "<section><button></button><section>",
    ],
)
def test_depth_is_bounded_whatever_the_end_tags_say(piece: str) -> None:
    _, document = read("".join(piece.replace("{}", str(number)) for number in range(9_000)))
    assert depth_of(document) < 256 * 5
    assert any("too deep" in warning for warning in document.warnings)


def test_links_in_pictures_are_no_deeper() -> None:
    text, warnings = tame("<svg>" + "<link rel=a>" * 9_000)
    assert text.count("<link") < 257
    assert len(warnings) == 1


def test_formatting_that_is_opened_anew_is_bounded() -> None:
    formats = "".join(f"<b id=a{number}>" for number in range(400))
    _, document = read(f"<p>{formats}</p>" + "<p>a</p>" * 600)
    assert len(document.tree.css("b")) <= 40 * 602


def test_well_nested_pages_are_left_alone() -> None:
    row = "<tr><td><font color=red><b>a</b></font><ul><li>a<li><p>b</ul><svg><path d='M0'/><title>t</title></svg>"
    text = f"<table>{row * 900}</table>" + "<p><b>unclosed <i>a</b></i><p>" * 900
    assert tame(text) == (text, ())


@pytest.mark.parametrize(
    ("block", "most"),
    [
        ({"@type": "Review", "k" * 100_000: [{"a": number} for number in range(900)]}, 1_100),
        ({"@type": "Review", **{f"k{number}:name": number for number in range(5_000)}}, 1_000),
        ({"@type": "Movie", "name": "a", "actor": [f"Ab {number}" for number in range(5_000)]}, 1_000),
    ],
)
def test_pointers_and_values_of_a_property_are_bounded(block: dict[str, Any], most: int) -> None:
    warnings: list[str] = []
    items = read_jsonld([json.dumps(block)], warnings)
    assert max(len(item.where) for item in items) <= 2_100
    assert sum(len(values) for item in items for values in item.properties.values()) <= 2 * most
    assert (most == 1_000) is bool(warnings)


def test_types_and_names_of_properties_are_bounded() -> None:
    many = " ".join(f"n{number}" for number in range(1_000))
    tree = LexborHTMLParser(f"<i itemscope itemtype='{many}'><b itemprop='{many}'>a</b>")
    (item,) = read_microdata(tree, lambda _: "")
    assert (len(item.types), len(item.properties)) == (20, 20)


def test_a_cut_is_told_on_the_record() -> None:
    more = "<p>The boats come home late, and nobody asks why.</p>" * 3_000
    (review,) = extract_reviews(page(html(article(f"<p>Rating: 4/5</p>{more}")))).records
    assert TOO_LONG in review.record.warnings


# --- odd pages

ODD_URLS = st.sampled_from(
    [
        None,
        "",
        " ",
        "/",
        "//",
        "https://",
        "http://[::1",
        "http://[/]/a",
        "https://reels.test:99999/a",
        "mailto:a@b.test",
        "javascript:1",
        "https://xn--a.test/%zz%",
        "https://reels.test/" + "a/" * 20_000,
        "https://reels.test/2024/99/99/\ud800\x00\n",
    ]
) | st.text(max_size=40)
ODD_HEADERS = st.dictionaries(
    st.sampled_from(["content-type", "link", "content-language", "last-modified", "date", "x"]),
    st.sampled_from(
        ["", ";", "text/html; charset=", "text/html; charset=\ud800", "é" * 100_000, "application/pdf", "a/b/c"]
    )
    | st.text(max_size=40),
    max_size=4,
)
ODD_TIMES = st.none() | st.datetimes(timezones=st.just(UTC) | st.just(timezone(timedelta(hours=-14))))


@QUICK
@given(
    ODD_URLS,
    ODD_URLS,
    st.none() | st.integers(-1, 1_000),
    ODD_HEADERS,
    ODD_TIMES,
    st.sampled_from([b"", b"%PDF-1.7", article("<p>Rating: 4/5</p>").encode()]),
)
def test_any_page_is_read(
    url: str | None, final: str | None, status: int | None, headers: dict[str, str], at: datetime | None, body: bytes
) -> None:
    extraction = extract_reviews(Page(url, body, final_url=final, status=status, headers=headers, fetched_at=at))
    assert extraction.reject is None or extraction.reject.reason is not Reason.INTERNAL_ERROR, extraction.reject


# --- any bytes, for each reader


@pytest.mark.parametrize("target", TARGETS)
@QUICK
@given(data=st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_read(target: str, data: bytes) -> None:
    TARGETS[target](data)


LANGUAGE = st.integers(0, 10).map(lambda number: bytes([number]))
RATED = st.sampled_from(
    [
        "4",
        "3.5",
        "7,5",
        "/",
        "10",
        "5",
        "100",
        "%",
        "★",
        "★★★",
        "☆",
        "½",
        "⭐",
        "out",
        "of",
        "von",
        "sur",
        "de",
        "su",
        "из",
        "점",
        "分",
        "stars",
        "Sterne",
        "Rating:",
        "Note",
        ":",
        "B+",
        "A",
        "-",
        "–",
        "(",
        ")",
        "1e9",
        "0",
        "-1",
        "¾",
        "٤",
        "４",
        "∞",
        "NaN",
        "99999999999",
        ".",
        ",",
        "I",
        "give",
        "it",
        "nota",
        "note:",
        "4.5.",
        "vs",
        "3D",
    ]
)
DATED = st.sampled_from(
    [
        "1",
        "4",
        "12",
        "25",
        "31",
        "32",
        "99",
        "2024",
        "0000",
        "9999",
        "24",
        "'24",
        "May",
        "mai",
        "Januar",
        "января",
        "1월",
        "年",
        "月",
        "日",
        "st",
        "th",
        ".",
        "/",
        "-",
        ":",
        "T",
        "Z",
        "+09:00",
        "-99:99",
        "10:30",
        "25:61",
        "pm",
        "a.m.",
        "UTC",
        "ago",
        "days",
        "vor",
        "Tagen",
        "3",
        "il",
        "y",
        "a",
        "۱۴۰۳",
        "فروردین",
        "令和",
        "民國",
        "before",
        "yesterday",
        "어제",
        "²",
        "①",
        "of",
        "the,",
    ]
)
NAMED = st.sampled_from(
    [
        "Ann",
        "Lee",
        "J.",
        "O'Neil",
        "de",
        "van",
        "der",
        "Jr.",
        "and",
        "&",
        "et",
        "und",
        "и",
        "와",
        ",",
        ";",
        "/",
        "|",
        "•",
        "·",
        "(",
        ")",
        "(voice)",
        "as",
        ":",
        "이도윤",
        "李",
        "小明",
        "Ли",
        "Анна",
        "’s",
        "-",
        "–",
        "etc.",
        "others",
        "et",
        "al.",
        "y",
        "e",
        "von",
        "Ann-Lee",
        "...",
        "\u200d",
        "́",
        "x",
        "4",
        "[",
        "]",
        "by",
    ]
)


@pytest.mark.parametrize(("target", "words"), [("rating", RATED), ("date", DATED), ("names", NAMED)])
@QUICK
@given(data=st.data())
def test_any_words_of_the_trade_are_read(target: str, words: st.SearchStrategy[str], data: Any) -> None:
    text = data.draw(
        st.lists(words, max_size=30).flatmap(lambda said: st.sampled_from(["", " "]).map(lambda s: s.join(said)))
    )
    TARGETS[target](data.draw(LANGUAGE) + text.encode("utf-8", "surrogatepass"))


MARKS = st.sampled_from(
    """{ } [ ] , : " ' \\ \\" \\u \\ud83d "@id" "@type" "@graph" "@list" "@value" "#a" "#b" "Review" "Movie" "author"
    "url" null true NaN 1e999 -0 12 <!-- --> // /* */ <![CDATA[ ]]> &quot; \u2028 \x1e \ufeff""".split()  # noqa: SIM905 - a table
)


@QUICK
@given(st.lists(MARKS, max_size=60))
def test_any_nearly_json_is_read(pieces: list[str]) -> None:
    TARGETS["jsonld"](b"\0" + "".join(pieces).encode("utf-8", "surrogatepass"))


LABELS = st.sampled_from(
    [
        "utf-8",
        "utf-16",
        "utf-16le",
        "gbk",
        "big5",
        "euc-kr",
        "shift_jis",
        "iso-2022-jp",
        "windows-1252",
        "koi8-r",
        "x-user-defined",
        "utf-7",
        "hz",
        "rot13",
        "é",
        "",
    ]
)


@QUICK
@given(LABELS, LABELS, st.sampled_from([b"", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"]), st.binary(max_size=200))
def test_any_bytes_under_any_label_are_text(header: str, label: str, mark: bytes, body: bytes) -> None:
    start = f"text/html; charset={header}\n".encode("latin-1")
    TARGETS["encoding"](start + mark + f"<meta charset={label}>".encode("latin-1") + body)
