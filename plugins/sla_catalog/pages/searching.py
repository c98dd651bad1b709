"""What search finds on a page: its headings with the words under them, without the layout."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, fields, is_dataclass
from functools import cache, lru_cache

from markupsafe import Markup, escape

from sla_catalog.frozen import dataclass
from sla_catalog.pages import blocks
from sla_catalog.pages.addresses import OnPage
from sla_catalog.pages.inline import escaped
from sla_catalog.pages.rendering import View
from sla_catalog.pages.sections import Clause
from sla_catalog.pages.views.agreement import AgreementView, Missed, Promises
from sla_catalog.pages.views.glossary import GlossaryEntry, GlossaryView
from sla_catalog.pages.views.lists import PlainView

# Where search cuts words apart: not within 99.9 and 24/7, but at the % behind and in SLA-042.
SEPARATOR = r"""(?:[\s\-:!=\[\]()"%]|,(?!\d))+|/(?!\d)|(?!\b)(?=[A-Z][a-z])|\.(?!\d)|&[lg]t;"""
_WORDS_APART = re.compile(SEPARATOR)
_SAID = (blocks.Text, blocks.Strong, blocks.Code, blocks.Day)
LONGEST_NOTE = 60  # longer ones explain how something is worked out
_INLINE = (
    *(*_SAID, blocks.Soft, blocks.Badge, blocks.Icon, blocks.Distance),
    *(blocks.Link, blocks.Prose, blocks.AbsentValue),
)
_LEFT_OUT = frozenset({"terms", "ribbon", "gaps", "crumbs", "actions", "source_lines"})
# Of these clauses the author's sentences are searched. Their names and days are found elsewhere on
# the page, or on those of parties and other agreements, or by nobody.
_SENTENCES_ALONE = frozenset(
    {"calendars", "parties", "renewal", "revisions", "sources", "stands-on", "supports"}
)
_DRAWN = (blocks.Icon, blocks.StepPicture, blocks.Distance, blocks.Chain, blocks.WorkedExample)
_JOINED = re.compile(r"\b([A-Z]{2,})(?:/[A-Z]+)?[ -]([0-9]{2,})\b")
_WITH_CAPITALS = re.compile(r"\b\w+[A-Z][a-z]\w*")  # what search cuts: `UKCloud`, `OpenStack`
_CAPITAL_WITHIN = re.compile(r"[A-Z](?<=\w[A-Z])[a-z]")  # as it stands, it looks at capitals alone
_DIGIT = re.compile("[0-9]")
_SEVERITY = re.compile(r"(?:P|S|Sev|Prio)-?([0-9])", re.IGNORECASE)
_SHORT_TIMES = re.compile(r"\b([0-9]{1,3})\s(h|min|s|ms)\b")
_SHARES = re.compile(r"\b([0-9]{1,3})([.,])([0-9]+)(?=\s%)")
# Nobody writes a time in two units; those are worked out, and say nothing that one looks for.
_WORKED_OUT = re.compile(
    r"(?:[a-z]+ )*[0-9.,]+\s(?:d|h|min) [0-9.,]+\s(?:h|min|s)\b.*"
    r"|(?:at most|höchstens) [0-9.,]+\u00a0h\b.*"  # how long working time takes on the wall clock
)


def no_aliases(_text: str) -> tuple[str, ...]:
    """Know no other name for anything."""
    return ()


@dataclass(frozen=True)
class Hints:
    """What a page is found by beside its own words.

    `reference` is its number, `severities` the names of cases that its clauses tell apart;
    `aliases` returns further names of the defined terms in a text, `also` holds what a clause is
    called beside its title, by its anchor, and `synonyms` what readers look for instead; `of` says
    whose clause it is, where many agreements have the same one and readers look for that of one;
    `laws` have another name in another language. Of two hits with the same words the page with the
    higher `boost` comes first.
    """

    reference: str = ""
    severities: tuple[str, ...] = ()
    aliases: Callable[[str], Iterable[str]] = no_aliases
    also: Mapping[str, str] = field(default_factory=dict)
    synonyms: Mapping[str, str] = field(default_factory=dict)
    of: Mapping[str, str] = field(default_factory=dict)
    laws: Mapping[str, str] = field(default_factory=dict)
    boost: float = 1


NO_HINTS = Hints()


def searched(view: View, title: str, hints: Hints = NO_HINTS) -> str:
    """Return lean HTML for a search index: every heading, and under it its words once."""
    match view:
        case AgreementView():
            return "\n".join(_agreement(view, title, hints))
        case GlossaryView():
            entries = (entry for letter in view.letters for entry in letter.entries)
            return "\n".join([_top(title), *map(_entry, entries)])
        case PlainView():
            # Its sections list what other pages hold; one hit leads to one place.
            lines = _lines((view.lead or (), view.facts or ()))
            return f"{_top(title)}\n{_text(lines)}"
        case _:
            return f"{_top(title)}\n{_text([view.lead])}"


def _agreement(view: AgreementView, title: str, hints: Hints) -> Iterator[str]:
    yield _top(f"{hints.reference} {title}".strip(), hints.reference)
    more = (alias for title in _metrics(view) for alias in hints.aliases(title))
    summary, *identity, parties, owner, promises = _head(view)
    what = ", ".join(map(_joined, identity))
    said = [*_lines(summary), what, *_lines((parties, owner, promises))]
    yield _text([*said, *_sentences(view.signatures)], more)
    for section in view.sections:
        said = [*_lines(section.absence), *_lines(section.blocks)]
        if said:
            yield _heading(2, section.anchor, section.title)
            yield _text(said)
        for clause in section.clauses:
            if clause.anchor in _SENTENCES_ALONE:
                sentences = [*_sentences(clause.blocks)]
                if sentences:
                    yield f"{_heading(3, clause.anchor, clause.title)}\n{_text(sentences)}"
            elif not _is_absent(clause):
                yield _under(clause, hints)


def _head(view: AgreementView) -> tuple[object, ...]:
    status, (parties, owner, *_) = blocks.Text(view.status), view.identity
    return (view.summary, *view.eyebrow, (status,), parties, owner, view.promises)


def _metrics(view: AgreementView) -> Iterator[str]:
    for section in view.sections:
        yield from (clause.title for clause in section.clauses if _is_metric(clause))


def _is_absent(clause: Clause) -> bool:
    """Tell whether a clause only says that there is none; nobody looks for those first."""
    lines = [block.line for block in clause.blocks if isinstance(block, blocks.Paragraph)]
    pieces = [piece for line in lines for piece in line]
    return len(lines) == len(clause.blocks) and all(
        isinstance(p, blocks.AbsentValue) for p in pieces
    )


def _is_metric(clause: Clause) -> bool:
    return clause.anchor.startswith("metric-")


def _entry(entry: GlossaryEntry) -> str:
    """Return a term, with its aliases in the heading: who looks for one means the term."""
    aliases = f" ({', '.join(entry.aliases)})" if entry.aliases else ""
    lines = [*_lines(entry.definition), *_lines(entry.overrides)]
    lines += _sentences((entry.note, entry.remarks, entry.source))
    return f"{_heading(2, entry.anchor, entry.name + aliases)}\n{_text(lines)}"


def _under(clause: Clause, hints: Hints) -> str:
    is_metric, title = _is_metric(clause), clause.title
    lines = [*_lines(clause.blocks, is_labelled=not is_metric)]
    last = [hints.synonyms.get(clause.anchor, "")]
    more = [other for name, other in hints.laws.items() if any(name in line for line in lines)]
    if is_metric:
        told = " ".join(lines)
        cases = [name for name in hints.severities if re.search(rf"\b{re.escape(name)}\b", told)]
        more = [*hints.aliases(title), *(other for name in cases for other in _like(name))]
        title = _called(clause, hints) + (f": {', '.join(cases)}" if cases else "")
    elif clause.anchor in hints.also:
        title = _called(clause, hints)
    also, of = hints.also.get(clause.anchor, ""), hints.of.get(clause.anchor, "")
    known = {*title.lower().split(), *also.split()}  # once said, or it counts more than elsewhere
    unseen = [*_run_together(also), *(word for word in of.split() if word.lower() not in known)]
    heading = _heading(3, clause.anchor, title, unseen)
    return f"{heading}\n{_text(lines, more, last)}"


def _run_together(words: str) -> list[str]:
    """Return words that begin with short ones of what a clause is called: `whotocall`, `tocall`.

    Search leaves out words such as `who`, and then takes them for the beginnings of others.
    """
    each = words.split()
    return ["".join(each[place:]) for place, word in enumerate(each[:-1]) if len(word) <= 3]


def _like(severity: str) -> Iterator[str]:
    """Yield what others call a severity: P1 is Sev1 and S1 to them."""
    found = _SEVERITY.fullmatch(severity)
    yield from (f"{word}{found[1]}" for word in ("P", "S", "Sev")) if found else ()


def _called(clause: Clause, hints: Hints) -> str:
    """Return a title with what else its clause is called, unless it has these words already."""
    also = hints.also.get(clause.anchor, "")
    is_said = all(word in clause.title.lower() for word in also.split())
    return clause.title if is_said else f"{clause.title} ({also})"


def _top(title: str, reference: str = "") -> str:
    """Return the heading of a page, with the mark of a reference that search looks for whole."""
    whole = "".join(filter(str.isalnum, reference))
    return _heading(1, "top", title, [Markup("<sub>{}</sub>").format(whole)] if whole else ())


def _heading(level: int, anchor: str, text: str, also: Iterable[str] = ()) -> str:
    words = f"{escaped(_plain(text))}{_unseen([*also, *_whole_names(text)])}"
    return f'<h{level} id="{escaped(anchor)}">{words}</h{level}>'


def _text(lines: Iterable[str], more: Iterable[str] = (), last: Iterable[str] = ()) -> str:
    """Set each line of text once as a paragraph: search shows those that hold what is looked for.

    Words to find a line by that it lacks, such as `SLA042`, are in it and not seen; those for the
    whole text are in its first line, or in its last.
    """
    shown = [*dict.fromkeys(filter(None, map(_plain, lines)))] or [""]
    text, known = " ".join(shown), set[str]()
    paragraphs = []
    for place, line in enumerate(shown):
        words = [*(more if place == 0 else ()), *_other_spellings(line)]
        words += last if place == len(shown) - 1 else ()
        new = (word for word in dict.fromkeys(words) if word and word not in known)
        also = [word for word in new if not _is_said(word, text)]
        known.update(also)
        paragraphs.append(f"{escaped(line)}{_unseen(also)}")
    if len(paragraphs) < 2:
        return paragraphs[0]
    return "".join(f"<p>{one}</p>" for one in paragraphs)


def _is_said(word: str, text: str) -> bool:
    """Tell whether search finds a word in a text; to cut one apart takes longer than all else."""
    return word in text and word in _words_apart(text)


@lru_cache(maxsize=1)  # one text is asked of several words
def _words_apart(text: str) -> frozenset[str]:
    return frozenset(_WORDS_APART.split(text))


def _unseen(words: Sequence[str]) -> str:
    """Return words that are found and not shown: Material's index keeps no other mark than these.

    A style of ours hides a superscript in a subscript, which no page has.
    """
    return f" <sub><sup>{' '.join(map(escape, words))}</sup></sub>" if words else ""


def _other_spellings(text: str) -> Iterator[str]:
    """Yield words of a text as others write them: `ISO27001`, `24x7`, `4h`, `99,9`, `ukcloud`."""
    yield from _whole_names(text)
    if not _DIGIT.search(text):
        return
    yield from (f"{name}{number}" for name, number in _JOINED.findall(text))
    if "24×7" in text:
        yield from ("24x7", "24/7")
    yield from (f"{number}{unit}" for number, unit in _SHORT_TIMES.findall(text))
    for whole, sign, digits in _SHARES.findall(text):
        yield f"{whole}{',' if sign == '.' else '.'}{digits}"


def _whole_names(text: str) -> Iterator[str]:
    """Yield names that search cuts at their capitals, as they are typed without them."""
    if _CAPITAL_WITHIN.search(text):
        yield from dict.fromkeys(name.lower() for name in _WITH_CAPITALS.findall(text))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _lines(piece: object, *, is_labelled: bool = True) -> Iterator[str]:
    """Yield what a piece says, a line for each row, fact and sentence."""
    if isinstance(piece, tuple) and piece and all(isinstance(part, _INLINE) for part in piece):
        yield _joined(piece)
    elif isinstance(piece, tuple):
        for part in piece:
            yield from _lines(part, is_labelled=is_labelled)
    elif isinstance(piece, blocks.Facts):
        for fact in piece.rows:
            yield _told(fact.label if is_labelled else "", [_joined(fact.value)])
    elif isinstance(piece, blocks.Table):
        heads = [column.label for column in piece.columns[1:]] if piece.matrix else []
        yield from (_row(row.head, row.cells, heads) for row in piece.rows)
    elif isinstance(piece, Promises):
        yield from (_row(row.measure, row.cells, piece.columns) for row in piece.rows)
    elif isinstance(piece, Missed):
        yield from (_row(row.missed, row.cells, ()) for row in piece.rows)
        yield from map(_joined, piece.notes)
    elif isinstance(piece, (blocks.Cell, blocks.Sentence)):
        yield _joined(piece)
    elif isinstance(piece, _INLINE):
        yield _joined((piece,))
    elif not isinstance(piece, blocks.Paragraph) or not piece.soft:
        for name in _parts_of(type(piece)):  # type: ignore[arg-type] # a class is hashable
            yield from _lines(getattr(piece, name), is_labelled=is_labelled)


def _sentences(piece: object) -> Iterator[str]:
    """Yield what the author wrote in sentences, each on a line of its own."""
    if isinstance(piece, blocks.Prose):
        yield from _words(piece)
        return
    if isinstance(piece, tuple):
        for part in piece:
            yield from _sentences(part)
        return
    for name in _parts_of(type(piece)):  # type: ignore[arg-type] # a class is hashable
        yield from _sentences(getattr(piece, name))


def _row(head: blocks.Cell, cells: Iterable[blocks.Cell], columns: Sequence[str]) -> str:
    """Say a row: its head, then each cell behind the name of its column, where that is wanted."""
    said, place = [], 0
    for cell in cells:
        names = ", ".join(columns[place : place + cell.span])
        words = _joined(cell)
        said.append(f"{names} {words}".strip() if words else "")
        place += cell.span
    return _told(_joined(head), said)


def _told(label: str, said: Iterable[str]) -> str:
    """Say something of a label; a label of which nothing is said is left out, unless it is all."""
    words = ", ".join(filter(None, said))
    return f"{label}: {words}" if label and words else words or label


def _joined(piece: object) -> str:
    """Join the words of a piece; labels before a colon and times worked out are left out."""
    if isinstance(piece, blocks.Sentence):
        return _joined(piece.cell)
    if isinstance(piece, blocks.Cell):
        return _set_apart(map(_joined, piece.lines))
    words = (w for w in _words(piece) if not w.endswith(":") and not _WORKED_OUT.fullmatch(w))
    line = " ".join(filter(None, words))
    return line.replace(" ,", ",").replace(" ;", ";").strip(" ,;")


def _set_apart(lines: Iterable[str]) -> str:
    """Set lines of a cell apart by semicolons, where no full stop does it."""
    text = ""
    for line in filter(None, lines):
        text += (" " if text.endswith(".") else "; " if text else "") + line
    return text


def _words(piece: object) -> list[str]:
    words: list[str] = []
    _say(piece, words)
    return words


def _say(piece: object, words: list[str]) -> None:
    """Add what a piece says; of a page that is thousands of them, most of them the first kinds."""
    if isinstance(piece, tuple):
        for part in piece:
            _say(part, words)
    elif isinstance(piece, _SAID):
        words.append(piece.text)
    elif isinstance(piece, blocks.Cell):
        _say(piece.lines, words)
    elif isinstance(piece, blocks.Soft):
        words.append(piece.text if len(piece.text) <= LONGEST_NOTE else "")
    elif isinstance(piece, blocks.Prose):
        html = piece.html
        words.append(html.striptags() if "<" in html or "&" in html else str(html))
    elif isinstance(piece, blocks.Link):
        if not isinstance(piece.target, OnPage):
            words.append(piece.text)
    elif isinstance(piece, blocks.Icon):
        words.append("→" if piece.name == "arrow-right" else "")
    elif isinstance(piece, blocks.FactRow):
        words.append(piece.label)
        _say(piece.value, words)
    elif isinstance(piece, blocks.Table):
        words += (column.label for column in piece.columns if piece.matrix)
        _say(piece.rows, words)
    elif isinstance(piece, Promises):
        words += piece.columns
        _say(piece.rows, words)
    elif not isinstance(piece, blocks.Paragraph) or not piece.soft:
        for name in _parts_of(type(piece)):  # type: ignore[arg-type] # a class is hashable
            _say(getattr(piece, name), words)


@cache
def _parts_of(kind: type[object]) -> tuple[str, ...]:
    """Return the fields of a piece that can hold further pieces."""
    if not is_dataclass(kind) or kind in _DRAWN:
        return ()
    return tuple(
        one.name
        for one in fields(kind)
        if one.name not in _LEFT_OUT and one.type not in {"str", "int", "bool", "State"}
    )
