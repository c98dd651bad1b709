"""The tags of a PDF where WeasyPrint leaves them short: signs without words, tables over pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Element = dict[str, Any]


def mend_tags(_document: object, pdf: Any) -> None:
    """Mend the tree of tags before a PDF is written; WeasyPrint calls this with its own PDF.

    A picture without a title is a sign beside words that have its meaning, so it is no figure.
    A table that continues on the next page is one table: its parts come together in the first,
    which alone has a caption, and a head that is printed again is rows like others.
    """
    elements = {one.reference: one for one in pdf.objects if _is(one, "/StructElem")}
    roots = [one for one in pdf.objects if _is(one, "/StructTreeRoot")]
    for element in elements.values():
        if element["S"] == "/Figure" and "Alt" not in element:
            element["S"] = "/NonStruct"
            element.pop("A", None)
    for root in roots:
        _join_parts(root, elements)


def _join_parts(root: Element, elements: dict[bytes, Element]) -> None:
    """Bring parts of a table together: no caption, another page, and nothing read in between."""
    first: Element | None = None
    page, is_next = None, False
    for around, element in [*_read(root, elements)]:
        if element["S"] != "/Table":
            is_next = False
            continue
        is_rest = is_next and element["Pg"] != page and not _has_caption(element, elements)
        if first is not None and is_rest:
            _join(first, element, around, elements)
        else:
            first = element
        page, is_next = element["Pg"], True


def _is(one: object, kind: str) -> bool:
    return isinstance(one, dict) and one.get("Type") == kind


def _read(node: Element, elements: dict[bytes, Element]) -> Iterator[tuple[Element, Element]]:
    """Yield each table, and each element with text outside of tables, with the one around it."""
    for kid in _kids(node):
        element = elements.get(kid)
        if element is None:
            continue
        if element["S"] == "/Table" or any(isinstance(one, int) for one in _kids(element)):
            yield node, element
        if element["S"] != "/Table":
            yield from _read(element, elements)


def _kids(node: Element) -> list[Any]:
    kids = node.get("K", [])
    return list(kids) if isinstance(kids, list) else [kids]


def _has_caption(table: Element, elements: dict[bytes, Element]) -> bool:
    return any(elements[kid]["S"] == "/Caption" for kid in _kids(table) if kid in elements)


def _join(first: Element, rest: Element, around: Element, elements: dict[bytes, Element]) -> None:
    """Move what is in the rest of a table to the end of its first part, and take the rest out."""
    for kid in _kids(rest):
        part = elements.get(kid)
        if part is not None:
            part["P"] = first.reference  # type: ignore[attr-defined]
            if part["S"] == "/THead":
                part["S"] = "/TBody"
        first["K"].append(kid)
    around["K"].remove(rest.reference)  # type: ignore[attr-defined]
