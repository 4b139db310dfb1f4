"""SECURITY.md names limits: each is the one in the code."""

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from flows.settings import Settings

TEXT = (Path(__file__).parents[2] / "SECURITY.md").read_text(encoding="utf-8")
LIMITS = re.findall(r"^\| [^|]+ \| ([\d,]+)[^|]* \| `([\w.]+)` \|$", TEXT, re.MULTILINE)


def test_the_table_is_read() -> None:
    assert len(LIMITS) == TEXT.count("| `")


@pytest.mark.parametrize(("told", "where"), LIMITS)
def test_a_limit_is_what_it_says(told: str, where: str) -> None:
    module, _, name = where.rpartition(".")
    limit: Any
    if module == "flows.settings.Settings":
        limit = Settings.model_fields[name].default
    else:
        limit = getattr(import_module(module), name)
    assert int(told.replace(",", "")) == limit


@pytest.mark.parametrize("file", re.findall(r"`(tests/[\w./]+)`", TEXT))
def test_what_holds_it_is_there(file: str) -> None:
    assert (Path(__file__).parents[2] / file).exists()
