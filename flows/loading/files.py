"""Into a folder of Parquet or CSV files, one folder or file for each table.

What the tables hold is kept in a DuckDB file in the folder (`.reviewlines/tables.duckdb`), brought up to date like any
other destination; the files are written anew from it when it has changed, and take their places table by table.
"""

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from flows.errors import DestinationError, UsageError
from flows.loading.address import Address
from flows.loading.engine import Engine
from flows.loading.into_duckdb import IntoDuckDB
from flows.loading.merge import Pending, Written, loaded
from flows.loading.run import Choices, Group, Source, SqlLoad
from flows.loading.tables import Table, all_tables

if TYPE_CHECKING:
    import pyarrow as pa

Place = tuple[str | None, str | None]
"""Site and month."""

_OURS: Final = ".reviewlines"
_ROWS: Final = 20_000
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
        load = FilesLoad(SqlLoad(destination, source, choices, engine), destination, address, engine)
        if not choices.dry_run:
            load.prepare()
        yield load
    finally:
        destination.close()


class FilesLoad:
    """A load into files."""

    def __init__(self, load: SqlLoad, tables: IntoDuckDB, address: Address, engine: Engine) -> None:
        self._load, self._tables, self._address, self._engine = load, tables, address, engine
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
            if self._address.kind == "csv":
                _write_csv(table, self._tables, new)
            else:
                _write_parquet(table, self._tables, new, self._engine)
        for written in sorted(new.iterdir()):
            there = folder / written.name
            if there.exists():
                there.rename(old / written.name)
            written.rename(there)
        shutil.rmtree(old)
        shutil.rmtree(new)


def _write_csv(table: Table, tables: IntoDuckDB, folder: Path) -> None:
    values = ", ".join(
        f'CAST(to_json("{column.name}") AS VARCHAR) AS "{column.name}"' if column.type == "list" else f'"{column.name}"'
        for column in table.columns
    )
    target = str(folder / f"{table.name}.csv").replace("'", "''")
    rows = f"SELECT {values} FROM {tables.at(table.name)} ORDER BY {', '.join(table.key)}"
    tables.execute(f"COPY ({rows}) TO '{target}' (FORMAT csv, HEADER)")


def _write_parquet(table: Table, tables: IntoDuckDB, folder: Path, engine: Engine) -> None:
    """One file for each site and month, one after the other: DuckDB's own partitions are all open at once."""
    from pyarrow import parquet

    key = ", ".join(table.key)
    at = tables.at(table.name)
    if table.name == "works":
        rows = f"SELECT *, NULL AS site, NULL AS month FROM {at}"
    elif {"site", "published_value"} <= {column.name for column in table.columns}:
        rows = f"SELECT * EXCLUDE (site), {_PLACE} FROM {at}"
    else:
        of_review = f"SELECT review_id, {_PLACE} FROM {tables.at('reviews')}"
        rows = f"SELECT * FROM {at} JOIN ({of_review}) USING (review_id)"
    ordered = f"SELECT * FROM ({rows}) ORDER BY site, month, {key}"
    with ExitStack() as last:
        place: Place | None = None
        for now, part in _runs(engine, ordered):
            if now != place:
                last.close()
                target = folder / table.name / _folder(now)
                target.mkdir(parents=True)
                writer = last.enter_context(
                    parquet.ParquetWriter(target / "part-0.parquet", part.schema, compression="zstd")
                )
                place = now
            writer.write_table(part)


def _runs(engine: Engine, query: str) -> "Iterator[tuple[Place, pa.Table]]":
    """Rows of one site and month, in one piece or several; a table without rows gives one without any."""
    for batch in engine.batches(query, _ROWS):
        part = batch.drop_columns(["site", "month"])
        places = list(zip(batch.column("site").to_pylist(), batch.column("month").to_pylist(), strict=True))
        start = 0
        for place, found in groupby(places):
            length = len(list(found))
            yield place, part.slice(start, length)
            start += length
        if not places:
            yield (_UNKNOWN, _UNKNOWN), part


def _folder(place: Place) -> str:
    """The folder of a site and month, as Hive names it; works have none."""
    site, month = place
    return "" if site is None else f"site={quote(site, safe='')}/month={month}"
