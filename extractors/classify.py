"""Is the page a review? First what it cannot be (empty, no HTML, an error page), then by weighing the candidates."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from extractors.context import Context
from extractors.document import Document, node_text
from extractors.locate.lines import labelled
from extractors.locate.page import sections_of
from extractors.locate.title import main_headline, readings, says_review_above
from extractors.parse.text import fold
from extractors.parse.title import quotes_speech
from extractors.parse.url import folders
from extractors.segment import ReviewUnit
from schemas.evidence import Candidate, Method
from schemas.page import Page
from schemas.reject import Reason
from schemas.review import Role, WorkKind

MAX_BODY: Final = 20_000_000
"""Bytes; a larger body is not parsed."""

_ENOUGH: Final = 3
"""Points from which a page is taken for a review."""
_ENOUGH_WITHOUT_TITLE: Final = 4
_SURE_TITLE: Final = 0.65
_MANY_WORDS: Final = 3
_SHORTEST_TEXT: Final = 60
_RUNNING: Final = 60
_MANY_QUESTIONS: Final = 4
_QUESTION_SHARE: Final = 0.12
_SEVERAL: Final = 3
_FACT_LABELS: Final = 2
_TEASER: Final = 150
_LAST_LINES: Final = 6
_WALLS: Final = "[class*=paywall],[id*=paywall],[class*=subscri],[class*=piano],[class*=regwall]"
_NUMBERED: Final = re.compile(r"(?:\w{1,4}\s)?(?:[3-9]|[1-9]\d{1,2})\s\D")
_ENTRY: Final = re.compile(r"(?:\d{1,3}[.)]\s)?[^()]{2,60}\s\((?:19|20)\d\d\)")
_LONGEST_ENTRY: Final = 80
_FOOTNOTE: Final = re.compile(r"(?<=[\w.,»”\"])\s?\[\d{1,3}\]")
_MOST_DIRECTORS: Final = 5
_ARCHIVE_FOLDER: Final = re.compile(r"/(?:tags?|category|categories|author|label|search)/|/page/\d+/?$")
_MANY_LINKED_HEADINGS: Final = 5
_WORDS_PER_TEASER: Final = 60
"""A page of teasers has about so many words for each heading that leads to another page; a review has more."""
_MOST_WORDS_OF_TEASERS: Final = 400
_FEW_WORDS: Final = 40
_SIGNATURES: Final = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a RIFF file"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "gzip data"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"OggS", "an Ogg file"),
    (b"ID3", "an MP3 file"),
)
"""First bytes of what is often served in a page's place (WHATWG MIME Sniffing 6)."""
_LISTING_CLASSES: Final = frozenset(
    {"archive", "category", "blog", "home", "search-results", "search", "tag", "author", "post-type-archive", "listing"}
)
_SINGLE_CLASSES: Final = frozenset({"single", "single-post", "page"})
"""Body classes with which WordPress marks a listing, and those with which it marks one post (get_body_class)."""
_SCRIPT_ROOTS: Final = "noscript, #root, #app, #__next, #__nuxt, app-root, [ng-app], [data-reactroot]"
"""Where applications that run in the browser put their page."""
_STRONG_RATINGS: Final = (Method.SITE, Method.PLUGIN, Method.JSON_LD, Method.MICRODATA, Method.HREVIEW, Method.LABEL)


@dataclass(frozen=True, slots=True)
class Judgement:
    """Why a page gives no record."""

    reason: Reason
    detail: str


def judge_body(page: Page) -> Judgement | None:
    """What can be said of the bytes before they are parsed."""
    body = page.body
    if len(body) > MAX_BODY:
        return Judgement(Reason.TOO_LARGE, f"{len(body):,} bytes, the limit is {MAX_BODY:,}")
    if not body.strip(b"\x00 \t\r\n\x0c\xef\xbb\xbf"):
        return Judgement(Reason.EMPTY, "the body is empty")
    for signature, name in _SIGNATURES:
        if body.startswith(signature):
            return Judgement(Reason.NOT_HTML, f"the body is {name}")
    content_type = page.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type and not any(kind in content_type for kind in ("html", "xml", "text/plain")):
        return Judgement(Reason.NOT_HTML, f"the content type is {content_type}")
    head = body[:1024]
    is_utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not is_utf16 and sum(byte < 9 or 13 < byte < 27 for byte in head) > len(head) // 20:
        return Judgement(Reason.NOT_HTML, "the body is binary")
    if head.lstrip()[:1] in (b"{", b"[") and b"<" not in head:
        return Judgement(Reason.NOT_HTML, "the body is JSON")
    return None


def judge_page(document: Document, units: Sequence[ReviewUnit], context: Context) -> Judgement | None:
    """What can be said of the page as a whole: an error page, one without text, a listing."""
    words = sum(len(line.text.split()) for unit in units for line in unit.lines)
    status = context.page.status
    if status is not None and status >= 400:
        return Judgement(Reason.ERROR_PAGE, f"HTTP status {status}")
    for text in (document.title, *(heading.text for heading in document.headings if heading.level == 1)):
        if text and words < 400 and context.vocabulary.says_error(text):
            return Judgement(Reason.ERROR_PAGE, f"the page is titled {text[:80]!r}")
    if words < _FEW_WORDS and _is_empty_shell(document):
        return Judgement(Reason.NEEDS_JAVASCRIPT, f"{words} words without running the page's scripts")
    if not units:
        return Judgement(Reason.EMPTY, "the page has no text")
    if words < _TEASER and any(context.vocabulary.says_paywall(text) for text in _ends(document, units)):
        return Judgement(Reason.PAYWALLED, "the page asks for a subscription, and little of the text is here")
    if any(item.is_a("Recipe") for item in document.items):
        return Judgement(Reason.NOT_A_REVIEW, "the markup is a recipe's")
    if any(item.text("isAccessibleForFree") in ("False", "false") for item in document.items) and words < 150:
        return Judgement(Reason.PAYWALLED, "the markup says that the text is not free, and little of it is here")
    return None


def _ends(document: Document, units: Sequence[ReviewUnit]) -> Iterator[str]:
    """Where a page asks for a subscription: its last lines, and what stands in a box of its own."""
    yield from (line.text for unit in units for line in unit.lines[-_LAST_LINES:])
    for node in document.tree.css(_WALLS)[:_LAST_LINES]:
        yield node_text(node)


def _is_empty_shell(document: Document) -> bool:
    """Whether the page has a place for an application to fill, and hardly a word elsewhere."""
    body = document.tree.body
    few = body is None or len(node_text(body).split()) < _FEW_WORDS
    return few and document.tree.css_first(_SCRIPT_ROOTS) is not None


def judge_review(unit: ReviewUnit, context: Context, candidates: Sequence[Candidate[Any]]) -> Judgement | None:
    """Weigh what speaks for a review; None where it is one."""
    if listing := _listing(unit, context):
        return Judgement(Reason.LISTING, listing)
    points = {**_for_a_review(unit, context, candidates), **_against_a_review(unit, context)}
    directors = {c.value.name for c in candidates if c.field == "credits" and c.value.role is Role.DIRECTOR}
    points["directors of several works"] = -3 if len(directors) > _MOST_DIRECTORS else 0
    needed = _ENOUGH if context.work_title is not None else _ENOUGH_WITHOUT_TITLE
    if sum(points.values()) >= needed:
        return None
    shown = ", ".join(f"{name} {value:+}" for name, value in points.items() if value) or "nothing speaks for a review"
    return Judgement(Reason.NOT_A_REVIEW, shown)


def _for_a_review(unit: ReviewUnit, context: Context, candidates: Sequence[Candidate[Any]]) -> dict[str, int]:
    document, vocabulary, topics = unit.document, context.vocabulary, context.topics
    ratings = [candidate for candidate in candidates if candidate.field == "rating"]
    makers = [candidate for candidate in candidates if candidate.field == "credits"]
    about = " ".join((*sections_of(context), *(line.text for line in unit.byline)))
    in_address = vocabulary.names_reviews(re.sub(r"[-_/]+", " ", _path(document.url or "")))
    titled = context.work_title is not None
    in_headline = any(reading.says_review for reading, *_ in readings(unit, context))
    above = not in_headline and says_review_above(unit, context)
    screen = topics.get(WorkKind.FILM, 0) + topics.get(WorkKind.SERIES, 0) + topics.get("screen", 0)
    other = max(topics.get(kind, 0) for kind in WorkKind if kind not in (WorkKind.FILM, WorkKind.SERIES))
    labels = len({c.value.role for c in makers if c.method is Method.LABEL})
    said = in_headline or above or in_address or vocabulary.names_reviews(about)
    judged = said or bool(ratings) or context.subject.review is not None or topics.get("opinion", 0) > 0
    return {
        "review markup": 3 if context.subject.review is not None else 0,
        "site's review URL": _site_says(context),
        "headline": (3 if titled else 1) if in_headline else 0,
        "a line above the text": 1 if above else 0,
        "URL or section": 2 if in_address or vocabulary.names_reviews(about) else 0,
        "rating": 2 if any(c.method in _STRONG_RATINGS for c in ratings) else (1 if ratings else 0),
        "credit lines": min(2, labels),
        "credits in the text": 1 if any(c.method is Method.PROSE for c in makers) else 0,
        "a work's title": 1 if titled else 0,
        "a sure title": 1 if titled and context.title_trust >= _SURE_TITLE else 0,
        "words for films and series": 1 if screen >= _MANY_WORDS else 0,
        "words for other works": 1 if other >= 2 * _MANY_WORDS else 0,
        "no running text": 0 if in_headline or ratings or above or _has_running_text(unit) else -2,
        "facts without a judgement": 0 if judged or labels < _FACT_LABELS else -2,
        "about no work": 0 if titled or makers or ratings or screen >= _MANY_WORDS or other >= 2 * _MANY_WORDS else -2,
        "words of judgement": _judging(topics.get("opinion", 0), _words(unit)),
    }


def _has_running_text(unit: ReviewUnit) -> bool:
    return any(len(line.text) >= _RUNNING for line in unit.lines)


def _judging(words: int, length: int) -> int:
    """Points for different words of judgement, many of them or many for a short text."""
    share = 100 * words / length
    if words >= _MANY_WORDS + 1 or (words > 1 and share >= 3):
        return 2
    return 1 if share >= 0.6 else 0


def _against_a_review(unit: ReviewUnit, context: Context) -> dict[str, int]:
    whole = main_headline(unit, context)
    # A title that little but the headline speaks for may be no title: "How I Rate" stays in what is asked.
    titled = context.title_trust >= _SURE_TITLE
    headline = whole.replace(context.work_title or "\0", " ") if titled else whole
    topics = context.topics
    share = {topic: 100 * topics.get(topic, 0) / _words(unit) for topic in ("report", "shop", "crowd", "event")}
    return {
        "headline of another kind": -5 if context.vocabulary.not_review(headline) else 0,
        "headline of a list": -5 if _counts_works(headline, context) or _dated_lines(unit) >= _SEVERAL else 0,
        "section of another kind": -2 if context.vocabulary.not_review(" | ".join(sections_of(context))) else 0,
        "address of another kind": -1 if _is_filed_elsewhere(unit.document.url, context) else 0,
        "headline that quotes somebody": -4 if quotes_speech(whole) else 0,
        "headline of an archive": _archive_points(whole, headline, context),
        "address of an archive": _archive_address_points(_path(unit.document.url or ""), context),
        "questions and answers": -3 if _asks(unit) else 0,
        "several reviewers": -4 if _reviewer_labels(unit, context) >= _SEVERAL else 0,
        "words of news and interviews": -4 if _reports(topics.get("report", 0), share["report"]) else 0,
        "footnotes of an encyclopaedia": -4 if _footnotes(unit) >= _SEVERAL else 0,
        "words of a shop": -5 if topics.get("shop", 0) >= 2 and share["shop"] >= 0.1 else 0,
        "words of a site that gathers reviews": -6 if topics.get("crowd", 0) >= 4 else 0,
        "words of announcements": -3 if topics.get("event", 0) >= 3 and share["event"] >= 2 else 0,
    }


def _counts_works(headline: str, context: Context) -> bool:
    """Whether a headline announces a number of works: "The 5 Best Heist Movies"."""
    return _NUMBERED.match(headline) is not None and bool(context.vocabulary.kind_words(headline))


def _dated_lines(unit: ReviewUnit) -> int:
    """How many lines are nothing but a title and its year."""
    return len({line.text for line in unit.lines if len(line.text) <= _LONGEST_ENTRY and _ENTRY.fullmatch(line.text)})


def _is_filed_elsewhere(url: str | None, context: Context) -> bool:
    """Whether a folder of the address is called what a page of another kind is: "/news/", "/interviews/"."""
    words = (re.sub(r"[-_]+", " ", folder).lower() for folder in folders(url))
    return any(folder in context.vocabulary.not_review(folder) for folder in words)


def _archive_points(whole: str, headline: str, context: Context) -> int:
    """Points against a headline such as "Category: Reviews", and against "Ant-Man Reviews", which gathers many."""
    vocabulary = context.vocabulary
    if vocabulary.is_section(fold(whole)):
        return -1
    if not vocabulary.names_archive(headline):
        return 0
    title = context.work_title or "\0"
    if whole.partition(":")[2].strip().startswith(title):
        return -1  # "Critiques séries : Dix pour cent"
    return -5 if title in whole else -3


def _archive_address_points(path: str, context: Context) -> int:
    """Points against an address under "/tag/" and the like, and one that ends in "/reviews": all those of a work."""
    last = re.sub(r"[-_]+", " ", path.rstrip("/").rpartition("/")[2])
    if context.vocabulary.names_archive(last) and context.vocabulary.is_section(fold(last)):
        return -2
    return -1 if _ARCHIVE_FOLDER.search(path) else 0


def _reports(words: int, share: float) -> bool:
    """Whether a text reports what others said or did: many such words, or some in a short text."""
    return (words >= _MANY_WORDS + 1 and share >= 0.5) or (words > 2 and share >= 2)


def _footnotes(unit: ReviewUnit) -> int:
    return sum(len(_FOOTNOTE.findall(line.text)) for line in unit.lines if "[" in line.text)


def _asks(unit: ReviewUnit) -> bool:
    """Whether so many lines end in a question mark as those of an interview do."""
    questions = sum(line.text.endswith(("?", "？")) for line in unit.lines)
    return questions >= _MANY_QUESTIONS and questions >= _QUESTION_SHARE * len(unit.lines)


def _reviewer_labels(unit: ReviewUnit, context: Context) -> int:
    return sum(context.vocabulary.label(label) == "reviewer" for _, label, _ in labelled(unit))


def _words(unit: ReviewUnit) -> int:
    """The length of the text in words; two letters of an unspaced script stand for one. At least 60."""
    length = sum(len(line.text.split()) for line in unit.lines)
    letters = sum(len(line.text) for line in unit.lines)
    return max(_SHORTEST_TEXT, length, letters // 8)


def _site_says(context: Context) -> int:
    """What the site file's review_url says of the page's address; older layouts of a site can outvote it."""
    site, url = context.site, context.document.url
    if site is None or site.review_url is None or url is None or not _path(url):
        return 0
    return 2 if site.is_review_url(url) else -3


def _path(url: str) -> str:
    """The path of an address, "/" where it has none; "" for what is no address."""
    try:
        return urlsplit(url).path or "/"
    except ValueError:
        return ""


def _listing(unit: ReviewUnit, context: Context) -> str | None:
    """Why the page is a list of reviews rather than one, or None."""
    document = unit.document
    if context.subject.review is not None:
        return None
    body = document.tree.body
    of_body = frozenset((body.attributes.get("class") or "").lower().split()) if body is not None else frozenset()
    classes = _LISTING_CLASSES & of_body
    if classes and not of_body & _SINGLE_CLASSES:
        return f"the body's class is {', '.join(sorted(classes))}"
    if any(item.is_a("CollectionPage", "SearchResultsPage") for item in document.items):
        return "the markup calls the page a collection"
    left_out = {node.mem_id for node in unit.cut}
    links = sum(
        _is_linked(heading.node) and not _is_in(heading.node, left_out)
        for heading in document.headings
        if heading.level >= 2
    )
    words = sum(len(line.text.split()) for line in unit.lines)
    if links >= _MANY_LINKED_HEADINGS and words < min(links * _WORDS_PER_TEASER, _MOST_WORDS_OF_TEASERS):
        return f"{links} headings link to other pages"
    if (
        document.url is not None
        and re.fullmatch(r"https?://[^/]+/?", document.url)
        and len(document.tree.css("article")) > 2
    ):
        return "the home page"
    return None


def _is_linked(node: LexborNode) -> bool:
    """Whether a heading is a link, or is in one."""
    parent = node.parent
    return node.css_first("a[href]:not([href^='#'])") is not None or (parent is not None and parent.tag == "a")


def _is_in(node: LexborNode, others: Collection[int]) -> bool:
    """Whether a node is in one of others: a list of related reviews below one makes no listing."""
    current: LexborNode | None = node
    while current is not None:
        if current.mem_id in others:
            return True
        current = current.parent
    return False
