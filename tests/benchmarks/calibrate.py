"""Fit the confidence of values to labelled pages, and tell how well it does on sites that it has not seen.

    python -m tests.benchmarks.calibrate FOLDER… [--dry-run]

FOLDER: pages with labels (tests/benchmarks/labels.py), all sets of it. They are extracted with evidence, and every
group of answers that mean the same is marked right or wrong. Written is extractors/confidence.toml, with the day in
its version; the same samples give the same file, whatever the day. Better take pages that no rule was written for:
on others every rule looks surer than it is.

The table: P(right) by field family, method of the group's best answer, and agreement. A cell with fewer than 30
samples is filled up to 30 from its pool, which is the family's row over all methods, and for that in turn the row over
all families; a method that hardly a page has shown is presumed no surer, where it speaks alone, than trust.toml holds
it to be. Rows rise with agreement (isotonic regression by pooling adjacent violators).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from extractors import extract_reviews
from extractors.confidence import FAMILIES, LEVELS, POOL, Table, family_of, methods_of, trust_in
from extractors.extract import ExtractedReview
from extractors.resolve import ABSTAIN
from schemas.evidence import Agreement, Method
from tests.benchmarks.fitting import FOLDS, command, fold_of, labelled_reviews, site_of
from tests.benchmarks.labels import LISTS, SCALARS, Label, is_right, key_of

TABLE: Final = Path(__file__).parents[2] / "extractors" / "confidence.toml"
FULL: Final = 30
"""Samples from which a cell speaks for itself."""
KNOWN: Final = 10
"""Samples from which a method is judged by its family's pool rather than by its trust."""
LEAST: Final = 5
"""Samples of its pool that every cell is given, so that none is certain."""
SUREST: Final = 0.99
BINS: Final = 5
THRESHOLDS: Final = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)

_PRESUMED: Final = frozenset({Agreement.DOUBTED, Agreement.CONTESTED, Agreement.ALONE})
_OPEN: Final = 0.5


class Sample(NamedTuple):
    """A value that was read from a page, and whether it is right."""

    source: str
    """The folder."""
    site: str
    page: str
    key: str
    """The label's key: work_title, cast, rating …"""
    family: str
    method: Method
    agreement: Agreement
    right: bool
    chosen: bool
    """Whether the record has it."""


class Scored(NamedTuple):
    """A sample with the confidence that a table gives it."""

    sample: Sample
    confidence: float


# --- samples


def collect(folder: Path) -> Iterator[Sample]:
    """Extract all labelled pages of a folder, and judge what was read."""
    for page, label in labelled_reviews(folder):
        for review in extract_reviews(page).records[:1]:
            yield from samples_of(label, review, folder.name)


def samples_of(label: Label, review: ExtractedReview, source: str) -> Iterator[Sample]:
    """One sample for each group of candidates of which the label says whether it is right."""
    site = site_of(label)
    for field, said in review.evidence.fields.items():
        seen: set[int] = set()
        for candidate in said.candidates:
            if candidate.group in seen:
                continue
            seen.add(candidate.group)
            right = is_right(label, field, candidate.value)
            if right is not None:
                yield Sample(
                    source,
                    site,
                    str(label["id"]),
                    key_of(field, candidate.value) or "",
                    family_of(field),
                    candidate.method,
                    candidate.agreement,
                    right,
                    candidate.chosen,
                )


# --- the fit


def fit(samples: Iterable[Sample]) -> Table:
    """The table that these samples speak for."""
    counts = count(samples)
    every = [
        value if level is Agreement.DOUBTED else max(value, ABSTAIN)  # no field is left out on the word of others
        for level, value in zip(LEVELS, _row(counts[POOL, POOL], [_OPEN] * len(LEVELS)), strict=True)
    ]
    table: dict[str, dict[str, tuple[float, ...]]] = {}
    for family in (*dict.fromkeys(FAMILIES.values()), POOL):
        pool = tuple(every) if family == POOL else _row(counts[family, POOL], every)
        rows = {POOL: pool}
        seen = {method for name, method in counts if name == family}
        for method in Method:
            if method in methods_of(family) or method in seen:
                row = _row(counts[family, method.value], pool, _presumed(pool, trust_in(family, method)))
                if row != pool:
                    rows[method.value] = row
        table[family] = rows
    return table


Counts = Mapping[tuple[str, str], Sequence[tuple[int, int]]]
"""By family and method, for each level of agreement: samples, and how many of them are right."""


def count(samples: Iterable[Sample]) -> Counts:
    """How many samples there are for each cell of the table."""
    counts: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(lambda: [(0, 0)] * len(LEVELS))
    for sample in samples:
        level = LEVELS.index(sample.agreement)
        for row in ((sample.family, sample.method.value), (sample.family, POOL), (POOL, POOL)):
            number, right = counts[row][level]
            counts[row][level] = number + 1, right + sample.right
    return counts


def _row(
    cells: Sequence[tuple[int, int]], pool: Sequence[float], presumed: Sequence[float] | None = None
) -> tuple[float, ...]:
    """P(right) at each level: cells filled up from the pool, and then made to rise.

    Of a cell without samples, what is presumed stands for the pool; each sample that there is takes away from it.
    """
    values = []
    for (number, right), of_pool, judged in zip(cells, pool, presumed or pool, strict=True):
        lent = max(FULL - number, LEAST)
        share = max(0.0, 1 - number / KNOWN)
        values.append((right + lent * (share * judged + (1 - share) * of_pool)) / (number + lent))
    weights = [number + LEAST for number, _ in cells]
    return tuple(round(min(SUREST, max(1 - SUREST, value)), 3) for value in rising(values, weights))


def _presumed(pool: Sequence[float], trust: float) -> tuple[float, ...]:
    """The pool for a method of which nothing is known: alone it is presumed no surer than it is trusted."""
    return tuple(min(value, trust) if level in _PRESUMED else value for level, value in zip(LEVELS, pool, strict=True))


def rising(values: Sequence[float], weights: Sequence[float]) -> list[float]:
    """The nearest sequence that never falls: isotonic regression by pooling adjacent violators.

    >>> rising([0.2, 0.9, 0.7], [1, 1, 1])
    [0.2, 0.8, 0.8]
    """
    blocks: list[tuple[float, float, int]] = []
    for value, weight in zip(values, weights, strict=True):
        block = (value, weight, 1)
        while blocks and blocks[-1][0] > block[0]:
            before = blocks.pop()
            total = before[1] + block[1]
            block = ((before[0] * before[1] + block[0] * block[1]) / total, total, before[2] + block[2])
        blocks.append(block)
    return [value for value, _, length in blocks for _ in range(length)]


def predict(table: Table, sample: Sample) -> float:
    """What a table says of a sample."""
    rows = table[sample.family]
    return rows.get(sample.method.value, rows[POOL])[LEVELS.index(sample.agreement)]


# --- how good it is


def held_out(samples: Sequence[Sample], part: Callable[[Sample], object]) -> list[Scored]:
    """Each sample with the confidence of a table that was fitted without its part."""
    scored: list[Scored] = []
    for name in sorted({str(part(sample)) for sample in samples}):
        table = fit(sample for sample in samples if str(part(sample)) != name)
        scored += [Scored(sample, predict(table, sample)) for sample in samples if str(part(sample)) == name]
    return scored


class Bin(NamedTuple):
    """Values of about the same confidence."""

    confidence: float
    precision: float
    number: int


def bins(scored: Sequence[Scored], *, equal_width: bool = True) -> list[Bin]:
    """Five bins of confidence, of equal width or of equally many values; empty ones are left out."""
    ranked = sorted(scored, key=lambda one: one.confidence)
    parts: list[list[Scored]] = [[] for _ in range(BINS)]
    for place, one in enumerate(ranked):
        number = int(one.confidence * BINS) if equal_width else place * BINS // len(ranked)
        parts[min(number, BINS - 1)].append(one)
    return [_bin(part) for part in parts if part]


def _bin(part: Sequence[Scored]) -> Bin:
    number = len(part)
    return Bin(sum(one.confidence for one in part) / number, sum(one.sample.right for one in part) / number, number)


def calibration_error(scored: Sequence[Scored], *, equal_width: bool = True) -> float:
    """Expected calibration error: |mean confidence - precision| of the bins, by their sizes."""
    parts = bins(scored, equal_width=equal_width)
    total = sum(part.number for part in parts)
    return sum(abs(part.confidence - part.precision) * part.number for part in parts) / total if total else 0.0


class Cut(NamedTuple):
    """What is left where everything below a threshold is left out."""

    threshold: float
    right: int
    wrong: int
    coverage: float
    """The right values that are kept, of all that were offered."""

    @property
    def precision(self) -> float:
        """How many of the values that are kept are right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0


def cuts(offered: Sequence[Scored], thresholds: Sequence[float] = THRESHOLDS) -> list[Cut]:
    """Precision over coverage: what abstaining below each threshold does."""
    total = sum(one.sample.right for one in offered)
    found = []
    for threshold in thresholds:
        kept = [one.sample.right for one in offered if one.confidence >= threshold]
        found.append(Cut(threshold, sum(kept), len(kept) - sum(kept), sum(kept) / total if total else 1.0))
    return found


def report(samples: Sequence[Sample]) -> Iterator[str]:
    """The tables that are printed, line by line."""
    scored = held_out(samples, lambda sample: fold_of(sample.site))
    taken = [one for one in scored if one.sample.chosen]
    yield f"Values of records, confidence fitted without their site ({FOLDS} folds by site)"
    yield f"{'':24}{'confidence':>11}{'precision':>11}{'values':>8}"
    for name, equal_width in (("bins of equal width", True), ("bins of equal size", False)):
        for part in bins(taken, equal_width=equal_width):
            yield f"{name:24}{part.confidence:11.3f}{part.precision:11.3f}{part.number:8}"
            name = ""
        yield f"{'  calibration error':24}{calibration_error(taken, equal_width=equal_width):11.3f}"
    yield f"{'all answers, losers too':24}{calibration_error(scored):11.3f}"
    yield ""
    yield f"{'field':16}{'values':>8}{'confidence':>12}{'precision':>11}{'error':>8}"
    for key in dict.fromkeys((*SCALARS.values(), "directors", "writers", "cast", *LISTS.values())):
        yield from _line(key, [one for one in taken if one.sample.key == key])
    sources = sorted({sample.source for sample in samples})
    if len(sources) > 1:
        yield ""
        yield "Each folder, with confidence fitted to the others alone"
        across = [one for one in held_out(samples, lambda sample: sample.source) if one.sample.chosen]
        for source in sources:
            yield from _line(source, [one for one in across if one.sample.source == source])
        yield from _line("all", across)
    yield ""
    yield "Abstaining below a threshold: right/wrong values that are left (precision, coverage of right ones)"
    yield f"{'family':12}" + "".join(f"{threshold:>26}" for threshold in THRESHOLDS)
    for family in (*dict.fromkeys(FAMILIES.values()), "all"):
        offered = [one for one in scored if _stands(one.sample) and family in (one.sample.family, "all")]
        yield f"{family:12}" + "".join(
            f"{f'{cut.right}/{cut.wrong} ({cut.precision:.3f}, {cut.coverage:.3f})':>26}" for cut in cuts(offered)
        )


def _line(name: str, scored: Sequence[Scored]) -> Iterator[str]:
    if scored:
        whole, error = _bin(scored), calibration_error(scored)
        yield f"{name:16}{whole.number:8}{whole.confidence:12.3f}{whole.precision:11.3f}{error:8.3f}"


def _stands(sample: Sample) -> bool:
    """Whether only its confidence can keep a value out of the record."""
    return sample.agreement is not Agreement.DOUBTED


# --- the file


def render(table: Table, samples: Sequence[Sample], version: str) -> str:
    """The table as TOML."""
    counts = count(samples)
    pages = len({(sample.source, sample.page) for sample in samples})
    lines = [
        "# P(a value is right) by field family, method of reading and agreement; written by `make calibrate`.",
        f"# Columns: {', '.join(LEVELS)}. Behind each row: its samples, and after the slash those that are right.",
        f'version = "{version}"',
        f"samples = {len(samples)}",
        f"pages = {pages}",
        f"sites = {len({sample.site for sample in samples})}",
    ]
    for family, rows in table.items():
        lines += ["", f"[{family}]"]
        for method, row in rows.items():
            seen = " ".join(f"{number}/{right}" if number else "-" for number, right in counts[family, method])
            lines.append(f"{method} = [{', '.join(f'{value:.3f}' for value in row)}]  # {seen}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    command(TABLE, collect, report, lambda samples, version: render(fit(samples), samples, version))
