import pytest

from extractors.locate.prose import read_line
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
        ("es", "Ana Ruiz nos entrega un thriller de barcos.", ["Ana Ruiz"]),
        ("es", "Recuerda, a ratos, a Marea, la película de Ana Ruiz.", []),
        ("es", "Marea, la película de Ana Ruiz, es lenta.", ["Ana Ruiz"]),
    ],
)
def test_whose_work_it_is(language: str, sentence: str, names: list[str]) -> None:
    read = (mention for _, mentions in read_line(sentence, vocabulary(language)) for mention in mentions)
    found = [mention.name for mention in read if mention.relation == "directed_by"]
    assert list(dict.fromkeys(found)) == names
