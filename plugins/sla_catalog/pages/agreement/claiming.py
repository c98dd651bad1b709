"""How credits are claimed, on one line: at the head of a table, or beside each that differs."""

from __future__ import annotations

from collections.abc import Iterator

from sla_catalog.model.fields import Absence
from sla_catalog.model.remedies import Claim, Remedies
from sla_catalog.pages.agreement.page import AgreementPage
from sla_catalog.pages.blocks import Line, Soft
from sla_catalog.resolved.credits import ResolvedCredit, credits_of


def claim_of_all(page: AgreementPage, remedies: Remedies) -> Line:
    """Say how every credit is claimed; nothing where some credit is claimed in another way."""
    if not isinstance(remedies.credits, tuple) or _differ(page, remedies):
        return ()
    words = [*_words(page, remedies.claim)]
    number = page.numbers.get("claims")
    if words and number:
        words.append(page.label("clause.ref").format(number=number))
    # No link: a caption may hold none in a table with a role.
    return (Soft(", ".join(words)),) if words else ()


def claim_of_one(page: AgreementPage, credit: ResolvedCredit, remedies: Remedies) -> Line:
    """Say how a credit is claimed where that is not the same for all."""
    if credit.absence or not _differ(page, remedies):
        return ()
    if isinstance(credit.claim, Absence):
        return (Soft(page.words.headed(page.words.field("claim"))), page.absent(credit.claim))
    words = ", ".join(_words(page, credit.claim))
    return (Soft(words),) if words else ()


def _differ(page: AgreementPage, remedies: Remedies) -> bool:
    given = (credit for credit in credits_of(page.agreement) if not credit.absence)
    return any(credit.claim != remedies.claim for credit in given)


def _words(page: AgreementPage, claim: Claim | Absence | None) -> Iterator[str]:
    if not isinstance(claim, Claim):
        return
    within = claim.within
    if claim.mode:
        yield page.words.within(page.words.choice(claim.mode))
    if within is not None and not isinstance(within, Absence):
        words = page.label("missed.within").format(within=page.words.value(within))
        event = page.label("after.event").format(event=claim.after) if claim.after else ""
        yield f"{words} {event}".strip()
    if claim.when and (claim.mode or within is not None):
        case = page.words.conditions(page.agreement, claim.when)
        yield page.label("credit.case").format(case=case)
