"""Lines of credits: labels in every order and language, blocks without labels, facts behind titles, and what only looks so."""

import html
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import Final, NamedTuple

from tests.benchmarks.forms import Case


class People(NamedTuple):
    """Those who made a work, and those who play in it with their characters."""

    directors: tuple[str, ...]
    writers: tuple[str, ...]
    cast: tuple[str, ...]
    characters: tuple[str, ...]
    others: tuple[str, str, str, str, str]
    """Producer, composer, editor, camera, author of the book."""


class Form(NamedTuple):
    """How a page writes credits, and which of them it says."""

    name: str
    lines: Callable[[str, People], Sequence[str]]
    says: str = "dwc"
    """Letters of what is said: director, writer, cast; capital letters: the first one alone. V: the director is the writer
    too; T: the cast as far as there are characters; U: in capitals; ?: the cast does not matter; 2: for two directors at most."""
    language: str = "en"
    headline: str = "{title} Review"


_OTHERS: Final = ("Paula Vance", "Hugo Bell", "Nina Frost", "Carl Moss", "Edith Thorn")
_CHARACTERS: Final = ("Marie", "Captain Holt", "The Nurse", "Tommy")
_WORKS: Final = (
    "Tin Summer",
    "Ahead",
    "The Glass Orchard",
    "Run, Marta, Run",
    "Harbor: Part Two",
    "2046 Miles",
    "A Girl Named Ruth",
    "Kantoro",
    "Who Buried Ann Lee?",
    "L'Été de Rose",
    "Don't Breathe Twice",
    "Cast Away Home",
    "Bruno Falk",
)
_PEOPLE: Final = (
    People(("Ann Stone",), ("Tom Reed",), ("Mary Hale", "John Marsh", "Ella Quinn"), _CHARACTERS, _OTHERS),
    People(
        ("Luis de la Cruz",),
        ("Ana María Ruiz", "Pedro van der Berg"),
        ("José Luis Peña", "Inés d'Orsay", "Max von Arlt", "Carmen Soto"),
        _CHARACTERS,
        _OTHERS,
    ),
    People(
        ("J. R. Marsh",),
        ("R.L. Holt",),
        ("Robert Hale Jr.", "Mary J. Blunt", "Samuel L. Jackson"),
        _CHARACTERS,
        _OTHERS,
    ),
    People(
        ("Park Chan-il",),
        ("Kim Eun-sook", "Noh Hee-kyung"),
        ("Lee Min-ho", "Song Hye-kyo", "Gong Yoo"),
        _CHARACTERS,
        _OTHERS,
    ),
    People(
        ("Søren Åkerlund", "Céline Dubœuf"),
        ("Łukasz Żak",),
        ("Zoë Kravčik", "Penélope Ríos", "Jürgen Voß"),
        _CHARACTERS,
        _OTHERS,
    ),
    People(
        ("Zuleikha Obanowski",),
        ("Xandor Quillfeather",),
        ("Odalys Brumbelow", "Thandiwe Mkhize", "Bartek Wuuf"),
        _CHARACTERS,
        _OTHERS,
    ),
    People(
        ("Mary-Kate Holm", "Conor O'Brien", "Steve McQuade"),
        ("Jean-Luc Picot",),
        ("Seán Ó Riordan", "Anne-Marie D'Arcy", "Finn MacCool"),
        _CHARACTERS,
        _OTHERS,
    ),
    People(
        ("Ryusuke Hanamachi",),
        ("Wong Kar-fai",),
        ("Zhang Yimeng", "Tony Leung Ka-lok", "Faye Wong"),
        _CHARACTERS,
        _OTHERS,
    ),
    People(("Rishab Gowda",), ("Rishab Gowda",), ("Rishab Gowda", "Sapna Rao", "Kishore G. Kumar"), _CHARACTERS, _OTHERS),
    People(("Grace Young",), ("Will Story",), ("Rose Day", "Mark Strong", "Faith Hope", "Art King"), _CHARACTERS, _OTHERS),
)

_NATIVE: Final = {
    "ja": People(
        ("山田太一",),
        ("坂元裕二",),
        ("役所広司", "綾野剛", "広瀬すず"),
        ("田中", "鈴木", "佐藤"),
        ("川村元気", "久石譲", "今井剛", "山本英夫", "東野圭吾"),
    ),
    "ko": People(
        ("이도윤",), ("최태강",), ("주지훈", "추영우", "하영"), ("백강혁", "양재원", "천장미"), ("김우진", "박세준", "정민아", "오승환", "한산이")
    ),
    "zh": People(
        ("张小明",), ("李建国",), ("王丽华", "陈志强", "刘芳"), ("小红", "老张", "阿芳"), ("赵海城", "林强", "周新霞", "余静萍", "刘慈欣")
    ),
    "ru": People(
        ("Анна Белова",),
        ("Иван Петров", "Ольга Громова"),
        ("Сергей Орлов", "Мария Лебедева", "Павел Зайцев"),
        ("Марина", "Капитан", "Виктор"),
        ("Пётр Волков", "Юрий Соколов", "Алла Козлова", "Игорь Попов", "Лев Морозов"),
    ),
    "hi": People(
        ("अनिल शर्मा",),
        ("राकेश वर्मा",),
        ("मनोज तिवारी", "सीमा पाहवा", "विजय राज"),
        ("रमेश", "गीता", "मोहन"),
        ("सुनील जैन", "अजय मेहता", "कविता राव", "दीपक गुप्ता", "प्रेम सिंह"),
    ),
    "te": People(
        ("రవి కుమార్",),
        ("సురేష్ బాబు",),
        ("విజయ్ రెడ్డి", "అనిత శర్మ", "మోహన్ రావు"),
        ("రాము", "సీత", "గోపి"),
        ("ప్రసాద్ వర్మ", "కిరణ్ దాస్", "లక్ష్మి నాయుడు", "శ్రీను రాజు", "గోపాల్ రావు"),
    ),
    "fa": People(
        ("علی رضایی",),
        ("مریم کریمی",),
        ("حسین نوری", "سارا احمدی", "رضا مرادی"),
        ("نیما", "لیلا", "کاوه"),
        ("امیر قاسمی", "پویا شریفی", "نگار صالحی", "بهرام کاظمی", "هوشنگ یزدی"),
    ),
}
_NATIVE_WORKS: Final = {
    "ja": ("夏の終わり", "青い港"),
    "ko": ("여름의 끝", "푸른 항구"),
    "zh": ("夏天的尽头", "蓝色港湾"),
    "ru": ("Конец лета", "Синяя гавань"),
    "hi": ("गर्मी का अंत", "नीला बंदर"),
    "te": ("వేసవి ముగింపు", "నీలి తీరం"),
    "fa": ("پایان تابستان", "بندر آبی"),
}
_HEADLINES: Final = {
    "en": "{title} Review",
    "fr": "Critique : {title}",
    "de": "{title} – Filmkritik",
    "es": "Crítica de {title}",
    "it": "{title}, la recensione",
    "pt": "Crítica: {title}",
    "nl": "Recensie: {title}",
    "pl": "{title} – recenzja",
    "sv": "Recension: {title}",
    "da": "Anmeldelse: {title}",
    "no": "Anmeldelse: {title}",
    "tr": "{title} film incelemesi",
    "ja": "映画『{title}』レビュー",
    "ko": "영화 '{title}' 리뷰",
    "zh": "《{title}》影评",
    "ru": "Рецензия на фильм «{title}»",
    "hi": "{title} मूवी रिव्यू",
    "te": "{title} మూవీ రివ్యూ",
    "id": "Review Film {title}",
    "vi": "Review phim {title}",
    "fa": "نقد فیلم {title}",
}
_BODIES: Final = {
    "en": (
        "The film opens on a quiet street and takes its time. What begins as a small family story grows into something "
        "colder, and the camera stays close to faces while the score holds back. It is a movie that trusts its audience.",
        "Not everything works: the second half drags, and one subplot goes nowhere. Yet the performances are superb, the "
        "ending lands, and I left the cinema moved. A strong, thoughtful drama that deserves to be seen on the big screen.",
    ),
    "fr": (
        "Le film s'ouvre sur une rue calme et prend son temps. Ce qui commence comme une petite histoire de famille devient "
        "plus froid, et la caméra reste près des visages. C'est un film qui fait confiance à son public.",
        "Tout ne fonctionne pas : la deuxième moitié traîne un peu. Mais le jeu est superbe, la fin est juste, et je suis "
        "sorti de la salle ému. Un drame fort et réfléchi, à voir sur grand écran.",
    ),
    "de": (
        "Der Film beginnt in einer stillen Straße und lässt sich Zeit. Was als kleine Familiengeschichte anfängt, wird "
        "immer kälter, und die Bilder bleiben nah an den Gesichtern. Es ist ein Film, der seinem Publikum vertraut.",
        "Nicht alles gelingt: Die zweite Hälfte zieht sich, und eine Nebenhandlung führt ins Leere. Doch das Spiel ist "
        "großartig, und das Ende sitzt. Ein starkes Drama, das man im Kino sehen sollte.",
    ),
    "es": (
        "La película empieza en una calle tranquila y se toma su tiempo. Lo que comienza como una pequeña historia de "
        "familia se vuelve más fría, y la cámara se queda cerca de los rostros. Es una película que confía en su público.",
        "No todo funciona: la segunda mitad se alarga. Pero las actuaciones son magníficas, el final convence y salí del "
        "cine conmovido. Un drama fuerte que merece verse en pantalla grande.",
    ),
    "it": (
        "Il film si apre in una strada tranquilla e si prende il suo tempo. Quella che comincia come una piccola storia di "
        "famiglia diventa più fredda, e la macchina da presa resta vicina ai volti. È un film che si fida del suo pubblico.",
        "Non tutto funziona: la seconda parte è lenta. Ma la recitazione è superba, il finale convince e sono uscito dalla "
        "sala commosso. Un dramma forte che merita il grande schermo.",
    ),
    "pt": (
        "O filme começa em uma rua calma e não tem pressa. O que parece uma pequena história de família fica mais frio, e a "
        "câmera permanece perto dos rostos. É um filme que confia em seu público.",
        "Nem tudo funciona: a segunda metade se arrasta. Mas as atuações são ótimas, o final convence e eu saí do cinema "
        "comovido. Um drama forte que merece ser visto na tela grande.",
    ),
    "nl": (
        "De film begint in een stille straat en neemt de tijd. Wat begint als een klein familieverhaal wordt steeds kouder, "
        "en de beelden blijven dicht bij de gezichten. Het is een film die zijn publiek vertrouwt.",
        "Niet alles werkt: de tweede helft is traag. Maar het spel is geweldig en het einde klopt. Een sterk drama dat je in "
        "de bioscoop moet zien.",
    ),
    "pl": (
        "Film zaczyna się na cichej ulicy i nigdzie się nie spieszy. To, co wygląda na małą historię rodzinną, staje się coraz "
        "chłodniejsze, a kamera zostaje blisko twarzy. To film, który ufa widzom.",
        "Nie wszystko się udaje: druga połowa się dłuży. Ale gra jest znakomita, a zakończenie trafia w punkt. Mocny dramat, "
        "który warto zobaczyć w kinie.",
    ),
    "sv": (
        "Filmen börjar på en stilla gata och tar god tid på sig. Det som börjar som en liten familjehistoria blir allt "
        "kallare, och bilderna stannar nära ansiktena. Det är en film som litar på sin publik.",
        "Allt fungerar inte: den andra halvan är seg. Men spelet är lysande och slutet sitter. Ett starkt drama som ska ses "
        "på bio.",
    ),
    "da": (
        "Filmen begynder på en stille gade og giver sig god tid. Det, der begynder som en lille familiehistorie, bliver "
        "koldere og koldere, og billederne bliver tæt på ansigterne. Det er en film, der stoler på sit publikum.",
        "Ikke alt fungerer: anden halvdel er for lang. Men spillet er fremragende, og slutningen sidder. Et stærkt drama, som "
        "skal ses i biografen.",
    ),
    "no": (
        "Filmen begynner i en stille gate og tar seg god tid. Det som begynner som en liten familiehistorie, blir stadig "
        "kaldere, og bildene holder seg nær ansiktene. Det er en film som stoler på publikum.",
        "Ikke alt fungerer: andre halvdel er seig. Men spillet er strålende, og slutten sitter. Et sterkt drama som bør ses "
        "på kino.",
    ),
    "tr": (
        "Film sessiz bir sokakta başlıyor ve acele etmiyor. Küçük bir aile hikâyesi gibi görünen şey giderek soğuyor ve kamera "
        "yüzlere yakın kalıyor. Bu, seyircisine güvenen bir film.",
        "Her şey yolunda değil: ikinci yarı uzuyor. Ama oyunculuklar çok iyi ve final yerine oturuyor. Sinemada görülmeyi hak "
        "eden güçlü bir dram.",
    ),
    "ja": (
        "静かな通りから始まるこの映画は、決して急がない。小さな家族の物語は少しずつ冷たさを増し、カメラは顔のそばを離れない。観客を信じている映画だと思う。",
        "すべてがうまくいっているわけではなく、後半は少し長い。それでも演技は素晴らしく、結末も見事だった。劇場で観てほしい力強いドラマである。",
    ),
    "ko": (
        "영화는 조용한 거리에서 시작해 서두르지 않는다. 작은 가족 이야기처럼 보이던 것이 점점 차가워지고 카메라는 얼굴 가까이에 머문다. 관객을 믿는 영화다.",
        "모든 것이 좋지는 않다. 후반부는 조금 길게 느껴진다. 그래도 연기는 훌륭하고 결말도 인상적이었다. 극장에서 볼 만한 힘 있는 드라마다.",
    ),
    "zh": (
        "影片从一条安静的街道开始，不慌不忙。看似一个小小的家庭故事，却越来越冷，镜头始终贴近人物的脸。这是一部相信观众的电影。",
        "并非一切都好：后半段有些拖沓。但是表演非常出色，结局也很有力量。这是一部值得在影院里观看的好电影，看完之后久久不能平静。",
    ),
    "ru": (
        "Фильм начинается на тихой улице и никуда не спешит. То, что кажется маленькой семейной историей, становится всё "
        "холоднее, и камера держится близко к лицам. Это кино, которое доверяет зрителю.",
        "Получилось не всё: вторая половина затянута. Но игра великолепна, а финал попадает в цель. Сильная драма, которую "
        "стоит увидеть на большом экране.",
    ),
    "hi": (
        "फिल्म एक शांत गली से शुरू होती है और जल्दी में नहीं है। एक छोटे परिवार की कहानी धीरे-धीरे ठंडी होती जाती है और कैमरा चेहरों के पास रहता है। यह फिल्म अपने दर्शकों पर भरोसा करती है।",
        "सब कुछ अच्छा नहीं है, दूसरा भाग थोड़ा लंबा लगता है। लेकिन अभिनय शानदार है और अंत असरदार है। यह एक मजबूत ड्रामा है जिसे सिनेमाघर में देखना चाहिए।",
    ),
    "te": (
        "సినిమా ఒక ప్రశాంతమైన వీధిలో మొదలవుతుంది, తొందరపడదు. ఒక చిన్న కుటుంబ కథలా కనిపించేది నెమ్మదిగా మారుతుంది. ఇది ప్రేక్షకులను నమ్మే సినిమా.",
        "అన్నీ బాగున్నాయని కాదు, రెండో భాగం కొంచెం సాగదీసినట్టు ఉంది. కానీ నటన చాలా బాగుంది, ముగింపు ఆకట్టుకుంటుంది. థియేటర్‌లో చూడాల్సిన సినిమా.",
    ),
    "id": (
        "Film ini dibuka di sebuah jalan yang sunyi dan tidak terburu-buru. Kisah keluarga yang kecil perlahan menjadi dingin, "
        "dan kamera tetap dekat dengan wajah. Ini adalah film yang percaya pada penontonnya.",
        "Tidak semuanya berhasil: paruh kedua terasa panjang. Namun akting para pemain sangat bagus dan akhir ceritanya kuat. "
        "Sebuah drama yang layak ditonton di bioskop.",
    ),
    "vi": (
        "Bộ phim mở đầu trên một con phố yên tĩnh và không hề vội vàng. Câu chuyện gia đình nhỏ dần trở nên lạnh lẽo, và máy "
        "quay luôn ở gần những khuôn mặt. Đây là một bộ phim tin vào khán giả.",
        "Không phải mọi thứ đều tốt: nửa sau hơi dài. Nhưng phần diễn rất hay và cái kết thuyết phục. Một bộ phim đáng xem ở "
        "rạp.",
    ),
    "fa": (
        "فیلم در یک خیابان آرام آغاز می‌شود و عجله‌ای ندارد. داستان کوچک یک خانواده کم کم سردتر می‌شود و دوربین نزدیک چهره‌ها می‌ماند. این فیلمی است که به تماشاگر اعتماد دارد.",
        "همه چیز خوب نیست و نیمه دوم کمی طولانی است. اما بازی‌ها عالی است و پایان فیلم تاثیرگذار است. این یک درام قوی است که باید در سینما دید.",
    ),
}


def _and(names: Sequence[str], word: str = "and", comma: str = ", ") -> str:
    return names[0] if len(names) == 1 else f"{comma.join(names[:-1])} {word} {names[-1]}"


def _c(names: Sequence[str], separator: str = ", ") -> str:
    return separator.join(names)


def _table(rows: Sequence[tuple[str, str]]) -> str:
    return "<table>" + "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in rows) + "</table>"


def _as(people: People, between: str) -> list[str]:
    return [f"{name}{between}{role}" for name, role in zip(people.cast, people.characters, strict=False)]


def _english() -> Iterator[Form]:
    """Labels of English pages."""
    yield Form("own lines, colon", lambda t, p: [f"Director: {_c(p.directors)}", f"Writer: {_c(p.writers)}", f"Cast: {_c(p.cast)}"])
    yield Form("own lines, and", lambda t, p: [f"Directed by: {_and(p.directors)}", f"Written by: {_and(p.writers)}", f"Starring: {_and(p.cast)}"])
    yield Form("own lines, no colon", lambda t, p: [f"Directed by {_and(p.directors)}", f"Written by {_and(p.writers)}", f"Starring {_and(p.cast)}"])
    yield Form("own lines, no colon, nouns", lambda t, p: [f"Director {_and(p.directors)}", f"Writer {_and(p.writers)}", f"Cast {_c(p.cast)}"])
    yield Form("own lines, capitals", lambda t, p: [f"DIRECTED BY {_and(p.directors)}", f"WRITTEN BY {_and(p.writers)}", f"STARRING {_c(p.cast)}"])
    yield Form("own lines, all capitals", lambda t, p: [f"DIRECTOR: {_c(p.directors)}".upper(), f"CAST: {_c(p.cast)}".upper()], says="dcU")
    yield Form("own lines, dash", lambda t, p: [f"Director – {_c(p.directors)}", f"Writer – {_c(p.writers)}", f"Cast – {_c(p.cast)}"])
    yield Form("own lines, hyphen", lambda t, p: [f"Director - {_c(p.directors)}", f"Writer - {_c(p.writers)}", f"Cast - {_c(p.cast)}"])
    yield Form("own lines, space before colon", lambda t, p: [f"Director : {_c(p.directors)}", f"Writers : {_c(p.writers)}", f"Stars : {_c(p.cast)}"])
    yield Form("own lines, colon hyphen", lambda t, p: [f"Director:- {_c(p.directors)}", f"Writer:- {_c(p.writers)}", f"Starring:- {_c(p.cast)}"])
    yield Form("bullets", lambda t, p: [f"• Director: {_c(p.directors)}", f"• Writer: {_c(p.writers)}", f"• Cast: {_c(p.cast)}"])
    yield Form("dir.", lambda t, p: [f"Dir. {_and(p.directors, '&')}", f"With: {_c(p.cast)}"], "dc")
    yield Form("dir. and with run", lambda t, p: [f"Dir: {_and(p.directors)}. With: {_c(p.cast)}. 2019. 104 min."], "dc")
    yield Form("dir. Starring", lambda t, p: [f"Dir. {_and(p.directors)}. Starring {_and(p.cast)}. Rated PG-13."], "dc")
    yield Form("dirs", lambda t, p: [f"Dirs: {_and(p.directors, '&')}; Scr: {_c(p.writers)}; Cast: {_c(p.cast)}"])
    yield Form("d: w: s:", lambda t, p: [f"D: {_and(p.directors)}; W: {_and(p.writers)}"], "dw")
    yield Form("D: W: C: lines", lambda t, p: [f"D: {_c(p.directors)}", f"W: {_c(p.writers)}", f"C: {_c(p.cast)}"])
    yield Form("Scr:", lambda t, p: [f"Dir/Scr: {_c(p.directors)}", f"Cast: {_c(p.cast)}"], "dcV")
    yield Form("label alone, names below", lambda t, p: ["Director", *p.directors, "Writer", *p.writers, "Cast", *p.cast])
    yield Form("label alone colon, names below", lambda t, p: ["Directed by:", *p.directors, "Written by:", *p.writers, "Starring:", *p.cast])
    yield Form("label alone, list below", lambda t, p: ["Director", _c(p.directors), "Writers", _c(p.writers), "Stars", _c(p.cast)])
    yield Form("label alone upper, list below", lambda t, p: ["DIRECTOR", _c(p.directors), "SCREENWRITER", _c(p.writers), "CAST", _c(p.cast), "RUNTIME", "104 min"])
    yield Form("glued", lambda t, p: [f"Director{_c(p.directors)}", f"Writer{_c(p.writers)}", f"Cast{_c(p.cast)}"])
    yield Form("glued plural", lambda t, p: [f"Directors{_c(p.directors)}", f"Writers{_c(p.writers)}", f"Stars{_c(p.cast)}"])
    yield Form("glued DIRECTED BY", lambda t, p: [f"DIRECTED BY{_c(p.directors)}", f"STARRING{_c(p.cast)}"], "dc")
    yield Form("glued title and label", lambda t, p: [f"{t}Cast: {_c(p.cast)}", f"Director: {_c(p.directors)}"], "dc")
    yield Form("run, colon", lambda t, p: [f"Director: {_c(p.directors)} Writer: {_c(p.writers)} Stars: {_c(p.cast)} Runtime: 104 min"])
    yield Form("run, bars", lambda t, p: [f"Director: {_c(p.directors)} | Writer: {_c(p.writers)} | Cast: {_c(p.cast)} | Runtime: 104 min"])
    yield Form("run, bullets", lambda t, p: [f"Director: {_c(p.directors)} • Writer: {_c(p.writers)} • Cast: {_c(p.cast)} • 104 min"])
    yield Form("run, slashes", lambda t, p: [f"Director: {_c(p.directors)} / Writer: {_c(p.writers)} / Cast: {_c(p.cast)} / 2019"])
    yield Form("run, dashes", lambda t, p: [f"Director: {_c(p.directors)} – Writer: {_c(p.writers)} – Cast: {_c(p.cast)} – 104 min"])
    yield Form("run, semicolons", lambda t, p: [f"Director: {_c(p.directors)}; Writer: {_c(p.writers)}; Cast: {_c(p.cast)}; 104 min"])
    yield Form("run, full stops", lambda t, p: [f"Director: {_c(p.directors)}. Writer: {_c(p.writers)}. Cast: {_c(p.cast)}. 104 minutes."])
    yield Form("run, commas", lambda t, p: [f"Director: {_c(p.directors)}, Writer: {_c(p.writers)}, Cast: {_c(p.cast)}, 104 minutes"])
    yield Form("run, bars no colon", lambda t, p: [f"Directed by {_and(p.directors)} | Written by {_and(p.writers)} | Starring {_and(p.cast)} | 104 min"])
    yield Form("run, no colon", lambda t, p: [f"Directed by {_and(p.directors)} Written by {_and(p.writers)} Starring {_and(p.cast)}"])
    yield Form("run, no colon, stops", lambda t, p: [f"Directed by {_and(p.directors)}. Written by {_and(p.writers)}. Starring {_and(p.cast)}. 104 minutes. Rated R."])
    yield Form("run, no colon, semicolons", lambda t, p: [f"Directed by {_and(p.directors)}; written by {_and(p.writers)}; starring {_and(p.cast)}; 104 minutes"])
    yield Form("run, no colon, commas", lambda t, p: [f"Directed by {_and(p.directors)}, written by {_and(p.writers)}, starring {_and(p.cast)}."])
    yield Form("run, opening title", lambda t, p: [f"{t}. Directed by {_and(p.directors)}. With {_and(p.cast)}. 104 minutes."], "dc")
    yield Form("run, year first", lambda t, p: [f"2015, 98 mins, Director: {_c(p.directors)}, Cast: {_c(p.cast)}"], "dc")
    yield Form("run, country first", lambda t, p: [f"USA 2012. Director: {_c(p.directors)}. Cast: {_c(p.cast)}."], "dc")
    yield Form("run, country bars", lambda t, p: [f"USA | 2012 | 98 min | Dir: {_c(p.directors)} | Cast: {_c(p.cast)}"], "dc")
    yield Form("run, facts and crew", lambda t, p: [f"Genre: Drama Director: {_c(p.directors)} Producer: {p.others[0]} Music: {p.others[1]} Cast: {_c(p.cast)} Language: English"], "dc")
    yield Form("story/dialogue/crew run", lambda t, p: [f"Story: {_c(p.writers)}; Music: {p.others[1]}; Producer: {p.others[0]}; Editor: {p.others[2]}; Cinematography: {p.others[3]}; Director: {_c(p.directors)}"], "d")
    yield Form("crew lines", lambda t, p: [f"Director: {_c(p.directors)}", f"Producer: {p.others[0]}", f"Music: {p.others[1]}", f"Editor: {p.others[2]}", f"Cinematography: {p.others[3]}", f"Cast: {_c(p.cast)}"], "dc")
    yield Form("crew alone lines", lambda t, p: ["Directed by", *p.directors, "Produced by", p.others[0], "Music by", p.others[1], "Edited by", p.others[2], "Starring", *p.cast], "dc")
    yield Form("crew by lines", lambda t, p: [f"Directed by {_and(p.directors)}", f"Screenplay by {_and(p.writers)}", f"Produced by {p.others[0]}", f"Music by {p.others[1]}", f"Cinematography by {p.others[3]}", f"Edited by {p.others[2]}", f"Starring {_c(p.cast)}"])
    yield Form("written and directed by", lambda t, p: [f"Written and Directed by: {_and(p.directors)}", f"Starring: {_c(p.cast)}"], "dcV")
    yield Form("written and directed by, no colon", lambda t, p: [f"Written and directed by {_and(p.directors)}", f"Starring {_and(p.cast)}"], "dcV")
    yield Form("written & directed by", lambda t, p: [f"Written & Directed by {_and(p.directors)}", f"Cast: {_and(p.cast)}"], "dcV")
    yield Form("directed and written by", lambda t, p: [f"Directed and Written by {_and(p.directors)}", f"Starring {_and(p.cast)}"], "dcV")
    yield Form("writer/director", lambda t, p: [f"Writer/Director: {_c(p.directors)}", f"Stars: {_c(p.cast)}"], "dcV")
    yield Form("writer-director", lambda t, p: [f"Writer-director: {_c(p.directors)}", f"Stars: {_c(p.cast)}"], "dcV")
    yield Form("director and writer", lambda t, p: [f"Director and Writer: {_c(p.directors)}", f"Stars: {_c(p.cast)}"], "dcV")
    yield Form("director/screenwriter", lambda t, p: [f"Director/Screenwriter: {_c(p.directors)}", f"Stars: {_c(p.cast)}"], "dcV")
    yield Form("director, writer, producer", lambda t, p: [f"Director, Writer & Producer: {_c(p.directors)}", f"Stars: {_c(p.cast)}"], "dcV")
    yield Form("written, directed and produced by", lambda t, p: [f"Written, Directed and Produced by: {_c(p.directors)}", f"Stars: {_c(p.cast)}"], "dcV")
    yield Form("writer (screenplay)", lambda t, p: [f"Writer (Screenplay): {_c(p.writers)}", f"Director: {_c(p.directors)}"], "dw")
    yield Form("writer (novel) beside", lambda t, p: [f"Writers: {p.writers[0]} (screenplay), {p.others[4]} (novel)", f"Director: {_c(p.directors)}"], "dW")
    yield Form("writer (based on the novel by)", lambda t, p: [f"Writers: {p.writers[0]}, {p.others[4]} (based on the novel by)", f"Director: {_c(p.directors)}"], "dW")
    yield Form("screenplay, based on", lambda t, p: [f"Screenplay: {_and(p.writers)}, based on the novel by {p.others[4]}", f"Director: {_c(p.directors)}"], "dw")
    yield Form("screenplay by, based on", lambda t, p: [f"Screenplay by {_and(p.writers)}, based on the novel by {p.others[4]}", f"Directed by {_and(p.directors)}"], "dw")
    yield Form("written by (based on)", lambda t, p: [f"Written by: {_and(p.writers)} (based on the book by {p.others[4]})", f"Directed by: {_and(p.directors)}"], "dw")
    yield Form("based on label", lambda t, p: [f"Screenplay: {_and(p.writers)}", f"Based on: the novel by {p.others[4]}", f"Director: {_c(p.directors)}"], "dw")
    yield Form("based on names", lambda t, p: [f"Director: {_c(p.directors)}", f"Writer: {_and(p.writers)}", f"Based on the novel by: {p.others[4]}", f"Cast: {_c(p.cast)}"])
    yield Form("repeated labels", lambda t, p: [f"Director: {p.directors[0]}", *(f"Cast: {name}" for name in p.cast)], "Dc")
    yield Form("writers and star labels", lambda t, p: [f"Star: {p.cast[0]}", f"Director: {_c(p.directors)}", f"Screenplay: {_c(p.writers)}"], "dwC")
    yield Form("cast as", lambda t, p: [f"Cast: {_c(_as(p, ' as '))}", f"Director: {_c(p.directors)}"], "dcT")
    yield Form("cast brackets", lambda t, p: [f"Cast: {_c([f'{a} ({b})' for a, b in zip(p.cast, p.characters, strict=False)])}", f"Director: {_c(p.directors)}"], "dcT")
    yield Form("cast brackets, no label, behind director", lambda t, p: [f"Director: {_c(p.directors)}", "Cast:", *(f"{a} ({b})" for a, b in zip(p.cast, p.characters, strict=False))], "dcT")
    yield Form("cast dots", lambda t, p: ["Cast", *_as(p, " ... "), "Director", _c(p.directors)], "dcT")
    yield Form("cast dashes", lambda t, p: ["Cast", *_as(p, " – "), "Director", _c(p.directors)], "dcT")
    yield Form("cast as lines", lambda t, p: ["Cast:", *_as(p, " as "), "Director:", _c(p.directors)], "dcT")
    yield Form("cast colon lines", lambda t, p: ["Cast:", *_as(p, ": "), "Director:", _c(p.directors)], "dcT")
    yield Form("cast dashes no label", lambda t, p: _as(p, " – "), "cT")
    yield Form("cast as no label", lambda t, p: _as(p, " as "), "cT")
    yield Form("cast in one line with dashes", lambda t, p: [f"Cast: {_c(_as(p, ' – '))}", f"Director: {_c(p.directors)}"], "dcT")
    yield Form("cast semicolons as", lambda t, p: [f"Cast: {_c(_as(p, ' as '), '; ')}.", f"Director: {_c(p.directors)}."], "dcT")
    yield Form("starring, rated", lambda t, p: [f"Starring {_and(p.cast)}. Directed by {_and(p.directors)}. Rated PG-13. 104 minutes."], "dc")
    yield Form("with also", lambda t, p: [f"Directed by: {_and(p.directors)}", f"With: {_and(p.cast)}"], "dc")
    yield Form("voices of", lambda t, p: [f"Voices of: {_c(p.cast)}", f"Director: {_c(p.directors)}"], "dc")
    yield Form("featuring the voices of", lambda t, p: [f"Featuring the voices of: {_c(p.cast)}", f"Director: {_c(p.directors)}"], "dc")
    yield Form("featuring the voices of, no colon", lambda t, p: [f"Featuring the voices of {_and(p.cast)}", f"Directed by {_and(p.directors)}"], "dc")
    yield Form("voice cast", lambda t, p: [f"Voice cast: {_c(p.cast)}", f"Director: {_c(p.directors)}"], "dc")
    yield Form("narrated", lambda t, p: [f"Director: {_c(p.directors)}", f"Narrator: {p.cast[0]}"], "d")
    yield Form("values end in …", lambda t, p: [f"Director: {_c(p.directors)}", f"Cast: {_c(p.cast)}…"], "dc")
    yield Form("values end in ...", lambda t, p: [f"Director: {_c(p.directors)}", f"Cast: {_c(p.cast)}, ..."], "dc")
    yield Form("et al.", lambda t, p: [f"Director: {_c(p.directors)}", f"Cast: {_c(p.cast)} et al."], "dc")
    yield Form("etc", lambda t, p: [f"Director: {_c(p.directors)}", f"Cast: {_c(p.cast)}, etc."], "dc")
    yield Form("and others", lambda t, p: [f"Director: {_c(p.directors)}", f"Cast: {_c(p.cast)} and others"], "dc")
    yield Form("and more", lambda t, p: [f"Director: {_c(p.directors)}", f"Cast: {_c(p.cast)} and more"], "dc")
    yield Form("more »", lambda t, p: [f"Director: {_c(p.directors)}", f"Cast: {_c(p.cast)} more »"], "dc")
    yield Form("see full cast", lambda t, p: [f"Director: {_c(p.directors)}", f"Stars: {_c(p.cast)} | See full cast & crew »"], "dc")
    yield Form("see full cast below", lambda t, p: ["Director", _c(p.directors), "Stars", *p.cast, "See full cast & crew", "IMDb"], "dc")
    yield Form("see all link words", lambda t, p: [f"Director: {_c(p.directors)} (IMDb)", f"Cast: {_c(p.cast)}, See more"], "dc")
    yield Form("ages", lambda t, p: [f"Director: {p.directors[0]} (54)", f"Cast: {_c([f'{name} ({30 + len(name)})' for name in p.cast])}"], "Dc")
    yield Form("nationality", lambda t, p: [f"Director: {p.directors[0]} (France)", f"Cast: {_c(p.cast)}"], "Dc")
    yield Form("other films in brackets", lambda t, p: [f"Director: {p.directors[0]} (Iron Harvest, Salt)", f"Cast: {_c(p.cast)}"], "Dc")
    yield Form("other films in quotes", lambda t, p: [f"Director: {p.directors[0]} (“Iron Harvest”)", f"Cast: {', '.join(f'{name} (“Salt Road”)' for name in p.cast)}"], "Dc")
    yield Form("debut note", lambda t, p: [f"Director: {p.directors[0]} (feature debut)", f"Cast: {_c(p.cast)}"], "Dc")
    yield Form("slash list", lambda t, p: [f"Director: {_c(p.directors, ' / ')}", f"Cast: {_c(p.cast, ' / ')}"], "dc")
    yield Form("slash list glued", lambda t, p: [f"Director: {_c(p.directors, '/')}", f"Cast: {_c(p.cast, '/')}"], "dc")
    yield Form("dash list", lambda t, p: [f"Director: {_c(p.directors, ' - ')}", f"Cast: {_c(p.cast, ' - ')}"], "dc")
    yield Form("bullet list", lambda t, p: [f"Director: {_c(p.directors, ' • ')}", f"Cast: {_c(p.cast, ' • ')}"], "dc")
    yield Form("middle dots", lambda t, p: [f"Director: {_c(p.directors, ' · ')}", f"Cast: {_c(p.cast, ' · ')}"], "dc")
    yield Form("bars", lambda t, p: [f"Director: {_c(p.directors, ' | ')}", f"Cast: {_c(p.cast, ' | ')}"], "dc")
    yield Form("bars glued", lambda t, p: [f"Director: {_c(p.directors, '|')}", f"Cast: {_c(p.cast, '|')}"], "dc")
    yield Form("plus", lambda t, p: [f"Director: {_c(p.directors, ' + ')}", f"Cast: {_c(p.cast, ' + ')}"], "dc")
    yield Form("with between", lambda t, p: [f"Director: {_c(p.directors)}", f"Cast: {_c(p.cast[:-1])} with {p.cast[-1]}"], "dc")
    yield Form("comma no space", lambda t, p: [f"Director: {_c(p.directors, ',')}", f"Cast: {_c(p.cast, ',')}"], "dc")
    yield Form("ampersand", lambda t, p: [f"Director: {_and(p.directors, '&')}", f"Cast: {_and(p.cast, '&')}"], "dc")
    yield Form("comma and", lambda t, p: [f"Cast: {_c(p.cast[:-1])}, and {p.cast[-1]}", f"Director: {_c(p.directors)}"], "dc")
    yield Form("the cast includes", lambda t, p: [f"Cast includes: {_c(p.cast)}", f"Director: {_c(p.directors)}"], "dc")
    yield Form("main cast", lambda t, p: [f"Main Cast: {_c(p.cast)}", f"Screenwriter: {_c(p.writers)}", f"Director: {_c(p.directors)}"])
    yield Form("cast & crew heading", lambda t, p: ["Cast & Crew", f"Director: {_c(p.directors)}", f"Writer: {_c(p.writers)}", f"Cast: {_c(p.cast)}"])
    yield Form("cast and crew alone", lambda t, p: ["Cast and Crew", "Director", *p.directors, "Writer", *p.writers, "Cast", *p.cast])
    yield Form("film details", lambda t, p: ["Film Details", "Release date: 12 May 2019", f"Director: {_c(p.directors)}", f"Screenplay: {_c(p.writers)}", f"Cast: {_c(p.cast)}", "Runtime: 104 min", "Certificate: 15"])
    yield Form("title: genre: …", lambda t, p: [f"Title: {t}", "Genre: Drama", f"Starring: {_c(p.cast)}", f"Director: {_c(p.directors)}", "Rating: 4/5"], "dc")
    yield Form("movie: star cast", lambda t, p: [f"Movie: {t}", f"Star Cast: {_c(p.cast)}", f"Direction: {_c(p.directors)}", f"Production: {p.others[0]}", f"Music: {p.others[1]}"], "dc")
    yield Form("story, screenplay, direction", lambda t, p: [f"Cast: {_c(p.cast)}", f"Story - Screenplay - Direction: {_c(p.directors)}", f"Music: {p.others[1]}"], "dcV")
    yield Form("story & direction", lambda t, p: [f"Written & Directed By: {_c(p.directors)}", f"Produced By: {p.others[0]}", f"Cast: {_c(p.cast)}"], "dcV")
    yield Form("screenplay & direction", lambda t, p: [f"Screenplay & Direction : {_c(p.directors)}", f"Cast : {_c(p.cast)}"], "dcV")
    yield Form("actors:", lambda t, p: [f"Actors: {_c(p.cast)}", f"Directors: {_c(p.directors)}", f"Screenwriters: {_c(p.writers)}"])
    yield Form("lead actors", lambda t, p: [f"Lead Actors: {_c(p.cast)}", f"Directed By: {_c(p.directors)}"], "dc")
    yield Form("creator series", lambda t, p: [f"Created by: {p.others[0]}", f"Directed by: {_c(p.directors)}", f"Starring: {_c(p.cast)}"], "dc")
    yield Form("director(s)", lambda t, p: [f"Director(s): {_c(p.directors)}", f"Writer(s): {_c(p.writers)}", f"Actor(s): {_c(p.cast)}"])
    yield Form("director/s", lambda t, p: [f"Director/s: {_c(p.directors)}", f"Writer/s: {_c(p.writers)}"], "dw")
    yield Form("helmed", lambda t, p: [f"Helmed by: {_c(p.directors)}", f"Penned by: {_c(p.writers)}"], "dw")
    yield Form("a film by, line", lambda t, p: [f"A film by {_and(p.directors)}", f"Starring {_and(p.cast)}"], "dc")
    yield Form("screenplay and story", lambda t, p: [f"Story and screenplay: {_c(p.writers)}", f"Director: {_c(p.directors)}"], "dw")
    yield Form("story by, screenplay by", lambda t, p: [f"Story by {p.others[0]}; screenplay by {_and(p.writers)}; directed by {_and(p.directors)}."], "dw")
    yield Form("written for the screen", lambda t, p: [f"Written for the screen by: {_c(p.writers)}", f"Directed by: {_c(p.directors)}"], "dw")


def _markup() -> Iterator[Form]:
    """Credits in markup."""
    yield Form("table", lambda t, p: [_table([("Director", _c(p.directors)), ("Writer", _c(p.writers)), ("Cast", _c(p.cast)), ("Year", "2019")])])
    yield Form("table colon", lambda t, p: [_table([("Director:", _c(p.directors)), ("Writer:", _c(p.writers)), ("Cast:", _c(p.cast))])])
    yield Form("table br", lambda t, p: [_table([("Directed by", "<br>".join(p.directors)), ("Screenplay by", "<br>".join(p.writers)), ("Starring", "<br>".join(p.cast))])])
    yield Form("table th", lambda t, p: ["<table>" + "".join(f"<tr><th>{a}</th><td>{_c(b)}</td></tr>" for a, b in (("Director", p.directors), ("Writers", p.writers), ("Stars", p.cast))) + "</table>"])
    yield Form("table li", lambda t, p: ["<table><tr><th>Directed by</th><td><ul>" + "".join(f"<li>{name}</li>" for name in p.directors) + "</ul></td></tr><tr><th>Starring</th><td><ul>" + "".join(f"<li>{name}</li>" for name in p.cast) + "</ul></td></tr></table>"], "dc")
    yield Form("table of cast and characters", lambda t, p: [_table([("Actor", "Role"), *zip(p.cast, p.characters, strict=False)]), f"Director: {_c(p.directors)}"], "dcT")
    yield Form("dl", lambda t, p: [f"<dl><dt>Director</dt><dd>{_c(p.directors)}</dd><dt>Writer</dt><dd>{_c(p.writers)}</dd><dt>Cast</dt><dd>{_c(p.cast)}</dd></dl>"])
    yield Form("dl many dd", lambda t, p: ["<dl><dt>Director</dt>" + "".join(f"<dd>{n}</dd>" for n in p.directors) + "<dt>Writer</dt>" + "".join(f"<dd>{n}</dd>" for n in p.writers) + "<dt>Cast</dt>" + "".join(f"<dd>{n}</dd>" for n in p.cast) + "</dl>"])
    yield Form("ul strong", lambda t, p: [f"<ul><li><strong>Director:</strong> {_c(p.directors)}</li><li><strong>Writer:</strong> {_c(p.writers)}</li><li><strong>Cast:</strong> {_c(p.cast)}</li></ul>"])
    yield Form("ul strong colon out", lambda t, p: [f"<ul><li><b>Director</b>: {_c(p.directors)}</li><li><b>Writer</b>: {_c(p.writers)}</li><li><b>Cast</b>: {_c(p.cast)}</li></ul>"])
    yield Form("ul strong no colon", lambda t, p: [f"<ul><li><strong>Director</strong> {_c(p.directors)}</li><li><strong>Writer</strong> {_c(p.writers)}</li><li><strong>Cast</strong> {_c(p.cast)}</li></ul>"])
    yield Form("p br strong", lambda t, p: [f"<p><strong>Director:</strong> {_c(p.directors)}<br><strong>Writer:</strong> {_c(p.writers)}<br><strong>Cast:</strong> {_c(p.cast)}<br>104 min</p>"])
    yield Form("p br", lambda t, p: [f"<p>Director: {_c(p.directors)}<br>Writer: {_c(p.writers)}<br>Cast: {_c(p.cast)}<br>Runtime: 104 min</p>"])
    yield Form("p br, no colon", lambda t, p: [f"<p>Directed by {_and(p.directors)}<br>Written by {_and(p.writers)}<br>Starring {_and(p.cast)}<br>104 min</p>"])
    yield Form("p strong run", lambda t, p: [f"<p><strong>Director</strong> {_c(p.directors)} <strong>Writer</strong> {_c(p.writers)} <strong>Cast</strong> {_c(p.cast)} <strong>Runtime</strong> 104 min</p>"])
    yield Form("p strong colon run", lambda t, p: [f"<p><strong>Director:</strong> {_c(p.directors)} <strong>Writer:</strong> {_c(p.writers)} <strong>Cast:</strong> {_c(p.cast)}</p>"])
    yield Form("spans", lambda t, p: [f"<div><span>Director</span><span>{_c(p.directors)}</span></div><div><span>Writer</span><span>{_c(p.writers)}</span></div><div><span>Cast</span><span>{_c(p.cast)}</span></div>"])
    yield Form("divs", lambda t, p: [f"<div><div>Director</div><div>{_c(p.directors)}</div></div><div><div>Writer</div><div>{_c(p.writers)}</div></div><div><div>Cast</div><div>{_c(p.cast)}</div></div>"])
    yield Form("headings", lambda t, p: ["<h4>Director</h4>", *p.directors, "<h4>Writer</h4>", *p.writers, "<h4>Cast</h4>", *p.cast])
    yield Form("heading and ul", lambda t, p: ["<h4>Director</h4>", _c(p.directors), "<h4>Cast</h4>", "<ul>" + "".join(f"<li>{n}</li>" for n in p.cast) + "</ul>"], "dc")
    yield Form("links", lambda t, p: ["<p>Director: " + ", ".join(f'<a href="/p/{i}">{n}</a>' for i, n in enumerate(p.directors)) + "</p>", "<p>Cast: " + " ".join(f'<a href="/c/{i}">{n}</a>' for i, n in enumerate(p.cast)) + "</p>"], "dc")
    yield Form("strong links no commas", lambda t, p: ["<p><strong>Cast:</strong> " + " ".join(f'<a href="/c/{i}">{n}</a>' for i, n in enumerate(p.cast)) + "</p>", f"<p><strong>Director:</strong> {_c(p.directors)}</p>"], "dc")
    yield Form("cast ul with characters", lambda t, p: ["<h3>Cast</h3><ul>" + "".join(f"<li>{a} as {b}</li>" for a, b in zip(p.cast, p.characters, strict=False)) + "</ul>", f"<p>Director: {_c(p.directors)}</p>"], "dcT")
    yield Form("alternating", lambda t, p: ["<h3>Cast</h3>" + "".join(f'<div class="n">{a}</div><div class="r">{b}</div>' for a, b in zip(p.cast, p.characters, strict=False)), f"<p>Director: {_c(p.directors)}</p>"], "dcT")
    yield Form("em label", lambda t, p: [f"<p><em>Director:</em> {_c(p.directors)}</p>", f"<p><em>Starring:</em> {_c(p.cast)}</p>"], "dc")
    yield Form("all strong", lambda t, p: [f"<p><strong>Director: {_c(p.directors)}</strong></p>", f"<p><strong>Starring: {_c(p.cast)}</strong></p>"], "dc")
    yield Form("strong with names", lambda t, p: [f"<p>Director: <strong>{_c(p.directors)}</strong></p>", f"<p>Starring: <strong>{_c(p.cast)}</strong></p>"], "dc")


def _facts() -> Iterator[Form]:
    """Facts behind the title and in headlines."""
    yield Form("(year, dir. X)", lambda t, p: [f"{t} (2019, dir. {_and(p.directors)})"], "d")
    yield Form("(dir. X, year)", lambda t, p: [f"{t} (dir. {_and(p.directors)}, 2019)"], "d")
    yield Form("(X, year)", lambda t, p: [f"{t} ({_and(p.directors)}, 2019)"], "d2")
    yield Form("(year, X)", lambda t, p: [f"{t} (2019, {_and(p.directors)})"], "d2")
    yield Form("(year) dir. X", lambda t, p: [f"{t} (2019) dir. {_and(p.directors)}"], "d")
    yield Form("(year) Dir: X", lambda t, p: [f"{t} (2019) Dir: {_and(p.directors)}"], "d")
    yield Form("(year) directed by", lambda t, p: [f"{t} (2019) directed by {_and(p.directors)}"], "d")
    yield Form("(year) – directed by", lambda t, p: [f"{t} (2019) – Directed by {_and(p.directors)}"], "d")
    yield Form("(year), by", lambda t, p: [f"{t} (2019), by {_and(p.directors)}"], "d")
    yield Form("(directed by X)", lambda t, p: [f"{t} (directed by {_and(p.directors)})"], "d")
    yield Form("(D: X, year)", lambda t, p: [f"{t} (D: {_and(p.directors)}, 2019)"], "d")
    yield Form("(country, year) Dir.", lambda t, p: [f"{t} (France, 2019) Dir. {_and(p.directors)}"], "d")
    yield Form("(Director: X, year)", lambda t, p: [f"{t} (Director: {_and(p.directors)}, 2019, USA)"], "d")
    yield Form("(dir: X; starring Y)", lambda t, p: [f"{t} (2019; dir: {_and(p.directors)}; starring {_and(p.cast)})"], "dc")
    yield Form("headline (X, year)", lambda t, p: [], "d2", headline="{title} ({d}, 2019) Review")
    yield Form("headline (dir. X)", lambda t, p: [], "d", headline="Review: {title} (Dir. {d})")
    yield Form("headline (year) dir. X", lambda t, p: [], "d", headline="{title} (2019, dir. {d}) – Review")
    yield Form("headline directed by", lambda t, p: [], "d", headline="Film Review: {title}, directed by {d}")
    yield Form("headline a film by", lambda t, p: [], "d", headline="{title} – a film by {d} – Review")
    yield Form("headline 's", lambda t, p: [], "D", headline="{D}’s ‘{title}’ – Film Review")
    yield Form("(A, B, C – year)", lambda t, p: [f"{t} ({_c(p.cast)} – 2012)"], "c")
    yield Form("starring in brackets", lambda t, p: [f"{t} (starring {_and(p.cast)})"], "c")


# Of each language: Director, Writer, Cast, by (spelled out with the name), Producer, Music, and what parts a label.
_LABELS: Final[dict[str, tuple[tuple[str, str, str], ...]]] = {
    "fr": (("Réal.", "Scén.", "Avec"), ("Réalisation", "Scénario", "Avec"), ("Réalisateur", "Scénaristes", "Acteurs"), ("Réalisé par", "Écrit par", "Avec"), ("De", "Scénario de", "Avec"), ("Un film de", "Scénario", "Interprétation"), ("Mise en scène", "Scénario et dialogues", "Distribution"), ("Réalisateurs", "Scénariste", "Casting")),
    "de": (("Regie", "Drehbuch", "Darsteller"), ("R", "B", "D"), ("Regie", "Buch", "Mit"), ("Regisseur", "Drehbuchautor", "Besetzung"), ("Regie", "Drehbuch", "Schauspieler"), ("Inszenierung", "Drehbuchautor", "Hauptdarsteller"), ("Regisseurin", "Drehbuchautoren", "Darsteller/innen"), ("Regie", "Buch", "Cast"), ("Ein Film von", "Drehbuch von", "Mit")),
    "es": (("Dirección", "Guion", "Reparto"), ("Director", "Guión", "Intérpretes"), ("Dir.", "Guion", "Int."), ("Directora", "Guionista", "Actores"), ("Dirigida por", "Escrita por", "Con"), ("Director", "Guionistas", "Elenco"), ("Realización", "Guion", "Protagonistas")),
    "it": (("Regia", "Sceneggiatura", "Cast"), ("Regia di", "Sceneggiatura di", "Con"), ("Regista", "Sceneggiatori", "Interpreti"), ("Diretto da", "Scritto da", "Attori"), ("Un film di", "Sceneggiatura", "Con"), ("Regia", "Soggetto e sceneggiatura", "Interpreti principali"), ("Di", "Sceneggiatura", "Con")),
    "pt": (("Direção", "Roteiro", "Elenco"), ("Diretor", "Roteirista", "Elenco"), ("Realização", "Argumento", "Elenco"), ("Dirigido por", "Escrito por", "Com"), ("Diretora", "Roteiristas", "Atores"), ("Realizador", "Argumento", "Intérpretes"), ("Direção", "Roteiro", "Elenco principal")),
    "nl": (("Regie", "Scenario", "Met"), ("Regisseur", "Scenarist", "Cast"), ("Regie", "Scenario", "Acteurs"), ("Geregisseerd door", "Geschreven door", "Met"), ("Regie", "Script", "Hoofdrollen"), ("Een film van", "Scenario", "Rolverdeling")),
    "pl": (("Reżyseria", "Scenariusz", "Obsada"), ("Reż.", "Scen.", "Obsada"), ("Reżyser", "Scenarzysta", "Występują"), ("Reżyseria", "Scenariusz", "W rolach głównych"), ("Reżyseria", "Scenariusz", "Aktorzy")),
    "sv": (("Regi", "Manus", "I rollerna"), ("Regissör", "Manus", "Skådespelare"), ("Regi", "Manusförfattare", "Medverkande"), ("Regi", "Manus", "Med")),
    "da": (("Instruktør", "Manuskript", "Medvirkende"), ("Instruktion", "Manus", "Skuespillere"), ("Instrueret af", "Manuskript", "I hovedrollerne"), ("Instruktør", "Manuskriptforfatter", "Med")),
    "no": (("Regi", "Manus", "Med"), ("Regissør", "Manus", "Skuespillere"), ("Regi", "Manus", "I rollene"), ("Regi", "Manusforfatter", "Medvirkende")),
    "tr": (("Yönetmen", "Senaryo", "Oyuncular"), ("Yönetmen", "Senarist", "Oyuncu kadrosu"), ("Yöneten", "Yazan", "Başroller"), ("Yönetmen", "Senaryo", "Başrol oyuncuları")),
    "id": (("Sutradara", "Penulis Naskah", "Pemain"), ("Sutradara", "Penulis", "Pemeran"), ("Disutradarai oleh", "Skenario", "Dibintangi oleh"), ("Sutradara", "Naskah", "Cast")),
    "vi": (("Đạo diễn", "Biên kịch", "Diễn viên"), ("Đạo diễn", "Kịch bản", "Diễn viên chính"), ("Đạo diễn", "Biên kịch", "Dàn diễn viên")),
    "ja": (("監督", "脚本", "出演"), ("監督", "脚本", "キャスト"), ("監督", "脚本", "主演")),
    "ko": (("감독", "각본", "출연"), ("연출", "극본", "출연진"), ("감독", "각본", "주연")),
    "zh": (("导演", "编剧", "主演"), ("导演", "编剧", "演员")),
    "ru": (("Режиссёр", "Сценарий", "В ролях"), ("Режиссер", "Сценарист", "В главных ролях"), ("Реж.", "Сценарий", "Актёры"), ("Режиссура", "Авторы сценария", "В ролях"), ("Постановка", "Сценарий", "Роли исполняют")),
    "hi": (("निर्देशक", "लेखक", "कलाकार"), ("डायरेक्टर", "राइटर", "स्टार कास्ट"), ("निर्देशन", "पटकथा", "मुख्य कलाकार")),
    "te": (("దర్శకత్వం", "రచన", "నటీనటులు"), ("దర్శకుడు", "రచయిత", "తారాగణం")),
    "fa": (("کارگردان", "نویسنده", "بازیگران"), ("کارگردان", "فیلمنامه", "با بازی")),
}
_ANDS: Final = {"fr": "et", "de": "und", "es": "y", "it": "e", "pt": "e", "nl": "en", "pl": "i", "sv": "och", "da": "og", "no": "og", "tr": "ve", "ru": "и", "id": "dan", "vi": "và"}
_UNSPACED: Final = frozenset({"ja", "zh"})


def _languages() -> Iterator[Form]:
    """The same in other languages."""
    for language, sets in _LABELS.items():
        word = _ANDS.get(language)
        wide = "：" if language in _UNSPACED else ":"
        comma = {"ja": "、", "zh": " / "}.get(language, ", ")
        for number, (d, w, c) in enumerate(sets):
            name = f"{language} {number}"
            if language == "de" and d == "R":
                yield Form(f"{name} short run", lambda t, p, d=d, w=w, c=c: [f"R: {_c(p.directors)}. B: {_c(p.writers)}. D: {_c(p.cast)}"], language=language)
                continue
            yield Form(f"{name} lines", lambda t, p, d=d, w=w, c=c, wide=wide, comma=comma: [f"{d}{wide} {_c(p.directors, comma)}", f"{w}{wide} {_c(p.writers, comma)}", f"{c}{wide} {_c(p.cast, comma)}"], language=language)
            yield Form(f"{name} run", lambda t, p, d=d, w=w, c=c, wide=wide, comma=comma: [f"{d}{wide} {_c(p.directors, comma)} {w}{wide} {_c(p.writers, comma)} {c}{wide} {_c(p.cast, comma)}"], language=language)
            yield Form(f"{name} bars", lambda t, p, d=d, w=w, c=c, wide=wide, comma=comma: [f"{d}{wide} {_c(p.directors, comma)} | {w}{wide} {_c(p.writers, comma)} | {c}{wide} {_c(p.cast, comma)}"], language=language)
            yield Form(f"{name} alone", lambda t, p, d=d, w=w, c=c: [d, *p.directors, w, *p.writers, c, *p.cast], language=language)
            yield Form(f"{name} strong", lambda t, p, d=d, w=w, c=c, comma=comma: [f"<p><strong>{d}</strong> {_c(p.directors, comma)}<br><strong>{w}</strong> {_c(p.writers, comma)}<br><strong>{c}</strong> {_c(p.cast, comma)}</p>"], language=language)
            yield Form(f"{name} table", lambda t, p, d=d, w=w, c=c, comma=comma: [_table([(d, _c(p.directors, comma)), (w, _c(p.writers, comma)), (c, _c(p.cast, comma))])], language=language)
            if language not in _UNSPACED:
                yield Form(f"{name} stops", lambda t, p, d=d, w=w, c=c: [f"{d}: {_c(p.directors)}. {w}: {_c(p.writers)}. {c}: {_c(p.cast)}. 104 min."], language=language)
                yield Form(f"{name} bare", lambda t, p, d=d, w=w, c=c: [f"{d} {_c(p.directors)}", f"{w} {_c(p.writers)}", f"{c} {_c(p.cast)}"], language=language)
            if word:
                yield Form(f"{name} and", lambda t, p, d=d, w=w, c=c, word=word: [f"{d}: {_and(p.directors, word)}", f"{w}: {_and(p.writers, word)}", f"{c}: {_and(p.cast, word)}"], language=language)
    yield Form("fr de, avec run", lambda t, p: [f"De {_and(p.directors, 'et')}, avec {_and(p.cast, 'et')}. 1h44."], "dc", "fr")
    yield Form("fr un film de … avec", lambda t, p: [f"Un film de {_and(p.directors, 'et')} avec {_and(p.cast, 'et')}"], "dc", "fr")
    yield Form("fr (2019) de", lambda t, p: [f"{t} (2019) de {_and(p.directors, 'et')}"], "d", "fr")
    yield Form("fr Drame de (France, 2019)", lambda t, p: [f"Drame de {_and(p.directors, 'et')} (France, 2019). Avec {_c(p.cast)}. 1h44."], "dc", "fr")
    yield Form("fr d'après", lambda t, p: [f"Réalisation : {_c(p.directors)}", f"Scénario : {_c(p.writers)}, d'après le roman de {p.others[4]}"], "dw", "fr")
    yield Form("fr colons spaced", lambda t, p: [f"Réalisation : {_c(p.directors)}", f"Scénario : {_c(p.writers)}", f"Interprètes : {_c(p.cast)}", "Durée : 1h44"], "dwc", "fr")
    yield Form("fr acteurs avec personnages", lambda t, p: ["Distribution", *(f"{a} : {b}" for a, b in zip(p.cast, p.characters, strict=False)), f"Réalisation : {_c(p.directors)}"], "dcT", "fr")
    yield Form("de Von …, mit", lambda t, p: [f"Drama. Deutschland 2019. Regie: {_c(p.directors)}. Mit {_c(p.cast)}. 104 Minuten."], "dc", "de")
    yield Form("de Von", lambda t, p: [f"Von {_and(p.directors, 'und')}. Mit {_and(p.cast, 'und')}. Deutschland 2019."], "dc", "de")
    yield Form("de nach dem Roman", lambda t, p: [f"Regie: {_c(p.directors)}", f"Drehbuch: {_c(p.writers)}, nach dem Roman von {p.others[4]}", f"Mit: {_c(p.cast)} u.a."], "dwc", "de")
    yield Form("de u. a.", lambda t, p: [f"Regie: {_c(p.directors)}", f"Darsteller: {_c(p.cast)} u. a."], "dc", "de")
    yield Form("de D 2019, R:", lambda t, p: [f"D 2019, R: {_c(p.directors)}, D: {_c(p.cast)}"], "dc", "de")
    yield Form("de Regie und Drehbuch", lambda t, p: [f"Regie und Drehbuch: {_c(p.directors)}", f"Darsteller: {_c(p.cast)}"], "dcV", "de")
    yield Form("de Buch und Regie", lambda t, p: [f"Buch und Regie: {_c(p.directors)}", f"Mit: {_c(p.cast)}"], "dcV", "de")
    yield Form("de Regie, Buch", lambda t, p: [f"Regie, Buch: {_c(p.directors)}", f"Mit {_c(p.cast)}"], "dcV", "de")
    yield Form("de crew", lambda t, p: [f"Regie: {_c(p.directors)}, Drehbuch: {_c(p.writers)}, Kamera: {p.others[3]}, Schnitt: {p.others[2]}, Musik: {p.others[1]}, Darsteller: {_c(p.cast)}"], "dwc", "de")
    yield Form("es (2019) de", lambda t, p: [f"{t} (2019) de {_and(p.directors, 'y')}"], "d", "es")
    yield Form("es Director y guion", lambda t, p: [f"Dirección y guion: {_c(p.directors)}", f"Reparto: {_c(p.cast)}"], "dcV", "es")
    yield Form("es Guion (Novela:)", lambda t, p: [f"Dirección: {_c(p.directors)}", f"Guion: {_c(p.writers)}. Novela: {p.others[4]}", f"Música: {p.others[1]}", f"Reparto: {_c(p.cast)}"], "dwc", "es")
    yield Form("es título original", lambda t, p: [f"Título original: {t}", "Año: 2019", "País: España", f"Director: {_c(p.directors)}", f"Guion: {_c(p.writers)}", f"Fotografía: {p.others[3]}", f"Reparto: {_c(p.cast)}, entre otros"], "dwc", "es")
    yield Form("it di … con", lambda t, p: [f"Di {_and(p.directors, 'e')}. Con {_c(p.cast)}. Drammatico, 104 min. Italia 2019"], "dc", "it")
    yield Form("it Un film di. Con", lambda t, p: [f"Un film di {_and(p.directors, 'e')}. Con {_c(p.cast)}. Genere Drammatico, Italia, 2019."], "dc", "it")
    yield Form("it tratto da", lambda t, p: [f"Regia: {_c(p.directors)}", f"Sceneggiatura: {_c(p.writers)}, tratto dal romanzo di {p.others[4]}", f"Interpreti: {_c(p.cast)}"], "dwc", "it")
    yield Form("it regia e sceneggiatura", lambda t, p: [f"Regia e sceneggiatura: {_c(p.directors)}", f"Cast: {_c(p.cast)}"], "dcV", "it")
    yield Form("it personaggi", lambda t, p: ["Interpreti e personaggi", *(f"{a}: {b}" for a, b in zip(p.cast, p.characters, strict=False)), f"Regia: {_c(p.directors)}"], "dcT", "it")
    yield Form("pt (brasil, 2003) – de", lambda t, p: [f"{t} (Brasil, 2003) – de {_and(p.directors, 'e')}"], "d", "pt")
    yield Form("pt direção e roteiro", lambda t, p: [f"Direção e roteiro: {_c(p.directors)}", f"Elenco: {_c(p.cast)}"], "dcV", "pt")
    yield Form("pt De: Com:", lambda t, p: [f"De: {_c(p.directors)}", f"Com: {_c(p.cast)}"], "dc", "pt")
    yield Form("pt baseado", lambda t, p: [f"Direção: {_c(p.directors)}", f"Roteiro: {_c(p.writers)}, baseado no livro de {p.others[4]}", f"Elenco: {_c(p.cast)}"], "dwc", "pt")
    yield Form("nl regie van", lambda t, p: [f"Regie: {_c(p.directors)} | Scenario: {_c(p.writers)} | Cast: {_c(p.cast)}, e.a. | Speelduur: 104 minuten"], "dwc", "nl")
    yield Form("sv med", lambda t, p: [f"Regi: {_c(p.directors)}. Manus: {_c(p.writers)}. Med: {_c(p.cast)} m fl. Längd: 1 tim 44 min."], "dwc", "sv")
    yield Form("no regi og manus", lambda t, p: [f"Regi og manus: {_c(p.directors)}", f"Med: {_c(p.cast)} m.fl."], "dcV", "no")
    yield Form("da instruktør og manus", lambda t, p: [f"Instruktion og manuskript: {_c(p.directors)}", f"Medvirkende: {_c(p.cast)} m.fl."], "dcV", "da")
    yield Form("sv regi och manus", lambda t, p: [f"Regi & manus: {_c(p.directors)}", f"I rollerna: {_c(p.cast)} m.fl."], "dcV", "sv")
    yield Form("pl reż. w bracket", lambda t, p: [f"{t}, reż. {_and(p.directors, 'i')}, 2019"], "d", "pl")
    yield Form("pl scenariusz i reżyseria", lambda t, p: [f"Scenariusz i reżyseria: {_c(p.directors)}", f"Obsada: {_c(p.cast)} i inni"], "dcV", "pl")
    yield Form("ja plain", lambda t, p: [f"監督 {_c(p.directors)}", f"脚本 {_c(p.writers)}", f"出演 {_c(p.cast, '、')}"], "dwc", "ja")
    yield Form("ja glued", lambda t, p: [f"監督{_c(p.directors)}", f"脚本{_c(p.writers)}", f"出演{p.cast[0]}"], "dwC", "ja")
    yield Form("ja slash", lambda t, p: [f"監督／{_c(p.directors)}", f"脚本／{_c(p.writers)}", f"出演／{_c(p.cast, '、')}"], "dwc", "ja")
    yield Form("ja 監督・脚本", lambda t, p: [f"監督・脚本：{_c(p.directors)}", f"キャスト：{_c(p.cast, '、')}"], "dcV", "ja")
    yield Form("ja brackets", lambda t, p: [f"【監督】{_c(p.directors)}", f"【脚本】{_c(p.writers)}", f"【出演】{_c(p.cast, '、')}ほか"], "dwc", "ja")
    yield Form("ja 原作", lambda t, p: [f"監督：{_c(p.directors)} 脚本：{_c(p.writers)} 原作：{p.others[4]} 出演：{_c(p.cast, '、')}"], "dwc", "ja")
    yield Form("ja square", lambda t, p: [f"■監督：{_c(p.directors)}", f"■脚本：{_c(p.writers)}", f"■出演：{_c(p.cast, '／')}"], "dwc", "ja")
    yield Form("ja roles", lambda t, p: ["キャスト", *(f"{b}：{a}" for a, b in zip(p.cast, p.characters, strict=False)), f"監督：{_c(p.directors)}"], "d", "ja")
    yield Form("ko plain", lambda t, p: [f"감독 {_c(p.directors)}", f"각본 {_c(p.writers)}", f"출연 {_c(p.cast)}"], "dwc", "ko")
    yield Form("ko bars", lambda t, p: [f"감독 {_c(p.directors)} | 각본 {_c(p.writers)} | 출연 {_c(p.cast)}"], "dwc", "ko")
    yield Form("ko 감독/각본", lambda t, p: [f"감독/각본: {_c(p.directors)}", f"출연: {_c(p.cast)}"], "dcV", "ko")
    yield Form("ko brackets", lambda t, p: [f"[감독] {_c(p.directors)}", f"[각본] {_c(p.writers)}", f"[출연] {_c(p.cast)} 등"], "dwc", "ko")
    yield Form("ko roles", lambda t, p: [f"감독: {_c(p.directors)}", f"출연: {_c([f'{a}({b} 역)' for a, b in zip(p.cast, p.characters, strict=False)])}"], "dc", "ko")
    yield Form("zh spaced label", lambda t, p: [f"导演: {_c(p.directors)}", f"编剧: {_c(p.writers)}", f"主演: {_c(p.cast, ' / ')}", "类型: 剧情"], "dwc", "zh")
    yield Form("zh spaces", lambda t, p: [f"导演：{_c(p.directors)}", f"主演：{_c(p.cast, ' ')}"], "dc", "zh")
    yield Form("zh brackets", lambda t, p: [f"【导演】{_c(p.directors)}", f"【编剧】{_c(p.writers)}", f"【主演】{_c(p.cast, '、')}"], "dwc", "zh")
    yield Form("zh run", lambda t, p: [f"导演：{_c(p.directors)} 编剧：{_c(p.writers)} 主演：{_c(p.cast, '、')} 上映：2019年"], "dwc", "zh")
    yield Form("zh 饰", lambda t, p: [f"导演：{_c(p.directors)}", f"主演：{_c([f'{a} 饰 {b}' for a, b in zip(p.cast, p.characters, strict=False)], '、')}"], "dc", "zh")
    yield Form("zh 导演/编剧", lambda t, p: [f"导演/编剧：{_c(p.directors)}", f"主演：{_c(p.cast, '、')}"], "dcV", "zh")
    yield Form("ru автор сценария и режиссёр", lambda t, p: [f"Автор сценария и режиссёр: {_c(p.directors)}", f"В ролях: {_c(p.cast)} и др."], "dcV", "ru")
    yield Form("ru crew", lambda t, p: [f"Режиссёр: {_c(p.directors)}", f"Сценарий: {_c(p.writers)}", f"Оператор: {p.others[3]}", f"Композитор: {p.others[1]}", f"В ролях: {_c(p.cast)} и другие"], "dwc", "ru")
    yield Form("ru (реж. X, 2019)", lambda t, p: [f"«{t}» (реж. {_c(p.directors)}, 2019)"], "d", "ru")


def _traps() -> Iterator[Form]:
    """What looks like credits of the work and is none."""
    yield Form("trap: stars 4/5", lambda t, p: ["Stars: 4/5", f"Director: {_c(p.directors)}"], "d")
    yield Form("trap: stars ★", lambda t, p: ["Stars: ★★★", f"Director: {_c(p.directors)}"], "d")
    yield Form("trap: stars three", lambda t, p: ["Stars: Three and a half", f"Director: {_c(p.directors)}"], "d")
    yield Form("trap: Rating: 3 stars", lambda t, p: ["Rating: 3 stars", f"Director: {_c(p.directors)}"], "d")
    yield Form("trap: aspects rated", lambda t, p: ["Acting: 4/5", "Writing: 3/5", "Direction: Very Good", "Script: Excellent", "Cast: Great"], "")
    yield Form("trap: aspects in words", lambda t, p: ["Direction: Brilliant", "Screenplay: Tight", "Acting: Superb", "Music: Average"], "")
    yield Form("trap: cast n/a", lambda t, p: ["Cast: N/A", f"Director: {_c(p.directors)}"], "d")
    yield Form("trap: cast tba", lambda t, p: ["Cast: To be announced", "Writer: Unknown", f"Director: {_c(p.directors)}"], "d")
    yield Form("trap: various", lambda t, p: ["Director: Various", "Writer: Various Artists", f"Cast: {_c(p.cast)}"], "c")
    yield Form("trap: director's cut", lambda t, p: ["Director’s Cut: Yes", "Version: Director's Cut"], "")
    yield Form("trap: photo credit", lambda t, p: [f"Photo: {p.others[0]}", f"Photo by {p.others[1]}", f"Director: {_c(p.directors)}"], "d")
    yield Form("trap: written by reviewer", lambda t, p: [f"Written by {p.others[0]}", "May 12, 2019"], "")
    yield Form("trap: by reviewer", lambda t, p: [f"By {p.others[0]}", f"Director: {_c(p.directors)}"], "d")
    yield Form("trap: review by", lambda t, p: [f"Review by {p.others[0]}", f"Director: {_c(p.directors)}", f"Stars: {_c(p.cast)}"], "dc")
    yield Form("trap: writer in an author box", lambda t, p: [f"Director: {_c(p.directors)}", "About the writer", f"{p.others[0]} is a freelance critic and film lover from Leeds."], "d")
    yield Form("trap: producers only", lambda t, p: [f"Producers: {p.others[0]}, {p.others[1]}", f"Music: {p.others[2]}", f"Editing: {p.others[3]}"], "")
    yield Form("trap: executive, assistant", lambda t, p: [f"Director: {_c(p.directors)}", f"Assistant Director: {p.others[0]}", f"Art Director: {p.others[1]}", f"Casting Director: {p.others[2]}", f"Music Director: {p.others[3]}"], "d")
    yield Form("trap: director of photography", lambda t, p: [f"Director of Photography: {p.others[3]}", f"Director: {_c(p.directors)}"], "d")
    yield Form("trap: executive lines alone", lambda t, p: ["Director", *p.directors, "Art Director", p.others[1], "Director of Photography", p.others[3], "Costume Designer", p.others[2], "Cast", *p.cast], "dc")
    yield Form("trap: crew unknown run", lambda t, p: [f"Director: {_c(p.directors)} Costume design: {p.others[0]} Production design: {p.others[1]} Sound: {p.others[2]} Cast: {_c(p.cast)} Distributor: Blue Door Films"], "dc")
    yield Form("trap: studio and release", lambda t, p: [f"Director: {_c(p.directors)}", "Studio: Warner Bros", "Distributor: Paramount Pictures", f"Cast: {_c(p.cast)}", "Release Date: May 12"], "dc")
    yield Form("trap: genre behind names", lambda t, p: [f"Director: {_c(p.directors)} Genre: Crime Drama Country: United Kingdom"], "d")
    yield Form("trap: related posts", lambda t, p: [f"Director: {_c(p.directors)}", "<h3>Related posts</h3>", "<ul><li><a href='/a'>Iron Harvest Review, directed by Bella Crane</a></li><li><a href='/b'>Salt Road: Starring Ned Pike</a></li></ul>"], "d")
    yield Form("trap: sidebar", lambda t, p: [f"Director: {_c(p.directors)}", "<aside><h4>Now showing</h4><p>Iron Harvest</p><p>Director: Bella Crane</p><p>Cast: Ned Pike, Olga Hart</p></aside>"], "d")
    yield Form("trap: also by", lambda t, p: [f"Director: {_c(p.directors)}", "Also by this director: Iron Harvest, Salt Road"], "d")
    yield Form("trap: previous film", lambda t, p: [f"Director: {_c(p.directors)}", "Previous film: Iron Harvest"], "d")
    yield Form("trap: credits prose", lambda t, p: [f"Director: {_c(p.directors)}", "Cast: The cast is uniformly good, and nobody puts a foot wrong."], "d")
    yield Form("trap: director comment", lambda t, p: [f"Director {p.directors[0]} knows how to stage a chase.", f"Stars {_and(p.cast)} are excellent."], "D?")
    yield Form("trap: awards", lambda t, p: [f"Director: {_c(p.directors)}", "Awards: Best Director, Best Actress Ella Frame"], "d")
    yield Form("trap: where to watch", lambda t, p: [f"Director: {_c(p.directors)}", "Stream on: Prime Video, Apple TV", f"Cast: {_c(p.cast)}", "Watch: Trailer"], "dc")


def _with_roles(p: People, form: str = "{a} ({b})") -> list[str]:
    return [form.format(a=a, b=b) for a, b in zip(p.cast, p.characters, strict=False)]


def _papers() -> Iterator[Form]:
    """How papers, trade journals and blogs set their facts."""
    yield Form("rated first", lambda t, p: [f"Rated R, 104 minutes. Starring {_and(p.cast)}. Directed by {_and(p.directors)}."], "dc")
    yield Form("(R) first", lambda t, p: [f"(R) 104 min. Dir: {_and(p.directors)}. Starring {_c(p.cast)}."], "dc")
    yield Form("cast, director, screenplay, certificate", lambda t, p: [f"Cast: {_c(p.cast)}. Director: {_c(p.directors)}. Screenplay: {_c(p.writers)}. (PG-13, 104 min.)"])
    yield Form("trade, production run", lambda t, p: [f"Production: A Blue Door release of a Red Hill production. Producers: {p.others[0]}. Director: {_c(p.directors)}. Screenplay: {_c(p.writers)}. Camera: {p.others[3]}. Editor: {p.others[2]}. Music: {p.others[1]}.", f"With: {_c(p.cast)}."])
    yield Form("trade, lines", lambda t, p: [f"Cast: {_c(p.cast)}", f"Director: {_c(p.directors)}", f"Screenwriters: {_c(p.writers)}", "Rated PG-13, 1 hour 44 minutes"])
    yield Form("director-screenwriter", lambda t, p: [f"Cast: {_c(p.cast)}", f"Director-screenwriter: {_c(p.directors)}", "1 hour 44 minutes"], "dcV")
    yield Form("directors-screenwriters", lambda t, p: [f"Directors-screenwriters: {_c(p.directors)}", f"Producers: {p.others[0]}, {p.others[1]}"], "dV")
    yield Form("daily, semicolons", lambda t, p: [f"Directed by {_and(p.directors)}; written by {_and(p.writers)}; director of photography, {p.others[3]}; edited by {p.others[2]}; music by {p.others[1]}; produced by {p.others[0]}; released by Blue Door. Running time: 1 hour 44 minutes.", f"WITH: {_c(_with_roles(p))}."], "dwcT")
    yield Form("daily, with in run", lambda t, p: [f"Directed by {_and(p.directors)}; written by {_and(p.writers)}. Running time: 1 hour 44 minutes. WITH: {_c(_with_roles(p))}."], "dwcT")
    yield Form("cells with bars", lambda t, p: ["Director |", f"{_c(p.directors)} |", "Cast |", f"{_c(p.cast)} |"], "dc")
    yield Form("bar without spaces", lambda t, p: [f"Director|{_c(p.directors)}", f"Cast|{_c(p.cast)}"], "dc")
    yield Form("bar as colon", lambda t, p: [f"Director | {_c(p.directors)}", f"Writer | {_c(p.writers)}", f"Cast | {_c(p.cast)}"])
    yield Form("dashes as colons, run", lambda t, p: [f"Director – {_c(p.directors)} Writer – {_c(p.writers)} Cast – {_c(p.cast)}"])
    yield Form("equals", lambda t, p: [f"Director = {_c(p.directors)}", f"Cast = {_c(p.cast)}"], "dc")
    yield Form("double slash", lambda t, p: [f"Director // {_c(p.directors)}", f"Starring // {_c(p.cast)}"], "dc")
    yield Form("angle", lambda t, p: [f"Director » {_c(p.directors)}", f"Starring » {_c(p.cast)}"], "dc")
    yield Form("arrow", lambda t, p: [f"Director → {_c(p.directors)}", f"Starring → {_c(p.cast)}"], "dc")
    yield Form("slashes, facts", lambda t, p: [f"Dir: {_c(p.directors)} / 2019 / USA / 104 min / Cast: {_c(p.cast)}"], "dc")
    yield Form("dir X, year, country, mins", lambda t, p: [f"Dir {_and(p.directors)}, 2019, UK, 98 mins, cast: {_c(p.cast)}"], "dc")
    yield Form("dir X, country, mins", lambda t, p: [f"Dir {_and(p.directors)}, US, 2019, 104 mins"], "d")
    yield Form("Dir. X, US, 2019", lambda t, p: [f"Dir. {_and(p.directors)}, US, 2019, 104 mins"], "d")
    yield Form("(15) Dir", lambda t, p: [f"(15) 104 mins. Dir: {_and(p.directors)}; starring {_and(p.cast)}"], "dc")
    yield Form("daily sheet top", lambda t, p: [f"Dir/scr: {_and(p.directors)}. US. 2019. 104mins"], "dV")
    yield Form("daily sheet top, dir", lambda t, p: [f"Dir: {_and(p.directors)}. Fr-Bel. 2019. 104mins."], "d")
    yield Form("daily sheet foot", lambda t, p: [f"Production company: Red Hill Films", "International sales: Blue Door", f"Producers: {p.others[0]}", f"Screenplay: {_c(p.writers)}", f"Cinematography: {p.others[3]}", f"Editor: {p.others[2]}", f"Music: {p.others[1]}", f"Main cast: {_c(p.cast)}"], "wc")
    yield Form("daily sheet foot, run", lambda t, p: [f"Production company: Red Hill Films International sales: Blue Door Producer: {p.others[0]} Screenplay: {_c(p.writers)} Cinematography: {p.others[3]} Editor: {p.others[2]} Music: {p.others[1]} Main cast: {_c(p.cast)}"], "wc")
    yield Form("no colons, facts run", lambda t, p: [f"Director {_c(p.directors)} Screenwriter {_c(p.writers)} Starring {_c(p.cast)} Distributor Paramount Running time 104mins"])
    yield Form("stars | director | writers (screenplay)", lambda t, p: [f"Stars: {_c(p.cast)} | Director: {_c(p.directors)} | Writers: {p.writers[0]} (screenplay)"], "dWc")
    yield Form("imdb writers", lambda t, p: [f"Director: {_c(p.directors)}", f"Writers: {p.writers[0]} (screenplay by), {p.others[4]} (novel)", f"Stars: {_c(p.cast)}"], "dWc")
    yield Form("starring | directed by | facts", lambda t, p: [f"Starring {_and(p.cast)} | Directed by {_and(p.directors)} | 104 min | PG-13"], "dc")
    yield Form("semicolons and characters", lambda t, p: [f"Director: {_c(p.directors)}; Producer: {p.others[0]}; Screenplay: {_c(p.writers)}; Photography: {p.others[3]}; Editor: {p.others[2]}; Music: {p.others[1]}; Cast: {_c(_with_roles(p))}"], "dwcT")
    yield Form("featuring", lambda t, p: [f"Featuring: {_c(p.cast)}", f"Director: {_c(p.directors)}"], "dc")
    yield Form("performers", lambda t, p: [f"Performers: {_c(p.cast)}", f"Principal cast: {_c(p.cast)}"], "c")
    yield Form("shared surname", lambda t, p: ["Directors: Joe and Anthony Ruskin", f"Cast: {_c(p.cast)}"], "cJ")
    yield Form("shared surname &", lambda t, p: ["Directed by Joe & Anthony Ruskin", f"Starring {_c(p.cast)}"], "cJ")
    yield Form("mononyms", lambda t, p: ["Director: Tarsem", "Cast: Prabhas, Nani, Samantha"], "M")
    yield Form("names then prose", lambda t, p: [f"Director: {_c(p.directors)}. The story follows two sisters and a boat."], "d")
    yield Form("cast and as", lambda t, p: [f"Cast: {_c(p.cast[:-1])} and {p.cast[-1]} as the Nurse", f"Director: {_c(p.directors)}"], "dc")
    yield Form("cast as, and", lambda t, p: [f"Cast: {_and(_with_roles(p, '{a} as {b}'))}", f"Director: {_c(p.directors)}"], "dcT")
    yield Form("characters first, brackets", lambda t, p: [f"Cast: {_c(_with_roles(p, '{b} ({a})'))}", f"Director: {_c(p.directors)}"], "dcT")
    yield Form("characters first, colon lines", lambda t, p: ["Cast", *_with_roles(p, "{b}: {a}"), f"Director: {_c(p.directors)}"], "dcT")
    yield Form("characters first, dashes", lambda t, p: ["Cast", *_with_roles(p, "{b} – {a}"), f"Director: {_c(p.directors)}"], "dcT")
    yield Form("dotted leaders", lambda t, p: ["Cast", *_with_roles(p, "{a} ........ {b}"), f"Director: {_c(p.directors)}"], "dcT")
    yield Form("slash characters", lambda t, p: ["Cast", *_with_roles(p, "{a} / {b}"), f"Director: {_c(p.directors)}"], "dcT")
    yield Form("emoji", lambda t, p: [f"🎬 Director: {_c(p.directors)}", f"✍️ Writer: {_c(p.writers)}", f"🎭 Cast: {_c(p.cast)}"])
    yield Form("emoji, directed by", lambda t, p: [f"🎬 Directed by {_and(p.directors)}", f"🎭 Starring {_and(p.cast)}"], "dc")
    yield Form("emoji run", lambda t, p: [f"🎬 Director: {_c(p.directors)} 🎭 Cast: {_c(p.cast)} ⏱ Runtime: 104 min"], "dc")
    yield Form("markdown bold", lambda t, p: [f"**Director:** {_c(p.directors)}", f"**Writer:** {_c(p.writers)}", f"**Cast:** {_c(p.cast)}"])
    yield Form("markdown bold, colon out", lambda t, p: [f"**Director**: {_c(p.directors)}", f"**Cast**: {_c(p.cast)}"], "dc")
    yield Form("markdown list", lambda t, p: [f"* Director: {_c(p.directors)}", f"* Cast: {_c(p.cast)}"], "dc")
    yield Form("upper labels, no colon", lambda t, p: [f"DIRECTOR {_c(p.directors)}", f"WRITER {_c(p.writers)}", f"CAST {_c(p.cast)}"])
    yield Form("upper labels, run", lambda t, p: [f"DIRECTOR: {_c(p.directors)} WRITER: {_c(p.writers)} CAST: {_c(p.cast)} RUNTIME: 104 MIN"])
    yield Form("lower labels", lambda t, p: [f"director: {_c(p.directors)}", f"writer: {_c(p.writers)}", f"starring: {_c(p.cast)}"])
    yield Form("lower labels, run", lambda t, p: [f"director: {_c(p.directors)} | writer: {_c(p.writers)} | starring: {_c(p.cast)}"])
    yield Form("Directed By – X", lambda t, p: [f"Directed By – {_c(p.directors)}", f"Written By – {_c(p.writers)}", f"Starring – {_c(p.cast)}"])
    yield Form("created by", lambda t, p: [f"Created by {p.others[0]}", f"Starring {_and(p.cast)}"], "c")
    yield Form("network", lambda t, p: [f"Network: Netflix; Director: {_c(p.directors)}; Episodes: 8; Cast: {_c(p.cast)}"], "dc")
    yield Form("native names", lambda t, p: ["Director: Kim Min-jae (김민재)", "Writer: Noh Hee-kyung (노희경)", "Cast: Lee Min-ho (이민호), Song Hye-kyo (송혜교)"], "N")
    yield Form("native names as", lambda t, p: ["Director: Kim Min-jae (김민재)", "Writer: Noh Hee-kyung (노희경)", "Cast:", "Lee Min-ho (이민호) as Prince", "Song Hye-kyo (송혜교) as Jina"], "N")
    yield Form("space before comma", lambda t, p: [f"Director: {_c(p.directors, ' , ')}", f"Cast: {_c(p.cast, ' , ')}"], "dc")
    yield Form("semicolon list", lambda t, p: [f"Director: {_c(p.directors, '; ')}", f"Cast: {_c(p.cast, '; ')}"], "dc")
    yield Form("& and &", lambda t, p: [f"Cast: {_c(p.cast, ' & ')}", f"Director: {_c(p.directors, ' & ')}"], "dc")
    yield Form("and … and", lambda t, p: [f"Cast: {_c(p.cast, ' and ')}", f"Director: {_c(p.directors, ' and ')}"], "dc")
    yield Form("comma &", lambda t, p: [f"Cast: {_c(p.cast[:-1])}, & {p.cast[-1]}", f"Director: {_c(p.directors)}"], "dc")
    yield Form("plus, featuring", lambda t, p: [f"Cast: {_c(p.cast[:-1])}, plus {p.cast[-1]}", f"Director: {_c(p.directors)}"], "dc")
    yield Form("with … as", lambda t, p: [f"Cast: {_c(p.cast[:-1])}, with {p.cast[-1]} as the Nurse", f"Director: {_c(p.directors)}"], "dc")
    yield Form("and introducing", lambda t, p: [f"Cast: {_c(p.cast[:-1])} and introducing {p.cast[-1]}", f"Director: {_c(p.directors)}"], "dc")
    yield Form("director, country, year", lambda t, p: [f"Director: {_and(p.directors)}, USA, 2019", f"Cast: {_c(p.cast)}"], "dc")
    yield Form("director (year)", lambda t, p: [f"Director: {_and(p.directors)} (2019)", f"Cast: {_c(p.cast)}"], "dc")
    yield Form("director, born", lambda t, p: [f"Director: {p.directors[0]} (born 1960 in Paris)", f"Cast: {_c(p.cast)}"], "Dc")
    yield Form("director, known for", lambda t, p: [f"Director: {p.directors[0]}, known for Iron Harvest", f"Cast: {_c(p.cast)}"], "Dc")
    yield Form("director of …", lambda t, p: [f"Director: {p.directors[0]}, the director of Iron Harvest", f"Cast: {_c(p.cast)}"], "Dc")
    yield Form("languages and genres", lambda t, p: [f"Cast: {_c(p.cast)}; Director: {_c(p.directors)}; Language: English, Hindi; Genre: Action, Crime Drama"], "dc")
    yield Form("language behind cast", lambda t, p: [f"Cast: {_c(p.cast)} Language: Tamil Director: {_c(p.directors)} Music: {p.others[1]}"], "dc")
    yield Form("glued run", lambda t, p: [f"Director: {_c(p.directors)}Cast: {_c(p.cast)}Runtime: 104 min"], "dc")
    yield Form("glued run, title first", lambda t, p: [f"{t}Director: {_c(p.directors)}Cast: {_c(p.cast)}Rating: 4/5"], "dc")
    yield Form("colon glued", lambda t, p: [f"Director:{_c(p.directors)}", f"Writer:{_c(p.writers)}", f"Cast:{_c(p.cast)}"])
    yield Form("colon glued run", lambda t, p: [f"Director:{_c(p.directors)} Writer:{_c(p.writers)} Cast:{_c(p.cast)}"])
    yield Form("film director, cast", lambda t, p: [f"Film Director: {_c(p.directors)}", f"Film Cast: {_c(p.cast)}"], "dc")
    yield Form("movie director name", lambda t, p: [f"Director Name: {_c(p.directors)}", f"Actors Name: {_c(p.cast)}"], "dc")
    yield Form("in round brackets", lambda t, p: [f"(Director: {_c(p.directors)}. Cast: {_c(p.cast)}.)"], "dc")
    yield Form("in square brackets", lambda t, p: [f"[Director: {_c(p.directors)}; Cast: {_c(p.cast)}]"], "dc")
    yield Form("numbered", lambda t, p: [f"1. Director: {_c(p.directors)}", f"2. Cast: {_c(p.cast)}"], "dc")
    yield Form("long dash first", lambda t, p: [f"— Director: {_c(p.directors)}", f"— Cast: {_c(p.cast)}"], "dc")
    yield Form("heading: film info", lambda t, p: ["Film Info", "Year", "2019", "Director", _and(p.directors), "Cast", _c(p.cast), "Runtime", "104 min", "Country", "United Kingdom"], "dc")
    yield Form("label alone, spaced list", lambda t, p: ["Starring", _c(p.cast, " • "), "Director", _c(p.directors, " • ")], "dc")
    yield Form("label alone, and list", lambda t, p: ["Starring", _and(p.cast), "Directed by", _and(p.directors)], "dc")
    yield Form("label alone, as list", lambda t, p: ["Starring", _c(_with_roles(p, "{a} as {b}")), "Directed by", _and(p.directors)], "dcT")
    yield Form("star below director", lambda t, p: ["Directed by", _and(p.directors), "Written by", _and(p.writers), "Starring", _c(p.cast)])
    yield Form("dl, colon in dt", lambda t, p: [f"<dl><dt>Director:</dt><dd>{_c(p.directors)}</dd><dt>Starring:</dt><dd>{_c(p.cast)}</dd></dl>"], "dc")
    yield Form("div spans with colon", lambda t, p: [f"<div><span>Director: </span><span>{_c(p.directors)}</span></div><div><span>Cast: </span><span>{_c(p.cast)}</span></div>"], "dc")
    yield Form("spans in one div", lambda t, p: [f"<div><span>Director</span> <span>{_c(p.directors)}</span> <span>Cast</span> <span>{_c(p.cast)}</span></div>"], "dc")
    yield Form("h3 with names", lambda t, p: [f"<h3>Director: {_c(p.directors)}</h3>", f"<h3>Starring: {_c(p.cast)}</h3>"], "dc")
    yield Form("h2 directed by", lambda t, p: [f"<h2>Directed by {_and(p.directors)}</h2>", f"<h3>Starring {_and(p.cast)}</h3>"], "dc")
    yield Form("li links", lambda t, p: ["<ul><li>Director: " + ", ".join(f'<a href="/p/{i}">{n}</a>' for i, n in enumerate(p.directors)) + "</li><li>Cast: " + ", ".join(f'<a href="/c/{i}">{n}</a>' for i, n in enumerate(p.cast)) + "</li></ul>"], "dc")
    yield Form("strong, links on lines", lambda t, p: ["<p><strong>Cast</strong></p><ul>" + "".join(f'<li><a href="/c/{i}">{n}</a></li>' for i, n in enumerate(p.cast)) + "</ul>", f"<p><strong>Director</strong></p><p>{_c(p.directors)}</p>"], "dc")
    yield Form("two columns of cast", lambda t, p: ["<h3>Cast</h3><table>" + "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in zip(p.cast, p.characters, strict=False)) + "</table>", f"<p>Director: {_c(p.directors)}</p>"], "dcT")
    yield Form("two columns, characters first", lambda t, p: ["<h3>Cast</h3><table>" + "".join(f"<tr><td>{b}</td><td>{a}</td></tr>" for a, b in zip(p.cast, p.characters, strict=False)) + "</table>", f"<p>Director: {_c(p.directors)}</p>"], "dcT")
    yield Form("cells in one row", lambda t, p: [f"<table><tr><td>Director</td><td>{_c(p.directors)}</td><td>Cast</td><td>{_c(p.cast)}</td></tr></table>"], "dc")
    yield Form("labels in a head row", lambda t, p: [f"<table><tr><th>Director</th><th>Writer</th><th>Cast</th></tr><tr><td>{_c(p.directors)}</td><td>{_c(p.writers)}</td><td>{_c(p.cast)}</td></tr></table>"])
    yield Form("line: title | year | dir", lambda t, p: [f"{t} | 2019 | Dir. {_and(p.directors)} | 104 min"], "d")
    yield Form("line: title, dir. X, year", lambda t, p: [f"{t}, dir. {_and(p.directors)}, 2019"], "d")
    yield Form("line: title, directed by X (year)", lambda t, p: [f"{t}, directed by {_and(p.directors)} (2019)"], "d")
    yield Form("line: title – Director: X – Cast", lambda t, p: [f"{t} (2019) – Director: {_c(p.directors)} – Cast: {_c(p.cast)}"], "dc")
    yield Form("line: title [year, X]", lambda t, p: [f"{t} [2019, {_and(p.directors)}]"], "d2")
    yield Form("line: (year) by", lambda t, p: [f"{t} (2019) by {_and(p.directors)}"], "d")
    yield Form("line: dir. X starring", lambda t, p: [f"{t} (2019) Directed by {_and(p.directors)} starring {_and(p.cast)}"], "dc")
    yield Form("line: title. year. country. Dir", lambda t, p: [f"{t}. 2019. UK. Dir: {_and(p.directors)}. Cast: {_c(p.cast)}. 104 mins."], "dc")
    yield Form("line: - Dir.", lambda t, p: [f"{t} - Dir. {_and(p.directors)}"], "d")
    yield Form("line: Film: Director: Cast:", lambda t, p: [f"Film: {t}; Director: {_c(p.directors)}; Cast: {_c(p.cast)}; Rating: 3/5"], "dc")


def _more_traps() -> Iterator[Form]:
    """More of what names nobody."""
    yield Form("trap: cast 4/5", lambda t, p: ["Cast: 4/5", "Directing: 8/10", "Writing: B+", "Script 8/10"], "")
    yield Form("trap: stars 3.5 out of 5", lambda t, p: ["Stars: 3.5 out of 5", f"Director: {_c(p.directors)}"], "d")
    yield Form("trap: stars ***", lambda t, p: ["Stars: ***1/2", f"Director: {_c(p.directors)}"], "d")
    yield Form("trap: writer's rating", lambda t, p: ["Writer’s Rating: 4", "Critic’s Rating: Four Stars", f"Director: {_c(p.directors)}"], "d")
    yield Form("trap: starring nobody", lambda t, p: ["Starring: nobody you know", "Cast: A mix of newcomers and veterans."], "")
    yield Form("trap: director tbd", lambda t, p: ["Director: TBD", "Writer: Not Credited", "Cast: Unknown Actors"], "")
    yield Form("trap: from the director of", lambda t, p: ["From the director of: Iron Harvest", "By the makers of: Salt Road"], "")
    yield Form("trap: author line", lambda t, p: [f"Author: {p.others[0]}", f"Director: {_c(p.directors)}", f"Cast: {_c(p.cast)}"], "dc")
    yield Form("trap: words and photos", lambda t, p: [f"Words: {p.others[0]}", f"Photos: {p.others[1]}", f"Director: {_c(p.directors)}"], "d")
    yield Form("trap: written by with date", lambda t, p: [f"Written by {p.others[0]} on May 12, 2019", f"Director: {_c(p.directors)}"], "d")
    yield Form("trap: written by above facts", lambda t, p: [f"Written by {p.others[0]}", f"Director: {_c(p.directors)}", f"Cast: {_c(p.cast)}"], "dc")
    yield Form("trap: editor", lambda t, p: [f"Editor: {p.others[0]}", f"Edited by {p.others[1]}", f"Director: {_c(p.directors)}"], "d")
    yield Form("trap: tags", lambda t, p: [f"Director: {_c(p.directors)}", "Tags: Bella Crane, Ned Pike, Drama", "Filed under: Film, Reviews"], "d")
    yield Form("trap: featuring an interview", lambda t, p: ["Featuring: an interview with the director", f"Director: {_c(p.directors)}"], "d")
    yield Form("trap: similar films", lambda t, p: [f"Director: {_c(p.directors)}", "If you liked: Iron Harvest, Salt Road, Bella Crane"], "d")
    yield Form("trap: next review", lambda t, p: [f"Director: {_c(p.directors)}", "Next review: Iron Harvest (Bella Crane, 2018)"], "d")
    yield Form("trap: other film in text", lambda t, p: [f"Director: {_c(p.directors)}", "It recalls Iron Harvest (Bella Crane, 2018) in its first half and little else."], "d")
    yield Form("trap: theatre", lambda t, p: [f"Director: {_c(p.directors)}", "Venue: King Street", "Sound: Very loud", "Stars: Two"], "d")
    yield Form("trap: characters list", lambda t, p: [f"Director: {_c(p.directors)}", "Characters: Marie Holt, Tommy Lane"], "d")
    yield Form("trap: quotes", lambda t, p: [f"Director: {_c(p.directors)}", "“It was cold,” says Bella Crane, director of Iron Harvest."], "d")
    yield Form("trap: distributor names", lambda t, p: [f"Director: {_c(p.directors)}", "Distributor: Magnolia Pictures, Warner Bros.", "Production: Scott Free, Red Hill"], "d")
    yield Form("trap: producer and director note", lambda t, p: [f"Producer/Distributor: {p.others[0]}", f"Director: {_c(p.directors)}"], "d")
    yield Form("trap: comments", lambda t, p: [f"Director: {_c(p.directors)}", "<h3>Comments</h3>", "<div class='comment'><p>Paula Vance says: Director Bella Crane did it better.</p></div>"], "d")
    yield Form("trap: video caption", lambda t, p: [f"Director: {_c(p.directors)}", "Watch: Director Bella Crane on Salt Road"], "d")


def _more_languages() -> Iterator[Form]:
    """How other languages set their facts."""
    yield Form("fr film … de avec", lambda t, p: [f"Drame américain de {_and(p.directors, 'et')}. Avec {_c(p.cast)}. Durée : 1h44."], "dc", "fr")
    yield Form("fr film français de X avec", lambda t, p: [f"Film français de {_and(p.directors, 'et')} avec {_c(p.cast)} (1h44)"], "dc", "fr")
    yield Form("fr genre - de - avec", lambda t, p: [f"Drame - De {_and(p.directors, 'et')} - Avec {_c(p.cast)} - 1h44"], "dc", "fr")
    yield Form("fr réalisé par, écrit par, avec", lambda t, p: [f"Réalisé par {_and(p.directors, 'et')}, écrit par {_and(p.writers, 'et')}, avec {_c(p.cast)}."], "dwc", "fr")
    yield Form("fr allociné", lambda t, p: [f"De : {_c(p.directors)}", f"Avec : {_c(p.cast)}, plus", "Genre : Drame"], "dc", "fr")
    yield Form("fr allociné glued", lambda t, p: [f"12 mai 2019 / 1h44min / Drame", f"De {_and(p.directors, 'et')}", f"Avec {_c(p.cast)}"], "dc", "fr")
    yield Form("fr fiche", lambda t, p: [f"Titre : {t}", f"Réalisateur : {_c(p.directors)}", f"Acteurs principaux : {_c(p.cast)}", "Date de sortie : 12 mai 2019", "Nationalité : France"], "dc", "fr")
    yield Form("fr (France, 1h44) de", lambda t, p: [f"{t} (France, 2019) de {_and(p.directors, 'et')}, avec {_and(p.cast, 'et')}"], "dc", "fr")
    yield Form("fr par reviewer", lambda t, p: [f"Par {p.others[0]}", f"Réalisation : {_c(p.directors)}"], "d", "fr")
    yield Form("it mymovies", lambda t, p: [f"Regia di {_and(p.directors, 'e')}. Con {_c(p.cast)}. Titolo originale: {t}. Genere Drammatico, - USA, 2019, durata 104 minuti."], "dc", "it")
    yield Form("it scheda", lambda t, p: [f"regia: {_c(p.directors)}; sceneggiatura: {_c(p.writers)}; fotografia: {p.others[3]}; montaggio: {p.others[2]}; musica: {p.others[1]}; interpreti: {_c(p.cast)}; produzione: Rosso; origine: Italia, 2019; durata: 104’"], "dwc", "it")
    yield Form("it brackets", lambda t, p: [f"Interpreti: {_c(_with_roles(p))}", f"Regia: {_c(p.directors)}"], "dcT", "it")
    yield Form("it con", lambda t, p: [f"{t} di {_and(p.directors, 'e')}, con {_c(p.cast)}, Italia 2019, 104 min"], "dc", "it")
    yield Form("es ficha run", lambda t, p: [f"País: España. Año: 2019. Dirección: {_c(p.directors)}. Guion: {_c(p.writers)}. Intérpretes: {_c(p.cast)}. Duración: 104 min."], "dwc", "es")
    yield Form("es dir. con", lambda t, p: [f"Dir.: {_and(p.directors, 'y')}. Con {_and(p.cast, 'y')}. 104 min."], "dc", "es")
    yield Form("es un film de con", lambda t, p: [f"Una película de {_and(p.directors, 'y')} con {_and(p.cast, 'y')}"], "dc", "es")
    yield Form("es dash", lambda t, p: [f"Dirección – {_c(p.directors)}", f"Guion – {_c(p.writers)}", f"Reparto – {_c(p.cast)}"], "dwc", "es")
    yield Form("es (personajes)", lambda t, p: [f"Reparto: {_c(_with_roles(p))}", f"Dirección: {_c(p.directors)}"], "dcT", "es")
    yield Form("de USA 2019, R, D", lambda t, p: [f"USA 2019, 104 Min., R: {_c(p.directors)}, D: {_c(p.cast)}"], "dc", "de")
    yield Form("de Regie, mit", lambda t, p: [f"Regie: {_c(p.directors)}, mit {_c(p.cast)}"], "dc", "de")
    yield Form("de Drama, D 2019", lambda t, p: [f"Drama, D 2019, FSK 12, 104 Min. Regie: {_c(p.directors)}"], "d", "de")
    yield Form("de Rollen", lambda t, p: [f"Darsteller: {_c(_with_roles(p))}", f"Regie: {_c(p.directors)}"], "dcT", "de")
    yield Form("de Originaltitel run", lambda t, p: [f"Originaltitel: {t} (USA, 2019) Regie: {_c(p.directors)} Drehbuch: {_c(p.writers)} Darsteller: {_c(p.cast)} Länge: 104 Min."], "dwc", "de")
    yield Form("de bars", lambda t, p: [f"Land: USA | Jahr: 2019 | Regie: {_c(p.directors)} | Darsteller: {_c(p.cast)} u.v.m."], "dc", "de")
    yield Form("de Darsteller: A, B und andere", lambda t, p: [f"Darsteller: {_c(p.cast)} und andere", f"Regie: {_c(p.directors)}"], "dc", "de")
    yield Form("pt plano", lambda t, p: [f"{t} (Idem, EUA, 2019)", f"Direção: {_c(p.directors)}", f"Roteiro: {_c(p.writers)}", f"Elenco: {_c(p.cast)}", "Duração: 104 min."], "dwc", "pt")
    yield Form("pt plano run", lambda t, p: [f"{t} (Idem, EUA, 2019) Direção: {_c(p.directors)} Roteiro: {_c(p.writers)} Elenco: {_c(p.cast)} Duração: 104 min."], "dwc", "pt")
    yield Form("pt e grande elenco", lambda t, p: [f"Direção: {_c(p.directors)}", f"Elenco: {_c(p.cast)} e grande elenco"], "dc", "pt")
    yield Form("pt de com", lambda t, p: [f"De {_and(p.directors, 'e')}. Com {_c(p.cast)}. Drama, 104 min."], "dc", "pt")
    yield Form("nl met, regie", lambda t, p: [f"Met {_and(p.cast, 'en')}. Regie: {_c(p.directors)}."], "dc", "nl")
    yield Form("nl rollen", lambda t, p: [f"Regie: {_c(p.directors)} | Cast: {_c(_with_roles(p))}"], "dcT", "nl")
    yield Form("pl run", lambda t, p: [f"reżyseria: {_c(p.directors)}, scenariusz: {_c(p.writers)}, obsada: {_c(p.cast)}"], "dwc", "pl")
    yield Form("pl reż., wyst.", lambda t, p: [f"Reż. {_and(p.directors, 'i')}, wyst. {_c(p.cast)}, 104 min"], "d", "pl")
    yield Form("sv i rollerna först", lambda t, p: [f"I rollerna: {_c(p.cast)}. Regi: {_c(p.directors)}. Manus: {_c(p.writers)}. Längd: 104 min."], "dwc", "sv")
    yield Form("da run", lambda t, p: [f"Instruktør: {_c(p.directors)}, Medvirkende: {_c(p.cast)}, Spilletid: 104 min."], "dc", "da")
    yield Form("no run", lambda t, p: [f"Regi: {_c(p.directors)}. Med: {_c(p.cast)}. Aldersgrense: 12 år."], "dc", "no")
    yield Form("tr run", lambda t, p: [f"Yönetmen: {_c(p.directors)} Senaryo: {_c(p.writers)} Oyuncular: {_c(p.cast)} Tür: Dram Süre: 104 dk"], "dwc", "tr")
    yield Form("ru run", lambda t, p: [f"США, 2019 Режиссер: {_c(p.directors)} Сценарий: {_c(p.writers)} В ролях: {_c(p.cast)} Жанр: драма"], "dwc", "ru")
    yield Form("ru stops", lambda t, p: [f"Режиссер: {_c(p.directors)}. В ролях: {_c(p.cast)}. Россия, 2019."], "dc", "ru")
    yield Form("ru roles", lambda t, p: [f"В ролях: {_c(_with_roles(p))}", f"Режиссёр: {_c(p.directors)}"], "dc", "ru")
    yield Form("ja facts slashes", lambda t, p: [f"2019年／日本／104分／監督：{_c(p.directors)}／出演：{_c(p.cast, '、')}"], "dc", "ja")
    yield Form("ja equals", lambda t, p: [f"監督＝{_c(p.directors)}　脚本＝{_c(p.writers)}　出演＝{_c(p.cast, '、')}"], "dwc", "ja")
    yield Form("ja spaces run", lambda t, p: [f"監督 {_c(p.directors)}　脚本 {_c(p.writers)}　出演 {_c(p.cast, '　')}"], "dwc", "ja")
    yield Form("ja middle dot", lambda t, p: [f"監督・{_c(p.directors)}", f"出演・{_c(p.cast, '、')}"], "dc", "ja")
    yield Form("ja brackets run", lambda t, p: [f"（監督：{_c(p.directors)} 出演：{_c(p.cast, '、')}）"], "dc", "ja")
    yield Form("ja X監督", lambda t, p: [f"{p.directors[0]}監督"], "d", "ja")
    yield Form("ko slashes", lambda t, p: [f"감독 : {_c(p.directors)} / 출연 : {_c(p.cast)} / 개봉 : 2019"], "dc", "ko")
    yield Form("ko dashes", lambda t, p: [f"감독 - {_c(p.directors)}", f"출연 - {_c(p.cast)}"], "dc", "ko")
    yield Form("ko facts run", lambda t, p: [f"장르: 드라마 감독: {_c(p.directors)} 출연: {_c(p.cast)} 러닝타임: 104분"], "dc", "ko")
    yield Form("zh douban run", lambda t, p: [f"导演: {_c(p.directors)} 编剧: {_c(p.writers)} 主演: {_c(p.cast, ' / ')} 类型: 剧情 制片国家/地区: 中国大陆"], "dwc", "zh")
    yield Form("zh circle", lambda t, p: [f"◎导演 {_c(p.directors)}", f"◎主演 {_c(p.cast, ' ')}"], "dc", "zh")
    yield Form("zh wide bar", lambda t, p: [f"导演｜{_c(p.directors)}", f"编剧｜{_c(p.writers)}", f"主演｜{_c(p.cast, '、')}"], "dwc", "zh")
    yield Form("zh traditional", lambda t, p: [f"導演：{_c(p.directors)}", f"編劇：{_c(p.writers)}", f"演員：{_c(p.cast, '、')}"], "dwc", "zh")
    yield Form("hi run", lambda t, p: [f"कलाकार: {_and(p.cast, 'और')} निर्देशक: {_c(p.directors)} रेटिंग: 3"], "dc", "hi")
    yield Form("hi tail", lambda t, p: [f"कलाकार: {_c(p.cast)} आदि", f"निर्देशक: {_c(p.directors)}"], "dc", "hi")
    yield Form("te run", lambda t, p: [f"నటీనటులు: {_c(p.cast)} తదితరులు దర్శకత్వం: {_c(p.directors)} సంగీతం: {p.others[1]}"], "dc", "te")
    yield Form("fa run", lambda t, p: [f"کارگردان: {_c(p.directors)} نویسنده: {_c(p.writers)} بازیگران: {_c(p.cast, '، ')}"], "dwc", "fa")
    yield Form("id run", lambda t, p: [f"Sutradara: {_c(p.directors)} Penulis: {_c(p.writers)} Pemain: {_c(p.cast)}, dll. Durasi: 104 menit"], "dwc", "id")
    yield Form("vi run", lambda t, p: [f"Đạo diễn: {_c(p.directors)} Diễn viên: {_c(p.cast)} Thể loại: Tâm lý"], "dc", "vi")


def _forms() -> Iterator[Form]:
    yield from _english()
    yield from _markup()
    yield from _facts()
    yield from _languages()
    yield from _papers()
    yield from _more_languages()
    yield from _traps()
    yield from _more_traps()


def _said(form: Form, people: People) -> dict[str, tuple[str, ...]]:
    says = form.says
    directors, writers, cast = people.directors, people.writers, people.cast
    if "T" in says:
        cast = cast[: len(people.characters)]
    if "U" in says:
        directors, cast = (tuple(map(str.upper, names)) for names in (directors, cast))
    expected = {
        "directors": directors if "d" in says else directors[:1] if "D" in says else (),
        "writers": directors if "V" in says else writers if "w" in says else writers[:1] if "W" in says else (),
        "cast": cast if "c" in says else cast[:1] if "C" in says else (),
    }
    if "J" in says:
        expected["directors"] = ("Joe Ruskin", "Anthony Ruskin")
    if "M" in says:
        expected |= {"directors": ("Tarsem",), "cast": ("Prabhas", "Nani", "Samantha")}
    if "N" in says:
        expected |= {"directors": ("Kim Min-jae",), "writers": ("Noh Hee-kyung",), "cast": ("Lee Min-ho", "Song Hye-kyo")}
    if "?" in says:
        del expected["cast"]
    return expected


def _filled(form: Form, title: str, people: People, place: int) -> Case:
    headline = form.headline if form.headline != "{title} Review" else _HEADLINES[form.language]
    name = headline.format(title=title, d=_and(people.directors), D=people.directors[0])
    facts, body = list(form.lines(title, people)), list(_BODIES[form.language])
    first = f"<h1>{html.escape(name)}</h1>" if any(fact.startswith("<h") for fact in facts) else name
    lines = [[first, *facts, *body], [first, *body, *facts], [first, body[0], *facts, body[1]]][place % 3]
    return Case(form.name, lines, _said(form, people), title=name)


def cases() -> Iterator[Case]:
    """Every form with works and people of many shapes, above, below and within the text."""
    turn = count()
    for form in _forms():
        native = _NATIVE.get(form.language)
        if native is not None:
            for title in _NATIVE_WORKS[form.language]:
                for place in range(3):
                    yield _filled(form, title, native, place)
            continue
        for people in _PEOPLE if form.language == "en" else _PEOPLE[::2] if next(turn) % 2 else _PEOPLE[1::2]:
            number = next(turn)
            if "2" in form.says and len(people.directors) > 2:
                continue
            for step in range(2 if form.language == "en" else 1):
                yield _filled(form, _WORKS[(number + 5 * step) % len(_WORKS)], people, number + step)
