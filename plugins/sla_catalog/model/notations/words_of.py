"""A mapping or list where a text is expected, as one text."""

MOST_OF_HELP = 200  # letters; a longer help is no help


def in_words(value: object) -> str:
    """Return a mapping or list as one text in quotes, for a key that takes a text; or nothing."""
    words = _words(value)
    is_short = words and len(words) <= MOST_OF_HELP and "\n" not in words
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"' if is_short else ""


def _words(value: object, *, is_inner: bool = False) -> str:
    """Return values with commas between them; what is within another one is in brackets."""
    if isinstance(value, dict):
        parts = (f"{key}: {_words(one, is_inner=True)}" for key, one in value.items())
    elif isinstance(value, list):
        parts = (_words(one, is_inner=isinstance(one, list)) for one in value)
    else:
        return " ".join(str(value).split())
    words = ", ".join(parts)
    return f"({words})" if is_inner else words
