"""What a team decides about checking its catalog, in `sla.yml` beside `mkdocs.yml`."""

from collections.abc import Mapping
from enum import StrEnum

from sla_catalog.model.fields import Polarity, Record, Weight, required, said
from sla_catalog.model.scalar_types import Reason, Text, Yes


class FindingLevel(StrEnum):
    """How much the findings of a rule weigh; `off` leaves them out."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    OFF = "off"


class FailOn(StrEnum):
    """The least severe findings for which the check fails."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


class AllowedTerm(Record):
    """A vague term that this catalog may use, and why."""

    term: Text = required("The words as a finding names them.", Polarity.NEUTRAL, Weight.ADMIN)
    reason: Reason = required("Why they are clear enough here.", Polarity.NEUTRAL, Weight.ADMIN)


class CheckPolicy(Record):
    """What is checked, and how much it weighs."""

    select: tuple[Text, ...] | None = said(
        "Only these rules or families.", Polarity.NEUTRAL, Weight.ADMIN
    )
    ignore: tuple[Text, ...] | None = said(
        "Without these rules or families.", Polarity.NEUTRAL, Weight.ADMIN
    )
    levels: Mapping[str, FindingLevel] | None = said(
        "How much the findings of a rule or family weigh.", Polarity.NEUTRAL, Weight.ADMIN
    )
    fail_on: FailOn | None = said(
        "The least severe findings that fail.", Polarity.NEUTRAL, Weight.ADMIN
    )
    vocabulary: tuple[AllowedTerm, ...] | None = said(
        "Vague terms that are allowed.", Polarity.NEUTRAL, Weight.ADMIN, key="term"
    )
    require_until: Yes | None = said(
        "Whether each accepted finding needs a last day.", Polarity.NEUTRAL, Weight.ADMIN
    )


class VersionStep(StrEnum):
    """Which version weaker promises call for."""

    MAJOR = "major"
    ANY = "any"


class PointOfPolicy(StrEnum):
    """What is asked of a changed agreement beside its promises."""

    VERSION = "version"
    NOTICE = "notice"
    EFFECTIVE = "effective"
    APPROVAL = "approval"
    AUDIENCE = "audience"


class ReviewPolicy(Record):
    """What is asked of a proposal before it is merged."""

    fail_on: FailOn | None = said(
        "The least grave changes that close the gate.", Polarity.NEUTRAL, Weight.ADMIN
    )
    version: VersionStep | None = said(
        "Which version weaker promises call for.", Polarity.NEUTRAL, Weight.ADMIN
    )
    ignore: tuple[PointOfPolicy, ...] | None = said(
        "What is not asked for.", Polarity.NEUTRAL, Weight.ADMIN
    )

    def asks_for(self, point: PointOfPolicy) -> bool:
        """Tell whether a point is asked for; all are by default."""
        return point not in (self.ignore or ())


class Policy(Record):
    """All of `sla.yml`."""

    check_: CheckPolicy | None = said(
        "How agreements are checked.", Polarity.NEUTRAL, Weight.ADMIN, alias="check"
    )
    review: ReviewPolicy | None = said("How changes are reviewed.", Polarity.NEUTRAL, Weight.ADMIN)

    @property
    def checking(self) -> CheckPolicy:
        """Return how agreements are checked; nothing is decided by default."""
        return self.check_ or CheckPolicy()

    @property
    def reviewing(self) -> ReviewPolicy:
        """Return how proposals are reviewed; nothing is decided by default."""
        return self.review or ReviewPolicy()
