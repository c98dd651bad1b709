"""Options in, a table out."""

import argparse
import tempfile
from pathlib import Path

from benchmarks.comparison import measure, print_responses
from benchmarks.measuring import Comparison, compare
from benchmarks.table import print_comparisons, print_machine

ROOT = Path(__file__).resolve().parent.parent
LARGE = 1000
RUNS_OF_SMALL, RUNS_OF_LARGE = 3, 1


def main() -> None:
    options = parse_options()
    if options.folder:
        options.run(options, options.folder)
    else:
        with tempfile.TemporaryDirectory(prefix="sla-benchmark-") as folder:
            options.run(options, Path(folder))


def run_builds(options: argparse.Namespace, folder: Path) -> None:
    print_machine()
    print_comparisons(compare_sizes(options, folder))


def run_comparison(options: argparse.Namespace, folder: Path) -> None:
    responses = []
    for agreements, metrics in options.sizes:
        print(f"{agreements} agreements x {metrics} metrics ...", flush=True)
        place = folder / f"{agreements}x{metrics}"
        responses.append(measure(place, agreements, metrics, options.repeat))
    print_responses(responses)


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    commands = parser.add_subparsers(required=True, metavar="build | comparison")
    build = commands.add_parser("build", help="build ours and the peer in turn")
    build.add_argument("--sizes", type=parse_sizes, default=[100, 400, 1600], help="100,400,1600")
    build.add_argument("--repeat", type=int, help="runs of each side (3, large ones 1)")
    build.add_argument("--agreements", type=Path, default=ROOT / "agreements", help="the examples")
    build.set_defaults(run=run_builds)
    comparison = commands.add_parser("comparison", help="use the comparison in a browser")
    sizes = [(60, 30), (500, 40)]
    comparison.add_argument("--sizes", type=parse_tables, default=sizes, help="60x30,500x40")
    comparison.add_argument("--repeat", type=int, default=5, help="times that a page is opened")
    comparison.set_defaults(run=run_comparison)
    for command in (build, comparison):
        command.add_argument("--folder", type=Path, help="keep sources and sites in a new folder")
    return parser.parse_args()


def parse_tables(text: str) -> list[tuple[int, int]]:
    pairs = [size.split("x") for size in text.split(",")]
    return [(int(agreements), int(metrics)) for agreements, metrics in pairs]


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
