"""The texts that a site of a catalog has beside its pages, for tests that read them all."""

from __future__ import annotations

from datetime import date

from sla_catalog.exports.catalog import PathOf, page_path
from sla_catalog.exports.deadlines import ENGLISH, CalendarWords
from sla_catalog.exports.files import own_files, whole_files
from sla_catalog.model.catalog import Catalog

_NO_TEXT = frozenset({"metrics.xlsx"})


def exported_texts(
    catalog: Catalog,
    today: date,
    path_of: PathOf = page_path,
    calendar: CalendarWords = ENGLISH,
) -> dict[str, str]:
    """Return the text of each file that is text, by its path."""
    whole = whole_files(catalog, today, path_of, calendar)
    made = {uri: make().decode() for uri, make in whole.items() if uri not in _NO_TEXT}
    return made | dict(own_files(catalog))
