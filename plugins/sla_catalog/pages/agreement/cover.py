"""The head of an agreement's first printed page: what it is, and between whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sla_catalog.model.fields import Absence
from sla_catalog.model.header import Status
from sla_catalog.model.parties import Role
from sla_catalog.pages.agreement.cells import listed
from sla_catalog.pages.agreement.former import is_proposed
from sla_catalog.pages.agreement.page import NOT_STATED, AgreementPage
from sla_catalog.pages.blocks import Icon, Inline, Line, Strong, Text
from sla_catalog.pages.proposal.versions import version_until
from sla_catalog.pages.views.agreement import Cover
from sla_catalog.resolved.term import coming_text


def cover(page: AgreementPage) -> Cover:
    """Say what the agreement is and between whom, as a contract begins."""
    agreement = page.agreement
    in_force = agreement.state is Status.ACTIVE and not is_proposed(agreement, page.context)
    return Cover(
        page.words.choice(agreement.kind),
        tuple(_reference(page, in_force=in_force)),
        (_party(page, Role.PROVIDER), _party(page, Role.CUSTOMER)),
        "" if in_force else page.context.not_in_force(agreement),
    )


def _reference(page: AgreementPage, *, in_force: bool) -> Line:
    agreement, version = page.agreement, page.agreement.version
    pieces: list[Inline] = [Text(agreement.reference or agreement.id)]
    if isinstance(version, Absence) and version.none is None:
        pieces.append(page.absent(version))
    elif not isinstance(version, str):
        pieces.append(Text(page.label("version.none")))
    else:
        pieces.append(Text(page.label("print.version").format(version=version)))
    if in_force:
        pieces.append(Text(page.words.within(page.context.state_words(agreement))))
    return listed(pieces)


def _party(page: AgreementPage, role: Role) -> Line:
    said: list[Inline] = [Strong(name) for name in page.names_in_role(role)]
    if not said:
        value = getattr(page.agreement, role, None)
        said.append(page.absent(value) if isinstance(value, Absence) else NOT_STATED)
    words = f"between.{role}.many" if len(said) > 1 else f"between.{role}"
    return (*_joined(said, page.label("and")), Text(page.label(words)))


def _joined(pieces: Iterable[Inline], last: str) -> Line:
    """Set pieces apart by commas, the last one by a word."""
    *before, end = pieces
    return (*listed(before), Text(last), end) if before else (end,)


def coming_version(page: AgreementPage) -> Iterator[Line]:
    """Say under the title from which day the text holds, and what does until then, if known."""
    text = coming_text(page.agreement, page.context.today)
    if text and page.agreement.state is Status.ACTIVE:
        version = version_until(text, page.agreement, page.context)
        way = "" if version else ".unlisted" if text.follows_another else ".alone"
        day = page.words.short_day(text.first)
        words = page.label(f"text.coming{way}").format(day=day, version=version)
        yield (Icon("begins"), Text(words))
