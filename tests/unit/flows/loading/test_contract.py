"""What is there and what should be there: compared before anything is written."""

from pathlib import Path

import pytest

from flows.errors import DestinationError
from flows.loader import load_dataset
from flows.loading.contract import Contract
from flows.loading.run import Choices
from tests.unit.flows.loading.conftest import MakePlace
from tests.unit.flows.loading.places import DATABASES, Kind, Place
from tests.unit.flows.loading.published import publish, record


@pytest.fixture(params=DATABASES)
def place(request: pytest.FixtureRequest, make_place: MakePlace, data: Path) -> Place:
    """Has the first of two commits."""
    kind: Kind = request.param
    made = make_place(kind)
    publish(data, 1, [record("roma")])
    load_dataset(data, made.address)
    publish(data, 2, [record("ida")])
    return made


def test_evolve_adds_what_is_missing(place: Place, data: Path) -> None:
    place.query("ALTER TABLE reviews DROP COLUMN verdict")
    place.query("DROP TABLE ratings")
    report = load_dataset(data, place.address)
    assert set(report.changes) == {"there is no table ratings", f"reviews has no column verdict ({text_of(place)})"}
    assert place.rows("reviews", ("verdict",)) == [(None,), (None,)]
    assert len(place.rows("ratings")) == 1  # of what comes from now on


def test_freeze_stops_with_the_list(place: Place, data: Path) -> None:
    place.query("ALTER TABLE reviews DROP COLUMN verdict")
    place.query("DROP TABLE ratings")
    with pytest.raises(DestinationError, match=r"frozen: reviews has no column verdict .*; there is no table ratings"):
        load_dataset(data, place.address, Choices(contract="freeze"))
    assert len(place.rows("reviews")) == 1


def test_discard_leaves_out_what_is_missing(place: Place, data: Path) -> None:
    place.query("ALTER TABLE reviews DROP COLUMN verdict")
    place.query("DROP TABLE ratings")
    load_dataset(data, place.address, Choices(contract="discard"))
    assert len(place.rows("reviews")) == 2
    with pytest.raises(Exception, match="ratings"):
        place.rows("ratings")


@pytest.mark.parametrize("contract", ["evolve", "discard"])
def test_another_type_always_stops(place: Place, data: Path, contract: Contract) -> None:
    place.query("ALTER TABLE revisions RENAME COLUMN revision TO old")
    place.query(f"ALTER TABLE revisions ADD COLUMN revision {text_of(place)}")
    with pytest.raises(DestinationError, match=r"revisions\.revision is .* and should be .*; nothing was written"):
        load_dataset(data, place.address, Choices(contract=contract))
    assert len(place.rows("reviews")) == 1


def test_columns_of_your_own_stay(place: Place, data: Path) -> None:
    place.query(f"ALTER TABLE works ADD COLUMN shelf {text_of(place)}")
    place.query("UPDATE works SET shelf = 'A7'")
    load_dataset(data, place.address, Choices(contract="freeze"))
    assert place.rows("works", ("shelf",)) == [("A7",)]


@pytest.mark.parametrize("kind", DATABASES)
def test_tables_of_others_are_left_alone(kind: Kind, make_place: MakePlace, data: Path) -> None:
    place = make_place(kind)
    publish(data, 1, [record("roma")])
    place.query("CREATE TABLE reviews (id integer, stars integer)")
    place.query("INSERT INTO reviews VALUES (1, 5)")
    with pytest.raises(DestinationError, match=r"`load` did not make: reviews \(reviews has no column review_id"):
        load_dataset(data, place.address)
    assert place.rows("reviews", ("id", "stars")) == [(1, 5)]


@pytest.mark.parametrize("kind", ["duckdb", "postgresql"])
def test_another_schema_beside_them(kind: Kind, make_place: MakePlace, data: Path) -> None:
    place = make_place(kind)
    publish(data, 1, [record("roma")])
    place.query("CREATE TABLE reviews (id integer, stars integer)")
    report = load_dataset(data, place.address, Choices(schema="film_criticism"))
    assert report.rows["reviews"] == 1
    assert place.query("SELECT headline FROM film_criticism.reviews") == [("roma Review",)]
    place.query("DROP SCHEMA film_criticism CASCADE")


def text_of(place: Place) -> str:
    return {"duckdb": "VARCHAR", "sqlite": "TEXT", "postgresql": "text"}[place.kind]
