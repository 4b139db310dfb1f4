"""Site files as text: written with what bears each line out, and the fixture pairs beside them."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from extractors.extract import Extraction, extract_reviews
from extractors.learn import Design, Lesson, Told
from extractors.skeleton import skeleton
from flows.errors import UsageError
from schemas.page import Page
from schemas.review import CaptureKind
from schemas.site import Scale, Selector, Site

_PAIR_FIELDS: Final = ("headline", "rating", "reviewers", "published", "language")
_FACTS: Final = ("language", "timezone", "date_order", "scale", "reviewer")


def site_text(site: Site, lesson: Lesson | None = None) -> str:
    """A site file (TOML). What was learned carries a comment with the pages that bear it out.

    Args:
        site: What the file is to say, without what was learned.
        lesson: What was learned: it stands where the site says nothing, and its selectors in place of the site's.
    """
    facts = dict(lesson.facts) if lesson is not None else {}
    lines = [] if lesson is None else [f"# Learned from {_told(lesson)}: look it over."]
    lines += [f"key = {_text(site.key)}"]
    lines += [f"name = {_text(site.name)}"] if site.name else []
    lines += [f"hosts = {_value(list(site.hosts))}"]
    lines += [f"start = {_text(site.start)}"] if site.start else []
    lines += _fact("review_url", site.review_url, facts)
    for name in _FACTS:
        lines += _fact(name, getattr(site, name), facts)
    lines += list(_table("discover", site.discover.model_dump(exclude_unset=True, exclude_none=True)))
    lines += list(_table("politeness", site.politeness.model_dump(exclude_unset=True, exclude_none=True)))
    designs = lesson.designs if lesson is not None else ()
    first = designs[0] if designs else None
    learned = {one.field for one in first.fields} if first is not None else set()
    for field, selector in site.fields.items():
        if field not in learned:
            lines += ["", f"[fields.{_key(field)}]", *_selector(selector)]
    if first is not None:
        lines += list(_design(first, "fields"))
    for layout in site.layouts:
        lines += ["", "[[layouts]]", f"when = {_text(layout.when)}"]
        for field, selector in layout.fields.items():
            lines += [f"fields.{_key(field)} = {_inline(selector)}"]
    for design in designs[1:]:
        if design.when and design.fields:
            lines += ["", f"# {design.pages} pages", "[[layouts]]", f"when = {_text(design.when)}"]
            lines += [
                f"fields.{_key(one.field)} = {_inline(one.selector)}  # {one.agrees} of {one.known} pages"
                for one in design.fields
            ]
    return "\n".join(lines) + "\n"


def _design(design: Design, table: str) -> Iterator[str]:
    for one in design.fields:
        yield ""
        support = f"{one.agrees} of {one.known} pages whose {one.field} is known, found on {one.answers}"
        yield f"# {support}: {_shown(one.example)}"
        yield f"[{table}.{_key(one.field)}]"
        yield from _selector(one.selector)


def _shown(text: str) -> str:
    """A page's text in a comment: one line, without control characters."""
    return "".join(character if character.isprintable() else " " for character in text)[:80]


def _fact(name: str, value: object, facts: Mapping[str, Told]) -> list[str]:
    if value is not None:
        return [f"{name} = {_value(value)}"]
    told = facts.get(name)
    return [] if told is None else [f"{name} = {_value(told.value)}  # {told.pages} pages"]


def _table(name: str, values: Mapping[str, Any]) -> Iterator[str]:
    if values:
        yield ""
        yield f"[{name}]"
        yield from (f"{key} = {_value(value)}" for key, value in values.items())


def _key(field: str) -> str:
    return f'"{field}"' if "." in field else field


def _selector(selector: Selector) -> Iterator[str]:
    yield f"css = {_text(selector.css)}"
    if selector.attribute:
        yield f"attribute = {_text(selector.attribute)}"


def _inline(selector: Selector) -> str:
    return "{ " + ", ".join(_selector(selector)) + " }"


def _value(value: object) -> str:
    if isinstance(value, Scale):
        said = value.model_dump(exclude_none=True)
        return "{ " + ", ".join(f"{name} = {_value(inner)}" for name, inner in said.items()) + " }"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_value, value)) + "]"
    return _text(str(value))


def _text(value: str | None) -> str:
    """A TOML string: literal where backslashes or quotes stand in it, as of regular expressions and selectors."""
    text = value or ""
    if ("\\" in text or '"' in text) and "'" not in text and text.isprintable():
        return f"'{text}'"
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


# --- fixture pairs


def write_pair(folder: Path, name: str, page: Page, site: Site) -> tuple[Path, tuple[str, ...]]:
    """Write a page's skeleton and what is read from it as `<name>.html` and `<name>.json`.

    Returns:
        The HTML file, and the fields that the page gives and its skeleton does not: they stand in sentences.

    Raises:
        UsageError: there is a file of that name.
    """
    html, pair = folder / f"{name}.html", folder / f"{name}.json"
    if html.exists() or pair.exists():
        raise UsageError(f"{html} is there already: move it away, or name another page")
    host = f"{site.key}.test"
    text = skeleton(page, host)
    own = page.final_url or page.url or f"https://{host}/{name}/"
    path = "/" + own.split("/", 3)[3] if own.count("/") > 2 else "/"
    told = {
        "url": f"https://{host}{path}",
        "fetched_at": f"{page.fetched_at or datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "content_type": "text/html; charset=utf-8",
    }
    expected = _expected(extract_reviews(_page(text.encode(), told), site))
    before = _expected(extract_reviews(page, site))
    folder.mkdir(parents=True, exist_ok=True)
    html.write_text(text, encoding="utf-8")
    pair.write_text(
        json.dumps({"site": site.key, "page": told, **expected}, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    return html, tuple(sorted(_filled(before) - _filled(expected)))


def check_pair(pair: Path, site: Site) -> list[str]:
    """What a page of a pair says otherwise than expected, a line each."""
    try:
        told = json.loads(pair.read_text(encoding="utf-8"))
        page = _page(pair.with_suffix(".html").read_bytes(), told["page"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        return [f"{pair.name}: cannot be read: {type(error).__name__}: {error}"]
    found = _expected(extract_reviews(page, site))
    expected = {name: told[name] for name in ("record", "reject") if name in told}
    if set(expected) != set(found):
        return [f"{pair.name}: expected a {next(iter(expected), 'record')}, found {json.dumps(found)[:200]}"]
    return [
        f"{pair.name}: {field}: expected {_brief(value)}, found {_brief(was)}"
        for kind, values in expected.items()
        for field, value in values.items()
        if not _agrees(value, was := found[kind].get(field))
    ]


def _page(body: bytes, told: Mapping[str, str]) -> Page:
    return Page(
        url=told["url"],
        body=body,
        status=200,
        headers={"content-type": told.get("content_type", "text/html; charset=utf-8")},
        fetched_at=datetime.fromisoformat(told["fetched_at"]) if "fetched_at" in told else None,
        capture=CaptureKind.LIVE,
    )


def _expected(extraction: Extraction) -> dict[str, Any]:
    """What a pair says of a page: of its only record the fields that a person can check, or why there is none."""
    if not extraction.records:
        return {"reject": {"reason": extraction.reject.reason.value if extraction.reject else None}}
    line = json.loads(extraction.records[0].record.model_dump_json())
    work = {name: line["work"][name] for name in ("title", "kind", "year", "season") if line["work"][name] is not None}
    record: dict[str, Any] = {"work": work}
    record |= {name: line[name] for name in _PAIR_FIELDS if line[name]}
    if rating := record.get("rating"):
        record["rating"] = {
            name: rating[name] for name in ("kind", "value", "best", "label") if rating[name] is not None
        }
    if published := record.get("published"):
        record["published"] = {name: published[name] for name in ("value", "precision")}
    if "reviewers" in record:
        record["reviewers"] = [{"name": one["name"]} for one in record["reviewers"]]
    if line["credits"]:
        record["credits"] = [{name: one[name] for name in ("name", "role")} for one in line["credits"]]
    return {"record": record}


def _filled(expected: Mapping[str, Any]) -> set[str]:
    return set(expected.get("record", {}))


def _agrees(expected: Any, found: Any) -> bool:
    if isinstance(expected, dict) and isinstance(found, dict):
        return all(_agrees(value, found.get(name)) for name, value in expected.items())
    if isinstance(expected, list) and isinstance(found, list):
        return len(expected) == len(found) and all(map(_agrees, expected, found))
    return bool(expected == found)


def _brief(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 120 else f"{text[:119]}…"


def _told(lesson: Lesson) -> str:
    reviews = f"{lesson.reviews:,} review{'' if lesson.reviews == 1 else 's'}"
    return f"{reviews} on {lesson.pages:,} page{'' if lesson.pages == 1 else 's'}"
