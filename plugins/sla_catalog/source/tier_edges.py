"""Which side of a target the tiers of a credit lie on, by what is better of its metrics."""

from __future__ import annotations

from collections.abc import Iterator

from sla_catalog.frozen import dataclass
from sla_catalog.model.metric_types import METRIC_TYPES, Amounts, BetterDirection
from sla_catalog.model.quantities import MalformedError
from sla_catalog.source.document import Scalar, YamlDocument
from sla_catalog.source.nodes import Mapping, Node, Sequence
from sla_catalog.source.schema_paths import Location

_OF_TIERS = {"each", "first", "part"}  # keys that say how a credit grows from an edge on


@dataclass(frozen=True, slots=True)
class MissedSide:
    """The edge of the values that miss a target, and an example of a step beyond it."""

    edge: str = "below: target"
    step: str = "each: 1 %"

    @classmethod
    def of(cls, document: YamlDocument, credit: Location) -> MissedSide:
        """Return the side for a credit; below where nothing says which values are better."""
        names = {*_texts(_at(document.locate(credit), "metrics"))}
        metrics = _at(document.root, "metrics")
        items = metrics.items if isinstance(metrics, Sequence) else ()
        named = [one for one in items if names.intersection(_texts(_at(one, "id")))]
        for metric in named:
            kind = METRIC_TYPES.get(next(_texts(_at(metric, "type")), ""))
            own = next(_texts(_at(metric, "direction")), "")
            direction = own or (kind.direction if kind else None)
            is_time = kind is not None and kind.amounts is Amounts.TIME
            edge = "above: target" if direction == BetterDirection.LOWER else "below: target"
            return cls(edge, "each: 1 h" if is_time else "each: 1 %")
        return cls()


def with_an_edge(document: YamlDocument, credit: Location, key: str, instead: str) -> str:
    """Return help to write a key of a tier in `tiers`, with the edge that a tier needs."""
    begins = f"tiers: [{{{key}: "
    if key not in _OF_TIERS or not instead.startswith(begins):
        return instead
    side = MissedSide.of(document, credit)
    step = f"{side.step}, " if key == "first" else ""
    tier = f"tiers: [{{{side.edge}, {step}{instead.removeprefix('tiers: [{')}"
    given = next(_texts(_at(document.locate(credit), "credit")), "")
    return f"{tier.replace('…', given)}; in place of `credit`" if given else tier


def of_tier(document: YamlDocument, tier: Location, error: MalformedError) -> MalformedError:
    """Return an error of a tier that lacks an edge or a step, with one that its metric has."""
    side = MissedSide.of(document, tier[:-2])
    instead = {"below: target": side.edge, "each: 1 h": side.step}.get(error.instead)
    return MalformedError(error.found, error.expected, instead) if instead else error


def _at(node: Node | None, key: str) -> Node | None:
    entries = node.entries if isinstance(node, Mapping) else ()
    return next((entry.value for entry in entries if entry.key.text == key), None)


def _texts(node: Node | None) -> Iterator[str]:
    items = node.items if isinstance(node, Sequence) else (node,)
    yield from (item.text for item in items if isinstance(item, Scalar))
