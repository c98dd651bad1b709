"""Options in mkdocs.yml: the same for the site and for the command, and refused in good words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from sla_catalog.assembly.options import OptionError, Options, taken
from sla_catalog.assembly.site_file import SiteFileError, composed, options_node
from sla_catalog.model.header import Classification
from sla_catalog.redaction import Audience
from sla_catalog.site.plugin import SlaCatalogPlugin
from sla_catalog.source.limits import Limits
from sla_catalog.terms.scope import Marking


def options_in(tmp_path: Path, written: str) -> Options:
    path = tmp_path / "mkdocs.yml"
    path.write_text(written, encoding="utf-8")
    return taken(options_node(composed(path)))


ALL = """\
agreements: contracts
timezone: Europe/Berlin
today: 2026-12-31
edit_url: https://x.example.com/{path}
language: de
audience: {level: customer, party: crew, references: neutral}
terms: {agreements: off, handbook: on}
limits: {file_bytes: 1, events: 2, nesting: 3, scalar_bytes: 4, prose_bytes: 5,
  list_items: 6, files: 7}
"""
EMPTY = "agreements:\ntimezone:\ntoday: '2026-12-31'\nlimits: {files: }\n"
REFUSED = {
    "audience:": "it is empty; write `level`",
    "audience: {}": "audience.level: it is missing; write one of public, customer, internal",
    "audience: public": "audience: ‘public’ has no options; write some of level, party",
    "audience: {level: }": "audience.level: it is missing",
    "audience: {level: secret}": "audience.level: ‘secret’ is none of public, customer",
    "audience: {level: customer}": "the level customer needs the party",
    "audience: {level: public, party: crew}": "only the level customer has a party, not public",
    "audience: {level: public, refs: neutral}": "‘audience.refs’; options: level, party",
    "audience: {level: public, references: none}": "‘none’ is none of error, neutral",
    "audiance: {level: public}": "‘audiance’; did you mean audience?",
    "agreements: 5": "agreements: ‘5’ is not a text; write it in quotes",
    "timezone: Europe/Berln": "did you mean Europe/Berlin?",
    "today: tomorrow": "write it as 2026-12-31",
    "today: 20261231": "write it as 2026-12-31",
    "edit_url: [a]": "edit_url: ‘['a']’ is not a text",
    "history: perhaps": "history: ‘perhaps’ is neither true nor false; write one of them",
    "print_at_most: few": "print_at_most: ‘few’ is not a whole number; write digits",
    "reminder_days: -1": "reminder_days: ‘-1’ is less than none; write 0 or more",
    "language: xx": "write de or en",
    "terms:": "terms: it is empty; write some of agreements, handbook below it",
    "terms: some": "terms: ‘some’ has no options",
    "terms: {handbook: some}": "terms.handbook: ‘some’ is none of section, all, page, off",
    "terms: {pages: all}": "‘terms.pages’",
    "limits: {files: 0}": "limits.files: ‘0’ bounds nothing; write a whole number above 0",
    "limits: {files: '5'}": "limits.files: ‘5’ is not a whole number; write digits without quotes",
    "limits: {fils: 5}": "did you mean limits.files?",
}


def below_plugin(written: str) -> str:
    lines = "".join(f"      {line}\n" for line in written.splitlines())
    return f"plugins:\n  - search\n  - sla-catalog:\n{lines}"


MISTAKEN = """\
agreements: 5
audience: {level: secret, refs: neutral}
limits:
  files: 0
  fils: 5
today: tomorrow
langage: de
"""
TOLD = [
    "mkdocs.yml:4:7: agreements: ‘5’ is not a text; write it in quotes",
    "mkdocs.yml:9:7: today: ‘tomorrow’ is not a day; write it as 2026-12-31",
    "mkdocs.yml:5:18: audience.level: ‘secret’ is none of public, customer, internal, confidential",
    "mkdocs.yml:5:33: audience.refs: there is no option ‘audience.refs’; "
    "options: level, party, references",
    "mkdocs.yml:7:9: limits.files: ‘0’ bounds nothing; write a whole number above 0",
    "mkdocs.yml:8:9: limits.fils: there is no option ‘limits.fils’; did you mean limits.files?",
    "mkdocs.yml:10:7: langage: there is no option ‘langage’; did you mean language?",
]


def by_the_site(written: str) -> tuple[Options | None, list[tuple[str, str]]]:
    plugin = SlaCatalogPlugin()
    errors, _ = plugin.load_config(yaml.safe_load(written))
    return None if errors else plugin.options, [(name, str(error)) for name, error in errors]


@pytest.mark.parametrize("written", [ALL, EMPTY])
def test_the_site_and_the_command_take_the_same_options(tmp_path: Path, written: str) -> None:
    ours = options_in(tmp_path, below_plugin(written))
    assert by_the_site(written) == (ours, [])


def test_options_are_what_is_written_and_defaults_for_the_rest(tmp_path: Path) -> None:
    options = options_in(tmp_path, below_plugin(ALL))
    assert options.readers == Audience(Classification.CUSTOMER, "crew")
    assert options.is_neutral
    assert options.bounds == Limits(1, 2, 3, 4, 6, 7, 5)
    assert options.today == date(2026, 12, 31)
    assert (options.terms.agreements, options.terms.handbook) == (Marking.OFF, Marking.SECTION)
    assert (options.print_at_most, options.reminder_days, options.quality) == (200, 14, False)
    assert options_in(tmp_path, below_plugin(EMPTY)) == Options(today=date(2026, 12, 31))


@pytest.mark.parametrize("written", REFUSED)
def test_the_site_and_the_command_refuse_the_same_in_the_same_words(
    tmp_path: Path, written: str
) -> None:
    with pytest.raises(OptionError) as error:
        options_in(tmp_path, below_plugin(written))
    assert REFUSED[written] in str(error.value)
    ours = [(one.option, one.words) for one in error.value.mistakes]
    assert by_the_site(written) == (None, ours)


def test_every_mistake_is_told_at_once_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(OptionError) as error:
        options_in(tmp_path, below_plugin(MISTAKEN))
    assert str(error.value).splitlines() == TOLD


def test_the_site_tells_the_places_of_all_mistakes_too(tmp_path: Path) -> None:
    path = tmp_path / "mkdocs.yml"
    path.write_text(f"{below_plugin(MISTAKEN)}site_name: !ENV [NAME, Ours]\n", encoding="utf-8")
    errors, _ = SlaCatalogPlugin().load_config(yaml.safe_load(MISTAKEN), str(path))
    said = [str(words).replace(": ", f": {option}: ", 1) for option, words in errors]
    assert said == TOLD


def test_a_mistake_in_settings_that_are_taken_over_names_their_file(tmp_path: Path) -> None:
    below = "plugins: {sla-catalog: {limits: {files: 0}}}\n"
    (tmp_path / "base.yml").write_text(below, encoding="utf-8")
    with pytest.raises(OptionError, match=r"^base\.yml:1:34: limits\.files: ‘0’ bounds nothing"):
        options_in(tmp_path, "INHERIT: base.yml\n")


@pytest.mark.parametrize(
    "written",
    [
        "plugins: !ENV [PLUGINS, search]\n",
        "plugins:\n  - !ENV PLUGIN\n",
    ],
)
def test_a_tag_in_the_place_of_the_plugin_is_not_passed_over(tmp_path: Path, written: str) -> None:
    with pytest.raises(SiteFileError, match="the tag !ENV in line"):
        options_in(tmp_path, written)


@pytest.mark.parametrize(
    "written", ["audience: !ENV AUDIENCE", "audience: {level: !ENV [LEVEL, public]}"]
)
def test_a_tag_in_the_options_is_not_passed_over(tmp_path: Path, written: str) -> None:
    with pytest.raises(OptionError, match="line 4: a tag is not acted on here"):
        options_in(tmp_path, below_plugin(written))


@pytest.mark.parametrize(
    "written",
    [
        "x: &x {audience: {level: public}}\nplugins: [{sla-catalog: {<<: *x}}]\n",
        "x: &x {sla-catalog: {audience: {level: public}}}\nplugins: {<<: *x}\n",
        "x: &x {level: public}\nplugins: {sla-catalog: {audience: *x, enabled: true}}\n",
        "plugins: []\nplugins: {sla-catalog: {audience: {level: public}}}\n",
        "plugins: {sla-catalog: {audience: {level: internal}, audience: {level: public}}}\n",
    ],
)
def test_an_audience_is_found_however_yaml_says_it(tmp_path: Path, written: str) -> None:
    chosen = options_in(tmp_path, written).audience
    assert chosen
    assert chosen.level == "public"


def test_settings_that_take_over_themselves_are_refused(tmp_path: Path) -> None:
    (tmp_path / "more.yml").write_text("INHERIT: mkdocs.yml\n", encoding="utf-8")
    with pytest.raises(SiteFileError, match="takes over its own settings"):
        options_in(tmp_path, "INHERIT: more.yml\n")
