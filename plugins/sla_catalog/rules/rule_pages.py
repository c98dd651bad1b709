"""The page of each rule: what it is about, and small catalogs with all that is found in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from importlib.resources import files

from sla_catalog.findings import FindingSeverity, Rule, RuleFamily
from sla_catalog.frozen import dataclass
from sla_catalog.patterns import Pattern
from sla_catalog.rules.rule_sources import sources_of, sources_of_family
from sla_catalog.rules.table import RULES
from sla_catalog.source.limits import Limits

NAME = "rules.md"
_FENCE = Pattern(r"```(?P<kind>\w+) (?P<name>\S+)\n(?P<text>.*?)\n```$", re.MULTILINE | re.DOTALL)
_LIMIT = Pattern(r"^The limit `(\w+)` is (\d+)\.$", re.MULTILINE)
DEFAULT_LIMITS = Limits()
_ZONE = Pattern(r"^The time zone of the site is `(.+)`\.$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class RuleCase:
    r"""A small catalog, by the path of each file, and what is found in it; else nothing.

    A file is YAML as it stands, or `escaped`: what cannot be seen is written as `\x80` for a byte
    and as `\u200b` for a character.
    """

    says: str
    files: Mapping[str, bytes]
    found: str
    timezone: str | None = None
    limits: Limits = DEFAULT_LIMITS


@dataclass(frozen=True, slots=True)
class RulePage:
    """What readers are told of a rule."""

    rule: Rule
    text: str

    @property
    def about(self) -> str:
        """Return what stands before the cases, without the heading."""
        before = self.text.partition("\n## ")[0]
        return before.partition("\n")[2].strip()

    @property
    def cases(self) -> tuple[RuleCase, ...]:
        """Return the cases in their order."""
        return tuple(map(_case, self.text.split("\n## ")[1:]))


def page_of(rule: Rule) -> RulePage:
    """Return the page of a rule."""
    page = files("sla_catalog.rules") / "pages" / f"{rule.id}.md"
    return RulePage(rule, page.read_text(encoding="utf-8"))


def pages_by_name() -> Iterator[str]:
    """Yield the name of each page that is there."""
    for page in (files("sla_catalog.rules") / "pages").iterdir():
        yield page.name.removesuffix(".md")


def rule_called(name: str) -> Rule | None:
    """Return a rule by its id."""
    return next((rule for rule in RULES if rule.id == name), None)


def chosen(names: Iterable[str]) -> frozenset[str]:
    """Return the ids of rules that are named by their id or by their family.

    Raises ValueError at a name that is neither, and says which was probably meant.
    """
    found: set[str] = set()
    for name in names:
        ids = {rule.id for rule in RULES if name in {rule.id, rule.family}}
        if not ids:
            raise ValueError(unknown(name))
        found |= ids
    return frozenset(found)


def unknown(name: str, others: Iterable[str] = ()) -> str:
    """Say that there is no such rule, and which, or what of `others`, was probably meant."""
    known = [*(rule.id for rule in RULES), *RuleFamily, *others]
    close = get_close_matches(name, known, n=1)
    meant = f"did you mean {close[0]}?" if close else "`sla rules` lists them"
    return f"there is no rule ‘{name}’; {meant}"


def _case(section: str) -> RuleCase:
    says, _, rest = section.partition("\n")
    blocks = [*_FENCE.finditer(rest)]
    zone = _ZONE.search(rest)
    return RuleCase(
        says,
        {one["name"]: _bytes(one) for one in blocks if one["kind"] in {"yaml", "escaped"}},
        next((one["text"] for one in blocks if one["name"] == "found"), ""),
        zone[1] if zone else None,
        replace(DEFAULT_LIMITS, **{one[1]: int(one[2]) for one in _LIMIT.finditer(rest)}),
    )


def _bytes(block: re.Match[str]) -> bytes:
    text = f"{block['text']}\n"
    if block["kind"] == "yaml":
        return text.encode()
    read = text.encode().decode("unicode_escape")
    return b"".join(
        sign.encode("latin-1" if sign < "\u0100" else "utf-8", "surrogatepass") for sign in read
    )


_FAMILIES = {
    RuleFamily.FILE: ("The file", "These are found before YAML is read, or among its characters."),
    RuleFamily.YAML: (
        "YAML",
        "An agreement uses a small part of YAML. What could be read in two ways is refused.",
    ),
    RuleFamily.VALUES: ("Values", ""),
    RuleFamily.REFERENCES: ("Ids and references", ""),
    RuleFamily.STATEMENTS: ("What an agreement must say", ""),
    RuleFamily.CONSISTENCY: ("Values that do not fit each other", ""),
    RuleFamily.LANGUAGE: ("Language", ""),
    RuleFamily.MEASURABILITY: ("What can be measured", ""),
    RuleFamily.REMEDIES: (
        "Credit schedules and remedies",
        "Tiers in percent are read as one function from the measured value to the credit, for each "
        "target that\nthe credit applies to. A tier with one edge reaches up to where the next "
        "begins; a tier with two edges holds\nas written. In an agreement with `sources` all of "
        "these are remarks, since its text is as it was published.",
    ),
    RuleFamily.FEASIBILITY: ("What can be kept", ""),
    RuleFamily.DATES: ("Dates", ""),
    RuleFamily.TERMS: ("Terms", ""),
    RuleFamily.ACCEPTED: ("What is accepted", ""),
}
_HEAD = """\
# Findings

`sla check` and the build report findings. Each one says where (file, line, column), what is there,
what was expected and, where that helps, what to write instead. The word in brackets is the
finding's rule. Rules keep their names; the wording around them may change. `sla explain RULE`
prints what is said here with small examples.

An *error* stops the build, and nothing is published. A *warning* is printed; a strict build fails
because of it. A *remark* is printed
only with `sla check --show info`. Everything below is an error unless it says otherwise. The name
of a family chooses all rules of it.

Options that every rule has: `--select`, `--ignore` and `--level RULE=LEVEL`, or the same in
[`sla.yml`](policy.md), and a [comment](policy.md#accept-a-finding) where one finding is accepted.
What makes a file unreadable counts always. Sources are named for a family, or for a rule with
others: who asks for the same, or where the mistake was met.
"""


def reference() -> str:
    """Return the reference of all rules as a page of the handbook."""
    parts = [_HEAD]
    for family in RuleFamily:
        of_family = [rule for rule in RULES if rule.family is family]
        if of_family:
            title, words = _FAMILIES[family]
            parts.append(f"## {title}\n\nFamily `{family}`. {words}".rstrip() + "\n")
            shared = "; ".join(sources_of_family(family))
            parts += [f"Sources: {shared}.\n"] if shared else []
            parts += [_entry(rule, shared) for rule in of_family]
    return "\n".join(parts)


def _entry(rule: Rule, shared: str) -> str:
    """Return a rule in the reference; sources that all of its family share are named once."""
    own = sources(rule)
    behind = f"\nSources: {own}.\n" if own != shared else ""
    return f"### `{rule.id}`\n{page_of(rule).about}\n{behind}"


def sources(rule: Rule) -> str:
    """Return what stands behind a rule, as one line."""
    return "; ".join(sources_of(rule))


def weight(severity: FindingSeverity) -> str:
    """Return what a severity is called for people."""
    return "remark" if severity is FindingSeverity.INFO else severity.value
