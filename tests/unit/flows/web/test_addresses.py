import asyncio

import pytest

from flows.errors import PermanentError
from flows.web.addresses import Guard, checked_url, is_loopback_name, is_public, without_credentials
from schemas.reject import Reason


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::5db8:d822", True),  # 93.184.216.34 through NAT64
        ("0.0.0.7", False),
        ("10.0.0.1", False),
        ("100.64.0.1", False),  # shared between carriers
        ("100.100.100.200", False),  # metadata
        ("127.0.0.1", False),
        ("127.255.0.9", False),
        ("168.63.129.16", False),  # metadata
        ("169.254.169.254", False),  # metadata
        ("172.16.0.1", False),
        ("192.0.0.192", False),  # metadata
        ("192.0.2.1", False),
        ("192.168.1.1", False),
        ("198.18.0.1", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("::7f00:1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b:1::7f00:1", False),
        ("2001:0:7f00:1::", False),  # Teredo
        ("2001:db8::1", False),
        ("2002:7f00:1::", False),
        ("2002:a9fe:a9fe::1", False),
        ("fc00::1", False),
        ("fd00:ec2::254", False),  # metadata
        ("fe80::1", False),
        ("fe80::1%eth0", False),
        ("fec0::1", False),
        ("ff02::1", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("localhost", True),
        ("demo.localhost", True),
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("[::1]", True),
        ("localhost.example", False),
        ("10.0.0.1", False),
        ("site.test", False),
    ],
)
def test_loopback_by_spelling(host: str, loopback: bool) -> None:
    assert is_loopback_name(host) is loopback


@pytest.mark.parametrize(
    "url",
    [
        "http://site.test",
        "HTTPS://Site.Test:8443/a b?c#d",
        "http://[::1]/",
        "http://bücher.test/",
        "http://xn--bcher-kva.test/",
    ],
)
def test_urls_that_may_be_asked_for(url: str) -> None:
    assert checked_url(url).scheme in {"http", "https"}


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/page",
        "//site.test/page",
        "ftp://site.test/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://",
        "http://site.test:port/",
        "http://site.test:65536/",
        "http://xn--a/",
        "http://user:secret/and@site.test/",
        "http://user@site.test/",
        "http://user:secret@site.test/",
        "http://site.test/\x00",
        "http://0177.0.0.1/",
        "http://999.1.1.1/",
    ],
)
def test_urls_that_may_not(url: str) -> None:
    with pytest.raises(PermanentError) as raised:
        checked_url(url)
    assert raised.value.reason is Reason.REFUSED_ADDRESS
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://site.test/a?b#c", "https://site.test/a?b#c"),
        ("https://me:secret@site.test/a", "https://site.test/a"),
        ("https://secret@site.test:8443", "https://site.test:8443"),
        ("https://me:sec@ret@site.test/a", "https://site.test/a"),
        ("https://me:sec/ret@site.test/a", "https://site.test/a"),
        ("HTTP:/me:secret@site.test", "HTTP:/site.test"),
        ("//me:secret@[::1", "//[::1"),
        ("me:secret@site.test/a", "site.test/a"),
        ("https://site.test/@me", "https://site.test/@me"),
        ("https://site.test:8443/@me", "https://site.test:8443/@me"),
        ("https://site.test:8443?by=@me", "https://site.test:8443?by=@me"),
        ("https://[::1]/@me", "https://[::1]/@me"),
        ("/@me:you", "/@me:you"),
        ("notes@home.html", "notes@home.html"),
        ("", ""),
    ],
)
def test_urls_are_shown_without_credentials(url: str, shown: str) -> None:
    assert without_credentials(url) == shown


def test_why_a_url_is_none_does_not_repeat_it_either() -> None:
    with pytest.raises(PermanentError) as raised:
        checked_url("http://user:secret/and@site.test/")
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__


def resolve(guard: Guard, host: str) -> tuple[tuple[str, int], ...]:
    return asyncio.run(guard.resolve(host, 80))


def test_mapped_host_is_at_its_port_of_loopback() -> None:
    assert resolve(Guard(host_map={"site.test": 8000}), "SITE.test") == (("127.0.0.1", 8000),)


def test_address_may_be_called_where_its_host_is_named() -> None:
    assert resolve(Guard(allow_hosts=["127.0.0.1"]), "127.0.0.1") == (("127.0.0.1", 80),)
    assert resolve(Guard(allow_hosts=["[::1]"]), "::1") == (("::1", 80),)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "0x7f000001", "2130706433", "017700000001", "::1"])
def test_address_is_refused_however_it_is_spelled(host: str) -> None:
    with pytest.raises(PermanentError, match="no public address") as raised:
        resolve(Guard(allow_hosts=["localhost"]), host)
    assert raised.value.reason is Reason.REFUSED_ADDRESS


def test_public_address_is_called_as_it_is() -> None:
    assert resolve(Guard(), "93.184.216.34") == (("93.184.216.34", 80),)
