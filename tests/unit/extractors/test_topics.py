"""What a text speaks of."""

import pytest

from extractors.topics import topics_of
from extractors.vocabulary import vocabulary
from tests.unit.extractors.pages import given


@pytest.mark.parametrize(
    ("lang", "text", "topics"),
    [
        ("en", "The film is slow and this film is dull.", {"film": 2, "opinion": 1}),
        ("en", "A dull, dull, superb evening.", {"opinion": 2}),
        ("en", "The episodes of this season.", {"series": 2}),
        ("en", "A film festival, a series of accidents.", {"film": 0, "series": 0}),
        ("de", "Der Roman erscheint im Verlag, die Kritik sagte er.", {"book": 2, "report": 1}),
        ("en", "Add to cart. Free shipping.", {"shop": 2}),
        ("zh", "这部电影很好看，导演的镜头。", {"film": 2, "screen": 1, "opinion": 1}),
        ("ko", "영화 감독의 연기 지도", {"film": 1, "screen": 2}),
        ("ko", "천천히 보도록 하겠습니다", {"report": 0}),
        ("de", "Ein großartiger Abend mit großartigen Leuten und einem packenden Ende", {"opinion": 3}),
        ("ru", "Великолепная картина о скучном городе", {"film": 1, "opinion": 2}),
        ("it", "Una commedia divertentissima e noiosa", {"screen": 1, "opinion": 2}),
        ("te", "సినిమా బాగుంది", {"film": 1, "opinion": 1}),
        ("en", "I saw it with my mother.", {"voice": 2}),
    ],
)
def test_mentions_by_topic(lang: str, text: str, topics: dict[str, int]) -> None:
    found = vocabulary(lang).topics(text)
    assert {topic: found[topic] for topic in topics} == topics


def test_the_title_speaks_of_nothing() -> None:
    unit, context = given("<article><h1>Squid Game</h1><p>The game is over. Nobody plays a game here.</p></article>")
    assert topics_of(unit, context.vocabulary, "Squid Game")["game"] == 0
    assert topics_of(unit, context.vocabulary, None)["game"] == 2
