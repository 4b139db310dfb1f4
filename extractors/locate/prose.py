"""Sentences that tell who did what: "Directed by X and written by Y, <title> stars A, B and C", "A plays B".

A language's connecting phrases are data (`[prose]` of its vocabulary): each says what the person did and on which side
of the phrase the name stands. Here a sentence is cut at those phrases, and the names next to each are read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from extractors.locate.eastern import eastern_names_after, eastern_names_before, is_eastern
from extractors.parse.names import is_name
from extractors.parse.text import flatten, script_of
from extractors.vocabulary import Vocabulary
from extractors.vocabulary.phrases import Phrases

_SENTENCES: Final = re.compile(r"(?<=[.!?。！？…])[\"'”’»）)]*\s+(?=\S)")
_ABBREVIATION: Final = re.compile(r"(?:^|[\s(.])(?:\w|jr|sr|dr|mr|mrs|ms|st|vs|no|prof)\.$", re.IGNORECASE)
_LONGEST_SENTENCE: Final = 1_500
_REACH: Final = 400
"""Characters on either side of a phrase that are searched for names."""
_MOST_NAMES: Final = 30
_WORD: Final = re.compile(r"[^\s,;:()\[\]{}<>“”\"«»「」『』《》—–/|]+")
_POSSESSIVE: Final = re.compile(r"['’]s\s")
_CASED: Final = ("Latin", "Cyrillic", "Greek")
"""Scripts in which a capital tells a name from a word, but not from the first word of a title."""
_NO_PEOPLE: Final = frozenset({"streams_on"})
"""Relations to no person; capitalised, their words ("on") are parts of names ("Nam On-jo")."""
_PLAYING: Final = {"plays": "plays", "character_of": "plays", "as": "as"}
"""Relations with a person in front of the phrase and a character behind it; "as" alone is the weaker one."""
_DESCRIPTION: Final = 8
"""Lower-case words that may stand between "plays" and the character's name: "playing the hospital nurse X"."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A connecting phrase in a sentence."""

    start: int
    end: int
    after: tuple[str, ...]
    """What those named behind the phrase did: "directed_by", "stars", "plays" …"""
    before: tuple[str, ...]
    """What those named in front of it did."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A person whom a sentence connects with the work."""

    relation: str
    name: str
    character: str | None = None


def sentences(text: str) -> Iterator[str]:
    """The sentences of a line; "J. Robert" and "Downey Jr. plays" do not end one."""
    start = 0
    for matched in _SENTENCES.finditer(text):
        if _ABBREVIATION.search(text[max(start, matched.start() - 6) : matched.start()]):
            continue
        yield text[start : matched.start()][:_LONGEST_SENTENCE]
        start = matched.end()
    yield text[start:][:_LONGEST_SENTENCE]


def phrases_in(sentence: str, vocabulary: Vocabulary) -> list[Phrase]:
    """The connecting phrases of a sentence, in order; where several begin together, the longest."""
    phrases, relations = _phrases(vocabulary)
    found = [Phrase(one.start, one.end, *relations[one.words]) for one in phrases.find(flatten(sentence))]
    return [
        phrase
        for phrase in found
        if not (sentence[phrase.start].isupper() and _NO_PEOPLE.issuperset((*phrase.after, *phrase.before)))
    ]


def mentions(sentence: str, vocabulary: Vocabulary) -> Iterator[Mention]:
    """Everybody whom the sentence connects with the work, by what they did."""
    phrases = phrases_in(sentence, vocabulary)
    for position, phrase in enumerate(phrases):
        left_end = phrases[position - 1].end if position else 0
        right_end = phrases[position + 1].start if position + 1 < len(phrases) else len(sentence)
        left = sentence[max(left_end, phrase.start - _REACH) : phrase.start]
        right = sentence[phrase.end : min(right_end, phrase.end + _REACH)]
        listed = names_after(right, vocabulary)
        for relation in phrase.after:
            if relation == "played_by":
                character = _name_before(left, vocabulary)
                for name in listed[:1]:
                    yield Mention("stars", name, character)
            else:
                for name in listed:
                    yield Mention(relation, name)
        for relation in phrase.before:
            if relation in _PLAYING:
                actor, character = (
                    _name_before(left, vocabulary),
                    _character_after(right, vocabulary, is_verb="as" not in phrase.before),
                )
                relation_to = "as" if "as" in phrase.before else _PLAYING[relation]
                if actor is None:  # one word may be a name ("IU plays …"), but does not make a credit by itself
                    actor, relation_to = _single_name_before(left), "as"
                if actor and character and actor != character:
                    yield Mention(relation_to, actor, character)
            elif not (listed and relation in phrase.after):  # "X stars A and B": X is the work
                for name in names_before(left, vocabulary):
                    yield Mention(relation, name)


def names_after(text: str, vocabulary: Vocabulary) -> list[str]:
    """The list of names that a text begins with: "A, B and C in a film …" -> A, B, C. All are in one script."""
    if is_eastern(text, vocabulary):
        return eastern_names_after(text, vocabulary)
    names: list[str] = []
    pieces = _pieces(text.lstrip(" :–—-"), vocabulary)
    for piece in pieces[:_MOST_NAMES]:
        if is_name(piece) and not _POSSESSIVE.search(piece):
            names.append(piece)
            continue
        run = _leading_run(piece)
        if run and (" " in run or script_of(run) not in _CASED) and is_name(run):
            names.append(run)
        break
    return _people(_one_script(names), vocabulary)


def names_before(text: str, vocabulary: Vocabulary) -> list[str]:
    """The list of names that a text ends with: "In it A, B and C" -> A, B, C."""
    if is_eastern(text, vocabulary):
        return eastern_names_before(text, vocabulary)
    names: list[str] = []
    for piece in reversed(_pieces(text.rstrip(" ,:–—-"), vocabulary)[-_MOST_NAMES:]):
        if is_name(piece) and " " in piece:
            names.append(piece)
            continue
        run = _trailing_run(piece)
        if run and " " in run and is_name(run):
            names.append(run)
        break
    return _one_script(names)[::-1]


def _people(names: list[str], vocabulary: Vocabulary) -> list[str]:
    """Single words are people only in the company of full names ("stars IU, Park Bo-gum"), where nouns are small."""
    full = [name for name in names if " " in name or script_of(name) not in _CASED]
    return full if vocabulary.capitalises_nouns else (names if full else [])


def _name_before(text: str, vocabulary: Vocabulary) -> str | None:
    """The one name that a text ends with; a role in apposition may stand behind it: "Ha Young, the nurse,"."""
    names = names_before(text, vocabulary)
    return names[-1] if names else None


def _single_name_before(text: str) -> str | None:
    """A name of one word that a text ends with and a clause begins with: "IU", "…, Zendaya"."""
    last = re.split(r"[,;:()]", text.rstrip())[-1].split()
    return last[0] if len(last) == 1 and is_name(last[0]) else None


def _character_after(text: str, vocabulary: Vocabulary, *, is_verb: bool) -> str | None:
    """The character's name behind "plays": descriptions in lower case may come first.

    Where all nouns have capitals, one word behind "as" or a description may be any noun ("spielt das Mädchen").
    """
    words = list(_WORD.finditer(text))
    for position, word in enumerate(words[: _DESCRIPTION + 1]):
        between = text[words[position - 1].end() : word.start()] if position else text[: word.start()]
        if re.search(r"[;:()\[\]]", between):
            return None
        if word[0][0].isupper():
            run = _leading_run(text[word.start() :])
            any_noun = (position > 0 or not is_verb) and vocabulary.capitalises_nouns and " " not in run
            return run if run and len(run) <= 60 and not any_noun else None
    return None


def _pieces(text: str, vocabulary: Vocabulary) -> list[str]:
    """A text cut at what parts the names of a list, empty pieces left out."""
    pieces = (_without_stop(raw.strip()) for raw in _separators(vocabulary).split(text))
    return [piece for piece in pieces if piece]


def _without_stop(text: str) -> str:
    """Without the full stop that ends the sentence; that of "Jr." and of an initial stays."""
    return text if _ABBREVIATION.search(text) else text.rstrip(".!?。！？…")


def _leading_run(text: str) -> str:
    """The capitalised words (and the particles between them) that a text begins with."""
    return _run(list(_WORD.finditer(text)), text)


def _trailing_run(text: str) -> str:
    words = list(_WORD.finditer(text))
    start = len(words)
    while (
        start
        and _is_capitalised(words[start - 1][0])
        and (start == len(words) or not text[words[start - 1].end() : words[start].start()].strip())
    ):
        start -= 1
    return text[words[start].start() :].strip(" ,.;:'’") if start < len(words) else ""


def _run(words: list[re.Match[str]], text: str) -> str:
    end = 0
    for position, word in enumerate(words):
        gap = text[end : word.start()]
        if (position and gap.strip()) or (not position and gap.strip()):
            break
        if not _is_capitalised(word[0]):
            following = words[position + 1][0] if position + 1 < len(words) else ""
            if not (position and word[0] in _PARTICLES and following and _is_capitalised(following)):
                break
        end = word.end()
        if word[0].endswith((".", "!", "?")) and not _ABBREVIATION.search(word[0]):
            break
        if re.search(r"['’]s?$", word[0]):
            break
    return _without_stop(re.sub(r"['’]s?$", "", text[:end].strip(" ,;:")).removesuffix("’s"))


_PARTICLES: Final = frozenset(
    "al bin da de del della den der di dos du e el ibn la le ten ter van von y zu".split()  # noqa: SIM905
)


def _is_capitalised(word: str) -> bool:
    """Whether a word could be part of a name: a capital, or a letter of a script without case."""
    first = next((character for character in word if character.isalpha()), "")
    return bool(first) and not first.islower()


def _one_script(names: list[str]) -> list[str]:
    """The names up to the first that is in another script: there the work's native title begins."""
    if not names:
        return names
    script = script_of(names[0])
    kept: list[str] = []
    for name in names:
        if script_of(name) != script:
            break
        kept.append(name)
    return kept


@lru_cache(maxsize=64)
def _phrases(vocabulary: Vocabulary) -> tuple[Phrases, dict[str, tuple[tuple[str, ...], tuple[str, ...]]]]:
    """The language's phrases, and for each what is said of those behind it and in front of it."""
    after: dict[str, list[str]] = {}
    before: dict[str, list[str]] = {}
    for relation, sides in vocabulary.prose.items():
        for phrase in sides.after:
            after.setdefault(phrase, []).append(relation)
        for phrase in sides.before:
            before.setdefault(phrase, []).append(relation)
    relations = {p: (tuple(after.get(p, ())), tuple(before.get(p, ()))) for p in {*after, *before}}
    return Phrases(relations), relations


def _bounded(phrase: str) -> str:
    """A phrase as a pattern that does not begin or end inside a word (scripts without spaces have no such bounds)."""
    left = r"(?<!\w)" if phrase[0].isalnum() and script_of(phrase[0]) in ("Latin", "Cyrillic") else ""
    right = r"(?!\w)" if phrase[-1].isalnum() and script_of(phrase[-1]) in ("Latin", "Cyrillic") else ""
    return f"{left}{re.escape(phrase)}{right}"


@lru_cache(maxsize=64)
def _separators(vocabulary: Vocabulary) -> re.Pattern[str]:
    words = "|".join(sorted((_bounded(word) for word in vocabulary.joiners), key=len, reverse=True))
    return re.compile(rf"\s*(?:[,;、，·]\s*(?:{words})?|\s(?:{words})\s)\s*", re.IGNORECASE)
