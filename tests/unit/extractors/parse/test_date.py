from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.parse.date import parse_date
from schemas.review import Precision


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        # ISO 8601 and RFC 5322
        ("2025-01-25", None, "2025-01-25"),
        ("2025-01", None, "2025-01"),
        ("2025", None, "2025"),
        ("20250125", None, "2025-01-25"),
        ("20250125T003600Z", None, "2025-01-25T00:36:00Z"),
        ("2025-01-25 00:36", None, "2025-01-25T00:36:00"),
        ("2025-01-25T00:36", None, "2025-01-25T00:36:00"),
        ("2025-01-25T00:36:12", None, "2025-01-25T00:36:12"),
        ("2025-01-25T00:36:12+09:00", None, "2025-01-25T00:36:12+09:00"),
        ("2025-01-25T00:36:12+0900", None, "2025-01-25T00:36:12+09:00"),
        ("2025-01-25T00:36:12Z", None, "2025-01-25T00:36:12Z"),
        ("2025-01-25T00:36:12.345Z", None, "2025-01-25T00:36:12Z"),
        ("Sat, 25 Jan 2025 00:36:00 +0000", None, "2025-01-25T00:36:00+00:00"),
        ("Sat, 25 Jan 2025 00:36:00 GMT", None, "2025-01-25T00:36:00+00:00"),
        ("25 Jan 2025 10:30 EST", None, "2025-01-25T10:30:00-05:00"),
        # written, by language
        ("January 25, 2025", "en", "2025-01-25"),
        ("Jan 25th, 2025", "en", "2025-01-25"),
        ("Jan. 25, 2025", "en", "2025-01-25"),
        ("25 January 2025", "en", "2025-01-25"),
        ("25th of January, 2025", "en", "2025-01-25"),
        ("Saturday, January 25, 2025", "en", "2025-01-25"),
        ("Monday, 16 May 2016", "en", "2016-05-16"),
        ("Apr 05 2024", "en", "2024-04-05"),
        ("25-Jan-2025", "en", "2025-01-25"),
        ("January 2025", "en", "2025-01"),
        ("25 janvier 2025", "fr", "2025-01-25"),
        ("1er mai 2024", "fr", "2024-05-01"),
        ("le 3 août 2023", "fr", "2023-08-03"),
        ("25. Januar 2025", "de", "2025-01-25"),
        ("25. Jänner 2025", "de", "2025-01-25"),
        ("Mittwoch, 9. März 2022", "de", "2022-03-09"),
        ("25 de enero de 2025", "es", "2025-01-25"),
        ("enero 25, 2025", "es", "2025-01-25"),
        ("25 gennaio 2025", "it", "2025-01-25"),
        ("25 de janeiro de 2025", "pt", "2025-01-25"),
        ("25 января 2025", "ru", "2025-01-25"),
        ("25 января 2025 г., 14:30", "ru", "2025-01-25T14:30:00"),
        ("2025年1月25日", "ja", "2025-01-25"),
        ("2025年1月25日（土）", "ja", "2025-01-25"),
        ("2025年1月", "zh", "2025-01"),
        ("2025년 1월 25일", "ko", "2025-01-25"),
        ("2023. 6. 1.", "ko", "2023-06-01"),
        ("25 januar 2025", "nb", "2025-01-25"),
        ("25 stycznia 2025", "pl", "2025-01-25"),
        # words of another language than the page says
        ("25 janvier 2025", "en", "2025-01-25"),
        # clock times
        ("January 25, 2025 at 3:45 pm", "en", "2025-01-25T15:45:00"),
        ("January 25, 2025 @ 12:05 a.m.", "en", "2025-01-25T00:05:00"),
        ("10:30 AM, January 25, 2025", "en", "2025-01-25T10:30:00"),
        ("25.01.2025, 14:30 Uhr", "de", "2025-01-25T14:30:00"),
        ("25 janvier 2025 à 20h30", "fr", "2025-01-25T20:30:00"),
        ("2025년 1월 25일 오후 3:45", "ko", "2025-01-25T15:45:00"),
        ("2025年1月25日 下午3:45", "zh", "2025-01-25T15:45:00"),
        # all numbers, order certain
        ("25/01/2025", "en", "2025-01-25"),
        ("01/25/2025", "en", "2025-01-25"),
        ("05/05/2025", "en", "2025-05-05"),
        ("2025/01/02", "en", "2025-01-02"),
        ("2025.01.02", None, "2025-01-02"),
        ("01/10/2024", "fr", "2024-10-01"),
        ("05.03.2024", "en", "2024-03-05"),
        # inside a short text
        ("Posted on January 25, 2025 by Ann", "en", "2025-01-25"),
        ("Fred | Apr 05 2024", "en", "2024-04-05"),
        ("September 9, 2021 · 5 min read", "en", "2021-09-09"),
        ("January 25, 2025 (Saturday), January 25, 2025", "en", "2025-01-25"),
    ],
)
def test_one_date(text: str, language: str | None, value: str) -> None:
    stamp = parse_date(text, language=language)
    assert stamp is not None
    assert stamp.value == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no date at all",
        "01/02/2025",
        "1/2",
        "January 25, 2025, updated January 27, 2025",
        "31 February 2025",
        "2025-13-01",
        "25 January 1877",
        "January 1, 1970",
        "1900-01-01",
        "15 มกราคม 2567",
        "15 Ramadan 1445",
        "令和6年1月13日",
        "民國113年1月13日",
        "1403/05/15",
        "05/04/24",
        "May 25-27, 2025 in Cannes",
        "25 January 2150",
        "25 Smarch 2025",
        "May the best film win",
        "1,234",
        "Season 2 Episode 25",
        "192.168.20.25",
        "7/10",
        "In 2025 she made 25 films",
        "01/02/2025 or January 2, 2025",
    ],
)
def test_no_sure_date(text: str) -> None:
    assert parse_date(text, language="en") is None


@pytest.mark.parametrize(
    ("order", "value"), [("dmy", "2025-02-01"), ("mdy", "2025-01-02"), (None, None), ("ymd", None)]
)
def test_the_site_may_know_the_order(order: Literal["dmy", "mdy", "ymd"] | None, value: str | None) -> None:
    stamp = parse_date("01/02/2025", language="en", order=order)
    assert (stamp.value if stamp else None) == value


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("2025", Precision.YEAR),
        ("January 2025", Precision.MONTH),
        ("January 25, 2025", Precision.DAY),
        ("2025-01-25 00:36", Precision.MINUTE),
        ("2025-01-25T00:36:12Z", Precision.SECOND),
    ],
)
def test_precision_is_what_the_text_gives(text: str, precision: Precision) -> None:
    stamp = parse_date(text)
    assert stamp is not None
    assert stamp.precision is precision


def test_a_zone_is_kept_and_none_is_invented() -> None:
    with_zone, without = parse_date("2025-01-25T00:36:12+09:00"), parse_date("2025-01-25 00:36")
    assert with_zone is not None
    assert without is not None
    assert (with_zone.timezone_source, without.timezone_source) == ("markup", None)


def test_raw_is_the_dates_own_text() -> None:
    stamp = parse_date("Posted on January 25, 2025 at 3:45 pm by Ann", language="en")
    assert stamp is not None
    assert stamp.raw == "January 25, 2025 at 3:45 pm"


def test_two_times_on_one_day_leave_the_day() -> None:
    stamp = parse_date("Published 25 January 2025 10:00, updated 25 January 2025 12:00", language="en")
    assert stamp is not None
    assert (stamp.value, stamp.precision) == ("2025-01-25", Precision.DAY)


@given(st.text(alphabet="0123456789-/.: TZ+年月日JanuryMachd,stof", max_size=600))
def test_hostile_text_never_raises(text: str) -> None:
    stamp = parse_date(text)
    assert stamp is None or 1990 <= int(stamp.value[:4]) <= 2100
