"""The year in which the work came out, as lines of facts and sentences give it: "Italy, 2013, 142 min", "a 2018 drama".

What headlines, labels and brackets behind the title say of it stands in `work`.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from extractors.context import Context
from extractors.locate.sentences import title_spans
from extractors.parse.pattern import pattern
from extractors.parse.text import YEAR, flatten, fold, is_unspaced
from extractors.segment import ReviewUnit
from extractors.vocabulary import Vocabulary, alternatives
from schemas.evidence import Candidate, Method

_YEAR: Final = pattern(rf"(?<![\d./-])(?<!\d,)({YEAR})(?![\d/-])")
_PIECES: Final = pattern(r"\s*(?:[,;/|·•()（）\[\]:：★☆]|(?<!\w)[-–—]+(?!\w)|\.(?=\s|$))\s*")
_RUNTIME: Final = pattern(r"(?:\w{2,5}\.?\s)?\d{2,3}\s?([^\W\d]{1,12}|['’′´])[.']?")
_LONGEST_FACTS: Final = 240
_LONGEST_LABEL: Final = 30
_MOST_LINES: Final = 60
_PROSE: Final = 0.3
"""Share of a language's most frequent words that sentences have and lines of names and facts have not."""
_CALLED: Final = pattern(rf"\b({YEAR})\s((?:[\w’'-]+\s){{0,7}}[\w’'-]+)")
_LONGEST_CALL: Final = 160
_SOON: Final = 14
"""Characters between the title and the year of "X is a 2018 series"; farther off the year is another work's."""


def locate_year(unit: ReviewUnit, context: Context) -> Iterator[Candidate[int]]:
    """Candidates for the year of the work in the lines of a review."""
    lines = (*unit.byline, *unit.lines[:_MOST_LINES])
    texts = [line.text for line in lines]
    for line, before, after in zip(lines, ["", *texts], [*texts[1:], ""], strict=False):
        if "1" not in line.text and "2" not in line.text:
            continue
        year = _of_line(line.text, before, after, context)
        if year is not None:
            yield Candidate("work.year", year, line.text, Method.PROSE, unit.document.path(line.node), 0.9)
        elif (called := _called(line.text, context)) is not None:
            yield Candidate("work.year", int(called[1]), called[0], Method.PROSE, unit.document.path(line.node), 0.8)


def _of_line(text: str, before: str, after: str, context: Context) -> int | None:
    """The year of a line of facts, if it has one: beside a country or a running time, or behind the word for it."""
    has_label = ":" in text or "：" in text
    labelled = set(_label_pattern(context.vocabulary).findall(flatten(text))) if has_label else set()
    if len(labelled) == 1:
        return int(labelled.pop())
    if len(text) > _LONGEST_FACTS or len(years := set(_YEAR.findall(text))) != 1:
        return None
    year = years.pop()
    if _is_labelled(text, year, context):
        return int(year)
    if _is_sentence(text, context):
        return None
    pieces = [piece for piece in _PIECES.split(_without_title(text, context.work_title)) if piece]
    if text == year and context.work_title and fold(before) == fold(context.work_title):
        return int(year)
    if len(pieces) == 1:
        pieces = [before, *pieces, after]
    return int(year) if _is_fact(pieces, context) else None


@lru_cache(maxsize=64)
def _label_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    """A label of the year among others in a line: "Dirección: Ana Ruiz. Año: 2016. Duración: 92 m."."""
    return re.compile(rf"(?<!\w)(?:{alternatives(vocabulary.label_words('year'))})\s?[:：]\s?({YEAR})(?!\d)")


def _is_sentence(text: str, context: Context) -> bool:
    """Whether a line is prose, where a country and a year may be another work's: "It recalls X (USA 1999)."."""
    words = flatten(text).split()
    return sum(word in context.vocabulary.frequent for word in words) > _PROSE * len(words)


def _is_labelled(text: str, year: str, context: Context) -> bool:
    """Whether nothing but a word for the year stands in front: "Year 2015", "製作年 2016年"."""
    label, _, rest = text.partition(year)
    return len(rest) <= 2 and len(label) <= _LONGEST_LABEL and context.vocabulary.label(label) == "year"


def _without_title(text: str, title: str | None) -> str:
    """A text with a comma in the place of each mention of the title."""
    for start, end in reversed(title_spans(text, title)):
        text = f"{text[:start]},{text[end:]}"
    return text


def _is_fact(pieces: Sequence[str], context: Context) -> bool:
    """Whether the piece with the year names a country, too, or is the year alone and stands beside such a fact."""
    countries = context.vocabulary.countries
    for place, piece in enumerate(pieces):
        if (found := _YEAR.search(piece)) is None:
            continue
        around = f"{piece[: found.start()]} {_without_unit(piece[found.end() :], context)}".strip(" .")
        beside = [around] if around else pieces[max(place - 1, 0) : place + 2]
        if any(fold(fact) in countries or (not around and _is_runtime(fact, context)) for fact in beside):
            return True
    return False


def _without_unit(text: str, context: Context) -> str:
    """What stands behind a year without the word that dates write there: "2016年", "2016 г."."""
    text = text.lstrip()
    flat, units = flatten(text), _units(context.vocabulary)
    for word in units if flat.startswith(units) else ():
        behind = flat[len(word) : len(word) + 1]
        if flat.startswith(word) and (not behind.isalpha() or is_unspaced(word[-1])):
            return text[len(word) :]
    return text


@lru_cache(maxsize=64)
def _units(words: Vocabulary) -> tuple[str, ...]:
    """Words for a year, as dates and "two years ago" have them."""
    return (*words.clock("year"), *(word for word, unit in words.relative_units.items() if unit == "year"))


def _is_runtime(text: str, context: Context) -> bool:
    found = _RUNTIME.fullmatch(text)
    return found is not None and (not found[1].isalpha() or fold(found[1]) in context.vocabulary.minutes)


def _called(text: str, context: Context) -> re.Match[str] | None:
    """Where a sentence calls the work one of a year: "X is a 2018 South Korean series"."""
    title = context.work_title
    behind = text.find(title) + len(title) if title and title in text else -1
    if title is None or behind < 0:
        return None
    for found in _CALLED.finditer(text, behind, behind + _LONGEST_CALL):
        if found.start() - behind <= _SOON and context.vocabulary.kind_words(found[2]):
            return found
    return None
