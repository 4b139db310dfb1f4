"""Where on a page the review is: its region, heading and byline, without what themes put around them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Final
from urllib.parse import urldefrag, urlsplit

from selectolax.lexbor import LexborNode

from extractors.document import Document, Heading
from extractors.layout import Block, Layout, Line, Note, Span, lay_out
from extractors.markup import node_text
from schemas.site import host_of

__all__ = ["Line", "ReviewUnit", "Span", "segment"]

_BODY_HINTS: Final = (
    "[itemprop~=reviewBody],[itemprop~=articleBody],.entry-content,.e-content,.post-content,.post-body,.article-body,"
    ".article-content,.articleBody,.article__body,.story-body,.post-entry,.entry-body,.review-body,.review-content,"
    ".postcontent,.entrytext,.single-content,.blog-content,.post-text,.content-body"
)
_UNIT_HINTS: Final = (
    "article,main,[role=main],.hentry,.h-entry,.hreview,.h-review,[itemtype$='/Review'],[itemtype$='/CriticReview'],"
    "[itemtype$=Article],[itemtype$=BlogPosting],.post,.blog-post,.single-post"
)
_REVIEW_HINTS: Final = ".hreview,.h-review,[itemtype$='/Review'],[itemtype$='/CriticReview']"
_HEADING_HINTS: Final = frozenset("headline entry-title post-title p-name article-title post__title".split())

_NAME_HINTS: Final = ".item .fn,.item.fn,.p-item,[itemprop~=itemReviewed] [itemprop~=name],h1,h2,h3"
_RATING_HINTS: Final = ".rating,.p-rating,[itemprop~=reviewRating],[itemprop~=ratingValue]"

_RUNNING: Final = 150
"""From so many characters on, a line is running text."""
_SHORT: Final = 300
_BARE: Final = 100
_NEAR: Final = 6
"""Lines above the heading and below the text that may be bylines."""
_PROSE: Final = 60
"""A line of so many characters counts fully as text of a review; shorter ones may be anything."""
_DOMINANT: Final = 0.6
"""Share of the text that makes one block the region."""
_MIN_REVIEW: Final = 300
_MAX_BYLINES: Final = 12
_MAX_UNITS: Final = 100


@dataclass(frozen=True, slots=True, eq=False)
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
    cut: tuple[LexborNode, ...]
    """What was left out of the region: comments, related posts, menus."""

    def contains(self, node: LexborNode) -> bool:
        """Whether a node is in the region and not in a part that was left out."""
        left_out = {cut.mem_id for cut in self.cut}
        current: LexborNode | None = node
        while current is not None:
            if current.mem_id in left_out:
                return False
            if current.mem_id == self.root.mem_id:
                return True
            current = current.parent
        return False


def segment(document: Document) -> tuple[ReviewUnit, ...]:
    """Find the review or reviews of a page: one unit if the page has any text, several only where it says so."""
    body = document.tree.body
    if body is None:
        return ()
    page = _Page(document, lay_out(body, _other_pages(document)))
    if not page.layout.lines:
        return ()
    several = page.several()
    if several:
        return tuple(page.unit(block, _slot(block.node, number)) for number, block in enumerate(several, 1))
    return (page.unit(page.region(), ""),)


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
            return not urlsplit(href).scheme if ":" in href else bool(href)
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
        self.hinted = self.find(_BODY_HINTS)
        self.units = self.find(_UNIT_HINTS)

    def find(self, selector: str) -> list[Block]:
        """Blocks with text that a selector finds, in document order."""
        found = (self.blocks.get(node.mem_id) for node in self.document.tree.css(selector))
        return [block for block in found if block is not None and block.end > block.start and block.tag != "body"]

    def weight(self, block: Block) -> float:
        return self.sums[block.end] - self.sums[block.start]

    # --- region

    def region(self) -> Block:
        content = self.content()
        return self.around(content)

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
            if block.depth > found.depth and found.start <= block.start and block.end <= found.end:
                if self.weight(block) >= _DOMINANT * self.weight(found) and block.tag not in _LEAVES:
                    found = block
        return found

    def around(self, content: Block) -> Block:
        """The article that the text is the body of, where that holds little else."""
        found = content
        for block in self.units:
            if block.depth < found.depth and block.start <= content.start and content.end <= block.end:
                if self.weight(block) <= 1.3 * self.weight(content) + 300:
                    return block
        return found

    def several(self) -> list[Block]:
        """Reviews that markup sets apart, each with a name, a rating and a text of its own; else none."""
        found: list[Block] = []
        names: set[str] = set()
        for block in self.find(_REVIEW_HINTS)[:_MAX_UNITS]:
            if found and block.start < found[-1].end:
                continue
            name = block.node.css_first(_NAME_HINTS)
            said = node_text(name) if name is not None else ""
            if said and block.node.css_first(_RATING_HINTS) is not None and self.weight(block) >= _MIN_REVIEW:
                found.append(block)
                names.add(_letters(said))
        return found if len(found) > 1 and len(names) == len(found) else []

    # --- unit

    def unit(self, root: Block, slot: str) -> ReviewUnit:
        heading = self.heading(root)
        byline = self.byline(root, heading)
        said = {id(line) for line in byline}
        lines = tuple(
            line
            for line, note in self.noted(root.start, root.end)
            if not note & (Note.FOOT | Note.ELSEWHERE | Note.LABEL)
            and not (note & Note.META and id(line) in said)
            and not (heading is not None and line.node.mem_id == heading.node.mem_id)
        )
        return ReviewUnit(self.document, root.node, lines, heading, byline, slot, tuple(self.layout.cut))

    def noted(self, start: int, end: int) -> Iterator[tuple[Line, Note]]:
        start = max(start, 0)
        return zip(self.layout.lines[start:end], self.layout.notes[start:end], strict=True)

    def heading(self, root: Block) -> Heading | None:
        """The heading that names the review: what the page's title says, the highest, nearest above the text."""
        titles = [
            title
            for title in map(_letters, (*self.document.meta.get("og:title", ()), self.document.title or ""))
            if title
        ]
        prose = self.first_prose(root)
        best, best_score = None, 0.0
        for heading in self.document.headings:
            block = self.blocks.get(heading.node.mem_id)
            if block is None or block.start >= root.end:
                continue
            score = 4.0 - heading.level
            said = _letters(heading.text)
            score += max((4.0 * len(said) / len(title) for title in titles if said and said in title), default=0)
            score += 3.0 * any(title == said or (len(title) > 10 and title in said) for title in titles)
            if _HEADING_HINTS.intersection((heading.node.attributes.get("class") or "").split()):
                score += 2
            if heading.node.attributes.get("itemprop") in {"headline", "name"}:
                score += 2
            score += 2.0 if root.start <= block.start <= prose else 1.0 if block.start < root.start else 0.0
            if score > best_score:
                best, best_score = heading, score
        return best

    def first_prose(self, root: Block) -> int:
        """Index of the first line of running text."""
        for index in range(root.start, root.end):
            if len(self.layout.lines[index].text) >= _RUNNING and not self.layout.notes[index] & Note.ELSEWHERE:
                return index
        return root.end

    def byline(self, root: Block, heading: Heading | None) -> tuple[Line, ...]:
        """Lines marked as author or date above the text, around the heading, and in the article's footer."""
        block = self.blocks.get(heading.node.mem_id) if heading is not None else None
        top = min(block.start - _NEAR, root.start) if block is not None else root.start
        prose = self.first_prose(root)
        found: list[Line] = []
        for index, (line, note) in enumerate(self.noted(top, root.end + _NEAR), max(top, 0)):
            near = index <= prose + 1 or note & Note.FOOT or index >= root.end
            after_heading = block is not None and block.end <= index < min(prose, block.end + 3)
            if note & Note.META and near and len(line.text) <= _SHORT:
                found.append(line)
            elif after_heading and len(line.text) <= _BARE and not note and line.label is None:
                found.append(line)
        return tuple(found[:_MAX_BYLINES])


_LEAVES: Final = frozenset({"p", "li", "blockquote", "pre", "ul", "ol", "tr", "h1", "h2", "h3", "figure"})


def _weight(line: Line, note: Note) -> float:
    """How much of a review's text a line is: its characters outside links, short lines less."""
    if note & (Note.FOOT | Note.ELSEWHERE):
        return 0
    linked = sum(span.end - span.start for span in line.spans if span.tag == "a")
    length = max(len(line.text) - linked, 0)
    return length if len(line.text) >= _PROSE else length / 4


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
