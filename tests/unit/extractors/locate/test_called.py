"""Works that the running text calls a film or a series."""

import pytest

from extractors.locate.called import apposed_titles, called_titles
from extractors.parse.title import QUOTED, quotation_of
from extractors.vocabulary import vocabulary


def called(language: str, text: str) -> list[str]:
    marks = [(found.start(), found.end(), quotation_of(found)) for found in QUOTED.finditer(text)]
    return list(dict.fromkeys(called_titles(text, marks, vocabulary(language))))


@pytest.mark.parametrize(
    ("language", "text", "title"),
    [
        # a noun in front of what is marked, its maker between them
        ("en", 'Greta Gerwig’s film "Lady Bird" is a delight.', "Lady Bird"),
        ("es", 'La nueva película de Pedro Almodóvar, "Volver", llega a los cines.', "Volver"),
        ("es", "La película de hoy es «Volver».", "Volver"),
        ("fr", "Le dernier film de Jacques Audiard, « Un prophète », est un choc.", "Un prophète"),
        ("de", "In dem neuen Film von Sebastian Schipper, „Victoria“, geht es um Berlin.", "Victoria"),
        ("it", 'Nel nuovo film di Paolo Genovese, "Perfetti sconosciuti", si cena.', "Perfetti sconosciuti"),
        ("pt", 'O filme "Bacurau" é um soco no estômago.', "Bacurau"),
        ("ru", "Новый фильм режиссера Юрия Быкова «Дурак» вышел в прокат.", "Дурак"),
        ("ja", "今回紹介する映画は『万引き家族』です。", "万引き家族"),
        ("ko", "박찬욱 감독의 영화 '올드보이'는 충격이었다.", "올드보이"),
        ("zh", "今天要介绍的电影是《霸王别姬》。", "霸王别姬"),
        # somebody has seen it
        ("es", "Hoy he visto «Volver» en casa.", "Volver"),
        ("ru", "Посмотрела «Левиафан» и расстроилась.", "Левиафан"),
        ("ko", "기생충을 보고 왔습니다. 기생충은 정말 좋았다.", "기생충"),
        # a maker does something with it, or it is somebody's own
        ("en", "With Low Water, director Ava Stone goes back to sea.", "Low Water"),
        ("en", 'Few dare so much. With "Low Water", Stone dares again.', "Low Water"),
        ("en", "Nobody expected his latest film, Low Water, which lasts an hour, is quiet.", "Low Water"),
        ("fr", "Avec Basse Mer, la réalisatrice revient au port.", "Basse Mer"),
        ("es", "Con Marea Baja, el director vuelve al mar.", "Marea Baja"),
        ("it", "Con Bassa Marea, il regista torna al mare.", "Bassa Marea"),
        ("pt", "Com Maré Baixa, a diretora volta ao mar.", "Maré Baixa"),
        ("es", "Su última película, Marea Baja, dura una hora.", "Marea Baja"),
        # the subject of a sentence that says so
        ("fr", "Un prophète est un film de Jacques Audiard.", "Un prophète"),
        ("ko", "오늘 리뷰할 영화는 올드보이입니다. 올드보이는 명작이죠.", "올드보이"),
        ("zh", "《霸王别姬》是一部伟大的电影。", "霸王别姬"),
    ],
)
def test_a_text_calls_its_work_a_film(language: str, text: str, title: str) -> None:
    assert called(language, text) == [title]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "With Tom Hanks, the director goes back to sea."),
        ("en", "In his first film, Tom Hanks, who is young here, sings."),
        ("pt", "No entanto, um filme precisa de tempo."),
        ("es", "Como las películas “Alfa” y “Omega”, esta cinta aburre."),
        ("en", 'The film reminds one of "Heat" and its long nights.'),
        ("ja", "「千尋か、いい名前だね。大事にな!」と映画は言う。"),
        ("ru", "Я не читала роман «Текст» до премьеры."),
    ],
)
def test_other_works_and_speech_are_not_called_so(language: str, text: str) -> None:
    assert called(language, text) == []


@pytest.mark.parametrize(
    ("language", "text", "titles"),
    [
        ("es", "Mucho funciona en La isla mínima (2014), la última película de Rodríguez.", [("La isla mínima", True)]),
        ("fr", "Un fil rouge pour Polisse, premier film en compétition.", [("Polisse", False)]),
        ("es", "Lo mejor es ver a Ricardo Darín, el actor de la película.", []),
    ],
)
def test_a_noun_behind_a_comma_says_what_stands_in_front_of_it(
    language: str, text: str, titles: list[tuple[str, bool]]
) -> None:
    assert list(apposed_titles(text, vocabulary(language))) == titles
