"""What headlines put around a title that is none of it: rubrics and numbers in front, verdicts and makers behind."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from extractors.parse.memo import remembered
from extractors.parse.names import split_names
from extractors.parse.pattern import pattern
from extractors.parse.text import YEAR, flatten, fold
from extractors.vocabulary import Vocabulary
from extractors.vocabulary.phrases import Phrases, phrases

_LONGEST: Final = 60
_MOST: Final = 4
"""So many rubrics in a row at most."""
_SIGN: Final = pattern(r"\s?[:：|｜](?:\s|(?=[‘“\"'«„]))|\s(?:[-–—»›>/•·]|>>|::)\s|\s?[—]\s?|(?<=[\])】])\s*")
_NUMBER: Final = pattern(
    r"\s*(?:#\s?\d{1,4}(?:\s?[.:)–—-]+\s|\s)|\d{1,4}[.)]\s+(?=\S)|(?:18|19|20)\d\d\s[–—-]\s+(?=\S)|(?:no|nr|n[°º])\.?\s?\d{1,4}(?:\s?[.:)–—-])+\s)",
    re.IGNORECASE,
)
"""A number by which a list or a challenge counts its works: "#12: ", "12. ", "No. 12 – "."""
_STARS_FIRST: Final = pattern(r"[★☆⭐✩½\ufe0f]{1,6}\s+(?=\w)|\*{2,5}\s?[:–-]?\s+(?=\w)")
_FIGURES: Final = pattern(r"#?\d{1,4}(?:st|nd|rd|th)?")
_OWNER: Final = pattern(r"(?:[A-ZÀ-Þ][\w.]{1,14} ){0,2}[A-ZÀ-Þ]\w{1,14}(?:['’]s|s['’])\s")
_YEAR_BEHIND: Final = pattern(rf"[,\s(–-]+({YEAR})$")
_VERDICT_ENDS: Final = frozenset("ABCDF+-−–)]½*/")
_VALUE: Final = r"(?:[A-DF][+\-−–]?|\d{1,2}(?:[.,]\d{1,2})?½?(?:\s?/\s?\d{1,3})?(?:\s[^\W\d_]{3,8})?)"
_VERDICTS: Final = (
    pattern(rf"\s?[-–—|,:([]?\s(?P<label>[^\W\d_]{{2,12}}(?:\s[^\W\d_]{{2,12}})?)\s?[:：]\s?{_VALUE}[)\]]?$"),
    pattern(r"\s?[–—|,:]\s[A-DF][+\-−–]$|\s-\s[A-DF][+\-−–]?$|\s[(\[][A-DF][+\-−–]?[)\]]$"),
    pattern(r"\s?[-–—|,:([]?\s?(?<!\d)\d{1,2}(?:[.,]\d{1,2})?½?\s?/\s?(?:4|5|6|10|20|100)[)\]]?$"),
    pattern(r"(?:\s?[-–—|,:])?\s[(\[]?\d(?:[.,]\d|½|\s1/2)?\s(?P<unit>[^\W\d_]{3,10})[)\]]?$"),
    pattern(r"\s\*{1,5}(?:\s?1/2|½)$|\s?[(\[][*★☆⭐½✩]{1,6}[)\]]$"),
)
_EDGE: Final = " \t,;:：.·•*-–—―|｜/~_"
_CLOSING: Final = _EDGE + "?!)]…"


class Rubric(NamedTuple):
    """A headline without what stands in front of its title."""

    text: str
    """The rest, with the rubric's word for "review" in front where it has one: "Review: X"."""
    is_led: bool
    """Whether a rubric or a number stood there."""


@remembered
def behind_rubric(text: str, vocabulary: Vocabulary) -> Rubric:
    """A headline from its title on.

    >>> from extractors.vocabulary import vocabulary
    >>> behind_rubric("TIFF 2019 Review: Low Water", vocabulary("en")).text
    'review: Low Water'
    >>> behind_rubric("#12 – Low Water (2019)", vocabulary("en")).text
    'Low Water (2019)'
    """
    rest, word, is_led = text, "", False
    for _ in range(_MOST):
        number = _NUMBER.match(rest) or _STARS_FIRST.match(rest)
        if number is not None and _says_more(rest[number.end() :], vocabulary):
            rest, is_led = rest[number.end() :], True
            continue
        sign = _SIGN.search(rest, 1, _LONGEST)
        if sign is None or not _says_more(rest[sign.end() :], vocabulary):
            break
        ahead = rest[: sign.start()]
        said = _said(ahead, vocabulary, is_led=is_led)
        if said is None:
            break
        rest, is_led = rest[sign.end() :], True
        word = word or said
    if not is_led:
        return Rubric(text, is_led=False)
    return Rubric(f"{word}: {rest}" if word else rest, is_led=True)


def bare_headline(text: str, vocabulary: Vocabulary) -> Rubric:
    """A headline from its title on, up to what it says of the post: "TIFF: Low Water – B+" is "Low Water"."""
    rest, is_led = behind_rubric(text, vocabulary)
    return Rubric(before_remarks(rest, vocabulary), is_led)


def is_rubric(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line is a rubric and nothing else: "Empfohlen Filmkritik"."""
    if len(text) > _LONGEST or _said(text, vocabulary, is_led=False) is None:
        return False
    found = (one.words for one in _rubrics(vocabulary).find(flatten(text)))
    known = (words for words in found if words in vocabulary.rubrics and words not in vocabulary.headline)
    return any(not vocabulary.is_section(words) for words in known)


def _says_more(rest: str, vocabulary: Vocabulary) -> bool:
    """Whether what follows a rubric can be a title, and is no section nor the word for "review" alone."""
    folded = fold(rest).strip(_EDGE)
    return any(map(str.isalpha, folded)) and not (vocabulary.is_section(folded) or folded in vocabulary.headline)


def _said(ahead: str, vocabulary: Vocabulary, *, is_led: bool) -> str | None:
    """The word for "review" of a rubric, "" of one without; None where a text is no rubric.

    Behind another rubric a noun is one as well: "Home / Movies / X".
    """
    owner = _OWNER.match(ahead)
    flat = flatten(ahead[owner.end() :] if owner is not None else ahead).strip(_EDGE)
    is_told = is_led or owner is not None
    left = flat
    for found in reversed(list(_rubrics(vocabulary).find(flat))):
        is_told = is_told or found.words in vocabulary.rubrics
        left = f"{left[: found.start]} {left[found.end :]}"
    rest = [word for word in left.strip(_EDGE).split() if word.strip(_EDGE)]
    small = _small(vocabulary)
    if not all(word.strip(_EDGE + "[](){}【】") in small or _FIGURES.fullmatch(word) for word in rest):
        return None  # most are told by this, and the rest is only asked of the others
    if not flat or vocabulary.not_review(ahead):
        return None
    words = [match.word.words for match in vocabulary.headline_words(ahead) if match.word.review]
    is_counted = any(word.isdigit() for word in rest) and any(word in vocabulary.rubric_fillers for word in rest)
    if not (is_told or is_counted or (words and flat not in words)):
        return None
    return max(words, key=len, default="")


@remembered
def before_remarks(text: str, vocabulary: Vocabulary) -> str:
    """A headline up to the verdict or the words about the post that it ends with.

    >>> from extractors.vocabulary import vocabulary
    >>> before_remarks("Low Water – B+", vocabulary("en")), before_remarks("Low Water: Worth It?", vocabulary("en"))
    ('Low Water', 'Low Water')
    """
    for _ in range(_MOST):
        before = text
        text = _before_verdict(text, vocabulary)
        if _at_end(vocabulary).first(flatten(text).rstrip(_CLOSING)) is not None:
            text = _before_people(_before_words(text, vocabulary), vocabulary)
        if text == before:
            break
    return text


def _before_verdict(text: str, vocabulary: Vocabulary) -> str:
    if (
        text[-1:] not in _VERDICT_ENDS
        and not text[-1:].isdigit()
        and not text.endswith(vocabulary.rating_words("stars"))
    ):
        return text
    for found in filter(None, (each.search(text) for each in _VERDICTS)):
        front = text[: found.start()].rstrip(_EDGE)
        label, unit = found.groupdict().get("label"), found.groupdict().get("unit")
        if label is not None:
            said = next((end for end in (2, 1) if vocabulary.label(" ".join(label.split()[-end:])) == "rating"), 0)
            front = f"{front} {' '.join(label.split()[:-said])}".rstrip(_EDGE) if said else ""
        if unit is not None and flatten(unit) not in vocabulary.rating_words("stars"):
            continue
        if any(map(str.isalpha, front)):
            return front
    return text


def _before_words(text: str, vocabulary: Vocabulary) -> str:
    """Without a phrase at the end that speaks of the post: "Explained", "my thoughts", "worth watching?"."""
    flat = flatten(text)
    bare = flat.rstrip(_CLOSING)
    for found in vocabulary.title_remarks.find(bare):
        front = text[: found.start].rstrip(" ([")
        sign = front[-1:]
        is_apart = sign in _EDGE or text[found.start - 1] in "(["
        if found.end == len(bare) and front.strip(_EDGE) and (is_apart or found.words in vocabulary.glued_remarks):
            return front.rstrip(_EDGE)
    return text


def _before_people(text: str, vocabulary: Vocabulary) -> str:
    """Without the makers and players that words like "starring" put behind a title, in brackets or not."""
    found = next(vocabulary.title_makers.find(flatten(text)), None)
    if found is None or not text[: found.start].strip(_EDGE + "(["):
        return text
    behind = text[found.end :].strip(_EDGE + ")]")
    year = _YEAR_BEHIND.search(behind)
    names = [part.name for part in split_names(behind[: year.start()] if year is not None else behind, vocabulary)]
    told = sum(map(len, names))
    is_list = 2 * told > len(behind) and all(name[0].isupper() for name in names)
    if not is_list:
        return text
    front = text[: found.start].rstrip(_EDGE + "([")
    if front.count("(") > front.count(")"):
        front += ")"
    return f"{front} ({year[1]})" if year is not None else front


@lru_cache(maxsize=64)
def _small(vocabulary: Vocabulary) -> frozenset[str]:
    keys = ("articles", "prepositions")
    words = (word for key in keys for word in vocabulary.sentence(key))  # type: ignore[arg-type]
    return frozenset((*words, *vocabulary.articles, *vocabulary.joiners, *vocabulary.rubric_fillers, ""))


@lru_cache(maxsize=64)
def _at_end(vocabulary: Vocabulary) -> Phrases:
    """What speaks of the post, and what people stand behind, which are looked for at once."""
    return phrases((*vocabulary.title_remarks, *vocabulary.title_makers))


@lru_cache(maxsize=64)
def _rubrics(vocabulary: Vocabulary) -> Phrases:
    nouns = (*vocabulary.parts("nouns"), *vocabulary.headline, *vocabulary.weekdays)
    return phrases((*vocabulary.rubrics, *nouns))
