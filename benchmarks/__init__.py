"""What a build costs, against the same facts as hand-written pages in plain MkDocs with Material.

Run `python -m benchmarks build`. Nothing here imports the package: both sides are built by the
`mkdocs` command, as a user would.
"""
