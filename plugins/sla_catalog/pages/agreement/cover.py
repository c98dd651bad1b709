"""The head of an agreement's first printed page: what it is, and between whom."""

from __future__ import annotations

from collections.abc import Iterable

from sla_catalog.model.agreement import Status
from sla_catalog.model.fields import Absence
from sla_catalog.model.parties import Role
from sla_catalog.pages.agreement.sheet import NOT_STATED, Sheet, listed
from sla_catalog.pages.blocks import Cover, Inline, Line, Strong, Text


def cover(sheet: Sheet) -> Cover:
    """Say what the agreement is and between whom, as a contract begins."""
    agreement = sheet.agreement
    in_force = agreement.state is Status.ACTIVE
    return Cover(
        sheet.words.choice(agreement.kind),
        tuple(_reference(sheet, in_force=in_force)),
        (_party(sheet, Role.PROVIDER), _party(sheet, Role.CUSTOMER)),
        "" if in_force else sheet.edition.not_in_force(agreement),
    )


def _reference(sheet: Sheet, *, in_force: bool) -> Line:
    agreement, version = sheet.agreement, sheet.agreement.version
    pieces: list[Inline] = [Text(agreement.reference or agreement.id)]
    if isinstance(version, Absence):
        pieces.append(sheet.absent(version))
    elif version is None:
        pieces.append(Text(sheet.label("version.none")))
    else:
        pieces.append(Text(sheet.label("print.version").format(version=version)))
    if in_force:
        pieces.append(Text(sheet.words.within(sheet.edition.state_words(agreement))))
    return listed(pieces)


def _party(sheet: Sheet, role: Role) -> Line:
    said: list[Inline] = [Strong(name) for name in sheet.names_in_role(role)]
    if not said:
        value = getattr(sheet.agreement, role, None)
        said.append(sheet.absent(value) if isinstance(value, Absence) else NOT_STATED)
    words = f"between.{role}.many" if len(said) > 1 else f"between.{role}"
    return (*_joined(said, sheet.label("and")), Text(sheet.label(words)))


def _joined(pieces: Iterable[Inline], last: str) -> Line:
    """Set pieces apart by commas, the last one by a word."""
    *before, end = pieces
    return (*listed(before), Text(last), end) if before else (end,)
