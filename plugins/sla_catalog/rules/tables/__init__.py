"""The tables of rules, one a family: each rule's name, its weight and what finds it."""
