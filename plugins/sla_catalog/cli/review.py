"""The verbs of a review: `sla diff`, `sla review` and `sla ack`."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import click

from sla_catalog.cli.exit_status import Exit
from sla_catalog.cli.settings import options_in, today_of
from sla_catalog.findings import FindingSeverity
from sla_catalog.model.header import Classification
from sla_catalog.model.placeholder import is_reason
from sla_catalog.model.policy import FailOn
from sla_catalog.model.quantities import quoted
from sla_catalog.pages.agreement.numbers import numbering
from sla_catalog.redaction import Audience, UnknownPartyError
from sla_catalog.reports.text import as_text as findings_as_text
from sla_catalog.reports.text import harmless
from sla_catalog.review import acknowledgements
from sla_catalog.review.forge import files_address
from sla_catalog.review.gate import ProposalReview, Reviewed
from sla_catalog.review.proposals import (
    AUTO,
    Asked,
    EntriesError,
    base_place,
    review_of,
)
from sla_catalog.review.reported import Perspective
from sla_catalog.review.sides import WORK_TREE, AmbiguousError, NothingFoundError, Place, Sides
from sla_catalog.review.words import why_settled
from sla_catalog.source.load import collector_at_rest
from sla_catalog.source.policy import PolicyError
from sla_catalog.source.repository import TreeError, commit_of, prefix

_LEVELS = click.Choice([*(level.value for level in FindingSeverity), "never"])
_FORMATS = ("text", "markdown", "html", "json", "sarif", "gitlab", "github")
_today = click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help="The day to take for today; else mkdocs.yml, SOURCE_DATE_EPOCH or the clock says it.",
)
_output = click.option(
    "--output",
    "outputs",
    multiple=True,
    metavar="FORMAT:PATH",
    help=f"Write {', '.join(_FORMATS[:-1])} or {_FORMATS[-1]} to a file; - is standard output. "
    "May be given again.",
)
_forge = click.option(
    "--forge",
    type=click.Choice(["github", "gitlab", "bitbucket", "azure", "none"]),
    default="github",
    show_default=True,
    help="Whose limits and signs a comment keeps to.",
)
_preview = click.option("--preview-url", default="", help="Where the proposal's site can be seen.")


def _audience(_context: object, _option: object, name: str | None) -> Audience | None:
    """Return the readers that an option names; a customer is one party."""
    if name is None:
        return None
    level, _, party = name.partition(":")
    if level not in {one.value for one in Classification}:
        known = ", ".join(one.value for one in Classification)
        raise click.BadParameter(f"‘{level}’ is not a level of readers; there are {known}")
    if (level == Classification.CUSTOMER) is not bool(party):
        raise click.BadParameter("a party is named with the level customer, and only there")
    return Audience(Classification(level), party)


@click.command(short_help="Say what a change means.")
@click.argument("base")
@click.argument("head", default=WORK_TREE)
@click.option("--fail-on", type=_LEVELS, default="never", show_default=True)
@click.option(
    "--audience",
    "readers",
    metavar="LEVEL[:PARTY]",
    callback=_audience,
    help="Tell only what these readers may see: public, customer:PARTY, internal, confidential.",
)
@click.option(
    "--perspective",
    type=click.Choice([one.value for one in Perspective]),
    default=Perspective.CUSTOMER.value,
    show_default=True,
    help="From whose point of view changes are described.",
)
@_output
@_forge
@_preview
@_today
def diff(
    base: str,
    head: str,
    fail_on: str,
    readers: Audience | None,
    perspective: str,
    outputs: tuple[str, ...],
    forge: str,
    preview_url: str,
    today: datetime | None,
) -> None:
    """Say what the change from BASE to HEAD means for the customer.

    Each is a git revision, a folder or a file; HEAD may also be worktree (the default) or index.

    Exit status: 0 fine, 1 changes at or above --fail-on, 2 wrong usage, 3 a side cannot be read or
    compared, 4 there is no agreement.
    """
    made = _reviewed(base, head, today, fail_on, readers=readers, perspective=perspective)
    _write(made, outputs or ("text:-",), forge, preview_url, has_gate=False)
    if made.uncompared:
        sys.exit(Exit.CANNOT_READ)
    _exit(made)


@click.command(short_help="Review a proposal, and say whether it may be merged.")
@click.option("--base", default="auto", show_default=True, metavar="REVISION")
@click.option("--head", default=WORK_TREE, show_default=True, metavar="REVISION")
@click.option(
    "--fail-on", type=_LEVELS, help="Else the base's sla.yml says it, and if not: warning."
)
@_output
@_forge
@_preview
@_today
def review(
    base: str,
    head: str,
    fail_on: str | None,
    outputs: tuple[str, ...],
    forge: str,
    preview_url: str,
    today: datetime | None,
) -> None:
    """Compare a proposal with its base, and close the gate before what nobody acknowledged.

    Exit status: 0 ready to merge, 1 the gate is closed, 2 wrong usage or a malformed
    acknowledgement, 3 a side cannot be read or compared, 4 there is no agreement.
    """
    made = _reviewed(base, head, today, fail_on, has_gate=True)
    _write(made, outputs or ("text:-",), forge, preview_url, has_gate=True)
    _exit(made)


@click.command(short_help="Acknowledge changes that are wanted.")
@click.argument("fingerprints", nargs=-1)
@click.option("--all", "is_all", is_flag=True, help="All changes that are open.")
@click.option("--agreement", default="", help="With --all: only those of this agreement.")
@click.option("--reason", required=True, help="Why they are wanted.")
@click.option("--approved-by", multiple=True, help="Who agreed; may be given again.")
@click.option("--base", default="auto", show_default=True, metavar="REVISION")
@_today
def ack(
    fingerprints: tuple[str, ...],
    is_all: bool,
    agreement: str,
    reason: str,
    approved_by: tuple[str, ...],
    base: str,
    today: datetime | None,
) -> None:
    """Write acknowledgements of changes, by their FINGERPRINTS, beside the agreements."""
    if bool(fingerprints) is is_all:
        raise click.UsageError("name fingerprints, or write --all")
    if not is_reason(reason):
        there = f"{quoted(reason)} is no reason" if reason.strip() else "the reason is empty"
        raise click.UsageError(harmless(f"{there}; write why the change is wanted"))
    made = _reviewed(base, WORK_TREE, today, None, has_gate=True)
    waiting = [one.change for one in made.open_changes]
    if is_all:
        chosen = tuple(c for c in waiting if not agreement or c.agreement == agreement)
    else:
        settled = {name: one for name in fingerprints if (one := _settled(made, name))}
        names = [name for name in fingerprints if name not in settled]
        try:
            chosen = acknowledgements.chosen(waiting, names)
        except LookupError as error:
            raise click.UsageError(harmless(str(error))) from None
        for name, one in settled.items():
            added = _approved_too(made, one, approved_by)
            click.echo(harmless(f"{name}: {why_settled(one)}{added}"))
        if not names:
            return
    if not chosen:
        click.echo("no change is open, so that none is acknowledged")
        return
    folder = Path(made.scope.catalog) / acknowledgements.FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{chosen[0].fingerprint.replace(':', '-')[:15]}.yaml"
    text = acknowledgements.as_yaml(chosen, reason, approved_by)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise click.UsageError(f"{path} exists already; change it by hand") from None
    click.echo(harmless(f"wrote {path}: {len(chosen)} acknowledged"))


def _approved_too(made: ProposalReview, one: Reviewed, approvers: tuple[str, ...]) -> str:
    """Write who else agreed to a change that is acknowledged, and say where; empty if nobody."""
    entry = one.acknowledgement
    if entry is None:
        return ""
    known = {name.casefold() for name in entry.approved_by or ()}
    names = [name for name in dict.fromkeys(approvers) if name.casefold() not in known]
    if not names:
        return ""
    for path in sorted((Path(made.scope.catalog) / acknowledgements.FOLDER).glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        if entry.fingerprint not in text:
            continue
        more = acknowledgements.with_approvers(text, entry, names)
        if more is None:
            return f"; add {', '.join(names)} to its `approved_by` in {path} by hand"
        path.write_text(more, encoding="utf-8", newline="\n")
        return f"; wrote to {path} that {', '.join(names)} agreed"
    return ""


def _settled(made: ProposalReview, name: str) -> Reviewed | None:
    """Return the one change of which nothing is asked whose fingerprint begins with a name."""
    found = [one for one in made.changes if acknowledgements.is_named(one.change, name)]
    return found[0] if len(found) == 1 and not found[0].is_open else None


def _reviewed(
    base: str,
    head: str,
    today: datetime | None,
    fail_on: str | None,
    *,
    has_gate: bool = False,
    readers: Audience | None = None,
    perspective: str = Perspective.CUSTOMER.value,
) -> ProposalReview:
    """Return the review; end the command where there is nothing to compare."""
    options = options_in(Path())
    day = today.date() if today else today_of(options.today, options.timezone)
    here = Path()
    sides = Sides(here, options.agreements.rstrip("/"), options.bounds, options.timezone)
    try:
        first, second = _base(base, here), Place.of(head, here)
        if second == Place(WORK_TREE) and first.path and first.path.is_dir():
            second = Place(WORK_TREE, Path(sides.folder))
        view = Perspective(perspective)
        named = "" if base == AUTO else base
        asked = Asked(
            first, second, day, numbering(day), _gate(fail_on), has_gate, readers, view, named
        )
        with collector_at_rest():
            return review_of(sides, asked)
    except (AmbiguousError, UnicodeDecodeError, UnknownPartyError) as error:
        raise click.UsageError(harmless(str(error))) from None
    except NothingFoundError as error:
        click.echo(harmless(f"{error}, so that nothing was compared"), err=True)
        sys.exit(Exit.NOTHING_FOUND)
    except EntriesError as error:
        click.echo(findings_as_text(error.findings), err=True)
        sys.exit(Exit.USAGE)
    except PolicyError as error:
        raise click.UsageError(harmless(str(error))) from None
    except (TreeError, OSError) as error:
        click.echo(harmless(f"sla: {error}"), err=True)
        sys.exit(Exit.CANNOT_READ)


def _gate(fail_on: str | None) -> FailOn | None:
    return FailOn(fail_on) if fail_on else None


def _base(name: str, here: Path) -> Place:
    if name != AUTO:
        place = Place.of(name, here)
        if place.path:
            return place
    found = base_place(here, name, os.environ)
    if name == AUTO and found.name == commit_of(here, "HEAD"):
        remark = "note: the base is HEAD itself, so that only what is not committed is compared"
        click.echo(remark, err=True)
    return found


def _write(
    made: ProposalReview, outputs: tuple[str, ...], forge: str, preview: str, *, has_gate: bool
) -> None:
    wanted = [output.partition(":") for output in outputs]
    for style, _, _ in wanted:
        if style not in _FORMATS:
            raise click.UsageError(f"‘{style}’ is none of {', '.join(_FORMATS)}")
    for style, _, path in wanted:
        text = _written_as(style, made, forge, preview, has_gate=has_gate)
        if path in {"", "-"}:
            click.echo(text, nl=False)
        else:
            Path(path).write_text(text, encoding="utf-8", newline="\n")


def _written_as(
    style: str, made: ProposalReview, forge: str, preview: str, *, has_gate: bool
) -> str:
    """Return a review in a format; what one alone needs is loaded when it is asked for."""
    if style == "text":
        from sla_catalog.reports.changes.text import as_text

        return as_text(made, has_gate=has_gate) + "\n"
    if style == "html":
        from sla_catalog.pages.proposal.report import as_html

        return as_html(made, has_gate=has_gate)
    from sla_catalog.reports.changes import forges, json, markdown, sarif

    if style == "markdown":
        longest = markdown.LONGEST_BITBUCKET if forge == "bitbucket" else markdown.LONGEST
        has_alerts = forge in {"github", "gitlab"}
        is_here = made.scope.head in {WORK_TREE, "HEAD"}
        files = files_address(os.environ, Path()) if is_here else ""
        links = markdown.Links(preview=preview, files=files)
        return markdown.as_markdown(
            made, links, has_alerts=has_alerts, has_gate=has_gate, longest=longest
        )
    if style == "json":
        return json.as_json(made) + "\n"
    below = _folder_here()
    if style == "sarif":
        return sarif.as_sarif(made, version("mkdocs-sla-catalog"), below) + "\n"
    return (forges.as_gitlab if style == "gitlab" else forges.as_github)(made, below) + "\n"


def _folder_here() -> str:
    """Return the working directory within its work tree, from whose top forges name files."""
    try:
        return prefix(Path())
    except TreeError:
        return ""


def _exit(made: ProposalReview) -> None:
    """End with the status that fits; what cannot be compared is never taken for unchanged."""
    if any(one.is_head for one in made.uncompared):
        sys.exit(Exit.CANNOT_READ)
    if not made.is_ready:
        sys.exit(Exit.FINDINGS)
