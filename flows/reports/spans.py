"""Where the chosen values stand in a review's text: candidates' places and raw texts -> spans of lines."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from extractors.passages import Passage
from flows.reports.answers import Answer, FieldStory, printable
from schemas.evidence import RAW_LENGTH

_WHOLE_PAGE: Final = frozenset({"url", "outlet.domain", "canonical_url", "language", "word_count"})
"""Fields that no words of the text say."""
_WHOLE_LINES: Final = frozenset({"headline", "summary", "verdict"})
_MOST_PLACES: Final = 1_000
_OUTSIDE: Final = ("/", "meta[", "link[", "header[")
_NOWHERE: Final = frozenset({"title", "text", "url"})
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
    """The most exact first."""
    begins: tuple[str, ...] = ()
    """Keys of the places that begin here."""


def find_places(stories: Iterable[FieldStory], passages: Sequence[Passage]) -> tuple[Place, ...]:
    """The places of the chosen answers whose words stand in the text; each answer in one place, 1,000 at most."""
    texts = [printable(passage.text) for passage in passages]
    found: list[Place] = []
    for story in stories:
        taken: set[tuple[int, int, int]] = set()
        for answer in story.answers if story.field not in _WHOLE_PAGE else ():
            place = _place(story.field, answer, passages, texts, taken) if answer.outcome.is_chosen else None
            if place is not None:
                taken.add((place.line, place.start, place.end))
                found.append(place)
            if len(found) == _MOST_PLACES:
                return tuple(found)
    return tuple(found)


def pieces_of(text: str, places: Sequence[Place]) -> Iterator[Piece]:
    """A line cut where a place begins or ends."""
    cuts = sorted({0, len(text), *(place.start for place in places), *(place.end for place in places)})
    for start, end in pairwise(cuts):
        over = [place for place in places if place.start <= start and end <= place.end]
        over.sort(key=lambda place: (place.end - place.start, place.field in _WHOLE_LINES))
        yield Piece(text[start:end], tuple(over), tuple(place.key for place in over if place.start == start))


def _place(
    field: str,
    answer: Answer,
    passages: Sequence[Passage],
    texts: Sequence[str],
    taken: Collection[tuple[int, int, int]],
) -> Place | None:
    raw = printable(answer.evidence.raw)
    line = _line_of(raw, answer.evidence.where, passages, texts)
    if line is None:
        return None
    text = texts[line]
    begin = text.index(raw)
    # Of a long text the evidence has the beginning only: the value may go on behind it.
    end = len(text) if len(answer.evidence.raw) >= RAW_LENGTH else begin + len(raw)
    spans = [(begin + start, begin + stop) for start, stop in _all(_words_of(answer.evidence.value), text[begin:end])]
    spans = spans or [(begin, begin + len(raw))]
    # Who directed and wrote is named twice: each answer has a mark of its own.
    start, stop = next((span for span in spans if (line, *span) not in taken), spans[0])
    return Place(answer.key, field, line, start, stop)


def _line_of(raw: str, where: str, passages: Sequence[Passage], texts: Sequence[str]) -> int | None:
    """The line at a place that has the words; else the only line that has them."""
    if not raw or where.startswith(_OUTSIDE) or where in _NOWHERE:
        return None
    having = [number for number, text in enumerate(texts) if raw in text]
    there = [number for number in having if _is_at(passages[number], where)]
    if there:
        return there[0]
    return having[0] if len(having) == 1 and len(raw) >= _SHORTEST else None


def _is_at(passage: Passage, where: str) -> bool:
    """Whether a line is the node at that place, stands in it or is around it."""
    if where == "heading":
        return passage.part == "heading"
    return passage.where == where or passage.where.startswith(f"{where} > ") or where.startswith(f"{passage.where} > ")


def _words_of(value: Any) -> str:
    """The words of a value that may stand in the text that it was read from."""
    match value:
        case {"name": str(words)} | {"raw": str(words)} | str(words):
            return printable(words).rstrip("…")
        case int() if not isinstance(value, bool):
            return str(value)
        case _:
            return ""


def _all(words: str, text: str) -> list[tuple[int, int]]:
    """Where words stand in a text, as whole words if they do so anywhere: "4" is not meant in "14"."""
    if not words:
        return []
    escaped = re.escape(words)
    whole = re.finditer(rf"(?<!\w){escaped}(?!\w)", text, re.IGNORECASE)
    return [found.span() for found in whole] or [m.span() for m in re.finditer(escaped, text, re.IGNORECASE)]
