"""A generated dataset of any size: reviews as a crawl would give them, with manifests, and no state.

`python -m tests.benchmarks.generated FOLDER LINES [WORKS]` writes one.
"""

import hashlib
import random
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from tests.synthetic import ID_KEYS, record, write_manifest, write_part

ROWS: Final = 500
"""Lines of a commit, as batches of a crawl have them."""

_DATASET: Final = "5ad0c0ffee5ad0c0ffee5ad0c0ffee00"
_START: Final = datetime(2026, 1, 1, tzinfo=UTC)
_SITES: Final = 41
WORKS: Final = 20_000
_NAMES: Final = 5_000
_REVISED: Final = 20
"""One line in so many is a later revision of a review."""
_SENTENCE: Final = "A film that keeps its distance until, in its last scene, it stops keeping it. "


def generate(folder: Path, records: int, *, rows: int = ROWS, works: int = WORKS) -> None:
    """Write commits with so many lines in all, of reviews of so many works; the same numbers give the same lines."""
    for number, start in enumerate(range(0, records, rows), start=1):
        lines = list(_lines(number, min(rows, records - start), rows, works))
        files = [write_part(folder, "reviews", number, _START.date(), lines)]
        write_manifest(folder, _DATASET, "generated", number, _START + timedelta(minutes=number), files)


def _lines(commit: int, count: int, rows: int, works: int) -> Iterator[dict[str, Any]]:
    """New reviews, and a few that were there before with another verdict, a shorter cast, or gone."""
    chance = random.Random(commit)  # noqa: S311
    for place in range(count):
        again = commit > 1 and place % _REVISED == 0
        # Of each earlier commit one place in twenty is revised once, by the commit after it.
        serial = (commit - 2) * rows + place + 1 if again else commit * rows + place
        yield _record(serial, commit, chance, revision=2 if again else 1, works=works)


def _record(serial: int, commit: int, chance: random.Random, *, revision: int, works: int) -> dict[str, Any]:
    key = hashlib.sha256(str(serial).encode()).hexdigest()
    of_work = random.Random(serial % works)  # noqa: S311
    work, site = serial % works, serial % _SITES
    published = date(2016, 1, 1) + timedelta(days=serial % 3_650)
    judged = of_work.uniform(1.5, 4.5) + chance.gauss(0, 0.2 + work % 4 * 0.2) + (site % 5 - 2) * 0.15
    stars = min(10, max(1, round(2 * judged))) / 2
    cast = [] if revision == 2 and serial % 3 == 0 else range(of_work.randint(2, 6))
    credits_ = [
        {"name": f"Director {of_work.randrange(1 + works // 2)}", "role": "director", "character": None, "order": 1}
    ]
    credits_ += [
        {
            "name": f"Player {of_work.randrange(_NAMES)}",
            "role": "cast",
            "character": f"Part {order}",
            "order": order + 1,
        }
        for order in cast
    ]
    rating = {"raw": f"{stars}/5", "kind": "stars", "value": stars, "best": 5, "worst": None}
    rating |= {"normalized": round(stars / 5, 4), "label": None, "scale_source": "text", "normalizer": "linear/1"}
    host = f"outlet{site:02}.test"
    url = f"https://{host}/reviews/{published:%Y/%m}/the-work-{work}-review/"
    audience = rating | {"role": "audience", "aspect": None, "count": serial % 900}
    return record(
        id=key[:32],
        revision=revision,
        status="gone" if revision == 2 and serial % 7 == 0 else "present",
        url=url,
        canonical_url=url,
        site=f"outlet{site:02}",
        outlet={"name": f"Outlet {site}", "domain": host},
        headline=f"The Work {work} Review: “It stops”",
        work={
            "title": f"The Work {work}",
            "year": 1950 + work % 76,
            "platforms": ["Netflix"] if work % 3 == 0 else [],
            "ids": dict.fromkeys(ID_KEYS) | ({"imdb": f"tt{work:07}"} if work % 4 == 0 else {}),
        },
        credits=credits_,
        rating=rating if serial % 10 else None,
        other_ratings=[audience] if serial % 5 == 0 else [],
        reviewers=[{"name": f"Critic {serial % 400}", "kind": "person", "url": f"https://{host}/by/{serial % 400}/"}],
        published={
            "value": f"{published}T09:15:00",
            "precision": "minute",
            "timezone_source": None,
            "raw": f"{published} 09:15",
        },
        summary=(_SENTENCE * 3)[: 120 + serial % 100],
        verdict=_SENTENCE if serial % 2 else None,
        pros=["The last scene", "The light"] if serial % 4 == 0 else [],
        body_sha256=key,
        word_count=300 + serial % 900,
        page={
            "fetched_at": f"{_START + timedelta(minutes=commit):%Y-%m-%dT%H:%M:%S.%f}Z",
            "sha256": key,
            "archive": {"file": f"archive/date=2026-01-01/{commit:08d}.warc.gz", "offset": serial, "length": 9_000},
        },
        confidence={"language": 0.99, "work.title": 0.97, "work.kind": 0.95, "headline": 0.92, "rating": 0.95},
    )


if __name__ == "__main__":
    folder, lines, works, *_ = [*sys.argv[1:], str(WORKS)]
    generate(Path(folder), int(lines), works=int(works))
