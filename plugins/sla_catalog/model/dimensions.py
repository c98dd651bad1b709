"""Dimensions that an agreement declares, and their values."""

from collections.abc import Mapping
from typing import Annotated

from sla_catalog.model.fields import MaybeText, Polarity, Record, Weight, required, said
from sla_catalog.model.scalar_types import Identifier, Name, Text, ValueName, Yes
from sla_catalog.model.validators import Tagged


class DimensionValue(Record):
    """A value of a dimension with the name by which readers know it."""

    id: Name = required("The value, as `when` writes it.", Polarity.NEUTRAL, also="value")
    name: Text = required("Its name for readers.", Polarity.NEUTRAL, also="title label")


def _value_shape(value: object) -> str:
    return "<named>" if isinstance(value, dict | Record) else "<bare>"


ValueOfDimension = Annotated[
    DimensionValue | ValueName, Tagged(_value_shape, ("<named>", "<bare>"))
]


class Dimension(Record):
    """A dimension of which more is said than its values."""

    name: MaybeText = said("Its name for readers.", Polarity.NEUTRAL, also="title label")
    values: tuple[ValueOfDimension, ...] = required(
        "Its values, in the order in which pages show them.", Polarity.READ, Weight.CORE, key="id"
    )
    ordered: Yes | None = said(
        "Whether the values are listed best first; left out, nothing is said of it.",
        Polarity.READ,
        also="order sorted ranked best_first",
    )


def _dimension_shape(value: object) -> str:
    return "<long>" if isinstance(value, dict | Record) else "<list>"


Dimensions = Mapping[
    Identifier,
    Annotated[
        tuple[ValueOfDimension, ...] | Dimension, Tagged(_dimension_shape, ("<list>", "<long>"))
    ],
]


BUILT_IN_DIMENSIONS = ("service", "severity", "request")
