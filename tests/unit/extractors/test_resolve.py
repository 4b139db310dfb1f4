from decimal import Decimal

import pytest

from extractors.confidence import confidence_of, family_of, trust_of
from extractors.locate.rating import ratings_agree, same_rating
from extractors.resolve import ABSTAIN, Choice, choose_all, choose_one, narrowed
from schemas.evidence import Agreement, Candidate, Method
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
    assert trust_of(unsure) < ABSTAIN
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


# --- how far the methods agree


def agreements(choice: Choice[str]) -> list[tuple[str, Agreement]]:
    return [(group.best.value, group.agreement) for group in choice.groups]


@pytest.mark.parametrize(
    ("said_of_a", "said_of_b", "agreement"),
    [
        ([Method.JSON_LD], [], Agreement.ALONE),
        ([Method.JSON_LD, Method.JSON_LD], [], Agreement.ALONE),
        ([Method.JSON_LD, Method.META], [], Agreement.TWO),
        ([Method.JSON_LD, Method.META, Method.URL], [], Agreement.SEVERAL),
        ([Method.JSON_LD], [Method.HEADLINE], Agreement.CONTESTED),
        ([Method.JSON_LD], [Method.META], Agreement.ALONE),  # who is trusted so much less contradicts nobody
        ([Method.JSON_LD, Method.META], [Method.HEADLINE], Agreement.CONTESTED),
        ([Method.JSON_LD, Method.META, Method.URL], [Method.HEADLINE], Agreement.SEVERAL),
    ],
)
def test_agreement_counts_methods_and_minds_contradictions(
    said_of_a: list[Method], said_of_b: list[Method], agreement: Agreement
) -> None:
    choice = choose_one([*(said("A", m) for m in said_of_a), *(said("B", m) for m in said_of_b)], str.casefold)
    first, *others = agreements(choice)
    assert first == ("A", agreement)
    assert others == [("B", Agreement.DOUBTED)] * bool(said_of_b)


def test_answers_that_their_locator_hardly_believes_are_doubted() -> None:
    assert agreements(choose_one([said("A", Method.URL, weight=0.3)], str.casefold)) == [("A", Agreement.DOUBTED)]


def test_members_of_a_list_do_not_contradict_each_other() -> None:
    platforms = [said("Netflix", Method.LABEL, field="work.platforms"), said("MUBI", Method.LABEL)]
    assert agreements(choose_all(platforms, str.casefold)) == [
        ("Netflix", Agreement.ALONE),
        ("MUBI", Agreement.ALONE),
    ]


def test_where_equals_make_a_value_null_both_are_doubted() -> None:
    candidates = [said("A", Method.JSON_LD), said("B", Method.HEADLINE)]
    choice = choose_one(candidates, str.casefold, ambiguous_is_null=True)
    assert agreements(choice) == [("A", Agreement.DOUBTED), ("B", Agreement.DOUBTED)]


def test_the_same_verdict_on_two_scales_agrees() -> None:
    candidates = [rating("80", "100", Method.JSON_LD), rating("4", "5", Method.PLUGIN)]
    choice = choose_one(candidates, same_rating, ambiguous_is_null=True, agree=ratings_agree)
    assert len({group.agreement for group in choice.groups}) == 1


def test_what_another_decision_rules_out_is_doubted_from_then_on() -> None:
    choice = choose_all([said("A", Method.LABEL), said("B", Method.LABEL)], str.casefold)
    kept = narrowed(choice, choice.chosen[:1])
    assert kept.values == ("A",)
    assert agreements(kept) == [("A", Agreement.ALONE), ("B", Agreement.DOUBTED)]


def test_confidence_is_the_tables_for_the_method_of_the_best_answer() -> None:
    choice = choose_one([said("A", Method.META), said("A", Method.JSON_LD)], str.casefold)
    (group,) = choice.chosen
    assert group.confidence == confidence_of(family_of("work.title"), Method.JSON_LD, Agreement.TWO)
    assert choice.confidence == round(group.confidence, 2)


def test_the_evidence_tells_what_means_the_same() -> None:
    candidates = [said("B", Method.META), said("A", Method.JSON_LD), said("a", Method.LABEL)]
    told = choose_one(candidates, str.casefold).evidence.candidates
    assert [(one.value, one.group, one.chosen) for one in told] == [("A", 0, True), ("a", 0, True), ("B", 1, False)]
    assert [one.agreement for one in told] == [Agreement.TWO, Agreement.TWO, Agreement.DOUBTED]
    assert told[0].confidence == told[1].confidence > told[2].confidence
