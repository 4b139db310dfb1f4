"""Ratings that a page draws: rows of stars, icons, images and bars, and the texts that their markup carries."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from selectolax.lexbor import LexborNode

from extractors.context import Context
from extractors.locate.lines import is_near
from extractors.markup import class_and_id, node_text, up_from
from extractors.parse.memo import remembered
from extractors.parse.pattern import pattern
from extractors.parse.rating import GLYPHS, SIGNS, STARS, grade_in, marked
from extractors.parse.statement import may_state, role_of, said_of, statements
from extractors.parse.text import flatten, squash
from extractors.segment import ReviewUnit
from extractors.vocabulary import Vocabulary, alternatives
from schemas.evidence import Candidate, Method
from schemas.review import Rating

FIELD: Final = "rating"

_WIDGETS: Final = '[aria-label],[role="img"][title],[class*="star" i],[class*="rating" i],[class*="score" i],img'
_WIDGET_DEPTH: Final = 6
_MOST_NODES: Final = 1500
_MOST_FOUND: Final = 40
_MOST_ROWS: Final = 60
_FEW: Final = 4
_MANY_PARTS: Final = 40
_LONGEST: Final = 80
_MAY_STATE: Final = pattern(f"[{SIGNS}]")

_ICON_NAME: Final = pattern(
    r"(?:^|[\s_-])star(?:[_-](?:full|filled|fill|solid|on|half|empty|outline|off|o|blank|alt|stroke|regular|line|0|1))*(?:\s|$)"
)
_EMPTY_ICON: Final = pattern(
    r"empty|outline|star-o(?:\s|$)|star[-_]off|(?:^|\s)far\s|(?:^|\s)fa-regular|blank|(?:^|\s)off(?:\s|$)|stroke|inactive|unfilled|star-line|gr[ae]y|muted|disabled"
)
_FEWEST_ICONS: Final = 2
_TWO_LOOKS: Final = 2
_LONGEST_ROW: Final = 10
_LONGEST_STAR: Final = 20
_SHORTEST_NAME: Final = 4
_LONGEST_GRADE: Final = 3
_GRADE_IMAGES: Final = ("grade", "rating", "score")

_WIDTH: Final = pattern(r"width\s{0,3}:\s{0,3}(?P<percent>\d{1,3}(?:\.\d{1,3})?)\s{0,2}%")
_STATE: Final = pattern(r"[a-z]+")
_OWN_NUMBER: Final = pattern(r"\d{1,2}(?:\.\d)?|100")
_OFF: Final = frozenset(
    [
        "off",
        "empty",
        "inactive",
        "gray",
        "grey",
        "disabled",
        "outline",
        "unfilled",
        "blank",
        "muted",
        "light",
        "unchecked",
    ]
)
_IMAGE: Final = pattern(
    r"(?:^|[/_.-])(?:rating[_-]?)?(?P<count>[0-9](?:[._-]?5)?|zero|half|one|two|three|four|five)"
    r"(?P<half>[_-]?(?:and[_-]?a?[_-]?half|half))?[_-]?stars?"
    r"(?:[_-](?:out[_-])?of[_-](?P<best>[456]|10))?(?:[_-]?\d{2,4}(?:x\d{2,4})?)?\.(?:gif|png|jpe?g|svg|webp)",
    re.IGNORECASE,
)
_IMAGE_STARS: Final = pattern(
    r"(?:^|[/_.-])(?:stars?|rating)[_-]?(?P<count>[0-9](?:[._-]5)?)(?:[_-](?:out[_-])?of[_-](?P<best>[456]|10))?\.(?:gif|png|jpe?g|svg|webp)",
    re.IGNORECASE,
)
_ONE_STAR: Final = pattern(
    r"(?:^|[/_.-])(?:half|empty|full|blank|white|grey|gray|gold)?[_-]?star[_-]?(?:half|empty|full|off|on|blank)?\.(?:gif|png|jpe?g|svg|webp)",
    re.IGNORECASE,
)
_STAR_CLASS: Final = pattern(
    r"(?:^|\s)(?:[a-z]{2,8}-?)?stars?(?:-rating)?(?:[-_]?(?P<whole>[1-5])(?P<part>[05])|[-_](?P<one>[1-5])(?:[-_](?P<half>5))?)(?:\s|$)"
)
_NUMBERS: Final = {"zero": "0", "half": "0.5", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5"}

_READERS: Final = (
    "reader",
    "aggregate",
    "visitor",
    "user-rating",
    "user-review",
    "user-score",
    "userscore",
    "audience",
    "imdb",
    "rottentomato",
    "metacritic",
    "metascore",
    "votes",
)
"""Class names of widgets in which readers vote, here or elsewhere; those of known plugins are boxes (`PLUGINS`)."""
_OWN_SCORE: Final = pattern(
    r"(?:review|final|overall|total|editor|editors|our|critic|verdict|article|post|entry|film|movie)s?[_-]{0,2}(?:\w{1,12}[_-]{1,2})?(?:score|rating)(?:[_-]{1,2}(?:value|number|num))?(?:\s|$)"
)


class _Row(NamedTuple):
    """Icons of one parent: what their names say, and the sources of those that are pictures."""

    node: LexborNode
    icons: list[str]
    looks: list[str | None]


def locate_drawn(unit: ReviewUnit, context: Context) -> Iterator[Candidate[Rating]]:
    """Candidates from the attributes, icons, bars and images of the review, and of what stands beside its heading."""
    words = context.vocabulary
    rows: dict[int, _Row] = {}
    found: list[tuple[LexborNode, Rating]] = []
    for node in unit.document.select(_WIDGETS, _MOST_NODES):
        attributes = node.attributes
        names = (attributes.get("class") or "").lower()
        piece = _star_image(attributes, words) if node.tag == "img" else _icon(names, node)
        if piece is not None and node.parent is not None:
            row = rows.setdefault(node.parent.mem_id, _Row(node.parent, [], []))
            row.icons.append(piece)
            row.looks.append(attributes.get("src") if node.tag == "img" else None)
            continue
        if node.tag == "img":
            rating = _of_image(attributes, words)
        else:
            rating = _bar(node) if "star" in names else None
            rating = rating or _said_in(attributes, names, node, words)
            if rating is None and "star" in names:
                rating = _by_class(names, node)
        if rating is not None and _is_own(unit, node, words):
            found.append((node, rating))
        if len(found) == _MOST_FOUND:
            break
    for node, rating in found:
        yield Candidate(FIELD, rating, rating.raw, Method.TEXT, unit.document.path(node))
    yield from _of_rows(rows, unit, words)


def _is_own(unit: ReviewUnit, node: LexborNode, words: Vocabulary) -> bool:
    """Whether an element is the review's, and of no plugin that is read elsewhere, nor of readers."""
    return (
        not unit.document.in_box(node) and is_near(unit, node) and not is_readers(node) and not _is_votes(node, words)
    )


def is_readers(node: LexborNode) -> bool:
    """Whether an element or one around it is a widget in which readers vote, or shows another's score."""
    return any(_names_readers(class_and_id(around)) for around in islice(up_from(node), _WIDGET_DEPTH))


@remembered
def _names_readers(names: str) -> bool:
    lower = names.lower()
    return any(mark in lower for mark in _READERS)


def drawn_row(node: LexborNode) -> Rating | None:
    """What the markup says of a row whose glyphs are elements of their own, or lie over one another.

    Five "★" of which two have the class "off" are three. None where the markup does not tell them apart.
    """
    states: list[str] = []
    texts: list[str] = []
    for piece in node.css("span,i,b,em,li,a,svg")[:60]:
        text = node_text(piece, 2 * _LONGEST).replace("\ufe0f", "")
        style = piece.attributes.get("style") or ""
        width = _WIDTH.search(style)
        if width is not None and text and not text.strip(STARS + " "):
            count = len(text.replace(" ", ""))
            return marked(text, Decimal(width["percent"]) * count / 100, Decimal(count), drawn=True)
        if text and len(text) <= _LONGEST_ROW and not text.strip(GLYPHS) and _is_leaf(piece):
            states += [f"{piece.attributes.get('class') or ''} {style}".lower()] * len(text)
            texts.append(text)
    if not _FEWEST_ICONS < len(states) <= _LONGEST_ROW or len(set(states)) < 2:
        return None
    off = [not _OFF.isdisjoint(_STATE.findall(state)) or bool(_EMPTY_ICON.search(state)) for state in states]
    if not any(off):
        # Two looks, the first of them for the stars that are given.
        off = [state != states[0] for state in states]
        if len(set(states)) > 2 or sorted(off) != off:
            return None
    half = sum("half" in state for state in states)
    given = Decimal(len(off) - sum(off) - half) + Decimal(half) / 2
    return marked("".join(texts), given, Decimal(len(off)), drawn=True)


def _is_leaf(node: LexborNode) -> bool:
    return node.child is not None and node.child.is_text_node and node.child.next is None


# --- one element


def _icon(names: str, node: LexborNode) -> str | None:
    """The class names of one star of an icon font."""
    return names if "star" in names and node.child is None and _ICON_NAME.search(names) else None


def _said_in(attributes: dict[str, str | None], names: str, node: LexborNode, words: Vocabulary) -> Rating | None:
    """The rating that an element says in an attribute, or in its text where its class names a rating."""
    for raw in (attributes.get("aria-label"), attributes.get("title")):
        if raw and len(raw) <= _LONGEST and may_state(raw, words) and (rating := _stated(raw, words)) is not None:
            return rating
    if "rating" in names or "score" in names:
        text = _short_text(node)
        if text and _MAY_STATE.search(text):
            return _stated(text, words) or (_own_number(text) if _OWN_SCORE.search(names) else None)
    return None


@lru_cache(maxsize=2_048)
def _stated(text: str, words: Vocabulary) -> Rating | None:
    found = [said for said in statements(text, words) if said.role == "work"]
    if len(found) != 1 or not (found[0].sure or found[0].rating.best is not None):
        return None
    return found[0].rating if role_of(text, words) == "work" else None


def _own_number(text: str) -> Rating | None:
    number = text.strip().replace(",", ".")
    if not _OWN_NUMBER.fullmatch(number):
        return None
    return marked(text, Decimal(number), None)


def _bar(node: LexborNode) -> Rating | None:
    """A bar over five stars, as wide as the rating: `<span class="stars"><span style="width:80%">`."""
    inner = next((child for child in islice(node.iter(), _FEW) if "style" in child.attributes), None)
    width = _WIDTH.search(inner.attributes.get("style") or "") if inner is not None else None
    text = _short_text(node)
    if width is None or text is None or text.strip(GLYPHS + " "):
        return None
    value = Decimal(width["percent"]) / 20
    return marked(width[0], value, Decimal(5), drawn=True) if 0 < value <= 5 and value * 10 % 1 == 0 else None


def _by_class(names: str, node: LexborNode) -> Rating | None:
    """Stars that an empty element's class counts, in tenths or one by one: "allstar40", "stars-4-5"."""
    found = _STAR_CLASS.search(names)
    if found is None or node.child is not None:
        return None
    value = Decimal(f"{found['whole'] or found['one']}.{found['part'] or found['half'] or 0}")
    return marked(found[0].strip(), value, None, drawn=True) if value <= 5 else None


def _short_text(node: LexborNode) -> str | None:
    """An element's text with white space folded; None where it is long, or more than a few elements carry it."""
    parts: list[str] = []
    stack = [node.child]
    size = steps = 0
    while stack:
        current = stack.pop()
        while current is not None:
            steps += 1
            if steps > _MANY_PARTS or size > _LONGEST:
                return None
            if current.is_text_node:
                parts.append((current.text_content or "")[: 2 * _LONGEST])
                size += len(parts[-1].strip())
            elif current.child is not None:
                stack.append(current.next)
                current = current.child
                continue
            current = current.next
    text = squash(" ".join(parts))
    return text if len(text) <= _LONGEST else None


def _of_image(attributes: dict[str, str | None], words: Vocabulary) -> Rating | None:
    """What a picture of several stars says in its text or its file name: "4stars.gif"."""
    source = attributes.get("src") or ""
    for said in (attributes.get("alt"), attributes.get("title")):
        if said and len(said) <= _LONGEST and (_MAY_STATE.search(said) or source) and may_state(said, words):
            is_grade = len(said) <= _LONGEST_GRADE and any(word in source for word in _GRADE_IMAGES)
            rating = _stated(said, words) or (grade_in(said, said) if is_grade else None)
            if rating is not None:
                return rating
    if "star" not in source and "rating" not in source:
        return None
    name = source.rpartition("/")[2]
    found = _IMAGE.search(name) or _IMAGE_STARS.search(name)
    if found is None:
        return None
    count = found["count"].lower()
    count = _NUMBERS.get(count) or re.sub(r"[_-]", ".", count)
    value = Decimal(count if len(count) != 2 else f"{count[0]}.{count[1]}")
    if found.groupdict().get("half"):
        value += Decimal("0.5")
    best = Decimal(found["best"]) if found["best"] else None
    return marked(name, value, best, drawn=True)


def _star_image(attributes: dict[str, str | None], words: Vocabulary) -> str | None:
    """One star that a picture shows, in the words of a class ("star half", "star empty"); None for other pictures.

    It is named as a star in any language: "estrella_gris.png", "estrella vacía".
    """
    source = attributes.get("src") or ""
    name = "" if source.startswith("data:") else source.rpartition("/")[2].lower()
    alt = (attributes.get("alt") or "").lower()
    said = f"{name} {alt}"
    if len(alt) > _LONGEST_STAR or not _star_words(words).search(said):
        return None
    parts = re.split(r"[^\w]|_", said)
    if not _ONE_STAR.search(name) and (
        any(map(str.isdigit, name)) or {parts[0], alt.partition(" ")[0]}.isdisjoint(words.rating_words("stars"))
    ):
        return None
    half = "half" if "half" in said else ""
    return f"star {half} {'empty' if not set(parts).isdisjoint(words.rating_words('empty')) else ''}"


@lru_cache(maxsize=64)
def _star_words(words: Vocabulary) -> re.Pattern[str]:
    return re.compile(alternatives(word for word in words.rating_words("stars") if len(word) >= _SHORTEST_NAME))


# --- rows of icons


def _of_rows(rows: dict[int, _Row], unit: ReviewUnit, words: Vocabulary) -> Iterator[Candidate[Rating]]:
    """Rows of star icons, told by their class names: full, half and empty ones (icon fonts have no text).

    The scale is stated only where empty ones are drawn. Several rows with a name each are of parts of the work.
    """
    found = []
    for row in islice(rows.values(), _MOST_ROWS):
        if _FEWEST_ICONS <= len(row.icons) <= _LONGEST_ROW and _is_own(unit, row.node, words):
            rating = _of_icons(_told_apart(row))
            if rating is not None:
                found.append((row.node, rating, *said_of(_beside(row.node), words)))
    for node, rating, role, how in found:
        if role == "work" and (how != "unknown" or len(found) == 1):
            method = Method.LABEL if how == "label" else Method.TEXT
            yield Candidate(FIELD, rating, rating.raw, method, unit.document.path(node), 0.95)


def _told_apart(row: _Row) -> list[str]:
    """The icons, the empty ones named as such where inline pictures tell them by their look alone.

    Of two looks the first is that of the stars that are given, as in `drawn_row`.
    """
    looks = dict.fromkeys(row.looks)
    if len(looks) != _TWO_LOOKS or not all(look and look.startswith("data:") for look in looks):
        return row.icons
    first = row.looks.count(row.looks[0])
    if row.looks[:first] != [row.looks[0]] * first:
        return []
    return [icon if place < first else f"{icon} empty" for place, icon in enumerate(row.icons)]


def _of_icons(icons: list[str]) -> Rating | None:
    empty = sum(bool(_EMPTY_ICON.search(icon)) for icon in icons)
    half = sum("half" in icon for icon in icons)
    value = Decimal(len(icons) - empty - half) + Decimal(half) / 2
    if value <= 0:  # five empty ones are a widget that waits for a vote
        return None
    return marked(squash(" ".join(icons)), value, Decimal(len(icons)) if empty else None, drawn=True)


def _beside(row: LexborNode) -> str:
    """The short text beside a row of icons: its label."""
    text = _short_text(row)
    if not text and row.parent is not None:
        text = _short_text(row.parent)
    return (text or "").strip(" :：")


def _is_votes(node: LexborNode, words: Vocabulary) -> bool:
    """Whether the words around a widget speak of votes or averages."""
    text = _short_text(node.parent) if node.parent is not None else None
    return bool(text) and words.raters.first(flatten(text or "")) is not None
