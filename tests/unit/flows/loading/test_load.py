"""What the tables hold after a load is what the dataset says, whatever came before."""

from pathlib import Path
from typing import Any, Literal

import pytest

from flows.errors import DatasetError, DestinationError
from flows.loader import load_dataset
from flows.loading.run import Choices
from flows.storage.read import read_reviews
from schemas.evidence import Agreement, CandidateEvidence, FieldEvidence, Method, Outcome, ReviewEvidence
from schemas.review import OtherRating, RatingKind, Reviewer, Status, Work, WorkKind
from tests.unit.flows.loading.conftest import MakePlace
from tests.unit.flows.loading.places import DATABASES, KINDS, Kind, Place
from tests.unit.flows.loading.published import DAY, START, cast, expected, gone, publish, record, stars


def check(place: Place, data: Path, *, removed: str = "mark") -> None:
    """The tables hold what the dataset says, each row once."""
    wanted = expected(read_reviews(data), removed=removed)
    assert place.tables() == wanted
    assert place.counts() == {name: len(rows) for name, rows in wanted.items()}


def history(data: Path) -> None:
    """Reviews that come, change, lose their cast, go and are taken back."""
    publish(data, 1, [record("roma"), record("ida", work=Work(title="Ida", year=2013)), record("moonlight")])
    publish(data, 2, [record("roma", 2, credits=cast("Alfonso Cuarón"), rating=stars(3.5)), record("close-up")])
    publish(data, 3, [record("moonlight", 2, credits=(), rating=None, work=Work(title="Moonlight"))])
    publish(data, 4, [gone(record("ida", work=Work(title="Ida", year=2013)))])
    publish(data, 5, [gone(record("close-up"), status=Status.WITHDRAWN), record("untitled", work=Work(title=None))])


@pytest.mark.parametrize("kind", KINDS)
def test_all_at_once(kind: Kind, make_place: MakePlace, data: Path) -> None:
    history(data)
    place = make_place(kind)
    report = load_dataset(data, place.address)
    check(place, data)
    assert (report.commits, report.lines, report.rows["revisions"]) == (5, 9, 9)


@pytest.mark.parametrize(
    ("kind", "removed"),
    [("duckdb", "mark"), ("duckdb", "delete"), ("sqlite", "delete"), ("postgresql", "delete"), ("parquet", "mark")],
)
def test_commit_by_commit(
    kind: Kind, removed: Literal["mark", "delete"], make_place: MakePlace, tmp_path: Path
) -> None:
    whole, growing, place = tmp_path / "whole", tmp_path / "growing", make_place(kind)
    history(whole)
    (growing / "manifest").mkdir(parents=True)
    (growing / "reviews").symlink_to(whole / "reviews")
    for number in range(1, 6):
        name = f"manifest/{number:08d}.json"
        (growing / name).write_bytes((whole / name).read_bytes())
        report = load_dataset(growing, place.address, Choices(removed=removed))
        assert report.commits == 1
        check(place, growing, removed=removed)
    assert load_dataset(growing, place.address, Choices(removed=removed)).commits == 0
    check(place, whole, removed=removed)


@pytest.mark.parametrize("kind", KINDS)
def test_all_anew_gives_the_same(kind: Kind, make_place: MakePlace, data: Path) -> None:
    history(data)
    place = make_place(kind)
    load_dataset(data, place.address)
    report = load_dataset(data, place.address, Choices(full=True, removed="delete"))
    check(place, data, removed="delete")
    assert report.commits == 5


@pytest.mark.parametrize("kind", DATABASES)
def test_since_a_day_and_then_the_rest(kind: Kind, make_place: MakePlace, data: Path) -> None:
    """Commits that come late bring no older revision back."""
    history(data)
    place = make_place(kind)
    assert load_dataset(data, place.address, Choices(since=START + 3 * DAY)).commits == 3
    assert {row[:2] for row in place.rows("revisions")} == {
        (line["id"], line["revision"])
        for line in read_reviews(data)
        if line["headline"] != "roma Review" and (line["revision"] == 2 or line["work"]["title"] is None)
    }
    assert load_dataset(data, place.address).commits == 2
    check(place, data)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_forgotten_goes_from_all_tables(kind: Kind, make_place: MakePlace, data: Path) -> None:
    history(data)
    place = make_place(kind)
    load_dataset(data, place.address)
    publish(data, 1, [record("roma"), record("moonlight")])  # as `data forget` leaves them: ida is in no commit
    publish(data, 4, [])
    report = load_dataset(data, place.address)
    assert report.commits == 2
    check(place, data)
    assert "Ida" not in {row[0] for row in place.rows("works")}


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_at_its_longest(kind: Kind, make_place: MakePlace, data: Path) -> None:
    longest = "ö" * 300
    odd = 'a "quoted", text;\n\\.\n\\N\tNULL '
    credits_ = cast(*(f"{number:04} {longest[5:]}" for number in range(300)))
    publish(
        data,
        1,
        [
            record(
                "long",
                headline=longest,
                work=Work(
                    title=longest, native_title=longest, kind=WorkKind.SERIES, year=2200, season=999, episode=9999
                ),
                credits=credits_,
                summary=(odd * 20)[:300],
                verdict=longest,
                pros=(longest, odd),
                body=odd * 40_000,
                warnings=(odd, ""),
                word_count=10**9,
                other_ratings=(
                    OtherRating(
                        raw=longest[:200], kind=RatingKind.POINTS, value="999999999.9999", role="audience", count=10**12
                    ),
                ),
                reviewers=(Reviewer(name=longest, kind="organization", url="https://gazette.test/"),),
            ),
            record("empty", headline=None, work=Work(title=None), credits=(), rating=None, published=None, body=""),
        ],
    )
    place = make_place(kind)
    load_dataset(data, place.address)
    check(place, data)
    texts = place.rows("reviews", ("headline", "summary", "verdict", "body"))
    assert set(texts) == {(longest, (odd * 20)[:300], longest, odd * 40_000), (None, None, None, "")}
    assert {(float(value), count) for value, count in place.rows("ratings", ("value", "count"))} == {
        (4.0, None),
        (999999999.9999, 10**12),
    }


@pytest.mark.parametrize("kind", DATABASES)
def test_types(kind: Kind, make_place: MakePlace, data: Path) -> None:
    publish(data, 1, [record("roma", pros=("Light", "Sound"))])
    place = make_place(kind)
    load_dataset(data, place.address)
    ((date, fetched, pros, value),) = place.rows(
        "reviews", ("published_date", "page_fetched_at", "pros", "rating_normalized")
    )
    assert str(date) == "2018-12-14"
    assert str(fetched).replace("T", " ").startswith("2026-03-01 12:00:00")
    assert pros in (["Light", "Sound"], '["Light","Sound"]')
    assert float(value) == 0.8


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_compressed_parts(suffix: Literal[".gz", ".zst"], make_place: MakePlace, data: Path) -> None:
    publish(data, 1, [record("roma"), record("ida")], suffix=suffix)
    place = make_place("duckdb")
    load_dataset(data, place.address)
    check(place, data)


@pytest.mark.parametrize("kind", DATABASES)
def test_evidence_of_the_last_revision(kind: Kind, make_place: MakePlace, data: Path) -> None:
    publish(data, 1, [record("roma"), record("ida")], evidence=[evidence("roma", 1, "Rome"), evidence("ida", 1, "Ida")])
    place = make_place(kind)
    with_evidence = Choices(evidence=True)
    load_dataset(data, place.address)
    load_dataset(data, place.address, with_evidence)  # asked for later: the commit comes once more
    publish(data, 2, [record("roma", 2, rating=None)], evidence=[evidence("roma", 2, "Roma")])
    assert load_dataset(data, place.address, with_evidence).commits == 1
    told = place.rows("evidence", ("field", "position", "value", "method", "place"))
    assert {row[2].strip('"') for row in told} == {"Roma", "Ida"}
    assert {row[3:] for row in told} == {("label", "p")}
    check(place, data)


def evidence(name: str, revision: int, value: Any) -> ReviewEvidence:
    candidate = CandidateEvidence(
        value=value,
        raw="raw",
        method=Method.LABEL,
        where="p",
        group=0,
        agreement=Agreement.ALONE,
        confidence=0.9,
        chosen=True,
        outcome=Outcome.CHOSEN,
    )
    return ReviewEvidence(
        id=record(name).id, revision=revision, fields={"work.title": FieldEvidence(candidates=(candidate,))}
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_dry_run_writes_nothing(kind: Kind, make_place: MakePlace, data: Path) -> None:
    history(data)
    place = make_place(kind)
    report = load_dataset(data, place.address, Choices(dry_run=True))
    assert (report.commits, report.lines, report.rows) == (5, 9, {})
    assert "there is no table reviews" in report.changes
    assert not place.path.exists()
    load_dataset(data, place.address)
    assert load_dataset(data, place.address, Choices(dry_run=True)).commits == 0


def test_a_dataset_without_reviews(make_place: MakePlace, data: Path) -> None:
    place = make_place("duckdb")
    assert load_dataset(data, place.address).commits == 0
    publish(data, 1, [])
    assert load_dataset(data, place.address).commits == 0
    assert place.counts() == dict.fromkeys(place.counts(), 0)


def test_a_part_that_is_not_as_published(make_place: MakePlace, data: Path) -> None:
    history(data)
    place = make_place("sqlite")
    part = data / "reviews/date=2026-03-01/part-00000001.jsonl"
    lines = part.read_bytes().splitlines(keepends=True)
    part.write_bytes(b"".join(lines[:-1]))
    with pytest.raises(DatasetError, match=r"part-00000001\.jsonl is not as it was published"):
        load_dataset(data, place.address)
    part.write_bytes(b"".join(lines)[:-40])
    with pytest.raises(DatasetError, match=r"(cannot be read|is not as it was published)"):
        load_dataset(data, place.address)
    part.unlink()
    with pytest.raises(DatasetError, match="cannot be read"):
        load_dataset(data, place.address)
    assert place.counts() == dict.fromkeys(place.counts(), 0)


@pytest.mark.parametrize("kind", KINDS)
def test_another_dataset_is_refused(kind: Kind, make_place: MakePlace, data: Path, tmp_path: Path) -> None:
    history(data)
    place = make_place(kind)
    load_dataset(data, place.address)
    other = tmp_path / "other"
    publish(other, 1, [record("roma")], dataset_id="0" * 32)
    with pytest.raises(DestinationError, match="has another dataset"):
        load_dataset(other, place.address)
    check(place, data)
