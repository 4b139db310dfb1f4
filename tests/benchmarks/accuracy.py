"""How right the records are: precision, recall and F1 by field on labelled pages, beside other tools.

    python -m tests.benchmarks.accuracy [FOLDER…] [--errors N] [--peers OTHER/bin/python] [--json]

FOLDER: labelled sets (tests/benchmarks/labels.py), each on its own; without one, the pairs of fixtures/pages. Those are
our own pages, written with the rules in view: what they tell is whether something got worse. The interval is the
middle 95 % of F1 over 1,000 samples of the pages with replacement. Peers (tests/benchmarks/peers.py) run in `--peers`,
where `make bench-peers` has put them; a dash stands where a tool has no right value at all.
"""

import json
import random
import subprocess
import sys
import tempfile
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from extractors import extract_reviews
from extractors.classify import MAX_BODY
from flows.files import read_manifest
from schemas.page import Page
from tests.benchmarks.labels import KEYS, Label, Score, labels_beside, score_page
from tests.benchmarks.pairs import PAIRS, label_of, page_of, site_of
from tests.benchmarks.peers import TOOLS
from tests.benchmarks.tables import Cell, Table, publish

Record = Mapping[str, Any]
RESAMPLED: Final = 1_000
PEER_ENVIRONMENT: Final = Path(__file__).parents[2] / ".venv-peers" / "bin" / "python"


class LabelledSet(NamedTuple):
    """Pages with labels, and what was read of them."""

    name: str
    labels: Sequence[Label]
    records: Mapping[str, Record]
    """The first record of each page that gave one, by the label's id."""
    manifest: str
    """Its lines, with absolute paths: what a peer reads."""


def fixtures() -> LabelledSet:
    """The pairs of fixtures/pages: a page of several reviews counts by its first."""
    labels, records, manifest = [], {}, []
    for pair in PAIRS:
        expected = json.loads(pair.read_text(encoding="utf-8"))
        label = label_of(pair, expected)
        labels.append(label)
        found = extract_reviews(page_of(pair, expected["page"]), site_of(expected))
        for review in found.records[:1]:
            records[label["id"]] = review.record.model_dump(mode="json")
        line = {"id": label["id"], "url": label["url"], "path": str(pair.with_suffix(".html"))}
        manifest.append(json.dumps(line))
    return LabelledSet("fixtures/pages", labels, records, "\n".join(manifest))


def labelled_sets(folder: Path) -> Iterator[LabelledSet]:
    """Every set of a folder, extracted without a site file."""
    for manifest in sorted(folder.glob("*.manifest.jsonl")):
        labels = [{**label, "id": str(label["id"])} for label in labels_beside(manifest)]
        records, lines = {}, []
        for path, page in read_manifest(manifest, max_body=MAX_BODY):
            if isinstance(page, Page) and page.id is not None:
                lines.append(json.dumps({"id": page.id, "url": page.url, "path": str(path.resolve())}))
                for review in extract_reviews(page).records[:1]:
                    records[page.id] = review.record.model_dump(mode="json")
        yield LabelledSet(f"{folder.name}/{manifest.name.partition('.')[0]}", labels, records, "\n".join(lines))


def score(labels: Sequence[Label], records: Mapping[str, Record]) -> list[dict[str, Score]]:
    """The score of every page by key."""
    return [score_page(label, records.get(label["id"])) for label in labels]


def total(scores: Sequence[Mapping[str, Score]], key: str) -> Score:
    """All pages together."""
    return sum((page[key] for page in scores if key in page), Score())


def interval(scores: Sequence[Mapping[str, Score]], key: str) -> str:
    """The middle 95 % of F1 where the pages are drawn anew; always the same draws."""
    dice = random.Random(key)  # noqa: S311 - no secret
    labelled = [page[key] for page in scores if key in page]
    drawn = sorted(sum(dice.choices(labelled, k=len(labelled)), Score()).f1 for _ in range(RESAMPLED))
    low, high = drawn[RESAMPLED // 40], drawn[-RESAMPLED // 40]
    return f"{low:.3f} to {high:.3f}"


def table(pages: LabelledSet) -> Table:
    """Our own figures."""
    scores = score(pages.labels, pages.records)
    rows: list[Sequence[Cell]] = []
    for key in KEYS:
        all_pages = total(scores, key)
        if all_pages.right + all_pages.wrong + all_pages.missed:
            figures = (f"{all_pages.precision:.3f}", f"{all_pages.recall:.3f}", f"{all_pages.f1:.3f}")
            wrong = f"{all_pages.wrong_pages / all_pages.pages:.1%}"
            rows.append((key, all_pages.pages, *figures, interval(scores, key), wrong))
    columns = ("field", "pages", "precision", "recall", "F1", "95 %", "pages with a wrong value")
    return Table(f"Accuracy on {pages.name}, {len(pages.labels)} pages", columns, rows)


def peer_table(pages: LabelledSet, python: Path) -> Table | None:
    """F1 of the peers that are installed, beside ours; None without any."""
    found = {tool: records for tool in TOOLS if (records := _read_by(tool, pages.manifest, python)) is not None}
    if not found:
        return None
    columns: dict[str, Mapping[str, Record]] = {
        "reviewlines": {page: {**record, "is_review": True} for page, record in pages.records.items()},
        **found,
    }
    rows = []
    for key in KEYS:
        cells = [total(score(pages.labels, _for_key(key, records)), key) for records in columns.values()]
        if any(cell.right for cell in cells[1:]):
            rows.append((key, *(f"{cell.f1:.3f}" if cell.right else "–" for cell in cells)))
    return Table(f"F1 beside other tools on {pages.name}", ("field", *columns), rows)


def _read_by(tool: str, manifest: str, python: Path) -> dict[str, Record] | None:
    """The records of a tool by page; None where it is not installed."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.write(manifest)
        file.flush()
        command = [str(python), str(Path(__file__).with_name("peers.py")), tool, file.name]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        return None
    return {line["page"]["id"]: line for line in map(json.loads, done.stdout.splitlines())}


def _for_key(key: str, records: Mapping[str, Record]) -> Mapping[str, Record]:
    """A tool that tells of any page what it can does not say by it that the page is a review."""
    return {page: one for page, one in records.items() if key != "is_review" or one.get("is_review")}


def errors(pages: LabelledSet) -> Iterator[str]:
    """What is wrong or missing, page by page."""
    for label, scores in zip(pages.labels, score(pages.labels, pages.records), strict=True):
        bad = ", ".join(
            f"{key} ({one.wrong} wrong, {one.missed} missed)" for key, one in scores.items() if one.wrong or one.missed
        )
        if bad:
            yield f"{label['id']}: {bad}"


def main() -> None:
    """Print the tables."""
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--errors", type=int, default=0, metavar="N")
    parser.add_argument("--peers", type=Path, default=PEER_ENVIRONMENT)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    found = [pages for folder in asked.folders for pages in labelled_sets(folder)] if asked.folders else [fixtures()]
    if not found:
        sys.exit("no *.manifest.jsonl in these folders")
    for pages in found:
        beside = peer_table(pages, asked.peers) if asked.peers.exists() else None
        publish([one for one in (table(pages), beside) if one is not None], as_json=asked.json)
        for line in [*errors(pages)][: asked.errors]:
            sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    main()
