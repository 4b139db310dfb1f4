from decimal import Decimal

import pytest

from extractors.locate.rating import locate_other_ratings, locate_rating
from schemas.evidence import Candidate, Method
from schemas.review import Rating, RatingKind
from tests.unit.extractors.pages import article, given, jsonld, record, review_of, site

Numbers = tuple[str | None, str | None]


def located(body: str, head: str = "", scale: dict[str, str] | None = None) -> list[Candidate[Rating]]:
    found = locate_rating(*given(body, head, site=site(scale=scale) if scale else None))
    return [candidate for candidate in found if candidate.field == "rating"]


def numbers(candidates: list[Candidate[Rating]]) -> list[Numbers]:
    """Value and best of each candidate, each pair once."""
    found = (
        (
            str(c.value.value) if c.value.value is not None else c.value.label,
            str(c.value.best) if c.value.best else None,
        )
        for c in candidates
    )
    return list(dict.fromkeys(found))


def stated(rating: object) -> list[Numbers]:
    return numbers(located(article(""), review_of(reviewRating=rating)))


# --- structured data


@pytest.mark.parametrize(
    ("rating", "expected"),
    [
        pytest.param({"ratingValue": 4, "bestRating": 5}, [("4", "5")], id="numbers"),
        pytest.param({"ratingValue": "3.5", "bestRating": "4"}, [("3.5", "4")], id="strings"),
        pytest.param({"ratingValue": "3,5", "bestRating": "5"}, [("3.5", "5")], id="comma"),
        pytest.param({"ratingValue": "8/10"}, [("8", "10")], id="fraction"),
        pytest.param({"ratingValue": 4}, [("4", "5")], id="no best: of five"),
        pytest.param({"ratingValue": 8}, [("8", None)], id="no best and above five"),
        pytest.param({"ratingValue": 0, "bestRating": 5}, [("0", "5")], id="nought"),
        pytest.param({"ratingValue": 0.5, "bestRating": 5, "worstRating": 1}, [("0.5", "5")], id="below a plugin's 1"),
        pytest.param({"ratingValue": "B+"}, [("B+", None)], id="letter"),
        pytest.param(4, [("4", None)], id="bare number"),
        pytest.param("4/5", [("4", "5")], id="bare text"),
        pytest.param({"ratingValue": ""}, [], id="empty"),
        pytest.param({"bestRating": 5}, [], id="no value"),
        pytest.param({"ratingValue": 6, "bestRating": 5}, [], id="above best"),
        pytest.param({"ratingValue": -1, "bestRating": 5}, [], id="below nought"),
        pytest.param({"ratingValue": 1, "bestRating": 3, "worstRating": -3}, [("1", "3")], id="a scale around nought"),
        pytest.param({"ratingValue": "NaN", "bestRating": 5}, [], id="NaN"),
        pytest.param({"ratingValue": "1e400", "bestRating": 5}, [], id="beyond reason"),
        pytest.param({"ratingValue": "1e9999999", "bestRating": "1e9999999"}, [], id="beyond arithmetic"),
        pytest.param({"ratingValue": 4, "bestRating": "1e9999999"}, [("4", "5")], id="best beyond arithmetic"),
        pytest.param({"ratingValue": "n/a", "bestRating": 5}, [], id="words"),
    ],
)
def test_the_markups_review_rating(rating: object, expected: list[Numbers]) -> None:
    assert stated(rating) == expected


def test_a_worst_counts_where_it_is_stated() -> None:
    (found,) = located(article(""), review_of(reviewRating={"ratingValue": 3, "bestRating": 5, "worstRating": 1}))
    assert found.value.normalized == Decimal("0.5")
    assert (found.value.worst, found.value.scale_source) == (Decimal(1), "markup")


@pytest.mark.parametrize(("best", "kind"), [(5, RatingKind.STARS), (6, RatingKind.STARS), (10, RatingKind.POINTS)])
def test_short_scales_are_stars(best: int, kind: RatingKind) -> None:
    (found,) = located(article(""), review_of(reviewRating={"ratingValue": 3, "bestRating": best}))
    assert found.value.kind is kind


def test_an_articles_rating_counts_too() -> None:
    head = jsonld({"@type": "Article", "reviewRating": {"ratingValue": 3, "bestRating": 5}})
    assert numbers(located(article(""), head)) == [("3", "5")]


# --- label lines and lone lines


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("<p>Rating: 4/5</p>", [("4", "5")]),
        ("<p><strong>Rating:</strong> 3.5 out of 5</p>", [("3.5", "5")]),
        ("<p>Score: 8</p>", [("8", None)]),
        ("<p>Grade: B+</p>", [("B+", None)]),
        ("<p>Rating: ★★★½</p>", [("3.5", None)]),
        ("<p>Wertung: 7 von 10</p>", [("7", "10")]),
        ("<p>Note : 14/20</p>", [("14", "20")]),
        ("<p>Nota: 7/10</p>", [("7", "10")]),
        ("<p>評価：★★★★☆</p>", [("4", "5")]),
        ("<p>평점: 4/5</p>", [("4", "5")]),
        ("<p>评分：8/10</p>", [("8", "10")]),
        ("<p>Оценка: 8 из 10</p>", [("8", "10")]),
        ("<table><tr><th>Rating</th><td>4/5</td></tr></table>", [("4", "5")]),
        ("<p>★★★☆☆</p>", [("3", "5")]),
        ("<p>7/10</p>", [("7", "10")]),
        ("<p>Score 4.5 out of 5</p>", [("4.5", "5")]),
        ("<p>Film: 7/10</p>", [("7", "10")]),
        ("<p>In short: 7/10</p>", [("7", "10")]),
        ("<p>Rating: Stream It</p>", [("Stream It", None)]),
    ],
)
def test_lines_that_state_the_verdict(line: str, expected: list[Numbers]) -> None:
    assert numbers(located(article(line))) == expected


@pytest.mark.parametrize(
    "line",
    [
        "<p>Rated: PG-13</p>",
        "<p>Rating: PG-13</p>",
        "<p>FSK: 12</p>",
        "<p>IMDb: 8.1/10</p>",
        "<p>IMDb 8.1/10</p>",
        "<p>Audience score: 4/5</p>",
        "<p>Audience score 4/5</p>",
        "<p>Episode: 4/10</p>",
        "<p>Acting: 4/5</p>",
        "<p>2023</p>",
        "<p>12</p>",
        "<p>B</p>",
        "<p>Rating: none yet</p>",
        "<p>Year: 2023</p>",
        "<p>It is a long way from 4/5 to the harbour, as every fisherman of the town can tell.</p>",
    ],
)
def test_lines_that_state_no_verdict(line: str) -> None:
    assert located(article(line)) == []


# --- widgets and icons


@pytest.mark.parametrize(
    ("widget", "expected"),
    [
        ('<div aria-label="Rated 4 out of 5 stars"></div>', [("4", "5")]),
        ('<span role="img" title="3.5 out of 5"></span>', [("3.5", "5")]),
        ('<div class="stars" title="4 stars"></div>', [("4", None)]),
        ('<div class="review-rating">7/10</div>', [("7", "10")]),
        ('<div aria-label="Share 4 times"></div>', []),
        ('<div aria-label="4"></div>', []),
    ],
)
def test_widgets_that_say_their_rating(widget: str, expected: list[Numbers]) -> None:
    assert numbers(located(article(widget))) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param("fa fa-star|" * 4 + "fa fa-star-o", ("4", "5"), id="font awesome 4"),
        pytest.param("fas fa-star|" * 3 + "far fa-star|" + "far fa-star", ("3", "5"), id="font awesome 5"),
        pytest.param("icon-star-full|" * 3 + "icon-star-half|" + "icon-star-empty", ("3.5", "5"), id="half"),
        pytest.param(
            "dashicons dashicons-star-filled|" * 4 + "dashicons dashicons-star-empty", ("4", "5"), id="WordPress"
        ),
        pytest.param("fa fa-star|" * 3 + "fa fa-star", ("4", None), id="no empty ones, no scale"),
    ],
)
@pytest.mark.parametrize("tag", ["i", "span"])
def test_rows_of_icons(row: str, expected: Numbers, tag: str) -> None:
    icons = "".join(f'<{tag} class="{names}"></{tag}>' for names in row.split("|"))
    assert numbers(located(article(f"<div>{icons}</div>"))) == [expected]


@pytest.mark.parametrize(
    "row",
    [
        "<div>{}</div>".format('<i class="fa fa-star"></i>' * 11),
        '<div><i class="start"></i><i class="superstar-badge"></i></div>',
        '<aside><i class="fa fa-star"></i><i class="fa fa-star"></i></aside>',
        '<ol class="comments"><li><i class="fa fa-star"></i><i class="fa fa-star"></i></li></ol>',
    ],
)
def test_other_icons_are_no_rating(row: str) -> None:
    assert located(article(row)) == []


IMAGES = "https://reels.test/img/"


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        (f'<img src="{IMAGES}4stars.gif">', [("4", None)]),
        (f'<img src="{IMAGES}stars-3.5.png">', [("3.5", None)]),
        (f'<img src="{IMAGES}3_5stars.png">', [("3.5", None)]),
        (f'<img src="{IMAGES}three-and-a-half-stars.gif">', [("3.5", None)]),
        (f'<img src="{IMAGES}rating_4_of_5.png">', [("4", "5")]),
        (f'<img src="{IMAGES}x.png" alt="3.5 out of 5 stars">', [("3.5", "5")]),
        (f'<img src="{IMAGES}x.png" alt="★★★★☆">', [("4", "5")]),
        (f'<img src="{IMAGES}star.gif">' * 3 + f'<img src="{IMAGES}halfstar.gif">', [("3.5", None)]),
        (f'<img src="{IMAGES}star-full.png">' * 2 + f'<img src="{IMAGES}star-empty.png">' * 3, [("2", "5")]),
        (f'<img src="{IMAGES}05_starwars.gif">', []),
        (f'<img src="{IMAGES}starwars162.jpg" alt="Star Wars">', []),
        (f'<img src="{IMAGES}star.png" alt="The star of the film">', []),
        (f'<img src="{IMAGES}imdb.png" alt="IMDb 7.8/10">', []),
    ],
)
def test_images_of_stars(image: str, expected: list[Numbers]) -> None:
    assert numbers(located(article(f"<p>{image}</p>"))) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param('<b class="on">★</b>' * 3 + '<b class="off">★</b>' * 2, [("3", "5")], id="on and off"),
        pytest.param('<b class="s lit">★</b>' * 4 + '<b class="s">★</b>', [("4", "5")], id="two looks"),
        pytest.param('<b style="color:gold">★</b>' * 2 + '<b style="color:grey">★</b>' * 3, [("2", "5")], id="colours"),
        pytest.param("<b>★</b>" * 4, [("4", None)], id="one look"),
        pytest.param("★★★★<span>★</span>", [("5", None)], id="one of them is an element"),
        pytest.param('☆☆☆☆☆<span style="width:80%">★★★★★</span>', [("4", "5")], id="over one another"),
        pytest.param('<div class="stars"><span style="width:70%"></span></div>', [("3.5", "5")], id="a bar"),
        pytest.param('<div class="bar"><span style="width:70%"></span></div>', [], id="a bar of anything"),
        pytest.param('<div class="final-score">8.5</div>', [("8.5", None)], id="a number that the class names"),
        pytest.param('<div class="user-score">8.5</div>', [], id="the readers' number"),
        pytest.param('<div class="stars">★★★★☆ <small>(12 votes)</small></div>', [], id="votes"),
    ],
)
def test_stars_that_are_told_apart_by_their_markup(row: str, expected: list[Numbers]) -> None:
    assert numbers(located(article(f"<div>{row}</div>"))) == expected


def pictures(*looks: str) -> str:
    return "".join(f'<img src="data:image/svg+xml;base64,{look}" alt="Star">' for look in looks)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param(pictures("QQ==", "QQ==", "QQ=="), [("3", None)], id="all alike"),
        pytest.param(pictures("QQ==", "QQ==", "Qg=="), [("2", "3")], id="the second look is of the empty ones"),
        pytest.param(pictures("QQ==", "Qg==", "QQ=="), [], id="in no order"),
    ],
)
def test_rows_of_inline_pictures(row: str, expected: list[Numbers]) -> None:
    assert numbers(located(article(f"<div>{row}</div>"))) == expected


def test_the_first_line_of_a_page_without_headings_is_its_heading() -> None:
    page = article("<p>A Harbour in Winter – 82,5/100</p>").replace("<h1>The Quiet Harbour Review</h1>", "")
    assert numbers(located(page)) == [("82.5", "100")]


def test_rows_with_a_name_each_are_of_parts_of_the_work() -> None:
    def row(name: str, stars: int) -> str:
        icons = '<i class="fa fa-star"></i>' * stars + '<i class="far fa-star"></i>' * (5 - stars)
        return f'<div class="row"><span>{name}</span><div class="stars">{icons}</div></div>'

    assert located(article(row("Jump scares", 2) + row("Gore", 4) + row("Dread", 3))) == []
    assert numbers(located(article(row("Jump scares", 2) + row("Gore", 4) + row("Overall", 3)))) == [("3", "5")]


# --- lines that belong together, and lines that do not


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("<p>7,5<br>von 10 Kürbissen</p>", [("7.5", "10")], id="broken behind the value"),
        pytest.param("<p>8</p><p>/10</p>", [("8", "10")], id="the scale in a block of its own"),
        pytest.param("<p>Score</p><p>8.5</p>", [("8.5", None)], id="the label in a line of its own"),
        pytest.param("<p>Grade</p><p>B+</p>", [("B+", None)], id="a grade below its label"),
        pytest.param("<p>Overall 9.0<br>Story 9.0<br>Acting 10.0</p>", [("9", None)], id="the whole before its parts"),
        pytest.param("<p>Rating: <sup>4</sup>⁄<sub>5</sub></p>", [("4", "5")], id="small figures"),
        pytest.param("<p>Rating: &#9733;&#9733;&#9733;&#9734;&#9734;</p>", [("3", "5")], id="entities"),
        pytest.param("<p>Rating: ⭐️⭐️⭐️</p>", [("3", None)], id="variation selectors"),
        pytest.param("<p>B+</p>", [("B+", None)], id="a grade alone"),
        pytest.param("<p>Gore ★★</p><p>Dread ★★★★</p>", [], id="a list of parts"),
        pytest.param("<p>Gore</p><p>★★★★★</p><p>Dread</p><p>★★★★★</p>", [], id="parts and their stars in turn"),
        pytest.param(
            "<p>★★★★★ = masterpiece</p><p>★★★★ = great</p><p>★★★ = fine</p><p>★★ = poor</p>", [], id="a legend"
        ),
        pytest.param("<h3>How we rate</h3><p>★★★★★ Masterpiece</p>", [], id="a legend's heading"),
        pytest.param("<p>5/5: a classic</p><p>4/5: great</p><p>3/5: fine</p>", [], id="a legend of fractions"),
        pytest.param("<p>Rating: none<br>**</p>", [], id="marks of bold text"),
        pytest.param("<p>Part 4/5</p>", [], id="a part"),
    ],
)
def test_lines_are_read_together(lines: str, expected: list[Numbers]) -> None:
    assert numbers(located(article(lines))) == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("The Quiet Harbour ★★★½", [("3.5", None)]),
        ("The Quiet Harbour Review: Rating 4.1/5 &lt;Recommended&gt;", [("4.1", "5")]),
        ("Review: The Quiet Harbour – 8/10", [("8", "10")]),
        ("9/11: The Quiet Harbour Review", []),
        ("The Quiet Harbour, Episode 4/10", []),
        ("The Quiet Harbour Review – 82,5/100", [("82.5", "100")]),
        ("🍿 The Quiet Harbour (1972) - ★★★★☆", [("4", "5")]),
        ("The Quiet Harbour ****", [("4", None)]),
        ("The Quiet Harbour (B+)", [("B+", None)]),
        ("The Quiet Harbour: B+", [("B+", None)]),
        ("The Quiet Harbour (1/2 star)", [("0.5", None)]),
        ("The Quiet Harbour (2006) - 2 stars out of 10", [("2", "10")]),
        ("The Quiet Harbour【4点/10点満点中】(ネタバレ)", [("4", "10")]),
        ("Vitamin B+", []),
        ("The Quiet Harbour: Plan A", []),
        ("5-Star Harbour Review", []),
    ],
)
def test_headings_with_the_verdict(heading: str, expected: list[Numbers]) -> None:
    assert numbers(located(article("", heading=heading))) == expected


# --- whose rating


@pytest.mark.parametrize(
    "widget",
    [
        '<div class="kk-star-ratings"><div class="kksr-legend rating">4.5/5</div></div>',
        '<div class="yasr-vv-container"><div aria-label="4.5 out of 5 stars"></div></div>',
        '<div class="user-rating"><i class="fa fa-star"></i><i class="fa fa-star-o"></i></div>',
        '<div id="visitor-votes"><span class="rating">3/5</span></div>',
        '<div class="imdb-rating">8.1/10</div>',
        '<div class="comments"><div class="rating">3/5</div></div>',
        "<p>User rating: 4/5</p>",
    ],
)
def test_the_readers_votes_are_never_the_verdict(widget: str) -> None:
    assert located(article(widget)) == []


def test_an_aggregate_is_another_rating_and_never_the_verdict() -> None:
    aggregate = {"@type": "AggregateRating", "ratingValue": 8.1, "bestRating": 10, "ratingCount": "1234"}
    found = record(article(""), review_of({"aggregateRating": aggregate}))
    assert found.rating is None
    (other,) = found.other_ratings
    assert other.role == "aggregate"
    assert (other.value, other.best, other.count) == (Decimal("8.1"), Decimal(10), 1234)


@pytest.mark.parametrize(
    ("line", "role", "aspect", "value"),
    [
        ("<p>Story: 4/5</p>", "aspect", "Story", "4"),
        ("<p>IMDb: 7.8/10</p>", "aggregate", None, "7.8"),
        ("<p>Audience score: 3/5</p>", "audience", None, "3"),
    ],
)
def test_labels_say_whose_rating_it_is_and_of_what(line: str, role: str, aspect: str | None, value: str) -> None:
    (other,) = record(article(line), review_of()).other_ratings
    assert (other.role, other.aspect, other.value) == (role, aspect, Decimal(value))


@pytest.mark.parametrize(
    ("written", "count"),
    [
        (1234, 1234),
        ("1234", 1234),
        ("1,234", 1234),
        ("1.234.567", 1234567),
        ("many", None),
        ("NaN", None),
        ("-3", None),
        ("1e999999999", None),
        ("12.5", None),
        ("", None),
    ],
)
def test_how_many_votes_an_aggregate_counts(written: object, count: int | None) -> None:
    aggregate = {"@type": "AggregateRating", "ratingValue": 8, "bestRating": 10, "ratingCount": written}
    _, context = given(article(""), review_of({"aggregateRating": aggregate}))
    assert [c.value.count for c in locate_other_ratings(context)] == [count]


# --- scale


@pytest.mark.parametrize(
    ("line", "scale", "expected"),
    [
        ("<p>Rating: 3</p>", {"best": "4"}, [("3", "4")]),
        ("<p>Rating: 3/5</p>", {"best": "4"}, [("3", "5")]),
        ("<p>Rating: 8</p>", {"best": "4"}, [("8", None)]),
        ("<p>Rating: B</p>", {"best": "4"}, [("B", None)]),
        ("<p>★★★</p>", {"best": "4"}, [("3", "4")]),
    ],
)
def test_the_sites_scale_completes_a_rating_without_one(
    line: str, scale: dict[str, str], expected: list[Numbers]
) -> None:
    assert numbers(located(article(line), scale=scale)) == expected


def test_a_scale_of_the_site_says_so() -> None:
    found, *_ = located(article("<p>Rating: 3</p>"), scale={"best": "4"})
    assert (found.value.scale_source, found.value.normalized) == ("site", Decimal("0.75"))


def test_a_value_below_the_sites_worst_stays_without_scale() -> None:
    found, *_ = located(article("<p>Rating: 0</p>"), scale={"best": "5", "worst": "1"})
    assert (found.value.value, found.value.best, found.value.worst) == (Decimal(0), None, None)


def test_a_site_may_count_downwards() -> None:
    found, *_ = located(article("<p>Note: 2.0</p>"), scale={"best": "1", "worst": "6"})
    assert (found.value.best, found.value.worst, found.value.normalized) == (Decimal(1), Decimal(6), Decimal("0.8"))


def test_a_site_may_read_letters_its_own_way() -> None:
    (usual,) = located(article("<p>Grade: B+</p>"))
    (own,) = located(article("<p>Grade: B+</p>"), scale={"letters": "letter-linear13/1"})
    assert (usual.value.normalized, usual.value.normalizer) == (Decimal("0.83"), "letter-metacritic/1")
    assert (own.value.normalized, own.value.normalizer) == (Decimal("0.75"), "letter-linear13/1")


def test_a_site_files_selector_reads_the_rating() -> None:
    facts = {"rating": {"css": ".r", "attribute": "data-score"}}
    body = article('<b class="r" data-score="4/5"></b>')
    (found,) = locate_rating(*given(body, site=site(fields=facts)))
    assert (found.method, found.value.value, found.value.best) == (Method.SITE, Decimal(4), Decimal(5))


# --- what the record takes


def test_unrated_is_null_and_nought_is_not() -> None:
    assert record(article(""), review_of()).rating is None
    rating = record(article(""), review_of(reviewRating={"ratingValue": 0, "bestRating": 5})).rating
    assert rating is not None
    assert (rating.value, rating.normalized) == (Decimal(0), Decimal(0))


def test_one_line_is_one_reading() -> None:
    assert {c.method for c in located(article("<p>Rating: 4/5</p>"))} == {Method.LABEL}
    assert {c.method for c in located(article("<p>Rating 4/5</p>"))} == {Method.LABEL}


def test_a_reading_with_a_scale_completes_one_without() -> None:
    body = article("<p>★★★★</p><p>Rating: 4/5</p>")
    rating = record(body, review_of()).rating
    assert rating is not None
    assert (rating.value, rating.best) == (Decimal(4), Decimal(5))


def test_two_verdicts_that_differ_are_none() -> None:
    found = record(article("<p>Rating: 4/5</p><p>Score: 2/5</p>"), review_of())
    assert found.rating is None
    assert any(warning.startswith("rating:") for warning in found.warnings)


def test_four_of_five_and_eight_of_ten_agree() -> None:
    rating = record(article("<p>Rating: 8/10</p>"), review_of(reviewRating={"ratingValue": 4, "bestRating": 5})).rating
    assert rating is not None
    assert rating.normalized == Decimal("0.8")


def test_verdict_words_beside_a_number_do_not_contradict_it() -> None:
    rating = record(article("<p>Verdict: Recommended</p><p>Rating: 4/5</p>"), review_of()).rating
    assert rating is not None
    assert (rating.value, rating.best) == (Decimal(4), Decimal(5))
