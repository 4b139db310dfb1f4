"""Titles and names brought to a form in which spellings of one thing are equal, and the keys to look them up by."""

import re
import tomllib
import unicodedata
import zlib
from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache
from importlib import resources
from typing import Final

from anyascii import anyascii

_ASCII_PUNCTUATION: Final = str.maketrans(
    {chr(code): " " for code in range(128) if not chr(code).isalnum()} | {"'": "", "`": "", "&": " and "}
)
_MARKS: Final = re.compile("[\u0300-\u036f]")
# Vowel signs of Indic and South-East Asian scripts and the marks of kana are no \w, but part of the word.
_SEPARATORS: Final = re.compile("[^\\w\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3099\u309a\u30fc]+|_+")
_LETTERS: Final = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th"})
_APOSTROPHES: Final = re.compile("['’‘ʼ`´]")
_NOT_LATIN: Final = re.compile("[^\\W\\d_\u0000-\u024f]")
_SUBTITLE: Final = re.compile(r"\s*[:：]\s+|：|\s+[-–—]\s+|\s*[(（]|\s+~")

_TITLES: Final = tomllib.loads(resources.files("flows.enrichment").joinpath("titles.toml").read_text(encoding="utf-8"))
_ARTICLES: Final = frozenset(_TITLES["articles"])
_ARTICLE_BEHIND: Final = re.compile(rf"(?i),\s({'|'.join(_TITLES['articles_behind'])})$")
_NUMERALS: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_ROMAN: Final = {numeral: str(number) for number, numeral in enumerate(_NUMERALS, start=1) if number > 1}
_WORDS: Final = {word: str(number) for number, word in enumerate(_TITLES["numbers"], start=1)}
_PART: Final = frozenset(_TITLES["parts"])
_NUMBERED: Final = frozenset(_TITLES["numbered"])
_COUNTS: Final = frozenset((*_NUMERALS, *_WORDS))
_VOWELS: Final = str.maketrans("", "", "aeiouyh ")
_DOUBLED: Final = re.compile(r"(.)\1+")
_SHORTEST_SKELETON: Final = 5


class Part(IntEnum):
    """How much of a title a name is."""

    WHOLE = 0
    HEAD = 1
    """Before the subtitle: "Mad Max" of "Mad Max: Fury Road"."""
    TAIL = 2
    """The subtitle itself."""


def fold(text: str) -> str:
    """Lower case, without accents and punctuation, words set apart by one space.

    >>> fold("Léon: The Professional"), fold("Ocean's Eleven"), fold("Дүрэм & Ко")
    ('leon the professional', 'oceans eleven', 'дурэм and ко')
    """
    if text.isascii():
        return " ".join(text.lower().translate(_ASCII_PUNCTUATION).split())
    text = text.replace("&", " and ")
    text = _APOSTROPHES.sub("", text)
    text = _MARKS.sub("", unicodedata.normalize("NFKD", text)).casefold()
    return unicodedata.normalize("NFC", " ".join(_SEPARATORS.sub(" ", text.translate(_LETTERS)).split()))


def fold_title(title: str) -> str:
    """`fold`, with the numerals of sequels as digits: "The Godfather: Part II" is "the godfather 2"."""
    words = fold(title).split()
    last = len(words) - 1
    if last < 1 or (_COUNTS.isdisjoint(words) and _PART.isdisjoint(words)):
        return " ".join(words)
    kept: list[str] = []
    for place, word in enumerate(words):
        of_part = place > 0 and words[place - 1] in _PART
        number = word if word.isdigit() else None
        if number is None and place > 0 and (of_part or place == last or words[place - 1] in _NUMBERED):
            number = (
                _ROMAN.get(word)
                or (_WORDS.get(word) if of_part else None)
                or ("1" if of_part and word == "i" else None)
            )
        if number is not None and of_part and len(kept) > 1:
            kept.pop()
        kept.append(number or word)
    return " ".join(kept)


def names_of(title: str) -> Iterator[tuple[Part, str]]:
    """The folded names under which a title may be written: whole, in Latin letters, and its two sides of a colon."""
    whole = fold_title(title)
    if not whole:
        return
    yield Part.WHOLE, whole
    if not is_latin(whole) and (latin := fold_title(anyascii(title))):
        yield Part.WHOLE, latin
    cuts = list(_SUBTITLE.finditer(title, 1))
    if not cuts:
        return
    head, tail = fold_title(title[: cuts[0].start()]), fold_title(title[cuts[-1].end() :])
    if len(head) > 1 and head != whole:
        yield Part.HEAD, head
    if len(cuts) > 1:
        yield Part.HEAD, fold_title(title[: cuts[-1].start()])
    if (" " in tail or len(tail) > 5) and tail.partition(" ")[0] not in _PART:
        yield Part.TAIL, tail


def article_in_front(title: str) -> str:
    """The title as it is spoken: "The Matrix" for "Matrix, The"."""
    behind = _ARTICLE_BEHIND.search(title)
    return f"{behind[1]} {title[: behind.start()]}" if behind else title


def without_article(name: str) -> str:
    """A folded name without the article in front."""
    first, _, rest = name.partition(" ")
    return rest if rest and first in _ARTICLES else name


def block_of(name: str) -> int:
    """The key that a folded name is stored and looked up by: spellings that differ in vowels or spaces share it.

    >>> block_of("the shawshank redemption") == block_of("shawshenk redemption")
    True
    """
    name = without_article(name)
    skeleton = _DOUBLED.sub(r"\1", name.translate(_VOWELS)) if name.isascii() else ""
    return zlib.crc32((skeleton if len(skeleton) >= _SHORTEST_SKELETON else name.replace(" ", "")).encode())


def is_latin(text: str) -> bool:
    """Whether it has no letter of another script than Latin."""
    return text.isascii() or _NOT_LATIN.search(text) is None


@lru_cache(maxsize=65_536)
def fold_person(name: str) -> str:
    """A person's name in Latin letters, its words in alphabetical order: "Bong Joon-ho" and "Joon-ho Bong" are one."""
    words = fold(name if is_latin(name) else anyascii(name)).split()
    return " ".join(sorted(words))


def block_of_person(folded: str) -> int:
    """The key of a person's folded name; vowels and spaces do not count."""
    skeleton = _DOUBLED.sub(r"\1", folded.translate(_VOWELS))
    return zlib.crc32((skeleton if len(skeleton) >= _SHORTEST_SKELETON else folded).encode())
