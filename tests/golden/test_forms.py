"""Forms of headlines, credits, bylines, verdicts and dates: of each family a sample is read as well as it was."""

from collections import Counter
from itertools import islice

import pytest

from tests.benchmarks.forms import outcome
from tests.benchmarks.forms.__main__ import FAMILIES, cases_of

SAMPLE = 23
"""One page in so many; no form has a number of pages that this divides."""
FLOORS = {
    "creditlines": (0.98, 0.01),
    "dates": (0.97, 0.01),
    "headlines": (0.93, 0.03),
    "kinds": (0.92, 0.08),
    "languages": (0.92, 0.01),
    "prose": (0.93, 0.01),
    "ratings": (0.97, 0.01),
    "reviewers": (0.90, 0.01),
    "titles": (0.83, 0.08),
}
"""The least share that is right, and the most that is wrong."""


@pytest.mark.parametrize("family", FAMILIES)
def test_forms_are_read(family: str) -> None:
    found = Counter(outcome(case)[0] for case in islice(cases_of(family), 0, None, SAMPLE))
    right, wrong = FLOORS[family]
    pages = found.total()
    assert found["right"] >= right * pages, found
    assert found["wrong"] <= wrong * pages, found
