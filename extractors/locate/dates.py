"""When the review was published and changed. A plugin box's "Date Created" counts only where nothing better is."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import chain
from typing import Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from selectolax.lexbor import LexborNode

from extractors.context import Context
from extractors.locate.lines import TOP, is_beside, site_texts
from extractors.markup import BLOCKS, HEADINGS, class_and_id, node_text, up_from
from extractors.parse.byline import after_byline, starts_byline
from extractors.parse.date import Printed, find_dates, order_of, parse_date, parse_relative, reads_two_ways
from extractors.parse.names import is_name
from extractors.parse.pattern import pattern
from extractors.parse.text import flatten, fold, is_unspaced, split_label, squash
from extractors.parse.url import host_parts
from extractors.segment import Line, ReviewUnit
from extractors.structured.item import Item
from extractors.structured.plugins import RANK_MATH
from extractors.traits import META, traits_of
from schemas.evidence import Candidate, Method
from schemas.review import Precision, Stamp
from schemas.site import DateOrder

DateField = Literal["published", "modified"]

_FIELDS: Final[tuple[DateField, ...]] = ("published", "modified")
_ITEM_NAMES: Final[dict[DateField, str]] = {"published": "datePublished", "modified": "dateModified"}
_PAGES: Final = (
    "WebPage",
    "ItemPage",
    "Recipe",
    "TechArticle",
    "ScholarlyArticle",
    "Report",
    "CreativeWork",
    "LiveBlogPosting",
    "DiscussionForumPosting",
)
"""What speaks for the page where no review and no article does; never a work, whose dates are its own."""
_UNSURE: Final = 0.3
"""Weight of a date that is told as a warning alone: below what any field takes."""


def locate_dates(unit: ReviewUnit, context: Context) -> Iterator[Candidate[Stamp]]:
    """Candidates for `published` and `modified`, never later than the fetch.

    A clock time without a zone is in the site file's zone, where that states one; in none otherwise.
    """
    reader = _Reader(unit, context)
    told = [candidate for candidate in chain(reader.marked(), reader.printed()) if reader.is_possible(candidate)]
    yield from told
    if not any(candidate.field == "published" and candidate.method is not Method.URL for candidate in told):
        yield from filter(reader.is_possible, reader.dressed())


def same_moment(stamp: Stamp) -> str:
    """Key under which two dates are one: the day, as printed."""
    return stamp.value[:10]


class _Reader:
    """One review's dates, read in the language and the order of its page."""

    def __init__(self, unit: ReviewUnit, context: Context) -> None:
        self.unit = unit
        self.context = context
        self.document = unit.document
        self.fetched_at = context.page.fetched_at
        site = context.site
        self.order: DateOrder | None = (site.date_order if site is not None else None) or _order_of_region(context)
        self.zone = _zone(site.timezone) if site is not None and site.timezone else None

    # --- what markup says

    def marked(self) -> Iterator[Candidate[Stamp]]:
        """Dates of the site file's selectors, of structured data, <meta> and <time>."""
        for field in _FIELDS:
            for text, path in site_texts(self.unit, self.context, field):
                yield from self.stamp(field, text, Method.SITE, path)
        yield from self.items()
        for name, contents in self.document.meta.items():
            if name in _META:
                field, method, weight = _META[name]
                yield from self.stamp(field, contents[0], method, f"meta[{name}]", weight)
        yield from self.times()

    def items(self) -> Iterator[Candidate[Stamp]]:
        subject = self.context.subject
        tellers: list[tuple[Item, float]] = []
        if subject.review is not None:
            tellers.append((subject.review, 1.0))
        if subject.article is not None:
            tellers.append((subject.article, 0.95))
        else:
            tellers += [(item, 0.85) for item in self.document.items if item.is_a(*_PAGES)]
        for item, trust in tellers:
            for field in _FIELDS:
                for text in item.texts(_ITEM_NAMES[field])[:1]:
                    yield from self.stamp(field, text, item.syntax, f"{item.where}/{_ITEM_NAMES[field]}", trust)

    def times(self) -> Iterator[Candidate[Stamp]]:
        """<time> in the region or by the heading: by its class, itemprop or label, else the first is the publication.

        Those within running text are dates that the text speaks of.
        """
        plain = 0
        for node in self.document.times[:_MOST_TIMES]:
            marks = f"{node.attributes.get('class') or ''} {node.attributes.get('itemprop') or ''}"
            label = self.label_before(node)
            raw = node.attributes.get("datetime") or node_text(node)
            if label not in (None, *_FIELDS) or not raw or not is_beside(self.unit, node):
                continue
            is_published = bool(_PUBLISHED_CLASS.search(marks))
            is_modified = (bool(_MODIFIED_CLASS.search(marks)) and not is_published) or label == "modified"
            certain = is_modified or is_published or "pubdate" in node.attributes
            if not certain and _in_running_text(node):
                continue
            weight = 1.0 if certain else (0.9 if plain == 0 else 0.5)
            plain += not certain
            path = self.document.path(node)
            yield from self.stamp("modified" if is_modified else "published", raw, Method.TEXT, path, weight)

    def label_before(self, node: LexborNode) -> str | None:
        """What the words right in front of an element say that it is: "Updated: <time>", "Premiere: <time>"."""
        before = node.prev
        return self.last_label(before.text()) if before is not None and before.is_text_node else None

    def last_label(self, text: str) -> str | None:
        """The label that a text ends with: "Ann Lee | Updated" -> "modified"; "release" for any word of one."""
        part = _PARTS.split(squash(text[-_BYLINE_LENGTH:]).rstrip(" |·•,–—"))[-1].lstrip("(")
        words = self.context.vocabulary
        return words.label(part) or ("release" if words.says_release(part) else None)

    # --- what is printed

    def printed(self) -> Iterator[Candidate[Stamp]]:
        """Dates in the lines of the page, and in its address."""
        lines = self.unit.byline[:_MOST_BYLINES]
        for place, line in enumerate(lines):
            if not self.tells_another(lines, place):
                yield from self.byline(line, 0.95 if place == 0 else 0.85)
        yield from self.date_heading()
        yield from self.labels()
        yield from self.lone_lines()
        if self.day_of_address is not None:
            # By itself not enough: the page does not say it. It bears out a date that the page does say.
            yield from self.stamp("published", self.day_of_address, Method.URL, "url", 0.6)

    def byline(self, line: Line, weight: float) -> Iterator[Candidate[Stamp]]:
        """A line beside the heading, unless it says that its date is another one: "Premiere: May 4, 2025".

        Lines that are there without being marked as author, date or meta must have nothing but a byline in them.
        """
        text, words = line.text, self.context.vocabulary
        if len(text) > _BYLINE_LENGTH or self.is_clock(line):
            return
        path = self.document.path(line.node)
        dates = self.dates(text)
        is_loose = bool(dates) and _is_marked(line) and not (len(text) > _RUNNING / 2 and text.endswith("."))
        for date in dates:
            label = self.last_label(date.before)
            if label == "modified" and len(dates) > 1:
                yield from self.take("modified", date, text, Method.TEXT, path, weight)
                continue
            is_byline = label == "published" or (
                label is None and (is_loose or self.lone_date(text) is not None or self.leads(dates, text))
            )
            if is_byline and not words.says_release(date.after):
                yield from self.take("published", date, text, Method.TEXT, path, weight)
        if not dates and self.fetched_at is not None:
            stamp = parse_relative(text, self.fetched_at, language=self.context.language)
            if stamp is not None:
                yield Candidate("published", stamp, text, Method.TEXT, path, 0.7)

    def tells_another(self, lines: Sequence[Line], place: int) -> bool:
        """Whether a line's date is not the review's, by the lines around it: "Release" above it, a time of day below.

        What has a label of its own is read by that.
        """
        line, label = lines[place], self.context.vocabulary.label
        said = line.label or split_label(line.text)[0]
        if len(said) < len(line.text) and label(said) not in (None, "reviewer", "author", "writer"):
            return True
        if place and label(lines[place - 1].text) not in (None, "published", "reviewer"):
            return True
        return place + 1 < len(lines) and _TIME_OF_DAY.match(lines[place + 1].text) is not None

    def is_clock(self, line: Line) -> bool:
        """Whether a line shows the time of the visit: by its name, or outside the review with the fetch's own day."""
        named = (line.node, *line.node.css("[class]")[:_FEW])
        if any(_CLOCK_CLASS.search(class_and_id(node)) for node in named):
            return True
        is_first = self.unit.heading is None and bool(self.unit.lines) and line is self.unit.lines[0]
        if self.fetched_at is None or (self.unit.contains(line.node) and not is_first):
            return False
        today = self.fetched_at.astimezone(UTC).date().isoformat()
        return any(date.stamp is not None and date.stamp.value == today for date in self.dates(line.text))

    def date_heading(self) -> Iterator[Candidate[Stamp]]:
        """The last heading above the review's own that is a date and nothing else, as Blogger sets them."""
        own = self.unit.heading
        if own is None:
            return
        last = None
        for heading in self.document.headings[:_MOST_HEADINGS]:
            if heading.node.mem_id == own.node.mem_id:
                break
            if len(heading.text) <= _LONE_LENGTH and self.lone_date(heading.text) is not None:
                last = heading
        if last is not None:
            path = self.document.path(last.node)
            yield from self.stamp("published", last.text, Method.TEXT, path, 0.85)

    def labels(self) -> Iterator[Candidate[Stamp]]:
        """Lines "Published: May 4, 2025"; a mere year, or "Date" among the facts of the work, is the work's."""
        words = self.context.vocabulary
        keys: list[tuple[str | None, Line, str, str]] = [
            (words.label(label), line, label, value) for line, label, value in self.unit.labelled
        ]
        generic = words.clock("date")
        for place, (key, line, label, value) in enumerate(keys):
            if key not in _FIELDS and key != "created":
                continue
            path = self.document.path(line.node)
            around = {other[0] for other in keys[max(0, place - 2) : place + 3]}
            is_works = flatten(label) in generic and not _FACTS.isdisjoint(around)
            for date in self.dates(value)[:1]:
                if key == "created" and _is_plugin(line):
                    yield from self.take("published", date, value, Method.PLUGIN, path, 0.9)
                elif key in _FIELDS and not is_works and not words.says_release(date.before):
                    field: DateField = "modified" if key == "modified" else "published"
                    yield from self.take(field, date, value, Method.LABEL, path)

    def lone_lines(self) -> Iterator[Candidate[Stamp]]:
        """Lines near the top that are a date, alone or with a name or a weekday, and signed ones at the end."""
        weight = 0.9
        lines = self.unit.lines[: TOP + 1]
        headings = [line for line in lines if line.tag in HEADINGS and len(line.text) <= _LONE_LENGTH]
        is_diary = sum(self.lone_date(line.text) is not None for line in headings) > 1
        is_read = False
        for place, line in enumerate(lines[:TOP]):
            is_short = len(line.text) <= _LONE_LENGTH
            if is_read and is_short and self.context.vocabulary.announces_others(line.text[:_HEADING]):
                break
            is_read = is_read or not is_short
            is_section = self.unit.heading is not None and line.tag in HEADINGS and (place or is_diary)
            if line.label is not None or len(line.text) > _LONE_LENGTH or is_section:
                continue
            text, update = self.without_update(line.text)
            date = self.lone_date(text) or self.labelled_date(text) or self.attested(text)
            if date is None and place < _LEADING:
                date = self.leading(text)
            if date is not None and update is not None:
                yield from self.take("modified", update, line.text, Method.TEXT, self.document.path(line.node), weight)
            if date is None or self.tells_another(lines, place) or self.is_clock(line):
                continue
            if place >= _LEADING or not self.is_header_clock(date) or self.says_reviewed(date.before.strip()):
                path = self.document.path(line.node)
                yield from self.take("published", date, line.text, Method.TEXT, path, weight)
                weight = 0.55
        yield from self.dateline()
        for line in self.unit.lines[TOP:][-_END:]:
            if line.label is None and len(line.text) <= _LONE_LENGTH:
                date = self.lone_date(line.text)
                if date is not None and self.is_signed(date):
                    path = self.document.path(line.node)
                    yield from self.take("published", date, line.text, Method.TEXT, path, 0.8)

    def dateline(self) -> Iterator[Candidate[Stamp]]:
        """The day with which the first paragraph begins, set off by a dash: "January 9, 2011 - The boat is back"."""
        line = next((line for line in self.unit.lines[:_FEW] if len(line.text) > _LONE_LENGTH), None)
        start = line.text[:_DATELINE] if line is not None else ""
        dates = self.dates(start) if start[:1].isalnum() and _DIGIT.search(start) is not None else ()
        if line is not None and len(dates) == 1 and not dates[0].before and _DASH.match(dates[0].after):
            stamp = dates[0].stamp
            if stamp is not None and stamp.precision is Precision.DAY and stamp.value >= _FIRST_DATELINE:
                yield from self.take("published", dates[0], start, Method.TEXT, self.document.path(line.node), 0.8)

    def without_update(self, text: str) -> tuple[str, Printed | None]:
        """A line without the day of its last change behind that of its publication, and that day.

        Themes print both side by side, without a label too.
        """
        dates = self.dates(text) if _DIGIT.search(text) is not None else ()
        if len(dates) != 2 or not (self.last_label(dates[1].before) == "modified" or not dates[1].before.strip()):
            return text, None
        first = dates[0].stamp
        cut = text.find(first.raw) + len(first.raw) if first is not None else 0
        return text[:cut] if cut else text, dates[1]

    def labelled_date(self, text: str) -> Printed | None:
        """The one date of a short line right behind a label of it, whoever is named in front: "Z • Posted: 4 May"."""
        dates = [date for date in self.dates(text) if self.last_label(date.before) != "modified"]
        return dates[0] if len(dates) == 1 and self.last_label(dates[0].before) == "published" else None

    def attested(self, text: str) -> Printed | None:
        """The one date of a short line that the page's address or a reading time beside it bears out.

        "Archive for 24 April 2023" below /2023/04/24, "Drama • 20-07-2017 • 2 minutes to read".
        """
        is_read = "min" in text and _READ_ANYWHERE.search(text) is not None
        day = self.day_of_address
        if not is_read and (day is None or day[:4] not in text):
            return None
        dates = self.dates(text)
        stamp = dates[0].stamp if len(dates) == 1 else None
        if stamp is None or stamp.precision is Precision.YEAR or self.context.vocabulary.says_release(text):
            return None
        is_apart = dates[0].before.rstrip().endswith(_BARS) and dates[0].after.lstrip().startswith(_BARS)
        return dates[0] if (is_read and is_apart) or stamp.value[:10] == day else None

    @cached_property
    def day_of_address(self) -> str | None:
        """The day that the page's address names."""
        matched = _URL_DATE.search(self.document.url) if self.document.url is not None else None
        return "-".join(matched.groups()) if matched is not None else None

    def lone_date(self, text: str) -> Printed | None:
        """The one date of a line, where everything else in the line belongs to a byline: a weekday, a name, a label."""
        if _DIGIT.search(text) is None:
            return None
        dates = self.dates(text)
        if len(dates) != 1 or (is_unspaced(dates[0].after[:1]) and not self.is_label(dates[0].after)):
            return None
        if _FEATURE.search(text) is not None:
            return None
        before = _BYLINE_PARTS.split(dates[0].before)
        after = _BYLINE_PARTS.split(_ZONE.sub("", dates[0].after) if _has_clock(dates[0]) else dates[0].after)
        is_byline = all(
            self.is_of_byline(part) or ("min" in part and _READ.fullmatch(part.strip())) for part in before
        ) and all(self.is_of_byline(part) or _COUNT.fullmatch(part.strip()) for part in after)
        return dates[0] if is_byline else None

    def leading(self, text: str) -> Printed | None:
        """The one date of a line that is a byline by its form."""
        dates = self.dates(text)
        return dates[0] if self.leads(dates, text) else None

    def leads(self, dates: Sequence[Printed], text: str) -> bool:
        """Whether a line beside the heading is a byline by its form: a date first, or a name, and no sentence behind.

        Facts of the work have that form too: a certificate, a country or a running time stands among them.
        """
        words = self.context.vocabulary
        if len(dates) != 1 or len(text) > _BYLINE_LENGTH / 2 or text.endswith((".", "!", "?", "…")):
            return False
        before, after = dates[0].before, dates[0].after
        parts = [part.strip(" ()") for part in _BYLINE_PARTS.split(after)]
        if (
            _RUNTIME.search(after)
            or _FEATURE.search(after)
            or words.says_release(text)
            or any(map(self.is_fact, parts))
        ):
            return False
        is_named = starts_byline(text, words) and after_byline(text, words) is not None
        apart = not after or after.lstrip()[0] in _APART or _READING_TIME.match(after.strip()) is not None
        return (is_named or all(map(self.is_of_byline, _BYLINE_PARTS.split(before)))) and apart

    def is_header_clock(self, date: Printed) -> bool:
        """Whether a date has the form of the day that page headers show: "fri 14/06/2024" and nothing else."""
        raw = date.stamp.raw if date.stamp is not None else ""
        is_weekday = flatten(date.before).strip(" ,.") in self.context.vocabulary.weekdays
        return is_weekday and not date.after.strip() and _ALL_NUMBERS.fullmatch(raw) is not None

    def is_fact(self, part: str) -> bool:
        return bool(part) and (fold(part) in self.context.vocabulary.certificates or bool(_REGION.fullmatch(part)))

    def is_label(self, text: str) -> bool:
        return self.context.vocabulary.label(text.strip(" )）")) == "published"

    def is_of_byline(self, part: str) -> bool:
        words = self.context.vocabulary
        is_label = part.rstrip().endswith((":", "："))
        part = part.strip(" .:：()[]（）-–—•*·")
        first, _, day = flatten(part).rpartition(" ")
        if (
            not any(map(str.isalnum, part))
            or flatten(part) in words.clock("year")
            or (not is_label and self.says_posted(part))
            or (day in words.weekdays and (not first or first in words.clock("on")))
            or flatten(part) in words.clock("on")
            or words.label(part) == "published"
            or (not is_label and self.is_filed(flatten(part)))
            or (not is_label and (fold(part) == fold(self.context.work_title or "") or self.says_reviewed(part)))
        ):
            return True
        if is_label or words.label(part) is not None or words.says_release(part) or _REGION.fullmatch(part):
            return False
        if fold(part) in words.platform_names:  # "Prime Video, 4 May 2024": when it starts there
            return False
        return after_byline(part, words) is not None or is_name(part) or fold(part) in words.places

    def is_filed(self, part: str) -> bool:
        """Whether a part of a byline is a section, alone or behind a small word: "Reviews", "in Reviews", "Film"."""
        words = self.context.vocabulary
        first, _, rest = part.partition(" ")
        section = rest if first in words.byline_words("ends") else part
        return words.is_section(section) or section in words.screen_nouns

    def says_posted(self, part: str) -> bool:
        """Whether a few words say that something was posted then: "First published on", "Posted in Reviews on"."""
        words = self.context.vocabulary
        tokens = flatten(part).split()
        if not 1 < len(tokens) <= _MOST_POSTED or words.says_release(part):
            return False
        silent = (*words.clock("on"), *words.clock("date"))
        return any(token not in silent and words.label(token) == "published" for token in tokens)

    def says_reviewed(self, part: str) -> bool:
        """Whether the words in front of a day end with that of a review: "Reviewed", "Filmkritik vom"."""
        *_, last, end = ("", *re.split(r"[\s-]", flatten(part)))
        words = self.context.vocabulary
        noun = words.headline.get(last if end in words.clock("on") else end)
        return noun is not None and noun.review

    def is_signed(self, date: Printed) -> bool:
        """Whether a date follows a label or a byline: lines at a page's end may be anything."""
        words = self.context.vocabulary
        before, after = date.before.strip(" ,،|·•–—-:"), date.after.strip()
        in_brackets = before in ("(", "（") and after.endswith((")", "）"))
        is_named = len(before.split()) > 1 and is_name(before) and not after
        in_brackets = in_brackets or self.says_posted(before)
        return in_brackets or is_named or words.label(before) == "published" or after_byline(before, words) is not None

    # --- what is named like a date

    def dressed(self) -> Iterator[Candidate[Stamp]]:
        """Elements that microformats or themes name as the date, where nothing else in the markup says it."""
        for node in self.document.select(_DATED, _MOST_TIMES):
            said = node.attributes
            names = f"{said.get('class') or ''} {said.get('itemprop') or ''} {said.get('property') or ''}"
            if _CLOCK_CLASS.search(names) or not is_beside(self.unit, node):
                continue
            if self.label_before(node) not in (None, *_FIELDS):
                continue
            field: DateField = "modified" if _MODIFIED_CLASS.search(names) else "published"
            hidden = said.get("content") or said.get("title") or said.get("datetime")
            for raw in filter(None, (hidden, node_text(node))):
                if len(raw) <= _LONE_LENGTH and self.lone_date(raw) is not None:
                    yield from self.stamp(field, raw, Method.TEXT, self.document.path(node), 0.85)

    # --- values

    def dates(self, text: str) -> tuple[Printed, ...]:
        """The dates of a line, in the page's order of numbers; a mere year is none."""
        if _DIGIT.search(text) is None:
            return ()
        dates = find_dates(text, language=self.context.language, order=self.order)
        if self.order is None and any(date.stamp is None for date in dates):
            order = self.order_here or self.order_of_address(text)
            dates = find_dates(text, language=self.context.language, order=order) if order is not None else dates
        return tuple(date for date in dates if date.stamp is None or date.stamp.precision is not Precision.YEAR)

    @cached_property
    def order_here(self) -> DateOrder | None:
        """The order that the page's other all-number dates tell; None where they differ."""
        lines = (line.text for line in (*self.unit.lines, *self.unit.byline) if len(line.text) <= _BYLINE_LENGTH)
        orders = {order_of(text) for text in lines} - {None}
        return orders.pop() if len(orders) == 1 else None

    def order_of_address(self, text: str) -> DateOrder | None:
        """The order in which a date lies in the month that the page's address names."""
        matched = _URL_MONTH.search(self.document.url or "")
        if matched is None:
            return None
        month = "-".join(matched.groups())
        orders: tuple[DateOrder, ...] = ("dmy", "mdy")
        read = {
            order: [date.stamp.value for date in find_dates(text, language=None, order=order) if date.stamp is not None]
            for order in orders
        }
        fitting = [order for order in orders if any(value.startswith(month) for value in read[order])]
        return fitting[0] if len(fitting) == 1 else None

    def take(
        self, field: DateField, date: Printed, raw: str, method: Method, where: str, weight: float = 1.0
    ) -> Iterator[Candidate[Stamp]]:
        """A printed date as candidate; one that reads two ways as a warning, with the year that is sure."""
        if date.stamp is not None:
            yield Candidate(field, self.in_zone(date.stamp), raw, method, where, weight)
        elif reads_two_ways(raw, language=self.context.language):
            numbers = _NUMBERS.search(raw)
            if numbers is not None:
                year = Stamp(value=numbers["year"], precision=Precision.YEAR, raw=numbers[0])
                note = f"{field}: {numbers[0]!r} reads two ways"
                yield Candidate(field, year, raw, method, where, _UNSURE, (note,))

    def stamp(
        self, field: DateField, raw: str, method: Method, where: str, weight: float = 1.0
    ) -> Iterator[Candidate[Stamp]]:
        """The one date that a text is."""
        value = parse_date(raw, language=self.context.language, order=self.order)
        if value is not None:
            yield Candidate(field, self.in_zone(value), raw, method, where, weight)
        elif method is Method.TEXT and self.fetched_at is not None:
            value = parse_relative(raw, self.fetched_at, language=self.context.language)
            if value is not None:
                yield Candidate(field, value, raw, method, where, 0.7 * weight)

    def in_zone(self, stamp: Stamp) -> Stamp:
        if self.zone is None or "T" not in stamp.value:
            return stamp
        moment = datetime.fromisoformat(stamp.value)
        if moment.tzinfo is not None:
            return stamp
        local = moment.replace(tzinfo=self.zone).isoformat()
        return stamp.model_copy(update={"value": local, "timezone_source": "site"})

    def is_possible(self, candidate: Candidate[Stamp]) -> bool:
        return not _is_future(candidate.value, self.fetched_at)


_META: Final[dict[str, tuple[DateField, Method, float]]] = {
    "article:published_time": ("published", Method.OPENGRAPH, 1.0),
    "og:article:published_time": ("published", Method.OPENGRAPH, 1.0),
    "og:published_time": ("published", Method.OPENGRAPH, 1.0),
    "article:modified_time": ("modified", Method.OPENGRAPH, 1.0),
    "og:modified_time": ("modified", Method.OPENGRAPH, 1.0),
    "og:updated_time": ("modified", Method.OPENGRAPH, 0.9),
    **dict.fromkeys(
        (
            "datepublished",
            "date_published",
            "parsely-pub-date",
            "article.published",
            "published_time",
            "article_date_original",
            "rnews:datepublished",
            "cxenseparse:recs:publishtime",
            "originalpublicationdate",
            "bt:pubdate",
        ),
        ("published", Method.META, 1.0),
    ),
    **dict.fromkeys(
        (
            "sailthru.date",
            "dc.date.issued",
            "dcterms.issued",
            "dcterms.created",
            "dc.date.created",
            "pubdate",
            "pub_date",
            "pdate",
            "displaydate",
            "publishdate",
            "publish-date",
            "publish_date",
            "publication_date",
            "published-date",
            "citation_publication_date",
            "citation_online_date",
        ),
        ("published", Method.META, 0.95),
    ),
    **dict.fromkeys(("dc.date", "dcterms.date", "og:regdate"), ("published", Method.META, 0.9)),
    "date": ("published", Method.META, 0.85),
    "datemodified": ("modified", Method.META, 1.0),
    "dcterms.modified": ("modified", Method.META, 0.95),
    "dc.date.modified": ("modified", Method.META, 0.95),
    "last-modified": ("modified", Method.META, 0.8),
}
_URL_DATE: Final = pattern(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?:[/-]|$)")
_URL_MONTH: Final = pattern(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-]")
_PUBLISHED_CLASS: Final = pattern(
    r"\b(?:published|pubdate|dt-published|entry-date|post-date|date-published|datePublished)\b", re.IGNORECASE
)
_MODIFIED_CLASS: Final = pattern(r"\b(?:updated|modified|dt-updated|dateModified)\b", re.IGNORECASE)
_CLOCK_CLASS: Final = pattern(r"(?:^|[\s_-])(?:today|clock|current|now)(?:$|[\s_-])", re.IGNORECASE)
_DATED: Final = (
    "abbr.published,abbr.updated,.dt-published,.dt-reviewed,.dtreviewed,[itemprop=datePublished],"
    "[property=datePublished],.entry-date,.post-date,.postdate,.published,.posted-on,.pubdate,.publish-date,"
    ".publishDate,.article-date,.article__date,.post__date,.byline-date,.dateline,.timestamp,.date-header,.date,span[content],[class*=ublishDate],[class*=ublish-date],[class*=ublish_date]"
)
_FACTS: Final = frozenset({"director", "writer", "cast", "runtime", "country", "genre", "studio", "certificate"})
"""Keys of labels that name facts of the work."""
_PARTS: Final = pattern(r"\s*[|·•,–—]\s*|[.!?]\s")
_BYLINE_PARTS: Final = pattern(r"\s*[|·•⋅∙,،–—/⎥]\s*|\s-\s")
_APART: Final = "|·•⋅∙,،–—/⎥-#("
_READING_TIME: Final = pattern(r"[\w-]{1,8}(?:\s|-)?min\w{0,7}\.?\s\w{2,12}(?:\s\w{2,12})?$")
_READ: Final = pattern(r"\d{1,2}\s?min\w{0,6}\.?\s[^\W\d_]{3,12}(?:\s[^\W\d_]{2,12})?")
"""A reading time in front of the day: "7 min readFeb 13, 2023"."""
_READ_ANYWHERE: Final = pattern(r"(?<![\d.,])[12]?\d\s?min\w{2,6}")
_BARS: Final = ("|", "·", "•", "⋅", "∙")
_RUNTIME: Final = pattern(r"(?<!\d)\d{2,3}\s?(?:min\.?|m|['′])(?!\w|\s\w)|(?<!\d)\dh(?:\s?\d{1,2}m?)?\b")
"""A running time in the symbols of its units."""
_FEATURE: Final = pattern(r"(?<!\d)(?:[7-9]\d|[12]\d\d)\s?(?:min\.?|mins\.?|minutes|m|['′])(?!\w|\s\w)")
"""How long a film is, and no text: with it a day is the work's."""
_COUNT: Final = pattern(
    r"\d{1,4}\s?[^\W\d_]{1,12}(?:\s[^\W\d_]{1,12})?|[^\W\d_]{4,15}:?\s\d{1,3}\s?min\w{0,5}|[^\W\d_]{4,15}\s?\(\d{0,4}\)"
)
"""What stands in bylines beside a date: "5 min read", "12 comments", "Comments (12)"."""
_REGION: Final = pattern(r"[A-Z.]{2,5}")
"""A country in short: release dates stand beside them."""
_ZONE: Final = pattern(r"^\s?[(]?[A-Z]{3,4}[)]?(?=\W|$)")
"""The short name of a time zone that several zones share, behind a clock time: "IST"."""
_DIGIT: Final = pattern(r"\d")
_NUMBERS: Final = pattern(r"\d{1,2}\s?[-/]\s?\d{1,2}\s?[-/]\s?(?P<year>(?:19|20)\d\d)")
_ALL_NUMBERS: Final = pattern(r"[\d./-]{6,10}")
_TIME_OF_DAY: Final = pattern(r"\d{1,2}[:.h]\d\d\b.{0,8}$")
"""A line that is a time of day: with a date above it, it is when something takes place."""
_BYLINE_LENGTH: Final = 200
_LEADING: Final = 2
_DATELINE: Final = 40
_DASH: Final = pattern(r"\s?[-–—]\s?")
_FIRST_DATELINE: Final = "2000"
"""Days before there were blogs begin a story."""
_LONE_LENGTH: Final = 100
_FEW: Final = 5
_HEADING: Final = 30
_MOST_POSTED: Final = 7
_MOST_BYLINES: Final = 8
_MOST_TIMES: Final = 40
_MOST_HEADINGS: Final = 60
_END: Final = 3
_RUNNING: Final = 120
_PARAGRAPHS: Final = frozenset({"p", "li", "blockquote", "td", "dd"})


def _in_running_text(node: LexborNode) -> bool:
    """Whether an element stands within a paragraph."""
    block = next((around for around in up_from(node.parent) if around.tag in BLOCKS), None)
    if block is None or block.tag not in _PARAGRAPHS:
        return False
    text = node_text(block)
    return len(text) > _RUNNING or (len(text) > _RUNNING / 2 and text.endswith("."))


def _is_marked(line: Line) -> bool:
    """Whether a line is marked as author, date or meta, or something in it or right around it is."""
    around = [node for node in (line.node, line.node.parent) if node is not None]
    if any(node.tag == "time" or traits_of(class_and_id(node)) & META for node in around):
        return True
    return any(
        inner.tag == "time" or traits_of(class_and_id(inner)) & META for inner in line.node.css("time,[class]")[:_FEW]
    )


def _has_clock(date: Printed) -> bool:
    return date.stamp is not None and "T" in date.stamp.value


def _is_plugin(line: Line) -> bool:
    """Whether a label line stands in Rank Math's box: its dateCreated is the work's, so a weak date."""
    parent = line.node.parent
    return parent is not None and RANK_MATH.facts in (parent.attributes.get("class") or "")


def _order_of_region(context: Context) -> DateOrder | None:
    """The order of all-number dates that the page's region has: "en-GB", "reels.co.uk".

    "en-US" tells nothing: templates say it by themselves.
    """
    document = context.document
    stated = (document.language, document.first_meta("og:locale"))
    regions = {tag.replace("_", "-").rpartition("-")[2].lower() for tag in stated if tag and len(tag) > 3}
    regions.update(host_parts(document.url)[-1:])
    return "dmy" if regions & context.vocabulary.day_first_regions else None


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _is_future(stamp: Stamp, fetched_at: datetime | None) -> bool:
    """Whether a date lies after the fetch. A date without a zone may be up to 14 hours ahead of UTC."""
    if fetched_at is None:
        return False
    latest = fetched_at.astimezone(UTC) + timedelta(hours=14)
    if stamp.precision in (Precision.MINUTE, Precision.SECOND):
        moment = datetime.fromisoformat(stamp.value)
        if moment.tzinfo is not None:
            return moment > fetched_at + timedelta(minutes=5)
    return stamp.value[:10] > latest.strftime("%Y-%m-%d")[: len(stamp.value[:10])]
