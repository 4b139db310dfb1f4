"""What a gate's failure is about, from the staged batch: two pages to look at, and a selector that would help."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from extractors.learn import LEARNED, Sample, learn
from flows.quality import is_wrong
from flows.reread import stored_page
from flows.storage.dataset import Dataset
from flows.storage.lines import read_lines
from flows.storage.read import PublishedLines
from flows.storage.replay import read_index, read_responses
from flows.web.coding import CodingError
from schemas.page import Page
from schemas.quality import GateFailure, Repair, Share
from schemas.reject import Reject
from schemas.review import ReviewRecord
from schemas.run import BatchDescriptor
from schemas.site import Site

_EXAMPLES: Final = 2
_SAMPLES: Final = 12
_OK: Final = 200


def explained(
    failures: Sequence[GateFailure],
    dataset: Dataset,
    descriptor: BatchDescriptor,
    sites: Mapping[str, Site],
    now: datetime,
) -> list[GateFailure]:
    """The failures with examples, and with what would repair them.

    A selector is looked for that says, on pages that are read anew, what was published of them before. It needs the
    archive; new pages alone have nothing to compare with.
    """
    staged = _Staged(dataset, descriptor)
    told = []
    for failure in failures:
        urls = staged.wrong(failure, now)
        repair = staged.repair(failure, urls, sites[failure.site])
        told.append(failure.model_copy(update={"examples": tuple(urls[:_EXAMPLES]), "repair": repair}))
    return told


class _Staged:
    """A batch before its commit."""

    def __init__(self, dataset: Dataset, descriptor: BatchDescriptor) -> None:
        self._dataset = dataset
        self._files = {file.kind: file.path for file in descriptor.files}
        self._published = PublishedLines(dataset.store)

    def wrong(self, failure: GateFailure, now: datetime) -> list[str]:
        """URLs of the pages that the failure speaks of."""
        if failure.kind == "rejected":
            urls = [one.url for one in self._rejects() if one.site == failure.site and one.url is not None]
            return [one.url for one in self._dataset.state.look_up(urls) if one.records]
        return [
            record.url
            for record in self._reviews()
            if record.site == failure.site and record.url is not None and is_wrong(failure, record, now)
        ]

    def repair(self, failure: GateFailure, urls: Sequence[str], site: Site) -> Repair | None:
        """The selector that says what was known of the most pages."""
        fields = [field for field in LEARNED if field == failure.field]
        if not fields:
            return None
        known = self._known(urls)
        samples = [Sample(page, known[page.url or ""]) for page in self._pages(list(known)[:_SAMPLES])]
        learned = [one for design in learn(samples, site, fields=fields).designs for one in design.fields]
        if not learned:
            return None
        best = max(learned, key=lambda one: one.agrees)
        return Repair(field=best.field, selector=best.selector, support=Share(count=best.agrees, of=best.known))

    def _known(self, urls: Sequence[str]) -> dict[str, ReviewRecord]:
        """By URL: the page's review as it is published, where it gave one alone."""
        found = {}
        for request in self._dataset.state.look_up(urls):
            lines = [line for known in request.records if (line := self._published.of(known)) is not None]
            if len(lines) == 1:
                found[request.url] = ReviewRecord.model_validate(lines[0])
        return found

    def _pages(self, urls: Sequence[str]) -> Iterator[Page]:
        if "archive" not in self._files or "index" not in self._files:
            return
        store, wanted = self._dataset.store, set(urls)
        with store.open(self._files["index"]) as index:
            lines = [one for one in read_index(index) if one.url in wanted and one.status == _OK and not one.is_revisit]
        with store.open(self._files["archive"]) as warc:
            for page in read_responses(warc, self._files["archive"], lines):
                try:
                    yield stored_page(page)
                except CodingError:
                    continue

    def _reviews(self) -> Iterator[ReviewRecord]:
        if "reviews" in self._files:
            yield from map(ReviewRecord.model_validate_json, read_lines(self._dataset.store, self._files["reviews"]))

    def _rejects(self) -> Iterator[Reject]:
        if "rejects" in self._files:
            yield from map(Reject.model_validate_json, read_lines(self._dataset.store, self._files["rejects"]))
