"""Compiled templates: read where they are of the same text, and never needed."""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from sla_catalog.pages import compiled_templates
from sla_catalog.pages.compiled_templates import CompiledTemplates, CompiledThemeTemplates

NAME = "greeting.html.j2"


def drawn(folder: Path, text: str, *, trim: bool = False) -> str:
    (folder / NAME).write_text(text, encoding="utf-8")
    environment = Environment(
        loader=FileSystemLoader(folder),
        bytecode_cache=CompiledTemplates(),
        autoescape=True,
        trim_blocks=trim,
    )
    return environment.get_template(NAME).render(name="<you>")


def kept(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (folder / "__pycache__").glob("*")}


@pytest.fixture(autouse=True)
def _python_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)


def test_it_is_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(tmp_path, "Hello {{ name }}") == "Hello &lt;you&gt;"
    (name,) = before = kept(tmp_path)
    assert name == f"greeting.html.{sys.implementation.cache_tag}.pyc"
    monkeypatch.delattr(Environment, "_generate")
    assert drawn(tmp_path, "Hello {{ name }}") == "Hello &lt;you&gt;"
    assert kept(tmp_path) == before


def test_another_text_or_setting_is_compiled_anew(tmp_path: Path) -> None:
    assert drawn(tmp_path, "{% if name %}\nHello{% endif %}") == "\nHello"
    assert drawn(tmp_path, "{% if name %}\nHello{% endif %}", trim=True) == "Hello"
    assert drawn(tmp_path, "{% if name %}\nGood day{% endif %}", trim=True) == "Good day"


def test_what_is_kept_may_be_damaged(tmp_path: Path) -> None:
    drawn(tmp_path, "Hello {{ name }}")
    (name,) = kept(tmp_path)
    for damaged in (b"", b"nothing of ours"):
        (tmp_path / "__pycache__" / name).write_bytes(damaged)
        assert drawn(tmp_path, "Hello {{ name }}") == "Hello &lt;you&gt;"


def test_nothing_is_kept_where_python_may_not_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "__pycache__").write_text("a file, where a folder is wanted", encoding="utf-8")
    assert drawn(tmp_path, "Hello {{ name }}") == "Hello &lt;you&gt;"
    (tmp_path / "__pycache__").unlink()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert drawn(tmp_path, "Hello {{ name }}") == "Hello &lt;you&gt;"
    assert kept(tmp_path) == {}


def test_of_a_theme_only_what_is_installed_is_kept_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed, own, ours = (tmp_path / name for name in ("packages", "overrides", "ours"))
    paths = {"purelib": str(installed), "platlib": str(installed)}
    monkeypatch.setattr(sysconfig, "get_paths", lambda: paths)
    monkeypatch.setattr(compiled_templates, "_OURS", ours)
    for folder in (installed, own):
        folder.mkdir()
        (folder / f"{folder.name}.html").write_text("Hello {{ name }}", encoding="utf-8")
    ours.mkdir()

    def drawn_all() -> list[str]:
        environment = Environment(
            loader=FileSystemLoader([own, installed]),
            bytecode_cache=CompiledThemeTemplates(),
            autoescape=True,
        )
        names = ("packages.html", "overrides.html")
        return [environment.get_template(name).render(name="<you>") for name in names]

    assert drawn_all() == ["Hello &lt;you&gt;"] * 2
    assert len(kept(ours)) == 1
    (installed / "packages.html").write_text("Good day {{ name }}", encoding="utf-8")
    assert drawn_all() == ["Good day &lt;you&gt;", "Hello &lt;you&gt;"]
    assert len(kept(ours)) == 1
    assert not kept(installed)
    assert not kept(own)


def test_other_extensions_are_compiled_anew(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("{{ name }}", encoding="utf-8")
    digests = set()
    for extensions in ([], ["jinja2.ext.i18n"]):
        cache = CompiledTemplates()
        environment = Environment(extensions=extensions, autoescape=True)
        file = str(tmp_path / NAME)
        digests.add(cache.get_bucket(environment, NAME, file, "{{ name }}").checksum)
    assert len(digests) == 2
