"""Agreements in which every text an author may write attacks the page, each with its own mark.

They are made by walking the model, so that a new field is attacked without a word here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import yaml

from sla_catalog.model.agreement import Agreement
from sla_catalog.model.dimensions import Dimension, DimensionValue
from sla_catalog.model.exclusions import Exclusion
from sla_catalog.model.fields import Absence, MaybeAbsent, Record
from sla_catalog.model.header import Kind
from sla_catalog.model.metrics import Matrix, Metric, Objective
from sla_catalog.model.parties import PartyInAgreement
from sla_catalog.model.remedies import Credit, Remedies, Right, Tier
from sla_catalog.model.scalar_types import Prose, ScalarType
from sla_catalog.model.services import Limit
from sla_catalog.model.struct import Struct, parts_of
from sla_catalog.rules.conditions import HELD_FOR_ALL
from sla_catalog.source.load import SHARED_FILES

TEXTS = (
    "{mark} <img src=x onerror=window.__hit=1>",
    '{mark}"><script>window.__hit=1</script>',
    "{mark}' onmouseover='window.__hit=1' x='",
    '{mark}" onfocus="window.__hit=1" autofocus tabindex="0',
    "{mark} {{{{ 7*7 }}}} {{% raw %}} ${{7*7}}",
    "{mark} javascript:window.__hit=1",
    "{mark} [x](javascript:window.__hit=1) ![i](https://evil.example/x.png)",
    "{mark}</title></h1></style></textarea><script>window.__hit=1</script>",
    "{mark}<svg/onload=window.__hit=1><style>@import'https://evil.example/x.css'</style>",
    "{mark} {{: onclick=window.__hit=1 style=color:red }} --8<-- 'mkdocs.yml'",
    "{mark}&lt;img src=x onerror=window.__hit=1&gt; &#106;avascript:alert(1)",
    "{mark}--><iframe src=https://evil.example/></iframe><!--",
    "{mark}<base href=https://evil.example/><meta http-equiv=refresh content=0;//evil.example>",
)
PROSE = (
    *TEXTS,
    "{mark} [x](javascript:window.__hit=1) [y](JaVaScRiPt&colon;window.__hit=1)",
    "{mark} ![i](https://evil.example/x.png) ![j][r]\n\n[r]: https://evil.example/y.png",
    "{mark}\n\n<div markdown onclick=window.__hit=1>\n\n*x*\n\n</div>",
    '{mark} <https://evil.example/"onmouseover=window.__hit=1> <javascript:window.__hit=1>',
    "{mark} [z](data:text/html,<script>window.__hit=1</script>) [v](//evil.example/)",
    "- {mark}\n- `</code><script>window.__hit=1</script>`\n\n> <img src=x onerror=window.__hit=1>",
    "| {mark} | <b onclick=window.__hit=1> |\n|---|---|\n| [x](vbscript:window.__hit=1) | y |",
    "{mark}\n\n# <img src=x onerror=window.__hit=1> {{: onclick=window.__hit=1 }}",
)
HOSTILE_UNIT = "u{mark}<img src=x onerror=window.__hit=1>"
Field = tuple[str, str]
STEP: Field = ("Tier", "each")  # an amount of the kind that the metric has, and no other
PROSE_MARKER = type(Prose.__metadata__[0])  # type: ignore[attr-defined]

# What must name something that exists: an entry of the same agreement, or the agreement `plain`.
REFERENCES: Mapping[Field, Any] = {
    ("Agreement", "kind"): "sla",
    ("Agreement", "supersedes"): ["plain"],
    ("Agreement", "classification"): "internal",
    ("Channel", "severities"): ["P1"],
    ("Credit", "metrics"): ["single", "listed"],
    ("Credit", "not_with"): ["tiered"],
    ("Dependency", "agreement"): "plain",
    ("Dependency", "metrics"): ["uptime"],
    ("Dependency", "case"): {"service": "it"},
    ("Dependency", "group"): "group",
    ("Document", "agreement"): "plain",
    ("Matrix", "rows"): "severity",
    ("Matrix", "columns"): "plan",
    ("Measurement", "metric"): ["single"],
    ("Metric", "type"): "availability",
    ("Party", "kind"): "team",
    ("Right", "metrics"): ["single"],
    ("Service", "passed_through_from"): "partner",
    ("Severity", "id"): "P1",
    ("SharedMetric", "type"): "availability",
    ("Signatory", "party"): "partner",
    ("Source", "id"): "signed",
    ("Term", "see"): ["second"],
    ("Activity", "accountable"): "customer",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """Where an attack was written, its text, and whether the page must show it letter by letter."""

    where: str
    text: str
    is_fact: bool = False


@dataclass
class Maker:
    """Make records of hostile text; `turn` shifts which attack and which choice a field gets.

    With `absent` a field that may be absent is, save where records lie below it and `deep`.
    """

    turn: int = 0
    absent: bool = False
    deep: bool = True
    shared: bool = False
    marks: dict[str, Mark] = field(default_factory=dict)
    fields: set[Field] = field(default_factory=set)

    def record(
        self, kind: type[Struct], where: str, /, *without: str, **fixed: Any
    ) -> dict[str, Any]:
        """Return an entry with every field of its kind, `fixed` ones as given."""
        made: dict[str, Any] = {}
        for name, info in kind.model_fields.items():
            key = info.alias or name
            here = (kind.__name__, name)
            if name in without:
                continue
            if name == "additional":
                made["x_own"] = self.text(*here, where)
            elif name in fixed:
                made[key] = fixed[name]
            elif name == "source" and kind is not Absence:
                made[key] = "signed"
            elif name == "when":
                if kind not in HELD_FOR_ALL and not self.shared:
                    made[key] = {"plan": "gold"}
            elif name in {"exclusions", "counted"} and kind is not Agreement:
                made[key] = ["excluded"]
            elif here in REFERENCES:
                made[key] = REFERENCES[here]
            else:
                made[key] = self.value(info.annotation, (), here, where)
        return made

    def text(self, record: str, name: str, where: str, *, prose: bool = False) -> str:
        """Return the next attack, with a mark that tells where on the page it must be found."""
        mark = f"Zq{len(self.marks):04}{self.turn}zq"
        attacks = PROSE if prose else TEXTS
        attack = attacks[(len(self.marks) * 5 + self.turn * 3) % len(attacks)]
        text = attack.format(mark=mark)
        is_fact = not prose and name != "additional"
        return self._marked(mark, text, record, name, where, is_fact=is_fact)

    def _marked(
        self, mark: str, text: str, record: str, name: str, where: str, *, is_fact: bool = False
    ) -> str:
        self.marks[mark] = Mark(f"{where}.{name}".lstrip("."), text, is_fact)
        self.fields.add((record, name))
        return text

    def value(self, annotation: Any, metadata: tuple[Any, ...], here: Field, where: str) -> Any:
        """Return a value for a type of the model."""
        record, name = here
        for marker in metadata:
            if isinstance(marker, PROSE_MARKER):
                return self.text(record, name, where, prose=True)
            if isinstance(marker, ScalarType):
                return self.written(marker, here, where)
        origin = get_origin(annotation)
        arguments = get_args(annotation)
        if origin is Annotated:
            return self.value(arguments[0], (*arguments[1:],), here, where)
        if origin in {Union, UnionType}:
            return self.branch(arguments, here, where)
        if origin is tuple:
            return [self.value(arguments[0], (), here, f"{where}.{name}")]
        if annotation in {bool, int}:
            return annotation(1)
        if origin is not None and issubclass(origin, Mapping):
            key = self.value(arguments[0], (), here, where)
            return {key: self.value(arguments[1], (), here, where)}
        if issubclass(annotation, StrEnum):
            members = [*annotation]
            return members[self.turn % len(members)].value
        if annotation is str:
            return self.text(record, name, where)
        return self.record(annotation, f"{where}.{name}")

    def branch(self, branches: tuple[Any, ...], here: Field, where: str) -> Any:
        """Choose among the shapes that a field may have."""
        stated = [b for b in branches if b is not type(None) and not is_absence(b)]
        has_absence = any(map(is_absence, branches))
        if has_absence and self.absent and not (self.deep and any(map(holds_records, stated))):
            words = ("none", "elsewhere", "unread")
            word = words[(len(self.marks) + self.turn) % 3]
            text = self.text(*here, where, prose=True)
            return {word: text, "source": "signed", "x_own": self.text("Absence", word, where)}
        return self.value(stated[self.turn % len(stated)], (), here, where)

    def written(self, marker: ScalarType, here: Field, where: str) -> Any:
        """Return a text in the form that a field wants, hostile as far as the form lets it be."""
        mark = f"Zq{len(self.marks):04}{self.turn}zq"
        if here == STEP:
            return "1 %"
        match marker.kind:
            case "a text" | "a version":
                return self.text(*here, where)
            case "an id":
                return f"{here[1].replace('_', '-')}-{len(self.marks)}"
            case "a short name":
                return f"N{len(self.marks)}"
            case "a web address":
                return self._marked(mark, f"https://docs.example.com/{mark}", *here, where)
            case "an amount" if here[1] == "each":  # a step of tiers, in the unit of its metric
                return "0.1 %"
            case "an amount":
                text = f"500 {HOSTILE_UNIT.format(mark=mark)}"
                return self._marked(mark, text, *here, where)
            case "a share":
                text = f"95 % of {mark}<img src=x onerror=window.__hit=1>"
                return self._marked(mark, text, *here, where)
        return marker.example


def is_absence(annotation: Any) -> bool:
    """Tell whether a branch of a type is the absence of a value."""
    return Absence in (annotation, *get_args(annotation))


def holds_records(annotation: Any) -> bool:
    """Tell whether records lie in a type."""
    if isinstance(annotation, type):
        return issubclass(annotation, Record)
    return any(map(holds_records, get_args(annotation)))


@dataclass(frozen=True)
class Attack:
    """A hostile agreement: its values, its marks with place and text, the fields attacked."""

    id: str
    values: dict[str, Any]
    marks: dict[str, Mark]
    fields: set[Field]


WORDS = ("none", "elsewhere", "unread")


def hostile_agreement(
    agreement_id: str, turn: int, *, absent: bool = False, deep: bool = True
) -> Attack:
    """Return an agreement with everything in it, or with everything `absent` that may be."""
    return made_by(Maker(turn, absent=absent, deep=deep), agreement_id)


def made_by(maker: Maker, agreement_id: str) -> Attack:
    """Return an agreement with everything in it, made by a maker."""
    fixed: dict[str, Any] = {}
    if maker.deep or not maker.absent:
        fixed = {
            "metrics": _metrics(maker),
            "remedies": _remedies(maker),
            "limits": [
                _absent(maker, Limit, "limits", word, "at_most", "at_least") for word in WORDS
            ],
            "exclusions": [maker.record(Exclusion, "exclusions", id="excluded")],
        }
    parties = [
        maker.record(PartyInAgreement, "parties", id="partner", role="reseller"),
        maker.record(PartyInAgreement, "parties", id="known", role="supplier", party="known"),
    ]
    plans = [maker.record(DimensionValue, f"plan.{id_}", id=id_) for id_ in ("gold", "silver")]
    declared = {"plan": maker.record(Dimension, "plan", values=plans)}
    kind = [*Kind][maker.turn % 3].value
    formerly = [f"{agreement_id}-before"]  # an old address leads to one page only
    values = maker.record(
        Agreement,
        "",
        id=agreement_id,
        kind=kind,
        formerly=formerly,
        parties=parties,
        declared=declared,
        **fixed,
    )
    if not maker.absent:
        values["service_hours"] = "hours"
    values[f"x_{TEXTS[0]}"] = maker.text("Agreement", "additional", "x_key")
    return Attack(agreement_id, values, maker.marks, maker.fields)


def _absent(
    maker: Maker, kind: type[MaybeAbsent], where: str, word: str, *without: str, **fixed: Any
) -> dict[str, Any]:
    """Return an entry that is absent in one way."""
    others = (other for other in WORDS if other != word)
    return maker.record(kind, f"{where}.{word}", *others, *without, **fixed)


def _metrics(maker: Maker) -> list[dict[str, Any]]:
    """Return a metric in each form that there is."""
    word = WORDS[maker.turn % 3]
    kinds = {"type": "shared"} if maker.turn % 2 else {}
    forms = {"target", "objectives", "matrix", "same_as", *WORDS}
    cells = [
        maker.record(Objective, "first", "same_as", *WORDS, id="first", target="99.9 %"),
        maker.record(Objective, "same", "target", *WORDS, same_as="first", when={"plan": "silver"}),
        _absent(maker, Objective, "gone", word, "target", "same_as", when={"severity": "P1"}),
    ]
    whole = maker.record(Objective, "cell", "same_as", "when", *WORDS, target="99.9 %")
    gone = {word: maker.text("Objective", word, "cell.absent", prose=True)}
    matrix = maker.record(Matrix, "matrix.matrix", cells={"P1": {"gold": whole, "silver": gone}})
    return [
        maker.record(
            Metric, "single", *(forms - {"target"}), "scale", id="single", target="99.9 %", **kinds
        ),
        maker.record(
            Metric, "listed", *(forms - {"objectives"}),
            id="listed", type="custom", objectives=cells,
        ),
        maker.record(Metric, "matrix", *(forms - {"matrix"}), id="matrix", matrix=matrix),
        maker.record(Metric, "without", *(forms - {word}), id="without"),
    ]  # fmt: skip


def _remedies(maker: Maker) -> dict[str, Any]:
    """Return credits in each form that there is, and rights."""
    tier = maker.record(Tier, "tier", "above", "to", from_="90 %", below="target")
    listed = [
        maker.record(Credit, "tiered", "credit", *WORDS, id="tiered", tiers=[tier]),
        maker.record(Credit, "flat", "tiers", "tiers_combine", *WORDS, id="flat", credit="10 %"),
        _absent(
            maker,
            Credit,
            "gone",
            WORDS[maker.turn % 3],
            "tiers",
            "tiers_combine",
            "credit",
            id="gone",
        ),
    ]
    rights = [_absent(maker, Right, "rights", word) for word in WORDS]
    return maker.record(Remedies, "remedies", *WORDS, credits=listed, rights=rights)


class _Dumper(yaml.SafeDumper):
    """Write YAML without anchors."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def as_yaml(values: Any) -> str:
    """Write values as YAML, each text on one line."""
    text: str = yaml.dump(values, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10**6)
    return text


def shared_files() -> tuple[dict[str, str], dict[str, Mark], set[Field]]:
    """Return hostile shared files by path, with their marks and the fields attacked."""
    return shared_by(Maker(turn=9, shared=True))  # no turn of an agreement, so that marks differ


def shared_by(maker: Maker) -> tuple[dict[str, str], dict[str, Mark], set[Field]]:
    """Return shared files by path, made by a maker, with their marks and the fields marked."""
    ids = {"parties": "known", "metrics": "shared", "calendars": "hours", "glossary": "first"}
    files = {}
    for name, kind in SHARED_FILES.items():
        values = maker.record(kind, name)
        (entries,) = (v for v in values.values() if isinstance(v, list))
        entries[0]["id"] = ids[name]
        files[f"agreements/{name}.yaml"] = as_yaml(values)
    return files, maker.marks, maker.fields


def text_fields(record: type[Struct], seen: set[type] | None = None) -> Iterator[Field]:
    """Yield every field of a record, and of those below it, that holds words of an author."""
    seen = set() if seen is None else seen
    if record in seen:
        return
    seen.add(record)
    for name, info in record.model_fields.items():
        for part in parts_of(info.annotation):
            if isinstance(part, type) and issubclass(part, Struct):
                yield from text_fields(part, seen)
            elif isinstance(part, PROSE_MARKER) or getattr(part, "kind", "") == "a text":
                yield record.__name__, name
