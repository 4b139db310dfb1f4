import pytest

from extractors.locate.prose import read_line
from extractors.vocabulary import vocabulary


def said(language: str, sentence: str) -> list[tuple[str, str]]:
    """Relation and name of every mention, each once."""
    read = (mention for _, mentions in read_line(sentence, vocabulary(language)) for mention in mentions)
    return list(dict.fromkeys((mention.relation, mention.name) for mention in read))


@pytest.mark.parametrize(
    ("language", "sentence", "name"),
    [
        ("en", "Stone and her cinematographer Tom Reed paint in greys.", "Stone"),
        ("en", "The images Ann Stone and cinematographer Tom Reed have made are quiet.", "Ann Stone"),
        ("en", "Stone and writer Tom Reed leave nothing out.", "Stone"),
        ("es", "Ruiz y su guionista Juan Peña cuentan poco.", "Ruiz"),
        ("en", "Ann Stone (director) knows the sea.", "Ann Stone"),
        ("en", "The Canadian director of Greek origin, Panos Cosmatos, turns to the sea.", "Panos Cosmatos"),
        ("en", "One such director is Ann Stone.", "Ann Stone"),
        ("en", "Then there is Ann Stone the mind behind the film.", "Ann Stone"),
        ("de", "Von Anna Stein, mit Tom Berg, Lea Wald und Max Feld.", "Anna Stein"),
        ("fr", "De Luc Moreau, d'après le roman d'Anne Petit, avec Léa Roux et Jean Vidal.", "Luc Moreau"),
    ],
)
def test_who_has_the_job_of_directing(language: str, sentence: str, name: str) -> None:
    assert [found for relation, found in said(language, sentence) if relation == "directed_by"] == [name]


@pytest.mark.parametrize(
    "sentence",
    [
        "Producer Ann Stone and cinematographer Tom Reed met at school.",
        "Mary Hale and writer Tom Reed meet in Paris.",
        "Tom Reed (director of Tin Summer) plays himself.",
        "A filmmaker with films like Tin Summer, Iron Will, has made it.",
        "The director is Tom Reed, a bully.",
        "By Ann Stone, with additional reporting.",
    ],
)
def test_who_does_not(sentence: str) -> None:
    assert [found for relation, found in said("en", sentence) if relation == "directed_by"] == []


def test_who_wrote_stands_in_front_of_a_bracket() -> None:
    sentence = "Ann Stone and Mary Hale (story writer of the series) have tried."
    assert said("en", sentence) == [("written_by", "Ann Stone"), ("written_by", "Mary Hale")]


def test_several_in_a_bracket_behind_a_job_have_it() -> None:
    assert said("zh", "由編劇(王蕙玲、李安)撰寫") == [("written_by", "王蕙玲"), ("written_by", "李安")]
