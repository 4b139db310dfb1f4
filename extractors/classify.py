"""Is the page a review? First what it cannot be (empty, no HTML, an error page), then by weighing the candidates."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from selectolax.lexbor import LexborNode

from extractors.context import Context
from extractors.document import Document
from extractors.markup import is_within, node_text
from extractors.segment import ReviewUnit
from extractors.signs import signs_of, weigh
from schemas.evidence import Candidate
from schemas.page import Page
from schemas.reject import Reason

MAX_BODY: Final = 20_000_000
"""Bytes; a larger body is not parsed."""

_TEASER: Final = 150
"""Words; what shows no more of a text may hold the rest back."""
_MOST_OF_ERROR: Final = 400
"""Words; a longer text is no error page, whatever its title says."""
_LAST_LINES: Final = 6
_WALLS: Final = "[class*=paywall],[id*=paywall],[class*=subscri],[class*=piano],[class*=regwall]"
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
_BINARY: Final = bytes(byte for byte in range(32) if byte < 9 or 13 < byte < 27)
"""Bytes that no text has."""
_LISTING_CLASSES: Final = frozenset(
    {"archive", "category", "blog", "home", "search-results", "search", "tag", "author", "post-type-archive", "listing"}
)
_SINGLE_CLASSES: Final = frozenset({"single", "single-post", "page"})
"""Body classes with which WordPress marks a listing, and those with which it marks one post (get_body_class)."""
_SCRIPT_ROOTS: Final = "noscript, #root, #app, #__next, #__nuxt, app-root, [ng-app], [data-reactroot]"
"""Where applications that run in the browser put their page."""


class Judgement(NamedTuple):
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
    if not is_utf16 and len(head) - len(head.translate(None, _BINARY)) > len(head) // 20:
        return Judgement(Reason.NOT_HTML, "the body is binary")
    if head.lstrip()[:1] in (b"{", b"[") and b"<" not in head:
        return Judgement(Reason.NOT_HTML, "the body is JSON")
    return None


def judge_page(document: Document, units: Sequence[ReviewUnit], context: Context) -> Judgement | None:
    """What can be said of the page as a whole: an error page, one without text, behind a paywall, a recipe."""
    words = sum(unit.words for unit in units)
    status = context.page.status
    if status is not None and status >= 400:
        return Judgement(Reason.ERROR_PAGE, f"HTTP status {status}")
    for text in (document.title, *(heading.text for heading in document.headings if heading.level == 1)):
        if text and words < _MOST_OF_ERROR and context.vocabulary.says_error(text):
            return Judgement(Reason.ERROR_PAGE, f"the page is titled {text[:80]!r}")
    if words < _FEW_WORDS and _is_empty_shell(document):
        return Judgement(Reason.NEEDS_JAVASCRIPT, f"{words} words without running the page's scripts")
    if not units:
        return Judgement(Reason.EMPTY, "the page has no text")
    if words < _TEASER and any(context.vocabulary.says_paywall(text) for text in _ends(document, units)):
        return Judgement(Reason.PAYWALLED, "the page asks for a subscription, and little of the text is here")
    if any(item.is_a("Recipe") for item in document.items):
        return Judgement(Reason.NOT_A_REVIEW, "the markup is a recipe's")
    if any(item.text("isAccessibleForFree") in ("False", "false") for item in document.items) and words < _TEASER:
        return Judgement(Reason.PAYWALLED, "the markup says that the text is not free, and little of it is here")
    return None


def _ends(document: Document, units: Sequence[ReviewUnit]) -> Iterator[str]:
    """Where a page asks for a subscription: its last lines, and what stands in a box of its own."""
    yield from (line.text for unit in units for line in unit.lines[-_LAST_LINES:])
    for node in document.select(_WALLS, _LAST_LINES):
        yield node_text(node)


def _is_empty_shell(document: Document) -> bool:
    """Whether the page has a place for an application to fill, and hardly a word elsewhere."""
    body = document.tree.body
    few = body is None or len(node_text(body).split()) < _FEW_WORDS
    return few and document.tree.css_first(_SCRIPT_ROOTS) is not None


def judge_listing(unit: ReviewUnit, context: Context) -> Judgement | None:
    """Whether the page is a list of reviews rather than one; asked before anything is looked for in its text."""
    if context.subject.review is not None:
        return None
    return next((Judgement(Reason.LISTING, why) for sign in _LISTING_SIGNS if (why := sign(unit))), None)


def judge_review(unit: ReviewUnit, context: Context, candidates: Sequence[Candidate[Any]]) -> Judgement | None:
    """Weigh what speaks for a review; None where it is one.

    Args:
        unit: The text.
        context: What is known of it, with the work's title.
        candidates: For its credits and ratings, at least.
    """
    score, parts = weigh(signs_of(unit, context, candidates))
    if score >= 0:
        return None
    heavy = sorted(parts.items(), key=lambda part: -abs(part[1]))
    shown = ", ".join(f"{name} {value:+.1f}" for name, value in heavy) or "nothing speaks for a review"
    return Judgement(Reason.NOT_A_REVIEW, shown)


def _body_class(unit: ReviewUnit) -> str | None:
    body = unit.document.tree.body
    of_body = frozenset((body.attributes.get("class") or "").lower().split()) if body is not None else frozenset()
    classes = _LISTING_CLASSES & of_body
    return f"the body's class is {', '.join(sorted(classes))}" if classes and not of_body & _SINGLE_CLASSES else None


def _collection(unit: ReviewUnit) -> str | None:
    is_one = any(item.is_a("CollectionPage", "SearchResultsPage") for item in unit.document.items)
    return "the markup calls the page a collection" if is_one else None


def _linked_headings(unit: ReviewUnit) -> str | None:
    """Teasers: headings that lead to other pages, with hardly more text than they need."""
    cut = dict.fromkeys(unit.cut_ids, True)
    links = sum(
        # A list of related reviews below one makes no listing.
        _is_linked(heading.node) and not is_within(heading.node, cut)
        for heading in unit.document.headings
        if heading.level >= 2
    )
    are_teasers = unit.words < min(links * _WORDS_PER_TEASER, _MOST_WORDS_OF_TEASERS)
    return f"{links} headings link to other pages" if links >= _MANY_LINKED_HEADINGS and are_teasers else None


def _home_page(unit: ReviewUnit) -> str | None:
    url = unit.document.url
    is_home = url is not None and re.fullmatch(r"https?://[^/]+/?", url) is not None
    return "the home page" if is_home and len(unit.document.select("article", 3)) > 2 else None


_LISTING_SIGNS: Final = (_body_class, _collection, _linked_headings, _home_page)
"""Each tells why a page is a list of reviews rather than one."""


def _is_linked(node: LexborNode) -> bool:
    """Whether a heading is a link, or is in one."""
    parent = node.parent
    return node.css_first("a[href]:not([href^='#'])") is not None or (parent is not None and parent.tag == "a")
