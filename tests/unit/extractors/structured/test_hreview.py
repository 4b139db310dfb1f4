import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractors.structured import Item, read_hreview
from schemas.evidence import Method


def read(html: str) -> tuple[Item, ...]:
    def path(node: LexborNode) -> str:
        return node.id or node.tag or ""

    return read_hreview(LexborHTMLParser(html), path)


def facts(html: str) -> dict[str, object]:
    """What the page's first review says, ratings as value, best and worst."""
    review = read(html)[0]
    assert (review.types, review.syntax) == (("Review",), Method.HREVIEW)
    said: dict[str, object] = {name: review.text(name) for name in review.properties if name != "reviewRating"}
    for rating in review.items("reviewRating"):
        said["rating"] = tuple(rating.text(name) for name in ("ratingValue", "bestRating", "worstRating"))
    return said


HREVIEW = """
<div class="hreview" id="r">
  <h1 class="item"><a class="fn url" href="https://film.test/harbour">The Quiet <b>Harbour</b></a></h1>
  <span class="summary">A boat that nobody wants</span>
  <p>By <span class="reviewer vcard"><a class="url fn" href="/ann">Ann Lee</a></span>,
    <abbr class="dtreviewed" title="2021-03-04T10:00">4 March</abbr></p>
  <blockquote class="description"><p>Salty and slow.</p></blockquote>
  <p>{rating}</p> <a rel="self bookmark" class="permalink" href="/reviews/harbour">link</a>
</div>
"""
WORDS = {
    "itemReviewed": "The Quiet Harbour",
    "name": "A boat that nobody wants",
    "author": "Ann Lee",
    "datePublished": "2021-03-04T10:00",
    "url": "/reviews/harbour",
}


@pytest.mark.parametrize(
    ("rating", "numbers"),
    [
        ('<span class="rating">4</span>', ("4", None, None)),
        ('<abbr class="rating" title="3.5">***½</abbr>', ("3.5", None, None)),
        ('<span class="rating">4</span> of <span class="best">10</span>', ("4", "10", None)),
        (
            (
                '<span class="rating"><span class="value">8</span>/<span class="best">10</span>'
                '<span class="worst">1</span></span>'
            ),
            ("8", "10", "1"),
        ),
        ('<span class="rating"><span class="value-title" title="4.5"></span>★★★★½</span>', ("4.5", None, None)),
        ('<img class="rating" src="4.gif" alt="4">', ("4", None, None)),
        ('<span class="rating">★★★★☆</span>', ("★★★★☆", None, None)),
        ('<data class="rating" value="4">four</data>', ("4", None, None)),
    ],
)
def test_hreview(rating: str, numbers: tuple[str | None, ...]) -> None:
    assert facts(HREVIEW.format(rating=rating)) == {**WORDS, "rating": numbers}


def test_the_work_and_the_reviewer_have_their_addresses() -> None:
    review = read(HREVIEW.format(rating=""))[0]
    (work,), (author,) = review.items("itemReviewed"), review.items("author")
    assert (work.types, work.text("url")) == ((), "https://film.test/harbour")
    assert (author.types, author.text("url")) == (("Person",), "/ann")


H_REVIEW = """
<article class="h-review" id="r"><h1 class="p-name">A boat that nobody wants</h1>
  <p class="p-summary">Two sisters and a boat.</p>
  <div class="p-item h-item"><a class="p-name u-url" href="https://film.test/harbour">The Quiet Harbour</a></div>
  <a class="p-author h-card" href="/ann">Ann Lee</a>
  <time class="dt-published" datetime="2021-03-04">4 March</time>
  <data class="p-rating" value="4">★★★★</data> of <span class="p-best">5</span>
  <div class="e-content"><p>Salty and slow.</p></div> <a class="u-url" href="/reviews/harbour">link</a>
</article>
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [("", ""), ("dt-published", "dt-reviewed"), ("p-author h-card", "p-reviewer h-card"), ("p-item h-item", "p-item")],
)
def test_h_review(old: str, new: str) -> None:
    assert facts(H_REVIEW.replace(old, new) if old else H_REVIEW) == {
        **WORDS,
        "datePublished": "2021-03-04",
        "description": "Two sisters and a boat.",
        "rating": ("4", "5", None),
    }


def test_an_item_may_be_its_own_name() -> None:
    review = read('<div class="hreview"><span class="item fn">Gravity</span></div>')[0]
    assert review.text("itemReviewed") == "Gravity"
    review = read('<div class="h-review"><span class="p-item">Gravity</span></div>')[0]
    assert review.text("itemReviewed") == "Gravity"


def test_what_a_review_in_a_review_says_is_its_own() -> None:
    inner = '<div class="hreview"><b class="rating">1</b><b class="reviewer">Guest</b></div>'
    outer, within, *_ = read(f'<div class="hreview">{inner}<b class="rating">4</b></div>')
    assert (outer.text("author"), outer.items("reviewRating")[0].text("ratingValue")) == (None, "4")
    assert (within.text("author"), within.items("reviewRating")[0].text("ratingValue")) == ("Guest", "1")


@pytest.mark.parametrize(
    "html",
    ["", "<p>none</p>", '<div class="hreview-aggregate"><b class="rating">4</b></div>', '<p class="rating">4</p>'],
)
def test_pages_without_one(html: str) -> None:
    assert read(html) == ()


def test_many_are_bounded() -> None:
    assert len(read('<div class="hreview"><b class="rating">4</b></div>' * 1_000)) == 100
    assert len(read('<div class="hreview">' * 500 + '<b class="rating">4</b>')) <= 100
