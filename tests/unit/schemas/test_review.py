from typing import Any

import pytest
from pydantic import ValidationError

from schemas.review import Capture, CaptureKind, Outlet, Rating, RatingKind, ReviewRecord, Stamp, Work

SHA256 = "0" * 64


def record(**changes: Any) -> ReviewRecord:
    plain: dict[str, Any] = {
        "extractor_version": "0",
        "id": "0" * 32,
        "url": "https://blog.test/a/",
        "canonical_url": None,
        "site": None,
        "outlet": Outlet(),
        "headline": None,
        "work": Work(title="Parasite"),
        "page": Capture(sha256=SHA256, capture=CaptureKind.LIVE),
    }
    return ReviewRecord(**plain | changes)


@pytest.mark.parametrize(
    ("value", "precision"),
    [
        ("2025", "year"),
        ("2025-01", "month"),
        ("2025-01-25", "day"),
        ("2025-01-25T00:36:00", "minute"),
        ("2025-01-25T00:36:07+09:00", "second"),
        ("2025-01-25T00:36:07.250Z", "second"),
    ],
)
def test_a_stamp_keeps_what_the_page_gives(value: str, precision: Any) -> None:
    assert Stamp(value=value, precision=precision, raw=value).value == value


@pytest.mark.parametrize(
    ("value", "precision"),
    [
        ("2025-02-30", "day"),
        ("2025-13", "month"),
        ("25/01/2025", "day"),
        ("2025-01-25", "minute"),
        ("2025-01-25T00:36:00", "day"),
        ("2025-01-25T25:00:00", "minute"),
    ],
)
def test_a_stamp_that_is_no_date_or_not_of_its_precision_is_refused(value: str, precision: Any) -> None:
    with pytest.raises(ValidationError):
        Stamp(value=value, precision=precision, raw=value)


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": None, "label": None},
        {"value": 6, "best": 5},
        {"value": 0, "best": 5, "worst": 1},
        {"value": 4, "best": 5, "normalized": 1.2},
        {"value": 4, "raw": ""},
    ],
)
def test_an_impossible_rating_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Rating(**{"raw": "x", "kind": RatingKind.STARS} | wrong)


@pytest.mark.parametrize("value", [0, 0.5, 5])
def test_zero_and_half_a_star_are_ratings(value: float) -> None:
    assert Rating(raw="x", kind=RatingKind.STARS, value=value, best=5).value == pytest.approx(value)


def test_a_key_that_the_model_does_not_know_is_refused() -> None:
    with pytest.raises(ValidationError):
        record(stars=4)


@pytest.mark.parametrize(
    "change",
    [
        {"revision": 2},
        {"confidence": {"rating": 0.5}},
        {"warnings": ("x",)},
        {"extractor_version": "9"},
        {"page": Capture(sha256="1" * 64, capture=CaptureKind.ARCHIVE)},
    ],
)
def test_what_is_no_content_does_not_make_a_revision(change: dict[str, Any]) -> None:
    assert record(**change).content_sha256() == record().content_sha256()


@pytest.mark.parametrize(
    "change", [{"headline": "New"}, {"status": "gone"}, {"work": Work(title="Parasite", year=2019)}]
)
def test_content_makes_a_revision(change: dict[str, Any]) -> None:
    assert record(**change).content_sha256() != record().content_sha256()
