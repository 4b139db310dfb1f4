"""Year and second title where lines of facts print them without a label of their own: "USA 2017", "Interstellar"."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from extractors.context import Context
from extractors.locate.lines import labelled
from extractors.parse.names import is_full_name
from extractors.parse.text import YEAR, flatten, fold, split_label
from extractors.parse.title import is_other_script, is_title_case, read_title
from extractors.segment import Line, ReviewUnit
from extractors.vocabulary import Vocabulary
from schemas.evidence import Candidate, Method

_MOST_LINES: Final = 30
_TOP_LINES: Final = 12
_LONGEST_LINE: Final = 200
_LONGEST_TITLE: Final = 60
_FEWEST_LETTERS: Final = 3
_COUNTRY_WORDS: Final = 3
_CODE_LENGTH: Final = 2
_SETTING_OFF: Final = frozenset("([（–—-|/·:：")
_YEAR: Final = re.compile(rf"(?<![\d/.-]){YEAR}(?![\d-])")
_NAMED: Final = re.compile(rf"(?P<label>[^\d:：]{{2,24}}?)\s?[–-]?\s?(?P<year>{YEAR})\s?[年년]?(?:/\d{{2,4}})?\.?")
_WITH_LENGTH: Final = re.compile(rf"(?P<year>{YEAR})\s?[/|·,–]\s?\d{{2,3}}\s?(?:[^\W\d_]{{1,8}}|['’′])(?!\w).{{0,60}}")
_TITLES: Final = re.compile(r"\s?[,;/|、·]\s?")


def years(unit: ReviewUnit, context: Context) -> Iterator[Candidate[int]]:
    """The year of production: behind a country or the director, in front of the length, behind its word alone."""
    for line in unit.lines[:_MOST_LINES]:
        year = _year_of(line, context) if len(line.text) <= _LONGEST_LINE else None
        if year is not None:
            yield Candidate("work.year", int(year), line.text, Method.TEXT, unit.document.path(line.node), 0.9)


def _year_of(line: Line, context: Context) -> str | None:
    text, vocabulary = line.text, context.vocabulary
    printed = list(_YEAR.finditer(text))
    if len(printed) != 1:
        return None
    year = printed[0]
    label = split_label(text)[0] if line.label is None else line.label
    named, with_length = _NAMED.fullmatch(text), _WITH_LENGTH.fullmatch(text)
    stated = (
        vocabulary.label(label) == "director"
        or (named is not None and vocabulary.label(named["label"]) == "year")
        or with_length is not None
        or _ends_with_country(text[: year.start()], context.work_title, vocabulary)
    )
    return year[0] if stated else None


def _ends_with_country(text: str, title: str | None, vocabulary: Vocabulary) -> bool:
    """Whether a country's name and nothing that leads to it stands in front of the year: "(Italia/Francia, 2013"."""
    text = text.rstrip(" ,(–-")
    for start in [word.start() for word in re.finditer(r"[\w.]+", text)][-_COUNTRY_WORDS:]:
        name, before = text[start:], text[:start].rstrip()
        is_code = len(name.strip(".")) <= _CODE_LENGTH and name.isascii()
        if flatten(name).strip(".") in vocabulary.countries and (not is_code or name.isupper() or name.endswith(".")):
            return not before or before[-1] in _SETTING_OFF or fold(before) == fold(title or "")
    return False


def native_titles(unit: ReviewUnit, context: Context) -> Iterator[Candidate[str]]:
    """A second title in another script: in a line below the title's own, or among the other titles behind a label."""
    title = context.work_title
    if title is None:
        return
    for line, label, value in labelled(unit):
        if context.vocabulary.label(label) == "other_title":
            others = [part for part in _TITLES.split(value) if is_other_script(part, title)]
            if others and len(others[0]) <= _LONGEST_TITLE:
                where = unit.document.path(line.node)
                yield Candidate("work.native_title", others[0], value, Method.LABEL, where, 0.9)
    top = unit.lines[:_TOP_LINES]
    for line, below in pairwise(top):
        if title not in line.text or len(line.text) > _LONGEST_TITLE:
            continue
        own = read_title(line.text, context.vocabulary).title
        if own and fold(own) == fold(title) and _is_second_title(below.text, title, context.vocabulary):
            where = unit.document.path(below.node)
            yield Candidate("work.native_title", below.text, below.text, Method.TEXT, where, 0.8)


def _is_second_title(text: str, title: str, vocabulary: Vocabulary) -> bool:
    letters = sum(map(str.isalpha, text))
    return (
        letters >= _FEWEST_LETTERS
        and len(text) <= _LONGEST_TITLE
        and split_label(text)[1] is None
        and is_other_script(text, title)
        and is_title_case(text, vocabulary)
        and fold(text) not in (*vocabulary.platform_names, *vocabulary.furniture)
        and vocabulary.label(text) is None
        and not is_full_name(text)
    )
