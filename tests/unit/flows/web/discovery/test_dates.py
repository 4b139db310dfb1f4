from datetime import UTC, datetime

import pytest

from flows.web.discovery.dates import read_date


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0, micro: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, second, micro, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2025", at(2025, 1, 1)),
        ("2025-01", at(2025, 1, 1)),
        ("2025-01-25", at(2025, 1, 25)),
        ("2025-01-25T10:30+02:00", at(2025, 1, 25, 8, 30)),
        ("2025-01-25T10:30:15Z", at(2025, 1, 25, 10, 30, 15)),
        ("2025-01-25T10:30:15.25Z", at(2025, 1, 25, 10, 30, 15, 250_000)),
        ("2025-01-25T10:30:15", at(2025, 1, 25, 10, 30, 15)),
        (" 2025-01-25 10:30:15 ", at(2025, 1, 25, 10, 30, 15)),
        ("Sat, 25 Jan 2025 10:30:15 +0900", at(2025, 1, 25, 1, 30, 15)),
        ("Sat, 25 Jan 2025 10:30:15 GMT", at(2025, 1, 25, 10, 30, 15)),
        ("25 Jan 2025 10:30 EST", at(2025, 1, 25, 15, 30)),
        ("Sat, 25 Jan 2025 10:30:15 -0000", at(2025, 1, 25, 10, 30, 15)),
        ("", None),
        ("yesterday", None),
        ("2025-13-45", None),
        ("32 Jan 2025 10:00 GMT", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("9999-12-31T23:59:59-14:00", None),
        ("Sat, 25 Jan 2025 10:30:15 +99999999999999999999", None),
        ("Sat, 25 Jan 9999999999 10:30:15 GMT", None),
        ("x" * 100_000, None),
    ],
)
def test_dates(text: str, date: datetime | None) -> None:
    assert read_date(text) == date
