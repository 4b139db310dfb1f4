"""Look up on TMDB what a catalogue lacks: the works of reviews that could not be joined. Off unless it is asked for."""

import asyncio
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import orjson

from flows.enrichment.build import build_catalogue
from flows.enrichment.catalogue import Catalogue
from flows.enrichment.match import match
from flows.enrichment.tmdb import API, look_up, query_of
from flows.errors import FetchError, ReviewlinesError, UsageError
from flows.settings import Settings
from flows.storage.read import read_latest
from flows.web.client import Client
from schemas.base import to_line
from schemas.enriched import MatchOutcome
from schemas.reject import Reason
from schemas.review import ReviewRecord


class LookUp(NamedTuple):
    """What a run of look-ups did."""

    asked: int
    """Titles that were searched for."""
    found: int
    """Works that were written."""
    known: int
    """Titles that an earlier run had searched for."""


NOT_JOINED: Final = frozenset({MatchOutcome.ABSENT, MatchOutcome.UNSURE})
LACKED: Final = frozenset({MatchOutcome.ABSENT})


async def look_up_missing(
    settings: Settings,
    catalogue: Catalogue,
    out: Path,
    key: str,
    *,
    limit: int,
    api: str = API,
    outcomes: frozenset[MatchOutcome] = NOT_JOINED,
) -> LookUp:
    """Search TMDB for the works of the dataset's reviews that the catalogue does not join, and append them to a file.

    A title is searched for once: `<out>.asked` keeps which ones were, so that a run that was cut off goes on.

    Args:
        settings: The run's; `data` is the dataset.
        catalogue: What is joined already.
        out: JSON Lines, a source for `build_catalogue`.
        key: The user's API key; it goes into requests and nowhere else.
        limit: The most titles of this run.
        api: Where the API is.
        outcomes: What became of the reviews whose works are searched for: `NOT_JOINED`, or `LACKED`.

    Raises:
        ReviewlinesError: the API does not take the key, or cannot be had.
    """
    asked_file = out.with_name(f"{out.name}.asked")
    for file in (out, asked_file):
        _drop_broken_line(file)
    known = set(asked_file.read_text(encoding="utf-8").splitlines()) if asked_file.exists() else set()
    asked = found = skipped = 0
    async with Client(settings) as client:

        async def ask(path: str) -> Mapping[str, Any]:
            joint = "&" if "?" in path else "?"
            return _object((await client.get(f"{api}{path}{joint}api_key={key}")).body)

        with out.open("ab") as rows, asked_file.open("a", encoding="utf-8") as queries:
            for query in _missing(settings, catalogue, outcomes):
                line = json.dumps(query, ensure_ascii=False)
                if line in known:
                    skipped += 1
                    continue
                if asked == limit:
                    break
                try:
                    works = await look_up(query, ask)
                except FetchError as error:
                    if error.reason is not Reason.NOT_FOUND:
                        raise ReviewlinesError(f"TMDB: {error.detail}{_advice(error)}") from error
                    works = []
                rows.writelines(map(to_line, works))
                rows.flush()  # the works before the query that found them: a kill asks again, and loses nothing
                queries.write(f"{line}\n")
                queries.flush()
                known.add(line)
                asked, found = asked + 1, found + len(works)
    return LookUp(asked, found, skipped)


def look_up_lacked(
    settings: Settings, catalogue: Catalogue, *, limit: int, api: str = API
) -> tuple[LookUp, Path | None]:
    """Search TMDB for the works that a catalogue lacks, and build a small catalogue of them beside it.

    `<catalogue>.tmdb.jsonl` and `.asked` are the cache, for all datasets that are joined to the catalogue;
    `<catalogue>.tmdb.db` is what is built from it. The key is TMDB_API_KEY of the environment.

    Returns:
        What was done, and the small catalogue; none where nothing was ever found.

    Raises:
        UsageError: there is no key.
        ReviewlinesError: the API does not take the key, or cannot be had.
    """
    found = catalogue.path.with_name(f"{catalogue.path.name}.tmdb.jsonl")
    built = catalogue.path.with_name(f"{catalogue.path.name}.tmdb.db")
    done = asyncio.run(look_up_missing(settings, catalogue, found, tmdb_key(), limit=limit, api=api, outcomes=LACKED))
    if found.stat().st_size == 0:
        return done, None
    if not built.exists() or built.stat().st_mtime_ns <= found.stat().st_mtime_ns:
        for unfinished in built.parent.glob(f"{built.name}.building*"):  # of fewer works
            unfinished.unlink()
        build_catalogue([found], built)
    return done, built


def tmdb_key() -> str:
    """The user's own key.

    Raises:
        UsageError: there is none.
    """
    key = os.environ.get("TMDB_API_KEY", "")
    if not key.isalnum():
        raise UsageError("set TMDB_API_KEY to your own key: https://www.themoviedb.org/settings/api")
    return key


def _missing(
    settings: Settings, catalogue: Catalogue, outcomes: frozenset[MatchOutcome]
) -> Iterable[tuple[str, str, int | None]]:
    """The searches that reviews with one of these outcomes call for, each once."""
    seen = set()
    for line in read_latest(settings.data):
        record = ReviewRecord.model_validate_json(json.dumps(line))
        query = query_of(record)
        if query is None or query in seen:
            continue
        seen.add(query)
        if match(record, catalogue).outcome in outcomes:
            yield query


def _drop_broken_line(path: Path) -> None:
    """Take off what a kill left of a line at the end of a file."""
    content = path.read_bytes() if path.exists() else b""
    if content and not content.endswith(b"\n"):
        os.truncate(path, content.rfind(b"\n") + 1)


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        told = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise ReviewlinesError(f"TMDB: the answer is no JSON ({error.msg})") from error
    if not isinstance(told, dict):
        raise ReviewlinesError("TMDB: the answer is no JSON object")
    return told


def _advice(error: FetchError) -> str:
    return ": is the key in TMDB_API_KEY right?" if error.status in {401, 403} else ""
