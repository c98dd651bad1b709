"""The same input gives the same bytes, whatever machine builds it."""

from __future__ import annotations

from pathlib import Path

from sites import ROOT, build, digests


def test_the_example_catalog_is_built_to_the_same_bytes(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there" / "deeper"
    elsewhere = tmp_path / "working"
    elsewhere.mkdir()
    first = build(
        ROOT,
        "-d",
        str(here),
        umask=0o022,
        PYTHONHASHSEED="1",
        TZ="UTC",
        LC_ALL="C.UTF-8",
    )
    second = build(
        elsewhere,
        "-d",
        str(there),
        config=ROOT / "mkdocs.yml",
        umask=0o077,
        PYTHONHASHSEED="4242",
        TZ="Pacific/Kiritimati",
        LC_ALL="C",
        LANG="tr_TR.UTF-8",
        PYTHONUTF8="0",
    )
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    made, made_again = digests(here), digests(there)
    assert made.keys() == made_again.keys()
    assert [name for name, digest in made.items() if made_again[name] != digest] == []
    assert len([name for name in made if name.startswith("agreements/")]) > 20
