"""What keeps a proposal from being merged, and in which order its changes are told."""

from __future__ import annotations

import dataclasses

import pytest

import proposals as given
from sla_catalog.findings import FindingSeverity
from sla_catalog.review.acknowledgements import AcknowledgementFile, added, as_yaml, chosen
from sla_catalog.review.gate import ComparedScope, Exemption, ProposalReview, reviewed
from sla_catalog.review.reported import ReportedSide
from sla_catalog.source.decode import decode
from sla_catalog.source.document import read_document
from sla_catalog.source.limits import Limits


def test_changes_are_told_in_one_order() -> None:
    made = given.review(*given.CHANGES, acknowledged=(given.REGION,))
    expected = [given.UPTIME, given.WORDS, given.REGION, given.FASTER, given.TYPO]
    assert [one.change for one in made.changes] == expected
    first = given.review(*given.CHANGES).changes[0]
    assert first.change is given.REGION  # what a figure hides comes before all


def test_acknowledged_changes_follow_in_the_same_order() -> None:
    adverse = (given.WORDS, given.UPTIME, given.REGION)
    made = given.review(*given.CHANGES, acknowledged=adverse)
    expected = [given.REGION, given.UPTIME, given.WORDS, given.FASTER, given.TYPO]
    assert [one.change for one in made.changes] == expected
    made = given.review(*given.CHANGES, given.GONE, acknowledged=adverse)
    assert [one.change for one in made.changes] == [given.GONE, *expected]


@pytest.mark.parametrize(
    ("fail_on", "opened"),
    [
        (FindingSeverity.ERROR, [given.REGION, given.UPTIME]),
        (FindingSeverity.WARNING, [given.REGION, given.UPTIME, given.WORDS]),
        (FindingSeverity.INFO, [given.REGION, given.UPTIME, given.WORDS]),
        (None, []),
    ],
)
def test_what_gates(fail_on: FindingSeverity | None, opened: list[object]) -> None:
    made, stale = reviewed(given.CHANGES, [], fail_on)
    assert [one.change for one in made if one.is_open] == opened
    assert stale == ()


@pytest.mark.parametrize(
    ("fail_on", "expected"),
    [
        (FindingSeverity.ERROR, {"draft": Exemption.LEVEL, "duty": Exemption.LEVEL}),
        (FindingSeverity.WARNING, {"draft": Exemption.DRAFT}),
        (FindingSeverity.INFO, {}),
        (None, {}),
    ],
)
def test_what_needs_no_acknowledgement_and_why(
    fail_on: FindingSeverity | None, expected: dict[str, Exemption]
) -> None:
    made, _ = reviewed([*given.CHANGES, given.DRAFTED], [], fail_on)
    found = {one.change.what.lower(): one.exemption for one in made if one.exemption}
    assert found == expected


@pytest.mark.parametrize(
    "other",
    [
        {"fingerprint": "c1:00000000"},
        {"change": "another-rule"},
        {"agreement": "wiki"},
        {"path": "metrics[uptime].window"},
        {"from": "99.95 %"},
        {"to": "99 %"},
    ],
    ids=lambda other: next(iter(other)),
)
def test_an_entry_covers_one_change_alone(other: dict[str, str]) -> None:
    placed = given.entry(given.UPTIME, **other)
    made, (finding,) = reviewed([given.UPTIME], [placed], FindingSeverity.WARNING)
    assert made[0].is_open
    assert (finding.rule, finding.span) == ("stale-acknowledgement", placed.span)


def test_an_entry_that_was_merged_approves_nothing_any_more() -> None:
    old, new = given.entry(given.UPTIME), given.entry(given.WORDS)
    assert added([old, new], [old]) == (new,)


@pytest.mark.parametrize(
    "after", ["", "99.5 %", 'a "quote" \\ and: # more', "two\n  lines", "ü 漢"]
)
def test_what_is_written_is_read_back(after: str) -> None:
    told = dataclasses.replace(given.UPTIME, after=ReportedSide(after))
    text = as_yaml([told, given.WORDS], 'said: "yes" #1', ["Legal", "customer:ACME"])
    document, findings = read_document("a.yaml", text.encode(), Limits())
    assert document is not None, findings
    file, mistakes = decode(document, AcknowledgementFile, Limits())
    assert file is not None, mistakes
    entries = [dataclasses.replace(given.entry(told), entry=entry) for entry in file.acknowledged]
    made, stale = reviewed([told, given.WORDS], entries, FindingSeverity.WARNING)
    assert all(one.acknowledgement for one in made)
    assert stale == ()
    assert file.acknowledged[0].reason == 'said: "yes" #1'


def test_changes_are_chosen_by_the_beginning_of_their_fingerprints() -> None:
    short = given.UPTIME.fingerprint[:7]
    assert chosen(given.CHANGES, [short, short]) == (given.UPTIME,)
    with pytest.raises(LookupError, match="no change of this proposal begins with c1:ffff"):
        chosen(given.CHANGES, ["c1:ffff"])
    with pytest.raises(LookupError, match="5 changes of this proposal begin with c1:"):
        chosen(given.CHANGES, ["c1:"])


def test_ready_is_only_what_was_compared_and_is_open_nowhere() -> None:
    scope = ComparedScope("a", "b", 1)
    assert ProposalReview(scope).is_ready
    assert not ProposalReview(scope, uncompared=(given.BROKEN,)).is_ready
    base = dataclasses.replace(given.BROKEN, is_head=False)
    assert ProposalReview(scope, uncompared=(base,)).is_ready
    assert not given.review(given.FASTER).is_ready  # a point of policy is open
