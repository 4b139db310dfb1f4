from decimal import Decimal

import pytest

from extractors.locate.rating import ratings_agree, same_rating
from extractors.resolve import ABSTAIN, Choice, choose_all, choose_one, confidence_of, confidence_table
from schemas.evidence import Candidate, Method, Outcome
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


def outcomes(choice: Choice[str]) -> dict[str, Outcome]:
    """Where each candidate stood, and what became of it."""
    return {candidate.where: candidate.outcome for candidate in choice.evidence.candidates}


def test_every_loser_says_why_it_lost() -> None:
    said_of_all = [
        said("Quiet Harbour", Method.JSON_LD),
        said("quiet harbour", Method.HEADLINE),
        said("Harbour", Method.META),
        said("Reels", Method.PROSE, weight=0.5),
    ]
    assert outcomes(choose_one(said_of_all, str.casefold)) == {
        "json-ld": Outcome.CHOSEN,
        "headline": Outcome.AGREES,
        "meta": Outcome.LESS_LIKELY,
        "prose": Outcome.UNLIKELY,
    }


def test_equals_contradict_each_other_whether_or_not_one_of_them_is_taken() -> None:
    equals = [said("A", Method.JSON_LD), said("B", Method.HEADLINE)]
    assert outcomes(choose_one(equals, str.casefold)) == {
        "json-ld": Outcome.CHOSEN,
        "headline": Outcome.CONTRADICTED,
    }
    assert outcomes(choose_one(equals, str.casefold, ambiguous_is_null=True)) == {
        "json-ld": Outcome.CONTRADICTED,
        "headline": Outcome.CONTRADICTED,
    }


def test_the_same_verdict_on_another_scale_agrees_otherwise() -> None:
    candidates = [rating("80", "100", Method.JSON_LD), rating("4", "5", Method.PLUGIN)]
    evidence = choose_one(candidates, same_rating, agree=ratings_agree).evidence
    assert [candidate.outcome for candidate in evidence.candidates] == [Outcome.CHOSEN, Outcome.AGREES_OTHERWISE]


def test_of_equals_the_sites_selector_wins_with_a_warning() -> None:
    pair = [said("By selector", Method.SITE), *(said("By markup", m) for m in (Method.JSON_LD, Method.HEADLINE))]
    choice = choose_one(pair, str.casefold, ambiguous_is_null=True)
    assert choice.value == "By selector"
    assert choice.evidence.conflict
    assert choice.warnings == ("work.title: 'By selector' (site) against 'By markup' (json-ld)",)


def test_whatever_contradicts_a_sites_selector_is_told() -> None:
    choice = choose_one([said("A", Method.SITE), said("B", Method.META)], str.casefold)
    assert (choice.value, choice.evidence.conflict, len(choice.warnings)) == ("A", True, 1)


def test_what_a_site_file_says_in_the_place_of_silent_pages_has_no_such_right() -> None:
    pair = [said("A", Method.JSON_LD, field="outlet.name"), said("B", Method.SITE, 0.9, field="outlet.name")]
    assert choose_one(pair, str.casefold).value == "A"


def test_a_narrowed_list_says_why_its_members_are_gone() -> None:
    platforms = [said(name, Method.LABEL, field="work.platforms") for name in ("Netflix", "MUBI")]
    choice = choose_all(platforms, str.casefold)
    narrowed = choice.keeping(choice.chosen[:1], Outcome.OVER_LIMIT)
    assert narrowed.values == ("Netflix",)
    assert [candidate.outcome for candidate in narrowed.evidence.candidates] == [Outcome.CHOSEN, Outcome.OVER_LIMIT]


def test_what_was_never_asked_is_evidence_too() -> None:
    choice: Choice[str] = choose_one([said("A", Method.META)], str.casefold)
    (chosen, unfit) = choice.with_lost([(said("x" * 9_000, Method.JSON_LD), Outcome.UNFIT)]).evidence.candidates
    assert (chosen.outcome, unfit.outcome) == (Outcome.CHOSEN, Outcome.UNFIT)
    assert (len(unfit.value), len(unfit.raw)) == (300, 200)


def test_evidence_is_capped_and_never_loses_what_was_chosen() -> None:
    many = [said(f"Platform {number}", Method.LABEL, field="work.platforms") for number in range(80)]
    choice = choose_all(many, str.casefold)
    assert len(choice.evidence.candidates) == 80
    assert len(choice.keeping(choice.chosen[:3], Outcome.OVER_LIMIT).evidence.candidates) == 50


@pytest.mark.parametrize("family", sorted(confidence_table()))
def test_the_table_holds_probabilities_of_known_methods(family: str) -> None:
    probabilities = confidence_table()[family]
    assert {Method(method) for method in probabilities}
    assert all(0 < probability < 1 for probability in probabilities.values())
