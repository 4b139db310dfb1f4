"""Coverage-guided fuzzing of what reads a page's bytes and texts. Needs atheris, which nothing else does.

It goes into an environment of its own that sees the project's:

    python -m venv FUZZ && FUZZ/bin/pip install atheris
    python -c "import site; print(*site.getsitepackages())" > FUZZ/lib/python3.11/site-packages/project.pth
    FUZZ/bin/python -m tests.fuzz TARGET [CORPUS] [libFuzzer options: -max_total_time=600 -timeout=5 -max_len=4096]

TARGET: extract, jsonld, rating, date, names or encoding. What raises, gives something unsound or takes too long is
written to a crash file; make it a test (tests/unit/extractors/test_totality.py holds the findings so far).
"""

import sys
import tempfile
from pathlib import Path

import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]

ROOT = Path(__file__).parents[2]

_WORDS = """
<article> </article> <h1> <p> <br> <table><tr><th> <td> <dl><dt> <dd> <strong> <time_datetime= <div_itemscope_
itemprop=name itemtype=https://schema.org/Review class=byline class=rating class=hreview <meta_name=author_content=
<script_type='application/ld+json'> </script> {"@type":"Review","itemReviewed": {"@type":"Movie","name": "@id":"#a"
"ratingValue": "bestRating": "datePublished": "author": "actor": "@graph":[ Director:_ Rating:_ Cast:_ By_ Review
Ann_Lee as_ plays_ stars_ directed_by_ (2023) ★★★½☆ 4/5 7,5/10 80% B+ out_of_ von_ sur_ stars 25.01.2025 2025-01-25
T10:00:00+09:00 January_25,_2025 3_days_ago vor_2_Tagen hace_3_horas 어제 2025年1月25日 감독 監督 и_ et_ und_
charset=utf-16 <meta_charset=gbk> \\xff\\xfe \\xef\\xbb\\xbf \\x1b$B &#xD800; <!-- --> &quot;
""".split()  # noqa: SIM905 - a table


def _dictionary(folder: str) -> str:
    """The words as a file for libFuzzer: its mutations put them in."""
    path = Path(folder, "words")
    escaped = ("".join(f"\\x{byte:02x}" for byte in word.replace("_", " ").encode()) for word in _WORDS)
    path.write_text("".join(f'"{word}"\n' for word in escaped))
    return str(path)


def _seeds(folder: str, target: str) -> str:
    """What is in the fixtures, for a start: whole pages, or the lines of their labels."""
    seeds = Path(folder, "seeds")
    seeds.mkdir()
    for number, file in enumerate(sorted((ROOT / "fixtures").rglob("*.html"))[:200]):
        page = file.read_bytes()
        (seeds / str(number)).write_bytes(page if target in {"extract", "encoding"} else b"\0" + page[-2_000:])
    return str(seeds)


def main() -> None:
    """Fuzz one target until it fails or the time is over."""
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    with atheris.instrument_imports(include=["extractors"]):
        from tests.fuzz.targets import TARGETS
    name = sys.argv.pop(1)
    if name not in TARGETS:
        sys.exit(__doc__)
    run = TARGETS[name]
    run(b"\0")  # tables and patterns are built before the clock runs
    with tempfile.TemporaryDirectory() as folder:
        atheris.Setup([*sys.argv, f"-dict={_dictionary(folder)}", _seeds(folder, name)], run)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
