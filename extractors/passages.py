"""The text that a page's reviews were read from, line by line, for those who show where a value stands."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from extractors.classify import judge_body
from extractors.document import Document
from extractors.segment import ReviewUnit, segment
from schemas.page import Page

Part = Literal["heading", "byline", "text"]


class Passage(NamedTuple):
    """One line of a review."""

    text: str
    """White space folded, never empty."""
    tag: str
    """Tag of its block: h1, p, li …"""
    where: str
    """CSS path of its block, as candidates have it."""
    part: Part


def read_passages(page: Page) -> dict[str, tuple[Passage, ...]]:
    """The lines of each review of a page by its slot (`ExtractedReview.slot`): heading, byline, text.

    Those of every part that was looked at, also where the page gave no record; {} where there is no text.

    Raises:
        Exception: whatever a fault of ours raises.
    """
    if judge_body(page):
        return {}
    return {unit.slot: tuple(_passages(unit)) for unit in segment(Document(page))}


def _passages(unit: ReviewUnit) -> Iterator[Passage]:
    path = unit.document.path
    if unit.heading is not None:
        yield Passage(unit.heading.text, unit.heading.node.tag or "h1", path(unit.heading.node), "heading")
    byline = {(line.node.mem_id, line.text) for line in unit.byline}
    in_text = {(line.node.mem_id, line.text) for line in unit.lines}
    for line in unit.byline:  # it stands above the text, or in it
        if (line.node.mem_id, line.text) not in in_text:
            yield Passage(line.text, line.tag, path(line.node), "byline")
    for line in unit.lines:
        part: Part = "byline" if (line.node.mem_id, line.text) in byline else "text"
        yield Passage(line.text, line.tag, path(line.node), part)
