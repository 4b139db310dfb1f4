from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.parse.statement import may_state, said_of, statements
from extractors.vocabulary import vocabulary

EN = vocabulary("en")


@pytest.mark.parametrize(
    ("text", "how", "role"),
    [
        ("Rating: 4/5", "label", "work"),
        ("Who on earth could dislike such a boat – * * * *", "trailing", "work"),
        ("The Quiet Harbour (1955)***", "title", "work"),
        ("Overall 9.0", "label", "work"),
        ("Jane's rating: 4/5", "label", "work"),
        ("The Quiet Harbour ★★★", "title", "work"),
        ("Hard Light rating: 4/5", "label", "work"),
        ("7/10", "alone", "work"),
        ("A small wonder. ★★★", "trailing", "work"),
        ("★★★ A small wonder", "leading", "work"),
        ("I give it 4 out of 5.", "sentence", "work"),
        ("9.5 Overall Score", "label", "work"),
        ("8 Final Rating", "label", "work"),
        ("5 Excellent", "label", "work"),
        ("Rating: 7/9", "label", "work"),
        ("Stars: 4 (Very good)", "label", "work"),
        ("4.5/5 Paper Boats ⛵", "alone", "work"),
        ("A thriller with a fine first half (5/6)", "trailing", "work"),
        ("Suspense machine ★★★", "unknown", "work"),
        ("1976 ***** 119 mins.", "facts", "work"),
        ("Low Water (2009, USA) C-100m. *** D: Ann Lee. Starring Bo Diaz.", "facts", "work"),
        ("3* of 5", "alone", "work"),
        (
            "Score: 5 (the boat alone is worth the ticket, and nobody in the hall would have missed the rest of it)",
            "label",
            "work",
        ),
        ("Story: 4/5", "label", "aspect"),
        ("I give the acting 4 out of 5.", "sentence", "aspect"),
        ("IMDb: 7.8/10", "label", "aggregate"),
        ("Critics on Metacritic give it 71/100.", "sentence", "aggregate"),
        ("Viewers give it 4 out of 5.", "sentence", "audience"),
        ("MyDramaList says 8.7, and mine is 7.5/10.", "sentence", "work"),
    ],
)
def test_how_a_rating_is_stated_and_whose_it_is(text: str, how: str, role: str) -> None:
    (found,) = statements(text, EN, {"the quiet harbour", "hard light"})
    assert (found.how, found.role) == (how, role)


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("It drags. Still, I give it a 7. Go.", "I give it a 7"),
        ("Rating: 4/5 (four stars)", "4/5 (four stars)"),
        ("Grade: B+", "Grade: B+"),
    ],
)
def test_what_is_kept_as_found(text: str, raw: str) -> None:
    (found,) = statements(text, EN)
    assert found.rating.raw == raw


@pytest.mark.parametrize("text", ["", "Episode 4/10", "*** ***", "She gets a B in chemistry.", "Give it two weeks."])
def test_no_statement(text: str) -> None:
    assert list(statements(text, EN)) == []


def test_a_label_may_state_the_scale() -> None:
    (found,) = statements("Rating (out of 5): 4", EN)
    assert (found.rating.best, found.rating.scale_source) == (Decimal(5), "text")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rating", ("work", "label")),
        ("Story", ("aspect", "label")),
        ("Audience score", ("audience", "label")),
        ("", ("work", "alone")),
        ("Boats", ("work", "unknown")),
    ],
)
def test_what_stands_beside_a_rating(text: str, expected: tuple[str, str]) -> None:
    assert said_of(text, EN) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rating: 4/5", True),
        ("Overall 9.0", True),
        ("Four stars", True),
        ("Grade: B+", True),
        ("★", True),
        ("The boat leaves on May 4, 2023", False),
        ("Nobody talks for the last half hour", False),
        ("x" * 500 + " I give it four, no more.", False),
        ("x" * 500 + " It holds four stars captive.", False),
        ("x" * 500 + " Four stars.", True),
        ("x" * 500 + " Three out of four.", True),
        ("x" * 500 + ". (B+)", True),
        ("GradeB+", True),
        ("Grade: B (recommended)", True),
    ],
)
def test_most_lines_are_passed_by(text: str, expected: bool) -> None:
    assert may_state(text, EN) is expected


def test_words_that_give_a_verdict_are_looked_for_where_the_page_has_them() -> None:
    assert may_state("x" * 500 + " I give it four stars, no more.", EN, ["i give"])


@given(st.text(alphabet="0123456789/.,:★☆½⭐ %-+ABgiveoutofaratng점分()*", max_size=400))
def test_hostile_text_gives_sound_statements(text: str) -> None:
    found = [*statements(text, EN), *statements("Rating: 3/4", EN)]
    assert found
    for statement in found:
        rating = statement.rating
        if rating.value is not None and rating.best is not None:
            assert 0 <= rating.value <= rating.best


@pytest.mark.parametrize(
    "text",
    [
        "Rating: 15 (U.K.)/ PG-13 (U.S.A.)",
        "Rating: 18 / R",
        "3 ratings",
        "1 Excellent",
        "10 Best Films",
        "The second of the three (2/3)",
        "Stars: 12 Angry Men",
    ],
)
def test_what_only_looks_like_a_rating(text: str) -> None:
    assert list(statements(text, EN)) == []


@pytest.mark.parametrize(
    ("text", "value", "best"),
    [
        ("Low Water (2009, USA) C-100m. *** D: Ann Lee.", 3, None),
        ("‘Low Water’ **** de 5 España, 2022", 4, 5),
        ("1976 **** 1/2 119 mins.", Decimal("4.5"), None),
        ("3* of 5", 3, 5),
        ("3* out of 5", 3, 5),
    ],
)
def test_stars_among_facts_and_a_star_for_the_word(text: str, value: Decimal, best: int | None) -> None:
    (found,) = statements(text, vocabulary("es" if " de " in text else "en"))
    assert (found.rating.value, found.rating.best) == (value, best)


@pytest.mark.parametrize(
    "text", ["2004 *** a new season *** 2005", "*** 2004 **", "Ann Lee ** and Bo Diaz ** at the sea"]
)
def test_asterisks_that_come_twice_or_stand_among_no_facts_are_none(text: str) -> None:
    assert not list(statements(text, EN))


@pytest.mark.parametrize("text", ["And then the two stars.", "The three stars.", "So to the two stars!"])
def test_stars_that_a_definite_article_counts_are_people(text: str) -> None:
    assert list(statements(text, EN)) == []


@pytest.mark.parametrize("text", ["Hence the 4 stars.", "Three stars.", "A solid four stars."])
def test_other_counted_stars_are_a_verdict(text: str) -> None:
    (said,) = statements(text, EN)
    assert said.role == "work"
