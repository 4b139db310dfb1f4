"""Boxes of review plugins and themes, read by their structure: labels are translated, class names are not.

One entry of `PLUGINS` per box: where it begins, where the editor's score stands, criteria, pros, cons, summary, and the
readers' votes. Source: the templates that the plugins and themes print.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Final, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractors.markup import is_within, node_text
from extractors.parse.pattern import pattern

__all__ = ["Box", "Criterion", "Score", "Votes", "read_boxes"]

_MOST_BOXES: Final = 60
_MOST_ROWS: Final = 30
_MOST_ICONS: Final = 100
_LONGEST_SCORE: Final = 60
_LONGEST_NAME: Final = 80
_LONGEST_NOTE: Final = 300


class Score(NamedTuple):
    """A number that a box gives."""

    raw: str
    value: Decimal
    best: Decimal | None = None
    """The top of its scale, where the box's text or markup tells."""
    drawn: bool = False
    """Whether it is read from a row of stars or a bar."""


class Criterion(NamedTuple):
    """One aspect that the editor scored."""

    name: str
    score: Score


@dataclass(frozen=True, slots=True)
class Votes:
    """What the readers gave."""

    score: Score
    count: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Box:
    """What one box says. One that says nothing is unrated, or its readers' votes are not told."""

    node: LexborNode
    plugin: str
    overall: Score | None = None
    """The editor's score."""
    criteria: tuple[Criterion, ...] = ()
    pros: tuple[str, ...] = ()
    cons: tuple[str, ...] = ()
    summary: str | None = None
    votes: Votes | None = None
    of_readers: bool = False
    """Whether the whole box is for readers: it says nothing of the review."""


def read_boxes(tree: LexborHTMLParser) -> tuple[Box, ...]:
    """Every plugin's box of a page, those without a score too: their text is not to be read as plain text.

    Of a plugin's boxes in one another the outer one counts.
    """
    if tree.css_first(_ANY_BOX) is None:
        return ()
    found: list[Box] = []
    for plugin in PLUGINS:
        taken: dict[int, bool] = {}
        for node in islice(tree.css(plugin.box), _MOST_BOXES):
            if not is_within(node, taken):
                taken[node.mem_id] = True
                found.append(_read(plugin, node))
    return tuple(found)


def _read(plugin: "Plugin", box: LexborNode) -> Box:
    overall = _first(plugin.overall, box)
    if overall is not None and overall.value == 0 and plugin.nought_is_unrated:
        overall = None
    return Box(
        node=box,
        plugin=plugin.name,
        overall=overall,
        criteria=tuple(_criteria(plugin.criteria, box)),
        pros=_notes(box, plugin.pros),
        cons=_notes(box, plugin.cons),
        summary=_summary(box, plugin.summary),
        votes=_votes(plugin.readers, box),
        of_readers=not plugin.overall,
    )


def _first(readings: "tuple[Reading, ...]", box: LexborNode) -> Score | None:
    return next((score for reading in readings if (score := reading(box)) is not None), None)


def _criteria(rows: "Rows | None", box: LexborNode) -> Iterator[Criterion]:
    if rows is None:
        return
    for row in islice(box.css(rows.row), _MOST_ROWS):
        label = row.css_first(rows.name)
        name = _SCORE_BEHIND.sub("", node_text(label)[:_LONGEST_NOTE]).strip(" :-–") if label is not None else ""
        score = _first(rows.scores, row)
        if name and len(name) <= _LONGEST_NAME and score is not None:
            yield Criterion(name, score)


def _notes(box: LexborNode, css: str) -> tuple[str, ...]:
    if not css:
        return ()
    found = (node_text(node).strip(" +-–•✓✔✗✘") for node in islice(box.css(css), _MOST_ROWS))
    return tuple(dict.fromkeys(note for note in found if note and len(note) <= _LONGEST_NOTE))


def _summary(box: LexborNode, css: str) -> str | None:
    """The text of the summary without its title."""
    node = box.css_first(css) if css else None
    if node is None:
        return None
    text = node_text(node)
    title = node.css_first(_TITLE)
    if title is not None:
        said = node_text(title)
        stands_alone = title.tag not in {"strong", "b"} or said.endswith((":", "：")) or _is_alone(title)
        if stands_alone and text.startswith(said):
            text = text[len(said) :].lstrip(" :：-–")
    return text or None


def _is_alone(node: LexborNode) -> bool:
    return node.parent is not None and node_text(node.parent) == node_text(node)


def _votes(readers: "Readers | None", box: LexborNode) -> Votes | None:
    if readers is None:
        return None
    score = _first(readers.scores, box)
    counted = readers.count(box) if readers.count is not None else None
    return Votes(score, counted) if score is not None and score.value > 0 and counted != 0 else None


# --- how a score is written ------------------------------------------------------------------------------------------

Reading = Callable[[LexborNode], Score | None]
"""Reads the score of a box, or of a criterion's row."""
Scale = Callable[[LexborNode, Decimal], Decimal | None]
"""Tells the top of a number's scale by what else the box has."""

_NUMBER: Final = pattern(
    r"(?<![\d.,-])(%\s?)?(\d{1,3}(?:[.,]\d{1,2})?)(?:\s?/\s?(\d{1,3})(?![\d.,])|(\s?%))?(?![\d.,])"
)
_SCORE_BEHIND: Final = pattern(r"\s?[-–:]\s?((?:%\s?)?\d{1,3}(?:[.,]\d{1,2})?(?:\s?%|\s?/\s?\d{1,3})?)$")
_INTEGER: Final = pattern(r"\d{1,3}(?:[.,\s]\d{3}){1,2}(?!\d)|\d{1,9}")
_WIDTH: Final = pattern(r"width\s?:\s?(\d{1,3}(?:\.\d{1,9})?)\s?%")
_TITLE: Final = 'h1,h2,h3,h4,h5,h6,[class*="title"],strong,b'
_SCALES: Final = tuple(map(Decimal, (5, 10, 100, 4, 6, 20)))
_NEAR: Final = Decimal("0.055")
"""How far the share that is drawn may be from the number's: stars are drawn in halves."""
_HUNDRED: Final = Decimal(100)


def number_in(text: str, *, first: bool = False) -> tuple[Decimal, Decimal | None] | None:
    """The one number of a short text, or its first, with the scale that it states; None where there are several.

    >>> number_in("Overall 7,5/10"), number_in("80 %"), number_in("4 of 5")
    ((Decimal('7.5'), Decimal('10')), (Decimal('80'), Decimal('100')), None)
    """
    if len(text) > _LONGEST_SCORE:
        return None
    found = list(_NUMBER.finditer(text))
    if not found or (len(found) > 1 and not first):
        return None
    before, number, best, percent = found[0].groups()
    value = Decimal(number.replace(",", "."))
    return value, _HUNDRED if before or percent else Decimal(best) if best else None


def score_of(css: str, scale: Scale | None = None, *, first: bool = False, own: bool = False) -> Reading:
    """The text of an element: all of it, its first number, or what is directly in it."""

    def read(box: LexborNode) -> Score | None:
        node = box.css_first(css)
        if node is None:
            return None
        raw = " ".join(node.text(deep=False).split()) if own else node_text(node)
        return _scored(raw, number_in(raw, first=first), box, scale)

    return read


def tail_of(css: str, scale: Scale | None = None) -> Reading:
    """The number behind the dash at the end of an element's text: "Plot - 80%"."""

    def read(box: LexborNode) -> Score | None:
        node = box.css_first(css)
        tail = _SCORE_BEHIND.search(node_text(node)[-_LONGEST_SCORE:]) if node is not None else None
        return _scored(tail[1], number_in(tail[1]), box, scale) if tail is not None else None

    return read


def attribute_of(css: str, name: str, scale: Scale | None = None) -> Reading:
    """An attribute of an element; of the box itself where `css` is empty."""

    def read(box: LexborNode) -> Score | None:
        node = box.css_first(css) if css else box
        raw = (node.attributes.get(name) or "").strip() if node is not None else ""
        return _scored(raw, number_in(raw), box, scale)

    return read


def _scored(
    raw: str, number: tuple[Decimal, Decimal | None] | None, box: LexborNode, scale: Scale | None
) -> Score | None:
    if number is None:
        return None
    value, best = number
    return Score(raw, value, best or (scale(box, value) if scale is not None else None))


def width_of(css: str, best: int) -> Reading:
    """How far an element is drawn over a row of stars or a bar, by its style or by what a script makes of it."""

    def read(box: LexborNode) -> Score | None:
        node = box.css_first(css)
        if node is None:
            return None
        said = node.attributes
        drawn = _WIDTH.search((said.get("style") or "")[:200])
        stated = number_in(said.get("data-width") or said.get("data-rate-val") or "")
        percent = Decimal(drawn[1]) if drawn is not None else stated[0] if stated is not None else None
        if percent is None or percent > _HUNDRED:
            return None
        value = (percent * best / _HUNDRED).quantize(Decimal("0.01")).normalize()
        return Score(f"{percent.normalize():f}%", value, Decimal(best), drawn=True)

    return read


def icons_in(css: str, half: str, empty: str) -> Reading:
    """A row of icons; `half` and `empty` are words of their class names."""

    def read(box: LexborNode) -> Score | None:
        names = [(icon.attributes.get("class") or "").lower() for icon in islice(box.css(css), _MOST_ICONS)]
        if not names:
            return None
        unlit = sum(empty in name for name in names)
        halves = sum(half in name for name in names)
        value = Decimal(len(names) - unlit - halves) + Decimal(halves) / 2
        return Score(f"{value} of {len(names)} icons", value, Decimal(len(names)), drawn=True)

    return read


def half_icons_in(css: str, empty: str) -> Reading:
    """A row of icons, each drawn in two halves."""
    row = icons_in(css, "\0", empty)

    def read(box: LexborNode) -> Score | None:
        score = row(box)
        return score and Score(score.raw, score.value / 2, score.best and score.best / 2, drawn=True)

    return read


def glyphs_in(css: str, glyphs: str, best: int) -> Reading:
    """A row of characters."""

    def read(box: LexborNode) -> Score | None:
        node = box.css_first(css) if css else box
        raw = node_text(node)[:_LONGEST_SCORE] if node is not None else ""
        count = sum(character in glyphs for character in raw)
        return Score(raw, Decimal(count), Decimal(best), drawn=True) if 0 < count <= best else None

    return read


def fixed(best: int) -> Scale:
    """The one scale of a plugin."""
    return lambda _box, _value: Decimal(best)


def counted(css: str) -> Scale:
    """As many as are drawn."""
    return lambda box, _value: Decimal(len(box.css(css)[:_MOST_ICONS])) or None


def stated_in(css: str, name: str) -> Scale:
    """By an attribute."""
    reading = attribute_of(css, name)
    return lambda box, _value: score.value if (score := reading(box)) is not None else None


def by_class(choices: Mapping[str, int]) -> Scale:
    """By a word in the class names of the box."""

    def tell(box: LexborNode, _value: Decimal) -> Decimal | None:
        names = box.attributes.get("class") or ""
        return next((Decimal(best) for word, best in choices.items() if word in names), None)

    return tell


def by_part(choices: Mapping[str, int]) -> Scale:
    """By the first part that the box has."""

    def tell(box: LexborNode, _value: Decimal) -> Decimal | None:
        return next((Decimal(best) for css, best in choices.items() if box.css_first(css) is not None), None)

    return tell


def drawn_as(share: Reading) -> Scale:
    """The scale on which the number is the share that the box draws beside it."""

    def tell(box: LexborNode, value: Decimal) -> Decimal | None:
        score = share(box)
        if score is None or not score.best:
            return None
        drawn = score.value / score.best
        return next((best for best in _SCALES if value <= best and abs(value / best - drawn) <= _NEAR), None)

    return tell


def as_in(css: str, reading: Reading) -> Scale:
    """The scale of another score of the box, the first criterion's."""

    def tell(box: LexborNode, _value: Decimal) -> Decimal | None:
        row = box.css_first(css)
        score = reading(row) if row is not None else None
        return score.best if score is not None else None

    return tell


def first_of(*scales: Scale) -> Scale:
    """The first scale that is told."""
    return lambda box, value: next((best for scale in scales if (best := scale(box, value)) is not None), None)


def count_in(css: str, name: str = "") -> Callable[[LexborNode], int | None]:
    """A number of votes: the last integer of a text, or an attribute; thousands may be set apart."""

    def read(box: LexborNode) -> int | None:
        node = box.css_first(css)
        if node is None:
            return None
        raw = (node.attributes.get(name) or "") if name else node_text(node)
        found = _INTEGER.findall(raw[-_LONGEST_SCORE:])
        return int(re.sub(r"\D", "", found[-1])) if found else None

    return read


# --- the boxes -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rows:
    """Criteria, one to a row: its name and its score."""

    row: str
    name: str
    scores: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Readers:
    """The readers' votes."""

    scores: tuple[Reading, ...]
    count: Callable[[LexborNode], int | None] | None = None


class Plugin(NamedTuple):
    """The box of one plugin or theme."""

    name: str
    box: str
    """CSS of the box."""
    overall: tuple[Reading, ...] = ()
    """The editor's score: the first reading that gives one."""
    criteria: Rows | None = None
    pros: str = ""
    cons: str = ""
    summary: str = ""
    readers: Readers | None = None
    nought_is_unrated: bool = False
    """Whether the plugin writes 0 where nobody has given a score."""
    title: str = ""
    """CSS of the work's title."""
    facts: str = ""
    """Class of the lines that tell the structured data to readers."""
    traces: str = ""
    """CSS of whatever the plugin leaves on a page, its structured data too."""


_OF_FIVE: Final = fixed(5)
_WP_REVIEW_TYPES: Final = {
    "wp-review-star-type": 5,
    "wp-review-point-type": 10,
    "wp-review-percentage-type": 100,
    "wp-review-circle-type": 100,
    "wp-review-thumbs-type": 100,
}
_TAGDIV_ICONS: Final = ("half", "empty")

RANK_MATH: Final = Plugin(
    "Rank Math",
    ".rank-math-total-wrapper, .rank-math-review-data",
    overall=(score_of(".rank-math-total", counted(".rank-math-review-result-wrapper > .rank-math-star")),),
    title=".rank-math-title",
    facts="rank-math-review-data",
    traces='[class*="rank-math"]',
)
PLUGINS: Final = (
    RANK_MATH,
    Plugin(
        "WP Review",
        '.review-wrapper[class*="wp-review-"]',
        overall=(score_of(".review-total-wrapper .review-total-box", by_class(_WP_REVIEW_TYPES)),),
        criteria=Rows(
            ".review-list > li",
            "li > span",
            (width_of(".review-star .review-result", 5), tail_of("li > span", fixed(100))),
        ),
        pros=".review-pros li",
        cons=".review-cons li",
        summary=".review-desc",
        readers=Readers(
            (
                score_of(
                    ".user-review-area .wp-review-user-rating-total",
                    drawn_as(width_of(".user-review-area .review-result", 5)),
                ),
            ),
            count_in(".wp-review-user-rating-counter"),
        ),
    ),
    Plugin(
        "Taqyeem",
        "#review-box.review-box, .review-box:has(.review-final-score)",
        overall=(
            score_of(".review-final-score h3", fixed(10)),
            width_of(".review-final-score .stars-large > span", 5),
            width_of(".review-final-score [data-rate-val]", 5),
        ),
        criteria=Rows(
            ".review-item",
            "h5",
            (tail_of("h5", drawn_as(width_of("span[style]", 100))), width_of("span[style], [data-rate-val]", 5)),
        ),
        summary=".review-short-summary",
        readers=Readers((score_of(".taq-score", _OF_FIVE),), count_in(".taq-count")),
        nought_is_unrated=True,
    ),
    Plugin(
        "Let's Review",
        ".lets-review-block__wrap",
        overall=(
            score_of(
                ".lets-review-block__final-score .score",
                as_in(
                    ".lets-review-block__crit",
                    score_of(".lets-review-block__crit__score", drawn_as(attribute_of("", "data-score", fixed(100)))),
                ),
            ),
            score_of(".lets-review-block__final-score"),
        ),
        criteria=Rows(
            ".lets-review-block__crit",
            ".lets-review-block__crit__title",
            (score_of(".lets-review-block__crit__score", drawn_as(attribute_of("", "data-score", fixed(100)))),),
        ),
        pros=".lets-review-block__pro",
        cons=".lets-review-block__con",
        summary=".lets-review-block__conclusion",
    ),
    Plugin(
        "WP Product Review",
        ".wppr-template, .wppr-review-container, .review-wrap-up",
        overall=(
            score_of(".wppr-review-rating-grade", fixed(10), own=True),
            score_of(".review-wu-grade-content span", fixed(10)),
            score_of(".cwp-review-rating", fixed(10)),
        ),
        criteria=Rows(
            ".rev-option, .wppr-review-grade-option",
            "h3, .wppr-review-grade-option-header > span",
            (
                score_of(".cwpr_clearfix > span:last-child"),
                score_of(
                    ".wppr-review-grade-option-header > span:last-child",
                    drawn_as(width_of(".wppr-review-grade-option-rating > span", 100)),
                ),
            ),
        ),
        pros=".pros li",
        cons=".cons li",
    ),
    Plugin(
        "tagDiv",
        "table.td-review, .tdb_single_review_overall",
        overall=(
            score_of(
                ".td-review-final-score",
                first_of(
                    by_part({".td-review-row-stars": 5, ".td-review-row-bars": 10}),
                    drawn_as(icons_in(".td-review-final-star i", *_TAGDIV_ICONS)),
                ),
            ),
        ),
        criteria=Rows(
            ".td-review-row-stars, .td-review-row-bars",
            ".td-review-desc",
            (
                icons_in(".td-review-stars i", *_TAGDIV_ICONS),
                tail_of(".td-review-desc", drawn_as(width_of(".td-rating-bar-wrap > div", 100))),
                score_of(".td-review-percent", drawn_as(width_of(".td-rating-bar-wrap > div", 100))),
                width_of(".td-rating-bar-wrap > div", 100),
            ),
        ),
        summary=".td-review-summary",
        nought_is_unrated=True,
    ),
    Plugin(
        "JNews",
        ".jeg_review_wrap",
        overall=(
            score_of(
                ".review_score .score_value",
                by_part({'.jeg_reviewbars[data-scoretype="point"]': 10, ".jeg_reviewstars": 5}),
            ),
        ),
        # The number of a bar is drawn by a script: until then it says 0.
        criteria=Rows(
            ".jeg_reviewscore li",
            "strong",
            (icons_in(".reviewscore > i", "half", "fa-star-o"), width_of(".barbg", 100)),
        ),
        pros="li:has(.jegicon-check)",
        cons="li:has(.jegicon-cross)",
        summary=".jeg_reviewheader .desc",
    ),
    Plugin(
        "Soledad",
        ".penci-review",
        # A hidden number beside the one that is shown is always of five.
        overall=(
            score_of(
                ".penci-review-score-num",
                first_of(drawn_as(score_of(".penci-review-score-num > span", _OF_FIVE)), fixed(10)),
                own=True,
            ),
        ),
        criteria=Rows(
            ".penci-review-number > li",
            ".penci-review-point",
            (score_of(".penci-review-score", fixed(10)), icons_in(".penci-review-score > i", "half", "fa-star-o")),
        ),
        pros=".penci-review-good:not(.penci-review-bad) li",
        cons=".penci-review-bad li",
        summary=".penci-review-desc",
    ),
    Plugin(
        "Ultimate Blocks",
        ".ub_review_block",
        overall=(score_of(".ub_review_rating"),),
        criteria=Rows(".ub_review_percentage_entry", "span", (score_of(".ub_review_percentage > div"),)),
    ),
    Plugin(
        "Jetpack",
        ".wp-block-jetpack-rating-star",
        overall=(
            attribute_of("[itemprop=ratingValue]", "content", stated_in("[itemprop=bestRating]", "content")),
            half_icons_in("svg path", "is-rating-unfilled"),
            glyphs_in("", "★⭐", 5),
        ),
    ),
    Plugin(
        "Elementor",
        ".elementor-star-rating, .e-rating",
        overall=(
            attribute_of("", "title"),
            attribute_of("[itemprop=ratingValue]", "content", stated_in("[itemprop=bestRating]", "content")),
        ),
    ),
    Plugin(
        "Yet Another Stars Rating",
        ".yasr-overall-rating",
        overall=(attribute_of("[data-rating]", "data-rating", _OF_FIVE),),
        nought_is_unrated=True,
    ),
    Plugin(
        "Yet Another Stars Rating, visitors",
        ".yasr-visitor-votes, .yasr-vv-container, .yasr_table_multi_set_shortcode",
        readers=Readers(
            (
                attribute_of(".yasr-rater-stars-vv[data-rating]", "data-rating", _OF_FIVE),
                score_of('[id^="yasr-vv-average-container"]', _OF_FIVE),
            ),
            count_in('[id^="yasr-vv-votes-number-container"]'),
        ),
    ),
    Plugin(
        "kk Star Ratings",
        ".kk-star-ratings",
        readers=Readers((score_of(".kksr-legend", first=True),), count_in(".kksr-legend")),
    ),
    Plugin(
        "Site Reviews",
        ".glsr-summary-wrap, .glsr-summary",
        readers=Readers(
            (attribute_of(".glsr-star-rating", "data-rating", counted(".glsr-star-rating .glsr-star")),),
            count_in(".glsr-star-rating", "data-reviews"),
        ),
    ),
    Plugin(
        "WP-PostRatings",
        '.post-ratings[id^="post-ratings"]',
        readers=Readers(
            (score_of(".post-ratings > strong:nth-of-type(2)", counted("img")),),
            count_in(".post-ratings > strong:nth-of-type(1)"),
        ),
    ),
    Plugin(
        "Rate My Post",
        ".rmp-widgets-container, .rmp-rating-widget",
        readers=Readers((score_of(".js-rmp-avg-rating", _OF_FIVE),), count_in(".js-rmp-vote-count")),
    ),
    # Readers' own reviews: their stars are none of the votes above.
    Plugin("Site Reviews, reviews", ".glsr-reviews, .glsr-review"),
    Plugin("WP Customer Reviews", '[class*="wpcr3_respond"], [id^="wpcr_respond"]'),
)
# Asked of every page: the tags first, which cost less to compare than class names.
_ANY_BOX: Final = f":is(div,table,figure):is({','.join(plugin.box for plugin in PLUGINS)})"
