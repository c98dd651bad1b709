"""Write requirements.lock and sbom.cdx.json anew: the newest releases that the oldest Python runs.

The lock names the digest of every file that a supported machine may install. Where a release has
other files for other machines, pip is asked again as if it ran on each of them.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OURS = "mkdocs-sla-catalog"
HEADER = "# All that .venv holds, with the digests of the files. Renew with: make lock"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
_LINUX = ("1", "2010", "2014", *(f"_2_{minor}" for minor in (17, 24, 27, 28, 31, 34, 35, 39)))
PLATFORMS: tuple[tuple[str, ...], ...] = (
    tuple(f"manylinux{tag}_x86_64" for tag in _LINUX),
    tuple(f"manylinux{tag}_aarch64" for tag in _LINUX),
    ("macosx_15_0_arm64",),
)

Release = Mapping[str, Any]


def resolve(wanted: Iterable[str], *options: str) -> list[Release]:
    """Return what pip would install where nothing is yet, as its report describes it."""
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--quiet", "--report", "-"]
    command += ["--target", "build/lock", "--only-binary", ":all:", *options, *wanted]
    answer = subprocess.run(  # noqa: S603 - pip, in the Python that runs this
        command, cwd=ROOT, stdout=subprocess.PIPE, check=True
    )
    return [
        release
        for release in json.loads(answer.stdout)["install"]
        if release["metadata"]["name"] != OURS
    ]


def pin(release: Release) -> str:
    """Return a release as a requirement."""
    return f"{release['metadata']['name']}=={release['metadata']['version']}"


def is_for_all(release: Release) -> bool:
    """Tell whether a release has one file for every machine."""
    url: str = release["download_info"]["url"]
    return url.endswith(("-py3-none-any.whl", "-py2.py3-none-any.whl"))


def digest(release: Release) -> str:
    """Return the digest of a release's file."""
    found: str = release["download_info"]["archive_info"]["hashes"]["sha256"]
    return found


def digests(releases: Iterable[Release]) -> dict[str, set[str]]:
    """Return the digests of the files of each release, by its pin."""
    found = {pin(release): {digest(release)} for release in releases}
    special = [pin(release) for release in releases if not is_for_all(release)]
    for python in PYTHONS:
        for tags in PLATFORMS:
            platforms = [word for tag in tags for word in ("--platform", tag)]
            options = ("--no-deps", "--python-version", python, *platforms)
            for release in resolve(special, *options):
                found[pin(release)].add(digest(release))
    return found


def lock(found: Mapping[str, Iterable[str]]) -> str:
    """Return the text of requirements.lock."""
    lines = [
        " \\\n".join([name, *(f"    --hash=sha256:{one}" for one in sorted(found[name]))])
        for name in sorted(found, key=str.lower)
    ]
    return "\n".join([HEADER, *lines, ""])


def sbom(runtime: Iterable[Release], found: Mapping[str, Iterable[str]]) -> str:
    """Return what the distribution needs when it runs, as a bill of materials of CycloneDX."""
    components = [
        {
            "type": "library",
            "name": release["metadata"]["name"],
            "version": release["metadata"]["version"],
            "purl": "pkg:pypi/{}@{}".format(
                release["metadata"]["name"].lower().replace("_", "-"),
                release["metadata"]["version"],
            ),
            "hashes": [{"alg": "SHA-256", "content": one} for one in sorted(found[pin(release)])],
        }
        for release in sorted(runtime, key=lambda one: str(one["metadata"]["name"]).lower())
    ]
    described = {"type": "library", "name": OURS, "purl": f"pkg:pypi/{OURS}"}
    bill = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": described},
        "components": components,
    }
    return json.dumps(bill, indent=1) + "\n"


def main() -> None:
    """Pin everything but our own package."""
    oldest = ("--python-version", f"{PYTHONS[0]}.0")
    releases = resolve([".[dev]"], *oldest)
    found = digests(releases)
    pins = [pin(release) for release in releases]
    constraints = ROOT / "build" / "pins.txt"
    constraints.parent.mkdir(exist_ok=True)
    constraints.write_text("\n".join([*pins, ""]), encoding="utf-8", newline="\n")
    runtime = resolve([".[pdf]"], *oldest, "--constraint", str(constraints))
    texts = {"requirements.lock": lock(found), "sbom.cdx.json": sbom(runtime, found)}
    for name, text in texts.items():
        (ROOT / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
