"""Bring a destination up to date: some commits at a time, each time in one transaction.

The destination itself keeps which commits it has (`reviewlines_commits`), written in the same transaction as their
rows: whatever is cut off is rolled back, and the next run goes on after the last one that is there. Nothing is loaded
twice, and nothing is left out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final, Literal

from flows.errors import DestinationError
from flows.loading.destination import Destination
from flows.loading.engine import Commit, Engine
from flows.loading.tables import BY_REVIEW, LINES, Column, Table, all_tables

Removed = Literal["mark", "delete"]

_GROUP_BYTES: Final = 64 << 20
_GROUP_COMMITS: Final = 2_000

REGISTRY: Final = Table(
    "reviewlines_commits",
    "A commit of the dataset that these tables have. Written by `load`; not to be changed.",
    ("commit_number",),
    (
        Column("commit_number", "integer", "number", note="The commit.", required=True),
        Column("digest", "text", "digest", note="Of the files that it was read from.", required=True),
        Column("dataset_id", "text", "dataset_id", note="The dataset; one alone.", required=True),
        Column("committed_at", "timestamp", "committed_at", note="When it was committed.", required=True),
    ),
    "commits",
)

_ID: Final = Column("review_id", "text", "id")
_WORK: Final = Column("work_id", "text", "work_id")


@dataclass(frozen=True, slots=True)
class Pending:
    """A commit that a destination lacks, or has with other lines."""

    commit: Commit
    is_amended: bool
    """It has the commit, and lines were taken out of it since."""


@dataclass
class Written:
    """What was written."""

    commits: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    """By table."""

    def add(self, other: "Written") -> None:
        """Count something more."""
        self.commits += other.commits
        for table, count in other.rows.items():
            self.rows[table] = self.rows.get(table, 0) + count


def pending(commits: Iterable[Commit], known: Mapping[int, str]) -> list[Pending]:
    """What a destination lacks that has these commits with these digests, in order."""
    return [
        Pending(commit, is_amended=commit.number in known)
        for commit in commits
        if known.get(commit.number) != commit.digest and (commit.reviews is not None or commit.number in known)
    ]


def loaded(destination: Destination) -> dict[int, str]:
    """The commits that a destination has, with their digests."""
    if not destination.columns(REGISTRY.name):
        return {}
    return dict(destination.fetch(f"SELECT commit_number, digest FROM {destination.at(REGISTRY.name)}"))


def dataset_of(destination: Destination) -> str | None:
    """The dataset whose commits a destination has; None where it has none."""
    if not destination.columns(REGISTRY.name):
        return None
    rows = destination.fetch(f"SELECT dataset_id FROM {destination.at(REGISTRY.name)} LIMIT 1")
    return str(rows[0][0]) if rows else None


def groups(lacking: Sequence[Pending]) -> Iterator[list[Pending]]:
    """Commits that are loaded together: as many as make a transaction worth its cost."""
    group: list[Pending] = []
    size = 0
    for one in lacking:
        parts = filter(None, (one.commit.reviews, one.commit.evidence))
        added = sum(part.bytes if part.path.endswith(".jsonl") else 8 * part.bytes for part in parts)
        if group and (size + added > _GROUP_BYTES or len(group) == _GROUP_COMMITS):
            yield group
            group, size = [], 0
        group.append(one)
        size += added
    if group:
        yield group


@dataclass(frozen=True)
class Merger:
    """Writes commits to a destination."""

    engine: Engine
    destination: Destination
    dataset_id: str
    evidence: bool
    removed: Removed
    left_out: frozenset[tuple[str, str]] = frozenset()
    """(table, column) that the destination lacks and shall not get; a column of "" is the whole table."""

    def load(self, group: Sequence[Pending]) -> Written:
        """Write some commits, in one transaction."""
        self._read(group)
        with self.destination.transaction():
            return self._write(group)

    @contextmanager
    def anew(self) -> Iterator[None]:
        """Empty the tables for `write`, in one transaction with all that it writes inside.

        Until it ends readers see what was there before.
        """
        with self.destination.transaction():
            self.destination.lock(REGISTRY.name)
            for table in [*self._tables, REGISTRY]:
                self.destination.execute(f"DELETE FROM {self.destination.at(table.name)}")
            yield

    def write(self, group: Sequence[Pending]) -> Written:
        """Write some commits within `anew`."""
        self._read(group)
        return self._write(group)

    @property
    def _tables(self) -> list[Table]:
        tables = all_tables(evidence=self.evidence or bool(self.destination.columns("evidence")))
        return [table for table in tables if (table.name, "") not in self.left_out]

    def _read(self, group: Sequence[Pending]) -> None:
        self.engine.read([one.commit for one in group], evidence=self.evidence, only_present=self.removed == "delete")

    def _write(self, group: Sequence[Pending]) -> Written:
        self._check_alone(group)
        self._leave_newer(group)
        has_old = self._stage_changed(group)
        if has_old:
            self._delete_changed()
        written = Written(commits=len(group))
        for table in self._tables:
            if table.name == "evidence" and not self.evidence:
                continue
            written.rows[table.name] = self._append_works(table) if table.name == "works" else self._append(table)
        if has_old:
            self._delete_orphans()
        numbers = _numbers(one.commit.number for one in group)
        registry = self.destination.at(REGISTRY.name)
        self.destination.execute(f"DELETE FROM {registry} WHERE commit_number IN ({numbers})")
        query = f"SELECT number AS commit_number, digest, '{self.dataset_id}' AS dataset_id, committed_at FROM commits"
        self.destination.append(registry, REGISTRY.columns, self.engine, query)
        return written

    def _check_alone(self, group: Sequence[Pending]) -> None:
        """Nobody has loaded these commits since they were found to be lacking."""
        self.destination.lock(REGISTRY.name)
        known = loaded(self.destination)
        if any(known.get(one.commit.number) == one.commit.digest for one in group):
            raise DestinationError(f"{self.destination.name}: another load brings it up to date: let it end")

    def _leave_newer(self, group: Sequence[Pending]) -> None:
        """Where commits come out of order (`--since`, lines taken out), what is there may be newer.

        What an amended commit brought is not: where a page was forgotten and found again, it starts anew.
        """
        known = loaded(self.destination)
        first = min(one.commit.number for one in group)
        if not known or first > max(known):
            return
        ids = self._stage("reviewlines_ids", "SELECT id AS review_id FROM last", [_ID])
        amended = _numbers(one.commit.number for one in group if one.is_amended) or "0"
        self.engine.forget_older(
            self.destination.fetch(
                f"SELECT review_id, max(revision) FROM {self.destination.at('revisions')} "
                f"WHERE review_id IN (SELECT review_id FROM {ids}) AND commit_number NOT IN ({amended}) "
                "GROUP BY review_id"
            )
        )

    def _stage_changed(self, group: Sequence[Pending]) -> bool:
        """Note which reviews are replaced or erased; whether there are any. Drops their revisions that go."""
        execute, revisions = self.destination.execute, self.destination.at("revisions")
        if not loaded(self.destination):
            return False
        changed = self._stage(_CHANGED, "SELECT id AS review_id FROM last", [_ID])
        execute(
            f"DELETE FROM {changed} WHERE NOT EXISTS "
            f"(SELECT 1 FROM {revisions} AS r WHERE r.review_id = {changed}.review_id)"
        )
        amended = _numbers(one.commit.number for one in group if one.is_amended)
        if amended:
            left = self._stage("reviewlines_left", f"SELECT DISTINCT id AS review_id FROM {LINES}", [_ID])
            erased = self._stage_own(
                "reviewlines_erased",
                f"SELECT DISTINCT review_id FROM {revisions} WHERE commit_number IN ({amended}) "
                f"AND review_id NOT IN (SELECT review_id FROM {left})",
                [_ID],
            )
            execute(f"DELETE FROM {revisions} WHERE review_id IN (SELECT review_id FROM {erased})")
            execute(f"DELETE FROM {revisions} WHERE commit_number IN ({amended})")
            execute(f"INSERT INTO {changed} (review_id) SELECT review_id FROM {erased}")
        return bool(self.destination.fetch(f"SELECT 1 FROM {changed} LIMIT 1"))

    def _delete_changed(self) -> None:
        temp = self.destination.temporary(_CHANGED)
        of_changed = f"WHERE review_id IN (SELECT review_id FROM {temp})"
        reviews = self.destination.at("reviews")
        self._stage_own(_WORKS, f"SELECT DISTINCT work_id FROM {reviews} {of_changed}", [_WORK])
        for table in self._tables:
            if table.name in BY_REVIEW:
                self.destination.execute(f"DELETE FROM {self.destination.at(table.name)} {of_changed}")

    def _delete_orphans(self) -> None:
        """Works that no review is of any more."""
        reviews, works = self.destination.at("reviews"), self.destination.at("works")
        self.destination.execute(
            f"DELETE FROM {works} WHERE work_id IN (SELECT work_id FROM {self.destination.temporary(_WORKS)}) "
            f"AND NOT EXISTS (SELECT 1 FROM {reviews} AS r WHERE r.work_id = {works}.work_id)"
        )

    def _append(self, table: Table) -> int:
        columns = [one for one in table.columns if (table.name, one.name) not in self.left_out]
        return self.destination.append(self.destination.at(table.name), columns, self.engine, table.query(columns))

    def _append_works(self, table: Table) -> int:
        """Those that are not there."""
        columns = [one for one in table.columns if (table.name, one.name) not in self.left_out]
        staged = self._stage("reviewlines_new_works", table.query(columns), columns)
        names = ", ".join(f'"{column.name}"' for column in columns)
        works = self.destination.at(table.name)
        return self.destination.execute(
            f"INSERT INTO {works} ({names}) SELECT {names} FROM {staged} AS s "
            f"WHERE NOT EXISTS (SELECT 1 FROM {works} AS w WHERE w.work_id = s.work_id)"
        )

    def _stage(self, name: str, query: str, columns: Sequence[Column]) -> str:
        """A temporary table of the destination with the rows of an engine's query."""
        temp = self.destination.create_temporary(name, columns)
        self.destination.append(temp, columns, self.engine, query)
        return temp

    def _stage_own(self, name: str, query: str, columns: Sequence[Column]) -> str:
        """The same with rows of the destination's own."""
        temp = self.destination.create_temporary(name, columns)
        names = ", ".join(column.name for column in columns)
        self.destination.execute(f"INSERT INTO {temp} ({names}) {query}")
        return temp


_CHANGED: Final = "reviewlines_changed"
_WORKS: Final = "reviewlines_changed_works"


def _numbers(values: Iterable[int]) -> str:
    return ", ".join(map(str, values))
