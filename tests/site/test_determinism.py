"""The same input gives the same bytes, whatever machine builds it."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from sysconfig import get_config_var

import pytest
from sites import ROOT, build, digests, write_site


def test_the_example_catalog_is_built_to_the_same_bytes(example: Path, tmp_path: Path) -> None:
    there, elsewhere = tmp_path / "there" / "deeper", tmp_path / "working"
    elsewhere.mkdir()
    result = build(
        elsewhere,
        "-d",
        str(there),
        config=ROOT / "mkdocs.yml",
        umask=0o077,
        PYTHONHASHSEED="4242",
        TZ="Pacific/Kiritimati",
        LC_ALL="C",
        LANG="tr_TR.UTF-8",
        PYTHONUTF8="0",
    )
    assert result.returncode == 0, result.stderr
    made, made_again = digests(example), digests(there)
    assert made.keys() == made_again.keys()
    assert [name for name, digest in made.items() if made_again[name] != digest] == []
    assert len([name for name in made if name.startswith("agreements/")]) > 20


ABROAD = """\
id: abroad
kind: sla
title: Abroad
owner: Team
services: [{id: web, name: Web}]
duration: {timezone: America/Vancouver}
metrics:
  - {id: uptime, type: availability, target: 99.9 %, window: calendar month,
     measured_over: all time}
remedies:
  base: monthly fee
  credits: [{id: late, metrics: [uptime], tiers: [{below: target, credit: 10 %}]}]
"""


@pytest.mark.long
def test_the_machine_has_no_say_in_time_zones(tmp_path: Path) -> None:
    """Build with the machine's zones, with none, and with a folder in which they are others."""
    zones = tmp_path / "zones"
    (zones / "America").mkdir(parents=True)
    other = files("tzdata").joinpath("zoneinfo", "America", "New_York").read_bytes()
    (zones / "America" / "Vancouver").write_bytes(other)
    write_site(tmp_path, {"agreements/abroad.yaml": ABROAD}, options="today: 2026-12-05")
    made = []
    for place, path in enumerate((get_config_var("TZPATH"), "", str(zones))):
        site = tmp_path / f"site-{place}"
        result = build(tmp_path, "-d", str(site), PYTHONTZPATH=path)
        assert result.returncode == 0, result.stderr
        made.append(digests(site))
    assert made[1:] == [made[0], made[0]]
    page = (tmp_path / "site-0/agreements/abroad/index.html").read_text(encoding="utf-8")
    assert "30 days, no clock change" in page
