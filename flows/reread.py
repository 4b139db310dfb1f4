"""Re-extraction: the stored pages are read again by a better extractor, compared with what is published, and accepted.

Nothing is fetched. Of each URL the page that is stored last counts, as the state knows it. What was read of an archive
file is kept with a digest of all that it depends on, so that a re-extraction that was cut off goes on where it stopped,
and a second one reads only what could read otherwise.
"""

import asyncio
import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

import extractors
import schemas
from extractors.extract import EXTRACTOR_VERSION, Extraction, extract_reviews
from extractors.parse.url import page_key
from flows.demo import demo_sites
from flows.pipeline import canonical_elsewhere, new_run, no_progress, with_history
from flows.quality import Profiler
from flows.settings import Settings
from flows.sites import SiteBook, site_of_url
from flows.storage import proposals
from flows.storage.dataset import Batch, Dataset
from flows.storage.read import PublishedLines, read_manifests
from flows.storage.replay import Stored, read_index, read_responses
from flows.web.coding import CodingError, Inflater
from schemas.evidence import ReviewEvidence
from schemas.page import FetchRequest, KnownRecord, Page
from schemas.proposal import Accepted, PartRead, Proposal, ProposedRecord, Reading, SiteRead
from schemas.reject import Reason
from schemas.review import ReviewRecord, Status, field_values
from schemas.run import CommitManifest, Outcome, OutcomeKind, RecordOutcome
from schemas.site import Site

SiteOf = Callable[[str, str], Site]
"""The site with a key, that a URL belongs to."""

_OURS: Final = frozenset({Reason.INTERNAL_ERROR, Reason.INVALID})
_OK: Final = 200


def reread_archive(
    dataset: Dataset,
    settings: Settings,
    site_of: SiteOf,
    *,
    clock: Callable[[], datetime],
    stop: asyncio.Event | None = None,
    progress: Callable[[str, int, int], None] = no_progress,
) -> Reading | None:
    """Read all stored pages again, and keep what differs as proposals. None where `stop` was set before the end.

    Cut off at any point, it goes on with the archive files that were not read, or that could read otherwise since.

    Raises:
        DatasetError: the dataset cannot be used.
    """
    store = dataset.store
    reader = _Reader(dataset, settings, site_of)
    parts: list[PartRead] = []
    with store.clear_errors():
        manifests = [manifest for manifest in read_manifests(store) if _path(manifest, "index")]
        proposals.begin(store, {manifest.batch for manifest in manifests})
        for done, manifest in enumerate(manifests, start=1):
            if stop is not None and stop.is_set():
                return None
            pages = reader.pages(manifest)
            part = proposals.part_read(store, manifest.batch, pages.digest)
            if part is None:
                proposed, part = reader.read(pages)
                proposals.propose(store, manifest.batch, proposed, part)
            parts.append(part)
            dataset.heartbeat(clock())
            progress("read again", done, len(manifests))
        reading = Reading(
            run=new_run(clock()),
            extractor_version=EXTRACTOR_VERSION,
            finished_at=clock().astimezone(UTC),
            sites=tuple(_together(parts)),
        )
        proposals.finish(store, reading)
    return reading


def site_finder(book: SiteBook) -> SiteOf:
    """The site of a stored page: by its key in your site files, the bundled ones and the demo's, else by its URL."""
    sites = {site.key: site for site in (*demo_sites(), *book.bundled, *book.own)}

    def find(key: str, url: str) -> Site:
        return sites.get(key) or sites.setdefault(key, site_of_url(url))

    return find


def accept(dataset: Dataset, settings: Settings, *, clock: Callable[[], datetime]) -> Accepted:
    """Commit what is proposed as new revisions, like any other batch, and drop the proposals.

    A page that was fetched anew meanwhile is left out: its proposal speaks of an older one. Cut off at any point, it
    can be done again: what is committed is not committed twice.

    Raises:
        DatasetError: nothing is proposed, or the dataset cannot be used.
    """
    run = proposals.reading(dataset.store).run
    parts: list[Accepted] = []
    with dataset.store.clear_errors():
        waiting = (proposal for part in proposals.proposals(dataset.store) for proposal in part)
        while proposed := list(islice(waiting, settings.batch_size)):
            parts.append(_accept(dataset, settings, run, proposed, clock))
        proposals.drop(dataset.store)
    return Accepted(
        run=run,
        commits=tuple(commit for part in parts for commit in part.commits),
        records=sum(part.records for part in parts),
        outdated=sum(part.outdated for part in parts),
    )


def stored_page(page: Page) -> Page:
    """A page from the archive with its content coding taken off.

    Raises:
        CodingError: it is damaged.
    """
    inflater = Inflater(page.headers.get("content-encoding", ""))
    if not inflater.decodes:
        return page
    body = b"".join(inflater.feed(page.body))
    inflater.close()
    return replace(page, body=body)


@cache
def _software() -> bytes:
    """Digest of what reads the pages: a contributor's change is no new version."""
    digest = hashlib.sha256()
    for folder in (Path(extractors.__file__).parent, Path(schemas.__file__).parent):
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".py", ".toml"):
                digest.update(path.relative_to(folder.parent).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.digest()


def _together(parts: Iterable[PartRead]) -> Iterator[SiteRead]:
    """By site, what was read of all archive files."""
    by_site: defaultdict[str, list[SiteRead]] = defaultdict(list)
    for part in parts:
        for site in part.sites:
            by_site[site.site].append(site)
    for key, sites in sorted(by_site.items()):
        filled = Counter[str]()
        for site in sites:
            filled.update(site.filled)
        yield SiteRead(
            site=key,
            pages=sum(site.pages for site in sites),
            records=sum(site.records for site in sites),
            filled=dict(filled),
            failed=sum(site.failed for site in sites),
        )


@dataclass
class _Tally:
    pages: int = 0
    records: int = 0
    failed: int = 0
    filled: Counter[str] = field(default_factory=Counter)

    def told(self, key: str) -> SiteRead:
        return SiteRead(site=key, pages=self.pages, records=self.records, filled=dict(self.filled), failed=self.failed)


@dataclass(frozen=True)
class _Pages:
    """The pages of one archive file that are to be read."""

    warc: str
    stored: Sequence[Stored]
    requests: Mapping[str, FetchRequest]
    """By URL: what is known of each."""
    digest: str
    """Of all that reading them depends on."""


class _Reader:
    """Reads the stored pages of commits."""

    def __init__(self, dataset: Dataset, settings: Settings, site_of: SiteOf) -> None:
        self._dataset = dataset
        self._settings = settings
        self._site_of = site_of
        self._published = PublishedLines(dataset.store)
        self._tallies: dict[str, _Tally] = {}

    def pages(self, manifest: CommitManifest) -> _Pages:
        """What there is to read in one archive file."""
        with self._dataset.store.open(_path(manifest, "index")) as lines:
            stored = [one for one in read_index(lines) if _may_have_reviews(one)]
        known = {one.url: one for one in self._dataset.state.look_up(one.url for one in stored)}
        current = [one for one in stored if _is_current(one, known.get(one.url))]
        requests = {one.url: known[one.url] for one in current}
        return _Pages(_path(manifest, "archive"), current, requests, self._digest(current, requests))

    def _digest(self, stored: Iterable[Stored], requests: Mapping[str, FetchRequest]) -> str:
        digest = hashlib.sha256(_software() + bytes([self._settings.body]))
        sites: set[str] = set()
        for one in stored:
            request = requests[one.url]
            sites.add(self._site_of(request.site, request.url).model_dump_json())
            digest.update(repr((one.offset, one.url, one.payload_sha256, request.history, request.records)).encode())
        for site in sorted(sites):
            digest.update(site.encode())
        return digest.hexdigest()

    def read(self, pages: _Pages) -> tuple[list[Proposal], PartRead]:
        """The proposals of one archive file, and what was read of it."""
        self._tallies = {}
        proposed = list(self._read(pages))
        sites = tuple(tally.told(key) for key, tally in sorted(self._tallies.items()))
        return proposed, PartRead(of=pages.digest, sites=sites)

    def _read(self, pages: _Pages) -> Iterator[Proposal]:
        with self._dataset.store.open(pages.warc) as file:
            for page in read_responses(file, pages.warc, pages.stored):
                request = pages.requests[page.url or ""]
                if page_key(page.final_url or "") != page_key(request.url):
                    continue  # another address of a page, which gives the record itself
                proposal = self._propose(page, request)
                if proposal is not None:
                    yield proposal

    def _propose(self, page: Page, request: FetchRequest) -> Proposal | None:
        tally = self._tallies.setdefault(request.site, _Tally())
        tally.pages += 1
        try:
            extraction = extract_reviews(
                stored_page(page), self._site_of(request.site, request.url), with_body=self._settings.body
            )
        except CodingError:
            tally.failed += 1
            return None
        if extraction.reject is not None and extraction.reject.reason in _OURS:
            tally.failed += 1
            return None
        if canonical_elsewhere(request, extraction):
            return None
        before = {known.id: self._published.of(known) for known in request.records}
        self._count(tally, before.values())
        return _proposal(page, request, with_history(request, extraction), before)

    def _count(self, tally: _Tally, lines: Iterable[dict[str, Any] | None]) -> None:
        for line in lines:
            if line is not None and line["status"] != Status.WITHDRAWN:
                tally.records += 1
                tally.filled.update(name for name, value in field_values(line) if value is not None)


def _proposal(
    page: Page, request: FetchRequest, extraction: Extraction, before: dict[str, dict[str, Any] | None]
) -> Proposal | None:
    """What differs between a page's records now and their published lines; None where nothing does."""
    known = {record.id: record for record in request.records}
    outcomes: list[RecordOutcome] = []
    changes: list[ProposedRecord] = []
    found = [(one.record, one.evidence) for one in extraction.records]
    for record, evidence in [*found, *_withdrawn(request.records, {record.id for record, _ in found}, before)]:
        line = before.get(record.id)
        if line is not None and line["status"] == Status.GONE:
            record = record.model_copy(update={"status": Status.GONE})
        sha256 = record.content_sha256()
        last = known.get(record.id)
        revision = 1 if last is None else last.revision + (last.sha256 != sha256)
        outcomes.append(RecordOutcome(id=record.id, revision=revision, sha256=sha256))
        if last is None or last.sha256 != sha256:
            stamp = {"revision": revision}
            changes.append(
                ProposedRecord(
                    before=line, after=record.model_copy(update=stamp), evidence=evidence.model_copy(update=stamp)
                )
            )
    if not changes or page.fetched_at is None:
        return None
    return Proposal(
        url=request.url,
        site=request.site,
        fetched_at=page.fetched_at,
        body_sha256=page.payload_sha256,
        records=tuple(outcomes),
        changes=tuple(changes),
        reject=extraction.reject,
    )


def _withdrawn(
    records: Iterable[KnownRecord], found: set[str], before: dict[str, dict[str, Any] | None]
) -> Iterator[tuple[ReviewRecord, ReviewEvidence]]:
    """Records that the page no longer gives, as they were but for their status."""
    for known in records:
        line = before.get(known.id)
        if known.id not in found and line is not None and line["status"] == Status.PRESENT:
            record = ReviewRecord.model_validate(line | {"status": Status.WITHDRAWN})
            yield record, ReviewEvidence(id=known.id, revision=known.revision, fields={})


def _may_have_reviews(stored: Stored) -> bool:
    """Whether it is a page: what was asked to find pages is none, be it HTML."""
    return stored.status == _OK and not stored.is_revisit and stored.purpose == "page"


def _is_current(stored: Stored, request: FetchRequest | None) -> bool:
    """Whether this is the page that the URL's records were read from."""
    return (
        request is not None
        and request.body_at is not None
        and stored.payload_sha256 == request.body_sha256
        and stored.fetched_at == request.body_at.replace(microsecond=0)
    )


def _path(manifest: CommitManifest, kind: str) -> str:
    return next((file.path for file in manifest.files if file.kind == kind), "")


def _accept(
    dataset: Dataset, settings: Settings, run: str, proposed: Sequence[Proposal], clock: Callable[[], datetime]
) -> Accepted:
    """Commit some of the proposals, as one batch."""
    requests = {one.url: one for one in dataset.state.claim((one.url for one in proposed), now=clock())}
    batch = Batch.create(dataset.location, run, compression=settings.compression)
    outdated: list[str] = []
    profiler = Profiler()
    try:
        for proposal in proposed:
            request = requests.get(proposal.url)
            if request is not None and request.body_sha256 == proposal.body_sha256:
                _stage(batch, proposal, request)
                lines = [(change.after, change.evidence) for change in proposal.changes]
                profiler.add(proposal.site, lines, had_records=bool(request.records), is_rejected=not lines)
            else:
                outdated.append("" if request is None else request.claim)
        manifest = dataset.commit(batch.close(), now=clock(), profiles=profiler.profiles(), accepted=True)
    except BaseException:
        batch.abandon()
        raise
    dataset.state.release(filter(None, outdated))
    if manifest is None:
        return Accepted(run=run, commits=(), records=0, outdated=len(proposed))
    records = sum(file.rows for file in manifest.files if file.kind == "reviews")
    return Accepted(run=run, commits=(manifest.commit,), records=records, outdated=len(outdated))


def _stage(batch: Batch, proposal: Proposal, request: FetchRequest) -> None:
    outcome = Outcome(
        url=proposal.url,
        claim=request.claim,
        kind=OutcomeKind.READ_AGAIN,
        fetched_at=proposal.fetched_at,
        records=proposal.records,
    )
    batch.add(outcome, [(change.after, change.evidence) for change in proposal.changes], proposal.reject)
