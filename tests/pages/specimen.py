"""Views built by hand that use every kind of piece in every state, to test and to look at."""

from __future__ import annotations

from specimen_agreements import agreement, draft
from specimen_lists import comparison, glossary, overview
from specimen_others import broken, coverage, deadlines, framework, party_page, quality, services
from specimen_pieces import (
    AGREEMENT,
    BROKEN,
    COMPARISON,
    COVERAGE,
    DEADLINES,
    DRAFT,
    FRAMEWORK,
    GLOSSARY,
    OVERVIEW,
    PARTY,
    QUALITY,
    SERVICES,
)
from specimen_proposals import history, proposal, proposed

from sla_catalog.pages.rendering import View

VIEWS: dict[str, View] = {
    AGREEMENT: agreement(),
    DRAFT: proposed(draft()),
    OVERVIEW: overview(),
    GLOSSARY: glossary(),
    COMPARISON: comparison(),
    PARTY: party_page(),
    DEADLINES: deadlines(),
    QUALITY: quality(),
    SERVICES: services(),
    COVERAGE: coverage(),
    FRAMEWORK: framework(),
    BROKEN: broken(),
    "proposal.md": proposal(),
    "agreements/managed-postgresql/history.md": history(),
}
