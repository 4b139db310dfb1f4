"""What reviews of each language say of seasons, years and services, and reviews that hardly judge."""

# ruff: noqa: E501 - sentences stand in one line each

from collections.abc import Mapping, Sequence
from typing import Any, Final

HEADLINES: Final[Mapping[str, Sequence[tuple[str, Mapping[str, Any]]]]] = {
    "es": [
        ("Crítica de «{t}», temporada 2", {"season": 2}),
        ("Crítica de la segunda temporada de «{t}»", {"season": 2}),
        ("«{t}» (2021): crítica", {"year": 2021}),
        ("«{t}»: crítica de la serie de Netflix", {"platforms": ("Netflix",), "kind": "series"}),
    ],
    "fr": [
        ("Critique de « {t} » saison 2", {"season": 2}),
        ("« {t} », saison 2 : critique", {"season": 2}),
        ("Critique de la deuxième saison de « {t} »", {"season": 2}),
        ("{t} (2021) : critique", {"year": 2021}),
        ("{t} : critique de la série Netflix", {"platforms": ("Netflix",), "kind": "series"}),
    ],
    "de": [
        ("„{t}“ Staffel 2: Kritik", {"season": 2}),
        ("Kritik zur zweiten Staffel von „{t}“", {"season": 2}),
        ("{t} (2021) – Kritik", {"year": 2021}),
        ("„{t}“ auf Netflix: Kritik zur Serie", {"platforms": ("Netflix",), "kind": "series"}),
    ],
    "it": [
        ("“{t}” stagione 2, la recensione", {"season": 2}),
        ("Recensione della seconda stagione di “{t}”", {"season": 2}),
        ("{t} (2021), recensione", {"year": 2021}),
        ("“{t}”, recensione della serie Netflix", {"platforms": ("Netflix",), "kind": "series"}),
    ],
    "pt": [
        ("Crítica | {t} – 2ª temporada", {"season": 2}),
        ("Crítica da segunda temporada de “{t}”", {"season": 2}),
        ("Crítica | {t} (2021)", {"year": 2021}),
        ("Crítica: “{t}”, série da Netflix", {"platforms": ("Netflix",), "kind": "series"}),
    ],
    "ru": [
        ("«{t}», 2 сезон: рецензия", {"season": 2}),
        ("Рецензия на второй сезон сериала «{t}»", {"season": 2, "kind": "season"}),
        ("Рецензия на фильм «{t}» (2021)", {"year": 2021, "kind": "film"}),
        ("Рецензия на сериал «{t}» от Netflix", {"platforms": ("Netflix",), "kind": "series"}),
    ],
    "ja": [
        ("『{t}』シーズン2 感想", {"season": 2}),
        ("ドラマ『{t}』シーズン2レビュー", {"season": 2, "kind": "season"}),
        ("『{t}』（2021年）感想", {"year": 2021}),
        ("Netflixドラマ『{t}』感想", {"platforms": ("Netflix",), "kind": "series"}),
    ],
    "ko": [
        ("'{t}' 시즌 2 리뷰", {"season": 2}),
        ("드라마 <{t}> 시즌2 후기", {"season": 2, "kind": "season"}),
        ("영화 <{t}> (2021) 리뷰", {"year": 2021, "kind": "film"}),
        ("넷플릭스 드라마 <{t}> 리뷰", {"platforms": ("Netflix",), "kind": "series"}),
    ],
    "zh": [
        ("《{t}》第二季 影评", {"season": 2}),
        ("剧评｜《{t}》第2季", {"season": 2, "kind": "season"}),
        ("《{t}》（2021）影评", {"year": 2021}),
        ("Netflix剧集《{t}》剧评", {"platforms": ("Netflix",), "kind": "series"}),
    ],
    "nl": [("Recensie: {t} seizoen 2", {"season": 2}), ("Recensie {t} (2021)", {"year": 2021})],
    "pl": [("Recenzja: „{t}”, sezon 2", {"season": 2}), ("{t} (2021) – recenzja", {"year": 2021})],
    "sv": [("Recension: {t} säsong 2", {"season": 2})],
    "da": [("Anmeldelse: {t} sæson 2", {"season": 2})],
    "no": [("Anmeldelse: {t} sesong 2", {"season": 2})],
    "tr": [("{t} 2. sezon inceleme", {"season": 2})],
    "id": [("Review {t} Season 2", {"season": 2})],
    "vi": [("Review {t} mùa 2", {"season": 2})],
}
"""Headlines, and what they say."""
SENTENCES: Final[Mapping[str, Sequence[tuple[str, Mapping[str, Any]]]]] = {
    "es": [
        ("Ya está disponible en Netflix.", {"platforms": ("Netflix",)}),
        ("Se puede ver en Prime Video desde el viernes.", {"platforms": ("Prime Video",)}),
        ("Netflix y Disney+ se pelean por el público.", {"platforms": ()}),
    ],
    "fr": [
        ("Disponible sur Netflix.", {"platforms": ("Netflix",)}),
        ("À voir sur Prime Video depuis vendredi.", {"platforms": ("Prime Video",)}),
    ],
    "de": [
        ("Zu sehen bei Netflix.", {"platforms": ("Netflix",)}),
        ("Der Film läuft auf Prime Video.", {"platforms": ("Prime Video",)}),
        ("Ab Freitag bei Netflix abrufbar.", {"platforms": ("Netflix",)}),
    ],
    "it": [
        ("Disponibile su Netflix.", {"platforms": ("Netflix",)}),
        ("In streaming su Prime Video da venerdì.", {"platforms": ("Prime Video",)}),
    ],
    "pt": [
        ("Disponível na Netflix.", {"platforms": ("Netflix",)}),
        ("O filme chegou ao Prime Video na sexta.", {"platforms": ("Prime Video",)}),
    ],
    "ru": [("Фильм можно посмотреть на Netflix.", {"platforms": ("Netflix",)})],
    "ja": [
        ("Netflixで配信中。", {"platforms": ("Netflix",)}),
        ("Amazonプライムビデオで見放題配信中。", {"platforms": ("Prime Video",)}),
    ],
    "ko": [
        ("넷플릭스에서 볼 수 있다.", {"platforms": ("Netflix",)}),
        ("디즈니플러스에서 공개됐다.", {"platforms": ("Disney+",)}),
    ],
    "zh": [("该片已在Netflix上线。", {"platforms": ("Netflix",)})],
}
"""Sentences, and what they say."""
MILD: Final[Mapping[str, Sequence[str]]] = {
    "es": (
        "«{t}»: el mar y la memoria",
        "Un hombre vuelve al pueblo de su infancia y descubre que nada es como lo recordaba. La película sigue sus pasos durante tres días, sin música y casi sin diálogos. La cámara se queda a la altura de los niños, que corren por la playa mientras los mayores callan.",
        "El director confía en sus actores y en la luz del invierno. El guion avanza por elipsis y el espectador ha de completar lo que falta. No siempre funciona, pero cuando funciona el resultado es poderoso.",
    ),
    "fr": (
        "« {t} » : la mer et la mémoire",
        "Un homme revient au village de son enfance et découvre que rien n'est comme dans ses souvenirs. Le film suit ses pas pendant trois jours, sans musique et presque sans dialogues. La caméra reste à hauteur d'enfant.",
        "Le réalisateur fait confiance à ses acteurs et à la lumière de l'hiver. Le scénario avance par ellipses et le spectateur doit compléter ce qui manque. Cela ne fonctionne pas toujours, mais le résultat est puissant.",
    ),
    "de": (
        "„{t}“: Das Meer und die Erinnerung",
        "Ein Mann kehrt in das Dorf seiner Kindheit zurück und entdeckt, dass nichts so ist wie in der Erinnerung. Der Film folgt ihm drei Tage lang, ohne Musik und fast ohne Dialoge. Die Kamera bleibt auf Augenhöhe der Kinder.",
        "Die Regie vertraut den Schauspielern und dem Winterlicht. Das Drehbuch arbeitet mit Auslassungen, und der Zuschauer muss ergänzen, was fehlt. Das geht nicht immer auf, doch am Ende entfaltet der Film Kraft.",
    ),
    "it": (
        "“{t}”: il mare e la memoria",
        "Un uomo torna al paese della sua infanzia e scopre che nulla è come ricordava. Il film segue i suoi passi per tre giorni, senza musica e quasi senza dialoghi. La macchina da presa resta all'altezza dei bambini.",
        "Il regista si fida degli attori e della luce invernale. La sceneggiatura procede per ellissi e lo spettatore deve completare ciò che manca. Non sempre funziona, ma il risultato è potente.",
    ),
    "pt": (
        "“{t}”: o mar e a memória",
        "Um homem volta à aldeia da infância e descobre que nada é como lembrava. O filme segue os seus passos durante três dias, sem música e quase sem diálogos. A câmera fica à altura das crianças.",
        "O diretor confia nos atores e na luz do inverno. O roteiro avança por elipses e o espectador tem de completar o que falta. Nem sempre funciona, mas o resultado é poderoso.",
    ),
    "ru": (
        "«{t}»: море и память",
        "Мужчина возвращается в деревню детства и видит, что всё не так, как он помнил. Фильм идёт за ним три дня, без музыки и почти без диалогов. Камера остаётся на уровне детей.",
        "Режиссёр доверяет актёрам и зимнему свету. Сценарий движется эллипсами, и зрителю приходится достраивать недостающее. Это работает не всегда, но результат сильный.",
    ),
    "ja": (
        "『{t}』海と記憶",
        "子どもの頃の村に戻った男は、何もかもが記憶と違うことに気づく。映画は音楽もなく、台詞もほとんどないまま、三日間の彼の歩みを追う。カメラは子どもの目の高さにとどまる。",
        "監督は俳優と冬の光を信じている。脚本は省略を重ね、観客は足りないものを補わなければならない。いつもうまくいくわけではないが、力強い作品だ。",
    ),
    "ko": (
        "'{t}' 바다와 기억",
        "어린 시절의 마을로 돌아온 남자는 모든 것이 기억과 다르다는 것을 알게 된다. 영화는 음악도 없이 대사도 거의 없이 사흘 동안 그의 걸음을 따라간다. 카메라는 아이들의 눈높이에 머문다.",
        "감독은 배우와 겨울빛을 믿는다. 각본은 생략을 거듭하고 관객은 빈 곳을 채워야 한다. 늘 성공하는 것은 아니지만 힘이 있는 작품이다.",
    ),
    "zh": (
        "《{t}》：海与记忆",
        "一个男人回到童年的村庄，发现一切都和记忆中不同。影片没有音乐，几乎没有台词，跟随他走过三天。镜头始终停留在孩子的高度。",
        "导演信任演员和冬天的光线。剧本不断省略，观众必须补上缺失的部分。并非每一次都成功，但整部作品很有力量。",
    ),
}
"""Reviews in quiet words: their headline and paragraphs."""
