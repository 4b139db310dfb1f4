"""What speaks for a title, and how much."""

import pytest

from extractors.locate.title_signs import NONE, Hypothesis, likelihoods, shares, signs_of, worths
from extractors.vocabulary import vocabulary

HEADLINE = "Low Water: the sea gives nothing back"


def likely(*hypotheses: Hypothesis) -> dict[str, float]:
    known = {each.shown.casefold(): each for each in hypotheses}
    found = likelihoods(known, [HEADLINE], vocabulary("en"))
    return {each.shown: likelihood for each, likelihood in found}


def test_likelihoods_of_a_page_leave_room_for_none_of_its_hypotheses() -> None:
    found = likely(Hypothesis("Low Water", headline=0.45, named=3, url=0.6), Hypothesis("the sea"))
    assert found["Low Water"] > 0.9 > 0.1 > found["the sea"] > 0
    assert sum(found.values()) < 1


def test_hypotheses_of_which_little_is_known_are_less_likely_than_none() -> None:
    assert sum(likely(Hypothesis("the sea"), Hypothesis("nothing back")).values()) < 0.5


@pytest.mark.parametrize(
    "more", [{"named": 3}, {"marked": 2}, {"url": 0.6}, {"set_off": 0.9}, {"called": True}, {"in_lead": True}], ids=str
)
def test_each_witness_makes_it_likelier(more: dict[str, float]) -> None:
    bare = Hypothesis("Low Water", headline=0.25)
    borne_out = Hypothesis("Low Water", headline=0.25, **more)  # type: ignore[arg-type]
    assert likely(borne_out)["Low Water"] > likely(bare)["Low Water"]


@pytest.mark.parametrize("less", [{"credited": 1, "places": 1}, {"places": 1, "led": 1}, {"cut": True}], ids=str)
def test_each_counter_witness_makes_it_less_likely(less: dict[str, float]) -> None:
    plain = Hypothesis("Low Water", headline=0.25, cut=False, places=1)
    doubted = Hypothesis("Low Water", headline=0.25, **{"cut": False, **less})  # type: ignore[arg-type]
    assert likely(doubted)["Low Water"] < likely(plain)["Low Water"]


def test_an_address_that_names_another_speaks_against() -> None:
    known = Hypothesis("Low Water", headline=0.45)
    other = likely(known, Hypothesis("Going Down", url=0.6))["Low Water"]
    assert other < likely(known, Hypothesis("Going Down"))["Low Water"]


def test_every_sign_of_the_table_is_one_that_a_text_can_have() -> None:
    known = {"low water": Hypothesis("Low Water", named=1), "sea": Hypothesis("Sea", url=0.3)}
    names = {name for signs in signs_of(known, [HEADLINE], vocabulary("en")) for name in signs}
    assert names <= set(worths()) - {NONE}


@pytest.mark.parametrize("number", [1, 2, 3])
def test_witnesses_together_convince_as_far_as_it_is_likely(number: int) -> None:
    doubt = 1 - shares(0.8, range(number))
    assert 1 - doubt**number == pytest.approx(0.8)
