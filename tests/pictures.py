"""Draw the pictures of our own pages anew (`make pictures`): the report of a generated dataset, and `explain`."""

import base64
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.reports.dataset import render_report
from flows.storage.overview import overview
from flows.storage.store import open_store
from tests.chromium import chromium
from tests.contract.test_pictures import PICTURE, ROOT, drawn
from tests.synthetic import write_dataset

REPORT = ROOT / "docs" / "report.png"
WIDTH, HEIGHT = 1140, 1000


def draw_report(out: Path) -> None:
    """The first screen of the report, as headless Chromium shows it."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_dataset(folder / "reviews", 5_000, runs=24)
        page = folder / "report.html"
        told = overview(open_store(folder / "reviews"))
        page.write_text(render_report(told, name="reviews", made_at=datetime(2026, 11, 23, 15, tzinfo=UTC)))
        with chromium(folder / "profile") as browser:
            browser.call("Emulation.setScrollbarsHidden", hidden=True)
            browser.open(page, width=WIDTH, height=HEIGHT)
            out.write_bytes(base64.b64decode(browser.call("Page.captureScreenshot")["data"]))


if __name__ == "__main__":
    PICTURE.write_text(drawn(), encoding="utf-8")
    draw_report(REPORT)
