"""How well works are matched, on the labelled pairs of fixtures/catalogue; and the fit of the matcher's weights.

    python -m tests.benchmarks.matching [--among CATALOGUE.tsv.gz…] [--errors] [--json]
    python -m tests.benchmarks.matching --fit

Each pair is scored with weights that were fitted without its fold; pairs of one title are in one fold. `--fit` fits
the weights to all pairs and writes flows/enrichment/weights.toml. `--among` adds files of a large catalogue.
"""

import hashlib
import json
import math
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple

from flows.enrichment.build import build_catalogue
from flows.enrichment.catalogue import Catalogue
from flows.enrichment.fold import fold_title, without_article
from flows.enrichment.match import SCREEN, Scored, Weights, candidates, load_weights, match, rank
from schemas.enriched import MatchOutcome
from schemas.review import Capture, CaptureKind, Outlet, Precision, ReviewRecord, Stamp
from tests.benchmarks.tables import Cell, Table, publish

PAIRS: Final = Path(__file__).parents[2] / "fixtures" / "catalogue"
WEIGHTS: Final = Path(__file__).parents[2] / "flows" / "enrichment" / "weights.toml"
PRESUMED: Final = PAIRS / "presumed.toml"
FOLDS: Final = 10
SPREAD: Final = 2.0
"""How far a weight may stray from what was presumed: standard deviation of the prior, in log-odds."""
STEPS: Final = 400
BINS: Final = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.99, 1.0001)


class Pair(NamedTuple):
    """A review and the work that it is of."""

    id: str
    trap: str | None
    record: ReviewRecord
    expected: str | None
    """The work's id; None where the catalogue has not got it."""
    part: str | None


@dataclass(frozen=True, slots=True)
class Choice:
    """A pair's candidates, and which of them is right."""

    pair: Pair
    found: tuple[Scored, ...]
    right: int | None
    """The number of the right work; None where it is not in the catalogue."""


class Verdict(NamedTuple):
    """What the matcher said of a pair."""

    pair: Pair
    best: int | None
    probability: float
    joined: bool
    right: bool
    """Whether the best candidate is the right one."""


def read_pairs(name: str = "cases") -> list[Pair]:
    """The labelled pairs of a file: those that weights are fitted to, or "unseen"."""
    return [_pair(json.loads(line)) for line in (PAIRS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def _pair(told: dict[str, Any]) -> Pair:
    published = told.get("published")
    record = ReviewRecord.model_validate(
        {
            "extractor_version": "pairs",
            "id": hashlib.sha256(told["id"].encode()).hexdigest()[:32],
            "url": None,
            "canonical_url": None,
            "site": None,
            "outlet": Outlet(),
            "headline": None,
            "work": told["work"],
            "credits": told.get("credits", ()),
            "published": Stamp(value=published, precision=Precision.YEAR, raw=published) if published else None,
            "page": Capture(sha256="0" * 64, capture=CaptureKind.FILE),
        },
        strict=False,
    )
    return Pair(told["id"], told["trap"], record, told["expected"], told.get("part"))


def choices(pairs: Iterable[Pair], catalogue: Catalogue, weights: Weights) -> list[Choice]:
    """The candidates of each pair of film or television."""
    return [
        Choice(
            pair,
            tuple(candidates(pair.record, catalogue, weights)),
            catalogue.resolve(pair.expected) if pair.expected else None,
        )
        for pair in pairs
        if pair.record.work.kind is None or pair.record.work.kind in SCREEN
    ]


# --- the fit


def fit(given: Sequence[Choice], presumed: Weights) -> Weights:
    """The weights under which the right choices are the likeliest, drawn towards what was presumed.

    Maximum a posteriori of a conditional logit with a normal prior, by gradient ascent.
    """
    names = list(presumed.features)
    values = [presumed.none, *presumed.features.values()]
    prior = list(values)
    place = {name: number for number, name in enumerate(names, start=1)}
    rows = [
        (
            [[(place[name], value) for name, value in one.features.items()] for one in choice.found],
            next((at for at, one in enumerate(choice.found) if one.number == choice.right), None),
        )
        for choice in given
        if choice.found
    ]
    moved = [0.0] * len(values)
    for step in range(STEPS):
        slope = [(mean - value) / SPREAD**2 for mean, value in zip(prior, values, strict=True)]
        for found, right in rows:
            scores = [sum(values[at] * value for at, value in features) for features in found]
            top = max(values[0], *scores)
            parts = [math.exp(score - top) for score in scores]
            none = math.exp(values[0] - top)
            total = none + sum(parts)
            slope[0] += (right is None) - none / total
            for at, (features, part) in enumerate(zip(found, parts, strict=True)):
                wrong = (at == right) - part / total
                for name, value in features:
                    slope[name] += wrong * value
        rate = 0.05 / (1 + step / 100)
        moved = [0.8 * before + rate * now for before, now in zip(moved, slope, strict=True)]
        values = [value + change for value, change in zip(values, moved, strict=True)]
    return replace(presumed, none=values[0], features=dict(zip(names, values[1:], strict=True)))


def fold_of(pair: Pair) -> int:
    """The fold of a pair: all pairs with one title, whatever its case, article and subtitle, are in one."""
    title = without_article(fold_title((pair.record.work.title or "").split(":")[0]))
    return hashlib.sha256(title.rstrip("0123456789 ").encode()).digest()[0] % FOLDS


def held_out(given: Sequence[Choice], presumed: Weights) -> list[Verdict]:
    """Each pair's verdict under weights that were fitted to the other folds."""
    told = []
    for fold in range(FOLDS):
        weights = fit([choice for choice in given if fold_of(choice.pair) != fold], presumed)
        told += [judge(choice, weights) for choice in given if fold_of(choice.pair) == fold]
    return sorted(told, key=lambda verdict: verdict.pair.id)


def judge(choice: Choice, weights: Weights) -> Verdict:
    """What weights say of a pair."""
    ranked = rank(choice.found, weights)
    if not ranked:
        return Verdict(choice.pair, None, 0.0, joined=False, right=False)
    (best, probability), *_ = ranked
    return Verdict(choice.pair, best.number, probability, probability >= weights.threshold, choice.right == best.number)


# --- the tables


def report(told: Sequence[Verdict], name: str) -> Iterator[Table]:
    """Precision, recall and wrong joins by kind of trap, and how far probabilities are true."""
    traps = sorted({verdict.pair.trap or "plain" for verdict in told})
    rows = [_trap_row(told, trap) for trap in (*traps, "all traps", "all")]
    columns = ("pairs", "all", "present", "joined", "wrong", "precision", "recall", "absent", "wrongly joined")
    yield Table(f"Matching: {name}", columns, rows)
    scored = [verdict for verdict in told if verdict.best is not None]
    bins = []
    for low, high in pairwise(BINS):
        part = [verdict for verdict in scored if low <= verdict.probability < high]
        if part:
            mean = sum(verdict.probability for verdict in part) / len(part)
            share = sum(verdict.right for verdict in part) / len(part)
            bins.append((f"{low:.2f} to {min(high, 1):.2f}", len(part), mean, share))
    brier = sum((verdict.probability - verdict.right) ** 2 for verdict in scored) / len(scored)
    heads = ("probability of the best", "pairs", "mean", "right")
    yield Table(f"Reliability: {name}", heads, bins, (f"Brier score {brier:.4f} over {len(scored)} pairs.",))


def _trap_row(told: Sequence[Verdict], trap: str) -> Sequence[Cell]:
    part = [
        verdict
        for verdict in told
        if trap in (verdict.pair.trap or "plain", "all") or (trap == "all traps" and verdict.pair.trap)
    ]
    present = [verdict for verdict in part if verdict.pair.expected]
    absent = [verdict for verdict in part if not verdict.pair.expected]
    joined = [verdict for verdict in part if verdict.joined]
    right = sum(verdict.right for verdict in joined)
    precision = f"{right / len(joined) if joined else 1:.4f}"
    recall = f"{right / len(present) if present else 1:.3f}"
    wrong = sum(verdict.joined for verdict in absent)
    return trap, len(part), len(present), len(joined), len(joined) - right, precision, recall, len(absent), wrong


def errors(told: Sequence[Verdict], given: Sequence[Choice], weights: Weights) -> Iterator[str]:
    """The pairs that were joined wrongly or not at all, with the first candidates."""
    found = {choice.pair.id: choice for choice in given}
    for verdict in told:
        if verdict.joined == verdict.right and verdict.right == bool(verdict.pair.expected):
            continue
        pair = verdict.pair
        if not pair.expected and not verdict.joined:
            continue
        fate = "WRONG" if verdict.joined else "missed"
        yield f"{pair.id} {pair.trap} {pair.record.work.title!r} {fate} {verdict.probability:.3f}"
        for one, chance in rank(found[pair.id].found, weights)[:3]:
            mark = "*" if one.number == found[pair.id].right else " "
            yield f"   {mark} {chance:.3f} {one.features}"


def render(weights: Weights, pairs: int) -> str:
    """The weights as TOML."""
    lines = [
        '# What speaks for and against a candidate, in log-odds; "none" is the score of "none of them".',
        f"# Fitted to {pairs} labelled pairs (fixtures/catalogue/cases.jsonl) by",
        "# `python -m tests.benchmarks.matching --fit`: a conditional logit with a normal prior of standard deviation",
        f"# {SPREAD:g} around fixtures/catalogue/presumed.toml.",
        f'version = "{weights.version}"',
        f"threshold = {weights.threshold}",
        f"none = {weights.none:.3f}",
        "",
        "[weights]",
        *(f"{name} = {value:.3f}" for name, value in weights.features.items()),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the tables; with --fit, write the weights."""
    parser = ArgumentParser(prog="matching", description="Score and fit the matcher.")
    parser.add_argument("--fit", action="store_true", help="write the weights, fitted to all pairs")
    parser.add_argument("--errors", action="store_true", help="list what was joined wrongly or not at all")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--among", nargs="*", type=Path, default=[], metavar="FILE", help="more sources")
    told = parser.parse_args()
    presumed = load_weights(PRESUMED)
    pairs = read_pairs()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "catalogue.db"
        build_catalogue([PAIRS / "works.jsonl", *told.among], out)
        with Catalogue(out) as catalogue:
            given = choices(pairs, catalogue, presumed)
            verdicts = held_out(given, presumed)
            publish(report(verdicts, "each fold under weights of the others"), as_json=told.json)
            whole = fit(given, presumed)
            unseen = choices(read_pairs("unseen"), catalogue, whole)
            later = [judge(choice, whole) for choice in unseen]
            publish(report(later, "pairs written when features and weights stood"), as_json=told.json)
            if told.errors:
                sys.stderr.write("".join(f"{line}\n" for line in errors(verdicts, given, whole)))
            parts = [pair for pair in pairs if pair.part]
            named = sum(match(pair.record, catalogue).part == pair.part for pair in parts)
            others = [pair for pair in pairs if pair.record.work.kind not in {None, *SCREEN}]
            kept = sum(match(pair.record, catalogue).outcome is MatchOutcome.OTHER_KIND for pair in others)
            rows = [("seasons and episodes named", named, len(parts)), ("other kinds left alone", kept, len(others))]
            publish([Table("Matching: parts and other kinds", ("", "right", "of"), rows)], as_json=told.json)
    if told.fit:
        version = f"match/{datetime.now(UTC):%Y-%m-%d}"
        WEIGHTS.write_text(render(replace(whole, version=version), len(given)), encoding="utf-8")
        sys.stderr.write(f"{WEIGHTS.name} written\n")


if __name__ == "__main__":
    main()
