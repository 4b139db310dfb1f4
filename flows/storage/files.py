"""A new file that knows its size and its digest."""

import hashlib

from flows.storage.lines import compressor
from flows.storage.store import Store


class HashedFile:
    """A new file that counts what is written to it, compresses it as its name says, and digests what that gives."""

    def __init__(self, store: Store, path: str) -> None:
        self.path = path
        self.rows = 0
        self.bytes = 0
        self._digest = hashlib.sha256()
        self._compressor = compressor(path)
        self._sink = store.create(path)

    @property
    def sha256(self) -> str:
        """Digest of the file."""
        return self._digest.hexdigest()

    def write(self, data: bytes, *, rows: int = 1) -> None:
        """Append `data`, which holds so many rows."""
        self._append(data if self._compressor is None else self._compressor.compress(data))
        self.rows += rows

    def close(self) -> None:
        """Make it durable and close it."""
        if self._compressor is not None:
            self._append(self._compressor.flush())
        self._sink.close()

    def discard(self) -> None:
        """Close without a promise: the file is about to be deleted."""
        self._sink.discard()

    def _append(self, data: bytes) -> None:
        if data:
            self._sink.write(data)
            self._digest.update(data)
            self.bytes += len(data)
