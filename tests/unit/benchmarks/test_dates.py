import json
from pathlib import Path

import pytest

from tests.benchmarks.dates import Label, Outcome, find_pages, label_files, read_labels, run, summary

ROOT = Path(__file__).parents[3]
PAGE = "<html><head>{}</head><body><article><h1>Two boats</h1><p>They are for sale, and dear.</p></article>"
DATED = PAGE.format('<meta property="article:published_time" content="2024-05-04T10:00:00Z">')
URL = "https://boats.test/two/"


@pytest.mark.parametrize(
    ("name", "text", "label"),
    [
        ("l.json", {URL: {"file": "two.html", "date": "2024-05-04"}}, Label("two.html", URL, "2024-05-04")),
        ("l.json", {"two.html": "2024-05-04"}, Label("two.html", None, "2024-05-04")),
        ("l.json", {"two.html": None}, Label("two.html", None, None)),
        ("l.json", [{"path": "a/two.html", "date": "2024-05-04"}], Label("a/two.html", None, "2024-05-04")),
        ("l.jsonl", {"id": "two", "url": URL, "review_date": "2024-05-04"}, Label("two", URL, "2024-05-04")),
    ],
)
def test_the_forms_of_labels(tmp_path: Path, name: str, text: object, label: Label) -> None:
    file = tmp_path / name
    file.write_text(json.dumps(text))
    assert read_labels(file) == [label]


def test_other_json_beside_the_pages_is_no_label(tmp_path: Path) -> None:
    (tmp_path / "other.json").write_text('{"version": 3, "pages": {"count": 2}}')
    assert read_labels(tmp_path / "other.json") == []


@pytest.mark.parametrize("name", ["two.html", "two", "a/two.html"])
def test_pages_are_found_by_path_name_and_stem(tmp_path: Path, name: str) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "two.html").write_text(DATED)
    (outcome,) = run([Label(name, URL, "2024-05-04"), Label("none.html", None, None)], find_pages(tmp_path))
    assert (outcome.verdict, outcome.found) == ("right", "2024-05-04T10:00:00Z")


@pytest.mark.parametrize(
    ("labelled", "found", "verdict"),
    [
        ("2024-05-04", "2024-05-04", "right"),
        ("2024-05-04", "2024-05-04T10:00:00Z", "right"),
        ("2024-05-04", "2024-05-05", "wrong"),
        ("2024-05-04", "2024-05", "wrong"),
        ("2024-05-04", None, "missing"),
        (None, "2024-05-04", "spurious"),
        (None, None, "right"),
    ],
)
def test_verdicts_are_by_the_day(labelled: str | None, found: str | None, verdict: str) -> None:
    assert Outcome(Label("two", None, labelled), found).verdict == verdict


def test_the_summary_tells_accuracy_and_precision() -> None:
    label = Label("two", None, "2024-05-04")
    outcomes = [Outcome(label, "2024-05-04"), Outcome(label, "2024-05-05"), Outcome(label, None)]
    outcomes.append(Outcome(Label("three", None, None), None))
    assert summary(outcomes) == ("pages 4: right 2, wrong 1, missing 1, spurious 0; accuracy 0.500, precision 0.500")


def test_the_fixture_pages_have_their_dates() -> None:
    pages = ROOT / "fixtures" / "pages"
    labels = [label for file in label_files(pages, None) for label in read_labels(file)]
    verdicts = [outcome.verdict for outcome in run(labels, find_pages(pages))]
    assert len(verdicts) > 50
    assert verdicts.count("right") / len(verdicts) > 0.95
    assert verdicts.count("wrong") <= 0.02 * len(verdicts)
