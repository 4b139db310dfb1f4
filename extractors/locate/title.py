"""The work's own title: what markup, labels and headlines state, then what headline, address and text agree on."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from extractors.context import Context
from extractors.document import node_text
from extractors.locate.agreement import agreed_titles, host_parts, letters_of
from extractors.locate.lines import labelled, site_texts
from extractors.parse.rating import parse_rating, verdict_in
from extractors.parse.text import fold, squash
from extractors.parse.title import HeadlineReading, read_headline, read_title
from extractors.segment import ReviewUnit
from extractors.vocabulary import Vocabulary
from schemas.evidence import Candidate, Method

_MOST_LINES: Final = 60
_TOP_LINES: Final = 12
_LONGEST_HEADLINE: Final = 150
_LONG_NAME: Final = 6
_SURE: Final = 0.85
"""Trust of a headline that names the title beside a word for "review"."""
_NOUN_SHARE: Final = 0.6
"""A noun belongs to the title where the text writes it behind so many of the title's mentions."""


def locate_title(unit: ReviewUnit, context: Context) -> list[Candidate[str]]:
    """Candidates for the work's own title.

    What markup, a label or a headline's words state is enough where the text knows it; else agreement is sought.
    """
    stated = list(_stated_titles(unit, context))
    text = fold(" ".join(line.text for line in unit.lines[:_MOST_LINES]))
    if any(_is_sure(candidate) and fold(candidate.value) in text for candidate in stated):
        return stated
    return [*stated, *agreed_titles(unit, context, list(_headlines(unit, context)))]


def _is_sure(candidate: Candidate[str]) -> bool:
    return candidate.method is not Method.HEADLINE or candidate.weight >= _SURE


def _stated_titles(unit: ReviewUnit, context: Context) -> Iterator[Candidate[str]]:
    document = unit.document
    read = partial(read_headline, site_name=context.site_name, vocabulary=context.vocabulary)
    headlines = list(_headlines(unit, context))
    standing = {fold(text) for text, *_ in headlines}
    body = "\n".join(line.text for line in unit.lines[:_MOST_LINES] if fold(line.text) not in standing)
    for name, method, where in stated_names(unit, context):
        title = _own_title(name, read, context, body)
        if title:
            yield Candidate("work.title", title, name, method, where)
    for line, label, value in labelled(unit):
        if context.vocabulary.label(label) == "title" and len(value) <= 150 and not is_verdict(value, context):
            titled = read_title(value, context.vocabulary).title or value
            yield Candidate("work.title", titled, value, Method.LABEL, document.path(line.node))
    for text, where, weight in headlines:
        reading = read(text)
        title = _title_in_text(reading, body) if reading is not None else None
        if reading is not None and title and fold(title) not in context.vocabulary.furniture:
            trust = weight if reading.says_review else weight * 0.7
            yield Candidate("work.title", title, text, Method.HEADLINE, where, trust)


def is_verdict(value: str, context: Context) -> bool:
    """Whether what stands behind "Film:" is its rating, as reviews of discs have it."""
    vocabulary = context.vocabulary
    return parse_rating(value, vocabulary=vocabulary) is not None or verdict_in(value, vocabulary) is not None


def stated_names(unit: ReviewUnit, context: Context) -> Iterator[tuple[str, Method, str]]:
    """What markup calls the work: the site file's selector, the reviewed item, Rank Math's box."""
    for text, path in site_texts(unit, context, "work.title"):
        yield text, Method.SITE, path
    work = context.subject.work
    if work is not None and (name := work.text("name")):
        yield name, work.syntax, f"{work.where}/name"
    for node in unit.document.tree.css(".rank-math-title"):
        name = node_text(node)
        if name and unit.contains(node):
            yield name, Method.PLUGIN, unit.document.path(node)


def _title_in_text(reading: HeadlineReading, body: str) -> str | None:
    """The headline's title; whether the noun before "review" belongs to it, the text tells ("Squid Game Review")."""
    short = reading.title or reading.without_noun
    if short and reading.with_noun:
        with_noun = body.count(reading.with_noun)
        if with_noun and with_noun >= _NOUN_SHARE * body.count(short):
            return reading.with_noun
    return reading.title or (short if short and short in body else None)


def _own_title(name: str, read: Callable[[str], HeadlineReading | None], context: Context, body: str) -> str | None:
    """A name from markup as a title: "X, season 2" and "X (2018)" are X, and plugins write "X Review: …" for X.

    None where it is a headline of which the title cannot be told.
    """
    reading = read(name)
    if reading is not None and reading.says_review:
        return _title_in_text(reading, body)
    return read_title(name, context.vocabulary).title or name


def _headlines(unit: ReviewUnit, context: Context) -> Iterator[tuple[str, str, float]]:
    """The page's headline where it stands: text, place, trust. All are one and the same words, so one method.

    Where no heading is marked up, the first line is one, and each short line at the top that says review.
    """
    document = unit.document
    if unit.heading is not None and not _is_site(unit.heading.text, document.url):
        yield unit.heading.text, document.path(unit.heading.node), 1.0
    elif unit.lines and len(unit.lines[0].text) <= _LONGEST_HEADLINE and not _is_site(unit.lines[0].text, document.url):
        yield unit.lines[0].text, document.path(unit.lines[0].node), 0.9
    for name in ("og:title", "twitter:title"):
        if text := document.first_meta(name):
            yield squash(text), f"meta[{name}]", 0.9
    if document.title and not _is_site(document.title, document.url):
        yield document.title, "title", 0.85
    if unit.heading is None:
        for line in unit.lines[1:_TOP_LINES]:
            if _says_review(line.text, context.vocabulary) and not _is_site(line.text, document.url):
                yield line.text, document.path(line.node), 0.85


def _is_site(text: str, url: str | None) -> bool:
    """Whether a headline is the site's name, as its host spells it: "The Reel Review" on thereelness.test."""
    bare = letters_of(text)
    core = bare.removesuffix("reviews").removesuffix("review")
    return len(core) >= _LONG_NAME and any(part.startswith(core) for part in host_parts(url))


def _says_review(text: str, vocabulary: Vocabulary) -> bool:
    return (
        len(text) <= _LONGEST_HEADLINE
        and vocabulary.after_byline(text) is None
        and any(match.word.review for match in vocabulary.headline_words(text))
    )


def readings(unit: ReviewUnit, context: Context) -> list[tuple[HeadlineReading, str, str]]:
    """What each headline of the page says, with its place and text, the best first."""
    found = []
    for text, where, _ in _headlines(unit, context):
        reading = read_headline(text, site_name=context.site_name, vocabulary=context.vocabulary)
        if reading is not None:
            found.append((reading, where, text))
    return found
