"""What a joined work adds to a record: ids, people through the work, facts that the page lacks."""

from flows.enrichment.catalogue import Catalogue
from flows.enrichment.join import enrich
from schemas.enriched import MatchOutcome
from schemas.review import Role, WorkKind
from tests.unit.flows.enrichment.records import record


def test_what_the_page_lacks_is_filled_in_with_its_source(catalogue: Catalogue) -> None:
    told = enrich(record("기생충", published="2019", kind=WorkKind.FILM, directors=("Bong Joon-ho",)), catalogue)
    assert told.ids == ("fx000240", "tt6751668")
    assert told.source == "own"
    assert told.filled is not None
    assert (told.filled.title, told.filled.original_title, told.filled.year) == ("Parasite", None, 2019)
    assert told.filled.kind is None  # the page says it
    assert {(credit.role, credit.name) for credit in told.filled.credits} == {
        (Role.CAST, name) for name in ("Song Kang-ho", "Lee Sun-kyun", "Cho Yeo-jeong")
    }


def test_of_a_season_the_year_is_not_the_series(catalogue: Catalogue) -> None:
    told = enrich(record("Stranger Things", kind=WorkKind.SEASON, season=4, published="2022"), catalogue)
    assert told.filled is not None
    assert told.filled.year is None
    assert told.ids[-1] == f"{told.match.work}s4"


def test_nothing_is_filled_in_where_nothing_is_joined(catalogue: Catalogue) -> None:
    told = enrich(record("Queen of Tears", cast=("Kim Soo-hyun",), published="2024"), catalogue)
    assert told.match.outcome is MatchOutcome.ABSENT
    assert (told.ids, told.people, told.filled, told.source) == ((), (), None, None)
