"""An agreement with defaults, references, cases and hours filled in: one meaning of each promise.

Pages word what is resolved here, exports write it, rules judge it. None of them works it out again.
"""
