"""The year of the work in lines of facts and in sentences."""

import pytest

from extractors.locate.year import locate_year
from tests.unit.extractors.pages import TEXT, TITLE, given, values


def years(*lines: str, lang: str = "en", title: str | None = TITLE) -> list[int]:
    body = "".join(f"<p>{line}</p>" for line in lines)
    unit, context = given(f"<article><h1>{TITLE}</h1>{body}{TEXT}</article>", lang=lang, title=title)
    return values(locate_year(unit, context), "work.year")


@pytest.mark.parametrize(
    ("lang", "line", "year"),
    [
        ("de", "USA 2017", 2017),
        ("de", "D/F 2006, 137 Min.", 2006),
        ("es", "Título: X. España, 2020. 94 minutos", 2020),
        ("it", "con Eva Lind e Bo Diaz (Italia/Francia, 2013, 142’)", 2013),
        ("it", "Drammatico – Italia, 2019", 2019),
        ("it", "di Ava Stone (Italia,1977)", 1977),
        ("fr", "Fr. 2024. Drame de Ava Stone", 2024),
        ("ja", "制作国:日本(2017年)", 2017),
        ("en", "Director: Ava Stone, 1944, 107mins", 1944),
        ("en", "1944 | 107 minutes", 1944),
        ("en", f"{TITLE} - 2013 - USA", 2013),
        ("ja", "製作年 2016年", 2016),
        ("en", "Year – 1942.", 1942),
        ("es", "Dirección: Ana Ruiz. Intérpretes: Luis Mota. Duración: 92 m. Año: 2016. Producción: España.", 2016),
        ("en", f"({TITLE.upper()}, USA, 2013)", 2013),
        ("en", f"{TITLE} is a 2018 South Korean science fiction mystery thriller series.", 2018),
        ("en", f"“{TITLE}” is a 1974 film.", 1974),
    ],
)
def test_a_year_among_facts_is_the_works(lang: str, line: str, year: int) -> None:
    assert years(line, lang=lang) == [year]


@pytest.mark.parametrize(
    "line",
    [
        "2017",
        "May 4, 2017",
        "Posted in 2017, Ann Lee",
        "© 2017 Reels Media, USA",
        "USA, 4/5/2017",
        "The war of 1944 had come to France.",
        "From 1944 to 1945 they hid in Italy.",
        "Tin Summer (USA 1999), Lakes (UK 2004)",
        f"{TITLE} is nothing like the 2018 film of the same name.",
        f"{TITLE} won in 2018.",
        "It has the colours of Tin Summer (USA 1999), and that is the best of it.",
        "Runs 107 minutes and 2017 of them are dull.",
    ],
)
def test_other_years_are_not(line: str) -> None:
    assert years(line) == []


def test_a_year_on_a_line_of_its_own_needs_a_fact_beside_it() -> None:
    assert years("2015", "124 minutes") == [2015]
    assert years("Iceland", "2015") == [2015]
    assert years("2015", "Ava Stone") == []


def test_a_bare_year_right_below_the_title_is_the_works() -> None:
    assert years(TITLE, "2017", "Ava Stone") == [2017]
    assert years("Films seen", "2017", "Ava Stone") == []
