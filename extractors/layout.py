"""A part of a page as visual lines, with the extent of every block: what `segment` chooses from."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from selectolax.lexbor import LexborNode

from extractors.markup import BLOCKS, UNREAD, visible
from extractors.parse.pattern import pattern
from extractors.traits import BOLD, BOX, COMMENT, CUT, FOOT, LABEL, META, UNIT, schema_traits, traits_of

_MAX_LINE: Final = 20_000
_MAX_LINES: Final = 2_000
_MAX_TEXT: Final = 200_000
"""Characters of all lines: what is read of a page must not cost more than it can be worth."""
_MAX_STEPS: Final = 300_000
"""Elements that are entered and left, and texts: more than a page of 30,000 tags has unless it is made to."""
_TOO_LONG: Final = (
    f"page has more than {_MAX_LINES} lines, {_MAX_TEXT} characters in them, or {_MAX_LINE} in one; "
    "the rest was not read"
)
_MAX_LABEL: Final = 60
_MAX_VALUE: Final = 500
_LONG_VALUE: Final = 120
"""A value this long is a paragraph: its label does not stand for the next one, too."""
_MAX_PARTS: Final = 60
_MAX_LEADS: Final = 200
_MAX_SPANS: Final = 2_000
_MOST_SPANS: Final = 50_000
"""Of all lines: an inline element that nobody ends goes on in each line behind it."""
_MAX_BYLINE: Final = 400
_MAX_WEIGHED: Final = 20
"""Side shows with most of the text, one in the other."""
_COLONS: Final = (":", "：")
_SEPARATORS: Final = " |·•/,;"

_MOST_OF_LITTLE: Final = 300
_LINKED: Final = 0.6
_HEADLINE_WORDS: Final = 5
_HEADLINE_IDEOGRAPHS: Final = 12

_SPAN_TAGS: Final = frozenset({"a", "em", "i", "strong", "b", "cite", "u"})
_BOLD_STYLE = pattern(r"font-weight\s{0,3}:\s{0,3}(?:bold|[6-9]00)", re.IGNORECASE)
_HIDDEN_STYLE = pattern(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE)


class Span(NamedTuple):
    """Inline markup of a line: a, em, i, strong, b, cite, u."""

    start: int
    end: int
    """Offsets into `Line.text`, end exclusive."""
    tag: str
    href: str | None
    """As written, for links."""


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One visual line: the text of a block element, split at `<br>` and where labels begin."""

    text: str
    """White space folded, never empty, at most 20,000 characters."""
    tag: str
    """Tag of the block: p, h1, li, td, dd, div …"""
    node: LexborNode
    """The block."""
    spans: tuple[Span, ...] = ()
    label: str | None = None
    """The label that markup sets off, without its colon; null where there is none."""
    value: str = ""
    """The text after the label, or all of it."""


BYLINE: Final = 1
"""Note of a line: marked as author, date or meta."""
IN_FOOT: Final = 2
"""Note of a line: in the footer of an article."""
ELSEWHERE: Final = 4
"""Note of a line: a link to another page of the site and nothing else."""
IS_LABEL: Final = 8
"""Note of a line: a label on a line of its own, already part of the lines that it labels."""


@dataclass(slots=True, eq=False)
class Block:
    """A block element that was read. Its lines are `Layout.lines[start:end]`."""

    node: LexborNode
    tag: str
    traits: int
    start: int
    depth: int
    end: int = 0
    cells: "list[Block]" = field(default_factory=list)
    label: int | None = None
    """Index of the line that labels the next lines or blocks in here."""
    label_lasts: bool = False
    """Whether it labels more than one."""


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Lines, with a note for each, and blocks, in document order."""

    lines: list[Line]
    notes: list[int]
    blocks: list[Block]
    cut: list[LexborNode]
    """What was left out for what it is."""
    warnings: tuple[str, ...]
    """What was left out because it is too much."""


def lay_out(scope: LexborNode, is_other_page: Callable[[str], bool]) -> Layout:
    """Read a part of a page into lines.

    Left out: menus, sidebars, comments, related posts, share bars, newsletters, forms (`Layout.cut`), and what is
    hidden.

    Args:
        scope: The element to read.
        is_other_page: Whether a reference leads to another page of the same site.
    """
    reader = _Reader(is_other_page)
    reader.read(scope)
    return Layout(reader.lines, reader.notes, reader.blocks, reader.cut, (_TOO_LONG,) if reader.is_full else ())


_CUT_TAGS: Final = frozenset({"nav", "aside", "menu", "form"})
_EMPTY: Final = frozenset({"br", "img", "wbr", "source", "track", "area", "col", "link", "meta"})
_CUT_ROLES: Final = frozenset({"navigation", "complementary", "search", "menu", "menubar", "dialog", "alert"})
_BY_TAG: Final = {
    "address": META,
    "footer": FOOT,
    "article": UNIT,
    "main": UNIT,
    "strong": BOLD,
    "b": BOLD,
    "time": META,
}
_NEVER_CUT: Final = frozenset({"article", "main", "body", "html", "h1", "h2", "time", "table", "tbody", "tr"})
_KEEP_INSIDE: Final = (
    "h1,main,[role=main],[itemprop~=reviewBody],[itemprop~=articleBody],.entry-content,.post-content,.post-body,"
    ".e-content,.article-body,.hreview,.h-review"
)
"""Who holds one of these is no side show, whatever its name."""


@dataclass(slots=True)
class _Inline:
    """An inline element that is open."""

    node: LexborNode
    tag: str
    start: int
    href: str | None
    traits: int
    is_card: bool = False
    """A link around whole blocks that leads to another page."""


class _Lead(NamedTuple):
    """Bold text or a label: what may stand before a value."""

    start: int
    end: int
    needs_colon: bool


class _Reader:
    def __init__(self, is_other_page: Callable[[str], bool]) -> None:
        self.is_other_page = is_other_page
        self.lines: list[Line] = []
        self.notes: list[int] = []
        self.blocks: list[Block] = []
        self.cut: list[LexborNode] = []
        self.open: list[Block] = []
        self.inline: list[_Inline] = []
        self.attributes: Mapping[str, str | None] = {}
        self.traits = 0
        self.scope_length = -1
        self.read_so_far = 0
        self.spans_so_far = 0
        self.is_full = False
        self.weighed = 0
        self.open_cards = 0
        self.spaced = self.at_newline = self.is_meta = False
        self.start_line()

    def read(self, scope: LexborNode) -> None:
        self.enter_block(scope, scope.tag or "")
        entered: list[tuple[LexborNode, str]] = []
        steps = 0
        node = scope.first_child
        while node is not None or entered:
            steps += 1
            if steps > _MAX_STEPS:
                self.is_full = True
                break
            if node is None:
                node, tag = entered.pop()
                self.leave(tag)
            else:
                tag = node.tag or ""
                if tag == "-text":
                    self.add_text(node.text_content or "")
                elif tag not in UNREAD and not self.leave_out(node, tag):
                    if not self.enter(node, tag):
                        break
                    entered.append((node, tag))
                    node = node.first_child
                    continue
            node = node.next
        self.end_line()
        while self.open:
            self.leave_block()

    def enter(self, node: LexborNode, tag: str) -> bool:
        """Begin with an element; False where no more lines are taken."""
        if tag in BLOCKS or "-" in tag:
            self.end_line()
            if not self.has_room():
                self.is_full = True
                return False
            self.enter_block(node, tag)
        elif tag not in _EMPTY:
            self.enter_inline(node, tag)
        elif tag == "br":
            self.break_line()
        return True

    def leave(self, tag: str) -> None:
        if tag in BLOCKS or "-" in tag:
            self.end_line()
            self.leave_block()
        elif tag not in _EMPTY:
            self.leave_inline()

    def has_room(self) -> bool:
        """Whether another line may be read."""
        return len(self.lines) < _MAX_LINES and self.read_so_far < _MAX_TEXT

    def leave_out(self, node: LexborNode, tag: str) -> bool:
        """Whether an element is not read. Also keeps what its attributes say for those who enter it next."""
        if tag in _EMPTY:
            return False
        self.attributes = attributes = node.attributes
        self.traits = 0
        if not attributes:
            if tag not in _CUT_TAGS:
                return False
        else:
            style = attributes.get("style")
            if "hidden" in attributes or (style and _HIDDEN_STYLE.search(style)):
                # No line, but not cut either: plugins hide ratings that locators read by their markup.
                return True
            names, name = attributes.get("class"), attributes.get("id")
            if names or name:
                self.traits = traits_of(f"{names or ''} {name or ''}"[:500])
            if not self.traits & CUT and tag not in _CUT_TAGS and "role" not in attributes:
                return False
        if not self.is_cut(node, tag):
            return False
        self.cut.append(node)
        return True

    def is_cut(self, node: LexborNode, tag: str) -> bool:
        if tag in _NEVER_CUT:
            return tag == "article" and bool(self.traits & COMMENT)
        if tag == "form":
            # Some systems put the whole page in one form.
            return node.css_first("h1,h2,article,main,p") is None
        if tag in _CUT_TAGS or (self.attributes.get("role") or "").lower() in _CUT_ROLES:
            is_box = tag == "aside" and self.traits & BOX and any(block.traits & UNIT for block in self.open)
            return not is_box and node.css_first(_KEEP_INSIDE) is None
        return bool(self.traits & CUT) and node.css_first(_KEEP_INSIDE) is None and not self.is_most(node)

    def is_most(self, node: LexborNode) -> bool:
        """Whether most of the text stands in an element that is named like a side show: then it is none."""
        if self.traits & COMMENT:
            return False
        length = _length(node)
        if length < _MOST_OF_LITTLE or self.weighed >= _MAX_WEIGHED:
            return False
        if self.scope_length < 0:
            self.scope_length = _length(self.blocks[0].node)
        is_most = length > self.scope_length / 2
        self.weighed += is_most
        return is_most

    # --- blocks

    def enter_block(self, node: LexborNode, tag: str) -> None:
        attributes, traits = self.attributes, self.traits | _BY_TAG.get(tag, 0)
        if "itemprop" in attributes or "itemtype" in attributes:
            traits |= schema_traits(attributes.get("itemprop"), attributes.get("itemtype"))
        if attributes.get("role") == "main":
            traits |= UNIT
        for inline in self.inline:
            if inline.href and not inline.is_card and self.is_other_page(inline.href):
                inline.is_card = True
                self.open_cards += 1
                self.cut.append(inline.node)
        block = Block(node, tag, traits, len(self.lines), len(self.open))
        self.open.append(block)
        self.blocks.append(block)

    def leave_block(self) -> None:
        block = self.open.pop()
        block.end = len(self.lines)
        if block.end == block.start:
            return
        if block.traits & FOOT:
            self.mark(block, IN_FOOT)
        if block.traits & META and self.length(block) <= _MAX_BYLINE:
            self.mark(block, BYLINE)
        if not self.open:
            return
        around = self.open[-1]
        if block.tag in {"td", "th"}:
            around.cells.append(block)
        elif block.tag == "tr":
            self.label_row(block)
        elif block.tag == "dt" or block.traits & LABEL:
            around.label, around.label_lasts = self.only_line(block), block.tag == "dt"
        elif around.label is not None:
            self.label_lines(block.start, block.end, around.label)
            if not around.label_lasts or self.length(block) > _LONG_VALUE:
                around.label = None

    def mark(self, block: Block, note: int) -> None:
        for index in range(block.start, block.end):
            self.notes[index] |= note

    def length(self, block: Block) -> int:
        return sum(len(line.text) for line in self.lines[block.start : block.end])

    def only_line(self, block: Block) -> int | None:
        """Index of the block's line where it has but one, short as a label is and with nothing after its colon."""
        if block.end - block.start != 1:
            return None
        line = self.lines[block.start]
        return block.start if len(line.text) <= _MAX_LABEL and not (line.label and line.value) else None

    def label_row(self, row: Block) -> None:
        """Label the cells of a row by its first one: th and td, or two cells of which the first is short."""
        cells = row.cells
        if len(cells) < 2 or any(cell.tag == "th" for cell in cells[1:]):
            return
        label = self.only_line(cells[0])
        if label is not None and (cells[0].tag == "th" or len(cells) == 2):
            self.label_lines(cells[1].start, cells[-1].end, label)

    def label_lines(self, start: int, end: int, index: int) -> None:
        """Give lines the label that stands before them on a line of its own."""
        said = self.lines[index]
        label = (said.label or said.text).rstrip(" :：")
        if not label or sum(len(line.text) for line in self.lines[start:end]) > _MAX_VALUE:
            return
        self.notes[index] |= IS_LABEL
        for place in range(start, end):
            if self.lines[place].label is None:
                self.lines[place] = _with_label(self.lines[place], label)

    # --- inline elements and text

    def start_line(self) -> None:
        self.pieces: list[str] = []
        self.size = 0
        self.newlines: set[int] = set()
        self.spans: list[Span] = []
        self.leads: list[_Lead] = []

    def enter_inline(self, node: LexborNode, tag: str) -> None:
        attributes, traits = self.attributes, self.traits | _BY_TAG.get(tag, 0)
        href = None
        if attributes:
            if tag == "a":
                href = attributes.get("href")
            if attributes.get("rel") == "author":
                traits |= META
            if "itemprop" in attributes:
                traits |= schema_traits(attributes["itemprop"], None)
            if "style" in attributes and _BOLD_STYLE.search(attributes["style"] or ""):
                traits |= BOLD
        if traits & META:
            self.is_meta = True
        start = self.size + 1 if self.spaced and self.size else self.size
        self.inline.append(_Inline(node, tag, start, href, traits))

    def leave_inline(self) -> None:
        inline = self.inline.pop()
        self.open_cards -= inline.is_card
        self.close(inline)
        if inline.traits & LABEL:
            self.spaced = True

    def close(self, inline: _Inline) -> None:
        """Note the markup that ends here, or at the end of the line."""
        if self.size <= inline.start or len(self.spans) >= _MAX_SPANS or self.spans_so_far >= _MOST_SPANS:
            return
        self.spans_so_far += 1
        if inline.tag in _SPAN_TAGS and (inline.tag != "a" or inline.href):
            self.spans.append(Span(inline.start, self.size, inline.tag, inline.href))
        if inline.traits & (BOLD | LABEL):
            self.leads.append(_Lead(inline.start, self.size, not inline.traits & LABEL))
        elif inline.tag in {"em", "i", "u"} and self.pieces[-1].endswith(_COLONS):
            self.leads.append(_Lead(inline.start, self.size, needs_colon=True))

    def add_text(self, text: str) -> None:
        if text.isspace():
            self.spaced = True
            self.at_newline = self.at_newline or "\n" in text
            return
        text = visible(text)
        if not text:
            return
        if text[0].isspace():
            self.spaced = True
        rows = text.split("\n")
        for number, row in enumerate(rows):
            if number:
                self.spaced = self.at_newline = True
            words = " ".join(row.split())
            if not words:
                continue
            if self.size and self.spaced:
                self.pieces.append(" ")
                self.size += 1
            if self.at_newline:
                self.newlines.add(self.size)
            self.pieces.append(words)
            self.size += len(words)
            self.spaced = self.at_newline = False
        if text[-1].isspace():
            self.spaced = True

    def break_line(self) -> None:
        if not self.size and self.open:
            # An empty line ends what a label stands for.
            self.open[-1].label = None
        self.end_line()

    def end_line(self) -> None:
        if self.size and not self.has_room():
            self.is_full = True
        elif self.size:
            self.is_full = self.is_full or self.size > _MAX_LINE
            for inline in reversed(self.inline):
                self.close(inline)
                inline.start = 0
            text = "".join(self.pieces)[:_MAX_LINE]
            for start, end in self.parts(text):
                self.add_line(text, start, end)
        if self.size:
            self.start_line()
        self.spaced = self.at_newline = False
        self.is_meta = bool(self.inline) and any(inline.traits & META for inline in self.inline)

    def parts(self, text: str) -> list[tuple[int, int]]:
        """The line, cut where several labels stand in it: one after the other, or each on a line of the source.

        The latter is what Markdown makes of lines without a blank one between them.
        """
        whole = [(0, len(text))]
        if len(self.leads) < 2 or len(self.leads) > _MAX_LEADS:
            return whole
        starts = [lead.start for lead in self.leads if _is_label(text, lead)]
        if len(starts) < 2 or min(starts) > 0:
            return whole
        cuts = {0, *starts}
        if not self.newlines.isdisjoint(starts):
            cuts |= self.newlines
        ordered = sorted(cut for cut in cuts if cut < len(text))
        if len(ordered) > _MAX_PARTS:
            return whole
        return list(zip(ordered, [*ordered[1:], len(text)], strict=True))

    def add_line(self, text: str, start: int, end: int) -> None:
        part = text[start:end].rstrip()
        if end < len(text):
            part = part.rstrip(_SEPARATORS)
        if not part:
            return
        end = start + len(part)
        spans = _clip(self.spans, start, end) if self.spans else ()
        block = self.open[-1]
        label, value = _split(text, start, end, self.leads[:_MAX_LEADS]) if self.leads else (None, part)
        line = Line(part, block.tag, block.node, spans, label, value)
        if label is not None:
            # "Cast:", then a name on each line
            block.label, block.label_lasts = (None, False) if value else (len(self.lines), True)
        elif any(lead.start <= start and end <= lead.end and not lead.needs_colon for lead in self.leads):
            block.label, block.label_lasts = len(self.lines), False
        note = BYLINE if self.is_meta and len(part) <= _MAX_BYLINE else 0
        if self.open_cards or (spans and _leads_elsewhere(line, self.is_other_page)):
            note |= ELSEWHERE
        self.lines.append(line)
        self.notes.append(note)
        self.read_so_far += len(part)
        if label is None and block.label is not None and block.label < len(self.lines) - 1:
            self.label_lines(len(self.lines) - 1, len(self.lines), block.label)
            if not block.label_lasts or len(part) > _LONG_VALUE:
                block.label = None


def _length(node: LexborNode) -> int:
    """Characters of a node's text, scripts left out: roughly, and fast."""
    text = len(node.text())
    return text and text - sum(len(inner.text()) for inner in node.css("script,style,noscript,template,textarea"))


def _clip(spans: list[Span], start: int, end: int) -> tuple[Span, ...]:
    """The markup of a part of a line, outer elements first."""
    return tuple(
        Span(max(span.start, start) - start, min(span.end, end) - start, span.tag, span.href)
        for span in sorted(spans, key=lambda span: (span.start, -span.end))
        if span.start < end and span.end > start
    )


def _is_label(text: str, lead: _Lead) -> bool:
    said = text[lead.start : lead.end].rstrip()
    return said.endswith(_COLONS) or text[lead.end : lead.end + 2].lstrip().startswith(_COLONS)


def _split(text: str, start: int, end: int, leads: list[_Lead]) -> tuple[str | None, str]:
    """Label and value of a line whose first words markup sets off."""
    label_end, needs_colon = start, True
    for lead in sorted(leads, key=lambda lead: (lead.start, -lead.end)):
        lead_start, lead_end = max(lead.start, start), min(lead.end, end)
        # Pages close and open bold again in the midst of a label.
        if lead_start <= label_end + (label_end > start) and lead_end > label_end:
            label_end, needs_colon = lead_end, needs_colon and lead.needs_colon
            if text[start:label_end].rstrip().endswith(_COLONS):
                break
    label, value = text[start:label_end].strip(), text[label_end:end].strip()
    if label.endswith(_COLONS):
        label = label[:-1]
    elif value.startswith(_COLONS):
        value = value[1:]
    elif needs_colon or not value:
        label = ""
    label = label.strip(" *")
    return (label, value.strip()) if label and len(label) <= _MAX_LABEL else (None, text[start:end])


def _with_label(line: Line, label: str) -> Line:
    shift = len(label) + 2
    spans = tuple(Span(span.start + shift, span.end + shift, span.tag, span.href) for span in line.spans)
    return Line(f"{label}: {line.text}"[:_MAX_LINE], line.tag, line.node, spans, label, line.text)


def _leads_elsewhere(line: Line, is_other_page: Callable[[str], bool]) -> bool:
    """Whether a line is a link to another page of the site, a headline, with or without words that lead to it.

    A credit whose names are links is none: names are shorter than headlines.
    """
    links = [span for span in line.spans if span.tag == "a" and span.href]
    if not links or sum(span.end - span.start for span in links) < _LINKED * len(line.text):
        return False
    longest = max(links, key=lambda span: span.end - span.start)
    words = line.text[longest.start : longest.end]
    return (len(words.split()) >= _HEADLINE_WORDS or _is_long_unspaced(words)) and is_other_page(longest.href or "")


def _is_long_unspaced(text: str) -> bool:
    """Whether a text in a script without spaces is longer than a name."""
    return sum(character >= "\u3040" for character in text) >= _HEADLINE_IDEOGRAPHS
