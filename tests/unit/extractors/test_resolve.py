from decimal import Decimal

import pytest

from extractors.locate.rating import ratings_agree, same_rating
from extractors.resolve import ABSTAIN, choose_all, choose_one, confidence_of, confidence_table
from schemas.evidence import Candidate, Method
from schemas.review import Rating, RatingKind


def said(value: str, method: Method, weight: float = 1.0, field: str = "work.title") -> Candidate[str]:
    return Candidate(field, value, value, method, f"{method}", weight)


def rating(value: str, best: str | None, method: Method) -> Candidate[Rating]:
    top = Decimal(best) if best else None
    normalized = Decimal(value) / top if top else None
    shape = Rating(raw=value, kind=RatingKind.POINTS, value=Decimal(value), best=top, normalized=normalized)
    return Candidate("rating", shape, value, method, str(method))


def test_the_most_trusted_answer_wins() -> None:
    choice = choose_one([said("Wrong", Method.META), said("Right", Method.JSON_LD)], str.casefold)
    assert choice.value == "Right"


def test_agreement_of_methods_is_worth_more_than_one_of_them() -> None:
    alone = choose_one([said("A", Method.META)], str.casefold).confidence
    agreed = choose_one([said("A", Method.META), said("a", Method.OPENGRAPH)], str.casefold).confidence
    assert alone is not None
    assert agreed is not None
    assert agreed > alone


def test_the_same_method_twice_is_no_agreement() -> None:
    once = choose_one([said("A", Method.META)], str.casefold).confidence
    twice = choose_one([said("A", Method.META), said("A", Method.META)], str.casefold).confidence
    assert once == twice


def test_an_answer_below_the_threshold_is_left_out_but_kept_as_evidence() -> None:
    unsure = said("A", Method.URL, weight=0.4)
    assert confidence_of(unsure) < ABSTAIN
    choice = choose_one([unsure], str.casefold)
    assert choice.value is None
    assert choice.confidence is None
    assert [candidate.chosen for candidate in choice.evidence.candidates] == [False]


def test_a_contradiction_of_equals_is_null_with_a_warning_where_a_wrong_value_is_worse() -> None:
    candidates = [rating("4", "5", Method.JSON_LD), rating("3", "5", Method.LABEL)]
    choice = choose_one(candidates, same_rating, ambiguous_is_null=True, agree=ratings_agree)
    assert choice.value is None
    assert choice.evidence.conflict
    assert choice.warnings == ("rating: '4' (json-ld) against '3' (label)",)


def test_a_contradiction_elsewhere_is_a_warning() -> None:
    choice = choose_one([said("A", Method.JSON_LD), said("B", Method.HEADLINE)], str.casefold)
    assert choice.value == "A"
    assert choice.evidence.conflict
    assert len(choice.warnings) == 1


def test_the_same_verdict_on_two_scales_is_no_contradiction() -> None:
    candidates = [rating("80", "100", Method.JSON_LD), rating("4", "5", Method.PLUGIN)]
    choice = choose_one(candidates, same_rating, ambiguous_is_null=True, agree=ratings_agree)
    assert choice.value is not None
    assert choice.value.value == 4
    assert not choice.warnings


def test_a_list_keeps_the_pages_order() -> None:
    platforms = [said(name, Method.LABEL, field="work.platforms") for name in ("Netflix", "MUBI", "netflix")]
    assert choose_all(platforms, str.casefold).values == ("Netflix", "MUBI")


def test_nothing_said_is_nothing_chosen() -> None:
    choice = choose_one([], str.casefold)
    assert choice.value is None
    assert choice.evidence.candidates == ()


@pytest.mark.parametrize("family", sorted(confidence_table()))
def test_the_table_holds_probabilities_of_known_methods(family: str) -> None:
    probabilities = confidence_table()[family]
    assert {Method(method) for method in probabilities}
    assert all(0 < probability < 1 for probability in probabilities.values())
