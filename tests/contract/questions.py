"""The questions of docs/questions.md. `python -m tests.contract.questions` writes their answers anew."""

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import duckdb

from flows.loader import load_dataset
from tests.benchmarks.generated import generate

PAGE: Final = Path(__file__).parents[2] / "docs" / "questions.md"
_QUESTION: Final = re.compile(r"```sql\n(.*?)```\n(?:\n```text\n(.*?)```\n)?", re.DOTALL)


def questions() -> Iterator[tuple[str, str]]:
    """Each question's SQL, and its answer as the page has it."""
    for found in _QUESTION.finditer(PAGE.read_text(encoding="utf-8")):
        yield found[1], found[2] or ""


def dataset(folder: Path) -> Path:
    """The dataset that is asked."""
    generate(folder, 4_000, works=60)
    return folder


def answer(names: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    """An answer as the page has it."""
    table = [list(names), *([_text(value) for value in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return "".join(
        "  ".join(value.ljust(width) for value, width in zip(row, widths, strict=True)).rstrip() + "\n" for row in table
    )


def _text(value: Any) -> str:
    return f"{float(value):.3f}" if isinstance(value, (float, Decimal)) else str(value)


def write(ask: Callable[[str], str]) -> None:
    """Put the answers into the page."""

    def answered(found: re.Match[str]) -> str:
        return f"```sql\n{found[1]}```\n\n```text\n{ask(found[1])}```\n"

    PAGE.write_text(_QUESTION.sub(answered, PAGE.read_text(encoding="utf-8")), encoding="utf-8")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        load_dataset(dataset(Path(folder) / "data"), f"duckdb:///{folder}/reviews.duckdb")
        with duckdb.connect(f"{folder}/reviews.duckdb") as connection:

            def ask(question: str) -> str:
                rows = connection.execute(question).fetchall()
                return answer([name[0] for name in connection.description or ()], rows)

            write(ask)


if __name__ == "__main__":
    main()
