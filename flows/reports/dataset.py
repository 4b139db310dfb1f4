"""`reviewlines report`: one HTML page that shows a dataset, opens offline and carries all that it needs.

What pages say is shown in it, so nothing of it is trusted: all text goes through the template engine's escaping, links
lead to http and https alone, and the Content-Security-Policy (https://www.w3.org/TR/CSP3/) allows the page's own style
sheet and script, by their digests, and nothing else.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from importlib import resources
from typing import Final

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup
from pydantic import ValidationError

from extractors.extract import ExtractedReview
from flows.reports import charts
from flows.reports.answers import FieldStory, printable, shown, stories
from flows.reports.charts import Chart
from flows.reports.notices import notices
from flows.reports.tables import Cell, Column, Table, count, decimal, moment, seconds, share, size, sized, words
from schemas.overview import Overview, Sample
from schemas.review import ReviewRecord

_NO_SITE: Final = "(no site)"
_GATES: Final = 100


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the report."""

    anchor: str
    title: str
    lead: str
    """What is shown, and how it is counted."""
    drawings: tuple[Chart | None, ...]
    """None where there is too little to draw."""
    tables: tuple[Table, ...]
    empty: str = ""
    """What to say where there is nothing to show."""


@dataclass(frozen=True, slots=True)
class SampleView:
    """One record as it is shown."""

    title: str
    outlet: str
    address: Cell
    language: str | None
    stories: tuple[FieldStory, ...]
    warnings: tuple[str, ...]


def render_report(overview: Overview, *, name: str, made_at: datetime) -> str:
    """The HTML of the report.

    Args:
        overview: What to show.
        name: How the user calls the dataset.
        made_at: Now, in UTC.

    Raises:
        UsageError: what draws the charts is not installed.
    """
    style, script = _text_of("colours.css") + _text_of("report.css"), _text_of("report.js")
    return _template().render(
        style=Markup(style),  # noqa: S704 - ours
        script=Markup(script),  # noqa: S704 - ours
        policy=(
            f"default-src 'none'; style-src 'sha256-{_digest(style)}'; script-src 'sha256-{_digest(script)}'; "
            "base-uri 'none'; form-action 'none'"
        ),
        name=printable(name),
        made_at=made_at,
        overview=overview,
        tiles=_tiles(overview),
        notices=notices(overview),
        sections=list(_sections(overview)),
        samples=list(_samples(overview.samples)),
    )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _tiles(overview: Overview) -> list[tuple[str, str, str]]:
    """Name, number and a word on it."""
    pages = overview.present + overview.rejected
    last = overview.last_commit_at
    rated = f"{overview.rated / overview.present:.0%} of them with a rating" if overview.present else ""
    return [
        ("Reviews", f"{overview.present:,}", rated),
        ("Sites", f"{len(overview.sites) + overview.sites_left_out:,}", f"{len(overview.outlets):,} outlets"),
        (
            "Without a record",
            f"{overview.rejected:,}",
            f"{overview.rejected / pages:.0%} of all pages" if pages else "",
        ),
        ("Gone, withdrawn", f"{overview.gone + overview.withdrawn:,}", f"{overview.revisions:,} lines in all"),
        ("Last commit", f"{last:%Y-%m-%d}" if last else "none", f"{last:%H:%M} UTC" if last else ""),
        ("Files", sized(overview.bytes), f"{overview.commits:,} commits"),
    ]


def _sections(overview: Overview) -> Iterator[Section]:
    yield _growth(overview)
    yield _coverage(overview)
    yield _drift(overview)
    yield _ratings(overview)
    yield _publication(overview)
    yield _agreement(overview)
    yield _works(overview)
    yield _rejects(overview)
    yield _doubts(overview)
    yield _hosts(overview)
    yield _runs(overview)


def _growth(overview: Overview) -> Section:
    columns = (Column("Day"), Column("New reviews", True), Column("New revisions", True), Column("No record", True))
    rows = tuple(
        (words(day.day), count(day.records), count(day.revisions), count(day.rejects))
        for day in reversed(overview.days)
    )
    return Section(
        "growth",
        "Growth",
        "What each day's commits added: reviews seen for the first time, reviews that changed, are gone or were "
        "withdrawn, and pages that gave no record.",
        (charts.totals(overview.days), charts.growth(overview.days)),
        (Table("growth-days", "Lines by day of commit", columns, rows),),
        "Nothing has been committed yet.",
    )


def _coverage(overview: Overview) -> Section:
    fields = [one.field for one in overview.sites[0].coverage] if overview.sites else []
    columns = (
        Column("Site"),
        *(Column(name, True) for name in ("Reviews", "Gone", "Withdrawn", "No record", "Mean confidence")),
        Column("Last fetched"),
        *(Column(field, True) for field in fields),
    )
    rows = tuple(
        (
            words(site.site or _NO_SITE),
            *(count(number) for number in (site.present, site.gone, site.withdrawn, site.rejects)),
            share(site.confidence),
            moment(site.fetched_at),
            *(share(one.filled / one.records if one.records else None) for one in site.coverage),
        )
        for site in overview.sites
    )
    return Section(
        "coverage",
        "Coverage by site and field",
        "The share of a site's reviews that have a field. A page that does not say something leaves it empty, so 100 % "
        "is not the aim; a share that falls is worth a look.",
        (charts.coverage(overview.sites),),
        (Table("coverage-sites", "Sites and how full their fields are", columns, rows, overview.sites_left_out),),
        "There are no records yet.",
    )


def _drift(overview: Overview) -> Section:
    columns = (
        *(Column("Site"), Column("Field"), Column("Before", True), Column("Newest run", True), Column("Change", True)),
        *(Column("Lines before", True), Column("Lines now", True), Column("For the")),
    )
    rows = tuple(
        (
            words(change.site or _NO_SITE),
            words(change.field),
            share(change.before),
            share(change.now, "bad" if change.is_worse else ""),
            Cell(f"{100 * (change.now - change.before):+.0f} points", change.now - change.before),
            count(change.lines_before),
            count(change.lines_now),
            words("worse" if change.is_worse else "better", tone="bad" if change.is_worse else ""),
        )
        for change in overview.drift
    )
    return Section(
        "drift",
        "Drift",
        "Fields that the newest run of a site fills otherwise than the runs before it, by ten points or more and more "
        "than chance would. “rejects” are pages without a record. A site that changed its pages shows here first. "
        "Quality gates compare each commit with the site's own history.",
        (charts.drift(overview.drift),),
        (Table("drift-fields", "Changes of a field's share", columns, rows), _gates(overview)),
        "No site's fields have changed by more than chance would, or there are no two runs to compare.",
    )


def _gates(overview: Overview) -> Table:
    columns = (Column("Site"), Column("Field"), Column("Kind"), Column("Run"), Column("What the gate said"))
    rows = tuple(
        (
            words(gate.site),
            words(gate.field),
            words(gate.kind),
            words(run.run),
            words(gate.message),
        )
        for run in overview.runs
        for gate in run.gates
    )
    return Table("drift-gates", "Quality gates that failed in the last runs", columns, rows[:_GATES])


def _ratings(overview: Overview) -> Section:
    columns = (
        *(Column("Outlet"), Column("Name"), Column("Reviews", True), Column("Rated", True), Column("Mean", True)),
        *(Column("Median", True), Column("Spread", True)),
    )
    rows = tuple(
        (
            words(outlet.outlet or _NO_SITE),
            words(outlet.name),
            count(outlet.reviews),
            count(outlet.rated),
            *(decimal(number) for number in (outlet.mean, outlet.median, outlet.spread)),
        )
        for outlet in overview.outlets
    )
    return Section(
        "ratings",
        "Ratings by outlet",
        "Ratings on a known scale, brought to 0 to 1. Spread is the standard deviation.",
        (charts.ratings(overview.outlets),),
        (Table("ratings-outlets", "Outlets and their ratings", columns, rows),),
        "There are no rated reviews yet.",
    )


def _publication(overview: Overview) -> Section:
    columns = (Column("Month"), Column("Reviews", True))
    yearly = len(overview.months) > 1 and all(month.month.month == 1 for month in overview.months)
    shape = "%Y" if yearly else "%Y-%m"
    rows = tuple((words(f"{month.month:{shape}}"), count(month.reviews)) for month in reversed(overview.months))
    undated = f" {overview.undated:,} reviews have no date." if overview.undated else ""
    return Section(
        "time",
        "Reviews over time",
        f"By the date that the review itself gives.{undated}",
        (charts.publication(overview.months),),
        (Table("time-months", "Reviews by date of publication", columns, rows),),
        "There are no dated reviews yet.",
    )


def _agreement(overview: Overview) -> Section:
    columns = (
        *(Column("Outlet"), Column("Other outlet"), Column("Works", True), Column("Distance", True)),
        *(Column("Difference", True), Column("Correlation", True)),
    )
    rows = tuple(
        (
            words(pair.one),
            words(pair.other),
            count(pair.works),
            decimal(pair.distance),
            decimal(pair.difference, sign="+"),
            decimal(pair.correlation),
        )
        for pair in overview.pairs
    )
    how = (
        "Works are those that `reviewlines enrich` joined; what it did not join goes by its title."
        if overview.works_from == "catalogue"
        else "Works go by their title and kind, as nothing is enriched: remakes of one title count as one work."
    )
    return Section(
        "agreement",
        "Agreement between outlets",
        "Of each two outlets, their ratings of the works that both have rated. Distance is the mean of the absolute "
        f"differences, difference the mean of the first less the other: above 0 the first is milder. {how}",
        (charts.agreement(overview.pairs, overview.outlets),),
        (Table("agreement-pairs", "Pairs of outlets", columns, rows),),
        "No two outlets have rated the same work.",
    )


def _works(overview: Overview) -> Section:
    columns = (
        *(Column("Work"), Column("Year", True), Column("Id"), Column("Reviews", True), Column("Outlets", True)),
        *(Column("Rated", True), Column("Mean", True), Column("Spread", True)),
    )
    rows = tuple(
        (
            words(work.title),
            Cell(str(work.year), work.year) if work.year else Cell(""),
            words(work.work),
            *(count(number) for number in (work.reviews, work.outlets, work.rated)),
            *(decimal(number) for number in (work.mean, work.spread)),
        )
        for work in overview.works
    )
    return Section(
        "works",
        "Most reviewed works",
        "The works with the most reviews; the highest spread is where critics disagree.",
        (),
        (Table("works-most", "Works with the most reviews", columns, rows),),
        "There are no reviews yet.",
    )


def _rejects(overview: Overview) -> Section:
    columns = (Column("Site"), Column("Reason"), Column("Pages", True), Column("For example"))
    rows = tuple(
        (words(each.site or _NO_SITE), words(each.reason), count(each.pages), words(each.example, each.example))
        for each in overview.rejects
    )
    return Section(
        "rejects",
        "Pages without a record",
        "Pages whose last visit gave no record, by reason. News and lists are to be expected on any site.",
        (charts.rejects(overview.rejects),),
        (Table("rejects-reasons", "Rejects by site and reason", columns, rows),),
        "Every page gave a record.",
    )


def _doubts(overview: Overview) -> Section:
    fields = Table(
        "doubts-fields",
        "Confidence by field",
        (Column("Field"), Column("Values", True), Column("Mean confidence", True), Column("Below 70 %", True)),
        tuple(
            (words(field.field), count(field.values), share(field.confidence), count(field.unsure))
            for field in overview.fields
        ),
    )
    columns = (Column("Site"), Column("Work"), Column("Field"), Column("Value"), Column("Sure", True), Column("Page"))
    values = Table(
        "doubts-values",
        "The least sure values",
        columns,
        tuple(
            (
                words(doubt.site or _NO_SITE),
                words(doubt.title),
                words(doubt.field),
                words(shown(doubt.value) if doubt.value is not None else ""),
                share(doubt.confidence),
                words(doubt.url, doubt.url),
            )
            for doubt in overview.doubts
        ),
    )
    return Section(
        "doubts",
        "Values to look at",
        "How likely values are right, as measured on labelled pages, and the least sure of them, at most five of a "
        "site's field. `reviewlines explain URL FIELD` tells why one was chosen.",
        (charts.confidence(overview.fields),),
        (fields, values),
        "There are no values yet.",
    )


def _hosts(overview: Overview) -> Section:
    columns = (
        *(Column("Host"), Column("Runs", True), Column("robots.txt"), Column("Delay asked", True)),
        *(Column("Delay kept", True), Column("Shortest gap", True), Column("Requests", True), Column("Bytes", True)),
        *(Column("304", True), Column("429, 503", True), Column("5xx", True), Column("Retries", True)),
        *(Column("Forbidden, not asked", True), Column("Stopped")),
    )
    rows = tuple(
        (
            words(host.host),
            count(host.runs),
            words(host.robots),
            seconds(host.delay_asked),
            seconds(host.delay),
            seconds(host.shortest_gap, "bad" if host.too_fast else ""),
            count(host.requests),
            size(host.bytes),
            *(count(number) for number in (host.not_modified, host.too_many, host.errors, host.retries, host.refused)),
            words(host.stopped, tone="bad" if host.stopped else ""),
        )
        for host in overview.hosts
    )
    return Section(
        "hosts",
        "Politeness ledger",
        f"What was asked of each host in the last {len(overview.runs)} runs: what robots.txt asks for, what was kept, "
        "and the shortest time there was between two requests. `data/runs/<run>.hosts.jsonl` has each run's lines.",
        (),
        (Table("hosts-ledger", "What hosts were asked", columns, rows),),
        "No run has asked a host for anything.",
    )


def _runs(overview: Overview) -> Section:
    columns = (
        *(Column("Run"), Column("Kind"), Column("Started, UTC"), Column("Seconds", True), Column("Outcome")),
        *(Column("Pages", True), Column("Unchanged", True), Column("New lines", True), Column("No record", True)),
        Column("Problems"),
    )
    rows = tuple(
        (
            words(run.run),
            words(run.kind),
            moment(run.started_at),
            decimal(run.seconds, 1),
            words(
                "stopped" if not run.complete else "failed" if run.failed else "done",
                tone="bad" if run.failed or not run.complete else "",
            ),
            *(count(number) for number in (run.visited, run.unchanged, run.records, run.rejects)),
            words("; ".join(run.problems)),
        )
        for run in overview.runs
    )
    return Section(
        "runs", "Runs", "The newest first.", (), (Table("runs-last", "The last runs", columns, rows),), "No run yet."
    )


def _samples(samples: Iterable[Sample]) -> Iterator[SampleView]:
    for sample in samples:
        try:
            record = ReviewRecord.model_validate(sample.record)
            told = stories(ExtractedReview(record=record, evidence=sample.evidence, slot=""))
        except (ValidationError, LookupError, ValueError):  # a line of another version
            continue
        yield SampleView(
            title=printable(record.work.title or record.headline or "Untitled work"),
            outlet=printable(record.outlet.name or record.outlet.domain or record.site or ""),
            address=words(record.url, record.url),
            language=record.language,
            stories=told,
            warnings=tuple(map(printable, record.warnings)),
        )


def _text_of(name: str) -> str:
    return resources.files("flows.reports").joinpath(name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["percent"] = lambda part: f"{part:.0%}"
    environment.filters["coded"] = lambda text: text.split("`")  # every second piece is code
    return environment.from_string(_text_of("report.html"))
