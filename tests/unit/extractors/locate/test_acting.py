import pytest

from extractors.locate.prose import read_line
from extractors.vocabulary import vocabulary
from tests.unit.extractors.locate.test_credits import credits_of
from tests.unit.extractors.pages import article

TITLE = "The Quiet Harbour"


def acting(sentence: str) -> list[str]:
    """Names of those whom a sentence has play or act, each once."""
    read = (mention for _, mentions in read_line(sentence, vocabulary("en"), TITLE) for mention in mentions)
    return list(dict.fromkeys(one.name for one in read if one.relation in ("acts", "stars", "plays")))


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        pytest.param("Ava Stone is terrific.", ["Ava Stone"], id="praise"),
        pytest.param("Ava Stone and Lee Marsh are both quite superb.", ["Ava Stone", "Lee Marsh"], id="of two"),
        pytest.param("Ava Stone is superb as the nurse.", ["Ava Stone"], id="in a role"),
        pytest.param(
            "Ava Stone is superb as Lucy Bell, and Lee Marsh is terrific as Bug.",
            ["Ava Stone", "Lee Marsh"],
            id="the character in front of the next player is none",
        ),
        pytest.param("Ava Stone steals every scene.", ["Ava Stone"], id="a verb"),
        pytest.param("Ava Stone gives a performance of great restraint.", ["Ava Stone"], id="gives a performance"),
        pytest.param("Ava Stone delivers one of her best performances.", ["Ava Stone"], id="one of them"),
        pytest.param(
            "The chemistry between Ava Stone and Lee Marsh helps.", ["Ava Stone", "Lee Marsh"], id="chemistry"
        ),
        pytest.param("Ava Stone plays Lucy opposite Lee Marsh.", ["Ava Stone", "Lee Marsh"], id="opposite"),
        pytest.param("Ava Stone stars alongside Lee Marsh.", ["Ava Stone", "Lee Marsh"], id="alongside"),
        pytest.param(
            "Alongside Lee Marsh, Ava Stone plays a nurse.", ["Ava Stone", "Lee Marsh"], id="alongside, ahead"
        ),
        pytest.param("He sits opposite Lee Marsh.", [], id="opposite in a room"),
        pytest.param(
            "It is a film about two brothers, with Ava Stone and Lee Marsh.",
            ["Ava Stone", "Lee Marsh"],
            id="with a list",
        ),
        pytest.param(f"{TITLE}, with Ava Stone and Lee Marsh, is short.", ["Ava Stone", "Lee Marsh"], id="title, with"),
        pytest.param("It is a film about a boat, with Ava Stone.", [], id="one may be anybody"),
        pytest.param("The sea is terrific.", [], id="no person"),
        pytest.param("Like Ava Stone, it is terrific.", [], id="a comparison"),
    ],
)
def test_who_is_named_for_how_they_play(sentence: str, names: list[str]) -> None:
    assert sorted(acting(sentence)) == sorted(names)


@pytest.mark.parametrize(
    ("text", "cast"),
    [
        pytest.param("Ava Stone is terrific.", ["Ava Stone"], id="a given name shows a person"),
        pytest.param("Iron Sea is terrific.", [], id="that may be a title"),
        pytest.param("Park Jun-ho is terrific.", ["Park Jun-ho"], id="a Korean name"),
        pytest.param("It is directed by Ava Stone. Ava Stone is terrific.", [], id="the maker"),
        pytest.param("Ava Stone's new film is loud. Ava Stone is terrific.", [], id="whose film it may be"),
        pytest.param("It is based on the novel by Ava Stone. Ava Stone is superb.", [], id="the author"),
    ],
)
def test_praise_makes_players_of_those_of_whom_nothing_else_is_said(text: str, cast: list[str]) -> None:
    assert [name for role, name, _ in credits_of(article(f"<p>{text}</p>")) if role == "cast"] == cast
