"""Measure what hostile pages cost: pages that are made to keep an extractor busy, each blown up to one size.

    python -m tests.benchmarks.hostile [MEGABYTES [PART OF A NAME]]

Prints CPU seconds of `extract_reviews`, the slowest page first; 10 megabytes unless told. No page may take longer than
two seconds. tests/unit/extractors/test_totality.py reads the same pages, small.
"""

import json
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import extractors.vocabulary
from extractors import extract_reviews
from schemas.page import Page

LIMIT = 2.0
"""CPU seconds that a page may take."""

PROSE = "The harbour town wakes slowly in this patient drama, and the camera waits with it, watching the nets dry. " * 4
HEAD = "<title>The Quiet Harbour Review</title>"
HEADING = "<h1>The Quiet Harbour (2023) Review</h1>"
TOP = f"{HEADING}<p class=byline>By Ann Lee, 4 May 2024</p>"
TEXT = f"<p>{PROSE}</p><p>Rating: 4/5</p>"

# --- runs: a piece of text, repeated. What they are bait for: each pattern that may start anywhere and run on.

RUNS = {
    "spaces": " \t",
    "no-break spaces": "\u00a0",
    "line ends": "\r\n",
    "quotes": '"',
    "opening quotes": "“",
    "quoted names": "“Ab” ",
    "apostrophes": "'",
    "brackets": "(",
    "empty brackets": "()",
    "closing brackets": ")",
    "names in brackets": "Ab (Cd) ",
    "open brackets": "Ab (Cd ",
    "wide brackets": "（",
    "corner brackets": "「『《",
    "square brackets": "[",
    "digits": "1",
    "digits apart": "1 ",
    "fractions": "1/",
    "ratings": "4/5 ",
    "decimals": "1.1,",
    "dates": "1.1.2020 ",
    "years": "(2020) ",
    "times": "12:",
    "months": "May 4 ",
    "stars": "★",
    "stars apart": "★ ☆ ",
    "halves": "½",
    "asterisks": "*",
    "per cent": "5% ",
    "commas": ",",
    "commas apart": ", ",
    "points": ".",
    "points apart": ". ",
    "marks": "!?",
    "dots": "…",
    "colons": ":",
    "colons apart": "a: ",
    "semicolons": "; ",
    "slashes": "/",
    "bars": " | ",
    "dashes": " – ",
    "hyphens": "-",
    "hyphenated": "Ab-",
    "ampersands": "&",
    "references": "&amp;",
    "capitals": "A",
    "capitals apart": "A ",
    "initials": "A. ",
    "small letters": "a",
    "words": "ab ",
    "names": "Ab Cd, ",
    "names joined": "Ab Cd and ",
    "names without end": "Ab Cd ",
    "names as names": "Ab Cd as Ef Gh, ",
    "three dots": "Ab Cd ... Ef Gh ",
    "by": "by ",
    "by by and names": "by Ab by ",
    "directed": "directed by Ab Cd, ",
    "starring": "starring Ab Cd and ",
    "plays": "Ab plays Cd, ",
    "is a film": "is a film ",
    "director": "director: ",
    "directors": "director Ab Cd ",
    "rating": "rating: ",
    "ratings in words": "I give it 4 out of 5 stars. ",
    "out of": "out of ",
    "review": "review ",
    "review of": "Review: Ab – ",
    "seasons": "Season 1 Episode 2 ",
    "addresses": "http://a.test/ ",
    "at signs": "@a ",
    "Han": "漢",
    "Han names": "漢字・",
    "kana": "カ",
    "Hangul": "한",
    "Hangul names": "한국 감독의 ",
    "Cyrillic": "Яя ",
    "Arabic": "ا ",
    "Devanagari": "हि ",
    "Thai": "ไทย",
    "joiners": "a\u0301\u200d",
    "no letters": "\u200b\u00ad",
    "surrogate pairs": "😀",
    "escapes": '\\"',
    "NUL": "\x00",
    "braces": "{[",
}


FILES = {file.stem: file for file in Path(extractors.vocabulary.__file__).parent.glob("*.toml")}
LANGUAGES = sorted(FILES.keys() - {"common"})


def words_of(language: str) -> str:
    """All that a language's file says, in a row: what any of its patterns may begin with."""

    def strings(value: Any) -> Iterator[str]:
        if isinstance(value, str):
            yield value.replace("|", "")
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from strings(inner)

    return " ".join((*strings(tomllib.loads(FILES[language].read_text("utf-8"))), "Ab Cd 4/5, "))


# --- places: where a run may stand.


def _in_body(inner: str, head: str = HEAD) -> str:
    return f"<!doctype html><html lang=en><head>{head}</head><body><article>{inner}</article></body></html>"


def _lines(run: str) -> str:
    return "".join(f"<p>{run[at : at + 200]}" for at in range(0, len(run), 200))


def _structured(run: str) -> str:
    said = dict.fromkeys(("name", "datePublished", "description", "reviewBody", "inLanguage", "url"), run)
    review = {"@type": "Review", "author": run, "reviewRating": run, **said}
    work = {"@type": "Movie", "director": [run], "actor": run, "dateCreated": run, **said}
    block = json.dumps({**review, "itemReviewed": work}, ensure_ascii=False)
    return f'<script type="application/ld+json">{block}</script>'


def _marked_lines(run: str) -> str:
    kinds = ("<p>", "<br>", "<p><b>", "<li>", "<a href=/a>", "<tr><td>a<td>", "<h2>", "<dd>")
    return "".join(kinds[at // 200 % len(kinds)] + run[at : at + 200] for at in range(0, len(run), 200))


def _head(run: str) -> str:
    said = run.replace('"', "&quot;")
    names = ("og:title", "author", "description", "article:published_time")
    metas = "".join(f'<meta property="{name}" content="{said}">' for name in names)
    return _in_body(f"<h1>{run}</h1><p class=byline>By {run}</p>{TEXT}", f"<title>{run}</title>{metas}")


def _attributes(run: str) -> str:
    said = run.replace("'", " ")
    return _in_body(
        f"<div itemscope itemtype=https://schema.org/Review><h1 itemprop=name>{run}</h1><i itemprop=author>{run}</i>"
        f"<time itemprop=datePublished>{run}</time><i itemprop=ratingValue>{run}</i></div>{TEXT}"
        f"<p class='rating {said}'>4</p><time datetime='{said}'></time><i class=stars aria-label='{said}'></i>"
        f"<a rel=author href='{said}'>Ann Lee</a>"
    )


PLACES: dict[str, tuple[int, Callable[[str], str]]] = {
    # name: (how many times the run stands there, the page)
    "a line": (1, lambda run: _in_body(f"{TOP}{TEXT}<p>{run}</p>")),
    "lines": (1, lambda run: _in_body(f"{TOP}{TEXT}{_lines(run)}")),
    "labels": (3, lambda run: _in_body(f"{TOP}{TEXT}<p>Director: {run}</p><p>Rating: {run}</p><p>Cast: {run}</p>")),
    "head": (7, _head),
    "lines in markup": (1, lambda run: _in_body(f"{TOP}{TEXT}{_marked_lines(run)}")),
    "attributes": (8, _attributes),
    "JSON-LD": (15, lambda run: _in_body(f"{TOP}{TEXT}{_structured(run)}")),
    "broken JSON-LD": (15, lambda run: _in_body(f"{TOP}{TEXT}{_structured(run).replace('}</', ',,</')}")),
    "no page": (1, lambda run: run),
}
PLACES_OF_WORDS = ("lines", "labels", "head")


def run_pages(size: int) -> Iterator[tuple[str, bytes]]:
    """Every run in every place, each page of about `size` bytes."""
    runs = RUNS | {f"words of {language}": words_of(language) for language in LANGUAGES}
    for name, piece in runs.items():
        for place in PLACES_OF_WORDS if name.startswith("words of ") else PLACES:
            times, page_of = PLACES[place]
            count = max(size // times // len(piece.encode("utf-8", "replace")), 1)
            page = page_of(piece * count)
            if name.startswith("words of "):
                page = page.replace("lang=en", f"lang={name.removeprefix('words of ')}")
            yield f"{name}, {place}", page.encode("utf-8", "replace")


# --- shapes: markup, repeated, or standing in itself.

SHAPES: dict[str, tuple[str, str]] = {
    # name: (what is repeated, what ends the page)
    "open elements": ("<div>", ""),
    "open inline elements": ("<b>", "x"),
    "open links": ("<a href=/a>", "x"),
    "nested tables": ("<table><tr><td>", "x"),
    "nested lists": ("<ul><li>a", "x"),
    "nested quotes": ("<blockquote>a", "x"),
    "nested reviews": ("<div itemprop=review itemscope itemtype=https://schema.org/Review>a", "x"),
    "nested hReviews": ("<div class='hreview'><p class=item><i class=fn>a</i>", "x"),
    "formatting, misnested": ("<b><i><p>", "x"),
    "fonts": ("<p><font color=red>", "x"),
    "end tags": ("</p>", ""),
    "paragraphs": ("<p>a</p>", ""),
    "paragraphs of prose": (f"<p>{PROSE}</p>", ""),
    "empty paragraphs": ("<p></p>", ""),
    "line breaks": ("a<br>", ""),
    "headings": ("<h2>Ab Cd (2020)</h2>", ""),
    "headings and text": ("<h2>Verdict</h2><p>It is a film about boats.</p>", ""),
    "first headings": ("<h1>The Quiet Harbour (2023) Review</h1>", ""),
    "links": ("<a href='/film/a'>Ab Cd</a> ", ""),
    "links of authors": ("<a rel=author href='/author/a'>Ab Cd</a> ", ""),
    "bylines": ("<p class=byline>By Ab Cd on 4 May 2024</p>", ""),
    "times": ("<time datetime='2024-05-04T10:00:00Z'>4 May 2024</time> ", ""),
    "times with marks": ("<time class='published entry-date' itemprop=datePublished>4 May 2024</time>", ""),
    "rows": ("<tr><th>Director<td>Ab Cd", ""),
    "rows of a table": ("<tr><td>Director:<td>Ab Cd", ""),
    "cells": ("<td>Ab", ""),
    "definitions": ("<dt>Cast<dd>Ab Cd", ""),
    "list items": ("<li>Ab Cd as Ef Gh", ""),
    "labels": ("<p><strong>Director:</strong> Ab Cd</p>", ""),
    "labels without end": ("<p>Cast: Ab Cd (Ef), Gh Ij", ""),
    "ratings": ("<p>Rating: 4/5</p>", ""),
    "ratings with marks": ("<div class=rating><span class=score>4</span>/5</div>", ""),
    "star icons": ("<i class='fa fa-star'></i>", ""),
    "star boxes": ("<div class=stars style='width: 80%' aria-label='4 of 5 stars'></div>", ""),
    "star pictures": ("<img src=star.png alt='*'>", ""),
    "articles": (f"<article class=review><h2>Ab Cd</h2><i class=rating>4/5</i><p>{PROSE}</p></article>", ""),
    "reviews in microdata": (
        f"<div itemscope itemtype=https://schema.org/Review><i itemprop=ratingValue>4</i>{PROSE}</div>", ""),
    "properties": ("<i itemprop=actor>Ab Cd</i>", ""),
    "items that refer": ("<i itemscope itemref='a b c d'></i><i id=a itemprop=name>a</i>", ""),
    "reviews in microformats": (
        f"<div class=hreview><i class='item'><i class=fn>Ab</i></i><i class=rating>4</i>{PROSE}</div>", ""),
    "plugin boxes": ("<div class='review-wu-grade'><div class='review-wu-grade-content'>8</div></div>", ""),
    "wp-review boxes": ("<div class='wp-review-box review-total-box'>4.5</div>", ""),
    "metas": ("<meta property=og:title content='Ab Cd'>", ""),
    "stylesheets": ("<link rel='stylesheet canonical' href=/a>", ""),
    "blocks of JSON-LD": ('<script type="application/ld+json">{"@type":"Review","@id":"#a","name":"a"}</script>', ""),
    "scripts": ("<script>", ""),
    "templates": ("<template>", "x"),
    "titles": ("<title>", ""),
    "select": ("<select><option>", "x"),
    "pictures": ("<svg><path d='M0 0'/></svg>", ""),
    "pictures in pictures": ("<svg><g>", "x"),
    "math": ("<math><mi>", "x"),
    "comments": ("<!---->", ""),
    "comments of readers": ("<li class=comment><cite>Ab Cd</cite><p>4/5 a good film</p></li>", ""),
    "captions": ("<figure><img><figcaption>Ab Cd in Ef</figcaption></figure>", ""),
    "less than": ("<", ""),
    "unknown elements": ("<x-a>", "x"),
    "frames": ("<frameset>", ""),
    "questions": ("<?xml ", ""),
}  # fmt: skip


def shape_pages(size: int) -> Iterator[tuple[str, bytes]]:
    """Every shape inside a review's article, and as a page of its own."""
    for name, (piece, end) in SHAPES.items():
        inner = piece * (size // len(piece)) + end
        yield name, _in_body(f"{TOP}{TEXT}{inner}").encode()
        yield f"{name}, before the text", _in_body(f"{HEADING}{inner}{TEXT}").encode()
        yield f"{name}, nothing else", inner.encode()


# --- products: many of one thing for each of many others.


def _filled(size: int, start: str, piece: str, end: str = "") -> str:
    """A page that starts so, then says one thing until it is full."""
    return start + piece * max((size - len(start) - len(end)) // len(piece), 1) + end


def _numbered(size: int, start: str, piece: str) -> str:
    """The same with "{}" in the piece, which is a number in letters each time."""
    return start + "".join(piece.replace("{}", _letters(number)) for number in range(size // (len(piece) + 3)))


_MANY_REVIEWS: Final = "".join(
    f"<div itemprop=review itemscope itemtype=https://schema.org/Review><h3 itemprop=name>Ab C{number}</h3>"
    f"<i itemprop=ratingValue>4</i><p>{PROSE}</p></div>"
    for number in range(100)
)
AROUND: Final = {
    # name: what stands around all the rest, 250 times
    "elements": "<div>",
    "properties": "<i itemprop=actor>",
    "reviews in microdata": "<div itemprop=review itemscope itemtype=https://schema.org/Review>",
    "reviews in microformats": "<div class='hreview h-review'>",
    "sidebars": "<div class=sidebar>",
    "asides": "<aside>",
    "comments": "<div class=comment>",
    "footers": "<div class=footer>",
    "bylines": "<div class='byline meta'>",
    "star boxes": "<div class='rating stars'>",
    "plugin boxes": "<div class='review-wu-grade wp-review-box rank-math-review-box'>",
    "labels": "<strong class=label>",
    "definitions": "<dl><dd>",
    "cells": "<table><tr><td>",
    "unknown elements": "<x-a>",
}
WITHIN: Final = {
    # name: what stands in all of those, again and again
    "texts": "<b>a</b>",
    "lines": "Ab Cd<br>",
    "paragraphs": "<p>Ab Cd</p>",
    "headings": "<h2>Ab Cd (2020)</h2>",
    "times": "<time datetime=2024-05-04>4 May</time>",
    "dates in classes": "4 May 2024<br><i class=date></i>",
    "properties": "<i itemprop=actor>Ab</i>",
    "parts of hReviews": "<i class='item fn rating best reviewer url summary value p-item p-rating p-name'>4</i>",
    "parts of boxes": "<i class='review-wu-grade-content review-total-box rank-math-review-box score criteria'>4</i>",
    "stars": "<i class='fa fa-star'></i>",
    "star boxes": "<i class='rating stars' style='width:80%'>4</i>",
    "links": "<a href=/a>Ab</a>",
    "authors": "<a class='author' rel=author href=/a>Ab Cd</a>",
    "sidebars": "<i class=sidebar>a</i>",
    "JSON-LD": '<script type="application/ld+json">{"@type":"Review","name":"a"}</script>',
}


def product_pages(size: int) -> Iterator[tuple[str, bytes]]:
    """Pages whose parts multiply where a reader looks at each of one kind for each of another."""
    for above, start in AROUND.items():
        for below, piece in WITHIN.items():
            yield f"{below} in {above}", _filled(size, f"<article>{TOP}{TEXT}{start * 250}", piece).encode()
    for below, piece in WITHIN.items():
        yield f"{below} beside reviews", _filled(size, f"<article>{_MANY_REVIEWS}", piece).encode()
    for name, start, piece in (
        ("ends of others, elements", "", "<div></x>"),
        ("ends of others, properties", "<div itemscope>", "<div itemprop=a></x>"),
        ("ends of others, text", "", "<span></b>a"),
        ("ends of others, reviews", "", "<div class=hreview></x>Ab Cd"),
        ("cells in a picture", "<svg itemscope>", "<td itemprop=a>x"),
        ("links in a picture", "<svg>", "<link rel=a href=b>"),
        ("ends in capitals", "<div>" * 300, "<TITLE></TITLE>"),
        ("ends in capitals, styles", "<div>" * 300, "<STYLE></STYLE>"),
        ("rows of one box", "<div class=wp-review-box>", "<div class=review-item>a<i class=review-star>4</i></div>"),
    ):
        yield name, _in_body(_filled(size, f"{TOP}{TEXT}{start}", piece)).encode()
    for name, attribute in (
        ("properties of one element", "itemprop"), ("types of one element", "itemtype"),
        ("references of one element", "itemref"), ("relations of one link", "rel"), ("styles", "style"),
        ("labels of stars", "aria-label"), ("titles of stars", "title"), ("times", "datetime"), ("roles", "role"),
    ):  # fmt: skip
        for said in ("a ", "4 of 5 ", "width:8"):
            start = f"<div itemscope><div class=stars itemscope {attribute}='{said * (size // 4 // len(said))}'>"
            yield f"{name}, {said}", _in_body(_filled(size, f"{TOP}{TEXT}{start}", "<i itemprop=a>Ab</i> 4/5")).encode()
    half = size // 4
    yield (
        "a long base",
        _in_body(_filled(size, f"{TOP}{TEXT}<base href='http://a.test/{'a/' * half}'>", "<a href=b>Ab Cd")).encode(),
    )
    yield (
        "a long base of parents",
        _in_body(_filled(size, f"{TOP}{TEXT}<base href='http://a.test/{'../' * half}'>", "<a href=b>Ab Cd")).encode(),
    )
    yield "long addresses", _in_body(_filled(size, f"{TOP}{TEXT}", f"<a href='/{'a/' * 500}'>Ab Cd</a>, ")).encode()
    yield (
        "a long canonical address",
        _in_body(
            _filled(size, f"{TOP}{TEXT}", "<a href=/b>Ab Cd"),
            f"<link rel=canonical href='https://reels.test/{'a-' * half}'>",
        ).encode(),
    )


def structured_pages(size: int) -> Iterator[tuple[str, bytes]]:
    """JSON-LD whose nodes and values multiply."""
    size = min(size, 4_000_000)
    few = min(size // 200, 9_000)
    film: dict[str, object] = {"@id": "#film", "@type": "Movie", "name": "The Quiet Harbour"}
    cast = [{"@type": "Person", "name": f"Ab C{_letters(number)}"} for number in range(few)]
    review: dict[str, object] = {"@type": "Review", "itemReviewed": {"@id": "#film"}, "name": "a"}
    yield (
        "a long key around many nodes",
        _graph([{"@type": "Review", "k" * (size // 4): [{"a": n} for n in range(few)]}]),
    )
    yield "a long key around many values", _graph([{"@type": "Review", "k" * (size // 4): list(range(size // 10))}])
    yield "a long key around lists", _graph([{"@type": "Review", "k" * (size // 4): [[n] for n in range(size // 10)]}])
    deep: object = list(range(size // 10))
    for _ in range(200):
        deep = [deep]
    yield "many values deep in lists", _graph([{"@type": "Review", "name": deep}])
    yield "keys of one meaning", _graph([{"@type": "Review", **{f"k{n}:name": n for n in range(size // 20)}}])
    yield "many types", _graph([{"@type": ["Review", *(f"T{n}" for n in range(size // 20))], "name": "a"}])
    yield (
        "many nodes of many types",
        _graph([{"@type": ["Review"] * 100, "@id": "#a", "name": n} for n in range(size // 1200)]),
    )
    yield "twins with many values", _graph(
        [{"@id": "#a", "actor": cast}] + [{"@id": "#a", "actor": {"name": "Zz"}} for _ in range(few)])  # fmt: skip
    yield "twins with many words", _graph(
        [{"@id": "#a", "actor": [f"Ab {n}" for n in range(size // 20)]}]
        + [{"@id": "#a", "actor": {"name": "Zz"}} for _ in range(few)])  # fmt: skip
    yield "a name of many nodes", _graph(
        [{"@id": "#a", "name": [{"x": n} for n in range(few)]}, film | {"actor": [{"@id": "#a"}] * few}])  # fmt: skip
    yield "one film and its cast, many reviews", _graph([film | {"actor": cast}] + [review] * few)
    yield (
        "one film and its cast, many times",
        _graph([film | {"actor": cast}, review | {"itemReviewed": [{"@id": "#film"}] * few}]),
    )
    yield (
        "one person, many times",
        _graph([film | {"actor": [{"@id": "#a"}] * few}, {"@id": "#a", "name": "Ab Cd"}, review]),
    )
    yield (
        "many reviews of one author",
        _graph([{"@type": "Review", "author": {"@id": "#a"}}] * few + [{"@id": "#a", "name": cast}]),
    )
    yield (
        "ratings of one review",
        _graph([review | {"reviewRating": [{"ratingValue": n % 5, "bestRating": 5} for n in range(few)]}]),
    )
    yield (
        "dates of one review",
        _graph(
            [review | {"datePublished": [f"2024-01-{n % 28 + 1:02}T10:00:{n % 60:02}Z" for n in range(size // 30)]}]
        ),
    )
    yield "authors of one review", _graph([review | {"author": cast}, film])
    yield "names of one review", _graph([review | {"name": [f"Ab {_letters(n)}" for n in range(size // 15)]}, film])
    yield (
        "films of one review",
        _graph([review | {"itemReviewed": [{"@type": "Movie", "name": f"Ab {_letters(n)}"} for n in range(few)]}]),
    )
    yield (
        "articles",
        _graph(
            [
                {
                    "@type": "Article",
                    "headline": f"Ab {n}",
                    "author": {"name": f"Ab C{_letters(n)}"},
                    "datePublished": "2024-01-01",
                }
                for n in range(few)
            ]
        ),
    )
    yield (
        "pages and sites",
        _graph(
            [{"@type": ["WebPage", "WebSite"], "name": f"Ab {n}", "publisher": {"name": f"Ab {n}"}} for n in range(few)]
        ),
    )
    block = json.dumps({"@context": "https://schema.org", "@graph": [film | {"actor": cast}, review]})
    start = f'{TOP}<script type="application/ld+json">{block}</script>{TEXT}'
    yield "a cast, and labels", _in_body(_numbered(size // 2, start, "<p>Cast: Ab C{}</p>")).encode()
    yield "a cast, and prose", _in_body(_numbered(size // 2, start, "<p>Ab C{} plays the captain.</p>")).encode()
    yield "a cast, and reviews", _in_body(f"{start}{_MANY_REVIEWS}").encode()
    yield "a cast, and headings", _in_body(_numbered(size // 2, start, "<h2>Ab C{} (2020)</h2>")).encode()


def encoded_pages(size: int) -> Iterator[tuple[str, bytes]]:
    """Bytes that a decoder takes long over, under each label."""
    for label in ("utf-8", "utf-16", "gbk", "gb18030", "big5", "euc-jp", "euc-kr", "shift_jis", "iso-2022-jp",
                  "windows-1252", "windows-1253", "windows-874", "iso-8859-8", "koi8-u", "macintosh"):  # fmt: skip
        for name, piece in (
            ("0x81", b"\x81"),
            ("0xFF", b"\xff"),
            ("0xA0 0xFF", b"\xa0\xff"),
            ("0xD8", b"a\xd8"),
            ("escapes", b"\x1b$B\xff"),
            ("UTF-8", "é".encode()),
        ):
            start = f"<meta charset={label}><title>a</title><p>".encode()
            yield f"{name} as {label}", start + piece * (size // len(piece))


# --- whole pages of their own kind


def _graph(nodes: Sequence[Mapping[str, object]]) -> bytes:
    block = json.dumps({"@context": "https://schema.org", "@graph": nodes})
    return _in_body(f'{TOP}{TEXT}<script type="application/ld+json">{block}</script>').encode()


def other_pages(size: int) -> Iterator[tuple[str, bytes]]:
    """Structured data in circles, many attributes, long classes, bytes that are no page."""
    few, many = size // 500, size // 200
    yield (
        "attributes of one element",
        _in_body(f"{TOP}{TEXT}<p {' '.join(f'a{number}=1' for number in range(size // 10))}>x").encode(),
    )
    yield (
        "attributes of many elements",
        _in_body(
            f"{TOP}{TEXT}" + f"<p {' '.join(f'a{number}=1' for number in range(150))}>x" * (size // 1_000)
        ).encode(),
    )
    yield "classes", _in_body(f"{TOP}{TEXT}<p class='{'review-a ' * (size // 9)}'>x").encode()
    yield (
        "classes of many elements",
        _in_body(f"{TOP}{TEXT}" + f"<p class='{'review author ' * 20}'>x" * (size // 290)).encode(),
    )
    yield "nodes in a circle", _graph(
        [{"@id": f"#{n}", "@type": "Review", "name": "a", "itemReviewed": {"@id": f"#{(n + 1) % many}"}}
         for n in range(many)]
    )  # fmt: skip
    yield (
        "nodes of one id",
        _graph([{"@id": "#a", "@type": "Review", "name": f"a{n}", "author": {"@id": "#a"}} for n in range(many)]),
    )
    yield (
        "nodes that say the same",
        _graph(
            [{"@id": "#a", "@type": "Movie", "name": "a", "actor": {"@id": "#a", "name": "a"}} for n in range(many)]
        ),
    )
    yield "nodes of one film", _graph(
        [{"@type": "Review", "@id": f"#{n}", "itemReviewed": {"@id": "#film", "@type": "Movie", "name": "a"},
          "reviewRating": {"ratingValue": n}, "author": {"name": f"Ab C{n}"}} for n in range(few * 2)]
    )  # fmt: skip
    yield (
        "films with all actors",
        _graph(
            [{"@type": "Movie", "name": "The Quiet Harbour", "actor": {"@id": "#all"}} for n in range(many)]
            + [{"@id": "#all", "name": "Ab Cd"}]
        ),
    )
    yield "persons of one film", _graph(
        [{"@type": "Movie", "name": "The Quiet Harbour",
          "actor": [{"@type": "Person", "name": f"Ab C{n}d"} for n in range(many * 4)]}]
    )  # fmt: skip
    yield (
        "names of one film",
        _graph([{"@type": "Movie", "name": "The Quiet Harbour", "director": [f"Ab C{n}" for n in range(many * 10)]}]),
    )
    yield (
        "a list of lists",
        _in_body(
            f"{TOP}{TEXT}<script type='application/ld+json'>{'[' * (size // 2)}{']' * (size // 2)}</script>"
        ).encode(),
    )
    yield (
        "objects in objects",
        _in_body(
            "{}<script type='application/ld+json'>{}1{}</script>".format(
                TOP + TEXT, '{"a":' * (size // 6), "}" * (size // 6)
            )
        ).encode(),
    )
    yield (
        "reviews in reviews",
        _in_body(
            TOP
            + TEXT
            + "<script type='application/ld+json'>"
            + '{"@type":"Review","review":' * (size // 28)
            + "</script>"
        ).encode(),
    )
    yield (
        "names, all of them other",
        _in_body(f"{TOP}{TEXT}<p>Cast: {', '.join(f'Ab C{_letters(n)}' for n in range(size // 9))}</p>").encode(),
    )
    yield (
        "names in prose, all of them other",
        _in_body(
            f"{TOP}{TEXT}<p>{' '.join(f'A{_letters(n)} Cd plays E{_letters(n)}.' for n in range(size // 24))}</p>"
        ).encode(),
    )
    yield (
        "labels, all of them other",
        _in_body(f"{TOP}{TEXT}{''.join(f'<p>Cast: Ab C{_letters(n)}</p>' for n in range(size // 25))}").encode(),
    )
    yield (
        "works, all of them other",
        _in_body(
            f"{TOP}{TEXT}{''.join(f'<h2>The A{_letters(n)} (2020): 4/5</h2>' for n in range(size // 35))}"
        ).encode(),
    )
    yield (
        "dates, all of them other",
        _in_body(
            f"{TOP}{TEXT}{''.join(f'<p>Published: {n % 28 + 1} May {1900 + n % 120}</p>' for n in range(size // 30))}"
        ).encode(),
    )
    yield (
        "ids, all of them other",
        _in_body(f"{TOP}{TEXT}{''.join(f'<p id=a{n} class=b{n}>Ab</p>' for n in range(size // 25))}").encode(),
    )
    formats = "".join(f"<b id=a{number}>" for number in range(200))
    yield (
        "formatting that goes on in each paragraph",
        _in_body(f"{TOP}{TEXT}{formats}" + "<p>ab</p>" * ((size - len(formats)) // 9)).encode(),
    )
    yield "headings in headings", _in_body(TOP + TEXT + "<div><h2>Ab</h3><h3>Cd" * (size // 22)).encode()
    yield "NUL bytes", bytes(size)
    yield "bytes that are no UTF-8", b"\xff\x80" * (size // 2)
    yield "all bytes", bytes(range(256)) * (size // 256)
    yield "windows-1252 by surprise", b"<meta charset=utf-8><p>" + b"\xe9t\xe9 " * (size // 4)
    yield "a label that the bytes contradict", b"<meta charset=gbk><p>" + "é ".encode() * (size // 3)
    yield "UTF-16 without an end", b"\xff\xfe" + b"\xd8\x00" * (size // 2)
    yield "ISO-2022-JP", b"<meta charset=iso-2022-jp>" + b"\x1b$B" * (size // 3)
    yield "declarations", b"<meta charset=" * (size // 14)


def _letters(number: int) -> str:
    """A number in small letters."""
    return "".join(chr(97 + int(digit)) for digit in str(number))


FAMILIES: Final = (other_pages, shape_pages, run_pages, product_pages, structured_pages, encoded_pages)


def hostile_pages(size: int) -> Iterator[tuple[str, bytes]]:
    """All of them, each of about `size` bytes, with what it holds and where."""
    for pages in FAMILIES:
        yield from pages(size)


def timed(body: bytes) -> float:
    """CPU seconds of one call."""
    start = time.process_time()
    extract_reviews(Page("https://reels.test/reviews/a/", body))
    return time.process_time() - start


def main() -> None:
    """Print the table."""
    size = int(float(sys.argv[1] if len(sys.argv) > 1 else 10) * 1e6)
    part = sys.argv[2] if len(sys.argv) > 2 else ""
    for language in LANGUAGES:  # tables and patterns are built once in a process
        timed(_in_body(f"{TOP}{TEXT}<p>{words_of(language)}").replace("lang=en", f"lang={language}").encode())
    found = [(timed(body), len(body), name) for name, body in hostile_pages(size) if part in name]
    for seconds, length, name in sorted(found, reverse=True):
        print(f"{seconds:7.2f} s {length / 1e6:7.1f} MB  {name}")
    slow = sum(seconds > LIMIT for seconds, _, _ in found)
    print(f"{len(found)} pages, {slow} above {LIMIT} s")
    sys.exit(slow > 0)


if __name__ == "__main__":
    main()
