"""The dataset: an append-only log of commits in a folder, and the state database that is the truth about it.

A worker stages a `Batch`; `Dataset.commit` enters it into the state in one transaction and then publishes it by
renaming. Whatever was cut off is finished, or dropped, when the dataset is opened next: each record is published
exactly once.
"""

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Self
from uuid import uuid4

from pydantic import ValidationError
from sqlalchemy import Connection, Engine, insert, select

from flows.errors import DatasetError, UsageError
from flows.storage import ledger, tables
from flows.storage.batch import STAGING, Batch
from flows.storage.files import clear_errors, write_whole
from flows.storage.lease import Lease
from flows.storage.publish import MANIFESTS, drop_staged, manifest_path, publish, published_files
from flows.storage.settle import settle
from flows.storage.state import State
from schemas.base import SCHEMA_VERSION
from schemas.run import BatchDescriptor, CommitManifest, Outcome, RunReport

__all__ = ["STEPS", "Batch", "Dataset", "check_writable", "read_reviews"]

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

STATE: Final = "state.db"
"""Name of the state database in the dataset's folder."""


def _no_one(_step: str) -> None:
    """Nobody is told of steps."""


class Dataset:
    """A dataset that this process holds alone. Use it as a context manager, or close it.

    Its methods raise LeaseLost where another process has taken over the dataset: after that, nothing more can be
    written. They raise another DatasetError where the disk or the state cannot be used.
    """

    def __init__(
        self,
        folder: Path,
        engine: Engine,
        lease: Lease,
        *,
        dataset_id: str,
        extractor_version: str,
        on_step: Callable[[str], None],
    ) -> None:
        self.folder = folder
        self.dataset_id = dataset_id
        self.state = State(engine, lease, folder)
        self._engine = engine
        self._lease = lease
        self._extractor_version = extractor_version
        self._on_step = on_step

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        now: datetime,
        extractor_version: str,
        on_step: Callable[[str], None] = _no_one,
    ) -> Self:
        """Open a dataset, making what is missing, take its lease and finish what was cut off.

        Args:
            folder: The dataset's.
            now: With zone.
            extractor_version: Version of the software that reads the pages, for the manifests.
            on_step: Told of each step of a commit, of `STEPS`.

        Raises:
            UsageError: `folder` is no folder.
            DatasetError: it cannot be written to, is in use by another process, or its state and its files are not
                of the same dataset.
        """
        _make_folders(folder)
        engine = tables.open_engine(folder / STATE)
        try:
            with clear_errors(folder), engine.begin() as connection:
                dataset_id = _dataset_id(connection, folder)
                lease = Lease.take(connection, now=now)
                _check_commits(connection, folder, dataset_id)
        except BaseException:
            engine.dispose()
            raise
        opened = cls(folder, engine, lease, dataset_id=dataset_id, extractor_version=extractor_version, on_step=on_step)
        try:
            opened._recover()
        except BaseException:
            opened.close()
            raise
        return opened

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def commit(self, descriptor: BatchDescriptor, *, now: datetime) -> CommitManifest | None:
        """Enter a batch into the state and publish its files.

        A batch that is committed already is not committed twice: its manifest is given again.

        Returns:
            The commit; None where a URL's claim was lost to another worker: then the whole batch is dropped. It has
            fewer reviews than were staged where some of them were published before.

        Raises:
            DatasetError: also where the batch's files are not as its worker left them. Where the state took the
                batch and publishing failed, opening the dataset again finishes that.
        """
        with clear_errors(self.folder):
            self._publish_committed()
            with self.state.transaction(now) as connection:
                self._on_step("begun")
                manifest = ledger.find_commit(connection, descriptor.batch)
                if manifest is not None:
                    return manifest
                manifest = self._enter(connection, descriptor, now)
                self._on_step("entered")
            if manifest is None:
                drop_staged(self.folder, descriptor.batch)
                return None
            self._on_step("committed")
            self._publish(manifest)
        return manifest

    def write_report(self, report: RunReport) -> Path:
        """Write the run's report to `runs/<run>.json`."""
        path = self.folder / "runs" / f"{report.run}.json"
        with clear_errors(self.folder):
            text = report.model_dump_json(indent=2) + "\n"
            write_whole(path, text.encode(), scratch=self.folder / STAGING)
        return path

    def heartbeat(self, now: datetime) -> None:
        """Give a sign of life; due more often than every `lease.LEASE_SECONDS`. Commits and plans are ones too.

        Waits `tables.BUSY_SECONDS` for a state that is locked.

        Raises:
            LeaseLost: another process has taken over the dataset: stop.
            DatasetError: the state could not be used now; the lease may still be ours.
        """
        with self.state.transaction(now):
            pass

    def close(self) -> None:
        """Give the lease back."""
        try:
            with clear_errors(self.folder), self._engine.begin() as connection:
                self._lease.release(connection)
        finally:
            self._engine.dispose()

    def _enter(self, connection: Connection, descriptor: BatchDescriptor, now: datetime) -> CommitManifest | None:
        """The one transaction: claims, commit number, outcomes, validators, ids, revisions and hashes."""
        outcomes = _read_outcomes(self.folder, descriptor)
        if not ledger.holds_claims(connection, outcomes):
            return None
        named = {record.id for outcome in outcomes for record in outcome.records}
        settled, records = settle(self.folder, descriptor, outcomes, ledger.current_records(connection, named))
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
            if (self.folder / file.path).exists():
                raise DatasetError(f"{self.folder / file.path} is in the way: move it away and start again")
        ledger.add_commit(connection, manifest)
        ledger.add_outcomes(connection, outcomes, records)
        return manifest

    def _publish(self, manifest: CommitManifest) -> None:
        publish(self.folder, manifest, self._on_step)
        with self.state.transaction() as connection:
            ledger.mark_published(connection, manifest)
        self._on_step("published")
        drop_staged(self.folder, manifest.batch)
        self._on_step("dropped")

    def _publish_committed(self) -> None:
        with self.state.transaction() as connection:
            cut_off = ledger.unpublished_commits(connection)
        for manifest in cut_off:
            self._publish(manifest)

    def _recover(self) -> None:
        """Finish publishing what was committed; drop what was staged and is not."""
        with clear_errors(self.folder):
            self._publish_committed()
            for left_over in (self.folder / STAGING).iterdir():
                if left_over.is_dir():
                    shutil.rmtree(left_over)
                else:
                    left_over.unlink()


def check_writable(folder: Path) -> None:
    """Check, before anything slow starts, that a dataset can be written in this folder, which is made if need be.

    Raises:
        UsageError: it is no folder.
        DatasetError: it cannot be written to.
    """
    _make_folders(folder)
    with clear_errors(folder), tempfile.TemporaryFile(dir=folder / STAGING) as file:
        file.write(b"\n")


def read_reviews(folder: Path) -> Iterator[dict[str, Any]]:
    """All lines of the reviews, commit by commit: every revision, in the order of publishing.

    Goes through the manifests, so that a run that is writing meanwhile is seen as of its last commit.

    Raises:
        DatasetError: there is no dataset, or a file of it is missing or damaged.
    """
    if not (folder / MANIFESTS).is_dir():
        raise DatasetError(f"there is no dataset in {folder}: it has no folder {MANIFESTS}/")
    for path in sorted((folder / MANIFESTS).glob("*.json")):
        for file in _read_manifest(path).files:
            if file.kind == "reviews":
                yield from _read_part(folder / file.path, file.bytes)


def _read_part(path: Path, size: int) -> Iterator[dict[str, Any]]:
    damaged = DatasetError(f"{path} is not as it was published: restore it from a backup")
    if not path.exists() or path.stat().st_size != size:
        raise damaged
    with path.open("rb") as lines:
        try:
            yield from map(json.loads, lines)
        except ValueError as error:
            raise damaged from error


def _read_outcomes(folder: Path, descriptor: BatchDescriptor) -> list[Outcome]:
    outcomes: list[Outcome] = []
    for file in descriptor.files:
        path = folder / file.path
        if not path.exists() or path.stat().st_size != file.bytes:
            raise DatasetError(f"{path} is not as its worker left it: the batch cannot be committed, run again")
        if file.kind == "outcomes":
            with path.open("rb") as lines:
                outcomes += map(Outcome.model_validate_json, lines)
    return outcomes


def _make_folders(folder: Path) -> None:
    if (folder / MANIFESTS).is_dir() and not (folder / STATE).exists() and any((folder / MANIFESTS).iterdir()):
        raise DatasetError(f"{folder} has commits and no {STATE}: restore that file, or name another folder")
    try:
        for name in (STAGING, MANIFESTS):
            (folder / name).mkdir(parents=True, exist_ok=True)
    except (NotADirectoryError, FileExistsError) as error:
        raise UsageError(f"cannot write to {folder}: {error.filename} is no folder") from error
    except OSError as error:
        raise DatasetError(f"cannot write to {folder}: {error.strerror or error}") from error


def _dataset_id(connection: Connection, folder: Path) -> str:
    """The id of the dataset whose state this is; a new one where the state is new."""
    tables.metadata.create_all(connection)
    row = connection.execute(select(tables.dataset)).one_or_none()
    if row is None:
        row = connection.execute(
            insert(tables.dataset).values(id=uuid4().hex, layout=tables.LAYOUT).returning(*tables.dataset.c)
        ).one()
    if row.layout != tables.LAYOUT:
        raise DatasetError(f"{folder / STATE} was made by another version of Reviewlines: use that version")
    return str(row.id)


def _check_commits(connection: Connection, folder: Path, dataset_id: str) -> None:
    """State and manifests must tell of the same commits; of the last one the manifest may not be written yet."""
    published = max((int(path.stem) for path in (folder / MANIFESTS).glob("*.json") if path.stem.isdigit()), default=0)
    last = ledger.last_commit(connection)
    committed = 0 if last is None else last.commit
    waiting = len(ledger.unpublished_commits(connection))
    if published and _read_manifest(folder / manifest_path(published)).dataset_id != dataset_id:
        raise DatasetError(
            f"{folder / STATE} belongs to another dataset than the files beside it: restore the right one"
        )
    if not committed - waiting <= published <= committed:
        raise DatasetError(
            f"{folder / STATE} knows of {committed} commits and {folder / MANIFESTS} of {published}: "
            "restore the one that is behind from a backup"
        )


def _read_manifest(path: Path) -> CommitManifest:
    try:
        return CommitManifest.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise DatasetError(
            f"{path} is damaged: restore it from a backup (the files of the commit that it names are not touched)"
        ) from error
