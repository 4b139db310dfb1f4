import pytest

from flows.errors import UsageError
from flows.settings import Settings
from flows.web.client import default_user_agent, require_contact


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
