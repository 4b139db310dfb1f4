from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from extractors import resolve
from extractors.confidence import confidence_of, family_of
from extractors.locate.rating import ratings_agree, same_rating
from extractors.resolve import Choice, choose_all, choose_one
from schemas.evidence import Agreement, Candidate, Method, Outcome
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


def test_an_answer_that_is_hardly_trusted_is_left_out_but_kept_as_evidence() -> None:
    choice = choose_one([said("A", Method.URL, weight=0.4)], str.casefold)
    assert choice.value is None
    assert choice.trust == 0
    assert choice.confidence is None
    (told,) = choice.evidence.candidates
    assert (told.chosen, told.outcome, told.agreement) == (False, Outcome.UNLIKELY, Agreement.DOUBTED)


@pytest.mark.parametrize("decide", [choose_one, choose_all])
def test_what_is_more_likely_wrong_than_right_is_left_out_however_it_is_trusted(
    decide: Callable[..., Choice[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    candidates = [said("A", Method.JSON_LD)]
    sure = decide(candidates, str.casefold).confidence
    assert sure is not None
    monkeypatch.setattr(resolve, "ABSTAIN", sure + 0.02)
    choice = decide(candidates, str.casefold)
    assert choice.value is None
    (told,) = choice.evidence.candidates
    assert (told.outcome, told.agreement, told.confidence) == (Outcome.UNLIKELY, Agreement.ALONE, sure)


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


# --- what became of each


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
        "meta": Outcome.LESS_TRUSTED,
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
    assert agreements(narrowed) == [("Netflix", Agreement.ALONE), ("MUBI", Agreement.DOUBTED)]
    kept, gone = narrowed.evidence.candidates
    assert kept.confidence > gone.confidence


def test_what_was_never_asked_is_evidence_too() -> None:
    choice: Choice[str] = choose_one([said("A", Method.META)], str.casefold)
    (chosen, unfit) = choice.with_lost([(said("x" * 9_000, Method.JSON_LD), Outcome.UNFIT)]).evidence.candidates
    assert (chosen.outcome, unfit.outcome) == (Outcome.CHOSEN, Outcome.UNFIT)
    assert (chosen.group, unfit.group, unfit.agreement) == (0, 1, Agreement.DOUBTED)
    assert (len(unfit.value), len(unfit.raw)) == (300, 200)


def test_evidence_is_capped_and_never_loses_what_was_chosen() -> None:
    many = [said(f"Platform {number}", Method.LABEL, field="work.platforms") for number in range(80)]
    choice = choose_all(many, str.casefold)
    assert len(choice.evidence.candidates) == 80
    assert len(choice.keeping(choice.chosen[:3], Outcome.OVER_LIMIT).evidence.candidates) == 50


# --- how far the methods agree


def agreements(choice: Choice[Any]) -> list[tuple[str, Agreement]]:
    """What each answer was read from, and how far the methods agree on it."""
    return [(candidate.raw, candidate.agreement) for candidate in choice.evidence.candidates]


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
    assert agreements(choice) == [("A", agreement)] * len(said_of_a) + [("B", Agreement.DOUBTED)] * len(said_of_b)


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
    assert agreements(choice) == [("4", Agreement.ALONE), ("80", Agreement.ALONE)]


def test_a_sites_selector_is_contested_by_what_is_trusted_as_much_and_by_nothing_less() -> None:
    selector = said("A", Method.SITE)
    assert agreements(choose_one([selector, said("B", Method.META)], str.casefold))[0] == ("A", Agreement.ALONE)
    equals = [selector, *(said("B", method) for method in (Method.JSON_LD, Method.HEADLINE))]
    assert agreements(choose_one(equals, str.casefold))[0] == ("A", Agreement.CONTESTED)


def test_who_stands_for_a_group_decides_how_likely_it_is_right() -> None:
    (group,) = choose_one([said("A", Method.JSON_LD), said("A", Method.LABEL)], str.casefold).chosen
    led = group.led_by(lambda candidate: candidate.method is not Method.LABEL)
    assert [candidate.method for candidate in led.candidates] == [Method.LABEL, Method.JSON_LD]
    assert (led.trust, led.agreement) == (group.trust, group.agreement)
    assert led.confidence == confidence_of("title", Method.LABEL, Agreement.TWO) != group.confidence


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
