"""How often a page changes, by what its visits saw, and how long to wait for the next one.

The estimator is that of Cho and Garcia-Molina, "Estimating frequency of change" (ACM Transactions on Internet
Technology 3(3), 2003): changes are a Poisson process, a visit sees only whether there was any since the last one. For
visits at one interval I, of which X of n saw a change, it is -log((n - X + 0.5) / (n + 0.5)) / I (section 4.2, with
its correction of the bias of few visits). For irregular visits (section 5) the maximum of the likelihood solves an
equation over all intervals; here the intervals that saw a change are taken at their mean, so that it has a closed form
and a page needs four numbers, not its history. With one interval for all it is the first formula again.
"""

from math import log
from typing import Final

SLOWEST: Final = 10
"""Paces are 0 … 10: see `pace_of`."""

_HOUR: Final = 3_600e6
_LEAST_CHANGE: Final = 0.5


def change_rate(intervals: int, watched: float, changes: int, changed_in: float) -> float:
    """Changes in a unit of time, where `watched` is the sum of all intervals and `changed_in` of those with a change.

    Where none was seen yet, half a change counts: a page that was calm so far may still change. 0 where nothing was
    observed.

    >>> round(change_rate(10, 10.0, 5, 5.0), 2), round(change_rate(10, 10.0, 0, 0.0), 3)
    (0.65, 0.049)
    """
    if intervals <= 0 or watched <= 0:
        return 0.0
    mean = watched / intervals
    if changes <= 0 or changed_in <= 0:
        return log((watched + mean / 2) / (watched + mean / 2 - _LEAST_CHANGE * mean)) / mean
    calm = max(0.0, watched - changed_in)
    return log((watched + mean / 2) / (calm + mean / 2)) / (changed_in / changes)


def pace_of(intervals: int, watched: float, changes: int, changed_in: float) -> int:
    """The wait that the next visit is worth, as a power of two of hours: 0 … `SLOWEST` (43 days); times are in µs.

    It is the time in which the page changes with a probability of one half.
    """
    rate = change_rate(intervals, watched, changes, changed_in)
    if not rate:
        return 0
    hours = log(2) / rate / _HOUR
    return min(SLOWEST, max(0, int(hours).bit_length() - 1))


def wait_of(pace: int) -> float:
    """Seconds of a pace."""
    return 3_600.0 * 2.0**pace
