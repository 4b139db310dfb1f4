"""A batch being staged: a worker's side of the dataset. Files only, no database, usable in any process."""

import secrets
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Final, Literal, Self

from pydantic import BaseModel

from flows.storage.archive import ArchiveWriter
from flows.storage.files import HashedFile
from flows.storage.lines import SUFFIXES, Compression
from flows.storage.store import STAGING, Location, Store, open_store
from schemas.base import to_line
from schemas.evidence import ReviewEvidence
from schemas.page import FetchRequest, KnownDocument, Page
from schemas.reject import Reject
from schemas.review import ReviewRecord
from schemas.run import ArchivedDocument, BatchDescriptor, Outcome, StagedFile

Kind = Literal["reviews", "evidence", "rejects", "outcomes", "documents", "archive", "index"]

FILE_NAMES: Final[dict[Kind, str]] = {
    "reviews": "reviews.jsonl",
    "evidence": "evidence.jsonl",
    "rejects": "rejects.jsonl",
    "outcomes": "outcomes.jsonl",
    "documents": "documents.jsonl",
    "archive": "archive.warc.gz",
    "index": "archive.cdxj",
}
"""Names of the files of a batch, by kind."""


_OURS: Final = ("outcomes", "documents")
"""Read with the commit, and gone after it."""


def staged_path(batch: str, kind: Kind, suffix: str = "") -> str:
    """Where a batch keeps its file of this kind, relative to the dataset; `suffix` says how it is compressed."""
    return f"{STAGING}/{batch}/{FILE_NAMES[kind]}{suffix}"


def archive_path(batch: str, kind: Literal["archive", "index"]) -> str:
    """Where the batch's archive will be published: known from the start, so that records can point into it.

    The day is that of the batch, which its name begins with.
    """
    suffix = "warc.gz" if kind == "archive" else "cdxj"
    return f"archive/date={batch[:4]}-{batch[4:6]}-{batch[6:8]}/{batch}.{suffix}"


class Batch:
    """Staged files under `.staging/<name>/`; nothing of them counts before `Dataset.commit`.

    Every method raises DatasetError where the disk does not take what is written; the batch can then only be
    abandoned.
    """

    def __init__(
        self, store: Store, name: str, run: str, *, evidence: bool, archive: bool, compression: Compression
    ) -> None:
        self.name = name
        self.run = run
        self._store = store
        self._evidence = evidence
        self._archives = archive
        self._suffix = SUFFIXES[compression]
        self._archive: ArchiveWriter | None = None
        self._files: dict[Kind, HashedFile] = {}
        self.begun = time.monotonic()

    @classmethod
    def create(
        cls,
        location: Location,
        run: str,
        *,
        evidence: bool = True,
        archive: bool = True,
        compression: Compression = "none",
    ) -> Self:
        """Start a batch in the dataset at this location, which exists and need not be open here."""
        name = f"{datetime.now(UTC):%Y%m%dt%H%M%S}-{secrets.token_hex(5)}"
        store = open_store(location)
        with store.clear_errors():
            store.make_folder(f"{STAGING}/{name}")
        return cls(store, name, run, evidence=evidence, archive=archive, compression=compression)

    @property
    def has_news(self) -> bool:
        """Whether it has lines, or a body that the archive has not got; else it only says that all is as it was."""
        return bool(self._files)

    def is_full(self, *, rows: int, size: int) -> bool:
        """Whether a file of the batch has so many rows, or bytes: then another batch should go on."""
        files = [*self._files.values(), *([] if self._archive is None else [self._archive.warc])]
        return any(file.rows >= rows or file.bytes >= size for file in files)

    def store(self, page: Page, known: FetchRequest | KnownDocument | None = None) -> Page:
        """Archive a response before anyone interprets it; gives the page with its pointer.

        A page that is no response (a bare file), or that is in an archive already, is given back as it is. A body
        that is known is not kept twice: that of a page by its request, that of another document as the archive has it.
        """
        if not self._archives or page.archive is not None:
            return page
        if page.url is None or page.status is None or page.fetched_at is None:
            return page
        same_since = _same_since(page, known)
        with self._store.clear_errors():
            pointer = self._open_archive().write(
                page,
                url=page.url,
                status=page.status,
                fetched_at=page.fetched_at,
                same_since=same_since,
                same_as=known.url if isinstance(known, KnownDocument) else None,
            )
            if page.purpose == "discovery" and same_since is None and page.status != HTTPStatus.NOT_MODIFIED:
                new = ArchivedDocument(
                    url=page.final_url or page.url,
                    status=page.status,
                    sha256=page.payload_sha256,
                    fetched_at=page.fetched_at,
                )
                self._write("documents", new)
        return replace(page, archive=pointer)

    def add(
        self,
        outcome: Outcome,
        records: Sequence[tuple[ReviewRecord, ReviewEvidence]],
        reject: Reject | None,
    ) -> None:
        """Add what became of one request.

        Args:
            outcome: Names all records that the page gives now.
            records: Those of them that are new or changed, stamped with their revision.
            reject: Why there is none, where there is none.
        """
        with self._store.clear_errors():
            for record, evidence in records:
                self._write("reviews", record)
                if self._evidence:
                    self._write("evidence", evidence)
            if reject is not None:
                self._write("rejects", reject)
            self._write("outcomes", outcome)

    def close(self) -> BatchDescriptor:
        """Flush files and folders to the disk, and say what there is to commit."""
        with self._store.clear_errors():
            for file in self._files.values():
                file.close()
            if self._archive is not None:
                self._archive.close()
            self._store.sync(file.path for file in self._files.values())
        return BatchDescriptor(batch=self.name, run=self.run, files=tuple(self._describe()))

    def abandon(self) -> None:
        """Drop the batch: the URLs of it are due again when their claims end."""
        for file in self._files.values():
            file.discard()
        if self._archive is not None:
            self._archive.discard()
        with suppress(OSError):  # recovery does it otherwise
            self._store.remove(f"{STAGING}/{self.name}")

    def _write(self, kind: Kind, shape: BaseModel) -> None:
        file = self._files.get(kind)
        if file is None:
            suffix = "" if kind in _OURS else self._suffix
            file = self._files[kind] = HashedFile(self._store, staged_path(self.name, kind, suffix))
        file.write(to_line(shape))

    def _open_archive(self) -> ArchiveWriter:
        if self._archive is None:
            self._archive = ArchiveWriter(
                self._store,
                staged_path(self.name, "archive"),
                staged_path(self.name, "index"),
                published=archive_path(self.name, "archive"),
                run=self.run,
                now=datetime.now(UTC),
            )
        return self._archive

    def _describe(self) -> list[StagedFile]:
        written: dict[Kind, HashedFile] = dict(self._files)
        if self._archive is not None and self._archive.index is not None:
            written |= {"archive": self._archive.warc, "index": self._archive.index}
        return [
            StagedFile(kind=kind, path=file.path, rows=file.rows, bytes=file.bytes, sha256=file.sha256)
            for kind, file in written.items()
        ]


def _same_since(page: Page, known: FetchRequest | KnownDocument | None) -> datetime | None:
    """When the body of the response was fetched before, where that is known."""
    if known is None or (page.purpose == "discovery") != isinstance(known, KnownDocument):
        return None
    if isinstance(known, FetchRequest) and page.final_url not in (None, known.url):
        return None
    is_same = page.status == HTTPStatus.NOT_MODIFIED or page.payload_sha256 == known.body_sha256
    return known.body_at if is_same else None
