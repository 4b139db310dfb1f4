"""Users of a blog's or a forum's software: the name in front of a post's date, which no word calls its author."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from extractors.context import Context
from extractors.parse.date import find_dates
from extractors.parse.pattern import pattern
from extractors.parse.text import flatten, fold, is_unspaced
from extractors.segment import Line, ReviewUnit

_FIRST: Final = 6
"""Lines at the top of a text among which software prints who posted it; further down its commenters stand."""
_LONGEST_LINE: Final = 60
_LONGEST_USER: Final = 12
_GAPS: Final = pattern(r"\s*[·•|:：]+\s*|\s+(?:[-–—]\s+)?")
_BETWEEN: Final = " \t·•|/-–—"
_CLOCK: Final = pattern(r"(?<!\d)\d{1,2}:\d\d(?::\d\d)?(?!\d)")
_USER: Final = pattern(r"[^\W\d_][\w.~-]*(?: [\w.~-]+)?")
_SIGNED: Final = pattern(r"[^\W\d_][\w.-]{2,18}[\d_][\w.-]{0,10}")
"""A user's name that no word can be, for its digits or underscores: "film_fan87"."""


def users(unit: ReviewUnit, context: Context) -> Iterator[tuple[str, Line]]:
    """Who stands in front of a date at the top: in its line ("소라 2021. 3. 4. 13:20"), or alone above its hour.

    Sections stand there as well. No word of theirs is in a name, and one in Latin or Cyrillic letters, of which any
    word is made, has a sign that no word has.
    """
    top = tuple(dict.fromkeys((*unit.byline, *unit.lines[:_FIRST])))
    for line in top:
        if len(line.text) <= _LONGEST_LINE and (name := _before_date(line.text, context)):
            yield name, line
    for above, line in pairwise(top):
        if _may_be_user(above.text, context) and _is_hour(line.text, context):
            yield above.text, above


def _before_date(text: str, context: Context) -> str | None:
    dates = find_dates(text, language=context.language) if any(map(str.isdecimal, text)) else ()
    if len(dates) != 1:
        return None
    parts = [part for part in _GAPS.split(dates[0].before) if part]
    if parts and context.vocabulary.label(parts[-1]) in ("published", "modified"):
        parts.pop()
    name = " ".join(parts)
    return name if _may_be_user(name, context) else None


def _is_hour(text: str, context: Context) -> bool:
    """Whether a line is a day with its hour and nothing else."""
    if len(text) > _LONGEST_LINE or _CLOCK.search(text) is None:
        return False
    dates = find_dates(text, language=context.language)
    rest = f"{dates[0].before}{_CLOCK.sub('', dates[0].after)}" if len(dates) == 1 else text
    return not rest.strip(_BETWEEN)


def _may_be_user(text: str, context: Context) -> bool:
    """Whether a text can be a user's name: no label, section, place or noun for a review or a work, nor the title."""
    if not 2 <= len(text) <= 2 * _LONGEST_USER or _USER.fullmatch(text) is None:
        return False
    if not (is_unspaced(text[0]) and len(text) <= _LONGEST_USER) and _SIGNED.fullmatch(text) is None:
        return False
    text = text.rstrip("0123456789_")  # "Series3"
    words, folded = context.vocabulary, fold(text)
    return not (
        any(words.label(part) or flatten(part) in words.bylines for part in (text, *text.split()))
        or words.headline_words(text)
        or words.kind_words(text)
        or words.topics(text).total()
        or words.is_section(folded)
        or words.names_archive(text)
        or any(folded in known for known in (words.furniture, words.nobody, words.places, words.countries, words.media))
        or folded in words.platform_names
        or folded in fold(context.work_title or "")
    )
