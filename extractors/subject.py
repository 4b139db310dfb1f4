"""Which nodes of a page's structured data speak of the review: itself, the work, the article that carries it."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from selectolax.lexbor import LexborNode

from extractors.document import Document
from extractors.markup import class_and_id, up_from
from extractors.parse.text import fold
from extractors.parse.url import page_key
from extractors.segment import ReviewUnit
from extractors.structured import Item
from extractors.traits import COMMENT, CUT, traits_of

_REVIEW_TYPES: Final = ("Review", "CriticReview", "MediaReview", "ReviewNewsArticle")
"""A UserReview is none of them: readers write those below a page."""
_ARTICLE_TYPES: Final = (
    "Article",
    "NewsArticle",
    "BlogPosting",
    "ReportageNewsArticle",
    "OpinionNewsArticle",
    "AnalysisNewsArticle",
    "ReviewNewsArticle",
    "SocialMediaPosting",
)

_MOST_ITEMS: Final = 200
_ASIDE: Final = frozenset({"aside", "nav"})
_SCREEN_TYPES: Final = ("Movie", "TVSeries", "TVSeason", "TVEpisode")
_SAYING_LITTLE: Final = 3
"""Properties of a work that is hardly more than named."""

_Key = tuple[str | None, ...]


class Subject(NamedTuple):
    """The nodes of structured data that speak of this review. Ambiguous ones are left out."""

    review: Item | None = None
    """The one review of the page."""
    work: Item | None = None
    """What that review reviews."""
    article: Item | None = None
    """The article that carries the text."""


def find_subject(document: Document, units: Sequence[ReviewUnit] = ()) -> Subject:
    """Find the review, its work and its article among the page's structured data.

    Nodes that stand in what segmentation left out (comments, sidebars) or in a widget for readers speak of others.
    """
    items = _items_of(document, units)
    reviews = _distinct(item for item in items if item.is_a(*_REVIEW_TYPES))
    article = _own_article([item for item in items if item.is_a(*_ARTICLE_TYPES)], document)
    review = reviews[0] if len(reviews) == 1 else _main_review(reviews, document)
    return Subject(
        review=review,
        work=_fullest(_work_of(review, document.items), document.items)
        if review is not None
        else _work_of_article(article),
        article=article,
    )


def subject_of(unit: ReviewUnit) -> Subject:
    """What the markup inside one of several reviews says; the page's own speaks for none of them in particular."""
    items = [item for item in unit.document.items if item.node is not None and unit.contains(item.node)]
    reviews = _distinct(item for item in items if item.is_a(*_REVIEW_TYPES))
    review = reviews[0] if len(reviews) == 1 else None
    return Subject(review=review, work=_work_of(review, items) if review is not None else None)


def _items_of(document: Document, units: Sequence[ReviewUnit]) -> list[Item]:
    """The page's reviews and articles that stand in no side show."""
    items = [item for item in document.items if item.is_a(*_REVIEW_TYPES, *_ARTICLE_TYPES)][:_MOST_ITEMS]
    if not units or all(item.node is None for item in items):
        return items
    cut = units[0].cut_ids.union(box.node.mem_id for box in document.boxes if box.of_readers)
    around = frozenset(node.mem_id for unit in units for node in up_from(unit.root))
    return [item for item in items if item.node is None or not _is_apart(item.node, cut, around)]


def _is_apart(node: LexborNode, cut: frozenset[int], around: frozenset[int]) -> bool:
    """Whether a node stands in what was left out, or beside the review in what is named like a side show.

    Segmentation keeps side shows in which a review is marked up, for want of better; their markup is theirs.
    """
    for current in up_from(node):
        if current.mem_id in cut:
            return True
        if current.mem_id in around:
            return False
        names = class_and_id(current)
        if current.tag in _ASIDE or (not names.isspace() and traits_of(names) & (COMMENT | CUT)):
            return True
    return False


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
    """One of each review: pages often tell the same one in several syntaxes, one of them more fully."""
    found: list[list[tuple[Item, _Key]]] = []
    for item in reviews:
        told = (item, _key(item))
        same = next((group for group in found if all(_may_be_same(other, told) for other in group)), None)
        if same is None:
            found.append([told])
        else:
            same.append(told)
    return [max((item for item, _ in group), key=_fullness) for group in found]


def _key(review: Item) -> _Key:
    """Whose review it is, of what and of when."""
    work = next(iter(review.items("itemReviewed")), None)
    day = review.text("datePublished")
    said = (review.text("author"), work.text("name") if work is not None else review.text("name"))
    return (*(fold(text) if text else None for text in said), day[:10] if day else None)


def _may_be_same(one: tuple[Item, _Key], other: tuple[Item, _Key]) -> bool:
    """Whether two nodes can tell one review: what both say agrees, and in one syntax both say the same things."""
    across = one[0].syntax != other[0].syntax
    return all(
        said == of_other or (across and (said is None or of_other is None))
        for said, of_other in zip(one[1], other[1], strict=True)
    )


def _fullness(review: Item) -> int:
    return sum(name in review.properties for name in ("itemReviewed", "reviewRating", "author", "datePublished"))


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


def _fullest(work: Item | None, items: Iterable[Item]) -> Item | None:
    """The work, or the node of its type and name that says more of it: reviews often give no more than the name."""
    if work is None or len(work.properties) > _SAYING_LITTLE or not work.text("name"):
        return work
    name, types = fold(work.text("name") or ""), set(work.types)
    same = [item for item in items if types & set(item.types) and fold(item.text("name") or "") == name]
    return max((work, *same), key=lambda item: len(item.properties))


def _work_of_article(article: Item | None) -> Item | None:
    """The one film or series that an article says it is about, where no node says that it is a review."""
    if article is None:
        return None
    about = [item for name in ("itemReviewed", "about") for item in article.items(name) if item.is_a(*_SCREEN_TYPES)]
    return about[0] if len({fold(item.text("name") or "") for item in about}) == 1 else None
