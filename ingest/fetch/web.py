"""Web addresses as text: what is one, and how it is written when it names a document."""

import re
from pathlib import Path

import httpx

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_LONGEST = 2_000  # characters


def is_address(target: str | Path) -> bool:
    """Whether something named is an address and not a path; a Path never is."""
    return isinstance(target, str) and _SCHEME.match(target) is not None


def parsed(address: str) -> httpx.URL | None:
    """The parts of an http(s) address; None when it is not one that can be fetched."""
    if len(address) > _LONGEST:
        return None
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, UnicodeError):
        return None
    usable = url.scheme in ("http", "https") and url.host and (url.port or 0) < 65_536
    return url if usable else None


def normal_address(address: str) -> str:
    """The address as the identity of a document: one spelling, without user name, password and fragment."""
    url = parsed(address)
    return str(public_part(url)) if url else re.sub(r"//[^/@]*@", "//", address)


def public_part(url: httpx.URL) -> httpx.URL:
    """An address without user name, password and fragment, with a path."""
    return url.copy_with(userinfo=b"", fragment=None, raw_path=url.raw_path)
