"""One JSON-LD review in the spellings of the web: what this project makes of each, beside its peers.

    python -m tests.benchmarks.spellings [--json]

extruct and trafilatura have a column where they are installed; this project does not depend on them.
"""

import json
import sys
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

from extractors import extract_reviews
from schemas.page import Page
from tests.benchmarks.tables import Table, publish

REVIEW: Final[dict[str, Any]] = {
    "@context": "https://schema.org",
    "@type": "Review",
    "headline": "Gravity",
    "author": [{"@type": "Person", "name": "Ann Lee"}, {"@type": "Person", "name": "Bo Diaz"}],
    "itemReviewed": {"@type": "Movie", "name": "Gravity", "director": {"@type": "Person", "name": "Alfonso Cuarón"}},
    "reviewRating": {"@type": "Rating", "ratingValue": 3.5, "bestRating": 4},
    "publisher": {"@type": "Organization", "name": "Reel Daily"},
    "datePublished": "2013-10-04T09:30:00+02:00",
    "description": "Space is big and empty.",
}
CLEAN: Final = json.dumps(REVIEW, ensure_ascii=False)
LD: Final = "application/ld+json"

THIRTEEN: Final[dict[str, tuple[str, str]]] = {
    "clean": (LD, CLEAN),
    "type with a charset": (f"{LD}; charset=utf-8", CLEAN),
    "type in upper case": (LD.upper(), CLEAN),
    "trailing semicolon": (LD, CLEAN + ";"),
    "trailing comma": (LD, CLEAN[:-1] + ",}"),
    "raw newline and tab in a string": (LD, CLEAN.replace("Space is", "Space\n\tis")),
    "quotes as character references": (LD, CLEAN.replace('"', "&quot;")),
    "CDATA": (LD, f"<![CDATA[\n{CLEAN}\n]]>"),
    "HTML comment": (LD, f"<!--\n{CLEAN}\n-->"),
    "two objects in one script": (LD, CLEAN + '\n{"@type": "WebSite", "name": "Reel Daily"}'),
    "bad escape": (LD, CLEAN.replace("Space is", "Space\\'s")),
    "NaN": (LD, CLEAN[:-1] + ', "wordCount": NaN}'),
    "cut off by one brace": (LD, CLEAN[:-1]),
}
"""Script type and text of each."""

PROSE: Final = "Two people drift above the earth, and the film hardly lets them or anybody else breathe again. " * 4


def page(kind: str, block: str) -> str:
    """A page whose markup alone tells what is reviewed, how and by whom."""
    script = f'<script type="{kind}">{block}</script>'
    return (
        f"<!doctype html><html lang=en><head><title>Lost above</title>{script}</head>"
        f"<body><article><h1>Lost above</h1><p>{PROSE}</p></article></body></html>"
    )


def ours(html: str) -> str:
    """Title, rating, reviewers and date of the record."""
    found = extract_reviews(Page(url="https://reels.test/gravity/", body=html.encode()))
    if found.reject is not None:
        return f"reject: {found.reject.reason}"
    record = found.records[0].record
    rating = f"{record.rating.value}/{record.rating.best}" if record.rating is not None else "no rating"
    names = ", ".join(reviewer.name for reviewer in record.reviewers) or "nobody"
    return f"{record.work.title}, {rating}, {names}, {record.published.value if record.published else 'no date'}"


def extruct(html: str) -> str:
    """How many reviews extruct gives, or how it fails."""
    try:
        found = import_module("extruct").extract(html, syntaxes=["json-ld"])["json-ld"]
    except Exception as error:  # noqa: BLE001 - that it raises is the finding
        return type(error).__name__
    return f"{sum(node.get('@type') == 'Review' for node in found)} Review"


def trafilatura(html: str) -> str:
    """Whom trafilatura takes for the author."""
    found = import_module("trafilatura").extract_metadata(html)
    return str(found.author if found is not None else None)


PEERS: Final[dict[str, Callable[[str], str]]] = {"extruct": extruct, "trafilatura": trafilatura}


def table() -> Table:
    """What each tool makes of each spelling."""
    columns = {"reviewlines": ours} | {name: tool for name, tool in PEERS.items() if find_spec(name) is not None}
    rows = [(name, *(tool(page(kind, block)) for tool in columns.values())) for name, (kind, block) in THIRTEEN.items()]
    return Table("One JSON-LD review in thirteen spellings", ("spelling", *columns), rows)


if __name__ == "__main__":
    publish([table()], as_json="--json" in sys.argv)
