"""What calls for a look, in the order of its weight: what a person who runs this reads first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from flows.reports.answers import printable
from schemas.overview import HostOverview, Overview, RunOverview
from schemas.reject import Reason

_DRIFTS: Final = 8
_HOSTS: Final = 8
"""So many of a kind are told one by one."""
_OURS: Final = frozenset({Reason.INTERNAL_ERROR.value, Reason.INVALID.value})


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to look at."""

    text: str
    anchor: str
    """The section that tells more."""


def notices(overview: Overview) -> tuple[Notice, ...]:
    """All of them; none where nothing calls for a look."""
    return tuple(_notices(overview))


def _notices(overview: Overview) -> Iterator[Notice]:
    if overview.runs:
        yield from _last_run(overview.runs[0])
    faults = sum(each.pages for each in overview.rejects if each.reason in _OURS)
    if faults:
        yield Notice(f"{_pages(faults)} met a fault of ours (internal_error, invalid).", "rejects")
    gated = {(gate.site, gate.field) for gate in overview.runs[0].gates} if overview.runs else set()
    worse = [change for change in overview.drift if change.is_worse and (change.site, change.field) not in gated]
    for change in worse[:_DRIFTS]:
        what = "pages without a record" if change.field == "rejects" else change.field
        site = printable(change.site) or "(no site)"
        yield Notice(
            f"{site}: {what} {change.now:.0%} in the newest run, {change.before:.0%} before. The site may have "
            "changed its pages.",
            "drift",
        )
    if len(worse) > _DRIFTS:
        yield Notice(f"{len(worse) - _DRIFTS} more fields have become worse.", "drift")
    yield from _hosts(overview.hosts)
    if overview.unread_runs:
        yield Notice(f"The reports of {_runs(overview.unread_runs)} cannot be read by this version.", "runs")


def _last_run(run: RunOverview) -> Iterator[Notice]:
    if not run.complete:
        yield Notice("The last run was stopped before its end; the next one goes on.", "runs")
    elif run.failed:
        yield Notice("The last run failed.", "runs")
    for gate in run.gates[:_DRIFTS]:
        yield Notice(printable(gate.message), "drift")
    if len(run.gates) > _DRIFTS:
        yield Notice(f"{len(run.gates) - _DRIFTS} more quality gates failed.", "drift")
    for problem in run.problems:
        yield Notice(printable(problem), "runs")


def _hosts(hosts: Iterable[HostOverview]) -> Iterator[Notice]:
    stopped = [host for host in hosts if host.stopped or host.too_fast]
    for host in stopped[:_HOSTS]:
        if host.too_fast:
            yield Notice(f"{printable(host.host)} was asked faster than its delay in {_runs(host.too_fast)}.", "hosts")
        if host.stopped:
            yield Notice(f"{printable(host.host)}: {printable(host.stopped)}", "hosts")
    if len(stopped) > _HOSTS:
        yield Notice(f"{len(stopped) - _HOSTS:,} more hosts were left before the end.", "hosts")


def _pages(count: int) -> str:
    return f"{count:,} page{'' if count == 1 else 's'}"


def _runs(count: int) -> str:
    return f"{count:,} run{'' if count == 1 else 's'}"
