import pytest

from extractors.confidence import (
    FAMILIES,
    LEVELS,
    POOL,
    confidence_of,
    confidence_table,
    family_of,
    methods_of,
    trust_in,
    trust_of,
)
from schemas.evidence import Agreement, Candidate, Method

TABLE = confidence_table()


@pytest.mark.parametrize(
    ("field", "family"),
    [
        ("work.title", "title"),
        ("work.kind", "kind"),
        ("work.year", "work"),
        ("work.ids.imdb", "work"),
        ("modified", "dates"),
        ("summary", POOL),
    ],
)
def test_fields_that_are_calibrated_together(field: str, family: str) -> None:
    assert family_of(field) == family


@pytest.mark.parametrize("family", sorted({*FAMILIES.values(), POOL}))
def test_the_table_has_every_family_and_its_rows_are_probabilities_that_rise(family: str) -> None:
    assert POOL in TABLE[family]
    for method, row in TABLE[family].items():
        assert method == POOL or Method(method)
        assert len(row) == len(LEVELS)
        assert all(0 < value < 1 for value in row)
        assert list(row) == sorted(row)


@pytest.mark.parametrize("family", sorted({*FAMILIES.values(), POOL}))
def test_trust_is_between_never_and_always(family: str) -> None:
    assert methods_of(family)
    assert all(0 < trust_in(family, method) < 1 for method in methods_of(family))


@pytest.mark.parametrize("level", LEVELS)
def test_a_method_without_a_row_is_judged_by_its_familys_pool(level: Agreement) -> None:
    (method, *_) = [method for method in Method if method.value not in TABLE["credits"]]
    assert confidence_of("credits", method, level) == TABLE["credits"][POOL][LEVELS.index(level)]


def test_a_locators_doubt_lowers_trust() -> None:
    sure, unsure = (Candidate("rating", "4", "4", Method.LABEL, "p", weight) for weight in (1.0, 0.5))
    assert trust_of(unsure) == trust_of(sure) / 2
