"""Further pages of an agreement that a proposal changes: changed clauses alone, and no marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import groupby

from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.pages.addresses import Addresses, OnPage, PageAt, Target
from sla_catalog.pages.agreement.view import agreement_view
from sla_catalog.pages.blocks import Link
from sla_catalog.pages.context import PROPOSAL, RenderContext, agreement_uri
from sla_catalog.pages.labels import Labels
from sla_catalog.pages.proposal.uris import changed_uri, clean_uri
from sla_catalog.pages.rendering import Heading
from sla_catalog.pages.sections import Clause, Section
from sla_catalog.pages.views.agreement import AgreementView


def changed_agreements(context: RenderContext) -> Iterator[Agreement]:
    """Yield the agreements that a proposal changes."""
    names = {one.change.agreement for one in context.review.changes} if context.review else set()
    return (one for one in context.catalog.agreements if one.id in names)


@dataclass(frozen=True, slots=True)
class ViewAddresses(Addresses):
    """Addresses of a further page of an agreement, `at`; what it does not show is on its `own`."""

    own: str = ""
    at: str = ""
    missing: Set[str] = frozenset()

    def href(self, target: Target, seen_from: str) -> str:
        """Return the address of a target."""
        here = self.at if seen_from == self.own else seen_from
        return Addresses.href(self, self._placed(target), here)

    def _placed(self, target: Target) -> Target:
        if isinstance(target, OnPage) and target.anchor in self.missing:
            return PageAt(self.own, target.anchor)
        if isinstance(target, PageAt) and target.uri == self.own and target.anchor:
            return target if target.anchor in self.missing else OnPage(target.anchor)
        return target


def view_addresses(
    agreement: Agreement, at: str, context: RenderContext, addresses: Addresses
) -> ViewAddresses:
    """Return the addresses of a further page; one of changed clauses lacks the others."""
    is_whole = at != changed_uri(agreement.id)
    missing = frozenset() if is_whole else _unchanged(agreement_view(agreement, context))
    return ViewAddresses(
        addresses.directory_urls,
        addresses.between_sources,
        own=agreement_uri(agreement.id),
        at=at,
        missing=missing,
    )


def _unchanged(view: AgreementView) -> frozenset[str]:
    clauses = (clause for section in view.sections for clause in section.clauses)
    return frozenset(clause.anchor for clause in clauses if not clause.marks)


def changed_view(agreement: Agreement, context: RenderContext) -> AgreementView:
    """Lay out the changed clauses; each run of others is one line, so that nothing vanishes."""
    view = agreement_view(agreement, context)
    words = context.labels
    sections = tuple(_changed_section(part, words) for part in view.sections)
    links = (
        Link(words["proposal.all"], PageAt(PROPOSAL)),
        Link(words["proposal.whole"], PageAt(agreement_uri(agreement.id))),
        Link(words["proposal.clean"], PageAt(clean_uri(agreement.id))),
    )
    proposed = view.proposed and replace(view.proposed, links=links)
    missing = _unchanged(view)
    promises = replace(
        view.promises,
        rows=tuple(
            replace(row, number="") if row.anchor in missing else row for row in view.promises.rows
        ),
    )
    missed = view.missed and replace(
        view.missed,
        rows=tuple(
            replace(row, number="") if row.anchor in missing else row for row in view.missed.rows
        ),
    )
    return replace(
        view,
        actions=(),
        sections=sections,
        proposed=proposed,
        promises=promises,
        missed=missed,
        signatures=(),
        terms=(),
    )


def _changed_section(section: Section, words: Labels) -> Section:
    clauses: list[Clause] = []
    for is_changed, group in groupby(section.clauses, key=lambda clause: bool(clause.marks)):
        listed = [*group]
        clauses += listed if is_changed else [_run(listed, words)]
    is_kept = any(clause.marks for clause in section.clauses)
    return replace(section, clauses=tuple(clauses), blocks=section.blocks if is_kept else ())


def _run(clauses: Sequence[Clause], words: Labels) -> Clause:
    """Return a line that stands for clauses which do not change."""
    first, last = clauses[0], clauses[-1]
    numbers = first.number if first is last else f"{first.number} – {last.number}"
    told = f"{numbers}{words['colon']} {words['proposal.unchanged']}"
    return Clause("", f"unchanged-{first.anchor}", told, ())


def clean_view(agreement: Agreement, context: RenderContext) -> AgreementView:
    """Lay out an agreement as it would read, without a mark, and still not in force."""
    marked = agreement_view(agreement, context)
    view = agreement_view(agreement, replace(context, review=None))
    words = context.labels
    links = (
        Link(words["proposal.all"], PageAt(PROPOSAL)),
        Link(words["proposal.marked"], PageAt(agreement_uri(agreement.id))),
    )
    proposed = marked.proposed and replace(
        marked.proposed, lead=words["proposal.clean.lead"], links=links, elsewhere=()
    )
    return replace(
        view,
        actions=(),
        status_icon=marked.status_icon,
        status=marked.status,
        status_ahead=None,
        identity=marked.identity,
        cover=marked.cover,
        proposed=proposed,
    )


def with_counts(
    headings: Sequence[Heading], view: AgreementView, words: Labels
) -> tuple[Heading, ...]:
    """Return the contents of a page with the number of changes of meaning beside each section."""
    counts = {
        section.anchor: sum(
            mark.direction != "same" for clause in section.clauses for mark in clause.marks
        )
        for section in view.sections
    }
    return tuple(
        (level, anchor, _counted(text, counts.get(anchor, 0), words))
        for level, anchor, text in headings
    )


def _counted(text: str, count: int, words: Labels) -> str:
    key = "proposal.contents.one" if count == 1 else "proposal.contents"
    return words[key].format(title=text, count=count) if count else text
