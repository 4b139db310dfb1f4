"""Who may be called: public addresses over http and https, and what the settings name beyond that.

A name is resolved once, each address that it gives is judged, and the connection goes to the very address that was
judged: a name that resolves to something else a moment later (DNS rebinding) gains nothing by it. Since the system's
own resolver reads the host, spellings such as 2130706433, 127.1 or 0x7f.0.0.1 are judged by the address they mean.
"""

import asyncio
import ipaddress
import re
import socket
from collections.abc import Collection, Iterator, Mapping
from typing import Final

import httpx

from flows.errors import PermanentError, TransientError
from schemas.reject import Reason

_IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_LOOPBACK: Final = "127.0.0.1"
_MAX_ADDRESSES: Final = 4
_NO_SUCH_HOST: Final = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}

# An address of this network stands for the IPv4 address in its last 32 bits (NAT64, RFC 6052 2.1).
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")

# Where clouds answer questions about the machine itself, at addresses that `ipaddress` calls public: Azure's, and
# Oracle's in IANA's protocol assignments (RFC 6890).
_METADATA: Final = (ipaddress.ip_network("168.63.129.16/32"), ipaddress.ip_network("192.0.0.0/24"))

_LAST_PORT: Final = 65_535

# User info ends at the last "@" of the authority (RFC 3986 3.2.1). A URL that lacks slashes counts too, and so does
# a password with a "/" in it where what stands before cannot be a host and a port.
_START: Final = r"(\s*(?:[a-z][a-z0-9+.-]*:/+|//)"
_USER_INFO: Final = (
    re.compile(rf"{_START})[^/?#]*@", re.IGNORECASE),
    re.compile(rf"{_START}?)[^/?#:@[]*:(?!\d*[/?#]).*@", re.IGNORECASE | re.DOTALL),
)


def checked_url(url: str) -> httpx.URL:
    """Parse a URL that may be asked for.

    Raises:
        PermanentError: it is no http(s) URL with a host, or it carries credentials; the message never repeats them.
    """
    try:
        parsed = httpx.URL(url)
        host = parsed.host  # decodes A-labels (RFC 5891), which may stand for no name
    except (httpx.InvalidURL, ValueError):
        # Without the cause, which may repeat a part of the URL.
        raise PermanentError(Reason.REFUSED_ADDRESS, "this is no valid URL") from None
    if parsed.scheme not in {"http", "https"} or not host:
        raise PermanentError(Reason.REFUSED_ADDRESS, "only http and https URLs with a host are asked for")
    if parsed.userinfo:
        raise PermanentError(Reason.REFUSED_ADDRESS, "the URL carries credentials")
    if parsed.port is not None and parsed.port > _LAST_PORT:
        raise PermanentError(Reason.REFUSED_ADDRESS, "the URL's port is none")
    return parsed


def without_credentials(url: str) -> str:
    """The URL as it may be shown: without user info (RFC 3986 3.2.1), and otherwise as it is, valid or not.

    >>> without_credentials("https://me:secret@site.test/@dune")
    'https://site.test/@dune'
    """
    for user_info in _USER_INFO:
        if matched := user_info.match(url):
            return matched[1] + url[matched.end() :]
    return url


def is_public(address: str) -> bool:
    """Whether an IP address (a zone index may follow it) is one of the public internet.

    Private, loopback, link-local, shared (RFC 6598), multicast, reserved and cloud metadata addresses are not, and
    neither is an IPv6 address that leads to such an IPv4 address: mapped, NAT64, 6to4.
    """
    return all(_is_public(part) for part in _with_carried(ipaddress.ip_address(address.partition("%")[0])))


def is_loopback_name(host: str) -> bool:
    """Whether a host is this machine by its very spelling: `localhost` (RFC 6761 6.3) or a loopback address."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class Guard:
    """Turns a host into the addresses that may be called for it.

    `allow_hosts` are hosts (no port) for which any address is good. `host_map` sends a host to a port of this
    machine's loopback, whatever port the URL says: the demo's servers and those of tests.
    """

    def __init__(self, allow_hosts: Collection[str] = (), host_map: Mapping[str, int] | None = None) -> None:
        self._allow_hosts = frozenset(host.lower().strip("[]") for host in allow_hosts)
        self._host_map = dict(host_map or {})

    async def resolve(self, host: str, port: int) -> tuple[tuple[str, int], ...]:
        """Addresses and ports to connect to, in the resolver's order; never empty.

        Raises:
            PermanentError: there is no such host, or none of its addresses may be called.
            TransientError: the resolver gave no answer.
        """
        host = host.lower()
        mapped = self._host_map.get(host)
        if mapped is not None:
            return ((_LOOPBACK, mapped),)
        addresses = await _look_up(host, port)
        if host.strip("[]") not in self._allow_hosts:
            public = tuple(address for address in addresses if is_public(address))
            if not public:
                raise PermanentError(
                    Reason.REFUSED_ADDRESS,
                    f"{host} is at {addresses[0]}, which is no public address; --allow-host {host} lets it be called",
                )
            addresses = public
        return tuple((address, port) for address in addresses[:_MAX_ADDRESSES])


def _is_public(address: _IpAddress) -> bool:
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not getattr(address, "is_site_local", False)
        and not any(address in network for network in _METADATA)
    )


def _with_carried(address: _IpAddress) -> Iterator[_IpAddress]:
    """The IPv4 address that an IPv6 address stands for; of 6to4, which routes to one, both."""
    if isinstance(address, ipaddress.IPv4Address):
        yield address
    elif address.ipv4_mapped:
        yield address.ipv4_mapped
    elif address in _NAT64:
        yield ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    else:
        yield address
        if address.sixtofour:
            yield address.sixtofour


async def _look_up(host: str, port: int) -> tuple[str, ...]:
    try:
        answers = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno in _NO_SUCH_HOST:
            raise PermanentError(Reason.UNREACHABLE, f"there is no host {host}") from error
        raise TransientError(Reason.UNREACHABLE, f"{host} could not be resolved: {error.strerror}") from error
    except UnicodeError as error:  # a label that IDNA cannot encode
        raise PermanentError(Reason.UNREACHABLE, f"{host} is no valid host name") from error
    return tuple(dict.fromkeys(str(answer[4][0]) for answer in answers))
