"""The reference pages, written from the code: commands, settings, the record and the other shapes.

python -m docs.generate FOLDER
"""

import inspect
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import typer
from pydantic import BaseModel

import flows.settings
import schemas.base
import schemas.enriched
import schemas.evidence
import schemas.quality
import schemas.reject
import schemas.review
import schemas.run
import schemas.site
from flows.cli import app
from flows.schema import attribute_docstrings
from flows.settings import ENVIRONMENT_PREFIX, SETTINGS_FILE, Settings
from schemas.enriched import Enrichment, OutletSummary, WorkSummary
from schemas.evidence import Agreement, Method, Outcome, ReviewEvidence
from schemas.reject import Reason, Reject
from schemas.review import ReviewRecord
from schemas.run import CommitManifest, RunReport
from schemas.site import Site

_SHAPES: Final[dict[str, tuple[str, str, ModuleType, type[BaseModel]]]] = {
    "record": ("The record", "One line of `data/reviews/`: one review of one work.", schemas.review, ReviewRecord),
    "evidence": ("The evidence", "One line of `data/evidence/`, for one record.", schemas.evidence, ReviewEvidence),
    "reject": ("The reject", "One line of `data/rejects/`: a page that gave no record.", schemas.reject, Reject),
    "site-file": ("The site file", "A TOML file in `./sites`: what is particular to one site.", schemas.site, Site),
    "manifest": ("The manifest", "`data/manifest/<commit>.json`: what a commit added.", schemas.run, CommitManifest),
    "run-report": ("The run report", "`data/runs/<run>.json`: what a run did.", schemas.run, RunReport),
    "enrichment": ("The enrichment", "One line of `data/enriched/`, for one record.", schemas.enriched, Enrichment),
    "works": ("Works", "One line of `data/works/works.jsonl`.", schemas.enriched, WorkSummary),
    "outlets": ("Outlets", "One line of `data/outlets/outlets.jsonl`.", schemas.enriched, OutletSummary),
}
_WORDS: Final = {
    "evidence": (Method, Agreement, Outcome),
    "reject": (Reason,),
}
"""Enumerations whose members are explained, by page."""


def write_reference(folder: Path) -> None:
    """Write all reference pages; one that is as it was is left alone, so that builds stay quick."""
    folder.mkdir(exist_ok=True)
    for name, text in pages().items():
        path = folder / f"{name}.md"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def pages() -> dict[str, str]:
    """Markdown by the page's name."""
    written = {"cli": _commands(), "settings": _settings()}
    return written | {name: _shape(name) for name in _SHAPES}


def _commands() -> str:
    lines = ["# The command line", "", "Data goes to standard output, messages to standard error."]
    lines += ["Exit status: 0 done, 1 finished with failures, 2 wrong usage, 130 stopped by Ctrl-C or `kill`.", ""]
    for name, command in commands():
        words = [
            str(each.metavar or each.name.upper()) for each in command.params if each.param_type_name == "argument"
        ]
        lines += [f"## reviewlines {name}", "", _one_line(command.help or ""), ""]
        lines += ["```text", " ".join(["reviewlines", name, *words, "[options]"]), "```", ""]
        lines += ["| argument or option | |", "|---|---|"]
        lines += [f"| {_called(each)} | {_cell(getattr(each, 'help', '') or '')} |" for each in command.params]
        lines.append("")
    return "\n".join(lines) + "\n"


def commands() -> Iterator[tuple[str, Any]]:
    """All commands as they are typed, in the order of the help: "crawl", "data verify"."""
    for name, command in typer.main.get_group(app).commands.items():
        inner = getattr(command, "commands", None)
        if inner is None:
            yield name, command
        else:
            yield from ((f"{name} {below}", each) for below, each in inner.items())


def _called(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return _code(parameter.metavar or parameter.name.upper())
    names = ", ".join(f"`{name}`" for name in (*parameter.opts, *parameter.secondary_opts))
    return names if parameter.is_flag else f"{names} {_code(parameter.metavar or _taken(parameter))}"


def _code(text: str) -> str:
    return f"`{text}`".replace("|", r"\|")  # in a table


def _taken(parameter: Any) -> str:
    """What an option takes, where its help does not name it."""
    return str(getattr(parameter, "display_type", "") or parameter.name).strip("[]<>").upper()


def _settings() -> str:
    documented = attribute_docstrings(flows.settings)
    lines = ["# Settings", "", f"They are read from `{SETTINGS_FILE}` in the working folder, then from the environment"]
    lines += [f"(`{ENVIRONMENT_PREFIX}DELAY` for `delay`), then from the command's options; what comes later wins.", ""]
    lines += ["| setting | type | default | |", "|---|---|---|---|"]
    schema = Settings.model_json_schema()
    for name, field in Settings.model_fields.items():
        default = "" if field.default is None else f"`{_plain(field.default)}`"
        text = _cell(documented.get(f"Settings.{name}", ""))
        lines.append(f"| `{name}` | {_kind(schema['properties'][name])} | {default} | {text} |")
    return "\n".join(lines) + "\n"


def _plain(value: object) -> str:
    if isinstance(value, frozenset):
        return "none"
    return str(value).lower() if isinstance(value, bool) else f"{value:g}" if isinstance(value, float) else str(value)


def _shape(name: str) -> str:
    title, lead, module, model = _SHAPES[name]
    shared = (schemas.base, schemas.review, schemas.reject, schemas.site, schemas.quality)
    documented = {name: text for each in (*shared, module) for name, text in attribute_docstrings(each).items()}
    schema = model.model_json_schema(mode="serialization")
    lines = [f"# {title}", "", lead, ""]
    doc = inspect.getdoc(model)
    lines += [doc, ""] if doc and doc.splitlines()[0] not in lead else []
    lines += _table(model.__name__, schema, documented)
    for below, inner in sorted(schema.get("$defs", {}).items()):
        if "properties" in inner:
            lines += [f"## {below}", "", _one_line(inner.get("description", "")), "", *_table(below, inner, documented)]
    explained = {words.__name__ for words in _WORDS.get(name, ())}
    for below, inner in sorted(schema.get("$defs", {}).items()):
        if "enum" in inner and below not in explained:
            values = ", ".join(f"`{value}`" for value in inner["enum"])
            lines += [f"## {below}", "", _one_line(inner.get("description", "")), "", f"One of {values}.", ""]
    for words in _WORDS.get(name, ()):
        told = _members(words)
        lines += [f"## {words.__name__}", "", _one_line(inspect.getdoc(words) or ""), "", "| value | |", "|---|---|"]
        lines += [f"| `{member.value}` | {_cell(told.get(member.name, ''))} |" for member in words]
        lines.append("")
    return "\n".join(lines) + "\n"


def _members(words: type) -> dict[str, str]:
    """The docstrings below the members of an enumeration, by the member's name."""
    source = inspect.getsource(words)
    return dict(re.findall(r'^    ([A-Z_]+) = [^\n]+\n    """(.*?)"""', source, re.MULTILINE | re.DOTALL))


def _table(name: str, schema: Mapping[str, Any], documented: Mapping[str, str]) -> list[str]:
    lines = ["| field | type | |", "|---|---|---|"]
    for field, said in schema["properties"].items():
        text = documented.get(f"{name}.{field}", said.get("description", ""))
        lines.append(f"| `{field}` | {_kind(said)} | {_cell(text)} |")
    return [*lines, ""]


def _kind(said: Mapping[str, Any]) -> str:
    """A type in words."""
    if "anyOf" in said:
        return " or ".join(dict.fromkeys(_kind(each) for each in said["anyOf"]))
    if "$ref" in said:
        return f"{said['$ref'].rpartition('/')[2]}"
    if "const" in said:
        return f"`{said['const']}`"
    if "enum" in said:
        return ", ".join(f"`{each}`" for each in said["enum"])
    if said.get("type") == "array":
        return f"list of {_kind(said.get('items', {}))}"
    if said.get("type") == "object" and isinstance(said.get("additionalProperties"), dict):
        return f"map to {_kind(said['additionalProperties'])}"
    return str(said.get("format") or said.get("type") or "any").replace("password", "secret")


def _cell(text: str) -> str:
    return _one_line(text).replace("|", r"\|").replace("<", "&lt;")


def _one_line(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    write_reference(Path(sys.argv[1]))
