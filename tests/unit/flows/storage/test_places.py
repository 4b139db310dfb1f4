"""The commit protocol wherever files and state are: on a disk, in memory, on S3 and GCS, in SQLite and PostgreSQL."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest

from flows.errors import DatasetError, UsageError
from flows.storage.amend import prune_archive
from flows.storage.dataset import Batch, Dataset, check_writable, no_one, read_reviews
from flows.storage.lease import LEASE_SECONDS, LeaseLost
from flows.storage.store import open_store
from schemas.page import KnownDocument, Page
from schemas.reject import Reason
from schemas.run import CommitManifest
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
    stage,
    visit,
    web,
)

A = "https://gazette.test/a"
B = "https://gazette.test/b"


@dataclass(frozen=True)
class Place:
    location: str
    state: str | None

    def open(self, **options: object) -> Dataset:
        return open_dataset(self.location, state=self.state, **options)  # type: ignore[arg-type]

    def lines(self) -> list[tuple[str, int, str]]:
        rows = read_reviews(self.location) if self.commits() else ()
        return [(row["id"], row["revision"], row["headline"]) for row in rows]

    def commits(self) -> list[CommitManifest]:
        # On an object store a dataset begins with its first commit.
        return list(manifests(self.location)) if open_store(self.location).names("manifest") else []

    def staged(self) -> list[str]:
        return open_store(self.location).names(".staging")


@pytest.fixture(params=["disk, PostgreSQL", "memory, SQLite", "S3, PostgreSQL", "GCS, SQLite"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    files, state = request.param.split(", ")
    if files == "disk":
        location = str(tmp_path / "data")
    elif files == "memory":
        location = f"memory://{uuid4().hex}"
    else:
        location = f"{request.getfixturevalue(files.lower())}/{uuid4().hex}"
    if state == "SQLite":
        yield Place(location, str(tmp_path / "state.db"))
    else:
        yield Place(location, request.getfixturevalue("postgres").state())


def test_commits_give_each_revision_once_and_files_as_their_manifests_say(place: Place) -> None:
    texts = ("rivers", "rivers", "lakes")
    for day, text in enumerate(texts):
        with place.open(now=NOW + day * DAY) as dataset:
            crawl(dataset, web(A, text=text), now=NOW + day * DAY, revisit_after=1)
    assert place.lines() == [(record_id(A), 1, "rivers"), (record_id(A), 2, "lakes")]
    assert [manifest.commit for manifest in place.commits()] == [1, 2, 3]
    for manifest in place.commits():
        check_files(place.location, manifest)
    assert place.staged() == []


def test_a_line_that_is_published_already_is_left_out(place: Place) -> None:
    with place.open() as dataset:
        find(dataset, A, B)
        first, second = plan(dataset)
        batch = Batch.create(dataset.location, "run-1")
        for request in (first, second, first):
            visit(batch, request, web(A, B))
        dataset.commit(batch.close(), now=NOW)
    assert [name for name, _, _ in place.lines()] == [record_id(A), record_id(B)]
    check_files(place.location, *place.commits())


def test_what_the_archive_has_of_discovery_is_known_from_its_commit_on(place: Place) -> None:
    map_, feed, feeds = (f"https://gazette.test/{name}" for name in ("sitemap.xml", "feed", "feeds"))
    with place.open() as dataset:
        batch = Batch.create(dataset.location, "run-1")
        for url, status, body in ((map_, 200, b"<urlset/>"), (feed, 200, b"<rss/>"), (feed, 503, b"busy")):
            batch.store(Page(url=url, body=body, status=status, fetched_at=NOW, purpose="discovery"))
        known = partial(dataset.state.document, now=NOW)
        assert known(map_, 200, None) is None
        dataset.commit(batch.close(), now=NOW)
        busy, rss = (hashlib.sha256(body).hexdigest() for body in (b"busy", b"<rss/>"))
        assert known(feed, 200, None) == KnownDocument(feed, rss, NOW)
        assert known(feed, 200, busy) == KnownDocument(feed, rss, NOW), "its own comes before the same one"
        assert known(feed, 503, None) == KnownDocument(feed, busy, NOW)
        assert known(feeds, 200, rss) == KnownDocument(feed, rss, NOW)
        assert known(feeds, 200, None) is None
        assert known("https://other.test/feed", 200, rss) is None
        assert dataset.state.document(feed, 200, rss, now=NOW + 91 * DAY) is None
        assert prune_archive(dataset, days=None, size=0, now=NOW) == (1,)
        assert known(map_, 200, None) is None
    check_files(place.location, *place.commits())
    assert place.staged() == []


class CutError(Exception):
    """The process ends here."""


@pytest.mark.parametrize("step", ["entered", "committed", "evidence", "manifest"])
def test_a_commit_that_was_cut_off_is_whole_or_was_not(place: Place, step: str) -> None:
    def cut(done: str) -> None:
        if done == step:
            raise CutError

    dataset = place.open(on_step=cut)
    find(dataset, A, B)
    first, second = plan(dataset)
    batch = Batch.create(dataset.location, "run-1")
    visit(batch, first, web(A))
    fail(batch, second, Reason.NOT_A_REVIEW, status=200)
    with pytest.raises(CutError):
        dataset.commit(batch.close(), now=NOW)
    dataset.close()
    with place.open(on_step=no_one) as dataset:
        entered = step not in ("begun", "entered")
        assert len(place.lines()) == (1 if entered else 0)
        assert len(plan(dataset)) == (0 if entered else 2)
        assert place.staged() == []
    for manifest in place.commits():
        check_files(place.location, manifest)


def test_a_published_file_with_other_bytes_is_never_written_over(place: Place) -> None:
    store = open_store(place.location)
    part = "reviews/date=2026-03-01/part-00000001.jsonl"
    store.make_folder(".staging")
    store.write_whole(part, b"precious\n")
    with place.open() as dataset, pytest.raises(DatasetError, match="in the way"):
        crawl(dataset, web(A))
    assert store.read(part) == b"precious\n"
    assert place.commits() == []


def test_a_second_opening_is_refused_until_the_first_is_closed(place: Place) -> None:
    with place.open(), pytest.raises(DatasetError, match=r"in use by process \d+ on .*, last seen 0 s ago: wait"):
        place.open()
    place.open().close()


def test_a_process_that_lost_the_lease_cannot_write_any_more(place: Place) -> None:
    stopped = place.open()
    find(stopped, A)
    descriptor = stage(stopped, plan(stopped), web(A)).close()
    later = NOW + timedelta(seconds=LEASE_SECONDS + 1)
    with place.open(now=later) as dataset:
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
    assert place.lines() == []


def test_a_batch_whose_claim_was_lost_leaves_no_trace(place: Place) -> None:
    with place.open() as dataset:
        find(dataset, A)
        batch = stage(dataset, plan(dataset), web(A))
        later = NOW + timedelta(hours=2)
        assert len(plan(dataset, now=later)) == 1
        assert dataset.commit(batch.close(), now=later) is None
        assert place.lines() == []
        assert place.staged() == []


def test_files_of_one_dataset_and_the_state_of_another_stop_the_run(place: Place, tmp_path: Path) -> None:
    with place.open() as dataset:
        crawl(dataset, web(A))
    other = tmp_path / "other"
    with open_dataset(other) as dataset:
        crawl(dataset, web(A))
    with pytest.raises(DatasetError, match="state of another dataset"):
        open_dataset(other, state=place.state)


def test_a_place_that_can_be_written_to_is_left_empty(place: Place) -> None:
    check_writable(place.location)
    assert place.staged() == []


# Where nothing can be kept


def test_a_dataset_on_an_object_store_needs_its_state_elsewhere() -> None:
    with pytest.raises(UsageError, match="set REVIEWLINES_STATE to a PostgreSQL URL or a file"):
        open_dataset("memory://nowhere")


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("mysql://root:secret@host/db", "a state in mysql is not possible"),
        ("postgresql://user:secret@[::1/db", "the state's URL cannot be read"),
        ("://", "the state's URL cannot be read"),
    ],
)
def test_a_state_that_cannot_be_is_named_without_its_password(tmp_path: Path, state: str, said: str) -> None:
    with pytest.raises(UsageError, match=said) as caught:
        open_dataset(tmp_path, state=state)
    assert "secret" not in str(caught.value)


def test_a_server_that_does_not_answer_is_one_line_without_the_password(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="cannot use postgresql") as caught:
        open_dataset(tmp_path, state="postgresql://user:secret@127.0.0.1:1/db")
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_bucket_that_is_not_there_is_one_line(s3: str, tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"cannot write to s3://nobodys-bucket/x: .*bucket") as caught:
        check_writable("s3://nobodys-bucket/x")
    assert "\n" not in str(caught.value)


def test_a_kind_of_store_that_nobody_knows_is_named() -> None:
    with pytest.raises(UsageError, match="there is no store of the kind nosuch://"):
        open_store("nosuch://bucket/x")
