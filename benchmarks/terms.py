"""Linking terms on handbook pages, beside Material's own way: `abbr` with an appended list."""

import random
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from markdown import Markdown
from markdown.extensions import Extension

from sla_catalog.model.catalog import Catalog
from sla_catalog.model.glossary import Term
from sla_catalog.pages import labels
from sla_catalog.pages.addresses import Addresses
from sla_catalog.pages.context import RenderContext
from sla_catalog.pages.glossary_extension import GlossaryExtension
from sla_catalog.pages.rendering import Renderer
from sla_catalog.source.limits import Limits
from sla_catalog.source.load import load
from sla_catalog.terms.scope import Marking

SEED = 7
EXTENSIONS = ["admonition", "attr_list", "tables", "toc"]
SECTIONS, PARAGRAPHS, WORDS = 10, 4, 25
TERM_EVERY = 12  # words of running text
SYLLABLES = ("an", "ber", "cor", "dan", "el", "for", "gra", "hol", "in", "jul", "kar", "len", "mor")
TODAY = date(2026, 1, 1)


@dataclass(frozen=True)
class Cost:
    """Milliseconds of processor time for a page, each the median over pages."""

    terms: int
    pages: int
    peer_pages: int
    links: float
    start: float
    plain: float
    ours: float
    slowest: float
    peer: float


def measure(terms: int, pages: int, peer_pages: int) -> Cost:
    """Render the same pages without terms, with ours and with the peer's, each page in turn."""
    chance = random.Random(SEED)  # noqa: S311 - nothing secret
    names = made_names(terms, chance)
    started = time.process_time()
    context = edition_of(names)
    handbook = GlossaryExtension(context)
    handbook.finder()
    start = (time.process_time() - started) * 1000
    renderer = Renderer(Addresses(), context.labels)
    appended = "\n\n" + "".join(f"*[{name}]: What {name} means.\n" for name in names)
    texts = [made_page(names, chance) for _ in range(pages)]
    links: list[int] = []

    def ours(text: str) -> None:
        handbook.open("guide/start.md", Marking.SECTION)
        html = rendered(text, handbook.extension())
        renderer.cards(handbook.cards(), "guide/start.md")
        links.append(html.count("sla-term"))

    plain = timed(rendered, texts)
    own = timed(ours, texts)
    peer = timed(lambda text: rendered(text + appended, "abbr"), texts[:peer_pages])
    added = [one - bare for one, bare in zip(own, plain, strict=True)]
    return Cost(
        terms,
        pages,
        peer_pages,
        statistics.mean(links),
        start,
        statistics.median(plain),
        statistics.median(added),
        max(added),
        statistics.median(one - bare for one, bare in zip(peer, plain, strict=False)),
    )


def rendered(text: str, *more: Extension | str) -> str:
    """Render a page by a converter of its own, as MkDocs does."""
    return Markdown(extensions=[*EXTENSIONS, *more]).convert(text)


def timed(render: Callable[[str], object], texts: Iterable[str]) -> list[float]:
    times = []
    for text in texts:
        started = time.process_time()
        render(text)
        times.append((time.process_time() - started) * 1000)
    return times


def edition_of(names: list[str]) -> RenderContext:
    loaded = load([], "agreements", Limits(), None)
    terms = tuple(
        Term.model_validate({"id": f"t{place}", "term": name, "definition": f"What {name} means."})
        for place, name in enumerate(names)
    )
    catalog = Catalog((), {}, loaded.catalog.place, terms)
    addresses = Addresses()
    return RenderContext(catalog, TODAY, labels.load(), addresses.href)


def made_names(count: int, chance: random.Random) -> list[str]:
    """Make terms of one to three words, many of which begin alike."""
    words = [word.capitalize() for word in made_words(400, chance)]
    names: dict[str, None] = {}
    while len(names) < count:
        names[" ".join(chance.choices(words, k=chance.choice((1, 2, 2, 2, 3))))] = None
    return list(names)


def made_words(count: int, chance: random.Random) -> list[str]:
    return ["".join(chance.choices(SYLLABLES, k=chance.choice((1, 2, 3)))) for _ in range(count)]


def made_page(names: list[str], chance: random.Random) -> str:
    """Make a page of a thousand words in ten sections; every twelfth is a term."""
    words = made_words(600, chance)

    def paragraph() -> str:
        said = [
            chance.choice(names) if place % TERM_EVERY == 5 else chance.choice(words)
            for place in range(WORDS)
        ]
        text = " ".join(said)
        return f"{text[:1].upper()}{text[1:]}."

    return "\n\n".join(
        part
        for number in range(SECTIONS)
        for part in (f"## Section {number}", *(paragraph() for _ in range(PARAGRAPHS)))
    )


def print_costs(costs: list[Cost]) -> None:
    print("\nmilliseconds of processor time a page, medians; what terms add to plain Markdown")
    heads = ("terms", "pages", "links", "once, ms", "plain", "+ ours", "slowest", "+ abbr", "of it")
    print("  ".join(head.rjust(9) for head in heads))
    for one in costs:
        cells = [f"{one.terms:,}", f"{one.pages:,}", f"{one.links:.0f}", f"{one.start:.0f}"]
        cells += [f"{figure:.1f}" for figure in (one.plain, one.ours, one.slowest)]
        cells += [f"{one.peer:,.1f}", f"{one.peer_pages} pages"]
        print("  ".join(cell.rjust(9) for cell in cells))
