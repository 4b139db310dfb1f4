"""The pairs of fixtures/pages: a page in HTML, and beside it, in JSON, what must be read from it."""

import tomllib
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from schemas.page import Page
from schemas.review import CaptureKind
from schemas.site import Site
from tests.benchmarks.labels import Label

ROOT: Final = Path(__file__).parents[2]
PAGES: Final = ROOT / "fixtures" / "pages"
PAIRS: Final = sorted(PAGES.rglob("*.json"))
"""The JSON of each."""


def name_of(pair: Path) -> str:
    """Its shape and its name: "microdata/comments-rate-too"."""
    return f"{pair.parent.name}/{pair.stem}"


def page_of(pair: Path, described: dict[str, Any]) -> Page:
    """The page as it was fetched."""
    return Page(
        url=described["url"],
        body=pair.with_suffix(".html").read_bytes(),
        status=200,
        headers={"content-type": described["content_type"]},
        fetched_at=datetime.fromisoformat(described["fetched_at"]),
        capture=CaptureKind.LIVE,
    )


def site_of(expected: dict[str, Any]) -> Site | None:
    """The bundled site that the page is of."""
    return _bundled(expected["site"]) if expected["site"] else None


@cache
def _bundled(key: str) -> Site:
    text = (ROOT / "extractors" / "sites" / f"{key}.toml").read_text(encoding="utf-8")
    return Site.model_validate(tomllib.loads(text))


def label_of(pair: Path, expected: dict[str, Any]) -> Label:
    """The same as a label (tests/benchmarks/labels.py); of several reviews, the first."""
    label: dict[str, Any] = {"id": name_of(pair), "url": expected["page"]["url"], "is_review": "reject" not in expected}
    record = next(iter(expected.get("records") or [expected.get("record")]), None) or {}
    work = record.get("work", {})
    parts = {"title": "work_title", "season": "season", "year": "year", "native_title": "native_title", "kind": "kind"}
    label |= {key: work[part] for part, key in parts.items() if part in work}
    label |= {"kind": "series"} if label.get("kind") in ("season", "episode") else {}
    label |= {"platforms": work["platforms"]} if "platforms" in work else {}
    label |= {"language": record["language"].partition("-")[0]} if record.get("language") else {}
    if "rating" in record:
        label["rating"] = record["rating"] and _rating(record["rating"])
    if "published" in record and "value" in (record["published"] or {"value": None}):
        label["review_date"] = record["published"] and record["published"]["value"][:10]
    if "reviewers" in record:
        label["author"] = [reviewer["name"] for reviewer in record["reviewers"]]
    if "credits" in record:
        label |= _credits(record["credits"])
    return label


def _rating(told: dict[str, Any]) -> dict[str, Any]:
    grade = told.get("label") if told.get("value") is None else None
    return {"value": told.get("value"), "best": told.get("best"), "text": grade} if grade else dict(told)


def _credits(told: list[dict[str, Any]]) -> dict[str, Any]:
    """Names by role; "optional" in a pair: the page says it in passing, so it may be missed."""

    def named(role: str, *, optional: bool) -> list[str]:
        return [one["name"] for one in told if one["role"] == role and bool(one.get("optional")) == optional]

    makers = {"directors": "director", "writers": "writer"}
    required = {key: named(role, optional=False) for key, role in makers.items()}
    in_passing = {key: named(role, optional=True) for key, role in makers.items()}
    cast = named("cast", optional=False)
    return required | {"cast": cast + named("cast", optional=True), "cast_required": cast, "optional": in_passing}
