"""A review as the Markdown of a comment in a pull request, within the size that forges allow."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote

from sla_catalog.findings import Span, printable
from sla_catalog.frozen import dataclass
from sla_catalog.reports.text import harmless
from sla_catalog.review.gate import ProposalReview, Reviewed
from sla_catalog.review.reported import CustomerEffect, ReportedChange
from sla_catalog.review.words import (
    SIGNS,
    alike,
    counted,
    exempted,
    left_open,
    short,
    state_of,
    unbroken,
    unlocking,
    verdict,
    word,
)

LONGEST = 60_000  # GitHub refuses a comment of more than 65,536 characters as a whole
LONGEST_BITBUCKET = 30_000

_QUOTED = re.compile("&#96;(.+?)&#96;")
_MARKED = re.compile(r"[\\`*_{}\[\]()<>#+!|~&@$^]|^[-=]")
# Forges look for references in the text that Markdown makes, where a number is a sign again. Only
# a character in between keeps them from seeing one: @user, #12, !12, GH-12, [issue:12], 4be1c07
_REFERENCE = re.compile(
    r"[@#!~$&%^](?=\S)|\bG[HL](?=-\d)|\[(?=\w+:)|:(?=[\w+-]+:)"
    r"|(?:www|https?|ftp|mailto|xmpp)(?=[.:])"
    r"|\b(?=\d*[a-f])(?=[a-f]*\d)[0-9a-f](?=[0-9a-f]{6,39}\b)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https://[\w./~%+?=&:-]+")
_APART = "\u200b"
_NO_BREAK = "&nbsp;"


@dataclass(frozen=True, slots=True)
class Links:
    """Where a comment leads: addresses that the build server gives, never any of an agreement.

    `files` is that of the folder in which paths of the proposal begin.
    """

    report: str = ""
    preview: str = ""
    files: str = ""

    def line(self, span: Span | None) -> str:
        """Return the address of a line of the proposal; nothing where it is not known."""
        if span is None or ".." in span.path.split("/") or not _ADDRESS.fullmatch(self.files):
            return ""
        return f"{self.files}{quote(span.path)}#L{span.line}"


@dataclass(frozen=True, slots=True)
class _Comment:
    """What of a review a comment holds; the steps of the ladder leave out more and more."""

    review: ProposalReview
    links: Links
    has_alerts: bool
    has_gate: bool = True
    has_lines: bool = True
    has_wording: bool = True
    has_stronger: bool = True
    is_joined: bool = False
    has_rows: bool = True
    has_rest: bool = True


def as_markdown(
    review: ProposalReview,
    links: Links | None = None,
    *,
    has_alerts: bool = True,
    has_gate: bool = True,
    longest: int = LONGEST,
) -> str:
    """Return the comment; what weakens a promise is left out last, and what is left out is said.

    Without a gate it does not say whether the proposal may be merged.
    """
    comment = _Comment(review, links or Links(), has_alerts, has_gate)
    steps: tuple[Callable[[_Comment], _Comment], ...] = (
        lambda whole: whole,
        lambda whole: replace(whole, has_lines=False),
        lambda whole: replace(whole, has_wording=False),
        lambda whole: replace(whole, has_stronger=False),
        lambda whole: replace(whole, is_joined=True),
        lambda whole: replace(whole, has_rows=False),
        lambda whole: replace(whole, has_rest=False),
    )
    for step in steps:
        comment = step(comment)
        text = "\n\n".join(_blocks(comment)) + "\n"
        if len(text) <= longest:
            break
    return text


def escaped(text: str) -> str:
    """Return a text of an agreement on one line, in which a forge sees nothing but words.

    No mention, link, image, reference to an issue, or HTML comes of it: each sign that could begin
    one is written by its number, and what forges look for later is taken apart.
    """
    line = printable(" ".join(text.split()))
    apart = _REFERENCE.sub(lambda sign: sign[0] + _APART, line)
    plain = _MARKED.sub(lambda sign: f"&#{ord(sign[0])};", apart)
    return unbroken(plain, _NO_BREAK)


def _told(text: str) -> str:
    """Return a message of ours with what it quotes as code."""
    return _QUOTED.sub(r"<code>\1</code>", escaped(text))


def _blocks(comment: _Comment) -> Iterator[str]:
    review = comment.review
    yield f"<!-- sla-review:{_word(review.scope.catalog)} v1 head={_word(review.scope.head)} -->"
    yield f"### {escaped(verdict(review))}"
    yield from _gate(comment)
    yield from _unread(review)
    if comment.has_rows:
        rows = [
            one
            for one in review.of_meaning
            if comment.has_stronger or one.change.direction is not CustomerEffect.STRONGER
        ]
        yield from _table(
            (
                "Agreement",
                "What",
                "Before",
                "After",
                f"For the {review.scope.perspective}",
                "Effect",
            ),
            _joined(rows, comment) if comment.is_joined else (_row(one, comment) for one in rows),
        )
    else:
        yield from _by_agreement(comment)
    if comment.has_rest:
        yield from _beside(review)
        yield from _acknowledged(review)
    if comment.has_wording:
        yield from _wording(review)
    if comment.has_lines and review.lines:
        fence = "`" * max(
            3, 1 + max((len(run) for run in re.findall("`+", review.lines)), default=0)
        )
        lines = harmless(review.lines.rstrip("\n"))
        yield _folded("Lines of the files", f"{fence}diff\n{lines}\n{fence}")
    yield from _left_out(comment)
    yield _foot(comment)


def _gate(comment: _Comment) -> Iterator[str]:
    review = comment.review
    if not comment.has_gate:
        return
    if review.is_ready:
        if review.of_meaning:
            yield f"Ready to merge: nothing is open.{_exempted(review)}"
        return
    said = f"**Not ready to merge.** {left_open(review)}.{_exempted(review)}"
    if command := unlocking(review):
        said += f"\nChange the values, or state the reason and have it approved: `{command}`"
    if comment.has_alerts:
        said = "> [!CAUTION]\n" + "\n".join(f"> {line}" for line in said.split("\n"))
    yield said


def _exempted(review: ProposalReview) -> str:
    said = exempted(review)
    return f" {said}." if said else ""


def _unread(review: ProposalReview) -> Iterator[str]:
    if review.uncompared:
        yield "\n".join(
            f"- {'Proposal' if one.is_head else 'Base'}: {escaped(one.path)}: {_told(one.reason)}"
            for one in review.uncompared
        )


_MOST_NAMED = 4


def _alike(rows: Iterable[Reviewed], comment: _Comment) -> Mapping[tuple[str, ...], Sequence[str]]:
    """Return the names of agreements by what their rows say beside them."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for name, *rest in (_row(one, comment) for one in rows):
        alike.setdefault(tuple(rest), []).append(name)
    return alike


def _leaves_out_names(comment: _Comment) -> bool:
    if not comment.is_joined or not comment.has_rows:
        return False
    found = _alike(comment.review.of_meaning, comment).values()
    return any(len(names) > _MOST_NAMED for names in found)


def _joined(rows: Iterable[Reviewed], comment: _Comment) -> Iterator[tuple[str, ...]]:
    """Yield rows; what is the same in several agreements is one of them."""
    for rest, names in _alike(rows, comment).items():
        more = f"<br>and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
        yield (f"{'<br>'.join(names[:_MOST_NAMED])}{more}", *rest)


def _row(one: Reviewed, comment: _Comment) -> tuple[str, ...]:
    change = one.change
    clause = f"<br>{_clause(change, comment.links)}" if change.clause else ""
    named = word(change.direction, change.perspective)
    is_adverse = change.direction is not CustomerEffect.STRONGER
    said = f"**{named}**" if is_adverse else named
    state = f"<br>{state_of(one)}" if one.acknowledgement or one.exemption else ""
    state += f"<br>{change.meant}" if change.meant else ""
    after = escaped(change.after.text)
    is_new = after and not change.meant
    return (
        f"**{escaped(change.name)}**{clause}",
        escaped(change.what),
        escaped(change.before.text) or "not stated",
        f"**{after}**" if is_new else after or "no longer stated",
        f"{SIGNS[change.direction]}{_NO_BREAK}{said}{state}",
        escaped(change.effect),
    )


def _clause(change: ReportedChange, links: Links) -> str:
    """Return the number of a clause, which leads to the line of the proposal."""
    address = links.line(change.after.span or change.where)
    number = escaped(change.clause)
    return f"[{number}]({address})" if address else number


_MOST_COUNTED = 100


def _by_agreement(comment: _Comment) -> Iterator[str]:
    review = comment.review
    counts: dict[str, Counter[CustomerEffect]] = {}
    for one in review.changes:
        name = f"**{escaped(one.change.name)}** {escaped(one.change.title)}"
        counts.setdefault(name, Counter())[one.change.direction] += 1
    order = (
        CustomerEffect.WEAKER,
        CustomerEffect.STRONGER,
        CustomerEffect.DECIDE,
        CustomerEffect.SAME,
    )
    rows = ((name, *(str(of[which] or "–") for which in order)) for name, of in counts.items())
    heads = [word(which, review.scope.perspective).capitalize() for which in order[:3]]
    shown = [*rows] if comment.has_rest else [*rows][:_MOST_COUNTED]
    yield from _table(("Agreement", *heads, "No effect"), shown)
    if len(shown) < len(counts):
        yield f"And {counted(len(counts) - len(shown), 'agreement', 'agreements')} more."


def _beside(review: ProposalReview) -> Iterator[str]:
    if review.consequences:
        names = len({one.name for one in review.consequences})
        agreements = counted(names, "agreement", "agreements")
        count = len(review.consequences)
        lines = [
            f"**Consequences elsewhere: {count} in {agreements}**, through what they refer to."
        ]
        for text, some in alike(review.consequences).items():
            named = ", ".join(f"**{escaped(one.name)}** {escaped(one.called)}" for one in some)
            lines.append(f"- {named}: {escaped(text)}")
        yield "\n".join([lines[0], "", *lines[1:]])
    if review.support:
        yield "**Can we keep it?**"
        rows = (
            (
                escaped(one.promise),
                escaped(one.rests_on),
                escaped(one.before),
                f"**{escaped(one.after)}**" if one.is_short else escaped(one.after),
            )
            for one in review.support
        )
        yield from _table(("Promise", "Rests on", "Before", "After"), rows)
    if review.points or review.stale:
        yield "**Policy**"
        lines = [f"- {'**Open:**' if p.is_open else 'Met:'} {_told(p.text)}" for p in review.points]
        lines += [f"- **Open:** {escaped(finding.found)}" for finding in review.stale]
        yield "\n".join(lines)


def _acknowledged(review: ProposalReview) -> Iterator[str]:
    if not review.acknowledged:
        return
    rows = (
        (
            f"`{short(review, one.change.fingerprint)}` {escaped(one.change.what)}: "
            f"{escaped(one.change.before.text)} → {escaped(one.change.after.text)}",
            escaped(one.acknowledgement.reason),
            escaped(", ".join(one.acknowledgement.approved_by or ())),
        )
        for one in review.acknowledged
        if one.acknowledgement
    )
    table = "\n\n".join(_table(("Change", "Reason", "Approved by"), rows))
    yield _folded(f"{len(review.acknowledged)} acknowledged", table)


def _wording(review: ProposalReview) -> Iterator[str]:
    if review.of_wording:
        lines = "\n".join(
            f"- **{escaped(one.change.name)}** {escaped(one.change.what)}: {_from_to(one)}"
            for one in review.of_wording
        )
        said = counted(len(review.of_wording), "change", "changes")
        yield _folded(f"{said} without effect on a promise", lines)


def _from_to(one: Reviewed) -> str:
    """Return the old words struck through and the new ones; an empty side has no marks."""
    sides = (("~~", one.change.before.text), ("**", one.change.after.text))
    return " ".join(f"{mark}{escaped(text)}{mark}" for mark, text in sides if text.strip())


def _left_out(comment: _Comment) -> Iterator[str]:
    review = comment.review
    stronger = review.counts[CustomerEffect.STRONGER]
    parts = [
        "" if comment.has_stronger else counted(stronger, "stronger promise", "stronger promises"),
        ""
        if comment.has_wording
        else counted(len(review.of_wording), "change without effect", "changes without effect"),
        "" if comment.has_lines or not review.lines else "the lines of the files",
        "names of agreements with the same change" if _leaves_out_names(comment) else "",
        "" if comment.has_rest else "consequences, feasibility, policy and acknowledgements",
    ]
    if not any(parts):
        return
    rest = (
        "Nothing that weakens a promise is left out."
        if comment.has_rows
        else "Each change is in the full report."
    )
    names = ", ".join(filter(None, parts))
    yield f"Left out here, since a comment can hold no more: {names}. {rest}"


def _foot(comment: _Comment) -> str:
    scope = comment.review.scope
    read = counted(scope.agreements, "agreement", "agreements") or "no agreement"
    said = [
        "Compared as agreements, not as text: "
        f"{_revision(scope.base)} → {_revision(scope.head)}, {read} read"
    ]
    for name, address in (
        ("Full report", comment.links.report),
        ("Preview", comment.links.preview),
    ):
        if _ADDRESS.fullmatch(address):
            said.append(f"[{name}]({address})")
    said.append("effects on a month of 30 days, or on the service days and hours in it")
    return f"<sub>{' · '.join(said)}</sub>"


def _revision(name: str) -> str:
    """Return the name of a side; a commit is one to which a forge may lead."""
    return name if re.fullmatch(r"[0-9a-f]{7,64}", name) else escaped(name)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    if lines:
        yield "\n".join([f"| {' | '.join(head)} |", f"|{':--|' * len(head)}", *lines])


def _folded(summary: str, content: str) -> str:
    return f"<details><summary><b>{summary}</b></summary>\n\n{content}\n\n</details>"


def _word(text: str) -> str:
    """Keep a name from ending the comment in which it is hidden."""
    return re.sub(r"[^\w./]", "_", text)
