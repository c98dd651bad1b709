"""Figures of derived places against the oracle: none is stated for a case that has another."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from claims import Box, Claim, ends_of, of_lists, of_summary
from contexts import RENDERER, context, html
from hypothesis import given, settings
from hypothesis import strategies as st

from resolved.figures import seconds
from resolved.generated import CALENDARS, agreement
from resolved.oracle import Answer, Point, answers, cases_of
from sla_catalog.model.metrics import Metric
from sla_catalog.model.quantities import magnitude, unit_of
from sla_catalog.model.targets import Deadline, Range, ScaleStep, Target
from sla_catalog.pages.addresses import Addresses
from sla_catalog.pages.context import RenderContext
from sla_catalog.pages.site_pages import pages
from sla_catalog.printing.documents import agreement_document, book

NAMES = {"Alpha": "m0", "Beta": "m1", "Gamma": "m2"}
Said = Mapping[str, Sequence[tuple[Point, Sequence[Answer]]]]
chances = st.randoms(use_true_random=True)
quick = settings(deadline=None, derandomize=True, max_examples=40)


@given(chances)
@quick
def test_the_summary_states_for_each_case_what_the_oracle_says(chance: Random) -> None:
    made = _made(chance)
    claims = list(of_summary(_page(made, "agreements/made.md")))
    said = _said(made)
    _claims_are_true(claims, said)
    _nothing_is_missing(claims, said)


@given(chances)
@quick
def test_lists_state_for_each_case_what_the_oracle_says(chance: Random) -> None:
    made = _made(chance)
    said = _said(made)
    listed = of_lists(_page(made, "agreements/index.md"), NAMES, "Key targets")
    claims = [claim for _, claim in listed]
    _claims_are_true(claims, said)
    _marks_are_true(claims, said)
    for service, claim in of_lists(_page(made, "services/index.md"), NAMES, "Key target"):
        there = [
            (point, found)
            for point, found in said[claim.metric]
            if point["service"] == service.casefold()
        ]
        _claims_are_true([claim], {claim.metric: there})


@given(chances)
@quick
@pytest.mark.long
def test_paper_states_for_each_case_what_the_oracle_says(chance: Random) -> None:
    made = _made(chance)
    said = _said(made)
    (one,) = made.catalog.agreements
    for printed in (agreement_document(one, made, Addresses()), book(made, Addresses())):
        claims = list(of_summary(printed.html.replace("#made.metric-", "#metric-")))
        _claims_are_true(claims, said)
        _nothing_is_missing(claims, said)


def _made(chance: Random) -> RenderContext:
    drawn = agreement(chance)
    for name, metric in zip(NAMES, drawn["metrics"], strict=False):
        metric["name"] = name
    return context({"made.yaml": json.dumps(drawn), "calendars.yaml": CALENDARS})


def _page(made: RenderContext, uri: str) -> str:
    page = next(page for page in pages(made, RENDERER) if page.uri == uri)
    return html(page.make_view(page.context), uri)


def _said(made: RenderContext) -> Said:
    catalog = made.catalog
    one = catalog.agreements[0]
    found = {}
    for metric in one.listed("metrics"):
        points = cases_of(one, metric)
        told = [
            [_as_worded(answer, metric) for answer in found]
            for found in answers(one, metric, catalog, points)
        ]
        found[metric.id] = list(zip(points, told, strict=True))
    return found


def _as_worded(answer: Answer, metric: Metric) -> Answer:
    """Leave out the operator that follows from which values are better."""
    usual = "at most " if metric.type in {"latency", "response_time"} else "at least "
    return replace(answer, target=answer.target.removeprefix(usual))


def _claims_are_true(claims: Iterable[Claim], said: Said) -> None:
    for claim in claims:
        covered = [found for point, found in said[claim.metric] if _lies_in(point, claim.boxes)]
        assert covered, f"{claim} is of no case"
        if claim.count != (0, 0):
            total, share = len(covered), Fraction(*claim.count)
            covered = [found for found in covered if any(answer.target for answer in found)]
            counts = {len(covered), *_cases_of_strands(covered)}
            assert share in {Fraction(count, total) for count in counts}, f"{claim}"
            if not claim.is_range:
                told = claim.figures[0]
                covered = [some for some in covered if any(a.target == told for a in some)]
                assert Fraction(len(covered), total) >= share, f"{claim}"
        figures = [{answer.target for answer in found if answer.target} for found in covered]
        if claim.is_range:
            ends = {end for found in figures for figure in found for end in ends_of(figure)}
            assert ends.issuperset(claim.figures), f"{claim}: {ends}"
            assert any(_are_ends(claim.figures, one) for one in _strands(covered)), f"{claim}"
            continue
        assert all(claim.figures[0] in found for found in figures), f"{claim}: {figures}"
        meant = [a for found in covered for a in found if a.target == claim.figures[0]]
        if claim.downtime:
            allowed = {answer.downtime.headline for answer in meant if answer.downtime}
            assert seconds(claim.downtime) in allowed, f"{claim}: {allowed}"
        if claim.worst:
            longest: dict[str, Fraction] = {}
            for answer in meant:
                before = longest.get(answer.objective, Fraction(0))
                longest[answer.objective] = max(before, answer.worst or before)
            hours = {round(seconds / 3600, 2) for seconds in longest.values()}
            assert Fraction(claim.worst) in hours, f"{claim}: {hours}"


def _marks_are_true(claims: Iterable[Claim], said: Said) -> None:
    """Check that what is no guarantee is marked so, and nothing else."""
    for claim in claims:
        meant = [
            answer.commitment not in {"", "guaranteed"}
            for point, found in said[claim.metric]
            for answer in found
            if _lies_in(point, claim.boxes) and ends_of(answer.target or "0 %") & {*claim.figures}
        ]
        assert claim.is_loose in meant, f"{claim}"


def _strands(covered: Iterable[Iterable[Answer]]) -> Iterable[set[str]]:
    """Return the figures that compete with each other, apart from those that do not."""
    found: dict[tuple[str, ...], set[str]] = {}
    for answer in (one for some in covered for one in some if one.target):
        for key in _strands_of(answer):
            found.setdefault(key, set()).add(answer.target)
    return found.values()


def _strands_of(answer: Answer) -> tuple[tuple[str, ...], ...]:
    """Return what an answer competes with others by; two for one case may differ in the window."""
    strand = (answer.layer, answer.statistic, answer.share, answer.owed_by)
    return strand, (*strand, answer.window)


def _cases_of_strands(covered: Iterable[Iterable[Answer]]) -> Iterable[int]:
    """Return in how many cases each of the figures that compete with each other is."""
    found = Counter(
        key for some in covered for key in {key for a in some if a.target for key in _strands_of(a)}
    )
    return found.values()


def _are_ends(claimed: Iterable[str], figures: Iterable[str]) -> bool:
    """Tell whether ends of each unit are the least and the most of some figures in it."""
    said, meant = _by_unit(claimed), _by_unit(figures)
    return all(
        unit in meant and (min(amounts), max(amounts)) == (min(meant[unit]), max(meant[unit]))
        for unit, amounts in said.items()
    )


def _by_unit(figures: Iterable[str]) -> Mapping[str, set[Fraction]]:
    found: dict[str, set[Fraction]] = {}
    for figure in figures:
        value = Target.parse(figure).value
        for end in (value.low, value.high) if isinstance(value, Range) else (value,):
            if isinstance(end, Deadline | ScaleStep):
                found.setdefault(figure, set()).add(Fraction(0))
            else:
                found.setdefault(unit_of(end), set()).add(magnitude(end))
    return found


def _nothing_is_missing(claims: Sequence[Claim], said: Said) -> None:
    for metric, cases in said.items():
        for point, found in cases:
            claimed = [c for c in claims if c.metric == metric and _lies_in(point, c.boxes)]
            figures = {figure for claim in claimed for figure in claim.figures}
            for answer in found:
                is_there = any(claim.is_range for claim in claimed) or answer.target in figures
                assert not answer.target or is_there, f"{answer} for {point}"


def _lies_in(point: Point, boxes: Iterable[Box]) -> bool:
    return any(all(point.get(name) in values for name, values in box.items()) for box in boxes)
