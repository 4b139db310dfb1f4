"""A load that is killed at random moments: what is there is whole commits, and the next run brings the rest.

A few kills in every run of the tests; `make chaos` does fifty for each database.
"""

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import pytest

from flows.loader import load_dataset
from flows.storage.read import objects_of, read_manifests, read_reviews
from flows.storage.store import open_store
from tests.benchmarks.generated import generate
from tests.services import Postgres
from tests.unit.flows.loading.places import Kind, Place
from tests.unit.flows.loading.published import expected

IS_LONG: Final = "CHAOS" in os.environ
LINES: Final = 6_000 if IS_LONG else 1_500
KILLS: Final = 50 if IS_LONG else 2

TABLES: Final = {
    "duckdb": "SELECT table_name FROM duckdb_tables()",
    "sqlite": "SELECT name FROM sqlite_master",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()",
}

WORKER: Final = """
import sys
from flows.loading import merge
from flows.loader import load_dataset
merge._GROUP_COMMITS = 3
print("ready", flush=True)
sys.stdin.readline()
load_dataset(sys.argv[1], sys.argv[2])
"""


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("kind", ["duckdb", "sqlite", "postgresql", *(["parquet"] if IS_LONG else [])])
def test_killed_in_the_middle_of_a_load(kind: Kind, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    data = tmp_path / "data"
    generate(data, LINES if kind != "parquet" else 200, rows=LINES // 24 if kind != "parquet" else 20)
    chance = random.Random(kind)  # noqa: S311
    place = empty(kind, tmp_path, request)
    undisturbed = seconds_of(data, place)
    check_whole(place, data)
    place = empty(kind, tmp_path, request)
    kills = seen_part = 0
    while kills < KILLS:
        if not killed(data, place, after=chance.uniform(0, undisturbed)):
            check_whole(place, data)
            place = empty(kind, tmp_path, request)
            continue
        kills += 1
        seen_part += check_commits(place, data) if kind != "parquet" else 0
        if chance.random() < 0.3:
            place = empty(kind, tmp_path, request)
    load_dataset(data, place.address)
    check_whole(place, data)
    assert load_dataset(data, place.address).commits == 0
    assert seen_part or kind == "parquet" or not IS_LONG, "no kill came between two transactions"


def empty(kind: Kind, folder: Path, request: pytest.FixtureRequest) -> Place:
    """A new destination."""
    path = folder / f"destination.{kind}"
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    for left in folder.glob(f"{path.name}*"):
        left.unlink()  # a journal, a log of what was to be written
    if kind == "postgresql":
        server: Postgres = request.getfixturevalue("postgres")
        return Place(kind, server.state(), path)
    return Place(kind, f"{kind}:{path}" if kind == "parquet" else f"{kind}:///{path}", path)


def killed(data: Path, place: Place, *, after: float) -> bool:
    """Load in a process that is killed after so many seconds; whether it was still at it."""
    process = started(data, place)
    time.sleep(after)
    running = process.poll() is None
    process.kill()
    process.communicate()
    assert running or process.returncode == 0
    return running


def seconds_of(data: Path, place: Place) -> float:
    """How long an undisturbed load takes, from where `killed` counts."""
    process = started(data, place)
    began = time.monotonic()
    _, said = process.communicate(timeout=600)
    assert process.returncode == 0, said
    return time.monotonic() - began


def started(data: Path, place: Place) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(data), place.address],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    process.stdin.write("go\n")
    process.stdin.flush()
    return process


def check_whole(place: Place, data: Path) -> None:
    """All of the dataset, each row once."""
    wanted = expected(read_reviews(data))
    assert place.tables() == wanted
    assert place.counts() == {name: len(rows) for name, rows in wanted.items()}


def check_commits(place: Place, data: Path) -> bool:
    """What the destination says that it has is what it has; whether that is a part."""
    if not has_registry(place):
        return False
    loaded = {row[0] for row in place.rows("reviewlines_commits", ("commit_number",))}
    store = open_store(data)
    manifests = [manifest for manifest in read_manifests(store) if manifest.commit in loaded]
    wanted = expected(line for manifest in manifests for line in objects_of(store, manifest, "reviews"))
    assert place.tables() == wanted
    assert place.counts() == {name: len(rows) for name, rows in wanted.items()}
    return bool(loaded)


def has_registry(place: Place) -> bool:
    if place.kind != "postgresql" and not place.path.exists():
        return False
    return ("reviewlines_commits",) in place.query(TABLES[place.kind])
