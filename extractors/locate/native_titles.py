"""A second title in another script where a line of its own or a label for other titles prints it."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from extractors.context import Context
from extractors.parse.names import is_full_name
from extractors.parse.pattern import pattern
from extractors.parse.text import fold, split_label
from extractors.parse.title import is_other_script, is_title_case, read_title
from extractors.segment import ReviewUnit
from extractors.vocabulary import Vocabulary
from schemas.evidence import Candidate, Method

_TOP_LINES: Final = 12
_LONGEST_TITLE: Final = 60
_FEWEST_LETTERS: Final = 3
_CERTIFICATE: Final = pattern(r"\s+[(\[]?\d{1,2}\+[)\]]?$")
"""An age behind a title: "Low Water 12+"."""
_TITLES: Final = pattern(r"\s?[,;/|、·]\s?")


def native_titles(unit: ReviewUnit, context: Context) -> Iterator[Candidate[str]]:
    """A second title in another script: in a line below the title's own, or among the other titles behind a label."""
    title = context.work_title
    if title is None:
        return
    for line, label, value in unit.labelled:
        if context.vocabulary.label(label) == "other_title":
            others = [part for part in _TITLES.split(value) if is_other_script(part, title)]
            if others and len(others[0]) <= _LONGEST_TITLE:
                where = unit.document.path(line.node)
                yield Candidate("work.native_title", others[0], value, Method.LABEL, where, 0.9)
    top = unit.lines[:_TOP_LINES]
    for line, below in pairwise(top):
        own = read_title(line.text, context.vocabulary).title if len(line.text) <= _LONGEST_TITLE else None
        if own and fold(own) == fold(title):
            second = _CERTIFICATE.sub("", below.text)
            if _is_second_title(second, title, context.vocabulary):
                where = unit.document.path(below.node)
                yield Candidate("work.native_title", second, below.text, Method.TEXT, where, 0.8)


def _is_second_title(text: str, title: str, vocabulary: Vocabulary) -> bool:
    letters = sum(map(str.isalpha, text))
    return (
        letters >= _FEWEST_LETTERS
        and len(text) <= _LONGEST_TITLE
        and split_label(text)[1] is None
        and not text[0].islower()
        and is_other_script(text, title)
        and is_title_case(text, vocabulary)
        and fold(text) not in vocabulary.platform_names
        and fold(text) not in vocabulary.furniture
        and vocabulary.label(text) is None
        and not is_full_name(text)
    )
