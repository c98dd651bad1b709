"""Sites for one audience: what it may not see leaves no trace, in no file and not in the log."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml
from canaries import BARE, CANARY, FRONT, ID, OURS, canaries, sung, visible
from hypothesis import HealthCheck, assume, given, settings
from mkdocs.exceptions import PluginError
from pypdf import PdfReader
from pypdf.generic import StreamObject
from sites import CATALOG, ROOT, build, digests, write_site

from command import sla
from drafts import catalog_of
from redaction.generated import CANARY as GENERATED
from redaction.generated import Files, as_texts, hidden_agreements, seen_agreements, shared_files
from sla_catalog.assembly.options import Options
from sla_catalog.assembly.site import Site, Surroundings
from sla_catalog.findings import has_errors
from sla_catalog.rules import check
from sla_catalog.site.reading import read

PUBLIC = "audience: {level: public, references: neutral}"
CREW = "audience: {level: customer, party: crew, references: neutral}"
FILES, MARKS = canaries()
OTHERS = visible() | {f"agreements/{ID}.yaml": BARE}


def made(folder: Path, files: dict[str, str], options: str) -> tuple[Path, str]:
    """Build a site; return its folder, and the log without what is another in each build."""
    result = build(write_site(folder, files, options=options))
    assert result.returncode == 0, result.stderr
    log = result.stderr.replace(str(folder), "")
    return folder / "site", re.sub(r"built in [0-9.]+ seconds", "built", log)


def hidden_ids() -> list[str]:
    """Return the ids of the agreements that only some may see."""
    return [Path(name).stem for name in FILES if Path(name).stem.startswith("zq")]


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    return made(tmp_path_factory.mktemp("public"), FILES, PUBLIC)


def test_a_site_for_everybody_shows_every_canary(tmp_path: Path) -> None:
    site, log = made(tmp_path, FILES, "")
    by_file = sung(site)
    shown = set().union(*by_file.values())
    assert by_file["index.html"] == {"zq90006zq", "zq90007zq"}
    assert MARKS - shown == set()
    pages = [by_file.get(f"agreements/{name}/index.html", set()) for name in hidden_ids()]
    assert all(pages)
    assert MARKS & set().union(*pages) - by_file["agreements/print/index.html"] == set()
    assert all(by_file[f"agreements/{name}.print.css"] for name in (*hidden_ids(), "print"))
    assert len([mark for mark in shown - MARKS if mark.endswith("9zq")]) > 40  # shared files
    assert CANARY.search(log.encode())


def test_nothing_hidden_is_in_any_file_or_in_the_log(public: tuple[Path, str]) -> None:
    site, log = public
    assert sung(site) == {}
    assert CANARY.findall(log.encode()) == []
    assert "agreements/plain.yaml:9:49: warning working-time-without-hours" in log


def test_hidden_agreements_can_be_others_or_gone(tmp_path: Path, public: tuple[Path, str]) -> None:
    site, log = public
    other, other_log = made(tmp_path, OTHERS, PUBLIC)
    made_here, made_there = digests(site), digests(other)
    assert made_here.keys() == made_there.keys()
    assert [name for name, digest in made_here.items() if made_there[name] != digest] == []
    assert log == other_log


def test_a_customer_sees_its_own_and_no_other_customer(tmp_path: Path) -> None:
    site, log = made(tmp_path, {**FILES, "agreements/ours.yaml": OURS}, CREW)
    assert (sung(site), CANARY.findall(log.encode())) == ({}, [])
    assert (site / "agreements/ours/index.html").is_file()


def shown_in_pdf(path: Path) -> str:
    command = ["pdftotext", "-raw", str(path), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def parts(thing: object) -> Iterator[str]:
    """Yield every name and text of an object in a PDF file, and what its stream holds."""
    if isinstance(thing, StreamObject):
        yield thing.get_data().decode("latin-1")
    if isinstance(thing, dict):
        for name, value in thing.items():
            yield str(name)
            yield from parts(value)
    elif isinstance(thing, list):
        for one in thing:
            yield from parts(one)
    elif isinstance(thing, str | bytes):
        yield thing if isinstance(thing, str) else thing.decode("latin-1")


def sung_in_pdf(path: Path) -> set[str]:
    """Return the canaries in a PDF file: its pages, outline, attachments, metadata and names."""
    reader = PdfReader(path)
    numbers = range(1, int(reader.trailer["/Size"]))  # type: ignore[call-overload]
    texts = [text for n in numbers for text in parts(reader.get_object(n))]
    texts.append("".join(shown_in_pdf(path).split()))
    found = CANARY.findall("\n".join(texts).encode())
    return {mark.decode().lower() for mark in found}


@pytest.mark.long
def test_nothing_hidden_is_in_any_pdf(tmp_path: Path, public: tuple[Path, str]) -> None:
    folder, out = public[0].parent, tmp_path / "out"
    result = sla(folder, "pdf", str(out))
    assert result.exit_code == 0, result.stderr
    assert CANARY.findall((result.stdout + result.stderr).encode()) == []
    made = {path.relative_to(out).as_posix(): path for path in out.rglob("*.pdf")}
    assert [*sorted(made)] == ["agreements/front.pdf", "agreements/plain.pdf", "catalog.pdf"]
    assert [name for name, path in made.items() if sung_in_pdf(path)] == []
    front = " ".join(shown_in_pdf(made["agreements/front.pdf"]).split())
    assert "Stands on (not published here). No Stop" in front
    hidden = sla(folder, "pdf", str(out), "--agreement", ID)
    assert (hidden.exit_code, hidden.stdout) == (2, "")
    assert f"there is no agreement ‘{ID}’" in hidden.stderr


def test_the_same_is_in_the_pdf_for_those_who_may_see_it(
    tmp_path: Path, public: tuple[Path, str]
) -> None:
    arguments = ("--audience", "internal", "--agreement", "zq00004zq")
    result = sla(public[0].parent, "pdf", str(tmp_path), *arguments)
    assert result.exit_code == 0, result.stderr
    assert "zq00004zq" in sung_in_pdf(tmp_path / "agreements/zq00004zq.pdf")


def test_pdf_files_of_others_are_not_left_beside_those_of_an_audience(
    tmp_path: Path, public: tuple[Path, str]
) -> None:
    (tmp_path / "agreements").mkdir()
    (tmp_path / "agreements/zq00001zq.pdf").touch()
    result = sla(public[0].parent, "pdf", str(tmp_path), "--agreement", "plain")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "has other PDF files" in result.stderr
    assert CANARY.search(result.stderr.encode()) is None


@pytest.mark.long
def test_commits_are_not_told_to_an_audience(tmp_path: Path) -> None:
    """A commit that changes only what is hidden would change every page."""
    write_site(tmp_path, OTHERS, options=PUBLIC)
    author = ("-c", "user.name=A", "-c", "user.email=a@example.com")
    for arguments in (("init", "-q"), ("add", "."), (*author, "commit", "-q", "-m", "Begin")):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True)
    told = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert build(tmp_path).returncode == 0
    commit, page = told.stdout.strip()[:12].encode(), "agreements/front/index.html"
    files = [path.read_bytes() for path in (tmp_path / "site").rglob("*") if path.is_file()]
    assert [data for data in files if commit in data] == []
    assert b"agreements/front.yaml, built" in (tmp_path / "site" / page).read_bytes()
    assert sla(tmp_path, "pdf", "out", "--agreement", "front").exit_code == 0
    text = shown_in_pdf(tmp_path / "out/agreements/front.pdf")
    assert "agreements/front.yaml, built" in text
    assert commit.decode() not in text


def test_what_is_withheld_is_said_in_neutral_words(public: tuple[Path, str]) -> None:
    page = (public[0] / "agreements/front/index.html").read_text(encoding="utf-8")
    assert page.count("An agreement that is not published here") >= 5
    assert "Stands on (not published here). No" in page
    assert "An agreement that is not published here may promise less" in page
    file = (public[0] / "agreements/front.yaml").read_text(encoding="utf-8")
    assert "- agreement: withheld\n    expects:\n      availability: 99.99 %\n" in file


@pytest.mark.long
@given(seen_agreements(), hidden_agreements(), hidden_agreements(), shared_files())
@settings(max_examples=6, deadline=None, suppress_health_check=[*HealthCheck])
def test_sites_made_by_chance_are_the_same_to_the_byte(
    tmp_path_factory: pytest.TempPathFactory,
    seen: Files,
    hidden: Files,
    others: Files,
    shared: Files,
) -> None:
    catalogs = [as_texts({**seen, **shared, **more}) for more in (hidden, others)]
    assume(not any(has_errors(check(catalog_of(one, "Europe/Berlin"))) for one in catalogs))
    (site, log), (other, other_log) = (
        made(
            tmp_path_factory.mktemp("chance"),
            {f"agreements/{name}.yaml": text for name, text in one.items()},
            PUBLIC,
        )
        for one in catalogs
    )
    assert (digests(site), log) == (digests(other), other_log)
    hints = (GENERATED.lower().encode(), b"hidden-", b"extra-")
    texts = [log.encode(), *(p.read_bytes() for p in site.rglob("*") if p.is_file())]
    assert not any(hint in text.lower() for text in texts for hint in hints)


# What stops the build of a catalog, and is told to nobody who may not see it.
LINE = "zq11111zq"
GOOD = f"id: {LINE}\nkind: sla\ntitle: {LINE}\nowner: {LINE}\nservices: [{{id: it, name: It}}]\n"
PLACE = f"agreements/{LINE}.yaml"
BROKEN = {
    "no YAML": {PLACE: f"{GOOD}summary: [{LINE}\n"},
    "no UTF-8": {PLACE: f"{GOOD}summary: \udcff{LINE}\n"},
    "a value": {PLACE: f"{GOOD}status: {LINE}\n"},
    "a classification": {PLACE: f"{GOOD}classification: {LINE}\n"},
    "a key": {PLACE: f"{GOOD}{LINE}: it\n"},
    "a rule": {PLACE: f"{GOOD}depends_on: [{{agreement: {LINE}-missing}}]\n"},
    "a file's name": {f"agreements/{LINE}-too.yaml": GOOD},
    "the id of a visible one": {f"agreements/a/{LINE}/plain.yaml": GOOD.replace(LINE, "plain", 1)},
    "a name as another": {PLACE: GOOD, f"agreements/{LINE.upper()}.yaml": GOOD},
    "a name that cannot be shown": {f"agreements/{LINE}\u202e.yaml": GOOD},
    "an empty file": {PLACE: ""},
    "two entries": {
        "agreements/parties.yaml": "parties:\n  - {id: crew, name: Crew, kind: team}\n"
        + f"  - {{id: {LINE}, name: {LINE}, kind: team}}\n" * 2
    },
    "two terms": {
        "agreements/glossary.yaml": "terms:\n  - {id: stop, term: Stop, definition: It.}\n"
        f"  - {{id: {LINE}, term: {LINE}, aliases: [Stop], definition: {LINE}.}}\n"
    },
    "a shared file": {"agreements/parties.yaml": f"parties:\n  - {{id: crew, name: {LINE}}}\n"},
    "an old id": {
        PLACE: GOOD,
        "agreements/plain.yaml": OTHERS["agreements/plain.yaml"] + f"formerly: [{LINE}]\n",
    },
}


def site_of(folder: Path, files: dict[str, str], options: dict[str, object]) -> Site:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
    chosen = Options.of({"timezone": "Europe/Berlin", **options})
    return Site.of(chosen, Surroundings(folder), date(2026, 3, 2))


def refusal(folder: Path, files: dict[str, str], **audience: str) -> str:
    site = site_of(folder, files, {"audience": audience} if audience else {})
    with pytest.raises(PluginError) as error:
        read(site.request(), frozenset())
    return str(error.value)


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_an_error_in_what_is_hidden_stops_the_build_and_is_not_told(
    tmp_path: Path, broken: dict[str, str]
) -> None:
    told = refusal(tmp_path, OTHERS | broken, level="public", references="neutral")
    assert told == (
        "sla-catalog: errors in agreements; nothing is published\n\n"
        "They are in what the audience may not see, or in files that cannot be read.\n"
        "`sla check agreements` prints them"
    )
    whole = refusal(tmp_path, {})
    assert LINE in whole.lower()


def test_a_link_out_of_the_folder_is_not_told(tmp_path: Path) -> None:
    site_of(tmp_path, OTHERS, {})
    (tmp_path / PLACE).symlink_to(__file__)
    told = refusal(tmp_path, {}, level="public", references="neutral")
    assert LINE not in told
    assert "`sla check agreements` prints them" in told


def test_an_error_in_what_is_seen_is_told_without_its_line(tmp_path: Path) -> None:
    wrong = FRONT.replace("metrics: [uptime]", "metrics: [uptme]")
    files = OTHERS | {"agreements/front.yaml": wrong, PLACE: GOOD + f"kind: {LINE}\n"}
    assert refusal(tmp_path, files, level="public", references="neutral") == (
        "sla-catalog: 1 error, 1 warning in agreements; nothing is published\n\n"
        "agreements/front.yaml:16:34: error[unresolved-reference]: "
        "there is no metric of plain ‘uptme’\n"
        "    expected one of uptime, response\n"
        "    help: did you mean uptime?\n\n"
        "agreements/plain.yaml:9:49: warning[working-time-without-hours]: "
        "‘4 business hours’ is working time and it is not stated which hours count\n"
        "    expected hours, of the metric, of support or of the service\n"
        "    help: hours: Mon-Fri 09:00-17:00, or the id of a calendar, "
        "or hours: {unread: the reason}\n\n"
        "`sla check agreements` checks what the audience may not see, too"
    )


def test_a_hidden_reference_and_a_missing_one_read_alike(tmp_path: Path) -> None:
    hidden = refusal(tmp_path / "hidden", OTHERS, level="public")
    missing = refusal(tmp_path / "missing", visible(), level="public")
    assert hidden == missing
    assert hidden.count("error[withheld-reference]") == 7
    assert CANARY.search(hidden.encode()) is None


def test_a_party_that_nobody_knows_is_no_audience(tmp_path: Path) -> None:
    told = refusal(tmp_path, OTHERS, level="customer", party="crwe")
    assert told == "sla-catalog: nobody in the catalog is called ‘crwe’"


def test_old_pages_are_not_kept_for_another_audience(tmp_path: Path) -> None:
    write_site(tmp_path, CATALOG, options="audience: {level: internal}")
    dirty = build(tmp_path, "--dirty")
    assert dirty.returncode == 1
    assert "--dirty keeps pages of earlier builds" in dirty.stderr


@pytest.mark.parametrize("how", ["inside", "linked", "theme"])
def test_files_that_mkdocs_would_copy_are_refused(tmp_path: Path, how: str) -> None:
    folder = {"inside": "docs/catalog", "linked": "agreements", "theme": "theme/catalog"}[how]
    files = {name.replace("agreements", folder, 1): text for name, text in CATALOG.items()}
    options = f"agreements: {folder}\naudience: {{level: public}}"
    write_site(tmp_path, files, options=options)
    if how == "linked":
        (tmp_path / "docs/linked").symlink_to(tmp_path / "agreements")
    if how == "theme":
        settings = (tmp_path / "mkdocs.yml").read_text(encoding="utf-8")
        settings = settings.replace("font: false", "custom_dir: theme")
        (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    result = build(tmp_path)
    assert result.returncode == 1
    assert "MkDocs publishes those as they are" in result.stderr
    assert not (tmp_path / "site").exists()


GUIDE = (ROOT / "docs/guide/audiences.md").read_text(encoding="utf-8")
FOR = {
    "open": "classification: public\n",
    "ours": "classification: customer\ncustomer: example-retail\n",
    "theirs": "classification: customer\ncustomer: somebody\n",
    "secret": "",
}


# The settings that the guide gives, and the agreements that each publishes.
GUIDED = [
    ("mkdocs.yml", {"open", "ours", "theirs", "secret"}),
    ("mkdocs-public.yml", {"open"}),
    ("mkdocs-example-retail.yml", {"open", "ours"}),
]


def write_guided(folder: Path) -> dict[str, str]:
    """Write the files of the guide beside an agreement for each audience, and return them."""
    blocks = re.findall(r"^```yaml title=\"([^\"]+)\"\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    agreements = {
        f"agreements/{name}.yaml": GOOD.replace(LINE, name).replace("owner", f"{said}owner")
        for name, said in FOR.items()
    }
    write_site(folder, {**agreements, **dict(blocks), "docs-public/index.md": "# Public\n"})
    return dict(blocks)


@pytest.mark.parametrize(("config", "published"), GUIDED)
@pytest.mark.long
def test_the_guide_makes_a_site_for_each_audience(
    tmp_path: Path, config: str, published: set[str]
) -> None:
    blocks = write_guided(tmp_path)
    result = build(tmp_path, config=tmp_path / config)
    assert result.returncode == 0, result.stderr
    name = yaml.safe_load(blocks[config])["site_dir"]
    found = {path.parent.name for path in (tmp_path / name / "agreements").glob("*/index.html")}
    assert found == {*published, "print"}


def test_a_handbook_page_that_leads_to_what_is_hidden_fails_a_strict_build(tmp_path: Path) -> None:
    page = "# Home\n\n[one](agreements/hidden.md), [two](agreements/missing.md)\n"
    hidden = {"agreements/hidden.yaml": GOOD.replace(LINE, "hidden")}
    write_site(tmp_path, OTHERS | hidden | {"docs/index.md": page}, options=PUBLIC)
    result = build(tmp_path, "--strict")
    assert result.returncode == 1
    told = [line for line in result.stderr.splitlines() if "is not found among" in line]
    assert len(told) == 2
    assert told[0].replace("hidden", "missing") == told[1]


def test_a_handbook_page_cannot_link_to_a_term_that_is_not_seen(tmp_path: Path) -> None:
    files = FILES | {"docs/index.md": "# Home\n\n[One](term:first), [two](term:frist).\n"}
    write_site(tmp_path, files, options=PUBLIC)
    result = build(tmp_path)
    assert result.returncode == 1
    told = [line.strip() for line in result.stderr.splitlines() if line.startswith("    expected")]
    assert told == ["expected stop, the only term"] * 2
