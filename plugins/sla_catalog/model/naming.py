"""What a text of an agreement names, where it may be a name and may be words."""

from __future__ import annotations

from enum import Enum


class Named(Enum):
    """What a text names, unless it is words of the author's own."""

    CHANNEL = "channel"
    METRIC = "metric"
    PARTY = "party"
