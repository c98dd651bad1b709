"""A proposal as pages: the report that stands for itself.

Nothing here compares or judges: what is told comes from `review`, with its words and counts.
"""
