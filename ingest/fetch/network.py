"""Connections that only go where they may: each name is looked up once, checked, and that very address is called."""

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

# Never a place where documents stand, and not always refused by the properties of `ipaddress`: the metadata
# services of clouds, "this network", protocol assignments, and IPv6 forms that carry an IPv4 address inside.
_NEVER = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8",
        "100.100.100.200/32",
        "169.254.0.0/16",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "::ffff:0:0/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2001::/32",
        "2002::/16",
        "fd00:ec2::/32",
    )
)


class AddressRefused(Exception):
    """A host whose address is not called; the message names the host."""


class HostUnknown(Exception):
    """A host that has no address; the message names the host."""


def may_call(address: IPAddress, *, allow_private: bool) -> bool:
    """Whether an address is on the internet, or on the own network where that is allowed.

    Multicast, link-local (which holds the metadata services of clouds), reserved and translated addresses never
    are, whatever the setting.
    """
    if any(address in network for network in _NEVER if network.version == address.version):
        return False
    if address.is_loopback:  # before "reserved", which ::1 is too
        return allow_private
    if address.is_multicast or address.is_link_local or address.is_unspecified or address.is_reserved:
        return False
    return allow_private or address.is_global


class CheckedBackend(httpcore.NetworkBackend):
    """The network for httpcore: calls only what `may_call` allows, and nothing after `deadline` (monotonic)."""

    def __init__(self, *, allow_private: bool, deadline: float) -> None:
        self._allow_private = allow_private
        self._deadline = deadline
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Raises AddressRefused when any of the host's addresses is not allowed, HostUnknown when it has none."""
        failure: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in self._addresses_of(host, port):
            try:
                stream = self._inner.connect_tcp(
                    address, port, _left(self._deadline, timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failure or HostUnknown(host)

    def _addresses_of(self, host: str, port: int) -> list[str]:

        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise HostUnknown(host) from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        for address in addresses:
            if not may_call(ipaddress.ip_address(address), allow_private=self._allow_private):
                raise AddressRefused(host)
        return addresses


class _TimedStream(httpcore.NetworkStream):
    """A connection that ends at a deadline, also when the other side sends a byte now and then."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: float) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        secured = self._inner.start_tls(ssl_context, server_hostname, _left(self._deadline, timeout))
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _left(deadline: float, timeout: float | None) -> float:
    """Seconds that the next step may take."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout
    return left if timeout is None else min(left, timeout)
