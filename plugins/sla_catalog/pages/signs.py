"""Our own signs: icons that refer to a drawing which stands once on each page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from jinja2 import Environment
from markupsafe import Markup

# By the older `xlink:href`: Material's instant navigation assigns to `href` of whatever has one,
# which fails for these elements and ends all scripts of the page (9.8.2); HTML keeps it.
_ICON = re.compile(
    r'<svg class="([^"]*)" aria-hidden="true">'
    r'<use xlink:href="#sla-sign-([a-z_-]+)"/></svg>'
)
_SHEET = re.compile(r'<svg class="sla-signs".*?</svg>\n?', re.DOTALL)


class Signs:
    """What draws signs, made once for a site."""

    def __init__(self, environment: Environment) -> None:
        module = environment.get_template("icons.html.j2").module
        self._sheet: Callable[[list[str]], Markup] = module.sheet  # type: ignore[attr-defined]
        self._sign: Callable[[str], Markup] = cache(module.sign)  # type: ignore[attr-defined]
        self.icon: Callable[[str], Markup] = cache(module.icon)  # type: ignore[attr-defined]

    def with_sheet(self, html: str) -> str:
        """Return a page with the drawings of all signs to which its icons refer.

        They come last within its element, since Markdown takes a drawing outside for a paragraph.
        """
        used = signs_in(html)
        if not used:
            return html
        content, end, rest = html.rpartition("</div>")
        return f"{content}{self.sheet(used)}\n{end}{rest}"

    def sheet(self, names: Iterable[str]) -> str:
        """Return the drawings of some signs; nothing for none."""
        used = sorted(names)
        return str(self._sheet(used).strip()) if used else ""

    def inlined(self, html: str) -> str:
        """Return a page in which each icon is a drawing, for readers that follow no reference."""
        return _ICON.sub(self._drawn, without_sheet(html))

    def _drawn(self, icon: re.Match[str]) -> str:
        classes, name = icon.groups()
        size, sign = 'viewBox="0 0 16 16" width="16" height="16"', self._sign(name).strip()
        return f'<svg class="{classes}" {size} aria-hidden="true">\n{sign}\n</svg>'


def signs_in(html: str) -> tuple[str, ...]:
    """Return the names of the signs to which a page refers."""
    return tuple(sorted({name for _, name in _ICON.findall(html)}))


def without_sheet(html: str) -> str:
    """Return a page without its drawings."""
    return _SHEET.sub("", html)
