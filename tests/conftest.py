"""Fixtures for every room: the project's folder, a browser, and a server for built sites."""

import fcntl
import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from oslo import OSLO

ROOT = Path(__file__).resolve().parent.parent

# Where `.ci/oslo` could not build that program, it said so.
collect_ignore = [] if OSLO else ["exports/test_oslo.py"]

# How long an example takes depends on what else the machine does.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

BROWSER_ARGUMENTS = [
    "--no-sandbox",  # root in a container has no other way
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

Serve = Callable[[Path], str]


@pytest.fixture(scope="session")
def project_root() -> Path:
    """Give the folder of this repository."""
    return ROOT


@pytest.fixture(scope="session")
def chromium() -> str:
    """Give the path of a Chromium that starts; a machine without one fails."""
    found = subprocess.run([ROOT / ".ci" / "chromium"], capture_output=True, text=True, check=False)
    if found.returncode != 0:
        pytest.fail("There is no Chromium that starts. Run .ci/system-packages", pytrace=False)
    return found.stdout.strip()


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """Give one running browser to all tests of a worker."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=BROWSER_ARGUMENTS)
        yield running
        running.close()


class QuietHandler(SimpleHTTPRequestHandler):
    """Serve files without a line on standard error for each."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's own name
        """Say nothing."""


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Give a function that serves a folder and returns its address, with a / at the end."""
    with ExitStack() as servers:

        @cache  # at one address, what a browser has loaded is in its cache
        def serve_folder(folder: Path) -> str:
            handler = partial(QuietHandler, directory=str(folder))
            server = servers.enter_context(ThreadingHTTPServer(("127.0.0.1", 0), handler))
            thread = threading.Thread(target=server.serve_forever, daemon=True)
            thread.start()
            servers.callback(thread.join)
            servers.callback(server.shutdown)
            return f"http://127.0.0.1:{server.server_port}/"

        yield serve_folder


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of the example catalog's site, built once for all workers of a run.

    It is built as people build it, by a program from its beginning, and nobody writes to it.
    """
    from sites import build  # stands beside the tests of the site, which alone ask for this

    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / "example-site"
    with (shared / "example-site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the first one builds, the others wait
        if not folder.is_dir():
            made = ("-d", str(folder))
            result = build(ROOT, *made, umask=0o022, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")
            assert result.returncode == 0, result.stderr
    return folder


@pytest.fixture(scope="session")
def example_address(example: Path, serve: Serve) -> str:
    """Give the address at which it is served."""
    return serve(example)


@pytest.fixture(scope="session")
def desk(browser: Browser) -> Iterator[BrowserContext]:
    """Give a context of desk size for all readers of a worker.

    A new one starts a process and loads everything anew, which is half of what a page takes.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def reader(desk: BrowserContext) -> Iterator[Page]:
    """Give a page of desk size; an error in a script is an error of the test."""
    page = desk.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    if page.url.startswith(("http:", "file:")):
        page.evaluate("localStorage.clear()")  # what a page remembers is not for the next test
    desk.set_offline(False)
    for opened in desk.pages:
        opened.close()
    assert errors == []


@pytest.fixture
def comparison(reader: Page, example_address: str) -> Callable[[str], Page]:
    """Return what opens the comparison of the example, with a query, once its script is there."""

    def opened(query: str = "") -> Page:
        reader.goto(f"{example_address}comparison/{query}")
        expect(reader.locator(".sla-comparison.sla-live")).to_be_attached()
        return reader

    return opened
