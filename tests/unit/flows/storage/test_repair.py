import shutil
import sqlite3
from datetime import datetime
from pathlib import Path

import pytest

from flows.errors import DatasetError
from flows.storage.dataset import Batch, Dataset, read_reviews
from flows.storage.repair import repair
from schemas.reject import Reason
from tests.unit.flows.storage.samples import (
    DAY,
    NOW,
    Web,
    crawl,
    fail,
    find,
    manifests,
    open_dataset,
    plan,
    stage,
    web,
)

A = "https://gazette.test/a"
B = "https://gazette.test/b"
C = "https://gazette.test/c"
D = "https://gazette.test/d"


def make(folder: Path, state: str | None = None) -> None:
    """Three commits: two reviews; one of them changed; two pages that are none, one of them gone for good."""
    site = web(A, B)
    with open_dataset(folder, state=state) as dataset:
        crawl(dataset, site)
        site.texts[A] = "A film about lakes"
        crawl(dataset, site, now=NOW + DAY, revisit_after=1)
        find(dataset, C, D, now=NOW + DAY)
        batch = Batch.create(dataset.location, "run-1")
        for request in plan(dataset, now=NOW + DAY):
            gone = request.url == D
            fail(
                batch,
                request,
                Reason.GONE if gone else Reason.NOT_A_REVIEW,
                status=410 if gone else 200,
                now=NOW + DAY,
            )
        dataset.commit(batch.close(), now=NOW + DAY)


def lines(folder: Path) -> list[tuple[str, int, str]]:
    return [(row["url"], row["revision"], row["headline"]) for row in read_reviews(folder)]


PUBLISHED = [(A, 1, "A film about rivers"), (B, 1, "A film about rivers"), (A, 2, "A film about lakes")]


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def states(request: pytest.FixtureRequest) -> tuple[str | None, str | None]:
    """The state that is lost, and the one that takes its place."""
    if request.param == "SQLite":
        return None, None
    postgres = request.getfixturevalue("postgres")
    return postgres.state(), postgres.state()


def revisit(dataset: Dataset, site: Web, now: datetime) -> None:
    requests = [request for request in plan(dataset, now=now) if request.url in site.texts]
    dataset.commit(stage(dataset, requests, site, now).close(), now=now)


def test_a_lost_state_is_rebuilt_from_manifests_and_parts(
    tmp_path: Path, states: tuple[str | None, str | None]
) -> None:
    lost, new = states
    make(tmp_path, lost)
    if lost is None:
        (tmp_path / "state.db").unlink()
    with pytest.raises(DatasetError, match="reviewlines data repair"):
        open_dataset(tmp_path, state=new)
    report = repair(tmp_path, state=new, now=NOW + DAY)
    assert (report.is_rebuilt, report.commits, report.records, report.urls) == (True, 3, 2, 4)
    site = web(A, B)
    site.texts[A] = "A film about lakes"
    with open_dataset(tmp_path, state=new, now=NOW + 2 * DAY) as dataset:
        due = plan(dataset, now=NOW + 2 * DAY)
        assert {request.url: [known.revision for known in request.records] for request in due} == {
            A: [2],
            B: [1],
            C: [],
        }, "what is gone for good is not asked for"
        assert not any(request.etag for request in due), "pages are fetched in full once"
        dataset.state.release([request.claim for request in due])
        revisit(dataset, site, NOW + 3 * DAY)
        assert lines(tmp_path) == PUBLISHED, "what is published is known"
        site.texts[A] = "A film about seas"
        revisit(dataset, site, NOW + 5 * DAY)
    assert lines(tmp_path) == [*PUBLISHED, (A, 3, "A film about seas")]
    assert [manifest.commit for manifest in manifests(tmp_path)] == [1, 2, 3, 4, 5]
    assert len({manifest.dataset_id for manifest in manifests(tmp_path)}) == 1


def test_a_state_that_is_behind_is_rebuilt(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with open_dataset(folder) as dataset:
        crawl(dataset, web(A))
    shutil.copy(folder / "state.db", tmp_path / "backup.db")
    with open_dataset(folder) as dataset:
        crawl(dataset, web(B))
    shutil.copy(tmp_path / "backup.db", folder / "state.db")
    with pytest.raises(DatasetError, match="reviewlines data repair"):
        open_dataset(folder)
    assert repair(folder, state=None, now=NOW).is_rebuilt
    with open_dataset(folder) as dataset:
        crawl(dataset, web(A, B))
    assert [url for url, _, _ in lines(folder)] == [A, B]


@pytest.mark.parametrize("left", [None, b"", b'{"commit": 2'], ids=["lost", "empty", "cut off"])
def test_manifests_are_written_anew_from_the_state(tmp_path: Path, left: bytes | None) -> None:
    make(tmp_path)
    path = tmp_path / "manifest" / "00000002.json"
    whole = path.read_bytes()
    path.unlink()
    if left is not None:
        path.write_bytes(left)
    report = repair(tmp_path, state=None, now=NOW)
    assert (report.manifests, report.is_rebuilt) == ((2,), False)
    assert path.read_bytes() == whole
    assert lines(tmp_path) == PUBLISHED


def test_all_manifests_are_written_anew_from_the_state(tmp_path: Path) -> None:
    make(tmp_path)
    shutil.rmtree(tmp_path / "manifest")
    assert repair(tmp_path, state=None, now=NOW).manifests == (1, 2, 3)
    assert lines(tmp_path) == PUBLISHED


def test_what_is_whole_is_left_alone(tmp_path: Path) -> None:
    make(tmp_path)
    with sqlite3.connect(tmp_path / "state.db") as connection:
        before = list(connection.execute("SELECT * FROM url ORDER BY id"))
    report = repair(tmp_path, state=None, now=NOW)
    assert (report.is_rebuilt, report.manifests, report.records) == (False, (), 2)
    with sqlite3.connect(tmp_path / "state.db") as connection:
        assert list(connection.execute("SELECT * FROM url ORDER BY id")) == before


def test_a_lost_state_and_a_lost_manifest_are_too_much(tmp_path: Path) -> None:
    make(tmp_path)
    (tmp_path / "state.db").unlink()
    (tmp_path / "manifest" / "00000002.json").unlink()
    with pytest.raises(DatasetError, match=r"the state is lost, and .*00000002\.json too: restore"):
        repair(tmp_path, state=None, now=NOW)


def test_a_part_that_was_cut_short_is_named(tmp_path: Path) -> None:
    make(tmp_path)
    (tmp_path / "state.db").unlink()
    (part,) = (tmp_path / "reviews").rglob("part-00000001.jsonl")
    part.write_bytes(part.read_bytes()[:-10])
    with pytest.raises(DatasetError, match=r"part-00000001\.jsonl is not as it was published"):
        repair(tmp_path, state=None, now=NOW)


def test_the_state_of_another_dataset_is_not_written_over(tmp_path: Path) -> None:
    for name in ("one", "two"):
        make(tmp_path / name)
    with pytest.raises(DatasetError, match="state of another dataset: move it away"):
        repair(tmp_path / "one", state=str(tmp_path / "two" / "state.db"), now=NOW)
    assert not repair(tmp_path / "two", state=None, now=NOW).is_rebuilt


def test_a_folder_without_the_files_that_the_state_tells_of_gets_no_manifests(tmp_path: Path) -> None:
    make(tmp_path / "data")
    with pytest.raises(DatasetError, match=r"of 3 commits, and none of their files is in .*elsewhere"):
        repair(tmp_path / "elsewhere", state=str(tmp_path / "data" / "state.db"), now=NOW)


def test_a_dataset_in_use_is_not_repaired(tmp_path: Path) -> None:
    with open_dataset(tmp_path), pytest.raises(DatasetError, match="in use by process"):
        repair(tmp_path, state=None, now=NOW)
