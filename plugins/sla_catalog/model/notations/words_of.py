"""A mapping or list where a text is expected, as one text."""

MOST_OF_HELP = 200  # letters; a longer help is no help


def in_words(value: object) -> str:
    """Return a mapping or list as one text in quotes, for a key that takes a text; or nothing."""
    words = _words(value)
    is_short = words and len(words) <= MOST_OF_HELP and "\n" not in words
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"' if is_short else ""


def _words(value: object) -> str:
    if isinstance(value, dict):
        parts = (f"{key}: {_inner(one)}" for key, one in value.items())
        return "; ".join(parts)
    if isinstance(value, list):
        return ", ".join(map(_inner, value))
    return " ".join(str(value).split())


def _inner(value: object) -> str:
    """Return a value within another one; of a mapping the names stand before their values."""
    if isinstance(value, dict):
        return ", ".join(f"{key} {_inner(one)}" for key, one in value.items())
    return _words(value)
