"""From a published dataset to its enrichment, and TMDB's API on loopback: real files, real sockets."""

import asyncio
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from flows.enrich import commits_of
from flows.enrichment.build import build_catalogue
from flows.enrichment.catalogue import Catalogue
from flows.enrichment.join import enrich
from flows.enrichment.run import enrich_commit, look_across
from flows.errors import ReviewlinesError
from flows.lookup import LookUp, look_up_lacked, look_up_missing
from flows.settings import Settings
from flows.storage.store import open_store
from schemas.enriched import EnrichReport, MatchOutcome
from schemas.review import ReviewRecord
from tests.e2e.server import Reply, Seen, Server
from tests.unit.flows.enrichment.records import record

ROOT = Path(__file__).parents[2]
WORKS = ROOT / "fixtures" / "catalogue" / "works.jsonl"
PAGE = ROOT / "fixtures" / "demo_site" / "hallyunotebook.test" / "crash-landing-on-you-review" / "index.html"
KEY = "0123456789abcdef"

MATRIX = {
    "id": 603,
    "title": "The Matrix",
    "original_title": "The Matrix",
    "release_date": "1999-03-31",
    "runtime": 136,
    "genres": [{"id": 28, "name": "Action"}],
    "production_countries": [{"iso_3166_1": "US", "name": "United States of America"}],
    "credits": {
        "cast": [{"id": 6384, "name": "Keanu Reeves", "character": "Neo", "order": 0}],
        "crew": [
            {"id": 9340, "name": "Lana Wachowski", "job": "Director", "department": "Directing"},
            {"id": 1091, "name": "Joel Silver", "job": "Producer", "department": "Production"},
        ],
    },
    "external_ids": {"imdb_id": "tt0133093", "wikidata_id": "Q83495"},
    "alternative_titles": {"titles": [{"iso_3166_1": "FR", "title": "Matrice", "type": ""}]},
}


def answer(seen: Seen) -> Reply:
    """As the API answers: a search with results, one work, and 401 without a key."""
    url = urlsplit(seen.path)
    query = parse_qs(url.query)
    told: Any
    if query.get("api_key") != [KEY]:
        told = {
            "status_code": 7,
            "status_message": "Invalid API key: You must be granted a valid key.",
            "success": False,
        }
        return Reply(json.dumps(told).encode(), status=401, type="application/json")
    if url.path == "/3/movie/603":
        told = MATRIX
    else:
        results = [{"id": 603, "title": "The Matrix", "original_title": "The Matrix", "release_date": "1999-03-31"}]
        found = results if query["query"] == ["The Matrix"] and "movie" in url.path else []
        told = {"page": 1, "results": found, "total_pages": 1, "total_results": len(found)}
    return Reply(json.dumps(told).encode(), type="application/json;charset=utf-8")


def publish(data: Path, *records: ReviewRecord) -> None:
    """A dataset as its readers see it: one commit."""
    content = "".join(line.model_dump_json() + "\n" for line in records).encode()
    part = data / "reviews" / "date=2026-11-23" / "part-00000001.jsonl"
    part.parent.mkdir(parents=True)
    part.write_bytes(content)
    (data / "manifest").mkdir()
    (data / ".staging").mkdir()
    (data / "manifest" / "00000001.json").write_text(
        json.dumps(
            {
                "schema_version": "1.0",
                "extractor_version": "test",
                "dataset_id": "d",
                "commit": 1,
                "batch": "batch-0001",
                "run": "r",
                "committed_at": datetime(2026, 11, 23, tzinfo=UTC).isoformat(),
                "files": [
                    {
                        "kind": "reviews",
                        "path": part.relative_to(data).as_posix(),
                        "rows": len(records),
                        "bytes": len(content),
                        "sha256": "0" * 64,
                    }
                ],
            }
        )
    )


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A catalogue that lacks the work."""
    source = tmp_path / "other.jsonl"
    source.write_text('{"id": "x", "title": "Something Else"}\n')
    build_catalogue([source], tmp_path / "empty.db")
    return tmp_path / "empty.db"


def look_up(data: Path, catalogue: Path, out: Path, server: Server, key: str = KEY) -> LookUp:
    settings = Settings(data=str(data), allow_hosts=frozenset({"127.0.0.1"}), delay=0, retries=0)
    with Catalogue(catalogue) as opened:
        api = f"http://127.0.0.1:{server.port}"
        return asyncio.run(look_up_missing(settings, opened, out, key, limit=10, api=api))


def test_a_published_dataset_is_enriched(tmp_path: Path) -> None:
    data = tmp_path / "data"
    publish(data, record("Conclave", published="2024", number=1), record("Unheard Of", published="2024", number=2))
    build_catalogue([WORKS], tmp_path / "catalogue.db")
    store = open_store(data)
    with Catalogue(tmp_path / "catalogue.db") as catalogue:
        commits = list(commits_of(store))
        new = sum(enrich_commit(commit, catalogue, store) for commit in commits)
        report = look_across(commits, catalogue, store, new=new)
    assert (report.new, report.outcomes[MatchOutcome.JOINED], report.outcomes[MatchOutcome.ABSENT]) == (2, 1, 1)
    assert json.loads((data / "works" / "works.jsonl").read_text())["title"] == "Conclave"


def test_what_the_catalogue_lacks_is_looked_up_once_and_joined_from_then_on(tmp_path: Path, empty: Path) -> None:
    data, out = tmp_path / "data", tmp_path / "tmdb.jsonl"
    review = record("The Matrix", directors=("Lana Wachowski",), published="1999", number=1)
    publish(data, review, record("No Such Film", number=2))
    with Server({"/3/search/movie?*": answer, "/3/search/tv?*": answer, "/3/movie/603?*": answer}) as server:
        assert look_up(data, empty, out, server) == LookUp(asked=2, found=1, known=0)
        requests = len(server.seen)
        assert look_up(data, empty, out, server) == LookUp(asked=0, found=0, known=2)
        assert len(server.seen) == requests
    build_catalogue([out], tmp_path / "tmdb.db")
    with Catalogue(tmp_path / "tmdb.db") as catalogue:
        told = enrich(review, catalogue)
        assert told.ids == ("movie/603", "tt0133093", "Q83495")
        assert [person.person for person in told.people] == ["person/9340"]
        assert told.source == "tmdb"
        assert told.filled is not None
        assert (told.filled.year, told.filled.runtime, told.filled.genres) == (1999, 136, ("Action",))


def test_what_a_kill_left_half_is_asked_for_again_and_built(
    tmp_path: Path, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMDB_API_KEY", KEY)
    data = tmp_path / "data"
    publish(data, record("The Matrix", directors=("Lana Wachowski",), published="1999", number=1))
    kept, query = tmp_path / "empty.db.tmdb.jsonl", tmp_path / "empty.db.tmdb.jsonl.asked"
    kept.write_text('{"id": "movie/1", "title": "Metropolis"}\n{"id": "movie/60')
    query.write_text('["any", "The Ma')
    (tmp_path / "empty.db.tmdb.db.building").write_bytes(b"cut off")
    settings = Settings(data=str(data), allow_hosts=frozenset({"127.0.0.1"}), delay=0, retries=0)
    routes = {"/3/search/movie?*": answer, "/3/search/tv?*": answer, "/3/movie/603?*": answer}
    with Server(routes) as server, Catalogue(empty) as opened:
        api = f"http://127.0.0.1:{server.port}"
        done, built = look_up_lacked(settings, opened, limit=10, api=api)
        assert built == tmp_path / "empty.db.tmdb.db"
        assert done == LookUp(asked=1, found=1, known=0)
        assert [json.loads(line)["id"] for line in kept.read_text().splitlines()] == ["movie/1", "movie/603"]
        changed = built.stat().st_mtime_ns
        assert look_up_lacked(settings, opened, limit=10, api=api) == (LookUp(asked=0, found=0, known=1), built)
        assert built.stat().st_mtime_ns == changed, "built once"
        with kept.open("a") as rows:
            rows.write('{"id": "movie/2", "title": "Nosferatu"}\n')
        look_up_lacked(settings, opened, limit=10, api=api)
    with Catalogue(built) as more:
        assert more.resolve("movie/2"), "of a run that was cut off before it built"


def test_a_wrong_key_stops_it_and_is_never_shown(tmp_path: Path, empty: Path) -> None:
    data = tmp_path / "data"
    publish(data, record("The Matrix", number=1))
    with (
        Server({"/3/search/movie?*": answer}) as server,
        pytest.raises(ReviewlinesError, match="TMDB_API_KEY") as error,
    ):
        look_up(data, empty, tmp_path / "tmdb.jsonl", server, key="wrongkey")
    assert "wrongkey" not in str(error.value)
    assert "wrongkey" not in (tmp_path / "tmdb.jsonl.asked").read_text()


def test_the_commands_build_and_explain(tmp_path: Path) -> None:
    def reviewlines(*words: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"}
        command = [sys.executable, "-m", "flows.cli", *words]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    built = reviewlines("catalogue", "build", str(WORKS), "--out", "catalogue.db")
    assert (built.returncode, built.stdout) == (0, "")
    assert "works.jsonl (json lines): 616 lines, 0 not used" in built.stderr
    told = reviewlines("explain", str(PAGE), "work.title", "--catalogue", "catalogue.db")
    assert told.returncode == 0
    assert "catalogue  joined to fx" in told.stdout
    missing = reviewlines("enrich", "--catalogue", "nowhere.db")
    assert (missing.returncode, missing.stderr.count("\n")) == (2, 1)


RUNS = """
import json, sys
from flows.cli import app

for options in json.loads(sys.argv[1]):
    status = app(["enrich", "--data", "data", "--json", *options], standalone_mode=False)
    assert not status, status
"""


@pytest.mark.prefect
def test_the_whole_command_on_prefect_joins_what_is_new_and_all_for_another_catalogue(tmp_path: Path) -> None:
    review = record("The Matrix", directors=("Lana Wachowski",), published="1999", number=3)
    publish(tmp_path / "data", record("Conclave", published="2024", number=1), record("Unheard Of", number=2), review)
    works = [line for line in WORKS.read_text().splitlines(keepends=True) if "The Matrix" not in line]
    (tmp_path / "works.jsonl").write_text("".join(works))
    (tmp_path / "fewer.jsonl").write_text("".join(works[:100]))
    for name in ("works", "fewer"):
        build_catalogue([tmp_path / f"{name}.jsonl"], tmp_path / f"{name}.db")
    with Server({"/3/search/movie?*": answer, "/3/search/tv?*": answer, "/3/movie/603?*": answer}) as server:
        tmdb = ["--tmdb", "--allow-host", "127.0.0.1", "--api", f"http://127.0.0.1:{server.port}"]
        works_db = ["--catalogue", "works.db"]
        runs = [works_db, works_db, [*works_db, *tmdb], ["--catalogue", "fewer.db"]]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
        done = subprocess.run(
            [sys.executable, "-c", RUNS, json.dumps(runs)],
            cwd=tmp_path,
            env={**environment, "PYTHONPATH": str(ROOT), "TMDB_API_KEY": KEY, "REVIEWLINES_DELAY": "0"},
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    reports, rest = [], done.stdout
    while rest.strip():
        told, end = json.JSONDecoder().raw_decode(rest.lstrip())
        reports.append(EnrichReport.model_validate(told))
        rest = rest.lstrip()[end:]
    joined = [report.outcomes[MatchOutcome.JOINED] for report in reports]
    assert [report.new for report in reports] == [3, 0, 3, 3], "again only for another catalogue"
    assert joined[:3] == [1, 1, 2]
    assert len({report.folder for report in reports}) == 3
    assert KEY not in done.stdout + done.stderr
    database = (tmp_path / "data" / ".prefect" / "prefect.db").read_bytes()
    assert KEY.encode() not in database, "the key is no parameter of the flow"
    titles = [query for seen in server.seen for query in parse_qs(urlsplit(seen.path).query).get("query", [])]
    assert sorted(titles) == ["The Matrix"] * 2 + ["Unheard Of"] * 2, "what is joined is not asked for"
    (line,) = [one for one in enriched(tmp_path / "data", reports[2]) if one["id"] == review.id]
    assert (line["match"]["work"], line["source"], line["filled"]["runtime"]) == ("movie/603", "tmdb", 136)


def enriched(data: Path, report: EnrichReport) -> list[Any]:
    return [json.loads(line) for path in (data / report.folder).iterdir() for line in path.read_text().splitlines()]
