"""What a person sees: a progress bar on a terminal, and the run's counts, coverage and paths at its end."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from flows.output import counted
from flows.web.discovery.audit import Audit
from schemas.page import FetchRequest
from schemas.reject import Reason
from schemas.run import BackfillPlan, RunReport

_MOST_SITES: Final = 40
_MOST_FILES: Final = 10
"""Lines of a summary."""


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
    shown = sorted(report.sites, key=lambda site: (-site.visited, site.site))[:_MOST_SITES]
    for site in report.sites if len(report.sites) <= _MOST_SITES else shown:
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
    if len(report.sites) > _MOST_SITES:
        console.print(f"… and {len(report.sites) - _MOST_SITES:,} sites with fewer pages: the report has them all")
    rejects = sum((Counter(site.rejects) for site in report.sites), Counter())
    if rejects:
        console.print("rejected: " + ", ".join(f"{reason} {count}" for reason, count in rejects.most_common()))
    for problem in report.problems:
        console.print(problem)
    for site in report.sites:
        for problem in site.problems:
            console.print(f"{site.site}: {problem}")
    for failure in report.gates:
        console.print(f"gate: {failure.message}")
    faults = sum(rejects[reason] for reason in (Reason.INTERNAL_ERROR, Reason.INVALID))
    if faults:
        console.print(f"{faults} of them are faults of ours: see the rejects with the reason internal_error or invalid")
    if report.records:
        shares = (f"{c.field} {c.filled / c.records:.0%}" for c in report.coverage if c.records)
        console.print("coverage: " + ", ".join(shares))
    console.print(f"{counted(report.records, 'new line')} in {seconds:.1f} s{stopped}")
    reviews = [path for path in report.files if path.startswith("reviews/")]
    for path in reviews[:_MOST_FILES]:
        console.print(f"reviews:  {data}/{path}")
    if len(reviews) > _MOST_FILES:
        console.print(f"reviews:  … and {len(reviews) - _MOST_FILES:,} more")
    console.print(f"dataset:  {data}/  (reviews, evidence, rejects, archive, manifest)")
    console.print(f"report:   {data}/runs/{report.run}.json")


def preview_line(request: FetchRequest, *, as_json: bool) -> str:
    """One page that a dry run would ask for, and why."""
    if as_json:
        told = {
            "url": request.url,
            "site": request.site,
            "why": request.why,
            "source": request.source,
            "lastmod": request.lastmod.isoformat() if request.lastmod else None,
            "visited_at": request.visited_at.isoformat() if request.visited_at else None,
        }
        return json.dumps(told)
    dated = f", dated {request.lastmod:%Y-%m-%d}" if request.lastmod else ""
    visited = f", last asked for {request.visited_at:%Y-%m-%d %H:%M}" if request.visited_at else ""
    return f"{request.why}\t{request.url}\t{request.source}{dated}{visited}"


def plan_lines(plan: BackfillPlan) -> Iterator[str]:
    """What `backfill --dry-run` prints."""
    if not plan.pages:
        yield "pages:    0, there is nothing to read"
        return
    known = f", {plan.known:,} of them known already" if plan.known else ""
    yield f"pages:    {plan.pages:,}{known}"
    yield "from:     " + ", ".join(f"{kind} {count:,}" for kind, count in plan.sources.items())
    if plan.months:
        months = list(plan.months)
        count = f"{len(months):,} months" if len(months) > 1 else "1 month"
        yield f"captured: {months[0]} to {months[-1]}, in {count}"
    yield f"hosts:    {plan.hosts:,}"
    yield f"bytes:    {plan.bytes:,}" + (" as stored" if plan.bytes else " (not known before they are asked for)")
    yield f"requests: {plan.requests:,}"
    yield f"hours:    {plan.hours:,.2f} at the rates that are kept" + ("" if plan.requests else " (all is on disk)")
    yield f"batches:  {plan.batches:,}"
    yield f"run:      {plan.run}"


def audit_lines(audit: Audit) -> Iterator[str]:
    """What `discover` prints: a row for each source, the overlap of each pair, and how complete they are."""
    yield f"{audit.site}: {audit.url}"
    yield f"{'source':<10} {'requests':>8} {'urls':>8} {'likely':>8} {'dated':>8} {'only here':>9}  read"
    for one in audit.sources:
        read = "to its end" if one.whole else "in part"
        yield (
            f"{one.source:<10} {one.documents:>8,} {one.urls:>8,} {one.likely:>8,} {one.dated:>8,} "
            f"{one.only_here:>9,}  {read}"
        )
    for pair in audit.overlaps:
        yield f"in {pair.sources[0]} and {pair.sources[1]}: {pair.common:,} likely reviews"
    yield f"found: {audit.found:,} URLs, {audit.likely:,} of them likely reviews"
    if audit.completeness is None:
        yield "completeness: not to be told from one source, or from sources that have nothing in common"
    else:
        yield (
            f"completeness: {audit.completeness:.0%} at most (about {audit.estimated:,.0f} likely reviews in all, "
            "estimated from the overlap)"
        )
    if audit.chosen:
        yield f"later visits ask: {audit.chosen}, the cheapest source that has them all"
    elif audit.sources:
        yield "later visits ask: all of them, since none has all"
    for url in audit.samples:
        yield f"for example: {url}"
