"""How much a catalog may hold, so that no file can stall or crash the reader."""

from __future__ import annotations

from sla_catalog.findings import Finding, Span
from sla_catalog.frozen import dataclass

FEW_FILES = 500


@dataclass(frozen=True, slots=True)
class Limits:
    """Bound what is read; the site's owner may raise or lower each limit.

    A file: `file_bytes`, looked up before reading, and `events`: keys, values and brackets.
    A structure: `nesting` levels, counted from the root mapping, and `list_items` in one list.
    A text: `scalar_bytes` of UTF-8 in any value, and `prose_bytes` in a field of Markdown.
    A folder: `files` in all, with `average_events` each. Fewer than `FEW_FILES` may share what so
    many would have.
    """

    file_bytes: int = 256 * 1024
    events: int = 20_000
    nesting: int = 20
    scalar_bytes: int = 16 * 1024
    list_items: int = 500
    files: int = 5_000
    prose_bytes: int = 8 * 1024
    average_events: int = 1_000

    def events_of(self, files: int) -> int:
        """Return how many keys, values and brackets a number of files may hold together."""
        return self.average_events * max(files, FEW_FILES)


def file_too_large(path: str, size: int, limits: Limits) -> Finding:
    """Say that a file holds too many bytes."""
    return Finding(
        "file-too-large",
        Span(path),
        f"the file has {size:,} bytes",
        f"expected at most {limits.file_bytes:,}",
        "divide the agreement, or raise the limit in the site's settings",
    )


def too_many_events(span: Span, limits: Limits) -> Finding:
    """Say where the first key, value or bracket stands that is one too many."""
    return Finding(
        "too-many-events",
        span,
        f"the file has more than {limits.events:,} keys, values and brackets",
        f"expected at most {limits.events:,}",
        "divide the agreement, or raise the limit in the site's settings",
    )


def nesting_too_deep(span: Span, limits: Limits) -> Finding:
    """Say where the first level begins that is one too deep."""
    return Finding(
        "nesting-too-deep",
        span,
        f"this is nested {limits.nesting + 1} levels deep",
        f"expected at most {limits.nesting}",
        "write it with fewer levels",
    )


def scalar_too_large(span: Span, size: int, limits: Limits) -> Finding:
    """Say that one text holds too many bytes."""
    return Finding(
        "scalar-too-large",
        span,
        f"this text has {size:,} bytes",
        f"expected at most {limits.scalar_bytes:,}",
        "shorten it, or link to a document of its own",
    )


def list_too_long(span: Span, length: int, limits: Limits) -> Finding:
    """Say where in a list the first item stands that is one too many."""
    return Finding(
        "list-too-long",
        span,
        f"the list has {length:,} items",
        f"expected at most {limits.list_items:,}",
        "divide the list, or raise the limit in the site's settings",
    )


def catalog_too_large(path: str, files: int, limits: Limits) -> Finding:
    """Say with which file a folder holds too much."""
    return Finding(
        "catalog-too-large",
        Span(path),
        f"up to this file, the {files:,} files of the catalog have more than "
        f"{limits.events_of(files):,} keys, values and brackets",
        f"expected at most {limits.average_events:,} a file on average, or as many in all as "
        f"{FEW_FILES} such files have",
        "divide the catalog, or raise the limit in the site's settings",
    )
