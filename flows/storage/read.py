"""Reading a dataset through its manifests: a run that is writing meanwhile is seen as of its last commit.

No database is asked, and nothing is locked.

    from flows.storage.read import read_latest, read_reviews

    for record in read_latest("data"):  # of each review its last revision; read_reviews gives all of them
        print(record["id"], record["revision"], record["status"], record["work"]["title"])
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from typing import Any, Final, Literal

import orjson
from pydantic import ValidationError

from flows.errors import DatasetError
from flows.storage.lines import read_lines
from flows.storage.store import LocalStore, Location, Store, open_store
from schemas.page import KnownRecord
from schemas.run import CommitManifest, PublishedFile

MANIFESTS: Final = "manifest"

LinesKind = Literal["reviews", "evidence", "rejects"]
"""Files of lines."""

_KEPT_PARTS: Final = 8


def read_reviews(location: Location) -> Iterator[dict[str, Any]]:
    """All lines of the reviews, commit by commit: every revision, in the order of publishing.

    Args:
        location: The dataset's folder, or the URL of its prefix on an object store.

    Raises:
        DatasetError: there is no dataset, or a file of it is missing or damaged.
    """
    store = open_store(location)
    for manifest in read_manifests(store):
        yield from objects_of(store, manifest, "reviews")


def read_latest(location: Location) -> Iterator[dict[str, Any]]:
    """Of each review its last revision, in the order of publishing; `status` says which are gone or withdrawn.

    Reads the dataset twice, and keeps some hundred bytes a review. Raises what `read_reviews` raises.
    """
    store = open_store(location)
    manifests = list(read_manifests(store))
    last = last_revisions(store, manifests)
    for manifest in manifests:
        for record in objects_of(store, manifest, "reviews"):
            if last.get(record["id"]) == record["revision"]:
                yield record


def last_revisions(store: Store, manifests: Iterable[CommitManifest]) -> dict[str, int]:
    """By id, the highest revision in these commits."""
    last: dict[str, int] = {}
    for manifest in manifests:
        for record in objects_of(store, manifest, "reviews"):
            last[record["id"]] = max(record["revision"], last.get(record["id"], 0))
    return last


def read_manifests(store: Store) -> Iterator[CommitManifest]:
    """The commits that are published, in order.

    Raises:
        DatasetError: there is no dataset, or a manifest is damaged.
    """
    paths = store.names(MANIFESTS)
    made = isinstance(store, LocalStore) and (store.folder / MANIFESTS).is_dir()
    if not paths and not made:
        raise DatasetError(
            f"there is no dataset in {store.location}: it has no folder {MANIFESTS}/; crawl first, or name another one"
        )
    for path in paths:
        if path.endswith(".json"):
            yield read_manifest(store, path)


def read_manifest(store: Store, path: str) -> CommitManifest:
    """One of the manifests.

    Raises:
        DatasetError: it is damaged.
    """
    try:
        return CommitManifest.model_validate_json(store.read(path))
    except ValidationError as error:
        raise DatasetError(
            f"{store.at(path)} is damaged: restore it from a backup, or run `reviewlines data repair` "
            "(the files of the commit that it names are not touched)"
        ) from error


def manifest_path(number: int) -> str:
    """Where the manifest of a commit is, relative to the dataset."""
    return f"{MANIFESTS}/{number:08d}.json"


def lines_of(store: Store, manifest: CommitManifest, kind: LinesKind) -> Iterator[bytes]:
    """The lines of one kind that a commit added.

    Raises:
        DatasetError: the file is missing or damaged.
    """
    file = _file(manifest, kind)
    if file is not None and not _is_there(store, file):
        # `data forget` may have taken lines out of it since the manifest was read.
        file = _file(read_manifest(store, manifest_path(manifest.commit)), kind)
    if file is None:
        return
    if not _is_there(store, file):
        raise damaged(store, file.path)
    try:
        yield from read_lines(store, file.path)
    except ValueError as error:
        raise damaged(store, file.path) from error


def objects_of(store: Store, manifest: CommitManifest, kind: LinesKind) -> Iterator[dict[str, Any]]:
    """The same lines, read. Raises what `lines_of` raises, also where one is no JSON."""
    for line in lines_of(store, manifest, kind):
        try:
            yield orjson.loads(line)
        except orjson.JSONDecodeError as error:
            path = next(file.path for file in manifest.files if file.kind == kind)
            raise damaged(store, path) from error


def damaged(store: Store, path: str) -> DatasetError:
    """What is raised of a file that differs from its manifest."""
    return DatasetError(f"{store.at(path)} is not as it was published: restore it from a backup")


def _file(manifest: CommitManifest, kind: LinesKind) -> PublishedFile | None:
    return next((file for file in manifest.files if file.kind == kind), None)


def _is_there(store: Store, file: PublishedFile) -> bool:
    return store.size(file.path) == file.bytes


class PublishedLines:
    """The last published line of records, looked up by the commit that wrote it; the last few commits are kept."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._parts: OrderedDict[int, dict[tuple[str, int], bytes]] = OrderedDict()

    def of(self, known: KnownRecord) -> dict[str, Any] | None:
        """The line of this revision; None where nothing is published of it, or it was forgotten.

        Raises:
            DatasetError: the part is missing or damaged.
        """
        line = self._part(known.commit).get((known.id, known.revision)) if known.commit else None
        return None if line is None else dict(orjson.loads(line))

    def _part(self, commit: int) -> dict[tuple[str, int], bytes]:
        if commit not in self._parts:
            manifest = read_manifest(self._store, manifest_path(commit))
            self._parts[commit] = {_key(line): line for line in lines_of(self._store, manifest, "reviews")}
            if len(self._parts) > _KEPT_PARTS:
                self._parts.popitem(last=False)
        self._parts.move_to_end(commit)
        return self._parts[commit]


def _key(line: bytes) -> tuple[str, int]:
    record = orjson.loads(line)
    return record["id"], record["revision"]
