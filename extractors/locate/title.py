"""The work's own title: what markup, labels and headlines state, then what headline, address and text agree on."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from extractors.context import Context
from extractors.locate.agreement import Slug, agreed_titles, is_other_line
from extractors.locate.lines import site_texts
from extractors.locate.proper import Proper
from extractors.markup import node_text
from extractors.parse.byline import after_byline
from extractors.parse.memo import remembered
from extractors.parse.names import is_full_name, split_names
from extractors.parse.pattern import pattern
from extractors.parse.rating import parse_rating, verdict_in
from extractors.parse.rubric import bare_headline, is_rubric
from extractors.parse.text import flatten, fold, letters_of, split_label, squash, whole_words
from extractors.parse.title import (
    BARE_YEAR,
    QUOTED,
    HeadlineReading,
    before_maker,
    is_balanced,
    is_made_by,
    is_title_case,
    quotation_of,
    read_headline,
    read_title,
    without_article,
)
from extractors.parse.url import host_parts
from extractors.segment import Line, ReviewUnit
from extractors.structured.plugins import RANK_MATH
from extractors.vocabulary import Vocabulary
from schemas.evidence import Candidate, Method

_MOST_LINES: Final = 60
_MOST_BOXES: Final = 20
_TOP_LINES: Final = 12
_FIRST_LINES: Final = 3
_LONGEST_HEADLINE: Final = 180
_LONG_NAME: Final = 6
_SENTENCE: Final = 80
_CAPTION: Final = 50
_WITHIN: Final = pattern(r"[^\W\d_]['’s]{0,2},? [\"“‘«']?$")
"""The end of what stands in front of a word within a sentence."""
_IN_BRACKETS: Final = pattern(r"[(（][^)）]*[)）]")
_GLUED: Final = pattern(r"(?<=[^\W\d_]|[!?)”’\"])((?-i:[A-ZÀ-Þ])[^\W\d_]{2,20}(?: [^\W\d_]{1,12})?)\s?:")
_TWO_PARTS: Final = pattern(r"\s[-–—|]\s|[:：]\s")
_OPEN_BRACKET: Final = pattern(r"\s*[(（\[][^)）\]]*$")
_SHORTEST_SHOUTED: Final = 3
_OWNER: Final = pattern(r"([^’'\"“]{5,40})['’]s?\s(?=[\"“‘'«]?[A-ZÀ-Þ\d])")
_READ: Final = (Method.HEADLINE, Method.URL, Method.TEXT)
"""Ways of reading that may leave out a title's article; markup and labels state it."""
_SURE: Final = 0.85
"""Trust of a headline that names the title beside a word for "review"."""
_NOUN_SHARE: Final = 0.75
"""A noun belongs to the title where the text writes it behind so many of the title's mentions."""


def locate_title(unit: ReviewUnit, context: Context) -> list[Candidate[str]]:
    """Candidates for the work's own title.

    What markup, a label or a headline's words state is enough where the text knows it; else agreement is sought.
    """
    headlines = _each_once(_headlines(unit, context))
    mentions = _Mentions(unit)
    stated = list(_stated_titles(unit, context, headlines, mentions))
    named = [candidate for candidate in stated if mentions.besides(candidate.raw).times(candidate.value)]
    if not any(map(_is_sure, named)):
        set_off = [candidate for candidate in stated if candidate.method is Method.HEADLINE]
        others = [candidate for candidate in stated if candidate.method is not Method.HEADLINE]
        found = [*others, *agreed_titles(unit, context, headlines, set_off)]
    else:  # of two headlines the one counts whose title the text speaks of
        found = [candidate for candidate in stated if candidate.method is not Method.HEADLINE or candidate in named]
    if not all(candidate.method in _READ for candidate in found):
        return found
    whole = {title: mentions.with_article(title, context.vocabulary) for title in {one.value for one in found}}
    return [replace(one, value=whole[one.value]) for one in found]


def _each_once(headlines: Iterable[tuple[str, str, float]]) -> list[tuple[str, str, float]]:
    """Of headlines with the same words the first, the most trusted one."""
    seen: dict[str, tuple[str, str, float]] = {}
    for headline in headlines:
        seen.setdefault(headline[0], headline)
    return list(seen.values())


def _is_sure(candidate: Candidate[str]) -> bool:
    return candidate.method is not Method.HEADLINE or candidate.weight >= _SURE


class _Mentions:
    """Where the page may name a title: the lines of its text, flattened once, and its address."""

    def __init__(self, unit: ReviewUnit) -> None:
        self._lines: Final = [line.text for line in unit.lines[:_MOST_LINES]]
        self._whole: Final = "\n".join(self._lines)
        self._flat: Final = [flatten(text) for text in self._lines]
        self._slug: Final = Slug(unit.document.url)

    def with_article(self, title: str, vocabulary: Vocabulary) -> str:
        """A title with the article that it has wherever the text names it, with its capital within a sentence.

        Headlines leave it out ("A gripping ‘Crown’"), and so do addresses.
        """
        first = title.partition(" ")[0].lower()
        article = next(
            (
                word.capitalize()
                for word in vocabulary.leading_articles
                if word.isalpha() and f"{word.capitalize()} {title}" in self._whole
            ),
            "",
        )
        if not article or first in vocabulary.leading_articles or not title[0].isupper():
            return title
        long = [text for text in self._lines if len(text) > _CAPTION]
        fronts = [text[:place] for text in long for place in whole_words(text, title)]
        is_always = all(front.endswith(f"{article} ") for front in fronts)
        is_within = any(_WITHIN.search(front.removesuffix(f"{article} ")) for front in fronts)
        return f"{article} {title}" if is_always and is_within else title

    def besides(self, *headlines: str) -> "_Named":
        """The page without the headlines that state a title."""
        standing = set(map(flatten, headlines))
        kept = [place for place, flat in enumerate(self._flat) if flat not in standing]
        body, flat_body = ("\n".join(lines[place] for place in kept) for lines in (self._lines, self._flat))
        return _Named(body, flat_body, self._slug)


@dataclass(frozen=True, slots=True)
class _Named:
    """How often the page names a title in another place than the headlines that state it."""

    body: str
    _flat: str
    _slug: Slug

    def times(self, title: str) -> int:
        """In its text, as whole words."""
        return sum(1 for _ in whole_words(self._flat, flatten(title)))

    def spelled(self, title: str) -> str:
        """The title as the text most often writes it, where a headline in capitals or small letters hides that."""
        if not (title.isupper() or title.islower()) or len(title) < _SHORTEST_SHOUTED:
            return title
        flat = flatten(title)
        found = (self.body[place : place + len(flat)] for place in whole_words(self._flat, flat))
        spellings = Counter(one for one in found if one[:1] == one[:1].upper() and one != title)
        return spellings.most_common(1)[0][0] if spellings else title

    def by_surname(self, name: str) -> bool:
        """By the last word of a person's name alone, as texts call directors: "Burton"."""
        last = name.split()[-1]
        return self.times(last) > self.times(" ".join(name.split()[-2:]))

    def anywhere(self, title: str) -> bool:
        """In its text or its address."""
        return self.times(title) > 0 or self._slug.holds(title) > 0


def _stated_titles(
    unit: ReviewUnit, context: Context, headlines: list[tuple[str, str, float]], mentions: _Mentions
) -> Iterator[Candidate[str]]:
    document = unit.document
    read = partial(read_headline, site_name=context.site_name, vocabulary=context.vocabulary)
    lesser = list(_lesser_headlines(unit, context))
    named = mentions.besides(*(text for text, *_ in headlines), *(text for text, _ in lesser))
    proper = Proper(context)
    for name, method, where in stated_names(unit, context):
        title = _own_title(name, read, context, named)
        if title:
            yield Candidate("work.title", title, name, method, where)
    for line, label, value in unit.labelled:
        value = without_glued_labels(value, context.vocabulary)
        if context.vocabulary.label(label) == "title" and len(value) <= 150 and names_title(value, context):
            titled = read_title(value, context.vocabulary).title or value
            if not is_balanced(titled):  # a bracket that goes on in the next line: "Reply 1988 (응답하라 1988"
                titled = _OPEN_BRACKET.sub("", titled) or titled
            yield Candidate("work.title", titled, value, Method.LABEL, document.path(line.node))
    for text, where, weight in headlines:
        reading = read(text)
        title = _title_in_text(reading, named, context) if reading is not None else None
        if reading is not None and title and _is_credible(title, reading, text, named, proper, context):
            trust = weight if reading.says_review else weight * 0.7
            yield Candidate("work.title", title, text, Method.HEADLINE, where, trust)
    for text, where in lesser:
        reading = read(text)
        title = _title_in_text(reading, named, context) if reading is not None else None
        if reading is None or not title or not is_title_case(title, context.vocabulary):
            continue
        stands_apart = named.anywhere(title) or _TWO_PARTS.search(text)
        if stands_apart and _is_credible(title, reading, text, named, proper, context):
            yield Candidate("work.title", title, text, Method.HEADLINE, where, _SURE)


def _is_credible(
    title: str, reading: HeadlineReading, headline: str, named: _Named, proper: Proper, context: Context
) -> bool:
    """Whether what a headline's words set off is a title: one that the page names, or one that at least looks like it.

    Not named elsewhere, it is written as titles are and is not the reviewer ("Recensione di Monica"); headlines in
    small letters alone are exempt.
    """
    vocabulary = context.vocabulary
    # Marks show that a word which labels or other kinds use is a title here: 'Отзыв: Фильм "Текст"', "'Chef' Review".
    is_word = fold(title) in vocabulary.labels or (reading.says_review and vocabulary.is_kind(fold(title)))
    quoted = is_word and any(quotation_of(found) == title for found in QUOTED.finditer(headline))
    if not quoted and not proper.admits_stated(title, says_review=reading.says_review):
        return False
    if named.anywhere(title):
        return True
    if not is_title_case(title, vocabulary) and headline != headline.lower():
        return False
    before = flatten(headline.partition(title)[0]).rstrip()
    by_whom = before.endswith(tuple(f" {word}" for word in vocabulary.sentence("by")))
    return not (by_whom and (fold(title) in vocabulary.forenames or is_full_name(title)))


def names_title(value: str, context: Context) -> bool:
    """Whether a label of titles may mean what stands behind it: no verdict, and not the label of the next cell."""
    return not _is_verdict(value, context) and context.vocabulary.label(value) is None


def _is_verdict(value: str, context: Context) -> bool:
    """Whether what stands behind "Film:" is its rating, as reviews of discs have it."""
    vocabulary = context.vocabulary
    bare = _IN_BRACKETS.sub("", value)
    return any(
        not text.strip(" .,").isalpha() and parse_rating(text, vocabulary=vocabulary) is not None
        for text in dict.fromkeys((value, bare))
    ) or (verdict_in(value, vocabulary) is not None)


def without_glued_labels(value: str, vocabulary: Vocabulary) -> str:
    """A value up to the next label, where the page lost the breaks between them: "Gone GirlDirector: David …"."""
    for found in _GLUED.finditer(value):
        if vocabulary.label_keys(found[1]):
            return value[: found.start()].strip()
    return value


def stated_names(unit: ReviewUnit, context: Context) -> Iterator[tuple[str, Method, str]]:
    """What markup calls the work: the site file's selector, the reviewed item, Rank Math's box."""
    for text, path in site_texts(unit, context, "work.title"):
        yield text, Method.SITE, path
    work = context.subject.work
    if work is not None:
        whole = next((whole for part in ("partOfSeries", "partOfTVSeries") for whole in work.items(part)), work)
        if name := whole.text("name"):
            yield name, work.syntax, f"{whole.where}/name"
    for node in unit.document.select(RANK_MATH.title, _MOST_BOXES) if unit.document.is_of_rank_math else ():
        name = node_text(node)
        if name and unit.contains(node):
            yield name, Method.PLUGIN, unit.document.path(node)


def _title_in_text(reading: HeadlineReading, named: _Named, context: Context) -> str | None:
    """The headline's title as the text has it: without what headlines alone put around it, in the text's spelling."""
    title = _noun_in_text(reading, named, context)
    behind = reading.behind if reading.behind and not is_full_name(reading.behind) else None
    if title and behind and not named.times(title) and named.times(behind):
        title = behind
    return named.spelled(_bounded(title, named, context.vocabulary)) if title else title


def _bounded(title: str, named: _Named, vocabulary: Vocabulary) -> str:
    """A title without an article, an owner or an exclamation mark that the text does not know: "The Dune Review"."""
    if named.times(title):
        return title
    owner = _OWNER.match(title)
    owned = title[owner.end() :] if owner is not None and is_full_name(owner[1]) else title
    bare = without_article(title, vocabulary) if vocabulary.capitalises_titles else title
    others = (owned, bare, title.rstrip("!?…. "))
    return next((other for other in others if other != title and named.times(other)), owned)


def _noun_in_text(reading: HeadlineReading, named: _Named, context: Context) -> str | None:
    """The headline's title; whether the noun before "review" belongs to it, the text tells ("Squid Game Review")."""
    short, body = reading.title or reading.without_noun, named.body
    made = before_maker(short, context.vocabulary) if short and not named.times(short) else None
    if short and made:
        vocabulary = context.vocabulary
        is_known = named.anywhere(made) or named.by_surname(short[len(made) :])
        dated = reading.year is not None
        if is_known or ((dated or reading.says_review) and is_made_by(short, made, vocabulary, dated=dated)):
            return made  # "Dumbo de Tim Burton", "Dumbo de Tim Burton (2019)"
    bare_year = BARE_YEAR.fullmatch(short or "")
    if bare_year is not None and short and not named.times(short) and named.times(bare_year[1]):
        return bare_year[1]  # "The Critic 2024 Movie Review"; "Blade Runner 2049" the text calls so
    if short and reading.with_noun:
        with_noun, without = (body.replace("-", " ").count(title) for title in (reading.with_noun, short))
        needed = 1 if reading.without_noun else 2  # "Game" may be the title's, "Movie" hardly ever is
        if with_noun >= needed and with_noun >= _NOUN_SHARE * without:
            return reading.with_noun
    return reading.title or (short if short and short in body else None)


def _own_title(name: str, read: Callable[[str], HeadlineReading | None], context: Context, named: _Named) -> str | None:
    """A name from markup as a title: "X, season 2" and "X (2018)" are X, and plugins write "X Review: …" for X.

    None where it is a headline of which the title cannot be told.
    """
    reading = read(name)
    if reading is not None and reading.says_review:
        return _title_in_text(reading, named, context)
    return read_title(name, context.vocabulary).title or name


def main_headline(unit: ReviewUnit, context: Context) -> str:
    """The text of the page's headline, "" where none is told from the site's name and lines of facts."""
    text = next((text for text, *_ in _headlines(unit, context)), "")
    columns = text.split("|")
    return next((column for column in columns if _says_review(column, context.vocabulary)), columns[0]).strip()


def _headlines(unit: ReviewUnit, context: Context) -> Iterator[tuple[str, str, float]]:
    """The page's headline where it stands: text, place, trust. All are one and the same words, so one method.

    Where no heading is marked up, the first line is one, and each short line at the top that says review.
    """
    document = unit.document
    if unit.heading is not None and _is_headline(unit.heading.text, document.url, context.vocabulary):
        yield unit.heading.text, document.path(unit.heading.node), 1.0
    elif line := headline_line(unit, context):
        yield without_glued_labels(line.text, context.vocabulary), document.path(line.node), 0.9
    for name in ("og:title", "twitter:title"):
        if (text := document.first_meta(name)) and _is_headline(squash(text), document.url, context.vocabulary):
            yield squash(text), f"meta[{name}]", 0.9
    if document.title and _is_headline(document.title, document.url, context.vocabulary):
        yield document.title, "title", 0.85


def headline_line(unit: ReviewUnit, context: Context) -> Line | None:
    """The line that serves as headline on a page that marks up none: the first of the text that can be one."""
    return next((line for line in unit.lines[:_FIRST_LINES] if _is_headline_line(line.text, context)), None)


def says_review_above(unit: ReviewUnit, context: Context) -> bool:
    """Whether a short line at the top that is no headline speaks of a review: "Listen to the review by …"."""
    lines = (*unit.byline, *unit.lines[:_TOP_LINES])
    return any(
        len(line.text) <= _LONGEST_HEADLINE
        and any(match.word.review for match in context.vocabulary.headline_words(line.text))
        for line in lines
    )


def _lesser_headlines(unit: ReviewUnit, context: Context) -> Iterator[tuple[str, str]]:
    """Short lines at the top that say review, on a page that marks up no heading."""
    words, url = context.vocabulary, context.document.url
    if unit.heading is None:
        for line in unit.lines[1:_TOP_LINES]:
            if _is_headline(line.text, url, words) and _says_review(line.text, words):
                yield line.text, unit.document.path(line.node)


def _is_headline_line(text: str, context: Context) -> bool:
    """Whether a line that no markup calls a heading can be the headline: no long sentence."""
    is_sentence = len(text) > _SENTENCE and text[-1] in '.?!。…]"”»'
    return not is_sentence and _is_headline(text, context.document.url, context.vocabulary)


@remembered
def _is_headline(text: str, url: str | None, vocabulary: Vocabulary) -> bool:
    """Whether a text can be the headline of a review: not the site's name, nor an archive's, nor a line of facts."""
    if len(text) > _LONGEST_HEADLINE or text[-1:] in (":", "：") or _is_site(text, url, vocabulary):
        return False
    if is_rubric(text, vocabulary):
        return False
    if not _says_review(text, vocabulary):
        core = bare_headline(text, vocabulary).text
        if core != text and vocabulary.label(core) is not None:
            return False  # "Acting: 4/5"
        if is_other_line(core, vocabulary):
            return False
        text = core
    return (
        not vocabulary.is_kind(fold(text))
        and fold(split_label(text)[0]) not in vocabulary.furniture
        and not _lists_players(text, vocabulary)
    )


def _lists_players(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line without a label lists who plays: "Avec Ann Lee, Bo Diaz"."""
    first, _, rest = text.partition(" ")
    if flatten(first) not in vocabulary.company or "," not in rest:
        return False
    return sum(is_full_name(part.name) for part in split_names(rest, vocabulary)) > 1


def _is_site(text: str, url: str | None, vocabulary: Vocabulary) -> bool:
    """Whether a headline is the site's name, as its host spells it: "The Reel Review" on thereelness.test."""
    bare = letters_of(text)
    core = next((bare.removesuffix(noun) for noun in vocabulary.review_nouns if bare.endswith(noun)), bare)
    return len(core) >= _LONG_NAME and any(part.startswith(core) for part in host_parts(url))


@remembered
def _says_review(text: str, vocabulary: Vocabulary) -> bool:
    words = [match for match in vocabulary.headline_words(text) if match.word.review]
    return any(after_byline(text[match.end :].lstrip(" :0123456789"), vocabulary) is None for match in words)


def readings(unit: ReviewUnit, context: Context) -> list[tuple[HeadlineReading, str, str]]:
    """What each headline of the page says, with its place and text, the best first."""
    found = []
    for text, where, _ in _headlines(unit, context):
        reading = read_headline(text, site_name=context.site_name, vocabulary=context.vocabulary)
        if reading is not None:
            found.append((reading, where, text))
    return found
