"""What is told of findings: those that are chosen, weighed by a policy, and not accepted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import date
from pathlib import PurePosixPath

from sla_catalog.findings import (
    Finding,
    FindingSeverity,
    RuleFamily,
    RuleScope,
    in_reading_order,
)
from sla_catalog.frozen import dataclass
from sla_catalog.model.placeholder import is_reason
from sla_catalog.model.policy import CheckPolicy, FindingLevel
from sla_catalog.rules.comments import mistakes
from sla_catalog.rules.rule_pages import chosen, rule_called
from sla_catalog.rules.table import RULES
from sla_catalog.rules.vagueness import is_within, term_of
from sla_catalog.source.baseline import BaselineEntry
from sla_catalog.source.shared import SHARED_FILES
from sla_catalog.source.suppressions import Suppression

_OF_READING = frozenset(
    rule.id
    for rule in RULES
    if rule.family in {RuleFamily.FILE, RuleFamily.YAML, RuleFamily.VALUES}
    or rule.id == "duplicate-agreement"
)
# What cannot be read is never left out: a clean report of it would be wrong.
ALWAYS = _OF_READING | {
    "withheld-reference",
    "file-name-not-id",
    *(rule.id for rule in RULES if rule.family is RuleFamily.ACCEPTED),
}
# Readable, if not as meant: their warnings are chosen, weighed and accepted like those of rules.
_READ = frozenset(
    rule.id
    for rule in RULES
    if rule.family in {RuleFamily.YAML, RuleFamily.VALUES} or rule.id == "duplicate-agreement"
)
# A baseline may hold what is told of a file that is in the catalog all the same.
NEVER_IN_BASELINE = frozenset(
    rule.id
    for rule in RULES
    if rule.id in _OF_READING | {"withheld-reference"}
    and rule.severity is FindingSeverity.ERROR
    and rule.id != "further-findings"
)


def acceptable(entries: Iterable[BaselineEntry]) -> tuple[BaselineEntry, ...]:
    """Return the entries of a baseline that accept what may be accepted."""
    return tuple(one for one in entries if one.rule not in NEVER_IN_BASELINE)


def is_always_told(rule: str, severity: FindingSeverity) -> bool:
    """Tell whether findings of a rule count whatever is chosen, and cannot be accepted."""
    is_harmless = rule in _READ and severity is not FindingSeverity.ERROR
    return rule in ALWAYS and not is_harmless


# Rules that also look at other agreements than the one with the finding.
_BEYOND_ONE = frozenset(
    rule.id
    for rule in RULES
    if rule.scope is RuleScope.CATALOG
    or rule.family in {RuleFamily.REFERENCES, RuleFamily.FEASIBILITY, RuleFamily.TERMS}
)
# Files in which errors of these rules are found may be left out of the catalog.
_LEFT_OUT = _OF_READING | {"file-name-not-id"}
# Only a build knows the handbook's pages, and only `--fix` asks for the order of keys.
_NOT_ALWAYS_ASKED = frozenset({"unresolved-page", "keys-out-of-order"})


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
            if is_always_told(finding.rule, finding.severity):
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


@dataclass(frozen=True, slots=True)
class Examined:
    """What rules could look at; of the rest nothing is known, whether they find anything or not.

    `without` are the names of the files that could not be read, are not in the catalog, or have
    more findings than are told.
    """

    without: frozenset[str] = frozenset()

    @classmethod
    def with_findings(cls, findings: Iterable[Finding]) -> Examined:
        """Return what was looked at where these are all findings."""
        return cls(
            frozenset(
                PurePosixPath(one.span.path).stem
                for one in findings
                if one.omitted or (one.rule in _LEFT_OUT and one.severity is FindingSeverity.ERROR)
            )
        )

    def decides(self, name: str, rules: Iterable[str]) -> bool:
        """Tell whether findings of some rules in a file of a name would have been found."""
        if name in self.without or not self.without.isdisjoint(SHARED_FILES):
            return False
        return not self.without or _BEYOND_ONE.isdisjoint(rules)

    def shows_unused(self, comment: Suppression, rule: str) -> bool:
        """Tell whether a comment on no finding of a rule accepts nothing of it."""
        is_asked = rule_called(rule) is not None and rule not in _NOT_ALWAYS_ASKED
        return is_asked and self.decides(PurePosixPath(comment.span.path).stem, [rule])


def judge(
    findings: Iterable[Finding],
    suppressions: Iterable[Suppression],
    policy: CheckPolicy,
    today: date | None,
) -> Judgement:
    """Weigh findings, and set aside those that comments accept; say which comments are wrong."""
    suppressions, findings = tuple(suppressions), tuple(findings)
    found = tuple(Selection.of(policy).chosen(findings))
    valid = {
        id(one) for one in suppressions if is_reason(one.reason) and not one.has_expired(today)
    }
    # What is not chosen today is accepted all the same, so its comment is of use.
    comments = _Comments(suppressions)
    used = {(id(one), f.rule) for f in findings for one in comments.on(f)}
    examined = Examined.with_findings(findings)
    left, accepted = [], []
    words = {term_of(one.term.lower()): one.reason for one in policy.vocabulary or ()}
    for finding in found:
        allowed = _reason_for(finding.subject, words) if finding.subject else None
        if allowed:
            accepted.append(Accepted(finding, allowed))
            continue
        by = next((one for one in comments.on(finding) if id(one) in valid), None)
        if by is None or is_always_told(finding.rule, finding.severity):
            left.append(finding)
        else:
            accepted.append(Accepted(finding, by.reason, by.until))
    told = (
        f
        for one in suppressions
        for f in mistakes(
            one,
            policy,
            today,
            [r for r in one.rules if (id(one), r) not in used and examined.shows_unused(one, r)],
            _found_at(one, findings),
        )
    )
    return Judgement(in_reading_order((*left, *told)), tuple(accepted))


def _found_at(one: Suppression, findings: Iterable[Finding]) -> set[str]:
    """Return the rules found where a comment is that names none, and that it could accept."""
    if one.rules:
        return set()
    return {
        f.rule
        for f in findings
        if f.span.path == one.span.path
        and one.first_line <= f.span.line <= one.last_line
        and not is_always_told(f.rule, f.severity)
        and f.severity is not FindingSeverity.INFO
    }


def _reason_for(subject: str, words: Mapping[str, str]) -> str | None:
    """Return why a vague term is allowed: it is in the vocabulary, or has one of it within."""
    within = (reason for term, reason in words.items() if is_within(term, subject))
    return words.get(subject) or next(within, None)


def accepting(rule: str, last_day: date | None = None) -> str:
    """Return the comment that accepts findings of a rule, where asked up to a day."""
    until = f" -- until {last_day}" if last_day else ""
    return f"# sla: ignore[{rule}] why{until}"


def how_to_accept(findings: Iterable[Finding], last_day: date | None = None) -> str:
    """Say how the first warning that can be accepted is; nothing where there is none."""
    warnings = (f for f in findings if f.severity is FindingSeverity.WARNING)
    rule = next((f.rule for f in warnings if not is_always_told(f.rule, f.severity)), None)
    if rule is None:
        return ""
    dated = " (without a day in an agreement that has sources)" if last_day else ""
    comment = accepting(rule, last_day)
    return f"to keep what a warning is about, write on its line: {comment}{dated}"


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
