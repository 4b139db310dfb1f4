"""Whole pages: how headlines name a work, and what the text below them decides."""

import pytest

from tests.benchmarks.forms import Case, outcome

TEXT = (
    "When {t} opens, a boat lies in the mud and nobody wants it. The two sisters who own it have not spoken in years.",
    "What makes {t} work is how little it explains. The camera waits, the actors wait, and then something gives.",
    "I went in with low hopes, and I liked it more than I thought I would. In the end {t} is worth your time.",
)


def read(headline: str, title: str, text: tuple[str, ...] = TEXT) -> object:
    lines = [headline, "March 3, 2021", *(line.format(t=title) for line in text)]
    return outcome(Case(headline, lines, {"title": title}))[1].get("title")


@pytest.mark.parametrize(
    "headline",
    [
        "The Heat and Dust Review",
        "Heat and Dust The Movie Review",
        "Review: James Ivory's Heat and Dust",
        "Heat and Dust - James Ivory (1983)",
        "Film Review: Heat and Dust (dir. James Ivory)",
        "Movie Review: Heat and Dust Starring Julie Christie",
        "Heat and Dust Netflix Review: A Storm",
        "HEAT AND DUST REVIEW",
        "heat and dust review",
        "Heat and Dust is better than you think",
        "Heat and Dust doesn't work",
        "Watching Heat and Dust",
        "I finally saw Heat and Dust",
        "Belated Movie Review: Heat and Dust",
        "Oddly Named Review: Heat and Dust",
        "Heat and Dust (DQ)",
        "Heat and Dust 1983",
        "Heat and DustDirector: James Ivory",
    ],
)
def test_a_title_set_free(headline: str) -> None:
    assert read(headline, "Heat and Dust") == "Heat and Dust"


@pytest.mark.parametrize(
    ("headline", "title"),
    [
        ("Hello, Dolly! Review", "Hello, Dolly!"),
        ("Mamma Mia!", "Mamma Mia!"),
        ("Blade Runner 2049 Review", "Blade Runner 2049"),
        ("A Prophet Review", "A Prophet"),
        ("Bridget Jones's Diary Review", "Bridget Jones's Diary"),
    ],
)
def test_what_belongs_to_the_title_stays(headline: str, title: str) -> None:
    assert read(headline, title) == title


@pytest.mark.parametrize(
    ("headline", "lines"),
    [
        (
            "Kritik",
            ("Laut ist der Film und kalt, und doch bleibt ein Rest von Wärme.", "Am Ende ist der Film sehr schön."),
        ),
        ("Recensie", ("Mooi is de film zeker, maar ook koud.", "Uiteindelijk is de film heel goed.")),
    ],
)
def test_what_stands_in_front_of_an_inverted_sentence_is_no_title(headline: str, lines: tuple[str, ...]) -> None:
    assert read(headline, "", lines) is None
