"""Finding defined terms in text: one pure matcher, no HTML."""
