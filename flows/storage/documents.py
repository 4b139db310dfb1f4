"""What the archive has of what was asked for discovery's sake: each body of a host once, until it is 90 days old.

A document that comes again as it was becomes a revisit record; after 90 days its body is archived anew, so that what
refers to it is never far from it, and the table stays small.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, insert, select

from flows.storage import tables
from flows.storage.tables import to_micros, to_moment
from schemas.page import KnownDocument
from schemas.run import ArchivedDocument
from schemas.site import host_of

KEPT_FOR: Final = timedelta(days=90)
"""How long a body is referred to."""


def known_document(connection: Connection, url: str, sha256: str | None) -> KnownDocument | None:
    """A body of this digest that the archive has of the URL's host; without digest, the last one of the URL itself."""
    ask = select(_table).where(_table.c.host == host_of(url))
    if sha256 is None:
        ask = ask.where(_table.c.url == url).order_by(_table.c.fetched_at.desc()).limit(1)
    else:
        ask = ask.where(_table.c.sha256 == sha256)
    row = connection.execute(ask).one_or_none()
    at = None if row is None else to_moment(row.fetched_at)
    return None if row is None or at is None else KnownDocument(row.url, row.sha256, at)


def add_documents(connection: Connection, documents: Iterable[ArchivedDocument], number: int, now: datetime) -> None:
    """Enter bodies that this commit puts into the archive; those that are too old are forgotten."""
    connection.execute(delete(_table).where(_table.c.fetched_at < to_micros(now - KEPT_FOR)))
    rows = {
        (host_of(one.url), one.sha256): {
            "host": host_of(one.url),
            "sha256": one.sha256,
            "url": one.url,
            "fetched_at": to_micros(one.fetched_at),
            "in_commit": number,
        }
        for one in documents
    }
    if rows:
        connection.execute(_REMOVE, [{"of_host": host, "of_sha256": sha256} for host, sha256 in rows])
        connection.execute(insert(_table), list(rows.values()))


def drop_of_commits(connection: Connection, commits: Collection[int]) -> None:
    """Forget what these commits archived, as their archive is deleted: it is kept in full when it comes again."""
    if commits:
        connection.execute(_REMOVE_COMMIT, [{"number": number} for number in commits])


def drop_of_urls(connection: Connection, is_dropped: Callable[[str], bool]) -> None:
    """Forget what came from these URLs."""
    gone = [
        row for row in connection.execute(select(_table.c.host, _table.c.sha256, _table.c.url)) if is_dropped(row.url)
    ]
    if gone:
        connection.execute(_REMOVE, [{"of_host": row.host, "of_sha256": row.sha256} for row in gone])


_table: Final[Any] = tables.document
_REMOVE_COMMIT: Final = delete(_table).where(_table.c.in_commit == bindparam("number"))
_REMOVE: Final = delete(_table).where(_table.c.host == bindparam("of_host"), _table.c.sha256 == bindparam("of_sha256"))
