"""What is told of findings: those that are chosen, weighed by a policy, and not accepted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from sla_catalog.findings import Finding, FindingSeverity, RuleFamily, in_reading_order
from sla_catalog.model.policy import CheckPolicy, FindingLevel
from sla_catalog.rules.rule_pages import chosen, rule_called, unknown
from sla_catalog.rules.table import RULES
from sla_catalog.source.suppressions import Suppression

# What cannot be read is never left out: a clean report of it would be wrong.
_ALWAYS = frozenset(
    rule.id
    for rule in RULES
    if rule.family in {RuleFamily.FILE, RuleFamily.YAML, RuleFamily.VALUES, RuleFamily.ACCEPTED}
    or rule.id in {"withheld-reference", "duplicate-agreement", "file-name-not-id"}
)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rules count, and how much their findings weigh."""

    only: frozenset[str] | None = None
    without: frozenset[str] = frozenset()
    levels: dict[str, FindingLevel] = field(default_factory=dict)

    @classmethod
    def of(cls, policy: CheckPolicy) -> Selection:
        """Return what a policy chooses; raise ValueError where it names no rule."""
        levels = {
            rule: level
            for name, level in sorted(
                (policy.levels or {}).items(), key=lambda one: rule_called(one[0]) is not None
            )
            for rule in chosen([name])
        }
        only = None if policy.select is None else chosen(policy.select)
        return cls(only, chosen(policy.ignore or ()), levels)

    def chosen(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Yield the findings that count, each with its weight."""
        for finding in findings:
            level = self.levels.get(finding.rule)
            if finding.rule in _ALWAYS:
                yield finding
            elif self._counts(finding.rule) and level is not FindingLevel.OFF:
                yield replace(finding, severity=FindingSeverity(level)) if level else finding

    def _counts(self, rule: str) -> bool:
        return rule not in self.without and (self.only is None or rule in self.only)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that somebody accepts, and why."""

    finding: Finding
    reason: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is still open, and what is accepted."""

    open: tuple[Finding, ...]
    accepted: tuple[Accepted, ...] = ()


def judge(
    findings: Iterable[Finding],
    suppressions: Iterable[Suppression],
    policy: CheckPolicy,
    today: date | None,
) -> Judgement:
    """Weigh findings, and set aside those that comments accept; say which comments are wrong."""
    suppressions, findings = tuple(suppressions), tuple(findings)
    found = tuple(Selection.of(policy).chosen(findings))
    valid = {id(one) for one in suppressions if one.reason and not one.has_expired(today)}
    # What is not chosen today is accepted all the same, so its comment is of use.
    comments = _Comments(suppressions)
    used = {id(one) for f in findings for one in comments.on(f)}
    left, accepted = [], []
    words = {one.term.lower(): one.reason for one in policy.vocabulary or ()}
    for finding in found:
        if finding.subject and finding.subject in words:
            accepted.append(Accepted(finding, words[finding.subject]))
            continue
        by = next((one for one in comments.on(finding) if id(one) in valid), None)
        if by is None or finding.rule in _ALWAYS:
            left.append(finding)
        else:
            accepted.append(Accepted(finding, by.reason, by.until))
    told = (f for one in suppressions for f in _mistakes(one, policy, today, id(one) in used))
    return Judgement(in_reading_order((*left, *told)), tuple(accepted))


class _Comments:
    """The comments of a catalog, by the lines on which they accept something."""

    def __init__(self, suppressions: Iterable[Suppression]) -> None:
        alike: dict[tuple[str, int, int], list[Suppression]] = {}
        for one in suppressions:
            alike.setdefault((one.span.path, one.first_line, one.last_line), []).append(one)
        self._by_line: dict[tuple[str, int], list[Suppression]] = {}
        for (path, first, last), comments in alike.items():
            for line in range(first, last + 1):
                self._by_line.setdefault((path, line), []).extend(comments)

    def on(self, finding: Finding) -> Iterator[Suppression]:
        """Yield those that accept a finding."""
        span = finding.span
        for one in self._by_line.get((span.path, span.line), ()):
            if finding.rule in one.rules:
                yield one


def _mistakes(
    one: Suppression, policy: CheckPolicy, today: date | None, is_used: bool
) -> Iterator[Finding]:
    if not one.rules:
        yield Finding(
            "suppression-unknown-rule",
            one.span,
            "the comment names no rule",
            "expected the rules that are accepted here, and no others",
            "# sla: ignore[RULE] the reason",
        )
    for name in one.rules:
        if rule_called(name) is None:
            yield Finding("suppression-unknown-rule", one.span, unknown(name))
    if not one.reason:
        yield Finding(
            "suppression-without-reason",
            one.span,
            "nothing says why this is accepted",
            "expected the reason behind the bracket",
            "# sla: ignore[RULE] the reason",
        )
    if policy.require_until and one.until is None:
        yield Finding(
            "suppression-without-reason",
            one.span,
            "nothing says until when this is accepted",
            "expected a last day, as sla.yml requires",
            "# sla: ignore[RULE] the reason -- until 2027-03-31",
        )
    if one.has_expired(today):
        there = "its last day is no day" if one.until == date.min else f"it ended on {one.until}"
        yield Finding(
            "suppression-expired",
            one.span,
            f"this is accepted no longer: {there}",
            "expected a day that has not passed, written as 2027-03-31",
            "mend what is found, or decide anew",
            FindingSeverity.WARNING,
        )
    elif one.rules and all(map(rule_called, one.rules)) and not is_used:
        yield Finding(
            "suppression-unused",
            one.span,
            "nothing is found here that this would accept",
            "expected a finding of the rule on this line, the next one or in this text",
            "leave the comment out",
            FindingSeverity.WARNING,
            edits=(one.removal,),
        )
