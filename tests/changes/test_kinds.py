"""The table of kinds: permanent names, each with the opposite that a swap must give."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

from sla_catalog.changes import KINDS, ChangeDirection, fields
from sla_catalog.changes.reference import changes_reference
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Calendar
from sla_catalog.model.fields import Record, meaning
from sla_catalog.model.glossary import Term
from sla_catalog.model.metrics import SharedMetric
from sla_catalog.model.parties import Party


def test_each_kind_has_a_code_of_its_own() -> None:
    assert len({kind.code for kind in KINDS.values()}) == len(KINDS)


# The kinds of the first release. Their codes and ids are permanent: acknowledgements hold them.
FIRST_RELEASE = """
C101 availability-target-lowered C102 availability-target-raised C103 objective-removed
C104 objective-added C105 threshold-relaxed C106 threshold-tightened C107 percentile-lowered
C108 percentile-raised C113 window-lengthened C114 window-shortened C115 window-type-changed
C116 commitment-became-goal C117 goal-became-commitment C118 effort-standard-added
C119 effort-standard-removed C120 coverage-narrowed C121 coverage-widened
C122 downtime-granularity-coarsened C123 downtime-granularity-refined C128 metric-replaced
C130 value-respelled C131 value-set C132 value-removed
C201 response-time-lengthened C202 response-time-shortened C203 restore-time-lengthened
C204 restore-time-shortened C207 severity-removed C208 severity-added
C209 severity-definition-changed C210 severity-matrix-cell-removed C211 severity-matrix-cell-added
C212 support-hours-narrowed C213 support-hours-widened C214 support-hours-shifted
C215 clock-narrowed C216 clock-widened C219 timezone-changed C221 channel-removed C222 channel-added
C301 credit-tier-removed C302 credit-tier-added C303 credit-lowered C304 credit-raised
C305 credit-threshold-lowered C306 credit-threshold-raised C307 credit-cap-added-or-lowered
C308 credit-cap-removed-or-raised C309 claim-window-shortened C310 claim-window-lengthened
C311 credit-became-on-request C312 credit-became-automatic C315 credit-base-changed
C316 sole-remedy-added C317 sole-remedy-removed C318 termination-right-removed-or-raised
C319 termination-right-added-or-lowered C326 remedy-removed-from-objective C327 remedy-attached
C330 credit-schedule-restructured
C401 exclusion-added C402 exclusion-removed C403 exclusion-widened C404 exclusion-narrowed
C405 exclusion-reworded C406 maintenance-window-added-or-lengthened
C407 maintenance-window-removed-or-shortened C408 maintenance-window-moved
C409 maintenance-notice-shortened C410 maintenance-notice-lengthened
C413 service-or-component-removed C414 service-or-component-added
C415 customer-duty-added-or-tightened C416 customer-duty-removed-or-eased
C501 provider-notice-shortened C502 provider-notice-lengthened C503 customer-notice-lengthened
C504 customer-notice-shortened C508 effective-date-later C509 effective-date-earlier
C510 end-date-earlier C511 end-date-later C512 status-changed C513 unilateral-change-right-added
C514 unilateral-change-right-removed C515 review-interval-lengthened C516 review-interval-shortened
C517 review-postponed C518 version-changed
C601 definition-changed C602 definition-removed C603 definition-added C604 formula-changed
C607 measurement-source-changed C608 probe-interval-coarsened C609 probe-interval-refined
C610 report-less-often-or-later C611 report-more-often-or-sooner
C701 party-changed C702 owner-or-contact-changed C710 visibility-widened C711 visibility-narrowed
C712 approval-or-signature-changed
C801 wording-only C802 typo-sized C803 clause-moved C804 number-changed-in-prose C805 duty-weakened
C806 duty-strengthened C807 negation-changed C808 qualifier-added C809 qualifier-removed
C810 clause-added C811 clause-removed C812 substantive-rewording C813 link-target-changed
C901 agreement-added C902 agreement-removed C903 agreement-file-moved C904 agreement-id-changed
C906 dependency-changed
"""


def test_the_kinds_of_the_first_release_keep_code_and_id() -> None:
    """Each has a case, since every kind of the table has one."""
    words = FIRST_RELEASE.split()
    listed = dict(zip(words[1::2], words[::2], strict=True))
    assert {name: KINDS[name].code for name in listed} == listed


def test_each_kind_is_the_mirror_of_its_mirror() -> None:
    pairs = {(k.id, k.mirror) for k in KINDS.values() if k.mirror}
    assert pairs == {(b, a) for a, b in pairs}


def test_a_kind_that_weakens_is_mirrored_by_one_that_does_not() -> None:
    worse = [kind for kind in KINDS.values() if kind.direction is ChangeDirection.WORSE]
    assert worse
    for kind in worse:
        assert KINDS[kind.mirror].direction in {ChangeDirection.BETTER, ChangeDirection.UNKNOWN}, (
            kind.id
        )


def test_a_level_that_is_not_derived_has_a_reason() -> None:
    assert all(bool(kind.level) == bool(kind.because) for kind in KINDS.values())


def test_each_field_says_how_a_change_of_it_counts_and_each_list_how_entries_are_told() -> None:
    unsaid = []
    for record in _records(Agreement, Term, SharedMetric, Calendar, Party):
        for name, field in record.model_fields.items():
            told = meaning(record, name)
            if _is_list_of_records(field.annotation) and not told.key:
                unsaid.append(f"{record.__name__}.{name}")
    assert unsaid == []


def _is_list_of_records(annotation: Any) -> bool:
    if get_origin(annotation) is tuple:
        return any(_records_in(annotation))
    return any(map(_is_list_of_records, get_args(annotation)))


def _records(*tops: type[Record]) -> set[type[Record]]:
    found: set[type[Record]] = set()
    waiting = [*tops]
    while waiting:
        record = waiting.pop()
        if record not in found:
            found.add(record)
            fields = record.model_fields.values()
            waiting += [one for field in fields for one in _records_in(field.annotation)]
    return found


def _records_in(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for part in get_args(annotation):
        yield from _records_in(part)


def test_each_kind_of_a_field_is_one_of_the_table() -> None:
    named = {
        name
        for kinds in fields.ALL
        for name in (kinds.worse, kinds.better, kinds.unknown, kinds.removed, kinds.added)
    }
    assert named <= set(KINDS)


def test_each_field_with_kinds_of_its_own_exists() -> None:
    known = {one.__name__: one for one in _records(Agreement, Term, SharedMetric, Calendar, Party)}
    named = [*fields.FIELDS, *fields.ABSENT_IS_BEST, *fields.ORDERED_LISTS, *fields.DUTY_OF]
    assert [pair for pair in named if pair[1] not in known[pair[0]].model_fields] == []


def test_the_reference_is_made_from_the_table() -> None:
    page = Path(__file__).parents[2] / "docs" / "reference" / "changes.md"
    assert page.read_text(encoding="utf-8") == changes_reference()
