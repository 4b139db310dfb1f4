"""Who wrote the review: markup, rel=author, meta tags and bylines; never the site itself or its software's user."""

import re
from collections.abc import Iterator
from typing import Final, Literal

from extractors.context import Context
from extractors.document import node_text
from extractors.locate.lines import is_near, labelled, site_texts
from extractors.parse.names import is_name, split_names
from extractors.parse.text import fold
from extractors.segment import Line, ReviewUnit
from extractors.structured.item import Item
from schemas.evidence import Candidate, Method
from schemas.review import Reviewer

FIELD: Final = "reviewers"
_META: Final = (
    ("author", Method.META, 1.0),
    ("article:author", Method.OPENGRAPH, 0.9),
    ("parsely-author", Method.META, 1.0),
    ("sailthru.author", Method.META, 1.0),
    ("byl", Method.META, 0.95),
    ("dc.creator", Method.META, 0.9),
    ("twitter:data1", Method.META, 0.5),
)
_AUTHOR_LINKS: Final = (
    '[rel~="author"], .byline .author, .author.vcard .fn, .entry-author-name, .p-author, .byline a, '
    'a[href*="/author/"], [itemprop="author"]'
)
_NOT_NAMES: Final = frozenset({"admin", "administrator", "editor", "staff", "guest", "root", "webmaster", "unknown"})
_MAKERS: Final = ("director", "cast")
_LONGEST_NAME: Final = 100
_BYLINE_LENGTH: Final = 120
_EMAIL: Final = re.compile(r"\S+@\S+")


def locate_reviewers(unit: ReviewUnit, context: Context) -> Iterator[Candidate[Reviewer]]:
    """Candidates for the reviewers, in the page's order."""
    for candidate in _all_reviewers(unit, context):
        if not _is_outlet(candidate.value.name, context):
            yield candidate


def _all_reviewers(unit: ReviewUnit, context: Context) -> Iterator[Candidate[Reviewer]]:
    site, document = context.site, unit.document
    for text, path in site_texts(unit, context, FIELD):
        yield from _named(text, Method.SITE, path, context)
    if site is not None and site.reviewer:
        yield Candidate(
            FIELD, Reviewer(name=site.reviewer, kind="person"), site.reviewer, Method.SITE, "site.reviewer", 0.5
        )
    for item, trust in ((context.subject.review, 1.0), (context.subject.article, 0.95)):
        if item is not None:
            yield from _from_item(item, trust, context)
    for name, method, weight in _META:
        stated = document.first_meta(name)
        if stated and "/" not in stated:
            yield from _named(stated, method, f"meta[{name}]", context, weight)
    for node in document.tree.css(_AUTHOR_LINKS)[:20]:
        near = is_near(unit, node)
        text = node_text(node)
        if near and text:
            yield from _named(
                text,
                Method.TEXT,
                document.path(node),
                context,
                url=document.absolute(node.attributes.get("href") or ""),
            )
    yield from _from_bylines(unit, context)


def _from_item(item: Item, trust: float, context: Context) -> Iterator[Candidate[Reviewer]]:
    for position, author in enumerate(item.all("author")):
        where = f"{item.where}/author/{position}"
        if isinstance(author, Item):
            name = author.text("name")
            if name and len(name) <= _LONGEST_NAME and _EMAIL.search(name) is None:
                kind: Literal["person", "organization"] | None = None
                if author.is_a("Person"):
                    kind = "person"
                elif author.is_a("Organization", "NewsMediaOrganization", "Corporation"):
                    kind = "organization"
                reviewer = Reviewer(name=name, kind=kind, url=author.text("url"))
                yield Candidate(FIELD, reviewer, name, item.syntax, where, trust)
        else:
            yield from _named(str(author), item.syntax, where, context, trust)


def _from_bylines(unit: ReviewUnit, context: Context) -> Iterator[Candidate[Reviewer]]:
    """A byline word of any language, then names: "By Ann Lee", "Posted by …", "von …"."""
    closing = unit.lines[-2:] if len(unit.lines) > 4 else ()
    beside = {line.node.mem_id for line in unit.byline}
    in_credits = any(context.vocabulary.label(label) in _MAKERS for _, label, _ in labelled(unit))
    for line in (*unit.byline, *unit.lines[:4], *closing):
        if len(line.text) > _BYLINE_LENGTH:
            continue
        if _names_others(line, context) and (in_credits or line.node.mem_id not in beside):
            continue
        rest = context.vocabulary.after_byline(line.text)
        if rest:
            yield from _named(rest, Method.LABEL, unit.document.path(line.node), context, 0.9)


def _names_others(line: Line, context: Context) -> bool:
    """Whether a line credits the work's makers.

    "Written by: …" names the reviewer beside the heading alone, and only
    where no other line names a director or a cast.
    """
    label = line.label or line.text.replace("：", ":").partition(":")[0]
    keys = context.vocabulary.label_keys(label)
    return bool(keys) and not {"reviewer", "published"} & set(keys)


def _named(
    text: str, method: Method, where: str, context: Context, weight: float = 1.0, url: str | None = None
) -> Iterator[Candidate[Reviewer]]:
    rest = context.vocabulary.after_byline(text) or text
    for part in split_names(rest, context.vocabulary)[:5]:
        if is_name(part.name):
            yield Candidate(FIELD, Reviewer(name=part.name, kind="person", url=url), text, method, where, weight)


def _is_outlet(name: str, context: Context) -> bool:
    folded = fold(name)
    if folded in _NOT_NAMES:
        return True
    outlets = {fold(text) for text in (context.site_name, context.site.name if context.site else None) if text}
    return folded in outlets


def same_reviewer(reviewer: Reviewer) -> str:
    """Key under which two spellings of a name are one."""
    return fold(reviewer.name).replace(" ", "")
