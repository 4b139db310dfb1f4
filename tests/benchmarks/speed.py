"""What extraction costs: beside the bare parse and the peers, by stage, on the worst pages, and at start-up.

    python -m tests.benchmarks.speed [FOLDER…] [--rounds 5] [--instructions PAGES] [--json]

FOLDER: any folders of pages (*.html, *.htm); without one the bundled fixtures are taken. Every page is read by each in
turn, round by round; times are CPU time of this process, the median over the rounds. Quote the ratios: machines differ.
extruct and trafilatura are measured where they are installed; this project does not depend on them. Instructions
are counted by valgrind, over so many pages of the folder, evenly spread; a page takes it a second or more.
"""

import statistics
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import resolve_name
from typing import Any, Final
from unittest.mock import patch

from extractors import extract_reviews
from schemas.page import Page
from tests.benchmarks.counted import forget_pages, parse
from tests.benchmarks.instructions import ROOT, count, is_countable, ratio
from tests.benchmarks.tables import Cell, Table, publish

STARTS: Final = 7
WORST: Final = 5
PEERS: Final = ("extruct", "trafilatura")

STAGES: Final[Mapping[str, Sequence[str]]] = {
    "decode": ("extractors.document.decode",),
    "bounds of hostile pages": ("extractors.document.tame",),
    "parse": ("extractors.document.LexborHTMLParser",),
    "look-ups": ("extractors.extract.Document",),
    "structured data, boxes": tuple(
        f"extractors.document.read_{syntax}" for syntax in ("jsonld", "microdata", "hreview", "boxes")
    ),
    "layout": ("extractors.segment.lay_out",),
    "segment": ("extractors.extract.segment",),
    "language": ("extractors.extract._language",),
    "context": ("extractors.extract.find_subject", "extractors.extract.site_name", "extractors.extract.topics_of"),
    "locate title": ("extractors.extract.locate_title",),
    "locate credits": ("extractors.locate.locate_credits", "extractors.locate.locate_native_title"),
    "locate details": ("extractors.locate.locate_details", "extractors.locate.kind_from_makers"),
    "locate rating": tuple(f"extractors.locate.locate_{what}" for what in ("rating", "other_ratings", "boxes")),
    "locate reviewers": ("extractors.locate.locate_reviewers",),
    "locate dates": ("extractors.locate.locate_dates",),
    "locate texts": tuple(
        f"extractors.locate.locate_{what}" for what in ("headline", "outlet", "summary", "verdict", "notes", "lists")
    ),
    "classify": tuple(f"extractors.extract.judge_{what}" for what in ("body", "page", "listing", "review")),
    "resolve": (*(f"extractors.assemble.choose_{how}" for how in ("one", "all")), "extractors.extract.choose_one"),
    "evidence": ("extractors.assemble._Decisions.evidence", "extractors.assemble.facts_of"),
    "assemble": ("extractors.extract.assemble",),
    "the rest": ("extractors.extract._extract",),
}
"""By stage, the functions whose time it is, without that of other stages inside them."""


def timed(work: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


# --- beside the parse and the peers


def side_by_side(pages: Sequence[bytes], rounds: int) -> dict[str, list[float]]:
    """CPU seconds of every page by tool: the median over the rounds, in which the tools take turns page by page."""
    tools: dict[str, Callable[[bytes], object]] = {
        "selectolax parse": parse,
        "extract_reviews": lambda body: extract_reviews(Page(url=None, body=body)),
        **{name: peer for name, peer in _PEERS.items() if find_spec(name) is not None},
    }
    for tool in tools.values():  # what is loaded at first use
        tool(pages[0])
    times: dict[str, list[list[float]]] = {name: [[] for _ in pages] for name in tools}
    for _ in range(rounds):
        forget_pages()
        for number, body in enumerate(pages):
            for name, tool in tools.items():
                times[name][number].append(timed(lambda tool=tool, body=body: tool(body)))  # type: ignore[misc]
    return {name: [statistics.median(each) for each in by_page] for name, by_page in times.items()}


def _extruct(body: bytes) -> object:
    syntaxes = ["json-ld", "microdata", "opengraph"]
    return import_module("extruct").extract(body.decode("utf-8", "replace"), syntaxes=syntaxes, errors="ignore")


def _trafilatura(body: bytes) -> object:
    return import_module("trafilatura").extract_metadata(body.decode("utf-8", "replace"))


_PEERS: Final[dict[str, Callable[[bytes], object]]] = {"extruct": _extruct, "trafilatura": _trafilatura}


def tools_table(times: Mapping[str, list[float]], folder: str) -> Table:
    """Milliseconds a page of each tool, and how they compare."""
    ours, parsing = sum(times["extract_reviews"]), sum(times["selectolax parse"])
    rows: list[Sequence[Cell]] = []
    for name, each in times.items():
        figures = (statistics.mean(each), *(quantile(each, share) for share in (0.5, 0.95, 0.99)))
        rows.append((name, *(1e3 * figure for figure in figures), sum(each) / parsing, sum(each) / ours))
    missing = [name for name in PEERS if name not in times]
    notes = [f"Not measured, as not installed beside this Python: {', '.join(missing)}."] if missing else []
    columns = ("CPU ms a page", "mean", "p50", "p95", "p99", "x parse", "x ours")
    return Table(f"Extraction of {len(times['extract_reviews'])} pages of {folder}", columns, rows, notes)


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that so great a share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def worst_table(files: Sequence[Path], times: Mapping[str, list[float]]) -> Table:
    """The pages that take longest."""
    rows = zip(times["extract_reviews"], times["selectolax parse"], files, strict=True)
    worst = [
        (file.name[-40:], whole * 1e3, whole / parsing, file.stat().st_size // 1_000)
        for whole, parsing, file in sorted(rows, reverse=True)[:WORST]
    ]
    return Table("The pages that take longest", ("page", "CPU ms", "x parse", "KB"), worst)


# --- by stage


class Stopwatch:
    """Sums up CPU seconds by stage; the time of a stage inside another is its own alone."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._open: list[str] = []
        self._since = time.process_time()

    def around(self, stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, timed; what it would give bit by bit it gives at once."""

        def run(*said: Any, **named: Any) -> Any:
            self._switch()
            self._open.append(stage)
            try:
                found = work(*said, **named)
                return iter(list(found)) if isinstance(found, Iterator) else found
            finally:
                self._switch()
                self._open.pop()

        return run

    def _switch(self) -> None:
        now = time.process_time()
        if self._open:
            self.seconds[self._open[-1]] += now - self._since
        self._since = now


@contextmanager
def stages_timed() -> Iterator[Stopwatch]:
    """Time every stage of what is extracted meanwhile."""
    watch = Stopwatch()
    patches = []
    for stage, names in STAGES.items():
        for name in names:
            place, _, attribute = name.rpartition(".")
            owner = resolve_name(place)
            patches.append(patch.object(owner, attribute, watch.around(stage, getattr(owner, attribute))))
    for each in patches:
        each.start()
    try:
        yield watch
    finally:
        for each in patches:
            each.stop()


def stages_table(pages: Sequence[bytes], rounds: int) -> Table:
    """Milliseconds a page of each stage."""
    with stages_timed() as watch:
        for _ in range(rounds):
            forget_pages()
            for body in pages:
                extract_reviews(Page(url=None, body=body))
    whole = sum(watch.seconds.values())
    rows = [
        (stage, watch.seconds[stage] / rounds / len(pages) * 1e3, f"{watch.seconds[stage] / whole:.1%}")
        for stage in STAGES
    ]
    return Table("Extraction by stage", ("stage", "CPU ms a page", "share"), rows)


# --- instructions, start-up


def instructions_table(files: Sequence[Path], pages: int) -> Table:
    """Instructions of extraction beside the parse, and the pages that take most."""
    columns = ("instructions", "million a page", "x parse")
    if not is_countable():
        return Table("Instructions", columns, (), ("Not counted: valgrind is not installed.",))
    costs = count(files[:: max(len(files) // pages, 1)]).pages
    parsing, ours = sum(cost.parse for cost in costs), sum(cost.extract for cost in costs)
    rows: list[Sequence[Cell]] = [
        ("selectolax parse", parsing / len(costs) / 1e6, 1.0),
        ("extract_reviews", ours / len(costs) / 1e6, ours / parsing),
    ]
    dearest = sorted(costs, key=lambda cost: -cost.extract)[:WORST]
    rows += [(cost.file.name[-40:], cost.extract / 1e6, ratio([cost])) for cost in dearest]
    return Table(f"Instructions, {len(costs)} pages by callgrind", columns, rows)


def start_table(page: Path) -> Table:
    """The whole command on one file, and the bare interpreter, in turn."""
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "reviewlines extract FILE": [sys.executable, "-m", "flows.cli", "extract", str(page)],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(STARTS):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
            times[name].append(time.perf_counter() - start)
    rows = [(name, statistics.median(measured), min(measured)) for name, measured in times.items()]
    return Table(f"Start-up, {STARTS} times", ("command", "median s", "least s"), rows)


def tables(folders: Sequence[Path], rounds: int, instructions: int) -> Iterator[Table]:
    """Everything of each folder, then what it takes to start."""
    for folder in folders:
        files = sorted(file.resolve() for kind in ("*.html", "*.htm") for file in folder.rglob(kind))
        if not files:
            sys.exit(f"no *.html below {folder}")
        pages = [file.read_bytes() for file in files]
        for body in pages:  # vocabularies and patterns are loaded when first used
            extract_reviews(Page(url=None, body=body))
        times = side_by_side(pages, rounds)
        yield tools_table(times, folder.name)
        yield worst_table(files, times)
        yield stages_table(pages, rounds)
        if instructions:
            yield instructions_table(files, instructions)
    yield start_table(files[0])


def main() -> None:
    """Print the tables."""
    parser = ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--instructions", type=int, default=0, metavar="PAGES")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    publish(tables(asked.folders or [ROOT / "fixtures"], asked.rounds, asked.instructions), as_json=asked.json)


if __name__ == "__main__":
    main()
