"""What an agreement is: frozen values without input, output or a clock.

A field is said in one place: its type, its description, which direction is better for the
customer, how much it weighs and, for a list, by what its items are told apart.
"""
