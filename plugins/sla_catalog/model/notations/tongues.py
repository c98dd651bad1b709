"""Languages as people call them: `German`, `en_US`, `EN`."""

from __future__ import annotations

import re

from sla_catalog.patterns import Pattern

_TAG_OF_LANGUAGE = {
    name: tag
    for tag, names in {
        "bg": "bulgarian български bulgarisch", "cs": "czech čeština česky tschechisch",
        "da": "danish dansk dänisch", "de": "german deutsch allemand ger deu",
        "el": "greek ελληνικά griechisch", "en": "english englisch anglais eng",
        "es": "spanish español castellano spanisch espagnol spa",
        "et": "estonian eesti estnisch", "fi": "finnish suomi finnisch",
        "fr": "french français francais französisch fre fra",
        "hr": "croatian hrvatski kroatisch", "hu": "hungarian magyar ungarisch",
        "it": "italian italiano italienisch italien ita", "ja": "japanese 日本語 japanisch",
        "lt": "lithuanian lietuvių litauisch", "lv": "latvian latviešu lettisch",
        "nb": "norwegian norsk bokmål norwegisch", "nl": "dutch nederlands niederländisch",
        "pl": "polish polski polnisch", "pt": "portuguese português portugiesisch",
        "ro": "romanian română rumänisch", "ru": "russian русский russisch",
        "sk": "slovak slovenčina slowakisch", "sl": "slovenian slovenščina slowenisch",
        "sv": "swedish svenska schwedisch", "tr": "turkish türkçe türkisch",
        "uk": "ukrainian українська ukrainisch", "zh": "chinese 中文 chinesisch",
    }.items()
    for name in names.split()
}  # fmt: skip


_TAGS = {*_TAG_OF_LANGUAGE.values(), "no", "nn"}
_TAG = Pattern(r"(?P<tag>[A-Za-z]{2,3})(?:[-_ ](?P<region>[A-Za-z]{2}|[0-9]{3}))?")
_SEVERAL = r"\s*(?:/|,|&|\+|\band\b|\bund\b|\bet\b)\s*"


_REGIONS = {
    **dict.fromkeys(("uk", "british", "gb", "united kingdom", "britisches"), "GB"),
    **dict.fromkeys(("us", "usa", "american", "united states", "amerikanisches"), "US"),
    **dict.fromkeys(("swiss", "switzerland", "schweiz", "suisse", "schweizer"), "CH"),
    **dict.fromkeys(("austrian", "austria", "österreich", "österreichisches"), "AT"),
    **dict.fromkeys(("canadian", "canada", "kanada"), "CA"),
    **dict.fromkeys(("brazil", "brazilian", "brasilien", "brasil"), "BR"),
    **dict.fromkeys(("germany", "deutschland"), "DE"),
    **dict.fromkeys(("france", "frankreich"), "FR"),
    **dict.fromkeys(("belgium", "belgien", "belgique"), "BE"),
    **dict.fromkeys(("australia", "australian"), "AU"), "ireland": "IE",
    "mexico": "MX", "portugal": "PT", "spain": "ES", "spanien": "ES",
}  # fmt: skip
_OF_REGION = Pattern(r"(?P<language>[^\W\d_]+) ?[(,-] ?(?P<region>[^\W\d_ ]+(?: [^\W\d_]+)?)\)?")
_REGION_FIRST = Pattern(r"(?P<region>[^\W\d_]+) (?P<language>[^\W\d_]+)")


def _of_region(name: str) -> str:
    match = _OF_REGION.fullmatch(name) or _REGION_FIRST.fullmatch(name)
    found = match.groupdict() if match else {}
    language = _TAG_OF_LANGUAGE.get(found.get("language", ""), "")
    region = _REGIONS.get(found.get("region", ""), "")
    return f"{language}-{region}" if language and region else ""


def tag(text: str) -> str:
    """Return the tag of a language: `Deutsch` is `de`, `en_US` is `en-US`; of several, each."""
    name = text.strip().casefold()
    if known := _TAG_OF_LANGUAGE.get(name):
        return known
    match = _TAG.fullmatch(text.strip())
    if match and match["tag"].casefold() in _TAGS:
        region = f"-{match['region'].upper()}" if match["region"] else ""
        return f"{match['tag'].casefold()}{region}"
    if region := _of_region(name):
        return region
    parts = re.split(_SEVERAL, text.strip())
    several = [tag(part) for part in parts] if len(parts) > 1 else []
    return " or ".join(dict.fromkeys(several)) if several and all(several) else ""
