"""Cases of which no credit is stated, in words."""

from __future__ import annotations

from sla_catalog.pages.agreement.page import AgreementPage
from sla_catalog.resolved.uncredited import Uncredited

MOST_NAMED = 4  # values of dimensions


def words_of_uncredited(page: AgreementPage, one: Uncredited) -> str:
    """Name the cases without a credit, with those that have no promise if so they are few words.

    Where many values would be named either way, the cases are counted.
    """
    for when in (one.when, one.wider):
        if sum(len(values) for box in when for values in box.values()) <= MOST_NAMED:
            return page.words.conditions(page.agreement, when)
    return page.label("missed.cases").format(count=one.count)
