"""The run over a dataset's commits: only what is new, again after a cut, anew for another catalogue."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from flows.enrichment.build import build_catalogue
from flows.enrichment.catalogue import Catalogue
from flows.enrichment.run import Commit, enrich_commit, look_across
from flows.storage.store import STAGING, LocalStore
from schemas.enriched import EnrichReport, MatchOutcome
from tests.unit.flows.enrichment.records import record


@pytest.fixture
def store(tmp_path: Path) -> LocalStore:
    (tmp_path / "data" / STAGING).mkdir(parents=True)
    return LocalStore(tmp_path / "data")


def commit(number: int, *titles: str, digest: str = "0" * 64) -> Commit:
    lines = [
        json.loads(record(title, published="2024", number=100 * number + place).model_dump_json())
        for place, title in enumerate(titles)
    ]
    return Commit(number, digest, lambda: lines)


def run(commits: Sequence[Commit], catalogue: Catalogue, store: LocalStore) -> EnrichReport:
    new = sum(enrich_commit(one, catalogue, store) for one in commits)
    return look_across(commits, catalogue, store, new=new)


def test_only_new_commits_are_enriched(catalogue: Catalogue, store: LocalStore) -> None:
    first = commit(1, "Conclave", "Unheard Of")
    report = run([first], catalogue, store)
    assert (report.new, report.lines, report.works) == (2, 2, 1)
    assert report.outcomes[MatchOutcome.JOINED] == 1
    again = run([first, commit(2, "Anora")], catalogue, store)
    assert (again.new, again.lines, again.works, again.commit) == (1, 3, 2, 2)
    assert json.loads(store.read("enriched/current.json"))["folder"] == again.folder
    assert len(store.read("works/works.jsonl").splitlines()) == 2


def test_a_line_for_each_line_in_the_same_order(catalogue: Catalogue, store: LocalStore) -> None:
    one = commit(1, "Conclave", "Unheard Of", "Anora")
    report = run([one], catalogue, store)
    (part,) = store.names(report.folder)
    told = [json.loads(line) for line in store.read(part).splitlines()]
    assert [line["id"] for line in told] == [line["id"] for line in one.lines()]


def test_a_run_that_was_cut_off_goes_on(catalogue: Catalogue, store: LocalStore) -> None:
    commits = [commit(1, "Conclave"), commit(2, "Anora")]
    enrich_commit(commits[0], catalogue, store)
    assert run(commits, catalogue, store).new == 1


def test_another_catalogue_means_all_anew_beside_the_old(
    catalogue: Catalogue, store: LocalStore, tmp_path: Path
) -> None:
    commits = [commit(1, "Conclave")]
    before = run(commits, catalogue, store)
    works = tmp_path / "works.jsonl"
    works.write_text('{"id": "x1", "title": "Conclave", "kind": "film", "year": 2024}\n')
    build_catalogue([works], tmp_path / "other.db")
    with Catalogue(tmp_path / "other.db") as other:
        after = run(commits, other, store)
    assert after.new == 1
    assert before.folder != after.folder
    assert store.names(before.folder)


def test_a_commit_from_which_a_review_was_erased_is_enriched_anew(catalogue: Catalogue, store: LocalStore) -> None:
    run([commit(1, "Conclave", "Anora")], catalogue, store)
    report = run([commit(1, "Conclave", digest="1" * 64)], catalogue, store)
    assert report.lines == 1
    (part,) = store.names(report.folder)
    assert b"Anora" not in store.read(part)
