"""A failed run, told to a webhook: a real server on loopback takes it."""

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from flows.settings import Settings
from flows.web.notify import notify

BODY = {"text": "one line", "run": "r1"}


@contextmanager
def hook(status: int) -> Iterator[tuple[str, list[bytes]]]:
    taken: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            taken.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/geheim", taken
        server.shutdown()
        thread.join()


def test_the_message_is_posted_as_json() -> None:
    with hook(200) as (url, taken):
        assert asyncio.run(notify(url, BODY))
    assert list(map(json.loads, taken)) == [BODY]


@pytest.mark.parametrize("is_up", [True, False])
def test_a_hook_that_does_not_take_it_is_a_warning_without_its_address(
    is_up: bool, caplog: pytest.LogCaptureFixture
) -> None:
    with hook(500) as (url, _):
        if is_up:
            assert not asyncio.run(notify(url, BODY))
    if not is_up:
        assert not asyncio.run(notify(url, BODY))
    assert "the webhook" in caplog.text
    assert "geheim" not in caplog.text


def test_the_address_is_a_secret_and_a_url() -> None:
    settings = Settings.model_validate({"webhook": "https://chat.test/geheim"})
    assert "geheim" not in repr(settings) + settings.model_dump_json()
    with pytest.raises(ValueError, match="a webhook is a URL") as told:
        Settings.model_validate({"webhook": "geheim"})
    assert "geheim" not in str(told.value).partition("[type=")[0]
