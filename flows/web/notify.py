"""A failed run, told to a webhook that the settings name."""

import logging

import httpx

from schemas.run import RunReport

_log = logging.getLogger(__name__)
_SECONDS = 10.0


async def notify(url: str, report: RunReport, data: str, text: str) -> bool:
    """POST what failed as JSON; whether it was taken. Trouble is a warning, never the run's.

    "text" is what chat services show; "run", "data", "sites" and "gates" are for machines. The URL, which is a secret,
    is told to nobody.
    """
    body = {
        "text": text,
        "run": report.run,
        "data": data,
        "sites": [site.site for site in report.sites if site.failed],
        "gates": [failure.model_dump(mode="json") | {"message": failure.message} for failure in report.gates],
    }
    try:
        async with httpx.AsyncClient(timeout=_SECONDS, follow_redirects=False) as client:
            answer = await client.post(url, json=body)
            answer.raise_for_status()
    except httpx.HTTPError as error:
        what = (
            f"answered {error.response.status_code}" if isinstance(error, httpx.HTTPStatusError) else "is out of reach"
        )
        _log.warning("the webhook %s: the failure of %s was not told", what, report.run)
        return False
    return True
