"""What values mean together: downtime, comparability, credits, working time, composition, renewal;
pure functions without a clock.
"""
