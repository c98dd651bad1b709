"""How the comparison says the most that credits come to, and why that has no rank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from sla_catalog.calculation.credits import FormKind
from sla_catalog.model.fields import Absence
from sla_catalog.model.remedies import SERVICE, Cap
from sla_catalog.pages.agreement.alternatives import either
from sla_catalog.pages.agreement.page import AgreementPage
from sla_catalog.pages.agreement.schedule import step_words
from sla_catalog.pages.agreement.tiers import given_by
from sla_catalog.pages.blocks import Inline, Line, Soft, State, Strong
from sla_catalog.pages.comparison.ranking import unstated_words
from sla_catalog.resolved.credits import CreditForm, Highest, ResolvedCredit, form_of
from sla_catalog.resolved.totals import Total


def highest_first(totals: Sequence[Total]) -> list[Total]:
    """Sort totals: those of one kind together, those that nothing limits after the others."""
    kinds = [total.highest.form.kind for total in totals]

    def place(total: Total) -> tuple[int, bool, Fraction]:
        amount = total.highest.total
        number = Fraction(amount.number) if amount else Fraction(0)
        return (kinds.index(total.highest.form.kind), amount is None, -number)

    return sorted(totals, key=place)


def why_unranked(page: AgreementPage, totals: Sequence[Total]) -> str:
    """Return why totals have no rank; empty where there is one that has."""
    forms = [total.highest.form for total in totals]
    if len({form.kind for form in forms}) > 1:
        return page.label("not.ranked.credit")
    if len(forms) > 1:
        is_share = forms[0].kind is FormKind.SHARE
        return page.label("not.ranked.credit.base" if is_share else "not.ranked.credit")
    if totals[0].highest.apart:
        return page.label("not.ranked.credit.apart")
    if totals[0].highest.total is None:
        return page.label("not.ranked.credit.limit")
    if not totals[0].highest.is_whole:
        return page.label("not.ranked.credit.part")
    if forms[0].kind is FormKind.SHARE and not forms[0].of:
        return unstated_words(page.context.labels, "denominator")
    return ""


def total_lines(page: AgreementPage, total: Total, says_case: bool) -> Iterator[Line]:
    """Say a total; also each credit that nothing limits, beside those with a limit."""
    if total.highest.total is not None:
        yield _total_line(page, total.highest, total.credits[0], says_case)
        return
    if total.limited:
        yield from total_lines(page, total.limited, says_case)
    endless = (_total_line(page, total.highest, credit, says_case) for credit in total.credits)
    yield from dict.fromkeys(endless)


def _total_line(
    page: AgreementPage, highest: Highest, first: ResolvedCredit, says_case: bool
) -> Line:
    """Say a total with its base, or what is given where nothing of its form limits it."""
    pieces: list[Inline] = []
    given, each = _by_unit(page, first, highest.form)
    if highest.total is not None:
        pieces.append(Strong(page.words.value(highest.total.amount)))
    else:
        of_form = [one for one in first.given if form_of(one, first.base) == highest.form]
        pieces.append(Strong(given or either(page, of_form)))
    if highest.form.kind is FormKind.SHARE and highest.form.of:
        pieces.append(Soft(page.words.of_base(highest.form.of)))
    if each and highest.total is None:
        pieces.append(Soft(each))
    elif each and given:
        pieces.append(Soft(f"({given} {each})"))
    if first.when and says_case:
        words = page.words.conditions(page.agreement, first.when)
        pieces.append(Soft(page.label("credit.case").format(case=words)))
    for words in (_apart_words(page, cap) for cap in highest.apart):
        last = pieces[-1]
        pieces[-1:] = (
            [Soft(f"{last.text}, {words}")] if isinstance(last, Soft) else [last, Soft(words)]
        )
    return tuple(pieces)


def _apart_words(page: AgreementPage, cap: Cap | Absence) -> str:
    """Say a cap that may cut a credit and cannot be set beside it."""
    if isinstance(cap, Absence):
        state = page.label(f"part.{State(cap.kind)}")
        return page.label("credit.limit").format(state=state)
    most = cap.at_most
    if isinstance(most, Absence):
        return _apart_words(page, most)
    words = [page.words.cap(most, cap.of)]
    if cap.of and cap.of != SERVICE:
        words.append(page.words.of_base(cap.of))
    if cap.per:
        words.append(page.label("in").format(window=page.words.value(cap.per)))
    if cap.when:
        words.append(f"({page.words.conditions(page.agreement, cap.when)})")
    return page.label("credit.at.most").format(limit=" ".join(words))


def _by_unit(page: AgreementPage, credit: ResolvedCredit, form: CreditForm) -> tuple[str, str]:
    """Return what a credit gives first in a form, and then for each unit or step; empty if flat."""
    if credit.record.per:
        each = page.label("for.each").format(step=credit.record.per)
        return (page.words.value(credit.given[0]) if len(credit.given) == 1 else ""), each
    for _, tier in reversed(credit.tiers):  # the last one is for the worst values
        if tier.each is None or isinstance(tier.credit, Absence):
            continue
        start, further = given_by(page, tier)
        is_stepped = form_of(tier.credit, credit.base) == form
        if tier.first is None or (form_of(tier.first, credit.base) == form) == is_stepped:
            if is_stepped:
                return start, further
        elif is_stepped:
            return page.words.value(tier.credit), step_words(page, tier)
    return "", ""
