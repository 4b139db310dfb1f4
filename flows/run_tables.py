"""A run as tables: what Prefect's artifacts show, and how its coverage stands against the last runs."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from flows.storage.store import Store
from schemas.proposal import Difference
from schemas.reject import Reason
from schemas.run import BatchResult, RunReport

EARLIER: Final = 5
"""Runs that coverage is compared with."""

_ARROW: Final = 0.05
_FEW: Final = 5


def site_rows(report: RunReport) -> list[dict[str, Any]]:
    """One row a site, then one of all."""
    rows: list[dict[str, Any]] = [
        {
            "site": site.site,
            "found": site.found,
            "fetched": site.visited,
            "unchanged": site.unchanged,
            "records": site.records,
            "withheld": site.withheld,
            "left": site.left,
            "rejects": _rejects(site.rejects),
        }
        for site in report.sites
    ]
    counts = ("found", "fetched", "unchanged", "records", "withheld", "left")
    total: dict[str, Any] = {"site": "all"} | {name: sum(row[name] for row in rows) for name in counts}
    total["rejects"] = _rejects(sum((Counter(site.rejects) for site in report.sites), Counter()))
    return [*rows, total] if rows else []


def _rejects(reasons: Mapping[Reason, int]) -> str:
    """All of them, then those of each reason; the last column, as it may be long."""
    told = ", ".join(f"{reason} {count:,}" for reason, count in sorted(reasons.items(), key=lambda each: -each[1]))
    return f"{sum(reasons.values()):,}: {told}" if told else "0"


def coverage_rows(report: RunReport, earlier: Sequence[RunReport]) -> list[dict[str, str]]:
    """One row a field: its share in this run, in each of the last ones, and whether it fell or rose."""
    rows = []
    for covered in report.coverage:
        past = [_share(run, covered.field) for run in earlier]
        known = [share for share in past if share is not None]
        share = covered.filled / covered.records if covered.records else None
        row = {"field": covered.field, f"this run ({covered.records:,})": _percent(share)}
        row |= {f"{run.started_at:%m-%d %H:%M}": _percent(was) for run, was in zip(earlier, past, strict=True)}
        mean = sum(known) / len(known) if known else None
        rows.append({**row, "change": _change(share, mean)})
    return rows


def _share(run: RunReport, name: str) -> float | None:
    return next((one.filled / one.records for one in run.coverage if one.field == name and one.records), None)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"


def _change(share: float | None, mean: float | None) -> str:
    if share is None or mean is None:
        return ""
    if abs(share - mean) < _ARROW:
        return "="
    return f"{'↑' if share > mean else '↓'} {abs(share - mean):.0%}"


def difference_rows(told: Difference) -> list[dict[str, Any]]:
    """One row a site: what a re-extraction would change there, and in which fields most."""
    rows = []
    for site in told.sites:
        changed = {one.field: one.gained + one.lost + one.changed for one in site.fields}
        most = sorted(changed, key=lambda name: -changed[name])[:_FEW]
        rows.append(
            {
                "site": site.site,
                "pages": site.pages,
                "records": site.records,
                "gained": site.gained,
                "lost": site.lost,
                "changed": site.changed,
                "fields": ", ".join(f"{name} {changed[name]:,}" for name in most),
            }
        )
    return rows


def gates_text(report: RunReport) -> str:
    """The failed gates, as Markdown; page text among them is code, never markup."""
    return "\n".join(["## Quality gates", *(f"- {_plain(failure.message)}" for failure in report.gates)])


def _plain(text: str) -> str:
    return "".join(f"\\{character}" if character in "\\`*_{}[]<>#|!" else character for character in text)


def report_address(data: str, run: str) -> str:
    """Where the report is: the dataset's page where there is one, else the run's report."""
    if "://" in data:
        return f"{data.rstrip('/')}/runs/{run}.json"
    page = Path(data) / "report.html"
    return address_of(str(page if page.is_file() else Path(data) / "runs" / f"{run}.json"))


def address_of(path: str) -> str:
    """A file as a URL; one on an object store has one."""
    return path if "://" in path else Path(path).resolve().as_uri()


def earlier_runs(store: Store, run: str) -> list[RunReport]:
    """The crawls before a run that wrote records, the newest first."""
    found: list[RunReport] = []
    for report in _reports(store):
        if report.run < run and report.kind == "crawl" and report.records:
            found.append(report)
            if len(found) == EARLIER:
                break
    return found


def _reports(store: Store) -> Iterator[RunReport]:
    for path in reversed(store.names("runs")):
        if path.endswith(".json"):
            try:
                yield RunReport.model_validate_json(store.read(path))
            except ValueError:
                continue  # of another version


def headline(report: RunReport) -> str:
    """A run in one line, what failed first: what Prefect's log and the state of a run say."""
    rejects = sum(sum(site.rejects.values()) for site in report.sites)
    unchanged = sum(site.unchanged for site in report.sites)
    visited = sum(site.visited for site in report.sites)
    sites, pages, lines = _count(len(report.sites), "site"), _count(visited, "page"), _count(report.records, "new line")
    told = f"{sites}, {pages}, {lines}, {unchanged:,} unchanged"
    bad = [site.site for site in report.sites if site.failed]
    failed = [f"failed: {', '.join(bad[:_FEW])}{' …' if len(bad) > _FEW else ''}."] if bad else []
    gates = [failure.message for failure in report.gates]
    return " ".join([*gates, *failed, *report.problems[:_FEW], f"{told}, {rejects:,} rejected"])


def batch_line(number: int, result: BatchResult) -> str:
    """A batch in one line, for Prefect's log; what single pages gave is in the log of pages."""
    visited = sum(site.visited for site in result.sites)
    records = sum(site.records for site in result.sites)
    rejected = sum(sum(site.rejects.values()) for site in result.sites)
    sites = len(result.sites)
    withheld = sum(site.withheld for site in result.sites)
    kept = f", {withheld:,} withheld" if withheld else ""
    pages, lines = _count(visited, "page"), _count(records, "new line")
    return f"batch {number}: {pages} of {_count(sites, 'site')}, {lines}{kept}, {rejected:,} rejected"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
