from contexts import golden


def test_pages_are_as_expected() -> None:
    drawn, expected = golden("services")
    assert drawn == expected


def test_a_service_of_one_plan_has_the_promises_of_that_plan() -> None:
    drawn, expected = golden("services_by_plan")
    assert drawn == expected
