"""Snapshots: the last revision of every record as of a commit, in one folder for each site.

`snapshots/<commit>/site=<key>/part-<n>.jsonl[.gz|.zst]`, and `snapshots/<commit>/manifest.json`, written last: without
it a snapshot is not complete. The next one takes its place.
"""

from collections import defaultdict
from typing import Final

import orjson
from pydantic import ValidationError

from flows.errors import DatasetError
from flows.storage.files import HashedFile
from flows.storage.lines import SUFFIXES, Compression
from flows.storage.read import last_revisions, lines_of, read_manifests
from flows.storage.store import Store
from schemas.base import SCHEMA_VERSION, to_line
from schemas.run import PublishedFile, SnapshotManifest

SNAPSHOTS: Final = "snapshots"
NO_SITE: Final = "_"
"""In place of the key of a site, of records that have none."""

_BUFFERED: Final = 64_000_000
"""Bytes of lines that wait for their site's next file."""


def compact(store: Store, *, compression: Compression = "none") -> SnapshotManifest:
    """Write a snapshot as of the last commit, and remove older ones. One that there is already is not written anew.

    Reads the reviews twice, and keeps some hundred bytes a record.

    Raises:
        DatasetError: there is no dataset, nothing is committed, or a file is missing or damaged.
    """
    manifests = list(read_manifests(store))
    if not manifests:
        raise DatasetError(f"nothing is committed in {store.location} yet: crawl first")
    number = manifests[-1].commit
    with store.clear_errors():
        if store.size(_manifest_path(number)) is None:
            store.remove(f"{SNAPSHOTS}/{number:08d}")  # of one that was cut off
            last = last_revisions(store, manifests)
            writer = _Writer(store, number, SUFFIXES[compression])
            for manifest in manifests:
                for line in lines_of(store, manifest, "reviews"):
                    record = orjson.loads(line)
                    if last.get(record["id"]) == record["revision"]:
                        writer.add(record["site"] or NO_SITE, line)
            _write(store, manifests[-1].dataset_id, number, writer.finish())
        for name in {path.split("/")[1] for path in store.names(SNAPSHOTS)} - {f"{number:08d}"}:
            store.remove(f"{SNAPSHOTS}/{name}")
        return _read(store, number)


def drop_snapshots(store: Store) -> bool:
    """Remove all snapshots; says whether there was one."""
    had = bool(store.names(SNAPSHOTS))
    store.remove(SNAPSHOTS)
    return had


def _write(store: Store, dataset_id: str, number: int, files: list[PublishedFile]) -> None:
    manifest = SnapshotManifest(
        schema_version=SCHEMA_VERSION,
        dataset_id=dataset_id,
        commit=number,
        records=sum(file.rows for file in files),
        files=tuple(sorted(files, key=lambda file: file.path)),
    )
    store.write_whole(_manifest_path(number), to_line(manifest))


def _read(store: Store, number: int) -> SnapshotManifest:
    try:
        return SnapshotManifest.model_validate_json(store.read(_manifest_path(number)))
    except ValidationError as error:
        raise DatasetError(f"{store.at(_manifest_path(number))} is damaged: remove it and compact again") from error


def _manifest_path(number: int) -> str:
    return f"{SNAPSHOTS}/{number:08d}/manifest.json"


class _Writer:
    """Collects lines by site and writes them in files that are large, but where a site has few."""

    def __init__(self, store: Store, number: int, suffix: str) -> None:
        self._store = store
        self._folder = f"{SNAPSHOTS}/{number:08d}"
        self._suffix = suffix
        self._waiting: defaultdict[str, list[bytes]] = defaultdict(list)
        self._sizes: defaultdict[str, int] = defaultdict(int)
        self._total = 0
        self._files: list[PublishedFile] = []
        self._numbers: defaultdict[str, int] = defaultdict(int)

    def add(self, site: str, line: bytes) -> None:
        self._waiting[site].append(line)
        self._sizes[site] += len(line)
        self._total += len(line)
        if self._total >= _BUFFERED:
            self._flush(max(self._sizes, key=self._sizes.__getitem__))

    def finish(self) -> list[PublishedFile]:
        for site in sorted(self._waiting):
            self._flush(site)
        self._store.sync(file.path for file in self._files)
        return self._files

    def _flush(self, site: str) -> None:
        self._numbers[site] += 1
        folder = f"{self._folder}/site={site}"
        self._store.make_folder(folder)
        file = HashedFile(self._store, f"{folder}/part-{self._numbers[site]:04d}.jsonl{self._suffix}")
        for line in self._waiting.pop(site):
            file.write(line)
        file.close()
        self._total -= self._sizes.pop(site)
        self._files.append(
            PublishedFile(kind="reviews", path=file.path, rows=file.rows, bytes=file.bytes, sha256=file.sha256)
        )
