"""Every pair of fixtures/pages: what the page says, and what must be read from it."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extractors.extract import Extraction, extract_reviews
from tests.benchmarks.pairs import PAGES, PAIRS, name_of, page_of, site_of

KNOWN_WRONG: dict[str, list[str]] = tomllib.loads((PAGES / "known-wrong.toml").read_text(encoding="utf-8"))
"""Page -> the fields that are still read wrong. It may only shrink."""


def differences(expected: dict[str, Any], extraction: Extraction) -> Iterator[tuple[str, str]]:
    """Field and what is wrong with it. A pair expects one "record", "records" or a "reject" (any of its reasons)."""
    reject = extraction.reject.model_dump(mode="json") if extraction.reject else None
    if "reject" in expected:
        reasons = expected["reject"]["reason"]
        found_reason = reject["reason"] if reject else "none: it gave a record"
        if found_reason not in (reasons if isinstance(reasons, list) else [reasons]):
            yield "reject", f"expected {reasons}, found {found_reason}"
        return
    wanted = expected.get("records") or [expected["record"]]
    found = [json.loads(review.record.model_dump_json()) for review in extraction.records]
    if len(wanted) != len(found):
        yield "records", f"expected {len(wanted)}, found {len(found)} {reject or ''}"
        return
    for position, (one, other) in enumerate(zip(wanted, found, strict=True), 1):
        prefix = f"{position}." if len(wanted) > 1 else ""
        for field, problem in record_differences(one, other):
            yield prefix + field, problem


def record_differences(expected: dict[str, Any], found: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What is not expected of a field is not compared, and so it is with the keys in it."""
    for key, value in expected.items():
        if key == "credits":
            yield from credit_differences(value, found["credits"])
        elif key == "work":
            for part, expected_part in value.items():
                yield from compare(f"work.{part}", expected_part, found["work"][part])
        else:
            yield from compare(key, value, found[key])


def credit_differences(expected: list[dict[str, Any]], found: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """All of each role, in the page's order. "optional": the page says it in passing, so it may be missed."""
    for role in dict.fromkeys(credit["role"] for credit in expected + found):
        people = {credit["name"]: credit for credit in found if credit["role"] == role}
        wanted = [
            credit
            for credit in expected
            if credit["role"] == role and not (credit.get("optional") and credit["name"] not in people)
        ]
        names = [credit["name"] for credit in wanted]
        yield from compare(f"credits.{role}", names, list(people))
        yield from compare(f"credits.{role}", list(range(1, len(people) + 1)), [c["order"] for c in people.values()])
        characters = {c["name"]: c["character"] for c in wanted if "character" in c and c["name"] in people}
        yield from compare(f"credits.{role}.character", characters, {n: people[n]["character"] for n in characters})


def compare(field: str, expected: Any, found: Any) -> Iterator[tuple[str, str]]:
    if not agrees(expected, found):
        yield field, f"expected {expected!r}, found {found!r}"


def agrees(expected: Any, found: Any) -> bool:
    if isinstance(expected, dict) and isinstance(found, dict):
        return all(key in found and agrees(value, found[key]) for key, value in expected.items())
    if isinstance(expected, list) and isinstance(found, list):
        return len(expected) == len(found) and all(map(agrees, expected, found))
    return bool(expected == found)


def test_there_are_pairs_of_many_shapes() -> None:
    assert len(PAIRS) >= 120
    assert len({pair.parent for pair in PAIRS}) >= 20


def test_what_is_known_wrong_is_about_pages_that_exist() -> None:
    assert not KNOWN_WRONG.keys() - {name_of(pair) for pair in PAIRS}


@pytest.mark.parametrize("pair", PAIRS, ids=name_of)
def test_a_page_gives_what_it_says(pair: Path) -> None:
    expected = json.loads(pair.read_text(encoding="utf-8"))
    wrong: dict[str, list[str]] = {}
    for field, problem in differences(expected, extract_reviews(page_of(pair, expected["page"]), site_of(expected))):
        wrong.setdefault(field, []).append(problem)
    known = set(KNOWN_WRONG.get(name_of(pair), ()))
    new = [f"{field}: {problem}" for field, problems in wrong.items() if field not in known for problem in problems]
    assert not new, "\n" + "\n".join(new)
    assert not known - wrong.keys(), "these are right now: take them out of fixtures/pages/known-wrong.toml"
