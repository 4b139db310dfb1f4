"""Which URLs there are, which of them are due, and with what."""

import secrets
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final, TypeVar

from sqlalchemy import Column as SqlColumn
from sqlalchemy import Connection, Row, Table, bindparam, insert, select, update

from flows.storage import tables
from flows.storage.database import Database
from flows.storage.lease import Lease
from flows.storage.tables import MOST_MISSES, Queue, Visit, to_micros, to_moment
from schemas.page import FetchRequest, FoundUrl, KnownRecord

T = TypeVar("T")

DATED_FACTOR: Final = 30
"""A page whose site tells its changes is asked for again so many times more rarely: sites forget to tell."""

MOST_HOPS: Final = 3
"""An address that discovery did not find is entered at most so many aliases away from one that it did."""

_CHUNK: Final = 500
"""Values of one `IN` list, rows of one round."""

_candidate: Final = tables.url.alias("candidate")


class State:
    """The state database of a dataset, as the holder of its lease uses it.

    Methods wait for a database that is locked for a moment. They raise LeaseLost where another process has taken
    over the lease, and another DatasetError where the database cannot be used.
    """

    def __init__(self, database: Database, lease: Lease) -> None:
        self._database = database
        self._lease = lease

    @contextmanager
    def transaction(self, now: datetime | None = None, *, durable: bool = False) -> Iterator[Connection]:
        """A transaction of the lease's holder; `now` is its sign of life, `durable` as of `Database.transaction`."""
        with self._database.transaction(durable=durable) as connection:
            self._lease.confirm(connection, now=now)
            yield connection

    def found(self, site: str, found: Sequence[FoundUrl], *, now: datetime) -> int:
        """Note URLs that discovery found, and say how many of them are new.

        A URL is itself its key: callers canonicalise it. A newer `lastmod` makes a known one due; a URL belongs to
        the site that found it last. Many are noted in several transactions: those before an error stay noted.
        """
        newest: dict[str, FoundUrl] = {}
        for one in found:
            before = newest.get(one.url)
            if before is None or to_micros(one.lastmod) > to_micros(before.lastmod):
                newest[one.url] = one
        new = 0
        # By URL, so that their numbers, and with them the order of visits, do not depend on discovery's timing.
        for chunk in _chunks([newest[url] for url in sorted(newest)]):
            with self.transaction(now) as connection:
                new += note_urls(connection, _site_id(connection, site), chunk)
        return new

    def plan(
        self,
        sites: Sequence[str],
        *,
        now: datetime,
        limit: int,
        revisit_after: float,
        since: datetime,
        claim_for: float = 3600,
    ) -> list[FetchRequest]:
        """Claim the URLs of these sites that are due, at most `limit`, and give what is known of them.

        In this order, each class shared evenly among the sites; within a site by its key, then as found:
          1. never visited, the newest `lastmod` first;
          2. the source tells a change since the last visit, the newest first;
          3. the last visit failed (`Reason.is_failure`) otherwise than by 404, the longest ago first;
          4. no change is ever told, and the last visit was `revisit_after` seconds ago, the longest ago first;
          5. no change was told, or it only led to another address, and that was `DATED_FACTOR` times as long ago;
          6. the last visit was answered 404, and that was `revisit_after` times 2, 4, 8 ... ago, doubling with every
             further 404 in a row up to `MOST_MISSES`; fewer misses first.
        What answered 410 is never due again, nor is a URL due that was visited `since` (the start of the run) or is
        claimed. A claim ends with the commit, with `release`, after `claim_for` seconds, or when another process
        takes the lease.
        """
        with self.transaction(now) as connection:
            connection.execute(_END_CLAIMS, {"now": to_micros(now)})
            token = secrets.token_hex(6)
            until = to_micros(now) + int(claim_for * 1e6)
            rows: list[Row[Any]] = []
            for queue, latest in _classes(to_micros(now), to_micros(since), revisit_after):
                ask = {"sites": list(sites), "queue": queue, "latest": latest, "since": to_micros(since)}
                while left := limit - len(rows):
                    # Each site its share; what is claimed then is no longer due, so the next round goes on.
                    share = -(-left // max(1, len(sites)))
                    due = connection.execute(_DUE, {**ask, "share": share}).all()[:left]
                    if not due:
                        break
                    connection.execute(
                        _CLAIM, [{"row": row.id, "token": f"{token}-{row.id}", "until": until} for row in due]
                    )
                    rows += due
            known = _known_records(connection, [row.id for row in rows])
        return [_request(row, f"{token}-{row.id}", known.get(row.id, ())) for row in rows]

    def release(self, claims: Iterable[str]) -> None:
        """Give claims back: their URLs are due as before. Claims that ended already are passed over."""
        ended = [{"row": int(claim.rpartition("-")[2]), "token": claim} for claim in claims]
        if ended:
            with self.transaction() as connection:
                connection.execute(_RELEASE, ended)


def note_urls(connection: Connection, site: int, found: Iterable[FoundUrl]) -> int:
    """Enter the URLs, each given once, that are not known; say how many.

    Known ones come to belong to the site, learn a newer lastmod, and are no longer only what an alias led to.
    """
    by_url = {one.url: one for one in found}
    rows = {row.url: row for row in rows_in(connection, tables.url, tables.url.c.url, by_url)}
    changed = [
        {"row": row.id, "site": site, "lastmod": max(row.lastmod, to_micros(by_url[row.url].lastmod))}
        for row in rows.values()
        if row.site != site or row.lastmod < to_micros(by_url[row.url].lastmod) or row.hops
    ]
    if changed:
        connection.execute(_CHANGED, changed)
    new = [
        {"url": one.url, "site": site, "source": one.source, "lastmod": to_micros(one.lastmod)}
        for one in by_url.values()
        if one.url not in rows
    ]
    if new:
        connection.execute(insert(tables.url), new)
    return len(new)


def note_targets(connection: Connection, aliases: Iterable[tuple[Row[Any], str]]) -> None:
    """Enter the pages that URLs turned out to be other addresses of, where they are not known.

    Known ones stay as they are, due or not: two pages that name each other are not asked for in turns. After
    `MOST_HOPS` addresses, each found only through the one before, the next is not entered. Where the address gave
    records until now, its page has moved: one that was never visited takes over its history.

    Args:
        connection: The commit's transaction.
        aliases: Row of the URL, and the URL of the page it stands for; several may stand for one.
    """
    nearest: dict[str, Row[Any]] = {}
    for alias, target in sorted(aliases, key=lambda pair: (pair[0].hops, pair[0].id)):
        if alias.hops < MOST_HOPS:
            nearest.setdefault(target, alias)
    known = {row.url: row for row in rows_in(connection, tables.url, tables.url.c.url, nearest)}
    giving = {
        row.url
        for row in rows_in(
            connection, tables.url_record, tables.url_record.c.url, {alias.id for alias in nearest.values()}
        )
    }
    history = {target: alias.history or alias.url for target, alias in nearest.items() if alias.id in giving}
    new = [
        {
            "url": target,
            "site": alias.site,
            "source": alias.source,
            "hops": alias.hops + 1,
            "history": history.get(target),
        }
        for target, alias in sorted(nearest.items(), key=lambda pair: pair[0])
        if target not in known
    ]
    if new:
        connection.execute(insert(tables.url), new)
    moved = [
        {"row": row.id, "before": history[target]}
        for target, row in known.items()
        if target in history and row.visit == Visit.NEVER and row.history is None
    ]
    if moved:
        connection.execute(_MOVED, moved)


def rows_in(connection: Connection, table: Table, column: SqlColumn[Any], values: Iterable[object]) -> list[Row[Any]]:
    """Rows of a table where the column has one of the values, however many these are."""
    rows: list[Row[Any]] = []
    for chunk in _chunks(list(values)):
        rows += connection.execute(select(table).where(column.in_(chunk))).all()
    return rows


_DUE: Final = (
    # One index range for each site, however many URLs it has.
    select(tables.url, tables.site.c.key.label("site_key"))
    .select_from(tables.site)
    .join(
        tables.url,
        tables.url.c.id.in_(
            select(_candidate.c.id)
            .where(
                _candidate.c.site == tables.site.c.id,
                _candidate.c.queue == bindparam("queue"),
                _candidate.c.priority <= bindparam("latest"),
                _candidate.c.fetched_at < bindparam("since"),
            )
            .order_by(_candidate.c.priority, _candidate.c.id)
            .limit(bindparam("share"))
            .correlate(tables.site)
        ),
    )
    .where(tables.site.c.key.in_(bindparam("sites", expanding=True)))
    .order_by(tables.url.c.priority, tables.site.c.key, tables.url.c.id)
)
_CLAIM: Final = (
    update(tables.url)
    .where(tables.url.c.id == bindparam("row"))
    .values(claim=bindparam("token"), claimed_until=bindparam("until"))
)
_END_CLAIMS: Final = (
    update(tables.url)
    .where(tables.url.c.claim.is_not(None), tables.url.c.claimed_until <= bindparam("now"))
    .values(claim=None, claimed_until=0)
)
_RELEASE: Final = (
    update(tables.url)
    .where(tables.url.c.id == bindparam("row"), tables.url.c.claim == bindparam("token"))
    .values(claim=None, claimed_until=0)
)
_MOVED: Final = update(tables.url).where(tables.url.c.id == bindparam("row")).values(history=bindparam("before"))
_CHANGED: Final = (
    update(tables.url)
    .where(tables.url.c.id == bindparam("row"))
    .values(site=bindparam("site"), lastmod=bindparam("lastmod"), hops=0)
)


def _classes(now: int, since: int, revisit_after: float) -> list[tuple[int, int]]:
    """Queues in order, with the highest `priority` that is due: 0 and below is minus a lastmod, else a visit."""

    def ago(factor: int) -> int:
        return int(max(0.0, now - factor * revisit_after * 1e6))

    return [
        (Queue.NEW, 0),
        (Queue.CHANGED, 0),
        (Queue.FAILED, since),
        (Queue.UNDATED, ago(1)),
        (Queue.DATED, ago(DATED_FACTOR)),
        *((Queue.MISSED + misses, ago(2**misses)) for misses in range(1, MOST_MISSES + 1)),
    ]


def _site_id(connection: Connection, key: str) -> int:
    known = connection.execute(select(tables.site.c.id).where(tables.site.c.key == key)).scalar_one_or_none()
    if known is not None:
        return int(known)
    return int(connection.execute(insert(tables.site).values(key=key).returning(tables.site.c.id)).scalar_one())


def _known_records(connection: Connection, urls: Sequence[int]) -> dict[int, list[KnownRecord]]:
    """What URLs gave before, by URL: the revision is the record's, the digest what this URL said."""
    known: dict[int, list[KnownRecord]] = defaultdict(list)
    for chunk in _chunks(urls):
        for row in connection.execute(
            select(tables.url_record, tables.record.c.revision, tables.record.c.in_commit)
            .join(tables.record, tables.record.c.id == tables.url_record.c.record)
            .where(tables.url_record.c.url.in_(chunk))
            .order_by(tables.url_record.c.url, tables.url_record.c.record)
        ):
            known[row.url].append(KnownRecord(row.record, row.revision, row.sha256, row.in_commit))
    return known


def _request(row: Row[Any], claim: str, records: Sequence[KnownRecord]) -> FetchRequest:
    return FetchRequest(
        url=row.url,
        site=row.site_key,
        claim=claim,
        lastmod=to_moment(row.lastmod),
        etag=row.etag,
        last_modified=row.last_modified,
        body_sha256=row.body_sha256,
        body_at=to_moment(row.body_at),
        misses=row.misses,
        missed_since=to_moment(row.missed_since),
        history=row.history,
        records=tuple(records),
    )


def _chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]
