"""Files of many commits, read with few calls of git: each as if it were read alone."""

from __future__ import annotations

from pathlib import Path

from repositories import repository
from sla_catalog.source.limits import Limits
from sla_catalog.source.past import read_past
from sla_catalog.source.repository import Blobs, commits_of
from sla_catalog.source.revisions import read_revision


def test_each_commit_is_read_as_if_alone(tmp_path: Path) -> None:
    repo = repository(tmp_path / "ein Ort")
    catalog = repo.folder / "agreements"
    repo.commit("begin", wiki="id: wiki", mail="id: mail")
    repo.commit("edit", wiki="id: wiki\ntitle: New")
    repo.write("agreements/_acks/a.yaml", "acknowledged: []")
    repo.write("agreements/notes.txt", "no agreement")
    repo.commit("beside", mail="id: mail\ntitle: New")
    repo.commit("new", größe="id: groesse")
    (catalog / "mail.yaml").unlink()
    repo.commit("gone")
    (catalog / "link.yaml").symlink_to("wiki.yaml")
    repo.commit("a link", wiki="id: wiki")
    repo.commit("beside the link", wiki="id: wiki\ntitle: Other")
    (catalog / "link.yaml").unlink()
    repo.commit("large", wiki="#" * 300)
    repo.commit("small", wiki="id: wiki")
    repo.git("checkout", "--quiet", "-b", "side")
    repo.commit("aside", wiki="id: wiki\ntitle: Side")
    repo.git("checkout", "--quiet", "main")
    repo.commit("elsewhere", mail="id: mail")
    repo.git("merge", "--quiet", "--no-edit", "side")
    repo.git("rm", "--quiet", "-r", "agreements")
    repo.commit("nothing left")
    limits = Limits(file_bytes=200)
    names = [one.id for one in commits_of(repo.folder, "agreements")][::-1]
    assert len(names) == 12
    alone = [read_revision(repo.folder, name, "agreements", limits) for name in names[:-1]]
    past = [*read_past(repo.folder, names, "agreements", limits, Blobs(repo.folder))]
    assert past == [*alone, ((), ())]
    with_findings = [number for number, (_, refused) in enumerate(past) if refused]
    assert with_findings == [5, 6, 7]
