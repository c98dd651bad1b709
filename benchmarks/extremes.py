"""Files that come as close to the limits as they can, each with much of one thing."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from sla_catalog.source.composer import compose_bounded
