"""`sla export` obeys the options of mkdocs.yml as the site does, above all `audience`."""

from __future__ import annotations

from pathlib import Path

import pytest
from canaries import CANARY, OURS, sung
from click.testing import Result
from sites import CATALOG, WIKI, digests, write_site
from test_audience import (
    BROKEN,
    CREW,
    FILES,
    GUIDED,
    MARKS,
    OTHERS,
    PUBLIC,
    write_guided,
)
from test_handbook import PAGES, TOLD, WRONG

import command

TEXT = "exclusions: [{id: sunday, category: scheduled_maintenance, text: An Outage on Sundays.}]\n"
SAID = {**CATALOG, "agreements/wiki.yaml": WIKI + TEXT}


def sla(folder: Path, *arguments: str) -> Result:
    return command.sla(folder, *arguments, SOURCE_DATE_EPOCH="1795392000")


def exported(folder: Path, files: dict[str, str], options: str = "", site: str = "") -> Path:
    """Export a site to a folder beside it, and keep what the command said."""
    result = sla(write_site(folder, files, options=options, site=site), "export", "out")
    assert result.exit_code == 0, result.stderr
    (folder / "said").write_text(result.output, encoding="utf-8")
    return folder / "out"


def text(out: Path, name: str) -> str:
    return (out / "docs" / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return exported(tmp_path_factory.mktemp("public"), FILES, PUBLIC)


def test_an_export_for_everybody_shows_every_canary(tmp_path: Path) -> None:
    shown = set().union(*sung(exported(tmp_path, FILES)).values())
    assert MARKS - shown == set()


def test_nothing_hidden_is_in_any_exported_file(public: Path) -> None:
    assert (public / "docs/agreements/front.md").is_file()
    assert sung(public) == {}
    said = (public.parent / "said").read_bytes()
    assert CANARY.findall(said) == []
    assert b"agreements/plain.yaml:9:49: warning[working-time-without-hours]" in said


def test_hidden_agreements_can_be_others_or_gone(tmp_path: Path, public: Path) -> None:
    other = exported(tmp_path, OTHERS, PUBLIC)
    assert digests(other) == digests(public)
    assert (tmp_path / "said").read_bytes() == (public.parent / "said").read_bytes()


def test_a_customer_sees_its_own_and_no_other_customer(tmp_path: Path) -> None:
    out = exported(tmp_path, {**FILES, "agreements/ours.yaml": OURS}, CREW)
    assert sung(out) == {}
    assert (out / "docs/agreements/ours.md").is_file()


@pytest.mark.parametrize("broken", ["a value", "no YAML"])
def test_an_error_in_what_is_hidden_stops_the_export_and_is_not_told(
    tmp_path: Path, broken: str
) -> None:
    write_site(tmp_path, OTHERS | BROKEN[broken], options=PUBLIC)
    result = sla(tmp_path, "export", "out")
    assert (result.exit_code, result.stderr) == (
        1,
        "errors; nothing is written\n\n"
        "They are in what the audience may not see, or in files that cannot be read.\n"
        "`sla check agreements` prints them\n",
    )
    assert not (tmp_path / "out").exists()


def test_references_to_what_is_hidden_are_errors_unless_asked_otherwise(tmp_path: Path) -> None:
    write_site(tmp_path, OTHERS, options="audience: {level: public}")
    result = sla(tmp_path, "export", "out")
    assert result.exit_code == 1
    assert result.stderr.count("error[withheld-reference]") == 7


def test_a_party_that_nobody_knows_is_no_audience(tmp_path: Path) -> None:
    write_site(tmp_path, CATALOG, options="audience: {level: customer, party: crwe}")
    result = sla(tmp_path, "export", "out")
    assert result.exit_code == 2
    assert "nobody in the catalog is called ‘crwe’" in result.stderr


@pytest.mark.parametrize("folder", ["docs/catalog", "theme/catalog"])
def test_agreements_that_would_be_copied_are_refused(tmp_path: Path, folder: str) -> None:
    files = {name.replace("agreements", folder, 1): file for name, file in CATALOG.items()}
    write_site(tmp_path, files, options=f"agreements: {folder}\naudience: {{level: internal}}")
    settings = tmp_path / "mkdocs.yml"
    written = settings.read_text(encoding="utf-8")
    settings.write_text(written.replace("font: false", "custom_dir: theme"), encoding="utf-8")
    result = sla(tmp_path, "export", "out")
    assert result.exit_code == 2
    assert "which is exported as it is" in result.stderr


@pytest.mark.parametrize(("config", "published"), GUIDED)
def test_the_guide_exports_a_site_for_each_audience(
    tmp_path: Path, config: str, published: set[str]
) -> None:
    write_guided(tmp_path)
    result = sla(tmp_path, "export", "-f", config, "out")
    assert result.exit_code == 0, result.stderr
    found = {path.stem for path in (tmp_path / "out/docs/agreements").glob("*.md")}
    assert found - {"index", "print"} == published
    settings = (tmp_path / "out/mkdocs.yml").read_text(encoding="utf-8")
    assert "INHERIT" not in settings
    assert "sla-catalog:" not in settings


def test_forced_terms_of_handbook_pages_lead_to_the_glossary(tmp_path: Path) -> None:
    code = "`[a](term:outage)`\n\n```\n[a](term:outage)\n```\n\n[a][1] [b](term:outage)\n\n"
    more = {"docs/code.md": f"# Code\r\n\n{code}[1]: term:outage\n"}
    out = exported(tmp_path, PAGES | more)
    page = PAGES["docs/guide/start.md"]
    link = "../glossary.md#term-outage"
    assert text(out, "guide/start.md") == page.replace("term:outage", link)
    assert (out / "docs/code.md").read_bytes() == (
        f"# Code\r\n\n{code}".replace("[b](term:outage)", "[b](glossary.md#term-outage)")
        + "[1]: glossary.md#term-outage\n"
    ).encode()
    assert text(out, "plain.md") == PAGES["docs/plain.md"]


def test_forced_terms_that_do_not_exist_are_told_as_the_site_tells_them(tmp_path: Path) -> None:
    write_site(tmp_path, {**CATALOG, **WRONG})
    result = sla(tmp_path, "export", "out")
    _, _, findings = TOLD.partition("\n\n")
    assert (result.exit_code, result.stderr) == (1, f"{findings}2 errors; nothing is written\n")
    assert not (tmp_path / "out").exists()


def test_a_handbook_page_cannot_link_to_a_term_that_is_not_seen(tmp_path: Path) -> None:
    files = FILES | {"docs/index.md": "# Home\n\n[One](term:first), [two](term:frist).\n"}
    result = sla(write_site(tmp_path, files, options=PUBLIC), "export", "out")
    assert result.exit_code == 1
    assert result.stderr.count("    expected stop, the only term\n") == 2


def test_options_show_in_what_is_exported(tmp_path: Path) -> None:
    options = "language: de\nterms: {agreements: off}\nedit_url: https://x.example.com/{path}"
    out = exported(tmp_path, SAID, options)
    page = text(out, "agreements/wiki.md")
    assert 'lang="de"' in page
    assert 'class="sla-term"' not in page
    assert "https://x.example.com/agreements/wiki.yaml" in page
    assert "NAME:Service-Vereinbarungen" in text(out, "calendar.ics")


def test_the_language_is_that_of_the_theme_and_terms_are_linked(tmp_path: Path) -> None:
    site = write_site(tmp_path, SAID)
    settings = (site / "mkdocs.yml").read_text(encoding="utf-8")
    settings = settings.replace("font: false", "language: de")
    (site / "mkdocs.yml").write_text(settings, encoding="utf-8")
    assert sla(site, "export", "out").exit_code == 0
    page = text(site / "out", "agreements/wiki.md")
    assert 'lang="de"' in page
    assert 'class="sla-term"' in page


def test_limits_are_obeyed(tmp_path: Path) -> None:
    result = sla(write_site(tmp_path, CATALOG, options="limits: {files: 2}"), "export", "out")
    assert result.exit_code == 1
    assert "error[too-many-files]" in result.stderr
