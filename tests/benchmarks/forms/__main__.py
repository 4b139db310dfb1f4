"""What is read of each form.

    python -m tests.benchmarks.forms [FAMILY…] [--form TEXT] [--wrong N] [--summary] [--json]

FAMILY: a module of this package; all by default. `--form` keeps forms whose name contains the text; `--wrong` prints so
many of each form's pages that are not read right, with what was read; `--summary` has one row for each family.
"""

import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Final

from tests.benchmarks.forms import Case, outcome
from tests.benchmarks.tables import Cell, Table, publish

FAMILIES: Final = tuple(sorted(path.stem for path in Path(__file__).parent.glob("[!_]*.py")))


def cases_of(family: str) -> Iterable[Case]:
    """All pages of a family of forms."""
    cases: Callable[[], Iterable[Case]] = import_module(f"tests.benchmarks.forms.{family}").cases
    return cases()


def measure(family: str, form: str = "", shown: int = 0) -> Table:
    """Read every page of a family; a row for each form."""
    kept = [case for case in cases_of(family) if form in case.form]
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    bad: dict[str, list[str]] = defaultdict(list)
    with ProcessPoolExecutor() as pool:
        for case, (found, read) in zip(kept, pool.map(outcome, kept, chunksize=50), strict=True):
            counts[case.form][found] += 1
            if found != "right":
                bad[case.form].append(
                    f"{found}: {' | '.join(case.lines)[:160]}\n    read {dict(read)}\n    is   {dict(case.expected)}"
                )
    for name in counts if shown else ():
        print("\n".join([name, *("  " + text for text in islice(bad[name], shown))]), flush=True)
    rows: list[list[Cell]] = [
        [name, *(count[kind] for kind in ("right", "missing", "wrong"))] for name, count in counts.items()
    ]
    total = sum(counts.values(), Counter[str]())
    return Table(
        f"Forms: {family}",
        ("form", "right", "missing", "wrong"),
        [*rows, ["all", *(total[kind] for kind in ("right", "missing", "wrong"))]],
    )


def tables(families: Sequence[str], form: str, shown: int, *, summary: bool) -> Iterator[Table]:
    """One for each family, or one of all."""
    measured = (measure(family, form, shown) for family in families or FAMILIES)
    if not summary:
        yield from measured
        return
    rows = [[family, *table.rows[-1][1:]] for family, table in zip(families or FAMILIES, measured, strict=True)]
    yield Table("Pages of our own, by what they ask", ("family", "right", "missing", "wrong"), rows)


def main(arguments: Sequence[str]) -> int:
    """The command."""
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("families", nargs="*", metavar="FAMILY", choices=[[], *FAMILIES])
    parser.add_argument("--form", default="")
    parser.add_argument("--wrong", type=int, default=0)
    parser.add_argument("--summary", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    publish(tables(options.families, options.form, options.wrong, summary=options.summary), as_json=options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
