import os
import socket
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, update

from flows.errors import DatasetError
from flows.storage import tables
from flows.storage.database import BUSY_SECONDS, open_database
from flows.storage.lease import LEASE_SECONDS, Lease, LeaseLost
from flows.storage.store import LocalStore
from tests.unit.flows.storage.samples import NOW


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = open_database(LocalStore(tmp_path), None).engine
    tables.metadata.create_all(engine)
    return engine


def take(engine: Engine, now: datetime = NOW) -> Lease:
    with engine.begin() as connection:
        return Lease.take(connection, now=now)


def pretend(engine: Engine, **values: object) -> None:
    """Make the holder another process."""
    with engine.begin() as connection:
        connection.execute(update(tables.lease).values(**values))


@pytest.fixture
def dead_pid() -> int:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid


def test_every_holder_raises_the_epoch(engine: Engine) -> None:
    first = take(engine)
    with engine.begin() as connection:
        first.release(connection)
    assert (first.epoch, take(engine).epoch) == (1, 2)


def test_a_holder_that_lives_is_told_with_its_process_and_silence(engine: Engine) -> None:
    take(engine)
    expected = rf"in use by process {os.getpid()} on {socket.gethostname()}, last seen 60 s ago"
    with pytest.raises(DatasetError, match=expected):
        take(engine, NOW + timedelta(seconds=60))


def test_a_dead_process_of_this_host_holds_nothing(engine: Engine, dead_pid: int) -> None:
    take(engine)
    pretend(engine, pid=dead_pid, owner="dead")
    assert take(engine).epoch == 2


def test_a_process_of_another_host_is_believed_while_it_gives_signs(engine: Engine, dead_pid: int) -> None:
    take(engine)
    pretend(engine, pid=dead_pid, owner="far", host="elsewhere")
    with pytest.raises(DatasetError, match="on elsewhere"):
        take(engine, NOW + timedelta(seconds=LEASE_SECONDS))
    assert take(engine, NOW + timedelta(seconds=LEASE_SECONDS + 1)).epoch == 2


def test_a_dead_process_that_had_our_own_number_holds_nothing(engine: Engine) -> None:
    take(engine)
    pretend(engine, owner="the container's process before the restart")
    assert take(engine).epoch == 2


def test_after_the_clock_was_set_back_nobody_waits_for_it(engine: Engine) -> None:
    take(engine, NOW + timedelta(days=365))
    assert take(engine, NOW).epoch == 2


def test_a_lost_lease_is_neither_confirmed_nor_released(engine: Engine) -> None:
    lost = take(engine)
    kept = take(engine, NOW + timedelta(days=1))
    with engine.begin() as connection:
        with pytest.raises(LeaseLost, match="lost the dataset"):
            lost.confirm(connection)
        lost.release(connection)
        kept.confirm(connection, now=NOW + timedelta(days=2))
        assert connection.execute(select(tables.lease.c.owner)).scalar_one() == kept.owner


def test_a_locked_database_is_waited_for(engine: Engine) -> None:
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one() == BUSY_SECONDS * 1000 == 30_000
