"""What to write instead of a text: a value, and keys beside it for the rest of the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sla_catalog.frozen import dataclass
from sla_catalog.patterns import Pattern

_PLAIN = Pattern(r"[^\W_](?:[^:#\[\]{},\n\\]|:(?=\S))*")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One reading of a text: the `value` of its key, and the keys `beside` with their values.

    Without a value the keys beside stand in its place.
    """

    value: str
    beside: tuple[tuple[str, str], ...] = ()

    def written(self, key: str, *, as_mapping: bool = False) -> str:
        """Return it as it is typed: the value alone, or keys and values."""
        if not self.beside:
            return self.value
        own = ((key, self.value),) if self.value else ()
        keys = ", ".join(f"{name}: {as_yaml(value)}" for name, value in (*own, *self.beside))
        return f"{{{keys}}}" if as_mapping else keys


def offered(
    suggestions: Iterable[Suggestion], key: str = "target", *, as_mapping: bool = False
) -> str:
    """Return suggestions as one text: `4 h`, `1 month or 1 min`, `target: 4 h, note: …`."""
    texts = dict.fromkeys(one.written(key, as_mapping=as_mapping) for one in suggestions)
    simple = not any(": " in text for text in texts)
    return (" or " if simple else ", or ").join(texts)


def beside_others(
    suggestions: Iterable[Suggestion], there: Mapping[str, str]
) -> tuple[tuple[Suggestion, ...], str]:
    """Return suggestions without keys that a mapping has already, and what to do with those.

    A key that says the same is left out; a text goes on with what is added to it.
    """
    given = tuple(suggestions)
    fitting: list[Suggestion] = []
    texts: dict[str, None] = {}
    others: dict[str, None] = {}
    for one in given:
        kept = tuple(pair for pair in one.beside if pair[0] not in there)
        for key, value in one.beside:
            if key in there and there[key] != value:
                is_text = key in {"note", "text"}
                written = f"to `{key}`: {value}" if is_text else f"{key}: {as_yaml(value)}"
                (texts if is_text else others)[written] = None
        if one.value or kept:
            fitting.append(Suggestion(one.value, kept))
    if not fitting:
        return given, ""
    words = f"; {' or '.join(others)} in place of what is there" if others else ""
    more = f"; add {' or '.join(texts)}" if texts else ""
    return tuple(fitting), f"{words}{more}"


def as_yaml(text: str) -> str:
    """Return a text as it stands in YAML, in quotes where it needs them; brackets are kept."""
    is_plain = _PLAIN.fullmatch(text) and text == text.strip() and " or " not in f" {text}"
    if is_plain or text[:1] in "[{":
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
