"""Bytes to text as a browser does it (WHATWG Encoding Standard; HTML 13.2.3 "The input byte stream").

One deviation: a label that the bytes contradict is repaired, with a warning, where browsers show mojibake.
"""

import re
from typing import Final, NamedTuple

_PRESCAN: Final = 1024
_META = re.compile(rb"<meta[\s/][^>]{0,1000}", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s{0,20}=\s{0,20}[\"']?\s{0,20}([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_NOT_ASCII = re.compile(rb"[\x80-\xff]")

_MAX_BYTES: Final = 5_000_000
_LAST_TAG: Final = 10_000
_CONCLUSIVE: Final = 16
"""So many bytes beyond ASCII are valid UTF-8 by chance in no other encoding ("联通" in GBK, four bytes, is)."""

_NAMES: Final[dict[str, tuple[str, str]]] = {
    # WHATWG name: (Python codec, other labels). The codec is the superset that browsers use.
    "utf-8": ("utf-8", "utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8"),
    "ibm866": ("cp866", "866 cp866 csibm866"),
    "iso-8859-2": ("iso8859-2", "csisolatin2 iso8859-2 iso88592 iso_8859-2 l2 latin2 iso-ir-101"),
    "iso-8859-3": ("iso8859-3", "csisolatin3 iso8859-3 iso88593 iso_8859-3 l3 latin3 iso-ir-109"),
    "iso-8859-4": ("iso8859-4", "csisolatin4 iso8859-4 iso88594 iso_8859-4 l4 latin4 iso-ir-110"),
    "iso-8859-5": ("iso8859-5", "csisolatincyrillic cyrillic iso8859-5 iso88595 iso_8859-5 iso-ir-144"),
    "iso-8859-6": ("iso8859-6", "arabic asmo-708 csisolatinarabic ecma-114 iso8859-6 iso88596 iso_8859-6"),
    "iso-8859-7": ("iso8859-7", "csisolatingreek ecma-118 elot_928 greek greek8 iso8859-7 iso88597 iso_8859-7"),
    "iso-8859-8": ("iso8859-8", "csisolatinhebrew hebrew iso8859-8 iso88598 iso_8859-8 visual logical iso-8859-8-i"),
    "iso-8859-10": ("iso8859-10", "csisolatin6 iso8859-10 iso885910 l6 latin6 iso-ir-157"),
    "iso-8859-13": ("iso8859-13", "iso8859-13 iso885913"),
    "iso-8859-14": ("iso8859-14", "iso8859-14 iso885914"),
    "iso-8859-15": ("iso8859-15", "csisolatin9 iso8859-15 iso885915 iso_8859-15 l9 latin9"),
    "iso-8859-16": ("iso8859-16", ""),
    "koi8-r": ("koi8-r", "cskoi8r koi koi8 koi8_r"),
    "koi8-u": ("koi8-u", "koi8-ru"),
    "macintosh": ("mac-roman", "csmacintosh mac x-mac-roman"),
    "windows-874": ("cp874", "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 cp874"),
    "windows-1250": ("cp1250", "cp1250 x-cp1250"),
    "windows-1251": ("cp1251", "cp1251 x-cp1251"),
    "windows-1252": (
        "cp1252",
        """ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1
        iso_8859-1:1987 l1 latin1 latin-1 us-ascii x-cp1252""",
    ),
    "windows-1253": ("cp1253", "cp1253 x-cp1253"),
    "windows-1254": (
        "cp1254",
        "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 l5 latin5 x-cp1254",
    ),
    "windows-1255": ("cp1255", "cp1255 x-cp1255"),
    "windows-1256": ("cp1256", "cp1256 x-cp1256"),
    "windows-1257": ("cp1257", "cp1257 x-cp1257"),
    "windows-1258": ("cp1258", "cp1258 x-cp1258"),
    "x-mac-cyrillic": ("mac-cyrillic", "x-mac-ukrainian"),
    "gb18030": ("gb18030", "gbk chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 iso-ir-58 x-gbk"),
    "big5": ("big5hkscs", "big5-hkscs cn-big5 csbig5 x-x-big5"),
    "euc-jp": ("euc_jp", "cseucpkdfmtjapanese x-euc-jp"),
    "iso-2022-jp": ("iso2022_jp_ext", "csiso2022jp"),
    "shift_jis": ("cp932", "csshiftjis ms932 ms_kanji shift-jis sjis windows-31j x-sjis"),
    "euc-kr": (
        "cp949",
        "cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949 cp949",
    ),
    "utf-16be": ("utf-16-be", "unicodefffe"),
    "utf-16le": ("utf-16-le", "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16"),
}
_LABELS: Final = {label: name for name, (_, labels) in _NAMES.items() for label in (name, *labels.split())}


class Decoded(NamedTuple):
    """A body as text."""

    text: str
    encoding: str
    """WHATWG name, lower case: "utf-8", "windows-1252", "gb18030"."""
    warnings: tuple[str, ...] = ()


def decode(body: bytes, content_type: str | None) -> Decoded:
    """Decode a page's body. Never raises. At most 5,000,000 bytes are read.

    In this order: byte order mark, charset of the Content-Type header, `<meta>` in the first 1024 bytes (HTML
    13.2.3.2), UTF-8 if the bytes are valid UTF-8, else windows-1252.

    Args:
        body: Content-decoded bytes.
        content_type: Value of the Content-Type header, null where there is none.
    """
    if len(body) > _MAX_BYTES:
        end = body.rfind(b">", _MAX_BYTES - _LAST_TAG, _MAX_BYTES) + 1 or _MAX_BYTES
        while end > _MAX_BYTES - 4 and body[end] & 0xC0 == 0x80:  # within a character of UTF-8
            end -= 1
        text, encoding, warnings = decode(body[:end], content_type)
        return Decoded(text, encoding, (*warnings, f"page is longer than {_MAX_BYTES} bytes; the rest was not read"))
    for mark, name in ((b"\xef\xbb\xbf", "utf-8"), (b"\xfe\xff", "utf-16be"), (b"\xff\xfe", "utf-16le")):
        if body.startswith(mark):
            return Decoded(_read(body[len(mark) :], name), name)
    header, meta = _of_header(content_type), _of_meta(body)
    declared = header or meta
    if declared is None:
        return _undeclared(body)
    if declared == "utf-8":
        return _declared_utf8(body, meta if meta != declared else None)
    return _declared_other(body, declared)


def _of_header(content_type: str | None) -> str | None:
    found = _CHARSET.search(content_type.encode("latin-1", "replace")) if content_type else None
    return _name_of(found[1]) if found else None


def _of_meta(body: bytes) -> str | None:
    head = _COMMENT.sub(b"", body[:_PRESCAN])
    found = _XML.match(head)
    for tag in _META.findall(head):
        found = _CHARSET.search(tag) or found
        if found:
            break
    name = _name_of(found[1]) if found else None
    # HTML 13.2.3.2: who could read the declaration as ASCII has no UTF-16 before him.
    return "utf-8" if name in {"utf-16le", "utf-16be"} else name


def _name_of(label: bytes) -> str | None:
    return _LABELS.get(label.decode("ascii", "replace").strip().lower())


def _undeclared(body: bytes) -> Decoded:
    try:
        return Decoded(body.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    text = _read(body, "utf-8")
    if _is_mostly_utf8(text):
        return Decoded(text, "utf-8", ("no encoding declared; read as utf-8, which has errors",))
    return Decoded(_read(body, "windows-1252"), "windows-1252", ("no encoding declared; read as windows-1252",))


def _declared_utf8(body: bytes, other: str | None) -> Decoded:
    try:
        return Decoded(body.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    text = _read(body, "utf-8")
    if _is_mostly_utf8(text):
        return Decoded(text, "utf-8", ("declared utf-8 has errors",))
    name = other or "windows-1252"
    return Decoded(_read(body, name), name, (f"declared utf-8, read as {name}",))


def _declared_other(body: bytes, declared: str) -> Decoded:
    beyond_ascii = len(_NOT_ASCII.findall(body))
    if beyond_ascii:
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            if beyond_ascii >= _CONCLUSIVE or declared == "windows-1252" or "\ufffd" in _read(body, declared):
                return Decoded(text, "utf-8", (f"declared {declared}, read as utf-8",))
    text = _read(body, declared)
    return Decoded(text, declared, (f"declared {declared} has errors",) if "\ufffd" in text else ())


def _read(body: bytes, name: str) -> str:
    return body.decode(_NAMES[name][0], "replace")


def _is_mostly_utf8(text: str) -> bool:
    """Whether the characters that UTF-8 gave outnumber the ones that it could not read."""
    bad = text.count("\ufffd")
    good = len(text) - len(text.encode("ascii", "ignore")) - bad
    return good >= bad
