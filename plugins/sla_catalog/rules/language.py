"""Vague language in commitments: one rule a list, and one finding for each term and agreement."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial

from sla_catalog.findings import Check, Finding, FindingSeverity
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog, Location
from sla_catalog.model.header import Status
from sla_catalog.model.metrics import Commitment, Metric
from sla_catalog.model.quantities import quoted
from sla_catalog.patterns import Pattern
from sla_catalog.resolved.places import cells
from sla_catalog.rules.times import says_hours
from sla_catalog.rules.vagueness import Use, uses
from sla_catalog.terms.matcher import matches
from sla_catalog.terms.usage import shared_vocabulary
from sla_catalog.terms.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class _Wording:
    """What a rule says of a term, and how much that weighs."""

    severity: FindingSeverity
    found: str
    expected: str
    instead: str = ""


_WORDINGS: Mapping[str, _Wording] = {
    "vague-time": _Wording(
        FindingSeverity.WARNING,
        "does not say how soon or how often",
        "expected a time that can be measured",
        "within 30 minutes of the report, or every month",
    ),
    "effort-standard": _Wording(
        FindingSeverity.WARNING,
        "promises an effort, and no result",
        "expected what is owed, or `commitment: reasonable_efforts` beside the figure",
        "the service is restored within 4 h",
    ),
    "vague-quantity": _Wording(
        FindingSeverity.WARNING,
        "does not say how many or how often",
        "expected a number, or `at most` before one",
    ),
    "vague-quality": _Wording(
        FindingSeverity.WARNING,
        "can be judged in more than one way",
        "expected what can be measured or looked up",
        "a daily backup, kept for 30 days",
    ),
    "escape-clause": _Wording(
        FindingSeverity.WARNING,
        "lets the duty lapse and does not say when",
        "expected the condition itself, or none",
    ),
    "open-ended-list": _Wording(
        FindingSeverity.INFO,
        "leaves open what else belongs to the list",
        "expected all that is meant, or the kind of it in words",
    ),
    "unilateral-discretion": _Wording(
        FindingSeverity.WARNING,
        "lets one party decide alone",
        "expected a test that both can apply",
    ),
    "weak-modal": _Wording(
        FindingSeverity.INFO,
        "does not say whether it is owed",
        "expected what is done, or `shall`",
    ),
    "ability-not-duty": _Wording(
        FindingSeverity.WARNING,
        "says what can be done, not that it is",
        "expected what is done",
    ),
    "placeholder-in-text": _Wording(
        FindingSeverity.WARNING,
        "is still to be filled in",
        "expected what is agreed, or `none` with the reason",
    ),
    "absolute-promise": _Wording(
        FindingSeverity.WARNING,
        "promises what nobody can keep or measure",
        "expected what can be measured, such as a share of a month or a time",
        "a figure, as in 99.9 % of each calendar month, or the words without it",
    ),
    "comparative-without-reference": _Wording(
        FindingSeverity.INFO,
        "does not say than what",
        "expected the value that it is compared with",
    ),
    "undefined-time-base": _Wording(
        FindingSeverity.WARNING,
        "is used, and it is not stated which hours or days count",
        "expected hours of the service or of support, a calendar, or a definition",
        "service_hours: Mon-Fri 09:00-17:00",
    ),
}

# Where commitments are written; what explains or introduces is free to be told in any words.
_PARTS = frozenset(
    {
        "binding", "conditions", "continuity", "disputes", "exclusions", "limits", "maintenance",
        "metrics", "monitoring", "remedies", "renewal", "responsibilities", "review", "security",
        "services", "severities", "request_types", "support", "termination", "amendment",
    }
)  # fmt: skip
# There `at any time` says what somebody is free to do, and not what is always so.
_RIGHTS = frozenset({"amendment", "exclusions", "maintenance", "renewal", "termination"})
_AT_ANY_TIME = frozenset({"jederzeit", "zu jeder zeit", "à tout moment"})
_NOT_OWED = frozenset(
    {"description", "elsewhere", "examples", "none", "note", "summary", "unread", "conflicts"}
)


def checks(rule: str) -> tuple[Check, ...]:
    """Return what finds the terms of one list."""
    return (partial(_vague, rule),)


def _vague(rule: str, catalog: Catalog) -> Iterator[Finding]:
    """Find the terms of one list where commitments are written."""
    for agreement in catalog.agreements:
        found = catalog.once("vague language", agreement, _uses_in)
        for term, (uses_of, at) in found.items():
            if uses_of[0].term.rule == rule and not _is_settled(rule, agreement, catalog):
                yield _finding(agreement, catalog, term, uses_of, at)


_Uses = Mapping[str, tuple[list[Use], list[tuple[Location, str]]]]


def _uses_in(agreement: Agreement, catalog: Catalog) -> _Uses:
    """Return the uses of each vague term in an agreement, with their places."""
    known = _DefinedTerms(agreement, catalog)
    found: dict[str, tuple[list[Use], list[tuple[Location, str]]]] = {}
    for location, text in catalog.prose(agreement):
        if location[0] not in _PARTS:
            continue
        is_told = not _NOT_OWED.isdisjoint(location)
        if is_told and not _is_about_figure(agreement, location):
            continue
        for use in uses(text):
            is_effort = use.term.rule == "effort-standard"
            if (is_told and not is_effort) or (is_effort and _is_soft(agreement, location)):
                continue
            is_right = use.term.term in _AT_ANY_TIME and location[0] in _RIGHTS
            if not is_right and not known.hold(text, use):
                there = found.setdefault(use.term.term, ([], []))
                there[0].append(use)
                there[1].append((location, text[use.start : use.end]))
    return found


def _is_about_figure(agreement: Agreement, location: Location) -> bool:
    """Tell whether a text describes a metric with a figure, beside which an effort is no detail."""
    metric = _metric_at(agreement, location)
    is_description = len(location) == 3 and location[2] == "description"
    return is_description and metric is not None and any(one.target for one in metric.promises)


def _metric_at(agreement: Agreement, location: Location) -> Metric | None:
    if location[0] != "metrics" or not isinstance(location[1], int):
        return None
    metric: Metric = agreement.listed("metrics")[location[1]]
    return metric


def _is_soft(agreement: Agreement, location: Location) -> bool:
    """Tell whether it is stated beside the figure that no more than an effort is owed."""
    metric = _metric_at(agreement, location)
    if metric is None:
        return False
    placed = ((one, at[:-1] if at[-1] == "target" else at) for one, at in cells(metric))
    own = [one for one, at in placed if at and at == location[2 : 2 + len(at)]]
    stated = {metric.says(one, "commitment") for one in own or metric.promises}
    return bool(stated) and stated.isdisjoint({None, Commitment.GUARANTEED})


_LEADING = Pattern(
    r"(?:(?:in|within|with|at|by|on|an?|the|innerhalb|mit|eine[mnrs]?|der|des|dans|avec|une?|le|la)"
    r"\s+)+",
    re.IGNORECASE,
)


def _core(term: str) -> str:
    """Return a term without the prepositions and articles in front of it."""
    leading = _LEADING.match(term)
    return term[leading.end() :] if leading else term


@dataclass(frozen=True)
class _DefinedTerms:
    """The defined terms of an agreement; a word that belongs to one of them is clear."""

    agreement: Agreement
    catalog: Catalog

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Return the shared terms and those of the agreement."""
        shared = shared_vocabulary(self.catalog)
        return shared.with_local(self.agreement.definitions or ())

    @cached_property
    def spelled_out(self) -> str:
        """Return all names of terms, in which alone a vague word can be part of one."""
        terms = (name for one in self.catalog.terms for name in (one.term, *(one.aliases or ())))
        local = (one.term for one in self.agreement.definitions or ())
        return "\n".join((*terms, *local)).lower()

    def hold(self, text: str, use: Use) -> bool:
        """Tell whether a use is within a defined term, but for a preposition and an article.

        Whoever defines a Timely Manner says what is done in a timely manner.
        """
        if _core(use.term.term.removesuffix(" #")) not in self.spelled_out:
            return False
        written = text[use.start : use.end]
        start = use.end - len(_core(written))
        found = matches(text, self.vocabulary)
        return any(one.start <= start and use.end <= one.end for one in found)


def _is_settled(rule: str, agreement: Agreement, catalog: Catalog) -> bool:
    """Tell whether the agreement says elsewhere what a term leaves open."""
    if rule != "undefined-time-base":
        return False
    return says_hours(agreement) or bool(catalog.calendars)


def _finding(
    agreement: Agreement,
    catalog: Catalog,
    term: str,
    uses_of: list[Use],
    at: list[tuple[Location, str]],
) -> Finding:
    # Where a figure follows one use but not another, the other one is told.
    worst = next((n for n, use in enumerate(uses_of) if not use.is_eased), 0)
    use, (location, written) = uses_of[worst], at[worst]
    words = _WORDINGS[use.term.rule]
    is_soft_figure = use.term.rule == "effort-standard" and _metric_at(agreement, location)
    count = f" ({len(uses_of)} times)" if len(uses_of) > 1 else ""
    return Finding(
        use.term.rule,
        catalog.span(agreement, location, written.split("\n")[0]),
        f"{quoted(_as_written(use, written))} {words.found}{count}",
        words.expected,
        "commitment: reasonable_efforts" if is_soft_figure else words.instead,
        _severity(agreement, use, [place for place, _ in at]),
        subject=term.removesuffix(" #"),
    )


def _as_written(use: Use, written: str) -> str:
    """Return a term as it is in the text, on one line and without the number behind it."""
    number = use.term.form.endswith(" #")
    words = " ".join(written.split())
    return words.rpartition(" ")[0] if number else words


def _severity(agreement: Agreement, use: Use, places: list[Location]) -> FindingSeverity:
    severity = _WORDINGS[use.term.rule].severity
    if agreement.is_transcription or use.is_eased or use.term.is_statutory:
        return FindingSeverity.INFO
    raised = _RAISED.get(use.term.rule)
    return raised(agreement, places) if raised else severity


def _of_placeholder(agreement: Agreement, _places: list[Location]) -> FindingSeverity:
    return FindingSeverity.ERROR if agreement.state is Status.ACTIVE else FindingSeverity.WARNING


def _of_open_list(_agreement: Agreement, places: list[Location]) -> FindingSeverity:
    return (
        FindingSeverity.WARNING
        if any(p[0] == "exclusions" for p in places)
        else FindingSeverity.INFO
    )


def _of_effort(agreement: Agreement, places: list[Location]) -> FindingSeverity:
    """Weigh an effort beside a figure, which pages show as if it was guaranteed."""
    owed = (place for place in places if _NOT_OWED.isdisjoint(place))
    beside_figure = any(_metric_at(agreement, place) for place in owed)
    return FindingSeverity.ERROR if beside_figure else FindingSeverity.WARNING


_RAISED: Mapping[str, Callable[[Agreement, list[Location]], FindingSeverity]] = {
    "placeholder-in-text": _of_placeholder,
    "open-ended-list": _of_open_list,
    "effort-standard": _of_effort,
}
