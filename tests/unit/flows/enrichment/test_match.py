"""Which work a review is of, and when the matcher says that it does not know."""

import pytest

from flows.enrichment.catalogue import Catalogue
from flows.enrichment.match import load_weights, match
from schemas.enriched import MatchOutcome
from schemas.review import WorkKind
from tests.benchmarks.matching import PRESUMED, Verdict, choices, held_out, judge, read_pairs
from tests.unit.flows.enrichment.records import record


def joined(catalogue: Catalogue, ident: str | None) -> str | None:
    """The work as "title year"."""
    if ident is None:
        return None
    number = catalogue.resolve(ident)
    assert number is not None
    work = catalogue.work(number)
    return f"{work.title} {work.year}"


def test_the_director_tells_remakes_apart(catalogue: Catalogue) -> None:
    for director, expected in (("Luca Guadagnino", "Suspiria 2018"), ("Dario Argento", "Suspiria 1977")):
        matched = match(record("Suspiria", directors=(director,), published="2018"), catalogue)
        assert joined(catalogue, matched.work) == expected


def test_where_nothing_tells_remakes_apart_it_abstains_with_both(catalogue: Catalogue) -> None:
    matched = match(record("A Star Is Born"), catalogue)
    assert matched.outcome in {MatchOutcome.UNSURE, MatchOutcome.ABSENT}
    assert matched.work is None
    assert {candidate.year for candidate in matched.candidates} == {1937, 1954, 1976, 2018}


def test_a_film_and_a_series_of_one_name(catalogue: Catalogue) -> None:
    film = match(record("Fargo", kind=WorkKind.FILM, directors=("Joel Coen",), published="1996"), catalogue)
    season = match(record("Fargo", kind=WorkKind.SEASON, season=2, published="2015"), catalogue)
    assert (joined(catalogue, film.work), joined(catalogue, season.work)) == ("Fargo 1996", "Fargo 2014")


def test_of_a_season_the_series_is_joined_and_the_season_named(catalogue: Catalogue) -> None:
    matched = match(record("Stranger Things", kind=WorkKind.SEASON, season=4, published="2022"), catalogue)
    assert (joined(catalogue, matched.work), matched.part) == ("Stranger Things 2016", f"{matched.work}s4")


def test_another_film_with_the_same_title_is_not_joined(catalogue: Catalogue) -> None:
    matched = match(record("Gladiator", year=1992, directors=("Rowdy Herrington",)), catalogue)
    assert matched.outcome is MatchOutcome.ABSENT
    assert matched.work is None


def test_a_sequel_that_the_catalogue_lacks_is_not_its_forerunner(catalogue: Catalogue) -> None:
    matched = match(record("Rocky V", directors=("John G. Avildsen",), cast=("Sylvester Stallone",)), catalogue)
    assert matched.work is None


def test_a_translated_title_and_a_name_in_another_order(catalogue: Catalogue) -> None:
    matched = match(record("기생충", directors=("Joon-ho Bong",), published="2019"), catalogue)
    assert joined(catalogue, matched.work) == "Parasite 2019"


def test_the_pages_own_id_is_taken_where_the_rest_agrees(catalogue: Catalogue) -> None:
    matched = match(record("Old Boy", imdb="tt0364569", published="2004"), catalogue)
    assert joined(catalogue, matched.work) == "Oldboy 2003"
    assert "id_same" in {feature.name for feature in matched.candidates[0].features}


def test_the_pages_own_id_of_another_work_is_not(catalogue: Catalogue) -> None:
    named = record("The Dark Knight Rises", directors=("Christopher Nolan",), published="2012", imdb="tt0468569")
    assert joined(catalogue, match(named, catalogue).work) == "The Dark Knight Rises 2012"
    elsewhere = record("Tenet", directors=("Christopher Nolan",), published="2020", imdb="tt1375666")
    assert match(elsewhere, catalogue).work is None


@pytest.mark.parametrize(("kind", "outcome"), [(WorkKind.BOOK, MatchOutcome.OTHER_KIND), (None, MatchOutcome.UNTITLED)])
def test_what_is_not_looked_for(catalogue: Catalogue, kind: WorkKind | None, outcome: MatchOutcome) -> None:
    title = "The Godfather" if kind else None
    assert match(record(title, kind=kind), catalogue).outcome is outcome


def test_points_add_up_to_what_the_weights_say(catalogue: Catalogue) -> None:
    weights = load_weights()
    matched = match(record("Conclave", year=2024), catalogue)
    told = {feature.name: feature.points for feature in matched.candidates[0].features}
    assert told == {name: round(weights.features[name], 2) for name in ("title_same", "title_word", "year_same")}


def test_the_floors_hold_on_pairs_that_the_fit_has_not_seen(catalogue: Catalogue) -> None:
    presumed = load_weights(PRESUMED)
    pairs = read_pairs()
    assert len(pairs) >= 300
    assert sum(pair.trap is not None for pair in pairs) >= 60
    check_floors(held_out(choices(pairs, catalogue, presumed), presumed))


def test_the_floors_hold_on_pairs_that_nobody_had_seen(catalogue: Catalogue) -> None:
    weights = load_weights()
    check_floors([judge(choice, weights) for choice in choices(read_pairs("unseen"), catalogue, weights)])


def check_floors(told: list[Verdict]) -> None:
    made = [verdict for verdict in told if verdict.joined]
    present = [verdict for verdict in told if verdict.pair.expected]
    absent = [verdict for verdict in told if not verdict.pair.expected]
    assert sum(verdict.right for verdict in made) / len(made) >= 0.99
    assert sum(verdict.right for verdict in made) / len(present) >= 0.90
    assert sum(verdict.joined for verdict in absent) / len(absent) <= 0.01
