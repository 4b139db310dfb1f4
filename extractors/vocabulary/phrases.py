"""Finding many fixed phrases in a text at once, as whole words, the longest first.

A pattern of a thousand alternatives takes `re` 25 ms to compile; this index takes one. Many sets of phrases are looked
for in the same line of a page: its words are told apart once.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, cached_property, lru_cache
from itertools import takewhile
from typing import Final, NamedTuple

from extractors.parse.pattern import pattern
from extractors.parse.text import FIRST_UNSPACED, is_unspaced

_WORD: Final = pattern(r"\w+")
_SIGN: Final = pattern(r"[^\w ]")
_SPACED: Final = str.maketrans({sign: " " for sign in map(chr, range(128)) if not (sign.isalnum() or sign == "_")})
"""The same for text in ASCII."""
_UNSPACED: Final = pattern(f"[^\0-{chr(ord(FIRST_UNSPACED) - 1)}]")  # what is not below it: `re` is quicker at that
_LONGEST_KEPT: Final = 4_000
_MANY: Final = 6
_AHEAD: Final = 4
"""Letters behind a start that many phrases share, by which they are told apart."""


class Found(NamedTuple):
    """A phrase in a text, with its offsets."""

    words: str
    start: int
    end: int


class _Words(NamedTuple):
    """What a flattened text is made of."""

    spaced: str
    """The text with a space in the place of every sign, and one more on either side."""
    words: frozenset[str]
    letters: frozenset[str]
    """Of scripts without spaces between words."""

    def places(self, wanted: Iterable[str]) -> list[tuple[int, str]]:
        """Where these words stand in the text, word by word."""
        found = []
        for word in wanted:
            whole = f" {word} "
            place = self.spaced.find(whole)
            while place >= 0:
                found.append((place, word))
                place = self.spaced.find(whole, place + len(word) + 1)
        return found


def _read_words(flat: str) -> _Words:
    spaced = flat.translate(_SPACED) if flat.isascii() else _SIGN.sub(" ", flat)
    letters = frozenset(() if flat.isascii() else _UNSPACED.findall(flat))
    return _Words(f" {spaced} ", frozenset(spaced.split()), letters)


_kept_words: Final = lru_cache(maxsize=1024)(_read_words)


class Phrases:
    """A set of phrases in flattened spelling, to be found in flattened text.

    Scripts that have no spaces (Han, kana, Thai) or glue endings to words (Hangul) have no word boundaries to ask for.
    """

    def __init__(self, words: Iterable[str]) -> None:
        phrases = sorted({phrase for phrase in words if phrase}, key=len, reverse=True)
        self._phrases: Final = frozenset(phrases)
        self._free: Final = frozenset(phrase[0] for phrase in phrases if _is_free(phrase[0]))
        by_start: dict[str, list[str]] = {}
        for phrase in phrases:
            if start := self._start_at(phrase, 0):
                by_start.setdefault(start, []).append(phrase)
        self._by_start: Final = {start: tuple(longest_first) for start, longest_first in by_start.items()}
        self._by_more: Final = {
            start: _by_more(start, known) for start, known in self._by_start.items() if len(known) > _MANY
        }
        """The phrases of a start that has many, by more of their letters."""
        self._starts: Final = frozenset(self._by_start)
        self._free_letters: Final = frozenset(character for character in self._free if _is_word(character))
        self._free_signs: Final = self._free - self._free_letters

    def __iter__(self) -> Iterator[str]:
        return iter(self._phrases)

    def __contains__(self, words: str) -> bool:
        return words in self._phrases

    def find(self, flat: str) -> Iterator[Found]:
        """All phrases in the text, leftmost and longest, none inside another."""
        text = _kept_words(flat) if len(flat) <= _LONGEST_KEPT else _read_words(flat)
        if text.letters and not self._free_letters.isdisjoint(text.letters):
            return self._longest_of(flat, self._among_letters(flat))
        signs = [sign for sign in self._free_signs if sign in flat] if self._free_signs else []
        if not signs and self._starts.isdisjoint(text.words):
            return iter(())
        starts = text.places(self._starts & text.words)
        for sign in signs:
            starts += _every(flat, sign)
        if len(starts) > 1:
            starts.sort()
        return self._longest_of(flat, starts)

    def _among_letters(self, flat: str) -> Iterator[tuple[int, str]]:
        """Where phrases may begin in a text with letters of unspaced scripts."""
        for start in self._free_starts.finditer(flat):
            place, word = start.start(), start[0]
            if word in self._by_start and (_is_free(word[0]) or not _is_word(flat[place - 1 : place])):
                yield place, word

    def _longest_of(self, flat: str, starts: Iterable[tuple[int, str]]) -> Iterator[Found]:
        end = 0
        for place, start in starts:
            if place >= end and flat.startswith(self._by_start[start], place):
                found = self._longest(flat, place, start)
                if found is not None:
                    end = found.end
                    yield found

    def _longest(self, flat: str, place: int, start: str) -> Found | None:
        known = self._by_start.get(start, ())
        if len(known) > _MANY:
            more = self._by_more[start]
            known = more.get(flat[place : place + len(start) + _AHEAD]) or more[""]
        for phrase in known:
            if flat.startswith(phrase, place):
                end = place + len(phrase)
                if end == len(flat) or _ends_word(phrase[-1], flat[end]):
                    return Found(phrase, place, end)
        return None

    def first(self, flat: str) -> Found | None:
        """The first phrase in the text."""
        return next(self.find(flat), None)

    def at(self, flat: str, position: int) -> Found | None:
        """The longest phrase that starts at a position."""
        start = self._start_at(flat, position)
        if not start or (not _is_free(flat[position]) and _is_word(flat[position - 1 : position])):
            return None
        return self._longest(flat, position, start)

    def _start_at(self, flat: str, position: int) -> str:
        """What a phrase there is found by: a letter that phrases of unspaced scripts begin with, else a whole word."""
        if flat[position : position + 1] in self._free:
            return flat[position]
        word = _WORD.match(flat, position)
        if word is None:
            return ""
        return word[0] if self._free.isdisjoint(word[0]) else "".join(takewhile(self._is_bound, word[0]))

    def _is_bound(self, character: str) -> bool:
        return character not in self._free

    @cached_property
    def _free_starts(self) -> re.Pattern[str]:
        """All starts of a text with free letters; a wide class takes `re` a while, and most texts have none."""
        free = re.escape("".join(sorted(self._free)))
        return re.compile(rf"[{free}]|[^\W{free}]+")


def _by_more(start: str, known: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The phrases by their start and a few letters behind it, the longest first; under "" those that have no more."""
    size = len(start) + _AHEAD
    short = tuple(phrase for phrase in known if len(phrase) < size)
    heads = {phrase[:size] for phrase in known if len(phrase) >= size}
    found = {
        head: (
            *(phrase for phrase in known if phrase.startswith(head)),
            *(phrase for phrase in short if head.startswith(phrase)),
        )
        for head in heads
    }
    return {**found, "": short}


def phrases(words: Iterable[str]) -> Phrases:
    """The phrases of a vocabulary: the same object for the same words, which many languages have."""
    return _kept_phrases(frozenset(words))


_kept_phrases: Final = cache(Phrases)


def _every(flat: str, sign: str) -> Iterator[tuple[int, str]]:
    """Every place of a character."""
    place = flat.find(sign)
    while place >= 0:
        yield place, sign
        place = flat.find(sign, place + 1)


@lru_cache(maxsize=4096)
def _is_free(first: str) -> bool:
    """Whether a phrase that begins so may begin anywhere, not only where a word does."""
    return is_unspaced(first) or not first.isalnum()


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _ends_word(last: str, following: str) -> bool:
    if following == " " or not last.isalnum() or is_unspaced(last):
        return True
    return not (following.isalnum() or following == "_" or unicodedata.category(following)[0] == "M")
