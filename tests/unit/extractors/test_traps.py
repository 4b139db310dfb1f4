"""Pages that lead a reader of markup astray: what the page says, against what stands around it."""

import json
import time

import pytest

from extractors import Extraction, extract_reviews
from schemas.page import Page
from schemas.review import ReviewRecord

PROSE = "".join(
    f"<p>{text}</p>"
    for text in (
        "The film takes its time with the desert, and the desert takes its time with the film.",
        "What is said in the tents matters less than who leaves them first, and the camera knows it.",
        "By the end the sand has an opinion, and it is the only one that nobody in the room dares to share.",
    )
)


def read(body: str, head: str = "") -> Extraction:
    page = f'<html lang="en"><head><title>Dune Review</title>{head}</head><body>{body}</body></html>'
    return extract_reviews(Page(url="https://blog.test/dune/", body=page.encode()))


def record(body: str, head: str = "") -> ReviewRecord:
    extraction = read(body, head)
    assert extraction.reject is None, extraction.reject
    return extraction.records[0].record


def ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


@pytest.mark.parametrize("box", ['class="comments"', 'class="related-posts"', 'id="comments"'])
def test_what_is_left_out_says_nothing_even_beside_the_heading(box: str) -> None:
    other = (
        f'<div {box}><div><a rel="author">Bob Fan</a><time class="published" datetime="2024-09-09">x</time>'
        '<span class="rating">1/5</span></div></div>'
    )
    found = record(f"<div><h1>Dune Review</h1>{PROSE}{other}</div>")
    assert (found.rating, found.reviewers, found.published) == (None, (), None)


@pytest.mark.parametrize(
    "line",
    [
        "RT 9.1/10",
        "AlloCiné : 3,8/5",
        "Acting quality: 4/5",
        "CinemaScore: 4/5",
        "Readers: 4.4/5",
        "Page 1 of 4",
        "Bob Fan says: 1/5",
    ],
)
def test_another_ones_score_is_no_verdict(line: str) -> None:
    assert record(f"<h1>Dune Review</h1>{PROSE}<p>{line}</p>{PROSE}").rating is None


def test_a_gallerys_counter_is_no_verdict() -> None:
    assert record(f"<h1>Dune Review</h1>{PROSE}<p>1/10</p>{PROSE}").rating is None


@pytest.mark.parametrize("value", ["4/5", "B+", "Recommended"])
def test_a_rating_behind_film_is_no_title(value: str) -> None:
    found = record(f"<h1>Dune Review</h1><p>Film: {value}</p><p>Picture: 5/5</p>{PROSE}")
    assert found.work.title == "Dune"


def test_the_works_writer_is_not_the_reviewer() -> None:
    found = record(f"<h1>Dune Review</h1><p>Directed by: Spike Jonze</p><p>Written by: Charlie Kaufman</p>{PROSE}")
    assert found.reviewers == ()
    assert [(credit.role.value, credit.name) for credit in found.credits] == [
        ("director", "Spike Jonze"),
        ("writer", "Charlie Kaufman"),
    ]


def test_a_readers_review_in_the_markup_is_not_the_pages() -> None:
    head = ld(
        {
            "@type": "Movie",
            "name": "Dune",
            "review": {
                "@type": "UserReview",
                "author": {"@type": "Person", "name": "Bob Fan"},
                "reviewRating": {"@type": "Rating", "ratingValue": 5, "bestRating": 5},
            },
        }
    )
    found = record(f"<h1>Dune Review</h1>{PROSE}<p>Rating: 2/5</p>", head)
    assert found.reviewers == ()
    assert found.rating is not None
    assert found.rating.value == 2


def test_an_unused_vote_widget_is_no_verdict() -> None:
    empty = '<i class="fa fa-star-o"></i>' * 5
    assert record(f"<h1>Dune Review</h1>{PROSE}<div>{empty}</div>").rating is None


def test_a_plugins_nought_out_of_one_to_five_is_unrated() -> None:
    head = ld(
        {
            "@type": "Review",
            "itemReviewed": {"@type": "Movie", "name": "Dune"},
            "reviewRating": {"@type": "Rating", "ratingValue": 0, "worstRating": 1, "bestRating": 5},
        }
    )
    assert record(f"<h1>Dune Review</h1>{PROSE}", head).rating is None


ODD = {
    "author's name": {"author": {"@type": "Person", "name": "x" * 400}},
    "only control characters": {"author": {"@type": "Person", "name": "\x01\x02"}},
    "note": {"positiveNotes": ["y" * 400, "The light"]},
    "alternate name": {"itemReviewed": {"@type": "Movie", "name": "Dune", "alternateName": "z" * 400}},
    "season": {"itemReviewed": {"@type": "TVSeason", "name": "Dune", "seasonNumber": "2019"}},
    "superscript": {"itemReviewed": {"@type": "TVSeason", "name": "Dune", "seasonNumber": "²"}},
    "character": {
        "itemReviewed": {
            "@type": "Movie",
            "name": "Dune",
            "actor": {"@type": "PerformanceRole", "characterName": "c" * 400, "actor": {"name": "Zendaya"}},
        }
    },
    "label": {"about": "x"},
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD.keys())
def test_one_odd_value_does_not_cost_the_record(odd: dict[str, object]) -> None:
    plain = {"@type": "Review", "itemReviewed": {"@type": "Movie", "name": "Dune"}}
    found = record(f"<h1>Dune Review</h1><p>Season: {'9' * 5000}</p>{PROSE}", ld(plain | odd))
    assert found.work.title == "Dune"
    assert found.work.season is None


def test_reviews_of_one_page_never_share_an_id() -> None:
    one = '<div class="hreview" id="review"><h2 class="item fn">{0} Review</h2>{1}<span class="rating">4/5</span></div>'
    extraction = read(one.format("Dune", PROSE) + one.format("Jaws", PROSE))
    ids = [found.record.id for found in extraction.records]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("body", "head"),
    [
        pytest.param("<h1>x</h1>", f'<script type="application/ld+json">{{{" " * 200_000}</script>', id="spaces"),
        pytest.param("<nav>a</nav>" * 9_000 + "<time>2024</time>" * 9_000, "", id="navigation"),
        pytest.param('<div class="rating">' * 150 + "word " * 300_000, "", id="nested ratings"),
        pytest.param("<h2>a b c</h2>" * 5_000, '<meta property="og:title" content="x y z">' * 5_000, id="headings"),
    ],
)
def test_bait_is_passed_by(body: str, head: str) -> None:
    start = time.process_time()
    read(body, head)
    # No speed test: the old code took 8 to 60 seconds here.
    assert time.process_time() - start < 6
