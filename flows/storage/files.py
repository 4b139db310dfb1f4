"""Files that survive a power cut, and disk trouble as one clear line."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BufferedWriter, FileIO
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DBAPIError

from flows.errors import DatasetError

_BUFFER: Final = 1 << 18


class HashedFile:
    """A new file that counts and digests what is written to it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows = 0
        self.bytes = 0
        self._digest = hashlib.sha256()
        self._raw = FileIO(path, "w")
        self._file = BufferedWriter(self._raw, _BUFFER)

    @property
    def sha256(self) -> str:
        """Digest of all that was written."""
        return self._digest.hexdigest()

    def write(self, data: bytes, *, rows: int = 1) -> None:
        """Append `data`, which holds so many rows."""
        self._file.write(data)
        self._digest.update(data)
        self.bytes += len(data)
        self.rows += rows

    def close(self) -> None:
        """Flush to the disk itself and close."""
        try:
            self._file.flush()
            os.fsync(self._raw.fileno())
        finally:
            self.discard()

    def discard(self) -> None:
        """Close without a promise: the file is about to be deleted."""
        # The raw file first: closing the buffered one would try once more to write to a full disk.
        self._raw.close()


def sync_folders(folders: Iterable[Path]) -> None:
    """Make new names in these folders durable (fsync of a folder, POSIX)."""
    for folder in folders:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_whole(path: Path, data: bytes, *, scratch: Path) -> None:
    """Write a file so that it is there in full or not at all: written in `scratch`, flushed, renamed.

    `scratch` is a folder on the same file system.
    """
    unfinished = scratch / f"{path.name}.unfinished"
    file = HashedFile(unfinished)
    file.write(data)
    file.close()
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished.replace(path)
    sync_folders((path.parent, path.parent.parent))


def file_sha256(path: Path) -> str:
    """Digest of a file as it is on disk."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def clear_errors(folder: Path) -> Iterator[None]:
    """Trouble with the disk or the database, inside, becomes a DatasetError of one line."""
    try:
        yield
    except OSError as error:
        raise DatasetError(f"cannot write to {folder}: {error.strerror or error}") from error
    except DBAPIError as error:
        raise DatasetError(f"cannot use {folder / 'state.db'}: {' '.join(str(error.orig).split())}") from error
