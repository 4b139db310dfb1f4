"""Names in the sentences of scripts that have spaces but no capitals: Devanagari, Telugu, Arabic.

There a name is what two or three words may be that stand between a word for a job and one that closes names, or between
the start of a clause and such a phrase. A run of words that nothing closes is nobody.
"""

from collections.abc import Iterable
from typing import Final

from extractors.parse.names import is_name
from extractors.parse.pattern import pattern
from extractors.parse.text import flatten
from extractors.vocabulary import Vocabulary

_FIRST: Final = "\u0600"
_LAST: Final = "\u0dff"
_WORD: Final = pattern(r"[^\s,;:.()\[\]«»\"'‘’“”!?।،؛]+|[^\s]")
_LEADING: Final = 4
_REACH: Final = 160
_WORDS: Final = range(2, 4)


def is_uncased(text: str) -> bool:
    """Whether a text begins with a letter of such a script."""
    first = text[:_LEADING].lstrip(" :,-–—")[:1]
    return _FIRST <= first <= _LAST


def uncased_names_after(text: str, vocabulary: Vocabulary) -> list[str]:
    """The list of names that a text begins with; none where no word closes it."""
    names: list[str] = []
    run: list[str] = []
    for word in _words(text[:_REACH].lstrip(" :-–—")):
        is_mark, flat = not word[0].isalpha(), flatten(word)
        if not is_mark and flat not in _closing(vocabulary) and flat not in vocabulary.joiners:
            run.append(word)
            if len(run) not in range(_WORDS.stop):
                return names
            continue
        name = " ".join(run)
        if not _is_person(run, vocabulary):
            return names
        names.append(name)
        run = []
        if word not in (",", "،") and flat not in vocabulary.joiners:
            return names
    if _is_person(run, vocabulary) and (names or len(text) <= _REACH):
        names.append(" ".join(run))
    return names


def uncased_names_before(text: str, vocabulary: Vocabulary) -> list[str]:
    """The list of names that a text ends with, up to the start of its clause."""
    names: list[str] = []
    run: list[str] = []
    for word in (*reversed(_words(text[-_REACH:])), "।"):
        is_mark, flat = not word[0].isalpha(), flatten(word)
        is_joint = flat in vocabulary.joiners or word in (",", "،")
        if not is_mark and not is_joint and flat not in _closing(vocabulary):
            run.insert(0, word)
            if len(run) not in range(_WORDS.stop):
                return names
            continue
        if run:
            if len(run) > _WORDS.start and run[0] in vocabulary.label_starts:
                del run[0]  # "कहानी X Y ने लिखी": the noun for what is theirs
            if not _is_person(run, vocabulary):
                return names
            names.insert(0, " ".join(run))
            run = []
        if not is_joint or not names:
            return names
    return names


def is_uncased_name(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text is one name and nothing else."""
    return _is_person(_words(text), vocabulary)


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _closing(vocabulary: Vocabulary) -> Iterable[str]:
    return vocabulary.person("endings")


def _is_person(words: list[str], vocabulary: Vocabulary) -> bool:
    if len(words) not in _WORDS or not is_name(" ".join(words)):
        return False
    flat = {flatten(word) for word in words}
    return flat.isdisjoint(vocabulary.sentence("stop")) and flat.isdisjoint(vocabulary.label_starts)
