"""Sentences and what stands in them: the phrases that connect names with a work, the work's own title.

A language's words are data: `[prose]` of its vocabulary has connecting phrases and says on which side of each the name
stands; `[sentences]` has the nouns for works and their makers, and the words that point elsewhere ("like", "novel").
A line is looked through once for all of them; `prose` and `owners` read the names beside them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from extractors.locate.people import name_at
from extractors.parse.memo import remembered
from extractors.parse.names import ends_abbreviated
from extractors.parse.pattern import pattern
from extractors.parse.text import flatten
from extractors.vocabulary import SentenceWords, Vocabulary, alternatives
from extractors.vocabulary.phrases import Phrases, phrases

SURE: Final = 1.0
LIKELY: Final = 0.8
"""Weight of what a sentence implies: "X's latest film" may be its star's."""
PERHAPS: Final = 0.6
"""Weight of what counts where nothing better is said: "X is one of our best directors"."""
MAKING: Final = frozenset({"directed_by", "written_by", "created_by"})
OWN: Final = 60
"""Characters around a phrase that speak of the same thing."""

_SENTENCE_END: Final = pattern(r"[.!?。！？…।](?:[\"'”’»）)]*\s+(?=\S)|(?<=[。！？])(?=[^\s」』）)”]))")
"""A sign that ends a sentence, and what stands between that and the next one."""
_CLAUSE_END: Final = pattern(r"[,;:.()、，。]")
_DENIAL: Final = 24
_LIKENED: Final = 24
"""Characters from a work to a verb behind it that compares."""
_NEXT_WORD: Final = pattern(r"\s([^\W\d_]+)")
_TITLE_WORD: Final = pattern(r"[\w'’-]+")
_LONGEST_SENTENCE: Final = 1_500
_LONGEST_WORD: Final = 40
_NO_PEOPLE: Final = frozenset({"streams_on"})
"""Relations to no person; their words ("on", "de") stand in names too."""
_WORK: Final = frozenset({"works"})
_MARKS: Final[tuple[SentenceWords, ...]] = (
    "works",
    "makers",
    "offices",
    "players",
    "compare",
    "compare_behind",
    "books",
    "music",
    "scripts",
    "debuts",
    "performances",
    "directing",
    "beside",
    "praised",
    "notably",
)
"""Kinds of words that are no relations themselves, but say what the sentence speaks of."""
_PEOPLE: Final[tuple[SentenceWords, ...]] = ("makers", "players")
_QUOTED: Final = pattern(r"[\"“„«‘]\w[^\"“”„«»]{1,60}[\"”“»’],?(?:\s\([^()]{1,40}\))?,?\s(?:\w{1,9}\s){0,2}$")
"""A title in quotes right in front of a phrase."""
_QUOTED_BEHIND: Final = pattern(r"(?:\s[a-zà-ÿ-]{1,20}){0,2},?\s[\"“„«‘](?=\w)")
_FULL_NAME_BEFORE: Final = pattern(r"(?<!\w)[A-ZÀ-ÖØ-Þ][\w.'’-]{0,20} [A-ZÀ-ÖØ-Þ][\w.'’-]{0,20}$")
_OWNED_QUOTE: Final = pattern(r"(?<=\w)['’]s?\s[\"“„«‘'](?=[A-Z])")
_APPOSED: Final = pattern(r"(?<!\w)[A-ZÀ-ÖØ-ÞА-Я][\w'’-]{0,30}[\"”»]?,\s(?:\w{1,4}\s){0,2}$")


class Phrase(NamedTuple):
    """A connecting phrase in a sentence."""

    start: int
    end: int
    after: tuple[str, ...]
    """What those named behind the phrase did: "directed_by", "stars", "plays" …"""
    before: tuple[str, ...]
    """What those named in front of it did."""
    marks: frozenset[str] = frozenset()
    """What the words are beside: a noun for a work, for its maker …"""


@dataclass(frozen=True, slots=True)
class Mention:
    """A person whom a sentence connects with the work."""

    relation: str
    name: str
    character: str | None = None
    weight: float = SURE
    needs_more: bool = False
    """Whether the name counts only where the page has it in full elsewhere: "Nolan's film"."""


@dataclass(frozen=True)
class Sentence:
    """One sentence with its phrases and the places of the title."""

    text: str
    vocabulary: Vocabulary
    marked: list[Phrase]
    """All phrases, those that say only what the sentence speaks of among them."""
    titled: list[tuple[int, int]]
    """Where the work's title stands; on a page whose title is not known, one in quotes behind a genitive."""
    knows_title: bool
    before: str = ""
    """The sentence in front of it in its line."""
    title: str = ""

    @cached_property
    def title_words(self) -> frozenset[str]:
        """The words of the work's title, flattened; not the small ones."""
        return frozenset(_TITLE_WORD.findall(flatten(self.title))) - self.vocabulary.frequent

    @cached_property
    def connecting(self) -> list[Phrase]:
        """The phrases with a name on one side."""
        return [phrase for phrase in self.marked if phrase.after or phrase.before]

    @cached_property
    def is_title_case(self) -> bool:
        """Whether it is a headline in capitals ("Review: X Shines in Y's Film"), where they tell no names."""
        return self.vocabulary.capitalises_titles and _is_title_case(self.text)

    def is_denied(self, phrase: Phrase) -> bool:
        """Whether "not" stands right in front of a phrase: "isn't directed by X", "no está dirigida por X"."""
        titles = [end for _, end in self.titled if self.knows_title and end <= phrase.start]
        ahead = self.text[max(0, phrase.start - _DENIAL, *titles) : phrase.start]  # a title may end in "Never"
        words = flatten(ahead).split()[-2:]
        return any(word in _denials(self.vocabulary) or word.endswith("n't") for word in words)

    def points_elsewhere(self, phrase: Phrase) -> bool:
        """Whether words like "like", "based on the novel" or "songs" in the clause say that this is no credit."""
        if not MAKING.isdisjoint(phrase.after) and "makers" not in phrase.marks and self.is_denied(phrase):
            return True
        ahead = flatten(self.text[max(0, phrase.start - _DENIAL) : phrase.start]).split()[-1:]
        if ahead and ahead[0] in self.vocabulary.sentence("later"):
            return not MAKING.isdisjoint((*phrase.after, *phrase.before)) or "works" in phrase.marks
        for mark in self.marked:
            if mark.end > phrase.start:
                break
            between = self.text[mark.end : phrase.start]
            if "compare" in mark.marks and len(between) <= 40 and _CLAUSE_END.search(between) is None:
                return not self.is_liking(mark)
            is_source = "based_on" in mark.after or not {"books", "music"}.isdisjoint(mark.marks)
            is_source = is_source and not ("based_on" in mark.after and self._is_script(phrase))
            is_apposed = "music" in mark.marks and between.strip() == ","  # "songs, written by X"
            is_open = _CLAUSE_END.search(between) is None and not self._names_author(between)
            if is_source and len(between) <= OWN and (is_apposed or is_open):
                return not MAKING.isdisjoint(phrase.after) or "works" in phrase.marks
        is_made = not MAKING.isdisjoint(phrase.after) or "works" in phrase.marks
        if self._is_of_forerunner(phrase) or self._is_unreal(phrase):
            return True
        return (is_made and self.explains_another(phrase)) or self._is_likened(phrase)

    def _is_likened(self, phrase: Phrase) -> bool:
        """Whether words behind a phrase compare, where they stand there: "X監督の映画を思い出した"."""
        behind = [mark for mark in self.marked if "compare_behind" in mark.marks and mark.start >= phrase.end]
        return bool(behind) and any(
            mark.start - phrase.end <= _LIKENED and _CLAUSE_END.search(self.text, phrase.end, mark.start) is None
            for mark in behind
        )

    def _is_of_forerunner(self, phrase: Phrase) -> bool:
        """Whether an earlier work was made so: "X directed the first film", "the original, directed by X"."""
        if MAKING.isdisjoint((*phrase.after, *phrase.before)) or "makers" in phrase.marks:
            return False
        if not self.vocabulary.sentence("forerunners"):
            return False
        ahead, behind = _forerunner_patterns(self.vocabulary)
        return (
            behind.match(self.text, phrase.end, phrase.end + OWN) is not None
            or ahead.search(self.text, max(0, phrase.start - OWN), phrase.start) is not None
        )

    def is_liking(self, mark: Phrase) -> bool:
        """Whether a word that may compare is a verb: "there is much to like in X's film"."""
        ahead = flatten(self.text[max(0, mark.start - _DENIAL) : mark.start]).split()[-1:]
        return bool(ahead) and ahead[0] in self.vocabulary.sentence("liking")

    def _is_unreal(self, phrase: Phrase) -> bool:
        """Whether words in front of a participle say that it was not so: "it might have been directed by X"."""
        unreal = self.vocabulary.sentence("unreal")
        if not unreal or MAKING.isdisjoint(phrase.after):
            return False
        return flatten(self.text[max(0, phrase.start - _DENIAL) : phrase.start]).rstrip().endswith(unreal)

    def _is_script(self, phrase: Phrase) -> bool:
        """Whether a phrase begins with a noun for a script: "based on a script by X"."""
        return flatten(self.text[phrase.start : phrase.end]).partition(" ")[0] in self.vocabulary.sentence("scripts")

    def _names_author(self, between: str) -> bool:
        """Whether the source's author is named, and another thing said of the work: "novel by X and scripted by"."""
        before, _, last = between.rstrip().rpartition(" ")
        return flatten(last) in self.vocabulary.joiners and _FULL_NAME_BEFORE.search(before) is not None

    def explains_another(self, phrase: Phrase) -> bool:
        """Whether words explain the title of a work that this one is compared with: "recalls X, the film by"."""
        compared = [mark.end for mark in self.marked if "compare" in mark.marks and mark.end < phrase.start]
        named = _APPOSED.search(self.text, max(compared[0], phrase.start - OWN), phrase.start) if compared else None
        if named is None or any(start <= named.start() < end for start, end in self.titled):
            return False
        between = self.text[named.start() : phrase.start].rpartition(",")[2]
        is_apart = any(flatten(word) in _openers(self.vocabulary) for word in between.split())
        return not is_apart and not self.begins_clause(phrase)

    def begins_clause(self, phrase: Phrase) -> bool:
        """Whether a noun for a maker and the name behind it are a subject: "recalls X, but director Y shows"."""
        named = name_at(self.text, phrase.end + 1, self.vocabulary) if "makers" in phrase.marks else None
        return named is not None and not named[2] and self.goes_on(named[1])

    def goes_on(self, end: int) -> bool:
        """Whether what follows a name is a verb: no preposition, "and", "who", nor a participle."""
        following = _NEXT_WORD.match(self.text, end)
        if following is None or not following[1].islower():
            return False
        phrase = next((one for one in self.connecting if one.start == following.start(1)), None)
        if phrase is not None:
            return bool(phrase.before)
        vocabulary, word = self.vocabulary, flatten(following[1])
        away = {*vocabulary.sentence("prepositions"), *vocabulary.joiners, *vocabulary.company}
        return word not in away and word not in relatives(vocabulary)

    def explains_quoted(self, phrase: Phrase) -> bool:
        """Whether a title in quotes that is not the work's stands in front of a phrase: "like “X” (1998), directed"."""
        quoted = _QUOTED.search(self.text, max(0, phrase.start - 2 * OWN), phrase.start) if self.knows_title else None
        return quoted is not None and not any(quoted.start() <= start <= quoted.end() for start, _ in self.titled)

    def names_another(self, position: int) -> bool:
        """Whether what follows makes a noun another thing ("film festival") or names another work."""
        behind = self.text[position : position + 40].lstrip(" ")
        first = flatten(behind).split(" ", 1)[0].strip(".,;:!?")
        if first in self.vocabulary.sentence("compounds") or first in self.vocabulary.sentence("books"):
            return True
        if not behind or not self.knows_title:
            return False
        if any(0 <= start - position <= 4 for start, _ in self.titled):
            return False
        quoted = _QUOTED_BEHIND.match(self.text, position, position + OWN)
        if quoted is not None and not self.is_titled(quoted.end()):
            return True
        return behind[0] in '"“‘«„' or (behind[0].isupper() and not self.vocabulary.capitalises_nouns)

    def is_object(self, left: str, name: str) -> bool:
        """Whether a preposition stands in front of a name, so that it is not who does what the verb says."""
        words = left[: left.rfind(name)].rsplit(maxsplit=1)
        return bool(words) and words[-1].lower() in self.vocabulary.sentence("prepositions")

    def is_titled(self, position: int) -> bool:
        """Whether the work's title stands at a position or right behind it."""
        return any(0 <= start - position <= 5 for start, _ in self.titled)


def sentences_of(text: str, vocabulary: Vocabulary, title: str | None = None) -> Iterator[Sentence]:
    """The sentences of a line that speak of people or of the work.

    Args:
        text: A line of the page.
        vocabulary: The page's words.
        title: The work's title; what is said of other works names nobody.
    """
    flat = flatten(text)
    marked = _marked(flat, vocabulary)
    titled = _title_spans(flat, flatten(title)) if title is not None else _owned_quotes(text)
    if not marked and not titled:
        return
    before = ""
    for start, end in _spans(text):
        here = [
            Phrase(one.start - start, one.end - start, one.after, one.before, one.marks)
            for one in marked
            if start <= one.start and one.end <= end
        ]
        spans = [(left - start, right - start) for left, right in titled if start <= left and right <= end]
        if here or spans:
            yield Sentence(text[start:end], vocabulary, here, spans, title is not None, before, title or "")
        before = text[start:end]


def sentences(text: str) -> Iterator[str]:
    """The sentences of a line; "J. Robert" and "Downey Jr. plays" do not end one."""
    for start, end in _spans(text):
        yield text[start:end]


@remembered
def _spans(text: str) -> tuple[tuple[int, int], ...]:
    found = []
    start = 0
    for matched in _SENTENCE_END.finditer(text):
        end = matched.start() + 1
        if ends_abbreviated(text[max(start, end - _LONGEST_WORD) : end]):
            continue
        found.append((start, min(end, start + _LONGEST_SENTENCE)))
        start = matched.end()
    return (*found, (start, min(len(text), start + _LONGEST_SENTENCE)))


def phrases_in(sentence: str, vocabulary: Vocabulary) -> list[Phrase]:
    """The connecting phrases of a sentence, in order; where several begin together, the longest."""
    return [phrase for phrase in _marked(flatten(sentence), vocabulary) if phrase.after or phrase.before]


def _marked(flat: str, vocabulary: Vocabulary) -> list[Phrase]:
    phrases, relations = _phrases(vocabulary)
    found = [Phrase(one.start, one.end, *relations[one.words]) for one in phrases.find(flat)]
    if not vocabulary.sentence("compound_works"):
        return found
    taken = {place for one in found for place in (one.start, one.end)}
    spans = (word.span() for word in _compounds(vocabulary).finditer(flat))
    more = [Phrase(start, end, (), (), _WORK) for start, end in spans if taken.isdisjoint((start, end))]
    return sorted((*found, *more)) if more else found


def title_spans(sentence: str, title: str | None) -> list[tuple[int, int]]:
    """Where a sentence has the work's title as whole words."""
    return _title_spans(flatten(sentence), flatten(title)) if title is not None else []


def _title_spans(flat: str, wanted: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    place = flat.find(wanted) if len(wanted) > 1 else -1
    while place >= 0 and len(found) < 20:
        end = place + len(wanted)
        if not (flat[place - 1 : place].isalnum() or (flat[end : end + 1].isalnum() and wanted.isascii())):
            found.append((place, end))
        place = flat.find(wanted, end)
    return found


def _is_title_case(text: str) -> bool:
    """Whether a text is a headline in capitals ("Review: X Shines in Y's Film"), where they tell no names."""
    starts = [word[0] for word in text.split() if len(word) > 3 and word[0].isalpha()]
    return len(starts) >= 6 and sum(map(str.isupper, starts)) >= 0.9 * len(starts)


def _owned_quotes(sentence: str) -> list[tuple[int, int]]:
    """Where a page whose title is not known has a title in quotes behind a genitive: "X's “Title”"."""
    return [(found.end(), found.end() + 1) for found in _OWNED_QUOTE.finditer(sentence)]


@lru_cache(maxsize=64)
def _forerunner_patterns(vocabulary: Vocabulary) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """An earlier work in front of a participle, and as the object of a verb: "the first film, ", " the original."."""
    articles = alternatives(vocabulary.sentence("articles"))
    works = alternatives(vocabulary.sentence("works"))
    work = rf"(?i:{articles})\s(?:{alternatives(vocabulary.sentence('forerunners'))})(?:\s(?:{works}))?"
    return re.compile(rf"(?<!\w){work},\s$"), re.compile(rf"\s{work}(?![\w-])(?!\s[a-z])")


@lru_cache(maxsize=64)
def _compounds(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Nouns for a work in one word with another in front: "Katastrophenfilm", "Doku-Meisterwerk"."""
    return re.compile(rf"(?<![\w-])[\w-]{{3,30}}(?:{alternatives(vocabulary.sentence('compound_works'))})(?![\w-])")


@lru_cache(maxsize=64)
def _phrases(
    vocabulary: Vocabulary,
) -> tuple[Phrases, dict[str, tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]]]:
    """The language's phrases, and for each what is said of those behind it and in front of it, and what it marks."""
    after: dict[str, list[str]] = {}
    before: dict[str, list[str]] = {}
    marks: dict[str, set[str]] = {}
    for relation, sides in vocabulary.prose.items():
        if relation in _NO_PEOPLE:
            continue
        for phrase in sides.after:
            after.setdefault(phrase, []).append(relation)
        for phrase in sides.before:
            before.setdefault(phrase, []).append(relation)
    for mark in _MARKS:
        for phrase in vocabulary.sentence(mark):
            marks.setdefault(phrase, set()).add(mark)
    for mark in _PEOPLE:  # "the director", "from director" are nouns for one person as well
        nouns = frozenset(vocabulary.sentence(mark))
        for phrase in after:
            if phrase.rpartition(" ")[2] in nouns:
                marks.setdefault(phrase, set()).add(mark)
    relations = {
        p: (tuple(after.get(p, ())), tuple(before.get(p, ())), frozenset(marks.get(p, ())))
        for p in {*after, *before, *marks}
    }
    return phrases(relations), relations


@lru_cache(maxsize=64)
def relatives(vocabulary: Vocabulary) -> frozenset[str]:
    """Words that begin a clause about somebody named or described: "who", "que"."""
    small = frozenset(vocabulary.sentence("stop")).difference(vocabulary.sentence("is"))
    return small.intersection(vocabulary.sentence("between"))


@lru_cache(maxsize=64)
def _denials(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(map(flatten, vocabulary.rating_words("denials")))


@lru_cache(maxsize=64)
def _openers(vocabulary: Vocabulary) -> frozenset[str]:
    """Small words that begin another clause behind a comma: "but", "while"."""
    away = {*vocabulary.sentence("articles"), *vocabulary.sentence("between"), *vocabulary.sentence("prepositions")}
    return frozenset(vocabulary.sentence("stop")) - away


@lru_cache(maxsize=64)
def by_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Words between a noun and the maker: "by", "de"."""
    return re.compile(rf"\s{by_words(vocabulary)}")


@lru_cache(maxsize=64)
def by_start(vocabulary: Vocabulary) -> re.Pattern[str]:
    """The same words at the start of a text, in capitals or not."""
    return re.compile(by_words(vocabulary), re.IGNORECASE)


def by_words(vocabulary: Vocabulary) -> str:
    """The same words as a pattern, with what follows them: "by ", "de ", "d'"."""
    words = vocabulary.sentence("by")
    elided = alternatives(word for word in words if word.endswith("'")).replace("'", "['’]")
    whole = alternatives(word for word in words if not word.endswith("'"))
    return rf"(?:(?:{whole})\s|(?:{elided}))"
