"""What agreements say, text by text, to look for it in what is made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.contents import is_prose, prose_of
from sla_catalog.model.fields import Record
from sla_catalog.model.scalar_types import ScalarType
from sla_catalog.pages.prose import Destination, ProseRenderer
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import load
from sla_catalog.source.tree import read_directory

AGREEMENTS = Path(__file__).resolve().parent.parent / "agreements"


def read_examples() -> Catalog:
    """Read the example catalog."""
    files, _ = read_directory(AGREEMENTS, "agreements", Limits())
    return load(files, "agreements", Limits(), "Europe/Berlin").catalog


def flat(text: str) -> str:
    """Take all space out of a text, since lines and pages are cut anywhere."""
    return re.sub(r"\s+", "", text).casefold()


def sentences(catalog: Catalog, agreement: Agreement) -> Iterator[tuple[str, str]]:
    """Yield every text of an agreement as it is shown, with the place where it is written."""
    renderer = ProseRenderer()
    for record, location in catalog.records(agreement):
        place = ".".join(map(str, location))
        for text in prose_of(record):
            html = str(renderer.render(text, lambda _reference: Destination("#")).html)
            for piece in re.split("<[^>]*>", html):
                yield place, unescape(piece)
        for name, text in facts(record):
            yield f"{place}.{name}", text


def facts(record: Record) -> Iterator[tuple[str, str]]:
    for name, field in type(record).model_fields.items():
        ways = getattr(field.annotation, "__metadata__", ())  # of what may not be left out
        is_text = any(isinstance(way, ScalarType) and way.kind == "a text" for way in ways)
        if not is_text or is_prose(type(record), name) or name == "type":
            continue
        value = getattr(record, name)
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str):
                yield name, text
