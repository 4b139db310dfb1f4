"""What was made of a short text is remembered for a while: many rules ask the same of one line of a page."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, Final, ParamSpec, TypeVar, cast

__all__ = ["remembered"]

P = ParamSpec("P")
T = TypeVar("T")

_MOST: Final = 2_048
_LONGEST: Final = 2_000
"""Longer texts are not kept: of many hostile pages they would fill the memory."""


def remembered(function: Callable[Concatenate[str, P], T]) -> Callable[Concatenate[str, P], T]:
    """A function of a text, and of other things that can be hashed, that answers from memory what it was asked before.

    Its result must not be changed by anybody: a tuple, not a list; no iterator.
    """
    kept = cast("Callable[Concatenate[str, P], T]", lru_cache(maxsize=_MOST)(function))

    @wraps(function)
    def ask(text: str, /, *others: P.args, **named: P.kwargs) -> T:
        return (kept if len(text) <= _LONGEST else function)(text, *others, **named)

    @wraps(function)
    def ask_alone(text: str, /) -> T:
        return (kept if len(text) <= _LONGEST else function)(text)  # type: ignore[call-arg]

    is_alone = function.__code__.co_argcount == 1 and not function.__code__.co_kwonlyargcount
    return cast("Callable[Concatenate[str, P], T]", ask_alone) if is_alone else ask
