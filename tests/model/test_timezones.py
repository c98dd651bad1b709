from datetime import datetime
from zoneinfo import ZoneInfoNotFoundError

import pytest

from sla_catalog.model import timezones


def test_every_zone_that_has_a_name_can_be_read() -> None:
    moments = {
        name: datetime(2026, 1, 1, tzinfo=timezones.zone(name)) for name in timezones.names()
    }
    assert len(moments) > 500
    assert all(moment.utcoffset() is not None for moment in moments.values())


@pytest.mark.parametrize("name", ["localtime", "../zones", "europe/berlin", "Mars/Base", ""])
def test_what_is_no_name_is_no_zone(name: str) -> None:
    assert name not in timezones.names()
    with pytest.raises(ZoneInfoNotFoundError):
        timezones.zone(name)
