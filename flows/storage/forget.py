"""Erasure of URLs everywhere: reviews, evidence, rejects, archive and index, the state, snapshots, proposals."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import orjson
from fastwarc.warc import ArchiveIterator
from sqlalchemy import Connection, delete, select

from flows.storage import proposals, tables
from flows.storage.amend import amend
from flows.storage.archive import blank
from flows.storage.batch import staged_path
from flows.storage.compact import compact, drop_snapshots
from flows.storage.dataset import Dataset
from flows.storage.files import HashedFile
from flows.storage.lines import coding_suffix, read_lines
from flows.storage.read import read_manifests
from flows.storage.store import STAGING, Store
from flows.storage.withhold import QUARANTINE
from schemas.run import CommitManifest, ForgetReport, PublishedFile

_CHUNK: Final = 500


def forget(dataset: Dataset, matches: Callable[[str], bool], *, now: datetime) -> ForgetReport:
    """Erase all that is kept of the URLs that match, with the records that they gave.

    It may be found, and crawled, again: that is the site file's matter. Reports of runs are left as they are.

    Args:
        dataset: Held by this process.
        matches: Of a URL: whether it is to be forgotten.
        now: With zone.

    Raises:
        DatasetError: the dataset cannot be used.
    """
    store = dataset.store
    rows, ids = _known(dataset, matches)
    erased = _Erased(matches, ids)
    amended: dict[int, list[PublishedFile]] = {}
    with store.clear_errors():
        proposals.begin(store)
        had_snapshot = drop_snapshots(store)
        manifests = list(read_manifests(store))
        for manifest in manifests:  # ids first: evidence has no URL
            erased.find_ids(store, manifest)
        for manifest in manifests:
            files = erased.rewrite(store, manifest)
            if files != list(manifest.files):
                amended[manifest.commit] = files
        erased.empty_quarantine(store)
        if amended or rows:
            amend(dataset, amended, now=now, erase=lambda connection: _erase(connection, rows, erased.ids))
        if had_snapshot:
            compact(store)
    return ForgetReport(urls=len(rows), lines=erased.lines, responses=erased.responses, commits=tuple(amended))


@dataclass
class _Erased:
    """What to erase, and how much was."""

    matches: Callable[[str], bool]
    ids: set[str]
    lines: int = 0
    responses: int = 0

    def find_ids(self, store: Store, manifest: CommitManifest) -> None:
        for file in manifest.files:
            if file.kind == "reviews":
                for line in read_lines(store, file.path):
                    record = orjson.loads(line)
                    if self._names(record["url"], record["canonical_url"]):
                        self.ids.add(record["id"])

    def rewrite(self, store: Store, manifest: CommitManifest) -> list[PublishedFile]:
        """The files of a commit without what is erased; changed ones are staged under its batch."""
        files = {file.kind: file for file in manifest.files}
        left: list[PublishedFile] = []
        gone: set[int] = set()
        if "archive" in files:
            gone = set(self._offsets(store, files["archive"]))
        for file in manifest.files:
            if file.kind == "archive":
                kept: PublishedFile | None = self._blank(store, manifest.batch, file, gone)
            elif file.kind == "index":
                kept = self._filter(store, manifest.batch, file, lambda line: _offset(line) in gone)
            else:
                before = self.lines
                kept = self._filter(store, manifest.batch, file, self._is_erased)
                self.lines = before + file.rows - (kept.rows if kept else 0)
            if kept is not None:
                left.append(kept)
        if not any(file.kind == "index" for file in left):  # nothing is left of the archive
            left = [file for file in left if file.kind != "archive"]
        return left

    def empty_quarantine(self, store: Store) -> None:
        """Take the lines that are erased out of what is withheld."""
        for path in store.names(QUARANTINE):
            lines = list(read_lines(store, path))
            if path.endswith("/reviews.jsonl"):
                named = [orjson.loads(line) for line in lines]
                self.ids |= {one["id"] for one in named if self._names(one["url"], one["canonical_url"])}
            kept = [line for line in lines if not self._is_erased(line)]
            if path.endswith("/failures.jsonl"):
                kept = [line for line in lines if not self._names(*orjson.loads(line)["examples"])]
            if len(kept) < len(lines):
                self.lines += len(lines) - len(kept)
                store.write_whole(path, b"".join(kept))

    def _is_erased(self, line: bytes) -> bool:
        shape = orjson.loads(line)
        return shape.get("id") in self.ids or self._names(shape.get("url"), shape.get("canonical_url"))

    def _names(self, *urls: str | None) -> bool:
        return any(url is not None and self.matches(url) for url in urls)

    def _filter(
        self, store: Store, batch: str, file: PublishedFile, is_erased: Callable[[bytes], bool]
    ) -> PublishedFile | None:
        """The file without the lines that are erased; itself where there are none."""
        lines = list(read_lines(store, file.path))
        kept = [line for line in lines if not is_erased(line)]
        if len(kept) == len(lines):
            return file
        if not kept:
            return None
        new = _new(store, batch, file)
        for line in kept:
            new.write(line)
        return _closed(store, file, new)

    def _offsets(self, store: Store, file: PublishedFile) -> Iterator[int]:
        with store.open(file.path) as warc:
            for record in ArchiveIterator(warc, parse_http=False):
                about = record.headers
                if self._names(about.get("WARC-Target-URI"), about.get("Reviewlines-Requested-URI")):
                    yield record.stream_pos

    def _blank(self, store: Store, batch: str, file: PublishedFile, gone: set[int]) -> PublishedFile:
        """The archive with erased records blanked: all others stay where records point to them."""
        if not gone:
            return file
        self.responses += len(gone)
        with store.open(file.path) as warc:
            starts = [record.stream_pos for record in ArchiveIterator(warc, parse_http=False)]
        new = _new(store, batch, file)
        with store.open(file.path) as warc:
            for start, end in zip(starts, [*starts[1:], file.bytes], strict=True):
                warc.seek(start)
                new.write(blank(end - start) if start in gone else warc.read(end - start))
        return _closed(store, file, new)


def _new(store: Store, batch: str, file: PublishedFile) -> HashedFile:
    store.make_folder(f"{STAGING}/{batch}")
    return HashedFile(store, staged_path(batch, file.kind, coding_suffix(file.path)))


def _closed(store: Store, file: PublishedFile, new: HashedFile) -> PublishedFile:
    new.close()
    store.sync([new.path])
    return file.model_copy(update={"rows": new.rows, "bytes": new.bytes, "sha256": new.sha256})


def _offset(line: bytes) -> int:
    return int(orjson.loads(line.split(b" ", 2)[2])["offset"])


def _known(dataset: Dataset, matches: Callable[[str], bool]) -> tuple[list[int], set[str]]:
    """Rows of the URLs that match, with those that are other addresses of them; ids of the records that they gave."""
    url, link = tables.url.c, tables.url_record.c
    with dataset.state.transaction() as connection:
        rows = [
            row.id
            for row in connection.execute(select(url.id, url.url, url.alias_of, url.history))
            if any(name is not None and matches(name) for name in (row.url, row.alias_of, row.history))
        ]
        ids: set[str] = set()
        for chunk in _chunks(rows):
            ids |= set(connection.execute(select(link.record).where(link.url.in_(chunk))).scalars())
    return rows, ids


def _erase(connection: Connection, rows: list[int], ids: set[str]) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")  # what is deleted is written over
    for chunk in _chunks(sorted(ids)):
        connection.execute(delete(tables.url_record).where(tables.url_record.c.record.in_(chunk)))
        connection.execute(delete(tables.record).where(tables.record.c.id.in_(chunk)))
    for chunk in _chunks(rows):
        # What lists the site's pages is asked anew: its validators would keep from being found what may be found again.
        # Its profiles hold values of its records; its gates learn anew.
        sites = select(tables.url.c.site).where(tables.url.c.id.in_(chunk))
        connection.execute(delete(tables.profile).where(tables.profile.c.site.in_(sites)))
        connection.execute(delete(tables.listing).where(tables.listing.c.site.in_(sites)))
        connection.execute(delete(tables.url_record).where(tables.url_record.c.url.in_(chunk)))
        connection.execute(delete(tables.url).where(tables.url.c.id.in_(chunk)))


def _chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    listed = list(values)
    for start in range(0, len(listed), _CHUNK):
        yield listed[start : start + _CHUNK]
