"""Second titles in a line of their own or behind a label."""

import pytest

from extractors.locate.native_titles import native_titles
from tests.unit.extractors.pages import given


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<p>Other Titles: Love Lands, 사랑의 불시착</p>", ["사랑의 불시착"]),
        ("<p>Low Water (2019)</p><p>썰물</p>", []),  # two signs may be anything
        ("<p>Low Water (2019)</p><p>바다의 썰물</p>", ["바다의 썰물"]),
        ("<p>Low Water</p><p>감독: 이안나</p>", []),
        ("<p>Low Water</p><p>Прилив 12+</p>", ["Прилив"]),
        ("<p>Low Water</p><p>A boat is sold</p>", []),
    ],
)
def test_native_titles(body: str, found: list[str]) -> None:
    unit, context = given(f"<article>{body}</article>", title="Low Water")
    assert [candidate.value for candidate in native_titles(unit, context)] == found
