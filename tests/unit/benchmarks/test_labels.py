from typing import Any

import pytest

from tests.benchmarks.labels import Score, fold_name, is_right, score_page

LABEL: dict[str, Any] = {
    "id": "1",
    "work_title": "Cléo & Max",
    "season": 2,
    "year": None,
    "native_title": None,
    "kind": "series",
    "rating": {"value": 3.5, "best": 5, "text": "3.5/5", "best_stated": True},
    "review_date": "2024-05-04",
    "language": "en",
    "directors": ["Lee Do-yoon"],
    "cast": ["Ana Brown", "Ben Cole", "Dee"],
    "cast_required": ["Ana Brown", "Edith Fox"],
    "author": ["Max Müller"],
    "platforms": [],
    "accept": {"work_title": ["Cleo"], "Ben Cole": ["Benjamin Cole"], "author": ["mmueller"]},
    "optional": {"year": [2024], "cast": ["Gus Hall"], "platforms": ["Netflix"]},
}


def credit(name: str, role: str = "cast") -> dict[str, str]:
    return {"name": name, "role": role}


@pytest.mark.parametrize(
    ("field", "value", "right"),
    [
        ("work.title", "Cléo and Max", True),
        ("work.title", "CLÉO – MAX", False),
        ("work.title", "“Cléo & max”", True),
        ("work.title", "cleo", True),
        ("work.title", "Max", False),
        ("work.season", 2, True),
        ("work.season", 3, False),
        ("work.year", 2024, None),
        ("work.year", 2023, False),
        ("work.native_title", "Клео", False),
        ("work.kind", "series", True),
        ("work.kind", "episode", True),
        ("work.kind", "film", False),
        ("language", "en-GB", True),
        ("language", "de", False),
        ("published", {"value": "2024-05-04T10:00:00Z"}, True),
        ("published", {"value": "2024-05"}, False),
        ("headline", "whatever", None),
        ("credits", credit("Lee Doyoon", "director"), True),
        ("credits", credit("Lee Doyoon", "writer"), None),
        ("credits", credit("Ben Cole"), True),
        ("credits", credit("Benjamin Cole"), True),
        ("credits", credit("Edith Fox"), True),
        ("credits", credit("Gus Hall"), None),
        ("credits", credit("Somebody Else"), False),
        ("credits", credit("Somebody Else", "producer"), None),
        ("reviewers", {"name": "Max Muller"}, True),
        ("reviewers", {"name": "mmueller"}, True),
        ("reviewers", {"name": "Staff"}, False),
        ("work.platforms", "Netflix", None),
        ("work.platforms", "MUBI", False),
    ],
)
def test_a_value_against_its_label(field: str, value: Any, right: bool | None) -> None:
    assert is_right(LABEL, field, value) is right


@pytest.mark.parametrize(
    ("wanted", "value", "right"),
    [
        ({"value": 3.5, "best": 5}, {"value": 3.5, "best": 5}, True),
        ({"value": "3,5", "best": 5}, {"value": 3.5, "best": 5}, True),
        ({"value": 3.5, "best": 5}, {"value": 3.5, "best": 10}, False),
        ({"value": 3.5, "best": 5}, {"value": 3.5}, False),
        ({"value": 3.5, "best": 5, "best_stated": False}, {"value": 3.5}, True),
        ({"value": 3.5, "best": 5}, {"value": 3, "best": 5}, False),
        ({"grade": "B+", "value": None}, {"label": "b+"}, True),
        ({"grade": "B-", "value": None}, {"label": "B−"}, True),
        ({"grade": "B+", "value": None}, {"label": "B"}, False),
        ({"value": None, "text": "Stream It"}, {"label": "stream it"}, True),
        ({"value": None, "text": "Stream It"}, {"raw": "Our call: stream it!"}, True),
        ({"value": None, "text": "Stream It"}, {"label": "Skip It", "raw": "Skip It"}, False),
        (None, {"value": 3, "best": 5, "raw": "3/5"}, False),
    ],
)
def test_a_rating_against_its_label(wanted: Any, value: Any, right: bool) -> None:
    assert is_right({"id": "1", "rating": wanted}, "rating", value) is right


def test_a_rating_that_may_be_read_either_way() -> None:
    label = {"id": "1", "rating": None, "optional": {"rating": ["Readers: 4/5"]}}
    assert is_right(label, "rating", {"value": 4, "raw": "4/5"}) is None
    accepting = {"id": "1", "rating": {"value": 8, "best": 10}, "accept": {"rating": ["4/5"]}}
    assert is_right(accepting, "rating", {"value": 4, "best": 5, "raw": "4/5"}) is True


def test_what_is_not_labelled_is_left_open() -> None:
    assert is_right({"id": "1"}, "work.title", "Any") is None


@pytest.mark.parametrize(("one", "other"), [("Do-yoon", "Doyoon"), ("José", "JOSE"), ("O’Neil", "O'Neil")])
def test_names_are_compared_without_what_spellings_differ_in(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


RECORD: dict[str, Any] = {
    "work": {"title": "Cleo", "season": 3, "year": 2024, "kind": "episode", "platforms": ["Netflix", "Arte"]},
    "rating": None,
    "published": {"value": "2024-05-04T10:00:00"},
    "language": "en",
    "credits": [credit("Lee Do Yoon", "director"), credit("Ana Brown"), credit("Benjamin Cole"), credit("Kim Stone")],
    "reviewers": [],
}


@pytest.mark.parametrize(
    ("key", "score"),
    [
        ("is_review", Score(1, right=1)),
        ("work_title", Score(1, right=1)),
        ("season", Score(1, wrong=1, missed=1, wrong_pages=1)),
        ("year", Score(1)),  # optional
        ("native_title", Score(1)),
        ("kind", Score(1, right=1)),
        ("rating", Score(1, missed=1)),
        ("review_date", Score(1, right=1)),
        ("directors", Score(1, right=1)),
        ("cast", Score(1, right=2, wrong=1, missed=1, wrong_pages=1)),  # Edith Fox is required, Dee is not
        ("author", Score(1, missed=1)),
        ("platforms", Score(1, wrong=1, wrong_pages=1)),
    ],
)
def test_a_page_is_scored_by_key(key: str, score: Score) -> None:
    assert score_page(LABEL, RECORD)[key] == score


def test_keys_that_are_not_labelled_are_not_scored() -> None:
    assert "writers" not in score_page(LABEL, RECORD)


def test_a_page_without_a_record_misses_what_it_should_say() -> None:
    found = score_page(LABEL, None)
    assert found["is_review"] == found["work_title"] == found["directors"] == Score(1, missed=1)
    assert found["cast"] == Score(1, missed=2)


def test_a_page_that_is_no_review_is_scored_by_that_alone() -> None:
    other = {"id": "2", "is_review": False, "work_title": None}
    assert score_page(other, None) == {"is_review": Score(1)}
    assert score_page(other, RECORD) == {"is_review": Score(1, wrong=1, wrong_pages=1)}


def test_scores_add_up_to_precision_recall_and_f1() -> None:
    both = sum([Score(1, right=3, wrong=1, missed=0), Score(1, missed=3)], Score())
    assert (both.pages, both.precision, both.recall, both.f1) == (2, 0.75, 0.5, 0.6)
    assert (Score().precision, Score().recall) == (1.0, 1.0)
