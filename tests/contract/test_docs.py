"""The documentation is true: what its pages tell to type exists, links lead somewhere, nothing is missing."""

import re
import shlex
from fnmatch import fnmatch
from pathlib import Path

import pytest

from docs import generate
from flows.settings import Settings
from schemas.review import ReviewRecord
from tests.contract.test_readme import COMMANDS, MAKEFILE, options

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(path for path in DOCS.rglob("*.md") if not path.is_relative_to(DOCS / "reference"))
WRITTEN = generate.pages()
"""The pages that are written from the code."""


def shell_lines(path: Path) -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL)
    return [line.strip() for block in blocks for line in block.splitlines() if line.strip()]


CALLS = [(path, line) for path in PAGES for line in shell_lines(path) if re.search(r"\breviewlines \w", line)]
TARGETS = [
    (path, word) for path in PAGES for line in shell_lines(path) for word in re.findall(r"\bmake ([a-z]+)", line)
]


def named(path: Path) -> str:
    return path.relative_to(DOCS).as_posix()


@pytest.mark.parametrize(("path", "line"), [pytest.param(*call, id=f"{named(call[0])}: {call[1]}") for call in CALLS])
def test_a_command_of_a_page_exists_with_its_options(path: Path, line: str) -> None:
    words = shlex.split(line.partition(" #")[0].split("reviewlines ", 1)[1].split("|")[0].split(">")[0])
    command = words[0] if words[0] in COMMANDS else " ".join(words[:2])
    assert command in COMMANDS
    assert {word for word in words if word.startswith("--")} <= options(command)


@pytest.mark.parametrize(("path", "target"), [pytest.param(*one, id=f"{named(one[0])}: {one[1]}") for one in TARGETS])
def test_a_make_target_of_a_page_exists(path: Path, target: str) -> None:
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_links_and_pictures_of_a_page_lead_somewhere(path: Path) -> None:
    for link in re.findall(r"\]\((?!https?:)([^)#\s]+)", path.read_text(encoding="utf-8")):
        target = (path.parent / link).resolve()
        written = target.parent == DOCS / "reference" and target.stem in WRITTEN
        assert written or target.exists(), link


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_settings_of_a_page_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    names = {name.lower() for name in re.findall(r"REVIEWLINES_([A-Z_]+)", text)}
    assert names <= set(Settings.model_fields)


def test_every_page_is_in_the_contents() -> None:
    contents = (DOCS / "index.md").read_text(encoding="utf-8")
    patterns = [
        line for block in re.findall(r"```\{toctree\}\n(.*?)```", contents, re.DOTALL) for line in block.splitlines()
    ]
    for path in PAGES:
        name = named(path).removesuffix(".md")
        assert name == "index" or any(fnmatch(name, pattern) for pattern in patterns), name


def test_there_is_a_page_for_each_user_and_each_idea() -> None:
    assert {named(path) for path in PAGES} >= {
        *("index.md", "tutorial.md"),
        *(f"how-to/{user}.md" for user in ("data-engineer", "researcher", "film-database", "contributor")),
        *(f"explanation/{idea}.md" for idea in ("commit-protocol", "rating-engine", "confidence")),
    }


def test_the_reference_has_all_commands_settings_and_fields() -> None:
    assert {line[15:] for line in WRITTEN["cli"].splitlines() if line.startswith("## reviewlines ")} == set(COMMANDS)
    assert all(f"| `{name}` |" in WRITTEN["settings"] for name in Settings.model_fields)
    assert all(f"| `{name}` |" in WRITTEN["record"] for name in ReviewRecord.model_fields)


@pytest.mark.parametrize("page", sorted(WRITTEN))
def test_every_row_of_the_reference_says_something(page: str) -> None:
    rows = [line for line in WRITTEN[page].splitlines() if line.startswith("| `")]
    assert rows
    assert [row for row in rows if re.search(r"\|\s*\|$", row)] == []
