"""Where on a page the review is: its region, heading and byline, without what themes put around them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Final
from urllib.parse import urldefrag, urlsplit

from selectolax.lexbor import LexborNode

from extractors.document import Document, Heading
from extractors.layout import BYLINE, ELSEWHERE, IN_FOOT, IS_LABEL, Block, Layout, Line, Span, lay_out
from extractors.markup import HEADINGS, is_within, node_text
from extractors.parse.pattern import pattern
from extractors.parse.text import letters_of, split_label
from extractors.traits import BODY, REVIEW, UNIT
from schemas.site import host_of

__all__ = ["Line", "ReviewUnit", "Span", "segment"]

_WIDE: Final = pattern("[^\0-\u2e7f]")
"""Ideographs, kana and hangul syllables, roughly."""
_HEADING_HINTS: Final = frozenset(["headline", "entry-title", "post-title", "p-name", "article-title", "post__title"])

_NAME_HINTS: Final = ".item .fn,.item.fn,.p-item,[itemprop~=itemReviewed] [itemprop~=name],h1,h2,h3"
_RATING_HINTS: Final = ".rating,.p-rating,[itemprop~=reviewRating],[itemprop~=ratingValue]"

_RUNNING: Final = 150
"""From so many characters on, a line is running text."""
_SHORT: Final = 300
_BARE: Final = 100
_SENTENCE_ENDS: Final = (".", "!", "?", "…", "。", "！", "？", ":", "：")
_NEAR: Final = 6
"""Lines above the heading and below the text that may be bylines."""
_PROSE: Final = 60
"""A line of so many characters counts fully as text of a review; shorter ones may be anything."""
_DOMINANT: Final = 0.6
"""Share of the text that makes one block the region."""
_LITTLE_MORE: Final = 1.3
_LITTLE: Final = 300
_MIN_REVIEW: Final = 300
_MAX_BYLINES: Final = 12
_MAX_UNITS: Final = 100
_LONGEST_TITLE: Final = 500
_LABEL_LENGTH: Final = 40


@dataclass(frozen=True, eq=False)
class ReviewUnit:
    """One review on a page."""

    document: Document
    root: LexborNode
    """The review's region."""
    lines: tuple[Line, ...]
    """Its text in order, without heading, byline and what is cut."""
    heading: Heading | None
    """Its own heading; may stand outside root."""
    byline: tuple[Line, ...]
    """Short lines near the heading: author, date."""
    slot: str
    """"" for a page's only review, else its anchor or ordinal."""
    cut_ids: frozenset[int]
    """`mem_id` of what was left out: comments, related posts, menus."""

    @cached_property
    def _inside(self) -> dict[int, bool]:
        return {self.root.mem_id: True} | dict.fromkeys(self.cut_ids, False)

    @cached_property
    def words(self) -> int:
        """How many words its lines have."""
        return sum(len(line.text.split()) for line in self.lines)

    @cached_property
    def labelled(self) -> tuple[tuple[Line, str, str], ...]:
        """Lines of the form "Label: value" with label and value, whether markup sets the label off or only a colon.

        A table that was copied as text has its cells in lines of their own, with the bar behind them.
        """
        return tuple(_labelled((*self.byline, *self.lines)))

    def contains(self, node: LexborNode) -> bool:
        """Whether a node is in the region and not in a part that was left out."""
        return is_within(node, self._inside)


def segment(document: Document) -> tuple[ReviewUnit, ...]:
    """Find the review or reviews of a page: one unit if the page has any text, several only where it says so."""
    body = document.tree.body
    if body is None:
        return ()
    page = _Page(document, lay_out(body, _other_pages(document)))
    document.warnings += page.layout.warnings
    if not page.layout.lines:
        return ()
    several = page.several()
    if several:
        slots = _distinct([_slot(block.node, number) for number, block in enumerate(several, 1)])
        return tuple(page.unit(block, slot) for block, slot in zip(several, slots, strict=True))
    return (page.unit(page.region(), ""),)


def _labelled(lines: Iterable[Line]) -> Iterator[tuple[Line, str, str]]:
    cell = ""
    for line in lines:
        if line.label is not None:
            yield line, line.label, line.value
            continue
        is_cell = line.text.endswith(" |") and len(line.text) <= _LABEL_LENGTH
        if cell and is_cell:
            yield line, cell, line.text.rstrip(" |")
        cell = line.text.rstrip(" |") if is_cell else ""
        start = line.text[: _LABEL_LENGTH + 1]
        label, value = split_label(line.text) if ":" in start or "：" in start else ("", None)
        if label and value:
            yield line, label, value


def _distinct(slots: list[str]) -> list[str]:
    """Slots without repetition: a page may give one anchor to several reviews, their ids must differ all the same."""
    return [slot if slots.index(slot) == place else f"{slot}-{place + 1}" for place, slot in enumerate(slots)]


def _other_pages(document: Document) -> Callable[[str], bool]:
    here = urldefrag(document.canonical or document.url or "").url
    host = host_of(document.url or document.canonical or "")

    def is_other_page(href: str) -> bool:
        href = href.strip()
        if href.startswith("#"):
            return False
        url = document.absolute(href)
        if url is None:
            # A bare file: a relative reference is on its site, wherever that is.
            return bool(href) and ":" not in href and not href.startswith("//")
        return host_of(url) == host and urldefrag(url).url not in {here, document.url}

    return is_other_page


def _slot(node: LexborNode, number: int) -> str:
    said = node.attributes
    return (said.get("itemid") or said.get("id") or "").strip()[:200] or str(number)


class _Page:
    """A page's layout, weighed."""

    def __init__(self, document: Document, layout: Layout) -> None:
        self.document = document
        self.layout = layout
        weights = (_weight(line, note) for line, note in zip(layout.lines, layout.notes, strict=True))
        self.sums = [0.0, *accumulate(weights)]
        self.blocks = {block.node.mem_id: block for block in layout.blocks}
        self.cut_ids = frozenset(node.mem_id for node in layout.cut)
        self.hinted = self.find(BODY)
        self.units = self.find(UNIT)

    def find(self, traits: int) -> list[Block]:
        """Blocks with text that markup says to be something, in document order."""
        return [
            block
            for block in self.layout.blocks
            if block.traits & traits and block.end > block.start and block.tag != "body"
        ]

    def weight(self, block: Block) -> float:
        return self.sums[block.end] - self.sums[block.start]

    # --- region

    def region(self) -> Block:
        """The innermost article, main or the like that holds the text and its heading, and little else."""
        content = self.content()
        around = [
            block
            for block in self.units
            if block.depth < content.depth
            and block.start <= content.start
            and content.end <= block.end
            and self.weight(block) <= _LITTLE_MORE * self.weight(content) + _LITTLE
        ]
        heading = self.heading(content)
        named = self.blocks.get(heading.node.mem_id) if heading is not None else None
        if named is None or content.start <= named.start < content.end:
            return content
        holding = [block for block in around if block.start <= named.start < block.end]
        return max(holding or around or [content], key=lambda block: block.depth)

    def content(self) -> Block:
        """The block with the review's text."""
        whole = self.layout.blocks[0]
        scope = whole
        best = max(self.hinted, key=self.weight, default=None)
        largest = max(self.units, key=self.weight, default=None)
        if best is not None and self.weight(best) >= 0.3 * self.weight(largest or whole):
            return best
        if largest is not None and self.weight(largest) >= 0.3 * self.weight(whole):
            scope = largest
        return self.densest(scope)

    def densest(self, scope: Block) -> Block:
        """The innermost block that still has most of the text."""
        found = scope
        for block in self.layout.blocks:
            inside = block.depth > found.depth and found.start <= block.start and block.end <= found.end
            if inside and block.tag not in _LEAVES and self.weight(block) >= _DOMINANT * self.weight(found):
                found = block
        return found

    def several(self) -> list[Block]:
        """Reviews that markup sets apart, each with a name, a rating and a text of its own; else none."""
        found: list[Block] = []
        names: set[str] = set()
        for block in self.find(REVIEW)[:_MAX_UNITS]:
            if found and block.start < found[-1].end:
                continue
            name = block.node.css_first(_NAME_HINTS)
            said = node_text(name) if name is not None else ""
            if said and block.node.css_first(_RATING_HINTS) is not None and self.weight(block) >= _MIN_REVIEW:
                found.append(block)
                names.add(letters_of(said))
        return found if len(found) > 1 and len(names) == len(found) else []

    # --- unit

    def unit(self, root: Block, slot: str) -> ReviewUnit:
        heading = self.heading(root, inside=slot != "")
        byline = self.byline(root, heading)
        said = {id(line) for line in byline}
        lines = tuple(
            line
            for line, note in self.noted(root.start, root.end)
            if not note & (IN_FOOT | ELSEWHERE | IS_LABEL)
            and not (note & BYLINE and id(line) in said)
            and not (heading is not None and line.node.mem_id == heading.node.mem_id)
        )
        return ReviewUnit(self.document, root.node, lines, heading, byline, slot, self.cut_ids)

    def noted(self, start: int, end: int) -> Iterator[tuple[Line, int]]:
        start = max(start, 0)
        return zip(self.layout.lines[start:end], self.layout.notes[start:end], strict=True)

    def heading(self, root: Block, *, inside: bool = False) -> Heading | None:
        """The heading that names the review: high, like the page's title, right above the text or at its top."""
        said = (*self.document.meta.get("og:title", ())[:2], self.document.title or "")
        titles = [letters_of(title[:_LONGEST_TITLE]) for title in said]
        prose = self.first_prose(root)
        best, best_score = None, 0.0
        for heading in self.document.headings:
            block = self.blocks.get(heading.node.mem_id)
            if block is None or block.start >= root.end or block.end == block.start:
                continue
            if inside and block.start < root.start:
                continue
            score = 2.0 * (4 - heading.level)
            score += max((_likeness(letters_of(heading.text), title) for title in titles), default=0)
            classes = (heading.node.attributes.get("class") or "").split()
            score += 2.0 * (not _HEADING_HINTS.isdisjoint(classes))
            score += 2.0 * (heading.node.attributes.get("itemprop") in {"headline", "name"})
            score += 3.0 * (root.start <= block.start <= prose)
            score -= 4.0 * self.is_home_link(self.layout.lines[block.start])
            score -= 2.0 * bool(self.layout.notes[block.start] & ELSEWHERE)
            if score > best_score:
                best, best_score = heading, score
        return best

    def is_home_link(self, line: Line) -> bool:
        """Whether a line is the site's name, linked to its home page."""
        link = next((span.href for span in line.spans if span.tag == "a"), None)
        if link is None:
            return False
        url = self.document.absolute(link)
        path = urlsplit(url).path if url is not None else link
        return path.strip("/") in {"", ".", "..", "index.html", "index.php"}

    def first_prose(self, root: Block) -> int:
        """Index of the first line of running text."""
        for index in range(root.start, root.end):
            line, note = self.layout.lines[index], self.layout.notes[index]
            if line.tag not in HEADINGS and not note & ELSEWHERE and _size(line.text) >= _RUNNING:
                return index
        return root.end

    # --- byline

    def byline(self, root: Block, heading: Heading | None) -> tuple[Line, ...]:
        """Lines around the heading that are marked as author or date or are short, and such marked ones in a footer."""
        block = self.blocks.get(heading.node.mem_id) if heading is not None else None
        prose = self.first_prose(root)
        top, start, end = root.start, root.start, root.start
        if block is not None:
            start, end = block.start, block.end
            top = max(self.beside(block).start, start - _NEAR)
        found: list[Line] = []
        for index, (line, note) in enumerate(self.noted(min(top, root.start), root.end), min(top, root.start)):
            if index < top or line.node.mem_id == (block and block.node.mem_id) or line.tag in {"h1", "h2"}:
                continue
            if note & BYLINE:
                if (index <= prose + 1 or note & IN_FOOT) and _size(line.text) <= _SHORT:
                    found.append(line)
            elif block is not None and start - 2 <= index < min(prose, end + 3) and not note and _is_bare(line):
                found.append(line)
        if not any(self.layout.notes[index] & BYLINE for index in range(max(top, 0), min(prose + 2, root.end))):
            found += self.below(root)
        return tuple(found[:_MAX_BYLINES])

    def below(self, root: Block) -> Iterator[Line]:
        """Marked lines right after the text: where some themes put author and date."""
        for line, note in self.noted(root.end, root.end + _NEAR):
            if not note & BYLINE or note & ELSEWHERE:
                return
            yield line

    def beside(self, heading: Block) -> Block:
        """The innermost block that holds more than the heading."""
        found = heading
        for block in self.layout.blocks:
            around = block.depth < heading.depth and block.start <= heading.start and heading.end <= block.end
            if around and block.end - block.start > heading.end - heading.start:
                found = block
        return found


_LEAVES: Final = frozenset({"p", "li", "blockquote", "pre", "ul", "ol", "tr", "h1", "h2", "h3", "figure"})


def _weight(line: Line, note: int) -> float:
    """How much of a review's text a line is: its characters outside links, short lines less."""
    if note & (IN_FOOT | ELSEWHERE):
        return 0
    size = _size(line.text)
    linked = sum(span.end - span.start for span in line.spans if span.tag == "a")
    return max(size - linked, 0) / (1 if size >= _PROSE else 4)


def _size(text: str) -> int:
    """Length in letters; an ideograph, kana or hangul syllable says as much as three."""
    if text.isascii():
        return len(text)
    return len(text) + 2 * len(_WIDE.findall(text))


def _is_bare(line: Line) -> bool:
    """Whether a line may be a name or a date by itself: short, no sentence, no label, no heading of its own."""
    return (
        line.label is None
        and line.tag not in {"h1", "h2"}
        and _size(line.text) <= _BARE
        and not line.text.endswith(_SENTENCE_ENDS)
    )


def _likeness(heading: str, title: str) -> float:
    """How much a heading is what a page's title says; sites put their own name last."""
    if not heading or not title:
        return 0
    if heading == title or (len(title) > 10 and title in heading):
        return 7
    if heading not in title:
        return 0
    return 4 * len(heading) / len(title) + 1.5 * title.startswith(heading)
