"""Where a command's data goes: a file that appears whole or not at all, or standard output; and its messages."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self

from flows.errors import ReviewlinesError

if TYPE_CHECKING:
    from pydantic import BaseModel


class ReaderGone(Exception):  # noqa: N818 - no error: `| head` has seen enough
    """Nobody reads our standard output any more."""


class Output:
    """Bytes to a file, or to standard output where no path is given. Use it as a context manager.

    A file is written beside its name and takes it when the block ends well; after an error nothing is left of it.

    Raises:
        ReviewlinesError: it cannot be written; one line with its name.
        ReaderGone: the reader of standard output has gone.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._partial = None if path is None else path.with_name(f".{path.name}.part")
        self._stream: BinaryIO | None = None

    def __enter__(self) -> Self:
        try:
            if self._partial is not None:
                self._stream = self._partial.open("wb")
            elif sys.stdout is not None:
                self._stream = sys.stdout.buffer
        except (OSError, ValueError) as error:
            raise self._unwritable(error) from error
        if self._stream is None:
            raise ReviewlinesError("standard output is closed: name a file with --out")
        return self

    def write(self, data: bytes) -> None:
        """Write some bytes."""
        try:
            assert self._stream is not None  # noqa: S101 - between __enter__ and __exit__
            self._stream.write(data)
        except OSError as error:
            raise self._unwritable(error) from error

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._stream is None:
            return
        try:
            if self._path is None or self._partial is None:
                if kind is None:
                    self._stream.flush()
                return
            self._stream.close()
            if kind is None:
                self._partial.replace(self._path)
        except OSError as error:
            raise self._unwritable(error) from error
        finally:
            if self._partial is not None:
                self._partial.unlink(missing_ok=True)

    def _unwritable(self, error: OSError | ValueError) -> Exception:
        reason = getattr(error, "strerror", None) or str(error)
        if self._path is not None:
            return ReviewlinesError(f"cannot write {self._path}: {reason}")
        # What is still buffered goes nowhere, or the interpreter would complain of it at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        if isinstance(error, BrokenPipeError):
            return ReaderGone()
        return ReviewlinesError(f"cannot write to standard output: {reason}")


def print_json(shape: "BaseModel") -> None:
    """A result on standard output, for a machine. Raises what `Output` raises."""
    with Output(None) as output:
        output.write(shape.model_dump_json(indent=2).encode() + b"\n")


def print_lines(lines: Iterable[str]) -> None:
    """Lines on standard output, for a person. Raises what `Output` raises."""
    with Output(None) as output:
        for line in lines:
            output.write(f"{line}\n".encode("utf-8", "replace"))


def say(message: str) -> None:
    """A message on standard error, where there is one."""
    if sys.stderr is not None:
        sys.stderr.write(f"{message}\n")
        sys.stderr.flush()


def counted(number: int, noun: str) -> str:
    """A number of things: "1,000 pages", "1 page"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
