from typing import Any

import pytest

from flows.reports.answers import (
    computed_fields,
    is_field,
    points_of,
    printable,
    shown,
    silent_fields,
    stories,
)
from schemas.evidence import Outcome
from schemas.reject import Reason, Reject
from tests.unit.extractors.pages import TITLE, article, extract, review_of


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("rating", True),
        ("work", True),
        ("work.title", True),
        ("work.ids", True),
        ("work.ids.imdb", True),
        ("credits", True),
        ("credits.director", True),
        ("credits.character", True),
        ("rating.value", True),
        ("published.precision", True),
        ("id", True),
        ("page.sha256", True),
        ("titel", False),
        ("work.", False),
        ("work.titles", False),
        ("rating.colour", False),
        ("credits.gaffer", False),
        ("", False),
    ],
)
def test_a_field_is_asked_for_by_its_path_its_group_or_its_part(name: str, known: bool) -> None:
    assert is_field(name) is known


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("The Quiet Harbour", "The Quiet Harbour"),
        (2019, "2019"),
        (["noai", "noarchive"], "noai, noarchive"),
        ({"name": "Ann Lee", "role": "cast", "character": "Mina"}, "cast Ann Lee as Mina"),
        ({"name": "Ann Lee", "role": "director"}, "director Ann Lee"),
        ({"name": "Ann Lee", "kind": "person"}, "Ann Lee"),
        ({"raw": "4/5", "kind": "points", "value": 4, "best": 5}, "4 of 5 points"),
        ({"raw": "7", "kind": "points", "value": 7}, "7 points"),
        ({"raw": "80%", "kind": "percent", "value": 80, "best": 100}, "80 %"),
        ({"raw": "B+", "kind": "letter", "label": "B+", "normalized": 0.8}, "B+"),
        ({"raw": "3", "kind": "stars", "value": 3, "role": "aspect", "aspect": "Picture"}, "aspect Picture: 3 stars"),
        ({"value": "2025-01-25", "precision": "day", "raw": "January 25, 2025"}, "2025-01-25"),
    ],
)
def test_a_value_is_said_in_words(value: Any, words: str) -> None:
    assert shown(value) == words


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("\x1b[31mred\x1b[0m", "[31mred [0m"),
        ("\x9b2J gone", "2J gone"),
        ("two\nlines\r\tand\u2028more", "two lines and more"),
        ("\u202etxt.exe\u202c", "txt.exe"),
        ("\u2066in\u2069", "in"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_a_pages_text_steers_no_terminal(text: str, safe: str) -> None:
    assert printable(text) == safe


@pytest.mark.parametrize(
    ("detail", "points"),
    [
        ("no running text -1.6, rating +2.6, title +1.0", (("rating", 2.6), ("title", 1), ("no running text", -1.6))),
        ("no running text -1.6, words of a sho", (("no running text", -1.6),)),
        ("no running text -1.6, rating +2", (("no running text", -1.6),)),
        ("nothing speaks for a review", ()),
        ("the markup is a recipe's", ()),
        ("", ()),
    ],
)
def test_points_are_read_from_a_rejects_detail(detail: str, points: tuple[tuple[str, float], ...]) -> None:
    assert points_of(Reject(url=None, reason=Reason.NOT_A_REVIEW, detail=detail)) == points
    assert points_of(Reject(url=None, reason=Reason.ERROR_PAGE, detail=detail)) == ()


def test_a_story_has_the_records_value_and_every_answer_with_its_reason() -> None:
    body = article("<p>Rating: 4/5</p>")
    (review,) = extract(body, f"<title>{TITLE} Review | Reels</title>" + review_of({"name": TITLE})).records
    (title,) = stories(review, "work.title")
    assert [value for value, _ in title.values] == [TITLE]
    assert title.answers[0].why == "the most trusted answer; two ways of reading agree"
    assert {answer.why for answer in title.answers if answer.outcome is Outcome.AGREES} == {"says the same"}
    (rating,) = stories(review, "rating.value")
    assert rating.values == (("4 of 5 stars", "rating-0"),)
    assert [answer.why for answer in rating.answers] == ["the only answer"]


def test_a_stalemate_is_told_as_one() -> None:
    (review,) = extract(article("<p>Rating: 4/5</p><p>Score: 2/5</p>"), review_of()).records
    (rating,) = stories(review, "rating")
    assert rating.values == ()
    assert rating.conflict
    assert {answer.why for answer in rating.answers} == {
        "another answer contradicts it and is trusted about as much, so none is taken"
    }


def test_credits_are_told_as_the_record_has_them() -> None:
    body = article("<p>Cast: Ann Lee</p><p>Director: Ava Stone</p><p>Ann Lee plays Mina, who mends the nets.</p>")
    (review,) = extract(body, review_of()).records
    (credits_,) = stories(review, "credits")
    assert [value for value, _ in credits_.values] == ["director Ava Stone", "cast Ann Lee as Mina"]
    by_key = {answer.key: answer.value for answer in credits_.answers}
    assert [by_key[key] for _, key in credits_.values] == ["director Ava Stone", "cast Ann Lee"]


def test_a_group_stands_for_all_of_its_fields() -> None:
    (review,) = extract(article("<p>Season: 2</p>"), review_of()).records
    fields = {story.field for story in stories(review, "work")} | set(silent_fields(review, "work"))
    assert {"work.title", "work.kind", "work.season", "work.year", "work.ids.imdb"} <= fields
    assert not [field for field in fields if not field.startswith("work.")]


def test_what_no_page_says_is_computed() -> None:
    (review,) = extract(article(""), review_of(), id="7").records
    assert computed_fields(review, "page.id") == (("page.id", '"7"'),)
    assert silent_fields(review, "page.id") == ()
    assert stories(review, "page.id") == ()


def test_what_tells_of_the_page_comes_last() -> None:
    (review,) = extract(article(""), review_of()).records
    fields = [story.field for story in stories(review)]
    assert fields[:2] == ["headline", "work.title"]
    assert fields[-2:] == ["language", "word_count"]
