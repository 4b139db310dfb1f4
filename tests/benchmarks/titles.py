"""Fit the worths of a title's signs to labelled pages, and tell how well titles are chosen on sites it has not seen.

    python -m tests.benchmarks.titles FOLDER… [--dry-run]

FOLDER: pages with labels (tests/benchmarks/labels.py), all sets of it. Each is extracted, and of those where markup,
labels and a headline's own words leave the title open, the hypotheses are marked right or wrong. Written is
extractors/title_signs.toml, with the day in its version; the same pages give the same file, whatever the day.

The fit: conditional logit over the hypotheses of a page and "none of them" (extractors/locate/title_signs.py), the
likelihood of any right one against all, by Fisher scoring with a ridge on worths in units of their sign's deviation.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from extractors import extract_reviews
from extractors.locate import agreement, title_signs
from extractors.locate.title_signs import NONE, Hypothesis, signs_of
from extractors.vocabulary import Vocabulary
from schemas.page import Page
from tests.benchmarks.fitting import FOLDS, command, fold_of, labelled_reviews, site_of
from tests.benchmarks.labels import Label, is_right

TABLE: Final = Path(title_signs.__file__).parents[1] / "title_signs.toml"
RIDGE: Final = 12.0
STEPS: Final = 60
FEWEST: Final = 5
"""Hypotheses that must have a sign for it to be worth anything."""
THRESHOLDS: Final = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)

Floats = NDArray[np.float64]
Worths = Mapping[str, float]


class Hypotheses(NamedTuple):
    """What was offered as the title of one page."""

    site: str
    page: str
    signs: tuple[frozenset[str], ...]
    """Of each hypothesis."""
    right: tuple[bool, ...]
    """Whether it is the title."""


def collect(folder: Path) -> Iterator[Hypotheses]:
    """Extract all labelled reviews of a folder, and judge the hypotheses of those that needed any."""
    for page, label in labelled_reviews(folder):
        if label.get("work_title"):
            yield from _offered(page, label)


def _offered(page: Page, label: Label) -> Iterator[Hypotheses]:
    """The hypotheses of the page's first review."""
    seen: list[tuple[Sequence[str], tuple[frozenset[str], ...]]] = []

    def looked_at(
        hypotheses: Mapping[str, Hypothesis], headlines: Sequence[str], vocabulary: Vocabulary
    ) -> Iterator[tuple[Hypothesis, float]]:
        signs = tuple(map(frozenset, signs_of(hypotheses, headlines, vocabulary)))
        seen.append(([known.shown for known in hypotheses.values()], signs))
        yield from title_signs.likelihoods(hypotheses, headlines, vocabulary)

    with patch.object(agreement, "likelihoods", looked_at):
        extract_reviews(page)
    for shown, signs in seen[:1]:
        right = tuple(bool(is_right(label, "work.title", text)) for text in shown)
        yield Hypotheses(site_of(label), str(label["id"]), signs, right)


# --- the fit


def fit(pages: Sequence[Hypotheses]) -> dict[str, float]:
    """What each sign is worth, as a logit, and the answer that none is the title."""
    number = Counter(sign for page in pages for signs in page.signs for sign in signs)
    names = sorted(sign for sign, times in number.items() if times >= FEWEST)
    total = sum(len(page.signs) for page in pages)
    shares = np.array([number[name] / total for name in names])
    ridge = np.append(RIDGE * shares * (1 - shares), 1e-6)
    places = {name: place for place, name in enumerate(names)}
    tables = [_table(page, places) for page in pages]
    worth = np.zeros(len(names) + 1)
    for _ in range(STEPS):
        slope, bend = -ridge * worth, np.diag(ridge)
        for signs, right in tables:
            odds = np.exp(signs @ worth - (signs @ worth).max())
            likely = odds / odds.sum()
            told = odds * right / (odds * right).sum()
            slope += signs.T @ (told - likely)
            mean = signs.T @ likely
            bend += signs.T @ (signs * likely[:, None]) - np.outer(mean, mean)
        step = np.linalg.solve(bend, slope)
        worth += step / max(1.0, float(np.abs(step).max()))
        if float(np.abs(step).max()) < 1e-6:
            break
    return {NONE: float(worth[-1]), **dict(zip(names, map(float, worth), strict=False))}


def _table(page: Hypotheses, places: Mapping[str, int]) -> tuple[Floats, Floats]:
    """The signs of a page's hypotheses and of "none of them", and which of these answers are right."""
    signs = np.zeros((len(page.signs) + 1, len(places) + 1))
    for row, names in enumerate(page.signs):
        signs[row, [places[name] for name in names if name in places]] = 1.0
    signs[-1, -1] = 1.0
    return signs, np.array([*map(float, page.right), float(not any(page.right))])


def likelihoods(worths: Worths, page: Hypotheses) -> Floats:
    """What a table says of the hypotheses of a page."""
    scores = np.array([*(sum(worths.get(sign, 0.0) for sign in signs) for signs in page.signs), worths[NONE]])
    odds = np.exp(scores - scores.max())
    result: Floats = (odds / odds.sum())[:-1]
    return result


# --- how good it is


def held_out(pages: Sequence[Hypotheses]) -> list[tuple[float, bool]]:
    """How likely each page's likeliest hypothesis is by worths fitted without its site, and whether it is right."""
    found = []
    for fold in range(FOLDS):
        worths = fit([page for page in pages if fold_of(page.site) != fold])
        for page in pages:
            if fold_of(page.site) == fold and page.signs:
                likely = likelihoods(worths, page)
                best = int(likely.argmax())
                found.append((float(likely[best]), page.right[best]))
    return found


def report(pages: Sequence[Hypotheses]) -> Iterator[str]:
    """What is printed, line by line."""
    offered = sum(any(page.right) for page in pages)
    yield f"{len(pages)} pages whose title is open, {offered} with it among their hypotheses"
    yield f"Titles chosen by worths fitted without their site ({FOLDS} folds by site)"
    yield f"{'likely from':>12}{'right':>8}{'wrong':>8}{'precision':>11}{'recall':>8}{'F1':>8}"
    chosen = held_out(pages)
    for threshold in THRESHOLDS:
        kept = [right for likely, right in chosen if likely >= threshold]
        precision, recall = sum(kept) / max(1, len(kept)), sum(kept) / max(1, len(pages))
        f1 = 2 * sum(kept) / max(1, len(kept) + len(pages))
        yield f"{threshold:12}{sum(kept):8}{len(kept) - sum(kept):8}{precision:11.3f}{recall:8.3f}{f1:8.3f}"


# --- the file


def render(worths: Worths, pages: Sequence[Hypotheses], version: str) -> str:
    """The table as TOML."""
    number = Counter(sign for page in pages for signs in page.signs for sign in signs)
    right = Counter(
        sign
        for page in pages
        for signs, is_title in zip(page.signs, page.right, strict=True)
        if is_title
        for sign in signs
    )
    lines = [
        "# What each sign of a title is worth, as a logit; written by `make titles`. See locate/title_signs.py.",
        "# Behind each: the hypotheses that have it, and after the slash those that are the title.",
        f'version = "{version}"',
        f"pages = {len(pages)}",
        f"sites = {len({page.site for page in pages})}",
        "",
        "[worth]",
        f'"{NONE}" = {worths[NONE]:.2f}',
    ]
    lines += [
        f'"{name}" = {worths[name]:.2f}  # {number[name]}/{right[name]}' for name in sorted(worths) if name != NONE
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    command(TABLE, collect, report, lambda pages, version: render(fit(pages), pages, version))
