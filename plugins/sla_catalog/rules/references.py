"""References: what is named must exist."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache, cached_property, partial
from typing import NamedTuple

from sla_catalog.findings import MOST_FINDINGS, Finding, Span
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import KEY, Catalog, Location
from sla_catalog.model.dimensions import BUILT_IN_DIMENSIONS
from sla_catalog.model.fields import Record
from sla_catalog.model.metrics import Matrix
from sla_catalog.model.notations import days
from sla_catalog.model.quantities import quoted
from sla_catalog.model.responsibilities import Dependency
from sla_catalog.model.scalar_types import WITHHELD
from sla_catalog.patterns import Pattern
from sla_catalog.rules.naming import declaration, expected_name
from sla_catalog.rules.times import hours_of
from sla_catalog.source.shared import SHARED_FILES
from sla_catalog.source.suggestions import NO, NONE

MOST_SEARCHES = 1000  # for what was meant, in one catalog; in one file as many as are shown
Names = Callable[[Agreement, Catalog], Iterable[str]]


class _Missing(NamedTuple):
    """A name that is none of the `known` ones; `what` says what it should be the name of.

    `own` is the agreement that names another one: it can never be what was meant. `declared` is how
    the name would be declared.
    """

    span: Span
    what: str
    name: str
    known: Iterable[str]
    own: str = ""
    declared: str = ""


def _ids(field: str) -> Names:
    return lambda agreement, _catalog: (item.id for item in agreement.listed(field))


def _nested(*path: str) -> Names:
    def names(agreement: Agreement, _catalog: Catalog) -> Iterator[str]:
        value: object = agreement
        for step in path:
            value = getattr(value, step, None)
        if isinstance(value, tuple):
            yield from (item.id for item in value)

    return names


def _own_objectives(agreement: Agreement, _catalog: Catalog) -> Iterator[str]:
    for metric in agreement.listed("metrics"):
        yield from (cell.derived_id for cell in metric.promises)


def _sources(agreement: Agreement, _catalog: Catalog) -> Iterator[str]:
    return (source.id for source in agreement.sources or ())


def _severities(agreement: Agreement, _catalog: Catalog) -> Iterator[str]:
    return (severity.id for severity in agreement.severities or ())


def _agreements(_agreement: Agreement, catalog: Catalog) -> Iterable[str]:
    unread = (name for name in sorted(catalog.broken) if name not in SHARED_FILES)
    return dict.fromkeys((*catalog.by_id, *unread))  # what is read in part is in both


# (record, field) -> the names that may stand there, and what they are.
_TARGETS: Mapping[tuple[str, str], tuple[str, Names]] = {
    ("Metric", "exclusions"): ("exclusion", _ids("exclusions")),
    ("Metric", "counted"): ("exclusion", _ids("exclusions")),
    ("Objective", "exclusions"): ("exclusion", _ids("exclusions")),
    ("Objective", "counted"): ("exclusion", _ids("exclusions")),
    ("Objective", "same_as"): ("objective", _own_objectives),
    ("Credit", "metrics"): ("metric", _ids("metrics")),
    ("Credit", "not_with"): ("credit", _nested("remedies", "credits")),
    ("Right", "metrics"): ("metric", _ids("metrics")),
    ("Measurement", "metric"): ("metric", _ids("metrics")),
    ("Channel", "severities"): ("severity", _severities),
    ("Signatory", "party"): ("party of this agreement", _ids("parties")),
    ("Service", "passed_through_from"): ("party of this agreement", _ids("parties")),
    ("Dependency", "agreement"): ("agreement", _agreements),
    ("Document", "agreement"): ("agreement", _agreements),
    ("Agreement", "supersedes"): ("agreement", _agreements),
}


def unresolved_reference(catalog: Catalog) -> Iterator[Finding]:
    """Find ids that name nothing: exclusions, metrics, channels, parties, agreements, sources."""
    return _told(_missing_names(catalog), catalog)


@dataclass(frozen=True)
class _Known:
    """The names that may stand somewhere, in order."""

    in_order: tuple[str, ...]

    @cached_property
    def names(self) -> Mapping[str, None]:
        return dict.fromkeys(self.in_order)

    @cached_property
    def are_apart(self) -> bool:
        return _are_apart(self.in_order)


def _missing_names(catalog: Catalog) -> Iterator[_Missing]:
    of_catalog: dict[Names, _Known] = {}
    for agreement in catalog.agreements:
        of_agreement: dict[Names, _Known] = {}
        for record, location in catalog.records(agreement):
            for name, what, names in _references_of(type(record)):
                value = getattr(record, name)
                if value is None:
                    continue
                kept = of_catalog if names is _agreements else of_agreement
                if names not in kept:
                    kept[names] = _Known(tuple(names(agreement, catalog)))
                known = kept[names]
                for place, reference in _texts(value):
                    if reference in known.names or _is_withheld(what, reference):
                        continue
                    if what == "objective" or known.are_apart:
                        span = catalog.span(agreement, (*location, name, *place))
                        own = agreement.id if names is _agreements else ""
                        yield _Missing(span, what, reference, known.in_order, own)
            yield from _calendars(catalog, agreement, record, location)
        yield from _metrics_below(catalog, agreement)


@cache
def _references_of(record: type[Record]) -> tuple[tuple[str, str, Names], ...]:
    """Return the fields of a record that name something, with what, and what there is."""
    kind = record.__name__
    named = ((name, *_TARGETS.get((kind, name), ("", _sources))) for name in record.model_fields)
    return tuple(
        (name, what or "source", names)
        for name, what, names in named
        if what or (name == "source" and kind != "Agreement")
    )


def _is_withheld(what: str, reference: str) -> bool:
    return what == "agreement" and reference == WITHHELD


def _texts(value: object) -> Iterator[tuple[Location, str]]:
    if isinstance(value, str):
        yield (), value
    elif isinstance(value, tuple):
        yield from (((place,), text) for place, text in enumerate(value) if isinstance(text, str))


def _calendars(
    catalog: Catalog, agreement: Agreement, record: Record, location: Location
) -> Iterator[_Missing]:
    if "calendars" in catalog.broken:
        return
    for name, hours in hours_of(record):
        if hours.calendar and hours.calendar not in catalog.calendar_by_id:
            known = sorted(catalog.calendar_by_id)
            span = catalog.span(agreement, (*location, name))
            yield _Missing(span, "calendar", hours.calendar, known)


def _metrics_below(catalog: Catalog, agreement: Agreement) -> Iterator[_Missing]:
    for place, dependency in enumerate(agreement.listed("depends_on")):
        below = catalog.by_id.get(dependency.agreement)
        if not below:
            continue
        known = [metric.id for metric in below.listed("metrics")]
        for position, name in enumerate(dependency.metrics or ()):
            if name not in known:
                here = ("depends_on", place, "metrics", position)
                what = f"metric of {below.id}"
                yield _Missing(catalog.span(agreement, here), what, name, known)


def unresolved_condition(catalog: Catalog) -> Iterator[Finding]:
    """Find `when` with a dimension or a value that the agreement does not declare.

    And `case` of a dependency with one that the agreement below does not declare.
    """
    return _told(_missing_cases(catalog), catalog)


def _missing_cases(catalog: Catalog) -> Iterator[_Missing]:
    for agreement in catalog.agreements:
        values = agreement.dimension_values()
        for record, location in catalog.records(agreement):
            for place, condition in enumerate(getattr(record, "when", None) or ()):
                here = (*location, "when", place)
                yield from _in_condition(catalog, agreement, here, condition, values)
            if isinstance(record, Matrix):
                yield from _in_matrix(catalog, agreement, location, record, values)
            if isinstance(record, Dependency) and record.case:
                below = catalog.by_id.get(record.agreement)
                if below:
                    here, known = (*location, "case"), below.dimension_values()
                    where = f" in {below.id}"
                    yield from _in_condition(catalog, agreement, here, record.case, known, where)


def _in_condition(
    catalog: Catalog,
    agreement: Agreement,
    location: Location,
    condition: Mapping[str, tuple[str, ...]],
    values: Mapping[str, tuple[str, ...]],
    where: str = "",
) -> Iterator[_Missing]:
    for name, chosen in condition.items():
        if name not in values:
            here = (*location, name)
            yield _Missing(
                catalog.span(agreement, here), f"dimension{where}", name, [*values],
                declared="" if where else declaration(name, chosen),
            )  # fmt: skip
            continue
        for position, value in enumerate(chosen):
            if value not in values[name] and _is_clear(name, values):
                here = (*location, name, position)
                known = [*values[name]]
                what = f"value of {name}{where}"
                yield _Missing(catalog.span(agreement, here), what, value, known)


def _in_matrix(
    catalog: Catalog,
    agreement: Agreement,
    location: Location,
    matrix: Matrix,
    values: Mapping[str, tuple[str, ...]],
) -> Iterator[_Missing]:
    rows = [(row, ()) for row in matrix.cells]
    columns = [(column, (row,)) for row, cells in matrix.cells.items() for column in cells]
    for name, written, keys in (("rows", matrix.rows, rows), ("columns", matrix.columns, columns)):
        if written not in values:
            here: Location = (*location, name)
            declared = declaration(written, [key for key, _ in keys])
            place = catalog.span(agreement, here)
            yield _Missing(place, "dimension", written, [*values], declared=declared)
            continue
        known = [*values[written]]
        for key, before in keys:
            if key not in known and _is_clear(written, values):
                here = (*location, "cells", *before, key, KEY)
                yield _Missing(catalog.span(agreement, here), f"value of {written}", key, known)


def _is_clear(dimension: str, values: Mapping[str, tuple[str, ...]]) -> bool:
    return dimension not in BUILT_IN_DIMENSIONS or _are_apart(values[dimension])


def _are_apart(names: Collection[str]) -> bool:
    """Tell whether no id stands twice; one that does is told, and may be the one that is missed."""
    return len({name.lower() for name in names}) == len(names)


_PAGE = Pattern(r"\]\((?P<page>[^):#\s]+\.md)(?:#[^)]*)?\)")
_LINK = Pattern(r"\]\((?P<scheme>agreement|term):(?P<name>[^)#\s]*)")


def unresolved_page(catalog: Catalog, handbook: Container[str]) -> Iterator[Finding]:
    """Find links in prose to pages that the handbook does not have; paths are those in `docs/`."""
    for agreement in catalog.agreements:
        missing = partial(_pages_missing_in, handbook)
        yield from catalog.recall("unresolved-page", agreement, missing)


def _pages_missing_in(
    handbook: Container[str], agreement: Agreement, catalog: Catalog
) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            "unresolved-page",
            catalog.span(agreement, location, match["page"]),
            f"there is no page {quoted(match['page'])} in the handbook",
            "expected the path of a page below docs/",
            "agreement:ID or term:ID for pages that are made from the catalog",
        )
        for location, text in catalog.prose(agreement)
        for match in _PAGE.finditer(text)
        if match["page"] not in handbook
    )


def unresolved_link(catalog: Catalog) -> Iterator[Finding]:
    """Find links in prose to agreements or terms that do not exist."""
    return _told(_missing_links(catalog), catalog)


def _missing_links(catalog: Catalog) -> Iterator[_Missing]:
    for agreement in catalog.agreements:
        linkable = cache(partial(_linkable, catalog, agreement))
        for location, text in catalog.prose(agreement):
            if "](" in text:
                yield from _links(catalog, agreement, location, text, linkable)


def _links(
    catalog: Catalog,
    agreement: Agreement,
    location: Location,
    text: str,
    linkable: Callable[[str], Collection[str]],
) -> Iterator[_Missing]:
    # The same link again would be found at the place of the first one.
    links = dict.fromkeys((match["scheme"], match["name"]) for match in _LINK.finditer(text))
    for scheme, name in links:
        known = linkable(scheme)
        unread = "glossary" if scheme == "term" else name
        is_missing = name not in known and unread not in catalog.broken
        if is_missing and not _is_withheld(scheme, name):
            span = catalog.span(agreement, location, f"{scheme}:{name}")
            yield _Missing(span, scheme, name, known, "" if scheme == "term" else agreement.id)


def _linkable(catalog: Catalog, agreement: Agreement, scheme: str) -> Collection[str]:
    """Return what a link in an agreement can name: its own terms, the shared ones, agreements.

    Whoever looks a name up in them asks for that one alone.
    """
    if scheme == "agreement":
        return catalog.by_id
    return {*(definition.slug for definition in agreement.definitions or ()), *catalog.term_by_id}


def unresolved_term(catalog: Catalog, name: str, span: Span) -> Finding:
    """Say that a link outside the catalog, at `span`, names a term that does not exist."""
    return _unknown(_Missing(span, "term", name, catalog.term_by_id))


def _told(missing: Iterable[_Missing], catalog: Catalog) -> Iterator[Finding]:
    """Say what is missing, and of the first ones what was probably meant."""
    searches: Counter[str] = Counter()
    for count, one in enumerate(missing):
        path = one.span.path
        is_searched = count < MOST_SEARCHES and searches[path] < MOST_FINDINGS
        searches[path] += 1
        now = catalog.id_by_former_id.get(one.name, "") if one.own else ""
        yield _unknown(one, now, is_searched=is_searched)


def _unknown(missing: _Missing, now: str = "", *, is_searched: bool = True) -> Finding:
    hours = _hours_meant(missing) if missing.what == "calendar" else None
    if hours:
        return hours
    names: list[str] = []
    if is_searched:
        has_order = isinstance(missing.known, Sequence)
        named = dict.fromkeys(missing.known if has_order else sorted(missing.known))
        names += (name for name in named if name != missing.own)
    by_letters = {name.lower(): name for name in names}
    close = get_close_matches(missing.name.lower(), by_letters, n=1, cutoff=0.6)
    if missing.what.startswith("value of ") and (digits := _DIGITS.findall(missing.name)):
        numbered = [name for name in names if _DIGITS.findall(name) == digits]
        close = [name.lower() for name in numbered] if len(numbered) == 1 else []
    is_dimension = missing.what.startswith("dimension") and missing.name.lower() in _SEVERITY
    like = "severity" if is_dimension and "severity" in names else ""
    like = by_letters[close[0]] if close else like
    meant = f"did you mean {like}?" if like else ""
    expected = expected_name(missing.what, names) if is_searched else f"expected a {missing.what}"
    return Finding(
        "unresolved-reference",
        missing.span,
        f"there is no {missing.what} {quoted(missing.name)}",
        expected,
        f"{missing.name} is called {now} now" if now else meant or missing.declared,
    )


def _hours_meant(missing: _Missing) -> Finding | None:
    """Say of a name that is none of a calendar which hours, or that none, were probably meant."""
    is_bare = bool(instead := days.without_times(missing.name))
    instead = NONE if NO.fullmatch(missing.name) else instead
    instead = instead or days.hours(missing.name)
    name = quoted(missing.name)
    there = f"{name} states no clock times" if is_bare else f"there is no calendar {name}"
    expected = "expected hours, or the id of a calendar"
    found = Finding("unresolved-reference", missing.span, there, expected, instead)
    return found if instead else None


_DIGITS = re.compile(r"\d+")  # of values with a number that is what tells them apart
_SEVERITY = frozenset({"priority", "prio", "priorität", "priorité", "sev", "level", "impact"})
