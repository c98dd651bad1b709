"""What is wrong with a comment that is to accept findings, and how it is written."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta

from sla_catalog.findings import Finding, FindingSeverity, RuleFamily
from sla_catalog.model.notations import written_dates
from sla_catalog.model.placeholder import is_reason
from sla_catalog.model.policy import CheckPolicy
from sla_catalog.model.quantities import quoted
from sla_catalog.patterns import Pattern
from sla_catalog.rules.rule_pages import rule_called, unknown
from sla_catalog.source.suppressions import Suppression


def mistakes(
    one: Suppression,
    policy: CheckPolicy,
    today: date | None,
    unused: Collection[str],
    found_here: Collection[str],
) -> Iterator[Finding]:
    """Yield what is wrong with a comment.

    `unused` are those of its rules of which it accepts nothing, `found_here` the rules found there.
    """
    if not one.rules:
        yield _without_rules(one, found_here)
        return
    for name in one.rules:
        if rule_called(name) is None:
            yield Finding("suppression-unknown-rule", one.span, _no_rule(name))
    if not is_reason(one.reason):
        yield Finding(
            "suppression-without-reason",
            one.span,
            f"{quoted(one.reason)} is no reason"
            if one.reason
            else "it is not stated why this is accepted",
            "expected the reason behind the bracket",
            _written(one.rules, "…", *_days(one)),
        )
    if policy.require_until and one.until is None and not one.of_transcription:
        in_a_year = [str(today + timedelta(days=365))] if today else []
        yield Finding(
            "suppression-without-reason",
            one.span,
            "it is not stated until when this is accepted",
            "expected a last day, as sla.yml requires",
            _written(one.rules, one.reason or "…", *in_a_year),
        )
    if one.has_expired(today):
        yield _expired(one)
    elif all(map(rule_called, one.rules)) and unused:
        yield _unused(one, unused)


def _no_rule(name: str) -> str:
    """Say that a comment names no rule; a family has many, also those that nobody meant."""
    if name in {*RuleFamily}:
        return f"{quoted(name)} is a family, and a comment accepts single rules"
    return unknown(name)


def _unused(one: Suppression, rules: Collection[str]) -> Finding:
    is_all = len(rules) == len(one.rules)
    names = " and ".join(map(quoted, rules))
    return Finding(
        "suppression-unused",
        one.span,
        "nothing is found here that this would accept"
        if is_all
        else f"nothing of {names} is found here that this would accept",
        "expected a finding of the rule on this line, the next one or in this block",
        "leave the comment out" if is_all else f"leave {names} out of the brackets",
        FindingSeverity.WARNING,
        edits=(one.removal,) if is_all else (),
    )


def _without_rules(one: Suppression, found_here: Collection[str]) -> Finding:
    """Say that a comment accepts nothing, since its rules are not read, or it has none."""
    first, reason = _first_words(one.reason)
    named = [*one.named, *first]
    rules = named or sorted(found_here)
    if one.is_misspelt and one.named:
        there, expected = "the comment is not read as it is spelt", "expected `# sla: ignore[`"
    else:
        there = f"the comment names {'its rules without brackets' if named else 'no rule'}"
        expected = "expected the rules that are accepted here in brackets, and no others"
    return Finding(
        "suppression-unknown-rule",
        one.span,
        f"{there}, so that nothing is accepted",
        expected,
        _written(rules, reason or "…", *_days(one))
        if rules
        else "leave the comment out, since nothing is found here that it could accept",
    )


_NAME = Pattern(r"([a-z]+(?:-[a-z0-9]+)+)(?:\s*[,:]\s*|\s+and\s+|\s+|$)")


def _first_words(reason: str) -> tuple[list[str], str]:
    """Return the rules with whose names a reason begins, and the rest of it."""
    rules: list[str] = []
    rest = reason
    while word := _NAME.match(rest):
        if rule_called(word[1]) is None:
            break
        rules.append(word[1])
        rest = rest[word.end() :]
    return rules, rest.strip(" -—:")


def _expired(one: Suppression) -> Finding:
    if not one.day:
        return Finding(
            "suppression-expired",
            one.span,
            f"this is no longer accepted: it ended on {one.until}",
            "expected a day that has not passed, written as 2027-03-31",
            "mend what is found, or decide anew",
            FindingSeverity.WARNING,
        )
    days = _days(one)
    return Finding(
        "suppression-expired",
        one.span,
        f"this is no longer accepted: {quoted(one.day)} is not read as its last day",
        "expected ` -- until ` and a day, written as 2027-03-31",
        _written(one.rules, one.reason or "…", *(days or ["…"])),
        FindingSeverity.WARNING,
    )


def _days(one: Suppression) -> list[str]:
    """Return the last day of a comment, or each that its words may mean."""
    if not one.day:
        return [str(one.until)] if one.until else []
    return [day for day in written_dates.day(one.day).split(" or ") if re.match(r"\d", day)]


def _written(rules: Sequence[str], reason: str, *days: str) -> str:
    """Return the comment as it is read, once for each day that may be its last."""
    comment = f"# sla: ignore[{', '.join(rules)}] {reason}"
    return " or ".join(f"{comment} -- until {day}" for day in days) or comment
