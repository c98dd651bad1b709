"""Search in a browser: how large its index is, how soon it is ready, how soon it answers."""

import statistics
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.measuring import build
from benchmarks.sources import multiply, read_examples, write, write_ours

ROOT = Path(__file__).resolve().parent.parent
RUNS = 3
QUERIES = ("SLA-042", "99.95%", "response time", "maintenance", "IT Operations")
WAIT = 600_000
# What the theme says above its results once the index is there; its words before differ.
READY = """() => {
  const said = document.querySelector('.md-search-result__meta');
  return said && said.textContent && !/initiali/i.test(said.textContent);
}"""
# From a key to the first result that is shown for these words, and not for those before.
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
  return performance.now() - started;
}"""


@dataclass(frozen=True)
class Search:
    """What a reader waits for, in milliseconds, and what the browser holds, in bytes."""

    agreements: int
    build_seconds: float
    index_bytes: int
    ready: float
    answer: float
    slowest: float
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


def measure_search(examples: Path, folder: Path, size: int) -> Search:
    """Build a catalog of a size and ask its search; medians are kept."""
    write_ours(folder, examples, multiply(read_examples(examples), size))
    config = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    limits = f"limits: {{files: {size + 100}}}, timezone"
    write(folder / "mkdocs.yml", config.replace("timezone", limits))
    made = build(folder)
    path = subprocess.run(
        [ROOT / ".ci/chromium"], capture_output=True, text=True, check=True
    ).stdout.strip()
    with served(folder / "site") as address, sync_playwright() as playwright:
        runs = []
        for _ in range(RUNS):
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
            runs.append(ask(browser, address))
            browser.close()
    ready, answers, memory = zip(*runs, strict=True)
    return Search(
        size,
        made.seconds,
        made.index_bytes,
        statistics.median(ready),
        statistics.median(statistics.median(times) for times in answers),
        statistics.median(max(times) for times in answers),
        max(memory),
    )


def ask(browser: Browser, address: str) -> tuple[float, list[float], int]:
    """Return when search is ready, how long each query takes, and the memory of the page."""
    page = browser.new_page()
    page.goto(address)
    page.wait_for_selector("input[name=query]", state="attached")
    page.keyboard.press("s")
    page.wait_for_function(READY, polling=20, timeout=WAIT)
    ready: float = page.evaluate("performance.now()")
    page.set_default_timeout(WAIT)
    return ready, [answer(page, words) for words in QUERIES], memory_of(browser)


def answer(page: Page, words: str) -> float:
    milliseconds: float = page.evaluate(ANSWER, words)
    return milliseconds


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
    print("\nmilliseconds in the browser, medians; ready counts from the start of the page")
    heads = ("size", "build s", "index MB", "kB each", "ready", "answer", "slowest", "page MB")
    print("  ".join(head.rjust(9) for head in heads))
    for one in searches:
        cells = [f"{one.agreements:,}", f"{one.build_seconds:.1f}", f"{one.index_bytes / 1e6:.2f}"]
        cells += [f"{one.index_bytes / 1000 / one.agreements:.1f}"]
        cells += [f"{one.ready:,.0f}", f"{one.answer:,.0f}", f"{one.slowest:,.0f}"]
        cells += [f"{one.memory / 1e6:,.0f}"]
        print("  ".join(cell.rjust(9) for cell in cells))
