"""Catalogs that come as close to the limits as they can, each with much of one thing."""

from collections.abc import Callable, Iterable

from sla_catalog.source.document import read_document
from sla_catalog.source.limits import Limits

HEAD = "kind: sla\ntitle: Case\nowner: us\ncustomer: them\nduration: {timezone: UTC}\n"
UPTIME = "{id: m, type: availability, target: 99 %, window: calendar month}"
CREDITS = f"metrics: [{UPTIME}]\nremedies:\n  base: monthly fee\n  credits:\n"
MOST = 500  # items of a list
MOST_OF_NUMBER = 1_900
TOO_LARGE = {"too-many-events", "file-too-large", "list-too-long", "scalar-too-large"}

Shape = Callable[[int], str]


def lines(entries: Iterable[str], indent: int = 2) -> str:
    return "".join(f"{' ' * indent}- {entry}\n" for entry in entries)


def divided(count: int, most: int = MOST) -> list[range]:
    """Return numbers up to a count, in lists that are no longer than one may be."""
    return [range(start, min(start + most, count)) for start in range(0, count, most)]


def tiers(count: int) -> str:
    return CREDITS + "".join(
        f"    - id: c{number}\n      metrics: [m]\n      tiers:\n"
        + lines((f"{{below: 98.{99999999 - n} %, credit: 0.{n + 1:08} %}}" for n in part), 8)
        for number, part in enumerate(divided(count))
    )


def nested_tiers(count: int) -> str:
    return CREDITS + "".join(
        f"    - id: c{number}\n      metrics: [m]\n      tiers:\n"
        + lines(
            (
                f"{{from: {n % 90}.5 %, to: 98.{99999999 - n} %, credit: 0.{n + 1:08} %}}"
                for n in part
            ),
            8,
        )
        for number, part in enumerate(divided(count))
    )


def added_tiers(count: int) -> str:
    return tiers(count).replace("      tiers:", "      tiers_combine: add\n      tiers:")


def growing_tiers(count: int) -> str:
    return CREDITS + "".join(
        f"    - id: c{number}\n      metrics: [m]\n      tiers_combine: add\n      tiers:\n"
        + lines(
            (
                f"{{below: 98.{99999999 - n} %, each: 0.01 %, part: counts, credit: 1 %}}"
                for n in part
            ),
            8,
        )
        for number, part in enumerate(divided(count, 69))
    )


def credited_metrics(count: int) -> str:
    names = [f"m{n}" for n in range(count)]
    metrics = lines(
        f"{{id: {name}, type: availability, target: 9{n % 10}.{n} %, window: calendar month}}"
        for n, name in enumerate(names)
    )
    listed = lines(
        (
            f"{{id: c{n}, metrics: [{', '.join(names)}], caps: [{{at_most: 5 %, of: monthly fee}}],"
            f" tiers: [{{below: 98.{99 - n} %, credit: {n} %}}, {{below: 90 %, credit: 30 %}}]}}"
            for n in range(count // 10 + 1)
        ),
        4,
    )
    return f"metrics:\n{metrics}remedies:\n  base: monthly fee\n  credits:\n{listed}"


def metrics(count: int) -> str:
    return "metrics:\n" + lines(
        f"{{id: m{n}, name: N{n}, type: availability, target: 98.{n:013} %, "
        f"window: rolling {n + 1} days, measured_over: service hours, commitment: guaranteed, "
        f"method: time, rounding: {{digits: 3, mode: half_up}}, clock: {{start: a, stop: b}}, "
        "examples: [{text: a, budget: 1 h, basis: rolling 30 days}]}"
        for n in range(count)
    )


def objectives(count: int) -> str:
    values = ", ".join(f"v{n}" for n in range(min(count, MOST)))
    return f"dimensions: {{d: [{values}]}}\nmetrics:\n" + "".join(
        f"  - id: m{number}\n    type: availability\n    window: calendar month\n    objectives:\n"
        + lines(
            (f"{{target: 9{n % 10}.{n} %, when: {{d: v{n % MOST}}}}}" for n in part),
            6,
        )
        for number, part in enumerate(divided(count))
    )


def led_objectives(count: int) -> str:
    last = "{{id: o{n}, target: 99 %, when: {{d: v{at}}}}}"
    led = "{{id: o{n}, same_as: o{m}, when: {{d: v{at}}}}}"
    values = ", ".join(f"v{n}" for n in range(min(count, MOST)))
    return f"dimensions: {{d: [{values}]}}\nmetrics:\n" + "".join(
        f"  - id: m{number}\n    type: availability\n    window: calendar month\n    objectives:\n"
        + lines(
            ((last if n == count - 1 else led).format(n=n, m=n + 1, at=n % MOST) for n in part),
            6,
        )
        for number, part in enumerate(divided(count))
    )


def matrix(count: int) -> str:
    rows = [f"r{n}" for n in range(count)]
    cells = "".join(
        f"        r{row}: {{{', '.join(f'c{n}: 9{n % 10}.{row} %' for n in range(count))}}}\n"
        for row in range(count)
    )
    columns = ", ".join(f"c{n}" for n in range(count))
    return (
        f"dimensions: {{a: [{', '.join(rows)}], b: [{columns}]}}\nmetrics:\n  - id: m\n"
        f"    type: availability\n    window: calendar month\n"
        f"    matrix:\n      rows: a\n      columns: b\n      cells:\n{cells}"
    )


def deep_conditions(count: int) -> str:
    names = [f"d{n}" for n in range(20)]
    whens = (
        ", ".join(f"{name}: {'abc'[(n + at) % 3]}" for at, name in enumerate(names) if (n + at) % 2)
        for n in range(count)
    )
    return (
        f"dimensions: {{{', '.join(f'{name}: [a, b, c]' for name in names)}}}\nmetrics:\n"
        "  - id: m\n    type: availability\n    window: calendar month\n    objectives:\n"
        + lines((f"{{target: 9{n % 10} %, when: {{{w}}}}}" for n, w in enumerate(whens)), 6)
    )


def cases(count: int) -> str:
    """Say little that tells many cases apart, in as many metrics as may do so."""
    size = ", ".join(f"v{n}" for n in range(31))
    return f"dimensions: {{a: [{size}], b: [{size}]}}\nmetrics:\n" + lines(
        f"{{id: m{n}, type: response_time, hours: 24x7, objectives: "
        "[{target: 5 business hours, when: {a: v1, b: v2}}, {target: 9 business hours}]}"
        for n in range(count)
    )


def answers_after_ends(count: int) -> str:
    half = min(count, MOST)
    severities = ", ".join(f"{{id: P{n}}}" for n in range(half))
    return f"severities: [{severities}]\nmetrics:\n" + "".join(
        f"  - id: {kind}{number}\n    type: {kind}_time\n    hours: 24x7\n    objectives:\n"
        + lines((f"{{target: {n + 2} h, when: {{severity: P{n % half}}}}}" for n in part), 6)
        for kind in ("response", "resolution")
        for number, part in enumerate(divided(count))
    )


def outages(count: int) -> str:
    return "metrics:\n" + lines(
        f"{{id: m{n}, type: {'longest_outage' if n % 2 else 'availability'}, "
        f"target: {'900 h' if n % 2 else f'99.{n} %'}, window: calendar month, description: d, "
        "commitment: guaranteed, note: n}"
        for n in range(count)
    )


def printed_examples(count: int) -> str:
    objectives = (f"{{name: o{n}, target: 99.{n} %, when: {{d: v{n}}}}}" for n in range(count))
    examples = (
        f"{{text: e{n}, budget: {n + 1} min, basis: rolling {n + 1} days}}" for n in range(count)
    )
    values = ", ".join(f"v{n}" for n in range(count))
    return (
        f"dimensions: {{d: [{values}]}}\nmetrics:\n  - id: m\n    type: availability\n"
        f"    window: calendar month\n    objectives:\n{lines(objectives, 6)}"
        f"    examples:\n{lines(examples, 6)}"
    )


def definitions(count: int) -> str:
    words = " ".join(f"word{n}" for n in range(count))
    return "definitions:\n" + lines(
        f"{{term: word{n}, aliases: [other{n}, more{n}], definition: '{words[:450]}'}}"
        for n in range(count)
    )


def prose(sign: str) -> Shape:
    """Return a shape of long texts that repeat some signs."""
    text = (sign * 8000)[: 8000 // len(sign) * len(sign)]

    def texts(count: int) -> str:
        return "exclusions:\n" + lines(
            f"{{id: e{n}, category: other, text: '{text}'}}" for n in range(count)
        )

    return texts


def comments(count: int) -> str:
    return f"metrics: [{UPTIME}]\n" + "# sla: ignore[total-promise] b\n" * count


def unknown_keys(count: int) -> str:
    return "".join(f"unknown_key_{n}: 1\n" for n in range(count))


def wrong_values(count: int) -> str:
    return "metrics:\n" + lines(
        f"{{id: m{n}, type: availability, target: '{'99 % or so, ' * 40}'}}" for n in range(count)
    )


def long_digits(count: int) -> str:
    return "metrics:\n" + lines(
        f"{{id: m{n}, type: availability, target: {'9' * 480} %}}" for n in range(count)
    )


def long_ranges(count: int) -> str:
    """Write what patterns of a number, a dash and a number have to try out."""
    return "metrics:\n" + lines(
        f"{{id: m{n}, type: availability, target: 0001-{'9' * MOST_OF_NUMBER}-01}}"
        for n in range(count)
    )


def unknown_names(count: int) -> str:
    return "metrics:\n" + lines(
        f"{{id: m{n}, type: availability, target: 99 %, exclusions: "
        f"[{', '.join(f'none-{n}-{k}' for k in range(30))}]}}"
        for n in range(count)
    )


SHAPES: dict[str, Shape] = {
    "tiers": tiers,
    "tiers within each other": nested_tiers,
    "tiers that add up": added_tiers,
    "tiers that grow": growing_tiers,
    "credits": credited_metrics,
    "metrics with long decimals": metrics,
    "objectives": objectives,
    "objectives that lead on": led_objectives,
    "a matrix": matrix,
    "conditions of many dimensions": deep_conditions,
    "cases": cases,
    "answers after the end": answers_after_ends,
    "outages beyond budgets": outages,
    "printed examples": printed_examples,
    "definitions": definitions,
    "prose": prose("A word as soon as possible. "),
    "links": prose("[a](term:ab) "),
    "brackets": prose("[*a*](b `c` "),
    "comments": comments,
    "unknown keys": unknown_keys,
    "wrong values": wrong_values,
    "long digits": long_digits,
    "long ranges": long_ranges,
    "unknown names": unknown_names,
}


def largest(shape: Shape, limits: Limits, name: str = "case") -> bytes:
    """Return the longest file of a shape that keeps the limits of one file, to one percent."""
    most, too_many = 1, 2
    while fits(written(shape, too_many, name), limits):
        most, too_many = too_many, 2 * too_many
    while too_many - most > max(1, most // 100):
        middle = (most + too_many) // 2
        if fits(written(shape, middle, name), limits):
            most = middle
        else:
            too_many = middle
    return written(shape, most, name)


def written(shape: Shape, count: int, name: str) -> bytes:
    return f"id: {name}\n{HEAD}{shape(count)}".encode()


def fits(data: bytes, limits: Limits) -> bool:
    if len(data) > limits.file_bytes:
        return False
    document, found = read_document("case.yaml", data, limits)
    return document is not None and TOO_LARGE.isdisjoint(one.rule for one in found)
