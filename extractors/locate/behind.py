"""Which of the names behind "directed by" and its like are those of makers: a list, a described one, no subject."""

import re
from functools import lru_cache
from typing import Final

from extractors.locate.people import CASED, is_full, name_at, names_after
from extractors.locate.sentences import Phrase, Sentence, relatives
from extractors.parse.names import is_name
from extractors.parse.pattern import pattern
from extractors.parse.text import flatten, fold, script_of
from extractors.vocabulary import Vocabulary, alternatives

_REACH: Final = 400
_QUOTES: Final = frozenset('"“„«‘')
_DESCRIBED: Final = pattern(
    r"\s(?P<words>[^\d,;:.!?()\[\]\"“”„«»A-ZÀ-ÖØ-ÞА-Я–—]{6,100}?)(?P<mark>,\s|\s\(|\s?:\s)(?=[A-ZÀ-ÖØ-ÞА-Я])"
)
_FEWEST_NAMES: Final = 2
_FEWEST_WORDS: Final = 3
"""Words of a description: "by one of the best", not "by hand"."""
_BEFORE: Final = 16
_NEAR: Final = 4
"""Characters, and words, around a noun for a work among which "latest" stands."""
_SHORTEST_SURNAME: Final = 3
"""Names of so many letters are initials of companies as well."""
_CLOSED: Final = pattern(r"\s?(?:[,.;)!?]|$)")
_EXAMPLES: Final = pattern(r"\s?\((?=[a-zà-ÿа-я])")
"""A bracket that begins with small letters gives examples or explains: "some writers (particularly X)"."""


def made_by(sentence: Sentence, phrase: Phrase, right: str) -> list[str]:
    """The names of a list of makers right behind a phrase, without who is the subject of the clause behind it."""
    names = without_examples(right, names_after(right, sentence.vocabulary, described=True))
    return _without_subject(sentence, phrase, names) if names and script_of(names[0]) in CASED else names


def without_examples(right: str, names: list[str]) -> list[str]:
    """The names behind a noun or phrase; none where they are titles in quotes, or examples in a bracket."""
    if not names or script_of(names[0]) not in CASED:
        return names
    is_title = not _QUOTES.isdisjoint(right[: right.find(names[0])])  # "as a director, “Tin Summer”"
    return [] if is_title or _EXAMPLES.match(right) else names


def described_makers(sentence: Sentence, phrase: Phrase) -> list[str]:
    """Makers behind words for what they are: "directed by the same person (X)", "dirigida por dos amigos, X y Y"."""
    text = sentence.text[phrase.end : phrase.end + _REACH]
    described = _DESCRIBED.match(text)
    if described is None or "makers" in phrase.marks:
        return []
    words = [flatten(word) for word in described["words"].split()]
    vocabulary = sentence.vocabulary
    counts = {*vocabulary.sentence("articles"), *vocabulary.sentence("indefinite"), *vocabulary.spelt_numbers[0]}
    if len(words) < _FEWEST_WORDS or words[0] not in counts or not relatives(vocabulary).isdisjoint(words):
        return []
    names = names_after(text[described.end() :], vocabulary)
    if not names or not all(map(is_full, names)):
        return []
    behind = text[text.find(names[-1], described.end()) + len(names[-1]) :]
    return names if described["mark"] != ", " or _CLOSED.match(behind) else []


def latest_of(sentence: Sentence, phrase: Phrase) -> str | None:
    """The surname alone behind a noun for a work that a word calls somebody's latest: "il nuovo film di Riva"."""
    vocabulary = sentence.vocabulary
    words = flatten(sentence.text[max(0, phrase.start - _BEFORE) : phrase.end]).split()[-_NEAR:]
    if vocabulary.capitalises_nouns or set(words).isdisjoint(vocabulary.sentence("latest")):
        return None
    start = phrase.end + 1
    named = name_at(sentence.text, start, vocabulary) if sentence.text[phrase.end : start] == " " else None
    return named[0] if named is not None and is_surname(named[0], vocabulary) else None


def is_surname(name: str, vocabulary: Vocabulary) -> bool:
    """Whether one word may be somebody's surname: not that of a studio, a service or a country."""
    folded = fold(name)
    return (
        " " not in name
        and len(name) > _SHORTEST_SURNAME
        and is_name(name)
        and folded not in vocabulary.studios
        and folded not in vocabulary.platform_names
        and folded not in vocabulary.countries
        and folded not in vocabulary.festivals
        and name not in vocabulary.given_names
    )


def _without_subject(sentence: Sentence, phrase: Phrase, names: list[str]) -> list[str]:
    """The names in front of the last comma that no "and" follows, where a verb follows the list: "X, Y plays".

    Behind a noun, three names with "and" are a list all the same: "a film directed by X, Y and Z is".
    """
    text = sentence.text
    places = [text.find(name.split()[-1], phrase.end) for name in names]
    end = places[-1] + len(names[-1].split()[-1])
    if min(places) < 0 or not sentence.goes_on(end):
        return names
    for place in range(len(names) - 1, 0, -1):
        between = text[places[place - 1] : places[place]]
        is_pair = len(names) == _FEWEST_NAMES  # no list of two has a comma in front of "and"
        if "," in between and (is_pair or not _joined(sentence.vocabulary).search(between)):
            is_list = place < len(names) - 1 and not _begins_clause(text[: phrase.start])
            return names if is_list else names[:place]
    return names


def _begins_clause(before: str) -> bool:
    return not before.strip() or before.rstrip()[-1:] in ",;:.—–("


@lru_cache(maxsize=64)
def _joined(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf"\s(?:{alternatives(vocabulary.joiners)})\s")
