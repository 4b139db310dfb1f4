from typing import Any

import pytest
from pydantic import ValidationError

from schemas.run import PublishedFile, SiteReport


@pytest.mark.parametrize(
    ("counts", "failed"),
    [
        ({"found": 20, "visited": 20, "records": 20}, False),
        ({"found": 20, "visited": 20, "records": 19, "rejects": {"http_error": 1}}, False),
        ({"found": 20, "visited": 1, "rejects": {"http_error": 1}}, False),
        ({"found": 20, "visited": 0}, False),
        ({"found": 20, "visited": 20, "rejects": {"not_found": 20}}, False),
        ({"found": 20, "visited": 20, "rejects": {"http_error": 20}}, True),
        ({"found": 20, "visited": 1, "rejects": {"unreachable": 1}}, True),
        ({"found": 20, "visited": 20, "records": 19, "rejects": {"internal_error": 1}}, True),
        ({"found": 20, "visited": 20, "records": 19, "rejects": {"invalid": 1}}, True),
        ({"found": 20, "visited": 9, "rejects": {"not_a_review": 9}}, False),
        ({"found": 20, "visited": 3, "unchanged": 3, "left": 17, "problems": ("429",)}, False),
        ({"found": 20, "visited": 0, "left": 20, "problems": ("429",)}, True),
        ({"found": 0, "problems": ("no source could be read",)}, True),
        ({"found": 3, "visited": 3, "records": 3, "problems": ("one of two sitemaps answered 500",)}, False),
    ],
)
def test_a_site_has_failed_where_nothing_of_it_could_be_read_or_a_fault_is_ours(
    counts: dict[str, Any], failed: bool
) -> None:
    assert SiteReport(site="x", **counts).failed is failed


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "../secret.jsonl", "reviews/../../secret.jsonl", "reviews//a", "./a", ""]
)
def test_a_file_that_is_not_in_the_dataset_is_none_of_it(path: str) -> None:
    with pytest.raises(ValidationError, match="relative to it"):
        PublishedFile(kind="reviews", path=path, rows=1, bytes=1, sha256="0" * 64)
