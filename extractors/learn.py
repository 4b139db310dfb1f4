"""What the pages of one site have in common, inferred from pages whose reviews are known: a site file to look over.

A selector is learned where what it finds says what is known of a page, on all pages of one design on which it finds
anything: the known values come from the generic locators, or from what was published of the pages before. Pages of
several designs are told apart by their class names. Nothing is taken that makes a page of the samples read worse.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Final

from selectolax.lexbor import LexborNode

from extractors.document import Document
from extractors.extract import extract_reviews
from extractors.locate.rating import ratings_agree, same_rating
from extractors.markup import events, node_text, up_from
from extractors.parse.byline import after_byline
from extractors.parse.date import order_of, parse_date
from extractors.parse.names import split_names
from extractors.parse.rating import parse_rating
from extractors.parse.text import fold, squash, without_accents
from extractors.parse.url import path_parts
from extractors.selectors import find
from extractors.vocabulary import vocabulary
from schemas.page import Page
from schemas.review import ReviewRecord
from schemas.site import FieldName, Layout, Scale, Selector, Site

LEARNED: Final[tuple[FieldName, ...]] = (
    "headline",
    "work.title",
    "credits.director",
    "credits.writer",
    "credits.creator",
    "credits.cast",
    "rating",
    "reviewers",
    "published",
    "modified",
    "verdict",
)
"""Fields of which selectors are learned."""

_SURE: Final = 0.75
"""Below this confidence a value is not held against a selector, nor for it."""
_SHARE: Final = 0.6
"""Of the pages whose value is known, a selector must give it on so many."""
_AGAINST: Final = 0.05
"""Of the pages whose value is known, a selector may say otherwise on so many."""
_FEWEST: Final = 2
"""A selector, a scale, a design: two pages bear it out, or it is no habit."""
_ENOUGH: Final = 3
_GRID: Final = 5
"""So many ratings tell the grid that a site rates on."""
_ALIKE: Final = 0.5
"""Pages that share so much of their class names (Jaccard) are of one design."""
_MOST_NODES: Final = 4_000
_MOST_SELECTORS: Final = 400
_LONGEST: Final = 320
_LARGEST: Final = 4 * _LONGEST
_ATTRIBUTES: Final = ("datetime", "content", "aria-label", "title", "alt", "data-rating", "data-score", "data-value")
_MARKS: Final = ("itemprop", "rel", "property")
_LISTS: Final = frozenset({"credits.director", "credits.writer", "credits.creator", "credits.cast", "reviewers"})
_SAME_EVERYWHERE: Final = frozenset({"reviewers"})
"""Fields that one site may have but one value of."""
_OF_REVIEWS: Final = frozenset({"work.title", "rating", "verdict"})
"""Fields that speak for a review: where one is found on a page, it may be taken for one."""
_TOKEN: Final = re.compile(r"[A-Za-z][A-Za-z_-]{0,40}\d{0,2}(?:[-_][A-Za-z_-]{0,40}[A-Za-z])?")
_CASE_CHANGE: Final = re.compile(r"[a-z][A-Z]")
_UP: Final = 4
_STEPS: Final = (Decimal(1), Decimal("0.5"), Decimal("0.25"), Decimal("0.1"))


@dataclass(frozen=True, slots=True)
class Sample:
    """A page of the site, and its review as it is known."""

    page: Page
    record: ReviewRecord | None
    """None for a page that is no review."""


@dataclass(frozen=True, slots=True)
class Learned:
    """A selector, and what bears it out."""

    field: FieldName
    selector: Selector
    agrees: int
    """Pages on which it says what is known of them."""
    known: int
    """Pages of which the field is known."""
    answers: int
    """Pages on which it finds anything."""
    example: str
    """What it finds on one of the pages."""


@dataclass(frozen=True, slots=True)
class Design:
    """One design of the site's pages."""

    when: str | None
    """A selector that finds something on its pages alone; None where nothing tells it apart."""
    pages: int
    fields: tuple[Learned, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A fact of the site, and on how many pages it rests."""

    value: object
    pages: int


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was inferred from the samples."""

    pages: int
    reviews: int
    designs: tuple[Design, ...]
    """The most frequent first."""
    facts: Mapping[str, Told]
    """By name in the site file: scale, date_order, reviewer, language, review_url."""

    def site(self, site: Site) -> Site:
        """The site with all that was learned; what its file says already stays, but for selectors that are replaced."""
        new: dict[str, object] = {name: told.value for name, told in self.facts.items() if getattr(site, name) is None}
        first, others = (self.designs[0], self.designs[1:]) if self.designs else (None, ())
        if first is not None:
            new["fields"] = {**site.fields, **_selectors(first)}
        layouts = tuple(Layout(when=d.when, fields=_selectors(d)) for d in others if d.when and d.fields)
        if layouts:
            new["layouts"] = (*site.layouts, *layouts)
        return site.model_copy(update=new)


def known_samples(pages: Iterable[Page], site: Site | None) -> list[Sample]:
    """The pages with what is read of them now. Pages of several reviews are left out: a selector tells of one."""
    samples = []
    for page in pages:
        found = extract_reviews(page, site).records
        if len(found) < 2:
            samples.append(Sample(page, found[0].record if found else None))
    return samples


def learn(samples: Sequence[Sample], site: Site, *, fields: Collection[FieldName] = LEARNED) -> Lesson:
    """Infer what the site file should say.

    Args:
        samples: Pages of the site, with their reviews.
        site: What is known of the site; its selectors count like the generic locators.
        fields: The fields to find selectors for.
    """
    views = [_View(sample.page, sample.record, site) for sample in samples if sample.record is not None]
    none = [sample.page for sample in samples if sample.record is None]
    designs = []
    groups = _designs(views)
    for group in groups:
        chosen = _apart([best for field in fields if (best := _best(field, group)) is not None])
        kept = _verified(chosen, group, none, site)
        others = [view for other in groups if other is not group for view in other]
        designs.append(Design(_when(group, others) if others else None, len(group), tuple(kept)))
    return Lesson(len(samples), len(views), tuple(designs), _facts(samples, views))


# --- pages


class _View:
    """A page, parsed once, with what is known of it."""

    def __init__(self, page: Page, record: ReviewRecord | None, site: Site) -> None:
        self.page = page
        self.record = record
        self.document = Document(page)
        self.classes = _classes(self.document)
        self.language = (record.language if record is not None else None) or site.language
        self.words = vocabulary(self.language)
        self.order = site.date_order
        self.best = site.scale.best if site.scale is not None else None

    def known(self, field: FieldName) -> "_Known | None":
        """What a selector for the field must find; None where that is not known surely enough."""
        record = self.record
        if record is None or _confidence(record, field) < _SURE:
            return None
        return _known(self, record, field)

    def texts(self) -> Iterator[tuple[LexborNode, str | None, str]]:
        """Short texts of the page with where they stand: element, attribute, text."""
        body = self.document.tree.body
        if body is None:
            return
        large = _large(body)
        for node in islice(body.css("*"), _MOST_NODES):
            said = node.attributes
            for name in _ATTRIBUTES:
                if text := said.get(name):
                    yield node, name, squash(text[:_LONGEST])
            if node.mem_id not in large and (text := node_text(node, _LONGEST)):
                yield node, None, text


def _large(body: LexborNode) -> set[int]:
    """Elements whose text is too long for a value, by `mem_id`: no element's text is asked for that holds a page's."""
    sizes: Counter[int] = Counter()
    large: set[int] = set()
    for node, tag, _ in islice(events(body), 10 * _MOST_NODES):
        if tag != "-text":
            continue
        size = len(node.text_content or "")
        for around in up_from(node.parent):
            if around.mem_id in large:
                break  # and so is what it stands in
            sizes[around.mem_id] += size
            if sizes[around.mem_id] > _LARGEST:
                large.add(around.mem_id)
    return large


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a field of one page."""

    key: str
    """Two pages with the same value have the same one."""
    fits: Callable[[str], frozenset[str]]
    """What a text says of the parts of the value; none where it says anything else."""
    parts: frozenset[str]
    """All parts of the value: one for a single value, the names of a list."""


def _confidence(record: ReviewRecord, field: FieldName) -> float:
    said = record.confidence
    return said.get(field, said.get(field.partition(".")[0], 1.0))


def _known(view: _View, record: ReviewRecord, field: FieldName) -> _Known | None:
    if field == "rating":
        return _known_rating(view, record)
    if field in ("published", "modified"):
        stamp = record.published if field == "published" else record.modified
        return None if stamp is None else _known_day(view, stamp.value[:10])
    if field in _LISTS:
        role = field.partition(".")[2]
        people = [one.name for one in record.credits if one.role == role]
        names = people if role else [one.name for one in record.reviewers]
        return _known_names(view, names, is_byline=not role) if names else None
    values = {"headline": record.headline, "work.title": record.work.title, "verdict": record.verdict}
    value = values.get(field)
    if value is None:
        return None
    key = fold(value.removesuffix("…"))
    whole, cut = frozenset({key}), value.endswith("…")

    def fits(text: str) -> frozenset[str]:
        said = fold(text)
        return whole if said == key or (cut and said.startswith(key)) else frozenset()

    return _Known(key, fits, whole)


def _known_rating(view: _View, record: ReviewRecord) -> _Known | None:
    rating = record.rating
    if rating is None:
        return None
    key = same_rating(rating)

    def fits(text: str) -> frozenset[str]:
        if len(text) > 60:
            return frozenset()
        said = parse_rating(text, best=view.best, vocabulary=view.words)
        same = said is not None and (
            same_rating(said) == key or (said.best is not None and ratings_agree(said, rating))
        )
        return frozenset({key} if same else ())

    return _Known(key, fits, frozenset({key}))


def _known_day(view: _View, day: str) -> _Known:
    year = day[:4]

    def fits(text: str) -> frozenset[str]:
        if len(text) > 80 or not (year in text or not text.isascii() or year[2:] in text):
            return frozenset()
        said = parse_date(text, language=view.language, order=view.order)
        return frozenset({day} if said is not None and said.value[:10] == day else ())

    return _Known(day, fits, frozenset({day}))


def _known_names(view: _View, names: Sequence[str], *, is_byline: bool) -> _Known:
    wanted = frozenset(map(fold, names))

    def fits(text: str) -> frozenset[str]:
        flat = fold(text)
        if not any(name in flat for name in wanted):
            return frozenset()
        rest = (after_byline(text, view.words) or text) if is_byline else text
        said = frozenset(fold(part.name) for part in split_names(rest, view.words))
        return said if said <= wanted else frozenset()

    return _Known(" ".join(sorted(wanted)), fits, wanted)


# --- selectors


def _best(field: FieldName, views: Sequence[_View]) -> Learned | None:
    """The selector that most pages bear out, if enough do and hardly any speaks against it."""
    known = {place: told for place, view in enumerate(views) if (told := view.known(field)) is not None}
    if len(known) < _FEWEST or (field not in _SAME_EVERYWHERE and len({told.key for told in known.values()}) < 2):
        return None  # what is the same on all pages may be anything that is
    support: Counter[Selector] = Counter()
    for place, told in known.items():
        support.update(set(_candidates(views[place], told)))
    best: tuple[tuple[float, ...], Learned] | None = None
    for selector, count in support.most_common(_MOST_SELECTORS):
        if count < _FEWEST or (best is not None and count < best[1].agrees):
            break
        learned = _weighed(field, selector, views, known)
        if learned is None:
            continue
        rank = (learned.agrees, learned.answers, *_plainness(selector))
        if best is None or rank > best[0]:
            best = rank, learned
    return best[1] if best is not None else None


def _weighed(
    field: FieldName, selector: Selector, views: Sequence[_View], known: Mapping[int, _Known]
) -> Learned | None:
    """A selector on all pages; None where too few bear it out or too many speak against it."""
    agrees = against = answered = 0
    example = ""
    keys: set[str] = set()
    for place, view in enumerate(views):
        texts = find(view.document, selector)
        answered += bool(texts)
        told = known.get(place)
        if told is None or not texts:
            continue
        said = [told.fits(text) for text in texts]
        if all(said) and frozenset().union(*said) == told.parts:
            agrees += 1
            keys.add(told.key)
            example = example or texts[0][:80]
        else:
            against += 1
    if agrees < _FEWEST or agrees < _SHARE * len(known) or against > _AGAINST * len(known):
        return None
    if len(keys) < 2 and field not in _SAME_EVERYWHERE:
        return None
    return Learned(field, selector, agrees, len(known), answered, example)


def _candidates(view: _View, told: _Known) -> Iterator[Selector]:
    """Selectors of the elements of a page that say what is known, or a part of it."""
    for node, attribute, text in view.texts():
        if told.fits(text):
            for css in _paths(node):
                yield Selector(css=css, attribute=attribute)


def _paths(node: LexborNode) -> Iterator[str]:
    """CSS selectors of an element by names that a person gave it, or what it stands in."""
    tag = node.tag or "*"
    own = list(_names(node))
    yield from own
    for around in islice(up_from(node.parent), _UP):
        for name in _names(around):
            yield f"{name} {tag}"
            for mine in own:
                yield f"{name} {mine}"
    if tag in ("h1", "time", "address"):
        yield tag


def _names(node: LexborNode) -> Iterator[str]:
    if not node.is_element_node:
        return
    tag, said = node.tag or "*", node.attributes
    for mark in _MARKS:
        if (value := said.get(mark)) and _TOKEN.fullmatch(value):
            yield f'{tag}[{mark}="{value}"]'
    for token in islice((said.get("class") or "").split(), 6):
        if _is_given(token):
            yield f"{tag}.{token}"
    if (name := node.id) and _is_given(name):
        yield f"{tag}#{name}"


def _is_given(token: str) -> bool:
    """Whether a person gave this name, not a tool: "byline", no "css-1q2w3e", "post-123" or "jXkZqP"."""
    return _TOKEN.fullmatch(token) is not None and (
        "-" in token or "_" in token or len(_CASE_CHANGE.findall(token)) < 3
    )


def _plainness(selector: Selector) -> tuple[float, ...]:
    """Of selectors that are borne out alike the plainest: by meaning, of one step, short."""
    css = selector.css
    steps = css.count(" ")
    return "[" in css, selector.attribute == "datetime", steps <= 1, selector.attribute is None, -steps, -len(css)


def _apart(chosen: list[Learned]) -> list[Learned]:
    """The selectors without what another field has: a headline that is a title says more elsewhere, a date is one."""
    of = {one.field: one.selector for one in chosen}
    taken = {"work.title": of.get("headline"), "modified": of.get("published")}
    return [one for one in chosen if one.selector != taken.get(one.field)]


def _verified(chosen: list[Learned], views: Sequence[_View], none: Sequence[Page], site: Site) -> list[Learned]:
    """The selectors without those that make a page of the samples read worse than before.

    Nor does one stay that makes a review of a page that is none: what tells of a work does.
    """
    worse: Counter[str] = Counter()
    taught = site.model_copy(
        update={"fields": {**site.fields, **{one.field: one.selector for one in chosen}}, "layouts": ()}
    )
    for view in views:
        now = extract_reviews(view.page, taught).records
        for one in chosen:
            told = view.known(one.field)
            if told is None:
                continue
            after = _known(view, now[0].record, one.field) if len(now) == 1 else None
            worse[one.field] += after is None or after.key != told.key
    for page in none:
        if extract_reviews(page, taught).records:
            document = Document(page)
            worse.update(one.field for one in chosen if one.field in _OF_REVIEWS and find(document, one.selector))
    return [one for one in chosen if worse[one.field] <= _AGAINST * one.known]


# --- designs


def _classes(document: Document) -> frozenset[str]:
    return frozenset(
        token
        for node in islice(document.tree.css("[class]"), _MOST_NODES)
        for token in (node.attributes.get("class") or "").split()
        if _is_given(token)
    )


def _designs(views: Sequence[_View]) -> list[list[_View]]:
    """The pages by design, the most frequent first. One page alone is no design: it goes with the first."""
    groups: list[list[_View]] = []
    for view in views:
        alike = max(groups, key=lambda group: _likeness(view, group[0]), default=None)
        if alike is not None and _likeness(view, alike[0]) >= _ALIKE:
            alike.append(view)
        else:
            groups.append([view])
    groups.sort(key=len, reverse=True)
    whole = [group for group in groups if len(group) >= _FEWEST]
    alone = [view for group in groups if len(group) < _FEWEST for view in group]
    if not whole:
        return [alone] if alone else []
    whole[0].extend(alone)
    return whole


def _likeness(one: _View, other: _View) -> float:
    both = one.classes | other.classes
    return len(one.classes & other.classes) / len(both) if both else 1.0


def _when(group: Sequence[_View], others: Sequence[_View]) -> str | None:
    """A class that all pages of a design have and none of the others."""
    shared = frozenset.intersection(*(view.classes for view in group))
    elsewhere = frozenset().union(*(view.classes for view in others))
    own = sorted(shared - elsewhere, key=lambda name: (len(name), name))
    return f".{own[0]}" if own else None


def _selectors(design: Design) -> dict[FieldName, Selector]:
    return {one.field: one.selector for one in design.fields}


# --- facts


def _facts(samples: Sequence[Sample], views: Sequence[_View]) -> dict[str, Told]:
    records = [view.record for view in views if view.record is not None]
    found = {
        "language": _the_one([record.language for record in records if record.language]),
        "date_order": _date_order(records),
        "scale": _scale(records),
        "reviewer": _the_one([record.reviewers[0].name if len(record.reviewers) == 1 else None for record in records]),
        "review_url": _review_url(samples),
    }
    return {name: told for name, told in found.items() if told is not None}


def _the_one(values: Sequence[str | None]) -> Told | None:
    """The value that all pages have, if enough do."""
    same = set(values)
    return (
        Told(next(iter(same)), len(values)) if len(same) == 1 and None not in same and len(values) >= _ENOUGH else None
    )


def _date_order(records: Sequence[ReviewRecord]) -> Told | None:
    """The order of all-number dates, where some of them can be read in one way only."""
    stamps = [record.published for record in records if record.published is not None]
    orders = Counter(order for stamp in stamps if (order := order_of(stamp.raw)) is not None)
    return Told(next(iter(orders)), orders.total()) if len(orders) == 1 and orders.total() >= _FEWEST else None


def _scale(records: Sequence[ReviewRecord]) -> Told | None:
    """The top of the scale where all pages that state one state the same, and the grid where there are enough."""
    ratings = [record.rating for record in records if record.rating is not None and record.rating.value is not None]
    tops = {(rating.best, rating.worst) for rating in ratings if rating.best is not None}
    if len(tops) != 1 or len(ratings) < _ENOUGH:
        return None
    ((best, worst),) = tops
    values = [rating.value for rating in ratings if rating.value is not None]
    step = next((step for step in _STEPS if all(value % step == 0 for value in values)), None)
    enough = len(set(values)) >= _ENOUGH and len(values) >= _GRID
    return Told(Scale(best=best, worst=worst, step=step if enough else None), len(ratings))


def _review_url(samples: Sequence[Sample]) -> Told | None:
    """What the paths of all reviews have and that of no other page: a folder, or a word for review."""
    paths: dict[bool, list[tuple[str, ...]]] = defaultdict(list)
    for sample in samples:
        if sample.page.url is not None:
            paths[sample.record is not None].append(path_parts(sample.page.url))
    reviews, others = paths[True], paths[False]
    if len(reviews) < _ENOUGH or not others:
        return None
    languages = {sample.record.language for sample in samples if sample.record is not None}
    nouns = {without_accents(noun) for language in languages for noun in vocabulary(language).review_nouns}
    words = map(re.escape, sorted(nouns, key=lambda noun: (len(noun), noun)))
    folders = [rf"^/{re.escape(parts[0])}/" for parts in reviews[:1] if len(parts) > 1]
    for pattern in (*folders, r"^/\d{4}/\d{2}/", *words):

        def has(parts: Sequence[str], pattern: str = pattern) -> bool:
            return re.search(pattern, f"/{'/'.join(parts)}") is not None

        if all(map(has, reviews)) and not any(map(has, others)):
            return Told(pattern, len(reviews))
    return None
