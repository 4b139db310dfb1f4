"""What a database must be able to do so that the dataset can be brought into it."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from flows.loading.engine import Engine
from flows.loading.tables import Column, Table, Type


class Destination(ABC):
    """A database with transactions. Its methods raise DestinationError where it does not do as asked."""

    types: Mapping[Type, str]
    """How its columns are declared."""

    def __init__(self, name: str) -> None:
        self.name = name
        """As messages and reports name it: without a password."""

    @abstractmethod
    def close(self) -> None:
        """Let go of it."""

    @abstractmethod
    def at(self, table: str) -> str:
        """How statements name a table."""

    @abstractmethod
    def columns(self, table: str) -> dict[str, str]:
        """Types of a table's columns, as `types` writes them; empty where there is no such table."""

    @abstractmethod
    def transaction(self) -> AbstractContextManager[None]:
        """All that is written inside is there at the end, or nothing of it. Nobody else loads meanwhile."""

    def lock(self, table: str) -> None:  # noqa: B027 - SQLite and DuckDB have locked the file
        """Within a transaction: keep others from loading until its end, where `transaction` does not do so."""

    @abstractmethod
    def execute(self, statement: str) -> int:
        """Run a statement; how many rows it changed."""

    @abstractmethod
    def fetch(self, query: str) -> list[tuple[Any, ...]]:
        """All rows of a query."""

    @abstractmethod
    def append(self, target: str, columns: Sequence[Column], engine: Engine, query: str) -> int:
        """Add the rows of an engine's query, which has these columns, to a table; how many they are."""

    def create(self, table: Table) -> None:
        """Make a table."""
        self.execute(
            f"CREATE TABLE {self.at(table.name)} ({self._declared(table.columns, table.key)}{self._keys(table)})"
        )
        for name in table.index:
            self.execute(self._index(table.name, name))

    def add(self, table: Table, column: Column) -> None:
        """Add a column to a table; it is null in the rows that are there."""
        self.execute(f'ALTER TABLE {self.at(table.name)} ADD COLUMN "{column.name}" {self.types[column.type]}')

    def create_temporary(self, name: str, columns: Sequence[Column]) -> str:
        """Make a table that lives as long as the transaction; how statements name it."""
        self.execute(f"DROP TABLE IF EXISTS {self.temporary(name)}")
        self.execute(f'CREATE TEMP TABLE "{name}" ({self._declared(columns, ())})')
        return self.temporary(name)

    def temporary(self, name: str) -> str:
        """How statements name a temporary table."""
        return f'temp."{name}"'

    def _declared(self, columns: Sequence[Column], key: Sequence[str]) -> str:
        return ", ".join(
            f'"{column.name}" {self.types[column.type]}{" NOT NULL" if column.name in key else ""}'
            for column in columns
        )

    def _keys(self, table: Table) -> str:
        return ", PRIMARY KEY ({})".format(", ".join(f'"{name}"' for name in table.key))

    def _index(self, table: str, column: str) -> str:
        return f'CREATE INDEX "{table}_{column}" ON {self.at(table)} ("{column}")'


def converted(engine_query: str, columns: Sequence[Column], convert: Mapping[Type, str]) -> str:
    """A query whose values are written as a database wants them.

    Args:
        engine_query: With these columns.
        columns: In order.
        convert: By type, an expression over `{}`; types that are not in it stay.
    """
    values = ", ".join(
        "{} AS {}".format(convert.get(column.type, "{}").format(f'"{column.name}"'), f'"{column.name}"')
        for column in columns
    )
    return f"SELECT {values} FROM ({engine_query})"
