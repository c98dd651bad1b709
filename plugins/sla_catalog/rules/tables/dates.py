"""Rules on days."""

from __future__ import annotations

from sla_catalog.findings import FindingSeverity, Rule, RuleFamily, RuleScope
from sla_catalog.rules import consistency, lifecycle, reviews, times

RULES: tuple[Rule, ...] = (
    Rule(
        "ended-without-day",
        RuleFamily.DATES,
        "The agreement has ended, and it is not stated on which day.",
        FindingSeverity.WARNING,
        checks=(lifecycle.ended_without_end,),
        scope=RuleScope.CATALOG,
    ),
    Rule(
        "ended-without-successor",
        RuleFamily.DATES,
        "The agreement has ended, and it is not stated what replaces it.",
        FindingSeverity.WARNING,
        checks=(lifecycle.ended_without_end,),
        scope=RuleScope.CATALOG,
    ),
    Rule(
        "active-before-first-day",
        RuleFamily.DATES,
        "The agreement is `active` and its first day has not come.",
        FindingSeverity.INFO,
        checks=(times.active_before_first_day,),
        is_dated=True,
    ),
    Rule(
        "dates-in-order",
        RuleFamily.DATES,
        "A day lies before another one that it follows, such as an end before its beginning.",
        checks=(consistency.dates_in_order,),
    ),
    Rule(
        "notice-without-end",
        RuleFamily.DATES,
        "The renewal has a notice, and no term is known before whose end it is given.",
        FindingSeverity.WARNING,
        checks=(lifecycle.notice_without_end,),
    ),
    Rule(
        "notice-beyond-term",
        RuleFamily.DATES,
        "Notice before the end of a term has to be given before the term begins.",
        FindingSeverity.WARNING,
        checks=(lifecycle.notice_beyond_term,),
    ),
    Rule(
        "review-after-end",
        RuleFamily.DATES,
        "The next review comes after the agreement has ended.",
        FindingSeverity.WARNING,
        checks=(reviews.review_after_end,),
    ),
    Rule(
        "review-left-out",
        RuleFamily.DATES,
        "A review is due before the next one by the interval that is stated.",
        FindingSeverity.WARNING,
        checks=(reviews.review_left_out,),
        is_dated=True,
    ),
    Rule(
        "review-overdue",
        RuleFamily.DATES,
        "The day of the review has passed.",
        FindingSeverity.INFO,
        checks=(reviews.review_overdue,),
        is_dated=True,
    ),
    Rule(
        "review-due-soon",
        RuleFamily.DATES,
        "The review is due within thirty days.",
        FindingSeverity.INFO,
        checks=(reviews.review_due_soon,),
        is_dated=True,
    ),
    Rule(
        "review-without-day",
        RuleFamily.DATES,
        "It is not stated when the agreement is reviewed.",
        FindingSeverity.INFO,
        checks=(reviews.review_without_day,),
    ),
    Rule(
        "active-after-last-day",
        RuleFamily.DATES,
        "The agreement is `active` and its last day has passed.",
        FindingSeverity.INFO,
        checks=(reviews.active_after_last_day,),
        is_dated=True,
    ),
    Rule(
        "earlier-version-unlisted",
        RuleFamily.DATES,
        "The day of the version lies ahead, and no version is listed that applies until then.",
        FindingSeverity.INFO,
        checks=(reviews.earlier_version_unlisted,),
        is_dated=True,
    ),
)
