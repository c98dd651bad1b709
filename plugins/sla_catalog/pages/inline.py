"""HTML of inline pieces and of the cells that hold them.

These few are written here and not as macros because a page holds thousands of them and calling a
macro takes ten times as long as building the text. All else that is HTML stands in `templates/`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from markupsafe import Markup, escape

from sla_catalog.frozen import dataclass
from sla_catalog.pages import blocks
from sla_catalog.pages.addresses import External, Target
from sla_catalog.pages.labels import Labels
from sla_catalog.pages.prose import CITE, EXTERNAL_CLASS, is_worth_printing

_CLINGS = (",", ".", ";", ":", ")", "?", "!", "\u00a0", "\u202f")
_SPECIAL = re.compile(r"[&<>\"']")
_SOFT = (blocks.Soft, blocks.Icon, blocks.Distance)


@dataclass(frozen=True, slots=True)
class Inlines:
    """Draw inline pieces as one page shows them.

    `href` resolves targets from that page, `spot` its own anchors; `cite` says in print where a
    target is.
    """

    labels: Labels
    icon: Callable[[str], Markup]
    href: Callable[[Target], str]
    spot: Callable[[str], str]
    cite: Callable[[Target], str]

    def line(self, pieces: blocks.Line) -> Markup:
        """Draw pieces, set apart by a space save before punctuation."""
        return Markup(self._line(pieces))  # noqa: S704 every piece is escaped

    def cell(self, cell: blocks.Cell) -> Markup:
        """Draw a cell; several lines stand one below the other."""
        if len(cell.lines) == 1:
            return self.line(cell.lines[0])
        return Markup("".join(map(self._stacked, cell.lines)))  # noqa: S704 lines are escaped

    def cells(
        self, cells: Iterable[blocks.Cell], columns: Sequence[blocks.Column], is_matrix: bool
    ) -> Markup:
        """Draw the cells of a row behind its head, a line for each."""
        html: list[str] = []
        for cell, column, label in placed(cells, columns, labels=self.labels):
            attributes = f' colspan="{cell.span}"' if cell.span > 1 else ""
            if is_matrix and cell.state is blocks.State.NOT_STATED:
                attributes += ' class="sla-hatch"'
            elif column.amount and cell.span == 1:
                attributes += ' class="sla-amount"'
            label = f' data-label="{escaped(label)}"'
            html.append(f'<td role="cell"{label}{attributes}>{self.cell(cell)}</td>\n')
        return Markup("".join(html))  # noqa: S704 every piece is escaped

    def number(self, anchor: str, number: str) -> Markup:
        """Draw the number of a clause, which leads to the clause."""
        href = escaped(f"#{self.spot(anchor)}")
        label = escaped(self.labels["clause.number"].format(number=number))
        words = f'href="{href}" aria-label="{label}">{escaped(number)}'
        return Markup(f'<a class="sla-number" {words}</a>')  # noqa: S704 every piece is escaped

    def piece(self, piece: blocks.Inline) -> Markup:
        """Draw one piece."""
        return Markup(self._piece(piece))  # noqa: S704 every piece is escaped

    def _stacked(self, line: blocks.Line) -> str:
        soft = " sla-line-soft" if is_soft(line) else ""
        return f'<div class="sla-line{soft}">{self._line(line)}</div>'

    def _line(self, pieces: blocks.Line) -> str:
        if len(pieces) == 1:
            return self._piece(pieces[0])
        html: list[str] = []
        for piece in pieces:
            if html and not getattr(piece, "text", "").startswith(_CLINGS):
                html.append(" ")
            html.append(self._piece(piece))
        return "".join(html)

    def _piece(self, piece: blocks.Inline) -> str:
        match piece:
            case blocks.Text(text):
                return escaped(text)
            case blocks.Soft(text):
                return f'<span class="sla-soft">{escaped(text)}</span>'
            case blocks.Strong(text):
                return f"<strong>{escaped(text)}</strong>"
            case blocks.Prose():
                return _prose(piece)
            case blocks.Link():
                return self._link(piece)
            case blocks.AbsentValue():
                return self._absent(piece)
            case blocks.Icon(name):
                return str(self.icon(name))
            case blocks.Badge(text):
                return f'<span class="sla-badge">{escaped(text)}</span>'
            case blocks.Code(text):
                return f'<code class="sla-code">{escaped(text)}</code>'
            case blocks.Day(iso, text):
                return f'<time datetime="{escaped(iso)}">{escaped(text)}</time>'
            case blocks.Distance():
                return self._distance(piece)

    def _link(self, link: blocks.Link) -> str:
        classes = _link_classes(link)
        attribute = f' class="{classes}"' if classes else ""
        cite = "" if link.quiet else self.cite(link.target)
        if cite and cite not in link.text:
            attribute += f' {CITE}="{escaped(cite)}"'
        href, text = escaped(self.href(link.target)), escaped(link.text)
        if href.startswith("mailto:"):
            text = text.replace("@", "<wbr>@")  # or a narrow column breaks within its last letters
        return f'<a{attribute} href="{href}">{text}</a>'

    def _absent(self, absent: blocks.AbsentValue) -> str:
        state = absent.state.value
        label = escaped(
            self.labels[f"absent.{state}" if absent.why is None else f"absent.{state}.why"]
        )
        words = f"<span>{label}</span>"
        if absent.why is not None:
            words = f"<strong>{label}</strong> {self._piece(absent.why)}"
            if absent.beside:
                words += f" {self._line(absent.beside)}"
        return f'<span class="sla-absent sla-absent-{state}">{self.icon(state)}{words}</span>'

    def _distance(self, distance: blocks.Distance) -> str:
        data = "".join(
            f' data-sla-{name}="{escaped(value)}"'
            for name, value in (
                ("kind", distance.kind),
                ("day", distance.iso),
                ("as-of", distance.as_of),
                ("alarm", distance.alarm),
                ("ahead", distance.ahead),
                ("past", distance.past),
            )
            if value or name == "alarm"
        )
        signs = f"{self.icon('calendar')}{self.icon('alarm')}"
        words = f'<span class="sla-distance-text">{escaped(distance.text)}</span>'
        return f'<span class="sla-distance"{data}>{signs}{words}</span>'


C = TypeVar("C", blocks.Column, str)


def placed(
    cells: Iterable[blocks.Cell], columns: Sequence[C], first: int = 1, *, labels: Labels
) -> Iterator[tuple[blocks.Cell, C, str]]:
    """Yield each cell with its column and the words that label it where rows are cards."""
    at = first
    for cell in cells:
        covered = columns[at : at + cell.span]
        if len(covered) > 1 and len(covered) == len(columns) - first:
            label = labels["all.columns"]
        else:
            label = ", ".join(c if isinstance(c, str) else c.label for c in covered)
        yield cell, covered[0], label
        at += cell.span


def is_soft(line: blocks.Line) -> bool:
    """Tell whether a line holds nothing but qualifiers."""
    return all(isinstance(piece, _SOFT) for piece in line)


def _prose(prose: blocks.Prose) -> str:
    lang = f' lang="{escaped(prose.lang)}"' if prose.lang else ""
    if prose.block:
        return f'<div class="sla-prose"{lang}>{prose.html}</div>'
    return f"<span{lang}>{prose.html}</span>" if lang else str(prose.html)


def escaped(text: str) -> str:
    """Return a text as HTML."""
    return str(escape(text)) if _SPECIAL.search(text) else text


def _link_classes(link: blocks.Link) -> str:
    strong = "sla-strong" if link.strong else ""
    if link.quiet:
        return f"{strong} sla-quiet".lstrip()
    if isinstance(link.target, External) and is_worth_printing(link.target.url, link.text):
        return f"{strong} {EXTERNAL_CLASS}".lstrip()
    return strong
