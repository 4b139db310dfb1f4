"""The record's JSON Schema, as `reviewlines schema` prints it and docs/review.schema.json keeps it."""

import json

from schemas.base import SCHEMA_VERSION
from schemas.review import ReviewRecord


def record_schema() -> str:
    """JSON Schema (draft 2020-12) of one line of the dataset."""
    schema = ReviewRecord.model_json_schema(mode="serialization")
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:reviewlines:review:{SCHEMA_VERSION}",
    }
    return json.dumps(head | schema, indent=2, ensure_ascii=False) + "\n"
