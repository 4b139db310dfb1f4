"""What pages tell below a text of who wrote it: "About the author", "View all posts by X", "X is a freelance critic"."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from extractors.context import Context
from extractors.parse.names import is_full_name
from extractors.parse.pattern import pattern
from extractors.parse.text import flatten, fold, is_unspaced
from extractors.segment import Line, ReviewUnit
from extractors.vocabulary import Vocabulary, alternatives
from extractors.vocabulary.phrases import Phrases, phrases

_BELOW: Final = 14
"""Lines at the end of a page among which its writer is told of."""
_LONGEST_LINE: Final = 160
_LONGEST_BIO: Final = 900
_LONGEST_NAME: Final = 40
_OPENING: Final = 130
"""Characters of a bio in which the job stands."""
_MOST_WORDS: Final = 4
_NAME: Final = pattern(r"[^\W\d_][\w.'’-]*(?: [\w.'’-]+){1,3}")
_END: Final = pattern(r"[,.:;!|→»(@•–—\d\n]|$")
_COPYRIGHT_YEAR: Final = pattern(r"^[\s,–—-]*(?:(?:19|20)\d\d[\s,–—-]*){1,2}")
_SIGNS: Final = " \t.,:;|→»*_-–—()"


def bios(unit: ReviewUnit, context: Context) -> Iterator[tuple[str, Line, bool]]:
    """Names, the line that has each, and whether the line can mean nobody but the writer."""
    words, lines = context.vocabulary, unit.lines
    first = max(1, len(lines) - _BELOW)
    for place in range(first, len(lines)):
        line = lines[place]
        text = line.text
        if not text[:1].isupper() and text[:1] not in "©–—-~*(" and not is_unspaced(text[:1]):
            continue
        below = lines[place + 1 : place + 2]
        found = _foot(words).at(flatten(text), 0) if len(text) <= _LONGEST_BIO else None
        if found is not None:
            yield from _announced(text[found.end :], found.words, line, below, context)
        elif place > 1 and len(text) <= _LONGEST_BIO and (name := _told_of(text, words)):
            yield name, line, False
        elif len(text) <= _LONGEST_NAME and below and is_full_name(text) and _tells_of_writing(below[0].text, words):
            yield text, line, False


def _announced(
    rest: str, said: str, line: Line, below: tuple[Line, ...], context: Context
) -> Iterator[tuple[str, Line, bool]]:
    """The name behind words that announce it, in their line or at the start of the next."""
    words = context.vocabulary
    is_sure = said in _sure(words)
    if rest[:1].isalpha() and not is_unspaced(rest[0]):
        return
    rest = _COPYRIGHT_YEAR.sub("", rest.lstrip(_SIGNS))
    if not rest.strip(_SIGNS):
        if below and len(below[0].text) <= _LONGEST_BIO and said in _headings(words):
            name = _name_at(below[0].text, words)
            if name:
                yield name, below[0], is_sure
        return
    name = _name_at(rest, words)
    if name:
        yield name, line, is_sure


def _name_at(text: str, words: Vocabulary) -> str:
    """The full name that a text begins with: up to a sign, or up to what tells of the person."""
    text = text.strip(_SIGNS)
    verb = _verbs(words).search(flatten(text[:_OPENING]))
    end = _END.search(text)
    stops = [len(text), *(found.start() for found in (verb, end) if found is not None)]
    whole = text[: min(stops)].strip(_SIGNS)
    if text[: len(whole) + 1].endswith(".") and (is_full_name(text[: _longer(text)])):
        whole = text[: _longer(text)].strip(" ,")
    return whole if len(whole) <= _LONGEST_NAME and is_full_name(whole) else ""


def _longer(text: str) -> int:
    """Where a name with initials ends: at the first sign that is no dot."""
    found = re.search(r"[,:;!|→»(@•–—\d\n]|\.(?=\s[a-z])|$", text)
    return found.start() if found is not None else len(text)


def _told_of(text: str, words: Vocabulary) -> str:
    """The full name that a line begins with, where the line tells that the person writes about films."""
    named = _NAME.match(text)
    if named is None:
        return ""
    verb = _verbs(words).search(flatten(text[:_OPENING]))
    if verb is None or not is_full_name(text[: verb.start()]):
        return ""
    rest = flatten(text[verb.end() : verb.end() + _OPENING])
    is_own = verb["own"] is not None or _bio_jobs(words).first(rest) is not None
    return text[: verb.start()] if is_own else ""


def _tells_of_writing(text: str, words: Vocabulary) -> bool:
    """Whether a line tells of somebody who writes about films, without the name."""
    if len(text) > _LONGEST_BIO or not text.endswith((".", "!", "…")):
        return False
    return _bio_jobs(words).first(flatten(text[:_OPENING])) is not None


@lru_cache(maxsize=64)
def _foot(words: Vocabulary) -> Phrases:
    return phrases((*_sure(words), *words.byline_words("about"), *_headings(words)))


@lru_cache(maxsize=64)
def _sure(words: Vocabulary) -> frozenset[str]:
    return frozenset(words.byline_words("posts"))


@lru_cache(maxsize=64)
def _headings(words: Vocabulary) -> frozenset[str]:
    return frozenset(words.byline_words("headings"))


@lru_cache(maxsize=64)
def _bio_jobs(words: Vocabulary) -> Phrases:
    return phrases(words.byline_words("writing"))


@lru_cache(maxsize=64)
def _verbs(words: Vocabulary) -> re.Pattern[str]:
    """What tells of a person: some of it by itself of one who writes ("reviews films"), some with a job behind it."""
    own, verbs = words.byline_words("writes"), words.byline_words("bios")
    return re.compile(rf",?\s(?:(?P<own>{alternatives(own)})|(?:{alternatives(verbs)}))(?!\w)")
