"""Short lines that say who wrote a text: what is left of one beside the day, sections, jobs, handles and counts."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from extractors.parse.byline import name_ends
from extractors.parse.date import find_dates
from extractors.parse.memo import remembered
from extractors.parse.names import SEPARATORS, is_full_name, is_name, split_names
from extractors.parse.pattern import pattern
from extractors.parse.text import flatten, fold, glued_at, is_unspaced
from extractors.vocabulary import Vocabulary, alternatives
from extractors.vocabulary.phrases import Phrases, phrases
from schemas.review import Precision, WorkKind

_LONGEST: Final = 120
_MOST_GLUED: Final = 8
_SHORTEST_SENTENCE: Final = 40
_FIRST_UNCASED: Final = "\u0530"
"""Letters before this one are of scripts with capitals."""
_FEW: Final = 3
"""Words of a section, an office or a job."""
_MOST_OUTLET: Final = 4
_SIGNS: Final = pattern(
    r"\s*[|⎥│¦•∙→←►▸»›~/／✦✧◆●○·⋅\u2600-\u2604\u2607-\u27bf\U0001f300-\U0001faff\ufe0f]+\s*"
    r"|(?:^|\s)[-–—―]+(?=\s|$)|^[-–—―]+|\s*[()（）\[\]【】]+\s*"
)
"""What parts a line; a middle dot parts names of other scripts as well, where no space stands beside it."""
_ICONS: Final = frozenset(
    "\u270d\u270e\u270f\u2710\u2712\U0001f464\U0001f465\U0001f58a\U0001f58b\U0001f4dd\U0001f468\U0001f469\U0001f9d1"
)
"""Pens and persons."""
_ENDED: Final = frozenset("。！？!?")
"""Signs of sentences, which no such line has."""
DASHES: Final = ("-", "–", "—", "―", "~")
_PARTED: Final = frozenset("@_\ufe0f")
"""Signs that part a line between letters of one word, as glue and figures do."""
_KEPT_DOT: Final = pattern(r"(?<=[\u0e00-\uffef])[·](?=[\u0e00-\uffef])")
_DOT: Final = "\0"
_STARS: Final = pattern(r"[★☆⭐✩✪✰⯨½]+|(?<![\d/.-])\d(?:[.,]\d)?\s?/\s?(?:5|10|4)(?![\d/])")
_STAR_SIGNS: Final = frozenset("★☆⭐✩✪✰⯨½")
_ASCII_SIGNS: Final = frozenset("|~/()[]-")
"""Those of `_SIGNS` that most texts have."""
_DIGIT: Final = pattern(r"\d")
_HANDLE: Final = pattern(r"\(?(?<![^\s(|])@[\w.]{2,30}\)?")
_CLOCK: Final = pattern(r"(?<![\d:])\d{1,2}[:h.]\d\d(?:\s?[AaPp]\.?[Mm]\b\.?)?(?:\s(?:Uhr|hrs))?(?![\d:])")
_COUNT: Final = pattern(r"#?(?!(?:19|20)\d\d$)\d[\d.,]*")
_YEAR: Final = pattern(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_EDGE: Final = ' \t,;:：=＝.()（）[]{}*_#&>"“”'
_SUFFIX_DOT: Final = pattern(r"(?:\s|^)(?:[JjSs][Rr]|[A-ZÀ-Þ])\.$")
_SUFFIX_GLUE: Final = pattern(r"(?<= [JS]r\.)(?=[A-Z])")
_COMMA: Final = pattern(r",\s+|، ")
_USER: Final = pattern(r"\w[\w'’. -]*\w")
_WORD: Final = pattern(r"[^\W\d_]+")


class Told(NamedTuple):
    """What a line says."""

    names: tuple[str, ...]
    """Texts of names, each with one or several."""
    is_said: bool
    """Whether a byline's words stand in front of one."""
    beside: frozenset[str]
    """What else stands there: "day", "month", "reading", "handle", "comments", "job", "section", "outlet", "rating"."""
    is_all: bool
    """Whether the line holds nothing else."""

    @property
    def is_posted(self) -> bool:
        """Whether the day of writing stands beside who wrote it: credits of a work have none."""
        return self.is_all and self.is_said and "day" in self.beside


_ON_SCREEN: Final = (WorkKind.FILM, WorkKind.SERIES)
NOTHING: Final = Told((), False, frozenset(), False)


@remembered
def told_by(text: str, words: Vocabulary, language: str | None = None, outlets: frozenset[str] = frozenset()) -> Told:
    """A short line told apart; `outlets` are folded names of the site.

    >>> from extractors.vocabulary import vocabulary
    >>> told = told_by("Ann Lee · April 3, 2019 · 5 min read", vocabulary("en"), "en")
    >>> told.names, told.is_said, sorted(told.beside), told.is_all
    (('Ann Lee',), False, ['day', 'reading'], True)
    """
    if len(text) > _LONGEST or not _ENDED.isdisjoint(text):
        return NOTHING
    reading = _Reading(words, outlets, is_signed=text.startswith(DASHES))
    text = unglued(text, words)
    dates = find_dates(text, language=language) if _DIGIT.search(text) is not None else ()
    if any(one.stamp is not None and one.stamp.precision is Precision.YEAR for one in dates):
        return NOTHING
    for place, one in enumerate(dates):
        reading.read(_without_weekday(one.before, words) if place else one.before)
        is_month = one.stamp is not None and one.stamp.precision is Precision.MONTH
        reading.beside.add("month" if is_month else "day")
    reading.read(_without_weekday(dates[-1].after, words) if dates else text)
    return Told(tuple(reading.names), reading.is_said, frozenset(reading.beside), not reading.has_more)


def may_be_said(text: str, words: Vocabulary) -> bool:
    """Whether `told_by` may find a byline's words in a line: for those that surely have none it need not be asked."""
    if not _PARTED.isdisjoint(text) or any(map(str.isnumeric, text)) or glued_at(text):
        return True  # parts of such a line begin within its words
    if _opening_words(words).first(flatten(text)) is not None:
        return True
    return any(word in text for word in _following_words(words, is_ascii=text.isascii()))


def unglued(text: str, words: Vocabulary) -> str:
    """A line whose parts lost the space between them, with it: "ByAnn LeeApril 3, 2019" -> "By Ann Lee April 3, 2019".

    Names are written so, too ("McAllister"): only what a line is made of is set apart.
    """
    text = _SUFFIX_GLUE.sub(" | ", text) if "r." in text else text
    places = glued_at(text)
    if places and len(places) <= _MOST_GLUED:
        flat = flatten(text)
        for place in reversed(places):
            ahead = _WORD.findall(text[:place].rpartition(" ")[2])[-1:]
            opens = bool(ahead) and _openers(words).fullmatch(flatten(_last_hump(ahead[0]))) is not None
            if opens or not text[place - 1].isalpha() or _followers(words).match(flat, place) is not None:
                text = f"{text[:place]} {text[place:]}" if opens else f"{text[:place]} | {text[place:]}"
    return text


def _without_weekday(text: str, words: Vocabulary) -> str:
    """What stands behind a date, without its weekday."""
    first, _, rest = text.lstrip(" ,(").partition(" ")
    return rest if flatten(first.strip(",.()")) in words.weekdays else text


def _last_hump(word: str) -> str:
    places = glued_at(word)
    return word[places[-1] :] if places else word


class _Reading:
    """One line while it is read."""

    def __init__(self, words: Vocabulary, outlets: frozenset[str], *, is_signed: bool) -> None:
        self.words = words
        self.outlets = outlets
        self.names: list[str] = []
        self.beside: set[str] = set()
        self.is_said = False
        self.has_more = False
        self.is_signed = is_signed
        """Whether a dash opens the line, as a signature's does."""
        self.opened = False
        """Whether a byline's words stood right in front of what comes: a day may part them from the name."""

    def read(self, text: str) -> None:
        """A part of the line that holds no date; a year by itself is one of the work."""
        text = self._without(_HANDLE, "handle", text) if "@" in text else text
        has_digits = _DIGIT.search(text) is not None
        if has_digits or not _STAR_SIGNS.isdisjoint(text):
            text = self._without(_STARS, "rating", text)
        if not _ICONS.isdisjoint(text):
            self.beside.add("icon")
        if has_digits and _DIGIT.search(text) is not None:
            text = self._without(_minutes(self.words), "reading", text)
            text = self._without(_CLOCK, "clock", text)
            self.has_more |= _YEAR.search(text) is not None
        text = _KEPT_DOT.sub(_DOT, text) if "·" in text else text
        is_whole = text.isascii() and _ASCII_SIGNS.isdisjoint(text)
        for chunk in (text,) if is_whole else _SIGNS.split(text):
            self._chunk(chunk.replace(_DOT, "·"), is_label=chunk.rstrip().endswith((":", "：")))

    def _without(self, found: re.Pattern[str], key: str, text: str) -> str:
        less = found.sub(" | ", text)
        if less != text:
            self.beside.add(key)
        return less

    def _chunk(self, text: str, *, is_label: bool) -> None:
        text = _stripped(text)
        if not text:
            return
        if self._explains(text) or (is_label and self.words.label(text) == "created"):
            return
        rest = self._following(self._opening(text))
        if rest != text and not rest:
            return
        if is_label and not self.opened:
            self.has_more |= flatten(rest) not in self.words.byline_words("ends")  # "Join Date: 4 May 2024"
            return
        name, tail = self._closing(rest)
        if tail and not self._tail(tail):
            self.has_more = True
            return
        first, *others = _COMMA.split(name) if "," in name or "،" in name else (name,)
        if self._is_list(name) and (self.opened or not others or all(map(is_full_name, (first, *others)))):
            self._name(name, others)
        elif others and self._is_list(first) and all(map(self._follows, others)):
            self._name(first, [])
        elif (
            self.opened and _may_be_user(name) and fold(name.rpartition(" ")[2]) not in self.words.nobody - {fold(name)}
        ):
            self._name(name, [])
        elif name and (name == text or not self._explains(name)) and not self._is_short(name):
            self.has_more = True

    def _name(self, text: str, others: list[str]) -> None:
        """A name, or a list of them; behind a comma what is surely none is whom the first one writes for."""
        if len(others) == 1 and " " in others[0] and not is_full_name(others[0]):
            text = text[: -len(others[0])].rstrip(" ,")
            self.beside.add("outlet")
        if flatten(text) not in self.words.weekdays:
            self.names.append(_once(text))
        self.is_said |= self.opened
        self.opened = False

    def _is_list(self, text: str) -> bool:
        if not _may_be_list(text, self.words):
            return False
        parts = split_names(text, self.words)
        said = sum(len(part.name) for part in parts)
        return bool(parts) and said >= len(text) - 5 * len(parts) and all(self._is_one(part.name) for part in parts)

    def _is_one(self, name: str) -> bool:
        return is_name(name) and (self.opened or " " in name or is_unspaced(name[0]))

    def _follows(self, text: str) -> bool:
        """Whether a text behind a name and a comma tells of it: job, section, the paper it writes for."""
        return self._explains(text) or self._is_outlet(text)

    def _opening(self, text: str) -> str:
        """A chunk without the byline's words, labels of dates and jobs in front of the name."""
        head, colon, behind = text.partition(":")
        if colon and flatten(head) in self.words.review_words:
            self.beside.add("review")
            return _stripped(behind)  # "Review: Ann Lee"
        while text:
            flat = flatten(text)
            opening = _opening_words(self.words).at(flat, 0)
            if opening is not None:
                behind = text[opening.end :]
                is_bound = not behind or not behind[0].isalpha() or is_unspaced(behind[0])
                if not is_bound or behind.startswith("-"):
                    return text
                is_label = opening.words not in self.words.byline_phrases
                if is_label and opening.words in self.words.byline_words("labelled"):
                    if not behind.lstrip().startswith((":", "：")):
                        return text
                    is_label = False
                self.opened |= not is_label
                text = _stripped(behind)
                continue
            parts = text.split()
            leads = [n for n in (3, 2, 1) if len(parts) > n and parts[n][0].isupper()]
            folded = [fold(part) for part in parts[: leads[0]]] if leads else []
            count = next((n for n in leads if self._is_job(" ".join(folded[:n]), is_lead=True)), 0)
            if not count:
                return self._filed(text)
            self.beside.add("job")
            text = " ".join(parts[count:])
        return text

    def _following(self, text: str) -> str:
        """A chunk without the words that follow a name and make the byline, and without a title in front of it."""
        for word in self.words.byline_words("after"):
            if text.endswith(word) and (len(text) == len(word) or text[-len(word) - 1] == " "):
                self.opened = True
                return text[: -len(word)].rstrip()
        title, _, behind = text.partition(" ")
        is_title = self.opened and title.endswith(".") and title[:-1].lower() in self.words.abbreviations
        return behind if is_title and behind else text

    def _filed(self, text: str) -> str:
        """What stands behind a byline's words within a chunk, where a section stands in front: "in Reviews by Ann"."""
        for found in self.words.byline_phrases.find(flatten(text)):
            head = text[: found.start].strip()
            if text[found.start - 1 : found.start] == " " and self._explains_behind(head):
                self.opened = True
                return _stripped(text[found.end :])
        return text

    def _explains_behind(self, text: str) -> bool:
        parts = text.split()
        is_in = len(parts) > 1 and parts[0].lower() in self.words.byline_words("ends")
        return self._explains(" ".join(parts[is_in:]))

    def _closing(self, text: str) -> tuple[str, str]:
        """A chunk's name, and what the words that end names begin."""
        found = name_ends(self.words).search(flatten(text))
        if found is None:
            return self._without_job(text), ""
        return self._without_job(_stripped(text[: found.start()])), text[found.start() :].strip(" ,")

    def _without_job(self, text: str) -> str:
        parts = text.split()
        folded = [fold(part) for part in parts[-3:]]
        for count in (3, 2, 1):
            if len(parts) > count + 1 and self._is_job(" ".join(folded[-count:])):
                name = _stripped(" ".join(parts[:-count]).rstrip(" ,|-–—"))
                if fold(parts[-1]) in self.words.nobody and not is_full_name(name):
                    return text  # "Reel Notes Staff"
                self.beside.add("job")
                return name
        return text

    def _tail(self, text: str) -> bool:
        """Whether what begins with a word that ends names says nothing new: "in Reviews", "Leave a comment", "on"."""
        if self._explains(text):
            return True
        flat = flatten(text)
        label = _date_words(self.words).at(flat, 0)
        if label is not None and label.end == len(flat):
            return True
        rest = text.partition(" ")[2]
        return not rest or self._explains(rest) or rest.isalpha() > rest[0].isupper() or self._is_outlet(rest)

    def _is_outlet(self, text: str) -> bool:
        """Whether what follows the name of a byline may be whom it is written for."""
        is_outlet = (self.opened or self.is_signed) and text[0].isupper() and len(text.split()) <= _MOST_OUTLET
        if is_outlet:
            self.beside.add("outlet")
        return is_outlet

    def _explains(self, text: str) -> bool:
        """Whether a text is part of what bylines say beside names; what it is, is kept."""
        key = self._key(text)
        if key:
            self.beside.add(key)
        return bool(key)

    def _key(self, text: str) -> str:
        words, folded = self.words, fold(text)
        if _COUNT.fullmatch(text):
            return "count"
        if folded in self.outlets:
            return "outlet"
        if self._is_job(folded):
            return "job"
        if len(folded) <= 40 and words.announces_comments(text):
            return "comments"
        if words.label(text) in ("published", "modified"):
            return "label"
        if flatten(text) in words.weekdays:
            return "weekday"
        if words.is_section(folded) or folded in words.furniture or (words.is_kind(folded) and self._is_shown(text)):
            return "section"
        parts = _COMMA.split(text) if "," in text or "،" in text else ()
        if len(parts) > 1:
            return (
                "section" if all(self._key(part) in ("section", "label", "weekday") for part in parts if part) else ""
            )
        return ""

    def _is_short(self, text: str) -> bool:
        """Whether a text that nothing announces may be some section's name: one word, or a few that are no name."""
        count = len(text.split())
        if self.opened or count > _FEW or is_unspaced(text[0]):
            return False
        is_user = any(map(str.isdecimal, text)) or "_" in text
        return (count == 1 and not is_user) or not is_name(_without_joiners(text, self.words))

    def _is_shown(self, text: str) -> bool:
        """Whether a word for a kind of works names what a section holds: "produit par" has the French for a product."""
        return self.words.kind_words(text)[0] in _ON_SCREEN

    def _is_job(self, folded: str, *, is_lead: bool = False) -> bool:
        return folded in self.words.jobs or (folded in self.words.nobody and (is_lead or not self.opened))


def _may_be_list(text: str, words: Vocabulary) -> bool:
    """Whether a text may be nothing but names: of a sentence most letters are in words without a capital."""
    if len(text) < _SHORTEST_SENTENCE or max(flatten(text)) >= _FIRST_UNCASED:
        return True
    said = text.split()
    small = [word for word in said if word.islower() and word.isalpha() and word not in words.particles]
    small = [word for word in small if word not in words.name_suffixes]
    if sum(map(len, small)) <= _SHORTEST_SENTENCE // 2:
        return True
    joiners = [word for word in small if flatten(word) in words.joiners]
    parts = 1 + len(joiners) + sum(map(text.count, SEPARATORS))
    # Of each name a few signs around it may be none of it, and two may share a family's name.
    return sum(map(len, small)) - sum(map(len, joiners)) <= parts * (6 + max(map(len, said)))


def _without_joiners(text: str, words: Vocabulary) -> str:
    return " ".join(part for part in text.split() if flatten(part) not in words.joiners and part != "&")


def _once(name: str) -> str:
    """A name that stands there twice, as a picture's text and its link have it, once."""
    parts = name.split()
    half = len(parts) // 2
    return " ".join(parts[:half]) if half and parts[:half] == parts[half:] else name


def _may_be_user(text: str) -> bool:
    return len(text.split()) <= _FEW and _USER.fullmatch(text) is not None


def _stripped(text: str) -> str:
    """A text without signs around it; the dot of "Jr." and of an initial stays."""
    bare = text.strip(_EDGE)
    end = text.rstrip().rstrip(",;: ")
    return f"{bare}." if bare and end.endswith(f"{bare}.") and _SUFFIX_DOT.search(f"{bare}.") else bare


@lru_cache(maxsize=64)
def _date_words(words: Vocabulary) -> Phrases:
    labels = (*words.label_words("published"), *words.label_words("modified"), *words.clock("on"), *words.clock("at"))
    return phrases(map(flatten, labels))


@lru_cache(maxsize=64)
def _following_words(words: Vocabulary, *, is_ascii: bool) -> tuple[str, ...]:
    """Words that follow a name, as far as a text of such signs may hold them."""
    return tuple(word for word in words.byline_words("after") if word.isascii() or not is_ascii)


@lru_cache(maxsize=64)
def _opening_words(words: Vocabulary) -> Phrases:
    labels = (*words.label_words("published"), *words.label_words("modified"))
    return phrases((*words.bylines, *words.byline_words("labelled"), *map(flatten, labels)))


@lru_cache(maxsize=64)
def _minutes(words: Vocabulary) -> re.Pattern[str]:
    """How long reading takes."""
    return re.compile(
        rf"(?:^|(?<=[^\d:.]))[12]?\d[\s-]?(?:{alternatives(words.minutes)})\.?(?![^\W\d_])(?:\s[^\W\d_]{{2,10}}){{0,2}}$"
        rf"|(?:^|(?<=[^\d:.]))[12]?\d[\s-]?(?:{alternatives(words.minutes)})\.?(?![^\W\d_])(?:\s[^\W\d_]{{2,10}})?",
        re.IGNORECASE,
    )


@lru_cache(maxsize=64)
def _openers(words: Vocabulary) -> re.Pattern[str]:
    """The last words of bylines onto which a name may be written; "DiCaprio" and "DeShawn" are names."""
    lasts = {flatten(phrase.split()[-1]) for phrase in words.bylines if phrase.isascii()}
    return re.compile(alternatives(lasts - words.particles))


@lru_cache(maxsize=64)
def _followers(words: Vocabulary) -> re.Pattern[str]:
    """First words of what may be written onto a name."""
    labels = (*words.label_words("published"), *words.label_words("modified"))
    dates = (*words.months, *words.weekdays)
    firsts = {flatten(word.split()[0]) for word in (*labels, *words.byline_words("ends"))}
    known = {word for word in firsts if len(word) > 1} | {flatten(word) for word in dates if len(word) > 2}
    return re.compile(rf"(?:{alternatives({*known, *words.review_nouns, *words.bylines})})(?!\w)")
