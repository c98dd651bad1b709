"""Write small sites to a folder and build them, each build a process of its own."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from builder import built_by_copy

ROOT = Path(__file__).resolve().parents[2]
EPOCH = "1795392000"  # 23 November 2026
AT_START = ("LANG", "LC_", "PYTHON", "TZ")

CONFIG = """\
site_name: Handbook
{site}
theme:
  name: material
  font: false
  features: [navigation.tabs, navigation.instant]
plugins:
  - search
  - sla-catalog:
      timezone: Europe/Berlin
{options}
nav:
  - Home: index.md
  - Agreements: agreements/index.md
  - Comparison: comparison.md
  - Glossary: glossary.md
"""
INDEX = "# Handbook\n\nWhere our agreements are.\n"
WIKI = """\
id: wiki
kind: sla
title: Team wiki
reference: SLA-060
owner: it-operations
customer: All staff
service_hours: Mon-Fri 07:00-19:00
metrics:
  - {id: uptime, type: availability, target: 99.5 %, window: calendar month}
  - {id: response, type: response_time, target: 4 business hours, hours: desk-hours}
remedies: {none: An internal service.}
"""
DATABASE = """\
id: database
kind: sla
title: Managed database
status: active
version: 2.1.0
owner: data-platform
customer: Payments
duration: {effective: 2026-01-01, ends: 2026-12-31}
review: {every: 12 months, next: 2026-12-15}
services: [{id: cluster, name: Database cluster}]
metrics:
  - {id: uptime, type: availability, target: 99.95 %, window: calendar month}
depends_on: [{agreement: machines, metrics: [uptime]}]
definitions:
  - {term: Outage, overrides: true, definition: Minutes in which no *writes* are taken.}
"""
MACHINES = """\
id: machines
kind: ola
title: Virtual machines
owner: it-operations
customer: data-platform
metrics:
  - {id: uptime, type: availability, target: 99.97 %, window: calendar month}
"""
CARRIER = """\
id: carrier
kind: uc
title: Carrier line
owner: it-operations
provider: Carrier
customer: it-operations
services: [{id: line, name: Line}]
"""
SHARED = {
    "agreements/glossary.yaml": "terms:\n  - {id: outage, term: Outage, aliases: [down],\n"
    "     definition: Time in which a service cannot be used.}\n",
    "agreements/parties.yaml": "parties:\n"
    "  - {id: it-operations, name: IT Operations, kind: team}\n"
    "  - {id: data-platform, name: Data Platform, kind: team}\n",
    "agreements/calendars.yaml": "calendars:\n  - {id: desk-hours, name: Service desk hours,\n"
    "     timezone: Europe/Berlin, hours: [Mon-Fri 08:00-18:00]}\n",
}
CATALOG = {
    "agreements/wiki.yaml": WIKI,
    "agreements/database.yaml": DATABASE,
    "agreements/machines.yaml": MACHINES,
    "agreements/suppliers/carrier.yaml": CARRIER,
    **SHARED,
}


def write_site(
    folder: Path, files: Mapping[str, str] = CATALOG, *, site: str = "", options: str = ""
) -> Path:
    """Write a site with `files` beside a front page; `site` and `options` are lines of YAML."""
    indented = "".join(f"      {line}\n" for line in options.splitlines())
    config = CONFIG.format(site=site, options=indented)
    for name, text in {"mkdocs.yml": config, "docs/index.md": INDEX, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return folder


def build(
    folder: Path,
    *arguments: str,
    program: str = "mkdocs",
    config: Path | None = None,
    umask: int = -1,
    **environment: str,
) -> subprocess.CompletedProcess[str]:
    """Build the site of a folder by `mkdocs build`; its output is text.

    A process that has built another site is copied, unless the environment holds what Python reads
    only when it starts.
    """
    chosen = ["-f", str(config)] if config else []
    clean = {"SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1", "PYTHONWARNINGS": "ignore"}
    command, every = ["build", *chosen, *arguments], dict(os.environ) | clean | environment
    is_told = any(name.startswith(AT_START) for name in environment)
    if program == "mkdocs" and not is_told:
        return built_by_copy(command, folder, every, umask)
    return subprocess.run(
        [sys.executable, "-m", program, *command],
        cwd=folder,
        env=every,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        umask=umask,
    )


def built(folder: Path, *arguments: str) -> Path:
    """Build a site that must succeed and return the folder of its pages."""
    result = build(folder, *arguments)
    assert result.returncode == 0, result.stderr
    return folder / "site"


def digests(site: Path) -> dict[str, str]:
    """Return a digest of every file below a folder, by its path."""
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }
