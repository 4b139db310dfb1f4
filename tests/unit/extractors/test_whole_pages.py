"""Whole pages: what a line says of another line, or of itself, by kind of page."""

from decimal import Decimal

from tests.benchmarks.forms import Case, outcome

TEXT = "The boat lies in the mud and nobody wants it, and Low Water is a patient, gripping film with fine performances."


def read(*lines: str, **expected: object) -> object:
    return outcome(Case("", [*lines, TEXT], expected))[1]


def test_the_voice_of_somebody_is_a_character_behind_a_full_name() -> None:
    cast = "Ann Lee (Nora Bell), Tom Hale (Ida Bell), Anna Berg (Thompson), David Frey (voice of ORCA)"
    found = read("Low Water", "D: Bo Diaz", cast, cast=())
    assert found == {"cast": {"Ann Lee", "Tom Hale", "Anna Berg", "David Frey"}}


def test_what_stands_beside_a_date_is_no_reviewer_where_it_is_a_rubric() -> None:
    assert read("Review: Low Water", "April 17, 2012, 9:57 am", "Print Article", reviewers=()) == {"reviewers": set()}
    assert read("Monday, 19 October 2009", "Now Showing", "Low Water review", reviewers=()) == {"reviewers": set()}


def test_a_rating_among_aspects_is_one_of_them() -> None:
    aspects = "Visuals: 3.50 | Acting: 5.00 | Story: 3.50 | Fun: 4.00"
    found = read("Low Water review", "Review Score: 3.86 / 5.00", aspects, rating=None)
    assert found == {"rating": (Decimal("3.86"), 5)}


def test_a_country_and_a_year_are_no_headline() -> None:
    assert read("USA 2017", "Directed by", "Ann Lee", "94 minutes", "Low Water", title=None) == {"title": "Low Water"}


def test_nobody_plays_his_own_job() -> None:
    lines = (
        "„Ebbe“ – Filmkritik",
        "Mutig ist das: Anna Berg, als Regisseurin bisher kaum bekannt, hat „Ebbe“ in einer Nacht gedreht.",
    )
    assert "Anna Berg" not in outcome(Case("", lines, {"cast": ()}))[1].get("cast", set())
