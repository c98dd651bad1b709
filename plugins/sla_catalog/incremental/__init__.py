"""What was worked out for an agreement before, kept as long as all that it looked up is the same.

A preview keeps it in the process, other builds in a folder where the option `cache` names one.
"""
