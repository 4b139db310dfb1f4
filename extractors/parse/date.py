"""Dates as pages print them, in many languages and in the forms of ISO 8601 and RFC 5322, as precise as they are."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from extractors.parse.pattern import pattern
from extractors.parse.text import flatten, fold, squash
from extractors.vocabulary import Vocabulary, alternatives
from extractors.vocabulary import vocabulary as load_vocabulary
from schemas.review import Precision, Stamp
from schemas.site import DateOrder

_LONGEST: Final = 500
_LONGEST_RAW: Final = 200
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2100
_FIRST_PERSIAN: Final = 1279
_LAST_PERSIAN: Final = 1478
_LAST_SHORT_YEAR: Final = 49
_UNSURE: Final = 0
"""Year of a date that cannot be or reads two ways."""
_DEFAULTS: Final = frozenset({date(1900, 1, 1), date(1970, 1, 1), date(1969, 12, 31)})
"""What software prints for no date: the epochs of spreadsheets and of Unix."""


class Printed(NamedTuple):
    """A date in a text."""

    stamp: Stamp | None
    """None where it cannot be or reads two ways."""
    before: str
    """The text in front of it, from the end of the date before."""
    after: str
    """The text behind it, to the next date."""


def parse_date(text: str, *, language: str | None = None, order: DateOrder | None = None) -> Stamp | None:
    """The one date in a short text; None where there is none, or several that differ, or one that reads two ways.

    Years are 1900 to 2100, those of the Persian calendar (with its months' names, or in Persian) are converted;
    other calendars are not guessed, nor are the epochs that software prints for no date. An all-number date counts
    only where its order is certain: by `order`, by a part above 12, by two equal parts, or by the language's habit.

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
    short, found = _read(text[: 2 * _LONGEST], language, order)
    one = _only(list(found))
    return _stamp(one, short) if one is not None else None


def find_dates(text: str, *, language: str | None = None, order: DateOrder | None = None) -> tuple[Printed, ...]:
    """All dates in a short text, as `parse_date` reads them, in its order, with what stands between them.

    >>> [(one.before, one.stamp.value) for one in find_dates("Posted: 4 May 2024, updated 6 May 2024")]
    [('Posted: ', '2024-05-04'), (', updated ', '2024-05-06')]
    """
    short, found = _read(text[: 2 * _LONGEST], language, order)
    starts = [0, *(one.end for one in found)]
    ends = [*(one.start for one in found[1:]), len(short)]
    return tuple(
        Printed(_stamp(one, short), short[max(start, 0) : one.start], short[one.end : end])
        for one, start, end in zip(found, starts, ends, strict=False)
    )


def reads_two_ways(text: str, *, language: str | None = None) -> bool:
    """Whether the only date of a text is all numbers, and nothing tells which is the month.

    >>> reads_two_ways("01/02/2025", language="en"), reads_two_ways("01/02/2025", language="fr")
    (True, False)
    """
    _, found = _read(text[: 2 * _LONGEST], language, None)
    return len(found) == 1 and found[0].two_ways


def order_of(text: str) -> DateOrder | None:
    """The order of an all-number date that leaves no doubt, with the year last: "25/01/2025" is "dmy"."""
    matched = _NUMERIC.search(text)
    if matched is None:
        return None
    first, second = int(matched["first"]), int(matched["second"])
    if first <= 12 < second <= 31:
        return "mdy"
    return "dmy" if second <= 12 < first <= 31 else None


# --- one text


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
    two_ways: bool = False


@lru_cache(maxsize=512)
def _read(text: str, language: str | None, order: DateOrder | None) -> tuple[str, tuple[_Found, ...]]:
    """The text as offsets count it, and the dates in it."""
    short = squash(text)[:_LONGEST]
    if _DIGIT.search(short) is None:
        return short, ()
    short = _GLUED.sub(" ", short)
    if len(short) <= _SHORT:
        short = _GLUED_BEFORE.sub(r"\g<end> ", short)
    flat = flatten(short)
    if not flat.isascii():
        flat = flat.translate(_DIGITS)
    words = load_vocabulary(language)
    whole = _whole(flat, words)
    if whole is not None:
        return short, (whole,)
    flat = _months_joined(flat)
    found = sorted(_dates(flat, words, order), key=lambda one: one.start)
    return short, tuple(_with_clocks(flat, found, words))


class _AsciiDigits(dict[int, int]):
    """Translation table that fills itself: the decimal digits of all scripts to those of ASCII."""

    def __missing__(self, code: int) -> int:
        value = unicodedata.decimal(chr(code), None)
        self[code] = code if value is None else ord("0") + value
        return self[code]


_DIGITS: Final = _AsciiDigits()
_DIGIT: Final = pattern(r"\d")
_GLUED: Final = pattern(
    r"(?<=[\s.,/-](?:19|20)\d\d)(?=\d{1,2}[\s.][^\W\d_]|[A-Z][a-z]{2})|(?<=-\d\d-\d\d)(?=(?:19|20)\d\d-\d\d-\d\d)"
)
"""Where a second date is written onto the first, as themes without a space have them: "July 30, 2021August 2, 2021"."""


_SHORT: Final = 100
_GLUED_BEFORE: Final = pattern(
    r"(?P<end>[a-zß-öø-ÿа-я])(?=[A-ZА-Я\d](?:[A-Za-zà-ÿА-я]{2,10}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s(?:19|20)\d\d"
    r"|\d?\.?\s[^\W\d_]{3,12}\.?\s(?:19|20)\d\d))"
)
"""Where a date is written onto a section or a name: "ReviewsApril 3, 2019", "Ann Reed3 April 2019"."""


def _stamp(found: _Found, text: str) -> Stamp | None:
    if found.year == _UNSURE:
        return None
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


# --- forms that are a date only where they are the whole text

_ISO: Final = pattern(
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
    r"(?:[t ](?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?\s?(?P<zone>z|[+-]\d\d:?\d\d)?)?"
)
_COMPACT: Final = pattern(
    r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)"
    r"(?:t?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?P<zone>z|[+-]\d\d:?\d\d)?)?"
)
_BARE: Final = pattern(r"(?P<year>(?:19|20)\d\d)(?:[-/.](?P<month>\d{1,2}))?")
_BARE_MONTH_FIRST: Final = pattern(r"(?P<month>\d{1,2})[-/.](?P<year>(?:19|20)\d\d)")


def _whole(flat: str, words: Vocabulary) -> _Found | None:
    """2025-01-25T00:36:00Z, 20250125T003600Z, 02 Jun 15, 2025-01, 01/2025, 2025."""
    stripped = flat.strip(" .,")
    start = flat.find(stripped)
    end = start + len(stripped)
    matched = _ISO.fullmatch(stripped) or _COMPACT.fullmatch(stripped)
    if matched is not None:
        found = _checked(start, end, matched["year"], matched["month"], matched["day"], words)
        if found.year == _UNSURE or matched["hour"] is None:
            return found
        clock = _time(matched["hour"], matched["minute"], matched["second"])
        zone = _offset(matched["zone"]) if matched["zone"] else ""
        return replace(found, clock=clock, has_seconds=matched["second"] is not None, zone=zone) if clock else found
    short = _SHORT_DAY.fullmatch(stripped)
    month, _ = _month(short["word"], words) if short is not None else (None, False)
    if short is not None and month is not None and int(short["year"]) <= _LAST_SHORT_YEAR:
        return _checked(start, end, f"20{short['year']}", month, short["day"], words)
    bare = _BARE.fullmatch(stripped) or _BARE_MONTH_FIRST.fullmatch(stripped)
    return _checked(start, end, bare["year"], bare["month"], None, words) if bare is not None else None


_SHORT_DAY: Final = pattern(r"(?P<day>\d{1,2})[\s-](?P<word>[^\W\d_]{3,12})\.?[\s-]'?(?P<year>\d\d)")

# --- forms within a text

_JOINED: Final = "\ue000"
"""Stands for the space inside a month's name: so that it is one word, and all offsets stay."""
_JOINED_DIGITS: Final = {ord(" "): _JOINED, **{ord(digit): chr(0xE001 + int(digit)) for digit in "0123456789"}}
_PARTED: Final = {ord(_JOINED): " ", **{0xE001 + digit: str(digit) for digit in range(10)}}


@lru_cache(maxsize=1)
def _month_phrases() -> tuple[tuple[str, ...], re.Pattern[str]]:
    """Names of months that are several words, "tháng mười hai", "tháng 12": their first words, and a pattern."""
    words = load_vocabulary(None)
    names = [name for name in (*words.months, *words.persian_months) if " " in name]
    firsts = tuple(dict.fromkeys(name.partition(" ")[0] for name in names))
    return firsts, re.compile(rf"(?<!\w)(?:{alternatives(names)})(?!\w)")


def _months_joined(flat: str) -> str:
    firsts, names = _month_phrases()
    if flat.isascii() or not any(first in flat for first in firsts):
        return flat
    return names.sub(lambda name: name[0].translate(_JOINED_DIGITS), flat)


# A letter of any script, with its vowel signs: what is no space, digit or sign.
_LETTER: Final = r"[^\s\d!-/:-@\[-`{-~‐-―·•…،、。，｜年月日년월일]"
_WORD: Final = rf"{_LETTER}{{2,20}}"
_YEAR: Final = r"(?P<year>(?:19|20|1[234])\d\d)(?!\d)"
_DAY: Final = r"(?<![\d.,:/-])(?P<day>\d{1,2})(?!\d)"


class _Patterns(NamedTuple):
    forms: tuple[re.Pattern[str], ...]
    after: re.Pattern[str]
    before: re.Pattern[str]
    afternoon: re.Pattern[str]
    morning: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    """The forms of dates and of clock times beside them, with the small words of all languages."""
    words = load_vocabulary(None)
    of = alternatives(words.clock("of"))
    ordinal = alternatives(words.clock("ordinal"))
    forms = (
        # 2025-01-25, 2025/1/25, 2025.01.25, 2025. 1. 25.; "2013 - 3/10" is a year and a rating
        r"(?<!\d)(?P<year>(?:19|20|1[34])\d\d)\s?(?P<mark>[-/.])\s?(?P<month>\d{1,2})\s?(?P=mark)\s?(?P<day>\d{1,2})(?![\d/])(?:\.(?!\d))?",
        # 2025年1月25日, 2025년 1월 25일
        r"(?<!\d)(?P<year>(?:19|20)\d\d)\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})(?![\d/])(?:\s?[日일])?",
        # 25 January 2025, 25. Januar 2025, 25 de enero de 2025, 25-Jan-2025, 1er mai 2024, 25th of January, 2025
        rf"{_DAY}(?:\s?(?:{ordinal})(?!\w))?\.?[\s/-]{{0,2}}(?:(?:{of})(?:\s|(?<=')))?(?P<word>{_WORD})\.?[,،]?[\s/-]{{0,2}}(?:(?:{of})\s)?{_YEAR}",
        # January 25, 2025, Jan. 25th 2025, enero 25, 2025
        rf"(?<!\w)(?P<word>{_WORD})\.?\s{{0,2}}(?P<day>\d{{1,2}})(?:{ordinal})?(?:\s?,\s?|\.\s?|\s)(?:(?:{of})\s)?{_YEAR}",
        # January 2025, janvier 2025, enero de 2025
        rf"(?<!\w)(?P<word>{_WORD})\.?,?\s(?:(?:{of})\s)?{_YEAR}",
        # 2025年1月, 2025년 1월
        r"(?<!\d)(?P<year>(?:19|20)\d\d)\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]",
        # 2025, January 25; 2025 m. january 25
        rf"(?<!\d){_YEAR},?\s(?P<word>{_WORD})\.?\s(?P<day>\d{{1,2}})(?!\d)",
    )
    return _Patterns(tuple(map(re.compile, forms)), *_clock_patterns(words))


_NUMERIC: Final = pattern(
    r"(?<![\d.,:/-])(?P<first>\d{1,2})(?P<mark>\s?[-/.]\s?)(?P<second>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)(?![\d/])"
)
_SHORT_YEAR: Final = pattern(
    r"(?<![\d.,:/-])(?P<first>\d{1,2})(?P<mark>[/.])(?P<second>\d{1,2})(?P=mark)'?(?P<third>\d\d)(?![\d/:%]|[.,]\d)"
)


def _dates(flat: str, words: Vocabulary, order: DateOrder | None) -> Iterator[_Found]:
    """All dates in the text; what one form has read, the next do not read again."""
    taken: list[tuple[int, int]] = []
    for form in _patterns().forms:
        for matched in form.finditer(flat):
            groups = matched.groupdict()
            word = groups.get("word")
            month, is_persian = _month(word, words) if word is not None else (int(groups["month"]), False)
            if month is None or any(matched.start() < end and start < matched.end() for start, end in taken):
                continue
            found = _checked(*matched.span(), groups["year"], month, groups.get("day"), words, is_persian=is_persian)
            taken.append(matched.span())
            yield found
    if len(flat) < 6 or not ("/" in flat or "." in flat or "-" in flat):
        return
    order = order or words.date_order
    for matched in _NUMERIC.finditer(flat):
        taken.append(matched.span())
        day_month = _ordered(int(matched["first"]), int(matched["second"]), matched["mark"], order)
        if day_month is None:
            yield _Found(*matched.span(), _UNSURE, two_ways=True)
        else:
            yield _checked(*matched.span(), matched["year"], day_month[1], day_month[0], words)
    if not taken:
        for matched in _SHORT_YEAR.finditer(flat):
            yield _with_short_year(matched, order, words)


def _month(word: str, words: Vocabulary) -> tuple[int | None, bool]:
    """The number of a month, and whether it is one of the Persian calendar."""
    name = fold(word).translate(_PARTED)
    month = words.months.get(name)
    return (month, False) if month is not None else (words.persian_months.get(name), True)


def _ordered(first: int, second: int, mark: str, order: DateOrder | None) -> tuple[int, int] | None:
    """Day and month of an all-number date with the year last; None where it reads two ways."""
    if first > 12 >= second or first == second or order == "dmy":
        return first, second
    if second > 12 >= first or order == "mdy":
        return second, first
    # Nobody writes month.day.year with dots.
    return (first, second) if mark.strip() == "." else None


def _with_short_year(matched: re.Match[str], order: DateOrder | None, words: Vocabulary) -> _Found:
    """05.04.24: the order is that of the site or the language, and without either nothing is sure."""
    first, second, third = (int(matched[name]) for name in ("first", "second", "third"))
    if order == "ymd":
        year, month, day = first, second, third
    else:
        year = third
        day, month = _ordered(first, second, matched["mark"], order) or (0, 0)
    if year > _LAST_SHORT_YEAR:
        return _Found(*matched.span(), _UNSURE)
    return _checked(*matched.span(), str(2000 + year), month, day, words)


def _checked(
    start: int,
    end: int,
    year: str,
    month: str | int | None,
    day: str | int | None,
    words: Vocabulary,
    *,
    is_persian: bool = False,
) -> _Found:
    """The date, where it can be."""
    found = _Found(
        start, end, int(year), int(month) if month is not None else None, int(day) if day is not None else None
    )
    unsure = _Found(start, end, _UNSURE)
    if is_persian or (words.calendar == "persian" and found.year <= _LAST_PERSIAN):
        real = _from_persian(found.year, found.month or 0, found.day or 0)
        return _Found(start, end, real.year, real.month, real.day) if real is not None else unsure
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        return unsure
    try:
        real = date(found.year, 1 if found.month is None else found.month, 1 if found.day is None else found.day)
    except ValueError:
        return unsure
    return unsure if real in _DEFAULTS else found


def _from_persian(year: int, month: int, day: int) -> date | None:
    """A day of the Persian calendar (solar Hijri), by its cycle of 33 years, which holds from 1206 to 1498.

    >>> _from_persian(1403, 1, 1), _from_persian(1403, 12, 30), _from_persian(1402, 12, 30)
    (datetime.date(2024, 3, 20), datetime.date(2025, 3, 20), None)
    """
    is_leap = year % 33 in {1, 5, 9, 13, 17, 22, 26, 30}
    longest = 31 if month <= 6 else 30 if month <= 11 or is_leap else 29
    if not (_FIRST_PERSIAN <= year <= _LAST_PERSIAN and 1 <= month <= 12 and 1 <= day <= longest):
        return None
    shifted = year + 1595  # to where cycles of 33 years begin
    leap_days = 8 * (shifted // 33) + (shifted % 33 + 3) // 4
    in_year = 31 * (month - 1) - max(0, month - 7) + day
    return date.fromordinal(_PERSIAN_EPOCH + 365 * shifted + leap_days + in_year)


_PERSIAN_EPOCH: Final = -356033


# --- clock times

_WEEKDAY: Final = r"[(]?[^\W\d_]{1,12}[)]?"


def _clock_patterns(words: Vocabulary) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    at, on, behind, am, pm, year = (alternatives(words.clock(key)) for key in ("at", "on", "hour", "am", "pm", "year"))
    half = rf"(?:{am}|{pm})(?!\w)"
    early = rf"(?P<early>{am}|{pm})?"
    clock = (
        rf"{early}\s?(?P<hour>\d{{1,2}})(?:\s?[:h時时点시]\s?(?P<minute>\d\d)(?![\d/])(?:\s?[分분])?"
        rf"(?:[:분分]?\s?(?P<second>[0-5]\d)(?:\s?[秒초]|[.,]\d{{1,9}})?(?![\d:]))?)?(?:\s?(?P<late>{half}|(?:{behind})(?!\w)))?"
    )
    zones = alternatives(zone for zone in words.zones if zone != "z")
    zone = rf"(?:\s?[(]?(?P<zone>z(?!\w)|(?:(?:gmt|utc)?[+-]\d\d?:?(?:\d\d)?)(?!\d)|(?:{zones})(?!\w)))?"
    return (
        re.compile(
            rf"(?:\s?(?:{year})(?!\w))?(?:\s?[,،|·•\-–—@(]\s?|\s)?(?:t(?=\d)|(?<=\s)(?:{_WEEKDAY})\s)??(?:\s?(?:{at})\s?)?{clock}{zone}"
        ),
        re.compile(rf"(?<![\d:.]){clock}{zone}\s?[,|·•-]?\s?(?:(?:{on})\s)?(?:{_WEEKDAY},?\s)?$"),
        re.compile(rf"(?:{pm})"),
        re.compile(rf"(?:{am})"),
    )


def _with_clocks(flat: str, dates: list[_Found], words: Vocabulary) -> Iterator[_Found]:
    patterns = _patterns()
    for found in dates:
        if found.day is None:
            yield found
            continue
        after = patterns.after.match(flat, found.end)
        before = patterns.before.search(flat[max(0, found.start - 40) : found.start])
        matched = after or before
        clock = _clock(matched) if matched is not None else None
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


def _clock(matched: re.Match[str]) -> time | None:
    """The clock time, where it has minutes or says am or pm."""
    groups = matched.groupdict()
    half = groups["early"] or groups["late"]
    if groups["minute"] is None and not half:
        return None
    hour = int(groups["hour"])
    patterns = _patterns()
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


_OFFSET: Final = pattern(r"(?:gmt|utc)?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?")


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


# --- relative to the fetch

_LONGEST_RELATIVE: Final = 80


def parse_relative(text: str, fetched_at: datetime, *, language: str | None = None) -> Stamp | None:
    """A date told by its distance from the fetch: "3 days ago", "vor 2 Tagen", "hace 3 horas", "어제".

    Minutes, hours and days give the day (in UTC), weeks and months the month, years the year; weeks that may lie in
    two months give nothing.

    >>> parse_relative("Posted 3 days ago", datetime(2025, 6, 1, tzinfo=UTC)).value
    '2025-05-29'
    """
    short = squash(text)
    if len(short) > _LONGEST_RELATIVE:
        return None
    flat = flatten(short).translate(_DIGITS)
    words = load_vocabulary(language)
    matched = next((one for one in _relative_pattern().finditer(flat) if one["ahead"] or one["behind"]), None)
    if matched is None:
        count, unit, raw = words.relative_days.get(flat.strip(" .,|·•")), "day", short
    else:
        count = int(matched["count"]) if matched["count"].isdecimal() else 1
        unit, raw = words.relative_units[matched["unit"]], matched[0].strip()
    if count is None or count > 1000:
        return None
    return _told(fetched_at.astimezone(UTC), count, unit, raw)


def _told(now: datetime, count: int, unit: str, raw: str) -> Stamp | None:
    if unit in ("minute", "hour", "day"):
        day = (now - timedelta(**{f"{unit}s": count})).date()
        return Stamp(value=day.isoformat(), precision=Precision.DAY, raw=raw)
    if unit == "week":
        latest, earliest = (now - timedelta(weeks=weeks) for weeks in (count, count + 1))
        value = latest.strftime("%Y-%m")
        return Stamp(value=value, precision=Precision.MONTH, raw=raw) if value == earliest.strftime("%Y-%m") else None
    if unit == "month":
        months = 12 * now.year + now.month - 1 - count
        return Stamp(value=f"{months // 12:04}-{months % 12 + 1:02}", precision=Precision.MONTH, raw=raw)
    return Stamp(value=f"{now.year - count:04}", precision=Precision.YEAR, raw=raw)


@lru_cache(maxsize=1)
def _relative_pattern() -> re.Pattern[str]:
    words = load_vocabulary(None)
    before, after, one = (alternatives(words.relative(key)) for key in ("before", "after", "one"))
    units = alternatives(words.relative_units)
    return re.compile(
        rf"(?<!\w)(?:(?P<ahead>{before})\s)?(?P<count>\d{{1,3}}|(?:{one})(?=\s))\s?(?P<unit>{units})(?:\s?(?P<behind>{after}))?"
        r"(?![a-zß-ɏа-я])"
    )
