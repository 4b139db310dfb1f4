# ruff: noqa: E501 - one page a line
"""Constructed pages in each language: what a reader would say who made the work and who plays in it.

Most pages hold a trap: the novel's author, another film's director, a photographer, an earlier version.
"""

import pytest

from extractors.assemble import choose_credits, credits_of
from extractors.locate.credits import locate_credits
from schemas.review import Role
from tests.unit.extractors.pages import given

Case = tuple[str, str, str, str, str]
"""Title; lines; directors; writers; cast. Names are parted by "; "."""


def named(lang: str, title: str, text: str) -> tuple[list[str], list[str], list[str]]:
    """Directors, writers and cast of a page with that heading and these lines."""
    lines = "".join(f"<p>{line.strip()}</p>" for line in text.strip().splitlines())
    body = f"<article><h1>{title}</h1>{lines}</article>"
    unit, context = given(body, lang=lang, title=title)
    found = credits_of(choose_credits(list(locate_credits(unit, context))))
    directors, writers, cast = (
        [credit.name for credit in found if credit.role is role] for role in (Role.DIRECTOR, Role.WRITER, Role.CAST)
    )
    return directors, writers, cast


def check(lang: str, case: Case) -> None:
    title, text, directors, writers, cast = case
    expected = tuple(sorted(filter(None, names.split("; "))) for names in (directors, writers, cast))
    assert tuple(sorted(found) for found in named(lang, title, text)) == expected


ENGLISH: list[Case] = [
    (
        "Glass Orchard",
        """Ava Stone's quiet new drama follows two brothers who inherit an orchard.
        Like Terrence Malick's early films, it trusts the wind more than the dialogue.
        Tom (Ben Diaz) wants to sell; Joe (Lee Marsh) does not.""",
        "Ava Stone",
        "",
        "Ben Diaz; Lee Marsh",
    ),
    (
        "Night Ferry",
        """Directed by Oscar winner Mara Quint and written by Paul Oduya, Night Ferry stars Kim Ha-neul, IU and Dev Anand Rao.
        It is based on the novel by Helen Carr.
        Photo: Luke Varley""",
        "Mara Quint",
        "Paul Oduya",
        "Kim Ha-neul; IU; Dev Anand Rao",
    ),
    (
        "The Long Tide",
        """Dir: Joe and Anthony Hale. With: Rosa Lind, Mark de la Cruz. 2024. 120 min
        The brothers have never been calmer.""",
        "Joe Hale; Anthony Hale",
        "",
        "Rosa Lind; Mark de la Cruz",
    ),
    (
        "Salt",
        """Cast
        Nora Fields as Edith, a lighthouse keeper
        Omar Aziz as Samir
        Jean-Luc Petit as The Captain
        Synopsis
        A keeper finds a letter. The director's last film, 'Iron', starred Peter Vance.""",
        "",
        "",
        "Nora Fields; Omar Aziz; Jean-Luc Petit",
    ),
    (
        "Harvest Moon",
        """Nora Fields in a scene from 'Harvest Moon'
        Writer-director Celia Brandt, who made the short 'Frost', returns with her longest film.
        The mother, played by the wonderful Nora Fields, never raises her voice.
        Anyone who loved Ken Loach's Kes will feel at home.""",
        "Celia Brandt",
        "Celia Brandt",
        "Nora Fields",
    ),
    (
        "Paper Kings",
        """Title: Paper KingsDirector: Sanjay RaoCast: Meera Nair, Vik Sethi
        A heist without a heist.""",
        "Sanjay Rao",
        "",
        "Meera Nair; Vik Sethi",
    ),
    (
        "Cold Harbour",
        """Ivan Petrov is one of the most patient filmmakers at work today, and Cold Harbour proves it.
        The supporting cast, namely Anne Hart (Lucy Bell) and Tim Story (Doctor Voss), is strong.
        Its score, by Max Lindqvist, hums.""",
        "Ivan Petrov",
        "",
        "Anne Hart; Tim Story",
    ),
    (
        "Winter Light Bulb",
        """Joe and Anthony Hale direct from a script by Vera Kim. January Reyes and Ola Berg star.
        In the 1979 version the part was a man's.""",
        "Joe Hale; Anthony Hale",
        "Vera Kim",
        "January Reyes; Ola Berg",
    ),
    (
        "Stone Fruit",
        """Genre: Drama/Stars: Amy Fox, Leo Grant, Sun-hee Park/Runtime: 107 minutes/Director: Hal Ito
        Reviewed by Clara Stein""",
        "Hal Ito",
        "",
        "Amy Fox; Leo Grant; Sun-hee Park",
    ),
    (
        "The Visitor's Room",
        """A film from the director of 'Iron', it is an odd one.
        Star Leo Grant (Normal Days) is at his best, and Amy Fox as his lawyer keeps up.
        Stephen King's novel was better.""",
        "",
        "",
        "Leo Grant",
    ),
]
SPANISH: list[Case] = [
    (
        "La casa del río",
        """Dirigida por Ana Ruiz y protagonizada por Eva Sanz y Juan Gil, La casa del río dura dos horas.
        Está basada en la novela de Luis Mora.""",
        "Ana Ruiz",
        "",
        "Eva Sanz; Juan Gil",
    ),
    (
        "El faro",
        """El director Guillermo Prado vuelve con su película más íntima.
        Marta (Eva Sanz) cuida del faro con su padre (Juan Gil).
        Como en las películas de Alfred Hitchcock, nadie dice la verdad.""",
        "Guillermo Prado",
        "",
        "Eva Sanz; Juan Gil",
    ),
    (
        "Tierra seca",
        """Tierra seca, de Rodrigo Sáez (El silo), es una de las mejores películas del año.
        Protagonizada por Marina Fuster, Denis Roca y Luis Zaldívar, mantiene la tensión.""",
        "Rodrigo Sáez",
        "",
        "Marina Fuster; Denis Roca; Luis Zaldívar",
    ),
    (
        "Nadie vuelve",
        """Título: Nadie vuelve. Director: Pedro Ibarra. Guion: Lucía Paz. Reparto: Ana de Armas, Ricardo Darío, Érica Ríos.
        Año: 2021.""",
        "Pedro Ibarra",
        "Lucía Paz",
        "Ana de Armas; Ricardo Darío; Érica Ríos",
    ),
    (
        "Los mares",
        """Segundo largometraje del argentino Damián Soler, producida por El Farol (Carlos Vega).
        Julia Prats interpreta a Nieves, una pescadora.""",
        "Damián Soler",
        "",
        "Julia Prats",
    ),
    (
        "Última parada",
        """Ficha técnica
        Dirección: Icíar Blanco
        Guión: Icíar Blanco y Tomás Rey
        Intérpretes: Laia Costa Brava, Sergi López Mir, Oscar Martínez y otros
        Fotografía: Ana Font""",
        "Icíar Blanco",
        "Icíar Blanco; Tomás Rey",
        "Laia Costa Brava; Sergi López Mir; Oscar Martínez",
    ),
    (
        "El último tren",
        """Juan Antonio Beltrán es uno de nuestros directores más internacionales.
        Le pasó con El Paciente Suizo y le vuelve a pasar ahora.""",
        "Juan Antonio Beltrán",
        "",
        "",
    ),
    (
        "Sombras",
        """La serie, escrita por Luis Mora y dirigida por la cineasta Paula Ortiz Vidal, llega a su final.
        Con Eva Sanz y Juan Gil al frente, nada sobra.""",
        "Paula Ortiz Vidal",
        "Luis Mora",
        "Eva Sanz; Juan Gil",
    ),
    (
        "Verano azul marino",
        """La nueva película de Ana Ruiz habla de un verano.
        Inés, interpretada por Carla Simó, apenas habla.
        Foto: Marcos Díaz""",
        "Ana Ruiz",
        "",
        "Carla Simó",
    ),
    (
        "Dos orillas",
        """Una película amable. El guion recuerda a Pedro Almodóvar.
        La versión de 1968, con Sara Montes Oro, era más alegre.""",
        "",
        "",
        "",
    ),
]
FRENCH: list[Case] = [
    (
        "La Rive",
        """Fr. 2024. Drame de Alexandre de La Tour, Matthieu Lenoir avec Pierre Ninet, Anaïs Roux.
        (sortie en salle : 16 août 2024)""",
        "Alexandre de La Tour; Matthieu Lenoir",
        "",
        "Pierre Ninet; Anaïs Roux",
    ),
    (
        "Le Phare",
        """Le Phare, 2024, de Luc Moreau et Anne Petit, avec Léa Roux et Jean Vidal.
        Un conte marin.""",
        "Luc Moreau; Anne Petit",
        "",
        "Léa Roux; Jean Vidal",
    ),
    (
        "Les Ombres",
        """Réalisé par : Alexandre DE LA TOUR, Matthieu LENOIR
        Avec : Anaïs ROUX, Julien DE SAINT-ELME…
        En 1979, avec Jacques Weiss dans le rôle-titre, c'était autre chose.""",
        "Alexandre DE LA TOUR; Matthieu LENOIR",
        "",
        "Anaïs ROUX; Julien DE SAINT-ELME",
    ),
    (
        "Marée basse",
        """Avec ce premier film d'Agnès Lambert, la mer devient un personnage.
        Marie (Léa Roux) retrouve sa sœur Jeanne (Inès Colin).
        Adapté du roman de Paul Garnier.""",
        "Agnès Lambert",
        "",
        "Léa Roux; Inès Colin",
    ),
    (
        "Le Dernier Été",
        """La réalisatrice Céline Faure filme l'été comme une blessure.
        Hugo, incarné par Jean Vidal, se tait. À la manière de Éric Romer, on parle beaucoup.""",
        "Céline Faure",
        "",
        "Jean Vidal",
    ),
    (
        "Minuit passé",
        """Ce sont Luc Moreau et Anne Petit qui passent pour l'occasion derrière la caméra.
        Photographe : Jérôme Prat""",
        "Luc Moreau; Anne Petit",
        "",
        "",
    ),
    (
        "Grand froid",
        """Réalisateur(s) : Julia Ducourt
        Scénariste(s) : Marc Fitou
        Acteur(s) : Garance Marin, Vincent Lindor, Myriem Akhdar
        Durée : 1h48""",
        "Julia Ducourt",
        "Marc Fitou",
        "Garance Marin; Vincent Lindor; Myriem Akhdar",
    ),
    (
        "Sous la pluie",
        """Un film signé Anne Petit, écrit par Luc Moreau. L'actrice Léa Roux y est magnifique.""",
        "Anne Petit",
        "Luc Moreau",
        "Léa Roux",
    ),
    (
        "La Ferme",
        """Jean-Pierre Aubin est l'un des cinéastes les plus discrets du pays.
        Léa Roux joue Marie, une fermière.""",
        "Jean-Pierre Aubin",
        "",
        "Léa Roux",
    ),
    ("Le Pont", "Un polar sans âme. On pense au roman de Georges Simon, et à ses pipes.", "", "", ""),
]
GERMAN: list[Case] = [
    (
        "Stille Wasser",
        """STILLE WASSER (Edward Bergner – 2022)
        Darsteller: Felix Kammer, Albrecht Schuh, Aaron Hilm
        Nach der Verfilmung von 1930 ist dies die erste deutsche Fassung.""",
        "Edward Bergner",
        "",
        "Felix Kammer; Albrecht Schuh; Aaron Hilm",
    ),
    (
        "Nordwind",
        """2004 USA. R: Anna Holt. D: Eva Sand, Jonas Berg
        Ein Film mit Herz und Humor.""",
        "Anna Holt",
        "",
        "Eva Sand; Jonas Berg",
    ),
    (
        "Die Grenze",
        """Anna Holts neuer Film erzählt von zwei Schwestern.
        Benni (Helena Zeng) reißt aus, Micha (Albrecht Schuh) sucht sie.
        Das erinnert an Lars von Trier.""",
        "Anna Holt",
        "",
        "Helena Zeng; Albrecht Schuh",
    ),
    (
        "Schwarzes Eis",
        """Regie: Baran bo Odar
        Drehbuch: Jantje Friesen, Lars Weber
        Mit: Louis Hofmeister, Lisa Vicar u.a.
        Kamera: Nikolaus Sommer""",
        "Baran bo Odar",
        "Jantje Friesen; Lars Weber",
        "Louis Hofmeister; Lisa Vicar",
    ),
    (
        "Der Garten",
        """Das Spielfilmdebüt von Nora Fink beschönigt nichts. Nach dem Roman von Karl Roth.
        Eva Sand spielt Marie Lenz, eine Gärtnerin.""",
        "Nora Fink",
        "",
        "Eva Sand",
    ),
    (
        "Halbe Stunde",
        """Regisseurin Maren Ade-Winkler führt ihr Ensemble mit leichter Hand.
        In den Hauptrollen: Eva Sand, Jonas Berg und Peter Simon
        Foto: Thomas Klein""",
        "Maren Ade-Winkler",
        "",
        "Eva Sand; Jonas Berg; Peter Simon",
    ),
    (
        "Ostwärts",
        """Anna Holt inszeniert das Drama nach einem Drehbuch von Lars Weber.
        Der Fischer, gespielt von Jonas Berg, schweigt.""",
        "Anna Holt",
        "Lars Weber",
        "Jonas Berg",
    ),
    (
        "Tiefe See",
        """„Tiefe See“ von Anna Holt läuft seit Donnerstag im Kino.
        Ein Drama mit Tiefgang, Witz und Charme.""",
        "Anna Holt",
        "",
        "",
    ),
    (
        "Roter Mohn",
        """Besetzung
        Eva Sand – Marie
        Jonas Berg – Tom Lenz
        Karl Moser – Der Alte
        Handlung
        Marie kommt heim.""",
        "",
        "",
        "Eva Sand; Jonas Berg; Karl Moser",
    ),
    (
        "Morgenrot",
        "Wer Filme wie die von Wim Wenders mag, ist hier falsch. Regie und Buch wirken müde, die Musik laut.",
        "",
        "",
        "",
    ),
]
ITALIAN: list[Case] = [
    (
        "La riva",
        """L'esordio alla regia di Paola Corti (anche co-sceneggiatrice e attrice protagonista) è una commedia.""",
        "Paola Corti",
        "Paola Corti",
        "Paola Corti",
    ),
    (
        "Il faro",
        """Il film, diretto da Anna Riva e scritto da Luca Mori, dura due ore.
        Nel cast Eva Sala, Gino Neri e Toni Serra Villa. Tratto dal romanzo di Elsa Marini.""",
        "Anna Riva",
        "Luca Mori",
        "Eva Sala; Gino Neri; Toni Serra Villa",
    ),
    (
        "Notte d'agosto",
        """Regia: Dario Argenti
        Sceneggiatura: Dario Argenti, Daria Nicoli
        Attori: Jessica Arper, Stefania Casi, Alida Valle
        Paese: Italia""",
        "Dario Argenti",
        "Dario Argenti; Daria Nicoli",
        "Jessica Arper; Stefania Casi; Alida Valle",
    ),
    (
        "Sale",
        """Il protagonista è interpretato dal regista (Taiko Vati), che si diverte.""",
        "Taiko Vati",
        "",
        "",
    ),
    (
        "Vento",
        """Marta (Eva Sala) torna a casa dal fratello Pietro (Gino Neri).
        Il regista Guido Bruni guarda, come in un film di Federico Fellini.""",
        "Guido Bruni",
        "",
        "Eva Sala; Gino Neri",
    ),
    (
        "Le colline",
        """L'ultimo film di Anna Riva è il suo più breve. Eva Sala interpreta Marta, una pescatrice.
        Foto di Marco Dini""",
        "Anna Riva",
        "",
        "Eva Sala",
    ),
    (
        "Il ponte",
        """Un film di Luca Mori con Eva Sala e Gino Neri. Durata 98 minuti.""",
        "Luca Mori",
        "",
        "Eva Sala; Gino Neri",
    ),
    (
        "Terra",
        """La sceneggiatura, scritta dalla stessa Riva insieme a Gina Torri, è asciutta.
        Il film, diretto da Anna Riva, è breve.""",
        "Anna Riva",
        "Anna Riva; Gina Torri",
        "",
    ),
    (
        "Ombre lunghe",
        """Patrick, interpretato da Cristiano Balli, è un sociopatico.
        Il cast, tra cui Willem Daffo, è solido.""",
        "",
        "",
        "Cristiano Balli",
    ),
    ("Mare", "Un film lento. Il Gattopardo di Luchino era un'altra cosa; con Burt si rideva.", "", "", ""),
]
PORTUGUESE: list[Case] = [
    (
        "Maré alta",
        """Dirigido por Ana Reis e escrito por Luís Mota, Maré alta tem duas horas.
        É estrelado por Eva Sousa e João Gil.""",
        "Ana Reis",
        "Luís Mota",
        "Eva Sousa; João Gil",
    ),
    (
        "O farol",
        """Apesar do diretor Kleber Matos vacilar, o filme anda.
        Paulo (Timóteo Chaves) encontra Chani (Zilda Mar).""",
        "Kleber Matos",
        "",
        "Timóteo Chaves; Zilda Mar",
    ),
    (
        "Terra vermelha",
        """Direção: Walter Sales
        Roteiro: Murilo Hauer, Heitor Lorega
        Elenco: Fernanda Torre, Selton Melo, Valentina Herz e outros
        Duração: 135 minutos""",
        "Walter Sales",
        "Murilo Hauer; Heitor Lorega",
        "Fernanda Torre; Selton Melo; Valentina Herz",
    ),
    (
        "Duas margens",
        """O novo filme de Ana Reis, baseado no livro de José Sarmento, é um acerto.
        Eva Sousa vive Marta, uma pescadora.""",
        "Ana Reis",
        "",
        "Eva Sousa",
    ),
    (
        "Chuva",
        """Kleber Matos é um dos diretores mais inquietos do país.
        Foto: Marcos Dias""",
        "Kleber Matos",
        "",
        "",
    ),
    (
        "O trem",
        """Um filme de Luís Mota, com Eva Sousa e João Gil. Pedro vive em Lisboa.""",
        "Luís Mota",
        "",
        "Eva Sousa; João Gil",
    ),
    (
        "A casa",
        """Marta, interpretada por Eva Sousa, volta. No elenco, Ana de Melo e João Gil.""",
        "",
        "",
        "Eva Sousa; Ana de Melo; João Gil",
    ),
    (
        "Vidas",
        """Título original: Lives. Realização: Ana Reis. Argumento: Rui Paz. Atores: Eva Sousa, João Gil.""",
        "Ana Reis",
        "Rui Paz",
        "Eva Sousa; João Gil",
    ),
    (
        "Estrela",
        """A diretora Ana Reis escreve e dirige esta fábula. Lembra Steven Spielberg em seus melhores dias.""",
        "Ana Reis",
        "Ana Reis",
        "",
    ),
    ("Sol", "Um drama morno, feito com carinho. O livro de Clarice Lima continua melhor.", "", "", ""),
]
JAPANESE: list[Case] = [
    (
        "海の家",
        "監督：是枝裕和\n脚本：坂元裕二\n出演：安藤サクラ、永山瑛太、佐々木蔵之介",
        "是枝裕和",
        "坂元裕二",
        "安藤サクラ; 永山瑛太; 佐々木蔵之介",
    ),
    (
        "海鳴り",
        "ヒットメーカーの山崎貴が監督・脚本・VFXを手がけた。主演の神木隆之介も見事。",
        "山崎貴",
        "山崎貴",
        "神木隆之介",
    ),
    ("夜の港", "監督 黒沢清\n主演 役所広司\n撮影 芦澤明子", "黒沢清", "", "役所広司"),
    ("冬の灯", "是枝裕和監督の最新作。監督の手腕が光る。韓国映画監督の影響もある。", "是枝裕和", "", ""),
    ("遠い空", "キャスト\n安藤サクラ\n永山瑛太\nあらすじ\n二人は旅に出る。", "", "", "安藤サクラ; 永山瑛太"),
    (
        "白い道",
        "トム・クルーズ主演。監督はクリストファー・マッカリー。",
        "クリストファー・マッカリー",
        "",
        "トム・クルーズ",
    ),
    ("赤い橋", "監督・脚本：西川美和　出演：役所広司、仲野太賀", "西川美和", "西川美和", "役所広司; 仲野太賀"),
    ("青い鳥", "主演は安藤サクラと永山瑛太。原作は人気小説。", "", "", "安藤サクラ; 永山瑛太"),
    ("小さな駅", "この監督の演出は丁寧だ。脚本の完成度も高い。主演の演技も良い。", "", "", ""),
    ("雨音", "濱口竜介が監督を務めた。脚本は大江崇允。", "濱口竜介", "大江崇允", ""),
]
KOREAN: list[Case] = [
    (
        "바다의 집",
        "감독: 이도윤\n각본: 최태강\n출연: 주지훈, 추영우, 하영 외",
        "이도윤",
        "최태강",
        "주지훈; 추영우; 하영",
    ),
    ("긴 밤", "연출 이도윤, 극본 최태강. 배우 주지훈, 추영우가 나온다.", "이도윤", "최태강", "주지훈; 추영우"),
    (
        "헤어질 날",
        "해준(박해일)의 대사로 시작한다. 해준과 정안(이정현)은 부부다. 기도수(유승목)는 죽었다.",
        "",
        "",
        "박해일; 이정현; 유승목",
    ),
    ("겨울 강", "이도윤 감독의 신작이다. 감독의 연출 방식이 좋다.", "이도윤", "", ""),
    ("파란 문", "김은숙 작가와 안길호 PD가 만난 작품이다.", "안길호", "김은숙", ""),
    ("먼 길", "마동석(마석도 역)과 손석구(강해상 역)가 맞선다.", "", "", "마동석; 손석구"),
    ("작은 섬", "유명한 감독의 작품이다. 주연 배우들은 훌륭하다. 연출 역시 좋다.", "", "", ""),
    ("푸른 봄", "감독 이도윤의 작품이다. 주연 김고은, 이도현.", "이도윤", "", "김고은; 이도현"),
    ("하루", "출연진\n송혜교\n이도현\n줄거리\n복수를 꿈꾼다.", "", "", "송혜교; 이도현"),
    ("그 여름", "김고은 주연의 드라마. 극본을 쓴 사람은 모른다.", "", "", "김고은"),
]
CHINESE: list[Case] = [
    ("长夜", "导演：李安\n编剧：王蕙玲\n主演：章子怡、周润发、杨紫琼", "李安", "王蕙玲", "章子怡; 周润发; 杨紫琼"),
    ("远山", "导演李安，编剧王蕙玲，主演章子怡。", "李安", "王蕙玲", "章子怡"),
    ("海港", "由李安执导的电影，章子怡、周润发主演。", "李安", "", "章子怡; 周润发"),
    ("别姬", "段小楼（张丰毅 饰）与程蝶衣（张国荣 饰）一同长大。", "", "", "张丰毅; 张国荣"),
    ("雨城", "導演：楊德昌\n編劇：吳念真\n演員：張震、金燕玲", "楊德昌", "吳念真", "張震; 金燕玲"),
    ("白鹭", "导演手法很成熟，主演表现出色，编剧功力深厚。", "", "", ""),
    (
        "星河",
        "导演：克里斯托弗·诺兰 主演：克里斯蒂安·贝尔 / 欧阳娜娜",
        "克里斯托弗·诺兰",
        "",
        "克里斯蒂安·贝尔; 欧阳娜娜",
    ),
    ("旧梦", "导演 王家卫\n主演 梁朝伟 / 张曼玉", "王家卫", "", "梁朝伟; 张曼玉"),
    ("秋声", "主演克里斯蒂安·贝尔、欧阳娜娜等。原著作者另有其人。", "", "", "克里斯蒂安·贝尔; 欧阳娜娜"),
    ("春江", "这部片子很安静，像一首诗，也像一条河。", "", "", ""),
]
RUSSIAN: list[Case] = [
    (
        "Тихая гавань",
        """Режиссёр: Анна Белова
        Сценарист: Пётр Орлов
        В главных ролях: Ева Лунина, Иван Громов
        В каждом кадре с участием Ивана Громова хочется смеяться.""",
        "Анна Белова",
        "Пётр Орлов",
        "Ева Лунина; Иван Громов",
    ),
    ("Дом у реки", "Режиссёр Анна Белова сняла тихую драму. Книга Петра Орлова была другой.", "Анна Белова", "", ""),
    (
        "Север",
        "Фильм снял Андрей Звягин. В главных ролях снялись Ева Лунина и Иван Громов.",
        "Андрей Звягин",
        "",
        "Ева Лунина; Иван Громов",
    ),
    (
        "Лёд",
        "Главную роль исполняет Ева Лунина. Марию (Ольга Светлова) никто не ждёт.",
        "",
        "",
        "Ева Лунина; Ольга Светлова",
    ),
    ("Мост", "«Мост» — драма режиссёра Анны Беловой по роману Льва Крона.", "Анна Белова", "", ""),
    (
        "Поле",
        "Реж.: Анна Белова. В ролях: Ева Лунина, Иван Громов и др. 2021. 98 мин.",
        "Анна Белова",
        "",
        "Ева Лунина; Иван Громов",
    ),
    ("Дождь", "Ева Лунина играет Марию. Режиссура слабая, сценарий слабый.", "", "", "Ева Лунина"),
    ("Заря", "Сценарий написал Пётр Орлов. Сняла картину Анна Белова.", "Анна Белова", "Пётр Орлов", ""),
    ("Ветер", "В ролях\nЕва Лунина\nИван Громов\nСюжет\nДвое едут на север.", "", "", "Ева Лунина; Иван Громов"),
    ("Снег", "Кино напоминает Андрея Тарковского. Понравилось не всё.", "", "", ""),
]
OTHERS: dict[str, list[Case]] = {
    "nl": [
        ("Het Water", "Regie: Anna de Wit. Met: Eva van der Meer, Joost Bakker.", "Anna de Wit", "", "Eva van der Meer; Joost Bakker"),
        ("De Dijk", "Geregisseerd door Anna de Wit, geschreven door Piet Smit.", "Anna de Wit", "Piet Smit", ""),
        ("Storm", "Regisseur Joost Bakker toont een dorp. Marie (Eva Jansen) zwijgt.", "Joost Bakker", "", "Eva Jansen"),
        ("Licht", "Eva Jansen speelt Marie, een visser. In de hoofdrollen: Eva Jansen en Kees Prins", "", "", "Eva Jansen; Kees Prins"),
        ("Riet", "Een film met hart en humor, naar het boek van Jan Wolkers Vis.", "", "", ""),
    ],
    "pl": [
        ("Rzeka", "Reżyseria: Anna Nowak\nScenariusz: Piotr Zieliński\nObsada: Ewa Lis, Jan Kot", "Anna Nowak", "Piotr Zieliński", "Ewa Lis; Jan Kot"),
        ("Most", "Wyreżyserowany przez Annę Nowak dramat trwa dwie godziny.", "Annę Nowak", "", ""),
        ("Las", "Ewa Lis gra Marię. W rolach głównych: Ewa Lis i Jan Kot", "", "", "Ewa Lis; Jan Kot"),
        ("Dom", "Maria (Ewa Lis) wraca do domu. Na podstawie powieści Olgi Tokarz.", "", "", "Ewa Lis"),
        ("Noc", "Film o nocy, ciszy i śniegu. Zdjęcia są piękne.", "", "", ""),
    ],
    "sv": [
        ("Havet", "Regi: Anna Berg\nManus: Per Lund\nI rollerna: Eva Sand, Nils Ek", "Anna Berg", "Per Lund", "Eva Sand; Nils Ek"),
        ("Bron", "Regisserad av Anna Berg och skriven av Per Lund.", "Anna Berg", "Per Lund", ""),
        ("Skogen", "Anna Bergs nya film är tyst. Marie (Eva Sand) går.", "Anna Berg", "", "Eva Sand"),
        ("Isen", "Eva Sand spelar Marie. I huvudrollerna: Eva Sand och Nils Ek", "", "", "Eva Sand; Nils Ek"),
        ("Ljuset", "En film med hjärta och humor, efter boken av Sara Stridh.", "", "", ""),
    ],
    "no": [
        ("Havet", "Regi: Anna Berg\nManus: Per Lund\nMed: Eva Sand, January Jones, Nils Ek og Kari Moe", "Anna Berg", "Per Lund", "Eva Sand; January Jones; Nils Ek; Kari Moe"),
        ("Broen", "Regissert av Anna Berg og skrevet av Per Lund.", "Anna Berg", "Per Lund", ""),
        ("Skogen", "Regissøren Anna Berg viser en skog. Marie (Eva Sand) går.", "Anna Berg", "", "Eva Sand"),
        ("Isen", "Eva Sand spiller Marie. I hovedrollene: Eva Sand og Nils Ek", "", "", "Eva Sand; Nils Ek"),
        ("Lyset", "En film med hjerte og humor. Kongen giftet seg med den beryktede Wallis Simpson.", "", "", ""),
    ],
    "da": [
        ("Havet", "Instruktion: Anna Berg\nManuskript: Per Lund\nMedvirkende: Eva Sand, Nils Ek m.fl.", "Anna Berg", "Per Lund", "Eva Sand; Nils Ek"),
        ("Broen", "Instrueret af Anna Berg og skrevet af Per Lund.", "Anna Berg", "Per Lund", ""),
        ("Skoven", "Instruktøren Anna Berg viser en skov. Marie (Eva Sand) går.", "Anna Berg", "", "Eva Sand"),
        ("Isen", "Eva Sand spiller Marie. I hovedrollerne: Eva Sand og Nils Ek", "", "", "Eva Sand; Nils Ek"),
        ("Lyset", "En film med hjerte og humor, efter bogen af Karen Bliks.", "", "", ""),
    ],
    "vi": [
        ("Biển", "Đạo diễn: Trần Anh Hùng\nDiễn viên: Ngô Thanh Vân, Lý Hùng", "Trần Anh Hùng", "", "Ngô Thanh Vân; Lý Hùng"),
        ("Cầu", "Đạo diễn: Victor Vũ. Biên kịch: Kay Nguyễn. Diễn viên: Kaity Nguyễn, Quốc Cường và nhiều người khác", "Victor Vũ", "Kay Nguyễn", "Kaity Nguyễn; Quốc Cường"),
        ("Mưa", "Phim của đạo diễn Trần Anh Hùng kể về một cơn mưa.", "Trần Anh Hùng", "", ""),
        ("Rừng", "Kịch bản: Lê Minh\nThời lượng: 98 phút", "", "Lê Minh", ""),
        ("Gió", "Một bộ phim buồn. Âm nhạc rất hay.", "", "", ""),
    ],
    "tr": [
        ("Deniz", "Yönetmen: Nuri Ceylan\nSenaryo: Ebru Ceylan\nOyuncular: Haluk Bilgin, Melisa Sözer", "Nuri Ceylan", "Ebru Ceylan", "Haluk Bilgin; Melisa Sözer"),
        ("Köprü", "Yönetmen Nuri Ceylan sessiz bir film yapmış.", "Nuri Ceylan", "", ""),
        ("Orman", "Yönetmen: Zeki Demir Oyuncular: Ozan Güven Işık, Demet Evgar", "Zeki Demir", "", "Ozan Güven Işık; Demet Evgar"),
        ("Ev", "Başrol: Haluk Bilgin ve Melisa Sözer", "", "", "Haluk Bilgin; Melisa Sözer"),
        ("Yol", "Güzel bir film. Müzikler çok iyi.", "", "", ""),
    ],
    "hi": [
        ("सागर", "निर्देशक: राजकुमार हिरानी, कलाकार: आमिर खान, करीना कपूर, संगीत: शांतनु मोइत्रा", "राजकुमार हिरानी", "", "आमिर खान; करीना कपूर"),
        ("पुल", "कलाकार\nशाहरुख खान और दीपिका पादुकोण\nलेखक\nएटली\nनिर्देशक\nएटली कुमार", "एटली कुमार", "एटली", "शाहरुख खान; दीपिका पादुकोण"),
        ("घर", "स्टार कास्ट: आमिर खान, करीना कपूर और अन्य", "", "", "आमिर खान; करीना कपूर"),
        ("वन", "लेखक: अभिजात जोशी\nनिर्देशन: राजकुमार हिरानी", "राजकुमार हिरानी", "अभिजात जोशी", ""),
        ("रात", "यह एक धीमी फिल्म है। संगीत अच्छा है।", "", "", ""),
    ],
    "te": [
        ("సముద్రం", "Samudram Review : తారాగణం: రిషబ్ శెట్టి, కిషోర్, సప్తమి గౌడ తదితరులు, కెమెరా: అరవింద్ కాశ్యప్, దర్శకత్వం: రిషబ్ శెట్టి, విడుదల తేదీ: 15 అక్టోబర్ 2022", "రిషబ్ శెట్టి", "", "రిషబ్ శెట్టి; కిషోర్; సప్తమి గౌడ"),
        ("వంతెన", "నటీనటులు: నాని, సాయి పల్లవి\nదర్శకుడు: రాహుల్ సంకృత్యన్", "రాహుల్ సంకృత్యన్", "", "నాని; సాయి పల్లవి"),
        ("ఇల్లు", "దర్శకత్వం : శేఖర్ కమ్ముల", "శేఖర్ కమ్ముల", "", ""),
        ("అడవి", "రచయిత: సత్యానంద్ నిర్మాత: విజయ్ కరగండూర్", "", "సత్యానంద్", ""),
        ("రాత్రి", "ఇది నెమ్మదైన సినిమా. సంగీతం బాగుంది.", "", "", ""),
    ],
    "id": [
        ("Laut", "Sutradara: Joko Anwari\nPenulis naskah: Ernest Praka\nPemain: Tara Basra, Reza Rahad", "Joko Anwari", "Ernest Praka", "Tara Basra; Reza Rahad"),
        ("Jembatan", "Disutradarai oleh Joko Anwari dan ditulis oleh Ernest Praka.", "Joko Anwari", "Ernest Praka", ""),
        ("Hutan", "Film ini dibintangi oleh Tara Basra dan Reza Rahad.", "", "", "Tara Basra; Reza Rahad"),
        ("Rumah", "Sutradara Joko Anwari kembali. Maria, diperankan oleh Tara Basra, diam.", "Joko Anwari", "", "Tara Basra"),
        ("Malam", "Film yang lambat. Musiknya bagus.", "", "", ""),
    ],
    "fa": [
        ("دریا", "کارگردان: اصغر فرهادی\nنویسنده: اصغر فرهادی\nبازیگران: شهاب حسینی، ترانه علیدوستی", "اصغر فرهادی", "اصغر فرهادی", "شهاب حسینی; ترانه علیدوستی"),
        ("پل", "کارگردان: جعفر پناهی بازیگران: ترانه علیدوستی، شهاب حسینی و دیگران", "جعفر پناهی", "", "ترانه علیدوستی; شهاب حسینی"),
        ("خانه", "بازیگران\nشهاب حسینی، ترانه علیدوستی", "", "", "شهاب حسینی; ترانه علیدوستی"),
        ("جنگل", "فیلمنامه: سعید روستایی", "", "سعید روستایی", ""),
        ("شب", "فیلمی آرام است. موسیقی خوب است.", "", "", ""),
    ],
}  # fmt: skip
KINDS: list[tuple[str, Case]] = [
    # "With" behind the maker begins the players; label lines and sentences.
    ("en", ("Tide", "Tide is directed by Mara Quint with Rosa Lind, Mark Hale and Ola Berg.", "Mara Quint", "", "Rosa Lind; Mark Hale; Ola Berg")),
    ("en", ("Tide pool", "Directed by Mara Quint and Paul Oduya. It runs two hours.", "Mara Quint; Paul Oduya", "", "")),
    # Two who play two: the characters are nobody.
    ("en", ("Long tide", "Long tide stars Rosa Lind and Mark Hale as Jo and Kitty Grant, and Ola Berg.", "", "", "Rosa Lind; Mark Hale; Ola Berg")),
    # Who has made a work; another one of an older year is only compared with.
    ("en", ("", "Mara Quint has crafted a small masterpiece. Few sea films compare, except for Ava Stone's 1974 classic \"Iron Sea\".", "Mara Quint", "", "")),
    ("en", ("Low tide", "Mara Quint has made three films. Rosa Lind has created a stir.", "", "", "")),
    ("en", ("Ebb tide", "Mark Hale has made a career out of this kind of thriller. Rosa Lind has made the film bearable.", "", "", "")),
    ("es", ("Marea alta", "Eva Sanz ha hecho la película soportable.", "", "", "")),
    ("es", ("Marea", "Ana Ruiz ha rodado una película serena. Cuenta con actores como Eva Sanz y Juan Gil.", "Ana Ruiz", "", "Eva Sanz; Juan Gil")),
    ("it", ("Marea", "Anna Riva ha realizzato un film sereno, con attori del calibro di Eva Sanna e Gino Valli.", "Anna Riva", "", "Eva Sanna; Gino Valli")),
    ("fr", ("Marée", "Luc Moreau livre ici un film serein, avec des acteurs comme Léa Roux et Jean Vidal.", "Luc Moreau", "", "Léa Roux; Jean Vidal")),
    ("de", ("Flut", "Nora Lind gelingt ein stiller Film, mit Schauspielern wie Jan Petersen und Eva Brandt.", "Nora Lind", "", "Jan Petersen; Eva Brandt")),
    ("pt", ("Maré", "Ana Prado fez um filme sereno, com atores como Eva Reis e Caio Lima.", "Ana Prado", "", "Eva Reis; Caio Lima")),
    # A first work as a director, with or without its title in brackets.
    ("en", ("Reef", "Ten years after his directorial debut (Sand), Velmurugan films the coral.", "Velmurugan", "", "")),
    ("en", ("Reefs", "Rosa Lind shows great calm in her directorial debut.", "Rosa Lind", "", "")),
    ("de", ("Riff", "Florian Zander zeigt in seinem Regiedebüt viel Geduld.", "Florian Zander", "", "")),
    ("it", ("Scoglio", "Nel suo esordio alla regia, Anna Riva mostra pazienza.", "Anna Riva", "", "")),
    # Abbreviated labels in the midst of a line.
    ("ru", ("Прилив", "Прилив. Реж. Андрей Белов. 2014", "Андрей Белов", "", "")),
    ("pl", ("Przypływ", "Polska 2021. Reż. Ewa Nowak. Aktorzy: Jan Kos, Anna Lis.", "Ewa Nowak", "", "Jan Kos; Anna Lis")),
    ("de", ("Die Flut", "Irland 2019, 88 min, Regie Nora Lind, Kinostart 3. Mai 2020", "Nora Lind", "", "")),
    # Genitives of names that are known, where no nominative is printed.
    ("ru", ("Залив", "Новый фильм Андрея Белова удивляет.", "Андрей Белов", "", "")),
    ("ru", ("Залив ночью", "Картина Анны Беловой удивляет. Мария Петрова тут ни при чём.", "Анна Белова", "", "")),
    ("pl", ("Zatoka", "Najnowszy film Pawła Nowickiego zachwyca.", "Paweł Nowicki", "", "")),
    # Praise, comments and other films in brackets; given names that stand last.
    ("fr", ("Le Port", "Paul (Jean Vidal, royal) aime Nelly (Léa Roux, grande découverte).", "", "", "Jean Vidal; Léa Roux")),
    ("en", ("Harbour", "Philip (Sam Clay, “Tin Summer”) loves Kitty (scene-stealer Carrie Cole) and Ann (the terrific Rosa Lind).", "", "", "Sam Clay; Carrie Cole; Rosa Lind")),
    ("en", ("Harbour town", "Baek Na-ri (Jeon Yeo Been) runs a ferry. Old Ma Dong-gu (Song Kang Ho) pays for Na-ri.", "", "", "Jeon Yeo Been; Song Kang Ho")),
    ("en", ("Harbour light", "The lamp is lit with care by Ma Dong-gu (Choi Min-sik) and Na-ri (Bae Doona).", "", "", "Choi Min-sik; Bae Doona")),
    # A list of names without a label, right behind the makers' lines.
    ("en", ("Quay", "Director: Ava Stone\nProducer: Paul Oduya\nRosa Lind, Mark Hale, Ola Berg\nA storm comes.", "Ava Stone", "", "Rosa Lind; Mark Hale; Ola Berg")),
    ("en", ("Quays", "A storm comes.\nRosa Lind, Mark Hale, Ola Berg\nIt goes.", "", "", "")),
    # A line of the cast that goes on below; spaces between names.
    ("ja", ("海", "監督 新海誠\n出演 長澤まさみ 市原悦子\n広瀬すず 小松菜奈\n海辺の町の話です。", "新海誠", "", "長澤まさみ; 市原悦子; 広瀬すず; 小松菜奈")),
    ("ko", ("바다", "봉준호 감독의 신작이다. 송강호, 최우식, 박소담 등이 출연했다.", "봉준호", "", "송강호; 최우식; 박소담")),
    ("zh", ("海", "导演柯贞年和他的团队在海边住了一年。", "柯贞年", "", "")),
    # Titles, festivals and addresses are nobody; neither is one word of a name that is known.
    ("en", ("Wharf", "Starring Rosa Lind. It borrows from A Letter to the Star, Silver Garden, Night Train and more.", "", "", "Rosa Lind")),
    ("en", ("Wharves", "Rosa Lind (Silver Express, Star Gates) is good. Also starring in the film is Ola Berg.", "", "", "Ola Berg")),
    ("en", ("Pier", "More at Pages.com:http://pages.test/en/Pier-Night/Pier-Night-Notes.htm", "", "", "")),
    ("fr", ("Le Quai", "Festival de LORIENT – Prix du public\nFestival de CRACOVIE – Jury\nFestival de PORTO – Mention", "", "", "")),
    ("en", ("Piers", "Starring: Ann Lee, Kim In Su, Kim Ha Na, Park Yu Bin", "", "", "Ann Lee; Kim In Su; Kim Ha Na; Park Yu Bin")),
    # Suffixes in small letters, scripts, who comes back to direct, who joins.
    ("it", ("Il molo", "Il molo, con Robert Hale jr e Eva Sanna.", "", "", "Robert Hale jr; Eva Sanna")),
    ("en", ("Jetty", "Paul Oduya's witty screenplay helps. Mara Quint returns to direct. Rosa Lind and Ola Berg join the cast.", "Mara Quint", "Paul Oduya", "Rosa Lind; Ola Berg")),
    ("en", ("Jetties", "This Imran Alvi directorial is slow. A supporting cast of Rosa Lind, Zoya and Ola Berg keeps it afloat.", "Imran Alvi", "", "Rosa Lind; Zoya; Ola Berg")),
    ("en", ("Mole", "Mole is Mara Quint and Arjun Varma's latest thriller. Its stars - Arjun, Rosa Lind, Ola Berg - are tired.", "Mara Quint", "", "Arjun; Rosa Lind; Ola Berg")),
    ("fr", ("Je pars", "De Luc Moreau\nAvec Léa Roux, Jean Vidal\nUn marin quitte sa ville.", "Luc Moreau", "", "Léa Roux; Jean Vidal")),
    ("fr", ("Je reste", "De Luc Moreau\nUn marin reste à terre.", "", "", "")),
    ("fr", ("Le Vent", "Claire (Anne Petit, venue du théâtre et vue l’an dernier dans « En mer ») suit Paul (Luc Moreau).", "", "", "Anne Petit; Luc Moreau")),
    ("en", ("Breeze", "Cast:\nRosa Anna Lind = Mary\nOla Berg = Kit\nMark Hale = Lou", "", "", "Rosa Anna Lind; Ola Berg; Mark Hale")),
    ("en", ("Gale", "In his longest and most playful film to date, Anton Camp takes to the sea.", "Anton Camp", "", "")),
    ("en", ("Gales", "Salt and wind fill the feature debut of Edda Zehr.", "Edda Zehr", "", "")),
    ("en", ("Squall", "Squall. 1983. Directed & Written by Dave Crone. Starring Jim Wood, Deb Hart, & Kay Hale.", "Dave Crone", "Dave Crone", "Jim Wood; Deb Hart; Kay Hale")),
    ("pt", ("O cais", "Um filme bem escrito e dirigido pelo Fernando Prado.", "Fernando Prado", "Fernando Prado", "")),
    # Labels with an adjective, a cast whose lines have colons, a caption that begins with the title.
    ("es", ("El muelle", "Actores principales: Ana Ruiz, Juan Peña.\nActores secundarios: Eva Mar, Luis Sol.", "", "", "Ana Ruiz; Juan Peña; Eva Mar; Luis Sol")),
    ("it", ("Il pontile", "Cast\nAlba Riva: Marta\nVito Mare: Alberto “Lupo” Rossi\nSara Feri: “Samurai”\nAnno: 2017", "", "", "Alba Riva; Vito Mare; Sara Feri")),
    ("en", ("Slipway", "Cast:\nMary: Ann Stone\nThe Captain: Tom Reed\nJoe: Lee Marsh\nRating: 4/5", "", "", "Ann Stone; Tom Reed; Lee Marsh")),
    ("de", ("Der Kai", "„Der Kai“: Anna Stein, Tom Berg und Max Feld als Diebe © Verleih", "", "", "Anna Stein; Tom Berg; Max Feld")),
    ("en", ("Ann Stone – Tides", "It is a slow film by Ann Stone.", "Ann Stone", "", "")),
    ("en", ("Undertow", "Ann Stone is new.\nIn her writing and directing debut, Stone turns to the sea.", "Ann Stone", "Ann Stone", "")),
    ("en", ("Ebb", "The master is Ann Stone.\nStone has changed sides and directed a quiet film called Ebb.", "Ann Stone", "", "")),
    ("en", ("Flow", "The harbour wakes slowly in this patient story, and the camera waits with it, watching nets dry.\nWhat begins as a quarrel over money turns into a portrait of people who have nothing more to say.\nWe liked “Iron Will” (1998), directed by Tom Reed, better.", "", "", "")),
    ("nl", ("De kade", "Regisseur en scenarist Mike Lee filmt de kade bij nacht.", "Mike Lee", "Mike Lee", "")),
]  # fmt: skip
"""Kinds of sentences and lines that pages of any site have, with what is nobody's credit."""
FULL: dict[str, list[Case]] = {
    "en": ENGLISH,
    "es": SPANISH,
    "fr": FRENCH,
    "de": GERMAN,
    "it": ITALIAN,
    "pt": PORTUGUESE,
    "ja": JAPANESE,
    "ko": KOREAN,
    "zh": CHINESE,
    "ru": RUSSIAN,
}


@pytest.mark.parametrize(
    ("lang", "case"),
    [pytest.param(lang, case, id=f"{lang}-{case[0]}") for lang, cases in FULL.items() for case in cases],
)
def test_a_page_of_a_full_language(lang: str, case: Case) -> None:
    check(lang, case)


@pytest.mark.parametrize(
    ("lang", "case"),
    [pytest.param(lang, case, id=f"{lang}-{case[0]}") for lang, cases in OTHERS.items() for case in cases],
)
def test_a_page_of_another_language(lang: str, case: Case) -> None:
    check(lang, case)


@pytest.mark.parametrize(("lang", "case"), [pytest.param(lang, case, id=f"{lang}-{case[0]}") for lang, case in KINDS])
def test_a_kind_of_sentence(lang: str, case: Case) -> None:
    check(lang, case)


PLAYERS: list[tuple[str, str, str, list[str]]] = [
    ("fr", "La Mer", "François Morel est parfait dans le rôle.", ["François Morel"]),
    ("es", "El Mar", "Ana Ruiz está magnífica.", ["Ana Ruiz"]),
    ("it", "Il Mare", "Anna Riva è bravissima.", ["Anna Riva"]),
    ("de", "Nachtzug", "Das liegt an den Schauspielern, allen voran Anna Berger, der Tochter.", ["Anna Berger"]),
    ("en", "Tin Summer", "The supporting cast, especially Anna Reed, looks right.", ["Anna Reed"]),
    ("en", "Tin Summer", "The songs, especially Anna Reed and her band's, are fine.", []),
    (
        "it",
        "Il Mare",
        "A tavola ci sono altri attori, come Marco Rossi, Valerio Bianchi, Anna Verdi.",
        ["Anna Verdi", "Marco Rossi", "Valerio Bianchi"],
    ),
    (
        "en",
        "Tin Summer",
        "At its heart is Michael Reed as Curtis Lang, a plain man.\nCurtis has visions.",
        ["Michael Reed"],
    ),
    ("en", "Tin Summer", "One thinks of Michael Reed as Curtis Lang.", []),
    (
        "pl",
        "Sad",
        "Jan Nowak jako Adam Wilk, reż. Piotr Zalewski\nJan Nowak jako Piotr Sowa, reż. Piotr Zalewski",
        ["Jan Nowak"],
    ),
    (
        "en",
        "Tin Summer",
        "Anna Reed wrote the book. It is about Nora (played by Reed), who keeps a café.",
        ["Anna Reed"],
    ),
    ("en", "Winter's Road", "Anna Reed, Winter's Road\nAnna Reed plays Nora, a girl of the hills.", ["Anna Reed"]),
    (
        "zh",
        "夜船",
        "電影《夜船》由郭帆執導，吳京、李雪健、沙溢、朱顏曼滋領銜主演。",
        ["吳京", "朱顏曼滋", "李雪健", "沙溢"],
    ),
    ("ko", "밤배", "감독은 박찬우이며 주연은 최민수, 유지태, 강혜정이다.", ["강혜정", "유지태", "최민수"]),
]


@pytest.mark.parametrize(("lang", "title", "text", "cast"), PLAYERS)
def test_whom_a_text_calls_a_player(lang: str, title: str, text: str, cast: list[str]) -> None:
    assert sorted(named(lang, title, text)[2]) == sorted(cast)


BRACKETS: list[tuple[str, str, list[str]]] = [
    ("en", "Nora (Anna Reed of Iron Gates, Silver Dawn) has a husband.", ["Anna Reed"]),
    ("nl", "De speurder Jan Smit (Peter de Vries met een raar accent) zoekt. Jan lacht.", ["Peter de Vries"]),
    ("en", "Nora's parents (Peter Cole and Anna Hill) help.", ["Anna Hill", "Peter Cole"]),
    ("en", "She vexes her godmother-turned-stepmother (Olivia Lane).", ["Olivia Lane"]),
    ("de", "Wohl eher für Freaks. (David Auer)", []),
]


@pytest.mark.parametrize(("lang", "text", "cast"), BRACKETS)
def test_what_a_bracket_holds_beside_a_player(lang: str, text: str, cast: list[str]) -> None:
    assert sorted(named(lang, "Tin Summer", text)[2]) == cast


LISTS: list[tuple[str, str, list[str], list[str], list[str]]] = [
    (
        "ja",
        "監督 山田太一\n声の出演 山本太一 佐藤花子 谷萌 成田翼\n音楽 久保譲",
        ["山田太一"],
        [],
        ["山本太一", "佐藤花子", "谷萌", "成田翼"],
    ),
    (
        "ja",
        "監督：山田太一\n声出演：柊 美里 入野太郎 菅原文子 内藤守",
        ["山田太一"],
        [],
        ["柊 美里", "入野太郎", "菅原文子", "内藤守"],
    ),
    (
        "fr",
        "De Jean Morel, Paul Lefèvre\nSortie le 3 mai 2012\nDurée : 1h 40min\nGenre : Comédie\nAvec Anne Petit, Marc Duval",
        ["Jean Morel", "Paul Lefèvre"],
        [],
        ["Anne Petit", "Marc Duval"],
    ),
    ("fr", "De Jean Morel, Paul Lefèvre\nDurée : 1h 40min\nUn texte sur la mer et le vent.", [], [], []),
    ("ru", "Режиссер/Постановщик\nИван Петров\nПремьера\n16 мая 2021", ["Иван Петров"], [], []),
    (
        "en",
        "Genre: Drama; Starring: Ann Reed, Tom Lane; Director: Eva Hall; Author: Eva Hall",
        ["Eva Hall"],
        ["Eva Hall"],
        ["Ann Reed", "Tom Lane"],
    ),
    (
        "en",
        "Ann Reed, James Lane , P. J. Cole\nFull Cast >\nDirected by: John Carter",
        ["John Carter"],
        [],
        ["Ann Reed", "James Lane", "P. J. Cole"],
    ),
    (
        "en",
        "Starring:\nKyle Marsh, Ann Reed, Carl\nDorn, Eva Hall",
        [],
        [],
        ["Kyle Marsh", "Ann Reed", "Carl Dorn", "Eva Hall"],
    ),
    (
        "en",
        "A tense film. D: Eva Hall; W: John Marsh; C: Robert Burke; M: Frank Wax.",
        ["Eva Hall"],
        ["John Marsh"],
        [],
    ),
    ("en", "PD: Anthony Masters", [], [], []),
]


@pytest.mark.parametrize(("lang", "text", "directors", "writers", "cast"), LISTS)
def test_lists_of_credits(lang: str, text: str, directors: list[str], writers: list[str], cast: list[str]) -> None:
    found = named(lang, "Tin Summer", text)
    assert tuple(map(sorted, found)) == (sorted(directors), sorted(writers), sorted(cast))
