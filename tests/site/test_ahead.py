"""Pages drawn by other processes are those that one process draws, in whatever order.

The test is a process of its own: one with threads, as pytest's workers are, is not forked.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = """
import sys
from dataclasses import replace

sys.path.insert(0, sys.argv[1])
from contexts import RENDERER, context

from sla_catalog.pages.site_pages import pages
from sla_catalog.site.ahead import PagesAhead

files = {
    f"a{number}.yaml": f'''
id: a{number}
kind: sla
title: Agreement {number} & co
owner: us
provider: us
customer: them
{f"supersedes: a{number - 1}" if number else ""}
metrics:
  - {{id: uptime, type: availability, target: 99.{number:02} %, window: calendar month}}
'''
    for number in range(30)
}
made = tuple(pages(replace(context(files), is_bound=True), RENDERER))
alone = {page.uri: page.draw() for page in pages(replace(context(files), is_bound=True), RENDERER)}
ahead = PagesAhead()
ahead.begin(made, 2)
ahead.draw_lists(made)
in_order = made if sys.argv[2] == "forwards" else made[::-1]
drawn = {page.uri: ahead.draw(page) for page in in_order}
received = ahead.received
ahead.end()
assert drawn.keys() == alone.keys()
print([uri for uri in alone if drawn[uri] != alone[uri]], received)
"""


def drawn(direction: str) -> str:
    helpers = str(Path(__file__).parent.parent / "pages")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, helpers, direction],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout


def test_pages_are_the_same() -> None:
    assert drawn("forwards") == "[] 30\n"


def test_pages_are_the_same_when_the_last_is_asked_for_first() -> None:
    assert drawn("backwards") == "[] 30\n"
