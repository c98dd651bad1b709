"""Lists of which there is nothing to list: a sentence, and none of their tools."""

import pytest
from contexts import golden


@pytest.mark.parametrize("case", ["empty", "no-agreements"])
def test_pages_are_as_expected(case: str) -> None:
    drawn, expected = golden(case)
    assert drawn == expected
