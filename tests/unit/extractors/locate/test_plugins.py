"""Boxes as the plugins print them, in English and translated: structure tells, labels do not."""

from dataclasses import dataclass, field

import pytest

from extractors.locate.plugins import locate_boxes
from extractors.locate.rating import locate_rating
from schemas.evidence import Method
from schemas.review import OtherRating, Rating, RatingKind
from tests.unit.extractors.pages import article, given, record, review_of

Numbers = tuple[str, str | None]


@dataclass(frozen=True)
class Said:
    """What a page's boxes say: value and scale of the verdict, of criteria by name, of readers with their count."""

    rating: list[Numbers] = field(default_factory=list)
    aspects: dict[str, Numbers] = field(default_factory=dict)
    audience: list[tuple[str, str | None, int | None]] = field(default_factory=list)
    pros: list[str] = field(default_factory=list)
    cons: list[str] = field(default_factory=list)
    verdict: list[str] = field(default_factory=list)


def numbers(rating: Rating) -> Numbers:
    return f"{rating.value:f}", None if rating.best is None else f"{rating.best:f}"


def said(body: str) -> Said:
    found = Said()
    for candidate in locate_boxes(given(body)[0]):
        assert candidate.method is Method.PLUGIN
        value = candidate.value
        if isinstance(value, OtherRating):
            if value.role == "aspect":
                found.aspects[str(value.aspect)] = numbers(value)
            else:
                found.audience.append((*numbers(value), value.count))
        elif isinstance(value, Rating):
            found.rating.append(numbers(value))
        else:
            getattr(found, candidate.field).append(value)
    return found


def of(box: str) -> Said:
    return said(article(box))


# --- Rank Math


def rank_math(value: str, stars: int = 5, inner: int = 5, label: str = "Editor's Rating:") -> str:
    """An outer row of empty stars, and a filled one laid over it."""
    star = '<i class="rank-math-star"></i>'
    return (
        '<div id="rank-math-rich-snippet-wrapper"><div class="rank-math-review-data">'
        f'<div class="rank-math-total-wrapper"><strong>{label}</strong><br>'
        f'<span class="rank-math-total">{value}</span><div class="rank-math-review-star">'
        f'<div class="rank-math-review-result-wrapper">{star * stars}<div class="rank-math-review-result" '
        f'style="width:80%">{star * inner}</div></div></div></div></div></div>'
    )


@pytest.mark.parametrize(
    ("value", "stars", "expected"),
    [
        ("4", 5, [("4", "5")]),
        ("3.5", 5, [("3.5", "5")]),
        ("0", 5, [("0", "5")]),
        ("8", 10, [("8", "10")]),
        ("4", 0, [("4", None)]),
        ("6", 5, []),
        ("good", 5, []),
        ("-1", 5, []),
    ],
)
def test_rank_math(value: str, stars: int, expected: list[Numbers]) -> None:
    assert of(rank_math(value, stars)) == Said(rating=expected)


def test_only_rank_maths_outer_stars_are_its_scale() -> None:
    assert of(rank_math("4", 5, inner=50, label="Bewertung der Redaktion:")).rating == [("4", "5")]


# --- WP Review


def wp_review(kind: str, total: str, item: str = "", rest: str = "", overall: str = "<h5>Overall</h5>") -> str:
    return (
        f'<div id="review" class="review-wrapper wp-review-7 wp-review-{kind}-type wp-review-default-template">'
        '<div class="review-heading"><h5 class="review-title">The Quiet Harbour</h5></div>'
        f'<ul class="review-list">{item}</ul><div class="review-total-wrapper">'
        f'<span class="review-total-box">{overall}{total}</span><div class="review-star review-total">'
        '<div class="review-result-wrapper"><i class="mts-icon-star"></i><div class="review-result" '
        f'style="width:90%; color:#1e73be;"><i class="mts-icon-star"></i></div></div></div></div>{rest}</div>'
    )


def wp_stars(percent: int) -> str:
    return (
        '<div class="review-star"><div class="review-result-wrapper"><i class="mts-icon-star"></i>'
        f'<div class="review-result" style="width:{percent}%;"><i class="mts-icon-star"></i></div></div></div>'
    )


WP_REVIEW_REST = (
    '<div class="review-desc"><p class="review-summary-title"><strong>Zusammenfassung</strong></p>'
    "<p>Still und salzig bis zum Schluss.</p></div>"
    '<div class="review-pros-cons"><div class="review-pros"><p>Plus</p><ul><li>The sea</li><li>The sea</li></ul></div>'
    '<div class="review-cons"><p>Minus</p><ul><li>The length</li></ul></div></div>'
)
WP_REVIEW_READERS = (
    '<div class="user-review-area visitors-review-area">' + wp_stars(60) + '<div class="user-total-wrapper">'
    '<h5 class="user-review-title">User Review</h5><span class="review-total-box">'
    '<span class="wp-review-user-rating-total">{}</span> '
    '<small>(<span class="wp-review-user-rating-counter">{}</span> votes)</small></span></div></div>'
)


@pytest.mark.parametrize(
    ("kind", "total", "expected"),
    [
        ("star", "4.5", ("4.5", "5")),
        ("point", "9/10", ("9", "10")),
        ("percentage", "90%", ("90", "100")),
        ("circle", "90", ("90", "100")),
        ("thumbs", "90/100", ("90", "100")),
    ],
)
@pytest.mark.parametrize("overall", ["<h5>Overall</h5>", "<h5>Gesamt</h5>", ""])
def test_wp_review(kind: str, total: str, expected: Numbers, overall: str) -> None:
    assert of(wp_review(kind, total, overall=overall)) == Said(rating=[expected])


def test_wp_reviews_criteria_notes_and_summary() -> None:
    stars = of(wp_review("star", "4.5", f"<li>{wp_stars(80)}<span>Acting</span></li>", WP_REVIEW_REST))
    assert stars == Said(
        rating=[("4.5", "5")],
        aspects={"Acting": ("4", "5")},
        pros=["The sea"],
        cons=["The length"],
        verdict=["Still und salzig bis zum Schluss."],
    )
    points = of(wp_review("point", "9/10", "<li><span>Musik - <span>8/10</span></span></li>"))
    assert points.aspects == {"Musik": ("8", "10")}


@pytest.mark.parametrize(
    ("total", "votes", "audience"),
    [("3", "12", [("3", "5", 12)]), ("6/10", "1,204", [("6", "10", 1204)]), ("0", "0", [])],
)
def test_wp_reviews_visitors_are_not_its_editor(
    total: str, votes: str, audience: list[tuple[str, str | None, int | None]]
) -> None:
    found = of(wp_review("star", "4.5", rest=WP_REVIEW_READERS.format(total, votes)))
    assert (found.rating, found.audience) == ([("4.5", "5")], audience)
    only_readers = of(
        '<div id="review" class="review-wrapper wp-review-7 wp-review-star-type">'
        + WP_REVIEW_READERS.format(total, votes)
        + "</div>"
    )
    assert (only_readers.rating, only_readers.audience) == ([], audience)


# --- Taqyeem and TieLabs


def taqyeem(final: str, style: str = "percentage", item: str = "", rest: str = "") -> str:
    return (
        f'<div class="review_wrap"><div id="review-box" class="review-box review-bottom review-{style}">'
        f'<h2 class="review-box-header">The Quiet Harbour</h2>{item}'
        '<div class="review-summary" itemprop="reviewRating" itemscope itemtype="http://schema.org/Rating">'
        '<meta itemprop="worstRating" content="1"><meta itemprop="bestRating" content="100">'
        '<span class="rating points" style="display:none"><span class="rating points" itemprop="ratingValue">80</span>'
        f'</span><div class="review-final-score">{final}<h4>Awesome</h4></div>{rest}</div></div></div>'
    )


@pytest.mark.parametrize(
    ("final", "expected"),
    [
        ("<h3>80<span>%</span></h3>", [("80", "100")]),
        ("<h3>8</h3>", [("8", "10")]),
        ("<h3>8.3</h3>", [("8.3", "10")]),
        ('<span title="Super" class="stars-large"><span style="width:80%"></span></span>', [("4", "5")]),
        ('<div data-rate-val="70%" class="post-rating image-stars"></div>', [("3.5", "5")]),
        ("<h3>0</h3>", []),
        ("", []),
    ],
)
def test_taqyeem(final: str, expected: list[Numbers]) -> None:
    assert of(taqyeem(final)) == Said(rating=expected)


@pytest.mark.parametrize(
    ("item", "aspects"),
    [
        (
            (
                '<div class="review-item"><span><h5>Story - 80%</h5><span style="width:80%" data-width="80"></span>'
                "</span></div>"
            ),
            {"Story": ("80", "100")},
        ),
        (
            (
                '<div class="review-item"><span><h5>Handlung - 8</h5><span style="width:80%" data-width="80"></span>'
                "</span></div>"
            ),
            {"Handlung": ("8", "10")},
        ),
        (
            (
                '<div class="review-item"><h5>Season 2</h5><span class="stars-large"><span style="width:80%"></span>'
                "</span></div>"
            ),
            {"Season 2": ("4", "5")},
        ),
    ],
)
def test_taqyeems_criteria(item: str, aspects: dict[str, Numbers]) -> None:
    assert of(taqyeem("<h3>8</h3>", item=item)).aspects == aspects


@pytest.mark.parametrize("title", ["Summary :", "ملخص :", "Fazit:"])
def test_taqyeems_summary_and_readers(title: str) -> None:
    rest = (
        f'<div class="review-short-summary"><p><strong>{title}</strong> Patient, salty and worth it.</p></div>'
        '<div class="user-rate-wrap"><span class="user-rating-text"><strong>User Rating:</strong> '
        '<span class="taq-score">3.05</span> <small>( <span class="taq-count">21</span> votes)</small></span></div>'
    )
    found = of(taqyeem("<h3>8</h3>", rest=rest))
    assert found.verdict == ["Patient, salty and worth it."]
    assert found.audience == [("3.05", "5", 21)]


def test_what_taqyeem_shows_goes_before_what_it_marks_up() -> None:
    head = review_of(reviewRating={"ratingValue": 80, "bestRating": 100, "worstRating": 1})
    rating = record(article(taqyeem("<h3>8</h3>")), head).rating
    assert rating is not None
    assert numbers(rating) == ("8", "10")


# --- Let's Review


def lets_review(score: str, crits: str = "", rest: str = "") -> str:
    return (
        '<div class="lets-review-block__wrap lr-clearfix">'
        f'<div class="lets-review-block lets-review-block__crits">{crits}</div>{rest}'
        f'<div class="lets-review-block lets-review-block__final-score lr-font-h"><div class="score">{score}</div>'
        '<div class="lets-review-block__final-score-type">Great</div></div></div>'
    )


def crit(title: str, score: str, share: int) -> str:
    return (
        f'<div class="lets-review-block__crit" data-score="{share}">'
        f'<div class="lets-review-block__crit__title lr-font-h">{title}</div>'
        f'<div class="lets-review-block__crit__score">{score}</div></div>'
    )


@pytest.mark.parametrize(
    ("score", "crits", "expected"),
    [
        ("8.5", crit("Story", "8", 80), ("8.5", "10")),
        ("4", crit("Story", "4.5", 90), ("4", "5")),
        ("85%", "", ("85", "100")),
        ("4", "", ("4", None)),
    ],
)
def test_lets_review(score: str, crits: str, expected: Numbers) -> None:
    assert of(lets_review(score, crits)).rating == [expected]


def test_lets_reviews_criteria_notes_and_conclusion() -> None:
    rest = (
        '<div class="lets-review-block lets-review-block__conclusion__wrap">'
        '<div class="lets-review-block__title">Das Urteil</div>'
        '<div class="lets-review-block__conclusion">Patient, salty and worth it.</div></div>'
        '<div class="lets-review-block__proscons"><div class="lets-review-block__pros">'
        '<div class="lets-review-block__title">Gut</div>'
        '<div class="lets-review-block__procon lets-review-block__pro">The sea</div></div>'
        '<div class="lets-review-block__cons"><div class="lets-review-block__procon lets-review-block__con">'
        "The length</div></div></div>"
    )
    assert of(lets_review("8.5", crit("Handlung", "8", 80), rest)) == Said(
        rating=[("8.5", "10")],
        aspects={"Handlung": ("8", "10")},
        pros=["The sea"],
        cons=["The length"],
        verdict=["Patient, salty and worth it."],
    )


# --- WP Product Review

WPPR = (
    '<div id="wppr-review-3" class="wppr-template wppr-template-default wppr-review-container">'
    '<section id="review-statistics" class="article-section"><div class="review-wrap-up cwpr_clearfix">'
    '<div class="cwpr-review-top"><h2 class="cwp-item">The Quiet Harbour</h2>'
    '<span class="cwp-item-price cwp-item">$12.99</span></div>'
    '<div class="review-wu-grade"><div class="review-wu-grade-content"><div class="wppr-c100 wppr-p82 wppr-good">'
    "<span>8.2</span></div></div></div>"
    '<div class="review-wu-bars"><div class="rev-option" data-value="70"><div class="cwpr_clearfix">'
    "<span><h3>{criterion}</h3></span><span>7.0/10</span></div></div></div>"
    '<div class="review-wu-right"><div class=" pros"><h2>{pros}</h2><ul><li>The sea</li></ul></div>'
    '<div class=" cons"><h2>Cons</h2><ul><li>The length</li></ul></div></div></div></section></div>'
)


@pytest.mark.parametrize(("criterion", "pros"), [("Story", "Pros"), ("Fotografía", "Lo mejor")])
def test_wp_product_review(criterion: str, pros: str) -> None:
    assert of(WPPR.format(criterion=criterion, pros=pros)) == Said(
        rating=[("8.2", "10")], aspects={criterion: ("7", "10")}, pros=["The sea"], cons=["The length"]
    )


def test_wp_product_reviews_other_templates() -> None:
    first = (
        '<div class="wppr-template wppr-template-1"><div class="wppr-review-container"><div class="wppr-review-grade">'
        '<div class="wppr-review-grade-number"><span class="wppr-review-rating-grade wppr-p82 wppr-good">8.2'
        "</span></div>"
        '<div class="wppr-review-grade-option"><div class="wppr-review-grade-option-header"><span>Story</span>'
        '<span>7.0</span></div><div class="wppr-review-grade-option-rating wppr-default">'
        '<span style="width:70%"></span>'
        "</div></div></div></div></div>"
    )
    assert of(first) == Said(rating=[("8.2", "10")], aspects={"Story": ("7", "10")})
    older = (
        '<div class="review-wrap-up"><div class="review-wu-grade"><div class="cwp-review-chart"><span>'
        '<div class="cwp-review-percentage" data-percent="75"><span class="cwp-review-rating">7.5</span></div></span>'
        "</div></div></div>"
    )
    assert of(older) == Said(rating=[("7.5", "10")])


# --- tagDiv


def td_icons(full: int, half: int, empty: int) -> str:
    return (
        '<i class="td-icon-star"></i>' * full
        + '<i class="td-icon-star-half"></i>' * half
        + '<i class="td-icon-star-empty"></i>' * empty
    )


def tagdiv(rows: str, final: str, stars: str, title: str = "SUMMARY") -> str:
    return (
        '<table class="td-review"><tr class="td-review-header"><td colspan="2">'
        '<span class="block-title">REVIEW OVERVIEW'
        f'</span></td></tr>{rows}<tr class="td-review-footer"><td class="td-review-summary">'
        f'<span class="block-title">{title}</span><div class="td-review-summary-content">Patient, salty and worth it.'
        '</div></td><td class="td-review-score"><div class="td-review-overall">'
        f'<div class="td-review-final-score">{final}</div><div class="td-review-final-star">{stars}</div>'
        '<span class="td-review-final-title">OVERALL SCORE</span></div></td></tr></table>'
    )


TD_STARS = (
    f'<tr class="td-review-row-stars"><td class="td-review-desc">Nội dung</td>'
    f'<td class="td-review-stars">{td_icons(3, 1, 1)}</td></tr>'
)
TD_BARS = (
    '<tr class="td-review-row-bars"><td colspan="2"><div class="td-review-details">'
    '<div class="td-review-desc">Plot{}</div>{}</div><div class="td-rating-bar-wrap">'
    '<div style="width:80%"></div></div>'
    "</td></tr>"
)


@pytest.mark.parametrize(
    ("rows", "final", "stars", "rating", "aspects"),
    [
        (TD_STARS, "3.5", td_icons(3, 1, 1), ("3.5", "5"), {"Nội dung": ("3.5", "5")}),
        (
            TD_BARS.format("", '<div class="td-review-percent">8</div>'),
            "8",
            td_icons(4, 0, 1),
            ("8", "10"),
            {"Plot": ("8", "10")},
        ),
        (
            TD_BARS.format(" - 80 %", ""),
            '80<span class="td-review-percent-sign">%</span>',
            td_icons(4, 0, 1),
            ("80", "100"),
            {"Plot": ("80", "100")},
        ),
        ("", "8.3", td_icons(4, 0, 1), ("8.3", "10"), {}),
        ("", "4", td_icons(4, 0, 1), ("4", "5"), {}),
    ],
)
@pytest.mark.parametrize("title", ["SUMMARY", "TỔNG QUAN"])
def test_tagdiv(rows: str, final: str, stars: str, rating: Numbers, aspects: dict[str, Numbers], title: str) -> None:
    assert of(tagdiv(rows, final, stars, title)) == Said(
        rating=[rating], aspects=aspects, verdict=["Patient, salty and worth it."]
    )


# --- JNews


def jnews(score: str, bars: str) -> str:
    return (
        '<div class="jeg_review_wrap"><h3 class="jeg_review_subtitle">The Review</h3>'
        '<h2 class="jeg_review_title">The Quiet Harbour</h2><div class="jeg_reviewheader clearfix">'
        f'<div class="review_score score_good"><span class="score_value">{score}</span>'
        '<span class="score_text">Score</span></div><div class="desc"><p>Patient, salty and worth it.</p></div></div>'
        '<div class="jeg_reviewdetail clearfix"><div class="conspros"><h3>PRÓS</h3><ul>'
        '<li><i class="jegicon-check"></i> The sea</li></ul></div><div class="conspros"><h3>CONTRAS</h3><ul>'
        f'<li><i class="jegicon-cross"></i> The length</li></ul></div></div>{bars}</div>'
    )


@pytest.mark.parametrize(
    ("score", "bars", "rating", "aspect"),
    [
        (
            "8.4",
            (
                '<div class="jeg_reviewscore jeg_reviewbars clearfix" data-scoretype="point"><ul><li><strong>Enredo'
                "</strong>"
                '<span class="reviewscore">0</span><div class="jeg_reviewbar_wrap"><span data-width="80" class="barbg">'
                "</span></div></li></ul></div>"
            ),
            ("8.4", "10"),
            ("80", "100"),
        ),
        (
            '84<span class="percentsym">%</span> ',
            (
                '<div class="jeg_reviewscore jeg_reviewbars clearfix" data-scoretype="percent"><ul><li>'
                '<strong>Enredo</strong><span class="reviewscore">0%</span><div class="jeg_reviewbar_wrap">'
                '<span data-width="80" class="barbg"></span></div></li></ul></div>'
            ),
            ("84", "100"),
            ("80", "100"),
        ),
        (
            "4.2",
            (
                '<div class="jeg_reviewscore jeg_reviewstars clearfix"><ul><li><strong>Enredo</strong>'
                '<div class="reviewscore"><i class="fa fa-star"></i><i class="fa fa-star"></i>'
                '<i class="fa fa-star"></i>'
                '<i class="fa fa-star-half-o"></i><i class="fa fa-star-o"></i></div></li></ul></div>'
            ),
            ("4.2", "5"),
            ("3.5", "5"),
        ),
    ],
)
def test_jnews(score: str, bars: str, rating: Numbers, aspect: Numbers) -> None:
    assert of(jnews(score, bars)) == Said(
        rating=[rating],
        aspects={"Enredo": aspect},
        pros=["The sea"],
        cons=["The length"],
        verdict=["Patient, salty and worth it."],
    )


# --- Soledad


@pytest.mark.parametrize(
    ("shown", "hidden", "expected"),
    [("8.5", "4.25", ("8.5", "10")), ("4.3", "4.25", ("4.3", "5")), ("85%", "4.25", ("85", "100"))],
)
def test_soledad(shown: str, hidden: str, expected: Numbers) -> None:
    box = (
        '<aside class="wrapper-penci-review"><div class="penci-review">'
        '<div class="penci-review-container penci-review-count"><h4 class="penci-review-title">The Quiet Harbour</h4>'
        '<div class="penci-review-desc"><p>Patient, salty and worth it.</p></div><ul class="penci-review-number"><li>'
        '<div class="penci-review-text"><div class="penci-review-point">Handlung</div>'
        '<div class="penci-review-score">8</div></div></li></ul></div>'
        '<div class="penci-review-container penci-review-point"><div class="penci-review-stuff">'
        '<div class="penci-review-good"><h5 class="penci-review-title">Das Gute</h5><ul><li>The sea</li></ul></div>'
        '<div class="penci-review-good penci-review-bad"><h5 class="penci-review-title">Das Schlechte</h5>'
        '<ul><li>The length</li></ul></div></div><div class="penci-review-average">'
        '<div class="penci-review-score-total">'
        f'<div class="penci-review-score-num"> {shown} <span style="display: none !important;">{hidden}</span>'
        '<span style="display: none !important;">5</span></div><span>Average Score</span></div></div></div>'
        "</div></aside>"
    )
    assert of(box) == Said(
        rating=[expected],
        aspects={"Handlung": ("8", "10")},
        pros=["The sea"],
        cons=["The length"],
        verdict=["Patient, salty and worth it."],
    )


# --- Ultimate Blocks


@pytest.mark.parametrize(("shown", "expected"), [("85%", ("85", "100")), ("4.5", ("4.5", None))])
def test_ultimate_blocks(shown: str, expected: Numbers) -> None:
    box = (
        '<div class="wp-block-ub-review ub_review_block"><p class="ub_review_item_name">The Quiet Harbour</p>'
        '<div class="ub_review_percentage_entry"><span>Handlung</span><div class="ub_review_percentage">'
        '<svg class="ub_review_percentage_bar"></svg><div>70%</div></div></div>'
        f'<div class="ub_review_average"><span class="ub_review_rating">{shown}</span></div></div>'
    )
    assert of(box) == Said(rating=[expected], aspects={"Handlung": ("70", "100")})


# --- stars that editors put into a text

HALF = '<span><svg viewBox="0 0 24 24"><path class="{}" d="M12"></path></svg></span>'


def jetpack_svg(halves: str) -> str:
    """The rendered block: a row of symbols for readers without styles, then two halves for each star."""
    drawn = "".join(HALF.format("" if half == "x" else "is-rating-unfilled") for half in halves)
    return f'<div class="wp-block-jetpack-rating-star" style="text-align:left"><p>⭐⭐⭐⭐</p>{drawn}</div>'


JETPACK_SAVED = '<figure class="wp-block-jetpack-rating-star" style="text-align:left">{}</figure>'


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        pytest.param(JETPACK_SAVED.format("<span>★</span>" * 3), ("3", "5"), id="Jetpack, as saved"),
        pytest.param(jetpack_svg("xxxxxxx..."), ("3.5", "5"), id="Jetpack, rendered"),
        pytest.param(
            '<div class="wp-block-jetpack-rating-star" itemprop="reviewRating" itemscope>'
            '<meta itemprop="ratingValue" content="4.5"><meta itemprop="bestRating" content="5">⭐⭐⭐⭐⭐</div>',
            ("4.5", "5"),
            id="Jetpack, marked up",
        ),
        pytest.param(
            '<div class="elementor-star-rating__wrapper"><div class="elementor-star-rating" title="4.5/5" '
            'itemtype="http://schema.org/Rating" itemscope itemprop="reviewRating"><i class="elementor-star-full">★</i>'
            '<span itemprop="ratingValue" class="elementor-screen-only">4.5/5</span></div></div>',
            ("4.5", "5"),
            id="Elementor, star rating",
        ),
        pytest.param(
            '<div class="e-rating" itemtype="https://schema.org/Rating" itemscope itemprop="reviewRating">'
            '<meta itemprop="worstRating" content="0"><meta itemprop="bestRating" content="10">'
            '<div class="e-rating-wrapper" itemprop="ratingValue" content="7" role="img" aria-label="7 von 10">'
            "</div></div>",
            ("7", "10"),
            id="Elementor, rating",
        ),
        pytest.param(
            "<div class='yasr-overall-rating'><div class='yasr-rater-stars' id='yasr-o1' data-rating='4.2' "
            "data-rater-starsize='24'></div></div>",
            ("4.2", "5"),
            id="YASR",
        ),
    ],
)
def test_stars_in_the_text(box: str, expected: Numbers) -> None:
    assert of(box) == Said(rating=[expected])
    assert record(article(box), review_of()).rating is not None


@pytest.mark.parametrize("value", ["-1", "0", ""])
def test_yasr_without_a_score(value: str) -> None:
    box = f"<div class='yasr-overall-rating'><div class='yasr-rater-stars' data-rating='{value}'></div></div>"
    assert of(box) == Said()


def test_rows_of_stars_that_differ_are_no_verdict() -> None:
    rows = JETPACK_SAVED.format("<span>★</span>" * 3) + JETPACK_SAVED.format("<span>★</span>" * 5)
    assert of(rows) == Said()
    assert of(rows + rank_math("4")).rating == [("4", "5")]


# --- what readers gave

KKSR = (
    '<div class="kk-star-ratings kksr-auto kksr-align-left" data-payload="{}"><div class="kksr-stars">'
    '<div class="kksr-stars-inactive"><div class="kksr-star"><div class="kksr-icon"></div></div></div>'
    '<div class="kksr-stars-active" style="width: 138px;"></div></div><div class="kksr-legend">%s</div></div>'
)
YASR_VISITORS = (
    '<div id="yasr_visitor_votes_1" class="yasr-visitor-votes"><div id="yasr-vv-second-row-container-1">'
    "<div id='yasr-visitor-votes-rater-1' class='yasr-rater-stars-vv' data-rater-postid='5'"
    " data-rating='{value}'></div>"
    '<span id="yasr-vv-text-container-1" class="yasr-vv-text-container">[Total: '
    '<span id="yasr-vv-votes-number-container-1">{count}</span> Average: '
    '<span id="yasr-vv-average-container-1">{value}</span>]</span></div></div>'
)
GLSR = (
    '<div class="glsr-summary-wrap"><div class="glsr-summary"><div class="glsr-summary-rating">'
    '<span class="glsr-tag-value">4.8</span></div><div class="glsr-summary-stars">'
    '<div class="glsr-star-rating glsr-stars" '
    'data-rating="4.8" data-reviews="12" role="img" aria-label="Rated 4.8 out of 5">'
    + '<span class="glsr-star glsr-star-full"></span>' * 5
    + "</div></div></div></div>"
)


@pytest.mark.parametrize(
    ("widget", "audience"),
    [
        pytest.param(KKSR % "4.5/5 - (1,204 votes)", [("4.5", "5", 1204)], id="kk Star Ratings"),
        pytest.param(KKSR % "4,5/5 - (12 Stimmen)", [("4.5", "5", 12)], id="kk Star Ratings, translated"),
        pytest.param(KKSR % '<span class="kksr-muted">Rate this post</span>', [], id="kk Star Ratings, no votes"),
        pytest.param(KKSR % "0/5 - (0 votes)", [], id="kk Star Ratings, nought"),
        pytest.param(YASR_VISITORS.format(value="4.4", count=10), [("4.4", "5", 10)], id="YASR"),
        pytest.param(YASR_VISITORS.format(value="0", count=0), [], id="YASR, no votes"),
        pytest.param(GLSR, [("4.8", "5", 12)], id="Site Reviews"),
        pytest.param(
            '<div id="post-ratings-7" class="post-ratings">'
            + '<img src="s.gif" alt="">' * 5
            + " (<strong>12</strong> Stimmen, Durchschnitt: <strong>4,50</strong> von 5)</div>",
            [("4.5", "5", 12)],
            id="WP-PostRatings",
        ),
        pytest.param(
            '<div class="rmp-widgets-container"><div class="rmp-rating-widget"><p class="rmp-rating-widget__results">'
            'Average rating <span class="rmp-rating-widget__results__rating js-rmp-avg-rating">4.5</span> / 5. '
            'Vote count: <span class="rmp-rating-widget__results__votes js-rmp-vote-count">12</span></p></div></div>',
            [("4.5", "5", 12)],
            id="Rate My Post",
        ),
        pytest.param(
            '<div class="glsr-reviews"><div class="glsr-review"><div class="glsr-review-rating">'
            '<div class="glsr-star-rating glsr-stars" data-rating="5" aria-label="Rated 5 out of 5"></div></div>'
            "</div></div>",
            [],
            id="Site Reviews, one visitor's",
        ),
    ],
)
def test_readers_votes_are_never_the_verdict(widget: str, audience: list[tuple[str, str | None, int | None]]) -> None:
    assert of(widget) == Said(audience=audience)
    assert list(locate_rating(*given(article(widget)))) == []
    assert of(widget + rank_math("3")).rating == [("3", "5")]
    found = record(article(widget + rank_math("3")), review_of())
    assert found.rating is not None
    assert numbers(found.rating) == ("3", "5")


# --- where a box stands


@pytest.mark.parametrize(
    "around",
    [
        '<aside class="sidebar">{}</aside>',
        '<section class="related-posts">{}</section>',
        '<ol class="comments"><li>{}</li></ol>',
    ],
)
@pytest.mark.parametrize("box", [rank_math("4"), taqyeem("<h3>8</h3>"), KKSR % "4.5/5 - (2 votes)"])
def test_boxes_beside_the_review_are_not_its(around: str, box: str) -> None:
    assert said(article("") + around.format(box)) == Said()


def test_what_a_box_says_is_not_read_as_text_too() -> None:
    box = wp_review("point", "9/10", "<li><span>Rating - <span>2/10</span></span></li>")
    assert list(locate_rating(*given(article(box)))) == []


def test_a_box_at_both_ends_is_one_verdict() -> None:
    rating = record(article(rank_math("4") + rank_math("4")), review_of()).rating
    assert rating is not None
    assert (numbers(rating), rating.kind) == (("4", "5"), RatingKind.STARS)


def test_many_boxes_and_rows_are_bounded() -> None:
    many = "".join(f"<li>{wp_stars(80)}<span>Part {number} of it</span></li>" for number in range(500))
    assert len(of(wp_review("star", "4.5", many) * 3).aspects) == 30
    assert len(of(YASR_VISITORS.format(value="4.4", count=10) * 300).audience) == 60


@pytest.mark.parametrize("names", ["review-box", "post-ratings", "review-wrapper"])
def test_a_name_that_others_use_too_makes_no_box(names: str) -> None:
    unit, context = given(article(f'<div class="{names}"><p>Rating: 4/5</p></div>'))
    assert list(locate_boxes(unit)) == []
    assert {numbers(candidate.value) for candidate in locate_rating(unit, context)} == {("4", "5")}
