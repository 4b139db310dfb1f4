"""Patterns that are compiled when first used do as `re.compile` does, and each in the package is well formed."""

import importlib
import pkgutil
import re
from typing import Any

import pytest

import extractors
from extractors.parse.pattern import pattern


def test_a_deferred_pattern_does_as_a_compiled_one() -> None:
    word = pattern(r"(?P<first>\w)\w*", re.ASCII)
    assert word.fullmatch("harbour") is not None
    assert [found["first"] for found in word.finditer("the quiet harbour")] == ["t", "q", "h"]
    assert word.sub("-", "the quiet") == "- -"
    assert word.pattern == r"(?P<first>\w)\w*"
    assert word.flags & re.ASCII


def test_errors_come_with_the_first_use() -> None:
    broken = pattern("(")
    with pytest.raises(re.error):
        broken.search("x")


def test_every_deferred_pattern_of_the_package_is_well_formed() -> None:
    deferred: Any = type(pattern(""))
    names = [module.name for module in pkgutil.walk_packages(extractors.__path__, "extractors.")]
    found: list[Any] = [
        value for name in names for value in vars(importlib.import_module(name)).values() if isinstance(value, deferred)
    ]
    assert len(found) > 100
    for one in found:
        assert isinstance(one.compiled, re.Pattern)
