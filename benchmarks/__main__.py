"""Options in, a table out."""

import argparse
import tempfile
from pathlib import Path

from benchmarks.bounds import print_bounds
from benchmarks.checking import OLDER, packages, print_checks
from benchmarks.checking import measure as measure_checks
from benchmarks.comparison import measure, print_responses
from benchmarks.importing import print_import
from benchmarks.language import print_scores
from benchmarks.lists import measure as measure_lists
from benchmarks.lists import print_lists
from benchmarks.measuring import Comparison, compare
from benchmarks.reloading import measure as measure_reloads
from benchmarks.reloading import print_shares
from benchmarks.reviewing import measure_history, measure_review, print_history, print_review
from benchmarks.searching import Search, measure_search, print_searches
from benchmarks.serving import Served, print_reloads
from benchmarks.serving import measure as measure_serving
from benchmarks.table import print_comparisons, print_machine
from benchmarks.targets import GROUPS, Bench, Sizes, print_targets
from benchmarks.terms import measure as measure_terms
from benchmarks.terms import print_costs

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


def run_targets(options: argparse.Namespace, folder: Path) -> None:
    print_machine()
    bench = Bench(options.agreements, folder, Sizes.scaled(options.scale), options.repeat)
    print_targets(bench, options.only)


def run_comparison(options: argparse.Namespace, folder: Path) -> None:
    responses = []
    for agreements, metrics in options.sizes:
        print(f"{agreements} agreements x {metrics} metrics ...", flush=True)
        place = folder / f"{agreements}x{metrics}"
        responses.append(measure(place, agreements, metrics, options.repeat))
    print_responses(responses)


def run_lists(options: argparse.Namespace, folder: Path) -> None:
    for size in options.sizes:
        print(f"{size:,} agreements ...", flush=True)
        place = folder / str(size)
        print_lists(size, measure_lists(options.agreements, place, size, options.repeat))


def run_terms(options: argparse.Namespace, _folder: Path) -> None:
    costs = []
    for terms in options.sizes:
        print(f"{terms:,} terms over {options.pages:,} pages ...", flush=True)
        costs.append(measure_terms(terms, options.pages, options.peer_pages))
    print_costs(costs)


def run_search(options: argparse.Namespace, folder: Path) -> None:
    searches: list[Search] = []
    for size in options.sizes:
        print(f"{size:,} agreements ...", flush=True)
        searches += measure_search(options.agreements, folder / str(size), size)
    print_searches(searches)


def run_serving(options: argparse.Namespace, folder: Path) -> None:
    print_machine()
    served: list[Served] = []
    for size in options.sizes:
        print(f"{size} agreements, {options.repeat} edits x 2 ...", flush=True)
        served += measure_serving(options.agreements, folder / str(size), size, options.repeat)
    print_reloads(served)


def run_reloads(options: argparse.Namespace, folder: Path) -> None:
    place = folder / "reloaded"
    first, *edits = measure_reloads(options.agreements, place, options.size, options.repeat)
    print_shares(first, edits[1:] or edits)  # the first one fills the second folder


def run_checks(options: argparse.Namespace, folder: Path) -> None:
    sides = packages(folder, options.older)
    checked = []
    for size in options.sizes:
        print(f"{size:,} agreements, {options.repeat} x 2 checks ...", flush=True)
        place = folder / str(size)
        checked.append(measure_checks(options.agreements, place, sides, size, options.repeat))
    print_checks(checked)


def run_bounds(options: argparse.Namespace, folder: Path) -> None:
    print_machine()
    print_bounds(folder, options.shapes, options.catalogs)


def run_reviews(options: argparse.Namespace, folder: Path) -> None:
    size, repeat = options.size, options.repeat
    print(f"{size:,} agreements, {options.changed} changed, {repeat} x 2 runs ...", flush=True)
    place = folder / "review"
    print_review(measure_review(options.agreements, place, size, options.changed, repeat))
    size, revisions = options.of_history, options.revisions
    print(f"{size:,} agreements, {revisions} revisions, {repeat} x 2 builds ...", flush=True)
    place = folder / "history"
    print_history(measure_history(options.agreements, place, size, revisions, repeat))
    print("nothing ever changed ...", flush=True)
    place = folder / "unchanged"
    print_history(measure_history(options.agreements, place, size, 1, repeat))
    print("nothing changed since the last build, which kept what it worked out ...", flush=True)
    place = folder / "kept"
    found = measure_history(options.agreements, place, size, revisions, repeat, cached=True)
    print_history(found)


def run_language(_options: argparse.Namespace, _folder: Path) -> None:
    print_scores()


def run_importing(_options: argparse.Namespace, folder: Path) -> None:
    print_machine()
    print_import(folder / "foreign")


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    names = (
        "targets build check review comparison lists terms search serve reload language importing "
        "bounds"
    )
    listed = names.replace(" ", " | ")
    commands = parser.add_subparsers(required=True, metavar=listed)
    targets = commands.add_parser("targets", help="what is meant beside what is measured")
    targets.add_argument("--scale", type=float, default=1, help="0.1: a tenth of each size")
    targets.add_argument("--only", type=lambda text: text.split(","), default=[*GROUPS])
    targets.add_argument("--repeat", type=int, default=1, help="builds of each side")
    targets.add_argument("--agreements", type=Path, default=ROOT / "agreements", help="examples")
    targets.set_defaults(run=run_targets)
    build = commands.add_parser("build", help="build ours and the peer in turn")
    build.add_argument("--sizes", type=parse_sizes, default=[100, 400, 1600], help="100,400,1600")
    build.add_argument("--repeat", type=int, help="runs of each side (3, large ones 1)")
    build.add_argument("--changed", type=int, default=20, help="agreements that change (20)")
    build.add_argument("--agreements", type=Path, default=ROOT / "agreements", help="the examples")
    build.set_defaults(run=run_builds)
    check = commands.add_parser("check", help="check by ours and an older revision in turn")
    check.add_argument("--sizes", type=parse_sizes, default=[1, 500], help="1,500")
    check.add_argument("--repeat", type=int, default=5, help="runs of each side")
    check.add_argument("--older", default=OLDER, help=f"a revision of git ({OLDER})")
    check.add_argument("--agreements", type=Path, default=ROOT / "agreements", help="the examples")
    check.set_defaults(run=run_checks)
    review = commands.add_parser("review", help="review beside a check, and build with a history")
    review.add_argument("--size", type=int, default=500, help="agreements of the review")
    review.add_argument("--changed", type=int, default=20, help="agreements that changed")
    review.add_argument("--of-history", type=int, default=100, help="agreements of the history")
    review.add_argument("--revisions", type=int, default=50, help="commits of the history")
    review.add_argument("--repeat", type=int, default=3, help="runs of each side")
    review.add_argument("--agreements", type=Path, default=ROOT / "agreements", help="the examples")
    review.set_defaults(run=run_reviews)
    comparison = commands.add_parser("comparison", help="use the comparison in a browser")
    sizes = [(60, 30), (500, 40)]
    comparison.add_argument("--sizes", type=parse_tables, default=sizes, help="60x30,500x40")
    comparison.add_argument("--repeat", type=int, default=5, help="times that a page is opened")
    comparison.set_defaults(run=run_comparison)
    lists = commands.add_parser("lists", help="use the long lists in a browser")
    lists.add_argument("--sizes", type=parse_sizes, default=[400, 1600], help="400,1600")
    lists.add_argument("--repeat", type=int, default=5, help="times that each page is opened")
    lists.add_argument("--agreements", type=Path, default=ROOT / "agreements", help="the examples")
    lists.set_defaults(run=run_lists)
    terms = commands.add_parser("terms", help="link terms on pages, beside Material's own way")
    terms.add_argument("--sizes", type=parse_sizes, default=[500, 5000], help="500,5000")
    terms.add_argument("--pages", type=int, default=1000, help="pages of ours")
    terms.add_argument(
        "--peer-pages", type=int, default=3, help="pages of the peer's, which is slow"
    )
    terms.set_defaults(run=run_terms)
    search = commands.add_parser("search", help="search in a browser, beside Pagefind")
    search.add_argument(
        "--sizes", type=parse_sizes, default=[400, 1600, 5000], help="400,1600,5000"
    )
    search.add_argument("--agreements", type=Path, default=ROOT / "agreements", help="the examples")
    search.set_defaults(run=run_search)
    serve = commands.add_parser("serve", help="edit while ours and the peer are served in turn")
    serve.add_argument("--sizes", type=parse_sizes, default=[400, 1600], help="400,1600")
    serve.add_argument("--repeat", type=int, default=9, help="edits of each side")
    serve.add_argument("--agreements", type=Path, default=ROOT / "agreements", help="the examples")
    serve.set_defaults(run=run_serving)
    reload = commands.add_parser("reload", help="where the time of an edit in a preview goes")
    reload.add_argument("--size", type=int, default=1000, help="agreements")
    reload.add_argument("--repeat", type=int, default=9, help="edits")
    reload.add_argument("--agreements", type=Path, default=ROOT / "agreements", help="the examples")
    reload.set_defaults(run=run_reloads)
    language = commands.add_parser("language", help="tell vague sentences from clear ones")
    language.set_defaults(run=run_language)
    importing = commands.add_parser("importing", help="read foreign files into agreements")
    importing.set_defaults(run=run_importing)
    bounds = commands.add_parser("bounds", help="check the worst files that the limits let pass")
    bounds.add_argument("--shapes", type=lambda text: text.split(","), help="tiers,cases (all)")
    bounds.add_argument("--catalogs", type=int, default=3, help="worst shapes of 500 files each")
    bounds.set_defaults(run=run_bounds)
    for command in commands.choices.values():
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
        place, changed = folder / str(size), min(size, options.changed)
        print(f"{size} agreements, {runs} builds of each side ...", flush=True)
        comparisons.append(compare(options.agreements, place, size, runs, changed))
    return comparisons


if __name__ == "__main__":
    main()
