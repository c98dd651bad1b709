"""Days of the week in several languages: one of them, a run, all that a word means."""

from __future__ import annotations

import re

_WEEK = {
    "mon": "Mon", "mo": "Mon", "tue": "Tue", "tu": "Tue", "di": "Tue", "wed": "Wed", "we": "Wed",
    "mi": "Wed", "thu": "Thu", "th": "Thu", "do": "Thu", "fri": "Fri", "fr": "Fri", "sat": "Sat",
    "sa": "Sat", "sun": "Sun", "su": "Sun", "so": "Sun", "montag": "Mon", "dienstag": "Tue",
    "mittwoch": "Wed", "donnerstag": "Thu", "freitag": "Fri", "samstag": "Sat", "sonnabend": "Sat",
    "sonntag": "Sun", "lundi": "Mon", "mardi": "Tue", "mercredi": "Wed", "jeudi": "Thu",
    "vendredi": "Fri", "samedi": "Sat", "dimanche": "Sun", "lun": "Mon", "mar": "Tue",
    "mer": "Wed", "thur": "Thu", "jeu": "Thu", "ven": "Fri", "sam": "Sat", "dim": "Sun",
}  # fmt: skip
RANGES = {
    "weekdays": "Mon-Fri", "workdays": "Mon-Fri", "working days": "Mon-Fri",
    "business days": "Mon-Fri", "daily": "Mon-Sun", "every day": "Mon-Sun", "weekends": "Sat-Sun",
    "weekend": "Sat-Sun", "wochenende": "Sat-Sun", "wochenenden": "Sat-Sun", "week-end": "Sat-Sun",
    "m-f": "Mon-Fri", "m - f": "Mon-Fri", "arbeitstags": "Mon-Fri",
    "arbeitstage": "Mon-Fri", "an arbeitstagen": "Mon-Fri", "arbeitstagen": "Mon-Fri", "jours "
    "ouvrés": "Mon-Fri",
    "täglich": "Mon-Sun", "jeden tag": "Mon-Sun", "tous les jours": "Mon-Sun",
    "en semaine": "Mon-Fri", "nightly": "Mon-Sun", "every night": "Mon-Sun",
    "jede nacht": "Mon-Sun", "nachts": "Mon-Sun", "chaque jour": "Mon-Sun",
    "7 days a week": "Mon-Sun", "7 days per week": "Mon-Sun", "seven days a week": "Mon-Sun",
    "7 days": "Mon-Sun", "7 tage die woche": "Mon-Sun", "on working days": "Mon-Fri",
    "on business days": "Mon-Fri", "on weekdays": "Mon-Fri", "each working day": "Mon-Fri",
    "chaque nuit": "Mon-Sun", "am wochenende": "Sat-Sun", "le week-end": "Sat-Sun",
}  # fmt: skip
TO = r"\s*(?:-|–|—|to|through|thru|until|till?|bis)\s*"
IN_ORDER = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def weekday(word: str) -> str:
    """Return a day of the week as it is read: `mittwochs` is `Wed`, or nothing."""
    return (
        _WEEK.get(word)
        or _WEEK.get(word.removesuffix("s"))
        or (_WEEK.get(word[:3], "") if word.isalpha() and word.endswith(("day", "s")) else "")
    )


def weekdays(words: str) -> str:
    """Return days of the week without hours as they are read: `samedi` is `Sat`, or nothing."""
    found = [weekday(part.rstrip(".")) for part in re.split(rf"{TO}", words)]
    return "-".join(found) if len(found) <= 2 and all(found) else RANGES.get(words, "")


def days_of(words: str) -> tuple[int, ...]:
    """Return the days that a word or a run means, 0 is Monday; none where one is unknown."""
    known = RANGES.get(words) or "-".join(map(weekday, re.split(TO, words)))
    ends = known.split("-")
    if len(ends) > 2 or not all(ends):
        return ()
    first, last = IN_ORDER.index(ends[0]), IN_ORDER.index(ends[-1])
    return tuple((first + place) % 7 for place in range((last - first) % 7 + 1))


def runs(days: list[int]) -> list[str]:
    """Return days of the week, each run of them as one: `Mon-Tue`, `Thu`."""
    firsts = [day for day in days if day - 1 not in days]
    lasts = [day for day in days if day + 1 not in days]
    return [
        IN_ORDER[first] + (f"-{IN_ORDER[last]}" if last > first else "")
        for first, last in zip(firsts, lasts, strict=True)
    ]
