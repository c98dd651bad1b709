"""Lists of which there is nothing to list: a sentence, and none of their tools."""

from contexts import golden


def test_pages_are_as_expected() -> None:
    drawn, expected = golden("empty")
    assert drawn == expected
