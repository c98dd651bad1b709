"""All that is compared: every agreement with its columns, ranked for the cases that were chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, partial

from sla_catalog.calculation.comparability import rank
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.metric_types import BetterDirection, MetricFamily
from sla_catalog.model.parties import Role
from sla_catalog.pages.agreement.page import AgreementPage
from sla_catalog.pages.blocks import State
from sla_catalog.pages.comparison.cells import NOTHING, Names, Said, said
from sla_catalog.pages.comparison.facts import fact_parts
from sla_catalog.pages.comparison.metrics import ComparisonColumn, metric_parts
from sla_catalog.pages.comparison.points import Chosen, MetricPoints
from sla_catalog.pages.comparison.ranking import obstacle_words
from sla_catalog.pages.context import COMPARISON, RenderContext
from sla_catalog.pages.followed import followed
from sla_catalog.pages.overview import agreements_in_order
from sla_catalog.resolved.term import TermStatus, standing_on

FAMILIES = (*map(str, MetricFamily), "remedies", "security", "other")
MOST_COLUMNS = 6
FEWEST_RANKED = 2  # one alone has no order
SEVERITY = "severity"
Case = Mapping[str, str]  # what is chosen for every agreement; of severities the place, from 1
MOST_URGENT: Case = {SEVERITY: "1"}
RANKED, UNRANKED, UNSTATED, IDLE = range(4)  # groups of rows, in their order


@dataclass(frozen=True)
class Compared:
    """One agreement with what it says by column, and how it calls its dimensions and their values.

    `values` holds the names of declared values by dimension, in order. One that is `in_force` has
    begun, if by an earlier text.
    """

    agreement: Agreement
    columns: tuple[ComparisonColumn, ...]
    parts: tuple[tuple[MetricPoints, ...], ...]
    parties: str
    dimensions: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    lang: str
    in_force: bool

    @cached_property
    def by_column(self) -> Mapping[str, tuple[MetricPoints, ...]]:
        """Return what it says by the id of the column."""
        return {column.id: parts for column, parts in zip(self.columns, self.parts, strict=True)}

    @cached_property
    def names(self) -> Names:
        """Return how it calls dimensions and values."""
        return Names(
            lambda name: self.dimensions.get(name, name),
            lambda name, value: self.values.get(name, {}).get(value, value),
        )

    def chosen(self, case: Case) -> Chosen:
        """Return a choice in its own values: None for one that its dimension lacks."""
        found: dict[str, str | None] = {}
        for name, value in case.items():
            if name not in self.values:
                continue
            own = [*self.values[name]]
            if name != SEVERITY:
                found[name] = value if value in own else None
            else:
                place = int(value) - 1
                found[name] = own[place] if place < len(own) else None
        return found


@dataclass(frozen=True)
class Ranked:
    """An agreement's cell in the column by which rows are sorted, and its rank or why none."""

    compared: Compared
    said: Said
    rank: int | None
    why: str
    group: int


@dataclass(frozen=True)
class ComparisonTable:
    """Every agreement that promises something measurable, in the order of lists."""

    context: RenderContext
    rows: tuple[Compared, ...]

    @classmethod
    def of(cls, context: RenderContext) -> ComparisonTable:
        """Gather what the agreements of a context say; worked out once for a context."""
        return context.once("comparison", _gathered)

    @cached_property
    def columns(self) -> tuple[ComparisonColumn, ...]:
        """Return every column of which something is said, by family."""
        found = {column.id: column for row in self.rows for column in row.columns}
        return tuple(sorted(found.values(), key=lambda c: FAMILIES.index(c.family)))

    @cached_property
    def counted(self) -> tuple[Compared, ...]:
        """Return the rows that are ranked and counted: those in force, or all where none is."""
        return tuple(row for row in self.rows if row.in_force) or self.rows

    @cached_property
    def stated(self) -> Counter[str]:
        """Count the agreements that state a figure, by column."""
        return Counter(
            name
            for row in self.counted
            for name, parts in row.by_column.items()
            if any(point.state is State.STATED for part in parts for point in part.points)
        )

    @cached_property
    def default(self) -> tuple[ComparisonColumn, ...]:
        """Return the columns that are shown first: those stated by most.

        None is derived, and agreements can be ranked by each of them. The first is the one by which
        the table is ordered when it opens: where any column ranks some agreements, one that does.
        """
        known = {column.id: place for place, column in enumerate(self.columns)}
        own = [column for column in self.columns if column.direction and not column.derived]
        most = sorted(own, key=lambda c: (-self.stated[c.id], known[c.id]))
        first = next((column for column in most if self._ranks(column)), None)
        if first:
            most.remove(first)
            most.insert(0, first)
        return tuple(most[:MOST_COLUMNS])

    def _ranks(self, column: ComparisonColumn) -> bool:
        """Tell whether a column puts some agreements in an order."""
        if self.stated[column.id] < FEWEST_RANKED:
            return False
        return any(one.rank is not None for one in self.ranked(column, MOST_URGENT))

    def said(self, row: Compared, column: ComparisonColumn, case: Case) -> Said:
        """Say what an agreement promises in a column for a case."""
        parts = row.by_column.get(column.id)
        if not parts:
            return NOTHING

        def say() -> Said:
            return said(parts, row.chosen(case), column.direction, row.names, self.context.labels)

        if case is not MOST_URGENT:
            return say()
        kind = f"said {column.id} {column.direction}"
        return followed(kind, row.agreement, row, self.context, say)

    def ranked(self, column: ComparisonColumn, case: Case) -> tuple[Ranked, ...]:
        """Return the rows as a column sorts them: by rank, then what has none, then not in force.

        What is not stated comes last of those in force.
        """
        labels = self.context.labels
        found = [(row, self.said(row, column, case)) for row in self.rows]
        is_counted = {id(row) for row in self.counted}
        able = [
            (row, one, one.amount) for row, one in found if one.amount and id(row) in is_counted
        ]
        standings = rank(
            [(amount.number, amount.basis) for _, _, amount in able],
            column.direction is BetterDirection.HIGHER,
        )
        by_row = {id(row): one for (row, _, _), one in zip(able, standings, strict=True)}
        listed = []
        for row, one in found:
            standing = by_row.get(id(row))
            why = one.cell.unranked
            if standing and standing.rank is None:
                obstacle = standing.obstacle
                why = obstacle_words(labels, obstacle) if obstacle else labels["not.ranked.alone"]
            elif id(row) not in is_counted and one.is_stated:
                why = labels["not.ranked.in.force"]
            group = (
                RANKED if standing and standing.rank else UNRANKED if one.is_stated else UNSTATED
            )
            group = group if id(row) in is_counted else IDLE
            listed.append(Ranked(row, one, standing.rank if standing else None, why, group))
        return tuple(sorted(listed, key=lambda one: (one.group, one.rank or 0)))


def _gathered(context: RenderContext) -> ComparisonTable:
    rows = tuple(
        context.recall("compared", agreement, _compared)
        for agreement in agreements_in_order(context)
        if any(m.promises or m.absence for m in agreement.listed("metrics"))
    )
    return ComparisonTable(context, rows)


def _compared(agreement: Agreement, context: RenderContext) -> Compared:
    page = AgreementPage(agreement, context, COMPARISON)
    words, begins = context.wording, context.begins(agreement)
    ahead = None if begins else context.figures_from(agreement)
    found = [
        (column, _not_yet(parts, ahead, context) if ahead else parts)
        for column, parts in (*metric_parts(page), *fact_parts(page))
    ]
    used = {n for _, parts in found for part in parts for n in part.dimensions}
    declared = agreement.dimension_values()
    say = partial(words.dimension_value, agreement)
    return Compared(
        agreement,
        tuple(column for column, _ in found),
        tuple(parts for _, parts in found),
        " → ".join(filter(None, _parties(page))),
        {name: words.within(words.dimension(agreement, name)) for name in declared if name in used},
        {
            name: {value: value if name == SEVERITY else say(name, value) for value in values}
            for name, values in declared.items()
            if name in used
        },
        page.foreign,
        standing_on(agreement, context.today) is TermStatus.IN_FORCE,
    )


def _not_yet(
    parts: tuple[MetricPoints, ...], first: date, context: RenderContext
) -> tuple[MetricPoints, ...]:
    """Keep figures of a text that holds from a later day out of the order of today's."""
    why = context.labels["not.ranked.text.ahead"].format(day=context.wording.short_day(first))
    return tuple(
        replace(part, points=tuple(replace(p, amount=None, why=why) for p in part.points))
        for part in parts
    )


def _parties(page: AgreementPage) -> Iterator[str]:
    for role in (Role.PROVIDER, Role.CUSTOMER):
        names: Sequence[str] = page.agreement.in_role(role)
        yield ", ".join(map(page.party, names))
