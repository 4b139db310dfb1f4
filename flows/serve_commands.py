"""The command that serves deployments: `reviewlines serve`. Heavy imports stand inside it, as in `flows.cli`."""

from pathlib import Path
from typing import Annotated

import typer

from flows.errors import UsageError
from flows.options import DONE, DataOption, SitesOption
from flows.output import say


def serve(
    names: Annotated[
        list[str] | None,
        typer.Argument(help="Deployments to serve; none: all.", metavar="[NAME]…", show_default=False),
    ] = None,
    config: Annotated[
        Path | None, typer.Option(help="The deployments [./prefect.yaml, else ours].", metavar="FILE")
    ] = None,
    notify: Annotated[
        str | None,
        typer.Option(help="Tell a notification block of Prefect of failed runs: slack-webhook/ops.", metavar="BLOCK"),
    ] = None,
    data: DataOption = None,
    sites: SitesOption = None,
    as_list: Annotated[bool, typer.Option("--list", help="Tell what would be served, and end.")] = False,
) -> int:
    """Run crawl, enrichment, load, report and backfills on their schedules, against a running Prefect server."""
    import asyncio
    import os

    from flows.prefect_home import prefect_trouble, use_server
    from flows.schedule import read_deployments
    from flows.settings import load_settings

    texts = read_deployments(config)
    unknown = set(names or ()) - {text.name for text in texts}
    if unknown:
        known = ", ".join(text.name for text in texts)
        raise UsageError(f"there is no deployment {', '.join(sorted(unknown))} ({known})")
    chosen = [text for text in texts if not names or text.name in names]
    if not chosen:
        raise UsageError("nothing to serve: prefect.yaml lists no deployments")
    for option, value in (("DATA", data), ("SITES", sites)):  # for the runs, which are processes of their own
        if value is not None:
            os.environ[f"REVIEWLINES_{option}"] = str(value)
    settings = load_settings()
    for text in chosen:
        when = ", ".join(
            f"{one.cron or one.rrule or f'every {one.interval:,.0f} s'} {one.timezone or 'UTC'}"
            for one in text.schedules
        )
        say(f"{text.flow}/{text.name}: {when or 'no schedule'}")
    if as_list:
        return DONE
    use_server()
    say(f"serving on {os.environ['PREFECT_API_URL']}, dataset {settings.data}; Ctrl-C ends it and pauses the schedules")
    with prefect_trouble():
        from flows.serve import serve_deployments

        asyncio.run(serve_deployments(chosen, notify=notify))
    return DONE
