"""Changes of meaning as Atom feeds, for the catalog and for each agreement."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from urllib.parse import urljoin
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from sla_catalog.findings import printable
from sla_catalog.review.history import Recorded
from sla_catalog.review.reported import CustomerEffect
from sla_catalog.review.words import title_of

CATALOG_FEED = "changes.atom"
_ATOM = "http://www.w3.org/2005/Atom"
_MOST = 100  # entries of a feed; older ones are on the pages


def feed_uri(agreement: str) -> str:
    """Return the path of the feed of an agreement."""
    return f"agreements/{agreement}.atom"


def feeds(
    histories: Mapping[str, Sequence[Recorded]],
    titles: Mapping[str, str],
    path_of: Callable[[str], str],
    title: str,
    site: str = "",
) -> dict[str, str]:
    """Return the text of each feed by its path.

    `titles` are those of agreements by their ids, `path_of` gives the published path of an
    agreement's history. Addresses are whole where that of the `site` is known.
    """
    made = {
        name: [(name, one) for one in reversed(states) if _of_meaning(one)]
        for name, states in histories.items()
        if name in titles
    }
    every = sorted(
        (entry for entries in made.values() for entry in entries),
        key=lambda entry: (entry[1].day, entry[1].commit, entry[0]),
        reverse=True,
    )

    def feed(name: str, heading: str, entries: Iterable[tuple[str, Recorded]]) -> str:
        return _feed(name, heading, [*entries][:_MOST], titles, path_of, site)

    return {CATALOG_FEED: feed(CATALOG_FEED, title, every)} | {
        feed_uri(name): feed(feed_uri(name), titles[name], entries)
        for name, entries in made.items()
    }


def _of_meaning(one: Recorded) -> bool:
    return any(change.direction is not CustomerEffect.SAME for change in one.changes)


def _feed(
    name: str,
    heading: str,
    entries: Sequence[tuple[str, Recorded]],
    titles: Mapping[str, str],
    path_of: Callable[[str], str],
    site: str,
) -> str:
    root = ElementTree.Element("feed", xmlns=_ATOM)
    _text(root, "id", f"urn:uuid:{uuid5(NAMESPACE_URL, urljoin(site, name))}")
    _text(root, "title", heading)
    newest = max((one.day.isoformat() for _, one in entries), default="1970-01-01")
    _text(root, "updated", f"{newest}T00:00:00Z")
    _text(ElementTree.SubElement(root, "author"), "name", "sla-catalog")
    if site:
        ElementTree.SubElement(root, "link", rel="self", href=urljoin(site, name))
    for agreement, one in entries:
        entry = ElementTree.SubElement(root, "entry")
        unique = f"{one.commit}/{agreement}"
        _text(entry, "id", f"urn:uuid:{uuid5(NAMESPACE_URL, unique)}")
        _text(entry, "title", f"{titles[agreement]} {one.version}".rstrip())
        _text(entry, "updated", f"{one.day.isoformat()}T00:00:00Z")
        if site:
            ElementTree.SubElement(entry, "link", href=urljoin(site, path_of(agreement)))
        lines = [title_of(c) for c in one.changes if c.direction is not CustomerEffect.SAME]
        # Atom wants the whole text in an entry that leads to none.
        _text(entry, "summary" if site else "content", "\n".join(lines))
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _text(parent: ElementTree.Element, name: str, text: str) -> None:
    lines = text.replace("\u00a0", " ").split("\n")
    ElementTree.SubElement(parent, name).text = "\n".join(map(printable, lines))
