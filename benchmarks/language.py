"""How well vague language is told from clear: precision and recall of each rule on sentences."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sla_catalog.findings import FindingSeverity
from sla_catalog.rules.table import RULES as TABLE
from sla_catalog.rules.vagueness import uses
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import load
from sla_catalog.source.tree import SourceFile

_TESTS = Path(__file__).resolve().parent.parent / "tests/rules"
SENTENCES = _TESTS / "language.txt"
IN_FIELDS = _TESTS / "language_in_fields.txt"
RULES = {
    "T": "vague-time",
    "E": "effort-standard",
    "N": "vague-quantity",
    "Q": "vague-quality",
    "X": "escape-clause",
    "D": "unilateral-discretion",
    "A": "ability-not-duty",
    "P": "placeholder-in-text",
    "Z": "absolute-promise",
    "B": "undefined-time-base",
}
REMARKS = {"L": "open-ended-list", "M": "weak-modal", "C": "comparative-without-reference"}
_LABELS = RULES | REMARKS


@dataclass(frozen=True)
class Score:
    """How many sentences a rule was right to name, named wrongly, and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Return the share of what was named that a reader would name too."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Return the share of what a reader would name that was named."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def sentences() -> list[tuple[frozenset[str], str]]:
    """Return each sentence with the rules that a reader holds against it."""
    found = []
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        labels, is_labelled, sentence = line.partition(" | ")
        if is_labelled and not line.startswith("#"):
            found.append(
                (frozenset(_LABELS[one] for one in labels.split() if one != "-"), sentence)
            )
    return found


@dataclass(frozen=True)
class PlacedSentence:
    """A sentence in a field of an agreement, and for each defect the rules that may name it."""

    defects: tuple[frozenset[str], ...]
    place: str
    text: str

    def as_agreement(self, name: str) -> bytes:
        """Return an agreement whose only sentence this is."""
        kind, _, term = self.place.partition(" ")
        service = {"id": "x", "name": "X"}
        duty = {"id": "a", "text": "It answers within 4 h.", "note": "None."}
        agreement: dict[str, object] = {"id": name, "kind": "sla", "title": "X", "owner": "X"}
        owed = kind in {"owed", "term"}
        holder = duty if owed or kind == "note" else agreement if kind == "summary" else service
        holder["text" if owed else kind] = self.text
        definitions = [{"term": term, "definition": "What is agreed."}] if term else []
        parts = {"services": [service], "responsibilities": {"provider": [duty]}}
        return json.dumps(agreement | parts | {"definitions": definitions}).encode()


def placed_sentences() -> list[PlacedSentence]:
    """Return the sentences that are judged in a field of an agreement."""
    found = []
    for line in IN_FIELDS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            labels, place, text = line.split(" | ", 2)
            defects = (one.split("/") for one in labels.split() if one != "-")
            each = tuple(frozenset(_LABELS[letter] for letter in one) for one in defects)
            found.append(PlacedSentence(each, place, text))
    return found


@cache
def named_in_fields() -> tuple[tuple[PlacedSentence, frozenset[str]], ...]:
    """Return each sentence in a field with the rules that warn of it."""
    placed = {f"s{number:03}": one for number, one in enumerate(placed_sentences())}
    files = [SourceFile(f"a/{name}.yaml", one.as_agreement(name)) for name, one in placed.items()]
    catalog = load(files, "a", Limits()).catalog
    checks = (check for rule in TABLE if rule.id in _LABELS.values() for check in rule.checks)
    named: dict[str, set[str]] = {name: set() for name in placed}
    for finding in (one for check in checks for one in check(catalog)):
        if finding.severity is not FindingSeverity.INFO:
            named[Path(finding.span.path).stem].add(finding.rule)
    return tuple((one, frozenset(named[name])) for name, one in placed.items())


_COUNTS = ("right", "wrong", "missed")
_Judged = Iterable[tuple[tuple[frozenset[str], ...], frozenset[str]]]


def scores() -> dict[str, Score]:
    """Return the score of each rule on sentences, and that of all warnings under `all`."""
    return _scores(
        (
            tuple(frozenset({rule}) for rule in expected),
            frozenset(use.term.rule for use in uses(sentence)) & {*_LABELS.values()},
        )
        for expected, sentence in sentences()
    )


def scores_in_fields() -> dict[str, Score]:
    """Return the score of each rule on sentences in fields of agreements, and that of all."""
    return _scores((one.defects, named) for one, named in named_in_fields())


def _scores(judged: _Judged) -> dict[str, Score]:
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for defects, named in judged:
        expected = frozenset[str]().union(*defects)
        right.update(named & expected)
        wrong.update(named - expected)
        missed.update(min(defect) for defect in defects if not defect & named)
    each = {rule: Score(right[rule], wrong[rule], missed[rule]) for rule in _LABELS.values()}
    warnings = [each[rule] for rule in RULES.values()]
    everything = Score(*(sum(getattr(s, name) for s in warnings) for name in _COUNTS))
    return each | {"all": everything}


def print_scores() -> None:
    """Print precision and recall of each rule."""
    print(f"{len(sentences())} sentences")
    _print(scores())
    print(f"\n{len(placed_sentences())} sentences in fields of agreements, warnings alone")
    _print(scores_in_fields())


def _print(each: Mapping[str, Score]) -> None:
    for rule, score in each.items():
        print(
            f"{rule:24} precision {score.precision:.2f}  recall {score.recall:.2f}  "
            f"({score.right} right, {score.wrong} wrong, {score.missed} missed)"
        )
