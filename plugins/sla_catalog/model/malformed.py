"""What is said of a text that is not read: what is there, what was expected, what to write."""

from __future__ import annotations

from collections.abc import Iterable

from sla_catalog.model.notations import Suggestion, offered


class MalformedError(ValueError):
    """Say what is wrong with a text: `found` is there, `expected` was expected, write `instead`.

    `suggestions` are what to write where a text is understood; who knows the key under which it
    is found writes them out with it.
    """

    def __init__(
        self,
        found: str,
        expected: str,
        instead: str = "",
        suggestions: tuple[Suggestion, ...] = (),
    ) -> None:
        self.found = found
        self.expected = expected
        self.instead = offered(suggestions, "…") or instead
        self.suggestions = suggestions
        super().__init__(f"{found}; {expected}")


class AmbiguousNumberError(MalformedError):
    """Say that the point in a number may divide thousands or decimals."""

    def __init__(self, text: str, readings: Iterable[str]) -> None:
        super().__init__(
            f"the number in {quoted(text)} can be read in two ways",
            "expected no separator for thousands, and no three decimals",
            suggestions=tuple(map(Suggestion, readings)),
        )


class OtherUnitError(MalformedError):
    """Say that the unit of an amount is time or money in another spelling."""

    def __init__(self, text: str, readings: Iterable[str]) -> None:
        super().__init__(
            f"{quoted(text)} is time or money in another spelling",
            "expected a unit of time as in 15 min, or a currency as in 25 EUR",
            suggestions=tuple(map(Suggestion, readings)),
        )


def quoted(text: str) -> str:
    """Put a text in quotation marks, shortened to 60 characters, on one line."""
    line = " ".join(text.split())
    return f"‘{line if len(line) <= 60 else line[:57] + '…'}’"
