"""The agreement page: one module a step, and the first screen above them."""
