"""What pages tell below a text of who wrote it: "About the author", "View all posts by X", "X is a film critic"."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

from extractors.context import Context
from extractors.parse.names import is_full_name, is_name
from extractors.parse.pattern import pattern
from extractors.parse.text import flatten, is_unspaced, split_label
from extractors.segment import Line, ReviewUnit
from extractors.vocabulary import MAKER_LABELS, Vocabulary, alternatives
from extractors.vocabulary.phrases import Found, Phrases, phrases

_BELOW: Final = 14
"""Lines at the end of a page among which its writer is told of."""
_LONGEST_BIO: Final = 900
_LONGEST_NAME: Final = 40
_OPENING: Final = 130
"""Characters of a bio in which the job stands."""
_MOST_WORDS: Final = 4
_LONGEST_UNSPACED: Final = 8
_IN_BLOCK: Final = 2
_FIRST: Final = "©–—-~*("
_CREDITS: Final = MAKER_LABELS
_ABBREVIATED: Final = pattern(r"(?:^|[\s.-])(?:[JS]r|[^\W\d_a-z])\.$")
"""The dot of "Jr." and of an initial."""
_USER: Final = pattern(r"\w[\w'’.-]*(?: [\w'’.-]+){0,2}")
_COPYRIGHT_YEAR: Final = pattern(r"^[\s,–—-]*(?:(?:19|20)\d\d[\s,–—-]*){1,2}")
_SIGNS: Final = " \t.,:;|→»*_-–—()"


def bios(unit: ReviewUnit, context: Context) -> Iterator[tuple[str, Line, bool]]:
    """Names, the line that has each, and whether the line can mean nobody but the writer."""
    words, lines = context.vocabulary, unit.lines
    first = max(1, len(lines) - _BELOW)
    for place in range(first, len(lines)):
        line = lines[place]
        text = line.text
        if len(text) > _LONGEST_BIO or not (text[:1].isupper() or text[:1] in _FIRST or is_unspaced(text[:1])):
            continue
        below = lines[place + 1 : place + 2]
        flat = flatten(text)
        found = _foot(words).at(flat, 0)
        if found is not None:
            near = (*lines[max(0, place - _IN_BLOCK) : place], *lines[place + 1 : place + _IN_BLOCK + 1])
            yield from _announced(line, found, below, near, words)
        elif name := _told_of(text, words):
            yield name, line, False
        elif len(text) <= _LONGEST_NAME and below and is_full_name(text) and _tells_of_writing(below[0].text, words):
            yield text, line, False


def _announced(
    line: Line, found: Found, below: tuple[Line, ...], near: tuple[Line, ...], words: Vocabulary
) -> Iterator[tuple[str, Line, bool]]:
    """The name behind words that announce it, in their line or at the start of the next."""
    said, rest = found.words, line.text[found.end :]
    if rest[:1].isalpha() and not is_unspaced(rest[0]):
        return
    is_sure = said in words.byline_words("posts")
    rest = _COPYRIGHT_YEAR.sub("", rest.lstrip(_SIGNS)).lstrip(_SIGNS)
    if rest and (is_sure or said in words.byline_words("about")):
        user = rest.rstrip(_SIGNS)
        name = name_first(rest) or (user if is_sure and _may_be_user(user) else "")
        if name:
            yield name, line, is_sure
    elif not rest and below and said in words.byline_words("headings"):
        is_of_work = words.label(said) not in (None, "reviewer") and any(map(_is_credit(words), near))
        name = name_first(below[0].text) or _unspaced_name(below[0].text)
        if name and not is_of_work and len(below[0].text) <= _LONGEST_BIO:
            yield name, below[0], is_sure


def _is_credit(words: Vocabulary) -> Callable[[Line], bool]:
    def is_credit(line: Line) -> bool:
        label = line.label or split_label(line.text)[0]
        flat = flatten(line.text)
        return words.label(label) in _CREDITS or any(
            flat.startswith(opening) and words.label(opening) == "director" for opening in words.before_makers
        )

    return is_credit


def name_first(text: str) -> str:
    """The full name that a text begins with, "" where it begins with none.

    >>> name_first("J. R. Lee is a critic."), name_first("Ann Lee, Leeds"), name_first("The boat is old.")
    ('J. R. Lee', 'Ann Lee', '')
    """
    parts = text.split(maxsplit=_MOST_WORDS)[:_MOST_WORDS]
    for count in range(len(parts), 1, -1):
        if all(_goes_on(part) for part in parts[: count - 1]):
            name = " ".join(parts[:count])
            bare = name.rstrip(_SIGNS)
            whole = f"{bare}." if name.startswith(f"{bare}.") and _ABBREVIATED.search(f"{bare}.") else bare
            if len(whole) <= _LONGEST_NAME and is_full_name(whole):
                return whole
    return ""


def _unspaced_name(text: str) -> str:
    """A line that is a name in a script without spaces between words, of which no list knows the given names."""
    return text if text and is_unspaced(text[0]) and len(text) <= _LONGEST_UNSPACED and is_name(text) else ""


def _goes_on(part: str) -> bool:
    """Whether a name may go on behind a part of it, which no sign closes."""
    return part[-1].isalnum() or _ABBREVIATED.search(part) is not None


def _may_be_user(text: str) -> bool:
    return _USER.fullmatch(text) is not None and (is_name(text) or " " not in text)


def _told_of(text: str, words: Vocabulary) -> str:
    """The full name that a line begins with, where the line tells that the person writes about films."""
    second = text[:_OPENING].split(maxsplit=2)[1:2] if text[:1].isupper() else ()
    if not second or (second[0].islower() and second[0].isalpha() and second[0] not in _small_parts(words)):
        return ""  # no name goes on so
    verb = _verbs(words).search(flatten(text[:_OPENING]))
    if verb is None or verb.start() > _LONGEST_NAME:
        return ""
    name = text[: verb.start()].rstrip(" ,")
    is_own = verb["own"] is not None
    if not is_full_name(name):
        return ""
    behind = flatten(text[verb.start() : verb.end() + _OPENING])
    return name if is_own or _writing(words).first(behind) is not None else ""


def _tells_of_writing(text: str, words: Vocabulary) -> bool:
    """Whether a line tells of somebody who writes about films, without the name."""
    if len(text) > _LONGEST_BIO or not text.endswith((".", "!", "…")):
        return False
    return _writing(words).first(flatten(text[:_OPENING])) is not None


@lru_cache(maxsize=64)
def _small_parts(words: Vocabulary) -> frozenset[str]:
    """What names have in small letters."""
    return frozenset((*words.particles, *words.name_suffixes))


@lru_cache(maxsize=64)
def _foot(words: Vocabulary) -> Phrases:
    return phrases(flatten(word) for key in ("posts", "about", "headings") for word in words.byline_words(key))


@lru_cache(maxsize=64)
def _writing(words: Vocabulary) -> Phrases:
    return phrases(words.byline_words("writing"))


@lru_cache(maxsize=64)
def _verbs(words: Vocabulary) -> re.Pattern[str]:
    """What tells of a person: some of it by itself of one who writes ("reviews films"), some with a job behind it."""
    own, verbs = words.byline_words("writes"), words.byline_words("bios")
    return re.compile(rf",?\s(?:(?P<own>{alternatives(own)})|(?:{alternatives(verbs)}))(?!\w)")
