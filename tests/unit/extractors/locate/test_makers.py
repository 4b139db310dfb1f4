"""Kinds of sentences that tell who made the work, each in several languages and with what looks like it."""

import pytest

from extractors.locate.prose import read_line
from extractors.vocabulary import vocabulary

TITLE = "Low Water"


def makers(sentence: str, language: str, relation: str) -> list[str]:
    """Names that a relation connects with the work, each once."""
    read = (mention for _, mentions in read_line(sentence, vocabulary(language), TITLE) for mention in mentions)
    return list(dict.fromkeys(mention.name for mention in read if mention.relation == relation))


@pytest.mark.parametrize(
    ("language", "sentence", "names"),
    [
        ("en", "Directed by Ann Stone, Tom Reed is a sailor in Low Water.", ["Ann Stone"]),
        ("en", "Directed by Ann Stone, Tom Reed and Lee Marsh star in it.", ["Ann Stone"]),
        ("en", "Directed by Joe and Ann Stone, Tom Reed plays a sailor.", ["Joe Stone", "Ann Stone"]),
        ("en", "A war film directed by Ann Stone, World War II nears its end.", ["Ann Stone"]),
        ("es", "Dirigida por Ana Ruiz, Luis Mota interpreta a un marinero.", ["Ana Ruiz"]),
        ("it", "Diretto da Anna Riva, Eva Sala torna al porto.", ["Anna Riva"]),
        ("fr", "Réalisé par Anne Petit, Louis Morin retrouve le port.", ["Anne Petit"]),
        (
            "en",
            "The film directed by Ann Stone, Tom Reed and Lee Marsh, is short.",
            ["Ann Stone", "Tom Reed", "Lee Marsh"],
        ),
        (
            "en",
            "A film directed by Ann Stone, Tom Reed and Lee Marsh is short.",
            ["Ann Stone", "Tom Reed", "Lee Marsh"],
        ),
        ("en", "A film directed by Ann Stone and Tom Reed is short.", ["Ann Stone", "Tom Reed"]),
        ("en", "Directed by Ann Stone, Tom Reed in 2019.", ["Ann Stone", "Tom Reed"]),
    ],
)
def test_the_sentences_subject_is_no_maker(language: str, sentence: str, names: list[str]) -> None:
    assert makers(sentence, language, "directed_by") == names


@pytest.mark.parametrize(
    ("language", "sentence", "names"),
    [
        ("en", "These were her first films as a director, “Tin Summer Days” and “Gates”.", []),
        ("en", "As a director, “Tin Summer Days” was her start.", []),
        ("es", "Ya lo hizo como director, «Verano De Plata» mediante.", []),
        ("de", "Seine Arbeit als Regisseur, „Silberner Sommer“, war leiser.", []),
        ("en", "The director Ann Stone made “Tin Summer”.", ["Ann Stone"]),
    ],
)
def test_titles_in_quotes_direct_nothing(language: str, sentence: str, names: list[str]) -> None:
    assert makers(sentence, language, "directed_by") == names


@pytest.mark.parametrize(
    ("language", "sentence", "names"),
    [
        ("en", "Low Water was directed by the same person (Ann Stone), too.", ["Ann Stone"]),
        ("en", "Low Water is directed by one of the masters of the sea film, Ann Stone.", ["Ann Stone"]),
        (
            "es",
            "Dirigida por tres de los nombres del cine vasco, Ana Ruiz, Luis Mota y Eva Mas, directores de otra.",
            ["Ana Ruiz", "Luis Mota", "Eva Mas"],
        ),
        ("it", "Low Water è diretto da una delle voci più forti del cinema, Anna Riva.", ["Anna Riva"]),
        (
            "fr",
            "Low Water est réalisé par un duo venu du documentaire : Anne Petit et Louis Morin.",
            ["Anne Petit", "Louis Morin"],
        ),
        ("pt", "Low Water é dirigido por uma das grandes do país, Ana Reis.", ["Ana Reis"]),
        ("en", "Low Water was directed by the book, Tom Reed says.", []),
        ("en", "Low Water is directed by a man who knows boats, Tom Reed plays him.", []),
        ("en", "It was directed by hand, Tom Reed.", []),
    ],
)
def test_a_description_may_stand_in_front_of_the_names(language: str, sentence: str, names: list[str]) -> None:
    assert makers(sentence, language, "directed_by") == names


@pytest.mark.parametrize(
    ("language", "sentence", "names"),
    [
        ("en", "Adapted for the big screen by the novel's own author, Ann Stone, it is short.", ["Ann Stone"]),
        ("en", "Low Water, as adapted by Ann Stone, is short.", ["Ann Stone"]),
        ("en", "He wrote it with Ann Stone; co-written with Tom Reed, it is short.", ["Tom Reed"]),
        ("it", "Low Water, scritto con Anna Riva ed Eva Sala, segna una svolta.", ["Anna Riva", "Eva Sala"]),
        ("es", "Low Water, escrita junto a Ana Ruiz, es breve.", ["Ana Ruiz"]),
        ("fr", "Low Water, coécrit avec Anne Petit, est court.", ["Anne Petit"]),
        ("pt", "Low Water, escrito com Ana Reis, é curto.", ["Ana Reis"]),
        ("de", "Low Water, gemeinsam geschrieben mit Anna Holt, ist kurz.", ["Anna Holt"]),
        ("en", "Bo Stone's script captures the sea.", ["Bo Stone"]),
        ("en", "Tom Reed wrote the novel behind it.", []),
        ("ko", "홍길동 작가의 동명 웹툰을 원작으로 한다.", []),
        ("ko", "홍길동 작가의 대본이 좋다.", ["홍길동"]),
        ("en", "It was a wish of some writers (particularly Ann Stone) to go on.", []),
        ("en", "It has two writers (Ann Stone and Tom Reed) on board.", ["Ann Stone", "Tom Reed"]),
    ],
)
def test_who_wrote_it(language: str, sentence: str, names: list[str]) -> None:
    assert makers(sentence, language, "written_by") == names


def test_who_wrote_with_somebody_does_not_play() -> None:
    assert makers("Low Water, scritto con Anna Riva ed Eva Sala, segna una svolta.", "it", "stars") == []


@pytest.mark.parametrize(
    ("language", "sentence", "names"),
    [
        ("it", "Il nuovo film di Riva si muove piano.", ["Riva"]),
        ("it", "Nell'ultimo film di Riva torna il mare.", ["Riva"]),
        ("es", "En la última película de Ruiz, el mar calla.", ["Ruiz"]),
        ("fr", "Le dernier film de Petit est bref.", ["Petit"]),
        ("pt", "O novo filme de Reis é breve.", ["Reis"]),
        ("en", "The latest film by Stone is short.", ["Stone"]),
        ("en", "Stone's new film is short.", ["Stone"]),
        ("it", "Il nuovo film di Natale è dolce.", ["Natale"]),
        ("it", "Il nuovo film di Netflix è dolce.", []),
        ("es", "La nueva película de Pixar es dulce.", []),
        ("fr", "Le nouveau film de Disney est doux.", []),
        ("en", "Marvel's new film is loud.", []),
        ("en", "Hollywood's latest film is loud.", []),
        ("es", "La película de Ruiz calla.", []),
    ],
)
def test_a_surname_alone_where_the_work_is_somebodys_latest(language: str, sentence: str, names: list[str]) -> None:
    read = (mention for _, mentions in read_line(sentence, vocabulary(language), TITLE) for mention in mentions)
    sure = [one.name for one in read if one.relation == "directed_by" and not one.needs_more]
    assert list(dict.fromkeys(sure)) == names


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Ann Stone'un Low Water filmi kısa.", ["Ann Stone"]),
        ("Defne Arı’nın Low Water isimli yapıtı kısa.", ["Defne Arı"]),
        ("Defne Arı'nın yeni filmi kısa.", ["Defne Arı"]),
        ("Defne Arı'ya Low Water filmi sorulmuş.", []),
    ],
)
def test_a_turkish_genitive_tells_whose_work_it_is(sentence: str, names: list[str]) -> None:
    assert makers(sentence, "tr", "directed_by") == names


@pytest.mark.parametrize(
    ("language", "sentence", "names"),
    [
        ("de", "Ich habe die Bilder von Anna Steins Film Low Water im Kopf.", ["Anna Stein"]),
        ("en", "Ann Stone’s second outing as a director is like a painting.", ["Ann Stone"]),
        ("en", "Director, editor and co-writer Ann Stone knows the harbour.", ["Ann Stone"]),
        ("en", "Composer and writer Ann Stone knows the harbour.", []),
    ],
)
def test_who_directed_beside_other_words(language: str, sentence: str, names: list[str]) -> None:
    assert makers(sentence, language, "directed_by") == names


@pytest.mark.parametrize(
    ("language", "sentence", "names"),
    [
        ("it", "Tratto dal romanzo di Anna Riva e sceneggiato da Eva Sala, è il terzo film.", ["Eva Sala"]),
        ("it", "Tratto dal romanzo scritto da Anna Riva.", []),
        ("en", "Based on the novel by Ann Stone and adapted by Tom Reed, it is short.", ["Tom Reed"]),
        ("en", "Director and writer Ann Stone knows the harbour.", ["Ann Stone"]),
        ("en", "Reviews | Written by Ann Stone 27/08/2019", []),
    ],
)
def test_who_wrote_it_beside_its_source(language: str, sentence: str, names: list[str]) -> None:
    assert makers(sentence, language, "written_by") == names


def test_what_praises_a_player_is_no_part_of_the_name() -> None:
    assert (
        makers("Newcomer Sue Nanda stars as Melanie.", "en", "stars")
        + [
            mention.name
            for _, mentions in read_line("Newcomer Sue Nanda plays Melanie.", vocabulary("en"), TITLE)
            for mention in mentions
        ]
        == ["Sue Nanda"] * 2
    )


@pytest.mark.parametrize(
    ("language", "sentence", "names"),
    [
        ("en", "A shot recalls Tin Summer, but director Ann Stone shows more.", ["Ann Stone"]),
        ("en", "A director can do little, and director Ann Stone does not.", ["Ann Stone"]),
        ("en", "Shot in Serbia, director Ann Stone finds the light.", ["Ann Stone"]),
        ("en", "Director Ann Stone's Low Water moves.", ["Ann Stone"]),
        ("en", "I liked writer-director Ann Stone's calm approach.", ["Ann Stone"]),
        ("en", "Ann Stone, who wrote the series and here directs for the first time, wins.", ["Ann Stone"]),
        ("es", "Ana Ruiz, que escribió la serie y aquí dirige por primera vez, convence.", ["Ana Ruiz"]),
        ("en", "Ann Stone wrote, produced and directed this.", ["Ann Stone"]),
        ("pt", "Ana Luz escreve, produz e dirige o filme.", ["Ana Luz"]),
        ("de", "Anna Stein schreibt, produziert und inszeniert den Film.", ["Anna Stein"]),
        ("fr", "Anne Petit écrit, produit et réalise ce film.", ["Anne Petit"]),
        ("it", "Anna Riva scrive, produce e dirige il film.", ["Anna Riva"]),
        ("ru", "Анна Белова написала, сняла и поставила фильм.", ["Анна Белова"]),
        ("en", "Low Water is Ann Stone's devastating, festival-tested epic.", ["Ann Stone"]),
        ("en", "Ann Stone's assured direction carries it.", ["Ann Stone"]),
        ("en", "The director, Ann Stone--who also wrote it--knows.", ["Ann Stone"]),
        ("en", "Ann Stone's sequel to Tom Reed's loud film is quiet.", ["Ann Stone"]),
    ],
)
def test_makers_where_other_words_stand_near(language: str, sentence: str, names: list[str]) -> None:
    assert makers(sentence, language, "directed_by") == names


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "This one is not directed by Ann Stone."),
        ("es", "Esta vez no está dirigida por Ana Ruiz."),
        ("de", "Nicht inszeniert von Anna Stein."),
        ("en", "Imagine the evening news directed by Ann Stone."),
        ("en", "They wanted to remake Ann Stone's 1932 chiller."),
        ("en", "It led to Ann Stone's next film."),
        ("es", "La próxima película de Ana Ruiz será larga."),
        ("it", "Il prossimo film di Anna Riva sarà più lungo."),
        ("en", "It's Ann Stone's movie, and she knows it."),
        ("en", "It shaped filmmakers like Ann Stone."),
        ("en", "Lee struggles with his role's comedy, Ann Stone seems lost."),
        ("en", "Lee Marsh plays director Ann Stone."),
        ("en", "Ann Stone's screenwriting debut is short."),
        ("en", "A remake of Ann Stone's Low Water from Another World."),
    ],
)
def test_makers_of_nothing_here(language: str, sentence: str) -> None:
    assert makers(sentence, language, "directed_by") == []


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("The script by director Ann Stone is weak.", ["Ann Stone"]),
        ("Written by creators Ann Stone and Tom Reed.", ["Ann Stone", "Tom Reed"]),
        ("A writer (Ann Stone) goes home.", []),
        ("Lee Marsh plays mystery writer Ann Stone.", []),
        ("He called some of his writers--think Ann Stone, Tom Reed.", []),
    ],
)
def test_who_wrote_the_script(sentence: str, names: list[str]) -> None:
    assert makers(sentence, "en", "written_by") == names


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("He meets ham actor Mark Carr, played by Tom Reed.", ["Tom Reed"]),
        ("It is about a horror actor named Mark Carr.", []),
        ("Cal, played by South African actor Tom Reed, waits.", ["Tom Reed"]),
        ("Tom Reed plays the ringleader of the crew.", ["Tom Reed"]),
        ("Tom Reed plays the piano.", []),
    ],
)
def test_players_and_those_whom_they_play(sentence: str, names: list[str]) -> None:
    assert makers(sentence, "en", "stars") == names


@pytest.mark.parametrize(
    ("language", "line", "names"),
    [
        ("de", "Anna Stein ist eine Meisterin. Mit ihrem Film „Low Water“ fährt sie heim.", ["Anna Stein"]),
        ("en", "Ann Stone is a master of calm. In her new film Low Water she is back.", ["Ann Stone"]),
        ("es", "Ana Ruiz no se repite. En su nueva película Low Water vuelve al puerto.", ["Ana Ruiz"]),
        ("it", "Anna Riva non si ripete. Nel suo nuovo film Low Water torna al porto.", ["Anna Riva"]),
        ("fr", "Anne Petit ne se répète pas. Dans son film Low Water elle revient.", ["Anne Petit"]),
        ("pt", "Ana Luz não se repete. No seu filme Low Water volta ao porto.", ["Ana Luz"]),
        ("en", "Tom Reed is a great actor. In his new film Low Water he is back.", []),
        ("en", "The harbour is calm. In her new film Low Water she is back.", []),
        ("pt", "Por trás da direção densa e delicada de Ana Luz há calma.", ["Ana Luz"]),
        ("pt", "A direção de arte de Ana Luz brilha.", []),
        ("es", "La puesta en escena sobria de Ana Ruiz convence.", ["Ana Ruiz"]),
        ("fr", "La mise en scène précise d'Anne Petit convainc.", ["Anne Petit"]),
        ("it", "La regia misurata di Anna Riva convince.", ["Anna Riva"]),
        ("de", "Ein Film von und mit Anna Stein.", ["Anna Stein"]),
        ("es", "Bajo la batuta de Ana Ruiz todo encaja.", ["Ana Ruiz"]),
        ("ja", "脚本は坂元裕二が手がけた。", []),
        ("ja", "是枝裕和が手がけた作品だ。", ["是枝裕和"]),
    ],
)
def test_whose_work_and_whose_directing_it_is(language: str, line: str, names: list[str]) -> None:
    assert makers(line, language, "directed_by") == names


@pytest.mark.parametrize(
    ("language", "sentence", "names"),
    [
        ("en", "Ann Stone, who co-wrote the film with Tom Reed, knows.", ["Ann Stone", "Tom Reed"]),
        ("en", "Ann Stone wrote the script with care.", ["Ann Stone"]),
        ("es", "Ana Ruiz escribió el guion junto a Luis Mota.", ["Ana Ruiz", "Luis Mota"]),
        ("de", "Anna Stein schrieb das Drehbuch gemeinsam mit Jonas Berg.", ["Anna Stein", "Jonas Berg"]),
        ("fr", "Anne Petit a écrit le scénario avec Marc Morin.", ["Anne Petit", "Marc Morin"]),
        ("it", "Anna Riva ha scritto la sceneggiatura insieme a Luca Sala.", ["Anna Riva", "Luca Sala"]),
        ("en", "Adapted by Stone and co-writer Tom Reed, it is calm.", ["Stone", "Tom Reed"]),
        ("en", "It is a bit of the Tidewater Writers Guild.", []),
        ("ko", "원작인 웹툰은 2012년까지 완결된 주동근 작가의 작품이다.", []),
    ],
)
def test_who_wrote_it_with_whom(language: str, sentence: str, names: list[str]) -> None:
    assert makers(sentence, language, "written_by") == names
