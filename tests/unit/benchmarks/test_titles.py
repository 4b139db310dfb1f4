"""Fitting the worths of a title's signs."""

from extractors.locate.title_signs import NONE
from tests.benchmarks.titles import Hypotheses, fit, held_out, likelihoods, render, report

WITNESS, NOISE = frozenset({"witness"}), frozenset({"noise"})


def pages(number: int = 40) -> list[Hypotheses]:
    """A title has the witness on nine pages of ten; the rest have none among what is offered."""
    return [
        Hypotheses(f"site{n}.test", str(n), (WITNESS | NOISE, NOISE), (True, False))
        if n % 10
        else Hypotheses(f"site{n}.test", str(n), (NOISE, NOISE), (False, False))
        for n in range(number)
    ]


def test_a_sign_that_titles_have_is_worth_something_and_another_is_not() -> None:
    worths = fit(pages())
    assert worths["witness"] > 1 > worths["noise"]
    chosen, other = likelihoods(worths, pages()[1])
    assert chosen > 0.5 > other


def test_where_nothing_speaks_for_a_hypothesis_none_is_likelier() -> None:
    assert likelihoods(fit(pages(400)), pages()[0]).sum() < 0.5


def test_a_sign_that_hardly_anything_has_is_worth_nothing() -> None:
    rare = Hypotheses("rare.test", "rare", (frozenset({"rare"}),), (True,))
    assert "rare" not in fit([*pages(), rare])


def test_pages_are_judged_by_worths_that_have_not_seen_their_site() -> None:
    chosen = held_out(pages())
    assert len(chosen) == 40
    assert sum(right for likely, right in chosen if likely >= 0.5) == 36
    assert "40 pages whose title is open, 36 with it among their hypotheses" in "\n".join(report(pages()))


def test_the_same_pages_give_the_same_file() -> None:
    one, other = (render(fit(pages()), pages(), "fit/1") for _ in range(2))
    assert one == other
    assert f'"{NONE}" = ' in one
    assert '"witness" = ' in one
