from contexts import golden


def test_pages_are_as_expected() -> None:
    drawn, expected = golden("services")
    assert drawn == expected
