"""The requirement by which a build server installs what is installed here (PEP 610)."""

from __future__ import annotations

import json
from importlib.metadata import distribution

DISTRIBUTION = "mkdocs-sla-catalog"
FILE = "requirements.txt"
REACHABLE = ("https://", "http://", "ssh://")  # by a server; a folder of this machine is not
_OPEN = f"""\
# Where the plugin is installed from: git, at a commit that you have tried. Drop the `#` from yours.
# Until then nothing is installed, and the pipelines fail.
# {DISTRIBUTION} @ git+https://git.example.com/tools/sla-catalog.git@COMMIT
"""


def installed() -> str | None:
    """Return the requirement of what runs here; None where it came from this machine."""
    ours = distribution(DISTRIBUTION)
    return requirement(ours.version, ours.read_text("direct_url.json"))


def requirement(version: str, origin: str | None) -> str | None:
    """Return the requirement of a version; `origin` is its record of PEP 610.

    Only what came from an index has no record. The name alone is asked of an index in no other
    case: there it may be the name of something else.
    """
    if origin is None:
        return f"{DISTRIBUTION}=={version}"
    record = json.loads(origin)
    url = record["url"]
    if not url.startswith(REACHABLE):
        return None
    parts = []
    if git := record.get("vcs_info"):
        url = f"{git['vcs']}+{url}@{git['commit_id']}"
    elif digest := record.get("archive_info", {}).get("hashes", {}).get("sha256"):
        parts.append(f"sha256={digest}")
    if folder := record.get("subdirectory"):
        parts.append(f"subdirectory={folder}")
    return f"{DISTRIBUTION} @ {url}" + ("#" + "&".join(parts) if parts else "")


def requirements(of_server: str | None) -> str:
    """Return the text of the file from which build servers install, open where nothing is known."""
    return f"{of_server}\n" if of_server else _OPEN
