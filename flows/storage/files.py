"""A new file that knows its size and its digest."""

import hashlib

from flows.storage.store import Store


class HashedFile:
    """A new file that counts and digests what is written to it."""

    def __init__(self, store: Store, path: str) -> None:
        self.path = path
        self.rows = 0
        self.bytes = 0
        self._digest = hashlib.sha256()
        self._sink = store.create(path)

    @property
    def sha256(self) -> str:
        """Digest of all that was written."""
        return self._digest.hexdigest()

    def write(self, data: bytes, *, rows: int = 1) -> None:
        """Append `data`, which holds so many rows."""
        self._sink.write(data)
        self._digest.update(data)
        self.bytes += len(data)
        self.rows += rows

    def close(self) -> None:
        """Make it durable and close it."""
        self._sink.close()

    def discard(self) -> None:
        """Close without a promise: the file is about to be deleted."""
        self._sink.discard()
