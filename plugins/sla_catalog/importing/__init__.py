"""From files of SLO tools to agreements, with a report of what was read and what was not.

Nothing here opens or writes a file, and nothing that a file does not say is made up.
"""
