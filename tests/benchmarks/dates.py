"""Run the date extraction by itself over a folder of pages, whatever they are about, and compare it with labels.

    python -m tests.benchmarks.dates FOLDER [LABELS]

FOLDER: pages below it, as their labels name them.
LABELS: JSON or JSON Lines; without it every *.json and *.jsonl directly in FOLDER, else those beside the pages.
Taken are the forms that date extractors are tested with: {url: {"file": name, "date": date}} and {name: date}, a list
or lines of {"file" | "path" | "id" | "url": …, "date" | "review_date": …}, and this project's own fixture pairs. A date
of null says that the page has none. Pages are read as files: with their label's URL, and without a time of fetch.

Prints what is right, wrong and missing, by the day; accuracy is right of all, precision right of those with a date.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from extractors import extract_dates
from schemas.page import Page

_FILES = ("file", "path", "id", "filename")
_DATES = ("date", "review_date", "published", "pubdate")
_MOST_ERRORS = 50


class Label(NamedTuple):
    """What a page's date is."""

    name: str
    """The page's file, without its folder or extension where the labels leave those out."""
    url: str | None
    date: str | None
    """A day as ISO 8601 (or less precise); None for none."""


class Outcome(NamedTuple):
    """What was read of a page."""

    label: Label
    found: str | None

    @property
    def verdict(self) -> str:
        """right, wrong, missing or spurious."""
        if self.found is None:
            return "right" if self.label.date is None else "missing"
        if self.label.date is None:
            return "spurious"
        return "right" if self.found[:10] == self.label.date[:10] else "wrong"


def read_labels(file: Path) -> list[Label]:
    """The labels of a file, in any of the forms above; what is none of them is left out."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".jsonl":
        return [label for line in text.splitlines() if line.strip() for label in _of_entry("", json.loads(line), file)]
    told = json.loads(text)
    if isinstance(told, list):
        return [label for entry in told for label in _of_entry("", entry, file)]
    if "record" in told or "reject" in told:
        return list(_of_pair(told, file))
    return [label for key, entry in told.items() for label in _of_entry(key, entry, file)]


def _of_entry(key: str, entry: Any, file: Path) -> Iterator[Label]:
    if isinstance(entry, str) or entry is None:
        entry = {"date": entry}
    if not isinstance(entry, dict) or not any(name in entry for name in _DATES):
        return
    url = entry.get("url") or (key if key.startswith("http") else None)
    name = next((str(entry[name]) for name in _FILES if entry.get(name)), None) or key or url
    if name:
        yield Label(name, url, next((entry[name] for name in _DATES if name in entry), None))


def _of_pair(pair: dict[str, Any], file: Path) -> Iterator[Label]:
    published = pair.get("record", {}).get("published", {})
    if published is None or "value" in published:
        date = published["value"] if published else None
        yield Label(str(file.with_suffix(".html")), pair["page"].get("url"), date)


def find_pages(folder: Path) -> dict[str, Path]:
    """The folder's pages by every name that labels may give them: path, name, name without extension."""
    found: dict[str, Path] = {}
    for page in sorted((*folder.rglob("*.html"), *folder.rglob("*.htm"))):
        for name in (str(page), str(page.relative_to(folder)), page.name, page.stem):
            found.setdefault(name, page)
    return found


def run(labels: list[Label], pages: dict[str, Path]) -> Iterator[Outcome]:
    """Read every page that has a label."""
    for label in labels:
        file = pages.get(label.name) or pages.get(Path(label.name).name)
        if file is not None:
            published, _ = extract_dates(Page(url=label.url, body=file.read_bytes()))
            yield Outcome(label, published.value if published is not None else None)


def summary(outcomes: list[Outcome]) -> str:
    """The counts, accuracy and precision."""
    counts = Counter(outcome.verdict for outcome in outcomes)
    dated = counts["right"] + counts["wrong"] + counts["spurious"]
    dated -= sum(outcome.found is None and outcome.verdict == "right" for outcome in outcomes)
    right = counts["right"] - sum(outcome.found is None and outcome.verdict == "right" for outcome in outcomes)
    return (
        f"pages {len(outcomes)}: right {counts['right']}, wrong {counts['wrong']}, missing {counts['missing']}, "
        f"spurious {counts['spurious']}; accuracy {counts['right'] / len(outcomes):.3f}, "
        f"precision {right / dated if dated else 1:.3f}"
    )


def label_files(folder: Path, stated: str | None) -> list[Path]:
    """Where the labels are."""
    if stated is not None:
        return [Path(stated)]
    inside = sorted((*folder.glob("*.json"), *folder.glob("*.jsonl")))
    return inside or sorted(folder.rglob("*.json"))


def main() -> None:
    """Print the errors and the summary."""
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    files = label_files(folder, sys.argv[2] if len(sys.argv) == 3 else None)
    outcomes = list(run([label for file in files for label in read_labels(file)], find_pages(folder)))
    if not outcomes:
        sys.exit(f"no page below {folder} has a label with a date")
    for outcome in [outcome for outcome in outcomes if outcome.verdict != "right"][:_MOST_ERRORS]:
        print(f"{outcome.verdict:8} {outcome.label.name}: labelled {outcome.label.date}, found {outcome.found}")
    print(summary(outcomes))


if __name__ == "__main__":
    main()
