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
    ("line", "certificate"),
    [
        ("<p>Rated: PG-13 (language)</p>", "PG-13"),
        ("<p>FSK: 12</p>", "12"),
        ("<p>Rating: PG-13</p>", "PG-13"),
        ("<p>Rating: NR</p>", None),
        ("<p>Rating: A</p>", None),
        ("<p>Rating: 12</p>", None),
    ],
)
def test_age_certificates_are_kept_apart(line: str, certificate: str | None) -> None:
    others = record(article(line), review_of()).other_ratings
    assert [(other.role, other.label) for other in others] == ([("certificate", certificate)] if certificate else [])


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


def test_a_letter_and_a_number_that_are_far_apart_are_no_verdict() -> None:
    said = record(article("<p>Overall Score: A-</p><p>Recommendation: 3/5</p>"))
    assert said.rating is None
    near = record(article("<p>Overall Score: A-</p><p>Rating: 9/10</p>"))
    assert near.rating is not None
