"""A crawl of the demo site, from discovery to the published dataset: real sockets, real files, real state."""

import asyncio
import hashlib
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from fastwarc import ArchiveIterator
from fastwarc.warc import WarcRecordType

from flows.demo import DemoSite
from flows.pipeline import open_crawl
from flows.settings import Settings
from flows.storage.dataset import read_reviews
from schemas.evidence import ReviewEvidence
from schemas.reject import Reject
from schemas.review import ReviewRecord
from schemas.run import CommitManifest, PublishedFile, RunReport

ROOT = Path(__file__).parents[2]


def crawl(data: Path, *, edition: int = 1, revisit_after: float = 3600, **settings: Any) -> tuple[RunReport, DemoSite]:
    """One run as the flow does it, without Prefect around it."""

    async def run(demo: DemoSite) -> RunReport:
        chosen = Settings(data=data, revisit_after=revisit_after, **settings)
        async with open_crawl(chosen, demo.sites, host_map=demo.host_map) as started:
            await started.discover()
            for job in started.batches():
                started.commit(await started.work(job))
            return started.finish()

    with DemoSite(edition=edition) as demo:
        return asyncio.run(run(demo)), demo


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RunReport, DemoSite]:
    data = tmp_path_factory.mktemp("first") / "data"
    return data, *crawl(data)


def records(data: Path) -> list[dict[str, Any]]:
    return list(read_reviews(data))


def test_the_demo_site_gives_its_reviews_and_nothing_else(first: tuple[Path, RunReport, DemoSite]) -> None:
    data, report, _ = first
    assert Counter(record["site"] for record in records(data)) == {
        "hallyunotebook": 23,
        "eveningledger": 18,
        "kinokarte": 18,
    }
    rejected = {site.site: {reason.value: count for reason, count in site.rejects.items()} for site in report.sites}
    assert rejected == {
        "hallyunotebook": {"not_a_review": 3, "listing": 3, "gone": 1, "robots_disallowed": 1},
        "eveningledger": {"not_a_review": 6, "listing": 2, "not_found": 1},
        "kinokarte": {},
    }


def test_every_url_that_was_found_has_exactly_one_outcome(first: tuple[Path, RunReport, DemoSite]) -> None:
    data, report, _ = first
    assert report.complete
    assert not report.failed
    for site in report.sites:
        rejected = sum(site.rejects.values())
        giving = Counter(record["site"] for record in records(data))[site.site]
        assert site.visited == giving + rejected + site.unchanged + site.aliases, site


def test_records_are_valid_unique_and_never_show_the_port(first: tuple[Path, RunReport, DemoSite]) -> None:
    data, report, _ = first
    lines = records(data)
    assert report.records == len(lines) >= 50
    assert len({line["id"] for line in lines}) == len(lines)
    for line in lines:
        record = ReviewRecord.model_validate(line)
        assert record.url is not None
        assert record.url.split("/")[2].endswith(".test")
        assert "127.0.0.1" not in json.dumps(line)
        assert record.rights.robots == "allowed"


def test_evidence_stands_beside_each_record_in_the_same_order(first: tuple[Path, RunReport, DemoSite]) -> None:
    data, _, _ = first
    for part in sorted((data / "reviews").rglob("*.jsonl")):
        proofs = data / "evidence" / part.relative_to(data / "reviews")
        pairs = zip(part.read_text("utf-8").splitlines(), proofs.read_text("utf-8").splitlines(), strict=True)
        for line, proof in pairs:
            assert ReviewEvidence.model_validate_json(proof).id == json.loads(line)["id"]


def test_every_reject_has_its_reason(first: tuple[Path, RunReport, DemoSite]) -> None:
    data, report, _ = first
    rejects = [
        Reject.model_validate_json(line)
        for part in (data / "rejects").rglob("*.jsonl")
        for line in part.read_text("utf-8").splitlines()
    ]
    assert Counter(reject.reason for reject in rejects) == sum((Counter(s.rejects) for s in report.sites), Counter())
    assert {"not_a_review", "gone", "not_found", "robots_disallowed"} <= {reject.reason for reject in rejects}
    assert all(reject.url for reject in rejects)


def test_the_manifest_accounts_for_every_file(first: tuple[Path, RunReport, DemoSite]) -> None:
    data, _, _ = first
    listed: dict[str, PublishedFile] = {}
    for number, path in enumerate(sorted((data / "manifest").glob("*.json")), start=1):
        manifest = CommitManifest.model_validate_json(path.read_text("utf-8"))
        assert manifest.commit == number
        listed |= {file.path: file for file in manifest.files}
    for name, file in listed.items():
        content = (data / name).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file.bytes, file.sha256)
    published = {
        path.relative_to(data).as_posix()
        for folder in ("reviews", "evidence", "rejects", "archive")
        for path in (data / folder).rglob("*")
        if path.is_file()
    }
    assert published == set(listed)


def test_the_archive_holds_what_each_record_was_read_from(first: tuple[Path, RunReport, DemoSite]) -> None:
    data, _, _ = first
    line = records(data)[0]
    pointer = line["page"]["archive"]
    with (data / pointer["file"]).open("rb") as stream:
        stream.seek(pointer["offset"])
        response = next(iter(ArchiveIterator(stream, record_types=WarcRecordType.response, auto_decode="content")))
        assert response.headers["WARC-Target-URI"] == line["url"]
        assert hashlib.sha256(response.reader.read()).hexdigest() == line["page"]["sha256"]


def test_what_robots_txt_forbids_is_not_asked_for(first: tuple[Path, RunReport, DemoSite]) -> None:
    data, _, demo = first
    forbidden = [
        reject["url"]
        for part in (data / "rejects").rglob("*.jsonl")
        for reject in map(json.loads, part.read_text("utf-8").splitlines())
        if reject["reason"] == "robots_disallowed"
    ]
    assert forbidden
    asked = {f"http://{host}{path}" for host, path, _ in demo.requests}
    assert not asked & set(forbidden)


def test_the_ledger_is_what_the_server_saw(first: tuple[Path, RunReport, DemoSite]) -> None:
    _, report, demo = first
    seen = Counter(host for host, _, _ in demo.requests)
    assert {host.host: host.requests for host in report.hosts} == seen


def test_a_second_run_fetches_only_what_changed_and_writes_no_line_twice(tmp_path: Path) -> None:
    data = tmp_path / "data"
    crawl(data)
    before = records(data)

    again, demo = crawl(data, edition=2)
    added = records(data)[len(before) :]
    assert again.records == len(added) == 1, "the one review that was edited"
    assert not again.failed, "a link that is still broken is no failure of the run"
    (changed,) = added
    (was,) = [line for line in before if line["id"] == changed["id"]]
    assert (was["revision"], changed["revision"]) == (1, 2)
    assert was["rating"]["value"] != changed["rating"]["value"]
    assert [path for _, path, status in demo.requests if status == 200 and path.endswith("-review/")] == [
        "/vincenzo-review/"
    ], "no other review is asked for"

    third, _ = crawl(data, edition=2)
    assert third.records == 0
    assert records(data) == [*before, changed]


def test_pages_that_are_due_again_are_asked_for_with_their_validators(tmp_path: Path) -> None:
    data = tmp_path / "data"
    crawl(data)
    again, demo = crawl(data, revisit_after=0)
    assert again.records == 0
    answers = Counter(
        status for host, path, status in demo.requests if host == "kinokarte.test" and path.count("/") > 2
    )
    assert answers[304] >= 15
    assert sum(host.not_modified for host in again.hosts) >= 50


def test_small_batches_give_the_same_records(first: tuple[Path, RunReport, DemoSite], tmp_path: Path) -> None:
    data, _, _ = first
    report, _ = crawl(tmp_path / "data", batch_size=7)
    assert len(report.commits) > 5

    def content(folder: Path) -> dict[str, str]:
        return {line["id"]: ReviewRecord.model_validate(line).content_sha256() for line in records(folder)}

    assert content(tmp_path / "data") == content(data)


def test_a_page_limit_is_kept_and_the_next_run_goes_on(tmp_path: Path) -> None:
    report, _ = crawl(tmp_path / "data", max_pages=10)
    assert sum(site.visited for site in report.sites) == 10
    rest, _ = crawl(tmp_path / "data")
    assert rest.records > 0
    lines = records(tmp_path / "data")
    assert len({line["id"] for line in lines}) == len(lines)


@pytest.mark.prefect
def test_the_whole_command_runs_the_flow_on_prefects_embedded_server(tmp_path: Path) -> None:
    def command() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "flows.cli", "crawl", "--demo", "--json", "--data", str(tmp_path / "data")],
            capture_output=True,
            text=True,
            cwd=ROOT,
            env={name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")},
            timeout=240,
            check=False,
        )

    first_run = command()
    assert first_run.returncode == 0, first_run.stderr
    report = RunReport.model_validate_json(first_run.stdout)
    assert report.records == len(records(tmp_path / "data")) >= 50
    assert first_run.stderr == ""
    assert (tmp_path / "data" / ".prefect" / "prefect.db").exists(), "Prefect lives in the data folder"
    second_run = command()
    assert second_run.returncode == 0, second_run.stderr
    assert RunReport.model_validate_json(second_run.stdout).records == 1


@pytest.mark.prefect
def test_credentials_of_a_url_are_nowhere(tmp_path: Path) -> None:
    """Neither in what is printed nor in what is kept: Prefect's parameters, the state, logs, the ledger."""
    for command in (["crawl"], ["backfill", "--since", "2020-01-01"]):
        done = subprocess.run(
            [sys.executable, "-m", "flows.cli", *command, "https://me:hunter2@127.0.0.1/"],
            cwd=ROOT,
            env={**os.environ, "REVIEWLINES_DATA": str(tmp_path / "data"), "REVIEWLINES_CONTACT": "me@example.test"},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert "no public address" in done.stdout + done.stderr
        assert "hunter2" not in done.stdout + done.stderr
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.name == "prefect.db" for path in kept)
    assert [path for path in kept if b"hunter2" in path.read_bytes()] == []
