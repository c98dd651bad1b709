"""Work that other processes do.

Each test is a process of its own, since one with threads, as of pytest, is not forked.
"""

from __future__ import annotations

import subprocess
import sys

START = "from sla_catalog.workers import FEWEST, Workers, spare_cores\n"


def run(script: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", START + script], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return done.stdout


def test_texts_arrive_in_order_whoever_makes_them() -> None:
    made = run("""
workers = Workers.start(lambda number: f"{number} ä" * 20_000, 50, 3)
assert workers.are_there
taken = [workers.take(number) for number in range(50)]
workers.end()
print(taken == [f"{number} ä" * 20_000 for number in range(50)], workers.are_there)
""")
    assert made == "True False\n"


def test_what_a_worker_cannot_make_is_left_to_who_asks() -> None:
    made = run("""
workers = Workers.start(lambda number: str(60 // (number - 6)), 50, 2)
print([workers.take(number) for number in range(10)])
workers.end()
""")
    assert made == "['-10', '-12', '-15', '-20', '-30', '-60', None, '60', None, '20']\n"


def test_workers_end_though_nobody_takes_what_they_make() -> None:
    made = run("""
import os
workers = Workers.start(lambda number: "x" * 1_000_000, 50, 2)
workers.end()
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    print("none is left")
""")
    assert made == "none is left\n"


def test_a_worker_that_is_killed_is_no_loss() -> None:
    made = run("""
import os, signal
workers = Workers.start(lambda number: str(number) * 100_000, 50, 1)
first = workers.take(0)
os.kill(workers._ids[0], signal.SIGKILL)
rest = [workers.take(number) for number in range(1, 50)]
workers.end()
print(first == "0" * 100_000, rest[-1])
""")
    assert made == "True None\n"


def test_little_work_and_threads_are_not_shared_out() -> None:
    made = run("""
import threading
print(Workers.start(str, FEWEST - 1, 2).are_there, Workers.start(str, 50, 0).are_there)
stop = threading.Event()
threading.Thread(target=stop.wait).start()
print(spare_cores())
stop.set()
""")
    assert made == "False False\n0\n"
