"""Dates as pages print them, in many languages and in the forms of ISO 8601 and RFC 5322, as precise as they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time
from functools import lru_cache
from typing import Final, Literal

from extractors.parse.text import flatten, fold, squash
from extractors.vocabulary import Vocabulary, alternatives
from extractors.vocabulary import vocabulary as load_vocabulary
from schemas.review import Precision, Stamp

Order = Literal["dmy", "mdy", "ymd"]

_LONGEST: Final = 500
_LONGEST_RAW: Final = 200
_FIRST_YEAR: Final = 1990
_LAST_YEAR: Final = 2100
_UNSURE: Final = 0
"""Year of a date that cannot be or reads two ways: with it, nothing in the text is sure."""

_WORD: Final = r"[^\W\d_]{3,14}"
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DAY: Final = r"(?<![\d.,:/-])(?P<day>\d{1,2})(?!\d)"
# Each pattern gives year and, as far as the form has them, month (digits) or word (its name) and day.
_FORMS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        # 2025-01-25, 2025/1/25, 2025.01.25, 2025. 1. 25., 2025年1月25日, 2025년 1월 25일
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:\s?[-/.年년]\s?)(?P<month>\d{1,2})(?:\s?[-/.月월]\s?)(?P<day>\d{1,2})(?![\d/])(?:\s?[日일])?",
        # 25 January 2025, 25. Januar 2025, 25 de enero de 2025, 25-Jan-2025, 1er mai 2024, 25th of January, 2025
        rf"{_DAY}(?:\s?(?:st|nd|rd|th|er|º|ª|°)(?!\w))?\.?[\s-]{{0,2}}(?:(?:of|de|d')\s?)?(?P<word>{_WORD})\.?,?[\s-]{{0,2}}(?:(?:de|del|of)\s)?{_YEAR}",
        # January 25, 2025, Jan. 25th 2025, enero 25, 2025
        rf"(?<!\w)(?P<word>{_WORD})\.?\s{{0,2}}(?P<day>\d{{1,2}})(?:st|nd|rd|th|º)?(?:\s?,\s?|\.\s?|\s)(?:(?:de|del|of)\s)?{_YEAR}",
        # January 2025, janvier 2025, enero de 2025
        rf"(?<!\w)(?P<word>{_WORD})\.?,?\s(?:(?:de|del|of)\s)?{_YEAR}",
        # 2025年1月, 2025년 1월
        r"(?<!\d)(?P<year>(?:19|20)\d\d)\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]",
        # 2025, January 25
        rf"(?<!\d){_YEAR},?\s(?P<word>{_WORD})\.?\s(?P<day>\d{{1,2}})(?!\d)",
    )
)
_NUMERIC: Final = re.compile(
    r"(?<![\d.,:/-])(?P<first>\d{1,2})(?P<mark>\s?[-/.]\s?)(?P<second>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)(?![\d/])"
)
_COMPACT: Final = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:t?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?P<zone>z|[+-]\d\d:?\d\d)?)?"
)
_BARE: Final = re.compile(r"(?P<year>(?:19|20)\d\d)(?:[-/.](?P<month>\d{1,2}))?")
_BARE_MONTH_FIRST: Final = re.compile(r"(?P<month>\d{1,2})[-/.](?P<year>(?:19|20)\d\d)")
_OFFSET: Final = re.compile(r"(?:gmt|utc)?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?")


@dataclass(frozen=True, slots=True)
class _Found:
    """A date in the text, with the clock time beside it."""

    start: int
    end: int
    year: int
    month: int | None = None
    day: int | None = None
    clock: time | None = None
    has_seconds: bool = False
    zone: str = ""


def parse_date(text: str, *, language: str | None = None, order: Order | None = None) -> Stamp | None:
    """The one date in a short text; None where there is none, or several that differ, or one that reads two ways.

    Years are 1990 to 2100. An all-number date counts only where its order is certain: by `order`, by a part above
    12, by two equal parts, or by the language's habit.

    Args:
        text: the text; 500 characters are read.
        language: BCP 47 tag of the page.
        order: the order of all-number dates on this site.

    Returns:
        The date as ISO 8601, cut to the precision that the text gives; `raw` is its text. The zone is the one that
        the text gives, as an offset, with `timezone_source` "markup"; None is invented.

    >>> parse_date("Posted on January 25, 2025 at 3:45 pm by Ann").value
    '2025-01-25T15:45:00'
    """
    short = squash(text)[:_LONGEST]
    words = load_vocabulary(language)
    flat = flatten(short)
    found = _whole(flat) or _only(list(_with_clocks(flat, list(_dates(flat, words, order)), words)))
    return _stamp(found, short) if found is not None else None


def _stamp(found: _Found, text: str) -> Stamp | None:
    raw = text[found.start : found.end].strip(" ,;")[:_LONGEST_RAW]
    if found.month is None:
        return Stamp(value=f"{found.year}", precision=Precision.YEAR, raw=raw)
    if found.day is None:
        return Stamp(value=f"{found.year}-{found.month:02}", precision=Precision.MONTH, raw=raw)
    day = date(found.year, found.month, found.day).isoformat()
    if found.clock is None:
        return Stamp(value=day, precision=Precision.DAY, raw=raw)
    return Stamp(
        value=f"{day}T{found.clock.isoformat('seconds')}{found.zone}",
        precision=Precision.SECOND if found.has_seconds else Precision.MINUTE,
        timezone_source="markup" if found.zone else None,
        raw=raw,
    )


def _whole(flat: str) -> _Found | None:
    """Forms that are a date only where they are the whole text: 20250125T003600Z, 2025-01, 01/2025, 2025."""
    stripped = flat.strip(" .,")
    start = flat.find(stripped)
    compact = _COMPACT.fullmatch(stripped)
    if compact is not None:
        found = _checked(start, start + len(stripped), compact["year"], compact["month"], compact["day"])
        if found is None or compact["hour"] is None:
            return found
        clock = _time(compact["hour"], compact["minute"], compact["second"])
        zone = _offset(compact["zone"]) if compact["zone"] else ""
        return replace(found, clock=clock, has_seconds=compact["second"] is not None, zone=zone) if clock else found
    bare = _BARE.fullmatch(stripped) or _BARE_MONTH_FIRST.fullmatch(stripped)
    return _checked(start, start + len(stripped), bare["year"], bare["month"], None) if bare is not None else None


def _dates(flat: str, words: Vocabulary, order: Order | None) -> Iterator[_Found]:
    """All dates in the text; what one form has read, the next do not read again."""
    taken: list[tuple[int, int]] = []
    for form in _FORMS:
        for matched in form.finditer(flat):
            groups = matched.groupdict()
            month = groups.get("month") or _month(groups["word"], words)
            if month is None or any(matched.start() < end and start < matched.end() for start, end in taken):
                continue
            found = _checked(matched.start(), matched.end(), groups["year"], month, groups.get("day"))
            taken.append(matched.span())
            yield found or _Found(*matched.span(), _UNSURE)
    for matched in _NUMERIC.finditer(flat):
        day_month = _ordered(int(matched["first"]), int(matched["second"]), matched["mark"], order or words.date_order)
        if day_month is None:
            yield _Found(*matched.span(), _UNSURE)
        else:
            found = _checked(matched.start(), matched.end(), matched["year"], day_month[1], day_month[0])
            if found is not None:
                yield found


def _month(word: str, words: Vocabulary) -> int | None:
    return words.months.get(fold(word))


def _ordered(first: int, second: int, mark: str, order: Order | None) -> tuple[int, int] | None:
    """Day and month of an all-number date with the year last; None where it reads two ways."""
    if first > 12 >= second or first == second or order == "dmy":
        return first, second
    if second > 12 >= first or order == "mdy":
        return second, first
    # Nobody writes month.day.year with dots.
    return (first, second) if mark.strip() == "." else None


def _checked(start: int, end: int, year: str, month: str | int | None, day: str | int | None) -> _Found | None:
    found = _Found(
        start, end, int(year), int(month) if month is not None else None, int(day) if day is not None else None
    )
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        return None
    try:
        date(found.year, found.month if found.month is not None else 1, found.day if found.day is not None else 1)
    except ValueError:
        return None
    return found


def _only(found: list[_Found]) -> _Found | None:
    """The date that all agree on, the most precise one; None where they differ."""
    if not found:
        return None
    best = max(found, key=lambda one: (one.month is not None, one.day is not None, one.clock is not None))
    if not all(
        one.year == best.year and one.month in (best.month, None) and one.day in (best.day, None) for one in found
    ):
        return None
    clocks = {(one.clock, one.zone) for one in found if one.clock is not None}
    if len(clocks) > 1:
        best = replace(best, clock=None, zone="")
    return best if best.year != _UNSURE else None


def _with_clocks(flat: str, dates: list[_Found], words: Vocabulary) -> Iterator[_Found]:
    patterns = _clock_patterns(words)
    for found in dates:
        after = patterns.after.match(flat, found.end)
        before = patterns.before.search(flat[max(0, found.start - 40) : found.start])
        matched = after or before
        clock = _clock(matched, words) if matched is not None and found.day is not None else None
        if matched is None or clock is None:
            yield found
            continue
        zone = _zone(matched.groupdict().get("zone"), words)
        start = found.start if matched is after else found.start - len(matched[0])
        yield replace(
            found,
            start=start,
            end=matched.end() if matched is after else found.end,
            clock=clock,
            has_seconds=matched["second"] is not None,
            zone=zone,
        )


@dataclass(frozen=True, slots=True)
class _ClockPatterns:
    after: re.Pattern[str]
    before: re.Pattern[str]
    afternoon: re.Pattern[str]
    morning: re.Pattern[str]


@lru_cache(maxsize=64)
def _clock_patterns(words: Vocabulary) -> _ClockPatterns:
    at, am, pm, year = (alternatives(words.clock(key)) for key in ("at", "am", "pm", "year"))
    half = rf"(?:{am}|{pm})(?!\w)"
    early = rf"(?P<early>{am}|{pm})?"
    clock = (
        rf"{early}\s?(?P<hour>\d{{1,2}})(?:\s?[:h時时点시]\s?(?P<minute>\d\d)(?![\d/])(?:\s?[分분])?"
        rf"(?:[:분分]?\s?(?P<second>[0-5]\d)(?:\s?[秒초]|[.,]\d{{1,9}})?(?![\d:]))?)?(?:\s?(?P<late>{half}|uhr(?!\w)))?"
    )
    zones = alternatives(zone for zone in words.zones if zone != "z")
    zone = rf"(?:\s?[(]?(?P<zone>z(?!\w)|(?:(?:gmt|utc)?[+-]\d\d?:?(?:\d\d)?)(?!\d)|(?:{zones})(?!\w)))?"
    return _ClockPatterns(
        after=re.compile(
            rf"(?:\s?(?:{year})(?!\w))?(?:\s?[,|·•\-–—@(]\s?|\s)?(?:t(?=\d)|(?<=\s)(?:{_WEEKDAY})\s)??(?:\s?(?:{at})\s?)?{clock}{zone}"
        ),
        before=re.compile(rf"(?<![\d:.]){clock}{zone}\s?[,|·•-]?\s?(?:on\s)?(?:{_WEEKDAY},?\s)?$"),
        afternoon=re.compile(rf"(?:{pm})"),
        morning=re.compile(rf"(?:{am})"),
    )


_WEEKDAY: Final = r"[(]?[^\W\d_]{1,12}[)]?"


def _clock(matched: re.Match[str], words: Vocabulary) -> time | None:
    """The clock time, where it has minutes or says am or pm."""
    groups = matched.groupdict()
    half = groups["early"] or groups["late"]
    if groups["minute"] is None and not half:
        return None
    hour = int(groups["hour"])
    patterns = _clock_patterns(words)
    if half and patterns.afternoon.fullmatch(half) and hour < 12:
        hour += 12
    elif half and patterns.morning.fullmatch(half) and hour == 12:
        hour = 0
    return _time(hour, groups["minute"], groups["second"])


def _time(hour: str | int, minute: str | None, second: str | None) -> time | None:
    try:
        return time(int(hour), int(minute or 0), int(second or 0))
    except ValueError:
        return None


def _zone(name: str | None, words: Vocabulary) -> str:
    if not name:
        return ""
    return words.zones.get(name) or _offset(name)


def _offset(text: str) -> str:
    """An offset as ISO 8601 writes it: "gmt+9" -> "+09:00"; "" for what is none (RFC 3339: less than a day)."""
    if text == "z":
        return "Z"
    matched = _OFFSET.fullmatch(text)
    if matched is None or int(matched["hours"]) > 14 or int(matched["minutes"] or 0) > 59:
        return ""
    return f"{matched['sign']}{int(matched['hours']):02}:{matched['minutes'] or '00'}"
