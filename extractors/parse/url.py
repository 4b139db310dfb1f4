"""URLs as keys: the canonical spelling of an address (RFC 3986 section 6.2.2) without what only tracks."""

import re
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

from extractors.parse.pattern import pattern

_DEFAULT_PORTS: Final = {"http": "80", "https": "443"}
_TRACKING: Final = frozenset(
    (
        "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ysclid", "twclid", "ttclid",
        "igshid", "igsh", "mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi", "vero_id", "oly_anon_id", "oly_enc_id",
        "wickedid", "srsltid", "_ga", "_gl", "s_cid", "epik", "sfnsn", "mibextid", "at_medium", "at_campaign",
    )
)  # fmt: skip
_TRACKING_PREFIXES: Final = ("utm_", "hsa_", "pk_", "mtm_", "matomo_", "piwik_")
_VARIANT: Final = frozenset(
    (
        "replytocom",
        "showcomment",
        "share",
        "nb",
        "like_comment",
        "unapproved",
        "moderation-hash",
        "amp",
        "print",
        "printable",
    )
)
"""Parameters that choose a variant of a page: WordPress's reply links and Jetpack's share links, AMP, print."""
_VARIANT_PAIRS: Final = frozenset(("m=0", "m=1", "output=amp", "outputtype=amp", "view=print", "format=amp"))
_VARIANT_END: Final = pattern(r"(/[^/]*[-_.\d][^/]*)/(?:amp|print|comment-page-\d{1,6})/?$", re.IGNORECASE)
_VARIANT_SUFFIX: Final = pattern(r"\.amp(\.html?)?$", re.IGNORECASE)
_PERCENT: Final = pattern(r"%([0-9A-Fa-f]{2})")
_UNRESERVED: Final = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_MUST_ESCAPE: Final = pattern(r'[^!-~]|["<>\\^`{|}]')
_LONGEST: Final = 4096
_HOME: Final = pattern(r"/?(?:index\.(?:html?|php)|home/?)?", re.IGNORECASE)


def url_key(url: str) -> str:
    """The address under which a page is known, so that its spellings are one.

    RFC 3986 6.2.2: scheme and host in lower case, percent-encoding normalised, dot segments resolved, an empty path
    is "/"; the default port, the fragment, user info and tracking parameters are left out. The order of the
    parameters, "index.html", "www." and a final "/" are kept: servers may answer differently. What is no http(s)
    URL comes back without surrounding white space, otherwise as it was.

    >>> url_key("HTTPS://Example.test:443/a/../%7eann/?utm_source=x&p=180#top")
    'https://example.test/~ann/?p=180'
    """
    stripped = url.strip()
    try:
        parts = urlsplit(stripped)
        host, port = parts.hostname, parts.port
    except ValueError:
        return stripped
    if parts.scheme not in _DEFAULT_PORTS or not host:
        return stripped
    netloc = f"[{host}]" if ":" in host else _ascii_host(host)
    if port is not None and str(port) != _DEFAULT_PORTS[parts.scheme]:
        netloc += f":{port}"
    path = _without_dots(_percent(parts.path)) or "/"
    query = "&".join(_percent(pair) for pair in parts.query.split("&") if pair and not _tracks(pair))
    return f"{parts.scheme}://{netloc}{path}{'?' if query else ''}{query}"


def page_key(url: str) -> str:
    """What identifies the page behind an address: `page_url` without scheme, "www." and a final "/".

    A site that moves to https or drops "www." keeps its pages, and the ids of their records.

    >>> page_key("http://www.example.test/dune/") == page_key("https://example.test/dune?amp=1")
    True
    """
    key = page_url(url)
    _, scheme_end, rest = key.partition("://")
    if not scheme_end:
        return key
    path, mark, query = rest.removeprefix("www.").partition("?")
    return path.rstrip("/") + mark + query


def page_url(url: str) -> str:
    """`url_key` of the page that an address is a variant of: its AMP or print version, a page or form of its comments.

    A last part that says so counts only behind one that is no mere section: "/reviews/amp" may review a film.

    >>> page_url("https://example.test/dune-review/amp/?replytocom=7"), page_url("https://example.test/reviews/amp/")
    ('https://example.test/dune-review/', 'https://example.test/reviews/amp/')
    """
    key = url_key(url)
    bare, mark, query = key.partition("?")
    if mark:
        query = "&".join(pair for pair in query.split("&") if not _is_variant(pair))
        key = f"{bare}?{query}" if query else bare
    lowered = bare[-24:].lower()
    if "amp" not in lowered and "print" not in lowered and "comment-page" not in lowered:
        return key
    kept = _VARIANT_END.search(bare)
    if kept is not None and kept.start() > bare.find("://") + 2:
        folded = bare[: kept.end(1)] + ("/" if bare.endswith("/") else "")
    else:
        folded = _VARIANT_SUFFIX.sub(r"\1", bare)
    return folded + key[len(bare) :]


def _is_variant(pair: str) -> bool:
    lowered = pair.lower()
    return lowered.partition("=")[0] in _VARIANT or lowered in _VARIANT_PAIRS


def canonical_url(document_url: str | None, rel_canonical: str | None) -> str | None:
    """rel=canonical (RFC 6596) as an absolute URL, where it can be believed; None otherwise.

    Believed is one on the document's own host ("www." is the same), that is no home page unless the document is one.

    >>> canonical_url("https://www.example.test/p?id=4", "/review/dune/")
    'https://www.example.test/review/dune/'
    """
    if document_url is None or not rel_canonical or len(rel_canonical) > _LONGEST:
        return None
    try:
        absolute = urljoin(document_url, rel_canonical.strip())
        here, there = urlsplit(document_url), urlsplit(absolute)
        same = _bare_host(here.hostname) == _bare_host(there.hostname) and here.port == there.port
    except ValueError:
        return None
    if not same or there.scheme not in _DEFAULT_PORTS or not there.hostname:
        return None
    if _is_home(there.path, there.query) and not _is_home(here.path, here.query):
        return None
    return url_key(absolute)


def _bare_host(host: str | None) -> str:
    return (host or "").lower().removeprefix("www.").rstrip(".")


def _is_home(path: str, query: str) -> bool:
    return not query and _HOME.fullmatch(path) is not None


def _ascii_host(host: str) -> str:
    """Host names in A-labels (RFC 5891), without the root's dot."""
    host = host.rstrip(".")
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _tracks(pair: str) -> bool:
    name = pair.partition("=")[0].lower()
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES)


def _percent(text: str) -> str:
    """Decode what needs no encoding, encode what does, write the rest with upper-case digits (RFC 3986 6.2.2.1-2)."""
    decoded = _PERCENT.sub(_percent_octet, text)
    return _MUST_ESCAPE.sub(lambda matched: "".join(f"%{octet:02X}" for octet in _octets(matched[0])), decoded)


def _percent_octet(matched: re.Match[str]) -> str:
    octet = int(matched[1], 16)
    return chr(octet) if octet in _UNRESERVED else matched[0].upper()


def _octets(character: str) -> bytes:
    return character.encode("utf-8", errors="replace")


def _without_dots(path: str) -> str:
    """Dot segments resolved (RFC 3986 5.2.4)."""
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")
    for position, segment in enumerate(segments):
        if segment in (".", ".."):
            if segment == ".." and len(kept) > 1:
                kept.pop()
            if position == len(segments) - 1:
                kept.append("")
        else:
            kept.append(segment)
    return "/".join(kept)


def host_parts(url: str | None) -> tuple[str, ...]:
    """The labels of an address's host, letters and digits alone; () for what is no address.

    >>> host_parts("https://www.reel-review.test/dune")
    ('www', 'reelreview', 'test')
    """
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return ()
    return tuple("".join(filter(str.isalnum, part)) for part in host.split("."))


def path_of(url: str) -> str:
    """The path of an address, "/" where it has none; "" for what is no address."""
    try:
        return urlsplit(url).path or "/"
    except ValueError:
        return ""


def folders(url: str | None) -> tuple[str, ...]:
    """The parts of an address's path above the page's own, decoded, whether or not the path ends in a slash.

    >>> folders("https://reel.test/reviews/tv%20series/dark/"), folders("https://reel.test/dark")
    (('reviews', 'tv series'), ())
    """
    return path_parts(url)[:-1]


def path_parts(url: str | None) -> tuple[str, ...]:
    """The parts of an address's path, decoded, without what makes it a variant of a page; () for what is no address.

    >>> path_parts("https://reel.test/reviews/dune/"), path_parts("https://reel.test/dune-review/comment-page-2/")
    (('reviews', 'dune'), ('dune-review',))
    """
    try:
        path = urlsplit(url or "").path
    except ValueError:
        return ()
    return tuple(unquote(part) for part in _VARIANT_END.sub(r"\1", path).split("/") if part)
