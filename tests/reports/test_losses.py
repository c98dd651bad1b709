import json

from sla_catalog.findings import Span
from sla_catalog.losses import Note, Outcome
from sla_catalog.reports.losses import as_json, as_markdown, as_text

NOTES = (
    Note(Outcome.READ, Span("a.yaml", 1, 2), "Orders: 99.9 %"),
    Note(Outcome.ASKED, Span("b.yaml", 3, 4), "is `a|b` meant? <b>[x](y)"),
)


def test_text_has_a_line_a_note_and_the_counts() -> None:
    assert as_text(NOTES).splitlines() == [
        "a.yaml:1:2: read: Orders: 99.9 %",
        "b.yaml:3:4: asked: is `a|b` meant? <b>[x](y)",
        "1 read, 0 changed, 0 left out, 1 asked",
    ]


def test_json_has_the_counts_and_the_notes() -> None:
    report = json.loads(as_json(NOTES))
    assert report["counts"] == {"read": 1, "changed": 0, "left out": 0, "asked": 1}
    assert report["notes"][1] == {
        "outcome": "asked",
        "path": "b.yaml",
        "line": 3,
        "column": 4,
        "text": "is `a|b` meant? <b>[x](y)",
    }


def test_markdown_asks_first_and_escapes_what_authors_wrote() -> None:
    assert as_markdown(NOTES).splitlines() == [
        "# Loss report",
        "",
        "1 read, 0 changed, 0 left out, 1 asked.",
        "",
        "## Asked",
        "",
        "| where | what |",
        "| --- | --- |",
        r"| b.yaml:3:4 | is `a\|b` meant? \<b\>\[x\](y) |",
        "",
        "## Read",
        "",
        "| where | what |",
        "| --- | --- |",
        "| a.yaml:1:2 | Orders: 99.9 % |",
    ]


def test_what_an_export_wrote_is_called_so() -> None:
    notes = (Note(Outcome.WRITTEN, Span("a.yaml", 1, 2), "Orders: 99.9 %"), NOTES[1])
    assert as_text(notes).splitlines()[0] == "a.yaml:1:2: written: Orders: 99.9 %"
    assert as_text(notes, is_export=True).splitlines()[-1] == (
        "1 value written, 0 changed, 0 left out, 1 to be completed"
    )
    assert "## Written" in as_markdown(notes, is_export=True)
    counts = json.loads(as_json(notes, is_export=True))["counts"]
    assert [*counts] == ["written", "changed", "left out", "asked"]


def test_an_export_that_holds_nothing_speaks_of_no_reading() -> None:
    notes = (Note(Outcome.LEFT_OUT, Span("a.yaml", 1, 2), "review: no place for it"),)
    assert as_text(notes, is_export=True).splitlines()[-1] == (
        "0 values written, 0 changed, 1 left out, 0 to be completed"
    )
