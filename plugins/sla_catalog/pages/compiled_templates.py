"""Compiled templates, kept where Python keeps compiled modules, so that a build compiles none.

To compile ours took a sixth of a build of few agreements, and those of a theme take a twenty-fifth
of a build of a hundred. What a template becomes depends on the settings of its environment, too.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path

import jinja2
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

_SETTINGS = ("autoescape", "trim_blocks", "lstrip_blocks", "keep_trailing_newline")


class CompiledTemplates(BytecodeCache):
    """Compiled templates beside their texts: `__pycache__/agreement.html.cpython-311.pyc`.

    As with modules, nothing is kept where Python is told not to write, or where it may not.
    """

    def get_bucket(
        self, environment: Environment, _name: str, filename: str | None, source: str
    ) -> Bucket:
        """Return what is kept of a text, for these settings and this release of Jinja."""
        settings = [str(getattr(environment, setting)) for setting in _SETTINGS]
        finalize = "finalize" if environment.finalize else ""
        said = "\n".join((jinja2.__version__, *settings, finalize, *_parts(environment), source))
        digest = sha256(said.encode()).hexdigest()
        place = self.place(filename) if filename else ""
        bucket = Bucket(environment, cache_from_source(place) if place else "", digest)
        self.load_bytecode(bucket)
        return bucket

    def place(self, filename: str) -> str:
        """Return the file beside whose name what is compiled of a file is kept; empty for none."""
        return filename

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read what is kept, where it is of the same text."""
        with suppress(OSError), Path(bucket.key).open("rb") as kept:
            bucket.load_bytecode(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template; a build at the same time reads the old one or the new one."""
        if not bucket.key or sys.dont_write_bytecode:
            return
        kept = Path(bucket.key)
        new = kept.with_name(f"{kept.name}.{os.getpid()}")
        with suppress(OSError):
            kept.parent.mkdir(exist_ok=True)
            try:
                with new.open("xb") as written:
                    bucket.write_bytecode(written)
                new.replace(kept)
            finally:
                new.unlink(missing_ok=True)


def _parts(environment: Environment) -> Iterator[str]:
    """Yield what plugins can change of an environment, and what is compiled with it."""
    for part in (type(environment), environment.code_generator_class):
        yield f"{part.__module__}.{part.__qualname__}"
    yield from sorted(environment.extensions)
    for name, made in sorted(environment.filters.items()):  # of constants they are worked out
        yield f"{name} {made.__module__}.{getattr(made, '__qualname__', type(made).__name__)}"


class CompiledThemeTemplates(CompiledTemplates):
    """Those of an installed theme, kept among ours: MkDocs takes all beside its own for pages.

    What is not installed, such as an author's own template, changes often, and is not kept.
    """

    def __init__(self) -> None:
        paths = sysconfig.get_paths()
        self._folders = tuple(f"{paths[name]}{os.sep}" for name in ("purelib", "platlib"))

    def place(self, filename: str) -> str:
        """Return one place for each file, whatever its text."""
        if not filename.startswith(self._folders):
            return ""
        return str(_OURS.joinpath(f"theme-{sha256(filename.encode()).hexdigest()[:16]}.html"))


_OURS = Path(__file__).with_name("templates")
