"""What fuzzing has found, by target: the inputs, which stay in the tests and are where every run begins."""

from collections.abc import Mapping
from typing import Final

FINDINGS: Final[Mapping[str, Mapping[str, bytes]]] = {
    "cdx": {
        "a time that is no text": b'[["original", "timestamp"], ["https://a.test/", 5]]',
        "a row that is no list": b'[["original"], [], {"a": 1}]',
        "names that are no list": b"[5, [1]]",
    },
    "warc": {
        "a response of no address": (
            b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Date: 2019-05-04T03:02:01Z\r\n"
            b"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
            b"Content-Type: application/http; msgtype=response\r\nContent-Length: 52\r\n\r\n"
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>one.\r\n\r\n"
        ),
    },
    "command": {"an argument that is no UTF-8": b"\x00\x1e\xff\xfe"},
}
