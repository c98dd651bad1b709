"""Addresses outside the site, and which of them a text may lead to."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

LONGEST_ADDRESS = 2048


def safe_address(address: str) -> str | None:
    """Return an outside address that a link may have, or None: https, and mailto without a query.

    Refused are user names, control characters and more than 2,048 characters.
    """
    if len(address) > LONGEST_ADDRESS or re.search(r"[\x00-\x20\x7f<>\"'`\\]", address):
        return None
    try:
        parts = urlsplit(address)
        outside = parts.scheme == "https" and parts.hostname and "@" not in parts.netloc
    except ValueError:
        return None
    mail = (
        parts.scheme == "mailto"
        and not parts.query
        and re.fullmatch(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+", parts.path)
    )
    return address if outside or mail else None
