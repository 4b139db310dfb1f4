"""Sentences in which names stand in another order: "In the role of X, Y", "X directs A and B", "der von X gedrehte Film"."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from extractors.locate.people import is_full, name_at, names_after, names_before
from extractors.locate.sentences import MAKING, OWN, Mention, Phrase, Sentence, relatives
from extractors.parse.names import in_nominative, is_full_name
from extractors.parse.pattern import pattern
from extractors.parse.text import flatten
from extractors.vocabulary import Vocabulary

_REACH: Final = 240
_FEWEST: Final = 2
_MOST_SAID: Final = 5
"""Words between a subject and "in the role of": "is simply superb"."""
_NEAR: Final = 3
_NAMING: Final = MAKING | {"stars"}
_OTHER_JOBS: Final = frozenset({"writer", "composer", "cinematographer", "editor"})
"""Jobs whose nouns are the work of those named behind a participle."""
_GAP: Final = pattern(r"(?:,\s|\s?[—–-]\s|:\s|\s)(?:[^\W\d_A-ZÀ-ÖØ-ÞА-Я]{1,16}\s){0,3}(?=[A-ZÀ-ÖØ-ÞĀ-ŽА-Я])")
"""What stands between a character and the player behind: a comma, a dash, a verb."""
_STOPS: Final = pattern(r"[.,;:()\"“”«»]")


def directed_cast(sentence: Sentence, phrase: Phrase) -> Iterator[Mention]:
    """Whom somebody directs: "X dirige a A y B", "X directs A and B in a quiet drama"; no title in capitals."""
    right = sentence.text[phrase.end : phrase.end + _REACH]
    if not right.startswith(" "):
        return
    vocabulary = sentence.vocabulary
    if personal := vocabulary.sentence("personal"):
        right = _personal(personal[0]).sub("", right)
    if not right[1:2].isupper() or sentence.is_titled(phrase.end):
        return
    names = names_after(right, vocabulary)
    is_list = len(names) >= _FEWEST and any(map(is_full_name, names))
    if is_list and all(map(is_full, names)):
        yield from (Mention("stars", name) for name in names)


@lru_cache(maxsize=16)
def _personal(word: str) -> re.Pattern[str]:
    """The preposition in front of persons who are objects: "a"."""
    return re.compile(rf"(?<=\s){re.escape(word)}\s(?=[A-ZÀ-ÖØ-Þ])")


def job_in_front(sentence: Sentence, phrase: Phrase) -> str | None:
    """The job whose noun stands right in front of a participle: "la fotografía, firmada por X" -> "cinematographer"."""
    words = flatten(sentence.text[max(0, phrase.start - OWN) : phrase.start]).rstrip(" ,").rsplit(maxsplit=1)
    key = sentence.vocabulary.labels.get(words[-1]) if words else None
    return key if key in _OTHER_JOBS else None


def is_attributive(sentence: Sentence, phrase: Phrase, left: str, name: str) -> bool:
    """Whether a participle stands between "by X" and the work: "der von X inszenierte Film"."""
    ahead = left[: left.rfind(name)].rsplit(maxsplit=1)[-1:]
    if not ahead or flatten(ahead[0]) not in sentence.vocabulary.sentence("by"):
        return False
    works = (one.start for one in sentence.marked if one.marks & {"works", "scripts"} and one.start > phrase.end)
    start = next(works, None)
    if start is None or start - phrase.end > OWN:
        return False
    between = sentence.text[phrase.end : start]
    return len(between.split()) <= _NEAR and _STOPS.search(between) is None


def is_role(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a phrase is one of several words that has "role" in it: "in the role of"; unlike "as", it says who plays."""
    said = flatten(sentence.text[phrase.start : phrase.end]).split()
    return len(said) > 1 and not set(said).isdisjoint(sentence.vocabulary.sentence("parts"))


def is_named_by(sentence: Sentence, start: int) -> bool:
    """Whether the phrase in front of a name says already who that is: "Regisseure X und Y spielen mit der Zeit"."""
    return any(
        sentence.text[one.end : start] == " " and not _NAMING.isdisjoint(one.after) and "players" not in one.marks
        for one in sentence.connecting
    )


def behind_names(sentence: Sentence, right: str) -> Iterator[Mention]:
    """The players behind the verb, where it comes second: "Unter der Regie von X spielen A und B"."""
    if sentence.vocabulary.capitalises_nouns:
        yield from (Mention("stars", name) for name in names_after(right, sentence.vocabulary) if is_full(name))


def subject_of_perfect(sentence: Sentence, phrase: Phrase) -> list[str]:
    """Who has done what the participle at the end says: "X hat einen leisen Film gedreht", "Nun hat X einen Film gedreht"."""
    vocabulary = sentence.vocabulary
    if not (verbs := vocabulary.sentence("auxiliaries")):
        return []
    left = sentence.text[max(0, phrase.start - _REACH) : phrase.start]
    found = list(_auxiliary(verbs).finditer(left))[-1:]
    start = phrase.start - len(left) + found[0].end() if found else 0
    if not found or not any("works" in one.marks and start <= one.start for one in sentence.marked):
        return []
    if _STOPS.search(sentence.text, start, phrase.start):
        return []
    named = name_at(sentence.text, start, vocabulary)
    names = [named[0]] if named is not None else names_before(left[: found[0].start()], vocabulary)
    return [name for name in names if is_full(name)]


@lru_cache(maxsize=16)
def _auxiliary(verbs: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<=\s)(?:{'|'.join(verbs)})\s")


def in_role(sentence: Sentence, phrase: Phrase, character: str | None) -> Iterator[Mention]:
    """Who is in a role, though the name does not stand right in front of the phrase that says so."""
    vocabulary = sentence.vocabulary
    left = sentence.text[: phrase.start]
    if not left.strip(" (,"):
        named = name_at(sentence.text, phrase.end + 1, vocabulary)
        gap = _GAP.match(sentence.text, named[1]) if named is not None else None
        player = name_at(sentence.text, gap.end(), vocabulary) if gap is not None else None
        if named is not None and player is not None and is_full(player[0]) and not player[2]:
            yield Mention("stars", player[0], named[0])
        return
    if (subject := _subject_of_predicate(left, vocabulary)) is not None:
        yield Mention("stars", subject, character)


def _subject_of_predicate(left: str, vocabulary: Vocabulary) -> str | None:
    """The full name in front of a few words that say how somebody is: "X is superb", "X est bouleversante"."""
    words = left[-_REACH:].split()
    said: list[str] = []
    while words and len(said) < _MOST_SAID and words[-1].isalpha() and words[-1].islower():
        said.append(flatten(words.pop()))
    away = {*vocabulary.sentence("prepositions"), *vocabulary.joiners, *relatives(vocabulary)}
    if not said or not away.isdisjoint(said[-1:]):
        return None
    rest = " ".join(words)
    names = names_before(rest, vocabulary)
    if len(names) != 1 or not is_full(names[0]) or not rest.endswith(names[0]):
        return None
    before = rest.removesuffix(names[0]).split()[-1:]
    return None if before and flatten(before[0]) in vocabulary.sentence("prepositions") else names[0]


def is_part(name: str, vocabulary: Vocabulary) -> bool:
    """Whether a run of capitals is a part, at a sentence's start: "Роль Терезы"."""
    return flatten(name).partition(" ")[0] in vocabulary.sentence("parts")


def behind_verb(sentence: Sentence, phrase: Phrase, left: str) -> Mention | None:
    """The player behind the verb, where endings tell who plays whom: "Терезу играет X", "Роль Терезы сыграл X"."""
    vocabulary = sentence.vocabulary
    words = left.split()
    if not words or not words[-1][0].isupper():
        return None
    named = name_at(sentence.text, phrase.end + 1, vocabulary)
    if named is None or not is_full(named[0]) or in_nominative(named[0], vocabulary) != named[0]:
        return None
    return Mention("stars", named[0], words[-1])
