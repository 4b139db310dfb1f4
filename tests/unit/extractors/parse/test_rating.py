from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.parse.rating import normalize, parse_rating, verdict_in
from extractors.vocabulary import vocabulary
from schemas.review import RatingKind

EN = vocabulary("en")


@pytest.mark.parametrize(
    ("text", "value", "best"),
    [
        # fractions
        ("7.5/10", "7.5", "10"),
        ("7,5/10", "7.5", "10"),
        ("4/5", "4", "5"),
        ("4 / 5", "4", "5"),
        ("5⁄5", "5", "5"),
        ("8∕10", "8", "10"),
        ("87/100", "87", "100"),
        ("15/20", "15", "20"),
        ("4/5 stars", "4", "5"),
        ("4/5 (four star)", "4", "5"),
        ("4.3|5.0 Stars", "4.3", "5"),
        ("3½/5", "3.5", "5"),
        ("3 1/2 out of 4", "3.5", "4"),
        ("Rating: 4/5", "4", "5"),
        ("Overall, I give it 7 out of 10 stars.", "7", "10"),
        ("3 out of 4 (stars)", "3", "4"),
        ("four out of five", "4", "5"),
        ("three and a half stars out of five", "3.5", "5"),
        ("4 stars out of 5", "4", "5"),
        ("0/10", "0", "10"),
        ("0.5 out of 5", "0.5", "5"),
        ("½ out of 4 stars", "0.5", "4"),
        # other languages
        ("4 von 5", "4", "5"),
        ("5 von 5 Punkten", "5", "5"),
        ("7,5 von 10 Kürbissen", "7.5", "10"),
        ("4 sur 5", "4", "5"),
        ("3,5 étoiles sur 5", "3.5", "5"),
        ("4 su 5", "4", "5"),
        ("Voto: 8,5 su 10", "8.5", "10"),
        ("8 de 10", "8", "10"),
        ("Mi puntuación: 8 de 10", "8", "10"),
        ("8 из 10", "8", "10"),
        ("5점 만점에 4점", "4", "5"),
        ("100点満点中80点", "80", "100"),
        ("3 av 6", "3", "6"),
        # rows
        ("★★★½☆", "3.5", "5"),
        ("★★☆☆☆", "2", "5"),
        ("★★★★ out of 5", "4", "5"),
        ("★★★☆☆ (3/5)", "3", "5"),
        ("★★★★ (8/10)", "8", "10"),
        ("●●●○○", "3", "5"),
        # percent
        ("85%", "85", "100"),
        ("Score: 92 %", "92", "100"),
    ],
)
def test_a_stated_scale(text: str, value: str, best: str) -> None:
    rating = parse_rating(text, vocabulary=EN)
    assert rating is not None
    assert (rating.value, rating.best) == (Decimal(value), Decimal(best))
    assert rating.scale_source == "text"
    assert rating.normalized == normalize(Decimal(value), Decimal(best), None)
    assert rating.normalizer == "linear/1"
    assert rating.raw == text


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("★★★½", "3.5", RatingKind.STARS),
        ("★", "1", RatingKind.STARS),
        ("⭐⭐⭐", "3", RatingKind.STARS),
        ("⭐️⭐️⭐️⭐️", "4", RatingKind.STARS),
        ("****", "4", RatingKind.STARS),
        ("Hereditary ★★★★★", "5", RatingKind.STARS),
        ("½", "0.5", RatingKind.STARS),
        ("4 stars", "4", RatingKind.STARS),
        ("-4 stars", "4", RatingKind.STARS),
        ("3½ stars", "3.5", RatingKind.STARS),
        ("Four stars", "4", RatingKind.STARS),
        ("zero stars", "0", RatingKind.STARS),
        ("4 étoiles", "4", RatingKind.STARS),
        ("8 Punkte", "8", RatingKind.POINTS),
        ("4점", "4", RatingKind.POINTS),
        ("9.0", "9", RatingKind.POINTS),
        ("4,5", "4.5", RatingKind.POINTS),
        ("0", "0", RatingKind.POINTS),
        ("Score: 87", "87", RatingKind.POINTS),
    ],
)
def test_a_scale_left_to_the_reader_is_none(text: str, value: str, kind: RatingKind) -> None:
    rating = parse_rating(text, vocabulary=EN)
    assert rating is not None
    assert (rating.value, rating.kind) == (Decimal(value), kind)
    assert (rating.best, rating.normalized, rating.scale_source, rating.normalizer) == (None, None, None, None)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("B+", "B+"),
        ("A", "A"),
        ("Grade: A.", "A"),
        ("C−", "C-"),
        ("D–", "D-"),
        ("F", "F"),
        ("Entertainment grade: B", "B"),
    ],
)
def test_a_letter_that_is_the_whole_text_is_a_grade(text: str, label: str) -> None:
    rating = parse_rating(text, vocabulary=EN)
    assert rating is not None
    assert (rating.kind, rating.label, rating.value) == (RatingKind.LETTER, label, None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PG-13",
        "Rating: PG-13",
        "12A",
        "FSK 12",
        "TV-MA",
        "R",
        "Rating: TBA",
        "18+",
        "2.35:1",
        "16:9",
        "1/2/2024",
        "05/10",
        "10/10/2024",
        "24/7",
        "9/11",
        "12/10",
        "6 out of 5",
        "110%",
        "11 stars",
        "20 of 20 episodes seen",
        "2 out of 3 people found this review helpful",
        "3 of 10 films",
        "one of 10 great nights",
        "6/10 8/10",
        "Story 4/5, Acting 2/5",
        "☆☆☆☆☆",
        "2024",
        "$5",
        "A bold film",
        "A plan that is 85% luck",
        "Vitamin B",
        "http://example.test/4/5/",
        "***",
        "Tested on the 19/20 model",
        "a five point five pointer",
    ],
)
def test_no_rating(text: str) -> None:
    assert parse_rating(text, vocabulary=EN) is None


def test_asterisks_behind_a_label_are_stars() -> None:
    rating = parse_rating("Rating: ***", vocabulary=EN)
    assert rating is not None
    assert rating.value == 3


def test_the_caller_may_know_the_scale() -> None:
    rating = parse_rating("4", best=Decimal(5), vocabulary=EN)
    assert rating is not None
    assert (rating.value, rating.best, rating.normalized) == (Decimal(4), Decimal(5), Decimal("0.8"))
    assert rating.kind is RatingKind.STARS
    assert rating.scale_source is None


def test_the_text_knows_its_scale_better() -> None:
    rating = parse_rating("8/10", best=Decimal(5), vocabulary=EN)
    assert rating is not None
    assert (rating.best, rating.scale_source) == (Decimal(10), "text")


def test_a_worst_shifts_the_scale() -> None:
    rating = parse_rating("3", best=Decimal(5), worst=Decimal(1), vocabulary=EN)
    assert rating is not None
    assert (rating.worst, rating.normalized) == (Decimal(1), Decimal("0.5"))


def test_a_value_above_the_callers_scale_is_none() -> None:
    assert parse_rating("8", best=Decimal(5), vocabulary=EN) is None


@pytest.mark.parametrize(
    ("value", "best", "worst", "expected"),
    [
        ("3.5", "5", None, "0.7"),
        ("0", "4", None, "0"),
        ("2", "3", None, "0.6667"),
        ("1", "5", "1", "0"),
        ("6", "5", None, None),
        ("0", "5", "1", None),
        ("3", None, None, None),
    ],
)
def test_normalize(value: str, best: str | None, worst: str | None, expected: str | None) -> None:
    result = normalize(Decimal(value), Decimal(best) if best else None, Decimal(worst) if worst else None)
    assert result == (Decimal(expected) if expected is not None else None)


@pytest.mark.parametrize(
    ("text", "label", "kind"),
    [
        ("Stream It", "Stream It", RatingKind.VERDICT),
        ("Our Call: STREAM IT.", "STREAM IT", RatingKind.VERDICT),
        ("Skip it!", "Skip it", RatingKind.VERDICT),
        ("Not recommended", "Not recommended", RatingKind.VERDICT),
        ("Thumbs up", "Thumbs up", RatingKind.THUMB),
        ("Fazit: Sehenswert", "Sehenswert", RatingKind.VERDICT),
        ("À voir", "À voir", RatingKind.VERDICT),
        ("Imprescindible", "Imprescindible", RatingKind.VERDICT),
        ("강력추천", "강력추천", RatingKind.VERDICT),
        ("Must-Watch", "Must-Watch", RatingKind.VERDICT),
    ],
)
def test_verdict_words(text: str, label: str, kind: RatingKind) -> None:
    rating = verdict_in(text, EN)
    assert rating is not None
    assert (rating.label, rating.kind, rating.value) == (label, kind, None)


@pytest.mark.parametrize("text", ["You can stream it on Netflix", "Recommended by my aunt", "", "Stream it; skip it"])
def test_no_verdict(text: str) -> None:
    assert verdict_in(text, EN) is None


@given(st.text(alphabet="0123456789/.,★☆½⭐ %-+ABstaroufven점分", max_size=250))
def test_hostile_text_gives_a_sound_rating_or_none(text: str) -> None:
    rating = parse_rating(text, vocabulary=EN)
    if rating is not None and rating.value is not None and rating.best is not None:
        assert 0 <= rating.value <= rating.best
