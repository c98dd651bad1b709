"""What an agreement answers of a framework: how much is said of each item, and by which keys."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.fields import Absence
from sla_catalog.model.frameworks import FIGURES, Framework, FrameworkItem, satisfying
from sla_catalog.model.metric_types import METRIC_TYPES
from sla_catalog.model.metrics import Metric
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
    extents = {key: extent_of(_values(agreement, key, item.none_of)) for key in item.keys}
    most = next(
        (extent for extent in CoverageLevel if extent in extents.values()), CoverageLevel.NOT_STATED
    )
    if most is CoverageLevel.NOT_STATED:
        return Answer(most)
    return Answer(most, tuple(key for key, extent in extents.items() if extent is most))


def _values(agreement: Agreement, key: str, none_of: Collection[str] = ()) -> Iterator[object]:
    """Yield what stands at a key; of a list, the rest of the key in each of its entries.

    What is said elsewhere, or was not read, on the way is so in all that lies below. That there is
    none on the way is said of what is below in the sections `none_of` alone.
    """
    path, _, part = key.partition(":")
    found: list[object] = [agreement]
    above: list[str] = []
    for name in path.split("."):
        section = ".".join(above)
        absences = (one for one in found if isinstance(one, Absence))
        yield from (one for one in absences if one.none is None or section in none_of)
        said = (one for one in found if one is not None and not isinstance(one, Absence))
        values = (getattr(one, name) for one in said)
        found = [one for it in values for one in (it if isinstance(it, tuple) else (it,))]
        above.append(name)
    for one in found:
        yield from _of_metric(one, part) if part and isinstance(one, Metric) else (one,)


def _of_metric(metric: Metric, part: str) -> Iterator[object]:
    """Yield a metric of which the outline speaks under a word, or the figures that it promises."""
    kind = METRIC_TYPES.get(metric.type)
    if part == FIGURES and not metric.absence:
        yield from (promise.absence or promise.target for promise in metric.promises)
    elif part == FIGURES or (kind.part if kind else "kpi") == part:
        yield metric
