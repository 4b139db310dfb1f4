"""What `data forget` is told to erase: a page or a host."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Self

from flows.errors import UsageError
from schemas.site import host_of

_WORD: Final = re.compile(r"""[^\s"'<>()\[\]{},;]+""")


@dataclass(frozen=True)
class Target:
    """What is to be forgotten: one page, in whatever variant of its address, or a host with all its pages."""

    host: str | None
    """The host, without "www."; null for a page."""
    page: str | None
    """The page's key; null for a host."""
    key_of: Callable[[str], str]
    """What identifies the page behind a URL: the same for all variants of its address."""
    home: str
    """The host, or that of the page."""

    @classmethod
    def of(cls, text: str, key_of: Callable[[str], str]) -> Self:
        """What a user names: a URL, or a host.

        Raises:
            UsageError: it is neither.
        """
        if "://" in text:
            return cls(None, key_of(text), key_of, host_of(text))
        host = host_of(f"//{text}")
        if not host or re.search(r"[/\s?#@]", text):
            raise UsageError(f"{text!r} is neither a URL (https://…) nor a host")
        return cls(host, None, key_of, host)

    def owns(self, url: str) -> bool:
        """Whether a URL is to be forgotten."""
        return self.key_of(url) == self.page if self.host is None else host_of(url) == self.host

    def is_host(self, name: str) -> bool:
        """Whether this host is to be forgotten with all its pages."""
        return self.host is not None and host_of(f"//{name}") == self.host

    def may_be_in(self, url: str) -> bool:
        """Whether what was asked of this URL to find pages may have it: each sitemap, feed and list of its host.

        They are not searched: there are too many ways to write an address, and a feed has the text of its pages.
        """
        return host_of(url) == self.home and (self.page is None or not url.endswith("/robots.txt"))

    def is_named_in(self, text: str) -> bool:
        """Whether a message speaks of it."""
        words = (word.rstrip(".:") for word in _WORD.findall(text))
        return any(self.owns(word) if "://" in word else self.is_host(word) for word in words)
