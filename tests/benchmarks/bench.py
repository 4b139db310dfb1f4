"""Measure, side by side in one run: what extraction costs against parsing alone, and how long a call takes to start.

    python tests/benchmarks/bench.py [FOLDER]

FOLDER: any folder of pages (*.html); without one the bundled fixtures are taken. Rounds are interleaved, times are CPU
time of this process, of each page the median over the rounds is taken. Quote the ratios: machines differ.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from extractors import extract_reviews
from schemas.page import Page

ROOT = Path(__file__).parents[2]
ROUNDS = 7


def timed(work: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def extraction(pages: list[bytes]) -> None:
    """Parsing alone against the whole path, page by page."""
    parse: dict[int, list[float]] = {}
    extract: dict[int, list[float]] = {}
    for _ in range(ROUNDS):
        for number, body in enumerate(pages):
            text = body.decode("utf-8", "replace")
            parse.setdefault(number, []).append(timed(lambda text=text: LexborHTMLParser(text)))  # type: ignore[misc]
            page = Page(url=None, body=body)
            extract.setdefault(number, []).append(timed(lambda page=page: extract_reviews(page)))  # type: ignore[misc]
    parsing = [statistics.median(times) for times in parse.values()]
    whole = [statistics.median(times) for times in extract.values()]
    worst = max(whole)
    print(f"pages                    {len(pages)}, {sum(map(len, pages)) / 1e6:.1f} MB")
    print(f"selectolax parse         {statistics.mean(parsing) * 1e3:.2f} ms CPU a page")
    print(f"extract_reviews          {statistics.mean(whole) * 1e3:.2f} ms CPU a page, worst {worst * 1e3:.1f} ms")
    print(f"extract / parse          {sum(whole) / sum(parsing):.1f}")


def start_up(page: Path) -> None:
    """The whole command on one file, and the bare interpreter, in turn."""
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "reviewlines extract FILE": [sys.executable, "-m", "flows.cli", "extract", str(page)],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
            times[name].append(time.perf_counter() - start)
    for name, measured in times.items():
        print(f"{name:24} {statistics.median(measured):.2f} s wall (median of {ROUNDS})")


def main() -> None:
    """Print both tables."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "fixtures"
    files = sorted(folder.rglob("*.html"))
    if not files:
        sys.exit(f"no *.html below {folder}")
    extraction([file.read_bytes() for file in files])
    start_up(files[0])


if __name__ == "__main__":
    main()
