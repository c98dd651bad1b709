"""Foreign files drawn by the tables of spellings, each with the promises that it makes."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import openpyxl
from benchmarks.spellings import Spelling, spellings
from hypothesis import strategies as st

from sla_catalog.exports.yaml import written

Promised = tuple[str, str]
"""The target and the window of a promise; an empty one is not read, or not stated."""


@dataclass(frozen=True)
class Foreign:
    """Files of one format, and what they promise, in any order."""

    files: Mapping[str, str | bytes]
    promised: tuple[Promised, ...]


def rows(table: str, *starts: str) -> list[Spelling]:
    """Return the rows of a table that begin with some words."""
    return [r for r in spellings() if r.table == table and r.written[: len(starts)] == starts]


FRACTIONS = st.sampled_from(rows("percentages", "fraction"))
PERCENTAGES = st.sampled_from(rows("percentages", "percent"))
COUNTED = st.sampled_from(rows("windows"))
ROLLING = st.sampled_from([r for r in rows("short windows") if r.written[1] == "rolling"])
LENGTHS = st.sampled_from([r for r in rows("durations") if r.expected and r.written[0][:1] != "0"])
NAMES = st.lists(
    st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=8),
    min_size=1,
    max_size=3,
    unique=True,
)


def document(values: dict[str, Any]) -> str:
    """Write a document, with numbers as an author writes them."""
    return written(values)


@st.composite
def nobl9(draw: st.DrawFn) -> Foreign:
    """Draw objectives with windows of count and unit."""
    promised, documents = [], []
    for name in draw(NAMES):
        share, window = draw(FRACTIONS), draw(COUNTED)
        count, unit, kind = window.written
        time: dict[str, object] = {"unit": unit, "count": count, "isRolling": kind == "rolling"}
        if kind == "calendar":
            begins = {"startTime": "2024-01-01 00:00:00", "timeZone": "Europe/Paris"}
            time |= {"calendar": begins}
        spec: dict[str, object] = {
            "service": "shop",
            "indicator": {"rawMetric": {"prometheus": {"promql": "rate(errors)"}}},
            "budgetingMethod": draw(st.sampled_from(["Occurrences", "Timeslices"])),
            "timeWindows": [time],
            "objectives": [{"displayName": name, "target": share.written[1]}],
        }
        head = {"apiVersion": "n9/v1alpha", "kind": "SLO", "metadata": {"name": name}}
        documents.append(document({**head, "spec": spec}))
        promised.append((share.expected, window.expected))
    return Foreign({"slo.yaml": "---\n".join(documents)}, tuple(promised))


@st.composite
def generator(draw: st.DrawFn) -> Foreign:
    """Draw objectives of slo-generator in both layouts, with a policy beside or none."""
    days = draw(st.sampled_from([0, 7, 28, 30]))
    files: dict[str, str | bytes] = {}
    if days:
        steps = [{"name": "1 hour", "window": 3600}, {"name": "long", "window": days * 86_400}]
        files["policy.yaml"] = document({"error_budget_policies": {"default": {"steps": steps}}})
    window = f"rolling {days} days" if days else ""
    promised = []
    for name in draw(NAMES):
        share = draw(FRACTIONS)
        promised.append((share.expected, window))
        if draw(st.booleans()):
            labels = {"service_name": "shop", "feature_name": "app", "slo_name": name}
            sli = {"filter_good": "code=200", "filter_valid": "code>0"}
            spec: dict[str, object] = {"method": "good_bad_ratio", "goal": share.written[1]}
            spec |= {"service_level_indicator": sli}
            head = {"apiVersion": "sre.google.com/v2", "kind": "ServiceLevelObjective"}
            text = document({**head, "metadata": {"labels": labels}, "spec": spec})
        else:
            flat = {"service_name": "shop", "feature_name": "app", "slo_name": name}
            text = document({**flat, "slo_target": share.written[1]})
        files[f"{name}-slo.yaml"] = text
    return Foreign(files, tuple(promised))


@st.composite
def products(draw: st.DrawFn) -> Foreign:
    """Draw service levels of a data product in each of the shapes that were met."""
    levels, promised = [], []
    shares = [r for r in rows("units") if r.written[2] == "availability"]
    times = [r for r in rows("units") if r.written[2] in {"latency", "data_freshness"}]
    for name in draw(st.lists(st.sampled_from(["uptime", "latency", "freshness"]), min_size=1,
                              max_size=3, unique=True)):  # fmt: skip
        row = draw(st.sampled_from(shares if name == "uptime" else times))
        value, unit, _ = row.written
        level = {"dimension": name, "objective": value}
        levels.append(level | ({"unit": unit} if unit else {}))
        is_read = row.outcome == "read"
        promised.append((row.expected if is_read else "", ""))
    shapes: list[dict[str, Any]] = [
        {"product": {"SLA": {"declarative": {"default": levels}}}},
        {"product": {"SLA": {"gold": levels}}},
        {"product": {"SLA": levels}},
        {"product": {"SLA": {"declarative": levels}}},
        {"serviceLevel": {"slas": levels}},
    ]
    return Foreign({"product.yaml": document(draw(st.sampled_from(shapes)))}, tuple(promised))


@st.composite
def terraform(draw: st.DrawFn) -> Foreign:
    """Draw resources of Datadog, Grafana and Google."""
    parts, promised = [], []
    for name in draw(NAMES):
        kind = draw(st.sampled_from(["datadog", "grafana", "google"]))
        if kind == "datadog":
            share, window = draw(PERCENTAGES), draw(ROLLING)
            parts.append(
                f'resource "datadog_service_level_objective" "{name}" {{\n  name = "{name}"\n'
                f'  type = "metric"\n  thresholds {{\n    timeframe = "{window.written[0]}"\n'
                f"    target = {share.written[1]}\n    warning = 99.99\n  }}\n"
                '  tags = ["service:shop", "team:post"]\n}\n'
            )
        elif kind == "grafana":
            share, window = draw(FRACTIONS), draw(ROLLING)
            parts.append(
                f'resource "grafana_slo" "{name}" {{\n  name = "{name}"\n  objectives {{\n'
                f'    value = {share.written[1]}\n    window = "{window.written[0]}"\n  }}\n'
                '  label {\n    key = "service"\n    value = "shop"\n  }\n}\n'
            )
        else:
            share = draw(FRACTIONS)
            unit = draw(st.sampled_from(["MONTH", "DAY", "WEEK"]))
            days = draw(st.sampled_from(["", "30", "28"]))
            period = f"rolling_period_days = {days}" if days else f'calendar_period = "{unit}"'
            parts.append(
                f'resource "google_monitoring_slo" "{name}" {{\n  service = "shop"\n'
                f'  display_name = "{name}"\n  goal = {share.written[1]}\n  {period}\n}}\n'
            )
            promised.append(
                (share.expected, f"rolling {days} days" if days else f"calendar {unit.lower()}")
            )
            continue
        promised.append((share.expected, window.expected))
    return Foreign({"slos.tf": "\n".join(parts)}, tuple(promised))


@st.composite
def contract(draw: st.DrawFn) -> Foreign:
    """Draw service levels of the datacontract-specification, mappings and plain values."""
    levels: dict[str, object] = {}
    promised = []
    keys = {"latency": "threshold", "freshness": "threshold", "frequency": "interval"}
    for name in draw(st.lists(st.sampled_from([*keys, "availability"]), min_size=1, unique=True)):
        is_share = name == "availability"
        row = draw(st.sampled_from(rows("percentages", "signed")) if is_share else LENGTHS)
        text = row.written[-1]
        is_plain = draw(st.booleans())
        key = "percentage" if is_share else keys.get(name, "")
        levels[name] = text if is_plain else {key: text}
        promised.append((row.expected, ""))
    head = {"dataContractSpecification": "1.1.0", "info": {"title": "Shop", "owner": "post"}}
    return Foreign({"c.yaml": document({**head, "servicelevels": levels})}, tuple(promised))


CELLS = st.sampled_from(["99.9%", "99.9 %", "99,9 %", "99.95 %", "100%", "≥ 99.5 %"])
SHOWN = {
    "99,9 %": "99.9 %",
    "≥ 99.5 %": "at least 99.5 %",
}
PERIODS = st.sampled_from(
    [("monthly", "calendar month"), ("30d", "rolling 30 days"), ("per year", "calendar year"),
     ("rolling 28 days", "rolling 28 days"), ("", "")]
)  # fmt: skip


@st.composite
def cells(draw: st.DrawFn) -> tuple[list[list[str]], tuple[Promised, ...]]:
    """Draw the rows of a table of availability."""
    lines, promised = [["Service", "Availability", "Period"]], []
    for name in draw(NAMES):
        share, (period, window) = draw(CELLS), draw(PERIODS)
        lines.append([name, share, period])
        promised.append((SHOWN.get(share, share), window))
    return lines, tuple(promised)


@st.composite
def markdown(draw: st.DrawFn) -> Foreign:
    """Draw a table of availability, with marks or without."""
    lines, promised = draw(cells())
    mark = draw(st.sampled_from(["", "**", "`", "_"]))
    head, *body = lines
    shown = [[f"{mark}{name}{mark}", *others] for name, *others in body]
    table = [head, ["---"] * len(head), *shown]
    text = "\n".join(f"| {' | '.join(row)} |" for row in table)
    return Foreign({"shop.md": f"# Shop\n\n{text}\n"}, promised)


@st.composite
def sheet(draw: st.DrawFn) -> Foreign:
    """Draw the same as a sheet with its confirmed mapping."""
    lines, promised = draw(cells())
    columns = {"Service": "service", "Availability": "availability", "Period": "window"}
    mapping = document({"confirmed": True, "title": "Shop", "columns": columns})
    if draw(st.booleans()):
        text = io.StringIO()
        csv.writer(text, delimiter=draw(st.sampled_from(",;\t"))).writerows(lines)
        return Foreign({"s.csv": text.getvalue(), "s.csv.mapping.yaml": mapping}, promised)
    book, data = openpyxl.Workbook(), io.BytesIO()
    assert book.active is not None
    for line in lines:
        book.active.append(line)
    book.save(data)
    return Foreign({"s.xlsx": data.getvalue(), "s.xlsx.mapping.yaml": mapping}, promised)


FORMATS: Mapping[str, st.SearchStrategy[Foreign]] = {
    "nobl9": nobl9(),
    "slo-generator": generator(),
    "odps": products(),
    "terraform": terraform(),
    "datacontract": contract(),
    "markdown": markdown(),
    "sheets": sheet(),
}
