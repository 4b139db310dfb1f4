"""Where a dataset's files are: a folder of this machine, or a prefix on an object store (fsspec).

Files go by their path relative to the dataset, with "/". On disk a new name counts once its folder is flushed, and a
file takes its place by renaming; an object is there in full or not at all, and takes its place by copying.
"""

import hashlib
import os
import secrets
import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from io import BufferedWriter, FileIO
from pathlib import Path
from typing import Any, BinaryIO, Final, Protocol, cast

from typing_extensions import override

from flows.errors import DatasetError, UsageError

Location = str | os.PathLike[str]
"""A folder, or the URL of a prefix on an object store: "s3://bucket/reviews"."""

STAGING: Final = ".staging"
"""The folder of what is not published: ours, readers leave it alone."""

_BUFFER: Final = 1 << 18
_BLOCK: Final = 8 << 20
"""Bytes of one part of a multipart upload; S3 takes 5 MB to 5 GB, and 10,000 of them."""

_EXTRAS: Final = {"s3": "s3", "s3a": "s3", "gs": "gcs", "gcs": "gcs"}


class Sink(Protocol):
    """A new file being written."""

    def write(self, data: bytes, /) -> object:
        """Append."""

    def close(self) -> None:
        """Make what was written durable."""

    def discard(self) -> None:
        """Close without a promise: the file is about to be deleted."""


class Store(ABC):
    """The files of one dataset. Methods raise OSError where the disk or the object store does not do as asked."""

    def __init__(self, location: str) -> None:
        self.location = location

    def at(self, path: str) -> str:
        """How messages name a file."""
        return f"{self.location}/{path}"

    @contextmanager
    def clear_errors(self) -> Iterator[None]:
        """Trouble with the files, inside, becomes a DatasetError of one line."""
        try:
            yield
        except OSError as error:
            raise DatasetError(f"cannot write to {self.location}: {error.strerror or error}") from error

    @abstractmethod
    def make_folder(self, path: str) -> None:
        """Make a folder, and those above it, where the store has such a thing. One that exists is left as it is."""

    @abstractmethod
    def size(self, path: str) -> int | None:
        """Bytes of a file; None where there is none."""

    @abstractmethod
    def open(self, path: str) -> BinaryIO:
        """A file to read."""

    @abstractmethod
    def create(self, path: str) -> Sink:
        """A new file in a folder that exists."""

    @abstractmethod
    def write_whole(self, path: str, data: bytes) -> None:
        """Write a file so that it is there in full, and durable, or not at all. It takes the place of an older one."""

    @abstractmethod
    def move(self, path: str, target: str) -> None:
        """Give a file another name, which no file has; durable after `sync`. On an object store both stay."""

    @abstractmethod
    def sync(self, paths: Iterable[str]) -> None:
        """Make the names of these files durable."""

    @abstractmethod
    def names(self, folder: str) -> list[str]:
        """Paths of all files in and below a folder, sorted; none where there is no such folder."""

    @abstractmethod
    def remove(self, path: str) -> None:
        """Remove a file, or a folder with all that is in it, if it is there."""

    def read(self, path: str) -> bytes:
        """The content of a file."""
        with self.open(path) as file:
            return file.read()

    def sha256(self, path: str) -> str:
        """Digest of a file as it is."""
        with self.open(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # reads are all it needs


def open_store(location: Location) -> Store:
    """The store at a location; nothing is made or asked for yet.

    Raises:
        UsageError: an object store of a kind that is not known, or whose package is not installed.
    """
    text = os.fspath(location)
    scheme, separator, rest = text.partition("://")
    if not separator or isinstance(location, os.PathLike):
        return LocalStore(Path(text))
    return LocalStore(Path(rest)) if scheme == "file" else ObjectStore(text.rstrip("/"))


class LocalStore(Store):
    """A folder of a file system that flushes, and renames within itself (POSIX)."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self.folder = folder

    @override
    def make_folder(self, path: str) -> None:
        (self.folder / path).mkdir(parents=True, exist_ok=True)

    @override
    def size(self, path: str) -> int | None:
        try:
            return (self.folder / path).stat().st_size
        except (FileNotFoundError, NotADirectoryError):
            return None

    @override
    def open(self, path: str) -> BinaryIO:
        return (self.folder / path).open("rb")

    @override
    def create(self, path: str) -> Sink:
        return _LocalSink(self.folder / path)

    @override
    def write_whole(self, path: str, data: bytes) -> None:
        # A name of its own: a process that was stopped for long may be writing the same file.
        unfinished = f"{STAGING}/{secrets.token_hex(8)}.unfinished"
        sink = self.create(unfinished)
        try:
            sink.write(data)
            sink.close()
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            (self.folder / unfinished).replace(target)
        except BaseException:
            sink.discard()
            self.remove(unfinished)
            raise
        self.sync([path])

    @override
    def move(self, path: str, target: str) -> None:
        (self.folder / target).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).rename(self.folder / target)

    @override
    def sync(self, paths: Iterable[str]) -> None:
        parents = {parent for path in paths for parent in Path(path).parents}
        for parent in sorted(parents):
            handle = os.open(self.folder / parent, os.O_RDONLY)
            try:
                os.fsync(handle)  # of a folder: its new names
            finally:
                os.close(handle)

    @override
    def names(self, folder: str) -> list[str]:
        found = (path for path in (self.folder / folder).rglob("*") if not path.is_dir())
        return sorted(path.relative_to(self.folder).as_posix() for path in found)

    @override
    def remove(self, path: str) -> None:
        target = self.folder / path
        if target.is_dir() and not target.is_symlink():
            shutil.rmtree(target)
        else:
            target.unlink(missing_ok=True)


class _LocalSink:
    def __init__(self, path: Path) -> None:
        self._raw = FileIO(path, "w")
        self._file = BufferedWriter(self._raw, _BUFFER)
        self.write = self._file.write

    def close(self) -> None:
        try:
            self._file.flush()
            os.fsync(self._raw.fileno())
        finally:
            self.discard()

    def discard(self) -> None:
        # The raw file first: closing the buffered one would try once more to write to a full disk.
        self._raw.close()


class ObjectStore(Store):
    """A prefix on an object store, by fsspec's interface. Credentials and endpoints are those of its environment."""

    def __init__(self, location: str) -> None:
        import fsspec  # only who keeps a dataset there waits for it

        super().__init__(location)
        scheme = location.partition("://")[0]
        try:
            # No cache of listings: what other processes write must be seen.
            self._files, self._root = fsspec.core.url_to_fs(location, use_listings_cache=False)
        except ImportError as error:
            extra = f": pip install 'reviewlines[{_EXTRAS[scheme]}]'" if scheme in _EXTRAS else ""
            raise UsageError(f"{location}: the package for {scheme}:// is not installed{extra}") from error
        except ValueError as error:
            raise UsageError(f"{location}: there is no store of the kind {scheme}://") from error

    @property
    def filesystem(self) -> Any:
        """The store as fsspec's file system."""
        return self._files

    @override
    def make_folder(self, path: str) -> None:
        """Object stores have none."""

    @override
    def size(self, path: str) -> int | None:
        with _as_os_error():
            try:
                found = self._files.info(self._key(path))
            except FileNotFoundError:
                return None
        return int(found["size"]) if found["type"] == "file" else None

    @override
    def open(self, path: str) -> BinaryIO:
        with _as_os_error():
            return cast("BinaryIO", self._files.open(self._key(path), "rb"))

    @override
    def create(self, path: str) -> Sink:
        with _as_os_error():
            return _ObjectSink(self._files.open(self._key(path), "wb", block_size=_BLOCK))

    @override
    def write_whole(self, path: str, data: bytes) -> None:
        with _as_os_error():
            self._files.pipe_file(self._key(path), data)

    @override
    def move(self, path: str, target: str) -> None:
        with _as_os_error():
            self._files.cp_file(self._key(path), self._key(target))

    @override
    def sync(self, paths: Iterable[str]) -> None:
        """An object that is there stays."""

    @override
    def names(self, folder: str) -> list[str]:
        with _as_os_error():
            found = self._files.find(self._key(folder))
        start = len(self._root) + 1
        return sorted(key[start:] for key in found)

    @override
    def remove(self, path: str) -> None:
        with _as_os_error():
            keys = self._files.find(self._key(path))  # the object itself too
            if keys:
                self._files.rm(keys)

    def _key(self, path: str) -> str:
        return f"{self._root}/{path}"


class _ObjectSink:
    def __init__(self, file: Any) -> None:
        self._file = file

    def write(self, data: bytes) -> None:
        with _as_os_error():
            self._file.write(data)

    def close(self) -> None:
        with _as_os_error():
            self._file.close()

    def discard(self) -> None:
        with suppress(Exception):  # an upload that cannot be given up ends by the store's own rules
            self._file.discard()
            self._file.closed = True  # else its end would upload it


@contextmanager
def _as_os_error() -> Iterator[None]:
    """Clients of object stores raise what they like: no credentials, no connection, no bucket."""
    try:
        yield
    except OSError:
        raise
    except Exception as error:
        raise OSError(" ".join(f"{type(error).__name__}: {error}".split())[:300]) from error
