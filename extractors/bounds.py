"""Bounds on hostile markup, set before it is parsed.

Lexbor builds the tree as the standard says, without a bound: 200,000 nested elements take it three minutes, an element
with 100,000 attributes half a minute. Pages that come near such numbers are cut.
"""

import re
from itertools import islice
from typing import Final

from extractors.markup import BLOCKS, HEADINGS
from extractors.parse.pattern import pattern
from extractors.parse.text import word_set

_MAX_TAGS: Final = 30_000
_MAX_DEPTH: Final = 256
_MAX_ATTRIBUTES: Final = 200
_FEW_TAGS: Final = 2_000
_MANY_TAGS: Final = 8_000
_SOME_TAGS: Final = 600
_MAX_FORMATTING: Final = 40
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
_SHAPES: Final = word_set("path circle rect use polygon polyline line ellipse stop image")
"""Elements of icons, which have no end tag there."""
_OPENING = pattern("<[A-Za-z]")
_ENDING = pattern("</")
_GLANCE = pattern(r"<(\\?/)?([A-Za-z][^\s/>]*)")
_SHALLOW: Final = word_set(
    """
    area base br col embed hr img input link meta param source track wbr p li dt dd td th tr tbody thead tfoot
    option html head body
    """
)
"""Elements without content, and those whose end tag is often left out: these stand in others that are counted."""


def tame(text: str) -> tuple[str, tuple[str, ...]]:
    """A page's markup, cut to what can be parsed in bounded time, and warnings of what was cut.

    Bounds: 30,000 elements, 30,000 end tags, 256 levels, 200 attributes of an element, 40 formatting elements that are
    open (a parser opens them anew in each block). A page within them comes back as it is. What looks no deeper at first
    sight may be 8,000 levels deep: readers must not climb from each element.
    """
    warnings: list[str] = []
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
    suspect = opening > _FEW_TAGS and (opening > _MANY_TAGS or _may_be_deep(text)) and _looks_deep(text)
    suspect = suspect or (opening > _SOME_TAGS and _formats_much(text))
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
    cost = start = 0
    while start < len(text):
        end = text.rfind(">", start, start + _LONG_TAG + 1)
        if end < 0:  # else every piece between two ">" is short up to there
            end = text.find(">", start)
            end = len(text) if end < 0 else end
            tag = _OPENING.search(text, start, end) if end - start > _LONG_TAG else None
            cost += (end - tag.start()) ** 2 if tag is not None else 0
        start = end + 1
    return cost


def _looks_deep(text: str) -> bool:
    """Whether more elements are open at once than may be, at a glance that takes scripts for markup."""
    stack = _Open()
    shapes = -text.count("/>")
    for end, tag in _GLANCE.findall(text):
        tag = tag.lower()
        if tag in _SHAPES:
            shapes += -1 if end else 1
            if shapes > _MAX_DEPTH:
                return True
        elif end:
            stack.end(tag)
        elif not stack.begin(tag):
            return True
    return False


def _formats_much(text: str) -> bool:
    """Whether many formatting elements may be open at once, end tags of other ones aside."""
    count: dict[str, int] = {}
    for end, tag in _FORMAT.findall(text):
        tag = tag.lower()
        count[tag] = max(count.get(tag, 0) + (-1 if end else 1), 0)
        if not end and count[tag] > _FEW_EQUAL and sum(count.values()) > _MAX_FORMATTING:
            return True
    return False


def _prune(text: str, warnings: list[str]) -> str:
    """Drop the start tags of what is nested too deep, and all attributes of what has too many."""
    kept: list[str] = []
    stack = _Open()
    position = read = dropped = 0
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
        if piece["end"]:
            stack.end(tag)
        elif tag in _RAW and not stack.is_foreign:
            read = _after(text, f"</{tag}", read)
        elif not (stack.is_foreign and attributes.endswith("/")) and not stack.begin(tag, attributes):
            kept.append(text[position : piece.start()])
            position = piece.end()
            dropped += 1
    if dropped:
        warnings.append(f"{dropped} elements too deep or with too many attributes were not read as written")
    kept.append(text[position:])
    return "".join(kept)


def _after(text: str, end: str, start: int) -> int:
    """Where what begins before `start` is over; the end of the text where nothing ends it."""
    found = re.compile(re.escape(end), re.IGNORECASE).search(text, start)
    return found.end() if found is not None else len(text)


def _has_too_many(attributes: str) -> bool:
    return sum(1 for _ in _ONE_ATTRIBUTE.finditer(attributes)) > _MAX_ATTRIBUTES


_FOREIGN: Final = frozenset({"svg", "math"})
_HTML_WITHIN: Final = word_set("foreignobject desc title annotation-xml mi mo mn ms mtext")
"""Elements of pictures and formulas in which HTML goes on (HTML 13.2.6, "integration point")."""
_FORMATTING: Final = word_set("a b big code em font i nobr s small strike strong tt u")
_FORMAT = pattern("<(/?)([BbIiSsUu]|[Ee][Mm]|[Tt]{2}|[Bb][Ii][Gg]|(?i:code|font|nobr|small|strike|strong))[\\s/>]")
_FEW_EQUAL: Final = 3
"""Of equal ones no more are opened anew (HTML 13.2.4.3, "Noah's Ark clause")."""
_MARKERS: Final = word_set("table template object marquee applet select frameset")
_BARRIERS: Final = _MARKERS | _FOREIGN | {name.upper() for name in _HTML_WITHIN}
"""Elements through which no end tag reaches (HTML 13.2.4.2, "in scope")."""
_STOPS: Final = BLOCKS | _BARRIERS | {"button", "select"}
_ENDING_EQUALS: Final = word_set("a nobr button")
_ENDING_ALONE: Final = _FORMATTING | {"form"}
"""Elements that end tags take out of the stack, and not what is open in them."""
_NESTING: Final = {"li": word_set("li"), "dd": word_set("dd dt"), "dt": word_set("dd dt")}
"""What items end that follow them; those of other lists they stand in."""
_BREAKING_OUT: Final = word_set(
    "b big body br center code em embed head hr i img menu meta nobr ruby s small span strong strike sub"
) | word_set("sup tt u var blockquote dd div dl dt h1 h2 h3 h4 h5 h6 li ol p pre table ul")
"""Start tags that end pictures and formulas (HTML 13.2.6.5)."""

_BOUNDS: Final = _BARRIERS | _HTML_WITHIN
"""Elements with which pictures and formulas begin and end."""
_SPECIAL: Final = _BOUNDS | _SHALLOW | _FORMATTING | _ENDING_EQUALS | HEADINGS | _NESTING.keys() | {"select"}
"""Elements whose start tag does more than open them, outside of pictures and formulas."""


class _Open:
    """The elements that are open, told by their tags about as a browser's tree builder tells them (HTML 13.2.6).

    In doubt more: an end tag that the builder ignores must not count, or the page is deeper than it looks.
    """

    def __init__(self) -> None:
        self.tags: list[str] = []
        self.attributes: list[str] = []
        """Of formatting elements, which are told apart by them."""
        self.formatting = 0
        self.is_foreign = False

    def begin(self, tag: str, attributes: str = "") -> bool:
        """Open an element; False where too many are open: it is not."""
        if tag not in _SPECIAL and not self.is_foreign:
            if len(self.tags) >= _MAX_DEPTH:
                return False
            self.tags.append(tag)
            self.attributes.append(attributes)
            return True
        if self.is_foreign and tag in _BREAKING_OUT:
            while self.is_foreign:
                self.close(len(self.tags) - 1)
        formats = tag in _FORMATTING and not self.is_foreign
        if not self.is_foreign:
            self.end_before(tag)
            if tag in _SHALLOW and tag not in _NESTING:
                return True
            if tag == "select" and tag in self.tags:  # the second one is an end tag
                self.end(tag)
                return True
        if len(self.tags) >= _MAX_DEPTH or (formats and self.formatting >= _MAX_FORMATTING):
            return False
        self.tags.append(tag.upper() if self.is_foreign and tag not in _FOREIGN else tag)
        self.attributes.append(attributes)
        self.formatting += formats
        if tag in _FOREIGN:
            self.is_foreign = True
        elif self.is_foreign and tag in _HTML_WITHIN:
            self.is_foreign = False
        return True

    def end_before(self, tag: str) -> None:
        """Close what a start tag ends: "<li>" the item before it, "<a>" the link."""
        if tag in _ENDING_EQUALS:
            self.end(tag)
        elif tag in HEADINGS:
            if self.tags and self.tags[-1] in HEADINGS:
                self.close(len(self.tags) - 1)
        elif tag in _NESTING:
            for place in reversed(range(len(self.tags))):
                if self.tags[place] in _NESTING[tag]:
                    self.close(place)
                if self.tags[place:] and self.tags[place] in _STOPS and self.tags[place] not in {"address", "div"}:
                    return

    def end(self, tag: str) -> None:
        """Close an element by its end tag, with what stands open in it, unless that keeps the tag from reaching it."""
        tags = self.tags
        if tags and tags[-1] == tag and tag not in _BOUNDS and not self.is_foreign:
            tags.pop()
            self.attributes.pop()
            self.formatting -= tag in _FORMATTING
            return
        if (self.is_foreign or tag in _HTML_WITHIN) and tag.upper() in tags:
            tag = tag.upper()
        elif tag in HEADINGS:  # "</h3>" ends an <h2>, too
            tag = next((open_one for open_one in reversed(tags) if open_one in HEADINGS), tag)
        if tags and tags[-1] == tag:
            self.close(len(tags) - 1)
        elif tag in tags:
            place = len(tags) - 1 - tags[::-1].index(tag)
            inside = tags[place + 1 :]
            if tag != "form" and _stops(tag).isdisjoint(inside):
                self.close(place)
            elif tag in _ENDING_ALONE and _MARKERS.isdisjoint(inside):
                del tags[place], self.attributes[place]
                self.formatting -= tag in _FORMATTING

    def close(self, place: int) -> None:
        """Close an element and what stands open in it. Formatting elements in it are opened anew behind it."""
        anew: dict[tuple[str, str], int] = {}
        for each in zip(self.tags[place + 1 :], self.attributes[place + 1 :], strict=True):
            if each[0] in _FORMATTING:
                anew[each] = anew.get(each, 0) + 1
        closed = self.tags[place:]
        del self.tags[place:], self.attributes[place:]
        for (tag, attributes), count in anew.items():
            self.tags += [tag] * min(count, _FEW_EQUAL)
            self.attributes += [attributes] * min(count, _FEW_EQUAL)
        if self.is_foreign or not _BARRIERS.isdisjoint(closed) or not _HTML_WITHIN.isdisjoint(map(str.lower, closed)):
            around = (tag for tag in reversed(self.tags) if tag in _FOREIGN or tag.lower() in _HTML_WITHIN)
            self.is_foreign = next(around, "") in _FOREIGN
        self.formatting = sum(tag in _FORMATTING for tag in self.tags) if self.formatting else 0


def _stops(tag: str) -> frozenset[str]:
    """Open elements behind which an end tag does not look."""
    if tag in {"table", "template"}:
        return frozenset({"template", "frameset"})
    return _BARRIERS if tag in _STOPS else _STOPS
