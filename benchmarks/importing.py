"""Foreign files read into agreements, beside what PyYAML's C loader takes only to load them."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import yaml

from benchmarks.measuring import RSS_UNIT
from benchmarks.spellings import print_spellings
from sla_catalog.importing.agreements import agreements
from sla_catalog.importing.folder import SUFFIXES, read_files
from sla_catalog.source.limits import Limits
from sla_catalog.source.tree import read_directory

FILES = 1000
RUNS = 5
OPENSLO = """\
apiVersion: openslo/v1
kind: SLO
metadata: {{name: slo-{n}, displayName: Requests {n}, labels: {{team: team-{n}}}}}
spec:
  service: service-{n}
  description: 99.9% of requests over 28d
  indicator:
    spec:
      ratioMetric:
        good: {{metricSource: {{type: Prometheus, spec: {{query: 'sum(requests{{n="{n}"}})'}}}}}}
        total: {{metricSource: {{type: Prometheus, spec: {{query: sum(requests)}}}}}}
  timeWindow: [{{duration: 28d, isRolling: true}}]
  budgetingMethod: Occurrences
  objectives: [{{displayName: Good, target: 0.999}}]
"""
SLOTH = """\
version: prometheus/v1
service: shop-{n}
labels: {{owner: payments}}
slos:
  - name: requests
    objective: 99.9
    sli: {{events: {{error_query: errors_{n}, total_query: requests_{n}}}}}
  - {{name: orders, objective: 99.5, alerting: {{name: Orders, labels: {{team: a}}}}}}
"""
CONTRACT = """\
apiVersion: v3.1.0
kind: DataContract
id: contract-{n}
name: Contract {n}
status: active
schema:
  - name: orders
    properties:
      - {{name: id, logicalType: string, required: true}}
      - {{name: amount, logicalType: number, description: What the customer pays}}
      - {{name: created, logicalType: date}}
slaProperties:
  - {{property: availability, value: 99.9, unit: percent}}
  - {{property: retention, value: 3, unit: y}}
  - {{property: freshness, value: 25h}}
"""


def write_foreign(folder: Path) -> None:
    """Write as many files as are measured, a third of each format."""
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(FILES):
        text = (OPENSLO, SLOTH, CONTRACT)[n % 3].format(n=n)
        (folder / f"file-{n}.yaml").write_text(text, encoding="utf-8")


def load(folder: Path) -> int:
    texts = [path.read_bytes() for path in sorted(folder.iterdir())]
    return sum(bool(yaml.load(text, yaml.CSafeLoader)) for text in texts)


def make(folder: Path) -> int:
    files, _ = read_directory(folder, "foreign", Limits(), SUFFIXES)
    read, _ = read_files(files, Limits())
    return len(agreements(read, date(2026, 12, 2)).texts)


def measure(folder: Path, steps: Callable[[Path], int]) -> float:
    started = time.process_time()
    steps(folder)
    return time.process_time() - started


def peak(folder: Path) -> int:
    """Return the most memory that a process takes which reads the files once."""
    code = (
        "import resource, sys; from pathlib import Path; from benchmarks.importing import make; "
        "make(Path(sys.argv[1])); print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True
    )
    return int(done.stdout) * RSS_UNIT


def print_import(folder: Path) -> None:
    """Print how long both take, in turn, and the memory of ours."""
    write_foreign(folder)
    made = make(folder)
    load(folder)
    pairs = [(measure(folder, load), measure(folder, make)) for _ in range(RUNS)]
    theirs, ours = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(mine / their for their, mine in pairs)
    print(f"{FILES:,} files, {made:,} agreements, {RUNS} runs of each in turn, processor time")
    print(f"PyYAML's C loader: {theirs:.2f} s; into agreements: {ours:.2f} s; ratio {ratio:.2f}")
    print(f"peak memory: {peak(folder) / 1e6:.0f} MB")
    print_spellings()
