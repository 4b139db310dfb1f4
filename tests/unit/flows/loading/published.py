"""Datasets without a crawl: whole commits of lines, as readers see them."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from flows.storage.lines import compressor
from flows.storage.store import open_store
from schemas.base import to_line
from schemas.evidence import ReviewEvidence
from schemas.review import (
    Capture,
    CaptureKind,
    Credit,
    Outlet,
    Precision,
    Rating,
    RatingKind,
    ReviewRecord,
    Role,
    Stamp,
    Status,
    Work,
    WorkIds,
    WorkKind,
)
from schemas.run import CommitManifest, PublishedFile

DATASET = "5ad0c0ffee5ad0c0ffee5ad0c0ffee00"
DAY = timedelta(days=1)
START = datetime(2026, 3, 1, 12, tzinfo=UTC)


def record(name: str, revision: int = 1, **fields: Any) -> ReviewRecord:
    """A review of Roma; what is named differs."""
    digest = hashlib.sha256(name.encode()).hexdigest()
    about: dict[str, Any] = {
        "extractor_version": "0.1",
        "id": digest[:32],
        "revision": revision,
        "url": f"https://gazette.test/{name}/",
        "canonical_url": None,
        "site": "gazette",
        "outlet": Outlet(name="The Gazette", domain="gazette.test"),
        "headline": f"{name} Review",
        "work": Work(title="Roma", kind=WorkKind.FILM, year=2018, ids=WorkIds(imdb="tt6155172")),
        "credits": cast("Alfonso Cuarón", "Yalitza Aparicio", "Marina de Tavira"),
        "rating": stars(4),
        "published": Stamp(value="2018-12-14", precision=Precision.DAY, raw="14 December 2018"),
        "page": Capture(fetched_at=START, status=200, sha256=digest, capture=CaptureKind.LIVE),
        "confidence": {"work.title": 0.97},
    }
    return ReviewRecord(**about | fields)


def cast(*names: str) -> tuple[Credit, ...]:
    """The first directs, the others play in it."""
    return tuple(
        Credit(name=name, role=Role.CAST if order else Role.DIRECTOR, order=order or 1)
        for order, name in enumerate(names)
    )


def stars(value: float) -> Rating:
    return Rating(
        raw=f"{value}/5", kind=RatingKind.STARS, value=value, best=5, normalized=value / 5, normalizer="linear/1"
    )


def gone(one: ReviewRecord, *, status: Status = Status.GONE) -> ReviewRecord:
    """The last line of a review that is no more."""
    return one.model_copy(update={"revision": one.revision + 1, "status": status})


def publish(
    folder: Path,
    number: int,
    records: Sequence[ReviewRecord],
    *,
    evidence: Iterable[ReviewEvidence] | None = None,
    suffix: Literal["", ".gz", ".zst"] = "",
    **manifest: Any,
) -> None:
    """Write a commit, over one of that number."""
    files = [_part(folder, "reviews", number, map(to_line, records), suffix)] if records else []
    if evidence is not None:
        files.append(_part(folder, "evidence", number, map(to_line, evidence), suffix))
    about: dict[str, Any] = {
        "schema_version": "1.0",
        "extractor_version": "0.1",
        "dataset_id": DATASET,
        "commit": number,
        "batch": f"published-{number:08d}",
        "run": "run-1",
        "committed_at": START + number * DAY,
        "files": tuple(files),
    }
    told = CommitManifest(**about | manifest).model_dump_json().encode()
    _write(folder, f"manifest/{number:08d}.json", told + b"\n")


def _part(
    folder: Path, kind: Literal["reviews", "evidence"], number: int, lines: Iterable[bytes], suffix: str
) -> PublishedFile:
    path = f"{kind}/date=2026-03-01/part-{number:08d}.jsonl{suffix}"
    plain = b"".join(lines)
    packer = compressor(path)
    data = plain if packer is None else packer.compress(plain) + packer.flush()
    _write(folder, path, data)
    digest = hashlib.sha256(data).hexdigest()
    return PublishedFile(kind=kind, path=path, rows=plain.count(b"\n"), bytes=len(data), sha256=digest)


def _write(folder: Path, path: str, data: bytes) -> None:
    store = open_store(folder)
    store.make_folder(".staging")
    store.write_whole(path, data)


# What the tables must hold, told without any SQL.

Row = tuple[Any, ...]


def expected(lines: Iterable[Mapping[str, Any]], *, removed: str = "mark") -> dict[str, set[Row]]:
    """Of each table the columns that tell most, by `SHORT`, from the lines of a dataset."""
    rows: dict[str, set[Row]] = {name: set() for name in SHORT}
    last: dict[str, Mapping[str, Any]] = {}
    for line in lines:
        rows["revisions"].add((line["id"], line["revision"], line["status"]))
        if line["id"] not in last or line["revision"] > last[line["id"]]["revision"]:
            last[line["id"]] = line
    for key, line in last.items():
        if removed == "delete" and line["status"] != "present":
            continue
        work = line["work"]
        rating = line["rating"] or {}
        rows["reviews"].add((key, line["revision"], line["status"], line["headline"], rating.get("normalized")))
        if work["title"] is not None:
            rows["works"].add((work["title"], work["kind"], work["year"]))
        for place, credit in enumerate(line["credits"], start=1):
            rows["credits"].add((key, place, credit["name"], credit["role"], credit["order"]))
        verdict = [line["rating"] | {"role": "verdict"}] if line["rating"] else []
        for place, one in enumerate([*verdict, *line["other_ratings"]], start=1):
            rows["ratings"].add((key, place, one["raw"], one["role"], one["value"]))
        for place, reviewer in enumerate(line["reviewers"], start=1):
            rows["reviewers"].add((key, place, reviewer["name"]))
        rows["work_ids"] |= {(key, scheme, value) for scheme, value in work["ids"].items() if value is not None}
    return rows


SHORT = {
    "works": ("title", "kind", "year"),
    "reviews": ("review_id", "revision", "status", "headline", "rating_normalized"),
    "credits": ("review_id", "position", "name", "role", "billing"),
    "ratings": ("review_id", "position", "raw", "role", "value"),
    "reviewers": ("review_id", "position", "name"),
    "work_ids": ("review_id", "scheme", "value"),
    "revisions": ("review_id", "revision", "status"),
}
"""Columns that are compared."""
