"""Publishing: staged files take their places under names that nothing else has, then the manifest says so.

Everything here can be done again after it was cut off at any point, with the same end.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Final, Literal

from flows.errors import DatasetError
from flows.storage.batch import archive_path, staged_path
from flows.storage.lines import SUFFIXES, coding_suffix
from flows.storage.read import manifest_path
from flows.storage.store import STAGING, Store
from schemas.base import to_line
from schemas.run import CommitManifest, PublishedFile, StagedFile

_ORDER: Final[tuple[Literal["reviews", "evidence", "rejects", "archive", "index"], ...]] = (
    "evidence",
    "rejects",
    "archive",
    "index",
    "reviews",
)
"""Reviews last: whoever reads them finds their evidence and their pages."""


def published_files(batch: str, files: Iterable[StagedFile], number: int, now: datetime) -> tuple[PublishedFile, ...]:
    """Where the files of a batch will be, as this commit, in the order in which they are published."""
    staged = {file.kind: file for file in files}
    return tuple(
        PublishedFile(
            kind=kind,
            path=_published_path(batch, kind, number, now) + coding_suffix(staged[kind].path),
            rows=staged[kind].rows,
            bytes=staged[kind].bytes,
            sha256=staged[kind].sha256,
        )
        for kind in _ORDER
        if kind in staged
    )


def publish(store: Store, manifest: CommitManifest, on_step: Callable[[str], None]) -> None:
    """Move what is staged to its place, make that durable, and write the manifest.

    Raises:
        DatasetError: another file has one of the names, or a file of the commit is lost.
    """
    for file in manifest.files:
        _place(store, manifest, file)
        on_step(file.kind)
    store.sync(file.path for file in manifest.files)
    store.write_whole(manifest_path(manifest.commit), to_line(manifest))
    on_step("manifest")
    if manifest.amended_at is not None:
        _remove_erased(store, manifest)


def drop_staged(store: Store, batch: str) -> None:
    """Remove what is left of a batch that is published, or will never be."""
    store.remove(f"{STAGING}/{batch}")


def _remove_erased(store: Store, manifest: CommitManifest) -> None:
    """Remove the files of a commit that its manifest no longer lists."""
    listed = {file.path for file in manifest.files}
    for kind in _ORDER:
        path = _published_path(manifest.batch, kind, manifest.commit, manifest.committed_at)
        for suffix in SUFFIXES.values():
            if path + suffix not in listed:
                store.remove(path + suffix)


def _place(store: Store, manifest: CommitManifest, file: PublishedFile) -> None:
    """Move one file."""
    staged = staged_path(manifest.batch, file.kind, coding_suffix(file.path))
    if manifest.amended_at is not None and store.size(staged) is not None:
        store.move(staged, file.path)  # in the place of what lines were taken out of
    elif store.size(file.path) is not None:
        # Of this very commit, which was cut off, or none of ours: never write over it.
        if store.sha256(file.path) != file.sha256:
            raise DatasetError(
                f"{store.at(file.path)} is not the file that was committed: move it away and start again"
            )
    elif store.size(staged) is not None:
        store.move(staged, file.path)
    else:
        raise DatasetError(f"{store.at(file.path)} was committed and is lost: restore it from a backup")


def _published_path(
    batch: str, kind: Literal["reviews", "evidence", "rejects", "archive", "index"], number: int, now: datetime
) -> str:
    if kind in ("archive", "index"):
        return archive_path(batch, kind)
    return f"{kind}/date={now.astimezone(UTC):%Y-%m-%d}/part-{number:08d}.jsonl"
