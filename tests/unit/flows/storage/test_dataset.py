import json
import shutil
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from flows.errors import DatasetError, UsageError
from flows.storage.dataset import STEPS, Batch, check_writable, read_reviews
from flows.storage.lease import LEASE_SECONDS, LeaseLost
from schemas.page import Page
from schemas.reject import Reason
from schemas.run import BatchDescriptor, HostLedger, RunReport
from tests.reports import run_report
from tests.unit.flows.storage.samples import (
    DAY,
    NOW,
    check_files,
    crawl,
    fail,
    find,
    manifests,
    open_dataset,
    plan,
    record_id,
    redirect,
    stage,
    visit,
    web,
)

A = "https://gazette.test/a"
B = "https://gazette.test/b"
C = "https://gazette.test/c"


def lines(folder: Path) -> list[tuple[str, int, str]]:
    return [(row["id"], row["revision"], row["headline"]) for row in read_reviews(folder)]


# What a commit publishes


def test_a_commit_publishes_reviews_evidence_rejects_and_archive_under_its_number(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        find(dataset, A, B)
        first, second = plan(dataset)
        batch = Batch.create(dataset.location, "run-1")
        visit(batch, first, web(A))
        fail(batch, second, Reason.NOT_A_REVIEW, status=200)
        manifest = dataset.commit(batch.close(), now=NOW)
    assert manifest is not None
    assert [(file.kind, file.path) for file in manifest.files] == [
        ("evidence", "evidence/date=2026-03-01/part-00000001.jsonl"),
        ("rejects", "rejects/date=2026-03-01/part-00000001.jsonl"),
        ("archive", batch_archive(batch, "warc.gz")),
        ("index", batch_archive(batch, "cdxj")),
        ("reviews", "reviews/date=2026-03-01/part-00000001.jsonl"),
    ]
    check_files(tmp_path, manifest)
    assert manifests(tmp_path) == [manifest]
    assert not list((tmp_path / ".staging").iterdir())


def batch_archive(batch: Batch, suffix: str) -> str:
    day = f"{batch.name[:4]}-{batch.name[4:6]}-{batch.name[6:8]}"
    return f"archive/date={day}/{batch.name}.{suffix}"


def test_evidence_has_a_line_for_each_review_in_the_same_order(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        manifest = crawl(dataset, web(A, B, C))
    assert manifest is not None
    paths = {file.kind: tmp_path / file.path for file in manifest.files}
    ids = {
        kind: [json.loads(line)["id"] for line in paths[kind].read_text().splitlines()]
        for kind in ("reviews", "evidence")
    }
    assert ids["reviews"] == ids["evidence"]
    assert len(ids["reviews"]) == 3


def test_records_point_into_the_published_archive(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        crawl(dataset, web(A))
    (row,) = read_reviews(tmp_path)
    pointer = row["page"]["archive"]
    assert (tmp_path / pointer["file"]).stat().st_size == pointer["offset"] + pointer["length"]


def test_without_archive_and_evidence_neither_is_written(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        find(dataset, A)
        batch = Batch.create(dataset.location, "run-1", evidence=False, archive=False)
        visit(batch, plan(dataset)[0], web(A))
        manifest = dataset.commit(batch.close(), now=NOW)
    assert manifest is not None
    assert [file.kind for file in manifest.files] == ["reviews"]
    assert next(read_reviews(tmp_path))["page"]["archive"] is None


def test_a_batch_without_lines_commits_its_outcomes_and_a_manifest(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        crawl(dataset, web(A))
        find(dataset, A, lastmod=NOW)
        (request,) = plan(dataset, now=NOW + DAY)
        batch = Batch.create(dataset.location, "run-2", archive=False)
        visit(batch, request, web(A), NOW + DAY)
        manifest = dataset.commit(batch.close(), now=NOW + DAY)
        assert manifest is not None
        assert (manifest.commit, manifest.files) == (2, ())
        assert plan(dataset, now=NOW + 2 * DAY) == []
    assert len(lines(tmp_path)) == 1


def test_commits_are_numbered_without_gaps_also_over_openings(tmp_path: Path) -> None:
    for day in range(3):
        with open_dataset(tmp_path, now=NOW + day * DAY) as dataset:
            for page in ("1", "2"):
                crawl(dataset, web(f"{A}{day}-{page}"), now=NOW + day * DAY, revisit_after=1e9)
    assert [manifest.commit for manifest in manifests(tmp_path)] == [1, 2, 3, 4, 5, 6]
    assert len({manifest.dataset_id for manifest in manifests(tmp_path)}) == 1


def test_a_batch_is_committed_once_however_often_it_is_handed_in(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        find(dataset, A)
        descriptor = stage(dataset, plan(dataset), web(A)).close()
        first = dataset.commit(descriptor, now=NOW)
        assert dataset.commit(descriptor, now=NOW) == first
    assert len(lines(tmp_path)) == 1


def test_the_report_is_written_whole(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        report = run_report(
            dataset_id=dataset.dataset_id,
            hosts=(HostLedger(host="a.test", requests=3), HostLedger(host="b.test", stopped="HTTP 500")),
        )
        path = dataset.write_report(report)
    assert path == "runs/run-1.json"
    ledger = [json.loads(line) for line in (tmp_path / "runs" / "run-1.hosts.jsonl").read_text("utf-8").splitlines()]
    assert [(entry["run"], entry["host"], entry["stopped"]) for entry in ledger] == [
        ("run-1", "a.test", None),
        ("run-1", "b.test", "HTTP 500"),
    ]
    assert RunReport.model_validate_json((tmp_path / path).read_bytes()) == report


# Revisions


def test_a_changed_review_is_a_new_revision_and_an_unchanged_one_no_line(tmp_path: Path) -> None:
    site = web(A, B)
    with open_dataset(tmp_path) as dataset:
        crawl(dataset, site)
        site.texts[A] = "A film about lakes"
        crawl(dataset, site, now=NOW + DAY, revisit_after=1)
        crawl(dataset, site, now=NOW + 2 * DAY, revisit_after=1)
    assert sorted(lines(tmp_path)) == sorted(
        [
            (record_id(A), 1, "A film about rivers"),
            (record_id(B), 1, "A film about rivers"),
            (record_id(A), 2, "A film about lakes"),
        ]
    )


def test_what_says_what_was_published_before_the_last_revision_is_a_new_one(tmp_path: Path) -> None:
    site = web(A)
    with open_dataset(tmp_path) as dataset:
        for day, text in enumerate(("rivers", "lakes", "rivers")):
            site.texts[A] = text
            crawl(dataset, site, now=NOW + day * DAY, revisit_after=1)
    assert [(revision, headline) for _, revision, headline in lines(tmp_path)] == [
        (1, "rivers"),
        (2, "lakes"),
        (3, "rivers"),
    ]


@pytest.mark.parametrize("together", [True, False], ids=["in one batch", "in two batches"])
def test_two_urls_that_give_the_same_record_publish_each_revision_once(tmp_path: Path, *, together: bool) -> None:
    site = web(A, B)
    site.identities[B] = A
    with open_dataset(tmp_path) as dataset:
        for url in (A, B):
            find(dataset, url)
            if not together:
                dataset.commit(stage(dataset, plan(dataset), site).close(), now=NOW)
        dataset.commit(stage(dataset, plan(dataset), site).close(), now=NOW)
        assert [(name, revision) for name, revision, _ in lines(tmp_path)] == [
            (record_id(A), 1),
            (record_id(A), 2),  # they differ in their URL
        ]
        for manifest in manifests(tmp_path):
            check_files(tmp_path, manifest)
        crawl(dataset, site, now=NOW + DAY, revisit_after=1)
    assert len(lines(tmp_path)) == 2


def test_a_line_that_is_published_already_is_left_out_with_its_evidence(tmp_path: Path) -> None:
    site = web(A, B)
    with open_dataset(tmp_path) as dataset:
        find(dataset, A, B)
        first, second = plan(dataset)
        batch = Batch.create(dataset.location, "run-1")
        for request in (first, second, first):
            visit(batch, request, site)
        manifest = dataset.commit(batch.close(), now=NOW)
    assert manifest is not None
    assert {file.kind: file.rows for file in manifest.files if file.kind in ("reviews", "evidence")} == {
        "reviews": 2,
        "evidence": 2,
    }
    check_files(tmp_path, manifest)


def test_a_batch_of_which_every_line_is_published_already_commits_none(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        find(dataset, A)
        (request,) = plan(dataset)
        dataset.commit(stage(dataset, [request], web(A)).close(), now=NOW)
        (again,) = plan(dataset, now=NOW + DAY)
        out_of_date = replace(again, records=())
        descriptor = stage(dataset, [out_of_date], web(A), NOW).close()
        manifest = dataset.commit(descriptor, now=NOW + DAY)
    assert {"reviews", "evidence"} <= {file.kind for file in descriptor.files}
    assert manifest is not None
    assert {file.kind for file in manifest.files} == {"archive", "index"}
    assert len(lines(tmp_path)) == 1


def test_the_page_that_an_alias_stands_for_is_due(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        find(dataset, A)
        (request,) = plan(dataset)
        batch = Batch.create(dataset.location, "run-1")
        redirect(batch, request, B)
        dataset.commit(batch.close(), now=NOW)
        assert [request.url for request in plan(dataset)] == [B]


# Claims and the lease


def test_a_batch_whose_claim_was_lost_leaves_no_trace(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        find(dataset, A, B)
        batch = stage(dataset, plan(dataset), web(A, B))
        later = NOW + timedelta(hours=2)
        again = plan(dataset, now=later, limit=1)
        assert dataset.commit(batch.close(), now=later) is None
        assert lines(tmp_path) == []
        assert not list((tmp_path / ".staging").iterdir())
        manifest = dataset.commit(stage(dataset, again, web(A, B)).close(), now=later)
    assert manifest is not None
    assert manifest.commit == 1


def test_a_second_opening_is_refused_until_the_first_is_closed(tmp_path: Path) -> None:
    with open_dataset(tmp_path), pytest.raises(DatasetError, match="in use by process"):
        open_dataset(tmp_path)
    open_dataset(tmp_path).close()


def test_a_process_that_lost_the_lease_cannot_write_any_more(tmp_path: Path) -> None:
    stopped = open_dataset(tmp_path)
    find(stopped, A)
    descriptor = stage(stopped, plan(stopped), web(A)).close()
    later = NOW + timedelta(seconds=LEASE_SECONDS + 1)
    with open_dataset(tmp_path, now=later) as dataset:
        for write in (
            lambda: stopped.commit(descriptor, now=later),
            lambda: stopped.heartbeat(later),
            lambda: find(stopped, B, now=later),
            lambda: plan(stopped, now=later),
        ):
            with pytest.raises(LeaseLost, match="lost the dataset"):
                write()
        stopped.close()
        assert [request.url for request in plan(dataset, now=later)] == [A], "its claims ended with its lease"
        dataset.heartbeat(later)
    assert lines(tmp_path) == []


def test_a_heartbeat_waits_for_a_database_that_is_locked(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        other = sqlite3.connect(tmp_path / "state.db", isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        unlock = threading.Timer(0.2, other.execute, ["COMMIT"])
        unlock.start()
        dataset.heartbeat(NOW)
        unlock.join()
        other.close()


def test_a_heartbeat_that_cannot_be_given_is_no_lost_lease(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        with dataset._database.transaction() as connection:
            connection.exec_driver_sql("ALTER TABLE lease RENAME TO away")
        with pytest.raises(DatasetError, match=r"cannot use .*no such table: lease") as caught:
            dataset.heartbeat(NOW)
        assert not isinstance(caught.value, LeaseLost)
        with dataset._database.transaction() as connection:
            connection.exec_driver_sql("ALTER TABLE away RENAME TO lease")
        dataset.heartbeat(NOW)


def test_a_heartbeat_keeps_the_lease(tmp_path: Path) -> None:
    later = NOW + timedelta(seconds=LEASE_SECONDS)
    with open_dataset(tmp_path) as dataset:
        dataset.heartbeat(later)
        with pytest.raises(DatasetError, match="in use"):
            open_dataset(tmp_path, now=later + timedelta(seconds=1))


# Recovery


def test_batches_that_were_never_committed_are_dropped(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        find(dataset, A)
        stage(dataset, plan(dataset), web(A)).close()
        stage(dataset, [], web())
    with open_dataset(tmp_path) as dataset:
        assert not list((tmp_path / ".staging").iterdir())
        (request,) = plan(dataset)
        assert request.etag is None, "validators must not come before their record"


class CutError(Exception):
    """The process ends here."""


@pytest.mark.parametrize("step", STEPS)
def test_a_commit_that_was_cut_off_is_whole_or_was_not(tmp_path: Path, step: str) -> None:
    def cut(done: str) -> None:
        if done == step:
            raise CutError

    dataset = open_dataset(tmp_path, on_step=cut)
    find(dataset, A, B)
    first, second = plan(dataset)
    batch = Batch.create(dataset.location, "run-1")
    visit(batch, first, web(A))
    fail(batch, second, Reason.NOT_A_REVIEW, status=200)
    with pytest.raises(CutError):
        dataset.commit(batch.close(), now=NOW)
    dataset.close()
    with open_dataset(tmp_path) as dataset:
        entered = step not in ("begun", "entered")
        assert len(lines(tmp_path)) == (1 if entered else 0)
        assert len(plan(dataset)) == (0 if entered else 2)
        assert not list((tmp_path / ".staging").iterdir())
    for manifest in manifests(tmp_path):
        check_files(tmp_path, manifest)


def test_publishing_that_failed_is_finished_before_the_next_commit(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        (tmp_path / "reviews").write_text("no folder")
        with pytest.raises(DatasetError, match="cannot write to"):
            crawl(dataset, web(A))
        (tmp_path / "reviews").unlink()
        crawl(dataset, web(B))
    assert [manifest.commit for manifest in manifests(tmp_path)] == [1, 2]
    assert [name for name, _, _ in lines(tmp_path)] == [record_id(A), record_id(B)]


def test_a_file_that_is_in_the_way_is_never_written_over(tmp_path: Path) -> None:
    part = tmp_path / "reviews" / "date=2026-03-01" / "part-00000001.jsonl"
    part.parent.mkdir(parents=True)
    part.write_text("precious\n")
    with open_dataset(tmp_path) as dataset:
        with pytest.raises(DatasetError, match="in the way"):
            crawl(dataset, web(A))
        assert part.read_text() == "precious\n"
        assert manifests(tmp_path) == []


def test_a_published_file_with_other_bytes_is_never_written_over(tmp_path: Path) -> None:
    def cut(done: str) -> None:
        if done == "committed":
            raise CutError

    with open_dataset(tmp_path, on_step=cut) as dataset, pytest.raises(CutError):
        crawl(dataset, web(A))
    part = tmp_path / "reviews" / "date=2026-03-01" / "part-00000001.jsonl"
    part.parent.mkdir(parents=True)
    part.write_text("precious\n")
    with pytest.raises(DatasetError, match="not the file that was committed"):
        open_dataset(tmp_path)
    part.unlink()
    open_dataset(tmp_path).close()
    assert len(lines(tmp_path)) == 1


def test_a_staged_file_that_was_cut_short_is_not_committed(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        find(dataset, A)
        batch = stage(dataset, plan(dataset), web(A))
        descriptor = batch.close()
        with (tmp_path / ".staging" / batch.name / "reviews.jsonl").open("r+b") as file:
            file.truncate(10)
        with pytest.raises(DatasetError, match="not as its worker left it"):
            dataset.commit(descriptor, now=NOW)
        assert manifests(tmp_path) == []


# State and files that do not belong together


def commit_twice_and_restore(folder: Path, name: str) -> None:
    """The dataset as it is after its second commit, but `name` as after the first."""
    with open_dataset(folder) as dataset:
        crawl(dataset, web(A))
    (shutil.copytree if (folder / name).is_dir() else shutil.copy)(folder / name, folder.parent / "backup")
    with open_dataset(folder) as dataset:
        crawl(dataset, web(B))
    if (folder / name).is_dir():
        shutil.rmtree(folder / name)
    (folder.parent / "backup").rename(folder / name)


@pytest.mark.parametrize("name", ["state.db", "manifest"])
def test_state_and_manifests_of_different_commits_stop_the_run(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "data"
    commit_twice_and_restore(folder, name)
    with pytest.raises(DatasetError, match="reviewlines data repair"):
        open_dataset(folder)
    with pytest.raises(DatasetError, match="reviewlines data repair"):
        open_dataset(folder)  # and not "in use": the refused one holds no lease


def test_the_state_of_another_dataset_stops_the_run(tmp_path: Path) -> None:
    for name in ("one", "two"):
        with open_dataset(tmp_path / name) as dataset:
            crawl(dataset, web(A))
    shutil.copy(tmp_path / "one" / "state.db", tmp_path / "two" / "state.db")
    with pytest.raises(DatasetError, match="state of another dataset"):
        open_dataset(tmp_path / "two")


def test_a_lost_state_stops_the_run_and_no_new_one_is_made(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        crawl(dataset, web(A))
    (tmp_path / "state.db").unlink()
    with pytest.raises(DatasetError, match=r"no state\.db"):
        open_dataset(tmp_path)
    assert not (tmp_path / "state.db").exists()


@pytest.mark.parametrize("left", [b"", b'{"schema_version": "1', b"\x00" * 400], ids=["empty", "cut off", "zeros"])
def test_a_damaged_manifest_is_named_with_what_to_do(tmp_path: Path, left: bytes) -> None:
    with open_dataset(tmp_path) as dataset:
        crawl(dataset, web(A))
    path = tmp_path / "manifest" / "00000001.json"
    whole = path.read_bytes()
    path.write_bytes(left)
    for use in (open_dataset, lines):
        with pytest.raises(DatasetError, match=r"00000001\.json is damaged: restore it") as caught:
            use(tmp_path)
        assert "\n" not in str(caught.value)
    path.write_bytes(whole)
    open_dataset(tmp_path).close()
    assert [name for name, _, _ in lines(tmp_path)] == [record_id(A)]


def test_a_state_that_is_no_database_stops_the_run(tmp_path: Path) -> None:
    (tmp_path / "state.db").write_text("not a database, " * 100)
    with pytest.raises(DatasetError, match="file is not a database"):
        open_dataset(tmp_path)


# Folders


@pytest.mark.parametrize("name", ["a?b", "a#b", "a%20b", "a%b", "a b", "file:a", "a?mode=memory"])
def test_a_dataset_is_in_its_folder_whatever_that_is_called(tmp_path: Path, name: str) -> None:
    for day in (0, 1):
        with open_dataset(tmp_path / name, now=NOW + day * DAY) as dataset:
            crawl(dataset, web(A), now=NOW + day * DAY)
    assert (tmp_path / name / "state.db").is_file()
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert len(lines(tmp_path / name)) == 1


@pytest.mark.parametrize("call", [open_dataset, check_writable])
def test_a_file_is_no_folder_for_a_dataset(tmp_path: Path, call: Callable[[Path], object]) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(UsageError, match="is no folder"):
        call(tmp_path / "data")


def test_check_writable_makes_the_folder_and_leaves_no_file(tmp_path: Path) -> None:
    check_writable(tmp_path / "new" / "data")
    assert [path for path in (tmp_path / "new").rglob("*") if path.is_file()] == []


# Readers


def test_readers_see_what_manifests_name_and_nothing_else(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        crawl(dataset, web(A))
    (tmp_path / "reviews" / "date=2026-03-01" / "part-00000002.jsonl").write_text('{"id": "not yet published"}\n')
    assert [name for name, _, _ in lines(tmp_path)] == [record_id(A)]


def test_readers_refuse_a_part_that_was_cut_short(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        manifest = crawl(dataset, web(A))
    assert manifest is not None
    (tmp_path / manifest.files[-1].path).write_text("{}\n")
    with pytest.raises(DatasetError, match="not as it was published"):
        lines(tmp_path)


def test_readers_refuse_a_part_whose_lines_are_no_json(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        manifest = crawl(dataset, web(A))
    assert manifest is not None
    (tmp_path / manifest.files[-1].path).write_bytes(b"\x00" * manifest.files[-1].bytes)
    with pytest.raises(DatasetError, match="not as it was published"):
        lines(tmp_path)


def test_readers_refuse_a_folder_without_a_dataset(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="no dataset"):
        lines(tmp_path)


# Batches


def test_a_full_disk_is_one_clear_line_and_the_batch_can_be_abandoned(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        find(dataset, A)
        batch = Batch.create(dataset.location, "run-1")
        (tmp_path / ".staging" / batch.name / "reviews.jsonl").symlink_to("/dev/full")
        visit(batch, plan(dataset)[0], web(A))
        with pytest.raises(DatasetError, match=r"cannot write to .*: No space left on device"):
            batch.close()
        batch.abandon()
        assert not list((tmp_path / ".staging").iterdir())


def test_a_batch_needs_a_dataset_only_as_a_folder(tmp_path: Path) -> None:
    with open_dataset(tmp_path) as dataset:
        find(dataset, A)
        batch = Batch.create(tmp_path, "run-1")
        visit(batch, plan(dataset)[0], web(A))
        descriptor = BatchDescriptor.model_validate_json(batch.close().model_dump_json())
        assert dataset.commit(descriptor, now=NOW) is not None


@pytest.mark.parametrize("page", [Page(url=None, body=b"x"), Page(url=A, body=b"x")], ids=["file", "no response"])
def test_what_is_no_response_is_not_archived(tmp_path: Path, page: Page) -> None:
    with open_dataset(tmp_path) as dataset:
        batch = Batch.create(dataset.location, "run-1")
        assert batch.store(page) is page
        batch.abandon()
