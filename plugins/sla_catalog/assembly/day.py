"""The day that a site takes for today."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sla_catalog.model.timezones import zone


def day_of_build(
    stated: date | None, timezone: str | None, epoch: str | None, now: datetime
) -> date:
    """Return the day that pages take for today: the stated one, else that of a moment in a zone.

    `epoch` is such a moment in seconds, as builds that can be repeated set it; else it is `now`.
    """
    if stated:
        return stated
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch and epoch.isdigit() else now
    return moment.astimezone(zone(timezone) if timezone else UTC).date()
