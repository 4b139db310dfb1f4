"""A generated catalogue of any size: how long it takes to build, how much memory and disk, and how fast it is asked.

    python -m tests.benchmarks.catalogue FOLDER [--titles 1000000] [--matches 5000]

The files are IMDb's in form (basics, akas, principals, names). Titles are of one to five words, drawn from 40,000 words
by Zipf's law, so that short ones repeat as they do in the world: the most frequent title belongs to thousands of works.
Files that are there already are taken; a catalogue that is there already is only asked.
"""

import gzip
import itertools
import random
import resource
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

from flows.enrichment.build import build_catalogue
from flows.enrichment.catalogue import Catalogue
from flows.enrichment.match import match
from schemas.review import Capture, CaptureKind, Credit, Outlet, Precision, ReviewRecord, Role, Stamp, Work

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


def main() -> None:
    """Print the figures."""
    parser = ArgumentParser(prog="catalogue", description="Build and ask a generated catalogue.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--titles", type=int, default=1_000_000)
    parser.add_argument("--matches", type=int, default=5_000)
    told = parser.parse_args()
    out = told.folder / "catalogue.db"
    if not out.exists():
        build(generate(told.folder, told.titles), out)
    print(f"catalogue {out.stat().st_size / 1e6:,.0f} MB")
    with Catalogue(out) as catalogue:
        ask(catalogue, told.titles, told.matches)


def build(paths: list[Path], out: Path) -> None:
    """Build it, and print what that took."""
    wall, cpu = time.perf_counter(), time.process_time()
    summary = build_catalogue(
        paths, out, progress=lambda step, line, _: print(f"\r{step} {line:,}", end="", flush=True)
    )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nbuilt     {time.perf_counter() - wall:,.0f} s, {time.process_time() - cpu:,.0f} s of them CPU")
    print(f"memory    {memory:,.0f} MB at most")
    print(f"files     {sum(path.stat().st_size for path in paths) / 1e6:,.0f} MB")
    print(f"in it     {summary.works:,} works, {summary.titles:,} names")
    print(f"          {summary.people:,} people, {summary.credits:,} credits")


def ask(catalogue: Catalogue, titles: int, count: int) -> None:
    """Match reviews, and print how fast that is."""
    times, joined, right = [], 0, 0
    for record, ident in records(catalogue, titles, count):
        start = time.process_time()
        matched = match(record, catalogue)
        times.append(time.process_time() - start)
        joined += matched.work is not None
        right += matched.work == ident
    times.sort()
    print(f"matches   {len(times) / sum(times):,.0f} a second of CPU")
    print(f"a match   median {times[len(times) // 2] * 1e3:.2f} ms, p99 {times[len(times) * 99 // 100] * 1e3:.2f} ms")
    print(f"joined    {joined:,} of {count:,}, {joined - right:,} of them wrongly")


if __name__ == "__main__":
    main()
