"""A small web, and a worker that does with it what the pipeline does."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flows.storage.dataset import Batch, Dataset, no_one, read_manifests
from flows.storage.store import Location, open_store
from schemas.evidence import ReviewEvidence
from schemas.page import FetchRequest, FoundUrl, Page
from schemas.reject import Reason, Reject
from schemas.review import CaptureKind, Outlet, ReviewRecord, Work
from schemas.run import CommitManifest, Outcome, OutcomeKind, RecordOutcome

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def open_dataset(
    location: Location,
    *,
    now: datetime = NOW,
    state: str | None = None,
    on_step: Callable[[str], None] = no_one,
) -> Dataset:
    return Dataset.open(location, now=now, extractor_version="0.1", state=state, on_step=on_step)


def record_id(url: str) -> str:
    return hashlib.sha256(url.encode()).hexdigest()[:32]


def find(dataset: Dataset, *urls: str, lastmod: datetime | None = None, now: datetime = NOW) -> int:
    return dataset.state.found("gazette", [FoundUrl(url, "sitemap", lastmod) for url in urls], now=now)


def plan(
    dataset: Dataset, *, now: datetime = NOW, limit: int = 100, revisit_after: float = 86_400
) -> list[FetchRequest]:
    return dataset.state.plan(["gazette"], now=now, limit=limit, revisit_after=revisit_after, since=now)


@dataclass
class Web:
    """What is on the web: a URL's text, and whose review it is where that is another URL's."""

    texts: dict[str, str]
    identities: dict[str, str]

    def page(self, url: str, now: datetime) -> Page:
        body = f"<h1>{self.texts[url]}</h1>".encode()
        headers = {"content-type": "text/html", "etag": f'"{hashlib.sha256(body).hexdigest()[:8]}"'}
        return Page(
            url=url, body=body, status=200, headers=headers, fetched_at=now, capture=CaptureKind.LIVE, robots="allowed"
        )


def web(*urls: str, text: str = "A film about rivers") -> Web:
    return Web(dict.fromkeys(urls, text), {})


def visit(batch: Batch, request: FetchRequest, site: Web, now: datetime = NOW) -> None:
    """Fetch, archive, extract, stamp and stage one page."""
    page = batch.store(site.page(request.url, now))
    text = site.texts[request.url]
    record = ReviewRecord(
        extractor_version="0.1",
        id=record_id(site.identities.get(request.url, request.url)),
        url=request.url,
        canonical_url=None,
        site=request.site,
        outlet=Outlet(name="The Gazette"),
        headline=text,
        work=Work(title=text),
        page=page.describe(),
    )
    sha256 = record.content_sha256()
    before = {known.id: known for known in request.records}.get(record.id)
    is_new = before is None or before.sha256 != sha256
    revision = 1 if before is None else before.revision + is_new
    record = record.model_copy(update={"revision": revision})
    outcome = Outcome(
        url=request.url,
        claim=request.claim,
        kind=OutcomeKind.RECORDS if is_new else OutcomeKind.UNCHANGED,
        fetched_at=now,
        status=200,
        etag=page.headers["etag"],
        body_sha256=page.sha256,
        records=(RecordOutcome(id=record.id, revision=revision, sha256=sha256),),
    )
    evidence = ReviewEvidence(id=record.id, revision=revision, fields={})
    batch.add(outcome, [(record, evidence)] if is_new else [], None)


def fail(
    batch: Batch, request: FetchRequest, reason: Reason, *, status: int | None = None, now: datetime = NOW
) -> None:
    """Stage a page that gave nothing."""
    outcome = Outcome(
        url=request.url,
        claim=request.claim,
        kind=OutcomeKind.REJECTED,
        reason=reason,
        fetched_at=now,
        status=status,
    )
    batch.add(outcome, (), Reject(url=request.url, site=request.site, reason=reason, detail="seen"))


def redirect(batch: Batch, request: FetchRequest, target: str, *, now: datetime = NOW) -> None:
    """Stage a page that is another address of `target`."""
    outcome = Outcome(
        url=request.url, claim=request.claim, kind=OutcomeKind.ALIAS, fetched_at=now, status=200, alias_of=target
    )
    batch.add(outcome, (), None)


def stage(dataset: Dataset, requests: Iterable[FetchRequest], site: Web, now: datetime = NOW) -> Batch:
    batch = Batch.create(dataset.location, "run-1")
    for request in requests:
        visit(batch, request, site, now)
    return batch


def crawl(dataset: Dataset, site: Web, *, now: datetime = NOW, revisit_after: float = 86_400) -> CommitManifest | None:
    """Find all of the web's pages, and visit what is due of them, as one batch."""
    find(dataset, *site.texts, now=now)
    requests = plan(dataset, now=now, revisit_after=revisit_after)
    return dataset.commit(stage(dataset, requests, site, now).close(), now=now)


def check_files(location: Location, manifest: CommitManifest) -> None:
    """Every file of a commit is as its manifest says."""
    store = open_store(location)
    for file in manifest.files:
        data = store.read(file.path)
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file.bytes, file.sha256), file.path
        assert file.kind == "archive" or data.count(b"\n") == file.rows, file.path


def manifests(location: Location) -> Sequence[CommitManifest]:
    """The manifests in order."""
    return list(read_manifests(open_store(location)))
