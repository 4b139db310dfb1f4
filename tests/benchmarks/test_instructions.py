"""The gate on cost: what extraction takes in instructions, over a handful of our own pages, beside what it took before.

It is told in yardsticks (tests/benchmarks/yardstick.py), which makes it the same number on a busy machine as on a free
one, and on one build of Python as on another. The gate fails both ways. A change that takes extraction above must be
worth it: it sets BASELINE to the number that the failure tells, and says in the same commit what is had for it. One
that takes it well below sets BASELINE likewise, so that what was won is held.
"""

from typing import Final

import pytest

from tests.benchmarks.instructions import ROOT, count, is_countable

BASELINE: Final = 12.55
"""Yardsticks that extraction of all PAGES took when this was last set."""
TOLERANCE: Final = 0.05
PAGES: Final = tuple(
    ROOT / "fixtures" / page
    for page in (
        "demo_site/eveningledger.test/culture/film.html",
        "demo_site/eveningledger.test/culture/film/2024/feb/29/dune-part-two-review.html",
        "demo_site/hallyunotebook.test/squid-game-review/index.html",
        "pages/festival-wrap-up/french-bilan.html",
        "pages/generic/plugin-wp-review-german.html",
        "pages/headlines/japanese-kansou-hatena.html",
        "pages/headlines/russian-recenziya-na.html",
        "pages/info-table/naver-blog.html",
        "pages/interview/spanish-questions-and-answers.html",
        "pages/json-ld/yoast-graph-without-review.html",
        "pages/label-lines/surnames-in-capitals.html",
        "pages/microdata/itemref-and-nesting.html",
        "pages/plugin-boxes/tagdiv-review-table.html",
    )
)
"""Reviews and other pages, of many shapes and languages; they are small, as what any page costs shows most there."""


@pytest.mark.timeout(900)
@pytest.mark.skipif(not is_countable(), reason="valgrind is not installed: instructions are not counted")
def test_extraction_takes_as_many_instructions_as_before() -> None:
    found = count(PAGES).yards()
    told = f"extraction takes {found:.2f} yardsticks, {found / BASELINE - 1:+.1%} beside BASELINE {BASELINE}"
    print(told)
    assert found <= BASELINE * (1 + TOLERANCE), f"{told}: take less, or raise BASELINE and say what it is worth"
    assert found >= BASELINE * (1 - TOLERANCE), f"{told}: lower BASELINE, so that it guards"
