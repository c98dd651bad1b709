"""How well vague language is told from clear: precision and recall of each rule on sentences."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from sla_catalog.rules.vagueness import uses

SENTENCES = Path(__file__).resolve().parent.parent / "tests/rules/language.txt"
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


_COUNTS = ("right", "wrong", "missed")


def scores() -> dict[str, Score]:
    """Return the score of each rule, and that of all warnings together under `all`."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for expected, sentence in sentences():
        named = {use.term.rule for use in uses(sentence)} & {*_LABELS.values()}
        right.update(named & expected)
        wrong.update(named - expected)
        missed.update(expected - named)
    each = {rule: Score(right[rule], wrong[rule], missed[rule]) for rule in _LABELS.values()}
    warnings = [each[rule] for rule in RULES.values()]
    everything = Score(*(sum(getattr(s, name) for s in warnings) for name in _COUNTS))
    return each | {"all": everything}


def print_scores() -> None:
    """Print precision and recall of each rule."""
    print(f"{len(sentences())} sentences")
    for rule, score in scores().items():
        print(
            f"{rule:24} precision {score.precision:.2f}  recall {score.recall:.2f}  "
            f"({score.right} right, {score.wrong} wrong, {score.missed} missed)"
        )
