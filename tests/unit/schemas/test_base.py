import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from schemas.base import Model, Name, Number, Text, to_line


class Shape(Model):
    text: Text = ""
    name: Name | None = None
    number: Number | None = None


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("4", "4"),
        ("4.0", "4"),
        ("3.50", "3.5"),
        ("0", "0"),
        ("0.5", "0.5"),
        ("-1", "-1"),
        ("100", "100"),
        ("1E+2", "100"),
        ("0.0001", "0.0001"),
        ("0.66666666", "0.6667"),
        ("999999999", "999999999"),
    ],
)
def test_a_number_is_written_as_the_shortest_plain_number(number: str, written: str) -> None:
    assert to_line(Shape(number=Decimal(number))) == f'{{"text":"","name":null,"number":{written}}}\n'.encode()


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e9", "-1e12"])
def test_a_number_that_is_none_is_refused(number: str) -> None:
    with pytest.raises(ValidationError):
        Shape(number=Decimal(number))


def test_a_number_stays_exact_in_python() -> None:
    shape = Shape(number=Decimal("0.1"))
    assert shape.number == Decimal("0.1")
    assert isinstance(Shape.model_validate_json(to_line(shape)).number, Decimal)


@pytest.mark.parametrize(
    "break_", ["\n", "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"], ids=ascii
)
def test_a_line_is_one_line_for_every_reader(break_: str) -> None:
    line = to_line(Shape(text=f"one{break_}two")).decode()
    assert line.endswith("\n")
    assert len(line.splitlines()) == 1


def test_lone_surrogates_are_replaced() -> None:
    assert json.loads(to_line(Shape(text="a\ud800b")))["text"] == "a\ufffdb"


def test_an_empty_name_is_refused() -> None:
    with pytest.raises(ValidationError):
        Shape(name="")


def test_nan_in_a_plain_mapping_is_refused() -> None:
    with pytest.raises(ValueError):
        to_line({"value": float("nan")})


@given(st.text())
def test_any_text_comes_back_from_one_line(text: str) -> None:
    shape = Shape(text=text)
    line = to_line(shape)
    assert len(line.decode().splitlines()) == 1
    assert Shape.model_validate_json(line) == shape
