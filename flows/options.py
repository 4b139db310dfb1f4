"""What the commands have in common: exit statuses, options that several of them take, and how their list reads."""

from pathlib import Path
from typing import Annotated, Any, Final

import typer
from typer.core import TyperGroup
from typing_extensions import override

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

_LONGEST: Final = 1_000


class Commands(TyperGroup):
    """A group whose help tells of each command in a whole sentence: click cuts it at the end of the line."""

    @override
    def format_commands(self, ctx: Any, formatter: Any) -> None:
        with formatter.section("Commands"):
            told = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
            formatter.write_dl([(name, one.get_short_help_str(_LONGEST)) for name, one in told if one is not None])
