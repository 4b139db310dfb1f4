"""Labels of pages, and whether a value that was extracted is right by them.

A folder of labelled pages holds pairs of files: `<set>.manifest.jsonl`, which `reviewlines extract --manifest` reads,
and `<set>.labels.jsonl`, one object a line: `id` as in the manifest, `url`, `site`, `is_review`, then by name
`work_title`, `season`, `year`, `native_title`, `kind`, `rating`, `review_date`, `language`, `directors`, `writers`,
`cast`, `author`, `platforms`. A key that is absent is not labelled; null or [] means that the page does not say.
`accept` has other spellings that are right too, by the label's value or by the key; `optional` has, by key, what is
neither required nor wrong.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, NamedTuple

Label = Mapping[str, Any]
"""One labelled page."""

SCALARS: Final = {
    "work.title": "work_title",
    "work.season": "season",
    "work.year": "year",
    "work.native_title": "native_title",
    "work.kind": "kind",
    "rating": "rating",
    "published": "review_date",
    "language": "language",
}
"""The label's key for each field that has one value."""
LISTS: Final = {"reviewers": "author", "work.platforms": "platforms"}
"""The same for lists; that of a credit depends on its role."""
_ROLES: Final = {"director": "directors", "writer": "writers", "cast": "cast"}
_PARTS_OF_SERIES: Final = frozenset({"season", "episode"})
_OTHER_THAN_WORDS: Final = re.compile(r"[\W_]+")


KEYS: Final = ("is_review", *SCALARS.values(), *_ROLES.values(), *LISTS.values())
"""All keys that a page can be scored by."""


class Score(NamedTuple):
    """Values of one key, on one page or on all."""

    pages: int = 0
    right: int = 0
    wrong: int = 0
    missed: int = 0
    wrong_pages: int = 0
    """Pages with at least one wrong value."""

    def __add__(self, other: object) -> "Score":
        return Score(*(one + more for one, more in zip(self, other, strict=True))) if isinstance(other, Score) else self

    @property
    def precision(self) -> float:
        """Right of what was given; 1 where nothing was."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Right of what should be given; 1 where nothing should."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def score_page(label: Label, record: Mapping[str, Any] | None) -> dict[str, Score]:
    """How a page was read, by key. A page without a record says nothing.

    Args:
        label: The page's label.
        record: The page's first record as JSON has it, or as much of it as there is.

    Returns:
        The keys that the label has; of a page that is no review `is_review` alone.
    """
    is_review = label.get("is_review", True)
    is_wrong = record is not None and not is_review
    found = {
        "is_review": Score(
            1, int(is_review and record is not None), int(is_wrong), int(is_review and record is None), int(is_wrong)
        )
    }
    for key in KEYS[1:] if is_review else ():
        if key in label:
            scorer = _score_names if key in _ROLES.values() or key in LISTS.values() else _score_value
            found[key] = scorer(label, key, record or {})
    return found


def _score_value(label: Label, key: str, record: Mapping[str, Any]) -> Score:
    field = next(name for name, of in SCALARS.items() if of == key)
    value: Any = record
    for part in field.split("."):
        value = (value or {}).get(part)
    if key == "rating" and value and value.get("value") is None and not value.get("label"):
        value = None
    if value in (None, {}):
        return Score(1, missed=int(label[key] is not None))
    right = is_right(label, field, value)
    missed = int(label[key] is not None and right is not True)
    return Score(1, int(right is True), int(right is False), missed, int(right is False))


def _score_names(label: Label, key: str, record: Mapping[str, Any]) -> Score:
    wanted = [label[key]] if isinstance(label[key], str) else list(label[key] or [])
    required = label["cast_required"] if key == "cast" and "cast_required" in label else wanted
    same = _aliases(label, key, wanted)
    must = {same.get(fold_name(name), fold_name(name)) for name in required or []}
    allowed = must | {same.get(fold_name(name), fold_name(name)) for name in wanted}
    have = {same.get(fold_name(name), fold_name(name)) for name in _names(record, key)}
    others = (*(label.get("optional") or {}).get(key, []), *_accepted(label).get(key, []))
    have -= {fold_name(name) for name in others} - allowed
    wrong = len(have - allowed)
    return Score(1, len(have & allowed), wrong, len(must - have), int(wrong > 0))


def _aliases(label: Label, key: str, wanted: list[str]) -> dict[str, str]:
    """By another spelling of a name, folded, the name that the label has, folded."""
    accepted = _accepted(label)
    names = {fold_name(name) for name in wanted}
    same = {
        fold_name(alias): fold_name(name)
        for name, aliases in accepted.items()
        for alias in aliases
        if fold_name(name) in names
    }
    if len(wanted) == 1:
        same |= {fold_name(alias): fold_name(wanted[0]) for alias in accepted.get(key, [])}
    return same


def _names(record: Mapping[str, Any], key: str) -> list[str]:
    if key == "platforms":
        return list((record.get("work") or {}).get("platforms") or [])
    if key == "author":
        return [reviewer["name"] for reviewer in record.get("reviewers") or [] if reviewer.get("name")]
    role = next(name for name, of in _ROLES.items() if of == key)
    return [credit["name"] for credit in record.get("credits") or [] if credit["role"] == role]


def key_of(field: str, value: Any) -> str | None:
    """The label's key for a value of a field; None where no label speaks of it."""
    if field == "credits":
        return _ROLES.get(value["role"])
    return SCALARS.get(field) or LISTS.get(field)


def labels_beside(manifest: Path) -> Iterator[Label]:
    """The labels of a manifest's pages; none where there is no such file."""
    file = manifest.with_name(manifest.name.replace(".manifest.", ".labels."))
    if file.exists():
        yield from (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip())


def is_right(label: Label, field: str, value: Any) -> bool | None:
    """Whether a value is right.

    Args:
        label: The page's label.
        field: Path of the record's field: "work.title", "credits", "published".
        value: The value in the record's own form; of a list, one of its members.

    Returns:
        None where the label leaves it open: not labelled, or neither required nor wrong.
    """
    key = key_of(field, value)
    if key is None or key not in label:
        return None
    if field in SCALARS:
        return _is_right_scalar(label, key, _in_label_form(key, value))
    return _is_right_name(label, key, value if isinstance(value, str) else value["name"])


def fold(text: object) -> str:
    """Text without what does not count: case, quotes, dashes, spacing."""
    plain = unicodedata.normalize("NFKC", str(text)).casefold().replace("&", " and ")
    return " ".join(_OTHER_THAN_WORDS.sub(" ", plain).split())


def fold_name(text: object) -> str:
    """A name without accents too, and in one word: "Do-yoon", "Do Yoon" and "Doyoon" are the same."""
    apart = unicodedata.normalize("NFKD", str(text))
    plain = "".join(character for character in apart if not unicodedata.combining(character))
    return unicodedata.normalize("NFC", fold(plain)).replace(" ", "")


def _in_label_form(key: str, value: Any) -> Any:
    if key == "kind" and value in _PARTS_OF_SERIES:
        return "series"
    if key == "language":
        return str(value).partition("-")[0]
    if key == "review_date":
        return str(value["value"])[:10]
    return value


def _is_right_scalar(label: Label, key: str, value: Any) -> bool | None:
    wanted, accepted = label[key], _accepted(label)
    optional = (label.get("optional") or {}).get(key, [])
    if wanted is None:
        if key == "rating":
            return None if any(_is_printed(text, value) for text in optional) else False
        return None if any(_is_same(key, other, value, ()) for other in optional) else False
    others = [*accepted.get(key, []), *accepted.get(str(wanted), [])]
    if key == "rating":
        return _is_same_rating(wanted, value) or any(_is_printed(text, value) for text in accepted.get(key, []))
    return _is_same(key, wanted, value, others)


def _is_same(key: str, wanted: Any, value: Any, others: Iterable[Any]) -> bool:
    if key in ("season", "year"):
        return _number(value) in {_number(other) for other in (wanted, *others)}
    if key == "review_date":
        return str(value) in {str(other)[:10] for other in (wanted, *others)}
    spellings = (wanted, *others) if key in ("work_title", "native_title") else (wanted,)
    return fold(value) in {fold(spelling) for spelling in spellings}


def _is_same_rating(wanted: Mapping[str, Any], value: Mapping[str, Any]) -> bool:
    """Grades and words as printed; numbers with their scale, where the page states one."""
    if wanted.get("grade"):
        return _grade(value.get("label") or value.get("raw") or "") == _grade(wanted["grade"])
    number, best = _number(wanted.get("value")), _number(wanted.get("best"))
    if number is None:
        words = fold(wanted.get("text"))
        return words in fold(value.get("raw") or "") or fold(value.get("label") or "") == words
    if number != _number(value.get("value")):
        return False
    return best is None or wanted.get("best_stated") is False or best == _number(value.get("best"))


def _is_printed(text: str, value: Mapping[str, Any]) -> bool:
    """Whether a rating is read from this text, or from a piece of it or around it."""
    shown = [fold(value[key]) for key in ("raw", "label") if value.get(key)]
    return any(words and (words in fold(text) or fold(text) in words) for words in shown)


def _is_right_name(label: Label, key: str, name: str) -> bool | None:
    wanted = [label[key]] if isinstance(label[key], str) else list(label[key] or [])
    accepted = _accepted(label)
    right = {fold_name(one) for one in wanted}
    if key == "cast":
        right |= {fold_name(one) for one in label.get("cast_required") or []}
    right |= {fold_name(alias) for one, aliases in accepted.items() if fold_name(one) in right for alias in aliases}
    if len(wanted) == 1:
        right |= {fold_name(alias) for alias in accepted.get(key, [])}
    if fold_name(name) in right:
        return True
    optional = (label.get("optional") or {}).get(key, [])
    is_open = fold_name(name) in {fold_name(one) for one in (*optional, *accepted.get(key, []))}
    return None if is_open else False


def _accepted(label: Label) -> Mapping[str, list[Any]]:
    return label.get("accept") or {}


def _grade(text: object) -> str:
    return str(text).replace("−", "-").replace("–", "-").strip().upper()


def _number(value: object) -> Fraction | None:
    try:
        return Fraction(str(value).replace(",", "."))
    except (ValueError, ZeroDivisionError):
        return None
