"""Ten small pages in each language that is known by its vocabulary: languages/<language>.toml.

`film`, `series` and `book` are texts that the pages of a language share. A page states no language: it is read from
its text. `waits` holds what is still wrong, and why; what has become right must leave it.
"""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractors.extract import extract_reviews
from schemas.page import Page
from schemas.review import CaptureKind, ReviewRecord, Role

LANGUAGES = {
    file.stem: tomllib.loads(file.read_text("utf-8"))
    for file in sorted(Path(__file__).with_name("languages").glob("*.toml"))
}
CASES = [
    pytest.param(language, words, case, id=f"{language}-{case['name']}")
    for language, words in LANGUAGES.items()
    for case in words["case"]
]
TEXTS = ("film", "series", "book")


def read(words: dict[str, Any], case: dict[str, Any]) -> list[ReviewRecord]:
    body = case["html"]
    for text in TEXTS:
        body = body.replace(f"{{{text}}}", words[text])
    title = body.partition("<h1>")[2].partition("</h1>")[0]
    html = f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>"
    page = Page(url="https://reels.test/2024/page/", body=html.encode(), status=200, capture=CaptureKind.FILE)
    return [review.record for review in extract_reviews(page).records]


def told(record: ReviewRecord) -> dict[str, Any]:
    """A record in the form of the cases."""
    rating, published = record.rating, record.published
    return {
        "language": record.language,
        "title": record.work.title,
        "kind": record.work.kind,
        "year": record.work.year,
        "season": record.work.season,
        "platforms": list(record.work.platforms),
        "rating": f"{plain(rating.value)}/{plain(rating.best)}" if rating else None,
        "directors": [credit.name for credit in record.credits if credit.role is Role.DIRECTOR],
        "cast": [credit.name for credit in record.credits if credit.role is Role.CAST],
        "date": published.value[:10] if published else None,
        "reviewers": [reviewer.name for reviewer in record.reviewers],
    }


def plain(number: Decimal | None) -> str:
    return "?" if number is None else f"{number.normalize():f}"


def test_there_are_ten_cases_in_each_language() -> None:
    assert {language: len(words["case"]) for language, words in LANGUAGES.items()} == dict.fromkeys(
        ("da", "fa", "hi", "id", "nl", "no", "pl", "sv", "te", "tr", "vi"), 10
    )


@pytest.mark.parametrize(("language", "words", "case"), CASES)
def test_a_page_in_a_language(language: str, words: dict[str, Any], case: dict[str, Any]) -> None:
    records = read(words, case)
    if case.get("reject"):
        assert records == []
        return
    (record,) = records
    expected = {key: value for key, value in case.items() if key not in ("name", "html", "waits")} | {
        "language": language
    }
    found = told(record)
    waits = case.get("waits", {})
    assert {key: found[key] for key in expected if key not in waits} == {
        key: value for key, value in expected.items() if key not in waits
    }
    assert [key for key in waits if found[key] == expected[key]] == [], "right now: take it out of waits"
