"""What agreements that are past their drafts leave open: measurement, caps, severities, terms."""

from __future__ import annotations

from collections.abc import Iterator

from sla_catalog.findings import Finding, FindingSeverity, Related
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog, Location
from sla_catalog.model.contents import short_texts_of
from sla_catalog.model.exclusions import Maintenance
from sla_catalog.model.fields import Absence
from sla_catalog.model.monitoring import Monitoring
from sla_catalog.model.quantities import quoted
from sla_catalog.patterns import Pattern
from sla_catalog.resolved.exclusions import EXCLUDED_AS
from sla_catalog.rules.claims import is_agreed
from sla_catalog.terms.matcher import matches
from sla_catalog.terms.usage import shared_vocabulary
from sla_catalog.terms.vocabulary import Vocabulary

_OF_WORK = {category: kind.value for kind, category in EXCLUDED_AS.items()}
# Two or more capitalised words within a sentence, as contracts write what they define.
_CAPITALISED = Pattern(r"(?<=[a-z,;] )[A-Z][a-z]+(?: [A-Z][a-z]+)+\b")
_FEWEST_USES = 2


def exclusion_without_cap(catalog: Catalog) -> Iterator[Finding]:
    """Find work on the service that does not count, however long it takes."""
    for agreement in filter(is_agreed, catalog.agreements):
        works = [
            (one, ("maintenance", place))
            for place, one in enumerate(agreement.listed("maintenance"))
            if isinstance(one, Maintenance)
        ]
        bounded = {one.type.value for one, _ in works if one.at_most or one.duration or one.recurs}
        excluded = set()
        for place, exclusion in enumerate(agreement.listed("exclusions")):
            work = _OF_WORK.get(exclusion.category)
            excluded.add(work)
            if work and exclusion.at_most is None and work not in bounded:
                yield _without_cap(catalog, agreement, exclusion.id, ("exclusions", place))
        for one, at in works:
            kind = one.type.value
            is_left_out = one.counts_as_downtime is False and kind not in excluded
            if is_left_out and kind not in bounded:
                yield _without_cap(catalog, agreement, one.id, at)


def _without_cap(catalog: Catalog, agreement: Agreement, name: str, at: Location) -> Finding:
    return Finding(
        "exclusion-without-cap",
        catalog.span(agreement, at),
        f"{quoted(name)} leaves out work of any length",
        "expected the most that is left out, without which the target promises nothing",
        "at_most: 4 h, per: calendar month",
        FindingSeverity.INFO,
    )


def measurement_unsaid(catalog: Catalog) -> Iterator[Finding]:
    """Find agreements whose promises nobody is said to measure."""
    for agreement in filter(is_agreed, catalog.agreements):
        monitoring = agreement.monitoring
        if not agreement.listed("metrics") or not isinstance(monitoring, Monitoring | None):
            continue
        if monitoring and (monitoring.measured_by or isinstance(monitoring.measurements, Absence)):
            continue
        at: Location = ("monitoring",) if monitoring else ("metrics",)
        lacking = "what is promised"
        if monitoring and monitoring.measurements:
            place = _unmeasured(agreement, monitoring)
            if place is None:
                continue
            at, lacking = ("metrics", place, "id"), quoted(agreement.listed("metrics")[place].id)
        yield Finding(
            "measurement-unsaid",
            catalog.span(agreement, at),
            f"it is not stated who measures {lacking}",
            "expected whose measurement decides, or how each metric is measured",
            "monitoring: {measured_by: provider}",
            FindingSeverity.INFO,
        )


def _unmeasured(agreement: Agreement, monitoring: Monitoring) -> int | None:
    """Return the place of the first metric with a target that no measurement names."""
    listed = monitoring.measurements if isinstance(monitoring.measurements, tuple) else ()
    measured = {name for one in listed for name in one.metric}
    return next(
        (
            place
            for place, metric in enumerate(agreement.listed("metrics"))
            if metric.id not in measured and any(cell.target for cell in metric.promises)
        ),
        None,
    )


def severity_undefined(catalog: Catalog) -> Iterator[Finding]:
    """Find severities of which it is not stated what belongs to them."""
    for agreement in filter(is_agreed, catalog.agreements):
        severities = agreement.listed("severities")
        for place, severity in enumerate(severities):
            if severity.definition is None:
                yield Finding(
                    "severity-undefined",
                    catalog.span(agreement, ("severities", place)),
                    f"it is not stated which cases are {quoted(severity.id)}",
                    "expected what belongs to it, since its times depend on that",
                    "definition: Nobody can work.",
                    FindingSeverity.INFO,
                )


def undefined_term(catalog: Catalog) -> Iterator[Finding]:
    """Find words that are written as defined terms, twice or more, and that nothing defines."""
    shared = shared_vocabulary(catalog)
    for agreement in filter(is_agreed, catalog.agreements):
        if (agreement.language or "en").partition("-")[0] != "en":
            continue  # other languages have capitals of their own
        uses = _capitalised(agreement, catalog, shared.with_local(agreement.definitions or ()))
        for words, places in uses.items():
            if len(places) >= _FEWEST_USES:
                first, *more = (catalog.span(agreement, place, words) for place in places)
                yield Finding(
                    "undefined-term",
                    first,
                    f"{quoted(words)} is written as a defined term, and nothing defines it",
                    "expected a definition, or small letters",
                    f'definitions: [{{term: {words}, definition: "…"}}]',
                    FindingSeverity.INFO,
                    tuple(Related(span, "written here too") for span in more[:1]),
                )


def _capitalised(
    agreement: Agreement, catalog: Catalog, vocabulary: Vocabulary
) -> dict[str, list[Location]]:
    found: dict[str, list[Location]] = {}
    names = None
    for location, text in catalog.prose(agreement):
        for match in _CAPITALISED.finditer(text):
            if names is None:
                names = _names(agreement, catalog)
            is_known = match[0] in names or any(
                one.start < match.end() and match.start() < one.end
                for one in matches(text, vocabulary)
            )
            if not is_known:
                found.setdefault(match[0], []).append(location)
    return found


def _names(agreement: Agreement, catalog: Catalog) -> str:
    """Return all names that are written in an agreement or in the catalog, one below another."""
    records = (record for record, _ in catalog.records(agreement))
    texts = [text for record in records for text in short_texts_of(record)]
    parties = [name for party in catalog.parties for name in (party.name,) if name]
    others = [one.title for one in catalog.agreements]
    return "\n".join((*texts, *parties, *others))


def unused_definition(catalog: Catalog) -> Iterator[Finding]:
    """Find terms that an agreement defines and that none of its other texts has."""
    for agreement in filter(is_agreed, catalog.agreements):
        if not agreement.definitions:
            continue
        prose = [(at, text.lower()) for at, text in catalog.prose(agreement)]
        for place, one in enumerate(agreement.definitions):
            forms = [form.lower()[:-1] for form in (one.term, *(one.aliases or ()))]
            own = ("definitions", place)
            texts = (text for at, text in prose if at[:2] != own)
            if any(form in text for text in texts for form in forms):
                continue
            if any(form in text for text in _short_texts(agreement, catalog) for form in forms):
                continue
            yield Finding(
                "unused-term",
                catalog.span(agreement, (*own, "term")),
                f"no other text of the agreement uses {quoted(one.term)}",
                "expected a term that readers meet",
                "leave it out, or write it where it is meant",
                FindingSeverity.INFO,
            )


def _short_texts(agreement: Agreement, catalog: Catalog) -> Iterator[str]:
    """Yield names and other short texts of an agreement in small letters, save its terms."""
    for record, location in catalog.records(agreement):
        if location[:1] != ("definitions",):
            yield from (text.lower() for text in short_texts_of(record))
