"""The reviewer's verdict on the work, wherever it stands; averages and the readers' votes are kept apart."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import Final

from pydantic import ValidationError
from selectolax.lexbor import LexborNode

from extractors.context import Context
from extractors.document import node_text
from extractors.locate.lines import is_near, labelled, site_texts
from extractors.parse.rating import normalize, parse_rating, verdict_in
from extractors.parse.text import fold
from extractors.segment import Line, ReviewUnit
from extractors.structured.item import Item
from schemas.evidence import Candidate, Method
from schemas.review import OtherRating, Rating, RatingKind

FIELD: Final = "rating"

_DEFAULT_BEST: Final = Decimal(5)
"""schema.org and Google's review snippets: a reviewRating without bestRating is out of five."""
_COUNTS: Final = re.compile(r"\d{1,3}\s?/\s?\d{1,3}")
"""A fraction with nothing around it may count pictures or pages."""
_MOST_STARS: Final = 6
_RAW_LENGTH: Final = 200
_LONE_LINE: Final = 40
_LABELLED_LENGTH: Final = 120
_WIDGETS: Final = '[aria-label], [role="img"][title], [class*="star" i][title], [class*="rating" i]'
_MOST_WIDGETS: Final = 60
_ICONS: Final = 'i[class*="star" i], span[class*="star" i], svg[class*="star" i]'
_ICON_NAME: Final = re.compile(
    r"(?:^|[\s_-])star(?:[_-](?:full|filled|fill|solid|on|half|empty|outline|off|o|blank))?(?:\s|$)"
)
_EMPTY_ICON: Final = ("empty", "outline", "star-o", "star-off", "far ", "blank")
_MOST_ICONS: Final = 200
_FEWEST_ICONS: Final = 2
_LONGEST_ROW: Final = 10
_READERS: Final = (
    "kk-star-ratings",
    "reader",
    "aggregate",
    "visitor",
    "user-rating",
    "user-review",
    "yasr-vv",
    "glsr-",
    "audience",
    "imdb-",
)
"""Class names of the widgets in which readers vote (reference: the review plugins' own markup), here or elsewhere."""
_BEHIND_LABEL: Final = re.compile(r"[\d★⭐☆½]")
_OF_THE_WORK: Final = frozenset({"title", "verdict"})
"""Labels in front of a rating that leave it the work's own: "Film: 4/5"."""
_LARGEST: Final = Decimal(10) ** 9
"""As in the schema; arithmetic with what is far beyond it fails."""
_SAME: Final = Decimal("0.0101")
_COUNT: Final = re.compile(r"\d{1,9}|\d{1,3}(?:[.,\s]\d{3}){1,2}")


def locate_rating(unit: ReviewUnit, context: Context) -> Iterator[Candidate[Rating]]:
    """Candidates for `rating`. The site's scale completes those that name none."""
    for candidate in _all_ratings(unit, context):
        yield _with_site_scale(candidate, context)


def _all_ratings(unit: ReviewUnit, context: Context) -> Iterator[Candidate[Rating]]:
    document = unit.document
    for text, path in site_texts(unit, context, FIELD):
        rating = parse_rating(text, vocabulary=context.vocabulary)
        if rating is not None:
            yield Candidate(FIELD, rating, text, Method.SITE, path)
    for item in (context.subject.review, context.subject.article):
        if item is not None:
            yield from _from_item(item, context)
    yield from _label_lines(unit, context)
    yield from _widgets(unit, context)
    yield from _icon_rows(unit)
    edges = (*unit.byline, *unit.lines[:1], *unit.lines[-2:])
    for line in (*unit.byline, *unit.lines):
        if document.in_box(line.node):
            continue
        if len(line.text) <= _LONE_LINE and _is_lone(line, context, edges) and not _is_readers(line.node):
            rating = parse_rating(line.text, vocabulary=context.vocabulary)
            if rating is not None and rating.kind is not RatingKind.LETTER:
                yield Candidate(FIELD, rating, line.text, Method.TEXT, document.path(line.node))


def _is_lone(line: Line, context: Context, edges: Sequence[Line]) -> bool:
    """Whether a line may be a rating by itself: no number alone, and only a title or a label of the verdict before it.

    "RT 9.1/10" and "Acting quality: 4/5" are others'. "3/10" in the middle of a page may count its pictures.
    """
    if line.label is not None or line.text.isdigit():
        return False
    sign = _BEHIND_LABEL.search(line.text)
    label = line.text[: sign.start()].strip() if sign is not None else line.text.replace("：", ":").partition(":")[0]
    if not label.strip(" :：-–—|(（[") or fold(label).strip(" :") == fold(context.work_title or ""):
        return line in edges or not _COUNTS.fullmatch(line.text.strip())
    keys = set(context.vocabulary.label_keys(label))
    # "Rating: 4/5" has been read as a label line, "Score 4 out of 5" is none. Any other word may be another's.
    return bool(keys) and keys <= (_OF_THE_WORK if label.endswith((":", "：")) else {FIELD, *_OF_THE_WORK})


def _from_item(item: Item, context: Context) -> Iterator[Candidate[Rating]]:
    """schema.org reviewRating: a Rating node, or a bare number or text."""
    for position, stated in enumerate(item.all("reviewRating")):
        where = f"{item.where}/reviewRating/{position}"
        rating = _with_default(rating_of(stated), context) if isinstance(stated, Item) else parse_rating(str(stated))
        if rating is not None:
            raw = stated.text("ratingValue") or rating.raw if isinstance(stated, Item) else str(stated)
            yield Candidate(FIELD, rating, raw, item.syntax, where)


def _with_default(rating: Rating | None, context: Context) -> Rating | None:
    """A Rating node without bestRating is out of five, unless the site file knows the site's scale."""
    if rating is None or rating.best is not None or rating.value is None:
        return rating
    if context.site is not None and context.site.scale is not None:
        return rating
    return marked(rating.raw, rating.value, _DEFAULT_BEST) or rating


def rating_of(item: Item) -> Rating | None:
    """A schema.org Rating: ratingValue, bestRating, worstRating. Impossible ones are None."""
    raw = item.text("ratingValue")
    if raw is None or not raw.strip():
        return None
    best, worst = _decimal(item.text("bestRating")), _decimal(item.text("worstRating"))
    value = _decimal(raw)
    if value is None:
        rating = parse_rating(raw, best=best, worst=worst)
        return rating.model_copy(update={"scale_source": "markup"}) if rating and rating.best else rating
    if value == 0 and worst == 1:
        return None  # what plugins print for "not rated"
    if worst is not None and 0 <= value < worst <= 1:  # plugins print worstRating 1 whatever their widget allows
        worst = None
    if value < min(worst or 0, 0):
        return None
    return marked(raw, value, best, worst)


def marked(
    raw: str, value: Decimal, best: Decimal | None, worst: Decimal | None = None, *, drawn: bool = False
) -> Rating | None:
    """A number that markup gives, with the scale that markup gives; None where the two cannot be.

    Stars are those that are drawn, or counted up to a few; other numbers are points.
    """
    stars = drawn or (best is not None and best <= _MOST_STARS)
    normalized = normalize(value, best, worst)
    try:
        return Rating(
            raw=raw[:_RAW_LENGTH],
            kind=RatingKind.STARS if stars else RatingKind.POINTS,
            value=value,
            best=best,
            worst=worst,
            normalized=normalized,
            scale_source="markup" if best is not None else None,
            normalizer="linear/1" if normalized is not None else None,
        )
    except ValidationError:
        return None


def _decimal(text: str | None) -> Decimal | None:
    try:
        number = Decimal((text or "").strip().replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() and -_LARGEST < number < _LARGEST else None


def _count(text: str | None) -> int | None:
    """A number of votes; thousands may be set apart: "1,234"."""
    written = (text or "").strip()
    return int(re.sub(r"\D", "", written)) if _COUNT.fullmatch(written) else None


def _label_lines(unit: ReviewUnit, context: Context) -> Iterator[Candidate[Rating]]:
    for line, label, value in labelled(unit):
        if len(value) > _LABELLED_LENGTH or context.vocabulary.label(label) != FIELD:
            continue
        if unit.document.in_box(line.node):
            continue
        rating = parse_rating(value, vocabulary=context.vocabulary) or verdict_in(value, context.vocabulary)
        if rating is not None:
            yield Candidate(FIELD, rating, value, Method.LABEL, unit.document.path(line.node))


def _widgets(unit: ReviewUnit, context: Context) -> Iterator[Candidate[Rating]]:
    """Star rows and badges that say their rating in an attribute or in a text of their own."""
    for node in unit.document.tree.css(_WIDGETS)[:_MOST_WIDGETS]:
        near = is_near(unit, node)
        if not near or _is_readers(node) or unit.document.in_box(node):
            continue
        for raw in (node.attributes.get("aria-label"), node.attributes.get("title"), _own_text(node)):
            rating = parse_rating(raw, vocabulary=context.vocabulary) if raw and len(raw) <= _LONE_LINE else None
            if rating is not None and raw and (rating.best is not None or rating.kind is RatingKind.STARS):
                yield Candidate(FIELD, rating, raw, Method.TEXT, unit.document.path(node))
                break


def _icon_rows(unit: ReviewUnit) -> Iterator[Candidate[Rating]]:
    """Rows of star icons, told by their class names: full, half and empty ones (icon fonts have no text).

    The scale is stated only where empty ones are drawn.
    """
    rows: dict[int, tuple[LexborNode, list[str]]] = {}
    for icon in unit.document.tree.css(_ICONS)[:_MOST_ICONS]:
        row = icon.parent
        names = (icon.attributes.get("class") or "").lower()
        if row is not None and _ICON_NAME.search(names) and not node_text(icon):
            rows.setdefault(row.mem_id, (row, []))[1].append(names)
    for row, icons in rows.values():
        if len(icons) > _LONGEST_ROW or unit.document.in_box(row) or not is_near(unit, row) or _is_readers(row):
            continue
        if len(icons) < _FEWEST_ICONS:
            continue
        empty = sum(any(mark in icon for mark in _EMPTY_ICON) for icon in icons)
        half = sum("half" in icon for icon in icons)
        value = Decimal(len(icons) - empty - half) + Decimal(half) / 2
        best = Decimal(len(icons)) if empty else None
        rating = marked(" ".join(icons), value, best, drawn=True)
        if rating is not None and value > 0:  # five empty ones are a widget that waits for a vote
            yield Candidate(FIELD, rating, rating.raw, Method.TEXT, unit.document.path(row), 0.95)


def _own_text(node: LexborNode) -> str:
    return node_text(node) if "rating" in (node.attributes.get("class") or "").lower() else ""


def _is_readers(node: LexborNode) -> bool:
    current: LexborNode | None = node
    for _ in range(6):
        if current is None:
            return False
        names = f"{current.attributes.get('class') or ''} {current.attributes.get('id') or ''}".lower()
        if any(mark in names for mark in _READERS):
            return True
        current = current.parent
    return False


def _with_site_scale(candidate: Candidate[Rating], context: Context) -> Candidate[Rating]:
    scale = context.site.scale if context.site is not None else None
    rating = candidate.value
    if scale is None or rating.best is not None or rating.value is None:
        return candidate
    if not (scale.worst or 0) <= rating.value <= scale.best:
        return candidate
    normalized = normalize(rating.value, scale.best, scale.worst)
    completed = rating.model_copy(
        update={
            "best": scale.best,
            "worst": scale.worst,
            "scale_source": "site",
            "normalized": normalized,
            "normalizer": "linear/1" if normalized is not None else None,
        }
    )
    return Candidate(FIELD, completed, candidate.raw, candidate.method, candidate.where, candidate.weight)


def locate_other_ratings(context: Context) -> Iterator[Candidate[OtherRating]]:
    """Averages that the markup gives (schema.org aggregateRating): never the reviewer's verdict."""
    for item in (context.subject.work, context.subject.review):
        if item is None:
            continue
        for aggregate in item.items("aggregateRating"):
            rating = rating_of(aggregate)
            if rating is None:
                continue
            count = _count(aggregate.text("ratingCount") or aggregate.text("reviewCount"))
            yield Candidate(
                "other_ratings",
                OtherRating(**rating.model_dump(), role="aggregate", count=count),
                rating.raw,
                aggregate.syntax,
                aggregate.where,
            )


def same_rating(rating: Rating) -> str:
    """Key under which two readings of a verdict are one; the scale completes, it does not distinguish."""
    return fold(rating.label or "") if rating.value is None else str(rating.value.normalize())


def ratings_agree(one: Rating, other: Rating) -> bool:
    """Whether two readings with different numbers say the same: 8 of 10, and the 80 of 1 to 100 that plugins write."""
    if one.normalized is None or other.normalized is None:
        return False
    return abs(one.normalized - other.normalized) <= _SAME
