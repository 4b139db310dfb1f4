"""Patterns that are compiled when first used.

Of the two hundred in this package a page needs about half, and `re` takes a quarter of a millisecond for each.
"""

import re
from functools import cached_property
from typing import Any, cast

__all__ = ["pattern"]


class _Deferred:
    """Stands in for a `re.Pattern`: becomes one, attribute by attribute, as it is asked."""

    def __init__(self, source: str, flags: int) -> None:
        self._said = source, flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself."""
        return re.compile(*self._said)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.compiled, name)
        setattr(self, name, found)  # from now on this costs a look into a dictionary, as any attribute
        return found


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile(source, flags)`, put off until a method of it is first used. Errors of syntax come then, too.

    Not for what `re`'s own functions or `isinstance` are to take.
    """
    return cast("re.Pattern[str]", _Deferred(source, flags))
