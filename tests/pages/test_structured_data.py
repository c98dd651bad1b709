"""Agreements as JSON-LD on their pages: what is said, and that nothing in it can be run."""

from __future__ import annotations

import json
import re

import pytest
from contexts import RENDERER, TODAY

from drafts import catalog_of
from sla_catalog.exports.neighbours.schema_org import MOST_ON_A_PAGE, structured_data
from sla_catalog.model.catalog import Catalog
from sla_catalog.pages import labels
from sla_catalog.pages.addresses import Addresses
from sla_catalog.pages.context import RenderContext
from sla_catalog.pages.site_pages import pages

HOSTILE = "</script><script>alert(1)</script><!-- {{ 7 * 7 }} {%raw%} {++x++} ``` ~~~ & \\"
BLOCK = re.compile(r'</div>\n<script type="application/ld\+json">\[(.*)\]</script>\n?\Z')
TEXT = f"""\
id: shop
kind: sla
title: {json.dumps(HOSTILE)}
summary: The shop.
owner: Team
customer: Buyers
metrics:
  - {{id: uptime, type: availability, target: 99.9 %, window: calendar month}}
  - {{id: answer, type: response_time, hours: 24x7, target: 4 business hours}}
  - {{id: latency, type: latency, target: 300 ms}}
  - {{id: rto, type: rto, none: Not promised.}}
"""


def shop() -> Catalog:
    return catalog_of({"shop": TEXT})


def test_an_offer_holds_from_the_day_of_its_version() -> None:
    ahead = (
        "status: active\nversion: 3.0.0\nduration: {effective: 2025-01-01}\n"
        "revisions: [{version: 3.0.0, date: 2027-02-28, summary: Less.}]\n"
    )
    catalog = catalog_of({"shop": TEXT + ahead})
    offer = json.loads(structured_data(catalog.agreements[0], catalog))["offers"]
    assert offer["validFrom"] == "2027-02-28"


def test_a_page_has_what_programs_read_of_it() -> None:
    catalog = shop()
    data = json.loads(structured_data(catalog.agreements[0], catalog))
    assert data == {
        "@context": "https://schema.org",
        "@type": "Service",
        "identifier": "shop",
        "name": HOSTILE,
        "description": "The shop.",
        "offers": {
            "@type": "Offer",
            "additionalProperty": [
                {
                    "@type": "PropertyValue",
                    "propertyID": "availability",
                    "name": "Availability",
                    "description": "99.9 %, over calendar month",
                    "minValue": "99.9",
                    "unitCode": "P1",
                    "unitText": "%",
                },
                {
                    "@type": "PropertyValue",
                    "propertyID": "response_time",
                    "name": "First response",
                    "description": "4 business hours",
                    "value": "4 business hours",
                },
                {
                    "@type": "PropertyValue",
                    "propertyID": "latency",
                    "name": "Latency",
                    "maxValue": "300",
                    "unitCode": "C26",
                    "unitText": "ms",
                },
            ],
        },
    }


def test_no_text_of_an_author_ends_the_block_or_means_something_to_a_generator() -> None:
    catalog = shop()
    text = structured_data(catalog.agreements[0], catalog)
    assert text.isascii()
    for sign in ("<", ">", "&", "`", "~", "{{", "{%", "{#", "{+", "\n", "\t"):
        assert sign not in text


@pytest.mark.parametrize("has_data", [True, False])
def test_the_block_stands_behind_the_page(has_data: bool) -> None:
    catalog = shop()
    given = structured_data if has_data else None
    href = Addresses().href
    context = RenderContext(catalog, TODAY, labels.load(), href, structured_data=given)
    drawn = {page.uri: page.draw().html for page in pages(context, RENDERER)}
    found = {uri: BLOCK.search(html) for uri, html in drawn.items()}
    assert [uri for uri, block in found.items() if block] == ["agreements/shop.md"] * has_data
    if block := found["agreements/shop.md"]:
        assert json.loads(block[1])["name"] == HOSTILE
        assert drawn["agreements/shop.md"].count("<script") == 1


def test_a_long_list_of_promises_is_not_all_repeated() -> None:
    metrics = "".join(
        f"  - {{id: m{n}, type: latency, target: {n + 1} ms, statistic: p{n}}}\n"
        for n in range(MOST_ON_A_PAGE + 5)
    )
    head = "id: shop\nkind: sla\ntitle: Shop\nowner: Team\ncustomer: Buyers\nmetrics:\n"
    catalog = catalog_of({"shop": f"{head}{metrics}"})
    data = json.loads(structured_data(catalog.agreements[0], catalog))
    assert len(data["offers"]["additionalProperty"]) == MOST_ON_A_PAGE
