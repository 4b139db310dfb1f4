"""What extraction costs: beside the bare parse and the peers, by stage, on the worst pages, and at start-up.

    python -m tests.benchmarks.bench [FOLDER] [--rounds 5] [--instructions PAGES]

FOLDER: any folder of pages (*.html, *.htm); without one the bundled fixtures are taken. Every page is read by each in
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
from tests.benchmarks.instructions import ROOT, count, forget_pages, is_countable, parse, ratio

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
    "classify": tuple(f"extractors.extract.judge_{what}" for what in ("body", "page", "review")),
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


def show_tools(times: Mapping[str, list[float]]) -> None:
    """Milliseconds a page of each tool, and how they compare."""
    ours, parsing = sum(times["extract_reviews"]), sum(times["selectolax parse"])
    print(f"{'CPU ms a page':24} {'mean':>8} {'p50':>8} {'p95':>8} {'p99':>8} {'x parse':>8} {'x ours':>8}")
    for name, each in times.items():
        numbers = (statistics.mean(each), *(quantile(each, share) for share in (0.5, 0.95, 0.99)))
        row = " ".join(f"{seconds * 1e3:8.2f}" for seconds in numbers)
        print(f"{name:24} {row} {sum(each) / parsing:8.1f} {sum(each) / ours:8.2f}")
    for name in PEERS:
        if name not in times:
            print(f"{name:24} not measured: it is not installed beside this Python (pip install {name})")


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that so great a share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def show_worst(files: Sequence[Path], times: Mapping[str, list[float]]) -> None:
    """The pages that take longest."""
    print(f"\n{'worst pages':24} {'ms':>8} {'x parse':>8} {'KB':>8}")
    rows = zip(times["extract_reviews"], times["selectolax parse"], files, strict=True)
    for whole, parsing, file in sorted(rows, reverse=True)[:WORST]:
        print(f"{file.name[-24:]:24} {whole * 1e3:8.1f} {whole / parsing:8.1f} {file.stat().st_size / 1e3:8.0f}")


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


def show_stages(pages: Sequence[bytes], rounds: int) -> None:
    """Milliseconds a page of each stage."""
    with stages_timed() as watch:
        for _ in range(rounds):
            forget_pages()
            for body in pages:
                extract_reviews(Page(url=None, body=body))
    whole = sum(watch.seconds.values())
    print(f"\n{'stage':24} {'ms':>8} {'share':>8}")
    for stage in STAGES:
        seconds = watch.seconds[stage]
        print(f"{stage:24} {seconds / rounds / len(pages) * 1e3:8.2f} {seconds / whole:8.1%}")


# --- instructions, start-up


def show_instructions(files: Sequence[Path], pages: int) -> None:
    """Instructions of extraction beside the parse, and the pages that take most."""
    if not is_countable():
        print("\ninstructions             not counted: valgrind is not installed")
        return
    sample = files[:: max(len(files) // pages, 1)]
    costs = count(sample)
    print(f"\n{f'instructions, {len(costs)} pages':24} {'million':>8} {'x parse':>8}")
    for name, instructions in (
        ("selectolax parse", sum(cost.parse for cost in costs)),
        ("extract_reviews", sum(cost.extract for cost in costs)),
    ):
        shown = instructions / len(costs) / 1e6
        print(f"{name:24} {shown:8.1f} {instructions / sum(cost.parse for cost in costs):8.1f}")
    for cost in sorted(costs, key=lambda cost: -cost.extract)[:WORST]:
        print(f"  {cost.file.name[-22:]:22} {cost.extract / 1e6:8.1f} {ratio([cost]):8.1f}")


def show_start_up(page: Path) -> None:
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
    print()
    for name, measured in times.items():
        print(f"{name:24} {statistics.median(measured):8.2f} s wall (median of {STARTS})")


def main() -> None:
    """Print the tables."""
    parser = ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "fixtures")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--instructions", type=int, default=0, metavar="PAGES")
    asked = parser.parse_args()
    files = sorted(file.resolve() for kind in ("*.html", "*.htm") for file in asked.folder.rglob(kind))
    if not files:
        sys.exit(f"no *.html below {asked.folder}")
    pages = [file.read_bytes() for file in files]
    print(f"{len(pages)} pages, {sum(map(len, pages)) / 1e6:.1f} MB\n")
    for body in pages:  # vocabularies and patterns are loaded when first used
        extract_reviews(Page(url=None, body=body))
    times = side_by_side(pages, asked.rounds)
    show_tools(times)
    show_worst(files, times)
    show_stages(pages, asked.rounds)
    if asked.instructions:
        show_instructions(files, asked.instructions)
    show_start_up(files[0])


if __name__ == "__main__":
    main()
