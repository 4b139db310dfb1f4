"""The benchmark's parts that count: which stage a second belongs to, and that every stage is a function there is."""

import time
from pathlib import Path
from pkgutil import resolve_name

import pytest

from extractors import extract_reviews
from schemas.page import Page
from tests.benchmarks.counted import forget_pages
from tests.benchmarks.instructions import Cost, Counts, ratio
from tests.benchmarks.speed import STAGES, Stopwatch, quantile, stages_timed
from tests.benchmarks.yardstick import PARTS

PAGE = next((Path(__file__).parents[3] / "fixtures" / "pages").rglob("*.html"))


@pytest.mark.parametrize("name", [name for names in STAGES.values() for name in names])
def test_every_stage_is_a_function_of_the_extractors(name: str) -> None:
    assert callable(resolve_name(name))


def test_time_belongs_to_the_innermost_stage() -> None:
    watch = Stopwatch()
    inner = watch.around("inner", lambda: spin(0.02))
    watch.around("outer", lambda: (inner(), inner()))()
    assert watch.seconds["inner"] >= 0.04
    assert watch.seconds["outer"] < watch.seconds["inner"]


def test_stages_change_nothing_and_are_gone_afterwards() -> None:
    page = Page(url=None, body=PAGE.read_bytes())
    plain, before = extract_reviews(page), resolve_name("extractors.extract.segment")
    with stages_timed() as watch:
        assert extract_reviews(page) == plain
    assert watch.seconds["layout"] > 0
    assert resolve_name("extractors.extract.segment") is before


@pytest.mark.parametrize(("share", "value"), [(0.0, 1.0), (0.5, 2.0), (0.99, 3.0), (1.0, 3.0)])
def test_quantile(share: float, value: float) -> None:
    assert quantile([3.0, 1.0, 2.0], share) == value


def test_ratio_is_of_all_pages_together() -> None:
    assert ratio([Cost(PAGE, 1, 9), Cost(PAGE, 9, 41)]) == 5.0


def test_extraction_is_told_in_yardsticks() -> None:
    parts = {part.__name__: 10 for part in PARTS}
    assert Counts(parts, [Cost(PAGE, 1, 100), Cost(PAGE, 1, 140)]).yards() == 24 / sum(PARTS.values())


def test_what_was_read_on_pages_is_forgotten_and_vocabularies_are_not() -> None:
    extract_reviews(Page(url=None, body=PAGE.read_bytes()))
    forget_pages()
    assert resolve_name("extractors.traits.traits_of").cache_info().currsize == 0
    assert resolve_name("extractors.vocabulary.vocabulary").cache_info().currsize > 0


def spin(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
