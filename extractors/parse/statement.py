"""Who rates what in a line of text: readings of a rating, with what the words around them say of them."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import Final, Literal, NamedTuple

from extractors.parse.pattern import pattern
from extractors.parse.rating import (
    ASTERISKS,
    GLYPHS,
    SIGNS,
    Reading,
    decimal,
    grade_in,
    may_hold,
    number_words,
    parse_rating,
    rating_from,
    readings,
    the_one,
)
from extractors.parse.text import YEAR, flatten, fold, glued_at, squash
from extractors.vocabulary import Vocabulary, alternatives
from extractors.vocabulary.phrases import Found
from schemas.review import Rating, RatingKind

Role = Literal["work", "aspect", "audience", "aggregate"]
How = Literal["label", "owned", "title", "alone", "trailing", "leading", "facts", "sentence", "unknown"]

_LONGEST: Final = 300
"""Of longer lines only the first and the last sentence are looked at, and those that give a verdict in words."""
_LONGEST_PREFIX: Final = 90
_DENIAL: Final = 30
_LONGEST_OBJECT: Final = 70
"""What may stand between "i give" and the rating."""
_WINDOW: Final = 120
_MOST_PHRASES: Final = 8
_RAW_LENGTH: Final = 200
_ENGLISH: Final = (None, "en")
_NEAR: Final = 6
"""Words in front of a verdict among which its giver stands."""
_STARS_UP_TO: Final = 6
_TEN: Final = Decimal(10)
_FEWEST_IN_A_HEADING: Final = 3
_SENTENCE: Final = 5
"""From so many words on, what follows a rating is a sentence."""
_SCALES: Final = frozenset(map(Decimal, (4, 5, 6, 10, 20, 100)))
_MOST: Final = Decimal(100)
_MOST_THINGS: Final = Decimal(5)
"""Scales of what a site counts in ("Nota: 4 pipocas") go up to five; ages and durations are larger."""
_MOST_IN_A_SENTENCE: Final = Decimal(10)

# What a line is asked first
_SHORT: Final = 80
_END_OF_LINE: Final = 120
_LABELLED: Final = 40
_SIGN: Final = pattern(f"[{SIGNS}]")
_NUMBER_BEHIND: Final = pattern(
    r"(?<!\d)(?<!\d[./-])\d{1,3}(?:[.,'’]\d{1,2})?½?[\s.!)*\]]{0,5}$|(?<!\d)\d{1,3}(?:[.,]\d)?\s?[(\[]"
    r"|[:：]\s?\d{1,3}(?:[.,]\d{1,2})?(?:\s[-–—~|]|\.)\s|[:：]\s?\d{1,2}[.,]\d\s[^\W\d_]{3,20}[.!]?$"
)
_GRADE_ENDS: Final = frozenset("ABCDF+-−–.!)]")
_APART: Final = str.maketrans(dict.fromkeys("-.,!;:)", " "))
_GRADE_SIGNS: Final = ("+", "-", "−", "–")
_BRACES: Final = str.maketrans("{}", "()")
_AROUND_GRADE: Final = ".!()[]"
_BEHIND_UNIT: Final = " .!?)]\"”'’"
_FIRST_GRADE: Final = pattern(r"[^:：.!?]{3,30}[:：]\s?[A-DF][+−–-]?[,;]\s")
"""A label with a letter, which a sentence follows: "Our Grade: A-, what a fantastic little film"."""
_FIRST_REMARKED: Final = pattern(r"[^:：.!?]{3,30}[:：]\s?\d{1,2}(?:[.,]\d{1,2})?\s[(\[]")
"""A label with a number, which a remark in brackets follows: "Score: 5 (the boat alone is worth …)"."""
_LAST_GRADE: Final = pattern(r"\s[(\[]?[A-DF][+−–-][)\]]?\.?$|[:：]\s?[A-DF][+−–-][.!)]?$")
_GRADE_BEHIND: Final = pattern(r"(?:^|[\s:：(\[-])[A-DF][+−–-]?[)\]\s.!]{0,3}$|[a-z][A-DF][+−–-]?$")
_GRADE_LABELLED: Final = pattern(r"[:：]\s?[A-DF](?:[+−–-]|\s?-?(?:plus|minus))?(?:[.,;]\s|\s[(\[–—-]|$)")
_REPEATED_BEHIND: Final = pattern(r"[:：]\s?(?P<letter>[A-Z])(?P=letter){1,5}$")
_LETTERS: Final = 8
_LABEL_BEHIND: Final = pattern(r"[:：]\s?(?:\d{1,2}(?:[.,]\d)?|[A-DF][+−–-]?)[.!\s]{0,3}$")

# The parts of a line
_BREAKS: Final = pattern(
    r"(?<=[.!…])[\"”»)\]]?\s+|(?<=[。！？])|\s+[|•·]\s*|\s*[|•·;]\s+|\s/\s(?=[^\W\d_][^/:]{2,20}:)"
)
_INLINE: Final = pattern(
    r"(?<=\w)\s?[:：]\s?(?P<rating>[★⭐☆½]{2,11}|\d{1,3}(?:[.,]\d{1,2})?\s?/\s?(?:4|5|6|10|20|100)(?![\d/])"
    r"|[A-DF](?:[+−–-]|(?=\.\s))(?!\w))"
)
_SENTENCE_END: Final = pattern(r"[.!?…。！？][\"'”’»)\]]?$")
_COLON: Final = pattern(
    r"[:：?？→»】]|\s[-–—]\s|(?<=\w)\s?[-–—]\s?(?=[\d★☆⭐])|(?<=\w)\s?(?:…|\.{2,4})[.…]?\s?(?=\d)|\s[=>~]\s|=(?=\d)"
)
_LABEL_PARTS: Final = pattern(r"[:：?？|(（\[,>]|\s[-–—]\s")
_EDGE: Final = " \t:：?？-–—|•·*=>(（[【】\"'“”‘’,"
_SET_OFF: Final = frozenset(",:：–—-(|>")
"""Signs in front of a rating that set it off from the words before: "directed by Ann Lee, 5 stars"."""
_SET_OFF_FAR: Final = (":", "：", " –", " —", " -")
"""Those that stand in front of no date."""
_OWNER: Final = pattern(r".{1,40}?(?:'s?|s')\s+(?P<label>.{3,30})")
_BESIDE_NAME: Final = pattern(r"^[^\w\"'(\[]+|\s?[(\[](?:19|20)\d\d[)\]]$|\s?[-,|]\s?(?:19|20)\d\d$")
"""What may stand around a name: a sign in front, the year behind."""
_HOST: Final = pattern(r"[a-z0-9-]{2,40}\.[a-z]{2,6}")
_MOST_OWNER_WORDS: Final = 5
_FEWEST_GLUED: Final = 4
"""Letters of a label that is written onto the value before it: "PerryRating"."""
_LABEL_SCALE: Final = pattern(
    r"(?P<label>.{2,30}?)\s?[(\[]?\s?(?:/|(?<=[\s(])\D{2,12}?\s|(?<=[\s(\[])(?:\D{1,5}\s)?[01]\s?(?:[-–]|\s[^\W\d_]{1,3}\s)\s?)\s?(?P<best>\d{1,3})\s?[)\]]?"
)
"""A label with its scale: "Rating (out of 5)", "Nota /10", "Rating (1-10)"."""
_BRACKETED: Final = pattern(r"\s[(\[][^()\[\]]{0,90}[)\]]\.?$")
_REMARK: Final = pattern(r"[\s.,!】]*(?:[(\[<（【].{0,40}[)\]>）】])?[\s.,!*)\]\"”]*")
_WORD: Final = pattern(r"[^\W\d_]+")
_VOTED: Final = pattern(r"(?<!\d)\d[\d.,]{0,7}\s(?P<unit>[^\W\d_]{3,12})")
_VOTES: Final = pattern(
    r"\s?(?:[-–]\s?)?[(（]\s?(?!(?:19|20[0-3])\d\))\d{1,3}(?:[.,]?\d{3}){0,2}(?P<unit>\s?[^\W\d_]{2,15})?\s?[)）]"
)
"""How many voted, in brackets behind an average; a year is none."""
_FRAMED: Final = pattern(rf"(?P<frame>[{ASTERISKS}]{{1,10}})[^{ASTERISKS}\d]*[^\W\d_]{{3}}[^{ASTERISKS}\d]*(?P=frame)")
"""A notice between asterisks: "*** Spoilers ahead ***"."""
_WRAPPED: Final = pattern(
    rf"[{ASTERISKS}~\[('\"“‘]{{1,3}}\s?(?P<inside>[^\W\d_]{{3}}[^{ASTERISKS}~\[\]]{{2,60}}?)\s?[{ASTERISKS}~\])'\"”’]{{1,3}}"
)
"""A line set off by signs around it: "** Rating: 8/10 **", "[rating: 4]"."""
_WRAPS: Final = frozenset(f"{ASTERISKS}~[('\"“‘")
_GLUED: Final = pattern(
    r"(?P<label>[^\W\d_][^\d:：.,;!?★⭐☆]{1,30}?)(?P<rest>(?:\d{1,2}(?:[.,]\d{1,2})?|100)(?:\s?/\s?\d{1,3})?(?![\d:]).{0,20}|[A-DF][+−–-]?)"
)
_GLUED_BEHIND: Final = pattern(r"(?P<number>\d{1,2}[.,]\d)(?P<said>[^\W\d_]{3,20}!?)")
"""A label or a verdict that a page without spaces writes onto its number: "Rating4/5", "8.5Great"."""
_SPACED: Final = pattern(rf"(?<=[{ASTERISKS}])\s(?=[{ASTERISKS}](?:\s|$))")
_LABELS_IN_A_ROW: Final = pattern(r"(?<=\d)\s+(?=[^\W\d_])")
_PAIR: Final = pattern(
    r"(?P<label>[^\W\d_][^\d:：]{1,24}?)\s?[:：]?\s?(?P<value>\d{1,2}(?:[.,]\d{1,2})?(?:\s?/\s?\d{1,2})?)"
)
_FEWEST_PAIRS: Final = 3
_RATED: Final = frozenset({"rating", "aspect", "aggregate", "audience", "verdict"})
"""Keys of labels that numbers stand behind."""
_REPEATED: Final = pattern(
    r"(?P<said>(?P<value>\d{1,2}(?:[.,]\d{1,2})?)\s(?:[^\W\d_]{1,6}\s){1,2}\d{1,3})(?:\s?(?P=said)){1,9}(?:\s?(?P=value))?"
)
"""One rating again and again, as pages have it for each of its stars: "3.5 out of 53.5 out of 5 3.5"."""
_STARRED: Final = pattern(rf"(?<=\d)\s?[{ASTERISKS}★](?=(?:\s[^\W\d_]{{2,4}}){{1,2}}\s\d{{1,3}}(?!\w)|\s?/\s?\d)")
"""A star for the word, between a number and its scale: "3* of 5"."""
_STARS_APART: Final = pattern(
    rf"(?<!\S)(?P<stars>[{ASTERISKS}★⭐]{{2,5}})(?P<half>\s?(?:½|1/2))?(?P<scale>\s[(]?(?:[^\W\d_]{{2,4}}\s){{1,2}}(?:\d{{1,2}}|[^\W\d_]{{3,5}})[)]?)?(?!\S)"
)
_FACT: Final = pattern(rf"(?<!\d){YEAR}(?!\d)|(?<!\d)\d{{2,3}}\s?m(?:in[a-z]{{0,5}})?(?!\w)")
"""A year, or how long a film is."""
_RULE: Final = pattern(rf"[{ASTERISKS}]{{1,3}}|[{ASTERISKS}]{{5,}}")
"""Asterisks between two sections, or left of bold text."""

# Numbers and letters that only a label or a verb makes ratings
_BARE_REST: Final = pattern(
    r"(?:[^\W\d_]{2,15}\s)?(?P<number>\d{1,3}(?:[.,]\d{1,2}|'\d)?[½¼¾]?|\d\s1/2)"
    r"(?:\s(?P<things>[^\W\d_]{3,20})(?:\s[^\W\d_]{2,15}){0,2})?[\s.!*)]*(?:[(\[].*|(?<=\s)[-–—~|]\s[^\W\d_].*)?"
)
_ODD_SCALE: Final = pattern(r"\d{1,2}(?:[.,]\d)?\s?/\s?(?P<best>[3-9]|1\d)[\s.!]*(?:[(\[].*)?")
"""A fraction that a label alone makes a rating: "Nota: 7/9"."""
_FIRST_TOKEN: Final = pattern(r"(?P<first>\d{1,2}(?:[.,]\d{1,2})?)\s?(?P<said>[^\W\d][^\d.,;:!?]{2,30})[\s.!]*")
_LAST_TOKEN: Final = pattern(
    r"(?P<head>.{2,60}?)\s[(\[]?(?P<last>\d{1,3}(?:[.,]\d{1,2})?[½¼¾]?|[A-DF][+−–-]?)[)\]\s.!]*"
)
_LETTER_END: Final = pattern(r"(?P<head>[^\W\d_A-Z]{0,15})\s?(?P<grade>[A-DF][+−–-]?)[\s.!]*")
_LETTER_FIRST: Final = pattern(r"(?P<grade>[A-DF][+−–-]?)(?:[,;]\s|\s[–—-]\s)")
_CERTIFICATES: Final = pattern(r"\s?[(\[][^()\[\]]{0,40}[)\]]\s?[/,;|]?|\s?[/,;|]\s?")
"""What stands between age certificates: the country in brackets, a slash."""
_MOST_CERTIFICATES: Final = 6
_LETTERS_REPEATED: Final = pattern(r"(?P<letter>[^\W\d_a-divx])(?P=letter){1,5}")
"""A site's own letter in the place of a star; none of those that make grades (AA), numerals (III) or certificates."""
_GRADE_REMARKED: Final = pattern(r"[:：]\s?[A-DF][+−–-]?\s[(\[][^()\[\]]{0,90}[)\]][\s.]{0,3}$")
_GRADE_WORD: Final = pattern(r"\b[A-DF][+−–-]?(?!\w)")


@dataclass(frozen=True, slots=True)
class Statement:
    """A rating that a line states."""

    rating: Rating
    role: Role
    how: How
    """What tells that it is one: a label or the work's title in front of it, the words of the sentence, or its place:
    alone in the line, behind the last sentence, in front of the first. "owned" is behind a label with unknown words in
    front ("TMMM Score"), "facts" for stars among the work's facts, "unknown" behind words that are none of it.
    """
    label: str
    """What stands in front of it."""
    sure: bool
    """Whether it says by itself that it is a rating: stars, "4 out of 5"."""
    ends: bool = True
    """Whether the line ends with it, but for a remark in brackets."""


def may_state(text: str, words: Vocabulary, gives: Collection[str] = ()) -> bool:
    """Whether a line may state a rating: a cheap question, asked of every line of a page.

    Args:
        text: the line.
        words: words of the page's language.
        gives: those of the words that give a verdict which the page holds at all.
    """
    if text[-1:].isupper() and _REPEATED_BEHIND.search(text[-_LETTERS:]) is not None:
        return True
    if len(text) > _SHORT:
        ends = f"{text[:_SHORT]}\n{text[-_END_OF_LINE:]}"
        if _SIGN.search(ends) is not None and may_hold(ends, words):
            return True
        end = text[-_LABELLED:]
        if _LAST_GRADE.search(end) or _ends_in_words(end.lower(), words):
            return True
        has_label = ":" in text or "：" in text
        first = _FIRST_GRADE.match(text) or _FIRST_REMARKED.match(text)
        if has_label and (first or _GRADE_LABELLED.search(text) or _LABEL_BEHIND.search(end) or _INLINE.search(text)):
            return True
        if text.endswith((")", ").")) and _GRADE_REMARKED.search(text[-_END_OF_LINE:]):
            return True
        return bool(gives) and _has(text.lower(), gives)
    if _SIGN.search(text) is not None:
        if text[0].isdigit() and len(text) <= _LABELLED and _FIRST_TOKEN.fullmatch(text):
            return True
        if ":" in text and _GRADE_LABELLED.search(text):
            return True
        if may_hold(text, words) or _NUMBER_BEHIND.search(text):
            return True
        lower = text.lower()
        return (bool(gives) and _has(lower, gives)) or _ends_in_words(lower[-_LABELLED:], words)
    if text[-1:] in _GRADE_ENDS and _GRADE_BEHIND.search(text[-6:]):
        return True
    if (":" in text or "：" in text) and _GRADE_LABELLED.search(text):
        return True
    lower = text.lower()
    return _is_spelt(lower, words) or _has(lower, gives)


def _ends_in_words(lower: str, words: Vocabulary) -> bool:
    """Whether a long line ends with a rating in words: "… Three and a half stars.", "… four out of five."."""
    stars, scales = words.rating_units
    return (lower.rstrip(_BEHIND_UNIT).endswith(stars) or _has(lower, scales)) and _is_spelt(lower, words)


def _has(lower: str, gives: Collection[str]) -> bool:
    return any(map(lower.__contains__, gives))


def _is_spelt(lower: str, words: Vocabulary) -> bool:
    """Whether a line has a number in words."""
    spaced, free = words.spelt_numbers
    if not spaced.isdisjoint(lower.translate(_APART).split()) or _has(lower, words.rating_words("half_glued")):
        return True
    return not lower.isascii() and _has(lower, free)


def statements(text: str, words: Vocabulary, names: Collection[str] = ()) -> Iterator[Statement]:
    """The ratings that a line of text states, in its order.

    Args:
        text: the line.
        words: words of the page's language.
        names: folded names of the work, the site and the reviewer: in front of a rating they are no other thing's.

    >>> from extractors.vocabulary import vocabulary
    >>> [(str(s.rating.value), s.how) for s in statements("It drags. Still, I give it a 7.", vocabulary("en"))]
    [('7', 'sentence')]
    """
    text = squash(text).replace("\ufe0f", "").replace("\ufe0e", "")
    if _RULE.fullmatch(text) or _FRAMED.fullmatch(text):
        return
    if "{" in text:
        text = text.translate(_BRACES)
    if 0 < len(text) <= _SHORT:
        text = _unwrapped(text, words)
        pairs = _pairs(text, words)
        if pairs:
            yield from pairs
            return
    elif text.endswith("* *"):
        text = text[:-_LABELLED] + _SPACED.sub("", text[-_LABELLED:])
    repeated = _REPEATED.fullmatch(text)
    text = _STARRED.sub("", repeated["said"] if repeated is not None else text)
    among = _among_facts(text, words)
    if among is not None:
        yield among
        return
    parts = [part.strip() for part in _BREAKS.split(text) if part and part.strip()]
    last = len(parts) - 1
    labelled = False
    for place, part in enumerate(parts):
        if place < last and _RULE.fullmatch(part):
            continue
        found = _given(part, words)
        if found is None and (len(text) <= _LONGEST or place in (0, last)) and len(part) <= _LONGEST:
            found = _stated(part, words, names) or (_signed_grade(part, words) if place == last else None)
        elif found is None and len(part) <= _LONGEST:
            found = _closing(part, words)
        if found is None:
            continue
        if found.how == "alone" and last:
            found = replace(found, how="trailing" if place == last else "leading" if place == 0 else "unknown")
        elif found.how in ("trailing", "leading") and place != (last if found.how == "trailing" else 0):
            found = replace(found, how="unknown")
        labelled = labelled or found.how in ("label", "sentence")
        if found.role == "work" and place < last and len(text) <= _SHORT and _is_voted(parts[place + 1], words):
            found = replace(found, role="audience")
        yield found
    if not labelled and len(text) > _SHORT:
        yield from _inline(text, words, names)


def _unwrapped(text: str, words: Vocabulary) -> str:
    """A short line without the signs around it, with what is missing between a label or a verdict and its number.

    "** Rating: 8/10 **" -> "Rating: 8/10", "Rating4/5" -> "Rating: 4/5", "8.5Great" -> "8.5 Great", "* * *" -> "***",
    "Grade: B plus" -> "Grade: B+".
    """
    if text[0] in _WRAPS and (wrapped := _WRAPPED.fullmatch(text)) is not None:
        text = wrapped["inside"]
    elif "* *" in text and text[0] not in ASTERISKS:
        text = _SPACED.sub("", text)
    if text[0].isalpha():
        glued = _GLUED.fullmatch(text)
        if glued is not None and glued["label"][-1].isalpha() and words.label(glued["label"]) in _RATED:
            text = f"{glued['label']}: {glued['rest']}"
    elif text[0].isdigit() and text[-1] not in "05" and (glued := _GLUED_BEHIND.fullmatch(text)) is not None:
        text = f"{glued['number']} {glued['said']}"
    for sign, spelt in (("+", "plus"), ("-", "minus")):
        if any(word in text.lower() for word in words.rating_words(spelt)):
            text = re.sub(
                rf"(?<![\w.])([A-DF])[\s-](?:{alternatives(words.rating_words(spelt))})(?!\w)", rf"\1{sign}", text
            )
    return text


def _pairs(text: str, words: Vocabulary) -> list[Statement]:
    """The parts of a line that is nothing but labels and their numbers: "Acting 8 Story 7 Overall 7.5"."""
    parts = _LABELS_IN_A_ROW.split(text) if text[-1].isdigit() and text[0].isalpha() else []
    found = [_PAIR.fullmatch(part) for part in parts]
    if len(found) < _FEWEST_PAIRS:
        return []
    said: list[Statement] = []
    for pair in found:
        role = _by_label(pair["label"], words) if pair is not None else None
        if pair is None or role is None or role[1] != "label":
            return []
        rating = parse_rating(pair["value"], vocabulary=words)
        if rating is not None:
            said.append(Statement(rating, role[0], "label", pair["label"], sure=False))
    return said


def _among_facts(text: str, words: Vocabulary) -> Statement | None:
    """The only stars of a line that tells the work's year or length: "1976 ***** 119 mins."."""
    found = list(_STARS_APART.finditer(text)) if any(sign in text for sign in f"{ASTERISKS}★⭐") else []
    if len(found) != 1 or len(found[0][0]) == len(text):
        return None
    stars, half, scale = found[0].group("stars", "half", "scale")
    others = f"{text[: found[0].start()]} {text[found[0].end() :]}"
    if _FACT.search(others) is None:
        return None
    said = "★" * len(stars) + (half or "")
    rating = parse_rating(f"{said}{scale or ''}", vocabulary=words) or parse_rating(said, vocabulary=words)
    if rating is None:
        return None
    raw = found[0][0].strip() if rating.best is not None else f"{stars}{half or ''}"
    return Statement(rating.model_copy(update={"raw": raw}), "work", "facts", "", sure=True)


def _signed_grade(text: str, words: Vocabulary) -> Statement | None:
    """A letter with a sign behind the last sentence, "A solid B+.": without a sign it is a word or an initial."""
    head, _, last = text.rpartition(" ")
    last = last.strip(_AROUND_GRADE)
    grade = grade_in(last, text) if last[1:2] in _GRADE_SIGNS and _is_frame(head, words) else None
    return Statement(grade, "work", "alone", "", sure=False) if grade is not None else None


# --- a verdict in words: "I give it", "le doy un ocho"


def _given(text: str, words: Vocabulary) -> Statement | None:
    """The rating behind words that give one."""
    if _SIGN.search(text) is None and _GRADE_WORD.search(text) is None and not _is_spelt(text.lower(), words):
        return None
    for phrase in islice(words.gives.find(flatten(text)), _MOST_PHRASES):
        if _is_denied(text[max(phrase.start - _DENIAL, 0) : phrase.start], words):
            continue
        begin = phrase.end - _article(phrase.words, words)
        window = text[begin : begin + _WINDOW]
        reading = _in_sentence(window, words)
        if reading is not None and reading.best is None:
            reading = replace(reading, best=_scale_said(text, reading, words))
        rating = (
            _grade_given(window, text, words) or _thumbs_given(window, text, words)
            if reading is None
            else rating_from(text[-_RAW_LENGTH:], reading)
        )
        if rating is None:
            continue
        between = window[: reading.start if reading is not None else 0]
        if len(between) > _LONGEST_OBJECT:
            continue
        raw = text[phrase.start : begin + (reading.end if reading is not None else 20)][:200]
        role = "work" if phrase.words in words.own_voice else role_of(text, words, phrase)
        if any(word in words.rating_words("others") for word in flatten(window).split()[:2]):
            role = "audience"  # "I gave his last film two stars": another work's, or no rating
        if role == "work" and phrase.words not in words.own_voice and _is_anothers(text[: phrase.start], words):
            role = "audience"
        if any(word in words.rating_words("ranges") for word in flatten(between).split()):
            continue
        if role == "work" and words.aspects.first(flatten(between)) is not None:
            role = "aspect"
        return Statement(rating.model_copy(update={"raw": raw}), role, "sentence", phrase.words, sure=True)
    return None


def _scale_said(text: str, reading: Reading, words: Vocabulary) -> Decimal | None:
    """The scale that the sentence names elsewhere: "On a scale of 1 to 10, I'd give it an 8"."""
    stated = the_one([other for other in readings(text, words) if other.best is not None])
    return stated.best if stated is not None and stated.value == reading.value else None


def _is_denied(before: str, words: Vocabulary) -> bool:
    """Whether the words in front of a verdict deny it: "I couldn't give this five stars"."""
    return any(word in words.rating_words("denials") for word in flatten(before).split()[-2:])


def _article(phrase: str, words: Vocabulary) -> int:
    """Length of the article that words which give a verdict end with, and of the space before it: "gets an"."""
    last = phrase.rpartition(" ")[2]
    return len(last) + 1 if last in words.rating_words("articles") and last != phrase else 0


def _in_sentence(window: str, words: Vocabulary) -> Reading | None:
    found = [reading for reading in readings(window, words) if reading.best is not None or reading.sure]
    if found:
        return the_one(found)
    flat = flatten(window)
    bare = _bare_given(words).match(flat)
    if bare is None:
        return None
    said = bare["number"] or bare["named"]
    value = decimal(said) if said[0].isdigit() or said[0] in "½¼¾" else Decimal(words.numbers[fold(said)])
    value += Decimal("0.5") if bare["half"] else 0
    if value > _MOST_IN_A_SENTENCE or (value == 1 and bare["named"]):  # "a generous one" is no number
        return None
    place = bare.start("number") if bare["number"] else bare.start("named")
    return Reading(place, bare.end(), value, None, RatingKind.POINTS, sure=False)


@lru_cache(maxsize=64)
def _bare_given(words: Vocabulary) -> re.Pattern[str]:
    """A number without scale behind words that give one: it ends the clause, and an article or nothing precedes it."""
    article = alternatives(words.rating_words("articles"))
    tail = alternatives(words.rating_words("tails"))
    between = rf"(?:(?:\s[^\s.!?;:,]{{1,30}}){{0,6}}?\s(?:{article})\s(?:[^\W\d_]{{1,15}}\s)?|\s?[:：=]?\s?)"
    return re.compile(
        rf"{between}(?:(?P<number>\d{{1,2}}(?:[.,]\d{{1,2}})?[½¼¾]?)|(?P<named>{number_words(words)}))"
        rf"(?P<half>\s(?:{alternatives(words.rating_words('half'))}))?"
        rf"(?=\s?[.,;!?)\"。、]*$|\s?[.,;!)\"。、]|\s(?:{tail})(?!\w)|(?:{tail}))(?![.,]\d)"
    )


@lru_cache(maxsize=64)
def _tail(words: Vocabulary) -> re.Pattern[str]:
    """What may follow a rating that ends a clause: "at best", "from me"."""
    return re.compile(rf"(?:{alternatives(words.rating_words('tails'))})(?!\w)")


@lru_cache(maxsize=64)
def _grade_behind_article(words: Vocabulary) -> re.Pattern[str]:
    articles = alternatives({*words.rating_words("articles"), *words.articles})
    return re.compile(
        rf"(?:\s\S{{1,20}}){{0,6}}?\s(?:{articles}) (?:\w{{1,10}} )?[\"“]?(?P<grade>[A-DF][+−–-]?)[”\"]?"
        r"(?P<behind>$|[.,!;)]|\s)"
    )


def _grade_given(window: str, text: str, words: Vocabulary) -> Rating | None:
    """A letter grade behind words that give one. It ends the clause: "gets a B in chemistry" is a pupil's."""
    found = _grade_behind_article(words).match(window)
    if found is None:
        return None
    behind = flatten(window[found.end() :])
    if found["behind"] == " " and _tail(words).match(behind) is None:
        return None
    return grade_in(found["grade"], text[:200])


def _thumbs_given(window: str, text: str, words: Vocabulary) -> Rating | None:
    """Thumbs behind words that give them: "I give it two thumbs up"."""
    said = window.split()
    for start, count in ((0, 3), (0, 2), (1, 3), (2, 3)):
        label = " ".join(said[start : start + count]).strip(" .,!")
        verdict = words.verdicts.get(fold(label))
        if verdict is not None and verdict.kind is RatingKind.THUMB:
            return Rating(raw=text[:_RAW_LENGTH], kind=verdict.kind, label=label)
    return None


def _closing(text: str, words: Vocabulary) -> Statement | None:
    """The rating that a sentence within a long text ends with, where it says by itself that it is one."""
    reading = the_one(list(readings(text, words))) if _out_of(words).search(flatten(text)) is not None else None
    if reading is None or reading.best is None or not reading.sure or text[reading.end :].strip(' .!)"”'):
        return None
    rating = rating_from(text, reading)
    return Statement(rating, role_of(text, words), "unknown", "", sure=True) if rating is not None else None


def says_scale(lower: str, words: Vocabulary) -> bool:
    """Whether a text in small letters holds "<number> out of <number>" anywhere; one look for all lines of a page."""
    return _out_of(words).search(lower) is not None


@lru_cache(maxsize=64)
def _out_of(words: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf"\d\s(?:{alternatives(words.rating_words('out_of'))})\s\d")


# --- a rating with or without a label


def _inline(text: str, words: Vocabulary, names: Collection[str]) -> Iterator[Statement]:
    """Labels with their ratings inside a long line, as excerpts run them together: "… Rating: ★★★ The boat …"."""
    for found in islice(_INLINE.finditer(text) if ":" in text or "：" in text else (), _MOST_PHRASES):
        label = " ".join(text[max(found.start() - _SHORT, 0) : found.start()].split(" ")[-2:])
        heads = (label, label.rpartition(" ")[2])
        prefix = next(
            (each for head in heads if (each := _prefix(head.strip(_EDGE), words, names)).how == "label"), None
        )
        if prefix is None or not words.is_own_rating_label(prefix.text):
            continue
        statement = _behind_label(found["rating"], f"{prefix.text}: {found['rating']}", prefix, words)
        if statement is not None:
            yield statement


class _Prefix(NamedTuple):
    """What the words in front of a rating say of it."""

    text: str
    role: Role
    how: How
    best: Decimal | None = None
    """The scale that they state: "Rating (out of 5)"."""


def _stated(text: str, words: Vocabulary, names: Collection[str]) -> Statement | None:
    """The rating of a sentence or line that has no verb for it."""
    for sign in reversed(list(_COLON.finditer(text[:_LONGEST_PREFIX]))[:4]):
        head, rest = text[: sign.start()].strip(_EDGE), text[sign.end() :].strip(" :：")
        if head and rest and (prefix := _prefix(head, words, names)).how != "unknown":
            found = _behind_label(rest, text, prefix, words)
            if found is not None:
                return found
    return _unlabelled(text, words, names)


def _behind_label(rest: str, text: str, prefix: _Prefix, words: Vocabulary) -> Statement | None:
    """The rating that stands behind a label and its colon: of "Voto? Naturalmente 8,5" what is behind the sign."""
    is_label = prefix.how == "label"
    rest = rest.strip(" |")
    letter = _LETTER_END.fullmatch(_BRACKETED.sub("", rest)) or (_LETTER_FIRST.match(rest) if is_label else None)
    if letter is not None:
        grade = grade_in(letter["grade"], text[:_RAW_LENGTH]) if is_label else None
        return Statement(grade, prefix.role, "label", prefix.text, sure=True) if grade is not None else None
    if _are_certificates(rest, words):
        return None
    odd = _ODD_SCALE.fullmatch(rest) if is_label and words.is_own_rating_label(prefix.text) else None
    found = list(readings(rest, words, Decimal(odd["best"]) if odd is not None else None))
    reading = the_one(found) if found else (_bare(rest, words, prefix.text) if is_label else None)
    if reading is None or (found and len(_WORD.findall(rest[: found[0].start])) > 3):
        return None
    if found and _counts_parts(rest[: found[0].start], words):
        return None
    is_review = found and reading.best is None and _names_review(fold(prefix.text).rpartition(" ")[2], words)
    if is_review and _goes_on(rest[reading.end :]) and not is_drawn(rest[reading.start : reading.end]):
        return None  # "Review: a 5 star hotel and its ghosts"
    if reading.kind is RatingKind.PERCENT and not is_label:
        return None
    if reading.best is None and prefix.best is None and not reading.sure and _goes_on(rest[reading.end :]):
        return None
    rating = rating_from(rest, reading, prefix.best)
    if rating is None:
        return None
    if prefix.best is not None:
        rating = rating.model_copy(update={"scale_source": "text"})
    return Statement(rating, _whose(prefix, text, words), prefix.how, prefix.text, reading.sure)


def _are_certificates(text: str, words: Vocabulary) -> bool:
    """Whether a text is an age certificate, or several of them: "15 (UK) / PG-13 (USA)"; one has letters then."""
    if fold(text) in words.certificates:
        return True
    parts = [fold(part) for part in _CERTIFICATES.split(text) if part.strip(" .")]
    return (
        1 < len(parts) <= _MOST_CERTIFICATES
        and all(part.strip(" .") in words.certificates for part in parts)
        and any(any(map(str.isalpha, part)) and any(map(str.isdigit, part)) for part in parts)
    )


def _bare(rest: str, words: Vocabulary, label: str) -> Reading | None:
    """A number alone behind a label of the page's own language, one word allowed: "Voto? Naturalmente 8,5"."""
    counts_stars = fold(label) in words.rating_words("stars")
    if not (counts_stars or words.is_own_rating_label(label)):
        return None
    flat = _halved(flatten(rest).strip(" ."), words)
    found = _BARE_REST.fullmatch(flat)
    if found is not None:
        value = decimal(found["number"])
        things = found["things"]
        if things and (value > _MOST_THINGS or things in words.rating_words("counted")) and not words.judges(things):
            return None
    elif _LETTERS_REPEATED.fullmatch(flat) and rest.isupper():
        value = Decimal(len(flat))
    elif (named := flat.strip(" .!").removesuffix("½")) in words.numbers:
        value = Decimal(words.numbers[named]) + (Decimal("0.5") if "½" in flat else 0)
    else:
        return None
    most = _MOST_IN_A_SENTENCE if counts_stars else _MOST
    return Reading(0, len(rest), value, None, RatingKind.POINTS, sure=False) if value <= most else None


def _unlabelled(text: str, words: Vocabulary, names: Collection[str]) -> Statement | None:
    """The rating of a sentence or line without a colon."""
    found = list(readings(text, words))
    if not found:
        return _with_bare_label(text, words, names)
    reading = the_one(found)
    if reading is None:
        return None
    before, behind = text[: found[0].start], text[found[-1].end :]
    rating = rating_from(text, reading)
    if rating is None or _counts_parts(before, words) or _is_anothers(before, words):
        return None
    if reading.best is None and text[reading.start].isalpha() and _ends_in_article(before, words):
        return None  # "And then the two stars.": those who play
    prefix = _nearest_prefix(before, words, names)
    if (
        prefix.how in ("unknown", "alone", "owned")
        and (reading.sure or (reading.best or 0) > _STARS_UP_TO)
        and before + behind
    ):
        behind = "." if _is_frame(behind, words) and _WORD.search(behind) else behind
        if prefix.how != "alone" and _is_frame(before, words) and not _goes_on(behind):
            prefix = _Prefix("", prefix.role, "alone")
    if reading.kind is RatingKind.PERCENT and prefix.how not in ("label", "alone"):
        return None
    how = prefix.how
    if how == "unknown" and (_SENTENCE_END.search(before.rstrip()) or _is_set_off(before, reading)):
        how = "trailing"
    goes_on = _goes_on(behind) and not (how in ("alone", "title") and _is_unit(behind, reading))
    drawn = text[reading.start : reading.end]
    if how == "unknown" and _is_closing_row(before, behind, drawn):
        how = "trailing"
    if goes_on and set(drawn) <= set(ASTERISKS) and how not in ("label", "title"):
        return None  # a footnote's marks, or what stands for a word
    drawn_signs = is_drawn(drawn)
    if goes_on and reading.kind is RatingKind.PERCENT:
        return None
    if goes_on and how != "label":
        apart = (
            drawn_signs or _sets_off(behind, words) or (reading.best is not None and _begins_sentence(behind, reading))
        )
        how = "leading" if how == "alone" and apart else "title" if how == "title" and drawn_signs else "unknown"
    votes = _VOTES.fullmatch(behind) if behind[-1:] in (")", "）") else None
    if votes is not None and (
        (is_drawn(text) and text[found[-1].end - 1].isdecimal()) or _counts_votes(votes["unit"], words)
    ):
        prefix = prefix._replace(role="aggregate")
    ends = not goes_on and (drawn_signs or reading.best is not None or before.rstrip()[-1:] in _SET_OFF)
    return Statement(rating, _whose(prefix, text, words), how, before.strip(_EDGE), reading.sure, ends)


def _with_bare_label(text: str, words: Vocabulary, names: Collection[str]) -> Statement | None:
    """A label of the page's own language, a number or letter, and nothing else: "Overall 9.0", "Grade B+"."""
    if text[:1].isdigit():
        return _explained(text, words)
    found = _LAST_TOKEN.fullmatch(_halved(text, words))
    if found is None:
        return None
    head = found["head"].strip(_EDGE)
    prefix = _prefix(head, words, names)
    if prefix.how == "unknown" and "." in found["last"] and words.judges(head):
        return _explained(f"{found['last']} {head}", words)  # "Great 8.5"
    if prefix.how == "title" and found["last"][1:] in _GRADE_SIGNS:
        grade = grade_in(found["last"], text[:_RAW_LENGTH])
        return Statement(grade, "work", "title", prefix.text, sure=True) if grade is not None else None
    if prefix.how != "label" or (prefix.role == "work" and not words.is_own_rating_label(prefix.text)):
        return None
    grade = grade_in(found["last"], text[:_RAW_LENGTH])
    if grade is not None:
        return Statement(grade, prefix.role, "label", prefix.text, sure=True)
    if found["last"] in words.certificates and words.language in _ENGLISH and prefix.best is None:
        return None  # "Rating: 18": numbers up to ten are no certificates of English
    reading = Reading(*found.span("last"), decimal(found["last"]), None, RatingKind.POINTS, sure=False)
    rating = rating_from(text, reading, prefix.best) if reading.value <= _MOST else None
    return Statement(rating, prefix.role, "label", prefix.text, sure=False) if rating is not None else None


def _explained(text: str, words: Vocabulary) -> Statement | None:
    """A number and what it is, or the verdict that it stands for, and nothing else: "9.5 Overall Score", "5 Excellent".

    "3 ratings" counts: a label of one word needs a decimal.
    """
    found = _FIRST_TOKEN.fullmatch(text)
    if found is None:
        return None
    said, value = found["said"].strip(), decimal(found["first"])
    role, how = _by_label(said, words) or ("work", "unknown")
    is_label = (role, how) == ("work", "label") and words.is_own_rating_label(said) and (" " in said or value % 1 != 0)
    verdict = words.verdicts.get(fold(said))
    is_verdict = verdict is not None and verdict.polarity != "mixed" and value <= _MOST_THINGS
    is_verdict = is_verdict and (verdict is not None and (verdict.polarity == "positive") == (value * 2 > _MOST_THINGS))
    is_judged = value <= _MOST_IN_A_SENTENCE and any(sign in found["first"] for sign in ".,") and words.judges(said)
    if not (is_label or is_verdict or is_judged):
        return None
    reading = Reading(*found.span("first"), value, None, RatingKind.POINTS, sure=False)
    rating = rating_from(text, reading) if value <= _MOST else None
    return Statement(rating, "work", "label", said, sure=False) if rating is not None else None


def _halved(text: str, words: Vocabulary) -> str:
    """The text with a half in words as a sign: "6 e mezzo" -> "6½"."""
    lower = text.lower()
    half = next((half for half in words.rating_words("half") if lower.endswith(f" {half}")), None)
    return f"{text[: -len(half) - 1]}½" if half is not None else text


def _is_voted(text: str, words: Vocabulary) -> bool:
    """Whether a part behind a rating counts those who gave it: "From 18 votes."."""
    voted = _VOTED.search(text) if any(map(str.isdigit, text)) else None
    return voted is not None and voted["unit"].lower() in words.audiences


def _counts_votes(unit: str | None, words: Vocabulary) -> bool:
    """Whether a word behind a number in brackets says that it counts votes: "(18 ratings)"."""
    return unit is not None and unit.strip().lower() in words.rating_words("counted")


def is_drawn(text: str) -> bool:
    """Whether there are stars or their like in a text."""
    return any(glyph in GLYPHS or glyph == "*" for glyph in text)


def _is_frame(text: str, words: Vocabulary) -> bool:
    """Whether a text is nothing but small words that stand around a verdict: "it's a solid", "for me"."""
    return all(token in words.rating_frames for token in flatten(text).translate(_APART).split())


def _is_anothers(before: str, words: Vocabulary) -> bool:
    """Whether somebody else is in front of a verdict, who gives it: "my son gave it", "a friend would give it"."""
    others = words.rating_words("givers")
    return any(token in others for token in flatten(before).translate(_APART).split()[-_NEAR:])


def _goes_on(behind: str) -> bool:
    """Whether more than a remark in brackets follows."""
    return _REMARK.fullmatch(behind) is None


def _sets_off(behind: str, words: Vocabulary) -> bool:
    """Whether what is behind a rating at the start of a line leaves it alone: "8/10 – a joy", "10/10 would watch"."""
    rest = flatten(behind).lstrip()
    return rest[:1] in ("-", ",", ":", ".", "!", "|", "(", "=") or _tail(words).match(rest) is not None


def _ends_in_article(before: str, words: Vocabulary) -> bool:
    """Whether a definite article stands right in front: "the two stars" are no verdict, "a two-star film" is."""
    last = before.rstrip().rpartition(" ")[2].lower()
    return last in words.sentence("articles") and last not in words.sentence("indefinite")


def _is_set_off(before: str, reading: Reading) -> bool:
    """Whether a fraction stands apart from its sentence; of whole numbers many are dates: "at sea, 3.5/10"."""
    is_behind_sentence = before.rstrip().endswith(_SET_OFF_FAR) and len(before.split()) > _SENTENCE
    precise = reading.value % 1 != 0 or reading.best == _MOST or is_behind_sentence or before.endswith("(")
    return reading.best is not None and not reading.sure and precise and before.rstrip()[-1:] in _SET_OFF


def _is_closing_row(before: str, behind: str, drawn: str) -> bool:
    """Whether a row of stars ends a sentence behind a dash: "Who could dislike this – ****"."""
    is_row = len(drawn) > 1 and not drawn.strip(GLYPHS + ASTERISKS + " ") and not behind.strip(" .")
    return is_row and before.rstrip().endswith(("–", "—", " -")) and len(before.split()) > _SENTENCE


def _begins_sentence(behind: str, reading: Reading) -> bool:
    """Whether a sentence of its own follows: "3.5/10 Before I watched it", never "3 of 10 Episodes"."""
    least = _SENTENCE if reading.best != _TEN else _FEWEST_IN_A_HEADING
    return behind[:1].isspace() and behind.lstrip()[:1].isupper() and len(behind.split()) >= least


def _counts_parts(before: str, words: Vocabulary) -> bool:
    """Whether the word in front of a number is one for parts of a series: "Episode 4/10"."""
    last = fold(before[-_LABELLED:]).strip(_EDGE).rpartition(" ")[2]
    return last in words.part_words or last in words.parts("sequels")


def _is_unit(behind: str, reading: Reading) -> bool:
    """Whether what is behind "7,5 von 10" is what the site counts in: "Kürbissen"."""
    said = behind.strip(" .!*)")
    is_number = any(sign.isdigit() or sign in GLYPHS for sign in said)  # a pictograph beside the word is none
    return reading.best is not None and len(said) <= 25 and len(_WORD.findall(said)) <= 2 and not is_number


# --- what the words in front of a rating say of it


def said_of(text: str, words: Vocabulary) -> tuple[Role, How]:
    """Whose or of what a rating is that has these words beside it, and how they tell."""
    prefix = _prefix(text, words, ())
    return prefix.role, prefix.how


def _nearest_prefix(before: str, words: Vocabulary, names: Collection[str]) -> _Prefix:
    """What the words in front of a rating say, all of them or else the last that a sign sets off."""
    prefix = _prefix(before.strip(_EDGE), words, names)
    if prefix.how == "unknown":
        parts = [part.strip(_EDGE) for part in _LABEL_PARTS.split(before)]
        last = next((part for part in reversed(parts) if part), "")
        glued = last[(glued_at(last) or [len(last)])[-1] :]
        if len(glued) >= _FEWEST_GLUED and glued.isalpha():
            prefix = _prefix(glued, words, names)
        elif len(parts) > 1 and last:
            prefix = _prefix(last, words, names)
    if (
        prefix.how == "title"
        and not _names_work(fold(prefix.text), words, names)
        and not before.rstrip().endswith((":", "："))
    ):
        return _Prefix(prefix.text, prefix.role, "unknown")  # "Film 4/5"
    return prefix


def _prefix(text: str, words: Vocabulary, names: Collection[str]) -> _Prefix:
    if not text:
        return _Prefix(text, "work", "alone")
    folded = fold(text)
    if folded in names or _names_work(folded, words, names):
        return _Prefix(text, "work", "title")
    if not any(map(str.isalnum, text)):
        return _Prefix(text, "work", "alone")  # "👍 8/10"
    label, best = _label_scale(folded, words)
    known = _by_label(text if best is None else label, words) if label else ("work", "label")
    if known is None and (first := label.partition(" "))[0] in words.articles:
        known = _by_label(first[2], words)
    if known is None and " " in label and _is_about(label, words, names):
        known = ("work", "label")
    if known is not None:
        return _Prefix(text if best is None or not label else label, *known, best)
    owned = _OWNER.fullmatch(folded)
    labels = [owned["label"]] if owned is not None else []
    labels += [folded.removeprefix(name).strip() for name in names if name and folded.startswith(name)]
    labels += _behind_name(folded, words, names)
    if any(_by_label(label, words) == ("work", "label") or _names_review(label, words) for label in (*labels, folded)):
        return _Prefix(text, "work", "label")
    return _Prefix(text, "work", "owned" if _is_owned(folded, words) else "unknown")


def _label_scale(folded: str, words: Vocabulary) -> tuple[str, Decimal | None]:
    """A label and the scale that it states: "rating (out of 5)", "note sur 10", "stars (out of four)", "out of 5"."""
    if not any(map(str.isdigit, folded)):
        out_of = next((f"{word} " for word in words.rating_words("out_of") if f"{word} " in folded), None)
        if out_of is None:
            return folded, None
        label, _, said = folded.partition(out_of)
        units = words.rating_words("stars")
        tokens = [token for token in said.strip(" ()[]").split() if token not in units]
        if len(tokens) != 1 or (tokens[0] not in words.numbers and set(tokens[0]) - {"*", "★", "⭐"}):
            return folded, None
        best = Decimal(words.numbers.get(tokens[0], len(tokens[0])))
        return label.strip(" ([:,-"), best if best in _SCALES else None
    scaled = _LABEL_SCALE.fullmatch(folded)
    if scaled is not None:
        best = Decimal(scaled["best"])
        label = scaled["label"].strip(" ([,-")
        of = next((word for word in words.rating_words("of") if f" {word} {scaled['best']}" in folded), None)
        longer = folded.rpartition(f" {of} ")[0] if of is not None else ""
        label = longer if longer and not longer.endswith(words.rating_words("out_of")) else label
        return label, best if best in _SCALES else None
    out_of = next((word for word in words.rating_words("out_of") if folded.startswith(f"{word} ")), None)
    number = folded.removeprefix(out_of or "").strip()
    if out_of is not None and number.isdecimal() and Decimal(number) in _SCALES:
        return "", Decimal(number)
    return folded, None


def _is_about(label: str, words: Vocabulary, names: Collection[str]) -> bool:
    """Whether a rating's label says what is rated, and that is the work: "my rating for this movie"."""
    tokens = label.split()
    for place, token in enumerate(tokens[1:4], start=1):
        if token in words.rating_words("about"):
            rest = tokens[place + 1 :]
            head = _by_label(" ".join(tokens[:place]), words)
            is_work = " ".join(rest) in names or any(map(words.is_kind, rest)) or _is_frame(" ".join(rest), words)
            return bool(rest) and head == ("work", "label") and is_work
    return False


def _names_work(folded: str, words: Vocabulary, names: Collection[str]) -> bool:
    """Whether a text is a name of the work and nothing else but its year or channel: "Bodyguard BBC1"."""
    if _BESIDE_NAME.sub("", folded) in names:
        return True
    behind = (folded.removeprefix(f"{name} ") for name in names if name and folded.startswith(f"{name} "))
    return any(text in words.platform_names for text in behind)


def _is_owned(folded: str, words: Vocabulary) -> bool:
    """Whether a text is a rating's label with a few words in front that nobody knows, no aspect's among them."""
    tokens = folded.split()
    return (
        1 < len(tokens) < _MOST_OWNER_WORDS
        and not any(map(str.isdigit, folded))
        and any(
            words.label(token) == "rating" and words.is_own_rating_label(token) for token in (tokens[-1], tokens[0])
        )
        and words.aspects.first(flatten(folded)) is None
    )


def _names_review(folded: str, words: Vocabulary) -> bool:
    """Whether words say that a review follows: "Review: 4.3 stars"."""
    word = words.headline.get(folded)
    return word is not None and word.review


def _behind_name(folded: str, words: Vocabulary, names: Collection[str]) -> Iterator[str]:
    """The last words behind a site's address or a name, or from a kind on: "reels.test rating", "dune movie rating"."""
    tokens = folded.split()
    for cut in range(1, min(len(tokens), _MOST_OWNER_WORDS)):
        owner = " ".join(tokens[:cut])
        if _HOST.fullmatch(owner) or any(_holds(name, owner) for name in names) or words.is_kind(tokens[cut]):
            yield " ".join(tokens[cut:])


def _holds(name: str, part: str) -> bool:
    """Whether words begin a name, or are all of it in front of a sign: "vikram" begins "vikram (2022)"."""
    return name.startswith(part) and not name[len(part) : len(part) + 1].isalnum()


def _by_label(text: str, words: Vocabulary) -> tuple[Role, How] | None:
    keys = words.label_keys(text)
    roles: tuple[tuple[str, Role], ...] = (
        ("aggregate", "aggregate"),
        ("audience", "audience"),
        ("rating", "work"),
        ("verdict", "work"),
        ("aspect", "aspect"),
    )
    for key, role in roles:
        if key in keys:
            return role, "label"
    if keys == ("cast",) and fold(text) in words.rating_words("stars"):
        return "work", "label"  # "Stars: 4 out of 5"; of names no rating is read
    # "Rated: 4/5": a certificate's label counts where a rating is clear.
    return ("work", "title") if keys in (("title",), ("certificate",)) else None


def _whose(prefix: _Prefix, text: str, words: Vocabulary) -> Role:
    if prefix.role != "work":
        return prefix.role
    # "Critics Rating" is the label of the page's own critics; who else rates stands around it.
    is_own = text.startswith(prefix.text) and words.label(prefix.text) == "rating" and "%" not in text
    return role_of(text[len(prefix.text) :] if is_own else text, words)


def role_of(text: str, words: Vocabulary, but: Found | None = None) -> Role:
    """Whose rating a sentence is about: an aggregator's or the readers', where it names them.

    Args:
        text: the sentence.
        words: words of the page's language.
        but: what does not name them: "I'd rate this" holds "rate this", which stands on widgets for readers.
    """
    for found in words.raters.find(flatten(text)):
        if but is None or not (but.start <= found.start and found.end <= but.end):
            return "audience" if found.words in words.audiences else "aggregate"
    return "work"
