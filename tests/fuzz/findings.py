"""What fuzzing has found, by target: the inputs, which stay in the tests and are where every run begins."""

from collections.abc import Mapping
from typing import Final

FINDINGS: Final[Mapping[str, Mapping[str, bytes]]] = {
    "cdx": {
        "a time that is no text": b'[["original", "timestamp"], ["https://a.test/", 5]]',
        "a row that is no list": b'[["original"], [], {"a": 1}]',
        "names that are no list": b"[5, [1]]",
    },
    "command": {"an argument that is no UTF-8": b"\x00\x1e\xff\xfe"},
}
