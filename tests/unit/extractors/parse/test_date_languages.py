"""Dates as the pages of each language print them: ten of each that has no labelled page, a few of the others."""

from datetime import UTC, datetime

import pytest

from extractors.parse.date import find_dates, order_of, parse_date, parse_relative, reads_two_ways

PRINTED = {
    "nl": """
        25 januari 2025                     2025-01-25
        zaterdag 25 januari 2025            2025-01-25
        Geplaatst op 1 maart 2024           2024-03-01
        3 mrt 2024                          2024-03-03
        12 okt. 2023 om 20:15               2023-10-12T20:15:00
        01-02-2025                          2025-02-01
        1/2/2025                            2025-02-01
        31.12.2024                          2024-12-31
        augustus 2022                       2022-08
        1e mei 2024                         2024-05-01
        05.03.24                            2024-03-05
    """,
    "pl": """
        25 stycznia 2025                    2025-01-25
        25 stycznia 2025 r.                 2025-01-25
        sobota, 25 stycznia 2025            2025-01-25
        3 maja 2024, 18:05                  2024-05-03T18:05:00
        12 paź 2023                         2023-10-12
        01.02.2025                          2025-02-01
        1.2.2025 r.                         2025-02-01
        01-02-2025                          2025-02-01
        wrzesień 2022                       2022-09
        Opublikowano 9 grudnia 2021         2021-12-09
    """,
    "sv": """
        25 januari 2025                     2025-01-25
        lördag 25 januari 2025              2025-01-25
        den 3 maj 2024                      2024-05-03
        3 maj, 2024 kl. 18:05               2024-05-03T18:05:00
        12 okt 2023                         2023-10-12
        2025-02-01                          2025-02-01
        1/2/2025                            2025-02-01
        1:a februari 2025                   2025-02-01
        augusti 2022                        2022-08
        Publicerad 2024-03-09 07:30         2024-03-09T07:30:00
    """,
    "nb": """
        25. januar 2025                     2025-01-25
        lørdag 25. januar 2025              2025-01-25
        Publisert 3. mai 2024 kl. 18:05     2024-05-03T18:05:00
        12. okt. 2023                       2023-10-12
        01.02.2025                          2025-02-01
    """,
    "da": """
        25. januar 2025                     2025-01-25
        lørdag den 25. januar 2025          2025-01-25
        d. 3. maj 2024                      2024-05-03
        3. maj 2024 kl. 18:05               2024-05-03T18:05:00
        12. okt. 2023                       2023-10-12
        01.02.2025                          2025-02-01
        01/02/2025                          2025-02-01
        01-02-2025                          2025-02-01
        august 2022                         2022-08
        Udgivet 9. december 2021            2021-12-09
    """,
    "vi": """
        25 tháng 1, 2025                    2025-01-25
        ngày 3 tháng 5 năm 2024             2024-05-03
        Thứ Sáu, 03/05/2024                 2024-05-03
        Thứ Sáu, ngày 03/05/2024 10:30      2024-05-03T10:30:00
        03/05/2024, 10:30 (GMT+7)           2024-05-03T10:30:00+07:00
        Tháng Năm 3, 2024                   2024-05-03
        3 Tháng Mười Hai, 2023              2023-12-03
        tháng 12 năm 2023                   2023-12
        03-05-2024                          2024-05-03
        Đăng ngày 9 tháng 11, 2021          2021-11-09
    """,
    "tr": """
        25 Ocak 2025                        2025-01-25
        25 Ocak 2025 Cumartesi              2025-01-25
        Yayınlanma: 3 Mayıs 2024            2024-05-03
        3 Mayıs 2024, 18:05                 2024-05-03T18:05:00
        12 Eki 2023                         2023-10-12
        1 Şubat 2025                        2025-02-01
        01.02.2025                          2025-02-01
        01/02/2025                          2025-02-01
        Ağustos 2022                        2022-08
        9 Aralık 2021                       2021-12-09
    """,
    "hi": """
        25 जनवरी 2025                       2025-01-25
        शनिवार, 25 जनवरी 2025               2025-01-25
        3 मई 2024                           2024-05-03
        3 मई, 2024                          2024-05-03
        १२ अक्टूबर २०२३                     2023-10-12
        फरवरी 1, 2025                       2025-02-01
        01/02/2025                          2025-02-01
        01-02-2025                          2025-02-01
        अगस्त 2022                          2022-08
        प्रकाशित: 9 दिसंबर 2021             2021-12-09
    """,
    "te": """
        25 జనవరి 2025                       2025-01-25
        శనివారం, 25 జనవరి 2025              2025-01-25
        3 మే 2024                           2024-05-03
        మే 3, 2024                          2024-05-03
        12 అక్టోబర్ 2023                    2023-10-12
        1 ఫిబ్రవరి, 2025                    2025-02-01
        ౧౨ జూన్ ౨౦౨౩                        2023-06-12
        ఆగస్టు 2022                         2022-08
        25/01/2025                          2025-01-25
        ప్రచురణ: 9 డిసెంబర్ 2021            2021-12-09
    """,
    "id": """
        25 Januari 2025                     2025-01-25
        Sabtu, 25 Januari 2025              2025-01-25
        Diterbitkan 3 Mei 2024              2024-05-03
        Jumat, 3 Mei 2024 18:05             2024-05-03T18:05:00
        12 Okt 2023                         2023-10-12
        1 Agu 2024                          2024-08-01
        01/02/2025                          2025-02-01
        01-02-2025                          2025-02-01
        Agustus 2022                        2022-08
        9 Desember 2021                     2021-12-09
    """,
    "fa": """
        ۱۵ مرداد ۱۴۰۳                       2024-08-05
        یکشنبه ۱ فروردین ۱۴۰۰               2021-03-21
        دوشنبه، ۱۵ مرداد ۱۴۰۳               2024-08-05
        ۱۴۰۳/۰۵/۱۵                          2024-08-05
        1403/05/15                          2024-08-05
        ۳۰ اسفند ۱۴۰۳                       2025-03-20
        ۵ آوریل ۲۰۲۴                        2024-04-05
        ۳ مه ۲۰۲۴                           2024-05-03
        تاریخ انتشار: ۲۲ بهمن ۱۳۹۹          2021-02-10
        ۱۵ مرداد ۱۴۰۳، ساعت ۱۸:۰۵           2024-08-05T18:05:00
    """,
    "pt": """
        25 de janeiro de 2025               2025-01-25
        sábado, 25 de janeiro de 2025       2025-01-25
        1º de fevereiro de 2025             2025-02-01
        3 de maio de 2024 às 18:05          2024-05-03T18:05:00
        03/05/2024 18h05                    2024-05-03T18:05:00
        12 out 2023                         2023-10-12
        fevereiro 1, 2025                   2025-02-01
        01/02/2025                          2025-02-01
        agosto de 2022                      2022-08
        Publicado em 9 dez. 2021            2021-12-09
    """,
    "ru": """
        25 января 2025                      2025-01-25
        3 мая 2024 г. в 18:05               2024-05-03T18:05:00
        12 окт. 2023                        2023-10-12
        01.02.2025                          2025-02-01
        01.02.25                            2025-02-01
        август 2022                         2022-08
        суббота, 25 января 2025 года        2025-01-25
        Опубликовано 9 дек 2021             2021-12-09
        25-го января 2025                   2025-01-25
        2025-02-01 18:05                    2025-02-01T18:05:00
    """,
    "en": """
        Sep 5, 2022                         2022-09-05
        Apr 05 2024                         2024-04-05
        3 May '24, 3 May 2024               2024-05-03
        1/13/24                             2024-01-13
        May 26, 1977                        1977-05-26
        21st December 1989                  1989-12-21
    """,
    "de": """
        13. Januar 2014                     2014-01-13
        Sa., 25. Jan. 2025, 18:05 Uhr       2025-01-25T18:05:00
        13.01.14                            2014-01-13
        01.10.2024                          2024-10-01
    """,
    "fr": """
        le 3 mars 2024                      2024-03-03
        samedi 1er février 2025 à 18h05     2025-02-01T18:05:00
        01/10/2024                          2024-10-01
        12 oct. 2023                        2023-10-12
    """,
    "es": """
        5 de enero de 2024                  2024-01-05
        sábado, 25 de enero del 2025        2025-01-25
        01/10/2024 a las 18:05              2024-10-01T18:05:00
        12 oct. 2023                        2023-10-12
    """,
    "it": """
        1º febbraio 2025                    2025-02-01
        sabato 25 gennaio 2025, ore 18:05   2025-01-25T18:05:00
        12 ott 2023                         2023-10-12
        01/10/2024                          2024-10-01
    """,
    "ja": """
        2023年6月1日                        2023-06-01
        2023年6月1日 18時05分               2023-06-01T18:05:00
        2023/6/1(木)                        2023-06-01
        ２０２３年６月１日                  2023-06-01
    """,
    "ko": """
        2023. 6. 1.                         2023-06-01
        2023. 6. 1. 18:05                   2023-06-01T18:05:00
        2023년 6월 1일 (목)                 2023-06-01
        23.06.01                            2023-06-01
    """,
    "zh": """
        2023年6月1日 星期四                 2023-06-01
        2023-06-01 18:05                    2023-06-01T18:05:00
        2023 年 6 月 1 日                   2023-06-01
        2023/6/1                            2023-06-01
    """,
}


def cases(tables: dict[str, str]) -> list[tuple[str, str, str]]:
    """(language, text, value) of each line."""
    rows = [(lang, line.strip()) for lang, table in tables.items() for line in table.strip().splitlines()]
    return [(lang, line.rsplit(maxsplit=1)[0].strip(), line.rsplit(maxsplit=1)[1]) for lang, line in rows]


@pytest.mark.parametrize(("language", "text", "value"), cases(PRINTED))
def test_a_printed_date(language: str, text: str, value: str) -> None:
    stamp = parse_date(text, language=language)
    assert stamp is not None
    assert stamp.value == value


NOW = datetime(2025, 6, 20, 12, tzinfo=UTC)
RELATIVE = {
    "en": """
        3 days ago                          2025-06-17
        Posted 3 hours ago                  2025-06-20
        a day ago                           2025-06-19
        Yesterday                           2025-06-19
        2 months ago                        2025-04
        7 months ago                        2024-11
        2 years ago                         2023
        5d ago                              2025-06-15
    """,
    "de": "vor 2 Tagen 2025-06-18\n vor einem Tag 2025-06-19\n gestern 2025-06-19\n vor 2 Monaten 2025-04",
    "es": "hace 3 horas 2025-06-20\n hace un día 2025-06-19\n hace 2 años 2023",
    "fr": "il y a 2 jours 2025-06-18\n hier 2025-06-19\n il y a 3 mois 2025-03",
    "it": "2 giorni fa 2025-06-18\n un mese fa 2025-05\n ieri 2025-06-19",
    "pt": "há 2 dias 2025-06-18\n 2 dias atrás 2025-06-18\n ontem 2025-06-19",
    "ja": "3日前 2025-06-17\n 2時間前 2025-06-20\n 昨日 2025-06-19\n 2か月前 2025-04",
    "ko": "3일 전 2025-06-17\n 2시간 전 2025-06-20\n 어제 2025-06-19\n 1년 전 2024",
    "zh": "3天前 2025-06-17\n 2小时前 2025-06-20\n 昨天 2025-06-19\n 2个月前 2025-04",
    "ru": "3 дня назад 2025-06-17\n вчера 2025-06-19\n 2 месяца назад 2025-04",
    "nl": "2 dagen geleden 2025-06-18\n gisteren 2025-06-19\n een uur geleden 2025-06-20",
    "pl": "2 dni temu 2025-06-18\n wczoraj 2025-06-19\n 2 miesiące temu 2025-04",
    "sv": "för 2 dagar sedan 2025-06-18\n igår 2025-06-19\n 2 år sedan 2023",
    "nb": "for 2 dager siden 2025-06-18\n i går 2025-06-19",
    "da": "for 2 dage siden 2025-06-18\n i går 2025-06-19\n for 2 år siden 2023",
    "vi": "2 ngày trước 2025-06-18\n hôm qua 2025-06-19\n 3 giờ trước 2025-06-20",
    "tr": "2 gün önce 2025-06-18\n dün 2025-06-19\n 2 ay önce 2025-04",
    "hi": "2 दिन पहले 2025-06-18\n 3 घंटे पहले 2025-06-20",
    "te": "2 రోజుల క్రితం 2025-06-18\n నిన్న 2025-06-19",
    "id": "2 hari yang lalu 2025-06-18\n kemarin 2025-06-19\n 2 bulan lalu 2025-04",
    "fa": "۲ روز پیش 2025-06-18\n دیروز 2025-06-19",
}


@pytest.mark.parametrize(("language", "text", "value"), cases(RELATIVE))
def test_a_date_relative_to_the_fetch(language: str, text: str, value: str) -> None:
    stamp = parse_relative(text, NOW, language=language)
    assert stamp is not None
    assert stamp.value == value


@pytest.mark.parametrize(
    "text",
    [
        "for 3 days",
        "3 days",
        "in 2 days",
        "2 weeks ago",  # some day of May or of June
        "2000 years ago",
        "Two sisters met again 3 days ago, and a man whom neither of them had seen in years was there as well.",
        "",
    ],
)
def test_no_distance_from_the_fetch(text: str) -> None:
    assert parse_relative(text, NOW, language="en") is None


def test_weeks_give_the_month_that_they_lie_in() -> None:
    stamp = parse_relative("1 week ago", NOW, language="en")
    assert stamp is not None
    assert (stamp.value, stamp.precision) == ("2025-06", "month")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Published May 4, 2024 · Updated May 6, 2024",
            [("Published ", "2024-05-04", " · Updated "), (" · Updated ", "2024-05-06", "")],
        ),
        ("by Ann Lee | 01/02/2025", [("by Ann Lee | ", None, "")]),
        ("no date", []),
    ],
)
def test_all_dates_of_a_text_with_what_stands_between_them(
    text: str, expected: list[tuple[str, str | None, str]]
) -> None:
    found = find_dates(text, language="en")
    assert [(one.before, one.stamp and one.stamp.value, one.after) for one in found] == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("01/02/2025", "en", True),
        ("01/02/2025", "fr", False),
        ("25/02/2025", "en", False),
        ("2025-13-01", "en", False),
        ("no date", "en", False),
    ],
)
def test_what_reads_two_ways(text: str, language: str, *, expected: bool) -> None:
    assert reads_two_ways(text, language=language) is expected


@pytest.mark.parametrize(
    ("text", "order"), [("25/01/2025", "dmy"), ("01/25/2025", "mdy"), ("01/02/2025", None), ("99/99/2025", None)]
)
def test_the_order_that_a_part_above_12_tells(text: str, order: str | None) -> None:
    assert order_of(text) == order
