"""Long lists in a browser: how soon their first rows are seen, and how fast all are sorted."""

import statistics
import subprocess
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.measuring import build
from benchmarks.sources import multiply, read_examples, write_ours

ROOT = Path(__file__).resolve().parent.parent
# A page, the head by which its rows are sorted, and words that some of them have.
LISTS = (
    ("agreements", "next", "postgresql 7"),
    ("coverage", "step-2", "postgresql 7"),
    ("services", "agreement", "postgresql 7"),
    ("deadlines", "column.what", "postgresql 7"),
)
FIRST_FRAME = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
# From an event to the frame after the one that shows its effect; the data has to be read first.
ACT = """async ([act, value]) => {
  const started = performance.now();
  const form = document.querySelector('form[data-sla-list]');
  const field = form.elements.find;
  const say = () => document.querySelector('.sla-found').innerHTML.length + document.querySelector('.sla-shown').textContent;
  const before = say();
  if (act === 'sort') {
    [...document.querySelectorAll(`th[data-sla-sort="${value}"] .sla-sort`)].find(one => one.offsetParent).click();
  } else {
    field.value = value;
    field.dispatchEvent(new Event('input', {bubbles: true}));
  }
  while (say() === before) await new Promise(done => setTimeout(done, 1));
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.now() - started;
}"""  # noqa: E501 - a script


@dataclass(frozen=True)
class ListTimes:
    """What a reader of a list waits for, in milliseconds; sizes are in bytes.

    `answered` is the first filter, for which the data file is loaded; `find` and `sort` come later.
    """

    name: str
    pages: int
    page_bytes: int
    data_bytes: int
    frame: float
    answered: float
    find: float
    sort: float


def measure(examples: Path, folder: Path, size: int, runs: int) -> list[ListTimes]:
    """Build a catalog of a size and open each of its lists several times; medians are kept."""
    write_ours(folder, examples, multiply(read_examples(examples), size))
    with (folder / "mkdocs.yml").open("a", encoding="utf-8", newline="\n") as config:
        config.write("use_directory_urls: false\n")
    build(folder)
    path = subprocess.run(
        [ROOT / ".ci/chromium"], capture_output=True, text=True, check=True
    ).stdout.strip()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        found = [measure_list(browser, folder / "site", *one, runs) for one in LISTS]
        browser.close()
    return found


def measure_list(
    browser: Browser, site: Path, name: str, head: str, words: str, runs: int
) -> ListTimes:
    first = site / name / "index.html"
    numbered = site / name / "page" if name == "agreements" else site / name
    others = [path for path in numbered.glob("*.html") if path.stem.isdigit()]
    times = [open_and_act(browser, first, head, words) for _ in range(runs)]
    return ListTimes(
        name,
        1 + len(others),
        max(path.stat().st_size for path in (first, *others)),
        (site / f"{name}-data.js").stat().st_size,
        *(statistics.median(column) for column in zip(*times, strict=True)),
    )


def open_and_act(browser: Browser, path: Path, head: str, words: str) -> tuple[float, ...]:
    """Return when rows are seen, then the times of the first filter, a later one, and a sort."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(path.as_uri())
    page.wait_for_function(f"{FIRST_FRAME} !== null")
    frame: float = page.evaluate(FIRST_FRAME)
    answered = act(page, "find", words)
    act(page, "find", "")
    find = act(page, "find", words)
    act(page, "find", "")
    sort = act(page, "sort", head)
    page.close()
    return frame, answered, find, sort


def act(page: Page, name: str, value: str) -> float:
    milliseconds: float = page.evaluate(ACT, [name, value])
    page.wait_for_timeout(100)
    return milliseconds


def print_lists(size: int, found: list[ListTimes]) -> None:
    print(f"\n{size:,} agreements: milliseconds in the browser, medians")
    heads = ("list", "pages", "largest kB", "data kB", "first frame", "answered", "find", "sort")
    print("  ".join(head.rjust(11) for head in heads))
    for one in found:
        sizes = (f"{one.page_bytes / 1000:,.0f}", f"{one.data_bytes / 1000:,.0f}")
        times = (f"{time:.0f}" for time in (one.frame, one.answered, one.find, one.sort))
        cells = (one.name, str(one.pages), *sizes, *times)
        print("  ".join(cell.rjust(11) for cell in cells))
