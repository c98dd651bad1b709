"""Links to terms: where each leads from, by where the text stands and who defines the term."""

from __future__ import annotations

import re

import pytest
from contexts import context, html

from sla_catalog.pages.agreement.view import agreement_view
from sla_catalog.pages.context import COMPARISON, GLOSSARY, agreement_uri
from sla_catalog.pages.glossary import glossary_view

EDITION = context(
    {
        "rooms.yaml": """\
id: rooms
kind: sla
title: Rooms
owner: Team
services: [{id: rooms, name: Rooms}]
definitions:
  - {term: Meeting room, definition: A room with a screen.}
  - {term: Outage, overrides: true, definition: A locked door.}
""",
        "wiki.yaml": """\
id: wiki
kind: sla
title: Wiki
owner: Team
services: [{id: wiki, name: Wiki}]
""",
        "glossary.yaml": """\
terms:
  - {id: outage, term: Outage, formerly: [downtime], definition: Time without the service.}
""",
    }
)
HERE, GLOSSARY_PAGE = agreement_uri("rooms"), "../../glossary/"


@pytest.mark.parametrize(
    ("term", "here", "uri", "address"),
    [
        ("meeting-room", "rooms", HERE, "#definition-meeting-room"),
        ("outage", "rooms", HERE, "#definition-outage"),
        ("downtime", "rooms", HERE, "#definition-outage"),
        ("outage", "wiki", agreement_uri("wiki"), f"{GLOSSARY_PAGE}#term-outage"),
        ("outage", "rooms", COMPARISON, "../agreements/rooms/#definition-outage"),
        ("meeting-room", "", GLOSSARY, "#term-meeting-room"),
        ("meeting-rom", "rooms", HERE, ""),
    ],
)
def test_a_term_leads_to_where_it_is_defined(term: str, here: str, uri: str, address: str) -> None:
    agreement = EDITION.catalog.by_id.get(here)
    prose = EDITION.prose(f"See [it](term:{term}).", uri, here=agreement)
    found = re.findall(r'href="([^"]*)"', str(prose.html))
    assert found == ([address] if address else [])


def test_a_renamed_term_keeps_its_old_anchor_where_no_other_has_it_now() -> None:
    files = {
        "glossary.yaml": """\
terms:
  - {id: outage, term: Outage, formerly: [downtime, gap, lag], definition: One stretch.}
  - {id: gap, term: Gap, definition: Another thing now.}
""",
        "wiki.yaml": """\
id: wiki
kind: sla
title: Wiki
owner: Team
services: [{id: wiki, name: Wiki}]
definitions: [{term: Lag, overrides: true, definition: Defined by this agreement alone.}]
""",
    }
    renamed = context(files)
    ids = re.findall(r' id="(term-[^"]+)"', html(glossary_view(renamed), GLOSSARY))
    assert ids == ["term-gap", "term-lag", "term-outage", "term-downtime"]


def test_terms_that_definitions_need_are_listed_with_those_used() -> None:
    files = {
        "glossary.yaml": """\
terms:
  - {id: credit, term: Credit, definition: What is paid for a Breach.}
  - {id: breach, term: Breach, definition: A target that is missed in a Window.}
  - {id: window, term: Window, definition: The time that is measured.}
  - {id: asset, term: Asset, definition: Something owned.}
""",
        "wiki.yaml": """\
id: wiki
kind: sla
title: Wiki
owner: Team
summary: There is a Credit.
services: [{id: wiki, name: Wiki}]
""",
    }
    made = context(files)
    drawn = html(agreement_view(made.catalog.by_id["wiki"], made), agreement_uri("wiki"))
    assert set(re.findall(r' id="used-([^"]+)"', drawn)) == {"credit", "breach", "window"}


def test_terms_in_titles_names_and_bases_are_listed_and_counted() -> None:
    files = {
        "glossary.yaml": """\
terms:
  - {id: desk, term: Desk, definition: Where people ask.}
  - {id: retainer, term: Retainer, definition: What is paid each month.}
  - {id: turnaround, term: Turnaround, definition: From the order to the delivery.}
  - {id: asset, term: Asset, definition: Something owned.}
""",
        "prints.yaml": """\
id: prints
kind: sla
title: Prints by the Desk
owner: Team
services: [{id: prints, name: Prints}]
metrics: [{id: speed, type: delivery_time, name: Turnaround of a print, target: 2 days}]
remedies:
  base: Retainer of the customer
  credits: [{id: late, metrics: [speed], credit: 5 %}]
""",
    }
    made = context(files)
    drawn = html(agreement_view(made.catalog.by_id["prints"], made), agreement_uri("prints"))
    assert set(re.findall(r' id="used-([^"]+)"', drawn)) == {"desk", "retainer", "turnaround"}
    assert made.uses(made.catalog.by_id["prints"]) == {"desk": 1, "retainer": 1, "turnaround": 1}
