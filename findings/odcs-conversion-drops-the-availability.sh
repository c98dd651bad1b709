#!/usr/bin/env bash
# Guess: `datacontract export odcs` turns `availability: {percentage: 99.9%}` into the service level
#   `availability` of ODCS, with 99.9.
# Truth: the figure is gone. What is written is `generalAvailability`, which in ODCS is the date of a
#   release, with the description as its value. The response time of support and the recovery times
#   of backups are lost as well; the result passes the tool's own check.
# Version: datacontract-cli 1.2.8.
# Source: `_convert_servicelevels` in the tool's conversion of the datacontract-specification; the
#   service levels of ODCS 3.1.0.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check datacontract-cli==1.2.8
cd "$folder"
cat > contract.yaml <<'YAML'
dataContractSpecification: 1.2.1
id: orders
info: {title: Orders, version: 1.0.0, owner: checkout}
servers: {local: {type: local, path: orders.csv, format: csv}}
models: {orders: {type: table, fields: {id: {type: string}}}}
servicelevels:
  availability: {description: Answers requests, percentage: 99.9%}
  support: {time: 9am to 5pm, responseTime: 1h}
  backup: {interval: weekly, recoveryTime: 24 hours, recoveryPoint: 1 week}
YAML
cat > check.py <<'PYTHON'
import subprocess
import sys
from importlib.metadata import version

import yaml

command = [sys.argv[1], "export", "odcs", "contract.yaml", "--output", "odcs.yaml"]
subprocess.run(command, check=True, capture_output=True)
with open("odcs.yaml", encoding="utf-8") as file:
    text = file.read()
levels = yaml.safe_load(text)["slaProperties"]
print("datacontract-cli", version("datacontract-cli"))
print(yaml.safe_dump(levels, sort_keys=False), end="")
assert {"property": "generalAvailability", "value": "Answers requests"} in levels, levels
assert not any(one["property"] == "availability" for one in levels), levels
assert not any(lost in text for lost in ("99.9", "1h", "24 hours", "1 week")), text
PYTHON
"$folder/venv/bin/python" check.py "$folder/venv/bin/datacontract"
"$folder/venv/bin/datacontract" lint odcs.yaml | grep "Data contract is valid"
