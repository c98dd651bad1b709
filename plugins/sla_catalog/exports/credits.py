"""What follows a miss, as values for programs: each credit with its terms, and its highest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Literal

from sla_catalog.calculation.credits import FormKind
from sla_catalog.exports.conditions import condition_text
from sla_catalog.exports.described import Described
from sla_catalog.exports.promises import AbsentPromise, Number, PromiseExport, absent
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.fields import Absence
from sla_catalog.model.quantities import as_decimal, plain
from sla_catalog.model.remedies import Cap
from sla_catalog.resolved.cases import implies, space_of
from sla_catalog.resolved.credits import (
    CreditForm,
    Highest,
    ResolvedCredit,
    credits_of,
)
from sla_catalog.resolved.highest import highest_of
from sla_catalog.resolved.schedules import covered

When = tuple[Mapping[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class HighestCredit:
    """The most that a credit can come to in one form, after its caps."""

    form: Annotated[FormKind, Described("Of a share, money, free service or a multiple.")]
    value: Annotated[
        Number | None,
        Described("The amount in `unit`; null where nothing in this unit limits it."),
    ]
    unit: Annotated[
        str, Described("percent; a currency; s of service; times the price of an outage.")
    ]
    of: Annotated[str | None, Described("Of what a share is taken, if that is stated.")]
    read: Annotated[
        Literal["in full", "in part"],
        Described("How much of the credit was read; of one in part it may be more."),
    ]
    limits: Annotated[
        tuple[str, ...],
        Described("Caps in other units or of some cases, which may cut it: `at most 9 EUR`."),
    ]


@dataclass(frozen=True, slots=True)
class CreditExport:
    """A credit for the cases in which its tiers hold together."""

    id: Annotated[str, Described("Its id in the agreement.")]
    metrics: Annotated[tuple[str, ...], Described("The metrics that it applies to.")]
    when: Annotated[When, Described("In which cases: any of these; empty for all.")]
    per: Annotated[str | None, Described("For each of what it is given, such as day.")]
    highest: Annotated[tuple[HighestCredit, ...], Described("The most, by form.")]
    absence: Annotated[AbsentPromise | None, Described("How it is not there.")]


def credits_in(agreement: Agreement, catalog: Catalog) -> Iterator[CreditExport]:
    """Yield the credits of an agreement, in its order."""
    for credit, highest in _with_highest(agreement, catalog):
        yield CreditExport(
            id=credit.record.id,
            metrics=credit.record.metrics,
            when=credit.when,
            per=credit.record.per,
            highest=tuple(map(_highest, highest)),
            absence=absent(credit.absence, is_stated=True),
        )


def highest_credits(
    agreement: Agreement, metric: str, promise: PromiseExport, catalog: Catalog
) -> str:
    """Say the highest credit of each that stands for a promise in some case, in one cell.

    A narrower objective has the credits of its cases. What does not bind has those of cases for
    which nothing else is said. What is not promised by decision cannot be missed.
    """
    if promise.absence and promise.absence.kind == "none":
        return ""
    by_promise = catalog.once("credits by promise", agreement, _by_promise)
    standing = by_promise.get((metric, promise.id))
    if not standing:
        return ""
    space = space_of(agreement)
    own = space.condition(promise.when or None)
    texts = (
        text if implies(own, space.condition(when or None)) else f"{text} ({condition_text(when)})"
        for when, said in standing
        for text in said
    )
    return "; ".join(dict.fromkeys(texts))


def _by_promise(
    agreement: Agreement, catalog: Catalog
) -> Mapping[tuple[str, str], list[tuple[When, tuple[str, ...]]]]:
    """Return the credits that stand for each promise: in which cases, and what they say."""
    found: dict[tuple[str, str], list[tuple[When, tuple[str, ...]]]] = {}
    for credit, highest in _with_highest(agreement, catalog):
        said = (credit.when, tuple(_texts(credit, highest)))
        for metric, cell, _ in covered(agreement, credit, catalog):
            found.setdefault((metric.id, cell.derived_id), []).append(said)
    return found


def _with_highest(
    agreement: Agreement, catalog: Catalog
) -> list[tuple[ResolvedCredit, tuple[Highest, ...]]]:
    """Return each credit with its highest of each form, worked out once for all files."""
    return catalog.once(
        "highest credits",
        agreement,
        lambda one, within: [(it, highest_of(one, it, within)) for it in credits_of(one)],
    )


def _highest(found: Highest) -> HighestCredit:
    kind, total = found.form.kind, found.total
    return HighestCredit(
        form=kind,
        value=plain(as_decimal(total.number)) if total else None,
        unit=_UNITS.get(kind, found.form.of),
        of=found.form.of or None if kind is FormKind.SHARE else None,
        read="in full" if found.is_whole else "in part",
        limits=tuple(map(_limit, found.apart)),
    )


def _limit(cap: Cap | Absence) -> str:
    """Say a cap, or how there is none: `at most 500 EUR per calendar month`, `limit unread`."""
    if isinstance(cap, Absence):
        return f"limit {cap.kind}"
    if isinstance(cap.at_most, Absence):
        return _limit(cap.at_most)
    of, per = (
        f" {word} {text}" if text else "" for word, text in (("of", cap.of), ("per", cap.per))
    )
    case = f" ({condition_text(cap.when)})" if cap.when else ""
    return f"at most {cap.at_most}{of}{per}{case}"


_UNITS = {FormKind.SHARE: "percent", FormKind.SERVICE: "s", FormKind.MULTIPLE: "times"}


def _texts(credit: ResolvedCredit, highest: Iterable[Highest]) -> Iterator[str]:
    if credit.absence:
        yield credit.absence.kind
    for found in highest:
        words = [str(found.total.amount) if found.total else _given(credit, found.form)]
        if found.form.kind is FormKind.SHARE and found.form.of:
            words.append(f"of {found.form.of}")
        if not found.total:
            words += [f"for each {one}" for one in _steps(credit)]
        if not found.total and not found.apart:
            words.append("without limit")
        text = " ".join(words if found.is_whole else [*words, "or more"])
        yield ", ".join((text, *(_limit(cap) for cap in found.apart)))


def _given(credit: ResolvedCredit, form: CreditForm) -> str:
    return " or ".join(str(one) for one in credit.given if credit.sum_of(one).form == form)


def _steps(credit: ResolvedCredit) -> tuple[str, ...]:
    """Return for each of what a credit is given that nothing limits."""
    counted = (credit.record.per, *(tier.each for _, tier in credit.tiers))
    return tuple(dict.fromkeys(str(one) for one in counted if one))
