#!/usr/bin/env bash
# Guess: a freshness of 0.5 days is kept by data that are two hours old; the check is named
#   `Freshness of orders.created < 0.5d`.
# Truth: the value is cut to whole days before it becomes seconds. The check keeps its name and tests
#   0 seconds, so that nothing can pass; 1.9 days are tested as one day.
# Version: datacontract-cli 1.2.8.
# Source: `freshness_value_to_seconds` in datacontract/engines/checks/create_checks.py takes
#   `int(value) * factor`; ODCS 3.1.0 takes any number as `value`.
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

half = check("freshness", 0.5, "d", timedelta(hours=2))
nearly_two = check("freshness", 1.9, "d", timedelta(hours=36))
hours = check("freshness", 12, "h", timedelta(hours=2))
assert half[0][:2] == ("Freshness of orders.created < 0.5d", "failed"), half
assert half[0][2].endswith("exceeds the threshold of 0s"), half
assert nearly_two[0][2].endswith("exceeds the threshold of 86400s"), nearly_two
assert hours[0][1] == "passed", hours
PYTHON
"$folder/venv/bin/python" check.py 2> log || { cat log; exit 1; }
