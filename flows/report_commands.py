"""The command that shows a dataset: `reviewlines report`. Heavy imports stand inside it, as in `flows.cli`."""

import os
from pathlib import Path
from typing import Annotated

import typer

from flows.options import DONE, DataOption
from flows.output import say


def report(
    data: DataOption = None,
    out: Annotated[
        Path | None, typer.Option(help="Write the page here [report.html in the dataset].", metavar="FILE")
    ] = None,
) -> int:
    """Write one HTML page that shows the dataset: growth, coverage, ratings, drift, politeness … It opens offline."""
    from flows.settings import load_settings

    settings = load_settings(data=data)
    # On a Prefect server runs are shown; without one there is nothing to wait for.
    written = _on_server(settings.data, out) if os.environ.get("PREFECT_API_URL") else _here(settings.data, out)
    say(f"{settings.data} -> {written}")
    return DONE


def _here(data: str, out: Path | None) -> str:
    from flows.console import progress_bar
    from flows.overview import write_report

    with progress_bar() as show:
        return write_report(data, out, progress=show)


def _on_server(data: str, out: Path | None) -> str:
    from flows.prefect_home import prefect_trouble, use_prefect
    from flows.storage.read import read_manifests
    from flows.storage.store import open_store

    next(iter(read_manifests(open_store(data))), None)  # what would stop the run is said before Prefect starts
    use_prefect(data)
    with prefect_trouble():
        from flows.report import report_dataset

        return report_dataset(data, out)
