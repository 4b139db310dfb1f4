"""Selectors of site files: whether they are any, what they find on a page, and which design of the site it shows."""

from collections.abc import Iterable
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from extractors.document import Document
from extractors.markup import node_text
from extractors.parse.text import squash
from schemas.page import Page
from schemas.site import FieldName, Layout, Selector, Site

_MOST: Final = 8
_LONGEST: Final = 2_000


def find(document: Document, selector: Selector) -> list[str]:
    """The texts that a selector finds, without empty ones; the first eight elements are looked at."""
    texts = []
    for node in document.select(selector.css, _MOST):
        said = node.attributes.get(selector.attribute) or "" if selector.attribute else node_text(node, _LONGEST)
        if text := squash(said):
            texts.append(text)
    return texts


def layout_of(document: Document, site: Site) -> Layout | None:
    """The layout that a page shows: of those that fit, the one whose selectors find most, the first of equals."""
    fits = [layout for layout in site.layouts if document.select(layout.when, 1)]
    return max(fits, key=lambda layout: found_by(document, layout.fields.values()), default=None)


def found_by(document: Document, selectors: Iterable[Selector]) -> int:
    """How many selectors find an element."""
    return sum(bool(document.select(selector.css, 1)) for selector in selectors)


def answers(page: Page, site: Site) -> tuple[str | None, dict[FieldName, list[str]]]:
    """How a page is read by a site file: the `when` of the layout that it shows, and what each selector finds.

    Null where the page shows no layout; its selectors are then those of the site's `fields`.
    """
    document = Document(page)
    shown = layout_of(document, site)
    fields = site.fields if shown is None else site.in_layout(shown).fields
    return None if shown is None else shown.when, {
        field: find(document, selector) for field, selector in fields.items()
    }


def problem_of(css: str) -> str | None:
    """Why a text is no CSS selector; None where it is one."""
    try:
        LexborHTMLParser("<p>").css(css)
    except Exception as error:  # noqa: BLE001 - selectolax has a class of its own for it, outside of its interface
        return " ".join(str(error).split()) or type(error).__name__
    return None
