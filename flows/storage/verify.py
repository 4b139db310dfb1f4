"""Verification: everything is read once more, and compared with what the manifests and the state say of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from fastwarc.warc import ArchiveIterator, WarcRecordType
from pydantic import BaseModel, ValidationError
from sqlalchemy import func, select

from flows.storage import tables
from flows.storage.database import Database
from flows.storage.lines import read_lines
from flows.storage.read import manifest_path, read_manifests
from flows.storage.replay import read_index
from flows.storage.store import Store
from schemas.evidence import ReviewEvidence
from schemas.reject import Reject
from schemas.review import ReviewRecord
from schemas.run import CommitManifest, PublishedFile, VerifyReport

S = TypeVar("S", bound=BaseModel)

_MOST_PROBLEMS: Final = 1_000
_CHUNK: Final = 5_000
_FOLDERS: Final = ("reviews", "evidence", "rejects", "archive")


def verify(
    store: Store, database: Database | None, *, progress: Callable[[str, int, int], None] | None = None
) -> VerifyReport:
    """Read the whole dataset. A run may be writing meanwhile: what it commits from now on is not looked at.

    Checked are: that manifests follow one another and are of one dataset; that files are there, and as long, as many
    rows and of the digest that is told; that lines fit the schema; that each record's revisions follow one another and
    differ; that each has its evidence, and its page in the archive where that is kept; that responses have their
    digest and the index names them; that there is no other file; that the state knows the same commits, and the same
    last revision of every record.

    Raises:
        DatasetError: there is no dataset, or it cannot be read.
    """
    manifests = list(read_manifests(store))
    check = _Check(store, {file.path: file for manifest in manifests for file in manifest.files})
    with store.clear_errors():
        for number, manifest in enumerate(manifests, start=1):
            check.manifest(number, manifest, manifests[0])
            if progress is not None:
                progress("verify", number, len(manifests))
        check.orphans(manifests)
    if database is not None:
        check.state(database, manifests)
    return check.report(len(manifests))


@dataclass(slots=True)
class _Last:
    """The last revision of a record."""

    revision: int
    sha256: bytes
    commit: int


@dataclass
class _Check:
    store: Store
    listed: dict[str, PublishedFile]
    problems: list[str] = field(default_factory=list)
    last: dict[bytes, _Last] = field(default_factory=dict)
    files: int = 0
    size: int = 0
    records: int = 0
    lines: int = 0
    pages: int = 0

    def report(self, commits: int) -> VerifyReport:
        return VerifyReport(
            commits=commits,
            files=self.files,
            bytes=self.size,
            records=self.records,
            lines=self.lines,
            pages=self.pages,
            problems=tuple(self.problems),
        )

    def manifest(self, number: int, manifest: CommitManifest, first: CommitManifest) -> None:
        if manifest.commit != number:
            self._problem(f"manifest {number} is missing: the next one there is is {manifest.commit}")
        if manifest.dataset_id != first.dataset_id:
            self._problem(f"commit {manifest.commit} is of another dataset")
        sound = {file.kind: file for file in manifest.files if self._is_sound(file)}
        keys = list(self._reviews(sound["reviews"], manifest.commit)) if "reviews" in sound else []
        if "evidence" in sound:
            self._evidence(sound["evidence"], keys)
        if "rejects" in sound:
            for _ in self._shapes(sound["rejects"], Reject):
                pass
        if "archive" in sound:
            self._archive(sound["archive"], sound.get("index"))

    def orphans(self, manifests: list[CommitManifest]) -> None:
        """Files that no manifest names; those of commits since the last one that was read are none."""
        later = {
            file.path
            for manifest in read_manifests(self.store)
            if not manifests or manifest.commit > manifests[-1].commit
            for file in manifest.files
        }
        for folder in _FOLDERS:
            for path in self.store.names(folder):
                if path not in self.listed and path not in later:
                    self._problem(f"{path}: no manifest names this file")

    def state(self, database: Database, manifests: list[CommitManifest]) -> None:
        """Compare with the state, in small steps, so that a run can go on."""
        newest = manifests[-1].commit if manifests else 0
        with database.transaction() as connection:
            known = connection.execute(select(func.max(tables.commit.c.number))).scalar_one() or 0
            later = connection.execute(
                select(tables.commit.c.number).where(tables.commit.c.number > newest, tables.commit.c.published)
            ).scalars()
            lost = [number for number in later if self.store.size(manifest_path(number)) is None]
            dataset_id = connection.execute(select(tables.dataset.c.id)).scalar_one_or_none()
            stored = {
                row.number: row.manifest
                for row in connection.execute(select(tables.commit).where(tables.commit.c.number <= newest))
            }
        if manifests and dataset_id != manifests[0].dataset_id:
            self._problem(f"{database.name} is the state of another dataset")
            return
        for number in lost:
            self._problem(f"{manifest_path(number)} is missing, and {database.name} has published it")
        if known < newest:
            self._problem(f"{database.name} knows of {known} commits, and there are manifests of {newest}")
        for manifest in manifests:
            text = stored.get(manifest.commit)
            if text is not None and CommitManifest.model_validate_json(text) != manifest:
                self._problem(f"commit {manifest.commit} is another one in {database.name}")
        for row in _records(database):
            self._compare(row, newest)
        for identity, last in self.last.items():
            self._problem(f"record {identity.hex()} (commit {last.commit}) is not in {database.name}")

    def _compare(self, row: Any, newest: int) -> None:
        last = self.last.pop(bytes.fromhex(row.id), None)
        if row.in_commit > newest:
            return
        if last is None:
            self._problem(f"record {row.id} is in the state and in no part")
        elif (last.revision, last.sha256.hex()) != (row.revision, row.sha256):
            self._problem(
                f"record {row.id}: revision {last.revision} is the last in the parts, the state has {row.revision}"
                if last.revision != row.revision
                else f"record {row.id}, revision {row.revision}: the state has the digest of another content"
            )

    def _is_sound(self, file: PublishedFile) -> bool:
        size = self.store.size(file.path)
        if size is None:
            self._problem(f"{file.path} is missing")
            return False
        self.files += 1
        self.size += size
        if size != file.bytes:
            self._problem(f"{file.path} has {size:,} bytes, the manifest says {file.bytes:,}")
            return False
        if self.store.sha256(file.path) != file.sha256:
            self._problem(f"{file.path} has another sha256 than the manifest says")
            return False
        return True

    def _shapes(self, file: PublishedFile, shape: type[S]) -> Iterator[S]:
        """The lines of a file that fit their schema."""
        rows = 0
        try:
            for rows, line in enumerate(read_lines(self.store, file.path), start=1):
                try:
                    yield shape.model_validate_json(line)
                except ValidationError as error:
                    first = error.errors()[0]
                    where = ".".join(str(part) for part in first["loc"])
                    self._problem(f"{file.path}, line {rows}: {where}: {first['msg']}")
        except ValueError as error:
            self._problem(str(error))
        if rows != file.rows:
            self._problem(f"{file.path} has {rows:,} lines, the manifest says {file.rows:,}")

    def _reviews(self, file: PublishedFile, commit: int) -> Iterator[tuple[str, int]]:
        for record in self._shapes(file, ReviewRecord):
            self.lines += 1
            self.records += bytes.fromhex(record.id) not in self.last
            identity, sha256 = bytes.fromhex(record.id), bytes.fromhex(record.content_sha256())
            last = self.last.get(identity)
            expected = 1 if last is None else last.revision + 1
            if record.revision != expected:
                told = "is there twice" if record.revision < expected else f"comes where {expected} should"
                self._problem(f"{file.path}: record {record.id}, revision {record.revision} {told}")
            elif last is not None and last.sha256 == sha256:
                self._problem(f"{file.path}: record {record.id}, revision {record.revision} says what the last one did")
            self.last[identity] = _Last(record.revision, sha256, commit)
            pointer = record.page.archive
            archive = self.listed.get(pointer.file) if pointer is not None else None
            if pointer is not None and archive is not None and pointer.offset + pointer.length > archive.bytes:
                self._problem(f"{file.path}: record {record.id} points behind the end of {pointer.file}")
            yield record.id, record.revision

    def _evidence(self, file: PublishedFile, keys: list[tuple[str, int]]) -> None:
        if [(one.id, one.revision) for one in self._shapes(file, ReviewEvidence)] != keys:
            self._problem(f"{file.path} is not the evidence of the reviews beside it, line by line")

    def _archive(self, file: PublishedFile, index: PublishedFile | None) -> None:
        offsets: set[int] = set()
        rows = 0
        try:
            with self.store.open(file.path) as warc:
                for record in ArchiveIterator(warc, verify_digests=False):
                    rows += 1
                    offsets.add(record.stream_pos)
                    if record.record_type == WarcRecordType.response:
                        self.pages += 1
                        if not record.verify_payload_digest():
                            self._problem(f"{file.path}: the response at {record.stream_pos} has another digest")
        except (ValueError, OSError, RuntimeError) as error:
            self._problem(f"{file.path} is no WARC file: {error}")
        if rows != file.rows:
            self._problem(f"{file.path} has {rows:,} records, the manifest says {file.rows:,}")
        if index is None:
            return
        try:
            with self.store.open(index.path) as lines:
                for stored in read_index(lines):
                    if stored.offset not in offsets:
                        self._problem(f"{index.path}: nothing begins at {stored.offset} in {file.path}")
        except (ValueError, KeyError) as error:
            self._problem(f"{index.path} is no index: {error}")

    def _problem(self, text: str) -> None:
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(text)


def _records(database: Database) -> Iterator[Any]:
    """The rows of all records; a transaction of its own for every few thousand."""
    after: str | None = None
    while True:
        ask = select(tables.record).order_by(tables.record.c.id).limit(_CHUNK)
        if after is not None:
            ask = ask.where(tables.record.c.id > after)
        with database.transaction() as connection:
            rows = connection.execute(ask).all()
        yield from rows
        if len(rows) < _CHUNK:
            return
        after = rows[-1].id
