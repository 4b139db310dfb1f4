"""Works looked up on TMDB's API, as rows that a catalogue is built from (https://developer.themoviedb.org/reference).

Nothing is asked for unless the user says so and has a key. What is found is written to a file, one work a line with
the columns of `sources.FIELDS`: a source for `build_catalogue` like any other, and the cache of this module.
"""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from flows.enrichment.fold import fold_title, names_of
from schemas.review import ReviewRecord, WorkKind

API: Final = "https://api.themoviedb.org"
_LOOKED_AT: Final = 3
"""Results of one search whose details are asked for …"""
_NAMESAKES: Final = 12
"""… or so many, where so many are called alike: the matcher must see what it could mistake for the reviewed work."""
_MOST_CAST: Final = 15

Ask = Callable[[str], Awaitable[Mapping[str, Any]]]
"""Gives the JSON object at a path of the API, as `/3/movie/603?append_to_response=credits`."""


def query_of(record: ReviewRecord) -> tuple[str, str, int | None] | None:
    """What is searched for: "movie", "tv" or "any", the title, the year. None where there is no title, or another kind.

    A film and a series may have one name: where the kind is not known, the matcher must see both.
    """
    work = record.work
    if work.title is None or work.kind not in (None, *_PLACES):
        return None
    place = "tv" if work.season is not None else "any" if work.kind is None else _PLACES[work.kind]
    # The year of a season is not the one in which the series began.
    return place, work.title, None if work.season is not None else work.year


_PLACES: Final = {
    WorkKind.FILM: "movie",
    WorkKind.SERIES: "tv",
    WorkKind.SEASON: "tv",
    WorkKind.EPISODE: "tv",
}


async def look_up(query: tuple[str, str, int | None], ask: Ask) -> list[dict[str, Any]]:
    """The works that a search finds, those called about the same first, with their people and ids.

    Args:
        query: As `query_of` gives it.
        ask: How the API is asked; what it raises passes through.
    """
    place, title, year = query
    rows = []
    for searched in ("movie", "tv") if place == "any" else (place,):
        for ident in await _found(searched, title, year, ask):
            details = await ask(f"/3/{searched}/{ident}?append_to_response=credits,external_ids,alternative_titles")
            rows.append(row_of(searched, details))
    return rows


async def _found(place: str, title: str, year: int | None, ask: Ask) -> list[int]:
    """TMDB's ids of what a search finds and is worth a look."""
    told: dict[str, str | int] = {"query": title}
    if year is not None:
        told["year" if place == "movie" else "first_air_date_year"] = year
    found = (await ask(f"/3/search/{place}?{urlencode(told)}")).get("results") or []
    wanted = {name for _, name in names_of(title)}
    results = [result for result in found if isinstance(result, dict) and isinstance(result.get("id"), int)]
    alike = [result["id"] for result in results if not wanted.isdisjoint(map(fold_title, _titles(result)))]
    others = [result["id"] for result in results if result["id"] not in alike]
    return [*alike[:_NAMESAKES], *others[: max(0, _LOOKED_AT - len(alike))]]


def _titles(told: Mapping[str, Any]) -> Iterator[str]:
    for name in ("title", "name", "original_title", "original_name"):
        if isinstance(told.get(name), str):
            yield told[name]


def row_of(place: str, details: Mapping[str, Any]) -> dict[str, Any]:
    """One work's details as a row with the columns of `sources.FIELDS`; what is not there is left out."""
    others = details.get("alternative_titles") or {}
    credited = details.get("credits") or {}
    external = details.get("external_ids") or {}
    directors = [person for person in credited.get("crew") or () if person.get("job") == "Director"]
    creators = details.get("created_by") or []
    cast = (credited.get("cast") or [])[:_MOST_CAST]
    ended = details.get("last_air_date") if details.get("in_production") is False else None
    row = {
        "id": f"{place}/{details['id']}",
        "kind": "film" if place == "movie" else "series",
        "title": details.get("title") or details.get("name"),
        "original_title": details.get("original_title") or details.get("original_name"),
        "names": [
            other["title"] for other in others.get("titles") or others.get("results") or () if other.get("title")
        ],
        "year": details.get("release_date") or details.get("first_air_date"),
        "end_year": ended,
        "runtime": details.get("runtime"),
        "genres": _names(details.get("genres")),
        "countries": _names(details.get("production_countries")),
        "imdb": external.get("imdb_id"),
        "wikidata": external.get("wikidata_id"),
    }
    for names, people in (("directors", directors), ("creators", creators), ("cast", cast)):
        row[names] = _names(people)
        row[f"{'cast' if names == 'cast' else names[:-1]}_ids"] = [f"person/{person['id']}" for person in people]
    return {name: value for name, value in row.items() if value}


def _names(told: Any) -> list[str]:
    return [item["name"] for item in told or () if item.get("name")]
