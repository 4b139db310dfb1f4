"""The fuzz table: each target for so long, what it found, and what earlier runs found and tests hold.

    python -m tests.benchmarks.fuzzing [TARGET…] [--seconds 60] [--python FUZZ/bin/python] [--keep DIR] [--json]

FUZZ is an environment with atheris (tests/fuzz/__main__.py tells how to make one; `.venv-fuzz` by default). A target
ends at its first finding, whose input is kept in the target's folder below DIR (`fuzz-findings`).
Exit status 1 where there was one.
"""

import re
import subprocess
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Final, NamedTuple

from tests.benchmarks.tables import Table, publish
from tests.fuzz import flow_targets, targets
from tests.fuzz.findings import FINDINGS

ROOT: Final = Path(__file__).parents[2]
TARGETS: Final = (*targets.TARGETS, *flow_targets.TARGETS)
OPTIONS: Final = ("-timeout=10", "-max_len=4096", "-rss_limit_mb=4000", "-print_final_stats=1")
COLUMNS: Final = ("target", "seconds", "executions", "findings", "fixed")
START_UP: Final = 180
"""Seconds: instrumenting the code."""


class Fuzzed(NamedTuple):
    """A target's run."""

    executions: int
    found: list[Path]
    """Inputs that raised, gave something unsound or took too long."""


def fuzz(target: str, seconds: int, python: Path, keep: Path) -> Fuzzed:
    """Run one target.

    Raises:
        RuntimeError: it did not run at all.
    """
    folder = keep / target
    folder.mkdir(parents=True, exist_ok=True)
    before = set(folder.iterdir())
    limits = [f"-max_total_time={seconds}", f"-artifact_prefix={folder}/", *OPTIONS]
    command = [str(python), "-m", "tests.fuzz", target, *limits]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, timeout=seconds + START_UP)
    said = done.stderr.decode("utf-8", "replace")
    found = sorted(set(folder.iterdir()) - before)
    counted = re.search(r"number_of_executed_units: (\d+)", said)
    if counted is None and not found:
        raise RuntimeError(f"{target} did not run:\n{said[-2_000:]}")
    if found:
        sys.stderr.write(f"{said[-2_000:]}\n{target}: {', '.join(map(str, found))}\n")
    if not any(folder.iterdir()):
        folder.rmdir()
    return Fuzzed(int(counted[1]) if counted else 0, found)


def main() -> int:
    """Fuzz, and print the table."""
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--python", type=Path, default=ROOT / ".venv-fuzz" / "bin" / "python")
    parser.add_argument("--keep", type=Path, default=ROOT / "fuzz-findings")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    if unknown := set(asked.targets) - set(TARGETS):
        parser.error(f"no target {', '.join(sorted(unknown))}: there are {', '.join(TARGETS)}")
    if not asked.python.exists():
        parser.error(f"{asked.python} is not there: tests/fuzz/__main__.py tells how to make it")
    rows, failed = [], False
    for target in asked.targets or TARGETS:
        run = fuzz(target, asked.seconds, asked.python, asked.keep)
        mended = len(FINDINGS.get(target, {}))
        rows.append((target, asked.seconds, run.executions, mended + len(run.found), mended))
        failed |= bool(run.found)
        sys.stderr.write(f"{target}: {run.executions:,}\n")
    publish([Table("Executions and findings by target", COLUMNS, rows)], as_json=asked.json)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
