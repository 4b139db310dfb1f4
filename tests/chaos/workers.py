"""Backfills by several workers as a user starts them, and how one of the processes is killed in the middle."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import httpx

from flows.storage.database import open_database
from flows.storage.read import read_manifests, read_reviews
from flows.storage.store import open_store
from flows.storage.verify import verify
from tests.services import Dask

WORKERS: Final = 2
UNDER_WAY: Final = WORKERS + 1
"""Batches that are handed out at a time, at most."""
POOL: Final = {"REVIEWLINES_RUNNER": "processes", "REVIEWLINES_WORKERS": str(WORKERS)}


def on_dask(address: str, server: str, state: str) -> dict[str, str]:
    """The environment of a backfill through this cluster, with its state in PostgreSQL."""
    chosen = {"REVIEWLINES_RUNNER": "dask", "REVIEWLINES_WORKERS": str(WORKERS), "REVIEWLINES_DASK": address}
    return {**chosen, "PREFECT_API_URL": server, "DO_NOT_TRACK": "1", "REVIEWLINES_STATE": state}


def start(warc: Path, data: Path, environment: dict[str, str], *, batch: int = 50) -> "subprocess.Popen[bytes]":
    """The command, in batches of so many pages."""
    command = [sys.executable, "-m", "flows.cli", "backfill", "--warc", str(warc), "--data", str(data), "--json"]
    settings = {"REVIEWLINES_BATCH_SIZE": str(batch), **environment}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ | settings)


def finish(process: "subprocess.Popen[bytes]", data: Path, state: str | None = None) -> dict[str, Any]:
    """The report of a run that ended well, over a dataset in which verification finds nothing."""
    report = report_of(process)
    check(data, state)
    return report


def report_of(process: "subprocess.Popen[bytes]") -> dict[str, Any]:
    """Wait for its end, which is a good one."""
    told, said = process.communicate(timeout=1800)
    assert process.returncode == 0, said.decode()
    return dict(json.loads(told))


def check(data: Path, state: str | None = None) -> None:
    """Verification finds nothing, and nothing is left of batches that were not committed."""
    store = open_store(str(data))
    database = open_database(store, state)
    report = verify(store, database)
    database.close()
    assert report.problems == ()
    assert store.names(".staging") == []


def written(data: Path) -> Counter[tuple[str, int]]:
    """Each record of a dataset: its id and revision, and how often it is there."""
    return Counter((row["id"], row["revision"]) for row in read_reviews(str(data)))


def pages_committed(data: Path) -> list[int]:
    """Pages of each commit whose manifest is written: every one has its line in the archive's index."""
    manifests = read_manifests(open_store(str(data)))
    return [sum(file.rows for file in one.files if file.kind == "index") for one in manifests]


def wait_for(is_so: Callable[[], bool], process: "subprocess.Popen[bytes]") -> None:
    """Until it is so; the process may not end before."""
    while not is_so():
        assert process.poll() is None, process.communicate()[1].decode()
        time.sleep(0.1)


def wait_for_commits(data: Path, number: int, process: "subprocess.Popen[bytes]") -> None:
    """Until so many batches are committed."""
    folder = data / "manifest"
    wait_for(lambda: folder.is_dir() and len(list(folder.iterdir())) >= number, process)


def kill_one_of_pool(process: "subprocess.Popen[bytes]") -> None:
    """Kill a process of the command's pool."""
    os.kill(_pool_of(process.pid)[0], signal.SIGKILL)


def kill_one_of_dask(cluster: Dask) -> None:
    """Kill a worker, and start another."""
    cluster.workers[0].kill()
    cluster.workers[0].wait()
    cluster.add_worker()


def count_tasks(server: str) -> int:
    """Task runs that the server knows."""
    return int(httpx.post(f"{server}/task_runs/count", json={}, timeout=30).json())


def _pool_of(pid: int) -> list[int]:
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
