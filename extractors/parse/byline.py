"""Bylines: the names that stand behind or in front of a byline's words, and whose review a text says that it is."""

import re
from functools import lru_cache
from typing import Final

from extractors.parse.memo import remembered
from extractors.parse.pattern import pattern
from extractors.parse.text import flatten, glued_at, is_unspaced
from extractors.vocabulary import Vocabulary, alternatives
from extractors.vocabulary.phrases import Phrases, phrases
from schemas.review import WorkKind

_LONGEST: Final = 200
_STOP: Final = pattern(
    r"\s[-–—]\s|[|·•⎥\n]|(?<!\w)\d|\s[/»›]\s|(?<![\s.]\w)(?<!^\w)[.!?]\s|[。！？]|\s?[(（\[]|\s@|\s[^\s:：]{1,12}[:：]"
)
_STOP_BEFORE: Final = pattern(r"\s[-–—]\s|[|·•,،:：.=\[]\s?|\d\s?")
_START: Final = pattern(r"(?:^|[|·•,–—\-/:]|\d)\s*$")
_BEFORE_NAME: Final = pattern(r"['’]s?\s|[:：|·•,–—]\s?|\s-\s")
_QUOTES: Final = ("«", "“", "„", "»", "‘", "『", "「", "《", "<")
_COMMAS: Final = ("，", ",", "、")
"""Behind a word for a job: "陈小满，影评人，…" tells what somebody is."""
_LONGEST_FILED: Final = 60
_SHORTEST_GLUED: Final = 5
_BETWEEN: Final = " :：\u00a0"
_BETWEEN_FREE: Final = " :：\u00a0/／=＝|｜"
"""What sets a byline's word off from the name; the second one behind scripts without spaces."""


@remembered
def after_byline(text: str, vocabulary: Vocabulary) -> str | None:
    """What stands behind a byline's words, to the end of the names; None without such words at a part's start.

    >>> from extractors.vocabulary import vocabulary
    >>> after_byline("May 4, by Ann Lee | Film", vocabulary("en"))
    'Ann Lee'
    """
    if len(text) > _LONGEST:
        return None
    flat = flatten(text)
    for found in _phrases(vocabulary).find(flat):
        headline = vocabulary.headline_words(text)
        if any(word.start == found.start and word.end > found.end for word in headline):
            continue  # "Crítica de cinema", not "Crítica de"
        if any(word.end < found.start and word.word.kind is WorkKind.BOOK for word in headline):
            continue  # "Book Review: Low Water, by Ann Lee": who wrote the book
        rest = text[found.end :].lstrip(_BETWEEN_FREE if is_unspaced(text[found.end - 1]) else _BETWEEN)
        said = text[: found.start].strip()
        if _is_within_word(text, found.end) or (
            is_unspaced(found.words[-1]) and text[found.end : found.end + 1] in _COMMAS
        ):
            continue
        is_start = not said or _START.search(flat, 0, found.start) is not None or rest.startswith(said)
        if not is_start and not _names_review(said, vocabulary) and not _is_filed(flat, found.start, vocabulary):
            continue
        name = "" if rest.startswith(_QUOTES) else _names_at(rest, vocabulary)  # "Crítica de «Title»"
        if name:
            return name
    return None


def reviewed_by(text: str, vocabulary: Vocabulary) -> str | None:
    """The full name behind words that say whose review it is, wherever they stand: a headline may end with them.

    >>> from extractors.vocabulary import vocabulary
    >>> reviewed_by("Low Water (2023) | Movie Review by Ann Lee", vocabulary("en"))
    'Ann Lee'
    """
    for found in _phrases(vocabulary).find(flatten(text)) if len(text) <= _LONGEST else ():
        noun, _, last = found.words.rpartition(" ")
        word = vocabulary.headline.get(noun.rpartition(" ")[2])
        if word is None or not word.review or last in vocabulary.rating_words("of"):
            continue  # "recensione di" stands in front of what is reviewed, too
        rest = text[found.end :].lstrip(_BETWEEN)
        name = _names_at(rest, vocabulary)
        if " " in name and not rest[len(name) :].lstrip()[:1].isalpha():
            return name
    return None


def owned_by(text: str, vocabulary: Vocabulary) -> str:
    """What stands in front of words that say whose the review is, with the owner at its end; "" where none do.

    >>> from extractors.vocabulary import vocabulary
    >>> owned_by("ゴジラのスガのレビュー・感想・評価", vocabulary("ja"))
    'ゴジラのスガ'
    """
    found = next(iter(_owned(vocabulary).find(flatten(text))), None) if len(text) <= _LONGEST else None
    return text[: found.start].strip() if found is not None else ""


def beside_portrait(text: str, vocabulary: Vocabulary) -> str | None:
    """The name that software prints behind the description of the writer's picture, often without a space between.

    >>> from extractors.vocabulary import vocabulary
    >>> beside_portrait("Top • Writer's pictureNell • 3 min read", vocabulary("en"))
    'Nell'
    """
    found = _portraits(vocabulary).search(flatten(text)) if len(text) <= _LONGEST else None
    if found is None:
        return None
    rest = text[found.end() :].lstrip(_BETWEEN)
    stop = _STOP.search(rest)
    return rest[: stop.start() if stop is not None else len(rest)].strip() or None


def who_reviews(text: str, title: str, vocabulary: Vocabulary) -> str | None:
    """What stands in front of a verb for reviewing whose object is the work: "The Tidewater's Ann Lee reviews Title".

    >>> from extractors.vocabulary import vocabulary
    >>> who_reviews("Ann Lee reviews “Low Water”", "Low Water", vocabulary("en"))
    'Ann Lee'
    """
    place = flatten(text).find(flatten(title)) if len(text) <= _LONGEST else -1
    found = _reviewing(vocabulary).search(flatten(text[: max(0, place)]))
    return _BEFORE_NAME.split(text[: found.start()])[-1].strip() or None if found is not None else None


def _names_at(rest: str, vocabulary: Vocabulary) -> str:
    """The names that a text begins with, up to what ends them."""
    title, _, behind = rest.partition(" ")
    if title.endswith(".") and title[:-1].lower() in vocabulary.abbreviations and behind:
        rest = behind  # "Dr. Ann Lee"
    name = _once(rest[: _end_of_names(rest, vocabulary)].strip(" ,;:–—-|."))
    is_suffix = (
        bool(name) and rest.startswith(f"{name}.") and f"{name.split()[-1].lower()}." in vocabulary.name_suffixes
    )
    return f"{name}." if is_suffix else name


def _once(name: str) -> str:
    """A name that stands there twice, as a picture's text and its link have it, once."""
    parts = name.split()
    half = len(parts) // 2
    return " ".join(parts[:half]) if half and parts[:half] == parts[half:] else name


def before_byline(text: str, vocabulary: Vocabulary) -> str | None:
    """What stands in front of words that follow a name.

    >>> from extractors.vocabulary import vocabulary
    >>> before_byline("2024. 5. 3. 홍길동 기자", vocabulary("ko"))
    '홍길동'
    """
    found = _following(vocabulary).first(flatten(text)) if len(text) <= _LONGEST else None
    if found is None or text[found.end : found.end + 1].isalpha():
        return None
    return _STOP_BEFORE.split(text[: found.start])[-1].strip() or None


def _is_within_word(text: str, end: int) -> bool:
    """Whether a phrase that ends there goes on: "ultimo-film-di-ann-lee", "編輯嚴選" (an editor's choice)."""
    following = text[end : end + 1]
    return following == "-" or (following.isalpha() and is_unspaced(following) and is_unspaced(text[end - 1]))


def _is_filed(flat: str, end: int, vocabulary: Vocabulary) -> bool:
    """Whether what stands in front of "by" tells where software has filed a post: "Posted in Film by Nell"."""
    return end <= _LONGEST_FILED and flat.startswith(_filed(vocabulary))


def _names_review(text: str, vocabulary: Vocabulary) -> bool:
    """Whether words are those of a headline that say what the text is: "Crítica de cinema" in front of "por"."""
    word = vocabulary.headline.get(flatten(text))
    return word is not None and word.review


def starts_byline(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text begins with a byline's words."""
    return _phrases(vocabulary).at(flatten(text), 0) is not None if text else False


def owner_in(text: str, vocabulary: Vocabulary) -> str | None:
    """Whose review or rating a text says that it is, from its start.

    >>> from extractors.vocabulary import vocabulary
    >>> owner_in("Ann Lee's rating: 4", vocabulary("en"))
    'Ann Lee'
    """
    found = _owned(vocabulary).first(flatten(text))
    return text[: found.start].strip(" ·|,") or None if found is not None else None


def _end_of_names(rest: str, vocabulary: Vocabulary) -> int:
    stops = (_STOP.search(rest), name_ends(vocabulary).search(flatten(rest)))
    return min((_glued(rest, vocabulary), *(stop.start() for stop in stops if stop is not None)))


def _glued(text: str, vocabulary: Vocabulary) -> int:
    """Where a label of the date is written onto a name ("Ann LeePosted"); the text's end where none is."""
    places = (place for place in glued_at(text) if _date_labels(vocabulary).match(flatten(text[place:])))
    return next(places, len(text))


@lru_cache(maxsize=64)
def _phrases(vocabulary: Vocabulary) -> Phrases:
    elided = (f"{words[:-1]}'" for words in vocabulary.bylines if words.endswith(" de") and _elides(vocabulary))
    return phrases((*vocabulary.bylines, *elided))


def _elides(vocabulary: Vocabulary) -> bool:
    """Whether "de" loses its vowel in front of another: "critique d'Anne Petit"."""
    return "d'" in vocabulary.sentence("by")


@lru_cache(maxsize=64)
def _filed(vocabulary: Vocabulary) -> tuple[str, ...]:
    return tuple(f"{word} " for key in ("published", "genre") for word in vocabulary.label_words(key))


@lru_cache(maxsize=64)
def _following(vocabulary: Vocabulary) -> Phrases:
    return phrases(vocabulary.byline_words("after"))


@lru_cache(maxsize=64)
def _owned(vocabulary: Vocabulary) -> Phrases:
    return phrases(vocabulary.byline_words("owned"))


@lru_cache(maxsize=64)
def _portraits(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(alternatives(map(flatten, vocabulary.byline_words("portraits"))))


@lru_cache(maxsize=64)
def _reviewing(vocabulary: Vocabulary) -> re.Pattern[str]:
    """A verb that nothing but an article, a noun and marks part from the work behind it."""
    verbs = alternatives(map(flatten, vocabulary.byline_words("verbs")))
    return re.compile(rf"(?<!'s)\s(?:{verbs})\s(?:\w{{1,12}}\s){{0,2}}\W{{0,2}}$")


@lru_cache(maxsize=64)
def name_ends(vocabulary: Vocabulary) -> re.Pattern[str]:
    """The words that end the names of a byline, with what parts them from the names."""
    ends = [word for word in vocabulary.byline_words("ends") if word not in vocabulary.joiners]
    within = [word for word in ends if len(word) > 1 and word in vocabulary.particles]  # "Ann van den Berg den 3. maj"
    days = alternatives(sorted(map(flatten, vocabulary.weekdays)))
    plain = alternatives(word for word in ends if word not in within)
    return re.compile(rf",?\s(?:(?:{plain})(?!\w)|(?:{alternatives(within)})(?:$|\s(?=\d|(?:{days})(?!\w))))")


@lru_cache(maxsize=64)
def _date_labels(vocabulary: Vocabulary) -> re.Pattern[str]:
    firsts = {flatten(word.split()[0]) for word in vocabulary.label_words("published")}
    return re.compile(rf"(?:{alternatives(word for word in firsts if len(word) >= _SHORTEST_GLUED)})(?!\w)")
