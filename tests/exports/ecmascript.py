"""Regular expressions as validators of JSON Schema read them: ECMA-262 with the flag `u`."""

from __future__ import annotations

import re

_ANY_ESCAPE = (
    r"[dDsSwWfnrtv]|c[A-Za-z]|0(?![0-9])|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|u\{[0-9A-Fa-f]+\}"
    r"|[pP]\{[A-Za-z_]+(?:=[A-Za-z_]+)?\}|[\^$\\.*+?()\[\]{}|/]"
)
_IN_CLASS = rf"\\(?:{_ANY_ESCAPE}|[b-])|[^\]\\]"
_TOKEN = re.compile(
    rf"""
    (?P<escape> \\(?:{_ANY_ESCAPE}|[bB]|[1-9][0-9]*|k<[A-Za-z_$][\w$]*>) )
  | (?P<class>  \[\^?(?:{_IN_CLASS})*\] )
  | (?P<opens>  \((?:\?(?::|=|!|<=|<!|<[A-Za-z_$][\w$]*>)|(?!\?)) )
  | (?P<closes> \) )
  | (?P<repeat> (?:[*+?]|\{{[0-9]+(?:,[0-9]*)?\}})\?? )
  | (?P<sign>   [.|^$] )
  | (?P<letter> [^\\^$.*+?()\[\]{{}}|] )
    """,
    re.VERBOSE,
)
_RANGE_OF_SETS = re.compile(r"\\[dDsSwWpP](?:\{[^}]*\})?-(?!\])|[^\\\[]-\\[dDsSwWpP]")


def faults(pattern: str) -> list[str]:
    """Return what of a pattern the flag `u` refuses: the rest from there, or nothing."""
    at, depth, before = 0, 0, "opens"
    while at < len(pattern):
        token = _TOKEN.match(pattern, at)
        if token is None:
            return [pattern[at:]]
        kind = str(token.lastgroup)
        depth += {"opens": 1, "closes": -1}.get(kind, 0)
        is_repeated = kind != "repeat" or before in {"escape", "class", "closes", "letter", "."}
        if depth < 0 or not is_repeated or (kind == "class" and _RANGE_OF_SETS.search(token[0])):
            return [pattern[at:]]
        at, before = token.end(), "." if token[0] == "." else kind
    return ["a group is not closed"] if depth else []
