"""A fixed amount of work of the kinds that extraction is made of: the unit in which its instructions are told.

Builds of Python take different numbers of instructions for the same work (3.12.1 a fifth more than Debian's 3.11.2),
and each kind of work differs by another share. How often each kind is done here is fitted, so that extraction over
yardstick is the same number on four builds; docs/benchmarks.md tells how nearly. To change anything here is to change
the unit: fit it and record the baseline anew.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

_WORDS: Final = tuple(
    """
    a of the and by with evening lantern slowly harbour Review directed Kamera schön für Straße été récit niño 2024 7/10
    3.5 Ann Lee Bo Díaz Season critic camera winter colour music scene twelve Written Cast: Director: published stars
    verdict
    """.split()  # noqa: SIM905 - a table
)
_WIDE_WORDS: Final = tuple("фильм режиссёр вечер и в музыка 감독 영화 리뷰 바다 監督 映画 夜".split())  # noqa: SIM905 - a table
_KNOWN: Final = {word.casefold(): number for number, word in enumerate(_WORDS)}
_SMALL: Final = frozenset({"a", "of", "the", "and", "by", "with", "и"})


def _sentences(words: tuple[str, ...], seed: int, count: int) -> list[str]:
    sentences = []
    for _ in range(count):
        chosen = []
        for _ in range(6 + seed % 11):
            seed = (seed * 1_103_515_245 + 12_345) % 2**31
            chosen.append(words[(seed >> 8) % len(words)])
        sentences.append(" ".join(chosen) + ".")
    return sentences


_LINES: Final = [*_sentences(_WORDS, 1, 48), *_sentences(_WIDE_WORDS + _WORDS[:6], 2, 12)]
_TEXT: Final = "\n".join(_LINES)
_SECTION: Final = (
    "<section class='part s{number}' id=s{number}><h2>{head}</h2><p class=text>{line} <a href='/p/{number}'>"
    "<b>{head}</b></a><br>{line}</p><ul><li>{head}<li><time datetime=2024-02-03>x</time></ul></section>"
)
_PAGE: Final = (
    "<!doctype html><html lang=en><head><title>Evening</title><meta name=author content='Ann Lee'></head><body><main>"
    + "".join(_SECTION.format(number=number, head=line[:15], line=line) for number, line in enumerate(_LINES))
    + "</main></body></html>"
)

_NAMED: Final = re.compile(r"\b(?:directed|written|kamera|cast|director)\b\s?:?\s?(?P<name>\w+(?: \w+)?)?")
_NUMBER: Final = re.compile(r"(?<![\w.])(\d{1,3}(?:[.,]\d)?)\s?(?:/|von|out of)\s?(\d{1,3})(?![\w.])")
_ONE_OF: Final = re.compile("|".join(sorted(_WORDS[6:18], key=len, reverse=True)), re.IGNORECASE)
_BLANK: Final = re.compile(r"[ \t\u00a0\u3000]{2,}")
_CAPITALS: Final = re.compile(r"[A-ZÀ-ÞА-Я][a-zß-ÿа-я]{0,20}(?: [A-ZÀ-ÞА-Я][a-zß-ÿа-я]{0,20}){1,4}")
_CLAUSE: Final = re.compile(r"[^.,:;!?()]{5,60}[.,:;]")
_SIGNS: Final = re.compile(r"[★☆●○/]|\b\d{4}\b")


class _Piece(NamedTuple):
    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    text: str
    tag: str
    pieces: tuple[_Piece, ...]
    label: str | None = None


def calls() -> None:
    """Small objects, calls, dictionaries and sets."""
    tags = frozenset({"p", "li"})
    rows = [_Row(line, "p" if number % 4 else "li", tuple(_pieces(line))) for number, line in enumerate(_LINES)]
    by_tag: dict[str, list[_Row]] = {}
    by_text: dict[str, int] = {}
    seen: set[str] = set()
    before: _Row | None = None
    for number, row in enumerate(rows):
        label = _label_of(row, behind=40)
        by_tag.setdefault(row.tag, []).append(row)
        by_text[row.text] = number
        if label is not None and label not in seen:
            seen.add(label)
        if _is_near(row, before, tags) and label != "director":
            by_text.get(row.text)
        before = row
        _first(rows[:3], lambda other, tag=row.tag: other.tag == tag)  # type: ignore[misc]
        by_text.update(head=number, **{row.tag: number})
    for of_tag in by_tag.values():
        sorted(of_tag, key=lambda row: _weight(row, _KNOWN))
        assert [row for row in of_tag if row.label != row.tag and by_text[row.text] > 3]


def _pieces(line: str) -> list[_Piece]:
    pieces, at = [], 0
    for word in line.split(" "):
        if word in _KNOWN and len(word) > 4:
            pieces.append(_Piece(at, at + len(word), "known"))
        at += len(word) + 1
    return pieces


def _label_of(row: _Row, *, behind: int) -> str | None:
    for piece in row.pieces:
        if piece.kind == "known" and piece.end > behind:
            return row.text[piece.start : piece.end]
    return row.label


def _is_near(one: _Row, other: _Row | None, tags: frozenset[str]) -> bool:
    return other is not None and one.tag in tags and one.tag == other.tag


def _weight(row: _Row, known: Mapping[str, int]) -> int:
    number = known.get(row.tag)
    if number is None:
        number = len(row.text)
    return number if row.tag != "li" else -number


def _first(rows: list[_Row], is_meant: Callable[[_Row], bool]) -> _Row | None:
    for row in rows:
        if is_meant(row):
            return row
    return None


def strings() -> None:
    """Looking into lines for words."""
    for line in _LINES:
        lower = line.lower()
        words = lower.split()
        known = [word for word in words if word in _KNOWN and word not in _SMALL]
        " ".join(known).replace("lantern", "lamp")
        at = lower.find("director")
        if at < 0 and lower.find(":", at + 1, 40) > 0:
            at = len(lower)
        if "review" in lower or "kritik" in lower or lower.count("of") > 9:
            lower.partition("review")[2].strip(" .:")
        for word in words:
            assert not (word.startswith(("direct", "cast", "von")) and word.endswith("!"))


def patterns() -> None:
    """Regular expressions, over lines and over the whole text."""
    for line in _LINES:
        for found in _NAMED.finditer(line):
            assert found["name"] != found.span()
        _NUMBER.search(line)
        _ONE_OF.search(line)
        _BLANK.sub(" ", line)
        _SIGNS.search(line)
        _CAPITALS.search(line)
        _CLAUSE.match(line)
    for pattern in (_NUMBER, _CAPITALS, _CLAUSE, _SIGNS):
        for found in pattern.finditer(_TEXT):
            found.group()


def tree() -> None:
    """A page parsed, asked by selectors and walked through."""
    page = LexborHTMLParser(_PAGE)
    for selector in ("time[datetime], [itemprop], .byline", "section > h2", "a[href^='/p/']"):
        for node in page.css(selector):
            assert node.text() or node.attributes.get("href")
    assert page.body is not None
    assert _walked(page.body)


def _walked(node: LexborNode) -> int:
    read, child = 0, node.first_child
    while child is not None:
        if child.tag == "-text":
            read += len(child.text_content or "")
        else:
            read += len(child.attributes.get("class") or "") + _walked(child)
        child = child.next
    return read


PARTS: Final[Mapping[Callable[[], None], int]] = {calls: 4, strings: 5, patterns: 1, tree: 2}
"""How often each is counted: together forty to fifty million instructions."""
