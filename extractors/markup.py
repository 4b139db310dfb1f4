"""What all readers of a page's markup share: which elements are blocks, which are not read, bounds on hostile pages.

Nodes are told apart by `mem_id`: selectolax compares nodes with `==` by writing both out as HTML.
"""

import re
from collections.abc import Callable, Collection, Iterator
from itertools import islice
from typing import Final

from selectolax.lexbor import LexborNode

from extractors.parse.pattern import pattern


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LONGEST_NAMES: Final = 500
_MAX_TEXT: Final = 1_000_000

UNREAD: Final = _words(
    """
    script style template noscript svg math iframe object embed video audio canvas map select option datalist
    button textarea input progress dialog -comment -doctype
    """
)
"""Elements whose content is no text of the page."""

BLOCKS: Final = _words(
    """
    html body address article aside blockquote center details dialog dd div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre search section summary table
    caption tbody thead tfoot tr td th ul
    """
)
"""Elements that begin and end a line (HTML 15.3, "display: block", "list-item" and table parts)."""

HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
"""Elements that head a section."""

_INVISIBLE = pattern("[\u00ad\u200b\u2060\ufeff]")


def events(
    root: LexborNode, leave_out: Callable[[LexborNode, str], bool] | None = None
) -> Iterator[tuple[LexborNode, str, bool]]:
    """Every node below a node, depth first, without recursion: (node, tag, whether it is entered or left).

    Text nodes are entered only. What is not read is left out with all that is in it, and so are the elements for
    which `leave_out` says so.
    """
    stack: list[tuple[LexborNode, str]] = []
    node = root.first_child
    while True:
        while node is not None:
            tag = node.tag or ""
            if tag in UNREAD or (leave_out is not None and tag != "-text" and leave_out(node, tag)):
                node = node.next
                continue
            yield node, tag, True
            child = node.first_child
            if child is None:
                if tag != "-text":
                    yield node, tag, False
                node = node.next
            else:
                stack.append((node, tag))
                node = child
        if not stack:
            return
        node, tag = stack.pop()
        yield node, tag, False
        node = node.next


def up_from(node: LexborNode | None) -> Iterator[LexborNode]:
    """A node and all that it stands in, the nearest first."""
    while node is not None:
        yield node
        node = node.parent


def is_inside(node: LexborNode, others: Collection[int]) -> bool:
    """Whether a node is one of others, told by their `mem_id`, or stands in one."""
    return bool(others) and any(around.mem_id in others for around in up_from(node))


def class_and_id(node: LexborNode) -> str:
    """The names that a page's maker gave an element: its classes and its id."""
    said = node.attributes
    return f"{said.get('class') or ''} {said.get('id') or ''}"[:_LONGEST_NAMES]


def node_text(node: LexborNode, most: int = _MAX_TEXT) -> str:
    """Visible text of a node: white space folded, `<br>` and block boundaries as single spaces.

    Without scripts, styles, templates and form controls; what goes on behind `most` characters is not read.
    """
    if node.tag in UNREAD:
        return ""
    pieces: list[str] = []
    size = 0
    for inner, tag, _ in events(node):
        if tag == "-text":
            piece = inner.text_content or ""
            pieces.append(piece)
            size += len(piece)
            if size > most:
                break
        elif tag == "br" or tag in BLOCKS:
            pieces.append(" ")
    return " ".join(visible("".join(pieces)[: 2 * most]).split())


def visible(text: str) -> str:
    """A text without soft hyphens and spaces of no width, which readers do not see."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


# --- bounds ----------------------------------------------------------------------------------------------------------
# Lexbor builds the tree as the standard says, without a bound: 200,000 nested elements take it three minutes, an
# element with 100,000 attributes half a minute. Pages that come near such numbers are cut before they are parsed.

_MAX_PAGE: Final = 5_000_000
_MAX_TAGS: Final = 30_000
_MAX_DEPTH: Final = 256
_MAX_ATTRIBUTES: Final = 200
_FEW_TAGS: Final = 2_000
_SLICES: Final = 64
_MANY_OPEN: Final = 500
_LONG_TAG: Final = 1_000
_LONG_TAGS: Final = 3_000_000_000

_ATTRIBUTE: Final = r"""[^\s/>][^\s/>=]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"'][^\s>]*)?)?"""
# The look-ahead with its back reference is an atomic group: possessive ones are wrong before Python 3.11.5.
_PIECE = pattern(
    rf"<(?:(?P<comment>!--)|(?P<end>/?)(?P<tag>[a-z][^\s/>]*)(?=(?P<attributes>(?:[\s/]+|{_ATTRIBUTE})*))(?P=attributes)>?)",
    re.IGNORECASE,
)
_ONE_ATTRIBUTE = pattern(_ATTRIBUTE)
_RAW: Final = frozenset({"script", "style", "textarea", "title"})
"""Elements whose content is text only."""
_FOREIGN: Final = frozenset({"svg", "math"})
"""Elements in which "/>" closes (HTML 13.2.6.5)."""
_SHAPES: Final = _words("path circle rect use polygon polyline line ellipse stop image")
"""Elements of icons, which have no end tag there."""
_OPENING = pattern("<[A-Za-z]")
_ENDING = pattern("</")
_GLANCE = pattern(r"<(\\?/)?([A-Za-z][^\s/>]*)")
_SHALLOW: Final = _words(
    """
    area base br col embed hr img input link meta param source track wbr p li dt dd td th tr tbody thead tfoot
    option html head body
    """
)
"""Elements without content, and those whose end tag is often left out: these stand in others that are counted."""


def tame(text: str) -> tuple[str, tuple[str, ...]]:
    """A page's markup, cut to what can be parsed in bounded time, and warnings of what was cut.

    Bounds: 5,000,000 characters, 30,000 elements, 256 levels, 200 attributes of an element. A page within them comes
    back as it is.
    """
    warnings: list[str] = []
    if len(text) > _MAX_PAGE:
        text = text[:_MAX_PAGE]
        warnings.append(f"page is longer than {_MAX_PAGE} characters; the rest was not read")
    closing = text.count("</")
    if closing > _MAX_TAGS:  # "</p>" without its start is an element, too
        text = text[: next(islice(_ENDING.finditer(text), _MAX_TAGS, None)).start()]
        warnings.append(f"page has more than {_MAX_TAGS} end tags; the rest was not read")
        closing = _MAX_TAGS
    opening = text.count("<") - closing
    if opening > _MAX_TAGS:
        tags = [found.start() for found in islice(_OPENING.finditer(text), _MAX_TAGS + 1)]
        if len(tags) > _MAX_TAGS:
            # Counted in scripts and comments, too: what tells those apart can be led astray by the page.
            warnings.append(f"page has more than {_MAX_TAGS} elements; the rest was not read")
            text = text[: tags[-1]]
    suspect = opening > _FEW_TAGS and _may_be_deep(text) and _looks_deep(text)
    suspect = suspect or (len(text) ** 2 > _LONG_TAGS and _attribute_cost(text) > _LONG_TAGS)
    if suspect:
        text = _prune(text, warnings)
    return text, tuple(warnings)


def _may_be_deep(text: str) -> bool:
    """Whether more start than end tags come together than a flat page has; elements without end tags count too."""
    size = max(len(text) // _SLICES, 1_000)
    open_before = 0
    for start in range(0, len(text), size):
        piece = text[start : start + size]
        ends = piece.count("</")
        begun = piece.count("<") - ends - piece.count("<!")
        if open_before + begun > _MANY_OPEN:
            return True
        open_before = max(open_before + begun - ends, 0)
    return False


def _attribute_cost(text: str) -> int:
    """Sum of the squared lengths of long tags: the time that attributes can cost grows with the square."""
    cost = 0
    for piece in text.split(">"):
        if len(piece) > _LONG_TAG and "<" in piece:
            tag = _OPENING.search(piece)
            cost += (len(piece) - tag.start()) ** 2 if tag is not None else 0
    return cost


def _looks_deep(text: str) -> bool:
    """Whether more elements are open at once than may be, at a glance that takes scripts for markup."""
    depth = 0
    for end, tag in _GLANCE.findall(text):
        if tag in _SHALLOW or tag in _SHAPES:
            continue
        depth += -1 if end else 1
        if depth > _MAX_DEPTH:
            return True
        depth = max(depth, 0)
    return False


def _prune(text: str, warnings: list[str]) -> str:
    """Drop the start tags of what is nested too deep, and all attributes of what has too many."""
    kept: list[str] = []
    position = read = depth = foreign = dropped = 0
    while (piece := _PIECE.search(text, read)) is not None:
        read = piece.end()
        if piece["comment"]:
            read = _after(text, "-->", read)
            continue
        tag, attributes = piece["tag"].lower(), piece["attributes"]
        if len(attributes) > _MAX_ATTRIBUTES and _has_too_many(attributes):
            kept += (text[position : piece.start()], "<", piece["end"], tag, ">")
            position = read
            dropped += 1
        if tag in _SHALLOW:
            continue
        if tag in _FOREIGN:
            foreign = max(foreign + (-1 if piece["end"] else 1), 0)
        if piece["end"]:
            depth = max(depth - 1, 0)
            continue
        if tag in _RAW:
            read = _after(text, f"</{tag}", read)
            continue
        if foreign and attributes.endswith("/"):
            continue
        depth += 1
        if depth > _MAX_DEPTH:
            kept.append(text[position : piece.start()])
            position = piece.end()
            dropped += 1
    if dropped:
        warnings.append(f"{dropped} elements too deep or with too many attributes were not read as written")
    kept.append(text[position:])
    return "".join(kept)


def _after(text: str, end: str, start: int) -> int:
    """Where what begins before `start` is over; the end of the text where nothing ends it."""
    place = text.find(end, start)
    if place < 0:
        found = re.compile(re.escape(end), re.IGNORECASE).search(text, start)
        place = found.start() if found is not None else len(text)
    return place + len(end)


def _has_too_many(attributes: str) -> bool:
    return sum(1 for _ in _ONE_ATTRIBUTE.finditer(attributes)) > _MAX_ATTRIBUTES
