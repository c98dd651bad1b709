"""The report of a review: one HTML file for those who decide, without a script or a request."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from sla_catalog.findings import printable
from sla_catalog.frozen import dataclass
from sla_catalog.pages import labels
from sla_catalog.pages.compiled_templates import CompiledTemplates
from sla_catalog.pages.signs import Signs
from sla_catalog.review.gate import ProposalReview, Reviewed
from sla_catalog.review.redline import RedlinePiece, RedlineState, redline
from sla_catalog.review.reported import CustomerEffect
from sla_catalog.review.words import (
    alike,
    exempted,
    left_open,
    short,
    state_of,
    unlocking,
    verdict,
    word,
)

TEMPLATE = "report.html.j2"
ICONS: Mapping[CustomerEffect, str] = {
    CustomerEffect.WEAKER: "worse",
    CustomerEffect.DECIDE: "decide",
    CustomerEffect.STRONGER: "better",
    CustomerEffect.SAME: "equal",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One change as the report lays it out, with the number by which it is cited."""

    number: int
    reviewed: Reviewed
    before: tuple[RedlinePiece, ...]
    after: tuple[RedlinePiece, ...]
    state: str
    mark: str
    others: tuple[str, ...] = ()


def as_html(review: ProposalReview, *, has_gate: bool = True) -> str:
    """Return the whole file; without a gate only what changed."""
    entries = [_entry(review, number, one) for number, one in enumerate(review.of_meaning, 1)]
    style = _style()
    template = _template()
    html = template.render(
        entries=entries,
        counts=[(which, _for_whom(review, which), review.counts[which]) for which in ICONS],
        day=_day(review.scope.today),
        gate=left_open(review),
        has_gate=has_gate,
        exempted=exempted(review),
        icons=ICONS,
        redline=lambda one: redline(one.change.before.text, one.change.after.text),
        review=review,
        style=Markup(style),  # noqa: S704 a file of ours
        consequences=alike(review.consequences),
        style_digest=_digest(style),
        title=_title(review),
        unlock=unlocking(review),
        verdict=verdict(review),
        words={which: word(which, review.scope.perspective).capitalize() for which in ICONS}
        | {CustomerEffect.DECIDE: "To decide", CustomerEffect.SAME: "Same meaning"},
    )
    return Signs(template.environment).inlined(html)


def _entry(review: ProposalReview, number: int, one: Reviewed) -> Entry:
    pieces = redline(one.change.before.text, one.change.after.text)
    return Entry(
        number,
        one,
        tuple(piece for piece in pieces if piece.state is not RedlineState.NEW),
        tuple(piece for piece in pieces if piece.state is not RedlineState.GONE),
        state_of(one),
        short(review, one.change.fingerprint),
        one.change.others,
    )


def _title(review: ProposalReview) -> str:
    """Name the agreement where there is one only, with the version that it would have."""
    names = {(one.change.title, one.change.versions[1]) for one in review.changes}
    if len(names) == 1:
        return " ".join(filter(None, names.pop())) or "Changes of agreements"
    return "Changes of agreements"


def _day(day: date) -> str:
    words = labels.load()
    return words["day"].format(day=day.day, month=words[f"month.{day.month}"], year=day.year)


def _for_whom(review: ProposalReview, direction: CustomerEffect) -> str:
    named = word(direction, review.scope.perspective)
    return {
        CustomerEffect.WEAKER: f"{named} for the {review.scope.perspective}",
        CustomerEffect.DECIDE: "to decide",
        CustomerEffect.SAME: "without effect on a promise",
    }.get(direction, named)


def _digest(style: str) -> str:
    """Return the digest by which the policy of the file allows its own style and no other."""
    return base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")


def _readable(text: str) -> str:
    """Return a text in which nothing is unseen but the space that keeps a number and its unit."""
    return "\u00a0".join(map(printable, text.split("\u00a0")))


@cache
def _style() -> str:
    assets = resources.files("sla_catalog.pages") / "assets"
    return (assets / "report.css").read_text(encoding="utf-8")


def report_environment() -> Environment:
    """Return what compiles the template of a report."""
    return Environment(
        loader=PackageLoader("sla_catalog.pages"),
        bytecode_cache=CompiledTemplates(),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: _readable(value) if type(value) is str else value,
    )


@cache
def _template() -> Template:
    return report_environment().get_template(TEMPLATE)
