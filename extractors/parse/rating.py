"""Ratings: the one that a short text states, on the scale that it states, and never one that it does not."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from pydantic import ValidationError

from extractors.parse.memo import remembered
from extractors.parse.pattern import pattern
from extractors.parse.text import flatten, fold, is_unspaced, split_label, squash
from extractors.vocabulary import Vocabulary, alternatives
from extractors.vocabulary import vocabulary as load_vocabulary
from schemas.review import Rating, RatingKind

LINEAR: Final = "linear/1"
"""Name of the rule behind `normalized`: value / best, or (value - worst) / (best - worst)."""

LETTER_MAPS: Final[Mapping[str, Mapping[str, Decimal]]] = {
    # https://www.metacritic.com/how-we-create-the-metascore-magic/
    "letter-metacritic/1": {
        "A+": Decimal(1),
        "A": Decimal(1),
        "A-": Decimal("0.91"),
        "B+": Decimal("0.83"),
        "B": Decimal("0.75"),
        "B-": Decimal("0.67"),
        "C+": Decimal("0.58"),
        "C": Decimal("0.5"),
        "C-": Decimal("0.42"),
        "D+": Decimal("0.33"),
        "D": Decimal("0.25"),
        "D-": Decimal("0.16"),
        "F+": Decimal("0.08"),
        "F": Decimal(0),
        "F-": Decimal(0),
    },
    # Twelve equal steps from F to A+.
    "letter-linear13/1": {
        "A+": Decimal(1),
        "A": Decimal("0.9167"),
        "A-": Decimal("0.8333"),
        "B+": Decimal("0.75"),
        "B": Decimal("0.6667"),
        "B-": Decimal("0.5833"),
        "C+": Decimal("0.5"),
        "C": Decimal("0.4167"),
        "C-": Decimal("0.3333"),
        "D+": Decimal("0.25"),
        "D": Decimal("0.1667"),
        "D-": Decimal("0.0833"),
        "F+": Decimal(0),
        "F": Decimal(0),
        "F-": Decimal(0),
    },
}
"""Letter grades to 0 … 1, by the name of the map. Users who prefer another one apply it to `Rating.label`."""
_LETTERS: Final = "letter-metacritic/1"

_LONGEST: Final = 200
_LONGEST_VERDICT: Final = 120
_HUNDRED: Final = Decimal(100)
# Scales that fractions are on. A slash also stands in dates and seasons, so it has fewer than words.
_SLASH_SCALES: Final = frozenset(map(Decimal, (4, 5, 6, 10, 20, 100)))
_WORD_SCALES: Final = _SLASH_SCALES | frozenset(map(Decimal, (3, 7, 8, 12, 15, 30, 40, 50)))
_ROW_SCALES: Final = frozenset(map(Decimal, (3, 4, 5, 6, 7, 8, 10)))
_WHOLE_ROWS: Final = frozenset(map(Decimal, (5, 10)))
"""Rows of so many full stars may be all that there are, whatever the number beside them is."""
_MOST_STARS: Final = 10
_STARS_UP_TO: Final = 6
"""Scales up to this one are called stars, larger ones points, where no word tells."""

STARS: Final = "★⭐🌟✭✮✯✪⭑🟊"
_EMPTY_STAR: Final = "☆✩✰⚝⭒"
_OTHER: Final = "●🟡🔴🟠🟢🔵🟣♥❤🧡💛💚💙💜🍿🔥🎃👻💀🍅🌕⚫◆■"
_EMPTY_OTHER: Final = "○♡♢🤍🖤🌑⚪◇□"
_HALF: Final = "½⯪⯨⋆🌗🌓"
ASTERISKS: Final = "*∗⁎✱＊"
GLYPHS: Final = STARS + _EMPTY_STAR + _OTHER + _EMPTY_OTHER + _HALF
SIGNS: Final = (
    f"0-9%{ASTERISKS}½¼¾\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u0c66-\u0c6f\uff10-\uff19"
    + "".join(glyph for glyph in GLYPHS if glyph < "\uffff")
    + "\U0001f300-\U0001faff"
)
"""A class of a pattern: digits and what ratings are drawn with. Pictographs as one range, since `re` looks through
single ones one by one, for each character of a text."""
_VULGAR: Final = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_VARIATION: Final = pattern("[\ufe0e\ufe0f]")

_GRADE: Final = pattern(r"([A-DF](?:\+|-|−|–)?)[.!]?")
_ROW: Final = (
    rf"(?P<row>[{STARS}](?:\s?[{STARS}]){{0,10}}(?:\s?[{_HALF}])?(?:\s?[{_EMPTY_STAR}]){{0,10}}"
    rf"|[{_OTHER}](?:\s?[{_OTHER}]){{0,10}}(?:\s?[{_HALF}])?(?:\s?[{_EMPTY_OTHER}]){{0,10}}"
    rf"|½(?!\s?[^\W\d_])(?:\s?[{_EMPTY_STAR}]){{0,10}}|(?<![☆★])☆{{1,4}}(?![☆★½\d])|\*{{1,5}}(?:\s?½)?)(?P<row_half>\s?1/2(?![\d/])|[.,]5(?!\d))?"
)
_NUMBER: Final = r"(?:\d{1,3}(?:[.,]\d{1,2}|'\d(?!\d))?)"
_MIXED: Final = rf"(?:\d{{1,2}}(?:\s|-)?[½¼¾]|\d{{1,2}}(?:\s|-)1/2(?!\d)|[½¼¾]|{_NUMBER})"
_UNSPACED: Final = r"[^\x00-\u303f]"
"""Scripts that do not set their words apart: numbers stand glued to words (打8分)."""
_BEFORE: Final = rf"(?:(?<!\w)|(?<={_UNSPACED}))(?<![/⁄∕$€£#%])(?<!\d[.,:])(?<!\w-)"
_AFTER: Final = rf"(?:(?!\w)|(?={_UNSPACED}))(?![/⁄∕%])(?![.,:]\d)"
_END: Final = r"(?![a-zа-яё\d_])"
_WORDS: Final = (
    "out_of", "of", "best_first", "star_first", "stars", "points", "pieces", "half", "half_behind", "half_glued",
    "counted", "percent", "full", "scale", "scale_to",
)  # fmt: skip
_BARE: Final = pattern(_MIXED)
_VERDICT_PARTS: Final = pattern(r"[:：;|,(]|\s[-–—]\s|[.!]\s")
_YEAR_LAST: Final = pattern(r"[(\[](?:19|20)\d\d[)\]]$")
_BREAK: Final = pattern(rf"[{ASTERISKS}]{{1,3}}")
"""Asterisks between two sections of a text, where no label says that they are a rating."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One statement of a rating inside a text."""

    start: int
    end: int
    """Offsets into the text, end exclusive."""
    value: Decimal
    best: Decimal | None
    kind: RatingKind
    sure: bool
    """Whether it says by itself that it is a rating ("4 out of 5 stars", "★★★"): "4 of 5" may count anything."""


@remembered
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
    grade = grade_in(stated, raw)
    if grade is not None:
        return grade
    if fold(stated) in words.certificates:
        return None
    if _BREAK.fullmatch(stated) and stated == raw and best is None:
        return None
    found = [
        reading
        for reading in readings(stated, words, best)
        if reading.kind is not RatingKind.PERCENT or _is_all(stated, reading)
    ]
    reading = the_one(found)
    return rating_from(raw, reading, best, worst) if reading is not None else None


def _is_all(text: str, reading: Reading) -> bool:
    return text[reading.start : reading.end].strip() == text.strip(" .!")


def grade_in(text: str, raw: str) -> Rating | None:
    """The letter grade that a text consists of: "B+", "A." The language's article is none: `raw` says where it stood.

    >>> grade_in("B+", "Grade: B+").label
    'B+'
    """
    grade = _GRADE.fullmatch(text)
    if grade is None:
        return None
    label = grade[1].replace("−", "-").replace("–", "-")
    return Rating(
        raw=raw,
        kind=RatingKind.LETTER,
        label=label,
        normalized=LETTER_MAPS[_LETTERS][label],
        normalizer=_LETTERS,
    )


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
        for part in (part.strip(" \"'“”‘’.!…*<>[]") for part in _VERDICT_PARTS.split(raw) if part.strip())
        if (verdict := vocabulary.verdicts.get(fold(part).strip("'\" "))) is not None
    ]
    if len({verdict.polarity for _, verdict in found}) != 1:
        return None
    label, verdict = found[0]
    return Rating(raw=raw, kind=verdict.kind, label=label)


def normalize(value: Decimal | None, best: Decimal | None, worst: Decimal | None) -> Decimal | None:
    """0 to 1: value / best, or (value - worst) / (best - worst) where a worst is stated; None where it cannot be.

    A worst above the best turns the scale round: 1 is the best of six.

    >>> str(normalize(Decimal("3.5"), Decimal(5), None)), str(normalize(Decimal(3), Decimal(5), Decimal(1)))
    ('0.7', '0.5')
    >>> str(normalize(Decimal(2), Decimal(1), Decimal(6)))
    '0.8'
    """
    low = worst if worst is not None else Decimal(0)
    if value is None or best is None or best == low or not min(low, best) <= value <= max(low, best):
        return None
    return round((value - low) / (best - low), 4).normalize()


def _without_label(text: str, words: Vocabulary) -> str:
    """The text without a label that names a rating: "Grade: A." -> "A."."""
    label, rest = split_label(text)
    return rest if rest and words.label(label) == "rating" else text


def rating_from(raw: str, reading: Reading, best: Decimal | None = None, worst: Decimal | None = None) -> Rating | None:
    """The rating that a reading is, on its own scale or else the caller's; None where it cannot be on it."""
    top = reading.best if reading.best is not None else best
    bottom = worst if reading.best is None or reading.best == best else None
    kind = reading.kind
    if kind is RatingKind.POINTS and top is not None and top <= _STARS_UP_TO and (bottom or 0) < top:
        kind = RatingKind.STARS
    normalized = normalize(reading.value, top, bottom)
    if top is not None and normalized is None:
        return None
    try:
        return Rating(
            raw=raw[:_LONGEST],
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


def marked(
    raw: str, value: Decimal, best: Decimal | None, worst: Decimal | None = None, *, drawn: bool = False
) -> Rating | None:
    """A number that markup gives, with the scale that markup gives; None where the two cannot be.

    Stars are those that are drawn, or counted up to a few; other numbers are points.
    """
    stars = drawn or (best is not None and best <= _STARS_UP_TO)
    normalized = normalize(value, best, worst)
    try:
        return Rating(
            raw=raw.strip()[:_LONGEST],
            kind=RatingKind.STARS if stars else RatingKind.POINTS,
            value=value,
            best=best,
            worst=worst,
            normalized=normalized,
            scale_source="markup" if best is not None else None,
            normalizer=LINEAR if normalized is not None else None,
        )
    except ValidationError:
        return None


def the_one(found: list[Reading]) -> Reading | None:
    """The reading that all others agree with, one with a scale before one without."""
    scaled = [reading for reading in found if reading.best is not None]
    scaled = [reading for reading in scaled if not any(_draws(reading, other) for other in scaled)]
    found = [reading for reading in found if reading.best is None or reading in scaled]
    if len({normalize(reading.value, reading.best, None) for reading in scaled}) > 1:
        return None
    chosen = next(iter(scaled or found), None)
    if chosen is None or not all(_agree(chosen, reading) for reading in found):
        return None
    return chosen


def _draws(drawn: Reading, figures: Reading) -> bool:
    """Whether stars show what figures say, an empty one in the place of half a star and none behind: "★★☆ (2.5/5)"."""
    if drawn.kind is not RatingKind.STARS or drawn.best is None or figures.best is None:
        return False
    is_half = figures.value == drawn.value + Decimal("0.5") and drawn.best == drawn.value + 1
    return is_half and drawn.best < figures.best


def _agree(chosen: Reading, other: Reading) -> bool:
    """Whether a reading without a scale says the same: "4/5 (four stars)", "★★★★ 8/10"."""
    if other.best is not None or other.value == chosen.value:
        return True
    return chosen.best is not None and other.value / 5 == chosen.value / chosen.best


def readings(text: str, words: Vocabulary, best: Decimal | None = None) -> Iterator[Reading]:
    """All statements of a rating in a text without variation selectors, in its order.

    A number without a scale is one only where it is the whole text.
    """
    flat = flatten(text)
    whole = flat.strip(" .!,")
    any_found = False
    # Most texts are spared the pattern, which takes longer to compile than a page to read.
    asks = may_hold(text, words) or _in_words(words).search(flat) is not None
    for found in _pattern(words).finditer(flat) if asks else ():
        kind = found.lastgroup
        asked = _Asked(words, best, found[0].strip() == whole)
        reading = _READERS[kind](found, asked) if kind in _READERS else None
        if reading is not None:
            any_found = True
            yield reading
    if not any_found and _BARE.fullmatch(flat):
        value = decimal(flat)
        if value <= (best if best is not None else _HUNDRED):
            yield Reading(0, len(flat), value, None, RatingKind.POINTS, sure=False)


# --- what the alternatives of the pattern say


class _Asked(NamedTuple):
    words: Vocabulary
    best: Decimal | None
    """The scale that the caller knows."""
    alone: bool
    """Whether the match is the whole text."""


def _row(found: re.Match[str], asked: _Asked) -> Reading | None:
    row = found["row"]
    filled = sum(row.count(glyph) for glyph in STARS + _OTHER + "*")
    half = any(glyph in row for glyph in _HALF)
    empty = sum(row.count(glyph) for glyph in _EMPTY_STAR + _EMPTY_OTHER)
    shown = filled + half + empty
    top = Decimal(shown) if empty else None
    stated = found["row_best"] or found["row_full"]
    if stated:
        top = _value(stated, asked.words)
    elif found["row_row"]:
        top = Decimal(len(found["row_row"].replace(" ", "")))
    if filled > _MOST_STARS or (row[0] in _OTHER and shown < 3 and not stated):
        return None
    if row[0] in _OTHER and len(set(row) & set(_OTHER)) > 1:
        return None  # ❤❤❤💛: what the other one counts is not said
    if row[0] == "*" and not (asked.alone or found["row_row"] or stated or _is_set_apart(found)):
        return None  # marks of bold text, or of a footnote
    if row[0] in _EMPTY_STAR:  # only behind a label, and where a language counts with them; five may be none
        if row[0] not in asked.words.rating_words("filled"):
            return None
        return Reading(found.start(), found.end(), Decimal(empty), None, RatingKind.STARS, sure=False)
    if not asked.alone and (shown < 2 or row[0] not in STARS + _OTHER + "*") and not (found["row_row"] or stated):
        return None
    before = found.string[found.start() - 1 : found.start()]
    if before and before in _EMPTY_STAR + _EMPTY_OTHER:
        return None  # empty ones in front: drawn over one another, or the other way round
    if top is not None and top not in _ROW_SCALES:
        return None
    value = Decimal(filled) + (Decimal("0.5") if half or found["row_half"] or found["row_word"] else 0)
    return Reading(found.start(), found.end(), value, top, RatingKind.STARS, sure=True)


def _said_row(found: re.Match[str], _: _Asked) -> Reading | None:
    """A row with its number beside it. The number tells how many signs are given, and which of two are the full ones.

    "☆☆☆★★(3)" and "★★★☆☆ 3.0" are three of five; so is "★★★★★ 3.0", whose colours are lost, but not "★★★★★ 5.0":
    five stars, on a scale that is not said.
    """
    signs = [sign for sign in found["said_row"] if sign in STARS + _EMPTY_STAR + _HALF]
    full, empty = sum(sign in STARS for sign in signs), sum(sign in _EMPTY_STAR for sign in signs)
    half = Decimal("0.5") if len(signs) > full + empty else Decimal(0)
    value, shown = decimal(found["said"]), Decimal(len(signs))
    drawn = full + half
    is_count = found["said_open"] is not None and value % 1 == 0 and not found["said_unit"]
    agrees = any(abs(value - count) < 1 for count in (drawn, Decimal(empty)) if count)
    if value > shown or (is_count and not agrees):  # on another scale, or of votes: what is drawn counts
        value, agrees = drawn, True
    is_whole = drawn == shown and shown in _WHOLE_ROWS
    if not agrees and not is_whole:
        return None
    best = shown if (empty and full) or (is_whole and value < shown) else None
    if best is not None and best not in _ROW_SCALES:
        return None
    return Reading(found.start(), found.end(), value, best, RatingKind.STARS, sure=True)


def _is_set_apart(found: re.Match[str]) -> bool:
    """Whether asterisks stand by themselves, the only ones of their text: footnotes have them at the word.

    A single one ends its text. Behind the bracket with the year no space need stand: "Low Water (1955)***".
    """
    before, behind = found.string[: found.start()], found.string[found.end() :]
    if len(found["row"]) > 1 and not behind.strip(" .") and before.count("*") == 0 and _YEAR_LAST.search(before):
        return True
    if "*" in before or "*" in behind or (before and not before[-1].isspace() and before[-1] not in "(["):
        return False
    if len(found["row"]) == 1:
        return not behind.strip(" .)]")
    return not behind or behind[0].isspace() or behind[0] in ".,)]"


def _fraction(found: re.Match[str], asked: _Asked) -> Reading | None:
    value = _with_half(found["value"], found["half"] or found["unit_half"], asked.words)
    top = _value(found["best"] or found["named"], asked.words)
    slash, weak, unit = found["slash"] is not None, found["weak"] is not None, bool(found["unit"] or found["top_unit"])
    if (found["thing"] or " " in (found["noun"] or "")) and not asked.alone:
        return None  # "Only 2 brave young men out of 10 survive"
    spelt = not found["value"][0].isdigit() and found["value"][0] not in _VULGAR
    if (spelt or found["named"]) and (slash or found["bar"] or (weak and not unit and not asked.alone)):
        return None
    if re.match(r"0\d", found["value"]) or (found["bar"] and not found["stars"]):
        return None
    # "19/20" inside a text is a season of a league or of skis.
    if slash and top - value == 1 and top == 20 and not asked.alone:
        return None
    scales = _SLASH_SCALES if slash or found["bar"] else _WORD_SCALES
    if value > top or (top not in scales and top != asked.best):
        return None
    kind = RatingKind.STARS if found["stars"] else RatingKind.POINTS
    sure = unit or (found["strong"] is not None and not found["noun"] and top in _SLASH_SCALES)
    return Reading(found.start(), found.end(), value, top, kind, sure)


def _best_first(found: re.Match[str], asked: _Asked) -> Reading | None:
    value = _with_half(found["first_value"], found["first_half"], asked.words)
    top = _value(found["first_best"] or found["first_named"], asked.words)
    if value > top or (top not in _WORD_SCALES and top != asked.best):
        return None
    kind = RatingKind.STARS if found["first_stars"] or found["star_scale"] else RatingKind.POINTS
    return Reading(found.start(), found.end(), value, top, kind, sure=True)


def _percent(found: re.Match[str], _: _Asked) -> Reading | None:
    value = decimal(found["percent"])
    if value > _HUNDRED:
        return None
    return Reading(found.start(), found.end(), value, _HUNDRED, RatingKind.PERCENT, sure=False)


def _counted(found: re.Match[str], asked: _Asked) -> Reading | None:
    half = found["counted_half"] or found["behind_half"] or found["counted_unit_half"]
    value = _with_half(found["count"], half, asked.words)
    stars = found["counted_stars"] is not None
    if not stars and found["count"].isalpha() and not is_unspaced(found["count"][0]):
        return None  # "a five point lead"
    if _is_scale(found.string[: found.start()].rstrip(), asked.words):
        return None
    if value > (_MOST_STARS if stars else _HUNDRED):
        return None
    top = decimal(found["count_best"]) if found["count_best"] else None
    if top is not None and (value > top or top not in _WORD_SCALES):
        return None
    kind = RatingKind.STARS if stars else RatingKind.POINTS
    return Reading(found.start(), found.end(), value, top, kind, sure=stars or top is not None)


def _is_scale(before: str, words: Vocabulary) -> bool:
    """Whether what stands in front of a number makes it the top of a scale: "out of 5 stars", without a value."""
    return any(
        before.endswith(word) and not before[-len(word) - 1 : -len(word)].isalnum()
        for word in words.rating_words("out_of")
    )


def _starred(found: re.Match[str], asked: _Asked) -> Reading | None:
    value = _with_half(found["starred"], found["starred_half"], asked.words)
    top = decimal(found["starred_best"]) if found["starred_best"] else None
    if value > (top or _MOST_STARS) or (top is not None and top not in _SLASH_SCALES):
        return None
    return Reading(found.start(), found.end(), value, top, RatingKind.STARS, sure=True)


def _scaled(found: re.Match[str], asked: _Asked) -> Reading | None:
    value = _with_half(found["scaled"], found["scaled_half"], asked.words)
    top = _value(found["scale_best"] or found["scale_named"], asked.words)
    if value > top or top not in _WORD_SCALES:
        return None
    return Reading(found.start(), found.end(), value, top, RatingKind.POINTS, sure=True)


_READERS: Final = {
    "a_scale": _scaled,
    "a_said": _said_row,
    "a_row": _row,
    "a_fraction": _fraction,
    "best_first": _best_first,
    "a_percent": _percent,
    "a_count": _counted,
    "a_star": _starred,
}


def _with_half(text: str, half: str | None, words: Vocabulary) -> Decimal:
    return _value(text, words) + (Decimal("0.5") if half else Decimal(0))


def _value(text: str, words: Vocabulary) -> Decimal:
    """A number in digits, or one of the vocabulary's number words."""
    return decimal(text) if text[0].isdigit() or text[0] in _VULGAR else Decimal(words.numbers[fold(text)])


def decimal(text: str) -> Decimal:
    """The exact number that "3,5", "3½" or "3 1/2" is."""
    text = text.replace(",", ".").replace("'", ".")
    whole = re.match(r"[\d.]*", text.removesuffix("1/2"))
    part = _VULGAR.get(text[-1], Decimal("0.5") if text.endswith("1/2") else Decimal(0))
    return Decimal((whole[0] if whole else "") or "0") + part


def may_hold(text: str, words: Vocabulary) -> bool:
    """Whether a rating may stand in a text: a cheap question that spares most lines the pattern of `readings`.

    Numbers in words and numbers without a scale are not asked for.
    """
    return _hint(words).search(text.lower()) is not None


@lru_cache(maxsize=64)
def _hint(words: Vocabulary) -> re.Pattern[str]:
    """A sign, and what makes it one of a rating. It begins with a class, which `re` seeks fast."""
    said = {key: alternatives(words.rating_words(key)) for key in _WORDS}
    first = "|".join(
        rf"(?<={re.escape(word)}{gap}\d)"
        for key in ("star_first", "out_of")
        for word in words.rating_words(key)
        for gap in ("", r"\s")
    )
    return re.compile(
        rf"[{SIGNS}](?:(?<![\d%*])|(?<=\*)\s?[*½/]|(?<=\d)(?:\s?[/⁄∕|%]"
        rf"|[\s-]?(?:{said['stars']}|{said['points']}|{said['percent']}){_END}"
        rf"|\s?[(,]?\s?(?:{said['out_of']}|{said['best_first']})|\s[(]?(?:{said['of']})\s\d|\s(?:{said['half']})"
        rf"|\s[^\W\d_][\w'’-]{{2,24}}\s(?:(?:{said['out_of']})|(?:{said['of']})\s\d))"
        rf"|{first or '(?!)'})"
    )


@lru_cache(maxsize=64)
def _in_words(words: Vocabulary) -> re.Pattern[str]:
    """What states a rating without a sign that `may_hold` asks for: a number in words, a scale that is named."""
    return re.compile(rf"{number_words(words)}|(?:{alternatives(words.rating_words('scale'))})")


@lru_cache(maxsize=64)
def number_words(words: Vocabulary) -> str:
    """A pattern for the vocabulary's number words; signs of scripts without spaces may be glued to others."""
    spaced, free = words.spelt_numbers
    glued = alternatives(words.rating_words("half_glued"))
    return rf"(?:(?<!\w)(?:{alternatives(spaced)})(?:(?!\w)|(?={glued}))|(?:{alternatives(free)}))"


@lru_cache(maxsize=64)
def _pattern(words: Vocabulary) -> re.Pattern[str]:
    """All statements of a rating, in one pattern. Every repetition is bounded, and no two adjacent ones match the same.

    The alternatives stand in the order in which they go before one another where they begin at the same place.
    """
    said = {key: alternatives(words.rating_words(key)) for key in _WORDS}
    named = number_words(words)
    number = rf"(?:{_MIXED}|{named})"
    half = rf"(?:[\s-](?:{said['half'].replace(chr(92) + ' ', '[ -]')})|(?:{said['half_glued']})){_END}"
    thing = rf"(?!(?:{said['counted']}|{said['out_of']}|{said['of']}){_END}|{named})[^\W\d_][\w'’-]{{2,24}}"
    behind_half = rf"\s?(?:{said['half_behind']})"
    unit = rf"(?:{said['stars']}|{said['points']}){_END}"
    stars = rf"(?:{said['stars']}|[★⭐🌟](?![★⭐🌟½☆])){_END}"
    uncounted = rf"(?!\s?(?:\w{{1,15}}\s)?(?:{said['counted']})(?!\w))(?!(?:{said['counted']}))"
    best = rf"{_NUMBER}{_AFTER}"
    scale = (
        rf"(?:\s?[(]?\s?(?:/|{said['out_of']}|{said['of']})\s?"
        rf"(?:(?P<row_best>\d{{1,2}}{_AFTER}|{named})|(?P<row_row>[★⭐]{{3,10}}|\*{{3,5}}))[)]?"
        rf"|\s?[(]\s?(?P<row_full>\d{{1,2}})\s?(?:{said['full']})[)])?"
    )
    free = "".join({word[0] for word in (*words.spelt_numbers[1], *words.rating_words("star_first"))})
    spaced = "".join({word[0] for word in (*words.spelt_numbers[0], *words.rating_words("scale"))})
    begins = rf"(?:(?=[{SIGNS}{re.escape(free)}])|(?<!\w)(?=[{re.escape(spaced)}]))"
    range_to = rf"(?:(?:[01]|{named})\s?(?:-|–|{said['scale_to']})\s?)"
    one_scale = rf"(?:{said['scale']})(?:\s{range_to}|\s|(?<={_UNSPACED}))"
    return re.compile(
        rf"{begins}(?:(?P<a_scale>{one_scale}(?:(?P<scale_best>\d{{1,3}})(?!\d)|(?P<scale_named>{named}))[^\d.;!?]{{0,40}}?"
        rf"(?:[\s:]|(?<={_UNSPACED}))(?P<scaled>{number})(?P<scaled_half>{half})?(?:\s?{unit})?(?=\s?[.,;!)。]|$)(?![.,]\d))"
        rf"|(?P<best_first>(?P<star_scale>(?:{said['star_first']})\s?)?"
        rf"(?:{_BEFORE}(?P<first_best>{_NUMBER})|(?(star_scale)(?P<first_named>{named})|(?!)))\s?(?:{said['best_first']})"
        rf"[,，、]?\s?(?:(?:{said['star_first']})\s?)?(?P<first_value>{number})(?P<first_half>{half})?"
        rf"(?:\s?(?P<first_stars>{stars})|\s?(?:{said['points']}))?)"
        rf"|(?P<a_star>(?:{said['star_first']}|[★☆⭐🌟])\s?[x×:]?\s?(?P<starred>{number})(?!\s?[★☆⭐🌟½])"
        rf"(?:\s?/\s?(?P<starred_best>{best}))?{_AFTER}(?:\s?(?:{said['pieces']}))?(?P<starred_half>{behind_half})?{uncounted})"
        rf"|(?P<a_said>(?P<said_row>[{STARS}{_EMPTY_STAR}](?:\s?[{STARS}{_EMPTY_STAR}{_HALF}]){{1,9}})"
        rf"\s?(?P<said_open>[(（]\s?)?(?P<said>{_NUMBER})(?P<said_unit>\s?{unit})?(?(said_open)\s?[)）])(?=[\s.!]*(?:[(（]|$)))"
        rf"|(?P<a_row>{_ROW}(?P<row_word>{half})?{scale})"
        rf"|(?P<a_fraction>{_BEFORE}(?!1/2[\s-]?{stars})(?P<value>{number})(?P<half>{half})?(?:(?P<unit>[\s-]?{unit})(?P<unit_half>{half})?"
        rf"|\s(?P<noun>(?:{thing},?\s){{0,6}}?{thing})(?=\s(?:{said['out_of']}))|(?<=\d)\s(?P<thing>(?:{thing}\s)?{thing})(?=\s(?:{said['of']})\s\d{{1,3}}\s?[.!]*$))?\s?[(,]?\s?"
        rf"(?:(?P<strong>{said['out_of']})(?:\s{range_to}(?!\s?[.,]))?|(?<=[\s(])(?P<weak>{said['of']})(?=\s)|(?P<slash>[/⁄∕])|(?P<bar>[|]))\s?"
        rf"(?:(?P<best>{best})|(?P<named>{named}))(?P<top_unit>\s?(?:{said['full']})|\s?(?P<stars>{stars})|\s?(?:{said['points']}){_END})?{uncounted})"
        rf"|(?P<a_percent>{_BEFORE}(?P<percent>{_NUMBER})\s?(?:%|(?:{said['percent']}){_END}))"
        rf"|(?P<a_count>{_BEFORE}(?P<count>1/2(?=[\s-]?{stars})|{number})(?P<counted_half>{half})?[\s-]?"
        rf"(?:(?P<counted_stars>{stars})|(?:{said['points']}){_END}|(?=[(]\s?\d{{1,3}}\s?(?:{said['full']})[)]))(?P<counted_unit_half>{half})?(?P<behind_half>{behind_half})?"
        rf"(?:\s?[(]\s?(?P<count_best>\d{{1,3}})\s?(?:{said['full']})[)])?{uncounted}))"
    )
