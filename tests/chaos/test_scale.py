"""Backfills by several workers, one of which is killed in the middle: Prefect's process pool, and a real Dask cluster
with a real Prefect server on PostgreSQL. `make chaos` runs it, for minutes."""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chaos.workers import (
    POOL,
    UNDER_WAY,
    WORKERS,
    count_tasks,
    finish,
    kill_one_of_dask,
    kill_one_of_pool,
    on_dask,
    pages_committed,
    start,
    wait_for_commits,
    written,
)
from tests.services import Postgres, dask_cluster, prefect_server
from tests.warcs import write_warc

PAGES = 400
BATCH = 50

pytestmark = [
    pytest.mark.skipif("CHAOS" not in os.environ, reason="takes minutes: make chaos runs it"),
    pytest.mark.timeout(3600),
]


@pytest.fixture(scope="module")
def warc(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("warc") / "pages.warc.gz"
    write_warc(file, PAGES, median=2_000)
    return file


@pytest.fixture(scope="module")
def truth(warc: Path, tmp_path_factory: pytest.TempPathFactory) -> Counter[tuple[str, int]]:
    """What a backfill by one process writes."""
    data = tmp_path_factory.mktemp("truth")
    finish(start(warc, data, {}), data)
    assert pages_committed(data) == [BATCH] * (PAGES // BATCH)
    return written(data)


@pytest.fixture(scope="module")
def server(postgres: Postgres) -> Iterator[str]:
    with prefect_server(postgres.database()) as url:
        yield url


def test_a_worker_of_the_pool_is_killed(warc: Path, truth: Counter[tuple[str, int]], tmp_path: Path) -> None:
    process = start(warc, tmp_path, POOL, batch=BATCH)
    wait_for_commits(tmp_path, 3, process)
    kill_one_of_pool(process)
    report = finish(process, tmp_path)
    assert written(tmp_path) == truth
    assert report["complete"]
    check_batches(pages_committed(tmp_path), losses=1)


def test_the_process_that_commits_is_killed(warc: Path, truth: Counter[tuple[str, int]], tmp_path: Path) -> None:
    process = start(warc, tmp_path, POOL, batch=BATCH)
    wait_for_commits(tmp_path, 3, process)
    process.kill()
    process.communicate()
    before = sum(pages_committed(tmp_path))
    report = finish(start(warc, tmp_path, POOL, batch=BATCH), tmp_path)
    assert written(tmp_path) == truth
    assert sum(site["visited"] for site in report["sites"]) <= PAGES - before, "finished batches were read again"
    check_batches(pages_committed(tmp_path), losses=1)


def test_a_worker_of_dask_is_killed(
    warc: Path, truth: Counter[tuple[str, int]], tmp_path: Path, server: str, postgres: Postgres
) -> None:
    state = postgres.state()
    with dask_cluster(WORKERS, {"PREFECT_API_URL": server, "DO_NOT_TRACK": "1"}) as cluster:
        process = start(warc, tmp_path, on_dask(cluster.address, server, state), batch=BATCH)
        wait_for_commits(tmp_path, 3, process)
        kill_one_of_dask(cluster)
        finish(process, tmp_path, state)
    assert written(tmp_path) == truth
    pages = pages_committed(tmp_path)
    check_batches(pages, losses=1)
    # Dask runs the batch of a worker that died on another, as the same task run; what the flow takes back as lost is
    # handed out as another.
    assert len(pages) <= count_tasks(server) <= len(pages) + UNDER_WAY


def check_batches(pages: list[int], *, losses: int) -> None:
    """Every page is in one commit, and a batch is half full at least unless it had all that was free.

    That happens at the end, once for each batch under way; and as often again where batches under way were lost, and
    their pages are free anew.
    """
    assert sum(pages) == PAGES
    assert sum(size < BATCH // 2 for size in pages) <= UNDER_WAY * (1 + losses), pages
