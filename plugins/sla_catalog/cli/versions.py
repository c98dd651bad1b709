"""The verbs of versions: `sla history` and `sla git-diff`."""

from __future__ import annotations

import json
import posixpath
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from sla_catalog.assembly.options import Options
from sla_catalog.changes import compared
from sla_catalog.cli.exit_status import Exit
from sla_catalog.cli.settings import options_in, today_of
from sla_catalog.exports.csv import Cell
from sla_catalog.exports.metrics import COLUMNS, agreement_rows
from sla_catalog.pages.agreement.numbers import numbering
from sla_catalog.reports.changes.text import as_text
from sla_catalog.reports.text import harmless
from sla_catalog.review.gate import ComparedScope, ProposalReview, reviewed
from sla_catalog.review.history import Held, RevisionState, first_day, held_on, history
from sla_catalog.review.records import shallow_notice
from sla_catalog.review.reported import CustomerEffect
from sla_catalog.review.reporting import told
from sla_catalog.review.sides import Sides, comparable
from sla_catalog.review.words import title_of
from sla_catalog.source.load import Loaded, load
from sla_catalog.source.repository import TreeError
from sla_catalog.source.tree import SourceFile, read_directory

_day = click.DateTime(["%Y-%m-%d"])
_SIGNS = {CustomerEffect.WEAKER: "▼", CustomerEffect.STRONGER: "▲", CustomerEffect.DECIDE: "◆"}
_DAY = timedelta(days=1)
_NOTHING = "/dev/null"  # what git calls a side that is not there, on every system


@click.command("history", short_help="Say when which promise became weaker or stronger.")
@click.argument("agreement_id", metavar="ID")
@click.option("--on", type=_day, metavar="DAY", help="Say what held on this day, and no more.")
@click.option("--since", metavar="REVISION", help="Only what was committed after it.")
@click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def history_(agreement_id: str, on: datetime | None, since: str | None, style: str) -> None:
    """Tell the history of the agreement ID from the commits of git, newest first.

    What held on a day follows from the days of its revisions, and where they say nothing from
    what was recorded by then.

    Exit status: 0 fine, 3 git cannot be asked, 4 there is no such agreement, or nothing is recorded
    of that day.
    """
    options = options_in(Path())
    today = today_of(options.today, options.timezone)
    folder = options.agreements.rstrip("/")
    sides = Sides(Path(), folder, options.bounds, options.timezone)
    try:
        states = history(sides, agreement_id, numbering(today), today, since)
    except (TreeError, OSError) as error:
        click.echo(harmless(f"sla: {error}"), err=True)
        sys.exit(Exit.CANNOT_READ)
    if notice := shallow_notice(sides.repository):
        click.echo(harmless(f"sla: {notice}"), err=True)
    if not states:
        click.echo(harmless(f"no commit in {folder} has an agreement {agreement_id}"), err=True)
        sys.exit(Exit.NOTHING_FOUND)
    if on is not None:
        _tell_day(states, on.date(), today, style)
        return
    if style == "json":
        click.echo(json.dumps([_record(one) for one in reversed(states)], indent=2))
    else:
        click.echo(_plain(_lines(states)))


def _tell_day(states: tuple[RevisionState, ...], day: date, today: date, style: str) -> None:
    held = held_on(states, day)
    if held is None:
        click.echo(harmless(_nothing_held(states, day)))
        sys.exit(Exit.NOTHING_FOUND)
    if style == "json":
        click.echo(json.dumps(_held(held, day), indent=2))
    else:
        click.echo(_plain(_held_lines(held, day, today)))


def _nothing_held(states: tuple[RevisionState, ...], day: date) -> str:
    ahead = first_day(states, day)
    if ahead:
        version, first = ahead
        known = f"version {version} is in force from {first}"
        return f"Nothing is recorded that was in force on {day}; {known}"
    return f"Nothing is recorded of {day}; the first state is of {states[0].commit.day}"


def _plain(lines: Iterable[str]) -> str:
    return harmless("\n".join(lines).replace("\u00a0", " "))


def _held_lines(held: Held, day: date, today: date) -> Iterator[str]:
    state = held.state
    name = f"version {state.version}" if state.version else "this text"
    verb = "held" if day < today else "holds" if day == today else "will hold"
    if held.first:
        until = f"to {held.last}" if held.last else "on, until another version is recorded"
        yield f"On {day} {name} {verb}, from {held.first} {until}."
    else:
        until = f" Another version is in force from {held.last + _DAY}." if held.last else ""
        said = f"On {day} {name} was recorded, on {state.commit.day}; its revisions name no day."
        if day > today:
            known = f"It was recorded on {state.commit.day}; its revisions name no day."
            said = f"On {day} {name} will hold, unless another one is recorded. {known}"
        yield f"{said}{until}"
    yield f"Recorded by {state.commit.id[:12]} on {state.commit.day}."
    for promise in _promises(state):
        case = f", {promise['condition']}" if promise["condition"] else ""
        share = f" for {promise['compliance']}" if promise["compliance"] else ""
        yield f"  {promise['name']}{case}: {promise['target'] or promise['absence']}{share}"
    text = "which is included above" if held.is_present else "which is not included above"
    for one in held.restated:
        yield f"Changed under the same number by {one.commit.id[:12]} on {one.day}, {text}:"
        yield from _signed(one)


def _promises(state: RevisionState) -> list[dict[str, str]]:
    rows = agreement_rows(state.agreement, state.catalog) if state.agreement else []
    return [_promise(dict(zip(COLUMNS, row, strict=True))) for row in rows]


def _promise(row: Mapping[str, Cell]) -> dict[str, str]:
    """Return what is said of a promise; of a share of cases which share."""
    said = {
        name: str(row[name] or "")
        for name in ("name", "condition", "target", "absence", "compliance_of")
    }
    noun, percent = said.pop("compliance_of"), row["compliance_percent"]
    share = f"{percent} %" if isinstance(percent, Decimal) else ""
    return said | {"compliance": f"{share} of {noun}" if share and noun else share}


def _held(held: Held, day: date) -> dict[str, Any]:
    return {
        "on": day.isoformat(),
        "version": held.state.version,
        "first": held.first.isoformat() if held.first else None,
        "last": held.last.isoformat() if held.last else None,
        "commit": held.state.commit.id,
        "recorded": held.state.commit.day.isoformat(),
        "promises": _promises(held.state),
        "restated": [_record(one) for one in held.restated],
    }


def _lines(states: tuple[RevisionState, ...]) -> Iterator[str]:
    for number, state in enumerate(reversed(states)):
        if number:
            yield ""
        version = f" {state.version}" if state.version else ""
        yield f"{state.commit.day} {state.commit.id[:12]}{version}: {state.commit.subject}"
        if state.unread:
            yield f"    not compared: {state.unread}"
        if state is states[0]:
            yield "    the first state that is recorded"
        yield from _signed(state)
        wording = sum(change.direction is CustomerEffect.SAME for change in state.changes)
        if wording:
            yield f"  = {wording} without effect on a promise"


def _signed(state: RevisionState) -> Iterator[str]:
    for change in state.changes:
        if change.direction in _SIGNS:
            yield f"  {_SIGNS[change.direction]} {title_of(change)}"


def _record(state: RevisionState) -> dict[str, Any]:
    return {
        "commit": state.commit.id,
        "day": state.commit.day.isoformat(),
        "subject": state.commit.subject,
        "version": state.version,
        "unread": state.unread,
        "changes": [
            {
                "rule": one.rule,
                "direction": one.direction.value,
                "path": one.path,
                "what": one.what,
                "before": one.before.text,
                "after": one.after.text,
                "effect": one.effect,
                "fingerprint": one.fingerprint,
            }
            for one in state.changes
        ],
    }


@click.command("git-diff", short_help="Tell what a change means, for git diff.")
@click.argument("path")
@click.argument("old_file")
@click.argument("old_hex")
@click.argument("old_mode")
@click.argument("new_file")
@click.argument("new_hex")
@click.argument("new_mode")
@click.argument("renamed", nargs=-1)
def git_diff(path: str, old_file: str, new_file: str, renamed: tuple[str, ...], **_: str) -> None:
    """Compare two versions of one file of the catalog, as an external diff driver of git.

    Git hands over PATH, both files and what it knows of them. Shared files are those of the work
    tree. It ends with status 0, since git stops at another one.
    """
    options = options_in(Path())
    today = today_of(options.today, options.timezone)
    new_path = renamed[0] if renamed else path
    click.echo(harmless(f"--- {path}\n+++ {new_path}"))
    try:
        sides = (_side(options, path, old_file), _side(options, new_path, new_file))
    except (TreeError, OSError) as error:
        click.echo(harmless(f"Cannot compare: {error}"))
        return
    before, after, unread = comparable(*sides)
    found = compared(before, after, today, numbering(today)).changes
    mine = (told(c, before, after) for c in found if c.kind.id != "agreement-file-moved")
    made, _stale = reviewed(mine, (), None)
    review = ProposalReview(ComparedScope("", "", len(after.agreements)), made, uncompared=unread)
    click.echo(as_text(review, has_gate=False))


def _side(options: Options, path: str, file: str) -> Loaded:
    """Read one version of a file with the shared files that the work tree has."""
    folder = options.agreements.rstrip("/")
    root = folder if path.startswith(f"{folder}/") else posixpath.dirname(path)
    place = Path(root or ".")
    files, _ = read_directory(place, root or ".", options.bounds) if place.is_dir() else ((), ())
    names = {f"{posixpath.join(root, name)}.yaml" for name in _SHARED}
    beside = [one for one in files if one.path in names and one.path != path]
    data = [] if file == _NOTHING else [SourceFile(path, Path(file).read_bytes())]
    return load([*data, *beside], root, options.bounds, options.timezone)


_SHARED = ("calendars", "glossary", "metrics", "parties")
