import random

import pytest

from sla_catalog.model.collation import name_order

IN_ORDER = """
(beta)
2nd line
10th line
API
API 2
api 2 plus
API 10
API-2
Ärzte
Ecole
École
Ende
Größe
Grosz
v1.9
v1.10
Zone
"""


@pytest.mark.parametrize("seed", range(5))
def test_names_stand_as_browsers_sort_them(seed: int) -> None:
    """The list is what `Intl.Collator('en', {numeric: true})` makes of these names."""
    names = IN_ORDER.split("\n")[1:-1]
    mixed = random.Random(seed).sample(names, len(names))  # noqa: S311 - nothing is secret
    assert sorted(mixed, key=name_order) == names


def test_a_number_may_have_more_digits_than_python_reads() -> None:
    assert name_order("9" * 5000) < name_order("1" + "0" * 5000)


def test_names_that_differ_in_capitals_keep_the_order_they_had() -> None:
    assert name_order("Queue") == name_order("queue")
