"""A work's title where no word sets it off: what headline, address and text agree on.

Hypotheses are pieces of headlines, short lines at the top, runs of the address that the text spells out, and what the
text marks as a title (quotation marks, <em>, <cite>) or has again and again. Each is a weak witness by itself; how
likely a hypothesis is with all that speaks for it, `title_signs` tells. An address made from the headline repeats it
and is no second witness.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Final

from selectolax.lexbor import LexborNode

from extractors.confidence import trust_in
from extractors.context import Context
from extractors.locate.called import Mark, apposed_titles, called_titles
from extractors.locate.proper import Proper
from extractors.locate.title_signs import Hypothesis, likelihoods, shares
from extractors.parse.byline import owned_by, starts_byline
from extractors.parse.date import parse_date
from extractors.parse.memo import remembered
from extractors.parse.names import is_full_name, split_names
from extractors.parse.pattern import pattern
from extractors.parse.rating import parse_rating
from extractors.parse.rubric import bare_headline, before_remarks
from extractors.parse.statement import statements
from extractors.parse.text import (
    YEAR,
    flatten,
    fold,
    is_unspaced,
    split_label,
    squash,
    whole_words,
    without_accents,
)
from extractors.parse.title import (
    BARE_YEAR,
    QUOTED,
    before_maker,
    cut_site_name,
    has_capitals,
    is_made_by,
    is_other_script,
    is_title_case,
    number_at_start,
    quotation_of,
    quotes_speech,
    read_title,
    reads_as_sentence,
    seasons_in,
    subject_of,
    without_headline_words,
    without_last_noun,
    without_stars,
    without_tag,
)
from extractors.parse.url import path_parts
from extractors.segment import Line, ReviewUnit
from extractors.vocabulary import CREW_LABELS, Vocabulary
from schemas.evidence import Candidate, Method

_MOST_TEXT: Final = 12_000
"""Characters of text that are searched."""
_MOST_HYPOTHESES: Final = 60
_LONGEST: Final = 100
_LONGEST_UNSPACED: Final = 24
"""A quotation in Japanese that is longer and has a comma is speech."""
_MOST_WORDS: Final = 12
_MOST_SLUG_WORDS: Final = 24
_MOST_PLACES: Final = 40
_MOST_PREFIX: Final = 5
_FEW_WORDS: Final = 3
_TOP_LINES: Final = 12
_DATED_LINES: Final = 30
_FIRST_LINES: Final = 4
_HEADING_LINE: Final = 90
_HEADING_LINE_UNSPACED: Final = 36
_LEAD: Final = 600
_LABEL_LENGTH: Final = 40
_AROUND: Final = 25
"""A line that is longer than the title it holds by so much says something about it."""
_DATE_LETTERS: Final = 28
_SIGNS: Final = " \t\n,;:：.·•●*-–—―|｜/~_"
_EDGE: Final = _SIGNS + "\"'“”„‘’‚«»‹›<>"
_PIECES: Final = pattern(r"\s*[|｜•●]\s*|\s?[:：]\s|\s(?:[-–—―·~/»«›]|>>)\s|\s?[—―]\s?|[!?]\s")
_POSSESSIVE: Final = pattern(r"[’']s\s+(?=\S)")
_SPACED: Final = pattern(r"\S+")
_FRAMED_IN: Final = pattern(r"【([^【】]{1,40})】")
_CAPITALISED: Final = pattern(
    r"(?<![\w’'])[A-ZÀ-ÖØ-ÞА-ЯЁ][\w’'-]*(?:(?: [a-zà-ÿа-яё&]{1,3}){0,2} [A-ZÀ-ÖØ-ÞА-ЯЁ\d][\w’'-]*){0,6}"
)
"""A run of capitalised words, with short small ones between."""
_NEAR: Final = 24
"""Characters in front of a mention that tell how it stands there."""
_INNER: Final = pattern(r"[a-zß-öø-ÿа-яё,] [\"“‘«(]?$")
_LED: Final = pattern(r"(?<![\w’'])[A-ZÀ-ÖØ-ÞА-ЯЁ][\w’']+ $")
_LEAST: Final = 0.02
_LIKELY: Final = 0.45
"""On sites that the table was not fitted to, F1 is about the same from 0.3 to 0.5; the higher, the fewer are wrong."""
_EVEN, _UNSTATED, _UNLIKELY = 0.5, 0.6, 0.75
"""A title that nothing states is trusted less than one that a label or a headline's words state, however likely; one
that is less than likely is doubted (`extractors.resolve`)."""
_WORD: Final = pattern(r"[^\W_]+(?:['’][^\W_]+)*")
_WORDS_APART: Final = pattern(r"([^\W_]+(?:['’][^\W_]+)*)")
_QUOTE_SIGN: Final = pattern("[“”„«»『《「〈<\"‘'‚]")
_TITLE_TAGS: Final = frozenset({"em", "i", "cite"})
_SLUG_END: Final = pattern(
    r"(?:[-._,][a-z]{1,3})?[-._]?\d{5,}$|\.(?:[sx]?html?|php\d?|aspx?|cfm|jspx?|cgi|pl|do|action|amp)$", re.IGNORECASE
)
"""Extensions and the numbers by which a system knows its articles."""
_SHELVES: Final = frozenset({"tag", "tags", "category", "categories", "author", "authors", "label", "search"})
"""Folders in which publishing systems gather pages."""
_POSSESSIVE_END: Final = 2
"""Characters of "'s"."""
_ELIDED: Final = frozenset({"d", "l", "qu", "dell", "all", "nell", "dall", "sull", "un"})
_VOWELS: Final = "aeiouyh"
_RUN: Final = pattern(r"\d+|[^\W\d_]+")
_KEY_RUNS: Final = 4
"""A part of an address in which letters and figures alternate so often is a key and no word: "W2AAGXn4"."""
_NUMBER: Final = pattern(r"\d+")
_YEAR: Final = pattern(rf"[(\[]?{YEAR}[)\]]?")
_APPOSED: Final = pattern(r"([^\W\d_][^,]{1,60}), ([a-zß-öø-ÿа-яё]+)\s")
"""A piece of a headline up to a comma before a small letter: "La Haine, une histoire d'honneur"."""
_YEARS: Final = pattern(rf"(?<!\d){YEAR}(?!\d)")
_ORNAMENT: Final = pattern(r"^[^\w(（\[【¡¿#@$'’‘\"“«]+")
_SCORE_LINE: Final = pattern(r"[^:：]{2,40}[:：]\s*\d[\d.,/ %]*(?:[(（][^)）]*[)）])?")
_RATED_BEHIND: Final = pattern(
    r"(?<=[^\W\d_]) ?[(（\[]\d{1,2}(?:[.,]\d)?(?:\s?/\s?|\s(?:[^\W\d_]{1,5}\s){1,2})\d{1,3}[)）\]]$"
)
_HALVES: Final = pattern(r"([^:：–—]{2,60}?)(?:\s?[:：]\s|\s[-–—]\s)([^:：–—]{2,60})")
_MOST_WHOLE: Final = 9
_PARTING: Final = pattern(r"[\n(（[|]")
_DATED: Final = pattern(
    r"(?P<title>[^\s([（,][^([（,]{0,80}?(?:, [^([（,]{1,40}?)?)(?:"
    rf"\s?[(（[][^)）\]]{{0,60}}(?<!\d){YEAR}(?!\d)[^)）\]]{{0,30}}[)）\]]"
    rf"|,\s{YEAR}[,.;]\s?(?=\S)|\s[-–—]\s{YEAR}(?=\s[-–—]\s|$))"
)
"""A text that begins with a title and its year: "Exhuma (파묘, 2024)", "Le Comte de Monte-Cristo, 2024, de …"."""
_PERSON_LABELS: Final = CREW_LABELS | {"author", "reviewer"}
_FACTS: Final = CREW_LABELS | {"genre", "runtime", "native_title", "rating", "year"}
_TWO_TITLES: Final = pattern(r"([^(（]{2,60}?)\s?[(（]([^)）]{2,60})[)）]")

# How far one witness alone convinces, before `resolve` weighs its method.
_WHOLE, _FIRST, _LAST, _MIDDLE, _INSIDE = 0.5, 0.45, 0.35, 0.25, 0.25
_ONE_QUOTE, _SOME_QUOTES, _OWNED = 0.6, 0.4, 0.4
_DATED_LINE, _ALONE, _BILINGUAL = 0.5, 0.3, 0.5
_MOST_SMALL: Final = 2
_MOST_CALLED: Final = 5
_SLUG_PIECE, _SLUG_START, _SLUG_INSIDE = 0.6, 0.45, 0.35
_DOUBTED: Final = 0.4


def agreed_titles(
    unit: ReviewUnit,
    context: Context,
    headlines: Sequence[tuple[str, str, float]],
    set_off: Sequence[Candidate[str]],
) -> Iterator[Candidate[str]]:
    """Candidates for the title by agreement, one for each witness that speaks for a hypothesis.

    Args:
        unit: The review.
        context: What is known before.
        headlines: Text, place and trust of each headline of the page, the best first.
        set_off: What the words of a headline set off as the title.
    """
    text = _Text(unit.lines)
    heads = _cleaned(headlines, context)
    slug = Slug(context.document.url, context.vocabulary)
    has_facts = any(_is_credit(line, context.vocabulary) for line in unit.lines)
    found = _Hypotheses(context, slug, _people(unit, context.vocabulary), has_facts=has_facts)
    for head, where, trust in heads:
        found.add_headline(head, where, trust)
    for place, line in enumerate(unit.lines[:_TOP_LINES]):
        below = unit.lines[place + 1 : place + 3]
        credited = any(_is_credit(other, context.vocabulary) or _YEAR.fullmatch(other.text) for other in below)
        found.add_line(line, unit.document.path, credited=credited, first=place < _FIRST_LINES)
    for line in unit.lines[_TOP_LINES:_DATED_LINES]:
        found.add_dated_line(line, unit.document.path)
    for shown in text.marked:
        if not reads_as_sentence(shown, context.vocabulary):
            found.add(shown)
    for run in slug.runs(text):
        shown = _without_small_end(run, context.vocabulary)
        if is_title_case(shown, context.vocabulary):
            found.add(shown)
        elif slug.holds(start := _capitalised_start(shown)) > _SLUG_INSIDE:
            found.add(start)  # the text spells out an address that is a sentence: "Dune deserves three hours"
    if context.vocabulary.keeps_letters_in_addresses and slug.spelled:
        found.add(slug.spelled, backed=True)
    for shown in called_titles(text.raw, text.marks, context.vocabulary):
        found.add_called(shown)
    for shown, dated in apposed_titles(text.raw, context.vocabulary):
        if dated:
            found.add_called(shown)
        elif slug.holds(shown):
            found.add(shown, backed=True)
    for head, where, trust in heads:
        found.add_repeated(head, where, trust, text, slug)
    for shown in text.recurring:
        found.add(shown)
    found.hear(text, slug, heads)
    found.hear_owners(unit.lines)
    found.complete(heads)
    for candidate in set_off:
        found.add_set_off(candidate)
    yield from found.candidates([head for head, *_ in heads])


def _is_credit(line: Line, vocabulary: Vocabulary) -> bool:
    """Whether a line states a fact of a film or series behind a label."""
    label, value = split_label(line.text[:_LABEL_LENGTH])
    if line.label is not None or value is not None:
        return not _FACTS.isdisjoint(vocabulary.label_keys(line.label or label))
    return False


def _cleaned(headlines: Sequence[tuple[str, str, float]], context: Context) -> list[tuple[str, str, float]]:
    """Each headline once, without the site's name."""
    seen: dict[str, tuple[str, str, float]] = {}
    for raw, where, trust in headlines:
        head = bare_headline(cut_site_name(raw, context.site_name), context.vocabulary).text
        if head and len(head) <= 300:
            seen.setdefault(fold(head), (head, where, trust))
    return list(seen.values())


def _people(unit: ReviewUnit, vocabulary: Vocabulary) -> frozenset[str]:
    """The names behind labels of people, flattened; a caption's "Photo: A and B in Title" names no title."""
    values = (value for _, label, value in unit.labelled if vocabulary.label(label) in _PERSON_LABELS)
    return frozenset(flatten(part.name) for value in values for part in split_names(value, vocabulary))


class _Text:
    """The review's text as witness: what it marks as titles, and how often it names something."""

    def __init__(self, lines: Sequence[Line]) -> None:
        kept: list[Line] = []
        starts: list[int] = []
        length = 0
        for line in lines:
            kept.append(line)
            starts.append(length)
            length += len(line.text) + 1
            if length > _MOST_TEXT:
                break
        self.raw: Final = "\n".join(line.text for line in kept)[:_MOST_TEXT]
        self.flat: Final = flatten(self.raw)
        marks: list[Mark] = []
        for start, line in zip(starts, kept, strict=True):
            marked = [
                (span.start, span.end, line.text[span.start : span.end])
                for span in line.spans
                if span.tag in _TITLE_TAGS
            ]
            if _QUOTE_SIGN.search(line.text):
                marked += ((found.start(), found.end(), quotation_of(found)) for found in QUOTED.finditer(line.text))
            marks += ((start + opens, start + closes, _trimmed(shown)) for opens, closes, shown in marked)
        self.marks: Final = [mark for mark in marks if _may_be_title(mark[2])]
        self.marked: Final = Counter(shown for *_, shown in self.marks)

    @cached_property
    def words(self) -> list[str]:
        """Every word, as written."""
        return self._pieces[1::2]

    @cached_property
    def bounds(self) -> list[int]:
        """Where words begin and end, in turn."""
        return list(accumulate(map(len, self._pieces)))

    @cached_property
    def _pieces(self) -> list[str]:
        """What stands in front of each word and the word, in turn."""
        return _WORDS_APART.split(self.raw)

    @property
    def recurring(self) -> Iterator[str]:
        """Runs of capitalised words in the lead that the text has again: the names of people, places and works."""
        for found in _CAPITALISED.finditer(self.raw[:_LEAD]):
            shown = found[0]
            if self.raw.count(shown) > 1:
                yield shown

    def line_at(self, place: int) -> str:
        """The flattened line around a place."""
        start = self.flat.rfind("\n", 0, place) + 1
        end = self.flat.find("\n", place)
        return self.flat[start : end if end >= 0 else len(self.flat)]


def _forms(text: str) -> list[str]:
    """Every word as addresses spell it."""
    return [_in_address(word) for word in _WORD.findall(text)]


@lru_cache(maxsize=8192)
def _in_address(word: str) -> str:
    """A word as addresses write it: small, without accents and apostrophes."""
    if word.isascii():
        return word.lower().replace("'", "")
    return "".join(filter(str.isalnum, without_accents(word)))


def _form_in(word: str, wanted: Collection[str]) -> str | None:
    """A word as an address has it, perhaps without an owner's ending ("Locke's"); None where it is not."""
    form = _in_address(word)
    if form not in wanted and word[-_POSSESSIVE_END:] in ("'s", "’s"):
        form = form[:-1]
    return form if form in wanted else None


def _trimmed(text: str) -> str:
    text = _ORNAMENT.sub("", squash(text).strip(_EDGE))
    for opening, closing in ("()", "[]", "（）", "【】"):
        if text.count(opening) != text.count(closing):
            text = text.strip(opening + closing + _EDGE)
    return text


def _may_be_title(text: str) -> bool:
    """Whether a marked text is as short as a title and starts as one."""
    if not 1 <= len(text) <= _LONGEST or len(text.split()) > _MOST_WORDS:
        return False
    if is_unspaced(text[0]) and len(text) > _LONGEST_UNSPACED and "、" in text:
        return False
    return not text[0].islower() and text[-1] not in ",;" and any(map(str.isalnum, text))


class Slug:
    """The last part of the address that has words, as witness."""

    def __init__(self, url: str | None, vocabulary: Vocabulary | None = None) -> None:
        self.words, self.above = _slug_words(url, vocabulary)
        self._joined: Final = f"-{'-'.join(self.words)}-"
        spaced = " ".join(self.words)
        pieces = [spaced]
        if vocabulary is not None:
            for found in reversed(list(vocabulary.slug_headline.find(spaced))):
                spaced = f"{spaced[: found.start]}|{spaced[found.end :]}"
            pieces = spaced.split("|")
            pieces = [vocabulary.without_slug_noun(piece.strip()) for piece in pieces]
        self._cut: Final = len(pieces) > 1
        self._pieces: Final = [f"-{'-'.join(piece.split())}-" for piece in pieces if piece.strip()]

    @property
    def spelled(self) -> str:
        """The title as the address sets it off with a word for "review", in capitals; "" where it does not."""
        words = self._pieces[0].strip("-").split("-") if len(self._pieces) == 1 and self._cut else []
        if len(words) > 1 and _YEAR.fullmatch(words[-1]):
            words.pop()
        return " ".join(word.capitalize() for word in words) if len(words) <= _FEW_WORDS else ""

    def holds(self, shown: str) -> float:
        """How much it says for a title that it holds the title's words in a row."""
        words = _forms(shown)
        joined = f"-{'-'.join(words)}-"
        if not words:
            return 0.0
        if joined in self._pieces:
            return _SLUG_PIECE
        if any(piece.count("-") > 2 and joined.startswith(piece) for piece in self._pieces):
            return _SLUG_START  # an address that breaks off within the title
        if joined not in self._joined:
            return 0.0
        weight = _SLUG_START if any(piece.startswith(joined) for piece in self._pieces) else _SLUG_INSIDE
        return weight if len(joined) > 6 else weight * _DOUBTED

    def credits(self, shown: str, vocabulary: Vocabulary) -> bool:
        """Whether it names somebody behind a word for "by": "moonlight-by-barry-jenkins"."""
        joined = "-".join(_forms(shown))
        return " " in shown and any(f"-{by}-{joined}-" in self._joined for by in vocabulary.sentence("by"))

    def repeats(self, head: str) -> bool:
        """Whether it is made from the headline or from a piece of it."""
        words = set(_forms(head))
        if not words.issuperset(self.words):
            return False
        first, *others = map(_forms, _PIECES.split(head))
        if others and first == list(self.words):
            return False  # whoever wrote the address chose the title and left the rest out
        return 2 * len(self.words) >= len(words) or list(self.words) in others

    def runs(self, text: _Text) -> Iterator[str]:
        """The longest runs of its words that the text spells with a capital at the start."""
        if not self.words:
            return
        places: dict[str, list[int]] = {word: [] for word in self.words}
        own = {word: form for word in set(text.words) if (form := _form_in(word, places)) is not None}
        for place, word in enumerate(text.words if own else ()):
            if word in own:
                places[own[word]].append(place)
        starts = {piece[1:].partition("-")[0] for piece in self._pieces}
        for first, word in enumerate(self.words):
            runs = [self._run(text, own, first, place) for place in places[word][:_MOST_PLACES]]
            shown = max((run for run in runs if run), key=len, default="")
            if " " in shown or (shown and word in starts):
                yield shown

    def _run(self, text: _Text, own: Mapping[str, str], first: int, place: int) -> str:
        """The text from one of its words on, as far as both go on alike; `own` tells which words are its own."""
        raw, bounds = text.raw, text.bounds
        start, end = bounds[2 * place : 2 * place + 2]
        if raw[start].islower():
            return ""
        if _in_address(text.words[place]) != self.words[first]:
            return raw[start : end - _POSSESSIVE_END]
        for behind, wanted in enumerate(self.words[first + 1 : first + len(text.words) - place], start=place + 1):
            opens, closes = bounds[2 * behind : 2 * behind + 2]
            gap = raw[end:opens]
            is_own = own.get(text.words[behind]) == wanted and len(gap) <= 3
            if not is_own or _PARTING.search(gap) or ("," in gap and is_unspaced(raw[opens])):
                break
            if _in_address(text.words[behind]) != wanted:
                return raw[start : closes - _POSSESSIVE_END]
            end = closes
        return raw[start:end]


def _slug_words(url: str | None, vocabulary: Vocabulary | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of the last part of an address that says something of the page, and the folders above that part."""
    parts = path_parts(url)
    if vocabulary is not None and (place := _work_folder(parts, vocabulary)):
        return tuple(_with_elided(_tokens_of(parts[place]))), parts[:place]
    if len(parts) > 1 and parts[-2].lower() in _SHELVES:
        return (), parts  # all that is filed under a person or a topic
    for place, part in reversed(list(enumerate(parts))):
        words = _with_elided(_tokens_of(part))
        while len(words) > 1 and _NUMBER.fullmatch(words[0]) and len(words[0]) != 1:
            words.pop(0)
        if _is_key(part) or (vocabulary is not None and vocabulary.is_section(" ".join(words))):
            continue
        if any(not word.isdigit() for word in words) and len(words) <= _MOST_SLUG_WORDS:
            return tuple(words), parts[:place]
    return (), parts


def _tokens_of(part: str) -> list[str]:
    return _forms(_SLUG_END.sub("", _SLUG_END.sub("", part)).replace("_", "-"))


def _work_folder(parts: tuple[str, ...], vocabulary: Vocabulary) -> int:
    """The place of the folder of a work, under which its reviews are: "/film/low-water/critique/123"; 0 for none."""
    for place in range(1, len(parts) - 1):
        is_filed = parts[place - 1].lower() in vocabulary.work_folders
        if is_filed and any(vocabulary.names_reviews(part.replace("-", " ")) for part in parts[place + 1 :]):
            return place if any(map(str.isalpha, parts[place])) and not _is_key(parts[place]) else 0
    return 0


def _with_elided(words: list[str]) -> list[str]:
    """Words of an address with what stood around an apostrophe in one: "bueller-s", "d-une"."""
    joined: list[str] = []
    for word in words:
        if joined and (word == "s" or (joined[-1] in _ELIDED and word[0] in _VOWELS)):
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _is_key(part: str) -> bool:
    return part.isalnum() and len(_RUN.findall(part)) >= _KEY_RUNS


class _Hypotheses:
    """All hypotheses of a page by their folded spelling."""

    def __init__(self, context: Context, slug: Slug, people: Collection[str], *, has_facts: bool) -> None:
        self._vocabulary = context.vocabulary
        self._slug = slug
        self._proper = Proper(context, slug.above)
        self._people = people
        self._has_facts = has_facts
        self._known: dict[str, Hypothesis] = {}
        self._dated: set[str] = set()

    def add(
        self,
        shown: str,
        *,
        headline: float = 0.0,
        raw: str = "",
        where: str = "",
        backed: bool = False,
        cut: bool = False,
    ) -> None:
        """Take a text for a hypothesis; keep the best that a headline says for it."""
        shown = _trimmed(shown)
        key = fold(shown)
        if cut and _ends_open(key, self._vocabulary):
            return
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _MOST_HYPOTHESES or not self._proper.admits(shown):
                return
            known = self._known[key] = Hypothesis(shown)
        known.backed = known.backed or backed
        known.cut = known.cut and cut
        if headline > known.headline:
            known.headline, known.headline_raw, known.headline_where = headline, raw, where
            known.shown = shown

    def add_called(self, shown: str) -> None:
        """Take what the lead calls the work, unless it is the work's noun ("The film is a …") or a person."""
        vocabulary = self._vocabulary
        words = fold(shown).split()
        if (
            is_title_case(shown, vocabulary)
            and len(words) <= _MOST_CALLED
            and (not is_full_name(shown) or words[0] in vocabulary.articles)
            and words[-1] not in vocabulary.parts("nouns")
            and not {*vocabulary.articles, *vocabulary.frequent, *vocabulary.sentence("stop")}.issuperset(words)
        ):
            self.add(shown, backed=True)
            known = self._known.get(fold(_trimmed(shown)))
            if known is not None:
                known.called = True

    def add_headline(self, head: str, where: str, trust: float) -> None:
        """The whole headline, its pieces between signs, its quotations, and what an owner's name precedes."""
        vocabulary = self._vocabulary
        head = _ORNAMENT.sub("", head)
        if quotes_speech(head):
            return  # neither who speaks nor what is said
        quotations = [quotation_of(found) for found in QUOTED.finditer(head)]
        for shown in quotations:
            only = len(quotations) == 1
            weight = _ONE_QUOTE if only else _SOME_QUOTES
            self.add(_title_of(shown, vocabulary), headline=weight * trust, raw=head, where=where)
        dated = _DATED.match(head)
        if dated is not None and _small_words(dated["title"]) <= _MOST_SMALL:
            title = _title_of(dated["title"], vocabulary)
            self.add(title, headline=_DATED_LINE * trust, raw=head, where=where, backed=True)
        two = _TWO_TITLES.match(head)
        if two is not None and is_other_script(two[2], two[1]):
            self.add(_title_of(two[1], vocabulary), headline=_BILINGUAL * trust, raw=head, where=where, backed=True)
        unworded = without_headline_words(head, vocabulary)
        pieces = [piece for piece in _PIECES.split(unworded) if piece.strip(_EDGE)]
        for place, piece in enumerate(pieces):
            if not QUOTED.search(piece):
                last = place == len(pieces) - 1
                weight = _WHOLE if len(pieces) == 1 else _FIRST if place == 0 else _LAST if last else _MIDDLE
                bare = weight == _WHOLE and is_title_case(piece, vocabulary) and unworded == head
                self._add_piece(piece, weight * trust, head, where, backed=bare and self._has_facts)

    def _add_piece(self, piece: str, weight: float, head: str, where: str, *, backed: bool) -> None:
        vocabulary = self._vocabulary
        subject = subject_of(piece, vocabulary)
        self._add_behind_lead(piece, weight, head, where)
        first = fold(subject.partition(" ")[0])
        is_named = first in vocabulary.articles or first not in vocabulary.not_names
        if subject != piece and is_named and not is_full_name(subject):
            self.add(_title_of(subject, vocabulary), headline=weight, raw=head, where=where)
        title = _title_of(piece, vocabulary)
        apposed = _APPOSED.match(piece)
        if apposed is not None and not _ends_with_name(apposed[1]):
            self.add(_title_of(apposed[1], vocabulary), headline=weight, raw=head, where=where)
        is_explained = apposed is not None and fold(apposed[2]) in vocabulary.sentence("indefinite")
        if reads_as_sentence(piece, vocabulary) or is_explained or len(title.split()) > 8:
            weight *= _DOUBTED
        if _YEAR.fullmatch(title) and piece != head:
            return  # "2019 / 108m - USA"
        called = without_last_noun(title, vocabulary)
        named = called != title and _small_words(called) <= 1 and not reads_as_sentence(called, vocabulary)
        backed = backed or named or not piece.strip(_EDGE).startswith(title[:1])
        self.add(title, headline=weight, raw=head, where=where, backed=backed and called == title)
        noun = fold(title[len(called) :])
        doubtful = noun in vocabulary.sentence(
            "works"
        )  # "African Cinema" is no title with a noun, "Low Water KDrama" is
        self.add(called, headline=weight, raw=head, where=where, backed=backed, cut=called != title and doubtful)
        if dated := BARE_YEAR.fullmatch(title):
            self.add(dated[1], headline=weight, raw=head, where=where)
        if made := before_maker(title, vocabulary):
            self.add(made, headline=weight, raw=head, where=where)
        for found in vocabulary.byline_phrases.find(flatten(title)):
            if title[: found.start].rstrip()[-1:] in (",", "–", "-", "—"):  # "La Nausée, de Jean-Paul Sartre"
                self.add(title[: found.start], headline=weight, raw=head, where=where)
        words = title.split()
        for length in range(1, min(len(words), _MOST_PREFIX + 1)):
            if not number_at_start(" " + " ".join(words[length:]), vocabulary):  # Part II is another work than Part I
                self.add(" ".join(words[:length]), headline=min(weight, _INSIDE), raw=head, where=where, cut=True)
        for owner in _POSSESSIVE.finditer(piece):
            if piece[owner.end()].isupper():
                owned = _title_of(piece[owner.end() :], vocabulary)
                self.add(owned, headline=_OWNED * weight / _WHOLE, raw=head, where=where)

    def _add_behind_lead(self, piece: str, weight: float, head: str, where: str) -> None:
        """What a piece says behind a word that may be a title's first one: "Watching X", "Is X Any Good?"."""
        first, _, rest = piece.strip(_EDGE).partition(" ")
        if first and rest[:1].isupper() and first.lower() in self._vocabulary.weak_leads:
            rest = before_remarks(rest, self._vocabulary)
            shown = subject_of(rest, self._vocabulary)
            self.add(_title_of(shown, self._vocabulary), headline=weight, raw=head, where=where)

    def add_line(self, line: Line, path: Callable[[LexborNode], str], *, credited: bool, first: bool) -> None:
        """A short line at the top, as themes print above the text, may be the title; a long one may begin with it."""
        text, vocabulary = line.text, self._vocabulary
        if line.label is not None or is_other_line(text, vocabulary):
            return
        where = path(line.node)
        self._add_dated(without_tag(text), where, credited=credited)
        if text[0] in "([":
            return
        if _is_long(text) or text[:1].islower() or fold(split_label(text)[0]) in vocabulary.furniture:
            return
        if first and _QUOTE_SIGN.search(text):
            for found in QUOTED.finditer(text):
                self.add(_title_of(quotation_of(found), vocabulary), headline=_SOME_QUOTES, raw=text, where=where)
        bare = without_headline_words(text, vocabulary)
        if bare != text:
            weight = _FIRST
            for piece in filter(str.strip, _PIECES.split(bare)):
                self.add(_title_of(piece, vocabulary), headline=weight, raw=text, where=where)
                weight = _MIDDLE
        elif text[-1] not in ".!?,;:。":
            unstarred = without_stars(text)
            title = _title_of(unstarred, vocabulary)
            self.add(title, headline=_ALONE, raw=text, where=where, backed=credited or unstarred != text)

    def add_repeated(self, head: str, where: str, trust: float, text: _Text, slug: Slug) -> None:
        """Runs of a headline's words, a capital or a figure at both ends, that stand in text or address too."""
        flat_head = flatten(head)
        elsewhere = "\n".join(line for line in text.raw.split("\n") if flatten(line) != flat_head)
        words = list(_SPACED.finditer(head))
        for first, start in enumerate(words[:_MOST_SLUG_WORDS]):
            if not (start[0][:1].isupper() or start[0][:1].isdigit()):
                continue
            for last in words[first : first + _MOST_PREFIX + 2]:
                shown = _trimmed(head[start.start() : last.end()])
                if not (last[0][:1].isupper() or last[0][:1].isdigit()) or not shown:
                    continue
                if shown not in elsewhere and not slug.holds(shown):
                    break
                self.add(shown, headline=_INSIDE * trust, raw=head, where=where, cut=True)
        for found in _FRAMED_IN.finditer(head):
            self.add(_title_of(found[1], self._vocabulary), headline=_SOME_QUOTES * trust, raw=head, where=where)

    def add_dated_line(self, line: Line, path: Callable[[LexborNode], str]) -> None:
        """A line below the top that is nothing but a title and its year."""
        dated = _DATED.match(line.text) if line.label is None and not _is_long(line.text) else None
        if dated is not None and dated.end() >= len(line.text) - 1:
            self._add_dated(line.text, path(line.node), credited=False)

    def _add_dated(self, text: str, where: str, *, credited: bool) -> None:
        dated = _DATED.match(text) if len(_YEARS.findall(text)) == 1 else None
        most_small = _MOST_SMALL if dated is not None and dated.end() >= len(text) - 1 else 1
        if dated is not None and _small_words(dated["title"]) <= most_small:
            title = _title_of(dated["title"], self._vocabulary)
            if is_full_name(title) or fold(title) in self._vocabulary.countries:
                return  # "Ann Stone, 2021": the maker, below the title; "Italia - 1997"
            self.add(title, headline=_DATED_LINE, raw=text[:200], where=where, backed=credited)
            if made := before_maker(title, self._vocabulary):
                self.add(made, headline=_DATED_LINE, raw=text[:200], where=where)
            self._dated.add(fold(_trimmed(title)))

    def hear(self, text: _Text, slug: Slug, heads: Sequence[tuple[str, str, float]]) -> None:
        """Let text, address and headlines speak for every hypothesis, the longest first."""
        marked: Counter[str] = Counter()
        for shown, times in text.marked.items():
            marked[fold(shown)] += times
        flat_heads = [flatten(head) for head, *_ in heads]
        standing = set(flat_heads)
        derived = any(slug.repeats(head) for head, *_ in heads)
        taken: set[int] = set()
        for key, known in sorted(self._known.items(), key=lambda item: len(item[0]), reverse=True):
            flat = flatten(known.shown)
            known.marked = marked[key]
            labelled_person = any(f" {flat} " in f" {name} " for name in self._people)
            is_forename = key in self._vocabulary.forenames
            taken_from = flatten(known.headline_raw)
            for place in whole_words(text.flat, flat):
                spelled = text.raw[place : place + len(flat)]
                line = text.line_at(place)
                if place in taken or (spelled[:1].islower() and known.shown[:1].isupper()):
                    continue  # a longer title stands here, or the words are no name
                known.spellings[spelled] += 1
                known.places += 1
                before, goes_on = text.raw[max(0, place - _NEAR) : place], _goes_on(text.raw, place + len(flat))
                known.inner += _INNER.search(before) is not None
                known.led += _LED.search(before) is not None
                known.followed += goes_on
                known.credited += labelled_person or self._is_person(text.flat, place, place + len(flat))
                if is_forename and goes_on:
                    continue
                if len(line) < len(flat) + _AROUND or line in standing or line == taken_from:
                    continue
                taken.update(range(place, place + len(flat)))
                known.named += 1
                known.in_lead = known.in_lead or place < _LEAD
            known.url = slug.holds(known.shown) * (_DOUBTED if derived else 1.0)
            if not known.headline:
                for (head, where, trust), flat_head in zip(heads, flat_heads, strict=True):
                    if any(True for _ in whole_words(flat_head, flat)):
                        known.headline, known.headline_raw, known.headline_where = _INSIDE * trust, head, where
                        break
            if derived and not known.named:
                known.url = 0.0
            if slug.credits(known.shown, self._vocabulary):
                known.places = known.credited = max(known.places, 1)

    def hear_owners(self, lines: Sequence[Line]) -> None:
        """Credit whom a line at the top gives as the owner of another hypothesis' review: "ゴジラのスガのレビュー"."""
        for said in filter(None, (owned_by(line.text, self._vocabulary) for line in lines[:_TOP_LINES])):
            for known in self._known.values():
                reviewed = said.removesuffix(known.shown)
                if reviewed != said and any(reviewed.startswith(other.shown) for other in self._known.values()):
                    known.credited = known.places

    def complete(self, heads: Sequence[tuple[str, str, float]]) -> None:
        """Prefer a longer title over its beginning, where headline and text say that both are one name.

        A number follows in the headline ("Part Two"), or the text names both halves of "Thor: Ragnarok". The other
        way round, "Dumbo de Tim Burton" is "Dumbo" where the text or the address calls it so.
        """
        for head, where, trust in heads:
            flat = flatten(head)
            for key, known in list(self._known.items()):
                begins = flat.startswith(flatten(known.shown))
                end = len(known.shown)
                number = number_at_start(head[end:], self._vocabulary) if begins else 0
                if number:
                    self._absorb(head[: end + number], (key,), head, where, trust)
            halves = _HALVES.fullmatch(head)
            if halves is None or not is_title_case(head, self._vocabulary) or len(head.split()) > _MOST_WHOLE:
                continue
            keys = tuple(fold(_trimmed(half)) for half in halves.groups())
            both = all(key in self._known and self._known[key].named for key in keys)
            both = both or self._is_written_as_title(head, halves[2])
            if both and not any(map(is_full_name, halves.groups())) and not seasons_in(head, self._vocabulary):
                self._absorb(head, keys, head, where, trust)
        for key in [key for key in self._known if key[-1] in "!?" and key.rstrip("!?") in self._known]:
            whole, bare = self._known[key], self._known[key.rstrip("!?")]
            kept, other = (bare, key) if bare.named > whole.named else (whole, key.rstrip("!?"))
            self._absorb(kept.shown, (other,), whole.headline_raw, whole.headline_where, 0.0)
        for key, known in list(self._known.items()):
            made = None if known.named else before_maker(known.shown, self._vocabulary)
            short = self._known.get(fold(made)) if made else None
            is_known = short is not None and (short.named or short.url or short.places > known.places)
            dated = _DATED.match(known.headline_raw) is not None
            if made and (is_known or (dated and is_made_by(known.shown, made, self._vocabulary, dated=dated))):
                self._absorb(made, (key,), known.headline_raw, known.headline_where, 1.0)

    def _is_written_as_title(self, head: str, subtitle: str) -> bool:
        """Whether capitals tell that a headline is a title and its subtitle, where sentences have none."""
        is_apart = ": " in head and not self._vocabulary.capitalises_titles and not self._vocabulary.capitalises_nouns
        return (
            is_apart
            and not head.isupper()
            and has_capitals(head)
            and sum(word[0].isupper() for word in subtitle.split()) > 1
        )

    def _absorb(self, shown: str, parts: tuple[str, ...], head: str, where: str, trust: float) -> None:
        """Let a hypothesis have what speaks for others, which it stands for."""
        self.add(shown, headline=_WHOLE * trust, raw=head, where=where, backed=True)
        key = fold(_trimmed(shown))
        whole = self._known.get(key)
        if whole is None:
            return
        for part in parts:
            if part == key or part not in self._known:
                continue
            other = self._known[part]
            whole.named, whole.in_lead = max(whole.named, other.named), whole.in_lead or other.in_lead
            whole.marked, whole.url = max(whole.marked, other.marked), max(whole.url, other.url)
            whole.headline = max(whole.headline, other.headline)
            whole.called = whole.called or other.called
            if part in self._dated:
                self._dated.add(key)

    def _is_person(self, flat: str, start: int, end: int) -> bool:
        """Whether the text credits a name: behind "directed by", or alone in brackets behind a character."""
        before = flat[max(0, start - 30) : start]
        return before.endswith(self._vocabulary.before_people) or (
            before.endswith("(") and flat[end : end + 1] in (")", ",")
        )

    def add_set_off(self, candidate: Candidate[str]) -> None:
        """Take what a headline's words set off."""
        known = self._known.setdefault(fold(candidate.value), Hypothesis(candidate.value, cut=False))
        known.set_off = max(known.set_off, candidate.weight)
        if not known.headline:
            known.headline_raw, known.headline_where = candidate.raw, candidate.where

    def candidates(self, headlines: Sequence[str]) -> Iterator[Candidate[str]]:
        """What each witness says for each hypothesis that is at all likely."""
        for key in self._dated:
            if key in self._known:
                self._known[key].dated = True
                self._known[key].backed |= len(self._dated) == 1
        for known, likelihood in likelihoods(self._known, headlines, self._vocabulary):
            if likelihood >= _LEAST:
                yield from _said(known, likelihood)


def _said(known: Hypothesis, likelihood: float) -> Iterator[Candidate[str]]:
    """What each witness says for a hypothesis, as much as convinces of it as far as it is likely."""
    shown = known.shown
    if shown.isupper() and known.spellings:
        shown = known.spellings.most_common(1)[0][0]
    witnesses = [
        (method, raw, where)
        for speaks, method, raw, where in (
            (known.headline or known.set_off, Method.HEADLINE, known.headline_raw, known.headline_where),
            (known.url, Method.URL, known.shown, "url"),
            (known.named or known.marked or known.called or known.backed, Method.TEXT, known.shown, "text"),
        )
        if speaks
    ] or [(Method.TEXT, known.shown, "text")]
    trust = _EVEN + (likelihood - _EVEN) * _UNSTATED if likelihood >= _LIKELY else likelihood * _UNLIKELY
    for method, raw, where in witnesses:
        weight = min(1.0, shares(trust, witnesses) / trust_in("title", method))
        yield Candidate("work.title", shown, raw, method, where, weight)


def _ends_with_name(text: str) -> bool:
    """Whether a text closes with a person's full name, of whom more is said: "È morto Ann Lee, maestro di"."""
    return is_full_name(" ".join(text.split()[-2:]))


def _without_small_end(text: str, vocabulary: Vocabulary) -> str:
    """A run without the small words that it ends with by chance: "Netflix en"."""
    words = text.split(" ")
    while len(words) > 1 and words[-1] in vocabulary.frequent:
        words.pop()
    return " ".join(words)


def _capitalised_start(text: str) -> str:
    words = text.split(" ")
    first_small = next((place for place, word in enumerate(words) if word[:1].islower()), len(words))
    return " ".join(words[:first_small])


def _ends_open(folded: str, vocabulary: Vocabulary) -> bool:
    """Whether a cut left a small word at the end that binds to what follows: "The Future of"."""
    words = folded.split()
    return len(words) > 1 and (words[-1] in vocabulary.frequent or words[-1] in vocabulary.articles)


def _goes_on(text: str, end: int) -> bool:
    """Whether a capitalised word follows directly, so that a longer name starts here: "Michael Keaton"."""
    return text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()


def _small_words(text: str) -> int:
    return sum(word[0].islower() for word in text.split())


@remembered
def is_other_line(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line is no headline but a label with its value, a date, a rating, a byline or a number."""
    unstarred = without_stars(text)
    if unstarred != text and vocabulary.label(unstarred) is not None:
        return True
    label, value = split_label(text[:_LABEL_LENGTH])
    if value is not None and vocabulary.label_keys(label) not in ((), ("title",)):
        return True
    if len(text) > _HEADING_LINE:
        return False
    return (
        not any(map(str.isalpha, _without_scale(text, vocabulary)))
        or _SCORE_LINE.fullmatch(text) is not None
        or flatten(text).startswith(vocabulary.before_makers)
        or starts_byline(text, vocabulary)
        or _is_origin(text, vocabulary)
        or (_states_rating(text) and parse_rating(text, vocabulary=vocabulary) is not None)
        or (text[0].isdigit() and any(said.how == "label" for said in statements(text, vocabulary)))
        or _is_date(text, vocabulary)
    )


def _without_scale(text: str, vocabulary: Vocabulary) -> str:
    """A line with stars or figures without the words of a scale: "*** 1/2 out of ****"."""
    if text[0].isalpha():
        return text
    flat = flatten(text)
    for words in (*vocabulary.rating_words("out_of"), *vocabulary.rating_words("stars")):
        flat = flat.replace(words, "") if words in flat else flat
    return flat


def _is_origin(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line is a country and a year: "USA 2017"."""
    dated = BARE_YEAR.fullmatch(text) if text[-1:].isdigit() else None
    return dated is not None and fold(dated[1].strip(" -–,")) in vocabulary.countries


def _states_rating(text: str) -> bool:
    """Whether a line can be a rating by itself, not one behind a title: no stars, no number in brackets at its end."""
    return without_stars(text) == text and _RATED_BEHIND.search(text) is None


def _is_date(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line is a date and nothing else of weight."""
    if not any(map(str.isdigit, text)) or parse_date(text, language=vocabulary.language) is None:
        return False
    words = [word for word in _WORD.findall(fold(text)) if not word.isdigit()]
    return len(words) <= 5 and sum(len(word) for word in words) <= _DATE_LETTERS


def _is_long(text: str) -> bool:
    """Whether a line is running text rather than a heading; scripts without spaces need fewer characters."""
    return len(text) > (_HEADING_LINE_UNSPACED if is_unspaced(text[0]) else _HEADING_LINE) or "。" in text[:-1]


def _title_of(text: str, vocabulary: Vocabulary) -> str:
    return read_title(_ORNAMENT.sub("", text.strip(_SIGNS)), vocabulary).title or ""
