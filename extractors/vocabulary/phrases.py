"""Finding many fixed phrases in a text at once, as whole words, the longest first.

A pattern of a thousand alternatives takes `re` 25 ms to compile; this index takes one.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import takewhile
from typing import Final, NamedTuple

from extractors.parse.pattern import pattern
from extractors.parse.text import is_unspaced

_WORD: Final = pattern(r"\w+")


class Found(NamedTuple):
    """A phrase in a text, with its offsets."""

    words: str
    start: int
    end: int


class Phrases:
    """A set of phrases in flattened spelling, to be found in flattened text.

    Scripts that have no spaces (Han, kana, Thai) or glue endings to words (Hangul) have no word boundaries to ask for.
    """

    def __init__(self, words: Iterable[str]) -> None:
        phrases = sorted({phrase for phrase in words if phrase}, key=len, reverse=True)
        self._free: Final = frozenset(phrase[0] for phrase in phrases if _is_free(phrase[0]))
        self._by_start: Final[dict[str, list[str]]] = {}
        for phrase in phrases:
            if start := self._start_at(phrase, 0):
                self._by_start.setdefault(start, []).append(phrase)

    def find(self, flat: str) -> Iterator[Found]:
        """All phrases in the text, leftmost and longest, none inside another."""
        starts = _WORD if self._free.isdisjoint(flat) else self._starts
        if self._by_start.keys().isdisjoint(starts.findall(flat)):
            return
        end = 0
        for start in starts.finditer(flat):
            if start.start() >= end and start[0] in self._by_start:
                found = self.at(flat, start.start())
                if found is not None:
                    end = found.end
                    yield found

    def first(self, flat: str) -> Found | None:
        """The first phrase in the text."""
        return next(self.find(flat), None)

    def at(self, flat: str, position: int) -> Found | None:
        """The longest phrase that starts at a position."""
        start = self._start_at(flat, position)
        if not start or (not _is_free(flat[position]) and _is_word(flat[position - 1 : position])):
            return None
        for phrase in self._by_start.get(start, ()):
            end = position + len(phrase)
            if flat.startswith(phrase, position) and _ends_word(phrase, flat[end : end + 1]):
                return Found(phrase, position, end)
        return None

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
    def _starts(self) -> re.Pattern[str]:
        """All starts of a text with free letters; a wide class takes `re` a while, and most texts have none."""
        free = re.escape("".join(sorted(self._free)))
        return re.compile(rf"[{free}]|[^\W{free}]+")


def _is_free(first: str) -> bool:
    """Whether a phrase that begins so may begin anywhere, not only where a word does."""
    return is_unspaced(first) or not first.isalnum()


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _ends_word(phrase: str, following: str) -> bool:
    last = phrase[-1]
    if not following or not last.isalnum() or is_unspaced(last):
        return True
    return not (following.isalnum() or following == "_" or unicodedata.category(following)[0] == "M")
