"""The zone of hours: stated, the catalog's, or of somebody else's text not stated."""

from __future__ import annotations

from datetime import date

import pytest
from contexts import text

from drafts import catalog_of
from sla_catalog.calculation.comparability import ObstacleKind
from sla_catalog.model.calendars import Hours
from sla_catalog.pages import labels
from sla_catalog.pages.addresses import Addresses
from sla_catalog.pages.agreement.view import agreement_view
from sla_catalog.pages.amounts import side_words
from sla_catalog.pages.context import RenderContext
from sla_catalog.resolved.hours import spelt_out
from sla_catalog.resolved.ranking import week_of

HOURS = "id: a\nkind: sla\ntitle: A\nowner: Us\nservice_hours: Mon-Fri 09:00-17:00\n"
SOURCES = "sources: [{id: text, title: Text, url: 'https://docs.example.com/', read: full}]\n"


@pytest.mark.parametrize(
    ("agreement", "zone"),
    [
        (HOURS, "Europe/Berlin"),
        (HOURS + SOURCES, "time zone not stated"),
        (HOURS + SOURCES + "duration: {timezone: Asia/Tokyo}\n", "Asia/Tokyo"),
    ],
    ids=["own text", "transcription", "transcription with a zone"],
)
def test_hours_say_whose_clocks_they_go_by(agreement: str, zone: str) -> None:
    catalog = catalog_of({"a": agreement}, "Europe/Berlin")
    one = catalog.by_id["a"]
    context = RenderContext(catalog, date(2026, 12, 2), labels.load(), Addresses().href)
    lines = text(agreement_view(one, context), "agreements/a/index.md")
    (hours,) = (line for line in lines if "09:00" in line)
    assert hours == f"Service hours Mon–Fri 09:00–17:00 {zone}"
    assert isinstance(one.service_hours, Hours)
    week = week_of(spelt_out(one.service_hours, one, catalog))
    assert week is not None
    said = side_words(labels.load(), ObstacleKind.HOURS, week)
    assert said == f"the minutes of Mon–Fri 09:00–17:00 {zone}"
