"""A part of a page as visual lines, with the extent of every block: what `segment` chooses from."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntFlag, auto
from functools import lru_cache
from itertools import takewhile
from typing import Final

from selectolax.lexbor import LexborNode

from extractors.markup import BLOCKS, INVISIBLE, events

_MAX_LINE: Final = 20_000
_MAX_LINES: Final = 5_000
_MAX_LABEL: Final = 60
_MAX_VALUE: Final = 500
_MAX_BYLINE: Final = 400
_COLONS: Final = (":", "：")
_SEPARATORS: Final = " |·•/,;"

_MOST_OF_LITTLE: Final = 1_000
_LINKED: Final = 0.6
_HEADLINE_WORDS: Final = 5
_HEADLINE_IDEOGRAPHS: Final = 12

_SPAN_TAGS: Final = frozenset({"a", "em", "i", "strong", "b", "cite", "u"})
_BOLD_STYLE = re.compile(r"font-weight\s{0,3}:\s{0,3}(?:bold|[6-9]00)", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
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


class Note(IntFlag):
    """What is known of a line beside its text."""

    NONE = 0
    META = 1
    """A byline: marked as author, date or meta."""
    FOOT = 2
    """In a footer of the article."""
    ELSEWHERE = 4
    """A link to another page and nothing else."""
    LABEL = 8
    """A label on a line of its own, already part of the lines that it labels."""


@dataclass(slots=True, eq=False)
class Block:
    """A block element that was read. Its lines are `Layout.lines[start:end]`."""

    node: LexborNode
    tag: str
    traits: "Trait"
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
    notes: list[Note]
    blocks: list[Block]
    cut: list[LexborNode]
    """What was left out for what it is."""


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
    return Layout(reader.lines, reader.notes, reader.blocks, reader.cut)


# --- what an element is for: tags, roles, and the class names that themes and plugins share ---------------------------

_CUT_TAGS: Final = frozenset({"nav", "aside", "menu"})
_CUT_ROLES: Final = frozenset({"navigation", "complementary", "search", "menu", "menubar", "dialog", "alert"})
_NEVER_CUT: Final = frozenset({"article", "main", "body", "html", "h1", "h2", "time", "table", "tbody", "tr"})
_KEEP_INSIDE: Final = (
    "h1,main,[role=main],[itemprop~=reviewBody],[itemprop~=articleBody],.entry-content,.post-content,.post-body,"
    ".e-content,.article-body,.hreview,.h-review"
)
_CUT_WORDS: Final = frozenset(
    ["comment", "comments", "commentlist", "commentform", "respond", "disqus", "livefyre", "replies", "trackback", "trackbacks", "pingback", "pingbacks", "related", "relatedposts", "jp-relatedposts", "yarpp", "recommended", "recommendations", "recirc", "recirculation", "outbrain", "taboola", "zergnet", "sidebar", "sidebars", "secondary", "rail", "aside", "widgets", "widgetarea", "nav", "navbar", "navigation", "menu", "submenu", "breadcrumb", "breadcrumbs", "pagination", "pager", "paging", "pagenav", "postnav", "prevnext", "nextprev", "toc", "tableofcontents", "share", "sharing", "sharedaddy", "shares", "social", "socials", "addtoany", "addthis", "sharethis", "shareaholic", "follow", "newsletter", "subscribe", "subscription", "subscriptions", "signup", "optin", "mailchimp", "mc4wp", "advert", "adverts", "advertisement", "advertisements", "ads", "adsense", "adsbygoogle", "sponsor", "sponsored", "promo", "promos", "promotion", "cookie", "cookies", "consent", "gdpr", "popup", "modal", "overlay", "lightbox", "tooltip", "dropdown", "login", "tags", "tagcloud", "taglinks", "postlinks", "authorbox", "authorbio", "abouttheauthor", "copyright", "colophon", "masthead", "skiplink", "trending", "popular", "mostread", "mostpopular"]
)
_CUT_PAIRS: Final = frozenset(
    ["widget-area", "author-box", "author-bio", "about-author", "bio-author", "author-info", "author-description", "post-author-box", "post-navigation", "more-stories", "more-posts", "more-articles", "read-next", "up-next", "next-post", "prev-post", "previous-post", "see-also", "also-like", "also-read", "read-also", "recent-posts", "latest-posts", "similar-posts", "other-posts", "tag-list", "tag-links", "tags-links", "post-tags", "cat-links", "edit-link", "site-header", "site-footer", "page-header-nav", "user-review", "user-reviews", "visitor-reviews", "kk-star", "print-link"]
)
_BOX_WORDS: Final = frozenset(["info", "infobox", "review", "rating", "score", "details", "facts", "summary", "verdict", "credits", "specs"])
_META_WORDS: Final = frozenset(
    ["byline", "author", "authors", "writer", "meta", "postmeta", "entrymeta", "posted", "published", "publish", "pubdate", "date", "dateline", "datetime", "timestamp", "postdate", "postinfo", "dtreviewed", "dtstamp", "vcard", "reviewer"]
)
_META_PROPERTIES: Final = frozenset(["author", "datePublished", "dateModified", "dateCreated"])
_FOOT_PAIRS: Final = frozenset(["post-footer", "entry-footer", "article-footer", "hentry-footer"])
_BOLD_WORDS: Final = frozenset(["bold", "strong"])
_COMMENT_WORDS: Final = frozenset("comment comments commentlist respond disqus livefyre replies".split())
_WRAPPER_PREFIXES: Final = frozenset("is not tag category type hide show layout page single".split())
_WRAPPER_WORDS: Final = frozenset("has no with without".split())
_NAME_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")


class Trait(IntFlag):
    """What an element's class and id say that it is for."""

    NONE = 0
    CUT = auto()
    COMMENT = auto()
    BOX = auto()
    META = auto()
    FOOT = auto()
    LABEL = auto()
    BOLD = auto()


_TRAITS: Final[tuple[tuple[Trait, frozenset[str]], ...]] = (
    (Trait.CUT, _CUT_WORDS | _CUT_PAIRS),
    (Trait.COMMENT, _COMMENT_WORDS),
    (Trait.BOX, _BOX_WORDS),
    (Trait.META, _META_WORDS),
    (Trait.FOOT, _FOOT_PAIRS),
    (Trait.LABEL, frozenset({"label"})),
    (Trait.BOLD, _BOLD_WORDS),
)


@lru_cache(maxsize=8192)
def traits_of(names: str) -> Trait:
    """Traits of an element by its class names and id, by words: "entry-meta postInfo" has entry, meta, post, info."""
    said = Trait.NONE
    for name in names.split():
        words = [word.lower() for word in _NAME_WORD.findall(name)]
        if words and words[0] in _WRAPPER_PREFIXES:
            continue
        # "has-sidebar", "mainWithComments": the page around them, not they.
        words = list(takewhile(lambda word: word not in _WRAPPER_WORDS, words))
        pairs = (f"{one}-{two}" for one, two in zip(words, words[1:], strict=False))
        known = {*words, *pairs, "".join(words)}
        for trait, wanted in _TRAITS:
            if not wanted.isdisjoint(known):
                said |= trait
    return said


# --- reading ----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Inline:
    """An inline element that is open."""

    node: LexborNode
    tag: str
    start: int
    href: str | None
    traits: Trait
    is_card: bool = False
    """A link around whole blocks that leads to another page."""


@dataclass(frozen=True, slots=True)
class _Lead:
    """Bold text or a label: what may stand before a value."""

    start: int
    end: int
    needs_colon: bool


class _Reader:
    def __init__(self, is_other_page: Callable[[str], bool]) -> None:
        self.is_other_page = is_other_page
        self.lines: list[Line] = []
        self.notes: list[Note] = []
        self.blocks: list[Block] = []
        self.cut: list[LexborNode] = []
        self.open: list[Block] = []
        self.inline: list[_Inline] = []
        self.attributes: Mapping[str, str | None] = {}
        self.traits = Trait.NONE
        self.scope_length = -1
        self.start_line()

    def read(self, scope: LexborNode) -> None:
        self.enter_block(scope, scope.tag or "")
        for node, tag, entering in events(scope, self.leave_out):
            if tag == "-text":
                self.add_text(node.text_content or "")
            elif tag == "br":
                if entering:
                    self.break_line()
            elif tag in BLOCKS or "-" in tag:
                self.end_line()
                if entering:
                    self.enter_block(node, tag)
                else:
                    self.leave_block()
            elif entering:
                self.enter_inline(node, tag)
            else:
                self.leave_inline()
            if len(self.lines) >= _MAX_LINES:
                break
        self.end_line()
        while self.open:
            self.leave_block()

    def leave_out(self, node: LexborNode, tag: str) -> bool:
        """Whether an element is not read. Also keeps what its attributes say for those who enter it next."""
        self.attributes = attributes = node.attributes
        self.traits = Trait.NONE
        if attributes:
            if "hidden" in attributes or _HIDDEN_STYLE.search(attributes.get("style") or ""):
                # No line, but not cut either: plugins hide ratings that locators read by their markup.
                return True
            names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
            if len(names) > 1:
                self.traits = traits_of(names[:500])
        if not self.is_cut(node, tag):
            return False
        self.cut.append(node)
        return True

    def is_cut(self, node: LexborNode, tag: str) -> bool:
        if tag in _NEVER_CUT:
            return tag == "article" and bool(self.traits & Trait.COMMENT)
        if tag == "form":
            # Some systems put the whole page in one form.
            return node.css_first("h1,h2,article,main,p") is None
        if tag in _CUT_TAGS or (self.attributes.get("role") or "").lower() in _CUT_ROLES:
            is_box = tag == "aside" and self.traits & Trait.BOX and any(block.tag == "article" for block in self.open)
            return not is_box and node.css_first(_KEEP_INSIDE) is None
        return bool(self.traits & Trait.CUT) and node.css_first(_KEEP_INSIDE) is None and not self.is_most(node)

    def is_most(self, node: LexborNode) -> bool:
        """Whether most of the text stands in an element that is named like a side show: then it is none."""
        if self.traits & Trait.COMMENT:
            return False
        length = _length(node)
        if length < _MOST_OF_LITTLE:
            return False
        if self.scope_length < 0:
            self.scope_length = _length(self.blocks[0].node)
        return length > self.scope_length / 2

    # --- blocks

    def enter_block(self, node: LexborNode, tag: str) -> None:
        traits = self.traits
        if tag == "address" or _META_PROPERTIES.intersection((self.attributes.get("itemprop") or "").split()):
            traits |= Trait.META
        if tag == "footer":
            traits |= Trait.FOOT
        for inline in self.inline:
            if inline.href and not inline.is_card and self.is_other_page(inline.href):
                inline.is_card = True
                self.cut.append(inline.node)
        block = Block(node, tag, traits, len(self.lines), len(self.open))
        self.open.append(block)
        self.blocks.append(block)

    def leave_block(self) -> None:
        block = self.open.pop()
        block.end = len(self.lines)
        if block.end == block.start:
            return
        if block.traits & Trait.FOOT:
            self.mark(block, Note.FOOT)
        if block.traits & Trait.META and self.length(block) <= _MAX_BYLINE:
            self.mark(block, Note.META)
        if not self.open:
            return
        around = self.open[-1]
        if block.tag in {"td", "th"}:
            around.cells.append(block)
        elif block.tag == "tr":
            self.label_row(block)
        elif block.tag == "dt" or block.traits & Trait.LABEL:
            around.label, around.label_lasts = self.only_line(block), block.tag == "dt"
        elif around.label is not None:
            self.label_lines(block.start, block.end, around.label)
            if not around.label_lasts:
                around.label = None

    def mark(self, block: Block, note: Note) -> None:
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
        self.notes[index] |= Note.LABEL
        for place in range(start, end):
            if self.lines[place].label is None:
                self.lines[place] = _with_label(self.lines[place], label)

    # --- inline elements and text

    def start_line(self) -> None:
        self.pieces: list[str] = []
        self.size = 0
        self.spaced = self.at_newline = False
        self.newlines: set[int] = set()
        self.spans: list[Span] = []
        self.leads: list[_Lead] = []
        self.is_meta = any(inline.traits & Trait.META for inline in self.inline)
        for inline in self.inline:
            inline.start = 0

    def enter_inline(self, node: LexborNode, tag: str) -> None:
        attributes, traits = self.attributes, self.traits
        if (
            tag == "time"
            or "author" in (attributes.get("rel") or "").split()
            or _META_PROPERTIES.intersection((attributes.get("itemprop") or "").split())
        ):
            traits |= Trait.META
        if tag in {"strong", "b"} or _BOLD_STYLE.search(attributes.get("style") or ""):
            traits |= Trait.BOLD
        self.is_meta = self.is_meta or bool(traits & Trait.META)
        href = attributes.get("href") if tag == "a" else None
        self.inline.append(_Inline(node, tag, self.next_offset(), href, traits))

    def leave_inline(self) -> None:
        inline = self.inline.pop()
        self.close(inline)
        if inline.traits & Trait.LABEL:
            self.spaced = True

    def close(self, inline: _Inline) -> None:
        """Note the markup that ends here, or at the end of the line."""
        if self.size <= inline.start:
            return
        if inline.tag in _SPAN_TAGS and (inline.tag != "a" or inline.href):
            self.spans.append(Span(inline.start, self.size, inline.tag, inline.href))
        if inline.traits & (Trait.BOLD | Trait.LABEL):
            self.leads.append(_Lead(inline.start, self.size, not inline.traits & Trait.LABEL))
        elif inline.tag in {"em", "i", "u"} and self.pieces[-1].endswith(_COLONS):
            self.leads.append(_Lead(inline.start, self.size, needs_colon=True))

    def next_offset(self) -> int:
        return self.size + (1 if self.spaced and self.size else 0)

    def add_text(self, text: str) -> None:
        if not text.isascii():
            text = text.translate(INVISIBLE)
        rows = [" ".join(row.split()) for row in text.split("\n")]
        last = len(rows) - 1
        for number, row in enumerate(rows):
            if row:
                if text[0].isspace() if number == 0 else True:
                    self.spaced = True
                if self.spaced and self.size:
                    self.pieces.append(" ")
                    self.size += 1
                if self.at_newline:
                    self.newlines.add(self.size)
                self.pieces.append(row)
                self.size += len(row)
                self.spaced = self.at_newline = False
            if number < last:
                self.spaced = self.at_newline = True
        if text and text[-1].isspace():
            self.spaced = True

    def break_line(self) -> None:
        if not self.size and self.open:
            # An empty line ends what a label stands for.
            self.open[-1].label = None
        self.end_line()

    def end_line(self) -> None:
        if self.size:
            for inline in reversed(self.inline):
                self.close(inline)
            text = "".join(self.pieces)[:_MAX_LINE]
            for start, end in self.parts(text):
                self.add_line(text, start, end)
        self.start_line()

    def parts(self, text: str) -> list[tuple[int, int]]:
        """The line, or the lines that it is where several labels stand in it, one after the other or on lines of
        their own in the source (as Markdown gives them).
        """
        starts = [lead.start for lead in self.leads if _is_label(text, lead)]
        if len(starts) < 2 or min(starts) > 0:
            return [(0, len(text))]
        cuts = {0, *starts}
        if len(self.newlines.intersection(starts)) > 0:
            cuts |= self.newlines
        ordered = sorted(cut for cut in cuts if cut < len(text))
        return list(zip(ordered, [*ordered[1:], len(text)], strict=True))

    def add_line(self, text: str, start: int, end: int) -> None:
        part = text[start:end].rstrip()
        if end < len(text):
            part = part.rstrip(_SEPARATORS)
        if not part:
            return
        end = start + len(part)
        spans = tuple(
            Span(max(span.start, start) - start, min(span.end, end) - start, span.tag, span.href)
            for span in sorted(self.spans, key=lambda span: (span.start, -span.end))
            if span.start < end and span.end > start
        )
        block = self.open[-1]
        label, value = _split(text, start, end, self.leads)
        line = Line(part, block.tag, block.node, spans, label, value)
        if label is not None:
            # "Cast:", then a name on each line
            block.label, block.label_lasts = (None, False) if value else (len(self.lines), True)
        elif any(lead.start <= start and end <= lead.end and not lead.needs_colon for lead in self.leads):
            block.label, block.label_lasts = len(self.lines), False
        note = Note.META if self.is_meta and len(part) <= _MAX_BYLINE else Note.NONE
        if any(inline.is_card for inline in self.inline) or _leads_elsewhere(line, self.is_other_page):
            note |= Note.ELSEWHERE
        self.lines.append(line)
        self.notes.append(note)
        if label is None and block.label is not None and block.label < len(self.lines) - 1:
            self.label_lines(len(self.lines) - 1, len(self.lines), block.label)
            if not block.label_lasts:
                block.label = None


def _length(node: LexborNode) -> int:
    """Characters of a node's text, scripts left out: roughly, and fast."""
    text = len(node.text())
    return text and text - sum(len(inner.text()) for inner in node.css("script,style,noscript,template,textarea"))


def _is_label(text: str, lead: _Lead) -> bool:
    said = text[lead.start : lead.end].rstrip()
    return said.endswith(_COLONS) or text[lead.end : lead.end + 2].lstrip().startswith(_COLONS)


def _split(text: str, start: int, end: int, leads: list[_Lead]) -> tuple[str | None, str]:
    """Label and value of a line whose first words markup sets off."""
    label_end, needs_colon = start, True
    for lead in sorted(leads, key=lambda lead: (lead.start, -lead.end)):
        # Pages close and open bold again in the midst of a label.
        if start <= lead.start <= label_end + (1 if label_end > start else 0) and lead.end > label_end:
            label_end, needs_colon = lead.end, needs_colon and lead.needs_colon
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
