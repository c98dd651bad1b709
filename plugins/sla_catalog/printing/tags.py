"""The tags of a PDF where WeasyPrint leaves them short: signs, tables, lists, running heads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Element = dict[str, Any]
_PRINTED = 4  # the flag of an annotation that is not on the screen alone


def mend_tags(_document: object, pdf: Any) -> None:
    """Mend the tree of tags before a PDF is written; WeasyPrint calls this with its own PDF.

    A picture without a title is a sign beside words that have its meaning, so it is no figure.
    A table that continues on the next page is one table: its parts come together in the first,
    which alone has a caption, and a head that is printed again is rows like others. A head of a
    table says whether it is that of a column or of a row. A name and its value in a list are one
    item of it. Running heads and feet are no content, and what links is printed too.
    """
    elements = {one.reference: one for one in pdf.objects if _is(one, "/StructElem")}
    roots = [one for one in pdf.objects if _is(one, "/StructTreeRoot")]
    for element in elements.values():
        if element["S"] == "/Figure" and "Alt" not in element:
            element["S"] = "/NonStruct"
            element.pop("A", None)
    for element in elements.values():
        _name_heads(element, elements)
    for element in elements.values():
        _pair(element, elements)
    for root in roots:
        _join_parts(root, elements)
        _leave_out_margins(root, elements, pdf)
    for one in pdf.objects:
        if _is(one, "/Annot"):
            one["F"] = _PRINTED


def _name_heads(group: Element, elements: dict[bytes, Element]) -> None:
    """Say of each head in a group of rows whose it is: in the head of a table, of a column."""
    if group["S"] not in {"/THead", "/TBody", "/TFoot"}:
        return
    scope = "/Column" if group["S"] == "/THead" else "/Row"
    for row in _kids(group):
        for cell in _kids(elements.get(row, {})):
            if elements.get(cell, {}).get("S") == "/TH":
                elements[cell]["A"]["Scope"] = scope


def _pair(group: Element, elements: dict[bytes, Element]) -> None:
    """Make one item of a group in a list, which holds an item for the name and for each value."""
    inside = [elements[kid] for kid in _kids(group) if kid in elements]
    around = elements.get(group["P"])
    if group["S"] != "/Div" or around is None or around["S"] != "/L":
        return
    group["S"] = "/LI"
    for place, item in enumerate(inside):
        item["S"] = "/LBody" if place else "/Lbl"
        for inner in _within_item(item, elements):
            inner["S"] = "/NonStruct"


def _within_item(item: Element, elements: dict[bytes, Element]) -> Iterator[Element]:
    """Yield the items and bodies that are in an item and in no list of their own."""
    for kid in _kids(item):
        inner = elements.get(kid)
        if inner is not None and inner["S"] in {"/LI", "/LBody"}:
            yield inner
            yield from _within_item(inner, elements)


def _leave_out_margins(root: Element, elements: dict[bytes, Element], pdf: Any) -> None:
    """Make artifacts of what is marked as content and in no tree: the margins of each page."""
    known = set(_references(root, elements))
    objects = {one.reference: one for one in pdf.objects}
    pages = [one for one in pdf.objects if _is(one, "/Page")]
    numbers = objects[root["ParentTree"]]["Nums"]
    for page, marked in zip(pages, numbers[1 : 2 * len(pages) : 2], strict=True):
        lost = {number for number, element in enumerate(marked) if element not in known}
        for number in lost:
            marked[number] = "null"
        stream = objects[page["Contents"]].stream
        for place, piece in enumerate(stream):
            if isinstance(piece, dict) and piece.get("MCID") in lost:
                stream[place - 1] = "/Artifact"
                piece.pop("MCID")
                piece["Type"] = "/Pagination"


def _references(node: Element, elements: dict[bytes, Element]) -> Iterator[bytes]:
    for kid in _kids(node):
        if kid in elements:
            yield kid
            yield from _references(elements[kid], elements)


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
    for kid in _kids(first):
        if elements.get(kid, {}).get("S") == "/TFoot":
            elements[kid]["S"] = "/TBody"
    for kid in _kids(rest):
        part = elements.get(kid)
        if part is not None:
            part["P"] = first.reference  # type: ignore[attr-defined]
            if part["S"] == "/THead":
                part["S"] = "/TBody"
        first["K"].append(kid)
    around["K"].remove(rest.reference)  # type: ignore[attr-defined]
