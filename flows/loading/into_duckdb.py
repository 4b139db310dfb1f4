"""Into a DuckDB file: the engine that reads the lines writes the tables, and no row passes through Python.

Its tables declare no primary keys: each would be an index that DuckDB holds in memory.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import duckdb
from typing_extensions import override

from flows.errors import DestinationError
from flows.loading.destination import Destination
from flows.loading.engine import Engine
from flows.loading.tables import Column, Table, Type

_CATALOG: Final = "destination"


class IntoDuckDB(Destination):
    """A DuckDB file, made where there is none."""

    types: Mapping[Type, str] = {
        "text": "VARCHAR",
        "integer": "BIGINT",
        "decimal": "DECIMAL(13,4)",
        "float": "DOUBLE",
        "boolean": "BOOLEAN",
        "timestamp": "TIMESTAMP WITH TIME ZONE",
        "date": "DATE",
        "list": "VARCHAR[]",
        "json": "JSON",
    }

    def __init__(
        self, path: Path | None, engine: Engine, *, name: str, schema: str | None = None, read_only: bool = False
    ) -> None:
        """Open it.

        Args:
            path: The file; None for a database that is nowhere and empty.
            engine: Reads the lines and writes the file.
            name: As messages name it.
            schema: Where the tables are, made where it is not there; none for "main".
            read_only: Nothing will be written.
        """
        super().__init__(name)
        self._engine = engine
        self._schema = schema or "main"
        how = "(READ_ONLY)" if read_only and path is not None else ""
        with self._clear_errors():
            engine.execute(f"ATTACH {_literal(str(path or ':memory:'))} AS {_CATALOG} {how}")
            if not read_only:
                engine.execute(f'CREATE SCHEMA IF NOT EXISTS {_CATALOG}."{self._schema}"')

    @override
    def close(self) -> None:
        with self._clear_errors():
            self._engine.execute(f"DETACH {_CATALOG}")

    @override
    def at(self, table: str) -> str:
        return f'{_CATALOG}."{self._schema}"."{table}"'

    @override
    def columns(self, table: str) -> dict[str, str]:
        where = f"database_name = '{_CATALOG}' AND schema_name = {_literal(self._schema)} AND table_name = '{table}'"
        rows = self.fetch(f"SELECT column_name, data_type FROM duckdb_columns() WHERE {where} ORDER BY column_index")
        return {name: str(kind) for name, kind in rows}

    @override
    @contextmanager
    def transaction(self) -> Iterator[None]:
        self.execute("BEGIN")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            with suppress(duckdb.Error):  # it may have ended by itself
                self._engine.execute("ROLLBACK")
            raise

    @override
    def execute(self, statement: str) -> int:
        with self._clear_errors():
            return self._engine.execute(statement)

    @override
    def fetch(self, query: str) -> list[tuple[Any, ...]]:
        with self._clear_errors():
            return self._engine.fetch(query)

    @override
    def append(self, target: str, columns: Sequence[Column], engine: Engine, query: str) -> int:
        names = ", ".join(f'"{column.name}"' for column in columns)
        return self.execute(f"INSERT INTO {target} ({names}) {query}")

    @override
    def create(self, table: Table) -> None:
        self.execute(f"CREATE TABLE {self.at(table.name)} ({self._declared(table.columns, table.key)})")

    @contextmanager
    def _clear_errors(self) -> Iterator[None]:
        try:
            yield
        except duckdb.Error as error:
            text = " ".join(str(error).split())
            if "Could not set lock" in text:
                text = "another program has it open: close it and run again"
            raise DestinationError(f"{self.name}: {text[:300]}") from error


def _literal(text: str) -> str:
    return "'{}'".format(text.replace("'", "''"))
