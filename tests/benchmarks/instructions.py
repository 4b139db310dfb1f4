"""How many machine instructions extraction takes, beside the bare parse and the yardstick, counted by callgrind.

    python -m tests.benchmarks.instructions FILE…

Counts tell what a change costs where times cannot: they are the same on a busy machine as on a free one. On another
build of Python they are others, but in yardsticks (tests/benchmarks/yardstick.py) nearly the same. Not counted are
start-up, loading vocabularies, compiling patterns and collecting cycles.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from tests.benchmarks.tables import Table, publish
from tests.benchmarks.yardstick import PARTS

ROOT: Final = Path(__file__).parents[2]
_COUNTED: Final = "ffi_call"
_TOTAL: Final = re.compile(r"^totals: (\d+)", re.MULTILINE)


class Cost(NamedTuple):
    """Instructions that one page takes."""

    file: Path
    parse: int
    """Decoding it as UTF-8 and building selectolax's tree."""
    extract: int
    """All of `extract_reviews`, evidence too."""


class Counts(NamedTuple):
    """What one run of valgrind counted."""

    parts: Mapping[str, int]
    """Instructions of each part of the yardstick, done once, on the same Python."""
    pages: list[Cost]

    def yards(self) -> float:
        """How many yardsticks extraction takes, over all pages together."""
        yardstick = sum(times * self.parts[part.__name__] for part, times in PARTS.items())
        return sum(cost.extract for cost in self.pages) / yardstick


def is_countable() -> bool:
    """Whether valgrind is here."""
    return shutil.which("valgrind") is not None


def count(files: Sequence[Path]) -> Counts:
    """Count the instructions of every page, and of the yardstick.

    Raises:
        RuntimeError: valgrind failed, or sees nothing of this Python's calls (a Python with its own libffi inside).
    """
    with tempfile.TemporaryDirectory() as folder:
        command = [
            *("valgrind", "--tool=callgrind", f"--toggle-collect={_COUNTED}", f"--dump-after={_COUNTED}"),
            *("--instr-atstart=no", f"--vgdb-prefix={folder}/vgdb", f"--callgrind-out-file={folder}/out"),
            *(sys.executable, "-m", "tests.benchmarks.counted", f"{folder}/vgdb", *map(str, files)),
        ]
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        environment = {**inherited, "PYTHONHASHSEED": "0", "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True)
        totals = [_total(Path(f"{folder}/out.{number}")) for number in range(1, len(PARTS) + 2 * len(files) + 1)]
    if done.returncode or None in totals:
        said = "\n".join(line for line in done.stderr.splitlines() if not line.startswith("=="))
        raise RuntimeError(f"valgrind counted nothing (status {done.returncode}): {said[-500:]}")
    numbers = iter(total for total in totals if total is not None)
    parts = {part.__name__: next(numbers) for part in PARTS}
    return Counts(parts, [Cost(*page) for page in zip(files, numbers, numbers, strict=True)])


def ratio(costs: Sequence[Cost]) -> float:
    """How many times the instructions of the parse extraction takes, over all pages together."""
    return sum(cost.extract for cost in costs) / sum(cost.parse for cost in costs)


def _total(dump: Path) -> int | None:
    found = _TOTAL.search(dump.read_text()) if dump.exists() else None
    return int(found[1]) if found is not None else None


def main() -> None:
    """Print the table."""
    files = [Path(name).resolve() for name in sys.argv[1:]]
    if not files or not is_countable():
        sys.exit(__doc__ if is_countable() else "valgrind is not installed")
    try:
        counts = count(files)
    except RuntimeError as error:
        sys.exit(str(error))
    rows = [(f"yardstick: {name}", number / 1e6) for name, number in counts.parts.items()]
    rows += [("selectolax parse", sum(cost.parse for cost in counts.pages) / 1e6)]
    rows += [("extract_reviews", sum(cost.extract for cost in counts.pages) / 1e6)]
    note = f"Extraction takes {counts.yards():.2f} yardsticks, and {ratio(counts.pages):.1f} times the parse."
    publish([Table(f"Instructions, {len(files)} pages", ("", "million"), rows, [note])], as_json=False)


if __name__ == "__main__":
    main()
