"""How values are said in words: amounts, hours, dates, conditions, names of fields and choices."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from sla_catalog.calculation.downtime import TimeBase
from sla_catalog.calculation.duration_format import format_duration
from sla_catalog.frozen import dataclass
from sla_catalog.model.agreement import Agreement
from sla_catalog.model.calendars import Hours
from sla_catalog.model.catalog import Catalog
from sla_catalog.model.dates import PartialDate
from sla_catalog.model.metric_types import CUSTOM, MetricType
from sla_catalog.model.metrics import Metric
from sla_catalog.model.operators import Operator
from sla_catalog.model.placeholder import is_placeholder
from sla_catalog.model.quantities import NO_BREAK, ElapsedTime, Quantity, as_decimal, plain
from sla_catalog.model.remedies import SERVICE
from sla_catalog.model.services import Channel, ChannelType
from sla_catalog.model.targets import Target
from sla_catalog.pages.amounts import governed, interval_words, numeral, said, spans
from sla_catalog.pages.labels import Labels
from sla_catalog.patterns import Pattern

_INTERVALS = {"every", "update_every", "interval", "backup_interval", "restore_test"}
_DETERMINED = Pattern(
    r"(?:the|that|this|those|these|its|their|each|every|all|any|an?|what)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Wording:
    """Say values of a catalog in the words of one language."""

    labels: Labels
    catalog: Catalog

    def field(self, name: str, record: object = None) -> str:
        """Return the label of a field by its name in YAML; some records have words of their own."""
        own = self.labels.words.get(f"field.{type(record).__name__.lower()}.{name}")
        return own or self._word(f"field.{name}", name)

    def choice(self, value: StrEnum | str) -> str:
        """Return the words for one of a fixed set of values."""
        return self._word(f"choice.{value}", str(value))

    def metric_type(self, kind: MetricType) -> str:
        """Return the name of a kind of metric that the catalog knows."""
        return self.labels[f"metric.{kind.id}"]

    def metric(self, metric: Metric) -> str:
        """Return a metric's name: its own, or that of its type."""
        shared = self.catalog.metric_by_id.get(metric.type)
        if metric.name or shared:
            return metric.name or (shared.name if shared else "")
        kind = self.catalog.kind_of(metric)
        if kind and metric.type != CUSTOM:
            return self.metric_type(kind)
        return self.field(metric.id)

    def headed(self, name: str) -> str:
        """Put a colon behind a name, with the space before it that the language wants."""
        return f"{name}{self.labels['colon']}"

    def _word(self, key: str, name: str) -> str:
        words = self.labels.words.get(key)
        if words:
            return words
        return capitalised(name.removeprefix("x_").replace("_", " ").replace("-", " "))

    def day(self, value: date) -> str:
        """Say a day: `1 January 2026`."""
        month = self.labels[f"month.{value.month}"]
        return self.labels["day"].format(day=self._in_month(value), month=month, year=value.year)

    def month(self, value: PartialDate) -> str:
        """Say a month or a year: `May 2026`, `2026`."""
        if value.month is None:
            return str(value.year)
        return self.labels["month"].format(
            month=self.labels[f"month.{value.month}"], year=value.year
        )

    def short_day(self, value: date) -> str:
        """Say a day in short: `1 Jan 2026`."""
        month = self.labels[f"month.{value.month}.short"]
        day = self._in_month(value)
        return self.labels["day.short"].format(day=day, month=month, year=value.year)

    def _in_month(self, value: date) -> str:
        return self.labels["day.first"] if value.day == 1 else str(value.day)

    def value(self, value: object) -> str:
        """Say any value of the model that is not prose, on one line."""
        match value:
            case bool():
                return self.labels["yes" if value else "no"]
            case StrEnum():
                return self.choice(value)
            case str() | int():
                return str(value)
            case date():
                return self.day(value)
            case PartialDate():
                return self.month(value)
            case Hours():
                return self.hours(value)
            case Target():
                return self.target(value)
            case tuple():
                return ", ".join(self.value(item) for item in value)
            case Mapping():
                colon = self.labels["colon"]
                return ", ".join(f"{key}{colon} {self.value(item)}" for key, item in value.items())
            case _:
                return held_together(said(value, self.labels))

    def entry(self, name: str, value: object) -> str:
        """Say the value of a field by its name; an interval is no length alone: `every year`."""
        if name in _INTERVALS and isinstance(value, ElapsedTime):
            return held_together(interval_words(value, self.labels))
        return self.value(value)

    def number(self, number: Decimal | Fraction) -> str:
        """Say a number with the decimal sign of the language."""
        return numeral(plain(number), self.labels)

    def length(self, seconds: Fraction) -> str:
        """Say a length of time that was worked out: `1 d 19 h 48 min`."""
        return numeral(format_duration(seconds), self.labels)

    def governed(self, value: object) -> str:
        """Say a length as it follows `after`, in the case that it governs."""
        return held_together(governed(value, self.labels))

    def extent(self, found: TimeBase, counted: Callable[[str, Decimal | int], str]) -> str:
        """Say how much time something is: `30 days`, `730 h`, `21 days of 12 h`."""
        number, hours = as_decimal(found.days, 1), found.hours
        if hours == 24 and found.days.denominator != 1:
            return f"{self.number(as_decimal(found.seconds / 3600, 2))}{NO_BREAK}h"
        days = self.number(number)
        if hours == 24:
            return counted("basis.days", number).format(days=days)
        rounded = as_decimal(hours, 1)
        if found.is_even:
            # 23 h 59 min must not look like a whole day.
            in_hours = f"{self.number(rounded)}{NO_BREAK}h"
            time = in_hours if rounded == hours else self.length(hours * 3600)
            return counted("basis.days.of", number).format(days=days, time=time)
        words = counted("basis.days.about", number)
        return words.format(days=days, hours=self.number(rounded))

    def target(self, target: Target, default: Operator | None = None) -> str:
        """Say a target; an operator only where it is not the one that one expects."""
        text = held_together(said(target.value, self.labels))
        if target.operator in {None, default}:
            return text
        return f"{self.within(self.choice(target.operator or ''))} {text}"

    def cap(self, most: Quantity, of: str | None) -> str:
        """Say the most that is given back; a length of the service as a credit of it is said."""
        if of != SERVICE:
            return self.value(most)
        if isinstance(most, ElapsedTime):
            return self.labels["credit.service"].format(length=self.value(most))
        return f"{self.value(most)} {self.labels['of.base'].format(base=of)}"

    def hours(self, hours: Hours) -> str:
        """Say hours of the week; those of a calendar with its name and zone."""
        if hours.around_the_clock:
            return "24×7"
        if not hours.calendar:
            return spans(hours.spans, self.labels)
        calendar = self.catalog.calendar_by_id.get(hours.calendar)
        if not calendar:
            return hours.calendar
        name = calendar.name or calendar.id.replace("-", " ")
        week = self.hours(calendar.week)
        zone = f" {calendar.timezone}" if calendar.timezone else ""
        return f"{self.headed(name)} {week}{zone}"

    def dimension_value(self, agreement: Agreement, dimension: str, value: str) -> str:
        """Say a value of a dimension by its name, or as its author wrote it."""
        if dimension == "service":
            return next((s.name for s in agreement.listed("services") if s.id == value), value)
        if dimension == "severity":
            return _severity(agreement, value)
        if dimension == "request":
            requests = agreement.request_types or ()
            return next((r.name or value for r in requests if r.id == value), value)
        return agreement.value_name(dimension, value)

    def language(self, tag: str) -> str:
        """Name a language by its tag of BCP 47: `German`, `German (CH)`; else give the tag."""
        primary, _, rest = tag.partition("-")
        name = self.labels.words.get(f"language.{primary.lower()}")
        if name is None:
            return tag
        return f"{name} ({rest})" if rest else name

    def dimension(self, agreement: Agreement, name: str) -> str:
        """Say a dimension by the name that its agreement gives it, else by its key."""
        own = agreement.own_dimensions.get(name)
        return (own.name if own else None) or self.field(name)

    def by_dimension(self, agreement: Agreement, name: str) -> str:
        """Say by what columns are made, and that the best is first where the author says so."""
        own = agreement.own_dimensions.get(name)
        key = "promises.by.ordered" if own and own.ordered else "promises.by"
        named = (own.name if own else None) or self.within(self.field(name))
        return self.labels[key].format(dimension=named)

    def metric_within(self, metric: Metric, name: str) -> str:
        """Say a metric's name within a sentence; a name that an author gave keeps its capitals."""
        authored = metric.name or metric.type in self.catalog.metric_by_id
        return name if authored else self.within(name)

    def of_base(self, base: str) -> str:
        """Say of what a share is: `of the monthly fee`; a base may have an article of its own."""
        key = "of.base.determined" if _DETERMINED.match(base) else "of.base"
        return self.labels[key].format(base=base)

    def channel(self, channel: Channel) -> str:
        """Say a channel by its name; else by its type, a telephone with its number."""
        kind = self.choice(channel.type)
        number = channel.address if channel.type is ChannelType.PHONE else None
        is_known = isinstance(number, str) and not is_placeholder(number)
        return channel.name or (f"{kind} {number}" if is_known else kind)

    def condition(self, agreement: Agreement, condition: Mapping[str, Iterable[str]]) -> str:
        """Say one set of dimension values: `Gold, P1 Critical`."""
        return ", ".join(
            self.alternatives(self.dimension_value(agreement, name, v) for v in values)
            for name, values in condition.items()
        )

    def conditions(self, agreement: Agreement, when: Iterable[Mapping[str, Iterable[str]]]) -> str:
        """Say what something applies to; several sets are alternatives, each said once."""
        conditions = dict.fromkeys(self.condition(agreement, condition) for condition in when)
        return f"{self.labels['semicolon']} ".join(conditions)

    def case(
        self, agreement: Agreement, name: str, when: Iterable[Mapping[str, Iterable[str]]]
    ) -> str:
        """Say what an objective is for: its name, with its conditions in parentheses."""
        words = self.conditions(agreement, when)
        return f"{name} ({words})" if name and words else name or words

    def alternatives(self, words: Iterable[str]) -> str:
        """Join words by commas, the last one by ‘or’."""
        return self._joined(words, self.labels["or"])

    def listing(self, words: Iterable[str]) -> str:
        """Join words by commas, the last one by ‘and’."""
        return self._joined(words, self.labels["and"])

    def within(self, words: str) -> str:
        """Begin words with a small letter where the language does within a sentence.

        A language with capital letters for nouns lists the first words that lose theirs; another
        one has `*`, and all but abbreviations lose it.
        """
        lowered = self.labels["within.lowered"]
        loses = words.split(" ")[0] in lowered.split() if lowered != "*" else True
        if not loses or words[1:2].isupper():
            return words
        return words[:1].lower() + words[1:]

    def _joined(self, words: Iterable[str], last: str) -> str:
        all_words = list(words)
        if len(all_words) < 2:
            return "".join(all_words)
        return f"{', '.join(all_words[:-1])} {last} {all_words[-1]}"


_BEFORE_UNIT = re.compile(r"(?<=[0-9]) (?=[^\s0-9])")
_WORD = re.compile(r"[^\W\d_]{3,}(?:[-_][^\W\d_]+)*")


def _severity(agreement: Agreement, value: str) -> str:
    """Say a severity by its id and its name, or by its name where the id adds nothing.

    People call a severity by a short sign, as `P1`; an id that is a word only repeats the name. It
    stays where two severities have one name.
    """
    names = {one.id: one.name for one in agreement.severities or () if one.name}
    name = names.get(value)
    if name is None or name == value:
        return value
    is_word = _WORD.fullmatch(value) is not None and not value.isupper()
    is_slug = re.sub(r"[\W_]+", "", name).casefold() == re.sub(r"[\W_]+", "", value).casefold()
    is_alone = [*names.values()].count(name) == 1
    return name if (is_word or is_slug) and is_alone else f"{value} {name}"


def capitalised(words: str) -> str:
    """Begin words with a capital, unless the first one has capitals of its own: `iOS`."""
    first, _, _ = words.partition(" ")
    return words if first != first.lower() else words[:1].upper() + words[1:]


def held_together(text: str) -> str:
    """Keep numbers and their units on one line by no-break spaces."""
    return _BEFORE_UNIT.sub(NO_BREAK, text)
