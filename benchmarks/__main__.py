"""Options in, a table out."""

import argparse
import tempfile
from pathlib import Path

from benchmarks.measuring import Comparison, compare
from benchmarks.table import print_comparisons, print_machine

ROOT = Path(__file__).resolve().parent.parent
LARGE = 1000
RUNS_OF_SMALL, RUNS_OF_LARGE = 3, 1


def main() -> None:
    options = parse_options()
    print_machine()
    if options.folder:
        comparisons = compare_sizes(options, options.folder)
    else:
        with tempfile.TemporaryDirectory(prefix="sla-benchmark-") as folder:
            comparisons = compare_sizes(options, Path(folder))
    print_comparisons(comparisons)


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    commands = parser.add_subparsers(required=True, metavar="build")
    build = commands.add_parser("build", help="build ours and the peer in turn")
    build.add_argument("--sizes", type=parse_sizes, default=[100, 400, 1600], help="100,400,1600")
    build.add_argument("--repeat", type=int, help="runs of each side (3, large ones 1)")
    build.add_argument("--agreements", type=Path, default=ROOT / "agreements", help="the examples")
    build.add_argument("--folder", type=Path, help="keep sources and sites in this new folder")
    return parser.parse_args()


def parse_sizes(text: str) -> list[int]:
    return sorted(int(size) for size in text.split(","))


def compare_sizes(options: argparse.Namespace, folder: Path) -> list[Comparison]:
    comparisons = []
    for size in options.sizes:
        runs = options.repeat or (RUNS_OF_LARGE if size >= LARGE else RUNS_OF_SMALL)
        print(f"{size} agreements, {runs} x 2 builds ...", flush=True)
        comparisons.append(compare(options.agreements, folder / str(size), size, runs))
    return comparisons


if __name__ == "__main__":
    main()
