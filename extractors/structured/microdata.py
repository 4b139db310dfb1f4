"""Microdata (WHATWG HTML 5): itemscope, itemtype, itemprop, itemref, itemid."""

from collections.abc import Callable, KeysView
from typing import Final, NamedTuple, cast

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractors.markup import node_text, up_from
from extractors.structured.item import Item, Value, last_segment, type_name
from schemas.evidence import Method

_MAX_NODES: Final = 20_000
_MAX_VALUE: Final = 200_000
_MAX_NAMES: Final = 20
_MAX_OF_ONE: Final = 1_000
_MAX_NESTED: Final = 8
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


def read_microdata(
    tree: LexborHTMLParser, path: Callable[[LexborNode], str], warnings: list[str] | None = None
) -> tuple[Item, ...]:
    """Every item of a page, nested ones too, the top level first.

    Values are read as WHATWG HTML 5.2.4 says, with four deviations that pages need: a `content` attribute counts on
    any element; a link gives its address only for properties that are addresses; `<meta>` may say its value as
    `datetime`, and `<abbr>` a date as its `title`. Of a page at most 20,000 elements are read, of an element at most 20
    types and names of properties, of a property at most 1,000 values, and at most 20 items that refer to one element.
    The text of a property in more than eight others is not read.

    Args:
        tree: The parsed page.
        path: Gives the CSS path of a node, for `Item.where`.
        warnings: Where it is told that there was more than that.
    """
    # selectolax gives a node once for each selector of a list that it matches.
    nodes = list({node.mem_id: node for node in tree.css("[itemscope],[itemprop]")}.values())
    if not nodes:
        return ()
    if len(nodes) > _MAX_NODES and warnings is not None:
        warnings.append(f"microdata has more than {_MAX_NODES} elements; the rest was not read")
    del nodes[_MAX_NODES:]
    drafts: dict[int, _Draft] = {}
    attributes = [node.attributes for node in nodes]
    for node, said in zip(nodes, attributes, strict=True):
        if "itemscope" in said:
            drafts[node.mem_id] = _draft(node, said, path)
    places = _Places(drafts.keys(), _referring(tree, nodes, attributes))
    nested = _collect(nodes, attributes, drafts, places)
    for item, values in drafts.values():
        _fill(item, values)
    return tuple(item for deep in (False, True) for mem_id, (item, _) in drafts.items() if (mem_id in nested) is deep)


_Draft = tuple[Item, dict[str, list[Value]]]
"""An item, whose properties are still empty, and what has been found of them."""


def _collect(
    nodes: list[LexborNode], attributes: list[dict[str, str | None]], drafts: dict[int, _Draft], places: "_Places"
) -> set[int]:
    """Give each property to the items that it belongs to; items that are properties themselves, by `mem_id`."""
    nested: set[int] = set()
    for node, said in zip(nodes, attributes, strict=True):
        names = (said.get("itemprop") or "").split()[:_MAX_NAMES]
        if not names:
            continue
        place = places.of(node)
        owners = [drafts[owner] for owner in place.owners]
        if not owners:
            continue
        inner = drafts.get(node.mem_id)
        if inner is not None:
            nested.add(node.mem_id)
        for name in map(last_segment, names):
            value = inner[0] if inner is not None else _value_of(node, name, said, place.depth <= _MAX_NESTED)
            if value != "":
                for item, values in owners:
                    found = values.setdefault(name, [])
                    if item is not value and len(found) < _MAX_OF_ONE:
                        found.append(value)
    return nested


def _draft(node: LexborNode, said: dict[str, str | None], path: Callable[[LexborNode], str]) -> _Draft:
    types = tuple(type_name(name) for name in (said.get("itemtype") or "").split()[:_MAX_NAMES])
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


class _Place(NamedTuple):
    """Where a property stands."""

    owners: tuple[int, ...]
    """Items that it belongs to: the ones that refer to it, and the nearest one around it."""
    depth: int
    """Elements that it stands in and that are properties, too."""


class _Places:
    """Finds the places of properties; what is above an element is looked at once for all that is in it."""

    def __init__(self, items: KeysView[int], referring: dict[int, list[int]]) -> None:
        self._items = items
        self._referring = referring
        self._inside: dict[int, _Place] = {}

    def of(self, node: LexborNode) -> _Place:
        """The place of a property; what it stands in must have been asked for before."""
        climbed: list[int] = []
        place = _Place((), 0)
        for above in up_from(node.parent):
            if above.mem_id in self._inside:
                place = self._inside[above.mem_id]
                break
            climbed.append(above.mem_id)
        for mem_id in reversed(climbed):
            place = self._inside[mem_id] = self._in(mem_id, place)
        here = _Place((*self._referring.get(node.mem_id, ()), *place.owners)[:_MAX_REFERENCES], place.depth)
        self._inside[node.mem_id] = self._in(node.mem_id, place, 1)
        return here

    def _in(self, mem_id: int, place: _Place, deeper: int = 0) -> _Place:
        """The place of what stands right in an element, which has a place itself."""
        if mem_id in self._items:
            return _Place((mem_id,), place.depth + deeper)
        referring = self._referring.get(mem_id)
        owners = (*referring, *place.owners)[:_MAX_REFERENCES] if referring else place.owners
        return _Place(owners, place.depth + deeper)


def _value_of(node: LexborNode, name: str, said: dict[str, str | None], has_text: bool) -> str:
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
        text = node_text(node) if has_text else ""
    return " ".join(text[:_MAX_VALUE].split())
