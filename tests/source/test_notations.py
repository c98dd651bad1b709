"""Spellings as tables of promises have them: what is read, what is offered, and that it is taken.

Each case of `cases/notations*.yaml` is written into a small agreement at the place of its kind.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from advice import alternatives, is_value, typed
from drafts import PATH, draft
from sla_catalog.findings import Finding, FindingSeverity
from sla_catalog.model.metrics import Metric
from sla_catalog.model.notations.periods import UNITS as PERIODS
from sla_catalog.model.notations.periods import may_name, windows
from sla_catalog.model.quantities import ElapsedTime, Percentage, WorkingTime
from sla_catalog.model.targets import Target
from sla_catalog.rules import check
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import Loaded, load
from sla_catalog.source.tree import SourceFile

_CREDIT = "remedies: {credits: [{id: c, metrics: [m], "
_UPTIME = "metrics: [{id: m, type: availability, window: calendar month, target: 99.9 %}]"
PLACES = {
    "response time": "metrics: [{id: m, type: response_time, target: …}]",
    "latency": "metrics: [{id: m, type: latency, target: …}]",
    "availability": "metrics: [{id: m, type: availability, target: …}]",
    "throughput": "metrics: [{id: m, type: throughput, target: …}]",
    "retention": "metrics: [{id: m, type: retention, target: …}]",
    "cell": "severities: [{id: P1, name: Worst}]\nmetrics: [{id: m, type: resolution_time, matrix: "
    "{rows: severity, columns: service, cells: {P1: {case: …}}}}]",
    "window": "metrics: [{id: m, type: availability, target: 99.9 %, window: …}]",
    "severity": "severities: [{id: …}]",
    "credit": f"{_UPTIME}\n{_CREDIT}credit: …}}]}}",
    "edge": f"{_UPTIME}\n{_CREDIT}tiers: [{{below: …, credit: 10 %}}]}}]}}",
    "each": "metrics: [{id: m, type: resolution_time, target: 4 h}]\n"
    f"{_CREDIT}tiers: [{{above: target, each: …, credit: 3 %}}]}}]}}",
    "cap": "remedies: {caps: [{at_most: …}]}",
    "trigger": f"{_UPTIME}\nremedies: {{rights: [{{id: r, type: refund, trigger: …}}]}}",
    "interval": "review: {every: …}",
    "notice": "renewal: {type: tacit, for: 12 months, notice: …}",
    "hours": "service_hours: …\nmetrics: [{id: m, type: availability, window: calendar month, "
    "target: 99.9 %}]",
    "recurrence": "maintenance: [{id: w, type: scheduled, recurs: …}]",
    "announcement": "maintenance: [{id: w, type: scheduled, notice: …}]",
    "escalation": "responsibilities: {escalation: [{level: 1, role: Lead, after: …}]}",
    "payment": "conditions: {payment: …}",
    "time zone": "duration: {timezone: …}",
    "language": "language: …",
    "metric": "metrics: [{id: verfuegbarkeit, type: availability, window: calendar month, "
    "target: 99.9 %}]\nremedies: {credits: [{id: c, metrics: […], credit: 10 %}]}",
    "case": "severities: [{id: P2, name: High}]\nmetrics: [{id: m, type: response_time, "
    "objectives: [{when: {severity: …}, target: 4 h}]}]",
    "recovery": "metrics: [{id: m, type: rpo, target: …}]",
    "capacity": "metrics: [{id: m, type: capacity, target: …}]",
    "day": "duration: {timezone: UTC, effective: …}",
    "rhythm": "monitoring: {reports: [{id: r, frequency: …}]}",
    "share of cases": "metrics: [{id: m, type: response_time, target: 4 h, compliance: …}]",
    "renewal": "renewal: {type: tacit, for: …}",
    "claim": "remedies: {base: fee, claim: {mode: on_claim, within: …}}",
    "initial term": "duration: {timezone: UTC, effective: 2026-03-01, initial: …}",
    "error rate": "metrics: [{id: m, type: error_rate, target: …}]",
    "count": "metrics: [{id: m, type: custom, name: Leads, direction: higher, target: …}]",
    "currency": "conditions: {currency: …}",
    "web address": "contacts: [{role: Desk, url: …}]",
    "mail address": "contacts: [{role: Desk, email: …}]",
    "due": "monitoring: {reports: [{id: r, frequency: every month, due: …}]}",
    "backup kept": "continuity: {backup_retention: …}",
    "cancellation": "termination: {notice: …}",
    "recovery time": "metrics: [{id: m, type: rto, target: …}]",
    "limit": "limits: [{id: l, text: Use, at_most: …}]",
}
OF_VALUES = {"malformed-value", "misfit-target", "range-as-promise", "bad-choice", "unknown-key",
             "unresolved-reference"}  # fmt: skip
GOLDEN: dict[str, dict[str, str]] = {}
for _path in sorted((Path(__file__).parent / "cases").glob("notations*.yaml")):
    _text = _path.read_text(encoding="utf-8")
    for _kind, _cases in yaml.load(_text, yaml.BaseLoader).items():  # noqa: S506 - builds only text
        GOLDEN[_kind] = GOLDEN.get(_kind, {}) | _cases
NONSENSE = "colourless green ideas"


def agreement(kind: str, text: str) -> str:
    """Return an agreement with a text, in quotes, at the place of a kind."""
    quoted = "'" + text.replace("'", "''") + "'"
    hours = "" if kind == "hours" else "service_hours: Mon-Fri 08:00-18:00\n"
    hours += "" if "duration:" in PLACES[kind] else "duration: {timezone: UTC}\n"
    return draft(f"{hours}{PLACES[kind].replace('…', quoted)}\n")


def looked_at(text: str) -> tuple[Loaded, list[Finding]]:
    loaded = load([SourceFile(PATH, text.encode())], "agreements", Limits())
    found = (*loaded.findings, *check(loaded.catalog))
    told = [finding for finding in found if finding.severity is not FindingSeverity.INFO]
    return loaded, [finding for finding in told if finding.rule in OF_VALUES]


@cache
def answer(kind: str, text: str) -> list[Finding]:
    """Return what is found of a text at the place of its kind."""
    return looked_at(agreement(kind, text))[1]


def told(kind: str, text: str) -> str:
    """Return what is offered instead of a text, or that it is read."""
    return " // ".join(finding.instead for finding in answer(kind, text)) or "(read)"


# One test a kind: to run each of the thousands for itself takes longer than to read them all.
@pytest.mark.parametrize("kind", GOLDEN)
def test_what_is_read_or_offered(kind: str) -> None:
    assert {text: told(kind, text) for text in GOLDEN[kind]} == GOLDEN[kind]


@pytest.mark.parametrize("kind", GOLDEN)
def test_what_is_offered_is_accepted(kind: str) -> None:
    refused = [
        (text, alternative)
        for text in GOLDEN[kind]
        for finding in answer(kind, text)
        for alternative in filter(is_value, alternatives(finding.instead))
        if all(left_after(agreement(kind, text), finding, alternative))
    ]
    assert refused == []


def left_after(written: str, finding: Finding, alternative: str) -> Iterator[list[Finding]]:
    """Yield what is found of values once an alternative is typed."""
    for new in typed(written, finding.span, alternative):
        loaded, findings = looked_at(new)
        yield findings or [f for f in loaded.findings if f.rule != "file-name-not-id"]


def test_no_window_is_taken_for_an_event_at_once() -> None:
    written = {text.lower().removeprefix("per ") for text in (*GOLDEN["window"], *PERIODS)}
    plain = [text for text in written if re.fullmatch(r"[a-z ]+", text)]
    periods = [text for text in plain if any(not w.startswith("rolling") for w in windows(text))]
    assert len(periods) > 100
    assert [text for text in periods if not may_name(text)] == []


@pytest.mark.parametrize("kind", GOLDEN)
def test_nearly_all_are_read_or_have_a_help_of_their_own(kind: str) -> None:
    general = told(kind, NONSENSE).partition(", or ")[0]
    handled = Counter(not answer.startswith(general) for answer in GOLDEN[kind].values())
    assert Fraction(handled[True], handled.total()) >= Fraction(19, 20)


# What follows reads composed spellings by tables of its own, which share nothing with the code.
NUMBERS: dict[str, int | Fraction] = {
    "15": 15,
    "1,5": Fraction(3, 2),
    "2.5": Fraction(5, 2),
    "1,500": 1500,
    "four": 4,
    "one": 1,
}
UNITS = {
    "sec": 1, "Seconds": 1, "min": 60, "mins": 60, "Minutes": 60, "minutos": 60, "h": 3600,
    "hrs": 3600, "HOURS": 3600, "Stunden": 3600, "horas": 3600, "heures": 3600, "d": 86400,
    "Days": 86400, "calendar days": 86400, "Tage": 86400, "wks": 604800,
}  # fmt: skip
WORKING = {"business hrs": "hours", "Working Hours": "hours", "bd": "days", "Arbeitstage": "days"}
LEADS = {"": "", "within ": "", "Within ": "", "< ": "less than", "up to ": "at most",
         "no more than ": "at most", "max. ": "at most", "innerhalb von ": ""}  # fmt: skip
ENDS = {"": "", ".": "", "*": "", " max": "at most", " or less": "at most"}


@settings(deadline=None)  # how long it takes depends on what else the machine does
@given(
    *map(st.sampled_from, (sorted(LEADS), sorted(NUMBERS), sorted(UNITS | WORKING), sorted(ENDS)))
)
def test_no_composed_time_is_misread(lead: str, number: str, unit: str, end: str) -> None:
    assume(not (LEADS[lead] and ENDS[end]))
    target = _target_of("response time", f"{lead}{number} {unit}{end}")
    limit = LEADS[lead] or ENDS[end]
    assert (str(target.operator) if target.operator else "") == limit
    if unit in WORKING:
        assert isinstance(target.value, WorkingTime)
        assert target.value.unit == f"business {WORKING[unit]}"
        assert target.value.number == NUMBERS[number]
    else:
        assert isinstance(target.value, ElapsedTime)
        assert target.value.seconds == NUMBERS[number] * UNITS[unit]


SHARES = {"99.9": "99.9", "99,95": "99.95", "99,999": "99.999", "100": "100", "97.50": "97.5"}
SIGNS = ("%", " %", "％", " percent", " Prozent")
WINDOWS = {
    " monthly": "calendar month", " per month": "calendar month", " pro Jahr": "calendar year",
    " al mes": "calendar month", " (quarterly)": "calendar quarter", "/year": "calendar year",
    " over any 28 days": "rolling 28 days", " uptime per billing month": "billing month",
}  # fmt: skip
LEAST = {"": "", "at least ": "at least", "min. ": "at least", "**": "", "mindestens ": "at least"}


@settings(deadline=None)  # as above
@given(*map(st.sampled_from, (sorted(LEAST), sorted(SHARES), SIGNS, sorted(WINDOWS))))
def test_no_composed_share_is_misread(lead: str, share: str, sign: str, window: str) -> None:
    end = "**" if lead == "**" else ""
    metric = _metric_of("availability", f"{lead}{share}{sign}{end}{window}")
    target = metric.target
    assert isinstance(target, Target)
    assert isinstance(target.value, Percentage)
    assert target.value.number == Fraction(SHARES[share])
    assert (str(target.operator) if target.operator else "") == LEAST[lead]
    assert str(metric.window) == WINDOWS[window]


COUNTS = {"3": 3, "three": 3, "three (3)": 3, "more than two": 3, "> 4": 5, "at least 2": 2,
          "mehr als drei": 4, "plus de 2": 3, "4 or more": 4}  # fmt: skip
NOUNS = ("breaches", "SLA violations", "times", "Verstöße", "Unterschreitungen", "manquements")
PERIODS_OF_COUNTS = {
    "in 6 months": "6 months", "within any 12-month period": "12 months", "per year": "12 months",
    "in a quarter": "3 months", "innerhalb von 6 Monaten": "6 months", "par an": "12 months",
    "pro Quartal": "3 months", "within 90 days": "90 days",
    "in a rolling 6 month period": "rolling 6 months", "per calendar year": "calendar 12 months",
    "sur 6 mois glissants": "rolling 6 months", "au cours d'un trimestre": "3 months",
}  # fmt: skip


@settings(deadline=None)  # as above
@given(*map(st.sampled_from, (sorted(COUNTS), NOUNS, sorted(PERIODS_OF_COUNTS))))
def test_no_composed_trigger_is_misread(count: str, noun: str, period: str) -> None:
    meant = f"{COUNTS[count]} breaches in {PERIODS_OF_COUNTS[period]}"
    assert told("trigger", f"{count} {noun} {period}") in {meant, "(read)"}


def _target_of(kind: str, text: str) -> Target:
    target = _metric_of(kind, text).target
    assert isinstance(target, Target)
    return target


def _metric_of(kind: str, text: str) -> Metric:
    """Return the metric that is read from a text, or from what is offered instead of it."""
    loaded, findings = looked_at(written := agreement(kind, text))
    if findings:
        (alternative,) = alternatives(findings[0].instead)
        read = (looked_at(new) for new in typed(written, findings[0].span, alternative))
        loaded = next(loaded for loaded, left in read if not left and loaded.catalog.agreements)
    (metric,) = loaded.catalog.agreements[0].listed("metrics")
    assert isinstance(metric, Metric)
    return metric
