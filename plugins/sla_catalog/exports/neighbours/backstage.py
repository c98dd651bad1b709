"""Backstage: a resource for an agreement, with its promises as annotations."""

from __future__ import annotations

import re

from sla_catalog.exports.neighbours.documents import document
from sla_catalog.exports.neighbours.promises import Export, promises, rest
from sla_catalog.losses import Note, Outcome
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.catalog import Catalog

PREFIX = "sla-catalog/"
MOST_OF_NAME = 63


def export(agreement: Agreement, catalog: Catalog) -> Export:
    """Return an agreement as an entity; each promise is one annotation in our own words."""
    annotations: dict[str, object] = {f"{PREFIX}agreement": agreement.id}
    notes: list[Note] = []
    for held in promises(agreement, catalog):
        target = held.promise.target
        if target is None or held.promise.absence:
            obstacles = "; ".join(held.obstacles)
            notes.append(held.note(Outcome.LEFT_OUT, obstacles))
            continue
        text = held.sentence
        annotations[f"{PREFIX}{held.id[:MOST_OF_NAME].strip('-.')}"] = text
        notes.append(held.note(Outcome.WRITTEN, text))
    notes += rest(agreement, catalog)
    entity = {
        "apiVersion": "backstage.io/v1alpha1",
        "kind": "Resource",
        "metadata": {
            "name": agreement.id,
            "title": agreement.title,
            "annotations": annotations,
        },
        "spec": {
            "type": "service-level-agreement",
            "owner": _reference(catalog.party_name(agreement.owner)),
        },
    }
    return Export(f"{agreement.id}.yaml", document(entity), tuple(notes))


def _reference(name: str) -> str:
    """Return a name as Backstage writes one, in a reference to a group."""
    plain = re.sub(r"[^A-Za-z0-9_.-]+", "-", name).strip("-_.")[:MOST_OF_NAME].strip("-_.")
    return f"group:{plain.lower() or 'todo'}"
