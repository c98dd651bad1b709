"""From bytes to text: UTF-8, with or without a mark, in LF or CRLF lines."""

from __future__ import annotations

import re

from sla_catalog.findings import Finding, Span
from sla_catalog.source.wording import refuse

_HEADS = (
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\xfe\xff", "UTF-16"),
    (b"\xff\xfe", "UTF-16"),
)
_BOM = b"\xef\xbb\xbf"
_ENCODED_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")


def decode_utf8(path: str, data: bytes) -> tuple[str | None, tuple[Finding, ...]]:
    """Return the text without a mark and with LF line ends, or say why there is none."""
    wide = _wide_encoding(data)
    if wide:
        return None, (_not_utf8(Span(path), f"the file is {wide} from byte 0 on"),)
    mark = len(_BOM) if data.startswith(_BOM) else 0
    try:
        text = data[mark:].decode("utf-8")
    except UnicodeDecodeError as error:
        return None, (_undecodable(path, data, mark + error.start),)
    return text.replace("\r\n", "\n"), ()


def _wide_encoding(data: bytes) -> str | None:
    for head, name in _HEADS:
        if data.startswith(head):
            return name
    zeros = [byte == 0 for byte in data[:4]]
    if zeros in ([False, True, True, True], [True, True, True, False]):
        return "UTF-32"
    return "UTF-16" if zeros in ([False, True, False, True], [True, False, True, False]) else None


def _undecodable(path: str, data: bytes, offset: int) -> Finding:
    before = data[:offset].removeprefix(_BOM).decode("utf-8").replace("\r\n", "\n")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    end = data.find(b"\n", offset)
    rest = data[offset : end if end >= 0 else len(data)].decode("utf-8", "replace").rstrip("\r")
    excerpt = before[before.rfind("\n") + 1 :] + rest
    span = Span(path, line, column, line, column + 1, excerpt)
    half = _ENCODED_SURROGATE.match(data, offset)
    if half:
        return Finding(
            "lone-surrogate",
            span,
            f"bytes {half[0].hex(' ').upper()} at offset {offset} are one half of a character",
            "expected whole characters",
            "write the character itself and save the file as UTF-8",
        )
    return _not_utf8(span, f"byte 0x{data[offset]:02X} at offset {offset} is not UTF-8")


def _not_utf8(span: Span, found: str) -> Finding:
    return refuse("not-utf-8", span, found)
