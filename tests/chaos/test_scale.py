"""Backfills by several workers, one of which is killed in the middle: Prefect's process pool, and a real Dask cluster
with a real Prefect server on PostgreSQL. `make chaos` runs it, for minutes."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from flows.storage.database import open_database
from flows.storage.read import read_manifests, read_reviews
from flows.storage.store import open_store
from flows.storage.verify import verify
from tests.services import Dask, Postgres, dask_cluster, prefect_server
from tests.warcs import write_warc

PAGES = 400

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
    return written(data)


@pytest.fixture(scope="module")
def server(postgres: Postgres) -> Iterator[str]:
    with prefect_server(postgres.database()) as url:
        yield url


def start(warc: Path, data: Path, environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "flows.cli", "backfill", "--warc", str(warc), "--data", str(data), "--json"]
    settings = {"REVIEWLINES_BATCH_SIZE": "50", **environment}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ | settings)


def finish(process: "subprocess.Popen[bytes]", data: Path, state: str | None = None) -> dict[str, Any]:
    """The report of a run that ended well, over a dataset in which verification finds nothing."""
    told, said = process.communicate(timeout=1800)
    assert process.returncode == 0, said.decode()
    store = open_store(str(data))
    database = open_database(store, state)
    report = verify(store, database)
    database.close()
    assert report.problems == ()
    assert store.names(".staging") == []
    return dict(json.loads(told))


def written(data: Path) -> Counter[tuple[str, int]]:
    return Counter((row["id"], row["revision"]) for row in read_reviews(str(data)))


def wait_for(is_so: Callable[[], bool], process: "subprocess.Popen[bytes]") -> None:
    while not is_so():
        assert process.poll() is None, process.communicate()[1].decode()
        time.sleep(0.1)


def commits(data: Path) -> int:
    folder = data / "manifest"
    return len(list(folder.iterdir())) if folder.is_dir() else 0


def pool_of(pid: int) -> list[int]:
    """The processes of a command's pool, which multiprocessing's spawn starts."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            words = (path / "cmdline").read_bytes()
        except (OSError, ValueError):
            continue
        if parent == pid and b"spawn_main" in words:
            found.append(int(path.name))
    return found


def test_a_worker_of_the_pool_is_killed(warc: Path, truth: Counter[tuple[str, int]], tmp_path: Path) -> None:
    environment = {"REVIEWLINES_RUNNER": "processes", "REVIEWLINES_WORKERS": "2"}
    process = start(warc, tmp_path, environment)
    wait_for(lambda: commits(tmp_path) >= 3, process)
    os.kill(pool_of(process.pid)[0], signal.SIGKILL)
    report = finish(process, tmp_path)
    assert written(tmp_path) == truth
    assert report["complete"]


def test_the_process_that_commits_is_killed(warc: Path, truth: Counter[tuple[str, int]], tmp_path: Path) -> None:
    environment = {"REVIEWLINES_RUNNER": "processes", "REVIEWLINES_WORKERS": "2"}
    process = start(warc, tmp_path, environment)
    wait_for(lambda: commits(tmp_path) >= 3, process)
    process.kill()
    process.communicate()
    before = commits(tmp_path)
    report = finish(start(warc, tmp_path, environment), tmp_path)
    assert written(tmp_path) == truth
    assert sum(site["visited"] for site in report["sites"]) <= PAGES - 50 * before, "finished batches were read again"


def test_a_worker_of_dask_is_killed(
    warc: Path, truth: Counter[tuple[str, int]], tmp_path: Path, server: str, postgres: Postgres
) -> None:
    environment = {"PREFECT_API_URL": server, "DO_NOT_TRACK": "1"}
    state = postgres.state()
    with dask_cluster(2, environment) as cluster:
        chosen = {"REVIEWLINES_RUNNER": "dask", "REVIEWLINES_WORKERS": "2", "REVIEWLINES_DASK": cluster.address}
        process = start(warc, tmp_path, {**environment, **chosen, "REVIEWLINES_STATE": state})
        wait_for(lambda: commits(tmp_path) >= 3, process)
        kill_one(cluster)
        report = finish(process, tmp_path, state)
    assert written(tmp_path) == truth
    tasks = count_tasks(server)
    assert len(list(read_manifests(open_store(str(tmp_path))))) <= tasks <= PAGES / 50 + 8
    assert len(report["commits"]) >= PAGES / 50


def kill_one(cluster: Dask) -> None:
    cluster.workers[0].kill()
    cluster.workers[0].wait()
    cluster.add_worker()


def count_tasks(server: str) -> int:
    """Task runs that the server knows."""
    return int(httpx.post(f"{server}/task_runs/count", json={}, timeout=30).json())
