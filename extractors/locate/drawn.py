"""Ratings that a page draws: rows of stars, icons, images and bars, and the texts that their markup carries."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from pydantic import ValidationError
from selectolax.lexbor import LexborNode

from extractors.context import Context
from extractors.document import node_text
from extractors.locate.lines import is_near
from extractors.parse.rating import GLYPHS, LINEAR, STARS, normalize
from extractors.parse.statement import role_of, said_of, statements
from extractors.parse.text import flatten
from extractors.segment import ReviewUnit
from extractors.vocabulary import Vocabulary
from schemas.evidence import Candidate, Method
from schemas.review import Rating, RatingKind

FIELD: Final = "rating"

_WIDGETS: Final = '[aria-label],[role="img"][title],[class*="star" i],[class*="rating" i],[class*="score" i],img'
_MOST_NODES: Final = 1500
_MOST_NEAR: Final = 120
_LONGEST: Final = 60
_MAY_STATE: Final = re.compile(rf"[\d{GLYPHS}]")
_STARS_UP_TO: Final = 6
_RAW_LENGTH: Final = 200

_ICON_NAME: Final = re.compile(
    r"(?:^|[\s_-])star(?:[_-](?:full|filled|fill|solid|on|half|empty|outline|off|o|blank|alt|stroke|regular|line|0|1))*(?:\s|$)"
)
_EMPTY_ICON: Final = re.compile(
    r"empty|outline|star-o(?:\s|$)|star[-_]off|(?:^|\s)far\s|(?:^|\s)fa-regular|blank|(?:^|\s)off(?:\s|$)|stroke|inactive|unfilled|star-line|gr[ae]y|muted|disabled"
)
_HALF_ICON: Final = re.compile("half")
_FEWEST_ICONS: Final = 2
_LONGEST_ROW: Final = 10

_WIDTH: Final = re.compile(r"width\s{0,3}:\s{0,3}(?P<percent>\d{1,3}(?:\.\d{1,3})?)\s{0,2}%")
_STATE: Final = re.compile(r"[a-z]+")
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
_IMAGE: Final = re.compile(
    r"(?:^|[/_.-])(?:rating[_-]?)?(?P<count>[0-9](?:[._-]?5)?|zero|half|one|two|three|four|five)"
    r"(?P<half>[_-]?(?:and[_-]?a?[_-]?half|half))?[_-]?stars?"
    r"(?:[_-](?:out[_-])?of[_-](?P<best>[456]|10))?(?:[_-]?\d{2,4}(?:x\d{2,4})?)?\.(?:gif|png|jpe?g|svg|webp)",
    re.IGNORECASE,
)
_IMAGE_STARS: Final = re.compile(
    r"(?:^|[/_.-])(?:stars?|rating)[_-]?(?P<count>[0-9](?:[._-]5)?)(?:[_-](?:out[_-])?of[_-](?P<best>[456]|10))?\.(?:gif|png|jpe?g|svg|webp)",
    re.IGNORECASE,
)
_ONE_STAR: Final = re.compile(
    r"(?:^|[/_.-])(?P<kind>half|empty|full|blank|white|grey|gray|gold)?[_-]?star[_-]?(?P<state>half|empty|full|off|on|blank)?\.(?:gif|png|jpe?g|svg|webp)",
    re.IGNORECASE,
)
_NUMBERS: Final = {"zero": "0", "half": "0.5", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5"}

_READERS: Final = (
    "kk-star-ratings",
    "reader",
    "aggregate",
    "visitor",
    "user-rating",
    "user-review",
    "user-score",
    "userscore",
    "yasr-vv",
    "glsr-",
    "audience",
    "imdb",
    "rottentomato",
    "metacritic",
    "metascore",
    "votes",
)
"""Class names of the widgets in which readers vote (reference: the review plugins' own markup), here or elsewhere."""
_OWN_SCORE: Final = re.compile(
    r"(?:review|final|overall|total|editor|editors|our|critic|verdict|article|post|entry|film|movie)s?[_-]{0,2}(?:\w{1,12}[_-]{1,2})?(?:score|rating)(?:[_-]{1,2}(?:value|number|num))?(?:\s|$)"
)


def locate_drawn(unit: ReviewUnit, context: Context) -> Iterator[Candidate[Rating]]:
    """Candidates from the attributes, icons, bars and images of the review, and of what stands beside its heading."""
    rows: dict[int, tuple[LexborNode, list[str]]] = {}
    near = 0
    for node in unit.document.tree.css(_WIDGETS)[:_MOST_NODES]:
        attributes = node.attributes
        names = (attributes.get("class") or "").lower()
        if node.tag == "img":
            rating = _of_image(attributes.get("src") or "", attributes.get("alt") or "", context.vocabulary)
            if rating is None and _ONE_STAR.search(attributes.get("src") or "") and node.parent is not None:
                rows.setdefault(node.parent.mem_id, (node.parent, []))[1].append(
                    _star_image(attributes.get("src") or "")
                )
        else:
            if _ICON_NAME.search(names) and node.parent is not None and node.child is None:
                rows.setdefault(node.parent.mem_id, (node.parent, []))[1].append(names)
                continue
            rating = _said_in(attributes, names, node, context.vocabulary) or _bar(names, node)
        if rating is None or near >= _MOST_NEAR:
            continue
        near += 1
        if (
            not unit.document.in_box(node)
            and is_near(unit, node)
            and not is_readers(node)
            and not _is_votes(node, context.vocabulary)
        ):
            yield Candidate(FIELD, rating, rating.raw, Method.TEXT, unit.document.path(node))
    yield from _of_rows(rows, unit, context)


def is_readers(node: LexborNode) -> bool:
    """Whether an element or one around it is a widget in which readers vote, or shows another's score."""
    current: LexborNode | None = node
    for _ in range(6):
        if current is None:
            return False
        names = f"{current.attributes.get('class') or ''} {current.attributes.get('id') or ''}".lower()
        if any(mark in names for mark in _READERS):
            return True
        current = current.parent
    return False


def drawn_row(node: LexborNode) -> Rating | None:
    """What the markup says of a row whose glyphs are elements of their own, or lie over one another.

    Five "★" of which two have the class "off" are three. None where the markup does not tell them apart.
    """
    states: list[str] = []
    texts: list[str] = []
    for piece in node.css("span,i,b,em,li,a,svg")[:60]:
        text = node_text(piece).replace("\ufe0f", "")
        style = piece.attributes.get("style") or ""
        width = _WIDTH.search(style)
        if width is not None and text and not text.strip(STARS + " "):
            count = len(text.replace(" ", ""))
            return _drawn_rating(text, Decimal(width["percent"]) * count / 100, Decimal(count))
        if len(text) == 1 and text in GLYPHS:
            states.append(f"{piece.attributes.get('class') or ''} {style}".lower())
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
    return _drawn_rating("".join(texts), Decimal(len(off) - sum(off) - half) + Decimal(half) / 2, Decimal(len(off)))


# --- one element


def _said_in(attributes: dict[str, str | None], names: str, node: LexborNode, words: Vocabulary) -> Rating | None:
    """The rating that an element says in an attribute, or in its text where its class names a rating."""
    for raw in (attributes.get("aria-label"), attributes.get("title")):
        if raw and len(raw) <= _LONGEST and _MAY_STATE.search(raw) and (rating := _stated(raw, words)) is not None:
            return rating
    if "rating" in names or "score" in names:
        text = node_text(node)
        if 0 < len(text) <= _LONGEST and _MAY_STATE.search(text):
            return _stated(text, words) or (_own_number(text) if _OWN_SCORE.search(names) else None)
    return None


def _stated(text: str, words: Vocabulary) -> Rating | None:
    found = [said for said in statements(text, words) if said.role == "work"]
    if len(found) != 1 or not (found[0].sure or found[0].rating.best is not None):
        return None
    return found[0].rating if role_of(text, words) == "work" else None


def _own_number(text: str) -> Rating | None:
    number = text.strip().replace(",", ".")
    if not re.fullmatch(r"\d{1,2}(?:\.\d)?|100", number):
        return None
    return _drawn_rating(text, Decimal(number), None, stars=False)


def _bar(names: str, node: LexborNode) -> Rating | None:
    """A bar over five stars, as wide as the rating: `<span class="stars"><span style="width:80%">`."""
    if "star" not in names or (inner := node.css_first("[style*=width]")) is None:
        return None
    width = _WIDTH.search(inner.attributes.get("style") or "")
    text = node_text(node)
    if width is None or text.strip(GLYPHS + " ") or inner.mem_id == node.mem_id:
        return None
    value = Decimal(width["percent"]) / 20
    return _drawn_rating(width[0], value, Decimal(5)) if 0 < value <= 5 and value * 10 % 1 == 0 else None


def _of_image(source: str, alt: str, words: Vocabulary) -> Rating | None:
    if alt and len(alt) <= _LONGEST and _MAY_STATE.search(alt) and (rating := _stated(alt, words)) is not None:
        return rating
    if "star" not in source and "rating" not in source:
        return None
    name = source.rpartition("/")[2]
    if _ONE_STAR.search(name):
        return None
    found = _IMAGE.search(name) or _IMAGE_STARS.search(name)
    if found is None:
        return None
    count = found["count"].lower()
    count = _NUMBERS.get(count) or re.sub(r"[_-]", ".", count)
    value = Decimal(count if len(count) != 2 else f"{count[0]}.{count[1]}")
    if found.groupdict().get("half"):
        value += Decimal("0.5")
    best = Decimal(found["best"]) if found["best"] else None
    return _drawn_rating(name, value, best)


def _star_image(source: str) -> str:
    """The file name of one star, in the words of a class: "half", "empty"."""
    found = _ONE_STAR.search(source)
    said = f"{found['kind'] or ''} {found['state'] or ''}".lower() if found is not None else ""
    return f"star {said} ".replace("white", "empty").replace(" off ", " empty ")


# --- rows of icons


def _of_rows(
    rows: dict[int, tuple[LexborNode, list[str]]], unit: ReviewUnit, context: Context
) -> Iterator[Candidate[Rating]]:
    """Rows of star icons, told by their class names: full, half and empty ones (icon fonts have no text).

    The scale is stated only where empty ones are drawn. Several rows with a name each are of parts of the work.
    """
    found = []
    drawn = 0
    for row, icons in rows.values():
        if not _FEWEST_ICONS <= len(icons) <= _LONGEST_ROW or unit.document.in_box(row):
            continue
        if not is_near(unit, row) or is_readers(row) or _is_votes(row, context.vocabulary):
            continue
        rating = _of_icons(icons)
        if rating is not None:
            drawn += 1
            role, how = said_of(_beside(row), context.vocabulary)
            if role == "work":
                found.append((row, rating, how))
    for row, rating, how in found:
        if how != "unknown" or drawn == 1:
            method = Method.LABEL if how == "label" else Method.TEXT
            yield Candidate(FIELD, rating, rating.raw, method, unit.document.path(row), 0.95)


def _of_icons(icons: list[str]) -> Rating | None:
    empty = sum(bool(_EMPTY_ICON.search(icon)) for icon in icons)
    half = sum("half" in icon for icon in icons)
    value = Decimal(len(icons) - empty - half) + Decimal(half) / 2
    if value <= 0:  # five empty ones are a widget that waits for a vote
        return None
    return _drawn_rating(" ".join(icons), value, Decimal(len(icons)) if empty else None)


def _beside(row: LexborNode) -> str:
    """The short text beside a row of icons: its label."""
    text = node_text(row)
    if not text and row.parent is not None:
        text = node_text(row.parent)
    return text.strip(" :：") if len(text) <= _LONGEST else ""


def _is_votes(node: LexborNode, words: Vocabulary) -> bool:
    """Whether the words around a widget speak of votes or averages."""
    around = node.parent
    text = node_text(around) if around is not None else ""
    return 0 < len(text) <= 3 * _LONGEST and words.raters.first(flatten(text)) is not None


def _drawn_rating(raw: str, value: Decimal, best: Decimal | None, *, stars: bool = True) -> Rating | None:
    normalized = normalize(value, best, None)
    if best is not None and normalized is None:
        return None
    try:
        return Rating(
            raw=raw.strip()[:_RAW_LENGTH],
            kind=RatingKind.STARS if stars else RatingKind.POINTS,
            value=value,
            best=best,
            normalized=normalized,
            scale_source="markup" if best is not None else None,
            normalizer=LINEAR if normalized is not None else None,
        )
    except ValidationError:
        return None
