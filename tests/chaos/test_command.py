"""The whole command, killed: Prefect's flow, its server and the demo site in one. `make chaos` runs it, for minutes."""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Final

import pytest

from flows.storage.read import read_manifests, read_reviews
from flows.storage.store import open_store

KILLS: Final = 10

pytestmark = pytest.mark.skipif("CHAOS" not in os.environ, reason="takes minutes: make chaos runs it")


def start(data: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "flows.cli", "crawl", "--demo", "--data", str(data)]
    settings = os.environ | {"REVIEWLINES_BATCH_SIZE": "7"}
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=settings)


def finish(data: Path) -> None:
    process = start(data)
    _, said = process.communicate(timeout=300)
    assert process.returncode == 0, said.decode()


def kill(data: Path, chance: random.Random) -> bool:
    """Kill a crawl at some moment after its dataset is open. True where it was still running."""
    process = start(data)
    staging = data / ".staging"
    before = set(staging.iterdir()) if staging.is_dir() else set()
    while process.poll() is None and not (staging.is_dir() and set(staging.iterdir()) - before):
        time.sleep(0.05)
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


@pytest.mark.timeout(3600)
def test_killed_ten_times_as_a_command(tmp_path: Path) -> None:
    undisturbed, killed = tmp_path / "undisturbed", tmp_path / "killed"
    finish(undisturbed)
    finish(undisturbed)
    chance = random.Random(1)  # noqa: S311
    kills = 0
    while kills < KILLS:
        kills += kill(killed, chance)
    for _ in range(2):  # the demo site changes after the first whole run
        finish(killed)
    assert written(killed) == written(undisturbed)
    assert set(written(killed).values()) == {1}
    commits = [manifest.commit for manifest in read_manifests(open_store(killed))]
    assert commits == list(range(1, len(commits) + 1))
