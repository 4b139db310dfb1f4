"""Who made the work and who plays in it: from markup, label lines, the site file's selectors and prose."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from selectolax.lexbor import LexborNode

from extractors.context import Context
from extractors.locate.brackets import Pair, goes_by_first_name, pairs_in, players
from extractors.locate.creditlines import Stated, credit_lines
from extractors.locate.lines import owns_site, site_texts, told_in
from extractors.locate.people import trailing_run
from extractors.locate.prose import read_line
from extractors.locate.sentences import LIKELY, PERHAPS, SURE, Mention, phrases_in, sentences, title_spans
from extractors.locate.titles import beside_title, caption
from extractors.locate.work import KINDS
from extractors.parse.names import in_nominative, is_full_name, is_inflected, is_name, split_names
from extractors.parse.pattern import pattern
from extractors.parse.text import flatten, fold, script_of, split_label
from extractors.parse.title import is_other_script
from extractors.segment import ReviewUnit
from extractors.structured.item import Item
from extractors.vocabulary import Connective, Vocabulary, alternatives
from schemas.evidence import Candidate, Method
from schemas.review import Credit, Role, WorkKind
from schemas.site import FieldName

_IN_BLOCK: Final = 2
_LONG: Final = 3
"""Letters of a byline's words that are small ones."""
FIELD: Final = "credits"

_ITEM_ROLES: Final = (
    ("director", Role.DIRECTOR, 1.0),
    ("directors", Role.DIRECTOR, 1.0),
    ("actor", Role.CAST, 1.0),
    ("actors", Role.CAST, 1.0),
    ("creator", Role.CREATOR, 0.9),
    ("producer", Role.PRODUCER, 1.0),
    ("musicBy", Role.COMPOSER, 1.0),
    ("editor", Role.EDITOR, 0.8),
)
_SITE_FIELDS: Final[tuple[tuple[FieldName, Role], ...]] = (
    ("credits.director", Role.DIRECTOR),
    ("credits.writer", Role.WRITER),
    ("credits.creator", Role.CREATOR),
    ("credits.cast", Role.CAST),
)
_PROSE_ROLES: Final = {
    "directed_by": (Role.DIRECTOR, 1.0),
    "written_by": (Role.WRITER, 1.0),
    "created_by": (Role.CREATOR, 1.0),
    "stars": (Role.CAST, 1.0),
    "plays": (Role.CAST, 0.95),
    "acts": (Role.CAST, 0.9),
    "composed_by": (Role.COMPOSER, 1.0),
    "shot_by": (Role.CINEMATOGRAPHER, 1.0),
    "produced_by": (Role.PRODUCER, 0.9),
}
_MOST_PEOPLE: Final = 200
_LONGEST_CHARACTER: Final = 100
_LONGEST_HEADING: Final = 300
_LONGEST_LINK: Final = 30
_LONG_VALUE: Final = 80
"""A labelled value of so many characters is text."""
_AT_START: Final = pattern(r"(?<!\w)")
_MOST_SURNAMES: Final = 50
_MOST_PAIRS: Final = 200
_FEWEST_BEHIND: Final = 3
_FEWEST_IN_FRONT: Final = 2
_FIRST_TEXTS: Final = 2
"""Lines of text at the start of a review in which whom it names as a maker is this work's."""
_TITLE_PARTS: Final = pattern(r"\s[–—|-]\s")
_OWNING: Final = pattern(r"['’]s(?!\w)")
_STEM: Final = 4
"""Letters of a name that all its cases have."""
_DOUBLED: Final = pattern(r"(.)\1+")
_OTHER_SCRIPT: Final = pattern("[^\x00-\u036f\u1e00-\u2e7f]")
_ONCE: Final = 1
_SYLLABLES: Final = pattern(r"^[A-Z][a-z]+ [A-Z][a-z]{1,5}-[a-z]{1,6}$")
"""A Korean or Chinese name."""
_OFTEN: Final = 3
_PASSING: Final = 0.9
"""Weight of a director who is named once, where the text has another's name often."""
_MOST_TEXT: Final = 40_000
"""Characters of a review's text that are searched for prose credits."""


def locate_credits(unit: ReviewUnit, context: Context) -> Iterator[Candidate[Credit]]:
    """Candidates for the credits; `order` counts within one source and is set anew when they are resolved."""
    marked = [*_from_site(unit, context), *_from_work(context), *_from_lines(unit, context)]
    yield from marked
    yield from _Prose(unit, context, marked).candidates()


def _from_site(unit: ReviewUnit, context: Context) -> Iterator[Candidate[Credit]]:
    for field, role in _SITE_FIELDS:
        for text, path in site_texts(unit, context, field):
            yield from _split(text, role, Method.SITE, path, context)


def _from_work(context: Context) -> Iterator[Candidate[Credit]]:
    """The people of the reviewed work; those of the whole series speak for its seasons and episodes too."""
    work = context.subject.work
    if work is None:
        return
    yield from _from_item(work, context, 1.0)
    for name in ("partOfSeries", "partOfSeason"):
        for whole in work.items(name):
            yield from _from_item(whole, context, 0.9)


def _from_item(work: Item, context: Context, trust: float) -> Iterator[Candidate[Credit]]:
    kind = next((KINDS[name] for name in work.types if name in KINDS), None)
    author = (Role.AUTHOR, 1.0) if kind is WorkKind.BOOK else (Role.WRITER, 0.7)
    for name, role, weight in (*_ITEM_ROLES, ("author", *author)):
        for order, person in enumerate(work.all(name)[:_MOST_PEOPLE], start=1):
            where = f"{work.where}/{name}/{order - 1}"
            yield from _person(person, role, order, work.syntax, where, weight * trust, context)


def _person(
    person: Item | str | float | bool,
    role: Role,
    order: int,
    method: Method,
    where: str,
    weight: float,
    context: Context,
) -> Iterator[Candidate[Credit]]:
    """A Person, a bare name, or a PerformanceRole around a Person (schema.org Role)."""
    character = None
    if isinstance(person, Item):
        if person.is_a("PerformanceRole", "Role"):
            character = (person.text("characterName") or "")[:_LONGEST_CHARACTER] or None
            inner = person.items("actor") or person.items("performer")
            name = inner[0].text("name") if inner else person.text("actor")
        else:
            name = None if person.is_a("Organization") else person.text("name")
    else:
        name = str(person)
    if name and character is None and len(split_names(name, context.vocabulary)) > 1:
        yield from _split(name, role, method, where, context, weight)  # plugins put a whole list into one name
    elif name and len(name) <= 100 and "/" not in name and fold(name) not in context.vocabulary.others:
        credit = Credit(name=name, role=role, character=character, order=order)
        yield Candidate(FIELD, credit, name, method, where, weight)


def _from_lines(unit: ReviewUnit, context: Context) -> Iterator[Candidate[Credit]]:
    stated = list(credit_lines((*unit.byline, *unit.lines), context.vocabulary))
    stated = [one for place, one in enumerate(stated) if not _may_be_byline(place, stated, unit, context)]
    makes_film = any(one.role in (Role.DIRECTOR, Role.CAST) for one in stated)
    stated = [one for one in stated if not _is_of_title(one, context)]
    for order, one in enumerate(stated, start=1):
        # Beside the makers of a film, an author is its writer.
        role = Role.WRITER if one.role is Role.AUTHOR and makes_film and _is_beside_makers(one, stated) else one.role
        character = one.person.character if role is Role.CAST else None  # "A (54)", "A (segment “One”)"
        credit = Credit(name=one.person.name, role=role, character=character, order=order)
        where = unit.document.path(one.line.node)
        yield Candidate(FIELD, credit, one.line.text[:500], Method.LABEL, where, 1.0 if one.is_set_off else 0.95)


def _is_of_title(one: Stated, context: Context) -> bool:
    """Whether a line begins with the work's title and the name is a part of that: "Cast Away Home (2019, dir. X)"."""
    title = fold(context.work_title or "")
    name = fold(one.person.name)
    return bool(title) and name != title and f" {name} " in f" {title} " and fold(one.line.text).startswith(title)


def _may_be_byline(place: int, stated: list[Stated], unit: ReviewUnit, context: Context) -> bool:
    """Whether "Written by X" may name the reviewer: the words of a byline, and no other role is stated near."""
    one = stated[place]
    if one.role is not Role.WRITER:
        return False
    flat = flatten(one.line.text)
    if not flat.startswith(_long_bylines(context.vocabulary)):
        return False
    if any(map(str.isdecimal, one.line.text)) and told_in(one.line, context).is_posted:
        return True
    if _stands_apart(one, stated, unit, context):
        return True
    near = [other for other in stated if any(other.line is line for line in unit.byline)] or stated
    beside = near if any(one is other for other in near) else stated
    return all(other.role is Role.WRITER for other in beside)


@lru_cache(maxsize=64)
def _long_bylines(words: Vocabulary) -> tuple[str, ...]:
    return tuple(said for said in words.bylines if len(said) > _LONG)


def _stands_apart(one: Stated, stated: list[Stated], unit: ReviewUnit, context: Context) -> bool:
    """Whether a line "Penulis: X" has no line of the work's facts around it: there it says who wrote the text."""
    label = one.line.label or split_label(one.line.text)[0]
    place = next((place for place, line in enumerate(unit.lines) if line is one.line), None)
    if place is None or flatten(label) not in context.vocabulary.byline_phrases:
        return False
    around = (*unit.lines[max(0, place - _IN_BLOCK) : place], *unit.lines[place + 1 : place + 1 + _IN_BLOCK])
    is_credited = any(other.line is line for other in stated for line in around)
    return not is_credited and not any(
        context.vocabulary.label_keys(line.label or split_label(line.text)[0]) for line in around
    )


def _is_beside_makers(one: Stated, stated: list[Stated]) -> bool:
    """Whether a name is no byline's: a film's makers are in its line, or all stand below their labels as it does."""
    if any(other.line is one.line and other.role in (Role.DIRECTOR, Role.CAST) for other in stated):
        return True
    return one.line.label is None and any(
        other.role in (Role.DIRECTOR, Role.CAST) and other.line.label is None and other.is_set_off for other in stated
    )


def _split(
    text: str, role: Role, method: Method, where: str, context: Context, weight: float = 1.0
) -> Iterator[Candidate[Credit]]:
    for order, part in enumerate(split_names(text, context.vocabulary), start=1):
        if is_name(part.name):
            credit = Credit(name=part.name, role=role, character=part.character, order=order)
            yield Candidate(FIELD, credit, text, method, where, weight)


class _Prose:
    """The sentences of a review, read for its credits once labels and markup are known."""

    def __init__(self, unit: ReviewUnit, context: Context, marked: list[Candidate[Credit]]) -> None:
        stated = [candidate.value for candidate in marked]
        self.unit = unit
        self.context = context
        self.vocabulary = context.vocabulary
        self.title = fold(context.work_title or "")
        self.bare_title = fold(_OWNING.sub("", context.work_title or ""))
        """The same without the ending of an owner, which names are read without: "Winter's Road"."""
        self.title_parts = {fold(part) for part in _TITLE_PARTS.split(context.work_title or "")}
        self.stated = stated
        self.playing = {fold(credit.name) for credit in stated if credit.role is Role.CAST}
        self.makers = {fold(credit.name) for credit in stated if credit.role is not Role.CAST}
        self.known = {fold(credit.name): credit.name for credit in stated}
        self.authors: set[str] = set()
        """Folded names of those whose books the work is based on."""
        self.surnames: set[str] = set()
        """Folded surnames of those who play somebody."""
        self.lines = list(self.texts())
        headline = self.lines[0][0][:_LONGEST_HEADING] if self.lines else ""
        self.is_book = any(found.word.kind is WorkKind.BOOK for found in self.vocabulary.headline_words(headline))
        """Whether the headline says that a book is reviewed: who is behind "by" is its author."""
        self.labelled = {candidate.raw for candidate in marked if candidate.method is Method.LABEL}
        """Texts of the lines of credits."""
        self.by_line: dict[str, dict[Role, set[str]]] = {}
        """By line of credits whom it names with each role."""
        for candidate in marked:
            if candidate.method is Method.LABEL:
                named = self.by_line.setdefault(candidate.raw, {}).setdefault(candidate.value.role, set())
                named.add(candidate.value.name)
        self.announced = _beside_credits(unit, self.labelled, self.vocabulary)
        """Texts of the lines right behind or in front of them, with the number of names that makes them a cast."""
        self.full: dict[str, str | None] = {}

    def texts(self) -> Iterator[tuple[str, LexborNode]]:
        """Text and element of the heading and of the lines that no label begins, up to a limit."""
        if self.unit.heading is not None:
            yield self.unit.heading.text[:_LONGEST_HEADING], self.unit.heading.node
        read = 0
        for line in self.unit.lines:
            read += len(line.text)
            if read > _MOST_TEXT:
                return
            if line.label is None or len(line.value) >= _LONG_VALUE:
                yield line.value, line.node

    def candidates(self) -> Iterator[Candidate[Credit]]:
        """What sentences say, then what brackets and lists of names say of those who are known to play."""
        said = list(self.said())
        directors = [candidate for candidate in said if candidate.value.role is Role.DIRECTOR]
        times = {candidate.value.name: self.times(candidate.value.name) for candidate in directors}
        most = max((times[candidate.value.name] for candidate in directors if candidate.weight == 1), default=0)
        for candidate in said:
            # Who is said to direct and is named once is less sure where the text comes back to another.
            is_passing = candidate.value.role is Role.DIRECTOR and times[candidate.value.name] <= _ONCE
            is_passing = is_passing and most >= _OFTEN
            yield replace(candidate, weight=candidate.weight * _PASSING) if is_passing else candidate

    def times(self, name: str) -> int:
        """How often the text has a name, to judge by its last word, or what all cases have of that."""
        last = name.split()[-1]
        stem = last[: max(_STEM, len(last) - 2)] if self.vocabulary.inflects_names else last
        return sum(text.count(stem) for text, _ in self.lines)

    def said(self) -> Iterator[Candidate[Credit]]:
        """What the sentences say, in the order in which it is known."""
        doubtful: list[tuple[Mention, str, LexborNode]] = []
        implied: list[tuple[Mention, str, LexborNode]] = []
        acting: list[tuple[Mention, str, LexborNode]] = []
        read = 0
        for text, where in self.lines:
            is_early = read < _FIRST_TEXTS
            read += len(text) >= _LONG_VALUE
            for sentence, mention in self.mentioned(text):
                if mention.relation == "author":
                    self.authors.add(fold(mention.name))
                elif mention.relation == "as":
                    doubtful.append((mention, sentence, where))
                elif mention.relation == "acts":
                    acting.append((mention, sentence, where))
                elif mention.weight < 1 and mention.relation != "stars":
                    if self.plays_next(text, sentence):
                        self.surnames.add(fold(mention.name).split()[-1])
                    elif self.is_borne_out(mention, sentence, is_early):
                        implied.append((mention, sentence, where))
                elif (credit := self.credit(mention)) is not None and not self.is_said_better(credit, text):
                    self.note(credit, mention)
                    yield Candidate(
                        FIELD, credit, sentence, Method.PROSE, self.path(where), self.weight(mention, credit)
                    )
        yield from self.praised(acting, {fold(mention.name) for mention, _, _ in implied})
        roles = {(fold(mention.name), mention.character) for mention, _, _ in doubtful}
        parts = Counter(name for name, character in roles if character)
        for mention, sentence, where in doubtful:
            is_told_twice = parts[fold(mention.name)] > _ONCE and is_full_name(mention.name)  # two captions
            if is_told_twice or fold(mention.name) in self.playing or self.plays_known(mention):
                yield self.cast(mention.name, mention.character, sentence, where)
            elif " " not in mention.name:
                self.surnames.add(fold(mention.name))  # "Fallon plays Andy": no credit, but no director either
        yield from self.bracketed()
        yield from self.listed()
        for mention, sentence, where in implied:  # "X's new film" may be its star's: the players are known by now
            if (credit := self.credit(mention)) is not None:
                yield Candidate(FIELD, credit, sentence, Method.PROSE, self.path(where), self.weight(mention, credit))

    def is_said_better(self, credit: Credit, text: str) -> bool:
        """Whether the labels of a line tell who has a role: other makers, or the name without what runs on behind."""
        names = self.by_line.get(text[:500], {}).get(credit.role, ())
        if credit.role is not Role.CAST:
            return bool(names) and credit.name not in names
        return any(credit.name != name and credit.name.startswith(name) for name in names)

    def praised(
        self, acting: Iterable[tuple[Mention, str, LexborNode]], making: Collection[str]
    ) -> Iterator[Candidate[Credit]]:
        """Players who are named for how they play, and of whom nothing else is said; a given name shows a person."""
        for mention, sentence, where in acting:
            name = fold(mention.name)
            if name in self.makers or name in making or name in self.authors:
                continue
            is_person = name in self.playing or mention.weight == SURE or is_full_name(mention.name)
            is_person = is_person or _SYLLABLES.search(mention.name) is not None
            if mention.weight < SURE and name not in self.playing and self.is_character(mention.name):
                continue
            if is_person and (credit := self.credit(mention)) is not None:
                self.note(credit, mention)
                yield Candidate(FIELD, credit, sentence, Method.PROSE, self.path(where), self.weight(mention, credit))

    def plays_known(self, mention: Mention) -> bool:
        """Whether "X as Y" is somebody's full name and a character's, whom the review names again: "Y wakes up"."""
        character = mention.character or ""
        if not (is_full_name(mention.name) and is_name(character)) or fold(mention.name) in self.makers:
            return False
        words = [
            word for word in character.split() if word[0].isupper() and flatten(word) not in self.vocabulary.labels
        ]
        first = words[0] if words else ""
        if len(first) < _STEM or self.is_title(character) or fold(first) in self.title.split():
            return False
        return sum(text.count(first) for text, _ in self.lines) > _ONCE

    def is_character(self, name: str) -> bool:
        """Whether the text calls somebody by the first name alone, as it does with characters."""
        first = name.partition(" ")[0]
        return any(first in text and goes_by_first_name(name, text) for text, _ in self.lines)

    def is_borne_out(self, mention: Mention, sentence: str, is_early: bool) -> bool:
        """Whether an implied maker is this work's: the review begins so, speaks of the work there or of them again.

        "It looks like a film by X" is said once, of somebody else.
        """
        is_work_of = mention.relation == "directed_by" and mention.weight == LIKELY
        if not is_work_of or is_early or title_spans(sentence, self.context.work_title):
            return True
        return self.times(mention.name) > _ONCE

    def plays_next(self, text: str, sentence: str) -> bool:
        """Whether the next sentence of a line has the one named play: "X's second film. He plays a sailor"."""
        behind = text[text.find(sentence) + len(sentence) :]
        return behind != "" and _playing_next(self.vocabulary).match(behind) is not None

    def acts(self, last: str) -> bool:
        """Whether the text says of a surname that it plays or has a part: "Reed's performance", "Reed plays the"."""
        behind = _acting(self.vocabulary)
        return any(behind.match(text, end) for text, _ in self.lines for end in _ends_of_word(last, text))

    def mentioned(self, text: str) -> Iterator[tuple[str, Mention]]:
        title = self.context.work_title
        for mention in caption(text, self.vocabulary, title):
            yield text, mention
        topics = self.context.topics
        is_book = topics.get(WorkKind.BOOK, 0) > topics.get(WorkKind.FILM, 0) + topics.get(WorkKind.SERIES, 0)
        for sentence, found in read_line(text, self.vocabulary, title):
            is_made = sentence.knows_title and not is_book  # whoever stands behind a book's title wrote the book
            beside = beside_title(sentence.text, sentence.titled, self.vocabulary) if is_made else ()
            for mention in (*found, *beside):
                yield sentence.text, mention

    def weight(self, mention: Mention, credit: Credit) -> float:
        """A surname that the page gives in full elsewhere is as good as a full name."""
        is_found = credit.name != mention.name and not mention.needs_more and mention.weight == PERHAPS
        return _PROSE_ROLES[mention.relation][1] * (1.0 if is_found else mention.weight)

    def credit(self, mention: Mention) -> Credit | None:
        """The credit that a mention makes; None for the work itself, for another's name and for what is no role."""
        known = _PROSE_ROLES.get(mention.relation)
        if known is None or self.is_title(mention.name) or (mention.character and self.is_work(mention.character)):
            return None
        if mention.character and fold(mention.character) in self.vocabulary.sentence("makers"):
            return None  # "X, als Regisseur": whom nobody plays
        name = mention.name
        if " " not in name and mention.weight < SURE:
            full = self.in_full(name)
            if full is None and mention.needs_more:
                return None
            name = full or name
        if self.vocabulary.inflects_names:
            name = self.nominative(name)
        if mention.weight < 1 and known[0] is Role.DIRECTOR and self.is_book:
            return None
        if mention.weight < 1 and known[0] is not Role.CAST and self.does_something_else(name):
            return None
        if mention.weight < 1 and owns_site(name, self.context):
            return None  # "Review: Low Water by Ann Lee", on annsreels.test
        folded = fold(name)
        if any(
            folded in names
            for names in (self.vocabulary.places, self.vocabulary.platform_names, self.vocabulary.others)
        ):
            return None
        if known[0] is Role.CAST and folded in self.vocabulary.countries:
            return None  # "with A and B, Italia 2019"
        return Credit(name=name, role=known[0], character=mention.character, order=1)

    def does_something_else(self, name: str) -> bool:
        """Whether somebody who may have made the work is its player, or the author of the book."""
        folded = fold(name)
        first, last = folded.split()[0], folded.split()[-1]
        plays = folded in self.playing or last in self.surnames or not self.playing.isdisjoint((first, last))
        plays = plays or self.acts(name.split()[-1])
        return (plays or folded in self.authors) and folded not in self.makers

    def is_work(self, text: str) -> bool:
        return fold(text) == self.title

    def is_title(self, name: str) -> bool:
        """Whether a name is the work's title, or several words of it: "Harry Potter"."""
        folded = fold(name)
        if len(self.title_parts) > 1 and folded in self.title_parts:
            return False  # "Ann Stone – Tin Summer" is no title
        if folded in (self.title, self.bare_title):
            return True
        return " " in folded and f" {folded} " in f" {self.title} "

    def note(self, credit: Credit, mention: Mention) -> None:
        if credit.role is Role.CAST:
            self.playing.add(fold(credit.name))
        elif mention.weight == 1:
            self.makers.add(fold(credit.name))
        if len(self.known) < _MOST_PEOPLE:
            self.known.setdefault(fold(credit.name), credit.name)

    def in_full(self, last: str) -> str | None:
        """The one full name of the page that ends in a surname."""
        if last not in self.full:
            self.full[last] = self.find_in_full(last) if len(self.full) < _MOST_SURNAMES else None
        return self.full[last]

    def find_in_full(self, last: str) -> str | None:
        pattern = re.compile(rf"(?<![\w-])(?:[^\W\d_a-zà-öø-ÿ][\w'’.-]{{0,30}}\s){{1,2}}{re.escape(last)}(?![\w-])")
        found: set[str] = set()
        for text, _ in self.lines:
            for match in pattern.finditer(text) if last in text else ():
                run = trailing_run(match[0], self.vocabulary)
                if " " in run and is_name(run) and not self.is_title(run):
                    found.add(run)
        return found.pop() if len(found) == 1 else None

    def nominative(self, name: str) -> str:
        """A name in its own form where the page has that too: "Итана Хоука" -> "Итан Хоук"."""
        return next(
            (known for known in self.known.values() if is_inflected(name, known)), in_nominative(name, self.vocabulary)
        )

    def bracketed(self) -> Iterator[Candidate[Credit]]:
        pairs: list[Pair] = []
        for index, (text, _) in enumerate(self.lines):
            if ("(" in text or "（" in text) and text not in self.labelled:
                pairs += pairs_in(text, index, self.vocabulary)
        if not pairs:
            return
        whole = "\n".join(text for text, _ in self.lines)
        found = list(players(pairs[:_MOST_PAIRS], self.vocabulary, self.playing, self.makers, whole))
        for name, character, pair in found:
            if not self.is_title(name) and not (character and self.is_title(character)):
                self.playing.add(fold(name))
                yield self.cast(name, character, pair.text, self.lines[pair.index][1])

    def listed(self) -> Iterator[Candidate[Credit]]:
        """A line of full names alone is the cast if one of them is known to play, and none to do anything else.

        So it is without a label, right behind a line of credits, if it is long enough.
        """
        for text, where in self.lines:
            if not 8 <= len(text) <= 300 or text[-1] in ".!?" or not ("," in text or "·" in text):
                continue
            words = text.split()
            if text in self.labelled or sum(word[0].islower() for word in words) > len(words) / 3:
                continue
            first, _, rest = text.partition(" ")
            company = rest if flatten(first) in self.vocabulary.company else text  # "Con A, B y C"
            names = [part.name for part in split_names(company, self.vocabulary)]
            folded = {fold(name) for name in names}
            is_all = (
                len(names) > 1 and sum(map(len, names)) >= 0.8 * len(company) and all(" " in name for name in names)
            )
            is_cast = bool(folded & self.playing) or len(names) >= self.announced.get(text, len(names) + 1)
            if is_all and is_cast and not folded & self.makers:
                for name in names:
                    if not self.is_title(name):
                        yield self.cast(name, None, text, where)

    def path(self, node: LexborNode) -> str:
        return self.unit.document.path(node)

    def cast(self, name: str, character: str | None, text: str, where: LexborNode) -> Candidate[Credit]:
        if self.vocabulary.inflects_names:
            name = self.nominative(name)
        credit = Credit(name=name, role=Role.CAST, character=character, order=1)
        return Candidate(FIELD, credit, text[:500], Method.PROSE, self.path(where), 0.9)


def _ends_of_word(start: str, text: str) -> Iterator[int]:
    """Where the words of a text that start so have that start behind them."""
    place = text.find(start)
    while place >= 0:
        if _AT_START.match(text, place):
            yield place + len(start)
        place = text.find(start, place + 1)


@lru_cache(maxsize=64)
def _playing_next(vocabulary: Vocabulary) -> re.Pattern[str]:
    """The start of a sentence in which a pronoun, or nothing, is who plays."""
    return re.compile(rf"\W{{0,6}}(?:[^\W\d_]{{1,5}} )?(?i:{_verbs(vocabulary)}) {_somebody(vocabulary)}")


@lru_cache(maxsize=64)
def _acting(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Behind a surname: a noun for acting that it owns, or the verb and somebody."""
    nouns = alternatives(vocabulary.sentence("performances"))
    return re.compile(
        rf"(?:['’]s?|s) (?:\w{{1,20}} ){{0,2}}(?i:{nouns})(?!\w)| (?i:{_verbs(vocabulary)}) {_somebody(vocabulary)}"
    )


def _verbs(vocabulary: Vocabulary) -> str:
    """Verbs and phrases for playing; not the words for "as" and "is", which stand there alone for anything."""
    plays = vocabulary.prose.get("plays", Connective()).before
    return alternatives(word for word in plays if word not in _as_words(vocabulary))


def _as_words(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset((*vocabulary.prose.get("as", Connective()).before, *vocabulary.sentence("is")))


def _somebody(vocabulary: Vocabulary) -> str:
    """What begins the description or the name of a character."""
    return rf"(?:(?i:{alternatives((*vocabulary.sentence('articles'), *vocabulary.sentence('own')))})\s|[A-ZÀ-ÖØ-Þ])"


def _beside_credits(unit: ReviewUnit, stated: set[str], vocabulary: Vocabulary) -> dict[str, int]:
    found: dict[str, int] = {}
    for before, line in pairwise(unit.lines if stated else ()):
        if before.text[:500] in stated and line.label is None:
            found[line.value] = _FEWEST_BEHIND
        if before.label is None and (
            line.text[:500] in stated
            or (len(line.text) <= _LONGEST_LINK and "," in before.value and _links_cast(line.text, vocabulary))
        ):
            found.setdefault(before.value, _FEWEST_IN_FRONT)
    return found


def _links_cast(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line is the link to the whole of a list of players: "Full cast >"."""
    flat = flatten(text).strip(" >»›→…")
    return flat in vocabulary.others and any(vocabulary.labels.get(word) == "cast" for word in flat.split())


def locate_native_title(unit: ReviewUnit, context: Context) -> Iterator[Candidate[str]]:
    """A title in another script where the sentence has its subject: "…, <native title> stars A and B"."""
    title = context.work_title
    if title is None:
        return
    is_latin = script_of(title) == "Latin"
    for line in unit.lines:
        if is_latin and _OTHER_SCRIPT.search(line.text) is None:
            continue
        for sentence in sentences(line.text):
            subject = native_subject(sentence, title, context)
            if subject is not None:
                yield Candidate("work.native_title", subject, sentence, Method.PROSE, unit.document.path(line.node))


def native_subject(sentence: str, title: str, context: Context) -> str | None:
    """The words in another script directly before a phrase such as "stars" or "is directed by"."""
    for phrase in phrases_in(sentence, context.vocabulary):
        if "stars" not in phrase.after:
            continue
        words = sentence[: phrase.start].rstrip().split(",")[-1].split()
        native: list[str] = []
        while words and (is_other_script(words[-1] * 2, title) or words[-1].isdigit()):
            native.insert(0, words.pop())
        if any(not word.isdigit() for word in native):
            return " ".join(native).strip("()（）[]【】\"'“”‘’«»『』「」《》")
    return None


def same_credit(credit: Credit) -> tuple[Role, str]:
    """Key under which two spellings of a credit are one: hyphens, spaces and doubled letters do not count."""
    letters = fold(credit.name).replace("-", "").replace(" ", "").replace(".", "")
    return credit.role, _DOUBLED.sub(r"\1", letters)
