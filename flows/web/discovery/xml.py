"""Flat records out of XML of strangers: sitemaps and feeds, read piece by piece and without entities of their own."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

_MAX_TEXT: Final = 8_192
_MAX_OWN: Final = 500
_MAX_FIELDS: Final = 64
_PREFIXES: Final = {
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://www.google.com/schemas/sitemap-news/0.9": "news:",
}
_WRAPPER: Final = "news:news"


class XmlError(ValueError):
    """The document is broken, is of another kind, or declares entities."""


class MalformedError(XmlError):
    """The document is not well-formed XML."""


@dataclass(frozen=True, slots=True)
class Field:
    """A child element of a record."""

    name: str
    """Local name; "dc:date" for Dublin Core and "news:title" for news sitemaps."""
    text: str
    """Its own text, stripped, at most 8,192 characters."""
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Record:
    """One entry of a document."""

    name: str
    fields: tuple[Field, ...]
    attributes: Mapping[str, str] = field(default_factory=dict)
    own: str = ""
    """Its own text, where it has no children."""

    def texts(self, name: str) -> tuple[str, ...]:
        """Texts of all fields of this name that have any."""
        return tuple(field.text for field in self.fields if field.name == name and field.text)

    def text(self, *names: str) -> str:
        """Text of the first field of the first of these names that has any; "" where there is none."""
        texts = (field.text for name in names for field in self.fields if field.name == name and field.text)
        return next(texts, "")


def read_records(
    chunks: Iterable[bytes], *, roots: Collection[str], records: Collection[str], fields: Collection[str]
) -> Iterator[Record]:
    """Read the elements named `records`, with their children named `fields`, as the chunks come.

    Children are those of the record's own namespace, whichever it is, of Dublin Core, and what a news sitemap says of
    its article: what image or media extensions add does not matter here. A record in a record is none. What stands
    before an error is given before it is raised.

    Raises:
        XmlError: the document is not well-formed, its root is none of `roots`, or it declares an entity, which no
            sitemap or feed needs and which can make a small document large without end.
    """
    reader = _Reader(frozenset(roots), frozenset(records), frozenset(fields))
    begun = False
    for chunk in chunks:
        data = chunk if begun else chunk.lstrip()  # blank lines before the XML declaration are a common slip
        begun = begun or bool(data)
        failure = reader.feed(data)
        yield from reader.taken()
        if failure:
            raise failure
    if failure := reader.feed(b"", last=True):
        raise failure


class _Reader:
    def __init__(self, roots: frozenset[str], records: frozenset[str], fields: frozenset[str]) -> None:
        self._roots, self._records, self._fields = roots, records, fields
        self._depth = 0
        self._done: list[Record] = []
        self._record: _Open | None = None
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.EntityDeclHandler = _refuse_entity
        self._parser.UseForeignDTD(True)  # HTML's entities ("&nbsp;") are then left out and no error; none is fetched

    def feed(self, data: bytes, *, last: bool = False) -> XmlError | None:
        """Read on; an error is returned, so that the records before it can be taken first."""
        try:
            self._parser.Parse(data, last)
        except XmlError as error:
            return error
        except (expat.ExpatError, ValueError, LookupError) as error:  # the latter two: an encoding that is not known
            return MalformedError(f"broken XML: {error}")
        return None

    def taken(self) -> list[Record]:
        """The records that are complete, each once."""
        done, self._done = self._done, []
        return done

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        namespace, _, name = tag.rpartition(" ")
        if self._depth == 1 and name not in self._roots:
            raise XmlError(f"the root element is <{name[:40]}>")
        if self._record is None:
            if name in self._records:
                self._record = _Open(name, namespace, self._depth, attributes)
        elif self._depth == self._record.child_depth:
            known_as = self._record.known_as(namespace, name)
            if known_as == _WRAPPER:
                self._record.child_depth += 1
            else:
                self._record.open_child(known_as, attributes, self._fields)

    def _text(self, text: str) -> None:
        if self._record and self._depth == self._record.child_depth:
            self._record.add_text(text)
        elif self._record and self._depth == self._record.depth and len(self._record.own) < _MAX_OWN:
            self._record.own += text

    def _end(self, _tag: str) -> None:
        record = self._record
        if record and self._depth == record.depth:
            own = "" if record.fields else record.own.strip()[:_MAX_OWN]
            self._done.append(Record(record.name, tuple(record.fields), record.attributes, own))
            self._record = None
        elif record and self._depth == record.child_depth:
            record.close_child()
        elif record and self._depth == record.child_depth - 1:
            record.child_depth -= 1
        self._depth -= 1


class _Open:
    """The record that is being read, and the child of it that is."""

    def __init__(self, name: str, namespace: str, depth: int, attributes: Mapping[str, str]) -> None:
        self.name, self.namespace, self.depth, self.attributes = name, namespace, depth, attributes
        self.child_depth = depth + 1
        self.own = ""
        self.fields: list[Field] = []
        self._child = ""
        self._attributes: Mapping[str, str] = {}
        self._text = ""

    def known_as(self, namespace: str, name: str) -> str:
        if namespace == self.namespace:
            return name
        prefix = _PREFIXES.get(namespace)
        return prefix + name if prefix else ""

    def open_child(self, name: str, attributes: Mapping[str, str], wanted: Collection[str]) -> None:
        self._child = name if name in wanted and len(self.fields) < _MAX_FIELDS else ""
        self._attributes = attributes
        self._text = ""

    def add_text(self, text: str) -> None:
        if self._child and len(self._text) < _MAX_TEXT:
            self._text += text[:_MAX_TEXT]

    def close_child(self) -> None:
        if self._child:
            self.fields.append(Field(self._child, self._text[:_MAX_TEXT].strip(), self._attributes))
            self._child = ""


def _refuse_entity(name: str, *_: object) -> None:
    raise XmlError(f"it declares the entity {name[:40]!r}, which is not read")
