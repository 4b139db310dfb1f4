"""Every pair of fixtures/pages: what the page says, and what must be read from it."""

import json
import tomllib
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractors.extract import extract_reviews
from schemas.page import Page
from schemas.review import CaptureKind
from schemas.site import Site

ROOT = Path(__file__).parents[2]
PAIRS = sorted((ROOT / "fixtures" / "pages").rglob("*.json"))


@cache
def bundled_site(key: str) -> Site:
    text = (ROOT / "extractors" / "sites" / f"{key}.toml").read_text(encoding="utf-8")
    return Site.model_validate(tomllib.loads(text))


def read_page(pair: Path, described: dict[str, Any]) -> Page:
    return Page(
        url=described["url"],
        body=pair.with_suffix(".html").read_bytes(),
        status=200,
        headers={"content-type": described["content_type"]},
        fetched_at=datetime.fromisoformat(described["fetched_at"]),
        capture=CaptureKind.LIVE,
    )


def differences(expected: Any, found: Any, path: str) -> Iterator[str]:
    """Where the two differ, one line each. Objects are compared in the expected keys, lists item by item."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for key, value in expected.items():
            yield from differences(value, found.get(key, "(no such field)"), f"{path}.{key}".lstrip("."))
    elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        for position, (one, other) in enumerate(zip(expected, found, strict=True)):
            yield from differences(one, other, f"{path}[{position}]")
    elif expected != found:
        yield f"{path}\n    expected {expected!r}\n    found    {found!r}"


def test_there_are_pairs() -> None:
    assert len(PAIRS) >= 20


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.parent.name}/{pair.stem}")
def test_a_page_gives_what_it_says(pair: Path) -> None:
    expected = json.loads(pair.read_text(encoding="utf-8"))
    site = bundled_site(expected["site"]) if expected["site"] else None
    extraction = extract_reviews(read_page(pair, expected["page"]), site)
    if "reject" in expected:
        reason = extraction.reject.reason.value if extraction.reject else "none: it gave a record"
        assert reason == expected["reject"]["reason"], extraction
        return
    assert extraction.reject is None, extraction.reject
    (review,) = extraction.records
    found = json.loads(review.record.model_dump_json())
    wrong = list(differences(expected["record"], found, ""))
    assert not wrong, "\n" + "\n".join(wrong)
