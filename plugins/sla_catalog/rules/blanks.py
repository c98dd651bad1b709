"""Texts that say nothing: a place that was left open, a reason that is none."""

from __future__ import annotations

from collections.abc import Iterator

from sla_catalog.findings import Finding, FindingSeverity
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.contents import values_within
from sla_catalog.model.fields import ABSENCE_WORDS, Absence, MaybeAbsent, Record, in_sentence
from sla_catalog.model.placeholder import is_no_reason, is_placeholder
from sla_catalog.model.quantities import quoted
from sla_catalog.model.struct import Field


def left_open(catalog: Catalog) -> Iterator[Finding]:
    """Find texts that only mark a place to be filled."""
    for agreement in catalog.agreements:
        for record, location in catalog.records_with(agreement, str):
            for key, value in values_within(record, str):
                texts = value if isinstance(value, tuple) else (value,)
                for place, text in enumerate(texts):
                    if isinstance(text, str) and is_placeholder(text):
                        yield Finding(
                            "left-open",
                            catalog.span(agreement, (*location, key, place)),
                            f"{quoted(text)} under {quoted(key)} is still to be filled in",
                            f"expected {_what_belongs_there(record, key)}",
                            f"{key}: …"
                            if key in _REASONS or _field(record, key).is_required()
                            else f"{key}: …, or leave it out",
                            FindingSeverity.WARNING,
                        )


_REASONS = {
    "none": "why there is none",
    "elsewhere": "which document says it",
    "unread": "why it was not read",
}
_KEPT = {"none": "no reason stated", "elsewhere": "another document", "unread": "not read yet"}


def _kept(word: str) -> str:
    """Say how an absence is written, and how it is where its reason is not known."""
    return f"{word}: …; {_REASONS[word]}, or `{word}: {_KEPT[word]}` where that is not known"


def _what_belongs_there(record: Record, key: str) -> str:
    return _REASONS.get(key) or in_sentence(_field(record, key).description or "a text")


def _field(record: Record, key: str) -> Field:
    return next(f for name, f in type(record).model_fields.items() if key in {name, f.alias})


_ABSENT = (Absence, MaybeAbsent)


def absence_without_reason(catalog: Catalog) -> Iterator[Finding]:
    """Find absences whose reason is no reason."""
    for agreement in catalog.agreements:
        for record, location in catalog.records(agreement):
            if not isinstance(record, _ABSENT):
                continue
            for word in ABSENCE_WORDS:
                why = getattr(record, word)
                if isinstance(why, str) and is_no_reason(why):
                    yield Finding(
                        "absence-without-reason",
                        catalog.span(agreement, (*location, word)),
                        f"{quoted(why)} is not a reason",
                        "expected what readers ask next: why, or where it is written",
                        _kept(word),
                        FindingSeverity.WARNING,
                    )
