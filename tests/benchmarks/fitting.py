"""What fits to labelled pages share: the pages, the folds by site, the file, the command."""

import hashlib
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeVar

from extractors.classify import MAX_BODY
from flows.files import read_manifest
from schemas.page import Page
from schemas.site import host_of
from tests.benchmarks.labels import Label, labels_beside

T = TypeVar("T")

FOLDS: Final = 10


def labelled_reviews(folder: Path) -> Iterator[tuple[Page, Label]]:
    """All pages of a folder's sets that are labelled and not said to be no review."""
    for manifest in sorted(folder.glob("*.manifest.jsonl")):
        by_id = {str(label["id"]): label for label in labels_beside(manifest)}
        for _, page in read_manifest(manifest, max_body=MAX_BODY):
            label = by_id.get(str(page.id)) if isinstance(page, Page) else None
            if isinstance(page, Page) and label is not None and label.get("is_review") is not False:
                yield page, label


def site_of(label: Label) -> str:
    """The site of a labelled page, its host where none is named."""
    return str(label.get("site") or host_of(label.get("url") or ""))


def fold_of(site: str) -> int:
    """The fold of a site: all its pages are in one."""
    return int.from_bytes(hashlib.sha256(site.encode()).digest()[:4]) % FOLDS


def write(text: str, file: Path) -> bool:
    """Write the file unless it says the same already but for its version; whether it was written."""
    if file.exists() and _unversioned(file.read_text(encoding="utf-8")) == _unversioned(text):
        return False
    file.write_text(text, encoding="utf-8")
    return True


def _unversioned(text: str) -> list[str]:
    return [line for line in text.splitlines() if not line.startswith("version = ")]


def command(
    table: Path,
    collect: Callable[[Path], Iterable[T]],
    report: Callable[[Sequence[T]], Iterable[str]],
    fitted: Callable[[Sequence[T], str], str],
) -> None:
    """The command of a fit: print how good it is, then write its file.

    Args:
        table: The file.
        collect: What a folder of labelled pages gives the fit.
        report: How good the fit is, line by line.
        fitted: The file's text, of what was collected and its version.
    """
    parser = ArgumentParser(description=f"Fit extractors/{table.name} to labelled pages.")
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="*.manifest.jsonl and *.labels.jsonl")
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    told = parser.parse_args()
    samples = [sample for folder in told.folders for sample in collect(folder)]
    if not samples:
        sys.exit(f"no labelled pages in {', '.join(map(str, told.folders))}")
    print("\n".join(report(samples)))
    text = fitted(samples, f"fit/{datetime.now(UTC):%Y-%m-%d}")
    if told.dry_run:
        print(f"\n{text}", end="")
    else:
        print(f"\n{table.name}: {'written' if write(text, table) else 'unchanged'}")
