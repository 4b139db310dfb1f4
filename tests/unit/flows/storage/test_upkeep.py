"""What looks after a dataset: verify, compact, forget, the archive's retention, stats."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from extractors.parse.url import page_key
from flows.errors import DatasetError, UsageError
from flows.storage.amend import prune_archive
from flows.storage.archive import blank
from flows.storage.backlog import Backlog, Listed
from flows.storage.compact import compact
from flows.storage.database import open_database
from flows.storage.dataset import Batch, Dataset
from flows.storage.forget import forget
from flows.storage.lines import Compression, read_lines
from flows.storage.read import read_latest, read_manifests, read_reviews
from flows.storage.stats import stats
from flows.storage.store import open_store
from flows.storage.target import Target
from flows.storage.verify import verify
from schemas.base import to_line
from schemas.page import CaptureRef, FoundUrl, KnownListing, KnownRobots, Page
from schemas.quality import GateFailure, Share
from schemas.reject import Reason
from schemas.review import CaptureKind
from schemas.run import CommitManifest, HostLedger, RunReport, SiteReport, VerifyReport
from tests.reports import run_report
from tests.unit.flows.storage.samples import DAY, NOW, Web, crawl, fail, find, open_dataset, plan, stage, visit, web

A = "https://gazette.test/a"
B = "https://gazette.test/b"
C = "https://other.test/c"
NEWS = "https://gazette.test/news"


def two_commits(folder: Path, *, compression: Compression = "none") -> None:
    """Three reviews and a reject; then one of them is changed."""
    with open_dataset(folder) as dataset:
        find(dataset, A, B, C, NEWS)
        batch = Batch.create(dataset.location, "run-1", compression=compression)
        for request in plan(dataset):
            if request.url == NEWS:
                fail(batch, request, Reason.NOT_A_REVIEW, status=200)
            else:
                visit(batch, request, web(A, B, C))
        dataset.commit(batch.close(), now=NOW)
    with open_dataset(folder, now=NOW + 2 * DAY) as dataset:
        site = Web({A: "A film about lakes", B: "A film about rivers", C: "A film about rivers"}, {})
        requests = [one for one in plan(dataset, now=NOW + 2 * DAY) if one.url in site.texts]
        dataset.commit(stage(dataset, requests, site, NOW + 2 * DAY).close(), now=NOW + 2 * DAY)


def checked(folder: Path) -> VerifyReport:
    store = open_store(folder)
    database = open_database(store, None)
    try:
        return verify(store, database)
    finally:
        database.close()


def everything(folder: Path) -> bytes:
    """All bytes of the dataset, decompressed where they are lines, the state among them."""
    found = b""
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix == ".gz" and path.name.endswith(".warc.gz"):
            with path.open("rb") as warc:
                found += b"".join(
                    bytes(str(r.headers.to_tuples()), "utf-8") + r.reader.read() for r in ArchiveIterator(warc)
                )
        elif path.is_file() and ".jsonl" in path.name:
            found += b"".join(read_lines(open_store(folder), path.relative_to(folder).as_posix()))
        elif path.is_file():
            found += path.read_bytes()
    return found


# Verify


def test_a_sound_dataset_has_no_problem(tmp_path: Path) -> None:
    two_commits(tmp_path)
    report = checked(tmp_path)
    assert report.problems == ()
    assert (report.commits, report.records, report.lines) == (2, 3, 4)


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def part(folder: Path, kind: str, number: int = 1) -> Path:
    return next((folder / kind).rglob(f"part-{number:08d}.jsonl"))


DAMAGES: list[tuple[Callable[[Path], object], str]] = [
    (lambda folder: flip(part(folder, "reviews")), "another sha256"),
    (lambda folder: part(folder, "evidence").unlink(), "is missing"),
    (lambda folder: part(folder, "rejects").write_bytes(b""), "has 0 bytes"),
    (lambda folder: flip(next((folder / "archive").rglob("*.warc.gz"))), "another sha256"),
    (lambda folder: (folder / "reviews" / "mine.jsonl").write_text("{}"), "no manifest names this file"),
    (lambda folder: (folder / "manifest" / "00000001.json").unlink(), "manifest 1 is missing"),
    (lambda folder: (folder / "manifest" / "00000002.json").unlink(), "00000002.json is missing"),
]


@pytest.mark.parametrize(("damage", "told"), DAMAGES)
def test_damage_is_told(tmp_path: Path, damage: Callable[[Path], object], told: str) -> None:
    two_commits(tmp_path)
    damage(tmp_path)
    problems = checked(tmp_path).problems
    assert any(told in problem for problem in problems), problems


def test_a_manifest_that_agrees_with_a_wrong_file_is_no_excuse(tmp_path: Path) -> None:
    two_commits(tmp_path)
    first = part(tmp_path, "reviews")
    line = json.loads(first.read_bytes().splitlines()[0])
    first.write_bytes(first.read_bytes().replace(b'"revision":1', b'"revision":9'))
    manifest = tmp_path / "manifest" / "00000001.json"
    told = json.loads(manifest.read_bytes())
    entry = next(file for file in told["files"] if file["kind"] == "reviews")
    entry |= {"bytes": first.stat().st_size, "sha256": open_store(tmp_path).sha256(entry["path"])}
    manifest.write_text(json.dumps(told))
    problems = checked(tmp_path).problems
    assert f"{entry['path']}: record {line['id']}, revision 9 comes where 1 should" in problems
    assert any("is not the evidence" in problem for problem in problems)
    assert any("commit 1 is another one" in problem for problem in problems)


# Compact


@pytest.mark.parametrize("compression", ["none", "gzip", "zstd"])
def test_a_snapshot_has_the_last_revision_of_each_record(tmp_path: Path, compression: Compression) -> None:
    two_commits(tmp_path, compression=compression)
    manifest = compact(open_store(tmp_path), compression=compression)
    assert (manifest.commit, manifest.records) == (2, 3)
    lines = [line for file in manifest.files for line in read_lines(open_store(tmp_path), file.path)]
    assert sorted((row["url"], row["revision"]) for row in map(json.loads, lines)) == [(A, 2), (B, 1), (C, 1)]
    assert sorted(row["id"] for row in read_latest(tmp_path)) == sorted(json.loads(line)["id"] for line in lines)
    assert compact(open_store(tmp_path), compression=compression) == manifest


def test_the_next_snapshot_takes_the_place_of_the_last(tmp_path: Path) -> None:
    two_commits(tmp_path)
    compact(open_store(tmp_path))
    with open_dataset(tmp_path, now=NOW + 9 * DAY) as dataset:
        crawl(dataset, web(A, B, C, NEWS), now=NOW + 9 * DAY)
    assert compact(open_store(tmp_path)).records == 4
    assert [path.name for path in (tmp_path / "snapshots").iterdir()] == ["00000003"]


def test_without_a_commit_there_is_nothing_to_compact(tmp_path: Path) -> None:
    open_dataset(tmp_path).close()
    with pytest.raises(DatasetError, match="nothing is committed"):
        compact(open_store(tmp_path))


# Forget


@pytest.mark.parametrize("compression", ["none", "gzip", "zstd"])
def test_what_is_forgotten_is_nowhere(tmp_path: Path, compression: Compression) -> None:
    two_commits(tmp_path, compression=compression)
    compact(open_store(tmp_path))
    others = [row for row in read_reviews(tmp_path) if row["url"] != A]
    identity = next(row["id"] for row in read_reviews(tmp_path) if row["url"] == A)
    with open_dataset(tmp_path, now=NOW + 3 * DAY) as dataset:
        report = forget(dataset, Target.of(A, page_key), now=NOW + 3 * DAY)
    assert (report.urls, report.lines, report.commits) == (1, 4, (1, 2))
    assert A.encode() not in everything(tmp_path)
    assert identity.encode() not in everything(tmp_path)
    assert bytes.fromhex(identity) not in (tmp_path / "state.db").read_bytes()
    assert list(read_reviews(tmp_path)) == others
    assert checked(tmp_path).problems == ()
    for row in others:  # pointers still lead to their page
        pointer = row["page"]["archive"]
        with (tmp_path / pointer["file"]).open("rb") as warc:
            warc.seek(pointer["offset"])
            assert next(iter(ArchiveIterator(warc))).headers["WARC-Target-URI"] == row["url"]


def test_a_host_is_forgotten_with_all_its_pages(tmp_path: Path) -> None:
    two_commits(tmp_path)
    with open_dataset(tmp_path, now=NOW + 3 * DAY) as dataset:
        dataset.state.remember("gazette", [KnownListing("https://gazette.test/sitemap.xml", "sitemap", etag='"1"')])
        forget(dataset, Target.of("gazette.test", page_key), now=NOW + 3 * DAY)
        assert dataset.state.listings("gazette") == ()
    assert b"//gazette.test" not in everything(tmp_path)
    assert [row["url"] for row in read_reviews(tmp_path)] == [C]
    assert not list((tmp_path / "rejects").rglob("*.jsonl"))
    assert checked(tmp_path).problems == ()


def report_of(*hosts: str) -> RunReport:
    """Of a run over a site for each host, which could not be discovered."""
    return run_report(
        commits=(1,),
        sites=tuple(
            SiteReport(
                site=host.removeprefix("www.").replace(".", "-"),
                problems=(f"https://{host}/sitemap.xml: HTTP 500", "no list"),
            )
            for host in hosts
        ),
        hosts=tuple(HostLedger(host=host, requests=3) for host in hosts),
        problems=tuple(f"https://{host}/capture.warc.gz: HTTP 404" for host in hosts),
        gates=tuple(
            GateFailure(
                site=host.removeprefix("www.").replace(".", "-"),
                kind="rejected",
                now=Share(count=1, of=2),
                before=Share(count=0, of=2),
                examples=(f"https://{host}/b",),
            )
            for host in hosts
        ),
    )


def test_reports_robots_files_and_enrichment_forget_too(tmp_path: Path) -> None:
    two_commits(tmp_path)
    parts = [tmp_path / "enriched" / f"catalogue={version}" / "part-00000001-0a1b2c3d.jsonl" for version in "ab"]
    others = [tmp_path / "works" / "works.jsonl", tmp_path / "enriched" / "current.json", tmp_path / "report.html"]
    for path in (*parts, *others):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'{{"url": "{A}"}}\n')
    with open_dataset(tmp_path, now=NOW + 3 * DAY) as dataset:
        dataset.write_report(report_of("gazette.test", "www.gazette.test", "other.test"))
        dataset.state.found("gazette-test", [FoundUrl("https://www.gazette.test/x", "sitemap", None)], now=NOW)
        dataset.state.keep_robots(
            KnownRobots(f"https://{host}", b"", '"1"') for host in ("gazette.test", "www.gazette.test", "other.test")
        )
        backlog = Backlog.open(dataset.state, "1999", now=NOW)
        captures = [
            CaptureRef(f"https://{host}/z", CaptureKind.WAYBACK, NOW) for host in ("gazette.test", "other.test")
        ]
        backlog.add((Listed(one, one.url.partition("//")[2], "host") for one in captures), now=NOW)
        report = forget(dataset, Target.of("Gazette.test", page_key), now=NOW + 3 * DAY)
        assert backlog.totals().open == 1
        assert [
            one.origin for one in dataset.state.robots([f"https://{h}" for h in ("gazette.test", "other.test")])
        ] == ["https://other.test"]
    assert (report.reports, report.derived) == (2, 5)
    assert b"gazette.test" not in everything(tmp_path)
    assert b"gazette-test" not in everything(tmp_path)
    told = RunReport.model_validate_json((tmp_path / "runs" / "run-1.json").read_bytes())
    assert told == report_of("other.test")
    assert (tmp_path / "runs" / "run-1.hosts.jsonl").read_bytes().count(b"\n") == 1
    assert checked(tmp_path).problems == ()


def logged(url: str) -> bytes:
    return to_line({"time": "2026-03-04T00:00:00Z", "run": "run-1", "event": "page", "site": "gazette", "url": url})


@pytest.mark.parametrize(
    ("target", "left"),
    [
        (A, [logged(B), logged(C)]),
        ("http://www.gazette.test/a/?amp=1", [logged(B), logged(C)]),
        ("gazette.test", [logged(C)]),
    ],
)
def test_logs_of_pages_forget_too(tmp_path: Path, target: str, left: list[bytes]) -> None:
    two_commits(tmp_path)
    (tmp_path / "logs").mkdir()
    for name in ("run-1", "run-2"):
        (tmp_path / "logs" / f"{name}.jsonl").write_bytes(logged(C))
    (tmp_path / "logs" / "run-1.jsonl").write_bytes(logged(A) + logged(B) + logged(C) + logged(A)[:-9])
    with open_dataset(tmp_path, now=NOW + 3 * DAY) as dataset:
        assert forget(dataset, Target.of(target, page_key), now=NOW + 3 * DAY).reports == 1
    assert (tmp_path / "logs" / "run-1.jsonl").read_bytes() == b"".join(left)
    assert (tmp_path / "logs" / "run-2.jsonl").read_bytes() == logged(C)


def test_a_page_that_is_forgotten_leaves_its_host_in_the_reports(tmp_path: Path) -> None:
    two_commits(tmp_path)
    with open_dataset(tmp_path, now=NOW + 3 * DAY) as dataset:
        dataset.write_report(report_of("gazette.test"))
        dataset.state.keep_robots([KnownRobots("https://gazette.test", b"", '"1"')])
        assert forget(dataset, Target.of("http://www.gazette.test/a/?amp=1", page_key), now=NOW + 3 * DAY).reports == 0
        assert len(dataset.state.robots(["https://gazette.test"])) == 1
    assert A not in {row["url"] for row in read_reviews(tmp_path)}


def ask(dataset: Dataset, url: str, body: bytes, *, at: datetime = NOW) -> CommitManifest:
    """Archive what discovery was answered, as a run of its own does it."""
    page = Page(url=url, body=body, status=200, fetched_at=at, purpose="discovery")
    batch = Batch.create(dataset.location, "run-1")
    batch.store(page, dataset.state.document(url, 200, page.payload_sha256, now=at))
    manifest = dataset.commit(batch.close(), now=at)
    assert manifest is not None
    return manifest


SITEMAP, ROBOTS = "https://gazette.test/sitemap.xml", "https://gazette.test/robots.txt"


@pytest.mark.parametrize(
    ("target", "left"),
    [
        (A, {ROBOTS, "https://other.test/feed"}),
        ("gazette.test", {"https://other.test/feed"}),
        ("https://elsewhere.test/a", {SITEMAP, ROBOTS, "https://other.test/feed"}),
    ],
)
def test_what_lists_a_page_is_forgotten_with_it(tmp_path: Path, target: str, left: set[str]) -> None:
    two_commits(tmp_path)
    asked = {SITEMAP: f"<loc>{A}</loc>", ROBOTS: "User-agent: *", "https://other.test/feed": "<rss/>"}
    with open_dataset(tmp_path, now=NOW + 3 * DAY) as dataset:
        for url, body in asked.items():
            ask(dataset, url, body.encode(), at=NOW + 3 * DAY)
        forget(dataset, Target.of(target, page_key), now=NOW + 3 * DAY)
        assert {url for url in asked if dataset.state.document(url, 200, None, now=NOW + 3 * DAY)} == left
    assert (b"<loc>" in everything(tmp_path)) is (SITEMAP in left)
    assert checked(tmp_path).problems == ()


@pytest.mark.parametrize(
    ("target", "text", "is_named"),
    [
        ("gazette.test", "discovery broke off: https://gazette.test/feed (3 tries)", True),
        ("gazette.test", "gazette.test: no answer", True),
        ("gazette.test", "www.gazette.test has had its 5 pages of this run", True),
        ("gazette.test", "news.gazette.test: no answer", False),
        ("gazette.test:8080", "https://gazette.test:8080/feed: HTTP 500", True),
        ("https://gazette.test/a", 'could not read "https://gazette.test/a/".', True),
        ("https://gazette.test/a", "https://gazette.test/ab: HTTP 500", False),
        ("https://gazette.test/a", "gazette.test: no answer", False),
    ],
)
def test_messages_that_name_what_is_forgotten(target: str, text: str, *, is_named: bool) -> None:
    assert Target.of(target, page_key).is_named_in(text) is is_named


@pytest.mark.parametrize("text", ["", "a b", "gazette.test/a", "user@gazette.test"])
def test_what_is_neither_url_nor_host_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="neither a URL"):
        Target.of(text, page_key)


def test_what_is_forgotten_may_be_found_again(tmp_path: Path) -> None:
    two_commits(tmp_path)
    with open_dataset(tmp_path, now=NOW + 3 * DAY) as dataset:
        forget(dataset, Target.of(A, page_key), now=NOW + 3 * DAY)
        assert find(dataset, A) == 1
        dataset.commit(stage(dataset, plan(dataset, now=NOW + 4 * DAY), web(A, B, C, NEWS)).close(), now=NOW + 4 * DAY)
    assert checked(tmp_path).problems == ()


def test_a_forgetting_that_was_cut_off_is_finished(tmp_path: Path) -> None:
    two_commits(tmp_path)

    class CutError(Exception):
        pass

    def cut(step: str) -> None:
        if step == "reviews":
            raise CutError

    dataset = open_dataset(tmp_path, now=NOW + 3 * DAY, on_step=cut)
    with pytest.raises(CutError), dataset:
        forget(dataset, Target.of(A, page_key), now=NOW + 3 * DAY)
    open_dataset(tmp_path, now=NOW + 4 * DAY).close()
    assert A.encode() not in everything(tmp_path)
    assert checked(tmp_path).problems == ()


@pytest.mark.parametrize(
    "length", [300, 301, 317, 1_000, 65_535 + 18, 65_540 + 18, *range(65_541 + 18, 65_548 + 18), 200_000]
)
def test_a_blank_record_has_the_length_of_what_it_stands_for(tmp_path: Path, length: int) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(blank(length) + blank(400))
    assert path.stat().st_size == length + 400
    with path.open("rb") as warc:
        assert [(record.stream_pos, record.headers["WARC-Type"]) for record in ArchiveIterator(warc)] == [
            (0, "metadata"),
            (length, "metadata"),
        ]


# Retention


def test_a_body_that_retention_deleted_is_kept_again(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        later = [NOW + number * DAY for number in range(1, 5)]
        for at in (NOW, later[0]):
            ask(dataset, SITEMAP, b"<urlset/>", at=at)
        assert prune_archive(dataset, days=2, size=None, now=later[1] + timedelta(hours=1)) == (1,)
        for at in later[2:]:
            ask(dataset, SITEMAP, b"<urlset/>", at=at)
        ask(dataset, SITEMAP, b"<urlset/>", at=later[2] + 91 * DAY)
    told = []
    for manifest in read_manifests(open_store(tmp_path)):
        for file in manifest.files[:1]:
            with (tmp_path / file.path).open("rb") as warc:
                told += [record.record_type for record in ArchiveIterator(warc)][1:]
    whole, again = WarcRecordType.response, WarcRecordType.revisit
    assert told == [again, whole, again, whole], "the first is deleted; the last is too old to be referred to"
    assert checked(tmp_path).problems == ()


def archives(folder: Path) -> int:
    return len(list((folder / "archive").rglob("*.warc.gz")))


@pytest.mark.parametrize(
    ("days", "size", "left"),
    [(None, None, 2), (30, None, 2), (2, None, 1), (0.5, None, 0), (None, 10**9, 2), (None, 0, 0)],
)
def test_old_archives_are_deleted(tmp_path: Path, days: float | None, size: int | None, left: int) -> None:
    two_commits(tmp_path)
    before = list(read_reviews(tmp_path))
    with open_dataset(tmp_path, now=NOW + 3 * DAY) as dataset:
        prune_archive(dataset, days=days, size=size, now=NOW + 3 * DAY + timedelta(hours=1))
    assert archives(tmp_path) == left
    assert list(read_reviews(tmp_path)) == before
    assert checked(tmp_path).problems == ()


def test_the_oldest_go_until_the_rest_fits(tmp_path: Path) -> None:
    two_commits(tmp_path)
    last = list(read_manifests(open_store(tmp_path)))[-1]
    room = sum(file.bytes for file in last.files if file.kind in ("archive", "index"))
    with open_dataset(tmp_path, now=NOW + 3 * DAY) as dataset:
        assert prune_archive(dataset, days=None, size=room, now=NOW + 3 * DAY) == (1,)
    assert archives(tmp_path) == 1


# Stats


def test_stats_count_the_last_revisions_by_site(tmp_path: Path) -> None:
    two_commits(tmp_path)
    told = stats(open_store(tmp_path))
    assert (told.records, told.revisions) == (3, 4)
    (site,) = told.sites
    filled = {one.field: one.filled for one in site.coverage}
    assert (site.site, site.present, filled["work.title"], filled["rating"]) == ("gazette", 3, 3, 0)


def test_stats_of_a_part_that_was_cut_are_refused(tmp_path: Path) -> None:
    two_commits(tmp_path)
    part = min((tmp_path / "reviews").rglob("*.jsonl"))
    part.write_bytes(part.read_bytes()[:-200])
    with pytest.raises(DatasetError, match=r"cannot be read|is not as it was published"):
        stats(open_store(tmp_path))


def test_stats_of_an_empty_dataset(tmp_path: Path) -> None:
    open_dataset(tmp_path).close()
    assert stats(open_store(tmp_path)).records == 0
