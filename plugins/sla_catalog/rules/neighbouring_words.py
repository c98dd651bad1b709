"""Words around a vague term that make it clear: `immediately after`, `where required by law`."""

from __future__ import annotations

from sla_catalog.patterns import Pattern

_CLAIMS = Pattern(r"\b(?:claims?|liabilit\w+|credits?|damages|warrant\w+|remed\w+)\b[^.;]* $")
_BEFORE = (
    {
        "trying to": Pattern(r"(?:go on|goes on|keeps?|stops?) $"),
        "reasonable": Pattern(r"(?:commercially|technically) $"),
        "can": Pattern(r"(?:who|that|which|nobody|customers?|users?|you|they|it) $"),
        "may": Pattern(r"(?:customer|customers|party|parties|user|users|either|they|you) $"),
        "could": Pattern(r"(?:who|that|which|nobody|no one|party) $"),
        "might": Pattern(r"(?:who|that|which) $"),
        "would": Pattern(r"(?:who|that|which|as (?:it|they)) $|\bif\b[^.;]* $"),
        "should": Pattern(r"(?:^|[.;:] )$"),  # `Should it fail, …` is a condition
        "sollte": Pattern(r"(?:^|[.;:] )$"),
        "sollten": Pattern(r"(?:^|[.;:] )$"),
        "insert": Pattern(r"(?:^|[^\[<{(])$"),
        "at once": Pattern(
            r"\b(?:all|both|many|several|more than|two|three|four|five|\d+)\b[^.;]*$"
        ),
        "appropriate": Pattern(r"\bdeem(?:s|ed)? (?:it |this |that )?$"),
        "at the earliest": Pattern(r"\d[^.;]* $"),
        "most": Pattern(r"\b(?:at|at the|the|one|its|of the) $"),
        "material": Pattern(r"(?:training|source|support|advertising|of|and|the) $"),
        "effective": Pattern(r"(?:becomes?|is|are|take) $|the $"),
        "some": Pattern(r"(?:for) $"),
        "better": Pattern(r"(?:or) $"),
        "up to": Pattern(r"(?:it is|lines?|adds?|sum|add|and) $"),
        "prompt": Pattern(r"(?:command|the|a|login) $"),
        "minimal": Pattern(r"(?:a) $"),
        "guaranteed": Pattern(r"(?:the|not|never) $|\b(?:nothing|no|none|neither|nor)\b[^.;]* $"),
        "garantiert": Pattern(r"\b(?:nicht|nichts|keine?[nrsm]?|weder)\b[^.;]* $"),
        "always": Pattern(r"(?:not|cannot) $"),
        "immer": Pattern(r"(?:nicht) $"),
        "jederzeit": Pattern(
            r"\b(?:(?:darf|dürfen)\b[^.;]*|(?:wartung(?:en|sarbeiten)?|kündigung(?:en)?|arbeiten)\b"
            r"(?: (?:ist|sind|kann|können))?) $"
        ),
        "never": Pattern(r"(?:not) $"),
        "immediately": Pattern(r"(?:effect|effective) $"),
        "many": Pattern(r"(?:how|as) $"),
        "often": Pattern(r"(?:how) $"),
        "soon": Pattern(r"(?:as|how) $"),
        "mieux": Pattern(r"(?:au|le|son|leur) $"),
        "peut": Pattern(r"(?:client|clients|qui|il|elle|ne|on) $"),
        "peuvent": Pattern(r"(?:clients|qui|ils|elles|ne|parties) $"),
        "suffisant": Pattern(r"(?:est|non) $"),
        # Faults that are left open are not closed; a fee that is left open is not stated.
        "left open": Pattern(r"(?:^|\s)(?!(?:is|are|was|been|still|yet|deliberately)\b)[\w'-]+ $"),
        "whatsoever": Pattern(
            r"\b(?:claims?|liabilit\w+|credits?|kind|reasons?|nature|cause)\b[^.;]* $"
        ),
        "is ruled out": _CLAIMS,
        "are ruled out": _CLAIMS,
    }
    | {
        # `The price: to be supplied` waits for its author; `logs are to be supplied` is a duty.
        f"to be {done}": Pattern(r"[^:\[(–—-] $")
        for done in ("supplied", "provided", "added", "entered", "given", "stated", "set")
    }
    | {
        # `Maintenance is no outage` says what counts.
        f"{no} {event}": Pattern(r"\b(?:ist|sind|als|bilden|bildet|stellt|stellen) $")
        for no, event in (
            ("kein", "ausfall"),
            ("kein", "datenverlust"),
            ("kein", "stillstand"),
            ("keine", "ausfälle"),
            ("keine", "ausfallzeiten"),
            ("keine", "datenverluste"),
            ("keine", "störungen"),
            ("keine", "unterbrechung"),
            ("keine", "unterbrechungen"),
        )
    }
)
# `May`, `can`: most of them give a right or say what is possible. Something is owed, and then not
# clearly, where it is done by the provider in some time: `can be restored within 4 h`.
_NO_DUTY = Pattern(
    r",? (?!be \w+(?: [^.;]*)? (?:within|by|before|every|each|no later than|at least)\b)"
)
_KEINE_PFLICHT = Pattern(
    r",? (?![^.;]*\b(?:innerhalb|binnen|bis|vor|spätestens|jede[nrs]?)\b[^.;]*\bwerden\b)"
)
_AFTER = {
    "regelmäßig": Pattern(r" arbeitszeit"),
    "sofortig": Pattern(r" wirkung"),
    "fast": Pattern(r" (?:ethernet|track|lane|forward)"),
    "appropriate": Pattern(r" (?:\w+ )?(?:court|authority|authorities|clause|section|annex)\b"),
    "at the earliest": Pattern(r" (?:after|at|by|from|in|on|with)\b"),
    "most": Pattern(r" (?:one|recent(?:ly)?|of all|\d)\b"),
    "proper": Pattern(r" (?:names?|nouns?)\b"),
    "swift": Pattern(r" (?:code|network|message|address|payment|transfer)"),
    "may": _NO_DUTY,
    "can": _NO_DUTY,
    "kann": _KEINE_PFLICHT,
    "können": _KEINE_PFLICHT,
    "would": Pattern(r"[^.;]*\bif\b"),
    "under no circumstances": Pattern(
        r"[^.;]*\b(?:exceeds?|liable|liability|credits?|more than)\b"
    ),
    "unter keinen umständen": Pattern(r"[^.;]*\b(?:übersteig\w*|haftet|gutschrift\w*|mehr als)\b"),
    "material": Pattern(r" (?:is|are|for|from|that|of|breach|breaches|default|adverse)\b"),
    "effective": Pattern(r" (?:date|day|from|on|until|as of)\b"),
    "some": Pattern(r" other\b"),
    "prior notice": Pattern(r" of \d"),
    "advance notice": Pattern(r" of \d"),
    "as determined by": Pattern(r" (?:the )?(?:formula|monitoring|measurement|clause|section)"),
    "immediately": Pattern(r" (?:after|before|following|preceding|upon)\b"),
    "up to": Pattern(r" date\b| the\b| and including\b| and\b"),
    "timely": Pattern(r" payment"),
    "severe": Pattern(r" (?:weather|storm)"),
    "always": Pattern(r" excluded"),
    "close to": Pattern(r" (?:the|a)\b"),
    "improved": Pattern(r" by \d"),
    "better": Pattern(r" than\b"),
    "faster": Pattern(r" than\b"),
    "quicker": Pattern(r" than\b"),
    "jederzeit": Pattern(
        r" (?:kündigen|widerrufen|einsehen|abrufen|kündbar|widerrufbar"
        r"|(?:gekündigt|widerrufen|geändert|gewartet|unterbrochen) werden)"
    ),
    "à tout moment": Pattern(r" (?:résilier|consulter|révoquer)"),
    "mieux": Pattern(r" que\b"),
    "plus rapide": Pattern(r" que\b"),
    "immédiatement": Pattern(r" (?:après|avant|suivant)\b"),
}
# `Where required by law`, `unless agreed by the parties`; not `if needed by the next day`.
_BY_WHOM = Pattern(
    r" by (?:(?!(?:of|end|next|same|that|which|who|for|with|to|at|in|on|until|and|or) )[\w'’-]+ )"
    r"{0,4}?(?:laws?|legislation|statutes?|regulations?|regulators?|rules?|provisions?|orders?"
    r"|courts?|authority|authorities|directives?|standards?|polic(?:y|ies)|licen[cs]es?|contracts?"
    r"|agreements?|sla|clauses?|sections?|articles?|annex(?:es)?|schedules?|gdpr|iso|customers?"
    r"|clients?|users?|part(?:y|ies)|both|either|auditors?|insurers?)(?![\w'’-])"
)
_AROUND = 120  # letters before and after a term that are looked at
_NOTICE = Pattern(r"\d+\s\S+\s?(?:of |'|’)?\s?(?:written )?$|\d+[- ]\w+\s$|(?:days|hours)['’]? $")


def is_made_clear(rule: str, term: str, text: str, start: int, end: int) -> bool:
    """Tell whether the words around a term at a place make it clear."""
    before, after = _BEFORE.get(term), _AFTER.get(term)
    if rule == "escape-clause" and term.endswith("ed") and _BY_WHOM.match(text, end):
        return True
    if term in {"prior notice", "advance notice"} and _NOTICE.search(text[:start]):
        return True
    return bool(
        (before and before.search(text[max(0, start - _AROUND) : start]))
        or (after and after.match(text[end : end + _AROUND]))
    )
