#!/usr/bin/env bash
# Guess: a retention of "3" years, quoted as the schema of ODCS allows, is checked like one of 3 years,
#   as a quoted freshness is; or else the tool says that it is not.
# Truth: it is skipped without a word. Data of nine years pass, and the report has no row for it.
# Version: datacontract-cli 1.2.8.
# Source: `_retention_value_to_seconds` in datacontract/engines/checks/create_checks.py reads a text as
#   an ISO 8601 duration only; `freshness_value_to_seconds` beside it reads digits as well.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "datacontract-cli[duckdb]==1.2.8"
cd "$folder"
cat > check.py <<'PYTHON'
from datetime import datetime, timedelta, timezone
from importlib.metadata import version
from pathlib import Path

from datacontract.data_contract import DataContract

CONTRACT = """apiVersion: v3.1.0
kind: DataContract
id: orders
version: 1.0.0
status: active
servers: [{server: local, type: local, path: orders.csv, format: csv}]
schema:
  - name: orders
    properties: [{name: created, logicalType: timestamp, physicalType: timestamp}]
slaProperties:
  - {property: %s, value: %s, unit: %s, element: orders.created}
"""


def check(kind, value, unit, age):
    """Return the service levels that were checked on one row of some age, with their results."""
    moment = datetime.now(timezone.utc).replace(tzinfo=None) - age
    Path("orders.csv").write_text(f"created\n{moment:%Y-%m-%d %H:%M:%S}\n")
    Path("contract.yaml").write_text(CONTRACT % (kind, value, unit))
    run = DataContract(data_contract_file="contract.yaml").test()
    found = [one for one in run.checks if (one.type or "").startswith("servicelevel")]
    shown = [(one.name, one.result.value, one.reason) for one in found]
    print(f"{kind} {value} {unit}, data of {age}:", *shown or ["nothing is checked"], sep="\n  ")
    return shown


print("datacontract-cli", version("datacontract-cli"))

NINE_YEARS = timedelta(days=9 * 365)
plain = check("retention", 3, "y", NINE_YEARS)
quoted = check("retention", '"3"', "y", NINE_YEARS)
fresh = check("freshness", '"3"', "d", NINE_YEARS)
assert plain[0][1] == "failed", plain
assert quoted == [], quoted
assert fresh[0][1] == "failed", fresh
PYTHON
"$folder/venv/bin/python" check.py 2> log || { cat log; exit 1; }
