"""Bytes on the disk: given back as they were put, and held in memory where the disk takes none."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from typing import BinaryIO

import pytest

from sla_catalog import spool
from sla_catalog.spool import Spool
from sla_catalog.workers import Workers


def full() -> BinaryIO:
    raise OSError(errno.ENOSPC, "no space left")


def test_what_is_put_is_got_in_any_order() -> None:
    kept = Spool()
    slots = [kept.put(text) for text in (b"first", b"", "zweite ä".encode())]
    assert [kept.get(slot) for slot in reversed(slots)] == ["zweite ä".encode(), b"", b"first"]


def test_a_process_puts_what_another_one_gets() -> None:
    kept = Spool()
    kept.put(b"before")
    reading, writing = os.pipe()
    if os.fork() == 0:
        slot = kept.put(b"of the child")
        os.write(writing, bytes(slot))
        os._exit(0)
    start, length = os.read(reading, 2)
    os.wait()
    assert kept.get(spool.Slot(start, length)) == b"of the child"


def test_a_full_disk_keeps_it_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Spool()
    first = kept.keep(b"on the disk")
    monkeypatch.setattr(Spool, "put", lambda _self, _data: full())
    later = kept.keep(b"in memory")
    assert (first(), later()) == (b"on the disk", b"in memory")


@pytest.mark.filterwarnings("error")
def test_no_file_can_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept is still given back, nothing is shared out, and nothing is said at the end."""
    no_file: Callable[..., BinaryIO] = lambda **_: full()  # noqa: E731 -- it stands for a function
    monkeypatch.setattr(spool, "TemporaryFile", no_file)
    assert Spool().keep(b"text")() == b"text"
    assert not Workers.start(str, 100, 1).are_there
