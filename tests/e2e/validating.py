"""A web server whose answers have validators, and which counts what it sends."""

import hashlib
from dataclasses import replace
from typing import NamedTuple

from tests.e2e.server import Reply, Seen, Server


class Sent(NamedTuple):
    """What was sent since the log began."""

    requests: int
    bodies: int
    """Answers that have a body; 304 has none."""
    bytes: int
    """Of bodies."""


class ValidatingServer(Server):
    """Every answer 200 has an ETag, and is 304 without a body where the request knows it (RFC 9110 13.1.2)."""

    _sent = Sent(0, 0, 0)

    def _reply(self, seen: Seen) -> Reply:
        reply = super()._reply(seen)
        if reply.status == 200:
            tag = f'"{hashlib.sha256(reply.body).hexdigest()[:8]}"'
            if seen.headers.get("if-none-match") == tag:
                reply = Reply(status=304, headers={"ETag": tag}, type=None)
            else:
                reply = replace(reply, headers={**reply.headers, "ETag": tag})
        requests, bodies, size = self._sent
        self._sent = Sent(requests + 1, bodies + bool(reply.body), size + len(reply.body))
        return reply

    def sent(self) -> Sent:
        """What was sent since this was asked last."""
        told, self._sent = self._sent, Sent(0, 0, 0)
        self.seen.clear()
        return told
