"""Short lines told apart: what is left beside day, reading time, sections, handles, jobs and comments is who wrote."""

import pytest

from extractors.parse.credited import may_be_said, told_by, unglued
from extractors.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("line", "language", "names", "is_said", "beside"),
    [
        ("By Ann Lee", "en", ["Ann Lee"], True, ""),
        ("Ann Lee · April 3, 2019 · 5 min read", "en", ["Ann Lee"], False, "day reading"),
        ("by Ann Lee | Apr 3, 2019 | Film, Reviews | 0 comments", "en", ["Ann Lee"], True, "comments day section"),
        ("Posted in Reviews by Ann Lee on April 3, 2019", "en", ["Ann Lee"], True, "day label section"),
        ("Ann Lee, Staff Writer", "en", ["Ann Lee"], False, "job"),
        ("By guest writer Ann Lee", "en", ["Ann Lee"], True, "job"),
        ("Ann Lee (@annlee)", "en", ["Ann Lee"], False, "handle"),
        ("✍ Ann Lee", "en", ["Ann Lee"], False, "icon"),
        ("Review: Ann Lee", "en", ["Ann Lee"], False, "review"),
        ("By Ann Lee, Tidewater Post", "en", ["Ann Lee"], True, "outlet"),
        ("– Ann Lee, Tidewater Post", "en", ["Ann Lee"], False, "outlet"),
        ("Post author By Ann Lee", "en", ["Ann Lee"], True, ""),
        ("by moviebuff77 on April 3, 2019", "en", ["moviebuff77"], True, "day label"),
        ("By Wendell Tharpe Jr. in Reviews", "en", ["Wendell Tharpe Jr."], True, "section"),
        ("ByAnn LeeApril 3, 2019", "en", ["Ann Lee"], True, "day"),
        ("Written by Ann LeeLeave a comment", "en", ["Ann Lee"], True, "comments"),
        ("Von Anna Berger · Lesezeit: 4 Minuten", "de", ["Anna Berger"], True, "reading"),
        ("Av Bo van den Berg den 3. maj 2024", "sv", ["Bo van den Berg"], True, "day"),
        ("文＝山田花子", "ja", ["山田花子"], True, ""),
        ("2024. 5. 3. 홍길동 기자", "ko", ["홍길동"], True, "day"),
    ],
)
def test_what_a_line_says(line: str, language: str, names: list[str], is_said: bool, beside: str) -> None:
    told = told_by(line, vocabulary(language), language)
    assert told.is_all
    assert (list(told.names), told.is_said) == (names, is_said)
    assert " ".join(sorted(told.beside)) == beside


@pytest.mark.parametrize(
    "line",
    [
        "Low Water, Ann Lee, 2019, 104 mins",
        "Join Date: March 4, 2021",
        "Ann Lee in Low Water",
        "Written by hand in a week",
        "By Ann Lee and her sister",
        "Ann Lee walks into the sea.",
    ],
)
def test_a_line_that_says_more(line: str) -> None:
    assert not told_by(line, vocabulary("en"), "en").is_all


def test_a_kind_of_product_is_no_section() -> None:
    assert not told_by("Produit par Ann Lee", vocabulary("fr"), "fr").is_said


def test_a_day_beside_written_by_is_that_of_the_text() -> None:
    words = vocabulary("en")
    assert told_by("Written by Ann Lee on April 3, 2019", words, "en").is_posted
    assert not told_by("Written by Ann Lee", words, "en").is_posted


@pytest.mark.parametrize(
    ("line", "parted"),
    [
        ("ByAnn Lee", "By Ann Lee"),
        ("Ann LeePublished May 4", "Ann Lee | Published May 4"),
        ("Ann LeeReviews", "Ann Lee | Reviews"),
        ("Wendell Tharpe Jr.Posted", "Wendell Tharpe Jr. | Posted"),
        ("By DeShawn McAllister", "By DeShawn McAllister"),
        ("Leonardo DiCaprio", "Leonardo DiCaprio"),
    ],
)
def test_what_is_written_onto_a_name(line: str, parted: str) -> None:
    assert unglued(line, vocabulary("en")) == parted


@pytest.mark.parametrize(
    "text",
    [
        "By Ann Lee",
        "ByAnn Lee",
        "12.04.2019by Ann Lee",
        "Film | by Ann Lee",
        "_by Ann Lee_",
        "홍길동 기자",
        "von Ann Lee",
    ],
)
def test_lines_that_say_who_wrote_are_never_passed_over(text: str) -> None:
    assert may_be_said(text, vocabulary("en"))


@pytest.mark.parametrize("text", ["The Long Harbour", "A slow film, and a good one", "Ann Lee"])
def test_lines_without_a_bylines_words_need_not_be_told_apart(text: str) -> None:
    assert not may_be_said(text, vocabulary("en"))
    assert not told_by(text, vocabulary("en"), "en").is_said


def test_sentences_are_no_lists_of_names() -> None:
    sentence = "Ann Lee directs the slow and patient story of a harbour town with nothing left to lose"
    assert told_by(sentence, vocabulary("en"), "en").names == ()
    names = "Guillermo del Toro and Anna van den Berg"
    assert told_by(names, vocabulary("en"), "en").names == (names,)
