"""The wording of findings: how a text is shown, and the advice that all of a rule share."""

from __future__ import annotations

from sla_catalog.findings import Finding, Related, Span


def visible(text: str, most: int = 60) -> str:
    """Show a text in a message: no control or hidden character, at most `most` characters."""
    short = text if len(text) <= most else text[: most - 1] + "…"
    if short.isprintable():
        return short
    return "".join(char if char.isprintable() else _escaped(char) for char in short)


def _escaped(char: str) -> str:
    return "→" if char == "\t" else char.encode("unicode_escape").decode("ascii")


def quoted(text: str) -> str:
    """Write a text as YAML in quotes."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


_ADVICE = {
    "not-utf-8": ("expected UTF-8", "save the file as UTF-8"),
    "anchor": (
        "expected the value only",
        "delete the name and write the value out wherever it is needed",
    ),
    "explicit-tag": (
        "expected the value only",
        "delete the tag, or quote the text if `!` belongs to it",
    ),
    "directive": ("expected the agreement only", "delete the line"),
    "several-documents": (
        "expected one agreement a file",
        "move what follows to a file of its own",
    ),
    "merge-key": ("expected the keys themselves", "write the keys out"),
    "complex-key": (
        "expected a word, as in `key: value`",
        "write a word before the colon, or quote the whole text if it is one",
    ),
    "tab-indentation": ("expected spaces", "replace each tab by two spaces"),
    "conflict-marker": (
        "expected one version of the text",
        "keep the right lines and delete the marker lines",
    ),
    "empty-key": ("expected `key: value`", "write the key"),
    "lfs-pointer": (
        "expected the agreement's text",
        "run `git lfs pull`, and keep YAML out of LFS in `.gitattributes`",
    ),
    "alias": (
        "expected the value itself",
        "write the value out, or quote the text if `*` belongs to it",
    ),
    "html-file": (
        "expected a mapping such as `id: wiki`",
        "save the agreement's YAML, not the web page that shows it",
    ),
}


def refuse(rule: str, span: Span, found: str, related: tuple[Related, ...] = ()) -> Finding:
    """Refuse what is found, with the advice that all findings of a rule share."""
    return Finding(rule, span, found, *_ADVICE[rule], related=related)
