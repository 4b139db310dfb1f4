"""Selectors of site files, asked by themselves: whether they are any, and what they find on a page."""

from typing import Final

from selectolax.lexbor import LexborHTMLParser

from extractors.document import Document
from extractors.markup import node_text
from extractors.parse.text import squash
from schemas.page import Page
from schemas.site import FieldName, Selector, Site

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


def answers(page: Page, site: Site) -> tuple[str | None, dict[FieldName, list[str]]]:
    """How a page is read by a site file: the `when` of the layout that it shows, and what each selector finds.

    Null where the page shows no layout; its selectors are then those of the site's `fields`.
    """
    document = Document(page)
    fits = [layout for layout in site.layouts if document.select(layout.when, 1)]
    shown = max(
        fits, key=lambda one: sum(bool(find(document, selector)) for selector in one.fields.values()), default=None
    )
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
