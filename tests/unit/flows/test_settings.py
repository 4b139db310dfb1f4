from pathlib import Path

import pytest

from flows.errors import UsageError
from flows.settings import SETTINGS_FILE, load_settings


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("REVIEWLINES_DELAY", raising=False)
    return tmp_path


def test_a_later_source_wins(in_an_empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().delay == 1.0
    (in_an_empty_folder / SETTINGS_FILE).write_text("delay = 2\nretries = 1\n", encoding="utf-8")
    assert load_settings().delay == 2.0
    monkeypatch.setenv("REVIEWLINES_DELAY", "3")
    assert load_settings().delay == 3.0
    assert load_settings(delay=4).delay == 4.0
    assert load_settings(delay=None).delay == 3.0, "an option that is not given changes nothing"
    assert load_settings().retries == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("delay = -1\n", "setting 'delay': "),
        ("dealy = 1\n", "setting 'dealy': "),
        ('contact = "nobody"\n', "setting 'contact': 'nobody' is neither a URL"),
        ('contact = "me@a.test\\nX-Evil: 1"\n', "setting 'contact': "),
        ('sites = "nowhere"\n', "setting 'sites': there is no folder nowhere"),
        ("delay = \n", "reviewlines.toml is not valid TOML"),
    ],
)
def test_a_wrong_setting_is_one_line(in_an_empty_folder: Path, text: str, message: str) -> None:
    (in_an_empty_folder / SETTINGS_FILE).write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=message) as caught:
        load_settings()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("contact", ["https://a.test/bot?x=1", "me@a.test", "mailto:me@a.test"])
def test_a_contact_is_a_url_or_an_address(contact: str) -> None:
    assert load_settings(contact=contact).contact == contact


def test_a_proxy_is_an_http_url_and_its_password_is_not_shown() -> None:
    settings = load_settings(proxy="http://me:secret@proxy.test:3128")
    assert settings.proxy is not None
    assert settings.proxy.get_secret_value() == "http://me:secret@proxy.test:3128"
    assert "secret" not in repr(settings) + settings.model_dump_json()
    for wrong in ("socks5://me:secret@proxy.test", "http://me:secret@proxy.test/path", "secret"):
        with pytest.raises(UsageError, match="a proxy is http://host:port") as caught:
            load_settings(proxy=wrong)
        assert "secret" not in str(caught.value)
