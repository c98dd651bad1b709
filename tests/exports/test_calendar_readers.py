"""The calendar as programs of other makers read it: the same events in all of them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from catalogs import TODAY, examples
from icalendar import Calendar

from packages import from_npm, from_pypi
from sla_catalog.exports.deadlines import calendar_ics
from sla_catalog.exports.places import Places

pytestmark = pytest.mark.long

HERE = Path(__file__).parent
PYTHON = """
import sys
from pathlib import Path
import vobject
from ical.calendar_stream import IcsCalendarStream
text = Path(sys.argv[1]).read_bytes().decode()
for one in IcsCalendarStream.calendar_from_ics(text).events:
    alarms = len(one.alarm or [])
    print("ical", one.uid, one.start.isoformat(), one.summary, one.url, alarms, sep="\\t")
for one in vobject.readOne(text).vevent_list:
    alarms = len(one.contents.get("valarm", []))
    day, name = one.dtstart.value.isoformat(), one.summary.value
    print("vobject", one.uid.value, day, name, one.url.value, alarms, sep="\\t")
"""


def test_five_programs_read_the_same_events(tmp_path: Path) -> None:
    places = Places(site="https://sla.example.com/handbook/")
    text = calendar_ics(examples(), TODAY, places=places, reminder_days=14)
    (tmp_path / "calendar.ics").write_text(text, encoding="utf-8", newline="")
    own = sorted(
        (
            str(event["uid"]),
            event.decoded("dtstart").isoformat(),
            str(event["summary"]),
            str(event["url"]),
            str(len(event.walk("VALARM"))),
        )
        for event in Calendar.from_ical(text).walk("VEVENT")
    )
    assert len(own) > 10
    from_npm(tmp_path, "ical.js@2", "node-ical@0")
    shutil.copy(HERE / "calendar.mjs", tmp_path)
    environment = from_pypi(tmp_path / "python", "ical", "vobject")
    said = [
        *lines(["node", "calendar.mjs", "calendar.ics"], tmp_path, environment),
        *lines([sys.executable, "-c", PYTHON, "calendar.ics"], tmp_path, environment),
    ]
    programs = {name: sorted(rest for one, *rest in said if one == name) for name, *_ in said}
    expected = [list(event) for event in own]
    assert programs == dict.fromkeys(("ical.js", "node-ical", "ical", "vobject"), expected)


def lines(command: list[str], folder: Path, environment: dict[str, str]) -> list[list[str]]:
    result = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    return [line.split("\t") for line in result.stdout.splitlines()]
