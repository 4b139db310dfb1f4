"""Whenever the process is killed: after the next run every record is published exactly once."""

import os
import random
import signal
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter, sleep

import pytest

from flows.storage.dataset import STEPS, Batch, read_reviews
from schemas.reject import Reason
from tests.unit.flows.storage.samples import (
    DAY,
    NOW,
    Web,
    check_files,
    fail,
    find,
    manifests,
    open_dataset,
    plan,
    record_id,
    visit,
)

FORK = get_context("fork")  # a real process to kill, without importing everything anew

PAGES = [f"https://gazette.test/{number:02}" for number in range(16)]
NEWS = [f"{url}-news" for url in PAGES[::4]]
BATCH = 5  # four pages and one that is no review
FIRST = Web(dict.fromkeys(PAGES, "A film about rivers"), {})
SECOND = Web({url: "A film about lakes" if number % 2 else FIRST.texts[url] for number, url in enumerate(PAGES)}, {})
EXPECTED = {(record_id(url), 1, FIRST.texts[url]) for url in PAGES} | {
    (record_id(url), 2, SECOND.texts[url]) for url in PAGES if SECOND.texts[url] != FIRST.texts[url]
}


def crawl_all(folder: Path, on_step: Callable[[str], None] | None = None) -> None:
    """Two runs, a day apart; done once or many times over, the dataset is the same."""
    for site, now in ((FIRST, NOW), (SECOND, NOW + DAY)):
        run(folder, site, now, on_step)


def run(folder: Path, site: Web, now: datetime, on_step: Callable[[str], None] | None) -> None:
    with open_dataset(folder, now=now, on_step=on_step) as dataset:
        find(dataset, *PAGES, *NEWS, now=now)
        while requests := plan(dataset, now=now, limit=BATCH):
            batch = Batch.create(dataset.location, f"run-{now:%d}")
            for request in requests:
                if request.url in NEWS:
                    fail(batch, request, Reason.NOT_A_REVIEW, status=200, now=now)
                else:
                    visit(batch, request, site, now)
            dataset.commit(batch.close(), now=now)


def kill_at(folder: Path, step: str, occurrence: int) -> None:
    seen = 0

    def count(done: str) -> None:
        nonlocal seen
        seen += done == step
        if seen == occurrence:
            os.kill(os.getpid(), signal.SIGKILL)

    crawl_all(folder, count)


def check(folder: Path) -> None:
    written = Counter((row["id"], row["revision"], row["headline"]) for row in read_reviews(folder))
    assert set(written) == EXPECTED, "records lost, or some that nobody wrote"
    assert set(written.values()) == {1}, "records doubled"
    commits = manifests(folder)
    assert [manifest.commit for manifest in commits] == list(range(1, len(commits) + 1))
    for manifest in commits:
        check_files(folder, manifest)
    named = {file.path for manifest in commits for file in manifest.files}
    there = {str(path.relative_to(folder)) for path in folder.glob("*/date=*/*")}
    assert there == named, "files that no manifest names"
    assert not list((folder / ".staging").iterdir())


@pytest.mark.parametrize("occurrence", [1, 5], ids=["first run", "second run"])
@pytest.mark.parametrize("step", STEPS)
def test_killed_at_a_step(tmp_path: Path, step: str, occurrence: int) -> None:
    worker = FORK.Process(target=kill_at, args=(tmp_path, step, occurrence))
    worker.start()
    worker.join()
    assert worker.exitcode == -signal.SIGKILL
    crawl_all(tmp_path)
    check(tmp_path)


@pytest.mark.parametrize("seed", range(2))
def test_killed_at_random_moments(tmp_path: Path, seed: int) -> None:
    started = perf_counter()
    crawl_all(tmp_path / "undisturbed")
    whole = perf_counter() - started
    check(tmp_path / "undisturbed")
    chance = random.Random(seed)  # noqa: S311
    killed = 0
    for _ in range(10):
        worker = FORK.Process(target=crawl_all, args=(tmp_path / "killed",))
        worker.start()
        sleep(chance.uniform(0, whole / 3))
        worker.kill()
        worker.join()
        killed += worker.exitcode == -signal.SIGKILL
    assert killed
    crawl_all(tmp_path / "killed")
    check(tmp_path / "killed")
