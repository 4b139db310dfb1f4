"""What all shapes share: the model base, safe text, plain numbers and the one-line encoding.

Every file that Reviewlines writes is JSON Lines. `to_line` is the only encoder: the line that it gives is one
line for every reader, also for those that split at U+0085, U+2028 or U+2029 (as `str.splitlines` does).
"""

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

SCHEMA_VERSION: Final = "1.0"

_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LINE_BREAKS: Final = ((b"\xc2\x85", b"\\u0085"), (b"\xe2\x80\xa8", b"\\u2028"), (b"\xe2\x80\xa9", b"\\u2029"))


class Model(BaseModel):
    """Base of all shapes: immutable, and a key that it does not know is an error."""

    # Built when first used, and without its fields' docstrings: both cost time at every start of the command. The
    # docstrings are the descriptions of the JSON Schema (flows/schema.py).
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


def clean(value: object) -> object:
    """Replace what cannot be written as UTF-8 and drop control characters that no text means."""
    if not isinstance(value, str) or value.isprintable():
        return value
    if _SURROGATE.search(value):
        value = _SURROGATE.sub("\ufffd", value)
    return _CONTROL.sub("", value)


def _plain(value: Decimal) -> int | float:
    """Shortest plain JSON number: 4.0 -> 4, 3.50 -> 3.5. Four places at most never need an exponent."""
    return int(value) if value == value.to_integral_value() else float(value)


def _four_places(value: Decimal) -> Decimal:
    if not value.is_finite():
        raise ValueError("must be a finite number")
    if abs(value) >= 10**9:
        raise ValueError("must be smaller than 1,000,000,000")
    return round(value, 4).normalize() + Decimal(0)


Text = Annotated[str, BeforeValidator(clean)]
"""Text of a page: no lone surrogates, no control characters but tab and line ends."""

Name = Annotated[str, BeforeValidator(clean), Field(min_length=1, max_length=300)]
"""A name or title: never empty."""

Number = Annotated[
    Decimal,
    AfterValidator(_four_places),
    PlainSerializer(_plain, return_type=int | float, when_used="json"),
]
"""An exact number, Decimal in Python, at most four decimal places, the shortest plain number in JSON."""

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256 digest in lower-case hexadecimal."""

JsonValue = Any
"""A value as it came from JSON: null, boolean, number, string, list or object."""


def to_line(shape: BaseModel | Mapping[str, Any]) -> bytes:
    """Encode one shape as one JSON line, with its newline at the end, in UTF-8.

    Raises:
        ValueError: a number is not finite (JSON has no NaN), or a string holds a lone surrogate.
    """
    if isinstance(shape, BaseModel):
        encoded = shape.__pydantic_serializer__.to_json(shape)
    else:
        text = json.dumps(shape, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        encoded = text.encode("utf-8")
    for raw, escaped in _LINE_BREAKS:
        if raw in encoded:
            encoded = encoded.replace(raw, escaped)
    return encoded + b"\n"
