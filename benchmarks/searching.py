"""Search in a browser, of the same index in three ways: how soon it answers, what it weighs."""

import statistics
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.measuring import build
from benchmarks.search_sites import Delivered, deliver
from benchmarks.sources import read_examples, write_ours

ROOT = Path(__file__).resolve().parent.parent
RUNS = 3
# What is typed, and how the address of the page begins that should come first.
QUERIES = {
    "SLA-042": "agreements/managed-postgresql",
    "SLA042": "agreements/managed-postgresql",
    "99.95%": "agreements/",
    "4h": "agreements/",
    "P1 response time": "agreements/",
    "who to call": "agreements/",
    "notice period": "agreements/",
    "GDPR": "agreements/hosting-classic",
    "DSGVO": "agreements/hosting-classic",
    "ISO 27001": "agreements/compute-storage",
    "Downtime": "glossary/",
    "maintenance": "glossary/",
}
WAIT = 600_000
# From words to the first result that is shown for them, and its address.
ANSWER = """async words => {
  const list = document.querySelector('.md-search-result__list');
  const input = document.querySelector('input[name=query]');
  input.value = '';
  input.dispatchEvent(new KeyboardEvent('keyup', {bubbles: true}));
  while (list.children.length) await new Promise(requestAnimationFrame);
  const started = performance.now();
  input.value = words;
  input.dispatchEvent(new KeyboardEvent('keyup', {bubbles: true}));
  while (!list.children.length) await new Promise(requestAnimationFrame);
  return [performance.now() - started, list.querySelector('a').href];
}"""
# The same by Pagefind's own interface, which draws nothing.
ASKED = """async words => {
  while (!window.ask) await new Promise(requestAnimationFrame);
  const started = performance.now(), url = await window.ask(words);
  return [performance.now() - started, new URL(url, location.href).href];
}"""
# When the first answer is there, counted from the start of the page.
FIRST = """async ([words, code]) => {
  await (0, eval)(code)(words);
  return performance.now();
}"""


@dataclass(frozen=True)
class Search:
    """What a reader waits for, in milliseconds, and what is fetched and held, in bytes."""

    agreements: int
    delivered: Delivered
    first: float
    answer: float
    slowest: float
    as_meant: int
    fetched: int
    memory: int


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's own name
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    handler = partial(QuietHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def measure_search(examples: Path, folder: Path, size: int) -> Iterator[Search]:
    """Deliver a catalog of a size in each way and ask its search; medians are kept."""
    example = example_site(examples, folder.parent / "example")
    path = subprocess.run(
        [ROOT / ".ci/chromium"], capture_output=True, text=True, check=True
    ).stdout.strip()
    for delivered in deliver(example, folder, size):
        code = ASKED if delivered.way == "Pagefind" else ANSWER
        with served(delivered.folder) as address, sync_playwright() as playwright:
            runs = []
            for _ in range(RUNS):
                browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
                runs.append(ask(browser, address, code))
                browser.close()
        first, answers, memory, fetched = zip(*runs, strict=True)
        times = [[milliseconds for milliseconds, _ in one] for one in answers]
        found = [place.removeprefix(address) for _, place in answers[-1]]
        yield Search(
            size,
            delivered,
            statistics.median(first),
            statistics.median(map(statistics.median, times)),
            statistics.median(map(max, times)),
            sum(map(str.startswith, found, QUERIES.values())),
            max(fetched),
            max(memory),
        )


def example_site(examples: Path, folder: Path) -> Path:
    """Build the example agreements once; larger indexes are made of this one's."""
    if not folder.exists():
        write_ours(folder, examples, read_examples(examples))
        build(folder)
    return folder / "site"


def ask(
    browser: Browser, address: str, code: str
) -> tuple[float, list[tuple[float, str]], int, int]:
    """Return when the first answer is there, each answer, the memory held and what was fetched."""
    page = browser.new_page()
    page.set_default_timeout(WAIT)
    fetched: list[int] = []
    page.on("response", lambda one: fetched.append(int(one.headers.get("content-length", 0))))
    page.goto(address)
    if code == ANSWER:
        page.wait_for_selector("input[name=query]", state="attached")
        page.keyboard.press("s")
    first: float = page.evaluate(FIRST, ["SLA-042", code])
    until_then = sum(fetched)
    answers = [tuple(page.evaluate(code, words)) for words in QUERIES]
    return first, answers, memory_of(browser), until_then


def memory_of(browser: Browser) -> int:
    """Return the most memory that the page and its search have held; 0 where nobody can tell."""
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    held = [most_held(process["id"]) for process in processes if process["type"] == "renderer"]
    return max(held, default=0)


def most_held(process: int) -> int:
    status = Path(f"/proc/{process}/status")
    lines = status.read_text(encoding="utf-8").splitlines() if status.exists() else []
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), 0)


def print_searches(searches: list[Search]) -> None:
    print("\nbuild: seconds and most memory beside Material's own index; files and MB of the index")
    print("in the browser, medians in milliseconds: the first answer, from the start of the page;")
    print(
        f"then a median and the slowest of {len(QUERIES)} answers; first results that are as meant;"
    )
    print("MB that are fetched until the first answer, and that the page holds")
    heads = ["size", "search", "build s", "build MB", "files", "MB", "first"]
    heads += ["answer", "slowest", "as meant", "fetched", "page MB"]
    print("  ".join(head.rjust(9) for head in heads))
    for one in searches:
        made = one.delivered
        cells = [f"{one.agreements:,}", made.way, f"{made.seconds:.1f}"]
        cells += [
            f"{made.peak_bytes / 1e6:,.0f}",
            f"{made.files:,}",
            f"{made.index_bytes / 1e6:.2f}",
        ]
        cells += [f"{one.first:,.0f}", f"{one.answer:,.0f}", f"{one.slowest:,.0f}"]
        cells += [f"{one.as_meant}", f"{one.fetched / 1e6:.2f}", f"{one.memory / 1e6:,.0f}"]
        print("  ".join(cell.rjust(9) for cell in cells))
