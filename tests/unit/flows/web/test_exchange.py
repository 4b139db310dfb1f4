from datetime import UTC, datetime

import pytest

from flows.web.exchange import retry_after

NOW = datetime(2025, 1, 25, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Sat, 25 Jan 2025 12:01:00 GMT", 60),
        ("Saturday, 25-Jan-25 12:01:00 GMT", 60),  # RFC 9110 5.6.7: obsolete and still to be read
        ("Sat Jan 25 12:01:00 2025", 60),
        ("Sat, 25 Jan 2025 11:00:00 GMT", 0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("٣", None),
        ("9" * 5_000, None),
        ("Mon, 01 Jan 2024 00:00:00 +99999999999999999999", None),
        ("Mon, 01 Jan 9999999999 00:00:00 GMT", None),
    ],
)
def testretry_after(value: str, seconds: float | None) -> None:
    assert retry_after({"retry-after": value}, NOW) == seconds
