"""What headlines put around a title that is none of it."""

import pytest

from extractors.parse.rubric import before_remarks, behind_rubric, is_rubric
from extractors.vocabulary import vocabulary

EN = vocabulary("en")


@pytest.mark.parametrize(
    ("headline", "rest"),
    [
        ("TIFF 2019: Low Water", "Low Water"),
        ("TIFF Review: Low Water", "review: Low Water"),
        ("Classic Review: Low Water", "review: Low Water"),
        ("Netflix: Low Water", "Low Water"),
        ("#12 Low Water (2019)", "Low Water (2019)"),
        ("12. Low Water", "Low Water"),
        ("31 Days of Horror – Day 12: Low Water", "Low Water"),
        ("Home / Movies / Low Water", "Low Water"),
        ("Ann's Take: Low Water", "Low Water"),
        ("★★★★ Low Water", "Low Water"),
        ("1954 – Low Water", "Low Water"),
    ],
)
def test_a_headline_from_its_title_on(headline: str, rest: str) -> None:
    found = behind_rubric(headline, EN)
    assert (found.text, found.is_led) == (rest, True)


@pytest.mark.parametrize(
    "headline",
    [
        "Low Water: A Storm in a Small Room",
        "Mission: Impossible",
        "1917 – Review",
        "12 Angry Men",
        "The 100: A Last Stand",
        "Rosemary's Baby: A Second Look at Evil",
        "2019 in Review: The Best Films",
        "Category: Reviews",
    ],
)
def test_a_title_is_no_rubric(headline: str) -> None:
    assert behind_rubric(headline, EN).text == headline


@pytest.mark.parametrize(
    ("language", "headline", "rest"),
    [
        ("fr", "Sorties ciné : Titane", "Titane"),
        ("de", "Neu im Kino: Toni Erdmann", "Toni Erdmann"),
        ("es", "Estrenos: La isla mínima", "La isla mínima"),
        ("ru", "Новинки: Левиафан", "Левиафан"),
        ("nl", "Première: Zwartboek", "Zwartboek"),
    ],
)
def test_rubrics_of_other_languages(language: str, headline: str, rest: str) -> None:
    assert behind_rubric(headline, vocabulary(language)).text == rest


@pytest.mark.parametrize(
    ("headline", "title"),
    [
        ("Low Water – B+", "Low Water"),
        ("Low Water, B+", "Low Water"),
        ("Low Water (B)", "Low Water"),
        ("Low Water Grade: B+", "Low Water"),
        ("Low Water Rating: 4/5", "Low Water"),
        ("Low Water – 3.5/5", "Low Water"),
        ("Low Water (4 stars)", "Low Water"),
        ("Low Water *** 1/2", "Low Water"),
        ("Low Water (*****)", "Low Water"),
        ("Low Water: My Thoughts", "Low Water"),
        ("Low Water Explained", "Low Water"),
        ("Low Water: Worth Watching?", "Low Water"),
        ("Low Water Starring Ann Lee", "Low Water"),
        ("Low Water (2019, dir. Ann Lee)", "Low Water (2019)"),
        ("Low Water directed by Ann Lee and Bo Diaz", "Low Water"),
    ],
)
def test_a_headline_up_to_what_it_says_of_the_post(headline: str, title: str) -> None:
    assert before_remarks(headline, EN) == title


@pytest.mark.parametrize(
    "headline", ["50/50", "Plan B", "Malcolm X", "Fahrenheit 9/11", "Starring Ann Lee", "Analysis", "Second Thoughts"]
)
def test_a_title_keeps_its_end(headline: str) -> None:
    assert before_remarks(headline, EN) == headline


def test_a_line_that_is_a_rubric_and_nothing_else() -> None:
    assert is_rubric("Empfohlen Filmkritik", vocabulary("de"))
    assert not any(is_rubric(text, EN) for text in ("Her Review", "404 Review", "Reviews", "Low Water"))
