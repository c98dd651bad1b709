"""One objective of an SLO tool: target, window and indicator to a promise, with its notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from decimal import Decimal

from sla_catalog.frozen import dataclass
from sla_catalog.importing.indicators import Indicator, is_low
from sla_catalog.importing.reading import Reading, prose
from sla_catalog.importing.records import ImportedPromise, Read
from sla_catalog.importing.stated_windows import window_in
from sla_catalog.importing.values import fraction, percent, signed_percent, stated_percentages
from sla_catalog.losses import Note, Outcome
from sla_catalog.source.nodes import Node


@dataclass(frozen=True, slots=True)
class ForeignWindow:
    """A window as our format writes it, or the words of one that was not read."""

    text: str = ""
    unread: str = ""


@dataclass(frozen=True, slots=True)
class Slo:
    """Hold the parts of an objective; `target` is a fraction, `percent` a percentage.

    `whole_key` is the key that a format has for a percentage beside that for a fraction. `noted`
    is what an export of ours has noted beside it, by its keys.
    """

    service: str
    name: str
    node: Node
    target: Node | None = None
    percent: Node | None = None
    window: ForeignWindow = ForeignWindow()
    indicator: Indicator = field(default_factory=Indicator)
    description: str = ""
    group: str = ""
    whole_key: str = ""
    noted: Mapping[str, str] = field(default_factory=dict)

    @property
    def texts(self) -> str:
        """Return the sentences beside the target."""
        return f"{self.description} {self.name}"


def promise(reading: Reading, one: Slo) -> Iterator[Read]:
    """Yield the promise of an objective, and what is to be said of it."""
    value = one.percent if one.percent is not None else one.target
    words = reading.text(value)
    share = _percentage(words) if one.percent is not None else fraction(words)
    if not share:
        yield from _not_read(reading, one, value, words)
    else:
        yield from _doubts(reading, one, value, share)
    window, found = one.window, window_in(one.texts)
    if not window.text and not window.unread and found and not found.window:
        said = f"the words ‘{found.words}’ beside it may be its window or not: which one is it?"
        yield reading.note(Outcome.ASKED, one.node, said)
    elif not window.text and not window.unread and found:
        window = ForeignWindow(found.window)
        said = f"the window {found.window} is taken from the words ‘{found.words}’ beside it"
        yield reading.note(Outcome.CHANGED, one.node, said)
    if window.text.startswith("rolling") and (found and found.window == "calendar month"):
        text = f"the text says ‘{found.words}’, the window is {window.text}: which is meant?"
        yield reading.note(Outcome.ASKED, one.node, text)
    kind, fields, target = _noted(one, *one.indicator.metric(share))
    if not one.noted:
        fields = {"commitment": "objective"} | fields
    if one.description:
        fields = fields | {"description": prose(one.description)}
    is_read = bool(share)
    yield ImportedPromise(
        one.service,
        one.name,
        reading.span(value or one.node),
        kind if is_read else "success_rate" if kind == "latency" else kind,
        target if is_read else "",
        "" if is_read else reading.words(value) if value is not None else "no target",
        window.text,
        window.unread,
        fields,
        one.group,
        one.noted.get("metric", ""),
    )


def _noted(
    one: Slo, kind: str, fields: dict[str, object], target: str
) -> tuple[str, dict[str, object], str]:
    """Return the type, the fields and the target as an export of ours has noted them."""
    noted = one.noted
    if not noted:
        return kind, fields, target
    target = _as_noted(target, noted.get("share", ""))
    if noted.get("limit") and noted.get("counted") and target:
        fields |= {"compliance": f"{target} of {noted['counted']}"}
        target = noted["limit"]
    if noted.get("method") == "not stated":
        fields.pop("method", None)
    elif noted.get("method"):
        fields["method"] = noted["method"]
    if noted.get("commitment"):
        fields["commitment"] = noted["commitment"]
    fields.pop("formula", None)
    return noted.get("type") or kind, fields, target


def _as_noted(share: str, noted: str) -> str:
    """Return a share with the digits that were noted, where it is still the same share."""
    digits = percent(noted.removesuffix(" %"))
    is_same = share and digits and Decimal(share[:-2]) == Decimal(digits[:-2])
    return digits if is_same else share


def _percentage(words: str) -> str:
    return percent(words) or signed_percent(words)


def _not_read(reading: Reading, one: Slo, value: Node | None, words: str) -> Iterator[Note]:
    if value is None:
        yield reading.note(Outcome.LEFT_OUT, one.node, "there is no target")
        return
    why = ""
    if one.percent is None and percent(words):
        why = "a `target` is a fraction, at most 1"
        why += f" (did you mean `{one.whole_key}`?)" if one.whole_key else ""
        stated = list(stated_percentages(one.texts))
        if any(Decimal(text[:-2]) == Decimal(words) for text in stated):
            why += f" (the text beside says {stated[0]})"
    yield reading.unread(value, "target", why)


def _doubts(reading: Reading, one: Slo, value: Node | None, share: str) -> Iterator[Note]:
    """Yield questions about a target that was read as it is written."""
    if is_low(share) and one.indicator.is_latency:
        text = f"{share} is low for a latency: is `{reading.words(value)}` a limit in seconds?"
        yield reading.note(Outcome.ASKED, value, text)
    number = Decimal(share.split()[-2])
    if one.percent is not None and number < 1:
        text = f"{share} is read as it is written, in percent: is it meant as a fraction?"
        yield reading.note(Outcome.ASKED, value, text)
    stated = {Decimal(text[:-2]) for text in stated_percentages(one.texts)}
    if len(stated) == 1 and number not in stated and number * 100 in {*stated}:
        text = f"the text beside says {stated.pop():f} %, which is a hundred times as much"
        yield reading.note(Outcome.ASKED, value, text)
