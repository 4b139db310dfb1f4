"""People's names: lists of them split, what is none left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from extractors.parse.memo import remembered
from extractors.parse.pattern import pattern
from extractors.parse.text import flatten, fold, is_unspaced, script_of, squash, without_accents
from extractors.vocabulary import Connective, Vocabulary, alternatives
from extractors.vocabulary import vocabulary as load_vocabulary

_LONGEST: Final = 3000
_LONGEST_NAME: Final = 60
_MOST_WORDS: Final = 6
_MOST_FULL_WORDS: Final = 4
_MOST_PARTS: Final = 100
SEPARATORS: Final = ",;/•|·・&+、，；／،؛\n"
"""What parts lists of names."""
_OPEN: Final = {"(": ")", "（": "）", "[": "]", "【": "】"}
_CAPITALISED: Final = ("Latin", "Cyrillic", "Greek", "Armenian", "Georgian")
_EAST_ASIAN: Final = ("Han", "Hangul", "Kana")
_POSSESSIVE: Final = pattern(r"(?<=\w)['’]s?$|(?<=\w)['’]s(?=\s|$)")
_STROKES: Final = str.maketrans("øłđ", "old")
"""Letters that are no others with an accent."""
_EDGE: Final = " \t.,;:·•*-–—…\"“”„«»‘’'|/~_"
_BEFORE_WORD: Final = pattern(r"[\s(.-]")
_LONGEST_ABBREVIATION: Final = 8
_DIGIT: Final = pattern(r"\d")
_NO_SIGNS: Final = frozenset('@:!?"“”„«»()[]…=#%/|_<>')
_YEARS: Final = pattern(r"[\d\s–-]+")
_WORD: Final = pattern(r"[^\W\d_][\w'’ʼ.·\u2010\u2011-]*", re.UNICODE)
_INITIALS: Final = pattern(r"(?:[^\W\d_]\.-?){1,4}")
_TWO_INITIALS: Final = pattern(r"(?:[^\W\d_]\.\s?){2,3}(?=\w{2})")
_JOINT: Final = pattern(r"[\s・·･=＝-]")
_JOINTS: Final = pattern(r"[\s・·･=＝-]+")
"""What parts a transcribed name."""
_BRACKET: Final = pattern(r"\s*[(（\[【]([^()（）\[\]【】]{0,120})[)）\]】]")


@dataclass(frozen=True, slots=True)
class NamedPart:
    """One entry of a list of names."""

    name: str
    character: str | None = None
    """Whom the person plays, where the entry says so: "Actor (Character)", "Actor as Character"."""


@remembered
def split_names(text: str, vocabulary: Vocabulary) -> tuple[NamedPart, ...]:
    """The people that a list names, in its order, without repetition.

    Separators are , ; / • | · & and the words for "and". In "Joe and Anthony Russo" the surname is shared. A native
    spelling or a note in brackets ("(voice)") is no character; "etc." and "others" are nobody; entries that are no
    names are left out.

    >>> [part.name for part in split_names("Joe and Anthony Russo, J. J. Abrams & others", load_vocabulary("en"))]
    ['Joe Russo', 'Anthony Russo', 'J. J. Abrams']
    """
    found: dict[str, NamedPart] = {}
    for entry in list(_entries(squash(text)[:_LONGEST], vocabulary))[:_MOST_PARTS]:
        for named in shared_surname(_joined(entry, vocabulary), vocabulary):
            part = _part(named, vocabulary)
            if part is not None and is_name(part.name):
                found.setdefault(fold(part.name), part)
    return tuple(found.values())


@remembered
def is_name(text: str) -> bool:
    """Whether a text looks like one person's name: 1 to 6 words, capitalised where the script has capitals.

    Particles (de, van, bin), initials, hyphens and apostrophes are fine; digits and the words of sentences are not.

    >>> is_name("Guillermo del Toro"), is_name("이도윤"), is_name("the whole cast"), is_name("Season 2")
    (True, True, False, False)
    """
    name = squash(text)
    if not 2 <= len(name) <= _LONGEST_NAME or _DIGIT.search(name) or not _NO_SIGNS.isdisjoint(name):
        return False
    script = script_of(name)
    if script in _EAST_ASIAN:
        return _is_east_asian_name(name)
    words = name.split()
    known = load_vocabulary(None)
    if script is None or len(words) > _MOST_WORDS or _holds_no_name(words, known):
        return False
    if script not in _CAPITALISED:
        return all(len(word) <= 20 for word in words)
    return _is_capitalised(words, known)


def ends_abbreviated(text: str) -> bool:
    """Whether the full stop that a text ends with is an initial's or an abbreviation's, and ends no sentence.

    >>> ends_abbreviated("Robert Downey Jr."), ends_abbreviated("by J."), ends_abbreviated("the boat.")
    (True, True, False)
    """
    if not text.endswith("."):
        return False
    last = _BEFORE_WORD.split(text[-_LONGEST_ABBREVIATION:-1])[-1]
    return (len(last) == 1 and last.isalnum()) or last.lower() in load_vocabulary(None).abbreviations


@remembered
def is_full_name(text: str) -> bool:
    """Whether a text is surely one person's full name, wherever it stands: a given name that is known, or two initials.

    Titles of sections and of works are capitalised too, where no byline's words say who is meant.

    >>> is_full_name("Ann Lee"), is_full_name("J. R. Lee"), is_full_name("World Design"), is_full_name("WATCH IT")
    (True, True, False, False)
    """
    words = text.split()
    if not 2 <= len(words) <= _MOST_FULL_WORDS or not is_name(text):
        return False
    known = load_vocabulary(None).forenames
    first = without_accents(words[0]).strip(".,").translate(_STROKES)
    return first in known or known.issuperset(first.split("-")) or _TWO_INITIALS.match(text) is not None


def is_inflected(name: str, other: str) -> bool:
    """Whether two names differ in the endings of their words alone, as cases of one name do.

    >>> is_inflected("Итана Хоука", "Итан Хоук"), is_inflected("Анна Белова", "Анна Белинская")
    (True, False)
    """
    words, others = name.split(), other.split()
    return (
        name != other
        and len(words) == len(others) > 1
        and all(map(_same_stem, map(str.casefold, words), map(str.casefold, others)))
    )


def in_nominative(name: str, vocabulary: Vocabulary) -> str:
    """A name in the genitive in its own form, where the given name is known: "Андрея Белова" -> "Андрей Белов".

    Other names stay as they are: "Анна Белова" is no genitive.
    """
    given, _, family = name.partition(" ")
    known = vocabulary.genitives.get(flatten(given))
    if known is None or not family or " " in family:
        return name
    nominative = known.title()
    ending = next((ending for ending in vocabulary.genitive_endings if family.endswith(ending)), None)
    if ending is None:
        return f"{nominative} {family}"
    return f"{nominative} {family.removesuffix(ending)}{vocabulary.genitive_endings[ending]}"


def _same_stem(word: str, other: str) -> bool:
    shared = next(
        (place for place, pair in enumerate(zip(word, other, strict=False)) if pair[0] != pair[1]),
        min(len(word), len(other)),
    )
    return shared >= max(2, min(len(word), len(other)) - 2) and max(len(word), len(other)) - shared <= 3


def _holds_no_name(words: list[str], known: Vocabulary) -> bool:
    """Whether a word is one that no name holds. "Tim Story" and "January Jones" show that some stand in full names."""
    bare = [_bare(word) for word in words]
    if len(bare) == 2 and bare[0] not in known.not_names and bare[1] in known.surnames:
        return False
    if 2 <= len(bare) <= 3 and bare[0] in known.first_names and known.not_names.isdisjoint(bare[1:]):
        return False
    return not known.not_names.isdisjoint(bare)


def _is_east_asian_name(name: str) -> bool:
    """Han names have 2 to 6 letters, Hangul 2 to 5; transcribed ones (トム・クルーズ) more, in parts."""
    letters = _JOINT.sub("", name)
    if not letters.isalpha() and "ー" not in letters:
        return False
    if letters in load_vocabulary(None).not_names:
        return False
    parts = _JOINTS.split(name)
    if script_of(name) == "Kana" or len(parts) > 1:
        return 2 <= len(letters) <= 20 and len(parts) <= _MOST_WORDS
    return 2 <= len(letters) <= (6 if script_of(name) == "Han" else 5)


def _is_capitalised(words: list[str], known: Vocabulary) -> bool:
    capitals = 0
    for position, word in enumerate(words):
        bare = word.strip(".,'’")
        if not bare or _WORD.fullmatch(word.strip("'’,")) is None:
            return False
        lower = bare.lower()
        if bare[0].isupper() or (len(bare) > 2 and bare[1] in "'’-" and bare[2].isupper()) or _is_prefixed(bare):
            capitals += 1
        elif not (lower in known.particles or (position == len(words) - 1 and lower in known.name_suffixes)):
            return False
    last = words[-1].lower()
    ends_well = words[-1][0].isupper() or last in known.name_suffixes or _is_prefixed(words[-1])
    return capitals > 0 and ends_well and (len(words) > 1 or len(words[0]) > 1)


def _is_prefixed(word: str) -> bool:
    """al-Mansour, d'Onofrio, deMille: a small prefix, then a capital."""
    return any(character.isupper() for character in word[1:5]) and word[0].islower()


def _bare(word: str) -> str:
    return fold(word).strip(".,'")


def _entries(text: str, vocabulary: Vocabulary) -> Iterator[str]:
    """The list split at separators outside brackets."""
    closing: str | None = None
    start = 0
    for position, character in enumerate(text):
        if closing is not None:
            closing = None if character == closing else closing
        elif character in _OPEN and _OPEN[character] in text[position:]:
            closing = _OPEN[character]
        elif character in SEPARATORS and _separates(text, position, vocabulary):
            yield text[start:position]
            start = position + 1
    yield text[start:]


def _separates(text: str, position: int, vocabulary: Vocabulary) -> bool:
    """A middle dot inside a transcribed name and the comma before "Jr." separate nothing."""
    before, after = text[position - 1 : position], text[position + 1 : position + 2]
    if text[position] in "·・" and before and after:
        scripts = (script_of(before), script_of(after))
        if scripts in (("Kana", "Kana"), ("Latin", "Latin")):
            return False
        return not (scripts == ("Han", "Han") and text[position] == "·")
    if text[position] == "&":
        return not (before == after == " ")  # a word for "and", which lets two share a surname
    if text[position] == ",":
        following = text[position + 1 :].split(maxsplit=1)
        return not following or following[0].lower().strip(",;") not in vocabulary.name_suffixes
    return True


def _joined(entry: str, vocabulary: Vocabulary) -> list[str]:
    """An entry split at its words for "and", outside brackets."""
    masked = _BRACKET.sub(lambda bracket: "\0" * len(bracket[0]), entry)
    parts, start = [], 0
    for matched in _joiner_pattern(vocabulary).finditer(flatten(masked)):
        if len(matched[0]) == 1 and entry[matched.start()].isupper():
            continue  # an initial
        parts.append(entry[start : matched.start()])
        start = matched.end()
    parts.append(entry[start:])
    return [part for part in parts if part.strip(_EDGE)]


@lru_cache(maxsize=64)
def _joiner_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    spaced = [word for word in vocabulary.joiners if not is_unspaced(word[-1])]
    return re.compile(rf"(?:^|(?<=\s))(?:{alternatives(spaced)})(?=\s)")


@lru_cache(maxsize=64)
def _role_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    known = (vocabulary, load_vocabulary("en"))
    roles = (word for words in known for word in words.prose.get("as", Connective()).before)
    return re.compile(rf"\s(?:{alternatives(dict.fromkeys(roles))})\s")


def shared_surname(parts: list[str], vocabulary: Vocabulary) -> list[str]:
    """Joe and Anthony Russo share a surname: only where the first part is a given name that stands for nobody."""
    if len(parts) == 2 and _BRACKET.search(parts[1]) is None:
        first, last = parts[0].strip(_EDGE), parts[1].strip(_EDGE).split()
        if first in vocabulary.given_names and len(last) == 2 and len(last[0].strip(".")) > 1:
            return [f"{first} {last[-1]}", parts[1]]
    return parts


def _part(entry: str, vocabulary: Vocabulary) -> NamedPart | None:
    """One entry as name and character."""
    entry = _without_others(entry.strip(" \t;,»›→>"), vocabulary)
    folded = fold(entry)
    if folded.strip(" .…") in vocabulary.others or folded in vocabulary.others:
        return None
    flat = flatten(entry)
    is_led = flat.startswith(vocabulary.voices)
    voice = next((words for words in vocabulary.voices if flat.startswith(words)), "") if is_led else ""
    entry = entry[len(voice) :].lstrip()
    role = _role_pattern(vocabulary).search(flatten(entry))
    if role is not None:
        return _named(entry[: role.start()], entry[role.end() :], vocabulary)
    bracket = _BRACKET.search(entry)
    return _named(_BRACKET.sub("", entry), bracket[1] if bracket is not None else "", vocabulary)


def _without_others(entry: str, vocabulary: Vocabulary) -> str:
    """An entry without the words for more people at its end: "Ann Lee et al.", "吉岡秀隆ほか"."""
    flat = flatten(entry)
    if not flat.endswith(vocabulary.others_endings):
        return entry
    for words in vocabulary.others_endings:
        start = len(flat) - len(words)
        if start > 0 and flat.endswith(words) and (flat[start - 1].isspace() or is_unspaced(words[0])):
            return entry[:start]
    return entry


def _named(name: str, character: str, vocabulary: Vocabulary) -> NamedPart | None:
    name = _POSSESSIVE.sub("", _BRACKET.sub("", name).strip(_EDGE)).strip() + _dot(name, vocabulary)
    character = _BRACKET.sub("", character).strip(_EDGE)
    if not name:
        return None
    return NamedPart(name, character if _is_character(character, name, vocabulary) else None)


def _dot(name: str, vocabulary: Vocabulary) -> str:
    """The dot of "Jr." and of a final initial is part of the name."""
    last = _BRACKET.sub("", name).split()[-1:] or [""]
    is_part = last[0].endswith(".") and (last[0].lower() in vocabulary.name_suffixes or _INITIALS.fullmatch(last[0]))
    return "." if is_part else ""


def _is_character(text: str, name: str, vocabulary: Vocabulary) -> bool:
    """Whether what stands in brackets names a character: no note, no year, no spelling in another script."""
    if not text or len(text) > 80 or fold(text) in vocabulary.name_notes or _YEARS.fullmatch(text):
        return False
    script = script_of(text)
    return script is None or script == script_of(name)
