import json
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from extractors.confidence import LEVELS, POOL, trust_in
from schemas.evidence import Agreement, Method
from tests.benchmarks.calibrate import (
    FULL,
    Sample,
    Scored,
    bins,
    calibration_error,
    collect,
    cuts,
    fit,
    held_out,
    predict,
    render,
    report,
    rising,
)
from tests.benchmarks.fitting import FOLDS, fold_of, write

KEYS = {"title": "work_title", "rating": "rating", "credits": "cast", "reviewers": "author"}


def samples(
    right: int,
    wrong: int,
    family: str = "title",
    method: Method = Method.HEADLINE,
    agreement: Agreement = Agreement.ALONE,
) -> list[Sample]:
    """Values that were read from as many sites."""
    return [
        Sample("set", f"{n}.test", f"p{n}", KEYS[family], family, method, agreement, n < right, chosen=True)
        for n in range(right + wrong)
    ]


def confidence(
    given: list[Sample],
    family: str = "title",
    method: Method = Method.HEADLINE,
    agreement: Agreement = Agreement.ALONE,
) -> float:
    return predict(fit(given), samples(1, 0, family, method, agreement)[0])


# --- the fit


def test_a_full_cell_says_what_was_seen() -> None:
    assert confidence(samples(240, 160)) == pytest.approx(0.6, abs=0.01)


def test_a_cell_of_few_samples_leans_on_its_familys_pool() -> None:
    pool = samples(380, 20, method=Method.HEADLINE)
    few = samples(0, 3, method=Method.TEXT)
    assert 0.8 < confidence(pool + few, method=Method.TEXT) < confidence(pool)
    many = samples(0, FULL * 4, method=Method.TEXT)
    assert confidence(pool + many, method=Method.TEXT) < 0.1


def test_a_family_of_few_samples_leans_on_all_others() -> None:
    others = samples(300, 100, family="credits", method=Method.LABEL, agreement=Agreement.TWO)
    given = others + samples(2, 0, family="rating", method=Method.LABEL, agreement=Agreement.TWO)
    assert 0.7 < confidence(given, "rating", Method.LABEL, Agreement.TWO) < 0.85


def test_a_method_of_which_nothing_was_seen_is_presumed_no_surer_than_it_is_trusted() -> None:
    given = samples(400, 0)
    assert confidence(given, method=Method.PLUGIN) == trust_in("title", Method.PLUGIN)
    assert confidence(given, method=Method.PLUGIN, agreement=Agreement.TWO) > 0.9


def test_no_field_is_left_out_on_the_word_of_others() -> None:
    given = samples(0, 400, agreement=Agreement.CONTESTED)
    assert confidence(given, agreement=Agreement.CONTESTED) < 0.1
    assert confidence(given, "rating", Method.LABEL, Agreement.CONTESTED) >= 0.5


def test_confidence_never_falls_with_agreement() -> None:
    given = [
        *samples(90, 10, agreement=Agreement.CONTESTED),
        *samples(60, 40, agreement=Agreement.ALONE),
        *samples(20, 20, agreement=Agreement.TWO),
        *samples(3, 2, agreement=Agreement.SEVERAL),
        *samples(50, 50, method=Method.TEXT, agreement=Agreement.DOUBTED),
    ]
    for rows in fit(given).values():
        for row in rows.values():
            assert all(lower <= higher for lower, higher in pairwise(row))


def test_nothing_is_certain() -> None:
    assert 0 < confidence(samples(0, 4_000)) < confidence(samples(4_000, 0)) < 1


@pytest.mark.parametrize(
    ("values", "weights", "nearest"),
    [
        ([], [], []),
        ([0.1, 0.5, 0.9], [1, 1, 1], [0.1, 0.5, 0.9]),
        ([0.9, 0.1], [1, 3], [0.3, 0.3]),
        ([0.8, 0.6, 0.7, 0.9], [1, 1, 1, 1], [0.7, 0.7, 0.7, 0.9]),
        ([3.0, 2.0, 1.0], [1, 1, 1], [2.0, 2.0, 2.0]),
    ],
)
def test_pooling_adjacent_violators(values: list[float], weights: list[float], nearest: list[float]) -> None:
    assert rising(values, weights) == pytest.approx(nearest)


# --- how good it is


def test_all_pages_of_a_site_are_in_one_fold_and_the_folds_are_used() -> None:
    folds = {site: fold_of(site) for site in (f"{n}.test" for n in range(200))}
    assert set(folds.values()) == set(range(FOLDS))
    assert fold_of("7.test") == folds["7.test"]


def test_what_is_held_out_is_judged_without_its_own_part() -> None:
    """One site is always wrong, all others are right: only with itself in the fit could it be doubted."""
    bad = [sample._replace(site="bad.test", right=False) for sample in samples(200, 0)]
    good = [sample._replace(site="good.test") for sample in samples(200, 0)]
    scored = held_out(bad + good, lambda sample: sample.site)
    assert len(scored) == 400
    assert all(one.confidence > 0.9 for one in scored if not one.sample.right)
    assert all(one.confidence < 0.1 for one in scored if one.sample.right)


def scored_at(*rows: tuple[float, int, int]) -> list[Scored]:
    return [Scored(sample, at) for at, right, wrong in rows for sample in samples(right, wrong)]


def test_the_calibration_error_is_how_far_confidence_and_precision_are_apart() -> None:
    assert calibration_error(scored_at((0.9, 9, 1), (0.5, 5, 5))) == pytest.approx(0)
    assert calibration_error(scored_at((0.9, 5, 5))) == pytest.approx(0.4)
    assert calibration_error(scored_at((0.9, 5, 5), (0.1, 3, 27))) == pytest.approx(0.1)
    assert calibration_error([]) == 0


def test_bins_of_equal_width_and_of_equal_size() -> None:
    scored = scored_at((0.99, 5, 0), (0.95, 5, 0), (0.1, 1, 4))
    assert [part.number for part in bins(scored)] == [5, 10]
    assert [part.number for part in bins(scored, equal_width=False)] == [3, 3, 3, 3, 3]
    assert bins(scored)[0] == pytest.approx((0.1, 0.2, 5))


def test_abstaining_gives_precision_for_coverage() -> None:
    low, high = cuts(scored_at((0.9, 9, 1), (0.4, 3, 7)), thresholds=(0.0, 0.5))
    assert (low.right, low.wrong, low.precision, low.coverage) == (12, 8, 0.6, 1.0)
    assert (high.right, high.wrong, high.precision, high.coverage) == (9, 1, 0.9, 0.75)


def test_the_report_has_every_field_and_folder_that_was_seen() -> None:
    other = [sample._replace(source="other") for sample in samples(8, 2, "rating", Method.LABEL)]
    told = "\n".join(report(samples(30, 10) + other))
    for name in ("work_title", "rating", "set", "other", "calibration error", "all"):
        assert f"\n{name:16}" in told or name in told
    assert "nan" not in told


# --- the file


def test_the_same_samples_give_the_same_bytes_in_any_order() -> None:
    given = [*samples(30, 10), *samples(8, 2, "rating", Method.LABEL), *samples(5, 5, "credits", Method.PROSE)]
    turned = given[::-1]
    assert render(fit(given), given, "fit/1") == render(fit(turned), turned, "fit/1")


def test_the_file_is_the_table_with_its_version_and_its_samples() -> None:
    given = samples(30, 10) + samples(8, 2, "rating", Method.LABEL)
    table = fit(given)
    told = tomllib.loads(render(table, given, "fit/2026-11-23"))
    assert (told.pop("version"), told.pop("samples"), told.pop("pages"), told.pop("sites")) == (
        "fit/2026-11-23",
        50,
        40,
        40,
    )
    assert {family: {m: tuple(row) for m, row in rows.items()} for family, rows in told.items()} == table


def test_a_fit_that_says_the_same_on_another_day_leaves_the_file_alone(tmp_path: Path) -> None:
    file = tmp_path / "confidence.toml"
    first, again = (render(fit(samples(30, 10)), samples(30, 10), version) for version in ("fit/1", "fit/2"))
    assert write(first, file)
    assert not write(again, file)
    assert file.read_text() == first
    assert write(render(fit(samples(30, 11)), samples(30, 11), "fit/2"), file)


# --- from pages to samples

PAGE = (
    '<html lang="en"><head><title>{0} Review</title><script type="application/ld+json">'
    '{{"@type": "Review", "itemReviewed": {{"@type": "Movie", "name": "{0}"}}, "author": {{"name": "Ann Lee"}},'
    ' "reviewRating": {{"ratingValue": 3, "bestRating": 5}}, "datePublished": "2024-05-04"}}</script></head><body>'
    "<article><h1>{0} Review</h1><p>Directed by Bo Diaz</p><p>{1}</p></article></body></html>"
)
TEXT = "The film takes its time, the acting is quiet and the ending is the best of this year. " * 5


def folder_of(path: Path, **labels: dict[str, object]) -> Path:
    """A folder of labelled pages, one a title."""
    manifest = []
    for name, label in labels.items():
        (path / f"{name}.html").write_text(PAGE.format(name, TEXT))
        manifest.append({"id": name, "url": f"https://{name.lower()}.test/{name}/", "path": f"{name}.html"})
        label.update(id=name, url=manifest[-1]["url"])
    (path / "a.manifest.jsonl").write_text("".join(json.dumps(line) + "\n" for line in manifest))
    (path / "a.labels.jsonl").write_text("".join(json.dumps(label) + "\n" for label in labels.values()))
    return path


def test_every_group_of_answers_that_a_label_knows_is_a_sample(tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path,
        Gravity={"work_title": "Gravity", "rating": {"value": 4, "best": 5}, "directors": ["Bo Diaz"]},
        Heat={"is_review": False, "work_title": "Heat"},
    )
    found = list(collect(folder))
    taken = {sample.key: sample for sample in found if sample.chosen}
    assert set(taken) == {"work_title", "rating", "directors"}
    assert {sample.page for sample in found} == {"Gravity"}
    assert {sample.site for sample in found} == {"gravity.test"}
    assert taken["work_title"].right
    assert not taken["rating"].right
    assert (taken["directors"].family, taken["directors"].right) == ("credits", True)
    assert all(sample.agreement in LEVELS for sample in found)
    assert POOL not in {sample.family for sample in found}
