"""Cases of an agreement before and after that belong together, and cases in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.resolved.cases import Case, boxed

Joint = tuple[Case | None, Case | None]


@dataclass(frozen=True, slots=True)
class InWords:
    """Some cases in words, and as the last part of a path; both empty for all cases."""

    text: str = ""
    path: str = ""


def joint_cases(before: Sequence[Case], after: Sequence[Case]) -> Iterator[Joint]:
    """Yield the cases of two sides that are of the same values, where both speak of a dimension.

    A case that the other side does not know has none beside it.
    """
    names = _names(before) & _names(after)
    by_values: dict[Case, list[Case]] = {}
    for case in after:
        by_values.setdefault(case.within(names), []).append(case)
    met: set[Case] = set()
    for case in before:
        others = by_values.get(_sorted(case.within(names), by_values), [])
        met.update(others)
        if not others:
            yield case, None
        for other in others:
            yield case, other
    for case in after:
        if case not in met:
            yield None, case


def _names(cases: Sequence[Case]) -> set[str]:
    return {name for case in cases for name, _ in case.values}


def _sorted(case: Case, known: dict[Case, list[Case]]) -> Case:
    """Return a case in the order of dimensions in which it is known."""
    if case in known:
        return case
    values = sorted(case.values)
    return next((one for one in known if sorted(one.values) == values), case)


def in_words(agreement: Agreement, some: Sequence[Case], every: Sequence[Case]) -> InWords:
    """Return cases in words; nothing where they are all cases."""
    if not set(every) - set(some):
        return InWords()
    texts, paths = [], []
    whole = {
        name: {value for case in every for n, value in case.values if n == name}
        for name in _names(every)
    }
    for full in boxed(some):
        # A dimension of which every value counts tells nothing.
        box = {name: values for name, values in full.items() if {*values} != whole.get(name)}
        names = [
            ", ".join(value_name(agreement, dimension, value) for value in values)
            for dimension, values in box.items()
        ]
        texts.append(", ".join(names))
        paths.append(
            ",".join(f"{dimension}={'+'.join(values)}" for dimension, values in sorted(box.items()))
        )
    return InWords("; ".join(texts), f"[{';'.join(sorted(paths))}]" if paths else "")


def value_name(agreement: Agreement, dimension: str, value: str) -> str:
    """Return the name by which readers know a value of a dimension."""
    if dimension == "service":
        services = agreement.listed("services")
        return next((one.name for one in services if one.id == value), value)
    return agreement.value_name(dimension, value)
