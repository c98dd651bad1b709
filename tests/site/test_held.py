"""What a build holds in memory: no page but the one that is drawn, unless a plugin may want it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sites import write_site

SCRIPT = """
import gc
from mkdocs.commands import build as building
from mkdocs.config import load_config

from sla_catalog.site.build import Build
from sla_catalog.source.nodes import Scalar

held, pages = [], []
let_go = Build.let_go

def counted(build, page):
    pages.append(page)
    held.append(sum(bool(one.content) and build.is_ours(one) for one in pages))
    let_go(build, page)

Build.let_go = counted
config = load_config("mkdocs.yml")
config.plugins.on_startup(command="build", dirty=False)
building.build(config)
ours = config.plugins["sla-catalog"].build
gc.unfreeze()
print(max(held), len(ours.pages), sum(type(one) is Scalar for one in gc.get_objects()))
"""


def held(folder: Path) -> list[int]:
    """Build a site; return the most pages of ours at once, how many there are, nodes of YAML."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=folder, capture_output=True, text=True, check=True
    )
    return [int(number) for number in done.stdout.split()]


def test_one_page_at_a_time_and_no_place_in_files(tmp_path: Path) -> None:
    write_site(tmp_path)
    most, pages, nodes = held(tmp_path)
    assert (most, nodes) == (1, 0)
    assert pages > 10


@pytest.mark.parametrize("event", ["page_content", "env", "post_page", "post_build"])
def test_a_plugin_that_may_look_at_pages_finds_them(tmp_path: Path, event: str) -> None:
    write_site(tmp_path, site="hooks: [hook.py]")
    hook = f"def on_{event}(*given, **known):\n    return given[0] if given else None\n"
    (tmp_path / "hook.py").write_text(hook, encoding="utf-8")
    most, pages, _ = held(tmp_path)
    assert most == pages
