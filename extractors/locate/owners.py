"""Whose work it is: "X's latest film", "a film by X", "In her debut, X …", "X is one of our best directors"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from extractors.locate.behind import is_surname, latest_of, without_examples
from extractors.locate.people import is_capitalised, is_full, name_at, names_after, names_before, trailing_run
from extractors.locate.sentences import LIKELY, OWN, PERHAPS, SURE, Mention, Phrase, Sentence, by_pattern
from extractors.parse.names import in_nominative, is_full_name, is_name
from extractors.parse.pattern import pattern
from extractors.parse.text import flatten, is_unspaced
from extractors.vocabulary import Connective, Vocabulary, alternatives

_REACH: Final = 400
"""Characters on either side of a noun that are searched for names."""
_BY_REACH: Final = 60
_GENITIVE: Final = pattern(
    r"['’]s?(?:[ \u00a0]\([^()]{2,80}\))?[ \u00a0]"
    r"(?P<words>(?:[^\s,;:.()\"“”„«»'’]+(?:,(?=[ \u00a0]\S+[ \u00a0]))?[ \u00a0]){0,5})[\"“„«‘']?$"
)
_IN: Final = 4
_LONGER: Final = pattern(r":\s[A-ZÀ-ÖØ-Þ]")
_WORDS: Final = pattern(r"[^\W\d_]+")
_CAPITALS: Final = pattern(r"(?<!\S)(?=[^\W\d_a-zß-ÿ])")
_MARKS: Final = " \u00a0\"“”„«»‘’'*_"
_OPENING: Final = 16
"""Characters of "with", "in" and their like in front of a title."""
_BEHIND_TITLE: Final = pattern(
    r"(?:[ \u00a0](?=»))?[\"“”»’'*_]{0,2}(?:\s?\((?:19|20)\d\d\))?"
    r"(?:,[\"“”»’']?\s|\s(?P<verb>[a-zà-ÿа-я]{3,15})\s|\s)(?=[A-ZÀ-ÖØ-ÞА-Я])"
)
"""A comma, or where the verb comes second that verb, between a title and who has made it."""
_NAMED_VERB: Final = pattern(r"(?:[A-ZÀ-ÖØ-Þ][\w.'’-]{0,20} ){2,3}[a-zà-ÿ]{2,15} ?")
"""A full name and a verb."""
_OWN_REACH: Final = 50
_OWN_WORDS: Final = 4
_OWNED: Final = pattern(
    r"(?<=\w)['’]s? (?:[a-zà-ÿ-]{2,20}[ ,] ?){1,5}(?P<character>[A-ZÀ-ÖØ-Þ][\w-]{1,20}(?: [A-ZÀ-ÖØ-Þ][\w-]{1,20}){0,3})"
)
"""What stands behind the name of a player: description and character."""
_FEWEST_OWNED: Final = 3
_OWNED_GAP: Final = 60
_BARE_GENITIVE: Final = pattern(r"(?<=\w)s[ \u00a0](?P<words>(?:[^\s,;:.()\"“”„«»]+[ \u00a0]){0,4})[\"“„«‘']?$")
_VERB_SECOND: Final = pattern(r"(?:\s[„»\"“][^„“”»«\"]{2,60}[“”«\"])?\s[a-zäöüß]{3,14}\s(?=[A-ZÀ-ÖØ-Þ])")
_LATER: Final = 14
_FEWEST_SAID: Final = 2
_BRACKET: Final = pattern(r"\s*\([^()]{3,80}\)")
_YEAR: Final = pattern(r"\b(?:19|20)\d\d")
_BREAK: Final = pattern(r"[,;:.!?()\"“”«»–—]")
_CLAUSE_END: Final = pattern(r"[,;:.()]")
_PLAYING: Final = frozenset({"plays", "character_of"})
_OTHER_JOBS: Final = frozenset({"writer", "creator", "producer", "composer", "cinematographer", "editor"})
_MAKER_LABELS: Final = frozenset({"director", "writer", "producer"})


def owners(sentence: Sentence) -> Iterator[Mention]:
    """Those whom nouns for works and for their makers, and the work's title, connect with the work."""
    works = sentence.vocabulary.sentence("works")
    for phrase in sentence.marked:
        yield from _authors(sentence, phrase)
        if "works" in phrase.marks and not sentence.points_elsewhere(phrase):
            yield from _work_of(sentence, phrase)
        if "scripts" in phrase.marks and not sentence.points_elsewhere(phrase):
            yield from _owners(sentence, phrase.start, "written_by")
        if "directing" in phrase.marks and not sentence.points_elsewhere(phrase):
            yield from _owners(sentence, phrase.start)  # "X's assured direction"
            yield from _directing(sentence, phrase)
        if "performances" in phrase.marks and not sentence.is_title_case and not sentence.points_elsewhere(phrase):
            yield from _performers(sentence, phrase)
        if "makers" in phrase.marks and not sentence.is_title_case:
            yield from _maker(sentence, phrase)
        if "based_on" in phrase.after and flatten(sentence.text[phrase.start :]).split()[0] in works:
            yield from _owners(sentence, phrase.start)  # "X's adaptation of Y's novel"
    for start, end in sentence.titled:
        is_longer = _LONGER.match(sentence.text, end) is not None  # "X's Title: Another Story"
        for mention in _owners(sentence, start):
            yield replace(mention, weight=PERHAPS) if is_longer else mention
        yield from _with_title(sentence, start, end)
    yield from _characters_owned(sentence)


def _with_title(sentence: Sentence, start: int, end: int) -> Iterator[Mention]:
    """Who does something with the work at the start of a sentence: "With “Title”, X goes back", "Mit Title legt X".

    In it others do something too: who does what makers do is one, "En «Title», X retrata".
    """
    vocabulary = sentence.vocabulary
    opening = flatten(sentence.text[:start]).strip(_MARKS) if start <= _OPENING else ""
    is_in = opening in vocabulary.sentence("scene")[:1]
    if not sentence.knows_title or not (is_in or opening in vocabulary.company):
        return
    behind = _BEHIND_TITLE.match(sentence.text, end)
    named = name_at(sentence.text, behind.end(), vocabulary) if behind is not None else None
    if behind is None or named is None or named[2]:
        return
    plays = vocabulary.prose.get("plays", Connective()).before
    following = flatten(sentence.text[named[1] : named[1] + OWN]).strip()
    told = behind["verb"] or following.partition(" ")[0]
    is_bare = behind["verb"] is None and "," not in behind[0]
    if (is_in or is_bare) and told not in vocabulary.sentence("tells"):
        return  # "In “Title”, X goes home": may be a character
    if any(following.startswith(f"{verb} ") for verb in plays) or (behind["verb"] and not is_full_name(named[0])):
        return
    is_last = not is_full(named[0])
    yield Mention("directed_by", named[0], weight=PERHAPS if is_last else LIKELY, needs_more=is_last)


def _characters_owned(sentence: Sentence) -> Iterator[Mention]:
    """The players in a list of their characters: "X's gruff Captain Bogo, Y's pompous Mayor Lion and Z's Tom"."""
    if sentence.text.count("’") + sentence.text.count("'") < _FEWEST_OWNED:
        return
    found = list(_OWNED.finditer(sentence.text))
    named = [(trailing_run(sentence.text[: one.start()], sentence.vocabulary), one["character"]) for one in found]
    gaps = [sentence.text[one.end() : other.start()] for one, other in pairwise(found)]
    is_list = len(found) >= _FEWEST_OWNED and all(len(gap) <= _OWNED_GAP for gap in gaps)
    if is_list and all(name and is_name(name) for name, _ in named):
        for name, character in named:
            if is_full(name):
                yield Mention("stars", name, character)


def _work_of(sentence: Sentence, phrase: Phrase) -> Iterator[Mention]:
    """Whose film it is: "X's latest film", "a film by X"; not where the title of another work follows."""
    yield from _genitive_behind(sentence, phrase)
    if sentence.names_another(phrase.end):
        return
    yield from _owners(sentence, phrase.start)
    if sentence.is_title_case:
        return
    yield from _own_work(sentence, phrase)
    yield from _own_title(sentence, phrase)
    behind = sentence.text[phrase.end : phrase.end + _REACH]
    for by in by_pattern(sentence.vocabulary).finditer(behind, 0, _BY_REACH):
        between = behind[: by.start()]
        if _is_later(sentence, phrase, between):
            return
        if any(
            phrase.end <= one.start < phrase.end + by.end() for one in sentence.connecting if "works" not in one.marks
        ):
            return
        if any("compare" in one.marks and phrase.end <= one.start < phrase.end + by.end() for one in sentence.marked):
            return  # "la película recuerda al cine de X"
        if _BREAK.search(between) or len(between.split()) > 3:
            return
        if not sentence.vocabulary.review_words.isdisjoint(flatten(between).split()):
            return  # "a film review by X"
        names = names_after(behind[by.end() :], sentence.vocabulary)
        if not names or not is_full(names[0]):
            last = name_at(behind, by.end(), sentence.vocabulary)
            with_by = Phrase(phrase.start, phrase.end + by.end() - 1, (), ())
            if between == "" and (latest := latest_of(sentence, with_by)) is not None:
                yield Mention("directed_by", latest, weight=LIKELY)
            elif last is not None and not is_full(last[0]) and not sentence.vocabulary.capitalises_nouns:
                yield Mention("directed_by", last[0], weight=PERHAPS, needs_more=True)
        if names and " " in names[0]:
            before = flatten(sentence.text[: phrase.start]).strip()
            begins = not before or before in sentence.vocabulary.sentence("articles")
            weight = SURE if begins and by.start() == 0 else LIKELY  # "Drama by X, with A and B", "A film by X"
            for name in names:
                if name == names[0] or not has_other_job(sentence, name):
                    yield Mention("directed_by", name, weight=weight)
            return


def _is_later(sentence: Sentence, phrase: Phrase, behind: str) -> bool:
    """Whether an adjective makes it a work that its maker has made since: "la próxima película de X"."""
    words = f"{sentence.text[max(0, phrase.start - _LATER) : phrase.start]} {behind}"
    return not set(sentence.vocabulary.sentence("later")).isdisjoint(flatten(words).split())


def _directing(sentence: Sentence, phrase: Phrase) -> Iterator[Mention]:
    """Whose directing it is, adjectives between: "la mise en scène précise de X"; not "direção de arte de X"."""
    behind = sentence.text[phrase.end : phrase.end + 2 * _REACH]
    by = by_pattern(sentence.vocabulary).search(behind, 0, _BY_REACH)
    if by is None or _BREAK.search(behind, 0, by.start()) or len(behind[: by.start()].split()) > _OWN_WORDS:
        return
    for name in names_after(behind[by.end() :], sentence.vocabulary)[:1]:
        if is_full(name):
            yield Mention("directed_by", name, weight=LIKELY)


def _genitive_behind(sentence: Sentence, phrase: Phrase) -> Iterator[Mention]:
    """Whose work it is by the case of a name that is known: "фильм Андрея Белова", "film Jana Nowaka"."""
    named = name_at(sentence.text, phrase.end + 1, sentence.vocabulary) if sentence.vocabulary.genitives else None
    if named is not None and in_nominative(named[0], sentence.vocabulary) != named[0]:
        yield Mention("directed_by", named[0], weight=LIKELY)


def _own_title(sentence: Sentence, phrase: Phrase) -> Iterator[Mention]:
    """The one whose work the title names: "what X says through his movie Title"; one alone stands in front of it."""
    if not sentence.knows_title or not sentence.is_titled(phrase.end):
        return
    words = list(_WORDS.finditer(sentence.text, max(0, phrase.start - _OWN_REACH), phrase.start))[-_OWN_WORDS:]
    own = next((word for word in words if flatten(word[0]) in sentence.vocabulary.sentence("own")), None)
    if own is None:
        return
    left = sentence.text[: own.start()]
    found = [name_at(left, word.start(), sentence.vocabulary) for word in _CAPITALS.finditer(left)]
    names = {one[0] for one in found if one is not None and is_full_name(one[0])}
    if len(names) == 1:
        yield Mention("directed_by", names.pop(), weight=PERHAPS)


def _own_work(sentence: Sentence, phrase: Phrase) -> Iterator[Mention]:
    """A noun with a pronoun, then whose it is: "In her second film, X …"."""
    behind = sentence.text[phrase.end : phrase.end + 2 * _REACH]
    second = _VERB_SECOND.match(behind) if sentence.vocabulary.capitalises_nouns else None
    behind = f", {behind[second.end() :]}" if second is not None else behind  # "Mit ihrem Film hat X"
    if behind[:2] != ", " and "debuts" not in phrase.marks:
        return
    if sentence.knows_title:  # "With her second feature, Title, X"
        title = next((end for start, end in sentence.titled if 0 < start - phrase.end <= _IN), None)
        behind = sentence.text[title:].lstrip("\"”’'") if title is not None else behind
    before = [word.lower() for word in sentence.text[max(0, phrase.start - OWN) : phrase.start].split()[-6:]]
    own = next((place for place, word in enumerate(before) if word in sentence.vocabulary.sentence("own")), None)
    if own is None and "debuts" in phrase.marks:  # "X makes a striking directorial debut"
        one = {*sentence.vocabulary.sentence("indefinite")}
        makes = sentence.vocabulary.sentence("makes")
        own = next(
            (place for place, pair in enumerate(pairwise(before), 1) if pair[0] in makes and pair[1] in one), None
        )
    if own is None or any(word.endswith(("'s", "’s")) for word in before[own:]):
        return  # "his role's comedy"
    if "debuts" in phrase.marks:
        is_written = any(sentence.vocabulary.labels.get(word) == "writer" for word in before[own + 1 :])
        for mention in _debut(sentence, phrase, behind):
            yield mention
            if is_written:  # "in her writing and directing debut"
                yield replace(mention, relation="written_by")
        return
    if own == 0 or before[own - 1] not in sentence.vocabulary.sentence("prepositions"):
        return  # "it was their fourth film, Title"
    for name in without_examples(behind, names_after(behind[2:_REACH], sentence.vocabulary))[:1]:
        yield Mention("directed_by", name, weight=PERHAPS)


def _performers(sentence: Sentence, phrase: Phrase) -> Iterator[Mention]:
    """Whose acting it is: "X's quiet performance"; not in another work, which is named behind it."""
    elsewhere = performed_in(sentence.vocabulary).match(sentence.text, phrase.end)
    if elsewhere is not None and not sentence.is_titled(phrase.end + _IN):
        return
    for mention in _owners(sentence, phrase.start, "stars"):
        if is_full(mention.name):
            yield mention


def _debut(sentence: Sentence, phrase: Phrase, behind: str) -> Iterator[Mention]:
    """Whose first film as a director: "In her directorial debut, X …", "X shows in his directorial debut"."""
    bracket = _BRACKET.match(behind)
    behind = behind[bracket.end() :] if bracket is not None else behind
    names = names_after(behind[2:_REACH], sentence.vocabulary, single=True)[:1] if behind[:2] == ", " else []
    subject = None if names else name_at(sentence.text, 0, sentence.vocabulary)
    if subject is not None and is_full(subject[0]) and subject[1] < phrase.start:
        names = [subject[0]]
    for name in names:
        yield Mention("directed_by", name, weight=PERHAPS)


def _authors(sentence: Sentence, phrase: Phrase) -> Iterator[Mention]:
    """Who wrote what the work is based on: "based on X's novel", "the novel by X"."""
    behind = sentence.text[phrase.end : phrase.end + _REACH]
    if "based_on" in phrase.after:
        for name in names_after(behind, sentence.vocabulary):
            yield Mention("author", name)
    elif "books" in phrase.marks:
        for mention in _owners(sentence, phrase.start):
            yield Mention("author", mention.name)
        by = by_pattern(sentence.vocabulary).search(behind, 0, _BY_REACH)
        if by is not None:
            for name in names_after(behind[by.end() :], sentence.vocabulary)[:1]:
                yield Mention("author", name)


def _owners(sentence: Sentence, position: int, relation: str = "directed_by") -> Iterator[Mention]:
    """Whose work it is, by the genitive in front of it: "X's “Title”", "Anthony and Joe Russo's new film".

    Where the title is not known, "X's 1968 classic" is another work.
    """
    left = sentence.text[max(0, position - _REACH) : position]
    owned = _GENITIVE.search(left) or (_bare_genitive(left, sentence) if sentence.vocabulary.has_genitive_s else None)
    if owned is None and (suffixes := sentence.vocabulary.sentence("genitives")):
        owned = _suffixed(suffixes).search(left)
    if owned is None or _leads_away(sentence, owned["words"]) or _is_compared(sentence, left[: owned.start()]):
        return
    jobs = {sentence.vocabulary.labels.get(flatten(word)) for word in owned["words"].split()}
    if not jobs.isdisjoint(_OTHER_JOBS) and relation == "directed_by":
        return  # "X's screenwriting debut"
    if not sentence.is_titled(position) and _is_of_other_work(sentence, left[: owned.start()]):
        return
    if sentence.is_titled(position) and _NAMED_VERB.fullmatch(owned["words"]):
        return  # "The Daily Reel's Ann Stone reviews Title"
    if not sentence.knows_title and _YEAR.search(owned["words"]):
        return
    names = names_before(left[: owned.start()], sentence.vocabulary)
    shift = sentence.text.find(left)
    if names and any(one.start == shift + left.rfind(names[-1]) for one in sentence.marked):
        return  # "die Verfilmung des Romans"
    if names and not owned["words"] and _is_predicate(sentence, left[: left.find(names[0])], position):
        return
    if len(names) > 1 and "," in left[left.rfind(names[-2]) : left.rfind(names[-1])]:
        names = names[-1:]  # "written by Ann Lee, Tom Reed's film"
    for name in names:
        yield Mention(relation, name, weight=LIKELY)
    if not names and left[owned.start()] in "'’":
        last = trailing_run(left[: owned.start()], sentence.vocabulary)
        if last and " " not in last and is_name(last):
            latest = sentence.vocabulary.sentence("latest")
            is_latest = relation == "directed_by" and any(flatten(word) in latest for word in owned["words"].split())
            if is_latest and is_surname(last, sentence.vocabulary):
                yield Mention(relation, last, weight=LIKELY)
            else:
                yield Mention(relation, last, weight=PERHAPS, needs_more=True)


def _bare_genitive(left: str, sentence: Sentence) -> re.Match[str] | None:
    """The bare s of a genitive that is nearest to what is owned, of those with a name in front: "Travis Halls Film"."""
    found: list[re.Match[str]] = []
    while (one := _BARE_GENITIVE.search(left, found[-1].start() + 1 if found else 0)) is not None:
        found.append(one)
    named = (one for one in reversed(found) if names_before(left[: one.start()], sentence.vocabulary))
    return next(named, found[0] if found else None)


def _leads_away(sentence: Sentence, words: str) -> bool:
    """Whether words between a genitive and a noun make it another's: "X's turn in this film", "Y's novel"."""
    stop = {
        *sentence.vocabulary.sentence("stop"),
        *sentence.vocabulary.sentence("books"),
        *sentence.vocabulary.sentence("later"),
        *sentence.vocabulary.frequent,
    }
    return any(flatten(word) in stop and word not in sentence.vocabulary.joiners for word in words.split())


def _is_of_other_work(sentence: Sentence, left: str) -> bool:
    """Whether a noun for a work, at most a preposition between, has the owner behind it: "a sequel to X's film"."""
    head = left[: len(left) - len(trailing_run(left, sentence.vocabulary))].rstrip()
    before, _, last = head.rpartition(" ")
    ends = {len(head), len(before) if flatten(last) in sentence.vocabulary.sentence("prepositions") else -1}
    shift = sentence.text.find(left)
    return any("works" in one.marks and one.end - shift in ends for one in sentence.marked)


def _is_predicate(sentence: Sentence, left: str, position: int) -> bool:
    """Whether a clause is a pronoun, a verb for being and the work: "It's X's film" says so of its star too."""
    words = flatten(left).replace("'s", " is").replace("’s", " is").split()
    ends = [one.end for one in sentence.marked if one.start == position]
    is_clause = bool(ends) and _CLAUSE_END.match(sentence.text, max(ends)) is not None
    return is_clause and len(words) == _FEWEST_SAID and words[-1] in sentence.vocabulary.sentence("is")


def _is_compared(sentence: Sentence, left: str) -> bool:
    """Whether a name that a text ends with is only compared with."""
    run_start = len(left) - len(trailing_run(left, sentence.vocabulary))
    compare = [mark for mark in sentence.marked if "compare" in mark.marks and not sentence.is_liking(mark)]
    shift = sentence.text.find(left) if compare else 0
    return any(0 <= run_start + shift - mark.end <= 20 for mark in compare)


def _maker(sentence: Sentence, phrase: Phrase) -> Iterator[Mention]:
    """Who is said to direct: "X is one of our best directors", "X, the writer and director of the film"."""
    is_name_behind = name_at(sentence.text, phrase.end + 1, sentence.vocabulary) is not None
    if (is_name_behind and not sentence.is_titled(phrase.end)) or sentence.text[phrase.end :][:1] in ("'", "’"):
        return
    before = sentence.text[max(0, phrase.start - _REACH) : phrase.start]
    if (named := _apposed_name(sentence, before)) is not None:
        yield Mention("directed_by", named, weight=PERHAPS)
        return
    said = next(iter([*_is_pattern(sentence.vocabulary).finditer(before)][-1:]), None)
    if said is not None and len(before) - said.end() <= 80 and _CLAUSE_END.search(before, said.end()) is None:
        yield from _subject(sentence, before[: said.start()], "directed_by")
        return
    head, comma, words = before.rpartition(",")
    first = flatten(words.split()[0]) if words.split() else ""
    is_noun = (
        first in sentence.vocabulary.sentence("articles") or sentence.vocabulary.labels.get(first) in _MAKER_LABELS
    )
    is_alone = not words.strip() and sentence.text[phrase.end : phrase.end + 1] in (",", ".", ";")
    if comma and (is_noun or is_alone) and len(words.split()) <= 6:
        yield from _subject(sentence, head, "directed_by")
        said_of = f"{words} {sentence.text[phrase.start : phrase.end]}"
        if any(sentence.vocabulary.labels.get(flatten(word)) == "writer" for word in said_of.split()):
            yield from _subject(sentence, head, "written_by")


def _apposed_name(sentence: Sentence, before: str) -> str | None:
    """Who stands right in front of "the director": "Ann Stone the director of the film"."""
    head, _, article = before.rstrip().rpartition(" ")
    if article not in sentence.vocabulary.sentence("articles"):
        return None
    names = names_before(head, sentence.vocabulary)
    is_right_there = bool(names) and head.rstrip().endswith(names[-1]) and len(names) == 1 and is_full(names[0])
    return names[0] if is_right_there and not sentence.is_object(head, names[0]) else None


def _subject(sentence: Sentence, left: str, relation: str) -> Iterator[Mention]:
    if left.rstrip().endswith(")"):
        return  # a character, whose player stands in the bracket
    names = names_before(left, sentence.vocabulary)
    if names and sentence.is_object(left, names[0]):
        return  # "from Happy Days is the biggest director"
    names = names[-1:]
    if names and _is_role(sentence, sentence.text.find(names[0])):
        return  # "plays Peter Lang, a director who"
    if not names:
        last = trailing_run(left, sentence.vocabulary)
        names = [last] if last and is_name(last) and is_capitalised(last) else []
    for name in names:
        yield Mention(relation, name, weight=PERHAPS, needs_more=" " not in name)


def _is_role(sentence: Sentence, place: int) -> bool:
    """Whether a verb for playing ends in front of a name."""
    return any(
        not _PLAYING.isdisjoint(one.before) and 0 <= place - one.end <= 1 and one.start for one in sentence.connecting
    )


def has_other_job(sentence: Sentence, name: str) -> bool:
    """Whether a noun for another job explains a name: "X, the writer of Tin Summer"."""
    place = sentence.text.find(name) + len(name)
    words = flatten(sentence.text[place + 1 : place + OWN]).split()[:2]
    noun = next((word for word in words if word not in sentence.vocabulary.sentence("articles")), "").strip(",.")
    return sentence.text.startswith(", ", place) and sentence.vocabulary.labels.get(noun) in _OTHER_JOBS


@lru_cache(maxsize=64)
def _suffixed(suffixes: tuple[str, ...]) -> re.Pattern[str]:
    """The genitive that an apostrophe sets off ("Ceylan'ın yeni filmi"), or that has no space in front: "李安的《"."""
    spaced = alternatives(suffix for suffix in suffixes if not is_unspaced(suffix))
    glued = alternatives(suffix for suffix in suffixes if is_unspaced(suffix))
    return re.compile(
        rf"(?:['’](?:{spaced})[ \u00a0]|(?:{glued}))(?P<words>(?:[^\s,;:.()\"“”„«»'’]+[ \u00a0]){{0,3}})[\"“《〈『「]?$"
    )


@lru_cache(maxsize=64)
def performed_in(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Behind a noun for acting: in which work, by its capital or its mark."""
    return re.compile(rf"\s(?:{alternatives(vocabulary.sentence('performed_in'))})\s[\"“„«‘A-ZÀ-ÖØ-Þ]")


@lru_cache(maxsize=64)
def _is_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf"\s(?:{alternatives(vocabulary.sentence('is'))})\s", re.IGNORECASE)
