"""What several locators ask of a unit: what a site file's selector finds, and what stands near."""

from collections.abc import Container, Iterator
from functools import lru_cache
from itertools import islice
from typing import Final
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from extractors.context import Context
from extractors.markup import node_text, up_from
from extractors.parse.credited import Told, told_by
from extractors.parse.text import fold, squash
from extractors.segment import Line, ReviewUnit
from schemas.site import FieldName

TOP: Final = 14
"""Lines at the top of a text that may be its byline: pages without markup print navigation and a title first."""
_SHORTEST_PART: Final = 5
"""Letters of a name that are in a host's by no chance."""
_BYLINE_DEPTH: Final = 5
_HEADLESS_DEPTH: Final = 3
_HEADING_BLOCKS: Final = frozenset({"header", "hgroup", "section", "div"})
"""What a heading shares with its byline and stars. <article> and <main> hold comments and related posts too."""


def site_texts(unit: ReviewUnit, context: Context, field: FieldName) -> Iterator[tuple[str, str]]:
    """What the site file's selector for a field finds: text and CSS path."""
    selector = context.site.fields.get(field) if context.site is not None else None
    if selector is None:
        return
    for node in unit.document.tree.css(selector.css):
        text = squash(node.attributes.get(selector.attribute) or "") if selector.attribute else node_text(node)
        if text:
            yield text, unit.document.path(node)


def owns_site(name: str, context: Context) -> bool:
    """Whether a part of a full name stands in the host's name, as that of a blogger does: "reelsofnell.test"."""
    host = (urlsplit(context.page.final_url or context.page.url or "").hostname or "").rpartition(".")[0]
    parts = fold(name).split()
    return len(parts) > 1 and any(len(part) >= _SHORTEST_PART and part in host for part in parts)


def is_near(unit: ReviewUnit, node: LexborNode) -> bool:
    """Whether a node stands in the review's region, in a line beside its heading, or in one block with the heading."""
    if unit.contains(node):
        return True
    # What was left out (comments, related posts) may stand in one block with the heading.
    beside = {line.node.mem_id for line in unit.byline}
    block = unit.heading.node.parent if unit.heading is not None else None
    if block is not None and block.tag in _HEADING_BLOCKS:
        beside.add(block.mem_id)
    return _is_right_in(node, beside, unit)


def is_beside(unit: ReviewUnit, node: LexborNode) -> bool:
    """Whether a node is near a review, or, on a page without headings, in the blocks right around its text."""
    if is_near(unit, node):
        return True
    if unit.heading is not None:
        return False
    blocks = islice(up_from(unit.root.parent), _HEADLESS_DEPTH)
    return _is_right_in(node, {block.mem_id for block in blocks if block.tag not in ("body", "html")}, unit)


def _is_right_in(node: LexborNode, blocks: Container[int], unit: ReviewUnit) -> bool:
    """Whether a node stands a few steps deep in a block, and in nothing that was left out."""
    for around in islice(up_from(node), _BYLINE_DEPTH):
        if around.mem_id in unit.cut_ids:
            return False
        if around.mem_id in blocks:
            return True
    return False


def told_in(line: Line, context: Context) -> Told:
    """What a line says of who wrote the text."""
    return told_by(line.text, context.vocabulary, context.language, outlets(context))


def outlets(context: Context) -> frozenset[str]:
    """Folded names of the site."""
    return _folded(context.site_name, context.site.name if context.site else None)


@lru_cache(maxsize=64)
def _folded(*names: str | None) -> frozenset[str]:
    return frozenset(fold(name) for name in names if name)
