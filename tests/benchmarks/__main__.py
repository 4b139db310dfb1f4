"""The open benchmark: all parts, or those that are named, each in a process of its own.

    python -m tests.benchmarks [PART…] [--eval FOLDER]… [--out benchmarks.json] [--write benchmarks.md] [-- OPTION…]

PART: one of those below; all but the long ones (soak, memory, prefect, kills, fuzz) by default. FOLDER: labelled pages
(tests/benchmarks/labels.py), on which accuracy, speed and the composite run measure; without one, on the bundled
fixtures. Where `make bench-peers` was made, what has peers there runs in that environment, with the peers side by side
in the same rounds. `--out` keeps the tables as JSON, by part, with machine, versions and day; `--write` puts those of
the parts that ran into the document, and leaves the others, of fuzz also the rows of targets that were not named.
OPTIONs go to the part's own command. A part that breaks off does not keep the others from running; exit status 1 says
that there was one.
"""

import json
import os
import platform
import re
import subprocess
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from tests.benchmarks.accuracy import PEER_ENVIRONMENT
from tests.benchmarks.tables import Table

ROOT: Final = Path(__file__).parents[2]
FIXTURES: Final = str(ROOT / "fixtures")


class Part(NamedTuple):
    """One module of this package."""

    module: str
    heading: str
    arguments: Callable[[Sequence[str]], Sequence[str]] = lambda folders: ()
    """By the folders of labelled pages."""
    peers: bool = True
    """Whether it runs in the peers' environment, where that is there: what has peers of its own does not."""
    by_row: bool = False
    """Whether its table is renewed row by row: some may be asked for alone, and take long."""


def _folder(folders: Sequence[str]) -> Sequence[str]:
    return [next(iter(folders), FIXTURES)]


PARTS: Final[Mapping[str, Part]] = {
    "accuracy": Part("accuracy", "Accuracy", lambda folders: folders),
    "forms": Part(
        "forms", "Forms of headlines, credits, bylines, verdicts and dates", lambda _: ["--summary"], peers=False
    ),
    "spellings": Part("spellings", "Spellings of JSON-LD"),
    "speed": Part("speed", "Extraction", lambda folders: [*(folders or [FIXTURES]), "--rounds", "3"]),
    "client": Part("fetch", "Fetching", lambda _: ["--requests", "1000", "--rounds", "3"]),
    "composite": Part(
        "composite", "From the web to the dataset", lambda folders: [*_folder(folders), "--pages", "500"]
    ),
    "warc": Part("backfill", "Reading WARC files", lambda _: ["500", "--rounds", "3"]),
    "writing": Part("writing", "Writing"),
    "load": Part("loading", "Loading", lambda _: ["--records", "10000"], peers=False),
    "state": Part("storage", "The state", lambda _: ["--urls", "50000"], peers=False),
    "report": Part("report", "The report", lambda _: ["--lines", "100", "10000", "100000"], peers=False),
    "match": Part("matching", "Matching works"),
    "catalogue": Part("catalogue", "Matching against large catalogues", peers=False),
    "soak": Part("soak", "Soak"),
    "memory": Part("backfill", "Memory of a long backfill", lambda _: ["50000", "--memory"], peers=False),
    "prefect": Part("scale", "A long backfill as a Prefect flow", peers=False),
    "kills": Part("scale", "Two workers, one killed", lambda _: ["--kills"], peers=False),
    "fuzz": Part("fuzzing", "Fuzzing", peers=False, by_row=True),
}
LONG: Final = frozenset({"soak", "memory", "prefect", "kills", "fuzz"})
"""Parts of ten minutes or more, which run when they are named."""
DISTRIBUTIONS: Final = (
    *("reviewlines", "selectolax", "pydantic", "httpx", "prefect"),
    *("duckdb", "dlt", "pyarrow", "psycopg", "sqlalchemy", "rapidfuzz"),
    *("extruct", "trafilatura", "newspaper4k", "htmldate", "zyte-parsers", "scrapy", "aiohttp", "warcio"),
)


def interpreter(part: Part) -> Path:
    """Of the environment in which a part runs."""
    return PEER_ENVIRONMENT if part.peers and PEER_ENVIRONMENT.exists() else Path(sys.executable)


def run(name: str, folders: Sequence[str], python: Path, options: Sequence[str] = ()) -> Iterator[Table]:
    """The tables of a part, each as soon as it is there.

    Raises:
        subprocess.CalledProcessError: it broke off, or found what should not be; what it said stands on standard error.
    """
    part = PARTS[name]
    command = [str(python), "-m", f"tests.benchmarks.{part.module}", *part.arguments(folders), *options, "--json"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stdout is not None
        for line in process.stdout:
            yield Table.from_json(json.loads(line))
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)


def surroundings(python: Path) -> dict[str, Any]:
    """Day, machine and versions."""
    asked = "import json, importlib.metadata as m; print(json.dumps({d.name: d.version for d in m.distributions()}))"
    done = subprocess.run([str(python), "-c", asked], check=True, capture_output=True, text=True)
    there = {name.lower(): number for name, number in json.loads(done.stdout).items()}
    return {
        "day": f"{datetime.now(UTC):%Y-%m-%d}",
        "machine": f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "versions": {name: there[name] for name in DISTRIBUTIONS if name in there},
    }


def section(name: str, tables: Sequence[Table], about: Mapping[str, Any]) -> str:
    """A part as Markdown, between the marks by which the next run finds it."""
    versions = ", ".join(f"{one} {number}" for one, number in about["versions"].items())
    made = f"{about['day']}: {about['machine']}, Python {about['python']}, {versions}."
    head = [f"<!-- {name} -->", f"## {PARTS[name].heading}", "", made, ""]
    return "\n".join([*head, *(table.markdown() for table in tables), f"<!-- end of {name} -->"])


def with_section(document: str, name: str, text: str) -> str:
    """The document with a part's section replaced, or with it at its end."""
    found = re.compile(rf"<!-- {name} -->.*?<!-- end of {name} -->", re.DOTALL).search(document)
    if found is None:
        return f"{document.rstrip()}\n\n{text}\n"
    renewed = _with_rows_of(found[0], text) if PARTS[name].by_row else text
    return document[: found.start()] + renewed + document[found.end() :]


_TABLE: Final = re.compile(r"(?P<columns>\|.*\n\|(?: -+:? \|)+\n)(?P<rows>(?:\|.*\n)*)")


def _with_rows_of(before: str, text: str) -> str:
    """A section of one table with the rows that it had before and that were not measured now, in their order."""
    old, new = _TABLE.search(before), _TABLE.search(text)
    if old is None or new is None or old["columns"] != new["columns"]:
        return text
    rows = {row.split("|")[1]: row for row in (old["rows"] + new["rows"]).splitlines(keepends=True)}
    return text[: new.start("rows")] + "".join(rows.values()) + text[new.end() :]


def main() -> int:
    """Run, print, keep."""
    parser = ArgumentParser(prog="make bench", description=__doc__, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--eval", action="append", default=[], metavar="FOLDER")
    parser.add_argument("--out", type=Path, default=ROOT / "benchmarks.json")
    parser.add_argument("--write", type=Path)
    words = sys.argv[1:]
    ours = words.index("--") if "--" in words else len(words)
    asked = parser.parse_args(words[:ours])
    if unknown := set(asked.parts) - PARTS.keys():
        parser.error(f"no part {', '.join(sorted(unknown))}: there are {', '.join(PARTS)}")
    if not PEER_ENVIRONMENT.exists():
        sys.stderr.write("without peers: `make bench-peers` installs them\n")
    about = {python: surroundings(python) for python in {interpreter(part) for part in PARTS.values()}}
    folders = [str(Path(folder).resolve()) for folder in asked.eval]
    kept: dict[str, Any] = {}
    failed = False
    for name in asked.parts or [name for name in PARTS if name not in LONG]:
        python, tables = interpreter(PARTS[name]), []
        try:
            for table in run(name, folders, python, words[ours + 1 :]):
                print(table.text(), flush=True)
                tables.append(table)
        except subprocess.CalledProcessError as error:
            sys.stderr.write(f"{name}: exit status {error.returncode}\n")
            failed = True
        kept[name] = {**about[python], "tables": [table._asdict() for table in tables]}
        asked.out.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        if asked.write is not None and tables:
            document = asked.write.read_text(encoding="utf-8")
            asked.write.write_text(with_section(document, name, section(name, tables, about[python])), encoding="utf-8")
    sys.stderr.write(f"kept in {asked.out}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
