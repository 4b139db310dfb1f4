"""What benchmarks print."""

import json
from importlib import import_module

import pytest

from tests.benchmarks.__main__ import PARTS, section, with_section
from tests.benchmarks.tables import Cell, Table, publish, shown

TABLE = Table("Speed", ("tool", "ms", "pages"), [("ours", 1.2345, 1200), ("theirs | slow", None, 7)], ["A note."])


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, "–"),
        ("x", "x"),
        (1234567, "1,234,567"),
        (0.12345, "0.123"),
        (1.2345, "1.23"),
        (12.345, "12.3"),
        (1234.5, "1,234"),
    ],
)
def test_figures_have_the_digits_that_can_be_meant(cell: Cell, text: str) -> None:
    assert shown(cell) == text


def test_text_is_aligned() -> None:
    assert TABLE.text().splitlines()[2:5] == [
        "tool             ms  pages",
        "ours           1.23  1,200",
        "theirs | slow     –      7",
    ]


def test_markdown_escapes_what_would_be_a_column() -> None:
    assert TABLE.markdown().splitlines() == [
        "### Speed",
        "",
        "| tool | ms | pages |",
        "| --- | ---: | ---: |",
        "| ours | 1.23 | 1,200 |",
        "| theirs \\| slow | – | 7 |",
        "",
        "A note.",
    ]


def test_json_gives_the_same_table_back(capsys: pytest.CaptureFixture[str]) -> None:
    publish([TABLE], as_json=True)
    assert Table.from_json(json.loads(capsys.readouterr().out)).markdown() == TABLE.markdown()


ABOUT = {"day": "2026-11-23", "machine": "2 cores", "python": "3.11.2", "versions": {"selectolax": "1.0.2"}}


def test_a_section_is_put_at_the_end_and_then_replaced() -> None:
    first = with_section("# Benchmarks\n", "speed", section("speed", [TABLE], ABOUT))
    both = with_section(first, "match", section("match", [], ABOUT))
    again = with_section(both, "speed", section("speed", [], ABOUT))
    assert first.startswith("# Benchmarks\n\n<!-- speed -->\n## Extraction\n")
    assert "| ours |" in both
    assert "| ours |" not in again
    assert again.index("<!-- speed -->") < again.index("<!-- match -->")


def test_parts_are_modules_of_this_package() -> None:
    for part in PARTS.values():
        assert import_module(f"tests.benchmarks.{part.module}").__doc__
