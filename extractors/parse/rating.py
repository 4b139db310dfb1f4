"""Verdicts: the rating that a short text states, on the scale that it states, and never one that it does not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from pydantic import ValidationError

from extractors.parse.text import flatten, fold, squash
from extractors.vocabulary import Vocabulary, alternatives
from extractors.vocabulary import vocabulary as load_vocabulary
from schemas.review import Rating, RatingKind

LINEAR: Final = "linear/1"
"""Name of the rule behind `normalized`: value / best, or (value - worst) / (best - worst)."""

_LONGEST: Final = 200
_LONGEST_VERDICT: Final = 120
_HUNDRED: Final = Decimal(100)
# Scales that fractions are on. A slash also stands in dates and seasons, so it has fewer than words.
_SLASH_SCALES: Final = frozenset(map(Decimal, (4, 5, 6, 10, 20, 100)))
_WORD_SCALES: Final = _SLASH_SCALES | frozenset(map(Decimal, (3, 7, 8, 12, 15, 30, 40, 50)))
_ROW_SCALES: Final = frozenset(map(Decimal, (3, 4, 5, 6, 7, 8, 10)))
_MOST_STARS: Final = 10
_STARS_UP_TO: Final = 6
"""Scales up to this one are called stars, larger ones points, where no word tells."""

_STAR: Final = "★⭐🌟✭✮✯✪⭑🟊"
_EMPTY_STAR: Final = "☆✩✰⚝"
_OTHER: Final = "●♥❤🍿"
_EMPTY_OTHER: Final = "○♡♢🤍"
_HALF: Final = "½⯪⯨⋆"
_VULGAR: Final = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_VARIATION: Final = re.compile("[\ufe0e\ufe0f]")

_GRADE: Final = re.compile(r"([A-DF](?:\+|-|−|–)?)\.?")
_ROW: Final = re.compile(
    rf"(?P<row>[{_STAR}](?:\s?[{_STAR}]){{0,10}}(?:\s?[{_HALF}])?(?:\s?[{_EMPTY_STAR}]){{0,10}}"
    rf"|[{_OTHER}](?:\s?[{_OTHER}]){{0,10}}(?:\s?[{_HALF}])?(?:\s?[{_EMPTY_OTHER}]){{0,10}}"
    rf"|½(?:\s?[{_EMPTY_STAR}]){{0,10}}|\*{{1,5}}(?:\s?½)?)(?P<half>\s?1/2(?![\d/]))?"
)
_NUMBER: Final = r"(?:\d{1,3}(?:[.,]\d{1,2})?)"
_MIXED: Final = rf"(?:\d{{1,2}}(?:\s|-)?[½¼¾]|\d{{1,2}}(?:\s|-)1/2(?!\d)|[½¼¾]|{_NUMBER})"
_BEFORE: Final = r"(?<![\w/⁄∕$€£#%])(?<!\d[.,:])(?<!\w-)"
_AFTER: Final = r"(?![\w/⁄∕%])(?![.,:]\d)"
_BARE: Final = re.compile(_MIXED)
_BREAK: Final = re.compile(r"\*{1,3}")
"""Asterisks between two sections of a text, where no label says that they are a rating."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """One statement of a rating inside the text."""

    start: int
    end: int
    value: Decimal
    best: Decimal | None
    kind: RatingKind


def parse_rating(
    text: str,
    *,
    best: Decimal | None = None,
    worst: Decimal | None = None,
    vocabulary: Vocabulary | None = None,
) -> Rating | None:
    """The one rating that a short text states; None where it states none, or two that differ.

    Read are fractions ("7,5/10", "3 out of 4 stars", "4 von 5"), rows of stars, counted stars, percentages, a letter
    grade or a number that is the whole text. Age certificates, dates and values above their scale are none.

    Args:
        text: the text, at most 200 characters; a label that names a rating may stand in front.
        best: the top of the scale where the caller knows it; a scale in the text goes before it.
        worst: the bottom of that scale.
        vocabulary: words of the page's language.

    Returns:
        The rating with `scale_source` "text" where the text states the scale; where `best` was given, None.

    >>> rating = parse_rating("7,5 von 10")
    >>> str(rating.value), str(rating.best), str(rating.normalized)
    ('7.5', '10', '0.75')
    """
    raw = squash(text)
    if not raw or len(raw) > _LONGEST:
        return None
    words = vocabulary or load_vocabulary(None)
    stated = _without_label(_VARIATION.sub("", raw), words)
    if fold(stated) in words.certificates and _GRADE.fullmatch(stated) is None:
        return None
    grade = _GRADE.fullmatch(stated)
    if grade is not None:
        return Rating(raw=raw, kind=RatingKind.LETTER, label=grade[1].replace("−", "-").replace("–", "-"))
    if _BREAK.fullmatch(stated) and stated == raw and best is None:
        return None
    reading = _only(list(_readings(stated, words, best)))
    return _rating(raw, reading, best, worst) if reading is not None else None


def verdict_in(text: str, vocabulary: Vocabulary) -> Rating | None:
    """The verdict words ("Stream It", "Muss man sehen") that a text, or its part behind a colon or dash, consists of.

    >>> verdict_in("Our Call: STREAM IT.", load_vocabulary("en")).label
    'STREAM IT'
    """
    raw = squash(text)
    if not raw or len(raw) > _LONGEST_VERDICT:
        return None
    found = [
        (part, verdict)
        for part in (
            part.strip(" \"'“”‘’.!…*") for part in re.split(r"[:：;|,(]|\s[-–—]\s|[.!]\s", raw) if part.strip()
        )
        if (verdict := vocabulary.verdicts.get(fold(part).strip("'\" "))) is not None
    ]
    if len({verdict.polarity for _, verdict in found}) != 1:
        return None
    label, verdict = found[0]
    return Rating(raw=raw, kind=verdict.kind, label=label)


def normalize(value: Decimal | None, best: Decimal | None, worst: Decimal | None) -> Decimal | None:
    """0 to 1: value / best, or (value - worst) / (best - worst) where a worst is stated; None where it cannot be.

    >>> str(normalize(Decimal("3.5"), Decimal(5), None)), str(normalize(Decimal(3), Decimal(5), Decimal(1)))
    ('0.7', '0.5')
    """
    low = worst if worst is not None else Decimal(0)
    if value is None or best is None or best <= low or not low <= value <= best:
        return None
    return round((value - low) / (best - low), 4).normalize()


def _without_label(text: str, words: Vocabulary) -> str:
    """The text without a label that names a rating: "Grade: A." -> "A."."""
    label, colon, rest = text.replace("：", ":", 1).partition(":")
    return rest.strip() if colon and rest.strip() and words.label(label) == "rating" else text


def _rating(raw: str, reading: _Reading, best: Decimal | None, worst: Decimal | None) -> Rating | None:
    top = reading.best if reading.best is not None else best
    bottom = worst if reading.best is None or reading.best == best else None
    kind = reading.kind
    if kind is RatingKind.POINTS and top is not None and top <= _STARS_UP_TO:
        kind = RatingKind.STARS
    normalized = normalize(reading.value, top, bottom)
    if top is not None and normalized is None:
        return None
    try:
        return Rating(
            raw=raw,
            kind=kind,
            value=reading.value,
            best=top,
            worst=bottom if top is not None else None,
            normalized=normalized,
            scale_source="text" if reading.best is not None else None,
            normalizer=LINEAR if normalized is not None else None,
        )
    except ValidationError:
        return None


def _only(readings: list[_Reading]) -> _Reading | None:
    """The reading that all others agree with, one with a scale before one without."""
    scaled = [reading for reading in readings if reading.best is not None]
    if len({normalize(reading.value, reading.best, None) for reading in scaled}) > 1:
        return None
    chosen = next(iter(scaled or readings), None)
    if chosen is None or not all(_agree(chosen, reading) for reading in readings):
        return None
    return chosen


def _agree(chosen: _Reading, other: _Reading) -> bool:
    """Whether a reading without a scale says the same: "4/5 (four stars)", "★★★★ 8/10"."""
    if other.best is not None or other.value == chosen.value:
        return True
    return chosen.best is not None and other.value / 5 == chosen.value / chosen.best


def _readings(text: str, words: Vocabulary, best: Decimal | None) -> Iterator[_Reading]:
    """All statements of a rating in the text; what one has read, the next do not read again."""
    taken: list[tuple[int, int]] = []
    flat = flatten(text)
    for found in (*_rows(text, flat, words), *_worded(flat, words, best)):
        if all(found.end <= start or end <= found.start for start, end in taken):
            taken.append((found.start, found.end))
            yield found
    if not taken and _BARE.fullmatch(flat):
        value = _decimal(flat)
        if value <= (best if best is not None else _HUNDRED):
            yield _Reading(0, len(flat), value, None, RatingKind.POINTS)


def _rows(text: str, flat: str, words: Vocabulary) -> Iterator[_Reading]:
    for found in _ROW.finditer(text):
        row = found["row"]
        filled = sum(row.count(glyph) for glyph in _STAR + _OTHER + "*")
        half = any(glyph in row for glyph in _HALF)
        empty = sum(row.count(glyph) for glyph in _EMPTY_STAR + _EMPTY_OTHER)
        alone = found[0].strip() == text.strip(" .!,")
        shown = filled + half + empty
        if (
            filled > _MOST_STARS
            or (not alone and (shown < 2 or row[0] not in _STAR))
            or (row[0] in _OTHER and shown < 3)
        ):
            continue
        value = Decimal(filled) + (Decimal("0.5") if half or found["half"] else 0)
        best = Decimal(shown) if empty else None
        end = found.end()
        scale = _patterns(words).scale.match(flat, end)
        if scale is not None:
            best, end = Decimal(scale["best"]), scale.end()
        if best is None or best in _ROW_SCALES:
            yield _Reading(found.start(), end, value, best, RatingKind.STARS)


def _worded(flat: str, words: Vocabulary, best: Decimal | None) -> Iterator[_Reading]:
    patterns = _patterns(words)
    for pattern, scales in patterns.fractions:
        for found in pattern.finditer(flat):
            groups = found.groupdict()
            value, top = _number(found, words), _value(groups["best"] or groups["named"], words)
            dated = re.match(r"0\d", groups["value"]) is not None
            # "19/20" inside a text is a season of a league or of skis.
            dated = dated or (pattern is patterns.slash and top - value == 1 and top == 20 and found[0] != flat)
            if not dated and value <= top and (top in scales or top == best):
                kind = RatingKind.STARS if groups.get("stars") else RatingKind.POINTS
                yield _Reading(found.start(), found.end(), value, top, kind)
    for found in patterns.percent.finditer(flat):
        value = _decimal(found["value"])
        if value <= _HUNDRED and found[0].strip() == flat.strip(" .!"):
            yield _Reading(found.start(), found.end(), value, _HUNDRED, RatingKind.PERCENT)
    for pattern, kind, most in (
        (patterns.stars, RatingKind.STARS, _MOST_STARS),
        (patterns.points, RatingKind.POINTS, _HUNDRED),
    ):
        for found in pattern.finditer(flat):
            value = _number(found, words)
            if value <= most:
                yield _Reading(found.start(), found.end(), value, None, kind)


def _number(found: re.Match[str], words: Vocabulary) -> Decimal:
    half = Decimal("0.5") if found.groupdict().get("half") else Decimal(0)
    return _value(found["value"], words) + half


def _value(text: str, words: Vocabulary) -> Decimal:
    """A number in digits, or one of the vocabulary's number words."""
    return _decimal(text) if text[0].isdigit() or text[0] in _VULGAR else Decimal(words.numbers[fold(text)])


def _decimal(text: str) -> Decimal:
    """The exact number that "3,5", "3½" or "3 1/2" is."""
    text = text.replace(",", ".")
    whole = re.match(r"[\d.]*", text.removesuffix("1/2"))
    part = _VULGAR.get(text[-1], Decimal("0.5") if text.endswith("1/2") else Decimal(0))
    return Decimal((whole[0] if whole else "") or "0") + part


@dataclass(frozen=True, slots=True)
class _Patterns:
    fractions: tuple[tuple[re.Pattern[str], frozenset[Decimal]], ...]
    """Patterns with the groups value and best, the surest first, each with the scales that it may be on."""
    slash: re.Pattern[str]
    scale: re.Pattern[str]
    percent: re.Pattern[str]
    stars: re.Pattern[str]
    points: re.Pattern[str]


@lru_cache(maxsize=64)
def _patterns(words: Vocabulary) -> _Patterns:
    """The patterns of one vocabulary. Every repetition is bounded, and no two adjacent ones match the same text."""
    star, point, counted = (alternatives(words.rating_words(key)) for key in ("stars", "points", "counted"))
    strong, weak, first = (alternatives(words.rating_words(key)) for key in ("out_of", "of", "best_first"))
    named = alternatives(words.numbers)
    half = rf"(?P<half>\s(?:{alternatives(words.rating_words('half'))})(?!\w))?"
    digits = rf"{_BEFORE}(?P<value>{_MIXED})"
    number = rf"{_BEFORE}(?P<value>{_MIXED}|(?:{named})(?!\w)){half}"
    unit = rf"(?:\s?(?:{star}|{point})(?!\w))?"
    end = rf"(?:\s?(?P<stars>{star})(?!\w)|\s?(?:{point})(?!\w))?(?!\s(?:\w{{1,15}}\s)?(?:{counted})(?!\w))"
    best = rf"(?P<best>{_NUMBER}){_AFTER}"
    slash = re.compile(rf"{digits}{unit}\s?[/⁄∕]\s?{best}{end}")
    return _Patterns(
        slash=slash,
        fractions=(
            (re.compile(rf"{_BEFORE}(?P<best>{_NUMBER})\s?(?:{first})\s?{number.replace(_BEFORE, '')}"), _WORD_SCALES),
            (
                re.compile(rf"{number}{unit}\s?[(,]?\s?(?:{strong})\s?(?:{best}|(?P<named>{named})(?!\w)){end}"),
                _WORD_SCALES,
            ),
            (re.compile(rf"{digits}{unit}\s(?:{weak})\s{best}{end}"), _WORD_SCALES),
            (slash, _SLASH_SCALES),
            (re.compile(rf"{digits}\s?[|]\s?{best}\s?(?P<stars>{star})(?!\w)"), _SLASH_SCALES),
        ),
        scale=re.compile(rf"\s?[(]?\s?(?:/|{strong}|{weak})\s?(?P<best>\d{{1,2}}){_AFTER}"),
        percent=re.compile(rf"{_BEFORE}(?P<value>{_NUMBER})\s?%"),
        stars=re.compile(rf"{number}(?:\s|-)?(?:{star})(?!\w)"),
        points=re.compile(rf"{digits}\s?(?:{point})(?!\w)"),
    )
