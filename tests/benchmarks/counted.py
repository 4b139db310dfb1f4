"""What tests/benchmarks/instructions.py runs under valgrind: the yardstick's parts, then pages parsed and extracted.

    valgrind --tool=callgrind --instr-atstart=no --vgdb-prefix=PREFIX … python -m tests.benchmarks.counted PREFIX FILE…

Each is a call from C of its own (`ffi_call`, by which ctypes calls a function): callgrind collects there alone.
"""

import ctypes
import functools
import gc
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from extractors import extract_reviews
from schemas.page import Page
from schemas.reject import Reason
from tests.benchmarks.yardstick import PARTS

_VOCABULARY_CACHE: Final = 64
"""Caches of so few entries, or without a bound, hold what is made of vocabularies; others what was read on pages."""


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


def main() -> None:
    """All of it once for vocabularies and patterns, then each work for itself."""
    prefix, *files = sys.argv[1:]
    pages = [Page(url=None, body=Path(name).read_bytes()) for name in files]
    for part in PARTS:
        part()
    for page in pages:
        found = extract_reviews(page)
        if found.reject is not None and found.reject.reason is Reason.INTERNAL_ERROR:
            sys.exit(found.reject.detail)  # breaking off costs little
    forget_pages()
    gc.disable()  # builds collect cycles at different times
    _count_from_here(prefix)
    for part in PARTS:
        _from_c(part)
    for page in pages:
        _from_c(lambda page=page: parse(page.body))  # type: ignore[misc]
        _from_c(lambda page=page: extract_reviews(page))  # type: ignore[misc]


def _count_from_here(prefix: str) -> None:
    """Have callgrind look at each instruction from now on: start-up is several times as fast without that."""
    asked = ("vgdb", f"--vgdb-prefix={prefix}", f"--pid={os.getpid()}", "--max-invoke-ms=0", "--cmd-time-out=120")
    with subprocess.Popen([*asked, "instrumentation", "on"], stdout=subprocess.DEVNULL) as vgdb:
        while vgdb.poll() is None:
            pass  # valgrind hears it only while this process runs
    if vgdb.returncode:
        sys.exit(f"vgdb cannot speak to valgrind: status {vgdb.returncode}")


def _from_c(work: Callable[[], object]) -> None:
    def run() -> None:
        work()

    ctypes.CFUNCTYPE(None)(run)()


if __name__ == "__main__":
    main()
