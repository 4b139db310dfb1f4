"""Into a SQLite file, by Python's own driver."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from typing_extensions import override

from flows.errors import DestinationError
from flows.loading.destination import Destination, converted
from flows.loading.engine import Engine
from flows.loading.tables import Column, Type

_ROWS: Final = 10_000
_BUSY_SECONDS: Final = 30
_CACHE: Final = 64 << 10
"""KiB of pages that are held: what keys at random places of a large index cost depends on it."""

_AS_TEXT: Final[Mapping[Type, str]] = {
    "decimal": "CAST({} AS DOUBLE)",
    "boolean": "CAST({} AS INTEGER)",
    "timestamp": "strftime({}, '%Y-%m-%dT%H:%M:%S.%fZ')",
    "date": "CAST({} AS VARCHAR)",
    "list": "CAST(to_json({}) AS VARCHAR)",
    "json": "CAST({} AS VARCHAR)",
}


class IntoSQLite(Destination):
    """A SQLite file, made where there is none. Dates and times are texts of ISO 8601, lists are JSON."""

    types: Mapping[Type, str] = {
        "text": "TEXT",
        "integer": "INTEGER",
        "decimal": "REAL",
        "float": "REAL",
        "boolean": "INTEGER",
        "timestamp": "TEXT",
        "date": "TEXT",
        "list": "TEXT",
        "json": "TEXT",
    }

    def __init__(self, path: Path, *, name: str, read_only: bool = False) -> None:
        super().__init__(name)
        with self._clear_errors():
            mode = "ro" if read_only else "rwc"
            self._connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=_BUSY_SECONDS
            )
            self._connection.execute(f"PRAGMA cache_size = -{_CACHE}")
            self._connection.execute("PRAGMA temp_store = FILE")
            self._connection.execute("SELECT count(*) FROM sqlite_master")  # says whether it is a database at all

    @override
    def close(self) -> None:
        self._connection.close()

    @override
    def at(self, table: str) -> str:
        return f'main."{table}"'

    @override
    def columns(self, table: str) -> dict[str, str]:
        return {row[1]: str(row[2]) for row in self.fetch(f'PRAGMA main.table_info("{table}")')}

    @override
    @contextmanager
    def transaction(self) -> Iterator[None]:
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    @override
    def execute(self, statement: str) -> int:
        with self._clear_errors():
            return max(self._connection.execute(statement).rowcount, 0)

    @override
    def fetch(self, query: str) -> list[tuple[Any, ...]]:
        with self._clear_errors():
            return self._connection.execute(query).fetchall()

    @override
    def append(self, target: str, columns: Sequence[Column], engine: Engine, query: str) -> int:
        names = ", ".join(f'"{column.name}"' for column in columns)
        insert = f"INSERT INTO {target} ({names}) VALUES ({', '.join('?' * len(columns))})"
        rows = engine.connection.execute(converted(query, columns, _AS_TEXT))
        count = 0
        with self._clear_errors():
            while batch := rows.fetchmany(_ROWS):
                self._connection.executemany(insert, batch)
                count += len(batch)
        return count

    @override
    def _index(self, table: str, column: str) -> str:
        return f'CREATE INDEX main."{table}_{column}" ON "{table}" ("{column}")'

    @contextmanager
    def _clear_errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            text = " ".join(str(error).split())
            if "locked" in text:
                text = f"another program has been writing to it for {_BUSY_SECONDS} s: close it and run again"
            raise DestinationError(f"{self.name}: {text[:300]}") from error
