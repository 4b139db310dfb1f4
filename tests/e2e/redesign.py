"""The demo's Evening Ledger after a redesign: other class names, the rating moved, the byline removed."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace

from flows.demo import DemoSite, _Answer, _Host

HOST = "eveningledger.test"
_NAMES = re.compile(rb'class="([^"]*)"')
_STARS = re.compile(rb'<div class="star-rating"[^>]*aria-label="([\d\xc2\xbd]+) stars?[^"]*".*?</div>', re.DOTALL)


class Redesigned(DemoSite):
    """The demo site, with one outlet redesigned."""

    def __init__(self) -> None:
        super().__init__(edition=2)
        self._hosts[HOST].__class__ = _NewHost


class _NewHost(_Host):
    def answer(self, path: str, query: Mapping[str, list[str]]) -> _Answer:
        answer = super().answer(path, query)
        if "html" not in answer.headers.get("Content-Type", "") or answer.status != 200:
            return answer
        body = redesigned(answer.body)
        headers = {name: value for name, value in answer.headers.items() if name != "Last-Modified"}
        return replace(answer, body=body, headers={**headers, "ETag": f'"{hashlib.sha256(body).hexdigest()}"'})


def redesigned(body: bytes) -> bytes:
    """A page as it is now: the verdict is a bare number in a corner, and nobody signs any more."""
    stars = _STARS.search(body)
    body = _STARS.sub(b"", body)
    body = re.sub(rb', "reviewRating": \{[^}]*\}', b"", body)
    body = re.sub(rb', "author": \[\{"@id"[^\]]*\]', b"", body)
    body = re.sub(rb'\{"@type": "Person", "@id".*?\}, ', b"", body)
    body = re.sub(rb'<meta property="article:author"[^>]*>', b"", body)
    body = re.sub(rb'<address class="byline">.*?</address>', b"", body, flags=re.DOTALL)
    body = re.sub(rb'<div class="card__stars".*?</div>', b"", body, flags=re.DOTALL)
    body = _NAMES.sub(lambda found: b'class="' + b" ".join(b"el-" + n[::-1] for n in found[1].split()) + b'"', body)
    if stars is not None:
        corner = b'<aside class="corner"><span class="corner-figure">' + stars[1] + b"</span></aside>"
        body = body.replace(b"</h1>", b"</h1>" + corner, 1)
    return body
