import pytest

from extractors.locate.sentences import title_spans
from extractors.locate.titles import beside_title, caption
from extractors.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("lang", "sentence", "names"),
    [
        ("de", "NORDWIND (Anna Holt – 2022)", ["Anna Holt"]),
        ("en", "Nordwind (2022, dir. Anna Holt) is slow.", ["Anna Holt"]),
        ("en", "Nordwind (South Korea, 2016) is slow.", []),
        ("en", "Nordwind (Eva Sand) is slow.", []),
        ("fr", "Nordwind, 2024, de Luc Moreau et Anne Petit, avec Léa Roux.", ["Luc Moreau", "Anne Petit"]),
        ("fr", "« Nordwind » d’Anne Petit", ["Anne Petit"]),
        ("en", "Nordwind *** (2022, Ann Lee)", ["Ann Lee"]),
        ("en", "Nordwind (2022, dir. Ann Lee, Tom Reed and Eva Sand)", ["Ann Lee", "Tom Reed", "Eva Sand"]),
        ("en", "Nordwind (D: Ann Lee, 2022)", ["Ann Lee"]),
        ("en", "Nordwind (2022; dir: Ann Lee; producer: Tom Reed)", ["Ann Lee"]),
        ("pt", "Nordwind (Brasil, 2003) – de Ana Ruiz", ["Ana Ruiz"]),
        ("es", "Nordwind, de Ana Ruiz (El silo), es buena.", ["Ana Ruiz"]),
        ("es", "Adapta la novela Nordwind, de Luis Mora.", []),
        ("en", "The novel Nordwind by Helen Carr was better.", []),
        ("ru", "«Nordwind» Анны Беловой идёт два часа.", ["Анны Беловой"]),
    ],
)
def test_who_made_it_stands_behind_the_title(lang: str, sentence: str, names: list[str]) -> None:
    found = beside_title(sentence, title_spans(sentence, "Nordwind"), vocabulary(lang))
    assert [mention.name for mention in found] == names


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("fr", "Critique – Nordwind de et avec Anne Petit, Luc Moreau"),
        ("es", "Nordwind de y con Anne Petit, Luc Moreau"),
    ],
)
def test_the_first_of_those_by_whom_and_with_whom_it_is_made_it(lang: str, sentence: str) -> None:
    found = beside_title(sentence, title_spans(sentence, "Nordwind"), vocabulary(lang))
    assert [(mention.relation, mention.name) for mention in found] == [
        ("directed_by", "Anne Petit"),
        ("stars", "Anne Petit"),
        ("stars", "Luc Moreau"),
    ]


def test_three_names_behind_the_year_are_the_players() -> None:
    line = "Nordwind *** (2022, Ava Stone, Lee Marsh, voice of Tom Reed)"
    found = beside_title(line, title_spans(line, "Nordwind"), vocabulary("en"))
    assert [(one.relation, one.name) for one in found] == [
        ("stars", "Ava Stone"),
        ("stars", "Lee Marsh"),
        ("stars", "Tom Reed"),
    ]


@pytest.mark.parametrize(
    ("lang", "line", "names"),
    [
        ("en", "Eva Sand in a scene from 'Nordwind.' Harbour Pictures", ["Eva Sand"]),
        ("en", "Eva Sand and Lee Marsh in Nordwind", ["Eva Sand", "Lee Marsh"]),
        ("de", "Eva Sand in einer Szene aus „Nordwind“", ["Eva Sand"]),
        ("fr", "Léa Roux dans Nordwind", ["Léa Roux"]),
        ("en", "The light in Nordwind", []),
        ("en", "Eva Sand is at her best in Nordwind", []),
        ("en", "Eva Sand in Tin Summer", []),
    ],
)
def test_a_caption_says_who_is_to_be_seen(lang: str, line: str, names: list[str]) -> None:
    assert [mention.name for mention in caption(line, vocabulary(lang), "Nordwind")] == names
