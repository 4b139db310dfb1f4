"""Coverage-guided fuzzing of what reads bytes that others wrote. Needs atheris, which nothing else does.

It goes into an environment of its own that sees the project's:

    python -m venv FUZZ && FUZZ/bin/pip install atheris
    python -c "import site; print(*site.getsitepackages())" > FUZZ/lib/python3.11/site-packages/project.pth
    FUZZ/bin/python -m tests.fuzz TARGET [CORPUS] [libFuzzer options: -max_total_time=600 -timeout=5 -max_len=4096]

TARGET: extract, jsonld, rating, date, names, encoding (of a page: targets.py); sitemap, feed, robots, listing, coding,
warc, cdx, site, command (flow_targets.py). What raises, gives something unsound or takes too long is written to a crash
file: mend it, and put it into findings.py, which the tests hold. `make fuzz` runs all of them and prints the table.
"""

import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Final

import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]

from tests.fuzz.findings import FINDINGS

ROOT = Path(__file__).parents[2]

PAGE_TARGETS: Final = frozenset({"extract", "jsonld", "rating", "date", "names", "encoding"})
"""Their code is in extractors/, that of the others in flows/: only what can be reached is instrumented."""

_WORDS = """
<article> </article> <h1> <p> <br> <table><tr><th> <td> <dl><dt> <dd> <strong> <time_datetime= <div_itemscope_
itemprop=name itemtype=https://schema.org/Review class=byline class=rating class=hreview <meta_name=author_content=
<script_type='application/ld+json'> </script> {"@type":"Review","itemReviewed": {"@type":"Movie","name": "@id":"#a"
"ratingValue": "bestRating": "datePublished": "author": "actor": "@graph":[ Director:_ Rating:_ Cast:_ By_ Review
Ann_Lee as_ plays_ stars_ directed_by_ (2023) ★★★½☆ 4/5 7,5/10 80% B+ out_of_ von_ sur_ stars 25.01.2025 2025-01-25
T10:00:00+09:00 January_25,_2025 3_days_ago vor_2_Tagen hace_3_horas 어제 2025年1月25日 감독 監督 и_ et_ und_
<urlset> <url><loc> </loc> <lastmod> <sitemapindex> <rss><channel><item><link> <feed> <entry> <link_rel=next_href=
<!DOCTYPE <!ENTITY <![CDATA[ xmlns= User-agent:_* Disallow:_/ Allow:_ Crawl-delay:_ Request-rate:_ Sitemap:_
WARC/1.1\r\n WARC-Type:_response WARC-Target-URI:_ Content-Length:_ HTTP/1.1_200_OK\r\n \x1f\x8b {"url": "timestamp":
"filename": "offset": "length": "mime":_"text/html" "status":_"200" [["original","timestamp","length"], hosts_=_[
key_=_"reels" [discover] [rating] \x1e--data \x1e--out \x1e--json \x1everify \x1elist \x1ecatalogue \x1e--evidence
charset=utf-16 <meta_charset=gbk> \\xff\\xfe \\xef\\xbb\\xbf \\x1b$B &#xD800; <!-- --> &quot;
""".split()  # noqa: SIM905 - a table


def _dictionary(folder: str) -> str:
    """The words as a file for libFuzzer: its mutations put them in."""
    path = Path(folder, "words")
    escaped = ("".join(f"\\x{byte:02x}" for byte in word.replace("_", " ").encode()) for word in _WORDS)
    path.write_text("".join(f'"{word}"\n' for word in escaped))
    return str(path)


_WHOLE: Final = {
    **dict.fromkeys(("extract", "encoding", "listing"), "*.html"),
    **dict.fromkeys(("sitemap", "feed"), "*.xml"),
    "robots": "robots.txt",
    "site": "*.toml",
    "warc": "*.warc*",
}
"""The files that targets read as they are; the others begin with texts."""


def _seeds(folder: str, target: str) -> str:
    """For a start what is in the fixtures, whole files or the ends of pages, and what was found before."""
    seeds = Path(folder, "seeds")
    seeds.mkdir()
    pattern = _WHOLE.get(target)
    files = [file for place in ("fixtures", "extractors/sites") for file in (ROOT / place).rglob(pattern or "*.html")]
    for number, file in enumerate(sorted(files)[:200]):
        content = file.read_bytes()
        (seeds / str(number)).write_bytes(content if pattern else b"\0" + content[-2_000:])
    for number, found in enumerate(FINDINGS.get(target, {}).values()):
        (seeds / f"found-{number}").write_bytes(found)
    return str(seeds)


def main() -> None:
    """Fuzz one target until it fails or the time is over."""
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    name = sys.argv.pop(1)
    of_pages = name in PAGE_TARGETS
    with atheris.instrument_imports(include=["extractors"] if of_pages else ["flows", "protego"]):
        module = import_module(f"tests.fuzz.{'targets' if of_pages else 'flow_targets'}")
    run = module.TARGETS.get(name)
    if run is None:
        sys.exit(__doc__)
    run(b"\0")  # tables and patterns are built before the clock runs
    with tempfile.TemporaryDirectory() as folder:
        atheris.Setup([*sys.argv, f"-dict={_dictionary(folder)}", _seeds(folder, name)], run)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
