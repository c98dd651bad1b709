"""What an audience is left with: agreements by level, references, shared entries in use."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from drafts import cases, catalog_of, draft
from sla_catalog.exports.agreements import as_yaml
from sla_catalog.findings import has_errors
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.header import Classification
from sla_catalog.pages.agreement.page import _PARTIES
from sla_catalog.redaction import Audience, UnknownPartyError, redacted, withheld_references
from sla_catalog.redaction.shared import NAMING
from sla_catalog.rules import check, references

HERE = Path(__file__).parent / "cases"
PUBLIC = Audience(Classification.PUBLIC)
HIDDEN = "id: hidden\nclassification: internal\ntitle: Hidden title\n"
SEEN = (
    "id: seen\nclassification: public\nmetrics: [{id: uptime, type: availability, target: 99 %}]\n"
)
LISTS = ("terms", "parties", "metrics", "calendars")


def catalog(files: Mapping[str, str]) -> Catalog:
    return catalog_of(files, "Europe/Berlin")


def cases_of(name: str) -> pytest.MarkDecorator:
    found = cases(HERE / f"{name}.yaml")
    return pytest.mark.parametrize("case", found, ids=[case["says"] for case in found])


def audience(text: str) -> Audience:
    level, _, party = text.partition(":")
    return Audience(Classification(level), party)


def classified(name: str, said: str) -> str:
    level, *customers = said.split()
    classification = "" if level == "none" else f"classification: {level}\n"
    return draft(f"id: {name}\n{classification}customer: [{', '.join(customers)}]")


def names_seen(whole: Catalog, chosen: Audience) -> str:
    try:
        return " ".join(redacted(whole, chosen, "").by_id)
    except UnknownPartyError as error:
        return str(error)


@cases_of("levels")
def test_which_agreements_are_seen(case: dict[str, Any]) -> None:
    files = {name: classified(name, said) for name, said in case["agreements"].items()}
    if "parties" in case:
        listed = [{"id": i, "name": n, "kind": "team"} for i, n in case["parties"].items()]
        files["parties"] = yaml.safe_dump({"parties": listed})
    whole = catalog(files)
    assert {name: names_seen(whole, audience(name)) for name in case["sees"]} == case["sees"]


def one_of(said: str) -> str:
    return draft(f"id: one\nclassification: public\n{said}", "metrics" if "metrics" in said else "")


@cases_of("references")
def test_what_is_left_of_references(case: dict[str, Any]) -> None:
    plain = as_yaml(catalog({"one": one_of("")}).by_id["one"])
    others = {"hidden": draft(HIDDEN), "seen": draft(SEEN), "other": draft("id: other\n")}
    whole = catalog({"one": one_of(case["said"]), **others})
    seen = redacted(whole, PUBLIC, "(not published)")
    left = as_yaml(seen.by_id["one"]).splitlines()
    assert [line for line in left if line not in plain.splitlines()] == [
        line for line in case["left"].splitlines() if line not in plain.splitlines()
    ]
    spans = [whole.span(whole.by_id["one"], at) for at in map(location, case["found"].split())]
    assert [found.span for found in withheld_references(whole, seen)] == spans
    assert [f for f in check(seen) if f.rule.startswith("unresolved")] == []
    again = catalog({name: as_yaml(one) for name, one in seen.by_id.items()})
    assert (again.agreements, has_errors(check(again))) == (seen.agreements, False)


def location(text: str) -> tuple[str | int, ...]:
    return tuple(int(step) if step.isdecimal() else step for step in text.split("."))


@cases_of("shared")
def test_which_shared_entries_are_left(case: dict[str, Any]) -> None:
    files = {
        "glossary" if name == "terms" else name: yaml.safe_dump({name: case[name]})
        for name in LISTS
        if name in case
    }
    whole = catalog({"one": one_of(case["said"]), "hidden": draft(HIDDEN), **files})
    seen = redacted(whole, PUBLIC, "(not published)")
    left = {name: " ".join(one.id for one in getattr(seen, name)) for name in LISTS}
    if "see" in case["left"]:
        left["see"] = " ".join(seen.term_by_id["outage"].see or ())
    if "description" in case["left"]:
        left["description"] = str(seen.parties[0].description)
    assert {name: value for name, value in left.items() if value} == {
        name: value for name, value in case["left"].items() if value
    }
    assert set(seen.shared_ids) == {name for name in LISTS if left[name]}
    for name, ids in seen.shared_ids.items():
        for place, one in enumerate(ids):
            there = whole.shared_span(name, whole.shared_ids[name].index(one))
            assert (str(seen.shared_span(name, place)), there.excerpt != "") == (str(there), True)
            assert seen.shared_span(name, place).excerpt == ""


def test_what_was_worked_out_before_is_worked_out_anew() -> None:
    said = "target: 99 %, when: {service: case}, note: 'As [there](agreement:hidden).'"
    one = one_of(f"metrics: [{{id: uptime, type: availability, objectives: [{{{said}}}]}}]")
    whole = catalog({"one": one, "hidden": draft(HIDDEN)})
    (before,) = whole.by_id["one"].listed("metrics")[0].promises
    (after,) = redacted(whole, PUBLIC, "…").by_id["one"].listed("metrics")[0].promises
    assert (before.note, after.note) == ("As [there](agreement:hidden).", "As ….")


def test_all_that_names_an_agreement_is_withheld() -> None:
    """A new field that names one must be dealt with in `redaction.references`, and named here."""
    naming = {field for field, (noun, _) in references._TARGETS.items() if noun == "agreement"}
    assert naming == {
        ("Agreement", "supersedes"),
        ("Dependency", "agreement"),
        ("Document", "agreement"),
    }


def test_all_that_pages_take_for_a_party_is_one_in_use() -> None:
    assert set(NAMING) >= _PARTIES
