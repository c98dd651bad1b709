"""What an agreement answers of a framework: how much is said of each item, and by which keys."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.fields import Absence
from sla_catalog.model.frameworks import Framework, FrameworkItem, satisfying
from sla_catalog.model.metric_types import METRIC_TYPES
from sla_catalog.resolved.coverage import CoverageLevel, extent_of

_ANSWERS = frozenset({CoverageLevel.STATED, CoverageLevel.NONE, CoverageLevel.ELSEWHERE})


@dataclass(frozen=True, slots=True)
class Answer:
    """How much is said of an item, and the keys under which it is, those that say most."""

    extent: CoverageLevel
    keys: tuple[str, ...] = ()

    @property
    def is_one(self) -> bool:
        """Tell whether it answers: that there is none, or where else it is said, does."""
        return self.extent in _ANSWERS


DEFINITIONS = "definitions"


def answers(
    agreement: Agreement, framework: Framework, terms: Collection[str] = ()
) -> Mapping[str, Answer]:
    """Return what an agreement answers to each item of a framework, by its id.

    The `terms` that it uses are defined for it, also where the shared glossary does so.
    """
    found = {item.id: _answer(agreement, framework, item) for item in framework.items}
    definitions = found.get(DEFINITIONS)
    if definitions and definitions.extent is CoverageLevel.NOT_STATED and terms:
        found[DEFINITIONS] = Answer(CoverageLevel.STATED, (DEFINITIONS,))
    return found


def _answer(agreement: Agreement, framework: Framework, item: FrameworkItem) -> Answer:
    """Return what is said; what the author names for an item goes before all else."""
    named = satisfying(agreement, framework, item)
    if named:
        return Answer(CoverageLevel.STATED, named)
    extents = {key: extent_of(_values(agreement, key)) for key in item.keys}
    most = next(
        (extent for extent in CoverageLevel if extent in extents.values()), CoverageLevel.NOT_STATED
    )
    if most is CoverageLevel.NOT_STATED:
        return Answer(most)
    return Answer(most, tuple(key for key, extent in extents.items() if extent is most))


def _values(agreement: Agreement, key: str) -> Iterator[object]:
    """Yield what stands at a key; of a list, the rest of the key in each of its entries.

    What is absent on the way is absent in all that lies below.
    """
    path, _, part = key.partition(":")
    found: list[object] = [agreement]
    for name in path.split("."):
        yield from (one for one in found if isinstance(one, Absence))
        said = (one for one in found if one is not None and not isinstance(one, Absence))
        values = (getattr(one, name) for one in said)
        found = [one for it in values for one in (it if isinstance(it, tuple) else (it,))]
    for one in found:
        kind = METRIC_TYPES.get(getattr(one, "type", ""))
        if not part or isinstance(one, Absence) or (kind.part if kind else "kpi") == part:
            yield one
