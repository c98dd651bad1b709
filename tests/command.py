"""The command `sla` within the process of the tests: its libraries are loaded once."""

from __future__ import annotations

from contextlib import chdir
from pathlib import Path

from click.testing import CliRunner, Result

from sla_catalog.cli import main


def sla(folder: Path, *arguments: str, **environment: str) -> Result:
    """Run the command in a folder."""
    with chdir(folder):
        result = CliRunner().invoke(main, arguments, env=environment)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result
