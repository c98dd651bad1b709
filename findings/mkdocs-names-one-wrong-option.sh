#!/usr/bin/env bash
# Guess: `Config.validate()` of MkDocs returns a list of errors, so a plugin that declares its options in a
#   `Config` gets, and its users see, everything that is wrong with them in one run.
# Truth: values are validated in the order of declaration and the first wrong one ends it: the list has at
#   most one error of a value, so that three mistakes take three builds. In a `SubConfig` it is the same.
#   A name that does not exist is only a warning.
# Version: MkDocs 1.6.1.
# Source: the lists returned, as printed below; `Config._validate` in mkdocs/config/base.py has a `break`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check mkdocs==1.6.1
cat > "$folder/check.py" <<'PYTHON'
from importlib.metadata import version

from mkdocs.config import config_options as options
from mkdocs.config.base import Config


class Limits(Config):
    files = options.Type(int, default=1)
    bytes = options.Type(int, default=1)


class Options(Config):
    folder = options.Type(str, default="agreements")
    limits = options.SubConfig(Limits)
    days = options.Type(int, default=14)


def told(written):
    config = Options()
    config.load_dict(written)
    errors, warnings = config.validate()
    return [name for name, _ in errors], [name for name, _ in warnings]


print("mkdocs", version("mkdocs"))
whole = told({"folder": 5, "days": "soon", "fodler": "x"})
print("three mistakes:", whole)
below = told({"limits": {"files": "a", "bytes": "b"}})
print("two mistakes below one option:", below)
mended = told({"folder": "agreements", "days": "soon", "fodler": "x"})
print("with the first mended:", mended)
assert whole == (["folder"], ["fodler"]), whole
assert below == (["limits"], []), below
assert mended == (["days"], ["fodler"]), mended
config = Options()
config.load_dict({"limits": {"files": "a", "bytes": "b"}})
[(_, error)] = config.validate()[0]
print(error)
assert "files" in str(error) and "bytes" not in str(error), error
PYTHON
"$folder/venv/bin/python" "$folder/check.py" 2>&1
