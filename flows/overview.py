"""The report of a dataset, written: counted by `flows.storage.overview`, drawn by `flows.reports.dataset`."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from flows.output import Output
from flows.reports.dataset import render_report
from flows.storage.overview import overview
from flows.storage.store import STAGING, open_store

REPORT: Final = "report.html"
"""The report's name in the dataset's folder."""


def write_report(data: str, out: Path | None = None, *, progress: Callable[[str, int, int], None] | None = None) -> str:
    """Write the HTML report of a dataset; where it is.

    Args:
        data: The dataset: a folder, or a prefix on an object store.
        out: The file to write; None for `report.html` in the dataset. An older one is replaced in one step.
        progress: Told what is being done, and how much of how much is done.

    Raises:
        UsageError: DuckDB, or what draws the charts, is not installed.
        DatasetError: there is no dataset, a file of it is damaged, or the report cannot be written.
    """
    store = open_store(data)
    counted = overview(store, progress=progress)
    if progress is not None:
        progress("draw", 2, 3)
    html = render_report(counted, name=data, made_at=datetime.now(UTC)).encode()
    if out is None:
        with store.clear_errors():
            store.make_folder(STAGING)
            store.write_whole(REPORT, html)
        return store.at(REPORT)
    with Output(out) as output:
        output.write(html)
    return str(out)
