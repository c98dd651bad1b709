"""What a proposal puts in the place of other values, by the fields in which they are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from markupsafe import Markup

from sla_catalog.findings import Span
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Location
from sla_catalog.model.fields import Record
from sla_catalog.model.metrics import Metric, Objective
from sla_catalog.model.quantities import NO_BREAK
from sla_catalog.pages.addresses import OnPage
from sla_catalog.pages.blocks import Icon, Inline, Line, Link, Prose, Strong, Text
from sla_catalog.pages.context import RenderContext
from sla_catalog.pages.labels import Labels
from sla_catalog.review.reported import CustomerEffect, ReportedChange

ICONS: Mapping[CustomerEffect, str] = {
    CustomerEffect.WEAKER: "worse",
    CustomerEffect.DECIDE: "decide",
    CustomerEffect.STRONGER: "better",
    CustomerEffect.SAME: "equal",
}
LONGEST = 60  # of a value that is repeated beside another one; longer ones are at their clause
_ONE_LINE = 16
_OLD = Markup('<del><span class="sla-hidden">{} </span>{}</del>')
_NEW = Markup('<ins><span class="sla-hidden">{} </span>{}</ins>')
_SOFT = Markup('<span class="sla-soft">{}</span>')
_STRONG = Markup("<strong>{}</strong>")

_Field = tuple[int, str]  # a record by its identity, and the name of its field
_Spot = tuple[int, int, int, int]


def anchor_of_change(change: ReportedChange) -> str:
    """Return the anchor of a change, which stays the same while the change does."""
    return f"change-{change.fingerprint.removeprefix('c1:')[:12]}"


def old_value(text: str, words: Labels) -> Prose:
    """Return a former value, struck through; the word ‘was’ is for those who hear the page."""
    return Prose(_OLD.format(words["change.was"], _unbroken(text)))


def in_english(text: str, words: Labels) -> Prose:
    """Return words of the comparison, which are English on pages of any language."""
    return Prose(_SOFT.format(text), lang="" if words.language == "en" else "en")


def _unbroken(text: str) -> str:
    """Keep a number on one line with its unit."""
    return text.replace(" ", NO_BREAK) if len(text) <= _ONE_LINE else text


def new_value(text: str, words: Labels, *, is_strong: bool = False) -> Prose:
    """Return the value that takes its place."""
    shown = _STRONG.format(_unbroken(text)) if is_strong else _unbroken(text)
    return Prose(_NEW.format(words["change.now"], shown))


def is_proposed(agreement: Agreement, context: RenderContext) -> bool:
    """Tell whether the site is that of a proposal which changes the agreement."""
    listed = context.review.changes if context.review else ()
    return any(one.change.agreement == agreement.id for one in listed)


@dataclass(frozen=True)
class FormerValues:
    """The changes of an agreement by the fields whose values they replace; none without a review.

    Only what is short enough is shown beside the new value.
    """

    words: Labels
    by_field: Mapping[_Field, Sequence[ReportedChange]] = field(default_factory=dict)

    @classmethod
    def of(cls, agreement: Agreement, context: RenderContext) -> FormerValues:
        """Return those of an agreement on the site of a proposal."""
        listed = context.review.changes if context.review else ()
        changes: dict[_Spot, list[ReportedChange]] = {}
        for one in listed:
            change = one.change
            if change.agreement == agreement.id and change.after.span and _is_shown(change):
                changes.setdefault(_spot(change.after.span), []).append(change)
        if not changes:
            return cls(context.labels)
        catalog = context.catalog
        found: dict[_Field, Sequence[ReportedChange]] = {}
        for key, location in _fields(agreement, catalog.records(agreement)):
            known = changes.get(_spot(catalog.span(agreement, location)))
            if known:
                found[key] = known
        return cls(context.labels, found)

    def of_field(self, record: Record, name: str) -> Sequence[ReportedChange]:
        """Return the changes of a field of a record."""
        return self.by_field.get((id(record), name), ())

    def of_target(self, metric: Metric, objective: Objective) -> Sequence[ReportedChange]:
        """Return the changes of a target, whether it is that of an objective or of its metric."""
        if not self.by_field:
            return ()
        return self.of_field(objective, "target") or (
            self.of_field(metric, "target") if metric.target is not None else ()
        )

    def beside(self, changes: Sequence[ReportedChange], line: Line) -> Line:
        """Return a line with former values before the new one."""
        if not changes:
            return line
        olds = dict.fromkeys(change.before.text for change in changes)
        struck: list[Inline] = [old_value(text, self.words) for text in olds]
        match line:
            case (Strong(text), *rest):
                return (*struck, new_value(text, self.words, is_strong=True), *rest)
            case (Text(text), *rest):
                return (*struck, new_value(text, self.words), *rest)
            case _:
                return (*struck, *line)

    def notes(self, changes: Sequence[ReportedChange]) -> Iterator[Line]:
        """Say for each change what it means for the customer, and lead to it."""
        for change in changes:
            if change.direction is CustomerEffect.SAME:
                continue
            link = Link(self.words["proposal.details"], OnPage(anchor_of_change(change)))
            short = change.effect.partition(" (")[0]  # the clause tells it in full
            effect = (in_english(short, self.words),) if short else ()
            word = Text(self.words[f"change.{change.direction}"])
            yield (Icon(ICONS[change.direction]), word, *effect, link)


def _is_shown(change: ReportedChange) -> bool:
    texts = (change.before.text, change.after.text)
    return all(texts) and max(map(len, texts)) <= LONGEST


def _spot(span: Span) -> _Spot:
    return (span.line, span.column, span.end_line, span.end_column)


def _fields(
    agreement: Agreement, records: Sequence[tuple[Record, Location]]
) -> Iterator[tuple[_Field, Location]]:
    """Yield the fields that are stated, with where their values are written."""
    for record, location in records:
        for name, declared in type(record).model_fields.items():
            if getattr(record, name) is not None:
                yield (id(record), name), (*location, declared.alias or name)
    for place, metric in enumerate(agreement.listed("metrics")):
        for objective, keys in metric.matrix.placed if metric.matrix else ():
            yield (id(objective), "target"), ("metrics", place, "matrix", *keys)
