import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.parse.names import NamedPart, in_nominative, is_name, split_names
from extractors.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", "Toni Collette", ["Toni Collette"]),
        ("en", "Toni Collette, Gabriel Byrne & Ann Dowd", ["Toni Collette", "Gabriel Byrne", "Ann Dowd"]),
        ("en", "Greta Lee, John Magaro, and Teo Yoo", ["Greta Lee", "John Magaro", "Teo Yoo"]),
        (
            "en",
            "Greta Lee; Teo Yoo | John Magaro • Seung Ah Moon",
            ["Greta Lee", "Teo Yoo", "John Magaro", "Seung Ah Moon"],
        ),
        ("en", "Toni Collette, voice of Ann Dowd", ["Toni Collette", "Ann Dowd"]),
        ("en", "Lee Sun-kyun/Lee Ji-eun", ["Lee Sun-kyun", "Lee Ji-eun"]),
        ("en", "Joe and Anthony Russo", ["Joe Russo", "Anthony Russo"]),
        ("en", "Anthony and Joe Russo, Sam Raimi", ["Anthony Russo", "Joe Russo", "Sam Raimi"]),
        ("en", "Zendaya and Tom Holland", ["Zendaya", "Tom Holland"]),
        ("en", "Atlee and S. Ramagirivasan", ["Atlee", "S. Ramagirivasan"]),
        ("en", "IU and Lee Sun-kyun", ["IU", "Lee Sun-kyun"]),
        ("en", "Robert Downey Jr., Matt Damon", ["Robert Downey Jr.", "Matt Damon"]),
        ("en", "Sammy Davis, Jr., Dean Martin", ["Sammy Davis, Jr.", "Dean Martin"]),
        ("en", "J. J. Abrams and M. Night Shyamalan", ["J. J. Abrams", "M. Night Shyamalan"]),
        ("en", "William E Brown, Edward E. Clark", ["William E Brown", "Edward E. Clark"]),
        ("en", "Ana de Armas, Guillermo del Toro", ["Ana de Armas", "Guillermo del Toro"]),
        ("en", "Brad Pitt, etc.", ["Brad Pitt"]),
        ("en", "Brad Pitt, and more", ["Brad Pitt"]),
        ("en", "Brad Pitt, Ann Lee et al.", ["Brad Pitt", "Ann Lee"]),
        ("en", "Christopher Nolan’s", ["Christopher Nolan"]),
        ("en", "Brad Pitt, Brad Pitt", ["Brad Pitt"]),
        ("en", "Lee Do-yoon (이도윤)", ["Lee Do-yoon"]),
        ("en", "TBA", []),
        ("en", "the whole cast", []),
        ("fr", "Pierre Niney et Anaïs Demoustier", ["Pierre Niney", "Anaïs Demoustier"]),
        ("fr", "Anaïs DEMOUSTIER, Anamaria VARTOLOMEI…", ["Anaïs DEMOUSTIER", "Anamaria VARTOLOMEI"]),
        ("de", "Felix Kammerer und Albrecht Schuch u.a.", ["Felix Kammerer", "Albrecht Schuch"]),
        (
            "es",
            "Ricardo Darín, Érica Rivas y Leonardo Sbaraglia",
            ["Ricardo Darín", "Érica Rivas", "Leonardo Sbaraglia"],
        ),
        ("it", "Paola Cortellesi e Valerio Mastandrea", ["Paola Cortellesi", "Valerio Mastandrea"]),
        ("pt", "Timothée Chalamet e Zendaya", ["Timothée Chalamet", "Zendaya"]),
        ("ru", "Алексей Серебряков и Елена Лядова", ["Алексей Серебряков", "Елена Лядова"]),
        ("ko", "송혜교, 이도현, 임지연, 외", ["송혜교", "이도현", "임지연"]),
        ("ko", "송혜교·이도현", ["송혜교", "이도현"]),
        ("ja", "神木隆之介、浜辺美波、吉岡秀隆ほか", ["神木隆之介", "浜辺美波", "吉岡秀隆"]),
        ("ja", "トム・クルーズ、宮崎駿", ["トム・クルーズ", "宮崎駿"]),
        ("zh", "克里斯托弗·诺兰，张艺谋", ["克里斯托弗·诺兰", "张艺谋"]),
        ("te", "రిషబ్ శెట్టి, కిషోర్", ["రిషబ్ శెట్టి", "కిషోర్"]),
    ],
)
def test_split_names(language: str, text: str, names: list[str]) -> None:
    assert [part.name for part in split_names(text, vocabulary(language))] == names


@pytest.mark.parametrize(
    ("language", "text", "parts"),
    [
        ("en", "Yoo Ah-in as Jeong Jin-soo", [NamedPart("Yoo Ah-in", "Jeong Jin-soo")]),
        (
            "en",
            "Matt Damon (Leslie Groves), and Emily Blunt (Kitty)",
            [NamedPart("Matt Damon", "Leslie Groves"), NamedPart("Emily Blunt", "Kitty")],
        ),
        ("en", "Matt Damon (Groves, a general)", [NamedPart("Matt Damon", "Groves, a general")]),
        ("en", "William Windom (voice)", [NamedPart("William Windom")]),
        ("en", "Peter Jackson (2001)", [NamedPart("Peter Jackson")]),
        ("de", "Felix Kammerer als Paul Bäumer", [NamedPart("Felix Kammerer", "Paul Bäumer")]),
        ("ko", "송혜교 (문동은)", [NamedPart("송혜교", "문동은")]),
    ],
)
def test_characters(language: str, text: str, parts: list[NamedPart]) -> None:
    assert list(split_names(text, vocabulary(language))) == parts


@pytest.mark.parametrize(
    "text",
    [
        "Greta Lee", "IU", "Atlee", "Guillermo del Toro", "Ludwig van Beethoven", "J. J. Abrams", "George R. R. Martin",
        "Lee Do-yoon", "An Jae-hyun", "Son Suk-ku", "Im Soo-jung", "Conan O’Brien", "Saoirse Ronan",
        "Mohammed bin Salman",
        "Haifaa al-Mansour", "Robert Downey Jr.", "VINCENT CANBY", "Chloé Zhao", "Baran bo Odar", "Ebon Moss-Bachrach",
        "봉준호", "新海誠", "宮崎 駿", "トム・クルーズ", "张艺谋", "Андрей Звягинцев", "రిషబ్ శెట్టి",
    ],
)  # fmt: skip
def test_names(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "A", "the whole cast", "The Director", "Season 2", "2 hours", "ann@example.test", "Read more",
        "a film of ideas",
        "Leave a Comment", "One Two Three Four Five Six Seven", "He said: no", "줄거리", "映画",
        "이것은 아주 긴 문장입니다 그렇지 않나요 정말로",
        "directed by Ann Lee", "Scritto da", "x" * 80, "January", "Staff",
    ],
)  # fmt: skip
def test_no_names(text: str) -> None:
    assert not is_name(text)


@given(st.text(max_size=400))
def test_hostile_text_never_raises(text: str) -> None:
    assert all(part.name.strip() for part in split_names(text, vocabulary("en")))


@pytest.mark.parametrize(
    ("language", "genitive", "nominative"),
    [
        ("ru", "Андрея Белова", "Андрей Белов"),
        ("ru", "Дэвида Финчера", "Дэвид Финчер"),
        ("ru", "Анны Беловой", "Анна Белова"),
        ("ru", "Сергея Бодровского", "Сергей Бодровский"),
        ("ru", "Анна Белова", "Анна Белова"),
        ("ru", "Александра Белова", "Александра Белова"),
        ("ru", "Андрея", "Андрея"),
        ("pl", "Pawła Nowickiego", "Paweł Nowicki"),
        ("pl", "Agnieszki Nowickiej", "Agnieszka Nowicka"),
        ("pl", "Anna Nowicka", "Anna Nowicka"),
        ("en", "Anna Bell", "Anna Bell"),
    ],
)
def test_a_genitive_whose_given_name_is_known_has_a_nominative(language: str, genitive: str, nominative: str) -> None:
    assert in_nominative(genitive, vocabulary(language)) == nominative
