"""A bundled site is one TOML file and a fixture pair of either kind; the demo site's files keep the same rules."""

import json
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from schemas.reject import Reason
from schemas.review import ReviewRecord
from schemas.site import Site, host_of

ROOT = Path(__file__).parents[2]
BUNDLED = sorted((ROOT / "extractors" / "sites").glob("*.toml"))
DEMO = sorted((ROOT / "fixtures" / "demo_site" / "sites").glob("*.toml"))
PAIRS = sorted((ROOT / "fixtures" / "pages").rglob("*.json"))


def load(file: Path) -> Site:
    return Site.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))


def load_pair(file: Path) -> dict[str, Any]:
    pair: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return pair


def pairs_of(key: str) -> list[dict[str, Any]]:
    return [pair for pair in map(load_pair, PAIRS) if pair["site"] == key]


def test_there_are_bundled_sites() -> None:
    assert len(BUNDLED) >= 3
    assert len(DEMO) == 3


@pytest.mark.parametrize("file", [*BUNDLED, *DEMO], ids=lambda file: file.stem)
def test_a_site_file_is_valid_short_and_named_after_its_key(file: Path) -> None:
    assert load(file).key == file.stem
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 60


@pytest.mark.parametrize("file", [*BUNDLED, *DEMO], ids=lambda file: file.stem)
def test_all_selectors_compile(file: Path) -> None:
    tree = LexborHTMLParser("<p>")
    site = load(file)
    for fields in (site.fields, *(layout.fields for layout in site.layouts)):
        for selector in fields.values():
            tree.css(selector.css)
    for layout in site.layouts:
        tree.css(layout.when)


def test_a_selector_that_does_not_compile_would_be_noticed() -> None:
    with pytest.raises(Exception, match=r"(?i)selector"):
        LexborHTMLParser("<p>").css("p[")


def test_hosts_are_unique() -> None:
    hosts = Counter(host for file in (*BUNDLED, *DEMO) for host in load(file).hosts)
    assert [host for host, count in hosts.items() if count > 1] == []


def test_only_demo_hosts_end_in_test() -> None:
    assert not any(host.endswith(".test") for file in BUNDLED for host in load(file).hosts)
    assert all(host.endswith(".test") for file in DEMO for host in load(file).hosts)


@pytest.mark.parametrize("file", BUNDLED, ids=lambda file: file.stem)
def test_a_site_has_a_record_and_a_reject_pair(file: Path) -> None:
    pairs = pairs_of(file.stem)
    assert any("record" in pair for pair in pairs)
    assert any("reject" in pair for pair in pairs)


@pytest.mark.parametrize("file", BUNDLED, ids=lambda file: file.stem)
def test_review_url_matches_the_paths_of_the_records(file: Path) -> None:
    site = load(file)
    records = [pair["page"]["url"] for pair in pairs_of(file.stem) if "record" in pair]
    assert [url for url in records if not site.is_review_url(url)] == []


@pytest.mark.parametrize(
    ("key", "path", "is_review"),
    [
        ("kwavesandbeyond", "/the-trauma-code-heroes-on-call-review/", True),
        ("kwavesandbeyond", "/paatal-lok-season-2-review--darker--bolder-storytelling/", True),
        ("kwavesandbeyond", "/category/reviews/", False),
        ("kwavesandbeyond", "/top-ten-reviewed/", False),
        ("rogerebert", "/reviews/great-movie-alien-1979", True),
        ("rogerebert", "/reviews/", False),
        ("rogerebert", "/reviews/page/2", False),
        ("rogerebert", "/reviews/feed/", False),
        ("rogerebert", "/interviews/a-talk", False),
        ("theguardian", "/film/2024/jan/31/the-zone-of-interest-review-auschwitz", True),
        ("theguardian", "/tv-and-radio/2024/sep/04/slow-horses-season-four-review", True),
        ("theguardian", "/film/2014/apr/24/the-hurricane-rubin-carter", False),
        ("theguardian", "/books/2021/mar/01/a-novel-review", False),
        ("eveningledger", "/culture/film", True),  # says nothing: every page is looked at
        ("kinokarte", "/de/toni-erdmann/", True),
        ("kinokarte", "/notizen/sommerpause/", False),
        ("kinokarte", "/impressum/", False),
    ],
)
def test_review_urls(key: str, path: str, is_review: bool) -> None:
    site = next(site for site in map(load, (*BUNDLED, *DEMO)) if site.key == key)
    assert site.is_review_url(f"https://{site.hosts[0]}{path}") is is_review


@pytest.mark.parametrize("file", PAIRS, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_pair_is_well_formed(file: Path) -> None:
    pair = load_pair(file)
    assert set(pair) in ({"site", "page", expected} for expected in ("record", "records", "reject"))
    assert pair["site"] == (file.parent.name if file.parent.name in {site.stem for site in BUNDLED} else None)
    assert host_of(pair["page"]["url"]).endswith(".test")
    assert urlsplit(pair["page"]["url"]).scheme == "https"
    assert file.with_suffix(".html").is_file()
    for record in pair.get("records", [pair.get("record", {})]):
        assert set(record) <= set(ReviewRecord.model_fields)
    reasons = pair.get("reject", {"reason": []})["reason"]
    assert set(reasons if isinstance(reasons, list) else [reasons]) <= set(Reason)


def test_every_page_has_its_pair() -> None:
    pages = (ROOT / "fixtures" / "pages").rglob("*.html")
    assert [page.name for page in pages if not page.with_suffix(".json").is_file()] == []
