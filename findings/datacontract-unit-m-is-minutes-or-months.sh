#!/usr/bin/env bash
# Guess: the unit `m` of an ODCS service level means one thing, and `M` another, as in ISO 8601.
# Truth: `m` is a minute for a freshness and a month of 30 days for a retention, in one tool and one
#   contract. `M` is folded to `m`, so that a freshness of one month is tested as one of a minute.
# Version: datacontract-cli 1.2.8.
# Source: `freshness_value_to_seconds` and `_retention_value_to_seconds` in
#   datacontract/engines/checks/create_checks.py.
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

minute = check("freshness", 1, "m", timedelta(hours=2))
month = check("freshness", 1, "M", timedelta(hours=2))
kept = check("retention", 1, "m", timedelta(hours=2))
assert minute[0][2].endswith("exceeds the threshold of 60s"), minute
assert month[0][2].endswith("exceeds the threshold of 60s"), month
assert kept[0][:2] == ("Retention of orders.created < 2592000s", "passed"), kept
PYTHON
"$folder/venv/bin/python" check.py 2> log || { cat log; exit 1; }
