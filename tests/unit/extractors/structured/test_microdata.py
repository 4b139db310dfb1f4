import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractors.structured import Item, read_microdata
from schemas.evidence import Method


def read(html: str) -> tuple[Item, ...]:
    def path(node: LexborNode) -> str:
        return node.id or node.tag or ""

    return read_microdata(LexborHTMLParser(html), path)


REVIEW = """
<article id="r" itemscope itemtype="https://schema.org/Review">
  <div itemprop="itemReviewed" itemscope itemtype="http://schema.org/Movie" itemid="urn:m">
    <h1><a href="/m" itemprop="name">The <b>Quiet</b>
      Harbour</a></h1>
    <span itemprop="director" itemscope itemtype="http://schema.org/Person"><span itemprop="name">Iva Holt</span></span>
  </div>
  <time itemprop="datePublished" datetime="2021-03-04">4 March</time>
  <span itemprop="reviewRating" itemscope itemtype="http://schema.org/Rating">
    <meta itemprop="worstRating" content="1"><span itemprop="ratingValue">4</span>/<span itemprop="bestRating">5</span>
  </span>
</article>
"""


def test_a_review() -> None:
    items = read(REVIEW)
    review = items[0]
    movie = review.items("itemReviewed")[0]
    rating = review.items("reviewRating")[0]
    assert (review.types, review.where, review.syntax) == (("Review",), "r", Method.MICRODATA)
    assert (movie.id, movie.text("name"), movie.text("director")) == ("urn:m", "The Quiet Harbour", "Iva Holt")
    assert [rating.text(name) for name in ("ratingValue", "bestRating", "worstRating")] == ["4", "5", "1"]
    assert review.text("datePublished") == "2021-03-04"
    assert review.all("name") == ()
    assert {len(values) for item in items for values in item.properties.values()} == {1}


def test_the_top_level_comes_first_and_nested_items_come_too() -> None:
    assert [item.types[0] for item in read(REVIEW)] == ["Review", "Movie", "Person", "Rating"]


@pytest.mark.parametrize(
    ("element", "value"),
    [
        ('<meta itemprop="x" content="a b">', "a b"),
        ('<meta itemprop="x" datetime="2020-01-02">', "2020-01-02"),
        ('<span itemprop="x" content="4.5">four and a half</span>', "4.5"),
        ('<span itemprop="x"> two\n words </span>', "two words"),
        ('<time itemprop="x" datetime="2020-01-02">then</time>', "2020-01-02"),
        ('<time itemprop="x">2 January 2020</time>', "2 January 2020"),
        ('<data itemprop="x" value="7">seven</data>', "7"),
        ('<meter itemprop="x" value="0.6">three stars</meter>', "0.6"),
        ('<img itemprop="x" src="/a.jpg" alt="A">', "/a.jpg"),
        ('<link itemprop="x" href="https://schema.org/InStock">', "https://schema.org/InStock"),
        ('<a itemprop="x" href="/ann">Ann Lee</a>', "Ann Lee"),
        ('<a itemprop="url" href="/ann">Ann Lee</a>', "/ann"),
        ('<p itemprop="x">one<br>two<script>no()</script></p>', "one two"),
        ('<abbr itemprop="datePublished" title="2020-01-02T10:00">10:00</abbr>', "2020-01-02T10:00"),
        ('<abbr itemprop="x" title="Quiet Harbour">QH</abbr>', "QH"),
    ],
)
def test_a_value_is_read_as_its_element_says(element: str, value: str) -> None:
    (item,) = read(f'<div itemscope itemtype="http://schema.org/Thing">{element}</div>')
    assert next(iter(item.properties.values())) == (value,)


def test_several_values_names_and_types() -> None:
    (item,) = read(
        '<p itemscope itemtype="http://schema.org/Review http://schema.org/CriticReview">'
        '<i itemprop="author creator">Ann</i><i itemprop="author">Bo</i><i itemprop="empty"></i></p>'
    )
    assert item.types == ("Review", "CriticReview")
    assert item.properties == {"author": ("Ann", "Bo"), "creator": ("Ann",)}


def test_itemref_takes_in_what_stands_elsewhere() -> None:
    items = read(
        '<div itemscope itemtype="http://schema.org/Review" itemref="by when gone"></div>'
        '<p id="by">by <span itemprop="author">Ann</span></p><time id="when" itemprop="datePublished">2020</time>'
    )
    assert items[0].properties == {"author": ("Ann",), "datePublished": ("2020",)}


def test_itemref_in_a_circle_ends() -> None:
    one, other = read(
        '<div id="a" itemprop="x" itemscope itemref="b"></div><div id="b" itemprop="x" itemscope itemref="a"></div>'
    )
    assert one.items("x") == (other,)
    assert other.items("x") == (one,)


@pytest.mark.parametrize("html", ["", "<p>none</p>", '<b itemprop="x">no item around it</b>'])
def test_a_page_without_items(html: str) -> None:
    assert read(html) == ()


def test_many_nodes_are_bounded() -> None:
    assert len(read("<i itemscope></i>" * 30_000)) == 20_000


MOVIE_IN_REVIEW = """
<div itemscope itemtype="https://schema.org/Review"><i itemprop="author">Ann</i>
<div itemprop="itemReviewed" itemscope itemtype="https://schema.org/Movie"><i itemprop="name">Gravity</i></div></div>
"""
REVIEW_IN_MOVIE = """
<div itemscope itemtype="https://schema.org/Movie"><i itemprop="name">Gravity</i>
<div itemprop="review" itemscope itemtype="https://schema.org/Review"><i itemprop="author">Ann</i></div></div>
"""
BY_REFERENCE = """
<div itemscope itemtype="https://schema.org/Movie" itemref="r"><i itemprop="name">Gravity</i></div>
<div id="r" itemprop="review" itemscope itemtype="https://schema.org/Review" itemref="a"></div>
<p id="a"><i itemprop="author">Ann</i></p>
"""


@pytest.mark.parametrize("html", [MOVIE_IN_REVIEW, REVIEW_IN_MOVIE, BY_REFERENCE])
def test_a_film_and_its_review_in_either_order(html: str) -> None:
    by_type = {item.types[0]: item for item in read(html)}
    assert (by_type["Review"].texts("author"), by_type["Movie"].texts("name")) == (("Ann",), ("Gravity",))
    links = (*by_type["Review"].items("itemReviewed"), *by_type["Movie"].items("review"))
    assert len(links) == 1


def test_the_texts_of_articles_are_left_to_their_lines() -> None:
    (item,) = read('<p itemscope><i itemprop="articleBody">long</i><i itemprop="reviewBody">long</i></p>')
    assert item.properties == {}


def test_references_of_thousands_stay_cheap() -> None:
    many = '<i itemscope itemref="x"></i>' * 8_000 + '<p id="x">' + '<b itemprop="name">n</b>' * 8_000 + "</p>"
    items = read(many)
    assert sum(len(values) for item in items for values in item.properties.values()) == 20 * 1_000
    referring = " ".join(f"x{number}" for number in range(5_000))
    one, *_ = read(
        f'<i itemscope itemref="{referring}"></i>'
        + "".join(f'<b id="x{number}" itemprop="name">n</b>' for number in range(5_000))
    )
    assert len(one.all("name")) == 100
