"""Publishing: staged files take their places under names that nothing else has, then the manifest says so.

Everything here can be done again after it was cut off at any point, with the same end.
"""

import shutil
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal

from flows.errors import DatasetError
from flows.storage.batch import STAGING, archive_path, staged_path
from flows.storage.files import file_sha256, sync_folders, write_whole
from schemas.base import to_line
from schemas.run import CommitManifest, PublishedFile, StagedFile

MANIFESTS: Final = "manifest"

_ORDER: Final[tuple[Literal["reviews", "evidence", "rejects", "archive", "index"], ...]] = (
    "evidence",
    "rejects",
    "archive",
    "index",
    "reviews",
)
"""Reviews last: whoever reads them finds their evidence and their pages."""


def manifest_path(number: int) -> str:
    """Where the manifest of a commit is, relative to the dataset."""
    return f"{MANIFESTS}/{number:08d}.json"


def published_files(batch: str, files: Iterable[StagedFile], number: int, now: datetime) -> tuple[PublishedFile, ...]:
    """Where the files of a batch will be, as this commit, in the order in which they are published."""
    staged = {file.kind: file for file in files}
    return tuple(
        PublishedFile(
            kind=kind,
            path=_published_path(batch, kind, number, now),
            rows=staged[kind].rows,
            bytes=staged[kind].bytes,
            sha256=staged[kind].sha256,
        )
        for kind in _ORDER
        if kind in staged
    )


def publish(folder: Path, manifest: CommitManifest, on_step: Callable[[str], None]) -> None:
    """Rename what is staged to its place, make that durable, and write the manifest.

    Raises:
        DatasetError: another file has one of the names, or a file of the commit is lost.
    """
    touched: set[Path] = set()
    for file in manifest.files:
        touched |= _place(folder, manifest.batch, file)
        on_step(file.kind)
    sync_folders(sorted(touched))
    write_whole(folder / manifest_path(manifest.commit), to_line(manifest), scratch=folder / STAGING)
    on_step("manifest")


def drop_staged(folder: Path, batch: str) -> None:
    """Remove what is left of a batch that is published, or will never be."""
    shutil.rmtree(folder / STAGING / batch)


def _place(folder: Path, batch: str, file: PublishedFile) -> set[Path]:
    """Rename one file; gives the folders whose entries this changed."""
    staged = folder / staged_path(batch, file.kind)
    target = folder / file.path
    if target.exists():
        # Of this very commit, which was cut off, or none of ours: never write over it.
        if file_sha256(target) != file.sha256:
            raise DatasetError(f"{target} is not the file that was committed: move it away and start again")
        staged.unlink(missing_ok=True)
    elif staged.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        staged.rename(target)
    else:
        raise DatasetError(f"{target} was committed and is lost: restore it from a backup")
    return {target.parent, target.parent.parent, folder}


def _published_path(
    batch: str, kind: Literal["reviews", "evidence", "rejects", "archive", "index"], number: int, now: datetime
) -> str:
    if kind in ("archive", "index"):
        return archive_path(batch, kind)
    return f"{kind}/date={now.astimezone(UTC):%Y-%m-%d}/part-{number:08d}.jsonl"
