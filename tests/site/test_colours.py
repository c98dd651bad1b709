"""The colours of signs: good, soon and bad are told apart and can be read, in every mode."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Literal, NamedTuple

import pytest
from playwright.sync_api import Browser, Page
from sites import built, write_site

PALETTE = """\
  palette:
    - {scheme: default, media: "(prefers-color-scheme: light)"}
    - {scheme: slate, media: "(prefers-color-scheme: dark)"}
"""
COMMON = """\
kind: ola
provider: Hosting team
owner: Hosting team
customer: Shop team
version: 1.0.0
services: [{id: web, name: Web}]
"""
AGREEMENTS = {
    "hosting": "status: suspended\nduration: {effective: 2026-01-01}\n"
    "metrics: [{id: reply, type: response_time, target: 40 min}]\n",
    "shop": "status: active\nduration: {effective: 2026-01-01}\nreview: {next: 2026-10-01}\n"
    "metrics: [{id: reply, type: response_time, target: 10 min}]\n"
    "depends_on: [{agreement: hosting, topology: series}]\n",
    "soon": "status: active\nduration: {effective: 2026-01-01}\nreview: {next: 2026-12-10}\n",
    "over": "status: terminated\nduration: {effective: 2025-01-01, ends: 2026-01-01}\n",
    "asked": "status: in_review\nduration: {effective: 2027-01-01}\n",
}
FILES = {
    f"agreements/{name}.yaml": f"id: {name}\ntitle: Agreement {name}\n{COMMON}{rest}"
    for name, rest in AGREEMENTS.items()
}
# What a sign means, by its class and the page on which it is looked for.
GOOD = (("agreements/", ".sla-icon-active"),)
WARN = (
    ("agreements/", ".sla-icon-suspended"),
    ("agreements/", ".sla-icon-calendar"),
    ("deadlines/", ".sla-icon-calendar"),
)
BAD = (
    ("agreements/", ".sla-icon-alarm"),
    ("agreements/", ".sla-icon-terminated"),
    ("deadlines/", ".sla-icon-alarm"),
    ("agreements/shop/", ".sla-chain .sla-icon-alarm"),
)
INFO = (("agreements/", ".sla-icon-in_review"),)
# A canvas knows every form of a colour. What is translucent is laid over paper.
SHADES = """selector => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
  const style = getComputedStyle(document.body);
  const shade = (...layers) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const one of layers) { canvas.fillStyle = one; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const probe = document.querySelector('.sla-page').appendChild(document.createElement('i'));
  const value = name => {
    probe.style.setProperty('background-color', `var(${name})`);
    probe.style.setProperty('forced-color-adjust', 'none');
    return getComputedStyle(probe).backgroundColor;
  };
  const [paper, fill, link] = ['--sla-paper', '--sla-fill', '--sla-link'].map(value);
  probe.remove();
  const signs = [...document.querySelectorAll(selector)].filter(one => one.checkVisibility());
  return {
    paper: shade(paper), fill: shade(paper, fill), link: shade(link),
    signs: signs.map(sign => shade(getComputedStyle(sign).color)),
    words: signs.filter(sign => !sign.parentElement.textContent.trim()).length,
  };
}"""

Scheme = Literal["light", "dark"]
Shade = tuple[int, int, int]


class Mode(NamedTuple):
    """How a reader looks at the site."""

    scheme: Scheme
    forced: Literal["active", "none"] = "none"
    media: Literal["print", "screen"] = "screen"


LONG = pytest.mark.long
SCREENS = [Mode("light"), Mode("dark")]
# Both palettes are printed as one, and forced colours are those of the reader in either.
PAPER = [Mode("light", media="print"), pytest.param(Mode("dark", media="print"), marks=LONG)]
FORCED = [Mode("light", forced="active"), pytest.param(Mode("dark", forced="active"), marks=LONG)]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    folder = write_site(tmp_path_factory.mktemp("colours"), FILES)
    config = folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("plugins:\n", f"{PALETTE}plugins:\n"), encoding="utf-8")
    return serve(built(folder))


@pytest.fixture
def look(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """Give a page that is looked at in the mode that a test names."""
    mode: Mode = request.param
    context = browser.new_context(color_scheme=mode.scheme, forced_colors=mode.forced)
    page = context.new_page()
    page.emulate_media(media=mode.media)
    yield page
    context.close()


def contrast(one: Shade, other: Shade) -> float:
    """Return the contrast of two colours by WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(shade: Shade) -> float:
    channels = (channel / 255 for channel in shade)
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def shades(page: Page, address: str, places: tuple[tuple[str, str], ...]) -> set[Shade]:
    """Return the colours of signs; each place has some, each with a word, and can be read."""
    found = set()
    for uri, selector in places:
        page.goto(address + uri)
        seen = page.evaluate(SHADES, selector)
        assert seen["signs"], (uri, selector)
        assert seen["words"] == 0, (uri, selector)
        for shade in seen["signs"]:
            for ground in ("paper", "fill"):
                assert contrast(shade, seen[ground]) >= 4.5, (uri, selector, shade, ground)
        found |= {tuple(shade) for shade in seen["signs"]}
    return found


@pytest.mark.parametrize("look", [*SCREENS, *PAPER], indirect=True, ids=str)
def test_good_is_green_soon_is_amber_and_bad_is_red(look: Page, address: str) -> None:
    roles = [shades(look, address, places) for places in (GOOD, WARN, BAD)]
    assert [len(role) for role in roles] == [1, 1, 1]
    assert len(set.union(*roles)) == 3
    assert len(shades(look, address, INFO)) == 1
    if look.evaluate("matchMedia('print').matches"):
        return  # on paper they only differ
    good, warn, bad = (min(role) for role in roles)
    red, green, blue = bad
    assert red > 2 * green or red - green > 100
    assert abs(green - blue) < 30
    red, green, blue = warn
    assert red > green > 2 * blue
    red, green, blue = good
    assert green > red
    assert green > blue


@pytest.mark.parametrize("look", SCREENS, indirect=True, ids=str)
def test_links_can_be_read_on_paper_and_on_fill(look: Page, address: str) -> None:
    look.goto(address + "agreements/")
    seen = look.evaluate(SHADES, "a")
    assert min(contrast(seen["link"], seen[ground]) for ground in ("paper", "fill")) >= 4.5


@pytest.mark.parametrize("look", FORCED, indirect=True, ids=str)
def test_forced_colours_are_the_readers_and_shapes_differ(look: Page, address: str) -> None:
    everything = shades(look, address, (*GOOD, *WARN, *BAD, *INFO))
    look.goto(address + "agreements/")
    text = look.evaluate(SHADES, "body")["signs"]
    assert [list(shade) for shade in everything] == text
    shapes = [
        look.locator(selector).first.inner_html()
        for uri, selector in (*GOOD, *WARN, *BAD, *INFO)
        if uri == "agreements/"
    ]
    assert all(one != other for one, other in combinations(shapes, 2))
