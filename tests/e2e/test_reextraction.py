"""The cycle of the issue: crawl the demo site, improve a site file, read the stored pages again, compare, accept."""

import asyncio
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

import flows.reread
from extractors.extract import EXTRACTOR_VERSION, extract_reviews
from flows import backfill
from flows.cli import app
from flows.errors import DatasetError
from flows.pipeline import now
from flows.reports.difference import difference, difference_lines
from flows.reread import accept, reread_archive, site_finder
from flows.settings import Settings
from flows.sites import load_sites
from flows.storage import proposals
from flows.storage.database import open_database
from flows.storage.dataset import Dataset
from flows.storage.read import read_latest, read_reviews
from flows.storage.store import open_store
from flows.storage.verify import verify
from schemas.proposal import Accepted, Difference, SiteDifference
from schemas.reject import Reason, Reject
from tests.e2e.test_crawl import crawl

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
BETTER = re.findall(r"```toml\n(key = \"eveningledger\".*?)```", README, re.DOTALL)[0]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crawled") / "data"
    crawl(folder)
    return folder


@pytest.fixture
def data(crawled: Path, tmp_path: Path) -> Path:
    return shutil.copytree(crawled, tmp_path / "data")


def held(data: Path) -> Dataset:
    return Dataset.open(data, now=now(), extractor_version=EXTRACTOR_VERSION)


def reread(data: Path, sites: Path) -> Difference:
    with held(data) as dataset:
        settings = Settings(data=data, sites=sites)
        reading = reread_archive(dataset, settings, site_finder(load_sites(sites)), clock=now)
        assert reading is not None
        return difference(reading, (one for part in proposals.proposals(dataset.store) for one in part))


def accepted(data: Path) -> Accepted:
    with held(data) as dataset:
        return accept(dataset, Settings(data=data), clock=now)


def better(folder: Path, text: str = BETTER) -> Path:
    (folder / "sites").mkdir()
    (folder / "sites" / "eveningledger.toml").write_text(text)
    return folder / "sites"


def problems(data: Path) -> tuple[str, ...]:
    store = open_store(data)
    database = open_database(store, None)
    try:
        return verify(store, database).problems
    finally:
        database.close()


def ledger(told: Difference) -> SiteDifference:
    return next(site for site in told.sites if site.site == "eveningledger")


def test_the_same_extractor_proposes_nothing(data: Path, tmp_path: Path) -> None:
    told = reread(data, tmp_path / "none")
    assert told.changes == 0
    assert {site.site: site.records for site in told.sites} == {
        "hallyunotebook": 23,
        "eveningledger": 18,
        "kinokarte": 18,
    }
    assert accepted(data).records == 0


def test_a_better_site_file_is_compared_and_accepted(data: Path, tmp_path: Path) -> None:
    before = list(read_reviews(data))
    told = reread(data, better(tmp_path))
    assert [(site.site, site.changed) for site in told.sites if site.changed] == [("eveningledger", 18)]
    (verdict,) = ledger(told).fields
    assert (verdict.field, verdict.gained, verdict.lost, verdict.changed) == ("verdict", 18, 0, 0)
    assert len(verdict.examples) == 3
    assert "  verdict: 18 gained, 0 lost, 0 changed of 0" in list(difference_lines(told))
    assert list(read_reviews(data)) == before, "nothing is published before it is accepted"

    assert accepted(data).model_dump(exclude={"run"}) == {"commits": (2,), "records": 18, "outdated": 0}
    lines = list(read_reviews(data))
    assert lines[: len(before)] == before
    assert {(line["site"], line["revision"]) for line in lines[len(before) :]} == {("eveningledger", 2)}
    assert sum(line["verdict"] is not None for line in read_latest(data) if line["site"] == "eveningledger") == 18
    assert problems(data) == ()
    with pytest.raises(DatasetError, match="nothing is proposed"):
        accepted(data)


def test_the_next_crawl_finds_nothing_new_in_what_was_accepted(data: Path, tmp_path: Path) -> None:
    reread(data, better(tmp_path))
    accepted(data)
    report, _ = crawl(data, revisit_after=0)
    assert report.records == 0


def test_pages_that_are_no_reviews_to_a_later_extractor_are_withdrawn(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    def stricter(page: Any, site: Any, **rest: Any) -> Any:
        found = extract_reviews(page, site, **rest)
        if "conclave" in page.url:
            reject = Reject(url=page.url, site=site.key, reason=Reason.NOT_A_REVIEW, page=page.describe())
            return type(found)(reject=reject)
        return found

    with monkeypatch.context() as patch:
        patch.setattr(flows.reread, "extract_reviews", stricter)
        told = reread(data, tmp_path / "none")
    site = ledger(told)
    assert (site.gained, site.lost, site.changed) == (0, 1, 0)
    assert site.examples[0].after is None
    assert site.share_lost == 1 / 18
    accepted(data)
    (line,) = [line for line in read_reviews(data) if line["revision"] == 2]
    assert (line["status"], line["work"]["title"]) == ("withdrawn", "Conclave")
    assert problems(data) == ()

    told = reread(data, tmp_path / "none")  # the stricter one was wrong
    assert (ledger(told).gained, ledger(told).lost) == (1, 0)
    accepted(data)
    assert {line["status"] for line in read_latest(data)} == {"present"}


def test_a_page_that_changed_since_is_left_out(data: Path, tmp_path: Path) -> None:
    reread(data, better(tmp_path))
    with held(data) as dataset, dataset.state.transaction() as connection:
        connection.exec_driver_sql("UPDATE url SET body_sha256 = x'00' WHERE url LIKE '%conclave-review'")
    result = accepted(data)
    assert (result.records, result.outdated) == (17, 1)


def test_a_re_extraction_that_was_cut_off_proposes_nothing(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reread(data, better(tmp_path))

    def cut_off(*_: object) -> Iterator[None]:
        raise KeyboardInterrupt

    monkeypatch.setattr(proposals, "finish", cut_off)
    with pytest.raises(KeyboardInterrupt):
        reread(data, tmp_path / "sites")
    with pytest.raises(DatasetError, match="nothing is proposed"):
        accepted(data)


@pytest.fixture
def read_pages(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The URLs that were read again so far."""
    pages: list[str] = []

    def counted(page: Any, site: Any, **rest: Any) -> Any:
        pages.append(page.url)
        return extract_reviews(page, site, **rest)

    monkeypatch.setattr(flows.reread, "extract_reviews", counted)
    return pages


def test_a_re_extraction_that_was_cut_off_goes_on_where_it_stopped(
    tmp_path: Path, read_pages: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data, sites = tmp_path / "data", better(tmp_path)
    crawl(data, batch_size=20)
    whole = reread(shutil.copytree(data, tmp_path / "copy"), sites)
    pages = list(read_pages)
    assert len(set(pages)) == len(pages)
    read_pages.clear()

    keep, kept = proposals.propose, 0

    def cut_off(*arguments: Any) -> None:
        nonlocal kept
        if kept == 2:
            raise KeyboardInterrupt
        keep(*arguments)
        kept += 1

    with monkeypatch.context() as patch:
        patch.setattr(proposals, "propose", cut_off)
        with pytest.raises(KeyboardInterrupt):
            reread(data, sites)
    with pytest.raises(DatasetError, match="nothing is proposed"):
        accepted(data)
    cut = len(read_pages)
    assert reread(data, sites).model_dump(exclude={"run"}) == whole.model_dump(exclude={"run"})
    again = len(read_pages) - cut
    assert 0 < again < len(pages), "what was read before the cut is not read again"
    result = accepted(data)
    assert (result.records, len(result.commits)) == (18, 1), "one commit, of however many archive files"
    assert problems(data) == ()


def test_a_second_re_extraction_reads_what_could_read_otherwise(
    data: Path, tmp_path: Path, read_pages: list[str]
) -> None:
    sites = better(tmp_path)
    first = reread(data, sites)
    read_pages.clear()
    assert reread(data, sites).model_dump(exclude={"run"}) == first.model_dump(exclude={"run"})
    assert read_pages == []
    (sites / "eveningledger.toml").write_text(BETTER.replace(".standfirst", ".none"))
    assert reread(data, sites).changes == 0
    assert read_pages != []


def test_the_file_of_a_proposal_is_read_line_by_line(data: Path, tmp_path: Path) -> None:
    reread(data, better(tmp_path))
    (path,) = (data / ".proposed").glob("*-*.jsonl")
    first: dict[str, Any] = json.loads(path.read_text().splitlines()[0])
    assert first["changes"][0]["before"]["verdict"] is None
    assert first["changes"][0]["after"]["revision"] == 2


def test_the_duckdb_line_of_the_readme_gives_the_last_revisions(data: Path, tmp_path: Path) -> None:
    reread(data, better(tmp_path))
    accepted(data)
    (line,) = re.findall(r'duckdb -c "(.*?)"', README)
    found = duckdb.sql(line.replace("'data/", f"'{data}/"))
    assert found is not None
    assert set(found.fetchall()) == {
        (row["site"], row["work"]["title"], row["rating"] and row["rating"]["normalized"]) for row in read_latest(data)
    }


@pytest.mark.parametrize(("limit", "is_accepted"), [(None, False), (0.0, True)])
def test_what_loses_nothing_is_accepted_by_itself_where_that_is_set(
    data: Path, tmp_path: Path, limit: float | None, is_accepted: bool
) -> None:
    told = asyncio.run(backfill.reread(Settings(data=data, sites=better(tmp_path), accept_lost=limit)))
    assert told is not None
    assert told.accepted is is_accepted
    assert (len(list(read_reviews(data))) == 59 + 18) is is_accepted


def run(*words: object) -> int:
    return int(app([str(word) for word in words], standalone_mode=False) or 0)


def test_the_commands_of_the_cycle(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reread(data, better(tmp_path))
    assert run("data", "diff", "--data", data, "--json") == 0
    assert Difference.model_validate_json(capsys.readouterr().out).changes == 18
    assert run("data", "diff", "--data", data) == 0
    assert "verdict: 18 gained" in capsys.readouterr().out
    assert run("data", "accept", "--data", data) == 0
    assert capsys.readouterr() == ("", "18 new lines in commits 2\n")
    assert run("data", "verify", "--data", data) == 0
    assert run("data", "stats", "--data", data) == 0
    assert "59 records, 77 revisions" in capsys.readouterr().out
    assert run("data", "compact", "--data", data) == 0
    assert run("data", "forget", "kinokarte.test", "--yes", "--data", data, "--json") == 0
    assert json.loads(capsys.readouterr().out)["lines"] == 36
    next((data / "rejects").rglob("*.jsonl")).write_bytes(b"")
    assert run("data", "verify", "--data", data) == 1
    assert "problem: rejects/" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["verify", "stats", "compact", "diff", "accept", "forget a.test --yes"])
def test_a_command_makes_no_dataset(tmp_path: Path, command: str) -> None:
    with pytest.raises(DatasetError, match=r"no dataset|nothing is proposed"):
        run("data", *command.split(), "--data", tmp_path / "none")
    assert not (tmp_path / "none").exists()
