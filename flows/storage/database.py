"""The state database: SQLite beside the files, or PostgreSQL by its URL. Never on an object store."""

import importlib.util
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from flows.errors import DatasetError, UsageError
from flows.storage.store import LocalStore, Store

STATE: Final = "state.db"

BUSY_SECONDS: Final = 30
"""How long a transaction waits for a database, or a lease, that is locked."""

_DURABLE: Final = "durable"


class Database:
    """Transactions on the state, with its troubles as one line.

    A transaction sees what all before it wrote, and nobody else writes until it ends: SQLite has one writer, and
    with PostgreSQL all begin with the lease's row, which they lock.
    """

    def __init__(self, url: URL) -> None:
        self.name = url.render_as_string() if url.host else str(url.database)
        """How messages name it: no password."""
        self.file = Path(str(url.database)) if url.get_backend_name() == "sqlite" else None
        self.engine = _engine(url)
        self._inode: int | None = None

    @contextmanager
    def transaction(self, *, durable: bool = False) -> Iterator[Connection]:
        """A transaction; one that is `durable` outlasts a power cut as soon as it is committed.

        After a power cut the others may be undone, the latest first: then URLs are found, and claimed, once more.

        Raises:
            DatasetError: the database cannot be used.
        """
        self._check_file()  # before a new connection makes it anew
        try:
            with self.engine.connect().execution_options(**{_DURABLE: durable}) as connection, connection.begin():
                self._know_file()
                yield connection
        except DBAPIError as error:
            said = " ".join(str(error.orig).split()).rstrip(".")
            locked = "locked" in said or "lock timeout" in said
            advice = ": another process holds it, wait for it or end it" if locked else ""
            raise DatasetError(f"cannot use {self.name}: {said}{advice}") from error

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    def _know_file(self) -> None:
        if self._inode is None and self.file is not None:
            self._inode = self.file.stat().st_ino

    def _check_file(self) -> None:
        """What is written to a file that has lost its name is lost: nobody would find it."""
        if self._inode is None or self.file is None:
            return
        if not self.file.exists() or self.file.stat().st_ino != self._inode:
            raise DatasetError(f"{self.name} was removed or replaced while it was in use: the run cannot go on")


def open_database(store: Store, state: str | None) -> Database:
    """The state of the dataset in a store: at the URL or path that is given, else beside its files.

    Raises:
        UsageError: it cannot be there.
    """
    if state is None:
        if not isinstance(store, LocalStore):
            raise UsageError(
                f"the state of {store.location} cannot be there too: "
                "set REVIEWLINES_STATE to a PostgreSQL URL or a file of this machine"
            )
        return Database(_sqlite(store.folder / STATE))
    if "://" not in state:
        return Database(_sqlite(Path(state)))
    try:
        url = make_url(state)
    except (ArgumentError, ValueError) as error:
        raise UsageError("the state's URL cannot be read: postgresql://user@host/database, or a file") from error
    if url.drivername in ("postgresql", "postgres", "postgresql+psycopg"):
        if importlib.util.find_spec("psycopg") is None:
            raise UsageError("a state in PostgreSQL needs the package psycopg: pip install 'reviewlines[pg]'")
        return Database(url.set(drivername="postgresql+psycopg"))
    if url.drivername == "sqlite" and url.database:
        return Database(_sqlite(Path(url.database)))
    raise UsageError(f"a state in {url.drivername} is not possible: PostgreSQL, or a file for SQLite")


def _sqlite(path: Path) -> URL:
    # Not as the text of a URL, where "?", "#" and "%" of a folder's name would mean something.
    return URL.create("sqlite", database=os.fspath(path))


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    # A process that is stopped inside a transaction must not keep the others out for longer than its lease lasts.
    limits = f"-c lock_timeout={BUSY_SECONDS}s -c idle_in_transaction_session_timeout={2 * BUSY_SECONDS}s"
    options = " ".join(filter(None, (str(url.query.get("options", "")), limits)))
    engine = create_engine(
        url.update_query_dict({"options": options}), pool_pre_ping=True, connect_args={"connect_timeout": BUSY_SECONDS}
    )
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def _configure_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None  # the driver would begin transactions by itself, and later
    # 16 MB: with 64, writing 300,000 URLs and a backlog of them took as much time, and 54 MB more.
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "cache_size=-16384"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once, so that what is read stays true until the end; flush the log where it matters."""
    durable = connection.get_execution_options().get(_DURABLE)
    connection.exec_driver_sql(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_postgresql(connection: Connection) -> None:
    if not connection.get_execution_options().get(_DURABLE):
        connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
