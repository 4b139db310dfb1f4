"""A page's markup with other words in it: what a fixture needs, without the text that somebody wrote.

Elements, class names and structured data are facts, short pieces of text (labels, names, dates, headings) too; what is
longer is replaced word by word. Addresses lead to hosts below `.test`.
"""

import json
import re
from itertools import cycle, islice
from typing import Any, Final
from urllib.parse import urlsplit

from extractors.document import Document
from schemas.page import Page

_KEPT: Final = 60
"""Characters of a piece of text that is no sentence."""
_KEPT_HEADLINE: Final = 200
_HEADLINES: Final = frozenset({"title", "h1", "h2"})
_DROPPED: Final = (
    "script, style, noscript, iframe, template, path, link[rel=stylesheet], link[rel=preload], link[rel=icon]"
)
_TEXTS: Final = frozenset({"description", "reviewbody", "articlebody", "text", "abstract", "keywords", "caption"})
_META_TEXTS: Final = re.compile(r"description|keywords", re.IGNORECASE)
_ADDRESSES: Final = ("href", "src", "content", "data-src", "srcset", "action", "poster")
_HOST: Final = re.compile(r"(https?:)?//([^/\s\"'<>?#]+)")
_WORD: Final = re.compile(r"\w+")
_FILLER: Final = """
the light falls over a quiet street while two people talk about small plans and nobody says what they mean until the
last hour brings them home again with more patience than they had before and a song that stays
"""
_MOST_NODES: Final = 20_000


def skeleton(page: Page, host: str) -> str:
    """The page with its long texts replaced by ours, scripts but for structured data left out.

    Args:
        page: The page.
        host: Under which the page's own host goes, as in "a-site.test".
    """
    document = Document(page)
    tree = document.tree
    own = urlsplit(document.url or "").netloc.removeprefix("www.")
    blocks = [node.text() for node in tree.css('script[type*="ld+json" i]')]
    for node in tree.css(_DROPPED):
        node.decompose()
    for node in list(islice(tree.root.traverse(include_text=True), _MOST_NODES)) if tree.root is not None else []:
        if node.tag == "-text":
            text = node.text_content or ""
            if len(text.strip()) > (
                _KEPT_HEADLINE if node.parent is not None and node.parent.tag in _HEADLINES else _KEPT
            ):
                node.replace_with(_in_other_words(text))
        elif node.is_element_node:
            said = node.attributes
            if node.tag == "meta" and _META_TEXTS.search(f"{said.get('name')} {said.get('property')}"):
                node.attrs["content"] = _in_other_words(said.get("content") or "")
            for name in _ADDRESSES:
                if value := said.get(name):
                    node.attrs[name] = _moved(node.attrs[name] or value, own, host)
    told = "".join(_block(text, own, host) for text in blocks)
    html = tree.html or ""
    return re.sub(r"\n\s*\n+", "\n", html.replace("</head>", f"{told}</head>", 1)).strip() + "\n"


def _block(text: str, own: str, host: str) -> str:
    try:
        told = _replaced(json.loads(text))
    except ValueError:
        return ""
    encoded = json.dumps(told, ensure_ascii=False).replace("</", "<\\/")
    return f'<script type="application/ld+json">{_moved(encoded, own, host)}</script>\n'


def _replaced(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _replaced(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_replaced(inner, name) for inner in value]
    if isinstance(value, str) and (name.lower() in _TEXTS or len(value) > 3 * _KEPT) and not value.startswith("http"):
        return _in_other_words(value)
    return value


def _in_other_words(text: str) -> str:
    """As many words as the text has, of ours, between its white space and full stops."""
    words = cycle(_FILLER.split())
    said = _WORD.sub(lambda _: next(words), text)
    return re.sub(r"(^\s*|[.!?]\s+)(\w)", lambda found: found[1] + found[2].upper(), said)


def _moved(text: str, own: str, host: str) -> str:
    """Addresses on the page's host go to `host`, all others to one that is nobody's."""

    def moved(found: re.Match[str]) -> str:
        name = found[2].removeprefix("www.")
        if name in ("schema.org", own):
            return f"{found[1] or ''}//{host if name == own else name}"
        return f"{found[1] or ''}//elsewhere.test"

    return _HOST.sub(moved, text)
