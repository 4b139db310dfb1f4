"""How many machine instructions extraction takes beside the bare parse, counted by valgrind's callgrind.

    python -m tests.benchmarks.instructions FILE…

Counts tell what a change costs where times cannot: they are the same on a busy machine, and nearly so on another one.
What is counted runs inside a call from C (`ffi_call`, by which ctypes calls a function), and callgrind collects
there alone: neither start-up nor the pass over the pages before that loads vocabularies and compiles patterns is in it.
"""

import ctypes
import functools
import gc
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from selectolax.lexbor import LexborHTMLParser

from extractors import extract_reviews
from schemas.page import Page
from schemas.reject import Reason

ROOT: Final = Path(__file__).parents[2]
_COUNTED: Final = "ffi_call"
_TOTAL: Final = re.compile(r"^totals: (\d+)", re.MULTILINE)
_VOCABULARY_CACHE: Final = 64
"""Caches of so few entries, or without a bound, hold what is made of vocabularies; others what was read on pages."""


class Cost(NamedTuple):
    """Instructions that one page takes."""

    file: Path
    parse: int
    """Decoding it as UTF-8 and building selectolax's tree."""
    extract: int
    """All of `extract_reviews`, evidence too."""


def is_countable() -> bool:
    """Whether valgrind is here."""
    return shutil.which("valgrind") is not None


def count(files: Sequence[Path]) -> list[Cost]:
    """Count the instructions of every page.

    Raises:
        RuntimeError: valgrind failed, or sees nothing of this Python's calls (a Python with its own libffi inside).
    """
    with tempfile.TemporaryDirectory() as folder:
        command = [
            *("valgrind", "--tool=callgrind", f"--toggle-collect={_COUNTED}", f"--dump-after={_COUNTED}"),
            f"--callgrind-out-file={folder}/out",
            *(sys.executable, "-m", "tests.benchmarks.instructions", *map(str, files)),
        ]
        environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True)
        totals = [_total(Path(f"{folder}/out.{number}")) for number in range(1, 2 * len(files) + 1)]
    if done.returncode or None in totals:
        raise RuntimeError(f"valgrind counted nothing (status {done.returncode}): {done.stderr[-500:]}")
    numbers = iter(total for total in totals if total is not None)
    return [Cost(file, parse, extract) for file, parse, extract in zip(files, numbers, numbers, strict=True)]


def ratio(costs: Sequence[Cost]) -> float:
    """How many times the instructions of the parse extraction takes, over all pages together."""
    return sum(cost.extract for cost in costs) / sum(cost.parse for cost in costs)


def forget_pages() -> None:
    """Empty the caches of what was read on pages, so that no page profits from having been read before."""
    for found in gc.get_objects():
        is_ours = isinstance(found, functools._lru_cache_wrapper) and found.__module__.startswith("extractors.")
        if is_ours and (found.cache_parameters()["maxsize"] or 0) > _VOCABULARY_CACHE:
            found.cache_clear()
    re.purge()  # patterns of a page's own words


def parse(body: bytes) -> None:
    """The bare parse: what any extraction with selectolax costs at least."""
    LexborHTMLParser(body.decode("utf-8", "replace"))


def _total(dump: Path) -> int | None:
    found = _TOTAL.search(dump.read_text()) if dump.exists() else None
    return int(found[1]) if found is not None else None


def _from_c(work: Callable[[], object]) -> None:
    def run() -> None:
        work()

    ctypes.CFUNCTYPE(None)(run)()


def main() -> None:
    """What runs under valgrind: every page once for the vocabularies, then each parsed and extracted."""
    pages = [Page(url=None, body=Path(name).read_bytes()) for name in sys.argv[1:]]
    for page in pages:
        found = extract_reviews(page)
        if found.reject is not None and found.reject.reason is Reason.INTERNAL_ERROR:
            sys.exit(found.reject.detail)  # breaking off costs little
    forget_pages()
    gc.collect()
    for page in pages:
        _from_c(lambda page=page: parse(page.body))  # type: ignore[misc]
        _from_c(lambda page=page: extract_reviews(page))  # type: ignore[misc]


if __name__ == "__main__":
    main()
