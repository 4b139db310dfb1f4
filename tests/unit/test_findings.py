"""What fuzzing found stays mended, and random bytes do flows/ no harm (tests/fuzz has the long runs)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz import targets
from tests.fuzz.findings import FINDINGS
from tests.fuzz.flow_targets import TARGETS

QUICK = settings(max_examples=60, deadline=None)
WORDS = st.sampled_from(
    [
        *(
            b"<urlset>",
            b"<url><loc>",
            b"https://a.test/",
            b"</loc>",
            b"</url>",
            b"<rss><channel><item><link>",
            b"&amp;",
            b"&",
        ),
        *(b"User-agent: *\n", b"Crawl-delay: ", b"1e999", b"-1", b"Disallow: /*", b"\n", b"Request-rate: 1/0s"),
        *(b"WARC/1.1\r\n", b"WARC-Type: response\r\n", b"Content-Length: 9\r\n", b"\r\n\r\n", b"\x1f\x8b\x08\x00"),
        *(b'{"url": 1, "timestamp": "20250101000000"}', b'[["original", "timestamp"], ["u", 5]]', b'key = "reels"\n'),
        *(b'hosts = ["reels.test"]\n', b"\x1e--data", b"\x1e--out", b"\x1e/dev/null", b"\x1e-", b"\xff\xfe", b"\0"),
    ]
)
QUICK_TARGETS = sorted(TARGETS.keys() - {"command"})


@pytest.mark.parametrize("target", QUICK_TARGETS)
@QUICK
@given(data=st.one_of(st.binary(max_size=400), st.lists(WORDS | st.binary(max_size=4), max_size=30).map(b"".join)))
def test_any_bytes_are_read_or_refused(target: str, data: bytes) -> None:
    TARGETS[target](data)


@pytest.mark.parametrize(
    ("target", "data"),
    [pytest.param(target, data, id=name) for target, found in FINDINGS.items() for name, data in found.items()],
)
def test_findings_stay_mended(target: str, data: bytes) -> None:
    (targets.TARGETS | TARGETS)[target](data)


@pytest.mark.parametrize("number", range(6))
def test_commands_end_with_a_status_for_odd_arguments(number: int) -> None:
    for words in (
        b"",
        b"\x1e--nothing",
        b"\x1e\xff\xfe",
        b"\x1enothing/here",
        b"\x1e--data\x1e/dev/null/x",
        b"\x1e-\x1e-",
    ):
        TARGETS["command"](bytes([number]) + words)
