"""Write requirements.lock anew: the newest releases that the oldest Python can run."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = "3.11.0"
OURS = "mkdocs-sla-catalog"
HEADER = "# Constraints for pip, with every version that .venv may hold. Renew with: make lock"


def resolve() -> list[tuple[str, str]]:
    """Ask pip for the name and version of all that it would install where nothing is yet."""
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--quiet", "--report", "-"]
    command += ["--target", "build/lock", "--only-binary", ":all:"]
    command += ["--python-version", OLDEST_PYTHON, ".[dev]"]
    answer = subprocess.run(  # noqa: S603 - pip, in the Python that runs this
        command, cwd=ROOT, stdout=subprocess.PIPE, check=True
    )
    releases = [release["metadata"] for release in json.loads(answer.stdout)["install"]]
    return [(release["name"], release["version"]) for release in releases]


def main() -> None:
    """Pin everything but our own package."""
    releases = sorted(resolve(), key=lambda release: release[0].lower())
    pins = [f"{name}=={version}" for name, version in releases if name != OURS]
    text = "\n".join([HEADER, *pins, ""])
    (ROOT / "requirements.lock").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
