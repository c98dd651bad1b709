"""The validator of OpenSLO's own project, where there is one."""

import shutil
from pathlib import Path

_BUILT = Path(__file__).resolve().parents[1] / ".venv" / "bin" / "oslo"
OSLO = str(_BUILT) if _BUILT.is_file() else shutil.which("oslo")
