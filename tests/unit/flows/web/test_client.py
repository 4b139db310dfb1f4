from datetime import UTC, datetime

import pytest

from flows.errors import UsageError
from flows.settings import Settings
from flows.web.client import _retry_after, default_user_agent, require_contact

NOW = datetime(2025, 1, 25, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Sat, 25 Jan 2025 12:01:00 GMT", 60),
        ("Saturday, 25-Jan-25 12:01:00 GMT", 60),  # RFC 9110 5.6.7: obsolete and still to be read
        ("Sat Jan 25 12:01:00 2025", 60),
        ("Sat, 25 Jan 2025 11:00:00 GMT", 0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("٣", None),
        ("9" * 5_000, None),
        ("Mon, 01 Jan 2024 00:00:00 +99999999999999999999", None),
        ("Mon, 01 Jan 9999999999 00:00:00 GMT", None),
    ],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    assert _retry_after({"retry-after": value}, NOW) == seconds


@pytest.mark.parametrize(
    ("contact", "end"), [("https://a.test/bot", " (+https://a.test/bot)"), ("me@a.test", " (+me@a.test)")]
)
def test_user_agent_names_the_contact(contact: str, end: str) -> None:
    agent = default_user_agent(contact)
    assert agent.startswith("reviewlines/")
    assert agent.endswith(end)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost:8000", "::1", "site.test"])
def test_loopback_and_mapped_hosts_need_no_contact(host: str) -> None:
    require_contact(Settings(), [host], {"site.test": 8000})


@pytest.mark.parametrize("host", ["other.test", "other.test:8000", "10.0.0.1", "2001:db8::1"])
def test_other_hosts_need_one(host: str) -> None:
    require_contact(Settings(contact="me@a.test"), [host])
    with pytest.raises(UsageError, match="contact"):
        require_contact(Settings(), ["localhost", host])
