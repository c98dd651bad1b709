"""The comparison in a browser: how soon many agreements are there, and how fast they sort."""

import random
import statistics
import subprocess
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.measuring import build
from benchmarks.sources import OURS, write

ROOT = Path(__file__).resolve().parent.parent
SEED = 7
STATED = 0.6  # of all cells; the others are not stated, a few are none by decision
WINDOWS = (
    "calendar month",
    "calendar month",
    "calendar month",
    "billing month",
    "calendar quarter",
)
READY = """() => {
  return document.querySelector('.sla-comparison.sla-live');
}"""
# From an event to the frame after the one that shows its effect.
ACT = """async act => {
  const started = performance.now();
  const find = document.querySelector('.sla-agreement-head input');
  const kind = document.querySelector('[name=kind]');
  if (act === 'sort') document.querySelector('.sla-compared .sla-sort').click();
  if (act === 'find' || act === 'clear') {
    find.value = act === 'find' ? 'agreement 7' : '';
    find.dispatchEvent(new Event('input', {bubbles: true}));
  }
  if (act === 'choose') {
    kind.value = 'OLA';
    kind.dispatchEvent(new Event('change', {bubbles: true}));
  }
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - started;
}"""


@dataclass(frozen=True)
class Response:
    """What a reader waits for, in milliseconds, and how large page and data are, in bytes."""

    agreements: int
    metrics: int
    build_seconds: float
    page_bytes: int
    ready: float
    answered: float
    sort: float
    find: float
    choose: float


def measure(folder: Path, agreements: int, metrics: int, runs: int) -> Response:
    """Build a catalog of a size and open its comparison several times; medians are kept."""
    write_catalog(folder, agreements, metrics)
    seconds = build(folder).seconds
    page, data = folder / "site/comparison.html", folder / "site/comparison-data.js"
    with sync_playwright() as playwright:
        path = subprocess.run(
            [ROOT / ".ci/chromium"], capture_output=True, text=True, check=True
        ).stdout.strip()
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        times = [open_and_act(browser, page) for _ in range(runs)]
        browser.close()
    medians = [statistics.median(column) for column in zip(*times, strict=True)]
    return Response(
        agreements, metrics, seconds, page.stat().st_size + data.stat().st_size, *medians
    )


def open_and_act(browser: Browser, path: Path) -> tuple[float, ...]:
    """Return when the form is there and when it has answered, then the times of three acts."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(path.as_uri(), wait_until="commit")
    page.wait_for_function(READY, polling=10, timeout=120_000)
    ready: float = page.evaluate("performance.now()")
    act(page, "find")
    answered: float = page.evaluate("performance.now()")
    act(page, "clear")
    find = act(page, "find")
    act(page, "clear")
    sort = act(page, "sort")
    act(page, "clear")
    choose = act(page, "choose")
    page.close()
    return ready, answered, sort, find, choose


def act(page: Page, name: str) -> float:
    milliseconds: float = page.evaluate(ACT, name)
    page.wait_for_timeout(100)
    return milliseconds


def write_catalog(folder: Path, agreements: int, metrics: int) -> None:
    """Write a catalog whose agreements state a part of many metrics, on several bases."""
    chance = random.Random(SEED)  # noqa: S311 - nothing secret
    write(folder / "mkdocs.yml", f"{OURS}use_directory_urls: false\n")
    write(folder / "docs/index.md", "# Benchmark\n")
    kinds = "".join(
        f"  - {{id: m{number}, name: Metric {number}, unit: '%', direction: higher}}\n"
        for number in range(metrics)
    )
    write(folder / "agreements/metrics.yaml", f"metrics:\n{kinds}")
    for number in range(agreements):
        write(folder / f"agreements/a{number}.yaml", agreement(number, metrics, chance))


def agreement(number: int, metrics: int, chance: random.Random) -> str:
    lines = [
        f"id: a{number}",
        f"kind: {chance.choice(['sla', 'ola', 'uc'])}",
        f"title: Agreement {number}",
        f"reference: SLA-{number:03}",
        f"owner: Team {number % 12}",
        "provider: Provider",
        "customer: Customer",
        f"tags: [tag-{number % 9}]",
        "service_hours: 24x7",
        "metrics:",
    ]
    for place in range(metrics):
        if chance.random() > STATED and (number, place) != (0, 1):
            continue
        window = chance.choice(WINDOWS)
        target = f"target: {99 + chance.randrange(9999) / 10000:.4f} %, window: {window}"
        none = "none: Not offered." if chance.random() < 0.05 else target
        lines.append(f"  - {{id: m{place}, type: m{place}, {none}}}")
    return "\n".join([*lines, ""])


def print_responses(responses: list[Response]) -> None:
    print("\nmilliseconds in the browser, medians")
    heads = ("size", "build s", "page kB", "form ready", "answered", "sort", "find", "one kind")
    print("  ".join(head.rjust(10) for head in heads))
    for one in responses:
        figures = (one.ready, one.answered, one.sort, one.find, one.choose)
        cells = [f"{one.agreements} x {one.metrics}", f"{one.build_seconds:.1f}"]
        cells += [f"{one.page_bytes / 1000:,.0f}", *(f"{figure:.0f}" for figure in figures)]
        print("  ".join(cell.rjust(10) for cell in cells))
