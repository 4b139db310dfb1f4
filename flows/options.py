"""What the commands have in common: exit statuses, and options that several of them take."""

from pathlib import Path
from typing import Annotated, Final

import typer

DONE: Final = 0
FAILURES: Final = 1
WRONG_USAGE: Final = 2
INTERRUPTED: Final = 130
"""As a shell says it of Ctrl-C; what was committed stays."""

DATES: Final = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]
"""How options take a moment, which is UTC."""

DataOption = Annotated[
    str | None, typer.Option("--data", help="Folder of the dataset, or s3://…, gs://… [./data].", metavar="DIR|URL")
]
SitesOption = Annotated[Path | None, typer.Option("--sites", help="Your own site files [./sites].", metavar="DIR")]
CatalogueOption = Annotated[
    Path | None,
    typer.Option("--catalogue", help="The catalogue of works, made by `catalogue build`.", metavar="FILE"),
]
ContactOption = Annotated[
    str | None, typer.Option("--contact", help="Who to ask about requests, for the User-Agent.", metavar="URL|EMAIL")
]
NeededContactOption = Annotated[
    str | None,
    typer.Option(
        "--contact", help="Who to ask about requests, for the User-Agent; needed beyond loopback.", metavar="URL|EMAIL"
    ),
]
AllowHostOption = Annotated[
    list[str] | None,
    typer.Option("--allow-host", help="Call this host although its address is private.", metavar="HOST"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
