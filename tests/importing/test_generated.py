"""Files drawn by the tables of spellings: read as they are meant, and back again as they were."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest
from generated import FORMATS, Foreign, Promised
from hypothesis import HealthCheck, given, settings
from test_round_trip import DAY, differences

from drafts import catalog_of
from openslo import mistakes
from sla_catalog.exports.neighbours import NEIGHBOURS
from sla_catalog.importing.agreements import agreements
from sla_catalog.importing.folder import read_files
from sla_catalog.losses import Outcome
from sla_catalog.model.calendars import Window
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.metrics import Metric
from sla_catalog.model.targets import Target
from sla_catalog.source.limits import Limits
from sla_catalog.source.tree import SourceFile

RUNS = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def imported(files: Mapping[str, str | bytes]) -> Catalog:
    given = [
        SourceFile(path, text if isinstance(text, bytes) else text.encode())
        for path, text in files.items()
    ]
    read, _ = read_files(given, Limits())
    return catalog_of(dict(agreements(read, DAY).texts))


def metrics(catalog: Catalog) -> list[Metric]:
    return [
        metric
        for agreement in catalog.agreements
        for metric in (agreement.metrics if isinstance(agreement.metrics, tuple) else ())
    ]


def promised(metric: Metric) -> Promised:
    """Return the target and the window of a metric in one spelling, where they are read."""
    target = str(metric.target) if isinstance(metric.target, Target) else ""
    target = target.removeprefix("at least ")
    return target, str(metric.window) if isinstance(metric.window, Window) else ""


def in_one_spelling(made: Promised) -> Promised:
    target, window = made
    return str(Target.parse(target)).removeprefix("at least ") if target else "", window


@pytest.mark.parametrize("name", FORMATS)
def test_a_drawn_file_is_read_as_it_is_meant_and_comes_back(name: str) -> None:
    @RUNS
    @given(FORMATS[name])
    def check(foreign: Foreign) -> None:
        first = imported(foreign.files)
        found = Counter(map(promised, metrics(first)))
        assert found == Counter(map(in_one_spelling, foreign.promised))
        assert by_data_contract(first) == []
        assert by_openslo(first) == found

    check()


def by_data_contract(first: Catalog) -> list[str]:
    """Return what differs after a way through ODCS, which has no place for a time zone."""
    made = NEIGHBOURS["odcs"](first.agreements[0], first)
    found = differences(first, imported({made.name: made.text}))
    return [one for one in found if not one.startswith("duration")]


def by_openslo(first: Catalog) -> Counter[Promised]:
    """Return what OpenSLO brings back, and what its report leaves out."""
    made = NEIGHBOURS["openslo"](first.agreements[0], first)
    assert mistakes(made.text) == []
    left = {note.span.line for note in made.notes if note.outcome is Outcome.LEFT_OUT}
    told = [promised(one) for one in metrics(first) if line(first, one) in left]
    back = metrics(imported({made.name: made.text})) if "kind: SLO" in made.text else []
    return Counter([*told, *map(promised, back)])


def line(catalog: Catalog, metric: Metric) -> int:
    [agreement] = catalog.agreements
    return catalog.span(agreement, ("metrics", metrics(catalog).index(metric), "id")).line


def test_cases_that_no_other_format_has_are_told_in_both_directions() -> None:
    table = "| Severity | Response |\n| --- | --- |\n| P1 | 15 min |\n| P2 | 4 hours |\n"
    first = imported({"support.md": table})
    made = NEIGHBOURS["odcs"](first.agreements[0], first)
    told = "it applies in some cases only"
    assert [note.text for note in made.notes if told in note.text] == [
        f"First response ({case}): only in `customProperties`, since {told}"
        for case in ("P1", "P2")
    ]
    found, notes = read_files([SourceFile(made.name, made.text.encode())], Limits())
    assert agreements(found, DAY).texts == {}
    assert [note.text for note in notes if "some cases" in note.text] == [
        f"first-response-{case} applies in some cases only, whose dimensions are not in this file"
        for case in ("p1", "p2")
    ]


def test_what_only_looks_like_our_own_words_is_left_out() -> None:
    contract = """\
kind: DataContract
id: shop
customProperties:
  - property: slaCatalogPromises
    value:
      good: {type: availability, target: 99 %}
      odd: {type: availability, target: 99 %, colour: red}
      list: [99 %]
"""
    found, notes = read_files([SourceFile("c.yaml", contract.encode())], Limits())
    [text] = agreements(found, DAY).texts.values()
    assert [one.id for one in metrics(catalog_of({"shop": text}))] == ["good"]
    refused = [note.text for note in notes if "an export" in note.text]
    assert refused == [f"{name} is not as an export has written it" for name in ("odd", "list")]
