"""Facts of the page: headline, outlet, language, summary, sections."""

from collections.abc import Iterable, Iterator
from typing import Final

from extractors.context import Context
from extractors.document import Document
from extractors.parse.language import normalize_tag
from extractors.parse.pattern import pattern
from extractors.parse.text import letters_of, squash, without_accents
from extractors.parse.title import cut_site_name
from extractors.parse.url import host_parts
from extractors.segment import ReviewUnit
from extractors.structured.item import Item
from schemas.evidence import Candidate, Method

SUMMARY_LENGTH = 300
_TITLE_PIECES = pattern(r"\s*[|｜»«›]\s*|\s[-–—―:•·]\s|:\s")
_LONG_NAME = 6
_META: Final = {
    "headline": (
        ("og:title", Method.OPENGRAPH, 0.8),
        ("twitter:title", Method.META, 0.8),
        ("parsely-title", Method.META, 0.75),
        ("sailthru.title", Method.META, 0.75),
        ("dc.title", Method.META, 0.7),
        ("dcterms.title", Method.META, 0.7),
    ),
    "outlet.name": (
        ("og:site_name", Method.OPENGRAPH, 1.0),
        ("application-name", Method.META, 0.7),
        ("apple-mobile-web-app-title", Method.META, 0.65),
        ("dc.publisher", Method.META, 0.6),
        ("dcterms.publisher", Method.META, 0.6),
    ),
    "summary": (
        ("og:description", Method.OPENGRAPH, 1.0),
        ("description", Method.META, 1.0),
        ("twitter:description", Method.META, 1.0),
        ("sailthru.description", Method.META, 0.9),
        ("dc.description", Method.META, 0.9),
        ("dcterms.description", Method.META, 0.9),
    ),
    "language": (
        ("content-language", Method.META, 1.0),
        ("language", Method.META, 1.0),
        ("og:locale", Method.OPENGRAPH, 1.0),
        ("dc.language", Method.META, 1.0),
        ("dcterms.language", Method.META, 1.0),
    ),
}
"""<meta> by field, the better ones first: OpenGraph, Twitter cards, Parse.ly, Sailthru, Dublin Core."""
_SECTIONS: Final = ("article:section", "og:article:section", "parsely-section", "sailthru.verticals", "dc.subject")
_LONGEST_HEADLINE = 300
"""Characters; a longer <title> or heading is a paragraph in the wrong element."""


def locate_headline(unit: ReviewUnit, context: Context) -> Iterator[Candidate[str]]:
    """The review's own headline: its heading, its markup's, the page's title without the site's name."""
    for candidate in _headlines(unit, context):
        if candidate.value and len(candidate.value) <= _LONGEST_HEADLINE:
            yield candidate


def _headlines(unit: ReviewUnit, context: Context) -> Iterator[Candidate[str]]:
    document = unit.document
    if unit.heading is not None and unit.heading.text:
        yield Candidate(
            "headline", unit.heading.text, unit.heading.text, Method.HEADLINE, document.path(unit.heading.node)
        )
    for item in _tellers(context):
        for name in ("headline", "name"):
            text = item.text(name)
            if text and not (name == "name" and item is context.subject.work):
                yield Candidate("headline", text, text, item.syntax, f"{item.where}/{name}", 0.8)
                break
    for name, method, weight in _META["headline"]:
        if text := document.first_meta(name):
            yield Candidate("headline", cut_site_name(text, context.site_name), text, method, f"meta[{name}]", weight)
    if document.title:
        yield Candidate(
            "headline", cut_site_name(document.title, context.site_name), document.title, Method.META, "title", 0.7
        )


def _tellers(context: Context) -> Iterator[Item]:
    for item in (context.subject.review, context.subject.article):
        if item is not None:
            yield item


def locate_outlet(context: Context) -> Iterator[Candidate[str]]:
    """The publication's name."""
    document, site = context.document, context.site
    if site is not None and site.name:
        yield Candidate("outlet.name", site.name, site.name, Method.SITE, f"{site.key}.name")
    for item in _tellers(context):
        for publisher in item.items("publisher"):
            name = publisher.text("name")
            if name:
                yield Candidate("outlet.name", name, name, item.syntax, f"{publisher.where}/name")
    for name, method, weight in _META["outlet.name"]:
        if text := document.first_meta(name):
            yield Candidate("outlet.name", squash(text), text, method, f"meta[{name}]", weight)
    if name := _named_like_host(document):
        yield Candidate("outlet.name", name, document.title or name, Method.META, "title", 0.8)


def site_name(document: Document, items: Iterable[Item]) -> str | None:
    """The name that headlines carry behind a dash: og:site_name, or the publisher of the markup."""
    name = document.first_meta("og:site_name", "application-name")
    if name:
        return squash(name)
    for item in items:
        for publisher in item.items("publisher"):
            if text := publisher.text("name"):
                return text
    stated = next((text for item in items if item.is_a("WebSite") and (text := item.text("name"))), None)
    return stated or _named_like_host(document)


def _named_like_host(document: Document) -> str | None:
    """The part of the page's title that the host is named after: "CyberFilmGuy" on cyberfilmguy.test."""
    parts = host_parts(document.url)
    for piece in _TITLE_PIECES.split(squash(document.title or "")):
        letters = letters_of(without_accents(piece))
        if len(letters) >= _LONG_NAME and any(part.startswith(letters) for part in parts):
            return piece
    return None


def locate_language(document: Document) -> Iterator[Candidate[str]]:
    """What the page says its language is: language and script (BCP 47), without the region, which is the template's.

    A page in "en-GB" is in English; of pages in Chinese the script tells two written forms apart.
    """
    stated = (
        (document.language, Method.TEXT, "html[lang]"),
        *((document.first_meta(name), method, f"meta[{name}]") for name, method, _ in _META["language"]),
    )
    for raw, method, where in stated:
        tag = normalize_tag(raw) if raw else None
        if raw and tag:
            yield Candidate("language", _without_region(tag), raw, method, where)


def _without_region(tag: str) -> str:
    language, *parts = tag.split("-")
    script = [part for part in parts[:1] if len(part) == 4 and part.isalpha()]
    return "-".join([language, *script])


def locate_summary(unit: ReviewUnit, context: Context) -> Iterator[Candidate[str]]:
    """The page's own short description, cut at a word to 300 characters."""
    for item in _tellers(context):
        text = item.text("description")
        if text:
            yield Candidate("summary", shorten(text), text, item.syntax, f"{item.where}/description")
    for name, method, weight in _META["summary"]:
        text = context.document.first_meta(name)
        if text and squash(text):
            yield Candidate("summary", shorten(squash(text)), text, method, f"meta[{name}]", weight)
    for line in unit.lines[:1]:
        yield Candidate("summary", shorten(line.text), line.text, Method.TEXT, unit.document.path(line.node), 0.55)


def locate_notes(context: Context, field: str) -> Iterator[Candidate[str]]:
    """Pros or cons, as markup lists them (schema.org positiveNotes, negativeNotes)."""
    name = {"pros": "positiveNotes", "cons": "negativeNotes"}[field]
    for item in (context.subject.review, context.subject.work):
        if item is None:
            continue
        for notes in item.items(name):
            for entry in notes.items("itemListElement"):
                text = entry.text("name")
                if text:
                    yield Candidate(field, text, text, item.syntax, f"{entry.where}/name")
        for text in item.texts(name):
            yield Candidate(field, text, text, item.syntax, f"{item.where}/{name}")


def sections_of(context: Context) -> tuple[str, ...]:
    """The sections of the publication in which the page says that it stands: "Film", "Reviews"."""
    article = context.subject.article
    said = [*article.texts("articleSection")] if article is not None else []
    said += [text for name in _SECTIONS for text in context.document.meta.get(name, ())]
    return tuple(dict.fromkeys(said))


def shorten(text: str) -> str:
    """Cut at a word to at most 300 characters."""
    if len(text) <= SUMMARY_LENGTH:
        return text
    cut = text[: SUMMARY_LENGTH - 1]
    return cut[: cut.rfind(" ")].rstrip(" ,;:–—-") + "…" if " " in cut else cut + "…"
