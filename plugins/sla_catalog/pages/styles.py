"""The one style sheet that pages need, put together from its parts."""

from __future__ import annotations

from importlib import resources

# In the order in which they have to follow one another: of two rules that are as specific as each
# other the later one holds, so what depends on width and paper comes last.
PARTS = (
    "base",
    "agreement",
    "clauses",
    "credits",
    "endings",
    "overview",
    "lists",
    "proposal",
    "comparison",
    "comparison-side",
    "widths",
    "print",
)


def style() -> str:
    """Return the style sheet."""
    ours = resources.files("sla_catalog.pages") / "assets" / "styles"
    return "".join((ours / f"{name}.css").read_text(encoding="utf-8") for name in PARTS)
