"""The README is true: its commands and options exist, all commands are in it, and it names every reason."""

import re
import shlex
from pathlib import Path

import pytest
import typer

from flows.cli import app
from schemas.reject import Reason

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
GROUP = typer.main.get_group(app)
COMMANDS = {
    " ".join(filter(None, (name, inner))): command
    for name, outer in GROUP.commands.items()
    for inner, command in getattr(outer, "commands", {"": outer}).items()
}
"""By what is typed: "crawl", "data verify"."""

EXAMPLES = [
    line.strip() for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) for line in block.splitlines() if line
]
CALLS = [line for line in EXAMPLES if re.search(r"\breviewlines \w", line)]


def options(command: str) -> set[str]:
    return {option for parameter in COMMANDS[command].params for option in (*parameter.opts, *parameter.secondary_opts)}


@pytest.mark.parametrize("line", CALLS)
def test_a_command_of_the_readme_exists_with_its_options(line: str) -> None:
    words = shlex.split(line.partition("#")[0].split("reviewlines ", 1)[1].split("|")[0].split(">")[0])
    command = words[0] if words[0] in COMMANDS else " ".join(words[:2])
    assert command in COMMANDS
    given = {word for word in words if word.startswith("--")}
    assert given <= options(command)


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_in_the_readme_and_has_help(command: str) -> None:
    assert any(f"reviewlines {command}" in line for line in CALLS)
    assert COMMANDS[command].help
    assert all(getattr(parameter, "help", None) for parameter in COMMANDS[command].params)


@pytest.mark.parametrize("target", sorted({word for line in EXAMPLES for word in re.findall(r"\bmake ([a-z]+)", line)}))
def test_every_make_target_of_the_readme_exists(target: str) -> None:
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("reason", [reason.value for reason in Reason])
def test_every_reason_is_explained(reason: str) -> None:
    assert f"`{reason}`" in README


def test_files_that_the_readme_names_exist() -> None:
    for name in re.findall(r"\]\((?!https?:)([^)#]+)", README):
        assert (ROOT / name).exists(), name
