"""Why YAML could not be read on, in an author's words; a module for each kind of sign.

`explanations` is the door; nothing here reads YAML.
"""
