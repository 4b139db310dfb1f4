"""Reviews in microformats: hReview 0.3 and 0.4, and h-review of microformats2, as schema.org nodes."""

from collections.abc import Callable, Iterator
from itertools import islice, takewhile
from typing import Final, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractors.markup import node_text, up_from
from extractors.structured.item import Item, Value
from schemas.evidence import Method

_MAX_REVIEWS: Final = 50
_MAX_FOUND: Final = 50
_MAX_NESTED: Final = 2
_MAX_TEXT: Final = 2_000

_TITLED: Final = {
    "abbr": "title",
    "data": "value",
    "meter": "value",
    "time": "datetime",
    "img": "alt",
    "input": "value",
}
"""Elements whose attribute is the value (microformats2 parsing, "p-" and "dt-"; hReview's abbr design pattern)."""


class _Names(NamedTuple):
    """Class names of one version."""

    review: str
    work: str
    work_name: str
    work_url: str
    rating: str
    best: str
    worst: str
    author: str
    author_name: str
    author_url: str
    published: str
    title: str
    summary: str
    url: str


_VERSIONS: Final = (
    _Names(
        review=".hreview:not(.hreview-aggregate)",
        work=".item",
        work_name=".fn",
        work_url="a.url,a.fn",
        rating=".rating",
        best=".best",
        worst=".worst",
        author=".reviewer",
        author_name=".fn",
        author_url="a.url",
        published=".dtreviewed",
        title=".summary",
        summary="",
        url='a[rel~="bookmark"]',
    ),
    _Names(
        review=".h-review:not(.h-review-aggregate)",
        work=".p-item",
        work_name=".p-name",
        work_url="a.u-url",
        rating=".p-rating",
        best=".p-best",
        worst=".p-worst",
        author=".p-author,.p-reviewer",
        author_name=".p-name",
        author_url="a.u-url",
        published=".dt-published,.dt-reviewed",
        title=".p-name",
        summary=".p-summary",
        url="a.u-url",
    ),
)

_ANY_REVIEW: Final = ",".join(names.review.partition(":")[0] for names in _VERSIONS)


def read_hreview(tree: LexborHTMLParser, path: Callable[[LexborNode], str]) -> tuple[Item, ...]:
    """Every review of a page, then the works, ratings and people in them, all with schema.org's names.

    Read are the value class pattern (`.value`, `.value-title[title]`), `abbr` titles and the like. A rating without
    `best` has none here, although both versions say that it is of five then. The text itself is left to its lines. Of
    each version at most 50 reviews are read, and of reviews in one another three.

    Args:
        tree: The parsed page.
        path: Gives the CSS path of a node, for `Item.where`.
    """
    if tree.css_first(_ANY_REVIEW) is None:
        return ()
    reviews: list[Item] = []
    parts: list[Item] = []
    for names in _VERSIONS:
        roots = list(islice(tree.css(names.review), _MAX_REVIEWS))
        inner = frozenset(root.mem_id for root in roots)
        for root in roots:
            if sum(around.mem_id in inner for around in up_from(root.parent)) > _MAX_NESTED:
                continue
            review = _review(root, names, inner, path)
            reviews.append(review)
            parts += (part for values in review.properties.values() for part in values if isinstance(part, Item))
    return (*reviews, *parts)


def _review(root: LexborNode, names: _Names, roots: frozenset[int], path: Callable[[LexborNode], str]) -> Item:
    def item(node: LexborNode, kind: str, **stated: Value | None) -> Item:
        properties = {name: (value,) for name, value in stated.items() if value is not None and value != ""}
        return Item((kind,) if kind else (), properties, None, path(node), Method.HREVIEW, node)

    def first(css: str, *apart: LexborNode | None) -> LexborNode | None:
        """The first element that is the review's own: not of a review in it, nor of its other parts."""
        others = roots.union(part.mem_id for part in apart if part is not None)
        found = islice(root.css(css), _MAX_FOUND) if css else ()
        return next((node for node in found if _belongs(node, root, others)), None)

    def value(node: LexborNode | None) -> str | None:
        return _value(node) if node is not None else None

    def named(node: LexborNode | None, kind: str, name: str, url: str) -> Item | None:
        return item(node, kind, name=_named(node, name), url=_href(node, url)) if node is not None else None

    def rated(node: LexborNode | None) -> Item | None:
        if node is None:
            return None
        best, worst = (next(_below(node, css), first(css)) for css in (names.best, names.worst))
        return item(node, "Rating", ratingValue=_value(node), bestRating=value(best), worstRating=value(worst))

    work, author = first(names.work), first(names.author)
    url = first(names.url, work, author)
    return item(
        root,
        "Review",
        itemReviewed=named(work, "", names.work_name, names.work_url),
        reviewRating=rated(first(names.rating, work, author)),
        author=named(author, "Person", names.author_name, names.author_url),
        datePublished=value(first(names.published)),
        name=value(first(names.title, work, author)),
        description=value(first(names.summary, work, author)),
        url=_href(url, names.url) if url is not None else None,
    )


def _belongs(node: LexborNode, root: LexborNode, others: frozenset[int]) -> bool:
    inside = takewhile(lambda around: around.mem_id != root.mem_id, up_from(node))
    return node.mem_id != root.mem_id and not any(around.mem_id in others for around in inside)


def _named(node: LexborNode, css: str) -> str:
    """The name that an element gives: its own, or that of the element in it which is marked as the name."""
    return _value(next(_below(node, css), node))


def _href(node: LexborNode, css: str) -> str | None:
    link = node if node.tag == "a" else next(_below(node, css), None)
    return (link.attributes.get("href") or "").strip() or None if link is not None else None


def _below(node: LexborNode, css: str) -> Iterator[LexborNode]:
    return (found for found in node.css(css)[:_MAX_FOUND] if found.mem_id != node.mem_id)


def _value(node: LexborNode) -> str:
    """The value of a property (value class pattern, else the element's own)."""
    hidden = next(_below(node, ".value-title"), None)
    if hidden is not None:
        return _folded(hidden.attributes.get("title"))
    parts = list(_below(node, ".value"))
    return _folded(" ".join(map(_own_value, parts))) if parts else _folded(_own_value(node))


def _own_value(node: LexborNode) -> str:
    stated = node.attributes.get(_TITLED[node.tag]) if node.tag in _TITLED else None
    return stated or node_text(node)


def _folded(text: str | None) -> str:
    return " ".join((text or "")[:_MAX_TEXT].split())
