"""Tables of the report: plain HTML, which a small script makes sortable and searchable."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flows.reports.answers import printable

_LONGEST: Final = 600
_LONG: Final = 40
"""Longer texts want a wide column."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head."""

    name: str
    numeric: bool = False
    """Numbers, or shares: aligned to the right, and sorted from the largest."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value."""

    text: str
    key: float | str | None = None
    """What it is sorted by; None for its text. An empty text comes last in any order."""
    href: str | None = None
    """An address on the web."""
    tone: str = ""
    """"bad", "when" for a time, "long" for a long text, or "" for nothing to note."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table."""

    anchor: str
    """Its id in the page."""
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    left_out: int = 0
    """Rows that are not shown."""


def words(text: object, href: str | None = None, tone: str = "") -> Cell:
    """Text of a page or of ours. A link only where it leads to the web: no other scheme can act."""
    cleaned = printable("" if text is None else str(text))
    cut = cleaned if len(cleaned) <= _LONGEST else cleaned[: _LONGEST - 1] + "…"
    is_web = href is not None and href.lower().startswith(("http://", "https://"))
    return Cell(cut, href=printable(href or "") if is_web else None, tone=tone or ("long" if len(cut) > _LONG else ""))


def count(number: int | None, tone: str = "") -> Cell:
    """A whole number."""
    return Cell("", None) if number is None else Cell(f"{number:,}", number, tone=tone)


def decimal(number: float | None, places: int = 2, tone: str = "", sign: str = "") -> Cell:
    """A number with places."""
    if number is None:
        return Cell("")
    rounded = round(number, places) + 0.0
    return Cell(f"{rounded:{sign}.{places}f}", number, tone=tone)


def share(part: float | None, tone: str = "") -> Cell:
    """A share of 1, in per cent."""
    return Cell("") if part is None else Cell(f"{part:.0%}", part, tone=tone)


def moment(when: datetime | None) -> Cell:
    """A time in UTC."""
    return Cell("") if when is None else Cell(f"{when:%Y-%m-%d %H:%M}", when.timestamp(), tone="when")


def seconds(number: float | None, tone: str = "") -> Cell:
    """A duration."""
    return Cell("") if number is None else Cell(f"{number:,.2f} s", number, tone=tone)


def size(number: int) -> Cell:
    """Bytes."""
    return Cell(sized(number), number)


def sized(number: float) -> str:
    """Bytes in a unit that people read."""
    for unit in ("B", "kB", "MB", "GB"):
        if number < 1_000:
            return f"{number:,.0f} {unit}" if unit == "B" or number >= 100 else f"{number:,.1f} {unit}"
        number /= 1_000
    return f"{number:,.1f} TB"
