"""What was worked out of agreements, carried over from one reading of a catalog to the next."""

from __future__ import annotations

from sla_catalog.model.catalog import Catalog

# Made of the agreement and of shared entries alone, whatever else the catalog holds; a test asks
# for each of them and looks at what is looked up.
KINDS = frozenset(
    {
        "budgets",
        "budgets by condition",
        "credit-cases",
        "ids of cells",
        "promised",
        "promised by metric",
        "prose with places",
        "windows of credits",
    }
)
_SHARED = ("terms", "metrics", "calendars", "parties")


def carry_over(before: Catalog, catalog: Catalog) -> None:
    """Let a catalog know what one before it had worked out of agreements that are the same objects.

    Nothing is carried over where a shared entry is another one.
    """
    if before.timezone != catalog.timezone:
        return
    if not all(_are_same(getattr(before, name), getattr(catalog, name)) for name in _SHARED):
        return
    here = {id(one) for one in catalog.agreements}
    before.share_with(catalog)
    # New dicts, since somebody may still ask the catalog before, and of what is gone none is kept.
    vars(catalog)["_once"] = {
        key: made
        for key, made in [*vars(catalog)["_once"].items()]
        if key[0] in KINDS and key[1] in here
    }
    vars(catalog)["_records"] = {
        name: found
        for name, found in [*vars(before).get("_records", {}).items()]
        if id(found[0][0]) in here
    }


def _are_same(some: tuple[object, ...], others: tuple[object, ...]) -> bool:
    return len(some) == len(others) and all(map(_is_same, some, others))


def _is_same(one: object, other: object) -> bool:
    return one is other
