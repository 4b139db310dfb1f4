"""Which URLs there are, which of them are due, and with what."""

import secrets
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final, NamedTuple, TypeVar

from sqlalchemy import Column as SqlColumn
from sqlalchemy import Connection, FromClause, Row, Select, Table, bindparam, delete, insert, select, true, update

from flows.storage import tables
from flows.storage.database import Database
from flows.storage.documents import known_document
from flows.storage.lease import Lease
from flows.storage.pace import SLOWEST, wait_of
from flows.storage.profiles import histories
from flows.storage.tables import MOST_MISSES, Queue, Visit, to_micros, to_moment
from schemas.page import (
    FetchRequest,
    FoundUrl,
    KnownDocument,
    KnownListing,
    KnownRecord,
    KnownRobots,
    Likelihood,
    Why,
)
from schemas.quality import SiteProfile

T = TypeVar("T")

DATED_FACTOR: Final = 30
"""A page whose site tells its changes is asked for again so many times more rarely: sites forget to tell. A page that
was never seen to change is asked for no more rarely than that either."""

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
        new = 0
        for chunk in _chunks(_newest(found)):
            with self.transaction(now) as connection:
                new += note_urls(connection, site_id(connection, site), chunk)
        return new

    def known(self, urls: Iterable[str]) -> frozenset[str]:
        """Those of the URLs that were found before."""
        with self.transaction() as connection:
            return frozenset(row.url for row in rows_in(connection, tables.url, tables.url.c.url, urls))

    def listings(self, site: str) -> tuple[KnownListing, ...]:
        """The documents that listed the site's pages on the last visit, in the order in which they were read."""
        with self.transaction() as connection:
            rows = connection.execute(_LISTINGS, {"site": site}).all()
        return tuple(
            KnownListing(
                url=row.url,
                source=row.source,
                etag=row.etag,
                last_modified=row.last_modified,
                sha256=row.sha256,
                told=to_moment(row.told),
                parent=row.parent,
                read_at=to_moment(row.read_at),
                complete=row.complete,
            )
            for row in rows
        )

    def robots(self, origins: Iterable[str]) -> tuple[KnownRobots, ...]:
        """The robots.txt of those of the origins where one is kept."""
        with self.transaction() as connection:
            rows = rows_in(connection, tables.robots, tables.robots.c.origin, origins)
        return tuple(KnownRobots(row.origin, row.body, row.etag, row.last_modified) for row in rows)

    def keep_robots(self, files: Iterable[KnownRobots]) -> None:
        """Keep these, each in the place of what was kept of its origin."""
        rows = {file.origin: file for file in files}
        with self.transaction() as connection:
            for chunk in _chunks(list(rows)):
                connection.execute(delete(tables.robots).where(tables.robots.c.origin.in_(chunk)))
                connection.execute(insert(tables.robots), [asdict(rows[origin]) for origin in chunk])

    def document(self, url: str, status: int, sha256: str | None, *, now: datetime) -> KnownDocument | None:
        """As `flows.storage.documents.known_document`."""
        with self.transaction() as connection:
            return known_document(connection, url, status, sha256, now)

    def remember(self, site: str, listings: Iterable[KnownListing]) -> None:
        """Keep these as the documents that list the site's pages, and no others.

        Call it once what they list is noted with `found`: a validator that is kept before would hide it for good.
        """
        rows = [
            {
                "position": position,
                "url": one.url,
                "source": one.source,
                "etag": one.etag,
                "last_modified": one.last_modified,
                "sha256": one.sha256,
                "told": to_micros(one.told),
                "parent": one.parent,
                "read_at": to_micros(one.read_at),
                "complete": one.complete,
            }
            for position, one in enumerate(listings)
        ]
        with self.transaction() as connection:
            key = site_id(connection, site)
            connection.execute(delete(tables.listing).where(tables.listing.c.site == key))
            if rows:
                connection.execute(insert(tables.listing), [{"site": key, **row} for row in rows])

    def plan(
        self,
        sites: Sequence[str],
        *,
        now: datetime,
        limit: int,
        revisit_after: float,
        since: datetime,
        claim_for: float = 3600,
        not_before: datetime | None = None,
    ) -> list[FetchRequest]:
        """Claim the URLs of these sites that are due, at most `limit`, and give what is known of them.

        In this order, each class shared evenly among the sites; within a site by its key, then as found:
          1. never visited, likely a review, the newest `lastmod` first; then those of which nothing is known;
          2. the source tells a change since the last visit, the newest first;
          3. never visited, likely none;
          4. the last visit failed (`Reason.is_failure`) otherwise than by 404, the longest ago first;
          5. no change is ever told, and the last visit was as long ago as the changes seen so far are worth (`pace`),
             at least `revisit_after` seconds and at most `DATED_FACTOR` times as long; the longest ago first;
          6. no change was told, or it only led to another address, and that was `DATED_FACTOR` times as long ago;
          7. the last visit was answered 404, and that was `revisit_after` times 2, 4, 8 ... ago, doubling with every
             further 404 in a row up to `MOST_MISSES`; fewer misses first.
        What answered 410 is never due again, nor is a URL due that was visited `since` (the start of the run) or is
        claimed, nor in 1, 2 and 3 one that its source dates before `not_before`. A claim ends with the commit, with
        `release`, after `claim_for` seconds, or when another process takes the lease.
        """
        due = _Due(now, since, revisit_after, claim_for, not_before)
        with self.transaction(now) as connection:
            return _claim_due(connection, sites, limit, due)

    def preview(
        self,
        found: Mapping[str, Sequence[FoundUrl]],
        *,
        now: datetime,
        limit: int,
        revisit_after: float,
        not_before: datetime | None = None,
    ) -> list[FetchRequest]:
        """What `plan` would give for these sites if these URLs were found. Nothing is written."""
        due = _Due(now, now, revisit_after, 0, not_before)
        with self.transaction(now) as connection:
            undone = connection.begin_nested()
            for site, urls in found.items():
                for chunk in _chunks(_newest(urls)):
                    note_urls(connection, site_id(connection, site), chunk)
            requests = _claim_due(connection, list(found), limit, due)
            undone.rollback()
        return requests

    def look_up(self, urls: Iterable[str]) -> list[FetchRequest]:
        """What is known of those of the URLs that there are, due or not; without a claim nothing can be committed."""
        with self.transaction() as connection:
            rows = _with_site(connection, urls)
            known = _known_records(connection, [row.id for row in rows])
        return [_request(row, "revisit", "", known.get(row.id, ())) for row in rows]

    def claim(self, urls: Iterable[str], *, now: datetime, claim_for: float = 3600) -> list[FetchRequest]:
        """Claim those of the URLs that there are and that are not claimed, due or not, and give what is known."""
        with self.transaction(now) as connection:
            return _claim(connection, urls, now, claim_for)

    def claim_given(
        self, found: Mapping[str, Sequence[FoundUrl]], *, now: datetime, claim_for: float
    ) -> list[FetchRequest]:
        """Note the URLs of these sites, then claim those that are not claimed, due or not, with what is known."""
        with self.transaction(now) as connection:
            for site, urls in found.items():
                for chunk in _chunks(_newest(urls)):
                    note_urls(connection, site_id(connection, site), chunk)
            return _claim(connection, [one.url for urls in found.values() for one in urls], now, claim_for)

    def histories(self, sites: Sequence[str]) -> dict[str, list[SiteProfile]]:
        """By site: what the records of its commits looked like, the newest first, since a person last accepted some."""
        with self.transaction() as connection:
            return histories(connection, sites)

    def release(self, claims: Iterable[str]) -> None:
        """Give claims back: their URLs are due as before. Claims that ended already are passed over."""
        ended = [{"row": int(claim.rpartition("-")[2]), "token": claim} for claim in claims]
        if ended:
            with self.transaction() as connection:
                connection.execute(_RELEASE, ended)


def note_urls(connection: Connection, site: int, found: Iterable[FoundUrl]) -> int:
    """Enter the URLs, each given once, that are not known; say how many.

    Known ones come to belong to the site, learn a newer lastmod and how likely they are a review's, and are no longer
    only what an alias led to.
    """
    by_url = {one.url: one for one in found}
    rows = {row.url: row for row in rows_in(connection, tables.url, tables.url.c.url, by_url)}
    changed = [
        {
            "row": row.id,
            "site": site,
            "lastmod": max(row.lastmod, to_micros(by_url[row.url].lastmod)),
            "likelihood": by_url[row.url].likelihood,
        }
        for row in rows.values()
        if row.site != site
        or row.lastmod < to_micros(by_url[row.url].lastmod)
        or row.hops
        or (row.visit == Visit.NEVER and row.likelihood != by_url[row.url].likelihood)
    ]
    if changed:
        connection.execute(_CHANGED, changed)
    new = [
        {
            "url": one.url,
            "site": site,
            "source": one.source,
            "lastmod": to_micros(one.lastmod),
            "likelihood": one.likelihood,
        }
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


_FIRST: Final = (
    select(_candidate)
    .where(
        _candidate.c.site == tables.site.c.id,
        _candidate.c.queue == bindparam("queue"),
        _candidate.c.priority.between(bindparam("earliest"), bindparam("latest")),
        _candidate.c.fetched_at < bindparam("since"),
    )
    .order_by(_candidate.c.priority, _candidate.c.id)
    .limit(bindparam("share"))
    .correlate(tables.site)
)
"""The first URLs of one site: a range of an index, however many there are."""


def _due(dialect: str) -> Select[Any]:
    """The first URLs of each of some sites. SQLite has no LATERAL; PostgreSQL reads an IN once for every row."""
    first: FromClause
    if dialect == "sqlite":
        first = tables.url
        of_site = first.c.id.in_(_FIRST.with_only_columns(_candidate.c.id))
        joined = tables.site.join(first, of_site)
    else:
        first = _FIRST.lateral("due")
        joined = tables.site.join(first, true())
    return (
        select(first, tables.site.c.key.label("site_key"))
        .select_from(joined)
        .where(tables.site.c.key.in_(bindparam("sites", expanding=True)))
        .order_by(first.c.priority, tables.site.c.key, first.c.id)
    )


_DUE: Final = {dialect: _due(dialect) for dialect in ("sqlite", "postgresql")}
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
    .values(site=bindparam("site"), lastmod=bindparam("lastmod"), likelihood=bindparam("likelihood"), hops=0)
)
_LISTINGS: Final = (
    select(tables.listing)
    .join(tables.site, tables.site.c.id == tables.listing.c.site)
    .where(tables.site.c.key == bindparam("site"))
    .order_by(tables.listing.c.position)
)


class _Due(NamedTuple):
    """What `State.plan` was asked for, with its names."""

    now: datetime
    since: datetime
    revisit_after: float
    claim_for: float
    not_before: datetime | None


class _Class(NamedTuple):
    """URLs of one queue whose `priority` lies in this range: 0 and below is minus a lastmod, else a visit."""

    why: Why
    queue: int
    latest: int
    earliest: int = -(2**62)


def _claim_due(connection: Connection, sites: Sequence[str], limit: int, due: _Due) -> list[FetchRequest]:
    connection.execute(_END_CLAIMS, {"now": to_micros(due.now)})
    token = secrets.token_hex(6)
    until = to_micros(due.now) + int(due.claim_for * 1e6)
    claimed: list[tuple[Row[Any], Why]] = []
    for one in _classes(due):
        ask = {**one._asdict(), "sites": list(sites), "since": to_micros(due.since)}
        while left := limit - len(claimed):
            # Each site its share; what is claimed then is no longer due, so the next round goes on.
            share = -(-left // max(1, len(sites)))
            rows = connection.execute(_DUE[connection.dialect.name], {**ask, "share": share}).all()[:left]
            if not rows:
                break
            connection.execute(_CLAIM, [{"row": row.id, "token": f"{token}-{row.id}", "until": until} for row in rows])
            claimed += [(row, one.why) for row in rows]
    known = _known_records(connection, [row.id for row, _ in claimed])
    return [_request(row, why, f"{token}-{row.id}", known.get(row.id, ())) for row, why in claimed]


def _claim(connection: Connection, urls: Iterable[str], now: datetime, claim_for: float) -> list[FetchRequest]:
    token = secrets.token_hex(6)
    until = to_micros(now) + int(claim_for * 1e6)
    rows = [row for row in _with_site(connection, urls) if row.claim is None]
    if rows:
        connection.execute(_CLAIM, [{"row": row.id, "token": f"{token}-{row.id}", "until": until} for row in rows])
    known = _known_records(connection, [row.id for row in rows])
    return [_request(row, "revisit", f"{token}-{row.id}", known.get(row.id, ())) for row in rows]


def _classes(due: _Due) -> Iterator[_Class]:
    """What is due, in order."""

    def ago(seconds: float) -> int:
        return int(max(0.0, to_micros(due.now) - seconds * 1e6))

    def told(why: Why, queue: int) -> Iterator[_Class]:
        if due.not_before is None:
            yield _Class(why, queue, 0)
        else:
            yield _Class(why, queue, -to_micros(due.not_before))
            yield _Class(why, queue, 0, 0)

    shortest, longest = due.revisit_after, DATED_FACTOR * due.revisit_after
    yield from told("new", Queue.NEW + Likelihood.LIKELY)
    yield from told("new", Queue.NEW + Likelihood.OPEN)
    yield from told("changed", Queue.CHANGED)
    yield from told("new", Queue.NEW + Likelihood.UNLIKELY)
    yield _Class("failed", Queue.FAILED, to_micros(due.since))
    for pace in range(SLOWEST + 1):
        yield _Class("revisit", Queue.UNDATED + pace, ago(min(longest, max(shortest, wait_of(pace)))))
    yield _Class("revisit", Queue.DATED, ago(longest))
    for misses in range(1, MOST_MISSES + 1):
        yield _Class("missing", Queue.MISSED + misses, ago(2**misses * due.revisit_after))


def _newest(found: Iterable[FoundUrl]) -> list[FoundUrl]:
    """Each URL once, with its newest date.

    They are sorted, so that their numbers, and with them the order of visits, do not depend on discovery's timing.
    """
    newest: dict[str, FoundUrl] = {}
    for one in found:
        before = newest.get(one.url)
        if before is None or to_micros(one.lastmod) > to_micros(before.lastmod):
            newest[one.url] = one
    return [newest[url] for url in sorted(newest)]


def site_id(connection: Connection, key: str) -> int:
    """Number of a site's row, which is made if need be."""
    known = connection.execute(select(tables.site.c.id).where(tables.site.c.key == key)).scalar_one_or_none()
    if known is not None:
        return int(known)
    return int(connection.execute(insert(tables.site).values(key=key).returning(tables.site.c.id)).scalar_one())


def _with_site(connection: Connection, urls: Iterable[str]) -> list[Row[Any]]:
    rows: list[Row[Any]] = []
    for chunk in _chunks(sorted(set(urls))):
        rows += connection.execute(
            select(tables.url, tables.site.c.key.label("site_key"))
            .join(tables.site, tables.site.c.id == tables.url.c.site)
            .where(tables.url.c.url.in_(chunk))
        ).all()
    return rows


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


def _request(row: Row[Any], why: Why, claim: str, records: Sequence[KnownRecord]) -> FetchRequest:
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
        why=why,
        source=row.source,
        visited_at=to_moment(row.fetched_at),
    )


def _chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]
