"""The rules that are kept while files are read; each is told of where reading meets it."""

from __future__ import annotations

from sla_catalog.findings import FindingSeverity, Rule, RuleFamily

RULES: tuple[Rule, ...] = (
    Rule("file-too-large", RuleFamily.FILE, "The file has more bytes than the limit allows."),
    Rule(
        "too-many-files", RuleFamily.FILE, "The folder has more YAML files than the limit allows."
    ),
    Rule(
        "catalog-too-large",
        RuleFamily.FILE,
        "All files together have more keys, values and brackets than the limit allows.",
    ),
    Rule(
        "same-file-name",
        RuleFamily.FILE,
        "Two names differ only by capitals or by how letters are encoded.",
    ),
    Rule("unusual-file-name", RuleFamily.FILE, "A name contains a character that cannot be shown."),
    Rule(
        "not-a-file",
        RuleFamily.FILE,
        "The path is a link that leads nowhere or out of the folder, or is not a file.",
    ),
    Rule("cannot-read", RuleFamily.FILE, "The system does not let the program open it."),
    Rule(
        "not-utf-8", RuleFamily.FILE, "The file is in another encoding, such as UTF-16 or Latin-1."
    ),
    Rule("empty-file", RuleFamily.FILE, "There is nothing in the file."),
    Rule("only-comments", RuleFamily.FILE, "The file contains only comments."),
    Rule("html-file", RuleFamily.FILE, "The file is a web page."),
    Rule("other-format", RuleFamily.FILE, "The file belongs to another tool or format."),
    Rule("lfs-pointer", RuleFamily.FILE, "Git LFS has put a pointer in place of the file."),
    Rule("conflict-marker", RuleFamily.FILE, "Lines are left from a git conflict."),
    Rule("list-at-root", RuleFamily.FILE, "The file is a list."),
    Rule("scalar-at-root", RuleFamily.FILE, "The file is one text."),
    Rule(
        "further-findings",
        RuleFamily.FILE,
        "The file has more than a hundred findings; the rest is not shown.",
    ),
    Rule("bidi-control", RuleFamily.FILE, "A character turns the direction of the text."),
    Rule("control-character", RuleFamily.FILE, "There is a control character in the text."),
    Rule(
        "hidden-character",
        RuleFamily.FILE,
        "A character cannot be seen, such as a space without width.",
    ),
    Rule("lone-surrogate", RuleFamily.FILE, "There is half of a character."),
    Rule("yaml-syntax", RuleFamily.YAML, "YAML cannot be read here."),
    Rule("tab-indentation", RuleFamily.YAML, "A line is indented with a tab."),
    Rule("duplicate-key", RuleFamily.YAML, "A key appears twice in one mapping."),
    Rule("empty-key", RuleFamily.YAML, "There is no key before the colon."),
    Rule("complex-key", RuleFamily.YAML, "A list, a mapping or a block is used as a key."),
    Rule("empty-value", RuleFamily.YAML, "A key or a list item has no value, or `null`."),
    Rule("anchor", RuleFamily.YAML, "`&name` gives a value a name."),
    Rule("alias", RuleFamily.YAML, "`*name` refers to a value elsewhere."),
    Rule("merge-key", RuleFamily.YAML, "`<<` copies keys."),
    Rule("explicit-tag", RuleFamily.YAML, "`!tag` names a type."),
    Rule("directive", RuleFamily.YAML, "A line that begins with `%` instructs the reader."),
    Rule("several-documents", RuleFamily.YAML, "A second document begins."),
    Rule("nesting-too-deep", RuleFamily.YAML, "The file has more levels than the limit allows."),
    Rule(
        "too-many-events",
        RuleFamily.YAML,
        "The file has more keys, values and brackets than the limit allows.",
    ),
    Rule("scalar-too-large", RuleFamily.YAML, "One text is longer than the limit allows."),
    Rule("list-too-long", RuleFamily.YAML, "A list has more items than the limit allows."),
    Rule(
        "unquoted-comparison",
        RuleFamily.YAML,
        "`target: >= 99.9 %` begins a block of text in YAML.",
    ),
    Rule(
        "unquoted-colon",
        RuleFamily.YAML,
        "A text that is not quoted contains a second colon followed by a space.",
    ),
    Rule("reserved-sign", RuleFamily.YAML, "A text begins with a sign that YAML keeps for itself."),
    Rule(
        "comma-splits-text",
        RuleFamily.YAML,
        "In `{...}` a comma ends the text, and the rest is read as a key.",
    ),
    Rule(
        "comma-splits-number",
        RuleFamily.YAML,
        "In brackets a comma splits a number such as `99,9` or `1,000`.",
    ),
    Rule(
        "comment-cuts-text",
        RuleFamily.YAML,
        "` #` begins a comment, so the rest of the text is lost.",
        FindingSeverity.WARNING,
    ),
    Rule(
        "ambiguous-scalar",
        RuleFamily.YAML,
        "A value without quotes is a text here, and something else for readers of YAML 1.1.",
        FindingSeverity.WARNING,
    ),
    Rule("unknown-key", RuleFamily.VALUES, "The key is not one of this record, by the format."),
    Rule(
        "missing-key", RuleFamily.VALUES, "A key without which the record says nothing is missing."
    ),
    Rule(
        "wrong-kind",
        RuleFamily.VALUES,
        "There is a text, a list or a mapping where another of the three belongs.",
    ),
    Rule("bad-choice", RuleFamily.VALUES, "The value is not one of those that the key allows."),
    Rule(
        "malformed-value",
        RuleFamily.VALUES,
        "The text cannot be read as what it should be, such as a date, a duration or a target.",
    ),
    Rule(
        "keys-out-of-order",
        RuleFamily.STATEMENTS,
        "A key comes after one of a later step.",
        FindingSeverity.INFO,
    ),
    Rule("file-name-not-id", RuleFamily.REFERENCES, "The id is not the name of the file."),
    Rule("duplicate-agreement", RuleFamily.REFERENCES, "Two files have the same id."),
)
