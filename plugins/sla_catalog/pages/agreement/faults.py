"""Where to report a fault: a line for the head of an agreement and for lists of services."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sla_catalog.model.calendars import Hours
from sla_catalog.model.fields import Absence
from sla_catalog.model.services import Channel, ChannelType, Support
from sla_catalog.pages.agreement.cells import listed, reference, telephone, ways
from sla_catalog.pages.agreement.page import AgreementPage
from sla_catalog.pages.blocks import Inline, Line, Link, Soft, Strong, Text
from sla_catalog.resolved.faults import (
    fault_channel,
    fault_contact,
    report_channels,
    unaddressed_channels,
)


def fault_lines(page: AgreementPage, *, strong: bool = True) -> tuple[Line, ...]:
    """Say where the most urgent fault is reported, then for what and when.

    Nothing is said where the agreement does not tell, and once it is over.
    """
    if page.agreement.is_over:
        return ()
    channel = fault_channel(page.agreement)
    if channel:
        is_phone = channel.type is ChannelType.PHONE
        way = telephone(str(channel.address)) if is_phone else reference(str(channel.address))
        said = ", ".join(_about(page, channel))
        about: tuple[Line, ...] = ((Soft(said),),) if said else ()
        further = (*_conditions(page, channel), *_others(page, channel))
        return ((_weighed(way, strong=strong),), *about, *further)
    contact = fault_contact(page.agreement)
    if contact:
        first, *others = ways(contact)
        line = listed((_weighed(first, strong=strong), *others))
        return (line, (Soft(contact.role),), *page.condition(contact))
    return _without_address(page, strong=strong)


def _without_address(page: AgreementPage, *, strong: bool) -> tuple[Line, ...]:
    """Name the channels that an agreement has though it gives no address of theirs."""
    channels = unaddressed_channels(page.agreement)
    if not channels:
        return ()
    first, *others = channels
    way = _weighed(Text(page.words.channel(first)), strong=strong)
    address = first.address
    unstated = Soft(page.label("fault.address.unstated"))
    place = page.absent(address) if isinstance(address, Absence) else unstated
    return ((way, place), *_conditions(page, first), *_led_to(page, others))


def _others(page: AgreementPage, shown: Channel) -> tuple[Line, ...]:
    """Lead to the other channels by their clause; name them where no clause is on the page."""
    return _led_to(page, [one for one in report_channels(page.agreement) if one is not shown])


def _led_to(page: AgreementPage, others: Sequence[Channel]) -> tuple[Line, ...]:
    if not others:
        return ()
    label = Soft(page.words.headed(page.label("fault.others")))
    clause = page.clause("support")
    names = (f"{page.words.channel(one)} {_severities(page, one)}".rstrip() for one in others)
    return ((label, *(clause or (Soft(", ".join(names)),))),)


def _severities(page: AgreementPage, channel: Channel) -> str:
    """Say for which severities and cases alone a channel is."""
    words = [", ".join(channel.severities or ())]
    if channel.when:
        words.append(page.words.conditions(page.agreement, channel.when))
    said = page.label("semicolon").join(f" {one}" for one in words if one).strip()
    return f"({said})" if said else ""


def _conditions(page: AgreementPage, channel: Channel) -> tuple[Line, ...]:
    support = page.agreement.support
    outer = page.condition(support) if isinstance(support, Support) else ()
    return (*outer, *page.condition(channel))


def _weighed(way: Inline, *, strong: bool) -> Inline:
    if isinstance(way, Link):
        return replace(way, strong=strong)
    return Strong(way.text) if strong and isinstance(way, Text) else way


def _about(page: AgreementPage, channel: Channel) -> Iterator[str]:
    if channel.name:
        yield channel.name
    if channel.severities:
        yield page.words.listing(channel.severities)
    support = page.agreement.support
    hours = channel.hours or (support.hours if isinstance(support, Support) else None)
    if isinstance(hours, Hours):
        yield page.words.hours(hours)
