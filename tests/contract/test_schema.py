"""The published JSON Schema is the model's, and every field of it is documented."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.loading.tables import all_tables
from flows.schema import record_schema, table_dictionary
from schemas.review import record_fields

ROOT = Path(__file__).parents[2]
SCHEMA: dict[str, Any] = json.loads(record_schema())


def test_the_committed_copy_is_the_models() -> None:
    committed = (ROOT / "docs" / "review.schema.json").read_text(encoding="utf-8")
    assert committed == record_schema(), "run: reviewlines schema > docs/review.schema.json"


@pytest.mark.parametrize("name", ["ReviewRecord", *SCHEMA["$defs"]])
def test_every_field_has_a_description(name: str) -> None:
    model = SCHEMA if name == "ReviewRecord" else SCHEMA["$defs"][name]
    undocumented = [field for field, spec in model.get("properties", {}).items() if not spec.get("description")]
    assert undocumented == []


def test_no_record_has_a_key_that_the_schema_does_not_know() -> None:
    objects = [SCHEMA, *(model for model in SCHEMA["$defs"].values() if model.get("type") == "object")]
    assert all(model["additionalProperties"] is False for model in objects)


def test_the_fields_that_evidence_speaks_of_are_those_of_the_published_schema() -> None:
    assert list(record_fields()) == list(paths(SCHEMA, ""))


def paths(model: dict[str, Any], prefix: str) -> Iterator[str]:
    """Dotted paths of a model's fields; a list and what may be null as a whole are one field."""
    for name, spec in model["properties"].items():
        if "$ref" in spec and "properties" in (inner := SCHEMA["$defs"][spec["$ref"].rpartition("/")[2]]):
            yield from paths(inner, f"{prefix}{name}.")
        else:
            yield prefix + name


def test_the_committed_dictionary_is_the_models() -> None:
    committed = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    assert committed == table_dictionary(), "run: reviewlines schema --tables > docs/tables.md"


def test_every_field_of_the_record_has_a_column() -> None:
    columns = {column.path.replace("[]", "") for table in all_tables(evidence=False) for column in table.columns}
    lists = {"credits", "reviewers", "other_ratings"}
    for field in record_fields():
        assert field in columns or any(column.startswith(f"{field}.") for column in columns), field
    for name in lists:
        shape = SCHEMA["$defs"][{"credits": "Credit", "reviewers": "Reviewer", "other_ratings": "OtherRating"}[name]]
        told = {column.removeprefix(f"{name}.") for column in columns if column.startswith(f"{name}.")}
        assert set(shape["properties"]) - told <= {"role"}, name
