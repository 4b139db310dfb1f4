"""Sentences that tell who did what: "Directed by X and written by Y, <title> stars A, B and C"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from extractors.locate.acting import acting, follows_role, is_elsewhere, without_characters
from extractors.locate.behind import described_makers, latest_of, made_by, without_examples
from extractors.locate.eastern import is_eastern, is_eastern_name
from extractors.locate.jobs import RELATIONS, is_somebody, jobs
from extractors.locate.orders import (
    behind_agent,
    behind_names,
    behind_verb,
    beside,
    described,
    directed_cast,
    in_role,
    is_attributive,
    is_named_by,
    is_part,
    is_passive,
    is_role,
    is_somehow,
    job_in_front,
    own_first,
    subject_in_front,
    subject_of_perfect,
    subjects_of_predicate,
    verb_first,
)
from extractors.locate.owners import has_other_job, owners, performed_in
from extractors.locate.people import (
    as_pattern,
    cast_after,
    character_after,
    company_behind,
    full_name,
    is_full,
    last_name_before,
    name_at,
    names_after,
    names_before,
    single_name_before,
)
from extractors.locate.sentences import (
    LIKELY,
    MAKING,
    OWN,
    PERHAPS,
    SURE,
    Mention,
    Phrase,
    Sentence,
    by_pattern,
    relatives,
    sentences_of,
)
from extractors.locate.uncased import is_uncased
from extractors.parse.names import is_full_name
from extractors.parse.pattern import pattern
from extractors.parse.text import flatten
from extractors.vocabulary import CREW_LABELS, Connective, Vocabulary, alternatives

_REACH: Final = 400
"""Characters on either side of a phrase that are searched for names."""
_CAST_REACH: Final = 1_000
_PLAYING: Final = frozenset({"plays", "character_of", "as"})
"""Relations with a person in front of the phrase and a character behind it; "as" alone is the weaker one."""
_LISTING: Final = frozenset({"stars", "with"})
_COMPANIED: Final = frozenset({"stars", "directed_by"})
"""Relations of phrases that may have "with" in front of their names: "With X in the title role", "With X directing"."""
_MADE_SO: Final = frozenset({"casts", "follows", "adapts"})
"""Relations of verbs that are a maker's only with a certain object: "casts X as Y", "follows up Z with Title"."""
_NO_MANNER: Final = pattern(r"[^\w\s-]|[A-ZÀ-ÖØ-ÞА-Я]")
_BRACKET: Final = pattern(r"\s*\([^()]{3,80}\)")
_YEAR_BEFORE: Final = pattern(r"(?:19|20)\d\d\)?[,:]?\s*$")
_YEAR_BEHIND: Final = pattern(r"[^,;.]{3,50}?\s(?:(?:19|20)\d\d|\d0s?|['’]\d0s)(?!\d|\s\w+ )")
"""A year or decade right behind the one player: "a thriller with X from the 90s" is another work."""
_BYLINE: Final = 70
_BARS: Final = ("| ", "· ", "• ")
_DAY_YEAR: Final = pattern(r",? [A-Z][a-z]{2,9}\.? \d{1,2}(?:st|nd|rd|th)?, \d{4}|, \d{4}(?!\d)")
"""The day of a byline: "April 3, 2019"."""
_ASIDE: Final = 4
_BEFORE_NOUN: Final = 2
"""Words in front of a noun among which its article stands."""
_ADVERB: Final = 12
_MOST_JOBS: Final = 3
_JOB: Final = pattern(r"[a-zà-ÿа-я-]{3,20}(?: [a-zà-ÿа-я]{3,20})?")
_WORDS_AND_SIGNS: Final = pattern(r"[\w-]+|[^\w\s]")
_OF_NAMED: Final = 0.85
"""Weight of who has made what is named otherwise than the work: it may be its other title."""
_MADE: Final = frozenset({"works", "scripts"})
"""What a sentence may say that somebody has written or created."""
_BRIEFLY: Final = {"directed": "directed_by", "written": "written_by"}
"""Participles with words for the manner behind them: "directed with care by X"."""
_NO_MAKERS: Final = frozenset({"author", "reviewer"})
_OF_ROLE: Final = pattern(r"\s[a-z]{2,5}(?:\s[a-z-]{2,16}){1,2},\s")
"""What stands between "as" and the noun that explains a role: " his wife, "."""
_NOTHING: Final = pattern(r"(?!)")
_FEWEST_PAIRS: Final = 2
_PAIRED: Final = 120
"""Characters from a verb to the work's title."""
_COLON: Final = pattern(r"(?:\s[^\W\d_]{2,20}){0,3}\s?[:：]\s")
"""Between a noun for players and their list: "a duo of actors that shines: A and B"."""
_NAMED_BEFORE: Final = pattern(
    r"(?P<start>^|[.,;:]\s|(?<=\s))(?P<words>[^\W\d_]{1,8}(?:\s[A-ZÀ-ÖØ-Þ][\w'’-]{0,20}){1,6}),\s$"
)
"""A preposition and a name, set off by a comma: "With Tin Summer, "."""
_SUBJECT: Final = pattern(r"[\"“‘']?(?P<words>(?:[A-ZÀ-ÖØ-Þ][\w'’-]{0,20}:?\s?){1,6})[\"”’']?,\s")
"""Words in capitals that a sentence begins with, and a comma."""
_NO_STOP: Final = pattern(r"[.,;:()]")
_CLAUSES: Final = pattern(r"[,;:.()\"“”«»]")
_HYPHENED: Final = pattern(r"[\w'-]+")
_DESCRIPTION: Final = 7
_BY_REACH: Final = 60
_OBJECT: Final = 14
"""Characters from a verb to the noun of what is written, an adjective between."""


def read_line(text: str, vocabulary: Vocabulary, title: str | None = None) -> Iterator[tuple[Sentence, list[Mention]]]:
    """The sentences of a line that speak of people or of the work, and who is connected with it.

    Args:
        text: A line of the page.
        vocabulary: The page's words.
        title: The work's title; what is said of other works names nobody.
    """
    for sentence in sentences_of(text, vocabulary, title):
        found = [*_borne_out(list(_connections(sentence))), *owners(sentence), *jobs(sentence)]
        if praised := list(acting(sentence)):
            playing = {one.name for one in found if one.relation == "stars"}
            found += (one for one in praised if one.relation != "acts" or one.name not in playing)
        found += (*described(sentence), *beside(sentence), *own_first(sentence))
        if not found and (maker := _named_before(sentence)) is not None:
            found.append(Mention("directed_by", maker, weight=PERHAPS))
        yield sentence, found


def _named_before(sentence: Sentence) -> str | None:
    """Who is the subject of the sentence before one with a pronoun's work: "X knows. In her film Title …"."""
    title = next((start for start, _ in sentence.titled if sentence.knows_title), -1)
    ahead = flatten(sentence.text[:title]).split() if 0 <= title <= OWN else []
    works = [one for one in sentence.marked if "works" in one.marks and one.end < title]
    vocabulary = sentence.vocabulary
    if not works or set(vocabulary.sentence("own")).isdisjoint(ahead):
        return None
    named = name_at(sentence.before, 0, vocabulary)
    acts = not set(vocabulary.sentence("players")).isdisjoint(_WORDS_AND_SIGNS.findall(flatten(sentence.before)))
    return named[0] if named is not None and is_full_name(named[0]) and not named[2] and not acts else None


def _borne_out(mentions: list[Mention]) -> list[Mention]:
    """The mentions, with "as" as sure as a verb where a sentence has it of several: "with A as B and C as D"."""
    characters = {one.character for one in mentions}
    pairs = {
        (one.name, one.character)
        for one in mentions
        if one.relation == "as" and is_full(one.name) and one.name not in characters
    }
    if len({name for name, _ in pairs}) < _FEWEST_PAIRS:
        return mentions
    return [replace(one, relation="plays") if (one.name, one.character) in pairs else one for one in mentions]


def _connections(sentence: Sentence) -> Iterator[Mention]:
    """Those on one side of the phrases that have a name there."""
    named = is_directed = False
    connecting = sentence.connecting
    for position, phrase in enumerate(connecting):
        left = _end_ahead(sentence, position)
        right = connecting[position + 1].start if position + 1 < len(connecting) else len(sentence.text)
        if not sentence.points_elsewhere(phrase) and (phrase.after or not sentence.is_title_case):
            for mention in _connected(sentence, phrase, left, right):
                if mention.relation == "directed_by" and _has_done_else(sentence, phrase, mention.name, connecting):
                    continue
                if mention.relation == "directed_by" and is_directed and mention.weight == SURE:
                    mention = replace(mention, weight=LIKELY)  # "снял" of a camera, behind "режиссёр"
                named = named or mention.relation == "directed_by"
                yield mention
            is_directed = named
    yield from _writing_too(sentence)


def _end_ahead(sentence: Sentence, position: int) -> int:
    """Where the phrase in front of one ends; those in a bracket that is closed again are not in front of it."""
    connecting = sentence.connecting
    start = connecting[position].start
    for one in reversed(connecting[:position]):
        between = sentence.text[one.end : start]
        if ")" not in between or "(" in between:
            return one.end
        start = max(0, sentence.text.rfind("(", 0, one.start))
    return 0


def _writing_too(sentence: Sentence) -> Iterator[Mention]:
    """The director who has written it with another: "X directs from a script co-written with Y"."""
    if not any("written_by" in phrase.after for phrase in sentence.connecting):
        return
    company = {*sentence.vocabulary.company, *sentence.vocabulary.sentence("together")}
    for number, phrase in enumerate(sentence.connecting):
        said = flatten(sentence.text[phrase.start : phrase.end])
        is_joint = said in sentence.vocabulary.sentence("joint")
        if "written_by" not in phrase.after or not (is_joint or any(said.endswith(f" {word}") for word in company)):
            continue
        for other in (*sentence.connecting[:number], *sentence.connecting[number + 1 :]):
            left = sentence.text[max(0, other.start - _REACH) : other.start]
            end = phrase.start if other.end <= phrase.start else other.end + _REACH
            right = sentence.text[other.end : min(end, other.end + _REACH)]
            if "directed_by" in other.after:
                yield from (Mention("written_by", name) for name in names_after(right, sentence.vocabulary)[:1])
            elif "directed_by" in other.before:
                yield from (Mention("written_by", name) for name in names_before(left, sentence.vocabulary)[-1:])


def _has_done_else(sentence: Sentence, phrase: Phrase, name: str, connecting: list[Phrase]) -> bool:
    """Whether a verb for any work stands behind a name with a noun for another job: "脚本は坂元裕二が手がけた"."""
    said = flatten(sentence.text[phrase.start : phrase.end])
    if not is_eastern(name, sentence.vocabulary) or any(
        noun in said for noun in sentence.vocabulary.label_words("director")
    ):
        return False
    ahead = (one for one in connecting if one.end <= phrase.start and "directed_by" not in one.after)
    return any(one.after and sentence.text[one.end : phrase.start].strip() == name for one in ahead)


def _is_character(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a noun for a job is the character's: "plays writer X", "A writer (X)", "star X, played by Y"."""
    is_noun = sentence.vocabulary.labels.get(flatten(sentence.text[phrase.start : phrase.end])) is not None
    if not is_noun and not phrase.marks:
        return False
    for one in sentence.connecting:
        between = sentence.text[one.end : phrase.start] if one.end <= phrase.start else None
        if "plays" not in one.before or between is None or len(between) > OWN:
            continue
        if _OF_ROLE.fullmatch(between) and flatten(between).split()[0] in sentence.vocabulary.sentence("own"):
            return True  # "as his wife, writer X"
        if "as" in one.before:
            continue
        if not _NO_STOP.search(between) and names_before(sentence.text[: one.start], sentence.vocabulary):
            return True
    ahead = flatten(sentence.text[max(0, phrase.start - OWN) : phrase.start])
    if (is_noun or "makers" in phrase.marks) and _portrays_pattern(sentence.vocabulary).search(ahead) is not None:
        return True
    said = ahead.split()[-_BEFORE_NOUN:]
    if sentence.text.startswith(" (", phrase.end) and set(sentence.vocabulary.sentence("indefinite")) & set(said):
        return True
    named = name_at(sentence.text, phrase.end + 1, sentence.vocabulary)
    played = (one.start for one in sentence.connecting if "played_by" in one.after)
    return named is not None and any(
        0 <= start - named[1] <= _ASIDE and not sentence.text[named[1] : start].strip(" ,(") for start in played
    )


@lru_cache(maxsize=64)
def _portrays_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Words at the end of a text that make whoever follows a character: "about the legendary ", "a biopic of "."""
    words = alternatives(vocabulary.sentence("portrays"))
    return re.compile(rf"(?<!\w)(?:{words})(?:\s[\w'’-]{{1,16}}){{0,2}}\s$") if words else _NOTHING


def _connected(sentence: Sentence, phrase: Phrase, left_end: int, right_end: int) -> Iterator[Mention]:
    left = sentence.text[max(left_end, phrase.start - _REACH) : phrase.start]
    right = sentence.text[phrase.end : min(right_end, phrase.end + _REACH)]
    named = False
    if sentence.text[max(0, phrase.start - 2) : phrase.start].strip()[-1:].isdigit():
        return  # "4 stars"
    if _is_character(sentence, phrase):
        return
    for relation in phrase.after:
        if relation == "written_by" and _is_byline(sentence, phrase):
            continue
        for mention in _after(sentence, phrase, relation, right):
            if sentence.text[phrase.end - 1] == "の" and not is_eastern_name(mention.name, sentence.vocabulary):
                continue  # "監督の演出手法"
            named = True
            yield mention
            for other in _coordinated(sentence, phrase) - {relation}:
                yield replace(mention, relation=other, character=None)
    for relation in () if _is_of_title(sentence, phrase) else phrase.before:
        if relation == "makes":
            if _is_of_work(sentence, phrase) or (sentence.knows_title and sentence.is_titled(phrase.end)):
                yield from (
                    replace(mention, weight=LIKELY) for mention in _before(sentence, phrase, "directed_by", left)
                )
        elif relation in _PLAYING:
            yield from _played(sentence, phrase, left, right)
        elif relation in _MADE_SO:
            if _is_made_so(sentence, phrase, relation):
                yield from (
                    replace(mention, weight=LIKELY) for mention in _before(sentence, phrase, "directed_by", left)
                )
        elif not (named and relation in phrase.after):  # "X stars A and B": X is the work
            yield from _before(sentence, phrase, relation, left)


def _after(sentence: Sentence, phrase: Phrase, relation: str, right: str) -> Iterator[Mention]:
    if "players" in phrase.marks and phrase.start and right[:1] == "," and sentence.text[phrase.start].isupper():
        return  # the end of a title in a list of titles
    if relation in ("played", "played_by"):
        right = sentence.text[phrase.end : phrase.end + _REACH]  # a noun may describe the player: "actor X"
        right = _behind_manner(sentence, right) if relation == "played" else right
        left = sentence.text[max(0, phrase.start - _REACH) : phrase.start]
        character = next(iter(names_before(left, sentence.vocabulary)[-1:]), None)
        for name in _joined_names(sentence, right):
            if is_full(name):
                yield Mention("stars", name, character)
            elif relation == "played_by" and name not in sentence.vocabulary.given_names:
                yield Mention("stars", name, character, weight=PERHAPS, needs_more=True)
    elif relation == "directed":
        yield from behind_agent(sentence, phrase)
    elif relation in _BRIEFLY:
        for name in names_after(_behind_manner(sentence, right, is_brief=True), sentence.vocabulary):
            if is_full(name):
                yield Mention(_BRIEFLY[relation], name)
    elif relation == "opening":
        named = name_at(right, len(", "), sentence.vocabulary) if phrase.start == 0 and right.startswith(", ") else None
        if named is not None and is_full(named[0]):
            yield Mention("stars", named[0])
    elif relation == "led_by":
        # Who leads a gang is a character, whose player stands in the bracket.
        for name in names_after(right, sentence.vocabulary, described=True) if _is_cast(sentence, phrase) else ():
            if not right[right.find(name) + len(name) :].lstrip().startswith("("):
                yield Mention("stars", name, weight=LIKELY)
    elif relation == "features":
        listed = cast_after(sentence.text[phrase.end : phrase.end + _CAST_REACH], sentence.vocabulary, described=True)
        is_list = len(listed) > 1 or (bool(listed) and _is_with_maker(sentence, phrase, listed[0].name))
        if is_list and _is_subject(sentence, phrase.start):
            for one in listed:
                yield Mention("stars", one.name, one.character)
    elif relation in _LISTING:
        if phrase.start == 0 and relation == "with" and sentence.is_titled(phrase.end):
            return  # "With Title, X goes back"
        # "As" between two players is part of the list, not the end of it.
        reach = sentence.text[phrase.end : _before_title(sentence, phrase.end, phrase.end + _CAST_REACH)]
        if "players" in phrase.marks:
            for name in _joined_names(sentence, right):
                if is_full(name) and not _is_played(sentence, phrase, right, name):
                    yield Mention("stars", name)
            return
        colon = _COLON.match(reach) if relation == "stars" else None
        reach = reach[colon.end() :] if colon is not None else reach
        listed = cast_after(reach, sentence.vocabulary, described=relation == "stars")
        is_alone = phrase.start == 0 and len(listed) == 1 and right.strip(" .") == listed[0].name
        if relation == "stars" or is_alone or _may_list(sentence, phrase, len(listed)):
            for one in listed:
                yield Mention("stars", one.name, one.character)
    else:
        is_made = relation in MAKING
        is_maker = "makers" in phrase.marks
        if relation == "directed_by" and not is_maker and (job := job_in_front(sentence, phrase)) is not None:
            relation = RELATIONS.get(job, "")  # "el guion, firmado por X"
            if not relation:
                return
        if is_maker and (behind := _behind_jobs(sentence, phrase.end)) > phrase.end:
            right = sentence.text[behind : behind + _REACH]
        if is_maker:
            names = without_examples(right, _joined_names(sentence, right))
        elif is_made:
            names = made_by(sentence, phrase, right) or described_makers(sentence, phrase)
            if not names and (last := latest_of(sentence, phrase)) is not None:
                yield Mention(relation, last, weight=LIKELY)
            elif not names and (alone := _surname_behind(sentence, phrase)) is not None:
                yield Mention(relation, alone, weight=PERHAPS, needs_more=True)
        else:
            names = names_after(right, sentence.vocabulary)
        if is_maker and any(_is_played(sentence, phrase, right, name) for name in names):
            return  # a character who makes films
        if names and _lists_works(right, names):
            return  # "the writer (Iron Sea, Tin Summer)"
        if is_made and names and not is_full(names[0]) and f"{names[0]}," in right:
            names = names[:1]  # "as directed by Stone, Ann Lee and Tom Reed shine"
        if relation == "directed_by" and sentence.explains_quoted(phrase):
            yield from (Mention(relation, name, weight=LIKELY) for name in names)
            return
        is_sure = not is_made or is_maker or not _is_of_another(sentence, phrase)
        weight = LIKELY if relation == "directed_by" and _explains_another(sentence, phrase) else SURE
        if relation == "directed_by" and weight == SURE and _is_of_named(sentence, phrase):
            weight = _OF_NAMED
        for name in names:
            yield Mention(relation, name, weight=weight if is_sure and (is_full(name) or not is_made) else PERHAPS)
        if names and relation == "directed_by":
            for one in company_behind(sentence.text[phrase.end : phrase.end + _CAST_REACH], names, sentence.vocabulary):
                yield Mention("stars", one.name, one.character)
        if len(names) == 1 and is_made:
            yield from _also(sentence, names[0], sentence.text[phrase.end : phrase.end + _REACH])


def _before_title(sentence: Sentence, start: int, end: int) -> int:
    """Where a list ends at the latest: at a comma in front of the work's title, "Starring X and Y, Title …"."""
    places = [place for place, _ in sentence.titled if place > start] if sentence.knows_title else []
    return next((place for place in places if sentence.text[:place].rstrip(' "“‘').endswith(",")), end)


def _surname_behind(sentence: Sentence, phrase: Phrase) -> str | None:
    """A surname alone behind a participle: "adapted by Stone and co-writer X"; not "by Stone's friend", "writers"."""
    if " " not in sentence.text[phrase.start : phrase.end]:
        return None
    named = name_at(sentence.text, phrase.end + 1, sentence.vocabulary)
    return named[0] if named is not None and not is_full(named[0]) and not named[2] else None


def _is_made_so(sentence: Sentence, phrase: Phrase, relation: str) -> bool:
    """Whether a verb is a maker's by what it has behind it: a player and "as", the work's title behind "with"."""
    if relation == "casts":
        named = name_at(sentence.text, phrase.end + 1, sentence.vocabulary)
        return (
            named is not None
            and is_full(named[0])
            and as_pattern(sentence.vocabulary).match(sentence.text, named[1]) is not None
        )
    if relation == "adapts":
        books = (one for one in sentence.marked if "books" in one.marks or "based_on" in one.after)
        source = next((one.start for one in books if 0 < one.start - phrase.end <= OWN), phrase.end)
        own = sentence.vocabulary.sentence("own")  # "adapts his own novel"
        return source > phrase.end and set(own).isdisjoint(flatten(sentence.text[phrase.end : source]).split())
    start = next((start for start, _ in sentence.titled if start > phrase.end), None) if sentence.knows_title else None
    ahead = flatten(sentence.text[phrase.end : start]).rstrip(' "“‘*_').rsplit(maxsplit=1) if start is not None else []
    return bool(ahead) and ahead[-1] in sentence.vocabulary.company


def _behind_jobs(sentence: Sentence, position: int) -> int:
    """Where further jobs of one person end: "director & writer X", "director, producer and writer X"."""
    for _ in range(_MOST_JOBS):
        joint = _job_joint(sentence.vocabulary).match(sentence.text, position)
        said = _JOB.match(sentence.text, joint.end()) if joint is not None else None
        jobs = (said[0], said[0].partition(" ")[0]) if said is not None else ()
        job = next((job for job in jobs if sentence.vocabulary.labels.get(flatten(job)) in CREW_LABELS), None)
        if said is None or job is None:
            break
        position = said.start() + len(job)
    return position


@lru_cache(maxsize=64)
def _compared(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf"\s(?:{alternatives(vocabulary.sentence('compare'))})\s", re.IGNORECASE)


@lru_cache(maxsize=64)
def _job_joint(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(
        rf"\s?(?:,\s(?:(?:{alternatives(vocabulary.joiners)})\s)?|/|(?:{alternatives(vocabulary.joiners)})\s)"
    )


def _coordinated(sentence: Sentence, phrase: Phrase) -> set[str]:
    """What else those did whom a phrase has behind it: "written and directed by X", "Director and writer X"."""
    return _participles_ahead(sentence, phrase) | _jobs_ahead(sentence, phrase) | _credit_ahead(sentence, phrase)


def _credit_ahead(sentence: Sentence, phrase: Phrase) -> set[str]:
    """What the phrase says that ends in front of a noun for makers: "written by director X", "script by creators X"."""
    if "makers" not in phrase.marks and "created_by" not in phrase.after:
        return set()
    ahead = (
        one
        for one in sentence.connecting
        if one.end < phrase.start and "makers" not in one.marks and _leads_to(sentence, one, phrase)
    )
    return {relation for one in ahead for relation in one.after} & MAKING


def _leads_to(sentence: Sentence, one: Phrase, phrase: Phrase) -> bool:
    """Whether nothing stands between two phrases but names and "and": "written by X and director Y"."""
    between = sentence.text[one.end : phrase.start]
    if between == " ":
        return True
    head, _, joiner = between.rstrip().rpartition(" ")
    if joiner not in sentence.vocabulary.joiners or len(between) > OWN or one.before:
        return False
    named = name_at(head, 1, sentence.vocabulary)
    return named is not None and named[1] == len(head) and is_full(named[0])


def _jobs_ahead(sentence: Sentence, phrase: Phrase) -> set[str]:
    """The jobs in front of a noun for another of the same person: "Director, editor and co-writer X"."""
    found: set[str] = set()
    if MAKING.isdisjoint(phrase.after):
        return found
    before = flatten(sentence.text[max(0, phrase.start - OWN) : phrase.start]).removesuffix("co-")
    for word in reversed(_WORDS_AND_SIGNS.findall(before)):
        label = sentence.vocabulary.labels.get(word)
        if label in CREW_LABELS:
            found |= {RELATIONS[label]} if label in RELATIONS else set()
        elif word not in sentence.vocabulary.joiners and word not in ",/":
            break
    return found


def _participles_ahead(sentence: Sentence, phrase: Phrase) -> set[str]:
    known = _participles(sentence.vocabulary)
    participle, _, by = flatten(sentence.text[phrase.start : phrase.end]).rpartition(" ")
    found: set[str] = set()
    if (participle, by) not in known:
        return found
    for word in reversed(flatten(sentence.text[max(0, phrase.start - OWN) : phrase.start]).split()):
        bare = word.rstrip(",")
        if (bare, by) in known:
            found |= known[bare, by] & MAKING
        elif word not in sentence.vocabulary.joiners:
            break
    return found


@lru_cache(maxsize=64)
def _participles(vocabulary: Vocabulary) -> dict[tuple[str, str], frozenset[str]]:
    """Phrases of two words ("written by", "dirigida por") to what they say that somebody did."""
    said: dict[tuple[str, str], set[str]] = {}
    for relation, sides in vocabulary.prose.items():
        for phrase in sides.after:
            head, _, last = phrase.rpartition(" ")
            if head and " " not in head:
                said.setdefault((head, last), set()).add(relation)
    return {words: frozenset(relations) for words, relations in said.items()}


def _is_with_maker(sentence: Sentence, phrase: Phrase, name: str) -> bool:
    """Whether the maker stands behind the one player: "reunites X with director Y"."""
    end = sentence.text.find(name, phrase.end) + len(name)
    maker = next((one for one in sentence.marked if one.start > end), None)
    between = sentence.text[end : maker.start].split() if maker is not None else []
    is_maker = maker is not None and "makers" in maker.marks
    return is_maker and len(between) == 1 and flatten(between[0]) in sentence.vocabulary.company


def _is_subject(sentence: Sentence, position: int) -> bool:
    """Whether the work itself, by its title or a noun, stands in front of a verb at most a word away."""
    ends = [end for _, end in sentence.titled if sentence.knows_title]
    ends += [one.end for one in sentence.marked if "works" in one.marks]
    return any(0 < position - end <= _ADVERB and _NO_STOP.search(sentence.text, end, position) is None for end in ends)


def _lists_works(right: str, names: list[str]) -> bool:
    """Whether the bracket behind a noun for a maker goes on behind the names: it lists what they have made."""
    opening, _, behind = right.lstrip().partition("(")
    inside = behind.partition(")")[0]
    return not opening and behind != "" and ("," in inside or not inside.endswith(names[-1]))


def _behind_manner(sentence: Sentence, right: str, *, is_brief: bool = False) -> str:
    """What stands behind "by", which words for the manner part from its verb: "played with care by X"; or "".

    A brief one is a single word or begins with "with": what else was directed may be an object.
    """
    by = by_pattern(sentence.vocabulary).search(right, 0, _BY_REACH)
    if by is None or _NO_MANNER.search(right, 0, by.start()):
        return ""
    words = flatten(right[: by.start()]).split()
    is_manner = not is_brief or len(words) == 1 or words[:1] == ["with"]
    return right[by.end() :] if is_manner else ""


def _is_cast(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether what is "led by" somebody is the cast or the work: by the word in front of it, or a comma."""
    ahead = flatten(sentence.text[max(0, phrase.start - OWN) : phrase.start]).rstrip(" (–—-")
    if not ahead or ahead[-1] in ",;:" or any(0 <= phrase.start - end <= _ASIDE for _, end in sentence.titled):
        return True
    last = ahead.rsplit(maxsplit=1)[-1]
    works = sentence.vocabulary.sentence("works")
    return (
        sentence.vocabulary.labels.get(last) == "cast" or last in works or last in sentence.vocabulary.sentence("leads")
    )


def _is_of_another(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether it may be another work that was made so: "in a show directed by X", "in 1962, directed by"."""
    if sentence.titled or _is_of_script(sentence, phrase):
        return False
    before = sentence.text[max(0, phrase.start - OWN) : phrase.start]
    words = [flatten(word) for word in before.split()[-5:]]
    articles, prepositions = sentence.vocabulary.sentence("articles"), sentence.vocabulary.sentence("prepositions")
    is_in_another = any(one in prepositions and other in articles for one, other in pairwise(words))
    return is_in_another or _YEAR_BEFORE.search(before) is not None


def _is_of_script(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether it is a script that was written so: "from a script co-written with X"."""
    return "written_by" in phrase.after and any(
        "scripts" in one.marks and 0 < phrase.start - one.end <= _ASIDE for one in sentence.marked
    )


def _explains_another(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a sentence without the work's title has that of another in front of a phrase, or compares.

    "With Tin Summer, director X", "her version of Silver Gates, directed by X", "recalls her friend, director X".
    """
    if not sentence.knows_title or sentence.titled:
        return False
    start = max(0, phrase.start - 2 * OWN)
    is_compared = any("compare" in mark.marks and start <= mark.start < phrase.start for mark in sentence.marked)
    if is_compared and not sentence.begins_clause(phrase):
        return True
    named = _NAMED_BEFORE.search(sentence.text, start, phrase.start)
    words = named["words"].split() if named is not None else []
    prepositions = sentence.vocabulary.sentence("prepositions")
    if named is not None and not named["start"] and named.start() and "makers" in phrase.marks:
        return False  # "shot in Serbia, director X shows"
    return len(words) > 1 and flatten(words[0]) in prepositions and not sentence.vocabulary.capitalises_nouns


def _is_of_named(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a phrase is set off behind capitals at the sentence's start that are no title: "Tin Sea, directed by"."""
    named = _SUBJECT.fullmatch(sentence.text, 0, phrase.start)
    words = {flatten(word) for word in named["words"].split()} if named is not None else set()
    vocabulary = sentence.vocabulary
    if not words or any(word in vocabulary.sentence("works") or vocabulary.is_kind(word) for word in words):
        return False
    return words.isdisjoint(sentence.title_words) and sentence.knows_title and not sentence.titled


def _also(sentence: Sentence, name: str, right: str) -> Iterator[Mention]:
    """What a bracket behind a name adds to it: "directed by X (also co-writer and star)"."""
    bracket = _BRACKET.match(right, right.find(name) + len(name))
    said = re.findall(r"[^\W\d]+", flatten(bracket[0])) if bracket is not None else []
    if any(sentence.vocabulary.labels.get(word) == "writer" for word in said):
        yield Mention("written_by", name)
    if not set(sentence.vocabulary.sentence("players")).isdisjoint(said):
        yield Mention("stars", name)


def _joined_names(sentence: Sentence, right: str) -> list[str]:
    """Who is behind "played by" or "director": one, or two with "and"; behind a comma the next clause begins."""
    if _compared(sentence.vocabulary).match(right):
        return []  # "a director like X"
    names = names_after(right, sentence.vocabulary, described=True, single=True)
    kept = names[:1]
    for name in names[1:]:
        if "," in right[: right.find(name)] or has_other_job(sentence, name):
            break
        kept.append(name)
    return kept


def _is_played(sentence: Sentence, phrase: Phrase, right: str, name: str) -> bool:
    """Whether the one named is a character: "an actress, Nina (X)". "Star X (Normal Days)" names a film."""
    bracket = _BRACKET.match(right, right.find(name) + len(name))
    if bracket is None or full_name(bracket[0].strip(" ()"), sentence.vocabulary) is None:
        return False
    if "makers" in phrase.marks and is_full_name(bracket[0].strip(" ()")):
        return True  # "director Peter Lang (Tom Reed) arrives"
    said = f"{sentence.text[max(0, phrase.start - OWN) : phrase.start]} {sentence.text[phrase.start : phrase.end]}"
    articles = {*sentence.vocabulary.sentence("articles")}
    return not articles.isdisjoint(flatten(word) for word in said.split()[-4:])


def _may_list(sentence: Sentence, phrase: Phrase, count: int) -> bool:
    """Whether "with" names players: two or more, or one behind the noun for a work; not those of another year."""
    before = sentence.text[max(0, phrase.start - OWN) : phrase.start]
    behind = sentence.text[phrase.end : phrase.end + OWN]
    if (_YEAR_BEFORE.search(before) or (count == 1 and _YEAR_BEHIND.match(behind))) and not sentence.titled:
        return False
    near = any("works" in one.marks and 0 <= phrase.start - one.end <= OWN for one in sentence.marked)
    return count > 1 or near or any(0 <= phrase.start - end <= OWN for _, end in sentence.titled)


def _before(sentence: Sentence, phrase: Phrase, relation: str, left: str) -> Iterator[Mention]:
    names = _set_off_subject(sentence, phrase) if relation in MAKING else []
    names = names or names_before(left, sentence.vocabulary)
    if relation == "stars" and _is_earlier(sentence, phrase):
        return
    if relation == "acts" and is_elsewhere(sentence, phrase.end):
        return
    if (
        relation == "stars"
        and left.rstrip().endswith(",")
        and name_at(sentence.text, phrase.end + 1, sentence.vocabulary)
    ):
        return  # "her first film, Tin Summer, starred X"
    is_object = bool(names) and sentence.is_object(left, names[0])
    is_object = is_object and not (relation in _COMPANIED and _is_in_company(left, names, sentence.vocabulary))
    if is_object and (relation not in MAKING or not is_attributive(sentence, phrase, left, names[0])):
        return
    if not names and relation in MAKING:
        names = _subject_of_clause(sentence, left, in_relative=relation == "directed_by")
        names = names or _subject_of_pair(sentence, phrase, left) or _subject_of_verbs(sentence, phrase)
        names = names or subject_of_perfect(sentence, phrase, relation)
    if relation in MAKING and sentence.knows_title and _is_quoted_elsewhere(sentence, phrase):
        return
    start = phrase.start - len(left) + left.rfind(names[0]) if names else 0
    if relation == "stars" and names and not is_role(sentence, phrase) and is_named_by(sentence, start):
        return  # "Regisseur X spielt mit der Zeit"
    if _is_loose(sentence, phrase):
        return
    if relation == "written_by" and (
        _is_of_book(sentence, phrase) or (names and _is_author(sentence, left, names[-1]))
    ):
        return
    if not names:
        yield from verb_first(sentence, phrase, relation)
        if relation == "stars":
            names = subjects_of_predicate(sentence, phrase)
    weight = PERHAPS if relation in MAKING and _is_about_another(sentence, phrase) else SURE
    for name in names:
        is_last = not is_full(name)
        yield Mention(relation, name, weight=PERHAPS if is_last else weight, needs_more=is_last)
    if names and relation == "directed_by":
        yield from directed_cast(sentence, phrase)
    if names and relation == "written_by":
        yield from _co_writers(sentence, phrase)
    last = last_name_before(left, sentence.vocabulary) if relation in MAKING and not names else None
    if last is not None and not sentence.is_object(left, last) and _is_about_work(sentence, phrase):
        yield Mention(relation, last, weight=PERHAPS, needs_more=True)


def _co_writers(sentence: Sentence, phrase: Phrase) -> Iterator[Mention]:
    """With whom somebody wrote it: "who co-wrote the film with X", "escribió el guion junto a X"."""
    behind = sentence.text[phrase.end : phrase.end + _REACH]
    company = _with_pattern(sentence.vocabulary).match(behind)
    for name in names_after(behind[company.end() :], sentence.vocabulary)[:2] if company is not None else ():
        if is_full(name):
            yield Mention("written_by", name)


@lru_cache(maxsize=64)
def _with_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    words = alternatives((*vocabulary.company, *vocabulary.sentence("together")))
    return re.compile(rf"(?:\s[^\s,;:.()]{{1,20}}){{0,5}}\s(?:{words})\s(?=[A-ZÀ-ÖØ-ÞА-Я])")


def _is_of_book(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether what somebody wrote is a book or a song, no script: "who wrote the novel", "홍길동 작가의 동명 웹툰"."""
    near = [one.marks for one in sentence.marked if 0 <= one.start - phrase.end <= _OBJECT]
    if is_eastern(sentence.text, sentence.vocabulary):  # the verb's object stands in front of it
        near += [one.marks for one in sentence.marked if 0 <= phrase.start - one.end <= OWN]
    return any(not {"books", "music"}.isdisjoint(marks) for marks in near) and not any(
        "scripts" in marks for marks in near
    )


def _is_about_work(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a verb is one of films and scripts: "Stone wrote the script", not "Stone wrote" or "directed him"."""
    if _is_about_another(sentence, phrase):
        return False
    is_phrase = " " in sentence.text[phrase.start : phrase.end]
    return is_phrase or bool(sentence.titled) or any(one.marks & {"works", "scripts"} for one in sentence.marked)


def _is_of_title(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a verb's capital in a list makes it part of a title: "X (Silver Express, Star Gates) is …"."""
    before = sentence.text[: phrase.start].rstrip()
    return before.endswith(",") and sentence.text[phrase.start].isupper() and not sentence.vocabulary.capitalises_nouns


def _is_of_work(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether what somebody has made is a work, and none that is named: "X has crafted a sea film"."""
    return any(
        0 <= one.start - phrase.end <= OWN
        and "works" in one.marks
        and _is_made(sentence, sentence.text[phrase.end : one.start])
        and not sentence.names_another(one.end)
        for one in sentence.marked
    )


def _is_made(sentence: Sentence, between: str) -> bool:
    """Whether the words in front of a noun make it an object: "a little", not "the", "a career out of"."""
    words = [flatten(word) for word in between.split()]
    indefinite, prepositions = sentence.vocabulary.sentence("indefinite"), sentence.vocabulary.sentence("prepositions")
    is_one = not indefinite or not set(words).isdisjoint((*indefinite, *sentence.vocabulary.sentence("own")))
    is_plain = _CLAUSES.search(between) is None and set(words[1:]).isdisjoint(prepositions)
    return is_one and is_plain and len(words) <= _DESCRIPTION


def _is_byline(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether "Written by X" may tell who wrote the review: a short line, or its part behind a bar, with a date."""
    begins = phrase.start <= 2 or sentence.text[: phrase.start].endswith(_BARS)
    if not begins or len(sentence.text) > _BYLINE or len(sentence.connecting) > 1 or sentence.titled:
        return False
    rest = _DAY_YEAR.sub(" ", sentence.text[phrase.end :])
    before, _, behind = rest.partition(",")  # "Written by X, a critic for this paper"
    is_reviewer = any(sentence.vocabulary.labels.get(word) == "reviewer" for word in flatten(behind).split()[:_ASIDE])
    return (
        (not behind or is_reviewer)
        and bool(before)
        and flatten(sentence.text[phrase.start : phrase.end]) in sentence.vocabulary.byline_phrases
    )


def _is_author(sentence: Sentence, left: str, name: str) -> bool:
    """Whether a name has "author" or "critic" in front of it: what an author portrays is the book's, not a role."""
    words = left[: left.rfind(name)].rsplit(maxsplit=1)
    return bool(words) and sentence.vocabulary.labels.get(flatten(words[-1])) in _NO_MAKERS


def _is_quoted_elsewhere(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether what somebody made is the title of another work in quotes: "who directed 'Tin Summer'"."""
    behind = sentence.text[phrase.end : phrase.end + 3].lstrip()
    return behind[:1] in tuple("\"“‘'«„『「《") and not sentence.is_titled(phrase.end)


def _is_about_another(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether it may be the title of another work, to judge by its capital: "who directed Tin Summer"."""
    behind = sentence.text[phrase.end : phrase.end + 3].lstrip()
    is_capital = behind[:1].isupper() and sentence.vocabulary.capitalises_titles
    return sentence.knows_title and is_capital and not sentence.is_titled(phrase.end)


def _played(sentence: Sentence, phrase: Phrase, left: str, right: str) -> Iterator[Mention]:
    names = _set_off_subject(sentence, phrase) or names_before(left, sentence.vocabulary)
    if is_eastern(left, sentence.vocabulary) or is_uncased(left[-2:]):
        for name in names[-1:] or subject_in_front(sentence.text[: phrase.start], sentence.vocabulary):
            yield Mention("stars", name)
        return
    if names and is_passive(sentence, phrase, left, names[0]):
        yield from (Mention("stars", name) for name in names if is_full(name))
        return
    role = is_role(sentence, phrase)
    is_as = "as" in phrase.before and not role
    if names and not is_as and is_named_by(sentence, phrase.start - len(left) + left.rfind(names[0])):
        yield from behind_names(sentence, right)
        return
    if sentence.vocabulary.inflects_names and names and is_part(names[-1], sentence.vocabulary):
        names = []
    if not names and (told := list(_in_other_order(sentence, phrase, left, right, role=role))):
        yield from told
        return
    is_set_off = is_as and left.rstrip(" ").endswith(",") and not _is_copula(sentence, phrase)
    right = right if right.strip() else sentence.text[phrase.end : phrase.end + _REACH]  # "plays director X"
    character = character_after(right, sentence.vocabulary, is_verb=not is_as or is_set_off)
    if character is not None and is_as and _plays_next(sentence, phrase, character):
        character = None
    players = without_characters(sentence, phrase, names)
    is_object = players == names != [] and sentence.is_object(left, names[0])
    is_object = is_object and not (_begins_relative(sentence, phrase) or follows_role(sentence, phrase, names))
    names = players
    if not is_as and (not names or is_object):
        names = _subject_of_clause(sentence, left)
    names = names or _subject_of_both(sentence, phrase)
    if not names and (subject := _behind_verb(sentence, right) or _behind_role(sentence, phrase)) is not None:
        yield Mention("stars", subject)
        return
    if names and (_is_author(sentence, left, names[-1]) or _is_in_another(sentence)):
        return
    if not names and phrase.start == 0 and character and (actor := _behind_character(sentence, phrase, character)):
        yield Mention("acts" if is_as else "stars", actor, character, weight=LIKELY)
        return
    if character and is_set_off and sentence.vocabulary.capitalises_nouns and "-" in character:
        character = None  # "Anti-Gewalt-Trainer"
    if is_set_off and names and (character or _is_aside(sentence, right)):  # "X, as the dictator, is shy"
        yield Mention("stars", names[-1], character)
    elif is_set_off and names:
        return
    elif len(names) > 1 and not is_as and not character and _plays_somebody(sentence, phrase):
        yield from (Mention("stars", name, weight=LIKELY) for name in names if is_full(name))
    elif len(names) > 1 and _are_joined(left, names) and character:
        second = _second_character(sentence, right, character)
        for name, one in zip(names[-2:], (character, second) if second else (None, None), strict=True):
            yield Mention("as" if is_as else "stars", name, one)
    else:
        yield from _played_by_one(sentence, phrase, names, left, character, is_as=is_as)


def _in_other_order(sentence: Sentence, phrase: Phrase, left: str, right: str, *, role: bool) -> Iterator[Mention]:
    """Who plays somebody though no name stands right in front of the phrase."""
    may_name = role or "as" in phrase.before
    character = character_after(right, sentence.vocabulary, is_verb=True) if may_name else None
    if role:
        yield from in_role(sentence, phrase, character)
    elif "as" in phrase.before and not _is_copula(sentence, phrase):
        yield from is_somehow(sentence, phrase, character)
    elif sentence.vocabulary.inflects_names and (told := behind_verb(sentence, phrase, left)) is not None:
        yield told


def _subject_of_both(sentence: Sentence, phrase: Phrase) -> list[str]:
    """Who does what two verbs with nothing but "and" between them say: "X directs and plays a sailor"."""
    head, _, joiner = sentence.text[: phrase.start].rstrip().rpartition(" ")
    if joiner not in sentence.vocabulary.joiners:
        return []
    first = next((one for one in sentence.connecting if one.end == len(head) and one.before), None)
    return names_before(sentence.text[: first.start], sentence.vocabulary)[-1:] if first is not None else []


def _behind_role(sentence: Sentence, phrase: Phrase) -> str | None:
    """The player behind the role and a verb for being, at the start of a sentence: "Playing the nurse is X"."""
    if phrase.start:
        return None
    said = is_somebody(sentence.vocabulary).search(sentence.text, phrase.end, phrase.end + OWN)
    named = name_at(sentence.text, said.end(), sentence.vocabulary) if said is not None else None
    is_plain = said is not None and _NO_MANNER.search(sentence.text, phrase.end, said.start()) is None
    return named[0] if named is not None and is_full(named[0]) and is_plain else None


def _is_in_company(left: str, names: list[str], vocabulary: Vocabulary) -> bool:
    """Whether "with" stands in front of names: "With X in the title role"."""
    ahead = flatten(left[: left.rfind(names[0])]).rsplit(maxsplit=1)
    return bool(ahead) and ahead[-1] in vocabulary.company


def _is_in_another(sentence: Sentence) -> bool:
    """Whether a sentence begins with where somebody plays, and that is another work: "In The Iron Sea, X plays"."""
    if not sentence.knows_title or sentence.titled:
        return False
    elsewhere = performed_in(sentence.vocabulary).match(f" {sentence.text[:1].lower()}{sentence.text[1:OWN]}")
    if elsewhere is None:
        return False
    first = flatten(sentence.text[elsewhere.end() - 2 :]).partition(" ")[0]
    return first[:1] in '"“„«‘' or first in sentence.vocabulary.sentence("articles")


def _begins_relative(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a verb has "who" in front of it, so that whom a preposition leads to does it: "thanks to X, who"."""
    first = flatten(sentence.text[phrase.start : phrase.end]).partition(" ")[0]
    return first in relatives(sentence.vocabulary)


def _behind_verb(sentence: Sentence, right: str) -> str | None:
    """The player behind the verb, where what is played follows at once: "In ihm verkörpert X eine Ärztin"."""
    named = name_at(right, 1, sentence.vocabulary) if right[1:2].isupper() else None
    if named is None or not is_full(named[0]) or right[named[1] : named[1] + 1] != " ":
        return None
    following = flatten(right[named[1] :].split(maxsplit=1)[0]) if right[named[1] :].split() else ""
    return named[0] if following in sentence.vocabulary.sentence("articles") else None


def _is_aside(sentence: Sentence, right: str) -> bool:
    """Whether what follows "as" is a noun between commas: "the dictator,", not "she runs", "the past of the town,"."""
    words = right.partition(",")[0].split()
    return (
        "," in right
        and len(words) <= _ASIDE
        and flatten(words[0] if words else "")
        in (
            *sentence.vocabulary.sentence("articles"),
            *sentence.vocabulary.sentence("own"),
        )
    )


def _played_by_one(
    sentence: Sentence, phrase: Phrase, names: list[str], left: str, character: str | None, *, is_as: bool
) -> Iterator[Mention]:
    relation = "as" if is_as else "plays"
    actor = names[-1] if names else None
    if actor and character is None and relation == "plays" and is_full(actor) and _plays_somebody(sentence, phrase):
        yield Mention("stars", actor, weight=LIKELY)
    if actor and character is None and relation == "as" and is_full_name(actor) and _begins_role(sentence, phrase):
        yield Mention("as", actor)
        return
    if actor is None:  # one word may be a name ("IU plays …"), but does not make a credit by itself
        actor, relation = single_name_before(left), "as"
    if actor and character and actor != character:
        if relation == "as" and names and (_lists_before(sentence, phrase) or _is_somebody(sentence, phrase)):
            relation = "plays"
        yield Mention(relation, actor, character)


def _behind_character(sentence: Sentence, phrase: Phrase, character: str) -> str | None:
    """The player behind a character and a comma: "As Jonah, X looks tired", "In the role of Jonah, X"."""
    end = sentence.text.find(character, phrase.end) + len(character)
    named = name_at(sentence.text, end + 2, sentence.vocabulary) if sentence.text.startswith(", ", end) else None
    return named[0] if named is not None and is_full(named[0]) and not named[2] else None


def _plays_next(sentence: Sentence, phrase: Phrase, name: str) -> bool:
    """Whether a name behind a role is the next player's: "X as the captain, Y as the cook"."""
    place = sentence.text.find(name, phrase.end)
    is_apart = "," in sentence.text[phrase.end : place]
    return is_apart and as_pattern(sentence.vocabulary).match(sentence.text, place + len(name)) is not None


def _begins_role(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether an article stands behind "as": "X as the captain and Y as the cook"."""
    behind = flatten(sentence.text[phrase.end : phrase.end + OWN]).split()[:_BEFORE_NOUN]
    openers = (*sentence.vocabulary.sentence("articles"), *sentence.vocabulary.sentence("own"))
    is_role = len(behind) == _BEFORE_NOUN and behind[0] in openers
    return is_role and not sentence.vocabulary.capitalises_nouns and not _is_copula(sentence, phrase)


def _plays_somebody(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a description stands behind the verb: "plays the old sailor", "plays a nurse who"; not "plays a role"."""
    first, *rest = _HYPHENED.findall(flatten(sentence.text[phrase.end : phrase.end + OWN]))[:_DESCRIPTION] or [""]
    vocabulary = sentence.vocabulary
    # "spielt das Klavier"
    articles = vocabulary.sentence("indefinite" if vocabulary.capitalises_nouns else "articles")
    if _is_copula(sentence, phrase) or (first not in articles and first not in vocabulary.spelt_numbers[0]):
        return False
    return set(rest).isdisjoint(sentence.vocabulary.sentence("parts")) and bool(rest)


def _is_somebody(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether "X è Pietro" has a name behind the verb: any capital is one where nationalities have none."""
    has_other_capitals = sentence.vocabulary.capitalises_nouns or sentence.vocabulary.capitalises_titles
    return (
        _is_copula(sentence, phrase) and not has_other_capitals and sentence.text[phrase.end :].lstrip()[:1].isupper()
    )


def _is_copula(sentence: Sentence, phrase: Phrase) -> bool:
    return flatten(sentence.text[phrase.start : phrase.end]) in sentence.vocabulary.sentence("is")


def _second_character(sentence: Sentence, right: str, first: str) -> str | None:
    """Y of "A and B play X and Y"."""
    behind = right[right.find(first) + len(first) :]
    joined = re.match(rf"\s(?:{alternatives(sentence.vocabulary.joiners)})\s", behind)
    named = name_at(behind, joined.end(), sentence.vocabulary) if joined is not None else None
    return named[0] if named is not None else None


def _are_joined(left: str, names: list[str]) -> bool:
    """Whether nothing but a word for "and" stands between the last two of several names."""
    first, last = left.rfind(names[-2]), left.rfind(names[-1])
    return "," not in left[first:last]


def _described_subject(sentence: Sentence, left: str) -> list[str]:
    """The same where words stand in front of the subject: "The great X, in one of her last roles, plays"."""
    head, _, aside = left[:-1].rpartition(", ")
    names = names_before(head, sentence.vocabulary)[-1:] if aside[:1].islower() else []
    if not names or not head.endswith(names[0]) or "," in head or sentence.is_object(head, names[0]):
        return []
    first = flatten(aside).partition(" ")[0]
    away = first in sentence.vocabulary.joiners or first in sentence.vocabulary.company
    return [] if away or not is_full(names[0]) else names


def _is_loose(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a verb for making anything has no work for its object: "X wrote a letter", "X created a machine"."""
    vocabulary = sentence.vocabulary
    if flatten(sentence.text[phrase.start : phrase.end]) not in vocabulary.sentence("loose"):
        return False
    first = flatten(sentence.text[: phrase.start]).partition(" ")[0]
    if first in vocabulary.prose.get("as", Connective()).before and sentence.text.startswith(",", phrase.end):
        return True  # "As X wrote, the sea"
    behind = sentence.text[phrase.end : phrase.end + OWN]
    if not behind.strip() or behind[0] in ",.;:" or any(start >= phrase.end for start, _ in sentence.titled):
        return False
    words = flatten(behind).split()[:_DESCRIPTION]
    if words[0].strip(",.;:") == "it" or any(one.start >= phrase.end and one.marks & _MADE for one in sentence.marked):
        return False
    return not any(vocabulary.is_kind(word.strip(",.;:")) for word in words)


def _set_off_subject(sentence: Sentence, phrase: Phrase) -> list[str]:
    """The sentence's subject where words between commas tell of it: "X, who made Tin Summer, plays"."""
    left = sentence.text[: phrase.start].rstrip()
    if not left.endswith(",") or left.count(",") < _FEWEST_PAIRS:
        return []
    subject = name_at(left, 0, sentence.vocabulary)
    if subject is None or not is_full(subject[0]) or subject[2]:
        return _described_subject(sentence, left)
    behind = left[subject[1] :]
    first = flatten(behind[2:]).partition(" ")[0]
    is_aside = behind[:2] == ", " and behind[2:3].islower() and first not in sentence.vocabulary.joiners
    return [subject[0]] if is_aside and first not in sentence.vocabulary.company else []


def _is_earlier(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a verb in the past has another work behind it: "X starred in Tin Summer"."""
    if not sentence.knows_title or flatten(
        sentence.text[phrase.start : phrase.end]
    ) not in sentence.vocabulary.sentence("earlier"):
        return False
    elsewhere = performed_in(sentence.vocabulary).match(sentence.text, phrase.end)
    words = flatten(sentence.text[phrase.end : phrase.end + OWN]).split()[1:_BEFORE_NOUN]
    is_elsewhere = elsewhere is not None or not set(words).isdisjoint(sentence.vocabulary.sentence("indefinite"))
    return is_elsewhere and not sentence.titled


def _subject_of_clause(sentence: Sentence, left: str, *, in_relative: bool = True) -> list[str]:
    """The sentence's subject where a clause ends in front of the verb, or the verb is in it: "X, who sang, plays Y".

    Args:
        sentence: The sentence.
        left: What stands in front of the verb.
        in_relative: Whether the verb may be in the relative clause: who wrote something in it did so before.
    """
    subject = name_at(sentence.text, 0, sentence.vocabulary)
    if subject is None or " " not in subject[0] or sentence.text[subject[1] :][:1] != ",":
        return []
    if left.rstrip().endswith((",", "”", '"')):
        return [subject[0]]
    if not in_relative:
        return []
    place = sentence.text.rfind(left) if left else 0
    clause = sentence.text[subject[1] + 2 : place + len(left)]
    is_relative = flatten(clause).partition(" ")[0] in relatives(sentence.vocabulary)
    return [subject[0]] if is_relative and _NO_STOP.search(clause) is None else []


def _subject_of_pair(sentence: Sentence, phrase: Phrase, left: str) -> list[str]:
    """The sentence's subject where a verb is its second: "X has changed sides and directed a film called Title"."""
    words = flatten(left).rsplit(maxsplit=1)[-1:]
    subject = name_at(sentence.text, 0, sentence.vocabulary) if set(words) & {*sentence.vocabulary.joiners} else None
    is_of_title = sentence.knows_title and any(0 <= start - phrase.end <= _PAIRED for start, _ in sentence.titled)
    if subject is None or not is_of_title or _NO_STOP.search(sentence.text, subject[1], phrase.start):
        return []
    return [subject[0]]


def _subject_of_verbs(sentence: Sentence, phrase: Phrase) -> list[str]:
    """Who stands in front of several verbs, of which a phrase is the last: "X wrote, produced and directs"."""
    left = sentence.text[max(0, phrase.start - _REACH) : phrase.start]
    verbs = _verbs_pattern(sentence.vocabulary).search(left)
    names = names_before(left[: verbs.start()], sentence.vocabulary) if verbs is not None else []
    return [name for name in names if is_full(name)][-1:]


@lru_cache(maxsize=64)
def _verbs_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf"(?<=\w)(?:,?\s[a-zà-ÿа-я]{{4,16}}){{1,3}},?(?:\s(?:{alternatives(vocabulary.joiners)}))?,?\s$")


def _lists_before(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether the sentence speaks of players already: "X stars as A and Y as B"."""
    return any(
        one.end <= phrase.start and "as" not in one.before and {"stars", "plays"} & {*one.after, *one.before}
        for one in sentence.connecting
    )
