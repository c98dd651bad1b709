"""What laws and standards ask of an agreement: items in our words, and the keys that answer them.

To answer an item is no statement of conformity: it says where an agreement speaks of it.
"""

from __future__ import annotations

import re

from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.security import Regulation, Security


@dataclass(frozen=True, slots=True)
class FrameworkItem:
    """One thing that is asked; `keys` lead to what answers it, none where only prose can.

    `metrics:availability` are the metrics of which the outline speaks under that word, and
    `metrics:figures` are targets. That there is none of a key answers an item. That there is none
    of a section around the key does so only where `none_of` names that section.
    """

    id: str
    title: str
    keys: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()

    @property
    def number(self) -> str:
        """Return how a law numbers it, as `2 (a)`; nothing where items have no numbers."""
        return f"{self.id[0]} ({self.id[1]})" if self.id[0].isdigit() else ""


@dataclass(frozen=True, slots=True)
class Framework:
    """A law or a standard with its items; `names` matches how agreements name it."""

    id: str
    title: str
    names: str
    items: tuple[FrameworkItem, ...]

    def is_called(self, name: str) -> bool:
        """Tell whether a name means this framework."""
        return re.search(self.names, name, re.IGNORECASE) is not None


FIGURES = "figures"

# Deletion returns no data, a notice of an incident is no help in it, a check of the provider
# neither lets the customer in nor cooperates with authorities, and a backup is no plan. Of such
# items an agreement has no key, and its author names what answers them.
DORA = Framework(
    "dora-30",
    "DORA, article 30",
    r"\bDORA\b|2022/2554|\bdigital operational resilience act\b",
    (
        FrameworkItem("2a", "functions and services", ("services",)),
        FrameworkItem(
            "2b", "places of service and data",
            ("security.data_protection.locations", "services.regions"),
        ),
        FrameworkItem("2c", "protection of data", ("security.controls",)),
        FrameworkItem("2d", "access, recovery and return of data"),
        FrameworkItem("2e", "service levels", ("metrics",)),
        FrameworkItem("2f", "help in an incident"),
        FrameworkItem("2g", "cooperation with authorities"),
        FrameworkItem(
            "2h", "rights to terminate, with notice", ("termination.notice",), ("termination",)
        ),
        FrameworkItem("2i", "training in security"),
        FrameworkItem("3a", "targets that can be measured", (f"metrics:{FIGURES}",)),
        FrameworkItem("3b", "reports and their deadlines", ("monitoring.reports",)),
        FrameworkItem("3c", "continuity plans", ("continuity.plan",), ("continuity",)),
        FrameworkItem("3d", "penetration tests"),
        FrameworkItem("3e", "access and audit", ("monitoring.audit",)),
        FrameworkItem("3f", "exit with a time of transition", ("termination.transition",)),
    ),
)  # fmt: skip

ISO_19086 = Framework(
    "iso-19086",
    "ISO/IEC 19086-1",
    r"\b19086\b",
    (
        FrameworkItem("covered-services", "covered services", ("services",)),
        FrameworkItem("definitions", "definitions", ("definitions",)),
        FrameworkItem("monitoring", "monitoring of the service", ("monitoring",)),
        FrameworkItem("roles", "roles and responsibilities", ("responsibilities",)),
        FrameworkItem("accessibility", "accessibility"),
        FrameworkItem("availability", "availability", ("metrics:availability",)),
        FrameworkItem("performance", "performance and capacity", ("metrics:kpi", "limits")),
        FrameworkItem(
            "personal-data", "personal data", ("security.data_protection",), ("security",)
        ),
        FrameworkItem("security", "information security", ("security.controls",)),
        FrameworkItem("termination", "end of the service", ("termination",)),
        FrameworkItem("support", "support", ("support",)),
        FrameworkItem(
            "governance", "governance and laws",
            ("security.regulations", "conditions.governing_law"),
        ),
        FrameworkItem("changes", "changes of the service"),
        FrameworkItem("reliability", "backup and recovery", ("continuity",)),
        FrameworkItem(
            "data", "management of data",
            ("security.data_protection.retention", "security.data_protection.deleted_after_end"),
        ),
        FrameworkItem(
            "attestations", "certificates and audits",
            ("security.certifications", "security.audits"),
        ),
    ),
)  # fmt: skip

FRAMEWORKS = (DORA, ISO_19086)


def claimed(agreement: Agreement) -> tuple[Framework, ...]:
    """Return the frameworks that an agreement names among its regulations."""
    named = [one.framework for one in _regulations(agreement)]
    return tuple(one for one in FRAMEWORKS if any(map(one.is_called, named)))


def satisfying(agreement: Agreement, framework: Framework, item: FrameworkItem) -> tuple[str, ...]:
    """Return what the author names for an item: a key of the agreement, or the id of a control."""
    return tuple(
        name
        for one in _regulations(agreement)
        if framework.is_called(one.framework)
        and re.sub(r"[^0-9a-z]", "", (one.article or "").lower()).endswith(item.id)
        for name in one.satisfied_by or ()
    )


def _regulations(agreement: Agreement) -> tuple[Regulation, ...]:
    security = agreement.security
    listed = security.regulations if isinstance(security, Security) else None
    return listed if isinstance(listed, tuple) else ()
