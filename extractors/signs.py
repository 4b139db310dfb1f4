"""What speaks for a review and against one: signs, each with an amount, and what they are worth together.

The worths stand in signs.toml, as logits: a logistic regression (Newton's method, ridge 0.7 towards points set by
hand, so that a sign which hardly a page has keeps its worth) over the signs of 511 pages labelled by reading, in ten
languages and mostly one of each host, full pages twice, and at 0.3 of their weight of 800 pages whose sections say what
they are: a student paper's film pages and its news, film blogs, a broadcaster's news of film and music, essays. Fitted
on nine tenths of the hosts and measured on the rest, it misses 15 of 417 reviews and takes 25 of 94 pages chosen to
look like reviews for one; points by hand, partly made on the same pages, 27 and 30.

Since titles are chosen by a fitted table (`locate/title_signs`), which finds them in news of works too, it misses 24 of
955 labelled reviews and takes 79 of 214 pages made to look like one; rules were written with most of these in view.

"nothing but facts" and "quotes with their sources" came later, with points by hand; tests/benchmarks/forms/kinds.py has
the kinds of pages. A new fit to 281 reviews and 39 other pages, each site judged without its own pages, took 9 to 13 of
the latter where the table takes 2, so it stands.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from math import sqrt
from typing import Any, Final

import rtoml

from extractors.context import Context
from extractors.locate.page import sections_of
from extractors.locate.title import main_headline, readings, says_review_above
from extractors.parse.pattern import pattern
from extractors.parse.text import flatten, fold
from extractors.parse.title import quotes_speech
from extractors.parse.url import path_of, path_parts
from extractors.segment import ReviewUnit
from schemas.evidence import Candidate, Method
from schemas.review import Role, WorkKind

_SURE_TITLE: Final = 0.65
_DOUBTFUL_TITLE: Final = 0.5
_RATHER_SURE: Final = 0.65
_FEW_WORDS: Final = 3
_SHORTEST_TEXT: Final = 60
_TELLING: Final = 150
_RUNNING: Final = 60
_MANY_QUESTIONS: Final = 4
_QUESTION_SHARE: Final = 0.12
_SEVERAL: Final = 3
_MANY: Final = 4
_MENU_WORDS: Final = 4
_FACT_LABELS: Final = 2
_MOST_DIRECTORS: Final = 5
_WORDS_PER_TEASER: Final = 80
_LONGEST_ENTRY: Final = 80
_LONGEST_HEADLINE: Final = 120
_LONGEST_CRY: Final = 60
_LONGEST_READ: Final = 20_000
_LONGEST_SOURCE: Final = 40
_LONGEST_BYLINE: Final = 60
_TOP_LINES: Final = 4
_SENTENCE_ENDS: Final = (".", "。", "…", "]", "!", "！")
_NUMBERED: Final = pattern(r"(?:\w{1,4}\s)?(?:[3-9]|[1-9]\d{1,2})\s\D")
_ENTRY: Final = pattern(r"(?:\d{1,3}[.)]\s)?[^()]{2,60}\s\((?:19|20)\d\d\)")
_FOOTNOTE: Final = pattern(r"(?<=[\w.,»”\"])\s?\[\d{1,3}\]")
_QUOTED: Final = pattern(r'["“«「„](?<![\w.,:;!?…»”’)]["«„])[^“”"«»「」„]{20,400}[”"»」“]')
"""Quoted speech: a mark that follows a letter closes a title, and what stands up to the next one is the text's own."""
_ARCHIVE_FOLDER: Final = pattern(r"/(?:tags?|category|categories|author|label|search)/|/page/\d+/?$")
_DATE_FOLDER: Final = pattern(r"/(?:19|20)\d\d/(?:0?[1-9]|1[0-2])(?:/\d\d?)?/?$")
_OPENING_MARKS: Final = ('"', "“", "«", "„", "»")
_CLOSING_MARK: Final = pattern('["”»“«]')
_STRONG_RATINGS: Final = (Method.SITE, Method.PLUGIN, Method.JSON_LD, Method.MICRODATA, Method.HREVIEW, Method.LABEL)
_OTHER_TYPES: Final = (
    *("PodcastEpisode", "Event", "ScreeningEvent", "TheaterEvent", "MusicEvent", "ExhibitionEvent", "Festival"),
    *("QAPage", "DiscussionForumPosting", "JobPosting", "ProfilePage", "ClaimReview"),
)
_BIAS: Final = "bias"


@lru_cache(maxsize=1)
def worths() -> Mapping[str, float]:
    """What each sign is worth, as a logit."""
    text = resources.files("extractors").joinpath("signs.toml").read_text(encoding="utf-8")
    return {name: float(worth) for name, worth in rtoml.loads(text).items()}


def weigh(signs: Mapping[str, float]) -> tuple[float, dict[str, float]]:
    """The logit that a text with these signs is a review, and the part that each of them has in it."""
    table = worths()
    parts = {name: table[name] * amount for name, amount in signs.items() if amount}
    return table[_BIAS] + sum(parts.values()), parts


def signs_of(unit: ReviewUnit, context: Context, candidates: Sequence[Candidate[Any]]) -> dict[str, float]:
    """All signs of one text by name; an amount of 0 says nothing, most are 1 where a sign is there."""
    text = _Text(unit, context)
    return {**_for_a_review(text, candidates), **_against_a_review(text, candidates)}


@dataclass(frozen=True)
class _Text:
    """What several signs ask of a text."""

    unit: ReviewUnit
    context: Context

    @cached_property
    def length(self) -> int:
        """In words; eight letters of a script without spaces stand for one. At least 60."""
        letters = sum(len(line.text) for line in self.unit.lines)
        return max(_SHORTEST_TEXT, self.unit.words, letters // 8)

    def topic(self, topic: str) -> int:
        """Mentions of a topic."""
        return self.context.topics.get(topic, 0)

    def share(self, count: float, *, full: float) -> float:
        """How often in 100 words, where `full` times and more are 2."""
        return min(2.0, 200 * count / self.length / full)

    @cached_property
    def headline(self) -> str:
        """The headline, if one can be one: pages without any have their first paragraph in its place."""
        headline = main_headline(self.unit, self.context)
        return headline if _may_head(headline) and not self._is_menu(headline) else ""

    def _is_menu(self, text: str) -> bool:
        """Whether a line is a page's menu, as old pages print it: "Home About Reviews Podcasts Contact"."""
        words = flatten(text).split()
        return len(words) > _MENU_WORDS and sum(map(self.context.vocabulary.furniture.__contains__, words)) >= _SEVERAL

    @cached_property
    def path(self) -> str:
        return path_of(self.unit.document.url or "")


def _for_a_review(text: _Text, candidates: Sequence[Candidate[Any]]) -> dict[str, float]:
    unit, context, vocabulary = text.unit, text.context, text.context.vocabulary
    ratings = [candidate for candidate in candidates if candidate.field == "rating"]
    makers = [candidate for candidate in candidates if candidate.field == "credits"]
    labels = len({maker.value.role for maker in makers if maker.method is Method.LABEL})
    in_headline = any(reading.says_review for reading, *_ in readings(unit, context))
    above = not in_headline and (says_review_above(unit, context) or _is_by_a_critic(unit, context))
    about = " ".join((*sections_of(context), *(line.text for line in unit.byline)))
    filed = any(vocabulary.files_reviews(place) for place in (_as_words(text.path), about))
    screen = text.topic(WorkKind.FILM) + text.topic(WorkKind.SERIES) + text.topic("screen")
    other = max(text.topic(kind) for kind in WorkKind if kind not in (WorkKind.FILM, WorkKind.SERIES))
    marked = context.subject.review is not None
    judged = in_headline or above or filed or bool(ratings) or marked or text.topic("opinion") > 1
    titled = context.work_title is not None
    sure = (context.title_trust - _DOUBTFUL_TITLE) / (1 - _DOUBTFUL_TITLE)
    runs = in_headline or bool(ratings) or above or _has_running_text(unit)
    bare = labels >= _FACT_LABELS and not judged
    nameless = 200 * (screen + other) < text.length and not (makers or ratings or sure > _RATHER_SURE)
    return {
        "review markup": marked,
        "site's review URL": _site_says(context),
        "headline": (1 if titled else 0.3) * in_headline,
        "a line above the text": above,
        "URL or section": filed,
        "rating": any(candidate.method in _STRONG_RATINGS for candidate in ratings),
        "possible rating": bool(ratings) and not any(candidate.method in _STRONG_RATINGS for candidate in ratings),
        "credit lines": min(2, labels),
        "credits in the text": min(2, len({maker.value.role for maker in makers if maker.method is Method.PROSE})),
        "a work's title": titled,
        "a sure title": max(0.0, sure) if titled else 0,
        "words for works": screen >= _FEW_WORDS or other >= 2 * _FEW_WORDS,
        "share of words for films and series": text.share(screen, full=8),
        "words of judgement": min(2.5, 4 * text.topic("opinion") / sqrt(text.length)),
        "a personal voice": text.share(text.topic("voice"), full=5),
        "no running text": not runs,
        # A short text below a title may do without the words that a long one cannot but use.
        "about no work": (min(1.0, text.length / _TELLING) if titled else 1) * nameless,
        "no word of judgement": not (text.topic("opinion") or ratings),
        "facts without a judgement": bare,
        "nothing but facts": bare and not runs,
    }


def _against_a_review(text: _Text, candidates: Sequence[Candidate[Any]]) -> dict[str, float]:
    unit, context, vocabulary = text.unit, text.context, text.context.vocabulary
    whole = text.headline
    # A title that little but the headline speaks for may be no title: "How I Rate" stays in what is asked.
    titled = context.title_trust >= _SURE_TITLE
    # "First Mamma Mia Review": a headline may leave the mark at a title's end away.
    title = (context.work_title or "").rstrip("!?…. ")
    headline = " ".join(whole.replace(title, " ").split()) if titled and title else whole
    directors = {c.value.name for c in candidates if c.field == "credits" and c.value.role is Role.DIRECTOR}
    ratings = {str(c.value.value) for c in candidates if c.field == "rating"}
    heads = _review_lines(text)
    several = heads >= _SEVERAL and text.length < heads * _WORDS_PER_TEASER
    archive = _archive_address(text.path, context)
    gathers = archive > 0 or _DATE_FOLDER.search(text.path) is not None
    return {
        "headline of another kind": bool(vocabulary.not_review(headline)) or vocabulary.tells_of_reviews(whole),
        "markup of another kind": any(item.is_a(*_OTHER_TYPES) for item in unit.document.items),
        "headline of a list": _counts_works(headline, context) or _dated_lines(unit) >= _SEVERAL,
        "section of another kind": bool(vocabulary.not_review(" | ".join(sections_of(context)))),
        "address of another kind": _is_filed_elsewhere(unit.document.url, context),
        "headline that quotes somebody": quotes_speech(whole),
        "headline of an archive": _archive_headline(whole, headline, context),
        "address of an archive": archive,
        "questions and answers": _asks(unit),
        "several reviewers": _reviewer_labels(unit, context) >= _SEVERAL,
        "several reviews": several,
        "several reviews in an archive": min(2.0, heads / 2) if several and gathers else 0,
        "several ratings": len(ratings) >= _SEVERAL,
        "directors of several works": len(directors) > _MOST_DIRECTORS,
        "words of news and interviews": text.share(text.topic("report"), full=4),
        "words of others": _quoted_share(unit),
        "quotes with their sources": _sourced_quotes(unit) >= _SEVERAL,
        "footnotes of an encyclopaedia": sum(_footnotes(unit)) >= _SEVERAL,
        "words of a shop": min(1.0, text.topic("shop") / 2) if text.share(text.topic("shop"), full=2) >= 0.1 else 0,
        "words of a site that gathers reviews": text.topic("crowd") >= _MANY,
        "words about the reviews of others": text.share(text.topic("crowd"), full=2),
        "words of announcements": text.share(text.topic("event"), full=4),
    }


def _as_words(path: str) -> str:
    """A path, or a part of one, as words."""
    return re.sub(r"[-_/]+", " ", path)


def _may_head(text: str) -> bool:
    """Whether a text may be a headline: no sentence, and short; letters of a script without spaces count twice."""
    if len(text) > _LONGEST_HEADLINE or (text.endswith(_SENTENCE_ENDS) and not _is_a_cry(text)):
        return False
    return text.isascii() or len(text) + sum(map("\u2e80".__le__, text)) <= _LONGEST_HEADLINE


def _is_a_cry(text: str) -> bool:
    """Whether a text is a few words with an exclamation mark, as headlines and titles are: "Mamma Lou!"."""
    return len(text) <= _LONGEST_CRY and text.endswith(("!", "！"))


def _site_says(context: Context) -> int:
    """What the site file's review_url says of the page's address; older layouts of a site can outvote it."""
    site, url = context.site, context.document.url
    if site is None or site.review_url is None or url is None or not path_of(url):
        return 0
    return 2 if site.is_review_url(url) else -3


def _has_running_text(unit: ReviewUnit) -> bool:
    """Whether a line is as long as those of paragraphs are; letters of a script without spaces count twice."""
    return any(
        len(line.text) >= _RUNNING or (len(line.text) >= _RUNNING / 2 and line.text[0] >= "\u2e80")
        for line in unit.lines
    )


def _review_lines(text: _Text) -> int:
    """How many short lines say that they head a review: pages of teasers have one for each.

    0 where the text is too long for a page of teasers, however many of them do.
    """
    short = {line.text: None for line in text.unit.lines if _may_head(line.text)}
    if text.length >= len(short) * _WORDS_PER_TEASER:
        return 0
    joined = "\n".join(short)
    found = text.context.vocabulary.headline_words(joined[:_LONGEST_READ])
    return len({joined.count("\n", 0, match.start) for match in found if match.word.review})


def _quoted_share(unit: ReviewUnit) -> float:
    """How much of the text stands in quotation marks: three tenths and more are 1, twice that 2."""
    text = " ".join(line.text for line in unit.lines)[:_LONGEST_READ]
    quoted = sum(len(found) for found in _QUOTED.findall(text))
    return min(2.0, quoted / max(1, len(text)) / 0.3)


def _sourced_quotes(unit: ReviewUnit) -> int:
    """How many lines are a quote and whose it is, as programmes and posters print them: "„Ein Fest!“ Die Zeit"."""
    quotes = [line.text for line in unit.lines if line.text.startswith(_OPENING_MARKS)]
    sources = [_CLOSING_MARK.split(text[1:])[-1] for text in quotes if not text.endswith(_SENTENCE_ENDS)]
    return sum(2 < len(source) <= _LONGEST_SOURCE for source in sources)


def _is_by_a_critic(unit: ReviewUnit, context: Context) -> bool:
    """Whether a short line at the top says that a critic writes: "By Ann Lee, Film Critic"."""
    lines = (line.text for line in (*unit.byline, *unit.lines[:_TOP_LINES]))
    return any(len(line) <= _LONGEST_BYLINE and context.vocabulary.ends_in_critic(line) for line in lines)


def _counts_works(headline: str, context: Context) -> bool:
    """Whether a headline announces a number of works: "The 5 Best Heist Movies"."""
    return _NUMBERED.match(headline) is not None and bool(context.vocabulary.kind_words(headline))


def _dated_lines(unit: ReviewUnit) -> int:
    """How many lines are nothing but a title and its year."""
    return len({line.text for line in unit.lines if len(line.text) <= _LONGEST_ENTRY and _ENTRY.fullmatch(line.text)})


def _is_filed_elsewhere(url: str | None, context: Context) -> bool:
    """Whether the address says that a page is of another kind: "/news/", "/low-water-ann-lee-interview"."""
    vocabulary = context.vocabulary
    *above, own = (_as_words(part).lower() for part in path_parts(url) or ("",))
    kind, title = own.rpartition(" ")[2], flatten(context.work_title or "")
    ends_so = kind in vocabulary.not_review(kind) and kind not in title.split()
    return (
        ends_so or vocabulary.tells_of_reviews(own) or any(folder in vocabulary.not_review(folder) for folder in above)
    )


def _archive_headline(whole: str, headline: str, context: Context) -> float:
    """How much a headline is an archive's: "Category: Reviews", and "Ant-Man Reviews", which gathers many."""
    vocabulary = context.vocabulary
    if vocabulary.is_section(fold(whole)):
        return 1 / 3
    if not vocabulary.names_archive(headline):
        return 0
    before, title, after = whole.partition(context.work_title or "\0")
    if title and vocabulary.names_archive(before):
        return 1 / 3  # "Critiques séries : Dix pour cent", "Drama Reviews - Itaewon Class (2020)"
    if title and not vocabulary.names_archive_alone(after):
        return 1 / 3  # "Terminator 2: Tag der Abrechnung": the title goes on
    return 2.5 if title else 1


def _archive_address(path: str, context: Context) -> float:
    """How much an address is an archive's: under "/tag/" and the like, or ending in "/reviews", all those of a work."""
    last = _as_words(path.rstrip("/").rpartition("/")[2])
    if context.vocabulary.names_archive(last) and context.vocabulary.is_section(fold(last)):
        return 1
    return 0.5 if _ARCHIVE_FOLDER.search(path) else 0


def _footnotes(unit: ReviewUnit) -> Iterator[int]:
    return (len(_FOOTNOTE.findall(line.text)) for line in unit.lines if "[" in line.text)


def _asks(unit: ReviewUnit) -> bool:
    """Whether so many lines end in a question mark as those of an interview do."""
    questions = sum(line.text.endswith(("?", "？")) for line in unit.lines)
    return questions >= _MANY_QUESTIONS and questions >= _QUESTION_SHARE * len(unit.lines)


def _reviewer_labels(unit: ReviewUnit, context: Context) -> int:
    return sum(context.vocabulary.label(label) == "reviewer" for _, label, _ in unit.labelled)
