"""Names elsewhere than right beside a phrase: "In the role of X, Y", "X dirige a A y B", "der von X gedrehte Film"."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from extractors.locate.people import is_full, name_at, names_after, names_before
from extractors.locate.sentences import MAKING, OWN, PERHAPS, Mention, Phrase, Sentence, relatives
from extractors.parse.names import in_nominative, is_full_name
from extractors.parse.pattern import pattern
from extractors.parse.text import flatten
from extractors.vocabulary import Vocabulary

_REACH: Final = 240
_FEWEST: Final = 2
_MOST_SAID: Final = 5
"""Words between a subject and "in the role of": "is simply superb"."""
_OBJECT: Final = 20
"""Characters of whom somebody plays, where that stands between the player and the verb."""
_PAUSE: Final = pattern(r"[、，。,.!?！？「」『』]")
_PREDICATE: Final = range(2, 4)
_NEAR: Final = 3
_OBJECTS: Final = {"directed_by": "works", "written_by": "scripts"}
"""What somebody has made who has done what a participle says."""
_NAMING: Final = MAKING | {"stars"}
_OTHER_JOBS: Final = frozenset({"writer", "composer", "cinematographer", "editor"})
"""Jobs whose nouns are the work of those named behind a participle."""
_GAP: Final = pattern(r"(?:,\s|\s?[—–-]\s|:\s|\s)(?:[^\W\d_A-ZÀ-ÖØ-ÞА-Я]{1,16}\s){0,3}(?=[A-ZÀ-ÖØ-ÞĀ-ŽА-Я])")
"""What stands between a character and the player behind: a comma, a dash, a verb."""
_ARTICLE: Final = 8
_OF_WORK: Final = 10
"""Characters between a noun for a job and that for a work: " de la ", " of the "."""
_APPOSED: Final = pattern(r",\s(?P<words>(?:[^\W\d_A-Z]{1,5}\s)?)$")
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


def verb_first(sentence: Sentence, phrase: Phrase, relation: str) -> Iterator[Mention]:
    """Who stands behind a verb that begins the sentence: "Dirige X.", "Protagonizan A y B"."""
    said = sentence.text[phrase.start : phrase.end]
    if phrase.start or " " in said or relation not in _NAMING or not sentence.text.startswith(" ", phrase.end):
        return
    names = names_after(sentence.text[phrase.end : phrase.end + _REACH], sentence.vocabulary)
    if names and all(map(is_full, names)) and any(map(is_full_name, names)):
        yield from (Mention(relation, name) for name in names)


def behind_agent(sentence: Sentence, phrase: Phrase) -> Iterator[Mention]:
    """The makers behind a participle and words for the manner: "Dirigida con pulso por X"."""
    agents = sentence.vocabulary.sentence("agents")
    found = _agent(agents).match(sentence.text, phrase.end, phrase.end + OWN) if agents else None
    inside = (one for one in sentence.connecting if found is not None and phrase.end <= one.start < found.end())
    if found is None or any(not _NAMING.isdisjoint(one.after) for one in inside):
        return
    for name in names_after(sentence.text[found.end() : found.end() + _REACH], sentence.vocabulary):
        if is_full(name):
            yield Mention("directed_by", name)


@lru_cache(maxsize=16)
def _agent(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:\s[a-zà-ÿ]{{1,16}}){{1,4}}\s(?:{'|'.join(words)})\s(?=[^\W\d_a-zß-ÿ])")


def described(sentence: Sentence) -> Iterator[Mention]:
    """Makers whose names a noun for their job explains: "X, réalisateur du film, évite"."""
    vocabulary = sentence.vocabulary
    for phrase in sentence.marked:
        if "makers" not in phrase.marks or "," not in sentence.text[max(0, phrase.start - _ARTICLE) : phrase.start]:
            continue
        apposed = _APPOSED.search(sentence.text, max(0, phrase.start - _ARTICLE), phrase.start)
        work = next((one for one in sentence.marked if "works" in one.marks and one.start > phrase.end), None)
        if apposed is None or work is None or work.start - phrase.end > _OF_WORK or sentence.names_another(work.end):
            continue
        words = [flatten(word) for word in apposed["words"].split()]
        between = sentence.text[phrase.end : work.start]
        if not set(words) <= set(vocabulary.sentence("articles")) or _STOPS.search(between) or not between.islower():
            continue
        for name in names_before(sentence.text[: apposed.start()], vocabulary)[-1:]:
            if is_full(name):
                yield Mention("directed_by", name)


def own_first(sentence: Sentence) -> Iterator[Mention]:
    """Whose work a pronoun at the sentence's start means, no comma behind it: "Nel suo primo film X osa tutto"."""
    work = next((one for one in sentence.marked if "works" in one.marks), None)
    if work is None or work.start > OWN or not sentence.text[work.end + 1 : work.end + 2].isupper():
        return
    vocabulary = sentence.vocabulary
    before = flatten(sentence.text[: work.start]).split()
    if len(before) < _FEWEST or before[0] not in vocabulary.sentence("prepositions"):
        return
    named = name_at(sentence.text, work.end + 1, vocabulary)
    if named is None or set(vocabulary.sentence("own")).isdisjoint(before) or len(before) > _MOST_SAID:
        return
    if not named[2] and is_full_name(named[0]) and sentence.goes_on(named[1]):
        yield Mention("directed_by", named[0], weight=PERHAPS)


def beside(sentence: Sentence) -> Iterator[Mention]:
    """The players of a sentence that begins with one beside whom others appear: "Neben A sind B und C zu sehen"."""
    vocabulary = sentence.vocabulary
    openings = vocabulary.sentence("beside")
    start = flatten(sentence.text[:24]) if openings else ""
    opening = next((one for one in openings if start.startswith(f"{one} ")), "")
    named = name_at(sentence.text, len(opening) + 1, vocabulary) if opening else None
    gap = _GAP.match(sentence.text, named[1]) if named is not None else None
    if named is None or gap is None or not is_full(named[0]):
        return
    names = names_after(sentence.text[gap.end() : gap.end() + _REACH], vocabulary)
    if names and all(map(is_full, names)) and sum(map(is_full_name, (named[0], *names))) >= _FEWEST:
        yield from (Mention("stars", name) for name in (named[0], *names))


def job_in_front(sentence: Sentence, phrase: Phrase) -> str | None:
    """The job whose noun stands right in front of a participle: "la fotografía, firmada por X" -> "cinematographer"."""
    words = flatten(sentence.text[max(0, phrase.start - OWN) : phrase.start]).rstrip(" ,").split()[-2:]
    if len(words) > 1 and words[-1] in sentence.vocabulary.sentence("is"):
        words.pop()  # "le scénario est signé X"
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
    """Whether a phrase of several words has "role" among them: "in the role of" says more than "as"."""
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


def subject_of_perfect(sentence: Sentence, phrase: Phrase, relation: str) -> list[str]:
    """Who has done what the participle at the end says: "X hat einen leisen Film gedreht", "Nun hat X … gedreht"."""
    vocabulary = sentence.vocabulary
    if not (verbs := vocabulary.sentence("auxiliaries")) or relation not in _OBJECTS:
        return []
    left = sentence.text[max(0, phrase.start - _REACH) : phrase.start]
    found = list(_auxiliary(verbs).finditer(left))[-1:]
    start = phrase.start - len(left) + found[0].end() if found else 0
    if not found or not any(
        _OBJECTS[relation] in one.marks and start <= one.start < phrase.start for one in sentence.marked
    ):
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
    if (subject := _subject_of_predicate(left, vocabulary, is_copula=False)) is not None:
        yield Mention("stars", subject, character)


def subjects_of_predicate(sentence: Sentence, phrase: Phrase) -> list[str]:
    """Who is said to do well in a part: "X brille dans le rôle principal", "X und Y glänzen in den Hauptrollen"."""
    said = flatten(sentence.text[phrase.start : phrase.end]).split()
    if len(said) < _FEWEST or set(said).isdisjoint(sentence.vocabulary.sentence("parts")):
        return []
    words = sentence.text[max(0, phrase.start - _REACH) : phrase.start].split()
    if not words or not words[-1].isalpha() or not words[-1].islower():
        return []
    away = {*sentence.vocabulary.sentence("prepositions"), *sentence.vocabulary.joiners}
    return (
        []
        if words[-1] in away
        else [name for name in names_before(" ".join(words[:-1]), sentence.vocabulary) if is_full(name)]
    )


def is_passive(sentence: Sentence, phrase: Phrase, left: str, name: str) -> bool:
    """Whether it is "by X" that stands in front of a participle at the end: "Theresa wird von X gespielt"."""
    ahead = left[: left.rfind(name)].rsplit(maxsplit=1)[-1:]
    is_participle = flatten(sentence.text[phrase.start : phrase.end]) in sentence.vocabulary.sentence("passives")
    return is_participle and bool(ahead) and flatten(ahead[0]) in sentence.vocabulary.sentence("agents")


def is_somehow(sentence: Sentence, phrase: Phrase, character: str | None) -> Iterator[Mention]:
    """Who is said to be good as somebody: "X está inmensa como Teresa", "X ist großartig als Lena"."""
    left = sentence.text[max(0, phrase.start - _REACH) : phrase.start]
    if character is not None and left.endswith(" ") and left[-2:-1].isalpha():
        subject = _subject_of_predicate(left, sentence.vocabulary, is_copula=True)
        if subject is not None and subject != character:
            yield Mention("stars", subject, character)


def _subject_of_predicate(left: str, vocabulary: Vocabulary, *, is_copula: bool) -> str | None:
    """The full name in front of a few words that say how somebody is: "X is superb", "X est bouleversante"."""
    words = left[-_REACH:].split()
    said: list[str] = []
    while words and len(said) < _MOST_SAID and words[-1].isalpha() and words[-1].islower():
        said.append(flatten(words.pop()))
    away = {*vocabulary.sentence("prepositions"), *vocabulary.joiners, *relatives(vocabulary)}
    if not said or not away.isdisjoint(said[-1:]):
        return None
    if is_copula and (len(said) not in _PREDICATE or said[-1] not in _copulas(vocabulary)):
        return None
    rest = " ".join(words)
    names = names_before(rest, vocabulary)
    if len(names) != 1 or not is_full(names[0]) or not rest.endswith(names[0]):
        return None
    before = rest.removesuffix(names[0]).split()[-1:]
    return None if before and flatten(before[0]) in vocabulary.sentence("prepositions") else names[0]


def subject_in_front(left: str, vocabulary: Vocabulary) -> list[str]:
    """The player in front of whom is played, where particles tell the two: "Aが主人公の美咲を演じる"."""
    place = max((left.rfind(agent, max(0, len(left) - _OBJECT)) for agent in vocabulary.sentence("agents")), default=-1)
    if place < 0 or _PAUSE.search(left, place):
        return []
    names = names_before(left[:place], vocabulary)
    return names[-1:]


def is_part(name: str, vocabulary: Vocabulary) -> bool:
    """Whether a run of capitals is a part, at a sentence's start: "Роль Терезы"."""
    return flatten(name).partition(" ")[0] in vocabulary.sentence("parts")


@lru_cache(maxsize=64)
def _copulas(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(vocabulary.sentence("is"))


def behind_verb(sentence: Sentence, phrase: Phrase, left: str) -> Mention | None:
    """The player behind the verb, where endings tell who plays whom: "Терезу играет X", "Роль Терезы сыграл X"."""
    vocabulary = sentence.vocabulary
    words = left.split()
    named = name_at(sentence.text, phrase.end + 1, vocabulary)
    if not words or named is None or not is_full(named[0]) or in_nominative(named[0], vocabulary) != named[0]:
        return None
    if words[-1][0].isupper():
        return Mention("stars", named[0], words[-1])
    is_last = sentence.text[named[1] : named[1] + 1] in ("", ".", ",", ";")  # "а его сестру сыграла X."
    return Mention("stars", named[0]) if is_last else None
