"""Texts that mark a place to be filled, and names and sentences that only begin like one."""

from __future__ import annotations

import pytest

from sla_catalog.model.placeholder import is_placeholder

MARKS = """\
TODO
Todo
to do
TODO: who looks after it
TODO who looks after it
TODO Owner
TODO Ansprechpartner
TODO: a name such as Example Ltd
TBD by 31 March
TBD: Owner
XXX who
TBD
tbd
tbc
?
???
…
...
FIXME
XXX
to be defined
To be confirmed
to be filled in
N.N.
Platzhalter
noch offen
noch zu klären
zu benennen
à définir
À compléter
""".splitlines()
NAMES = """\
Todoist
Tobias
To do justice to all
to be or not to be
Team
xxxl
Noch offene Punkte
Name
à la carte
Fixme & Sons
Todo Ltd
todo.example
N.N. Consulting
n.n. consulting
XXX Polska
XXX. Polska
TBC Bank
TBA Law
TODO Group
TODO Systems Ltd
TBD Bank of Norway
To be or not GmbH
To be Confirmed Ltd
Platzhalter Verlag
Noch offen GmbH
""".splitlines()


@pytest.mark.parametrize("text", MARKS)
def test_a_mark_is_a_placeholder(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize("text", NAMES)
def test_a_name_is_none(text: str) -> None:
    assert not is_placeholder(text)
