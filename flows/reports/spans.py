"""Where the chosen values stand in a review's text: candidates' places and raw texts -> spans of lines."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from extractors.passages import Passage
from flows.reports.answers import Answer, FieldStory, printable

_WHOLE_PAGE: Final = frozenset({"url", "outlet.domain", "canonical_url", "language", "word_count"})
"""Fields that no words of the text say."""
_SHORTEST: Final = 2
"""Characters; what is shorter is looked for in its own place alone."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one answer stands in the text."""

    key: str
    """Of the answer: the field and its number among the field's answers."""
    field: str
    line: int
    start: int
    end: int
    """Offsets into the line's text, end exclusive."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line over which the same places go."""

    text: str
    places: tuple[Place, ...] = ()
    """The shortest first."""
    begins: tuple[str, ...] = ()
    """Keys of the places that begin here."""


def find_places(stories: Iterable[FieldStory], passages: Sequence[Passage]) -> tuple[Place, ...]:
    """The places of the chosen answers whose words stand in the text; each in one place."""
    texts = [printable(passage.text) for passage in passages]
    return tuple(
        place
        for story in stories
        if story.field not in _WHOLE_PAGE
        for answer in story.answers
        if answer.outcome.is_chosen and (place := _place(story.field, answer, passages, texts)) is not None
    )


def pieces_of(text: str, places: Sequence[Place]) -> Iterator[Piece]:
    """A line cut where a place begins or ends."""
    cuts = sorted({0, len(text), *(place.start for place in places), *(place.end for place in places)})
    for start, end in pairwise(cuts):
        over = [place for place in places if place.start <= start and end <= place.end]
        over.sort(key=lambda place: place.end - place.start)
        yield Piece(text[start:end], tuple(over), tuple(place.key for place in over if place.start == start))


def _place(field: str, answer: Answer, passages: Sequence[Passage], texts: Sequence[str]) -> Place | None:
    raw = printable(answer.evidence.raw)
    if (
        not raw
        or answer.where.startswith(("/", "meta[", "link[", "header["))
        or answer.where in ("title", "text", "url")
    ):
        return None
    own = [n for n, passage in enumerate(passages) if _is_at(passage, answer.where) and raw in texts[n]]
    if not own and len(raw) >= _SHORTEST:
        own = [n for n, text in enumerate(texts) if raw in text]
        own = own if len(own) == 1 else []
    if not own:
        return None
    line = own[0]
    at, end = _find(raw, texts[line]) or (0, len(texts[line]))
    words = _find(_words_of(answer.evidence.value), texts[line][at:end])
    start, end = (at + words[0], at + words[1]) if words is not None else (at, end)
    return Place(answer.key, field, line, start, end)


def _is_at(passage: Passage, where: str) -> bool:
    """Whether a line is the node at that place, stands in it or is around it."""
    if where == "heading":
        return passage.part == "heading"
    return passage.where == where or passage.where.startswith(f"{where} > ") or where.startswith(f"{passage.where} > ")


def _words_of(value: Any) -> str:
    """The words of a value that may stand in the text that it was read from."""
    match value:
        case {"name": str(words)} | {"raw": str(words)} | str(words):
            return printable(words)
        case bool() | None:
            return ""
        case int():
            return str(value)
        case _:
            return ""


def _find(words: str, text: str) -> tuple[int, int] | None:
    """Where words stand in a text, as whole words if they do so anywhere: "4" is not meant in "14"."""
    if not words:
        return None
    escaped = re.escape(words)
    found = re.search(rf"(?<!\w){escaped}(?!\w)", text, re.IGNORECASE) or re.search(escaped, text, re.IGNORECASE)
    return found.span() if found is not None else None
