"""JSON-LD (W3C JSON-LD 1.1) as review pages write it: schema.org in blocks that are often no JSON.

Blocks are read by a ladder, strict first: orjson; the same without what wraps the block (HTML comment, CDATA, byte
order mark, trailing ";"); a tolerant reader that goes on where JSON has ended. Nothing here raises, nothing recurses.
"""

import html
import math
import re
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Any, Final

import orjson

from extractors.parse.pattern import pattern
from extractors.structured.item import Item, Value, last_segment, type_name, value_text
from schemas.evidence import Method

_MAX_BLOCK: Final = 2_000_000
_MAX_NODES: Final = 5_000
_MAX_DEPTH: Final = 100
_MAX_WRAPPINGS: Final = 20
_MAX_VALUES: Final = 200_000
_MAX_TWINS: Final = 8
_MAX_OF_ONE: Final = 1_000
_MAX_TYPES: Final = 20
_MAX_COMPARED: Final = 20
_LONGEST_POINTER: Final = 1_000


def read_jsonld(blocks: Sequence[str], warnings: list[str] | None = None) -> tuple[Item, ...]:
    """Every node of a page's JSON-LD, nested ones too, the top level first.

    Nodes with the same `@id` are joined over all blocks, and a reference by `@id` is the node that it refers to. Two
    nodes that share an `@id` by mistake (other types, other values) stay two; a reference is then the first of them.

    Args:
        blocks: Text of each `<script type="application/ld+json">`, in document order. Of a block at most 2,000,000
            characters are read, of a page at most 5,000 nodes, 100 levels deep, of a property at most 1,000 values.
        warnings: Where it is told that there was more than that.
    """
    reader = _Reader()
    for number, block in enumerate(blocks):
        reader.add(_load(block), f"/{number}")
    items = _join(reader.read())
    if warnings is not None and (reader.is_cut or any(len(block) > _MAX_BLOCK for block in blocks)):
        warnings.append("JSON-LD has more nodes or values than are read; the rest was not read")
    return items


# --- text to JSON values ---------------------------------------------------------------------------------------------

_BEFORE = pattern(r"(?:[\s\ufeff;]|<!--|//|/\*|\*/|<!\[CDATA\[)+")
_BEHIND: Final = ("-->", "//", "/*", "*/", "]]>")
_TOKEN = pattern(
    r"""[\s,;]+"""
    r"""|(?P<open>[{\[])"""
    r"""|(?P<close>[}\]])"""
    r"""|(?P<colon>:)"""
    # A quote inside a string that nobody escaped is told from the closing one by what follows it.
    # The look-ahead with its back reference is an atomic group: possessive ones are wrong before Python 3.11.5.
    r"""|"(?=(?P<string>(?:[^"\\]|\\.|"(?![^\S\n]*(?:[,:}\]]|\n\s*["}\]]|\Z)))*))(?P=string)(?P<ended>"?)"""
    r"""|(?P<word>[^\s,;:{}\[\]"]+)"""
    r"""|.""",
    re.DOTALL,
)
_SINGLE_QUOTE = pattern(r"(?<=[{\[,:])\s*'|'\s*(?=[}\],:])")
_ESCAPE = pattern(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r", "b": " ", "f": " "}
_WORDS: Final[dict[str, Any]] = {"true": True, "false": False}


def _unwrapped(block: str) -> str:
    """A block without comments, CDATA marks, semicolons and commas around it."""
    before = _BEFORE.match(block)
    text = block[before.end() :] if before is not None else block
    for _ in range(_MAX_WRAPPINGS):
        shorter = text.rstrip(" \t\r\n\f\v\xa0\ufeff;,")
        mark = next((mark for mark in _BEHIND if shorter.endswith(mark)), "")
        shorter = shorter.removesuffix(mark) if mark else shorter
        if shorter == text:
            break
        text = shorter
    return text


def _load(block: str) -> Any:
    block = block[:_MAX_BLOCK]
    for text in (block, _unwrapped(block)):
        try:
            return orjson.loads(text)
        except orjson.JSONDecodeError:
            continue
    if '"' not in text:
        # Quotes written as character references: the page escaped the whole block. Or single ones in their place.
        text = html.unescape(text)
        text = _SINGLE_QUOTE.sub('"', text) if '"' not in text else text
    return _load_tolerantly(text)


def _load_tolerantly(text: str) -> list[Any]:
    """Objects and arrays in a text that is nearly JSON, as a list. What is cut off is closed; a cut-off string is lost.

    Takes trailing commas, raw line ends and tabs in strings, unknown escapes, unescaped quotes, NaN, comments between
    values, several values in one text.
    """
    found: list[Any] = []
    stack: list[_Open] = []
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if kind == "open":
            container: Any = {} if token["open"] == "{" else []
            if len(stack) >= _MAX_DEPTH:
                break
            stack[-1].put(container) if stack else found.append(container)
            stack.append(_Open(container))
        elif not stack:
            continue
        elif kind == "close":
            while stack and stack.pop().is_list != (token["close"] == "]"):
                pass
        elif kind == "colon":
            stack[-1].colon()
        elif kind == "ended":
            if token["ended"]:
                stack[-1].put(_unescape(token["string"]))
        elif kind == "word":
            stack[-1].put(_word(token["word"]))
        elif "," in token[0]:
            stack[-1].key = None
    return found


class _Open:
    """A container that is being read."""

    def __init__(self, container: dict[str, Any] | list[Any]) -> None:
        self.container = container
        self.is_list = isinstance(container, list)
        self.key: str | None = None
        self.said: Any = None

    def put(self, value: Any) -> None:
        if isinstance(self.container, list):
            self.container.append(value)
        elif self.key is None:
            self.said = value
        else:
            self.container[self.key] = value
            self.key = None

    def colon(self) -> None:
        if isinstance(self.said, str):
            self.key, self.said = self.said, None


def _word(word: str) -> Any:
    if word in _WORDS:
        return _WORDS[word]
    try:
        return int(word) if word.lstrip("-").isdecimal() else float(word)
    except ValueError:
        return None


def _unescape(text: str) -> str:
    if "\\" not in text:
        return text
    return (
        _ESCAPE.sub(
            lambda found: chr(int(found[1][1:], 16)) if len(found[1]) == 5 else _ESCAPES.get(found[1], found[1]), text
        )
        .encode("utf-16", "surrogatepass")
        .decode("utf-16", "replace")
    )


# --- JSON values to nodes --------------------------------------------------------------------------------------------


class _Reader:
    """Turns JSON objects into items, level by level, so that the page's depth costs no stack."""

    def __init__(self) -> None:
        self.todo: deque[tuple[_Draft, dict[str, Any], int]] = deque()
        self.drafts: list[_Draft] = []
        self.values = 0
        self.is_cut = False

    def add(self, value: Any, where: str) -> None:
        """Take one block: an object, an array of them, or an object that holds them as its `@graph`."""
        for raw, place in _flat(value, where):
            if not isinstance(raw, dict):
                continue
            graph = raw.get("@graph")
            if graph is not None:
                self.add_graph(graph, f"{place}/@graph")
            if any(key not in {"@graph", "@context", "@id"} for key in raw):
                self.place(raw, place, 0)

    def add_graph(self, graph: Any, where: str) -> None:
        for raw, place in _flat(graph, where):
            if isinstance(raw, dict):
                self.place(raw, place, 0)

    def place(self, raw: dict[str, Any], where: str, depth: int) -> Item | None:
        if len(self.drafts) >= _MAX_NODES or depth > _MAX_DEPTH:
            self.is_cut = True
            return None
        types = islice(_flat(raw.get("@type", raw.get("type")), ""), _MAX_TYPES)
        named = raw.get("@id", raw.get("id"))
        properties: dict[str, tuple[Value, ...]] = {}
        item = Item(
            types=tuple(type_name(name) for name, _ in types if isinstance(name, str)),
            properties=properties,
            id=named.strip() or None if isinstance(named, str) else None,
            where=where,
            syntax=Method.JSON_LD,
        )
        self.drafts.append((item, properties))
        self.todo.append((self.drafts[-1], raw, depth))
        return item

    def read(self) -> "list[_Draft]":
        while self.todo:
            (item, properties), raw, depth = self.todo.popleft()
            for key, value in raw.items():
                if key.startswith("@") or key in {"type", "id"}:
                    continue
                name = last_segment(key)
                known = properties.get(name, ())
                if len(known) < _MAX_OF_ONE:
                    found = islice(self.value_of(value, _below(item.where, key), depth), _MAX_OF_ONE - len(known))
                    if values := known + tuple(found):
                        properties[name] = values
                        self.is_cut = self.is_cut or len(values) == _MAX_OF_ONE
        return self.drafts

    def value_of(self, value: Any, where: str, depth: int) -> Iterator[Value]:
        for raw, place in _flat(value, where):
            if isinstance(raw, dict):
                if "@value" in raw:
                    raw = raw["@value"]
                else:
                    item = self.place(raw, place, depth + 1)
                    if item is not None:
                        yield item
                    continue
            if (scalar := _scalar(raw)) is not None and self.values < _MAX_VALUES:
                self.values += 1
                yield scalar


def _flat(value: Any, where: str) -> Iterator[tuple[Any, str]]:
    """The values of nested arrays, `@list` and `@set`, each with its JSON pointer (RFC 6901)."""
    todo = [iter([(value, where)])]
    for _ in range(_MAX_VALUES):
        while todo and (found := next(todo[-1], None)) is None:
            todo.pop()
        if not todo or found is None:
            return
        value, where = found
        if isinstance(value, dict) and ("@list" in value or "@set" in value):
            key = "@list" if "@list" in value else "@set"
            value, where = value[key], _below(where, key)
        if isinstance(value, list):
            todo.append(_members(value, where))
        else:
            yield value, where


def _members(values: list[Any], where: str) -> Iterator[tuple[Any, str]]:
    return ((value, _below(where, str(index))) for index, value in enumerate(values))


def _below(where: str, key: str) -> str:
    """A JSON pointer, one step further; cut where it is too long for anyone to follow."""
    if len(where) >= _LONGEST_POINTER:
        return where
    return f"{where}/{key[:_LONGEST_POINTER].replace('~', '~0').replace('/', '~1')}"


def _scalar(value: Any) -> str | int | float | bool | None:
    if isinstance(value, str):
        return " ".join((html.unescape(value) if "&" in value else value).split()) or None
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if isinstance(value, int) else None


# --- references ------------------------------------------------------------------------------------------------------


def _join(drafts: "list[_Draft]") -> tuple[Item, ...]:
    """Join nodes of one `@id`, then those of one `url`, and put nodes in the place of references to them."""
    by_key: dict[str, list[_Draft]] = {}
    stands_for: dict[int, Item] = {}
    # Nodes that say something come first, so that a bare reference before its node finds it.
    ordered = sorted(drafts, key=lambda draft: (not draft[1], not draft[0].types))
    for draft in ordered:
        if draft[0].id is not None:
            _join_one(draft, draft[0].id, by_key, stands_for)
    for draft in ordered:
        address = _address(draft)
        if address is not None and id(draft[0]) not in stands_for:
            _join_one(draft, address, by_key, stands_for)
    if stands_for:
        for _, properties in drafts:
            for name, values in properties.items():
                properties[name] = tuple(
                    _last(value, stands_for) if isinstance(value, Item) else value for value in values
                )
    return tuple(item for item, _ in drafts if id(item) not in stands_for and (item.properties or item.types))


def _join_one(draft: "_Draft", key: str, by_key: "dict[str, list[_Draft]]", stands_for: dict[int, Item]) -> None:
    item, properties = draft
    known = by_key.setdefault(key, [])
    twin = next((other for other in known if other[0] is not item and _agree(other, draft)), None)
    if twin is None:
        # Many different nodes under one key: no use, and no bound on the work.
        if len(known) < _MAX_TWINS:
            known.append(draft)
        return
    for name, values in properties.items():
        twin[1].setdefault(name, values)
    stands_for[id(item)] = twin[0]


def _last(item: Item, stands_for: dict[int, Item]) -> Item:
    """What stands for a node in the end: a twin by its id may itself have a twin by its address."""
    for _ in range(2):
        item = stands_for.get(id(item), item)
    return item


def _address(draft: "_Draft") -> str | None:
    """The `url` of a node with a type, or, of a reference and nothing else, what it refers to."""
    item, properties = draft
    if not properties and not item.types:
        return item.id
    address = properties.get("url", ())
    return address[0] if item.types and len(address) == 1 and isinstance(address[0], str) else None


def _agree(one: "_Draft", other: "_Draft") -> bool:
    """Whether two nodes of one key can be the same thing: their types meet, and what both say in words is the same."""
    if not other[1] and not other[0].types:
        return True
    if one[0].types and other[0].types and not set(one[0].types) & set(other[0].types):
        return False
    return all(_say_the_same(one[1][name], values) for name, values in other[1].items() if name in one[1])


def _say_the_same(one: tuple[Value, ...], other: tuple[Value, ...]) -> bool:
    """Whether two values do not contradict each other; nodes are compared by their names, of many the first."""
    starts = one[:_MAX_COMPARED], other[:_MAX_COMPARED]
    if not any(isinstance(value, Item) for value in chain(*starts)):
        return one == other
    names, others = ({text for value in values if (text := _gist(value)) is not None} for values in starts)
    return not names or not others or not names.isdisjoint(others)


def _gist(value: Value) -> str | None:
    """What tells two values apart: a rating has no name."""
    rated = value.all("ratingValue") if isinstance(value, Item) else ()
    return str(rated[0]) if rated else value_text(value)


_Draft = tuple[Item, dict[str, tuple[Value, ...]]]
"""An item and its properties while they may still change."""
