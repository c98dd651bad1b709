"""The comparison laid out: agreements at the head, metrics in families, then differing terms."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from sla_catalog.model.metrics import Family
from sla_catalog.pages.addresses import PageAt
from sla_catalog.pages.agreement.sheet import Sheet
from sla_catalog.pages.blocks import (
    Choice,
    ComparedAgreement,
    ComparedGroup,
    ComparedRow,
    ComparisonView,
    Facet,
    Link,
)
from sla_catalog.pages.comparison.facts import REMEDIES, RESPONSE, SECURITY, fact_rows
from sla_catalog.pages.comparison.metrics import metric_rows, metric_values
from sla_catalog.pages.comparison.terms import differing_terms
from sla_catalog.pages.downloads import METRICS, WORKBOOK, downloads
from sla_catalog.pages.edition import COMPARISON, Edition, agreement_uri
from sla_catalog.pages.labels import Labels
from sla_catalog.pages.overview import agreements_in_order
from sla_catalog.reckoning.comparability import ObstacleKind

_FACTS = {"response": RESPONSE, "remedies": REMEDIES, "security": SECURITY}
_WORDS = "compare.say."
_SHARED = (
    "rank.best.",
    "rank.worst.",
    "rank.equal",
    "not.comparable",
    "not.ranked.in.force",
    "basis.word.",
)
_BASIS = {kind.value: kind.value for kind in ObstacleKind} | {"over": ObstacleKind.DENOMINATOR}


def comparison_view(edition: Edition) -> ComparisonView:
    """Lay out the comparison."""
    sheets = [
        Sheet(a, edition, COMPARISON)
        for a in agreements_in_order(edition)
        if any(m.promises or m.absence for m in a.listed("metrics"))
    ]
    heads = tuple(map(_head, sheets))
    groups = tuple(_groups(edition, sheets))
    return ComparisonView(
        title=edition.labels["comparison.title"],
        lead=edition.labels["comparison.lead"],
        agreements=heads,
        groups=groups,
        facets=tuple(_facets(edition.labels, heads, groups)),
        terms=differing_terms(edition, sheets),
        words=words(edition.labels),
        actions=downloads(edition.labels, (WORKBOOK, METRICS)),
    )


def words(labels: Labels) -> str:
    """Return the words that the script says, as JSON by their keys."""
    said = {key.removeprefix(_WORDS): labels[key] for key in labels if key.startswith(_WORDS)}
    said |= {key: labels[key] for key in labels if key.startswith(_SHARED)}
    said |= {f"basis.{name}": labels[f"basis.{kind}"] for name, kind in _BASIS.items()}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def _head(sheet: Sheet) -> ComparedAgreement:
    agreement = sheet.agreement
    return ComparedAgreement(
        agreement.reference or agreement.title,
        agreement.reference or agreement.kind.upper(),
        Link(agreement.title, PageAt(agreement_uri(agreement.id)), quiet=True, strong=True),
        sheet.edition.status_icon(agreement),
        sheet.edition.state_words(agreement),
        agreement.id,
        agreement.kind.upper(),
        sheet.edition.catalog.party_name(agreement.owner),
        agreement.tags or (),
    )


def _groups(edition: Edition, sheets: list[Sheet]) -> Iterator[ComparedGroup]:
    names = [sheet.agreement.id for sheet in sheets]
    values = metric_values(sheets)
    for family in [*Family, "remedies", "security", "other"]:
        rows: list[ComparedRow] = []
        for key in values:
            if key.family == family:
                rows += metric_rows(edition, names, key, values)
        rows += fact_rows(edition, sheets, _FACTS.get(family, ()))
        if rows:
            yield ComparedGroup(edition.labels[f"family.{family}"], tuple(rows), str(family))


def _facets(
    labels: Labels, heads: tuple[ComparedAgreement, ...], groups: tuple[ComparedGroup, ...]
) -> Iterator[Facet]:
    for name, counts in (
        ("kind", Counter(head.kind for head in heads)),
        ("owner", Counter(head.owner for head in heads)),
        ("tag", Counter(tag for head in heads for tag in head.tags)),
    ):
        chosen = sorted(counts) if name != "kind" else list(counts)
        choices = tuple(Choice(value, value, counts[value]) for value in chosen)
        if len(choices) > 1:
            yield Facet(name, labels[f"facet.{name}"], choices)
    choices = tuple(Choice(group.name, group.title, len(group.rows)) for group in groups)
    yield Facet("metric", labels["comparison.metrics"], choices)
