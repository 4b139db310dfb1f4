"""Whenever the process is killed: after the last restart every record is published exactly once.

A bounded number of kills by default. `make chaos` sets CHAOS, to the number of random ones for each database, and then
every step is killed with both of them, and the whole command too.
"""

import os
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Final, Literal
from uuid import uuid4

import pytest

from flows.storage.batch import Batch
from flows.storage.database import Database
from flows.storage.dataset import STEPS, Dataset
from flows.storage.read import read_reviews
from flows.storage.state import State
from flows.storage.store import LocalStore
from tests.chaos.harness import Run, check, check_whole, kill_after, kill_at_call, routes
from tests.e2e.server import Server

RANDOM_KILLS: Final = int(os.environ.get("CHAOS", "6"))
IS_LONG: Final = "CHAOS" in os.environ

CALLS: Final = (
    (Dataset, "open", 1),
    (State, "found", 2),
    (State, "document", 3),
    (State, "remember", 1),
    (State, "keep_robots", 1),
    (State, "plan", 2),
    (Batch, "create", 2),
    (Batch, "store", 3),
    (Batch, "add", 3),
    (Batch, "close", 2),
    (State, "release", 2),
    (LocalStore, "create", 4),
    (LocalStore, "write_whole", 2),
    (LocalStore, "move", 2),
    (LocalStore, "sync", 3),
    (LocalStore, "remove", 2),
    (Database, "close", 1),
    (Dataset, "write_report", 1),
)
"""Where a crawl can end beside the steps of its commits: around the n-th call of a method."""


ALONE: Final = frozenset(STEPS) - {"evidence", "rejects", "reviews"}
"""Steps of a commit of an archive without lines."""


@pytest.fixture(scope="module")
def web() -> Iterator[Server]:
    with Server() as server:
        yield server


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def run(request: pytest.FixtureRequest, tmp_path: Path, web: Server) -> Run:
    state = request.getfixturevalue("postgres").state() if request.param == "PostgreSQL" else None
    return Run(str(tmp_path / "data"), state, web.port)


@pytest.fixture
def remote(request: pytest.FixtureRequest, tmp_path: Path, web: Server) -> Run:
    """A dataset on an object store, its state in SQLite."""
    return Run(f"{request.getfixturevalue('s3')}/{uuid4().hex}", str(tmp_path / "state.db"), web.port)


def edition(web: Server, number: int) -> int:
    """Put the next edition of the web online, so that every kill meets records to write."""
    web.routes = dict(routes(number))
    return number


def test_killed_at_every_step_of_a_commit(run: Run, web: Server) -> None:
    steps = STEPS if IS_LONG or run.state is None else ("entered", "committed", "reviews", "manifest")
    for number, step in enumerate(steps, 1):
        edition(web, number)
        occurrence = 1 if step == "rejects" else 1 + number % 2
        assert run.killed(prepare=partial(kill_after, step, occurrence)), step
        run.crawl()
        check(run, edition=number)


def test_killed_while_discovery_is_committed_by_itself(run: Run, web: Server) -> None:
    steps = STEPS if IS_LONG else ("entered", "published") if run.state is None else ("archive",)
    run = replace(run, part_bytes=1)
    for number, step in enumerate((step for step in steps if step in ALONE), 1):
        edition(web, number)
        assert run.killed(prepare=partial(kill_after, step, number % 4 + 1)), step
        run.crawl()
        check(run, edition=number)


def test_killed_on_an_object_store(remote: Run, web: Server) -> None:
    steps = STEPS if IS_LONG else ("entered", "reviews")
    chance = random.Random(RANDOM_KILLS)  # noqa: S311
    for number, step in enumerate(steps, 1):
        edition(web, number)
        assert remote.killed(prepare=partial(kill_after, step, 1)), step
        if IS_LONG:
            remote.killed(after=chance.uniform(0, 5))
        remote.crawl()
        check(remote, edition=number)


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_around_what_else_a_run_does(run: Run, web: Server, when: Literal["before", "after"]) -> None:
    calls = CALLS if IS_LONG else CALLS[when == "after" :: 4 if run.state is None else 8]
    for number, (owner, name, occurrence) in enumerate(calls, 1):
        edition(web, number)
        kill = partial(kill_at_call, owner, name, occurrence, when)
        assert run.killed(prepare=kill), name
        run.crawl()
        check(run, edition=number)


def test_killed_at_random_moments(run: Run, web: Server) -> None:
    chance = random.Random(RANDOM_KILLS)  # noqa: S311
    number = edition(web, 1)
    started = perf_counter()
    run.crawl()
    whole = perf_counter() - started
    done = 0
    while done < RANDOM_KILLS:
        number = edition(web, number + 1)
        done += sum(run.killed(after=chance.uniform(0, whole)) for _ in range(3))
        run.crawl()
        check(run, edition=number)


def test_killed_while_stored_pages_are_read_again(run: Run, web: Server) -> None:
    edition(web, 1)
    run.crawl()
    before = [(row["id"], 1) for row in read_reviews(run.data)]
    steps = STEPS if IS_LONG else ("entered", "committed", "reviews")
    done = [run.killed(work="backfill", prepare=partial(kill_after, step, 1)) for step in steps if step != "rejects"]
    assert any(done)
    chance = random.Random(RANDOM_KILLS)  # noqa: S311
    for _ in range(RANDOM_KILLS // 2):
        run.killed(work="backfill", after=chance.uniform(0, 0.5))
    run.backfill()
    after = Counter((row["id"], row["revision"]) for row in read_reviews(run.data))
    assert after == Counter(before + [(identity, 2) for identity, _ in before])
    check_whole(run)
