"""What the pages of the format say beside what the model says: introductions and examples."""

from __future__ import annotations

from collections.abc import Mapping

FURTHER_EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "a short name": ("gold",),
    "a date": ("2027-01-31",),
    "a day, a month or a year": ("2026-12", "December 2026", "2026"),
    "a web address": ("https://status.example.com",),
    "a time zone": ("UTC",),
    "a language tag": ("de-AT",),
    "a duration": ("20 ms", "4 h", "30 days", "12 months", "4 business hours"),
    "a duration or a deadline": (
        "4 h",
        "by 15:00 next business day",
        "by end of business day",
        "by end of next calendar day",
    ),
    "an amount": ("99.9 %", "15 min", "200 GB", "25 EUR", "500"),
    "a target": (
        "99.95 %",
        "at most 4 h",
        "less than 1 h",
        "more than 500 requests/s",
        "exactly 12",
        "3 to 4 business days",
        "by end of business day",
        "Medium",
    ),
    "a share": ("90 % of e-mails",),
    "hours": ("24x7", "Mon-Fri 07:00-19:00, Sat 09:00-13:00", "Sat 22:00-02:00", "office-hours"),
    "a window of measurement": (
        "calendar quarter",
        "calendar half-year",
        "billing month",
        "fiscal year",
        "contract year",
        "rolling 30 days",
        "30 days before claim",
        "average month of 730 h",
        "contract term",
        "per request",
    ),
    "a recurring time": ("Sat 22:00-02:00", "every 3 months"),
    "how often": ("every 2 weeks", "every quarter", "weekly", "continuous", "on request"),
    "an interval": ("every day", "30 s"),
    "a trigger": (
        "each breach",
        "2 breaches in 6 months",
        "3 breaches in rolling 90 days",
        "2 of any 3 months",
        "3 consecutive months",
        "2 consecutive months below 98.0 %",
    ),
    "`target` or an amount": ("target",),
    "a credit": ("25 EUR", "5 days of service", "2 times the price of the outage"),
}

NAME = "format.md"
AGREEMENT = "agreement"

WRITTEN = "<!-- Written by `make schema` from plugins/sla_catalog/model. Do not edit. -->\n"
INTRODUCTION = f"""\
# The format

{WRITTEN}
Every file is YAML in UTF-8. Each agreement is a file of its own, and its `id` is the name of the
file. Four names at the top of the folder are shared files. Names that begin with `_` or `.` are
ignored.

| file | what is in it |
| --- | --- |
"""
TABLES = """
The tables of these pages list every key of every record, in the order in which people write them.
A key that is not in its table is an error. The last column says which change is better for the
customer. Of a target, the direction of its metric decides.
"""
# The title of a page, what is in the file, and a file as an example.
FILES: Mapping[str, tuple[str, str, str]] = {
    AGREEMENT: (
        "The file of an agreement",
        "who promises what to whom, how it is measured, and what follows if it is missed",
        """\
id: wiki
kind: sla
title: Team wiki
owner: it-operations
customer: All staff
metrics:
  - {id: uptime, type: availability, target: 99.5 %, window: calendar month}
remedies: {none: An internal service.}
""",
    ),
    "glossary": (
        "The glossary",
        "terms that several agreements use in the same sense",
        """\
terms:
  - id: downtime
    term: Downtime
    aliases: [outage]
    definition: Minutes in which a service cannot be used.
""",
    ),
    "metrics": (
        "Shared metrics",
        "metrics of your own that several agreements promise",
        """\
metrics:
  - id: qualified-leads
    name: Qualified leads
    unit: leads
    direction: higher
""",
    ),
    "calendars": (
        "Calendars",
        "service hours with holidays that several agreements name",
        """\
calendars:
  - id: office-hours
    name: Office hours
    timezone: Europe/Berlin
    hours: [Mon-Fri 09:00-17:00]
    holidays: [{date: 2026-12-25, name: Christmas Day}]
""",
    ),
    "parties": (
        "Parties",
        "providers, customers and teams, with their names and contacts",
        """\
parties:
  - {id: it-operations, name: IT Operations, kind: team}
""",
    ),
}

ABSENT = """\
## What is not there

A key that is left out means *not stated*. Where a table says *or an absence*, one of these three
words can be more precise, each with its reason. An empty value is refused.

| key | what it says | example |
| --- | --- | --- |
| `none` | There is no such promise, by decision. | `remedies: {none: An internal service.}` |
| `elsewhere` | Another document says it. | `security: {elsewhere: The data processing agreement}` |
| `unread` | Whoever transcribed the text did not see it. | `disputes: {unread: Not on the page}` |

`source` can be given beside the word.
"""

ENTRY = """\
## Keys of every entry

Most records take these keys besides their own.

"""

OWN = """
Any record also takes keys of your own that begin with `x_`. They are kept and shown as
*Additional*, and mean nothing to the program.
"""

VALUES = """\
## Kinds of value

A value is written as text for people, and read as an exact amount. Numbers have a point for
decimals and nothing between thousands; `10k users` and `1 million requests` are read as
`10000 users` and `1000000 requests`. The unit decides: `4 h` is elapsed time, `4 business hours`
counts only time within the agreed hours. A target takes `at least`, `at most`, `more than`,
`less than` and `exactly`, or the signs `>=`, `<=`, `>`, `<` and `=` in quotes. Without
them the type of the metric decides. Spans of hours begin before 24:00 and do not overlap on a
day: `Mon-Thu 09:00-17:00, Fri 09:00-15:00`.

| kind | examples |
| --- | --- |
"""

TYPES = """\
## Types of metric

`type` is one of these, the id of an entry in `metrics.yaml`, or `custom` with a `direction`.

| type | name, unless it has its own | better | a target is |
| --- | --- | --- | --- |
"""
