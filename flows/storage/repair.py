"""Repair: what was lost of the state is rebuilt from manifests and parts, lost manifests from the state.

A rebuilt state knows every record with its revision, and which URLs gave them or were rejected. What only it knew
comes back by crawling: URLs that were never visited, validators (pages are fetched once in full), addresses that lead
elsewhere.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import PurePath
from typing import Final

from sqlalchemy import Connection, Table, delete, func, insert, select

from flows.errors import DatasetError
from flows.storage import ledger, migrations, tables
from flows.storage.database import open_database
from flows.storage.lease import Lease
from flows.storage.read import MANIFESTS, lines_of, manifest_path, read_manifest
from flows.storage.state import note_urls, site_id
from flows.storage.store import STAGING, Location, Store, open_store
from schemas.base import to_line
from schemas.page import FoundUrl, KnownRecord
from schemas.reject import Reason, Reject
from schemas.review import ReviewRecord, Status
from schemas.run import CommitManifest, Outcome, OutcomeKind, RecordOutcome, RepairReport

_ANSWERS: Final = {Reason.GONE: 410, Reason.NOT_FOUND: 404}
"""The status of a reject without a page, where its reason tells it."""


def repair(location: Location, *, state: str | None, now: datetime) -> RepairReport:
    """Make state and manifests whole again. What is whole is left alone, and published files always are.

    Args:
        location: The dataset's folder, or the URL of its prefix on an object store.
        state: URL or file of the state; none for `state.db` in the dataset's folder.
        now: With zone.

    Raises:
        UsageError: the state cannot be there.
        DatasetError: the dataset is in use, the state is another dataset's, or too much is lost: a message says what.
    """
    store = open_store(location)
    database = open_database(store, state)
    try:
        with store.clear_errors():
            store.make_folder(STAGING)
            store.make_folder(MANIFESTS)
            with database.transaction(durable=True) as connection:
                migrations.upgrade(connection)
                lease = Lease.take(connection, now=now)
                report = _repair(connection, store, database.name)
                lease.release(connection)
        return report
    finally:
        database.close()


def _repair(connection: Connection, store: Store, name: str) -> RepairReport:
    entered = ledger.all_commits(connection)
    there, damaged = _manifests(store)
    ids = {manifest.dataset_id for manifest in there.values()}
    known_id = connection.execute(select(tables.dataset.c.id)).scalar_one_or_none()
    if len(ids) > 1:
        raise DatasetError(f"{store.at(MANIFESTS)} has manifests of {len(ids)} datasets: leave those of one there")
    if known_id is not None and ids - {known_id}:
        raise DatasetError(
            f"{name} is the state of another dataset: move it away, or name the right one, and try again"
        )
    if entered and not there and not any(store.size(file.path) for one in entered for file in one.files):
        raise DatasetError(f"{name} tells of {len(entered)} commits, and none of their files is in {store.location}")
    waiting = {manifest.commit for manifest in ledger.unpublished_commits(connection)}
    written = [one for one in entered if one.commit not in there and one.commit not in waiting]
    for manifest in written:
        store.write_whole(manifest_path(manifest.commit), to_line(manifest))
        there[manifest.commit] = manifest
    last = max((manifest.commit for manifest in entered), default=0)
    is_lost = max([*there, *damaged], default=0) > last
    if is_lost:
        _rebuild(connection, store, _whole(store, there, damaged - set(there)))
    return RepairReport(
        commits=max(len(there), len(entered)),
        is_rebuilt=is_lost,
        manifests=tuple(manifest.commit for manifest in written),
        records=_count(connection, tables.record),
        urls=_count(connection, tables.url),
    )


def _manifests(store: Store) -> tuple[dict[int, CommitManifest], set[int]]:
    """The manifests that can be read, by number, and the numbers of those that cannot."""
    there: dict[int, CommitManifest] = {}
    damaged: set[int] = set()
    for path in store.names(MANIFESTS):
        number = PurePath(path).stem
        if number.isdigit() and path.endswith(".json"):
            try:
                there[int(number)] = read_manifest(store, path)
            except DatasetError:
                damaged.add(int(number))
    return there, damaged


def _whole(store: Store, there: dict[int, CommitManifest], damaged: set[int]) -> list[CommitManifest]:
    """All manifests in order, if there are all."""
    missing = sorted(damaged | (set(range(1, max([*there, *damaged]) + 1)) - set(there)))
    if missing:
        raise DatasetError(
            f"the state is lost, and {store.at(manifest_path(missing[0]))} too"
            f"{f' with {len(missing) - 1} more' if missing[1:] else ''}: restore them from a backup and try again"
        )
    return [there[number] for number in sorted(there)]


def _rebuild(connection: Connection, store: Store, manifests: Sequence[CommitManifest]) -> None:
    """Make the state anew, of what the commits published."""
    for table in (tables.url_record, tables.record, tables.url, tables.site, tables.commit, tables.dataset):
        connection.execute(delete(table))
    connection.execute(insert(tables.dataset).values(id=manifests[0].dataset_id))
    for manifest in manifests:
        ledger.add_commit(connection, manifest)
        ledger.mark_published(connection, manifest)
        visits = _visits(store, manifest)
        for site in sorted({site for site, _ in visits}):
            found = [FoundUrl(visit.url, "given") for of_site, visit in visits if of_site == site]
            note_urls(connection, site_id(connection, site), found)
        outcomes = [visit for _, visit in visits]
        ledger.add_outcomes(connection, outcomes, _records(outcomes), manifest.commit)


def _visits(store: Store, manifest: CommitManifest) -> list[tuple[str, Outcome]]:
    """What became of the URLs of a commit, as far as its lines tell, each with the key of its site."""
    visits: dict[str, tuple[str, Outcome]] = {}
    for line in lines_of(store, manifest, "rejects"):
        reject = Reject.model_validate_json(line)
        if reject.url is not None and reject.site is not None:
            visits[reject.url] = reject.site, _rejected(reject, reject.url, manifest)
    for record in map(ReviewRecord.model_validate_json, lines_of(store, manifest, "reviews")):
        if record.url is not None and record.site is not None:
            before = visits.get(record.url)
            visits[record.url] = record.site, _gave(record, record.url, before and before[1], manifest)
    return list(visits.values())


def _rejected(reject: Reject, url: str, manifest: CommitManifest) -> Outcome:
    page = reject.page
    return Outcome(
        url=url,
        claim="",
        kind=OutcomeKind.REJECTED,
        reason=reject.reason,
        fetched_at=(page and page.fetched_at) or manifest.committed_at,
        status=page.status if page is not None else _ANSWERS.get(reject.reason),
    )


def _gave(record: ReviewRecord, url: str, before: Outcome | None, manifest: CommitManifest) -> Outcome:
    """The visit of a URL with one more of its records; one that is gone has its reject in the same commit."""
    given = RecordOutcome(id=record.id, revision=record.revision, sha256=record.content_sha256())
    if before is not None:
        return before.model_copy(update={"records": (*before.records, given)})
    is_gone = record.status == Status.GONE
    return Outcome(
        url=url,
        claim="",
        kind=OutcomeKind.REJECTED if is_gone else OutcomeKind.RECORDS,
        reason=Reason.GONE if is_gone else None,
        fetched_at=(not is_gone and record.page.fetched_at) or manifest.committed_at,
        status=_ANSWERS[Reason.GONE] if is_gone else record.page.status,
        records=(given,),
    )


def _records(outcomes: Iterable[Outcome]) -> dict[str, KnownRecord]:
    return {
        record.id: KnownRecord(record.id, record.revision, record.sha256)
        for outcome in outcomes
        for record in outcome.records
    }


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())
