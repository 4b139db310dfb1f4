"""Parts of a series that a text names: "Season 2", "S02E05", "2. Staffel", "第二季"; their numbers and places."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from extractors.parse.memo import remembered
from extractors.parse.pattern import pattern
from extractors.parse.text import flatten
from extractors.vocabulary import Vocabulary, alternatives
from extractors.vocabulary.phrases import Found, Phrases, phrases

_CODE: Final = pattern(
    r"(?<![\w-])(?:s(\d{1,2})\s?(?:[.,:]?\s?e(?:p\.?\s?)?(\d{1,3})(?:-e?\d{1,3})?)?|(\d{1,2})[x×](\d{2}|[1-9]))(?![\w-])"
)
_NUMBER_BEHIND: Final = pattern(r"\s?(?:#|n[°º]\s?)?(\d{1,3}(?!\d)|[^\W\d_]{1,10}(?!\w))(?:\s?[-&]\s?\d{1,3}(?!\d))?")
_JOIN: Final = pattern(r"[\s,:–—-]{0,3}")


@dataclass(frozen=True, slots=True)
class Part:
    """A season or episode that a text names, with its offsets."""

    start: int
    end: int
    season: int | None = None
    episode: int | None = None


@remembered
def parts_of(text: str, vocabulary: Vocabulary) -> tuple[Part, ...]:
    """Where a text says "Season 2", "S02E05", "2. Staffel", "第二季", "시즌 2", "Season 1, Episode 3"."""
    flat = flatten(text)
    parts = [
        Part(code.start(), code.end(), int(code[1] or code[3]), int(code[2] or code[4]) if code[2] or code[4] else None)
        for code in _CODE.finditer(flat)
    ]
    for key in ("season", "episode"):
        for noun in _part_words(vocabulary, key).find(flat):
            numbered = _numbered(flat, noun, vocabulary)
            if numbered is not None:
                start, end, number = numbered
                season = number if key == "season" else None
                parts.append(Part(start, end, season, number if key == "episode" else None))
    return tuple(_with_finale(flat, part, vocabulary) for part in _joined(flat, parts))


def _joined(flat: str, parts: list[Part]) -> list[Part]:
    """Parts in the text's order, a season and the episode right behind it as one, none inside another."""
    joined: list[Part] = []
    for part in sorted(parts, key=lambda one: one.start):
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.episode is None
            and part.episode is not None
            and _JOIN.fullmatch(flat[last.end : part.start])
        ):
            joined[-1] = Part(last.start, part.end, last.season, part.episode)
        elif last is None or part.start >= last.end:
            joined.append(part)
    return joined


def has_code(flat: str) -> bool:
    """Whether a flattened text has the code of a season or an episode: "s02e05", "1x03"."""
    return _CODE.search(flat) is not None


def _numbered(flat: str, noun: Found, vocabulary: Vocabulary) -> tuple[int, int, int] | None:
    """The number behind a noun ("season two") or in front of it ("2. Staffel", "third season")."""
    behind = _NUMBER_BEHIND.match(flat, noun.end)
    if behind is not None:
        word = behind[1]
        number = int(word) if word.isdecimal() else vocabulary.numbers.get(word) or vocabulary.ordinals.get(word)
        if number is not None:
            return noun.start, behind.end(), number
    ahead = _number_ahead(vocabulary).search(flat[: noun.start])
    if ahead is not None:
        digits, numeral, ordinal = ahead.groups()
        number = (
            int(digits) if digits else vocabulary.numbers.get(numeral or "") or vocabulary.ordinals.get(ordinal or "")
        )
        if number is not None:
            return ahead.start(), noun.end, number
    return None


@lru_cache(maxsize=64)
def _number_ahead(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Figures or an ordinal in front of a noun: "2. ", "3rd ", "第3", "the second "."""
    ends, articles = alternatives(vocabulary.parts("ordinal_ends")), alternatives(vocabulary.articles)
    return re.compile(
        rf"(?:(?<!\d)第?\s?(\d{{1,3}})(?:{ends}|\.)?\s?|第(\w)"
        rf"|(?:(?<!\w)(?:{articles}) )?(?<!\w)([^\W\d_]{{3,12}})\s)$"
    )


def _with_finale(flat: str, part: Part, vocabulary: Vocabulary) -> Part:
    gap = _JOIN.match(flat, part.end)
    finale = _part_words(vocabulary, "finale").at(flat, gap.end()) if gap is not None else None
    return replace(part, end=finale.end) if finale is not None else part


@lru_cache(maxsize=256)
def _part_words(vocabulary: Vocabulary, key: Literal["season", "episode", "finale"]) -> Phrases:
    return phrases(vocabulary.parts(key))
