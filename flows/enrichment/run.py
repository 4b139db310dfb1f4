"""The run: commit by commit, each written once, and then what stands across all reviews.

`enriched/catalogue=<version>/part-<commit>-<digest>.jsonl` has a line for each line of that commit's reviews, in the
same order; the digest is of those reviews, so a commit from which a review was erased is enriched anew and its old part
removed. A version is that of the catalogue and of the matcher together: another catalogue makes another folder.
`enriched/current.json` names the one that is valid.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from flows.enrichment.across import Across
from flows.enrichment.catalogue import Catalogue
from flows.enrichment.join import enrich
from flows.enrichment.match import load_weights
from schemas.base import to_line
from schemas.enriched import Enrichment, EnrichReport, MatchOutcome
from schemas.review import ReviewRecord

Lines = Callable[[], Iterable[Mapping[str, Any]]]
"""Reads the reviews of one commit, line by line."""


class Files(Protocol):
    """The dataset's files, by their paths."""

    def size(self, path: str) -> int | None:
        """Bytes; None where there is no such file."""

    def read(self, path: str) -> bytes:
        """The content."""

    def write_whole(self, path: str, data: bytes) -> None:
        """Write a file so that it is there in full or not at all."""

    def names(self, folder: str) -> list[str]:
        """Paths of all files in a folder."""

    def remove(self, path: str) -> None:
        """Remove a file."""


@dataclass(frozen=True, slots=True)
class Commit:
    """The reviews of one commit."""

    number: int
    digest: str
    """Of its reviews' files."""
    lines: Lines


def version_of(catalogue: Catalogue, more: Catalogue | None = None) -> str:
    """Version of the catalogues and the matcher together."""
    weights = load_weights()
    told = repr((weights.version, weights.threshold, weights.none, sorted(weights.features.items())))
    return f"{_versions(catalogue, more)}-{hashlib.sha256(told.encode()).hexdigest()[:8]}"


def _versions(catalogue: Catalogue, more: Catalogue | None) -> str:
    return catalogue.version if more is None else f"{catalogue.version}_{more.version}"


def part_path(version: str, commit: Commit) -> str:
    """Where a commit's enrichment is."""
    return f"enriched/catalogue={version}/part-{commit.number:08d}-{commit.digest[:8]}.jsonl"


def enrich_commit(commit: Commit, catalogue: Catalogue, files: Files, *, more: Catalogue | None = None) -> int:
    """Write a commit's enrichment unless it is there; how many lines were written. `more` as of `join.enrich`."""
    path = part_path(version_of(catalogue, more), commit)
    if files.size(path) is not None:
        return 0
    records = (ReviewRecord.model_validate_json(json.dumps(line)) for line in commit.lines())
    told = [to_line(enrich(record, catalogue, more)) for record in records]
    files.write_whole(path, b"".join(told))
    return len(told)


def look_across(
    commits: Iterable[Commit], catalogue: Catalogue, files: Files, *, new: int, more: Catalogue | None = None
) -> EnrichReport:
    """Write `works` and `outlets` from all commits, which are enriched; tell what became of the reviews."""
    version = version_of(catalogue, more)
    across, outcomes = Across(), dict.fromkeys(MatchOutcome, 0)
    lines = last = 0
    valid = set()
    for commit in commits:
        last = commit.number
        path = part_path(version, commit)
        valid.add(path)
        enriched = _read_part(files, path)
        for record, told in zip(commit.lines(), enriched, strict=True):
            across.add(record, told)
            outcomes[told.match.outcome] += 1
            lines += 1
    for path in set(files.names(f"enriched/catalogue={version}")) - valid:
        files.remove(path)
    works, outlets = list(across.works()), list(across.outlets())
    files.write_whole("works/works.jsonl", b"".join(map(to_line, works)))
    files.write_whole("outlets/outlets.jsonl", b"".join(map(to_line, outlets)))
    report = EnrichReport(
        catalogue=_versions(catalogue, more),
        matcher=load_weights().version,
        folder=f"enriched/catalogue={version}",
        commit=last,
        new=new,
        lines=lines,
        outcomes=outcomes,
        works=len(works),
        outlets=len(outlets),
    )
    files.write_whole("enriched/current.json", report.model_dump_json(indent=2).encode() + b"\n")
    return report


def _read_part(files: Files, path: str) -> Iterator[Enrichment]:
    return map(Enrichment.model_validate_json, files.read(path).splitlines())
