import pytest

from extractors.locate.sentences import phrases_in, sentences, sentences_of, title_spans
from extractors.vocabulary import vocabulary

EN = vocabulary("en")


def test_of_phrases_that_begin_together_the_longest_counts() -> None:
    sentence = "Written and directed by Ava Stone."
    assert [sentence[phrase.start : phrase.end] for phrase in phrases_in(sentence, EN)] == ["Written and directed by"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It is slow. It is good.", 2),
        ("Directed by J. Robert Smith. It is good.", 2),
        ("Robert Downey Jr. plays Lewis Strauss.", 1),
        ("“It is slow.” Then it ends!", 2),
        ("監督は是枝裕和。 主演は安藤サクラ。", 2),
        ("", 1),
    ],
)
def test_sentences_end_at_full_stops_but_not_at_abbreviations(text: str, count: int) -> None:
    assert len(list(sentences(text))) == count


@pytest.mark.parametrize(
    ("text", "title", "spans"),
    [
        ("Nordwind is slow, Nordwinds are not.", "Nordwind", [(0, 8)]),
        ("„Nordwind“, noch einmal NORDWIND", "Nordwind", [(1, 9), (24, 32)]),
        ("Nothing of it", "Nordwind", []),
        ("A of it", "A", []),
    ],
)
def test_where_the_title_stands(text: str, title: str, spans: list[tuple[int, int]]) -> None:
    assert title_spans(text, title) == spans


def test_sentences_of_nobody_and_nothing_are_left_out() -> None:
    (found,) = sentences_of("It rains. Nordwind was directed by Ava Stone. The boat leaves.", EN, "Nordwind")
    assert (found.text, found.titled, found.knows_title) == ("Nordwind was directed by Ava Stone.", [(0, 8)], True)


@pytest.mark.parametrize(
    ("text", "elsewhere"),
    [
        ("It is directed by Ava Stone.", False),
        ("It looks like a thriller directed by Ava Stone.", True),
        ("It is based on the novel written by Ava Stone.", True),
    ],
)
def test_words_point_to_another_work(text: str, elsewhere: bool) -> None:
    (found,) = sentences_of(text, EN)
    assert found.points_elsewhere(found.connecting[-1]) is elsewhere
