"""What is no kill: a full disk, a read-only one, a process that sleeps past its lease, a state that is taken away."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.errors import DatasetError
from flows.storage import database
from flows.storage.dataset import check_writable, read_reviews
from flows.storage.lease import LEASE_SECONDS, LeaseLost
from tests.chaos.harness import FORK, Run, check, routes
from tests.e2e.server import Server
from tests.unit.flows.storage.samples import NOW, crawl, find, open_dataset, plan, stage, web

A, B = "https://gazette.test/a", "https://gazette.test/b"


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(routes(1)) as running:
        yield running


# A disk that is full, or read-only


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """A folder on a disk of its own, whose size or rights can be changed: "size=300k", "ro"."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.decode().strip()}")

    def change(option: str) -> Path:
        subprocess.run(["mount", "-o", f"remount,{option}", folder], check=True)
        return folder

    yield change
    subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.mark.parametrize(
    ("state", "first", "step", "message"),
    [
        (None, 60, 120, "cannot use .*state.db: database or disk is full"),
        ("state.db", 12, 150, "cannot write to .*data: No space left on device"),
    ],
    ids=["the state's", "the files'"],
)
def test_a_full_disk_is_one_line_and_a_run_with_space_goes_on(
    small_disk: Callable[[str], Path],
    server: Server,
    tmp_path: Path,
    state: str | None,
    first: int,
    step: int,
    message: str,
) -> None:
    folder = small_disk(f"size={first}k")
    run = Run(str(folder / "data"), state and str(tmp_path / state), server.port)
    said = []
    for kilobytes in range(first, 5_000, step):  # it ends ever later: making the state, staging, committing
        small_disk(f"size={kilobytes}k")
        try:
            run.crawl()
        except DatasetError as error:
            said.append(str(error))
        else:
            break
    assert len(said) >= 2
    assert [text for text in said if re.fullmatch(message, text)], said
    assert not [text for text in said if "\n" in text]
    small_disk("size=50m")
    run.crawl()
    check(run, edition=1)


def test_a_read_only_disk_is_told_before_anything_starts(small_disk: Callable[[str], Path], server: Server) -> None:
    run = Run(str(small_disk("size=50m") / "data"), None, server.port)
    run.crawl()
    small_disk("ro")
    with pytest.raises(DatasetError, match="Read-only file system"):
        check_writable(run.data)
    with pytest.raises(DatasetError, match=r"readonly database|Read-only file system|unable to open"):
        run.crawl()
    assert len(list(read_reviews(run.data))) == 16, "it can be read"
    small_disk("rw")
    server.routes = dict(routes(2))
    run.crawl()
    check(run, edition=2)


# A process that sleeps past its lease


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def state(request: pytest.FixtureRequest) -> str | None:
    return request.getfixturevalue("postgres").state() if request.param == "PostgreSQL" else None


def sleep_at(folder: Path, state: str | None, step: str) -> None:
    """Commit a batch, and be stopped at a step of it; ends with 3 where the lease is lost after that."""

    def stop(done: str) -> None:
        if done == step:
            os.kill(os.getpid(), signal.SIGSTOP)

    dataset = open_dataset(folder, now=datetime.now(UTC), state=state, on_step=stop)
    try:
        find(dataset, A, now=datetime.now(UTC))
        descriptor = stage(dataset, plan(dataset, now=datetime.now(UTC)), web(A)).close()
        stop("staged")
        dataset.commit(descriptor, now=datetime.now(UTC))
        crawl(dataset, web(B), now=datetime.now(UTC))
    except LeaseLost:
        os._exit(3)
    os._exit(0)


@pytest.mark.parametrize("step", ["staged", "committed", "evidence", "manifest"])
def test_a_process_that_slept_past_its_lease_writes_nothing_more(tmp_path: Path, state: str | None, step: str) -> None:
    sleeper = FORK.Process(target=sleep_at, args=(tmp_path, state, step))
    sleeper.start()
    assert sleeper.pid is not None
    os.waitid(os.P_PID, sleeper.pid, os.WSTOPPED | os.WNOWAIT)
    with pytest.raises(DatasetError, match=rf"in use by process {sleeper.pid} on .*: wait until it ends"):
        open_dataset(tmp_path, state=state, now=datetime.now(UTC))
    later = datetime.now(UTC) + timedelta(seconds=LEASE_SECONDS + 1)
    with open_dataset(tmp_path, state=state, now=later) as dataset:
        crawl(dataset, web(A), now=later)
        os.kill(sleeper.pid, signal.SIGCONT)
        sleeper.join()
        assert sleeper.exitcode == 3, "it must learn that it lost the dataset"
        dataset.heartbeat(later)
    assert [(row["url"], row["revision"]) for row in read_reviews(tmp_path)] == [(A, 1)]


def test_a_process_that_sleeps_inside_a_transaction_keeps_others_out_for_a_while_only(
    tmp_path: Path, state: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 1)
    sleeper = FORK.Process(target=sleep_at, args=(tmp_path, state, "entered"))
    sleeper.start()
    assert sleeper.pid is not None
    os.waitid(os.P_PID, sleeper.pid, os.WSTOPPED | os.WNOWAIT)
    later = datetime.now(UTC) + timedelta(seconds=LEASE_SECONDS + 1)
    with pytest.raises(DatasetError, match="another process holds it, wait for it or end it"):
        open_dataset(tmp_path, state=state, now=later)
    if state is None:
        sleeper.kill()  # SQLite's lock is the process's; PostgreSQL ends the session of one that is silent
    else:
        time.sleep(2)
    with open_dataset(tmp_path, state=state, now=later) as dataset:
        crawl(dataset, web(A), now=later)
    if state is not None:
        os.kill(sleeper.pid, signal.SIGCONT)
    sleeper.join()
    assert sleeper.exitcode != 0
    assert [(row["url"], row["revision"]) for row in read_reviews(tmp_path)] == [(A, 1)]


# A state that is taken away, a clock that is set back


@pytest.mark.parametrize("replaced", [False, True], ids=["deleted", "replaced"])
def test_a_state_that_is_taken_away_ends_the_run(tmp_path: Path, *, replaced: bool) -> None:
    dataset = open_dataset(tmp_path)
    crawl(dataset, web(A))
    (tmp_path / "state.db").rename(tmp_path / "old.db")
    if replaced:
        (tmp_path / "state.db").write_bytes((tmp_path / "old.db").read_bytes())
    with pytest.raises(DatasetError, match="removed or replaced while it was in use"):
        crawl(dataset, web(B))
    with pytest.raises(DatasetError, match="removed or replaced while it was in use"):
        dataset.close()
    assert (tmp_path / "state.db").exists() == replaced, "none is made in its place"
    assert [row["url"] for row in read_reviews(tmp_path)] == [A]


def test_after_the_clock_was_set_back_commits_go_on(tmp_path: Path) -> None:
    with open_dataset(tmp_path, now=NOW) as dataset:
        crawl(dataset, web(A), now=NOW)
    before = NOW - timedelta(days=365)
    with open_dataset(tmp_path, now=before) as dataset:
        crawl(dataset, web(B), now=before)
        crawl(dataset, web(A, B, text="A film about lakes"), now=before, revisit_after=0)
    with open_dataset(tmp_path, now=NOW) as dataset:
        crawl(dataset, web(A, B, text="A film about lakes"), now=NOW + timedelta(days=2), revisit_after=1)
    assert sorted((row["url"], row["revision"]) for row in read_reviews(tmp_path)) == [(A, 1), (A, 2), (B, 1), (B, 2)]
