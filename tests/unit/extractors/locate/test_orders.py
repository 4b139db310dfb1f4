import pytest

from extractors.locate.prose import read_line
from extractors.vocabulary import vocabulary


def said(sentence: str, language: str, title: str | None = "Low Water") -> dict[str, list[str]]:
    """Names by relation, each once, in the order of the sentence's reading; relations with the weaker "as" left out."""
    found: dict[str, list[str]] = {}
    for _, mentions in read_line(sentence, vocabulary(language), title):
        for mention in mentions:
            relation = "stars" if mention.relation == "plays" else mention.relation
            if relation != "as" and mention.name not in found.setdefault(relation, []):
                found[relation].append(mention.name)
    return {relation: names for relation, names in found.items() if names}


@pytest.mark.parametrize(
    ("language", "sentence", "players"),
    [
        ("es", "Ana Ruiz dirige a Eva Mas y a Luis Mota en un drama.", ["Eva Mas", "Luis Mota"]),
        ("fr", "Anne Petit dirige Louis Morin et Eva Blanc dans un drame.", ["Louis Morin", "Eva Blanc"]),
        ("en", "Ann Stone directs Tom Reed and Lee Marsh in a drama.", ["Tom Reed", "Lee Marsh"]),
        ("en", "Ann Stone directed Silver Gates and Tin Summer.", []),
        ("es", "Ana Ruiz dirige un drama.", []),
    ],
)
def test_whom_somebody_directs_plays(language: str, sentence: str, players: list[str]) -> None:
    assert said(sentence, language).get("stars", []) == players


@pytest.mark.parametrize(
    ("language", "sentence", "player"),
    [
        ("es", "En el papel de Teresa, Ana Ruiz conmueve.", "Ana Ruiz"),
        ("fr", "Dans le rôle de Thérèse, on retrouve Anne Petit.", "Anne Petit"),
        ("de", "In der Rolle der Theresa brilliert Anna Holt.", "Anna Holt"),
        ("ru", "В роли Терезы — Анна Белова.", "Анна Белова"),
        ("ru", "Терезу играет Анна Белова.", "Анна Белова"),
        ("ru", "Роль Терезы исполнила Анна Белова.", "Анна Белова"),
        ("es", "Ana Ruiz está soberbia en el papel de Teresa.", "Ana Ruiz"),
        ("it", "Anna Riva è straordinaria nel ruolo di Teresa.", "Anna Riva"),
        ("pt", "Ana Reis está imensa como Teresa.", "Ana Reis"),
        ("ja", "石田修平が主人公の美咲を演じる。", "石田修平"),
        ("ko", "김도현이 주인공 미영을 연기한다.", "김도현"),
        ("ko", "미영 역의 김도현은 놀랍다.", "김도현"),
    ],
)
def test_a_part_may_stand_in_front_of_its_player_or_words_between(language: str, sentence: str, player: str) -> None:
    assert said(sentence, language) == {"stars": [player]}


@pytest.mark.parametrize(
    ("language", "sentence", "found"),
    [
        (
            "de",
            "Die Regisseure Anna Holt und Tom Baum spielen mit der Zeit.",
            {"directed_by": ["Anna Holt", "Tom Baum"]},
        ),
        (
            "de",
            "Unter der Regie von Anna Holt spielen Tom Baum und Eva Licht groß auf.",
            {"directed_by": ["Anna Holt"], "stars": ["Tom Baum", "Eva Licht"]},
        ),
        ("es", "Ana Ruiz es conocida como Teresa.", {}),
    ],
)
def test_who_is_named_already_does_not_play(language: str, sentence: str, found: dict[str, list[str]]) -> None:
    assert said(sentence, language) == found


@pytest.mark.parametrize(
    ("language", "sentence", "names"),
    [
        ("de", "Der von Anna Holt inszenierte Film ist kurz.", ["Anna Holt"]),
        ("de", "Anna Holt hat einen leisen Film gedreht.", ["Anna Holt"]),
        ("de", "Nun hat Anna Holt einen leisen Film gedreht.", ["Anna Holt"]),
        ("de", "Er wurde von Anna Holt gedreht.", []),
        ("es", "Dirigida con pulso por Ana Ruiz, no decae.", ["Ana Ruiz"]),
        ("it", "Diretto con mano sicura da Anna Riva, non cede.", ["Anna Riva"]),
        ("es", "Dirige Ana Ruiz.", ["Ana Ruiz"]),
        ("fr", "Anne Petit, réalisatrice du film, se tait.", ["Anne Petit"]),
        ("fr", "Anne Petit, réalisatrice du film Marée haute, se tait.", []),
        ("it", "Nel suo primo film Anna Riva osa tutto.", ["Anna Riva"]),
        ("es", "En Low Water, Ana Ruiz retrata un pueblo.", ["Ana Ruiz"]),
        ("es", "En Low Water, Ana Ruiz vuelve a su pueblo.", []),
        ("fr", "Avec « Low Water », Anne Petit se tait.", ["Anne Petit"]),
        ("es", "La fotografía, firmada por Ana Ruiz, es fría.", []),
        ("es", "La película recuerda al cine de Ana Ruiz.", []),
        ("ja", "石田修平監督の映画を思い出した。", []),
        ("ja", "監督の演出手法が光る。", []),
        ("ja", "監督の関心は家族にある。", []),
        ("ko", "음악감독 김도현의 음악이 좋다.", []),
        ("zh", "本片由马丁·哈洛执导，赵思远、周彦主演。", ["马丁·哈洛"]),
        ("zh", "导演陈立川并不着急。", ["陈立川"]),
        ("zh", "导演安排的结局很突兀。", []),
        ("tr", "Deniz Karaca'nın yönettiği film kısa.", ["Deniz Karaca"]),
        ("hi", "निर्देशक अनुज वर्मा ने कहानी को समय दिया है।", ["अनुज वर्मा"]),
        ("hi", "फिल्म का निर्देशन बहुत अच्छा है।", []),
    ],
)
def test_who_made_it_in_any_order(language: str, sentence: str, names: list[str]) -> None:
    assert said(sentence, language).get("directed_by", []) == names


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("es", "El guion, firmado por Ana Ruiz, es frío."),
        ("fr", "Le scénario est signé Ana Ruiz."),
        ("pt", "O roteiro, assinado por Ana Ruiz, é frio."),
        ("de", "Ana Ruiz hat das Drehbuch geschrieben."),
    ],
)
def test_the_noun_in_front_says_what_was_made(language: str, sentence: str) -> None:
    assert said(sentence, language) == {"written_by": ["Ana Ruiz"]}


def test_those_beside_whom_others_appear_play_with_them() -> None:
    assert said("Neben Anna Holt sind Tom Baum und Eva Licht zu sehen.", "de") == {
        "stars": ["Anna Holt", "Tom Baum", "Eva Licht"]
    }


@pytest.mark.parametrize("title", ["Low Water", None])
def test_two_particles_are_part_of_a_name(title: str | None) -> None:
    assert said("Erik van der Lohe führt Regie.", "de", title) == {"directed_by": ["Erik van der Lohe"]}


def test_initials_with_a_hyphen_are_part_of_a_name() -> None:
    assert said("Réalisé par J.-B. Morand, le film est court.", "fr") == {"directed_by": ["J.-B. Morand"]}
