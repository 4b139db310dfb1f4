"""What discovery is answered, on its way into the archive: robots.txt, sitemaps, feeds, listings, API answers.

It waits in one batch. The run's first batch of pages goes on with that, so that a run has no more commits and files
than its pages make; where it grows too large or too old before, or no page is due, it is committed by itself. A run
that learned nothing (each answer was 304, or a body that the archive has, and no page is due) commits nothing.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from flows.settings import Settings
from flows.storage.dataset import Batch, Dataset
from schemas.page import KnownDocument, Page
from schemas.run import CommitManifest
from schemas.site import host_of

_OK: Final = 200
_NOT_MODIFIED: Final = 304


class Documents:
    """The answers of one run's discovery, in the process that holds the dataset."""

    def __init__(
        self, dataset: Dataset, settings: Settings, run: str, commit: Callable[[Batch], CommitManifest | None]
    ) -> None:
        """`commit` commits a batch that holds nothing else."""
        self._dataset = dataset
        self._settings = settings
        self._run = run
        self._commit = commit
        self._batch: Batch | None = None
        self._taken = ""
        self._new: dict[tuple[str, int], KnownDocument] = {}
        self._bodies: dict[tuple[str, str], KnownDocument] = {}
        self._notes: list[Callable[[], None]] = []

    @property
    def keep(self) -> Callable[[Page], None] | None:
        """Whom discovery gives its answers to; nobody where no archive is kept."""
        return self._keep if self._settings.archive else None

    def then(self, note: Callable[[], None]) -> None:
        """Do this once what was kept until now is committed.

        A validator that the state has before the archive has what it stands for would keep that out for good.
        """
        if self._batch is None and not self._taken:
            note()
        else:
            self._notes.append(note)

    def take(self) -> Batch | None:
        """The batch that waits, for pages to go into; it is the taker's to commit."""
        batch, self._batch = self._batch, None
        self._taken = "" if batch is None else batch.name
        return batch

    def settled(self, batch: str, *, committed: bool) -> None:
        """Tell what became of a batch of pages; of one that was lost, nothing is noted."""
        if batch == self._taken:
            self._taken = ""
            self._done(committed=committed)

    def finish(self) -> None:
        """No page is due any more: commit what waits, if it says anything new."""
        if self._batch is not None and not self._batch.has_news:
            self.abandon()
            self._done(committed=True)  # what the validators stand for is in the archive
        else:
            self._commit_alone()

    def abandon(self) -> None:
        """Drop what waits."""
        batch, self._batch = self._batch, None
        if batch is not None:
            batch.abandon()

    def _keep(self, page: Page) -> None:
        if self._batch is None:
            self._batch = Batch.create(
                self._dataset.location, self._run, archive=True, compression=self._settings.compression
            )
        self._batch.store(page, self._known(page))
        old = time.monotonic() - self._batch.begun > self._settings.batch_seconds
        if old or self._batch.is_full(rows=self._settings.part_rows, size=self._settings.part_bytes):
            self._commit_alone()

    def _known(self, page: Page) -> KnownDocument | None:
        """What the archive has of the body."""
        url, status, at = page.final_url or page.url or "", page.status or 0, page.fetched_at or datetime.now(UTC)
        if status == _NOT_MODIFIED:
            return self._new.get((url, _OK)) or self._dataset.state.document(url, _OK, None, now=at)
        sha256 = page.payload_sha256
        same = host_of(url), sha256
        known = self._new.get((url, status)) or self._dataset.state.document(url, status, sha256, now=at)
        if known is None or known.url != url:  # from this URL there is none
            known = self._bodies.get(same) or known
        if known is None or known.body_sha256 != sha256:
            self._new[url, status] = self._bodies[same] = KnownDocument(url, sha256, at)
        return known

    def _commit_alone(self) -> None:
        batch, self._batch = self._batch, None
        if batch is None:
            return
        try:
            manifest = self._commit(batch)
        except BaseException:
            batch.abandon()
            raise
        self._done(committed=manifest is not None)

    def _done(self, *, committed: bool) -> None:
        notes, self._notes = self._notes, []
        self._new.clear()
        self._bodies.clear()
        for note in notes if committed else ():
            note()
