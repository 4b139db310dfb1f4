"""Lines of credits: labels in every order and language, facts behind titles, and what only looks so."""

import html
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any, Final, NamedTuple

import rtoml

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
    lines: Sequence[str]
    """As the file writes them."""
    says: str = "dwc"
    """Letters of what is said; the file explains them."""
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
    People(
        ("Rishab Gowda",), ("Rishab Gowda",), ("Rishab Gowda", "Sapna Rao", "Kishore G. Kumar"), _CHARACTERS, _OTHERS
    ),
    People(
        ("Grace Young",), ("Will Story",), ("Rose Day", "Mark Strong", "Faith Hope", "Art King"), _CHARACTERS, _OTHERS
    ),
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
        ("이도윤",),
        ("최태강",),
        ("주지훈", "추영우", "하영"),
        ("백강혁", "양재원", "천장미"),
        ("김우진", "박세준", "정민아", "오승환", "한산이"),
    ),
    "zh": People(
        ("张小明",),
        ("李建国",),
        ("王丽华", "陈志强", "刘芳"),
        ("小红", "老张", "阿芳"),
        ("赵海城", "林强", "周新霞", "余静萍", "刘慈欣"),
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
_UNSPACED: Final = frozenset({"ja", "zh"})
_NATIVE_WORKS: Final = {
    "ja": ("夏の終わり", "青い港"),
    "ko": ("여름의 끝", "푸른 항구"),
    "zh": ("夏天的尽头", "蓝色港湾"),
    "ru": ("Конец лета", "Синяя гавань"),
    "hi": ("गर्मी का अंत", "नीला बंदर"),
    "te": ("వేసవి ముగింపు", "నీలి తీరం"),
    "fa": ("پایان تابستان", "بندر آبی"),
}
_READ: Final = rtoml.load(Path(__file__).with_suffix(".toml"))
"""The forms, and each language's labels, headline and text."""


class Names(tuple[str, ...]):
    """Names as a form writes them: `{names}`, `{names: / }`, `{names:+and}`, `{names:,% (41)}`."""

    def __format__(self, how: str) -> str:
        if "%" in how:
            return _listed([how[1:].replace("%", name) for name in self], how[0])
        return _and(self, how[1:]) if how.startswith("+") else (how or ", ").join(self)


class Roles(tuple[tuple[str, str], ...]):
    """Players with their characters: `{roles:,% ($)}`."""

    def __format__(self, how: str) -> str:
        return _listed([how[1:].replace("%", name).replace("$", role) for name, role in self], how[0])


def _listed(entries: Sequence[str], sign: str) -> str:
    between = {"*": "", " ": " ", "、": "、"}.get(sign, f"{sign} ")
    return _and(entries, "and") if sign == "+" else between.join(entries)


def _and(names: Sequence[str], word: str) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {word} {names[-1]}"


def _lines(form: Form, title: str, people: People) -> Iterator[str]:
    """A form's lines for a title and its people."""
    lists = {"d": people.directors, "w": people.writers, "c": people.cast}
    roles = Roles(zip(people.cast, people.characters, strict=False))
    filling: dict[str, Any] = {letter: Names(names) for letter, names in lists.items()}
    filling |= {f"{letter}1": names[0] for letter, names in lists.items()}
    filling |= {"c8": Names(people.cast[:-1]), "c9": people.cast[-1], "o": people.others, "r": roles, "t": title}
    for line in form.lines:
        if not line.startswith("@"):
            filled = line.format(**filling)
            yield filled.upper() if "U" in form.says else filled
        elif line[1] == "r":
            yield from (line[2:].replace("%", name).replace("$", role) for name, role in roles)
        else:
            yield from ((line[2:] or "%").replace("%", name) for name in lists[line[1]])


def _forms() -> Iterator[Form]:
    """The forms of the file, and those of each language's usual labels."""
    yield from (Form(**form) for form in _READ["form"])
    for language, said in _READ["labels"].items():
        for number, labels in enumerate(said["sets"]):
            yield from _usual(f"{language} {number}", language, labels, said.get("and"))


def _usual(name: str, language: str, labels: Sequence[str], word: str | None) -> Iterator[Form]:
    """Labels in lines of their own, in one line, above their names, in markup."""
    if min(map(len, labels)) == 1 and language == "de":
        run = ". ".join(f"{label}: {{{letter}}}" for label, letter in zip(labels, "dwc", strict=True))
        yield Form(f"{name} short run", [run], language=language)
        return
    is_wide = language in _UNSPACED
    colon, listed = "：" if is_wide else ":", {"ja": ":、", "zh": ": / "}.get(language, "")
    parts = [(label, f"{{{letter}{listed}}}", letter) for label, letter in zip(labels, "dwc", strict=True)]
    stated = [f"{label}{colon} {value}" for label, value, _ in parts]
    strong = "<br>".join(f"<strong>{label}</strong> {value}" for label, value, _ in parts)
    rows = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value, _ in parts)
    yield Form(f"{name} lines", stated, language=language)
    yield Form(f"{name} run", [" ".join(stated)], language=language)
    yield Form(f"{name} bars", [" | ".join(stated)], language=language)
    yield Form(f"{name} alone", [line for label, _, who in parts for line in (label, f"@{who}")], language=language)
    yield Form(f"{name} strong", [f"<p>{strong}</p>"], language=language)
    yield Form(f"{name} table", [f"<table>{rows}</table>"], language=language)
    if not is_wide:
        yield Form(f"{name} stops", [f"{'. '.join(stated)}. 104 min."], language=language)
        yield Form(f"{name} bare", [f"{label} {value}" for label, value, _ in parts], language=language)
    if word:
        yield Form(f"{name} and", [f"{label}: {{{who}:+{word}}}" for label, _, who in parts], language=language)


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
        expected |= {
            "directors": ("Kim Min-jae",),
            "writers": ("Noh Hee-kyung",),
            "cast": ("Lee Min-ho", "Song Hye-kyo"),
        }
    if "?" in says:
        del expected["cast"]
    return expected


def _filled(form: Form, title: str, people: People, place: int) -> Case:
    headline = form.headline if form.headline != "{title} Review" else _READ["texts"][form.language]["headline"]
    name = headline.format(title=title, d=_and(people.directors, "and"), D=people.directors[0])
    facts, body = list(_lines(form, title, people)), list(_READ["texts"][form.language]["body"])
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
