"""From files to a Catalog, or to findings that say why not; only `tree` opens files or runs git.

In the order of reading: `tree` (where files are), `document` (a file's text to values with places),
`decode` (values to the model), `load` (a folder to a Catalog). `document` in turn asks `encoding`
(bytes to text), `foreign` (files that hold no agreement), `hidden` (characters that are not seen)
and `parsing`, which has `building` make `nodes` of YAML's events and `syntax` explain where YAML
stops. `entries`, `features` and `traps` say what YAML reads but an agreement may not hold; `limits`
says how much, `lines` where, `wording` in which words.
"""
