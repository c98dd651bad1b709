import re

from contexts import context, golden, html, text

from sla_catalog.pages.agreement.view import agreement_view
from sla_catalog.pages.overview import overview_view
from sla_catalog.pages.party_index import PartyIndex
from sla_catalog.pages.services import services_view

AGREEMENT = "id: {id}\nkind: sla\ntitle: T\nowner: us\ncustomer: {customers}\n"


def directory(**customers: str) -> PartyIndex:
    files = {
        f"{name}.yaml": AGREEMENT.format(id=name, customers=f"[{names}]")
        for name, names in customers.items()
    }
    return context(files).directory


def test_pages_are_as_expected() -> None:
    drawn, expected = golden("parties")
    assert drawn == expected


def test_slugs_are_safe_and_do_not_clash() -> None:
    found = directory(a="Index, IT Ops, it-ops, Müller & Söhne, 株式会社, 会社, con, us")
    assert {one.name: one.slug for one in found.participants} == {
        "con": "con-2",
        "Index": "index-2",
        "IT Ops": "it-ops",
        "it-ops": "it-ops-2",
        "Müller & Söhne": "mueller-soehne",
        "us": "us",
        "会社": "party",
        "株式会社": "party-2",
    }


def test_an_agreement_counts_once_for_what_a_party_does() -> None:
    found = directory(a="Them, Them", b="Them").find("Them")
    assert found is not None
    assert (found.count("customer"), found.count("provider")) == (2, 0)


def test_agreements_lead_to_their_parties() -> None:
    them = "Them & <co>"
    raci = "raci: [{activity: Work, responsible: us, accountable: provider, informed: [Nobody]}]"
    text = AGREEMENT.format(id="a", customers=f'"{them}"') + f"responsibilities: {{{raci}}}\n"
    made = context({"a.yaml": text})
    page = html(agreement_view(made.catalog.agreements[0], made), "agreements/a.md")
    assert page.count('href="../../parties/them-co/"') == 2
    assert page.count('href="../../parties/us/"') == 4
    assert "Them &amp; &lt;co&gt;" in page
    assert "nobody" not in page


def test_several_parties_of_one_entry_are_set_apart_by_one_comma() -> None:
    text = """\
id: a
kind: sla
title: A
owner: Us
parties: [{id: customer, role: customer, party: [One, Two]}]
services: [{id: a, name: A}]
responsibilities:
  raci: [{activity: Work, responsible: Us, accountable: Us, informed: [customer, Three]}]
"""
    made = context({"a.yaml": text})
    page = html(agreement_view(made.catalog.agreements[0], made), "agreements/a.md")
    assert "One</a>, <a" in page
    assert "Two</a>, Three" in page
    assert ",," not in page
    assert ", ," not in page


def test_the_head_and_the_list_of_services_lead_to_where_faults_are_reported() -> None:
    support = """\
services: [{id: web, name: Web}]
severities: [{id: P1, name: Down}, {id: P2, name: Slow}]
support:
  hours: 24x7
  channels: [{id: alarm, type: phone, address: "+49 30 555 0100", severities: [P1]}]
"""
    made = context({"a.yaml": AGREEMENT.format(id="a", customers="them") + support})
    (agreement,) = made.catalog.agreements
    told = "+49 30 555 0100 -> tel:+49305550100"
    head = text(agreement_view(agreement, made), "agreements/a.md")
    place = head.index("Report a fault")
    assert head[place + 1 : place + 3] == [told, "P1, 24×7"]
    listed = text(services_view(made), "services/index.md")
    assert listed[-1].endswith(f"{told} / P1, 24×7")


def test_a_name_that_is_still_to_be_filled_in_is_nobodys() -> None:
    text = AGREEMENT.format(id="a", customers="TODO").replace("owner: us", "owner: TBD")
    made = context({"a.yaml": text})
    (agreement,) = made.catalog.agreements
    page = html(agreement_view(agreement, made), "agreements/a.md")
    assert made.directory.participants == ()
    assert not re.search("TODO|TBD", page)
    assert "still to be filled in" in page
    listed = html(overview_view(made), "agreements/index.md")
    assert not re.search("TODO|TBD", listed)
    assert "still to be filled in" in listed
