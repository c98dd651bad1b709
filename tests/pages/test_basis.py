import pytest
from contexts import context, text

from drafts import draft
from sla_catalog.pages.agreement.view import agreement_view


@pytest.mark.parametrize(
    ("hours", "basis"),
    [
        ("24x7", "43 min 12 s down in 30 days"),
        ("Mon-Sun 00:00-23:59", "43 min 10.2 s down in 30 days of 23 h 59 min"),
        ("Mon-Fri 09:00-17:30", "10 min 42.6 s down in 21 days of 8.5 h"),
        ("Mon-Fri 09:00-17:20", "10 min 30 s down in 21 days of 8 h 20 min"),
        (
            "Mon-Sat 09:00-17:00, Sun 10:00-14:00",
            "13 min 22.285714 s down in 30 days of 7.4 h on average",
        ),
    ],
)
def test_allowed_downtime_says_of_how_many_hours_it_is_a_share(hours: str, basis: str) -> None:
    metric = "{id: uptime, type: availability, target: 99.9 %, window: calendar month}"
    said = draft(f"service_hours: {hours}\nmetrics: [{metric}]\n")
    book = context({"case.yaml": said})
    lines = text(agreement_view(book.catalog.by_id["case"], book), "agreements/case.md")
    (row,) = (line for line in lines if line.startswith("2.1 -> #metric-uptime | Availability"))
    assert row.endswith(basis)
