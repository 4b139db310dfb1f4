"""The command that brings a dataset into a database: `reviewlines load`.

Heavy imports stand inside the command, as in `flows.cli`.
"""

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Final

import typer

from flows.options import DATES, DONE, DataOption, JsonOption
from flows.output import counted, print_json, say

if TYPE_CHECKING:
    from schemas.load import LoadReport

_NO_TABLE: Final = "there is no table "


def load(
    destination: Annotated[
        str | None,
        typer.Argument(
            help="duckdb:///FILE, sqlite:///FILE, postgresql://user@host/database, parquet:FOLDER, csv:FOLDER, "
            "a dlt destination by its name, or block:NAME for a Prefect Secret block [the setting load.destination].",
            metavar="[DESTINATION]",
            show_default=False,
        ),
    ] = None,
    data: DataOption = None,
    full: Annotated[bool, typer.Option("--full", help="Empty the tables and load all commits anew.")] = False,
    since: Annotated[
        datetime | None,
        typer.Option(formats=DATES, help="Only commits since then, in UTC.", metavar="DATE"),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would be loaded and changed.")] = False,
    as_json: JsonOption = False,
) -> int:
    """Bring a database, or a folder of Parquet or CSV files, up to date with the dataset."""
    from flows.loader import load_dataset, resolve_destination
    from flows.loading.run import Choices
    from flows.prefect_home import prefect_started
    from flows.settings import load_settings

    settings = load_settings(data=data)
    choices = Choices(
        contract=settings.load.contract,
        removed=settings.load.removed,
        evidence=settings.load.evidence,
        schema=settings.load.schema_name,
        full=full,
        since=since.replace(tzinfo=UTC) if since is not None else None,
        dry_run=dry_run,
    )
    is_block = destination is not None and destination.startswith("block:")
    if dry_run or not is_block:
        # What would stop the load is said before Prefect starts.
        address = resolve_destination(destination, settings.load)
        preview = load_dataset(settings.data, address, replace(choices, dry_run=True))
    if dry_run:
        return _tell(preview, as_json=as_json)
    with prefect_started(settings.data):
        from flows.load import load_reviews

        report = load_reviews(settings.data, destination, choices)
    return _tell(report, as_json=as_json)


def _tell(report: "LoadReport", *, as_json: bool) -> int:
    if as_json:
        print_json(report)
    made, will = ("would be made", "would be loaded") if report.dry_run else ("made", "loaded")
    tables = [change.removeprefix(_NO_TABLE) for change in report.changes if change.startswith(_NO_TABLE)]
    if tables:
        say(f"tables {made}: {', '.join(tables)}")
    for change in report.changes:
        if not change.startswith(_NO_TABLE):
            say(f"{made}: {change}")
    if report.commits:
        lines, commits = counted(report.lines, "line"), counted(report.commits, "commit")
        say(f"{lines} of {commits} {will} -> {report.destination}")
        if report.rows:
            say("rows written: " + ", ".join(f"{count:,} {table}" for table, count in report.rows.items()))
    else:
        say(f"nothing new: {report.destination} has all commits up to {report.last_commit:,}")
    return DONE
