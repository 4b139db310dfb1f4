"""The evidence of every record of fixtures/pages: nothing filled without a reason, nothing left out without one."""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from extractors.extract import ExtractedReview, extract_reviews
from schemas.evidence import COMPUTED, Agreement, FieldEvidence, Outcome
from schemas.review import record_fields
from tests.benchmarks.pairs import PAIRS, name_of, page_of, site_of

LISTS: Final = {"work.platforms", "credits", "other_ratings", "reviewers", "pros", "cons"}


@cache
def reviews_of(pair: Path) -> tuple[ExtractedReview, ...]:
    expected = json.loads(pair.read_text(encoding="utf-8"))
    return extract_reviews(page_of(pair, expected["page"]), site_of(expected)).records


each_page = pytest.mark.parametrize("pair", PAIRS, ids=name_of)


def value_of(review: ExtractedReview, field: str) -> Any:
    value: Any = review.record.model_dump(mode="json")
    for part in field.split("."):
        value = value[part]
    return value


def taken(evidence: FieldEvidence | None) -> list[Any]:
    candidates = evidence.candidates if evidence is not None else ()
    return [candidate.value for candidate in candidates if candidate.outcome is Outcome.CHOSEN]


def test_the_pages_have_all_kinds_of_outcomes_that_matter() -> None:
    evidence = [field for pair in PAIRS for review in reviews_of(pair) for field in review.evidence.fields.values()]
    said = {candidate.outcome for field in evidence for candidate in field.candidates}
    assert said >= {Outcome.CHOSEN, Outcome.AGREES, Outcome.LESS_TRUSTED, Outcome.CONTRADICTED, Outcome.UNLIKELY}


@each_page
def test_a_field_is_filled_if_and_only_if_a_candidate_was_chosen(pair: Path) -> None:
    for review in reviews_of(pair):
        fields = [field for field in record_fields() if field not in COMPUTED]
        filled = {field for field in fields if value_of(review, field) not in (None, [])}
        assert filled == {field for field in fields if taken(review.evidence.fields.get(field))}


@each_page
def test_the_record_says_what_was_chosen(pair: Path) -> None:
    for review in reviews_of(pair):
        for field, evidence in review.evidence.fields.items():
            value = value_of(review, field)
            chosen = taken(evidence)
            if field in LISTS:
                assert len(chosen) == len(value), field
            elif isinstance(value, dict):
                assert chosen == [{key: part for key, part in value.items() if part is not None}], field
            else:
                assert chosen == ([] if value is None else [value]), field


@each_page
def test_chosen_and_outcome_agree_and_what_was_chosen_comes_first(pair: Path) -> None:
    for review in reviews_of(pair):
        for field, evidence in review.evidence.fields.items():
            assert evidence.candidates, field
            chosen = [candidate.chosen for candidate in evidence.candidates]
            assert chosen == [candidate.outcome.is_chosen for candidate in evidence.candidates], field
            assert chosen == sorted(chosen, reverse=True), field


@each_page
def test_a_contradiction_is_recorded_and_told(pair: Path) -> None:
    for review in reviews_of(pair):
        contradicted = {
            field
            for field, evidence in review.evidence.fields.items()
            if any(candidate.outcome is Outcome.CONTRADICTED for candidate in evidence.candidates)
        }
        told = {warning.partition(":")[0] for warning in review.record.warnings if " against " in warning}
        assert (
            contradicted == {field for field, evidence in review.evidence.fields.items() if evidence.conflict} == told
        )


@each_page
def test_confidence_is_that_of_the_record(pair: Path) -> None:
    for review in reviews_of(pair):
        of_evidence = {f: e.confidence for f, e in review.evidence.fields.items() if f in review.record.confidence}
        assert of_evidence == review.record.confidence


@each_page
def test_groups_are_numbered_as_they_come_and_their_candidates_are_judged_as_one(pair: Path) -> None:
    for review in reviews_of(pair):
        for field, evidence in review.evidence.fields.items():
            numbers = [candidate.group for candidate in evidence.candidates]
            assert sorted(set(numbers)) == list(range(max(numbers) + 1)), field
            assert numbers == sorted(numbers), field
            judged = {(c.group, c.agreement, c.confidence, c.chosen) for c in evidence.candidates}
            assert len(judged) == len(set(numbers)), field


@each_page
def test_what_lost_to_another_answer_is_doubted_and_what_was_chosen_is_not(pair: Path) -> None:
    for review in reviews_of(pair):
        for field, evidence in review.evidence.fields.items():
            for candidate in evidence.candidates:
                if candidate.outcome is not Outcome.AGREES_OTHERWISE:
                    assert candidate.chosen == (candidate.agreement is not Agreement.DOUBTED), field


@each_page
def test_every_candidate_says_where_it_stands(pair: Path) -> None:
    for review in reviews_of(pair):
        assert [c for evidence in review.evidence.fields.values() for c in evidence.candidates if not c.where] == []


@each_page
def test_fields_come_in_the_records_order(pair: Path) -> None:
    for review in reviews_of(pair):
        assert list(review.evidence.fields) == [field for field in record_fields() if field in review.evidence.fields]
