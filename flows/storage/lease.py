"""The lease: one process at a time works on a dataset.

Whoever takes the lease raises its epoch. All that the process then writes is checked against that epoch in the same
transaction, so that one that was stopped and comes back after another took over cannot write any more.
"""

import os
import secrets
import socket
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, insert, select, update

from flows.errors import DatasetError
from flows.storage import tables
from flows.storage.tables import to_micros

LEASE_SECONDS: Final = 300
"""A holder that gave no sign of life for so long has lost its lease."""


class LeaseLost(DatasetError):  # noqa: N818 - what happened to the lease, in the words of this module
    """Another process has taken over the dataset: nothing that this one does can be written any more."""


_HELD: Final = select(tables.lease).with_for_update()
"""The row that every transaction begins with, locked until its end: SQLite locks the whole database instead."""

_OWNED_HERE: Final[set[str]] = set()
"""Leases of this very process: after a restart in a container, another process had the same number."""


@dataclass(frozen=True, slots=True)
class Lease:
    """A lease that this process took."""

    epoch: int
    owner: str

    @classmethod
    def take(cls, connection: Connection, *, now: datetime) -> "Lease":
        """Take the lease, from a dead holder too; its claims on URLs end with it.

        Raises:
            DatasetError: another process holds it.
        """
        held = connection.execute(_HELD).one_or_none()
        if held is not None and held.owner is not None and _is_alive(held, now):
            raise DatasetError(
                f"dataset is in use by process {held.pid} on {held.host}, "
                f"last seen {_silence(held, now):.0f} s ago: wait until it ends"
            )
        taken = cls(epoch=1 if held is None else held.epoch + 1, owner=secrets.token_hex(8))
        values = {
            "epoch": taken.epoch,
            "owner": taken.owner,
            "host": socket.gethostname(),
            "pid": os.getpid(),
            "heartbeat": to_micros(now),
        }
        connection.execute(
            insert(tables.lease).values(id=1, **values) if held is None else update(tables.lease).values(**values)
        )
        connection.execute(
            update(tables.url).where(tables.url.c.claim.is_not(None)).values(claim=None, claimed_until=0)
        )
        _OWNED_HERE.add(taken.owner)
        return taken

    def confirm(self, connection: Connection, *, now: datetime | None = None) -> None:
        """Check inside a transaction that the lease is still ours; with `now`, give a sign of life.

        Raises:
            LeaseLost: another process took it over.
        """
        held = connection.execute(_HELD).one()
        if (held.epoch, held.owner) != (self.epoch, self.owner):
            raise LeaseLost(
                "this process was silent for too long and has lost the dataset"
                + ("" if held.owner is None else f" to process {held.pid} on {held.host}")
                + ": start the run again"
            )
        if now is not None:
            connection.execute(update(tables.lease).values(heartbeat=to_micros(now)))

    def release(self, connection: Connection) -> None:
        """Give the lease back, if it is still ours."""
        connection.execute(update(tables.lease).where(tables.lease.c.owner == self.owner).values(owner=None))
        _OWNED_HERE.discard(self.owner)


def _is_alive(held: Row[Any], now: datetime) -> bool:
    if _silence(held, now) > LEASE_SECONDS:
        return False
    if held.host != socket.gethostname():
        return True
    return held.owner in _OWNED_HERE if held.pid == os.getpid() else _runs(held.pid)


def _silence(held: Row[Any], now: datetime) -> float:
    # In seconds. A heartbeat from the future, of a clock that was set back, counts by its distance.
    return abs(to_micros(now) - int(held.heartbeat)) / 1e6


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
