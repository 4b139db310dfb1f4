"""Players whom a sentence names for how they play: "X is terrific as Y", "X gives a fine performance", "opposite X"."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from extractors.locate.owners import performed_in
from extractors.locate.people import as_pattern, cast_after, is_full, names_after, names_before
from extractors.locate.sentences import LIKELY, SURE, Mention, Phrase, Sentence
from extractors.parse.names import is_full_name
from extractors.parse.pattern import pattern
from extractors.parse.text import flatten
from extractors.vocabulary import Vocabulary, alternatives

_REACH: Final = 200
_CAST_REACH: Final = 1_000
_WORDS: Final = 40
"""Characters in front of a phrase in which its last words stand."""
_FEWEST_LISTED: Final = 2
_AS: Final = frozenset({"plays", "as", "character_of"})
"""Relations with a character behind the phrase."""
_OWNED: Final = pattern(r"['’]s\s")
_BREAK: Final = pattern(r"[,;:.()]|[^\W\d_a-zß-öø-ÿ]")
_ACTING: Final = frozenset({"stars", "plays", "acts"})
"""Relations of those who play, of which one says that a sentence speaks of players."""


def acting(sentence: Sentence) -> Iterator[Mention]:
    """Those whom a sentence praises as players, or names beside players."""
    found = [*_acting(sentence)]
    if found and not sentence.is_title_case:
        yield from found


def _acting(sentence: Sentence) -> Iterator[Mention]:
    for phrase in sentence.marked:
        if "praised" in phrase.marks:
            yield from _praised(sentence, phrase)
        if "notably" in phrase.marks:
            yield from _named_of_cast(sentence, phrase)
        if "performances" in phrase.marks:
            yield from _performing(sentence, phrase)
        if "beside" in phrase.after:
            yield from _beside(sentence, phrase)
        if "works" in phrase.marks:
            yield from _company(sentence, phrase.end)
    for _, end in sentence.titled if sentence.knows_title else ():
        yield from _company(sentence, end)


def _praised(sentence: Sentence, phrase: Phrase) -> Iterator[Mention]:
    """Who is praised in a predicate: "X and Y are both terrific", "X is quite superb as the nurse"."""
    left = sentence.text[max(0, phrase.start - _REACH) : phrase.start]
    said = _is_so_pattern(sentence.vocabulary).search(left)
    if said is None:
        return
    left = left[: said.start()]
    yield from _notably(sentence, phrase, left)
    listed = [_OWNED.split(name)[0] for name in names_before(left, sentence.vocabulary)]  # "X's Jonah is a hoot"
    listed = [name for name in listed if is_full(name)]
    names = without_characters(sentence, phrase, listed)
    is_object = names == listed != [] and sentence.is_object(left, names[0])
    is_object = is_object and not follows_role(sentence, phrase, names)
    if not names and (role := as_pattern(sentence.vocabulary).search(left)) is not None:  # "X as Jonah is a revelation"
        names = [name for name in names_before(left[: role.start()], sentence.vocabulary)[-1:] if is_full(name)]
        yield from (Mention("acts", name, weight=SURE) for name in names)
        return
    if names and not names[1:] and left[: left.rfind(names[0])].rstrip().endswith(","):
        return  # "her boss, Martin Hale, is a delight"
    if is_object or _is_only_compared(sentence, phrase) or is_elsewhere(sentence, phrase.end):
        return
    is_role = _role_pattern(sentence.vocabulary).match(sentence.text, phrase.end) is not None
    for name in names:
        yield Mention("acts", name, weight=SURE if is_role else LIKELY)


def _notably(sentence: Sentence, phrase: Phrase, left: str) -> Iterator[Mention]:
    """Those of a praised cast who are named: "The cast is excellent, particularly X and Y"."""
    said = _notably_pattern(sentence.vocabulary).match(sentence.text, phrase.end)
    words = flatten(left).split()[-1:]
    if said is None or not words or sentence.vocabulary.labels.get(words[0]) != "cast":
        return
    for name in names_after(sentence.text[said.end() : said.end() + _REACH], sentence.vocabulary):
        if is_full(name):
            yield Mention("acts", name, weight=LIKELY)


def _named_of_cast(sentence: Sentence, phrase: Phrase) -> Iterator[Mention]:
    """Those whom words for "especially" name right behind a noun for the players: "The cast, especially X and Y"."""
    words = flatten(sentence.text[max(0, phrase.start - _WORDS) : phrase.start]).rstrip(" ,–—-").rsplit(maxsplit=1)
    vocabulary = sentence.vocabulary
    if not words or (vocabulary.labels.get(words[-1]) != "cast" and words[-1] not in vocabulary.sentence("leads")):
        return
    behind = sentence.text[phrase.end : phrase.end + _REACH]
    for name in names_after(behind, vocabulary, described=True):
        if is_full(name):
            yield Mention("acts", name, weight=LIKELY)


def _performing(sentence: Sentence, phrase: Phrase) -> Iterator[Mention]:
    """Who gives a performance: "X delivers a performance of great restraint"."""
    left = sentence.text[max(0, phrase.start - _REACH) : phrase.start]
    verb = _performs_pattern(sentence.vocabulary).search(left)
    names = names_before(left[: verb.start()], sentence.vocabulary) if verb is not None else []
    if verb is not None and names and not sentence.is_object(left[: verb.start()], names[0]):
        yield from (Mention("acts", name, weight=SURE) for name in names if is_full(name))


def _beside(sentence: Sentence, phrase: Phrase) -> Iterator[Mention]:
    """With whom a player plays: "plays Nora opposite X", "Alongside X, Y plays"; no words of comparison elsewhere."""
    names = names_after(sentence.text[phrase.end : phrase.end + _REACH], sentence.vocabulary)
    if "stars" in phrase.before:  # "stars opposite"
        yield from (Mention("stars", name) for name in names if is_full(name))
        return
    others = [one for one in sentence.connecting if not _ACTING.isdisjoint({*one.before, *one.after})]
    is_first = phrase.start == 0
    if not any(one.start > phrase.end if is_first else one.end < phrase.start for one in others):
        return
    for name in names[:1] if is_first else names:
        if is_full_name(name):
            yield Mention("acts", name, weight=LIKELY)


def _company(sentence: Sentence, end: int) -> Iterator[Mention]:
    """The players in a list behind a comma and "with": "It is a film about two brothers, with X, Y and Z"."""
    if ", " not in sentence.text or "with" in sentence.vocabulary.prose:
        return
    company = _company_pattern(sentence.vocabulary).match(sentence.text, end, end + _REACH)
    if company is None:
        return
    behind = sentence.text[company.end() : company.end() + _CAST_REACH]
    listed = cast_after(behind, sentence.vocabulary, described=False)
    if len(listed) >= _FEWEST_LISTED and all(is_full(one.name) for one in listed):
        yield from (Mention("stars", one.name, one.character) for one in listed)


def without_characters(sentence: Sentence, phrase: Phrase, names: list[str]) -> list[str]:
    """The names in front of a phrase without the character that they begin with: "X plays Nora and Y plays"."""
    if len(names) < _FEWEST_LISTED:
        return names
    place = sentence.text.rfind(names[0], 0, phrase.start)
    is_character = any(
        not _AS.isdisjoint(one.before) and one.end < place and not _BREAK.search(sentence.text, one.end, place - 1)
        for one in sentence.connecting
    )
    return names[1:] if is_character else names


def follows_role(sentence: Sentence, phrase: Phrase, names: list[str]) -> bool:
    """Whether "and" in front of a player ends what is said of another: "X plays Mrs. Hale and Y plays"."""
    place = sentence.text.rfind(names[0], 0, phrase.start)
    ahead = flatten(sentence.text[:place]).rsplit(maxsplit=1)
    is_joined = bool(ahead) and ahead[-1] in sentence.vocabulary.joiners
    return is_joined and any(not _AS.isdisjoint(one.before) and one.end <= place for one in sentence.connecting)


def is_elsewhere(sentence: Sentence, end: int) -> bool:
    """Whether what follows names another work in which somebody plays: "X was terrific in Tin Summer"."""
    if not sentence.knows_title or sentence.titled:
        return False
    return performed_in(sentence.vocabulary).match(sentence.text, end) is not None


def _is_only_compared(sentence: Sentence, phrase: Phrase) -> bool:
    return any("compare" in mark.marks and mark.end <= phrase.start for mark in sentence.marked)


@lru_cache(maxsize=64)
def _is_so_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    """A verb for being and what stands between it and praise: " is ", " are both ", " is, as ever, "."""
    verbs = alternatives((*vocabulary.sentence("is"), *vocabulary.sentence("are")))
    return re.compile(rf"\s(?:{verbs})(?:,? [a-zà-ÿ]{{2,14}}){{0,3}},?\s$")


@lru_cache(maxsize=64)
def _notably_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf",?\s(?:{alternatives(vocabulary.sentence('notably'))})\s(?=[^\W\d_a-zß-öø-ÿ])")


@lru_cache(maxsize=64)
def _role_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    words = alternatives(vocabulary.prose["as"].before if "as" in vocabulary.prose else ())
    own = alternatives((*vocabulary.sentence("articles"), *vocabulary.sentence("own")))
    return re.compile(rf"\s(?:{words})\s(?:(?:{own})\s|[A-ZÀ-ÖØ-ÞА-Я])")


@lru_cache(maxsize=64)
def _company_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    """What stands between a noun for the work and its players, in one clause: " about two brothers, with "."""
    return re.compile(rf"[^,;:.()]*,\s(?:{alternatives(vocabulary.company)})\s(?=[^\W\d_a-zß-öø-ÿ])")


@lru_cache(maxsize=64)
def _performs_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    """A verb for playing and an object's beginning, adjectives behind it: " gives a ", " delivers one of her best "."""
    verbs = alternatives(vocabulary.sentence("performs"))
    return re.compile(rf"\s(?:{verbs})(?: [a-zà-ÿ'’-]{{1,16}},?){{1,6}}\s$")
