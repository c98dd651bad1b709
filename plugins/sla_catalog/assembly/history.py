"""The history of a catalog as a site tells it, known until the next commit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date
from functools import lru_cache
from pathlib import Path

from sla_catalog.frozen import dataclass
from sla_catalog.redaction import Audience
from sla_catalog.review.history import Histories, Recorded
from sla_catalog.review.records import histories, shallow_notice
from sla_catalog.review.sides import Sides
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import Readings
from sla_catalog.source.repository import commit_of, is_repository

Recall = Callable[[Callable[[], Histories]], Histories]


@dataclass(frozen=True)
class CatalogHistory:
    """What commits changed in each agreement, and how files were read for that.

    The `notice` says what is missing from it; empty where nothing is.
    """

    recorded: Mapping[str, tuple[Recorded, ...]] = field(default_factory=dict)
    readings: Readings | None = None
    notice: str = ""

    @classmethod
    def of(
        cls,
        sides: Sides,
        today: date,
        audience: Audience | None,
        recall: Recall | None = None,
    ) -> CatalogHistory:
        """Return the history that an audience is told; raise TreeError where git knows none.

        What `recall` keeps is not worked out again. Raises UnknownPartyError where nobody is called
        like the party of the audience.
        """
        home = sides.repository
        if recall is not None:
            recorded = recall(lambda: histories(sides, today, audience))
            return cls(recorded, sides.readings, shallow_notice(home))
        commit = commit_of(home, "HEAD") if is_repository(home) else None
        # What an audience may see of the past follows from the files of today, too.
        make = _known if audience is None else _known.__wrapped__
        return make(home, sides.folder, sides.limits, sides.timezone, today, audience, commit)


@lru_cache(maxsize=1)  # a preview asks again and again, and gets the same until the next commit
def _known(
    home: Path,
    folder: str,
    limits: Limits,
    timezone: str | None,
    today: date,
    audience: Audience | None,
    _commit: str | None,
) -> CatalogHistory:
    sides = Sides(home, folder, limits, timezone)
    recorded = histories(sides, today, audience)
    return CatalogHistory(recorded, sides.readings, shallow_notice(home))
