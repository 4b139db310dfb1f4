"""What the report of a dataset costs, by its lines.

    python -m tests.benchmarks.report [--lines 100 10000 1000000] [--folder DIR] [--json]

Each report in a process of its own: its CPU and wall time, its peak memory and the page's size. Made-up datasets
(tests/synthetic.py) are left in the folder where one is given, and taken from it.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.tables import Cell, Table, publish
from tests.synthetic import write_dataset

COLUMNS = ("lines", "MB", "CPU s", "s", "peak MB", "KB of the page")


def measure(data: Path, lines: int) -> list[Cell]:
    """Write one report: its row."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, "-m", "flows.cli", "report", "--data", str(data)], check=True, capture_output=True)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    size = sum(path.stat().st_size for path in (data / "reviews").rglob("*.jsonl"))
    page = (data / "report.html").stat().st_size
    return [f"{lines:,}", size / 1e6, cpu, wall, after.ru_maxrss / 1e3, page / 1e3]


def main() -> None:
    """Measure datasets, the smallest first: the peak is that of the largest until then."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, nargs="+", default=[0, 100, 10_000, 1_000_000])
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as made:
        for lines in sorted(given.lines):
            data = (given.folder or Path(made)) / f"lines-{lines}"
            if not data.exists():
                write_dataset(data, lines, runs=24)
            rows.append(measure(data, lines))
    publish([Table("The report of a dataset", COLUMNS, rows)], as_json=given.json)


if __name__ == "__main__":
    main()
