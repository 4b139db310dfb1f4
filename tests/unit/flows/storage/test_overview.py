"""What the report counts, against the same counted by hand."""

import json
from collections import Counter
from pathlib import Path

import pytest

from flows.errors import DatasetError
from flows.storage.overview import FIELDS, UNSURE, overview
from flows.storage.read import read_latest, read_manifests, read_reviews
from flows.storage.store import open_store
from schemas.overview import Overview
from tests.synthetic import OUTLETS, write_dataset

pytest.importorskip("duckdb", reason="no DuckDB: pip install 'reviewlines[report]'")

LINES = 1_200
RUNS = 6


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("overview") / "data"
    write_dataset(path, LINES)
    return path


@pytest.fixture(scope="module")
def counted(folder: Path) -> Overview:
    return overview(open_store(folder))


def test_of_each_record_the_last_revision_counts(folder: Path, counted: Overview) -> None:
    statuses = Counter(record["status"] for record in read_latest(folder))
    assert (counted.present, counted.gone, counted.withdrawn) == (statuses["present"], statuses["gone"], 0)
    assert counted.revisions == LINES == sum(1 for _ in read_reviews(folder))
    assert statuses["gone"] > 0


def test_days_tell_what_each_commit_added(folder: Path, counted: Overview) -> None:
    assert len(counted.days) == RUNS
    lines = list(read_reviews(folder))
    assert sum(day.records for day in counted.days) == sum(line["revision"] == 1 for line in lines)
    assert sum(day.revisions for day in counted.days) == sum(line["revision"] > 1 for line in lines)
    assert sum(day.rejects for day in counted.days) == counted.rejected == sum(one.pages for one in counted.rejects)


def test_coverage_counts_the_present_records_that_have_a_field(folder: Path, counted: Overview) -> None:
    present = [record for record in read_latest(folder) if record["status"] == "present"]
    for site in counted.sites:
        own = [record for record in present if record["site"] == site.site]
        shares = {one.field: one.filled for one in site.coverage}
        assert list(shares) == list(FIELDS)
        assert site.present == len(own)
        assert shares["work.title"] == sum(record["work"]["title"] is not None for record in own)
        assert shares["work.platforms"] == sum(bool(record["work"]["platforms"]) for record in own)
        assert shares["rating"] == sum(record["rating"] is not None for record in own)
        directed = sum(any(one["role"] == "director" for one in record["credits"]) for record in own)
        assert shares["credits.director"] == directed
        assert shares["verdict"] == shares["pros"] == 0


def test_ratings_are_binned_and_0_and_1_have_their_bins(folder: Path, counted: Overview) -> None:
    rated = [record for record in read_latest(folder) if record["status"] == "present" and record["rating"]]
    for outlet in counted.outlets:
        own = [one["rating"]["normalized"] for one in rated if one["outlet"]["domain"] == outlet.outlet]
        assert sum(outlet.bins) == outlet.rated == len(own)
        assert outlet.bins[-1] == sum(rating >= 0.9 for rating in own)
        assert outlet.bins[0] == sum(rating < 0.1 for rating in own)
        assert outlet.bins[3] == sum(0.3 <= rating < 0.4 for rating in own)
        assert outlet.mean == pytest.approx(sum(own) / len(own), abs=1e-6)


def test_pairs_compare_the_works_that_both_have_rated(folder: Path, counted: Overview) -> None:
    works: dict[tuple[str, str], list[float]] = {}
    for record in read_latest(folder):
        if record["status"] == "present" and record["rating"]:
            key = f"{record['work']['title']} {record['work']['kind']}"
            works.setdefault((record["outlet"]["domain"], key), []).append(record["rating"]["normalized"])
    pair = counted.pairs[0]
    one = {work: sum(each) / len(each) for (outlet, work), each in works.items() if outlet == pair.one}
    other = {work: sum(each) / len(each) for (outlet, work), each in works.items() if outlet == pair.other}
    both = one.keys() & other.keys()
    assert pair.works == len(both)
    assert pair.difference == pytest.approx(sum(one[work] - other[work] for work in both) / len(both), abs=1e-6)
    assert pair.distance == pytest.approx(sum(abs(one[work] - other[work]) for work in both) / len(both), abs=1e-6)
    assert counted.works_from == "titles"


def test_the_redesign_of_the_last_run_is_the_first_drift(counted: Overview) -> None:
    first = counted.drift[0]
    assert (first.site, first.field, first.now, first.is_worse) == (OUTLETS[0][0], "credits.director", 0.0, True)
    assert first.before == pytest.approx(0.9, abs=0.1)


def test_without_a_redesign_nothing_drifts(tmp_path: Path) -> None:
    write_dataset(tmp_path / "data", LINES, redesign=False, evidence=False)
    counted = overview(open_store(tmp_path / "data"))
    assert counted.drift == ()
    assert counted.samples == ()


def test_values_to_look_at_are_the_least_sure_with_what_the_record_says(folder: Path, counted: Overview) -> None:
    records = {record["id"]: record for record in read_latest(folder)}
    assert counted.doubts
    assert [doubt.confidence for doubt in counted.doubts] == sorted(doubt.confidence for doubt in counted.doubts)
    assert all(doubt.confidence < UNSURE for doubt in counted.doubts)
    for doubt in counted.doubts:
        assert records[doubt.id]["confidence"][doubt.field] == doubt.confidence
        assert doubt.value is not None
        assert doubt.url == records[doubt.id]["url"]


def test_samples_are_records_with_their_own_evidence(counted: Overview) -> None:
    assert len({sample.record["site"] for sample in counted.samples}) == len(counted.samples) > 0
    assert all(sample.evidence.id == sample.record["id"] for sample in counted.samples)


def test_the_ledger_adds_up_the_runs(folder: Path, counted: Overview) -> None:
    reports = [json.loads(path.read_bytes()) for path in (folder / "runs").iterdir()]
    for host in counted.hosts:
        own = [line for report in reports for line in report["hosts"] if line["host"] == host.host]
        assert host.requests == sum(line["requests"] for line in own)
        assert host.shortest_gap == min(line["shortest_gap"] for line in own)
        assert host.too_fast == 0


def test_two_countings_are_equal(folder: Path, counted: Overview) -> None:
    assert overview(open_store(folder)) == counted


def test_a_page_that_gives_a_record_again_is_no_reject(tmp_path: Path) -> None:
    data = tmp_path / "data"
    write_dataset(data, 96, evidence=False)
    before = overview(open_store(data)).rejected
    records = sorted(data.glob("reviews/*/*"))
    oldest, newest = (json.loads(part.read_text().partition("\n")[0])["url"] for part in (records[0], records[-1]))
    refused_first(min(data.glob("rejects/*/*")), newest)  # it gives a record since
    refused_first(max(data.glob("rejects/*/*")), oldest)  # it gave one before
    assert overview(open_store(data)).rejected == before - 1


def refused_first(part: Path, url: str) -> None:
    """The first reject of a part is that of another page."""
    first, *others = part.read_text().splitlines()
    part.write_text("\n".join([json.dumps(json.loads(first) | {"url": url}), *others]) + "\n")


def test_joined_works_come_from_the_enrichment(folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    write_dataset(data, 240, evidence=False)
    enriched = data / "enriched" / "catalogue=1"
    enriched.mkdir(parents=True)
    lines = [
        {"id": record["id"], "revision": record["revision"], "match": {"outcome": "joined", "work": "tt0000001"}}
        for record in read_latest(data)
    ]
    (enriched / "part-00000001.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    report = {
        "catalogue": "1",
        "matcher": "1",
        "folder": "enriched/catalogue=1",
        "commit": 1,
        "new": 0,
        "lines": 240,
        "outcomes": {},
        "works": 1,
        "outlets": 12,
    }
    (data / "enriched" / "current.json").write_text(json.dumps(report))
    counted = overview(open_store(data))
    assert counted.works_from == "catalogue"
    assert [(work.work, work.reviews) for work in counted.works] == [("tt0000001", counted.present)]


def test_an_empty_dataset_is_counted(tmp_path: Path) -> None:
    write_dataset(tmp_path / "data", 0)
    counted = overview(open_store(tmp_path / "data"))
    assert (counted.present, counted.commits, counted.sites, counted.samples) == (0, 0, (), ())


def test_a_folder_without_a_dataset_is_told(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="there is no dataset"):
        overview(open_store(tmp_path))


def test_a_folder_may_be_called_as_it_likes(tmp_path: Path) -> None:
    folder = tmp_path / "it's [a] *folder*?"
    write_dataset(folder, 100)
    assert overview(open_store(folder)).revisions == 100


def test_a_part_that_was_cut_short_is_told(tmp_path: Path) -> None:
    """DuckDB finds what is cut inside of a line, now and then; what is cut behind one, never."""
    write_dataset(tmp_path / "data", 100)
    part = min((tmp_path / "data" / "reviews").rglob("*.jsonl"))
    whole = part.read_bytes()
    for left in (whole[:-200], b"".join(whole.splitlines(keepends=True)[:-1])):
        part.write_bytes(left)
        with pytest.raises(DatasetError, match=r"cannot be read|is not as it was published"):
            overview(open_store(tmp_path / "data"))


def test_a_run_of_another_version_is_counted_as_unread(tmp_path: Path) -> None:
    write_dataset(tmp_path / "data", 100)
    (tmp_path / "data" / "runs" / "20270101t000000-000000.json").write_text('{"run": "x", "news": 1}')
    counted = overview(open_store(tmp_path / "data"))
    assert (counted.unread_runs, len(counted.runs)) == (1, RUNS)


def test_the_synthetic_lines_fit_the_schema(folder: Path) -> None:
    from schemas.review import ReviewRecord

    for record in list(read_reviews(folder))[:50]:
        ReviewRecord.model_validate_json(json.dumps(record))
    assert len(list(read_manifests(open_store(folder)))) == RUNS


def test_a_dataset_on_an_object_store_is_counted_and_gets_its_report(tmp_path: Path, s3: str) -> None:
    import fsspec

    pytest.importorskip("vl_convert", reason="no vl-convert-python: pip install 'reviewlines[report]'")
    from flows.overview import write_report

    write_dataset(tmp_path / "data", 96)
    files = fsspec.filesystem("s3")
    files.put(str(tmp_path / "data"), s3.removeprefix("s3://") + "/overview", recursive=True)
    assert overview(open_store(f"{s3}/overview")) == overview(open_store(tmp_path / "data"))
    assert write_report(f"{s3}/overview") == f"{s3}/overview/report.html"
    assert files.cat(s3.removeprefix("s3://") + "/overview/report.html").startswith(b"<!DOCTYPE html>")
