"""Words and numbers without quotes that YAML 1.1 and YAML 1.2 read in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sla_catalog.findings import Edit, Finding, FindingSeverity
from sla_catalog.patterns import Pattern
from sla_catalog.source.document import YamlDocument
from sla_catalog.source.nodes import Node, Scalar, Sequence
from sla_catalog.source.wording import quoted, visible

# What readers of YAML 1.1 take for a truth value, a number to the base of sixty, or an octal
# number, and YAML 1.2 for a text or a decimal number; https://yaml.org/type/bool.html, /int.html.
# `y` and `n` would be truth values too, but no library in use reads them so.
_WORD = r"[yY]es|YES|[nN]o|NO|[oO]n|ON|[oO]ff|OFF"
_NUMBER = r"[-+]?(?:[1-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?|0[0-7_]+|[1-9][0-9]*_[0-9_]*)"
_READ = {True: "true or false", False: "another number"}
_WHOLE = Pattern(rf"(?P<word>{_WORD})|{_NUMBER}")
# Before the texts of a file are looked at one by one, whether any may be such a one.
_ANYWHERE = re.compile(
    rf"[-:,\[{{](?:\s+|(?<=\[))(?=[-+\dyYnNoO])(?:{_WORD}|{_NUMBER})\s*(?:[,\]}}#]|$)".encode(),
    re.MULTILINE,
)


def find_ambiguous(document: YamlDocument, data: bytes) -> Iterator[Finding]:
    """Find values without quotes that other readers of YAML take for something else."""
    if _ANYWHERE.search(data):
        for value in _plain_values(document.root):
            match = _WHOLE.fullmatch(value.text)
            if match:
                span = document.span(value)
                yield Finding(
                    "ambiguous-scalar",
                    span,
                    f"`{visible(value.text)}` is a text here, and {_READ[bool(match['word'])]} "
                    "for readers of YAML 1.1",
                    "expected quotes around it",
                    quoted(value.text),
                    FindingSeverity.WARNING,
                    edits=(Edit(span, quoted(value.text)),),
                )


def _plain_values(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        if node.plain:
            yield node
        return
    inner = node.items if isinstance(node, Sequence) else (entry.value for entry in node.entries)
    for value in inner:
        yield from _plain_values(value)
