"""What a backfill has to read: of each page and month the best capture, in shards, with what is done of it.

A shard is read by one worker at a time, its pages in the order of `turn`, and the captures of one page in the order of
their months: revisions follow one another as the page changed.
"""

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Self

from sqlalchemy import Connection, Row, bindparam, func, insert, literal_column, or_, select, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite

from flows.storage import tables
from flows.storage.state import State, rows_in
from flows.storage.tables import to_micros, to_moment
from schemas.page import CaptureRef
from schemas.review import CaptureKind

SHARDS: Final = 64
"""The most workers that can be busy at a time with pages of different hosts."""

_OPEN: Final = 0
_READ: Final = 1
_LEFT: Final = 2
_CHUNK: Final = 500
_KINDS: Final = tuple(CaptureKind)
"""By their number in the table: never put in another order."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One capture that a source lists, with what decides about it."""

    capture: CaptureRef
    page: str
    """What identifies the page, whatever its spelling."""
    shard_by: str
    """What must not be asked by two workers at a time: a host, or for files on disk the page."""
    turn: int = 0
    """When it comes within its shard: small numbers first."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over a backlog."""

    open: int
    """Pages that are to be read."""
    done: int
    """Pages that were read."""


class Backlog:
    """The backlog of one backfill, in the state of a dataset; methods raise what those of `State` do."""

    def __init__(self, state: State, row: Row[Any]) -> None:
        self.key: str = row.key
        self.begun_at = to_moment(row.begun_at)
        """When it was first listed."""
        self.is_listed: bool = row.listed
        """Whether its listing came to its end."""
        self._state = state
        self._id: int = row.id
        self._places: dict[str, int] = {}
        self._cursor: dict[int, tuple[int, str, int]] = {}

    @classmethod
    def open(cls, state: State, key: str, *, now: datetime) -> Self:
        """The backlog with this key, which is made if need be. What a run had to leave is open again."""
        with state.transaction(now) as connection:
            known = connection.execute(select(tables.backfill).where(tables.backfill.c.key == key)).one_or_none()
            if known is None:
                values = {"key": key, "begun_at": to_micros(now), "listed": False}
                connection.execute(insert(tables.backfill).values(**values))
                known = connection.execute(select(tables.backfill).where(tables.backfill.c.key == key)).one()
            connection.execute(
                update(tables.backlog)
                .where(tables.backlog.c.backfill == known.id, tables.backlog.c.state == _LEFT)
                .values(state=_OPEN)
            )
        return cls(state, known)

    def add(self, listed: Iterable[Listed], *, now: datetime) -> None:
        """Enter captures. Of one page and month that which is whole wins, then the latest; what was read stays."""
        for chunk in _chunks(listed):
            best: dict[tuple[str, int], dict[str, Any]] = {}
            with self._state.transaction(now) as connection:
                places = self._place_ids(connection, {one.capture.place for one in chunk} - {""})
                for one in chunk:
                    row = self._row(one, places)
                    key = row["page"], row["month"]
                    if key not in best or (row["score"], row["at"]) > (best[key]["score"], best[key]["at"]):
                        best[key] = row
                connection.execute(_ENTER[connection.dialect.name], list(best.values()))

    def finish_listing(self, *, now: datetime) -> None:
        """Note that all is listed: a run that goes on need not list again."""
        with self._state.transaction(now) as connection:
            connection.execute(update(tables.backfill).where(tables.backfill.c.id == self._id).values(listed=True))
        self.is_listed = True

    def totals(self) -> Totals:
        """How many pages there are."""
        with self._state.transaction() as connection:
            counts = {row.state: row.pages for row in connection.execute(_TOTALS, {"of": self._id})}
        return Totals(open=counts.get(_OPEN, 0) + counts.get(_LEFT, 0), done=counts.get(_READ, 0))

    def shards(self) -> Counter[int]:
        """Open pages by shard."""
        with self._state.transaction() as connection:
            return Counter({row.shard: row.pages for row in connection.execute(_OPEN_SHARDS, {"of": self._id})})

    def take(self, shard: int, limit: int) -> list[tuple[str, CaptureRef]]:
        """The next open captures of a shard, each with its page. The next call goes on behind them.

        An empty list ends the shard.
        """
        turn, page, month = self._cursor.get(shard, (-1, "", 0))
        ask = {"of": self._id, "shard": shard, "turn": turn, "after": page, "month": month, "limit": limit}
        with self._state.transaction() as connection:
            rows = connection.execute(_NEXT, ask).all()
        if rows:
            self._cursor[shard] = (rows[-1].turn, rows[-1].page, rows[-1].month)
        return [(row.page, _capture(row)) for row in rows]

    def rewind(self, shard: int) -> None:
        """Let the next `take` begin anew, with what was taken and not marked."""
        self._cursor.pop(shard, None)

    def walk(self) -> Iterator[list[tuple[str, CaptureRef]]]:
        """All open captures, some at a time."""
        for shard in sorted(self.shards()):
            while taken := self.take(shard, _CHUNK):
                yield taken
            self.rewind(shard)

    def mark(self, read: Sequence[int], left: Sequence[int], *, now: datetime) -> None:
        """Note what was read, and what is left for the next run."""
        with self._state.transaction(now) as connection:
            for numbers, state in ((read, _READ), (left, _LEFT)):
                if numbers:
                    connection.execute(_MARK, [{"row": number, "new": state} for number in numbers])

    def _row(self, one: Listed, places: dict[str, int]) -> dict[str, Any]:
        capture = one.capture
        return {
            "backfill": self._id,
            "page": one.page,
            "month": 0 if capture.at is None else capture.at.year * 100 + capture.at.month,
            "shard": zlib.crc32(one.shard_by.encode("utf-8", "surrogatepass")) % SHARDS,
            "turn": one.turn,
            "url": capture.url,
            "kind": _KINDS.index(capture.kind),
            "at": to_micros(capture.at),
            "score": 0 if capture.is_cut else 1,
            "place": places.get(capture.place),
            "start": capture.offset,
            "length": capture.length,
            "state": _OPEN,
        }

    def _place_ids(self, connection: Connection, names: set[str]) -> dict[str, int]:
        missing = sorted(names - self._places.keys())
        if missing:
            known = {row.name for row in rows_in(connection, tables.place, tables.place.c.name, missing)}
            if new := [{"name": name} for name in missing if name not in known]:
                connection.execute(insert(tables.place), new)
            rows = rows_in(connection, tables.place, tables.place.c.name, missing)
            self._places |= {row.name: row.id for row in rows}
        return self._places


def _capture(row: Row[Any]) -> CaptureRef:
    return CaptureRef(
        url=row.url,
        kind=_KINDS[row.kind],
        at=to_moment(row.at),
        place=row.name or "",
        offset=row.start,
        length=row.length,
        is_cut=row.score == 0,
        number=row.id,
    )


def _chunks(listed: Iterable[Listed]) -> Iterator[list[Listed]]:
    chunk: list[Listed] = []
    for one in listed:
        chunk.append(one)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


_BETTER: Final = ("url", "kind", "at", "score", "place", "start", "length", "shard", "turn")
"""What a better capture of the same page and month replaces."""


def _enter(dialect: str) -> Any:
    made = (sqlite.insert if dialect == "sqlite" else postgresql.insert)(tables.backlog)
    new = made.excluded
    better = or_(
        new.score > tables.backlog.c.score,
        (new.score == tables.backlog.c.score) & (new.at > tables.backlog.c.at),
    )
    return made.on_conflict_do_update(
        index_elements=["backfill", "page", "month"],
        set_={name: new[name] for name in _BETTER},
        where=(tables.backlog.c.state == _OPEN) & better,
    )


_ENTER: Final = {dialect: _enter(dialect) for dialect in ("sqlite", "postgresql")}
_OF: Final = tables.backlog.c.backfill == bindparam("of")
_IS_OPEN: Final = tables.backlog.c.state == literal_column("0")
"""Written out: a partial index does not serve a parameter."""
_TOTALS: Final = select(tables.backlog.c.state, func.count().label("pages")).where(_OF).group_by(tables.backlog.c.state)
_OPEN_SHARDS: Final = (
    select(tables.backlog.c.shard, func.count().label("pages")).where(_OF, _IS_OPEN).group_by(tables.backlog.c.shard)
)
_PLACE_IN_SHARD: Final = tuple_(tables.backlog.c.turn, tables.backlog.c.page, tables.backlog.c.month)
_AFTER: Final = tuple_(bindparam("turn"), bindparam("after"), bindparam("month")) < _PLACE_IN_SHARD
_NEXT: Final = (
    select(tables.backlog, tables.place.c.name)
    .outerjoin(tables.place, tables.place.c.id == tables.backlog.c.place)
    .where(_OF, tables.backlog.c.shard == bindparam("shard"), _IS_OPEN, _AFTER)
    .order_by(tables.backlog.c.turn, tables.backlog.c.page, tables.backlog.c.month)
    .limit(bindparam("limit"))
)
_MARK: Final = update(tables.backlog).where(tables.backlog.c.id == bindparam("row")).values(state=bindparam("new"))
