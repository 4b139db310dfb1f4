"""Headlines in a dozen other languages than English (headlines.toml), above text that names the work or does not."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.forms import Case

_WORDS = Path(__file__).with_suffix(".toml")


def cases() -> Iterator[Case]:
    """Each headline of each language with each work and each body."""
    for language, words in tomllib.loads(_WORDS.read_text(encoding="utf-8")).items():
        works = [work.split(" | ") for work in words["works"]]
        for headline in words["headlines"]:
            for title, year, director, player in works:
                fields = {"t": title, "y": year, "d": director, "a": player}
                for body in ("often", "never"):
                    lines = [headline, *words[body]]
                    yield Case(f"{language} {headline}", [line.format(**fields) for line in lines], {"title": title})
