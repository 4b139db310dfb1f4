"""How many reviews a site has in all, by how its sources overlap: capture and recapture.

Each source is a capture: what two of them have in common says how much both miss. For two sources the estimate is
Chapman's, (n1 + 1)(n2 + 1) / (m + 1) - 1 (Chapman 1951, the unbiased form of Lincoln and Petersen's n1 n2 / m); for
more it is Chao's lower bound, S + (k - 1) / k * f1 (f1 - 1) / (2 (f2 + 1)) (Chao 1987, Biometrics 43(4); the form
without bias), where S were found, f1 of them by one of the k sources alone and f2 by two.

Both take the sources to be independent. Those of one site are not: they come out of one database and all favour what
is new. What all of them leave out is not seen, so the completeness is an upper bound. One source, or sources that have
nothing in common, tell nothing: null.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any, Final

_TWO: Final = 2


def estimate_total(captures: Mapping[Any, Collection[str]]) -> float | None:
    """How many there are, found or not; null where the sources cannot tell, at least as many as were found.

    >>> estimate_total({"sitemap": {"a", "b", "c"}, "feed": {"b", "c", "d"}})
    4.333333333333333
    """
    sets = [frozenset(capture) for capture in captures.values() if capture]
    if len(sets) < _TWO:
        return None
    seen = Counter(one for capture in sets for one in capture)
    once, twice = (sum(count == times for count in seen.values()) for times in (1, 2))
    if once == len(seen):
        return None
    if len(sets) == _TWO:
        total = (len(sets[0]) + 1) * (len(sets[1]) + 1) / (len(sets[0] & sets[1]) + 1) - 1
    else:
        total = len(seen) + (len(sets) - 1) / len(sets) * once * (once - 1) / (2 * (twice + 1))
    return max(float(len(seen)), total)


def completeness(found: Collection[str], captures: Mapping[Any, Collection[str]]) -> float | None:
    """The share of all that there are that was found, 0 … 1; null where the sources cannot tell."""
    total = estimate_total(captures)
    return None if not total else min(1.0, len(found) / total)
