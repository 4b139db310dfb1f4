"""Tables of the state database. Small rows: URLs are the many ones, meant for fifty million of them.

Moments are whole microseconds since 1970 and 0 is "none", so that indexes sort them alike in every database. Digests
and ids are kept as bytes. A change here is a new file in migrations/versions.
"""

from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Computed,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    TypeDecorator,
)

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)

_KEY: Final = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by itself only for INTEGER


class Hex(TypeDecorator[str]):
    """Hexadecimal text, kept as bytes of half its length."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002
        """To the database."""
        return None if value is None else bytes.fromhex(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """From the database."""
        return None if value is None else value.hex()


class Visit:
    """How the last visit of a URL ended (`url.visit`)."""

    NEVER: Final = 0
    READ: Final = 1
    FAILED: Final = 2
    MISSED: Final = 3
    GONE: Final = 4


class Queue:
    """What a URL is waiting for (`url.queue`)."""

    NEW: Final = 0
    """And with it the next two numbers: one queue for each `schemas.page.Likelihood`."""
    CHANGED: Final = 3
    FAILED: Final = 4
    DATED: Final = 5
    CLAIMED: Final = 6
    NEVER: Final = 7
    MISSED: Final = 10
    """And with it the next `MOST_MISSES` numbers: one queue for each number of answers 404 in a row."""
    UNDATED: Final = 20
    """And with it the next `pace.SLOWEST` numbers: one queue for each pace of changes."""


MOST_MISSES: Final = 6
"""After so many answers 404 in a row the wait for the next visit grows no more."""

metadata = MetaData()

dataset = Table(
    "dataset",
    metadata,
    Column("id", String, primary_key=True),
)

lease = Table(
    "lease",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("epoch", BigInteger, nullable=False),
    Column("owner", String),
    Column("host", String),
    Column("pid", Integer),
    Column("heartbeat", BigInteger, nullable=False, default=0),
)

commit = Table(
    "commit",
    metadata,
    Column("number", _KEY, primary_key=True, autoincrement=False),
    Column("batch", String, nullable=False, unique=True),
    Column("manifest", String, nullable=False),
    Column("published", Boolean, nullable=False),
)
Index("commit_unpublished", commit.c.number, sqlite_where=~commit.c.published, postgresql_where=~commit.c.published)

site = Table(
    "site",
    metadata,
    Column("id", _KEY, primary_key=True),
    Column("key", String, nullable=False, unique=True),
)

url = Table(
    "url",
    metadata,
    Column("id", _KEY, primary_key=True),
    Column("url", String, nullable=False, unique=True),
    Column("site", ForeignKey("site.id"), nullable=False),
    Column("source", String, nullable=False),
    Column("hops", SmallInteger, nullable=False, default=0),
    Column("likelihood", SmallInteger, nullable=False, default=1),
    Column("lastmod", BigInteger, nullable=False, default=0),
    Column("lastmod_seen", BigInteger, nullable=False, default=0),
    Column("visit", SmallInteger, nullable=False, default=Visit.NEVER),
    Column("fetched_at", BigInteger, nullable=False, default=0),
    Column("status", SmallInteger),
    Column("misses", SmallInteger, nullable=False, default=0),
    Column("missed_since", BigInteger, nullable=False, default=0),
    Column("alias_of", String),
    Column("history", String),
    Column("etag", String),
    Column("last_modified", String),
    Column("body_sha256", Hex),
    Column("body_at", BigInteger, nullable=False, default=0),
    # Observed changes, for `pace`: intervals between two visits, their sum, and the same of those that saw a change.
    Column("intervals", SmallInteger, nullable=False, default=0),
    Column("watched", BigInteger, nullable=False, default=0),
    Column("changes", SmallInteger, nullable=False, default=0),
    Column("changed_in", BigInteger, nullable=False, default=0),
    Column("pace", SmallInteger, nullable=False, default=0),
    Column("claim", String),
    Column("claimed_until", BigInteger, nullable=False, default=0),
    # Both follow from the columns above, so that no statement can leave them behind.
    Column(
        "queue",
        SmallInteger,
        Computed(
            f"CASE WHEN claim IS NOT NULL THEN {Queue.CLAIMED} WHEN visit = {Visit.GONE} THEN {Queue.NEVER} "
            f"WHEN visit = {Visit.NEVER} THEN {Queue.NEW} + likelihood WHEN visit = {Visit.FAILED} THEN {Queue.FAILED} "
            f"WHEN lastmod > lastmod_seen THEN {Queue.CHANGED} "
            f"WHEN visit = {Visit.MISSED} AND misses > {MOST_MISSES} THEN {Queue.MISSED + MOST_MISSES} "
            f"WHEN visit = {Visit.MISSED} THEN {Queue.MISSED} + misses "
            f"WHEN lastmod = 0 AND alias_of IS NULL THEN {Queue.UNDATED} + pace "
            f"ELSE {Queue.DATED} END",
            persisted=True,
        ),
        nullable=False,
    ),
    Column(
        "priority",
        BigInteger,
        Computed(
            f"CASE WHEN visit = {Visit.NEVER} "
            f"OR (visit IN ({Visit.READ}, {Visit.MISSED}) AND lastmod > lastmod_seen) "
            "THEN -lastmod ELSE fetched_at END",
            persisted=True,
        ),
        nullable=False,
    ),
)
Index("url_due", url.c.site, url.c.queue, url.c.priority, url.c.id)
Index(
    "url_claimed", url.c.claimed_until, sqlite_where=url.c.claim.is_not(None), postgresql_where=url.c.claim.is_not(None)
)

listing = Table(
    "listing",
    metadata,
    Column("site", ForeignKey("site.id", ondelete="CASCADE"), primary_key=True),
    Column("url", String, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("source", String, nullable=False),
    Column("etag", String),
    Column("last_modified", String),
    Column("sha256", Hex),
    Column("told", BigInteger, nullable=False, default=0),
    Column("parent", String),
    Column("read_at", BigInteger, nullable=False, default=0),
    Column("complete", Boolean, nullable=False, default=False),
)

profile = Table(
    "profile",
    metadata,
    Column("site", ForeignKey("site.id", ondelete="CASCADE"), primary_key=True),
    Column("in_commit", BigInteger, primary_key=True, autoincrement=False),
    Column("accepted", Boolean, nullable=False),
    Column("profile", String, nullable=False),
)

robots = Table(
    "robots",
    metadata,
    Column("origin", String, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("etag", String),
    Column("last_modified", String),
)

document = Table(
    "document",
    metadata,
    Column("url", String, primary_key=True),
    Column("status", SmallInteger, primary_key=True, autoincrement=False),
    Column("host", String, nullable=False),
    Column("sha256", Hex, nullable=False),
    Column("fetched_at", BigInteger, nullable=False),
    Column("in_commit", BigInteger, nullable=False),
)
Index("document_body", document.c.host, document.c.sha256)
Index("document_fetched", document.c.fetched_at)

record = Table(
    "record",
    metadata,
    Column("id", Hex, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("sha256", Hex, nullable=False),
    Column("in_commit", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

url_record = Table(
    "url_record",
    metadata,
    Column("url", ForeignKey("url.id"), primary_key=True),
    Column("record", ForeignKey("record.id"), primary_key=True),
    Column("sha256", Hex, nullable=False),
    sqlite_with_rowid=False,
)

backfill = Table(
    "backfill",
    metadata,
    Column("id", _KEY, primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("begun_at", BigInteger, nullable=False),
    Column("listed", Boolean, nullable=False, default=False),
)

place = Table(
    "place",
    metadata,
    Column("id", _KEY, primary_key=True),
    Column("name", String, nullable=False, unique=True),
)

backlog = Table(
    "backlog",
    metadata,
    Column("id", _KEY, primary_key=True),
    Column("backfill", ForeignKey("backfill.id", ondelete="CASCADE"), nullable=False),
    Column("page", String, nullable=False),
    Column("month", Integer, nullable=False),
    Column("shard", SmallInteger, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("url", String, nullable=False),
    Column("kind", SmallInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("score", SmallInteger, nullable=False),
    Column("place", ForeignKey("place.id")),
    Column("start", BigInteger, nullable=False),
    Column("length", BigInteger, nullable=False),
    Column("state", SmallInteger, nullable=False, default=0),
)
Index("backlog_page", backlog.c.backfill, backlog.c.page, backlog.c.month, unique=True)
Index(
    "backlog_open",
    backlog.c.backfill,
    backlog.c.shard,
    backlog.c.turn,
    backlog.c.page,
    backlog.c.month,
    sqlite_where=backlog.c.state == 0,
    postgresql_where=backlog.c.state == 0,
)


def to_micros(moment: datetime | None) -> int:
    """Whole microseconds since 1970; 0 for none."""
    return 0 if moment is None else max(0, (moment - _EPOCH) // _MICROSECOND)


def to_moment(micros: int) -> datetime | None:
    """The moment, in UTC; none for 0."""
    return _EPOCH + micros * _MICROSECOND if micros else None
