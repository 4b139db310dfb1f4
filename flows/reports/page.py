"""`explain --html`: one page that shows each review's text with the chosen values marked, beside the record.

The page is read offline and may come from anywhere, so nothing of it is trusted: all text goes through the template
engine's escaping, no markup, script, style, link or image of it is copied, and the Content-Security-Policy
(https://www.w3.org/TR/CSP3/) allows nothing but the style sheet written here, by its digest.
"""

import base64
import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Final

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from extractors.extract import ExtractedReview, Extraction
from extractors.passages import Passage, read_passages
from flows.reports.answers import FieldStory, computed_fields, points_of, printable, silent_fields, stories
from flows.reports.spans import Piece, Place, find_places, pieces_of
from schemas.evidence import Outcome
from schemas.page import Page
from schemas.reject import Reject
from schemas.review import record_fields

_FAMILIES: Final = {
    **dict.fromkeys(("work.title", "work.native_title"), "title"),
    **dict.fromkeys(("credits", "rating", "reviewers"), ""),
    "other_ratings": "rating",
    "published": "dates",
    "modified": "dates",
    **dict.fromkeys(("headline", "summary", "verdict", "pros", "cons"), "words"),
}
"""Fields that share a colour; "" for one of its own name."""
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of the review as it is shown."""

    kind: str
    """heading, subheading, byline, item or text."""
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ReviewView:
    """One review as it is shown."""

    anchor: str
    """Begins the ids of its elements."""
    title: str
    language: str | None
    lines: tuple[TextLine, ...]
    stories: tuple[FieldStory, ...]
    placed: frozenset[str]
    """Keys of the answers that are marked in the text."""
    shown_at: Mapping[str, str]
    """By the key of a chosen answer: of it, or of one that agrees with it, the one that is marked in the text."""
    warnings: tuple[str, ...]
    silent: tuple[str, ...]
    computed: tuple[tuple[str, str], ...]


def render_page(source: str, page: Page | Reject, extraction: Extraction, wanted: str | None = None) -> str:
    """The HTML of the explanation.

    Args:
        source: The name under which the user knows the page.
        page: The page, or why it could not be had.
        extraction: What it gave.
        wanted: The field, or group of fields, to tell of; None for all.
    """
    passages = read_passages(page) if isinstance(page, Page) and not _failed(extraction) else {}
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    reject = extraction.reject
    return _template().render(
        style=Markup(style),  # noqa: S704 - ours, nothing of the page
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        source=printable(source),
        url=printable((extraction.records[0].record.url if extraction.records else reject and reject.url) or ""),
        reviews=[
            _review(f"r{number}", review, passages.get(review.slot, ()), wanted)
            for number, review in enumerate(extraction.records, 1)
        ],
        reject=reject,
        detail=printable(reject.detail) if reject is not None else "",
        points=points_of(reject) if reject is not None else (),
        unread=[line for lines in passages.values() for line in _lines(lines, {})] if reject is not None else (),
    )


def _failed(extraction: Extraction) -> bool:
    return extraction.reject is not None and extraction.reject.reason.is_failure


def _review(anchor: str, review: ExtractedReview, passages: Sequence[Passage], wanted: str | None) -> ReviewView:
    told = stories(review, wanted)
    places = find_places(told, passages)
    by_line: dict[int, list[Place]] = {}
    for place in places:
        by_line.setdefault(place.line, []).append(place)
    placed = frozenset(place.key for place in places)
    return ReviewView(
        anchor=anchor,
        title=printable(review.record.work.title or review.record.headline or "Untitled work"),
        language=review.record.language,
        lines=tuple(_lines(passages, by_line)),
        stories=told,
        placed=placed,
        shown_at=dict(_shown_at(told, placed)),
        warnings=tuple(map(printable, review.record.warnings)),
        silent=silent_fields(review, wanted),
        computed=computed_fields(review, wanted) if wanted is not None else (),
    )


def _shown_at(told: Iterable[FieldStory], placed: Collection[str]) -> Iterator[tuple[str, str]]:
    for story in told:
        chosen = shown = ""
        for answer in story.answers:  # what agrees with a chosen answer follows it
            if answer.outcome is Outcome.CHOSEN:
                chosen, shown = answer.key, ""
            if answer.outcome.is_chosen and not shown and answer.key in placed:
                shown = answer.key
                yield chosen, shown


def _lines(passages: Iterable[Passage], places: Mapping[int, Sequence[Place]]) -> Iterator[TextLine]:
    for number, passage in enumerate(passages):
        kind: str = passage.part
        if kind == "text" and passage.tag in _HEADINGS:
            kind = "subheading"
        elif kind == "text" and passage.tag == "li":
            kind = "item"
        yield TextLine(kind, tuple(pieces_of(printable(passage.text), places.get(number, ()))))


def _family(field: str) -> str:
    """The name of a field's colour."""
    return _FAMILIES.get(field, "work" if field.startswith("work.") else "page") or field


def _text_of(name: str) -> str:
    return resources.files("flows.reports").joinpath(name).read_text(encoding="utf-8")


def _style() -> str:
    """The style sheet, with a rule per field: where one of its places or its row is pointed at, all of them show."""
    rules = (
        f'.review:has([data-f~="{field}"]:is(:hover, :focus-within)) [data-f~="{field}"]' for field in record_fields()
    )
    return (
        _text_of("colours.css")
        + _text_of("explain.css")
        + ",\n".join(rules)
        + " { outline: 2px solid var(--focus); }\n"
    )


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["family"] = _family
    environment.filters["percent"] = lambda share: f"{share:.0%}"
    return environment.from_string(_text_of("explain.html"))
