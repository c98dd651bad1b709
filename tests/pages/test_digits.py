"""Numbers of any length, wherever one stands: refused with a place, or shown, but no crash."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from contexts import RENDERER, TODAY

from drafts import catalog_of, draft
from exported_texts import exported_texts
from sla_catalog.changes import compared
from sla_catalog.exports.neighbours import NEIGHBOURS
from sla_catalog.findings import has_errors
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.quantities import MOST_DIGITS, MalformedError, Percentage
from sla_catalog.pages import labels
from sla_catalog.pages.addresses import Addresses
from sla_catalog.pages.context import RenderContext
from sla_catalog.pages.site_pages import pages
from sla_catalog.rules import check
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import Readings, load
from sla_catalog.source.tree import SourceFile, read_directory

ROOT = Path(__file__).resolve().parents[2]
NUMBER = re.compile(rb"[0-9]+(?:\.[0-9]+)?")
LONG = (
    *(b"9" * 5000, b"0." + b"3" * 4000, b"9" * 400, b"1." + b"3" * 40, b"9" * 20),
    *(b"-" + b"9" * 20, b"1e400", b"1E-" + b"9" * 20, b"1_000" * 20, b"0x" + b"f" * 40),
    *(b"0" + b"7" * 40, b'"' + b"9" * 400 + b'"', b"'1e400'"),
)


@pytest.fixture(scope="module")
def examples() -> list[SourceFile]:
    files, _ = read_directory(ROOT / "agreements", "agreements", Limits())
    return [*files]


def variants(file: SourceFile) -> Iterator[bytes]:
    """Yield a file with one number made long, once for each line that reads otherwise."""
    known = set()
    for match in NUMBER.finditer(file.data):
        start = file.data.rfind(b"\n", 0, match.start()) + 1
        end = file.data.find(b"\n", match.end())
        line = file.data[start:end]
        here = (NUMBER.sub(b"0", line), NUMBER.sub(b"0", line[: match.start() - start]))
        if here not in known:
            known.add(here)
            long = LONG[len(known) % len(LONG)]
            yield file.data[: match.start()] + long + file.data[match.end() :]


def is_shown(files: list[SourceFile], readings: Readings, base: Catalog) -> bool:
    """Read, judge and compare a catalog, and make all of it where there is no error."""
    loaded = load(files, "agreements", Limits(), "Europe/Berlin", readings)
    for change in compared(base, loaded.catalog, TODAY).changes:
        assert change.message
    if has_errors((*loaded.findings, *check(loaded.catalog, TODAY))):
        return False
    context = RenderContext(loaded.catalog, TODAY, labels.load(), Addresses().href)
    for page in pages(context, RENDERER):
        page.draw()
    exported_texts(loaded.catalog, TODAY)
    for agreement in loaded.catalog.agreements:
        for made in NEIGHBOURS.values():
            made(agreement, loaded.catalog)
    return True


def tried(examples: list[SourceFile], name: str, every: int) -> dict[bool, int]:
    readings, counts = Readings(), {False: 0, True: 0}
    base = load(examples, "agreements", Limits(), "Europe/Berlin", readings).catalog
    place = next(n for n, file in enumerate(examples) if file.path.endswith(f"/{name}"))
    for data in [*variants(examples[place])][::every]:
        changed = SourceFile(examples[place].path, data)
        files = [*examples[:place], changed, *examples[place + 1 :]]
        counts[is_shown(files, readings, base)] += 1
    return counts


def test_long_numbers_are_refused_or_shown(examples: list[SourceFile]) -> None:
    assert tried(examples, "checkout-api.yaml", every=40)[False] > 0


WITH_NUMBERS = sorted(
    path.name for path in (ROOT / "agreements").rglob("*.yaml") if NUMBER.search(path.read_bytes())
)


@pytest.mark.long
@pytest.mark.parametrize("name", WITH_NUMBERS)
def test_long_numbers_of_every_example_are_refused_or_shown(
    examples: list[SourceFile], name: str
) -> None:
    assert sum(tried(examples, name, every=1).values()) >= 1


def test_a_percentile_of_any_length_is_compared() -> None:
    def of(statistic: str) -> Catalog:
        metric = f"{{id: m, type: latency, target: 2 s, statistic: {statistic}}}"
        return catalog_of({"case": draft(f"metrics: [{metric}]")})

    changes = compared(of("p99"), of("p" + "9" * 5000), TODAY).changes
    assert [one.kind.id for one in changes] == ["metric-replaced"]


def test_a_number_has_as_many_digits_as_every_program_keeps() -> None:
    longest = "9" * (MOST_DIGITS - 3) + ".125"
    assert str(Percentage.parse(f"{longest} %")) == f"{longest} %"
    assert f"{float(longest):.3f}" == longest
    with pytest.raises(MalformedError, match="has 16 digits; expected at most 15"):
        Percentage.parse(f"1{longest} %")
