"""A preview that answers in every state: with what is wrong, while the site cannot be built."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from mimetypes import guess_type
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import mkdocs
from click import ClickException
from mkdocs.plugins import get_plugin_logger

PAGE = "sla-catalog-stopped.html"
_log = get_plugin_logger("sla-catalog")


class _Attempt(logging.Handler):
    """A build that may fail, with what was logged as an error, and with what stopped it."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []
        self.error: Exception | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what is logged."""
        self.said.append(record.getMessage())

    def __enter__(self) -> _Attempt:
        logging.getLogger(mkdocs.__name__).addHandler(self)
        return self

    def __exit__(
        self, _kind: object, error: BaseException | None, _at: TracebackType | None
    ) -> bool:
        """Go on, whatever it was: MkDocs would stop answering."""
        logging.getLogger(mkdocs.__name__).removeHandler(self)
        self.error = error if isinstance(error, Exception) else None
        return self.error is not None

    def words(self) -> str:
        """Return all that is known of what went wrong; nothing where nothing did."""
        error = self.error
        if error is None:
            return ""
        if isinstance(error, ClickException):  # has a message for people
            last = error.format_message()
        else:
            last = f"{type(error).__name__}: {error}"
        return "\n\n".join([*self.said, *([last] if last not in self.said else [])])


@dataclass(slots=True)
class Answering:
    """What a server of MkDocs does beside serving files.

    While the site cannot be built, every address of a page answers with one that says why, drawn
    by `draw`. The server puts its script into it like into any other, so that it reloads itself.
    A build that was published all the same is shown, such as one with warnings in strict mode:
    `published` counts them. Files that `makers` make, by path, are empty until one is asked for.
    """

    site: Path
    mount: str
    build: Callable[[], object]
    serve: WSGIApplication
    draw: Callable[[str], str]
    published: Callable[[], int]
    makers: Callable[[], Mapping[str, Callable[[], bytes]]]
    is_outdated: Callable[[], bool]
    is_stopped: bool = False
    _making: Lock = field(default_factory=Lock)

    def rebuild(self) -> None:
        """Build the site again, and keep what stops that."""
        before = self.published()
        with _Attempt() as attempt:
            self.build()
            if self.is_outdated():  # with pages that were left, as the theme showed them before
                self.build()
        words = attempt.words()
        self.is_stopped = bool(words) and self.published() == before
        if words:
            is_expected = isinstance(attempt.error, ClickException)
            _log.error("%s", words, exc_info=None if is_expected else attempt.error)
        if self.is_stopped:
            self.site.mkdir(exist_ok=True)
            (self.site / PAGE).write_text(self.draw(words), encoding="utf-8")

    def answer(self, request: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer a request as the server does, or with the page that says what is wrong."""
        path = request["PATH_INFO"]
        if self.is_stopped and _is_page(path):
            request = {**request, "PATH_INFO": f"{self.mount}{PAGE}"}
        uri = path.removeprefix(self.mount).lstrip("/")
        make, place = self.makers().get(uri), self.site / uri
        if make and (place.is_file() or not self.site.is_dir()):  # which is just being exchanged
            with self._making:
                data = _filled(place, make)
            kind = guess_type(uri)[0] or "application/octet-stream"
            # Not by the server, which waits for a build to end and then reads what that left empty.
            start("200 OK", [("Content-Type", kind), ("Content-Length", str(len(data)))])
            return [data]
        return self.serve(request, start)


def _filled(place: Path, make: Callable[[], bytes]) -> bytes:
    """Return what a file holds, made first where it is still empty."""
    with suppress(OSError):
        if data := place.read_bytes():
            return data
    data = make()
    with suppress(OSError):
        place.write_bytes(data)
    return data


def _is_page(path: str) -> bool:
    _, _, name = path.rpartition("/")
    return not path.startswith("/livereload/") and ("." not in name or name.endswith(".html"))


def keep_answering(
    server: Any,
    mount: str,
    site: str,
    draw: Callable[[str], str],
    published: Callable[[], int],
    makers: Callable[[], Mapping[str, Callable[[], bytes]]],
    is_outdated: Callable[[], bool],
) -> None:
    """Let a server go on while its site, below the path `mount`, cannot be built."""
    answering = Answering(
        Path(site), mount, server.builder, server.get_app(), draw, published, makers, is_outdated
    )
    server.builder = answering.rebuild
    server.set_app(answering.answer)
