"""What is left of a file when what does not meet the format is left out."""

from __future__ import annotations

import pytest

from sla_catalog.model.agreement import Agreement
from sla_catalog.source.document import read_document
from sla_catalog.source.leniency import decode_in_part
from sla_catalog.source.limits import Limits

HEAD = "id: mail\nkind: sla\ntitle: Mail\nstatus: active\nowner: ops\n"


@pytest.mark.parametrize(
    ("text", "lines", "metrics"),
    [
        ("metrics: [{id: a, type: rto, target: 1 h}]\n", [], ["a 1 h"]),
        ("goal: 1\nmetrics: [{id: a, type: rto, target: 1 h}]\n", [6], ["a 1 h"]),
        (
            "metrics:\n  - {id: a, type: rto, target: 1 h, window: at times}\n"
            "  - {id: b, type: rto, target: 2 h}\n",
            [7],
            ["a 1 h", "b 2 h"],
        ),
        (
            "metrics:\n  - {type: rto, target: 1 h}\n"
            "  - {id: b, type: rto, target: 2 h, unit: {}}\n",
            [7, 8],
            ["b 2 h"],
        ),
    ],
)
def test_the_rest_of_a_file_is_read(text: str, lines: list[int], metrics: list[str]) -> None:
    document, _ = read_document("mail.yaml", (HEAD + text).encode(), Limits())
    assert document is not None
    made, left, found = decode_in_part(document, Agreement, Limits())
    assert made is not None
    assert [one.span.line for one in found] == lines
    assert [f"{one.id} {one.target}" for one in made.listed("metrics")] == metrics
    for place, one in enumerate(made.listed("metrics")):
        assert left.span(left.locate(("metrics", place, "id"))).excerpt.count(one.id)


def test_nothing_is_left_of_what_lacks_its_id() -> None:
    document, _ = read_document("mail.yaml", HEAD.split("\n", 1)[1].encode(), Limits())
    assert document is not None
    assert decode_in_part(document, Agreement, Limits())[0] is None
