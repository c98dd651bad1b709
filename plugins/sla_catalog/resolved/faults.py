"""Whom to tell of a fault: the channel that is meant for the most urgent severity."""

from __future__ import annotations

from sla_catalog.model.agreement import Agreement
from sla_catalog.model.fields import Absence
from sla_catalog.model.parties import Contact
from sla_catalog.model.placeholder import is_placeholder
from sla_catalog.model.services import Channel, ChannelType, Support

_NO_REPORTS = {ChannelType.STATUS_PAGE, ChannelType.MEETING, ChannelType.POST}


def fault_channel(agreement: Agreement) -> Channel | None:
    """Return the channel for the most urgent fault.

    One that names the most urgent severity comes first, then a preferred one, then a telephone.
    """
    support = agreement.support
    channels = support.channels if isinstance(support, Support) else None
    most_urgent = next((severity.id for severity in agreement.severities or ()), "")
    meant = [
        channel
        for channel in (channels if isinstance(channels, tuple) else ())
        if _takes_reports(channel)
        and (not channel.severities or not most_urgent or most_urgent in channel.severities)
    ]

    def order(channel: Channel) -> tuple[bool, bool, bool, bool]:
        names_it = most_urgent in (channel.severities or ())
        is_phone = channel.type is ChannelType.PHONE
        return (channel.when is not None, not names_it, channel.preferred is not True, not is_phone)

    return min(meant, key=order, default=None)


def fault_contact(agreement: Agreement) -> Contact | None:
    """Return the first contact with a telephone number, else the first that can be written to."""
    contacts = [one for one in agreement.contacts or () if one.phone or one.email or one.url]
    return next((one for one in contacts if one.phone), next(iter(contacts), None))


def _takes_reports(channel: Channel) -> bool:
    address = channel.address
    if address is None or isinstance(address, Absence) or is_placeholder(address):
        return False
    return channel.type not in _NO_REPORTS and channel.accepted is not False
