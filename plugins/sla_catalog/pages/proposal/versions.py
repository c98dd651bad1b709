"""The earlier versions of agreements that have pages: their addresses, and when they held."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.pages.context import RenderContext
from sla_catalog.pages.page_headers import SHORT_COMMIT
from sla_catalog.resolved.term import ComingText
from sla_catalog.review.history import LateText, PastText, Recorded, periods


@dataclass(frozen=True)
class EarlierVersion:
    """An earlier version of an agreement, and when it held.

    Without a `first` day only the day is known on which it was recorded. `following` is the day on
    which the next text was recorded, `restated` the days on which its meaning was changed and its
    number was not.
    """

    agreement: Agreement
    uri: str
    recorded: Recorded
    text: PastText | LateText
    first: date | None
    last: date | None
    following: date
    restated: tuple[date, ...] = ()

    @property
    def stylesheet_uri(self) -> str:
        """Return the path of the print stylesheet of its page."""
        return f"{self.uri.removesuffix('.md')}.print.css"

    @property
    def name(self) -> str:
        """Return what tells it from other versions of its agreement."""
        return self.uri.removesuffix(".md").rpartition("/")[2]

    @property
    def day(self) -> date:
        """Return the day for which its page is made: the first one on which it held."""
        return max(self.recorded.day, self.first) if self.first else self.recorded.day

    @property
    def as_recorded(self) -> Agreement:
        """Return the agreement as its file said it."""
        return self.text.agreement


def earlier_versions(context: RenderContext) -> Iterator[EarlierVersion]:
    """Yield the earlier versions of all agreements that have a page, oldest first."""
    for agreement in context.catalog.agreements:
        yield from _versions(agreement, context.history.get(agreement.id, ()))


def earlier_uris(agreement: Agreement, context: RenderContext) -> Mapping[str, str]:
    """Return the source paths of an agreement's earlier versions by the commits that hold them."""
    states = context.history.get(agreement.id, ())
    return {one.recorded.commit: one.uri for one in _versions(agreement, states)}


def version_until(text: ComingText, agreement: Agreement, context: RenderContext) -> str:
    """Return the version that holds until a text does, as revisions or commits know it."""
    if text.version_before:
        return text.version_before
    for state in reversed(context.history.get(agreement.id, ())):
        if state.text is not None and state.version and state.version != agreement.version:
            return state.version
    return ""


def _versions(agreement: Agreement, states: tuple[Recorded, ...]) -> Iterator[EarlierVersion]:
    held = {version: (first, last) for version, first, last in periods(agreement)}
    taken: Counter[str] = Counter()
    for place, state in enumerate(states):
        if state.text is None:
            continue
        name = _slug(state.version) if state.version else f"recorded-{state.commit[:SHORT_COMMIT]}"
        taken[name] += 1
        name = f"{name}-{taken[name]}" if taken[name] > 1 else name
        first, last = held.get(state.version, (None, None))
        yield EarlierVersion(
            agreement,
            f"agreements/{agreement.id}/{name}.md",
            state,
            state.text,
            first,
            last,
            states[place + 1].day,
            tuple(
                one.day
                for one in states
                if state.version and one.is_restated and one.version == state.version
            ),
        )


def _slug(version: str) -> str:
    plain = re.sub(r"[^a-z0-9.]+", "-", version.lower()).strip("-.")
    return f"version-{plain}" if plain else "version"
