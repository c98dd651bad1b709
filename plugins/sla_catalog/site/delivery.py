"""The folder into which MkDocs writes: one beside the site's, until all of it is written."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from pathlib import Path

import mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from sla_catalog.staging import Staging


class _Warnings(logging.Handler):
    """Count what the generator logs as a warning or worse, as it does itself in a strict build."""

    count = 0

    def __init__(self) -> None:
        super().__init__(logging.WARNING)

    def emit(self, _record: logging.LogRecord) -> None:
        """Count one."""
        self.count += 1


@dataclass(slots=True)
class SiteDelivery:
    """The way of a site into its folder, `site_dir`.

    It is begun before anybody asks for that folder, and finished when all have written.
    `published` counts how often that succeeded. What it `kept` is written over the next time.
    """

    _staging: Staging | None = None
    _kept: Staging | None = None
    _config: MkDocsConfig | None = None
    _site_dir: str = ""
    published: int = 0
    _warnings: _Warnings = field(default_factory=_Warnings)

    def begin(self, config: MkDocsConfig) -> None:
        """Let MkDocs write beside the folder of the site."""
        target, kept, self._kept = Path(config.site_dir), self._kept, None
        try:
            staging = kept if kept and kept.target == target.resolve() else Staging(target)
        except OSError as error:
            raise PluginError(f"sla-catalog: nothing can be written: {error}") from None
        self._staging, self._config, self._site_dir = staging, config, config.site_dir
        config.site_dir = str(staging.fresh)
        self._warnings.count = 0
        logging.getLogger(mkdocs.__name__).addHandler(self._warnings)

    def write_over(self) -> None:
        """Let what was kept be written over, now that MkDocs has emptied the folder."""
        if self._staging:
            self._staging.write_over()

    def finish(self, *, stops_at_warnings: bool, is_kept: bool) -> bool:
        """Put what was written in the place of the site, and tell whether that was done.

        It is not where a strict build is about to fail. Of what the folder held before, names
        that begin with a dot stay, such as `.git`: MkDocs does not remove them either. What was
        there before `is_kept` for the next build to write over, or else removed.
        """
        staging, is_fine = self._staging, not (stops_at_warnings and self._warnings.count)
        if staging is None:
            return False
        try:
            if is_fine:
                staging.publish(name for name in staging.held if name.startswith("."))
                self._kept = staging if is_kept and staging.keep() else None
        finally:
            self.end()
        self.published += is_fine
        return is_fine

    def end(self) -> None:
        """Throw away what was not published, and call the site's folder by its name again."""
        if self._staging is None or self._config is None:
            return
        logging.getLogger(mkdocs.__name__).removeHandler(self._warnings)
        if self._staging is not self._kept:
            self._staging.discard()
        self._config.site_dir = self._site_dir
        self._staging = self._config = None
