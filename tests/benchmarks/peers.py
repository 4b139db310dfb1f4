"""What other tools make of a page, put into as much of a record's form as they have fields for.

    OTHER/bin/python tests/benchmarks/peers.py TOOL MANIFEST    records as JSON Lines, keyed page.id

Run as a file in an interpreter that has the tools (`make bench-peers`): nothing of this project is imported. Each tool
is given what it is best with, and what it gives is taken as it is; where it has no field for the reviewed work, its
headline stands for the title.
"""

import contextlib
import json
import re
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

Found = dict[str, Any]


def record(
    *, title: Any = None, date: Any = None, authors: Any = (), language: Any = None, rating: Any = None
) -> Found:
    """A record of what there is; without any of it, one that says nothing."""
    return {
        "work": {"title": title or None},
        "published": {"value": str(date)} if date else None,
        "reviewers": [{"name": str(name)} for name in authors if name],
        "language": language or None,
        "rating": rating,
    }


def extruct(html: str, url: str | None) -> Found | None:
    """The first Review among JSON-LD, microdata and OpenGraph; else, for date and author, the first article."""
    syntaxes = ["json-ld", "microdata", "opengraph"]
    with contextlib.redirect_stderr(None):
        found = import_module("extruct").extract(html, base_url=url, syntaxes=syntaxes, errors="ignore", uniform=True)
    nodes = [node for syntax in found.values() for top in syntax for node in _nodes(top)]
    review = next((node for node in nodes if "Review" in _type(node)), None)
    if review is None:
        article = next((node for node in nodes if _type(node).endswith(("Article", "BlogPosting"))), None)
        return article and {**_described(article), "is_review": False}
    return {**_described(review), "is_review": True}


def _described(review: Found) -> Found:
    rated = _first(review.get("reviewRating")) or {}
    rating = {"value": rated.get("ratingValue"), "best": rated.get("bestRating")} if isinstance(rated, dict) else None
    return record(
        title=_name(_first(review.get("itemReviewed"))),
        date=_first(review.get("datePublished")),
        authors=[_name(author) for author in _many(review.get("author"))],
        language=_first(review.get("inLanguage")),
        rating=rating if rating and rating["value"] is not None else None,
    )


def _type(node: Found) -> str:
    return str(_first(node.get("@type")))


def _nodes(node: Any) -> Iterator[dict[str, Any]]:
    stack, left = [node], 5_000
    while stack and left:
        left -= 1
        one = stack.pop()
        if isinstance(one, dict):
            yield one
        stack.extend(reversed(list(one.values()) if isinstance(one, dict) else one if isinstance(one, list) else []))


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _first(value: Any) -> Any:
    return next(iter(_many(value)), None)


def _name(value: Any) -> Any:
    return value.get("name") if isinstance(value, dict) else value


def trafilatura(html: str, url: str | None) -> Found | None:
    """`extract_metadata`."""
    found = import_module("trafilatura").extract_metadata(html, default_url=url)
    return found and record(
        title=found.title, date=found.date, authors=(found.author or "").split("; "), language=found.language
    )


def newspaper4k(html: str, url: str | None) -> Found:
    """`Article.parse`."""
    article = import_module("newspaper").Article(url or "https://page.test/", fetch_images=False)
    article.download(input_html=html)
    article.parse()
    language = article.meta_lang
    return record(title=article.title, date=article.publish_date, authors=article.authors, language=language)


def htmldate(html: str, url: str | None) -> Found:
    """`find_date`; it gives nothing else."""
    return record(date=import_module("htmldate").find_date(html, url=url))


def zyte_parsers(html: str, url: str | None) -> Found:
    """`extract_rating` of the first element that microdata or a class calls the rating's value."""
    tree = import_module("lxml.html").fromstring(
        html.encode(), parser=import_module("lxml.html").HTMLParser(encoding="utf-8")
    )
    marked = tree.xpath('//*[@itemprop="ratingValue" or contains(concat(" ", @class, " "), " rating ")]')
    value = import_module("zyte_parsers").extract_rating(marked[0]) if marked else None
    return record(rating={"value": value, "best": None} if value is not None else None)


TOOLS: dict[str, Callable[[str, str | None], Found | None]] = {
    "extruct": extruct,
    "trafilatura": trafilatura,
    "newspaper": newspaper4k,
    "htmldate": htmldate,
    "zyte_parsers": zyte_parsers,
}
"""By the module to import."""
_CHARSET = re.compile(rb"charset=[\"']?([\w-]+)", re.IGNORECASE)


def decode(body: bytes) -> str:
    """Text as the page declares it, else UTF-8: the peers are not to fail at that."""
    declared = _CHARSET.search(body[:2_048])
    try:
        return body.decode(declared[1].decode() if declared else "utf-8", "replace")
    except LookupError:
        return body.decode("utf-8", "replace")


def main() -> None:
    """Read every page of the manifest; where a tool raises, it has found nothing."""
    tool, manifest = TOOLS[sys.argv[1]], Path(sys.argv[2])
    import_module(sys.argv[1])
    for line in manifest.read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        file = next(path for path in (manifest.parent / told["path"], Path(told["path"])) if path.exists())
        with contextlib.suppress(Exception):  # that it raises is what it does with this page
            if (found := tool(decode(file.read_bytes()), told.get("url"))) is not None:
                print(json.dumps({**found, "page": {"id": told["id"]}, "url": told.get("url")}, default=str))


if __name__ == "__main__":
    main()
