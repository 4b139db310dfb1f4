"""DuckDB as the reader: the lines of some commits become relations that `flows.loading.tables` makes rows of.

Nothing is held in memory that does not fit: what is larger goes to temporary files.
"""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

from flows.errors import DatasetError, UsageError
from flows.loading.tables import EVIDENCE, LATEST, LINES, evidence_columns, record_columns

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

MEMORY: Final = "384MB"
"""What DuckDB may hold; its rest, Python and the drivers come on top."""

_LONGEST: Final = 32 << 20
"""Bytes of the longest line that is read: three times what a page may have (`max_body`)."""
_SHORTEST_BUFFER: Final = 4 << 20


@dataclass(frozen=True, slots=True)
class Part:
    """A file of lines."""

    path: str
    """As DuckDB opens it."""
    rows: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Commit:
    """What a commit of the dataset has for the tables."""

    number: int
    digest: str
    """Of its files; another one when lines were taken out of it."""
    committed_at: datetime
    reviews: Part | None
    """None where all its lines were taken out."""
    evidence: Part | None


class Engine:
    """A DuckDB of its own. Use it as a context manager.

    Raises:
        UsageError: DuckDB is not installed.
    """

    def __init__(self, filesystem: Any = None) -> None:
        try:
            import duckdb
        except ImportError as error:
            raise missing_package("duckdb") from error

        self._folder = tempfile.TemporaryDirectory(prefix="reviewlines-load-")
        self.folder = self._folder.name
        """For files that live as long as this."""
        self.connection: DuckDBPyConnection = duckdb.connect(
            config={"memory_limit": MEMORY, "temp_directory": self.folder, "preserve_insertion_order": False}
        )
        self.connection.execute("SET TimeZone = 'UTC'")
        self._errors = (duckdb.Error, OSError)
        if filesystem is not None:
            self.connection.register_filesystem(filesystem)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.close()
        self._folder.cleanup()

    def execute(self, statement: str) -> int:
        """Run a statement; how many rows it wrote."""
        row = self.connection.execute(statement).fetchone()
        return int(row[0]) if row and isinstance(row[0], int) else 0

    def fetch(self, query: str) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        return self.connection.execute(query).fetchall()

    def batches(self, query: str, rows: int) -> "Iterator[pa.Table]":
        """The rows of a query as Arrow tables of so many rows; at least one, which may be empty.

        Raises:
            UsageError: PyArrow is not installed.
        """
        try:
            import pyarrow as pa
        except ImportError as error:
            raise missing_package("pyarrow") from error

        reader = self.connection.sql(query).to_arrow_reader(rows)
        seen = False
        for batch in reader:
            seen = True
            yield pa.Table.from_batches([batch])
        if not seen:
            yield reader.schema.empty_table()

    def read(self, commits: Sequence[Commit], *, evidence: bool, only_present: bool) -> None:
        """Make the relations that the tables are computed from, of these commits.

        Args:
            commits: In order.
            evidence: Read the evidence too.
            only_present: Leave out of `LATEST` what is gone or withdrawn.

        Raises:
            DatasetError: a file is not as it was published.
        """
        self.execute("CREATE OR REPLACE TEMP TABLE commits (number BIGINT, digest VARCHAR, committed_at TIMESTAMPTZ)")
        self.connection.executemany(
            "INSERT INTO commits VALUES (?, ?, ?)", [(one.number, one.digest, one.committed_at) for one in commits]
        )
        self._read_parts(LINES, record_columns(), {one.number: one.reviews for one in commits if one.reviews})
        self.execute(
            f"CREATE OR REPLACE TEMP TABLE last AS SELECT id, max(revision) AS revision FROM {LINES} GROUP BY id"
        )
        present = "WHERE status = 'present'" if only_present else ""
        self.execute(
            f"CREATE OR REPLACE TEMP VIEW {LATEST} AS "
            f"SELECT * FROM {LINES} SEMI JOIN last USING (id, revision) {present}"
        )
        if evidence:
            self._read_parts(
                EVIDENCE, evidence_columns(), {one.number: one.evidence for one in commits if one.evidence}
            )

    def forget_older(self, newer: Iterable[tuple[str, int]]) -> None:
        """Leave out of `LATEST` the reviews of which the destination has a higher revision: (id, revision)."""
        self.execute("CREATE OR REPLACE TEMP TABLE newer (id VARCHAR, revision BIGINT)")
        rows = list(newer)
        if rows:
            self.connection.executemany("INSERT INTO newer VALUES (?, ?)", rows)
            self.execute("DELETE FROM last USING newer WHERE newer.id = last.id AND newer.revision > last.revision")

    def _read_parts(self, relation: str, columns: Mapping[str, str], parts: Mapping[int, Part]) -> None:
        self.execute("CREATE OR REPLACE TEMP TABLE parts (path VARCHAR, number BIGINT, rows BIGINT)")
        if parts:
            self.connection.executemany(
                "INSERT INTO parts VALUES (?, ?, ?)", [(part.path, number, part.rows) for number, part in parts.items()]
            )
        types = ", ".join(f"\"{name}\": '{kind}'" for name, kind in columns.items())
        # DuckDB holds a buffer of twice this size for each thread.
        longest = min(max([_SHORTEST_BUFFER, *(_size(part) for part in parts.values())]), _LONGEST)
        lines = (
            f"read_json($paths, columns = {{{types}}}, format = 'newline_delimited', filename = true, "
            f"maximum_object_size = {longest})"
        )
        names = ", ".join(f'"{name}"' for name in columns)
        try:
            self.connection.execute(
                f"CREATE OR REPLACE TEMP TABLE {relation} AS "
                f"SELECT {names}, number AS commit_number, commits.committed_at FROM {lines} AS lines "
                f"JOIN parts ON parts.path = lines.filename JOIN commits USING (number)"
                if parts
                else f"CREATE OR REPLACE TEMP TABLE {relation} AS SELECT {_nulls(columns)} LIMIT 0",
                {"paths": [part.path for part in parts.values()]} if parts else None,
            )
        except self._errors as error:
            raise DatasetError(f"the dataset cannot be read: {_one_line(error)}") from error
        wrong = self.fetch(
            f"SELECT path FROM parts LEFT JOIN (SELECT commit_number, count(*) AS found FROM {relation} GROUP BY ALL) "
            "ON number = commit_number WHERE coalesce(found, 0) <> rows"
        )
        if wrong:
            raise DatasetError(f"{wrong[0][0]} is not as it was published: restore it from a backup")


def missing_package(name: str) -> UsageError:
    """What to say where a package of the extra is not there."""
    return UsageError(f"`load` needs the package {name}: pip install 'reviewlines[load]'")


def _nulls(columns: Mapping[str, str]) -> str:
    typed = {**columns, "commit_number": "BIGINT", "committed_at": "TIMESTAMPTZ"}
    return ", ".join(f'CAST(NULL AS {kind}) AS "{name}"' for name, kind in typed.items())


def _size(part: Part) -> int:
    """Bytes that the longest line of a part cannot be above."""
    return part.bytes if part.path.endswith(".jsonl") else _LONGEST


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:300]
