import pytest

from extractors.locate.prose import read_line
from extractors.locate.titles import beside_title
from extractors.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("language", "sentence", "names"),
    [
        ("en", "Ava Stone’s (Tin Summer, Iron Will) latest film is loud.", ["Ava Stone"]),
        ("en", "We admire the writing and directing from Ava Stone.", ["Ava Stone"]),
        ("en", "In her second film, Ava Stone turns to the sea.", ["Ava Stone"]),
        ("en", "It was their fourth film, Tin Summer, that did it.", []),
        ("en", "Ava Stone the director of the film turns to the sea.", ["Ava Stone"]),
        ("en", "Ava Stone, the casting director of the film, turns to the sea.", []),
        ("en", "The boy from Tin Summer is now a director.", []),
        ("en", "Ava Stone delivers a quiet film about nets.", ["Ava Stone"]),
        ("en", "It’s difficult to see Ava Stone’s film without a thought of its imitators.", ["Ava Stone"]),
        ("en", "Ava Stone's adaptation of Tom Reed's story is short.", ["Ava Stone"]),
        ("it", "Eva Sala torna al cinema con un thriller sul mare.", ["Eva Sala"]),
        ("es", "Ana Ruiz nos entrega un thriller de barcos.", ["Ana Ruiz"]),
        ("es", "Recuerda, a ratos, a Marea, la película de Ana Ruiz.", []),
        ("es", "Marea, la película de Ana Ruiz, es lenta.", ["Ana Ruiz"]),
    ],
)
def test_whose_work_it_is(language: str, sentence: str, names: list[str]) -> None:
    read = (mention for _, mentions in read_line(sentence, vocabulary(language)) for mention in mentions)
    found = [mention.name for mention in read if mention.relation == "directed_by"]
    assert list(dict.fromkeys(found)) == names


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Adapted by Tom Reed, Ava Stone's Tide is quiet.", ["Ava Stone"]),
        ("We are put to the test in Ava Stone's pristine and powerful “Tide”.", ["Ava Stone"]),
        ("This sums up what Ava Stone wants to say through her movie Tide.", ["Ava Stone"]),
        ("In Tom Reed’s astounding comedy special, “Iron Will”, we laugh.", []),
        ("Tide (2017) Ann Stone – Movie Review", ["Ann Stone"]),
        ("The Daily Reel’s Vic Stone reviews Tide", []),
        ("With Tide, Ava Stone goes back to sea.", ["Ava Stone"]),
        ("With Tide, Ava Stone plays a diver.", []),
        ("With The Iron Will, director Ava Stone knew this.", ["Ava Stone"]),
        ("Tide (2017) – Movie Review by Tom Reed", []),
        ("Tide / 2019 / Wales / Ann Stone", ["Ann Stone"]),
        ("Tide (Ann Stone, 2006. Wales): a drama.", ["Ann Stone"]),
    ],
)
def test_whose_title_it_is(sentence: str, names: list[str]) -> None:
    title, words = "Tide", vocabulary("en")
    read = (
        mention
        for one, mentions in read_line(sentence, words, title)
        for mention in (*mentions, *beside_title(one.text, one.titled, words))
    )
    assert list(dict.fromkeys(mention.name for mention in read if mention.relation == "directed_by")) == names


@pytest.mark.parametrize(
    ("language", "sentence", "names"),
    [
        ("en", "I liked it thanks to Ava Stone's quiet performance.", ["Ava Stone"]),
        ("en", "It recalls Ava Stone's performance in Tin Summer.", []),
        ("en", "Ava Stone plays an old sailor.", ["Ava Stone"]),
        ("en", "Ava Stone plays a minor role.", []),
        ("de", "Anna Stein spielt eine müde Köchin.", ["Anna Stein"]),
        (
            "en",
            "Types like Ann Stone’s gruff Captain Bogo, Tom Reed's pompous Mayor Lion and Lee Marsh's sly Duke.",
            ["Ann Stone", "Tom Reed", "Lee Marsh"],
        ),
        ("ko", "송강호의 연기가 좋았다.", ["송강호"]),
        ("zh", "张译的表演很好。", ["张译"]),
    ],
)
def test_whose_acting_it_is(language: str, sentence: str, names: list[str]) -> None:
    read = (mention for _, mentions in read_line(sentence, vocabulary(language)) for mention in mentions)
    assert list(dict.fromkeys(mention.name for mention in read if mention.relation == "stars")) == names


@pytest.mark.parametrize(
    ("language", "sentence", "names"),
    [
        ("en", "A thriller from director Ava Stone and Tom Reed, the writer of Iron Will.", ["Ava Stone"]),
        ("en", "The screenplay and direction by Ava Stone are fine.", ["Ava Stone"]),
        ("en", "The director is Ava Stone, who went on to Iron Will.", ["Ava Stone"]),
        ("en", "Ava Stone is back in fine form with Tide.", ["Ava Stone"]),
        ("de", "Mit Tide legt Anna Stein ihr Debüt vor.", ["Anna Stein"]),
        ("fr", "Avec Tide, Anne Roche revient en mer.", ["Anne Roche"]),
        ("es", "Ana Ruiz debuta en la dirección con Tide.", ["Ana Ruiz"]),
        ("it", "Eva Sala esordisce alla regia con Tide.", ["Eva Sala"]),
    ],
)
def test_who_has_made_it(language: str, sentence: str, names: list[str]) -> None:
    read = (mention for _, mentions in read_line(sentence, vocabulary(language), "Tide") for mention in mentions)
    assert list(dict.fromkeys(one.name for one in read if one.relation == "directed_by")) == names


@pytest.mark.parametrize(
    "sentence",
    [
        "With Iron Will, director Ava Stone knew this.",
        "It is reminiscent of her friend, director Ava Stone, who turns up.",
        "But the version of Iron Will, directed by Ava Stone, kept the edge.",
    ],
)
def test_who_made_another_work_needs_more(sentence: str) -> None:
    read = (mention for _, mentions in read_line(sentence, vocabulary("en"), "Tide") for mention in mentions)
    assert all(one.weight < 1 for one in read if one.relation == "directed_by")


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Kritik zu Jonas Bergs neuem Katastrophenfilm", ["Jonas Berg"]),
        ("Travis Knauers Animationsabenteuer wäre toll.", ["Travis Knauer"]),
        ("Kritik zu Anna Potters bitterböser Politkomödie", ["Anna Potter"]),
        ("Kritik des Regiedebüts von Kabarettist Jonas Berg", ["Jonas Berg"]),
        ("Mit ihrem Spielfilmdebüt hat Lea Berg ein stilles Werk geschaffen.", ["Lea Berg"]),
        ("Das Herzensprojekt von Martin Berg", ["Martin Berg"]),
        ("Die Literaturverfilmung des Skandalromans ist neu.", []),
        ("Eine Filmkritik von Jonas Berg", []),
    ],
)
def test_german_words_for_works_are_compounds(sentence: str, names: list[str]) -> None:
    read = (mention for _, mentions in read_line(sentence, vocabulary("de"), "Flut") for mention in mentions)
    assert list(dict.fromkeys(one.name for one in read if one.relation == "directed_by")) == names
