"""A page, decoded and parsed once, with the look-ups that all locators share."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Final, NamedTuple
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from extractors.bounds import tame
from extractors.encoding import decode
from extractors.markup import is_within, node_text, up_from
from extractors.parse.pattern import pattern
from extractors.structured import Box, Item, read_boxes, read_hreview, read_jsonld, read_microdata
from extractors.structured.plugins import RANK_MATH
from schemas.page import Page

_LOOKED_UP: Final = 'html,base,title,meta,link,time,h1,h2,h3,h4,h5,h6,script[type*="ld+json" i]'
_IDENTIFIER = pattern(r"[A-Za-z_][A-Za-z0-9_-]{0,60}")
_MAX_STEPS: Final = 8
_LONGEST_HEADING: Final = 2_000
_MAX_HEADINGS: Final = 2_000
_LONGEST_META: Final = 10_000
_LONGEST_ADDRESS: Final = 4_000


class Link(NamedTuple):
    """A `<link>` element (HTML 4.2.4)."""

    rel: frozenset[str]
    """Link types, lower case."""
    href: str
    """As written."""


@dataclass(frozen=True, slots=True, eq=False)
class Heading:
    """A heading with text."""

    level: int
    """1 to 6."""
    text: str
    """White space folded, never empty."""
    node: LexborNode


class Document:
    """A parsed page. Look-ups are built in one pass over the tree; what few pages need is built when asked for."""

    def __init__(self, page: Page) -> None:
        decoded = decode(page.body, page.headers.get("content-type"))
        text, cut = tame(decoded.text)
        self.warnings: tuple[str, ...] = decoded.warnings + cut
        # With scripting, as in a browser: <noscript> in the head does not end it.
        self.tree = LexborHTMLParser(text, scripting=True, options=LexborDocumentOptions.WO_EVENTS)
        self._paths: dict[int, str] = {}
        self._steps: dict[int, str] = {}
        self._places: dict[int, int] = {}
        self._selected: dict[str, tuple[LexborNode, ...]] = {}
        self.language: str | None = None
        self.title: str | None = None
        self._headings: list[tuple[int, LexborNode]] = []
        self._blocks: list[str] = []
        self._base: str | None = None
        self._look_up()
        found = page.final_url or page.url
        self.url: str | None = found or self._own_address()
        canonical = next((link.href for link in self.links if "canonical" in link.rel), None)
        self.canonical: str | None = None if canonical is None else self.absolute(canonical) or canonical

    def _look_up(self) -> None:
        meta: dict[str, list[str]] = {}
        links: list[Link] = []
        times: list[LexborNode] = []
        for node in self.tree.css(_LOOKED_UP):
            tag = node.tag or ""
            if tag == "meta":
                _add_meta(meta, node.attributes)
            elif tag == "link":
                links += _link(node.attributes)
            elif tag == "time":
                times.append(node)
            elif tag == "script":
                self._blocks.append(node.text())
            elif tag == "title":
                self.title = self.title or node_text(node, _LONGEST_HEADING)[:_LONGEST_HEADING] or None
            elif tag == "base":
                self._base = self._base or node.attributes.get("href")
            elif tag == "html":
                said = node.attributes
                self.language = (said.get("lang") or said.get("xml:lang") or "").strip() or None
            else:
                self._headings.append((int(tag[1]), node))
        if len(self._headings) > _MAX_HEADINGS:
            self.warnings += (f"page has more than {_MAX_HEADINGS} headings; the rest was not read",)
            del self._headings[_MAX_HEADINGS:]
        self.meta: Mapping[str, tuple[str, ...]] = {name: tuple(contents) for name, contents in meta.items()}
        self.links: tuple[Link, ...] = tuple(links)
        self.times: tuple[LexborNode, ...] = tuple(times)
        self.language = self.language or self.first_meta("content-language")

    def _own_address(self) -> str | None:
        """What a bare file says of its address: its canonical link, else og:url; absolute ones only."""
        said = [link.href for link in self.links if "canonical" in link.rel]
        said += self.meta.get("og:url", ())
        return next((url for url in map(_web_address, said) if url is not None), None)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """h1 to h6 with text, in document order. One that never ends may hold all that follows: its start is read."""
        read = ((level, node_text(node, _LONGEST_HEADING)[:_LONGEST_HEADING], node) for level, node in self._headings)
        return tuple(Heading(level, text, node) for level, text, node in read if text)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Structured data of the page: every node, JSON-LD first, then microdata, then microformats."""
        warnings: list[str] = []
        items = read_jsonld(self._blocks, warnings) + read_microdata(self.tree, self.path, warnings)
        self.warnings += tuple(warnings)
        return items + read_hreview(self.tree, self.path)

    @cached_property
    def boxes(self) -> tuple[Box, ...]:
        """What review plugins print, sidebars' and comments' boxes too."""
        return read_boxes(self.tree)

    @cached_property
    def is_of_rank_math(self) -> bool:
        """Whether Rank Math made the markup: Movie is its one type for a screen work, so alone it does not say film."""
        return bool(self.select(RANK_MATH.traces, 1))

    @cached_property
    def _in_boxes(self) -> dict[int, bool]:
        return {box.node.mem_id: True for box in self.boxes}

    def in_box(self, node: LexborNode) -> bool:
        """Whether a node stands in a review plugin's box: what it says is in `boxes`."""
        return is_within(node, self._in_boxes)

    def select(self, css: str, most: int) -> tuple[LexborNode, ...]:
        """The first elements of the page that a selector finds: looked for once, however many reviews ask for them."""
        if css not in self._selected:
            self._selected[css] = tuple(self.tree.css(css)[:most])
        return self._selected[css]

    def first_meta(self, *names: str) -> str | None:
        """Content of the first `<meta>` that the page has, in the order of the names asked for."""
        return next((self.meta[name][0] for name in names if name in self.meta), None)

    def absolute(self, href: str) -> str | None:
        """A reference as an http(s) URL, resolved against `<base>` and the page's own URL; null for anything else."""
        if len(href) > _LONGEST_ADDRESS:
            return None
        try:
            return _web_address(urljoin(self._base_address, href.strip()))
        except ValueError:
            return None

    @cached_property
    def _base_address(self) -> str:
        base = self._base or ""
        try:
            return urljoin(self.url or "", base) if len(base) <= _LONGEST_ADDRESS else self.url or ""
        except ValueError:
            return self.url or ""

    def path(self, node: LexborNode) -> str:
        """A short CSS path of a node: up to the next ancestor with an id, at most eight steps."""
        start = node if node.is_element_node else node.parent
        if start is None:
            return ""
        known = self._paths.get(start.mem_id)
        if known is not None:
            return known
        steps: list[str] = []
        for current in islice(up_from(start), _MAX_STEPS):
            if not current.is_element_node:
                break
            step = self._steps.get(current.mem_id)
            if step is None:
                step = self._steps[current.mem_id] = self._step(current)
            steps.append(step)
            if "#" in step or current.tag in {"body", "head", "html"}:
                break
        path = self._paths[start.mem_id] = " > ".join(reversed(steps))
        return path

    def _step(self, node: LexborNode) -> str:
        """Tag and id, or tag, first class, and the place among siblings of the same tag where there are several."""
        tag = node.tag or "*"
        if name := _identifier(node.id):
            return f"{tag}#{name}"
        if tag in {"html", "head", "body"}:
            return tag
        classes = (node.attributes.get("class") or "").split()
        name = _identifier(classes[0]) if classes else None
        place = self._place(node)
        return tag + (f".{name}" if name else "") + (f":nth-of-type({place})" if place else "")

    def _place(self, node: LexborNode) -> int:
        """The place among siblings of the same tag, from 1; 0 for the only one. Siblings are counted once."""
        parent = node.parent
        if parent is None:
            return 0
        if node.mem_id not in self._places:
            by_tag: dict[str, list[int]] = {}
            for child in parent.iter():
                by_tag.setdefault(child.tag or "", []).append(child.mem_id)
            for of_tag in by_tag.values():
                self._places.update(zip(of_tag, range(1, len(of_tag) + 1) if len(of_tag) > 1 else (0,), strict=True))
        return self._places.get(node.mem_id, 0)


def _add_meta(meta: dict[str, list[str]], said: Mapping[str, str | None]) -> None:
    # Pages that went through a reader's clean-up carry "value" in the place of "content".
    content = " ".join((said.get("content") or said.get("value") or "")[:_LONGEST_META].split())
    if not content:
        return
    for attribute in ("name", "property", "itemprop", "http-equiv"):
        name = (said.get(attribute) or "").strip().lower()
        if name:
            meta.setdefault(name, []).append(content)


def _link(said: Mapping[str, str | None]) -> list[Link]:
    href = (said.get("href") or "").strip()
    rel = frozenset((said.get("rel") or "").lower().split())
    return [Link(rel, href)] if href and rel and len(href) <= _LONGEST_ADDRESS else []


def _web_address(url: str) -> str | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc and len(url) <= _LONGEST_ADDRESS else None


def _identifier(name: str | None) -> str | None:
    found = _IDENTIFIER.fullmatch(name or "")
    return found[0] if found else None
