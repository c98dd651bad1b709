"""What the model must be able to say: one golden case for each thing met in real agreements."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from drafts import draft
from sla_catalog.exports.agreements import plain
from sla_catalog.exports.yaml import written
from sla_catalog.findings import FindingSeverity
from sla_catalog.rules import check
from sla_catalog.source.document import read_document
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import load
from sla_catalog.source.tree import SourceFile

FILES = sorted((Path(__file__).parent / "sayings").glob("*.yaml"))

BESIDE = {
    "framework": draft("id: framework\n"),
    "calendars": """\
calendars:
  - id: office-hours
    timezone: Europe/Berlin
    hours: [Mon-Fri 09:00-17:00]
    holidays: [{date: 2026-12-25, name: Christmas Day}]
""",
    "glossary": "terms: [{id: downtime, term: Downtime, definition: Minutes that are down.}]\n",
    "metrics": "metrics: [{id: qualified-leads, name: Leads, unit: leads, direction: higher}]\n",
}

ITEMS = """\
a matrix over several dimensions with missing cells
cells that say no commitment
cells that say best effort
cells that say no SLA
the operator >=
the operator >
the operator <=
the operator <
the operator =
ranges
95 % of e-mails within 10 s
P99 <= 200 ms
two limits for one metric (a monthly % and a longest single outage)
exact precision (99.9998)
exact precision (100)
units other than % (ms)
units other than % (requests/s)
units other than % (tokens/s)
units other than % (degrees)
units other than % (amps)
units other than % (counts)
units other than % (money)
units other than % (days)
a deadline by calendar rule (by 15:00 the next working day)
a target given in another document
a target equal to another cell's
an agreement with no numeric target
an estimate beside a commitment
a limit on the customer beside a guarantee of the provider
a promise owed by the customer
a calendar month
a billing month
a quarter
a fiscal year
rolling n days
rolling n months
per request
per run
per order
a 730-hour average month
service hours only
which event starts and stops the clock
business hours of a named calendar with holidays
first Wednesday of the month 09:00-12:00
a time-based formula
an event-based formula
an averaged error rate
a weighted formula
a rule for empty intervals
the shortest run that counts
from when a run counts
partial minutes
text, machine form and misprint kept apart
several formulas in one agreement
% of a fee
days of service
hours of service
fixed money for each day
fixed money for each event
fixed money for each step
1 % per 1 % below or part thereof
multiples of the outage
bands as published
bands with a gap
bands with an overlap
the base is the service
the base is the region
the base is the whole invoice
caps in %
caps in money
caps in days
caps in months
claiming one bars the other
automatic
on request
discretionary
several claim deadlines with different starting events
termination after 2 of 3 months
termination after 3 in a rolling 12
how a credit is paid
when a credit expires
no remedy at all, said explicitly
eligibility by plan
eligibility by date
eligibility by topology
one published page for twenty services that differ only in target, exclusions and credit
framework plus addendum with precedence
superseded
legacy
withdrawn
one provider with many customers
internal teams
marketing owes sales qualified leads
sales owes first contact
severities with update intervals
severities with customer duties
request types instead of severities
for every figure where it comes from
for every figure its date
a source known by its month
whether it is contract
whether it is objective
whether it is estimate
whether it is conflicting
a worked example in the source that contradicts its own formula
a printed budget in the source that contradicts its own formula
a local term
a shared term
an overriding term
a term taken from a standard
a term taken from another document
a first payment, then further steps
""".splitlines()


def case_of(file: Path) -> dict[str, str]:
    case: dict[str, str] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return case


def told(case: dict[str, str]) -> str:
    """Print what a case adds to the minimal draft, or the findings that are in the way.

    A text that contradicts itself can be written all the same: `warned` names what is found then.
    """
    name = case.get("file", "case")
    text = draft(case["write"]) if name == "case" else case["write"]
    beside = BESIDE | {name: text}
    files = [SourceFile(f"agreements/{stem}.yaml", body.encode()) for stem, body in beside.items()]
    loaded = load(files, "agreements", Limits(), "Europe/Berlin")
    found = (*loaded.findings, *check(loaded.catalog))
    warned = {finding.rule for finding in found if finding.severity is not FindingSeverity.INFO}
    if warned != {*case.get("warned", "").split()}:
        return "".join(f"! {f.span}: {f.message}\n" for f in found)
    if name != "case":
        return written({"terms": [plain(term) for term in loaded.catalog.terms]})
    agreement = loaded.catalog.by_id["case"]
    return written({key: value for key, value in plain(agreement).items() if key in keys(case)})


def keys(case: dict[str, str]) -> frozenset[str]:
    document, _ = read_document("case.yaml", case["write"].encode(), Limits())
    assert document is not None
    return frozenset(entry.key.text for entry in document.root.entries)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_can_be_said(file: Path) -> None:
    case = case_of(file)
    assert told(case) == case["prints"]
    assert told(case | {"write": case["prints"]}) == case["prints"]


def test_everything_is_said() -> None:
    assert sorted(case_of(file)["says"] for file in FILES) == sorted(ITEMS)
