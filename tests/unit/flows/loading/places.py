"""Where a test loads to, and how it reads what is there."""

import sqlite3
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import duckdb

from tests.unit.flows.loading.published import SHORT, Row

Kind = Literal["duckdb", "sqlite", "postgresql", "parquet", "csv"]
KINDS: tuple[Kind, ...] = ("duckdb", "sqlite", "postgresql", "parquet", "csv")
DATABASES: tuple[Kind, ...] = ("duckdb", "sqlite", "postgresql")


@dataclass(frozen=True)
class Place:
    """A destination, empty at first."""

    kind: Kind
    address: str
    path: Path
    """Of the file or folder; of no meaning for PostgreSQL."""

    def rows(self, table: str, columns: tuple[str, ...] | None = None) -> list[Row]:
        """The rows of a table."""
        names = ", ".join(f'"{name}"' for name in columns or SHORT[table])
        if self.kind == "csv":
            # Python's reader does not tell an empty text from none.
            how = "max_line_size = 10_000_000, allow_quoted_nulls = false"
            return _duckdb(None, f"SELECT {names} FROM read_csv('{self.path}/{table}.csv', {how})")  # noqa: S608
        if self.kind == "parquet":
            return _duckdb(None, f"SELECT {names} FROM read_parquet('{self.path}/{table}/**/*.parquet')")  # noqa: S608
        return self.query(f'SELECT {names} FROM "{table}"')  # noqa: S608

    def query(self, statement: str) -> list[Row]:
        """What a database answers."""
        if self.kind == "duckdb":
            return _duckdb(self.path, statement)
        if self.kind == "sqlite":
            connection = sqlite3.connect(self.path)
            try:
                rows = connection.execute(statement).fetchall()
                connection.commit()
            finally:
                connection.close()
            return rows
        import psycopg

        with psycopg.connect(self.address, autocommit=True) as server:
            cursor = server.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def tables(self) -> dict[str, set[Row]]:
        """What all tables hold, as `published.expected` tells it."""
        return {name: {tuple(map(_plain, row)) for row in self.rows(name)} for name in SHORT}

    def counts(self) -> dict[str, int]:
        """How many rows each table has, so that a doubled one is seen."""
        return {name: len(self.rows(name)) for name in SHORT}


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value


def _duckdb(path: Path | None, statement: str) -> list[Row]:
    with duckdb.connect(path or ":memory:") as connection:
        return connection.execute(statement).fetchall()
