"""The catalog while one serves: what can be shown of it, and what is wrong with the rest.

It takes the steps of `pipeline` one by one, and remembers what has not changed.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

from sla_catalog.findings import Finding, FindingSeverity, has_errors, in_reading_order
from sla_catalog.model.catalog import Catalog
from sla_catalog.pipeline import (
    Request,
    count_in_baseline,
    judged,
    located,
    read,
    seen_by,
    settled,
    told_of,
)
from sla_catalog.site.preview import Preview
from sla_catalog.site.reading import CatalogReading, refusals
from sla_catalog.source.load import Loaded, is_shared


def reread(request: Request, handbook: Container[str], preview: Preview) -> CatalogReading:
    """Return what can be shown of a catalog, with the files that cannot, and what is found.

    Raises PluginError where the folder cannot be read, or nobody is called like the audience.
    """
    way = (request.folder, request.shown_as, request.limits)
    with refusals(request.shown_as):
        loaded = read(request, preview.readings(way))
        if request.audience:
            return _for_audience(request, handbook, loaded, preview)
        return _for_everybody(request, handbook, loaded, preview)


def _for_everybody(
    request: Request, handbook: Container[str], loaded: Loaded, preview: Preview
) -> CatalogReading:
    root = request.shown_as
    catalog = preview.rest(loaded.catalog, loaded.findings, root)
    catalog = preview.remember(catalog)
    found = judged(catalog, request, handbook)
    findings = settled(loaded, (*loaded.findings, *found), request)
    if has_errors(settled(loaded, found, request)):
        catalog = preview.rest(loaded.catalog, findings, root)
        catalog = preview.remember(catalog)
    preview.settle(findings)
    broken = preview.broken(catalog, findings, root)
    everything = (*loaded.findings, *found)
    told = located(loaded, everything, request)
    known = count_in_baseline(loaded, everything, request)
    return CatalogReading(catalog, findings, broken, located=told, in_baseline=known)


def _for_audience(
    request: Request, handbook: Container[str], loaded: Loaded, preview: Preview
) -> CatalogReading:
    """Return what an audience may see, and of mistakes what it may be told.

    A file that cannot be read may say anything: of it only those are told who could see its
    agreement when it could last be read, and only where the mistake is.
    """
    root = request.shown_as
    whole, seen = _seen_of(request, loaded, preview)
    found = judged(whole, request, handbook)
    told = told_of(replace(loaded, catalog=whole), seen, request, handbook)
    secret = settled(loaded, (*loaded.findings, *found), request)
    everything = (*secret, *told)
    if has_errors((*settled(loaded, found, request), *told)):
        whole, seen = _seen_of(request, Loaded(loaded.catalog, everything), preview)
    preview.settle(everything)
    paths = _paths_seen(request, whole, everything, preview)
    brief = [one for one in _briefly(secret, told, request) if one.span.path in paths]
    findings = in_reading_order((*told, *brief))
    is_untold = any(
        one.severity is FindingSeverity.ERROR and one.span.path not in paths for one in secret
    )
    broken = preview.broken(seen, findings, root)
    return CatalogReading(seen, findings, broken, request.withheld_notice if is_untold else "")


def _seen_of(request: Request, loaded: Loaded, preview: Preview) -> tuple[Catalog, Catalog]:
    """Return the catalog without the files that have errors, and what the audience sees of it."""
    rest = preview.rest(loaded.catalog, loaded.findings, request.shown_as)
    whole = preview.remember(rest, is_whole=True)
    left_out = preview.left_out(loaded.findings).values()
    seen = seen_by(whole, request, left_out)
    return whole, preview.remember(seen)


def _paths_seen(
    request: Request, whole: Catalog, findings: Iterable[Finding], preview: Preview
) -> set[str]:
    """Return the paths, of files with findings, of which the audience may know."""
    paths = {one.span.path for one in findings if is_shared(one.span.path, request.shown_as)}
    left_out = preview.left_out(findings).items()
    audience = request.audience
    return paths | {path for path, one in left_out if audience and audience.sees(one, whole)}


def _briefly(
    secret: Iterable[Finding], told: Iterable[Finding], request: Request
) -> Iterator[Finding]:
    """Yield each error that is not told with its place and rule, and no word of the file."""
    known = {(one.rule, one.span.path, one.span.line, one.span.column) for one in told}
    for one in secret:
        place = one.span
        is_known = (one.rule, place.path, place.line, place.column) in known
        if one.severity is FindingSeverity.ERROR and not is_known:
            yield Finding(
                one.rule,
                replace(place, excerpt=""),
                "what is wrong here is not shown to an audience",
                instead=f"{request.remedy} prints it",
            )
