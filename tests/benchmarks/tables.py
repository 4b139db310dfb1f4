"""What a benchmark measured: tables, as text for a terminal, Markdown for docs/benchmarks.md, or JSON for a machine."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

Cell = str | int | float | None
"""None: not measured."""


class Table(NamedTuple):
    """Figures under a title; the first column names the row, units stand in the columns' names."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str] = ()

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Table":
        """What `publish` printed of one."""
        return cls(**told)

    def text(self) -> str:
        """Aligned: names to the left, figures to the right."""
        cells = [list(self.columns), *([shown(cell) for cell in row] for row in self.rows)]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        lines = [_aligned(row, widths) for row in cells]
        return "\n".join([self.title, "", *lines, *self.notes]) + "\n"

    def markdown(self) -> str:
        """A heading of the third level and a table as GitHub and MkDocs read it."""
        return "\n".join([f"### {self.title}", "", *self._markdown_rows(), *_paragraphs(self.notes)]) + "\n"

    def _markdown_rows(self) -> Iterator[str]:
        yield _piped(self.columns)
        yield _piped(["---", *["---:"] * (len(self.columns) - 1)])
        for row in self.rows:
            yield _piped([shown(cell) for cell in row])


def publish(tables: Iterable[Table], *, as_json: bool) -> None:
    """Print each table as soon as it is there: to read, or as one JSON object a line."""
    for table in tables:
        print(json.dumps(table._asdict(), ensure_ascii=False) if as_json else table.text(), flush=True)


def shown(cell: Cell) -> str:
    """A figure with the digits that can be meant: three, and thousands whole."""
    if cell is None:
        return "–"
    if isinstance(cell, float):
        size = abs(cell)
        return f"{cell:,.{0 if size >= 100 else 1 if size >= 10 else 2 if size >= 1 else 3}f}"
    return f"{cell:,}" if isinstance(cell, int) else cell


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = [
        f"{cell:<{width}}" if not at else f"{cell:>{width}}"
        for at, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join((first, *others)).rstrip()


def _piped(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _paragraphs(notes: Sequence[str]) -> Iterator[str]:
    for note in notes:
        yield ""
        yield note
