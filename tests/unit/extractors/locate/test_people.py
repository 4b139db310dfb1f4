import pytest

from extractors.locate.people import cast_after, names_after, names_before
from extractors.vocabulary import vocabulary

EN = vocabulary("en")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ava Stone, Lee Marsh and Kim Ha-neul in a film of few words", ["Ava Stone", "Lee Marsh", "Kim Ha-neul"]),
        ("Ava Stone and 아이유", ["Ava Stone"]),
        ("and nobody else", []),
        (": Ava Stone.", ["Ava Stone"]),
        ("", []),
    ],
)
def test_names_behind_a_phrase(text: str, names: list[str]) -> None:
    assert names_after(text, EN) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("In it Ava Stone, Lee Marsh and Kim Ha-neul", ["Ava Stone", "Lee Marsh", "Kim Ha-neul"]),
        ("Once more Ava Stone ", ["Ava Stone"]),
        ("Here’s Ava Stone", ["Ava Stone"]),
        ("It's Ava Stone", ["Ava Stone"]),
        ("nobody else", []),
        ("The girl", []),
    ],
)
def test_names_in_front_of_a_phrase(text: str, names: list[str]) -> None:
    assert names_before(text, EN) == names


def test_single_words_are_people_only_beside_full_names() -> None:
    assert names_after("IU, Park Bo-gum", EN) == ["IU", "Park Bo-gum"]
    assert names_after("IU", EN) == []
    assert names_after("Режиссуру", vocabulary("ru")) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ava Stone Edited by Lee Marsh", ["Ava Stone"]),
        ("Tin Summer's Ava Stone as the nurse", ["Ava Stone"]),
        ("Ava Stone's Marie", ["Ava Stone"]),
        ("the Tin Summer", []),
    ],
)
def test_a_name_ends_where_other_words_begin(text: str, names: list[str]) -> None:
    assert names_after(text, EN, described=True) == names


def test_players_in_a_list_have_characters() -> None:
    listed = [
        (one.name, one.character) for one in cast_after("Ava Stone as Marie, Lee Marsh as Tom", EN, described=True)
    ]
    assert listed == [("Ava Stone", "Marie"), ("Lee Marsh", "Tom")]
