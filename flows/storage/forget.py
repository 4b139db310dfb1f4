"""Erasure of a page or a host everywhere: published files, state, snapshots, proposals, reports, logs, enrichment."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Any, Final

import orjson
from fastwarc.warc import ArchiveIterator
from sqlalchemy import Connection, delete, select

from flows.storage import proposals, tables
from flows.storage.amend import amend
from flows.storage.archive import PURPOSE, blank
from flows.storage.batch import staged_path
from flows.storage.compact import compact, drop_snapshots
from flows.storage.dataset import Dataset
from flows.storage.documents import drop_of_urls
from flows.storage.files import HashedFile
from flows.storage.lines import coding_suffix, read_lines
from flows.storage.read import read_manifests
from flows.storage.store import STAGING, Store
from flows.storage.target import Target
from flows.storage.withhold import QUARANTINE
from schemas.run import CommitManifest, ForgetReport, PublishedFile, RunReport

_CHUNK: Final = 500
_RUNS: Final = "runs"
_LOGS: Final = "logs"
_REPORT: Final = "report.html"
_ENRICHED: Final = "enriched"
_ACROSS: Final = ("works", "outlets")
"""What `enrich` makes of all reviews together."""


def forget(dataset: Dataset, target: Target, *, now: datetime) -> ForgetReport:
    """Erase all that is kept of a page or a host, with the records that it gave.

    It may be found, and crawled, again: that is the site file's matter. What `report` made of the dataset is removed,
    what `enrich` made of the commits that change, and of all reviews together: their next runs make it anew.

    Args:
        dataset: Held by this process.
        target: What is to be forgotten.
        now: With zone.

    Raises:
        DatasetError: the dataset cannot be used.
    """
    store = dataset.store
    known = _known(dataset, target)
    erased = _Erased(target.owns, target.may_be_in, known.ids)
    amended: dict[int, list[PublishedFile]] = {}
    with store.clear_errors():
        proposals.drop(store)
        had_snapshot = drop_snapshots(store)
        reports = _clean_reports(store, target, known.keys(target)) + _clean_logs(store, target)
        manifests = list(read_manifests(store))
        for manifest in manifests:  # ids first: evidence has no URL
            erased.find_ids(store, manifest)
        for manifest in manifests:
            files = erased.rewrite(store, manifest)
            if files != list(manifest.files):
                amended[manifest.commit] = files
        derived = _drop_derived(store, amended)
        erased.empty_quarantine(store)
        amend(dataset, amended, now=now, erase=lambda connection: _erase(connection, target, known, erased.ids))
        if had_snapshot:
            compact(store)
    return ForgetReport(
        urls=len(known.urls),
        lines=erased.lines,
        responses=erased.responses,
        commits=tuple(amended),
        reports=reports,
        derived=derived,
    )


@dataclass
class _Erased:
    """What to erase, and how much was."""

    matches: Callable[[str], bool]
    may_be_in: Callable[[str], bool]
    ids: set[str]
    lines: int = 0
    responses: int = 0

    def find_ids(self, store: Store, manifest: CommitManifest) -> None:
        for file in manifest.files:
            if file.kind == "reviews":
                for line in read_lines(store, file.path):
                    record = orjson.loads(line)
                    if self._names(record["url"], record["canonical_url"]):
                        self.ids.add(record["id"])

    def rewrite(self, store: Store, manifest: CommitManifest) -> list[PublishedFile]:
        """The files of a commit without what is erased; changed ones are staged under its batch."""
        files = {file.kind: file for file in manifest.files}
        left: list[PublishedFile] = []
        gone: set[int] = set()
        if "archive" in files:
            gone = set(self._offsets(store, files["archive"]))
        for file in manifest.files:
            if file.kind == "archive":
                kept: PublishedFile | None = self._blank(store, manifest.batch, file, gone)
            elif file.kind == "index":
                kept = self._filter(store, manifest.batch, file, lambda line: _offset(line) in gone)
            else:
                before = self.lines
                kept = self._filter(store, manifest.batch, file, self._is_erased)
                self.lines = before + file.rows - (kept.rows if kept else 0)
            if kept is not None:
                left.append(kept)
        if not any(file.kind == "index" for file in left):  # nothing is left of the archive
            left = [file for file in left if file.kind != "archive"]
        return left

    def empty_quarantine(self, store: Store) -> None:
        """Take the lines that are erased out of what is withheld."""
        for path in store.names(QUARANTINE):
            lines = list(read_lines(store, path))
            if path.endswith("/reviews.jsonl"):
                named = [orjson.loads(line) for line in lines]
                self.ids |= {one["id"] for one in named if self._names(one["url"], one["canonical_url"])}
            kept = [line for line in lines if not self._is_erased(line)]
            if path.endswith("/failures.jsonl"):
                kept = [line for line in lines if not self._names(*orjson.loads(line)["examples"])]
            if len(kept) < len(lines):
                self.lines += len(lines) - len(kept)
                store.write_whole(path, b"".join(kept))

    def _is_erased(self, line: bytes) -> bool:
        shape = orjson.loads(line)
        return shape.get("id") in self.ids or self._names(shape.get("url"), shape.get("canonical_url"))

    def _names(self, *urls: str | None) -> bool:
        return any(url is not None and self.matches(url) for url in urls)

    def _filter(
        self, store: Store, batch: str, file: PublishedFile, is_erased: Callable[[bytes], bool]
    ) -> PublishedFile | None:
        """The file without the lines that are erased; itself where there are none."""
        lines = list(read_lines(store, file.path))
        kept = [line for line in lines if not is_erased(line)]
        if len(kept) == len(lines):
            return file
        if not kept:
            return None
        new = _new(store, batch, file)
        for line in kept:
            new.write(line)
        return _closed(store, file, new)

    def _offsets(self, store: Store, file: PublishedFile) -> Iterator[int]:
        with store.open(file.path) as warc:
            for record in ArchiveIterator(warc, parse_http=False):
                about = record.headers
                target = about.get("WARC-Target-URI")
                is_document = about.get(PURPOSE) == "discovery"
                if self._names(target, about.get("Reviewlines-Requested-URI")) or (
                    is_document and target is not None and self.may_be_in(target)
                ):
                    yield record.stream_pos

    def _blank(self, store: Store, batch: str, file: PublishedFile, gone: set[int]) -> PublishedFile:
        """The archive with erased records blanked: all others stay where records point to them."""
        if not gone:
            return file
        self.responses += len(gone)
        with store.open(file.path) as warc:
            starts = [record.stream_pos for record in ArchiveIterator(warc, parse_http=False)]
        new = _new(store, batch, file)
        with store.open(file.path) as warc:
            for start, end in zip(starts, [*starts[1:], file.bytes], strict=True):
                warc.seek(start)
                new.write(blank(end - start) if start in gone else warc.read(end - start))
        return _closed(store, file, new)


def _new(store: Store, batch: str, file: PublishedFile) -> HashedFile:
    store.make_folder(f"{STAGING}/{batch}")
    return HashedFile(store, staged_path(batch, file.kind, coding_suffix(file.path)))


def _closed(store: Store, file: PublishedFile, new: HashedFile) -> PublishedFile:
    new.close()
    store.sync([new.path])
    return file.model_copy(update={"rows": new.rows, "bytes": new.bytes, "sha256": new.sha256})


def _offset(line: bytes) -> int:
    return int(orjson.loads(line.split(b" ", 2)[2])["offset"])


@dataclass(frozen=True)
class _Known:
    """What the state knows of the target."""

    urls: list[int]
    """Rows of its URLs, with those that are other addresses of them."""
    ids: set[str]
    """Of the records that they gave."""
    sites: dict[int, str]
    """Sites without another URL: row and key."""

    def keys(self, target: Target) -> set[str]:
        """Keys of the sites that have nothing but the target; a site without a file is called like its host."""
        named = {re.sub(r"[^a-z0-9]+", "-", target.host).strip("-")} if target.host else set()
        return named | set(self.sites.values())


def _known(dataset: Dataset, target: Target) -> _Known:
    url, link, site = tables.url.c, tables.url_record.c, tables.site.c
    urls: list[int] = []
    touched: set[int] = set()
    others: set[int] = set()
    ids: set[str] = set()
    with dataset.state.transaction() as connection:
        for row in connection.execute(select(url.id, url.site, url.url, url.alias_of, url.history)):
            if any(name is not None and target.owns(name) for name in (row.url, row.alias_of, row.history)):
                urls.append(row.id)
                touched.add(row.site)
            else:
                others.add(row.site)
        for chunk in _chunks(urls):
            ids |= set(connection.execute(select(link.record).where(link.url.in_(chunk))).scalars())
        sites = {row.id: row.key for row in connection.execute(select(site.id, site.key)) if row.id in touched - others}
    return _Known(urls, ids, sites)


def _erase(connection: Connection, target: Target, known: _Known, ids: set[str]) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")  # what is deleted is written over
    for chunk in _chunks(sorted(ids)):
        connection.execute(delete(tables.url_record).where(tables.url_record.c.record.in_(chunk)))
        connection.execute(delete(tables.record).where(tables.record.c.id.in_(chunk)))
    for chunk in _chunks(known.urls):
        # What lists the site's pages is asked anew: its validators would keep from being found what may be found again.
        # Its profiles hold values of its records; its gates learn anew.
        sites = select(tables.url.c.site).where(tables.url.c.id.in_(chunk))
        connection.execute(delete(tables.profile).where(tables.profile.c.site.in_(sites)))
        connection.execute(delete(tables.listing).where(tables.listing.c.site.in_(sites)))
        connection.execute(delete(tables.url_record).where(tables.url_record.c.url.in_(chunk)))
        connection.execute(delete(tables.url).where(tables.url.c.id.in_(chunk)))
    listed = connection.execute(select(tables.backlog.c.id, tables.backlog.c.url))
    for chunk in _chunks([row.id for row in listed if target.owns(row.url)]):
        connection.execute(delete(tables.backlog).where(tables.backlog.c.id.in_(chunk)))
    for chunk in _chunks(known.sites):
        connection.execute(delete(tables.site).where(tables.site.c.id.in_(chunk)))
    drop_of_urls(connection, target.may_be_in)
    origins = connection.execute(select(tables.robots.c.origin)).scalars()
    for chunk in _chunks([origin for origin in origins if target.is_host(origin.partition("://")[2])]):
        connection.execute(delete(tables.robots).where(tables.robots.c.origin.in_(chunk)))


def _clean_reports(store: Store, target: Target, sites: Collection[str]) -> int:
    """Take the target out of the reports of runs and their ledgers; how many files were written anew."""
    changed = 0
    for path in store.names(_RUNS):
        text = store.read(path)
        if path.endswith(".hosts.jsonl"):
            left = b"".join(
                line for line in text.splitlines(keepends=True) if not target.is_host(orjson.loads(line)["host"])
            )
        elif path.endswith(".json"):
            left = _cleaned(text, target, sites)
        else:
            continue
        if left != text:
            store.write_whole(path, left)
            changed += 1
    return changed


def _clean_logs(store: Store, target: Target) -> int:
    """Take the target's pages out of the logs of runs; how many files were written anew."""
    changed = 0
    for path in store.names(_LOGS):
        lines = store.read(path).splitlines(keepends=True)
        left = [line for line in lines if not _is_logged(line, target)]
        if len(left) < len(lines):
            store.write_whole(path, b"".join(left))
            changed += 1
    return changed


def _is_logged(line: bytes, target: Target) -> bool:
    try:
        return target.owns(orjson.loads(line)["url"])
    except orjson.JSONDecodeError:
        return True  # cut off by a kill: it may be


def _cleaned(text: bytes, target: Target, sites: Collection[str]) -> bytes:
    """A run's report without the hosts, sites, gates and problems that speak of the target."""

    def left(problems: Iterable[str]) -> tuple[str, ...]:
        return tuple(problem for problem in problems if not target.is_named_in(problem))

    report = RunReport.model_validate_json(text)
    cleaned = report.model_copy(
        update={
            "problems": left(report.problems),
            "hosts": tuple(entry for entry in report.hosts if not target.is_host(entry.host)),
            "sites": tuple(
                entry.model_copy(update={"problems": left(entry.problems)})
                for entry in report.sites
                if entry.site not in sites
            ),
            "gates": tuple(
                gate for gate in report.gates if gate.site not in sites and not any(map(target.owns, gate.examples))
            ),
        }
    )
    return text if cleaned == report else f"{cleaned.model_dump_json(indent=2)}\n".encode()


def _drop_derived(store: Store, commits: Collection[int]) -> int:
    """Remove what other commands made of these commits, and of the dataset as a whole; how many files."""
    whole = [_REPORT, f"{_ENRICHED}/current.json", *(path for folder in _ACROSS for path in store.names(folder))]
    parts = [path for path in store.names(_ENRICHED) if _commit_of(path) in commits]
    removed = [path for path in (*whole, *parts) if store.size(path) is not None] if commits else []
    for path in removed:
        store.remove(path)
    return len(removed)


def _commit_of(path: str) -> int | None:
    """Of `enriched/catalogue=<version>/part-<commit>-<digest>.jsonl`: the commit."""
    found = re.match(r"part-(\d+)-", PurePath(path).name)
    return int(found[1]) if found else None


def _chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    listed = list(values)
    for start in range(0, len(listed), _CHUNK):
        yield listed[start : start + _CHUNK]
