#!/usr/bin/env bash
# Guess: python-hcl2 reads `timeframe = "7d"` as the text 7d, as it did up to version 7 and as
#   `terraform show -json` prints it, and a reader of SLO resources looks for `resource`, then the type.
# Truth: since version 8 texts and labels keep their quotes: the value is the four signs "7d", and the
#   type is found under a key with quotes in it. A target of 99.90 loses its digit on the way.
# Version: python-hcl2 8.1.4.
# Source: what `hcl2.loads` returns, as printed below; `SerializationOptions` has `strip_string_quotes`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check python-hcl2==8.1.4
cat > "$folder/check.py" <<'PYTHON'
from importlib.metadata import version

import hcl2

SLO = """
resource "datadog_service_level_objective" "orders" {
  name = "Orders"
  thresholds {
    timeframe = "7d"
    target    = 99.90
  }
}
"""
found = hcl2.loads(SLO)
print("python-hcl2", version("python-hcl2"))
print(found)
[resource] = found["resource"]
assert list(resource) == ['"datadog_service_level_objective"'], resource
[slo] = resource['"datadog_service_level_objective"'].values()
assert slo["name"] == '"Orders"', slo
assert slo["thresholds"][0]["timeframe"] == '"7d"', slo
assert str(slo["thresholds"][0]["target"]) == "99.9", slo
PYTHON
"$folder/venv/bin/python" "$folder/check.py"
