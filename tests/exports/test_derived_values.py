"""What exports derive from records: conditions, evidence, digits and lengths as written."""

from __future__ import annotations

import csv
from datetime import date
from io import BytesIO, StringIO

from icalendar import Calendar
from openpyxl import load_workbook

from drafts import catalog_of, draft
from sla_catalog.exports.deadlines import calendar_ics
from sla_catalog.exports.metrics import metrics_csv
from sla_catalog.exports.workbook import metrics_xlsx

TODAY = date(2026, 11, 23)
WRITTEN = """\
id: a
status: active
duration: {effective: 2026-01-01, timezone: Europe/Berlin}
dimensions: {site: [north, south]}
parties:
  - {id: p, role: provider, party: Us}
  - {id: q, role: customer, party: Shop, when: {site: north}}
metrics:
  - {id: up, type: availability, target: 99.90 %, window: calendar month}
  - {id: fine, type: availability, target: 99.999 %, window: calendar month}
  - {id: read, type: rto, none: No such promise., evidence: estimate}
  - {id: soon, type: response_time, target: 1.5 h}
remedies:
  base: fee
  caps: [{at_most: 90 EUR, when: {site: south}}]
  credits: [{id: c, metrics: [up], credit: 10 %}]
security:
  certifications: [{name: ISO/IEC 27001, valid_until: 2027-06-30, when: {site: south}}]
"""
CATALOG = catalog_of({"a": draft(WRITTEN)})


def rows() -> dict[str, dict[str, str]]:
    read = csv.DictReader(StringIO(metrics_csv(CATALOG).lstrip("\ufeff")))
    return {row["metric"]: row for row in read}


def test_a_cap_and_a_party_of_some_cases_say_of_which() -> None:
    row = rows()["up"]
    assert row["highest_credit"] == "10 % of fee, at most 90 EUR (site=south)"
    assert row["customer"] == "Shop (site=north)"


def test_evidence_is_that_of_a_figure() -> None:
    assert {name: row["evidence"] for name, row in rows().items()} == dict.fromkeys(rows(), "")
    assert rows()["read"]["absence"] == "none"


def test_shares_and_lengths_keep_their_digits_in_the_workbook() -> None:
    (sheet,) = load_workbook(BytesIO(metrics_xlsx(CATALOG, TODAY))).worksheets
    heads = [cell.value for cell in sheet[1]]
    metric, value = heads.index("metric"), heads.index("value")
    allowed = heads.index("allowed_downtime")
    found = {row[metric].value: (row[value], row[allowed]) for row in sheet.iter_rows(min_row=2)}
    assert found["up"][0].number_format == "0.00%"
    assert found["fine"][0].number_format == "0.000%"
    assert found["fine"][1].number_format == "[h]:mm:ss.00"
    assert found["up"][1].number_format == "[h]:mm:ss"


def test_a_deadline_of_some_cases_says_of_which() -> None:
    events = Calendar.from_ical(calendar_ics(CATALOG, TODAY)).walk("VEVENT")
    (said,) = (str(one["summary"]) for one in events if "27001" in str(one["summary"]))
    assert said == "Certificate expires: ISO/IEC 27001 (site=south), Case"
