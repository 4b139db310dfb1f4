"""What a locator may know of the page beside the unit that it looks at: the site, the language, the subject."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from extractors.document import Document
from extractors.parse.text import fold
from extractors.parse.url import page_key
from extractors.structured.item import Item
from extractors.vocabulary import Vocabulary
from schemas.page import Page
from schemas.site import Site

REVIEW_TYPES: Final = ("Review", "CriticReview", "MediaReview", "ReviewNewsArticle")
"""A UserReview is none of them: readers write those below a page."""
ARTICLE_TYPES: Final = (
    "Article",
    "NewsArticle",
    "BlogPosting",
    "ReportageNewsArticle",
    "OpinionNewsArticle",
    "AnalysisNewsArticle",
    "ReviewNewsArticle",
    "SocialMediaPosting",
)


@dataclass(frozen=True, slots=True)
class Subject:
    """The nodes of structured data that speak of this review. Ambiguous ones are left out."""

    review: Item | None = None
    """The one review of the page."""
    work: Item | None = None
    """What that review reviews."""
    article: Item | None = None
    """The article that carries the text."""
    reviews: int = 0
    """How many different reviews the page's structured data names."""


@dataclass(frozen=True, slots=True)
class Context:
    """What is known before a locator starts; later stages see the work's title too."""

    page: Page
    document: Document
    site: Site | None
    language: str | None
    vocabulary: Vocabulary
    subject: Subject
    site_name: str | None = None
    work_title: str | None = None
    title_confidence: float = 0.0
    topics: Mapping[str, int] = field(default_factory=dict)
    """What the review's text speaks of (`Vocabulary.topics`), without the work's title."""


def find_subject(document: Document) -> Subject:
    """Find the review, its work and its article among the page's structured data."""
    items = document.items
    reviews = _distinct(item for item in items if item.is_a(*REVIEW_TYPES))
    article = _own_article([item for item in items if item.is_a(*ARTICLE_TYPES)], document)
    review = reviews[0] if len(reviews) == 1 else _main_review(reviews, document)
    return Subject(
        review=review,
        work=_work_of(review, items) if review is not None else None,
        article=article,
        reviews=len(reviews),
    )


def _own_article(articles: list[Item], document: Document) -> Item | None:
    """The article of this page: by its address, else by its headline, else the only one; lists name others too."""
    here = page_key(document.url) if document.url is not None else None
    own = [item for item in articles if here is not None and any(_is_here(a, here) for a in _addresses(item))]
    if not own:
        titles = {fold(text) for text in (document.title, document.first_meta("og:title")) if text}
        titles |= {fold(heading.text) for heading in document.headings if heading.level == 1}
        own = [item for item in articles if fold(item.text("headline") or item.text("name") or "") in titles]
    headlines = {fold(item.text("headline") or "") for item in articles}
    return own[0] if own else (articles[0] if len(headlines) == 1 else None)


def _distinct(reviews: Iterable[Item]) -> list[Item]:
    """One of each review: JSON-LD and microdata often tell the same one."""
    seen: dict[tuple[str | None, ...], Item] = {}
    for item in reviews:
        work = next(iter(item.items("itemReviewed")), None)
        key = (
            item.text("author"),
            work.text("name") if work is not None else item.text("name"),
            item.text("datePublished"),
        )
        seen.setdefault(key, item)
    return list(seen.values())


def _main_review(reviews: list[Item], document: Document) -> Item | None:
    """Of several reviews the one that says it is this page's; None where that is not clear."""
    if not reviews or document.url is None:
        return None
    here = page_key(document.url)
    own = [item for item in reviews if any(_is_here(address, here) for address in _addresses(item))]
    if len(own) != 1:
        own = [item for item in reviews if item.is_a("CriticReview", "ReviewNewsArticle")]
    return own[0] if len(own) == 1 else None


def _addresses(item: Item) -> tuple[str, ...]:
    pages = tuple(page.id for page in item.items("mainEntityOfPage") if page.id)
    return (*item.texts("url"), *item.texts("mainEntityOfPage"), *pages, *((item.id,) if item.id else ()))


def _is_here(address: str, here: str) -> bool:
    return address.startswith("http") and page_key(address) == here


def _work_of(review: Item, items: Iterable[Item]) -> Item | None:
    """itemReviewed, or the node that carries the review in its own `review` (as Rank Math and Yoast write it)."""
    named = review.items("itemReviewed")
    if named:
        return named[0]
    for item in items:
        if any(inner is review for name in ("review", "reviews") for inner in item.items(name)):
            return item
    return None
