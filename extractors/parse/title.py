"""Headlines of reviews: the work's title set free from "Review", the site's name, year, season and tagline."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from typing import Final

from extractors.parse.memo import remembered
from extractors.parse.names import is_full_name, is_name
from extractors.parse.parts import has_code, parts_of
from extractors.parse.pattern import pattern
from extractors.parse.rubric import bare_headline, before_remarks
from extractors.parse.text import YEAR, flatten, fold, is_unspaced, letters_of, script_of, squash
from extractors.vocabulary import MAKER_LABELS, HeadlineMatch, Vocabulary, alternatives
from extractors.vocabulary import vocabulary as load_vocabulary
from extractors.vocabulary.phrases import Phrases, phrases
from schemas.review import WorkKind

_LONGEST: Final = 300
_LONGEST_TITLE: Final = 150
_SHORT: Final = 40
_MOST_WORDS: Final = 14
_EDGE: Final = " \t,;:：.·•●*-–—―|｜/~_"
_SITE_SEPARATORS: Final = pattern(r"\s*[|｜]\s*|\s+(?:[-–—―»«›>·•:/]|::)\s+|\s[»«]\s?")
_COLUMNS: Final = pattern(r"\s*[|｜]\s*|\s+(?:›|>{1,2}|::)\s+")
_DASH: Final = pattern(r"\s[-–—―]+\s?|\s?[—―]\s?")
_BOUNDARY: Final = pattern(r"\s*(?:[:：,;.!?…|(（\[【\])）】●•·~&]|[-–—―]|/)")
_SETS_OFF: Final = pattern(
    r"\s*(?:(?:#|no\.?\s?|nr\.?\s?|n[°º]\s?)\d{1,5}\s*)?[\])）】]?\s*(?:[:：|●•·~>]|\s[-–—―]+\s|[-–—―]+(?=\s)|(?<=[\])）】])|\.(?=\s[A-ZÀ-Þ«“„\"‘]))\s*"
)
_LAST_PIECE: Final = pattern(r"(?<=\w)\s[-–—|]\s(?P<last>[^-–—|:]{2,30})$")
_WORD: Final = pattern(r"[^\W\d_][\w'’-]*")
_COMMA: Final = pattern(r",\s(?=[^\W\d_])")
_INITIALS_END: Final = pattern(r"\.\w\.$")
_PARTS_APART: Final = pattern(r"\s?[/／|]\s?|\.\s|\s[-–—]\s|\s?--\s?")
_STARS: Final = pattern(r"\s*(?:[★☆⭐½✩\ufe0f]\s?){1,12}$|(?:\s|(?<=[)\]]))[*∗]{2,5}$")
_STAR_SIGNS: Final = frozenset("★☆⭐½✩\ufe0f*∗")
_SCORED: Final = pattern(
    r"\s[-–—]\s\d{1,2}(?:[.,]\d{1,2})?(?:\s?/\s?\d{1,3})?$"
    r"|\s[(\[]\d{1,2}(?:[.,]\d{1,2})?(?:\s?/\s?|\s(?:[^\W\d_]{1,5}\s){1,2})(?:5|10|20|100)(?:\s[^\W\d_]{2,10})?[)\]]$"
)
"""A score behind the title: "Lady Bird – 8", "Lady Bird (8 out of 10)"."""
_TAG: Final = pattern(r"^\s*[【\[][^】\]]{1,40}[】\]]\s*(?![\s(（]*\d{4}|$)")
_FRAMED: Final = pattern(r"[【「『《〈]([^【】「」『』《》〈〉]{1,60})[】」』》〉]")
_HAN_BEHIND: Final = pattern(r"\s[\u3040-\u30ff\u3400-\u9fff·：！？]{2,15}(?:\s[\x20-\x7e]+)?")
_NOTE: Final = pattern(r"[(（\[【]([^()（）\[\]【】]{2,40})[)）\]】][\s:–-]*(?=\S)")
_TAG_TITLE: Final = pattern(r"[【\[][^】\]]{1,40}[】\]]")
_SCORE: Final = pattern(r"[★☆⭐½*]+|\d{1,3}(?:[.,]\d)?\s?(?:/\s?\d{1,3}|%|(?P<unit>[^\W\d_]+))")
_BRACKET: Final = pattern(r"\s*[(（\[【]([^()（）\[\]【】]{1,100})[)）\]】]\s*$")
_CLOSING_BRACKET: Final = pattern(r"\s*[(（\[【][^()（）\[\]【】\d]{2,40}[)）\]】]\s*$")
_YEAR_BRACKET: Final = pattern(
    rf"\s*[(（\[]\s*(?:[^()（）\[\]\d]{{0,40}}\s)?(?P<year>{YEAR})(?!\d)[^()（）\[\]]{{0,30}}[)）\]]"
)
_YEAR_BEHIND: Final = pattern(rf"[,.]\s(?P<year>{YEAR})\.?$")
QUOTED: Final = pattern(
    r"“(?P<q1>[^“”]{1,120})[”“]|”(?P<q0>[^“”]{1,120})”|„(?P<q2>[^„“”]{1,120})[“”]|«\s?(?P<q3>[^«»]{1,120}?)\s?»|»(?P<q4>[^«»]{1,120})«|『(?P<q5>[^『』]{1,120})』"
    r"|《(?P<q6>[^《》]{1,120})》|「(?P<q7>[^「」]{1,120})」|〈(?P<q8>[^〈〉]{1,120})〉|<(?P<q9>[^<>]{1,120})>|\"(?P<q10>[^\"]{1,120})\""
    r"|(?<!\w)[‘'‚](?P<q11>(?=\S)[^‘‚]{1,100}?(?<=\S))[’'‘](?![^\W가-힣])"
)
BARE_YEAR: Final = pattern(rf"(.{{2,80}})\s{YEAR}")
"""A text that ends with a year that nothing sets off: "The Critic 2024"."""
_PAIRS: Final = ("()", "[]", "（）", "【】", "《》", "「」", "『』", "〈〉")
_PAIRED: Final = frozenset("".join(_PAIRS) + '"“”„«')
_NOUN_PLACE: Final = 3
_OWNED_WORDS: Final = 2
_FEW_WORDS: Final = 6
_LABELLED: Final = pattern(r"[\s,/|(（]([^\W\d_]{2,15})\s?[:：]")
_BESIDE: Final = ("either", "after")
_SETTING_OFF: Final = frozenset(",:：-–—|(")
_INITIALS: Final = (2, 3)
_ROMAN: Final = pattern("[ivx]{1,4}")
_NUMERAL: Final = pattern(r"[ivx]{2,4}|[2-9]|1\d")
_SEQUEL: Final = pattern(r"[\s:,–-]{1,3}(?P<number>\w{1,4})(?!\w)")
_SEQUEL_PART: Final = pattern(r"[\s:,–-]{1,3}(?P<noun>[^\W\d_]{3,9}|vol\.)\s(?P<number>\w{1,6})(?!\w)")
_APOSTROPHES: Final = pattern("['’]")
_COLON: Final = pattern(r"\s?:\s|\s?：\s?")
_SENTENCE_SIGN: Final = pattern("[，。！？、]")
_SHORT_SUBTITLE: Final = 12


@dataclass(frozen=True, slots=True)
class HeadlineReading:
    """What a headline says of the work."""

    title: str | None
    """None where the words do not surely set the title off."""
    year: int | None = None
    season: int | None = None
    episode: int | None = None
    kind: WorkKind | None = None
    says_review: bool = False
    """Whether the headline calls itself a review."""
    with_noun: str | None = None
    """The title if the review word's noun is its last word ("The Lego Movie Review"); only the text can tell."""
    without_noun: str | None = None
    """The title if that noun is none of it, where `title` is None because either is as likely ("Squid Game Review")."""
    native_title: str | None = None
    """A second title in another script, in brackets or behind a slash."""
    behind: str | None = None
    """What stands behind the review word and its sign where `title` stands in front: "Belated Review: X"."""


@lru_cache(maxsize=512)
def read_headline(headline: str, *, site_name: str | None, vocabulary: Vocabulary) -> HeadlineReading | None:
    """Read a headline: which work it names, and whether it calls itself a review. None for an empty one.

    A title is given only where the words set it off: before or behind a review word with its colon or dash, in the
    only quotation marks, in front of a year in brackets or of a row of stars. A colon inside a title survives.

    >>> from extractors.vocabulary import vocabulary
    >>> read_headline("Dune: Part Two Review: A Storm of Sand", site_name=None, vocabulary=vocabulary("en")).title
    'Dune: Part Two'
    """
    text = cut_site_name(squash(headline)[:_LONGEST], site_name)
    if not text:
        return None
    unstarred = _SCORED.sub("", without_stars(text))
    bare, is_led = bare_headline(unstarred or text, vocabulary)
    column, matches = _main_column(bare, vocabulary)
    says_review = any(match.word.review for match in matches)
    for match in matches:
        if not match.word.review and any(other.word.review and other.end <= match.start for other in matches):
            continue  # "올빼미 후기 결말 평점": what follows the word for "review" sets nothing off
        title = _set_off(column, match, vocabulary)
        if title is not None:
            after = column[match.end :].strip(_EDGE) if match.start else ""
            is_whole = after and has_capitals(after) and len(after.split()) <= _FEW_WORDS
            behind = _read_title(after, vocabulary).title if is_whole else None
            noun = _with_noun(column, match, vocabulary)
            reading = replace(_read_title(title, vocabulary), with_noun=noun, behind=behind)
            return _with_kind(reading, match.word.kind, says_review=says_review)
    if says_review:
        kind = next((match.word.kind for match in matches if match.word.kind and not match.word.doubtful), None)
        doubtful = next((match for match in matches if match.word.doubtful), None)
        if doubtful is None:
            return HeadlineReading(None, kind=kind, says_review=True)
        without = _read_title(column[: doubtful.start], vocabulary).title if doubtful.start else None
        with_noun = _with_noun(column, doubtful, vocabulary)
        return HeadlineReading(None, kind=kind, says_review=True, without_noun=without, with_noun=with_noun)
    return _without_review_word(column, vocabulary, rated=unstarred != text, led=is_led)


def _with_noun(column: str, match: HeadlineMatch, vocabulary: Vocabulary) -> str | None:
    """The title with the noun of "game review" or "movie review" as its last word: "Squid Game", "The Lego Movie"."""
    noun, space, _ = match.word.words.rpartition(" ")
    if not space or not column[: match.start].strip() or not column[match.start].isupper():
        return None
    return _read_title(column[: match.start + len(noun)], vocabulary).title


@remembered
def read_title(text: str, vocabulary: Vocabulary) -> HeadlineReading:
    """Read a text that is known to be a title, with its year, season and second title: "Exhuma (파묘) (2024)".

    >>> from extractors.vocabulary import vocabulary
    >>> read_title("サスペリア（Suspiria）", vocabulary("ja")).native_title
    'Suspiria'
    """
    return _with_kind(_read_title(squash(text)[:_LONGEST], vocabulary), None, says_review=False)


def seasons_in(text: str, vocabulary: Vocabulary) -> tuple[int, ...]:
    """The seasons that a text names, in order: "die dritte Staffel von" -> (3,)."""
    return tuple(part.season for part in parts_of(text, vocabulary) if part.season is not None)


@remembered
def without_headline_words(text: str, vocabulary: Vocabulary) -> str:
    """A headline in which the words that say review stand no more, a bar in their place."""
    for match in sorted(vocabulary.headline_words(text), key=lambda match: match.start, reverse=True):
        if match.word.position != "kicker":
            text = f"{text[: match.start]} | {text[match.end :]}"
    return text


def cut_site_name(text: str, site_name: str | None) -> str:
    """A headline without the site's name behind or in front of a separator.

    >>> cut_site_name("Dark: Staffel 3 – tell", "tell")
    'Dark: Staffel 3'
    """
    text = squash(text)
    name = letters_of(site_name) if site_name else ""
    if not name:
        return text
    while separators := list(_SITE_SEPARATORS.finditer(text)):
        last, first = separators[-1], separators[0]
        if _is_site(text[last.end() :], name):
            text = text[: last.start()].strip()
        elif _is_site(text[: first.start()], name):
            text = text[first.end() :].strip()
        else:
            break
    before, colon, behind = text.partition(": ")
    return behind.strip() if colon and behind and letters_of(before) == name else text


def _is_site(segment: str, name: str) -> bool:
    letters = letters_of(segment)
    return letters == name or (
        len(letters) >= 4 and len(name) >= 4 and (letters.startswith(name) or name.startswith(letters))
    )


def _main_column(text: str, vocabulary: Vocabulary) -> tuple[str, tuple[HeadlineMatch, ...]]:
    """The part between | that holds the review word, with the headline words in it; else the first part."""
    # Where « opens a quotation, » closes one and separates nothing.
    separated = text.replace(" » ", " | ") if "«" not in text else text
    columns = [column for column in _COLUMNS.split(separated) if column.strip(_EDGE)] or [text]
    for position, column in enumerate(columns):
        matches = _outside_quotes(column, vocabulary)
        if not any(match.word.review for match in matches):
            continue
        bare = _bare_of(column, matches)
        if bare:
            return column, matches
        following = columns[position + 1] if position + 1 < len(columns) else ""
        opens = position == 0 or QUOTED.match(following) is not None
        joined = f"{column}: {following}" if opens else f"{columns[position - 1]}: {column}"
        return joined, _outside_quotes(joined, vocabulary)
    return columns[0], _outside_quotes(columns[0], vocabulary)


def _bare_of(column: str, matches: tuple[HeadlineMatch, ...]) -> str:
    """What is left of a column without its headline words."""
    rest = column
    for match in reversed(matches):
        rest = rest[: match.start] + " " + rest[match.end :]
    return "".join(character for character in rest if character.isalnum())


def _outside_quotes(text: str, vocabulary: Vocabulary) -> tuple[HeadlineMatch, ...]:
    quoted = [found.span() for found in QUOTED.finditer(text)]
    matches = vocabulary.headline_words(text)
    outside = [match for match in matches if not any(start < match.start and match.end < end for start, end in quoted)]
    # What says review goes first; among those the words that say more.
    return tuple(sorted(outside, key=lambda match: (not match.word.review, match.word.kind is None)))


def _set_off(text: str, match: HeadlineMatch, vocabulary: Vocabulary) -> str | None:
    """The part of the headline that a review word sets off as the title; None where it does not."""
    start, end = _with_neighbours(text, match, vocabulary)
    before, after = text[:start], text[end:]
    if match.word.position == "unsure":
        return None
    quoted = _beside_quotes(text, match, vocabulary)
    if quoted is not None:
        return quoted
    bracket = _CLOSING_BRACKET.search(text)
    if bracket is not None and 0 < bracket.start() < match.start - 1 and match.end <= bracket.end():
        return _in_front(text[: bracket.start()], vocabulary)  # "X【ホラー映画レビュー・考察】"
    if not _without_nouns(_TAG.sub("", before), vocabulary).strip(_EDGE + "[(【（<"):
        return _behind(after, match, vocabulary)
    if match.word.doubtful and before.rstrip()[-1].isalnum():
        return None
    ends = _says_no_more(after, vocabulary, by_surname=match.word.position == "before")
    if (ends and match.word.position == "before") or (
        match.word.position in ("after", "either")
        and (ends or _BOUNDARY.match(after) or _lists_more(text, match, vocabulary))
    ):
        year = _YEAR_BRACKET.search(after[:_SHORT])
        title = _in_front(before, vocabulary)
        return title if title is None or year is None else f"{title} ({year['year']})"
    if match.word.position == "either" and _YEAR_BRACKET.search(before):
        return _in_front(before, vocabulary)
    return None


def _with_neighbours(text: str, match: HeadlineMatch, vocabulary: Vocabulary) -> tuple[int, int]:
    """Where a review word and those beside it begin and end: "줄거리 결말 후기", "crítica y análisis"."""
    others = [other for other in vocabulary.headline_words(text) if other.word.position in _BESIDE]
    start, end = match.start, match.end
    for other in others:
        if end <= other.start and _only_joins(text[end : other.start], vocabulary):
            end = other.end
    for other in reversed(others):
        if other.end <= start and text[: other.start].strip(_EDGE) and _only_joins(text[other.end : start], vocabulary):
            start = other.start
    return start, end


def _lists_more(text: str, match: HeadlineMatch, vocabulary: Vocabulary) -> bool:
    """Whether a headline ends in another word of its kind, as those do that are made for search engines."""
    last = next(reversed(vocabulary.headline_words(text)), match)
    return match.word.position == last.word.position == "after" and last.start > match.end and last.end == len(text)


def _only_joins(text: str, vocabulary: Vocabulary) -> bool:
    gap = flatten(text).strip(" ,/・·&+")
    return (not gap and ":" not in text) or gap in vocabulary.joiners


def _says_no_more(after: str, vocabulary: Vocabulary, *, by_surname: bool) -> bool:
    """Whether nothing of weight follows a review word: nothing, "del film", "of the series", "di Paolo Sorrentino".

    Behind "la recensione del film" a surname is enough.
    """
    if not after.strip():
        return True
    if len(after) > _SHORT or not after[0].isspace():
        return False
    rest = _without_nouns(after, vocabulary).strip(_EDGE)
    small = {*vocabulary.articles, *vocabulary.sentence("articles"), *vocabulary.sentence("prepositions")}
    words = [word for word in rest.split() if word not in small]
    if not words:
        return True
    flat, name = flatten(after), after.rstrip()[-len(" ".join(words)) :]
    makes = any(f" {by} {' '.join(words)}" in flat for by in vocabulary.sentence("by"))
    return makes and is_name(name) and (" " in name or by_surname)


def _beside_quotes(text: str, match: HeadlineMatch, vocabulary: Vocabulary) -> str | None:
    """A quotation next to the review word: in front of it or behind, with nothing but nouns and years between."""
    series = _in_front_of_episodes(text, vocabulary)
    if series is not None:
        return series
    for found in QUOTED.finditer(text):
        ahead, tail = text[: found.start()], text[found.end() :]
        if found.end() > match.start:
            rest, extra = text[match.end : found.start()], _year_or_part(tail, vocabulary)
        else:
            rest = extra = text[found.end() : match.start]
            if parts_of(ahead, vocabulary):
                return ahead if _is_aside(rest, vocabulary) else None  # the quotation is the episode's title
        if _is_aside(rest, vocabulary) or (
            not _TAG.sub("", ahead).strip(_EDGE) and extra == rest and parts_of(rest, vocabulary)
        ):
            year = _YEAR_BRACKET.match(tail[match.end - found.end() :]) if extra == rest else None
            return f"{quotation_of(found)} {extra}{year[0] if year is not None else ''}".rstrip(_EDGE + "([（【")
    return None


def _in_front_of_episodes(text: str, vocabulary: Vocabulary) -> str | None:
    """What stands in front of quotations that a code calls episodes: "Dark “Alpha”/“Omega” Review (1×01/1×02)"."""
    if not has_code(flatten(QUOTED.sub(" ", text))):
        return None
    first = QUOTED.search(text)
    ahead = text[: first.start()].strip(_EDGE) if first is not None else ""
    return ahead if ahead and not _is_aside(ahead, vocabulary) and not vocabulary.headline_words(ahead) else None


def _is_aside(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text holds nothing but nouns, years and signs."""
    rest = _YEAR_BRACKET.sub(" ", text)
    for part in reversed(parts_of(rest, vocabulary)):
        rest = rest[: part.start] + rest[part.end :]
    return not _without_nouns(rest, vocabulary).strip(_EDGE + "[]【】()")


def _year_or_part(text: str, vocabulary: Vocabulary) -> str:
    """The year or the season at the start of a text."""
    year = _YEAR_BRACKET.match(text)
    if year is not None:
        return year[0]
    return text[: parts_of(text, vocabulary)[0].end] if _starts_with_part(text, vocabulary) else ""


def is_balanced(text: str) -> bool:
    """Whether brackets and quotation marks come in pairs."""
    if _PAIRED.isdisjoint(text):
        return True
    if text.count('"') % 2:
        return False
    return all(text.count(opening) == text.count(closing) for opening, closing in _PAIRS) and (
        sum(map(text.count, "“”„")) % 2 == 0 and ("«" not in text or "»" in text)
    )


def quotation_of(found: re.Match[str]) -> str:
    """What stands between the marks of a quotation."""
    return next(group for group in found.groups() if group is not None).strip(" ,.;:")


def _without_nouns(text: str, vocabulary: Vocabulary) -> str:
    flat = flatten(text)
    for noun in reversed(list(_nouns(vocabulary).find(flat))):
        flat = f"{flat[: noun.start]} {flat[noun.end :]}"
    return flat


@lru_cache(maxsize=64)
def _nouns(vocabulary: Vocabulary) -> Phrases:
    kickers = (words for words, word in vocabulary.headline.items() if word.position == "kicker")
    return phrases((*vocabulary.parts("nouns"), *kickers))


def _behind(after: str, match: HeadlineMatch, vocabulary: Vocabulary) -> str | None:
    """The title behind "Review:" or "Kritik zu", up to a tagline."""
    sign = _SETS_OFF.match(after)
    direct = match.word.position == "before" and (after[:1].isspace() or is_unspaced(match.word.words[-1]))
    direct = direct or _HAN_BEHIND.fullmatch(after) is not None  # "影评 寄生上流 Parasite"
    direct = direct or (after[:1].isspace() and after[1:2].isupper() and _YEAR_BRACKET.search(after) is not None)
    if (sign is None or not sign[0].strip()) and not direct:
        return None
    rest = (after[sign.end() :] if sign is not None else after).strip(_EDGE)
    opening = QUOTED.match(rest)
    if opening is not None:
        return quotation_of(opening) + (_YEAR_BRACKET.match(rest, opening.end()) or [""])[0]
    quotations = list(QUOTED.finditer(rest))
    if len(quotations) == 1 and not _ends_of_speech(quotation_of(quotations[0])):
        return quotation_of(quotations[0])  # "Review: Greta Gerwig's 'Lady Bird' Starring Saoirse Ronan"
    title = _until_tagline(_without_kicker(rest, vocabulary), vocabulary)
    if title is None or sign is not None:
        return _without_author(title, vocabulary) if title and match.word.kind is WorkKind.BOOK else title
    return without_last_noun(title, vocabulary)


def _without_author(title: str, vocabulary: Vocabulary) -> str:
    """A book's title without "by Min Jin Lee"."""
    for found in vocabulary.byline_phrases.find(flatten(title)):
        if title[: found.start].strip() and is_name(title[found.end :].strip()):
            return title[: found.start].strip()
    return title


def without_article(text: str, vocabulary: Vocabulary) -> str:
    """A text without the article of the page's language or of English at its start."""
    first, space, rest = text.partition(" ")
    return rest if space and fold(first) in vocabulary.leading_articles else text


def without_stars(text: str) -> str:
    """A line without the row of stars or asterisks that it ends with.

    >>> without_stars("Low Water ★★★½"), without_stars("Low Water")
    ('Low Water', 'Low Water')
    """
    return _STARS.sub("", text) if text.rstrip()[-1:] in _STAR_SIGNS else text


def without_last_noun(title: str, vocabulary: Vocabulary) -> str:
    """A title without the noun that says what the work is: "Review of Exhuma Movie"."""
    for found in _nouns(vocabulary).find(flatten(title)):
        if found.end == len(title) and title[: found.start].strip():
            return title[: found.start].strip()
    return title


def _until_tagline(text: str, vocabulary: Vocabulary) -> str | None:
    """A title that stands first, up to its year, a dash or colon before a sentence, a comma before a small letter."""
    year = _YEAR_BRACKET.search(text)
    if year is not None:
        tail = text[year.end() :]
        return text[: year.end()] + (tail if parts_of(tail, vocabulary) and len(tail) < 30 else "")
    for sign in _DASH.finditer(text):
        tail = text[sign.end() :]
        if _starts_with_part(tail, vocabulary):
            continue
        if _is_cased(tail) and has_capitals(tail) and len(tail.split()) <= 5:
            return None
        text = text[: sign.start()]
        break
    colon = _COLON.search(text)
    if colon is not None and not _starts_with_part(text[colon.end() :], vocabulary):
        tail = text[colon.end() :]
        if not (has_capitals(tail) and len(tail.split()) <= 5 if _is_cased(tail) else _is_subtitle(tail)):
            text = text[: colon.start()]
    text = subject_of(text, vocabulary)
    comma = _COMMA.search(text)
    if comma is not None and text[comma.end()].islower() and text[:1].isupper():
        text = text[: comma.start()]
    return text


def subject_of(text: str, vocabulary: Vocabulary) -> str:
    """What a statement speaks of, where its verb follows words in capitals: "Dhoom 3 is fantastic"."""
    if is_title_case(text, vocabulary):
        return text
    for verb in _verbs(vocabulary).find(flatten(text)):
        subject = text[: verb.start].strip()
        if subject and has_capitals(subject) and text[verb.start].islower():
            return subject
    return _capitalised_subject(text, vocabulary) if vocabulary.capitalises_titles else text


def _capitalised_subject(text: str, vocabulary: Vocabulary) -> str:
    """Several words in capitals at the start of a statement, up to its verb: "Line of Duty delivers one of its best".

    Small words between them are the title's; one word alone, and a full name, may be who made it.
    """
    small = {*vocabulary.frequent, *vocabulary.sentence("prepositions"), *vocabulary.sentence("articles")}
    words = text.split()
    verb = next(
        (
            place
            for place, word in enumerate(words)
            if _APOSTROPHES.sub("", word).isalpha() and word.islower() and word not in small
        ),
        0,
    )
    subject = words[:verb]
    is_title = bool(subject) and subject[-1][:1].isupper() and sum(word[:1].isupper() for word in subject) > 1
    return " ".join(subject) if is_title and not is_full_name(" ".join(subject)) else text


@lru_cache(maxsize=64)
def _verbs(vocabulary: Vocabulary) -> Phrases:
    return phrases(vocabulary.sentence("is"))


def _is_subtitle(tail: str) -> bool:
    """Whether what follows a colon in a script without capitals is as short as a part of a title."""
    return len(tail) <= _SHORT_SUBTITLE and _SENTENCE_SIGN.search(tail) is None


def without_tag(text: str) -> str:
    """A headline without the word in brackets that opens it: "[Review] Dune (2021)"."""
    return _TAG.sub("", text)


def _in_front(before: str, vocabulary: Vocabulary) -> str | None:
    """The title in front of "Review": what precedes it is the title and parts of a series, no sentence."""
    if any(mark in before for mark in vocabulary.possessors):
        return None  # "X, Ann's review": whose words are the title's is not clear
    before = _TAG.sub("", before).strip(_EDGE)
    before = _without_kicker(before.rstrip("[(【（" + _EDGE) if not _TAG_TITLE.match(before) else before, vocabulary)
    year = _YEAR_BRACKET.search(before)
    if year is not None:
        return _until_tagline(before, vocabulary)
    head, _, last = before.rpartition(" ")
    if head and fold(last) in vocabulary.articles:
        before = head.rstrip(_EDGE)  # "The Interview: a film review", "Low Water The Movie Review"
    shown = next((count for count in (2, 1) if fold(" ".join(before.split()[-count:])) in vocabulary.platform_names), 0)
    if len(before.split()) > shown > 0:
        before = " ".join(before.split()[:-shown]).rstrip(_EDGE)  # "Low Water Netflix Review: …"
    sign = _DASH.search(before)
    if sign is not None and not _starts_with_part(before[sign.end() :], vocabulary):
        return None
    opening = QUOTED.match(before)
    if opening is not None and parts_of(before[opening.end() :], vocabulary):
        return quotation_of(opening) + before[opening.end() :]
    if opening is None and reads_as_sentence(before, vocabulary):
        return None
    return before


def _without_kicker(text: str, vocabulary: Vocabulary) -> str:
    """The text without a noun that stands in front of a title: "Film: X", "영화 X", "映画「X」", and "Netflix's X"."""
    text = _behind_noun(_behind_note(text, vocabulary), vocabulary)
    flat = flatten(text)
    if led := _behind_lead(text, vocabulary):
        return led
    owner = _owner(flat, vocabulary)
    if owner is not None:
        return text[owner.end() :].strip()
    kicker = _kicker(flat, vocabulary)
    rest = text[kicker.end() :].strip() if kicker is not None and text[kicker.end() :].strip(_EDGE) else text
    framed = _FRAMED.fullmatch(rest) if kicker is not None else None
    return framed[1] if framed is not None else rest


def _behind_note(text: str, vocabulary: Vocabulary) -> str:
    """The text without a note in brackets that opens it: "(Spoilers) X"."""
    note = _NOTE.match(text)
    return text[note.end() :] if note is not None and fold(note[1]) in vocabulary.headline_notes else text


def _behind_lead(text: str, vocabulary: Vocabulary) -> str | None:
    """What stands behind "He visto:" and "J'ai vu" where it begins with a capital or a quotation."""
    lead = vocabulary.title_leads.at(flatten(text), 0)
    rest = text[lead.end :].strip(_EDGE) if lead is not None else ""
    rest = rest.rstrip(" ?") if text[-1:] == "?" else rest  # "Lohnt sich X?"
    return rest if rest and not rest[0].islower() else None


def _in_front_of_label(text: str, vocabulary: Vocabulary) -> str | None:
    """What stands in front of the label of a maker in a headline: "Volver Director: Pedro Almodóvar"."""
    for found in _LABELLED.finditer(text):
        if vocabulary.label(found[1]) in MAKER_LABELS and is_name(text[found.end() :].strip(_EDGE).partition(",")[0]):
            front = text[: found.start()].strip(_EDGE + "([（【")
            return None if flatten(front).startswith(vocabulary.before_makers) else front
    return None


def _in_front_of_maker(text: str, vocabulary: Vocabulary) -> str | None:
    """The title of a headline that is nothing but a title and its maker: "Bacurau, de Kleber Mendonça Filho"."""
    made = before_maker(text, vocabulary)
    return made if made and text[len(made)] == "," and "," not in made else None


def _kicker(flat: str, vocabulary: Vocabulary) -> re.Match[str] | None:
    # The patterns take longer to compile than a headline to read, and few headlines begin so.
    return _kicker_pattern(vocabulary).match(flat) if flat.startswith(_kickers(vocabulary)) else None


def _owner(flat: str, vocabulary: Vocabulary) -> re.Match[str] | None:
    return _owner_pattern(vocabulary).match(flat) if flat.startswith(vocabulary.platform_starts) else None


@lru_cache(maxsize=64)
def _kickers(vocabulary: Vocabulary) -> tuple[str, ...]:
    return tuple(words for words, word in vocabulary.headline.items() if word.position == "kicker")


def _behind_noun(text: str, vocabulary: Vocabulary) -> str:
    """A title behind a small noun, which capitals set off: "Telugu movie Eega", "the film Titane"."""
    words = text.split(" ")
    for place, word in enumerate(words[:_NOUN_PLACE]):
        if word.islower() and word in vocabulary.sentence("works") and words[place + 1 :]:
            rest = " ".join(words[place + 1 :])
            leads = vocabulary.sentence("articles")
            opens = has_capitals(rest) or all(fold(ahead) in leads for ahead in words[:place])
            return rest if rest[:1].isupper() and opens else text
    return text


@lru_cache(maxsize=64)
def _kicker_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    words = _kickers(vocabulary)
    glued = alternatives(word for word in words if is_unspaced(word[-1]))
    spaced = alternatives(word for word in words if not is_unspaced(word[-1]))
    return re.compile(rf"(?:(?:{glued})\s?(?:[:：]\s?|\s|(?=[【「『《〈]))|(?:{spaced})\s?(?::|\s[-–—]\s)\s?)")


@lru_cache(maxsize=64)
def _owner_pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    nouns = alternatives(vocabulary.parts("nouns"))
    return re.compile(rf"(?:{alternatives(vocabulary.platform_names)})(?:'s\s(?:(?:{nouns})\s)?|\s(?:{nouns})\s)")


def _without_review_word(text: str, vocabulary: Vocabulary, *, rated: bool, led: bool) -> HeadlineReading:
    """A headline that names no review: a rubric, the only quotation, a year in brackets or stars set a title off."""
    flat = flatten(text)
    kicker = _kicker(flat, vocabulary)
    kind = None
    bare = (
        _behind_lead(text, vocabulary) or _in_front_of_label(text, vocabulary) or _in_front_of_maker(text, vocabulary)
    )
    if bare is not None and not _ends_of_speech(bare):
        text = bare
    elif kicker is not None and ":" in flatten(kicker[0]):
        word = vocabulary.headline.get(kicker[0].strip(_EDGE))
        kind = word.kind if word is not None else None
        text = text[kicker.end() :]
    elif (
        not rated
        and not led
        and not _closes_with_year(text, vocabulary)
        and _without_second_title(text, None)[1] is None
    ):
        quotation = _only_quotation(text, vocabulary)
        if quotation is None or vocabulary.not_review(QUOTED.sub(" ", text)):
            return HeadlineReading(None)
        return _read_title(quotation, vocabulary)
    title = _until_tagline(text.strip(_EDGE), vocabulary)
    if title is None or reads_as_sentence(title, vocabulary):
        return HeadlineReading(None, kind=kind)
    return _with_kind(_read_title(title, vocabulary), kind, says_review=False)


def _only_quotation(text: str, vocabulary: Vocabulary) -> str | None:
    """The only quotation, where it opens or closes the headline and is no speech: Ann Lee: "I never said that"."""
    quotations = list(QUOTED.finditer(text))
    if len(quotations) != 1:
        return None
    before, after = text[: quotations[0].start()].strip(), text[quotations[0].end() :].strip(" .")
    quotation = quotation_of(quotations[0])
    if (
        bool(before) == bool(after)
        or before.endswith((":", "："))
        or reads_as_sentence(quotation, vocabulary)
        or _ends_of_speech(quotation)
    ):
        return None
    return quotation


def quotes_speech(headline: str) -> bool:
    """Whether a headline quotes what a person said: "Ann Lee: 'I never said that'"."""
    found = QUOTED.search(headline)
    if found is None:
        return False
    name = headline[: found.start()].strip()
    return name.endswith((":", "：")) and is_name(name.rstrip(" :：")) and len(quotation_of(found).split()) > 3


def _ends_of_speech(quotation: str) -> bool:
    return quotation.endswith(("?", "!", "。"))


def _closes_with_year(text: str, vocabulary: Vocabulary) -> bool:
    """Whether nothing but a season follows a year: "Systemsprenger (2019)", "Hellbound (2021) – Season 1"."""
    year = _YEAR_BRACKET.search(text) or _YEAR_BEHIND.search(text)
    if year is None or not text[: year.start()].strip(_EDGE):
        return False
    if text[year.start()] in ",." and _is_dated(text[: year.start()], vocabulary):
        return False
    tail = text[year.end() :].strip(_EDGE)
    return not tail or is_part(tail, vocabulary)


def _is_dated(text: str, vocabulary: Vocabulary) -> bool:
    """Whether what stands in front of a comma and a year is no title but a day, a place or a list."""
    words = fold(text).split()
    return len(words) > _FEW_WORDS or any(map(str.isdigit, text)) or "," in text or words[-1] in vocabulary.months


def _with_kind(reading: HeadlineReading, kind: WorkKind | None, *, says_review: bool) -> HeadlineReading:
    if reading.episode is not None:
        kind = WorkKind.EPISODE
    elif reading.season is not None and kind is not WorkKind.EPISODE:
        kind = WorkKind.SEASON
    return replace(reading, kind=kind, says_review=says_review)


def _read_title(text: str, vocabulary: Vocabulary) -> HeadlineReading:
    """A set-off title without its year, season, episode, notes and second title."""
    year = season = episode = native = None
    text = _without_kicker(text.strip(), vocabulary)
    for _ in range(6):  # as many endings as a title can carry, in any order
        before = text
        text = text.strip(_EDGE) if not _INITIALS_END.search(text) else text
        behind = _YEAR_BEHIND.search(text)
        bracketed = _YEAR_BRACKET.search(text)
        if bracketed is not None and bracketed.start() > 0:
            year, text = int(bracketed["year"]), (text[: bracketed.start()] + text[bracketed.end() :]).strip()
        elif behind is not None and behind.start() > 0:
            year, text = int(behind["year"]), text[: behind.start()]
        maker = _LAST_PIECE.search(text) if year is not None else None
        if maker is not None and is_full_name(maker["last"]):
            text = text[: maker.start()]  # "Low Water - Ann Stone (2019)"
        text, native = _without_bracket(text, native, vocabulary)
        last = next(reversed(parts_of(text, vocabulary)), None)
        if last is not None and last.end == len(text) and text[: last.start].strip(_EDGE):
            season = season if last.season is None else last.season
            episode = episode if last.episode is None else last.episode
            text = text[: last.start]
        season, text = _without_season(text, season, vocabulary)
        text = _without_alias(text, vocabulary)
        text = before_remarks(text, vocabulary)
        text = _without_note(_without_platform(_without_certificate(text, vocabulary), vocabulary), vocabulary)
        opening = QUOTED.fullmatch(text.strip())
        text = quotation_of(opening) if opening is not None else _called_in_quotes(text, vocabulary)
        if text == before:
            break
    text, native = _without_second_title(text.strip(), native)
    if native is None and not text.isascii():
        text, native = _side_by_side(text, vocabulary)
    usable = 0 < len(text) <= _LONGEST_TITLE and len(text.split()) <= _MOST_WORDS and any(map(str.isalnum, text))
    usable = usable and not _is_numbered(text, vocabulary)
    return HeadlineReading(text if usable else None, year, season, episode, native_title=native if usable else None)


def _without_season(text: str, season: int | None, vocabulary: Vocabulary) -> tuple[int | None, str]:
    """A title up to its season, whatever is said of that behind it: "Fargo - Season 3 So Far"."""
    for part in parts_of(text, vocabulary):
        ahead = text[: part.start].rstrip()
        if part.season is None or not ahead.strip(_EDGE):
            continue
        last = fold(ahead).split()[-1:]
        small = {*vocabulary.articles, *vocabulary.frequent, *vocabulary.sentence("stop")}
        is_told_of = part.end < len(text) and not small.issuperset(last)
        if ahead[-1:] in _SETTING_OFF or (is_told_of and text[part.end].isspace() and ahead[-1:].isalnum()):
            return part.season, ahead
    return season, text


def _is_numbered(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text is nothing but the number of a season: a column may hold that alone."""
    part = next(iter(parts_of(text, vocabulary)), None)
    return part is not None and part.season is not None and not (text[: part.start] + text[part.end :]).strip(_EDGE)


def _without_alias(text: str, vocabulary: Vocabulary) -> str:
    """The first of two titles with words between that say so: "Deep Red aka The Hatchet Murders"."""
    found = vocabulary.alias_words.first(flatten(text))
    return text[: found.start].rstrip(_EDGE + "([（【") if found is not None and text[: found.start].strip() else text


def _without_note(text: str, vocabulary: Vocabulary) -> str:
    """A title without what only tells of the post or the language behind a dash: "Premam - Malayalam"."""
    found = _LAST_PIECE.search(text)
    is_note = found is not None and fold(found["last"]) in vocabulary.headline_notes
    return text[: found.start()] if found is not None and is_note else text


def _called_in_quotes(text: str, vocabulary: Vocabulary) -> str:
    """The only quotation of a text that beside it has nothing but nouns: "Фильм «Кочегар»"."""
    quotations = list(QUOTED.finditer(text))
    if len(quotations) == 1:
        found = quotations[0]
        rest = text[: found.start()] + " " + text[found.end() :]
        if rest.strip(_EDGE) and not _without_nouns(rest, vocabulary).strip(_EDGE):
            return quotation_of(found)
    return text


def _without_platform(text: str, vocabulary: Vocabulary) -> str:
    """A title without the channel or the medium behind it: "Wolf Hall, BBC Two", "Blade Runner 2049 auf Blu-ray"."""
    title, comma, last = text.rpartition(", ")
    if comma and fold(last) in vocabulary.platform_names:
        return title
    words = text.split()
    if len(words) > 2 and words[-2] in vocabulary.sentence("prepositions"):
        last = fold(words[-1])
        if last in vocabulary.platform_names or last in vocabulary.media:
            return " ".join(words[:-2])
    last = words[-1] if words else ""
    if len(words) > 1 and last.isalnum() and last.isupper() and any(map(str.isdigit, last)):
        return " ".join(words[:-1]) if fold(last) in vocabulary.platform_names else text  # "BODYGUARD BBC1"
    discs = next((count for count in (3, 2, 1) if fold(" ".join(words[-count:])) in vocabulary.discs), 0)
    return " ".join(words[:-discs]) if 0 < discs < len(words) else text


def number_at_start(text: str, vocabulary: Vocabulary) -> int:
    """Where the number ends that a text opens with and that makes a title another one: " II", ": Part Two"; else 0."""
    flat = flatten(text)
    part = _SEQUEL_PART.match(flat)
    if part is not None and part["noun"] in vocabulary.parts("sequels"):
        number = part["number"]
        is_number = number.isdecimal() or number in vocabulary.numbers or _ROMAN.fullmatch(number) is not None
        return part.end() if is_number else 0
    alone = _SEQUEL.match(flat)
    return alone.end() if alone is not None and _NUMERAL.fullmatch(alone["number"]) else 0


def is_made_by(title: str, made: str, vocabulary: Vocabulary, *, dated: bool) -> bool:
    """Whether the name behind a title's last word for "by" is its maker's, to judge by the words alone.

    No noun stands in front that has a character's name behind it ("Le Journal de X"), and its given name is known;
    behind the name of the maker stands the year.
    """
    names = _makers_behind(title, len(made), vocabulary)
    nouns = frozenset(vocabulary.parts("owned"))
    if not names or not nouns.isdisjoint(flatten(made).split()[-_OWNED_WORDS:]) or fold(names[0]) in vocabulary.places:
        return False
    return dated or all(map(is_full_name, names))


def before_maker(title: str, vocabulary: Vocabulary) -> str | None:
    """A title without the names behind its last word for "by" ("Dumbo de Tim Burton"); None where none follow."""
    flat = flatten(title)
    for place in sorted({flat.rfind(f" {by}") for by in vocabulary.sentence("by")}, reverse=True):
        if place > 0 and _makers_behind(title, place, vocabulary):
            return title[:place].rstrip(" ,")
    return None


def _makers_behind(title: str, place: int, vocabulary: Vocabulary) -> list[str]:
    """The full names, one or several joined ones, behind the word for "by" at a place of a title; else nothing."""
    behind = title[place:].lstrip(" ,")
    words = sorted((by for by in _makers_words(vocabulary) if flatten(behind).startswith(by)), key=len)
    for by in reversed(words):
        names = [name.strip() for name in _joint(vocabulary).split(behind[len(by) :])]
        bound = behind[len(by) : len(by) + 1].isspace() or by.endswith("'")
        if bound and all(" " in name and name[:1].isupper() and is_name(name) for name in names):
            return names
    return []


@lru_cache(maxsize=64)
def _makers_words(vocabulary: Vocabulary) -> tuple[str, ...]:
    """Words in front of a maker, who may play as well: "de", "de et avec"."""
    by = vocabulary.sentence("by")
    both = product((word for word in by if word.isalpha()), vocabulary.joiners, vocabulary.company)
    return (*by, *map(" ".join, both))


@lru_cache(maxsize=64)
def _joint(vocabulary: Vocabulary) -> re.Pattern[str]:
    """What stands between names: a comma, "and", "with"."""
    return re.compile(rf",\s|\s(?:{alternatives((*vocabulary.joiners, *vocabulary.company))})\s", re.IGNORECASE)


def _without_certificate(text: str, vocabulary: Vocabulary) -> str:
    """A title without the age certificate that programmes print behind it: "Knives Out 12A"."""
    title, _, last = text.rpartition(" ")
    known = any(map(str.isdigit, last)) and not last.isdigit() and fold(last) in vocabulary.certificates
    return title if title and known else text


def _without_bracket(text: str, native: str | None, vocabulary: Vocabulary) -> tuple[str, str | None]:
    """Without a bracket at the end: a note, or a second title where its script is another one."""
    bracket = _BRACKET.search(text)
    if bracket is None or bracket.start() == 0:
        return text, native
    inner = bracket[1].strip()
    if inner.isalpha() and inner.isupper() and len(inner) in _INITIALS and not _ROMAN.fullmatch(inner.lower()):
        return text[: bracket.start()], native  # who reviews, or where it is shown: "(DQ)", "(TV)"
    if _is_score(inner, vocabulary) or fold(inner) in vocabulary.certificates:
        return text[: bracket.start()], native
    if inner.split() and fold(inner.split()[0]).strip(":,") in vocabulary.literal_words:
        return text[: bracket.start()], native
    if is_other_script(inner, text[: bracket.start()]):
        return text[: bracket.start()], inner
    if (
        inner[:1].isupper()
        and " " in inner
        and not is_part(inner, vocabulary)
        and fold(inner.split()[0]) not in vocabulary.title_continues
    ):
        return text[: bracket.start()], native  # a translation: "A Separação (Jodaeiye Nader az Simin)"
    if fold(inner) in vocabulary.headline_notes or is_part(inner, vocabulary):
        return (
            f"{text[: bracket.start()]} {inner if fold(inner) not in vocabulary.headline_notes else ''}".strip(),
            native,
        )
    return text, native


def _is_score(text: str, vocabulary: Vocabulary) -> bool:
    score = _SCORE.fullmatch(flatten(text))
    return score is not None and (score["unit"] is None or score["unit"] in vocabulary.rating_words("stars"))


def _without_second_title(text: str, native: str | None) -> tuple[str, str | None]:
    """The first of two titles in two scripts, and the second: "더 글로리 / The Glory"."""
    for sign in _PARTS_APART.finditer(text):
        first, second = text[: sign.start()].strip(_EDGE), text[sign.end() :].strip(_EDGE)
        if first and second and is_other_script(second, first):
            return first, native or second
    return text, native


def _side_by_side(text: str, vocabulary: Vocabulary) -> tuple[str, str | None]:
    """Title and native title with nothing but a space between, each in one script: "빈센조 Vincenzo".

    The title is the one in the page's script. Not in Japanese, whose titles mix the scripts.
    """
    words = text.split(" ")
    scripts = [script_of(word) for word in words]
    turn = next((place for place in range(1, len(words)) if scripts[place] != scripts[0]), 0)
    if not vocabulary.sets_titles_side_by_side or not turn or len(set(scripts[turn:])) > 1 or None in scripts:
        return text, None
    first, second = " ".join(words[:turn]), " ".join(words[turn:])
    if not is_other_script(first, second) or min(len(first), len(second)) < 2 or parts_of(text, vocabulary):
        return text, None
    is_own = (script_of(first) == "Latin") == (script_of(" ".join(vocabulary.frequent)) == "Latin")
    return (first, second) if is_own else (second, first)


def is_other_script(one: str, other: str) -> bool:
    """Whether two texts are in two scripts, as a title and its translation are; kana and Han are one here."""
    scripts = {"East Asian" if script in ("Han", "Kana") else script for script in (script_of(one), script_of(other))}
    return None not in scripts and len(scripts) == 2


def _starts_with_part(text: str, vocabulary: Vocabulary) -> bool:
    return any(not text[: part.start].strip(_EDGE) for part in parts_of(text, vocabulary)[:1])


def is_part(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text says nothing but which season or episode: "Season 2"."""
    return any(not (text[: part.start] + text[part.end :]).strip(_EDGE) for part in parts_of(text, vocabulary)[:1])


def is_title_case(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text is written as titles are: with capitals, where the language gives titles capitals."""
    return not vocabulary.capitalises_titles or has_capitals(text)


def _is_cased(text: str) -> bool:
    """Whether a text is in a script that has capitals."""
    return text.lower() != text.upper()


def has_capitals(text: str) -> bool:
    """Whether all longer words start with a capital, in a script that has them; prepositions may be small."""
    words = _WORD.findall(text)
    longer = [word for word in words if len(word) > 3] + words[-1:]
    return all(not word[0].islower() or word in _prepositions() for word in longer)


@lru_cache(maxsize=1)
def _prepositions() -> frozenset[str]:
    """Those of English, whose titles stand on pages in all languages: "Creature from the Black Lagoon"."""
    return frozenset(load_vocabulary("en").sentence("prepositions"))


def reads_as_sentence(text: str, vocabulary: Vocabulary) -> bool:
    """Whether most longer words are small, in a language that capitalises titles; few words are no sentence."""
    if not vocabulary.capitalises_titles:
        return False
    words = [word for word in _WORD.findall(text) if len(word) > 3]
    small = sum(word[0].islower() for word in words)
    return len(words) >= 3 and small * 2 > len(words) and script_of(text) == "Latin"
