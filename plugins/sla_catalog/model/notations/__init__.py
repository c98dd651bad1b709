"""Values as people write them elsewhere, each with the one notation that the format reads.

Pure functions from a text to suggestions. The format has one spelling of each value; what is
refused comes back with that spelling, and with other keys where the text says more than one thing.
No word of a text is dropped that could change what it means: what is not understood goes into a
note, or there is no suggestion. Nothing here knows the classes that read values.
"""

from sla_catalog.model.notations.suggestions import Suggestion, beside_others, offered

__all__ = ["Suggestion", "beside_others", "offered"]
