"""Work grows with what is read: whatever is repeated in a file, twice as much of it costs twice."""

from __future__ import annotations

from datetime import date

import pytest
from benchmarks.extremes import SHAPES, largest, written

from sla_catalog.findings import MOST_FINDINGS, Finding, in_reading_order
from sla_catalog.rules import check
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import Readings, load
from sla_catalog.source.tree import SourceFile
from work import calls

TODAY = date(2026, 11, 23)
SMALL = Limits(events=2_000, file_bytes=25_000)
MOST_CALLS = 500  # of functions, for each key, value, bracket, case and tier
HEAD = "id: case\nkind: sla\ntitle: Case\nowner: us\ncustomer: them\nduration: {timezone: UTC}\n"
# What is repeated, with its number; a list goes on below the head.
REPEATED = {
    "unknown keys": ("", "unknown_key_{n}: 1\n"),
    "keys that are almost known": ("", "titl{n}: 1\n"),
    "wrong keys of metrics": ("metrics:\n", "  - {{id: m{n}, type: availability, taget: 1 %}}\n"),
    "wrong values": ("metrics:\n", "  - {{id: m{n}, type: availability, target: most}}\n"),
    "unknown types": ("metrics:\n", "  - {{id: m{n}, type: availabilty{n}, target: 99 %}}\n"),
    "twice the same id": ("metrics:\n", "  - {{id: m, type: availability, target: 99 %}}\n"),
    "metrics": (
        "metrics:\n",
        "  - {{id: m{n}, type: availability, target: 99 %, window: calendar month}}\n",
    ),
    "unknown agreements": ("depends_on:\n", "  - {{agreement: other-{n}}}\n"),
    "unknown exclusions": (
        "metrics:\n",
        "  - {{id: m{n}, type: availability, target: 99 %, exclusions: [none-{n}]}}\n",
    ),
    "unknown links": (
        "definitions:\n",
        "  - {{term: Word {n}, definition: 'See [it](term:other-{n}).'}}\n",
    ),
    "definitions": ("definitions:\n", "  - {{term: Word {n}, definition: A word of {n}.}}\n"),
    "definitions that use others": (
        "definitions:\n",
        "  - {{term: Word{n}, definition: More than Word{m}.}}\n",
    ),
    "objectives for one case": (
        "metrics:\n  - id: m\n    type: availability\n    objectives:\n",
        "      - {{target: 9{n}.5 %}}\n",
    ),
    "objectives for a case each": (
        "metrics:\n  - id: m\n    type: availability\n    objectives:\n",
        "      - {{target: 99 %, when: {{site: s{n}}}}}\n",
    ),
    "objectives that lead on": (
        "metrics:\n  - id: m\n    type: availability\n    objectives:\n",
        "      - {{id: o{n}, same_as: o{m}, when: {{site: s{n}}}}}\n",
    ),
    "hours of support": (
        "metrics: [{id: m, type: response_time, target: 4 business hours}]\nsupport:\n  hours:\n",
        "    - {{when: {{site: s{n}}}, hours: 24x7}}\n",
    ),
    "answers after the end": (
        "metrics:\n  - {id: m, type: resolution_time, target: 1 min}\n",
        "  - {{id: m{n}, type: response_time, target: {m} h}}\n",
    ),
    "credits": (
        "metrics: [{id: m, type: availability, target: 99 %, window: calendar month}]\n"
        "remedies:\n  credits:\n",
        "    - {{id: c{n}, for: m, credit: 5 %, of: monthly fee}}\n",
    ),
    "tiers": (
        "metrics: [{id: m, type: availability, target: 99 %, window: calendar month}]\n"
        "remedies:\n  credits:\n    - id: c\n      for: m\n      tiers:\n",
        "        - {{below: {t} %, credit: {n} EUR}}\n",
    ),
    "maintenance": ("maintenance:\n", "  - {{id: w{n}, type: scheduled, notice: 5 days}}\n"),
}


def case(kind: str, count: int) -> bytes:
    """Return a file in which something is repeated; it may be right or wrong."""
    before, each = REPEATED[kind]
    lines = (each.format(n=n, m=n + 1, t=f"98.{9999 - n}") for n in range(count))
    return f"{HEAD}{before}{''.join(lines)}".encode()


def judged(data: bytes) -> tuple[Finding, ...]:
    loaded = load([SourceFile("agreements/case.yaml", data)], "agreements", Limits())
    return in_reading_order((*loaded.findings, *check(loaded.catalog, TODAY)))


@pytest.mark.parametrize("kind", REPEATED)
def test_twice_as_much_costs_twice(kind: str) -> None:
    once, twice = case(kind, 200), case(kind, 400)
    judged(twice)  # what is kept for good, such as values that were read, is made now
    assert calls(lambda: judged(twice)) < 2.5 * calls(lambda: judged(once))


@pytest.mark.parametrize("kind", REPEATED)
def test_a_file_has_about_a_hundred_findings(kind: str) -> None:
    assert len(judged(case(kind, 400))) <= MOST_FINDINGS + 1


FLOODS = {
    "cases": "dimensions: {{a: {values}, b: {values}}}\n"
    "metrics: [{{id: m, type: availability, objectives: [{{target: 1 %}}, {cells}]}}]\n",
    "alternatives": "metrics: [{{id: m, type: availability, when: {whens}, "
    "objectives: [{cells}]}}]\n",
    "alternatives of one": "metrics: [{{id: m, type: availability, when: {whens}, "
    "objectives: [{{target: 1 %, when: {others}}}, {{target: 2 %}}]}}]\n",
}


@pytest.mark.parametrize("kind", FLOODS)
def test_a_product_of_lists_is_not_worked_out(kind: str) -> None:
    names = range(99)
    text = HEAD + FLOODS[kind].format(
        values=f"[{', '.join(f'v{n}' for n in names)}]",
        whens=f"[{', '.join(f'{{a: v{n}}}' for n in names)}]",
        others=f"[{', '.join(f'{{b: v{n}}}' for n in names)}]",
        cells=", ".join(f"{{target: {n}.5 %, when: {{{'ab'[n % 2]}: v{n}}}}}" for n in names),
    )
    judged(text.encode())
    assert "too-many-cases" in {one.rule for one in judged(text.encode())}
    assert calls(lambda: judged(text.encode())) < 1_000_000


def test_files_that_hold_too_much_together_are_not_judged() -> None:
    files = [
        SourceFile(
            f"agreements/{name}.yaml",
            case("metrics", 30).replace(b"id: case", f"id: {name}".encode()),
        )
        for name in "abc"
    ]
    limits = Limits(average_events=1)
    loaded = load(files, "agreements", limits)
    assert [one.id for one in loaded.catalog.agreements] == ["a"]
    assert [(one.rule, one.span.path) for one in loaded.findings] == [
        ("catalog-too-large", "agreements/b.yaml")
    ]


def dependent(count: int, below: int) -> list[SourceFile]:
    """Return agreements in a circle, each of which depends on the next ones."""
    promise = "metrics: [{id: m, type: availability, target: 99 %, window: calendar month}]\n"
    return [
        SourceFile(
            f"agreements/c{n}.yaml",
            f"{HEAD}{promise}depends_on:\n".replace("id: case", f"id: c{n}").encode()
            + b"".join(
                f"  - {{agreement: c{(n + k) % count}}}\n".encode() for k in range(1, below + 1)
            ),
        )
        for n in range(count)
    ]


@pytest.mark.parametrize("below", [1, 20])
def test_agreements_that_depend_on_each_other_cost_what_they_write(
    monkeypatch: pytest.MonkeyPatch, below: int
) -> None:
    monkeypatch.setattr("sla_catalog.resolved.rooms.MOST_BELOW", 10)  # a tenth of it

    def work(count: int) -> int:
        catalog = load(dependent(count, below), "agreements", Limits()).catalog
        return calls(lambda: check(catalog, TODAY))

    work(5)  # what is kept for good is made now
    assert work(60) < 2.5 * work(30)


@pytest.mark.parametrize("shape", SHAPES)
def test_no_file_within_the_limits_takes_long(shape: str) -> None:
    data = largest(SHAPES[shape], SMALL)
    (reading,) = Readings().read([SourceFile("agreements/case.yaml", data)], "agreements", SMALL)
    judged(data)  # what is kept for good is made now
    assert calls(lambda: judged(data)) < MOST_CALLS * max(reading.events, SMALL.events)


def test_what_few_keys_multiply_to_counts_as_if_it_were_written() -> None:
    few = [
        SourceFile(f"agreements/c{n}.yaml", written(SHAPES["cases"], 20, f"c{n}")) for n in range(9)
    ]
    loaded = load(few, "agreements", Limits(average_events=100))
    assert [one.id for one in loaded.catalog.agreements] == ["c0", "c1", "c2", "c3"]
    assert [one.rule for one in loaded.findings] == ["catalog-too-large"]
