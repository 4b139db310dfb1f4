"""Works that the running text calls a film or a series: "the film “X”", "X is a thriller of a film", "영화 <X>"."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from extractors.parse.names import is_full_name
from extractors.parse.pattern import pattern
from extractors.parse.text import YEAR, flatten, fold, is_unspaced
from extractors.parse.title import has_capitals
from extractors.vocabulary import SentenceWords, Vocabulary, alternatives

_REACH: Final = 2_500
"""Characters of text in which a work is introduced."""
_LEAD: Final = 600
_FIRST_WORDS: Final = 250
_BEFORE: Final = 60
_PREDICATE: Final = 80
_NOUN: Final = 24
"""Characters of the word behind an article."""
_MOST_BETWEEN: Final = 7
_LIST: Final = 8
_FEWEST_MENTIONS: Final = 2
_OPENING: Final = " \t\"'“„‚‘«‹»『「《〈<([（"
_CLOSING: Final = " \t\"'”“’‘»›«』」》〉>)]）"
_QUOTES: Final = frozenset('"“„«‘‚『「《〈<')
_BREAK: Final = pattern(r"[.!?;:。！？…\n](?![^\s]{0,2}$)")
_SENTENCE_START: Final = pattern(r"(?<=[.!?。！？…])\s+|\n|(?<=[。！？])")
_APPOSED: Final = pattern(
    rf"(?<=[a-zß-öø-ÿа-яё] )(?P<title>[A-ZÀ-ÖØ-ÞА-ЯЁ][\w'’-]{{1,20}}(?: [\w'’-]{{1,20}}){{0,6}}?)"
    rf"(?P<year> [(（]{YEAR}[)）])?, (?P<noun>[^\W\d_]+(?: [^\W\d_]+){{0,3}})"
)
_RUN: Final = r"[A-ZÀ-ÖØ-Þ][\w'’-]{0,20}(?::?\s[\w'’-]{1,20}){0,7}?"
_GLUED: Final[tuple[SentenceWords, ...]] = ("objects", "announced", "seen")
_BEHIND_SUBJECT: Final = ("、", "，", "（", "(")
_SPEECH: Final = pattern(r"。.|[!?！？‼]\ufe0f?$")
_SENTENCE_END: Final = pattern(r"[.!?。！？\n]")

Mark = tuple[int, int, str]
"""Start and end in the text of what quotation marks or markup set apart as a title, without its marks; the title."""


def called_titles(raw: str, marks: Sequence[Mark], vocabulary: Vocabulary) -> Iterator[str]:
    """What a text calls a film or a series: the likeliest of what it marks, and subjects of sentences that say so."""
    marked = Counter(fold(title) for *_, title in marks)
    said: Counter[str] = Counter()
    first: dict[str, Mark] = {}
    for mark in marks:
        start, end, title = mark
        introduced = start < _REACH and _SPEECH.search(title) is None and not _opens_list(raw, end)
        if introduced and (_is_called(raw, start, vocabulary) or _is_subject(raw, start, end, vocabulary)):
            said[fold(title)] += 1
            first.setdefault(fold(title), mark)
    if said:
        key = max(said, key=lambda one: (said[one], marked[one], -first[one][0]))
        clear = marked.most_common(1)[0][1] < marked[key] + 2
        if clear and (said[key] >= _FEWEST_MENTIONS or first[key][0] < _LEAD):
            yield first[key][2]
    yield from _subjects(raw[:_LEAD], vocabulary)
    yield from _introduced(raw[:_LEAD], vocabulary)
    if vocabulary.sentence("topics"):
        yield from _by_particles(raw[:_REACH], vocabulary)


def _introduced(lead: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Titles that a maker follows, or an own work precedes: "With X, the director goes", "her new film, X, tells"."""
    for pattern_of in (_with_pattern, _own_pattern):
        for found in pattern_of(vocabulary).finditer(lead):
            if not is_full_name(found["title"]):
                yield found["title"]


@lru_cache(maxsize=64)
def _with_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    """A sentence that begins with "with" and a title, and has somebody who makes films or a name behind the comma."""
    company = alternatives(word.capitalize() for word in vocabulary.company)
    articles = alternatives(vocabulary.sentence("articles"))
    makers = alternatives(vocabulary.sentence("makers"))
    return re.compile(
        rf"(?:^|(?<=[.!?…]\s)|(?<=\n))(?:{company})\s(?P<mark>[\"“«„])?(?P<title>{_RUN})"
        rf"(?(mark)[\"”»“],\s(?=[A-ZÀ-ÖØ-Þ])|,\s(?:(?:{articles})\s)?(?:{makers})(?!\w))"
    )


@lru_cache(maxsize=64)
def _own_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    """A pronoun or a genitive, a noun for a film, and the title between commas."""
    own = alternatives(vocabulary.sentence("own"))
    nouns = alternatives((*vocabulary.screen_nouns, *vocabulary.sentence("works")))
    return re.compile(
        rf"(?:(?<!\w)(?i:{own})|(?<=\w)['’]s?)\s(?:[\w-]{{2,15}}\s){{0,3}}?(?:{nouns}),\s"
        rf"(?P<title>{_RUN}),\s(?=[a-zà-ÿ])"
    )


def apposed_titles(raw: str, vocabulary: Vocabulary) -> Iterator[tuple[str, bool]]:
    """Titles without marks that a noun follows behind a comma, and whether their year stands there too.

    "en La isla mínima (2014), la última película de": the title begins with the nearest capital behind a small word.
    """
    for found in _APPOSED.finditer(raw[:_LEAD]):
        words = flatten(found["noun"]).split()
        place = next((place for place, word in enumerate(words) if word in vocabulary.screen_nouns), None)
        small = {*vocabulary.sentence("articles"), *vocabulary.articles, *vocabulary.sentence("own")}
        if place is not None and sum(word not in small for word in words[:place]) <= 1:
            yield found["title"], found["year"] is not None


def _is_called(raw: str, start: int, vocabulary: Vocabulary) -> bool:
    """Whether a word for a work stands in front of a title, with nothing but its maker between."""
    before = raw[max(0, start - _BEFORE) : start].rstrip(_OPENING)
    breaks = list(_BREAK.finditer(before))
    if breaks:
        before = before[breaks[-1].end() :]
    flat = flatten(before)
    if not flat or flat.endswith(vocabulary.sentence("compare") or ("\0",)):
        return False
    if start < _FIRST_WORDS and flat.endswith(_watching(vocabulary)):
        return True
    words, seen = before.rstrip(" ,、").split(), flat.rstrip(" ,、").split()
    for word, small in zip(reversed(words[-_MOST_BETWEEN:]), reversed(seen[-_MOST_BETWEEN:]), strict=True):
        bare = small.strip(",'’")
        if _is_noun(bare, vocabulary):
            return not " ".join(seen).startswith(tuple(vocabulary.sentence("compare")) or ("\0",))
        if not (word[:1].isupper() or bare in _between(vocabulary) or _elided(word)):
            return False
    return False


def _elided(word: str) -> bool:
    """A name behind an elided word: "d'Audiard"."""
    _, apostrophe, name = word.replace("’", "'").partition("'")
    return bool(apostrophe) and name[:1].isupper()


def _is_noun(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a word calls a work so; in scripts that glue words, whether it ends so."""
    nouns = vocabulary.screen_nouns
    if word in nouns:
        return True
    if not word or not is_unspaced(word[-1]):
        return False
    return any(word.removesuffix(tail).endswith(tuple(nouns)) for tail in ("", *vocabulary.linking))


@lru_cache(maxsize=64)
def _between(vocabulary: Vocabulary) -> frozenset[str]:
    """Small words that may stand between a noun for a work and its title."""
    keys = ("by", "makers", "is", "own", "debuts")
    words = (word for key in keys for word in vocabulary.sentence(key))  # type: ignore[arg-type]
    return frozenset((*words, *vocabulary.articles, *vocabulary.linking, *vocabulary.joiners))


@lru_cache(maxsize=64)
def _watching(vocabulary: Vocabulary) -> tuple[str, ...]:
    return vocabulary.own_leads or ("\0",)


def _is_subject(raw: str, start: int, end: int, vocabulary: Vocabulary) -> bool:
    """Whether a sentence opens with a title and goes on to call it a film: "《X》是一部电影"."""
    ahead = raw[:start].rstrip(_OPENING)
    if ahead and ahead[-1] not in "\n.!?。！？…":
        return False
    rest = raw[end : end + _PREDICATE].lstrip(_CLOSING)
    if (particles := vocabulary.sentence("subjects")) and not rest.startswith((*particles, *_BEHIND_SUBJECT)):
        return False
    stop = _SENTENCE_END.search(rest)
    return bool(vocabulary.kind_words(rest[: stop.start()] if stop is not None else rest))


def _opens_list(raw: str, end: int) -> bool:
    """Whether another title follows at once, as in lists: “A” and “B”."""
    return not _QUOTES.isdisjoint(raw[end + 1 : end + _LIST].lstrip(_CLOSING)) and "\n" not in raw[end : end + _LIST]


def _subjects(lead: str, vocabulary: Vocabulary) -> Iterator[str]:
    pattern = _subject_pattern(vocabulary)
    for line in lead.split("\n"):
        for place, sentence in enumerate(_SENTENCE_START.split(line)):
            found = pattern.match(sentence)
            if found is None or not vocabulary.kind_words(_predicate(sentence[found.end() :], vocabulary)):
                continue
            # "No entanto, um filme", "Con Title, il regista": what a comma parts from a sentence is hardly its subject.
            if _is_inverted(found, sentence, vocabulary):
                continue
            is_led = flatten(found["title"]).split(" ", 1)[0] in vocabulary.company
            if found["apposed"] is not None and (is_led or not has_capitals(found["title"])):
                continue
            opens = place == 0
            if opens or lead.count(found["title"]) >= _FEWEST_MENTIONS:
                yield found["title"]


def _is_inverted(found: re.Match[str], sentence: str, vocabulary: Vocabulary) -> bool:
    """Whether a noun for the work is the subject and what stands in front is said of it: "Laut ist der Film"."""
    words = fold(sentence[found.start() : found.end() + _NOUN]).split()
    place = len(fold(found[0]).split())
    article, noun = words[place - 1 : place], words[place : place + 1]
    is_definite = not vocabulary.capitalises_titles and article and article[0] not in vocabulary.sentence("indefinite")
    return bool(is_definite and noun) and noun[0].strip(",") in vocabulary.screen_nouns


def _predicate(rest: str, vocabulary: Vocabulary) -> str:
    """What a sentence calls its subject, up to the second preposition: "focus of most", and no "of this episode"."""
    prepositions = vocabulary.sentence("prepositions")
    words = rest[:_PREDICATE].split()
    places = [place for place, word in enumerate(words) if word in prepositions]
    return " ".join(words[: places[1]] if len(places) > 1 else words)


@lru_cache(maxsize=64)
def _subject_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    """The subject of a sentence that says what a work is: "X is a …", "X, the … by …", at its start."""
    verbs = alternatives(vocabulary.sentence("is"))
    articles = alternatives((*vocabulary.sentence("articles"), *vocabulary.articles))
    return re.compile(
        rf"(?P<title>[^\W\d_a-zß-öø-ÿа-я][^.!?;,()\"“”„«»]{{1,60}}?)(?:\s(?:{verbs})|(?P<apposed>,))\s(?:{articles})\s"
    )


class _Particles(NamedTuple):
    """What a language glues to a title, which has neither capitals nor marks there."""

    topic: re.Pattern[str]
    announced: re.Pattern[str]
    seen: re.Pattern[str]


@lru_cache(maxsize=64)
def _particles(vocabulary: Vocabulary) -> _Particles:
    topics = vocabulary.sentence("topics")
    objects, announced, seen = (alternatives(vocabulary.sentence(key)) for key in _GLUED)
    return _Particles(
        re.compile(
            rf"(?P<title>[^\s{''.join(topics)}][^.!?,\n]{{0,24}}?)(?:{alternatives(topics)})\s(?P<rest>[^.!?\n]{{1,60}})"
        ),
        re.compile(rf"(?P<title>[^\s.,!?]{{1,12}}(?: [^\s.,!?]{{1,12}}){{0,3}}?)(?:{announced})"),
        re.compile(rf"(?P<title>[^\s.,!?]{{2,12}})(?:{objects}) (?:{seen})"),
    )


def _by_particles(text: str, vocabulary: Vocabulary) -> Iterator[str]:
    """What particles show: "X는 … 영화다", "오늘 리뷰할 영화는 X입니다", "X를 보고"; the text names it again."""
    kinds, patterns = tuple(vocabulary.screen_nouns), _particles(vocabulary)
    for sentence in _SENTENCE_START.split(text):
        topic = patterns.topic.match(sentence)
        if topic is None:
            titles = [found["title"] for found in patterns.seen.finditer(sentence)]
        elif topic["title"].endswith(kinds):
            announced = patterns.announced.match(topic["rest"])
            titles = [announced["title"]] if announced is not None else []
        elif vocabulary.kind_words(topic["rest"]):
            titles = [topic["title"]]
        else:
            continue
        for title in titles:
            if (
                text.count(title) >= _FEWEST_MENTIONS
                and not title.endswith(kinds)
                and fold(title) not in vocabulary.not_names
            ):
                yield title
