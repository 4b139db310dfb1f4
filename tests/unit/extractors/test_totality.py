"""Any bytes give records or a reject, and no page keeps the extractor busy.

Nothing here looks at a clock: pages are made so that work that grows with their square, or has no bound, would keep
the tests from ending. tests/benchmarks/hostile.py measures the same pages.
"""

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.document import Document
from extractors.extract import extract_reviews
from extractors.segment import segment
from schemas.page import Page
from schemas.reject import Reason
from tests.benchmarks.hostile import PLACES, RUNS, other_pages, run_pages, shape_pages
from tests.fuzz.targets import TARGETS
from tests.unit.extractors.pages import TEXT, article, html, page

Pages: TypeAlias = Callable[[int], Iterator[tuple[str, bytes]]]

SMALL = 6_000
LARGE = 400_000
EXTRACT = TARGETS["extract"]

QUICK = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


# --- hostile pages


@pytest.mark.parametrize("pages", [other_pages, shape_pages, run_pages])
def test_every_hostile_page_gives_records_or_a_reject(pages: Pages) -> None:
    seen = 0
    for name, body in pages(SMALL):
        extraction = extract_reviews(Page("https://reels.test/reviews/a/", body))
        fault = extraction.reject is not None and extraction.reject.reason is Reason.INTERNAL_ERROR
        assert not fault, (name, extraction.reject)
        seen += 1
    assert seen >= 25


@pytest.mark.parametrize("name", [name for name, _ in chain(other_pages(500), shape_pages(500)) if "," not in name])
def test_large_hostile_pages_end(name: str) -> None:
    EXTRACT(next(body for other, body in chain(other_pages(LARGE), shape_pages(LARGE)) if other == name))


@pytest.mark.parametrize("name", RUNS)
def test_long_runs_end(name: str) -> None:
    times, page_of = PLACES["a line"]
    EXTRACT(page_of(RUNS[name] * (LARGE // times)).encode("utf-8", "replace"))


# --- bounds on what is read


def read(body: str) -> tuple[list[str], Document]:
    document = Document(page(html(body)))
    return [line.text for unit in segment(document) for line in unit.lines], document


def test_a_page_within_all_bounds_is_read_whole() -> None:
    paragraphs = "".join(f"<p>Word number {number} of the text.</p>" for number in range(2_000))
    lines, document = read(f"<article>{TEXT}{paragraphs}</article>")
    assert lines[-1] == "Word number 1999 of the text."
    assert document.warnings == ()


def test_lines_are_bounded() -> None:
    lines, _ = read("<article>" + "<p>a</p>" * 20_000 + "</article>")
    assert len(lines) == 3_000


def test_text_is_bounded() -> None:
    lines, _ = read("<article>" + f"<p>{'words ' * 1_000}</p>" * 1_000 + "</article>")
    assert sum(map(len, lines)) < 320_000
    lines, _ = read(f"<article><p>{'words ' * 1_000_000}</p></article>")
    assert [len(line) for line in lines] == [20_000]


def test_end_tags_that_make_elements_are_bounded() -> None:
    _, document = read("</p>" * 100_000)
    assert len(document.tree.css("p")) < 30_001
    assert document.warnings == ("page has more than 30000 end tags; the rest was not read",)


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
    """{ } [ ] , : " ' \\ \\" \\u \\ud83d "@id" "@type" "@graph" "@list" "@value" "#a" "#b" "Review" "Movie" "author" "url"
    null true NaN 1e999 -0 12 <!-- --> // /* */ <![CDATA[ ]]> &quot; \u2028 \x1e \ufeff""".split()  # noqa: SIM905 - a table
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


# --- what the fuzzer found


@pytest.mark.parametrize(
    ("target", "data"),
    [
        pytest.param("extract", article("<p>Rating: 4/5</p>").encode(), id="a page"),
    ],
)
def test_findings_stay_mended(target: str, data: bytes) -> None:
    TARGETS[target](data)
