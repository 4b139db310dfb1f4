"""Into a folder of Parquet or CSV files, one folder or file for each table.

What the tables hold is kept in a DuckDB file in the folder (`.reviewlines/tables.duckdb`), brought up to date like any
other destination; the files are written anew from it when it has changed, and take their places table by table.
"""

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from flows.errors import DestinationError, UsageError
from flows.loading.address import Address
from flows.loading.engine import Engine
from flows.loading.into_duckdb import IntoDuckDB
from flows.loading.merge import Pending, Written, loaded
from flows.loading.run import Choices, Group, Source, SqlLoad
from flows.loading.tables import Table, all_tables

_OURS: Final = ".reviewlines"
_UNKNOWN: Final = "unknown"
"""Site and month of reviews that have none: readers stumble over folders that are all null."""
_PLACE: Final = (
    f"coalesce(site, '{_UNKNOWN}') AS site, "
    f"CASE WHEN length(published_value) >= 7 THEN published_value[:7] ELSE '{_UNKNOWN}' END AS month"
)


@contextmanager
def open_files(address: Address, source: Source, choices: Choices, engine: Engine) -> Iterator["FilesLoad"]:
    """Open a folder, making it where it is not there.

    Raises:
        UsageError: it is no folder, or has other files in it.
        DestinationError: it cannot be written to.
    """
    folder = address.path
    ours = folder / _OURS
    tables = ours / "tables.duckdb"
    if folder.exists() and not ours.is_dir() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{address.name}: {folder} has files that `load` did not write: name another folder")
    if not choices.dry_run:
        try:
            ours.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DestinationError(f"{address.name}: {error.strerror or error}") from error
    destination = IntoDuckDB(
        tables if tables.exists() or not choices.dry_run else None, engine, name=address.name, read_only=choices.dry_run
    )
    try:
        load = FilesLoad(SqlLoad(destination, source, choices, engine), destination, address)
        if not choices.dry_run:
            load.prepare()
        yield load
    finally:
        destination.close()


class FilesLoad:
    """A load into files."""

    def __init__(self, load: SqlLoad, tables: IntoDuckDB, address: Address) -> None:
        self._load, self._tables, self._address = load, tables, address
        self._marker = address.path / _OURS / "written"
        self.lacking: Sequence[Pending] = load.lacking
        self.changes: Sequence[str] = load.changes

    def prepare(self) -> None:
        """Make what is missing."""
        self._load.prepare()

    def groups(self) -> Iterator[Group]:
        """What is written together."""
        return self._load.groups()

    def write(self, group: Group) -> Written:
        """Write a group into the tables."""
        self._marker.unlink(missing_ok=True)
        return self._load.write(group)

    def finish(self) -> None:
        """Write the files, if they are not of what the tables have now."""
        state = repr((self._address.kind, sorted(loaded(self._tables).items())))
        digest = hashlib.sha256(state.encode()).hexdigest()
        if self._marker.exists() and self._marker.read_text() == digest:
            return
        try:
            self._write_files()
            self._marker.write_text(digest)
        except OSError as error:
            raise DestinationError(f"{self._address.name}: {error.strerror or error}") from error

    def _write_files(self) -> None:
        folder = self._address.path
        new, old = folder / _OURS / "new", folder / _OURS / "old"
        for leftover in (new, old):
            shutil.rmtree(leftover, ignore_errors=True)
            leftover.mkdir()
        tables = [table for table in all_tables(evidence=True) if self._tables.columns(table.name)]
        for table in tables:
            self._tables.execute(_copy(table, self._tables, new, self._address.kind))
        for written in sorted(new.iterdir()):
            there = folder / written.name
            if there.exists():
                there.rename(old / written.name)
            written.rename(there)
        shutil.rmtree(old)
        shutil.rmtree(new)


def _copy(table: Table, tables: IntoDuckDB, folder: Path, kind: str) -> str:
    """The statement that writes a table's files."""
    at = tables.at(table.name)
    target = _quoted(folder / table.name)
    key = ", ".join(table.key)
    if kind == "csv":
        values = ", ".join(
            f'CAST(to_json("{column.name}") AS VARCHAR) AS "{column.name}"'
            if column.type == "list"
            else f'"{column.name}"'
            for column in table.columns
        )
        return f"COPY (SELECT {values} FROM {at} ORDER BY {key}) TO '{target}.csv' (FORMAT csv, HEADER)"
    options = "FORMAT parquet, COMPRESSION zstd"
    if table.name == "works":
        folder.joinpath(table.name).mkdir()
        return f"COPY (SELECT * FROM {at} ORDER BY {key}) TO '{target}/works.parquet' ({options})"
    if {"site", "published_value"} <= {column.name for column in table.columns}:
        rows = f"SELECT * EXCLUDE (site), {_PLACE} FROM {at}"
    else:
        of_review = f"SELECT review_id, {_PLACE} FROM {tables.at('reviews')}"
        rows = f"SELECT * FROM {at} JOIN ({of_review}) USING (review_id)"
    if not tables.fetch(f"SELECT 1 FROM ({rows}) LIMIT 1"):
        empty = folder / table.name / f"site={_UNKNOWN}" / f"month={_UNKNOWN}"
        empty.mkdir(parents=True)
        inside = f"SELECT * EXCLUDE (site, month) FROM ({rows})"
        return f"COPY ({inside}) TO '{_quoted(empty)}/part-0.parquet' ({options})"
    options += ", PARTITION_BY (site, month), FILENAME_PATTERN 'part-{i}'"
    return f"COPY (SELECT * FROM ({rows}) ORDER BY site, month, {key}) TO '{target}' ({options})"


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
