"""Microdata (WHATWG HTML 5): itemscope, itemtype, itemprop, itemref, itemid."""

from collections.abc import Callable, KeysView
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractors.markup import node_text
from extractors.structured.item import Item, Value, last_segment
from schemas.evidence import Method

_MAX_NODES: Final = 20_000
_MAX_VALUE: Final = 200_000

_SOURCES: Final = {
    "audio": "src",
    "embed": "src",
    "iframe": "src",
    "img": "src",
    "source": "src",
    "track": "src",
    "video": "src",
    "object": "data",
    "data": "value",
    "meter": "value",
    "link": "href",
}
_ADDRESSES: Final = frozenset(
    {
        "url",
        "sameAs",
        "image",
        "logo",
        "thumbnailUrl",
        "contentUrl",
        "embedUrl",
        "mainEntityOfPage",
        "discussionUrl",
        "item",
        "license",
    }
)
"""Properties whose value on a link is its address. Pages put names and authors on links, too, and mean the text."""


def read_microdata(tree: LexborHTMLParser, path: Callable[[LexborNode], str]) -> tuple[Item, ...]:
    """Every item of a page, nested ones too, the top level first.

    Values are read as WHATWG HTML 5.2.4 says, with three deviations that pages need: a `content` attribute counts on
    any element; a link gives its address only for properties that are addresses; `<meta>` may say its value as
    `datetime`.

    Args:
        tree: The parsed page.
        path: Gives the CSS path of a node, for `Item.where`.
    """
    # selectolax gives a node once for each selector of a list that it matches.
    nodes = list({node.mem_id: node for node in tree.css("[itemscope],[itemprop]")}.values())[:_MAX_NODES]
    if not nodes:
        return ()
    items: dict[int, tuple[Item, dict[str, tuple[Value, ...]]]] = {}
    attributes = [node.attributes for node in nodes]
    for node, said in zip(nodes, attributes, strict=True):
        if "itemscope" in said:
            properties: dict[str, tuple[Value, ...]] = {}
            types = tuple(last_segment(name) for name in (said.get("itemtype") or "").split())
            item = Item(types, properties, (said.get("itemid") or "").strip() or None, path(node), Method.MICRODATA)
            items[node.mem_id] = (item, properties)
    referring = _referring(tree, nodes, attributes)
    nested: set[int] = set()
    for node, said in zip(nodes, attributes, strict=True):
        names = (said.get("itemprop") or "").split()
        owners = [items[owner] for owner in _owners(node, items.keys(), referring)] if names else []
        if not owners:
            continue
        inner = items.get(node.mem_id)
        if inner is not None:
            nested.add(node.mem_id)
        for name in map(last_segment, names):
            value = inner[0] if inner is not None else _value_of(node, name, said)
            if value != "":
                for item, properties in owners:
                    if item is not value:
                        properties[name] = (*properties.get(name, ()), value)
    return tuple(item for deep in (False, True) for mem_id, (item, _) in items.items() if (mem_id in nested) is deep)


def _referring(
    tree: LexborHTMLParser, nodes: list[LexborNode], attributes: list[dict[str, str | None]]
) -> dict[int, list[int]]:
    """Items that name a node in their itemref, by node."""
    wanted: dict[str, list[int]] = {}
    for node, said in zip(nodes, attributes, strict=True):
        if "itemscope" in said:
            for name in (said.get("itemref") or "").split()[:100]:
                wanted.setdefault(name, []).append(node.mem_id)
    found: dict[int, list[int]] = {}
    if wanted:
        for node in tree.css("[id]"):
            owners = wanted.pop(node.id or "", None)
            if owners:
                found[node.mem_id] = owners
    return found


def _owners(node: LexborNode, items: KeysView[int], referring: dict[int, list[int]]) -> list[int]:
    """Items that a property belongs to: the nearest one around it, and the ones that refer to it."""
    owners = list(referring.get(node.mem_id, ()))
    above = node.parent
    while above is not None:
        if above.mem_id in items:
            owners.append(above.mem_id)
            break
        owners += referring.get(above.mem_id, ())
        above = above.parent
    return owners


def _value_of(node: LexborNode, name: str, said: dict[str, str | None]) -> str:
    tag = node.tag or ""
    text = said.get("content")
    if text is None and tag in {"time", "meta"}:
        text = said.get("datetime")
    if text is None and tag in _SOURCES:
        text = said.get(_SOURCES[tag])
    if text is None and tag in {"a", "area"} and name in _ADDRESSES:
        text = said.get("href")
    if text is None:
        text = node_text(node)
    return " ".join(text[:_MAX_VALUE].split())
