"""Spellings of one title or name meet; different ones stay apart."""

import pytest

from flows.enrichment.fold import Part, block_of, fold_person, fold_title, names_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Godfather: Part II", "The Godfather Part 2"),
        ("Kill Bill: Vol. 1", "Kill Bill Volume One"),
        ("Rocky IV", "Rocky 4"),
        ("Ocean's Eleven", "Oceans Eleven"),
        ("Amélie", "AMELIE"),
        ("Tár", "TAR"),
        ("Pride & Prejudice", "Pride and Prejudice"),
        ("Der weiße Hai", "Der weisse Hai"),
        ("Ich – Einfach unverbesserlich", "Ich: einfach unverbesserlich"),
    ],
)
def test_spellings_of_one_title_fold_to_the_same(one: str, other: str) -> None:
    assert fold_title(one) == fold_title(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Matrix", "Matrix"),
        ("The Shawshank Redemption", "The Shawshenk Redemption"),
        ("Spider-Man", "Spiderman"),
        ("S.W.A.T.", "SWAT"),
        ("Colour of Night", "Color of Night"),
    ],
)
def test_titles_that_may_be_one_share_a_block(one: str, other: str) -> None:
    assert block_of(fold_title(one)) == block_of(fold_title(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Rocky II", "Rocky III"), ("Alien", "Aliens"), ("Up", "Pi"), ("ガ", "カ"), ("Her", "Hero"), ("Nine", "9")],
)
def test_different_titles_do_not(one: str, other: str) -> None:
    assert block_of(fold_title(one)) != block_of(fold_title(other))


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Up", [(Part.WHOLE, "up")]),
        (
            "Mad Max: Fury Road",
            [(Part.WHOLE, "mad max fury road"), (Part.HEAD, "mad max"), (Part.TAIL, "fury road")],
        ),
        ("Брат", [(Part.WHOLE, "брат"), (Part.WHOLE, "brat")]),
        ("Dune: Part Two", [(Part.WHOLE, "dune 2"), (Part.HEAD, "dune")]),
        ("", []),
        ("!!!", []),
    ],
)
def test_the_names_of_a_title(title: str, names: list[tuple[Part, str]]) -> None:
    assert list(names_of(title)) == names


@pytest.mark.parametrize(
    ("one", "other"),
    [("Bong Joon-ho", "Joon-ho Bong"), ("Penélope Cruz", "Penelope Cruz"), ("Тарковский", "Tarkovskiy")],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert fold_person(one) == fold_person(other)
