"""Units of what is counted: `1 parcel` counts in the unit of `3 parcels`."""

from __future__ import annotations

from collections.abc import Collection

from sla_catalog.model.quantities import PlainQuantity, Quantity, unit_of

_SHORTEST = 3  # shorter ones are signs, such as GB
_ENDINGS = frozenset({"s", "es"})
_OTHER_ENDINGS = _ENDINGS | {"e", "n", "en", "x"}  # German and French
# German words alone, since -er names whoever does something: `test` and `tester`.
_WITH_ER = ("bild", "brett", "feld", "glied", "kind", "licht", "schild")


def counted_in(quantity: Quantity, units: Collection[str]) -> str:
    """Return in which unit a quantity counts beside others: one of something in their plural."""
    unit = unit_of(quantity)
    if not isinstance(quantity, PlainQuantity) or quantity.number != 1:
        return unit
    found = (
        other
        for endings in (_ENDINGS, _OTHER_ENDINGS)
        for other in units
        if _is_plural(other, unit, endings)
    )
    return next(found, unit)


def _is_plural(unit: str, one: str, endings: Collection[str]) -> bool:
    """Tell whether a unit is the plural of another, word by word."""
    words, singular = unit.split(), one.split()
    return (
        unit != one
        and len(words) == len(singular)
        and all(
            word == single or _is_plural_word(word, single, endings)
            for word, single in zip(words, singular, strict=True)
        )
    )


def _is_plural_word(word: str, single: str, endings: Collection[str]) -> bool:
    if len(single) < _SHORTEST:
        return False
    if single.endswith("y") and word == f"{single[:-1]}ies":
        return True
    if word == f"{single}er":
        return single.lower().endswith(_WITH_ER)
    return word.startswith(single) and word[len(single) :] in endings
