"""Microdata (WHATWG HTML 5): itemscope, itemtype, itemprop, itemref, itemid."""

from collections.abc import Callable, KeysView
from typing import Final, cast

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractors.markup import node_text, up_from
from extractors.structured.item import Item, Value, last_segment, type_name
from schemas.evidence import Method

_MAX_NODES: Final = 20_000
_MAX_VALUE: Final = 200_000
_MAX_REFERENCES: Final = 100
_MAX_REFERRING: Final = 20

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


_UNREAD: Final = frozenset({"reviewBody", "articleBody"})
"""Properties whose value is the page's text: it is read by its lines."""


def read_microdata(tree: LexborHTMLParser, path: Callable[[LexborNode], str]) -> tuple[Item, ...]:
    """Every item of a page, nested ones too, the top level first.

    Values are read as WHATWG HTML 5.2.4 says, with four deviations that pages need: a `content` attribute counts on
    any element; a link gives its address only for properties that are addresses; `<meta>` may say its value as
    `datetime`, and `<abbr>` a date as its `title`. Of a page at most 20,000 elements are read, and at most 20 items
    that refer to one element.

    Args:
        tree: The parsed page.
        path: Gives the CSS path of a node, for `Item.where`.
    """
    # selectolax gives a node once for each selector of a list that it matches.
    nodes = list({node.mem_id: node for node in tree.css("[itemscope],[itemprop]")}.values())[:_MAX_NODES]
    if not nodes:
        return ()
    drafts: dict[int, _Draft] = {}
    attributes = [node.attributes for node in nodes]
    for node, said in zip(nodes, attributes, strict=True):
        if "itemscope" in said:
            drafts[node.mem_id] = _draft(node, said, path)
    referring = _referring(tree, nodes, attributes)
    nested: set[int] = set()
    for node, said in zip(nodes, attributes, strict=True):
        names = (said.get("itemprop") or "").split()
        owners = [drafts[owner] for owner in _owners(node, drafts.keys(), referring)] if names else []
        if not owners:
            continue
        inner = drafts.get(node.mem_id)
        if inner is not None:
            nested.add(node.mem_id)
        for name in map(last_segment, names):
            value = inner[0] if inner is not None else _value_of(node, name, said)
            if value != "":
                for item, values in owners:
                    if item is not value:
                        values.setdefault(name, []).append(value)
    for item, values in drafts.values():
        _fill(item, values)
    return tuple(item for deep in (False, True) for mem_id, (item, _) in drafts.items() if (mem_id in nested) is deep)


_Draft = tuple[Item, dict[str, list[Value]]]
"""An item, whose properties are still empty, and what has been found of them."""


def _draft(node: LexborNode, said: dict[str, str | None], path: Callable[[LexborNode], str]) -> _Draft:
    types = tuple(type_name(name) for name in (said.get("itemtype") or "").split())
    named = (said.get("itemid") or "").strip() or None
    return Item(types, {}, named, path(node), Method.MICRODATA, node), {}


def _fill(item: Item, values: dict[str, list[Value]]) -> None:
    properties = cast("dict[str, tuple[Value, ...]]", item.properties)
    properties.update((name, tuple(found)) for name, found in values.items())


def _referring(
    tree: LexborHTMLParser, nodes: list[LexborNode], attributes: list[dict[str, str | None]]
) -> dict[int, list[int]]:
    """Items that name a node in their itemref, by node."""
    wanted: dict[str, list[int]] = {}
    for node, said in zip(nodes, attributes, strict=True):
        if "itemref" in said and "itemscope" in said:
            for name in (said["itemref"] or "").split()[:_MAX_REFERENCES]:
                owners = wanted.setdefault(name, [])
                if len(owners) < _MAX_REFERRING:
                    owners.append(node.mem_id)
    found: dict[int, list[int]] = {}
    if wanted:
        for node in tree.css("[id]"):
            of_node = wanted.pop(node.id or "", None)
            if of_node:
                found[node.mem_id] = of_node
    return found


def _owners(node: LexborNode, items: KeysView[int], referring: dict[int, list[int]]) -> list[int]:
    """Items that a property belongs to: the nearest one around it, and the ones that refer to it."""
    owners = list(referring.get(node.mem_id, ()))
    for above in up_from(node.parent):
        if len(owners) >= _MAX_REFERENCES:
            break
        if above.mem_id in items:
            owners.append(above.mem_id)
            break
        if referring:
            owners += referring.get(above.mem_id, ())
    return owners


def _value_of(node: LexborNode, name: str, said: dict[str, str | None]) -> str:
    if name in _UNREAD:
        return ""
    tag = node.tag or ""
    text = said.get("content")
    if text is None and tag in {"time", "meta"}:
        text = said.get("datetime")
    if text is None and tag == "abbr" and name.startswith("date"):
        text = said.get("title")
    if text is None and tag in _SOURCES:
        text = said.get(_SOURCES[tag])
    if text is None and tag in {"a", "area"} and name in _ADDRESSES:
        text = said.get("href")
    if text is None:
        text = node_text(node)
    return " ".join(text[:_MAX_VALUE].split())
