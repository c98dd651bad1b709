"""Coverage by a framework: what each agreement answers of its items, and the clauses that do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from sla_catalog.model.agreement import Agreement
from sla_catalog.model.frameworks import FIGURES, FRAMEWORKS, Framework
from sla_catalog.model.metric_types import METRIC_TYPES
from sla_catalog.pages.addresses import PageAt
from sla_catalog.pages.agreement.cells import anchor_of, listed
from sla_catalog.pages.agreement.numbers import layout, numbered
from sla_catalog.pages.agreement.page import AgreementPage
from sla_catalog.pages.agreement.view import section_anchor
from sla_catalog.pages.blocks import Inline, Line, Link, Soft, State, Text
from sla_catalog.pages.context import COVERAGE, RenderContext, agreement_uri
from sla_catalog.pages.overview import agreements_in_order
from sla_catalog.pages.paging import ROWS_A_PAGE, page_links, page_uris
from sla_catalog.pages.views.lists import FrameworkAnswers, FrameworkView, ItemAnswer
from sla_catalog.resolved.frameworks import DEFINITIONS, Answer, answers

MOST_CLAUSES = 3  # of one item; more are a range
# The clause that says what stands under a key; without one, the section that its first word names.
_CLAUSES: Mapping[str, str] = {
    "limits": "limits",
    "monitoring.reports": "reports",
    "monitoring.audit": "measurement",
    "continuity": "continuity",
    "continuity.plan": "continuity",
    "security.data_protection": "data-protection",
    "security.data_protection.locations": "data-protection",
    "security.data_protection.retention": "data-protection",
    "security.data_protection.deleted_after_end": "data-protection",
    "security.controls": "controls",
    "security.audits": "audits",
    "security.certifications": "certifications",
    "security.regulations": "regulations",
    "support": "support",
    "termination": "termination",
    "termination.notice": "termination",
    "termination.transition": "termination",
}
_SECTIONS = {"termination": "review", "amendment": "review", "limits": "services"}
_SECTIONS |= {"support": "services", "continuity": "metrics"}


def framework_uris(context: RenderContext, framework: Framework) -> tuple[str, ...]:
    """Return the source path of each page of a framework, whole pages of agreements."""
    return page_uris(f"coverage/{framework.id}.md", len(context.catalog.agreements))


def framework_links(context: RenderContext) -> tuple[Link, ...]:
    """Return the ways to look at the coverage, the seven steps first."""
    labels = context.labels
    others = (
        Link(labels[f"framework.{one.id}"], PageAt(f"coverage/{one.id}.md")) for one in FRAMEWORKS
    )
    return (Link(labels["framework.steps"], PageAt(COVERAGE)), *others)


def framework_view(framework: Framework, page: int, context: RenderContext) -> FrameworkView:
    """Lay out one page of the coverage by a framework, from 1."""
    labels, all_of = context.labels, agreements_in_order(context)
    first = (page - 1) * ROWS_A_PAGE
    shown = all_of[first : first + ROWS_A_PAGE]
    return FrameworkView(
        labels["coverage.title"],
        labels["framework.lead"],
        labels[f"framework.{framework.id}"],
        framework_links(context),
        FRAMEWORKS.index(framework) + 1,
        labels["framework.items"].format(count=len(framework.items)),
        tuple(_answers(one, context)[framework.id] for one in shown),
        str(len(all_of)),
        page_links(framework_uris(context, framework)),
        page,
    )


def _answers(agreement: Agreement, context: RenderContext) -> Mapping[str, FrameworkAnswers]:
    """Return what an agreement answers of each framework, worked out once for all their pages."""
    return context.shared(
        "frameworks", agreement, lambda: context.recall("frameworks", agreement, _made)
    )


def _made(agreement: Agreement, context: RenderContext) -> Mapping[str, FrameworkAnswers]:
    clauses = _Clauses(AgreementPage(agreement, context, agreement_uri(agreement.id)))
    return {one.id: _answers_to(one, agreement, clauses, context) for one in FRAMEWORKS}


def _answers_to(
    framework: Framework, agreement: Agreement, clauses: _Clauses, context: RenderContext
) -> FrameworkAnswers:
    labels, uri = context.labels, agreement_uri(agreement.id)
    found = answers(agreement, framework, _shared_terms(agreement, context))
    items = tuple(
        ItemAnswer(
            item.number,
            labels[f"framework.{framework.id}.{item.id}"],
            State(found[item.id].extent),
            clauses.of(found[item.id]),
        )
        for item in framework.items
    )
    count = sum(answer.is_one for answer in found.values())
    return FrameworkAnswers(
        f"agreement-{agreement.id}",
        Link(agreement.title, PageAt(uri)),
        (Soft(agreement.reference),) if agreement.reference else (),
        labels["framework.of"].format(count=count, all=len(items)),
        count,
        items,
    )


def _shared_terms(agreement: Agreement, context: RenderContext) -> Set[str]:
    return context.uses(agreement).keys() & context.catalog.term_by_id.keys()


class _Clauses:
    """The clauses of an agreement, by what stands in them."""

    def __init__(self, page: AgreementPage) -> None:
        sections = layout(page)
        self._sheet = page
        self._numbers = dict(numbered(sections))
        self._titles = {
            draft.anchor: draft.title for *_, drafts in sections for draft in drafts
        } | {name: page.label(f"section.{name}") for _, name, _ in sections}

    def of(self, answer: Answer) -> Line:
        """Lead to what answers an item; none where nothing does."""
        places = dict.fromkeys(place for key in answer.keys for place in self._places(key))
        if len(places) > MOST_CLAUSES:
            first, *_, last = places
            return (self._link(*first), Text(self._sheet.label("framework.to")), self._link(*last))
        return listed(self._link(*place) for place in places)

    def _places(self, key: str) -> Iterator[tuple[str, str]]:
        """Yield the anchor and the words of each clause for a key, or for a control."""
        path, _, part = key.partition(":")
        if part and part != FIGURES:
            for metric in self._sheet.agreement.listed("metrics"):
                kind = METRIC_TYPES.get(metric.type)
                if (kind.part if kind else "kpi") == part:
                    yield self._place(f"metric-{anchor_of(metric)}")
            return
        if path == DEFINITIONS and not self._sheet.agreement.definitions:
            yield self._first_term()
            return
        clause, section = _CLAUSES.get(path, ""), path.partition(".")[0]
        if clause in self._numbers:
            yield self._place(clause)
        elif section in _SECTIONS or section in self._titles:
            yield self._place(_SECTIONS.get(section, section), is_section=True)
        else:  # the id of a control
            yield self._place("controls")

    def _first_term(self) -> tuple[str, str]:
        """Lead to the first of the shared terms that the agreement uses."""
        first = min(_shared_terms(self._sheet.agreement, self._sheet.context))
        return f"used-{first}", self._sheet.context.catalog.term_by_id[first].term

    def _place(self, anchor: str, *, is_section: bool = False) -> tuple[str, str]:
        number, title = self._numbers.get(anchor, ""), self._titles.get(anchor, "")
        return section_anchor(anchor) if is_section else anchor, f"{number} {title}".strip()

    def _link(self, anchor: str, words: str) -> Inline:
        return Link(words, PageAt(self._sheet.uri, anchor))
