"""Marks of a proposal in the summary of an agreement: old and new values beside the promises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sla_catalog.pages.addresses import OnPage
from sla_catalog.pages.agreement.former import LONGEST, new_value, old_value
from sla_catalog.pages.blocks import Cell, Icon, Line, Link, Prose, Soft, Text
from sla_catalog.pages.labels import Labels
from sla_catalog.pages.sections import Mark
from sla_catalog.pages.views.agreement import AgreementView
from sla_catalog.review.redline import RedlineState

_MOST_NOTES = 2  # in a cell; a link leads to the others, but to no weaker promise


def with_notes(
    view: AgreementView, marks: Mapping[str, Sequence[Mark]], words: Labels
) -> AgreementView:
    """Return a page on which the summary tells of the changes of its clauses.

    `marks` are those of clauses by their anchors; each row that leads to a clause gets them once,
    except those that are told beside the values of a row already.
    """
    told: set[str] = set()
    cells = [cell for row in view.promises.rows for cell in row.cells]
    beside = {anchor for cell in cells for anchor in _led_to(cell)}

    def noted(anchor: str, cell: Cell) -> Cell:
        if anchor in told or anchor not in marks:
            return cell
        told.add(anchor)
        left = [mark for mark in marks[anchor] if mark.anchor not in beside]
        return replace(cell, lines=(*cell.lines, *_notes(left, words)))

    promises = replace(
        view.promises,
        rows=tuple(
            replace(row, measure=noted(row.anchor, row.measure)) for row in view.promises.rows
        ),
    )
    missed = view.missed and replace(
        view.missed,
        rows=tuple(replace(row, missed=noted(row.anchor, row.missed)) for row in view.missed.rows),
    )
    return replace(view, promises=promises, missed=missed)


def _led_to(cell: Cell) -> Iterator[str]:
    """Yield the places of this page to which a cell leads."""
    for line in cell.lines:
        for piece in line:
            if isinstance(piece, Link) and isinstance(piece.target, OnPage):
                yield piece.target.anchor


def _notes(marks: Sequence[Mark], words: Labels) -> Iterator[Line]:
    of_meaning = sorted((one for one in marks if one.direction != "same"), key=_rank)
    weaker = sum(_rank(one) == 0 for one in of_meaning)  # never behind a link
    most = max(_MOST_NOTES, weaker)
    for mark in of_meaning[:most]:
        link = Link(words["proposal.details"], OnPage(mark.anchor))
        yield (Icon(mark.icon), Text(mark.word), *_values(mark, words), link)
    if len(of_meaning) > most:
        count = len(of_meaning) - most
        text = words.counted("proposal.further", count).format(count=count)
        yield (Link(text, OnPage(of_meaning[most].anchor)),)


def _rank(mark: Mark) -> int:
    """Order as everywhere: weaker, to decide, what is acknowledged of both, stronger."""
    if mark.is_acknowledged and mark.direction in {"weaker", "decide"}:
        return 2
    return {"weaker": 0, "decide": 1}.get(mark.direction, 3)


def _values(mark: Mark, words: Labels) -> Iterator[Soft | Prose]:
    """Yield the old value and the new one, where they are short; else what they are values of.

    What only takes from a promise has no values beside it.
    """
    if mark.meant and not mark.pieces:
        yield Soft(f"{mark.meant}{words['colon']} {mark.what}")
        return
    old, new = (
        "".join(piece.text for piece in mark.pieces if piece.state is not other)
        for other in (RedlineState.NEW, RedlineState.GONE)
    )
    yield Soft(mark.meant or mark.what)
    if max(len(old), len(new)) <= LONGEST:
        for say, text in ((old_value, old), (new_value, new)):
            if text.strip():
                yield say(text.strip(), words)
