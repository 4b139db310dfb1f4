"""A run that is to be looked at, told to a webhook."""

import logging
from collections.abc import Mapping
from typing import Any

import httpx

_log = logging.getLogger(__name__)
_SECONDS = 10.0


async def notify(url: str, body: Mapping[str, Any]) -> bool:
    """POST a message as JSON; whether it was taken. Trouble is a warning, never the run's.

    "text" of the body is what chat services show; the rest is for machines. The URL, which is a secret, is told to
    nobody.
    """
    try:
        async with httpx.AsyncClient(timeout=_SECONDS, follow_redirects=False) as client:
            answer = await client.post(url, json=body)
            answer.raise_for_status()
    except httpx.HTTPError as error:
        what = (
            f"answered {error.response.status_code}" if isinstance(error, httpx.HTTPStatusError) else "is out of reach"
        )
        _log.warning("the webhook %s: %s was not told", what, body.get("run"))
        return False
    return True
