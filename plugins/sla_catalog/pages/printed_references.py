"""Contexts whose pages say in print where their links lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.pages.agreement.numbers import numbers
from sla_catalog.pages.context import RenderContext, agreement_uri
from sla_catalog.pages.cross_references import CrossReference


def with_cross_references(context: RenderContext) -> RenderContext:
    """Return a context that can cite each of its agreements."""
    return replace(context, cited=_Citable(context))


@dataclass(frozen=True)
class _Citable(Mapping[str, CrossReference]):
    """What can be cited, by the source paths of pages; worked out where a link leads there."""

    _edition: RenderContext

    @cached_property
    def _agreements(self) -> Mapping[str, Agreement]:
        return {agreement_uri(one.id): one for one in self._edition.catalog.agreements}

    def __getitem__(self, uri: str) -> CrossReference:
        agreement, edition = self._agreements[uri], self._edition
        return edition.shared(
            "cited", agreement, lambda: edition.recall("cited", agreement, _cited)
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self._agreements)

    def __len__(self) -> int:
        return len(self._agreements)


def _cited(agreement: Agreement, context: RenderContext) -> CrossReference:
    return CrossReference(agreement.reference or agreement.id, numbers(agreement, context))
