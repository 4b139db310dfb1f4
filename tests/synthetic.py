"""Datasets of any size, made up: monthly runs over a dozen outlets, with a redesign in the last run.

python -m tests.synthetic FOLDER --lines 1000000
"""

import argparse
import hashlib
import random
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import orjson

from schemas.quality import GateFailure, Share
from schemas.review import WorkIds
from schemas.run import CommitManifest, FieldCoverage, HostLedger, PublishedFile, RunReport, SiteReport

END: Final = datetime(2026, 11, 20, 4, tzinfo=UTC)
COMMIT_LINES: Final = 50_000
OUTLETS: Final = (
    ("reelgazette", "The Reel Gazette", 5, 0.5, 0.62),
    ("eveningledger", "The Evening Ledger", 5, 1, 0.60),
    ("hallyunotebook", "Hallyu Notebook", 5, 0.5, 0.78),
    ("kinokarte", "Kinokarte", 10, 1, 0.64),
    ("lampandlens", "Lamp & Lens", 4, 0.5, 0.55),
    ("cineaste-du-sud", "Cinéaste du Sud", 5, 0.5, 0.66),
    ("tinsummer", "Tin Summer", 10, 0.1, 0.70),
    ("midnightmatinee", "Midnight Matinee", 100, 1, 0.58),
    ("pantalla", "Pantalla", 5, 1, 0.63),
    ("screendoor", "Screen Door", 5, 0.5, 0.69),
    ("eigasai", "映画祭ノート", 5, 0.5, 0.74),
    ("backrow", "Back Row", 4, 1, 0.50),
)
"""Key, name, best of the scale, its step, mean rating."""
ID_KEYS: Final = tuple(WorkIds.model_fields)
_FIRST: Final = ("Quiet", "Northern", "Paper", "Second", "Glass", "Burning", "Hidden", "Last", "Blue", "Distant")
_SECOND: Final = ("Rivers", "Lighthouse", "Summer", "Harbour", "Letters", "Machines", "Orchard", "Winter", "Garden")
_WHO: Final = ("Ann Lee", "Ava Stone", "Bo Larsen", "Mina Voss", "Ida Novak", "Tomás Rey", "김민지", "Ola Berg")
_REASONS: Final = ("not_a_review", "not_a_review", "not_a_review", "listing", "not_found", "paywalled", "http_error")


def write_dataset(
    folder: Path, lines: int, *, runs: int = 6, redesign: bool = True, wild: str = "", evidence: bool = True
) -> None:
    """Write a dataset of so many lines of reviews; the same one for the same arguments.

    Args:
        folder: Where; it is made.
        lines: Lines of reviews, one in twenty of them a second revision.
        runs: By so many runs, a month apart.
        redesign: In the last run the first outlet's pages name no director any more, and most give no record.
        wild: Appended to whatever a page says: titles, names, reasons.
        evidence: Write evidence too.
    """
    (folder / "manifest").mkdir(parents=True)
    (folder / "runs").mkdir()
    chance = random.Random(7)  # noqa: S311 - no secret
    commit, done, dataset_id = 0, 0, hashlib.sha256(b"synthetic").hexdigest()[:32]
    for number in range(runs if lines else 0):
        goal = lines * (number + 1) // runs
        started = END - timedelta(days=30 * (runs - 1 - number))
        run = f"{started:%Y%m%dt%H%M%S}-{number:06x}"
        broken = redesign and number == runs - 1
        commits: list[int] = []
        rejects: dict[str, dict[str, int]] = {}
        while done < goal:
            size = min(COMMIT_LINES, goal - done)
            commit += 1
            commits.append(commit)
            files = []
            shown = [_record(line, chance, started, wild, broken=broken) for line in range(done, done + size)]
            files.append(write_part(folder, "reviews", commit, started, shown))
            if evidence:
                files.append(write_part(folder, "evidence", commit, started, [_evidence(record) for record in shown]))
            refused = list(_rejects(size, commit, chance, wild, broken=broken))
            if refused:
                files.append(write_part(folder, "rejects", commit, started, refused))
            for reject in refused:
                by_reason = rejects.setdefault(reject["site"], {})
                by_reason[reject["reason"]] = by_reason.get(reject["reason"], 0) + 1
            done += size
            write_manifest(folder, dataset_id, run, commit, started + timedelta(minutes=len(commits)), files)
        report = _run(
            run,
            dataset_id,
            started,
            tuple(commits),
            rejects,
            goal - lines * number // runs,
            wild,
            is_last=number == runs - 1,
        )
        (folder / "runs" / f"{run}.json").write_text(report.model_dump_json())


def write_part(folder: Path, kind: Any, commit: int, day: date, lines: list[dict[str, Any]]) -> PublishedFile:
    """Write what a commit published of a kind."""
    path = f"{kind}/date={day:%Y-%m-%d}/part-{commit:08d}.jsonl"
    data = b"".join(orjson.dumps(line) + b"\n" for line in lines)
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(data)
    return PublishedFile(
        kind=kind, path=path, rows=len(lines), bytes=len(data), sha256=hashlib.sha256(data).hexdigest()
    )


def write_manifest(
    folder: Path, dataset_id: str, run: str, commit: int, at: datetime, files: Iterable[PublishedFile]
) -> None:
    """Write what a commit is."""
    manifest = CommitManifest(
        schema_version="1.0",
        extractor_version="0.1.0",
        dataset_id=dataset_id,
        commit=commit,
        batch=f"{commit:08d}-batch",
        run=run,
        committed_at=at,
        files=tuple(files),
    )
    (folder / "manifest").mkdir(parents=True, exist_ok=True)
    (folder / "manifest" / f"{commit:08d}.json").write_text(manifest.model_dump_json() + "\n")


def record(**said: Any) -> dict[str, Any]:
    """A record as JSON has it, of which nothing is known but what is said; keys of `work`, `page` one by one."""
    work = {"title": None, "native_title": None, "kind": "film", "year": None, "season": None, "episode": None}
    ids = dict.fromkeys(ID_KEYS)
    page = {"id": None, "fetched_at": None, "status": 200, "sha256": "0" * 64, "capture": "live", "archive": None}
    told = {
        "schema_version": "1.0",
        "extractor_version": "0.1.0",
        **dict.fromkeys(("id", "revision")),
        "status": "present",
        **dict.fromkeys(("url", "canonical_url", "site", "outlet", "headline")),
        "work": work | {"platforms": [], "ids": ids} | said.pop("work"),
        "credits": [],
        "rating": None,
        "other_ratings": [],
        "reviewers": [],
        **dict.fromkeys(("published", "modified")),
        "language": "en",
        **dict.fromkeys(("summary", "verdict")),
        "pros": [],
        "cons": [],
        **dict.fromkeys(("body", "body_sha256", "word_count")),
        "rights": {"robots": "allowed", "tdm_reserved": None, "directives": []},
        "page": page | said.pop("page"),
        "confidence": {},
        "warnings": [],
    }
    assert said.keys() <= told.keys(), said.keys() - told.keys()
    return told | said


def _record(line: int, chance: random.Random, fetched: datetime, wild: str, *, broken: bool) -> dict[str, Any]:
    again = line % 20 == 19
    page = line - 19 if again else line
    key, name, best, step, mean = OUTLETS[page % len(OUTLETS)]
    work = min(int(chance.expovariate(1 / 60)), 5_000)
    title = f"{_FIRST[work % 10]} {_SECOND[work // 10 % 9]}{f' {work // 90 + 1}' if work >= 90 else ''}{wild}"
    drawn = min(1.0, max(0.0, chance.gauss(mean + (work % 7 - 3) * 0.05, 0.17)))
    value = round(round(drawn * best / step) * step, 2)
    rated = chance.random() < 0.93
    directed = chance.random() < 0.9 and not (broken and page % len(OUTLETS) == 0)
    published = END - timedelta(days=min(int(chance.expovariate(1 / 900)), 7_000), hours=page % 24)
    url = f"https://{key}.test/reviews/{page:08d}/"
    rating = {
        "raw": f"{value:g}{wild}",
        "kind": "stars",
        "value": value,
        "best": best,
        "worst": None,
        "normalized": round(value / best, 4),
        "label": None,
        "scale_source": "markup",
        "normalizer": "linear/1",
    }
    people = [{"name": _WHO[work % 8] + wild, "role": "director", "character": None, "order": 1}] if directed else []
    people.append({"name": _WHO[(work + 3) % 8], "role": "cast", "character": None, "order": 1})
    status = "gone" if again and chance.random() < 0.2 else "present"
    stamp = {"value": f"{published:%Y-%m-%d}", "precision": "day", "timezone_source": None, "raw": f"{published:%F}"}
    confidence = {
        "work.title": 0.98 if chance.random() < 0.95 else 0.62,
        "headline": 0.98,
        "credits": 0.93,
        **({"rating": 0.96 if chance.random() < 0.97 else 0.58} if rated else {}),
        **({"published": 0.91} if page % 50 else {}),
        **({"reviewers": 0.9 if page % 17 else 0.66} if page % 9 else {}),
    }
    return record(
        id=hashlib.md5(url.encode()).hexdigest(),  # noqa: S324
        revision=1 + again,
        status=status,
        url=url,
        canonical_url=url,
        site=key,
        outlet={"name": name + wild, "domain": f"{key}.test"},
        headline=f"{title} review: a film that keeps its distance",
        work={
            "title": title,
            "kind": "film" if work % 4 else "series",
            "platforms": ["Netflix"] if work % 5 == 0 else [],
        },
        credits=people,
        rating=rating if rated else None,
        reviewers=[{"name": _WHO[page % 5] + wild, "kind": "person", "url": None}] if page % 9 else [],
        published=stamp if page % 50 else None,
        summary=f"The film keeps its distance until, in its last scene, it stops.{wild}" if page % 4 else None,
        word_count=400 + work,
        page={"fetched_at": f"{fetched:%FT%TZ}"},
        confidence=confidence,
        warnings=[f"two titles{wild}"] if page % 40 == 0 else [],
    )


def _evidence(record: dict[str, Any]) -> dict[str, Any]:
    title = record["work"]["title"]
    told = {"value": title, "raw": record["headline"], "group": 0, "agreement": "two", "chosen": True}
    sure = record["confidence"]["work.title"]
    other = {"value": "Review", "raw": "Review", "group": 1, "agreement": "doubted", "confidence": 0.1, "chosen": False}
    return {
        "id": record["id"],
        "revision": record["revision"],
        "fields": {
            "work.title": {
                "candidates": [
                    told | {"method": "json-ld", "where": "/0/name", "confidence": sure, "outcome": "chosen"},
                    told | {"method": "headline", "where": "main > h1", "confidence": sure, "outcome": "agrees"},
                    other | {"method": "meta", "where": "title", "outcome": "less_trusted"},
                ],
                "confidence": sure,
                "conflict": False,
            }
        },
    }


def _rejects(size: int, commit: int, chance: random.Random, wild: str, *, broken: bool) -> Iterator[dict[str, Any]]:
    for number in range(size // 3 + (size // 20 if broken else 0)):
        key = OUTLETS[number % len(OUTLETS) if number < size // 3 else 0][0]
        url = f"https://{key}.test/news/{commit:06d}-{number:06d}/"
        yield {"url": url, "site": key, "reason": chance.choice(_REASONS), "detail": f"seen{wild}", "page": None}


def _run(
    run: str,
    dataset_id: str,
    started: datetime,
    commits: tuple[int, ...],
    rejects: dict[str, dict[str, int]],
    lines: int,
    wild: str,
    *,
    is_last: bool,
) -> RunReport:
    share = lines // len(OUTLETS)
    sites = [
        SiteReport.model_validate(
            {
                "site": key,
                "found": share * 3,
                "visited": share * 3,
                "unchanged": share,
                "records": share,
                "rejects": rejects.get(key, {}),
                "problems": [f"sitemap.xml: 503{wild}"] if key == "pantalla" and is_last else [],
            }
        )
        for key, *_ in OUTLETS
    ]
    hosts = [
        HostLedger(
            host=f"{key}.test",
            robots="found",
            delay_asked=10 if number == 3 else None,
            delay=10 if number == 3 else 1,
            shortest_gap=(10 if number == 3 else 1) + number / 100,
            requests=share * 3 + 5,
            bytes=share * 60_000,
            not_modified=share,
            too_many=number % 3,
            errors=number % 2,
            retries=number % 3,
            refused=share // 5,
            stopped=f"ten errors in a row{wild}" if number == 7 else None,
        )
        for number, (key, *_) in enumerate(OUTLETS)
    ]
    gate = GateFailure(
        site="backrow",
        kind="missing",
        field="credits.writer",
        now=Share(count=0, of=20),
        before=Share(count=180, of=200),
        locator=f"label p.credits{wild}",
        locator_now=Share(count=0, of=20),
        locator_before=Share(count=180, of=180),
        examples=("https://backrow.test/reviews/1/", "https://backrow.test/reviews/2/"),
    )
    return RunReport(
        run=run,
        kind="crawl",
        dataset_id=dataset_id,
        extractor_version="0.1.0",
        started_at=started,
        finished_at=started + timedelta(minutes=12 + len(commits)),
        complete=True,
        commits=commits,
        records=lines,
        sites=tuple(sites),
        coverage=(FieldCoverage(field="work.title", filled=lines, records=lines),),
        hosts=tuple(hosts),
        files=(),
        gates=(gate,) if is_last else (),
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--lines", type=int, default=1_000)
    parser.add_argument("--runs", type=int, default=24)
    given = parser.parse_args()
    write_dataset(given.folder, given.lines, runs=given.runs)
