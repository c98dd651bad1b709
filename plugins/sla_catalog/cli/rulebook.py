"""The verbs that tell of rules: `sla rules` and `sla explain`."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from sla_catalog.cli.check_scope import last_day_here
from sla_catalog.findings import Rule, RuleFamily
from sla_catalog.rules.acceptance import NEVER_IN_BASELINE, accepting, is_always_told
from sla_catalog.rules.rule_pages import (
    NAME,
    page_of,
    reference,
    rule_called,
    sources,
    unknown,
    weight,
)
from sla_catalog.rules.table import RULES


@click.command(short_help="List the rules of the check.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text")
@click.option(
    "--write",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write their reference as rules.md to this folder instead.",
)
def rules(style: str, folder: Path | None) -> None:
    """List every rule with its family, its usual weight and what it is about."""
    if folder:
        (folder / NAME).write_text(reference(), encoding="utf-8", newline="\n")
    elif style == "json":
        listed = [
            {
                "id": rule.id,
                "family": rule.family.value,
                "level": rule.severity.value,
                "scope": rule.scope.value,
                "summary": rule.summary,
            }
            for rule in RULES
        ]
        click.echo(json.dumps({"schema": "sla-rules/1", "rules": listed}, indent=2))
    else:
        widest = max(len(rule.id) for rule in RULES)
        for rule in RULES:
            click.echo(f"{rule.id:{widest}}  {weight(rule.severity):7}  {rule.summary}")


@click.command(short_help="Explain a rule or a kind of change.")
@click.argument("name", metavar="RULE")
def explain(name: str) -> None:
    """Print the page of a RULE: what it is about, and what is found in small examples.

    Of a kind of change, such as exclusion-added, print what it means and how much it weighs.
    """
    rule = rule_called(name)
    if rule is None:
        _explain_change(name)
        return
    told = f"{weight(rule.severity)}, {rule.family.value}"
    click.echo(f"{rule.id} ({told})\n")
    page = page_of(rule).text.replace(f"\n\nA {weight(rule.severity)}. ", "\n\n", 1)
    click.echo("\n".join(_for_terminals(page)).rstrip())
    for title, words in (
        ("Options", _options(rule, last_day_here(None))),
        ("Sources", f"{sources(rule)}."),
    ):
        click.echo()
        for line in _wrapped(f"{title}: {words}"):
            click.echo(line)


def _explain_change(name: str) -> None:
    """Print what a kind of change means; raise wrong usage where it is none either."""
    from sla_catalog.changes.explaining import explained, named_changes  # rules do not need it

    paragraphs = explained(name)
    if not paragraphs:
        raise click.UsageError(unknown(name, named_changes()))
    for place, paragraph in enumerate(paragraphs):
        if place:
            click.echo()
        for line in textwrap.wrap(paragraph, _WIDTH, break_on_hyphens=False):
            click.echo(line)


def _options(rule: Rule, last_day: date | None) -> str:
    """Say how a finding of a rule can be weighed otherwise, or accepted up to a day."""
    if rule.id in NEVER_IN_BASELINE:
        return "none; it is always reported, since a report without it would say too little."
    kept = "`sla baseline write` for what is there today"
    if is_always_told(rule.id, rule.severity):
        return f"{kept}; without it the finding is always reported."
    ways = [
        f"`--level {rule.id}=LEVEL` or `levels` in sla.yml (error, warning, info, off)",
        f"`{accepting(rule.id, last_day)}` where a finding is accepted",
        kept,
    ]
    if rule.family is RuleFamily.LANGUAGE:
        ways.append("`vocabulary` in sla.yml for a term that is clear in this catalog")
    return "; ".join(ways) + "."


_WIDTH = 88
_FENCED = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")


def _for_terminals(page: str) -> Iterator[str]:
    """Yield the lines of a page without its title: examples as they are, prose in even lines.

    A link leads nowhere in a terminal, and only its words are kept.
    """
    _, _, body = page.partition("\n")
    for part in _FENCED.split(body):
        if part.startswith("```"):
            yield from (*part.splitlines(), "")
            continue
        for paragraph in filter(None, part.split("\n\n")):
            words = _LINK.sub(r"\1", " ".join(paragraph.split()))
            if words:
                yield from (*_wrapped(words), "")


_CODE = re.compile(r"`[^`]{1,86}`")


def _wrapped(words: str) -> Iterator[str]:
    """Yield even lines, none of which ends within code, which people copy."""
    held = _CODE.sub(lambda code: code[0].replace(" ", "\0"), words)
    for line in textwrap.wrap(held, _WIDTH, break_on_hyphens=False):
        yield line.replace("\0", " ")
