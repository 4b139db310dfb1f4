"""A load from its beginning to its end, step by step: opened, compared, brought up to date, told of."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from flows.errors import DestinationError, UsageError
from flows.loading.address import Address
from flows.loading.contract import Contract, check_contract, differences, evolve
from flows.loading.destination import Destination
from flows.loading.engine import Commit, Engine
from flows.loading.merge import Merger, Pending, Removed, Written, dataset_of, groups, loaded, pending
from flows.loading.tables import all_tables
from schemas.load import LoadReport

Group = Sequence[Pending]


@dataclass(frozen=True)
class Choices:
    """What the settings and the command ask for."""

    contract: Contract = "evolve"
    removed: Removed = "mark"
    evidence: bool = False
    schema: str | None = None
    full: bool = False
    since: datetime | None = None
    """Leave out commits before this, with zone."""
    dry_run: bool = False


@dataclass(frozen=True)
class Source:
    """What is loaded."""

    dataset_id: str | None
    commits: Sequence[Commit]
    """In order."""
    folder: Path
    """Where a load may keep what it needs next time: of this machine."""
    filesystem: Any = None
    """fsspec's file system of the parts, where they are not of this machine."""


class Load(Protocol):
    """A load under way."""

    @property
    def lacking(self) -> Sequence[Pending]:
        """What the destination lacks."""

    def groups(self) -> Iterator[Group]:
        """The same, as it is written: each in one step, which is there in full or not at all."""

    def write(self, group: Group) -> Written:
        """Do one step."""

    def finish(self) -> None:
        """What is left to do after the last step."""

    @property
    def changes(self) -> Sequence[str]:
        """What the tables lacked."""


@contextmanager
def open_load(address: Address, source: Source, choices: Choices) -> Iterator[Load]:
    """Open a destination, compare what it has with the dataset, and make the tables that it lacks.

    Raises:
        UsageError: a package is missing, or the destination cannot be one.
        DestinationError: it cannot be used, or differs from what the contract allows; nothing was written.
    """
    with Engine(source.filesystem) as engine:
        if address.kind == "dlt":
            from flows.loading.through_dlt import DltLoad

            yield DltLoad(address, source, choices, engine)
        elif address.kind in ("parquet", "csv"):
            from flows.loading.files import open_files

            with open_files(address, source, choices, engine) as files:
                yield files
        else:
            with _opened(address, choices, engine) as destination:
                load = SqlLoad(destination, source, choices, engine)
                if not choices.dry_run:
                    load.prepare()
                yield load


class SqlLoad:
    """A load into a database with transactions."""

    def __init__(self, destination: Destination, source: Source, choices: Choices, engine: Engine) -> None:
        self.destination = destination
        self._choices = choices
        tables = all_tables(evidence=choices.evidence)
        _check_dataset(destination, source, full=choices.full)
        self._differences = differences(destination, tables)
        check_contract(destination, self._differences, choices.contract)
        self.lacking = lacking_of(source, choices, loaded(destination))
        discarded = self._differences if choices.contract == "discard" and dataset_of(destination) else []
        self._merger = Merger(
            engine,
            destination,
            source.dataset_id or "",
            evidence=choices.evidence,
            removed=choices.removed,
            left_out=frozenset((one.table.name, one.column.name if one.column else "") for one in discarded),
        )
        self.missing = [one for one in self._differences if one not in discarded]

    @property
    def changes(self) -> Sequence[str]:
        """What the tables lacked."""
        return [str(one) for one in self._differences]

    def prepare(self) -> None:
        """Make what is missing."""
        if self.missing:
            evolve(self.destination, self.missing)

    def groups(self) -> Iterator[Group]:
        """What is written together. With `full` all of it is one transaction, and so is what is done between."""
        if not self._choices.full:
            yield from groups(self.lacking)
            return
        with self._merger.anew():
            yield from groups(self.lacking)

    def write(self, group: Group) -> Written:
        """Write a group."""
        return self._merger.write(group) if self._choices.full else self._merger.load(group)

    def finish(self) -> None:
        """Nothing is left to do."""


def tell(
    address: Address, source: Source, choices: Choices, load: Load, written: Written, *, started: datetime
) -> LoadReport:
    """The report of a load that has ended, or of one that was not made (`dry_run`)."""
    return LoadReport(
        destination=address.name,
        dataset_id=source.dataset_id,
        dry_run=choices.dry_run,
        full=choices.full,
        changes=tuple(load.changes),
        commits=len(load.lacking),
        lines=sum(one.commit.reviews.rows for one in load.lacking if one.commit.reviews),
        rows=written.rows,
        last_commit=max((commit.number for commit in source.commits), default=0),
        started_at=started,
        finished_at=datetime.now(UTC),
    )


@contextmanager
def _opened(address: Address, choices: Choices, engine: Engine) -> Iterator[Destination]:
    destination = _connect(address, choices, engine)
    try:
        yield destination
    finally:
        destination.close()


def _connect(address: Address, choices: Choices, engine: Engine) -> Destination:
    schema, dry = choices.schema, choices.dry_run
    if address.kind == "postgresql":
        from flows.loading.into_postgres import IntoPostgres

        return IntoPostgres(address.url, name=address.name, schema=schema, read_only=dry)
    from flows.loading.into_duckdb import IntoDuckDB

    path = address.path
    if not path.parent.is_dir():
        raise UsageError(f"{address.name}: there is no folder {path.parent}")
    if dry and not path.exists():
        return IntoDuckDB(None, engine, name=address.name)
    if address.kind == "duckdb":
        return IntoDuckDB(path, engine, name=address.name, schema=schema, read_only=dry)
    from flows.loading.into_sqlite import IntoSQLite

    if schema is not None:
        raise UsageError("setting 'load.schema_name': SQLite has no schemas")
    return IntoSQLite(path, name=address.name, read_only=dry)


def _check_dataset(destination: Destination, source: Source, *, full: bool) -> None:
    there = dataset_of(destination)
    if there is None:
        return
    if there != source.dataset_id:
        raise DestinationError(
            f"{destination.name} has another dataset ({there}, and this one is {source.dataset_id}): name another "
            "destination, or another schema (load.schema_name)"
        )
    ahead = set(loaded(destination)) - {commit.number for commit in source.commits}
    if ahead and not full:
        raise DestinationError(
            f"{destination.name} has commit {max(ahead)} of this dataset, which the dataset lacks: was it restored "
            "from a backup? --full loads it anew"
        )


def lacking_of(source: Source, choices: Choices, known: Mapping[int, str]) -> list[Pending]:
    """What a destination lacks that knows these commits, in order."""
    commits = [one for one in source.commits if choices.since is None or one.committed_at >= choices.since]
    return pending(commits, {} if choices.full else known)
