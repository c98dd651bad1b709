import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from html.parser import HTMLParser
from importlib import import_module
from itertools import pairwise
from pkgutil import iter_modules
from types import ModuleType
from typing import Any, get_args

import pytest
from markupsafe import Markup, escape
from specimen import VIEWS
from specimen_agreements import agreement
from specimen_others import bound
from specimen_pieces import AGREEMENT, GLOSSARY

from sla_catalog.pages import blocks, sections, views
from sla_catalog.pages.addresses import Addresses, External, FileAt, OnPage, PageAt
from sla_catalog.pages.labels import load
from sla_catalog.pages.rendering import OWN_ANCHORS, Renderer, inert
from sla_catalog.pages.sections import Section
from sla_catalog.pages.views.agreement import AgreementView

HOSTILE = '<script>alert("x")</script>\'&{{ 7 * 7 }}{% raw %}'
NAMES_A_SIGN = {"status_icon", "rank_icon", "icon", "name of Icon", "sign"}
VOID = {"input", "br", "hr", "img", "link", "meta", "wbr"}
VIEW_IDS = [uri.removesuffix(".md") for uri in VIEWS]


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer(Addresses())


@pytest.fixture(params=VIEWS.items(), ids=VIEW_IDS)
def page(request: pytest.FixtureRequest, renderer: Renderer) -> str:
    uri, view = request.param
    return renderer.render(view, uri)


class Tree(HTMLParser):
    """Read a page as tags with their attributes, and notice tags that do not close."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"{tag} repeats an attribute"
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def pieces(value: object) -> Iterator[object]:
    """Yield every value of the views' classes, however deep it lies."""
    if is_dataclass(value):
        yield value
        for field in fields(value):
            yield from pieces(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from pieces(item)


def changed(value: Any, change: Callable[[str, str], str], field: str = "") -> Any:
    """Return a copy of a view in which `change` has had each text, told its field's name."""
    if isinstance(value, blocks.State | Markup):
        return value
    if isinstance(value, str):
        return change(field, value)
    if isinstance(value, tuple):
        signed = field == "counts" and len(value) == 3 and isinstance(value[0], str)
        return tuple(
            changed(item, change, "sign" if signed and at == 0 else field)
            for at, item in enumerate(value)
        )
    if is_dataclass(value) and not isinstance(value, type):
        kind = type(value).__name__
        return replace(
            value,
            **{
                one.name: changed(
                    getattr(value, one.name),
                    change,
                    f"{one.name} of Icon" if kind == "Icon" else one.name,
                )
                for one in fields(value)
            },
        )
    return value


def modules_of(package: ModuleType) -> Iterator[ModuleType]:
    for module in iter_modules(package.__path__):
        yield import_module(f"{package.__name__}.{module.name}")


def test_specimens_use_every_kind_of_piece() -> None:
    used = {type(piece) for view in (*VIEWS.values(), bound()) for piece in pieces(view)}
    kinds = {
        kind
        for module in (blocks, sections, *modules_of(views))
        for kind in vars(module).values()
        if is_dataclass(kind) and isinstance(kind, type) and kind.__module__ == module.__name__
    }
    assert kinds - used == set()


def test_specimens_use_every_state_wherever_there_is_one() -> None:
    agreements = [v for v in VIEWS.values() if isinstance(v, AgreementView)]
    sections = {section.state for view in agreements for section in view.sections}
    parts = {state for view in agreements for cell in view.ribbon for _, state in cell.parts}
    assert sections == parts == set(blocks.State)


@pytest.mark.parametrize("kind", get_args(blocks.Block))
def test_every_kind_of_block_has_a_macro(renderer: Renderer, kind: type) -> None:
    pieces = renderer._template("blocks.html.j2")
    assert hasattr(pieces.make_module(), kind.__name__)


@pytest.mark.parametrize(("uri", "view"), VIEWS.items(), ids=VIEW_IDS)
def test_every_text_is_drawn(renderer: Renderer, uri: str, view: Any) -> None:
    texts: list[str] = []

    def mark(field: str, text: str) -> str:
        if text and field in {"text", "label", "title", "name", "caption", "note", "role", "edge"}:
            texts.append(f"~{len(texts)}~")
            return texts[-1]
        return text

    html = renderer.render(changed(view, mark), uri)
    assert [text for text in texts if text not in html] == []


@pytest.mark.parametrize(("uri", "view"), VIEWS.items(), ids=VIEW_IDS)
def test_hostile_text_comes_out_as_text(renderer: Renderer, uri: str, view: Any) -> None:
    def attack(field: str, text: str) -> str:
        return text if field in NAMES_A_SIGN else text + HOSTILE

    html = renderer.render(changed(view, attack), uri)
    tree = Tree(html)
    assert "script" not in {tag for tag, _ in tree.tags}
    assert inert(str(escape(HOSTILE))) in html
    assert "{" not in html
    # JSON is in single quotes, where a double one is only a sign.
    assert 'alert("' not in re.sub(r" data-sla-credit='[^']*'", "", html)


def test_a_hostile_address_stays_in_its_attribute(renderer: Renderer) -> None:
    targets = (OnPage(HOSTILE), PageAt(HOSTILE, HOSTILE), FileAt(HOSTILE), External(HOSTILE))
    links = tuple(blocks.Link("x", target, quiet=True) for target in targets)
    view = replace(agreement(), actions=links)
    assert "script" not in {tag for tag, _ in Tree(renderer.render(view, AGREEMENT)).tags}


def test_an_unknown_sign_is_a_bug(renderer: Renderer) -> None:
    with pytest.raises(Exception, match="no_such_icon"):
        renderer.render(replace(agreement(), status_icon="smile"), AGREEMENT)


def test_tags_close_in_order(page: str) -> None:
    assert Tree(page).tags


def test_ids_are_unique(page: str) -> None:
    ids = [attributes["id"] for _, attributes in Tree(page).tags if "id" in attributes]
    assert sorted(ids, key=str) == sorted(set(ids), key=str)


def test_links_within_a_page_lead_somewhere(page: str) -> None:
    tags = Tree(page).tags
    ids = {attributes.get("id") for _, attributes in tags}
    inner = {
        (attributes.get("href") or "")[1:]
        for _, attributes in tags
        if (attributes.get("href") or "").startswith("#")
    }
    assert inner - ids == set()


def test_there_is_no_inline_style_and_no_script(page: str) -> None:
    tags = Tree(page).tags
    assert {"script", "style"} & {tag for tag, _ in tags} == set()
    names = {name for _, attributes in tags for name in attributes}
    assert {name for name in names if name == "style" or name.startswith("on")} == set()


def test_class_names_say_whose_they_are(page: str) -> None:
    names = {
        name
        for _, attributes in Tree(page).tags
        for name in (attributes.get("class") or "").split()
    }
    assert {name for name in names if not name.startswith("sla-")} == set()


def test_headings_go_down_one_level_at_a_time(page: str) -> None:
    levels = [int(tag[1]) for tag, _ in Tree(page).tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_neighbouring_cells_are_kept_apart(page: str) -> None:
    assert re.findall(r"</t[dh]><t[dh]", page) == []


@pytest.mark.parametrize(("uri", "view"), VIEWS.items(), ids=VIEW_IDS)
def test_a_view_is_always_drawn_alike(renderer: Renderer, uri: str, view: Any) -> None:
    assert renderer.render(view, uri) == Renderer(Addresses()).render(view, uri)


@pytest.mark.parametrize(("uri", "view"), VIEWS.items(), ids=VIEW_IDS)
def test_contents_name_the_headings_of_the_page(renderer: Renderer, uri: str, view: Any) -> None:
    tags = Tree(renderer.render(view, uri)).tags
    headings = [(int(tag[1]), a["id"]) for tag, a in tags if tag in {"h2", "h3"}]
    assert [(level, anchor) for level, anchor, _ in renderer.contents(view)] == headings


def test_contents_carry_numbers(renderer: Renderer) -> None:
    contents = renderer.contents(VIEWS[AGREEMENT])
    assert contents[:2] == (
        (2, "parties-and-term", "A Parties and term"),
        (3, "clause-A.1", "A.1 Parties"),
    )
    assert {anchor for _, anchor, _ in contents[-2:]} <= OWN_ANCHORS


def test_addresses_are_seen_from_the_page(renderer: Renderer) -> None:
    view = VIEWS[GLOSSARY]
    assert 'href="../agreements/managed-postgresql/#clause-9.1"' in renderer.render(view, GLOSSARY)
    flat = Renderer(Addresses(directory_urls=False))
    assert 'href="agreements/managed-postgresql.html#clause-9.1"' in flat.render(view, GLOSSARY)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ((blocks.Text("a"), blocks.Text("b")), "a b"),
        ((blocks.Text("a"), blocks.Text(", b"), blocks.Soft(".")), "a, b"),
        ((blocks.Text("<"), blocks.Strong("&")), "&lt; <strong>&amp;</strong>"),
    ],
)
def test_pieces_are_set_apart_save_before_punctuation(
    renderer: Renderer, line: blocks.Line, expected: str
) -> None:
    section = Section("1", "one", "One", (), blocks=(blocks.Paragraph(line),))
    html = renderer.render(replace(agreement(), sections=(section,)), AGREEMENT)
    assert f'<p class="sla-paragraph">{expected}' in html


def test_an_unknown_word_is_a_bug() -> None:
    with pytest.raises(KeyError):
        load("en")["no such word"]
