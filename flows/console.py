"""What a person sees: a progress bar on a terminal, and the run's counts, coverage and paths at its end."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from schemas.reject import Reason
from schemas.run import RunReport


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """A bar on standard error where that is a terminal, else nothing; give it (step, done, total)."""
    if not sys.stderr.isatty():
        yield lambda _step, _done, _total: None
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True, markup=False), transient=True) as bar:
        task = bar.add_task("start", total=None)

        def show(step: str, done: int, total: int) -> None:
            bar.update(task, description=step, completed=done, total=total or None)

        yield show


def show_report(report: RunReport, data: str) -> None:
    """Print the run's summary to standard error: by site, by reason, coverage, where the data is."""
    stopped = "" if report.complete else "; stopped before the end, the next run goes on"
    # Host names, paths and problems are text, never rich's markup.
    console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    seconds = (report.finished_at - report.started_at).total_seconds()
    sites = Table(title=None, box=None, pad_edge=False, header_style="bold")
    for column in ("site", "found", "visited", "unchanged", "new lines", "rejected", "redirected"):
        sites.add_column(column, justify="left" if column == "site" else "right")
    for site in report.sites:
        sites.add_row(
            site.site,
            f"{site.found:,}",
            f"{site.visited:,}",
            f"{site.unchanged:,}",
            f"{site.records:,}",
            f"{sum(site.rejects.values()):,}",
            f"{site.aliases:,}",
        )
    console.print(sites)
    rejects = sum((Counter(site.rejects) for site in report.sites), Counter())
    if rejects:
        console.print("rejected: " + ", ".join(f"{reason} {count}" for reason, count in rejects.most_common()))
    for site in report.sites:
        for problem in site.problems:
            console.print(f"{site.site}: {problem}")
    faults = sum(rejects[reason] for reason in (Reason.INTERNAL_ERROR, Reason.INVALID))
    if faults:
        console.print(f"{faults} of them are faults of ours: see the rejects with the reason internal_error or invalid")
    if report.records:
        shares = (f"{c.field} {c.filled / c.records:.0%}" for c in report.coverage if c.records)
        console.print("coverage: " + ", ".join(shares))
    console.print(f"{report.records:,} new line{'' if report.records == 1 else 's'} in {seconds:.1f} s{stopped}")
    for path in report.files:
        if path.startswith("reviews/"):
            console.print(f"reviews:  {data}/{path}")
    console.print(f"dataset:  {data}/  (reviews, evidence, rejects, archive, manifest)")
    console.print(f"report:   {data}/runs/{report.run}.json")
