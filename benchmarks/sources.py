"""Catalogs of any size from the example agreements, as YAML for us and as Markdown for the peer."""

import itertools
import json
import re
from collections.abc import Iterable
from pathlib import Path

from benchmarks.handwriting import write_index, write_page
from sla_catalog.source.limits import Limits

SHARED = ("glossary.yaml", "metrics.yaml", "calendars.yaml", "parties.yaml")

MATERIAL = """\
site_name: Benchmark
theme: {name: material, font: false}
"""
OURS = MATERIAL + "plugins:\n  - search\n  - sla-catalog: {timezone: Europe/Berlin}\n"
PEER = MATERIAL + "plugins: [search]\nnav: [index.md]\nnot_in_nav: agreements/\n"
HUGO_PAGE = "<!doctype html><title>{{ .Title }}</title><main>{{ .Content }}</main>\n"

ID = re.compile(r"^id: *(\S+)", re.MULTILINE)
NAME = re.compile(r"^(title|reference): *([\"']?)(.+?)\2(?= *$| +#)", re.MULTILINE)
REFERRING = re.compile(r"\b(agreement|supersedes|superseded_by)(: *)(\[[^]\n]*\]|[^\s,})]+)")
FORMER = re.compile(r"^formerly:.*(\n[ -].*)*\n", re.MULTILINE)
WORD = re.compile(r"[A-Za-z0-9][\w.-]*")
HIGH_SHARE = re.compile(r"\b(9\d(?:\.\d+)?) %")


def read_examples(folder: Path) -> dict[str, str]:
    """Read the example agreements' text by id, in the order of their paths."""
    paths = [
        path
        for path in sorted(folder.rglob("*.yaml"))
        if path.name not in SHARED
        and not any(part.startswith(("_", ".")) for part in path.relative_to(folder).parts)
    ]
    if not paths:
        raise SystemExit(f"{folder}: no agreements to copy")
    return {path.stem: path.read_text(encoding="utf-8") for path in paths}


def multiply(examples: dict[str, str], size: int) -> dict[str, str]:
    """Copy the examples round by round; the first round is the examples themselves."""
    copies: dict[str, str] = {}
    for position, (id_, text) in zip(range(size), itertools.cycle(examples.items()), strict=False):
        number = position // len(examples)
        # The last round may be cut short; what it lacks is referred to in the first one.
        made = set(itertools.islice(examples, max(0, size - number * len(examples))))
        copies[id_ if number == 0 else f"{id_}-{number}"] = vary(text, number, made)
    return copies


def vary(text: str, number: int, ids: set[str]) -> str:
    """Give a copy its own id, title, reference and numbers; it refers to copies of its round."""
    if number == 0:
        return text

    def renumber(match: re.Match[str]) -> str:
        targets = WORD.sub(
            lambda word: f"{word[0]}-{number}" if word[0] in ids else word[0], match[3]
        )
        return f"{match[1]}{match[2]}{targets}"

    text = FORMER.sub("", text)
    text = REFERRING.sub(renumber, text)
    text = ID.sub(rf"id: \1-{number}", text)
    text = NAME.sub(rf"\1: \2\3 {number}\2", text)
    return HIGH_SHARE.sub(lambda share: f"{lower(share[1], number)} %", text)


def lower(share: str, number: int) -> str:
    """Take less than a ten-thousandth from a share, so that all keep their order."""
    return f"{float(share) - (number % 97) / 1_000_000:.6f}".rstrip("0").rstrip(".")


def write_ours(folder: Path, shared: Path, agreements: dict[str, str], *, option: str = "") -> None:
    """Write a catalog as our plugin reads it, with an option of it."""
    if len(agreements) + len(SHARED) > Limits().files:
        limit = f"limits: {{files: {2 * len(agreements)}}}"
        option = f"{option}, {limit}" if option else limit
    more = f", {option}}}" if option else "}"
    write(folder / "mkdocs.yml", OURS.replace("Berlin}", f"Berlin{more}"))
    write(folder / "docs/index.md", "# Benchmark\n")
    for name in SHARED:
        if (shared / name).exists():
            write(folder / "agreements" / name, (shared / name).read_text(encoding="utf-8"))
    for id_, text in agreements.items():
        write(folder / f"agreements/{id_}.yaml", text)


def write_peer(folder: Path, shared: Path, agreements: dict[str, str]) -> None:
    """Write the same facts as pages by hand, reached from the home page."""
    write(folder / "mkdocs.yml", PEER)
    pages = {id_: write_page(text) for id_, text in agreements.items()}
    for name in SHARED:
        if (shared / name).exists():
            pages[Path(name).stem] = write_page((shared / name).read_text(encoding="utf-8"))
    for id_, page in pages.items():
        write(folder / f"docs/agreements/{id_}.md", page)
    write(folder / "docs/index.md", write_index(pages))


def write_hugo(folder: Path, pages: Path) -> None:
    """Write the pages of the peer as Hugo reads them, with templates that draw little else."""
    write(
        folder / "config.toml", 'title = "Benchmark"\ndisableKinds = ["taxonomy", "term", "RSS"]\n'
    )
    for kind in ("single", "list"):
        write(folder / f"layouts/_default/{kind}.html", HUGO_PAGE)
    write(folder / "layouts/index.html", HUGO_PAGE)
    for path in sorted(pages.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        place = path.relative_to(pages).as_posix().replace("index.md", "_index.md")
        title = json.dumps(text.splitlines()[0][2:])
        write(folder / "content" / place, f"---\ntitle: {title}\n---\n{text}")


def edit(folder: Path, names: Iterable[str], number: int) -> None:
    """Change the titles of agreements of ours, as somebody does who amends them."""
    for name in names:
        path = folder / f"agreements/{name}.yaml"
        text = path.read_text(encoding="utf-8")
        write(path, NAME.sub(rf"\1: \2\3 again {number}\2", text, count=1))


def write(path: Path, text: str) -> None:
    """Write a text file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
