"""The commands that look after a dataset: `reviewlines data …` and `reviewlines backfill`.

Heavy imports stand inside the commands, as in `flows.cli`.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.errors import RunFailed, UsageError
from flows.options import (
    DATES,
    DONE,
    FAILURES,
    INTERRUPTED,
    AllowHostOption,
    Commands,
    ContactOption,
    DataOption,
    JsonOption,
    SitesOption,
)
from flows.output import counted, print_json, print_lines, say

if TYPE_CHECKING:
    from flows.captures import Asked
    from flows.settings import Settings
    from flows.sites import SiteBook
    from flows.storage.dataset import Dataset
    from schemas.proposal import Difference
    from schemas.run import Stats

data = typer.Typer(cls=Commands, help="Look after a dataset: see the commands in it.", no_args_is_help=True)


@data.command()
def verify(data: DataOption = None, as_json: JsonOption = False) -> int:
    """Read everything once more: checksums, schema, ids, revisions, evidence, archive, orphans, state."""
    from flows.console import progress_bar
    from flows.settings import load_settings
    from flows.storage import verify as check
    from flows.storage.database import open_database
    from flows.storage.store import open_store

    settings = load_settings(data=data)
    store = open_store(settings.data)
    database = open_database(store, settings.state_url())
    has_state = database.file is None or database.file.exists()
    try:
        with progress_bar() as show:
            report = check.verify(store, database if has_state else None, progress=show)
    finally:
        database.close()
    if not has_state:
        problem = f"there is no state {database.name}: run `reviewlines data repair`"
        report = report.model_copy(update={"problems": (*report.problems, problem)})
    if as_json:
        print_json(report)
    else:
        print_lines(f"problem: {problem}" for problem in report.problems)
        say(
            f"{counted(len(report.problems), 'problem')} in {counted(report.commits, 'commit')}, "
            f"{counted(report.files, 'file')}, {report.bytes:,} bytes: {counted(report.records, 'record')}, "
            f"{counted(report.lines, 'revision')}, {counted(report.pages, 'stored response')}"
        )
    return FAILURES if report.problems else DONE


@data.command()
def stats(data: DataOption = None, as_json: JsonOption = False) -> int:
    """Count records and the coverage of each field, by site (with DuckDB: the extra "data")."""
    from flows.settings import load_settings
    from flows.storage import stats as count
    from flows.storage.store import open_store

    settings = load_settings(data=data)
    report = count.stats(open_store(settings.data))
    if as_json:
        print_json(report)
    else:
        print_lines(_table(report))
    return DONE


@data.command()
def compact(data: DataOption = None, as_json: JsonOption = False) -> int:
    """Write a snapshot of the last revision of every record, in one folder for each site."""
    from flows.settings import load_settings
    from flows.storage import compact as snapshot
    from flows.storage.store import open_store

    settings = load_settings(data=data)
    manifest = snapshot.compact(open_store(settings.data), compression=settings.compression)
    if as_json:
        print_json(manifest)
    else:
        sites = {file.path.split("/")[2] for file in manifest.files}
        say(
            f"{counted(manifest.records, 'record')} of {counted(len(sites), 'site')} as of commit {manifest.commit} -> "
            f"{settings.data}/{snapshot.SNAPSHOTS}/{manifest.commit:08d}/"
        )
    return DONE


@data.command()
def diff(data: DataOption = None, as_json: JsonOption = False) -> int:
    """Show what `backfill --from-archive` would change: records and fields gained, lost and changed, with examples."""
    from flows.reports.difference import difference
    from flows.settings import load_settings
    from flows.storage import proposals
    from flows.storage.store import open_store

    settings = load_settings(data=data)
    store = open_store(settings.data)
    reading = proposals.reading(store)
    _show_difference(difference(reading, (one for part in proposals.proposals(store) for one in part)), as_json=as_json)
    return DONE


@data.command()
def accept(data: DataOption = None, as_json: JsonOption = False) -> int:
    """Commit what `backfill --from-archive` proposed, as new revisions."""
    from flows import reread
    from flows.pipeline import now
    from flows.settings import load_settings

    settings = load_settings(data=data)
    with _opened(settings) as dataset:
        accepted = reread.accept(dataset, settings, clock=now)
    if as_json:
        print_json(accepted)
    else:
        outdated = f"; left out: {counted(accepted.outdated, 'page')} that changed since" if accepted.outdated else ""
        commits = ", ".join(map(str, accepted.commits)) or "none"
        say(f"{counted(accepted.records, 'new line')} in commits {commits}{outdated}")
    return DONE


@data.command()
def forget(
    target: Annotated[str, typer.Argument(help="The URL of a page, or a host.", metavar="URL|HOST")],
    data: DataOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: JsonOption = False,
) -> int:
    """Erase all that is kept of a page or a host: reviews, evidence, rejects, archive, state … It cannot be undone."""
    from extractors.parse.url import page_key
    from flows.pipeline import now
    from flows.settings import load_settings
    from flows.storage import forget as erase
    from flows.storage.target import Target

    settings = load_settings(data=data)
    wanted = Target.of(target, page_key)
    if not yes and not typer.confirm(f"Erase everything of {target} from {settings.data} for good?", err=True):
        say("nothing was erased")
        return FAILURES
    with _opened(settings) as dataset:
        report = erase.forget(dataset, wanted, now=now())
    if as_json:
        print_json(report)
    else:
        say(
            f"erased: {counted(report.urls, 'URL')}, {counted(report.lines, 'line')}, of the archive "
            f"{counted(report.responses, 'record')}, in {counted(len(report.commits), 'commit')}; "
            f"{counted(report.reports, 'file')} of runs' reports and logs written anew"
        )
        if report.derived:
            say(f"removed: {counted(report.derived, 'file')} of `enrich` and `report`; run them again")
    return DONE


@data.command()
def repair(
    data: DataOption = None,
    as_json: JsonOption = False,
) -> int:
    """Rebuild a lost state from manifests and parts, or lost manifests from the state."""
    from flows.settings import load_settings
    from flows.storage.repair import repair as repair_dataset

    settings = load_settings(data=data)
    report = repair_dataset(settings.data, state=settings.state_url(), now=datetime.now(UTC))
    if as_json:
        print_json(report)
        return DONE
    known = f"{counted(report.commits, 'commit')}, {counted(report.records, 'record')}, {counted(report.urls, 'URL')}"
    done = ["the state was made anew"] if report.is_rebuilt else []
    done += [f"{counted(len(report.manifests), 'manifest')} written anew"] if report.manifests else []
    say(f"{settings.data}: {' and '.join(done) or 'nothing to repair'}; {known}")
    return DONE


def backfill(
    targets: Annotated[
        list[str] | None,
        typer.Argument(
            help="Sites: keys, hosts, URLs, or URLs with a final *; asked themselves, or looked for in the archives.",
            metavar="[SITE|URL]…",
            show_default=False,
        ),
    ] = None,
    urls: Annotated[Path | None, typer.Option(help="Read the URLs in this file, one a line.", metavar="FILE")] = None,
    since: Annotated[
        datetime | None,
        typer.Option(formats=DATES, help="Only what was published, or captured, from then on (UTC).", metavar="DATE"),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option(formats=DATES, help="Only what was published, or captured, until then (UTC).", metavar="DATE"),
    ] = None,
    warc: Annotated[
        list[str] | None,
        typer.Option(help="Read WARC files: a path or fsspec URL, with * ? **; plain, .gz, .zst.", metavar="GLOB"),
    ] = None,
    common_crawl: Annotated[
        list[str] | None, typer.Option(help="Read from this crawl of Common Crawl: CC-MAIN-2025-05.", metavar="ID")
    ] = None,
    wayback: Annotated[bool, typer.Option("--wayback", help="Read from the Wayback Machine.")] = False,
    from_archive: Annotated[
        bool, typer.Option("--from-archive", help="Read the dataset's stored pages again; nothing is fetched.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell how much it is and how long it takes; read and write nothing.")
    ] = False,
    run: Annotated[
        str | None,
        typer.Option(help="Key of the run; the same goes on where it was [follows from the sources].", metavar="KEY"),
    ] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Batches under way at the same time [1].")] = None,
    max_pages: Annotated[int | None, typer.Option(min=1, help="The most pages to read in this run.")] = None,
    data: DataOption = None,
    sites: SitesOption = None,
    contact: ContactOption = None,
    allow_host: AllowHostOption = None,
    as_json: JsonOption = False,
) -> int:
    """Read the past: pages of lists, sites, WARC files and web archives into the dataset, or its stored pages again."""
    from flows.captures import Asked
    from flows.settings import load_settings
    from flows.sites import load_sites
    from flows.web.addresses import without_credentials
    from flows.web.client import require_contact

    asked = Asked(
        targets=tuple(map(without_credentials, targets or ())),  # Prefect keeps parameters
        url_list=urls.resolve() if urls else None,
        warcs=tuple(warc or ()),
        common_crawl=tuple(common_crawl or ()),
        wayback=wayback,
        since=since.replace(tzinfo=UTC) if since else None,
        until=_end_of(until),
    )
    settings = load_settings(
        data=data, sites=sites, contact=contact, allow_hosts=allow_host, workers=workers, max_pages=max_pages
    )
    if workers is not None and workers > 1 and settings.runner == "in-process":
        settings = settings.model_copy(update={"runner": "processes"})
    book = load_sites(settings.sites)  # a mistake in one is told before Prefect starts
    if from_archive:
        if asked != Asked() or dry_run:
            raise UsageError("--from-archive reads what the dataset has: leave out the other sources and --dry-run")
        return _reread(settings, as_json=as_json)
    asked.check()
    require_contact(settings, sorted(asked.hosts(settings, book)))
    if dry_run:
        return _plan(settings, asked, book, run, as_json=as_json)
    return _fill(settings, asked, run, as_json=as_json)


def _end_of(day: datetime | None) -> datetime | None:
    """The last moment of a day that was given as such."""
    if day is None:
        return None
    is_day = (day.hour, day.minute, day.second) == (0, 0, 0)
    return (day + timedelta(days=1, seconds=-1) if is_day else day).replace(tzinfo=UTC)


def _plan(settings: "Settings", asked: "Asked", book: "SiteBook", run: str | None, *, as_json: bool) -> int:
    import asyncio

    from flows.console import plan_lines, progress_bar
    from flows.fill import plan_backfill
    from flows.pipeline import progress

    with progress_bar() as show:
        progress.set(show)
        plan = asyncio.run(plan_backfill(settings, asked, book, key=run))
    if as_json:
        print_json(plan)
    else:
        print_lines(plan_lines(plan))
    for problem in plan.problems:
        say(problem)
    return FAILURES if plan.problems else DONE


def _fill(settings: "Settings", asked: "Asked", run: str | None, *, as_json: bool) -> int:
    import asyncio

    from flows.console import show_report
    from flows.prefect_home import prefect_started
    from flows.storage.dataset import check_writable

    check_writable(settings.data)
    with prefect_started(settings.data):
        from flows.backfill import backfill_reviews, check_runner, without_secrets

        check_runner(settings)
        try:
            report = asyncio.run(backfill_reviews(without_secrets(settings), asked, run))
        except RunFailed as failed:
            report = failed.report
    if as_json:
        print_json(report)
    else:
        show_report(report, settings.data)
    if not report.complete:
        return INTERRUPTED
    return FAILURES if report.failed else DONE


def _reread(settings: "Settings", *, as_json: bool) -> int:
    import asyncio

    from flows.prefect_home import prefect_started

    _check_there(settings)
    with prefect_started(settings.data):
        from flows.backfill import reread_reviews, without_secrets

        told = asyncio.run(reread_reviews(without_secrets(settings)))
    if told is None:
        say("stopped: run it again, it goes on where it was")
        return INTERRUPTED
    _show_difference(told, as_json=as_json)
    if not as_json:
        say("accepted: it loses little enough" if told.accepted else "next: reviewlines data diff, data accept")
    return FAILURES if any(site.failed for site in told.sites) else DONE


def _opened(settings: "Settings") -> "Dataset":
    """The dataset, held by this process."""
    from flows.pipeline import open_dataset

    _check_there(settings)
    return open_dataset(settings)


def _check_there(settings: "Settings") -> None:
    """A command that looks after a dataset makes none."""
    from flows.storage.read import read_manifests
    from flows.storage.store import open_store

    next(iter(read_manifests(open_store(settings.data))), None)


def _show_difference(told: "Difference", *, as_json: bool) -> None:
    from flows.reports.difference import difference_lines

    if as_json:
        print_json(told)
    else:
        print_lines(difference_lines(told))


def _table(report: "Stats") -> Iterator[str]:
    yield f"{report.records:,} records, {report.revisions:,} revisions"
    for site in report.sites:
        yield f"{site.site or '(no site)'}: {site.present:,} present, {site.gone:,} gone, {site.withdrawn:,} withdrawn"
        shares = (f"{one.field} {one.filled / one.records:.0%}" for one in site.coverage if one.filled)
        yield from (f"  {share}" for share in shares)
