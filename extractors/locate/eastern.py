"""Names in the sentences of pages in Chinese, Japanese and Korean, where neither capitals nor spaces tell them.

Behind 导演 (director), 李安 is a name and 手法 (technique) is none; behind 연출, 이도윤 is one and 방식은 is none.
A name is what has a name's form in that language (a family name and one or two more characters, a transcription in
parts) and ends where a name may end: at punctuation, at a particle, at the end of the text. Everything else is nobody.
"""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from extractors.parse.pattern import pattern
from extractors.vocabulary import Vocabulary

_HAN: Final = "\u4e00-\u9fff々"
_KANA: Final = "ァ-ヺー"
_HANGUL: Final = "가-힣"
_STOP: Final = r"$|[A-Za-z0-9\s,.;:!?，、。；：！？…·・/／()（）\[\]《》「」『』“”]"
_CLOSE: Final = r"(?=[\s,.]|$)"
_LETTERS: Final = {"han": _HAN, "kana": _KANA, "hangul": _HANGUL}
_HIRAGANA: Final = "(?![がでとなにのはもらを])[ぁ-ゖ]{2,4}(?<!ら)"
"""A given name in hiragana, behind a known family name; most else that stands there is grammar, all that begins so."""
_FEWEST: Final = 2
_LONGEST: Final = 4
_CLAUSE_ENDS: Final = (",", "，", "。", "；", "：", ":", "！", "？", " ")
_ALL_HAN: Final = pattern(rf"[{_HAN}]+")
_TWO_HAN: Final = pattern(rf"[{_HAN}]{{2}}")
_COMMAS: Final = pattern(r"[,/·、]")
_TRANSCRIBED: Final = pattern(rf"[{_HANGUL}]{{1,6}}(?: [{_HANGUL}]{{1,6}}){{1,2}}")
_KNOWN_FOR: Final = pattern(r"『[^』]{1,40}』(?:[や、][^。]{0,2}『[^』]{1,40}』){0,3}(?:など)?の")
"""What somebody has made before: "監督は『…』の"."""
_SPACE: Final = pattern(r"\s+")
_LEADING: Final = " :：–—-\u3000"


class _Forms(NamedTuple):
    """The patterns of one language, made from its words."""

    after: re.Pattern[str]
    """A name where a list begins, with what may follow it."""
    before: re.Pattern[str]
    """A list of names where a text ends."""
    separator: re.Pattern[str]
    no_name_ends: frozenset[str]


@lru_cache(maxsize=8)
def _forms(vocabulary: Vocabulary) -> _Forms:
    letters = "".join(_LETTERS[script] for script in vocabulary.person("scripts"))
    joiners = _any(vocabulary.person("and"))
    endings = _any(vocabulary.person("endings")) + (_CLOSE if vocabulary.endings_close else "")
    name = _name_form(vocabulary)
    end = rf"(?:{endings})?\s?$"
    listed = rf"(?:{name}(?:\s?(?:[,，、/／]|{joiners})\s?|(?={end}))){{1,11}}"
    return _Forms(
        after=re.compile(rf"(?P<name>{name})(?={joiners}|{endings}|{_STOP})"),
        before=re.compile(
            rf"(?:(?<![{letters}])|(?<={_any(vocabulary.person('openers'))})|(?<=[{_HAN}])(?=[{_KANA}]{{2,10}}[・･=＝]))"
            rf"{listed}{end}"
        ),
        separator=re.compile(rf"\s?(?:[,，、·/／]|{joiners}|\s(?:{_any(vocabulary.person('and_apart'))})\s)\s?"),
        no_name_ends=frozenset(vocabulary.person("no_name_ends")),
    )


def _name_form(vocabulary: Vocabulary) -> str:
    """A family name and one or two characters; a transcription in parts (克里斯蒂安·贝尔, トム・クルーズ)."""
    scripts = vocabulary.person("scripts")
    family, double = "".join(vocabulary.person("family")), _any(vocabulary.person("family_double"))
    if "hangul" in scripts:
        topic = _any(vocabulary.person("topic"))
        return rf"(?:{double}[{_HANGUL}]{{1,2}}|[{family}][{_HANGUL}](?!{topic}\s\S)[{_HANGUL}])"
    if "kana" in scripts:
        in_parts = rf"[{_KANA}]{{2,10}}(?:[・･=＝][{_KANA}]{{1,10}}){{1,4}}"
        known = _family(vocabulary.person("family"))
        given = rf"(?:{_any(vocabulary.person('given'))}|(?!{_any(vocabulary.person('no_given'))}){_HIRAGANA})"
        return rf"(?:{in_parts}|[{_HAN}]{{1,3}}[{_KANA}]{{2,6}}|{known}{given}|{known}\s?[{_HAN}]{{1,3}}|[{_HAN}]{{4}})"
    part = rf"(?:(?!{_any(vocabulary.person('no_parts'))})[{_HAN}]){{1,6}}"
    given = rf"(?:(?!{_any(vocabulary.person('no_given'))})[{_HAN}]){{1,2}}"
    return rf"(?:{part}(?:[·•・]{part}){{1,3}}|{double}{given}|[{family}]{given})"


def _family(names: tuple[str, ...]) -> str:
    """The names as alternatives, by their first letter: of hundreds only those that begin alike are tried."""
    by_first: dict[str, list[str]] = {}
    for name in names:
        by_first.setdefault(name[0], []).append(name[1:])
    alike = (f"{first}{_any(tuple(rest)) if any(rest) else ''}" for first, rest in by_first.items())
    return rf"(?:(?=[{''.join(by_first)}])(?:{'|'.join(alike)}))"


def _any(words: tuple[str, ...]) -> str:
    return rf"(?:{'|'.join(sorted(words, key=len, reverse=True)) or '(?!)'})"


def is_eastern(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text of this language has its names in its own script."""
    return bool(vocabulary.person("scripts")) and any("\u3040" <= character <= "\ud7a3" for character in text)


def eastern_names_after(text: str, vocabulary: Vocabulary, *, spaced: bool = False) -> list[str]:
    """The list of names that a text begins with; in a line of credits, spaces alone may part them."""
    forms = _forms(vocabulary)
    names: list[str] = []
    position = len(text) - len(text.lstrip(_LEADING))
    if (known_for := _KNOWN_FOR.match(text, position)) is not None:
        position = known_for.end()
    while found := forms.after.match(text, position):
        if not _is_person(found["name"], vocabulary):
            break
        names.append(found["name"])
        separator = forms.separator.match(text, found.end()) or (_SPACE.match(text, found.end()) if spaced else None)
        if separator is None:
            break
        position = separator.end()
    return names


def eastern_names_before(text: str, vocabulary: Vocabulary) -> list[str]:
    """The list of names that a text ends with."""
    forms = _forms(vocabulary)
    found = forms.before.search(text)
    names = [one["name"] for one in forms.after.finditer(found[0])] if found is not None else []
    if found is None and "、" in text[-_LONGEST - 1 :]:
        return _listed_before(text, vocabulary)
    if found is not None and names and text[found.start() - 1 : found.start()] == "、":
        names = [*_listed_before(text[: found.start() - 1], vocabulary), *names]
    return names if all(_is_person(name, vocabulary) for name in names) else []


def _listed_before(text: str, vocabulary: Vocabulary) -> list[str]:
    """The names of a list that goes on to the left, where stage names have any form: "吳京、沙溢" in front of "、王智".

    The first of a list may have other words in front of it: it has a name's form, or is left out.
    """
    if "kana" in vocabulary.person("scripts"):
        return []  # any clause ends in that comma
    start = max(map(text.rfind, _CLAUSE_ENDS)) + 1
    first, *rest = text[start:].split("、")
    names = [first] if is_eastern_name(first, vocabulary) else []
    names += rest
    known = sum(is_eastern_name(name, vocabulary) for name in names)
    is_list = all(_FEWEST <= len(name) <= _LONGEST and _ALL_HAN.fullmatch(name) for name in names)
    return names if is_list and 2 * known >= len(names) else []


def transcribed_names(text: str, vocabulary: Vocabulary) -> list[str]:
    """The foreign names of several words that a list in Korean letters has, and nothing else: "팀 버튼, 에바 그린".

    One alone ends as no other words do; of several, commas say that they are names.
    """
    parts = [part.strip() for part in _COMMAS.split(text)]
    if "hangul" not in vocabulary.person("scripts") or not all(map(_TRANSCRIBED.fullmatch, parts)):
        return []
    return parts if len(parts) > 1 or all(_is_person(word, vocabulary) for word in text.split()) else []


def _is_person(name: str, vocabulary: Vocabulary) -> bool:
    """Whether no word in it is known to be none of a name, and it does not end as other words of the language do."""
    if name[-1] in _forms(vocabulary).no_name_ends or (len(name) > 1 and name in vocabulary.person("family")):
        return False
    if len(name) == _FEWEST and "kana" in vocabulary.person("scripts") and _TWO_HAN.fullmatch(name):
        return False  # "監督の関心が": a family name of one letter and a given name of one are rare
    pieces = (name[start:end] for start in range(len(name)) for end in range(start + 2, len(name) + 1))
    return vocabulary.not_names.isdisjoint(pieces)


def is_eastern_name(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text has the form of one name, and nothing beside it; four ideographs may be any words in Japanese."""
    if "kana" in vocabulary.person("scripts") and len(text) == 4 and not text.startswith(vocabulary.person("family")):
        return False
    return _forms(vocabulary).after.fullmatch(text) is not None and _is_person(text, vocabulary)
