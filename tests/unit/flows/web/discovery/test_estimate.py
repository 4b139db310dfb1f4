import random

import pytest

from flows.web.discovery.estimate import completeness, estimate_total


@pytest.mark.parametrize(
    ("captures", "total"),
    [
        ({"a": "xyz", "b": "xyz"}, 3),
        ({"a": "wxyz", "b": "xyz"}, 4),
        ({"a": "abcd", "b": "cdef"}, 5 * 5 / 3 - 1),
        ({"a": "abcd", "b": "cdef", "c": ""}, 5 * 5 / 3 - 1),
        # S = 6, of which 4 once (a, b, g, h) and 1 twice (c): 5 + 2/3 * 4 * 3 / (2 * 2)
        ({"a": "abc", "b": "cg", "c": "h"}, 5 + 2 / 3 * 4 * 3 / (2 * 2)),
    ],
)
def test_estimates(captures: dict[str, str], total: float) -> None:
    assert estimate_total(captures) == pytest.approx(total)


@pytest.mark.parametrize("captures", [{}, {"a": "xyz"}, {"a": "xyz", "b": ""}, {"a": "ab", "b": "cd"}])
def test_one_source_or_no_overlap_tells_nothing(captures: dict[str, str]) -> None:
    assert estimate_total(captures) is None
    assert completeness("xyz", captures) is None


@pytest.mark.parametrize("sources", [2, 3, 4])
def test_independent_sources_give_the_true_number(sources: int) -> None:
    chance = random.Random(7)  # noqa: S311 - a fixed sample
    everything = [str(number) for number in range(2_000)]
    captures = {str(source): {one for one in everything if chance.random() < 0.6} for source in range(sources)}
    total = estimate_total(captures)
    assert total == pytest.approx(2_000, rel=0.04)
    found = set().union(*captures.values())
    assert completeness(found, captures) == pytest.approx(len(found) / 2_000, rel=0.04)
