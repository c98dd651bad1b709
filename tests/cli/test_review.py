"""`sla diff`, `sla review` and `sla ack` in real repositories; each refusal has its status."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import validate

from command import sla
from repositories import Repository, repository
from sla_catalog.reports.changes.json import review_schema

WIKI = """\
id: wiki
kind: sla
title: Wiki
version: 1.0.0
status: active
owner: Team
customer: All
services: [{{id: wiki, name: Wiki}}]
metrics:
  - {{id: uptime, type: availability, target: {target}, window: calendar month}}
"""
OLD = WIKI.format(target="99.9 %")
NEW = WIKI.format(target="99.5 %")


@pytest.fixture(name="repo")
def _repo(tmp_path: Path) -> Repository:
    repo = repository(tmp_path / "ein Ort mit Größe")
    repo.commit("one", wiki=OLD)
    return repo


def test_equal_sides_are_fine(repo: Repository) -> None:
    result = sla(repo.folder, "diff", "HEAD")
    assert (result.exit_code, result.output) == (0, "No agreement changes\n")


def test_a_proposal_waits_until_its_change_is_acknowledged(repo: Repository) -> None:
    repo.git("checkout", "--quiet", "-b", "proposal")
    repo.commit("two", wiki=NEW.replace("1.0.0", "2.0.0"))
    assert sla(repo.folder, "diff", "main").exit_code == 0
    closed = sla(repo.folder, "review", "--output", "markdown:review.md", "--output", "json:-")
    assert closed.exit_code == 1
    told = json.loads(closed.output)
    assert told["ready"] is False
    changes = [(c["path"], c["before"]["text"], c["after"]["text"]) for c in told["changes"]]
    assert ("99.9 %", "99.5 %") in [(before, after) for _, before, after in changes]
    comment = (repo.folder / "review.md").read_text(encoding="utf-8")
    assert comment.startswith("<!-- sla-review:agreements v1 head=worktree -->\n")
    written = sla(repo.folder, "ack", "--all", "--reason", "Amendment 4")
    assert written.exit_code == 0
    assert sla(repo.folder, "review").exit_code == 0
    repo.commit("three", wiki=NEW.replace("1.0.0", "2.0.0").replace("99.5", "99"))
    stale = sla(repo.folder, "review")
    assert stale.exit_code == 1
    assert "acknowledgement matches no change" in stale.output


def test_an_acknowledgement_that_is_typed_again_is_there_already(repo: Repository) -> None:
    draft = NEW.replace("status: active", "status: draft").replace("id: wiki", "id: plan")
    repo.commit("draft", plan=draft)
    repo.write("agreements/wiki.yaml", NEW.replace("1.0.0", "2.0.0"))
    repo.write("agreements/plan.yaml", draft.replace("kind: sla", "kind: ola"))
    told = json.loads(sla(repo.folder, "diff", "HEAD", "--output", "json:-").output)["changes"]
    names = {c["rule"]: c["fingerprint"] for c in told if c["agreement"] == "plan"}
    (weaker,) = [c["fingerprint"] for c in told if c["direction"]["customer"] == "weaker"]

    def ack(*fingerprints: str) -> tuple[int, str]:
        given = ("ack", *fingerprints, "--base", "HEAD", "--reason", "Amendment 4")
        result = sla(repo.folder, *given)
        return result.exit_code, result.output

    bare = weaker.removeprefix("c1:")
    assert ack(bare)[0] == 0
    assert ack(weaker) == (0, f"{weaker}: acknowledged already: Amendment 4\n")
    assert ack(bare) == (0, f"{bare}: acknowledged already: Amendment 4\n")
    assert ack("c1:zz")[1].endswith("Error: no change of this proposal begins with c1:zz\n")
    (decision,) = names.values()
    assert ack(weaker, decision) == (
        0,
        f"{weaker}: acknowledged already: Amendment 4\n"
        f"{decision}: no acknowledgement needed: a draft\n",
    )


def test_approvers_are_added_to_an_acknowledgement(repo: Repository) -> None:
    repo.write("agreements/wiki.yaml", NEW.replace("1.0.0", "2.0.0"))
    told = json.loads(sla(repo.folder, "diff", "HEAD", "--output", "json:-").output)["changes"]
    (weaker,) = [c["fingerprint"] for c in told if c["direction"]["customer"] == "weaker"]
    given = ("ack", weaker, "--base", "HEAD", "--reason", "Amendment 4")

    def ack(*approvers: str) -> str:
        options = [part for one in approvers for part in ("--approved-by", one)]
        result = sla(repo.folder, *given, *options)
        assert result.exit_code == 0, result.output
        return result.output

    assert ack().startswith("wrote agreements/_acks/")
    (path,) = (repo.folder / "agreements" / "_acks").iterdir()
    place = path.relative_to(repo.folder)
    already = f"{weaker}: acknowledged already: Amendment 4"
    assert ack("Legal") == f"{already}; wrote to {place} that Legal agreed\n"
    assert ack("legal") == f"{already}\n"
    assert ack("legal", 'The "board"') == f'{already}; wrote to {place} that The "board" agreed\n'
    reviewed = json.loads(sla(repo.folder, "review", "--base", "HEAD", "--output", "json:-").output)
    (entry,) = [c["acknowledged"] for c in reviewed["changes"] if c["acknowledged"]]
    assert entry == {"reason": "Amendment 4", "approvedBy": ["Legal", 'The "board"']}
    path.write_text(path.read_text(encoding="utf-8").replace("approved_by: [", "approved_by:  ["))
    assert ack("Sales") == f"{already}; add Sales to its `approved_by` in {place} by hand\n"


def test_a_merged_acknowledgement_approves_nothing_again(repo: Repository) -> None:
    new = NEW.replace("1.0.0", "2.0.0")
    repo.write("agreements/wiki.yaml", new)
    sla(repo.folder, "ack", "--base", "HEAD", "--all", "--reason", "Amendment 4")
    repo.commit("weaker")
    repo.commit("back", wiki=OLD.replace("1.0.0", "2.1.0"))
    repo.write("agreements/wiki.yaml", NEW.replace("1.0.0", "3.0.0"))
    assert sla(repo.folder, "review", "--base", "HEAD").exit_code == 1


@pytest.mark.parametrize("broken", ["id: [", OLD.replace("kind: sla", "kind: nothing")])
def test_a_broken_proposal_is_never_taken_for_unchanged(repo: Repository, broken: str) -> None:
    repo.write("agreements/wiki.yaml", broken)
    for verb in (["diff", "HEAD"], ["review", "--base", "HEAD"]):
        result = sla(repo.folder, *verb)
        assert result.exit_code == 3
        assert result.output.startswith("Cannot compare: agreements/wiki.yaml. ")


_SHARED = {
    "glossary": "terms: [{id: down, term: Down, definition: Nobody can log in.}]\n",
    "calendars": "calendars: [{id: d, name: Desk, timezone: UTC, hours: [Mon-Fri 08:00-18:00]}]\n",
    "metrics": "metrics: [{id: up, name: Up, type: availability}]\n",
    "parties": "parties: [{id: desk, name: Service desk, kind: team}]\n",
}


@pytest.mark.parametrize("name", sorted(_SHARED))
def test_of_a_broken_shared_file_nothing_is_removed_or_new(repo: Repository, name: str) -> None:
    path = f"agreements/{name}.yaml"
    repo.write(path, _SHARED[name])
    repo.commit("shared")
    broken = _SHARED[name].replace(", name:", " name:").replace(", definition:", " definition:")
    repo.write(path, broken)
    told = sla(repo.folder, "diff", "HEAD", "--output", "json:-")
    assert told.exit_code == 3
    review = json.loads(told.output)
    assert review["changes"] == []
    assert review["consequences"] == []
    assert [one["path"] for one in review["uncompared"]] == [path]
    repo.commit("broken")
    repo.write(path, _SHARED[name])
    told = sla(repo.folder, "diff", "HEAD", "--output", "json:-")
    assert [one["rule"] for one in json.loads(told.output)["changes"]] == ["base-unreadable"]


def test_a_broken_base_makes_nothing_new(repo: Repository) -> None:
    repo.commit("broken", wiki="id: [")
    repo.write("agreements/wiki.yaml", NEW)
    result = sla(repo.folder, "diff", "HEAD")
    assert result.exit_code == 3
    assert result.output.startswith("Cannot compare: agreements/wiki.yaml. 1 change needs a dec")
    assert "agreement-added" not in result.output


@pytest.mark.parametrize(
    "broken", ["id: [", OLD.replace("kind: sla", "kind: nothing"), OLD + "promise: 99.9 %\n"]
)
def test_what_cannot_be_read_of_the_base_keeps_the_gate_shut_until_somebody_compared(
    repo: Repository, broken: str
) -> None:
    repo.commit("broken", wiki=broken)
    repo.write("agreements/wiki.yaml", OLD)
    shut = sla(repo.folder, "review", "--base", "HEAD")
    assert shut.exit_code == 1
    assert "base-unreadable" in shut.output
    sla(repo.folder, "ack", "--base", "HEAD", "--all", "--reason", "Compared by hand")
    assert sla(repo.folder, "review", "--base", "HEAD").exit_code == 0


def test_a_base_of_another_format_is_read_as_far_as_it_can_be(repo: Repository) -> None:
    repo.commit("older", wiki=OLD + "promise: 99.9 %\n")
    repo.write("agreements/wiki.yaml", NEW)
    result = sla(repo.folder, "diff", "HEAD", "--output", "json:-")
    assert result.exit_code == 0
    told = {one["rule"]: one["before"]["text"] for one in json.loads(result.output)["changes"]}
    assert told["availability-target-lowered"] == "99.9 %"
    assert told["base-unreadable"].endswith(" of the base")


def test_line_ends_and_moved_files_change_no_promise(repo: Repository) -> None:
    repo.write("agreements/wiki.yaml", OLD.replace("\n", "\r\n"))
    assert sla(repo.folder, "diff", "HEAD").output == "No agreement changes\n"
    repo.git("mv", "agreements/wiki.yaml", "agreements/other.yaml")
    result = sla(repo.folder, "diff", "HEAD")
    assert result.output.startswith(("No promise changes", "No agreement changes"))


def test_revisions_index_folders_and_files_are_sides(repo: Repository, tmp_path: Path) -> None:
    repo.write("agreements/wiki.yaml", NEW)
    repo.git("add", "--all")
    (tmp_path / "old.yaml").write_text(OLD, encoding="utf-8")
    for arguments in (
        ["HEAD", "index"],
        ["HEAD", "worktree"],
        [str(tmp_path / "old.yaml"), "agreements/wiki.yaml"],
    ):
        result = sla(repo.folder, "diff", *arguments, "--output", "json:-")
        assert result.exit_code == 0, result.output
        assert [c["after"]["text"] for c in json.loads(result.output)["changes"]] == ["99.5 %"]


def test_where_there_was_nothing_all_is_new(repo: Repository) -> None:
    nothing = repo.git("hash-object", "-t", "tree", "/dev/null")
    for base in (nothing, repo.git("commit-tree", nothing, "-m", "begin")):
        result = sla(repo.folder, "diff", base, "--output", "json:-")
        assert result.exit_code == 0, result.output
        assert [c["rule"] for c in json.loads(result.output)["changes"]] == ["agreement-added"]


def test_a_repository_without_files_of_its_own_is_compared(
    repo: Repository, tmp_path: Path
) -> None:
    repo.commit("two", wiki=NEW)
    bare = repo.clone(tmp_path / "bare.git", "--bare")
    result = sla(bare.folder, "diff", "HEAD~1", "HEAD", "--output", "json:-")
    assert result.exit_code == 0, result.output
    assert [c["after"]["text"] for c in json.loads(result.output)["changes"]] == ["99.5 %"]
    gate = sla(bare.folder, "review", "--base", "HEAD~1", "--head", "HEAD", "--output", "json:-")
    assert (gate.exit_code, json.loads(gate.output)["ready"]) == (1, False)
    unnamed = sla(bare.folder, "diff", "HEAD~1")
    assert (unnamed.exit_code, unnamed.output) == (
        3,
        "sla: . is a bare repository, which has no files of its own\n"
        "name the revision to compare as well, such as HEAD\n",
    )


def test_the_last_agreement_of_a_catalog_is_removed(repo: Repository) -> None:
    repo.git("rm", "--quiet", "-r", ".")
    repo.commit("all is gone")
    result = sla(repo.folder, "diff", "HEAD~1", "HEAD", "--output", "json:-")
    assert result.exit_code == 0, result.output
    assert [c["rule"] for c in json.loads(result.output)["changes"]] == ["agreement-removed"]
    nothing = sla(repo.folder, "diff", "HEAD", "HEAD")
    said = "there is no agreement in agreements, so that nothing was compared\n"
    assert (nothing.exit_code, nothing.output) == (4, said)


def test_a_catalog_in_another_repository_is_not_taken_for_empty(
    repo: Repository, tmp_path: Path
) -> None:
    above = repository(tmp_path / "above")
    above.git("submodule", "--quiet", "add", f"file://{repo.folder}", "agreements")
    above.commit("one")
    result = sla(above.folder, "diff", "HEAD", "HEAD")
    assert (result.exit_code, result.output) == (
        3, "sla: agreements is a submodule in revision 'HEAD': its files are in another "
           "repository, in which they can be compared\n")  # fmt: skip


def test_a_shallow_clone_says_how_to_get_what_it_lacks(repo: Repository, tmp_path: Path) -> None:
    repo.commit("two", wiki=NEW)
    shallow = repo.clone(tmp_path / "shallow", "--depth=1")
    result = sla(shallow.folder, "diff", "HEAD~1")
    assert (result.exit_code, result.output) == (
        3, "sla: git knows no revision 'HEAD~1' in .\nfetch it: git fetch --unshallow origin\n"
    )  # fmt: skip


def test_a_base_that_is_the_proposal_itself_is_told(repo: Repository) -> None:
    result = sla(repo.folder, "review")
    assert result.exit_code == 0
    assert result.stderr == (
        "note: the base is HEAD itself, so that only what is not committed is compared\n"
    )
    assert sla(repo.folder, "review", "--base", "HEAD").stderr == ""


def test_a_comparison_says_nothing_of_a_merge(repo: Repository) -> None:
    repo.write("agreements/wiki.yaml", NEW)
    for form in ("text", "markdown", "html"):
        told = sla(repo.folder, "diff", "HEAD", "--output", f"{form}:-").output
        assert "merge" not in re.sub(r"(?s)<style>.*?</style>", "", told)
        assert "99.5" in told


def test_each_refusal_has_its_status(repo: Repository, tmp_path: Path) -> None:
    missing = sla(repo.folder, "diff", "nosuch")
    assert (missing.exit_code, missing.output) == (
        3, "sla: git knows no revision 'nosuch' in .\n")  # fmt: skip
    assert sla(repo.folder, "diff", "HEAD", "--output", "pdf:x").exit_code == 2
    repo.git("branch", "agreements")
    assert sla(repo.folder, "diff", "agreements").exit_code == 2
    (tmp_path / "plain" / "agreements").mkdir(parents=True)
    empty = sla(tmp_path / "plain", "review")
    assert (empty.exit_code, "no git repository" in empty.output) == (3, True)
    assert sla(tmp_path / "plain", "diff", "agreements").exit_code == 4


def test_github_gives_the_merge_and_its_first_parent(repo: Repository) -> None:
    repo.git("checkout", "--quiet", "-b", "proposal")
    repo.commit("two", wiki=NEW)
    repo.git("checkout", "--quiet", "main")
    repo.commit("aside", mail=OLD.replace("wiki", "mail"))
    repo.git("merge", "--quiet", "--no-ff", "--message", "trial", "proposal")
    result = sla(
        repo.folder, "review", "--output", "json:-",
        GITHUB_ACTIONS="true", GITHUB_BASE_REF="main", GITHUB_REF="refs/pull/7/merge",
    )  # fmt: skip
    told = json.loads(result.output)
    assert told["base"] == repo.git("rev-parse", "HEAD^1")[:12]
    assert {change["agreement"] for change in told["changes"]} == {"wiki"}


def test_the_provider_is_told_what_is_more_to_do(repo: Repository) -> None:
    repo.write("agreements/wiki.yaml", OLD.replace("99.9 %", "99.99 %"))
    outputs = [
        part for form in ("text", "json", "markdown") for part in ("--output", f"{form}:{form}.out")
    ]
    result = sla(repo.folder, "diff", "HEAD", "--perspective", "provider", *outputs)
    assert result.exit_code == 0, result.output
    text, markdown = (
        (repo.folder / f"{form}.out").read_text(encoding="utf-8") for form in ("text", "markdown")
    )
    assert text.startswith(
        "1 change asks more of the provider\n\n▼ harder: wiki 2.1 Availability\n"
    )
    assert "| For the provider |" in markdown
    told = json.loads((repo.folder / "json.out").read_text(encoding="utf-8"))
    validate(told, review_schema())
    (change,) = told["changes"]
    assert change["direction"] == {"customer": "stronger", "provider": "weaker"}
    assert (told["perspective"], change["level"]) == ("provider", "error")
    usual = sla(repo.folder, "diff", "HEAD", "--output", "json:-")
    (same,) = json.loads(usual.output)["changes"]
    assert (same["direction"], same["level"]) == (change["direction"], "info")
    assert same["fingerprint"] == change["fingerprint"]


HIDDEN = OLD.replace("id: wiki", "id: vault", 1).replace(
    "owner: Team", "owner: Team\nclassification: confidential\ndepends_on: [{agreement: wiki}]"
)


def test_an_audience_is_told_of_nothing_that_it_may_not_see(repo: Repository) -> None:
    public = OLD.replace("owner: Team", "owner: Team\nclassification: public")
    repo.commit("two", wiki=public, vault=HIDDEN)
    repo.write("agreements/wiki.yaml", public.replace("99.9", "99.5"))
    repo.write("agreements/vault.yaml", HIDDEN.replace("99.9", "98.7"))
    forms = ("text", "markdown", "html", "json", "github", "gitlab", "sarif")
    outputs = [part for form in forms for part in ("--output", f"{form}:{form}.out")]
    for name in ("public", "customer:All"):
        result = sla(repo.folder, "diff", "HEAD", "--audience", name, *outputs)
        assert result.exit_code == 0, result.output
        for form in forms:
            told = (repo.folder / f"{form}.out").read_text(encoding="utf-8")
            assert "vault" not in told
            assert "98.7" not in told
        counts = json.loads((repo.folder / "json.out").read_text(encoding="utf-8"))
        assert (counts["agreements"], counts["counts"]["weaker"]) == (1, 1)
    everything = sla(repo.folder, "diff", "HEAD", "--output", "json:-")
    assert json.loads(everything.output)["counts"]["weaker"] == 2


def test_what_an_audience_may_see_of_a_broken_file_is_not_known(repo: Repository) -> None:
    repo.write("agreements/secret.yaml", "id: [")
    result = sla(repo.folder, "diff", "HEAD", "--audience", "public")
    assert result.exit_code == 3
    assert "secret" not in result.output


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("everybody", "‘everybody’ is not a level of readers"),
        ("customer", "a party is named with the level customer"),
        ("public:All", "a party is named with the level customer"),
        ("customer:Nobody", "nobody in the catalog is called ‘Nobody’"),
    ],
)
def test_an_audience_that_does_not_exist_is_refused(repo: Repository, name: str, said: str) -> None:
    result = sla(repo.folder, "diff", "HEAD", "--audience", name)
    assert (result.exit_code, said in result.output) == (2, True)
