"""People beside a noun for a job: "X (director)", "X and his cinematographer Y", "the director of Greek origin, X,"."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from extractors.locate.people import CASED, cast_after, is_full, name_at, names_after, names_before, trailing_run
from extractors.locate.sentences import LIKELY, PERHAPS, Mention, Phrase, Sentence, by_words
from extractors.parse.names import is_full_name, is_name
from extractors.parse.pattern import pattern
from extractors.parse.text import flatten, script_of
from extractors.vocabulary import Vocabulary, alternatives

_REACH: Final = 120
_CAST_REACH: Final = 600
_FEWEST_LISTED: Final = 2
_BRACKET: Final = pattern(r"\s?[(（](?P<inside>[^()（）]{2,80})[)）]")
_MOST_BRACKETS: Final = 20
_MOST_WORDS: Final = 4
_LONGEST_NOUN: Final = 3
RELATIONS: Final = {"director": "directed_by", "writer": "written_by", "creator": "created_by"}
"""What those did of whom a label's key is the job."""
_CREW: Final = frozenset({"written_by", "shot_by", "composed_by"})
_ORIGIN: Final = pattern(r"(?:\s[\w'’-]{1,20}){1,5},\s(?=[^\W\d_a-zà-ÿ])")


def jobs(sentence: Sentence) -> Iterator[Mention]:
    """Those to whom a sentence gives a job beside their names: in a bracket, an apposition, a pair."""
    if "(" in sentence.text or "（" in sentence.text:
        yield from _noted(sentence)
    yield from _opened(sentence)
    for phrase in sentence.connecting:
        if sentence.points_elsewhere(phrase):
            continue
        if not _CREW.isdisjoint(phrase.after):
            yield from _partner(sentence, phrase)
        if "directed_by" in phrase.after and "makers" in phrase.marks:
            yield from _apposed(sentence, phrase)
            yield from _stated(sentence, phrase)


def _opened(sentence: Sentence) -> Iterator[Mention]:
    """Makers and players in a sentence that begins as credits do: "De X, d'après le roman de Y, avec A, B et C"."""
    text, vocabulary = sentence.text, sentence.vocabulary
    opening = _opening_pattern(vocabulary).match(text)
    makers = names_after(text[opening.end() : opening.end() + _REACH], vocabulary) if opening is not None else []
    if opening is None or not makers or not all(map(is_full, makers)):
        return
    company = _company_pattern(vocabulary).search(text, opening.end(), opening.end() + 2 * _REACH)
    listed = (
        cast_after(text[company.end() : company.end() + _CAST_REACH], vocabulary, described=False) if company else []
    )
    if len(listed) < _FEWEST_LISTED:
        return
    yield from (Mention("directed_by", name) for name in makers)
    yield from (Mention("stars", one.name, one.character) for one in listed)


def _noted(sentence: Sentence) -> Iterator[Mention]:
    """A job in the bracket behind names, and several names in the bracket behind a job; one may play it."""
    text, vocabulary = sentence.text, sentence.vocabulary
    for bracket in list(_BRACKET.finditer(text))[:_MOST_BRACKETS]:
        before = text[max(0, bracket.start() - _REACH) : bracket.start()]
        inside = bracket["inside"]
        relations = _jobs_of(inside, vocabulary) if inside[0].islower() else []
        for name in names_before(before, vocabulary) if relations else ():
            yield from (Mention(relation, name, weight=LIKELY) for relation in relations)
        relation = None if relations else _job_before(before, vocabulary)
        names = names_after(inside, vocabulary) if relation is not None else []
        if relation is not None and len(names) > 1 and all(map(_is_person, names)):
            yield from (Mention(relation, name, weight=LIKELY) for name in names)


def _is_person(name: str) -> bool:
    """Whether a name is no title; scripts without capitals have none that look like names."""
    return is_full_name(name) or script_of(name) not in CASED


def _jobs_of(inside: str, vocabulary: Vocabulary) -> list[str]:
    """The jobs that a bracket names and nothing else: "(director)", "(the writer of the film)"."""
    job, *owner = _of_pattern(vocabulary).split(flatten(inside), maxsplit=1)
    works = vocabulary.sentence("works")
    if owner and not any(word in works or vocabulary.is_kind(word) for word in owner[0].split()):
        return []  # "(director of Tin Summer)"
    words = [word for word in job.split() if word not in vocabulary.sentence("articles")]
    keys = vocabulary.label_keys(" ".join(words)) if len(words) <= _MOST_WORDS else ()
    return [RELATIONS[key] for key in keys if key in RELATIONS]


def _job_before(before: str, vocabulary: Vocabulary) -> str | None:
    """The job whose noun a text ends with: "the directors", "由編劇"."""
    flat = flatten(before).rstrip()
    last = flat.rsplit(maxsplit=1)[-1] if flat else ""
    endings = [last] if last.isascii() else [last, *(last[-size:] for size in range(2, _LONGEST_NOUN + 1))]
    keys = (vocabulary.labels[noun] for noun in endings if noun in vocabulary.near_labels)
    return next((RELATIONS[key] for key in keys if key in RELATIONS), None)


def _partner(sentence: Sentence, phrase: Phrase) -> Iterator[Mention]:
    """Who stands beside one of the crew: X of "X and his cinematographer Y"; not where X has a job or plays."""
    text, vocabulary = sentence.text, sentence.vocabulary
    own = vocabulary.sentence("own")
    is_noun = flatten(text[phrase.start : phrase.end]).rsplit(maxsplit=1)[-1] in vocabulary.labels
    crew = name_at(text, phrase.end + 1, vocabulary) if is_noun else None
    joint = _joint_pattern(vocabulary).search(text[max(0, phrase.start - _REACH) : phrase.start])
    if crew is None or not is_full(crew[0]) or joint is None:
        return
    left = text[max(0, phrase.start - _REACH) : phrase.start][: joint.start()]
    run = trailing_run(left, vocabulary)
    head = left[: len(left) - len(run)].rstrip() if run and left.endswith(run) else ""
    words = flatten(head).rsplit(maxsplit=1)
    is_free = not words or (words[-1] not in vocabulary.labels and words[-1] not in vocabulary.joiners)
    end = phrase.start - len(text[max(0, phrase.start - _REACH) : phrase.start]) + len(head)
    is_listed = any(0 <= end - one.end <= 1 for one in sentence.connecting) or head.endswith(",")
    # "Mary Hale and writer Tom Reed" may be characters; a pronoun, a surname alone and a camera are a review's.
    is_sure = "written_by" not in phrase.after or not is_full(run) or flatten(joint[0]).split()[-1] in own
    is_person = is_sure and (is_full_name(run) if is_full(run) else is_name(run))
    if run and is_person and left.endswith(run) and is_free and not is_listed:
        yield Mention("directed_by", run, weight=PERHAPS, needs_more=not is_full(run))


def _apposed(sentence: Sentence, phrase: Phrase) -> Iterator[Mention]:
    """Who stands between commas behind a noun and its attribute: "the director of Greek origin, X, shows"."""
    origin = _ORIGIN.match(sentence.text, phrase.end, phrase.end + _REACH)
    named = name_at(sentence.text, origin.end(), sentence.vocabulary) if origin is not None else None
    is_closed = named is not None and re.match(r"\s?,\s[^\W\d_A-Z]", sentence.text[named[1] :]) is not None
    away = {
        *sentence.vocabulary.sentence("compare"),
        *sentence.vocabulary.sentence("works"),
        *sentence.vocabulary.company,
    }
    is_origin = origin is not None and away.isdisjoint(flatten(origin[0].strip(" ,")).split())
    if named is not None and is_closed and is_origin and is_full(named[0]):
        yield Mention("directed_by", named[0], weight=LIKELY)


def _stated(sentence: Sentence, phrase: Phrase) -> Iterator[Mention]:
    """Who a verb says it is: "The director is X"."""
    said = is_somebody(sentence.vocabulary).match(sentence.text, phrase.end)
    named = name_at(sentence.text, said.end(), sentence.vocabulary) if said is not None else None
    behind = sentence.text[named[1] :] if named is not None else ""
    # "The director is Ann Stone (Tom Reed), a": a character; "…, who has made": none.
    is_who = flatten(behind[2:]).split(" ", 1)[0] in sentence.vocabulary.sentence("between")
    is_played = behind.startswith(" (") or (behind.startswith(", ") and not is_who)
    if named is not None and is_full(named[0]) and not named[2] and not is_played:
        yield Mention("directed_by", named[0], weight=PERHAPS)


@lru_cache(maxsize=64)
def is_somebody(vocabulary: Vocabulary) -> re.Pattern[str]:
    """A verb for being in front of a capital."""
    return re.compile(rf"\s(?:{alternatives(vocabulary.sentence('is'))})\s(?=[^\W\d_a-zß-ÿ])")


@lru_cache(maxsize=64)
def _opening_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(by_words(vocabulary).replace("(?:", "(?i:", 1))


@lru_cache(maxsize=64)
def _company_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf"(?:,|\w)\s(?:{alternatives(vocabulary.company)})\s")


@lru_cache(maxsize=64)
def _of_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf"\s(?:of|{alternatives(vocabulary.sentence('by'))})\s")


@lru_cache(maxsize=64)
def _joint_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    own = alternatives((*vocabulary.sentence("own"), *vocabulary.sentence("articles")))
    return re.compile(rf"\s(?:{alternatives(vocabulary.joiners)})\s(?:(?:{own})\s)?(?:co-)?$")
