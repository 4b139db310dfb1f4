"""Dates as sitemaps, feeds and APIs write them."""

import email.utils
from datetime import UTC, datetime
from typing import Final

# W3C date-times (https://www.w3.org/TR/NOTE-datetime) may end with the year or the month.
_REST: Final = {4: "-01-01", 7: "-01"}


def read_date(text: str) -> datetime | None:
    """Read a W3C date-time (sitemaps, Atom, Dublin Core, WordPress) or an RFC 5322 one (RSS), in UTC.

    A date alone is its midnight, and a time without a zone is taken for UTC. None where it is neither.
    """
    text = text.strip()[:64]
    if not text:
        return None
    try:
        date = datetime.fromisoformat(text + _REST.get(len(text), ""))
    except ValueError:
        try:
            date = email.utils.parsedate_to_datetime(text)
        except (ValueError, OverflowError):
            return None
    try:
        return (date if date.tzinfo else date.replace(tzinfo=UTC)).astimezone(UTC)
    except (OverflowError, ValueError):  # the first or last day that there is, in a far zone
        return None
