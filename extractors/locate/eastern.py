"""Names in the sentences of pages in Chinese, Japanese and Korean, where neither capitals nor spaces tell them.

"导演李安，" names a director and "导演手法，" does not; "연출 이도윤은" does and "연출 방식은" does not. A name is what has a
name's form in that language (a family name and one or two more characters, a transcription in parts) and ends where a
name may end: at punctuation, at a particle, at the end of the text. Everything else is nobody.
"""

import re
from typing import Final

from extractors.vocabulary import Vocabulary

_CHINESE: Final = (
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭林何梁郑鄭罗羅宋谢謝唐韩韓曹许許邓鄧萧蕭冯馮曾程蔡彭潘袁于董余苏蘇叶葉"
    "吕呂魏蒋蔣田杜丁沈姜范江傅钟鍾卢盧汪戴崔陆陸廖姚邱夏贾賈韦韋侯邹鄒孟熊秦阎閻薛雷贺賀龚龔陶洪邵章殷巩鞏佟倪舒霍甄娄婁岳窦竇"
)
"""Family names of one character, simplified and traditional. Those that begin many other words are left out."""
_CHINESE_DOUBLE: Final = "欧阳|歐陽|司马|司馬|诸葛|諸葛|上官|司徒|夏侯|慕容"
_KOREAN: Final = "김이박최정강조윤장임한오서신권황안송류홍전고문손양배백허유남심노하곽성차주우구민나진지엄채원천방공현함염여추도소석선설마길변표명기반왕옥육인맹탁"
_KOREAN_DOUBLE: Final = "남궁|황보|제갈|선우|독고"
_KOREAN_ENDS: Final = "의한들적된는이가을를"
"""Last syllables of adjectives and of nouns with a particle: 유명한, 최고의, 방식이. Names do end in 은 (김고은)."""

_HAN: Final = "\u4e00-\u9fff々"
_KANA: Final = "ァ-ヺー"
_STOP: Final = r"$|[\s,.;:!?，、。；：！？…·・/／()（）\[\]《》「」『』“”]"

_NAMES: Final = {
    "zh": rf"(?:(?:{_CHINESE_DOUBLE})[{_HAN}]{{1,2}}|[{_CHINESE}][{_HAN}]{{1,2}}|[{_HAN}]{{1,6}}(?:[·•・][{_HAN}]{{1,6}}){{1,3}})",
    "ja": rf"(?:[{_KANA}]{{2,10}}(?:[・･=＝][{_KANA}]{{1,10}}){{1,4}}|[{_HAN}]{{1,3}}[{_KANA}]{{2,6}}|[{_HAN}]{{4}})",
    "ko": rf"(?:(?:{_KOREAN_DOUBLE})[가-힣]{{1,2}}|[{_KOREAN}][가-힣](?!은\s\S)[가-힣])",
}
_AND: Final = {"zh": "和|与|與|及|以及", "ja": "と|や|および", "ko": "와|과"}
_ENDINGS: Final = {"zh": "等", "ja": "[がのはをともに]|ら|など", "ko": "(?:이|가|은|는|을|를|의|와|과|도|씨가?)(?=[\\s,.]|$)"}
"""What may stand directly behind a name."""
_LETTERS: Final = {"zh": _HAN, "ja": _HAN + _KANA, "ko": "가-힣"}
"""What must not stand directly in front of a name."""

_AFTER: Final = {
    language: re.compile(rf"(?P<name>{name})(?=(?P<and>{_AND[language]})|{_ENDINGS[language]}|{_STOP})")
    for language, name in _NAMES.items()
}
_SEPARATOR: Final = {
    language: re.compile(rf"\s?(?:[,，、·/／]|{words}|\s(?:및|그리고)\s)\s?") for language, words in _AND.items()
}
_BEFORE: Final = {
    language: re.compile(
        rf"(?<![{_LETTERS[language]}])(?:{name}\s?(?:[,，、·/／]|{_AND[language]})\s?){{0,10}}{name}(?:{_ENDINGS[language]})?\s?$"
    )
    for language, name in _NAMES.items()
}
_EACH: Final = {language: re.compile(name) for language, name in _NAMES.items()}
_LEADING: Final = " :：–—-\u3000"


def is_eastern(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text of this language has its names in its own script."""
    return vocabulary.language in _NAMES and any("\u3040" <= character <= "\ud7a3" for character in text)


def eastern_names_after(text: str, vocabulary: Vocabulary) -> list[str]:
    """The list of names that a text begins with."""
    language = vocabulary.language or ""
    names: list[str] = []
    position = len(text) - len(text.lstrip(_LEADING))
    while found := _AFTER[language].match(text, position):
        if not _is_person(found["name"], vocabulary):
            break
        names.append(found["name"])
        separator = _SEPARATOR[language].match(text, found.end())
        if separator is None:
            break
        position = separator.end()
    return names


def eastern_names_before(text: str, vocabulary: Vocabulary) -> list[str]:
    """The list of names that a text ends with."""
    language = vocabulary.language or ""
    found = _BEFORE[language].search(text)
    names = _EACH[language].findall(found[0]) if found is not None else []
    return names if all(_is_person(name, vocabulary) for name in names) else []


def _is_person(name: str, vocabulary: Vocabulary) -> bool:
    """Whether no word in it is known to be none of a name, and, in Korean, it does not end as adjectives do."""
    if vocabulary.language == "ko" and name[-1] in _KOREAN_ENDS:
        return False
    pieces = (name[start:end] for start in range(len(name)) for end in range(start + 2, len(name) + 1))
    return vocabulary.not_names.isdisjoint(pieces)
