"""Into PostgreSQL by COPY: DuckDB writes the rows as CSV, psycopg hands the bytes on."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from typing_extensions import override

from flows.errors import DestinationError
from flows.loading.destination import Destination, converted
from flows.loading.engine import Engine, missing_package
from flows.loading.tables import Column, Type

if TYPE_CHECKING:
    from psycopg import Connection

_BLOCK: Final = 1 << 20
_CONNECT_SECONDS: Final = 15
_LOCK_SECONDS: Final = 30

_AS_TEXT: Final[Mapping[Type, str]] = {"list": "CAST(to_json({}) AS VARCHAR)", "json": "CAST({} AS VARCHAR)"}


class IntoPostgres(Destination):
    """A schema of a PostgreSQL database. Lists are jsonb."""

    types: Mapping[Type, str] = {
        "text": "text",
        "integer": "bigint",
        "decimal": "numeric(13,4)",
        "float": "double precision",
        "boolean": "boolean",
        "timestamp": "timestamp with time zone",
        "date": "date",
        "list": "jsonb",
        "json": "jsonb",
    }

    def __init__(self, url: str, *, name: str, schema: str | None = None, read_only: bool = False) -> None:
        """Connect.

        Args:
            url: As libpq takes it; what it lacks comes from PGPASSWORD, ~/.pgpass and the like.
            name: As messages name it.
            schema: Where the tables are, made where it is not there; none for the connection's own.
            read_only: Nothing will be written.
        """
        super().__init__(name)
        try:
            import psycopg
        except ImportError as error:
            raise missing_package("psycopg") from error

        self._error = psycopg.Error
        with self._clear_errors():
            self._connection: Connection = psycopg.connect(
                url, autocommit=True, connect_timeout=_CONNECT_SECONDS, application_name="reviewlines load"
            )
        try:
            self.execute(f"SET lock_timeout = '{_LOCK_SECONDS}s'")
            self.execute("SET client_encoding = 'UTF8'")
            if read_only:
                self.execute("SET default_transaction_read_only = on")
            elif schema is not None and not self.fetch(_schemas(schema)):
                self.execute(f'CREATE SCHEMA "{schema}"')
            self._schema = schema or self.fetch("SELECT current_schema()")[0][0]
        except BaseException:
            self.close()
            raise
        if self._schema is None:
            self.close()
            raise DestinationError(f"{name}: its search_path names no schema that is there: set load.schema_name")

    @override
    def close(self) -> None:
        self._connection.close()

    @override
    def at(self, table: str) -> str:
        return f'"{self._schema}"."{table}"'

    @override
    def columns(self, table: str) -> dict[str, str]:
        rows = self.fetch(
            "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute "
            f"WHERE attrelid = to_regclass('{self.at(table)}') AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
        )
        return {name: str(kind) for name, kind in rows}

    @override
    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self._clear_errors(), self._connection.transaction():
            yield

    @override
    def lock(self, table: str) -> None:
        self.execute(f"LOCK TABLE {self.at(table)} IN EXCLUSIVE MODE")

    @override
    def execute(self, statement: str) -> int:
        with self._clear_errors():
            return max(self._connection.execute(statement.encode()).rowcount, 0)

    @override
    def fetch(self, query: str) -> list[tuple[Any, ...]]:
        with self._clear_errors():
            return self._connection.execute(query.encode()).fetchall()

    @override
    def append(self, target: str, columns: Sequence[Column], engine: Engine, query: str) -> int:
        path = Path(engine.folder) / "rows.csv"
        # What is null is bare in this file, and an empty text is in quotes, as COPY wants them.
        count = engine.execute(f"COPY ({converted(query, columns, _AS_TEXT)}) TO '{path}' (FORMAT csv, HEADER false)")
        names = ", ".join(f'"{column.name}"' for column in columns)
        statement = f"COPY {target} ({names}) FROM STDIN (FORMAT csv)"
        with (
            self._clear_errors(),
            path.open("rb") as rows,
            self._connection.cursor() as cursor,
            cursor.copy(statement.encode()) as copy,
        ):
            while block := rows.read(_BLOCK):
                copy.write(block)
        path.unlink()
        return count

    @override
    def create_temporary(self, name: str, columns: Sequence[Column]) -> str:
        self.execute(f"DROP TABLE IF EXISTS {self.temporary(name)}")
        self.execute(f'CREATE TEMP TABLE "{name}" ({self._declared(columns, ())}) ON COMMIT DROP')
        return self.temporary(name)

    @override
    def temporary(self, name: str) -> str:
        return f'pg_temp."{name}"'

    @contextmanager
    def _clear_errors(self) -> Iterator[None]:
        try:
            yield
        except self._error as error:
            told = error.diag.message_primary or str(error)
            raise DestinationError(f"{self.name}: {' '.join(told.split())[:300]}") from error


def _schemas(name: str) -> str:
    return "SELECT 1 FROM pg_namespace WHERE nspname = '{}'".format(name.replace("'", "''"))
