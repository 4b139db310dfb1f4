"""Boxes of review plugins and themes, read by their structure: labels are translated, class names are not.

One entry of `PLUGINS` per box: where it begins, where the editor's score stands, criteria, pros, cons, summary, and the
readers' votes. Source: the templates that the plugins and themes print.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractors.markup import is_within, node_text
from extractors.parse.text import without_bullet
from extractors.structured.scores import (
    Reading,
    Score,
    as_in,
    attribute_of,
    by_class,
    by_part,
    count_in,
    counted,
    drawn_as,
    first_of,
    fixed,
    glyphs_in,
    half_icons_in,
    icons_in,
    score_of,
    stated_in,
    tail_of,
    width_of,
    without_score,
)

__all__ = ["RANK_MATH", "Box", "Criterion", "Votes", "read_boxes"]

_MOST_BOXES: Final = 60
_MOST_ROWS: Final = 30
_LONGEST_NAME: Final = 80
_LONGEST_NOTE: Final = 300
_TITLE: Final = 'h1,h2,h3,h4,h5,h6,[class*="title"],strong,b'


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


def _first(readings: tuple[Reading, ...], box: LexborNode) -> Score | None:
    return next((score for reading in readings if (score := reading(box)) is not None), None)


def _criteria(rows: "Rows | None", box: LexborNode) -> Iterator[Criterion]:
    if rows is None:
        return
    for row in islice(box.css(rows.row), _MOST_ROWS):
        label = row.css_first(rows.name)
        name = without_score(node_text(label)[:_LONGEST_NOTE]).strip(" :-–") if label is not None else ""
        score = _first(rows.scores, row)
        if name and len(name) <= _LONGEST_NAME and score is not None:
            yield Criterion(name, score)


def _notes(box: LexborNode, css: str) -> tuple[str, ...]:
    if not css:
        return ()
    found = (without_bullet(node_text(node)) for node in islice(box.css(css), _MOST_ROWS))
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
