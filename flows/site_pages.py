"""Pages of one site to learn from and to check with: stored ones with what was published of them, and live ones."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from extractors.extract import extract_reviews
from extractors.learn import Sample, known_samples
from extractors.parse.url import page_key
from flows.errors import FetchError
from flows.reread import stored_page
from flows.settings import Settings
from flows.storage.read import objects_of, read_manifests
from flows.storage.replay import Stored, read_index, read_responses
from flows.storage.store import Store, open_store
from flows.web.client import Client
from flows.web.coding import CodingError
from flows.web.discovery import discover
from schemas.page import FetchRequest, FoundUrl, NotModified, Page
from schemas.review import ReviewRecord, Status
from schemas.run import CommitManifest
from schemas.site import Site

MOST_STORED: Final = 60
_OK: Final = 200
_LASTING: Final = ("headline", "rating", "published", "modified", "verdict", "summary", "language")
"""Fields that a review keeps: what a later revision lacks, an earlier one knows."""


def stored_pages(settings: Settings, site: Site, *, most: int = MOST_STORED) -> list[Page]:
    """The newest stored page of each of the site's URLs, the latest visits first.

    Raises:
        DatasetError: there is no dataset, or a file of it is damaged.
    """
    store = open_store(settings.data)
    pages: dict[str, Page] = {}
    for manifest in reversed(list(read_manifests(store))):
        if len(pages) >= most:
            break
        paths = {file.kind: file.path for file in manifest.files}
        if "index" not in paths or "archive" not in paths:
            continue
        wanted = _wanted(store, paths["index"], site, pages)[: most - len(pages)]
        with store.open(paths["archive"]) as warc:
            for page in read_responses(warc, paths["archive"], wanted):
                if page.url is None or page_key(page.final_url or page.url) != page_key(page.url):
                    continue
                try:
                    pages.setdefault(page.url, stored_page(page))
                except CodingError:
                    continue
    return list(pages.values())


def _wanted(store: Store, index: str, site: Site, known: Mapping[str, Page]) -> list[Stored]:
    newest: dict[str, Stored] = {}
    with store.open(index) as lines:
        for one in read_index(lines):
            if one.status == _OK and not one.is_revisit and site.owns(one.url) and one.url not in known:
                newest[one.url] = one
    return list(newest.values())


def stored_samples(settings: Settings, site: Site, *, most: int = MOST_STORED) -> list[Sample]:
    """Stored pages with what was published of them, a value that the last revision lost included.

    What was never published is what is read of the page now.

    Raises:
        DatasetError: there is no dataset, or a file of it is damaged.
    """
    pages = stored_pages(settings, site, most=most)
    known = _published(settings, site, {page_key(page.url) for page in pages if page.url is not None})
    samples = []
    for page in pages:
        record = known.get(page_key(page.url or ""))
        if record is not None:
            samples.append(Sample(page, record))
        else:
            samples.extend(known_samples([page], site))
    return samples


def _published(settings: Settings, site: Site, keys: set[str]) -> dict[str, ReviewRecord]:
    """By page: its review as published, where it gave one alone."""
    store = open_store(settings.data)
    lines: dict[str, dict[str, dict[str, Any]]] = {}
    for manifest in read_manifests(store):
        for line in _reviews(store, manifest, site):
            key = page_key(line["url"] or "")
            if key in keys:
                of_page = lines.setdefault(key, {})
                of_page[line["id"]] = lasting(line, of_page.get(line["id"]))
    return {
        key: ReviewRecord.model_validate(next(iter(of_page.values())))
        for key, of_page in lines.items()
        if len(of_page) == 1 and all(line["status"] == Status.PRESENT for line in of_page.values())
    }


def _reviews(store: Store, manifest: CommitManifest, site: Site) -> Iterable[dict[str, Any]]:
    return (line for line in objects_of(store, manifest, "reviews") if line["site"] == site.key)


def lasting(line: Mapping[str, Any], before: Mapping[str, Any] | None) -> dict[str, Any]:
    """A published line, with what only an earlier revision of it knows."""
    known = dict(line)
    if before is None:
        return known
    lost = [name for name in _LASTING if known.get(name) is None and before.get(name) is not None]
    lost += [name for name in ("credits", "reviewers") if not known.get(name) and before.get(name)]
    for name in lost:
        known[name] = before[name]
    sure = {name: before["confidence"][name] for name in lost if name in before["confidence"]}
    known["confidence"] = {**known["confidence"], **sure}
    return known


def live_pages(
    settings: Settings,
    site: Site,
    urls: Iterable[str] = (),
    *,
    most: int = 5,
    host_map: Mapping[str, int] | None = None,
) -> tuple[list[Page], list[str]]:
    """Pages fetched now: the URLs, or those that discovery finds the likeliest reviews. With what went wrong.

    Raises:
        UsageError: the site is beyond loopback and there is no contact.
    """
    return asyncio.run(_fetched(settings, site, list(urls), most, host_map))


async def _fetched(
    settings: Settings, site: Site, urls: list[str], most: int, host_map: Mapping[str, int] | None
) -> tuple[list[Page], list[str]]:
    problems: list[str] = []
    pages: list[Page] = []
    delay = site.politeness.delay
    delays = {} if delay is None else dict.fromkeys(site.hosts, delay)
    async with Client(settings, host_map=host_map, delays=delays) as client:
        if not urls:
            found: list[FoundUrl] = [url async for url in discover(site, client, None, problems=problems)]
            found.sort(key=lambda one: one.likelihood)
            urls = list(dict.fromkeys(one.url for one in found))[:most]
        for url in urls:
            try:
                answer = await client.fetch(FetchRequest(url=url, site=site.key, claim=""))
            except FetchError as error:
                problems.append(f"{url}: {error.detail}")
                continue
            if not isinstance(answer, NotModified):
                pages.append(answer)
    return pages, problems


def own_address(page: Page, site: Site | None = None) -> Page:
    """A bare file's page with the address that it gives itself."""
    if page.url is not None:
        return page
    found = extract_reviews(page, site).records
    url = found[0].record.url if found else None
    return replace(page, url=url)
