"""Sentences that tell who did what: "Directed by X and written by Y, <title> stars A, B and C", "X's latest film".

A language's words are data: `[prose]` of its vocabulary has connecting phrases and says on which side of each the name
stands; `[sentences]` has the nouns for works and their makers, and the words that point elsewhere ("like", "novel").
Here a sentence is looked through once for all of them, and the names next to each are read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from extractors.locate.eastern import is_eastern
from extractors.locate.people import (
    CASED,
    cast_after,
    character_after,
    company_behind,
    full_name,
    is_capitalised,
    name_at,
    names_after,
    names_before,
    single_name_before,
    trailing_run,
)
from extractors.parse.names import in_nominative, is_name
from extractors.parse.text import flatten, script_of
from extractors.vocabulary import SentenceWords, Vocabulary, alternatives
from extractors.vocabulary.phrases import Phrases

SURE: Final = 1.0
LIKELY: Final = 0.8
"""Weight of what a sentence implies: "X's latest film" may be its star's."""
PERHAPS: Final = 0.6
"""Weight of what counts where nothing better is said: "X is one of our best directors"."""

_SENTENCES: Final = re.compile(r"(?<=[.!?。！？…])[\"'”’»）)]*\s+(?=\S)|(?<=[。！？])(?=[^\s」』）)”])")
_ABBREVIATION: Final = re.compile(
    r"(?:^|[\s(.])(?:\w|jr|sr|dr|mr|mrs|ms|st|vs|no|prof|dir|réal|reż|реж)\.$", re.IGNORECASE
)
_LONGEST_SENTENCE: Final = 1_500
_REACH: Final = 400
"""Characters on either side of a phrase that are searched for names."""
_CAST_REACH: Final = 1_000
_NO_PEOPLE: Final = frozenset({"streams_on"})
"""Relations to no person; their words ("on", "de") stand in names too."""
_PLAYING: Final = frozenset({"plays", "character_of", "as"})
"""Relations with a person in front of the phrase and a character behind it; "as" alone is the weaker one."""
_LISTING: Final = frozenset({"stars", "with"})
_MAKING: Final = frozenset({"directed_by", "written_by", "created_by"})
_MARKS: Final[tuple[SentenceWords, ...]] = ("works", "makers", "players", "compare", "books", "scripts", "debuts")
"""Kinds of words that are no relations themselves, but say what the sentence speaks of."""
_PEOPLE: Final[tuple[SentenceWords, ...]] = ("makers", "players")
_GENITIVE: Final = re.compile(
    r"['’]s?(?:[ \u00a0]\([^()]{2,80}\))?[ \u00a0](?P<words>(?:[^\s,;:.()\"“”„«»]+[ \u00a0]){0,5})[\"“„«‘']?$"
)
_BARE_GENITIVE: Final = re.compile(r"(?<=\w)s[ \u00a0](?P<words>(?:[^\s,;:.()\"“”„«»]+[ \u00a0]){0,4})[\"“„«‘']?$")
_OWNED_QUOTE: Final = re.compile(r"(?<=\w)['’]s?\s[\"“„«‘'](?=[A-Z])")
_NO_MANNER: Final = re.compile(r"[^\w\s-]|[A-ZÀ-ÖØ-ÞА-Я]")
_APPOSED: Final = re.compile(r"(?<!\w)[A-ZÀ-ÖØ-ÞА-Я][\w'’-]{0,30}[\"”»]?,\s(?:\w{1,4}\s){0,2}$")
_BRACKET: Final = re.compile(r"\s*\([^()]{3,80}\)")
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d")
_YEAR_BEFORE: Final = re.compile(r"(?:19|20)\d\d\)?[,:]?\s*$")
_YEAR_BEHIND: Final = re.compile(r"[^,;.]{3,50}?\s(?:(?:19|20)\d\d|\d0s?|['’]\d0s)(?!\d|\s\w+ )")
"""A year or decade right behind the one player: "a thriller with X from the 90s" is another work."""
_OWN: Final = 60
_MAKER_LABELS: Final = frozenset({"director", "writer", "producer"})
_BYLINE: Final = 70
_DESCRIPTION: Final = 7
_BY_REACH: Final = 60


@dataclass(frozen=True, slots=True)
class Phrase:
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


def sentences(text: str) -> Iterator[str]:
    """The sentences of a line; "J. Robert" and "Downey Jr. plays" do not end one."""
    for start, end in _sentence_spans(text):
        yield text[start:end]


def _sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for matched in _SENTENCES.finditer(text):
        if _ABBREVIATION.search(text[max(start, matched.start() - 6) : matched.start()]):
            continue
        yield start, min(matched.start(), start + _LONGEST_SENTENCE)
        start = matched.end()
    yield start, min(len(text), start + _LONGEST_SENTENCE)


def phrases_in(sentence: str, vocabulary: Vocabulary) -> list[Phrase]:
    """The connecting phrases of a sentence, in order; where several begin together, the longest."""
    return [phrase for phrase in _marked(sentence, vocabulary) if phrase.after or phrase.before]


def _marked(text: str, vocabulary: Vocabulary) -> list[Phrase]:
    phrases, relations = _phrases(vocabulary)
    return [Phrase(one.start, one.end, *relations[one.words]) for one in phrases.find(flatten(text))]


def read_line(
    text: str, vocabulary: Vocabulary, title: str | None = None
) -> Iterator[tuple[str, list[tuple[int, int]], list[Mention]]]:
    """The sentences of a line that speak of people or of the work: the title's places, and who is connected with it.

    Args:
        text: A line of the page.
        vocabulary: The page's words.
        title: The work's title; what is said of other works names nobody.
    """
    marked = _marked(text, vocabulary)
    titled = title_spans(text, title)
    owned = [] if title is not None else _owned_quotes(text)
    if not marked and not titled and not owned:
        return
    for start, end in _sentence_spans(text):
        here = [
            Phrase(one.start - start, one.end - start, one.after, one.before, one.marks)
            for one in marked
            if start <= one.start and one.end <= end
        ]
        spans = [(left - start, right - start) for left, right in titled if start <= left and right <= end]
        quotes = [(left - start, right - start) for left, right in owned if start <= left and right <= end]
        if here or spans or quotes:
            sentence = _Sentence(text[start:end], vocabulary, here, spans or quotes, title is not None)
            yield text[start:end], spans, list(sentence.mentions())


def title_spans(sentence: str, title: str | None) -> list[tuple[int, int]]:
    """Where a sentence has the work's title as whole words."""
    if title is None or len(title) < 2:
        return []
    flat, wanted = flatten(sentence), flatten(title)
    found: list[tuple[int, int]] = []
    place = flat.find(wanted)
    while place >= 0 and len(found) < 20:
        end = place + len(wanted)
        if not (flat[place - 1 : place].isalnum() or (flat[end : end + 1].isalnum() and wanted.isascii())):
            found.append((place, end))
        place = flat.find(wanted, end)
    return found


def _is_title_case(text: str) -> bool:
    """Whether a text is a headline in capitals ("Review: X Shines in Y's Film"), where they tell no names."""
    words = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    return len(words) >= 6 and sum(word[0].isupper() for word in words) >= 0.9 * len(words)


def is_full(name: str) -> bool:
    """Whether a name is more than a surname; scripts without spaces have none between the two."""
    return " " in name or script_of(name) not in CASED


def _owned_quotes(sentence: str) -> list[tuple[int, int]]:
    """Where a page whose title is not known has a title in quotes behind a genitive: "X's “Title”"."""
    return [(found.end(), found.end() + 1) for found in _OWNED_QUOTE.finditer(sentence)]


class _Sentence:
    """One sentence with its phrases and the places of the title."""

    def __init__(
        self,
        text: str,
        vocabulary: Vocabulary,
        marked: list[Phrase],
        titled: list[tuple[int, int]],
        knows_title: bool,
    ) -> None:
        self.text = text
        self.vocabulary = vocabulary
        self.marked = marked
        self.titled = titled
        self.knows_title = knows_title
        self.connecting = [phrase for phrase in marked if phrase.after or phrase.before]
        self.is_title_case = vocabulary.capitalises_titles and _is_title_case(text)

    def mentions(self) -> Iterator[Mention]:
        is_directed = False
        for position, phrase in enumerate(self.connecting):
            left = self.connecting[position - 1].end if position else 0
            right = self.connecting[position + 1].start if position + 1 < len(self.connecting) else len(self.text)
            if not self.points_elsewhere(phrase) and (phrase.after or not self.is_title_case):
                for mention in self.connected(phrase, left, right):
                    if mention.relation == "directed_by" and is_directed and mention.weight == SURE:
                        mention = replace(mention, weight=LIKELY)  # "снял" of a camera, behind "режиссёр"
                    yield mention
                is_directed = is_directed or "directed_by" in (*phrase.after, *phrase.before)
        for phrase in self.marked:
            yield from self.authors(phrase)
            if "works" in phrase.marks and not self.points_elsewhere(phrase):
                yield from self.work_of(phrase)
            if "scripts" in phrase.marks and not self.points_elsewhere(phrase):
                yield from self.owners(phrase.start, "written_by")
            if "makers" in phrase.marks and not self.is_title_case:
                yield from self.maker(phrase)
        for start, _ in self.titled:
            yield from self.owners(start)

    # --- phrases with a name on one side

    def connected(self, phrase: Phrase, left_end: int, right_end: int) -> Iterator[Mention]:
        left = self.text[max(left_end, phrase.start - _REACH) : phrase.start]
        right = self.text[phrase.end : min(right_end, phrase.end + _REACH)]
        named = False
        if self.text[max(0, phrase.start - 2) : phrase.start].strip()[-1:].isdigit():
            return  # "4 stars"
        for relation in phrase.after:
            if relation == "written_by" and self.is_byline(phrase):
                continue
            for mention in self.after(phrase, relation, right):
                named = True
                yield mention
        for relation in () if self.is_of_title(phrase) else phrase.before:
            if relation == "makes":
                if self.is_of_work(phrase):
                    yield from (replace(mention, weight=LIKELY) for mention in self.before(phrase, "directed_by", left))
            elif relation in _PLAYING:
                yield from self.played(phrase, left, right)
            elif not (named and relation in phrase.after):  # "X stars A and B": X is the work
                yield from self.before(phrase, relation, left)

    def after(self, phrase: Phrase, relation: str, right: str) -> Iterator[Mention]:
        if "players" in phrase.marks and phrase.start and right[:1] == "," and self.text[phrase.start].isupper():
            return  # the end of a title in a list of titles
        if relation in ("played", "played_by"):
            right = self.behind_manner(right) if relation == "played" else right
            left = self.text[max(0, phrase.start - _REACH) : phrase.start]
            character = next(iter(names_before(left, self.vocabulary)[-1:]), None)
            for name in self.joined_names(right):
                if is_full(name):
                    yield Mention("stars", name, character)
        elif relation == "led_by":
            # Who leads a gang is a character, whose player stands in the bracket.
            for name in names_after(right, self.vocabulary):
                if not right[right.find(name) + len(name) :].lstrip().startswith("("):
                    yield Mention("stars", name, weight=LIKELY)
        elif relation in _LISTING:
            # "As" between two players is part of the list, not the end of it.
            reach = self.text[phrase.end : phrase.end + _CAST_REACH]
            if "players" in phrase.marks:
                for name in self.joined_names(right):
                    if is_full(name) and not self.is_played(phrase, right, name):
                        yield Mention("stars", name)
                return
            listed = cast_after(reach, self.vocabulary, described=relation == "stars")
            is_alone = phrase.start == 0 and len(listed) == 1 and right.strip(" .") == listed[0].name
            if relation == "stars" or is_alone or self.may_list(phrase, len(listed)):
                for one in listed:
                    yield Mention("stars", one.name, one.character)
        else:
            is_made = relation in _MAKING
            is_maker = "makers" in phrase.marks
            names = self.joined_names(right) if is_maker else names_after(right, self.vocabulary, described=is_made)
            if is_maker and any(self.is_played(phrase, right, name) for name in names):
                return  # a character who makes films
            is_sure = not is_made or not self.is_of_another(phrase)
            for name in names:
                yield Mention(relation, name, weight=SURE if is_sure and (is_full(name) or not is_made) else PERHAPS)
            if names and relation == "directed_by":
                for one in company_behind(self.text[phrase.end : phrase.end + _CAST_REACH], names, self.vocabulary):
                    yield Mention("stars", one.name, one.character)
            if len(names) == 1 and is_made:
                yield from self.also(names[0], self.text[phrase.end : phrase.end + _REACH])

    def behind_manner(self, right: str) -> str:
        """What stands behind "by", which words for the manner part from its verb: "played with care by X"; or ""."""
        by = _by_pattern(self.vocabulary).search(right, 0, _BY_REACH)
        return "" if by is None or _NO_MANNER.search(right, 0, by.start()) else right[by.end() :]

    def is_of_another(self, phrase: Phrase) -> bool:
        """Whether it may be another work that was made so: "in a show directed by X", "in 1962, directed by"."""
        if self.titled:
            return False
        before = self.text[max(0, phrase.start - _OWN) : phrase.start]
        words = [flatten(word) for word in before.split()[-5:]]
        articles, prepositions = self.vocabulary.sentence("articles"), self.vocabulary.sentence("prepositions")
        is_in_another = any(one in prepositions and other in articles for one, other in pairwise(words))
        return is_in_another or _YEAR_BEFORE.search(before) is not None

    def also(self, name: str, right: str) -> Iterator[Mention]:
        """What a bracket behind a name adds to it: "directed by X (also co-writer and star)"."""
        bracket = _BRACKET.match(right, right.find(name) + len(name))
        said = re.findall(r"[^\W\d]+", flatten(bracket[0])) if bracket is not None else []
        if any(self.vocabulary.labels.get(word) == "writer" for word in said):
            yield Mention("written_by", name)
        if not set(self.vocabulary.sentence("players")).isdisjoint(said):
            yield Mention("stars", name)

    def joined_names(self, right: str) -> list[str]:
        """Who is behind "played by" or "director": one, or two with "and"; behind a comma the next clause begins."""
        names = names_after(right, self.vocabulary, described=True, single=True)
        kept = names[:1]
        for name in names[1:]:
            if "," in right[: right.find(name)]:
                break
            kept.append(name)
        return kept

    def is_played(self, phrase: Phrase, right: str, name: str) -> bool:
        """Whether the one named is a character: "an actress, Nina (X)". "Star X (Normal Days)" names a film."""
        bracket = _BRACKET.match(right, right.find(name) + len(name))
        if bracket is None or full_name(bracket[0].strip(" ()"), self.vocabulary) is None:
            return False
        said = f"{self.text[max(0, phrase.start - _OWN) : phrase.start]} {self.text[phrase.start : phrase.end]}"
        articles = {*self.vocabulary.sentence("articles")}
        return not articles.isdisjoint(flatten(word) for word in said.split()[-4:])

    def may_list(self, phrase: Phrase, count: int) -> bool:
        """Whether "with" names players: two or more, or one behind the noun for a work; not those of another year."""
        before = self.text[max(0, phrase.start - _OWN) : phrase.start]
        behind = self.text[phrase.end : phrase.end + _OWN]
        if (_YEAR_BEFORE.search(before) or (count == 1 and _YEAR_BEHIND.match(behind))) and not self.titled:
            return False
        near = any("works" in one.marks and 0 <= phrase.start - one.end <= _OWN for one in self.marked)
        return count > 1 or near or any(0 <= phrase.start - end <= _OWN for _, end in self.titled)

    def before(self, phrase: Phrase, relation: str, left: str) -> Iterator[Mention]:
        names = names_before(left, self.vocabulary)
        if names and self.is_object(left, names[0]):
            return
        if not names and relation in _MAKING:
            names = self.subject_of_clause(left)
        if relation in _MAKING and self.knows_title and self.is_quoted_elsewhere(phrase):
            return
        weight = PERHAPS if relation in _MAKING and self.is_about_another(phrase) else SURE
        for name in names:
            yield Mention(relation, name, weight=weight)

    def is_of_title(self, phrase: Phrase) -> bool:
        """Whether a verb's capital in a list makes it part of a title: "X (Silver Express, Star Gates) is …"."""
        before = self.text[: phrase.start].rstrip()
        return before.endswith(",") and self.text[phrase.start].isupper() and not self.vocabulary.capitalises_nouns

    def is_of_work(self, phrase: Phrase) -> bool:
        """Whether what somebody has made is a work, and none that is named: "X has crafted a sea film"."""
        return any(
            0 <= one.start - phrase.end <= _OWN
            and "works" in one.marks
            and self.is_made(self.text[phrase.end : one.start])
            and not self.names_another(one.end)
            for one in self.marked
        )

    def is_made(self, between: str) -> bool:
        """Whether the words in front of a noun make it an object: "a little", not "the", "a career out of"."""
        words = [flatten(word) for word in between.split()]
        indefinite, prepositions = self.vocabulary.sentence("indefinite"), self.vocabulary.sentence("prepositions")
        is_one = not indefinite or not set(words).isdisjoint(indefinite)
        is_plain = re.search(r"[,;:.()\"“”«»]", between) is None and set(words[1:]).isdisjoint(prepositions)
        return is_one and is_plain and len(words) <= _DESCRIPTION

    def is_byline(self, phrase: Phrase) -> bool:
        """Whether "Written by X" may tell who wrote the review: a short line that says nothing else, but for a date."""
        if phrase.start > 2 or len(self.text) > _BYLINE or len(self.connecting) > 1 or self.titled:
            return False
        rest = self.text[phrase.end :]
        return "," not in rest and flatten(self.text[phrase.start : phrase.end]) in self.vocabulary.bylines

    def is_object(self, left: str, name: str) -> bool:
        """Whether a preposition stands in front of a name, so that it is not who does what the verb says."""
        words = left[: left.rfind(name)].rsplit(maxsplit=1)
        return bool(words) and words[-1].lower() in self.vocabulary.sentence("prepositions")

    def is_author(self, left: str, name: str) -> bool:
        """Whether a name has "author" in front of it: what an author portrays is the book's, not a role."""
        words = left[: left.rfind(name)].rsplit(maxsplit=1)
        return bool(words) and self.vocabulary.labels.get(flatten(words[-1])) == "author"

    def is_quoted_elsewhere(self, phrase: Phrase) -> bool:
        """Whether what somebody made is the title of another work in quotes: "who directed 'Tin Summer'"."""
        behind = self.text[phrase.end : phrase.end + 3].lstrip()
        return behind[:1] in tuple("\"“‘'«„『「《") and not self.is_titled(phrase.end)

    def is_about_another(self, phrase: Phrase) -> bool:
        """Whether it may be the title of another work, to judge by its capital: "who directed Tin Summer"."""
        behind = self.text[phrase.end : phrase.end + 3].lstrip()
        is_capital = behind[:1].isupper() and self.vocabulary.capitalises_titles
        return self.knows_title and is_capital and not self.is_titled(phrase.end)

    def is_titled(self, position: int) -> bool:
        """Whether the work's title stands at a position or right behind it."""
        return any(0 <= start - position <= 5 for start, _ in self.titled)

    def played(self, phrase: Phrase, left: str, right: str) -> Iterator[Mention]:
        names = names_before(left, self.vocabulary)
        if names and is_eastern(left, self.vocabulary):
            yield Mention("stars", names[-1])
            return
        is_as = "as" in phrase.before
        is_set_off = is_as and left.rstrip(" ").endswith(",") and not self.is_copula(phrase)
        character = character_after(right, self.vocabulary, is_verb=not is_as or is_set_off)
        if not is_as and (not names or self.is_object(left, names[0])):
            names = self.subject_of_clause(left)
        if names and self.is_author(left, names[-1]):
            return
        if character and is_set_off and self.vocabulary.capitalises_nouns and "-" in character:
            character = None  # "Anti-Gewalt-Trainer"
        if is_set_off and names:  # "X, as the dictator, is shy"
            yield Mention("stars", names[-1], character)
        elif len(names) > 1 and self.are_joined(left, names) and character:
            second = self.second_character(right, character)
            for name, one in zip(names[-2:], (character, second) if second else (None, None), strict=True):
                yield Mention("as" if is_as else "stars", name, one)
        else:
            yield from self.played_by_one(phrase, names, left, character)

    def played_by_one(self, phrase: Phrase, names: list[str], left: str, character: str | None) -> Iterator[Mention]:
        relation = "as" if "as" in phrase.before else "plays"
        actor = names[-1] if names else None
        if actor is None:  # one word may be a name ("IU plays …"), but does not make a credit by itself
            actor, relation = single_name_before(left), "as"
        if actor and character and actor != character:
            if relation == "as" and names and (self.lists_before(phrase) or self.is_somebody(phrase)):
                relation = "plays"
            yield Mention(relation, actor, character)

    def is_somebody(self, phrase: Phrase) -> bool:
        """Whether "X è Pietro" has a name behind the verb: any capital is one where nationalities have none."""
        has_other_capitals = self.vocabulary.capitalises_nouns or self.vocabulary.capitalises_titles
        return self.is_copula(phrase) and not has_other_capitals and self.text[phrase.end :].lstrip()[:1].isupper()

    def is_copula(self, phrase: Phrase) -> bool:
        return flatten(self.text[phrase.start : phrase.end]) in self.vocabulary.sentence("is")

    def second_character(self, right: str, first: str) -> str | None:
        """Y of "A and B play X and Y"."""
        behind = right[right.find(first) + len(first) :]
        joined = re.match(rf"\s(?:{alternatives(self.vocabulary.joiners)})\s", behind)
        named = name_at(behind, joined.end(), self.vocabulary) if joined is not None else None
        return named[0] if named is not None else None

    def are_joined(self, left: str, names: list[str]) -> bool:
        """Whether nothing but a word for "and" stands between the last two of several names."""
        first, last = left.rfind(names[-2]), left.rfind(names[-1])
        return "," not in left[first:last]

    def subject_of_clause(self, left: str) -> list[str]:
        """The sentence's subject where a clause ends in front of the verb: "X, who once sang, plays Y"."""
        if not left.rstrip().endswith((",", "”", '"')):
            return []
        subject = name_at(self.text, 0, self.vocabulary)
        return [subject[0]] if subject and " " in subject[0] and self.text[subject[1] :][:1] == "," else []

    def lists_before(self, phrase: Phrase) -> bool:
        """Whether the sentence speaks of players already: "X stars as A and Y as B"."""
        return any(
            one.end <= phrase.start and "as" not in one.before and {"stars", "plays"} & {*one.after, *one.before}
            for one in self.connecting
        )

    def points_elsewhere(self, phrase: Phrase) -> bool:
        """Whether words such as "like" or "based on the novel" in the same clause say that this is no credit."""
        for mark in self.marked:
            if mark.end > phrase.start:
                break
            between = self.text[mark.end : phrase.start]
            if "compare" in mark.marks and len(between) <= 40 and not re.search(r"[,;:.()]", between):
                return True
            is_source = "based_on" in mark.after or "books" in mark.marks
            if is_source and len(between) <= _OWN and not re.search(r"[,;:.()]", between):
                return not _MAKING.isdisjoint(phrase.after) or "works" in phrase.marks
        is_made = not _MAKING.isdisjoint(phrase.after) or "works" in phrase.marks
        return is_made and self.explains_another(phrase)

    def explains_another(self, phrase: Phrase) -> bool:
        """Whether words explain the title of a work that this one is compared with: "recalls X, the film by"."""
        compared = [mark.end for mark in self.marked if "compare" in mark.marks and mark.end < phrase.start]
        named = _APPOSED.search(self.text, max(compared[0], phrase.start - _OWN), phrase.start) if compared else None
        return named is not None and not any(start <= named.start() < end for start, end in self.titled)

    # --- nouns for works and for their makers

    def work_of(self, phrase: Phrase) -> Iterator[Mention]:
        """Whose film it is: "X's latest film", "a film by X"; not where the title of another work follows."""
        yield from self.genitive_behind(phrase)
        if self.names_another(phrase.end):
            return
        yield from self.owners(phrase.start)
        if self.is_title_case:
            return
        yield from self.own_work(phrase)
        behind = self.text[phrase.end : phrase.end + _REACH]
        for by in _by_pattern(self.vocabulary).finditer(behind, 0, _BY_REACH):
            between = behind[: by.start()]
            if any(
                phrase.end <= one.start < phrase.end + by.end() for one in self.connecting if "works" not in one.marks
            ):
                return
            if re.search(r"[,;:.!?()\"“”«»–—]", between) or len(between.split()) > 3:
                return
            names = names_after(behind[by.end() :], self.vocabulary)
            if names and " " in names[0]:
                for name in names:
                    yield Mention("directed_by", name, weight=LIKELY)
                return

    def genitive_behind(self, phrase: Phrase) -> Iterator[Mention]:
        """Whose work it is by the case of a name that is known: "фильм Андрея Белова", "film Jana Nowaka"."""
        named = name_at(self.text, phrase.end + 1, self.vocabulary) if self.vocabulary.genitives else None
        if named is not None and in_nominative(named[0], self.vocabulary) != named[0]:
            yield Mention("directed_by", named[0], weight=LIKELY)

    def own_work(self, phrase: Phrase) -> Iterator[Mention]:
        """A noun with a pronoun, then whose it is: "In her second film, X …"."""
        behind = self.text[phrase.end : phrase.end + 2 * _REACH]
        if behind[:2] != ", " and "debuts" not in phrase.marks:
            return
        before = self.text[max(0, phrase.start - _OWN) : phrase.start].split()[-6:]
        if {word.lower() for word in before}.isdisjoint(self.vocabulary.sentence("own")):
            return
        if "debuts" in phrase.marks:
            yield from self.debut(phrase, behind)
            return
        for name in names_after(behind[2:_REACH], self.vocabulary)[:1]:
            yield Mention("directed_by", name, weight=PERHAPS)

    def debut(self, phrase: Phrase, behind: str) -> Iterator[Mention]:
        """Whose first film as a director: "In her directorial debut, X …", "X shows in his directorial debut"."""
        bracket = _BRACKET.match(behind)
        behind = behind[bracket.end() :] if bracket is not None else behind
        names = names_after(behind[2:_REACH], self.vocabulary, single=True)[:1] if behind[:2] == ", " else []
        subject = None if names else name_at(self.text, 0, self.vocabulary)
        if subject is not None and is_full(subject[0]) and subject[1] < phrase.start:
            names = [subject[0]]
        for name in names:
            yield Mention("directed_by", name, weight=PERHAPS)

    def authors(self, phrase: Phrase) -> Iterator[Mention]:
        """Who wrote what the work is based on: "based on X's novel", "the novel by X"."""
        behind = self.text[phrase.end : phrase.end + _REACH]
        if "based_on" in phrase.after:
            for name in names_after(behind, self.vocabulary):
                yield Mention("author", name)
        elif "books" in phrase.marks:
            for mention in self.owners(phrase.start):
                yield Mention("author", mention.name)
            by = _by_pattern(self.vocabulary).search(behind, 0, _BY_REACH)
            if by is not None:
                for name in names_after(behind[by.end() :], self.vocabulary)[:1]:
                    yield Mention("author", name)

    def names_another(self, position: int) -> bool:
        behind = self.text[position : position + 40].lstrip(" ")
        first = flatten(behind).split(" ", 1)[0].strip(".,;:!?")
        if first in self.vocabulary.sentence("compounds") or first in self.vocabulary.sentence("books"):
            return True
        if not behind or not self.knows_title:
            return False
        if any(0 <= start - position <= 4 for start, _ in self.titled):
            return False
        return behind[0] in '"“‘«„' or (behind[0].isupper() and not self.vocabulary.capitalises_nouns)

    def owners(self, position: int, relation: str = "directed_by") -> Iterator[Mention]:
        """Whose work it is, by the genitive in front of it: "X's “Title”", "Anthony and Joe Russo's new film".

        Where the title is not known, "X's 1968 classic" is another work.
        """
        left = self.text[max(0, position - _REACH) : position]
        owned = _GENITIVE.search(left) or (_BARE_GENITIVE.search(left) if self.vocabulary.has_genitive_s else None)
        if owned is None or self.leads_away(owned["words"]) or self.is_compared(left[: owned.start()]):
            return
        if not self.knows_title and _YEAR.search(owned["words"]):
            return
        names = names_before(left[: owned.start()], self.vocabulary)
        for name in names:
            yield Mention(relation, name, weight=LIKELY)
        if not names and left[owned.start()] in "'’":
            last = trailing_run(left[: owned.start()], self.vocabulary)
            if last and " " not in last and is_name(last):
                yield Mention(relation, last, weight=PERHAPS, needs_more=True)

    def leads_away(self, words: str) -> bool:
        """Whether words between a genitive and a noun make it another's: "X's turn in this film", "Y's novel"."""
        stop = {*self.vocabulary.sentence("stop"), *self.vocabulary.sentence("books"), *self.vocabulary.frequent}
        return any(flatten(word) in stop for word in words.split())

    def is_compared(self, left: str) -> bool:
        """Whether a name that a text ends with is only compared with."""
        run_start = len(left) - len(trailing_run(left, self.vocabulary))
        compare = [mark for mark in self.marked if "compare" in mark.marks]
        shift = self.text.find(left) if compare else 0
        return any(0 <= run_start + shift - mark.end <= 20 for mark in compare)

    def maker(self, phrase: Phrase) -> Iterator[Mention]:
        """Who is said to direct: "X is one of our best directors", "X, the writer and director of the film"."""
        if name_at(self.text, phrase.end + 1, self.vocabulary) is not None or self.text[phrase.end :][:1] in ("'", "’"):
            return
        before = self.text[max(0, phrase.start - _REACH) : phrase.start]
        said = next(iter([*_is_pattern(self.vocabulary).finditer(before)][-1:]), None)
        if said is not None and len(before) - said.end() <= 80 and not re.search(r"[,;:.()]", before[said.end() :]):
            yield from self.subject(before[: said.start()], "directed_by")
            return
        head, comma, words = before.rpartition(",")
        first = flatten(words.split()[0]) if words.split() else ""
        is_noun = first in self.vocabulary.sentence("articles") or self.vocabulary.labels.get(first) in _MAKER_LABELS
        is_alone = not words.strip() and self.text[phrase.end : phrase.end + 1] in (",", ".", ";")
        if comma and (is_noun or is_alone) and len(words.split()) <= 6:
            yield from self.subject(head, "directed_by")
            said_of = f"{words} {self.text[phrase.start : phrase.end]}"
            if any(self.vocabulary.labels.get(flatten(word)) == "writer" for word in said_of.split()):
                yield from self.subject(head, "written_by")

    def subject(self, left: str, relation: str) -> Iterator[Mention]:
        if left.rstrip().endswith(")"):
            return  # a character, whose player stands in the bracket
        names = names_before(left, self.vocabulary)[-1:]
        if not names:
            last = trailing_run(left, self.vocabulary)
            names = [last] if last and is_name(last) and is_capitalised(last) else []
        for name in names:
            yield Mention(relation, name, weight=PERHAPS, needs_more=" " not in name)


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
    return Phrases(relations), relations


@lru_cache(maxsize=64)
def _by_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf"\s(?:{by_words(vocabulary)})")


def by_words(vocabulary: Vocabulary) -> str:
    """A pattern for the words between a work and its maker: "by ", "de ", "d'"."""
    words = vocabulary.sentence("by")
    elided = alternatives(word for word in words if word.endswith("'")).replace("'", "['’]")
    whole = alternatives(word for word in words if not word.endswith("'"))
    return rf"(?:{whole})\s|(?:{elided})"


@lru_cache(maxsize=64)
def _is_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf"\s(?:{alternatives(vocabulary.sentence('is'))})\s", re.IGNORECASE)
