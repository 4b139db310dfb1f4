"""A generated catalogue of any size: how long it takes to build, how much memory and disk, and how fast it is asked.

    python -m tests.benchmarks.catalogue [FOLDER] [--titles 20000 200000] [--matches 5000] [--json]

A row for each number of titles, each in a process of its own; FOLDER keeps files and catalogues. The files are IMDb's
in form (basics, akas, principals, names). Titles are of one to five words, drawn from 40,000 words by Zipf's law, so
that short ones repeat as they do in the world: the most frequent title belongs to thousands of works. Files that are
there already are taken; a catalogue that is there already is only asked. Times are CPU of one process.
"""

import gzip
import itertools
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from argparse import SUPPRESS, ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from flows.enrichment.build import build_catalogue
from flows.enrichment.catalogue import Catalogue
from flows.enrichment.match import match
from schemas.review import Capture, CaptureKind, Credit, Outlet, Precision, ReviewRecord, Role, Stamp, Work
from tests.benchmarks.tables import Table, publish

WORDS = 40_000
LENGTHS = [1] * 16 + [2] * 34 + [3] * 25 + [4] * 15 + [5] * 10
SHAPES = ("{}", "{}", "{}", "{}", "{}", "{}", "{}", "The {}", "The {}", "{} 2", "{}: {}", "{} - {}", "A {}")
KINDS = ["movie"] * 35 + ["short"] * 30 + ["tvSeries"] * 15 + ["tvMovie"] * 8 + ["video"] * 7 + ["tvMiniSeries"] * 5


class Words:
    """Invented words, each drawn as often as its place in a language's list would be."""

    def __init__(self, seed: int, number: int = WORDS, *, exponent: float = 0.9) -> None:
        self._random = random.Random(seed)  # noqa: S311 - no secret
        starts = ("b", "br", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "v", "w")
        syllables = [start + vowel for start in starts for vowel in "aeiou"]
        endings = ["", "n", "r", "s", "t", "l", "ck", "nd", "m"]
        self._words = [
            "".join(self._random.choices(syllables, k=self._random.choice((1, 2, 2, 3)))).capitalize()
            + self._random.choice(endings)
            for _ in range(number)
        ]
        self._weights = list(itertools.accumulate(1 / (place + 10) ** exponent for place in range(number)))
        self._drawn: Iterator[str] = iter(())

    def draw(self, count: int) -> str:
        """So many words."""
        found = list(itertools.islice(self._drawn, count))
        if len(found) < count:
            self._drawn = iter(self._random.choices(self._words, cum_weights=self._weights, k=200_000))
            return self.draw(count)
        return " ".join(found)


def generate(folder: Path, titles: int) -> list[Path]:
    """Write the files, gzip-compressed as they are downloaded."""
    folder.mkdir(parents=True, exist_ok=True)
    writers = {"title.basics": _basics, "title.akas": _akas, "title.principals": _principals, "name.basics": _names}
    paths = []
    for seed, (name, write) in enumerate(writers.items(), start=1):
        paths.append(folder / f"{name}.tsv.gz")
        if not paths[-1].exists():
            unfinished = folder / f"{name}.unfinished"
            with gzip.open(unfinished, "wt", 1, encoding="utf-8") as file:
                rng = random.Random(seed)  # noqa: S311 - no secret
                file.writelines(write(titles, rng, Words(seed)))
            unfinished.rename(paths[-1])
    return paths


def _basics(titles: int, rng: random.Random, words: Words) -> Iterator[str]:
    yield "tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\truntimeMinutes\tgenres\n"
    pick = rng.random
    for number in range(1, titles + 1):
        shape = SHAPES[int(pick() * len(SHAPES))]
        title = shape.format(words.draw(LENGTHS[int(pick() * 100)]), words.draw(2) if shape.count("{}") > 1 else "")
        year = 2026 - min(int(rng.expovariate(1 / 18)), 120)
        kind = KINDS[int(pick() * 100)]
        yield f"tt{number:07d}\t{kind}\t{title}\t{title}\t0\t{year}\t\\N\t{5 + int(pick() * 175)}\tDrama\n"


def _akas(titles: int, rng: random.Random, words: Words) -> Iterator[str]:
    yield "titleId\tordering\ttitle\tregion\tlanguage\ttypes\tattributes\tisOriginalTitle\n"
    for number in range(1, titles + 1):
        for order in range((0, 0, 0, 1, 2)[int(rng.random() * 5)]):
            title = words.draw(LENGTHS[int(rng.random() * 100)])
            yield f"tt{number:07d}\t{order + 1}\t{title}\tDE\t\\N\t\\N\t\\N\t0\n"


def _principals(titles: int, rng: random.Random, _: Words) -> Iterator[str]:
    yield "tconst\tordering\tnconst\tcategory\tjob\tcharacters\n"
    people, pick = titles // 2, rng.random
    for number in range(1, titles + 1):
        for order, role in enumerate(("director", "actor", "actress"), start=1):
            yield f"tt{number:07d}\t{order}\tnm{1 + int(pick() * people):07d}\t{role}\t\\N\t\\N\n"


def _names(titles: int, _: random.Random, words: Words) -> Iterator[str]:
    yield "nconst\tprimaryName\tbirthYear\tdeathYear\tprimaryProfession\tknownForTitles\n"
    for number in range(1, titles // 2 + 1):
        yield f"nm{number:07d}\t{words.draw(2)}\t\\N\t\\N\t\\N\t\\N\n"


def records(catalogue: Catalogue, titles: int, count: int) -> Iterator[tuple[ReviewRecord, str]]:
    """Reviews of works, half of them with the director, a third with the year, some with a slip; and the works' ids."""
    rng = random.Random(3)  # noqa: S311 - no secret
    for place in range(count):
        work = catalogue.work(rng.randint(1, titles))
        directors = [person for person in catalogue.people(work.number) if person.role is Role.DIRECTOR]
        title = work.title if rng.random() < 0.9 else work.title.replace("a", "e", 1)
        published = (work.year or 2000) + rng.choice((0, 0, 1, 5))
        record = ReviewRecord(
            extractor_version="bench",
            id=f"{place:032x}",
            url=None,
            canonical_url=None,
            site=None,
            outlet=Outlet(),
            headline=None,
            work=Work(title=title, year=work.year if rng.random() < 0.33 else None),
            credits=tuple(
                Credit(name=person.name, role=person.role, order=order)
                for order, person in enumerate(directors[:1], start=1)
                if rng.random() < 0.5
            ),
            published=Stamp(value=str(published), precision=Precision.YEAR, raw=str(published)),
            page=Capture(sha256="0" * 64, capture=CaptureKind.FILE),
        )
        yield record, work.ident


class Cost(NamedTuple):
    """Of a catalogue of so many titles: the columns of the table."""

    works: int
    people: int
    files: float
    """MB, as downloaded."""
    catalogue: float
    """MB."""
    build: float | None
    """CPU seconds, where it was not there before."""
    peak: float | None
    """MB of memory while it was built."""
    matches: float
    """A second of CPU."""
    median: float
    """Milliseconds of CPU for a match."""
    p99: float
    joined: float
    wrong: int


COLUMNS: Final = (
    *("titles", "people", "MB of files", "MB", "built in CPU s", "peak MB", "matches/CPU s"),
    *("median ms", "p99 ms", "joined", "wrong"),
)


def main() -> None:
    """Measure."""
    parser = ArgumentParser(description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--titles", type=int, nargs="+", default=[20_000, 200_000])
    parser.add_argument("--matches", type=int, default=5_000)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--one", action="store_true", help=SUPPRESS)
    told = parser.parse_args()
    if told.one:
        print(json.dumps(measured(told.folder, told.titles[0], told.matches)))
        return
    with tempfile.TemporaryDirectory() as made:
        folder = told.folder or Path(made)
        rows = []
        for titles in told.titles:
            command = [sys.executable, "-m", "tests.benchmarks.catalogue", str(folder / str(titles)), "--one"]
            command += ["--titles", str(titles), "--matches", str(told.matches)]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
            rows.append(json.loads(done.stdout))
    publish([Table(f"A catalogue, and {told.matches:,} reviews to match", COLUMNS, rows)], as_json=told.json)


def measured(folder: Path, titles: int, matches: int) -> Cost:
    """Build it where it is not there, and ask it."""
    out = folder / "catalogue.db"
    paths = generate(folder, titles)
    built = peak = None
    if not out.exists():
        began = time.process_time()
        build_catalogue(paths, out)
        built = time.process_time() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with Catalogue(out) as catalogue:
        times, joined, right = ask(catalogue, titles, matches)
    return Cost(
        works=titles,
        people=titles // 2,
        files=sum(path.stat().st_size for path in paths) / 1e6,
        catalogue=out.stat().st_size / 1e6,
        build=built,
        peak=peak,
        matches=len(times) / sum(times),
        median=times[len(times) // 2] * 1e3,
        p99=times[len(times) * 99 // 100] * 1e3,
        joined=joined / matches,
        wrong=joined - right,
    )


def ask(catalogue: Catalogue, titles: int, count: int) -> tuple[list[float], int, int]:
    """Match reviews: CPU seconds of each, in rising order; how many were joined, and how many of them rightly."""
    times, joined, right = [], 0, 0
    for record, ident in records(catalogue, titles, count):
        start = time.process_time()
        matched = match(record, catalogue)
        times.append(time.process_time() - start)
        joined += matched.work is not None
        right += matched.work == ident
    return sorted(times), joined, right


if __name__ == "__main__":
    main()
