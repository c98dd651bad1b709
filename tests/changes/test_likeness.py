"""What a promise that is gone may be instead is added to what is said of it already."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from changes.catalogs import between, catalog_of
from sla_catalog.changes.change import Effect
from sla_catalog.changes.likeness import with_replacements

HEAD = "id: mail\nkind: sla\ntitle: Mail\nstatus: active\nowner: ops\nversion: 1.0.0\n"
UPTIME = "{id: up, type: availability, target: 99.9 %, window: calendar month}"
OTHER = "{id: reach, name: Reach, type: availability, target: 99.5 %, window: calendar month}"


def test_words_are_added_and_amounts_are_kept() -> None:
    base, head = ({"mail.yaml": f"{HEAD}metrics: [{one}]\n"} for one in (UPTIME, OTHER))
    sides = catalog_of(base), catalog_of(head)
    (gone,) = (c for c in between(base, head).changes if c.kind.id == "objective-removed")
    told = replace(gone, effect=Effect("one hour more", seconds=Fraction(3600)))
    (made,) = with_replacements([told], *sides, {"mail": sides[1].by_id["mail"]})
    assert made.effect is not None
    assert made.effect.text.startswith("one hour more; likely replaced by “Reach” (99.5 %)")
    assert made.effect.seconds == 3600
