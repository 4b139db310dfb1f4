"""The report's page: what it says, and that nothing of any page acts in it."""

import base64
import hashlib
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from flows.reports import charts
from flows.reports.dataset import render_report
from flows.reports.notices import notices
from flows.reports.tables import sized, words
from flows.storage.overview import overview
from flows.storage.store import open_store
from schemas.overview import Drift, Overview
from tests.synthetic import write_dataset
from tests.unit.flows.reports.test_page import Elements

pytest.importorskip("duckdb", reason="no DuckDB: pip install 'reviewlines[report]'")
pytest.importorskip("vl_convert", reason="no vl-convert-python: pip install 'reviewlines[report]'")

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
WILD = "</title></style></script><img src=x onerror=alert(1)><svg/onload=alert(2)>\"'&\u202e{{ 7 * 7 }}"


def counted(folder: Path, lines: int, wild: str = "") -> Overview:
    write_dataset(folder / "data", lines, wild=wild)
    return overview(open_store(folder / "data"))


def rendered(shown: Overview, name: str = "data") -> str:
    return render_report(shown, name=name, made_at=NOW)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Overview:
    return counted(tmp_path_factory.mktemp("shown"), 1_200)


@pytest.fixture(scope="module")
def html(shown: Overview) -> str:
    return rendered(shown)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> str:
    return rendered(counted(tmp_path_factory.mktemp("hostile"), 96, WILD), name=WILD)


# --- safe


def test_of_hostile_records_nothing_but_text_is_left(hostile: str, html: str) -> None:
    found, plain = Elements(hostile), Elements(html)
    assert {tag for tag, _ in found.elements} <= {tag for tag, _ in plain.elements} | {"i", "ul", "li"}
    assert {name for _, said in found.elements for name in said} <= {
        name for _, said in plain.elements for name in said
    }
    assert "<img src=x onerror=alert(1)>" in found.text
    assert "{{ 7 * 7 }}" in found.text
    assert "\u202e" not in hostile
    assert hostile.count("<script>") == hostile.count("<style>") == 1


def test_the_policy_allows_the_pages_own_style_and_script_and_nothing_else(html: str) -> None:
    (policy,) = [said["content"] for _, said in Elements(html).elements if "http-equiv" in said]
    digests = {}
    for tag in ("style", "script"):
        (text,) = re.findall(f"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digests[tag] = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert "url(" not in text
        assert "http" not in text
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digests['style']}'; script-src 'sha256-{digests['script']}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert "style" not in {name for _, said in Elements(html).elements for name in said}


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("https://a.test/", True),
        ("HTTP://a.test/", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//a.test/", False),
        ("", False),
        (None, False),
    ],
)
def test_links_lead_to_the_web_alone(address: str | None, linked: bool) -> None:
    assert (words("x", address).href is not None) is linked


def test_links_of_the_page_lead_to_a_place_in_it_or_to_the_web(html: str) -> None:
    found = Elements(html)
    ids = found.having("id")
    assert len(ids) == len(set(ids))
    assert all(
        href[1:] in ids if href.startswith("#") else href.startswith("https://") for href in found.having("href")
    )


@pytest.mark.parametrize(
    "drawing",
    [
        '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        '<svg xmlns="http://www.w3.org/2000/svg"><a href="javascript:alert(1)"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><image width="1"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><g style="color: red"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><div xmlns="http://www.w3.org/1999/xhtml"/></svg>',
    ],
)
def test_a_drawing_is_made_of_shapes_and_text_alone(drawing: str) -> None:
    with pytest.raises(ValueError, match="a chart must not hold"):
        charts.checked(drawing)


# --- readable


def test_every_section_has_its_heading_and_its_tables(html: str) -> None:
    found = Elements(html)
    levels = [int(tag[1]) for tag, _ in found.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(other - one <= 1 for one, other in pairwise(levels))
    sections = [said["id"] for tag, said in found.elements if tag == "section" and "id" in said]
    assert sections == [
        *("growth", "coverage", "drift", "ratings", "time", "agreement", "works", "rejects", "doubts", "hosts", "runs"),
        "samples",
    ]
    assert all("scope" in said for tag, said in found.elements if tag == "th")


def test_every_chart_is_described_and_hidden_from_who_reads_the_description(html: str) -> None:
    found = Elements(html)
    figures = [said for tag, said in found.elements if tag == "figure"]
    assert len(figures) == 9
    assert all(said["role"] == "img" and len(said["aria-label"]) > 40 for said in figures)
    drawings = [said for tag, said in found.elements if tag == "svg"]
    assert len(drawings) == 2 * len(figures)
    assert all(said["aria-hidden"] == "true" for said in drawings)


def test_it_is_the_same_page_for_the_same_dataset(shown: Overview, html: str) -> None:
    assert rendered(shown) == html


def test_charts_take_no_notice_of_the_machines_time_zone(shown: Overview) -> None:
    code = (
        "import sys; from schemas.overview import DayCount; from flows.reports import charts\n"
        "days = [DayCount.model_validate_json(line) for line in sys.stdin]\n"
        "print(charts.growth(days).wide, charts.totals(days).wide)"
    )
    drawn = {
        subprocess.run(
            [sys.executable, "-c", code],
            input="\n".join(day.model_dump_json() for day in shown.days),
            env=os.environ | {"TZ": zone},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for zone in ("UTC", "America/Los_Angeles")
    }
    assert len(drawn) == 1


def test_many_hosts_that_were_left_are_one_line(shown: Overview) -> None:
    left = [shown.hosts[0].model_copy(update={"host": f"h{number}.test", "stopped": "429"}) for number in range(500)]
    told = [each.text for each in notices(shown.model_copy(update={"hosts": tuple(left)}))]
    assert "h0.test: 429" in told
    assert told[-1] == "492 more hosts were left before the end."


def test_an_empty_dataset_has_a_page_too(tmp_path: Path) -> None:
    text = Elements(rendered(counted(tmp_path, 0))).text
    assert "Nothing has been committed yet." in text
    assert "Nothing calls for a look" in text


def test_what_calls_for_a_look_stands_first(html: str) -> None:
    text = Elements(html).text
    assert "reelgazette: credits.director 0% in the newest run" in text
    assert "pantalla: sitemap.xml: 503" in text
    assert "backrow: credits.writer is missing: 0 of 20 reviews have it, before 180 of 200 had it." in text
    assert "midnightmatinee.test: ten errors in a row" in text


def test_a_better_field_is_no_reason_to_look(shown: Overview) -> None:
    change = Drift(site="a", field="rating", before=0.2, now=0.9, lines_before=100, lines_now=100)
    refused = change.model_copy(update={"field": "rejects"})
    told = [each.text for each in notices(shown.model_copy(update={"drift": (change, refused)}))]
    assert [text for text in told if text.startswith("a:")] == [
        "a: pages without a record 90% in the newest run, 20% before. The site may have changed its pages."
    ]


def test_what_a_gate_said_is_not_said_again(shown: Overview) -> None:
    (gate,) = shown.runs[0].gates
    change = Drift(site=gate.site, field="credits.writer", before=0.9, now=0.0, lines_before=100, lines_now=100)
    told = [each.text for each in notices(shown.model_copy(update={"drift": (change,)}))]
    assert [text for text in told if "credits.writer" in text] == [gate.message]


def test_a_host_that_was_asked_too_fast_is_told(shown: Overview) -> None:
    fast = shown.hosts[0].model_copy(update={"too_fast": 2, "stopped": None})
    told = [each.text for each in notices(shown.model_copy(update={"hosts": (fast,)}))]
    assert f"{fast.host} was asked faster than its delay in 2 runs." in told


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0 B"), (999, "999 B"), (1_500, "1.5 kB"), (250_000_000, "250 MB"), (3.2e12, "3.2 TB")]
)
def test_sizes_are_in_units_that_people_read(number: float, text: str) -> None:
    assert sized(number) == text
