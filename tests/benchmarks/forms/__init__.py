"""Forms: how the web writes headlines, credits, prose, bylines, verdicts and dates, as small pages of our own.

Each form is filled with works and people of many shapes, so that a rule is asked about its kind of page and not about
one page. `python -m tests.benchmarks.forms` counts per form what is right, what is missing and what is wrong.
"""

import html
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final, Literal, NamedTuple

from extractors import extract_reviews
from schemas.page import Page
from schemas.review import ReviewRecord

Outcome = Literal["right", "missing", "wrong"]
URL: Final = "https://reels.test/2021/05/a-night-at-the-pictures/"
"""An address that names no work."""
FETCHED: Final = datetime(2025, 6, 1, 12, tzinfo=UTC)


class Case(NamedTuple):
    """One page and what it says."""

    form: str
    """The name of the form, the same for all its fillings."""
    lines: Sequence[str]
    """The page's lines as text; one that begins with "<" is markup."""
    expected: Mapping[str, Any]
    """By field: title, native_title, year, season, episode, directors, writers, creators, cast, reviewers (tuples of
    names, in any order), rating ((value, best), or the label), published (as the record writes it), language.

    None and (): nothing may be said. "reject" alone: no review.
    """
    url: str = URL
    title: str | None = None
    """The page's <title>; its first line where there is none."""


def page_of(case: Case) -> Page:
    """The page: bare paragraphs in an article, as a page without helpful markup has them."""
    body = "\n".join(line if line.startswith("<") else f"<p>{html.escape(line)}</p>" for line in case.lines)
    title = html.escape(case.title if case.title is not None else case.lines[0])
    head = f'<!doctype html><html><head><meta charset="utf-8"><title>{title}</title></head>'
    return Page(
        case.url, f"{head}<body><article>{body}</article></body></html>".encode(), fetched_at=FETCHED, status=200
    )


def said(record: ReviewRecord, field: str) -> Any:
    """What a record says in a case's terms."""
    work, rating = record.work, record.rating
    match field:
        case "directors" | "writers" | "cast" | "creators":
            role = field.removesuffix("s")
            return frozenset(credit.name for credit in record.credits if credit.role == role)
        case "reviewers":
            return frozenset(reviewer.name for reviewer in record.reviewers)
        case "rating":
            return None if rating is None else rating.label if rating.value is None else (rating.value, rating.best)
        case "published":
            return record.published.value if record.published else None
        case "language":
            return record.language
        case "reject":
            return False
        case _:
            return getattr(work, field)


def outcome(case: Case) -> tuple[Outcome, Mapping[str, Any]]:
    """Whether a case is read as expected, and what was read. A page that gives no record misses everything."""
    extraction = extract_reviews(page_of(case))
    if not extraction.records:
        reject = extraction.reject
        return "right" if "reject" in case.expected else "missing", {
            "reject": f"{reject.reason}: {reject.detail}" if reject else ""
        }
    read = {field: said(extraction.records[0].record, field) for field in case.expected}
    outcomes = {_judged(read[field], expected) for field, expected in case.expected.items()}
    return "wrong" if "wrong" in outcomes else "missing" if "missing" in outcomes else "right", read


def _judged(read: Any, expected: Any) -> Outcome:
    if isinstance(expected, Iterable) and isinstance(read, frozenset):
        return "right" if read == frozenset(expected) else "missing" if read < frozenset(expected) else "wrong"
    return "right" if read == expected else "missing" if read is None else "wrong"
