"""The dataset: an append-only log of commits in a store, and the state database that is the truth about it.

A worker stages a `Batch`; `Dataset.commit` enters it into the state in one transaction and then publishes it. Whatever
was cut off is finished, or dropped, when the dataset is opened next: each record is published exactly once.
"""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Final, Self, TypeVar
from uuid import uuid4

from pydantic import BaseModel
from sqlalchemy import Connection, insert, select

from flows.errors import DatasetError, UsageError
from flows.storage import ledger, migrations, tables
from flows.storage.batch import Batch
from flows.storage.database import Database, open_database
from flows.storage.documents import add_documents
from flows.storage.lease import Lease
from flows.storage.profiles import add_profiles
from flows.storage.publish import drop_staged, publish, published_files
from flows.storage.read import MANIFESTS, manifest_path, read_manifest, read_manifests, read_reviews
from flows.storage.settle import settle
from flows.storage.state import State
from flows.storage.store import STAGING, Location, Store, open_store
from schemas.base import SCHEMA_VERSION
from schemas.quality import SiteProfile
from schemas.run import ArchivedDocument, BatchDescriptor, CommitManifest, Outcome, RunReport

__all__ = ["STEPS", "Batch", "Dataset", "check_writable", "no_one", "read_manifests", "read_reviews"]

S = TypeVar("S", bound=BaseModel)

STEPS: Final = (
    "begun",
    "entered",
    "committed",
    "evidence",
    "rejects",
    "archive",
    "index",
    "reviews",
    "manifest",
    "published",
    "dropped",
)
"""Steps of a commit, each told to `on_step` when it is done."""


_REPAIR: Final = "restore what is lost from a backup, or run `reviewlines data repair`"


def no_one(_step: str) -> None:
    """Nobody is told of steps."""


class Dataset:
    """A dataset that this process holds alone. Use it as a context manager, or close it.

    Its methods raise LeaseLost where another process has taken over the dataset: after that, nothing more can be
    written. They raise another DatasetError where the disk or the state cannot be used.
    """

    def __init__(
        self,
        store: Store,
        database: Database,
        lease: Lease,
        *,
        dataset_id: str,
        extractor_version: str,
        on_step: Callable[[str], None],
    ) -> None:
        self.store = store
        self.dataset_id = dataset_id
        self.state = State(database, lease)
        self._database = database
        self._lease = lease
        self._extractor_version = extractor_version
        self._on_step = on_step

    @classmethod
    def open(
        cls,
        location: Location,
        *,
        now: datetime,
        extractor_version: str,
        state: str | None = None,
        on_step: Callable[[str], None] = no_one,
    ) -> Self:
        """Open a dataset, making what is missing, take its lease and finish what was cut off.

        Args:
            location: The dataset's folder, or the URL of its prefix on an object store.
            now: With zone.
            extractor_version: Version of the software that reads the pages, for the manifests.
            state: URL of a PostgreSQL database, or a file for SQLite; none for `state.db` in the dataset's folder.
            on_step: Told of each step of a commit, of `STEPS`.

        Raises:
            UsageError: the dataset or its state cannot be there.
            DatasetError: it cannot be written to, is in use by another process, or its state and its files are not
                of the same dataset.
        """
        store = open_store(location)
        database = open_database(store, state)
        _make_folders(store)
        _check_state(store, database)
        try:
            with store.clear_errors(), database.transaction(durable=True) as connection:
                migrations.upgrade(connection)
                dataset_id = _dataset_id(connection)
                lease = Lease.take(connection, now=now)
                _check_commits(connection, store, dataset_id, database)
        except BaseException:
            database.close()
            raise
        opened = cls(
            store, database, lease, dataset_id=dataset_id, extractor_version=extractor_version, on_step=on_step
        )
        try:
            opened._recover()
        except BaseException:
            opened.close()
            raise
        return opened

    @property
    def location(self) -> str:
        """Where the dataset is; workers stage their batches there."""
        return self.store.location

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def commit(
        self,
        descriptor: BatchDescriptor,
        *,
        now: datetime,
        profiles: Sequence[SiteProfile] = (),
        accepted: bool = False,
    ) -> CommitManifest | None:
        """Enter a batch into the state and publish its files.

        A batch that is committed already is not committed twice: its manifest is given again. `profiles` say what its
        records look like, for the gates of later batches; what a person `accepted` is what they compare with.

        Returns:
            The commit; None where a URL's claim was lost to another worker: then the whole batch is dropped. It has
            fewer reviews than were staged where some of them were published before.

        Raises:
            DatasetError: also where the batch's files are not as its worker left them. Where the state took the
                batch and publishing failed, opening the dataset again finishes that.
        """
        with self.store.clear_errors():
            self._publish_committed()
            with self.state.transaction(now, durable=True) as connection:
                self._on_step("begun")
                manifest = ledger.find_commit(connection, descriptor.batch)
                if manifest is not None:
                    return manifest
                manifest = self._enter(connection, descriptor, now)
                if manifest is not None:
                    add_profiles(connection, manifest.commit, profiles, accepted=accepted)
                self._on_step("entered")
            if manifest is None:
                drop_staged(self.store, descriptor.batch)
                return None
            self._on_step("committed")
            self._publish(manifest)
        return manifest

    def write_report(self, report: RunReport) -> str:
        """Write the run's report to `runs/<run>.json`, its ledger as JSON Lines beside it; gives the report's path."""
        path = f"runs/{report.run}.json"
        ledger = b"".join(
            json.dumps({"run": report.run, **entry.model_dump(mode="json")}).encode() + b"\n" for entry in report.hosts
        )
        with self.store.clear_errors():
            self.store.write_whole(f"runs/{report.run}.hosts.jsonl", ledger)
            self.store.write_whole(path, f"{report.model_dump_json(indent=2)}\n".encode())
        return path

    def heartbeat(self, now: datetime) -> None:
        """Give a sign of life; due more often than every `lease.LEASE_SECONDS`. Commits and plans are ones too.

        Waits `database.BUSY_SECONDS` for a state that is locked.

        Raises:
            LeaseLost: another process has taken over the dataset: stop.
            DatasetError: the state could not be used now; the lease may still be ours.
        """
        with self.state.transaction(now):
            pass

    def close(self) -> None:
        """Give the lease back."""
        try:
            with self._database.transaction() as connection:
                self._lease.release(connection)
        finally:
            self._database.close()

    def _enter(self, connection: Connection, descriptor: BatchDescriptor, now: datetime) -> CommitManifest | None:
        """The one transaction: claims, commit number, outcomes, validators, ids, revisions and hashes."""
        outcomes = _read_staged(self.store, descriptor, "outcomes", Outcome)
        documents = _read_staged(self.store, descriptor, "documents", ArchivedDocument)
        if not ledger.holds_claims(connection, outcomes):
            return None
        named = {record.id for outcome in outcomes for record in outcome.records}
        settled, records = settle(self.store, descriptor, outcomes, ledger.current_records(connection, named))
        last = ledger.last_commit(connection)
        number = 1 if last is None else last.commit + 1
        manifest = CommitManifest(
            schema_version=SCHEMA_VERSION,
            extractor_version=self._extractor_version,
            dataset_id=self.dataset_id,
            commit=number,
            batch=descriptor.batch,
            run=descriptor.run,
            committed_at=now.astimezone(UTC),
            files=published_files(descriptor.batch, settled.files, number, now),
        )
        for file in manifest.files:
            if self.store.size(file.path) is not None:
                raise DatasetError(f"{self.store.at(file.path)} is in the way: move it away and start again")
        ledger.add_commit(connection, manifest)
        ledger.add_outcomes(connection, outcomes, records, number)
        if documents:
            add_documents(connection, documents, number, now)
        return manifest

    def _publish(self, manifest: CommitManifest) -> None:
        publish(self.store, manifest, self._on_step)
        with self.state.transaction() as connection:
            ledger.mark_published(connection, manifest)
        self._on_step("published")
        drop_staged(self.store, manifest.batch)
        self._on_step("dropped")

    def finish_publishing(self) -> None:
        """Publish what the state has taken and what is not in its place."""
        with self.store.clear_errors():
            self._publish_committed()

    def drop_abandoned(self) -> None:
        """Remove what was staged and nobody will commit any more: no worker may be staging."""
        with self.store.clear_errors():
            self.store.remove(STAGING)
            self.store.make_folder(STAGING)

    def _publish_committed(self) -> None:
        with self.state.transaction() as connection:
            cut_off = ledger.unpublished_commits(connection)
        for manifest in cut_off:
            self._publish(manifest)

    def _recover(self) -> None:
        """Finish publishing what was committed; drop what was staged and is not."""
        with self.store.clear_errors():
            self._publish_committed()
        self.drop_abandoned()


def check_writable(location: Location) -> None:
    """Check, before anything slow starts, that a dataset can be written here; its folder is made if need be.

    Raises:
        UsageError: it is no folder.
        DatasetError: it cannot be written to.
    """
    store = open_store(location)
    _make_folders(store)
    trial = f"{STAGING}/{uuid4().hex}.trial"
    with store.clear_errors():
        store.write_whole(trial, b"\n")
        store.remove(trial)


def _read_staged(store: Store, descriptor: BatchDescriptor, kind: str, shape: type[S]) -> list[S]:
    read: list[S] = []
    for file in descriptor.files:
        if store.size(file.path) != file.bytes:
            raise DatasetError(
                f"{store.at(file.path)} is not as its worker left it: the batch cannot be committed, run again"
            )
        if file.kind == kind:
            with store.open(file.path) as lines:
                read += map(shape.model_validate_json, lines)
    return read


def _make_folders(store: Store) -> None:
    try:
        for name in (STAGING, MANIFESTS):
            store.make_folder(name)
    except (NotADirectoryError, FileExistsError) as error:
        raise UsageError(f"cannot write to {store.location}: {error.filename} is no folder") from error
    except OSError as error:
        raise DatasetError(f"cannot write to {store.location}: {error.strerror or error}") from error


def _check_state(store: Store, database: Database) -> None:
    """A state that is lost is not made anew: what it knew would be published once more."""
    if database.file is not None and not database.file.exists() and any(store.names(MANIFESTS)):
        raise DatasetError(f"{store.location} has commits and no {database.file.name}: {_REPAIR}")


def _dataset_id(connection: Connection) -> str:
    """The id of the dataset whose state this is; a new one where the state is new."""
    known = connection.execute(select(tables.dataset.c.id)).scalar_one_or_none()
    if known is not None:
        return str(known)
    made = insert(tables.dataset).values(id=uuid4().hex).returning(tables.dataset.c.id)
    return str(connection.execute(made).scalar_one())


def _check_commits(connection: Connection, store: Store, dataset_id: str, database: Database) -> None:
    """State and manifests must tell of the same commits; of the last one the manifest may not be written yet."""
    numbers = [int(name) for path in store.names(MANIFESTS) if (name := PurePath(path).stem).isdigit()]
    published = max(numbers, default=0)
    last = ledger.last_commit(connection)
    committed = 0 if last is None else last.commit
    waiting = len(ledger.unpublished_commits(connection))
    if published and read_manifest(store, manifest_path(published)).dataset_id != dataset_id:
        raise DatasetError(
            f"{database.name} is the state of another dataset than the files in {store.location}: {_REPAIR}"
        )
    if not committed - waiting <= published <= committed:
        raise DatasetError(
            f"{database.name} knows of {committed} commits and {store.at(MANIFESTS)} of {published}: {_REPAIR}"
        )
