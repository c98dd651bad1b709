"""An agreement: who it is, the seven steps, and what stands around them."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from sla_catalog.frozen import dataclass
from sla_catalog.model.conditions import Conditions as Terms
from sla_catalog.model.dimensions import Dimension, Dimensions, DimensionValue
from sla_catalog.model.exclusions import Continuity, Exclusion, Maintenance
from sla_catalog.model.fields import (
    Absence,
    Conditions,
    OneOrMore,
    Polarity,
    Said,
    Weight,
    said,
)
from sla_catalog.model.glossary import Definition
from sla_catalog.model.header import (
    Classification,
    Document,
    Header,
    Status,
)
from sla_catalog.model.metrics import Metric, RequestType, Severity
from sla_catalog.model.monitoring import Monitoring
from sla_catalog.model.parties import Contact, PartyInAgreement, Role, Signatory
from sla_catalog.model.quantities import MalformedError
from sla_catalog.model.quantity_types import HoursOfWeek
from sla_catalog.model.remedies import Dispute, Remedies
from sla_catalog.model.responsibilities import Dependency, Responsibilities
from sla_catalog.model.reviews import (
    Amendment,
    Duration,
    Renewal,
    Review,
    Revision,
    Termination,
)
from sla_catalog.model.scalar_types import (
    Text,
)
from sla_catalog.model.security import Security
from sla_catalog.model.services import Limit, Service, Support


class Agreement(Header):
    """One agreement, in the order in which people write one."""

    provider: Said[OneOrMore[Text]] | None = said(
        "Who provides; short for `parties`.",
        Polarity.READ,
        Weight.CORE,
        also="supplier vendor service_provider seller provided_by",
    )
    customer: Said[OneOrMore[Text]] | None = said(
        "Who receives; short for `parties`.",
        Polarity.READ,
        Weight.CORE,
        also="customers client clients service_customer buyer consumer consumers recipient",
    )
    parties: tuple[PartyInAgreement, ...] | None = said(
        "Who agrees.", Polarity.PARTS, Weight.CORE, key="id", also="participants stakeholders party"
    )
    contacts: tuple[Contact, ...] | None = said(
        "Whom to ask.", Polarity.PARTS, Weight.ADMIN, key="role", also="contact points_of_contact"
    )
    duration: Said[Duration] | None = said(
        "When it starts and ends.",
        Polarity.PARTS,
        Weight.CORE,
        also="term period validity agreement_period contract_period contract_term runtime",
    )
    renewal: Said[Renewal] | None = said(
        "How it continues after its term.",
        Polarity.PARTS,
        Weight.CORE,
        also="auto_renewal auto_renew renewals extension prolongation",
    )
    related_documents: Said[tuple[Document, ...]] | None = said(
        "Other documents; those with a rank are in order of precedence.",
        Polarity.READ,
        Weight.CORE,
        key="id",
        also="documents attachments annexes appendices related see_also",
    )
    declared: Dimensions | None = said(
        "The words that `when` may use, with their values.",
        Polarity.READ,
        Weight.CORE,
        key="id",
        alias="dimensions",
        also="plans tiers variants editions",
        example="{plan: [gold, silver]}",
    )

    services: Said[tuple[Service, ...]] | None = said(
        "What is provided.",
        Polarity.SUPERSET,
        Weight.CORE,
        key="id",
        also="service core_services service_description service_catalog offerings",
        example="[{id: mail, name: E-mail}]",
    )
    limits: Said[tuple[Limit, ...]] | None = said(
        "Bounds of use.", Polarity.PARTS, Weight.CORE, key="id", also="limitations quotas quota"
    )
    service_hours: Said[HoursOfWeek] | None = said(
        "When the service is promised to work.",
        Polarity.SUPERSET,
        Weight.CORE,
        also="hours opening_hours operating_hours operation_hours business_hours working_hours "
        "coverage",
    )
    support: Said[Support] | None = said(
        "Who helps, and when.", Polarity.PARTS, Weight.CORE, also="helpdesk help_desk service_desk"
    )

    severities: tuple[Severity, ...] | None = said(
        "How bad a case is, worst first.",
        Polarity.PARTS,
        Weight.CORE,
        key="id",
        also="priorities priority severity severity_levels priority_levels incident_priorities",
    )
    request_types: tuple[RequestType, ...] | None = said(
        "Kinds of request.",
        Polarity.PARTS,
        Weight.CORE,
        key="id",
        also="request_type requests service_requests ticket_types",
    )
    metrics: Said[tuple[Metric, ...]] | None = said(
        "What is measured and promised.",
        Polarity.SUPERSET,
        Weight.CORE,
        key="id",
        also="kpi kpis slo slos sli slis indicators performance performance_metrics "
        "service_levels service_level_objectives targets uptime availability "
        "response_time response_times resolution_time resolution_times rto rpo latency",
        example="[{id: uptime, type: availability, target: 99.9 %, window: calendar month}]",
    )
    exclusions: Said[tuple[Exclusion, ...]] | None = said(
        "What does not count.",
        Polarity.SUBSET,
        Weight.CORE,
        key="id",
        also="exclusion exceptions exemptions excluded not_covered",
    )
    maintenance: Said[tuple[Maintenance, ...]] | None = said(
        "Work on the service.",
        Polarity.SUBSET,
        Weight.CORE,
        key="id",
        also="maintenance_window maintenance_windows planned_maintenance scheduled_maintenance "
        "change_windows",
    )
    continuity: Said[Continuity] | None = said(
        "Backups and plans for a disaster.",
        Polarity.PARTS,
        Weight.CORE,
        also="backup backups disaster_recovery business_continuity recovery",
    )

    monitoring: Said[Monitoring] | None = said(
        "How promises are tracked and reported.",
        Polarity.PARTS,
        Weight.CORE,
        also="reporting tracking measurement",
    )
    responsibilities: Said[Responsibilities] | None = said(
        "Who does what.",
        Polarity.PARTS,
        Weight.CORE,
        also="responsibility roles duties obligations roles_and_responsibilities",
    )
    depends_on: Said[tuple[Dependency, ...]] | None = said(
        "Agreements it depends on.",
        Polarity.READ,
        Weight.CORE,
        key="agreement",
        also="dependencies dependency relies_on underpinning_contracts upstream",
        example="[{agreement: its-id}]",
    )
    remedies: Said[Remedies] | None = said(
        "What follows when a promise is missed.",
        Polarity.PARTS,
        Weight.CORE,
        also="remedy penalty penalties service_credits consequences compensation "
        "sanctions liquidated_damages",
    )
    disputes: Said[tuple[Dispute, ...]] | None = said(
        "How disputes are settled, in order.",
        Polarity.READ,
        Weight.CORE,
        key="id",
        also="dispute dispute_resolution arbitration",
    )
    security: Said[Security] | None = said(
        "Protection of data and compliance.",
        Polarity.PARTS,
        Weight.CORE,
        also="compliance privacy security_and_compliance data_security",
    )
    review: Said[Review] | None = said(
        "How often it is looked at.", Polarity.PARTS, also="reviews service_review"
    )
    amendment: Said[Amendment] | None = said(
        "How it is changed.",
        Polarity.PARTS,
        Weight.CORE,
        also="amendments changes change_control change_management modification",
    )
    revisions: Said[tuple[Revision, ...]] | None = said(
        "What each version changed, newest first.",
        Polarity.NEUTRAL,
        Weight.ADMIN,
        key="version",
        also="history changelog change_log change_history revision_history version_history "
        "versions",
    )
    termination: Said[Termination] | None = said(
        "How it is ended.", Polarity.PARTS, Weight.CORE, also="cancellation exit"
    )
    signatories: tuple[Signatory, ...] | None = said(
        "Who signs.", Polarity.READ, key="party", also="signatory signatures signature signed_by"
    )
    conditions: Said[Terms] | None = said(
        "Payment, liability, law.",
        Polarity.PARTS,
        Weight.CORE,
        also="terms_and_conditions terms_of_service general_terms legal",
    )
    definitions: tuple[Definition, ...] | None = said(
        "Terms that have a meaning of their own here.",
        Polarity.READ,
        Weight.CORE,
        key="term",
        also="definition glossary terms terminology defined_terms abbreviations",
    )

    def check(self) -> None:
        """Refuse a party that is said twice."""
        for shorthand in (Role.PROVIDER, Role.CUSTOMER):
            listed = [p for p in self.parties or () if p.role is shorthand]
            if listed and getattr(self, shorthand) is not None:
                raise MalformedError(
                    f"{shorthand} is given beside a party in the role of {shorthand}",
                    "expected one of them",
                    f"leave out the key {shorthand}",
                )

    @property
    def state(self) -> Status:
        """Return the status, by default draft."""
        return self.status or Status.DRAFT

    @property
    def is_over(self) -> bool:
        """Tell whether it has ended for good: nothing in it falls due any more."""
        return self.state in {Status.EXPIRED, Status.TERMINATED, Status.SUPERSEDED}

    @property
    def visible_to(self) -> Classification:
        """Return the classification, by default internal."""
        return self.classification or Classification.INTERNAL

    @property
    def is_transcription(self) -> bool:
        """Tell whether facts are taken from somebody's published text."""
        return bool(self.sources)

    def in_role(self, role: Role) -> tuple[str, ...]:
        """Return the ids or names of the parties in a role; by default the owner provides."""
        shorthand = getattr(self, role, None)
        if isinstance(shorthand, tuple):
            return shorthand
        names = tuple(n for p in self.parties or () if p.role is role for n in p.party)
        if not names and role is Role.PROVIDER and shorthand is None:
            return (self.owner,)
        return names

    @cached_property
    def document_ranks(self) -> Mapping[str, int]:
        """Return the place of each related document that has one in the order of precedence.

        One document alone has a place only where the author says so.
        """
        documents = self.listed("related_documents")
        by_default = sum(document.ranked is None for document in documents) > 1
        ranked = (d.id for d in documents if (by_default if d.ranked is None else d.ranked))
        return {name: place for place, name in enumerate(ranked, 1)}

    def role_held_for(self, role: Role, name: str) -> Conditions:
        """Return the cases in which alone a party has a role; none where it has it in all."""
        entries = [p for p in self.parties or () if p.role is role and name in p.party]
        if not all(entry.when for entry in entries):
            return ()
        return tuple(case for entry in entries for case in entry.when or ())

    def listed(self, field: str) -> tuple[Any, ...]:
        """Return the entries of a list field; none where it is absent."""
        value = getattr(self, field)
        return value if isinstance(value, tuple) else ()

    @cached_property
    def own_dimensions(self) -> Mapping[str, Dimension]:
        """Return the dimensions that the agreement declares, all in the long form."""
        return {
            name: said if isinstance(said, Dimension) else Dimension.model_construct(values=said)
            for name, said in (self.declared or {}).items()
        }

    @property
    def dimensions(self) -> Mapping[str, tuple[str, ...]]:
        """Return the values of each dimension of its own, as `when` writes them."""
        return {
            name: tuple(v.id if isinstance(v, DimensionValue) else v for v in dimension.values)
            for name, dimension in self.own_dimensions.items()
        }

    def value_name(self, dimension: str, value: str) -> str:
        """Return the name of a value of a dimension of its own, else the value as written."""
        known = self.own_dimensions.get(dimension)
        for one in known.values if known else ():
            if isinstance(one, DimensionValue) and one.id == value:
                return one.name
        return value

    def dimension_values(self) -> dict[str, tuple[str, ...]]:
        """Return the values of each dimension, the built-in ones included, in their order."""
        built_in = {
            "service": tuple(item.id for item in self.listed("services")),
            "severity": tuple(item.id for item in self.severities or ()),
            "request": tuple(item.id for item in self.request_types or ()),
        }
        return dict(self.dimensions) | {name: ids for name, ids in built_in.items() if ids}

    @property
    def timezone(self) -> str | None:
        """Return the time zone of the agreement, if it states one."""
        return self.duration.timezone if isinstance(self.duration, Duration) else None


@dataclass(frozen=True, slots=True)
class StepPart:
    """A part of a step, by the classic outline."""

    id: str
    step: int


STEP_PARTS: Mapping[int, tuple[str, ...]] = {
    1: ("services", "scope", "delivery", "support"),
    2: ("kpis", "service_levels", "response", "availability"),
    3: ("tracking", "reports", "tools", "data"),
    4: ("provider", "customer", "communication", "escalation"),
    5: ("consequences", "credits", "disputes", "claims"),
    6: ("data_protection", "privacy", "regulation", "security"),
    7: ("reviews", "amendment", "termination", "renewal"),
}


def absence_of(value: object) -> Absence | None:
    """Return a value's absence, if it is one."""
    return value if isinstance(value, Absence) else None
