from contexts import golden


def test_pages_are_as_expected() -> None:
    drawn, expected = golden("services")
    assert drawn == expected


def test_a_service_of_one_plan_has_the_promises_of_that_plan() -> None:
    drawn, expected = golden("services_by_plan")
    assert drawn == expected


def test_a_service_without_a_promise_says_so_before_what_is_promised_for_all() -> None:
    drawn, expected = golden("services_without_promise")
    assert drawn == expected
