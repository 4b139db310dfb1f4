"""However a page spells one review in JSON-LD, its record says the same."""

import json
from typing import Any

import pytest

from extractors import extract_reviews
from schemas.page import Page
from schemas.review import ReviewRecord
from tests.benchmarks.spellings import CLEAN, LD, REVIEW, THIRTEEN, page

MORE = {
    "byte order mark": (LD, "\ufeff" + CLEAN),
    "spaces around the type": (f"  {LD} ", CLEAN),
    "commented CDATA": (LD, f"//<![CDATA[\n{CLEAN}\n//]]>"),
    "CDATA in a CSS comment": (LD, f"/*<![CDATA[*/\n{CLEAN}\n/*]]>*/"),
    "control characters": (LD, CLEAN.replace("Space is", "Space\x0b\x01is")),
    "trailing commas everywhere": (LD, CLEAN.replace("}}", "},}").replace("}]", "},]")[:-1] + ",};"),
    "references in strings": (LD, CLEAN.replace("Ann Lee", "Ann&#32;Lee")),
    "cut off in a string": (LD, CLEAN[:-8]),
    "unescaped quotes": (LD, CLEAN.replace("big", 'so "big" it')),
    "single quotes": (LD, CLEAN.replace('"', "'")),
    "a key twice": (LD, CLEAN.replace('"headline"', '"description": "Old.", "headline"')),
    "array around it": (LD, f"[{CLEAN}]"),
    "@graph": (LD, json.dumps({"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, REVIEW]})),
    "types as IRIs": (LD, CLEAN.replace('"@type": "', '"@type": "http://schema.org/')),
    "types with a prefix": (LD, CLEAN.replace('"@type": "', '"@type": "schema:')),
    "type in an array": (LD, CLEAN.replace('"Review"', '["Review"]')),
    "single values in arrays": (LD, CLEAN.replace('"Gravity", "dir', '["Gravity"], "dir').replace("3.5", "[3.5]")),
    "numbers as strings": (LD, CLEAN.replace("3.5", '"3.5"').replace("4}", '"4"}')),
    "assigned to a variable": (LD, f"var data = {CLEAN};"),
}


def record(html: str) -> ReviewRecord:
    (review,) = extract_reviews(Page(url="https://reels.test/gravity/", body=html.encode())).records
    return review.record


def what_matters(found: ReviewRecord) -> tuple[Any, ...]:
    assert found.rating is not None
    assert found.published is not None
    return (
        found.work.title,
        found.work.kind,
        (str(found.rating.value), str(found.rating.best)),
        tuple(reviewer.name for reviewer in found.reviewers),
        found.published.value,
        tuple((credit.role, credit.name) for credit in found.credits),
        found.outlet.name,
    )


SAID = (
    "Gravity",
    "film",
    ("3.5", "4"),
    ("Ann Lee", "Bo Diaz"),
    "2013-10-04T09:30:00+02:00",
    (("director", "Alfonso Cuarón"),),
    "Reel Daily",
)


@pytest.mark.parametrize(("kind", "block"), (THIRTEEN | MORE).values(), ids=(THIRTEEN | MORE).keys())
def test_every_spelling_gives_the_same_record(kind: str, block: str) -> None:
    assert what_matters(record(page(kind, block))) == SAID


def split(by: str) -> dict[str, str]:
    """The review and its work as two nodes that name each other by `@id` or by `url`."""
    address = "https://reels.test/films/gravity/"
    work = {**REVIEW["itemReviewed"], by: address}
    reference: dict[str, Any] = {"@id": address} if by == "@id" else {"@type": "Movie", "url": address}
    return {"review": json.dumps({**REVIEW, "itemReviewed": reference}), "work": json.dumps(work)}


@pytest.mark.parametrize("by", ["@id", "url"])
@pytest.mark.parametrize("order", [("review", "work"), ("work", "review")])
def test_a_review_and_its_work_in_two_blocks_are_joined(by: str, order: tuple[str, str]) -> None:
    blocks = split(by)
    one, other = (blocks[name] for name in order)
    html = page(LD, one).replace("</head>", f'<script type="{LD}">{other}</script></head>')
    assert what_matters(record(html)) == SAID


def test_a_broken_block_does_not_cost_the_others() -> None:
    html = page(LD, CLEAN).replace("<head>", f'<head><script type="{LD}">{{"@type": "WebPage", "name": </script>')
    assert what_matters(record(html)) == SAID
