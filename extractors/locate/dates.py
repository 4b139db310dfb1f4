"""When the review was published and changed. A plugin box's "Date Created" counts only where nothing better is."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

from selectolax.lexbor import LexborNode

from extractors.context import Context
from extractors.document import node_text
from extractors.locate.lines import is_near, labelled, site_texts
from extractors.parse.date import parse_date
from extractors.parse.text import squash
from extractors.segment import Line, ReviewUnit
from schemas.evidence import Candidate, Method
from schemas.review import Precision, Stamp

DateField = Literal["published", "modified"]

_META: Final = {
    "published": (
        ("article:published_time", Method.OPENGRAPH, 1.0),
        ("og:article:published_time", Method.OPENGRAPH, 1.0),
        ("og:published_time", Method.OPENGRAPH, 1.0),
        ("datepublished", Method.META, 1.0),
        ("parsely-pub-date", Method.META, 1.0),
        ("sailthru.date", Method.META, 0.95),
        ("dc.date.issued", Method.META, 0.95),
        ("dcterms.created", Method.META, 0.95),
        ("dc.date", Method.META, 0.9),
        ("pubdate", Method.META, 0.95),
        ("publishdate", Method.META, 0.95),
        ("publish-date", Method.META, 0.95),
        ("date", Method.META, 0.85),
    ),
    "modified": (
        ("article:modified_time", Method.OPENGRAPH, 1.0),
        ("og:updated_time", Method.OPENGRAPH, 0.9),
        ("datemodified", Method.META, 1.0),
        ("dcterms.modified", Method.META, 0.95),
        ("last-modified", Method.META, 0.8),
    ),
}
_ITEM_NAMES: Final = {"published": ("datePublished",), "modified": ("dateModified",)}
_URL_DATE: Final = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])/(0[1-9]|[12]\d|3[01])/")
_PUBLISHED_CLASS: Final = re.compile(
    r"\b(?:published|pubdate|dt-published|entry-date|post-date|date-published)\b", re.IGNORECASE
)
_MODIFIED_CLASS: Final = re.compile(r"\b(?:updated|modified|dt-updated)\b", re.IGNORECASE)
_BYLINE_LENGTH: Final = 200
_PARTS: Final = re.compile(r"\s*[|·•,–—]\s*")

_Stamper = Callable[..., Iterator[Candidate[Stamp]]]


def locate_dates(unit: ReviewUnit, context: Context, field: DateField) -> Iterator[Candidate[Stamp]]:
    """Candidates for `published` or `modified`, never later than the fetch."""
    for candidate in _all_dates(unit, context, field):
        if not _is_future(candidate.value, context.page.fetched_at):
            yield candidate


def _all_dates(unit: ReviewUnit, context: Context, field: DateField) -> Iterator[Candidate[Stamp]]:
    order = context.site.date_order if context.site is not None else None
    language = context.language

    def stamp(raw: str, method: Method, where: str, weight: float = 1.0) -> Iterator[Candidate[Stamp]]:
        value = parse_date(raw, language=language, order=order)
        if value is not None:
            yield Candidate(field, value, raw, method, where, weight)

    for text, path in site_texts(unit, context, field):
        yield from stamp(text, Method.SITE, path)
    for item, trust in ((context.subject.review, 1.0), (context.subject.article, 0.95)):
        if item is not None:
            for name in _ITEM_NAMES[field]:
                for text in item.texts(name)[:1]:
                    yield from stamp(text, item.syntax, f"{item.where}/{name}", trust)
    if context.subject.article is None:
        for item in unit.document.items:
            if item.is_a("WebPage"):
                for text in item.texts(_ITEM_NAMES[field][0])[:1]:
                    yield from stamp(text, item.syntax, f"{item.where}/{_ITEM_NAMES[field][0]}", 0.85)
    for name, method, weight in _META[field]:
        stated = unit.document.first_meta(name)
        if stated:
            yield from stamp(stated, method, f"meta[{name}]", weight)
    yield from _time_elements(unit, context, field, stamp)
    if field == "published":
        yield from _bylines(unit, context, stamp)
    yield from _label_lines(unit, context, field, stamp)
    if field == "published" and unit.document.url is not None:
        matched = _URL_DATE.search(unit.document.url)
        if matched:
            # By itself not enough: the page does not say it. It bears out a date that the page does say.
            yield from stamp("-".join(matched.groups()), Method.URL, "url", 0.6)


def _time_elements(unit: ReviewUnit, context: Context, field: str, stamp: _Stamper) -> Iterator[Candidate[Stamp]]:
    """<time> in the region or by the heading: by its class, itemprop or label, else the first is the publication."""
    plain = 0
    for node in unit.document.times:
        raw = node.attributes.get("datetime") or node_text(node)
        marks = f"{node.attributes.get('class') or ''} {node.attributes.get('itemprop') or ''}"
        label = _label_of(node, context)
        if label not in (None, "published", "modified"):
            continue
        is_modified = bool(_MODIFIED_CLASS.search(marks)) and not _PUBLISHED_CLASS.search(marks)
        is_modified = is_modified or label == "modified"
        near = is_near(unit, node)
        if not raw or not near or is_modified != (field == "modified"):
            continue
        certain = is_modified or bool(_PUBLISHED_CLASS.search(marks)) or "pubdate" in node.attributes
        weight = 1.0 if certain else (0.9 if plain == 0 else 0.5)
        plain += not certain
        yield from stamp(raw, Method.TEXT, unit.document.path(node), weight)


def _label_of(node: LexborNode, context: Context) -> str | None:
    """What the words right in front of an element say that it is: "Updated: <time>", "Premiere: <time>"."""
    before = node.prev
    return _last_label(before.text(), context) if before is not None and before.is_text_node else None


def _last_label(text: str, context: Context) -> str | None:
    """The label that a text ends with: "Ann Lee | Updated" -> "modified"."""
    return context.vocabulary.label(_PARTS.split(squash(text[-_BYLINE_LENGTH:]))[-1])


def _bylines(unit: ReviewUnit, context: Context, stamp: _Stamper) -> Iterator[Candidate[Stamp]]:
    """Lines beside the heading, unless they say that their date is another one: "Updated May 4, 2025"."""
    for position, line in enumerate(unit.byline[:8]):
        if len(line.text) > _BYLINE_LENGTH:
            continue
        where = unit.document.path(line.node)
        for candidate in stamp(line.text, Method.TEXT, where, 0.95 if position == 0 else 0.85):
            label = _last_label(line.text.partition(candidate.value.raw)[0], context)
            if label in (None, "published"):
                yield candidate


def _label_lines(unit: ReviewUnit, context: Context, field: str, stamp: _Stamper) -> Iterator[Candidate[Stamp]]:
    for line, label, value in labelled(unit):
        key = context.vocabulary.label(label)
        if key == field:
            yield from stamp(value, Method.LABEL, unit.document.path(line.node))
        elif key == "created" and field == "published" and _is_plugin(line):
            yield from stamp(value, Method.PLUGIN, unit.document.path(line.node), 0.9)


def _is_plugin(line: Line) -> bool:
    """Whether a label line stands in Rank Math's box: its dateCreated is the work's, so a weak date."""
    parent = line.node.parent
    return parent is not None and "rank-math-review-data" in (parent.attributes.get("class") or "")


def _is_future(stamp: Stamp, fetched_at: datetime | None) -> bool:
    """Whether a date lies after the fetch. A date without a zone may be up to 14 hours ahead of UTC."""
    if fetched_at is None:
        return False
    latest = fetched_at.astimezone(UTC) + timedelta(hours=14)
    if stamp.precision in (Precision.MINUTE, Precision.SECOND):
        moment = datetime.fromisoformat(stamp.value)
        if moment.tzinfo is not None:
            return moment > fetched_at + timedelta(minutes=5)
    return stamp.value[:10] > latest.strftime("%Y-%m-%d")[: len(stamp.value[:10])]


def same_moment(stamp: Stamp) -> str:
    """Key under which two dates are one: the day, as printed."""
    return stamp.value[:10]
