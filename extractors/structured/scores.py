"""How plugins write a score: the readings that `plugins` composes for each box, and what tells a number's scale."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import islice
from typing import Final, NamedTuple

from selectolax.lexbor import LexborNode

from extractors.markup import node_text
from extractors.parse.pattern import pattern

_MOST_ICONS: Final = 100
_LONGEST_SCORE: Final = 60


class Score(NamedTuple):
    """A number that a box gives."""

    raw: str
    value: Decimal
    best: Decimal | None = None
    """The top of its scale, where the box's text or markup tells."""
    drawn: bool = False
    """Whether it is read from a row of stars or a bar."""


Reading = Callable[[LexborNode], Score | None]
"""Reads the score of a box, or of a criterion's row."""
Scale = Callable[[LexborNode, Decimal], Decimal | None]
"""Tells the top of a number's scale by what else the box has."""

_NUMBER: Final = pattern(
    r"(?<![\d.,-])(%\s?)?(\d{1,3}(?:[.,]\d{1,2})?)(?:\s?/\s?(\d{1,3})(?![\d.,])|(\s?%))?(?![\d.,])"
)
_SCORE_BEHIND: Final = pattern(r"\s?[-–:]\s?((?:%\s?)?\d{1,3}(?:[.,]\d{1,2})?(?:\s?%|\s?/\s?\d{1,3})?)$")
_INTEGER: Final = pattern(r"\d{1,3}(?:[.,\s]\d{3}){1,2}(?!\d)|\d{1,9}")
_WIDTH: Final = pattern(r"width\s?:\s?(\d{1,3}(?:\.\d{1,9})?)\s?%")
_SCALES: Final = tuple(map(Decimal, (5, 10, 100, 4, 6, 20)))
_NEAR: Final = Decimal("0.055")
"""How far the share that is drawn may be from the number's: stars are drawn in halves."""
_HUNDRED: Final = Decimal(100)


def number_in(text: str, *, first: bool = False) -> tuple[Decimal, Decimal | None] | None:
    """The one number of a short text, or its first, with the scale that it states; None where there are several.

    >>> number_in("Overall 7,5/10"), number_in("80 %"), number_in("4 of 5")
    ((Decimal('7.5'), Decimal('10')), (Decimal('80'), Decimal('100')), None)
    """
    if len(text) > _LONGEST_SCORE:
        return None
    found = list(_NUMBER.finditer(text))
    if not found or (len(found) > 1 and not first):
        return None
    before, number, best, percent = found[0].groups()
    value = Decimal(number.replace(",", "."))
    return value, _HUNDRED if before or percent else Decimal(best) if best else None


def without_score(text: str) -> str:
    """A label without the number behind a dash at its end.

    >>> without_score("Plot - 80%")
    'Plot'
    """
    return _SCORE_BEHIND.sub("", text)


def score_of(css: str, scale: Scale | None = None, *, first: bool = False, own: bool = False) -> Reading:
    """The text of an element: all of it, its first number, or what is directly in it."""

    def read(box: LexborNode) -> Score | None:
        node = box.css_first(css)
        if node is None:
            return None
        raw = " ".join(node.text(deep=False).split()) if own else node_text(node)
        return _scored(raw, number_in(raw, first=first), box, scale)

    return read


def tail_of(css: str, scale: Scale | None = None) -> Reading:
    """The number behind the dash at the end of an element's text: "Plot - 80%"."""

    def read(box: LexborNode) -> Score | None:
        node = box.css_first(css)
        tail = _SCORE_BEHIND.search(node_text(node)[-_LONGEST_SCORE:]) if node is not None else None
        return _scored(tail[1], number_in(tail[1]), box, scale) if tail is not None else None

    return read


def attribute_of(css: str, name: str, scale: Scale | None = None) -> Reading:
    """An attribute of an element; of the box itself where `css` is empty."""

    def read(box: LexborNode) -> Score | None:
        node = box.css_first(css) if css else box
        raw = (node.attributes.get(name) or "").strip() if node is not None else ""
        return _scored(raw, number_in(raw), box, scale)

    return read


def _scored(
    raw: str, number: tuple[Decimal, Decimal | None] | None, box: LexborNode, scale: Scale | None
) -> Score | None:
    if number is None:
        return None
    value, best = number
    return Score(raw, value, best or (scale(box, value) if scale is not None else None))


def width_of(css: str, best: int) -> Reading:
    """How far an element is drawn over a row of stars or a bar, by its style or by what a script makes of it."""

    def read(box: LexborNode) -> Score | None:
        node = box.css_first(css)
        if node is None:
            return None
        said = node.attributes
        drawn = _WIDTH.search((said.get("style") or "")[:200])
        stated = number_in(said.get("data-width") or said.get("data-rate-val") or "")
        percent = Decimal(drawn[1]) if drawn is not None else stated[0] if stated is not None else None
        if percent is None or percent > _HUNDRED:
            return None
        value = (percent * best / _HUNDRED).quantize(Decimal("0.01")).normalize()
        return Score(f"{percent.normalize():f}%", value, Decimal(best), drawn=True)

    return read


def icons_in(css: str, half: str, empty: str) -> Reading:
    """A row of icons; `half` and `empty` are words of their class names."""

    def read(box: LexborNode) -> Score | None:
        names = [(icon.attributes.get("class") or "").lower() for icon in islice(box.css(css), _MOST_ICONS)]
        if not names:
            return None
        unlit = sum(empty in name for name in names)
        halves = sum(half in name for name in names)
        value = Decimal(len(names) - unlit - halves) + Decimal(halves) / 2
        return Score(f"{value} of {len(names)} icons", value, Decimal(len(names)), drawn=True)

    return read


def half_icons_in(css: str, empty: str) -> Reading:
    """A row of icons, each drawn in two halves."""
    row = icons_in(css, "\0", empty)

    def read(box: LexborNode) -> Score | None:
        score = row(box)
        return score and Score(score.raw, score.value / 2, score.best and score.best / 2, drawn=True)

    return read


def glyphs_in(css: str, glyphs: str, best: int) -> Reading:
    """A row of characters."""

    def read(box: LexborNode) -> Score | None:
        node = box.css_first(css) if css else box
        raw = node_text(node)[:_LONGEST_SCORE] if node is not None else ""
        count = sum(character in glyphs for character in raw)
        return Score(raw, Decimal(count), Decimal(best), drawn=True) if 0 < count <= best else None

    return read


def fixed(best: int) -> Scale:
    """The one scale of a plugin."""
    return lambda _box, _value: Decimal(best)


def counted(css: str) -> Scale:
    """As many as are drawn."""
    return lambda box, _value: Decimal(len(box.css(css)[:_MOST_ICONS])) or None


def stated_in(css: str, name: str) -> Scale:
    """By an attribute."""
    reading = attribute_of(css, name)
    return lambda box, _value: score.value if (score := reading(box)) is not None else None


def by_class(choices: Mapping[str, int]) -> Scale:
    """By a word in the class names of the box."""

    def tell(box: LexborNode, _value: Decimal) -> Decimal | None:
        names = box.attributes.get("class") or ""
        return next((Decimal(best) for word, best in choices.items() if word in names), None)

    return tell


def by_part(choices: Mapping[str, int]) -> Scale:
    """By the first part that the box has."""

    def tell(box: LexborNode, _value: Decimal) -> Decimal | None:
        return next((Decimal(best) for css, best in choices.items() if box.css_first(css) is not None), None)

    return tell


def drawn_as(share: Reading) -> Scale:
    """The scale on which the number is the share that the box draws beside it."""

    def tell(box: LexborNode, value: Decimal) -> Decimal | None:
        score = share(box)
        if score is None or not score.best:
            return None
        drawn = score.value / score.best
        return next((best for best in _SCALES if value <= best and abs(value / best - drawn) <= _NEAR), None)

    return tell


def as_in(css: str, reading: Reading) -> Scale:
    """The scale of another score of the box, the first criterion's."""

    def tell(box: LexborNode, _value: Decimal) -> Decimal | None:
        row = box.css_first(css)
        score = reading(row) if row is not None else None
        return score.best if score is not None else None

    return tell


def first_of(*scales: Scale) -> Scale:
    """The first scale that is told."""
    return lambda box, value: next((best for scale in scales if (best := scale(box, value)) is not None), None)


def count_in(css: str, name: str = "") -> Callable[[LexborNode], int | None]:
    """A number of votes: the last integer of a text, or an attribute; thousands may be set apart."""

    def read(box: LexborNode) -> int | None:
        node = box.css_first(css)
        if node is None:
            return None
        raw = (node.attributes.get(name) or "") if name else node_text(node)
        found = _INTEGER.findall(raw[-_LONGEST_SCORE:])
        return int(re.sub(r"\D", "", found[-1])) if found else None

    return read
