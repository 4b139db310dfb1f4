import pytest

from extractors.locate.brackets import pairs_in, players
from extractors.vocabulary import vocabulary

Played = tuple[str, str | None]


def played(text: str, lang: str = "en", playing: tuple[str, ...] = (), making: tuple[str, ...] = ()) -> list[Played]:
    words = vocabulary(lang)
    pairs = list(pairs_in(text, 0, words))
    return [(name, character) for name, character, _ in players(pairs, words, playing, making, text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sophie (Frankie Corio) travels.", [("Frankie Corio", "Sophie")]),
        ("Sophie (Frankie Corio) meets Jo Lee (Ava Stone).", [("Frankie Corio", "Sophie"), ("Ava Stone", "Jo Lee")]),
        ("Sophie (Frankie Corio) calls her mother (Ava Stone).", [("Frankie Corio", "Sophie"), ("Ava Stone", None)]),
        ("The cast, Ava Stone (Lucy) and Lee Marsh (Bug), is good.", [("Ava Stone", "Lucy"), ("Lee Marsh", "Bug")]),
        ("Lucy Bell (Ava Stone) waits. Lucy sings. Then Lucy leaves.", [("Ava Stone", "Lucy Bell")]),
        ("Lucy Bell (Ava Stone) waits for Ned Marsh (Tom Reed) at sea.",
         [("Ava Stone", "Lucy Bell"), ("Tom Reed", "Ned Marsh")]),
        ("Edward Marsh (Billy Reed) and Florence Bell (Ava Stone) are young.",
         [("Billy Reed", "Edward Marsh"), ("Ava Stone", "Florence Bell")]),
        ("Ned Marsh (the wonderful Ava Stone) waits.", [("Ava Stone", "Ned Marsh")]),
        ("We know Ava Stone (Normal Days) from the stage.", []),
        ("He took dramatic roles (Source Code); her father (Ava Stone) waits.", [("Ava Stone", None)]),
        ("It recalls “Alien” (Ridley Scott) in places.", []),
        ("The film Alien (Ridley Scott) comes to mind.", []),
        ("Its maker, The Lantern (Pedro Diaz), paid.", []),
        ("Lucy Bell (Dir. Ava Stone) is a film.", []),
        ("Sophie (2019) and Sophie (a girl of ten) travel.", []),
        ("Sophie (South Korea) travels.", []),
        ("She quarrels with her stubborn father (Ava Stone).", [("Ava Stone", None)]),
        ("She sees a baker (Ava Stone).", []),
        ("A baker (Ava Stone), a clerk (Lee Marsh) and a thief (Tom Reed) wait.",
         [("Ava Stone", None), ("Lee Marsh", None), ("Tom Reed", None)]),
        ("Captain Lucy Bell (Ava Stone) sails.", [("Ava Stone", "Captain Lucy Bell")]),
        ("Captain Bell (Normal Days) sails.", []),
        ("Ava Stone (Lena Frey) and Tom Reed (Max) wait. Max is ill.",
         [("Ava Stone", "Lena Frey"), ("Tom Reed", "Max")]),
        ("Ava Stone (Undertow) and Tom Reed (Nightfall) wait.", []),
    ],
)  # fmt: skip
def test_who_plays_in_brackets(text: str, found: list[Played]) -> None:
    assert played(text) == found


def test_what_the_page_knows_decides() -> None:
    text = "Ava Stone (Lucy Bell) waits, and Lucy is late."
    assert played(text, playing=("ava stone",)) == [("Ava Stone", "Lucy Bell")]
    assert played(text, playing=("lucy bell",)) == [("Lucy Bell", "Ava Stone")]
    assert played(text, making=("ava stone",)) == []


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("zh", "段小楼（张丰毅 饰）来了。", [("张丰毅", "段小楼")]),
        ("ko", "해준(박해일)의 말이다.", [("박해일", "해준")]),
        ("ko", "마동석(마석도 역)이 온다.", [("마동석", "마석도")]),
        ("ja", "葉山タカシ（村上虹郎）は走る。", [("村上虹郎", "葉山タカシ")]),
        ("ja", "豆を育てる（以頭撞壁）。", []),
    ],
)
def test_brackets_in_eastern_scripts(lang: str, text: str, found: list[Played]) -> None:
    assert played(text, lang) == found


def test_hostile_brackets_are_read_in_bounded_time() -> None:
    assert len(played("Ann (Ava Stone) " * 3_000)) <= 60
