"""What a commit writes into the state: its manifest, what became of URLs, and the records as they are now."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from flows.storage import tables
from flows.storage.pace import pace_of
from flows.storage.state import note_targets, rows_in
from flows.storage.tables import Visit, to_micros
from schemas.page import KnownRecord
from schemas.reject import Reason
from schemas.run import CommitManifest, Outcome, OutcomeKind

_MOST_INTERVALS: Final = 30_000


def last_commit(connection: Connection) -> CommitManifest | None:
    """The commit with the highest number, published or not."""
    return _manifest(connection, tables.commit.c.number == select(func.max(tables.commit.c.number)).scalar_subquery())


def find_commit(connection: Connection, batch: str) -> CommitManifest | None:
    """The commit of a batch."""
    return _manifest(connection, tables.commit.c.batch == batch)


def unpublished_commits(connection: Connection) -> list[CommitManifest]:
    """Commits whose publishing was cut off, in order."""
    commits = select(tables.commit).where(~tables.commit.c.published).order_by(tables.commit.c.number)
    return [CommitManifest.model_validate_json(row.manifest) for row in connection.execute(commits)]


def all_commits(connection: Connection) -> list[CommitManifest]:
    """All commits, published or not, in order."""
    texts = connection.execute(select(tables.commit.c.manifest).order_by(tables.commit.c.number)).scalars()
    return [CommitManifest.model_validate_json(text) for text in texts]


def add_commit(connection: Connection, manifest: CommitManifest) -> None:
    """Enter a commit, not yet published."""
    connection.execute(
        insert(tables.commit).values(
            number=manifest.commit, batch=manifest.batch, manifest=manifest.model_dump_json(), published=False
        )
    )


def mark_published(connection: Connection, manifest: CommitManifest) -> None:
    """Enter that all files of a commit are in their places."""
    connection.execute(update(tables.commit).where(tables.commit.c.number == manifest.commit).values(published=True))


def current_records(connection: Connection, ids: Iterable[str]) -> dict[str, KnownRecord]:
    """The last revision of those of the records that there are."""
    return {
        row.id: KnownRecord(row.id, row.revision, row.sha256, row.in_commit)
        for row in rows_in(connection, tables.record, tables.record.c.id, ids)
    }


def holds_claims(connection: Connection, outcomes: Sequence[Outcome]) -> bool:
    """Whether every URL is still claimed with the token that its request carried."""
    rows = _rows(connection, outcomes)
    return all(outcome.url in rows and rows[outcome.url].claim == outcome.claim for outcome in outcomes)


def add_outcomes(
    connection: Connection, outcomes: Sequence[Outcome], records: Mapping[str, KnownRecord], number: int
) -> None:
    """Enter what became of URLs, with the records as they are from now on: never the one without the other.

    Args:
        connection: The commit's transaction.
        outcomes: One for each URL, whose claim ends, or several: of a backfill's captures, in their order. A page
            that it is another address of is due from now on, unless it is known or the last of too many such addresses.
        records: By id: the last revision of every record that the outcomes name.
        number: Of the commit, which published those that are new.
    """
    rows = _rows(connection, outcomes)
    visited = _all_visited(rows, [one for one in outcomes if one.kind is not OutcomeKind.READ_AGAIN])
    if visited:
        connection.execute(_VISITED, visited)
    read_again = [{"row": rows[one.url].id} for one in outcomes if one.kind is OutcomeKind.READ_AGAIN]
    if read_again:
        connection.execute(_UNCLAIMED, read_again)
    note_targets(connection, [(rows[one.url], one.alias_of) for one in outcomes if one.alias_of is not None])
    _write_records(connection, records, number)
    _write_links(
        connection,
        {
            (rows[outcome.url].id, record.id): record.sha256
            for outcome in outcomes
            for record in outcome.records
            if record.id in records
        },
    )


_UNCLAIMED: Final = update(tables.url).where(tables.url.c.id == bindparam("row")).values(claim=None, claimed_until=0)
_VISITED: Final = (
    update(tables.url)
    .where(tables.url.c.id == bindparam("row"))
    .values(
        {
            "claim": None,
            "claimed_until": 0,
            "lastmod_seen": tables.url.c.lastmod,
            **{
                name: bindparam(f"new_{name}")
                for name in (
                    "visit",
                    "fetched_at",
                    "status",
                    "misses",
                    "missed_since",
                    "alias_of",
                    "etag",
                    "last_modified",
                    "body_sha256",
                    "intervals",
                    "watched",
                    "changes",
                    "changed_in",
                    "pace",
                    "body_at",
                )
            },
        }
    )
)


_NOTHING_KNOWN: Final = Outcome(
    url="", claim="", kind=OutcomeKind.REJECTED, fetched_at=datetime(1970, 1, 1, tzinfo=UTC)
)


def _all_visited(rows: Mapping[str, Row[Any]], outcomes: Iterable[Outcome]) -> list[dict[str, object]]:
    """The rows of URLs after their visits; several visits of one follow on one another."""
    visited: dict[str, dict[str, object]] = {}
    for outcome in outcomes:
        row: Any = rows[outcome.url]
        if (before := visited.get(outcome.url)) is not None:
            changed = {name.removeprefix("new_"): value for name, value in before.items() if name != "row"}
            row = SimpleNamespace(**{**row._mapping, **changed})  # noqa: SLF001 - public, as SQLAlchemy names it
        visited[outcome.url] = _visited(row, outcome)
    return list(visited.values())


def _visited(row: Any, outcome: Outcome) -> dict[str, object]:
    """The row of a URL after a visit."""
    read = _visit(outcome) == Visit.READ
    # Validators belong to a body that was read to its end and gave what it had to give. After a failure of ours
    # a 304 would hide the page for good.
    latest = outcome if read and outcome.status == 200 and outcome.body_sha256 is not None else row
    if outcome.kind is OutcomeKind.REJECTED and outcome.records:
        latest = _NOTHING_KNOWN  # its records are gone: should the page come back, as it was, they must too
    misses = _misses(row.misses, outcome.status)
    fetched_at = to_micros(outcome.fetched_at)
    return {
        "row": row.id,
        "new_visit": _visit(outcome),
        "new_fetched_at": fetched_at,
        "new_status": outcome.status,
        "new_misses": misses,
        "new_missed_since": (row.missed_since or fetched_at) if misses else 0,
        "new_alias_of": row.alias_of if outcome.kind is OutcomeKind.UNCHANGED else outcome.alias_of,
        "new_etag": latest.etag,
        "new_last_modified": latest.last_modified,
        "new_body_sha256": latest.body_sha256,
        "new_body_at": row.body_at if latest.body_sha256 == row.body_sha256 else fetched_at,
        **_observed(row, outcome),
    }


def _observed(row: Any, outcome: Outcome) -> dict[str, int]:
    """What the visits of a page have seen of its changes, this one included where the last one read it too."""
    intervals, watched, changes, changed_in = row.intervals, row.watched, row.changes, row.changed_in
    since = to_micros(outcome.fetched_at) - row.fetched_at
    if row.visit == Visit.READ == _visit(outcome) and since > 0 and intervals < _MOST_INTERVALS:
        changed = outcome.kind in (OutcomeKind.RECORDS, OutcomeKind.WITHHELD)
        intervals, watched = intervals + 1, watched + since
        changes, changed_in = changes + changed, changed_in + since * changed
    return {
        "new_intervals": intervals,
        "new_watched": watched,
        "new_changes": changes,
        "new_changed_in": changed_in,
        "new_pace": pace_of(intervals, watched, changes, changed_in),
    }


def _visit(outcome: Outcome) -> int:
    if outcome.reason is Reason.GONE and outcome.status == 410:
        return Visit.GONE
    if outcome.status == 404:
        return Visit.MISSED
    if outcome.reason is not None and outcome.reason.is_failure:
        return Visit.FAILED
    return Visit.READ


def _misses(before: int, status: int | None) -> int:
    """Answers 404 in a row; no answer at all says nothing."""
    if status is None:
        return before
    return before + 1 if status == 404 else 0


def _write_records(connection: Connection, records: Mapping[str, KnownRecord], number: int) -> None:
    before = current_records(connection, records)
    new = [record for record in records.values() if record.id not in before]
    revised = [record for record in records.values() if before.get(record.id, record) != record]
    if new:
        connection.execute(
            insert(tables.record),
            [
                {"id": record.id, "revision": record.revision, "sha256": record.sha256, "in_commit": number}
                for record in new
            ],
        )
    if revised:
        connection.execute(
            update(tables.record)
            .where(tables.record.c.id == bindparam("key"))
            .values(revision=bindparam("new_revision"), sha256=bindparam("new_sha256"), in_commit=bindparam("number")),
            [
                {
                    "key": record.id,
                    "new_revision": record.revision,
                    "new_sha256": record.sha256,
                    "number": number,
                }
                for record in revised
            ],
        )


def _write_links(connection: Connection, links: Mapping[tuple[int, str], str]) -> None:
    """Enter which URL gives which record, and what it says. A link stays when a page no longer gives the record."""
    known = rows_in(connection, tables.url_record, tables.url_record.c.url, {url for url, _ in links})
    before = {(row.url, row.record): row.sha256 for row in known}
    new = [
        {"url": url, "record": record, "sha256": sha256}
        for (url, record), sha256 in links.items()
        if (url, record) not in before
    ]
    changed = [
        {"of_url": url, "of_record": record, "new_sha256": sha256}
        for (url, record), sha256 in links.items()
        if before.get((url, record), sha256) != sha256
    ]
    if new:
        connection.execute(insert(tables.url_record), new)
    if changed:
        connection.execute(
            update(tables.url_record)
            .where(tables.url_record.c.url == bindparam("of_url"), tables.url_record.c.record == bindparam("of_record"))
            .values(sha256=bindparam("new_sha256")),
            changed,
        )


def _rows(connection: Connection, outcomes: Iterable[Outcome]) -> dict[str, Row[Any]]:
    found = rows_in(connection, tables.url, tables.url.c.url, [outcome.url for outcome in outcomes])
    return {row.url: row for row in found}


def _manifest(connection: Connection, condition: Any) -> CommitManifest | None:
    text = connection.execute(select(tables.commit.c.manifest).where(condition)).scalar_one_or_none()
    return None if text is None else CommitManifest.model_validate_json(text)
