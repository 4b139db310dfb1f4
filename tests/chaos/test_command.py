"""The whole command, killed: Prefect's flow, its server and the demo site in one. `make chaos` runs it.

Most of the runs share one Prefect server, as scheduled runs do: the start of an embedded one takes longer than all the
rest. Some of the kills hit a command with a server of its own, which must end with it.
"""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Final

import pytest

from flows.storage.database import open_database
from flows.storage.read import read_manifests, read_reviews
from flows.storage.store import open_store
from flows.storage.verify import verify
from tests.services import prefect_server

KILLS: Final = 10
EMBEDDED: Final = (0, 5)
"""Which of the kills hit a command that has its own server."""

_LONGEST_START: Final = 180
"""Seconds until a command has opened its dataset; what takes longer will never do so."""

pytestmark = pytest.mark.skipif("CHAOS" not in os.environ, reason="takes minutes: make chaos runs it")


def start(data: Path, server: str | None) -> "subprocess.Popen[bytes]":
    """A crawl of the demo site in small batches; without a server, Prefect embeds one."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    settings |= {"REVIEWLINES_BATCH_SIZE": "7", **({} if server is None else {"PREFECT_API_URL": server})}
    command = [sys.executable, "-m", "flows.cli", "crawl", "--demo", "--data", str(data)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=settings)


def finish(data: Path, server: str | None) -> None:
    process = start(data, server)
    _, said = process.communicate(timeout=_LONGEST_START)
    assert process.returncode == 0, said.decode()


def kill(data: Path, server: str | None, chance: random.Random) -> bool:
    """Kill a crawl at some moment after its dataset is open. True where it was still running."""
    process = start(data, server)
    staging = data / ".staging"
    before = set(staging.iterdir()) if staging.is_dir() else set()
    deadline = time.monotonic() + _LONGEST_START
    while process.poll() is None and not (staging.is_dir() and set(staging.iterdir()) - before):
        assert time.monotonic() < deadline, "the command never opened its dataset"
        time.sleep(0.02)
    time.sleep(chance.uniform(0, 1))
    was_running = process.poll() is None
    process.kill()
    process.communicate()
    deadline = time.monotonic() + 30
    while servers_of(process.pid):
        assert time.monotonic() < deadline, "Prefect's server outlived the command"
        time.sleep(0.2)
    return was_running


def servers_of(pid: int) -> list[str]:
    """Processes that a command of this number guards."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = path.read_bytes().split(b"\0")
        except OSError:
            continue
        if str(pid).encode() in words and any(word.endswith(b"server_guard.py") for word in words):
            found.append(path.parent.name)
    return found


def written(data: Path) -> Counter[tuple[str, int]]:
    return Counter((row["id"], row["revision"]) for row in read_reviews(data))


@pytest.mark.timeout(1800)
def test_killed_ten_times_as_a_command(tmp_path: Path) -> None:
    undisturbed, killed = tmp_path / "undisturbed", tmp_path / "killed"
    chance = random.Random(1)  # noqa: S311
    with prefect_server() as server:
        finish(undisturbed, server)
        finish(undisturbed, server)
        hits = 0
        for number in range(KILLS):
            hits += kill(killed, None if number in EMBEDDED else server, chance)
        for _ in range(2):  # the demo site changes after the first whole run
            finish(killed, server)
    assert hits >= KILLS - 2, "most must have been in time"
    assert written(killed) == written(undisturbed)
    assert set(written(killed).values()) == {1}
    commits = [manifest.commit for manifest in read_manifests(open_store(killed))]
    assert commits == list(range(1, len(commits) + 1))
    store = open_store(killed)
    database = open_database(store, None)
    assert verify(store, database).problems == ()
    database.close()
