"""The report as a Prefect flow, for schedules: one HTML page of what a dataset has."""

from pathlib import Path

from prefect import flow

from flows.overview import write_report
from flows.telling import told_of


@flow(name="report-dataset", on_failure=[told_of], on_crashed=[told_of])
def report_dataset(data: str, out: Path | None = None) -> str:
    """Write the HTML report of a dataset; where it is.

    Args:
        data: The dataset: a folder, or a prefix on an object store.
        out: The file to write; None for `report.html` in the dataset.
    """
    return write_report(data, out)
