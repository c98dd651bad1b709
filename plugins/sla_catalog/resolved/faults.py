"""Whom to tell of a fault: the channel that is meant for the most urgent severity."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sla_catalog.model.agreement import Agreement
from sla_catalog.model.fields import Absence
from sla_catalog.model.parties import Contact
from sla_catalog.model.placeholder import is_placeholder
from sla_catalog.model.services import Channel, ChannelType, Support
from sla_catalog.patterns import Pattern

_NO_REPORTS = {ChannelType.STATUS_PAGE, ChannelType.MEETING, ChannelType.POST}

# The role of a contact is free text, in the language of its author. These words tell whom to call.
_TAKES_FAULTS = Pattern(
    r"support|service.?desk|help.?desk|hotline|on.?call|incident|emergenc|outage|fault|control room"
    r"|operations cent|\bnoc\b|dispatch|duty"
    r"|bereitschaft|störung|notfall|leitstelle|notdienst"
    r"|astreinte|panne|assistance|urgence|dépannage",
    re.IGNORECASE,
)
_OTHER_MATTERS = Pattern(
    r"\bsales|account|billing|invoic|financ|payment|payable|contract|legal|counsel|procure"
    r"|purchas|commercial|market|press\b|media|privacy|data protection|complian|audit|training"
    r"|renewal|supplier|vendor|about this agreement"
    r"|vertrieb|verkauf|rechnung|buchhaltung|vertrag|recht|einkauf|datenschutz|kundenberat"
    r"|vente|factur|compta|contrat|juridi|achat|confidentialité|presse",
    re.IGNORECASE,
)


def fault_channel(agreement: Agreement) -> Channel | None:
    """Return the channel for the most urgent fault.

    One that names the most urgent severity comes first, then a preferred one, then a telephone.
    """
    return next(iter(_by_urgency(agreement, report_channels(agreement))), None)


def unaddressed_channels(agreement: Agreement) -> tuple[Channel, ...]:
    """Return the channels for the most urgent fault of which no address is given, best first.

    One with a purpose of its own, such as escalation, is not among them.
    """
    found = (one for one in _channels(agreement) if _lacks_address(one) and not one.purpose)
    return _by_urgency(agreement, filter(_is_for_reports, found))


def _by_urgency(agreement: Agreement, channels: Iterable[Channel]) -> tuple[Channel, ...]:
    most_urgent = next((severity.id for severity in agreement.severities or ()), "")
    meant = [
        channel
        for channel in channels
        if not channel.severities or not most_urgent or most_urgent in channel.severities
    ]

    def order(channel: Channel) -> tuple[bool, bool, bool, bool]:
        names_it = most_urgent in (channel.severities or ())
        is_phone = channel.type is ChannelType.PHONE
        return (channel.when is not None, not names_it, channel.preferred is not True, not is_phone)

    return tuple(sorted(meant, key=order))


def report_channels(agreement: Agreement) -> tuple[Channel, ...]:
    """Return every channel through which a fault can be reported, in the order of the agreement."""
    return tuple(filter(_takes_reports, _channels(agreement)))


def _channels(agreement: Agreement) -> tuple[Channel, ...]:
    support = agreement.support
    channels = support.channels if isinstance(support, Support) else None
    return channels if isinstance(channels, tuple) else ()


def fault_contact(agreement: Agreement) -> Contact | None:
    """Return the contact for a fault; nobody whose role is about another matter, such as sales.

    One whose role is about faults comes first, then one with a telephone number.
    """
    meant = [one for one in agreement.contacts or () if _is_for_faults(one)]

    def order(contact: Contact) -> tuple[bool, bool]:
        return (_TAKES_FAULTS.search(contact.role) is None, not contact.phone)

    return min(meant, key=order, default=None)


def _is_for_faults(contact: Contact) -> bool:
    has_way = bool(contact.phone or contact.email or contact.url)
    return has_way and _OTHER_MATTERS.search(contact.role) is None


def _takes_reports(channel: Channel) -> bool:
    address = channel.address
    if address is None or isinstance(address, Absence) or is_placeholder(address):
        return False
    return _is_for_reports(channel)


def _is_for_reports(channel: Channel) -> bool:
    return channel.type not in _NO_REPORTS and channel.accepted is not False


def _lacks_address(channel: Channel) -> bool:
    """Tell whether a channel is there and its address is not said here."""
    address = channel.address
    return address is None or (isinstance(address, Absence) and address.none is None)
