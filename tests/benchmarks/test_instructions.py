"""The gate on cost: what extraction takes beside the bare parse, in instructions, over a handful of our own pages.

Instructions of extraction over those of the parse are the same on a busy machine as on a free one. A change that
takes the ratio above the ceiling must be worth it, and raises the ceiling in the same commit; one that takes it well
below lowers it.
"""

from typing import Final

import pytest

from tests.benchmarks.instructions import ROOT, count, is_countable, ratio

CEILING: Final = 60.0
"""Times the instructions of the parse; the pages are small, and what any page costs at least weighs more on them."""
SLACK: Final = 0.6
"""Below this share of the ceiling it guards nothing any more."""
PAGES: Final = tuple(
    ROOT / "fixtures" / "demo_site" / page
    for page in (
        "eveningledger.test/culture/film/2024/feb/29/dune-part-two-review.html",
        "eveningledger.test/culture/film.html",
        "hallyunotebook.test/squid-game-review/index.html",
    )
)


@pytest.mark.timeout(900)
@pytest.mark.skipif(not is_countable(), reason="valgrind is not installed: instructions are not counted")
def test_extraction_takes_no_more_instructions_than_it_may() -> None:
    found = ratio(count(PAGES))
    print(f"extraction takes {found:.1f} times the instructions of the parse, {CEILING} are allowed")
    assert found <= CEILING
    assert found > SLACK * CEILING, "well below: lower the ceiling"
