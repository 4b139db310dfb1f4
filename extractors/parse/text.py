"""Text as comparisons want it: white space folded, case and typography levelled, the script told."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import filterfalse
from typing import Final

from extractors.parse.memo import remembered
from extractors.parse.pattern import pattern

_INVISIBLE: Final = pattern("[\u00ad\u200b-\u200f\u2060\u2061\ufeff\u202a-\u202e]+")
_LEVEL: Final = {
    **dict.fromkeys(map(ord, "‘’‚‛′ʼ`´＇"), "'"),
    **dict.fromkeys(map(ord, "“”„‟″«»＂"), '"'),
    **dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-"),
    **dict.fromkeys(map(ord, "∗⁎✱＊"), "*"),
}
_LETTERS: Final = {
    ord("İ"): "i",  # whose lower case is two characters
    ord("ي"): "ی",  # Persian is often typed with the Arabic letters
    ord("ك"): "ک",
}
_SIGMA: Final = {ord("Σ"): "σ"}  # whose lower case depends on what follows
_SCRIPTS: Final = {
    "LATIN": "Latin",
    "HANGUL": "Hangul",
    "HIRAGANA": "Kana",
    "KATAKANA": "Kana",
    "CJK": "Han",
    "CYRILLIC": "Cyrillic",
    "GREEK": "Greek",
    "ARABIC": "Arabic",
    "HEBREW": "Hebrew",
    "THAI": "Thai",
    "DEVANAGARI": "Devanagari",
    "BENGALI": "Bengali",
    "TAMIL": "Tamil",
    "TELUGU": "Telugu",
    "KANNADA": "Kannada",
    "MALAYALAM": "Malayalam",
    "GUJARATI": "Gujarati",
    "GURMUKHI": "Gurmukhi",
    "SINHALA": "Sinhala",
    "GEORGIAN": "Georgian",
    "ARMENIAN": "Armenian",
}
_SAMPLE: Final = 2000
_LONGEST_KEPT: Final = 4_000
"""A line of a page is looked at in many ways: what is no longer is folded once."""
FIRST_UNSPACED: Final = "\u0e00"
"""No letter before this one is of a script without spaces between words."""
_NOT_ASCII: Final = pattern("[^\x00-\x7f]")
_LEVELLED: Final = pattern(f"[{''.join(map(chr, _LEVEL))}]")
_LEVELLED_SMALL: Final = pattern(f"[{''.join(map(chr, _LEVEL | _LETTERS | _SIGMA))}]")
_LETTER: Final = pattern("[A-Za-z]")
_GLUED: Final = pattern(r"[a-zß-öø-ÿа-яё0-9)?!](?=[A-ZÀ-ÖØ-ÞА-ЯЁŁŚŻŹĆŠŽČŞİĐŐŘ])")

YEAR: Final = r"(?:18[89]|19\d|20\d)\d"
"""Pattern of a year in which films and series are made, for other patterns."""


def word_set(text: str) -> frozenset[str]:
    """The words of a list that is written as text, each once."""
    return frozenset(text.split())


def squash(text: str) -> str:
    r"""White space folded to single spaces, NFC, without soft hyphens and zero-width characters.

    >>> squash(" От\u00adлич\u00adное  кино\n")
    'Отличное кино'
    """
    if text.isascii():
        return " ".join(text.split())
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).split())


def _replaced(text: str, signs: Iterable[str], table: Mapping[int, str]) -> str:
    """`text.translate(table)`, quicker where a text holds few of the signs in the table: those are told."""
    for sign in set(signs):
        text = text.replace(sign, table[ord(sign)])
    return text


def fold(text: str) -> str:
    """The form under which two spellings are one: NFKC, case folded, quotes and dashes plain, white space single.

    >>> fold(" ‘Oppenheimer’ –  Review")
    "'oppenheimer' - review"
    """
    if text.isascii():
        return " ".join(text.lower().replace("`", "'").split())
    return _kept_fold(text) if len(text) <= _LONGEST_KEPT else _fold(text)


def _fold(text: str) -> str:
    text = squash(text)
    levelled = unicodedata.normalize("NFKC", _replaced(text, _LEVELLED.findall(text), _LEVEL).replace("`", "'"))
    for code, plain in _LETTERS.items():
        levelled = levelled.replace(chr(code), plain)
    return " ".join(levelled.casefold().split())


_kept_fold: Final = lru_cache(maxsize=4096)(_fold)


class _Flat(dict[int, str]):
    """Translation table that fills itself: one character to one character."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        wide = unicodedata.normalize("NFKC", character)
        character = wide if len(wide) == 1 else character
        lower = character.lower()
        character = lower if len(lower) == 1 else character
        self[code] = character
        return character


_FLAT: Final = _Flat(_LEVEL | _LETTERS)


def flatten(text: str) -> str:
    """Lower case with plain quotes, dashes and widths, character by character: offsets stay those of `text`.

    >>> flatten("Kritik：„Dark“")
    'kritik:"dark"'
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    return _kept_flat(text) if len(text) <= _LONGEST_KEPT else _flatten(text)


def _flatten(text: str) -> str:
    if not unicodedata.is_normalized("NFKC", text):
        return _flatten_each(text)
    return _replaced(text, _LEVELLED_SMALL.findall(text), _FLAT).lower().replace("`", "'")


def _flatten_each(text: str) -> str:
    """Flatten a text with signs that stand for others."""
    original = text
    for sign in set(_NOT_ASCII.findall(text)):
        plain = _FLAT[ord(sign)]
        if plain != sign:
            if _FLAT[ord(plain)] != plain:  # a sign that stands for one that stands for another
                return original.translate(_FLAT)
            text = text.replace(sign, plain)
    return text.lower().replace("`", "'")


_kept_flat: Final = lru_cache(maxsize=2048)(_flatten)


def without_accents(text: str) -> str:
    """Small letters without their accents, as addresses spell them.

    >>> without_accents("Crítica")
    'critica'
    """
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", "".join(filterfalse(unicodedata.combining, plain)))


def without_bullet(text: str) -> str:
    """An entry of a list without the sign in front of it: "+ The boat", "✓ the harbour"."""
    return text.strip(" +-–•✓✔✗✘")


def glued_at(text: str, start: int = 0, end: int | None = None) -> list[int]:
    """Places where a word is written onto the one before, as pages without their line breaks have it.

    >>> glued_at("Perry KingRating: 4")
    [10]
    """
    return [found.end() for found in _GLUED.finditer(text, max(start - 1, 0), len(text) if end is None else end)]


@remembered
def letters_of(text: str) -> str:
    """Letters and digits alone, folded."""
    return "".join(filter(str.isalnum, fold(text)))


def whole_words(flat: str, phrase: str) -> Iterator[int]:
    """Where a flattened text holds a flattened phrase that no letter continues; unspaced scripts have no such bounds.

    >>> list(whole_words("dune and the dunes of dune", "dune"))
    [0, 22]
    """
    place = flat.find(phrase) if phrase else -1
    while place >= 0:
        end = place + len(phrase)
        before, after = flat[place - 1 : place] if place else "", flat[end : end + 1]
        opens = not (before.isalnum() and phrase[0].isalnum()) or is_unspaced(phrase[0])
        if opens and (not (after.isalnum() and phrase[-1].isalnum()) or is_unspaced(phrase[-1])):
            yield place
        place = flat.find(phrase, end)


def split_label(text: str) -> tuple[str, str | None]:
    """What stands in front of a text's first colon, narrow or wide, and behind it; all of it and None without one.

    >>> split_label("Regie：Ann Lee"), split_label("A film by Ann Lee")
    (('Regie', 'Ann Lee'), ('A film by Ann Lee', None))
    """
    place, wide = text.find(":"), text.find("：")
    if wide >= 0 and (wide < place or place < 0):
        place = wide
    return (text.strip(), None) if place < 0 else (text[:place].strip(), text[place + 1 :].strip())


@lru_cache(maxsize=4096)
def script_of_character(character: str) -> str | None:
    """Script of a letter ("Latin", "Hangul", "Kana", "Han", …), None for what is no letter.

    >>> script_of_character("é"), script_of_character("중"), script_of_character("4")
    ('Latin', 'Hangul', None)
    """
    if unicodedata.category(character)[0] not in "LM":
        return None
    name = unicodedata.name(character, "")
    return _SCRIPTS.get(name.partition(" ")[0].partition("-")[0])


@remembered
def script_of(text: str) -> str | None:
    """The script that most letters of the text are in, None without letters. Kana beside Han is Kana.

    >>> script_of("지옥 (Hellbound)"), script_of("サスペリア"), script_of("2049")
    ('Latin', 'Kana', None)
    """
    if text.isascii():
        return "Latin" if _LETTER.search(text, 0, _SAMPLE) else None
    counts = Counter(map(script_of_character, text[:_SAMPLE]))
    del counts[None]
    if not counts:
        return None
    if counts["Kana"] and counts["Kana"] + counts["Han"] >= counts.total() / 2:
        return "Kana"
    return counts.most_common(1)[0][0]


def is_unspaced(character: str) -> bool:
    """Whether a character's script has no spaces between words, or glues endings to them: Han, kana, Hangul, Thai."""
    return character >= FIRST_UNSPACED and script_of_character(character) in ("Han", "Kana", "Hangul", "Thai")
