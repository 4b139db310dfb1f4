"""The report and the explain page as a browser shows them: headless Chromium, without a network."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from extractors.extract import extract_reviews
from flows.reports.page import render_page
from schemas.page import Page
from tests.chromium import BINARY, Browser, chromium
from tests.synthetic import write_dataset

ROOT = Path(__file__).parents[2]
WILD = " <img src=x onerror=alert(1)><script>alert(2)</script>\u202e\"'&"
AXE = Path(os.environ.get("AXE", ROOT / "node_modules" / "axe-core" / "axe.min.js"))
SHOTS = os.environ.get("SHOTS")
"""A folder to keep screenshots in, for who wants to look at them."""
RULES = "runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"

pytestmark = pytest.mark.skipif(BINARY is None, reason="no Chromium on this machine: apt-get install chromium")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with chromium(tmp_path_factory.mktemp("chromium")) as opened:
        yield opened


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("report"), 1_200, "")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("hostile"), 96, WILD)


@pytest.fixture(scope="module")
def explained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = ROOT / "fixtures" / "pages" / "theguardian" / "film-review.html"
    page = Page(url=None, body=source.read_bytes())
    path = tmp_path_factory.mktemp("explain") / "explain.html"
    path.write_text(render_page(source.name, page, extract_reviews(page)), encoding="utf-8")
    return path


def written(folder: Path, lines: int, wild: str) -> Path:
    pytest.importorskip("duckdb", reason="no DuckDB: pip install 'reviewlines[report]'")
    pytest.importorskip("vl_convert", reason="no vl-convert-python: pip install 'reviewlines[report]'")
    from flows.reports.dataset import render_report
    from flows.storage.overview import overview
    from flows.storage.store import open_store

    write_dataset(folder / "data", lines, wild=wild)
    path = folder / "report.html"
    html = render_report(overview(open_store(folder / "data")), name="data", made_at=datetime(2026, 11, 23, tzinfo=UTC))
    path.write_text(html, encoding="utf-8")
    return path


def keep(browser: Browser, name: str) -> None:
    if SHOTS:
        browser.picture(Path(SHOTS) / f"{name}.png")


def column(browser: Browser, table: str, number: int) -> list[str]:
    """The texts of a column, in the order of the shown rows."""
    rows = f"[...document.querySelectorAll('#{table} tbody tr')].filter(row => !row.hidden)"
    return list(browser.run(f"{rows}.map(row => row.cells[{number}].textContent)"))


@pytest.mark.parametrize(
    ("name", "width", "dark"), [("wide", 1280, False), ("narrow", 390, False), ("dark", 1280, True)]
)
def test_the_report_asks_for_nothing_and_fits_its_window(
    browser: Browser, report: Path, name: str, width: int, dark: bool
) -> None:
    browser.open(report, width=width, dark=dark)
    assert browser.complaints() == []
    assert browser.requests() == [report.as_uri()]
    assert browser.run("document.documentElement.scrollWidth <= innerWidth")
    shown = browser.run(
        "[...document.querySelectorAll('figure svg')].filter(one => one.getBoundingClientRect().width > 0).length"
    )
    assert shown == browser.run("document.querySelectorAll('figure').length") > 5
    ground = browser.run("getComputedStyle(document.body).backgroundColor")
    assert ground == ("rgb(21, 24, 28)" if dark else "rgb(250, 249, 246)")
    keep(browser, f"report-{name}")


def test_a_head_sorts_by_number_then_turns_around(browser: Browser, report: Path) -> None:
    browser.open(report)
    press = "document.querySelector('#ratings-outlets thead th:nth-child(5) button').click()"
    browser.run(press)
    means = [float(mean) for mean in column(browser, "ratings-outlets", 4)]
    assert means == sorted(means, reverse=True)
    assert (
        browser.run("document.querySelector('#ratings-outlets th[aria-sort]').getAttribute('aria-sort')")
        == "descending"
    )
    assert browser.run("document.getElementById('said').textContent") == "Sorted by Mean, descending"
    browser.run(press)
    assert [float(mean) for mean in column(browser, "ratings-outlets", 4)] == sorted(means)
    browser.run("document.querySelector('#ratings-outlets thead th:nth-child(1) button').click()")
    names = column(browser, "ratings-outlets", 0)
    assert names == sorted(names)
    assert browser.run("document.querySelectorAll('#ratings-outlets [aria-sort]').length") == 1


def test_a_search_keeps_the_rows_that_have_all_words(browser: Browser, report: Path) -> None:
    browser.open(report)
    browser.run("document.querySelector('#rejects-reasons thead button').click()")  # a search after sorting
    browser.run("document.querySelector('#rejects .search input').focus()")
    browser.type("TINSUMMER listing")
    browser.run("new Promise(done => setTimeout(done, 300))")
    assert column(browser, "rejects-reasons", 0) == ["tinsummer"]
    assert column(browser, "rejects-reasons", 1) == ["listing"]
    assert browser.run("document.getElementById('said').textContent").startswith("1 of ")


def test_the_keyboard_reaches_the_content_the_tables_and_their_heads(browser: Browser, report: Path) -> None:
    browser.open(report)
    browser.press("Tab", 9)
    assert browser.run("document.activeElement.textContent") == "Skip to the content"
    browser.press("Enter", 13)
    assert browser.run("document.activeElement.id") == "content"
    browser.run("document.querySelector('#works-most thead th:nth-child(7) button').focus()")
    browser.press("Enter", 13)
    assert browser.run("document.querySelector('#works-most thead th:nth-child(7)').ariaSort") == "descending"
    scrolled = browser.run("[...document.querySelectorAll('.scroll')].every(one => one.tabIndex === 0)")
    assert scrolled


def test_without_scripts_everything_is_there(browser: Browser, report: Path) -> None:
    browser.open(report, script=False)
    assert browser.run("document.querySelectorAll('button, input').length") == 0
    assert browser.run("document.querySelectorAll('#works-most tbody tr').length") > 20


def test_on_paper_nothing_is_cut_off(browser: Browser, report: Path) -> None:
    browser.open(report, dark=True)
    browser.run("dispatchEvent(new Event('beforeprint'))")
    browser.call("Emulation.setEmulatedMedia", media="print")
    assert browser.run(
        "[...document.querySelectorAll('.scroll')].every(one => getComputedStyle(one).overflow === 'visible')"
    )
    assert browser.run("[...document.querySelectorAll('details')].every(one => one.open)")
    assert browser.run("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    browser.call("Emulation.setEmulatedMedia", media="")


def test_nothing_that_pages_say_acts(browser: Browser, hostile: Path) -> None:
    browser.open(hostile)
    assert browser.complaints() == []
    assert browser.requests() == [hostile.as_uri()]
    assert browser.run("document.querySelectorAll('img, iframe, object, embed, form, base').length") == 0
    assert browser.run("document.scripts.length") == 1
    names = "[...document.querySelectorAll('*')].flatMap(one => one.getAttributeNames())"
    assert browser.run(f"{names}.filter(name => name.startsWith('on'))") == []
    assert "<img src=x onerror=alert(1)>" in browser.run("document.querySelector('#works-most tbody').textContent")
    assert "<script>alert(2)</script>" in browser.run("document.querySelector('#samples').textContent")
    assert "\u202e" not in hostile.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "width", "dark"), [("wide", 1280, False), ("narrow", 390, False), ("dark", 1280, True)]
)
def test_the_explain_page_is_shown_too(browser: Browser, explained: Path, name: str, width: int, dark: bool) -> None:
    browser.open(explained, width=width, dark=dark)
    assert browser.complaints() == []
    assert browser.requests() == [explained.as_uri()]
    assert browser.run("document.documentElement.scrollWidth <= innerWidth")
    keep(browser, f"explain-{name}")


@pytest.mark.skipif(not AXE.exists(), reason="no axe-core: npm install --no-save axe-core, or AXE=path of axe.min.js")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("page", ["explained", "hostile"])
def test_axe_finds_no_serious_violation(
    browser: Browser, page: str, dark: bool, request: pytest.FixtureRequest
) -> None:
    browser.open(request.getfixturevalue(page), dark=dark)
    browser.run("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    browser.run(AXE.read_text(encoding="utf-8") + ";0")
    found: list[dict[str, Any]] = browser.run(
        f"axe.run({{{RULES}}}).then(told => told.violations.map(one => ({{id: one.id, impact: one.impact, "
        "nodes: one.nodes.slice(0, 3).map(node => node.html.slice(0, 200) + ' ' + node.failureSummary)})))"
    )
    assert [one for one in found if one["impact"] in ("serious", "critical")] == []
    assert found == []
