"""The record's JSON Schema, as `reviewlines schema` prints it and docs/review.schema.json keeps it."""

import ast
import inspect
import json
from types import ModuleType

from schemas import base, review
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
