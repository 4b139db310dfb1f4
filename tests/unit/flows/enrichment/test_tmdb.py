"""What is asked of TMDB's API, and its answers as rows of a catalogue."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from flows.enrichment.build import build_catalogue
from flows.enrichment.catalogue import Catalogue
from flows.enrichment.tmdb import look_up, query_of, row_of
from schemas.review import WorkKind
from tests.unit.flows.enrichment.records import record

DARK = {
    "id": 70523,
    "name": "Dark",
    "original_name": "Dark",
    "first_air_date": "2017-12-01",
    "last_air_date": "2020-06-27",
    "in_production": False,
    "created_by": [{"id": 15842, "credit_id": "59", "name": "Baran bo Odar", "gender": 2}],
    "episode_run_time": [],
    "genres": [{"id": 18, "name": "Drama"}],
    "production_countries": [{"iso_3166_1": "DE", "name": "Germany"}],
    "credits": {"cast": [{"id": 1, "name": "Louis Hofmann", "character": "Jonas Kahnwald", "order": 0}], "crew": []},
    "external_ids": {"imdb_id": "tt5753856", "wikidata_id": "Q28946633", "tvdb_id": 334824},
    "alternative_titles": {"results": [{"iso_3166_1": "KR", "title": "다크", "type": ""}]},
}


def test_a_series_as_the_api_tells_of_it(tmp_path: Path) -> None:
    path = tmp_path / "tmdb.jsonl"
    path.write_bytes(orjson.dumps(row_of("tv", DARK)) + b"\n")
    assert build_catalogue([path], tmp_path / "tmdb.db").problems == []
    with Catalogue(tmp_path / "tmdb.db") as catalogue:
        number = catalogue.resolve("tt5753856")
        assert number is not None
        work = catalogue.work(number)
        assert (work.ident, work.kind, work.year, work.end_year) == ("tv/70523", WorkKind.SERIES, 2017, 2020)
        assert set(catalogue.idents(number)) == {"tv/70523", "tt5753856", "Q28946633"}
        assert [person.ident for person in catalogue.people(number)] == ["person/15842", "person/1"]
        assert [named.work for named in catalogue.by_title(["다크"])] == [number]


def test_a_series_that_goes_on_has_not_ended() -> None:
    assert "end_year" not in row_of("tv", {**DARK, "in_production": True})


def asked(results: list[dict[str, Any]], title: str, place: str = "movie") -> list[str]:
    """The paths that a search for a work of this title asks for."""
    paths: list[str] = []

    async def ask(path: str) -> Mapping[str, Any]:
        paths.append(path)
        return {"results": results} if "/search/" in path else {"id": 1, "title": title}

    asyncio.run(look_up((place, title, 1999), ask))
    return paths


def test_all_namesakes_are_looked_at_and_a_few_others() -> None:
    others = [{"id": number, "title": f"Heat {number}"} for number in range(1, 6)]
    namesakes = [{"id": number, "title": "The Heat", "original_title": "Heat"} for number in range(11, 17)]
    search, *details = asked([*others, *namesakes], "Heat")
    assert search == "/3/search/movie?query=Heat&year=1999"
    assert [path.split("?")[0].rpartition("/")[2] for path in details] == [str(number) for number in range(11, 17)]
    assert len(asked(others, "Heat")) == 1 + 3
    assert len(asked([*namesakes] * 5, "Heat")) == 1 + 12, "a bound"


def test_where_the_kind_is_not_known_films_and_series_are_searched_for() -> None:
    paths = asked([{"id": 7, "title": "Fargo"}], "Fargo", "any")
    assert [path.partition("?")[0] for path in paths] == ["/3/search/movie", "/3/movie/7", "/3/search/tv", "/3/tv/7"]


def test_what_is_searched_for() -> None:
    assert query_of(record("Dark", kind=WorkKind.SERIES, season=2, year=2019)) == ("tv", "Dark", None)
    assert query_of(record("Dark", kind=WorkKind.FILM, year=2017)) == ("movie", "Dark", 2017)
    assert query_of(record("Dark", year=2017)) == ("any", "Dark", 2017)
    assert query_of(record("Dune", kind=WorkKind.BOOK)) is None
    assert query_of(record(None)) is None
