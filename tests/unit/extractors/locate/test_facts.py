"""Year and second title in lines of facts that have no label of their own."""

import pytest

from extractors.locate.facts import native_titles, years
from tests.unit.extractors.pages import given


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("USA 2017", [2017]),
        ("España, 2020", [2020]),
        ("Drama (Italia/Francia, 2013, 142’)", [2013]),
        ("Low Water D 2006", [2006]),
        ("2015 / 124 Minutes / Tide Pictures", [2015]),
        ("Year – 1942.", [1942]),
        ("製作年 2016年", [2016]),
        ("Director: Ava Stone, 1944, 107mins", [1944]),
        ("The story is set in South Korea, 2022.", []),
        ("We saw it in 2016", []),
        ("Low Water and High Water (USA 1999, 2004)", []),
        ("9 March 2006", []),
    ],
)
def test_years(line: str, found: list[int]) -> None:
    unit, context = given(f"<article><h1>Low Water</h1><p>{line}</p></article>", title="Low Water")
    assert [candidate.value for candidate in years(unit, context)] == found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<p>Other Titles: Love Lands, 사랑의 불시착</p>", ["사랑의 불시착"]),
        ("<p>Low Water (2019)</p><p>썰물</p>", []),  # two signs may be anything
        ("<p>Low Water (2019)</p><p>바다의 썰물</p>", ["바다의 썰물"]),
        ("<p>Low Water</p><p>감독: 이안나</p>", []),
        ("<p>Low Water</p><p>A boat is sold</p>", []),
    ],
)
def test_native_titles(body: str, found: list[str]) -> None:
    unit, context = given(f"<article>{body}</article>", title="Low Water")
    assert [candidate.value for candidate in native_titles(unit, context)] == found
