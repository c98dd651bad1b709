import pytest
from contexts import RENDERER, context, text

from sla_catalog.pages.agreement.view import agreement_view
from sla_catalog.pages.site_pages import moves

OLD = "id: old\nkind: sla\ntitle: Old & first\nstatus: superseded\nowner: us\n"
NEW = "id: new\nkind: sla\ntitle: New\nowner: us\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("superseded_by: new", ""),
        ("", "supersedes: old"),
        ("superseded_by: new", "supersedes: old"),
    ],
)
def test_both_pages_lead_to_each_other(old: str, new: str) -> None:
    made = context({"old.yaml": f"{OLD}{old}\n", "new.yaml": f"{NEW}{new}\n"})
    pages = {
        a.id: text(agreement_view(a, made), f"agreements/{a.id}.md")
        for a in made.catalog.agreements
    }
    assert "Superseded by New -> ../new/" in pages["old"]
    assert "Supersedes Old & first -> ../old/" in pages["new"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("https://example.com/terms", "example.com/terms -> https://example.com/terms"),
        ("{unread: Not looked up.}", "Not read: Not looked up."),
    ],
)
def test_a_successor_outside_the_catalog_is_said_too(said: str, expected: str) -> None:
    made = context({"old.yaml": f"{OLD}superseded_by: {said}\n"})
    page = text(agreement_view(made.catalog.agreements[0], made), "agreements/old.md")
    assert f"Superseded by {expected}" in page


def test_former_ids_lead_on_unless_they_are_in_use() -> None:
    first = NEW.replace("title: New", 'title: "New <b> & more"') + "formerly: [older, old]\n"
    second = OLD + "formerly: [older, new]\n"
    made = context({"new.yaml": first, "old.yaml": second})
    found = {m.uri: m.html for m in moves(made, RENDERER, "https://example.com/book/")}
    assert [*found] == ["agreements/older.md"]
    assert (
        found["agreements/older.md"]
        == """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url=../new/">
<link rel="canonical" href="https://example.com/book/agreements/new/">
<title>Moved to New &lt;b&gt; &amp; more</title>
</head>
<body>
<p>This agreement has a new address: <a href="../new/">New &lt;b&gt; &amp; more</a></p>
</body>
</html>"""
    )
