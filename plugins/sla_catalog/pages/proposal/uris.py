"""Where the further pages of an agreement are that a proposal changes."""

from __future__ import annotations


def changed_uri(agreement: str) -> str:
    """Return the source path of the page that shows the changed clauses alone."""
    return f"agreements/{agreement}/changed.md"


def clean_uri(agreement: str) -> str:
    """Return the source path of the page that shows an agreement as it would read."""
    return f"agreements/{agreement}/as-it-would-read.md"
