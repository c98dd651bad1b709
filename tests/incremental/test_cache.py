"""What a cache gives back is what would be made anew, whatever is edited in between."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from repositories import repository
from sla_catalog.assembly.options import Options
from sla_catalog.assembly.site import Site, Surroundings
from sla_catalog.incremental.disk_memory import DiskMemory
from sla_catalog.pages import site_pages
from sla_catalog.pipeline import RefusedError, published
from sla_catalog.review.history import Histories
from sla_catalog.review.records import histories
from sla_catalog.site.cache import kept_history, remembering

EXAMPLES = Path(__file__).parents[2] / "agreements"
SHARED = ("calendars", "glossary", "metrics", "parties")
AGREEMENTS = ("checkout-api", "data-hall-power", "hosting-classic", "managed-postgresql", "wiki")
MORE = ("compute-storage", "marketing-sales-leads", "published/aws-ec2", "published/aws-ec2-2008")

IDS = {Path(name).name for name in (*AGREEMENTS, *MORE)}


@dataclass
class Drafts:
    """A small catalog that is edited again and again, and all else that a site shows."""

    home: Path
    today: date = date(2026, 3, 2)
    options: dict[str, object] = field(default_factory=lambda: {"timezone": "Europe/Berlin"})
    last: DiskMemory | None = None
    address: str = ""
    has_directory_urls: bool = True

    @property
    def folder(self) -> Path:
        """Return the folder of the catalog."""
        return self.home / "agreements"

    def path(self, name: str) -> Path:
        """Return the file of an agreement or of shared entries."""
        return self.folder / f"{Path(name).name}.yaml"

    def set(self, option: str, value: object) -> None:
        """Choose an option, or none."""
        rest = {name: said for name, said in self.options.items() if name != option}
        self.options = rest if value is None else {**rest, option: value}

    def edit(self, name: str, pattern: str, by: str) -> None:
        """Change the first place in a file that a pattern matches."""
        path = self.path(name)
        path.write_text(re.sub(pattern, by, path.read_text(), count=1, flags=re.MULTILINE))

    @property
    def last_memory(self) -> DiskMemory:
        """Return the memory of the last site."""
        assert self.last is not None
        return self.last

    def drawn(self, cache: Path | None = None) -> Mapping[str, object]:
        """Return all that is published, or why nothing is."""
        around = Surroundings(
            self.home,
            address=self.address,
            repository=("https://git.example/catalog", "edit/main/"),
            has_directory_urls=self.has_directory_urls,
        )
        site = Site.of(Options.of(self.options), around, self.today)
        is_told = cache and self.options.get("history")
        recall = kept_history(cache, site).recall if cache and is_told else None
        setting = site.setting({}, recall=recall)
        ways = (partial(remembering, cache, setting),) if cache else ()
        try:
            found = published(site.request(), None, None, *ways)
        except RefusedError as error:
            return {"refused": error.findings, "advice": error.advice}
        context = setting.context(found.catalog, found.located)
        drawn = site_pages.pages(context, setting.renderer)
        pages = {page.uri: (page.title, page.draw()) for page in drawn}
        memory = found.catalog.memory
        self.last = memory if isinstance(memory, DiskMemory) else self.last
        return {**pages, **dict(setting.files_beside(context)), "findings": found.findings}


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    """Return a catalog of a few agreements that refer to one another and to shared entries."""
    home = tmp_path / "home"
    (home / "agreements").mkdir(parents=True)
    for name in (*SHARED, *AGREEMENTS, *MORE):
        shutil.copy(EXAMPLES / f"{name}.yaml", home / "agreements")
    made = Drafts(home)
    assert "refused" not in made.drawn()
    return made


# An edit of any agreement's text: what is found first, and what is put there instead.
_IN_AGREEMENTS = {
    "title": (r"^title: .*$", "title: Title {number}"),
    "figure": (r"\b99\.\d+ %", "99.{number} %"),
    "time": (r"\b\d+ (business )?hours?\b", "{number} h"),
    "version": (r"^version: .*$", "version: 1.{number}.0"),
    "place": (r"\A", "# A line more.\n"),
    "reference": (r"^reference: .*$", "reference: R-{number}"),
    "own terms": (
        r"^kind:",
        "definitions:\n  - {{term: Outage, definition: A moment without service.}}\nkind:",
    ),
    "link": (r"^description: >?-?", "description: See [it](agreement:{other}). "),
    "term": (r"^description: >?-?", "description: Credits are paid by {other}. "),
}
_IN_SHARED_FILES = {
    "parties": (r"^( +name: )(.*)$", r"\1\2 {number}"),
    "glossary": (r"(definition: .*)", r"\1 Number {number}."),
    "calendars": (r"\b0?8:00", "07:{minute}"),
    "metrics": (r"^( +name: )(.*)$", r"\1\2 {number}"),
}
_OPTIONS: Mapping[str, tuple[object, ...]] = {
    "revision": ("state <1>", "state 2"),
    "language": ("en", "de", "fr"),
    "quality": (True, False),
    "terms": ({"agreements": "all"}, {"agreements": "page"}),
    "edit_url": ("https://git.example/edit/{path}", None),
    "print_at_most": (0, 200),
    "audience": (
        None,
        None,
        {"level": "internal", "references": "neutral"},
        {"level": "public", "references": "neutral"},
    ),
}


def _edit(drafts: Drafts, chance: random.Random) -> str:
    """Edit something that a site can depend on; return what it was."""
    every = sorted((*AGREEMENTS, *MORE))
    name, other, number = chance.choice(every), chance.choice(every), chance.randrange(100, 999)
    words = {"number": number, "other": Path(other).name, "minute": f"{number % 60:02}"}
    kinds = [*_IN_AGREEMENTS, *_IN_SHARED_FILES, *_OPTIONS, "gone", "back", "day", "nothing"]
    kinds += ["address", "addresses"]
    kind = chance.choice(kinds)
    if kind in _IN_AGREEMENTS and drafts.path(name).exists():
        pattern, by = _IN_AGREEMENTS[kind]
        drafts.edit(name, pattern, by.format(**words))
    elif kind in _IN_SHARED_FILES:
        pattern, by = _IN_SHARED_FILES[kind]
        drafts.edit(kind, pattern, by.format(**words))
    elif kind in _OPTIONS:
        drafts.set(kind, chance.choice(_OPTIONS[kind]))
    elif kind == "gone":
        drafts.path(other).unlink(missing_ok=True)
    elif kind == "back":
        shutil.copy(EXAMPLES / f"{other}.yaml", drafts.path(other))
    elif kind == "address":
        drafts.address = "" if number % 2 else "https://sla.example/handbook/"
    elif kind == "addresses":
        drafts.has_directory_urls = not drafts.has_directory_urls
    elif kind == "day":
        drafts.today += timedelta(days=number % 40)
    return f"{kind} {name} {words}"


def _goes_on(drafts: Drafts, cache: Path, seed: int, steps: int) -> Counter[str]:
    """Edit step by step; compare each site with one that is made anew. Count what was found."""
    chance, count, said = random.Random(seed), Counter[str](), []  # noqa: S311 no secrets
    for _ in range(steps):
        before = {path: path.read_bytes() for path in drafts.folder.iterdir()}
        said.append(_edit(drafts, chance))
        cold = drafts.drawn()
        drafts.last = None
        warm = drafts.drawn(cache)
        differing = {uri for uri in {*cold, *warm} if warm.get(uri) != cold.get(uri)}
        assert not differing, said
        count["refused" if "refused" in cold else "published"] += 1
        if drafts.last:
            count["found"] += sum(drafts.last.found.values())
            count["made"] += sum(drafts.last.made.values())
        if "refused" in cold:
            for path in drafts.folder.iterdir():
                path.unlink()
            for path, data in before.items():
                path.write_bytes(data)
    return count


def test_a_cache_gives_what_would_be_made_anew(drafts: Drafts, tmp_path: Path) -> None:
    count = _goes_on(drafts, tmp_path / "cache", seed=1, steps=5)
    assert count["published"] > 2
    assert count["found"] > 100
    assert count["made"] > 100


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 10))
def test_it_does_for_many_edits(drafts: Drafts, tmp_path: Path, seed: int) -> None:
    count = _goes_on(drafts, tmp_path / "cache", seed=seed, steps=60)
    assert count["published"] > 30
    assert count["found"] > 200


def test_only_what_an_edit_concerns_is_made_anew(drafts: Drafts, tmp_path: Path) -> None:
    drafts.drawn(tmp_path / "cache")
    drafts.edit("hosting-classic", r"^title: .*$", "title: Hosting, the old way")
    drafts.drawn(tmp_path / "cache")
    assert drafts.last
    pages = {name for kind, name in drafts.last.made if kind == "page"}
    kept = {name for kind, name in drafts.last.found if kind == "page"}
    assert "hosting-classic" in pages
    assert "wiki" in kept
    assert pages | kept == IDS


def test_another_revision_needs_no_page_anew(drafts: Drafts, tmp_path: Path) -> None:
    for revision in ("first", "second & third"):
        drafts.set("revision", revision)
        drawn = drafts.drawn(tmp_path / "cache")
    assert drafts.last
    assert not drafts.last.made
    assert "second &amp; third" in str(drawn["agreements/wiki.md"])


def test_each_audience_has_a_cache_of_its_own(drafts: Drafts, tmp_path: Path) -> None:
    drafts.drawn(tmp_path / "cache")
    drafts.set("audience", {"level": "public", "references": "neutral"})
    drafts.drawn(tmp_path / "cache")
    assert drafts.last
    assert drafts.last.found.keys() <= drafts.last.made.keys()  # each kept first by this build
    names = {path.stem for path in drafts.last.folder.rglob("*.json")}
    folders = [path for path in (tmp_path / "cache").iterdir() if path.is_dir()]
    assert len(folders) == 2
    assert names < IDS  # and of what the public may not see there is no file


def test_what_is_of_no_agreement_is_removed(drafts: Drafts, tmp_path: Path) -> None:
    drafts.drawn(tmp_path / "cache")
    drafts.path("marketing-sales-leads").unlink()
    drafts.drawn(tmp_path / "cache")
    assert not [*(tmp_path / "cache").rglob("marketing-sales-leads.json")]
    assert [*(tmp_path / "cache").rglob("wiki.json")]


def _spoilt(path: Path, number: int) -> None:
    """Change a file of a cache as an ended process, another program or a person might."""
    text = path.read_text(encoding="utf-8")
    head, _, rest = text.partition("\n")
    said = json.loads(head)
    ways: list[str | bytes] = [
        "",
        text[: len(text) // 2],
        head,
        f"{head}\n[]",
        f'{head}\n["Finding"]',
        f'{head}\n["Popen", "true"]',
        f'{head}\n["os.system", "true"]',
        f"{head}\n{'[' * 5000}",
        f"{head}\nnull",
        f'{head}\n["(", 5]',
        f'{head}\n["(", "one", "two", "three"]',
        f'{head}\n["{{", ["../../elsewhere", "text"]]',
        f'{head}\n["Drawn", 1, 2, 3]',
        "null\nnull",
        "[]\n" + rest,
        json.dumps(said | {"grounds": "0"}) + "\n" + rest,
        json.dumps(said | {"subject": None}) + "\n" + rest,
        json.dumps(said | {"answers": [["nobody", "knows", "it"]]}) + "\n" + rest,
        json.dumps(said | {"answers": [[["by_id"], {}, []]]}) + "\n" + rest,
        json.dumps({}) + "\n" + rest,
        b"\xff\xfe\x00",
    ]
    way = ways[number % len(ways)]
    path.write_bytes(way if isinstance(way, bytes) else way.encode())


def test_a_file_that_is_none_of_ours_is_made_anew(drafts: Drafts, tmp_path: Path) -> None:
    cold = drafts.drawn()
    drafts.drawn(tmp_path / "cache")
    for number, path in enumerate(sorted((tmp_path / "cache").rglob("*.json"))):
        _spoilt(path, number)
    assert drafts.drawn(tmp_path / "cache") == cold
    assert drafts.last
    assert drafts.last.found.keys() <= drafts.last.made.keys()  # each kept first by this build


def test_a_folder_that_takes_nothing_ends_no_build(drafts: Drafts, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("in the way")
    assert drafts.drawn(tmp_path / "cache") == drafts.drawn()


def test_what_other_grounds_gave_is_made_anew(drafts: Drafts, tmp_path: Path) -> None:
    drafts.drawn(tmp_path / "cache")
    drafts.today += timedelta(days=1)
    drafts.drawn(tmp_path / "cache")
    assert drafts.last
    assert {name for kind, name in drafts.last.made if kind == "page"} == IDS


def test_a_site_with_a_history_is_kept_too(drafts: Drafts, tmp_path: Path) -> None:
    kept = repository(drafts.home)
    for version, day in (("1.3.0", "2026-01-05"), ("1.4.0", "2026-02-05")):
        drafts.edit("hosting-classic", r"^version: .*$", f"version: {version}")
        drafts.edit("hosting-classic", r"\b99\.\d+ %", f"99.9{version[2]} %")
        kept.commit("Change", day=day)
    drafts.set("history", value=True)
    drafts.set("revision", "r1")
    cold = drafts.drawn()
    assert "agreements/hosting-classic/history.md" in cold
    for _ in range(2):
        assert drafts.drawn(tmp_path / "cache") == cold
    assert drafts.last
    assert not drafts.last.made


def test_what_another_build_put_in_its_place_is_noted_as_looked_up(
    drafts: Drafts, tmp_path: Path
) -> None:
    drafts.drawn(tmp_path / "cache")
    for path in (tmp_path / "cache").rglob("rows/*.json"):
        said = json.loads(path.read_text(encoding="utf-8").partition("\n")[0])
        assert said["answers"], path.stem  # at least the names of its parties


@pytest.mark.parametrize("audience", [None, {"level": "internal"}], ids=["everybody", "some"])
def test_a_history_is_worked_out_once_until_something_is_committed(
    drafts: Drafts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, audience: object
) -> None:
    kept = repository(drafts.home)
    for number in (3, 4):
        drafts.edit("hosting-classic", r"^version: .*$", f"version: 1.{number}.0")
        drafts.edit("hosting-classic", r"\b99\.\d+ %", f"99.9{number} %")
        kept.commit("Change", day=f"2026-0{number - 2}-05")
    drafts.set("history", value=True)
    drafts.set("audience", audience)
    read: list[object] = []

    def counted(*given: object) -> Histories:
        read.append(given)
        return histories(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("sla_catalog.assembly.history.histories", counted)
    cache = tmp_path / "cache"
    cold = drafts.drawn(cache)
    assert len(read) == 1
    assert "earlier" in {kind for kind, _ in drafts.last_memory.made}
    assert drafts.drawn(cache) == cold
    assert len(read) == 1
    made = {kind for kind, _ in drafts.last_memory.made}
    assert not {"earlier", "earlier-sheet"} & made

    drafts.edit("hosting-classic", r"^version: .*$", "version: 1.5.0")
    kept.commit("Change", day="2026-03-02")
    warm = drafts.drawn(cache)
    assert len(read) == 2
    assert warm == drafts.drawn()
    assert warm != cold


def test_a_file_of_the_history_that_is_damaged_is_made_anew(drafts: Drafts, tmp_path: Path) -> None:
    kept = repository(drafts.home)
    for number in (3, 4):
        drafts.edit("hosting-classic", r"^version: .*$", f"version: 1.{number}.0")
        drafts.edit("hosting-classic", r"\b99\.\d+ %", f"99.9{number} %")
        kept.commit("Change", day=f"2026-0{number - 2}-05")
    drafts.set("history", value=True)
    cache = tmp_path / "cache"
    cold = drafts.drawn(cache)
    file = cache / "everybody" / "history.json"
    grounds, told = file.read_text(encoding="utf-8").split("\n", 1)
    for damaged in ("", told, f"{grounds}\n[]", f"{grounds}\n{told[:-9]}", f"{grounds}\nnull"):
        file.write_text(damaged, encoding="utf-8")
        assert drafts.drawn(cache) == cold
