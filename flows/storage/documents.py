"""What the archive has of what discovery asked for: of each URL and status the last body, until it is 90 days old.

A document that comes again as it was becomes a revisit record; after 90 days its body is archived anew, so that what
refers to it is never far from it, and the table stays small.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, and_, bindparam, case, delete, insert, or_, select

from flows.storage import tables
from flows.storage.tables import to_micros, to_moment
from schemas.page import KnownDocument
from schemas.run import ArchivedDocument
from schemas.site import host_of

KEPT_FOR: Final = timedelta(days=90)
"""How long a body is referred to."""

_document: Final = tables.document.c


def known_document(
    connection: Connection, url: str, status: int, sha256: str | None, now: datetime
) -> KnownDocument | None:
    """The last body that the archive has from this URL with this status.

    Where it has none: one of this digest from another URL of the host, if a digest is given.
    """
    since = to_micros(now - KEPT_FOR)
    ask = {"of_url": url, "of_status": status, "of_host": host_of(url), "of_sha256": sha256, "since": since}
    row = connection.execute(_KNOWN, ask).one_or_none()
    at = None if row is None else to_moment(row.fetched_at)
    return None if row is None or at is None else KnownDocument(row.url, row.sha256, at)


def add_documents(connection: Connection, documents: Iterable[ArchivedDocument], number: int, now: datetime) -> None:
    """Enter bodies that this commit puts into the archive, in their order; those that are too old are forgotten."""
    connection.execute(delete(tables.document).where(_document.fetched_at < to_micros(now - KEPT_FOR)))
    rows = {
        (one.url, one.status): {
            "url": one.url,
            "status": one.status,
            "host": host_of(one.url),
            "sha256": one.sha256,
            "fetched_at": to_micros(one.fetched_at),
            "in_commit": number,
        }
        for one in documents
    }
    if rows:
        connection.execute(_REMOVE, [{"of_url": url, "of_status": status} for url, status in rows])
        connection.execute(insert(tables.document), list(rows.values()))


def drop_of_commits(connection: Connection, commits: Collection[int]) -> None:
    """Forget what these commits archived, as their archive is deleted: it is kept in full when it comes again."""
    if commits:
        connection.execute(_REMOVE_COMMIT, [{"number": number} for number in commits])


def drop_of_urls(connection: Connection, is_dropped: Callable[[str], bool]) -> None:
    """Forget what came from these URLs."""
    listed = connection.execute(select(_document.url, _document.status))
    gone = [{"of_url": row.url, "of_status": row.status} for row in listed if is_dropped(row.url)]
    if gone:
        connection.execute(_REMOVE, gone)


_OWN: Final = and_(_document.url == bindparam("of_url"), _document.status == bindparam("of_status"))
_SAME: Final = and_(_document.host == bindparam("of_host"), _document.sha256 == bindparam("of_sha256"))
_KNOWN: Final = (
    select(tables.document)
    .where(or_(_OWN, _SAME), _document.fetched_at >= bindparam("since"))
    .order_by(case((_OWN, 0), else_=1))
    .limit(1)
)
_REMOVE_COMMIT: Final = delete(tables.document).where(_document.in_commit == bindparam("number"))
_REMOVE: Final = delete(tables.document).where(_OWN)
