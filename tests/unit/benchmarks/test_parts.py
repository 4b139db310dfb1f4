import json
import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.benchmarks.__main__ import PARTS, section, with_section
from tests.benchmarks.fuzzing import COLUMNS, TARGETS
from tests.benchmarks.tables import Table
from tests.fuzz.findings import FINDINGS

DOCUMENT = (Path(__file__).parents[3] / "docs" / "benchmarks.md").read_text(encoding="utf-8")
ABOUT = {
    "day": "2026-11-23",
    "machine": "2 cores",
    "python": "3.11.7",
    "versions": {"httpx": "0.28.1", "dlt": "1.31.0"},
}
TABLE = Table("Loading 5 lines", ("", "s"), [("duckdb", 1.5)], ["A note."])


@pytest.mark.parametrize("name", PARTS)
def test_a_part_is_a_module_and_is_told_in_the_document(name: str) -> None:
    assert find_spec(f"tests.benchmarks.{PARTS[name].module}")
    parts = DOCUMENT.partition("Parts: ")[2].partition("Results")[0]
    assert name in parts.replace("`", " ").replace(",", " ").split()


@pytest.mark.parametrize("name", sorted(PARTS.keys() - {"fuzz"}))
def test_the_document_has_tables_of_a_part_with_day_machine_and_versions(name: str) -> None:
    text = DOCUMENT.partition(f"<!-- {name} -->")[2].partition(f"<!-- end of {name} -->")[0]
    told = (
        rf"\n## {PARTS[name].heading}\n\n20\d\d-\d\d-\d\d: \d+ cores, .+, Python 3[.\d]+, .*httpx 0[.\d]+.*\.\n\n### "
    )
    assert re.match(told, text)


def test_a_section_tells_when_on_what_and_with_what() -> None:
    assert section("load", [TABLE], ABOUT).splitlines() == [
        *("<!-- load -->", "## Loading", "", "2026-11-23: 2 cores, Python 3.11.7, httpx 0.28.1, dlt 1.31.0.", ""),
        *("### Loading 5 lines", "", "|  | s |", "| --- | ---: |", "| duckdb | 1.50 |", "", "A note.", ""),
        "<!-- end of load -->",
    ]


def test_a_section_takes_the_place_of_the_one_before_and_leaves_the_others() -> None:
    one, two = (section(name, [TABLE], ABOUT) for name in ("load", "state"))
    document = with_section(with_section("# Benchmarks\n", "load", one), "state", two)
    assert document == f"# Benchmarks\n\n{one}\n\n{two}\n"
    assert with_section(document, "load", one.replace("1.50", r"\1.75")) == document.replace("1.50", r"\1.75", 1)


def test_a_run_of_some_targets_renews_their_rows_and_leaves_the_others() -> None:
    def document(*rows: tuple[str, int, int, int, int]) -> str:
        return f"# Benchmarks\n\n{section('fuzz', [Table('By target', COLUMNS, rows)], ABOUT)}\n"

    before = document(("warc", 30, 45_167, 1, 1), ("cdx", 30, 288_515, 3, 3), ("site", 30, 42_701, 0, 0))
    renewed = section(
        "fuzz", [Table("By target", COLUMNS, [("cdx", 600, 5_000_000, 4, 3), ("feed", 600, 9, 0, 0)])], ABOUT
    )
    assert with_section(before, "fuzz", renewed) == document(
        *(("warc", 30, 45_167, 1, 1), ("cdx", 600, 5_000_000, 4, 3), ("site", 30, 42_701, 0, 0), ("feed", 600, 9, 0, 0))
    )


def test_the_document_has_a_row_of_every_target_with_its_seconds() -> None:
    table = DOCUMENT.partition(" | ".join(COLUMNS))[2].partition("<!-- end of fuzz -->")[0]
    assert re.findall(r"^\| (\w+) \| [\d,]+ \| [\d,]+ \| \d+ \| \d+ \|$", table, re.MULTILINE) == list(TARGETS)


def test_a_table_of_a_part_comes_back_from_its_json() -> None:
    assert Table.from_json(json.loads(json.dumps(TABLE._asdict()))).markdown() == TABLE.markdown()


def test_findings_are_of_targets_that_there_are() -> None:
    assert FINDINGS.keys() <= set(TARGETS)
