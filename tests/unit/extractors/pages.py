"""Small pages for the tests of extractors: a body snippet in, what locators are given out."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar, cast

from extractors.context import Context
from extractors.document import Document
from extractors.extract import Extraction, extract_reviews
from extractors.locate.page import site_name
from extractors.segment import ReviewUnit, segment
from extractors.subject import find_subject
from extractors.topics import topics_of
from extractors.vocabulary import vocabulary
from schemas.evidence import Candidate
from schemas.page import Page
from schemas.reject import Reject
from schemas.review import ReviewRecord
from schemas.site import Site

T = TypeVar("T")

URL = "https://reels.test/reviews/quiet-harbour/"
TITLE = "The Quiet Harbour"
FETCHED = datetime(2025, 6, 1, 12, tzinfo=UTC)
PROSE = (
    "The harbour town wakes slowly in this patient drama, and the camera waits with it, watching nets dry and engines "
    "cough while two sisters decide what to do with a boat that neither of them wants to sail again."
)
MORE = (
    "What begins as a quarrel over money turns into a portrait of people who have run out of things to say, and the "
    "last half hour, almost without words, is the finest stretch of film that anybody has put together so far."
)
TEXT = f"<p>{PROSE}</p><p>{MORE}</p>"


def html(body: str, head: str = "", lang: str = "en") -> bytes:
    """A whole page around a body."""
    return f'<!doctype html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'.encode()


def article(inner: str, heading: str = f"{TITLE} Review") -> str:
    """A review's article: heading, what is given, running text."""
    return f"<article><h1>{heading}</h1>{inner}{TEXT}</article>"


def jsonld(*nodes: Mapping[str, Any]) -> str:
    """A JSON-LD block with these nodes."""
    graph = {"@context": "https://schema.org", "@graph": list(nodes)}
    return f'<script type="application/ld+json">{json.dumps(graph)}</script>'


def review_of(work: Mapping[str, Any] | None = None, **review: Any) -> str:
    """A JSON-LD block with one review; the work is a film unless it says otherwise."""
    reviewed = {"@type": "Movie", "name": TITLE, **(work or {})}
    return jsonld({"@type": "Review", "itemReviewed": reviewed, **review})


def site(**facts: Any) -> Site:
    """A site file for the pages' host."""
    return Site.model_validate({"key": "reels", "hosts": ["reels.test"], **facts})


def page(body: bytes, url: str | None = URL, **facts: Any) -> Page:
    """A page as fetched."""
    return Page(url, body, **{"fetched_at": FETCHED, "status": 200, **facts})


def given(
    body: str,
    head: str = "",
    *,
    lang: str = "en",
    title: str | None = TITLE,
    url: str | None = URL,
    site: Site | None = None,
    fetched_at: datetime | None = FETCHED,
) -> tuple[ReviewUnit, Context]:
    """The page's first review and its context, as locators are given them."""
    fetched = page(html(body, head, lang), url, fetched_at=fetched_at)
    document = Document(fetched)
    units = segment(document)
    context = Context(
        page=fetched,
        document=document,
        site=site,
        language=lang,
        vocabulary=vocabulary(lang),
        subject=find_subject(document, units),
        site_name=site_name(document, document.items) or (site.name if site is not None else None),
        work_title=title,
        title_trust=1.0 if title else 0.0,
    )
    return units[0], replace(context, topics=topics_of(units[0], context.vocabulary, title))


def values(candidates: Iterable[Candidate[Any]], field: str) -> list[Any]:
    """What the candidates for a field say, each value once, in their order."""
    return list(dict.fromkeys(candidate.value for candidate in candidates if candidate.field == field))


def extract(body: str, head: str = "", *, lang: str = "en", site: Site | None = None, **facts: Any) -> Extraction:
    """What a page gives."""
    return extract_reviews(page(html(body, head, lang), **facts), site)


def record(body: str, head: str = "", **how: Any) -> ReviewRecord:
    """The one record of a page."""
    extraction = extract(body, head, **how)
    assert extraction.reject is None, extraction.reject
    (review,) = extraction.records
    return review.record


def reject(body: str, head: str = "", **how: Any) -> Reject:
    """Why a page gives no record."""
    extraction = extract(body, head, **how)
    assert extraction.records == ()
    assert extraction.reject is not None
    return extraction.reject


def raising(error: Exception) -> Callable[..., Any]:
    """A function that raises."""

    def fail(*_: object, **__: object) -> Any:
        raise error

    return cast("Callable[..., Any]", fail)
