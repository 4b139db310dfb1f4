from math import log

import pytest

from flows.storage.pace import SLOWEST, change_rate, pace_of, wait_of

HOUR = 3_600e6


@pytest.mark.parametrize(
    ("intervals", "changes"),
    [(10, 3), (10, 9), (40, 1), (5, 5)],
)
def test_regular_visits_give_the_estimate_of_the_paper(intervals: int, changes: int) -> None:
    """Cho and Garcia-Molina 2003, section 4.2, for visits one unit apart."""
    expected = -log((intervals - changes + 0.5) / (intervals + 0.5))
    assert change_rate(intervals, float(intervals), changes, float(changes)) == pytest.approx(expected)


def test_a_change_in_a_short_interval_counts_for_more_than_one_in_a_long_one() -> None:
    assert change_rate(2, 5.0 + 1.0, 1, 1.0) > change_rate(2, 5.0 + 9.0, 1, 9.0)


@pytest.mark.parametrize(("intervals", "watched"), [(0, 0.0), (0, 5.0), (3, 0.0)])
def test_nothing_observed_gives_no_rate(intervals: int, watched: float) -> None:
    assert change_rate(intervals, watched, 0, 0.0) == 0
    assert pace_of(intervals, watched, 0, 0.0) == 0


@pytest.mark.parametrize(
    ("days", "changes", "pace"),
    [
        pytest.param(1, 1, 3, id="changed at once: some eight hours"),
        pytest.param(10, 5, 4, id="every other day: a day and less"),
        pytest.param(1, 0, 5, id="calm for a day"),
        pytest.param(10, 0, 8, id="calm for ten days"),
        pytest.param(30, 0, 9, id="calm for a month"),
        pytest.param(3_000, 0, SLOWEST, id="calm for years"),
    ],
)
def test_pace_of_daily_visits(days: int, changes: int, pace: int) -> None:
    assert pace_of(days, days * 24 * HOUR, changes, changes * 24 * HOUR) == pace


def test_waits_double() -> None:
    assert [wait_of(pace) for pace in range(3)] == [3_600, 7_200, 14_400]
