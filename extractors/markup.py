"""What all readers of a page's markup share: which elements are blocks, which are not read, a node's text.

Nodes are told apart by `mem_id`: selectolax compares nodes with `==` by writing both out as HTML.
"""

from collections.abc import Iterator
from typing import Final

from selectolax.lexbor import LexborNode

from extractors.parse.pattern import pattern
from extractors.parse.text import word_set

_LONGEST_NAMES: Final = 500
_MAX_TEXT: Final = 1_000_000

UNREAD: Final = word_set(
    """
    script style template noscript svg math iframe object embed video audio canvas map select option datalist
    button textarea input progress dialog -comment -doctype
    """
)
"""Elements whose content is no text of the page."""

BLOCKS: Final = word_set(
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


def events(root: LexborNode) -> Iterator[tuple[LexborNode, str, bool]]:
    """Every node below a node, depth first, without recursion: (node, tag, whether it is entered or left).

    Text nodes are entered only. What is not read is left out with all that is in it.
    """
    stack: list[tuple[LexborNode, str]] = []
    node = root.first_child
    while True:
        while node is not None:
            tag = node.tag or ""
            if tag in UNREAD:
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


def is_within(node: LexborNode, known: dict[int, bool]) -> bool:
    """What is known, by `mem_id`, of the nearest element that a node is or stands in; False where it is of none.

    What that tells of the elements on the way is added: nodes that stand deep must not climb one by one.
    """
    if not known:
        return False
    climbed: list[int] = []
    answer = False
    for around in up_from(node):
        said = known.get(around.mem_id)
        if said is not None:
            answer = said
            break
        climbed.append(around.mem_id)
    known.update(dict.fromkeys(climbed, answer))
    return answer


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
