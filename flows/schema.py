"""The record's JSON Schema, as `reviewlines schema` prints it and docs/review.schema.json keeps it."""

import ast
import inspect
import json
from types import ModuleType

from schemas import base, evidence, review
from schemas.base import SCHEMA_VERSION
from schemas.review import ReviewRecord


def record_schema() -> str:
    """JSON Schema (draft 2020-12) of one line of the dataset, each field with its docstring as description."""
    schema = ReviewRecord.model_json_schema(mode="serialization")
    documented = attribute_docstrings(review) | attribute_docstrings(base)
    for name, model in [(ReviewRecord.__name__, schema), *schema["$defs"].items()]:
        properties = model.get("properties", {})
        for field in properties:
            if text := documented.get(f"{name}.{field}"):
                properties[field] = {"description": text} | properties[field]
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:reviewlines:review:{SCHEMA_VERSION}",
    }
    return json.dumps(head | schema, indent=2, ensure_ascii=False) + "\n"


def table_dictionary() -> str:
    """What `load` writes, as Markdown: each table, its key, and each column with type, origin and meaning."""
    from flows.loading.tables import all_tables

    documented = attribute_docstrings(review) | attribute_docstrings(evidence)
    lines = [_DICTIONARY.strip()]
    for table in all_tables(evidence=True):
        lines += ["", f"## {table.name}", "", f"{table.about} Key: {', '.join(f'`{name}`' for name in table.key)}.", ""]
        lines += ["| column | type | may be null | from | what it is |", "|---|---|---|---|---|"]
        for column in table.columns:
            said = column.note or documented[column.source]
            null = "" if column.required else "yes"
            origin = f"`{column.path}`" if column.path else ""
            lines.append(f"| `{column.name}` | {column.type} | {null} | {origin} | {' '.join(said.split())} |")
    return "\n".join(lines) + "\n"


_DICTIONARY = """
# The tables that `reviewlines load` writes

Made from the model by `reviewlines schema --tables`; a test keeps both equal. "from" is the path in a line of the
dataset ([review.schema.json](review.schema.json)).

| type | DuckDB, Parquet | PostgreSQL | SQLite | CSV |
|---|---|---|---|---|
| text | VARCHAR | text | TEXT | |
| integer | BIGINT | bigint | INTEGER | |
| decimal | DECIMAL(13,4) | numeric(13,4) | REAL | |
| float | DOUBLE | double precision | REAL | |
| boolean | BOOLEAN | boolean | INTEGER, 0 or 1 | true, false |
| timestamp | TIMESTAMP WITH TIME ZONE | timestamp with time zone | TEXT, ISO 8601 in UTC | in UTC |
| date | DATE | date | TEXT, ISO 8601 | ISO 8601 |
| list (of texts) | VARCHAR[] | jsonb | TEXT, JSON | JSON |
| json | JSON | jsonb | TEXT, JSON | JSON |

Rows of `reviews`, `credits`, `ratings`, `reviewers`, `work_ids` and `evidence` belong to one review, by `review_id`,
and are replaced with it. `reviews.work_id` is a row of `works`. PostgreSQL and SQLite have the keys as primary keys and
indexes on `reviews.work_id` and `revisions.commit_number`; DuckDB has none, since it would hold them in memory.
`reviewlines_commits` says which commits are there: leave it alone. In Parquet `site` and `month` (of publication) are
the names of folders, "unknown" where there is none. Through dlt, lists and JSON are texts, and tables of one review's
rows have a column `_removed` that is never true.
"""


def attribute_docstrings(module: ModuleType) -> dict[str, str]:
    """The docstrings below the attributes of a module's classes (PEP 257), by "Class.attribute"; inherited ones too."""
    own: dict[str, dict[str, str]] = {}
    for node in ast.parse(inspect.getsource(module)).body:
        if isinstance(node, ast.ClassDef):
            inherited = [own.get(base_.id, {}) for base_ in node.bases if isinstance(base_, ast.Name)]
            own[node.name] = {name: text for names in inherited for name, text in names.items()} | _documented(node)
    return {f"{class_}.{name}": text for class_, names in own.items() for name, text in names.items()}


def _documented(node: ast.ClassDef) -> dict[str, str]:
    found: dict[str, str] = {}
    for attribute, below in zip(node.body, node.body[1:], strict=False):
        match attribute, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                found[name] = inspect.cleandoc(text)
    return found
