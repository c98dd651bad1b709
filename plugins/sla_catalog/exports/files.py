"""All files beside the pages, each by its path on the site."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib import resources

from sla_catalog.exports import json, yaml
from sla_catalog.exports.agreements import plain
from sla_catalog.exports.catalog import PathOf, catalog_json, file_path, page_path
from sla_catalog.exports.deadlines import ENGLISH, CalendarWords, calendar_ics
from sla_catalog.exports.glossary import glossary_json
from sla_catalog.exports.metrics import metrics_csv
from sla_catalog.exports.places import Places
from sla_catalog.exports.workbook import metrics_xlsx
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.source.load import SHARED_FILES

FORMS = ("yaml", "json")
SCHEMAS = ("agreement", *SHARED_FILES, "catalog")


def whole_files(
    catalog: Catalog,
    today: date,
    path_of: PathOf = page_path,
    calendar: CalendarWords = ENGLISH,
    *,
    site: str = "",
    reminder_days: int = 0,
) -> Mapping[str, Callable[[], bytes]]:
    """Return what makes each file about the whole catalog, by its path.

    `path_of` gives the address of an agreement's page, `calendar` what the calendar says, `site`
    the address of the site, and `reminder_days` how early calendar programs remind; 0 for never.
    """
    places = Places(path_of, site)
    return {
        "catalog.json": lambda: catalog_json(catalog, today, path_of).encode(),
        "metrics.csv": lambda: metrics_csv(catalog).encode(),
        "metrics.xlsx": lambda: metrics_xlsx(catalog, today, places),
        "glossary.json": lambda: glossary_json(catalog).encode(),
        "calendar.ics": lambda: calendar_ics(
            catalog, today, calendar, places, reminder_days
        ).encode(),
    }


def own_files(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Yield the path and text of each schema, and of each file about one agreement."""
    for name, text in _schemas().items():
        yield f"schema/{name}", text
    for agreement in catalog.agreements:
        texts = catalog.recall("files", agreement, _forms_of)
        for form, text in zip(FORMS, texts, strict=True):
            yield file_path(agreement.id, form), text


def _forms_of(agreement: Agreement, _catalog: Catalog) -> tuple[str, str]:
    """Return an agreement in each of the `FORMS`."""
    values = plain(agreement)
    return yaml.written(values), json.written(values)


@cache
def _schemas() -> Mapping[str, str]:
    """Return the schemas as they are shipped: to make them takes as long as ten agreements."""
    folder = resources.files(__package__).joinpath("schemas")
    names = (f"{name}.schema.json" for name in SCHEMAS)
    return {name: folder.joinpath(name).read_text(encoding="utf-8") for name in names}
